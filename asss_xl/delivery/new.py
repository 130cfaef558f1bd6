"""`asss-xl new`: an input workbook, or a data package, of which only the figures are missing."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from asss_xl.dataset.files import WORKBOOKS
from asss_xl.dataset.inputs.layout import figures
from asss_xl.dataset.messages import refused
from asss_xl.dataset.new import cost_keys, template
from asss_xl.dataset.new.own_tables.placing import Given, OwnTable
from asss_xl.dataset.new.template import NewPackage, Row, blank, years_of
from asss_xl.dataset.schema import FIGURE
from asss_xl.dataset.ssb import writing as packages
from asss_xl.delivery.batch import ALL
from asss_xl.delivery.input_sheets import build_command, input_book
from asss_xl.replacing import Refused, replacing, writing
from asss_xl.workbook.input_book import InputBook, write

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
) -> Made:
    """Write the workbook or the package, or a workbook for each municipality.

    `source` is a file with a table whose figures are put in; with none that could be, nothing is
    written but what the table's texts were taken for. `data` has figures that are not asked for.
    """
    own = cost_keys.read(cost_key) if cost_key else []
    if source is None:
        return Made(_to_fill(network, years, out, format, own, given or Given(), data))
    _refuse_target(out, format)
    given = given or Given()
    table = OwnTable(source, sheet)
    window = years_of(years) if years is not None else _years(table, network, given)
    if given.year is None and table.kept.year is None and years is not None and len(window) == 1:
        # The one who asks for a package of one year says what year a table without any is of.
        given = dataclasses.replace(given, year=window[0])
    made = blank(network, window, own)
    outcome = table.fill(made, given)
    told = f"{outcome.as_text()}\n"
    if not outcome.placed:
        return Made(f"{told}Ingen tall er satt inn, og {out} er ikke skrevet.", complete=False)
    if not outcome.complete:
        told += f"Slett {out} før du kjører på nytt, og fyll den ut etterpå.\n"
    return Made(told + _written(made, out, format), outcome.complete)


def _to_fill(
    network: str,
    years: str | None,
    out: Path,
    format: str,
    own: Sequence[cost_keys.Weights],
    given: Given,
    data: Sequence[str],
) -> str:
    """What has no figures yet: of everyone, of one municipality, or a workbook for each."""
    everyone = given.place.casefold() == ALL
    (_refuse_folder if everyone else _refuse_target)(out, format)
    known = template.known_in(data) if data else None
    window = known.years if known and years is None else years_of(_said(years))
    made = blank(network, window, own)
    if known:
        made = template.without(made, known)
    if everyone:
        return _for_each(made, out, data)
    if given.place:
        made = template.of_place(made, given.place)
    return _written(made, out, format, data)


def _for_each(made: NewPackage, out: Path, data: Sequence[str]) -> str:
    """A workbook for each municipality, and one with the figures that are nobody's own."""
    parts = [(each.place or "felles", each) for each in template.shared_out(made)]
    for name, part in parts:
        written = "".join(c if c.isalnum() or c in " -_" else "_" for c in name)
        _save(input_book(part), out / f"Inndata_{written}_{made.described['rapportaar']}.xlsx")
    return (
        f"Skrev {len(parts)} inndatabøker til {out}: {', '.join(name for name, _ in parts)}. Send dem ut, "
        f"legg de utfylte i samme mappe, og bygg med: {build_command(*data, out)}"
    )


def _written(made: NewPackage, out: Path, format: str, data: Sequence[str] = ()) -> str:
    if format == "csv":
        return _package(made, out)
    template.refuse_too_large(made, f"--out {out}")
    _save(input_book(made), out)
    command = build_command(*data, out, place=made.place)
    return f"Skrev {out}.\nFyll ut de gule feltene, og bygg med: {command}"


def _said(years: str | None) -> str:
    if years is None:
        raise refused(
            "--years", "Årene er ikke oppgitt.", "Skriv første og siste år, for eksempel 2022-2024."
        )
    return years


def _years(table: OwnTable, network: str, given: Given) -> range:
    """From the first to the last year that the table's figures have."""
    found = table.years(blank(network, range(_ANY_YEAR, _ANY_YEAR + 1)), given)
    return years_of(f"{found[0]}-{found[-1]}")


def _refuse_target(out: Path, format: str) -> None:
    if format != "csv" and out.suffix.lower() not in WORKBOOKS[:1]:
        advice = "Gi den et navn som slutter på .xlsx, eller bruk --format csv."
        raise refused(f"--out {out}", "Inndataboken er en .xlsx-fil.", advice)
    if format != "csv" and out.exists():
        told = "Filen finnes alt, og kan ha tall i seg."
        raise refused(f"--out {out}", told, "Velg et annet navn, eller flytt den.")


def _refuse_folder(out: Path, format: str) -> None:
    what = ""
    if format == "csv":
        what = "En bok for hver kommune er inndatabøker, ikke en datapakke."
    elif out.suffix or out.is_file():
        what = "En bok for hver kommune skrives til en mappe."
    elif out.is_dir() and any(out.iterdir()):
        what = "Mappen har noe i seg, som kan være tall."
    if what:
        raise refused(f"--out {out}", what, "Oppgi en ny mappe.")


def _save(book: InputBook, out: Path) -> None:
    """The whole file or none of it."""
    with writing(f"--out {out}"), replacing(out) as made:
        write(book, made)


def _package(made: NewPackage, out: Path) -> str:
    """A package whose figures are missing, and say so."""
    if told := packages.refusal(out) or (
        out.exists()
        and any(out.iterdir())
        and (f"--out {out}: mappen har alt en datapakke, som kan ha tall i seg. Velg en annen mappe.")
    ):
        raise Refused(told)
    rows = {
        name: [_with_status(row, name, made) for row in found] if figures(name) else found
        for name, found in made.rows.items()
        if name != "demografisatser"
    }
    packages.write(out, made.described, rows)
    return f"Skrev {out}.\nSett inn tallene, og rett status fra mangler til endelig eller foreløpig."


def _with_status(row: Row, name: str, made: NewPackage) -> Row:
    if row.get(FIGURE[name]) in (None, ""):
        return {"status": "mangler", **row}
    preliminary = int(str(row["aar"])) in made.described["foreloepige_aar"]
    return {**row, "status": "foreløpig" if preliminary else "endelig"}
