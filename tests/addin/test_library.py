"""The functions put into workbooks of several writers, checked part by part."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import ironcalc
import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from asss_xl.addin import library
from asss_xl.addin.library import WorkbookError, add_names
from asss_xl.functions import CATALOGUE

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BOOK = "xl/workbook.xml"
needs_soffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"
)


def by_xlsxwriter(path: Path) -> Path:
    """A workbook with a chart, formats, cached values, a table and names."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Tall")
    bold = book.add_format({"bold": True, "num_format": "#,##0"})
    sheet.write_column("A1", [11288, 10640, 0.968], bold)
    sheet.write_formula("A5", "=SUM(A1:A3)", bold, 21928.968)
    sheet.add_table("C1:D3", {"name": "Tabell1"})
    book.define_name("Middel", "=Tall!$A$2")  # ironcalc mixes up a name and a parameter
    book.define_name("Tall!Lokalt", "=Tall!$A$1")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Tall!$A$1:$A$3"})
    sheet.insert_chart("F2", chart)
    book.close()
    return path


def by_openpyxl(path: Path) -> Path:
    """A workbook without any defined name."""
    book = openpyxl.Workbook()
    for value in (11288, 10640, 0.968):
        book.active.append([value])
    book.active["B1"] = "=A1-A2"
    book.save(path)
    return path


def by_libreoffice(path: Path) -> Path:
    """The first workbook, read and saved by LibreOffice."""
    folder = path.parent / "lo"
    folder.mkdir()
    source = by_xlsxwriter(folder / path.name)
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(path.parent), str(source)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return path


def with_macros(path: Path) -> Path:
    """An .xlsm: the first workbook with a VBA project (bytes that nobody may touch)."""
    plain = by_xlsxwriter(path.with_suffix(".xlsx"))
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", 8) as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(
                    b"openxmlformats-officedocument.spreadsheetml.sheet.main",
                    b"ms-excel.sheet.macroEnabled.main",
                ).replace(
                    b"<Override",
                    b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Override',
                    1,
                )
            elif name == "xl/_rels/workbook.xml.rels":
                content = content.replace(
                    b"</Relationships>",
                    b'<Relationship Id="rIdVba" Type="http://schemas.microsoft.com/office/2006/'
                    b'relationships/vbaProject" Target="vbaProject.bin"/></Relationships>',
                )
            copy.writestr(name, content)
        copy.writestr("xl/vbaProject.bin", bytes(range(256)) * 40)
    return path


WRITERS = [
    pytest.param(by_xlsxwriter, ".xlsx", id="xlsxwriter"),
    pytest.param(by_openpyxl, ".xlsx", id="openpyxl"),
    pytest.param(with_macros, ".xlsm", id="xlsm"),
    pytest.param(by_libreoffice, ".xlsx", id="libreoffice", marks=[pytest.mark.libreoffice, needs_soffice]),
]


def parts(path: Path) -> list[tuple[str, bytes, tuple[int, ...], int]]:
    """Name, content, date and compression of every part, in order."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return [(i.filename, archive.read(i), i.date_time, i.compress_type) for i in archive.infolist()]


@pytest.mark.parametrize(("make", "suffix"), WRITERS)
def test_only_the_names_are_new(make: object, suffix: str, tmp_path: Path) -> None:
    source = make(tmp_path / f"min{suffix}")  # type: ignore[operator]
    before = source.read_bytes()
    target = tmp_path / f"ny{suffix}"
    result = add_names(source, target)
    assert set(result.added) == set(CATALOGUE) and not result.updated and result.changed
    assert source.read_bytes() == before
    for old, new in zip(parts(source), parts(target), strict=True):
        if old[0] == BOOK:
            assert (old[0], *old[2:]) == (new[0], *new[2:])
            _check_workbook_part(old[1], new[1])
        else:
            assert old == new
    assert [p.name for p in tmp_path.iterdir() if "asss_xl" in p.name] == []


def _check_workbook_part(old: bytes, new: bytes) -> None:
    """Taking our elements out of the new part gives the old one back."""
    before, left = etree.fromstring(old), etree.fromstring(new)
    ours = [e for e in left.iter(f"{MAIN}definedName") if e.get("name").startswith("ASSS_")]
    assert len(ours) == len(CATALOGUE)
    for element in ours:
        element.getparent().remove(element)
    for tree in (before, left):
        if (names := tree.find(f"{MAIN}definedNames")) is not None and not len(names):
            tree.remove(names)
    assert etree.tostring(left, method="c14n") == etree.tostring(before, method="c14n")
    tree = etree.fromstring(new)
    order = [etree.QName(element).localname for element in tree]
    assert order.count("definedNames") == 1
    assert order.index("sheets") < order.index("definedNames")
    if "calcPr" in order:
        assert order.index("definedNames") < order.index("calcPr")
    for element in tree.iter(f"{MAIN}definedName"):
        if element.get("name") in CATALOGUE:
            function = CATALOGUE[element.get("name")]
            assert element.text == function.lambda_text()
            assert element.get("comment") == library.comment(function)
            assert len(element.get("comment")) <= 255 and len(element.text) < 8192


@pytest.mark.parametrize(("make", "suffix"), WRITERS)
def test_a_formula_typed_afterwards_works(make: object, suffix: str, tmp_path: Path) -> None:
    source = make(tmp_path / f"min{suffix}")  # type: ignore[operator]
    target = tmp_path / f"ny{suffix}"
    add_names(source, target)
    if suffix == ".xlsm":
        target = target.rename(tmp_path / "ny.xlsx")  # ironcalc reads one file ending
    model = ironcalc.load_from_xlsx(str(target), "en", "UTC")
    model.set_user_input(0, 20, 1, "=ASSS_AVVIK(A1,A2,A3)")
    model.set_user_input(0, 21, 1, "=ASSS_SNITT(A1:A2)")
    model.evaluate()
    assert model.get_formatted_cell_value(0, 20, 1) == "988.48"
    assert model.get_formatted_cell_value(0, 21, 1).replace(",", "") == "10964"


@pytest.mark.parametrize(("make", "suffix"), WRITERS)
def test_repeated_runs_change_nothing(make: object, suffix: str, tmp_path: Path) -> None:
    first, second = tmp_path / f"en{suffix}", tmp_path / f"to{suffix}"
    add_names(make(tmp_path / f"min{suffix}"), first)  # type: ignore[operator]
    result = add_names(first, second)
    assert not result.changed and set(result.unchanged) == set(CATALOGUE)
    assert first.read_bytes() == second.read_bytes()


def edited(source: Path, target: Path, old: str, new: str, part: str = BOOK) -> Path:
    """A copy with one part edited."""
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w", 8) as copy:
        for name in archive.namelist():
            text = archive.read(name)
            if name == part:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode())
            copy.writestr(name, text)
    return target


def test_an_old_definition_of_ours_is_updated_and_nothing_else(tmp_path: Path) -> None:
    full = tmp_path / "full.xlsx"
    add_names(by_xlsxwriter(tmp_path / "min.xlsx"), full)
    text = CATALOGUE["ASSS_INDEKS"].lambda_text().replace("<", "&lt;")
    old = edited(full, tmp_path / "gammel.xlsx", text, "_xlfn.LAMBDA(_xlpm.a,_xlpm.a)")
    result = add_names(old, tmp_path / "ny.xlsx")
    assert result.updated == ("ASSS_INDEKS",) and not result.added
    assert parts(tmp_path / "ny.xlsx")[0][1] == parts(full)[0][1]
    assert {p[0]: p[1] for p in parts(tmp_path / "ny.xlsx")} == {p[0]: p[1] for p in parts(full)}


def test_names_of_delivered_workbooks_are_recognised(tmp_path: Path) -> None:
    """The writer of reports gives names a comment without our mark."""
    book = xlsxwriter.Workbook(str(tmp_path / "min.xlsx"))
    book.add_worksheet()
    for name, function in CATALOGUE.items():
        book.define_name(name, "=" + function.lambda_text())
    book.close()
    assert not add_names(tmp_path / "min.xlsx", tmp_path / "ny.xlsx").changed


def _with_names(path: Path, names: dict[str, str], table: str = "Tabell1") -> Path:
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Ark1").add_table("C1:D3", {"name": table})
    for name, text in names.items():
        book.define_name(name, text)
    book.close()
    return path


def test_all_taken_names_are_listed_and_nothing_is_written(tmp_path: Path) -> None:
    names = {
        "ASSS_AVVIK": "=Ark1!$A$1",
        "asss_rang": "=LAMBDA(x,x+1)",
        "Ark1!ASSS_SNITT": "=Ark1!$A$2",
        "Eget": "=Ark1!$A$3",
    }
    source = _with_names(tmp_path / "min.xlsx", names, table="ASSS_INDEKS")
    with pytest.raises(WorkbookError) as caught:
        add_names(source, tmp_path / "ny.xlsx")
    problems = "\n".join(caught.value.problems)
    assert len(caught.value.problems) == 4
    for word in ("ASSS_AVVIK", "asss_rang", "ASSS_SNITT", "ASSS_INDEKS er opptatt av en tabell"):
        assert word in problems
    assert not (tmp_path / "ny.xlsx").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["min.xlsx"]


def test_a_prefixed_namespace_is_kept(tmp_path: Path) -> None:
    source = by_openpyxl(tmp_path / "min.xlsx")
    with zipfile.ZipFile(source) as archive:
        text = archive.read(BOOK).decode()
    prefixed = re.sub(r"<(/?)([a-zA-Z]+)(?=[\s/>])", r"<\1x:\2", text)
    prefixed = prefixed.replace('xmlns="', 'xmlns:x="')
    source = edited(source, tmp_path / "x.xlsx", text, prefixed)
    add_names(source, tmp_path / "ny.xlsx")
    content = dict((p[0], p[1]) for p in parts(tmp_path / "ny.xlsx"))[BOOK]
    assert b'<x:definedName name="ASSS_AVVIK"' in content
    _check_workbook_part(prefixed.encode(), content)


@pytest.mark.parametrize("empty", ["<definedNames/>", "<definedNames></definedNames>"])
def test_an_empty_list_of_names_is_filled(empty: str, tmp_path: Path) -> None:
    plain = by_openpyxl(tmp_path / "min.xlsx")
    content = dict((p[0], p[1]) for p in parts(plain))[BOOK].decode()
    cleaned = re.sub(r"<definedNames ?/>|<definedNames></definedNames>", "", content)
    source = edited(plain, tmp_path / "tom.xlsx", content, cleaned.replace("</sheets>", f"</sheets>{empty}"))
    add_names(source, tmp_path / "ny.xlsx")
    found = dict((p[0], p[1]) for p in parts(tmp_path / "ny.xlsx"))[BOOK]
    assert len(etree.fromstring(found).findall(f"{MAIN}definedNames")) == 1
    assert b'name="ASSS_RANG"' in found


def test_signs_in_attributes_do_not_mislead(tmp_path: Path) -> None:
    plain = by_openpyxl(tmp_path / "min.xlsx")
    content = dict((p[0], p[1]) for p in parts(plain))[BOOK].decode()
    odd = "</sheets><functionGroups a='/sheets>>' /><!-- <definedNames> -->"
    source = edited(plain, tmp_path / "rar.xlsx", "</sheets>", odd)
    add_names(source, tmp_path / "ny.xlsx")
    before = etree.fromstring(content.encode())
    found = etree.fromstring(dict((p[0], p[1]) for p in parts(tmp_path / "ny.xlsx"))[BOOK])
    names = [etree.QName(e).localname if isinstance(e.tag, str) else str(e) for e in found]
    own = names.index("functionGroups")
    assert names[own - 1 : own + 3] == ["sheets", "functionGroups", "<!-- <definedNames> -->", "definedNames"]
    assert len(found.find(f"{MAIN}definedNames")) == len(CATALOGUE)
    for element in before:
        if element.tag not in (f"{MAIN}definedNames", f"{MAIN}calcPr"):
            assert etree.tostring(found.find(element.tag)) == etree.tostring(element)


def zip_of(path: Path, content: dict[str, bytes], compression: int = 8) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" Type="{0}" Target="{1}"/></Relationships>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def with_a_sheet(main: str) -> dict[str, bytes]:
    """The parts of a workbook with one sheet, of a kind of the format."""
    sheets = '<sheets><sheet name="A" sheetId="1" r:id="r"/></sheets>'
    return {
        BOOK: f'<workbook xmlns="{main}" xmlns:r="r">{sheets}</workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": RELS.format("worksheet", "a.xml").encode(),
        "xl/a.xml": b"<worksheet/>",
    }


def hostile(path: Path) -> dict[str, tuple[bytes | dict[str, bytes], str]]:
    """What may be given instead of a workbook, and a word of the answer."""
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    rels = RELS.format(OFFICE, BOOK).encode()
    entity = b'<!DOCTYPE a [<!ENTITY b "c">]><workbook/>'
    origin = b'<Relationship Id="s" Type="http://x/digital-signature/origin" Target="a"/></Relationships>'
    signed = rels.replace(b"</Relationships>", origin)
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    main = MAIN.strip("{}").encode()
    return {
        "empty": (b"", "Filen er tom"),
        "text": (b"navn;verdi\n", "ikke en Excel"),
        "broken": (b"PK\x03\x04" + b"\0" * 50, "skadet"),
        "xls": (ole, ".xls"),
        "encrypted": (ole + "EncryptedPackage".encode("utf-16-le"), "passord"),
        "no parts": ({"a.txt": b"a"}, "ikke en Excel"),
        "no workbook": ({"_rels/.rels": rels}, "mangler i filen"),
        "xlsb": ({"_rels/.rels": RELS.format(OFFICE, "xl/workbook.bin").encode()}, ".xlsb"),
        "strict": ({**with_a_sheet(strict), "_rels/.rels": rels}, "Strict"),
        "signed": ({**with_a_sheet(main.decode()), "_rels/.rels": signed}, "signert"),
        "word": ({"_rels/.rels": rels, BOOK: b'<document xmlns="w"/>'}, "ikke en Excel"),
        "no sheets": ({"_rels/.rels": rels, BOOK: b'<workbook xmlns="%s"/>' % main}, "ingen ark"),
        "bad xml": ({"_rels/.rels": rels, BOOK: b'<workbook xmlns="%s"><a>' % main}, "skadet"),
        "entity": ({"_rels/.rels": rels, BOOK: entity}, "dokumenttype"),
        "bomb": ({"_rels/.rels": rels, BOOK: b"<a/>", "b.xml": b"\0" * 30_000_000}, "eller for stor: b.xml"),
        "huge": ({"_rels/.rels": rels, BOOK: b" " * 100_000_001}, f"eller for stor: {BOOK}"),
    }


@pytest.mark.parametrize("case", sorted(hostile(Path())))
def test_what_is_not_a_workbook_gets_a_clear_answer(case: str, tmp_path: Path) -> None:
    content, word = hostile(tmp_path)[case]
    source = tmp_path / "min.xlsx"
    source.write_bytes(content) if isinstance(content, bytes) else zip_of(source, content)
    with pytest.raises(WorkbookError, match=re.escape(word)):
        add_names(source, tmp_path / "ny.xlsx")
    assert [p.name for p in tmp_path.iterdir()] == ["min.xlsx"]


def test_missing_duplicate_and_damaged_files(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="kan ikke leses"):
        add_names(tmp_path / "finnes_ikke.xlsx", tmp_path / "ny.xlsx")
    double = tmp_path / "dobbel.xlsx"
    with zipfile.ZipFile(double, "w") as archive, pytest.warns(UserWarning):
        archive.writestr("a.xml", b"1")
        archive.writestr("a.xml", b"2")
    with pytest.raises(WorkbookError, match="samme navn"):
        add_names(double, tmp_path / "ny.xlsx")
    damaged = bytearray(by_xlsxwriter(tmp_path / "min.xlsx").read_bytes())
    chart = damaged.index(b"xl/charts/chart1.xml") + 60
    damaged[chart : chart + 40] = b"\xff" * 40
    (tmp_path / "skadet.xlsx").write_bytes(damaged)
    with pytest.raises(WorkbookError, match="skadet"):
        add_names(tmp_path / "skadet.xlsx", tmp_path / "ny.xlsx")
    assert not (tmp_path / "ny.xlsx").exists() and not list(tmp_path.glob(".asss*"))


def test_the_target_must_be_another_file_of_the_same_kind(tmp_path: Path) -> None:
    source = by_openpyxl(tmp_path / "min.xlsx")
    before = source.read_bytes()
    for target, word in (
        (source, "samme fil"),
        (tmp_path / "ny.xlsm", "filendelse"),
        (tmp_path / "mangler" / "ny.xlsx", "finnes ikke"),
    ):
        with pytest.raises(WorkbookError, match=word):
            add_names(source, target)
    assert source.read_bytes() == before


def test_zip_details_survive(tmp_path: Path) -> None:
    buffer = io.BytesIO(by_openpyxl(tmp_path / "a.xlsx").read_bytes())
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as copy:
        copy.comment = b"hilsen"
        for info in source.infolist():
            made = zipfile.ZipInfo(info.filename, (1999, 1, 2, 3, 4, 6))
            made.external_attr = 0o600 << 16
            made.compress_type = zipfile.ZIP_STORED
            copy.writestr(made, source.read(info))
    add_names(tmp_path / "b.xlsx", tmp_path / "c.xlsx")
    with zipfile.ZipFile(tmp_path / "c.xlsx") as archive:
        assert archive.comment == b"hilsen"
        for info in archive.infolist():
            assert info.date_time == (1999, 1, 2, 3, 4, 6) and info.compress_type == 0
            assert info.external_attr == 0o600 << 16
