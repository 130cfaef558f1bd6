"""Scenarios as files: yellow cells that somebody filled in, kept with a name and built into a workbook."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from asss_xl.checks.formula_text import split_place
from asss_xl.dataset import files
from asss_xl.dataset.cells.values import number_text
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.messages import Problem, said, shown
from asss_xl.dataset.packages import tables
from asss_xl.delivery.answers import Answer, WhatIf, beyond, safe_text
from asss_xl.delivery.batch import Job
from asss_xl.delivery.stamp import stamped
from asss_xl.functions.values import is_number
from asss_xl.norsk import norsk
from asss_xl.replacing import Refused, replacing
from asss_xl.report.rapport import Rapport
from asss_xl.report.scenarioer.ark import EGNE, GRUNNLAG, INGEN, KRAFT
from asss_xl.workbook import Book
from asss_xl.workbook.what_if import Input
from asss_xl.workbook.writer import save as save_book

#: A name is a heading, a choice in a list and a part of a file's name.
MAX_NAME = 40
_TAKEN = {name.casefold() for name in (INGEN, EGNE, GRUNNLAG, KRAFT)}
#: What Windows calls its devices: no file can be called that, whatever comes after a full stop.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])\s*(?:\..*)?", re.I)


class GultFelt(NamedTuple):
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


HEAD = GultFelt._fields
_NUMBERS = ("grunnlag", "hva_hvis")
_FIELDS = [{"name": name, "type": "number" if name in _NUMBERS else "string"} for name in HEAD]


def name_fault(name: str) -> str:
    """Why a scenario cannot have a name; nothing when it can."""
    if not name.strip() or len(name) > MAX_NAME or not name.isprintable() or set(name) & set('\\/:*?~"<>|,'):
        return f'--name {shown(name)}: skriv 1 til {MAX_NAME} tegn, uten \\ / : * ? ~ " < > | og komma.'
    if name.casefold() in _TAKEN or _DEVICE.fullmatch(name) or safe_text(name) != name:
        return f"--name {shown(name)}: navnet er opptatt eller begynner som en formel. Velg et annet."
    return ""


def save(answer: Answer, name: str, target: Path) -> int:
    """Keep the yellow cells of a returned workbook; how many they are.

    Raises :class:`Refused` when there are none, or when some of them cannot be taken.
    """
    yellow = [r for r in answer.refused if r.sheet != "Rettelser"]
    if yellow:
        told = "\n".join(f"{r.sheet}!{r.address}: {r.reason}".removeprefix("!: ") for r in yellow)
        raise Refused(f"{answer.file}: kan ikke lagres som scenario.\n{told}")
    if not answer.scenario:
        raise Refused(f"{answer.file}: ingen gule felt er fylt ut. Fyll ut feltene og lagre arbeidsboken.")
    with replacing(target) as made, made.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HEAD)
        writer.writerows(_row(answer, cell, name) for cell in answer.scenario)
    return len(answer.scenario)


def _row(answer: Answer, cell: WhatIf, name: str) -> GultFelt:
    new, known = float(cell.new), float(cell.old) if is_number(cell.old) else None  # type: ignore[arg-type]
    base, change = ("", "") if known is None else (number_text(known), number_text(new - known))
    about = (name, answer.municipality, answer.year, cell.sheet, cell.address, safe_text(cell.figure))
    sent = (safe_text(answer.who), answer.when[:10], answer.build)
    return GultFelt(*about, base, number_text(new), change, *sent)


def read(path: Path) -> list[GultFelt]:
    """The rows of a scenario's file; raises :class:`Refused` with everything that is wrong."""
    table, problems = tables.parse(files.text(path), path.name, _FIELDS)
    if table is None or problems:
        raise Refused("\n".join(map(str, problems)))
    rows = [GultFelt(*cells) for cells in table.cells]
    if lacking := [line for line, row in zip(table.lines, rows, strict=True) if not row.hva_hvis]:
        problem = Problem(path.name, lacking[0], "hva_hvis", "Tallet mangler.", "Lagre scenarioet på nytt.")
        raise Refused(str(problem))
    if len({(row.scenario, row.kommune, row.aar) for row in rows}) != 1:
        raise Refused(f"{path.name}: filen må ha ett scenario, for én kommune og ett år.")
    if fault := name_fault(rows[0].scenario):
        raise Refused(f"{path.name}, rad 2: {fault.removeprefix('--name ')}")
    return rows


def fit(
    scenarios: Sequence[list[GultFelt]], report: Rapport
) -> tuple[dict[str, dict[str, float]], list[str]]:
    """The yellow cells of scenarios in a report, by name, and what of them no longer fits another build."""
    made: dict[str, dict[str, float]] = {}
    told: list[str] = []
    inputs = report.book.inputs
    by_place = {given.what_if.place: given for given in inputs}
    by_line: dict[tuple[str, str], list[Input]] = {}
    for given in inputs:
        by_line.setdefault((given.what_if.sheet, safe_text(given.line_and_year)), []).append(given)
    for rows in scenarios:
        values = made.setdefault(rows[0].scenario, {})
        for row in rows:
            where = f"{row.scenario}: {row.ark}!{row.felt}, {row.tall}"
            alike = by_line.get((row.ark, row.tall), [])
            here = [g for g in alike if split_place(g.what_if.place)[1] == row.felt] or alike
            if len(here) != 1:
                there = by_place.get(f"{row.ark}!{row.felt}")
                now = f" Der står nå {shown(there.line_and_year)}." if there else ""
                told.append(f"{where}: finnes ikke lenger, og er utelatt.{now}")
                continue
            new, base = float(row.hva_hvis), here[0].base.value
            if beyond(new, here[0].lowest, here[0].highest):
                told.append(f"{where}: {norsk(new)} er utenfor det feltet tar, og er utelatt.")
                continue
            values[here[0].what_if.place] = new
            if row.grunnlag and row.grunnlag != (number_text(base) if is_number(base) else base):
                was, is_now = norsk(float(row.grunnlag)), norsk(base) if is_number(base) else base
                told.append(f"{where}: grunnlaget var {was} og er nå {is_now}; {norsk(new)} brukes.")
    return made, told


def problems(scenarios: Sequence[list[GultFelt]], todo: Sequence[Job]) -> Iterator[str]:
    """Why scenarios cannot be in the workbooks that are asked for."""
    names = [rows[0].scenario for rows in scenarios]
    for name in dict.fromkeys(n for n in names if [m.casefold() for m in names].count(n.casefold()) > 1):
        yield f"--scenario: to filer har navnet {shown(name)}. Gi ett av dem et annet navn."
    about = {(rows[0].kommune, rows[0].aar) for rows in scenarios}
    if len(todo) != 1 or not todo[0].kommune:
        yield "--scenario: gjelder én kommunes arbeidsbok. Velg kommunen med --municipality."
    else:
        for place, year in sorted(about - {(todo[0].kommune, str(todo[0].aar))}):
            yield said("scenario_for_en_annen", place, year, todo[0].kommune, todo[0].aar)


def make(data: Datasett, job: Job, form: str, scenarios: Sequence[list[GultFelt]], told: list[str]) -> Book:
    """Build one workbook with its scenarios; what of them no longer fits is put in ``told``."""
    about = data.for_kommune(job.kommune, job.aar)
    without = stamped(about, job.kommune, form)
    values, unfit = fit(scenarios, without)
    told += unfit
    made = stamped(about, job.kommune, form, values, without).book
    save_book(made, job.target)
    return made
