"""The CSV files of a package as they lie, as tables to work from."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import pandas as pd

#: The functions of the premium deviation, which is a use of income of its own.
PREMIUM = frozenset({"170", "171"})
#: The balance accounts behind debt and claims; 5 is the twin of 2 for the municipal undertakings.
DEBT = ("41", "43", "45", "31", "32")
CLAIMS = ("22", "21", "13", "18", "12", "11", "10")


@dataclass(frozen=True)
class Correction:
    """An amount (1000 kr) that is added to what is reported, on a line, a sector or a function."""

    unit: str
    what: str
    year: int
    amount: float


@dataclass(frozen=True)
class Choice:
    """What is chosen in the workbook. The year's own key is chosen with an empty ``key``."""

    own: str
    year: int
    group: str
    key: str = ""
    corrections: tuple[Correction, ...] = field(default=())
    #: Earlier years in the kroner of the chosen one.
    fixed: bool = False

    @property
    def years(self) -> tuple[int, int, int]:
        return self.year - 2, self.year - 1, self.year


class Package:
    """A folder of CSV files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.about = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        text = {"funksjon": str, "nummer": str, "konto": str, "funksjoner": str}
        self.tables = {
            path.stem: pd.read_csv(path, dtype=text, keep_default_na=True)
            for path in sorted(folder.glob("*.csv"))
        }
        #: Those most alike, of each choice that takes them as its group.
        self.alike: dict[Choice, set[str]] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.tables[name]

    # -- who ----------------------------------------------------------------------------------

    @cached_property
    def network(self) -> str:
        groups = self["grupper"]
        return str(groups.loc[groups["nettverk"] == "ja", "gruppe"].iloc[0])

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Everybody, in the order of the file."""
        return tuple(dict.fromkeys(self["kommuner"]["kommune"]))

    @cached_property
    def municipalities(self) -> tuple[str, ...]:
        units = self["kommuner"]
        return tuple(dict.fromkeys(units.loc[units["slag"] == "kommune", "kommune"]))

    @cached_property
    def country(self) -> tuple[str, ...]:
        """Those who together are the country: the network and the rest of it."""
        members = self["gruppemedlemmer"]
        network = members.loc[members["gruppe"] == self.network, "kommune"]
        return (*dict.fromkeys(network), str(self.about["resten"]))

    def members(self, choice: Choice) -> set[str]:
        """Who is in the chosen group in the chosen year."""
        if choice in self.alike:
            return self.alike[choice]
        rows = self["gruppemedlemmer"]
        rows = rows[rows["gruppe"] == choice.group]
        since, until = rows["fra"].fillna(0), rows["til"].fillna(9999)
        found = set(rows.loc[(since <= choice.year) & (until >= choice.year), "kommune"])
        groups = self["grupper"].set_index("gruppe")
        if groups.at[choice.group, "uten_egen"] == "ja":
            found.discard(choice.own)
        return found

    def others(self, choice: Choice) -> list[str]:
        """The members that the accounts are held against: with income in each year shown that anybody has."""
        outside = {choice.own, *self.about["utenfor_oevrige"]}
        known = {year for _, year in self._lines} & {*choice.years}
        inside = self.members(choice) - outside
        return [
            unit
            for unit in self.municipalities
            if unit in inside
            and all(self._lines.get((unit, year), {}).get("driftsinntekter", 0) > 0 for year in known)
        ]

    @cache  # noqa: B019
    def breaks(self, unit: str) -> list[int]:
        """The years in which a merger or a split breaks a municipality's series."""
        rows = self["kommuner"]
        return list(rows.loc[(rows["kommune"] == unit) & (rows["brudd"] == "ja"), "fra"])

    def broken(self, unit: str, old: int, new: int) -> bool:
        return any(old < year <= new for year in self.breaks(unit))

    @cache  # noqa: B019
    def worth(self, choice: Choice, year: int) -> float:
        """What a krone of an earlier year counts."""
        rows = self["nasjonale"]
        grown = rows[rows["stoerrelse"] == "kostnadsdeflator"].set_index("aar")["verdi"]
        later = range(year + 1, choice.year + 1) if choice.fixed else range(0)
        return float(math.prod(1 + grown[y] / 100 for y in later))

    # -- how much -----------------------------------------------------------------------------

    @cached_property
    def accounts(self) -> pd.DataFrame:
        """The lines of the accounts by municipality and year, 1000 kr."""
        made = self["regnskap"].pivot(index=["kommune", "aar"], columns="post", values="beloep")
        balance = self["balanse"].pivot(index=["kommune", "aar"], columns="konto", values="beloep")
        for name, accounts in (("gjeld", DEBT), ("fordringer", CLAIMS)):
            made[name] = balance[[f"{n}.{k}" for n in "25" for k in accounts]].sum(axis=1)
        made["brutto"] = made["driftsinntekter"] - made["driftsutgifter"]
        made["netto_renter"] = made["renteinntekter"] - made["renteutgifter"]
        made["renter_avdrag"] = made["netto_renter"] - made["avdrag"]
        made["netto"] = made["brutto"] + made["renter_avdrag"]
        made["netto_investeringer"] = made["investeringer"] - made["tilskudd"]
        made["overskudd"] = made["brutto"] + made["netto_renter"] - made["netto_investeringer"]
        made["skatt"] = made[["innt_formue", "eiendom", "selskap", "andre_skatter"]].sum(axis=1)
        made["frie"] = made["skatt"] + made["rammetilskudd"]
        made["andre_driftsinntekter"] = made["driftsinntekter"] - made["frie"]
        made["andre_inntekter"] = made["andre_driftsinntekter"] - made["andre_statstilskudd"]
        made["loenn_sosiale"] = made["loenn"] + made["sosiale"]
        made["andre_driftsutgifter"] = made["driftsutgifter"] - made["loenn_sosiale"]
        made["avdrag_avskr"] = made["avdrag"] - made["avskrivninger"]
        made["handlingsrom"] = made["netto"] + made[
            ["bundne_fond", "dekning", "avdrag_avskr", "investeringsmoms"]
        ].sum(axis=1)
        made["finansbehov"] = made["netto"] - made["netto_investeringer"] + made["premieavvik"]
        made["anskaffelse"] = made["finansbehov"] + made["laan"]
        made["netto_gjeld"] = made["gjeld"] - made["fordringer"]
        return made.astype(float)

    @cached_property
    def _lines(self) -> dict[tuple[str, int], dict[str, float]]:
        return self.accounts.to_dict("index")  # type: ignore[return-value]

    def line(self, unit: str, year: int, post: str) -> float:
        """One line of the accounts, 1000 kr."""
        return self._lines[unit, year][post]

    @cached_property
    def people(self) -> dict[tuple[str, int], int]:
        """Inhabitants by municipality and year, as counted."""
        rows = self["innbyggere"]
        rows = rows[rows["framskrevet"] == "nei"]
        return rows.groupby(["kommune", "aar"])["antall"].sum().to_dict()

    @cached_property
    def ages(self) -> dict[tuple[str, int, str], int]:
        """Inhabitants by municipality, year and age group, projections with them."""
        return self["innbyggere"].set_index(["kommune", "aar", "aldersgruppe"])["antall"].to_dict()

    @cached_property
    def amounts(self) -> pd.Series:
        """Spending by municipality, year, function and kind, 1000 kr."""
        return self["beloep"].set_index(["kommune", "aar", "funksjon", "art"])["beloep"]

    # -- keys and sectors ---------------------------------------------------------------------

    @cache  # noqa: B019
    def key(self, choice: Choice, year: int) -> str:
        """The cost key of a year: the chosen one, or the one that is in force."""
        if choice.key:
            return choice.key
        keys = self["noekler"]
        inside = (keys["fra"] <= year) & (keys["til"] >= year)
        return str(keys.loc[inside, "noekkel"].iloc[0])

    @cached_property
    def sectors(self) -> tuple[str, ...]:
        return tuple(self["sektorer"]["sektor"])

    def key_sectors(self, key: str) -> tuple[str, ...]:
        return tuple(s for s in self.sectors if (key, s) in self.weights)

    @cached_property
    def weights(self) -> dict[tuple[str, str], dict[str, float]]:
        """The weights of the criteria, by key and sector."""
        made: dict[tuple[str, str], dict[str, float]] = {}
        for row in self["vekter"].itertuples():
            made.setdefault((row.noekkel, row.sektor), {})[row.kriterium] = float(row.vekt)
        return made

    @cached_property
    def additions(self) -> dict[tuple[str, str, int], dict[str, float]]:
        """Corrections beside the key, kr per inhabitant, by municipality, sector and year."""
        made: dict[tuple[str, str, int], dict[str, float]] = {}
        for row in self["behovstillegg"].itertuples():
            made.setdefault((row.kommune, row.sektor, row.aar), {})[row.tillegg] = float(row.verdi)
        return made

    @cached_property
    def criteria(self) -> dict[tuple[str, str, int], float]:
        """The criteria's indices by municipality, criterion and year; none is a sector's own."""
        rows = self["kriterieverdier"]
        assert rows["sektor"].isna().all(), "a criterion with a sector of its own"
        return rows.set_index(["kommune", "kriterium", "aar"])["indeks"].astype(float).to_dict()

    @cached_property
    def functions(self) -> dict[str, frozenset[str]]:
        """The functions of each sector."""
        rows = self["funksjoner"]
        rows = rows[rows["sektor"].notna()]
        return {
            str(sector): frozenset(found) - PREMIUM for sector, found in rows.groupby("sektor")["funksjon"]
        }

    def place(self, what: str, key: str) -> str:
        """The sector of a key that a correction of a sector or a function belongs to.

        Outside them all it is «Andre sektorer»; the premium deviation is its own use.
        """
        if what in PREMIUM:
            return "premieavvik"
        sectors = self.key_sectors(key)
        if what in sectors:
            return what
        wanted = self.functions.get(what, frozenset({what}))
        for sector in sectors:
            if wanted <= self.functions[sector]:
                return sector
        if any(wanted & self.functions[sector] for sector in sectors):
            raise ValueError(f"«{what}» ligger i flere sektorer i {key}")
        return "Andre sektorer"
