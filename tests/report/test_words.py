"""What is said in words is what the figures say: of whom, which way, and whether it counts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from asss_xl.dataset import load
from asss_xl.report import build, layout
from asss_xl.report.hovedrapport import Hovedrapport
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import Cell, styles
from tests.support import built, networks
from tests.support.refilled import Refilled


def told(report: Rapport | Hovedrapport, sheet: str) -> list[str]:
    """The texts of a sheet."""
    return [str(c.value) for c in report.book.sheets[sheet].cells.values() if isinstance(c.value, str)]


@pytest.fixture(scope="module")
def tromsoe() -> Rapport:
    return built.report("eksempelnettverk", "Tromsø")


@pytest.fixture(scope="module")
def refilled(tromsoe: Rapport) -> Refilled:
    return Refilled(tromsoe.book)


def test_a_chart_of_the_accounts_says_both_figures_and_no_minus_of_what_is_spent(tromsoe: Rapport) -> None:
    """(−10,3 prosent av inntekten) stood after «lavere investeringsutgifter enn øvrige ASSS»."""
    titles = [text for text in told(tromsoe, "Regnskap") if text.startswith("Tromsø har ")]
    held = [text for text in titles if text.endswith(")") and "enn" in text]
    assert len(held) > 9 and all(re.search(r"\(−?[\d,]+ mot −?[\d,]+ prosent(;[^)]*)?\)$", t) for t in held)
    assert "Tromsø har 4,7 prosent underskudd før lån i 2024" in titles
    assert any("investeringsutgifter enn øvrige ASSS i 2024 (10,3 mot 13,2 prosent)" in t for t in held)
    assert any("finansieringsbehov enn øvrige ASSS i 2024 (8,5 mot 11,5 prosent)" in t for t in held)
    # 80,1 minus 54,0 is not 26,2.
    assert any(t.endswith("(80,1 mot 54,0 prosent; tallene er avrundet)") for t in held)


def test_a_need_says_whether_its_additions_are_in_it(tromsoe: Rapport, native: Rapport) -> None:
    """9 percent on Forside and 7 percent on Utgiftsbehov were both «utgiftsbehov»."""
    for report in (tromsoe, native):
        (title,) = [text for text in told(report, "Utgiftsbehov") if " utgiftsbehov per innbygger " in text]
        assert title.endswith(" enn landet (uten tillegg)")
        said = [str(c.value) for c in report.book.sheets["Steg_forside"].cells.values()]
        (school,) = [text for text in said if text.startswith("Grunnskolen bruker ") and "Utgiftsb" in text]
        assert " Utgiftsbehovet med tillegg er " in school


def test_the_title_of_a_figure_says_its_year_and_what_it_is_corrected_for(tromsoe: Rapport) -> None:
    titles = [text for text in told(tromsoe, "Ressursbruk") if text.startswith("Tromsø ")]
    assert len(titles) == 3 and all(" enn landet i 2024" in text for text in titles), titles
    assert all("sosiale utgifter" in text for text in titles), titles


def test_a_goal_is_filled_in_where_there_is_a_yellow_cell(tromsoe: Rapport) -> None:
    """«Fylles ut i Regnskap» was said of the net result, whose cells are locked."""
    cells = tromsoe.book.sheets["Steg_maal"].cells
    (head,) = [at for at, c in cells.items() if c.value == "Gult felt"]
    below = ((row, c) for (row, column), c in sorted(cells.items()) if column == head[1])
    places = [str(c.value) for row, c in below if row > head[0]]
    yellow = {e.cell.place for e in tromsoe.book.editables} | {g.what_if.place for g in tromsoe.book.inputs}
    known = [place for place in places if "!" in place]
    assert len(known) > 50 and not {*known} - yellow
    assert places[1] == "Ikke eget felt: regnes av andre tall"


def test_what_is_said_is_said_once(tromsoe: Rapport) -> None:
    """«Oppdiktede tall. Oppdiktet av asss_xl» and a heading with two colons."""
    for sheet in ("Regnskap", "Utgiftsbehov", "Indikator"):
        sources = [str(tromsoe.book.sheets[sheet].cells[1, 0].value)]
        assert sources and all(text.lower().count("oppdikt") == 1 for text in sources)
    assert layout.source(tromsoe.data).lower().count("oppdikt") == 1
    (title,) = [text for text in told(tromsoe, "Indikator") if "regnet fra høyest" in text]
    assert title.endswith("regnet fra høyest (Grunnskole: Ressursbruk)")


def test_the_package_s_texts_name_nobody_who_may_not_be_in_it() -> None:
    data = built.report("eksempelnettverk", "Tromsø").data
    said = " ".join(text for text in data.tekst("Metode: snitt", "merknad"))
    assert said and not [name for name in data.medlemmer if name in said]


def test_what_growth_costs_is_not_said_of_ages_alone() -> None:
    """The index grows with the number of people too; thousands of millions are apart as everywhere."""
    texts = told(built.report("eksempelnettverk", "Oslo"), "Demografi")
    assert "Befolkningen krever 8 prosent mer i 2030 enn i 2024" in texts
    assert "Befolkningsveksten 2024–2030 koster 3\u00a0729 mill. kr i 2030" in texts


def test_anothers_corrections_are_said_to_be_his(tromsoe: Rapport) -> None:
    """Bergen's stood on Tromsø's Metode without a name."""
    lines = [text for text in told(tromsoe, "Metode") if "Funksjon 2" in text]
    assert lines and all(text.startswith("– Bergen: ") or text.startswith("Bergen: ") for text in lines)


def test_a_place_is_on_the_figures_own_side_of_the_mean() -> None:
    """«5 prosent lavere enn ASSS-gjennomsnittet, blant de høyeste i nettverket»: by a weighted mean."""
    report = built.report("eksempelnettverk", "Sandnes")
    said = [str(s.value) for p in report.profiler for s in p.kolonne("Setning") or ()]
    assert len(said) > 50
    for sentence in said:
        assert not ("prosent lavere" in sentence and "høyest" in sentence), sentence
        assert not ("prosent høyere" in sentence and "lavest" in sentence), sentence


def test_what_does_not_count_is_not_a_what_if(tromsoe: Rapport, refilled: Refilled) -> None:
    """Two fields of a line, of which none is used, were said to move every sentence of the first page."""
    front = tromsoe.book.sheets["Forside"].cells
    still = {place: cell.value for place, cell in front.items()}
    sheet = tromsoe.book.sheets["Hva hvis"]
    row = next(c.row + 1 for c in sheet.cells.values() if c.value == "Grunnskole")
    for filled in ({f"D{row}": 5.0, f"E{row}": 10.0}, {f"D{row}": "5 %"}):
        with refilled.having({f"Hva hvis!{at}": value for at, value in filled.items()}):
            moved = {place: cell.value for place, cell in front.items() if cell.value != still[place]}
            assert list(moved.values()) == ["FEIL"]
            assert "brukes" in str(sheet.cells[row - 1, 6].value)
    with refilled.having({f"Hva hvis!D{row}": 5.0}):
        assert front[7, 1].value == 1.0 and str(front[1, 0].value).startswith("HVA HVIS: 1 gult felt")


def test_a_yellow_field_outside_the_key_says_so_before_it_is_filled_in(tromsoe: Rapport) -> None:
    cells = tromsoe.book.sheets["Hva hvis"].cells
    said = {str(cells[row, 0].value) for (row, n), c in cells.items() if n == 6 and "Utenfor" in str(c.value)}
    assert said == {"Barnehage", "Administrasjon og landbruk"}


def test_maal_opens_with_what_is_not_reached(tromsoe: Rapport) -> None:
    """It opened with less of a result that was over the mean already."""
    cells = tromsoe.book.sheets["Mål"].cells
    assert [cells[row, 1].value for row in (4, 5)] == ["Netto driftsresultat", "Anbefalt nivå"]
    assert float(str(cells[12, 1].value)) > 0


def test_a_what_if_is_not_called_reported_beside_the_corrected(tromsoe: Rapport, refilled: Refilled) -> None:
    cells = tromsoe.book.sheets["Rettelser"].cells
    heads = [c for c in cells.values() if c.value == "Rapportert"]
    assert len(heads) > 3 and len({cell.column for cell in heads}) == 2
    row = next(c.row + 1 for c in tromsoe.book.sheets["Hva hvis"].cells.values() if c.value == "Grunnskole")
    with refilled.having({f"Hva hvis!D{row}": -2.0}):
        assert {cell.value for cell in heads} == {"Hva hvis"}


def test_a_mean_that_oslo_pulls_is_said_to_be_of_all_alike() -> None:
    """Beside the others, which are «sum over sum uten Oslo»."""
    texts = told(built.main_report("eksempelnettverk"), "Forside")
    assert any(text.startswith("Uveid snitt 977 kr per innb. ") for text in texts)
    assert any(text.startswith("Snitt −1,9 prosent av inntektene. ") for text in texts)


def test_the_headline_is_the_net_result_and_no_alarm() -> None:
    """Kroner of debt and of a year's result are not one size: debt would be first everywhere."""
    for name in ("Tromsø", "Lillestrøm", "Oslo"):
        report = built.report("eksempelnettverk", name)
        top = report.book.sheets["Forside"].cells[2, 0]
        told = [str(said.value) for _, said in report.forside.hovedfunn[:3]]
        assert top.value == told[0] and [text.split(" er ")[0] for text in told[::2]] == [
            "Netto driftsresultat",
            "Netto lånegjeld",
        ]
        assert top.style.color != styles.RAUD


def test_an_index_of_need_is_no_index_of_spending(native: Rapport) -> None:
    """The label at 95 on barnevern's row of spending is the need: the figure behind it is not printed."""
    rows = [row for p in native.profiler for row in p.rader if row.verdi.used.value == "Ikke data"]
    assert rows and {row.indeks.value for row in rows} == {"Ikke data"}
    assert any("viser trolig behovsindeksen, også i Bergens 95" in text for text in told(native, "Barnevern"))


def test_two_services_alike_are_each_said(tmp_path: Path) -> None:
    """The first was said twice, and the other never."""
    rows = networks.rows(services=2, indicators=2, parts=("profiler",), holes=0.0)
    first = {
        (r["kommune"], r["aar"], r["nr"]): r
        for r in rows["indikatorverdier"]
        if r["tjeneste"] == "tjeneste_1"
    }
    for row in rows["indikatorverdier"]:
        row.update({**first[row["kommune"], row["aar"], row["nr"]], "tjeneste": row["tjeneste"]})
    kinds = {r["nr"]: r for r in rows["indikatorer"] if r["tjeneste"] == "tjeneste_1"}
    for row in rows["indikatorer"]:
        row.update({**kinds[row["nr"]], "tjeneste": row["tjeneste"]})
    report = build(load(networks.write(tmp_path / "pakke", rows)))
    about = [str(name.value) for name, _ in report.forside.hovedfunn]
    assert len(about) == 2 == len(set(about)), about


def test_a_place_says_who_is_left_out_of_it() -> None:
    """Fredrikstad was «høyest i nettverket» in social assistance, where Oslo spends more and is left out."""
    profiles = built.report("eksempelnettverk", "Fredrikstad").profiler
    rows = {row.indikator: str(row.funn.value) for p in profiles for row in p.rader}
    placed = {i: said for i, said in rows.items() if re.search(r", (nest )?(høyest|lavest)", said)}
    assert {i.uten for i in placed} == {(), ("Oslo",)}
    assert all((" uten Oslo" in said) is bool(i.uten) for i, said in placed.items())
    assert any("høyest uten Oslo" in said for said in placed.values())


def test_what_a_what_if_has_moved_begins_with_it(tromsoe: Rapport, refilled: Refilled) -> None:
    """The sentence on the recommended level and the titles of figures and profiles said it of nothing."""
    charts = {c.title for s in tromsoe.book.sheets.values() for c in s.charts if isinstance(c.title, Cell)}
    cells = tromsoe.book.sheets["Hva hvis"].cells
    rows = {cells[at].value: at[0] + 1 for at in sorted(cells, reverse=True) if not at[1]}
    level = [c for c in tromsoe.book.sheets["Forside"].cells.values() if "det anbefalte" in str(c.value)]
    told = {cell: str(cell.value) for cell in (*charts, *level)}
    lines = {"Kommunehelse": 9.0, "Inntekts- og formuesskatt": 5.0, "Lønnsutgifter": 5.0}
    filled = {f"Hva hvis!D{rows[line]}": percent for line, percent in lines.items()}
    filled |= {i.what_if.place: 2.0 for i in tromsoe.book.inputs if "indeks: Skilte og" in i.line}
    with refilled.having(dict(filled)):
        moved = [cell for cell, still in told.items() if cell.value != still]
        silent = {cell.place for cell in moved if not str(cell.value).startswith("Hva hvis: ")}
    assert not silent
    sheets = {cell.sheet for cell in moved}
    assert sheets >= {"Forside", "Steg_regnskap", "Steg_avvik", "Steg_behov", "Kommunehelse"}


def test_the_small_line_goes_down_where_a_deficit_grows(tromsoe: Rapport) -> None:
    """It was drawn as a bar that shrank, and later all bars of a steady line were alike."""
    cells = tromsoe.book.sheets["Regnskap"].cells
    (head,) = [at for at, cell in cells.items() if cell.value == "Utvikling"]
    rows = {str(cell.value): row for (row, column), cell in reversed(cells.items()) if column == 0}
    for line in ("Driftsinntekter", "Netto driftsresultat", "Overskudd før lån"):
        drawn = ["⣀⠤⠒⠉".index(point) for point in str(cells[rows[line], head[1]].value)]
        figures = [cells[rows[line], column].value for column in (7, 8, 9)]
        assert [point for _, point in sorted(zip(figures, drawn, strict=True))] == sorted(drawn)
        assert min(drawn) == 0 and max(drawn) >= 2, line
    assert isinstance(figures[-1], float) and figures[-1] < 0


def test_indicators_are_called_by_their_names(tromsoe: Rapport) -> None:
    """«Sosialtjeneste: uten Oslo: indikator 2, 3, 4» and «Kultur, 7: Netto driftsutg. kunstformidling»."""
    texts = told(tromsoe, "Metode") + told(tromsoe, "Mål")
    assert any(text.startswith("– Sosialtjeneste: uten Oslo: Netto driftsutg.") for text in texts)
    assert "Kultur: Netto driftsutg. kunstformidling" in texts


def test_the_title_of_a_moved_profile_says_so_once(tromsoe: Rapport, refilled: Refilled) -> None:
    """«Hva hvis: Tromsø: Netto driftsutgifter til …»."""
    sheet = tromsoe.book.sheets["Grunnskole"]
    assert str(sheet.cells[0, 0].value).startswith("Tromsø: ")
    row = next(row for (row, _), c in sheet.cells.items() if "grunnskole (funksjon 202)" in str(c.value))
    with refilled.having({f"Grunnskole!D{row + 1}": 200000.0}):
        title = str(sheet.cells[0, 0].value)
    assert title.startswith("Hva hvis: ") and title.count(":") == 1


def test_what_rounds_to_no_difference_is_about_the_same() -> None:
    """«Drammen har samme netto driftsresultat som øvrige ASSS i 2024 (−0,1 mot −0,2 prosent)»."""
    report = built.report("eksempelnettverk", "Drammen")
    texts = [text for sheet in ("Forside", "Regnskap", "Produksjon") for text in told(report, sheet)]
    alike = [t for t in texts if re.search(r"samme netto|, (om lag )?som i øvrige|like (mye|mange)", t)]
    assert any("(−0,1 mot −0,2 prosent; tallene er avrundet)" in text for text in alike)
    about = re.compile("om lag (samme netto|som i øvrige|like (mye|mange))")
    assert len(alike) > 4 and all(about.search(text) for text in alike), alike


def test_a_figure_that_rose_to_the_mean_did_not_rise_as_the_mean_did() -> None:
    """«opp fra 0,98 i 2021, som ASSS-gjennomsnittet»."""
    said = str(built.report("eksempelnettverk", "Fredrikstad", 2022).book.sheets["Indikator"].at(0, 0).value)
    assert said.endswith("er 1,00 i 2022, opp fra 0,98 i 2021, på nivå med ASSS-gjennomsnittet.")


def test_the_parts_of_a_sector_are_not_said_to_stand_still(tromsoe: Rapport, refilled: Refilled) -> None:
    """Ressursbruk said that they do not move, Hva hvis and the profiles that they follow."""
    cells = tromsoe.book.sheets["Hva hvis"].cells
    row = next(at[0] for at, cell in sorted(cells.items()) if at[1] == 0 and cell.value == "Grunnskole")
    school = next(p for p in tromsoe.profiler if p.ark == "Grunnskole")
    parts = [each.linje["Brukt"] for each in school.rader if "skolelokaler" in each.indikator.navn]
    before = [cell.value for cell in parts]
    with refilled.having({f"Hva hvis!D{row + 1}": 10.0}):
        assert parts and [cell.value for cell in parts] != before
    notes = told(tromsoe, "Ressursbruk")
    assert not any("deler av en sektor" in text for text in notes)
    assert any("som står under sektorens profil, i samme forhold" in text for text in notes)


def test_too_few_the_year_before_are_few_and_not_no_figure() -> None:
    """The index of a year with figures in it was «Ikke data» beside one that is «For få»."""
    report = built.report("eksempelnettverk", "Tromsø", 2022)
    few = [row for p in report.profiler for row in p.rader if row.indeks.value == "For få" and row.foer]
    assert few and all(isinstance(row.foer[-1].value, float) for row in few)
    cells = report.book.sheets["Barnevern"].cells
    ((top, column),) = [at for at, cell in cells.items() if cell.value == "Indeks 2021"]
    names = {row.indikator.navn for row in few}
    assert {
        c.value
        for at, c in cells.items()
        if at[1] == column and at[0] > top and cells[at[0], 0].value in names
    } == {"For få"}


def test_rates_say_that_the_profiles_follow_where_they_do(tromsoe: Rapport, refilled: Refilled) -> None:
    """The list of what follows had only Ressursbruk and the accounts; the profiles moved too."""
    cells = tromsoe.book.sheets["Hva hvis"].cells
    row = next(at[0] for at, cell in sorted(cells.items()) if cell.value == "Arbeidsgiveravgift")
    school = [each.linje["Brukt"] for p in tromsoe.profiler if p.ark == "Grunnskole" for each in p.rader]
    before = [cell.value for cell in school]
    with refilled.having({f"Hva hvis!D{row + 1}": 10.0}):
        assert [cell.value for cell in school] != before
    assert any("sektorens profil, følger i samme forhold" in text for text in told(tromsoe, "Hva hvis"))
