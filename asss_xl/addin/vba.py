"""The VBA and ribbon sources of the add-ins, generated from the catalogue into ``macros/``.

In the one that needs Python a cell calls a function of ``ASSS_xl``, which calls Python through
``ASSS_Kall``: it keeps the connection, cuts whole columns to what is used, and makes Excel error
values of what Python answers. In the one that does not, ``ASSS_formler`` calculates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import resources
from xml.sax.saxutils import quoteattr

from asss_xl.addin.exposed import CATEGORY, EXPOSED, Exposed
from asss_xl.functions import CATALOGUE, CATEGORIES, Parameter
from asss_xl.functions.catalogue import cut

#: VBA source is read in the code page of Windows; Norwegian Windows has this one.
ENCODING = "cp1252"
#: VBA's own limit for a line is 1023 characters.
_CHUNK = 180

#: The catalogue's groups, and that of the functions which need a data package.
GROUPS = {**CATEGORIES, "data": "Data"}
GENERATED = "Laget med tools.make fra funksjonskatalogen; endringer her går tapt."
_PROFILE_FORMULAS = {
    "ASSS_Indeksformel": ("ASSS_INDEKS", ("_verdi_", "_snitt_")),
    "ASSS_Avviksformel": ("ASSS_AVVIK", ("_verdi_", "_snitt_")),
    "ASSS_Prosentformel": ("ASSS_AVVIK_PST", ("_verdi_", "_snitt_")),
}
_FINDING = ("_indikator_", "_verdi_", "_snitt_", "_lavest_", "_hoeyest_")


def wrapper_module() -> str:
    """``ASSS_xl.bas``: a VBA function for every UDF."""
    lines = ['Attribute VB_Name = "ASSS_xl"', f"' {GENERATED}", "Option Explicit", ""]
    for name in sorted(EXPOSED):
        lines += _wrapper(EXPOSED[name])
    return "\n".join(lines)


def _wrapper(exposed: Exposed) -> list[str]:
    name = exposed.name
    given = f"Array({', '.join(p.name for p in exposed.parameters)})"
    return [
        f"Public Function {name}({declared(exposed.parameters)}) As Variant",
        f'    {name} = ASSS_Kall("{name}", {given}, {exposed.spills})',
        "End Function",
        "",
    ]


def declared(parameters: Sequence[Parameter]) -> str:
    """The parameters of a function in VBA."""
    return ", ".join(f"{'Optional ' if p.optional else ''}{p.name} As Variant" for p in parameters)


def functions_module(listed: Mapping[str, Exposed] = EXPOSED) -> str:
    """``ASSS_funksjoner``: help texts, the list of functions, the profile's formulas."""
    lines = [
        'Attribute VB_Name = "ASSS_funksjoner"',
        f"' {GENERATED}",
        "Option Explicit",
        "Option Private Module",
        "",
        *_registration(listed),
        *_function_list(listed),
    ]
    for name, (function, arguments) in _PROFILE_FORMULAS.items():
        lines += _formula_function(f"{name}()", name, CATALOGUE[function].native(*arguments))
    lines += _finding_formula()
    return "\n".join(lines) + "\n"


def _registration(listed: Mapping[str, Exposed]) -> list[str]:
    lines = [
        "' Hjelpetekst i funksjonsveiviseren. Excel nekter så lenge tillegget er skjult.",
        "Public Sub ASSS_Registrer()",
        "    On Error Resume Next",
        "    Application.ScreenUpdating = False",
        "    ThisWorkbook.IsAddin = False",
    ]
    for exposed in listed.values():
        texts = [cut(exposed.description), *(cut(p.description) for p in exposed.parameters)]
        call = ", _\n        ".join(_string(text) for text in texts)
        lines.append(f'    Registrer "{exposed.name}", {call}')
    lines += [
        "    ThisWorkbook.IsAddin = True",
        "    ThisWorkbook.Saved = True",
        "    Application.ScreenUpdating = True",
        "End Sub",
        "",
        "Private Sub Registrer(navn As String, beskrivelse As String, ParamArray argumenter())",
        "    Dim tekster As Variant",
        "    tekster = argumenter",
        '    Application.MacroOptions Macro:="\'" & ThisWorkbook.Name & "\'!" & navn, _',
        f'        Description:=beskrivelse, Category:="{CATEGORY}", ArgumentDescriptions:=tekster',
        "End Sub",
        "",
    ]
    return lines


def _function_list(listed: Mapping[str, Exposed]) -> list[str]:
    lines = [
        "Public Function ASSS_Funksjonsliste() As Variant",
        f"    Dim rader(1 To {len(listed) + 1}, 1 To 5) As Variant",
        '    Rad rader, 1, "Gruppe", "Funksjon", "Beskrivelse", "Enhet", "Kilde"',
    ]
    for number, exposed in enumerate(listed.values(), start=2):
        texts = (
            GROUPS[exposed.category],
            exposed.signature(),
            _help_text(exposed),
            exposed.unit,
            exposed.source,
        )
        lines.append(f"    Rad rader, {number}, " + ", _\n        ".join(map(_string, texts)))
    lines += [
        "    ASSS_Funksjonsliste = rader",
        "End Function",
        "",
        "Private Sub Rad(rader() As Variant, nr As Long, ParamArray tekster())",
        "    Dim i As Long",
        "    For i = 0 To 4",
        "        rader(nr, i + 1) = tekster(i)",
        "    Next i",
        "End Sub",
        "",
    ]
    return lines


def _help_text(exposed: Exposed) -> str:
    listed = "; ".join(f"{p.name}: {p.description.rstrip('.')}" for p in exposed.parameters)
    return cut(f"{exposed.description} Argumenter: {listed}.", 900)


def _finding_formula() -> list[str]:
    finding = CATALOGUE["ASSS_FUNN"]
    lines = ["Public Function ASSS_Funnformel(kolonner As Long) As String", "    Dim s As String"]
    for columns in (3, 4, 5):
        lines.append(f"    {'If' if columns == 3 else 'ElseIf'} kolonner = {columns} Then")
        lines += _appended(finding.native(*_FINDING[:columns]), 2)
    return [*lines, "    End If", "    ASSS_Funnformel = s", "End Function", ""]


def _formula_function(signature: str, name: str, formula: str) -> list[str]:
    return [
        f"Public Function {signature} As String",
        "    Dim s As String",
        *_appended(formula, 1),
        f"    {name} = s",
        "End Function",
        "",
    ]


def _appended(text: str, depth: int) -> list[str]:
    indent = "    " * depth
    parts = [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)]
    return [f"{indent}s = s & {string_literal(part)}" for part in parts]


def _string(text: str) -> str:
    """A text as a VBA expression, in pieces that keep lines within VBA's limit."""
    flat = " ".join(text.split())
    parts = [flat[at : at + _CHUNK] for at in range(0, len(flat), _CHUNK)] or [""]
    return " & _\n            ".join(string_literal(part) for part in parts)


def string_literal(text: str) -> str:
    """A text in VBA."""
    return '"' + text.replace('"', '""') + '"'


def template(name: str) -> str:
    """A hand-written VBA module."""
    found = resources.files("asss_xl.addin").joinpath("templates", f"{name}.vba")
    return found.read_text(encoding="utf-8")


def modules() -> dict[str, str]:
    """The standard modules of the add-in that calls Python, without xlwings': module name -> source."""
    return {
        "ASSS_xl": wrapper_module(),
        "ASSS_funksjoner": functions_module(),
        "ASSS_tjener": template("ASSS_tjener"),
        "ASSS_omraade": template("ASSS_omraade"),
        "ASSS_resultat": template("ASSS_resultat"),
        "ASSS_oppsett": template("ASSS_oppsett"),
        "ASSS_baand": template("ASSS_baand"),
    }


def ribbon(listed: Mapping[str, Exposed] = EXPOSED) -> str:
    """``customUI14.xml``: the tab ASSS with a menu per group of functions."""
    there = {exposed.category for exposed in listed.values()}
    menus = "\n".join(_menu(group, label, listed) for group, label in GROUPS.items() if group in there)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui">
  <ribbon>
    <tabs>
      <tab id="asssFane" label="ASSS" insertAfterMso="TabFormulas">
        <group id="asssFunksjoner" label="Sett inn funksjon">
{menus}
        </group>
        <group id="asssProfil" label="Tjenesteprofil">
          <button id="asssFyllProfil" label="Fyll ut profil" size="large" imageMso="CalculateNow"
            screentip="Regn ut indeks, avvik og funn"
            supertip="Merk indikator, verdi og snitt, og eventuelt laveste og høyeste."
            onAction="ASSS_baand.ASSS_FyllProfil"/>
          <button id="asssKontroller" label="Kontroller arbeidsbok" size="large"
            imageMso="ErrorChecking"
            screentip="Finn feilverdier og kontroller som sier FEIL"
            onAction="ASSS_baand.ASSS_KontrollerBok"/>
        </group>
        <group id="asssHjelp" label="Hjelp">
          <button id="asssVisHjelp" label="Funksjonene" size="large" imageMso="Help"
            screentip="Alle funksjonene med argumenter, enhet og kilde"
            onAction="ASSS_baand.ASSS_VisHjelp"/>
        </group>
      </tab>
    </tabs>
  </ribbon>
</customUI>
"""


def _menu(group: str, label: str, listed: Mapping[str, Exposed]) -> str:
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
