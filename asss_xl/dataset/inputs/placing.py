"""A table's figures put in the rows of a new package, and an account of every one of them.

A figure is placed only where municipality, year, line and unit are said. Every number is placed, left
out with the reason, or told as not understood; nothing is guessed.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from ..kommunenavn import Found, Places, plain
from ..messages import DatasetError, Problem, near, shown
from ..poster import POSTER, UTEN_FORTEGN
from ..schema import FIGURE
from . import grid, remembering
from .axes import Axes, Fact, Figure
from .axes import Read as Axed
from .grid import ERROR, NO_ANSWER
from .lines import AMOUNTS, Line, Lines, rows_by_key
from .magnitude import unit_by_size
from .saying import (
    ACCOUNTS,
    ADJUSTED,
    ART,
    FUNCTION,
    HEEDED,
    KIND,
    LINE,
    PART,
    PLACE,
    PRELIMINARY,
    TREASURY,
    UNIT,
    YEAR,
    Reader,
    computed,
)
from .template import Row, Template
from .units_said import AMOUNT, COUNT, INDEX, PER, PERCENT, Unit, unit_of
from .values import MISSING, Read, from_cell, from_text, number_text

_NUMBER = {"name": "verdi", "type": "number"}
PLACED, LEFT, UNKNOWN = "satt inn", "utelatt", "ikke forstått"
_FIRST_PLACES, _FIRST_TEXTS = 4, 12
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d")
#: A criterion index is near 1.
_LARGEST_INDEX = 20.0
#: How alike a name is to be asked about.
_ALIKE = 0.75


@dataclass(frozen=True)
class Given:
    """What the user says of the table, besides what it says itself."""

    place: str = ""
    year: int | None = None
    unit: str = ""


@dataclass(frozen=True)
class Reason:
    """Why a figure is not placed: one message for all with the same; `what` tells them apart."""

    slag: str
    why: str
    advice: str = ""
    what: str = ""


@dataclass
class Outcome:
    """What became of each number of the table."""

    file: str
    sheet: str
    memory: str
    placed: list[Figure] = field(default_factory=list)
    others: list[tuple[Figure, Reason]] = field(default_factory=list)
    #: How many figures each text gave, by what it was taken for.
    lines: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)
    keys: int = 0
    missing: int = 0
    #: Sheets that were not read, where the user has not chosen one.
    unread: tuple[str, ...] = ()

    def count(self, slag: str) -> int:
        return sum(reason.slag == slag for _, reason in self.others)

    @property
    def complete(self) -> bool:
        return bool(self.placed) and not self.count(UNKNOWN)

    def as_text(self) -> str:
        """The account, for the one who shall look at it."""
        out = [f"{self.file}, arket {self.sheet}:"]
        out += [f"  {told} ({count} tall)" for told, count in self.lines.items()]
        for slag in (LEFT, UNKNOWN):
            out += self._told(slag)
        out += [f"Se over: {warning}" for warning in self.warnings]
        if self.unread:
            out.append(f"Bare dette arket er lest. Velg et annet med --sheet: {', '.join(self.unread)}.")
        total = len(self.placed) + len(self.others)
        out.append(
            f"{total} tall i tabellen: {len(self.placed)} tall satt inn, {self.count(LEFT)} utelatt, "
            f"{self.count(UNKNOWN)} ikke forstått."
        )
        if self.missing:
            out.append(f"Dessuten sier {self.missing} tegn i tabellen at et tall mangler.")
        if self.keys:
            out.append(f"Årstall og kommunenumre ({self.keys}) er brukt som det, og ikke regnet med.")
        if self.count(UNKNOWN):
            out.append(
                f"Svar i {self.memory}: skriv det teksten skal leses som i stedet for «?», eller tom "
                "tekst når den ikke skal brukes, og kjør på nytt."
            )
        return "\n".join(out)

    def _told(self, slag: str) -> list[str]:
        groups: dict[tuple[str, str], list[tuple[Figure, str]]] = {}
        for figure, reason in self.others:
            if reason.slag == slag:
                groups.setdefault((reason.why, reason.advice), []).append((figure, reason.what))
        out = []
        for (why, advice), found in groups.items():
            whats = list(dict.fromkeys(what for _, what in found if what))
            more = f", og {len(whats) - _FIRST_TEXTS} til" if len(whats) > _FIRST_TEXTS else ""
            named = f": {', '.join(whats[:_FIRST_TEXTS])}{more}" if whats else ""
            cells = [figure.cell.address for figure, _ in found]
            rest = f" og {len(cells) - _FIRST_PLACES} til" if len(cells) > _FIRST_PLACES else ""
            said = f"  {slag.capitalize()}, {len(found)} tall ({', '.join(cells[:_FIRST_PLACES])}{rest}): "
            out.append(f"{said}{why}{named}.{' ' + advice if advice else ''}")
        return out


class Source:
    """A file with a table, opened once, with what has been said of it before."""

    def __init__(self, file: Path, sheet: str | None) -> None:
        self.file = file
        kept = remembering.recall(file)
        self.grid = grid.read(file, sheet or kept.sheet or None)
        if kept.sheet not in ("", self.grid.sheet):
            kept = remembering.Remembered()
        kept.sheet = self.grid.sheet
        self.kept = kept
        self.unread = tuple(name for name in self.grid.sheets if sheet is None and name != kept.sheet)

    def years(self, made: Template, given: Given) -> list[int]:
        """The years that the figures of the table have, budgets left aside."""
        read, _ = self._read(made, given)
        of_accounts = [f for f in read.figures if f.of(KIND) in (None, ACCOUNTS)]
        found = {f.of(YEAR) for f in of_accounts or read.figures} - {None}
        if not found:
            dated = list(map(shown, filter(_DATED.search, read.unknown)))[:_FIRST_PLACES]
            told = f" {', '.join(dated)} er ikke lest som år." if dated else ""
            self._refuse(
                f"Tabellen sier ikke hvilke år tallene gjelder.{told}",
                "Skriv årene med --years, for eksempel --years 2024.",
            )
        return sorted(found)

    def _refuse(self, what: str, advice: str) -> None:
        raise DatasetError([Problem(self.file.name, None, None, what, advice)])

    def fill(self, made: Template, given: Given) -> Outcome:
        """Put the figures in the package's rows; what became of each of them."""
        read, lines = self._read(made, given)
        outcome = Outcome(self.file.name, self.grid.sheet, str(remembering.memory(self.file)))
        outcome.unread = self.unread
        _Placing(made, lines, outcome).take(read)
        remembering.keep(self.kept, self.file, read)
        return outcome

    def _read(self, made: Template, given: Given) -> tuple[Axed, Lines]:
        lines, places = Lines(made), _places(made)
        reader = Reader(lines, places, self.kept.read_as)
        remembering.check(self.kept, self.file, reader)
        told = self._given(given, reader)
        name = reader.said(self.grid.sheet)
        if name.understood and self.grid.sheets != (self.file.stem,):
            for what in (PLACE, YEAR, *HEEDED):
                if what in name.facts and what not in told:
                    told[what] = Fact(name.facts[what], "arknavnet", text=self.grid.sheet)
        read = Axes(self.grid, reader, self.kept.blanks, told).read()
        if not read.figures:
            more = f" Arkene er {', '.join(self.grid.sheets)}; velg med --sheet." if self.unread else ""
            self._refuse(
                f"Arket {shown(self.grid.sheet)} har ingen tall.",
                f"Skriv bare sifre i cellene, og enheten i overskriften.{more}",
            )
        return read, lines

    def _given(self, given: Given, reader: Reader) -> dict[str, Fact]:
        """What the options, and else the corrected mapping, say of the whole table."""
        memory = remembering.memory(self.file).name
        told: dict[str, Fact] = {}
        if place := given.place or self.kept.place:
            option = "--municipality" if given.place else memory
            found = reader.places.find(place)
            if found.slag != "member":
                raise DatasetError(
                    [
                        Problem(
                            option,
                            None,
                            None,
                            f"{shown(place)} er ikke en kommune i nettverket.",
                            near(place, reader.places.names.values()),
                        )
                    ]
                )
            told[PLACE] = Fact(found, option)
        year = self.kept.year if given.year is None else given.year
        if year is not None:
            told[YEAR] = Fact(year, memory if given.year is None else "--year")
        if text := given.unit or self.kept.unit:
            option = "--unit" if given.unit else memory
            unit = unit_of(text.casefold(), reader.lines.units)
            if unit is None:
                raise DatasetError(
                    [
                        Problem(
                            option,
                            None,
                            None,
                            f"{shown(text)} er ikke en kjent enhet.",
                            "Skriv for eksempel 1000 kr, mill. kr, kr eller prosent.",
                        )
                    ]
                )
            told[UNIT] = Fact(unit, option)
        return told


def _places(made: Template) -> Places:
    return Places(
        (
            str(row["kommune"]),
            str(row.get("nummer") or ""),
            int(str(row.get("fra") or 0)),
            int(str(row.get("til") or 9999)),
        )
        for row in made.rows["kommuner"]
    )


def _left(why: str, what: str = "", advice: str = "") -> Reason:
    return Reason(LEFT, why, advice, what)


def _not(why: str, what: str = "", advice: str = "") -> Reason:
    return Reason(UNKNOWN, why, advice, what)


_ASK_UNIT = 'Skriv --unit, for eksempel --unit "1000 kr", eller «enhet» i koblingsfilen.'
_NOT_SO = "Gjelder det ikke tabellen, skriv den teksten i koblingsfilen, med tom tekst etter."
_NOT_ALL = {
    PART: ("er ikke regnskap for hele året", _NOT_SO),
    ADJUSTED: ("er regnet om til faste priser, eller korrigert", _NOT_SO),
    TREASURY: (
        "er ikke konsernets regnskap, som pakkens tall er",
        "Skal det brukes likevel, skriv teksten i koblingsfilen, med «konsern» etter.",
    ),
}
_BLANK = "Gjelder navnet nedover, skriv «som over» i «tomme_celler» i koblingsfilen."


class _Placing:
    """Takes figures, one by one, to the rows that are there for them."""

    def __init__(self, made: Template, lines: Lines, outcome: Outcome) -> None:
        self.lines, self.out = lines, outcome
        self.rows = rows_by_key(made)
        self.members = {str(row["kommune"]) for row in made.rows["kommuner"]}
        #: The figures of each target, what they say, and how it was told; nothing when they disagree.
        self.taken: dict[tuple[str, ...], tuple[list[Figure], str, str]] = {}
        self.years = made.described["aar"]

    def take(self, read: Axed) -> None:
        self.out.keys = read.keys
        ready: list[tuple[Figure, Line, Read]] = []
        for figure in read.figures:
            value = _value(figure)
            if value.missing:
                self._missing(figure, value.missing)
                continue
            found = self._stopped(figure) or self._unplaced(figure) or self._line(figure)
            if isinstance(found, Line) and value.fault:
                found = _not(
                    "kan ikke leses som tall",
                    value.fault[0].rstrip("."),
                    "Skriv bare sifre, minus først og komma foran desimalene.",
                )
            if isinstance(found, Line):
                ready.append((figure, found, value))
            else:
                self.out.others.append((figure, found))
        factors = _Units(ready)
        for figure, line, value in ready:
            self._put(figure, line, value, factors.of(figure, line, value))
        self.out.warnings += factors.warnings
        for figures, text, told in self.taken.values():
            if text:
                self.out.placed += figures
                self.out.lines[told] += len(figures)

    # -- what stops a figure ------------------------------------------------------------------------

    def _stopped(self, figure: Figure) -> Reason | None:
        """What is known not to be a figure for the package, and cells that have no value."""
        kind, place = figure.of(KIND), figure.of(PLACE)
        if figure.outside:
            return _not("står utenfor tabellen, uten overskrift eller kommune")
        if figure.unused:
            return _left("brukes ikke, etter koblingsfilen", shown(figure.unused))
        if kind not in (None, ACCOUNTS):
            said = figure.facts[KIND]
            told = f"{kind}, etter {shown(said.text)} ({said.where})"
            return _left("er ikke regnskap", told, "" if said.own else _NOT_SO)
        for what, (why, advice) in _NOT_ALL.items():
            if said_so := figure.facts.get(what):
                return _left(why, f"etter {shown(said_so.text)} ({said_so.where})", advice)
        if isinstance(place, Found):
            if place.slag == "sum":
                return _left("summer og snitt")
            if place.slag == "collection":
                return _left("grupper og samlinger av kommuner", figure.facts[PLACE].text)
            if place.slag == "outside":
                return _left("kommuner utenfor nettverket", place.kommune)
            if place.slag == "country" and place.kommune not in self.members:
                return _left("hele landet; den nye pakken har ingen rad for det")
            if place.slag == "unclear":
                return _not(
                    "kommunen er ikke entydig",
                    f"{figure.facts[PLACE].where} {place.grunn}",
                    "Skriv kommunenummeret foran navnet.",
                )
        if figure.cell.fault == NO_ANSWER:
            return _not(
                "formelen har ikke noe lagret svar",
                figure.cell.address,
                "Åpne filen i et regneark, la den regne, og lagre.",
            )
        if figure.cell.fault == ERROR:
            return _not("cellen har en feil", str(figure.cell.value), "Rett formelen.")
        return None

    def _unplaced(self, figure: Figure) -> Reason | None:
        """What is lacking, contradicts itself or is not understood."""
        if figure.unknown:
            texts = ", ".join(f"{shown(text)} ({where}{self._like(text)})" for text, where in figure.unknown)
            return _not("tekster som ikke er forstått", texts)
        if figure.disagree:
            return _not("filen motsier seg selv", "; ".join(figure.disagree))
        if figure.of(PLACE) is None and not str(figure.of(LINE)).startswith("nasjonale/"):
            if figure.blank:
                cells = ", ".join(figure.blank)
                return _not("kommunen er ikke sagt; cellen under navnet er tom", cells, _BLANK)
            return _not("kommunen er ikke sagt", "", "Skriv --municipality, eller «kommune» i koblingsfilen.")
        if figure.of(YEAR) is None:
            return _not("året er ikke sagt", "", "Skriv --year, eller «aar» i koblingsfilen.")
        return None

    def _like(self, text: str) -> str:
        """The nearest name, as a question; of one that is almost a line, what makes it another."""
        bare = plain(re.sub(r"\([^()]*\)", " ", text)).strip()
        if bare in self.lines.unclear:
            line, why = self.lines.unclear[bare]
            return (
                f", er {why}, men pakkens linje er {shown(POSTER[line])}: trekk dem fra og skriv det navnet, "
                f"eller skriv «regnskap/{line}» i koblingsfilen når tallet alt er uten"
            )
        known = {name: self.lines.written.get(name, name) for name in self.lines.names if "/" not in name}
        known |= {plain(name): name for name in self.members}
        alike = difflib.get_close_matches(plain(text), list(known), n=1, cutoff=_ALIKE)
        return f", mente du {shown(known[alike[0]])}?" if alike else ""

    def _line(self, figure: Figure) -> Line | Reason:
        """The line that the row, the column and the titles together say."""
        label, function, art = figure.of(LINE), figure.of(FUNCTION), figure.of(ART)
        if function:
            if not art:
                return _not("det er ikke sagt om utgiften er netto eller brutto", f"funksjon {function}")
            label = self.lines.of_function(function, art)
            if not label:
                return _left("funksjoner som pakken ikke har", f"{function} {art}")
        if not label:
            if art:
                return _not("funksjonen er ikke sagt", shown(figure.heading))
            return _not(
                "linjen er ikke sagt",
                shown(figure.heading) if figure.heading else "",
                "Gi kolonnen en overskrift, eller en kolonne «Linje».",
            )
        if computed(label):
            return _left("linjer som regnes av andre", label.partition("/")[2])
        return self.lines.by_label[label]

    # -- putting ----------------------------------------------------------------------------------

    def _target(self, figure: Figure, line: Line) -> tuple[str, ...]:
        place = figure.of(PLACE)
        whose = "" if line.resource == "nasjonale" or place is None else place.kommune
        return (line.resource, *line.key, whose, str(figure.of(YEAR)))

    def _put(self, figure: Figure, line: Line, value: Read, factor: Decimal | Reason) -> None:
        target = self._target(figure, line)
        row = self.rows.get(target)
        if isinstance(factor, Reason):
            self.out.others.append((figure, factor))
        elif row is None and figure.of(YEAR) not in self.years:
            self.out.others.append((figure, _left("år utenfor den nye pakken", str(figure.of(YEAR)))))
        elif row is None:
            self.out.others.append(
                (
                    figure,
                    _left("kommunen eller linjen er ikke med det året", f"{line.label} {figure.of(YEAR)}"),
                )
            )
        else:
            text = value.text if factor == 1 else number_text(float(Decimal(value.text) * factor))
            self._keep(figure, line, target, row, text, factor)

    def _keep(
        self, figure: Figure, line: Line, target: tuple[str, ...], row: Row, text: str, factor: Decimal
    ) -> None:
        before, said, _ = self.taken.get(target, ([], text, ""))
        if said != text:
            # In a year one number holds; what stands by another one is not this year's municipality.
            if _of_its_year(before[0]) and not _of_its_year(figure):
                self.out.others.append((figure, _OTHER_NUMBER))
                return
            if _of_its_year(figure) and not _of_its_year(before[0]):
                self.out.others += [(each, _OTHER_NUMBER) for each in before if said]
                before, said = [], text
        if said != text:
            clash = _not(
                "to ulike tall for det samme",
                f"{line.label} {target[-2]} {target[-1]} i {before[0].cell.address} og {figure.cell.address}",
                "Behold det ene.",
            )
            self.out.others += [(each, clash) for each in (*(before if said else ()), figure)]
            self.taken[target] = (before, "", "")
            row.pop(FIGURE[line.resource], None)
            row.pop("status", None)
            return
        self.taken[target] = ([*before, figure], text, _taken_for(figure, line, factor))
        row[FIGURE[line.resource]] = text
        row.pop("status", None)
        if figure.of(PRELIMINARY):
            row["status"] = "foreløpig"
        if line.resource == "regnskap" and line.key[0] in UTEN_FORTEGN and text.startswith("-"):
            told = f"{line.label} {target[-2]} {target[-1]} er under null ({figure.cell.address})"
            self.out.warnings.append(f"{told}; linjen skrives uten minus.")

    def _missing(self, figure: Figure, status: str) -> None:
        """A sign for a missing figure says so of its row, where nothing else is in doubt."""
        line = self._stopped(figure) or self._unplaced(figure) or self._line(figure)
        if not isinstance(line, Line):
            return
        place, year = figure.of(PLACE), figure.of(YEAR)
        row = self.rows.get(self._target(figure, line))
        # «.» for a number that does not hold in the year is said of the number, not of the figure.
        if row is None or (place is not None and not place.fra <= year <= place.til):
            return
        if not row.get(FIGURE[line.resource]) and "status" not in row:
            row["status"] = status
            self.out.missing += 1


_OTHER_NUMBER = _left("står på et kommunenummer som ikke gjaldt i året")


def _of_its_year(figure: Figure) -> bool:
    """Whether the municipality's number, where the table has one, holds in the figure's year."""
    place = figure.of(PLACE)
    return place is None or place.fra <= figure.of(YEAR) <= place.til


def _taken_for(figure: Figure, line: Line, factor: Decimal) -> str:
    """What a text was taken for, and in which unit."""
    texts = dict.fromkeys(figure.facts[what].text for what in (FUNCTION, ART, LINE) if what in figure.facts)
    said = " / ".join(text for text in texts if text)
    unit = figure.of(UNIT)
    told = ""
    if line.resource in AMOUNTS and isinstance(unit, Unit):
        told = f", {unit.text}" + (f", ganget med {factor.normalize():f}" if factor != 1 else "")
    return f"{said}: {line.label}{told}" if said else f"{line.label}{told}"


def _value(figure: Figure) -> Read:
    """The figure in the package's form; a percent as it is shown."""
    value, form = figure.cell.value, figure.cell.format
    if figure.cell.fault:
        return Read()
    if isinstance(value, str):
        if value.strip().casefold() in MISSING:
            return Read(missing=MISSING[value.strip().casefold()])
        return from_text(value.strip().removesuffix("%"), _NUMBER, figure=True)
    if "%" in form and isinstance(value, (int, float)) and not isinstance(value, bool):
        return Read(number_text(value * 100))
    return from_cell(value, form, _NUMBER, figure=True)


class _Units:
    """The factor from each figure's unit to the package's, or why it has none."""

    def __init__(self, ready: Sequence[tuple[Figure, Line, Read]]) -> None:
        self.warnings: list[str] = []
        amounts = [(f, line, v) for f, line, v in ready if line.resource in AMOUNTS]
        unsaid = [_sized(f, line, v) for f, line, v in amounts if f.of(UNIT) is None and not _percent(f)]
        self.by_size = unit_by_size(unsaid)
        self.wrong: dict[tuple[str, str], str] = {}
        self._said_but_not_so(amounts)
        self.shares = self._lines_that(ready, "prosent", lambda values: all(abs(v) <= 1 for v in values))
        self.broken = self._lines_that(ready, "", lambda values: any(not v.is_integer() for v in values))

    def _said_but_not_so(self, amounts: Sequence[tuple[Figure, Line, Read]]) -> None:
        """Amounts of a size that no municipality has in the unit that the table says."""
        groups: dict[tuple[str, Unit, bool], list[tuple[str, str, float]]] = {}
        for figure, line, value in amounts:
            unit = figure.of(UNIT)
            if isinstance(unit, Unit) and unit.slag == AMOUNT:
                sized = _sized(figure, line, value, float(unit.factor))
                groups.setdefault((line.label, unit, not _from_file(figure)), []).append(sized)
        for (label, unit, insisted), told in groups.items():
            for firm in (True, False):
                found = unit_by_size(told, firm=firm)
                if found in ("", "1000 kr"):
                    continue
                if firm and not insisted:
                    self.wrong[label, unit.text] = found
                elif (label, unit.text) not in self.wrong:
                    self.warnings.append(
                        f"{label} er uvanlig {'lite' if 'm' in found else 'mye'} per "
                        f"innbygger når enheten er {unit.text}."
                    )
                break

    @staticmethod
    def _lines_that(
        ready: Sequence[tuple[Figure, Line, Read]], unit: str, test: Callable[[list[float]], bool]
    ) -> set[str]:
        groups: dict[str, list[float]] = {}
        for figure, line, value in ready:
            if line.unit.startswith(unit) and not _percent(figure):
                groups.setdefault(line.label, []).append(float(value.text or 0))
        return {label for label, values in groups.items() if any(values) and test(values)}

    def of(self, figure: Figure, line: Line, value: Read) -> Decimal | Reason:
        unit: Unit | None = figure.of(UNIT)
        if _percent(figure):
            unit = Unit(PERCENT, "prosent")
        if line.resource in AMOUNTS:
            return self._amount(line, unit)
        own = _percent(figure) or (UNIT in figure.facts and figure.facts[UNIT].own)
        if line.resource == "indikatorverdier":
            return self._indicator(line, unit, own)
        if unit is not None and not own and unit.slag == AMOUNT:
            unit = None
        if line.resource == "kriterieverdier":
            fits = unit is None or unit.slag == INDEX
            if not fits or abs(float(value.text)) > _LARGEST_INDEX:
                return _not("kriterieindekser er rundt 1", line.label)
            return Decimal(1)
        if line.resource == "innbyggere":
            if unit is not None and unit.slag != COUNT:
                return _left(f"er {unit.text}, ikke antall innbyggere", line.label)
            if line.label in self.broken:
                return _not("innbyggere er hele tall", line.label)
            return Decimal(1)
        fits = unit is None or unit.slag == PERCENT
        return Decimal(1) if fits else _not(f"enheten er {unit.text}, ikke prosent", line.label)  # type: ignore[union-attr]

    def _amount(self, line: Line, unit: Unit | None) -> Decimal | Reason:
        if unit is None:
            fits = f"Størrelsen passer med {self.by_size}. " if self.by_size else ""
            return _not("enheten er ikke sagt", line.label, fits + _ASK_UNIT)
        if unit.slag != AMOUNT:
            return _left(f"er {unit.text}, ikke et beløp", line.label)
        if found := self.wrong.get((line.label, unit.text)):
            return _not(
                f"enheten er sagt å være {unit.text}, men størrelsen passer med {found}",
                line.label,
                "Rett overskriften, eller skriv --unit.",
            )
        return unit.factor

    def _indicator(self, line: Line, unit: Unit | None, own: bool) -> Decimal | Reason:
        money = line.unit.startswith("kr")
        if line.unit.startswith("prosent"):
            if unit is None or (unit.slag == AMOUNT and not own):
                if line.label in self.shares:
                    return _not(
                        "tallene kan være andeler og ikke prosent",
                        line.label,
                        "Skriv (prosent) i overskriften, eller gjør dem om.",
                    )
                return Decimal(1)
            fits = unit.slag == PERCENT
            return Decimal(1) if fits else _not(f"enheten er {unit.text}, ikke {line.unit}", line.label)
        if unit is None:
            return Decimal(1)
        if money and unit.slag in (AMOUNT, PER):
            if not own and unit.factor != Decimal("0.001"):
                return _not(
                    f"det er ikke sagt om {line.unit} også er i {unit.text}",
                    line.label,
                    "Skriv enheten i kolonnens overskrift.",
                )
            return unit.factor * 1000
        if unit.slag == AMOUNT and not own:
            return Decimal(1)
        same = unit.text == line.unit.casefold() or (line.unit == "indeks" and unit.slag == INDEX)
        return Decimal(1) if same else _not(f"enheten er {unit.text}, ikke {line.unit}", line.label)


def _from_file(figure: Figure) -> bool:
    """Whether the table itself says the unit; what the user says of it is believed."""
    return (
        UNIT in figure.facts
        and "." not in figure.facts[UNIT].where
        and (not figure.facts[UNIT].where.startswith("--"))
    )


def _percent(figure: Figure) -> bool:
    """Whether the cell itself shows a percent."""
    value = figure.cell.value
    return "%" in figure.cell.format or (isinstance(value, str) and value.rstrip().endswith("%"))


def _sized(figure: Figure, line: Line, value: Read, factor: float = 1.0) -> tuple[str, str, float]:
    place = figure.of(PLACE)
    return line.label, place.kommune if place else "", float(value.text or 0) * factor
