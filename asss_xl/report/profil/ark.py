"""A service profile: each indicator against the network's mean = 100 (report ch. 3).

The sheet holds what is read; the steps between stand on ``Steg_profiler``.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from asss_xl import functions as f
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.formler import tekst
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.profil import bilde, funn, kolonner
from asss_xl.report.profil import formler as pf
from asss_xl.report.profil.bilde import Punkt
from asss_xl.report.profil.flyt import Profilflyt
from asss_xl.report.profil.kilde import Referanser
from asss_xl.report.profil.kolonner import (
    AVVIK,
    AVVIK_PST,
    BILDE,
    BREDDER,
    ENDRING,
    ENHET,
    FOER,
    FUNN,
    HODERAD,
    HOEYEST,
    HOEYEST_HOS,
    HOEYRE,
    INDEKS,
    INDEKS_ENDRING,
    INDEKS_FOER,
    INDEKS_RETTET,
    KOMMUNE,
    LAVEST,
    LAVEST_HOS,
    NAVN,
    RANG,
    RETTET,
    SNITT,
    N,
)
from asss_xl.report.profil.utgiftskobling import noekkel
from asss_xl.report.published import trykt_etikett
from asss_xl.report.tall import Ledd
from asss_xl.workbook import MISSING_TEXT, Cell, Input, Range, Sheet, of, styles
from asss_xl.workbook.page import POINTS_PER_PIXEL

#: Heights in pixels by the lines of text; never the default, which the file would leave out.
_HOEYDER = {1: 21, 2: 33, 3: 48, 4: 63}
_GRUPPEHOEYDE = 19
#: How many letters a line takes in the columns whose text is wrapped.
_NAVN_BREDDE, _ENHET_BREDDE, _FUNN_BREDDE = 41, 10, 40
_MERKNADSBREDDE = 195
#: The longest that a finding says of the place.
_LENGSTE_PLASS = {False: ", høyest i nettverket", True: ", blant de høyeste i nettverket"}


@dataclass
class Rad:
    """The cells of one indicator."""

    indikator: Indikator
    verdi: Input | Ledd
    referanser: Referanser
    navn: Cell
    indeks: Cell
    avvik: Cell
    avvik_pst: Cell
    funn: Cell
    setning: Cell
    stoerrelse: Cell
    #: What the figure is held against, or a word.
    maal: Cell
    #: The distance to the mean in million kroner, where the number of people is known.
    mill: Cell | None = None

    @property
    def snitt(self) -> Cell:
        """The mean it is held against."""
        return self.referanser.snitt


@dataclass
class Profil:
    """A filled profile sheet, as other sheets refer to it."""

    tjeneste: Tjeneste
    ark: str
    rader: list[Rad] = field(default_factory=list)
    setninger: Range | None = None
    stoerrelser: Range | None = None
    #: The number of each row's place in words, see ``formler.FOERST`` and ``formler.SIST``.
    plasser: Range | None = None
    #: The report's own index of each row that has been moved, else a gap.
    flyttet: Range | None = None
    #: The members' names over their figures.
    navn: Range | None = None
    #: The sector that the service is the whole of; empty where it is none.
    sektor: str = ""


@dataclass
class _Begynt:
    """A row of the table, before the words that need earlier years."""

    i: Indikator
    row: int
    given: Input | Ledd
    found: Referanser
    maal: Cell
    words: funn.Ord
    navn: Cell
    indeks: Cell
    avvik: Cell
    pst: Cell
    funn: Cell
    foer: tuple[Cell, ...] = ()


class _Writer:
    def __init__(self, sheet: Sheet, valg: Valg, tjeneste: Tjeneste, flyt: Profilflyt) -> None:
        self.sheet, self.valg, self.tjeneste, self.flyt = sheet, valg, tjeneste, flyt
        self.kilde, self.steg, self.data = flyt.kilde, flyt.steg, valg.data
        self.wide = any(self.data.beregnet(i) for i in tjeneste.indikatorer)
        self.before = self.valg.vindu[:-1]

    def write(self) -> Profil:
        sheet, service, steg = self.sheet, self.tjeneste, self.steg
        profile = Profil(service, sheet.name)
        for column, pixels in enumerate(BREDDER):
            sheet.widths[column] = (pixels - 5) / 7
        self._heads()
        self._groups()
        begun = [self._row(row, i) for i, row in kolonner.steder(service)]
        row = begun[-1].row + 1
        row = self._source(row)
        parts = []
        for heading, notes in _notes(self.data, service, self.flyt):
            parts.append(row)
            if heading:
                sheet.put(row, 0, heading, styles.OVERSKRIFT.but(size=10))
                row += 1
            row = layout.notes(sheet, row, notes, _MERKNADSBREDDE)
        if self.wide:
            parts.append(row + 1)
            self._members(row + 1, begun)
        sheet.printing.parts = tuple(parts)
        profile.rader = [self._worded(line) for line in begun]
        profile.setninger = steg.column(service, "Setning")
        profile.stoerrelser = steg.column(service, "Størrelse")
        profile.plasser = steg.column(service, "Plassnummer")
        profile.navn = steg.navn
        self._picture(begun, self._title())
        profile.flyttet = steg.column(service, "Grunnlagets indeks")
        sheet.freeze = (HODERAD + 1, 1)
        sheet.printing.last_column = FUNN
        return profile

    # -- headings -----------------------------------------------------------------------------

    def _heads(self) -> None:
        sheet, kommune = self.sheet, self.valg.kommune
        sheet.source = (
            f"{layout.invented(self.data)}{self.tjeneste.navn}, ",
            kommune,
            " ",
            self.valg.aar,
            ". ",
            self.steg.bildetekst,
        )
        sheet.ways = (INDEKS, AVVIK_PST, FUNN)
        sheet.heights.update({0: 38, 1: 16})
        labels: dict[int, str | Cell] = dict(
            enumerate(
                (
                    "Indikator",
                    "Enhet",
                    kommune,
                    "Hva hvis",
                    "Snitt",
                    "Lavest",
                    "Høyest",
                    "",
                    "Indeks, snitt = 100",
                    "",
                    "Indeks",
                    "Avvik",
                    "Avvik %",
                    "Funn",
                )
            )
        )
        for column, label in labels.items():
            left = column in (NAVN, ENHET, FUNN)
            look = (styles.HODE_VENSTRE if left else styles.HODE).but(size=9.5)
            look = look.but(indent=int(column == FUNN))
            if column == KOMMUNE:
                look = look.but(size=8.5)
            if column == BILDE:
                look = look.but(valign="top")
            layout.text(sheet, HODERAD, column, label, look)
        sheet.heights[HODERAD] = bilde.HODE * POINTS_PER_PIXEL

    def _groups(self) -> None:
        """A heading above each group's first row."""
        group = ""
        for i, row in kolonner.steder(self.tjeneste):
            if i.gruppe != group:
                group = i.gruppe
                for column in range(FUNN + 1):
                    self.sheet.put(
                        row - 1, column, group if column == 0 else None, styles.GRUPPE.but(size=9.5)
                    )
                self.sheet.heights[row - 1] = _GRUPPEHOEYDE * POINTS_PER_PIXEL

    def _title(self) -> Cell:
        """The largest finding that may be said, as a message."""
        steg, service = self.steg, self.tjeneste
        block, line = steg.tjenester, steg.tjenestelinje[service.noekkel]
        place = block.calc(line, "Største funn", bb.plass_stoerst, steg.column(service, "Størrelse"))
        names, compared = (steg.column(service, what) for what in ("Navn i setning", "Sammenlikning"))
        said = of(pf.overskrift, self.valg.kommune, names, compared, place)
        message = block.calc(
            line, "Melding", pf.eller_bare, said, f"{service.navn}: ", self.valg.kommune, self.valg.aar
        )
        self.sheet.merge(0, NAVN, HOEYRE)
        look = styles.TITTEL.but(size=14, wrap=True)
        return self.sheet.calc(0, 0, bb.gjenta, message, style=look)

    def _source(self, row: int) -> int:
        """Where the figures come from, small under the table."""
        service = self.tjeneste
        page = f", s. {service.side}" if service.side else ""
        told = f"Kilde: {self.data.henvisning('Tjenesteprofil')}{page}. Status: "
        self.sheet.calc(
            row,
            0,
            bb.tekst(told, self.valg.status, " tall."),
            style=styles.TEKST.but(size=9, color=styles.GRAA),
        )
        return row + 1

    # -- one indicator ------------------------------------------------------------------------

    def _row(self, row: int, i: Indikator) -> _Begynt:
        sheet, steg = self.sheet, self.steg
        style = kolonner.tall(self.kilde.desimaler(i))
        own = kolonner.tall(self.kilde.desimaler(i, "kommune")).but(bold=True)
        name = sheet.put(row, NAVN, i.navn, kolonner.tekst(kolonner.LITEN))
        sheet.put(row, ENHET, i.enhet, kolonner.tekst(kolonner.LITEN, color=styles.GRAA))
        sheet.heights[row] = self._height(i) * POINTS_PER_PIXEL
        given = self.flyt.verdi(sheet, row, i, own)
        places = {"snitt": SNITT, "lavest": LAVEST, "høyest": HOEYEST}
        found = self.kilde.referanser(sheet, steg, i, row, places, given, style)
        against = funn.maal(steg, i, given, found)
        funn.plass(steg, i, given, found)
        index = of(f.indeks, given.used, against.her)
        instead = self._instead(i, against)
        gap, share = (of(g, given.used, against.her) for g in (f.avvik, f.avvik_pst))
        cells = [
            sheet.calc(row, column, pf.eller, call, fallback, style=look, missing=None, published=printed)
            for column, call, fallback, look, printed in (
                (INDEKS, index, instead, kolonner.tall(0), trykt_etikett(self.data, i, "kommune")),
                (AVVIK, gap, against.ord, style, ()),
                (AVVIK_PST, of(pf.rundet_9, share), against.ord, kolonner.tall(0), ()),
            )
        ]
        steg.gjenta(i, "Indeks", "Avvik %", sheet.range((row, INDEKS), (row, AVVIK_PST)))
        sheet.put(row, BILDE, None, kolonner.tekst())
        words = funn.Ord(steg, i, given, found, against)
        said = sheet.calc(row, FUNN, bb.gjenta, words.finding(), style=styles.FUNN_TEKST)
        return _Begynt(i, row, given, found, against.snitt, words, name, cells[0], cells[1], cells[2], said)

    def _instead(self, i: Indikator, against: funn.Maal) -> Cell:
        """What stands for an index that cannot be worked out: the printed one, or a word."""
        label = self.data.etikett(i, "kommune").verdi
        own = self.data.verdi(i, self.data.kommune, self.data.rapportaar).verdi
        if label is None or own is not None or self.data.beregnet(i):
            label = None
        if label is None and against.kan_vaere_faa:
            return self.steg.calc(i, "Uten indeks", bb.gjenta, against.ord)
        if label is None:
            return self.steg.put(i, "Uten indeks", MISSING_TEXT)
        return self.steg.put(i, "Uten indeks", float(label))

    def _height(self, i: Indikator) -> int:
        longest = f"100 prosent under ASSS-gjennomsnittet{_LENGSTE_PLASS[self.wide]}"
        longest += " (ugunstig)" if i.gunstig and not i.forbehold else ""
        longest += pf.FORBEHOLD if i.forbehold else ""
        lines = max(
            len(textwrap.wrap(text, width))
            for text, width in (
                (i.navn, _NAVN_BREDDE),
                (i.enhet or " ", _ENHET_BREDDE),
                (longest, _FUNN_BREDDE),
            )
        )
        return _HOEYDER[min(lines, max(_HOEYDER))]

    # -- the members and the years ------------------------------------------------------------

    def _members(self, top: int, begun: list[_Begynt]) -> None:
        """The table below: place, who is at the ends, earlier years."""
        sheet = self.sheet
        title = "Plass, ytterpunkter og tidligere år"
        layout.text(
            sheet, top, 0, tekst(title, self.valg.prismerknad) if self.valg.pris else title, styles.OVERSKRIFT
        )
        head = top + 1
        labels: dict[int, object] = {
            NAVN: "Indikator",
            N: "n",
            RANG: "Plass",
            LAVEST_HOS: "Lavest hos",
            HOEYEST_HOS: "Høyest hos",
        }
        if self.flyt.rettelser is not None:
            labels |= {RETTET: "Rettet", INDEKS_RETTET: "Indeks, rettet"}
        if self.before:
            year = self.valg.aarstall[self.before[-1]]
            labels |= {
                ENDRING: tekst("Endring siden ", year),
                INDEKS_FOER: tekst("Indeks ", year),
                INDEKS_ENDRING: "Endring i indeks",
            }
            first = FOER + 2 - len(self.before)
            labels |= {first + offset: self.valg.aarstall[key] for offset, key in enumerate(self.before)}
        for column in range(FUNN + 1):
            look = styles.HODE_VENSTRE if column in (NAVN, LAVEST_HOS, HOEYEST_HOS) else styles.HODE
            look = look.but(size=9.5, number_format="0", indent=int(column == HOEYEST_HOS))
            layout.text(sheet, head, column, labels.get(column, ""), look)  # type: ignore[arg-type]
        # Three lines: «Endring siden 2023» in the narrowest column.
        sheet.heights[head] = _HOEYDER[3] * POINTS_PER_PIXEL
        for row, line in enumerate(begun, start=head + 1):
            self._member_row(row, line)

    def _member_row(self, row: int, line: _Begynt) -> None:
        sheet, i, found = self.sheet, line.i, line.found
        lines = len(textwrap.wrap(i.navn, _NAVN_BREDDE))
        sheet.heights[row] = _HOEYDER[min(lines, 4)] * POINTS_PER_PIXEL
        whole, text = kolonner.tall(0), kolonner.tekst(9)
        sheet.put(row, NAVN, i.navn, kolonner.tekst(kolonner.LITEN))
        for column in {*range(ENHET, FUNN + 1)} - self._filled(found):
            sheet.put(row, column, None, whole)
        sheet.calc(row, N, bb.gjenta, found.n, style=whole)
        for column, cell, look in (
            (RANG, found.rang, whole),
            (LAVEST_HOS, found.lavest_hos, text),
            (HOEYEST_HOS, found.hoeyest_hos, text.but(indent=1)),
        ):
            if cell is not None:
                sheet.calc(row, column, bb.gjenta, cell, style=look.but(wrap=True))
        if self.flyt.rettelser is not None:
            self._corrected(row, line)
        if self.before:
            line.foer = self._years(row, line)

    def _corrected(self, row: int, line: _Begynt) -> None:
        """What the corrections make of the figure and its index, where they move it."""
        sheet, whole = self.sheet, kolonner.tall(0)
        found = self.flyt.rettet.get(noekkel(line.i))
        if found is None:
            for column in (RETTET, INDEKS_RETTET):
                sheet.put(row, column, "–", whole.but(align="right"))
            return
        style = kolonner.tall(self.kilde.desimaler(line.i)).but(align="right")
        beside = (found, line.given.used)
        sheet.calc(row, RETTET, pf.naar_annen, *beside, "–", style=style)
        sheet.calc(
            row, INDEKS_RETTET, pf.indeks_naar_annen, *beside, line.maal, style=whole.but(align="right")
        )

    def _filled(self, found: Referanser) -> set[int]:
        """The columns of the table below that hold something."""
        columns = {N}
        if self.flyt.rettelser is not None:
            columns |= {RETTET, INDEKS_RETTET}
        if found.rang is not None:
            columns |= {RANG, LAVEST_HOS, HOEYEST_HOS}
        if self.before:
            first = FOER + 2 - len(self.before)
            columns |= {ENDRING, INDEKS_FOER, INDEKS_ENDRING, *range(first, FOER + 2)}
        return columns

    def _years(self, row: int, line: _Begynt) -> tuple[Cell, ...]:
        """Earlier years, the change in value and in distance to the mean."""
        sheet, kilde, i = self.sheet, self.kilde, line.i
        style, whole = kolonner.tall(kilde.desimaler(i)), kolonner.tall(0)
        first = FOER + 2 - len(self.before)
        made = tuple(
            kilde.tidligere(sheet, i, (row, first + offset), key, style)
            for offset, key in enumerate(self.before)
        )
        key, before = self.before[-1], made[-1]
        mean = kilde.tidligere_snitt(self.steg, i, key)
        kilde.endring(sheet, (row, ENDRING), line.given.used - before, key, style)
        old = sheet.calc(row, INDEKS_FOER, f.indeks, before, mean, style=whole)
        kilde.endring(sheet, (row, INDEKS_ENDRING), line.indeks - old, key, whole)
        return made

    # -- words and picture --------------------------------------------------------------------

    def _worded(self, line: _Begynt) -> Rad:
        years = tuple(self.valg.aarstall[key] for key in self.before)
        sentence = line.words.sentence(line.foer, years)
        mill = self._million(line)
        size = funn.size(self.steg, line.i, sentence, mill)
        return Rad(
            line.i,
            line.given,
            line.found,
            line.navn,
            line.indeks,
            line.avvik,
            line.pst,
            line.funn,
            sentence,
            size,
            line.maal,
            mill,
        )

    def _million(self, line: _Begynt) -> Cell | None:
        """The distance to the mean in million kroner, where the number of people is known."""
        i = line.i
        if not self.flyt.mengder.kjent(i) or not i.enhet.startswith("kr"):
            return None
        assert i.faktor is not None
        return self.steg.calc(
            i, "Mill. kr", pf.i_millioner, line.words.cell("Avvik"), self.flyt.antall(i), i.faktor
        )

    def _picture(self, begun: list[_Begynt], title: Cell) -> None:
        sheet, steg = self.sheet, self.steg
        top = 0.0
        middles: dict[int, float] = {}
        for row in range(HODERAD + 1, begun[-1].row + 1):
            pixels = sheet.heights[row] / POINTS_PER_PIXEL
            middles[row] = top + pixels / 2
            top += pixels
        frame = bilde.ramme(steg, self.tjeneste, round(top))
        for line in begun:
            point = Punkt(line.given.used, line.maal)
            bilde.punkter(sheet, steg, line.i, frame, (line.row, middles[line.row]), point)
        sheet.charts.append(bilde.tegn(steg, self.tjeneste, frame.hoeyde, title))


def _notes(data: Datasett, tjeneste: Tjeneste, flyt: Profilflyt) -> Iterator[tuple[str, Sequence[str]]]:
    """What the source says against its own figures, where it must be wrong, what moves what."""
    reserved = [f"{i.navn}: {i.forbehold}" for i in tjeneste.indikatorer if i.forbehold]
    if reserved:
        yield "Kildens forbehold", reserved
    labels = [
        (i, aktor, e)
        for i in tjeneste.indikatorer
        for aktor in ("kommune", "høyest", "lavest")
        if (e := data.etikett(i, aktor)).stemmer is False
    ]
    names = {"kommune": data.kommune}
    texts = [
        f"{indikator.navn}: figuren i rapporten viser {etikett.verdi} for "
        f"{names.get(aktor, aktor)}, som ikke stemmer med tabellen. {etikett.merknad}"
        for indikator, aktor, etikett in labels
    ]
    told = {i.nr for i, _, _ in labels}
    texts += [f"{i.navn}: {i.merknad}" for i in tjeneste.indikatorer if i.kildefeil and i.nr not in told]
    texts += _printed_indexes(data, tjeneste)
    if texts:
        yield "Feil og avvik i kilden", texts
    yield "", flyt.merknader(tjeneste)


def _printed_indexes(data: Datasett, tjeneste: Tjeneste) -> list[str]:
    """The rows whose index is printed, but not the figure behind it."""
    return [
        f"{i.navn}: tallet til {data.kommune} er ikke trykt. Indeksen {label} står i figuren og er "
        "lagt inn som den er; et tall i det gule feltet regnes på vanlig måte."
        for i in tjeneste.indikatorer
        if not data.beregnet(i)
        and (label := data.etikett(i, "kommune").verdi) is not None
        and data.verdi(i, data.kommune, data.rapportaar).verdi is None
    ]


def fill(sheet: Sheet, valg: Valg, tjeneste: Tjeneste, flyt: Profilflyt) -> Profil:
    """Write the table, the picture and the notes of one profile."""
    return _Writer(sheet, valg, tjeneste, flyt).write()
