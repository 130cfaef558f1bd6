"""Case documents: the figures are the workbook's, texts of a package are never markup or formulas."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from asss_xl import cli
from asss_xl.dataset import load
from asss_xl.delivery import export
from asss_xl.delivery.export import saken, word
from asss_xl.delivery.scenarios import HEAD
from asss_xl.report import build
from asss_xl.report.kilde import uten_landet
from asss_xl.report.rapport import Rapport
from tests.support import networks

WRONG_USE = 2


@pytest.fixture(scope="module")
def bergen() -> Rapport:
    return build(load("bergen_2009"))


def _rows(path: Path, what: str = "verdi") -> dict[tuple[str, str, str], str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {
            (row["tabell"], row["linje"], row["kolonne"]): row[what]
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
    # Beside it as it is read: rounded as in the report, and the word where there is none.
    shown = _rows(tmp_path / "ut.csv", "vist")
    assert shown["Nøkkeltall", "Netto driftsresultat, % av inntekt", "2009"] == "0,7"
    assert "Ikke data" in {shown[key] for key, value in rows.items() if not value}
    # Tjenesteprofilen for grunnskole: 6,2 prosent i Bergen mot 6,7 i nettverket.
    shown = {name: figures for name, *figures in map(_texts, export.sak(bergen).kapitler[0].tabell.rader)}
    assert any(figures[1:3] == ["6,2", "6,7"] for figures in shown.values())


def test_figures_have_the_decimals_of_the_sheet(network_report: Rapport) -> None:
    """5,30 stood in the document where the profile has 5,3."""
    about, seen = export.sak(network_report), set()
    for profile, chapter in zip(network_report.profiler, about.kapitler, strict=True):
        for row, written in zip(profile.rader, chapter.tabell.rader, strict=True):
            pattern = row.snitt.style.number_format.partition(";")[0]
            places = 0 if row.indikator.i_kroner else len(pattern.partition(".")[2])
            assert {figure.desimaler for figure in written[2:6]} == {places}, row.indikator.navn
            seen.add(places)
    assert {0, 1, 2} <= seen


def test_the_picture_of_the_services_is_called_what_it_says(network_report: Rapport, tmp_path: Path) -> None:
    """«Pleie og omsorg bruker 452 kr mer» stood over a table where others deviate more."""
    pptx = pytest.importorskip("pptx")
    about = export.sak(network_report)
    export.write(about, "pptx", tmp_path / "ut.pptx")
    title = pptx.Presentation(str(tmp_path / "ut.pptx")).slides[2].shapes.title.text
    (chart,) = [c for c in network_report.book.sheets["Forside"].charts if c.kind == "rows"]
    assert title == chart.title.value  # type: ignore[union-attr]
    assert " enn behovet tilsier" in title


def test_the_reservations_and_checks_that_fail_are_in_the_document(tmp_path: Path) -> None:
    """A network without the rest of the country, whose accounts and functions do not meet."""
    data = load(networks.write(tmp_path / "pakke", networks.rows(members=3, services=1)))
    alone = dataclasses.replace(data, resten="", landet="").for_kommune("By AA", 2023)
    about = export.sak(build(alone))
    assert "Kontroll i arbeidsboken sier FEIL: " in about.forbehold
    (line,) = uten_landet(alone)
    assert about.forbehold.count(line) == 1 and not uten_landet(data)
    export.write(about, "html", tmp_path / "ut.html")
    assert "arbeidsboken sier FEIL: " in (tmp_path / "ut.html").read_text(encoding="utf-8")


def _texts(row: tuple[saken.Sakstall, ...]) -> list[str]:
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
    assert str(saken.Sakstall(value, decimals)) == shown


def test_word_has_each_sentence_and_each_row(bergen: Rapport, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx", reason="python-docx mangler: pip install 'asss_xl[docx]'")
    about = export.sak(bergen, ["barnehage"])
    export.write(about, "docx", tmp_path / "ut.docx")
    document = docx.Document(str(tmp_path / "ut.docx"))
    texts = {p.text for p in document.paragraphs}
    assert {*dict(about.hovedfunn), *about.kapitler[0].setninger, about.tittel} <= texts
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    for row in about.kapitler[0].tabell.rader:
        assert _texts(row) in rows
    assert len(about.kapitler) == 1
    drawn = document.inline_shapes
    assert len(drawn) == len(about.kapitler[0].bilde) > 8
    told = [shape._inline.docPr.get("descr") for shape in drawn]
    assert told == [f"Barnehage: {point}" for point in about.kapitler[0].bilde]


def test_what_forside_says_against_the_figures_goes_with_the_case() -> None:
    data = load("eksempelnettverk")
    report = build(dataclasses.replace(data, noekler=data.noekler[-1:]))
    assert "Uten kostnadsnøkkel: " in export.sak(report).forbehold


def test_a_chapter_tells_its_largest_findings_and_what_the_source_warns_of_is_none(bergen: Rapport) -> None:
    chapters = {chapter.tittel: chapter for chapter in export.sak(bergen).kapitler}
    assert all(len(chapter.setninger) <= 5 for chapter in chapters.values())
    assert "10 prosent lavere" in chapters["Grunnskole"].setninger[0]
    assert chapters["Grunnskole"].melding.endswith("er 10 prosent lavere enn ASSS-gjennomsnittet")
    assert (chapters["Eiendom"].setninger, chapters["Eiendom"].melding) == ((), "Eiendom: Bergen 2009")


def test_a_line_of_the_picture_stands_where_the_figures_are() -> None:
    """Read with another program: the pale bar from lowest to highest, the red mean, the dark dot."""
    image = pytest.importorskip("PIL.Image", reason="Pillow mangler: følger med python-pptx")
    point = saken.Punkt("Prøve", 80.0, 70.0, 120.0)
    made = np.asarray(image.open(io.BytesIO(word.png(point, (60.0, 140.0)))).convert("RGB")).astype(int)
    assert made.shape == (word.HEIGHT, word.WIDTH, 3)

    def where(color: tuple[int, int, int]) -> tuple[float, float]:
        hit = np.flatnonzero((abs(made - color).sum(axis=2) < 60).any(axis=0))
        shares = (hit[[0, -1]] - word.MARGIN) / (word.WIDTH - 2 * word.MARGIN)
        return tuple(60 + 80 * shares)  # type: ignore[return-value]

    assert where((157, 195, 230)) == pytest.approx((70, 120), abs=1)
    assert where((192, 0, 0)) == pytest.approx((100, 100), abs=1)
    assert sum(where((31, 78, 121))) / 2 == pytest.approx(80, abs=1)


def test_slides_begin_with_the_findings_and_each_other_shows_one_thing_under_its_message(
    bergen: Rapport, tmp_path: Path
) -> None:
    pptx = pytest.importorskip("pptx", reason="python-pptx mangler: pip install 'asss_xl[pptx]'")
    about = export.sak(bergen)
    export.write(about, "pptx", tmp_path / "ut.pptx")
    deck = pptx.Presentation(str(tmp_path / "ut.pptx"))
    slides = list(deck.slides)
    front = " ".join(shape.text_frame.text for shape in slides[0].shapes)
    assert len(about.hovedfunn) > 5 and all(said in front for said, _ in about.hovedfunn)
    shown = {}
    for slide in slides[1:]:
        for table in (shape.table for shape in slide.shapes if shape.has_table):
            shown[slide.shapes.title.text] = [[cell.text for cell in row.cells] for row in table.rows]
    undrawn = [chapter.kjente for chapter in about.kapitler if not chapter.bilde]
    assert (
        0
        < sum(len(table.rader) for table in undrawn)
        < sum(len(chapter.tabell.rader) for chapter in about.kapitler if not chapter.bilde)
    )
    tables = [[list(t.hode), *(list(map(str, row)) for row in t.rader)] for t in (*about.tabeller, *undrawn)]
    assert list(shown.values()) == tables
    said, key_figures = about.hovedfunn[0]
    assert shown[said][0] == list(key_figures.hode) and key_figures.tittel == "Nøkkeltall"
    titles = [slide.shapes.title.text for slide in slides]
    assert len(set(titles)) == len(titles) == 1 + len(about.tabeller) + len(about.kapitler)
    barnevern = next(f for f in about.hovedfunn if f[0].startswith("Barnevernet"))
    assert barnevern[0] in titles and barnevern[1].tittel == "Barnevern"
    dots = [
        shape
        for slide in slides
        for shape in slide.shapes
        if shape.shape_type == pptx.enum.shapes.MSO_SHAPE_TYPE.AUTO_SHAPE
        and shape.auto_shape_type == pptx.enum.shapes.MSO_SHAPE.OVAL
    ]
    assert len(dots) == sum(len(chapter.bilde) for chapter in about.kapitler)
    for slide in slides:
        assert about.kilde in " ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= deck.slide_height


def test_production_goes_with_what_must_be_said_of_it() -> None:
    report = build(load("eksempelnettverk"))
    (table,) = (t for t in export.sak(report).tabeller if "effektivitet" in t.tittel)
    assert "Produksjon er ikke kvalitet. Alle vektene er oppdiktet" in table.merknad
    (row,) = (row for row in table.rader if str(row[0]) == "Kultur")
    line = next(line for line in report.produksjon if line.tjeneste.noekkel == "kultur")
    cells = (line.ressursbruk, line.produksjon, line.effektivitet)
    assert [figure.verdi for figure in row[1:]] == [cell.value for cell in cells if cell]


def test_a_scenario_is_marked_wherever_its_figures_are(bergen: Rapport, tmp_path: Path) -> None:
    field = next(i for i in bergen.book.inputs if i.what_if.sheet == "Grunnskole")
    place, value = field.what_if.place, float(field.base.value) * 1.1  # type: ignore[arg-type]
    moved = build(load("bergen_2009"), what_if={place: value})
    about = export.sak(moved, scenario="Flere lærere")
    mark = "HVA HVIS «Flere lærere»: 1 gult felt er fylt ut – ikke kildens tall."
    assert about.tittel.startswith("HVA HVIS: ") and about.forbehold.startswith(mark)
    for kind in ("docx", "pptx", "html", "csv"):
        export.write(about, kind, tmp_path / f"ut.{kind}")
    assert mark in (tmp_path / "ut.html").read_text(encoding="utf-8")
    text = (tmp_path / "ut.csv").read_text(encoding="utf-8-sig").splitlines()
    assert {line.rpartition(";")[2] for line in text[1:]} == {"Flere lærere"}
    docx = pytest.importorskip("docx")
    assert docx.Document(str(tmp_path / "ut.docx")).sections[0].header.paragraphs[0].text == mark
    pptx = pytest.importorskip("pptx")
    for slide in pptx.Presentation(str(tmp_path / "ut.pptx")).slides:
        assert any(mark in s.text_frame.text for s in slide.shapes if s.has_text_frame)
    unmarked = export.sak(bergen)
    assert (unmarked.hva_hvis, unmarked.scenario, "HVA HVIS" in unmarked.tittel) == ("", "", False)


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
    named = ["export", "--format", "html", "--service", "Barnevern", "--out", str(tmp_path / "en")]
    assert CliRunner().invoke(cli.app, named).exit_code == 0
    (page,) = (tmp_path / "en").iterdir()
    assert "<h2>Barnevern" in page.read_text() and "<h2>Grunnskole" not in page.read_text()
    wrong = ["--format", "pptm", "--service", "Grunskole", "--out", str(tmp_path / "ut" / "x")]
    refused = CliRunner().invoke(cli.app, ["export", *wrong])
    assert refused.exit_code == WRONG_USE
    assert "--format pptm: finnes ikke. Velg docx, pptx, html, csv." in refused.stderr
    assert (
        "--service Grunskole: finnes ikke i pakken. Mente du «grunnskole»? Tjenester: grunnskole"
        in refused.stderr
    )
    file = CliRunner().invoke(cli.app, ["export", "--out", str(tmp_path / "sak.docx")])
    assert (file.exit_code, "sak.docx: er et filnavn. Oppgi en mappe" in file.stderr) == (WRONG_USE, True)
    none = CliRunner().invoke(cli.app, ["export", "--data", "eksempelnettverk", "--municipality", "none"])
    assert (none.exit_code, "--municipality none: hovedrapporten" in none.stderr) == (WRONG_USE, True)
    monkeypatch.setattr(export, "find_spec", lambda _: None)
    for kind in ("docx", "pptx"):
        missing = CliRunner().invoke(cli.app, ["export", "--format", kind])
        command = f'-m pip --python "{sys.prefix}" install ".[{kind}]"'
        assert (missing.exit_code, command in missing.stderr) == (WRONG_USE, True)


def test_the_command_takes_a_kept_scenario_and_does_not_overwrite_the_report(tmp_path: Path) -> None:
    book = build(load("bergen_2009")).book
    field = next(i for i in book.inputs if i.what_if.sheet == "Grunnskole")
    row = ("Prøve", "Bergen", "2009", "Grunnskole", field.what_if.address, field.line_and_year)
    kept = tmp_path / "p.csv"
    with kept.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([HEAD, (*row, "", "50", "", "Ola", "2026-11-29", "")])
    out = tmp_path / "ut"
    asked = ["export", "--format", "html", "--out", str(out)]
    for more in ([], ["--scenario", str(kept)]):
        done = CliRunner().invoke(cli.app, [*asked, *more])
        assert done.exit_code == 0, done.output
    plain, marked = sorted(out.iterdir(), key=lambda p: len(p.name))
    assert (plain.name, marked.name) == (
        "Kommunerapport_Bergen_2009.html",
        "Kommunerapport_Bergen_2009_hva_hvis.html",
    )
    assert "HVA HVIS" not in plain.read_text(encoding="utf-8")
    assert "HVA HVIS «Prøve»: 1 gult felt er fylt ut – ikke kildens tall." in marked.read_text(
        encoding="utf-8"
    )
    other = CliRunner().invoke(cli.app, [*asked, "--scenario", str(kept), "--year", "2008"])
    assert other.exit_code == WRONG_USE


@pytest.mark.libreoffice
def test_build_writes_the_reader_s_pages_beside_the_workbook(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli.app, ["build", "--pdf", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    made = tmp_path / "Kommunerapport_Bergen_2009.pdf"
    assert sorted(p.name for p in tmp_path.iterdir()) == [made.name, made.with_suffix(".xlsx").name]
    assert made.read_bytes().startswith(b"%PDF")
    assert f"Skrev {made}" in done.stdout
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (pakken poppler-utils) er ikke installert")
    read = subprocess.run(["pdftotext", str(made), "-"], capture_output=True, encoding="utf-8", check=True)
    lines = {" ".join(line.split()) for line in read.stdout.splitlines()}
    assert {"24,9", "0,963", "−2 328"} <= lines and not {"24.9", "0.963", "-2,328"} & lines


def test_pdf_without_libreoffice_is_refused_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    refused = CliRunner().invoke(cli.app, ["build", "--pdf", "--out", str(tmp_path / "ut")])
    assert (refused.exit_code, "--pdf: Fant ikke LibreOffice" in refused.stderr) == (WRONG_USE, True)
    assert not (tmp_path / "ut").exists()
