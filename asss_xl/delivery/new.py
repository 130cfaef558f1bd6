"""`asss-xl new`: an input workbook, or a data package, of which only the figures are missing.

The sheets of an input workbook are those of a template: what each column says, and an example.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from asss_xl.catalogue import rows as definisjoner
from asss_xl.dataset.cells.values import MISSING
from asss_xl.dataset.files import WORKBOOKS
from asss_xl.dataset.inputs import about
from asss_xl.dataset.inputs.layout import (
    ABOUT,
    AMOUNT,
    ART,
    CORRECTIONS,
    GUIDE,
    HIDDEN,
    LISTS,
    NOT_ASKED,
    NOTE,
    PLACES,
    UNIT,
    WORDS,
    YEARS,
    Column,
    Layout,
    figures,
    heading,
    is_filled_in,
    layouts,
    names,
)
from asss_xl.dataset.messages import DatasetError, refused
from asss_xl.dataset.new import cost_keys, template
from asss_xl.dataset.new.own_tables.own_table import Given, OwnTable
from asss_xl.dataset.new.template import NewPackage, Row, blank, years_of
from asss_xl.dataset.packages import writing as packages
from asss_xl.dataset.packages.metadata import ALL
from asss_xl.dataset.schema import FIGURE, MANGLER_TEKST, MED_VERDI
from asss_xl.replacing import Refused, replacing, writing
from asss_xl.workbook.input_book import write
from asss_xl.workbook.input_model import InputBook, InputColumn, InputSheet

#: Figures that a report prints of its own; nobody is asked for them who has no rows of them.
_STATED = ("indikatorreferanser", "figurer", "kontrolltall")
_HELP_WIDTHS = {"Indikator": 34, "Navn": 34, "Enhet": 15}
_HERE = Path(__file__).parent
#: Of each column by its name: its width, what the example above the rows says, and what that of a
#: correction says, which has no rows beforehand to take one from.
_COLUMNS = {row["kolonne"]: row for row in definisjoner("inndatakolonner", _HERE)}


FORMATS = ("xlsx", "csv")
#: The lines of a package are the same whatever its years.
_ANY_YEAR = 2024


def build_command(*data: object, place: str = "") -> str:
    """How what is filled in is built, as one types it: what has a space in it stands in quotes."""
    words = [*(word for each in data for word in ("--data", str(each))), "--municipality", place or ALL]
    return " ".join(["asss-xl build", *(f'"{word}"' if " " in word else word for word in words)])


def input_book(made: NewPackage) -> InputBook:
    """The workbook of a template; one for a part of the figures has no sheets without any."""
    everyone = list(dict.fromkeys(str(row["kommune"]) for row in made.rows["kommuner"]))
    places = [made.place] if made.place else everyone
    book = InputBook(
        title=made.described["title"],
        guide_name=GUIDE,
        guide=_guide(made.place),
        about_name=ABOUT,
        about=about.written(made.described),
        lists_name=LISTS,
        lists={
            WORDS: [*dict.fromkeys(MANGLER_TEKST.values()), *(w for w in MISSING if len(w) < 3)],
            PLACES: places,
            YEARS: made.described["aar"],
        },
        words=WORDS,
        not_asked=MANGLER_TEKST[NOT_ASKED],
        places=places,
    )
    for each in layouts():
        asked = is_filled_in(each.resource) and each.resource not in _STATED
        if made.rows.get(each.resource) or (asked and not (made.partial and figures(each.resource))):
            book.sheets.append(_sheet(each, made))
    return book


def _guide(place: str) -> list[tuple[str, str]]:
    """What the first sheet says, each part with its title."""
    text = (_HERE / "veiledning.md").read_text(encoding="utf-8")
    said = text.format(
        ord=", ".join(f"«{text}»" for text in dict.fromkeys(MANGLER_TEKST.values())),
        om=ABOUT,
        notat=NOTE,
        kommando=build_command("FIL.xlsx", place=place),
        hva="arbeidsboken" if place else "arbeidsbøkene",
    )
    parts = (part.strip().partition("\n") for part in said.split("## ")[1:])
    return [(title, told) for title, _, told in parts]


def _sheet(each: Layout, made: NewPackage) -> InputSheet:
    fields = figures(each.resource)
    columns = tuple(_column(column, each, fields) for column in each.columns)
    rows = made.rows.get(each.resource, [])
    if each.wide:
        rows = _once(rows)
    helping = _helping(each, made)
    place = next((n for n, c in enumerate(each.columns) if c.name == "kommune" and fields), None)
    hint = (
        "Fyll ut de gule feltene. " if fields else ""
    ) + "Raden over overskriftene er et eksempel og blir ikke lest. Nye rader kan legges til nederst."
    cells = [[_value(each.resource, column, row, helping) for column in each.columns] for row in rows]
    return InputSheet(
        each.sheet,
        f"{each.sheet}: {_as_part(each.title)}",
        hint,
        columns,
        cells,
        _example(each, cells),
        place,
        technical=not is_filled_in(each.resource),
    )


def _as_part(title: str) -> str:
    """A title after a colon; a name in capitals keeps them."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _once(rows: Sequence[Row]) -> list[Row]:
    """Each row once, with its amounts side by side under the name of each kind."""
    once: dict[tuple[object, ...], Row] = {}
    for row in rows:
        made = once.setdefault(
            (row["kommune"], row["aar"], row["funksjon"]),
            {k: v for k, v in row.items() if k not in (ART, AMOUNT, "status")},
        )
        made[str(row[ART])] = MANGLER_TEKST.get(str(row.get("status")), row.get(AMOUNT, ""))
    return list(once.values())


def _column(column: Column, each: Layout, fields: tuple[str, ...]) -> InputColumn:
    rules = column.spec.get("constraints", {})
    kind = "number" if column.spec.get("type") in ("number", "integer") else "text"
    if column.is_help:
        return InputColumn(
            column.heading,
            "Til hjelp; blir ikke lest" if column.heading != UNIT else "Enheten tallet skal ha",
            "text",
            _HELP_WIDTHS[column.heading],
            given=True,
        )
    choices = tuple(rules.get("enum", ())) or (("ja", "nei") if column.spec["type"] == "boolean" else ())
    shared = {"kommune": PLACES, "aar": YEARS}.get(column.name, "") if fields else ""
    told = column.spec["description"]
    if column.name in names(each.resource, {}):
        told = told.partition(";")[0]
    if column.name == "status":
        told = "Tomt: som året. " + ", ".join(MED_VERDI)
        choices = tuple(dict.fromkeys(MANGLER_TEKST.get(each, each) for each in choices))
    return InputColumn(
        column.heading,
        told,
        kind,
        int(_said(column, "bredde") or 12),
        choices,
        rules.get("minimum"),
        rules.get("maximum"),
        figure=column.name in fields,
        given=bool(fields) and column.name in each.key,
        hidden=column.name in HIDDEN,
        from_list=shared,
    )


def _helping(each: Layout, made: NewPackage) -> dict[tuple[str, tuple[str, ...]], str]:
    """What people see for a row's keys, and what columns that help say, by heading and the row's own key."""
    found: dict[tuple[str, tuple[str, ...]], str] = {}
    services = {str(row["tjeneste"]): str(row["navn"]) for row in made.rows.get("tjenester", [])}
    for column, known in names(each.resource, services).items():
        found |= {(heading(column), (key,)): name for key, name in known.items()}
    if each.resource == "indikatorverdier":
        for row in made.rows.get("indikatorer", []):
            key = (str(row["tjeneste"]), str(row["nr"]))
            found["Indikator", key] = str(row["kortnavn"])
            found[UNIT, key] = str(row.get("enhet") or "")
    elif each.wide:
        named: list[Row] = [dict(row) for row in definisjoner("funksjoner")]
        named += made.rows.get("funksjoner", [])
        found |= {("Navn", (str(row["funksjon"]),)): str(row["navn"]) for row in named}
    return found


def _value(resource: str, column: Column, row: Row, helping: dict[tuple[str, tuple[str, ...]], str]) -> Any:
    for key in ((column.name,), ("tjeneste", "nr"), ("funksjon",)):
        whose = tuple(str(row.get(name, "")) for name in key)
        if (column.heading, whose) in helping:
            return helping[column.heading, whose]
    if column.is_help:
        return "1000 kr" if column.heading == UNIT else ""
    value = row.get(column.art or column.name, "")
    if column.art and str(value) in MANGLER_TEKST.values():
        return value
    if row.get("status") in MANGLER_TEKST and column.name in ("status", FIGURE.get(resource)):
        # The word stands where the figure would; a status of its own is not needed.
        return MANGLER_TEKST[str(row["status"])] if column.name != "status" else ""
    return _typed(column, "" if value is None else str(value))


def _typed(column: Column, text: str) -> Any:
    """A text as a column holds it."""
    if not text or column.spec.get("type") not in ("number", "integer"):
        return text
    number = float(text)
    return int(number) if number.is_integer() else number


def _said(column: Column, what: str) -> str:
    return _COLUMNS.get(column.name, {}).get(what, "")


def _example(each: Layout, cells: Sequence[Sequence[Any]]) -> list[Any]:
    """The first row with what the ones who fill in would write."""
    if each.resource == CORRECTIONS:
        return [_typed(column, _said(column, "rettelse")) for column in each.columns]
    first = cells[0] if cells else [""] * len(each.columns)
    fields = figures(each.resource)
    made = []
    for column, value in zip(each.columns, first, strict=True):
        filled = column.name in fields or column.name in ("status", "kilde", "oppdatert", "merknad")
        said = _typed(column, _said(column, "eksempel")) if fields and filled else ""
        made.append(value if said == "" else said)
    return made


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
    told = f"{outcome.as_text()}\n"
    if not outcome.placed:
        return Made(f"{told}Ingen tall er satt inn, og {out} er ikke skrevet.", complete=False)
    written = _written(made, out, format, place=outcome.place)
    if not outcome.complete:
        # What to do with it is said once, and that it is to be built comes when all of it is understood.
        answer = "svar, slett" if outcome.asked else "rett det som er sagt over, slett"
        written = (
            f"Skrev {out} med det som er forstått. Skal resten med: {answer} {out} og kjør på nytt. "
            "Fyll den ut først når alt er med."
        )
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
        advice = "Skriv første og siste år, for eksempel 2022-2024."
        raise refused("--years", "Årene er ikke oppgitt.", advice)
    window = known.years if known and years is None else years_of(years or "")
    made = start(window)
    if known:
        made = template.without(made, known)
    told = "".join(f"{each}\n" for each in _lacking(made) if not known)
    if everyone:
        return told + _for_each(made, out, data)
    if given.place:
        made = template.of_place(made, given.place)
    return told + _written(made, out, format, data)


def _lacking(made: NewPackage) -> Iterator[str]:
    """What the report will be without, however well the workbook is filled in."""
    keys = [(int(str(r["fra"] or 0)), int(str(r["til"] or 9999))) for r in made.rows.get("noekler", [])]
    years = [year for year in made.described["aar"] if not any(a <= year <= b for a, b in keys)]
    if years:
        until = ", til en nøkkel velges på Utgiftsbehov i arbeidsboken" if keys else ""
        yield (
            f"Uten kostnadsnøkkel: {', '.join(map(str, years))}. Avvikene korrigert for behov er «Ikke "
            f"data» i de årene{until}. Har du vektene for det siste året, gi dem med --cost-key."
        )
    if not made.described.get("landet") and not made.described.get("resten"):
        yield (
            "Uten tall for landet holdes kommunene mot medlemmene samlet. Med --country får boken plass "
            "til dem."
        )


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
    what, advice = "", "Oppgi en ny mappe."
    if folder:
        if format == "csv":
            what = "En bok for hver kommune er inndatabøker, ikke en datapakke."
        elif out.suffix or out.is_file():
            what = "En bok for hver kommune skrives til en mappe."
        elif out.is_dir() and any(out.iterdir()):
            what = "Mappen har noe i seg, som kan være tall."
    elif format != "csv" and out.suffix.lower() not in WORKBOOKS[:1]:
        what = "Inndataboken er en .xlsx-fil."
        advice = "Gi den et navn som slutter på .xlsx, eller bruk --format csv."
    elif format != "csv" and os.path.lexists(out):
        raise _taken(out)
    if what:
        raise refused(f"--out {out}", what, advice)


def _taken(out: Path) -> DatasetError:
    told = "Filen finnes alt, og kan ha tall i seg."
    return refused(f"--out {out}", told, "Velg et annet navn, eller flytt den.")


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


def _as_kept(name: str, made: NewPackage) -> list[Row]:
    """The rows of a file; where none can say that its figures are missing, those that have them."""
    if name in FIGURE:
        return [_with_status(row, name, made) for row in made.rows[name]]
    asked = figures(name)
    return [row for row in made.rows[name] if not asked or any(row.get(c) not in (None, "") for c in asked)]


def _with_status(row: Row, name: str, made: NewPackage) -> Row:
    if row.get(FIGURE[name]) in (None, ""):
        return row
    preliminary = int(str(row["aar"])) in made.described["foreloepige_aar"]
    return {**row, "status": "foreløpig" if preliminary else "endelig"}
