"""The add-in files ``ASSS_xl.xlam`` and ``ASSS_funksjoner.xlam``, built from the sources without Excel.

pyOpenVBA puts the modules into an empty add-in that Excel itself has made; the ribbon and the help
texts are parts of their own. ``ASSS_funksjoner.xlam`` calculates itself. To call Python the other
needs xlwings' VBA module, of the same version as the xlwings on the user's machine: ``asss-xl addin
install`` builds the complete file there. The committed file has a module that says what is missing.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from pyopenvba import ExcelFile

from asss_xl.addin import formulas_vba, intellisense, vba
from asss_xl.addin.exposed import CALCULATED, EXPOSED, Exposed

FILE_NAME = "ASSS_xl.xlam"
#: The add-in that needs no Python.
PLAIN_FILE_NAME = "ASSS_funksjoner.xlam"
#: xlwings' module finds its settings by this name: ``%USERPROFILE%\\.asss_xl\\asss_xl.conf``.
PROJECT = "asss_xl"
_DATE = (2010, 12, 1, 0, 0, 0)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RIBBON = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ITEM = "{6E3D7C5A-0B55-4F6E-9B0B-2A5F1D2C8E09}"

#: Changes to xlwings' own module, each with its reason in macros/LES_MEG_IT.md.
_XLWINGS_CHANGES = (
    # a settings file of our own
    ('PROJECT_NAME As String = "myaddin"', f'PROJECT_NAME As String = "{PROJECT}"'),
    # settings come from the user's own file only, never from a workbook or its folder
    ('source As String = "") As Variant', 'source As String = "user") As Variant'),
    # Python modules lying beside an opened workbook are not imported
    ('GetConfig("ADD_WORKBOOK_TO_PYTHONPATH", "true")', '"false"'),
)


class XlwingsModuleError(Exception):
    """The VBA module of this xlwings version is not as expected; nothing is built."""


def xlwings_module() -> str:
    """xlwings' VBA module for add-ins, from the installed package, with our safer settings."""
    try:
        source = resources.files("xlwings").joinpath("xlwings_custom_addin.bas")
        text = source.read_text(encoding="cp1252").replace("\r\n", "\n")
    except ModuleNotFoundError as error:
        raise XlwingsModuleError(
            'xlwings er ikke satt inn. Kjør «python -m pip install "asss_xl[excel]"», eller '
            '«python -m pip install ".[excel]"» i mappen med prosjektet.'
        ) from error
    except OSError as error:
        raise XlwingsModuleError(
            "Fant ikke xlwings_custom_addin.bas i xlwings. Installer xlwings på nytt."
        ) from error
    for old, new in _XLWINGS_CHANGES:
        if old not in text:
            raise XlwingsModuleError(
                f"VBA-modulen i denne versjonen av xlwings er ikke som ventet: fant ikke «{old}»."
            )
        text = text.replace(old, new)
    return text


@dataclass(frozen=True)
class AddIn:
    """What an add-in file is made of."""

    title: str
    modules: Mapping[str, str]
    this_workbook: str
    listed: Mapping[str, Exposed]


def calling_python(xlwings: str | None = None) -> AddIn:
    """The add-in that calls Python; ``xlwings`` None is the stand-in that says what lacks."""
    modules = {**vba.modules(), "xlwings": xlwings or vba.template("xlwings_mangler")}
    return AddIn("ASSS-funksjoner gjennom Python", modules, vba.template("ThisWorkbook"), EXPOSED)


def without_python() -> AddIn:
    """The add-in whose VBA calculates."""
    this_workbook = vba.template("ThisWorkbook").replace("    ASSS_MeldNyeMangler\n", "")
    return AddIn("ASSS-funksjoner", formulas_vba.modules(), this_workbook, CALCULATED)


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
    parts["customUI/customUI14.xml"] = vba.ribbon(addin.listed).encode()
    parts["customXml/item1.xml"] = intellisense.xml(addin.listed).encode()
    parts["customXml/itemProps1.xml"] = _item_properties()
    parts["customXml/_rels/item1.xml.rels"] = _item_relations()
    properties = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    override = f'<Override PartName="/customXml/itemProps1.xml" ContentType="{properties}"/></Types>'
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(b"</Types>", override.encode())
    parts["docProps/core.xml"] = _core(addin.title)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system = 0
            archive.writestr(info, content)
    return buffer.getvalue()


def _relate(parts: dict[str, bytes], part: str, kind: str, target: str) -> None:
    text = parts[part].decode()
    number = 1 + max(int(found) for found in re.findall(r'Id="rId(\d+)"', text))
    relation = f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/></Relationships>'
    parts[part] = text.replace("</Relationships>", relation).encode()


def _item_properties() -> bytes:
    return (
        f'{_HEAD}<ds:datastoreItem ds:itemID="{_ITEM}" xmlns:ds="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="'
        f'{intellisense.NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()


def _item_relations() -> bytes:
    return (
        f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/customXmlProps" Target="itemProps1.xml"/>'
        "</Relationships>"
    ).encode()


def _core(title: str) -> bytes:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title>"
        "<dc:description>Funksjonene i ASSS-rapporten for Excel</dc:description>"
        "</cp:coreProperties>"
    ).encode()
