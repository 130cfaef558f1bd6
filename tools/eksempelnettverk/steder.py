"""Municipalities, their numbers over the reforms, and the groups they are compared in."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from asss_xl import catalogue

from .grunnlag import RESTEN, Rad, Tilfeldig, definisjoner, tall

FOERSTE_AAR = 2007


@dataclass(frozen=True)
class Sted:
    """A municipality, or the rest of the country, and what its figures are made from."""

    navn: str
    innbyggere: float
    vekst: float
    alder: float
    barn: float
    kostnad: float
    skatt: float
    eiendomsskatt: float
    reise: float
    oppdiktet: bool = False

    def finnes(self, aar: int) -> bool:
        """Whether the municipality had come into being; the invented ones always had."""
        return aar >= _foerste_aar().get(self.navn, aar)


@cache
def _nummer() -> tuple[dict[str, str], ...]:
    """The members' numbers; an invented event breaks the series in the middle of one's years."""
    hendelser = {rad["kommune"]: rad for rad in definisjoner("sammenslaainger")}
    ut: list[dict[str, str]] = []
    with (catalogue.NETWORKS / "asss12.csv").open(encoding="utf-8") as fil:
        for rad in csv.DictReader(fil):
            del rad["medlem_fra"]
            hendelse = hendelser.get(rad["kommune"], {"aar": "0"})
            if int(rad["fra"]) < int(hendelse["aar"]) <= int(rad["til"] or 9999):
                ut.append({**rad, "til": str(int(hendelse["aar"]) - 1)})
                rad |= {"fra": hendelse["aar"], "brudd": "ja", "merknad": hendelse["merknad"]}
            ut.append(rad)
    return tuple(ut)


@cache
def _foerste_aar() -> dict[str, int]:
    ut: dict[str, int] = {}
    for rad in _nummer():
        ut.setdefault(rad["kommune"], int(rad["fra"]))
    return ut


def kommuner(antall: int, tilfeldig: Tilfeldig) -> list[Sted]:
    kjente = [
        Sted(
            navn=rad["kommune"],
            innbyggere=tall(rad["innbyggere"]),
            vekst=tall(rad["vekst"]),
            alder=tall(rad["alder"]),
            barn=tall(rad["barn"]),
            kostnad=tall(rad["kostnad"]),
            skatt=tall(rad["skatt"]),
            eiendomsskatt=tall(rad["eiendomsskatt"]),
            reise=tall(rad["reise"]),
        )
        for rad in definisjoner("kommuner")
    ]
    nye = (_oppdiktet(nummer, tilfeldig) for nummer in range(antall - len(kjente)))
    return [*kjente[:antall], *nye]


def _oppdiktet(nummer: int, tilfeldig: Tilfeldig) -> Sted:
    navn = definisjoner("navn")
    etterledd = [rad["etterledd"] for rad in navn if rad["etterledd"]]
    trekning = tilfeldig.for_("sted", nummer)
    return Sted(
        # 24 and 17 have no common factor, so 408 numbers give 408 names.
        navn[nummer % len(navn)]["forledd"] + etterledd[nummer % len(etterledd)],
        innbyggere=round(min(60000, 8000 * 2.718 ** trekning.gauss(0, 0.9)), -1),
        vekst=trekning.uniform(-0.004, 0.013),
        alder=trekning.gauss(0.08, 0.12),
        barn=trekning.gauss(0, 0.07),
        kostnad=trekning.gauss(1, 0.03),
        skatt=max(0.65, trekning.gauss(0.9, 0.15)),
        eiendomsskatt=max(0.0, trekning.gauss(0.025, 0.015)),
        reise=trekning.uniform(0.6, 2.2),
        oppdiktet=True,
    )


def resten(landet: float, medlemmer: list[Sted]) -> Sted:
    """The rest of the country; never so small that it is no reference."""
    igjen = max(1_000_000.0, landet - sum(sted.innbyggere for sted in medlemmer))
    return Sted(RESTEN, igjen, 0.006, 0.1, 0.0, 1.01, 0.88, 0.024, 1.3)


def rader_kommuner(medlemmer: list[Sted]) -> list[Rad]:
    ut: list[Rad] = []
    nummer = 9000
    for sted in medlemmer:
        rader = [r for r in _nummer() if r["kommune"] == sted.navn]
        if sted.oppdiktet:
            nummer += 1
            ut.append(_rad(sted.navn, "kommune", nummer, "Oppdiktet kommune."))
        ut += [{**rad, "slag": "kommune"} for rad in rader]
    merknad = "Summen av kommunene som ikke er i nettverket."
    return [*ut, _rad(RESTEN, "samlet", "", merknad)]


def _rad(navn: str, slag: str, nummer: object, merknad: str) -> Rad:
    return {
        "kommune": navn,
        "nummer": nummer,
        "fra": FOERSTE_AAR,
        "slag": slag,
        "brudd": "nei",
        "merknad": merknad,
    }


def grupper(medlemmer: list[Sted]) -> tuple[list[Rad], list[Rad]]:
    """The groups that have a member here, and who is in them."""
    finnes = {sted.navn for sted in medlemmer} | {RESTEN}
    rader: list[Rad] = []
    med: list[Rad] = []
    for gruppe in definisjoner("grupper"):
        fra = {navn: "" for navn in gruppe["kommuner"].split(";")}
        fra |= {navn: gruppe["nye_fra"] for navn in gruppe["nye"].split(";")}
        if gruppe["oppdiktede"] == "ja":
            fra |= {sted.navn: "" for sted in medlemmer if sted.oppdiktet}
        inne = [navn for navn in fra if navn in finnes]
        if inne:
            felt = ("gruppe", "uten_egen", "nettverk", "merknad")
            rader.append({"rekkefoelge": len(rader) + 1, **{navn: gruppe[navn] for navn in felt}})
            med += [{"gruppe": gruppe["gruppe"], "kommune": n, "fra": fra[n]} for n in inne]
    return rader, med
