"""`asss-xl new`: an input workbook, or a data package, of which only the figures are missing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from asss_xl.dataset.files import WORKBOOKS
from asss_xl.dataset.inputs.layout import CORRECTIONS, figures
from asss_xl.dataset.messages import DatasetError, fault, refused, said
from asss_xl.dataset.new import cost_keys, template
from asss_xl.dataset.new.own_tables.own_table import Given, OwnTable
from asss_xl.dataset.new.template import NewPackage, NewRow, blank, years_of
from asss_xl.dataset.packages import writing as packages
from asss_xl.dataset.packages.metadata import ALL
from asss_xl.dataset.schema import FIGURE
from asss_xl.delivery.input_books import build_command, input_book
from asss_xl.replacing import Refused, move_all, replacing, unfinished, writing
from asss_xl.workbook.input_book import write
from asss_xl.workbook.input_model import InputBook

FORMATS = ("xlsx", "csv")
#: The lines of a package are the same whatever its years.
_ANY_YEAR = 2024


@dataclass(frozen=True)
class Made:
    """What was made and of what, for the one who asked; whether all of the table was understood."""

    told: str
    complete: bool = True


def new(
    network: str,
    years: str | None,
    out: Path,
    format: str,
    source: Path | None = None,
    sheet: str | None = None,
    given: Given | None = None,
    cost_key: Path | None = None,
    data: Sequence[str] = (),
    country: bool = False,
) -> Made:
    """Write the workbook or the package, or a workbook for each municipality.

    `source` is a file with a table whose figures are put in; with none that could be, nothing is
    written but what the table's texts were taken for. `data` has figures that are not asked for.
    """
    own = cost_keys.read(cost_key) if cost_key else []
    start, given = partial(blank, network, own=own, country=country), given or Given()
    if source is None:
        return Made(_to_fill(start, years, out, format, given, data))
    _refuse_target(out, format, folder=False)
    table = OwnTable(source, sheet)
    window = years_of(years) if years is not None else _years(table, network, given)
    if given.year is None and table.kept.year is None and years is not None and len(window) == 1:
        # The one who asks for a package of one year says what year a table without any is of.
        given = replace(given, year=window[0])
    made = start(window)
    outcome = table.fill(made, given)
    told = "".join(f"{each}\n" for each in (outcome.as_text(), *made.unsaid))
    if not outcome.placed:
        return Made(f"{told}Ingen tall er satt inn, og {out} er ikke skrevet.", complete=False)
    written = _written(made, out, format, place=outcome.place)
    if not outcome.complete:
        # What to do with it is said once, and that it is to be built comes when all of it is understood.
        answer = "svar, slett" if outcome.asked else "rett det som er sagt over, slett"
        written = said("skrev_det_forstaatte", out, answer)
    return Made(told + written, outcome.complete)


def _to_fill(
    start: Callable[[range], NewPackage],
    years: str | None,
    out: Path,
    format: str,
    given: Given,
    data: Sequence[str],
) -> str:
    """What has no figures yet: of everyone, of one municipality, or a workbook for each."""
    everyone = given.place.casefold() == ALL
    _refuse_target(out, format, everyone)
    known = template.known_in(data) if data else None
    if years is None and not known:
        raise refused("--years", *fault("aar_ikke_oppgitt"))
    span = known[0].aar if known and years is None else years_of(years or "")
    window = range(span[0], span[-1] + 1)
    made = start(window)
    if known:
        made = template.without(made, *known)
    told = "".join(f"{each}\n" for each in (*made.unsaid, *(() if known else _lacking(made))))
    if everyone:
        return told + _for_each(made, out, data)
    if given.place:
        made = template.of_place(made, given.place)
    return told + _written(made, out, format, data)


def _lacking(made: NewPackage) -> Iterator[str]:
    """What the report will be without, however well the workbook is filled in."""
    keys = [template.span(row) for row in made.rows.get("noekler", [])]
    years = [year for year in made.described["aar"] if not any(a <= year <= b for a, b in keys)]
    if years:
        until = ", til en nøkkel velges på Utgiftsbehov i arbeidsboken" if keys else ""
        last = made.described["aar"][-1]
        given = f" Har du vektene for {last}, gi dem med --cost-key." if last in years else ""
        yield said("uten_kostnadsnoekkel", years, until, given)
    if not made.described.get("landet") and not made.described.get("resten"):
        yield said("uten_landet")


def _for_each(made: NewPackage, out: Path, data: Sequence[str]) -> str:
    """A workbook for each municipality, and one with the figures that are nobody's own."""
    parts = [(each.place or "felles", each) for each in template.shared_out(made)]
    with writing(f"--out {out}"), unfinished(out.parent) as folder:
        for name, part in parts:
            written = "".join(c if c.isalnum() or c in " -_" else "_" for c in name)
            write(input_book(part), folder / f"Inndata_{written}_{made.described['rapportaar']}.xlsx")
        out.mkdir(exist_ok=True)
        move_all(folder, out)
    return said("skrev_boekene", len(parts), out, [name for name, _ in parts], build_command(*data, out))


def _written(made: NewPackage, out: Path, format: str, data: Sequence[str] = (), place: str = "") -> str:
    if format == "csv":
        return _package(made, out)
    template.refuse_too_large(made, f"--out {out}")
    _save(input_book(made), out)
    command = build_command(*data, out, place=place or made.place)
    return f"Skrev {out}.\nFyll ut de gule feltene, og bygg med: {command}"


def _years(table: OwnTable, network: str, given: Given) -> range:
    """From the first to the last year that the table's figures have."""
    found = table.years(blank(network, range(_ANY_YEAR, _ANY_YEAR + 1)), given)
    return years_of(f"{found[0]}-{found[-1]}")


def _refuse_target(out: Path, format: str, folder: bool) -> None:
    """A file or a folder that is there already can have figures in it."""
    which = ""
    if folder:
        if format == "csv":
            which = "boeker_er_ingen_pakke"
        elif out.suffix or out.is_file():
            which = "boeker_i_en_mappe"
        elif out.is_dir() and any(out.iterdir()):
            which = "mappen_har_noe"
    elif format != "csv" and out.suffix.lower() not in WORKBOOKS[:1]:
        which = "boken_er_xlsx"
    elif format != "csv" and os.path.lexists(out):
        raise _taken(out)
    if which:
        raise refused(f"--out {out}", *fault(which))


def _taken(out: Path) -> DatasetError:
    return refused(f"--out {out}", *fault("filen_finnes"))


def _save(book: InputBook, out: Path) -> None:
    """The whole file or none of it; never in the place of one that somebody made meanwhile."""
    with writing(f"--out {out}"):
        try:
            with replacing(out, new=True) as made:
                write(book, made)
        except FileExistsError as error:
            raise _taken(out) from error


def _package(made: NewPackage, out: Path) -> str:
    """A package whose figures are missing, and say so."""
    if told := packages.refusal(out) or (
        out.exists()
        and any(out.iterdir())
        and (f"--out {out}: mappen har alt en datapakke, som kan ha tall i seg. Velg en annen mappe.")
    ):
        raise Refused(told)
    rows = {CORRECTIONS: [], **{name: _as_kept(name, made) for name in made.rows}}
    packages.write(out, made.described, rows, new=True)
    return f"Skrev {out}.\nSett inn tallene. Står status tom, er tallet så endelig som året."


def _as_kept(name: str, made: NewPackage) -> list[NewRow]:
    """The rows of a file; where none can say that its figures are missing, those that have them."""
    if name in FIGURE:
        return [_with_status(row, name, made) for row in made.rows[name]]
    asked = figures(name)
    return [row for row in made.rows[name] if not asked or any(row.get(c) not in (None, "") for c in asked)]


def _with_status(row: NewRow, name: str, made: NewPackage) -> NewRow:
    if row.get(FIGURE[name]) in (None, ""):
        return row
    preliminary = int(str(row["aar"])) in made.described["foreloepige_aar"]
    return {**row, "status": "foreløpig" if preliminary else "endelig"}
