"""The files that we hand out are what Excel takes without repairing them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from asss_xl import cli
from tests.checks.sound import FIGUR, TABELL, TALL, sound_workbook
from tests.checks.test_faults import G6, LAMBDA, NAMES, name
from tests.support.file_format import problems
from tests.support.packages import CHART, DRAWING, STRINGS, TABLE, WORKBOOK, edited

ROOT = Path(__file__).parents[2]
#: (part, the piece that is replaced, the faulty piece, what is said of it).
FAULTS = [
    (TALL, "</sheetData>", "</sheetData><tall/>", "Unexpected element 'tall'"),
    (CHART, '<c:legendPos val="r"/>', '<c:legendPos val="høyre"/>', "not in allowed values"),
    (FIGUR, '<hyperlink ref="A2" r:id="rId1"/>', '<hyperlink ref="A2" r:id="rId7"/>', "rId7"),
    (TALL, '<row r="3" spans="1:7">', '<row r="9" spans="1:7">', "out of order"),
    (WORKBOOK, 'name="Tabell"', 'name="TALL"', "two sheets"),
    (WORKBOOK, 'name="Tabell"', 'name="Tabell: 1"', "refuses the sheet name"),
    (TALL, '<formula1>"Ja,Nei"<', f'<formula1>"Ja,{"Nei," * 70}"<', "too long"),
    (TALL, "Side &amp;P", "x" * 260, "header or footer"),
    (STRINGS, "<t>Merknad</t>", f"<t>{'å' * 32_768}</t>", "text too long"),
    (STRINGS, "<t>Merknad</t>", "<t>Merk_x0007_nad</t>", "control character"),
    (CHART, "Tall!$B$2:$B$6", "Borte!$B$2:$B$6", "draws Borte"),
    (CHART, '<c:axId val="50010002"/></c:barChart>', '<c:axId val="77"/></c:barChart>', "axes"),
    (DRAWING, ' descr="Utgifter i fjor og i år"', "", "alternative text"),
    (DRAWING, 'cNvPr id="3"', 'cNvPr id="2"', "one number"),
    (TABLE, 'id="2"', 'id="1"', "one id"),
    (TABLE, 'name="Antall"', 'name="Antallet"', "no heading"),
    (TALL, '<c r="B3" s="1">', '<c r="B3" s="99">', "format 99"),
    (TABELL, 'showGridLines="0" ', "", "grid lines"),
    (TABELL, "<sheetView ", '<sheetView tabSelected="1" ', "together"),
    (
        TABELL,
        'workbookViewId="0"/>',
        'workbookViewId="0"><selection activeCell="C9" sqref="C9"/></sheetView>',
        "cursor",
    ),
    (WORKBOOK, 'xWindow="240"', 'activeTab="1" xWindow="240"', "first sheet"),
    (TALL, G6, "<f>XLOOKUP(1,B2:B6,C2:C6)</f><v>åpen</v>", "XLOOKUP mangler _xlfn"),
    (TALL, G6, "<f>_xludf.XLOOKUP(1,B2:B6,C2:C6)</f><v>åpen</v>", "Excel ikke fant"),
    (TALL, G6, "<f>_xlfn.LET(a,1,a+1)</f><v>åpen</v>", "a mangler _xlpm"),
    (TALL, 'cm="1"><f t="array" ref="G2">', "><f>", "puts @"),
    (WORKBOOK, LAMBDA, "_xlfn.LAMBDA(_xlpm.x,x*2)", "x mangler _xlpm"),
    (WORKBOOK, LAMBDA, "_xlfn.LAMBDA(_xlpm.x,[y],_xlpm.x*2)", "hakeparentes"),
    (WORKBOOK, LAMBDA, "_xlfn.LAMBDA(_xlpm.x,_xlop.y,_xlpm.x*_xlop.y)", "utenfor parameterlisten"),
    (WORKBOOK, LAMBDA, "_xlfn.LAMBDA(_xlpm.x,_xlpm.x*_xlpm.z)", "ikke et parameter"),
    (WORKBOOK, NAMES, name("1", "sats"), "two names are sats"),
    (WORKBOOK, NAMES, name("1", "Tallene"), "two names are tallene"),
    (WORKBOOK, NAMES, name("1", "KPI1"), "leses som en celle"),
    (WORKBOOK, NAMES, name("1", "R2C3"), "rad og kolonne"),
    (WORKBOOK, NAMES, name("1", "TO ORD"), "tegn som et navn ikke kan ha"),
    (WORKBOOK, NAMES, name("1", "xlookup"), "Excels egne funksjoner"),
    (WORKBOOK, NAMES, name("1", more=f' comment="{"å" * 256}"'), "long comment"),
    (WORKBOOK, '<definedName name="SATS">Tall!$B$2<', '<definedName name="SATS"><', "no definition"),
]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with nothing wrong."""
    return sound_workbook(tmp_path_factory.mktemp("format") / "prøve.xlsx")


def test_the_sound_workbook_has_no_problem(sound: Path) -> None:
    assert problems(sound) == []


@pytest.mark.parametrize(("part", "old", "new", "told"), FAULTS)
def test_a_fault_is_told_of(part: str, old: str, new: str, told: str, sound: Path, tmp_path: Path) -> None:
    found = problems(edited(sound, tmp_path / "feil.xlsx", part, old, new))
    assert any(re.search(told, problem) for problem in found), found


@pytest.mark.grundig
def test_the_report_with_named_functions(files: dict[str, Path]) -> None:
    """With plain formulas it is the committed one below, to the byte."""
    assert problems(files["named"]) == []


@pytest.mark.parametrize("path", sorted((ROOT / "workbooks").glob("*.xlsx")), ids=lambda p: p.stem)
def test_a_committed_workbook(path: Path) -> None:
    assert problems(path) == []


def test_the_main_report_and_a_member_s(tmp_path: Path) -> None:
    from tests.support import networks

    package = networks.write(
        tmp_path / "pakke", networks.rows(members=3, years=(2022, 2023)), years=(2022, 2023)
    )
    words = ["build", "--data", str(package), "--municipality", "all", "--out", str(tmp_path / "ut")]
    done = CliRunner().invoke(cli.app, words)
    assert done.exit_code == 0, done.output
    made = sorted((tmp_path / "ut").glob("*.xlsx"))
    assert len(made) == 4
    for path in (made[0], made[-1]):
        assert problems(path) == [], path.name
