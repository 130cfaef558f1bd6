"""Files that are broken or mean harm give findings, not tracebacks."""

from __future__ import annotations

import os
import time
import zipfile
from pathlib import Path

import pytest

from asss_xl import unpacking
from asss_xl.checks import Finding, check, formula_text, package
from asss_xl.checks.formula_text import address_of
from asss_xl.checks.package import Workbook
from asss_xl.unpacking import MAX_FORMULA, PackageError
from tests.support.packages import (
    CHART,
    DRAWING,
    SECOND,
    SHEET,
    STRINGS,
    WORKBOOK,
    edited,
    faults_of,
    with_parts,
)

ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">'
    "<!ENTITY c SYSTEM 'file:///etc/passwd'>]><worksheet>&b;&c;</worksheet>"
)


def lint(path: Path) -> list[Finding]:
    return check(path).findings


def only_rule(path: Path) -> str:
    report = check(path)
    assert not report.differences
    (rule,) = {finding.rule for finding in report.findings}
    assert all(finding.message.endswith(".") for finding in report.findings)
    return rule


@pytest.mark.parametrize(
    "content", [b"", b"nei", b"PK\x03\x04 half a zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000]
)
def test_what_is_not_a_zip_file(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    assert only_rule(path) == "not-a-workbook"


def test_a_folder(tmp_path: Path) -> None:
    assert only_rule(tmp_path) == "not-a-workbook"


def test_a_device_is_not_read() -> None:
    (finding,) = lint(Path(os.devnull))
    assert finding.message == "Dette er ikke en vanlig fil, og den ble ikke lest."


def test_a_file_that_does_not_exist_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        check(tmp_path / "mangler.xlsx")


def test_a_zip_file_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("brev.txt", "hei")
    assert only_rule(path) == "not-a-workbook"


@pytest.mark.parametrize("part", [WORKBOOK, SHEET, STRINGS])
def test_a_part_that_is_missing_or_not_xml(part: str, good: Path, tmp_path: Path) -> None:
    broken = with_parts(good, tmp_path / "b.xlsx", {part: "<worksheet><a></worksheet>"})
    assert only_rule(broken) == "not-a-workbook"
    if part != STRINGS:
        assert only_rule(with_parts(good, tmp_path / "m.xlsx", {part: None})) == "not-a-workbook"


def test_every_truncation_and_flipped_byte_is_a_finding_or_nothing(good: Path, tmp_path: Path) -> None:
    content = good.read_bytes()
    path = tmp_path / "x.xlsx"
    for at in range(0, len(content), len(content) // 60):
        path.write_bytes(content[:at])
        assert lint(path)
        flipped = bytearray(content)
        flipped[at] ^= 0x55
        path.write_bytes(bytes(flipped))
        lint(path)


def test_entities_are_neither_expanded_nor_fetched(good: Path, tmp_path: Path) -> None:
    hostile = with_parts(good, tmp_path / "e.xlsx", {SECOND: ENTITIES})
    assert only_rule(hostile) == "unsafe-package"
    assert not any("root:" in finding.message for finding in lint(hostile))


def limited(monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    """Set a limit wherever it is looked at."""
    looking = [module for module in (package, unpacking) if hasattr(module, limit)]
    assert looking
    for module in looking:
        monkeypatch.setattr(module, limit, value)


@pytest.mark.parametrize(("limit", "value"), [("MAX_PART", 10_000_000), ("MAX_UNPACKED", 10_000_000)])
def test_a_zip_bomb_is_told_by_name_and_not_unpacked(
    limit: str, value: int, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = with_parts(good, tmp_path / "z.xlsx", {"xl/media/stor.bin": b"\0" * 20_000_000})
    assert bomb.stat().st_size < 100_000
    (found,) = lint(bomb)  # by how much it is squeezed
    assert found.rule == "unsafe-package" and found.where == "xl/media/stor.bin"
    assert "zip-bombe" in found.message and "fra 0,0 til 20,0 MB" in found.message
    monkeypatch.setattr(unpacking, "MAX_RATIO", 10_000)
    limited(monkeypatch, limit, value)
    (found,) = lint(bomb)
    assert found.rule == "unsafe-package" and "zip-bombe" in found.message
    assert found.message.endswith("Ta bort det som ikke trengs.")


def test_a_file_that_is_too_big(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MAX_FILE", 1_000)
    assert only_rule(good) == "unsafe-package"


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        ("MAX_CELLS", "flere enn 5 celler"),
        ("MAX_STRINGS", "flere enn 5 tekster"),
        ("MAX_MERGED", "flere enn 5 sammenslåtte områder"),
        ("MAX_MARKS", "flere enn 5 elementer"),
        ("MAX_SHEET_MARKS", "flere enn 5 elementer"),
        ("MAX_FORMULA_TEXT", "flere enn 5 tegn i formler"),
    ],
)
def test_more_than_the_limit_is_not_worked_on(
    limit: str, told: str, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    merged = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(50, 60))
    many = edited(
        good, tmp_path / "m.xlsx", SECOND, "</sheetData>", f"</sheetData><mergeCells>{merged}</mergeCells>"
    )
    assert check(many).readable
    limited(monkeypatch, limit, 5)
    (found,) = lint(many)
    assert found.rule == "unsafe-package" and told in found.message


def test_a_formula_that_is_too_long_is_not_taken_apart(good: Path, tmp_path: Path) -> None:
    started = time.process_time()
    for text in ("&quot;" * 60_001, "1" + "+1" * 4_100):
        (found,) = lint(edited(good, tmp_path / "l.xlsx", SECOND, "SUM(A1,5)", text))
        assert (found.rule, found.where) == ("formula-length", "Øvrige tall!A2")
        name = f'<definedName name="LANG">{text}</definedName></definedNames>'
        named = edited(good, tmp_path / "n.xlsx", WORKBOOK, "</definedNames>", name)
        assert [(f.rule, f.where) for f in lint(named)] == [("formula-length", "navnet LANG")]
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "piece", ['"', "'", ".", "A1:", "a.", "[", "A1!", "_xlfn.LET(", "1:", "$A:", "#", "'!"]
)
def test_a_formula_takes_no_longer_than_it_is_long(piece: str) -> None:
    formula = piece * (MAX_FORMULA // len(piece))
    started = time.process_time()
    for text in (formula, formula + '"', f'"{formula}'):
        formula_text.tokens(text), list(formula_text.references(text, "A")), formula_text.books(text)
        formula_text.relative(text, 5, 5), formula_text.shifted(text, 1, 1)
        formula_text.clamped(text, 10, 10), formula_text.functions_of(text)
    assert time.process_time() - started < 2


def test_a_shared_formula_is_written_out_only_as_far_as_the_limit(good: Path, tmp_path: Path) -> None:
    first = f'<c r="C10"><f t="shared" ref="C10:C9999" si="0">{"1+" * 4_000}A1</f><v>1</v></c>'
    rows = "".join(
        f'<row r="{row}"><c r="C{row}"><f t="shared" si="0"/><v>1</v></c></row>' for row in range(11, 9_999)
    )
    bomb = edited(
        good, tmp_path / "d.xlsx", SECOND, "</sheetData>", f'<row r="10">{first}</row>{rows}</sheetData>'
    )
    started = time.process_time()
    (found,) = lint(bomb)
    assert "tegn i formler" in found.message
    assert time.process_time() - started < 10


def test_a_part_bigger_than_it_says_is_not_read(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Workbook.open(good)
    monkeypatch.setattr(unpacking, "MAX_PART", 100)
    with pytest.raises(PackageError, match="for stor"):
        opened.data(SHEET)


@pytest.mark.parametrize("name", ["../../ute.xml", "/etc/ute.xml"])
def test_a_part_outside_the_package(name: str, good: Path, tmp_path: Path) -> None:
    assert only_rule(with_parts(good, tmp_path / "u.xlsx", {name: "<a/>"})) == "unsafe-package"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_with_one_name(good: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(good.read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(SHEET, "<worksheet/>")
    assert only_rule(path) == "unsafe-package"


@pytest.mark.parametrize(
    ("part", "old", "new", "rule"),
    [
        (SECOND, '<c r="A1">', '<c r="A0">', "cell-value"),
        (SECOND, "<v>17.5</v>", "<v>mye</v>", "cell-value"),
        (SHEET, '<c r="A1" t="s"><v>0</v>', '<c r="A1" t="s"><v>999</v>', "string-index"),
        (SECOND, '<row r="2"', '<row r="to"', "cell-value"),
        (WORKBOOK, 'localSheetId="0"', 'localSheetId="x"', "not-a-workbook"),
        (SHEET, "</sheetData>", '</sheetData><cols><col hidden="1" max="2"/></cols>', "cell-value"),
        (SHEET, 'ref="F2:F3"', 'ref="A1:XFD1048576"', None),
        (SHEET, 'ref="F2:F3"', 'ref="her"', "cell-value"),
        (SHEET, "<v>6.25</v>", "<v>1e999</v>", "cell-value"),
        (SECOND, "SUM(A1,5)", "(" * 3000 + "1" + ")" * 3000, "recalculation"),
        (SECOND, "SUM(A1,5)", "(" * 4000, None),
        (SECOND, "SUM(A1,5)", "SUM(_xlfn.SEQUENCE(1000000,16000))", None),
        (WORKBOOK, "_xlpm.x*2", "ASSS_DOBLE(_xlpm.x)", "recalculation"),
        (CHART, "'Øvrige tall'!", "'" * 99, None),
    ],
)
def test_strange_content_is_a_finding(
    part: str, old: str, new: str, rule: str | None, good: Path, tmp_path: Path
) -> None:
    report = check(edited(good, tmp_path / "r.xlsx", part, old, new))
    report.to_json()
    if rule is not None:
        assert rule in {finding.rule for finding in report.findings}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "passord"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "eldre Excel-fil"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "ikke en Excel-arbeidsbok"),  # Thumbs.db
        (b"", "tom (0 byte)"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "nettside"),
        (b"PK\x03\x04" + b"x" * 500, "skadet"),
        ("Kommune;Beløp\nBergen;1\n".encode(), "ikke en Excel-arbeidsbok"),
    ],
)
def test_what_the_file_is_instead_is_said(content: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    (finding,) = check(path).findings
    assert finding.rule == "not-a-workbook" and told in finding.message


def test_a_spreadsheet_of_another_format_is_told_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "svar.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<a/>")
    (finding,) = check(path).findings
    assert finding.rule == "not-a-workbook" and "OpenDocument-format (.ods)" in finding.message


def test_an_encrypted_zip_file(good: Path, tmp_path: Path) -> None:
    content = bytearray(good.read_bytes())
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1
        at += 4
    path = tmp_path / "kryptert.xlsx"
    path.write_bytes(bytes(content))
    (finding,) = lint(path)
    assert finding.rule == "not-a-workbook" and "passord" in finding.message


def test_ten_thousand_columns_and_a_deep_tree(good: Path, tmp_path: Path) -> None:
    cells = "".join(f'<c r="{address_of(9, column)}"><v>1</v></c>' for column in range(1, 10_001))
    wide = edited(
        good, tmp_path / "bred.xlsx", SECOND, "</sheetData>", f'<row r="9">{cells}</row></sheetData>'
    )
    assert not faults_of(check(wide))
    deeper = edited(
        good, tmp_path / "dypere.xlsx", SECOND, "<sheetData>", "<sheetData>" + "<a>" * 5_000 + "</a>" * 5_000
    )
    assert {finding.rule for finding in lint(deeper)} == {"not-a-workbook"}


@pytest.mark.parametrize("where", ["[Content_Types].xml", WORKBOOK, "xl/styles.xml", CHART, DRAWING])
def test_rubbish_in_any_part_is_a_finding(where: str, good: Path, tmp_path: Path) -> None:
    for rubbish in ("", "\x00", "<a", "<a>&b;</a>", '<?xml version="1.0" encoding="x"?><a/>'):
        report = check(with_parts(good, tmp_path / "r.xlsx", {where: rubbish}))
        assert not report.readable
        assert all(finding.message for finding in report.findings)
