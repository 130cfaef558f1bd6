"""Where a chapter's figures come from: what a report states, or everyone's own amounts."""

from __future__ import annotations

from dataclasses import dataclass

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.poster import POSTER
from asss_xl.dataset.schema import MANGLER_TEKST
from asss_xl.dataset.verdi import IKKE_OPPGITT
from asss_xl.report import layout
from asss_xl.report.nettverk.regnskapstall import Regnskapstall
from asss_xl.report.published import trykt
from asss_xl.report.tall import MANGLER, Tall
from asss_xl.report.valg import Valg
from asss_xl.stated import beside
from asss_xl.workbook import Cell


def uten_noekkel(data: Datasett) -> list[str]:
    """The package's years that no cost key is for, where there are keys."""
    return [str(year) for year in data.aar if data.noekler and data.noekkel(year) is None]


def forbehold(data: Datasett) -> list[str]:
    """What must be said of need and deviations: years without a cost key, and a country of members only."""
    told, years = beside(__file__), uten_noekkel(data)
    made = [told["uten_noekkel"].format(layout.ramset_opp(years))] if years else []
    return [*made, *uten_landet(data)]


def uten_landet(data: Datasett) -> list[str]:
    """What the figures are held against where the package does not have the country."""
    told, called = beside(__file__), data.kalt_landet
    if data.bare_egen:
        return [told["bare_egen"].format(data.kommune)]
    if called == "landet":
        return []
    return [told["egne_indekser"] if data.egne_indekser else told["uten_resten"].format(called)]


def regnskapets_linjer(data: Datasett, year: int) -> set[str]:
    """The lines of the accounts that somebody has a figure of in a year."""
    return {post for (_, post, y), v in data.regnskap.items() if y == year and v.verdi is not None}


def regnskapets_mangler(data: Datasett, year: int) -> dict[str, dict[str, str]]:
    """The lines that others have and a unit that is there lacks, with the word for how, by unit."""
    known, made = regnskapets_linjer(data, year), dict[str, dict[str, str]]()
    for unit in data.enheter:
        rows = {
            post: data.regnskap.get((unit.navn, post, year), IKKE_OPPGITT) for post in POSTER if post in known
        }
        none = {post: v for post, v in rows.items() if v.verdi is None and v.status != "ikke_aktuelt"}
        if none and unit.finnes(year):
            made[unit.navn] = {post: MANGLER_TEKST[v.status].lower() for post, v in none.items()}
    return made


@dataclass(frozen=True)
class Kilde:
    """``tall`` holds everyone's amounts; without it the figures are those that a report states."""

    valg: Valg
    tall: Regnskapstall | None = None

    @property
    def data(self) -> Datasett:
        """The package."""
        return self.valg.data

    def oppgitt(self, tabell: str, post: str, aktor: str, key: int, enhet: str) -> Tall:
        """A figure that a report states, with what it prints of it."""
        found = self.data.figur(tabell, post, aktor, key, enhet)
        return MANGLER if found is None or found.verdi is None else Tall(found.verdi, trykt(found))

    def trykt(self, cell: Cell, tabell: str, post: str, aktor: str, key: int, enhet: str) -> Cell:
        """A cell that is held against what the source printed; against nothing without a table."""
        return cell.held_against(self.oppgitt(tabell, post, aktor, key, enhet).trykt if tabell else ())

    def har_tall(self, *rad: str) -> bool:
        """Whether the members have the figures of a line."""
        return self.tall is not None and self.tall.har(*rad)

    def egen(self, key: int, *rad: str) -> Tall:
        """The chosen municipality's own amount."""
        if self.tall is None or not self.tall.har(*rad):
            return MANGLER
        return Tall(self.tall.egen(self.valg.aarnr[key], *rad))

    def referanse(self, which: int, key: int, *rad: str) -> Tall:
        """What it is held against."""
        if self.tall is None or not self.tall.har(*rad):
            return MANGLER
        return Tall(self.tall.referanse(which, self.valg.aarnr[key], *rad))
