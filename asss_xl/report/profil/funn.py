"""What a row says in words: the finding beside the picture, and the sentence to quote.

Both are put together from parts that stand in cells of their own, and both take their percent and
their side of the mean from the row's Avvik %.
"""

from __future__ import annotations

from asss_xl.dataset.model import Indikator
from asss_xl.functions.funn import SLAKK
from asss_xl.report import formler as bb
from asss_xl.report.profil import formler as pf
from asss_xl.report.profil.kolonner import er_kroner, i_setning
from asss_xl.report.profil.sammenlikning import Sammenlikning
from asss_xl.workbook import Argument, Call, Cell, of

_GUNSTIG = {"høy": pf.etter_fortegn, "lav": pf.mot_fortegn}


class Rad(Sammenlikning):
    """One indicator's row on its profile, and its words; the cells that the sheet has of it."""

    navn: Cell
    indeks: Cell
    avvik: Cell
    avvik_pst: Cell
    funn: Cell
    #: Its figures of earlier years, where the table below has them.
    foer: tuple[Cell, ...] = ()
    #: The distance to the mean in million kroner, where the number of people is known.
    mill: Cell | None = None

    @property
    def setning(self) -> Cell:
        """The finding as a sentence."""
        return self.linje["Setning"]

    @property
    def stoerrelse(self) -> Cell:
        """How large the finding is."""
        return self.linje["Størrelse"]

    def finding(self) -> Cell:
        """The finding as ASSS_FUNN has it, with a pointer to the publisher's reservation."""
        steg, i, line = self.steg, self.indikator, self.linje
        share = line["Avvik %"]
        size = line.calc("Prosent", bb.stoerrelse, share, 0.0)
        said = self._said(size)
        side = line.calc("Over eller under", pf.etter_fortegn, steg.ord["Over_under"], share)
        heading = "Plass i ord" if self.referanser.verdier is None else "Plass i funn i ord"
        place = line.calc(heading, bb.paa_plass, steg.plassord, self._place_in_finding(), missing=None)
        if i.gunstig and not i.forbehold:
            verdict = of(_GUNSTIG[i.gunstig], steg.ord["Vurdering"], share)
            place = line.calc("Plass og vurdering", pf.med_tillegg, place, verdict)
        finding = pf.funn_med_forbehold if i.forbehold else pf.funn
        return line.calc("Funn", finding, said, size, side, steg.snittet, place)

    def _said(self, size: Cell) -> Cell:
        """Whether there is something to say."""
        rounding = self.steg.kilde.avrunding(self.indikator)
        few = (self.mot.ord,) if self.mot.kan_vaere_faa else ()
        if not rounding:
            return self.linje.calc("Sies", pf.sies_av_nok if few else pf.sies, size, *few)
        slack = (self.linje["Avvik"], SLAKK * rounding)
        function = pf.sies_av_nok_utenfor if few else pf.sies_utenfor_avrunding
        return self.linje.calc("Sies", function, size, *slack, *few, missing=None)

    def _place_in_finding(self) -> Cell:
        """Where only the ends are printed, there is none for one who is not in the mean."""
        line, n = self.linje, self.referanser.n
        if self.referanser.verdier is not None:
            top = line.calc("Topp", pf.topp_i_funn, line["Plass"], n, missing=None)
            low = line.calc("Bunn", pf.bunn_i_funn, line["Fra bunnen"], n, missing=None)
            gap = line["Avvik"]
            side = line.calc("Topp over snittet", pf.side_i_funn, gap, top, low, missing=None)
            return line.calc("Plass i funn", pf.plass_i_funn, line["Får plass"], *self.ends(), side, low)
        if self.fewer(self.minst_for_plass) or self.steg.valg.data.kommune in self.indikator.uten:
            return line.put("Plassnummer", pf.INGEN)
        return line.calc("Plassnummer", pf.ytterst, self.verdi.used, *self.ends())

    # -- the sentence -------------------------------------------------------------------------

    def sentence(self) -> Cell:
        """The finding as a case document can quote it, with the publisher's reservation."""
        steg, i, line = self.steg, self.indikator, self.linje
        size, few = line["Prosent"], self.mot.kan_vaere_faa
        name = line.put("Navn i setning", i.setningsnavn or i.kortnavn)
        value = self._words("Verdi", self.verdi.used)
        mean = self._words("Snitt", line["Snitt"])
        past = self._past(value)
        told = (name, " er ", value, " i ", steg.valg.aar)
        start = line.calc("Innledning", bb.tekst(*told, *((past,) if past else ())))
        words = (steg.ord["Hoeyere_lavere"], line["Avvik %"])
        side = line.calc("Høyere eller lavere", pf.etter_fortegn, *words)
        compared = line.calc("Sammenlikning", pf.sammenlikning, size, side, steg.snittet, value, mean)
        alike = line.calc("Avrundet likt", pf.likt_avrundet, value, mean, size, missing="")
        call = of(pf.setning, start, compared, mean, alike, self._place_in_sentence(), size)
        if few:
            usual = line.calc("Uten forbehold", call, missing="")
            lacking = line.calc("Få har data", pf.faa_har_data, self.referanser.n)
            call = of(pf.setning_av_nok, self.mot.ord, value, mean, start, lacking, usual)
        if i.forbehold:
            warning = line.put("Forbehold", f" Kildens forbehold: {i.forbehold}")
            before_it = line.calc("Med få" if few else "Uten forbehold", call, missing="")
            call = of(bb.med_tillegg, before_it, warning)
        return line.calc("Setning", call, missing="")

    def _place_in_sentence(self) -> Cell:
        """The words for the place; where only the ends are known, those of the finding."""
        line = self.linje
        if self.referanser.verdier is None:
            return line["Plass i ord"]
        gap, own = line["Avvik"], line["Får plass"]
        end = line.calc("Ende", pf.ende, gap, line["Plass"], line["Fra bunnen"])
        near = line.calc("Etter ende", pf.etter_ende, end, self.referanser.n, gap, missing=None)
        place = line.calc("Plassnummer", pf.plass_i_setning, own, *self.ends(), near)
        return line.calc("Plass i ord", bb.paa_plass, self.steg.plassord, place, missing=None)

    def _words(self, what: str, figure: Cell) -> Cell:
        """A figure with its unit, as a sentence has it; empty where it is missing."""
        steg, i, line = self.steg, self.indikator, self.linje
        places = steg.kilde.desimaler_i_setning(i)
        size = line.calc(f"{what}, rundet", bb.stoerrelse, figure, float(places))
        whole: Argument = size if not places else of(pf.helt, size)
        if self._reaches(1000, i) or er_kroner(i):
            service = next(t for t in steg.valg.data.tjenester if t.noekkel == i.tjeneste)
            large = self._reaches(1_000_000, *service.indikatorer)
            thousands = line.calc(f"{what}, tusen", pf.tusen, size) if large else of(pf.tusener, size)
            whole = line.calc(f"{what}, hele", pf.hele, size, thousands)
        return line.calc(f"{what}, i ord", pf.i_ord(places), figure, size, whole, i_setning(i), missing="")

    def _reaches(self, size: float, *indicators: Indikator) -> bool:
        """Whether some figure of the package is so large."""
        return any(self.steg.valg.data.stoerste(i) >= size for i in indicators)

    def _past(self, value: Cell) -> Cell | str:
        """What it was the year before, where that is known and no merger breaks the series."""
        if not self.foer:
            return ""
        steg, line, valg = self.steg, self.linje, self.steg.valg
        year = valg.aarstall[valg.vindu[-2]]
        last = line.calc("Året før", steg.kilde.uten_brudd(of(bb.gjenta, self.foer[-1]), valg.vindu[-2]))
        words = self._words("Året før", last)
        if er_kroner(self.indikator):
            call = of(pf.mot_i_fjor, words, value, year)
            if valg.pris:
                call = of(pf.mot_i_fjor_faste, words, value, year, valg.prismerknad)
        else:
            row, gap = self._in_a_row(last), self.verdi.used - last
            way = line.calc("Opp eller ned", pf.etter_fortegn, steg.ord["Opp_ned"], gap, missing="")
            call = of(pf.fra_i_fjor, value, words, year, way, row)
        return line.calc("Fra året før", call, missing="")

    def _in_a_row(self, last: Cell) -> Call | str:
        """« for tredje år på rad», where the years before it are in the package too."""
        earlier = [last]
        for heading, year in self.steg.aarene_foer.items():
            figure = self.steg.kilde.aar_foer(self.indikator, year)
            if figure is None:
                return ""
            earlier.append(self.linje.calc(heading, figure))
        if len(earlier) < 3:
            return ""
        count = self.linje.calc("År på rad", pf.aar_paa_rad(len(earlier)), self.verdi.used, *earlier)
        return of(bb.paa_plass, self.steg.paa_rad, count)

    def size(self) -> Cell:
        """How large a finding is; what may be no headline has none."""
        if not self.indikator.hovedfunn or self.indikator.forbehold:
            return self.linje.put("Størrelse", "Ikke hovedfunn")
        function, amount = (pf.stoerrelse, ()) if self.mill is None else (pf.stoerrelse_kr, (self.mill,))
        given = (*amount, self.linje["Avvik %"], self.indikator.nr / 1_000_000_000)
        return self.linje.calc("Størrelse", function, self.setning, *given, missing="")
