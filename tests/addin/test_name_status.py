"""What becomes of the names in a workbook over time: status, update, removal."""

from __future__ import annotations

import json
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import ironcalc
import pytest
import xlsxwriter
from lxml import etree
from typer.testing import CliRunner

from asss_xl import __version__
from asss_xl.addin import library as lib
from asss_xl.addin.library import WorkbookError, add_names, name_status, remove_names
from asss_xl.cli import app
from asss_xl.functions import CATALOGUE
from asss_xl.functions.naming import comment, digest

BOOK = "xl/workbook.xml"
NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
OTHER = "_xlfn.LAMBDA(_xlpm.verdi,_xlpm.snitt,999)"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(source: Path, target: Path, change: Callable[[str], str], part: str = BOOK) -> Path:
    """A copy with one part changed."""
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w", 8) as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name == part:
                after = change(content.decode()).encode()
                assert after != content
                content = after
            copy.writestr(name, content)
    return target


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A workbook that calls a function directly and through cells, names, a spill and a chart."""
    book = xlsxwriter.Workbook(str(tmp_path / "plain.xlsx"))
    tall, annet = book.add_worksheet("Tall"), book.add_worksheet("Annet ark")
    tall.write_column("A1", [110, 100])
    tall.write_dynamic_array_formula("B1", "=ASSS_AVVIK(A1,A2)", None, 999)
    tall.write_formula("B2", "=B1*2", None, 1998)
    tall.write_formula("B3", "=A1+A2", None, 210)
    tall.write_formula("B4", '="ASSS_AVVIK"', None, "ASSS_AVVIK")
    tall.write_dynamic_array_formula("D1:D2", "=ASSS_INDEKS(A1:A2,A2)", None, 110)
    tall.write_number("D2", 100)
    tall.write_formula("E1", "=SUM(D:D)", None, 210)
    annet.write_formula("A1", "=SUM(Tall!B1:B2)", None, 2997)
    annet.write_formula("A2", "=Mitt", None, 999)
    annet.write_formula("A3", '=INDIRECT("Tall!B1")', None, 999)
    annet.write_formula("A4", "=Tall!A1", None, 110)
    annet.write_formula("A5", '=IF(A1>0,"mye","lite")', None, "mye")
    book.define_name("Mitt", "=ASSS_AVVIK(Tall!$A$1,Tall!$A$2)")
    chart = book.add_chart({"type": "column"})
    for column in ("A", "B"):
        chart.add_series({"values": f"=Tall!${column}$1:${column}$2"})
    tall.insert_chart("G2", chart)
    book.close()
    return tmp_path / "plain.xlsx"


@pytest.fixture
def full(plain: Path, tmp_path: Path) -> Path:
    """The workbook with the names."""
    add_names(plain, tmp_path / "full.xlsx")
    return tmp_path / "full.xlsx"


def statuses(path: Path) -> dict[str, str]:
    return {name.name: name.status for name in name_status(path)}


def edited_name(name: str, old: str, new: str) -> Callable[[str], str]:
    """Change something in one definedName."""

    def change(text: str) -> str:
        return re.sub(
            rf'<definedName name="{name}".*?</definedName>', lambda found: found[0].replace(old, new), text
        )

    return change


def lambda_of(name: str) -> str:
    return CATALOGUE[name].lambda_text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_older(name: str, version: str = "0.0.9", text: str = OTHER) -> Callable[[str], str]:
    """The name as an older version wrote it."""
    function = CATALOGUE[name]
    mark = comment(function)[-len(f"[asss_xl {__version__} 12345678]") :]

    def change(whole: str) -> str:
        whole = edited_name(name, mark, f"[asss_xl {version} {digest(text)}]")(whole)
        return edited_name(name, lambda_of(name), text)(whole)

    return change


def test_status_of_names_as_they_should_be(full: Path, plain: Path) -> None:
    assert statuses(full) == dict.fromkeys(CATALOGUE, lib.CURRENT)
    assert statuses(plain) == dict.fromkeys(CATALOGUE, lib.MISSING)
    calls = {name.name: name.calls for name in name_status(full)}
    assert calls["ASSS_AVVIK"] == ("Tall!B1",) and calls["ASSS_INDEKS"] == ("Tall!D1",)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (as_older("ASSS_AVVIK"), lib.OLDER),
        (as_older("ASSS_AVVIK", "9.9"), lib.NEWER),
        (edited_name("ASSS_AVVIK", lambda_of("ASSS_AVVIK"), OTHER), lib.CHANGED),
        (edited_name("ASSS_AVVIK", " comment=", " description="), lib.CURRENT),
        (edited_name("ASSS_AVVIK", f"[asss_xl {__version__}", "[asss_xl 0.0.9"), lib.OLDER),
        (
            lambda text: edited_name("ASSS_AVVIK", " comment=", " description=")(
                edited_name("ASSS_AVVIK", lambda_of("ASSS_AVVIK"), OTHER)(text)
            ),
            lib.FOREIGN,
        ),
        (edited_name("ASSS_AVVIK", lambda_of("ASSS_AVVIK"), "Tall!$A$1"), lib.FOREIGN),
        (edited_name("ASSS_AVVIK", ' comment="', ' localSheetId="0" comment="'), lib.FOREIGN),
    ],
    ids=["older", "newer", "changed", "no-comment", "old-comment", "foreign", "range", "local"],
)
def test_status_of_one_name(change: Callable[[str], str], expected: str, full: Path, tmp_path: Path) -> None:
    found = statuses(rewritten(full, tmp_path / "x.xlsx", change))
    assert found["ASSS_AVVIK"] == expected
    assert {kind for name, kind in found.items() if name != "ASSS_AVVIK"} == {lib.CURRENT}


def retired(text: str) -> str:
    """A name of ours that the catalogue no longer has."""
    return text.replace('name="ASSS_AVVIK"', 'name="ASSS_GAMMEL"')


def test_retired_names_are_reported_left_and_removed(full: Path, tmp_path: Path) -> None:
    old = rewritten(full, tmp_path / "old.xlsx", retired)
    found = statuses(old)
    assert found["ASSS_GAMMEL"] == lib.RETIRED and found["ASSS_AVVIK"] == lib.MISSING
    added = add_names(old, tmp_path / "new.xlsx")
    assert added.retired == ("ASSS_GAMMEL",) and added.added == ("ASSS_AVVIK",)
    assert "ASSS_GAMMEL" in statuses(tmp_path / "new.xlsx")
    assert "ASSS_GAMMEL" in remove_names(old, tmp_path / "out.xlsx").removed


@pytest.mark.parametrize(
    "change",
    [as_older("ASSS_AVVIK"), edited_name("ASSS_AVVIK", lambda_of("ASSS_AVVIK"), OTHER)],
    ids=["older", "changed"],
)
def test_an_update_makes_excel_calculate_everything(
    change: Callable[[str], str], full: Path, tmp_path: Path
) -> None:
    old = rewritten(full, tmp_path / "old.xlsx", change)
    result = add_names(old, tmp_path / "new.xlsx")
    assert result.updated == ("ASSS_AVVIK",) and not result.added
    workbook = etree.fromstring(parts(tmp_path / "new.xlsx")[BOOK])
    assert workbook.find("m:calcPr", NS).get("fullCalcOnLoad") == "1"
    assert statuses(tmp_path / "new.xlsx") == dict.fromkeys(CATALOGUE, lib.CURRENT)
    left = {name: content for name, content in parts(tmp_path / "new.xlsx").items() if name != BOOK}
    assert left == {name: content for name, content in parts(old).items() if name != BOOK}


def test_an_edited_name_that_is_replaced_is_told(full: Path, tmp_path: Path) -> None:
    change = edited_name("ASSS_AVVIK", lambda_of("ASSS_AVVIK"), OTHER)
    result = add_names(rewritten(full, tmp_path / "a.xlsx", change), tmp_path / "b.xlsx")
    assert result.edited == ("ASSS_AVVIK",)


def test_what_a_recalculation_gives_after_an_update(full: Path, tmp_path: Path) -> None:
    add_names(rewritten(full, tmp_path / "old.xlsx", as_older("ASSS_AVVIK")), tmp_path / "new.xlsx")
    model = ironcalc.load_from_xlsx(str(tmp_path / "new.xlsx"), "en", "UTC")
    model.evaluate()
    assert model.get_formatted_cell_value(0, 1, 2) == "10"
    assert model.get_formatted_cell_value(0, 2, 2) == "20"


def test_removal_takes_everything_of_ours_and_nothing_else(full: Path, tmp_path: Path) -> None:
    result = remove_names(full, tmp_path / "out.xlsx")
    assert set(result.removed) == set(CATALOGUE) and not result.left
    assert result.calls == ("Tall!B1", "Tall!D1", "navnet Mitt")
    after = parts(tmp_path / "out.xlsx")
    workbook = etree.fromstring(after[BOOK])
    assert [n.get("name") for n in workbook.iterfind(".//m:definedName", NS)] == ["Mitt"]
    assert workbook.find("m:calcPr", NS).get("fullCalcOnLoad") == "1"
    assert all(after[name] == parts(full)[name] for name in after if name != BOOK)


@pytest.mark.parametrize("caller", [None, "cell", "name"])
def test_excel_calculates_only_what_calls_the_functions(caller: str | None, tmp_path: Path) -> None:
    """In and out again is the file as it was; a caller, also through a name, is worth a calculation."""
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    if caller == "cell":
        sheet.write_formula("B1", "=asss_avvik(1,2,3)")
    if caller == "name":
        book.define_name("Mitt", "=ASSS_AVVIK(1,2,3)")
    book.set_calc_mode("manual")  # which writes no fullCalcOnLoad of its own
    book.close()
    assert add_names(tmp_path / "a.xlsx", tmp_path / "b.xlsx").calculates is bool(caller)
    removed = remove_names(tmp_path / "b.xlsx", tmp_path / "c.xlsx")
    assert removed.calculates is bool(caller)
    assert removed.calls == {"cell": ("Sheet1!B1",), "name": ("navnet Mitt",)}.get(caller or "", ())
    before, _, after = (
        etree.fromstring(parts(tmp_path / name)[BOOK]) for name in ("a.xlsx", "b.xlsx", "c.xlsx")
    )
    same = etree.tostring(before, method="c14n") == etree.tostring(after, method="c14n")
    assert same is (caller is None)


def test_removal_leaves_no_empty_list_of_names(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.add_worksheet()
    book.close()
    add_names(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    remove_names(tmp_path / "b.xlsx", tmp_path / "c.xlsx")
    assert b"definedName" not in parts(tmp_path / "c.xlsx")[BOOK]
    again = remove_names(tmp_path / "c.xlsx", tmp_path / "d.xlsx")
    assert not again.changed
    assert (tmp_path / "c.xlsx").read_bytes() == (tmp_path / "d.xlsx").read_bytes()


def test_foreign_names_stay_when_ours_go(full: Path, tmp_path: Path) -> None:
    change = edited_name("ASSS_AVVIK", lambda_of("ASSS_AVVIK"), "Tall!$A$1")
    result = remove_names(rewritten(full, tmp_path / "a.xlsx", change), tmp_path / "b.xlsx")
    assert result.left == ("ASSS_AVVIK",) and "ASSS_AVVIK" not in result.removed


def test_names_from_a_newer_version_are_not_set_back(full: Path, tmp_path: Path) -> None:
    newer = rewritten(full, tmp_path / "a.xlsx", as_older("ASSS_AVVIK", "9.9"))
    with pytest.raises(WorkbookError, match=r"9\.9.*nyere"):
        add_names(newer, tmp_path / "b.xlsx")
    assert not (tmp_path / "b.xlsx").exists()


def test_calls_in_shared_formulas_and_cells_without_address(full: Path, tmp_path: Path) -> None:
    def shared(text: str) -> str:
        rows = (
            '<row r="20"><c r="B20"><f t="shared" ref="B20:B21" si="0">asss_rang(B1,B:B)</f></c></row>'
            '<row><c t="str"><v>x</v></c><c><f t="shared" si="0"/><v>2</v></c></row>'
            "<row r='22'><c r='C22'><f>'ASSS_RANG'!A1+ASSS_RANG!A1+T[ASSS_RANG]</f></c></row>"
            '<row r="23"><c r="AB23"><f>1+ASSS_SNITT(A1:A2)*ASSS_SNITT_UTEN</f></c></row></sheetData>'
        )
        return text.replace("</sheetData>", rows)

    old = rewritten(full, tmp_path / "a.xlsx", shared, "xl/worksheets/sheet1.xml")
    calls = {name.name: name.calls for name in name_status(old)}
    assert calls["ASSS_RANG"] == ("Tall!B20", "Tall!B21")
    assert calls["ASSS_SNITT"] == calls["ASSS_SNITT_UTEN"] == ("Tall!AB23",)


# -- locked files ------------------------------------------------------------------------------


def test_a_target_that_is_open_in_excel(plain: Path, tmp_path: Path) -> None:
    target = tmp_path / "ut.xlsx"
    target.write_bytes(b"old")
    (tmp_path / "~$ut.xlsx").write_bytes(bytes([13]) + b"Kari Nordmann" + b" " * 41)
    for action in (add_names, remove_names):
        with pytest.raises(WorkbookError, match="åpen i Excel hos Kari Nordmann") as caught:
            action(plain, target)
        assert "~$ut.xlsx" in str(caught.value)
    assert target.read_bytes() == b"old"


def test_a_lock_file_in_the_place_of_the_workbook(plain: Path, tmp_path: Path) -> None:
    lock = tmp_path / "~$plain.xlsx"
    lock.write_bytes(b"\x04Kari")
    for action in (name_status, lambda f: add_names(f, tmp_path / "ut.xlsx")):
        with pytest.raises(WorkbookError, match=r"låsefilen.*plain\.xlsx"):
            action(lock)
    with pytest.raises(WorkbookError, match="låsefilen"):
        add_names(plain, tmp_path / "~$ut.xlsx")


def test_a_read_only_target_or_folder(plain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "ut.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o444)
    with pytest.raises(WorkbookError, match="skrivebeskyttet"):
        add_names(plain, target)
    assert target.read_bytes() == b"old"
    target.chmod(0o644)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(WorkbookError, match="åpen i et annet program"):
        add_names(plain, target)
    assert target.read_bytes() == b"old" and not list(tmp_path.glob(".asss_xl-*"))
    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(WorkbookError, match="kan ikke skrives til"):
        add_names(plain, target)


# -- the command -------------------------------------------------------------------------------


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["functions", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_status_command(full: Path, tmp_path: Path) -> None:
    code, out, _ = run("--status", full)
    assert code == 0 and "ASSS_AVVIK: gjeldende" in out and "Tall!B1" in out
    old = rewritten(full, tmp_path / "old.xlsx", as_older("ASSS_AVVIK"))
    code, out, _ = run("--status", old)
    assert code == 1 and "ASSS_AVVIK: eldre, fra 0.0.9" in out and "--into" in out
    code, out, _ = run("--status", old, "--json")
    found = json.loads(out)
    assert code == 1 and found["version"] == __version__ and found["file"] == str(old)
    entry = next(name for name in found["names"] if name["name"] == "ASSS_AVVIK")
    assert entry == {
        "name": "ASSS_AVVIK",
        "status": "older",
        "version": "0.0.9",
        "calls": ["Tall!B1"],
        "note": "",
    }


def test_remove_command(full: Path, tmp_path: Path) -> None:
    code, out, _ = run("--remove", full, "--out", tmp_path / "ut.xlsx")
    assert code == 0 and f"{len(CATALOGUE)} navn tatt bort" in out
    assert "#NAVN?" in out and "Tall!B1" in out and "på nytt" in out
    code, _, err = run("--remove", full)
    assert code == 2 and "--out" in err
    code, _, err = run("--status", tmp_path / "mangler.xlsx")
    assert code == 2 and "mangler.xlsx" in err
    code, _, err = run("--status", full, "--remove", full, "--out", tmp_path / "x.xlsx")
    assert code == 2 and "sammen" in err


def test_a_source_that_is_open_is_told(plain: Path, tmp_path: Path) -> None:
    (tmp_path / "~$plain.xlsx").write_bytes(b"\x04Kari")
    code, _, err = run("--into", plain, "--out", tmp_path / "ut.xlsx")
    assert code == 0 and "ikke er lagret, er ikke med" in err
