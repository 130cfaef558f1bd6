"""The function reference ``docs/funksjoner.md``, generated from the catalogue."""

from __future__ import annotations

from typing import Any

from asss_xl.addin.exposed import EXPOSED
from asss_xl.functions import CATALOGUE, Function
from asss_xl.functions.values import ExcelError, as_rows, is_range
from tools.macros.xlam import GROUPS
from tools.norwegian import norwegian

_INTRO = """\
# Funksjonene

Denne siden er laget med `python -m tools.make` fra funksjonskatalogen, som også er kilden til
formlene i arbeidsbøkene, LAMBDA-navnene, xlwings-tillegget og `macros/lite/main.py`.

Skrivemåten er norsk Excel: semikolon mellom argumentene, desimalkomma, valgfrie argumenter i
hakeparentes. Hva som skjer med områder, står ved hver funksjon.

**Manglende tall er ikke null.** Er et tall tomt, tekst (`Ikke data`, `:`, `.`, `..`) eller
SANN/USANN, er svaret `#I/T` (`#N/A`). Et snitt på 0 gir `#DIV/0!`, områder av ulik størrelse
`#VERDI!`, og feilverdier går gjennom uendret. Et negativt snitt eller utgangspunkt gir `#NUM!` der
svaret måles i prosent av det. En kommune som ikke står blant enhetene, gir `#I/T`, et ukjent ord for
retning `#VERDI!`. Bare tall regnes som tall; tall lagret som tekst gjør det ikke. `ASSS_ANTALL` teller
heller ikke feilverdier, og snitt, laveste, høyeste og plass av et område uten noe tall er `#I/T`, også
når det står feilverdier der.

Den *vanlige formelen* virker i alle Excel siden 2010 og i LibreOffice, skrevet slik norsk Excel tar den;
sett cellene inn der argumentnavnene står. Hvordan du får navnene til å virke i din egen Excel, står i
[tillegg.md](tillegg.md).
"""


def text() -> str:
    """The whole page."""
    parts = [_INTRO, _contents()]
    for group, label in GROUPS.items():
        parts.append(f"## {label}\n")
        parts += [_entry(exposed) for exposed in EXPOSED.values() if exposed.category == group]
    return "\n".join(parts).rstrip() + "\n"


def _contents() -> str:
    lines = []
    for group, label in GROUPS.items():
        names = ", ".join(f"[`{e.name}`](#{e.name.lower()})" for e in EXPOSED.values() if e.category == group)
        lines.append(f"- {label}: {names}")
    return "\n".join(lines) + "\n"


def _entry(exposed: Function) -> str:
    function = CATALOGUE.get(exposed.name)
    lines = [f"### {exposed.name}", "", f"`{exposed.signature()}`", "", exposed.description, ""]
    lines += ["| argument | betydning |", "|---|---|"]
    for parameter in exposed.parameters:
        optional = " *(valgfritt)*" if parameter.optional else ""
        lines.append(f"| `{parameter.name}`{optional} | {_cell(parameter.description)} |")
    lines += ["", f"- Enhet: {exposed.unit}", f"- Kilde: {exposed.source}"]
    lines.append(f"- Områder: {_ranges(exposed)}")
    if function is None:
        lines.append("- Finnes bare i xlwings-tillegget; trenger Python.")
    else:
        if function.example:
            lines.append(f"- Eksempel: {example(function)}")
        names = [p.name for p in function.parameters]
        lines += ["", "Vanlig formel:", "", "```", f"={norwegian(function.native(*names))}", "```"]
    return "\n".join(lines) + "\n"


def _ranges(exposed: Function) -> str:
    if exposed.spills:
        return "gis et område i stedet for én verdi, fyller svaret like mange celler."
    ranges = [f"`{p.name}`" for p in exposed.parameters if p.is_range]
    if not ranges:
        return "hvert argument er én verdi."
    answer = "svaret er én verdi" + (f" for hver `{exposed.each}`" if exposed.each else "")
    return (
        f"{', '.join(ranges)} kan være områder, også hele kolonner; {answer}. En "
        "overskrift i tekst er ikke med, men et årstall som overskrift er et tall og regnes med: "
        "ingen formel kan vite at det ikke er et beløp. La da området begynne under det."
    )


def example(function: Function) -> str:
    """The catalogue's example as Norwegian Excel shows it, with the result."""
    arguments = "; ".join(shown(argument) for argument in function.example)
    return f"`={function.name}({arguments})` gir {shown_result(function(*function.example))}"


def shown(value: Any) -> str:
    """A value as one types it in a Norwegian formula; ranges as array constants."""
    if is_range(value):
        return "{" + ";".join("\\".join(shown(v) for v in row) for row in as_rows(value)) + "}"
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return number(value)


def shown_result(value: Any) -> str:
    """A result as the reader sees it."""
    if is_range(value):
        return "`" + "; ".join(shown(v) for row in as_rows(value) for v in row) + "`"
    if isinstance(value, ExcelError):
        return f"`{value}`"
    return f"«{value}»" if isinstance(value, str) else f"`{number(value)}`"


def number(value: float) -> str:
    """A number with decimal comma and at most six significant decimals."""
    rounded = f"{float(value):.6f}".rstrip("0").rstrip(".")
    return rounded.replace(".", ",") if rounded not in ("-0", "") else "0"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
