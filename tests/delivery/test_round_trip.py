"""Out and back: six workbooks edited by others, collected, and the report built again."""

from __future__ import annotations

import csv
import email
import email.policy
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from typer.testing import CliRunner

from asss_xl import cli
from asss_xl.checks.formula_text import relative, split_place
from asss_xl.checks.package import Package, file_cells
from asss_xl.dataset import files, load
from asss_xl.dataset.rettbare import Sted, steder
from asss_xl.dataset.schema import descriptors
from asss_xl.delivery.printing import convert
from asss_xl.delivery.stamp import stamped
from asss_xl.functions.values import is_number
from asss_xl.report.rettelser import ark as rettelser
from asss_xl.workbook.book import Input
from asss_xl.workbook.saving import save
from tests.proofs import programs
from tests.support import choosing, networks
from tests.support.packages import read_part, with_parts
from tests.support.programs import PROGRAMS


def _run(*arguments: object) -> Any:
    return CliRunner().invoke(cli.app, [str(a) for a in arguments])


def _figure(package: Path, place: str, fil: str = "regnskap", year: int = 2023) -> Sted:
    """A figure of a municipality that its package has."""
    return next(
        s
        for s in steder(load(package))
        if (s.kommune, s.om.fil, s.aar) == (place, fil, year) and s.verdi.sagt is not None
    )


Cells = dict[tuple[str, int, int], object]


def _edit(path: Path, to: Path, cells: Cells) -> Path:
    book = openpyxl.load_workbook(path)
    for (sheet, row, column), value in cells.items():
        book[sheet].cell(row + 1, column + 1).value = value  # type: ignore[union-attr]
    book.save(to)
    return to


def _line(row: int, **said: object) -> Cells:
    """A line on Rettelser, with a reason and a sender; fields by the name of their column."""
    at = rettelser.HODERAD + 1 + row
    whole = {"MED": "Ja", "BEGRUNNELSE": "Ført feil", "HVEM": "Kari", **said}
    return {("Rettelser", at, getattr(rettelser, name)): value for name, value in whole.items()}


def _correction(row: int, amount: float, why: str = "Ført feil") -> Cells:
    return _line(row, GJELDER="Grunnskole", AAR=2023, BELOEP=amount, BEGRUNNELSE=why)


def _new(row: int, figure: Sted, value: object, **said: object) -> Cells:
    return _line(row, GJELDER=figure.om.navn, AAR=figure.aar, NYTT=value, **said)


def _what_if(package: Path, place: str, label: str = "") -> Input:
    """A yellow cell of a figure that the package has."""
    book = stamped(load(package), place).book
    return next(i for i in book.inputs if label in i.label and isinstance(i.base.value, float))


def _yellow(given: Input, value: object) -> Cells:
    return {(given.what_if.sheet, given.what_if.row, given.what_if.column): value}


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
    assert done.exit_code in (0, 1, 2) and done.stdout, done.output
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


def _figures(package: Path) -> dict[tuple[object, ...], float | None]:
    """Every figure of the package that can be corrected."""
    return {(s.om.fil, s.rad, s.om.kolonne): s.verdi.sagt for s in steder(load(package))}


def _changed_row(package: Path, figure: Sted, value: float) -> None:
    """Put a figure in the package by hand."""
    path = package / f"{figure.om.fil}.csv"
    rows = _rows(package, figure.om.fil)
    (row,) = [r for r in rows if all(r[k] == v for k, v in figure.rad)]
    row[figure.om.kolonne] = f"{value:.6f}".rstrip("0").rstrip(".")
    _rewrite(path, rows)


def _rewrite(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _numbers(package: Path, place: str) -> dict[str, object]:
    """What a municipality's workbook has in its cells, but for what is said about a figure."""
    cells = stamped(load(package), place).book.cells()
    return {c.place: c.value for c in cells if c.sheet not in ("Data", "Kontroll") and is_number(c.value)}


@pytest.mark.libreoffice
def test_twelve_out_and_seven_back(tmp_path: Path) -> None:
    """Corrected by two programs, tampered with, older, foreign and contradicting; then built again."""
    package = networks.write(tmp_path / "pakke", networks.rows(members=12, services=1))
    places = [name for name in networks.names(12)]
    old = tmp_path / "gammel"
    assert _run("build", "--data", package, "--municipality", "By AD", "--out", old).exit_code == 0
    late = _figure(package, "By AD")
    _changed_row(package, late, float(late.verdi.sagt or 0) + 7)
    post = tmp_path / "post"
    sent = _run("mail", "--to", _people(tmp_path, places), "--data", package, "--out", post)
    assert sent.exit_code == 0, sent.output
    received = _received(post)
    assert sorted(received) == sorted(places)

    given = {place: _figure(package, place) for place in ("By AA", "By AB", "By AC", "By AE")}
    value = {place: float(g.verdi.sagt or 0) + 1000 for place, g in given.items()}
    edited = _edit(
        received["By AA"],
        tmp_path / "aa.xlsx",
        {**_new(0, given["By AA"], value["By AA"]), **_correction(1, -500, "@SUM(1)")},
    )
    by_libreoffice = tmp_path / "lo"
    by_libreoffice.mkdir()
    right = convert(edited, by_libreoffice)
    plain = _edit(received["By AB"], tmp_path / "ab.xlsx", _new(3, given["By AB"], value["By AB"]))
    formula = next(c for c in stamped(load(package), "By AC").book.formula_cells() if c.sheet == "Regnskap")
    tampered = _edit(
        received["By AC"],
        tmp_path / "ac.xlsx",
        {
            **_new(0, given["By AC"], value["By AC"]),
            ("Forside", 0, 0): "Annet",
            (formula.sheet, formula.row, formula.column): 1.0,
        },
    )
    older = _edit(old / received["By AD"].name, tmp_path / "ad.xlsx", _new(0, late, 5.0))
    elsewhere = networks.write(tmp_path / "annet", networks.rows(members=13, services=1))
    abroad = networks.names(13)[-1]
    assert _run("build", "--data", elsewhere, "--municipality", abroad, "--out", old).exit_code == 0
    foreign = _edit(old / f"Kommunerapport_{abroad}_2023.xlsx", tmp_path / "al.xlsx", {})
    near = float(given["By AE"].verdi.sagt or 0)
    contradicting = [
        _edit(received["By AE"], tmp_path / f"ae{n}.xlsx", _new(0, given["By AE"], near + n, HVEM=who))
        for n, who in ((1, "Kari"), (2, "Ola"))
    ]
    files = (right, plain, tampered, older, foreign, *contradicting)

    content = {f.name: f.read_bytes() for f in package.iterdir()}
    code, answers = _collect(package, *files)
    assert code == 1 and {f.name: f.read_bytes() for f in package.iterdir()} == content
    assert [len(a["accepted"]) for a in answers] == [2, 1, 0, 0, 0, 0, 0], answers
    named = {(r["sheet"], r["address"]) for r in answers[2]["refused"]}
    assert named == {("Forside", "A1"), split_place(formula.place), ("", "")}
    assert "et annet bygg" in answers[3]["refused"][0]["reason"]
    assert answers[3]["refused"][0]["sheet"] == "Rettelser"
    assert abroad in answers[4]["refused"][0]["reason"]
    for answer in answers[5:]:
        (told,) = answer["refused"]
        assert "motsier" in told["reason"] and "Kari" in told["reason"] and "Ola" in told["reason"]

    by_hand = tmp_path / "for hånd"
    shutil.copytree(package, by_hand)
    for place in ("By AA", "By AB"):
        _changed_row(by_hand, given[place], value[place])
    was = _figures(package)
    assert _collect(package, *files, accept=True)[0] == 1
    now = _figures(package)
    moved = {key: (was[key], now[key]) for key in was if was[key] != now[key]}
    expected = {
        (g.om.fil, g.rad, g.om.kolonne): (g.verdi.sagt, value[place])
        for place, g in given.items()
        if place in ("By AA", "By AB")
    }
    assert moved == expected
    # As if the same had been written in the package by hand, but for what is told about it.
    for name in ("korreksjoner.csv", "datapackage.json"):
        shutil.copy(package / name, by_hand / name)
    assert _numbers(package, "By AB") == _numbers(by_hand, "By AB")
    (line,) = _rows(package, "korreksjoner")
    assert (line["beloep_1000kr"], line["hvem"], line["begrunnelse"]) == ("-500", "Kari", "'@SUM(1)")
    after = tmp_path / "etter"
    assert _run("build", "--data", package, "--municipality", "By AA", "--out", after).exit_code == 0
    texts = _texts(after / received["By AA"].name)
    assert any(t.startswith("Rettet fra") for t in texts["Data"]) and "Kari" in str(texts["Rettelser"])
    assert not [f for f in package.parent.iterdir() if f.name.startswith(".asss_xl")]

    # The same answer once more is from an older build now, and there is nothing new in it.
    code, (again,) = _collect(package, right)
    assert not again["accepted"] and again["told"], again


def _texts(path: Path) -> dict[str, list[str]]:
    made: dict[str, list[str]] = {}
    for (sheet, _), cell in file_cells(Package.open(path)).items():
        if isinstance(cell.value, str):
            made.setdefault(sheet, []).append(cell.value)
    return made


def test_another_municipality_chosen_on_the_front_page(package: Path, built: Path, tmp_path: Path) -> None:
    """The yellow cells are then about that one, and so is a correction without a municipality."""
    report = stamped(load(package), "By AA")
    given = _what_if(package, "By AA")
    chosen = choosing.places(report)[choosing.KOMMUNE]
    book = openpyxl.load_workbook(built / "Kommunerapport_By AA_2023.xlsx")
    sheet, address = split_place(chosen)
    book[sheet][address].value = "By AB"
    for (name, row, column), value in {**_yellow(given, 1.0), **_correction(0, 5)}.items():
        book[name].cell(row + 1, column + 1).value = value  # type: ignore[union-attr]
    book.save(tmp_path / "valgt.xlsx")
    code, (answer,) = _collect(package, tmp_path / "valgt.xlsx")
    assert code == 1 and not answer["accepted"] and not answer["scenario"]
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


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The printed report's package, and the workbook that is made of it."""
    folder = tmp_path_factory.mktemp("trykt")
    package, sent = folder / "bergen", folder / "sendt.xlsx"
    shutil.copytree(files.locate("bergen_2009")[0], package)
    _rewrite(
        package / "indikatorverdier.csv",
        # The printed figures themselves as the reconciled ones: they are within their rounding.
        [{**row, "avstemt": row["verdi"]} for row in _rows(package, "indikatorverdier")],
    )
    save(stamped(load(package), "Bergen").book, sent)
    return package, sent


@pytest.fixture
def bergen(printed: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the package that can be written to, and the workbook."""
    package, sent = printed
    shutil.copytree(package, tmp_path / "bergen")
    return tmp_path / "bergen", sent


def test_a_printed_label_is_about_the_figure_before_it_was_corrected(
    bergen: tuple[Path, Path], tmp_path: Path
) -> None:
    package, sent = bergen
    figure = next(
        s
        for s in steder(load(package))
        if s.om.fil == "indikatorverdier" and dict(s.rad)["tjeneste"] == "grunnskole"
    )
    value = round(float(figure.verdi.sagt or 0) * 1.05, 2)
    answer = _edit(sent, tmp_path / "svar.xlsx", _new(3, figure, value))
    code, (told,) = _collect(package, answer)
    if code:  # the references of the source say what it can be; somebody looked at it
        confirm = told["refused"][0]["confirm"]
        done = _run("collect", answer, "--data", package, "--accept", "--confirm", confirm)
        assert done.exit_code == 0, done.output
    else:
        assert _collect(package, answer, accept=True)[0] == 0
    about = dict(figure.rad)
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


#: What a package counts, by file: the columns of figures that the report is made of.
INPUTS = {
    "indikatorverdier": ("verdi", "teller", "nevner"),
    "indikatorreferanser": ("verdi",),
    "regnskap": ("beloep",),
    "balanse": ("beloep",),
    "beloep": ("beloep",),
    "figurer": ("verdi",),
    "nasjonale": ("verdi",),
    "vekter": ("vekt",),
    "kriterieverdier": ("indeks",),
    "behovstillegg": ("verdi",),
    "innbyggere": ("antall",),
    "demografisatser": ("mill_kr", "innbyggere"),
    "folkevekst": ("vekst", "prosent"),
}
#: Number columns that say how a figure is to be read, where it stands or how it is proven.
NO_INPUTS = {"avstemt", "korreksjon", "vekst_avrunding", "prosent_avrunding"}


@pytest.mark.parametrize("name", ["bergen_2009", "eksempelnettverk"])
def test_every_input_can_be_corrected(name: str) -> None:
    """Counted in the raw files: each figure of the municipality, and each that nobody owns, has one name."""
    root = files.locate(name)[0]
    data = load(name)
    figures = {
        (s.om.fil, s.om.kolonne, frozenset(s.rad)): s for s in steder(data) if s.kommune in (data.kommune, "")
    }
    assert len({(s.om.navn, s.aar) for s in figures.values()}) == len(figures)
    raw = 0
    for layout in descriptors():
        columns = {f["name"] for f in layout["schema"]["fields"] if f["type"] == "number"} - NO_INPUTS
        if layout["name"] in INPUTS:
            assert columns == set(INPUTS[layout["name"]]), layout["name"]
        path = root / layout["path"]
        if layout["name"] not in INPUTS or not path.exists():
            continue
        key = layout["schema"]["primaryKey"]
        for row in _rows(root, layout["name"]):
            if row.get("kommune", data.kommune) != data.kommune:
                continue
            where = frozenset((k, row[k]) for k in key)
            for column in INPUTS[layout["name"]]:
                if row.get(column):
                    found = figures.get((layout["name"], column, where))
                    assert found is not None, (layout["name"], column, row)
                    assert found.verdi.sagt == pytest.approx(float(row[column]), rel=1e-12)
                    raw += 1
    with_figure = [s for s in figures.values() if s.verdi.sagt is not None]
    assert raw == len(with_figure) > 1000


@pytest.mark.parametrize("name", ["bergen_2009", "eksempelnettverk"])
def test_a_figure_of_each_file_comes_back(name: str, tmp_path: Path) -> None:
    """One of each column, a little larger, in one answer; those and no other figure have moved."""
    package, sent = tmp_path / name, tmp_path / "sendt.xlsx"
    shutil.copytree(files.locate(name)[0], package)
    data = load(package)
    last = {(s.om.fil, s.om.kolonne): s for s in steder(data) if s.kommune in ("Bergen", "") and s.verdi.sagt}
    weights = [s for s in steder(data) if s.om.fil == "vekter" and s.verdi.sagt][-2:]
    new = {s: float(f"{float(s.verdi.sagt or 0) * 1.0004:.6f}") for s in last.values() if s not in weights}
    # The weights of a sector add to 1 after the correction too.
    new |= {s: float(s.verdi.sagt or 0) + step for s, step in zip(weights, (0.001, -0.001), strict=True)}
    save(stamped(data, "Bergen").book, sent)
    first = len([k for k in data.korreksjoner if k.brukes])
    lines = [_new(first + n % 8, s, value) for n, (s, value) in enumerate(new.items())]
    answers = [
        _edit(sent, tmp_path / f"{n}.xlsx", {k: v for line in lines[n : n + 8] for k, v in line.items()})
        for n in range(0, len(lines), 8)
    ]
    was = _figures(package)
    code, told = _collect(package, *answers, accept=True)
    assert code == 0 and sum(len(a["accepted"]) for a in told) == len(new) >= 9, told
    now = _figures(package)
    moved = {key: now[key] for key in was if was[key] != now[key]}
    assert moved == {(s.om.fil, s.rad, s.om.kolonne): pytest.approx(v, rel=1e-9) for s, v in new.items()}
    cells = stamped(load(package), "Bergen").book.cells()
    notes = [c.value for c in cells if c.sheet == "Data" and "Rettet fra" in str(c.value)]
    assert len(notes) >= len(new) - 1 and all("Kari" in str(note) for note in notes)


def test_a_yellow_cell_is_never_a_correction(bergen: tuple[Path, Path], tmp_path: Path) -> None:
    """The transfer from the state as a what-if: it is told, and nothing is written."""
    package, sent = bergen
    given = _what_if(package, "Bergen", "Rammetilskudd")
    answer = _edit(sent, tmp_path / "svar.xlsx", _yellow(given, 999.0))
    before = {f.name: f.read_bytes() for f in package.iterdir()}
    code, (told,) = _collect(package, answer, accept=True)
    assert code == 0 and not told["accepted"] and not told["refused"]
    (scenario,) = told["scenario"]
    assert (scenario["sheet"], scenario["new"]) == (given.what_if.sheet, 999)
    assert scenario["old"] == given.base.value and "Rammetilskudd" in scenario["figure"]
    assert {f.name: f.read_bytes() for f in package.iterdir()} == before


def test_a_correction_without_reason_or_sender_is_refused(package: Path, built: Path, tmp_path: Path) -> None:
    figure = _figure(package, "By AA")
    path = built / "Kommunerapport_By AA_2023.xlsx"
    near = float(figure.verdi.sagt or 0) + 1
    for field, said in (("BEGRUNNELSE", "Begrunnelsen"), ("HVEM", "Hvem")):
        edited = _edit(path, tmp_path / f"{field}.xlsx", _new(0, figure, near, **{field: None}))
        code, (answer,) = _collect(package, edited)
        assert code == 1 and not answer["accepted"] and said in answer["refused"][0]["reason"]


#: The format of the cell, what is in it, what is said of it.
SHOWN = (
    ("dd.mm.yyyy", 45424, "datoen 12.05.2024"),
    ("mm-dd-yy", 45424, "datoen 12.05.2024"),  # which is one of the formats without a code
    (r"[$-414]d\. mmmm yyyy;@", 45424, "datoen"),
    ("0%", 0.85, "85 %"),
    ("0.00%", 0.85, "85 %"),
)


def test_what_a_spreadsheet_made_of_the_figure_is_told(bergen: tuple[Path, Path], tmp_path: Path) -> None:
    """A date and a percentage are other numbers than they look like: refused, with cell and remedy."""
    package, sent = bergen
    figures = [
        s
        for s in steder(load(package))
        if s.om.fil == "indikatorverdier" and s.om.enhet == "prosent" and 60 < (s.verdi.sagt or 0) < 100
    ]
    book = openpyxl.load_workbook(sent)
    for row, ((code, value, _), figure) in enumerate(zip(SHOWN, figures, strict=False), start=3):
        for (sheet, at, column), said in _new(row, figure, value).items():
            cell = book[sheet].cell(at + 1, column + 1)
            cell.value = said  # type: ignore[union-attr]
            if column == rettelser.NYTT:
                cell.number_format = code
    book.save(tmp_path / "svar.xlsx")
    code, (told,) = _collect(package, tmp_path / "svar.xlsx", accept=True)
    assert code == 1 and not told["accepted"] and len(told["refused"]) == len(SHOWN)
    for (_, _, said), refused in zip(SHOWN, told["refused"], strict=True):
        assert said in refused["reason"] and "tallformat" in refused["reason"] and not refused["confirm"]
        assert refused["sheet"] == "Rettelser" and refused["address"] in refused["reason"]


#: The unit, what the figure is made, what is said of it.
DOUBTFUL: tuple[tuple[str, Callable[[float], float], str], ...] = (
    ("prosent", lambda old: old / 100, "skriv"),
    ("mill kr", lambda old: -5.0, "Fortegnet"),
    ("mill kr", lambda old: old * 1000, "5 ganger"),
    ("mill kr", lambda old: 0.0, "5 ganger"),
    ("prosent", lambda old: old * 1.9, "utenfor"),
)


def test_what_can_hardly_be_meant_is_confirmed_one_by_one(bergen: tuple[Path, Path], tmp_path: Path) -> None:
    package, sent = bergen
    data = load(package)
    known = {key[:2] for key, v in data.referanser.items() if key[4] == "høyest" and v.verdi is not None}
    known -= {key[:2] for key, v in data.referanser.items() if key[4] == "lavest" and v.verdi is None}
    found = [
        s
        for s in steder(data)
        if s.om.fil != "indikatorverdier"
        or tuple(dict(s.rad)[k] for k in ("tjeneste", "nr"))
        in {(service, str(number)) for service, number in known}
    ]
    percent, amounts = (
        iter([s for s in found if (s.om.fil, s.om.enhet) == of and (s.verdi.sagt or 0) > 60])
        for of in (("indikatorverdier", "prosent"), ("figurer", "mill kr"))
    )
    of_unit = {"prosent": percent, "mill kr": amounts}
    new = {(s := next(of_unit[unit])): value(float(s.verdi.sagt or 0)) for unit, value, _ in DOUBTFUL}
    lines = [_new(row, s, value) for row, (s, value) in enumerate(new.items(), start=3)]
    answer = _edit(sent, tmp_path / "svar.xlsx", {k: v for line in lines for k, v in line.items()})
    code, (told,) = _collect(package, answer, accept=True)
    assert code == 1 and not told["accepted"]
    for (_, _, said), refused in zip(DOUBTFUL, told["refused"], strict=True):
        assert said in refused["reason"], refused
    wrong = _run("collect", answer, "--data", package, "--confirm", "svar.xlsx:Rettelser!A1")
    assert wrong.exit_code == 2 and "A1" in wrong.stderr
    confirm = told["refused"][1]["confirm"]
    done = _run("collect", answer, "--data", package, "--accept", "--confirm", confirm)
    assert done.exit_code == 1, done.output
    was = {(s.om.fil, s.rad, s.om.kolonne): s.verdi.sagt for s in new}
    now = _figures(package)
    figure, value = list(new.items())[1]
    moved = {key: now[key] for key in was if now[key] != was[key]}
    assert moved == {(figure.om.fil, figure.rad, figure.om.kolonne): pytest.approx(value)}


def test_two_colleagues_with_the_same_build(package: Path, built: Path, tmp_path: Path) -> None:
    """Each one's lines are taken, also from two lines of one; the same line twice is one."""
    path = built / "Kommunerapport_By AA_2023.xlsx"
    kari = _edit(path, tmp_path / "kari.xlsx", {**_correction(0, 5), **_correction(1, 7, "Mer")})
    ola = _edit(
        path, tmp_path / "ola.xlsx", {**_correction(4, 5), **_line(5, FUNKSJON=222, AAR=2023, BELOEP=3)}
    )
    untouched = _edit(path, tmp_path / "tom.xlsx", {})
    code, answers = _collect(package, kari, ola, untouched)
    assert code == 0 and [[c["new"] for c in a["accepted"]] for a in answers] == [[5, 7], [3], []]
    assert "kari.xlsx" in answers[1]["told"][0]["reason"]
    other = _edit(path, tmp_path / "per.xlsx", _line(0, **{**_SCHOOL, "BELOEP": 8, "HVEM": "Per"}))
    code, answers = _collect(package, kari, other)
    assert code == 1 and not any(a["accepted"] for a in answers)
    assert all("Kari" in r["reason"] and "Per" in r["reason"] for a in answers for r in a["refused"])
    # They are two corrections after all: somebody says so, of each.
    keys = [r["confirm"] for a in answers for r in a["refused"]]
    done = _run(
        "collect", kari, other, "--data", package, "--json", *(w for k in keys for w in ("--confirm", k))
    )
    assert done.exit_code == 0, done.output
    assert [len(a["accepted"]) for a in json.loads(done.stdout)] == [2, 1]


_SCHOOL = {"GJELDER": "Grunnskole", "AAR": 2023}


def test_the_package_own_lines_are_its_own(package: Path, built: Path, tmp_path: Path) -> None:
    path = built / "Kommunerapport_By AA_2023.xlsx"
    first = _edit(path, tmp_path / "a.xlsx", {**_correction(0, 5), **_correction(1, 6, "Mer")})
    assert _collect(package, first, accept=True)[0] == 0
    assert _run("build", "--data", package, "--municipality", "By AA", "--out", built).exit_code == 0
    untouched = _edit(path, tmp_path / "b.xlsx", {})
    code, (answer,) = _collect(package, untouched, first)[0], _collect(package, untouched)[1]
    assert (code, answer["accepted"], answer["refused"], answer["told"]) == (0, [], [], [])
    changed = _edit(path, tmp_path / "d.xlsx", {("Rettelser", rettelser.HODERAD + 1, rettelser.BELOEP): 50})
    switch = {("Rettelser", rettelser.HODERAD + 1, rettelser.MED): "Nei"}
    code, (answer,) = _collect(package, _edit(path, tmp_path / "e.xlsx", switch))
    assert code == 0 and not answer["accepted"] and "fra før" in answer["told"][0]["reason"]
    code, (answer,) = _collect(package, changed)
    assert code == 1 and "fantes fra før" in answer["refused"][0]["reason"]


def test_an_older_build_must_say_what_the_figure_was(package: Path, built: Path, tmp_path: Path) -> None:
    figure = _figure(package, "By AA")
    old = float(figure.verdi.sagt or 0)
    path = built / "Kommunerapport_By AA_2023.xlsx"
    _changed_row(package, _figure(package, "By AB"), 7.0)
    for was, taken in ((None, False), (old + 3, False), (old, True)):
        said = {} if was is None else {"GAMMELT": was}
        edited = _edit(path, tmp_path / f"{was}.xlsx", _new(0, figure, old + 9, **said))
        code, (answer,) = _collect(package, edited)
        assert (code, len(answer["accepted"])) == ((0, 1) if taken else (1, 0)), answer


def test_of_an_older_build_only_the_lines_must_be_there(package: Path, built: Path, tmp_path: Path) -> None:
    """Sheets come and go between versions of the program."""
    path = _edit(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "r.xlsx", _correction(0, 5))
    _changed_row(package, _figure(package, "By AB"), 7.0)
    code, (answer,) = _collect(
        package, _changed(path, tmp_path / "a.xlsx", lambda b: b.remove(b["Regnskap"]))
    )
    assert code == 0 and [c["new"] for c in answer["accepted"]] == [5], answer
    code, (answer,) = _collect(
        package, _changed(path, tmp_path / "b.xlsx", lambda b: b.remove(b["Rettelser"]))
    )
    assert code == 1 and answer["refused"][0]["sheet"] == "Rettelser"


def test_both_a_new_figure_and_a_change_is_said(package: Path, built: Path, tmp_path: Path) -> None:
    figure = _figure(package, "By AA")
    old = float(figure.verdi.sagt or 0)
    path = built / "Kommunerapport_By AA_2023.xlsx"
    for said, taken in (
        ({"NYTT": old + 1}, old + 1),
        ({"BELOEP": 2}, old + 2),
        ({"NYTT": old + 1, "BELOEP": 1}, "ikke begge"),
        ({}, "Verken nytt tall eller endring er skrevet."),
        ({"NYTT": old + 1, "MED": "Nei"}, "Med er Nei"),
    ):
        line = _line(0, GJELDER=figure.om.navn, AAR=figure.aar, **said)
        _, (answer,) = _collect(package, _edit(path, tmp_path / "a.xlsx", line))
        told = " ".join(r["reason"] for r in answer["refused"] + answer["told"])
        assert [c["new"] for c in answer["accepted"]] == ([] if isinstance(taken, str) else [taken]), answer
        assert not isinstance(taken, str) or taken in told


def test_a_line_that_is_left_out_is_said_not_to_count(package: Path, built: Path, tmp_path: Path) -> None:
    path = built / "Kommunerapport_By AA_2023.xlsx"
    for choice, counts in (("Ja", True), ("Nei", False)):
        answer = _edit(path, tmp_path / f"{choice}.xlsx", {**_correction(0, 5), **_line(0, MED=choice)})
        said = _run("collect", answer, "--data", package).stdout
        assert "godtatt" in said and ("teller ikke før det er Ja" not in said) is counts, said


def _changed(path: Path, to: Path, change: Callable[[Any], None]) -> Path:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(to)
    return to


def _rename(book: Any) -> None:
    book["Regnskap"].title = "Mitt ark"
    book["Rettelser"].title = "Mine rettelser"
    book.create_sheet("Notater")["A1"] = "Husk"


def test_a_sheet_with_another_name_is_one_line(package: Path, built: Path, tmp_path: Path) -> None:
    path = _edit(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "r.xlsx", _correction(0, 5))
    code, (answer,) = _collect(package, _changed(path, tmp_path / "a.xlsx", _rename))
    assert code == 1 and not answer["accepted"]
    told = {r["sheet"]: r["reason"] for r in answer["refused"]}
    assert len(answer["refused"]) == 2 and "Mitt ark" in told["Regnskap"]
    assert "Mine rettelser" in told["Rettelser"] and "Gi det navnet tilbake" in told["Rettelser"]
    assert [(t["sheet"], t["address"]) for t in answer["told"]] == [("Notater", "")]


def test_a_sheet_that_is_gone_is_one_line(package: Path, built: Path, tmp_path: Path) -> None:
    path = built / "Kommunerapport_By AA_2023.xlsx"
    code, (answer,) = _collect(
        package, _changed(path, tmp_path / "a.xlsx", lambda b: b.remove(b["Regnskap"]))
    )
    (told,) = answer["refused"]
    assert code == 1 and told["sheet"] == "Regnskap" and "mangler" in told["reason"]


def test_a_sheet_of_the_reader_s_own_stops_nothing(package: Path, built: Path, tmp_path: Path) -> None:
    path = _edit(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "r.xlsx", _correction(0, 5))

    def add(book: Any) -> None:
        for row in range(1, 50):
            book.create_sheet(f"Eget {row}")["A1"] = f"=Regnskap!A{row}"

    own = _changed(path, tmp_path / "a.xlsx", add)
    code, (answer,) = _collect(package, own)
    assert code == 0 and len(answer["accepted"]) == 1 and len(answer["told"]) == 49
    shown = _run("collect", own, "--data", package).stdout
    assert shown.count("Arket er nytt") == 21 and "og 29 til" in shown


def test_names_of_cells_that_are_changed_are_told(package: Path, built: Path, tmp_path: Path) -> None:
    path = _edit(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "r.xlsx", _correction(0, 5))

    def change(book: Any) -> None:
        names = book.defined_names
        names["HvaHvis"].attr_text = "Forside!$Z$9"
        del names["Aar"]
        names["Mitt\u202enavn"] = DefinedName("Mitt\u202enavn", attr_text="Regnskap!$A$1")

    code, (answer,) = _collect(package, _changed(path, tmp_path / "a.xlsx", change))
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

    noted = _changed(path, tmp_path / "a.xlsx", write)
    code, (answer,) = _collect(package, noted)
    found = answer["comments"]
    assert code == 1 and [(c["sheet"], c["address"]) for c in found if c["sheet"] == "Regnskap"] == [
        ("Regnskap", f"C{row}") for row in range(5, 9)
    ]
    said = {c["address"]: c for c in found}
    assert (said["C5"]["author"], said["C5"]["text"]) == ("Kari", "Dette er feil. Se vedlegg")
    assert said["C6"]["text"] == "'=HYPERLINK(1)" and said["C7"]["text"].isprintable()
    assert len(said["C8"]["text"]) < 600 and said["A1"]["text"] == "Her også"
    shown = _run("collect", noted, "--data", package).stdout
    assert "kommentar fra leseren: Regnskap!C5: Kari: Dette er feil. Se vedlegg" in shown


_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_RELATION = "http://schemas.microsoft.com/office/2017/10/relationships"


def test_a_thread_is_told_once_with_its_people(package: Path, built: Path, tmp_path: Path) -> None:
    """Excel keeps a thread in a part of its own, and a note of it for programs that know no threads."""
    path = built / "Kommunerapport_By AA_2023.xlsx"

    def write(book: Any) -> None:
        book["Regnskap"]["C5"].comment = Comment("[Threaded comment] Din versjon …", "tc={1}")
        book["Regnskap"]["C6"].comment = Comment("Et notat", "Per")

    noted = _changed(path, tmp_path / "n.xlsx", write)
    opened = Package.open(noted)
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
    code, (answer,) = _collect(package, with_parts(noted, tmp_path / "t.xlsx", parts))
    told = [(c["address"], c["author"], c["text"]) for c in answer["comments"]]
    assert code == 0 and told == [
        ("C5", "Kari Nordmann", "Stemmer dette?"),
        ("C5", "Ola", "Nei, se mer"),
        ("C6", "Per", "Et notat"),
    ]


@pytest.mark.parametrize("value", [1e308, "tekst", "=1+1"])
def test_what_is_out_of_range_or_no_number_is_refused(
    package: Path, built: Path, tmp_path: Path, value: object
) -> None:
    path = built / "Kommunerapport_By AA_2023.xlsx"
    given, figure = _what_if(package, "By AA"), _figure(package, "By AA")
    for cells, sheet in ((_yellow(given, value), given.what_if.sheet), (_new(0, figure, value), "Rettelser")):
        code, (answer,) = _collect(package, _edit(path, tmp_path / "a.xlsx", cells))
        assert code == 1 and not answer["accepted"] and not answer["scenario"]
        assert answer["refused"][0]["sheet"] == sheet


@pytest.mark.parametrize("written", ["1_0", "١٢", "0x10", "1,5", "nan"])
def test_a_number_that_a_file_does_not_write_so_is_refused(
    written: str, package: Path, built: Path, tmp_path: Path
) -> None:
    """Python's own reader of numbers takes the first two."""
    path = built / "Kommunerapport_By AA_2023.xlsx"
    sheet = next(s for s in Package.open(path).sheets if s.name == "Regnskap")
    changed = re.sub(r"<v>[-0-9.]+</v>", f"<v>{written}</v>", read_part(path, sheet.part), count=1)
    code, (answer,) = _collect(package, with_parts(path, tmp_path / "a.xlsx", {sheet.part: changed}))
    assert code == 2 and "kan ikke leses" in answer["refused"][0]["reason"]


def test_an_address_that_stands_twice_is_refused(package: Path, built: Path, tmp_path: Path) -> None:
    path = built / "Kommunerapport_By AA_2023.xlsx"
    sheet = next(s for s in Package.open(path).sheets if s.name == "Rettelser")
    xml = read_part(path, sheet.part)
    (cell,) = re.findall(r'<c r="A8"[^>]*>.*?</c>', xml)
    code, (answer,) = _collect(
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
    code, answers = _collect(package, *(tmp_path / name for name in (*made, "uten.xlsx")))
    assert code == 1 and all(a["refused"] and not a["accepted"] for a in answers)


@pytest.mark.parametrize("name", list(PROGRAMS))
def test_what_a_program_saved_comes_back_and_nothing_else(name: str, package: Path, tmp_path: Path) -> None:
    """A small share of `python -m tests.proofs.programs`."""
    edit, there = PROGRAMS[name]
    if not there():
        pytest.skip(f"{name} er ikke her (tests/support/programs.py)")
    sent = programs.send(load(package), "By AA", tmp_path / "sendt.xlsx")
    assert len(sent.corrected) >= 5 and len(sent.yellow) == 4
    edit(sent.path, tmp_path / "svar.xlsx", sent.edits)
    assert programs.come_back(sent, tmp_path / "svar.xlsx", package) == len(sent.corrected)


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
    "sorted": (lambda b: _sort(b["Tall regnskap"]), "Tall regnskap", "sortert eller flyttet"),
}


@pytest.mark.parametrize(("change", "sheet", "said"), TAMPERED.values(), ids=list(TAMPERED))
def test_rows_that_are_moved_are_one_line_and_nothing_is_taken_in(
    change: Callable[[Any], None], sheet: str, said: str, package: Path, built: Path, tmp_path: Path
) -> None:
    path = _edit(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "r.xlsx", _correction(0, 5))
    code, (answer,) = _collect(package, _changed(path, tmp_path / "a.xlsx", change))
    (told,) = answer["refused"]
    assert code == 1 and not answer["accepted"] and (told["sheet"], told["address"]) == (sheet, "")
    assert said in told["reason"] and "ingenting inn" in told["reason"]


def test_another_number_format_changes_no_figure(package: Path, built: Path, tmp_path: Path) -> None:
    path = _edit(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "r.xlsx", _correction(0, 5))
    code, (answer,) = _collect(package, _changed(path, tmp_path / "a.xlsx", _other_formats))
    assert code == 0 and [c["new"] for c in answer["accepted"]] == [5] and not answer["refused"]


TEXTS = ("1 234,5", "12,5", "1\u00a0234", "500 kr", "1_0", "١٢", "１２", "12.05.2024")


def test_a_text_for_a_number_is_told_with_its_cell(package: Path, built: Path, tmp_path: Path) -> None:
    """Also a year and a function: what a text means is never guessed."""
    path = built / "Kommunerapport_By AA_2023.xlsx"
    cells: Cells = {}
    for row, text in enumerate(TEXTS):
        cells |= _line(row, GJELDER="Grunnskole", AAR=2023, BELOEP=text)
    odd = {"AAR": "2023", "FUNKSJON": "222"}
    for row, (name, text) in enumerate(odd.items(), start=len(TEXTS)):
        cells |= _line(row, **{"GJELDER": "Grunnskole", "AAR": 2023, "BELOEP": 5, name: text})
    cells |= _line(len(TEXTS) + 2, FUNKSJON=222.4, AAR=2023, BELOEP=5)
    code, (answer,) = _collect(package, _edit(path, tmp_path / "a.xlsx", cells))
    assert code == 1 and not answer["accepted"] and len(answer["refused"]) == len(TEXTS) + 3
    for text, told in zip((*TEXTS, *odd.values()), answer["refused"], strict=False):
        assert text.replace("\u00a0", " ") in told["reason"].replace("\ufffd", " "), told
        assert "ikke et tall" in told["reason"] and told["reason"][1:2].isdigit()
    given = _what_if(package, "By AA")
    for text in TEXTS:
        _, (answer,) = _collect(package, _edit(path, tmp_path / "g.xlsx", _yellow(given, text)))
        assert not answer["scenario"] and answer["refused"][0]["address"] == given.what_if.address


def test_a_yellow_cell_that_became_a_date_or_a_percentage_is_no_what_if(
    package: Path, built: Path, tmp_path: Path
) -> None:
    given = _what_if(package, "By AA")
    for value, code, said in ((45424, "dd.mm.yyyy", "datoen 12.05.2024"), (0.85, "0%", "85 %")):

        def write(book: Any, value: float = value, code: str = code) -> None:
            cell = book[given.what_if.sheet][given.what_if.address]
            cell.value, cell.number_format = value, code

        changed = _changed(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "a.xlsx", write)
        _, (answer,) = _collect(package, changed)
        (told,) = answer["refused"]
        assert not answer["scenario"] and told["address"] == given.what_if.address and said in told["reason"]


def test_what_is_accepted_is_not_written_until_somebody_says_so(
    package: Path, built: Path, tmp_path: Path
) -> None:
    """Told last, and in the numbers that people write."""
    path, figure = built / "Kommunerapport_By AA_2023.xlsx", _figure(package, "By AA")
    given = _what_if(package, "By AA", ": skriv en verdi i kr.")
    percent = _what_if(package, "By AA", "Endring i prosent: Grunnskole")
    old = float(figure.verdi.sagt or 0)
    cells = {**_correction(0, -12500), **_new(1, figure, old + 0.5), **_yellow(given, 12345)}
    answer = _edit(path, tmp_path / "svar.xlsx", {**cells, **_yellow(percent, 2)})
    content = {f.name: f.read_bytes() for f in package.iterdir()}
    looked = _run("collect", answer, "--data", package)
    assert looked.exit_code == 0 and {f.name: f.read_bytes() for f in package.iterdir()} == content
    *lines, last = looked.stdout.splitlines()
    remedy = f"Kjør kommandoen på nytt med --accept for å skrive til {package}."
    assert last == f"2 rettelser godtatt. Ingenting er skrevet. {remedy}"
    said = "\n".join(lines).replace("\u00a0", " ")
    assert "->" not in said and not re.search(r"(fra|til) \S*\d\.\d", said), said
    assert "Grunnskole 2023, fra tomt til −12 500 (1000 kr) (Ført feil; Kari" in said
    assert re.search(rf"{figure.om.navn} 2023, fra [\d ]+ til [\d ]+,5 \(Ført feil", said), said
    assert re.search(rf"{re.escape(given.line)}, fra [\d ]+(,\d+)? til 12 345 kr$", said, re.M), said
    assert "Endring i prosent: Grunnskole 2023, fra 0 til 2 prosent" in said
    written = _run("collect", answer, "--data", package, "--accept")
    assert written.stdout.splitlines()[-1] == f"2 rettelser skrevet til {package}."
    again = _run("collect", path, "--data", package)
    assert again.stdout.splitlines()[-1] == "0 rettelser godtatt. Ingenting er skrevet."


def test_a_stream_without_the_sign_shows_a_minus(package: Path, built: Path, tmp_path: Path) -> None:
    """Windows sends what is not shown on the screen in a set of signs that lacks some."""
    answer = _edit(built / "Kommunerapport_By AA_2023.xlsx", tmp_path / "svar.xlsx", _correction(0, -500))
    done = subprocess.run(
        [sys.executable, "-m", "asss_xl.cli", "collect", answer, "--data", package],
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
    )
    assert done.returncode == 0 and "fra tomt til -500 (1000 kr)" in done.stdout.decode("cp1252"), done


def test_a_number_out_of_range_is_told_with_the_limit_and_a_text_as_a_text(
    package: Path, built: Path, tmp_path: Path
) -> None:
    path, figure = built / "Kommunerapport_By AA_2023.xlsx", _figure(package, "By AA")
    given = next(i for i in stamped(load(package), "By AA").book.inputs if i.highest == 100)
    cells = {
        **_correction(0, 12_500_000_000),
        **_line(1, GJELDER="Grunnskole", AAR=2023, BELOEP="tolv"),
        **_line(2, GJELDER="Grunnskole", AAR=2023),
        **_new(3, figure, -2e12),
        **_yellow(given, 101.5),
    }
    code, (answer,) = _collect(package, _edit(path, tmp_path / "svar.xlsx", cells))
    yellow, *told = [r["reason"].replace("\u00a0", " ") for r in answer["refused"]]
    assert code == 1 and yellow.startswith("101,5 er utenfor det feltet tar, som er 0 til 100.")
    limits = "er utenfor det feltet tar, som er −1 000 000 000"
    assert told[0] == f"12 500 000 000 {limits} til 1 000 000 000. Skriv beløpet i 1000 kr."
    assert "«tolv» er tekst, ikke et tall" in told[1] and "utenfor" not in told[1]
    assert told[2] == "Endringen mangler. Skriv beløpet i 1000 kr."
    assert told[3] == f"−2 000 000 000 000 {limits} 000 til 1 000 000 000 000."


def test_where_each_kind_of_correction_is_seen_is_as_the_sheet_says(tmp_path: Path) -> None:
    """An amount in columns of its own beside what is reported; a figure everywhere, but in the next build."""
    package = tmp_path / "pakke"
    shutil.copytree(files.locate("eksempelnettverk")[0], package)
    data = load(package)
    place, year = data.kommune, data.rapportaar
    save(stamped(data, place).book, tmp_path / "sendt.xlsx")
    own = "Rettelser", "Kontroll", "Data"

    def figures() -> dict[tuple[str, int, int], Any]:
        cells = stamped(load(package), place).book.cells()
        return {(c.sheet, c.row, c.column): c.value for c in cells if not c.sheet.startswith(("Steg", *own))}

    def answered(line: Cells) -> set[tuple[str, int, int]]:
        was = figures()
        answer = _edit(tmp_path / "sendt.xlsx", tmp_path / "svar.xlsx", line)
        done = _run("collect", answer, "--data", package, "--accept")
        assert "1 rettelse skrevet" in done.output, done.output
        now = figures()
        return {at for at, value in now.items() if value != was.get(at)}

    free = len([k for k in data.korreksjoner if k.brukes])
    about: dict[str, object] = {"FUNKSJON": 202, "AAR": year, "BELOEP": -12500}
    moved = answered(_line(free, **about))
    texts = figures()
    heads = {"Rettet": "«Rettet»", "Indeks, rettet": "«Rettet»", "Rettelser": "«Rettelser»"}
    heads |= {"Etter rettelser": "«Etter rettelser»", "4 Etter rettelser": "«Etter rettelser»"}
    seen = {"Forside": False}
    for sheet, row, column in moved:
        above = (
            texts.get((sheet, r, c)) for r in range(row - 1, -1, -1) for c in range(column, column - 3, -1)
        )
        head = next(t.removesuffix(", 1000 kr") for t in above if str(t).removesuffix(", 1000 kr") in heads)
        seen[sheet] = True
        assert head in heads
    assert not seen["Forside"] and {"Regnskap", "Ressursbruk", "Kroner", "Grunnskole"} <= set(seen)
    sheet = stamped(data, place).book.sheets["Rettelser"]
    said = [str(sheet.at(row, 0).value) for row in (3, 4)]
    assert all(
        word in said[0] for word in {*heads.values(), "Regnskap", "Ressursbruk", "Kroner", "profilene"}
    )
    assert "Forside og kapitlene tallene som rapportert" in said[0]

    income = next(
        s
        for s in steder(data)
        if (s.kommune, s.aar) == (place, year) and ("post", "driftsinntekter") in s.om.noekkel
    )
    moved = answered(
        _new(free, income, round(float(income.verdi.sagt or 0) * 1.01), GAMMELT=income.verdi.sagt)
    )
    assert (
        "Forside" in {at[0] for at in moved} and "også på Forside" in said[1] and "bygges på nytt" in said[1]
    )
