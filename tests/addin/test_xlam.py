"""The add-in file that is built without Excel, read and judged by libraries that did not make it."""

from __future__ import annotations

import io
import zipfile
from importlib import resources
from pathlib import Path

import pytest
import pyvbaanalysis
from lxml import etree
from oletools.olevba import VBA_Parser
from openxml_audit import OpenXmlValidator
from pyopenvba import ExcelFile
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.exceptions import VBACompileError

from asss_xl.addin.exposed import EXPOSED
from asss_xl.addin.install import XLWINGS
from tests.support.basic import needs_soffice, run_basic, soffice
from tools import macros
from tools.macros import xlam

KINDS = {"python": xlam.calling_python(), "plain": macros.without_python()}


@pytest.fixture(scope="module")
def addins(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The two add-ins."""
    folder = tmp_path_factory.mktemp("xlam")
    for name, made in KINDS.items():
        (folder / f"{name}.xlam").write_bytes(xlam.build(made))
    return {name: folder / f"{name}.xlam" for name in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_an_independent_reader_finds_every_module(kind: str, addins: dict[str, Path]) -> None:
    expected = KINDS[kind].modules
    found = {
        name.rpartition(".")[0]: source.replace("\r\n", "\n")
        for _, _, name, source in VBA_Parser(str(addins[kind])).extract_macros()
    }
    assert set(found) == {"ThisWorkbook", "Sheet1", *expected}
    for name, source in expected.items():
        assert found[name].strip() == source.strip(), name
    assert found["ThisWorkbook"].strip() == KINDS[kind].this_workbook.strip()


@pytest.mark.parametrize("kind", KINDS)
def test_the_project_is_sound(kind: str, addins: dict[str, Path]) -> None:
    with ExcelFile(addins[kind]) as book:
        project = book.vba_project()
        assert project.validate() == []
        assert {r.name for r in project.references} >= {"stdole", "Office"}


@pytest.mark.parametrize("kind", KINDS)
def test_the_code_compiles(kind: str, addins: dict[str, Path]) -> None:
    """Everything the analysis says about our modules, and what it calls errors in xlwings' own."""
    found = [
        (module, problem.code)
        for module, problems in pyvbaanalysis.analyze_office_file(str(addins[kind])).items()
        for problem in problems
        if module != "xlwings" or problem.severity.value == "error"
    ]
    # xlwings declares a Dictionary inside #If Mac, which Windows does not compile.
    assert found == ([("xlwings", "missing-library-reference")] if kind == "python" else [])


def test_the_analysis_can_fail(tmp_path: Path) -> None:
    for name, source in KINDS["python"].modules.items():
        wrong = source.replace("ASSS_Feil(Err", "Finnes_Ikke(Err")
        (tmp_path / f"{name}.bas").write_bytes(xlam.encoded(wrong))
    found = pyvbaanalysis.analyze_loose_files([str(p) for p in tmp_path.iterdir()])
    assert "error" in {p.severity.value for p in found["ASSS_tjener"]}


#: But for xlwings' own, which declares what Windows itself has.
_SOURCES = {**xlam.modules(), **KINDS["plain"].modules}


@pytest.mark.parametrize("name", sorted(_SOURCES))
def test_every_module_is_parsed_by_an_interpreter(name: str) -> None:
    """What the analysis lets pass, such as a missing End Function."""
    source = _SOURCES[name]
    ExcelApplication().add_module(source, name=name)
    with pytest.raises(VBACompileError):
        ExcelApplication().add_module(source.replace("End Function\n", "\n", 1), name=name)


@pytest.mark.parametrize("kind", KINDS)
def test_the_package_and_the_ribbon_follow_the_published_schemas(kind: str, addins: dict[str, Path]) -> None:
    result = OpenXmlValidator().validate(str(addins[kind]))
    assert result.is_valid, result.errors
    with zipfile.ZipFile(addins[kind]) as archive:
        assert archive.read("customUI/customUI14.xml").decode() == xlam.ribbon(KINDS[kind].listed)
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        named = {e.get("PartName") for e in types if e.get("PartName")}
        assert named <= {f"/{name}" for name in archive.namelist()}
        assert b"William" not in archive.read("docProps/core.xml")


@pytest.mark.parametrize(
    ("old", "new"), [(b'size="large"', b'size="huge"'), (b"<menu ", b"<meny "), (b"</menu>", b"</meny>")]
)
def test_the_schema_check_can_fail(old: bytes, new: bytes, addins: dict[str, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(addins["python"]) as source, zipfile.ZipFile(tmp_path / "x.xlam", "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("customUI"):
                content = content.replace(old, new)
                if b"meny" in content:
                    content = content.replace(b"menu", b"meny")
            copy.writestr(name, content)
    assert not OpenXmlValidator().validate(str(tmp_path / "x.xlam")).is_valid


def test_help_while_typing_has_every_function_and_argument(addins: dict[str, Path]) -> None:
    with zipfile.ZipFile(addins["python"]) as archive:
        content = archive.read("customXml/item1.xml")
        relations = archive.read("xl/_rels/workbook.xml.rels")
    assert b'Target="../customXml/item1.xml"' in relations
    tree = etree.fromstring(content)
    assert tree.tag == f"{{{xlam.INTELLISENSE}}}IntelliSense"
    found = {
        f.get("Name"): (f.get("Description"), [(a.get("Name"), a.get("Description")) for a in f])
        for f in tree.iter(f"{{{xlam.INTELLISENSE}}}Function")
    }
    assert list(found) == list(EXPOSED)
    for exposed in EXPOSED.values():
        arguments = [(f"[{p.name}]" if p.optional else p.name, p.description) for p in exposed.parameters]
        assert found[exposed.name] == (exposed.description, arguments)


def test_building_twice_gives_the_same_bytes() -> None:
    assert all(xlam.build(made) == xlam.build(made) for made in KINDS.values())


def test_xlwings_module_takes_settings_from_our_own_file_only() -> None:
    original = resources.files("xlwings").joinpath("xlwings_custom_addin.bas").read_text("cp1252")
    module = xlam.xlwings_module()
    assert 'Optional source As String = "user")' in module
    assert "ADD_WORKBOOK_TO_PYTHONPATH" not in module
    assert 'PROJECT_NAME As String = "asss_xl"' in module
    changed = set(module.splitlines()) - set(original.splitlines())
    assert len(changed) == 3  # one of them in two places
    assert f'XLWINGS_VERSION As String = "{XLWINGS}"' in module, "what install looks for on the machine"


def test_unknown_xlwings_module_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlam, "_XLWINGS_CHANGES", (("not in the module", ""),))
    with pytest.raises(ValueError, match="not in the module"):
        xlam.xlwings_module()


@needs_soffice
@pytest.mark.libreoffice
def test_libreoffice_reads_every_module(tmp_path: Path) -> None:
    """LibreOffice has no .xlam; the same parts as .xlsm."""
    source = zipfile.ZipFile(io.BytesIO(xlam.build(KINDS["python"])))
    with zipfile.ZipFile(tmp_path / "bok.xlsm", "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(b"excel.addin.macro", b"excel.sheet.macro")
            copy.writestr(name, content)
    soffice(tmp_path, "--convert-to", "ods", "--outdir", str(tmp_path), str(tmp_path / "bok.xlsm"))
    archive = zipfile.ZipFile(tmp_path / "bok.ods")
    for name in xlam.modules():
        text = archive.read(f"Basic/VBAProject/{name}.xml").decode()
        assert "End Function" in text or "End Sub" in text
        assert "fanen ASSS" in text or name != "ASSS_baand"


_DRIVER = """Attribute VB_Name = "Driver"
Sub Main()
    Dim f, r
    Dim t(1 To 2, 1 To 2) As Variant
    f = FreeFile
    Open "{out}" For Output As #f
    Print #f, ASSS_Indeksformel()
    Print #f, ASSS_Funnformel(3)
    r = ASSS_Funksjonsliste()
    Print #f, UBound(r, 1) & " " & UBound(r, 2) & " " & r(2, 2)
    Print #f, IsError(ASSS_Svar("#N/A")) & IsError(ASSS_Svar("tekst")) & IsError(ASSS_Svar(7))
    r = ASSS_Svar(Array(1, "#DIV/0!", "x"))
    Print #f, r(0) & IsError(r(1)) & r(2)
    t(1, 1) = 1
    t(1, 2) = "#N/A"
    t(2, 1) = "a"
    t(2, 2) = "#VALUE!"
    r = ASSS_Svar(t)
    Print #f, r(1, 1) & IsError(r(1, 2)) & r(2, 1) & IsError(r(2, 2))
    r = ASSS_Feil("melding")
    Print #f, IsError(r) & ASSS_SisteFeil()
    Close #f
End Sub
"""


@needs_soffice
@pytest.mark.libreoffice
def test_vba_runs_in_libreoffices_basic(tmp_path: Path) -> None:
    """Not Excel, but an engine that compiles VBA: error values, formulas and help texts."""
    out = tmp_path / "out.txt"
    # xlwings' own module is of Windows; ours use a constant of it.
    stand_in = 'Option Explicit\nPublic Const XLWINGS_VERSION As String = ""'
    driver = _DRIVER.replace("{out}", out.as_posix())
    run_basic(tmp_path, {**xlam.modules(), "xlwings": stand_in, "Driver": driver})
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[0] == ('IF((_verdi_<"")*(_snitt_<""),IF(_snitt_<0,#NUM!,100*_verdi_/_snitt_),NA())')
    assert lines[1] == xlam.CATALOGUE["ASSS_FUNN"].native("_indikator_", "_verdi_", "_snitt_")
    count = len(xlam.EXPOSED) + 1
    assert lines[2] == f"{count} 5 ASSS_AVVIK(verdi; snitt; [indeks]; [tillegg])"
    assert lines[3:] == ["TrueFalseFalse", "1Truex", "1TrueaTrue", "Truemelding"]
