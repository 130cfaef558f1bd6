"""The service profiles: every indicator of every municipality and year.

How an indicator gets its figures is its `modell` in `data/indikatorer.csv`:
`broek` a plausible ratio over a denominator, `beloep` the amounts of its functions over one,
`samme:X` the numerator of indicator X over another denominator, `ressursbruk:S` spending for need
in sector S against the members' mean, `tall` a ready-made key figure. A denominator (`grunnlag`)
is an age group, `teller:X`, the whole net spending (`netto`) or the investments.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from asss_xl import catalogue

from .folketall import Folketall
from .grunnlag import KILDE, RESTEN, Rad, Tilfeldig, definisjoner, opphav, prisnivaa, tall
from .noekler import Noekler
from .regnskap import Beloep, Regnskap, sum_av
from .steder import Sted

Indikator = dict[str, str]
Broek = tuple[float, float]


def nummererte(tjenester: Sequence[str]) -> list[tuple[int, Indikator]]:
    """The indicators of services with their numbers, which are the catalogue's; each must have a row here."""
    ved_navn = {(r["tjeneste"], r["kortnavn"]): r for r in definisjoner("indikatorer")}
    ut: list[tuple[int, Indikator]] = []
    for tjeneste in tjenester:
        navn = (r["kortnavn"] for r in catalogue.rows("indikatorer") if r["tjeneste"] == tjeneste)
        ut += enumerate((ved_navn[tjeneste, kortnavn] for kortnavn in navn), 1)
    return ut


class Verdier:
    """The figures of the indicators, made from the same people and amounts as the rest."""

    def __init__(
        self,
        steder: Sequence[Sted],
        folk: Folketall,
        noekler: Noekler,
        alle: Beloep,
        regnskap: Regnskap,
        tilfeldig: Tilfeldig,
    ) -> None:
        self._steder = steder
        self._folk = folk
        self._noekler = noekler
        self._alle = alle
        self._regnskap = regnskap
        self._tilfeldig = tilfeldig
        self._ved_navn = {(r["tjeneste"], r["kortnavn"]): r for r in definisjoner("indikatorer")}
        self._regnet: dict[tuple[str, str, str, int], Broek] = {}
        self._avvik = {
            (r["tjeneste"], r["kortnavn"], r["kommune"], r["aar"]): r for r in definisjoner("avvik")
        }

    def _bane(self, sted: Sted, spredning: str, *hva: str) -> dict[int, float]:
        # The rest of the country is a sum of hundreds, and near the middle.
        demping = 0.15 if sted.navn == RESTEN else 1.0
        return self._tilfeldig.baner(self._folk.aar, tall(spredning) * demping, *hva, sted.navn)

    def _nevner(self, indikator: Indikator, sted: Sted, aar: int) -> float:
        grunnlag, andel = indikator["grunnlag"], tall(indikator["andel"], 1)
        tjeneste = indikator["tjeneste"]
        if grunnlag.startswith("teller:"):
            annen = self._ved_navn[tjeneste, grunnlag.removeprefix("teller:")]
            mengde = self._broek(annen, sted, aar)[0]
            return max(1, round(mengde * andel)) if andel != 1 else mengde
        if grunnlag == "netto":
            return sum_av(self._alle, sted.navn, aar, "netto")
        if grunnlag == "investeringer":
            return self._regnskap.poster[sted.navn, aar]["investeringer"]
        mengde = self._folk.sum(sted.navn, aar, grunnlag)
        if andel == 1:
            return mengde
        # One count of pupils, places or applicants serves every indicator that divides by it.
        spredning = indikator["spredning"] if indikator["modell"] == "beloep" else "0.02"
        bane = self._bane(sted, spredning, "nevner", tjeneste, indikator["nevner"])
        return max(1, round(mengde * andel * bane[aar]))

    def _broek(self, indikator: Indikator, sted: Sted, aar: int) -> Broek:
        """Numerator and denominator, once per indicator, place and year."""
        noekkel = (indikator["tjeneste"], indikator["kortnavn"], sted.navn, aar)
        if noekkel not in self._regnet:
            nevner = self._nevner(indikator, sted, aar)
            self._regnet[noekkel] = (self._teller(indikator, sted, aar, nevner), nevner)
        return self._regnet[noekkel]

    def _teller(self, indikator: Indikator, sted: Sted, aar: int, nevner: float) -> float:
        modell, _, annen = indikator["modell"].partition(":")
        if modell == "samme":
            return self._broek(self._ved_navn[indikator["tjeneste"], annen], sted, aar)[0]
        if modell == "beloep":
            funksjoner = indikator["funksjoner"].split()
            return sum_av(self._alle, sted.navn, aar, indikator["arter"], funksjoner)
        verdi = self._nivaa(indikator, sted, aar)
        desimaler = 1 if "rsverk" in indikator["teller"] or indikator["enhet"] == "timer" else 0
        teller = round(verdi * nevner / float(indikator["faktor"]), desimaler)
        return teller if desimaler else int(teller)

    def _nivaa(self, indikator: Indikator, sted: Sted, aar: int) -> float:
        if indikator["modell"] not in ("broek", "tall"):
            raise ValueError(f"{indikator['kortnavn']}: ukjent modell «{indikator['modell']}».")
        bane = self._bane(sted, indikator["spredning"], "verdi", indikator["tjeneste"], indikator["kortnavn"])
        verdi = float(indikator["nivaa"]) * bane[aar]
        if indikator["enhet"].startswith("kr"):
            verdi *= prisnivaa(aar)
        if indikator["enhet"] == "prosent":
            # A share cannot pass the whole; what would, stops a little below it.
            verdi = min(verdi, 99.4)
        return verdi

    def _ressursbruk(self, sted: Sted, aar: int, sektor: str) -> float:
        def for_behov(hvem: Sted) -> float:
            funksjoner = [f["funksjon"] for f in definisjoner("funksjoner") if f["sektor"] == sektor]
            netto = sum_av(self._alle, hvem.navn, aar, "netto", funksjoner)
            behov = self._noekler.indeks(hvem.navn, sektor, aar)
            return netto / self._folk.sum(hvem.navn, aar) / behov

        noekkel = ("ressursbruk", sektor, "", aar)
        if noekkel not in self._regnet:
            medlemmer = [s for s in self._steder if s.navn != RESTEN and s.finnes(aar)]
            self._regnet[noekkel] = (fmean(for_behov(medlem) for medlem in medlemmer), 1)
        return for_behov(sted) / self._regnet[noekkel][0]

    def _verdi(self, indikator: Indikator, sted: Sted, aar: int) -> float:
        modell, _, sektor = indikator["modell"].partition(":")
        if modell == "ressursbruk":
            return round(self._ressursbruk(sted, aar, sektor), 3)
        desimaler = int(indikator["vis_desimaler"])
        verdi = self._nivaa(indikator, sted, aar)
        return round(verdi, desimaler + 1) if desimaler else round(verdi)

    def rader(self, tjenester: Sequence[str]) -> list[Rad]:
        return [
            self._rad(nummer, indikator, sted, aar)
            for nummer, indikator in nummererte(tjenester)
            for sted in self._steder
            if sted.navn != RESTEN or indikator["nevner"]
            for aar in self._folk.aar
            if sted.finnes(aar)
        ]

    def _rad(self, nummer: int, indikator: Indikator, sted: Sted, aar: int) -> Rad:
        tabell = indikator["tabell"]
        moenster = f"tabell {tabell}" if tabell.isdigit() else tabell
        rad: Rad = {
            "tjeneste": indikator["tjeneste"],
            "nr": nummer,
            "kommune": sted.navn,
            "aar": aar,
            **opphav(aar, f"Oppdiktet, etter mønster av {moenster}"),
        }
        uten, merknad, faktor = self._saerskilt(indikator, sted, aar)
        rad["merknad"] = merknad
        if uten:
            return rad | {"status": uten}
        if indikator["nevner"]:
            teller, nevner = self._broek(indikator, sted, aar)
            # A small municipality can have nobody that the indicator is about.
            if nevner == 0:
                return rad | {"status": "ikke_aktuelt"}
            return rad | {"teller": teller, "nevner": nevner}
        desimaler = int(indikator["vis_desimaler"])
        verdi = self._verdi(indikator, sted, aar) * faktor
        return rad | {"verdi": round(verdi, desimaler + 1) if desimaler else round(verdi)}

    def _saerskilt(self, indikator: Indikator, sted: Sted, aar: int) -> tuple[str, str, float]:
        """Why there is no figure, the remark, and what an outlier is multiplied by."""
        if not int(indikator["fra"] or aar) <= aar <= int(indikator["til"] or aar):
            return "gjelder_ikke", "", 1.0
        tjeneste, navn = indikator["tjeneste"], indikator["kortnavn"]
        for naar in (str(aar), ""):
            avvik = self._avvik.get((tjeneste, navn, sted.navn, naar))
            if avvik and avvik["hva"] == "ekstrem":
                return "", avvik["merknad"], float(avvik["faktor"])
            if avvik:
                return avvik["hva"], avvik["merknad"], 1.0
        if indikator["bare"] and sted.navn not in indikator["bare"].split(", "):
            return "mangler", "", 1.0
        dekning = tall(indikator["dekning"], 1)
        if self._tilfeldig.for_("dekning", tjeneste, navn, sted.navn).random() > dekning:
            return "mangler", "", 1.0
        return "", "", 1.0


def produksjonsvekter(tjenester: Sequence[str]) -> list[Rad]:
    """What each indicator counts in the production of its service: invented, and said to be."""
    vekter = {(v["tjeneste"], v["kortnavn"]): v for v in definisjoner("produksjonsvekter")}
    valgte = ((nr, vekter.get((i["tjeneste"], i["kortnavn"]))) for nr, i in nummererte(tjenester))
    felt = ("tjeneste", "vekt", "desimaler")
    return [
        {"nr": nr, **{navn: vekt[navn] for navn in felt}, "kilde": KILDE, "oppdiktet": "ja"}
        for nr, vekt in valgte
        if vekt is not None
    ]
