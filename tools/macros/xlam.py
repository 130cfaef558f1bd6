"""The add-in ``ASSS_xl.xlam``, built from the sources without Excel; the sources are made from the catalogue.

In the one that needs Python a cell calls a function of ``ASSS_xl``, which calls Python through
``ASSS_Kall``: it keeps the connection, cuts whole columns to what is used, and makes Excel error
values of what Python answers. In the one that does not, ``ASSS_formler`` calculates.

pyOpenVBA puts the modules into an empty add-in that Excel itself has made; the ribbon and the help
texts are parts of their own. To call Python it needs xlwings' VBA module, of the same version as the
xlwings on the user's machine, which the extra ``excel`` asks for.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from xml.sax.saxutils import quoteattr

from pyopenvba import ExcelFile

from asss_xl.addin.exposed import CATEGORY, EXPOSED
from asss_xl.addin.install import FILE_NAME, PROJECT
from asss_xl.functions import CATALOGUE, CATEGORIES, Function, Parameter
from asss_xl.functions.catalogue import cut

#: VBA source is read in the code page of Windows; Norwegian Windows has this one.
ENCODING = "cp1252"
TEMPLATES = Path(__file__).with_name("templates")
#: VBA's own limit for a line is 1023 characters.
_CHUNK = 180

#: The catalogue's groups, and that of the functions which need a data package.
GROUPS = {**CATEGORIES, "data": "Data"}
GENERATED = "Laget med tools.make fra funksjonskatalogen; endringer her går tapt."
#: The hand-written modules of the add-in that calls Python.
_WRITTEN = ("ASSS_tjener", "ASSS_omraade", "ASSS_resultat", "ASSS_oppsett", "ASSS_baand")
#: What Excel-DNA IntelliSense looks for.
INTELLISENSE = "http://schemas.excel-dna.net/intellisense/1.0"
_DATE = (2010, 12, 1, 0, 0, 0)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RIBBON = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
#: Changes to xlwings' own module, each with its reason in macros/LES_MEG_IT.md.
_XLWINGS_CHANGES = (
    # a settings file of our own
    ('PROJECT_NAME As String = "myaddin"', f'PROJECT_NAME As String = "{PROJECT}"'),
    # settings come from the user's own file only, never from a workbook or its folder
    ('source As String = "") As Variant', 'source As String = "user") As Variant'),
    # Python modules lying beside an opened workbook are not imported
    ('GetConfig("ADD_WORKBOOK_TO_PYTHONPATH", "true")', '"false"'),
)


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
    text = (TEMPLATES / file).read_text(encoding="utf-8")
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
    return _lines(source).encode(ENCODING)


def xlwings_module() -> str:
    """xlwings' VBA module for add-ins, from the installed package, with our safer settings."""
    source = resources.files("xlwings").joinpath("xlwings_custom_addin.bas")
    text = source.read_text(encoding="cp1252").replace("\r\n", "\n")
    for old, new in _XLWINGS_CHANGES:
        if old not in text:
            raise ValueError(f"the VBA module of this version of xlwings has no {old!r}")
        text = text.replace(old, new)
    return text


@dataclass(frozen=True)
class AddIn:
    """What an add-in file is made of."""

    title: str
    modules: Mapping[str, str]
    this_workbook: str
    listed: Mapping[str, Function]


def calling_python() -> AddIn:
    """The add-in that calls Python, through xlwings' VBA module."""
    made = {**modules(), "xlwings": xlwings_module()}
    return AddIn("ASSS-funksjoner gjennom Python", made, template("ThisWorkbook"), EXPOSED)


def build(addin: AddIn) -> bytes:
    """The file."""
    with tempfile.TemporaryDirectory(prefix="asss_xl-") as folder:
        path = Path(folder) / FILE_NAME
        with ExcelFile.create_new(path) as book:
            project = book.vba_project()
            for name in set(project.module_names()) - {"ThisWorkbook", "Sheet1"}:
                project.delete_module(name)
            book.set_module("ThisWorkbook", _lines(addin.this_workbook))
            for name, source in addin.modules.items():
                project.add_module(name, _lines(source))
            book.save()
        return _with_our_parts(path.read_bytes(), addin)


def _lines(source: str) -> str:
    return source.replace("\r\n", "\n").replace("\n", "\r\n")


def _with_our_parts(package: bytes, addin: AddIn) -> bytes:
    """The package with ribbon, help texts and our title; stored, the same bytes everywhere."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    _relate(parts, "_rels/.rels", _RIBBON, "customUI/customUI14.xml")
    _relate(parts, "xl/_rels/workbook.xml.rels", f"{_RELATIONS}/customXml", "../customXml/item1.xml")
    parts["customUI/customUI14.xml"] = ribbon(addin.listed).encode()
    parts["customXml/item1.xml"] = intellisense(addin.listed).encode()
    parts["customXml/itemProps1.xml"] = _part("itemProps1.xml")
    parts["customXml/_rels/item1.xml.rels"] = _part("item1_rels.xml")
    properties = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    override = f'<Override PartName="/customXml/itemProps1.xml" ContentType="{properties}"/></Types>'
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(b"</Types>", override.encode())
    parts["docProps/core.xml"] = _part("core.xml", title=addin.title)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system = 0
            archive.writestr(info, content)
    return buffer.getvalue()


def intellisense(listed: Mapping[str, Function]) -> str:
    """Help while a formula is typed, where the free add-in Excel-DNA IntelliSense is installed.

    Excel itself shows none for VBA functions. It is a part of the .xlam because Excel would open
    any file that lies beside it in the start folder.
    """
    functions = "\n".join(map(_helped, listed.values()))
    return (
        f'<IntelliSense xmlns="{INTELLISENSE}">\n  <FunctionInfo>\n{functions}\n'
        "  </FunctionInfo>\n</IntelliSense>\n"
    )


def _helped(exposed: Function) -> str:
    arguments = "\n".join(
        f"      <Argument Name={quoteattr(f'[{p.name}]' if p.optional else p.name)} "
        f"Description={quoteattr(p.description)}/>"
        for p in exposed.parameters
    )
    about = f"Name={quoteattr(exposed.name)} Description={quoteattr(exposed.description)}"
    return f"    <Function {about}>\n{arguments}\n    </Function>"


def _part(name: str, **filled: str) -> bytes:
    """An XML part of the package that is written by hand."""
    return template(name, **filled).rstrip().encode()


def _relate(parts: dict[str, bytes], part: str, kind: str, target: str) -> None:
    text = parts[part].decode()
    number = 1 + max(int(found) for found in re.findall(r'Id="rId(\d+)"', text))
    relation = f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/></Relationships>'
    parts[part] = text.replace("</Relationships>", relation).encode()
