"""``asss-xl collect``: corrections out of workbooks that come back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from asss_xl.commands.common import FINDINGS, WRONG_USE, Json, Problems, argument, flag, option, print_json
from asss_xl.norsk import norsk, printable

if TYPE_CHECKING:
    from asss_xl.delivery.answers import Answer
    from asss_xl.functions.values import Value


#: How many lines of one kind are printed for a returned workbook.
_MOST_OF_A_KIND = 20
#: As many files are read without a word.
_FEW = 5


def collect(
    files: Annotated[list[Path], argument("collect.files", "FIL...")],
    data: Annotated[str, option("collect.data")],
    accept: Annotated[bool, flag("collect.accept")] = False,
    out: Annotated[Path | None, option("collect.out")] = None,
    confirm: Annotated[list[str] | None, option("collect.confirm")] = None,
    json: Json = False,
) -> None:
    """Exit status 1 when something is refused, 2 when nothing could be read or written."""
    from asss_xl.delivery import collecting
    from asss_xl.replacing import writing

    problems = Problems([] if accept or out is None else ["--out: gjelder bare sammen med --accept."])
    returned = problems.workbooks(files)
    loaded = problems.sound(problems.figures([data]))
    with writing(out or data, " Ingenting er endret."):
        answers = collecting.collect(_one_by_one(returned), loaded, data, confirm or ())
        written = collecting.accept(answers, data, loaded, out) if accept else 0
    if json:
        print_json(collecting.as_json(answers))
    else:
        tell(answers)
        if accept:
            typer.echo(f"{_counted(written)} skrevet til {out or data}.")
        else:
            found = sum(len(answer.accepted) for answer in answers)
            new = collecting.unchangeable(data)
            how = f"--accept --out MAPPE: {data} {new}" if new else f"--accept for å skrive til {data}"
            remedy = f" Kjør kommandoen på nytt med {how}." if found else ""
            typer.echo(f"{_counted(found)} godtatt. Ingenting er skrevet.{remedy}")
    if not any(answer.readable for answer in answers):
        raise typer.Exit(WRONG_USE)
    if any(answer.refused for answer in answers):
        raise typer.Exit(FINDINGS)


def _one_by_one(files: list[Path]) -> Iterator[Path]:
    """The files; of many, which one is being read is told."""
    for number, file in enumerate(files, 1):
        if len(files) > _FEW:
            typer.echo(f"[{number}/{len(files)}] {printable(str(file))}", err=True)
        yield file


def _counted(found: int) -> str:
    return f"{found} {'rettelse' if found == 1 else 'rettelser'}"


def _moved(old: Value, new: Value, unit: str) -> str:
    from asss_xl.dataset.messages import shown
    from asss_xl.functions.values import is_number

    before, after = (
        "tomt" if value is None else norsk(float(value)) if is_number(value) else shown(value)
        for value in (old, new)
    )
    return f"fra {before} til {after} {unit}".rstrip()


def tell(answers: list[Answer]) -> None:
    """What each workbook gave, as lines."""
    for answer in answers:
        about = " ".join((f"{answer.file}:", *f"{answer.municipality} {answer.year}".split())).rstrip(":")
        typer.echo(printable(about))
        count = Counter[tuple[str, str]]()
        for kind, line in _lines(answer):
            count[kind] += 1
            if count[kind] <= _MOST_OF_A_KIND:
                typer.echo(printable(f"  {kind[0]} {line}"))
        if not count:
            typer.echo("  ingen rettelser")
        for (word, reason), found in count.items():
            if (more := found - _MOST_OF_A_KIND) > 0:
                why = f": {reason}" if reason else "."
                typer.echo(printable(f"  {word.rstrip(':')}, og {more} til{why} Se alle med --json."))


def _lines(answer: Answer) -> Iterator[tuple[tuple[str, str], str]]:
    """What an answer says, each with its kind: one for a reason, and one for each that can be confirmed."""
    for c in answer.accepted:
        who = " ".join(part for part in (c.who, c.when[:10]) if part)
        # The name of a package's figure has its unit.
        moved = _moved(c.old, c.new, "(1000 kr)" if c.linje else "")
        left_out = (
            ""
            if dict(c.linje).get("brukes") != "nei"
            else ". Med er Nei: «brukes» blir nei i korreksjoner, og den teller ikke."
        )
        yield (
            ("godtatt", ""),
            f"{_place(c.sheet, c.address)}{c.figure}, {moved} ({c.reason}; {who or 'ukjent'}){left_out}",
        )
    for r in answer.refused:
        confirmed = f' Er det riktig: --confirm "{r.confirm}"' if r.confirm else ""
        told = f"{r.reason}{confirmed}"
        yield ("avvist", told), f"{_place(r.sheet, r.address)}{told}"
    for t in answer.told:
        yield ("nevnes", t.reason), f"{_place(t.sheet, t.address)}{t.reason}"
    for said in answer.comments:
        line = f"{_place(said.sheet, said.address)}{said.author or 'ukjent'}: {said.text}"
        yield ("kommentar fra leseren:", ""), line
    for w in answer.scenario:
        line = f"{_place(w.sheet, w.address)}{w.figure}, {_moved(w.old, w.new, w.unit)}"
        yield ("hva hvis, ingen rettelse:", ""), line


def _place(sheet: str, address: str) -> str:
    return f"{sheet}!{address}: " if address else f"{sheet}: " if sheet else ""
