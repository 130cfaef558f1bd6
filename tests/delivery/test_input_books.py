"""From input books all the way round: filled in, built, sent back, corrected, and built again."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from asss_xl.dataset import Datasett, load, reading
from asss_xl.dataset.rettbare import steder
from asss_xl.delivery import collecting
from asss_xl.delivery.new import new
from asss_xl.delivery.stamp import stamped
from asss_xl.replacing import Refused
from asss_xl.workbook.writer import save
from tests.delivery.returning import (
    change_row,
    collect_from,
    edit_cells,
    figure_of,
    new_figure,
    rows_of,
    run_command,
    write_rows,
)
from tests.support.filling import fill
from tools.eksempelnettverk import skriv


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of one municipality's book, and one with the rest."""
    folder = tmp_path_factory.mktemp("meldt")
    package = skriv(folder / "pakke", kommuner=3, aar=2, tjenester=["grunnskole"])
    new(str(package), "2023-2024", folder / "tom.xlsx", "xlsx")
    (folder / "svar").mkdir()
    for name, hers in (("bergen", True), ("resten", False)):
        fill(
            folder / "tom.xlsx",
            package,
            folder / "svar" / f"{name}.xlsx",
            lambda row, hers=hers: (row.get("kommune") == "Bergen") is hers,  # type: ignore[misc]
        )
    return folder / "svar"


def test_corrections_of_input_books_make_a_package_of_them(books: Path, tmp_path: Path) -> None:
    given = load(books)
    figure = next(
        s for s in steder(given) if s.kommune == "Bergen" and s.om.fil == "regnskap" and s.aar == 2024
    )
    new_value = float(figure.verdi.sagt or 0) + 1
    save(stamped(given, "Bergen").book, tmp_path / "sendt.xlsx")
    answer = edit_cells(tmp_path / "sendt.xlsx", tmp_path / "svar.xlsx", new_figure(9, figure, new_value))
    before = {path.name: path.read_bytes() for path in books.iterdir()}
    listed = run_command("collect", answer, "--data", books)
    assert listed.exit_code == 0, listed.output
    assert "--accept --out MAPPE" in listed.stdout
    refused = run_command("collect", answer, "--data", books, "--accept")
    assert refused.exit_code == 2 and "er inndatabøker, som ikke endres. Oppgi --out" in refused.stderr
    out = tmp_path / "ny pakke"
    done = run_command("collect", answer, "--data", books, "--accept", "--out", out)
    assert done.exit_code == 0 and f"1 rettelse skrevet til {out}." in done.stdout
    assert {path.name: path.read_bytes() for path in books.iterdir()} == before
    made = load(out)
    moved = [
        (s.om.fil, s.rad, s.verdi.sagt)
        for s, was in zip(steder(made), steder(given), strict=True)
        if s != was
    ]
    assert moved == [(figure.om.fil, figure.rad, new_value)]
    assert made.pakke == given.pakke and made.kriterieverdier == given.kriterieverdier
    assert replace(made, regnskap=given.regnskap, versjon="") == replace(given, versjon="")
    # The package goes on from there: it takes the same answer as known, and is not written over.
    code, (again,) = collect_from(out, answer, accept=True)
    assert code == 0 and "fra før" in again["told"][-1]["reason"]
    taken = run_command("collect", answer, "--data", books, "--accept", "--out", out)
    assert taken.exit_code == 2 and "finnes alt" in taken.stderr


def test_what_several_books_make_is_not_named_after_the_first_of_them(books: Path, tmp_path: Path) -> None:
    """A new one before it, or another name, made every answer one to another package."""
    given = load(books)
    assert given.pakke.endswith("-2024")
    renamed = Path(shutil.copytree(books, tmp_path / "svar"))
    (renamed / "bergen.xlsx").rename(renamed / "zz.xlsx")
    assert load(renamed).pakke == given.pakke != load(books / "bergen.xlsx").pakke == "bergen"
    # A workbook that was built when the first gave the name.
    figure = next(
        s for s in steder(given) if s.kommune == "Bergen" and s.om.fil == "regnskap" and s.aar == 2024
    )
    save(stamped(replace(given, pakke="bergen"), "Bergen").book, tmp_path / "sendt.xlsx")
    wanted = new_figure(9, figure, float(figure.verdi.sagt or 0) + 1)
    answer = edit_cells(tmp_path / "sendt.xlsx", tmp_path / "svar.xlsx", wanted)
    done = run_command("collect", answer, "--data", books)
    assert done.exit_code == 0, done.output


def test_a_package_that_comes_with_the_program_is_corrected_in_a_copy(
    bergen: tuple[Path, Path], tmp_path: Path
) -> None:
    out = tmp_path / "kopi"
    save(stamped(load("bergen_2009"), "Bergen").book, tmp_path / "sendt.xlsx")
    figure = next(s for s in steder(load("bergen_2009")) if s.kommune == "Bergen" and s.verdi.sagt)
    answer = edit_cells(
        tmp_path / "sendt.xlsx",
        tmp_path / "a.xlsx",
        new_figure(9, figure, float(figure.verdi.sagt or 0) * 1.01),
    )
    refused = run_command("collect", answer, "--data", "bergen_2009", "--accept")
    assert refused.exit_code == 2, refused.output
    assert "følger med asss_xl og endres ikke. Oppgi --out" in refused.stderr
    done = run_command("collect", answer, "--data", "bergen_2009", "--accept", "--out", out)
    assert done.exit_code == 0 and len(list(out.glob("*.csv"))) > 10
    lone = run_command("collect", answer, "--data", "bergen_2009", "--out", out)
    assert lone.exit_code == 2 and "gjelder bare sammen med --accept" in lone.stderr


def test_a_package_that_is_changed_after_it_was_read_is_not_written_to(
    package: Path, data: Datasett, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its version is that of its bytes, and accepting reads no figures again."""
    figure = figure_of(package, "By AA")
    assert reading.version(package) == data.versjon
    save(stamped(data, "By AA").book, tmp_path / "sendt.xlsx")
    line = new_figure(0, figure, float(figure.verdi.sagt or 0) + 1)
    answers = collecting.collect(
        [edit_cells(tmp_path / "sendt.xlsx", tmp_path / "svar.xlsx", line)], data, str(package)
    )
    monkeypatch.setattr(collecting, "load", lambda *_: pytest.fail("it is read already"))
    before = rows_of(package, "regnskap")
    change_row(package, figure_of(package, "By AB"), 7.0)
    with pytest.raises(Refused, match="ble endret imens"):
        collecting.accept(answers, str(package), data)
    write_rows(package / "regnskap.csv", before)
    assert collecting.accept(answers, str(package), data) == 1
    assert figure_of(package, "By AA").verdi.sagt == float(figure.verdi.sagt or 0) + 1
