"""The cost keys: sectors, weights, criteria by municipality and year."""

from __future__ import annotations

from collections.abc import Sequence

from asss_xl import catalogue

from .folketall import Folketall
from .grunnlag import RESTEN, SISTE_AAR, Rad, Tilfeldig, definisjoner, opphav, status, tall
from .steder import Sted

#: How much of a difference in need becomes a difference in spending.
GJENNOMSLAG = 0.8
_KOMMUNER_I_LANDET = 357


class Noekler:
    """Criterion indices (country = 1) and the cost index they give in the years' own key."""

    def __init__(
        self, steder: Sequence[Sted], folk: Folketall, aar: Sequence[int], tilfeldig: Tilfeldig
    ) -> None:
        self._steder = steder
        self._folk = folk
        self._aar = aar
        self._tilfeldig = tilfeldig
        self._indekser: dict[tuple[str, str, int], float] = {}
        for sted in steder:
            if sted.navn != RESTEN:
                for kriterium in definisjoner("kriterier"):
                    self._lag(sted, kriterium)

    def _lag(self, sted: Sted, kriterium: dict[str, str]) -> None:
        navn = kriterium["kriterium"]
        bane = self._tilfeldig.baner(self._aar, tall(kriterium["spredning"]), "kriterium", navn, sted.navn)
        for ett in self._aar:
            nivaa = self._nivaa(sted, ett, kriterium)
            # An outright figure for Oslo already is the deviation that a level would give.
            faktor = 1 + (bane[ett] - 1) * (0.1 if self._eget(sted, kriterium) else 1)
            self._indekser[sted.navn, navn, ett] = round(nivaa * faktor, 4)

    @staticmethod
    def _eget(sted: Sted, kriterium: dict[str, str]) -> bool:
        return sted.navn == "Oslo" and bool(kriterium["oslo"])

    def _nivaa(self, sted: Sted, aar: int, kriterium: dict[str, str]) -> float:
        if self._eget(sted, kriterium):
            return float(kriterium["oslo"])
        folk = self._folk
        alle = folk.sum(sted.navn, aar)
        landet = folk.landet(aar)
        match kriterium["modell"]:
            case "alder":
                gruppe = kriterium["grunnlag"]
                andel = folk.landet(aar, gruppe) / landet
                return folk.sum(sted.navn, aar, gruppe) / alle / andel
            case "basis":
                return landet / _KOMMUNER_I_LANDET / alle
            case "reise":
                return float(kriterium["nivaa"]) * sted.reise
            case "by":
                return float(kriterium["nivaa"]) * (alle / 100_000) ** 0.08
        return float(kriterium["nivaa"])

    def indeks(self, sted: str, sektor: str, aar: int) -> float:
        """The cost index in the key that is the years' own; 1 where there is none."""
        egen = definisjoner("noekler")[0]["noekkel"]
        ledd = [
            float(vekt["vekt"]) * self._indekser[sted, vekt["kriterium"], aar]
            for vekt in definisjoner("vekter")
            if vekt["noekkel"] == egen and vekt["sektor"] == sektor and sted != RESTEN
        ]
        return sum(ledd) if ledd else 1.0

    def rader_kriterier(self) -> list[Rad]:
        return [
            {
                "kommune": sted.navn,
                "kriterium": kriterium["kriterium"],
                "aar": ett,
                "indeks": self._indekser[sted.navn, kriterium["kriterium"], ett],
                **opphav(ett),
            }
            for sted in self._steder
            if sted.navn != RESTEN
            for ett in self._aar
            if sted.finnes(ett)
            for kriterium in definisjoner("kriterier")
        ]

    def rader_tillegg(self) -> list[Rad]:
        ut: list[Rad] = []
        for sted in self._steder:
            if sted.navn == RESTEN:
                continue
            for tillegg in definisjoner("behovstillegg"):
                nivaa, spredning = float(tillegg["nivaa"]), float(tillegg["spredning"])
                bane = self._tilfeldig.baner(self._aar, 0.4, tillegg["tillegg"], sted.navn)
                ut += [
                    {
                        "kommune": sted.navn,
                        "sektor": tillegg["sektor"],
                        "tillegg": tillegg["tillegg"],
                        "aar": ett,
                        "verdi": round(nivaa + spredning * (bane[ett] - 1) / 0.4),
                        "desimaler": 0,
                        "status": status(ett),
                    }
                    for ett in self._aar
                    if sted.finnes(ett)
                ]
        return ut


def rader_noekler(aar: Sequence[int]) -> list[Rad]:
    """The invented key, of every year of a longer package too; and the catalogue's own, to choose.

    A key that has its weights from another one is not an example of a key.
    """
    ut: list[Rad] = [dict(rad) for rad in definisjoner("noekler")]
    for rad in ut:
        rad["fra"] = min(int(str(rad["fra"])), aar[0])
        rad["til"] = SISTE_AAR
    return ut + [
        {"noekkel": rad["noekkel"], "kilde": rad["kilde"], "merknad": rad["merknad"]}
        for rad in catalogue.rows("noekler")
        if not rad["vekter_fra"]
    ]


def rader_vekter() -> list[Rad]:
    return [dict(rad) for rad in (*definisjoner("vekter"), *catalogue.rows("vekter"))]
