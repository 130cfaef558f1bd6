"""CSV as a Norwegian spreadsheet saves it is the same package; what it has spoilt is told."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from asss_xl.dataset import DatasetError, Problem, load
from asss_xl.dataset.schema import descriptors
from tools.eksempelnettverk import skriv

NUMBERS = {
    (d["name"], f["name"]) for d in descriptors() for f in d["schema"]["fields"] if f["type"] == "number"
}
WORDS = {
    "mangler": "Ikke data",
    "ikke_aktuelt": ".",
    "gjelder_ikke": "Gjelder ikke året",
    "skjermet": ":",
    "ikke_oppgitt": "ikke_oppgitt",
}
FIGURES = {"indikatorverdier": "verdi", "regnskap": "beloep", "beloep": "beloep", "balanse": "beloep"}


def grouped(text: str, thin: str) -> str:
    whole, point, decimals = text.partition(".")
    return re.sub(r"(?<=\d)(?=(\d{3})+$)", thin, whole) + ("," + decimals if point else "")


def saved(file: Path, thin: str, encoding: str, delimiter: str) -> None:
    """The file as a spreadsheet with Norwegian settings would have saved it."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        for column, text in row.items():
            if (file.stem, column) in NUMBERS and text:
                row[column] = grouped(text, thin)
        if file.stem in FIGURES and row["status"] in WORDS:
            row[FIGURES[file.stem]], row["status"] = WORDS[row["status"]], "endelig"
        if re.fullmatch(r"\d{4}-\d\d-\d\d", row.get("oppdatert", "")):
            row["oppdatert"] = ".".join(row["oppdatert"].split("-")[::-1])
        if "brudd" in row:
            row["brudd"] = row["brudd"].upper()
        if "nummer" in row:
            row["nummer"] = row["nummer"].lstrip("0")
        writer.writerow(row)
    # A spreadsheet leaves out what is empty at the end of a line, or has too much of it.
    lines = out.getvalue().split("\r\n")
    lines[1:] = [
        re.sub(f"{delimiter}+$", "", line) if n % 2 else line + delimiter * bool(line)
        for n, line in enumerate(lines[1:])
    ]
    file.write_bytes("\r\n".join(lines).encode(encoding))


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nettverk")
    return skriv(folder, kommuner=12, aar=5, tjenester=["kommunehelse"])


def copied(network: Path, folder: Path) -> Path:
    folder.mkdir()
    for file in network.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


@pytest.mark.parametrize(
    ("thin", "encoding", "delimiter"),
    [
        ("\u00a0", "cp1252", ";"),
        ("\u202f", "utf-8-sig", ";"),
        ("\u2009", "utf-8", "\t"),
        (" ", "cp1252", ";"),
    ],
)
def test_the_same_package(network: Path, tmp_path: Path, thin: str, encoding: str, delimiter: str) -> None:
    folder = copied(network, tmp_path / "pakke")
    given = load(folder)
    assert any(v.status == "gjelder_ikke" for v in given.verdier.values())
    for file in folder.glob("*.csv"):
        saved(file, thin, encoding, delimiter)
    assert load(folder) == given


def test_a_line_for_excel_about_the_semicolon(network: Path, tmp_path: Path) -> None:
    folder = copied(network, tmp_path / "pakke")
    file = folder / "regnskap.csv"
    file.write_text("sep=;\n" + file.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    assert load(folder) == load(network)


@pytest.fixture
def only(network: Path, tmp_path: Path) -> Callable[[str, str, str], Problem]:
    """The one problem after a cell of the first line was changed in a file with semicolons."""

    def changed(name: str, column: str, value: str) -> Problem:
        folder = copied(network, tmp_path / "pakke")
        file = folder / name
        lines = file.read_text(encoding="utf-8").replace(",", ";").split("\n")
        cells = lines[1].split(";")
        cells[lines[0].split(";").index(column)] = value
        lines[1] = ";".join(cells)
        file.write_text("\n".join(lines), encoding="utf-8")
        with pytest.raises(DatasetError) as caught:
            load(folder)
        (problem,) = caught.value.problemer
        assert (problem.fil, problem.rad, problem.kolonne) == (name, 2, column)
        return problem

    return changed


@pytest.mark.parametrize(
    ("name", "column", "value", "melding", "raad"),
    [
        ("balanse.csv", "konto", "feb.41", "til en dato (feb.41); det var kanskje 2.41", "Tekst"),
        ("balanse.csv", "konto", "May 41", "det var kanskje 5.41", "Tekst"),
        ("regnskap.csv", "beloep", "02.des", "det var kanskje 2.12", "Tall"),
        ("regnskap.csv", "beloep", "12.345", "både 12,345 og 12345", "komma foran desimaler"),
        ("regnskap.csv", "beloep", "-", "både null og at tallet mangler", "«Ikke data»"),
        ("regnskap.csv", "beloep", "ca. 500", "«ca. 500» er ikke et tall", "«Ikke data»"),
        ("regnskap.csv", "beloep", "12 34", "er ikke et tall", "komma foran desimalene"),
        ("regnskap.csv", "beloep", "12,3 %", "har prosenttegn", "Skriv bare tallet"),
        ("regnskap.csv", "beloep", "٣", "er ikke et tall", "Skriv bare sifre"),
        ("regnskap.csv", "aar", "2022,5", "er ikke et heltall", "sifre"),
        ("regnskap.csv", "status", "ferdig", "ikke en lovlig verdi", "endelig"),
    ],
)
def test_what_cannot_be_told(
    only: Callable[[str, str, str], Problem], name: str, column: str, value: str, melding: str, raad: str
) -> None:
    problem = only(name, column, value)
    assert melding in problem.melding
    assert raad in problem.raad


@pytest.mark.parametrize("value", ["1e5", "--5", "1,2,3", "1 000 00"])
def test_no_number_by_accident(only: Callable[[str, str, str], Problem], value: str) -> None:
    assert "er ikke et tall" in only("regnskap.csv", "beloep", value).melding


def test_lost_letters(network: Path, tmp_path: Path) -> None:
    folder = copied(network, tmp_path / "pakke")
    file = folder / "kommuner.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("Tromsø", "Troms\ufffd"), encoding="utf-8")
    with pytest.raises(DatasetError, match="Bokstaver er gått tapt"):
        load(folder)


def test_commas_keep_their_rules(network: Path, tmp_path: Path) -> None:
    """A quoted decimal comma in a comma-separated file may be two figures; it is refused."""
    folder = copied(network, tmp_path / "pakke")
    file = folder / "nasjonale.csv"
    lines = file.read_text(encoding="utf-8").split("\n")
    lines[1] = re.sub(r",(\d+)\.(\d+),", r',"\1,\2",', lines[1])
    file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DatasetError, match="bruker komma i tallet"):
        load(folder)
