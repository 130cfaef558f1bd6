"""Out and back: workbooks edited by others, collected, and the report built again."""

from __future__ import annotations

import email
import email.policy
import itertools
import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from asss_xl.checks.formula_text import relative, split_place
from asss_xl.checks.package import Workbook, file_cells
from asss_xl.dataset import files, load
from asss_xl.dataset.rettbare import steder
from asss_xl.dataset.schema import descriptors
from asss_xl.delivery.printing import convert
from asss_xl.delivery.stamp import stamped
from asss_xl.functions.values import is_number
from asss_xl.workbook.writer import save
from tests.delivery.returning import (
    Cells,
    change_row,
    collect_from,
    correction_at,
    edit_cells,
    figure_of,
    figures_in,
    line_at,
    new_figure,
    rows_of,
    run_command,
    what_if_of,
    yellow_at,
)
from tests.proofs import programs
from tests.support import choosing, networks
from tests.support.packages import read_part, with_parts
from tests.support.programs import PROGRAMS
from tests.support.refilled import formula_cells


@pytest.mark.libreoffice
def test_what_libreoffice_only_saved_has_no_change(package: Path, built: Path, tmp_path: Path) -> None:
    saved = convert(built / "Kommunerapport_By AA_2023.xlsx", tmp_path)
    code, (answer,) = collect_from(package, saved)
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
    assert run_command("build", "--data", package, "--municipality", "By AD", "--out", old).exit_code == 0
    late = figure_of(package, "By AD")
    change_row(package, late, float(late.verdi.sagt or 0) + 7)
    post = tmp_path / "post"
    sent = run_command("mail", "--to", _people(tmp_path, places), "--data", package, "--out", post)
    assert sent.exit_code == 0, sent.output
    received = _received(post)
    assert sorted(received) == sorted(places)

    given = {place: figure_of(package, place) for place in ("By AA", "By AB", "By AC", "By AE")}
    value = {place: float(g.verdi.sagt or 0) + 1000 for place, g in given.items()}
    edited = edit_cells(
        received["By AA"],
        tmp_path / "aa.xlsx",
        {**new_figure(0, given["By AA"], value["By AA"]), **correction_at(1, -500, "@SUM(1)")},
    )
    by_libreoffice = tmp_path / "lo"
    by_libreoffice.mkdir()
    right = convert(edited, by_libreoffice)
    plain = edit_cells(received["By AB"], tmp_path / "ab.xlsx", new_figure(3, given["By AB"], value["By AB"]))
    formula = next(c for c in formula_cells(stamped(load(package), "By AC").book) if c.sheet == "Regnskap")
    tampered = edit_cells(
        received["By AC"],
        tmp_path / "ac.xlsx",
        {
            **new_figure(0, given["By AC"], value["By AC"]),
            ("Forside", 0, 0): "Annet",
            (formula.sheet, formula.row, formula.column): 1.0,
        },
    )
    older = edit_cells(old / received["By AD"].name, tmp_path / "ad.xlsx", new_figure(0, late, 5.0))
    elsewhere = networks.write(tmp_path / "annet", networks.rows(members=13, services=1))
    abroad = networks.names(13)[-1]
    assert run_command("build", "--data", elsewhere, "--municipality", abroad, "--out", old).exit_code == 0
    foreign = edit_cells(old / f"Kommunerapport_{abroad}_2023.xlsx", tmp_path / "al.xlsx", {})
    near = float(given["By AE"].verdi.sagt or 0)
    contradicting = [
        edit_cells(
            received["By AE"], tmp_path / f"ae{n}.xlsx", new_figure(0, given["By AE"], near + n, HVEM=who)
        )
        for n, who in ((1, "Kari"), (2, "Ola"))
    ]
    files = (right, plain, tampered, older, foreign, *contradicting)

    content = {f.name: f.read_bytes() for f in package.iterdir()}
    code, answers = collect_from(package, *files)
    assert code == 1 and {f.name: f.read_bytes() for f in package.iterdir()} == content
    assert [len(a["accepted"]) for a in answers] == [2, 1, 0, 0, 0, 0, 0], answers
    named = {(r["sheet"], r["address"]) for r in answers[2]["refused"]}
    assert named == {("Forside", "A1"), split_place(formula.place), ("", ""), ("Rettelser", "G8")}
    assert "et annet bygg" in answers[3]["refused"][0]["reason"]
    assert answers[3]["refused"][0]["sheet"] == "Rettelser"
    assert abroad in answers[4]["refused"][0]["reason"]
    for answer in answers[5:]:
        (told,) = answer["refused"]
        assert "motsier" in told["reason"] and "Kari" in told["reason"] and "Ola" in told["reason"]

    by_hand = tmp_path / "for hånd"
    shutil.copytree(package, by_hand)
    for place in ("By AA", "By AB"):
        change_row(by_hand, given[place], value[place])
    was = figures_in(package)
    assert collect_from(package, *files, accept=True)[0] == 1
    now = figures_in(package)
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
    (line,) = rows_of(package, "korreksjoner")
    assert (line["beloep_1000kr"], line["hvem"], line["begrunnelse"]) == ("-500", "Kari", "'@SUM(1)")
    after = tmp_path / "etter"
    assert run_command("build", "--data", package, "--municipality", "By AA", "--out", after).exit_code == 0
    texts = _texts(after / received["By AA"].name)
    assert any(t.startswith("Rettet fra") for t in texts["Data"]) and "Kari" in str(texts["Rettelser"])
    assert not [f for f in package.parent.iterdir() if f.name.startswith(".asss_xl")]

    # The same answer once more is from an older build now, and there is nothing new in it.
    code, (again,) = collect_from(package, right)
    assert not again["accepted"] and again["told"], again


def _texts(path: Path) -> dict[str, list[str]]:
    made: dict[str, list[str]] = {}
    for (sheet, _), cell in file_cells(Workbook.open(path)).items():
        if isinstance(cell.value, str):
            made.setdefault(sheet, []).append(cell.value)
    return made


def test_another_municipality_chosen_on_the_front_page(package: Path, built: Path, tmp_path: Path) -> None:
    """The yellow cells are then about that one, and so is a correction without a municipality."""
    report = stamped(load(package), "By AA")
    given = what_if_of(package, "By AA")
    chosen = choosing.places(report)[choosing.KOMMUNE]
    book = openpyxl.load_workbook(built / "Kommunerapport_By AA_2023.xlsx")
    sheet, address = split_place(chosen)
    book[sheet][address].value = "By AB"
    for (name, row, column), value in {**yellow_at(given, 1.0), **correction_at(0, 5)}.items():
        book[name].cell(row + 1, column + 1).value = value  # type: ignore[union-attr]
    book.save(tmp_path / "valgt.xlsx")
    code, (answer,) = collect_from(package, tmp_path / "valgt.xlsx")
    assert code == 1 and not answer["accepted"] and not answer["scenario"]
    assert [("By AB" in r["reason"]) for r in answer["refused"]] == [True, True]


@pytest.mark.parametrize("alike", [True, False])
def test_a_formula_filled_from_its_neighbour_is_seen(
    package: Path, built: Path, tmp_path: Path, alike: bool
) -> None:
    """Programs write a filled formula as one that is shared: it has no text of its own."""
    path = built / "Kommunerapport_By AA_2023.xlsx"
    for sheet in Workbook.open(path).sheets:
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
    code, (answer,) = collect_from(package, with_parts(path, tmp_path / "delt.xlsx", {sheet.part: changed}))
    named = {r["address"] for r in answer["refused"] if r["address"]}
    assert (code, named) == ((0, set()) if alike else (1, {f"{two[1]}{two[2]}"}))


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
    answer = edit_cells(sent, tmp_path / "svar.xlsx", new_figure(3, figure, value))
    code, (told,) = collect_from(package, answer)
    if code:  # the references of the source say what it can be; somebody looked at it
        confirm = told["refused"][0]["confirm"]
        done = run_command("collect", answer, "--data", package, "--accept", "--confirm", confirm)
        assert done.exit_code == 0, done.output
    else:
        assert collect_from(package, answer, accept=True)[0] == 0
    about = dict(figure.rad)
    (label,) = [
        r
        for r in rows_of(package, "etiketter")
        if r["aktor"] == "kommune" and all(r[k] == v for k, v in about.items())
    ]
    assert label["stemmer"] == "nei" and "før det ble rettet" in label["merknad"]
    (row,) = [r for r in rows_of(package, "indikatorverdier") if all(r[k] == v for k, v in about.items())]
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
        fields = layout["schema"]["fields"]
        # People are whole.
        columns = {f["name"] for f in fields if f["type"] == "number" or f["name"] == "antall"} - NO_INPUTS
        if layout["name"] in INPUTS:
            assert columns == set(INPUTS[layout["name"]]), layout["name"]
        path = root / layout["path"]
        if layout["name"] not in INPUTS or not path.exists():
            continue
        key = layout["schema"]["primaryKey"]
        for row in rows_of(root, layout["name"]):
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
    more = {s: float(s.verdi.sagt or 0) * 1.0004 for s in last.values() if s not in weights}
    new = {s: round(v, 0 if s.om.kolonne == "antall" else 6) for s, v in more.items()}
    # The weights of a sector add to 1 after the correction too.
    new |= {s: float(s.verdi.sagt or 0) + step for s, step in zip(weights, (0.001, -0.001), strict=True)}
    save(stamped(data, "Bergen").book, sent)
    first = len([k for k in data.korreksjoner if k.brukes])
    lines = [new_figure(first + n % 8, s, value) for n, (s, value) in enumerate(new.items())]
    answers = [
        edit_cells(sent, tmp_path / f"{n}.xlsx", {k: v for line in lines[n : n + 8] for k, v in line.items()})
        for n in range(0, len(lines), 8)
    ]
    was = figures_in(package)
    code, told = collect_from(package, *answers, accept=True)
    assert code == 0 and sum(len(a["accepted"]) for a in told) == len(new) >= 9, told
    now = figures_in(package)
    moved = {key: now[key] for key in was if was[key] != now[key]}
    assert moved == {(s.om.fil, s.rad, s.om.kolonne): pytest.approx(v, rel=1e-9) for s, v in new.items()}
    cells = stamped(load(package), "Bergen").book.cells()
    notes = [c.value for c in cells if c.sheet == "Data" and "Rettet fra" in str(c.value)]
    assert len(notes) >= len(new) - 1 and all("Kari" in str(note) for note in notes)


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
        answer = edit_cells(tmp_path / "sendt.xlsx", tmp_path / "svar.xlsx", line)
        done = run_command("collect", answer, "--data", package, "--accept")
        assert "1 rettelse skrevet" in done.output, done.output
        now = figures()
        return {at for at, value in now.items() if value != was.get(at)}

    free = len([k for k in data.korreksjoner if k.brukes])
    about: dict[str, object] = {"FUNKSJON": 202, "AAR": year, "BELOEP": -12500}
    moved = answered(line_at(free, **about))
    texts = figures()
    heads = {"Rettet": "«Rettet»", "Indeks, rettet": "«Rettet»", "Rettelser": "«Rettelser»"}
    heads |= {"Etter rettelser": "«Etter rettelser»"}
    seen = {"Forside": False}
    for sheet, row, column in moved:
        above = (
            texts.get((sheet, r, c)) for r in range(row - 1, -1, -1) for c in range(column, column - 3, -1)
        )
        head = next(name for text in above if (name := str(text).removesuffix(", 1000\xa0kr")) in heads)
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
        new_figure(free, income, round(float(income.verdi.sagt or 0) * 1.01), GAMMELT=income.verdi.sagt)
    )
    assert (
        "Forside" in {at[0] for at in moved} and "også på Forside" in said[1] and "bygges på nytt" in said[1]
    )
