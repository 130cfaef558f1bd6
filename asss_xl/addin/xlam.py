"""The add-in file ``ASSS_xl.xlam``, built from the sources without Excel.

pyOpenVBA puts the modules into an empty add-in that Excel itself has made; the ribbon and the help
texts are parts of their own. To call Python the add-in needs xlwings' VBA module, of the same
version as the xlwings on the user's machine: ``asss-xl addin install`` builds the complete file
there. The committed file has a module in its place that says what is missing.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from importlib import resources
from pathlib import Path

from pyopenvba import ExcelFile

from asss_xl.addin import intellisense, vba

FILE_NAME = "ASSS_xl.xlam"
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
    source = resources.files("xlwings").joinpath("xlwings_custom_addin.bas")
    try:
        text = source.read_text(encoding="cp1252").replace("\r\n", "\n")
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


def sources(xlwings: str | None = None) -> dict[str, str]:
    """The standard modules of the add-in; ``xlwings`` None is the stand-in that says what lacks."""
    return {**vba.modules(), "xlwings": xlwings or vba.template("xlwings_mangler")}


def module_files() -> dict[str, bytes]:
    """Every module of the complete add-in as a file for the VBA editor: file name -> content."""
    modules = sources(xlwings_module())
    files = {f"{name}.bas": vba.encoded(source) for name, source in modules.items()}
    files["ThisWorkbook.cls"] = vba.encoded(vba.template("ThisWorkbook"))
    return files


def build(xlwings: str | None = None) -> bytes:
    """The add-in; ``xlwings`` is the source of xlwings' module."""
    with tempfile.TemporaryDirectory(prefix="asss_xl-") as folder:
        path = Path(folder) / FILE_NAME
        with ExcelFile.create_new(path) as book:
            project = book.vba_project()
            for name in set(project.module_names()) - {"ThisWorkbook", "Sheet1"}:
                project.delete_module(name)
            book.set_module("ThisWorkbook", _lines(vba.template("ThisWorkbook")))
            for name, source in sources(xlwings).items():
                project.add_module(name, _lines(source))
            book.save()
        return _with_our_parts(path.read_bytes())


def _lines(source: str) -> str:
    return source.replace("\r\n", "\n").replace("\n", "\r\n")


def _with_our_parts(package: bytes) -> bytes:
    """The package with ribbon, help texts and our title; stored, the same bytes everywhere."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    _relate(parts, "_rels/.rels", _RIBBON, "customUI/customUI14.xml")
    _relate(parts, "xl/_rels/workbook.xml.rels", f"{_RELATIONS}/customXml", "../customXml/item1.xml")
    parts["customUI/customUI14.xml"] = vba.ribbon().encode()
    parts["customXml/item1.xml"] = intellisense.xml().encode()
    parts["customXml/itemProps1.xml"] = _item_properties()
    parts["customXml/_rels/item1.xml.rels"] = _item_relations()
    properties = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    override = f'<Override PartName="/customXml/itemProps1.xml" ContentType="{properties}"/></Types>'
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(b"</Types>", override.encode())
    parts["docProps/core.xml"] = _core()
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


def _core() -> bytes:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>ASSS-funksjoner</dc:title>"
        "<dc:description>Funksjonene i ASSS-rapporten for Excel</dc:description>"
        "</cp:coreProperties>"
    ).encode()
