"""The sheets of an input workbook, of a template: what each column says, and an example."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from asss_xl.catalogue import rows as definisjoner
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
    is_filled_in,
    layouts,
)
from asss_xl.dataset.inputs.template import Row, Template
from asss_xl.dataset.inputs.values import MISSING
from asss_xl.dataset.poster import POSTER
from asss_xl.dataset.schema import FIGURE, MANGLER_TEKST, MED_VERDI
from asss_xl.delivery.batch import ALL
from asss_xl.workbook.input_model import InputBook, InputColumn, InputSheet

#: Corrections have no rows beforehand to take an example from.
_CORRECTION = {
    "nr": 1,
    "kommune": "Bergen",
    "tabell": "Ressursbruk",
    "post": "258",
    "linje": "Funksjon 258",
    "aar": 2024,
    "beloep_1000kr": -30000,
    "brukes": "ja",
    "kilde": "Regnskapsavdelingen",
    "begrunnelse": "Legetjenester er ført på funksjon 258 og hører til funksjon 241.",
    "hvem": "Kari Nordmann",
    "naar": "2025-04-02",
}

#: What a report prints of its own; no one fills these in.
_STATED = ("indikatorreferanser", "etiketter", "figurer", "folkevekst", "tekstfunn")
_THOUSANDS = "1000 kr"
_WIDTHS = {
    "kommune": 17,
    "merknad": 40,
    "kilde": 24,
    "indikator": 48,
    "kortnavn": 30,
    "status": 12,
    "oppdatert": 12,
    "sektor": 24,
    "kriterium": 34,
    "tillegg": 34,
    "navn": 34,
    "tekst": 60,
    "begrunnelse": 50,
    "linje": 30,
    "gruppe": 32,
    "tjeneste": 19,
    "setningsnavn": 40,
    "teller": 14,
    "nevner": 14,
    "noekkel": 22,
    "post": 20,
    "stoerrelse": 18,
    "inndeling": 12,
    "aldersgruppe": 13,
}
_HELP_WIDTHS = {"Indikator": 34, "Linje": 34, "Navn": 34, "Enhet": 15}
_EXAMPLE = {
    "kommune": "Bergen",
    "verdi": 12.5,
    "beloep": 1250,
    "antall": 21500,
    "teller": 1250,
    "nevner": 10000,
    "indeks": 1.025,
    "kilde": "Regnskapsavdelingen",
    "oppdatert": "2025-03-15",
    "merknad": "Fra årsregnskapet",
    "status": "endelig",
    "mill_kr": 52000,
    "innbyggere": 345000,
}


def build_command(*data: object, place: str = "") -> str:
    """How what is filled in is built, as one types it: what has a space in it stands in quotes."""
    words = [*(word for each in data for word in ("--data", str(each))), "--municipality", place or ALL]
    return " ".join(["asss-xl build", *(f'"{word}"' if " " in word else word for word in words)])


def input_book(made: Template) -> InputBook:
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
    words = ", ".join(f"«{text}»" for text in dict.fromkeys(MANGLER_TEKST.values()))
    return [
        (
            "Slik gjør du",
            "Fyll ut de gule feltene. Radene er laget på forhånd: kommune, år og hva tallet "
            "er. Rader du ikke har tall til, lar du stå tomme. Tabellen over fører til arkene, og teller "
            "rader med tall eller et ord for at tallet mangler.",
        ),
        (
            "Når et tall mangler",
            f"Skriv {words} i feltet. Statistikkbankens tegn kan også brukes: "
            "«.» ikke aktuelt, «..» mangler, «:» skjermet. Skriv aldri 0 for et tall som mangler; «-» "
            "blir ikke godtatt, fordi det kan bety begge deler.",
        ),
        (
            "Enheter",
            "Enheten står på raden. Beløp er i 1000 kr. Prosent skrives som 85,3, uten "
            "prosentformat på cellen. En brøk skrives som teller og nevner, og Verdi står tom.",
        ),
        (
            "Fortegn",
            "Inntekter, utgifter, gjeld og fordringer skrives som positive tall. Bundne fond, "
            "dekning, premieavvik og netto bruk av lån har fortegn: bruk er positivt, avsetning negativt. "
            "Investeringsmoms er negativ.",
        ),
        ("Status", f"Står den tom, er tallet foreløpig i de årene som arket {ABOUT} nevner, ellers endelig."),
        (
            "Kilde og merknad",
            "Kilde, Oppdatert og Merknad kan stå tomme. Et tall som ser ut til å ha "
            "feil enhet, blir meldt. Er det likevel riktig, skriv «kontrollert» først i Merknad.",
        ),
        ("Gjeld og fordringer", "Gis enten som to linjer i Regnskap eller som kontoer i Balanse."),
        (
            "Flere som fyller ut",
            "Hver kan ha sin kopi av filen. Filene slås sammen når de leses: det "
            "én har fylt ut, gjelder, og det to har ulikt, blir meldt med begge stedene.",
        ),
        ("Egne notater", f"Lag et ark med et navn som begynner på «{NOTE}». Det blir ikke lest."),
        (
            "Skjulte ark",
            f"Hvem kommunene er, hva indikatorene er, og hvilke år som er foreløpige ({ABOUT}), står på "
            "skjulte ark bakerst og endres sjelden. Høyreklikk på en arkfane og velg Vis for å se dem.",
        ),
        (
            "Når du er ferdig",
            f"{build_command('FIL.xlsx', place=place)} lager {'arbeidsboken' if place else 'arbeidsbøkene'}. "
            "Er noe galt, blir ingenting laget, og alt som er galt, blir listet med ark, rad og kolonne.",
        ),
    ]


def _sheet(each: Layout, made: Template) -> InputSheet:
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
    if column.name == "status":
        told = "Tomt: som året. " + ", ".join(MED_VERDI)
    return InputColumn(
        column.heading,
        told,
        kind,
        _WIDTHS.get(column.name, 12),
        choices,
        rules.get("minimum"),
        rules.get("maximum"),
        figure=column.name in fields,
        given=bool(fields) and column.name in each.key,
        hidden=column.name in HIDDEN,
        from_list=shared,
    )


def _helping(each: Layout, made: Template) -> dict[tuple[str, tuple[str, ...]], str]:
    """What the columns that help say, by heading and the row's own key."""
    found: dict[tuple[str, tuple[str, ...]], str] = {}
    if each.resource == "indikatorverdier":
        for row in made.rows.get("indikatorer", []):
            key = (str(row["tjeneste"]), str(row["nr"]))
            found["Indikator", key] = str(row["kortnavn"])
            found[UNIT, key] = str(row.get("enhet") or "")
    elif each.resource == "regnskap":
        found |= {("Linje", (post,)): name for post, name in POSTER.items()}
    elif each.wide:
        named: list[Row] = [dict(row) for row in definisjoner("funksjoner")]
        named += made.rows.get("funksjoner", [])
        found |= {("Navn", (str(row["funksjon"]),)): str(row["navn"]) for row in named}
    return found


def _value(resource: str, column: Column, row: Row, helping: dict[tuple[str, tuple[str, ...]], str]) -> Any:
    if column.is_help:
        for key in (("tjeneste", "nr"), ("post",), ("funksjon",)):
            whose = tuple(str(row.get(name, "")) for name in key)
            if (column.heading, whose) in helping:
                return helping[column.heading, whose]
        return _THOUSANDS if column.heading == UNIT else ""
    value = row.get(column.art or column.name, "")
    if column.art and str(value) in MANGLER_TEKST.values():
        return value
    if row.get("status") in MANGLER_TEKST and column.name in ("status", FIGURE.get(resource)):
        # The word stands where the figure would; a status of its own is not needed.
        return MANGLER_TEKST[str(row["status"])] if column.name != "status" else ""
    if value in (None, ""):
        return ""
    if column.spec["type"] in ("number", "integer"):
        number = float(str(value))
        return int(number) if number.is_integer() else number
    return str(value)


def _example(each: Layout, cells: Sequence[Sequence[Any]]) -> list[Any]:
    """The first row with what the ones who fill in would write."""
    if each.resource == CORRECTIONS:
        return [_CORRECTION.get(column.name, "") for column in each.columns]
    first = cells[0] if cells else [""] * len(each.columns)
    fields = figures(each.resource)
    made = []
    for column, value in zip(each.columns, first, strict=True):
        filled = column.name in fields or column.name in ("status", "kilde", "oppdatert", "merknad")
        ratio = column.name in ("teller", "nevner") and "verdi" in fields
        told = _EXAMPLE.get(column.name, value) if fields and filled and not ratio else value
        made.append(told)
    return made
