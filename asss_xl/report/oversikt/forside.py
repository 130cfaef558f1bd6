"""Forside: a page to put in front of a chief officer, its state, and the way to the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.utgifter import er_korrigert, felles_sektor, utgiftsindikator
from asss_xl.report import formler as bb, layout
from asss_xl.report.behov.kilde import Noekkelvalg
from asss_xl.report.building import ARKENE
from asss_xl.report.formler import oversikt as formler, tekst
from asss_xl.report.kilde import forbehold
from asss_xl.report.nettverk.valg import VALGSTEG, lest, om_de_andre
from asss_xl.report.oversikt.hovedfunn import MERKET, STEG, Funn, Hovedfunn, Retningsord
from asss_xl.report.oversikt.noekkeltall import Tabeller
from asss_xl.report.profil.ark import Profil
from asss_xl.report.profil.rad import FOERST, SIST
from asss_xl.report.rapport import Forside, Kapitler
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.uten import FORAN_HVA_HVIS, merke
from asss_xl.report.valg import BRYTER_RAD, FYLT_RAD, KONTROLL_RAD
from asss_xl.stated import beside
from asss_xl.workbook import GAP, MISSING_TEXT, Argument, Book, Call, Cell, Chart, Series, Sheet, of, styles
from asss_xl.workbook.cells import quoted
from asss_xl.workbook.page import ROW_HEIGHT, pixel_width, wrapped_lines
from asss_xl.workbook.what_if import bryter_paa

_TEKSTER: dict[str, Any] = beside(__file__)
_ON_PAPER = tuple(name for name, about in ARKENE.items() if about["leser"])
_TJENESTE, _BEHOV, _SNITT, _FIGUR, _MILL, _LAVEST, _HOEYEST = 0, 1, 2, 3, 6, 7, 8
#: Pixels: the head of the table, and a row; many services are set closer.
_HODE, _RAD, _TETT_RAD, _MANGE = 48, 30, 25, 12
_PUNKT = 72 / 96
_OVER_BEHOV, _OVER_SNITT = "Prosent over behovet", "Prosent over snittet"
_SOEYLE_BEHOV, _SOEYLE_SNITT, _NAVN = "Mot utgiftsbehovet", "Mot snittet i nettverket", "Navn"
_TELLES = "Plassene telles"
_SIES, _MYE, _INNE, _LINJE = "Navn i setning", "Hvor mye", "Navn inne i setningen", "Linje"
_FORBEHOLD = "forbehold"
#: The look of a word where a figure would stand.
_I_STEDET = styles.RAD.but(size=9.5, color=styles.GRAA, align="right")
_BLIKK: dict[str, str] = _TEKSTER["ett_blikk"]
#: Of an index that is not corrected for need, and of one that is: the figures stand under each other.
_KORRIGERT = ('#,##0"*"', "#,##0_*")
#: What is headed where there is no need for spending to be held against.
_OM_BEHOVET = (_BEHOV, _MILL)
_DRAWN: dict[str, Any] = _TEKSTER["figurer"]["tjenestene"]


class _Tjeneste(NamedTuple):
    """A line: a service with its profile, or a sector with none or several; and where the spending is."""

    navn: str
    sektor: str
    profil: Profil | None = None
    bruk: Profil | None = None


class EttBlikk:
    """Writes the table with its picture, and the sentence that is its title."""

    def __init__(self, sheet: Sheet, report: Kapitler, noekler: Noekkelvalg | None) -> None:
        self.sheet, self.report, self.noekler = sheet, report, noekler
        self.lines = list(self._lines(report.behov.sektorer if report.behov else ()))
        self.steg = Steg(sheet.book, STEG)
        #: The name of each line, spending against need and against the mean (100 = as much).
        self.told: list[tuple[str, Cell, Cell]] = []
        #: What the picture says.
        self.melding: Cell | None = None
        self.with_need = report.avvik is not None and bool(report.behov and report.behov.sektorer)
        named = report.data.alle_sektorer if self.with_need else ()
        self.spoken = {s.navn: s.setningsnavn or s.navn for s in named}

    def _lines(self, sectors: Iterable[str]) -> Iterator[_Tjeneste]:
        """The services; what several share stands before them, as a sector that no service is stands last."""
        profiles, told = self.report.profiler, set[str]()
        for p in profiles:
            whole = felles_sektor(self.report.data, p.tjeneste)
            shared = whole or (p.sektor if [q.sektor for q in profiles].count(p.sektor) > 1 else "")
            if shared and shared not in told:
                yield _Tjeneste(shared, shared, None, p if whole else None)
            told |= {p.sektor, shared}
            yield _Tjeneste(p.tjeneste.navn, "" if shared else p.sektor, p, None if whole else p)
        yield from (_Tjeneste(name, name) for name in sectors if name not in told)

    def write(self, row: int) -> int:
        """Message, what is drawn, table and source; returns the next row."""
        sheet, head = self.sheet, row + 2
        block = self._table(head)
        self.melding = title = self._message(block, row)
        told = self.report.data.om_landet
        sheet.put(row + 1, 0, told(_BLIKK["tegnet" if self.with_need else "tegnet_uten"]), styles.NOTE)
        self._chart(head, block, title)
        against = told(_BLIKK["mot_behov"]) * self.with_need + _BLIKK["mot_snittet"]
        members = self.report.medlemmene
        among = members.nettverk.snittet if members else _BLIKK["snittet"]
        source: str | Call = f"Kilde: {layout.source(self.report.data)}."
        if self.noekler is not None and self.with_need:
            source = tekst(_BLIKK["noekkel"], self.noekler.navn, f". {source}")
        row = layout.lines(sheet, head + len(self.lines) + 1, (against,), styles.NOTE)
        layout.text(sheet, row, 0, tekst(_BLIKK["ytterst"], among, _BLIKK["utenfor"]), styles.NOTE)
        row += 1
        layout.text(sheet, row, 0, source, styles.NOTE)
        return layout.lines(sheet, row + 1, forbehold(self.report.data), styles.NOTE)

    def _table(self, head: int) -> Blokk:
        sheet = self.sheet
        for column in range(_HOEYEST + 1):
            look = styles.HODE_VENSTRE if column == _TJENESTE else styles.HODE
            label = _TEKSTER["hoder"][column] if self.with_need or column not in _OM_BEHOVET else ""
            sheet.put(head, column, label, look.but(size=9.5, valign="bottom"))
        sheet.heights[head] = _HODE * _PUNKT
        self.pixels = _RAD if len(self.lines) <= _MANGE else _TETT_RAD
        self.inside: Cell | None = None
        if self.report.medlemmene is not None:
            network = self.report.medlemmene.nettverk
            found = of(bb.paa_plass, network.blokk.column("I snittet"), network.kommunenr)
            self.inside = self.steg.en("Kommunen i snittet", "Med", "1 = med", found)
        block = self.steg.blokk(
            "Tjenestene på ett blikk",
            [_OVER_BEHOV, _OVER_SNITT, _SOEYLE_BEHOV, _SOEYLE_SNITT, _NAVN, _SIES, _TELLES],
            [line.navn for line in self.lines],
        )
        for number, line in enumerate(self.lines):
            self._line(head + 1 + number, block, number, line)
        return block

    def _line(self, row: int, block: Blokk, number: int, line: _Tjeneste) -> None:
        sheet = self.sheet
        sheet.heights[row] = self.pixels * _PUNKT
        link = line.profil.ark if line.profil else "Ressursbruk"
        there = link in sheet.book.sheets
        look = styles.LENKE.but(bottom=styles.LYS_GRAA) if there else styles.RAD
        flag = self._flag(line)
        if not (line.profil or line.bruk) and flag is not None and there:
            sheet.calc(row, _TJENESTE, formler.lenke_naar, flag, f"#{quoted(link)}!A1", line.navn, style=look)
            sheet.blank.append(sheet.range((row, _TJENESTE), (row, _HOEYEST)))
        else:
            sheet.put(row, _TJENESTE, line.navn, look, link=link if there else None)
        block.put(number, _NAVN, line.navn)
        block.put(number, _SIES, self.spoken.get(line.sektor, line.navn))
        self._need(row, line, flag)
        spent, whole = (line.bruk and utgiftsindikator(self.report.data, line.bruk.tjeneste), styles.tall(0))
        for each in line.bruk.rader if line.bruk else ():
            if each.indikator is spent:
                shown = whole.but(number_format=_KORRIGERT[er_korrigert(self.report.data, spent)])
                held = (_FORBEHOLD, _I_STEDET) if spent.forbehold else (of(bb.gjenta, each.indeks), shown)
                layout.text(sheet, row, _SNITT, *held)
        self._extremes(row, block, number, line.profil)
        for column in range(_HOEYEST + 1):
            if (row, column) not in sheet.cells:
                sheet.put(row, column, None, whole)
        self.told.append((line.navn, sheet.at(row, _BEHOV), sheet.at(row, _SNITT)))
        for column, over, bar in ((_BEHOV, _OVER_BEHOV, _SOEYLE_BEHOV), (_SNITT, _OVER_SNITT, _SOEYLE_SNITT)):
            if sheet.at(row, column).call is None:
                block.put(number, over, "Ikke data")
            else:
                block.calc(number, over, formler.over_hundre, sheet.at(row, column))
            block.calc(number, bar, formler.soeyle, block.cell(number, over), missing=GAP)

    def _flag(self, line: _Tjeneste) -> Cell | None:
        """1 where the chosen cost key has the line's sector; None where it is no matter of choice."""
        sector = self.report.behov.sektorer.get(line.sektor) if self.report.behov else None
        return sector.i_noekkel.get(self.report.data.rapportaar) if sector else None

    def _need(self, row: int, line: _Tjeneste, flag: Cell | None) -> None:
        """Spending against need, of a sector or the one service that is it."""

        def inside(what: Call) -> Call:
            """Empty where the cost key does not have the sector."""
            return what if flag is None else of(bb.naar_kjent, flag, what)

        report, sheet, year = self.report, self.sheet, self.report.data.rapportaar
        if not line.sektor or report.avvik is None or report.behov is None:
            return
        chain, sector = report.avvik.kjede, report.behov.sektorer[line.sektor]
        gap, need = chain.slutt[line.sektor][year], sector.behov[year]
        share = inside(of(formler.mot_behov, need, gap))
        layout.text(sheet, row, _BEHOV, share, styles.tall(0).but(bold=True))
        signed = styles.tall(0).but(number_format="+#,##0;−#,##0;0")
        whole = of(bb.vist, of(bb.mill, gap, report.avvik.folk[year].used), 0.0)
        layout.text(sheet, row, _MILL, inside(whole), signed)

    def _extremes(self, row: int, block: Blokk, number: int, profile: Profil | None) -> None:
        if profile is None or not profile.rader:
            return
        known = (profile.kolonne(what) for what in ("Lavest", "Verdi, rundet", "n"))
        counted = of(formler.telles, *known, MISSING_TEXT)
        if self.inside is not None:
            # Nothing is counted of one who is not among those that are compared.
            counted = of(formler.om_med, self.inside, counted)
        flag = block.calc(number, _TELLES, counted)
        for column, place in ((_LAVEST, SIST), (_HOEYEST, FOERST)):
            given = (flag, profile.kolonne("Plassnummer"), place)
            self.sheet.calc(row, column, formler.antall_lik, *given, style=styles.tall(0))

    def _message(self, block: Blokk, row: int) -> Cell:
        """Who is most over and most under, as a title that follows the figures."""
        over = _OVER_BEHOV if self.with_need else _OVER_SNITT
        said = ("mindre", "mer", "mer") if self.with_need else ("under", "over", "over")
        heads = ("under", "som", "over")
        words = Retningsord(self.steg, "Ord for retning i figuren", (said,), heads)
        ends = self.steg.aapen("De som skiller seg mest ut", ["Mest over", "Mest under"])
        for line, end in enumerate((formler.stoerst, bb.minste)):
            figure = ends.calc(line, "Prosent", end, block.column(over))
            at = ends.calc(line, _LINJE, bb.plass_i, figure, block.column(over))
            name = ends.calc(line, _NAVN, bb.paa_plass, block.column(_SIES), at)
            rounded = ends.calc(line, "Avrundet", bb.stoerrelse, figure, 0.0)
            size = ends.calc(line, "I ord", bb.i_ord, rounded)
            way = ends.calc(line, "Retning", words.om(figure))
            ends.calc(line, _MYE, bb.tekst(size, " prosent ", way))
            ends.calc(line, _INNE, formler.liten, name)
        begins, after = (" bruker ", " enn behovet tilsier") if self.with_need else (" ligger ", " snittet")
        places = [ends.cell(line, _LINJE) for line in (1, 0)]
        other = tekst(", ", ends.cell(1, _INNE), " ", ends.cell(1, _MYE))
        known: tuple[Argument, ...]
        told, known = formler.om_en_annen, (*places, other)
        if self.report.data.er_nettverk:
            # Of whom and by which key is a choice: some choice leaves even the one farthest under at 0.
            told, known = formler.om_en_annen_som_avviker, (*places, ends.cell(1, "Avrundet"), other)
        rest = ends.calc(1, "Sies", told, *known)
        mark = merke(ends, 0, MERKET, ends.cell(0, _NAVN), ends.cell(0, _MYE), rest)
        sentence = tekst(mark, ends.cell(0, _NAVN), begins, ends.cell(0, _MYE), after, rest)
        call = of(
            formler.om_noen, block.column(over), sentence, _BLIKK["ingen" if self.with_need else "ingen_uten"]
        )
        return self.sheet.calc(row, 0, call, style=styles.OVERSKRIFT, missing="")

    def _chart(self, head: int, block: Blokk, title: Cell) -> None:
        bars = [(_SOEYLE_BEHOV, styles.BLAA)] if self.with_need else []
        bars.append((_SOEYLE_SNITT, styles.SVAK_BLAA))
        names = block.column(_NAVN)
        look = {"labels": True, "label_format": _DRAWN["y_format"]}
        series = tuple(Series(bar, names, block.column(bar), color=color, **look) for bar, color in bars)
        size = round(pixel_width(self.sheet, range(_FIGUR, _MILL))), _HODE + self.pixels * len(self.lines)
        told = _BLIKK["alt" if self.with_need else "alt_uten"]
        self.sheet.charts.append(
            Chart("rows", title, series, head, _FIGUR, *size, told, head=_HODE, **_DRAWN)
        )


#: Rows: the sentence, the choices with the six figures beside them, and what follows.
_SETNING, _TALL = 2, 3
_ETTER = 11
LEDETEKST = styles.RAD.but(bold=True)
#: The last column that is printed; texts go from the second to it. The way in stands beside.
SISTE = 8
_TALL_KOLONNE, _INNHOLD = 3, 10
_BREDDER = (25.4, 9, 10, 16, 13, 12, 11, 11.5, 11.5, 3, 26, 62)
_TEKSTBREDDE = 88


def place_switch(book: Book, sheet: Sheet) -> Cell:
    """The switch, before anything else: every what-if cell asks it."""
    made = book.place_switch(sheet, BRYTER_RAD, 1, styles.RAD.but(align="center", bold=True))
    steps = Steg(book, VALGSTEG)
    read = lest(steps, "Bryteren", made)
    book.name("HvaHvis", steps.en("1 når bryteren står på «På»", "Hva hvis", "Nå", of(bryter_paa, read)))
    return read


def baand(book: Book, fylt: Cell) -> Cell:
    """What each sheet says before its source while yellow cells move the figures."""
    said = of(formler.baand, fylt)
    return Steg(book, STEG).en("Det som sies ved hva hvis", "Bånd", "Tekst", said, missing="")


def fill(
    sheet: Sheet, report: Kapitler, kontroller: Cell, fylt: Cell, noekler: Noekkelvalg | None = None
) -> Forside:
    """One page: what it says, six figures, the services, the headlines; after it the rest."""
    data, valg = report.data, report.valg
    sheet.calc(0, 0, bb.tekst("Kommunerapport for ", valg.kommune, " ", valg.aar), style=styles.TITTEL)
    told = f"{layout.invented(data)}{data.nettverk}. Status: "
    sheet.source = (
        told,
        valg.status,
        " tall.",
        *om_de_andre(valg),
        *([valg.naerhet] if valg.naerhet != "" else []),
    )
    layout.widths(sheet, _BREDDER)
    sheet.heights.update({0: 30, 1: 18})
    sheet.put(BRYTER_RAD, 0, "Hva hvis (På eller Av)", LEDETEKST)
    look = styles.LENKE.but(bottom=styles.LYS_GRAA)
    sheet.put(FYLT_RAD, 0, "Gule felt i bruk", look, link="Hva hvis")
    sheet.calc(FYLT_RAD, 1, bb.gjenta, fylt, style=styles.tall(0).but(align="center"))
    control_light(sheet, KONTROLL_RAD, kontroller)
    figures = Tabeller(sheet, report)
    figures.seks(_TALL, _TALL_KOLONNE)
    headlines = Hovedfunn(report)
    said = list(headlines.funn())
    row, glance = _ETTER, EttBlikk(sheet, report, noekler)
    if glance.lines:
        row = glance.write(row) + 1
    row, found = _headlines(sheet, said, row)
    second = row + 1
    row = figures.alle(second) + 1
    sheet.printing.rows = second
    row = _om_tallene(sheet, data, row)
    paper = [name for name in _ON_PAPER if name in report.book.sheets]
    usage(sheet, row + 1, [line.format(layout.ramset_opp(paper)) for line in _TEKSTER["bruk"]])
    told_of = {name: its["om"] for name, its in ARKENE.items()}
    told_of |= {p.ark: f"Tjenesteprofil: {len(p.rader)} indikatorer" for p in report.profiler}
    contents(sheet, told_of, _TALL, _INNHOLD, told=report.data.om_landet)
    sheet.printing.last_column = SISTE
    sheet.printing.repeat_rows = (0, 1)
    sheet.printing.landscape = False
    return Forside(tuple(found), tuple(glance.told), glance.melding)


def _om_tallene(sheet: Sheet, data: Datasett, row: int) -> int:
    """What the figures are, where they are from and whom they are held against; returns the next row."""
    about = {"Om tallene": data.statusmerknad, "Kilde": data.kilde, "Nettverket": ", ".join(data.medlemmer)}
    for name, text in about.items():
        if text:
            sheet.put(row, 0, name, LEDETEKST)
            sheet.put(row, 1, text, styles.RAD_BRYT)
            sheet.merge(row, 1, SISTE)
            sheet.heights[row] = layout.text_height(text, _TEKSTBREDDE)
            row += 1
    return row


def finish(book: Book, sheet: Sheet, baand: Cell) -> None:
    """On every sheet: its source, after what is said while yellow cells move the figures, and the way on."""
    layout.finish(book, sheet, _ON_PAPER, baand)
    book.refuse_unknown_places()


def control_light(sheet: Sheet, row: int, checks: Cell) -> None:
    """OK or FEIL, as the checks say."""
    sheet.put(row, 0, "Kontroll", LEDETEKST)
    light = sheet.calc(row, 1, bb.gjenta, checks, style=styles.RAD.but(align="center", bold=True))
    sheet.traffic_lights.append(sheet.column_range(light, light))


def usage(sheet: Sheet, row: int, lines: Sequence[str]) -> None:
    """How the workbook is used, a line to a row."""
    sheet.put(row, 0, "Slik brukes arbeidsboken", styles.OVERSKRIFT)
    for at, line in enumerate(lines, start=row + 1):
        sheet.put(at, 0, line, styles.TEKST)


def _headlines(sheet: Sheet, said: Sequence[Funn], row: int) -> tuple[int, list[tuple[Cell, Cell]]]:
    """The headlines; the first sentence of them all stands on top of the page."""
    found: list[tuple[Cell, Cell]] = []
    sheet.put(row, 0, "Hovedfunn", styles.OVERSKRIFT)
    look = styles.LENKE.but(bottom=styles.LYS_GRAA, valign="top")
    wide = round(pixel_width(sheet, range(1, SISTE + 1)))
    for at, (about, link, sentence) in enumerate(said, start=row + 1):
        if isinstance(about, Call):
            sheet.calc(at, 0, about, style=look, missing="")
        else:
            sheet.put(at, 0, about, look, link=link)
        told = sheet.calc(at, 1, sentence, style=styles.RAD_BRYT.but(valign="top"), missing="")
        sheet.merge(at, 1, SISTE)
        lines = wrapped_lines(f"{FORAN_HVA_HVIS}{told.value}", wide, told.style.size)
        sheet.heights[at] = ROW_HEIGHT * max(2, lines)
        found.append((sheet.cells[at, 0], told))
    if found:
        sheet.blank.append(sheet.range((row + 1, 0), (row + len(found), SISTE)))
        look = styles.OVERSKRIFT.but(wrap=True)
        sheet.calc(_SETNING, 0, bb.gjenta, found[0][1], style=look, missing="")
        sheet.merge(_SETNING, 0, SISTE)
        sheet.heights[_SETNING] = 38
    return row + 1 + len(found), found


def contents(
    sheet: Sheet,
    about: Mapping[str, str],
    row: int,
    column: int = 0,
    beside: int | None = None,
    told: Callable[[str], str] = str,
) -> int:
    """Links to the other sheets, with what is on each, as ``told``, beside; returns the next row."""
    sheet.put(row, column, "Innhold", styles.OVERSKRIFT)
    for other in sheet.book.sheets.values():
        if other is sheet or other.calculation:
            continue
        row += 1
        sheet.put(row, column, other.name, styles.LENKE, link=other.name)
        sheet.put(row, beside or column + 1, told(about[other.name]), styles.TEKST)
    return row + 1
