"""Where the accounts' figures come from: a report's tables, or the members' own amounts."""

from __future__ import annotations

from asss_xl import functions as f
from asss_xl.functions.values import Value
from asss_xl.report.kilde import Kilde
from asss_xl.report.nettverk import regnskapstall as rt
from asss_xl.report.nettverk.medlemmene import Medlemmene
from asss_xl.report.published import TUSEN
from asss_xl.report.tall import MANGLER, Tall
from asss_xl.report.valg import Valg
from asss_xl.workbook import Call, of

MILL, PST, VEKST = "mill kr", "pst av driftsinntekt", "vekst pst"
KOMMUNE, OEVRIGE, RESTEN = "kommune", "oevrige", "resten"


class Regnskapskilde(Kilde):
    """Figures of the accounts by line (post) and year."""

    def beloep(self, tabell: str, post: str, key: int, enhet: str = TUSEN) -> Tall:
        """The municipality's own amount in 1000 or million kroner."""
        if self.tall is None:
            return self.oppgitt(tabell, post, KOMMUNE, key, enhet)
        own = self.egen(key, "regnskap", post)
        return Tall(own.verdi / 1000.0) if isinstance(own.verdi, Call) and enhet == MILL else own

    def andel(self, tabell: str, post: str, aktor: str, key: int, negativ: bool = False) -> Tall:
        """A line in percent of income, of the others, the rest or the municipality itself."""
        if self.tall is None:
            return self.oppgitt(tabell, post, aktor, key, PST)
        own, income = (self.egen(key, "regnskap", p) for p in (post, "driftsinntekter"))
        if not (own.finnes and income.finnes):
            return MANGLER
        share: Value | Call = of(f.pst_av_inntekt, own.verdi, income.verdi)
        if aktor != KOMMUNE:
            which = rt.REF_OEVRIGE if aktor == OEVRIGE else rt.REF_RESTEN
            share = self.referanse(which, key, "regnskap", post).verdi
        return _negative(Tall(share)) if negativ else Tall(share)

    def vekst(self, tabell: str, post: str, aktor: str, key: int) -> Tall:
        """The growth of a line from the year before, of the others or the rest, percent."""
        if self.tall is None:
            return self.oppgitt(tabell, post, aktor, key, VEKST)
        which = rt.VEKST_OEVRIGE if aktor == OEVRIGE else rt.VEKST_RESTEN
        return self.referanse(which, key, "regnskap", post)

    def periodevekst(self, aktor: str) -> Tall:
        """The growth of frie inntekter over all the years shown, of the others or the rest."""
        key = self.valg.vindu[-1]
        if self.tall is None:
            return self.oppgitt("Figur 2", "vekst_perioden", aktor, key, "pst")
        which = rt.PERIODE_OEVRIGE if aktor == OEVRIGE else rt.PERIODE_RESTEN
        return self.referanse(which, key, "regnskap", "frie")

    def avskrivninger(self, key: int) -> Tall:
        """The municipality's depreciation as negative spending.

        A report prints its distance to the repayments.
        """
        if self.tall is not None:
            return _negative(self.beloep("", "avskrivninger", key))
        paid = self.data.figur("Tabell 0", "avdrag", KOMMUNE, key, TUSEN)
        gap = self.data.figur("Tabell 4", "avdrag_avskr", KOMMUNE, key, TUSEN)
        if paid is None or gap is None or paid.verdi is None or gap.verdi is None:
            return MANGLER
        return Tall(gap.verdi - paid.verdi)

    def aarsloennsvekst(self, key: int) -> Tall:
        """The growth of wages per man-year in the country, percent."""
        if self.tall is not None:
            return self._national("aarsloennsvekst", key)
        return self.oppgitt("Figur 3", "aarsloennsvekst", "landet", key, "pst")

    def prisvekst(self, key: int) -> Tall:
        """The growth of prices; a report prints real growth, which implies it."""
        if self.tall is not None:
            return self._national("kostnadsdeflator", key)
        now, before = (self.data.figur("Tabell 1", "frie", KOMMUNE, year, MILL) for year in (key, key - 1))
        if now is None or before is None or not now.verdi or not before.verdi:
            return MANGLER
        return self._implied(f.vekst.python(now.verdi, before.verdi), self._printed_growth("realvekst", key))

    def folkevekst(self, key: int) -> Tall:
        """The growth of the population, implied by the two growths that a report prints."""
        if self.tall is not None:
            return MANGLER
        return self._implied(
            self._printed_growth("realvekst", key), self._printed_growth("realvekst_per_innb", key)
        )

    def _national(self, what: str, key: int) -> Tall:
        """National figures do not move with the choices of municipality, only with the year."""
        if not any(self.data.nasjonale.get((year, what)) for year in self.data.aar):
            return MANGLER
        return self.referanse(rt.LANDET, key, "nasjonale", what)

    def _printed_growth(self, post: str, key: int) -> float | None:
        found = self.data.figur("Figur 2b", post, KOMMUNE, key, "pst")
        return None if found is None else found.verdi

    @staticmethod
    def _implied(above: float | None, below: float | None) -> Tall:
        """The growth that takes ``above`` to ``below``, percent."""
        if above is None or below is None:
            return MANGLER
        return Tall(f.realvekst.python(above, below))


def regnskapskilde(valg: Valg, medlemmene: Medlemmene | None) -> Regnskapskilde:
    """The members' amounts where they have accounts."""
    return Regnskapskilde(valg, medlemmene.regnskap if medlemmene and valg.data.beregnet_regnskap else None)


def _negative(tall: Tall) -> Tall:
    """The same figure with the other sign."""
    return Tall(-tall.verdi) if isinstance(tall.verdi, Call) else tall
