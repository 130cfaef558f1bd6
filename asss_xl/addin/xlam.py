"""The add-in file ``ASSS_xl.xlam``, built from the sources without Excel.

The skeleton in ``macros/`` has our modules and the ribbon. To call Python it also needs xlwings'
own VBA module, which must be of the same version as the xlwings on the user's machine:
``asss-xl addin install`` builds the complete file there, with :func:`xlwings_module`.
"""

from __future__ import annotations

import io
import zipfile
from importlib import resources
from xml.sax.saxutils import escape

from asss_xl.addin import vba
from asss_xl.addin.vba_project import Module, vba_project

FILE_NAME = "ASSS_xl.xlam"
#: VBA does not allow a project and a module of the same name.
PROJECT = "ASSS_tillegg"
_DATE = (2010, 12, 1, 0, 0, 0)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

#: Changes to xlwings' own module, each with its reason in macros/LES_MEG_IT.md.
_XLWINGS_CHANGES = (
    # the user's ordinary xlwings.conf
    ('PROJECT_NAME As String = "myaddin"', 'PROJECT_NAME As String = "xlwings"'),
    # settings come from the user's own file only, never from a workbook or its folder
    ('source As String = "") As Variant', 'source As String = "user") As Variant'),
    # Python modules lying beside an opened workbook are not imported
    ('GetConfig("ADD_WORKBOOK_TO_PYTHONPATH", "true")', '"false"'),
)  # fmt: skip


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


def module_files() -> dict[str, bytes]:
    """Every module of the add-in as a file for the VBA editor: file name -> content."""
    files = {f"{name}.bas": vba.encoded(source) for name, source in vba.modules().items()}
    files["xlwings.bas"] = vba.encoded(xlwings_module())
    files["ThisWorkbook.cls"] = vba.encoded(vba.template("ThisWorkbook"))
    return files


def build(xlwings: str | None = None) -> bytes:
    """The add-in; ``xlwings`` is the source of xlwings' module, left out in the skeleton."""
    modules = [
        Module("ThisWorkbook", vba.template("ThisWorkbook"), document=True),
        Module("Ark1", vba.template("Ark1"), document=True),
        *(Module(name, source) for name, source in vba.modules().items()),
    ]
    if xlwings is not None:
        modules.append(Module("xlwings", xlwings))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core(),
        "xl/workbook.xml": _workbook(),
        "xl/_rels/workbook.xml.rels": _workbook_relations(),
        "xl/worksheets/sheet1.xml": _sheet(),
        "xl/styles.xml": _styles(),
        "customUI/customUI14.xml": vba.ribbon(),
        "xl/vbaProject.bin": vba_project(PROJECT, modules),
    }
    return _zipped(parts)


def _zipped(parts: dict[str, str | bytes]) -> bytes:
    """Stored without compression: the same bytes on every machine."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system = 0
            archive.writestr(info, content)
    return buffer.getvalue()


def _content_types() -> str:
    overrides = {
        "/xl/workbook.xml": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
        "/xl/worksheets/sheet1.xml": "application/vnd.openxmlformats-officedocument."
        "spreadsheetml.worksheet+xml",
        "/xl/styles.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    listed = "".join(
        f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
        f"{listed}</Types>"
    )


def _relations(*relations: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _package_relations() -> str:
    return _relations(
        (f"{_OFFICE}/relationships/officeDocument", "xl/workbook.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (
            "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility",
            "customUI/customUI14.xml",
        ),
    )


def _workbook_relations() -> str:
    return _relations(
        (f"{_OFFICE}/relationships/worksheet", "worksheets/sheet1.xml"),
        (f"{_OFFICE}/relationships/styles", "styles.xml"),
        ("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"),
    )


def _workbook() -> str:
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships">'
        '<workbookPr codeName="ThisWorkbook"/>'
        '<bookViews><workbookView visibility="hidden"/></bookViews>'
        '<sheets><sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )


def _sheet() -> str:
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr codeName="Ark1"/><sheetData/></worksheet>'
    )


def _styles() -> str:
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
        '<fonts count="1"><font><sz val="10"/><name val="Arial"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        '</cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" '
        'xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" '
        'builtinId="0"/></cellStyles></styleSheet>'
    )


def _core() -> str:
    description = escape("Funksjonene i ASSS-rapporten for Excel")
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>ASSS-funksjoner</dc:title><dc:description>{description}</dc:description>"
        "</cp:coreProperties>"
    )
