"""The add-in file that is built without Excel, read back by an independent reader."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from importlib import resources
from pathlib import Path
from types import ModuleType
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from asss_xl.addin import vba, xlam
from asss_xl.addin.compound_file import Tree, compound_file
from asss_xl.addin.vba_project import Module, compress, vba_project

needs_soffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)


def test_reader_reads_a_project_that_excel_users_have(ovba: ModuleType) -> None:
    """The reader is right about xlwings' own template, so it can judge our file."""
    template = resources.files("xlwings").joinpath("quickstart_addin_ribbon.xlam").read_bytes()
    project = zipfile.ZipFile(io.BytesIO(template)).read("xl/vbaProject.bin")
    sources = ovba.module_sources(project)
    assert "Function XLPyCommand()" in sources["xlwings"]
    text = ovba.streams(project)["PROJECT"].decode("cp1252")
    guid = text.split('ID="')[1].split('"')[0]
    state = text.split('CMG="')[1].split('"')[0]
    assert ovba.decrypted(state) == (sum(guid.encode()) & 0xFF, b"\0\0\0\0")


@given(st.binary(max_size=9000) | st.text("ab \n", max_size=9000).map(str.encode))
@settings(deadline=None)
def test_compression_is_undone_by_the_reader(ovba: ModuleType, content: bytes) -> None:
    expected = len(content)
    if content:
        found = ovba.decompress(compress(content))
        assert found[:expected] == content and not found[expected:].strip(b"\0")


@given(st.dictionaries(st.text("abcÆ_", min_size=1, max_size=12), st.binary(max_size=6000)))
@settings(deadline=None, max_examples=60)
def test_compound_file_gives_back_its_streams(ovba: ModuleType, files: dict[str, bytes]) -> None:
    upper = {name.upper(): (name, content) for name, content in files.items()}
    tree: Tree = {"VBA": dict(upper.values()), "PROJECT": b"x"}
    found = ovba.streams(compound_file(tree))
    assert found == {"PROJECT": b"x", **{f"VBA/{n}": c for n, c in upper.values()}}


def test_project_has_the_sources_and_is_not_protected(ovba: ModuleType) -> None:
    modules = [Module("ThisWorkbook", "Option Explicit\n", True), Module("Æ1", "' æøå\n" * 3000)]
    project = vba_project("Prøve", modules)
    assert ovba.module_sources(project) == {
        m.name: m.source.replace("\n", "\r\n") for m in modules
    }
    text = ovba.streams(project)["PROJECT"].decode("cp1252")
    guid = text.split('ID="')[1].split('"')[0]
    for field, expected in (("CMG", b"\0\0\0\0"), ("DPB", b"\0"), ("GC", b"\xff")):
        key, content = ovba.decrypted(text.split(f'{field}="')[1].split('"')[0])
        assert (key, content) == (sum(guid.encode()) & 0xFF, expected)
    assert ovba.streams(project)["VBA/_VBA_PROJECT"] == b"\xcc\x61\xff\xff\0\0\0"


def test_addin_has_all_modules_and_the_ribbon(ovba: ModuleType) -> None:
    archive = zipfile.ZipFile(io.BytesIO(xlam.build(xlam.xlwings_module())))
    sources = ovba.module_sources(archive.read("xl/vbaProject.bin"))
    assert list(sources) == ["ThisWorkbook", "Ark1", *vba.modules(), "xlwings"]
    assert xlam.PROJECT not in sources
    for name, source in vba.modules().items():
        assert sources[name] == source.replace("\n", "\r\n")
    assert archive.read("customUI/customUI14.xml").decode() == vba.ribbon()
    types = etree.fromstring(archive.read("[Content_Types].xml"))
    named = {e.get("PartName") for e in types if e.get("PartName")}
    assert named <= {f"/{name}" for name in archive.namelist()}
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(archive.read(name))


def test_building_twice_gives_the_same_bytes() -> None:
    assert xlam.build() == xlam.build()


def test_xlwings_module_takes_settings_from_the_user_only() -> None:
    original = resources.files("xlwings").joinpath("xlwings_custom_addin.bas").read_text("cp1252")
    module = xlam.xlwings_module()
    assert 'Optional source As String = "user")' in module
    assert "ADD_WORKBOOK_TO_PYTHONPATH" not in module
    assert 'PROJECT_NAME As String = "xlwings"' in module
    changed = set(module.splitlines()) - set(original.splitlines())
    assert len(changed) == 3  # one of them in two places


def test_unknown_xlwings_module_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlam, "_XLWINGS_CHANGES", (("not in the module", ""),))
    with pytest.raises(xlam.XlwingsModuleError, match="ikke som ventet"):
        xlam.xlwings_module()


@needs_soffice
@pytest.mark.libreoffice
def test_libreoffice_reads_every_module(tmp_path: Path) -> None:
    """LibreOffice has no .xlam; the same parts as .xlsm."""
    source = zipfile.ZipFile(io.BytesIO(xlam.build()))
    with zipfile.ZipFile(tmp_path / "bok.xlsm", "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(b"excel.addin.macro", b"excel.sheet.macro")
            copy.writestr(name, content)
    _soffice(tmp_path, "--convert-to", "ods", "--outdir", str(tmp_path), str(tmp_path / "bok.xlsm"))
    archive = zipfile.ZipFile(tmp_path / "bok.ods")
    for name in vba.modules():
        text = archive.read(f"Basic/{xlam.PROJECT}/{name}.xml").decode()
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
    modules = {**vba.modules(), "Driver": _DRIVER.replace("{out}", out.as_posix())}
    _basic_library(tmp_path / "profil" / "user" / "basic", modules)
    _soffice(tmp_path, "macro:///Standard.Driver.Main")
    lines = out.read_text(encoding="utf-8").splitlines()
    assert lines[0] == vba.CATALOGUE["ASSS_INDEKS"].native("_verdi_", "_snitt_")
    assert lines[1] == vba.CATALOGUE["ASSS_FUNN"].native("_indikator_", "_verdi_", "_snitt_")
    count = len(vba.EXPOSED) + 1
    assert lines[2] == f"{count} 5 ASSS_AVVIK(verdi; snitt; [indeks]; [tillegg])"
    assert lines[3:] == ["TrueFalseFalse", "1Truex", "1TrueaTrue", "Truemelding"]


_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE {0}:{1} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">
"""
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/Office">
<prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def _soffice(folder: Path, *arguments: str) -> None:
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--norestore", *arguments],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip


def _basic_library(folder: Path, modules: dict[str, str]) -> None:
    """A user's Basic library with the modules, in a profile that is set up already."""
    standard = folder / "Standard"
    standard.mkdir(parents=True)
    (folder.parent / "registrymodifications.xcu").write_text(_PROFILE)
    for name, source in modules.items():
        kept = [line for line in source.splitlines() if not line.startswith("Attribute")]
        text = escape("\n".join(["Option VBASupport 1", *kept]))
        attributes = f'script:name="{name}" script:language="StarBasic"'
        namespace = 'xmlns:script="http://openoffice.org/2000/script"'
        module = f"<script:module {namespace} {attributes}>{text}</script:module>"
        head = _HEAD.format("script", "module")
        (standard / f"{name}.xba").write_text(head + module, encoding="utf-8")
    listed = "".join(f'<library:element library:name="{name}"/>' for name in modules)
    namespace = 'xmlns:library="http://openoffice.org/2000/library"'
    (standard / "script.xlb").write_text(
        _HEAD.format("library", "library")
        + f'<library:library {namespace} library:name="Standard" library:readonly="false" '
        f'library:passwordprotected="false">{listed}</library:library>'
    )
    (folder / "script.xlc").write_text(
        _HEAD.format("library", "libraries")
        + f'<library:libraries {namespace} xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" '
        'xlink:type="simple" library:link="false"/></library:libraries>'
    )
