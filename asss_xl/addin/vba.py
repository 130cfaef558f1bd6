"""The VBA and ribbon sources of the add-ins, generated from the catalogue into ``macros/``.

In the one that needs Python a cell calls a function of ``ASSS_xl``, which calls Python through
``ASSS_Kall``: it keeps the connection, cuts whole columns to what is used, and makes Excel error
values of what Python answers. In the one that does not, ``ASSS_formler`` calculates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from xml.sax.saxutils import quoteattr

from asss_xl.addin.exposed import CATEGORY, EXPOSED
from asss_xl.functions import CATALOGUE, CATEGORIES, Function, Parameter
from asss_xl.functions.catalogue import cut

#: VBA source is read in the code page of Windows; Norwegian Windows has this one.
ENCODING = "cp1252"
#: VBA's own limit for a line is 1023 characters.
_CHUNK = 180

#: The catalogue's groups, and that of the functions which need a data package.
GROUPS = {**CATEGORIES, "data": "Data"}
GENERATED = "Laget med tools.make fra funksjonskatalogen; endringer her går tapt."
#: The hand-written modules of the add-in that calls Python.
_WRITTEN = ("ASSS_tjener", "ASSS_omraade", "ASSS_resultat", "ASSS_oppsett", "ASSS_baand")


def modules() -> dict[str, str]:
    """The standard modules of the add-in that calls Python, without xlwings': module name -> source."""
    written = {name: template(name) for name in _WRITTEN}
    return {"ASSS_xl": wrapper_module(), "ASSS_funksjoner": functions_module(), **written}


def wrapper_module() -> str:
    """``ASSS_xl.bas``: a VBA function for every UDF."""
    lines = ['Attribute VB_Name = "ASSS_xl"', f"' {GENERATED}", "Option Explicit", ""]
    for name, exposed in sorted(EXPOSED.items()):
        given = f"Array({', '.join(p.name for p in exposed.parameters)})"
        lines += [
            f"Public Function {name}({declared(exposed.parameters)}) As Variant",
            f'    {name} = ASSS_Kall("{name}", {given}, {exposed.spills})',
            "End Function",
            "",
        ]
    return "\n".join(lines)


def declared(parameters: Sequence[Parameter]) -> str:
    """The parameters of a function in VBA."""
    return ", ".join(f"{'Optional ' if p.optional else ''}{p.name} As Variant" for p in parameters)


def functions_module(listed: Mapping[str, Function] = EXPOSED) -> str:
    """``ASSS_funksjoner``: help texts, the list of functions, the profile's formulas."""
    index, deviation, percent = (
        _appended(CATALOGUE[name].native("_verdi_", "_snitt_"), 1)
        for name in ("ASSS_INDEKS", "ASSS_AVVIK", "ASSS_AVVIK_PST")
    )
    finding = ("_indikator_", "_verdi_", "_snitt_", "_lavest_", "_hoeyest_")
    findings = {
        f"finding{count}": _appended(CATALOGUE["ASSS_FUNN"].native(*finding[:count]), 2)
        for count in (3, 4, 5)
    }
    return template(
        "ASSS_funksjoner",
        generated=GENERATED,
        category=CATEGORY,
        registered="\n".join(map(_registered, listed.values())),
        rows=str(len(listed) + 1),
        listed="\n".join(_row(number, exposed) for number, exposed in enumerate(listed.values(), start=2)),
        index=index,
        deviation=deviation,
        percent=percent,
        **findings,
    )


def _registered(exposed: Function) -> str:
    texts = [cut(exposed.description), *(cut(p.description) for p in exposed.parameters)]
    return f'    Registrer "{exposed.name}", {_texts(texts)}'


def _row(number: int, exposed: Function) -> str:
    about = "; ".join(f"{p.name}: {p.description.rstrip('.')}" for p in exposed.parameters)
    told = cut(f"{exposed.description} Argumenter: {about}.", 900)
    texts = (GROUPS[exposed.category], exposed.signature(), told, exposed.unit, exposed.source)
    return f"    Rad rader, {number}, {_texts(texts)}"


def _texts(texts: Iterable[str]) -> str:
    """Texts as arguments in VBA, in pieces that keep lines within its limit."""
    return ", _\n        ".join(
        " & _\n            ".join(map(string_literal, _pieces(" ".join(text.split())))) for text in texts
    )


def _appended(text: str, depth: int) -> str:
    return "\n".join(f"{'    ' * depth}s = s & {string_literal(part)}" for part in _pieces(text))


def _pieces(text: str) -> list[str]:
    return [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)] or [""]


def string_literal(text: str) -> str:
    """A text in VBA."""
    return '"' + text.replace('"', '""') + '"'


def template(name: str, **filled: str) -> str:
    """A hand-written VBA module, or one with places to fill in; a name with a dot is a file's own."""
    file = name if "." in name else f"{name}.vba"
    text = resources.files("asss_xl.addin").joinpath("templates", file).read_text(encoding="utf-8")
    for place, value in filled.items():
        text = text.replace(f"{{{place}}}", value)
    return text


def ribbon(listed: Mapping[str, Function] = EXPOSED) -> str:
    """``customUI14.xml``: the tab ASSS with a menu per group of functions."""
    there = {exposed.category for exposed in listed.values()}
    menus = [_menu(group, label, listed) for group, label in GROUPS.items() if group in there]
    return template("customUI14.xml", menus="\n".join(menus))


def _menu(group: str, label: str, listed: Mapping[str, Function]) -> str:
    buttons = "\n".join(
        f'            <button id="sett_{e.name}" label={quoteattr(e.name)} tag={quoteattr(e.name)}'
        f"\n              screentip={quoteattr(e.signature())}"
        f"\n              supertip={quoteattr(cut(e.description))}"
        '\n              onAction="ASSS_baand.ASSS_SettInn"/>'
        for e in listed.values()
        if e.category == group
    )
    return f"""          <menu id="asss_{group}" label="{label}" imageMso="FunctionWizard">
{buttons}
          </menu>"""


def encoded(source: str) -> bytes:
    """VBA source as a file that the editor of Windows imports: its code page and line ends."""
    return source.replace("\r\n", "\n").replace("\n", "\r\n").encode(ENCODING)
