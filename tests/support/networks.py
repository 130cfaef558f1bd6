"""Small invented networks for the tests: any number of members, years, services and parts."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from asss_xl.dataset.poster import KONTI, POSTER
from asss_xl.dataset.schema import ARTER, descriptors

Rows = dict[str, list[dict[str, Any]]]
SEKTORER = ("Grunnskole", "Pleie og omsorg", "Administrasjon")
FUNKSJONER = {"Grunnskole": ("202", "222"), "Pleie og omsorg": ("253", "254"), "Administrasjon": ("120",)}
ANDRE_FUNKSJONER = ("201", "385")
RESTEN = "Resten av landet"
GRUPPER = ("0-17 år", "18-66 år", "67 år +")
PARTS = ("regnskap", "noekkel", "avvik", "demografi", "profiler")


def names(count: int) -> list[str]:
    """Names of municipalities; the first is called Oslo, so that it can be left out."""
    return ["Oslo", *(f"By {chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(count - 1))][:count]


def rows(
    seed: int = 1,
    members: int = 4,
    years: Sequence[int] = (2021, 2022, 2023),
    services: int = 2,
    indicators: int = 3,
    parts: Sequence[str] = PARTS,
    holes: float = 0.1,
) -> Rows:
    """The rows of a package, by file."""
    chance = random.Random(seed)
    units = names(members)
    made: Rows = {
        "kommuner": [
            {"kommune": name, "nummer": f"{1000 + n:04d}", "fra": 1990, "slag": "kommune", "brudd": "nei"}
            for n, name in enumerate(units)
        ]
        + [{"kommune": RESTEN, "fra": 1990, "slag": "samlet", "brudd": "nei"}],
        "grupper": [
            {"rekkefoelge": 1, "gruppe": "Alle", "uten_egen": "nei", "nettverk": "ja"},
            {"rekkefoelge": 2, "gruppe": "Uten egen", "uten_egen": "ja", "nettverk": "nei"},
            {"rekkefoelge": 3, "gruppe": "Uten Oslo", "uten_egen": "nei", "nettverk": "nei"},
        ],
        "gruppemedlemmer": [
            {"gruppe": group, "kommune": name}
            for group in ("Alle", "Uten egen", "Uten Oslo")
            for name in units
            if group != "Uten Oslo" or name != "Oslo" or len(units) == 1
        ],
    }
    everyone = [*units, RESTEN]
    if "profiler" in parts:
        _profiles(made, chance, units, years, services, indicators, holes)
    if "regnskap" in parts:
        _accounts(made, chance, everyone, years)
    if "noekkel" in parts:
        _keys(made, chance, units, years)
    if "avvik" in parts:
        _amounts(made, chance, everyone, years)
    if "demografi" in parts or "avvik" in parts:
        _people(made, chance, everyone, years, "demografi" in parts)
    return made


def _status(year: int, years: Sequence[int]) -> dict[str, str]:
    return {"status": "foreløpig" if year == years[-1] else "endelig", "kilde": "Oppdiktet"}


def _profiles(
    made: Rows,
    chance: random.Random,
    units: list[str],
    years: Sequence[int],
    services: int,
    indicators: int,
    holes: float,
) -> None:
    made["tjenester"], made["indikatorer"], made["indikatorverdier"] = [], [], []
    made["produksjonsvekter"] = []
    for s in range(services):
        key = f"tjeneste_{s + 1}"
        made["produksjonsvekter"] += [
            {"tjeneste": key, "nr": nr, "vekt": w, "kilde": "Oppdiktet", "oppdiktet": "ja"}
            for nr, w in ({1: 0.75, 3: 0.25} if indicators > 2 else {1: 1}).items()
        ]
        made["tjenester"].append({"rekkefoelge": s + 1, "tjeneste": key, "navn": f"Tjeneste {s + 1}"})
        for nr in range(1, indicators + 1):
            weighted = nr % 2 == 1
            made["indikatorer"].append(
                {
                    "tjeneste": key,
                    "nr": nr,
                    "gruppe": "Dekningsgrader",
                    "indikator": f"Indikator {nr} i tjeneste {s + 1}",
                    "kortnavn": f"Indikator {nr}",
                    "enhet": "prosent" if weighted else "kr",
                    "maaler": "dekning" if weighted else "utgift",
                    "vis_desimaler": 1 if weighted else 0,
                    "faktor": 100 if weighted else "",
                    "snitt_type": "veid" if weighted else "uveid",
                    "uten": "Oslo" if nr == 3 and len(units) > 1 else "",
                    "minste_antall": 1,
                    "hovedfunn": "ja",
                    "kildefeil": "nei",
                }
            )
            for name in units:
                for year in years:
                    row: dict[str, Any] = {
                        "tjeneste": key,
                        "nr": nr,
                        "kommune": name,
                        "aar": year,
                        **_status(year, years),
                    }
                    if chance.random() < holes:
                        row["status"] = chance.choice(("mangler", "skjermet", "ikke_aktuelt", "gjelder_ikke"))
                    elif weighted:
                        row["nevner"] = chance.randint(100, 9000)
                        row["teller"] = round(row["nevner"] * chance.uniform(0.05, 0.4))
                    else:
                        row["verdi"] = chance.randint(1000, 90000)
                    made["indikatorverdier"].append(row)


def _accounts(made: Rows, chance: random.Random, units: list[str], years: Sequence[int]) -> None:
    made["regnskap"], made["balanse"], made["nasjonale"] = [], [], []
    for name in units:
        size = chance.randint(1_000_000, 20_000_000) * (20 if name == RESTEN else 1)
        for year in years:
            for post in POSTER:
                if post in ("gjeld", "fordringer"):
                    continue
                share = {"driftsinntekter": 1.0, "driftsutgifter": 0.95, "loenn": 0.5}.get(
                    post, chance.uniform(0.01, 0.06)
                )
                amount = round(size * share * chance.uniform(0.97, 1.03))
                made["regnskap"].append(
                    {"kommune": name, "aar": year, "post": post, "beloep": amount, **_status(year, years)}
                )
            for konto in (KONTI["gjeld"][0], KONTI["fordringer"][0]):
                made["balanse"].append(
                    {
                        "kommune": name,
                        "aar": year,
                        "konto": konto,
                        "beloep": round(size * chance.uniform(0.1, 0.9)),
                        **_status(year, years),
                    }
                )
            size *= 1.04
    for year in years:
        for what, value in (("kostnadsdeflator", 3.1), ("aarsloennsvekst", 3.6)):
            made["nasjonale"].append({"aar": year, "stoerrelse": what, "verdi": value, "status": "endelig"})


def _keys(made: Rows, chance: random.Random, units: list[str], years: Sequence[int]) -> None:
    made["sektorer"] = [
        {"rekkefoelge": n, "sektor": s, "egen_soeyle": "ja" if s == "Administrasjon" else "nei"}
        for n, s in enumerate(SEKTORER, start=1)
    ]
    made["noekler"] = [{"noekkel": "Vanlig", "fra": years[0], "til": years[-1]}, {"noekkel": "Ny nøkkel"}]
    made["vekter"], made["kriterieverdier"], made["behovstillegg"] = [], [], []
    for key, sectors in (("Vanlig", SEKTORER), ("Ny nøkkel", SEKTORER[:2])):
        for sector in sectors:
            for criterion, weight in (("Barn", 0.6), (f"Reise {key}", 0.4)):
                made["vekter"].append(
                    {"noekkel": key, "sektor": sector, "kriterium": criterion, "vekt": weight, "desimaler": 3}
                )
    for name in units:
        for year in years:
            for criterion in ("Barn", "Reise Vanlig", "Reise Ny nøkkel"):
                made["kriterieverdier"].append(
                    {
                        "kommune": name,
                        "kriterium": criterion,
                        "aar": year,
                        "indeks": round(chance.uniform(0.7, 1.4), 3),
                        **_status(year, years),
                    }
                )
            made["behovstillegg"].append(
                {
                    "kommune": name,
                    "sektor": "Grunnskole",
                    "tillegg": "Skoler",
                    "aar": year,
                    "verdi": chance.randint(-300, 100),
                    "status": "endelig",
                }
            )


def _amounts(made: Rows, chance: random.Random, units: list[str], years: Sequence[int]) -> None:
    made["beloep"], made["funksjoner"] = [], []
    for sector, codes in {**FUNKSJONER, "Kultur": ANDRE_FUNKSJONER}.items():
        made["funksjoner"] += [
            {"inndeling": "sektor", "sektor": sector, "funksjon": code, "navn": f"Funksjon {code}"}
            for code in codes
        ]
    if "sektorer" not in made:
        made["sektorer"] = [
            {"rekkefoelge": n, "sektor": s, "egen_soeyle": "nei"} for n, s in enumerate(SEKTORER, start=1)
        ]
    shares = dict(zip(ARTER, (1.0, 1.3, 0.05, 0.12, 0.1), strict=True))
    for name in units:
        scale = chance.randint(20_000, 90_000) * (20 if name == RESTEN else 1)
        for year in years:
            for code in (*(c for codes in FUNKSJONER.values() for c in codes), *ANDRE_FUNKSJONER):
                base = scale * chance.uniform(1, 8)
                for kind, share in shares.items():
                    made["beloep"].append(
                        {
                            "kommune": name,
                            "aar": year,
                            "funksjon": code,
                            "art": kind,
                            "beloep": round(base * share),
                            **_status(year, years),
                        }
                    )


def _people(made: Rows, chance: random.Random, units: list[str], years: Sequence[int], rates: bool) -> None:
    made["innbyggere"] = []
    ahead = range(years[-1] + 1, years[-1] + 7)
    for name in units:
        scale = 20 if name == RESTEN else 1
        people = {g: chance.randint(2000, 90_000) * scale for g in GRUPPER}
        for year in (*years, *ahead):
            for group in GRUPPER:
                people[group] = round(people[group] * chance.uniform(0.99, 1.03))
                made["innbyggere"].append(
                    {
                        "kommune": name,
                        "aar": year,
                        "aldersgruppe": group,
                        "antall": people[group],
                        "framskrevet": "ja" if year in ahead else "nei",
                        "status": "endelig",
                    }
                )
    if rates:
        made["demografisatser"] = [
            {
                "aar": year,
                "rekkefoelge": n,
                "aldersgruppe": g,
                "mill_kr": 40_000 + 1000 * n,
                "innbyggere": 900_000 + 10_000 * n,
            }
            for year in years
            for n, g in enumerate(GRUPPER, start=1)
        ]


def write(
    folder: Path, made: Rows, *, kommune: str = "", years: Sequence[int] = (2021, 2022, 2023), **more: Any
) -> Path:
    """A package of the rows; ``kommune`` is the one it is about, the last member by itself."""
    folder.mkdir(parents=True, exist_ok=True)
    members = [r["kommune"] for r in made["kommuner"] if r["slag"] == "kommune"]
    layout = {d["name"]: d for d in descriptors()}
    for name, found in made.items():
        fields = [f["name"] for f in layout[name]["schema"]["fields"]]
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, fields, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(found)
    descriptor = {
        "profile": "data-package",
        "name": "nettverk",
        "title": "Et oppdiktet nettverk",
        "sources": [{"title": "Oppdiktet for testene"}],
        "nettverk": "Prøvenettverket",
        "kommune": kommune or members[-1],
        "rapportaar": years[-1],
        "aar": list(years),
        "status": "foreløpig",
        "foreloepige_aar": [years[-1]],
        "oppdiktet": True,
        "resten": RESTEN,
        "utenfor_oevrige": ["Oslo"] if "Oslo" in members else [],
        "resources": [layout[name] for name in layout if name in made],
        **more,
    }
    text = json.dumps(descriptor, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    return folder
