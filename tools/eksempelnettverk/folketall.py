"""Inhabitants by age: as counted, as projected, and what they cost in the country."""

from __future__ import annotations

from collections.abc import Sequence

from .grunnlag import SISTE_AAR, Rad, Tilfeldig, definisjoner, opphav, prisnivaa
from .steder import Sted

LANDET = 5_594_000
FRAMSKREVET = 6


class Folketall:
    """Inhabitants per place, year and age group; `sum` adds up the groups that one names."""

    def __init__(self, steder: Sequence[Sted], aar: Sequence[int], tilfeldig: Tilfeldig) -> None:
        self.aar = list(aar)
        self.framskrevet = [aar[-1] + nummer for nummer in range(1, FRAMSKREVET + 1)]
        self._grupper = definisjoner("aldersgrupper")
        self._steder = [sted.navn for sted in steder]
        self._landet: dict[tuple[int, str], int] = {}
        self._antall: dict[tuple[str, int], dict[str, int]] = {}
        for sted in steder:
            bane = tilfeldig.baner([*aar, *self.framskrevet], 0.004, "folk", sted.navn)
            for ett in bane:
                self._antall[sted.navn, ett] = self._fordelt(sted, ett, bane[ett])

    def _fordelt(self, sted: Sted, aar: int, stoey: float) -> dict[str, int]:
        alt = sted.innbyggere * (1 + sted.vekst) ** (aar - SISTE_AAR) * stoey
        for hendelse in definisjoner("sammenslaainger"):
            if hendelse["kommune"] == sted.navn and aar < int(hendelse["aar"]):
                alt /= 1 + float(hendelse["andel"])
        deler = {}
        for gruppe in self._grupper:
            andel = float(gruppe["andel"]) + float(gruppe["vekst"]) * (aar - SISTE_AAR)
            tilt = sted.alder * float(gruppe["alder"]) + sted.barn * float(gruppe["barn"])
            deler[gruppe["basis"]] = andel * (1 + tilt)
        hele = sum(deler.values())
        return {basis: round(alt * del_ / hele) for basis, del_ in deler.items()}

    def sum(self, sted: str, aar: int, grunnlag: str = "alle") -> int:
        """Inhabitants in an age group, or in several: `0-66`, `67+`, `80+`, `alle`."""
        grupper = {
            "alle": ("0-5", "6-15", "16-66", "67-79", "80-89", "90+"),
            "0-66": ("0-5", "6-15", "16-66"),
            "67+": ("67-79", "80-89", "90+"),
            "80+": ("80-89", "90+"),
        }.get(grunnlag, (grunnlag,))
        antall = self._antall[sted, aar]
        return sum(antall[gruppe] for gruppe in grupper)

    def landet(self, aar: int, grunnlag: str = "alle") -> int:
        if (aar, grunnlag) not in self._landet:
            self._landet[aar, grunnlag] = sum(self.sum(navn, aar, grunnlag) for navn in self._steder)
        return self._landet[aar, grunnlag]

    def rader(self, steder: Sequence[Sted]) -> list[Rad]:
        ut: list[Rad] = []
        for sted in steder:
            for ett in [*self.aar, *self.framskrevet]:
                anslag = ett in self.framskrevet
                if not anslag and not sted.finnes(ett):
                    continue
                for gruppe in self._grupper:
                    ut.append(
                        {
                            "kommune": sted.navn,
                            "aar": ett,
                            "aldersgruppe": gruppe["aldersgruppe"],
                            "antall": self.sum(sted.navn, ett, gruppe["basis"]),
                            "framskrevet": "ja" if anslag else "nei",
                            **opphav(
                                min(ett, self.aar[-1]),
                                "Oppdiktet, etter mønster av "
                                + ("tabell 14288" if anslag else "tabell 07459"),
                            ),
                            "status": "foreløpig" if anslag else "endelig",
                        }
                    )
        return ut

    def satser(self) -> list[Rad]:
        return [
            {
                "aar": ett,
                "rekkefoelge": nummer,
                "aldersgruppe": gruppe["aldersgruppe"],
                "mill_kr": round(float(gruppe["sats"]) * prisnivaa(ett) * folk / 1e6),
                "innbyggere": folk,
                "merknad": "Oppdiktet.",
            }
            for ett in self.aar
            for nummer, gruppe in enumerate(self._grupper, 1)
            for folk in [self.landet(ett, gruppe["basis"])]
        ]
