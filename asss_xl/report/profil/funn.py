"""What a row says in words: the finding beside the picture, and the sentence to quote.

Both are put together from parts that stand in cells of their own, and both take their percent and
their side of the mean from the row's Avvik %.
"""

from __future__ import annotations

from dataclasses import dataclass

from asss_xl.dataset.model import Indikator
from asss_xl.functions.funn import FAERREST_FOR_PLASS
from asss_xl.functions.values import Value, is_number
from asss_xl.report import formler as bb
from asss_xl.report.profil import formler as pf
from asss_xl.report.profil.kilde import Referanser
from asss_xl.report.profil.kolonner import er_kroner, i_setning
from asss_xl.report.profil.steg import Profilsteg
from asss_xl.report.tall import Ledd
from asss_xl.workbook import MISSING_TEXT, Argument, Call, Cell, Input, of

#: Differences of printed decimals are not exact in binary; 1.5 - 1.4 must count as 0.1.
_SLAKK = 1.000001
_GUNSTIG = {"høy": pf.etter_fortegn, "lav": pf.mot_fortegn}


@dataclass
class Maal:
    """What a figure is held against: the mean, or a word; and what is shown where it is a word."""

    snitt: Cell
    #: The same where the reader sees it, if it is there.
    her: Cell
    ord: Cell
    #: Whether there can be too few.
    kan_vaere_faa: bool = False


def maal(steg: Profilsteg, i: Indikator, given: Input | Ledd, found: Referanser) -> Maal:
    """The mean that a figure can be held against: not too few, and not below zero."""
    minst = float(i.minste_antall or 1)
    if minst <= 1 or (not found.verdier and not _faerre(i, i.minste_antall)):
        word, mean = steg.put(i, "Uten sammenlikning", MISSING_TEXT), _cell(steg, i, "Snitt")
        if found.snitt.call is None and not _negative(mean.value):
            return Maal(mean, found.snitt, word)
        least = steg.minst[i.uten] if found.verdier else 1.0
        used = steg.calc(i, "Målestokk", pf.maalestokk, mean, found.n, least)
        return Maal(used, used, word)
    word = steg.calc(i, "Uten sammenlikning", pf.for_faa, found.n, minst, given.used)
    used = steg.calc(i, "Målestokk", pf.maalestokk_eller, _cell(steg, i, "Snitt"), found.n, minst, word)
    return Maal(used, used, word, kan_vaere_faa=True)


def _negative(value: Value) -> bool:
    return is_number(value) and value < 0  # type: ignore[operator]


def plass(steg: Profilsteg, i: Indikator, given: Input | Ledd, found: Referanser) -> None:
    """The place among the members; one who is outside the mean has none."""
    if found.verdier is None:
        return
    role, least = steg.egen_rolle[i.uten], float(max(i.minste_antall or 1, FAERREST_FOR_PLASS))
    own = steg.calc(i, "Får plass", pf.faar_plass, role, given.used, found.n, least)
    found.rang = steg.calc(i, "Plass", pf.plass, own, found.verdier, missing=None)
    steg.calc(i, "Fra bunnen", pf.fra_bunnen, own, found.verdier, missing=None)
    assert steg.navn is not None
    low, high = _cell(steg, i, "Lavest"), _cell(steg, i, "Høyest")
    found.lavest_hos = steg.calc(i, "Lavest hos", pf.hvem, low, found.verdier, steg.navn, missing=None)
    found.hoeyest_hos = steg.calc(i, "Høyest hos", pf.hvem, high, found.verdier, steg.navn, missing=None)


def _faerre(i: Indikator, least: int | None) -> bool:
    """Whether the source says that fewer have a figure."""
    return bool(i.antall and least and i.antall < least)


def _cell(steg: Profilsteg, i: Indikator, heading: str) -> Cell:
    return steg.linjer.cell(steg.linje(i), heading)


class Ord:
    """The words of one indicator."""

    def __init__(
        self, steg: Profilsteg, i: Indikator, given: Input | Ledd, found: Referanser, against: Maal
    ) -> None:
        self.steg, self.i, self.given, self.found, self.against = steg, i, given, found, against

    def cell(self, heading: str) -> Cell:
        return _cell(self.steg, self.i, heading)

    def finding(self) -> Cell:
        """The finding as ASSS_FUNN has it, with a pointer to the publisher's reservation."""
        steg, i = self.steg, self.i
        share = self.cell("Avvik %")
        size = steg.calc(i, "Prosent", pf.prosent, share)
        said = self._said(size)
        side = steg.calc(i, "Over eller under", pf.etter_fortegn, steg.ord["Over_under"], share)
        heading = "Plass i ord" if self.found.verdier is None else "Plass i funn i ord"
        place = steg.calc(i, heading, bb.paa_plass, steg.plassord, self._place_in_finding(), missing=None)
        if i.gunstig and not i.forbehold:
            verdict = of(_GUNSTIG[i.gunstig], steg.ord["Vurdering"], share)
            place = steg.calc(i, "Plass og vurdering", pf.med_tillegg, place, verdict)
        finding = pf.funn_med_forbehold if i.forbehold else pf.funn
        return steg.calc(i, "Funn", finding, said, size, side, steg.snittet, place)

    def _said(self, size: Cell) -> Cell:
        """Whether there is something to say."""
        steg, i = self.steg, self.i
        rounding = steg.kilde.avrunding(i)
        few = (self.against.ord,) if self.against.kan_vaere_faa else ()
        if not rounding:
            return steg.calc(i, "Sies", pf.sies_av_nok if few else pf.sies, size, *few)
        slack = (self.cell("Avvik"), _SLAKK * rounding)
        function = pf.sies_av_nok_utenfor if few else pf.sies_utenfor_avrunding
        return steg.calc(i, "Sies", function, size, *slack, *few, missing=None)

    def _ends(self) -> tuple[Cell, Cell]:
        return self.cell("Lavest"), self.cell("Høyest")

    def _outermost(self) -> Cell:
        """The place where only the ends are printed; none for one who is not in the mean."""
        steg, i = self.steg, self.i
        few = _faerre(i, max(i.minste_antall or 1, FAERREST_FOR_PLASS))
        if few or steg.valg.data.kommune in i.uten:
            return steg.put(i, "Plassnummer", pf.INGEN)
        return steg.calc(i, "Plassnummer", pf.ytterst, self.given.used, *self._ends())

    def _place_in_finding(self) -> Cell:
        steg, i = self.steg, self.i
        if self.found.verdier is None:
            return self._outermost()
        rank, bottom, own = self.cell("Plass"), self.cell("Fra bunnen"), self.cell("Får plass")
        top = steg.calc(i, "Topp", pf.topp_i_funn, rank, self.found.n, missing=None)
        low = steg.calc(i, "Bunn", pf.bunn_i_funn, bottom, self.found.n, missing=None)
        side = of(pf.side_i_funn, self.cell("Avvik"), top, low)
        return steg.calc(i, "Plass i funn", pf.plass_i_funn, own, *self._ends(), side, low)

    # -- the sentence -------------------------------------------------------------------------

    def sentence(self, before: tuple[Cell, ...], years: tuple[Cell, ...]) -> Cell:
        """The finding as a case document can quote it, with the publisher's reservation."""
        steg, i, size = self.steg, self.i, self.cell("Prosent")
        name = steg.put(i, "Navn i setning", i.setningsnavn or i.kortnavn)
        value = self._words("Verdi", self.given.used)
        mean = self._words("Snitt", self.cell("Snitt"))
        past = self._past(value, before, years)
        told = (name, " er ", value, " i ", steg.valg.aar)
        start = steg.calc(i, "Innledning", bb.tekst(*told, *((past,) if past else ())))
        side = steg.calc(
            i, "Høyere eller lavere", pf.etter_fortegn, steg.ord["Hoeyere_lavere"], self.cell("Avvik %")
        )
        compared = steg.calc(i, "Sammenlikning", pf.sammenlikning, size, side, steg.snittet, value, mean)
        alike = steg.calc(i, "Avrundet likt", pf.likt_avrundet, value, mean, size, missing="")
        place = self._place_in_sentence()
        call = of(pf.setning, start, compared, mean, alike, place, size)
        if self.against.kan_vaere_faa:
            usual = steg.calc(i, "Uten forbehold", call, missing="")
            few = steg.calc(i, "Få har data", pf.faa_har_data, self.found.n)
            call = of(pf.setning_av_nok, self.against.ord, value, mean, start, few, usual)
        if i.forbehold:
            warning = steg.put(i, "Forbehold", f" Kildens forbehold: {i.forbehold}")
            heading = "Med få" if self.against.kan_vaere_faa else "Uten forbehold"
            call = of(bb.med_tillegg, steg.calc(i, heading, call, missing=""), warning)
        return steg.calc(i, "Setning", call, missing="")

    def _place_in_sentence(self) -> Cell:
        """The words for the place; where only the ends are known, those of the finding."""
        steg, i = self.steg, self.i
        if self.found.verdier is None:
            return self.cell("Plass i ord")
        gap, own = self.cell("Avvik"), self.cell("Får plass")
        end = steg.calc(i, "Ende", pf.ende, gap, self.cell("Plass"), self.cell("Fra bunnen"))
        near = steg.calc(i, "Etter ende", pf.etter_ende, end, self.found.n, gap, missing=None)
        place = steg.calc(i, "Plassnummer", pf.plass_i_setning, own, *self._ends(), near)
        return steg.calc(i, "Plass i ord", bb.paa_plass, steg.plassord, place, missing=None)

    def _words(self, what: str, figure: Cell) -> Cell:
        """A figure with its unit, as a sentence has it; empty where it is missing."""
        steg, i = self.steg, self.i
        places, unit = steg.kilde.desimaler_i_setning(i), i_setning(i)
        size = steg.calc(i, f"{what}, rundet", bb.stoerrelse, figure, float(places))
        whole: Argument = size if not places else of(pf.helt, size)
        if self._reaches(1000, i) or er_kroner(i):
            service = next(t for t in steg.valg.data.tjenester if t.noekkel == i.tjeneste)
            large = self._reaches(1_000_000, *service.indikatorer)
            thousands = steg.calc(i, f"{what}, tusen", pf.tusen, size) if large else of(pf.tusener, size)
            whole = steg.calc(i, f"{what}, hele", pf.hele, size, thousands)
        return steg.calc(i, f"{what}, i ord", pf.i_ord(places), figure, size, whole, unit, missing="")

    def _reaches(self, size: float, *indicators: Indikator) -> bool:
        """Whether some figure of the package is so large."""
        return any(self.steg.valg.data.stoerste(i) >= size for i in indicators)

    def _past(self, value: Cell, before: tuple[Cell, ...], years: tuple[Cell, ...]) -> Cell | str:
        """What it was the year before, where that is known and no merger breaks the series."""
        if not before:
            return ""
        steg, i, source = self.steg, self.i, self.steg.kilde
        keys = steg.valg.vindu[:-1]
        known = source.uten_brudd(of(bb.gjenta, before[-1]), keys[-1])
        last = steg.calc(i, "Året før", known)
        words = self._words("Året før", last)
        if er_kroner(i):
            if steg.valg.pris:
                said = (words, value, years[-1], steg.valg.prismerknad)
                return steg.calc(i, "Fra året før", pf.mot_i_fjor_faste, *said, missing="")
            return steg.calc(i, "Fra året før", pf.mot_i_fjor, words, value, years[-1], missing="")
        row = self._in_a_row(last)
        gap = self.given.used - last
        way = steg.calc(i, "Opp eller ned", pf.etter_fortegn, steg.ord["Opp_ned"], gap, missing="")
        return steg.calc(i, "Fra året før", pf.fra_i_fjor, value, words, years[-1], way, row, missing="")

    def _in_a_row(self, last: Cell) -> Call | str:
        """« for tredje år på rad», where the years before it are in the package too."""
        steg, i = self.steg, self.i
        earlier = [last]
        for heading, year in steg.aarene_foer.items():
            figure = steg.kilde.aar_foer(i, year)
            if figure is None:
                return ""
            earlier.append(steg.calc(i, heading, figure))
        if len(earlier) < 3:
            return ""
        count = steg.calc(i, "År på rad", pf.aar_paa_rad(len(earlier)), self.given.used, *earlier)
        return of(bb.paa_plass, steg.paa_rad, count)


def size(steg: Profilsteg, i: Indikator, setning: Cell, mill: Cell | None) -> Cell:
    """How large a finding is; what may be no headline has none."""
    if not i.hovedfunn or i.forbehold:
        return steg.put(i, "Størrelse", "Ikke hovedfunn")
    avvik_pst, little = _cell(steg, i, "Avvik %"), i.nr / 1_000_000_000
    if mill is None:
        return steg.calc(i, "Størrelse", pf.stoerrelse, setning, avvik_pst, little, missing="")
    return steg.calc(i, "Størrelse", pf.stoerrelse_kr, setning, mill, avvik_pst, little, missing="")
