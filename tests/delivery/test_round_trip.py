"""Out and back: six workbooks edited by others, collected, and the report built again."""

from __future__ import annotations

import csv
import email
import email.policy
import itertools
import json
import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from asss_xl import cli
from asss_xl.checks.formula_text import relative
from asss_xl.checks.libreoffice import convert
from asss_xl.checks.package import Package, file_cells, split_place
from asss_xl.dataset import files, load
from asss_xl.delivery.stamp import stamped, yellow_cells
from asss_xl.report.rettelser import ark as rettelser
from asss_xl.workbook.book import Input
from asss_xl.workbook.saving import save
from tests.support import choosing, networks
from tests.support.packages import read_part, with_parts


def _run(*arguments: object) -> Any:
    return CliRunner().invoke(cli.app, [str(a) for a in arguments])


def _figure(package: Path, place: str, fil: str = "regnskap", year: str = "2023") -> Input:
    book = stamped(load(package), place).book
    found = [
        y.about
        for y in yellow_cells(book)
        if isinstance(y.about, Input)
        and y.about.figur
        and y.about.figur.fil == fil
        and dict(y.about.figur.noekkel)["aar"] == year
        and isinstance(y.about.base.value, float)
    ]
    return found[0]


def _edit(path: Path, to: Path, cells: dict[tuple[str, int, int], object]) -> Path:
    book = openpyxl.load_workbook(path)
    for (sheet, row, column), value in cells.items():
        book[sheet].cell(row + 1, column + 1).value = value  # type: ignore[union-attr]
    book.save(to)
    return to


def _at(given: Input) -> tuple[str, int, int]:
    return given.what_if.sheet, given.what_if.row, given.what_if.column


def _correction(row: int, amount: float, why: str = "Ført feil") -> dict[tuple[str, int, int], object]:
    at = rettelser.HODERAD + 1 + row
    said = {
        rettelser.GJELDER: "Grunnskole",
        rettelser.AAR: 2023,
        rettelser.BELOEP: amount,
        rettelser.MED: "Ja",
        rettelser.BEGRUNNELSE: why,
        rettelser.HVEM: "Kari",
    }
    return {("Rettelser", at, column): value for column, value in said.items()}


def _rows(package: Path, name: str) -> list[dict[str, str]]:
    with (package / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def built(package: Path, tmp_path: Path) -> Path:
    out = tmp_path / "ut"
    assert _run("build", "--data", package, "--municipality", "all", "--out", out).exit_code == 0
    return out


def _collect(package: Path, *files: Path, accept: bool = False) -> tuple[int, list[dict[str, Any]]]:
    done = _run("collect", *files, "--data", package, "--json", *(["--accept"] if accept else []))
    assert done.exit_code in (0, 1), done.output
    return done.exit_code, json.loads(done.stdout)


@pytest.mark.libreoffice
def test_what_libreoffice_only_saved_has_no_change(package: Path, built: Path, tmp_path: Path) -> None:
    saved = convert(built / "Kommunerapport_By AA_2023.xlsx", tmp_path)
    code, (answer,) = _collect(package, saved)
    assert (code, answer["accepted"], answer["refused"]) == (0, [], [])
    assert (answer["municipality"], answer["year"]) == ("By AA", 2023)


def _people(folder: Path, places: list[str]) -> Path:
    path = folder / "kontakter.csv"
    lines = ["kommune,navn,epost", *(f"{p},Åse,post{n}@example.no" for n, p in enumerate(places))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _received(folder: Path) -> dict[str, Path]:
    """The workbooks in the letters, saved as their recipients would."""
    found = {}
    for path in sorted(folder.glob("*.eml")):
        letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        (attachment,) = letter.iter_attachments()
        name = attachment.get_filename()
        found[name.split("_")[1]] = folder / name
        (folder / name).write_bytes(attachment.get_content())
    return found


def _own_figures(package: Path, folder: Path) -> dict[tuple[str, Any], Any]:
    """Every figure of the package that a municipality's own workbook shows in its file."""
    made: dict[tuple[str, Any], Any] = {}
    for path in sorted(folder.glob("Kommunerapport_*.xlsx")):
        place = path.name.split("_")[1]
        cells = file_cells(Package.open(path))
        for given in stamped(load(package), place).book.inputs:
            if given.figur is not None:
                made[(place, given.figur)] = cells[split_place(given.base.place)].value
    return made


def _changed_row(package: Path, given: Input, value: float) -> None:
    """Put a figure in the package by hand."""
    assert given.figur is not None
    path = package / f"{given.figur.fil}.csv"
    rows = _rows(package, given.figur.fil)
    (row,) = [r for r in rows if all(r[k] == v for k, v in given.figur.noekkel)]
    row[given.figur.kolonne] = f"{value * given.figur.faktor:.6f}".rstrip("0").rstrip(".")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.libreoffice
def test_twelve_out_and_seven_back(tmp_path: Path) -> None:
    """Corrected by two programs, tampered with, older, foreign and contradicting; then built again."""
    package = networks.write(tmp_path / "pakke", networks.rows(members=12, services=1))
    places = [name for name in networks.names(12)]
    old = tmp_path / "gammel"
    assert _run("build", "--data", package, "--municipality", "By AD", "--out", old).exit_code == 0
    late = _figure(package, "By AD")
    _changed_row(package, late, float(late.base.value) + 7)  # type: ignore[arg-type]
    post = tmp_path / "post"
    sent = _run("mail", "--to", _people(tmp_path, places), "--data", package, "--out", post)
    assert sent.exit_code == 0, sent.output
    received = _received(post)
    assert sorted(received) == sorted(places)
    before = tmp_path / "foer"
    assert (
        _run("build", "--data", package, "--municipality", "all", "--workers", "2", "--out", before).exit_code
        == 0
    )
    assert all(p.read_bytes() == (before / p.name).read_bytes() for p in received.values())

    given = {place: _figure(package, place) for place in ("By AA", "By AB", "By AC", "By AE")}
    value = {place: float(g.base.value) + 1000 for place, g in given.items()}  # type: ignore[arg-type]
    edited = _edit(
        received["By AA"],
        tmp_path / "aa.xlsx",
        {_at(given["By AA"]): value["By AA"], **_correction(0, -500, "@SUM(1)")},
    )
    by_libreoffice = tmp_path / "lo"
    by_libreoffice.mkdir()
    right = convert(edited, by_libreoffice)
    plain = _edit(received["By AB"], tmp_path / "ab.xlsx", {_at(given["By AB"]): value["By AB"]})
    formula = next(c for c in stamped(load(package), "By AC").book.formula_cells() if c.sheet == "Regnskap")
    tampered = _edit(
        received["By AC"],
        tmp_path / "ac.xlsx",
        {
            _at(given["By AC"]): value["By AC"],
            ("Forside", 0, 0): "Annet",
            (formula.sheet, formula.row, formula.column): 1.0,
        },
    )
    older = _edit(old / received["By AD"].name, tmp_path / "ad.xlsx", {_at(late): 5.0})
    elsewhere = networks.write(tmp_path / "annet", networks.rows(members=13, services=1))
    abroad = networks.names(13)[-1]
    assert _run("build", "--data", elsewhere, "--municipality", abroad, "--out", old).exit_code == 0
    foreign = _edit(old / f"Kommunerapport_{abroad}_2023.xlsx", tmp_path / "al.xlsx", {})
    contradicting = [
        _edit(received["By AE"], tmp_path / f"ae{n}.xlsx", {_at(given["By AE"]): 5000.0 + n}) for n in (1, 2)
    ]
    files = (right, plain, tampered, older, foreign, *contradicting)

    content = {f.name: f.read_bytes() for f in package.iterdir()}
    code, answers = _collect(package, *files)
    assert code == 1 and {f.name: f.read_bytes() for f in package.iterdir()} == content
    assert [len(a["accepted"]) for a in answers] == [2, 1, 0, 0, 0, 0, 0], answers
    named = {(r["sheet"], r["address"]) for r in answers[2]["refused"]}
    assert named == {("Forside", "A1"), split_place(formula.place), ("", "")}
    assert "eldre bygg" in answers[3]["refused"][0]["reason"]
    assert answers[3]["refused"][0]["address"] == split_place(late.what_if.place)[1]
    assert abroad in answers[4]["refused"][0]["reason"]
    assert all("motsier" in a["refused"][0]["reason"] for a in answers[5:])

    assert _collect(package, *files, accept=True)[0] == 1
    after = tmp_path / "etter"
    assert (
        _run("build", "--data", package, "--municipality", "all", "--workers", "2", "--out", after).exit_code
        == 0
    )
    was, now = _own_figures(package, before), _own_figures(package, after)
    moved = {place: (was[place], now[place]) for place in was if was[place] != now[place]}
    expected = {(place, given[place].figur) for place in ("By AA", "By AB")}
    assert {(place, figur.noekkel) for place, figur in moved} == {
        (place, figur.noekkel) for place, figur in expected if figur is not None
    }
    for place, figur in expected:
        assert moved[(place, figur)][1] == pytest.approx(value[place], abs=1e-9)

    # As if the same had been written in the package by hand, but for what is told about it.
    (line,) = _rows(package, "korreksjoner")
    assert (line["beloep_1000kr"], line["hvem"], line["begrunnelse"]) == ("-500", "Kari", "'@SUM(1)")
    texts = _texts(after / received["By AA"].name)
    assert any(t.startswith("Rettet fra") for t in texts["Data"]) and "Kari" in str(texts["Rettelser"])
    assert not [f for f in package.parent.iterdir() if f.name.startswith(".asss_xl")]

    # The same answer once more is an older build now: the figure has changed since.
    code, (again,) = _collect(package, right)
    assert code == 1 and not again["accepted"] and again["refused"]


def _texts(path: Path) -> dict[str, list[str]]:
    made: dict[str, list[str]] = {}
    for (sheet, _), cell in file_cells(Package.open(path)).items():
        if isinstance(cell.value, str):
            made.setdefault(sheet, []).append(cell.value)
    return made


def test_another_municipality_chosen_on_the_front_page(package: Path, built: Path, tmp_path: Path) -> None:
    """The yellow cells are then about that one, and so is a correction without a municipality."""
    report = stamped(load(package), "By AA")
    given = _figure(package, "By AA")
    chosen = choosing.places(report)[choosing.KOMMUNE]
    book = openpyxl.load_workbook(built / "Kommunerapport_By AA_2023.xlsx")
    sheet, address = split_place(chosen)
    book[sheet][address].value = "By AB"
    for (name, row, column), value in {_at(given): 1.0, **_correction(0, 5)}.items():
        book[name].cell(row + 1, column + 1).value = value  # type: ignore[union-attr]
    book.save(tmp_path / "valgt.xlsx")
    code, (answer,) = _collect(package, tmp_path / "valgt.xlsx")
    assert code == 1 and not answer["accepted"]
    assert [("By AB" in r["reason"]) for r in answer["refused"]] == [True, True]


@pytest.mark.parametrize("alike", [True, False])
def test_a_formula_filled_from_its_neighbour_is_seen(
    package: Path, built: Path, tmp_path: Path, alike: bool
) -> None:
    """Programs write a filled formula as one that is shared: it has no text of its own."""
    path = built / "Kommunerapport_By AA_2023.xlsx"
    for sheet in Package.open(path).sheets:
        xml = read_part(path, sheet.part)
        found = re.findall(r'(<c r="([A-Z]+)(\d+)"[^>]*><f>([^<]+)</f>)', xml)
        pairs = [
            (one, two)
            for one, two in itertools.combinations(found, 2)
            if one[1] == two[1]
            and (relative(one[3], int(one[2]), 1) == relative(two[3], int(two[2]), 1)) is alike
        ]
        if pairs:
            break
    one, two = pairs[0]
    first = one[0].replace("<f>", f'<f t="shared" si="0" ref="{one[1]}{one[2]}:{two[1]}{two[2]}">')
    filled = two[0].replace(f"<f>{two[3]}</f>", '<f t="shared" si="0"/>')
    changed = xml.replace(one[0], first).replace(two[0], filled)
    code, (answer,) = _collect(package, with_parts(path, tmp_path / "delt.xlsx", {sheet.part: changed}))
    named = {r["address"] for r in answer["refused"] if r["address"]}
    assert (code, named) == ((0, set()) if alike else (1, {f"{two[1]}{two[2]}"}))


def _reconcile(file: Path) -> None:
    """The printed figures themselves as the reconciled ones: they are within their rounding."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = [{**row, "avstemt": row["verdi"]} for row in csv.DictReader(stream)]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_a_printed_label_is_about_the_figure_before_it_was_corrected(tmp_path: Path) -> None:
    package = tmp_path / "bergen"
    shutil.copytree(files.locate("bergen_2009")[0], package)
    data = load(package)
    report = stamped(data, "Bergen")
    figure = next(
        i
        for i in report.book.inputs
        if i.figur and i.figur.fil == "indikatorverdier" and dict(i.figur.noekkel)["tjeneste"] == "grunnskole"
    )
    _reconcile(package / "indikatorverdier.csv")
    report = stamped(load(package), "Bergen")
    sent = tmp_path / "sendt.xlsx"
    save(report.book, sent)
    value = round(float(figure.base.value) * 1.05, 2)  # type: ignore[arg-type]
    answer = _edit(sent, tmp_path / "svar.xlsx", {_at(figure): value})
    assert _collect(package, answer, accept=True)[0] == 0
    about = dict(figure.figur.noekkel)  # type: ignore[union-attr]
    (label,) = [
        r
        for r in _rows(package, "etiketter")
        if r["aktor"] == "kommune" and all(r[k] == v for k, v in about.items())
    ]
    assert label["stemmer"] == "nei" and "før det ble rettet" in label["merknad"]
    (row,) = [r for r in _rows(package, "indikatorverdier") if all(r[k] == v for k, v in about.items())]
    assert (float(row["verdi"]), row["avstemt"]) == (value, "")
    now = stamped(load(package), "Bergen").book
    shown = [c.value for c in now.cells() if isinstance(c.value, str) and "Rettet fra" in c.value]
    assert shown and f"{value:g}" in shown[0]


def test_one_file_may_correct_the_same_post_twice(package: Path, built: Path, tmp_path: Path) -> None:
    path = built / "Kommunerapport_By AA_2023.xlsx"
    twice = _edit(path, tmp_path / "to.xlsx", {**_correction(0, 5), **_correction(1, 7, "Mer")})
    other = _edit(path, tmp_path / "en.xlsx", _correction(0, 5))
    code, (answer,) = _collect(package, twice)
    assert code == 0 and [c["new"] for c in answer["accepted"]] == [5, 7]
    code, answers = _collect(package, twice, other)
    assert code == 1 and not any(a["accepted"] for a in answers)
    same = _edit(path, tmp_path / "lik.xlsx", _correction(0, 5))
    code, answers = _collect(package, other, same)
    assert code == 0 and [len(a["accepted"]) for a in answers] == [1, 0]


def test_an_older_build_counts_where_the_figure_is_unchanged(
    package: Path, built: Path, tmp_path: Path
) -> None:
    given = _figure(package, "By AA")
    edited = _edit(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "a.xlsx", {_at(given): 7e6})
    text = (package / "demografisatser.csv").read_text("utf-8")
    (package / "demografisatser.csv").write_text(text.replace(",40000,", ",40001,"), "utf-8")
    code, (answer,) = _collect(package, edited)
    assert code == 0 and len(answer["accepted"]) == 1, answer


@pytest.mark.parametrize("value", [1e308, "tekst", "=1+1"])
def test_what_is_out_of_range_or_no_number_is_refused(
    package: Path, built: Path, tmp_path: Path, value: object
) -> None:
    given = _figure(package, "By AA")
    edited = _edit(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "a.xlsx", {_at(given): value})
    code, (answer,) = _collect(package, edited)
    assert code == 1 and not answer["accepted"]
    assert answer["refused"][0]["sheet"] == given.what_if.sheet


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
    code, answers = _collect(package, *(tmp_path / name for name in (*made, "uten.xlsx")))
    assert code == 1 and all(a["refused"] and not a["accepted"] for a in answers)
