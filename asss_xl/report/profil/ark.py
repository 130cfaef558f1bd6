"""A service profile: each indicator against the network's mean = 100 (report ch. 3).

The sheet holds what is read; the steps between stand on ``Steg_profiler``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asss_xl import functions as f
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.formler import tekst
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.profil import bilde, kolonner, under
from asss_xl.report.profil import formler as pf
from asss_xl.report.profil.flyt import Profilflyt
from asss_xl.report.profil.funn import Rad
from asss_xl.report.profil.kolonner import BREDDER, ENHET, FUNN, HODERAD, INDEKS, NAVN
from asss_xl.report.profil.steg import REGNET, Profilsteg
from asss_xl.report.published import trykt_etikett
from asss_xl.workbook import MISSING_TEXT, Cell, Range, Sheet, of, styles
from asss_xl.workbook.cells import rectangle
from asss_xl.workbook.page import POINTS_PER_PIXEL

_GRUPPEHOEYDE = 19
#: How many letters a line takes in the columns whose text is wrapped.
_MERKNADSBREDDE = 195
#: The longest that a finding says of the place.
_LENGSTE_PLASS = {False: ", høyest i nettverket", True: ", blant de høyeste i nettverket"}


@dataclass
class Profil:
    """A filled profile sheet, as other sheets refer to it."""

    tjeneste: Tjeneste
    ark: str
    rader: list[Rad]
    steg: Profilsteg
    #: The sector that the service is the whole of; empty where it is none.
    sektor: str = ""

    @property
    def setninger(self) -> Range:
        """The sentences of all rows."""
        return self.steg.column(self.tjeneste, "Setning")

    @property
    def stoerrelser(self) -> Range:
        """How large each finding is."""
        return self.steg.column(self.tjeneste, "Størrelse")

    @property
    def plasser(self) -> Range:
        """The number of each row's place in words, see ``formler.FOERST`` and ``formler.SIST``."""
        return self.steg.column(self.tjeneste, "Plassnummer")

    @property
    def egne(self) -> Range:
        """The municipality's own figures."""
        return self.steg.column(self.tjeneste, "Verdi, rundet")

    @property
    def flyttet(self) -> Range:
        """The report's own index of each row that has been moved, else a gap."""
        return self.steg.column(self.tjeneste, "Grunnlagets indeks")

    @property
    def navn(self) -> Range | None:
        """The members' names over their figures."""
        return self.steg.navn


class _Writer:
    def __init__(self, sheet: Sheet, valg: Valg, tjeneste: Tjeneste, flyt: Profilflyt) -> None:
        self.sheet, self.valg, self.tjeneste, self.flyt = sheet, valg, tjeneste, flyt
        self.kilde, self.steg, self.data = flyt.kilde, flyt.steg, valg.data
        self.wide = any(self.data.beregnet(i) for i in tjeneste.indikatorer)

    def write(self) -> Profil:
        sheet = self.sheet
        layout.pixels(sheet, kolonner.BREDDER)
        self._heads()
        rows = [self._row(row, i) for i, row in kolonner.steder(self.tjeneste)]
        row = self._source(rows[-1].row + 1)
        parts = []
        for heading, notes in _notes(self.data, self.tjeneste, self.flyt):
            parts.append(row)
            if heading:
                sheet.put(row, 0, heading, styles.OVERSKRIFT.but(size=10))
                row += 1
            row = layout.notes(sheet, row, notes, _MERKNADSBREDDE)
        if self.wide:
            parts.append(row + 1)
            under.write(sheet, row + 1, rows, self.flyt)
        for each in rows:
            each.sentence()
            each.mill = self._million(each)
            each.size()
        self._picture(rows, self._title())
        sheet.freeze = (HODERAD + 1, 1)
        sheet.printing.parts, sheet.printing.last_column = tuple(parts), FUNN
        return Profil(self.tjeneste, sheet.name, rows, self.steg)

    # -- headings -----------------------------------------------------------------------------

    def _heads(self) -> None:
        """What the sheet is about, the columns, and a heading above each group's first row."""
        sheet, valg = self.sheet, self.valg
        about = f"{layout.invented(self.data)}{self.tjeneste.navn}, "
        sheet.source = (about, valg.kommune, " ", valg.aar, ". ", self.steg.bildetekst)
        sheet.ways, sheet.printing.repeat_rows = (INDEKS, kolonner.AVVIK_PST, FUNN), (0, 1)
        sheet.heights.update({0: 38, 1: 16, HODERAD: bilde.HODE * POINTS_PER_PIXEL})
        kolonner.hode(sheet, HODERAD, valg.kommune, range(FUNN + 1), 8.5)
        group = ""
        for i, row in kolonner.steder(self.tjeneste):
            if i.gruppe != group:
                group = i.gruppe
                layout.group(sheet, row - 1, group, FUNN, kolonner.GRUPPE)
                sheet.heights[row - 1] = _GRUPPEHOEYDE * POINTS_PER_PIXEL

    def _title(self) -> Cell:
        """The largest finding that may be said, as a message."""
        steg, service, valg = self.steg, self.tjeneste, self.valg
        line = steg.tjenester[service.noekkel]
        place = line.calc("Største funn", bb.plass_stoerst, steg.column(service, "Størrelse"))
        names, compared = (steg.column(service, what) for what in ("Navn i setning", "Sammenlikning"))
        said = of(pf.overskrift, valg.kommune, names, compared, place)
        message = line.calc("Melding", pf.eller_bare, said, f"{service.navn}: ", valg.kommune, valg.aar)
        self.sheet.merge(0, NAVN, kolonner.HOEYRE)
        return layout.text(self.sheet, 0, 0, message, styles.TITTEL.but(size=14, wrap=True))

    def _source(self, row: int) -> int:
        """Where the figures come from, small under the table."""
        page = f", s. {self.tjeneste.side}" if self.tjeneste.side else ""
        told = f"Kilde: {self.data.henvisning('Tjenesteprofil')}{page}. Status: "
        look = styles.TEKST.but(size=9, color=styles.GRAA)
        layout.text(self.sheet, row, 0, tekst(told, self.valg.status, " tall."), look)
        return row + 1

    # -- one indicator ------------------------------------------------------------------------

    def _row(self, row: int, i: Indikator) -> Rad:
        sheet, steg, line = self.sheet, self.steg, self.steg[i]
        style = kolonner.tall(self.kilde.desimaler(i))
        own = kolonner.tall(self.kilde.desimaler(i, "kommune")).but(bold=True)
        small = kolonner.tekst(kolonner.LITEN)
        name, _ = layout.line(sheet, row, NAVN, (i.navn, small), (i.enhet, small.but(color=styles.GRAA)))
        sheet.heights[row] = self._height(i) * POINTS_PER_PIXEL
        given = self.flyt.verdi(sheet, row, i, own)
        made = Rad(steg, sheet, row, i, given, style)
        against, whole = made.mot, kolonner.tall(0)
        index, gap, share = (of(g, given.used, against.her) for g in (f.indeks, f.avvik, f.avvik_pst))
        instead, printed = self._instead(i, made), trykt_etikett(self.data, i, "kommune")
        shown = (
            (index, instead, whole, printed),
            (gap, against.ord, style, ()),
            (of(pf.rundet_9, share), against.ord, whole, ()),
        )
        cells = [
            sheet.calc(row, at, pf.eller, call, otherwise, style=look, missing=None, published=known)
            for at, (call, otherwise, look, known) in enumerate(shown, start=INDEKS)
        ]
        first, last = (line.blokk.at(line.nr, heading) for heading in ("Indeks", "Avvik %"))
        steg.sheet.fill(first, last, bb.gjenta, rectangle(sheet.name, [cells]), looks=(REGNET,))
        sheet.put(row, kolonner.BILDE, None, kolonner.tekst())
        made.navn, (made.indeks, made.avvik, made.avvik_pst) = name, cells
        made.funn = layout.text(sheet, row, FUNN, made.finding(), styles.FUNN_TEKST)
        return made

    def _instead(self, i: Indikator, row: Rad) -> Cell:
        """What stands for an index that cannot be worked out: the printed one, or a word."""
        line, label = row.linje, self.data.etikett(i, "kommune").verdi
        own = self.data.verdi(i, self.data.kommune, self.data.rapportaar).verdi
        if label is not None and own is None and not self.data.beregnet(i):
            return line.put("Uten indeks", float(label))
        if row.mot.kan_vaere_faa:
            return line.calc("Uten indeks", bb.gjenta, row.mot.ord)
        return line.put("Uten indeks", MISSING_TEXT)

    def _height(self, i: Indikator) -> int:
        longest = f"100 prosent under ASSS-gjennomsnittet{_LENGSTE_PLASS[self.wide]}"
        longest += " (ugunstig)" if i.gunstig and not i.forbehold else ""
        longest += pf.FORBEHOLD if i.forbehold else ""
        texts = zip((i.navn, i.enhet, longest), (BREDDER[c] for c in (NAVN, ENHET, FUNN)), strict=True)
        return kolonner.HOEYDER[kolonner.linjer(kolonner.LITEN, *texts)]

    def _million(self, row: Rad) -> Cell | None:
        """The distance to the mean in million kroner, where the number of people is known."""
        i, line = row.indikator, row.linje
        if not self.flyt.mengder.kjent(i) or not i.enhet.startswith("kr"):
            return None
        return line.calc("Mill. kr", pf.i_millioner, line["Avvik"], self.flyt.antall(i), i.faktor)

    def _picture(self, rows: Sequence[Rad], title: Cell) -> None:
        top, middles = 0.0, {}
        for row in range(HODERAD + 1, rows[-1].row + 1):
            pixels = self.sheet.heights[row] / POINTS_PER_PIXEL
            middles[row] = top + pixels / 2
            top += pixels
        frame = bilde.ramme(self.steg, self.tjeneste, round(top))
        for each in rows:
            bilde.punkter(self.sheet, each, frame, middles[each.row])
        self.sheet.charts.append(bilde.tegn(self.steg, self.tjeneste, frame.hoeyde, title))


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
