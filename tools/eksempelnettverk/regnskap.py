"""Amounts by function, and accounts and balance that agree with them."""

from __future__ import annotations

from collections.abc import Sequence

from asss_xl import catalogue
from asss_xl.dataset.poster import KONTI, POSTER
from asss_xl.dataset.schema import ARTER

from .folketall import Folketall
from .grunnlag import RESTEN, Rad, Tilfeldig, definisjoner, opphav, prisnivaa
from .noekler import GJENNOMSLAG, Noekler
from .steder import Sted

#: Lines that are worked out from the balance, which a package of raw figures gives by account.
_FRA_BALANSEN = frozenset(KONTI)
#: How much less spread the rest of the country has than one municipality.
_SAMLET = 0.15

Beloep = dict[tuple[str, int, str, str], int]


def beloep(
    steder: Sequence[Sted], folk: Folketall, noekler: Noekler, aar: Sequence[int], tilfeldig: Tilfeldig
) -> Beloep:
    """Operating spending in 1000 kr by place, year, function and art."""
    ut: Beloep = {}
    for sted in steder:
        demping = _SAMLET if sted.navn == RESTEN else 1.0
        for funksjon in (f for f in definisjoner("funksjoner") if f["netto"]):
            nummer, sektor = funksjon["funksjon"], funksjon["sektor"]
            spredning = float(funksjon["spredning"]) * demping
            bane = tilfeldig.baner(aar, spredning, "beloep", nummer, sted.navn)
            andel = tilfeldig.baner(aar, 0.03 * demping, "brutto", nummer, sted.navn)
            for ett in aar:
                behov = 1 + GJENNOMSLAG * (noekler.indeks(sted.navn, sektor, ett) - 1)
                kroner = folk.sum(sted.navn, ett) * prisnivaa(ett) * sted.kostnad * behov
                netto = round(kroner * float(funksjon["netto"]) * bane[ett] / 1000)
                salg = kroner * (float(funksjon["brutto"]) - float(funksjon["netto"]))
                brutto = netto + round(salg * andel[ett] / 1000)
                alle = {"netto": netto, "brutto": brutto}
                for art in ARTER[2:]:
                    alle[art] = round(brutto * float(funksjon[art]) * andel[ett])
                for art, verdi in alle.items():
                    for kode, del_ in _fordelt(funksjon, ett, verdi):
                        plass = (sted.navn, ett, kode, art)
                        ut[plass] = ut.get(plass, 0) + del_
    return ut


def _fordelt(funksjon: dict[str, str], aar: int, verdi: int) -> list[tuple[str, int]]:
    """An amount on its function or, when that has ended, on those that took over: all of it."""
    if catalogue.functions()[funksjon["funksjon"]].holds(aar):
        return [(funksjon["funksjon"], verdi)]
    overtatt = [ledd.split(":") for ledd in funksjon["overtas_av"].split(";")]
    deler = [(kode, round(verdi * float(andel))) for kode, andel in overtatt[:-1]]
    return [*deler, (overtatt[-1][0], verdi - sum(del_ for _, del_ in deler))]


def sum_av(alle: Beloep, sted: str, aar: int, art: str, funksjoner: Sequence[str] = ()) -> int:
    """What the functions come to together; all of them where none is named."""
    valgte = funksjoner or [funksjon["funksjon"] for funksjon in definisjoner("funksjoner")]
    return sum(alle.get((sted, aar, funksjon, art), 0) for funksjon in valgte)


def rader_beloep(alle: Beloep, steder: Sequence[Sted]) -> list[Rad]:
    finnes = {sted.navn: sted for sted in steder}
    return [
        {"kommune": sted, "aar": aar, "funksjon": funksjon, "art": art, "beloep": verdi, **opphav(aar)}
        for (sted, aar, funksjon, art), verdi in alle.items()
        if finnes[sted].finnes(aar)
    ]


class Regnskap:
    """The lines of the accounts and the balance, per place and year, in 1000 kr."""

    def __init__(
        self, steder: Sequence[Sted], alle: Beloep, aar: Sequence[int], tilfeldig: Tilfeldig
    ) -> None:
        self._steder = steder
        self._aar = aar
        self._tilfeldig = tilfeldig
        self.poster: dict[tuple[str, int], dict[str, int]] = {}
        for sted in steder:
            for ett in aar:
                self.poster[sted.navn, ett] = self._lag(sted, ett, alle)

    def _andel(self, nivaa: float, spredning: float, hva: str, sted: Sted, aar: int) -> float:
        """A share that persists: `spredning` is relative to the level."""
        demping = _SAMLET if sted.navn == RESTEN else 1.0
        return nivaa * self._tilfeldig.baner(self._aar, spredning * demping, hva, sted.navn)[aar]

    def _stoey(self, utslag: float, hva: str, sted: Sted, aar: int) -> float:
        demping = _SAMLET if sted.navn == RESTEN else 1.0
        return utslag * demping * self._tilfeldig.normal(hva, sted.navn, aar)

    def _lag(self, sted: Sted, aar: int, alle: Beloep) -> dict[str, int]:
        avskrivninger = sum_av(alle, sted.navn, aar, "avskrivninger")
        utgifter = sum_av(alle, sted.navn, aar, "brutto") - avskrivninger
        aarets = {int(r["aar"]): float(r["resultat"]) for r in definisjoner("nasjonale")}[aar]
        # One municipality's result is a level of its own, the year all share, and luck.
        resultat = aarets / 100 + self._andel(1, 0.006, "resultat", sted, aar) - 1
        resultat = max(-0.012, min(0.052, resultat + self._stoey(0.006, "utslag", sted, aar)))
        rente_inn = self._andel(0.024, 0.3, "renteinntekter", sted, aar)
        rente_ut = self._andel(0.030, 0.22, "renteutgifter", sted, aar)
        avdrag = self._andel(0.037, 0.14, "avdrag", sted, aar)
        inntekter = utgifter / (1 - (resultat + rente_ut + avdrag - rente_inn))
        kroner = {
            "driftsinntekter": inntekter,
            "driftsutgifter": utgifter,
            "renteinntekter": rente_inn * inntekter,
            "renteutgifter": rente_ut * inntekter,
            "avdrag": avdrag * inntekter,
            "avskrivninger": avskrivninger,
            **self._investeringer(sted, aar, inntekter),
            "premieavvik": sum_av(alle, sted.navn, aar, "netto", ("170", "171")),
            **self._inntekter(sted, aar, inntekter, alle, resultat + rente_ut + avdrag - rente_inn),
            "loenn": self._andel(0.54, 0.02, "loenn", sted, aar) * utgifter,
            "sosiale": sum_av(alle, sted.navn, aar, "pensjon")
            + sum_av(alle, sted.navn, aar, "arbeidsgiveravgift"),
            "gevinster": self._andel(0.2, 0.25, "gevinster", sted, aar) * rente_inn * inntekter,
            "tap": self._andel(0.03, 0.3, "tap", sted, aar) * rente_ut * inntekter,
            "disposisjonsfond": self._andel(0.1, 0.35, "disposisjonsfond", sted, aar) * inntekter,
        }
        return {post: round(kroner[post]) for post in POSTER if post not in _FRA_BALANSEN}

    def _investeringer(self, sted: Sted, aar: int, inntekter: float) -> dict[str, float]:
        brutto = self._andel(0.115, 0.22, "investeringer", sted, aar) * inntekter
        return {
            "investeringer": brutto,
            "tilskudd": self._andel(0.24, 0.2, "tilskudd", sted, aar) * brutto,
            "laan": self._andel(0.56, 0.12, "laan", sted, aar) * brutto,
            "bundne_fond": self._stoey(0.004, "fond", sted, aar) * inntekter,
            "dekning": -abs(self._stoey(0.001, "dekning", sted, aar)) * inntekter,
            "investeringsmoms": 0,
        }

    def _inntekter(
        self, sted: Sted, aar: int, inntekter: float, alle: Beloep, margin: float
    ) -> dict[str, float]:
        """Taxes and grants: what pays for net spending, interest, instalments and the result.

        Depreciation is in net spending and is not paid for.
        """
        frie = (
            sum_av(alle, sted.navn, aar, "netto")
            - sum_av(alle, sted.navn, aar, "avskrivninger")
            + margin * inntekter
        )
        eiendom = sted.eiendomsskatt * frie
        andre_stat = self._andel(0.035, 0.25, "statstilskudd", sted, aar) * frie
        andre_skatter = self._andel(0.003, 0.4, "andre skatter", sted, aar) * frie
        skatt = min(0.78, 0.53 * sted.skatt) * self._andel(1, 0.012, "skatt", sted, aar) * frie
        return {
            "innt_formue": skatt,
            "eiendom": eiendom,
            "selskap": 0,
            "andre_skatter": andre_skatter,
            "rammetilskudd": frie - skatt - eiendom - andre_stat - andre_skatter,
            "andre_statstilskudd": andre_stat,
        }

    def rader_regnskap(self) -> list[Rad]:
        ut: list[Rad] = []
        mangler = {
            (rad["kommune"], int(rad["aar"]), rad["post"]): rad["merknad"]
            for rad in definisjoner("mangler_i_regnskapet")
        }
        for sted, aar in self._finnes():
            for post, verdi in self.poster[sted.navn, aar].items():
                rad: Rad = {"kommune": sted.navn, "aar": aar, "post": post, "beloep": verdi}
                rad |= opphav(aar)
                if (sted.navn, aar, post) in mangler:
                    merknad = mangler[sted.navn, aar, post]
                    rad |= {"beloep": "", "status": "mangler", "merknad": merknad}
                ut.append(rad)
        return ut

    def rader_balanse(self) -> list[Rad]:
        ut: list[Rad] = []
        nivaa = {"gjeld": (1.05, 0.11), "fordringer": (0.6, 0.13)}
        for sted, aar in self._finnes():
            inntekter = self.poster[sted.navn, aar]["driftsinntekter"]
            deler: dict[str, dict[str, float]] = {slag: {} for slag in nivaa}
            for konto in definisjoner("konti"):
                andel = self._andel(float(konto["andel"]), 0.25, konto["konto"], sted, aar)
                deler[konto["slag"]][konto["konto"]] = andel
            for slag, kontoer in deler.items():
                alt = self._andel(*nivaa[slag], slag, sted, aar) * inntekter / sum(kontoer.values())
                ut += [
                    {
                        "kommune": sted.navn,
                        "aar": aar,
                        "konto": konto,
                        "beloep": round(alt * andel),
                        **opphav(aar),
                    }
                    for konto, andel in kontoer.items()
                ]
        return ut

    def _finnes(self) -> list[tuple[Sted, int]]:
        return [(sted, aar) for sted in self._steder for aar in self._aar if sted.finnes(aar)]


def rader_nasjonale(aar: Sequence[int]) -> list[Rad]:
    return [
        {"aar": rad["aar"], "stoerrelse": stoerrelse, "verdi": rad[stoerrelse], **opphav(int(rad["aar"]))}
        for rad in definisjoner("nasjonale")
        if int(rad["aar"]) in aar
        for stoerrelse in ("kostnadsdeflator", "aarsloennsvekst")
    ]


def rader_korreksjoner(steder: Sequence[Sted], aar: Sequence[int]) -> list[Rad]:
    finnes = {sted.navn for sted in steder}
    aktuelle = [
        rad for rad in definisjoner("korreksjoner") if rad["kommune"] in finnes and int(rad["aar"]) in aar
    ]
    return [{"nr": nummer, **rad} for nummer, rad in enumerate(aktuelle, 1)]
