"""Files that are broken or mean harm give findings, not tracebacks."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from asss_xl.checks import check, lint, package
from asss_xl.checks.package import Package, PackageError, address_of
from tests.support.packages import (
    CHART,
    DRAWING,
    SECOND,
    SHEET,
    STRINGS,
    WORKBOOK,
    edited,
    with_parts,
)

ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">'
    "<!ENTITY c SYSTEM 'file:///etc/passwd'>]><worksheet>&b;&c;</worksheet>"
)


def only_rule(path: Path) -> str:
    report = check(path)
    assert not report.differences
    (rule,) = {finding.rule for finding in report.findings}
    assert all(finding.message.endswith(".") for finding in report.findings)
    return rule


@pytest.mark.parametrize(
    "content",
    [b"", b"nei", b"PK\x03\x04 half a zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000],
)
def test_what_is_not_a_zip_file(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    assert only_rule(path) == "not-a-workbook"


def test_a_folder(tmp_path: Path) -> None:
    assert only_rule(tmp_path) == "not-a-workbook"


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


def test_every_truncation_and_flipped_byte_is_a_finding_or_nothing(
    good: Path, tmp_path: Path
) -> None:
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


def test_a_zip_bomb_is_not_unpacked(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = with_parts(good, tmp_path / "z.xlsx", {"xl/media/stor.bin": b"\0" * 20_000_000})
    assert bomb.stat().st_size < 100_000
    monkeypatch.setattr(package, "MAX_PART", 10_000_000)
    assert only_rule(bomb) == "unsafe-package"
    monkeypatch.setattr(package, "MAX_PART", 60_000_000)
    monkeypatch.setattr(package, "MAX_UNPACKED", 10_000_000)
    assert only_rule(bomb) == "unsafe-package"
    monkeypatch.setattr(package, "MAX_FILE", 1_000)
    assert only_rule(good) == "unsafe-package"


def test_a_part_bigger_than_it_says_is_not_read(
    good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Package.open(good)
    monkeypatch.setattr(package, "MAX_PART", 100)
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
        (WORKBOOK, 'xWindow="240"', 'activeTab="mange"', "unreadable-part"),
        (WORKBOOK, 'localSheetId="0"', 'localSheetId="x"', "unreadable-part"),
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
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "eldre Excel-fil"),
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
    wide = edited(good, tmp_path / "bred.xlsx", SECOND, "</sheetData>",
                  f'<row r="9">{cells}</row></sheetData>')  # fmt: skip
    assert {finding.rule for finding in lint(wide)} <= {"dimension"}
    deep = edited(good, tmp_path / "dyp.xlsx", CHART, "<c:plotArea>", "<c:plotArea>" + "<a>" * 200 +
                  "</a>" * 200)  # fmt: skip
    assert "schema" in {finding.rule for finding in lint(deep)}
    deeper = edited(good, tmp_path / "dypere.xlsx", CHART, "<c:plotArea>", "<c:plotArea>" +
                    "<a>" * 5_000 + "</a>" * 5_000)  # fmt: skip
    assert {finding.rule for finding in lint(deeper)} == {"not-a-workbook"}


@pytest.mark.parametrize(
    "where", ["[Content_Types].xml", WORKBOOK, "xl/styles.xml", CHART, DRAWING]
)
def test_rubbish_in_any_part_is_a_finding(where: str, good: Path, tmp_path: Path) -> None:
    for rubbish in ("<a/>", '<a xmlns="b" c="NaN"/>', "", "\x00"):
        report = check(with_parts(good, tmp_path / "r.xlsx", {where: rubbish}))
        assert report.has_errors
        assert all(finding.message for finding in report.findings)
