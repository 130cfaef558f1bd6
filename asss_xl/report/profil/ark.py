"""A service profile: each indicator against the network's mean = 100 (report ch. 3).

The sheet holds what is read; the steps between stand on ``Steg_profiler``. Below the picture stand place, who
is at the ends, what corrections make of a figure, and earlier years.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from asss_xl import functions as f
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.norsk import uten_linjeskift
from asss_xl.report import formler as bb, layout
from asss_xl.report.formler import profil as pf, tekst
from asss_xl.report.profil import bilde, kolonner as k
from asss_xl.report.profil.flyt import Profilflyt
from asss_xl.report.profil.kolonner import BREDDER, ENHET, FUNN, HODERAD, INDEKS, NAVN
from asss_xl.report.profil.rad import Rad
from asss_xl.report.profil.steg import REGNET_STIL, SE_FORBEHOLD
from asss_xl.report.profil.utgiftskobling import noekkel
from asss_xl.report.published import feil_etiketter, trykt_etikett
from asss_xl.report.tall import plasser
from asss_xl.report.valg import Valg
from asss_xl.workbook import Call, Cell, Range, Sheet, of, styles
from asss_xl.workbook.page import POINTS_PER_PIXEL

_TITTEL = "Plass, ytterpunkter og tidligere år"
_HELE = k.tallstil(0)
_HOEYRESTILT = _HELE.but(align="right")


def _below(sheet: Sheet, top: int, rows: Sequence[Rad], flyt: Profilflyt) -> None:
    """Write the table, and tell each row its figures of earlier years."""
    valg = flyt.valg
    layout.text(sheet, top, 0, valg.i_priser(_TITTEL), styles.OVERSKRIFT)
    labels = _heads(flyt)
    for column in range(k.FUNN + 1):
        look = styles.HODE_VENSTRE if column in (k.NAVN, k.LAVEST_HOS, k.HOEYEST_HOS) else styles.HODE
        look = look.but(size=k.SKRIFTSTOERRELSE, number_format="0", indent=int(column == k.HOEYEST_HOS))
        layout.text(sheet, top + 1, column, labels.get(column, ""), look)
    # Three lines: «Endring siden 2023» in the narrowest column.
    sheet.heights[top + 1] = k.HOEYDER[3] * POINTS_PER_PIXEL
    for row, line in enumerate(rows, start=top + 2):
        _row(sheet, row, line, flyt)


def _heads(flyt: Profilflyt) -> dict[int, str | Call | Cell]:
    valg, keys = flyt.valg, flyt.valg.vindu[:-1]
    labels: dict[int, str | Call | Cell] = {k.NAVN: "Indikator", k.N: "n", k.RANG: "Plass"}
    labels |= {k.LAVEST_HOS: "Lavest hos", k.HOEYEST_HOS: "Høyest hos"}
    labels |= {k.RETTET: "Rettet", k.INDEKS_RETTET: "Indeks, rettet"}
    if keys:
        years, nettverk = [valg.aarstall[key] for key in keys], flyt.steg.kilde.nettverk
        heads = [of(pf.aar_om_brudd, year, nettverk.brudd) if nettverk else year for year in years]
        labels |= {k.ENDRING: tekst("Endring siden ", years[-1]), k.INDEKS_FOER: tekst("Indeks ", heads[-1])}
        labels[k.INDEKS_ENDRING] = "Endring i indeks"
        labels |= dict(enumerate(heads, start=k.FOER + 2 - len(keys)))
    return labels


def _row(sheet: Sheet, row: int, line: Rad, flyt: Profilflyt) -> None:
    i, text = line.indikator, k.tekststil(9)
    sheet.heights[row] = k.HOEYDER[k.antall_linjer(k.LITEN, (i.navn, k.BREDDER[k.NAVN]))] * POINTS_PER_PIXEL
    sheet.put(row, k.NAVN, i.navn, k.tekststil(k.LITEN))
    layout.text(sheet, row, k.N, line.n, _HELE)
    for column, cell, look in (
        (k.RANG, line.rang, _HELE),
        (k.LAVEST_HOS, line.lavest_hos, text),
        (k.HOEYEST_HOS, line.hoeyest_hos, text.but(indent=1)),
    ):
        if cell is not None:
            layout.text(sheet, row, column, cell, look)
    _corrected(sheet, row, line, flyt)
    if keys := flyt.valg.vindu[:-1]:
        line.foer = _earlier(sheet, row, line, flyt, keys)
    for column in range(k.ENHET, k.FUNN + 1):
        if (row, column) not in sheet.cells:
            sheet.put(row, column, None, _HELE)


def _corrected(sheet: Sheet, row: int, line: Rad, flyt: Profilflyt) -> None:
    """What the corrections make of the figure and its index, where they move it."""
    found, own = flyt.rettet.get(noekkel(line.indikator)), line.verdi.used
    value: str | Call = "–"
    index: str | Call = "–"
    look = _HOEYRESTILT
    if found is not None:
        value = of(pf.naar_annen, found, own, "–")
        index = of(pf.indeks_naar_annen, found, own, line.maal)
        look = k.tallstil(flyt.steg.kilde.desimaler(line.indikator)).but(align="right")
    layout.text(sheet, row, k.RETTET, value, look)
    layout.text(sheet, row, k.INDEKS_RETTET, index, _HOEYRESTILT)


def _earlier(sheet: Sheet, row: int, line: Rad, flyt: Profilflyt, keys: Sequence[int]) -> tuple[Cell, ...]:
    """Earlier years, the change in value and in distance to the mean."""
    kilde, i, last = flyt.steg.kilde, line.indikator, keys[-1]
    style = k.tallstil(kilde.desimaler(i))
    made = tuple(
        plasser(sheet, row, column, kilde.priset(i, kilde.verdi(i, key), key), style)
        for column, key in enumerate(keys, start=k.FOER + 2 - len(keys))
    )
    old = layout.text(sheet, row, k.INDEKS_FOER, line.indeks_foer(last, made[-1]), _HELE)
    for column, now, before, look in (
        (k.ENDRING, line.verdi.used, made[-1], style),
        (k.INDEKS_ENDRING, line.indeks, old, _HELE),
    ):
        layout.text(sheet, row, column, kilde.uten_brudd(now - before, last), look)
    return made


_GRUPPEHOEYDE = 19
#: How many letters a line takes in the columns whose text is wrapped.
_MERKNADSBREDDE = 195
#: The longest that a finding says of the place: printed, of members' figures, and where some have none.
_LENGSTE_PLASS = (
    ", høyest i nettverket",
    ", blant de høyeste i nettverket",
    ", blant de høyeste av de 99 som har tallet",
)


class Profil:
    """A profile sheet that is filled, as other sheets refer to it."""

    def __init__(self, sheet: Sheet, valg: Valg, tjeneste: Tjeneste, flyt: Profilflyt) -> None:
        self.sheet, self.valg, self.tjeneste, self.flyt = sheet, valg, tjeneste, flyt
        self.steg, self.kilde, self.data = flyt.steg, flyt.steg.kilde, valg.data
        #: The sector that the service is the whole of; empty where it is none.
        self.ark, self.sektor = sheet.name, flyt.steg.sektor(tjeneste)
        self.wide = any(self.data.beregnet(i) for i in tjeneste.indikatorer)
        layout.pixels(sheet, k.BREDDER)
        self._heads()
        self.rader = [self._row(row, i) for i, row in k.radene(tjeneste)]
        parts = self._under(self.rader[-1].row + 2)
        for each in self.rader:
            self._sayings(each)
        self._picture()
        sheet.freeze = (HODERAD + 1, 1)
        sheet.printing.parts, sheet.printing.last_column = tuple(parts), FUNN

    def kolonne(self, hva: str) -> Range:
        """All its rows under a heading of the steps."""
        return self.steg.column(self.tjeneste, hva)

    def _under(self, row: int) -> list[int]:
        """Source, notes and the table of places below the picture; the answer is where each part starts."""
        sheet, parts = self.sheet, list[int]()
        page = f", s. {self.tjeneste.side}" if self.tjeneste.side else ""
        told = tekst(
            f"Kilde: {self.data.henvisning('Tjenesteprofil')}{page}. Status: ", self.valg.status, " tall."
        )
        layout.text(sheet, row - 1, 0, told, styles.TEKST.but(size=9, color=styles.GRAA))
        for heading, notes in _notes(self.data, self.tjeneste, self.flyt):
            parts.append(row)
            if heading:
                sheet.put(row, 0, heading, styles.OVERSKRIFT.but(size=10))
                row += 1
            row = layout.notes(sheet, row, notes, _MERKNADSBREDDE)
        if self.wide:
            parts.append(row + 1)
            _below(sheet, row + 1, self.rader, self.flyt)
        return parts

    def _sayings(self, row: Rad) -> None:
        """A row's sentence, what its distance is worth, and how large a finding it is."""
        row.sentence()
        i, line = row.indikator, row.linje
        if self.steg.kilde.kjent(i) and i.i_kroner:
            count = self.flyt.antall(i)
            row.mill = line.calc("Mill. kr", pf.i_millioner, line["Avvik"], count, i.faktor)
        row.size()

    def _heads(self) -> None:
        """What the sheet is about, the columns, and a heading above each group's first row."""
        sheet, valg = self.sheet, self.valg
        about = f"{layout.invented(self.data)}{self.tjeneste.navn}, "
        sheet.source = (about, valg.kommune, " ", valg.aar, ". ", self.steg.bildetekst)
        sheet.ways, sheet.printing.repeat_rows = (INDEKS, k.AVVIK_PST, FUNN), (0, 1)
        sheet.heights.update({0: 38, 1: 16, HODERAD: bilde.HODEHOEYDE * POINTS_PER_PIXEL})
        k.hode(sheet, HODERAD, valg.kommune, range(FUNN + 1), 8.5)
        group = ""
        for i, row in k.radene(self.tjeneste):
            if i.gruppe != group:
                group = i.gruppe
                layout.group(sheet, row - 1, group, FUNN, k.GRUPPEHODE)
                sheet.heights[row - 1] = _GRUPPEHOEYDE * POINTS_PER_PIXEL

    def _title(self) -> Cell:
        """The largest finding that may be said, as a message."""
        steg, service, valg = self.steg, self.tjeneste, self.valg
        line = steg.tjenester[service.noekkel]
        place = line.calc("Største funn", bb.plass_stoerst, steg.column(service, "Størrelse"))
        names, compared = (steg.column(service, what) for what in ("Navn i setning", "Sammenlikning"))
        columns = (steg.column(service, what) for what in ("Grunnlagets indeks", "Avvik %", "Flyttet"))
        mark = of(pf.merke_av_prosent, *(of(bb.paa_plass, column, place) for column in columns), valg.kommune)
        first = line.calc("Foran", mark, missing="")
        said = of(pf.overskrift, first, names, compared, place)
        message = line.calc("Melding", pf.eller_bare, said, f"{service.navn}: ", valg.kommune, valg.aar)
        self.sheet.merge(0, NAVN, k.HOEYRE)
        return layout.text(self.sheet, 0, 0, message, styles.TITTEL.but(size=14, wrap=True))

    def _row(self, row: int, i: Indikator) -> Rad:
        sheet, steg, line = self.sheet, self.steg, self.steg[i]
        style = k.tallstil(self.kilde.desimaler(i))
        own = k.tallstil(self.kilde.desimaler(i, "kommune")).but(bold=True)
        small = k.tekststil(k.LITEN)
        texts = uten_linjeskift(i.navn), uten_linjeskift(i.enhet)
        name, _ = layout.line(
            sheet, row, NAVN, *zip(texts, (small, small.but(color=styles.GRAA)), strict=True)
        )
        sheet.heights[row] = self._height(i) * POINTS_PER_PIXEL
        given = self.flyt.verdi(sheet, row, i, own)
        made = Rad(steg, sheet, row, i, given, style)
        whole = k.tallstil(0)
        # Programs do not agree of which side of a half 103.49999999999999 is.
        index = of(pf.rundet_11, of(f.indeks, given.used, made.her))
        gap = of(f.avvik, given.used, made.nok)
        cells = list[Cell]()

        def show(heading: str, call: Call, otherwise: Cell, look: styles.Style) -> None:
            at = INDEKS + len(cells)
            cells.append(sheet.calc(row, at, pf.eller, call, otherwise, style=look, missing=None))
            line.calc(heading, bb.gjenta, cells[-1], style=REGNET_STIL)

        show("Indeks", index, made.ord, whole)
        show("Avvik", gap, made.ord, style)
        show("Avvik %", of(pf.rundet_9, cells[0] - 100.0), made.ord, whole)
        cells[0].held_against(trykt_etikett(self.data, i, "kommune"))
        sheet.put(row, k.BILDE, None, k.tekststil())
        made.navn, (made.indeks, made.avvik, made.avvik_pst) = name, cells
        made.funn = layout.text(sheet, row, FUNN, made.finding(), styles.FUNN_TEKST)
        return made

    def _height(self, i: Indikator) -> int:
        holes = self.wide and any(v.verdi is None for _, v in self.data.indikatorens_verdier(i))
        place = f"{_LENGSTE_PLASS[self.wide + holes]}{' (ugunstig)' if i.gunstig else ''}"
        longest = f"100 prosent under ASSS-gjennomsnittet{SE_FORBEHOLD if i.forbehold else place}"
        texts = zip((i.navn, i.enhet, longest), (BREDDER[c] for c in (NAVN, ENHET, FUNN)), strict=True)
        return k.HOEYDER[k.antall_linjer(k.LITEN, *texts)]

    def _picture(self) -> None:
        top, middles = 0.0, {}
        for row in range(HODERAD + 1, self.rader[-1].row + 1):
            pixels = self.sheet.heights[row] / POINTS_PER_PIXEL
            middles[row] = top + pixels / 2
            top += pixels
        scale = bilde.ramme(self.steg, self.tjeneste, round(top))
        for each in self.rader:
            bilde.punkter(self.sheet, each, scale, middles[each.row])
        self.sheet.charts.append(bilde.tegn(self.steg, self.tjeneste, round(top), self._title()))


def _notes(data: Datasett, tjeneste: Tjeneste, flyt: Profilflyt) -> Iterator[tuple[str, Sequence[str]]]:
    """What the source says against its own figures, where it must be wrong, what moves what."""
    reserved = [f"{i.navn}: {i.forbehold}" for i in tjeneste.indikatorer if i.forbehold]
    if reserved:
        yield "Kildens forbehold", reserved
    labels = list(feil_etiketter(data, tjeneste))
    texts = [
        f"{i.navn}: figuren i rapporten viser {etikett.verdi} for {hvem}, som ikke stemmer med tabellen. "
        f"{etikett.merknad}"
        for i, hvem, etikett in labels
    ]
    told = {i.nr for i, _, _ in labels}
    texts += [f"{i.navn}: {i.merknad}" for i in tjeneste.indikatorer if i.kildefeil and i.nr not in told]
    if texts:
        yield "Feil og avvik i kilden", texts
    yield "", flyt.merknader(tjeneste)


def fill(sheets: Mapping[str, Sheet], valg: Valg, flyt: Profilflyt) -> tuple[Profil, ...]:
    """Write the table, the picture and the notes of each profile."""
    return tuple(Profil(sheets[k.sheet_name(t)], valg, t, flyt) for t in valg.data.tjenester)
