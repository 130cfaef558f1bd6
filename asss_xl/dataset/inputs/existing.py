"""Figures out of a table that someone already has: guessed from its headings, told, remembered.

The guess is written beside the file, where it can be corrected; the next time it is what counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from ..checks import FIGURE
from ..messages import DatasetError, Problem, near, shown
from ..poster import POSTER
from .layout import alike
from .template import Row, Template
from .values import Read, from_cell, from_text, number_text
from .workbook import letter, looked_over, opened, rows_of

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
_KEYS = {
    "regnskap": ("post",), "balanse": ("konto",), "beloep": ("funksjon", "art"),
    "indikatorverdier": ("tjeneste", "nr"), "innbyggere": ("aldersgruppe",),
    "nasjonale": ("stoerrelse",), "kriterieverdier": ("kriterium",),
}  # fmt: skip
_AMOUNTS = ("regnskap", "balanse", "beloep")
_NUMBER = {"name": "verdi", "type": "number"}


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


def fill(made: Template, file: Path, sheet: str | None) -> Guess:
    """Put a table's figures into a new package's rows; what the columns were taken for.

    Raises `DatasetError` with everything that could not be placed.
    """
    known = _lines(made)
    remembered = _remembered(memory(file), known) if memory(file).is_file() else None
    wanted, cells = _cells(file, sheet or (remembered.sheet if remembered else None))
    guess = remembered if remembered and remembered.sheet == wanted else _guess(wanted, cells, known, made)
    _Filling(made, guess, f"{file.name}, arket {wanted}", known).take(cells)
    return guess


def years_in(file: Path, sheet: str | None) -> range | None:
    """The years that a table has, from the first to the last; None when it says none."""
    _, cells = _cells(file, sheet)
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


def _cells(file: Path, sheet: str | None) -> tuple[str, list[list[Any]]]:
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


def _lines(made: Template) -> dict[str, Line]:
    services = {str(r["tjeneste"]): str(r["navn"]) for r in made.rows.get("tjenester", [])}
    indicators = {(str(r["tjeneste"]), str(r["nr"])): r for r in made.rows.get("indikatorer", [])}
    functions = {str(r["funksjon"]): str(r["navn"]) for r in made.rows.get("funksjoner", [])}
    found: dict[str, Line] = {}
    for resource, columns in _KEYS.items():
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


def _guess(sheet: str, cells: Sequence[Sequence[Any]], lines: Mapping[str, Line], made: Template) -> Guess:
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
    positions = _positions(guess, cells)
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


def _positions(guess: Guess, cells: Sequence[Sequence[Any]]) -> dict[str, int]:
    """Where each role and line stands."""
    heading = cells[guess.heading_row - 1] if guess.heading_row <= len(cells) else []
    made: dict[str, int] = {}
    for position, cell in enumerate(heading):
        to = guess.columns.get(str(cell.value).strip() if cell.value is not None else "", "")
        if to:
            made.setdefault(to, position)
    return made


def _remembered(file: Path, lines: Mapping[str, Line]) -> Guess:
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


# -- the figures ------------------------------------------------------------------------------------


class _Filling:
    """Takes the table's figures, one by one, to the rows that are there for them."""

    def __init__(self, made: Template, guess: Guess, fil: str, lines: Mapping[str, Line]) -> None:
        self.guess, self.fil, self.lines = guess, fil, lines
        self.problems: list[Problem] = []
        self.rows: dict[tuple[str, ...], Row] = {}
        for resource, columns in _KEYS.items():
            for row in made.rows.get(resource, []):
                whose = (str(row.get("kommune", "")), str(row["aar"]))
                self.rows[resource, *(str(row[c]) for c in columns), *whose] = row
        self.places = _places(made.rows["kommuner"])

    def take(self, cells: Sequence[Sequence[Any]]) -> None:
        positions = _positions(self.guess, cells)
        figures = {to: at for to, at in positions.items()
                   if to in self.lines or to == FIGURES or to.startswith(f"{FIGURES} ")}  # fmt: skip
        if not figures:
            raise DatasetError([Problem(
                self.fil, self.guess.heading_row, None, "Fant ingen kolonner som kan være tall i pakken.",
                "Oppgi riktig ark med --sheet, eller rett koblingene i fila ved siden av.\n"
                + self.guess.as_text(),
            )])  # fmt: skip
        taken = 0
        for number, row in enumerate(cells[self.guess.heading_row :], self.guess.heading_row + 1):
            if not any(cell.value not in (None, "") for cell in row):
                continue
            taken += self._row(number, row, positions, figures)
        if not taken and not self.problems:
            self.problems.append(Problem(
                self.fil, None, None, "Tabellen har ingen tall for kommunene og årene i den nye pakken.",
                "Se etter at --network og --years er riktige.",
            ))  # fmt: skip
        if self.problems:
            raise DatasetError(self.problems)
        self.guess.taken = taken

    def _row(
        self, number: int, row: Sequence[Any], positions: Mapping[str, int], figures: Mapping[str, int]
    ) -> int:
        """How many figures the row gave."""
        def text(role: str) -> str:
            at = positions.get(role)
            value = row[at].value if at is not None and at < len(row) else None
            return "" if value is None else str(value).strip().removesuffix(".0")

        place = self._place(number, text(PLACE) or self.guess.place, positions.get(PLACE))
        line = self.guess.lines.get(text(LINE), "") if LINE in positions else ""
        taken = 0
        for to, at in figures.items():
            label = to if to in self.lines else line
            year = to.removeprefix(f"{FIGURES} ") if to.startswith(f"{FIGURES} ") else text(YEAR)
            if label and place is not None and at < len(row):
                taken += self._put(number, at, row[at], self.lines[label], place,
                                   year or str(self.guess.year or ""), text(LINE) or to)  # fmt: skip
        return taken

    def _place(self, number: int, text: str, at: int | None) -> str | None:
        found = self.places.get(alike(text)) or self.places.get(text.partition(" ")[0].zfill(4))
        if found is None and text:
            self.problems.append(Problem(
                self.fil, number, letter(at) if at is not None else None,
                f"{shown(text)} er ikke en kommune i nettverket.",
                f"{near(text, set(self.places.values()))}Rett navnet, eller ta raden ut.",
            ))  # fmt: skip
        return found

    def _put(
        self, number: int, at: int, cell: Any, line: Line, place: str, year: str, named: str
    ) -> int:
        got = _read(cell)
        if got.fault:
            self.problems.append(Problem(self.fil, number, letter(at), *got.fault))
        if got.fault or not (got.text or got.missing):
            return 0
        whose = "" if line.resource == "nasjonale" else place
        row = self.rows.get((line.resource, *line.key, whose, year))
        if row is None:
            # A year outside the package's, or before the municipality was there.
            self.guess.outside += 1
            return 0
        column = FIGURE[line.resource]
        heading = next((h for h, to in self.guess.columns.items() if to == line.label), named)
        factor = self.guess.factors.get(heading, self.guess.factors.get(named, 1.0))
        value = got.text if factor == 1 or not got.text else number_text(float(got.text) * factor)
        before = row.get(column, "") or row.get("status", "")
        if before and before != "gjelder_ikke" and before != (value or got.missing):
            self.problems.append(Problem(
                self.fil, number, letter(at),
                f"{line.label} for {place} i {year} står to ganger med ulike tall.", "Behold det ene.",
            ))  # fmt: skip
            return 0
        if got.missing:
            row["status"] = got.missing
        else:
            row.pop("status", None)
            row[column] = value
        return 1


def _read(cell: Any) -> Read:
    if getattr(cell, "data_type", "") == "e":
        return Read(fault=(f"Cellen har feilen {cell.value}.", "Rett formelen i tabellen."))
    if isinstance(cell.value, str):
        return from_text(cell.value, _NUMBER, figure=True)
    return from_cell(cell.value, cell.number_format or "", _NUMBER, figure=True)


def _places(rows: Iterable[Row]) -> dict[str, str]:
    """The municipality by its name, in any case, and by every number it has had."""
    made: dict[str, str] = {}
    for row in rows:
        made[alike(row["kommune"])] = str(row["kommune"])
        if row.get("nummer"):
            made[str(row["nummer"])] = str(row["kommune"])
    return made
