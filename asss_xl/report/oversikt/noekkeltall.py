"""The key figures of a report: this year, the year before, and what they are held against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from asss_xl import catalogue, functions as f
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import AnbefaltNivaa
from asss_xl.functions.values import Value
from asss_xl.norsk import norsk
from asss_xl.report import formler as bb, layout
from asss_xl.report.avvik.tabell import DISPONIBEL, SUM_IS
from asss_xl.report.formler import oversikt as formler, tekst
from asss_xl.report.oversikt.hovedfunn import KORT, MERKET, STEG, Retningsord, med_desimaler
from asss_xl.report.profil.kilde import Profilkilde
from asss_xl.report.rapport import Kapitler
from asss_xl.report.regnskap.hovedtall import GJELD, KORRIGERT, i_kroner
from asss_xl.report.regnskap.kilde import KOMMUNE, OEVRIGE
from asss_xl.report.regnskap.steg import postnavn
from asss_xl.report.steg import Steg
from asss_xl.report.uten import merke
from asss_xl.report.valg import Valg
from asss_xl.stated import beside
from asss_xl.workbook import MISSING_TEXT, Argument, Book, Call, Cell, Sheet, of, styles

#: Where no level holds in a year, and for those without one of their own.
_INGEN, _ALLE = "Ingen", "Alle"
_AVSTAND, _MOT, _GJELDER = "Avstand", "Mot nivået", "Gjelder"
#: What the distance is rounded to before anyone asks whether there is one, where no level has more.
_DESIMALER = 2
#: The columns of the table of all, and those of the six that are others: names are long, and none is before.
_NAVN, _TALL, _FOER, _ENDRING, _VURDERING, _HOLDT, _FORSKJELL, _MILL, _ANBEFALT = range(9)
_LANGT, _SEKS_TALL = 1, 2


def levels(data: Datasett, key: str) -> list[AnbefaltNivaa]:
    """The levels of a key figure that hold in any of the years.

    They are the package's and, where it has none that is for all, those that everybody knows.
    """
    mine = [level for level in data.anbefalte_nivaa if level.noekkeltall == key]
    if all(level.kommune for level in mine):
        mine = [level for level in _known() if level.noekkeltall == key] + mine
    return [level for level in mine if any(_holds(level, year) for year in data.aar)]


def _known() -> Iterator[AnbefaltNivaa]:
    for row in catalogue.rows("anbefalte_nivaa"):
        years = {"fra": int(row["fra"]), "til": int(row["til"]) if row["til"] else None}
        yield AnbefaltNivaa(**{**row, **years, "nivaa": float(row["nivaa"])})  # type: ignore[arg-type]


def _holds(level: AnbefaltNivaa, year: int) -> bool:
    return level.fra <= year <= (level.til or 9999)


def nivaa(book: Book, valg: Valg, key: str) -> Cell | None:
    """The level of the chosen municipality and year: its own, or else everyone's."""
    found, years = levels(valg.data, key), valg.data.aar
    name = f"Anbefalt_{key}"
    if name not in book.names and found:
        whose = dict.fromkeys(["", *(level.kommune for level in found)])
        lines = {who: who or _ALLE for who in whose}
        heads = [*map(str, years), _GJELDER]
        block = Steg(book, STEG).blokk(f"Anbefalt nivå, {postnavn(key)}", heads, lines)
        look = styles.hjelp(styles.tall(2))
        for who in lines:
            for year in years:
                block.put(who, str(year), _level(found, who, year), look)
        place = (block.columns(str(years[0]), str(years[-1])), valg.kommune, block.labels)
        at = valg.aarnr[valg.data.rapportaar]
        book.name(name, block.calc("", _GJELDER, formler.egen_linje, *place, at, style=look))
    made = book.names.get(name)
    return made if isinstance(made, Cell) else None


def _level(found: Sequence[AnbefaltNivaa], who: str, year: int) -> float | str:
    """What holds for a municipality in a year: the newest of its own, or else of everyone's."""
    held = [level for level in found if _holds(level, year) and level.kommune in ("", who)]
    newest = max(held, key=lambda level: (level.kommune, level.fra), default=None)
    return newest.nivaa if newest else _INGEN


def place_level(sheet: Sheet, at: tuple[int, int], valg: Valg, key: str, name: str, now: Cell) -> Call | None:
    """The level of the chosen year, and a sentence on how far the figure is from it."""
    book = sheet.book
    counts = nivaa(book, valg, key)
    if counts is None:
        return None
    rows = levels(valg.data, key)
    look = styles.tall(2).but(number_format=f'"{rows[-1].retning} "0.00')
    level = sheet.calc(*at, bb.gjenta, counts, style=look)
    heads = [_AVSTAND, f"{_AVSTAND} i ord{KORT}", f"{_AVSTAND} i ord", _MOT, MERKET]
    steps = Steg(book, STEG).blokk(f"Mot anbefalt nivå, {name}", heads, ["Nå"])
    places = float(max(_DESIMALER, *(len(f"{row.nivaa:.9g}".partition(".")[2]) for row in rows)))
    gap = steps.calc(
        0, _AVSTAND, bb.rundet, now - level, places, style=styles.hjelp(styles.tall(int(places)))
    )
    word = med_desimaler(steps, 0, _AVSTAND, of(bb.absolutt, gap), places)
    against = steps.calc(0, _MOT, formler.mot_nivaa, gap, word, missing="")
    marked = bb.tekst(merke(steps, 0, MERKET, gap), name)
    return of(formler.anbefalt_setning, marked, gap, against, valg.aar)


def level_sources(data: Datasett) -> tuple[str, ...]:
    """Each level, since when, for whom and who says so."""
    everyone = (*data.anbefalte_nivaa, *_known())
    return tuple(
        _told(level) for key in dict.fromkeys(e.noekkeltall for e in everyone) for level in levels(data, key)
    )


def _told(level: AnbefaltNivaa) -> str:
    years = f"{level.fra}–{level.til}" if level.til else f"fra {level.fra}"
    whose = f"{level.kommune}: {level.gjelder}" if level.kommune else level.gjelder
    said = f"{postnavn(level.noekkeltall)}: {level.retning} {norsk(level.nivaa)} prosent av driftsinntektene"
    return f"{said}, {years} ({whose}). Kilde: {level.kilde}. {level.merknad}".rstrip()


_DATA = beside(__file__)
#: An index has no kroner.
_IKKE_AKTUELT = "Ikke aktuelt"
REGNSKAP: list[tuple[str, str, str]] = _DATA["regnskap"]
_BEHOV = "behov"
#: Per inhabitant, in kroner of each year: more is neither better nor worse.
_PER_INNBYGGER = {GJELD: "Netto lånegjeld, kr/innb.", KORRIGERT: "Korrigerte frie innt., kr/innb."}
#: What the figures are held against: each says whose it is, in a word that its column has room for.
MOT, _LANDET, DE_ANDRE, _BEHOVET = "Holdt mot", "landet", "de andre", "behovet"
_MOT_LANDET = {SUM_IS: "Utgifter over behov, kr/innb.", DISPONIBEL: "Avvik i disp. inntekt, kr/innb."}
#: The six on the first page, where the report has them.
SEKS = ("netto", "handlingsrom", "netto_gjeld", _BEHOV, SUM_IS, DISPONIBEL)
_HODER = ("Endring", "Retning", MOT, "Forskjell", "Mill. kr")
#: Points: the line under the figures, with air before what follows.
_LUFT = 20
_RETNING = ("ned", "uendret", "opp")
#: The words of a change, by which way is the better one.
_ORD: dict[str, list[str]] = {good: words for good, *words in _DATA["ord"]}


class Noekkeltall(NamedTuple):
    """A key figure: by year, what it is held against, the distance and the kroner."""

    noekkel: str
    navn: str
    aar: dict[int, Cell]
    mot: Value | Cell
    desimaler: int
    gunstig: str = ""
    avvik: Cell | None = None
    #: A word where a distance is no amount.
    mill: Cell | Call | str = MISSING_TEXT
    #: Whether it is in the kroner of each year, so that prices matter.
    loepende: bool = False
    #: Whose the figure is that it is held against.
    hvem: str = _LANDET

    @property
    def holdt_mot(self) -> styles.Style:
        """How that figure stands in a table: with whose it is."""
        style = styles.tall(self.desimaler)
        return style.but(number_format=f'{style.number_format}" {self.hvem}"')


def all_of(report: Kapitler) -> list[Noekkeltall]:
    """The key figures that the report has, named by what the country is in the package."""
    data = report.data
    whose = {_LANDET: _LANDET if data.kalt_landet == _LANDET else "medl."}
    found = [*_accounts(report), *_each(report), *_needs(report)]
    # The index is of the whole country where the members' own is not worked out.
    kept = {_BEHOV} if data.indeksens_en == _LANDET else ()
    return [
        each
        if each.noekkel in kept
        else each._replace(navn=data.om_landet(each.navn), hvem=whose.get(each.hvem, each.hvem))
        for each in found
    ]


class Tabeller:
    """The six of the first page, and the table of all."""

    def __init__(self, sheet: Sheet, report: Kapitler) -> None:
        self.sheet, self.report = sheet, report
        self.lines = all_of(report)
        self.years, self.shown = report.valg.vindu, report.valg.aarstall
        self.before = self.years[-2] if len(self.years) > 1 else None
        self.words: Retningsord | None = None

    def _direction(self, at: tuple[int, int], change: Argument, line: Noekkeltall) -> None:
        """Whether a change is for the better, in a word."""
        if self.words is None:
            title = "Ord for endring (høyt gunstig, lavt gunstig, nøytralt)"
            steps = Steg(self.sheet.book, STEG)
            self.words = Retningsord(steps, title, tuple(_ORD.values()), _RETNING, list(_ORD))
        word = self.words.om(change, list(_ORD).index(line.gunstig))
        self.sheet.calc(*at, word, style=styles.RAD.but(indent=1, size=9.5), missing="")

    def _change(self, change: Call) -> Call:
        """A change from the year before; a merger in between breaks the series."""
        members = self.report.medlemmene
        source = Profilkilde(self.report.valg, members.nettverk if members else None)
        return source.uten_brudd(change, self.years[-2])

    def seks(self, row: int, column: int) -> int:
        """A small table: the figure, its change and what that is, the others; returns the next row."""
        sheet = self.sheet
        chosen = [line for line in self.lines if line.noekkel in SEKS]
        if not chosen:
            return row
        since: str | Call = tekst("Endring fra ", self.shown[self.before]) if self.before else ""
        now, others = tekst("", self.shown[self.years[-1]]), MOT
        labels = [self.report.valg.i_priser("Viktigste tall"), "", now, since, "Vurdering", others]
        for offset, label in enumerate(labels):
            look = styles.HODE_VENSTRE if offset < _SEKS_TALL else styles.HODE
            layout.text(sheet, row, column + offset, label, look.but(size=9.5))
        sheet.heights[row] = 27
        for at, line in enumerate(chosen, start=row + 1):
            style = styles.tall(line.desimaler)
            sheet.put(at, column, line.navn, styles.RAD.but(size=9.5))
            sheet.put(at, column + _LANGT, None, styles.RAD)
            figure, large = line.aar[self.years[-1]], style.but(bold=True, size=11)
            shown = sheet.calc(at, column + _SEKS_TALL, bb.gjenta, figure, style=large)
            if self.before is not None:
                old = self._before(line)
                digits = style.number_format.removeprefix("#,##")
                signed = style.but(number_format=f"+#,##{digits};−#,##{digits};{digits}")
                seen = of(bb.vist, shown - old, float(line.desimaler))
                change = sheet.calc(at, column + _ENDRING, self._change(seen), style=signed)
                self._direction((at, column + _VURDERING), change, line)
            layout.text(sheet, at, column + _HOLDT, line.mot, line.holdt_mot)
        after = row + 1 + len(chosen)
        self._others(after, column, chosen)
        return after

    def _others(self, row: int, column: int, lines: Sequence[Noekkeltall]) -> bool:
        """Who «de andre» are, where any line is held against them."""
        told = [row - len(lines) + n for n, line in enumerate(lines) if line.hvem == DE_ANDRE]
        if told:
            held = self.sheet.range((told[0], column + _HOLDT), (told[-1], column + _HOLDT))
            changes = self.sheet.range(*((at, column + _ENDRING) for at in (row - len(lines), row - 1)))
            said = of(formler.om_de_andre, held, self.report.valg.andre, changes)
            self.sheet.calc(row, column, said, style=styles.NOTE.but(valign="top"))
            self.sheet.heights[row] = _LUFT
        return bool(told)

    def alle(self, row: int) -> int:
        """The table of all key figures; returns the next row."""
        if not self.lines:
            return row
        sheet = self.sheet
        now, before = (tekst("", self.shown[y]) if y else "" for y in (self.years[-1], self.before))
        labels = [self.report.valg.i_priser("Nøkkeltall"), now, before, *_HODER]
        if any(levels(self.report.data, line.noekkel) for line in self.lines):
            labels.append("Anbefalt")
        layout.head(sheet, row, 0, labels, 30)
        told: list[Call] = []
        for at, line in enumerate(self.lines, start=row + 1):
            told += self._line(at, line)
        row += 1 + len(self.lines)
        row += self._others(row, 0, self.lines)
        for sentence in told:
            sheet.calc(row, 0, sentence, style=styles.TEKST, missing="")
            row += 1
        return row

    def _before(self, line: Noekkeltall) -> Cell | Call:
        """The figure of the year before."""
        cell = line.aar[self.years[-2]]
        return self.report.valg.faste(cell, self.years[-2]) if line.loepende else cell

    def _line(self, at: int, line: Noekkeltall) -> list[Call]:
        """A line of the table; what there is to say of its recommended level."""
        sheet, style = self.sheet, styles.tall(line.desimaler)
        sheet.put(at, _NAVN, line.navn, styles.RAD.but(size=9.5))
        now = sheet.calc(at, _TALL, bb.gjenta, line.aar[self.years[-1]], style=style.but(bold=True))
        if self.before is not None:
            old = layout.text(sheet, at, _FOER, self._before(line), style)
            change = sheet.calc(at, _ENDRING, self._change(now - old), style=style)
            self._direction((at, _VURDERING), of(bb.rundet_tall, change, float(line.desimaler)), line)
        held = layout.text(sheet, at, _HOLDT, line.mot, line.holdt_mot)
        layout.text(sheet, at, _FORSKJELL, line.avvik or now - held, style)
        layout.text(sheet, at, _MILL, line.mill, styles.tall(0))
        name = line.navn.partition(",")[0]
        said = place_level(sheet, (at, _ANBEFALT), self.report.valg, line.noekkel, name, now)
        return [said] if said else []


def _accounts(report: Kapitler) -> Iterator[Noekkeltall]:
    ark, year = report.regnskap, report.data.rapportaar
    for key, name, good in REGNSKAP:
        if ark is not None and key in ark.pst[KOMMUNE]:
            own, others = (ark.pst[who][key] for who in (KOMMUNE, OEVRIGE))
            gap = ark.avvik.get(key, {}).get(year)
            apart = of(f.avvik, own[year], others[year]) if gap is None else gap
            money = ark.kroner[key][year] if key in ark.kroner else i_kroner(ark, apart, year)
            yield Noekkeltall(
                key, f"{name}, % av inntekt", own, others[year], 1, good, gap, money, hvem=DE_ANDRE
            )


def _each(report: Kapitler) -> Iterator[Noekkeltall]:
    made, year = report.per_innbygger, report.data.rapportaar
    none: dict[int, Cell] = {}
    for key, name in _PER_INNBYGGER.items():
        if made is not None and key in made.egen:
            other, money = (part.get(key, none).get(year, MISSING_TEXT) for part in (made.landet, made.mill))
            yield Noekkeltall(f"{key} per innbygger", name, made.egen[key], other, 0, mill=money)


def _needs(report: Kapitler) -> Iterator[Noekkeltall]:
    needs, avvik, year = report.behov, report.avvik, report.data.rapportaar
    if needs is not None and needs.i_alt:
        yield Noekkeltall(_BEHOV, "Utgiftsbehov, landet = 1", needs.i_alt, 1.0, 3, mill=_IKKE_AKTUELT)
    if avvik is not None:
        for line, name in _MOT_LANDET.items():
            whose = _BEHOVET if line == SUM_IS else _LANDET
            money = avvik.kroner[line][year]
            yield Noekkeltall(
                line, name, avvik.kjede.slutt[line], 0.0, 0, mill=money, loepende=True, hvem=whose
            )
        level = avvik.tabell19.nivaa
        yield Noekkeltall("nivaa", "Inntektsnivå, landet = 1", level, 1.0, 3, mill=_IKKE_AKTUELT)
