"""Case documents: the figures are the workbook's, texts of a package are never markup or formulas."""

from __future__ import annotations

import csv
import dataclasses
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from asss_xl import cli
from asss_xl.dataset import load
from asss_xl.delivery import export
from asss_xl.delivery.export import saken, writing
from asss_xl.report import build
from asss_xl.report.rapport import Rapport

WRONG_USE = 2


@pytest.fixture(scope="module")
def bergen() -> Rapport:
    return build(load("bergen_2009"))


def _rows(path: Path) -> dict[tuple[str, str, str], str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {
            (row["tabell"], row["linje"], row["kolonne"]): row["verdi"]
            for row in csv.DictReader(file, delimiter=";")
        }


def test_the_figures_are_those_of_the_cells_and_as_the_report_prints_them(
    bergen: Rapport, tmp_path: Path
) -> None:
    export.write(export.sak(bergen), "csv", tmp_path / "ut.csv")
    rows = _rows(tmp_path / "ut.csv")
    compared = 0
    for profile in bergen.profiler:
        for row in profile.rader:
            for column, cell in (("Bergen", row.verdi.used), ("Indeks", row.indeks)):
                said = rows[profile.tjeneste.navn, row.indikator.navn, column]
                if isinstance(cell.value, float):
                    assert float(said.replace(",", ".")) == pytest.approx(cell.value, rel=1e-14)
                    compared += 1
    assert compared > 150
    # Tjenesteprofilen for grunnskole: 6,2 prosent i Bergen mot 6,7 i nettverket.
    shown = {name: figures for name, *figures in map(_texts, export.sak(bergen).kapitler[0].tabell.rader)}
    assert any(figures[1:3] == ["6,2", "6,7"] for figures in shown.values())


def _texts(row: tuple[saken.Tall, ...]) -> list[str]:
    return [str(figure) for figure in row]


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (1234567.5, 0, "1\u00a0234\u00a0568"),
        (-0.04, 1, "0,0"),
        (-2.25, 1, "\u22122,3"),
        ("Ikke data", 2, "Ikke data"),
        (None, 0, ""),
    ],
)
def test_a_figure_is_written_as_norwegians_write_it(value: float, decimals: int, shown: str) -> None:
    assert str(saken.Tall(value, decimals)) == shown


def test_word_has_each_sentence_and_each_row(bergen: Rapport, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx", reason="python-docx mangler: pip install 'asss_xl[docx]'")
    about = export.sak(bergen, ["grunnskole"])
    export.write(about, "docx", tmp_path / "ut.docx")
    document = docx.Document(str(tmp_path / "ut.docx"))
    texts = {p.text for p in document.paragraphs}
    assert {*about.hovedfunn, *about.kapitler[0].setninger, about.tittel} <= texts
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    for row in about.kapitler[0].tabell.rader:
        assert _texts(row) in rows
    assert len(about.kapitler) == 1


def test_the_page_draws_each_indicator_and_fetches_nothing(bergen: Rapport, tmp_path: Path) -> None:
    about = export.sak(bergen)
    export.write(about, "html", tmp_path / "ut.html")
    page = (tmp_path / "ut.html").read_text(encoding="utf-8")
    assert page.count("<circle") == sum(len(chapter.bilde) for chapter in about.kapitler) > 80
    assert not re.search(r"src=|href=|url\(|@import|<script", page)


def test_texts_of_a_package_are_neither_markup_nor_formulas(bergen: Rapport, tmp_path: Path) -> None:
    hostile = dataclasses.replace(export.sak(bergen), kilde="<script>alert(1)</script>", kommune="=CMD()")
    export.write(hostile, "html", tmp_path / "ut.html")
    assert "<script" not in (tmp_path / "ut.html").read_text(encoding="utf-8")
    export.write(hostile, "csv", tmp_path / "ut.csv")
    assert "\n=CMD" not in (tmp_path / "ut.csv").read_text(encoding="utf-8-sig")


def test_the_command_writes_one_file_a_municipality_and_tells_all_that_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = CliRunner().invoke(cli.app, ["export", "--format", "html", "--out", str(tmp_path / "ut")])
    assert done.exit_code == 0, done.output
    assert [p.name for p in (tmp_path / "ut").iterdir()] == ["Kommunerapport_Bergen_2009.html"]
    wrong = ["--format", "pptm", "--service", "Grunskole", "--out", str(tmp_path / "ut" / "x")]
    refused = CliRunner().invoke(cli.app, ["export", *wrong])
    assert refused.exit_code == WRONG_USE
    assert "--format pptm: finnes ikke. Velg docx, html, csv." in refused.stderr
    assert (
        "--service Grunskole: finnes ikke i pakken. Mente du «grunnskole»? Tjenester: grunnskole"
        in refused.stderr
    )
    monkeypatch.setattr(writing, "find_spec", lambda _: None)
    missing = CliRunner().invoke(cli.app, ["export"])
    assert (missing.exit_code, "asss_xl[docx]" in missing.stderr) == (WRONG_USE, True)


@pytest.mark.libreoffice
def test_build_writes_the_reader_s_pages_beside_the_workbook(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli.app, ["build", "--pdf", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    made = tmp_path / "Kommunerapport_Bergen_2009.pdf"
    assert sorted(p.name for p in tmp_path.iterdir()) == [made.name, made.with_suffix(".xlsx").name]
    assert made.read_bytes().startswith(b"%PDF")
    assert f"Skrev {made}" in done.stdout


def test_pdf_without_libreoffice_is_refused_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    refused = CliRunner().invoke(cli.app, ["build", "--pdf", "--out", str(tmp_path / "ut")])
    assert (refused.exit_code, "--pdf: Fant ikke LibreOffice" in refused.stderr) == (WRONG_USE, True)
    assert not (tmp_path / "ut").exists()
