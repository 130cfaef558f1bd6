"""Filling in an input workbook as people do: by the headings that they read."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl

from asss_xl.dataset.poster import POSTER

#: Each sheet that is filled in: the file of the package, the columns that say which row it is.
KEYS = {
    "Indikatorverdier": ("indikatorverdier", ("tjeneste", "nr", "kommune", "aar")),
    "Regnskap": ("regnskap", ("kommune", "aar", "post")),
    "Balanse": ("balanse", ("kommune", "aar", "konto")),
    "Nasjonale": ("nasjonale", ("aar", "stoerrelse")),
    "Kriterieverdier": ("kriterieverdier", ("kommune", "sektor", "kriterium", "aar")),
    "Behovstillegg": ("behovstillegg", ("kommune", "sektor", "tillegg", "aar")),
    "Innbyggere": ("innbyggere", ("kommune", "aar", "aldersgruppe")),
    "Demografisatser": ("demografisatser", ("aar", "aldersgruppe")),
    "Beløp": ("beloep", ("kommune", "aar", "funksjon")),
}
HEADING = 5
_WORDS = {
    "mangler": "Ikke data",
    "skjermet": ":",
    "ikke_aktuelt": ".",
    "gjelder_ikke": "Gjelder ikke året",
    "ikke_oppgitt": "ikke_oppgitt",
}


def heading(name: str) -> str:
    told = {
        "aar": "År",
        "beloep": "Beløp",
        "stoerrelse": "Størrelse",
        "naar": "Når",
        "beloep_1000kr": "Beløp 1000kr",
        "rekkefoelge": "Rekkefølge",
    }
    return told.get(name, name.replace("_", " ").capitalize())


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def columns(sheet: Any) -> dict[str, int]:
    """Where each heading stands."""
    return {cell.value: cell.column for cell in sheet[HEADING] if cell.value}


def fill(
    blank: Path,
    package: Path,
    out: Path,
    which: Callable[[Mapping[str, str]], bool] = lambda _: True,
    words: bool = True,
) -> Path:
    """A copy of the workbook with the package's figures (those that `which` says) typed in.

    `words`: a figure that is missing is a word in its cell, else an empty cell and a status.
    """
    book = openpyxl.load_workbook(blank)
    for title, (name, key) in KEYS.items():
        _sheet(book[title], [row for row in rows(package, name) if which(row)], key, words)
    for title, name in (("Korreksjoner", "korreksjoner"),):
        sheet = book[title]
        where = columns(sheet)
        for at, row in enumerate(filter(which, rows(package, name)), HEADING + 1):
            for column, text in row.items():
                if text:
                    sheet.cell(at, where[heading(column)]).value = _typed(column, text)
    _about(book["Om pakken"], json.loads((package / "datapackage.json").read_text(encoding="utf-8")))
    book.save(out)
    return out


def _sheet(sheet: Any, given: list[dict[str, str]], key: tuple[str, ...], words: bool) -> None:
    where, keys = columns(sheet), _keys(sheet.parent)
    places = {
        tuple(_key(keys.get(name, {}), sheet.cell(at, where[heading(name)]).value) for name in key): at
        for at in range(HEADING + 1, sheet.max_row + 1)
    }
    for row in given:
        at = places[tuple(row[name] for name in key)]
        missing = row.get("status") in _WORDS
        for column, text in row.items():
            if column in key or column == "art":
                continue
            name = heading(row["art"]) if column == "beloep" and "art" in row else heading(column)
            if column == "status" and missing and words:
                continue
            if column in ("verdi", "beloep", "indeks", "antall") and missing and words:
                sheet.cell(at, where[name]).value = _WORDS[row["status"]]
            elif text:
                sheet.cell(at, where[name]).value = _typed(column, text)


def _about(sheet: Any, described: Mapping[str, Any]) -> None:
    keys = {"Tittel": "title", "Statusmerknad": "statusmerknad"}
    for label, value in ((row[0].value, row[1]) for row in sheet.iter_rows()):
        if label in keys:
            value.value = described[keys[label]]
        elif label == "Kilde":
            value.value = described["sources"][0]["title"]


def _keys(book: Any) -> dict[str, dict[str, str]]:
    """The package's key for what a workbook calls it, by column."""
    services = book["Tjenester"].iter_rows(min_row=HEADING + 1, max_col=3, values_only=True)
    return {
        "tjeneste": {name: key for _, key, name in services},
        "post": {name: key for key, name in POSTER.items()},
        "stoerrelse": {"Kostnadsdeflator": "kostnadsdeflator", "Årslønnsvekst": "aarsloennsvekst"},
    }


def _key(keys: Mapping[str, str], value: Any) -> str:
    text = "" if value is None else str(value)
    return keys[text] if keys else text


def _typed(column: str, text: str) -> Any:
    """What a person's typing becomes: a number is a number."""
    if column in ("oppdatert", "naar", "post", "kilde", "merknad", "funksjon", "konto"):
        return text
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text
