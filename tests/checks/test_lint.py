"""More shapes of the faults of ``test_faults``, and what only looks like a fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from asss_xl.checks.lint import Options, lint
from tests.support.packages import (
    CHART,
    DRAWING,
    SECOND,
    SHEET,
    STRINGS,
    TABLE,
    WORKBOOK,
    edited,
    read_part,
)

LAMBDA = "_xlfn.LAMBDA(_xlpm.x,_xlop.y,_xlpm.x*2)"
PLAIN = "SUM(A1,5)"
RELS = "xl/worksheets/_rels/sheet1.xml.rels"
EXTERNAL = '<Relationship Id="rId9" Type="x/image" Target="https://a.no/" TargetMode="External"/>'
MERGED = '<mergeCells><mergeCell ref="A4:B4"/></mergeCells>'
VIEW = 'workbookViewId="0"'
CURSOR = '<selection activeCell="B2" sqref="B2"/></sheetView>'
NESTED = "_xlfn.LAMBDA(_xlpm.x,_xlfn.MAP(_xlpm.x,_xlfn.LAMBDA(_xlpm.z,_xlpm.z)))"


def name(text: str, called: str = "ASSS_NY", more: str = "") -> str:
    return f'<definedNames><definedName name="{called}"{more}>{text}</definedName>'


#: Rule -> (part, the piece that is replaced, the faulty piece), several faults for some rules.
FAULTS: list[tuple[str, str, str, str]] = [
    ("missing-prefix", SECOND, PLAIN, "XLOOKUP(1,A1,A1)"),
    ("missing-prefix", SECOND, PLAIN, "_xludf.XLOOKUP(1,A1,A1)"),
    ("missing-prefix", SECOND, PLAIN, "_xlfn.LET(x,1,x+1)"),
    ("missing-prefix", WORKBOOK, LAMBDA, "LAMBDA(_xlpm.x,_xlpm.x*2)"),
    ("missing-prefix", WORKBOOK, LAMBDA, "_xlfn.LAMBDA(x,x*2)"),
    ("missing-prefix", WORKBOOK, LAMBDA, "_xlfn.LAMBDA(_xlpm.x,x*2)"),
    ("missing-prefix", WORKBOOK, LAMBDA, "_xlfn.LAMBDA(_xlpm.x,[y],_xlpm.x*2)"),
    ("missing-prefix", WORKBOOK, LAMBDA, "_xlfn.LAMBDA(_xlpm.x,_xlop.y,_xlpm.x*_xlop.y)"),
    ("missing-prefix", WORKBOOK, LAMBDA, "_xlfn.LAMBDA(_xlpm.x,_xlpm.x*_xlpm.z)"),
    ("missing-prefix", WORKBOOK, LAMBDA, "_xlfn.LAMBDA(_xlpm.x,ISOMITTED(_xlpm.x))"),
    ("duplicate-name", WORKBOOK, "<definedNames>", name("1", "ASSS_DOBLE")),
    ("duplicate-name", WORKBOOK, "<definedNames>", name("1", "asss_doble")),
    ("duplicate-name", WORKBOOK, "<definedNames>", name("1", "Table1")),
    ("bad-name", WORKBOOK, "<definedNames>", name("1", "KPI1")),
    ("bad-name", WORKBOOK, "<definedNames>", name("1", "R2")),
    ("bad-name", WORKBOOK, "<definedNames>", name("1", "Sum")),
    ("bad-name", WORKBOOK, "<definedNames>", name("1", "xlookup")),
    ("bad-name", WORKBOOK, "<definedNames>", name("1", "TO ORD")),
    ("formula-length", WORKBOOK, LAMBDA, f"_xlfn.LAMBDA(_xlpm.x,{'_xlpm.x+' * 1200}1)"),
    ("formula-length", SECOND, PLAIN, "1" + "+1" * 4100),
    ("comment-length", WORKBOOK, "<definedNames>", name("1", more=f' comment="{"å" * 256}"')),
    ("broken-reference", SECOND, PLAIN, "SUM(#REF!,5)"),
    ("broken-reference", WORKBOOK, "<definedNames>", name("#REF!")),
    ("url-formula", SECOND, PLAIN, '_xlfn.WEBSERVICE("https://a.no")'),
    ("url-formula", SECOND, PLAIN, 'HYPERLINK("https://a.no","her")'),
    ("url-formula", SECOND, PLAIN, 'HYPERLINK("\\\\server\\del","her")'),
    ("no-cached-value", SECOND, "<v>17.5</v>", ""),
    ("no-cached-value", SECOND, "<v>17.5</v>", "<v></v>"),
    ("error-value", SHEET, "<v>#N/A</v>", "<v>#DIV/0!</v>"),
    ("external-link", SECOND, PLAIN, "[1]Ark1!A1+1"),
    ("external-link", WORKBOOK, "<definedNames>", name("[1]Ark1!$A$1")),
    ("external-link", RELS, "</Relationships>", EXTERNAL + "</Relationships>"),
    ("text-length", STRINGS, "Ikke data", "å" * 32_768),
    ("list-validation", SHEET, '"Ja,Nei"', f'"{"Ja,Nei," * 40}"'),
    ("cell-order", SHEET, '<row r="3" spans="1:13">', '<row r="9" spans="1:13">'),
    ("cell-order", SECOND, '<row r="2" spans="1:1">', '<row r="1" spans="1:1">'),
    ("table-columns", TABLE, 'id="2" name="Sum"', 'id="1" name="Sum"'),
    ("merged-cells", SECOND, "</sheetData>", f"</sheetData>{MERGED}"),
    ("gridlines", SECOND, 'showGridLines="0" ', ""),
    ("selection", SECOND, f"{VIEW}/>", f"{VIEW}>{CURSOR}"),
    ("selection", SECOND, f"{VIEW}/>", f'{VIEW} topLeftCell="A40"/>'),
    ("selection", SHEET, 'pane="bottomRight"/>', 'pane="bottomRight" activeCell="C9" sqref="C9"/>'),
    ("selection", WORKBOOK, 'xWindow="240"', 'activeTab="1" xWindow="240"'),
    ("chart-reference", CHART, "'Øvrige tall'!", "'Annet ark'!"),
    ("chart-reference", CHART, "Grunnskole!$B$1:$C$1", "#REF!"),
    ("alt-text", DRAWING, ' descr="Utgifter i to år"', ""),
    ("alt-text", DRAWING, "Utgifter i to år", "Utgifter en gang til"),
]  # fmt: skip


def rules_of(path: Path, options: Options | None = None) -> set[str]:
    return {finding.rule for finding in lint(path, options)}


def test_a_good_workbook_has_no_findings(good: Path) -> None:
    assert lint(good) == []


@pytest.mark.parametrize(("rule", "part", "old", "new"), FAULTS)
def test_a_fault_is_caught_by_its_rule(
    rule: str, part: str, old: str, new: str, good: Path, tmp_path: Path
) -> None:
    broken = edited(good, tmp_path / "feil.xlsx", part, old, new)
    findings = lint(broken)
    assert {finding.rule for finding in findings} == {rule}
    for finding in findings:
        assert finding.where
        assert re.match(r"[A-ZÆØÅ].*\.$", finding.message)
    assert rules_of(broken, Options(ignore=frozenset({rule}))) == set()


#: A hidden column is told of by a rule of its own.
HIDDEN = frozenset(("hidden-lines",))


class TestErrorValues:
    def test_gaps_outside_the_print_area_can_be_refused(self, good: Path) -> None:
        (finding,) = lint(good, Options(na_outside_print_area=False))
        assert (finding.rule, finding.where) == ("not-available", "Grunnskole!M2")

    def test_hidden_columns_and_sheets_show_nothing(self, good: Path, tmp_path: Path) -> None:
        hidden = '<cols><col min="13" max="13" hidden="1"/></cols><sheetData>'
        column = edited(good, tmp_path / "c.xlsx", SHEET, "<sheetData>", hidden)
        assert lint(column, Options(na_outside_print_area=False, ignore=HIDDEN)) == []
        state = ('<sheet name="Grunnskole"', '<sheet name="Grunnskole" state="hidden"')
        sheet = edited(good, tmp_path / "s.xlsx", WORKBOOK, *state)
        findings = lint(sheet, Options(na_outside_print_area=False))
        assert "not-available" not in {finding.rule for finding in findings}


class TestNothingToSayAbout:
    @pytest.mark.parametrize(
        ("part", "old", "new"),
        [
            (SECOND, PLAIN, 'IF(A1="XLOOKUP(x)","https://a.no [1]Ark1!A1 #REF!",5)'),
            (SECOND, PLAIN, "HYPERLINK(\"#'Øvrige tall'!A1\",\"Til toppen\")"),
            (SECOND, PLAIN, "_xlfn.LET(_xlpm.x,1,_xlpm.y,_xlpm.x,_xlpm.x+_xlpm.y)"),
            (SECOND, PLAIN, "SUM(_xlfn._xlws.SORT(_xlfn.UNIQUE(A1)))"),
            (WORKBOOK, LAMBDA, NESTED),
            (WORKBOOK, "<definedNames>", name("1", "ASSS_AVVIK_2009", ' comment="kort"')),
            (WORKBOOK, "<definedNames>", name("1", "REGNSKAP2009")),
            (SHEET, '"Ja,Nei"', "$A$1:$A$900"),
        ],
    )  # fmt: skip
    def test_what_only_looks_like_a_fault(
        self, part: str, old: str, new: str, good: Path, tmp_path: Path
    ) -> None:
        assert lint(edited(good, tmp_path / "ok.xlsx", part, old, new)) == []

    def test_an_ordinary_link_in_a_cell_is_allowed(self, good: Path, tmp_path: Path) -> None:
        link = EXTERNAL.replace("x/image", "x/hyperlink")
        new = link + "</Relationships>"
        assert lint(edited(good, tmp_path / "l.xlsx", RELS, "</Relationships>", new)) == []


def test_parts_of_the_good_workbook_are_as_the_faults_expect(good: Path) -> None:
    for _rule, part, old, _new in FAULTS:
        assert old in read_part(good, part)
