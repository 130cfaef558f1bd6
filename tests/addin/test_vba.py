"""The generated VBA and ribbon sources: up to date, well formed, within VBA's limits."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from lxml import etree

from asss_xl.addin.exposed import EXPOSED
from asss_xl.functions import CATALOGUE
from tools import functions_page, macros
from tools.macros import formulas_vba, xlam

ROOT = Path(__file__).parents[2]
RIBBON_NS = "{http://schemas.microsoft.com/office/2009/07/customui}"
WORDS = (
    "and as boolean byref byte byval call case class const currency date debug dim do double each "
    "else elseif empty end enum eqv erase error event exit false for friend function get global "
    "gosub goto if imp implements in input integer is let lib like line lock long loop lset me mod "
    "name new next not nothing null object on open option optional or paramarray preserve print "
    "private property public put raiseevent redim rem resume return rset seek select set shared "
    "single static step stop string sub tab then time to true type until variant wend while width "
    "with write xor caller"
)
RESERVED = set(WORDS.split())


def test_reference_has_everything() -> None:
    text = functions_page.text()
    for exposed in EXPOSED.values():
        assert f"### {exposed.name}\n" in text and f"`{exposed.signature()}`" in text
        assert exposed.description in text and exposed.source in text
    assert "`=ASSS_AVVIK(11288; 10640; 0,968)` gir `988,48`" in text


_MODULES = {**xlam.modules(), **formulas_vba.modules(), "ThisWorkbook": xlam.template("ThisWorkbook")}


@pytest.mark.parametrize("name", _MODULES)
def test_module_is_within_vbas_limits(name: str) -> None:
    source = _MODULES[name]
    assert source.startswith(f'Attribute VB_Name = "{name}"\n')
    source.encode(xlam.ENCODING)
    continued = 0
    for line in source.splitlines():
        assert len(line) <= 1023, line
        continued = continued + 1 if line.endswith(" _") else 0
        assert continued <= 24
        assert _outside_strings(line).count('"') == 0, f"unbalanced quotes: {line}"
    procedures = re.split(r"\n(?=End (?:Sub|Function)\n)", source)
    assert max(len(procedure) for procedure in procedures) < 64_000
    starts = re.findall(r"(?m)^(?:Public |Private )?(Sub|Function) (\w+)", source)
    assert len(starts) == len(re.findall(r"(?m)^End (?:Sub|Function)$", source))
    assert len({procedure for _, procedure in starts}) == len(starts)


def test_no_module_has_the_name_of_a_procedure() -> None:
    source = "\n".join(xlam.modules().values()).lower()
    for name in xlam.modules():
        assert not re.search(rf"(?:sub|function) {name.lower()}\b", source)


def test_encoded_files_are_for_the_windows_editor() -> None:
    content = (ROOT / "macros" / "ASSS_baand.bas").read_bytes()
    assert b"\r\n" in content and b"\n" not in content.replace(b"\r\n", b"")
    assert "Knappene på fanen".encode("cp1252") in content


def test_parameters_are_names_in_vba() -> None:
    for exposed in EXPOSED.values():
        for parameter in exposed.parameters:
            assert parameter.name.lower() not in RESERVED
            assert re.fullmatch(r"[A-Za-z]\w*", parameter.name) and parameter.name.isascii()


def test_every_function_is_registered_with_its_texts() -> None:
    module = xlam.functions_module()
    for exposed in EXPOSED.values():
        assert f'Registrer "{exposed.name}", ' in module
    joined = re.sub(r'" & _\n\s*"', "", module)
    for parameter in EXPOSED["ASSS_FUNN"].parameters:
        assert f'"{parameter.description}"' in joined


def test_ribbon_names_macros_and_functions_that_exist() -> None:
    tree = etree.fromstring(xlam.ribbon().encode())
    assert tree.tag == f"{RIBBON_NS}customUI"
    identifiers = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(set(identifiers)) == len(identifiers)
    inserted = set()
    for button in tree.iter(f"{RIBBON_NS}button"):
        module, macro = button.get("onAction").split(".")
        assert f"Public Sub {macro}(control As Object)" in xlam.modules()[module]
        assert len(button.get("label")) <= 1024 and len(button.get("supertip", "")) <= 1024
        if button.get("tag"):
            inserted.add(button.get("tag"))
    assert inserted == set(EXPOSED)


#: From Microsoft's published list of control identifiers for Excel (the tabs Home, Formulas, Data
#: and Help), whose icons these names give; the list itself is only published as workbooks.
PUBLISHED_ICONS = {
    "AutoSum",
    "CalculateNow",
    "CalculateSheet",
    "ErrorChecking",
    "FillDown",
    "FillRight",
    "FormatAsTableGallery",
    "FormulaEvaluate",
    "FunctionWizard",
    "Help",
    "NameManager",
    "TracePrecedents",
    "WatchWindow",
}
PUBLISHED_TABS = {"TabHome", "TabInsert", "TabFormulas", "TabData", "TabReview", "TabView"}


def test_icons_and_tabs_are_published_names() -> None:
    tree = etree.fromstring(xlam.ribbon().encode())
    icons = {e.get("imageMso") for e in tree.iter() if e.get("imageMso")}
    tabs = {e.get("insertAfterMso") for e in tree.iter() if e.get("insertAfterMso")}
    assert icons and icons <= PUBLISHED_ICONS and tabs and tabs <= PUBLISHED_TABS


def test_no_macro_uses_the_net_files_or_programs() -> None:
    source = "\n".join([*xlam.modules().values(), xlam.template("ThisWorkbook")]).lower()
    for word in ("http", "shell", "createobject", "open ", "kill ", "declare ", "followhyperlink"):
        code = "\n".join(_outside_strings(line) for line in source.splitlines())
        assert not re.search(rf"(?m)^(?!').*\b{re.escape(word)}", code), word


def test_the_add_in_without_python_asks_nothing_of_the_machine() -> None:
    made = macros.without_python()
    source = "\n".join([*made.modules.values(), made.this_workbook]).lower()
    code = "\n".join(_outside_strings(line) for line in source.splitlines())
    words = (
        "xlpy",
        "calludf",
        "shell",
        "createobject",
        "getobject",
        "declare",
        "savesetting",
        "open ",
        "http",
    )
    assert not [word for word in words if re.search(rf"\b{word}", code)]
    assert "python" not in code and "ASSS_VERDI" not in made.modules["ASSS_funksjoner"]
    assert set(made.listed) == set(CATALOGUE)


def test_it_readme_names_every_file_and_macro() -> None:
    made = macros.files()
    text = made["LES_MEG_IT.md"].decode()
    for relative in set(made) - {"LES_MEG_IT.md", ".gitattributes"}:
        name = relative.split("/")[0]
        assert name in text or relative in text
    for macro in re.findall(r"Public Sub (\w+)", xlam.template("ASSS_baand")):
        assert macro in text
    assert "{count}" not in text
    for stopping in ("d4f940ab-401b-4efc-aadc-ad5f3c50688a", "AppLocker", "DisableCMD", "cmd.exe /K"):
        assert stopping in text
    assert "--no-index --find-links" in text and "Get-FileHash" in text


def test_it_readme_has_the_checksum_of_each_addin() -> None:
    made = macros.files()
    sums = re.findall(r"^([0-9a-f]{64})  (\S+)$", made["LES_MEG_IT.md"].decode(), re.MULTILINE)
    addins = [name for name in made if name.endswith(".xlam")]
    assert len(addins) == 2 and [name for _, name in sums] == addins
    for told, name in sums:
        assert told == hashlib.sha256(made[name]).hexdigest()


def _outside_strings(line: str) -> str:
    without = re.sub(r'"(?:[^"]|"")*"', "", line)
    return without.split("'")[0]
