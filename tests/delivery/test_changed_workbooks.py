"""What readers do to a workbook besides filling it in: sheets, names, comments, rows, formats."""

from __future__ import annotations

import gc
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from asss_xl.checks.package import Workbook
from asss_xl.dataset import load
from asss_xl.delivery import collecting
from asss_xl.report.rettelser import ark as rettelser
from asss_xl.workbook.book import Book
from tests.delivery.returning import changed_copy, collect_from, correction_at, edit_cells, run_command
from tests.support.packages import read_part, with_parts


def _rename(book: Any) -> None:
    book["Regnskap"].title = "Mitt ark"
    book["Rettelser"].title = "Mine rettelser"
    book.create_sheet("Notater")["A1"] = "Husk"


def test_a_sheet_with_another_name_is_one_line(package: Path, built: Path, tmp_path: Path) -> None:
    path = edit_cells(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "r.xlsx", correction_at(0, 5))
    code, (answer,) = collect_from(package, changed_copy(path, tmp_path / "a.xlsx", _rename))
    assert code == 1 and not answer["accepted"]
    told = {r["sheet"]: r["reason"] for r in answer["refused"]}
    assert len(answer["refused"]) == 2 and "Mitt ark" in told["Regnskap"]
    assert "Mine rettelser" in told["Rettelser"] and "Gi det navnet tilbake" in told["Rettelser"]
    assert [(t["sheet"], t["address"]) for t in answer["told"]] == [("Notater", "")]


def test_a_sheet_that_is_gone_is_one_line(package: Path, built: Path, tmp_path: Path) -> None:
    path = built / "Kommunerapport_By AA_2023.xlsx"
    code, (answer,) = collect_from(
        package, changed_copy(path, tmp_path / "a.xlsx", lambda b: b.remove(b["Regnskap"]))
    )
    (told,) = answer["refused"]
    assert code == 1 and told["sheet"] == "Regnskap" and "mangler" in told["reason"]


def test_a_sheet_of_the_reader_s_own_stops_nothing(package: Path, built: Path, tmp_path: Path) -> None:
    path = edit_cells(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "r.xlsx", correction_at(0, 5))

    def add(book: Any) -> None:
        for row in range(1, 50):
            book.create_sheet(f"Eget {row}")["A1"] = f"=Regnskap!A{row}"

    own = changed_copy(path, tmp_path / "a.xlsx", add)
    code, (answer,) = collect_from(package, own)
    assert code == 0 and len(answer["accepted"]) == 1 and len(answer["told"]) == 49
    shown = run_command("collect", own, "--data", package).stdout
    assert shown.count("Arket er nytt") == 21 and "og 29 til" in shown


def test_a_copy_of_a_sheet_is_told_as_one(package: Path, built: Path, tmp_path: Path) -> None:
    """What is written in it is lost, so its reader must know where to write."""
    path = edit_cells(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "r.xlsx", correction_at(0, 5))

    def copy(book: Any) -> None:
        book.copy_worksheet(book["Rettelser"]).title = "Mine"

    code, (answer,) = collect_from(package, changed_copy(path, tmp_path / "a.xlsx", copy))
    assert code == 0 and len(answer["accepted"]) == 1
    (told,) = answer["told"]
    assert told["sheet"] == "Mine" and "en kopi av Rettelser. Skriv på Rettelser selv" in told["reason"]


def test_a_line_below_the_last_is_told_as_that(package: Path, built: Path, tmp_path: Path) -> None:
    line = correction_at(rettelser.ANTALL_LINJER, 5)
    path = edit_cells(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "u.xlsx", line)
    code, (answer,) = collect_from(package, path)
    *below, last = answer["refused"]
    assert code == 1 and len(below) == len(line) and "ingenting tas inn" in last["reason"]
    assert all("under den siste i tabellen" in told["reason"] for told in below)


def test_of_a_file_that_is_changed_elsewhere_the_lines_are_told(
    package: Path, built: Path, tmp_path: Path
) -> None:
    """So that its sender sees what is lost, and what is wrong with the lines, at once."""
    wrong = {
        **correction_at(0, 5),
        **correction_at(1, 7),
        ("Rettelser", rettelser.HODERAD + 2, rettelser.HVEM): None,
    }
    path = edit_cells(
        built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "e.xlsx", {**wrong, ("Regnskap", 8, 3): 1.0}
    )
    code, (answer,) = collect_from(package, path)
    told = [(r["sheet"], r["address"], r["reason"]) for r in answer["refused"]]
    assert code == 1 and not answer["accepted"] and told[0][:2] == ("Regnskap", "D9")
    assert ("Rettelser", "J9", "Hvem som melder, mangler.") in told
    said = "Grunnskole 2023, fra tomt til 5: tas ikke inn før resten av filen er som den var."
    assert ("Rettelser", "E8", said) in told


def test_the_workbooks_that_answers_are_held_against_are_let_go(
    package: Path, built: Path, tmp_path: Path
) -> None:
    """A network has hundreds: whatever the collector's thresholds, no more than one is kept at a time."""
    for number in range(3):
        shutil.copy(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / f"{number}.xlsx")
    data, kept = load(package), []
    gc.disable()
    try:
        for answers in ([], sorted(tmp_path.iterdir())):
            collecting.collect(answers, data, str(package))
            kept.append(sum(isinstance(one, Book) for one in gc.get_objects()))
    finally:
        gc.enable()
    assert kept[1] <= kept[0] + 1


def test_a_folder_is_the_workbooks_that_lie_in_it(package: Path, built: Path, tmp_path: Path) -> None:
    """Not Excel's lock, nor what else the system keeps there."""
    folder = tmp_path / "svar æøå"
    folder.mkdir()
    for name in ("Åsnes svar.xlsx", "By AB.xlsx"):
        shutil.copy(built / "Kommunerapport_By AA_2023.xlsx", folder / name)
    for name in ("~$Åsnes svar.xlsx", "Thumbs.db", ".DS_Store", "notat.txt"):
        (folder / name).write_bytes(b"x")
    code, found = collect_from(package, folder)
    assert code == 0 and [Path(a["file"]).name for a in found] == ["By AB.xlsx", "Åsnes svar.xlsx"]
    checked = run_command("check", folder)
    assert checked.stdout.count("stempel") == 2, checked.output
    # The accounts and the functions of the invented package do not meet, and the workbook says so.
    rules = re.findall(r"^  feil: .*\[(.*)\]$", checked.stdout, re.M)
    assert checked.exit_code == 1 and set(rules) == {"own-control"}
    for name in ("Ås.ods", "Ås.xls"):  # an answer that is not read is said
        (folder / name).write_bytes(b"x")
    code, found = collect_from(package, folder)
    assert code == 1 and [Path(a["file"]).name for a in found if a["refused"]] == ["Ås.ods", "Ås.xls"]
    (tmp_path / "tom").mkdir()
    for command in (["check"], ["collect", "--data", package]):
        none = run_command(*command, tmp_path / "tom", tmp_path / "borte.xlsx")
        assert none.exit_code == 2 and "tom: mappen har ingen arbeidsbøker." in none.stderr
        assert "borte.xlsx: finnes ikke." in none.stderr


def test_names_of_cells_that_are_changed_are_told(package: Path, built: Path, tmp_path: Path) -> None:
    path = edit_cells(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "r.xlsx", correction_at(0, 5))

    def change(book: Any) -> None:
        names = book.defined_names
        names["HvaHvis"].attr_text = "Forside!$Z$9"
        del names["Aar"]
        names["Mitt\u202enavn"] = DefinedName("Mitt\u202enavn", attr_text="Regnskap!$A$1")

    code, (answer,) = collect_from(package, changed_copy(path, tmp_path / "a.xlsx", change))
    told = [t["reason"] for t in answer["told"]]
    assert code == 0 and len(answer["accepted"]) == 1 and len(told) == 3, answer
    assert "er borte: Aar." in told[0]
    assert "HvaHvis (nå «Forside!$Z$9»)" in told[1]
    assert "Mitt navn" in told[2] and "\u202e" not in told[2]


def test_what_the_reader_wrote_beside_cells_is_told(package: Path, built: Path, tmp_path: Path) -> None:
    """Notes and threads, also of a workbook from which nothing is taken in."""
    path = built / "Kommunerapport_By AA_2023.xlsx"
    texts = ["Dette er feil.\nSe vedlegg", "=HYPERLINK(1)", "\u202eab\x1b[31m", "x" * 2000]

    def write(book: Any) -> None:
        for row, text in enumerate(texts, start=5):
            book["Regnskap"].cell(row, 3).comment = Comment(text.replace("\x1b", ""), "Kari\u202e")
        book["Rettelser"]["A1"].comment = Comment("Her også", "")
        book["Forside"]["A1"].value = "Annet"

    noted = changed_copy(path, tmp_path / "a.xlsx", write)
    code, (answer,) = collect_from(package, noted)
    found = answer["comments"]
    assert code == 1 and [(c["sheet"], c["address"]) for c in found if c["sheet"] == "Regnskap"] == [
        ("Regnskap", f"C{row}") for row in range(5, 9)
    ]
    said = {c["address"]: c for c in found}
    assert (said["C5"]["author"], said["C5"]["text"]) == ("Kari", "Dette er feil. Se vedlegg")
    assert said["C6"]["text"] == "'=HYPERLINK(1)" and said["C7"]["text"].isprintable()
    assert len(said["C8"]["text"]) < 600 and said["A1"]["text"] == "Her også"
    shown = run_command("collect", noted, "--data", package).stdout
    assert "kommentar fra leseren: Regnskap!C5: Kari: Dette er feil. Se vedlegg" in shown


_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"


_RELATION = "http://schemas.microsoft.com/office/2017/10/relationships"


def test_a_thread_is_told_once_with_its_people(package: Path, built: Path, tmp_path: Path) -> None:
    """Excel keeps a thread in a part of its own, and a note of it for programs that know no threads."""
    path = built / "Kommunerapport_By AA_2023.xlsx"

    def write(book: Any) -> None:
        book["Regnskap"]["C5"].comment = Comment("[Threaded comment] Din versjon …", "tc={1}")
        book["Regnskap"]["C6"].comment = Comment("Et notat", "Per")

    noted = changed_copy(path, tmp_path / "n.xlsx", write)
    opened = Workbook.open(noted)
    sheet = next(s for s in opened.sheets if s.name == "Regnskap")
    about, workbook = (
        f"{folder}/_rels/{name}.rels"
        for folder, name in (part.rsplit("/", 1) for part in (sheet.part, opened.workbook_part))
    )
    thread = (
        f'<ThreadedComments xmlns="{_THREADS}"><threadedComment ref="C5" personId="{{A}}" id="{{1}}">'
        '<text>Stemmer dette?</text></threadedComment><threadedComment ref="C5" personId="{B}" '
        'parentId="{1}" id="{2}"><text>Nei, se mer</text></threadedComment></ThreadedComments>'
    )
    people = (
        f'<personList xmlns="{_THREADS}"><person displayName="Kari Nordmann" id="{{A}}"/>'
        '<person displayName="Ola" id="{B}"/></personList>'
    )
    link = '<Relationship Id="tc1" Type="{}/{}" Target="{}"/></Relationships>'
    parts = {
        "xl/threadedComments/threadedComment1.xml": thread,
        "xl/persons/person.xml": people,
        about: read_part(noted, about).replace(
            "</Relationships>",
            link.format(_RELATION, "threadedComment", "/xl/threadedComments/threadedComment1.xml"),
        ),
        workbook: read_part(noted, workbook).replace(
            "</Relationships>", link.format(_RELATION, "person", "/xl/persons/person.xml")
        ),
    }
    code, (answer,) = collect_from(package, with_parts(noted, tmp_path / "t.xlsx", parts))
    told = [(c["address"], c["author"], c["text"]) for c in answer["comments"]]
    assert code == 0 and told == [
        ("C5", "Kari Nordmann", "Stemmer dette?"),
        ("C5", "Ola", "Nei, se mer"),
        ("C6", "Per", "Et notat"),
    ]


def test_an_address_that_stands_twice_is_refused(package: Path, built: Path, tmp_path: Path) -> None:
    path = built / "Kommunerapport_By AA_2023.xlsx"
    sheet = next(s for s in Workbook.open(path).sheets if s.name == "Rettelser")
    xml = read_part(path, sheet.part)
    (cell,) = re.findall(r'<c r="A8"[^>]*>.*?</c>', xml)
    code, (answer,) = collect_from(
        package, with_parts(path, tmp_path / "a.xlsx", {sheet.part: xml.replace(cell, cell + cell)})
    )
    assert code == 2 and "to ganger" in answer["refused"][0]["reason"]


def test_files_that_are_no_sound_workbook_are_refused(package: Path, built: Path, tmp_path: Path) -> None:
    whole = (built / "Kommunerapport_By AA_2023.xlsx").read_bytes()
    made = {
        "kort.xlsx": whole[: len(whole) // 2],
        "tom.xlsx": b"",
        "gammel.xlsx": bytes.fromhex("d0cf11e0a1b11ae1"),
        "side.xlsx": b"<html>",
        "ellers.xlsx": b"PK\3\4" + bytes(100),
    }
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
    plain = openpyxl.Workbook()
    plain.save(tmp_path / "uten.xlsx")
    code, answers = collect_from(package, *(tmp_path / name for name in (*made, "uten.xlsx")))
    assert code == 1 and all(a["refused"] and not a["accepted"] for a in answers)


def _sort(sheet: Any) -> None:
    """The rows of figures, the last first."""
    rows = [r for r in sheet.iter_rows(min_row=6) if str(r[0].value or "=")[0] != "="][:9]
    values = [[cell.value for cell in row] for row in rows]
    for row, held in zip(rows, reversed(values), strict=True):
        for cell, value in zip(row, held, strict=True):
            cell.value = value


def _other_formats(book: Any) -> None:
    for row in book["Regnskap"].iter_rows(min_row=7, max_row=20):
        for cell in row:
            cell.number_format = "0.00%"


#: What is done to a workbook with a correction in it, and what is told: where, and in which words.
TAMPERED: dict[str, tuple[Callable[[Any], None], str, str]] = {
    "row in": (lambda b: b["Regnskap"].insert_rows(10), "Regnskap", "1 rad er satt inn fra rad 10"),
    "rows in": (lambda b: b["Rettelser"].insert_rows(9, 3), "Rettelser", "3 rader er satt inn fra rad 9"),
    "row out": (lambda b: b["Regnskap"].delete_rows(9), "Regnskap", "1 rad er slettet fra rad 9"),
    "column in": (lambda b: b["Regnskap"].insert_cols(3), "Regnskap", "1 kolonne er satt inn fra kolonne C"),
    "columns out": (
        lambda b: b["Tall regnskap"].delete_cols(2, 2),
        "Tall regnskap",
        "2 kolonner er slettet fra kolonne B",
    ),
    "sorted": (lambda b: _sort(b["Tall regnskap"]), "Tall regnskap", "sortert eller flyttet"),
}


@pytest.mark.parametrize(("change", "sheet", "said"), TAMPERED.values(), ids=list(TAMPERED))
def test_rows_that_are_moved_are_one_line_and_nothing_is_taken_in(
    change: Callable[[Any], None], sheet: str, said: str, package: Path, built: Path, tmp_path: Path
) -> None:
    path = edit_cells(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "r.xlsx", correction_at(0, 5))
    code, (answer,) = collect_from(package, changed_copy(path, tmp_path / "a.xlsx", change))
    (told,) = answer["refused"]
    assert code == 1 and not answer["accepted"] and (told["sheet"], told["address"]) == (sheet, "")
    assert said in told["reason"] and "ingenting inn" in told["reason"]


def test_another_number_format_changes_no_figure(package: Path, built: Path, tmp_path: Path) -> None:
    path = edit_cells(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "r.xlsx", correction_at(0, 5))
    code, (answer,) = collect_from(package, changed_copy(path, tmp_path / "a.xlsx", _other_formats))
    assert code == 0 and [c["new"] for c in answer["accepted"]] == [5] and not answer["refused"]
