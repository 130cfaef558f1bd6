"""A table whose figures are known, laid out at random with noise around it: never a wrong figure.

`python -m tests.proofs.own_tables --draws 5000 --seed 1` draws and reads that many.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import openpyxl
from openpyxl.utils import get_column_letter

from asss_xl.dataset import DatasetError
from asss_xl.dataset.new.own_tables.factors import people
from asss_xl.dataset.new.own_tables.facts import Outcome
from asss_xl.dataset.new.own_tables.lines import rows_by_key
from asss_xl.dataset.new.own_tables.own_table import Given, OwnTable
from asss_xl.dataset.new.template import NewPackage, blank

YEARS = (2022, 2023, 2024)
NUMBERS = {"Bergen": "4601", "Oslo": "0301", "Trondheim": "5001", "Stavanger": "1103"}
PARALLEL = {"Oslo": "Oslo - Oslove", "Trondheim": "Trondheim - Tråante"}
#: Text, key and level in thousands of kroner per inhabitant, of lines in amounts.
AMOUNTS = (
    ("Driftsinntekter", ("regnskap", "driftsinntekter"), 110),
    ("Lønnsutgifter", ("regnskap", "loenn"), 50),
    ("Sosiale utgifter", ("regnskap", "sosiale"), 12),
    ("Renteutgifter", ("regnskap", "renteutgifter"), 4),
    ("konto 2.41", ("balanse", "2.41"), 30),
    ("Netto driftsutgifter funksjon 202", ("beloep", "202", "netto"), 15),
    ("Eiendomsskatt", ("regnskap", "eiendom"), 3),
    ("Gjeld", ("regnskap", "gjeld"), 100),
)
OTHERS = (
    ("Grunnskolepoeng", ("indikatorverdier", "grunnskole", "11"), 42.0),
    ("Andel barn 1-2 år med barnehageplass", ("indikatorverdier", "barnehage", "3"), 88.0),
    ("Innbyggere 0-5 år", ("innbyggere", "0-5 år"), 0.06),
    ("Innbyggere 80-89 år", ("innbyggere", "80-89 år"), 0.035),
)
UNITS = (("1000 kr", 1.0), ("mill. kr", 1e-3), ("kr", 1e3), ("NOK", 1e3), ("MNOK", 1e-3), ("mrd. kr", 1e-6))
#: Headings that are almost one of the lines, or one of them in another unit.
DECOYS = (
    "konto 2.42",
    "Innbyggere 6-14 år",
    "Innbyggere 0-4 år",
    "Lønnsutgifter per innbygger",
    "Driftsinntekter (%)",
    "Gjeld i prosent av driftsinntekter",
    "Rang",
    "Endring",
    "Andel",
    "Lønn mv.",
    "Netto driftsutgifter funksjon 203",
    "Budsjett Lønnsutgifter",
    "Driftsinntekter budsjett 2024",
    "Avvik",
    "Driftsinntekter 2019",
    "Netto driftsresultat",
    "Driftsutgifter",
)
TITLES = (
    "Notat",
    "Utarbeidet av økonomiavdelingen",
    "Sammenligning med Stavanger kommune",
    "Oppdatert 15.03.2025",
    "Behandlet i 2025",
    "Vedlegg 3",
    "Budsjett og økonomiplan 2026",
    "Regnskapstall for ASSS-kommunene",
)
NOTES = (
    "Kilde: SSB, tabell 12134",
    "* foreløpige tall",
    "Tallene for Oslo er rettet.",
    "Oslo",
    "2021",
    "Statistisk sentralbyrå",
)


@dataclass
class Sheet:
    """Rows to be written, merged areas, and what the figures are."""

    rows: list[list[Any]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    truth: dict[tuple[str, ...], float] = field(default_factory=dict)
    name: str = "Ark1"
    #: Extra rows may stand between the figures only where each row says whose it is.
    open: bool = True


@dataclass
class Draw:
    """What the table is of, and how it is written."""

    rng: random.Random
    places: list[str]
    years: list[int]
    lines: list[tuple[str, tuple[str, ...], float]]
    unit: tuple[str, float] | None
    truth: dict[tuple[str, ...], float] = field(default_factory=dict)

    def value(self, line: tuple[str, tuple[str, ...], float], place: str, year: int) -> float:
        """The figure as the package has it."""
        key = (*line[1], place, str(year))
        if key not in self.truth:
            spread = self.rng.uniform(0.7, 1.4)
            if line[1][0] == "indikatorverdier":
                self.truth[key] = round(line[2] * self.rng.uniform(0.9, 1.1), 1)
            else:
                self.truth[key] = float(round(line[2] * people()[place] * spread))
        return self.truth[key]

    def cell(self, line: tuple[str, tuple[str, ...], float], place: str, year: int) -> Any:
        """The figure as the table has it: in its unit, a number or a text."""
        value = self.value(line, place, year)
        if line in AMOUNTS and self.unit:
            value = round(value * self.unit[1], 9)
        if self.rng.random() < 0.15 and value == int(value):
            return f"{int(value):,}".replace(",", self.rng.choice((" ", "\u00a0", "\u202f")))
        return int(value) if value == int(value) else value

    def place(self, name: str) -> str:
        number = NUMBERS[name]
        return self.rng.choice(
            (
                name,
                name,
                f"{number} {name}",
                f"K-{number} {name}",
                f"{name} kommune",
                name.upper(),
                PARALLEL.get(name, name),
            )
        )

    def year(self, year: int) -> Any:
        return self.rng.choice((year, str(year), f"{year}*" if year == 2024 else year))

    def heading(self, line: tuple[str, tuple[str, ...], float]) -> str:
        unit = f" ({self.unit[0]})" if self.unit and line in AMOUNTS and self.said == "heading" else ""
        return line[0] + unit

    said: str = "nowhere"


def _flat(d: Draw) -> Sheet:
    head = ["Kommune", "År", *(d.heading(line) for line in d.lines)]
    rows = [
        [d.place(p), d.year(y), *(d.cell(line, p, y) for line in d.lines)] for p in d.places for y in d.years
    ]
    return Sheet([head, *rows])


def _years_across(d: Draw) -> Sheet:
    head = ["Kommune", "Linje", *map(d.year, d.years)]
    rows = [
        [d.place(p), d.heading(line), *(d.cell(line, p, y) for y in d.years)]
        for p in d.places
        for line in d.lines
    ]
    return Sheet([head, *rows])


def _cross(d: Draw) -> Sheet:
    d.lines = d.lines[:1]
    head = [d.rng.choice(("År", "År \\ Region")), *map(d.place, d.places)]
    rows = [[y, *(d.cell(d.lines[0], p, y) for p in d.places)] for y in d.years]
    return Sheet([[d.heading(d.lines[0])], head, *rows], open=False)


def _places_across(d: Draw) -> Sheet:
    head = ["Post", "År", *map(d.place, d.places)]
    rows = [
        [d.heading(line), y, *(d.cell(line, p, y) for p in d.places)] for line in d.lines for y in d.years
    ]
    return Sheet([head, *rows], open=False)


def _two_headings(d: Draw, merge: bool) -> Sheet:
    top: list[Any] = ["Kommune" if merge else None]
    low: list[Any] = [None if merge else d.rng.choice(("Kommune", None))]
    merged = [(1, 1, 2, 1)] if merge else []
    for y in d.years:
        start = len(top) + 1
        top += [d.year(y), *([None] * (len(d.lines) - 1))]
        low += [d.heading(line) for line in d.lines]
        if merge and len(d.lines) > 1:
            merged.append((1, start, 1, len(top)))
    rows = [[d.place(p), *(d.cell(line, p, y) for y in d.years for line in d.lines)] for p in d.places]
    return Sheet([top, low, *rows], merged)


def _statbank(d: Draw) -> Sheet:
    top: list[Any] = [None]
    low: list[Any] = [None]
    for line in d.lines:
        top += [d.heading(line), *([None] * (len(d.years) - 1))]
        low += [str(y) for y in d.years]
    rows = [
        [f"{NUMBERS[p]} {p}", *(d.cell(line, p, y) for line in d.lines for y in d.years)] for p in d.places
    ]
    title = ["13551: Økonomisk oversikt, drift, etter region, statistikkvariabel og år"]
    return Sheet([title, [], top, low, *rows])


def _long(d: Draw) -> Sheet:
    with_unit = bool(d.unit) and d.rng.random() < 0.5
    if with_unit:
        d.said = "column"
    head = ["Kommune", "År", "Linje", *(["Enhet"] if with_unit else []), "Verdi"]
    rows = []
    for p in d.places:
        for y in d.years:
            for line in d.lines:
                unit = [d.unit[0] if line in AMOUNTS else None] if with_unit and d.unit else []
                rows.append([d.place(p), d.year(y), d.heading(line), *unit, d.cell(line, p, y)])
    return Sheet([head, *rows])


def _below_a_name(d: Draw, kind: str) -> Sheet:
    """The place once over several rows: merged, as StatBank, or only blank below."""
    head = ["Kommune", "År", *(d.heading(line) for line in d.lines)]
    rows: list[list[Any]] = []
    merged = []
    for p in d.places:
        start = len(rows) + 2
        for n, y in enumerate(d.years):
            rows.append([d.place(p) if n == 0 else None, y, *(d.cell(line, p, y) for line in d.lines)])
        if kind == "merged" and len(d.years) > 1:
            merged.append((start, 1, start + len(d.years) - 1, 1))
    if kind == "statbank":
        title = ["12134: Finansielle nøkkeltall, etter region, statistikkvariabel og år"]
        return Sheet([title, [], head, *rows], open=False)
    return Sheet([head, *rows], merged, open=False)


def _one_place(d: Draw) -> Sheet:
    d.places = d.places[:1]
    where = d.rng.choice(("title", "sheet", "corner"))
    name = d.places[0]
    head = [name if where == "corner" else "Post", *d.years]
    rows = [[d.heading(line), *(d.cell(line, name, y) for y in d.years)] for line in d.lines]
    title = [[f"{name} kommune - økonomisk oversikt drift"]] if where == "title" else []
    return Sheet([*title, head, *rows], name=name if where == "sheet" else "Ark1", open=False)


def _budget_beside(d: Draw) -> Sheet:
    """A budget with other figures beside the accounts, said over the headings."""
    d.years = d.years[-1:]
    (y,) = d.years
    kinds = [f"Budsjett {y}", f"Regnskap {y}"]
    d.rng.shuffle(kinds)
    top: list[Any] = [None, None]
    low: list[Any] = ["Kommune", "År"]
    for kind in kinds:
        top += [kind, *([None] * (len(d.lines) - 1))]
        low += [d.heading(line) for line in d.lines]
    rows = []
    for p in d.places:
        row: list[Any] = [d.place(p), y]
        for kind in kinds:
            own = [d.cell(line, p, y) for line in d.lines]
            row += own if kind.startswith("Regnskap") else [d.rng.randint(1, 9) for _ in own]
        rows.append(row)
    return Sheet([top, low, *rows])


def _sections(d: Draw) -> Sheet:
    """The place alone over its rows."""
    rows: list[list[Any]] = [["Post", *d.years]]
    for p in d.places:
        rows.append([p])
        rows += [[d.heading(line), *(d.cell(line, p, y) for y in d.years)] for line in d.lines]
    return Sheet(rows, open=False)


LAYOUTS: dict[str, Callable[[Draw], Sheet]] = {
    "flat": _flat,
    "years across": _years_across,
    "cross": _cross,
    "places across": _places_across,
    "merged headings": lambda d: _two_headings(d, True),
    "two headings": lambda d: _two_headings(d, False),
    "StatBank": _statbank,
    "long": _long,
    "merged places": lambda d: _below_a_name(d, "merged"),
    "StatBank stub": lambda d: _below_a_name(d, "statbank"),
    "blanks": lambda d: _below_a_name(d, "blank"),
    "one place": _one_place,
    "budget beside": _budget_beside,
    "sections": _sections,
}


def drawn(seed: int) -> tuple[Draw, Sheet, str]:
    """The table of a seed, with its noise."""
    rng = random.Random(seed)
    layout = rng.choice(list(LAYOUTS))
    pool = [*AMOUNTS, *OTHERS] if rng.random() < 0.4 else list(AMOUNTS)
    first = rng.choice(AMOUNTS[:2])
    rest = rng.sample([line for line in pool if line != first], rng.randint(0, 3))
    draw = Draw(
        rng,
        rng.sample(list(NUMBERS), rng.randint(1, 4)),
        sorted(rng.sample(YEARS, rng.randint(1, 3))),
        [first, *rest],
        rng.choice((None, *UNITS)),
    )
    if draw.unit:
        draw.said = rng.choice(("heading", "heading", "title", "note", "corner", "nowhere"))
    sheet = LAYOUTS[layout](draw)
    _noise(draw, sheet)
    return draw, sheet, layout


def _noise(draw: Draw, sheet: Sheet) -> None:
    rng, rows = draw.rng, sheet.rows
    wide = max(map(len, rows))
    if sheet.open and rng.random() < 0.5:
        for name in rng.sample(
            (
                "Sum",
                "Gjennomsnitt",
                "Halden",
                "EAK Landet",
                "EKG13 KOSTRA-gruppe 13",
                "Herøy (Nordland)",
                "Bergen by",
                "Sum ASSS",
            ),
            rng.randint(1, 3),
        ):
            like = rows[-1]
            rows.append(
                [
                    name,
                    *(
                        rng.randint(3, 10**6) if isinstance(c, (int, float)) and c != like[1] else c
                        for c in like[1:]
                    ),
                ]
            )
    if rng.random() < 0.4:
        decoy, heading = rng.choice(DECOYS), rng.choice((0, 0, 0, 1))
        for n, row in enumerate(rows):
            if row and len(row) >= wide:
                top = any(isinstance(c, str) and c.split(" ")[0] in ("Kommune", "Post", "År") for c in row)
                row.append(decoy if top or n == heading else rng.randint(1, 10**6))
    if draw.said == "title":
        _above(sheet, [f"Beløp i {draw.unit[0]}"] if draw.unit else [])
    if draw.said == "note" and draw.unit:
        rows += [[], [f"Beløp i {draw.unit[0]}"]]
    if draw.said == "corner" and draw.unit:
        at = next(n for n, row in enumerate(rows) if len(row) > 1)
        rows[at] = [draw.unit[0] if rows[at][0] is None else rows[at][0], *rows[at][1:]]
    for text in rng.sample(TITLES, rng.choice((0, 0, 1, 2))):
        _above(sheet, [text])
    if rng.random() < 0.4:
        rows += [[], *([note] for note in rng.sample(NOTES, 2))]
    if rng.random() < 0.2:
        for row in rows:
            row.insert(0, None)
        sheet.merged = [(a, b + 1, c, d + 1) for a, b, c, d in sheet.merged]


def _above(sheet: Sheet, row: list[Any]) -> None:
    sheet.rows.insert(0, row)
    sheet.merged = [(a + 1, b, c + 1, d) for a, b, c, d in sheet.merged]


def written(sheet: Sheet, folder: Path, rng: random.Random) -> Path:
    """As .xlsx, as .ods, or as CSV where nothing is merged."""
    if rng.random() < 0.25:
        return written_ods(sheet, folder)
    if not sheet.merged and sheet.name == "Ark1" and rng.random() < 0.3:
        mark = rng.choice(";;\t")
        text = "\r\n".join(mark.join(_as_csv(cell) for cell in row) for row in sheet.rows)
        (folder / "tall.csv").write_bytes(text.encode(rng.choice(("utf-8-sig", "cp1252")), "replace"))
        return folder / "tall.csv"
    book = openpyxl.Workbook()
    book.active.title = sheet.name
    for row in sheet.rows:
        book.active.append(row)
    for top, left, bottom, right in sheet.merged:
        book.active.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    book.save(folder / "tall.xlsx")
    return folder / "tall.xlsx"


def written_ods(sheet: Sheet, folder: Path) -> Path:
    """The XML that LibreOffice reads, by hand: no library in common with the reader."""
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet.merged}
    rows = []
    for number, row in enumerate(sheet.rows, 1):
        cells = "".join(_ods_cell(cell, spans.get((number, at))) for at, cell in enumerate(row, 1))
        rows.append(f"<table:table-row>{cells or '<table:table-cell/>'}</table:table-row>")
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    text = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f"<table:table table:name={quoteattr(sheet.name)}>{''.join(rows)}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(folder / "tall.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", text)
    return folder / "tall.ods"


def _ods_cell(cell: Any, span: tuple[int, int] | None) -> str:
    wide = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span else ""
    if cell is None:
        return f"<table:table-cell{wide}/>"
    if isinstance(cell, (int, float)):
        return f'<table:table-cell{wide} office:value-type="float" office:value="{cell!r}"/>'
    text = f"<text:p>{escape(str(cell))}</text:p>"
    return f'<table:table-cell{wide} office:value-type="string">{text}</table:table-cell>'


def _as_csv(cell: Any) -> str:
    if cell is None:
        return ""
    text = format(cell, ".12g") if isinstance(cell, float) else str(cell)
    text = text.replace(".", ",") if isinstance(cell, float) else text.replace("\u202f", "\u00a0")
    return f'"{text}"' if ";" in text else text


@cache
def _empty() -> NewPackage:
    """A new package, without most of the functions and services: thousands are read."""
    made = blank("asss12", range(2022, 2025))
    kept = {"funksjon": ("202", "203", "253"), "tjeneste": ("grunnskole", "barnehage")}
    for name in ("beloep", "indikatorverdier"):
        made.rows[name] = [
            row
            for row in made.rows[name]
            if all(str(row.get(column, some[0])) in some for column, some in kept.items())
        ]
    return made


def read(seed: int) -> tuple[str, str, list[str]]:
    """The layout, how it went, and every wrong figure of a seed."""
    draw, sheet, layout = drawn(seed)
    made = NewPackage(_empty().described, {k: [dict(r) for r in v] for k, v in _empty().rows.items()})
    try:
        with tempfile.TemporaryDirectory() as folder:
            file = written(sheet, Path(folder), draw.rng)
            said = draw.said != "nowhere" or draw.rng.random() < 0.5
            unit = "" if draw.said != "nowhere" or not said else (draw.unit or UNITS[0])[0]
            outcome = OwnTable(file, None).fill(made, Given(unit=unit))
    except DatasetError as error:
        return layout, f"refused: {str(error)[:60]}", []
    wrong = []
    for key, row in rows_by_key(made).items():
        value = row.get("beloep", row.get("verdi", row.get("antall", row.get("indeks", ""))))
        if value not in ("", None):
            right = draw.truth.get(key)
            if right is None or abs(float(str(value)) - right) > 1e-6 * abs(right):
                wrong.append(f"{key}: {value}, not {right}")
    if not said:
        wrong += [f"{key}: no unit is said" for key, row in rows_by_key(made).items() if row.get("beloep")]
    return layout, _how(draw, outcome), wrong + _unaccounted(sheet, outcome)


def _how(draw: Draw, outcome: Outcome) -> str:
    if not outcome.placed:
        return "none"
    return "all" if len(outcome.placed) >= len(draw.truth) else "some"


def _unaccounted(sheet: Sheet, outcome: Outcome) -> list[str]:
    """Every number of the file is one figure with an answer, or a key; and they are as many as that."""
    numbers = {
        f"{get_column_letter(column)}{row}"
        for row, cells in enumerate(sheet.rows, 1)
        for column, cell in enumerate(cells, 1)
        if _is_number(cell)
    }
    told = [figure.cell.address for figure in (*outcome.placed, *(each for each, _ in outcome.others))]
    twice = len(told) - len(set(told))
    keys = len(numbers - set(told))
    if not twice and keys == outcome.keys:
        return []
    return [f"{len(numbers)} numbers: {twice} told twice, {keys} not told of, and {outcome.keys} keys"]


def _is_number(cell: Any) -> bool:
    """Whether a cell is a number, or a text of nothing but digits as people group them."""
    if isinstance(cell, (int, float)):
        return True
    return bool(re.fullmatch(r"-?\d+([.,]\d+)?", re.sub("[ \u00a0\u202f]", "", str(cell or ""))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    began, counts, bad = time.monotonic(), Counter[tuple[str, str]](), 0
    for seed in range(given.seed, given.seed + given.draws):
        layout, how, wrong = read(seed)
        counts[layout, how.partition(":")[0]] += 1
        for each in wrong:
            print(f"seed {seed} ({layout}): {each}")
        bad += bool(wrong)
    for (layout, how), count in sorted(counts.items()):
        print(f"{layout:16} {how:8} {count}")
    print(f"{given.draws} draws, {bad} with a wrong figure, {time.monotonic() - began:.0f} s")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
