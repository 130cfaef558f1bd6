"""An input workbook that has been filled in is the package its figures came from."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from asss_xl import report, unpacking
from asss_xl.dataset import DatasetError, Datasett, Korreksjon, load
from asss_xl.dataset.new import template
from asss_xl.delivery.new import new
from asss_xl.workbook.writer import save
from tests.support.filling import HEADING, columns, fill
from tools.eksempelnettverk import skriv

YEARS = "2022-2024"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nettverk")
    return skriv(folder / "pakke", kommuner=4, aar=3, tjenester=["grunnskole", "kommunehelse"])


@pytest.fixture(scope="module")
def blank(package: Path) -> Path:
    """The workbook for the same network and years, with no figures."""
    out = package.parent / "blank.xlsx"
    new(str(package), YEARS, out, "xlsx")
    return out


def built(data: Datasett, out: Path) -> bytes:
    save(report.build(data).book, out)
    return out.read_bytes()


@pytest.mark.parametrize("words", [True, False], ids=["words", "statuses"])
def test_the_same_data_set_and_the_same_report(
    package: Path, blank: Path, tmp_path: Path, words: bool
) -> None:
    filled = fill(blank, package, tmp_path / "fylt.xlsx", words=words)
    told, given = load(filled), load(package)
    assert given.verdier and given.beloep and given.kriterieverdier
    assert told == given
    assert built(told, tmp_path / "a.xlsx") == built(given, tmp_path / "b.xlsx")


def test_a_file_from_each_municipality(package: Path, blank: Path, tmp_path: Path) -> None:
    """One fills in the first municipality, another the rest and what is common."""
    folder = tmp_path / "innmeldt"
    folder.mkdir()
    fill(blank, package, folder / "bergen.xlsx", lambda row: row.get("kommune") == "Bergen")
    fill(blank, package, folder / "resten.xlsx", lambda row: row.get("kommune") != "Bergen")
    given = load(package)
    joined = load(folder)
    assert joined == load(folder / "resten.xlsx", folder / "bergen.xlsx")
    assert joined.verdier == given.verdier
    assert joined.beloep == given.beloep
    assert given.korreksjoner
    assert sorted(joined.korreksjoner, key=_number) == sorted(given.korreksjoner, key=_number)


def _number(correction: Korreksjon) -> int:
    return correction.nr


def test_everyone_numbers_their_corrections_from_one(package: Path, blank: Path, tmp_path: Path) -> None:
    given = load(package).korreksjoner
    for place in ("Bergen", "Trondheim"):
        filled = fill(
            blank, package, tmp_path / f"{place}.xlsx", lambda row, mine=place: row.get("kommune") == mine
        )  # type: ignore[misc]
        book = openpyxl.load_workbook(filled)
        sheet = book["Korreksjoner"]
        for at in range(HEADING + 1, sheet.max_row + 1):
            if sheet.cell(at, 1).value is not None:
                sheet.cell(at, 1).value = at - HEADING
        book.save(filled)
    joined = load(tmp_path / "Bergen.xlsx", tmp_path / "Trondheim.xlsx").korreksjoner
    assert {k.begrunnelse for k in joined} == {k.begrunnelse for k in given}
    assert len(joined) == len({k.nr for k in joined}) == len(given)


def test_a_workbook_that_no_one_has_filled_in(blank: Path, tmp_path: Path) -> None:
    """It can be built: every figure is missing."""
    data = load(blank)
    assert data.verdier
    assert {value.status for value in data.verdier.values()} <= {"mangler", "gjelder_ikke"}
    built(data, tmp_path / "tom.xlsx")


def test_what_two_say_differently(package: Path, blank: Path, tmp_path: Path) -> None:
    one = fill(blank, package, tmp_path / "kari.xlsx")
    book = openpyxl.load_workbook(one)
    where = columns(book["Regnskap"])
    cell = book["Regnskap"].cell(HEADING + 3, where["Beløp"])
    before = cell.value
    cell.value = before + 1
    book["Om pakken"]["B6"] = "ASSS-13"
    book.save(tmp_path / "ola.xlsx")
    assert book["Om pakken"]["A6"].value == "Nettverk"
    with pytest.raises(DatasetError) as caught:
        load(one, tmp_path / "ola.xlsx")
    name, row = caught.value.problemer
    assert (row.fil, row.rad) == ("ola.xlsx, arket Regnskap", HEADING + 3)
    assert row.kolonne == f"{cell.column_letter} (Beløp)"
    assert row.melding == (
        f"«{before + 1}» her, men «{before}» i kari.xlsx, arket Regnskap, rad {HEADING + 3}."
    )
    assert (name.fil, name.rad, name.kolonne) == ("ola.xlsx, arket Om pakken", 6, "B (Nettverk)")


def test_a_workbook_that_could_not_be_read_again_is_not_written(
    blank: Path, package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit keeps a sheet within what the reader unpacks, at what its cells take in the file."""
    with zipfile.ZipFile(blank) as book:
        size = max(part.file_size for part in book.infolist() if "worksheets/" in part.filename)
    sheet = openpyxl.load_workbook(blank)["Beløp"]
    cells = (sheet.max_row - HEADING) * len(columns(sheet))
    assert template.MOST_ASKED * size / cells < unpacking.MAX_PART
    monkeypatch.setattr(template, "MOST_ASKED", cells)
    new(str(package), YEARS, tmp_path / "stor.xlsx", "xlsx")
    monkeypatch.setattr(template, "MOST_ASKED", cells - 1)
    told = "Beløp.*for stor til å leses igjen. Lag én bok .* --municipality all"
    with pytest.raises(DatasetError, match=told):
        new(str(package), YEARS, tmp_path / "større.xlsx", "xlsx")
    assert not (tmp_path / "større.xlsx").exists()
