"""A row of a profile: what its figure is held against, its place among the members, and its words.

The finding beside the picture and the sentence to quote are put together from parts that stand in cells of
their own, and both take their percent and their side of the mean from the row's Avvik %.
"""

from __future__ import annotations

from functools import cache

from asss_xl import functions as f
from asss_xl.dataset.model import Indikator
from asss_xl.functions.excel.formula import Formula, formula
from asss_xl.functions.funn import FAERREST_FOR_PLASS, SLAKK
from asss_xl.functions.values import Value, is_number
from asss_xl.report import formler as bb, layout
from asss_xl.report.formler import profil as pf
from asss_xl.report.nettverk.profiltall import decimals, gruppens_snitt
from asss_xl.report.profil.kolonner import HOEYEST, LAVEST, SNITT, i_setning
from asss_xl.report.profil.steg import SE_FORBEHOLD, Profilsteg
from asss_xl.report.profil.utgiftskobling import noekkel
from asss_xl.report.tall import Ledd, Tall, fra_verdi, plasser
from asss_xl.workbook import MISSING_TEXT, Call, Cell, Input, Range, Sheet, of, styles
from asss_xl.workbook.styles import Style

#: A figure that reaches so far in the package has its thousands apart.
_TUSEN = 1000
#: Places in the list of words for a place among the members; 1 is no word at all.
_INGEN, FOERST, SIST = 1.0, 2.0, 5.0
_GUNSTIG = {"høy": pf.etter_fortegn, "lav": pf.mot_fortegn}
_ENDE = {"Lavest": pf.lavest, "Høyest": pf.hoeyest}


@cache
def tall_i_ord(desimaler: int, stor: bool) -> Formula:
    """A figure with its sign and unit, from its size; a large one has its thousands and millions apart."""
    # From half of the last decimal on it is no 0.
    whole, minus = "INT(r)" if desimaler else "r", f'IF(-x>={0.5 / 10**desimaler},"−","")&'
    if stor:
        thousands = 'IF(r<10^6,"",INT(r/10^6)&"\u202f")&RIGHT(INT(r/1000),3)'
        whole = f'IF(r<1000,{whole},{thousands}&"\u202f"&RIGHT({whole},3))'
    zeros = f'"{"0" * (desimaler - 1)}"&' if desimaler > 1 else ""
    decimals = f'&","&RIGHT({zeros}ROUND({10**desimaler}*r,0),{desimaler})' if desimaler else ""
    return formula("x r enhet", f"{minus}{whole}{decimals}&enhet")


@cache
def aar_paa_rad(antall: int) -> Formula:
    """For how many years a figure has gone the same way, from it and so many before it.

    Only where the year before says otherwise is it known; else 1, as when it did not.
    """
    inner = "1"
    for n in range(antall, 1, -1):
        inner = f"IF((foer_{n - 1}-foer_{n})*(foer_0-foer_1)<=0,{n - 1},{inner})"
    return formula(" ".join(f"foer_{n}" for n in range(antall + 1)), f"IFERROR({inner},1)")


def _negative(value: Value) -> bool:
    return is_number(value) and value < 0


class Rad:
    """An indicator's row on its profile and its line of steps; the cells that the sheet has of it."""

    navn: Cell
    indeks: Cell
    avvik: Cell
    avvik_pst: Cell
    funn: Cell
    #: Among the members, where their figures are known.
    rang: Cell | None = None
    lavest_hos: Cell | None = None
    hoeyest_hos: Cell | None = None
    #: Its figures of earlier years, where the table below has them.
    foer: tuple[Cell, ...] = ()
    #: The distance to the mean in million kroner, where the number of people is known.
    mill: Cell | None = None

    def __init__(
        self, steg: Profilsteg, sheet: Sheet, row: int, i: Indikator, given: Input | Ledd, style: Style
    ) -> None:
        self.steg, self.kilde, self.indikator, self.verdi = steg, steg.kilde, i, given
        self.row, self.linje = row, steg[i]
        #: The figure as it is among the members'.
        self.egen = given.used
        self.minst_for_plass = max(i.minste_antall or 1, FAERREST_FOR_PLASS)
        self._references(sheet, row, style)
        #: The word where it is held against nothing; whether there can be too few to hold it against.
        self.ord, self.faa = self._held_against()
        if self.verdier is not None:
            self._place(self.verdier)

    def _references(self, sheet: Sheet, row: int, style: Style) -> None:
        """Mean, lowest, highest and n; stated, or computed over the members that are in."""
        line, i, data, made = self.linje, self.indikator, self.kilde.valg.data, []
        #: The members' figures, where they are known.
        self.verdier = values = self._members() if data.beregnet(i) else None
        if values is not None:
            self.n = line.calc("n", f.antall, values)
        else:
            self.n = line.put("n", float(i.antall) if i.antall else MISSING_TEXT)
        for column, heading in ((SNITT, "Snitt"), (LAVEST, "Lavest"), (HOEYEST, "Høyest")):
            if values is not None:
                made.append(layout.text(sheet, row, column, self._over(heading, values), style))
                continue
            stated = fra_verdi(data.referanse(i, heading.lower(), data.rapportaar))
            shown = styles.tall(self.kilde.desimaler(i, heading.lower()))
            look = style.but(number_format=shown.number_format)
            if isinstance(stated.verdi, str):
                made.append(sheet.put(row, column, stated.verdi, look.but(color=styles.GRAA, size=8)))
            else:
                made.append(plasser(sheet, row, column, stated, look))
            line.calc(heading, bb.gjenta, made[-1])
        self.snitt, self.lavest, self.hoeyest = made

    def _over(self, heading: str, values: Range) -> Cell:
        """A figure over those who are in the mean."""
        _, tall = self.kilde.medlemmene()
        if heading != "Snitt":
            return self.linje.calc(heading, _ENDE[heading], self.linje["Snitt"], values)
        if tall.veid(self.indikator):
            whole = pf.vekt_i_alt if tall.alle_har_vekt(self.indikator) else pf.vekt_i_alt_av_alle
            weights = tall.vektene, self.linje["Rad i tallene"]
            together = self.linje.calc("Vekt i alt", whole, values, *weights)
            call = of(pf.veid, values, *weights, together)
        else:
            call = of(f.snitt, values)
        return self.linje.calc(heading, bb.av_nok, self.n, self.steg.minst_av(self.indikator), call)

    def mean_before(self) -> Cell:
        """The mean that the figure was held against before a what-if: its own moves that of the members."""
        if self.verdier is None:
            return self.maal
        (nettverk, tall), line = self.kilde.medlemmene(), self.linje
        among: Cell | Call = self.n
        if tall.veid(self.indikator):
            own = of(bb.i_blokk, tall.vektene, line["Rad i tallene"], nettverk.kommunenr)
            among = line["Vekt i alt"] / own
        role = self.steg.egen_rolle[self.indikator.uten]
        given = self.maal, role, self.egen, line["Grunnlag"], among
        return line.calc("Snitt før hva hvis", pf.snitt_foer_hva_hvis, *given)

    def _members(self) -> Range:
        """The figures of those who are in."""
        (nettverk, tall), line, valg = self.kilde.medlemmene(), self.linje, self.kilde.valg
        year = valg.aarnr[valg.data.rapportaar]
        row = line.calc("Rad i tallene", pf.rad_i_tallene, year, tall.foran(self.indikator), tall.sist)
        look = styles.hjelp(styles.tall(decimals(valg.data, self.indikator)))
        if noekkel(self.indikator) in tall.hullete and self.verdi.what_if is not None:
            weight = tall.vektene, row, nettverk.kommunenr
            self.egen = line.calc("Egen i snittet", pf.egen_i_snittet, self.egen, *weight, missing=None)
        members, roles = self.steg.kommuner, self.steg.roller[self.indikator.uten]
        for number, (member, role) in enumerate(zip(members, roles, strict=True), start=1):
            figures = (role, self.egen, tall.alle, row, float(number), self.steg.utenfor)
            line.calc(member, pf.medlemstall, *figures, style=look, missing=None)
        return line.line(members[0], members[-1])

    def indeks_foer(self, key: int, verdi: Cell) -> Call:
        """The index of the year before; where too few had a figure, the word for that."""
        index = of(f.indeks, verdi, of(pf.kan_maales_mot, self._snitt_foer(key)))
        if not self.faa or self.verdier is None:
            return index
        few = self.linje["n året før"], self.steg.minst_av(self.indikator), verdi
        return of(pf.eller, index, self.linje.calc("Uten sammenlikning året før", pf.for_faa, *few))

    def _snitt_foer(self, key: int) -> Cell:
        """The mean of the year before, over the members in now: enough, and not one alone."""
        line, i, valg = self.linje, self.indikator, self.kilde.valg
        if valg.data.beregnet(i):
            _, tall = self.kilde.medlemmene()
            row = line.calc("Rad året før", pf.rad_i_tallene, valg.aarnr[key], tall.foran(i), tall.sist)
            figures, inside = of(pf.hele_raden, tall.alle, row), tall.med[i.uten]
            weights = of(pf.hele_raden, tall.vektene, row)
            count = line.calc("n året før", pf.antall_med, figures, inside, missing=None)
            then = gruppens_snitt(tall, i, figures, weights, inside)
            mean = Tall(of(bb.av_nok, count, self.steg.minst_av(i), then))
        else:
            mean = fra_verdi(valg.data.referanse(i, "snitt", key))
        look = styles.hjelp(styles.tall(self.kilde.desimaler(i)))
        return line.blokk.tall(line.nr, "Snitt året før", self.kilde.priset(i, mean, key), look)

    def _held_against(self) -> tuple[Cell, bool]:
        """The mean that a figure can be held against: not too few, and for a share not below zero."""
        line, i, known = self.linje, self.indikator, self.verdier is not None
        mean, few = line["Snitt"], self.fewer(i.minste_antall or 1) and not known
        #: The mean as the steps have it, and where the reader sees it; or a word. ``nok`` may be negative.
        self.maal, self.her, self.nok = mean, self.snitt, self.snitt
        if known or few:
            given = self.n, self.steg.minst_av(i), self.verdi.used
            word = line.calc("Uten sammenlikning", pf.for_faa, *given)
        else:
            word = line.put("Uten sammenlikning", MISSING_TEXT)
        if few:
            # What is printed stands, and is held against nothing.
            self.maal = self.her = self.nok = word
        elif self.snitt.call is not None or _negative(mean.value):
            self.maal = self.her = line.calc("Målestokk", pf.maalestokk, mean, word)
        return word, few or known and (i.minste_antall or 1) > 1

    def _place(self, values: Range) -> None:
        """The place among the members; one who is outside the mean has none."""
        line, names = self.linje, self.steg.navn
        role, least = self.steg.egen_rolle[self.indikator.uten], float(self.minst_for_plass)
        own = line.calc("Får plass", pf.faar_plass, role, self.egen, self.n, least)
        self.rang = line.calc("Plass", pf.plass, own, values, self.n, missing=None)
        line.calc("Fra bunnen", pf.fra_bunnen, own, values, missing=None)
        assert names is not None
        self.lavest_hos, self.hoeyest_hos = (
            line.calc(heading, pf.hvem, end, values, names, missing=None)
            for heading, end in zip(("Lavest hos", "Høyest hos"), self.ends(), strict=True)
        )

    def fewer(self, least: float) -> bool:
        """Whether the source says that fewer have a figure."""
        return bool(self.indikator.antall and self.indikator.antall < least)

    def ends(self) -> tuple[Cell, Cell]:
        """The lowest and the highest."""
        return self.linje["Lavest"], self.linje["Høyest"]

    @property
    def setning(self) -> Cell:
        """The finding as a sentence."""
        return self.linje["Setning"]

    def finding(self) -> Cell:
        """The finding as ASSS_FUNN has it, with a pointer to the publisher's reservation."""
        steg, i, line = self.steg, self.indikator, self.linje
        share = line["Avvik %"]
        size = line.calc("Prosent", bb.stoerrelse_eller, share, 0.0, missing=None)
        said = self._said(size)
        words = steg.plassord, self._place_in_words(), self._among()
        call = bb.tekst("") if i.forbehold else of(pf.plass_i_ord, *words)
        place: Cell | str = line.calc("Plass i ord", call, missing=None)
        if i.forbehold:
            place = SE_FORBEHOLD
        elif i.gunstig:
            verdict = of(_GUNSTIG[i.gunstig], steg.ord["Vurdering"], share)
            place = line.calc("Plass og vurdering", bb.tekst(place, verdict))
        call = of(pf.funn, said, size, steg.ord["Over"], share, steg.snittet, place)
        return line.calc("Funn", call, missing=None)

    def _among(self) -> Call:
        """Those that a place is among, and how many of them where some have no figure."""
        without = self.indikator.uten
        out = f" uten {', '.join(without)}" if without else ""
        if self.verdier is None:
            return of(bb.gjenta, self.steg.blant)
        all_of_them = self.steg.alle[without], out, self.steg.har_tallet, out or self.steg.blant
        return of(pf.blant_hvem, self.n, *all_of_them)

    def _said(self, size: Cell) -> Cell:
        """Whether there is something to say."""
        rounding = self.steg.kilde.avrunding(self.indikator)
        alike = self.steg.likt[bool(self.indikator.forbehold)]
        if rounding:
            call = of(pf.sies_utenfor_avrunding, size, alike, self.linje["Avvik"], SLAKK * rounding)
        else:
            call = of(pf.sies, size, alike)
        return self.linje.calc("Sies", call, missing=None)

    def _place_in_words(self) -> Cell:
        """Which of the words: none under a reservation, or for one outside a mean whose ends are printed."""
        line, n = self.linje, self.n
        if self.indikator.forbehold:
            return line.put("Plassnummer", _INGEN)
        if self.verdier is not None:
            place, below = line["Plass"], line["Fra bunnen"]
            top = line.calc("Topp", pf.topp_i_funn, place, below, n, missing=None)
            low = line.calc("Bunn", pf.bunn_i_funn, below, place, n, missing=None)
            given = (line["Får plass"], *self.ends(), line["Avvik"], top, low)
            return line.calc("Plassnummer", pf.plass_i_funn, *given)
        if self.fewer(self.minst_for_plass) or self.steg.valg.data.kommune in self.indikator.uten:
            return line.put("Plassnummer", _INGEN)
        return line.calc("Plassnummer", pf.ytterst, self.verdi.used, *self.ends())

    def sentence(self) -> Cell:
        """The finding as a case document can quote it, with the publisher's reservation."""
        steg, i, line = self.steg, self.indikator, self.linje
        size, few = line["Prosent"], self.faa
        name = line.put("Navn i setning", i.setningsnavn or i.kortnavn)
        value = self._words("Verdi", self.verdi.used)
        mean = self._words("Snitt", line["Snitt"])
        past = self._past(value)
        told = (name, " er ", value, " i ", steg.valg.aar)
        start = line.calc("Innledning", bb.tekst(*told, *((past,) if past else ())))
        sides = (steg.ord["Enn"], line["Avvik %"], steg.snittet)
        compared = line.calc("Sammenlikning", pf.sammenlikning, size, *sides, value, mean, missing=None)
        shown = line["Verdi, rundet"], line["Snitt, rundet"]
        given = (value, mean, *shown, size, steg.avrundet)
        beside = line.calc("Snittet i parentes", pf.snittet_i_parentes, *given, missing="")
        call = of(pf.setning, start, compared, beside, line["Plass i ord"], size, line["Sies"])
        if few:
            usual = line.calc("Uten forbehold", call, missing="")
            lacking = line.calc("Få har data", pf.faa_har_data, self.n)
            call = of(pf.setning_av_nok, self.ord, start, lacking, usual)
        if i.forbehold:
            warning = line.put("Forbehold", f" Kildens forbehold: {i.forbehold}")
            before_it = line.calc("Med få" if few else "Uten forbehold", call, missing="")
            call = of(bb.med_tillegg, before_it, warning)
        return line.calc("Setning", call, missing="")

    def _words(self, what: str, figure: Cell) -> Cell:
        """A figure with its unit, as a sentence has it; empty where it is missing."""
        steg, i, line = self.steg, self.indikator, self.linje
        places = steg.kilde.desimaler_i_setning(i)
        size = line.calc(f"{what}, rundet", bb.stoerrelse_eller, figure, float(places), missing=None)
        large = i.i_kroner or steg.valg.data.stoerste(i) >= _TUSEN
        return line.calc(f"{what}, i ord", tall_i_ord(places, large), figure, size, i_setning(i), missing="")

    def _past(self, value: Cell) -> Cell | str:
        """What it was the year before, where that is known and no merger breaks the series."""
        if not self.foer:
            return ""
        steg, line, valg = self.steg, self.linje, self.steg.valg
        year = valg.aarstall[valg.vindu[-2]]
        last = line.calc("Året før", steg.kilde.uten_brudd(of(bb.gjenta, self.foer[-1]), valg.vindu[-2]))
        words, gap = self._words("Året før", last), self.verdi.used - last
        if self.indikator.i_kroner:
            call = of(pf.mot_i_fjor, words, value, year, gap)
            if valg.pris:
                call = of(pf.mot_i_fjor_faste, words, value, year, gap, valg.prismerknad)
        else:
            call = of(pf.fra_i_fjor, value, words, year, gap, self.verdi.used, last, self._in_a_row(last))
        return line.calc("Fra året før", call, missing="")

    def _in_a_row(self, last: Cell) -> Call | str:
        """« for tredje år på rad», where the years before it are in the package too."""
        earlier = [last]
        for heading, year in self.steg.aarene_foer.items():
            if not self.steg.valg.data.beregnet(self.indikator):
                return ""
            earlier.append(self.linje.calc(heading, self.kilde.av_tallene(self.indikator, year)))
        if len(earlier) < 3:
            return ""
        count = self.linje.calc("År på rad", aar_paa_rad(len(earlier)), self.verdi.used, *earlier)
        return of(bb.paa_plass, self.steg.paa_rad, count)

    def size(self) -> Cell:
        """How large a finding is; what may be no headline has none."""
        if not self.indikator.hovedfunn or self.indikator.forbehold:
            return self.linje.put("Størrelse", "Ikke hovedfunn")
        function, amount = (pf.stoerrelse, ()) if self.mill is None else (pf.stoerrelse_kr, (self.mill,))
        given = (*amount, self.linje["Avvik %"], self.indikator.nr / 1_000_000_000)
        return self.linje.calc("Størrelse", function, self.setning, *given, missing="")
