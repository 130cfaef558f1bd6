"""Scenarios as files: yellow cells that somebody filled in, kept with a name and built into a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from asss_xl.checks.places import split_place
from asss_xl.dataset import files
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.messages import Problem, number_fault, shown
from asss_xl.delivery.answers import Answer, number, safe_text
from asss_xl.delivery.batch import Job
from asss_xl.delivery.stamp import stamped
from asss_xl.functions.values import is_number
from asss_xl.replacing import replacing
from asss_xl.report.rapport import Rapport
from asss_xl.report.scenarioer.ark import GRUNNLAG, KRAFT
from asss_xl.report.scenarioer.kraft import EGNE, INGEN
from asss_xl.workbook.book import Input
from asss_xl.workbook.saving import save as save_book

#: A name is a heading, a choice in a list and a part of a file's name.
MAX_NAME = 40
_TAKEN = {name.casefold() for name in (INGEN, EGNE, GRUNNLAG, KRAFT)}


class ScenarioError(Exception):
    """A scenario that cannot be kept or used; the message is for the user."""


@dataclass(frozen=True)
class Row:
    """One yellow cell of a scenario, as its file has it."""

    scenario: str
    kommune: str
    aar: str
    ark: str
    felt: str
    tall: str
    grunnlag: str
    hva_hvis: str
    endring: str
    hvem: str
    naar: str
    bygg: str


HEAD = tuple(field.name for field in fields(Row))


def name_fault(name: str) -> str:
    """Why a scenario cannot have a name; nothing when it can."""
    if not name.strip() or len(name) > MAX_NAME or not name.isprintable() or set(name) & set('\\/:*?"<>|,'):
        return f'--name {shown(name)}: skriv 1 til {MAX_NAME} tegn, uten \\ / : * ? " < > | og komma.'
    if name.casefold() in _TAKEN or safe_text(name) != name:
        return f"--name {shown(name)}: navnet er opptatt eller begynner som en formel. Velg et annet."
    return ""


def save(answer: Answer, name: str, target: Path) -> int:
    """Keep the yellow cells of a returned workbook; how many they are.

    Raises :class:`ScenarioError` when there are none, or when some of them cannot be taken.
    """
    yellow = [r for r in answer.refused if r.sheet != "Rettelser"]
    if yellow:
        told = "\n".join(f"{r.sheet}!{r.address}: {r.reason}".removeprefix("!: ") for r in yellow)
        raise ScenarioError(f"{answer.file}: kan ikke lagres som scenario.\n{told}")
    if not answer.scenario:
        raise ScenarioError(
            f"{answer.file}: ingen gule felt er fylt ut. Fyll ut feltene og lagre arbeidsboken."
        )
    rows = []
    for cell in answer.scenario:
        new, base = float(cell.new), cell.old  # type: ignore[arg-type]
        known = float(base) if is_number(base) else None  # type: ignore[arg-type]
        rows.append(
            Row(
                name,
                answer.municipality,
                answer.year,
                cell.sheet,
                cell.address,
                safe_text(cell.figure),
                "" if known is None else number(known),
                number(new),
                "" if known is None else number(new - known),
                safe_text(answer.who),
                answer.when[:10],
                answer.build,
            )
        )
    with replacing(target) as made, made.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEAD)
        writer.writerows([getattr(row, column) for column in HEAD] for row in rows)
    return len(rows)


def read(path: Path) -> list[Row]:
    """The rows of a scenario's file; raises :class:`ScenarioError` with everything that is wrong."""
    try:
        text = files.text(path)
    except files.Rejected as rejected:
        raise ScenarioError(str(rejected.problem)) from rejected
    found = csv.reader(io.StringIO(text, newline=""))
    try:
        head, *lines = list(found) or [[]]
    except csv.Error as error:
        raise ScenarioError(f"{path.name}: er ikke en CSV-fil ({error}).") from error
    if tuple(head) != HEAD:
        raise ScenarioError(f"{path.name}, rad 1: kolonnene må være {','.join(HEAD)}.")
    problems = [p for at, line in enumerate(lines, start=2) for p in _faults(path.name, at, line)]
    rows = [Row(*line) for line in lines] if not problems else []
    if not problems and len({(row.scenario, row.kommune, row.aar) for row in rows}) != 1:
        raise ScenarioError(f"{path.name}: filen må ha ett scenario, for én kommune og ett år.")
    if not problems and name_fault(rows[0].scenario):
        raise ScenarioError(f"{path.name}, rad 2: {name_fault(rows[0].scenario).removeprefix('--name ')}")
    if problems:
        raise ScenarioError("\n".join(map(str, problems)))
    return rows


def _faults(fil: str, at: int, line: list[str]) -> Iterator[Problem]:
    if len(line) != len(HEAD):
        yield Problem(
            fil, at, None, f"Raden har {len(line)} felt, ikke {len(HEAD)}.", "Lagre scenarioet på nytt."
        )
        return
    for column, text in zip(HEAD, line, strict=True):
        must = column == "hva_hvis"
        if column in ("hva_hvis", "grunnlag") and (text or must) and _number(text) is None:
            yield Problem(fil, at, column, *number_fault(text, False))


def _number(text: str) -> float | None:
    """A number as this file has it; Python takes more for one than people mean."""
    plain = text.isascii() and text.removeprefix("-").replace(".", "", 1).isdigit()
    return float(text) if plain and len(text) <= 30 else None


@dataclass
class Scenarioer:
    """Scenarios for one workbook, by name, and what of them no longer fits."""

    values: dict[str, dict[str, float]]
    told: list[str]


def fit(scenarios: Sequence[list[Row]], report: Rapport) -> Scenarioer:
    """Find the yellow cells of scenarios in a report, which may be another build than theirs."""
    made = Scenarioer({}, [])
    inputs = report.book.inputs
    by_place = {given.what_if.place: given for given in inputs}
    by_line: dict[tuple[str, str], list[Input]] = {}
    for given in inputs:
        by_line.setdefault((given.what_if.sheet, safe_text(given.line_and_year)), []).append(given)
    for rows in scenarios:
        values = made.values.setdefault(rows[0].scenario, {})
        for row in rows:
            where = f"{row.scenario}: {row.ark}!{row.felt}, {row.tall}"
            alike = by_line.get((row.ark, row.tall), [])
            here = [g for g in alike if split_place(g.what_if.place)[1] == row.felt] or alike
            if len(here) != 1:
                there = by_place.get(f"{row.ark}!{row.felt}")
                now = f" Der står nå {shown(there.line_and_year)}." if there else ""
                made.told.append(f"{where}: finnes ikke lenger, og er utelatt.{now}")
            elif _outside(here[0], float(row.hva_hvis)):
                made.told.append(f"{where}: {row.hva_hvis} er utenfor det feltet tar, og er utelatt.")
            else:
                values[here[0].what_if.place] = float(row.hva_hvis)
                now = number_of(here[0].base.value)
                if row.grunnlag and now != row.grunnlag:
                    told = f"grunnlaget var {row.grunnlag} og er nå {now}; {row.hva_hvis} brukes."
                    made.told.append(f"{where}: {told}")
    return made


def _outside(given: Input, value: float) -> bool:
    low, high = given.lowest, given.highest
    return (low is not None and value < low) or (high is not None and value > high)


def number_of(value: object) -> str:
    """A base figure as a scenario's file has it, or its word."""
    return number(float(value)) if is_number(value) else str(value)  # type: ignore[arg-type]


def problems(scenarios: Sequence[list[Row]], todo: Sequence[Job]) -> Iterator[str]:
    """Why scenarios cannot be in the workbooks that are asked for."""
    names = [rows[0].scenario for rows in scenarios]
    for name in dict.fromkeys(n for n in names if [m.casefold() for m in names].count(n.casefold()) > 1):
        yield f"--scenario: to filer har navnet {shown(name)}. Gi ett av dem et annet navn."
    about = {(rows[0].kommune, rows[0].aar) for rows in scenarios}
    if len(todo) != 1 or not todo[0].kommune:
        yield "--scenario: gjelder én kommunes arbeidsbok. Velg kommunen med --municipality."
    else:
        for place, year in sorted(about - {(todo[0].kommune, str(todo[0].aar))}):
            yield (
                f"--scenario: scenarioet er for {place} {year}, ikke {todo[0].kommune} {todo[0].aar}. Velg "
                "det med --municipality og --year."
            )


def make(data: Datasett, job: Job, form: str, scenarios: Sequence[list[Row]], told: list[str]) -> None:
    """Build one workbook with its scenarios; what of them no longer fits is put in ``told``."""
    about = data.for_kommune(job.kommune, job.aar)
    fitted = fit(scenarios, stamped(about, job.kommune, form))
    told += fitted.told
    save_book(stamped(about, job.kommune, form, fitted.values).book, job.target)
