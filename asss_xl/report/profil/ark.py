"""A service profile: each indicator against the network's mean = 100 (report ch. 3)."""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl import functions as f
from asss_xl.dataset.model import Datasett, Indikator, Tjeneste
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.nettverk.valg import Valg, tekst
from asss_xl.report.profil.flyt import Profilflyt
from asss_xl.report.profil.kilde import Referanser
from asss_xl.report.profil.kolonner import (
    AKSE,
    AVRUNDING,
    AVVIK,
    AVVIK_PST,
    BRUKT,
    DESIMALER,
    ENDRING,
    ENHET,
    ENHET_TEKST,
    FOER,
    FOER_FOERST,
    FOER_SETNING,
    FOER_TEKST,
    FOER_VERDI,
    FORBEHOLD,
    FUNN,
    GRUNNLAG,
    GUNSTIG,
    HODERAD,
    HOEYEST,
    HOEYEST_HOS,
    HUNDRE,
    INDEKS,
    INDEKS_ENDRING,
    INDEKS_FOER,
    INDEKS_HOEYEST,
    INDEKS_LAVEST,
    LAVEST,
    LAVEST_HOS,
    MEDLEMMER,
    MILL,
    MINST,
    NAVN,
    OVER,
    PLASS,
    PUNKT,
    RANG,
    SETNING,
    SNITT,
    SNITT_FOER,
    SNITT_TEKST,
    STOERRELSE,
    UNDER,
    VERDI_TEKST,
    N,
    i_setning,
    steder,
)
from asss_xl.report.published import trykt_etikett
from asss_xl.report.tall import Ledd
from asss_xl.workbook import GAP, Cell, Chart, ErrorBars, Input, Range, Series, Sheet, of, styles
from asss_xl.workbook.page import ROW_PIXELS

_BREDDER = (44, 13, 9.5, 9.5, 9.5, 9.5, 9.5, 8, 9.5, 8, 38, 5)
_UTVIDET = (6, 15, 15, 9.5, 9.5, 9.5, 8, 8)
#: Width and height of the chart, without and with the members' columns beside the table.
_DIAGRAM = (1240, 306)
_BREDT_DIAGRAM = (1780, 378)
_MERKNADSBREDDE = 205
#: Room for a finding on two lines, whatever it says.
_RADHOEYDE = 25


@dataclass
class Rad:
    """The cells of one indicator."""

    indikator: Indikator
    verdi: Input | Ledd
    referanser: Referanser
    indeks: Cell
    avvik_pst: Cell
    setning: Cell
    stoerrelse: Cell

    @property
    def snitt(self) -> Cell:
        """The mean it is held against."""
        return self.referanser.snitt


@dataclass
class Profil:
    """A filled profile sheet, as other sheets refer to it."""

    tjeneste: Tjeneste
    ark: str
    punkt_kolonner: tuple[int, int] = (GRUNNLAG, PUNKT)
    rader: list[Rad] = field(default_factory=list)
    setninger: Range | None = None
    stoerrelser: Range | None = None
    #: The sector that the service is the whole of; empty where it is none.
    sektor: str = ""


class _Writer:
    def __init__(
        self, sheet: Sheet, valg: Valg, tjeneste: Tjeneste, flyt: Profilflyt
    ) -> None:
        self.sheet, self.valg, self.tjeneste, self.flyt = sheet, valg, tjeneste, flyt
        self.kilde = flyt.kilde
        self.data = valg.data
        self.wide = any(self.data.beregnet(i) for i in tjeneste.indikatorer)
        self.last = INDEKS_ENDRING if self.wide else N
        self.size = _BREDT_DIAGRAM if self.wide else _DIAGRAM
        self.before = self.valg.vindu[:-1]
        self.earlier: list[Cell] = []

    def write(self) -> Profil:
        sheet, service = self.sheet, self.tjeneste
        profile = Profil(service, sheet.name)
        layout.heading(sheet, self.valg, f"Tjenesteprofil: {service.navn}", "Tjenesteprofil",
                       side=service.side)
        layout.widths(sheet, (*_BREDDER, *_UTVIDET) if self.wide else _BREDDER)
        self._heads()
        row, group = HODERAD + 1, ""
        for indicator, row, behind in steder(service):
            if indicator.gruppe != group:
                group = indicator.gruppe
                for column in range(self.last + 1):
                    sheet.put(row - 1, column, group if column == 0 else None, styles.GRUPPE)
            profile.rader.append(self._row(row, behind, indicator))
        row += 1
        first, last = HODERAD + 1, HODERAD + len(service.indikatorer)
        profile.setninger = sheet.range((first, SETNING), (last, SETNING))
        profile.stoerrelser = sheet.range((first, STOERRELSE), (last, STOERRELSE))
        moved = layout.notes(sheet, row, self.flyt.merknader(service), _MERKNADSBREDDE)
        self._chart(first, last, moved + 1)
        _notes(sheet, self.data, service, moved + 2 + self.size[1] // ROW_PIXELS)
        sheet.freeze = (HODERAD + 1, 1)
        sheet.printing.last_column = self.last
        return profile

    # -- headings -----------------------------------------------------------------------------

    def _heads(self) -> None:
        sheet, kommune = self.sheet, self.valg.kommune
        layout.head(
            sheet, HODERAD, 0,
            ("Indikator", "Enhet", kommune, "Hva hvis", "Snitt", "Lavest", "Høyest", "Indeks",
             "Avvik", "Avvik %", "Funn", "n"),
        )  # fmt: skip
        if self.wide:
            layout.head(sheet, HODERAD, RANG, ("Plass", "Lavest hos", "Høyest hos"))
            for offset, key in enumerate(self.before):
                layout.year_head(sheet, HODERAD, FOER + offset, self.valg.aarstall[key])
            if self.before:
                year = self.valg.aarstall[self.before[-1]]
                layout.head(
                    sheet, HODERAD, ENDRING,
                    (tekst("Endring siden ", year), tekst("Indeks ", year),
                     "Endring i indeks"), 42,
                )  # fmt: skip
        sheet.put(HODERAD - 1, BRUKT, "Tall bak figur og funn (skrives ikke ut)", styles.HJELP)
        labels: tuple[str | Cell, ...] = (
            "Brukt verdi", "Navn på aksen", kommune, "Grunnlag", "Lavest, indeks",
            "Høyest, indeks", "Ned til lavest", "Opp til høyest", "Snitt", "Avrunding",
            "Minste n", "Gunstig", "Setning", "Størrelse", "Snitt året før",
            "Forbehold", "Fylt ut", "Verdi i ord", "Snitt i ord", "Verdi året før",
            "Året før i ord", "Endring i ord", "Plass i ord", "Avvik, mill. kr", "Desimaler i ord",
            "Enhet i ord",
            "Verdi to år før",
        )  # fmt: skip
        for offset, label in enumerate(labels):
            layout.text(sheet, HODERAD, BRUKT + offset, label, styles.HJELP_HODE)
        layout.widths(sheet, (9, 24) + (9,) * 10 + (40, 9, 9), BRUKT)
        self.kilde.heads(sheet, HODERAD, MEDLEMMER)

    # -- one indicator ------------------------------------------------------------------------

    def _row(self, row: int, behind: int, i: Indikator) -> Rad:
        """A row of the table, and the figures behind it: those have no group headings between."""
        sheet = self.sheet
        style = styles.tall(self.kilde.desimaler(i))
        sheet.put(row, NAVN, i.navn, styles.RAD_BRYT.but(size=9))
        sheet.put(row, ENHET, i.enhet, styles.RAD_BRYT.but(size=8, color=styles.GRAA))
        sheet.heights[row] = layout.text_height(i.navn, 58, _RADHOEYDE)
        given = self.flyt.verdi(sheet, row, behind, i, style)
        places = {"snitt": SNITT, "lavest": LAVEST, "høyest": HOEYEST, "n": N, "rang": RANG,
                  "lavest_hos": LAVEST_HOS, "høyest_hos": HOEYEST_HOS}  # fmt: skip
        found = self.kilde.referanser(sheet, i, row, places, (behind, MEDLEMMER), given, style)
        indeks = sheet.calc(
            row, INDEKS, f.indeks, given.used, found.snitt, style=styles.tall(0),
            published=trykt_etikett(self.data, i, "kommune"),
        )  # fmt: skip
        sheet.calc(row, AVVIK, f.avvik, given.used, found.snitt, style=style)
        pst = sheet.calc(row, AVVIK_PST, bb.minus, indeks, 100.0, style=styles.tall(0))
        if self.wide:
            self._earlier(row, behind, i, given, indeks, style)
        self._behind(behind, i, given, found)
        setning, stoerrelse = self._finding(row, behind, i, given, found, pst)
        return Rad(i, given, found, indeks, pst, setning, stoerrelse)

    def _earlier(
        self, row: int, behind: int, i: Indikator, given: Input | Ledd, indeks: Cell, style: styles.Style
    ) -> None:
        """Earlier years, the change in value and in distance to the mean."""
        sheet, kilde = self.sheet, self.kilde
        made = [
            kilde.tidligere(sheet, i, (row, FOER + offset), key, style)
            for offset, key in enumerate(self.before)
        ]
        if not made:
            return
        key, before = self.before[-1], made[-1]
        self.earlier = made
        mean = kilde.tidligere_snitt(sheet, i, (behind, SNITT_FOER), key)
        kilde.endring(sheet, (row, ENDRING), of(bb.minus, given.used, before), key, style)
        old = sheet.calc(row, INDEKS_FOER, f.indeks, before, mean, style=styles.tall(0))
        kilde.endring(sheet, (row, INDEKS_ENDRING), of(bb.minus, indeks, old), key, styles.tall(0))

    def _behind(self, row: int, i: Indikator, given: Input | Ledd, found: Referanser) -> None:
        sheet, data, snitt = self.sheet, self.data, found.snitt
        small = styles.hjelp(styles.tall(1))

        def printed(aktor: str) -> tuple[object, ...]:
            return trykt_etikett(data, i, aktor)

        sheet.put(row, AKSE, i.kortnavn, styles.HJELP)
        sheet.calc(
            row, PUNKT, f.indeks, given.used, snitt, style=small, missing=GAP,
            published=printed("kommune"),
        )  # fmt: skip
        low = sheet.calc(
            row, INDEKS_LAVEST, f.indeks, found.lavest, snitt, style=small, missing=GAP,
            published=printed("lavest"),
        )  # fmt: skip
        high = sheet.calc(
            row, INDEKS_HOEYEST, f.indeks, found.hoeyest, snitt, style=small, missing=GAP,
            published=printed("høyest"),
        )  # fmt: skip
        sheet.calc(row, GRUNNLAG, bb.grunnlag_hvis_ulik, given.base, given.used, snitt,
                   style=small, missing=GAP)  # fmt: skip
        sheet.calc(row, UNDER, bb.strek, 100.0, low, style=small)
        sheet.calc(row, OVER, bb.strek, high, 100.0, style=small)
        sheet.put(row, HUNDRE, 100.0, small)
        sheet.put(row, AVRUNDING, self.kilde.avrunding(i), styles.HJELP)
        sheet.put(row, MINST, float(i.minste_antall) if i.minste_antall else None, styles.HJELP)
        # A figure that its publisher warns against has no verdict.
        sheet.put(row, GUNSTIG, None if i.forbehold else i.gunstig, styles.HJELP)

    def _finding(
        self, row: int, behind: int, i: Indikator, given: Input | Ledd, found: Referanser, pst: Cell
    ) -> tuple[Cell, Cell]:
        sheet = self.sheet
        avrunding, minst, gunstig = (
            sheet.cells[behind, column] for column in (AVRUNDING, MINST, GUNSTIG)
        )
        about = (given.used, found.snitt, found.lavest, found.hoeyest, avrunding, found.n, minst,
                 found.rang, gunstig)  # fmt: skip
        short = self.kilde.omtalt(of(f.funn, "", *about))
        warning = " (se forbehold under)" if i.forbehold else None
        short = tekst(short, sheet.put(behind, FORBEHOLD, warning, styles.HJELP))
        sheet.calc(row, FUNN, short.function, *short.arguments, style=styles.FUNN_TEKST)
        setning = self._sentence(behind, i, given, found, pst, minst)
        mill = self._million(behind, i, given, found)
        stoerrelse = (
            sheet.calc(behind, STOERRELSE, bb.stoerrelse_kr, setning, pst, mill, found.n, minst,
                       float(i.nr), style=styles.HJELP)
            if i.hovedfunn and not i.forbehold
            else sheet.put(behind, STOERRELSE, "Ikke hovedfunn", styles.HJELP)
        )  # fmt: skip
        return setning, stoerrelse

    def _sentence(
        self, behind: int, i: Indikator, given: Input | Ledd, found: Referanser, pst: Cell,
        minst: Cell,
    ) -> Cell:  # fmt: skip
        """The finding as a case document can quote it, with the publisher's reservation."""
        sheet = self.sheet
        sheet.put(behind, DESIMALER, float(self.kilde.desimaler(i)), styles.HJELP)
        sheet.put(behind, ENHET_TEKST, i_setning(i), styles.HJELP)
        value = self._words(behind, VERDI_TEKST, given.used)
        mean = self._words(behind, SNITT_TEKST, found.snitt)
        place = sheet.calc(
            behind, PLASS, bb.plass_tekst, given.used, found.snitt, found.lavest, found.hoeyest,
            found.rang, found.n, style=styles.HJELP, missing="",
        )  # fmt: skip
        before = self._before(behind, i, given, value)
        call = of(bb.setning, i.setningsnavn or i.kortnavn, value, self.valg.aar, before, pst,
                  "ASSS-gjennomsnittet", mean, place, found.n, minst)  # fmt: skip
        call = self.kilde.omtalt(call)
        if i.forbehold:
            call = of(bb.med_tillegg, call, f" Kildens forbehold: {i.forbehold}")
        return sheet.calc(behind, SETNING, call.function, *call.arguments, style=styles.HJELP,
                          missing="")  # fmt: skip

    def _words(self, behind: int, column: int, figure: Cell) -> Cell:
        """A figure with its unit, as a sentence has it."""
        places, unit = (self.sheet.cells[behind, at] for at in (DESIMALER, ENHET_TEKST))
        return self.sheet.calc(behind, column, bb.tall_tekst, figure, places, unit,
                               style=styles.HJELP, missing="")  # fmt: skip

    def _before(
        self, behind: int, i: Indikator, given: Input | Ledd, value: Cell
    ) -> Cell | str:
        """What it was the year before, where that is known and no merger breaks the series."""
        if not self.earlier:
            return ""
        key, cells, self.earlier = self.before[-1], self.earlier, []
        change = self.kilde.uten_brudd(of(bb.gjenta, cells[-1]), key)
        known = self.sheet.calc(behind, FOER_VERDI, change.function, *change.arguments,
                                style=styles.HJELP)  # fmt: skip
        first: Cell | str = ""
        if len(cells) > 1:
            still = self.kilde.uten_brudd(of(bb.gjenta, cells[-2]), self.before[-2])
            first = self.sheet.calc(behind, FOER_FOERST, still.function, *still.arguments,
                                    style=styles.HJELP, missing="")  # fmt: skip
        words = self._words(behind, FOER_TEKST, known)
        return self.sheet.calc(
            behind, FOER_SETNING, bb.foer_tekst, given.used, known, value, words,
            self.valg.aarstall[key], first, style=styles.HJELP, missing="",
        )  # fmt: skip

    def _million(
        self, behind: int, i: Indikator, given: Input | Ledd, found: Referanser
    ) -> Cell | str:
        """The distance to the mean in million kroner, where the number of people is known."""
        if not self.flyt.mengder.kjent(i) or not i.enhet.startswith("kr"):
            return ""
        call = of(bb.gap_mill, of(bb.minus, given.used, found.snitt), self.flyt.antall(i), i.faktor)
        return self.sheet.calc(behind, MILL, call.function, *call.arguments,
                               style=styles.hjelp(styles.tall(1)), missing="")  # fmt: skip

    # -- the chart ----------------------------------------------------------------------------

    def _chart(self, first: int, last: int, row: int) -> None:
        sheet, service, kommune = self.sheet, self.tjeneste, self.valg.kommune
        title = sheet.calc(
            0, BRUKT,
            *bb.tekst(
                f"{service.navn}: ", kommune, " ", self.valg.aar,
                ", indeks der snittet er 100. Punkt: ", kommune,
                ". Grå sirkel: grunnlaget når hva hvis er i bruk. Strek: laveste til høyeste "
                "kommune. Rød linje: snittet",
            ), style=styles.HJELP,
        )  # fmt: skip
        categories = sheet.range((first, AKSE), (last, AKSE))

        def column(index: int) -> Range:
            return sheet.range((first, index), (last, index))

        sheet.charts.append(
            Chart(
                kind="profile",
                title=title,
                series=(
                    Series("Laveste–høyeste", categories, column(HUNDRE), marker=None,
                           error_bars=ErrorBars(column(OVER), column(UNDER))),
                    # Not drawn: they make room on the axis for the whole of each whisker.
                    Series("Laveste", categories, column(INDEKS_LAVEST), marker=None),
                    Series("Høyeste", categories, column(INDEKS_HOEYEST), marker=None),
                    Series("Grunnlag", categories, column(GRUNNLAG), color=styles.MELLOMGRAA,
                           marker="circle"),
                    Series(sheet.cells[HODERAD, PUNKT], categories, column(PUNKT),
                           color=styles.BLAA, marker="circle", labels=True),
                ),
                row=row, column=0, width=self.size[0], height=self.size[1],
                alt=f"Punktdiagram av {len(service.indikatorer)} indikatorer for {service.navn}: "
                "kommunen mot laveste, snitt og høyeste. Tallene står i tabellen over.",
                crossing=100, y_title="Indeks, snitt = 100", y_format="0", legend=False,
            )  # fmt: skip
        )


def _notes(sheet: Sheet, data: Datasett, tjeneste: Tjeneste, row: int) -> None:
    wrong = [i for i in tjeneste.indikatorer if i.kildefeil]
    labels = [
        (i, aktor, e)
        for i in tjeneste.indikatorer
        for aktor in ("kommune", "høyest", "lavest")
        if (e := data.etikett(i, aktor)).stemmer is False
    ]
    reserved = [f"{i.kortnavn}: {i.forbehold}" for i in tjeneste.indikatorer if i.forbehold]
    if reserved:
        sheet.put(row, 0, "Kildens forbehold", styles.OVERSKRIFT)
        row = layout.notes(sheet, row + 1, reserved, _MERKNADSBREDDE) + 1
    if not wrong and not labels:
        return
    sheet.put(row, 0, "Feil og avvik i kilden", styles.OVERSKRIFT)
    names = {"kommune": data.kommune}
    texts = [
        f"{indikator.kortnavn}: figuren i rapporten viser {etikett.verdi} for "
        f"{names.get(aktor, aktor)}, som ikke stemmer med tabellen. {etikett.merknad}"
        for indikator, aktor, etikett in labels
    ]
    told = {i.nr for i, _, _ in labels}
    texts += [f"{i.kortnavn}: {i.merknad}" for i in wrong if i.nr not in told]
    end = layout.notes(sheet, row + 1, texts, _MERKNADSBREDDE)
    sheet.heights.update({at: 13 for at in range(row + 1, end)})


def fill(sheet: Sheet, valg: Valg, tjeneste: Tjeneste, flyt: Profilflyt) -> Profil:
    """Write the table, the chart and the notes of one profile."""
    return _Writer(sheet, valg, tjeneste, flyt).write()
