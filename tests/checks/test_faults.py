"""One fault planted in a sound workbook makes its own rule speak, and no other."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from asss_xl import cli
from asss_xl.checks import check
from asss_xl.checks.lint import PACKAGE_RULES, RULES, Options, Severity, lint
from tests.checks.sound import FIGUR, TABELL, TALL, sound_workbook
from tests.support.packages import (
    CHART,
    DRAWING,
    STRINGS,
    TABLE,
    WORKBOOK,
    edited,
    read_part,
    with_parts,
)

TYPES = "[Content_Types].xml"
STYLES = "xl/styles.xml"
CORE = "docProps/core.xml"
APP = "docProps/app.xml"
COMMENTS = "xl/comments1.xml"
VML = "xl/drawings/vmlDrawing1.vml"
METADATA = "xl/metadata.xml"
BOOK_RELS = "xl/_rels/workbook.xml.rels"
TABELL_RELS = "xl/worksheets/_rels/sheet2.xml.rels"
FIGUR_RELS = "xl/worksheets/_rels/sheet3.xml.rels"
LIST = '<formula1>"Ja,Nei"</formula1>'
IMAGE_REL = (
    '<Relationship Id="rId8" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/image" Target="https://a.no/b.png" TargetMode="External"/></Relationships>'
)
NAMES = "</definedNames>"
AXIS = '<c:crossAx val="50010002"/>'
G6 = '<f>IF(G4="Ja","åpen","lukket")</f><v>åpen</v>'
D4, E4 = "<f>B4+C4</f><v>90</v>", "<f>D4*2</f><v>180</v>"


def formula(text: str) -> str:
    """G6 with another formula; lint does not ask what it comes to."""
    return f"<f>{text}</f><v>åpen</v>"


def name(text: str, called: str = "NY", more: str = "") -> str:
    return f'<definedName name="{called}"{more}>{text}</definedName></definedNames>'


#: (the rule, the part, the piece that is replaced, the faulty piece): several faults of some rules.
FAULTS: list[tuple[str, str, str, str]] = [
    # -- the schemas: order, elements, attributes, values --------------------------------------
    ("schema", TALL, "<sheetProtection", '<pageMargins left="1" right="1" top="1" bottom="1" '
     'header="0" footer="0"/><sheetProtection'),
    ("schema", TALL, '<f>B3+C3</f><v>60</v>', '<v>60</v><f>B3+C3</f>'),
    ("schema", TALL, '<row r="3"', '<row nummer="3" r="3"'),
    ("schema", TALL, "</sheetData>", "</sheetData><tall/>"),
    ("schema", TALL, 'customHeight="1"', 'customHeight="ja"'),
    ("schema", TALL, 'state="frozen"', 'state="fast"'),
    ("schema", TALL, ' priority="2"', ""),
    ("schema", TALL, 'min="1" max="1" width="20.7109375"', 'min="1" max="1" width="300"'),
    ("schema", WORKBOOK, '<workbookPr defaultThemeVersion="124226"/>', ""
     '<calcPr calcId="1"/>'),
    ("schema", STYLES, '<patternFill patternType="gray125"/>', '<patternFill patternType="gra"/>'),
    ("schema", STYLES, '<border><left/><right/>', '<border><right/><left/>'),
    ("schema", CHART, '<c:barDir val="col"/><c:grouping val="clustered"/>',
     '<c:grouping val="clustered"/><c:barDir val="col"/>'),
    ("schema", CHART, '<c:idx val="0"/><c:order val="0"/>', '<c:order val="0"/><c:idx val="0"/>'),
    ("schema", CHART, '<c:legendPos val="r"/>', '<c:legendPos val="høyre"/>'),
    ("schema", CHART, '<c:axId val="50010001"/><c:axId val="50010002"/></c:barChart>',
     '<c:axId val="50010001"/><c:axId val="50010002"/><c:axId val="50010002"/></c:barChart>'),
    ("schema", DRAWING, "<xdr:clientData/>", ""),
    ("schema", TABLE, "<tableStyleInfo", "<tableColumn/><tableStyleInfo"),
    ("schema", TABLE, ' displayName="Tallene"', ""),
    ("schema", STRINGS, "<si><t>Post</t></si>", "<si><t>Post</t><t>2</t></si>"),
    ("schema", APP, "<DocSecurity>0</DocSecurity>", "<DocSecurity>0</DocSecurity><Tull/>"),
    # -- the package -----------------------------------------------------------------------------
    ("content-type", TYPES, '<Override PartName="/xl/worksheets/sheet2.xml" ContentType="application'
     '/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>', ""),
    ("content-type", TYPES, '<Default Extension="png" ContentType="image/png"/>', ""),
    ("content-type", TYPES, "spreadsheetml.table+xml", "spreadsheetml.styles+xml"),
    ("content-type", TYPES, '<Default Extension="png"', '<Default Extension="PNG" ContentType="a/b"/>'
     '<Default Extension="png"'),
    ("content-type-of-nothing", TYPES, "</Types>", '<Override PartName="/xl/borte.xml" '
     'ContentType="application/xml"/></Types>'),
    ("file-kind", TYPES, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
     "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    ("dangling-relationship", BOOK_RELS, "</Relationships>", '<Relationship Id="rId9" Type="http://'
     'schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/>'
     "</Relationships>"),
    ("dangling-relationship", BOOK_RELS, "</Relationships>", '<Relationship Id="rId9" Type="http://'
     'x/relationships/annet" Target="../../../etc/passwd"/></Relationships>'),
    ("relationship-id", BOOK_RELS, 'Id="rId7"', 'Id="rId6"'),
    ("relationship-id", FIGUR, '<hyperlink ref="A2" r:id="rId1"/>', '<hyperlink ref="A2" r:id="rId7"/>'),
    ("relationship-id", FIGUR, '<drawing r:id="rId2"/>', '<drawing r:id="rId1"/>'),
    ("relationship-id", TABELL, '<tablePart r:id="rId2"/>', '<tablePart r:id="rId3"/>'),
    ("relationship-id", DRAWING, 'r:embed="rId1"', 'r:embed="rId4"'),
    ("core-properties", CORE, "<dc:title>Prøve</dc:title>", "<dc:title>a</dc:title><dc:title>b</dc:title>"),
    ("core-properties", CORE, 'dcterms:W3CDTF">20', 'dcterms:W3CDTF">i går 20'),
    # -- pointers ----------------------------------------------------------------------------------
    ("style-index", TALL, '<c r="B3" s="1">', '<c r="B3" s="99">'),
    ("style-index", TALL, '<row r="3"', '<row s="44" customFormat="1" r="3"'),
    ("style-index", TALL, 'width="20.7109375"', 'width="20.7109375" style="12"'),
    ("style-index", STYLES, 'numFmtId="164" fontId="1"', 'numFmtId="164" fontId="9"'),
    ("style-index", STYLES, 'fillId="2"', 'fillId="8"'),
    ("style-index", STYLES, '<cellStyle name="Normal" xfId="0"', '<cellStyle name="Normal" xfId="5"'),
    ("dxf-index", TALL, 'dxfId="0"', 'dxfId="3"'),
    ("dxf-index", TABLE, 'totalsRowShown="0"', 'totalsRowShown="0" headerRowDxfId="7"'),
    ("number-format", STYLES, 'numFmtId="164" fontId="1"', 'numFmtId="170" fontId="1"'),
    ("number-format", STYLES, "&quot;kr&quot;", "&quot;kr"),
    ("metadata-index", TALL, 'cm="1"', 'cm="4"'),
    ("metadata-index", METADATA, '<rc t="1" v="0"/>', '<rc t="1" v="3"/>'),
    ("duplicate-id", COMMENTS, "</commentList>", '<comment ref="A6" authorId="0"><text><t>b</t></text>'
     "</comment></commentList>"),
    ("duplicate-id", STYLES, "<numFmts count=\"1\">", '<numFmts count="2"><numFmt numFmtId="164" '
     'formatCode="0.0"/>'),
    ("comment-author", COMMENTS, 'authorId="0"', 'authorId="4"'),
    ("string-index", TALL, '<c r="A3" t="s"><v>6</v>', '<c r="A3" t="s"><v>600</v>'),
    # -- sheets and names --------------------------------------------------------------------------
    ("sheet-name", WORKBOOK, 'name="Tabell"', 'name="Tabell: 1"'),
    ("sheet-name", WORKBOOK, 'name="Tabell"', f'name="{"T" * 32}"'),
    ("sheet-name", WORKBOOK, 'name="Min figur"', 'name="TABELL"'),
    ("sheet-list", WORKBOOK, 'sheetId="2"', 'sheetId="1"'),
    ("sheet-list", WORKBOOK, 'xWindow="240"', 'activeTab="7" xWindow="240"'),
    ("duplicate-name", WORKBOOK, NAMES, name("1", "sats")),
    ("duplicate-name", WORKBOOK, NAMES, name("1", "Tallene")),
    ("bad-name", WORKBOOK, NAMES, name("1", "KPI1")),
    ("bad-name", WORKBOOK, NAMES, name("1", "R2C3")),
    ("bad-name", WORKBOOK, NAMES, name("1", "TO ORD")),
    ("bad-name", WORKBOOK, NAMES, name("1", "Sum")),
    ("comment-length", WORKBOOK, NAMES, name("1", more=f' comment="{"å" * 256}"')),
    ("name-scope", WORKBOOK, NAMES, name("1", more=' localSheetId="8"')),
    ("name-scope", WORKBOOK, "Tall!$A$1:$G$7", "Tabell!$A$1:$G$7"),
    ("empty-name", WORKBOOK, "<definedName name=\"SATS\">Tall!$B$2<", '<definedName name="SATS"><'),
    # -- formulas ------------------------------------------------------------------------------------
    ("formula-syntax", TALL, G6, formula("IF(G4=1,2,3")),
    ("formula-syntax", TALL, G6, formula("SUM(B2;C2)")),
    ("formula-syntax", TALL, G6, formula("=SUM(B2,C2)")),
    ("formula-syntax", TALL, G6, formula('IF(G4="Ja,1,2)')),
    ("formula-syntax", TALL, G6, formula("B2+*C2")),
    ("formula-syntax", TALL, G6, formula("B2+C2)")),
    ("missing-prefix", TALL, G6, formula("XLOOKUP(1,B2:B6,C2:C6)")),
    ("missing-prefix", TALL, G6, formula("_xlfn.LET(a,1,a+1)")),
    ("missing-prefix", WORKBOOK, "_xlfn.LAMBDA(_xlpm.x,_xlpm.x*2)", "_xlfn.LAMBDA(_xlpm.x,x*2)"),
    ("localised-function", TALL, G6, formula("SUMMER(B2:B6)")),
    ("localised-function", TALL, G6, formula('HVIS(B2&gt;1,"a","b")')),
    ("unknown-name", TALL, G6, formula("SATSEN*2")),
    ("unknown-name", TALL, G6, formula("SUMM(B2,C2)")),
    ("unknown-name", TALL, G6, formula("A1048577+1")),
    ("absent-sheet", TALL, G6, formula("Borte!A1+1")),
    ("absent-sheet", WORKBOOK, NAMES, name("'Gamle tall'!$A$1")),
    ("broken-reference", TALL, G6, formula("SUM(#REF!,B2)")),
    ("formula-length", TALL, G6, formula("1" + "+1" * 4100)),
    ("own-cell", TALL, G6, formula("SUM(G4:G9)")),
    ("outside-used", TALL, G6, formula("SUM(B2:B6)+B70")),
    ("outside-used", TALL, G6, formula("Tabell!Z3*2")),
    ("lambda-call", TALL, 'cm="1"><f t="array" ref="G2">', "><f>"),
    ("dynamic-call", TALL, G6, formula("_xlfn.UNIQUE(B2:B6)")),
    ("formula-area", TALL, 'ref="G2"', 'ref="H2:H3"'),
    ("formula-area", TALL, G6, '<f t="shared" si="5"/><v>åpen</v>'),
    # -- formulas among their neighbours ------------------------------------------------------------
    ("formula-unlike-row", TALL, D4, "<f>B4-C4</f><v>90</v>"),
    ("formula-unlike-row", TALL, E4, "<f>D4*3</f><v>180</v>"),
    ("constant-among-formulas", TALL, D4, "<v>90</v>"),
    ("short-range", TALL, "<f>SUM(D2:D6)</f>", "<f>SUM(D2:D5)</f>"),
    ("short-range", TALL, "<f>SUM(E2:E6)</f>", "<f>SUM(E3:E6)</f>"),
    # -- values ----------------------------------------------------------------------------------------
    ("no-cached-value", TALL, "<f>B3+C3</f><v>60</v>", "<f>B3+C3</f>"),
    ("error-value", TALL, f'<c r="G6" t="str">{G6}', '<c r="G6" t="e"><f>1/0</f><v>#DIV/0!</v>'),
    ("not-available", TALL, f'<c r="G6" t="str">{G6}', '<c r="G6" t="e"><f>NA()</f><v>#N/A</v>'),
    ("cell-value", TALL, '<c r="B3" s="1"><v>20</v>', '<c r="B3" s="1"><v>tjue</v>'),
    ("cell-value", TALL, '<c r="B3" s="1">', '<c r="B0" s="1">'),
    ("value-type", TALL, '<c r="G5" t="b"><v>1</v>', '<c r="G5" t="b"><v>5</v>'),
    ("value-type", TALL, '<c r="G5" t="b"><v>1</v>', '<c r="G5" t="inlineStr"><v>hei</v>'),
    ("text-length", STRINGS, "<t>Merknad</t>", f"<t>{'å' * 32_768}</t>"),
    ("control-character", STRINGS, "<t>Merknad</t>", "<t>Merk_x0007_nad</t>"),
    ("number-as-text", TABELL, '<c r="B3"><v>2</v>', '<c r="B3" t="inlineStr"><is><t>2</t></is>'),
    # -- rows, cells, columns, views -----------------------------------------------------------------
    ("cell-order", TALL, '<row r="3" spans="1:7">', '<row r="9" spans="1:7">'),
    ("cell-order", TABELL, '<c r="B4"><v>3</v></c>', '<c r="A4"><v>3</v></c>'),
    ("cell-order", TABELL, '<row r="6" spans="1:3">', '<row r="4" spans="1:3">'),
    ("column-ranges", TALL, '<col min="2" max="5"', '<col min="1" max="5"'),
    ("dimension", TALL, '<dimension ref="A1:G7"/>', '<dimension ref="A1:F7"/>'),
    ("link-place", FIGUR, "location=\"'Tall'!A1\"", "location=\"'Borte'!A1\""),
    ("header-length", TALL, "Side &amp;P", "x" * 260),
    ("frozen-pane", TALL, 'topLeftCell="B2" activePane', 'topLeftCell="A1" activePane'),
    ("gridlines", TABELL, 'showGridLines="0" ', ""),
    ("selection", WORKBOOK, 'xWindow="240"', 'activeTab="1" xWindow="240"'),
    # -- tables, validations, conditional formats -------------------------------------------------------
    ("table-columns", TABLE, 'id="2"', 'id="1"'),
    ("table-area", TABLE, 'displayName="Tallene" ref="A1:C4"', 'displayName="Tallene" ref="A1:D4"'),
    ("table-area", TABLE, '<autoFilter ref="A1:C4"/>', '<autoFilter ref="A2:C9"/>'),
    ("table-header", TABLE, 'name="Antall"', 'name="Antallet"'),
    ("list-validation", TALL, LIST, f'<formula1>"Ja,{"Nei," * 70}"</formula1>'),
    ("validation-rule", TALL, LIST, "<formula1></formula1>"),
    ("validation-rule", TALL, "<formula2>1000</formula2>", ""),
    ("validation-rule", TALL, 'promptTitle="Beløp"', f'promptTitle="{"B" * 33}"'),
    ("validation-overlap", TALL, 'sqref="G4"', 'sqref="G4 C3"'),
    ("validation-broken", TALL, LIST, '<formula1>"Nei,Kanskje"</formula1>'),
    ("conditional-format", TALL, "<formula>100</formula>", ""),
    ("conditional-format", TALL, '<color rgb="FF63BE7B"/>', ""),
    ("conditional-format", TALL, '<cfvo type="percent" val="67"/>', ""),
    ("cf-priority", TALL, 'priority="2"', 'priority="1"'),
    # -- charts and drawings ----------------------------------------------------------------------------
    ("chart-reference", CHART, "Tall!$B$2:$B$6", "Borte!$B$2:$B$6"),
    ("chart-reference", CHART, "Tall!$B$2:$B$6", "Tall!#REF!"),
    ("chart-axes", CHART, '<c:axId val="50010002"/></c:barChart>', '<c:axId val="77"/></c:barChart>'),
    ("chart-axes", CHART, AXIS, '<c:crossAx val="50010009"/>'),
    ("chart-series", CHART, '<c:idx val="1"/>', '<c:idx val="0"/>'),
    ("chart-points", CHART, '<c:ptCount val="5"/><c:pt idx="0"><c:v>10', '<c:ptCount val="4"/>'
     '<c:pt idx="0"><c:v>10'),
    ("chart-points", CHART, '<c:pt idx="1"><c:v>20</c:v>', '<c:pt idx="0"><c:v>20</c:v>'),
    ("chart-cache", CHART, '<c:pt idx="0"><c:v>10</c:v>', '<c:pt idx="0"><c:v>11</c:v>'),
    ("chart-cache", CHART, "<c:v>Post 3</c:v>", "<c:v>Post 33</c:v>"),
    ("anchor", DRAWING, "<xdr:row>18</xdr:row>", "<xdr:row>2</xdr:row>"),
    ("drawing-id", DRAWING, 'cNvPr id="3"', 'cNvPr id="2"'),
    ("alt-text", DRAWING, ' descr="Utgifter i fjor og i år"', ""),
    # -- what the reader should know -----------------------------------------------------------------------
    ("external-link", TALL, G6, formula("[1]Ark1!A1+1")),
    ("external-link", WORKBOOK, NAMES, name("[1]Ark1!$A$1")),
    ("external-link", FIGUR_RELS, "</Relationships>", IMAGE_REL),
    ("dde", TALL, G6, formula("cmd|'/C calc'!A0")),
    ("url-formula", TALL, G6, formula('HYPERLINK("https://a.no","her")')),
    ("url-formula", TALL, G6, formula('_xlfn.WEBSERVICE("https://a.no")')),
    ("dangerous-link", FIGUR_RELS, "https://www.ks.no/", "file:///C:/Windows/calc.exe"),
    ("hidden-sheet", WORKBOOK, 'name="Tabell"', 'name="Tabell" state="hidden"'),
    ("very-hidden-sheet", WORKBOOK, 'name="Tabell"', 'name="Tabell" state="veryHidden"'),
    ("personal-data", CORE, "<dc:creator>asss_xl", "<dc:creator>Kari Nordmann"),
    ("personal-data", CORE, "<dc:creator>asss_xl", "<dc:creator>kari@bergen.kommune.no"),
    ("personal-data", STRINGS, "<t>Merknad</t>", "<t>Gjelder 018100 00186</t>"),
    ("unlocked-formula", TALL, '<c r="D3" s="2">', '<c r="D3" s="1">'),
    ("protection", TALL, '<sheetProtection sheet="1"', '<sheetProtection sheet="0"'),
    ("calculation", WORKBOOK, 'calcId="124519"', 'calcMode="manual" calcId="124519"'),
    ("calculation", WORKBOOK, 'calcId="124519"', 'fullPrecision="0" calcId="124519"'),
    ("date-system", WORKBOOK, "<workbookPr ", '<workbookPr date1904="1" '),
    # -- what is seen, and what two parts say of the same --------------------------------------
    ("grouped-sheets", TABELL, "<sheetView ", '<sheetView tabSelected="1" '),
    ("formulas-shown", TALL, "<sheetView ", '<sheetView showFormulas="1" '),
    ("formulas-shown", TALL, "<sheetView ", '<sheetView rightToLeft="true" '),
    ("hidden-lines", TALL, '<row r="3"', '<row r="3" hidden="1"'),
    ("hidden-lines", TALL, 'min="2" max="5"', 'min="2" max="5" hidden="1"'),
    ("row-height", TALL, '<row r="3"', '<row r="3" ht="500" customHeight="1"'),
    ("frozen-pane", TALL, 'topLeftCell="B2"', 'topLeftCell="B1048577"'),
    ("built-in-name", WORKBOOK, NAMES, name("Tall!$A$1:$B$3", "_xlnm.Print_Titles", ' localSheetId="0"')),
    ("conditional-format", TALL, '<conditionalFormatting sqref="D2:D6"', '<conditionalFormatting sqref=""'),
    ("table-area", TABLE, '<autoFilter ref="A1:C4"/>', '<autoFilter ref="A1:C3"/>'),
    ("table-style", TABLE, "TableStyleMedium9", "Finnes ikke"),
    ("comment-author", COMMENTS, 'ref="A6"', 'ref="A0"'),
    ("comment-box", VML, "<x:Row>5</x:Row>", "<x:Row>7</x:Row>"),
    ("list-count", STYLES, '<cellXfs count="4"', '<cellXfs count="7"'),
    ("list-count", TABLE, '<tableColumns count="3"', '<tableColumns count="2"'),
    ("colour-index", STYLES, '<color theme="10"/>', '<color theme="99"/>'),
    ("decimal-comma", STYLES, "#,##0.0 &quot;kr&quot;", "# ##0,0 &quot;kr&quot;"),
    ("short-range", TALL, "<f>SUM(B2:B6)</f>", "<f>SUM(B3:B6)</f>"),
]  # fmt: skip


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook before any fault is planted."""
    return sound_workbook(tmp_path_factory.mktemp("sound") / "prøve.xlsx")


def rules_of(path: Path, options: Options | None = None) -> set[str]:
    return {finding.rule for finding in lint(path, options)}


def test_the_sound_workbook_has_no_finding_and_no_difference(sound: Path) -> None:
    assert check(sound).good
    assert rules_of(sound) == set()


def test_at_least_sixty_kinds_of_fault_are_planted() -> None:
    assert len({(rule, new) for rule, _part, _old, new in FAULTS}) >= 60


@pytest.mark.parametrize(("rule", "part", "old", "new"), FAULTS)
def test_a_fault_makes_its_rule_speak_and_no_other(
    rule: str, part: str, old: str, new: str, sound: Path, tmp_path: Path
) -> None:
    findings = lint(edited(sound, tmp_path / "feil.xlsx", part, old, new))
    assert {finding.rule for finding in findings} == {rule}, findings
    for finding in findings:
        assert finding.where
        assert re.match(r"[A-ZÆØÅ<a-z].*\.$", finding.message, re.DOTALL), finding.message
        expected = RULES[rule].severity if rule in RULES else Severity.ERROR
        assert finding.severity == expected


def in_order(merged: str) -> tuple[str, str, str]:
    """The merged cells where the schema wants them."""
    new = f'<mergeCells>{merged}</mergeCells><conditionalFormatting sqref="D2:D6"'
    return TALL, '<conditionalFormatting sqref="D2:D6"', new


@pytest.mark.parametrize(
    ("rules", "part", "old", "new"),
    [
        ({"merged-cells"}, *in_order('<mergeCell ref="A9:B9"/>')),
        ({"merged-cells", "merge-overlap"},
         *in_order('<mergeCell ref="A9:C9"/><mergeCell ref="C8:C10"/>')),
        ({"table-overlap", "merged-cells"}, TABELL, "</sheetData>",
         '</sheetData><mergeCells><mergeCell ref="B3:C3"/></mergeCells>'),
        ({"cell-outside", "dimension"}, TALL, '<c r="G5" t="b">', '<c r="XFE5" t="b">'),
        ({"chart-of-nothing", "chart-cache"}, CHART, "Tall!$C$2:$C$6", "Tall!$M$2:$M$6"),
        ({"chart-lengths", "chart-points"}, CHART, "Tall!$C$2:$C$6", "Tall!$C$2:$C$5"),
    ],
)  # fmt: skip
def test_a_fault_that_two_rules_see(
    rules: set[str], part: str, old: str, new: str, sound: Path, tmp_path: Path
) -> None:
    assert rules_of(edited(sound, tmp_path / "feil.xlsx", part, old, new)) == rules


def with_part(sound: Path, out: Path, name: str, kind: str, content: str | bytes) -> Path:
    """A copy with one more part that the workbook leads to, its content type stated."""
    extension = name.rpartition(".")[2]
    types = read_part(sound, TYPES)
    if extension not in ("xml", "png", "vml"):
        types = types.replace(
            "<Default", f'<Default Extension="{extension}" ContentType="application/x"/><Default', 1
        )
    link = (
        f'<Relationship Id="rId99" Type="http://x/relationships/{kind}" '
        f'Target="/{name}"/></Relationships>'
    )
    rels = read_part(sound, BOOK_RELS).replace("</Relationships>", link)
    return with_parts(sound, out, {name: content, TYPES: types, BOOK_RELS: rels})


@pytest.mark.parametrize(
    ("rule", "name", "kind"),
    [
        ("macros", "xl/vbaProject.bin", "vbaProject"),
        ("macros", "xl/activeX/activeX1.bin", "control"),
        ("embedded-object", "xl/embeddings/oleObject1.bin", "oleObject"),
        ("external-link", "xl/connections.xml", "andre"),
        ("picture", "xl/media/image7.png", "image"),
    ],
)
def test_a_part_that_should_not_be_there(
    rule: str, name: str, kind: str, sound: Path, tmp_path: Path
) -> None:
    content = "<a/>" if name.endswith(".xml") else b"ikke et bilde"
    assert rules_of(with_part(sound, tmp_path / "del.xlsx", name, kind, content)) == {rule}


def test_a_dde_link(sound: Path, tmp_path: Path) -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    link = f'<externalLink xmlns="{space}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    name = "xl/externalLinks/externalLink1.xml"
    made = with_part(sound, tmp_path / "dde.xlsx", name, "externalLink", link)
    assert rules_of(made) == {"dde", "external-link", "content-type"}


def test_a_part_nothing_leads_to(sound: Path, tmp_path: Path) -> None:
    assert rules_of(with_parts(sound, tmp_path / "o.xlsx", {"xl/løs.xml": "<a/>"})) == {
        "orphan-part"
    }


def test_two_parts_that_differ_in_case(sound: Path, tmp_path: Path) -> None:
    twin = with_parts(sound, tmp_path / "s.xlsx", {"xl/Styles.xml": "<a/>"})
    assert rules_of(twin, Options(ignore=frozenset(("orphan-part",)))) == {"part-name"}


def test_a_filter_that_its_name_does_not_cover(sound: Path, tmp_path: Path) -> None:
    formats = '<conditionalFormatting sqref="D2:D6"'
    filtered = read_part(sound, TALL).replace(formats, f'<autoFilter ref="A1:E6"/>{formats}')
    for area, rules in (("$A$1:$E$6", set()), ("$A$1:$E$5", {"filter-name"})):
        named = name(f"Tall!{area}", "_xlnm._FilterDatabase", ' localSheetId="0"')
        book = read_part(sound, WORKBOOK).replace(NAMES, named)
        assert rules_of(with_parts(sound, tmp_path / "f.xlsx", {TALL: filtered, WORKBOOK: book})) == rules


def test_a_merger_of_one_cell(sound: Path, tmp_path: Path) -> None:
    made = edited(sound, tmp_path / "m.xlsx", *in_order('<mergeCell ref="A9"/>'))
    assert rules_of(made) == {"merged-cells", "merge-overlap"}


def test_a_table_over_another(sound: Path, tmp_path: Path) -> None:
    table = read_part(sound, TABLE).replace('id="1" name="Tallene" displayName="Tallene"',
                                            'id="2" name="Flere" displayName="Flere"')  # fmt: skip
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/table"
    rels = read_part(sound, TABELL_RELS).replace(
        "</Relationships>",
        f'<Relationship Id="rId9" Type="{kind}" Target="../tables/table2.xml"/></Relationships>',
    )
    types = read_part(sound, TYPES).replace(
        '<Override PartName="/xl/tables/table1.xml"',
        '<Override PartName="/xl/tables/table2.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.table+xml"/><Override PartName="/xl/tables/table1.xml"',
    )
    sheet = read_part(sound, TABELL).replace(
        '<tableParts count="1">', '<tableParts count="2"><tablePart r:id="rId9"/>'
    )
    parts = {"xl/tables/table2.xml": table, TABELL_RELS: rels, TYPES: types, TABELL: sheet}
    assert rules_of(with_parts(sound, tmp_path / "t.xlsx", parts)) == {"table-overlap"}


def test_a_file_without_any_cached_value_has_one_warning_and_no_difference(
    sound: Path, tmp_path: Path
) -> None:
    sheet = re.sub(r"(</f>)<v>[^<]*</v>", r"\1", read_part(sound, TALL))
    report = check(with_parts(sound, tmp_path / "uten.xlsx", {TALL: sheet}))
    assert [f.rule for f in report.findings] == ["no-cached-values"]
    assert report.differences == [] and not report.has_errors


def test_a_wrong_cached_value_is_a_difference(sound: Path, tmp_path: Path) -> None:
    wrong = edited(
        sound, tmp_path / "v.xlsx", TALL, "<f>B3+C3</f><v>60</v>", "<f>B3+C3</f><v>61</v>"
    )
    report = check(wrong)
    assert {(d.sheet, d.address) for d in report.differences} >= {("Tall", "D3")}
    assert report.has_errors


def test_a_big_file(sound: Path) -> None:
    assert rules_of(sound, Options(max_bytes=1000)) == {"file-size"}


def test_every_rule_is_planted_somewhere() -> None:
    elsewhere = {
        "merged-cells", "merge-overlap", "table-overlap", "cell-outside", "chart-lengths", "macros",
        "chart-of-nothing", "embedded-object", "picture", "orphan-part", "part-name", "no-cached-values",
        "file-size", "filter-name",
    }  # fmt: skip
    assert {fault[0] for fault in FAULTS} | elsewhere >= set(RULES)


def test_every_rule_says_why_in_norwegian_and_what_in_english() -> None:
    for rule in RULES.values():
        assert len(rule.reason) > 20 and rule.reason.endswith("."), rule.name
        assert (rule.find.__doc__ or "").strip(), rule.name
    assert all(reason.endswith(".") for reason in PACKAGE_RULES.values())


def test_more_of_one_kind_than_a_reader_wants(sound: Path, tmp_path: Path) -> None:
    cells = "".join(f'<c r="{c}{r}" s="99"><v>1</v></c>' for r in (9,) for c in columns(150))
    many = edited(
        sound, tmp_path / "m.xlsx", TALL, "</sheetData>", f'<row r="9">{cells}</row></sheetData>'
    )
    findings = [f for f in lint(many) if f.rule == "style-index"]
    assert len(findings) == 101
    assert findings[-1].message == "50 funn til av samme slag er ikke vist."


def columns(count: int) -> list[str]:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [*letters, *(a + b for a in letters for b in letters)][:count]


class TestTheCommand:
    def run(self, *arguments: object) -> tuple[int, str]:
        done = CliRunner().invoke(cli.app, ["check", *map(str, arguments)])
        return done.exit_code, done.stdout

    def test_a_warning_is_shown_and_is_no_error(self, sound: Path, tmp_path: Path) -> None:
        hidden = edited(sound, tmp_path / "a.xlsx", WORKBOOK, 'name="Tabell"',
                        'name="Tabell" state="veryHidden"')  # fmt: skip
        status, text = self.run(hidden)
        assert status == 0
        assert "advarsel" in text and "[very-hidden-sheet]" in text and "1 funn" in text

    def test_an_error_gives_status_1_and_its_severity_in_json(
        self, sound: Path, tmp_path: Path
    ) -> None:
        broken = edited(sound, tmp_path / "b.xlsx", TALL, 'cm="1"', 'cm="4"')
        status, text = self.run("--json", broken)
        assert status == 1
        (finding,) = json.loads(text)["findings"]
        assert finding == {
            "rule": "metadata-index", "where": "Tall!G2", "severity": "error",
            "message": "Cellen viser til metadata (cm) nr. 4, men filen har 1.",
        }  # fmt: skip
