"""Figures out of a table that someone already has: guessed from its headings, told, remembered.

The guess is written beside the file, where it can be corrected; the next time it is what counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from ..messages import DatasetError, Problem, near, shown
from ..poster import POSTER
from .layout import alike
from .template import Template
from .workbook import looked_over, opened, rows_of

#: Alike enough to be taken for the same, of 100; less than that is only told.
_SURE = 88
_DEEPEST_HEADING = 30
PLACE, YEAR, LINE, FIGURES = "kommune", "aar", "linje", "tall"
_ROLES = {
    PLACE: ("kommune", "kommunenavn", "kommunenummer", "kommunenr", "knr", "region", "navn på kommune"),
    YEAR: ("år", "aar", "årgang", "årstall", "periode", "year"),
    LINE: ("linje", "indikator", "post", "nøkkeltall", "variabel", "statistikkvariabel", "hva"),
    FIGURES: ("verdi", "beløp", "beloep", "tall", "value"),
}  # fmt: skip
#: What the lines of each file of the package are known by.
KEYS = {
    "regnskap": ("post",), "balanse": ("konto",), "beloep": ("funksjon", "art"),
    "indikatorverdier": ("tjeneste", "nr"), "innbyggere": ("aldersgruppe",),
    "nasjonale": ("stoerrelse",), "kriterieverdier": ("kriterium",),
}  # fmt: skip
_AMOUNTS = ("regnskap", "balanse", "beloep")


@dataclass(frozen=True)
class Line:
    """A line of the package that a column or a row of a table can be."""

    label: str
    resource: str
    key: tuple[str, ...]
    names: tuple[str, ...]


@dataclass
class Guess:
    """What each column, and each text in a column of lines, is taken for."""

    sheet: str
    heading_row: int
    columns: dict[str, str] = field(default_factory=dict)
    factors: dict[str, float] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)
    place: str = ""
    year: int | None = None
    #: What looked like something, and was not alike enough.
    unsure: dict[str, str] = field(default_factory=dict)
    taken: int = 0
    outside: int = 0

    def as_json(self) -> str:
        told = {
            "ark": self.sheet, "overskriftsrad": self.heading_row, "kommune": self.place,
            "aar": self.year, "kolonner": self.columns, "faktorer": self.factors,
            "linjer": self.lines,
        }  # fmt: skip
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"

    def as_text(self) -> str:
        """The guess, for the one who shall look at it."""
        out = [f"Arket {self.sheet}, overskrifter i rad {self.heading_row}:"]
        for heading, to in {**self.columns, **self.lines}.items():
            factor = f", ganget med {self.factors[heading]:g}" if heading in self.factors else ""
            unsure = f" (ligner mest på {self.unsure[heading]})" if heading in self.unsure else ""
            out.append(f"  {heading}: {to + factor if to else 'brukes ikke' + unsure}")
        outside = f", {self.outside} gjelder år utenfor pakken" if self.outside else ""
        return "\n".join([*out, f"{self.taken} tall satt inn{outside}." if self.taken else ""]).strip()


def memory(file: Path) -> Path:
    """Where the guess about a file is kept."""
    return file.with_suffix(".koblinger.json")


def years_in(file: Path, sheet: str | None) -> range | None:
    """The years that a table has, from the first to the last; None when it says none."""
    _, cells = cells_of(file, sheet)
    rows = [[cell.value for cell in row] for row in cells]
    found: set[int] = set()
    where: set[int] = set()
    for row in rows:
        for position, value in enumerate(row):
            if alike(value or "") in _ROLES[YEAR]:
                where.add(position)
            elif (year := _year(value)) and (position in where or sum(map(bool, map(_year, row))) > 1):
                found.add(year)
    return range(min(found), max(found) + 1) if found else None


def cells_of(file: Path, sheet: str | None) -> tuple[str, list[list[Any]]]:
    """The sheet, the first when none is named, and its cells."""
    looked_over(file)
    book = opened(file, data_only=True)
    try:
        names = [each.title for each in book.worksheets]
        if sheet is not None and sheet not in names:
            raise DatasetError([Problem(file.name, None, None, f"Arket {shown(sheet)} finnes ikke.",
                                        f"{near(sheet, names)}Arkene er {', '.join(names)}.")])  # fmt: skip
        return sheet or names[0], [list(row) for row in rows_of(book[sheet or names[0]])]
    finally:
        book.close()


def _year(value: object) -> int | None:
    text = str(value).strip().removesuffix(".0")
    return int(text) if re.fullmatch(r"(19|20)[0-9]{2}", text) else None


# -- what there is to be found ----------------------------------------------------------------------


def lines_of(made: Template) -> dict[str, Line]:
    """Every line that a new package has rows for, by its label."""
    services = {str(r["tjeneste"]): str(r["navn"]) for r in made.rows.get("tjenester", [])}
    indicators = {(str(r["tjeneste"]), str(r["nr"])): r for r in made.rows.get("indikatorer", [])}
    functions = {str(r["funksjon"]): str(r["navn"]) for r in made.rows.get("funksjoner", [])}
    found: dict[str, Line] = {}
    for resource, columns in KEYS.items():
        for row in made.rows.get(resource, []):
            key = tuple(str(row[column]) for column in columns)
            told, names = "/".join(key), key
            if resource == "regnskap":
                names = (POSTER.get(key[0], key[0]), key[0])
            elif resource == "balanse":
                names = (f"konto {key[0]}", f"kapittel {key[0]}")
            elif resource == "beloep":
                names = (f"{key[1]} {functions.get(key[0], '')}", f"{key[0]} {key[1]}",
                         f"{key[1]} driftsutgifter funksjon {key[0]}")  # fmt: skip
            elif resource == "indikatorverdier":
                row_ = indicators[key[0], key[1]]
                short = str(row_["kortnavn"])
                told = f"{key[0]}/{short}"
                names = (str(row_["indikator"]), f"{services.get(key[0], '')} {short}", short)
            elif resource == "innbyggere":
                names = (f"innbyggere {key[0]}", f"folketall {key[0]}")
            label = f"{resource}/{told}"
            found.setdefault(label, Line(label, resource, key, names))
    return found


class _Matcher:
    """Finds the line that a text is most like; a name that two lines share finds neither."""

    def __init__(self, lines: Mapping[str, Line]) -> None:
        self._names: dict[str, str] = {}
        shared: set[str] = set()
        for line in lines.values():
            for name in dict.fromkeys(_plain(n) for n in line.names):
                if self._names.setdefault(name, line.label) != line.label:
                    shared.add(name)
        for name in shared:
            del self._names[name]

    def best(self, text: str) -> tuple[str, float]:
        found = process.extractOne(_plain(text), self._names.keys(), scorer=fuzz.token_sort_ratio)
        return (self._names[found[0]], found[1]) if found else ("", 0.0)


def _plain(text: str) -> str:
    """A heading without its unit, its punctuation and its case."""
    text = re.sub(r"\([^)]*\)|\b(1000|mill\.?|millioner|tusen)? ?(kr|kroner)\b", " ", text.casefold())
    return " ".join(re.sub(r"[^0-9a-zæøå.,+ -]", " ", text).split()).strip(" .,-")


def guessed(sheet: str, cells: Sequence[Sequence[Any]], lines: Mapping[str, Line], made: Template) -> Guess:
    """What the columns and lines of a table are most like."""
    matcher = _Matcher(lines)
    best = Guess(sheet, 1)
    most = 0
    for number, row in enumerate(cells[:_DEEPEST_HEADING], 1):
        headings = [str(cell.value).strip() for cell in row if cell.value not in (None, "")]
        guess = Guess(sheet, number)
        for heading in dict.fromkeys(headings):
            _guess_column(guess, heading, matcher)
        score = sum(bool(to) for to in guess.columns.values())
        if score > most and any(not _year(h) for h in headings):
            best, most = guess, score
    _guess_lines(best, cells, matcher)
    roles = set(best.columns.values())
    if PLACE not in roles:
        best.place = str(made.described["kommune"])
    if YEAR not in roles and not any(to.startswith(f"{FIGURES} ") for to in roles):
        best.year = int(made.described["rapportaar"])
    return best


def _guess_column(guess: Guess, heading: str, matcher: _Matcher) -> None:
    role = next((role for role, names in _ROLES.items() if alike(heading) in names), "")
    year = _year(heading)
    to, score = ("", 0.0) if role or year else matcher.best(heading)
    taken = {*guess.columns.values()} - {""}
    if role and role not in taken:
        guess.columns[heading] = role
    elif year:
        guess.columns[heading] = f"{FIGURES} {year}"
    elif score >= _SURE and to not in taken:
        guess.columns[heading] = to
        _guess_factor(guess, heading, heading, to)
    else:
        guess.columns[heading] = ""
        if to:
            guess.unsure[heading] = to


def _guess_factor(guess: Guess, told: str, heading: str, to: str) -> None:
    """Amounts are in thousands of kroner; a heading may say that it is not."""
    text = told.casefold()
    if to.partition("/")[0] not in _AMOUNTS:
        return
    if re.search(r"\bmill", text):
        guess.factors[heading] = 1000.0
    elif re.search(r"\b(kr|kroner)\b", text) and not re.search(r"1 ?000|tusen", text):
        guess.factors[heading] = 0.001


def _guess_lines(guess: Guess, cells: Sequence[Sequence[Any]], matcher: _Matcher) -> None:
    """What each text in the column of lines is."""
    positions = positions_of(guess, cells)
    at = positions.get(LINE)
    if at is None:
        return
    for row in cells[guess.heading_row :]:
        text = str(row[at].value).strip() if at < len(row) and row[at].value is not None else ""
        if text and text not in guess.lines:
            to, score = matcher.best(text)
            guess.lines[text] = to if score >= _SURE else ""
            if score >= _SURE:
                _guess_factor(guess, text, text, to)
            elif to:
                guess.unsure[text] = to


def positions_of(guess: Guess, cells: Sequence[Sequence[Any]]) -> dict[str, int]:
    """Where each role and line stands."""
    heading = cells[guess.heading_row - 1] if guess.heading_row <= len(cells) else []
    made: dict[str, int] = {}
    for position, cell in enumerate(heading):
        to = guess.columns.get(str(cell.value).strip() if cell.value is not None else "", "")
        if to:
            made.setdefault(to, position)
    return made


def remembered_in(file: Path, lines: Mapping[str, Line]) -> Guess:
    """The guess as it was left, maybe corrected; every wrong word in it is told."""
    try:
        raw = json.loads(file.read_text(encoding="utf-8-sig"))
        guess = Guess(str(raw["ark"]), int(raw["overskriftsrad"]), dict(raw["kolonner"]),
                      {k: float(v) for k, v in raw.get("faktorer", {}).items()},
                      dict(raw.get("linjer", {})), str(raw.get("kommune") or ""),
                      None if raw.get("aar") is None else int(raw["aar"]))  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise DatasetError([Problem(
            file.name, None, None, "Koblingene kan ikke leses.",
            "Rett fila, eller slett den, så gjettes det på nytt.",
        )]) from None  # fmt: skip
    roles = [PLACE, YEAR, LINE, FIGURES]
    problems = [
        Problem(file.name, None, heading, f"{shown(to)} er ukjent.",
                f"{near(to, [*lines, *roles])}Bruk {', '.join(roles)}, «tall 2024», en linje som "
                "regnskap/loenn, eller tom tekst når kolonnen ikke skal brukes.")
        for heading, to in {**guess.columns, **guess.lines}.items()
        if to and to not in lines and to not in roles and not re.fullmatch(r"tall [0-9]{4}", to)
    ]  # fmt: skip
    if problems:
        raise DatasetError(problems)
    return guess
