"""`asss-xl new` and the figures it leads to, as a user runs them."""

from __future__ import annotations

import csv
import errno
import json
import re
import shlex
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from asss_xl.checks import check
from asss_xl.cli import app
from asss_xl.dataset import load
from asss_xl.delivery import new
from asss_xl.replacing import Refused
from asss_xl.workbook.input_model import InputBook
from tests.support.engine import Session

RUN = CliRunner()
YELLOW = "FFFFF2CC"


def run(*words: object, status: int = 0) -> str:
    answer = RUN.invoke(app, [str(word) for word in words])
    assert answer.exit_code == status, answer.output
    return answer.output


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A network of one's own, as a file."""
    file = tmp_path_factory.mktemp("nettverk") / "vestlandet.csv"
    file.write_text(
        "kommune,nummer,fra,til,brudd,medlem_fra,merknad\nBergen,4601,2020,,nei,,\nAskøy,4627,2020,,nei,,\n",
        encoding="utf-8",
    )
    return file


@pytest.fixture(scope="module")
def nothing_filled_in(members: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("bok") / "inndata.xlsx"
    run("new", "--network", members, "--years", "2024", "--out", out)
    return out


@pytest.fixture
def out(nothing_filled_in: Path, tmp_path: Path) -> Path:
    """An input workbook of the network as `new` makes it, to change."""
    return Path(shutil.copy(nothing_filled_in, tmp_path))


def test_a_workbook_that_recalculates_to_what_it_says(members: Path, tmp_path: Path) -> None:
    out = tmp_path / "inndata.xlsx"
    assert str(out) in run("new", "--network", members, "--years", "2023-2024", "--out", out)
    report = check(out)
    assert report.formulas and not report.differences
    assert not report.findings
    data = load(out)
    assert [k.navn for k in data.kommuner] == ["Bergen", "Askøy"]
    assert data.aar == (2023, 2024)


def test_an_empty_data_package_that_is_built(members: Path, tmp_path: Path) -> None:
    out = tmp_path / "pakke"
    run("new", "--network", members, "--years", "2024", "--format", "csv", "--out", out)
    assert json.loads((out / "datapackage.json").read_text(encoding="utf-8"))["aar"] == [2024]
    with (out / "regnskap.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert rows and {(row["beloep"], row["status"]) for row in rows} == {("", "")}
    assert (out / "demografisatser.csv").read_text("utf-8").splitlines() == [
        "aar,rekkefoelge,aldersgruppe,mill_kr,innbyggere,side,merknad"
    ]
    assert len((out / "korreksjoner.csv").read_text("utf-8").splitlines()) == 1
    told = run("build", "--data", out, "--out", tmp_path / "bøker", status=2)
    assert "ingen tall er fylt ut ennå" in told and not (tmp_path / "bøker").exists()
    text = (out / "regnskap.csv").read_text(encoding="utf-8")
    filled = text.replace("Bergen,2024,driftsinntekter,,", "Bergen,2024,driftsinntekter,31250000,")
    assert filled != text
    (out / "regnskap.csv").write_text(filled, encoding="utf-8")
    run("build", "--data", out, "--out", tmp_path / "bøker")
    (made,) = (tmp_path / "bøker").iterdir()
    assert made.name == "Kommunerapport_Bergen_2024.xlsx"


def test_an_empty_field_is_the_same_in_a_workbook_and_in_a_package(members: Path, tmp_path: Path) -> None:
    """Missing beside others of the year where somebody has filled in its line, and else not in use."""
    import openpyxl

    book, folder = tmp_path / "inn.xlsx", tmp_path / "pakke"
    for out, format in ((book, "xlsx"), (folder, "csv")):
        run("new", "--network", members, "--years", "2023-2024", "--format", format, "--out", out)
    accounts = {("Bergen", "2024", "driftsinntekter"): 29e6, ("Bergen", "2023", "loenn"): 15e6}
    named = {"Driftsinntekter": "driftsinntekter", "Lønnsutgifter": "loenn"}
    spent = {("Askøy", "2024", "253", "netto"): 9e5, ("Bergen", "2024", "257", "brutto"): 3e6}
    filled = openpyxl.load_workbook(book)
    for sheet, wanted in (("Regnskap", accounts), ("Beløp", spent)):
        heads = {str(cell.value): cell.column for cell in filled[sheet][5]}
        for row in filled[sheet].iter_rows(min_row=6):
            at = {name: row[column - 1] for name, column in heads.items()}
            for art in ("Beløp", "Netto", "Brutto"):
                what = (
                    (named.get(at["Post"].value),)
                    if sheet == "Regnskap"
                    else (at["Funksjon"].value, art.lower())
                )
                amount = wanted.get((at["Kommune"].value, str(at["År"].value), *what))
                if amount and art in at:
                    at[art].value = amount
    filled.save(book)
    for name, keys, wanted in (("regnskap", ("post",), accounts), ("beloep", ("funksjon", "art"), spent)):
        with (folder / f"{name}.csv").open(encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        for row in rows:
            amount = wanted.get((row["kommune"], row["aar"], *(row[key] for key in keys)))
            row["beloep"] = str(amount or "")
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    one, other = load(book), load(folder)
    assert replace(one, versjon="", pakke="") == replace(other, versjon="", pakke="")
    income = {key: v.status for key, v in one.regnskap.items() if key[1] == "driftsinntekter"}
    assert income == {
        ("Bergen", "driftsinntekter", 2023): "mangler",
        ("Bergen", "driftsinntekter", 2024): "foreløpig",
    }
    assert {(f, art) for _, f, art, _ in one.beloep} == {("253", "netto"), ("257", "brutto")}
    assert one.beloep["Bergen", "253", "netto", 2024].status == "mangler"
    assert one.beloep["Bergen", "257", "brutto", 2024].verdi == 3e6
    assert {post for _, post, _ in one.regnskap} == {"driftsinntekter", "loenn"}


@pytest.mark.parametrize("years", ["2009", "2010-2012"])
@pytest.mark.parametrize("name", ["bergen_2009", "eksempelnettverk"])
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_is_made_like_another_package_is_whole(
    format: str, name: str, years: str, tmp_path: Path
) -> None:
    """What the other package says of its own source and years is not of the new one."""
    out = tmp_path / ("inn.xlsx" if format == "xlsx" else "pakke")
    run("new", "--network", name, "--years", years, "--format", format, "--out", out)
    data = load(out)
    assert data.nettverk == load(name).nettverk and data.verdier and not data.har_tall
    assert not (data.vitner or data.kildefeil or data.eksakte or data.aapne)
    assert "ingen tall" in run("build", "--data", out, "--out", tmp_path / "bøker", status=2)


def test_a_workbook_that_nobody_has_filled_in_is_no_report(out: Path, tmp_path: Path) -> None:
    for words in ((), ("--municipality", "all")):
        told = run("build", "--data", out, *words, "--out", tmp_path / "bøker", status=2)
        assert told.startswith(f"{out}: ingen tall er fylt ut ennå") and told.count("\n") == 1
        assert "gule feltene" in told and not (tmp_path / "bøker").exists()


@pytest.mark.parametrize("place", ["Bergen", "Nore og Uvdal", ""])
def test_how_it_is_built_is_told_alike_by_the_command_and_in_the_book(place: str, tmp_path: Path) -> None:
    network, out = tmp_path / "to.csv", tmp_path / "inn data.xlsx"
    head = "kommune,nummer,fra,til,brudd,medlem_fra,merknad\n"
    network.write_text(f"{head}Bergen,4601,2020,,nei,,\nNore og Uvdal,3338,2024,,nei,,\n", encoding="utf-8")
    wanted = ("--municipality", place) if place else ()
    told = run("new", "--network", network, "--years", "2024", "--out", out, *wanted)
    command = told.partition("bygg med: ")[2].strip()
    words = shlex.split(command)
    assert words == ["asss-xl", "build", "--data", str(out), "--municipality", place or "all"]
    cells = (cell for row in openpyxl.load_workbook(out)["Veiledning"].values for cell in row)
    (guide,) = (str(cell) for cell in cells if "asss-xl build" in str(cell))
    assert guide.startswith(command.replace(f'"{out}"', "FIL.xlsx") + " lager arbeidsb")


def test_what_is_seen_is_what_someone_fills_in(out: Path) -> None:
    book = openpyxl.load_workbook(out)
    states = [sheet.sheet_state for sheet in book.worksheets]
    assert states == sorted(states, reverse=True), "the hidden sheets are last"
    guide, *seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert guide.title == "Veiledning"
    links = [cell.value for cell in guide["A"][4 : 4 + len(seen)]]
    assert sorted(links) == sorted(sheet.title for sheet in seen)
    yellow = {s.title for s in seen if any(c.fill.fgColor.rgb == YELLOW for c in s[6])}
    assert yellow == {sheet.title for sheet in seen} - {"Korreksjoner"}


def test_what_is_seen_is_in_words(out: Path) -> None:
    """No key of a package, no file of one, and nothing to look up elsewhere."""
    seen = [s for s in openpyxl.load_workbook(out).worksheets[1:] if s.sheet_state == "visible"]
    told = {str(cell.value) for sheet in seen for row in sheet.iter_rows() for cell in row if cell.value}
    told |= {str(rule.prompt) for sheet in seen for rule in sheet.data_validations.dataValidation}
    assert {"Inntekts- og formuesskatt", "Grunnskole"} < told
    assert not [text for text in told if re.search(r"dokumentasjon|\.csv|\w_\w|^grunnskole$", text)]


def test_what_nobody_is_asked_for_is_not_yellow(out: Path) -> None:
    sheet = openpyxl.load_workbook(out)["Indikatorverdier"]
    looks = {
        (row[6].value, cell.fill.fgColor.rgb == YELLOW)
        for row in sheet.iter_rows(min_row=6)
        for cell in row[6:9]
    }
    assert looks == {("Gjelder ikke året", False), (None, True)}


def test_how_far_it_is_counted(out: Path) -> None:
    """Nothing of all when it is made; a row with a figure or a word counts once, an added one too."""
    made = openpyxl.load_workbook(out, data_only=True)["Veiledning"]
    before = {row[0].value: row for row in made.iter_rows(min_row=5, max_row=14)}
    assert {row[2].value for row in before.values()} == {0}
    whole = sum(row[3].value for row in before.values() if row[4].value is not None)
    assert made["A2"].value == f"0 av {whole} rader er fylt ut"
    sheet = openpyxl.load_workbook(out)["Indikatorverdier"]
    rows = [row for row in sheet.iter_rows(min_row=6) if row[4].value == "Askøy"]
    asked = [row for row in rows if row[6].value is None]
    assert len(asked) < len(rows)
    typed = {asked[0][6].coordinate: 4.5, asked[0][7].coordinate: 45, asked[1][6].coordinate: "Ikke data"}
    below = sheet.max_row + 1
    typed |= {
        f"A{below}": "grunnskole",
        f"B{below}": 1,
        f"E{below}": "Askøy",
        f"F{below}": 2024,
        f"G{below}": 12,
    }
    session = Session(out)
    for address, value in typed.items():
        session.set((sheet.title, address), value)
    session.evaluate()
    values = session.values()
    front = {address: values["Veiledning", address] for address in ("A2", "C5", "D5", "F5", "G5")}
    assert front["A2"].startswith("3 av ")
    assert (front["C5"], front["D5"]) == (3, before["Indikatorverdier"][3].value + 1)
    assert front["D5"] == 2 * len(asked) + 1
    assert front["G5"] == pytest.approx(3 / (len(asked) + 1)) and front["F5"] == 0


@pytest.mark.parametrize(
    ("sheet", "address", "told"),
    [
        ("Lister", "F9", "Lister"),
        ("Om pakken", "E4", "Om pakken"),
        ("Om pakken", "A40", "Om pakken"),
        ("Kommuner", "K9", "Kommuner"),
        ("Kommuner", "C5", "Kommuner"),
        ("Regnskap", "hidden column", "Regnskap"),
        ("Regnskap", "hidden sheet", "Regnskap"),
        ("Notat lønn", "hidden sheet", "Notat lønn"),
    ],
)
def test_what_someone_else_has_hidden_in_it_is_told(sheet: str, address: str, told: str, out: Path) -> None:
    book = openpyxl.load_workbook(out)
    changed = book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet)
    if address == "hidden column":
        changed.column_dimensions["E"].hidden = True
    elif address == "hidden sheet":
        changed.sheet_state = "hidden"
    else:
        changed[address] = "lønnsforhandlinger"
    book.save(out)
    assert {f.where for f in check(out).findings if f.rule == "hidden"} == {told}


def test_the_names_of_an_input_workbook_hide_nothing_in_another(out: Path) -> None:
    book = openpyxl.load_workbook(out)
    book["Veiledning"].title = "Budsjett"
    book.save(out)
    found = {f.where for f in check(out).findings if f.rule == "hidden"}
    assert found >= {sheet.title for sheet in book.worksheets if sheet.sheet_state == "hidden"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--years", "2024-2022"), "Det siste året står først. Skriv 2022-2024."),
        (("--years", "i fjor"), "for eksempel 2022-2024"),
        (("--years", "1800-1802"), "Årene er utenfor grensene. Skriv år fra 1900 til 2100."),
        (("--years", "1990-2024"), "Det er 35 år. Skriv høyst 30."),
        (("--years", "2024", "--network", "asss13"), "verken et nettverk eller en datapakke"),
        (("--years", "2024", "--network", "borte.csv"), "finnes ikke"),
        (("--years", "2024", "--format", "ods"), "Velg xlsx eller csv"),
    ],
)
def test_wrong_use_makes_nothing(words: tuple[str, ...], told: str, tmp_path: Path) -> None:
    assert told in run("new", *words, "--out", tmp_path / "ut.xlsx", status=2)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (None, "--network {0}: finnes ikke. Velg asss12, eller oppgi en CSV-fil med kolonnene "),
        (
            "Bergen,46o1,2020\n",
            "{0}: nettverksfilen kan ikke brukes. Den skal ha kolonnene kommune, nummer, fra, og kan ha "
            "til, brudd, medlem_fra, merknad, gikk_inn_i.\n"
            "n.csv, rad 2, kolonne nummer: «46o1» er ikke et kommunenummer. Skriv fire sifre.\n",
        ),
    ],
    ids=["none", "faults"],
)
def test_what_is_wrong_with_a_network_is_said_once(rows: str | None, told: str, tmp_path: Path) -> None:
    file = tmp_path / "n.csv"
    if rows:
        file.write_text(f"kommune,nummer,fra\n{rows}", encoding="utf-8")
    said = run("new", "--network", file, "--years", "2024", "--out", tmp_path / "ut.xlsx", status=2)
    assert said.startswith(told.format(file)) and said == "\n".join(map(str.rstrip, said.split("\n")))


def test_what_somebody_makes_meanwhile_is_not_written_over(
    members: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two at once to the same file: one writes it, the other says that it is there."""
    out, write = tmp_path / "inndata.xlsx", new.write

    def write_late(book: InputBook, made: Path) -> None:
        write(book, made)
        out.write_bytes(b"tall")

    monkeypatch.setattr(new, "write", write_late)
    told = run("new", "--network", members, "--years", "2024", "--out", out, status=2)
    assert "finnes alt" in told and "Skrev" not in told and out.read_bytes() == b"tall"
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_a_workbook_that_cannot_be_put_in_its_place_leaves_none(
    members: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the next run does not take an empty file for somebody's figures."""
    out = tmp_path / "inndata.xlsx"
    words = ("new", "--network", members, "--years", "2024", "--out", out)
    with monkeypatch.context() as patched:

        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "full")

        for each in ("link", "replace"):
            patched.setattr(new.os, each, full)
        assert "disken er full" in run(*words, status=2)
    assert not list(tmp_path.iterdir())
    assert "Skrev" in run(*words)


def test_what_is_there_is_not_written_over(members: Path, tmp_path: Path) -> None:
    out = tmp_path / "inndata.xlsx"
    out.write_bytes(b"tall")
    words = ("new", "--network", members, "--years", "2024", "--out")
    assert "finnes alt" in run(*words, out, status=2)
    assert out.read_bytes() == b"tall"
    assert "slutter på .xlsx" in run(*words, tmp_path / "inndata.xls", status=2)
    folder = tmp_path / "pakke"
    run(*words, folder, "--format", "csv")
    assert "har alt en datapakke" in run(*words, folder, "--format", "csv", status=2)
    # Nor what somebody made after it was looked for.
    before = (folder / "datapackage.json").read_bytes()
    with pytest.raises(Refused):
        new.packages.write(folder, {}, {}, new=True)
    assert (folder / "datapackage.json").read_bytes() == before


def test_a_table_of_one_s_own(members: Path, tmp_path: Path) -> None:
    """What is placed is in the workbook; what is not understood is asked about, with exit status 1."""
    table, out = tmp_path / "tall.csv", tmp_path / "inndata.xlsx"
    table.write_text("Kommune;År;Driftsinntekter (mill. kr);Rart\nBergen;2024;29 876,5;7\n", encoding="utf-8")
    words = ("new", "--network", members, "--from", table, "--out", out)
    told = run(*words, status=1)
    assert "2 tall i tabellen: 1 tall satt inn, 0 utelatt, 1 ikke forstått" in told
    assert load(out).regnskap["Bergen", "driftsinntekter", 2024].verdi == 29_876_500
    memory = tmp_path / "tall.koblinger.json"
    memory.write_text(memory.read_text(encoding="utf-8").replace('"?"', '""'), encoding="utf-8")
    out.unlink()
    assert "1 tall satt inn, 1 utelatt, 0 ikke forstått" in run(*words)
    assert "gjelder bare sammen med --from" in run(
        "new", "--years", "2024", "--unit", "kr", "--out", tmp_path / "x.xlsx", status=2
    )


def test_a_number_that_is_another_municipality_s_is_told(tmp_path: Path) -> None:
    file = tmp_path / "feil.csv"
    file.write_text("kommune;nummer;fra\nLavangen;5522;2024\n", encoding="cp1252")
    words = ("--network", file, "--years", "2024", "--out", tmp_path / "ut.xlsx")
    assert "5522 er nummeret til Salangen" in run("new", *words, status=2)


def test_which_columns_a_file_of_members_has_is_told(tmp_path: Path) -> None:
    file = tmp_path / "feil.csv"
    file.write_text("navn,nr\nBergen,4601\n", encoding="utf-8")
    told = run("new", "--network", file, "--years", "2024", "--out", tmp_path / "ut.xlsx", status=2)
    assert "skal ha kolonnene kommune, nummer, fra, og kan ha til, brudd" in told
    assert "kolonnene kommune, nummer og fra" in " ".join(run("new", "--help").split())


def test_a_name_that_is_suggested_is_written_as_people_write_it(members: Path, tmp_path: Path) -> None:
    table = tmp_path / "tall.csv"
    table.write_text(
        "Kommune;År;Andre driftsutgiftar (1000 kr);Lønnsutgifter (1000 kr)\nBergen;2024;1000;20000000\n",
        encoding="utf-8",
    )
    out = tmp_path / "inn.xlsx"
    told = run("new", "--from", table, "--network", members, "--years", 2024, "--out", out, status=1)
    assert "mente du «Andre driftsutgifter»?" in told


def test_what_is_to_be_read_is_not_cut(members: Path, tmp_path: Path) -> None:
    """The names written beforehand, and each word of a heading, have room in their columns."""
    out = tmp_path / "inndata.xlsx"
    run("new", "--network", members, "--years", "2024", "--municipality", "Bergen", "--out", out)
    book, narrow = openpyxl.load_workbook(out), []
    for sheet in book.worksheets[1:]:
        if sheet.sheet_state != "visible":
            continue
        for head in sheet[5]:
            width = sheet.column_dimensions[head.column_letter].width
            texts = [str(c.value) for c in sheet[head.column_letter][5:] if isinstance(c.value, str)]
            longest = max([*(1.15 * len(word) for word in str(head.value).split()), *map(len, texts)])
            if min(longest, 60) > width:
                narrow.append((sheet.title, head.value, width))
    assert narrow == []


def test_one_that_ended_before_the_years_has_no_column_on_the_first_sheet(tmp_path: Path) -> None:
    members, out = tmp_path / "medlemmer.csv", tmp_path / "inndata.xlsx"
    members.write_text(
        "kommune,nummer,fra,til,brudd,gikk_inn_i\nNordre Follo,3020,2020,2023,ja,\n"
        "Nordre Follo,3207,2024,,,\n"
        "Ås,3021,2020,2023,,\nÅs,3218,2024,,,\nSki,0213,2007,2019,,Nordre Follo\n",
        encoding="utf-8",
    )
    both = ["Nordre Follo", "Ås"]
    for years, expected in (("2023-2024", both), ("2019-2020", ["Nordre Follo", "Ski", "Ås"])):
        run("new", "--network", members, "--years", years, "--out", out)
        heads = [cell.value for cell in openpyxl.load_workbook(out)["Veiledning"][4]][5:]
        assert sorted(filter(None, heads)) == expected, years
        out.unlink()
