"""The input workbook of a template: its sheets, what each column says, and an example."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from asss_xl.catalogue import rows as definisjoner
from asss_xl.dataset.cells.values import STATUS_OF_MARK
from asss_xl.dataset.inputs import about
from asss_xl.dataset.inputs.layout import (
    ABOUT,
    AMOUNT_FIELD,
    ART,
    CORRECTIONS,
    GUIDE,
    HELD,
    HIDDEN,
    LISTS,
    NOT_ASKED,
    NOTAT,
    PLACES,
    UNITS,
    WORDS,
    YEARS,
    Column,
    Layout,
    figures,
    heading,
    is_filled_in,
    layouts,
    shown_names,
)
from asss_xl.dataset.new.template import NewPackage, NewRow
from asss_xl.dataset.packages.metadata import ALL
from asss_xl.dataset.schema import FIGURE, MANGLER_TEKST, MED_VERDI
from asss_xl.workbook.input_model import InputBook, InputColumn, InputSheet

#: Figures that a report prints of its own; nobody is asked for them who has no rows of them.
_STATED = ("indikatorreferanser", "figurer", "kontrolltall")
_HELP_WIDTHS = {"Indikator": 34, "Navn": 34, "Enhet": 15}
_HERE = Path(__file__).parent
#: Of each column by its name: its width, what the example above the rows says, and what that of a
#: correction says, which has no rows beforehand to take one from.
_COLUMNS = {row["kolonne"]: row for row in definisjoner("inndatakolonner", _HERE)}


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
            WORDS: [*dict.fromkeys(MANGLER_TEKST.values()), *(w for w in STATUS_OF_MARK if len(w) < 3)],
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
    book.lists[HELD] = [sheet.name for sheet in book.sheets if sheet.technical]
    return book


def _guide(place: str) -> list[tuple[str, str]]:
    """What the first sheet says, each part with its title."""
    text = (_HERE / "veiledning.md").read_text(encoding="utf-8")
    said = text.format(
        ord=", ".join(f"«{text}»" for text in dict.fromkeys(MANGLER_TEKST.values())),
        om=ABOUT,
        notat=NOTAT,
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


def _once(rows: Sequence[NewRow]) -> list[NewRow]:
    """Each row once, with its amounts side by side under the name of each kind."""
    once: dict[tuple[object, ...], NewRow] = {}
    for row in rows:
        made = once.setdefault(
            (row["kommune"], row["aar"], row["funksjon"]),
            {k: v for k, v in row.items() if k not in (ART, AMOUNT_FIELD, "status")},
        )
        made[str(row[ART])] = MANGLER_TEKST.get(str(row.get("status")), row.get(AMOUNT_FIELD, ""))
    return list(once.values())


def _column(column: Column, each: Layout, fields: tuple[str, ...]) -> InputColumn:
    rules = column.spec.get("constraints", {})
    kind = "number" if column.spec.get("type") in ("number", "integer") else "text"
    if column.is_help:
        return InputColumn(
            column.heading,
            "Til hjelp; blir ikke lest" if column.heading != UNITS else "Enheten tallet skal ha",
            "text",
            _HELP_WIDTHS[column.heading],
            given=True,
        )
    choices = tuple(rules.get("enum", ())) or (("ja", "nei") if column.spec["type"] == "boolean" else ())
    shared = {"kommune": PLACES, "aar": YEARS}.get(column.name, "") if fields else ""
    told = column.spec["description"]
    if column.name in shown_names(each.resource, {}):
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
    for column, known in shown_names(each.resource, services).items():
        found |= {(heading(column), (key,)): name for key, name in known.items()}
    if each.resource == "indikatorverdier":
        for row in made.rows.get("indikatorer", []):
            key = (str(row["tjeneste"]), str(row["nr"]))
            found["Indikator", key] = str(row["kortnavn"])
            found[UNITS, key] = str(row.get("enhet") or "")
    elif each.wide:
        named: list[NewRow] = [dict(row) for row in definisjoner("funksjoner")]
        named += made.rows.get("funksjoner", [])
        found |= {("Navn", (str(row["funksjon"]),)): str(row["navn"]) for row in named}
    return found


def _value(
    resource: str, column: Column, row: NewRow, helping: dict[tuple[str, tuple[str, ...]], str]
) -> Any:
    for key in ((column.name,), ("tjeneste", "nr"), ("funksjon",)):
        whose = tuple(str(row.get(name, "")) for name in key)
        if (column.heading, whose) in helping:
            return helping[column.heading, whose]
    if column.is_help:
        return "1000 kr" if column.heading == UNITS else ""
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


def _said(column: Column, what: str, resource: str = "") -> str:
    """What is said of a column, in one file where it is another thing there."""
    return _COLUMNS.get(f"{resource}.{column.name}", _COLUMNS.get(column.name, {})).get(what, "")


def _example(each: Layout, cells: Sequence[Sequence[Any]]) -> list[Any]:
    """The first row with what the ones who fill in would write."""
    if each.resource == CORRECTIONS:
        return [_typed(column, _said(column, "rettelse")) for column in each.columns]
    first = cells[0] if cells else [""] * len(each.columns)
    fields = figures(each.resource)
    made = []
    for column, value in zip(each.columns, first, strict=True):
        filled = column.name in fields or column.name in ("status", "kilde", "oppdatert", "merknad")
        said = _typed(column, _said(column, "eksempel", each.resource)) if fields and filled else ""
        made.append(value if said == "" else said)
    return made
