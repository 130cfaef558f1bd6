"""A table's figures put in the rows of a new package, and an account of every one of them.

A figure is placed only where municipality, year, line and unit are said. Every number is placed, left
out with the reason, or told as not understood; nothing is guessed.
"""

from __future__ import annotations

import datetime
import difflib
import re
from dataclasses import dataclass, replace
from decimal import Decimal

from asss_xl.catalogue import functions

from ...alder import OLDEST, ages_of
from ...cells.grid import ERROR, NO_ANSWER
from ...cells.values import STATUS_OF_MARK, Read, from_cell, from_text, number_text
from ...kommunenavn import Found, as_name
from ...messages import said, shown
from ...poster import OFTEST_UTEN_FORTEGN, POSTER, UTEN_FORTEGN, UTREGNEDE
from ...schema import FIGURE
from ..template import NewPackage
from . import saying as s
from .axes import Understood
from .factors import Factors
from .facts import Fact, Outcome, Reason, TableFigure, left_out, unclear
from .lines import AMOUNTS, SOME_AGES, Line, LineNames, rows_by_key
from .units import Unit, figure_of

_NUMBER = {"name": "verdi", "type": "number"}
#: How alike a name is to be asked about.
_ALIKE = 0.75
#: How many headings are named that nothing was made of.
_FIRST_HEADINGS = 8
#: A percent cell with more than this was formatted after the percent was written.
_MOST_SHARE = 10
_PEOPLE_BEFORE = "folketallet ved inngangen til et år er satt inn som det ved utgangen av året før."
_OTHER_NUMBER = left_out("annet_nummer")
#: Lines that are not of investments, or of what is owned and owed.
_INVESTED = {
    "investeringer",
    "tilskudd",
    "investeringsmoms",
    "laan",
    "gjeld",
    "fordringer",
    "disposisjonsfond",
}
_RUNNING = {f"regnskap/{post}" for post in POSTER.keys() - _INVESTED}


@dataclass(frozen=True, eq=False)
class Taken:
    """A figure that a row is there for: the line, the text in the package's unit, and the factor to it."""

    figure: TableFigure
    line: Line
    text: str
    factor: Decimal

    @property
    def told(self) -> str:
        """What its text was taken for, and in which unit."""
        facts = self.figure.facts
        texts = dict.fromkeys(facts[what].text for what in (s.FUNCTION, s.ART, s.LINE) if what in facts)
        unit, name = self.figure.of(s.UNIT), " / ".join(filter(None, texts))
        told = f"{name}: {self.line.label}" if name else self.line.label
        if self.line.resource not in AMOUNTS or not isinstance(unit, Unit):
            return told
        times = "" if self.factor == 1 else f", ganget med {self.factor.normalize():f}"
        return f"{told}, {unit.text}{times}"


class Placing:
    """Takes figures, one by one, to the rows that are there for them."""

    def __init__(self, made: NewPackage, lines: LineNames, outcome: Outcome) -> None:
        self.lines, self.out = lines, outcome
        self.rows = rows_by_key(made)
        self.members = {str(row["kommune"]) for row in made.rows["kommuner"]}
        #: Since when each is another municipality than before.
        breaks = (row for row in made.rows["kommuner"] if row.get("brudd") == "ja")
        self.breaks = {(row["kommune"], int(str(row["fra"]))) for row in breaks}
        #: What is said of each target.
        self.taken: dict[tuple[str, ...], list[Taken]] = {}
        #: Ages that are some of those of a target.
        self.parts: dict[tuple[str, ...], list[Taken]] = {}
        self.years = made.described["aar"]
        #: Whether some amounts are of years that have not begun: the others may be a plan's too.
        self.plan = False

    def take(self, read: Understood) -> None:
        self.out.keys = read.keys
        ready: list[tuple[TableFigure, Line, Read]] = []
        for figure in read.figures:
            value = _value(figure)
            found = self._stopped(figure) or self._unplaced(figure) or self._line(figure)
            if value.missing:
                self._missing(figure, found, value.missing)
            elif isinstance(found, Reason):
                self._out(figure, found)
            elif value.fault:
                self._out(figure, unclear("ikke_lest_som_tall", value.fault[0].rstrip(".")))
            else:
                ready.append((figure, found, value))
        self.plan = any(_not_begun(figure, line) for figure, line, _ in ready)
        factors = Factors(ready)
        # A line below zero that never is, says that the table counts the other way: then nobody knows how
        # the lines that can be below zero are counted.
        other_way = any(_below_zero(*each) for each in ready)
        for figure, line, value in ready:
            factor = factors.of(figure, line, value)
            unsaid = line.resource == "regnskap" and not _is_firm(line) and s.SIGN not in figure.facts
            if _below_zero(figure, line, value):
                factor = unclear("fortegn_ikke_sagt", line.label)
            elif other_way and unsaid:
                factor = unclear("fortegn_heller_ikke", line.label)
            self._put(figure, line, value, factor)
        self.out.warnings += factors.warnings
        for target, parts in self.parts.items():
            self._add_up(target, parts)
        for target, taken in self.taken.items():
            self._settle(target, taken)
        if any(s.YEAR_BEFORE in figure.facts for figure in self.out.placed):
            self.out.warnings.append(_PEOPLE_BEFORE)
        if passed := dict.fromkeys(text for figure in self.out.placed for text in figure.passed):
            listed = ", ".join(list(passed)[:_FIRST_HEADINGS])
            self.out.warnings.append(f"titler og andre tekster er ikke forstått, og ikke brukt: {listed}.")

    def _out(self, figure: TableFigure, reason: Reason) -> None:
        self.out.others.append((figure, reason))

    # -- what stops a figure ------------------------------------------------------------------------

    def _stopped(self, figure: TableFigure) -> Reason | None:
        """What is known not to be a figure for the package, and cells that have no value."""
        kind, place, cell = figure.of(s.KIND), figure.of(s.PLACE), figure.cell
        if figure.outside:
            return unclear("utenfor_tabellen")
        if figure.unused:
            return left_out("brukes_ikke", shown(figure.unused))
        if kind not in (None, s.ACCOUNTS):
            said = figure.facts[s.KIND]
            told = f"{kind}, etter {shown(said.text)} ({said.where})"
            return left_out("ikke_regnskap" if said.own else "tabellen_ikke_regnskap", told)
        for what in s.RESERVATIONS:
            if said_so := figure.facts.get(what):
                return left_out(what, f"etter {shown(said_so.text)} ({said_so.where})")
        if place is not None and (reason := self._not_a_member(place, figure.facts[s.PLACE])):
            return reason
        if cell.fault == NO_ANSWER:
            return unclear("uten_lagret_svar", cell.address)
        if cell.fault == ERROR:
            return unclear("celle_har_feil", str(cell.value))
        return None

    def _not_a_member(self, place: Found, said: Fact) -> Reason | None:
        if place.slag == "country":
            lacks = place.kommune not in self.members
            return left_out("hele_landet") if lacks else None
        return {
            "sum": left_out("sum"),
            "collection": left_out("samling", said.text),
            "outside": left_out("utenfor_nettverket", place.kommune),
            "unclear": unclear("ikke_entydig", f"{said.where} {place.grunn}"),
        }.get(place.slag)

    def _unplaced(self, figure: TableFigure) -> Reason | None:
        """What is lacking, contradicts itself or is not understood."""
        if figure.unknown:
            texts = "\n".join(f"{shown(text)} ({where}{self._like(text)})" for text, where in figure.unknown)
            return unclear("ikke_forstaatt", texts)
        if figure.disagree:
            return unclear("motsier_seg", "\n".join(figure.disagree))
        if figure.of(s.PLACE) is None and not str(figure.of(s.LINE)).startswith("nasjonale/"):
            blank = figure.blank.get(s.PLACE)
            return unclear("tom_celle", blank, "kommunen") if blank else unclear("kommune_ikke_sagt")
        if figure.of(s.YEAR) is None:
            blank = figure.blank.get(s.YEAR)
            return unclear("tom_celle", blank, "året") if blank else unclear("aar_ikke_sagt")
        if is_of_people(figure) and not {s.CLOSING, s.YEAR_BEFORE} & figure.facts.keys():
            return unclear("folketall_naar")
        return None

    def _like(self, text: str) -> str:
        """The nearest name, as a question; of one that is almost a line, what makes it another."""
        bare = as_name(re.sub(r"\([^()]*\)", " ", text)).strip()
        if bare in self.lines.unclear:
            line, why = self.lines.unclear[bare]
            return said("nesten_linjen", why, POSTER[line], line)
        if bare in self.lines.several:
            return said("flere_linjer", self.lines.several[bare])
        known = {name: self.lines.written.get(name, name) for name in self.lines.names if "/" not in name}
        known |= {as_name(name): name for name in self.members}
        alike = difflib.get_close_matches(as_name(text), list(known), n=1, cutoff=_ALIKE)
        return f", mente du {shown(known[alike[0]])}?" if alike else ""

    def _line(self, figure: TableFigure) -> Line | Reason:
        """The line that the row, the column and the titles together say."""
        label, function, art = figure.of(s.LINE), figure.of(s.FUNCTION), figure.of(s.ART)
        if function and label and not art:
            return left_out("linje_uten_funksjon", label)
        if function and not art:
            return unclear("art_ikke_sagt", f"funksjon {function}")
        if function:
            label = self.lines.of_function(function, art)
            if not label:
                return _ended(figure, function, left_out("funksjon_ikke_i_pakken", f"{function} {art}"))
        if art and not function and (not label or figure.facts[s.LINE].text != figure.facts[s.ART].text):
            return unclear("funksjon_ikke_sagt", shown(figure.heading))
        if not label:
            return unclear("linje_ikke_sagt", shown(figure.heading) if figure.heading else "")
        if (part := figure.facts.get(s.INVESTED)) and part.value == s.INVESTED and label in _RUNNING:
            return left_out(s.INVESTED, f"etter {shown(part.text)} ({part.where})")
        if (part := figure.facts.get(s.SERVICE)) and label.startswith(("regnskap/", "balanse/")):
            return unclear("bare_en_tjeneste", f"{shown(part.text)} ({part.where})")
        if s.computed(label):
            return left_out("regnes_av_andre", UTREGNEDE[label.partition("/")[2]])
        if ages := _ages(figure):
            text = figure.facts[s.LINE].text
            return self.lines.group_of(ages) or unclear("aldre_i_flere_grupper", shown(text))
        return self.lines.by_label[label]

    # -- putting ----------------------------------------------------------------------------------

    def _target(self, figure: TableFigure, line: Line) -> tuple[str, ...]:
        place = figure.of(s.PLACE)
        whose = "" if line.resource == "nasjonale" or place is None else place.kommune
        return (line.resource, *line.key, whose, str(figure.of(s.YEAR)))

    def _put(self, figure: TableFigure, line: Line, value: Read, factor: Decimal | Reason) -> None:
        target, year = self._target(figure, line), figure.of(s.YEAR)
        if isinstance(factor, Reason):
            return self._out(figure, factor)
        factor *= figure.of(s.SIGN) or 1
        if _not_begun(figure, line):
            return self._out(figure, unclear("aar_ikke_begynt", str(year)))
        if self.plan and line.resource in AMOUNTS and s.KIND not in figure.facts:
            return self._out(figure, unclear("kan_vaere_plan", str(year)))
        if target in self.rows:
            text = value.text if factor == 1 else number_text(float(Decimal(value.text) * factor))
            found = self.parts if _ages(figure) else self.taken
            found.setdefault(target, []).append(Taken(figure, line, text, factor))
        elif year not in self.years:
            self._out(figure, left_out("aar_utenfor_pakken", str(year)))
        else:
            lacking = left_out("ikke_med_det_aaret", f"{line.label} {year}")
            self._out(figure, _ended(figure, line.key[0], lacking) if line.resource == "beloep" else lacking)

    def _add_up(self, target: tuple[str, ...], parts: list[Taken]) -> None:
        """Put the sum of some ages where they are all those of the group, each once."""
        timely = [each for each in parts if _of_its_year(each.figure)] or parts
        self.out.others += [(each.figure, _OTHER_NUMBER) for each in parts if each not in timely]
        by_ages = {ages: each for each in timely if (ages := _ages(each.figure))}
        first, last = ages_of(parts[0].line.key[0]) or (0, OLDEST)
        following = first
        for one, other in sorted(by_ages):
            following = other + 1 if one == following else -1
        if following == last + 1 and len({(_ages(p.figure), p.text) for p in timely}) == len(by_ages):
            texts = [by_ages[ages].figure.facts[s.LINE] for ages in (min(by_ages), max(by_ages))]
            for each in timely:
                each.figure.facts[s.LINE] = replace(texts[0], text=" … ".join(fact.text for fact in texts))
            total = number_text(float(sum(Decimal(each.text) for each in by_ages.values())))
            self.taken.setdefault(target, []).extend(replace(each, text=total) for each in timely)
            return
        told = f"{parts[0].line.key[0]} {target[-2]} {target[-1]}"
        self.out.others += [(each.figure, unclear("aldre_gaar_ikke_opp", told)) for each in timely]

    def _settle(self, target: tuple[str, ...], found: list[Taken]) -> None:
        """Put what is said of a row in it; of two that differ none is put."""
        row, last = self.rows[target], found[-1]
        timely = [each for each in found if _of_its_year(each.figure)]
        if timely and len({each.text for each in found}) > 1:
            # In a year one number holds; what stands by another one is not this year's municipality.
            self.out.others += [(each.figure, _OTHER_NUMBER) for each in found if each not in timely]
            found = timely
        figures = [each.figure for each in found]
        if all(self._is_of_another(figure) for figure in figures):
            ended = unclear("nummeret_gjaldt_ikke", f"{shown(figures[0].facts[s.PLACE].text)} ({target[-1]})")
            self.out.others += [(figure, ended) for figure in figures]
            return
        whose = f"{last.line.label} {target[-2]} {target[-1]}"
        row.pop("status", None)
        if len({each.text for each in found}) > 1:
            told = f"{whose} i {' og '.join(figure.cell.address for figure in figures)}"
            clash = unclear("to_tall_for_det_samme", told)
            self.out.others += [(figure, clash) for figure in figures]
            return
        last = found[-1]
        row[FIGURE[last.line.resource]] = last.text
        if any(figure.of(s.PRELIMINARY) for figure in figures):
            row["status"] = "foreløpig"
        self.out.placed += figures
        self.out.lines[last.told] += len(figures)
        went = f"{last.line.label} {target[-2]} {target[-1]}, {last.text}"
        self.out.targets |= {(figure.cell.row, figure.cell.column): went for figure in figures}

    def _is_of_another(self, figure: TableFigure) -> bool:
        """Whether the number had ended, or is of what the municipality became in a later merger."""
        place, year = figure.of(s.PLACE), figure.of(s.YEAR)
        early = place is not None and year < place.fra and (place.kommune, place.fra) in self.breaks
        return early or (place is not None and year > place.til)

    def _missing(self, figure: TableFigure, line: Line | Reason, status: str) -> None:
        """A sign for a missing figure says so of its row, where nothing else is in doubt."""
        if isinstance(line, Reason):
            return
        row = self.rows.get(self._target(figure, line))
        # «.» for a number that does not hold in the year is said of the number, not of the figure.
        if row is None or not _of_its_year(figure):
            return
        if not row.get(FIGURE[line.resource]) and "status" not in row:
            row["status"] = status
            self.out.missing += 1


def is_of_people(figure: TableFigure) -> bool:
    return str(figure.of(s.LINE)).startswith((f"{SOME_AGES}/", "innbyggere/"))


def _ages(figure: TableFigure) -> tuple[int, int] | None:
    """The ages that the figure is of, where they are no group of the package."""
    kind, _, ages = str(figure.of(s.LINE)).partition("/")
    first, _, last = ages.partition("-")
    return (int(first), int(last)) if kind == SOME_AGES else None


def _is_firm(line: Line) -> bool:
    """Whether the line is never below zero; others of the accounts are in some years."""
    return line.resource == "balanse" or (line.resource == "regnskap" and line.key[0] in UTEN_FORTEGN)


def _not_begun(figure: TableFigure, line: Line) -> bool:
    """Whether a figure is an amount of a year that cannot have accounts."""
    return line.resource in AMOUNTS and bool(figure.of(s.YEAR) > datetime.date.today().year)


def _below_zero(figure: TableFigure, line: Line, value: Read) -> bool:
    """Whether a line that is never below zero is so as it would be placed, and nobody has said that it is."""
    sign = figure.of(s.SIGN)
    usually = line.resource == "regnskap" and line.key[0] in OFTEST_UTEN_FORTEGN
    return (_is_firm(line) or usually) and sign != 1 and float(value.text or 0) * (sign or 1) < 0


def _ended(figure: TableFigure, code: str, lacking: Reason) -> Reason:
    """Spending on a function that does not hold in its year belongs on another one, which is not known."""
    known, year = functions().get(code), figure.of(s.YEAR)
    if known is None or not known.seen or known.holds(year) or not _value(figure).text.strip("-0."):
        return lacking
    return unclear("funksjon_gjelder_ikke", f"{code} {known.name} ({year})")


def _of_its_year(figure: TableFigure) -> bool:
    """Whether the municipality's number, where the table has one, holds in the figure's year."""
    place = figure.of(s.PLACE)
    return place is None or place.fra <= figure.of(s.YEAR) <= place.til


def _value(figure: TableFigure) -> Read:
    """The figure in the package's form; a percent as it is shown."""
    value, form = figure.cell.value, figure.cell.format
    if figure.cell.fault:
        return Read()
    if isinstance(value, str):
        if value.strip().casefold() in STATUS_OF_MARK:
            return Read(missing=STATUS_OF_MARK[value.strip().casefold()])
        return from_text(figure_of(value)[0] or value, _NUMBER, figure=True)
    if "%" in form and isinstance(value, (int, float)) and abs(value) <= _MOST_SHARE:
        return Read(number_text(value * 100))
    return from_cell(value, form, _NUMBER, figure=True)
