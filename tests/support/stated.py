"""Packages of printed figures made from the bundled report, with a part of it only."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

BUNDLED = Path(str(resources.files("asss_xl.dataset"))) / "bergen_2009"
Rows = dict[str, list[dict[str, str]]]

#: What a part is made of: whole files, and the tables of figurer.csv.
FILES = {
    "noekkel": ("noekler", "vekter", "kriterieverdier", "behovstillegg"),
    "demografi": ("demografisatser", "folkevekst"),
    "profiler": (
        "tjenester",
        "indikatorer",
        "indikatorverdier",
        "indikatorreferanser",
        "etiketter",
        "tekstfunn",
    ),
}
TABLES = {
    "noekkel": ("Vedleggstabell 2",),
    "avvik": ("Vedleggstabell 1", "Vedleggstabell 3", "Tabell 19"),
    "demografi": ("Vedleggstabell 5",),
}


def bundled() -> tuple[dict[str, Any], Rows]:
    """The descriptor and the rows of the bundled report, read without the code under test."""
    raw = json.loads((BUNDLED / "datapackage.json").read_text(encoding="utf-8"))
    rows: Rows = {}
    for resource in raw["resources"]:
        with (BUNDLED / resource["path"]).open(encoding="utf-8", newline="") as file:
            rows[resource["name"]] = list(csv.DictReader(file))
    return raw, rows


def part_of(table: str) -> str:
    """Which part a table of figurer.csv belongs to."""
    return next((part for part, starts in TABLES.items() if table.startswith(starts)), "regnskap")


def only(rows: Rows, parts: Iterable[str]) -> Rows:
    """The rows of some parts; the rest of the files and figures are left out."""
    kept = set(parts)
    gone = {name for part, names in FILES.items() if part not in kept for name in names}
    if not {"noekkel", "avvik"} & kept:
        gone.add("sektorer")
    made = {name: found for name, found in rows.items() if name not in gone}
    made["figurer"] = [r for r in rows["figurer"] if part_of(r["tabell"]) in kept]
    sectors = {r["sektor"] for r in rows["sektorer"]}
    if "sektorer" in gone:
        made["korreksjoner"] = [r for r in rows["korreksjoner"] if r["post"] not in sectors]
    return made


def write(
    folder: Path, raw: dict[str, Any], rows: Rows, change: Callable[[dict[str, Any]], None] = lambda raw: None
) -> Path:
    """A package of the rows."""
    folder.mkdir(parents=True, exist_ok=True)
    made = json.loads(json.dumps(raw))
    made["resources"] = [r for r in raw["resources"] if r["name"] in rows]
    change(made)
    (folder / "datapackage.json").write_text(json.dumps(made), encoding="utf-8")
    for resource in made["resources"]:
        name, columns = resource["name"], [f["name"] for f in resource["schema"]["fields"]]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows[name])
    return folder


def about(raw: dict[str, Any], rows: Rows, name: str, shift: int) -> tuple[dict[str, Any], Rows]:
    """The same package about a municipality of another name, a number of years later."""

    def moved(row: dict[str, str]) -> dict[str, str]:
        row = {**row, **({"kommune": name} if row.get("kommune") == "Bergen" else {})}
        for column in ("aar", "fra", "til"):
            if row.get(column):
                row[column] = str(int(row[column]) + shift)
        return row

    other = {key: [moved(row) for row in found] for key, found in rows.items()}
    texts = {
        "title": f"Prøve: {name}",
        "kommune": name,
        "rapportaar": raw["rapportaar"] + shift,
        "aar": [year + shift for year in raw["aar"]],
    }
    return {**raw, **texts}, other


def copied(folder: Path) -> Path:
    """The whole bundled package in a folder of its own."""
    shutil.copytree(BUNDLED, folder)
    return folder


def services(rows: Rows, keys: Sequence[str]) -> Rows:
    """The rows of some service profiles."""
    return {name: [r for r in found if r.get("tjeneste", keys[0]) in keys] for name, found in rows.items()}
