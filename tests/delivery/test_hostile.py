"""Files that mean harm, through the commands: a clear refusal, nothing written, no traceback."""

from __future__ import annotations

import csv
import email
import email.policy
import io
import json
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from asss_xl import cli, unpacking
from asss_xl.checks.package import Workbook, file_cells
from asss_xl.dataset import load
from asss_xl.dataset.rettbare import steder
from asss_xl.delivery import collecting
from asss_xl.delivery.stamp import stamped
from asss_xl.report.rettelser import ark as rettelser
from asss_xl.workbook.writer import save
from tests.support import networks
from tests.support.packages import read_part, with_parts

ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    "<!ENTITY c SYSTEM 'file:///etc/passwd'>]><worksheet>&b;&b;&b;&c;</worksheet>"
)
SHEET = "xl/worksheets/sheet1.xml"


def _run(*arguments: object) -> Any:
    done = CliRunner().invoke(cli.app, [str(a) for a in arguments])
    # An exception that is not an exit is what a user sees as a traceback.
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def _content(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def sent(package: Path, tmp_path: Path) -> Path:
    path = tmp_path / "sendt.xlsx"
    save(stamped(load(package), "By AA").book, path)
    return path


# -- workbooks ------------------------------------------------------------------------------------


def _encrypted(content: bytes) -> bytes:
    made, at = bytearray(content), 0
    while (at := made.find(b"PK\x01\x02", at)) >= 0:
        made[at + 8] |= 1
        at += 4
    return bytes(made)


def _bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/stor.bin", b"\0" * 3_000_000)
    return made.getvalue()


MISLABELLED: dict[str, Callable[[bytes], bytes]] = {
    "tom": lambda _: b"",
    "halv": lambda whole: whole[: len(whole) // 2],
    "hodet": lambda whole: whole[:300],
    "kryptert": _encrypted,
    "passord": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "xls": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "html": lambda _: b"<html><table><tr><td>1</td></tr></table></html>",
    "csv": lambda _: "kommune;tall\nBergen;1\n".encode("utf-16"),
    "nul": lambda _: bytes(5000),
    "bombe": lambda _: _bomb(),
    "pdf": lambda _: b"%PDF-1.7\n%%EOF",
}
PARTS: dict[str, dict[str, str | bytes | None]] = {
    "entiteter": {SHEET: ENTITIES},
    "ute": {"../../ute.xml": "<a/>"},
    "rot": {"/etc/ute.xml": "<a/>"},
    "ikke xml": {SHEET: "\x00"},
    "uten ark": {SHEET: None},
    "uten stempel": {"docProps/custom.xml": "<Properties/>"},
    "stempel": {"docProps/custom.xml": ENTITIES},
    "egenskaper": {"docProps/core.xml": "<a>"},
}


@pytest.mark.parametrize("kind", [*MISLABELLED, *PARTS])
def test_a_returned_workbook_that_means_harm(
    kind: str, sent: Path, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "MAX_UNPACKED", 100_000_000)
    if kind == "bombe":
        monkeypatch.setattr(unpacking, "MAX_PART", 2_000_000)
    path = tmp_path / "svar.xlsx"
    if kind in PARTS:
        with_parts(sent, path, PARTS[kind])
    else:
        path.write_bytes(MISLABELLED[kind](sent.read_bytes()))
    before = _content(package)
    done = _run("collect", path, "--data", package, "--accept", "--json")
    (answer,) = json.loads(done.stdout)
    assert done.exit_code == (1 if kind in {"uten stempel", "entiteter"} else 2)
    assert answer["refused"] and not answer["accepted"]
    assert "root:" not in done.output and _content(package) == before
    out = tmp_path / "ut.xlsx"
    for option in ("--into", "--remove"):
        told = _run("functions", option, path, "--out", out)
        assert told.exit_code in (0, 2) and (told.exit_code == 0) == out.exists(), told.output
        if kind in MISLABELLED:
            assert told.exit_code == 2 and told.stderr.strip()
        out.unlink(missing_ok=True)
    assert _run("check", path).exit_code == (0 if kind == "uten stempel" else 2)
    assert not (tmp_path.parent / "ute.xml").exists()


def test_the_stamp_is_text_and_nothing_else(sent: Path, package: Path, tmp_path: Path) -> None:
    xml = read_part(sent, "docProps/custom.xml")
    for name in ("../../etc/passwd", "=1+1", "By AA\u202e", "Ву АА", "x" * 40_000, "9" * 5000):
        for old in ("By AA", "2023", "native"):
            changed = xml.replace(f">{old}<", f">{name}<")
            path = with_parts(sent, tmp_path / "s.xlsx", {"docProps/custom.xml": changed})
            done = _run("collect", path, "--data", package)
            assert done.exit_code == 1 and len(done.output) < 60_000
    assert not [p for p in tmp_path.rglob("*passwd*")]


def test_texts_in_an_answer_are_no_formulas_in_the_package(sent: Path, package: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(sent)
    said = {
        rettelser.GJELDER: "Grunnskole",
        rettelser.FUNKSJON: 202,
        rettelser.AAR: 2023,
        rettelser.BELOEP: 5,
        rettelser.BEGRUNNELSE: "@SUM(1)\n=2+2\t\u202e",
        rettelser.HVEM: "-1+1",
    }
    for column, value in said.items():
        book["Rettelser"].cell(rettelser.HODERAD + 2, column + 1).value = value
    book.properties.lastModifiedBy = "=HYPERLINK(1)"
    path = tmp_path / "=1+1.xlsx"
    book.save(path)
    done = _run("collect", path, "--data", package, "--accept")
    assert done.exit_code == 0, done.output
    with (package / "korreksjoner.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    texts = [v for k, v in row.items() if k not in ("beloep_1000kr", "nr", "aar")]
    assert not [v for v in texts if v.startswith(("=", "+", "-", "@", "\t", "\r")) or "\n" in v], row
    (made,) = [_built(package, tmp_path)]
    assert not [c for c in file_cells(made).values() if c.formula and "cmd" in c.formula]


def _built(package: Path, folder: Path) -> Workbook:
    done = _run("build", "--data", package, "--municipality", "By AA", "--out", folder / "ut")
    assert done.exit_code == 0, done.output
    return Workbook.open(folder / "ut" / "Kommunerapport_By AA_2023.xlsx")


@pytest.mark.parametrize("value", [1e308, -1e308, 1e13, True, "NaN", "١٢", "#N/A"])
@pytest.mark.parametrize("where", ["gult", "lilla"])
def test_values_that_are_no_figures(
    where: str, value: Any, sent: Path, package: Path, tmp_path: Path
) -> None:
    data = load(package)
    figure = next(s for s in steder(data) if s.om.fil == "regnskap" and s.kommune == "By AA")
    report = stamped(data, "By AA")
    yellow = next(i for i in report.book.inputs if isinstance(i.base.value, float)).what_if
    line = {
        rettelser.GJELDER: figure.om.navn,
        rettelser.AAR: figure.aar,
        rettelser.NYTT: value,
        rettelser.BEGRUNNELSE: "Ført feil",
        rettelser.HVEM: "Kari",
    }
    book = openpyxl.load_workbook(sent)
    if where == "gult":
        book[yellow.sheet].cell(yellow.row + 1, yellow.column + 1).value = value
    for column, said in line.items() if where == "lilla" else ():
        book["Rettelser"].cell(rettelser.HODERAD + 2, column + 1).value = said
    book.save(tmp_path / "svar.xlsx")
    before = _content(package)
    done = _run("collect", tmp_path / "svar.xlsx", "--data", package, "--accept")
    assert done.exit_code == 1 and _content(package) == before


# -- data packages --------------------------------------------------------------------------------


def _first(name: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    def changed(package: Path) -> None:
        path = package / f"{name}.csv"
        head, row, rest = path.read_text("utf-8").split("\n", 2)
        path.write_text("\n".join((head, change(row), rest)), "utf-8")

    return changed


def _descriptor(**more: Any) -> Callable[[Path], None]:
    def changed(package: Path) -> None:
        path = package / "datapackage.json"
        path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | more), "utf-8")

    return changed


def _written(name: str, content: bytes) -> Callable[[Path], None]:
    return lambda package: (package / name).write_bytes(content) and None  # type: ignore[func-returns-value]


def _linked(package: Path) -> None:
    (package / "regnskap.csv").unlink()
    (package / "regnskap.csv").symlink_to("/etc/passwd")


WIDE = ",".join(f"k{n}" for n in range(10_000)) + "\n"
PACKAGES: dict[str, Callable[[Path], None]] = {
    "sti ut": _descriptor(resources=[{"name": "kommuner", "path": "../../etc/passwd"}]),
    "nettadresse": _descriptor(resources=[{"name": "kommuner", "path": "http://example.no/k.csv"}]),
    "kommunen": _descriptor(kommune="../../By AA"),
    "dyp json": _written("datapackage.json", b"[" * 100_000),
    "zip": _written("kommuner.csv", _bomb()),
    "utf-16": _written("kommuner.csv", "kommune\nOslo\n".encode("utf-16")),
    "nul": _written("kommuner.csv", b"kommune\0\n"),
    "10 000 kolonner": _written("kommuner.csv", WIDE.encode()),
    "lenke": _linked,
    "kyrillisk": _first("kommuner", lambda row: row.replace("Oslo", "Оsl\u043e")),
    "løst merke": _first("kommuner", lambda row: row.replace("Oslo", "A\u030as")),
    "små bokstaver": _first("kommuner", lambda row: row + "\n" + row.replace("Oslo", "OSLO")),
    "usynlig": _first("kommuner", lambda row: row.replace("Oslo", "Os\u200blo")),
    "nan": _first("regnskap", lambda row: ",".join([*row.split(",")[:3], "NaN", *row.split(",")[4:]])),
    "1e308": _first("regnskap", lambda row: ",".join([*row.split(",")[:3], "1e308", *row.split(",")[4:]])),
    "formel": _first("kommuner", lambda row: row.replace("Oslo", "=1+1")),
    "lang linje": _first("kommuner", lambda row: row + "x" * 2_000_000),
    "anførselstegn": _first("kommuner", lambda row: '"' + row),
}


@pytest.mark.parametrize("kind", PACKAGES)
def test_a_package_that_means_harm(kind: str, package: Path, tmp_path: Path) -> None:
    PACKAGES[kind](package)
    out = tmp_path / "ut"
    people = tmp_path / "k.csv"
    people.write_text("kommune,navn,epost\nBy AA,Kari,a@example.no\n", "utf-8")
    for arguments in (("build", "--municipality", "all"), ("mail", "--to", people)):
        done = _run(*arguments, "--data", package, "--out", out)
        assert done.exit_code == 2 and done.stderr.strip() and not out.exists(), done.output
        assert len(done.stderr) < 20_000_000 and "root:" not in done.output


def test_texts_of_a_package_are_texts_in_the_workbook_and_the_letter(tmp_path: Path) -> None:
    """What begins as a formula is shown as it is; what begins as a tag is no tag."""
    evil = "+cmd|' /C calc'!A0 \"&cmd()&\" <script>alert(1)</script>"
    made = networks.rows(members=3, services=1)
    made["korreksjoner"] = [
        {
            "nr": 1,
            "kommune": "By AA",
            "tabell": "Rettelser",
            "post": "driftsinntekter",
            "linje": "Driftsinntekter",
            "aar": 2023,
            "beloep_1000kr": 1,
            "brukes": "ja",
            "begrunnelse": evil,
            "hvem": "@SUM(1)",
            "kilde": "-1+1",
        }
    ]
    package = networks.write(tmp_path / "pakke", made, statusmerknad=f"Merk: {evil}", title=evil)
    cells = file_cells(_built(package, tmp_path)).values()
    assert [c for c in cells if c.value == evil and c.formula is None]
    outside = [re.sub('"(?:[^"]|"")*"', "", c.formula or "") for c in cells]
    assert not [formula for formula in outside if "cmd" in formula]
    people = tmp_path / "k.csv"
    people.write_text("kommune,navn,epost\nBy AA,+1+1,a@example.no\n", "utf-8")
    assert _run("mail", "--to", people, "--data", package, "--out", tmp_path / "p").exit_code == 0
    (path,) = (tmp_path / "p").iterdir()
    letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    html = letter.get_body(("html",)).get_content()
    assert "<script" not in html and "&lt;script&gt;" in html


# -- letters --------------------------------------------------------------------------------------

MESSAGES = [b"\x00", b"\xff\xfe\x00", b"x" * 200_000]


@pytest.mark.parametrize("content", MESSAGES)
def test_a_message_that_is_no_text(content: bytes, package: Path, tmp_path: Path) -> None:
    people, text = tmp_path / "k.csv", tmp_path / "tekst.md"
    people.write_text("kommune,navn,epost\nBy AA,Kari,a@example.no\n", "utf-8")
    text.write_bytes(content)
    out = tmp_path / "post"
    done = _run("mail", "--to", people, "--data", package, "--message", text, "--out", out)
    assert done.exit_code == 2 and "tekst.md" in done.stderr and not out.exists()


def test_names_that_look_alike_are_one_or_refused(package: Path, tmp_path: Path) -> None:
    people = tmp_path / "k.csv"
    for name, code in (("Ｏｓｌｏ", 0), ("Оslo", 2), ("Oslo\u200b", 2)):
        people.write_text(f"kommune,navn,epost\n{name},Kari,a@example.no\n", "utf-8")
        done = _run("mail", "--to", people, "--data", package, "--out", tmp_path / "p", "--dry-run")
        assert done.exit_code == code, (name, done.output)


def test_a_draft_cannot_leave_its_folder(package: Path, tmp_path: Path) -> None:
    people = tmp_path / "k.csv"
    people.write_text('kommune,navn,epost\nBy AA,../../x,"a/../../b@example.no"\n', "utf-8")
    out = tmp_path / "post"
    _run("mail", "--to", people, "--data", package, "--out", out)
    assert all(p.parent == out for p in tmp_path.rglob("*.eml"))


def test_safe_text() -> None:
    for text in ("=1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\u202e=1"):
        assert not collecting.safe_text(text).startswith(("=", "+", "-", "@", " "))
    assert collecting.safe_text("a\nb\0c") == "a b c"
    assert os.linesep not in collecting.safe_text("x\r\ny")
