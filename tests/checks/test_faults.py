"""One fault planted in a sound workbook makes its own rule speak, and no other."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from typer.testing import CliRunner

from asss_xl import cli
from asss_xl.checks import RULES, Finding, check, rules
from asss_xl.checks.package import Workbook
from asss_xl.checks.rules import findings
from asss_xl.dataset import Datasett, load
from asss_xl.report import build
from asss_xl.workbook.writer import save
from tests.checks.sound import FIGUR, TALL, sound_workbook
from tests.support import networks
from tests.support.packages import CHART, STRINGS, WORKBOOK, edited, faults_of, read_part, with_parts

TYPES = "[Content_Types].xml"
CORE = "docProps/core.xml"
BOOK_RELS = "xl/_rels/workbook.xml.rels"
FIGUR_RELS = "xl/worksheets/_rels/sheet3.xml.rels"
TABELL = "xl/worksheets/sheet2.xml"
IMAGE_REL = (
    '<Relationship Id="rId8" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/image" Target="https://a.no/b.png" TargetMode="External"/></Relationships>'
)
NAMES = "</definedNames>"
LAMBDA = "_xlfn.LAMBDA(_xlpm.x,_xlpm.x*2)"
G6 = '<f>IF(G4="Ja","åpen","lukket")</f><v>åpen</v>'
D4, E4 = "<f>B4+C4</f><v>90</v>", "<f>D4*2</f><v>180</v>"


def formula(text: str) -> str:
    """G6 with another formula; the rules do not ask what it comes to."""
    return f"<f>{text}</f><v>åpen</v>"


def name(text: str, called: str = "NY", more: str = "") -> str:
    return f'<definedName name="{called}"{more}>{text}</definedName></definedNames>'


TEXT_BOX = '<xdr:sp textlink="{}"><a:t>{}</a:t></xdr:sp></xdr:wsDr>'
DRAWING = "xl/drawings/drawing1.xml"
ABOUT = "<dc:description>"
#: Two rows below the others, of the same formula.
ROWS = '</c></row><row r="20"><c r="I20"><f>{}</f><v>1</v></c></row><row r="21"><c r="I21"><f>{}</f><v>1</v>'
#: A list with a column of units, and a sum of it.
UNITS = (
    "</c></row>"
    + "".join(
        f'<row r="{row}"><c r="I{row}" t="inlineStr"><is><t>{unit}</t></is></c>'
        f'<c r="J{row}">{value}</c></row>'
        for row, unit, value in (
            (20, "Enhet", ""),
            (21, "kr", "<v>1</v>"),
            (22, "mill. kr", "<v>2</v>"),
            (23, "", "<f>SUM(J21:J22)</f><v>3</v>"),
        )
    )[: -len("</c></row>")]
)
#: (the rule, the part, the piece that is replaced, the faulty piece): several faults of some rules.
FAULTS: list[tuple[str, str, str, str]] = [
    # -- formulas among their neighbours -------------------------------------------------------
    ("formula-unlike-row", TALL, D4, "<f>B4-C4</f><v>90</v>"),
    ("formula-unlike-row", TALL, E4, "<f>D4*3</f><v>180</v>"),
    ("formula-unlike-row", TALL, D4, "<f>IFERROR(B4-C4,0)</f><v>90</v>"),
    ("constant-among-formulas", TALL, D4, "<v>90</v>"),
    ("short-range", TALL, "<f>SUM(D2:D6)</f>", "<f>SUM(D2:D5)</f>"),
    ("short-range", TALL, "<f>SUM(E2:E6)</f>", "<f>SUM(E3:E6)</f>"),
    ("short-range", TALL, "<f>SUM(B2:B6)</f>", "<f>SUM(B3:B6)</f>"),
    ("sum-of-unlike", TALL, G6, formula("1") + UNITS),
    ("counted-twice", TALL, G6, formula("1") + '</c></row><row r="9"><c r="B9"><f>SUM(B2:B7)</f><v>300</v>'),
    *(
        ("number-as-text", TABELL, '<c r="B3"><v>2</v>', f'<c r="B3" t="inlineStr"><is><t>{text}</t></is>')
        for text in ("2", "(4 512)", "4512 kr", "4'512", "4.512,50", "kr 4 512,-", "4512-")
    ),
    ("number-as-text", TALL, '<c r="B2" s="1"><v>10</v>', '<c r="B2" s="1" t="inlineStr"><is><t>10</t></is>'),
    # -- values --------------------------------------------------------------------------------
    ("no-cached-value", TALL, "<f>B3+C3</f><v>60</v>", "<f>B3+C3</f>"),
    ("error-value", TALL, f'<c r="G6" t="str">{G6}', '<c r="G6" t="e"><f>1/0</f><v>#DIV/0!</v>'),
    ("error-value", TALL, f'<c r="G6" t="str">{G6}', '<c r="G6" t="e"><f>NA()</f><v>#N/A</v>'),
    # -- names ---------------------------- -------------------------------------------------
    ("broken-reference", TALL, G6, formula("SUM(#REF!,B2)")),
    ("broken-reference", WORKBOOK, NAMES, name("#REF!")),
    ("broken-reference", WORKBOOK, NAMES, name("'Borte ark'!$A$1")),
    ("broken-reference", FIGUR, "location=\"'Tall'!A1\"", "location=\"'Borte'!A1\""),
    ("broken-reference", DRAWING, "</xdr:wsDr>", TEXT_BOX.format("#REF!", "x")),
    ("external-link", DRAWING, "</xdr:wsDr>", TEXT_BOX.format("[1]Ark1!$A$1", "x")),
    ("personal-data", DRAWING, "</xdr:wsDr>", TEXT_BOX.format("", "Gjelder 01810000186")),
    (
        "personal-data",
        CORE,
        "</cp:coreProperties>",
        f"{ABOUT}Spør kari@bergen.no</dc:description></cp:coreProperties>",
    ),
    ("shadowed-name", WORKBOOK, NAMES, name("Tall!$B$3", "SATS", ' localSheetId="1"')),
    (
        "lookup-area",
        TALL,
        G6,
        formula("1") + ROWS.format(*(f"VLOOKUP(A{n},A{n}:C{n + 4},2,FALSE)" for n in (20, 21))),
    ),
    (
        "lookup-area",
        TALL,
        G6,
        formula("1") + ROWS.format(*(f"SUMIF($A{n}:$A{n + 4},$G$4,$B{n}:$B{n + 4})" for n in (20, 21))),
    ),
    ("broken-reference", TALL, "<formula>100</formula>", "<formula>#REF!&gt;3</formula>"),
    ("broken-reference", TALL, '<formula1>"Ja,Nei"</formula1>', "<formula1>#REF!$A$1:$A$5</formula1>"),
    ("broken-reference", TALL, '<formula1>"Ja,Nei"</formula1>', "<formula1>Borte!$A$1:$A$5</formula1>"),
    ("broken-reference", CHART, "<c:f>Tall!$B$2:$B$6</c:f>", "<c:f>#REF!</c:f>"),
    ("broken-reference", CHART, "<c:f>Tall!$B$2:$B$6</c:f>", "<c:f>Borte!$B$2:$B$6</c:f>"),
    # -- what the reader should know -----------------------------------------------------------
    ("external-link", TALL, G6, formula("[1]Ark1!A1+1")),
    ("external-link", TALL, G6, formula("[Budsjett.xlsx]Ark1!A1+1")),
    ("external-link", TALL, G6, formula("'C:\\[Budsjett.xlsx]Ark 1'!A1")),
    ("external-link", WORKBOOK, NAMES, name("[1]Ark1!$A$1")),
    ("external-link", FIGUR_RELS, "</Relationships>", IMAGE_REL),
    ("dde", TALL, G6, formula("cmd|'/C calc'!A0")),
    ("outward-link", TALL, G6, formula('HYPERLINK("https://a.no","her")')),
    ("outward-link", TALL, G6, formula('HYPERLINK("\\\\server\\del","her")')),
    ("outward-link", TALL, G6, formula('_xlfn.WEBSERVICE("https://a.no")')),
    ("outward-link", FIGUR_RELS, "https://www.ks.no/", "file:///C:/Windows/calc.exe"),
    ("very-hidden-sheet", WORKBOOK, 'name="Tabell"', 'name="Tabell" state="veryHidden"'),
    ("hidden", WORKBOOK, 'name="Tabell"', 'name="Tabell" state="hidden"'),
    ("hidden", TALL, '<row r="3"', '<row r="3" hidden="1"'),
    ("hidden", "xl/styles.xml", 'formatCode="#,##0.0 &quot;kr&quot;"', 'formatCode=";;;"'),
    ("hidden", TALL, 'min="2" max="5"', 'min="2" max="5" hidden="1"'),
    ("hidden", TALL, 'min="2" max="5" width="12.7109375"', 'min="2" max="5" width="0"'),
    ("hidden", TALL, '<row r="3"', '<row r="3" ht="0" customHeight="1"'),
    ("macros", WORKBOOK, NAMES, name("Tall!$A$1", "_xlnm.Auto_Open")),
    ("personal-data", CORE, "<dc:creator>asss_xl", "<dc:creator>Kari Nordmann"),
    ("personal-data", CORE, "<dc:creator>asss_xl", "<dc:creator>kari@bergen.kommune.no"),
    ("personal-data", STRINGS, "<t>Merknad</t>", "<t>Gjelder 018100 00186</t>"),
    ("personal-data", TABELL, "<v>0.25</v>", "<v>1810000186</v>"),
    ("personal-data", TALL, "&amp;CSide", "&amp;C01810000186 side"),
    ("personal-data", TALL, "&amp;CSide", "&amp;CC:\\Users\\kari\\tall.xlsx side"),
    ("personal-data", WORKBOOK, NAMES, name('"kari@bergen.kommune.no"', more=' hidden="1"')),
    ("personal-data", "xl/comments1.xml", "Se årsmeldingen.", "Gjelder 01810000186."),
    ("calculation", WORKBOOK, 'calcId="124519"', 'calcMode="manual" calcId="124519"'),
    ("calculation", WORKBOOK, 'calcId="124519"', 'fullPrecision="0" calcId="124519"'),
    ("calculation", WORKBOOK, 'calcId="124519"', 'iterate="1" calcId="124519"'),
    ("calculation", WORKBOOK, "<workbookPr ", '<workbookPr date1904="1" '),
]
#: What only looks like a fault.
SOUND = [
    (TALL, 'IF(G4="XLOOKUP(x)","https://a.no [1]Ark1!A1 #REF! |x","nei")'),
    (TALL, 'HYPERLINK("#\'Min figur\'!A1","Til toppen")'),
    (TALL, "_xlfn.LET(_xlpm.x,1,_xlpm.y,_xlpm.x,_xlpm.x+_xlpm.y)"),
    (TALL, "SUM(_xlfn._xlws.SORT(_xlfn.UNIQUE(B2:B6)))"),
    (TALL, "SUM(Tallene[2008])+SUM([0]!SATS)"),
    (TALL, '"post@bergen.kommune.no"'),
]
#: The same, in other places than a formula.
NO_FAULTS = [
    *(
        (TABELL, '<c r="B3"><v>2</v>', f'<c r="B3" t="inlineStr"><is><t>{text}</t></is>')
        for text in ("0101", "1000 kr", "1 000 kr", "12B", "1.2.3", "#2", "1)")
    ),
    (TABELL, "<v>0.25</v>", "<v>1810000187</v>"),
    # A code in the only row of its table.
    (
        TALL,
        '<c r="G5" t="b"><v>1</v></c>',
        '<c r="G5"><v>1</v></c><c r="H5" t="str"><v>202</v></c><c r="I5"><v>3</v></c>',
    ),
    # A text box may say whom to ask, and a copied sheet has its own cells by the name.
    (DRAWING, "</xdr:wsDr>", TEXT_BOX.format("Tall!$A$1", "kari@bergen.kommune.no")),
    (WORKBOOK, NAMES, name("Tabell!$B$3", "SATS", ' localSheetId="1"')),
    (
        TALL,
        G6,
        formula("1") + ROWS.format("VLOOKUP(A20,A$20:C$24,2,FALSE)", "VLOOKUP(A21,A$20:C$24,2,FALSE)"),
    ),
    (TALL, "&amp;CSide", "&amp;Cpostmottak@bergen.kommune.no side"),
    (TALL, "<formula>100</formula>", "<formula>SUM(Tall:Tabell!$A$1,Tallene[Antall],[1]B!$A$1)*0</formula>"),
]


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook before any fault is planted."""
    return sound_workbook(tmp_path_factory.mktemp("sound") / "prøve.xlsx")


def found_in(path: Path) -> list[Finding]:
    return findings(Workbook.open(path))


def test_the_sound_workbook_has_no_finding_and_no_difference(sound: Path) -> None:
    report = check(sound)
    assert not faults_of(report) and report.recalculated and not report.uncontrolled
    assert report.formulas == 16


@pytest.mark.parametrize(("rule", "part", "old", "new"), FAULTS)
def test_a_fault_makes_its_rule_speak_and_no_other(
    rule: str, part: str, old: str, new: str, sound: Path, tmp_path: Path
) -> None:
    told = found_in(edited(sound, tmp_path / "feil.xlsx", part, old, new))
    assert {finding.rule for finding in told} == {rule}, told
    for finding in told:
        assert finding.where
        assert re.match(r"[A-ZÆØÅ0-9].*\.$", finding.message, re.DOTALL), finding.message
        assert finding.severity == RULES[rule].severity


@pytest.mark.parametrize(("part", "text"), SOUND)
def test_what_only_looks_like_a_fault(part: str, text: str, sound: Path, tmp_path: Path) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    assert found_in(edited(sound, tmp_path / "ok.xlsx", part, G6, formula(escaped))) == []


@pytest.mark.parametrize(("part", "old", "new"), NO_FAULTS)
def test_what_only_looks_like_a_fault_outside_formulas(
    part: str, old: str, new: str, sound: Path, tmp_path: Path
) -> None:
    told = found_in(edited(sound, tmp_path / "ok.xlsx", part, old, new))
    assert {f.rule for f in told} <= ({"external-link"} if "[1]" in new else set()), told


def test_what_a_pivot_table_keeps_of_its_source(sound: Path, tmp_path: Path) -> None:
    cache = (
        '<pivotCacheDefinition xmlns="http://x" refreshedBy="Kari Nordmann"><cacheFields><sharedItems>'
        '<n v="0.01810000186"/><s v="01810000186"/></sharedItems></cacheFields></pivotCacheDefinition>'
    )
    made = with_part(sound, tmp_path / "p.xlsx", "xl/pivotCache/p1.xml", "pivotCacheDefinition", cache)
    assert [(f.rule, f.message) for f in found_in(made)] == [
        ("personal-data", "Pivottabellen ble sist oppdatert av «Kari Nordmann»."),
        ("personal-data", "Pivottabellens lager har et fødselsnummer."),
    ]


@pytest.mark.parametrize(
    ("stamp", "answer", "found"),
    [("asss_", "FEIL", 1), ("asss_", "OK", 1), ("asss_", '="OK"', 0), ("", "FEIL", 0)],
)
def test_what_a_workbook_of_ours_says_is_wrong(stamp: str, answer: str, found: int, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Kontroll")
    sheet.append(["Sum av sektorene er lik totalen", 1.0, 2.0, answer])
    book.custom_doc_props.append(StringProperty(name=f"{stamp}kommune", value="Bergen"))
    book.save(tmp_path / "k.xlsx")
    told = [(f.where, f.message) for f in check(tmp_path / "k.xlsx").findings if f.rule == "own-control"]
    said = {"FEIL": "Arbeidsbokens egen kontroll sier FEIL", "OK": "«OK» er skrevet inn"}.get(answer)
    assert told == [("Kontroll!D1", f"{said}: Sum av sektorene er lik totalen.")] * found


@pytest.mark.parametrize(
    ("text", "used", "found"), [("1", "HvaHvis", 1), ("Kontroll!$B$1", "HvaHvis", 0), ("1", "Egen", 0)]
)
def test_a_name_of_ours_that_is_no_cell_any_more(text: str, used: str, found: int, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Kontroll").append(["Sum", 1.0, 1.0, '="OK"'])
    book.create_sheet("Steg_valg").append([f"=1*{used}"])
    book.defined_names["HvaHvis"] = DefinedName("HvaHvis", attr_text=text)
    book.custom_doc_props.append(StringProperty(name="asss_kommune", value="Bergen"))
    book.save(tmp_path / "k.xlsx")
    told = [(f.where, f.message) for f in check(tmp_path / "k.xlsx").findings if f.rule == "own-control"]
    assert told == [("navnet HvaHvis", "Navnet er 1, ikke en celle: boken regner med det.")] * found


def test_parts_are_the_same_whatever_their_capitals(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "store.xlsx"
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("worksheets/sheet", "Worksheets/SHEET"), old.read(name))
    report = check(path)
    assert not faults_of(report) and report.recalculated and report.formulas == 16


def test_a_guard_around_what_the_neighbours_have_is_no_fault(sound: Path, tmp_path: Path) -> None:
    guarded = D4.replace("B4+C4", 'IFERROR(B4+C4,"Ikke data")')
    assert found_in(edited(sound, tmp_path / "ok.xlsx", TALL, D4, guarded)) == []


def test_a_line_with_several_formulas_of_its_own_is_of_another_kind(sound: Path, tmp_path: Path) -> None:
    one = edited(sound, tmp_path / "en.xlsx", TALL, D4, "<f>B4-C4</f><v>90</v>")
    assert [f.rule for f in found_in(one)] == ["formula-unlike-row"]
    both = edited(one, tmp_path / "to.xlsx", TALL, E4, "<f>D4*3</f><v>180</v>")
    assert found_in(both) == []


@pytest.mark.parametrize("kinds", [("veid", "uveid", "veid"), ("uveid", "veid", "uveid")])
def test_a_small_package_with_weighted_and_other_means_has_no_finding(
    kinds: tuple[str, ...], tmp_path: Path
) -> None:
    """Three indicators, the middle one of another kind: two that are alike say nothing of a third."""
    made = networks.rows(members=3, services=1, indicators=3)
    for row, kind in zip(made["indikatorer"], kinds, strict=True):
        row["snitt_type"] = kind
    file = tmp_path / "liten.xlsx"
    save(build(load(networks.write(tmp_path / "pakke", made))).book, file)
    assert not [found for found in found_in(file) if found.rule == "formula-unlike-row"]


def test_an_indicator_with_members_of_its_own_has_no_finding(tmp_path: Path) -> None:
    """In the middle of five, its number of members is counted by another name than the others'."""
    made = networks.rows(members=6, years=(2023,), services=1, indicators=5, parts=("profiler",), holes=0.0)
    made["indikatorer"][2]["uten"] = networks.names(6)[1]
    file = tmp_path / "egne.xlsx"
    save(build(load(networks.write(tmp_path / "pakke", made))).book, file)
    assert found_in(file) == []


def test_a_year_that_follows_the_choice_stands_alone_above_its_column(
    network: Datasett, tmp_path: Path
) -> None:
    file = tmp_path / "ett_aar.xlsx"
    save(build(replace(network, aar=(network.rapportaar,))).book, file)
    assert found_in(file) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [("IF(B2>0,#NUM!,1)", []), ("SQRT(-B2)", ["error-value"]), ('SQRT(-B2)+LEN("#NUM!")', ["error-value"])],
)
def test_an_error_that_the_formula_answers_itself_is_no_fault(
    text: str, found: list[str], sound: Path, tmp_path: Path
) -> None:
    answer = f'<c r="G6" t="e"><f>{text.replace(">", "&gt;")}</f><v>#NUM!</v>'
    file = edited(sound, tmp_path / "svar.xlsx", TALL, f'<c r="G6" t="str">{G6}', answer)
    assert [f.rule for f in found_in(file)] == found


@pytest.mark.parametrize(("text", "shown"), [("#NUM!", "#NUM!"), ("NA()", "#N/A")])
def test_an_error_that_a_function_of_the_workbook_answers_is_no_fault(
    text: str, shown: str, sound: Path, tmp_path: Path
) -> None:
    refusing = edited(
        sound,
        tmp_path / "navn.xlsx",
        WORKBOOK,
        LAMBDA,
        f"_xlfn.LAMBDA(_xlpm.x,IF(_xlpm.x&gt;0,{text},_xlpm.x*2))",
    )
    answer = f'<c r="G6" t="e"><f>DOBLE(SATS)</f><v>{shown}</v>'
    file = edited(refusing, tmp_path / "svar.xlsx", TALL, f'<c r="G6" t="str">{G6}', answer)
    assert "error-value" not in [f.rule for f in found_in(file)]


def with_part(sound: Path, out: Path, name: str, kind: str, content: str | bytes) -> Path:
    """A copy with one more part that the workbook leads to."""
    link = f'<Relationship Id="rId99" Type="http://x/relationships/{kind}" Target="/{name}"/></Relationships>'
    rels = read_part(sound, BOOK_RELS).replace("</Relationships>", link)
    return with_parts(sound, out, {name: content, BOOK_RELS: rels})


@pytest.mark.parametrize(
    ("rule", "name", "kind"),
    [
        ("macros", "xl/vbaProject.bin", "vbaProject"),
        ("macros", "xl/activeX/activeX1.bin", "control"),
        ("macros", "xl/embeddings/oleObject1.bin", "oleObject"),
        # What leads to a part says what it is, whatever it is called.
        ("macros", "xl/tema.dat", "vbaProject"),
        ("macros", "xl/media/bilde1.dat", "oleObject"),
        ("external-link", "xl/connections.xml", "andre"),
    ],
)
def test_a_part_that_should_not_be_there(
    rule: str, name: str, kind: str, sound: Path, tmp_path: Path
) -> None:
    content = "<a/>" if name.endswith(".xml") else b"noe"
    made = with_part(sound, tmp_path / "del.xlsx", name, kind, content)
    assert {finding.rule for finding in found_in(made)} == {rule}


def test_a_dde_link(sound: Path, tmp_path: Path) -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    link = f'<externalLink xmlns="{space}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    place = "xl/externalLinks/externalLink1.xml"
    made = with_part(sound, tmp_path / "dde.xlsx", place, "externalLink", link)
    assert {finding.rule for finding in found_in(made)} == {"dde", "external-link"}


def test_a_file_without_any_cached_value_has_one_warning_and_no_difference(
    sound: Path, tmp_path: Path
) -> None:
    sheet = re.sub(r"(</f>)<v>[^<]*</v>", r"\1", read_part(sound, TALL))
    report = check(with_parts(sound, tmp_path / "uten.xlsx", {TALL: sheet}))
    assert [f.rule for f in report.findings] == ["no-cached-values"]
    assert report.differences == [] and not report.has_errors


def test_an_error_that_nobody_has_stored_is_told_of_unless_the_engine_is_not_to_be_trusted(
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["A3"] = "=1/0", "=1+1", "=A1+A2"
    sheet["B1"], sheet["B2"], sheet["C1"] = "=CUBEVALUE(1)", "=B1+1", "=1/0"
    sheet.column_dimensions["C"].hidden = True
    book.save(tmp_path / "uten.xlsx")
    report = check(tmp_path / "uten.xlsx")
    told = {(f.where, f.message) for f in report.findings if f.rule == "error-value"}
    assert told == {(f"Sheet!{a}", "Cellen viser feilverdien #DIV/0!.") for a in ("A1", "A3")}
    assert not report.differences and not report.has_errors
    assert [cell.address for cell in report.uncontrolled] == ["B1", "B2"]


def test_one_formula_is_told_of_as_one(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "=1+1"
    book.save(tmp_path / "en.xlsx")
    said = check(tmp_path / "en.xlsx").as_text()
    assert "1 formel, 1 funn" in said and "Formelen har ingen lagret verdi." in said


def test_a_wrong_cached_value_is_a_difference(sound: Path, tmp_path: Path) -> None:
    wrong = edited(sound, tmp_path / "v.xlsx", TALL, "<f>B3+C3</f><v>60</v>", "<f>B3+C3</f><v>61</v>")
    report = check(wrong)
    assert {(d.sheet, d.address) for d in report.differences} == {("Tall", "D3")}
    assert report.has_errors


def test_a_file_that_a_program_without_lambda_saved_is_told_of_once(sound: Path, tmp_path: Path) -> None:
    """All its calls of LAMBDA names are errors; where one has a value, the program knows LAMBDA."""
    called, plain = (re.search(rf'<c r="{at}".*?</c>', read_part(sound, TALL)) for at in ("G2", "G6"))
    assert called is not None and plain is not None
    wrong = called.group().replace('<c r="G2"', '<c r="G2" t="e"').replace("<v>20</v>", "<v>#NAME?</v>")
    saved = edited(sound, tmp_path / "lo.xlsx", TALL, called.group(), wrong)
    report = check(saved)
    assert [(f.rule, f.where) for f in report.findings] == [("lambda-call", "lo.xlsx")]
    assert not report.differences and [cell.address for cell in report.uncontrolled] == ["G2"]
    assert "lagret av et program uten LAMBDA. Åpne og lagre den i Excel 365." in report.as_text()
    again = wrong.replace('"G2"', '"H2"')
    two = check(edited(saved, tmp_path / "to.xlsx", TALL, "</c></row>", f"</c>{again}</row>"))
    assert not two.differences and "LAMBDA-navn (2) er feil" in two.as_text()
    right = '<c r="G6"><f>DOBLE(SATS)</f><v>20</v></c>'
    one = check(edited(saved, tmp_path / "en.xlsx", TALL, plain.group(), right))
    assert [d.address for d in one.differences] == ["G2"]
    assert "lambda-call" not in [f.rule for f in one.findings]


def test_an_error_that_has_nothing_to_do_with_what_a_program_lost_is_told_of(tmp_path: Path) -> None:
    """Also of a formula that no engine is held to; what follows of the lost ones is theirs."""
    path = tmp_path / "lo.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Ark")
        book.define_name("Dobbel", f"={LAMBDA}")
        sheet.write_number("A1", 2)
        sheet.write_formula("A2", "=Dobbel(A1)", None, "#NAME?")
        sheet.write_formula("A3", "=A2+1", None, "#NAME?")
        sheet.write_formula("A4", "=1/(A1-2)+0*NOW()", None, "#DIV/0!")
    told = [(f.rule, f.where) for f in check(path).findings]
    assert told == [("lambda-call", "lo.xlsx"), ("error-value", "Ark!A4")]


def test_folders_whose_names_are_in_capitals_are_looked_into(sound: Path, tmp_path: Path) -> None:
    """Excel opens such a file, and what it has in them is the same."""
    author = ("<author>asss_xl</author>", "<author>Kari Nordmann</author>")
    wrong = edited(sound, tmp_path / "k.xlsx", "xl/comments1.xml", *author)
    wrong = edited(wrong, tmp_path / "l.xlsx", FIGUR_RELS, "</Relationships>", IMAGE_REL)
    capitals = tmp_path / "stor.xlsx"
    with zipfile.ZipFile(wrong) as archive, zipfile.ZipFile(capitals, "w") as made:
        for name in archive.namelist():
            made.writestr(name.replace("_rels/", "_RELS/").replace(".rels", ".RELS"), archive.read(name))
    told = found_in(wrong)
    assert {f.rule for f in told} == {"personal-data", "external-link"}
    assert found_in(capitals) == told


def test_who_wrote_a_sheets_comments_is_told_of_at_the_sheet(sound: Path, tmp_path: Path) -> None:
    author = ("<author>asss_xl</author>", "<author>Kari Nordmann</author>")
    (told,) = found_in(edited(sound, tmp_path / "k.xlsx", "xl/comments1.xml", *author))
    assert (told.rule, told.where) == ("personal-data", "Tabell")
    assert told.message.startswith("Kommentarenes forfatter er «Kari Nordmann».")


def test_a_formula_in_a_circle_is_a_difference(sound: Path, tmp_path: Path) -> None:
    report = check(edited(sound, tmp_path / "r.xlsx", TALL, G6, formula("SUM(G4:G9)")))
    assert [(d.address, str(d.recalculated)) for d in report.differences] == [("G6", "#CIRC!")]


def test_every_rule_is_planted_somewhere() -> None:
    assert {fault[0] for fault in FAULTS} | {"no-cached-values", "lambda-call", "own-control"} == set(RULES)


def test_every_rule_says_why_in_norwegian_and_what_in_english() -> None:
    for rule in RULES.values():
        assert len(rule.reason) > 20 and rule.reason.endswith("."), rule.name
        assert (rules.FINDERS[rule.name].__doc__ or "").strip(), rule.name


def test_more_of_one_kind_than_a_reader_wants(sound: Path, tmp_path: Path) -> None:
    cells = "".join(f'<c r="{c}9" t="e"><v>#REF!</v></c>' for c in columns(150))
    many = edited(sound, tmp_path / "m.xlsx", TALL, "</sheetData>", f'<row r="9">{cells}</row></sheetData>')
    told = found_in(many)
    assert len(told) == 101
    assert told[-1].message == "50 funn til av samme slag er ikke vist."


def columns(count: int) -> list[str]:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return [*letters, *(a + b for a in letters for b in letters)][:count]


class TestTheCommand:
    def run(self, *arguments: object) -> tuple[int, str]:
        done = CliRunner().invoke(cli.app, ["check", *map(str, arguments)])
        return done.exit_code, done.stdout

    def test_a_warning_is_shown_and_is_no_error(self, sound: Path, tmp_path: Path) -> None:
        hidden = edited(
            sound, tmp_path / "a.xlsx", WORKBOOK, 'name="Tabell"', 'name="Tabell" state="veryHidden"'
        )
        status, text = self.run(hidden)
        assert status == 0
        assert "advarsel" in text and "[very-hidden-sheet]" in text and "1 funn" in text

    def test_an_error_gives_status_1_and_its_severity_in_json(self, sound: Path, tmp_path: Path) -> None:
        broken = edited(sound, tmp_path / "b.xlsx", TALL, G6, formula("cmd|'/C calc'!A0"))
        status, text = self.run("--json", broken)
        assert status == 1
        (finding,) = json.loads(text)["findings"]
        assert finding == {
            "rule": "dde",
            "where": "Tall!G6",
            "severity": "error",
            "message": "Formelen starter et annet program (DDE). Åpne ikke filen.",
        }

    def test_a_file_that_cannot_be_read_gives_status_2(self, sound: Path, tmp_path: Path) -> None:
        half = tmp_path / "halv.xlsx"
        half.write_bytes(sound.read_bytes()[:5000])
        status, text = self.run(half, sound)
        assert status == 2
        assert f"{half}: kunne ikke leses" in text and f"{sound}: 16 formler, 0 funn" in text


@pytest.mark.parametrize(
    ("typed", "rule"), [(True, "constant-among-formulas"), (False, "formula-unlike-row")]
)
def test_a_column_of_a_table_is_alike_all_the_way_down(typed: bool, rule: str, tmp_path: Path) -> None:
    """Excel refers to a table's own row by its headings."""
    path = tmp_path / "tabell.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        rows = [[number, 2 * number] for number in range(1, 11)]
        columns = [{"header": "A"}, {"header": "B"}, {"header": "C", "formula": "=[@A]+[@B]"}]
        sheet.add_table("A1:C11", {"data": rows, "columns": columns})
        for row, (one, other) in enumerate(rows, start=1):
            sheet.write_formula(row, 2, "=Table1[[#This Row],[A]]+Table1[[#This Row],[B]]", None, one + other)
        if typed:
            sheet.write_number("C6", 999)
        else:
            sheet.write_formula("C6", "=Table1[[#This Row],[A]]-Table1[[#This Row],[B]]", None, -5)
    assert [(f.rule, f.where) for f in found_in(path)] == [(rule, "Sheet1!C6")]
