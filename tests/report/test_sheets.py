"""Every sheet of the report, whichever there are: names, headings, links, texts, charts, limits."""

from __future__ import annotations

import dataclasses
import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from asss_xl.dataset import Datasett, load
from asss_xl.functions.values import is_number
from asss_xl.report import build, build_main, building, layout
from asss_xl.report.building import part
from asss_xl.report.hovedrapport import Hovedrapport
from asss_xl.report.kommunerapport import Rapport
from asss_xl.report.profil import kolonner
from asss_xl.report.profil.kolonner import sheet_name
from asss_xl.workbook import Book, Cell, Sheet, styles
from asss_xl.workbook.page import (
    KNAPT,
    ROW_HEIGHT,
    chart_end,
    height,
    last_printed_row,
    last_row,
    page_starts,
    pixel_width,
    room,
    wrapped_lines,
)
from asss_xl.workbook.what_if import AV, PAA
from tests.support import built, choosing, networks
from tests.support.refilled import Refilled

FRONT = "Forside"
_REFUSED = set("[]:*?/\\'")
#: What Python, a lost encoding or the identifiers of the code would leave in a text.
_SLIPS = re.compile(
    r"\bNone\b|\bnan\b|\binf\b|\bTrue\b|\bFalse\b|[{}]|�|Ã|\b(?:oevrig|hoey|aar|loenn|foer)\w*"
)


def test_a_sheet_that_nobody_tells_of_says_where_to_do_it() -> None:
    book = Book("En bok", "kilden", "native", {}, PAA, {})
    with pytest.raises(LookupError, match="catalogue/ark.csv has no line 'Nytt ark'"):
        building.build([part("nytt", list, "Nytt ark")], book, built.package("bergen_2009"), ())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Grunnskole", "Grunnskole"),
        ("Pleie og omsorg 67 år og over", "Pleie og omsorg 67+"),
        ("Pleie og omsorg 0-66 år", "Pleie og omsorg 0-66"),
        ("Barn/unge: [hjelp]*?", "Barnunge hjelp"),
        ("Foreldre's råd", "Foreldres råd"),
        ("Et svært langt navn på en tjeneste i kommunen", "Et svært langt navn på en tjene"),
    ],
)
def test_a_sheet_is_named_after_its_service(name: str, expected: str, bergen: Datasett) -> None:
    service = dataclasses.replace(bergen.tjenester[0], navn=name)
    assert sheet_name(service) == expected


def test_excel_takes_every_sheet_name(native: Rapport) -> None:
    names = list(native.book.sheets)
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name) <= 31 and not _REFUSED & set(name), name
        assert name == name.strip() and name.casefold() != "history"


def test_the_sheets_that_the_report_is_made_of(native: Rapport, bergen: Datasett) -> None:
    names = list(native.book.sheets)
    assert names[0] == FRONT
    assert [p.ark for p in native.profiler] == [sheet_name(t) for t in bergen.tjenester]
    assert len(native.profiler) == 10
    assert {"Utgiftsbehov", "Ressursbruk", "Rettelser", "Funksjoner", "Metode", "Kontroll"} <= set(names)


def test_every_sheet_says_what_it_is_and_for_whom(native: Rapport, bergen: Datasett) -> None:
    profiles = {profile.ark: profile for profile in native.profiler}
    for sheet in native.book.sheets.values():
        if sheet.calculation:
            continue
        title, source = sheet.cells[0, 0], sheet.cells[1, 0]
        assert bergen.kommune in str(title.value), sheet.name
        if sheet.name in profiles:
            # The title is a message; what and when stand under it, and the source under the table.
            profile = profiles[sheet.name]
            assert str(source.value).startswith(f"{profile.tjeneste.navn}, Bergen 2009")
            title, source = source, sheet.cells[profile.rader[-1].navn.row + 1, 0]
        assert str(bergen.rapportaar) in str(title.value), sheet.name
        if sheet.name != FRONT:
            assert str(source.value).startswith("Kilde: "), sheet.name
            assert bergen.status in str(source.value), sheet.name


def test_the_front_page_links_to_every_sheet_and_links_lead_somewhere(native: Rapport) -> None:
    book = native.book
    links = {c.link.split("!")[0] for c in book.sheets[FRONT].cells.values() if c.link}
    assert links == {s.name for s in book.sheets.values() if not s.calculation} - {FRONT}
    for cell in book.cells():
        assert cell.link is None or cell.link.split("!")[0] in book.sheets, cell.place


def test_every_sheet_leads_to_the_front_page_and_on(native: Rapport, main_report: Hovedrapport) -> None:
    for book in (native.book, main_report.book):
        read = [sheet.name for sheet in book.ordered() if not sheet.calculation]
        for sheet in book.sheets.values():
            ways = [c.link for (row, _), c in sorted(sheet.cells.items()) if row == 0 and c.link]
            if sheet.name == FRONT:
                assert ways == []
            elif sheet.calculation:
                assert ways == [FRONT]
            else:
                at = read.index(sheet.name)
                assert ways == [FRONT, read[at - 1], read[(at + 1) % len(read)]], sheet.name


def test_a_what_if_is_told_before_the_source_on_every_sheet(bergen: Datasett, native: Rapport) -> None:
    """Issue 20: it never looks like the publisher's figures; with the switch off it is the report."""
    # How much follows is no what-if alone.
    alone = [given for given in native.book.inputs if "følger" not in given.line]
    what = {given.what_if.place: 1.0 for given in alone[:2]}
    for filled, switch, text in (
        ({}, PAA, ""),
        (dict(list(what.items())[:1]), PAA, "HVA HVIS: 1 gult felt er fylt ut – ikke kildens tall. "),
        (what, PAA, "HVA HVIS: 2 gule felt er fylt ut – ikke kildens tall. "),
        (what, AV, ""),
    ):
        made = build(bergen, what_if=filled, switch=switch) if filled else native
        for sheet in made.book.sheets.values():
            told = str(sheet.cells[1, 0].value)
            plain = ("Kilde: ", "ASSS", *(p.tjeneste.navn for p in made.profiler))
            assert sheet.calculation or told.startswith(text or plain), (sheet.name, told)
            assert ("HVA HVIS" in told) is (bool(text) and not sheet.calculation), sheet.name


@pytest.mark.parametrize("change", ["Inntekts- og formuesskatt", "Grunnskole", "6-15 år"])
def test_the_sentences_that_a_what_if_moves_say_so_and_no_others(
    bergen: Datasett, native: Rapport, change: str
) -> None:
    (place,) = (
        i.what_if.place for i in native.book.inputs if i.line.startswith(f"Endring i prosent: {change}")
    )
    made = build(bergen, what_if={place: 5.0})

    def said(report: Rapport) -> list[str]:
        cells = report.book.sheets[FRONT].cells[2, 0], *(sentence for _, sentence in report.forside.hovedfunn)
        return [str(cell.value) for cell in cells]

    before, marked = said(native), [text for text in said(made) if text.startswith("Hva hvis: ")]
    assert not [text for text in before if text.startswith("Hva hvis: ")]
    # Administration's 990 kr moves by less than a krone with the age groups, and is not marked.
    unseen = {text for text in marked if text.removeprefix("Hva hvis: ") in before}
    assert not unseen and 0 < len(marked) < len(before)
    assert marked == [text for text in said(made) if text not in before]
    assert isinstance(made.forside.melding, Cell)
    # It is about child welfare and administration; with the age groups the first becomes another percent.
    assert str(made.forside.melding.value).startswith("Hva hvis: ") is (change == "6-15 år")


def test_a_sentence_of_a_figure_that_the_package_has_not_says_that_it_is_a_what_if(
    bergen: Datasett, native: Rapport
) -> None:
    lines = [line for p in native.profiler if p.tjeneste.noekkel == "barnehage" for line in p.rader]
    (line,) = (line for line in lines if line.indikator.navn.startswith("Brukertilfredshet"))
    assert line.verdi.what_if is not None and not is_number(line.verdi.base.value)
    made = build(bergen, what_if={line.verdi.what_if.place: 97.0})
    said = [str(sentence.value) for _, sentence in made.forside.hovedfunn]
    assert [text for text in said if "97,0 poeng" in text][0].startswith("Hva hvis: Brukertilfredsheten")
    assert len([text for text in said if text.startswith("Hva hvis: ")]) == 1


def test_a_place_that_is_no_field_is_refused(bergen: Datasett) -> None:
    with pytest.raises(ValueError, match="noe felt å fylle ut: Grunnskole!A1, Nowhere!D7$"):
        build(bergen, what_if={"Nowhere!D7": 1.0, "Grunnskole!A1": 2.0})


def test_a_sector_on_two_profiles_has_its_kroner_once(native: Rapport) -> None:
    """Issue 19, 18: the 246 million of pleie og omsorg are not there twice."""
    cells = native.book.sheets[FRONT].cells
    (head,) = [r for (r, c), cell in cells.items() if cell.value == "Tjenestene på ett blikk"]
    found = {str(cells[row, 0].value): cells[row, 6].value for row in range(head + 1, head + 12)}
    care = [value for name, value in found.items() if name.startswith("Pleie og omsorg")]
    assert [is_number(value) for value in care] == [True, False, False]


def test_the_other_members_are_named_as_the_group_that_is_chosen(
    network_report: Rapport, network_refilled: Refilled
) -> None:
    """Issue 19, 15."""
    for choice, words in (
        ({}, "enn i øvrige ASSS"),
        ({"Forside!B6": "KOSTRA-gruppe 12"}, "enn i de andre i KOSTRA-gruppe 12"),
        ({"Nettverk!D10": "Nei"}, "enn i de andre valgte kommunene uten Oslo"),
        ({"Forside!B6": "ASSS-10"}, "enn i de andre i ASSS-10 uten Oslo"),
        ({"Forside!B6": "Øvrige ASSS (uten egen og Oslo)"}, "enn i øvrige ASSS (uten egen og Oslo)"),
    ):
        with network_refilled.having(choice):
            assert any(words in str(said.value) for _, said in network_report.forside.hovedfunn), words
            others = words.removeprefix("enn i ")
            heading = others[0].upper() + others[1:]
            assert heading in [cell.value for cell in network_report.book.sheets["Regnskap"].cells.values()]
            titles = [
                c.title.value
                for c in network_report.book.sheets["Regnskap"].charts
                if isinstance(c.title, Cell)
            ]
            assert sum(others in str(title) for title in titles) >= 10, titles
            if choice:
                told = [
                    str(cell.value)
                    for cell in network_report.book.cells()
                    if not network_report.book.sheets[cell.sheet].calculation
                ]
                assert not [text for text in told if "øvrige asss" in text.lower() and "Oslo" not in text]


def test_one_who_is_not_in_the_chosen_group_has_no_others_in_it(
    network_report: Rapport, network_refilled: Refilled
) -> None:
    with network_refilled.having({"Forside!B4": "Tromsø", "Forside!B6": "KOSTRA-gruppe 12"}):
        texts = [str(cell.value) for cell in network_report.book.cells()]
    assert "KOSTRA-gruppe 12" in texts and any("enn i KOSTRA-gruppe 12" in text for text in texts)
    assert not [text for text in texts if "de andre i KOSTRA" in text]


def test_a_figure_says_what_it_is_held_against_after_the_year(network_report: Rapport) -> None:
    """«flere årsverk enn i 2022 i 2024», and «enn med andelen til» of a group."""
    titles = {
        str(c.title.value) for c in network_report.book.sheets["Regnskap"].charts if isinstance(c.title, Cell)
    }
    assert not [title for title in titles if re.search(r"i \d{4} i \d{4}|andelen til", title)]
    assert sum(bool(re.search(r" i 2024 (?:enn|som) i 2022", title)) for title in titles) == 2, titles


def test_how_near_those_most_alike_are_is_said_where_they_are_chosen(
    network_report: Rapport, network_refilled: Refilled
) -> None:
    """The nearest of Oslo are more than two standard deviations away: as on Nettverk."""
    cells = network_report.book.sheets["Nettverk"].cells
    (head,) = [r for (r, c), cell in cells.items() if (c, cell.value) == (1, "Avstand")]
    with network_refilled.having({"Forside!B4": "Oslo", "Forside!B6": "De likeste"}):
        near, far = (f"{cells[head + at, 1].value:.1f}".replace(".", ",") for at in (2, 6))
        assert str(network_report.book.sheets[FRONT].cells[1, 0].value).endswith(
            f"er {near}–{far} standardavvik unna; se Nettverk."
        )
    assert near > "2"
    assert "standardavvik" not in str(network_report.book.sheets[FRONT].cells[1, 0].value)


def test_the_rest_of_the_country_can_be_the_group(
    network_report: Rapport, network_refilled: Refilled
) -> None:
    """Its figures stood on Regnskap, while Forside said that they were missing."""
    with network_refilled.having({"Forside!B6": "Resten av landet"}):
        told = [str(said.value) for _, said in network_report.forside.hovedfunn]
        texts = [str(cell.value) for cell in network_report.book.cells() if cell.sheet == FRONT]
    assert any("enn i resten av landet" in text for text in told), told
    assert not [text for text in texts if "Det er ingen tall for andre" in text]


def test_the_front_page_says_each_thing_once_and_leaves_no_figure_out(network_report: Rapport) -> None:
    """Issue 19: an empty cell is no answer, and how final the figures are is said by the choice of year."""
    cells = network_report.book.sheets[FRONT].cells
    (head,) = [row for (row, column), cell in cells.items() if (column, cell.value) == (0, "Nøkkeltall")]
    for row in range(head + 1, head + 11):
        name, *shown = (cells[row, column].value for column in range(8))
        assert all(value not in (None, "") for value in shown), (name, shown)
        if str(name).endswith("% av inntekt"):
            income = network_report.regnskap.beloep["driftsinntekter"][2024].value / 1000  # type: ignore[union-attr]
            assert shown[6] == pytest.approx(shown[5] * income / 100), name
        elif "= 1" in str(name):
            assert shown[6] == "Ikke aktuelt"
    told = " ".join(str(cell.value) for cell in cells.values())
    assert told.count("foreløpige") == 1
    goal = network_report.book.sheets["Mål"]
    (gap,) = [row for (row, column), cell in goal.cells.items() if cell.value == "Målet minus nå"]
    assert [goal.cells[row, 2].value for row in (gap - 1, gap)] == [
        "prosent av inntekt",
        "prosentenheter av inntekt",
    ]


def test_no_text_has_slips_of_code(native: Rapport) -> None:
    for cell in native.book.cells():
        # A function's arguments are named without æ, ø and å, so that Excel takes them.
        if isinstance(cell.value, str) and not cell.value.startswith("ASSS_"):
            slip = _SLIPS.search(cell.value)
            assert slip is None, f"{cell.place}: «{slip.group()}» i «{cell.value[:80]}»"


def test_a_missing_figure_is_said_to_be_missing(native: Rapport, bergen: Datasett) -> None:
    for profile in native.profiler:
        for row in profile.rader:
            value = bergen.verdi(row.indikator, bergen.kommune, bergen.rapportaar).verdi
            assert row.verdi.base.value == ("Ikke data" if value is None else value)
            if value is None:
                assert row.indeks.value in ("Ikke data", "For få")
                assert row.setning.value == ""


def test_every_chart_has_title_unit_and_a_text_for_those_who_cannot_see_it(native: Rapport) -> None:
    for sheet in native.book.sheets.values():
        for chart in sheet.charts:
            title = chart.title.value if isinstance(chart.title, Cell) else chart.title
            assert title and str(title).strip(), sheet.name
            rows = range(chart.row - 3, chart_end(sheet, chart.row, chart.height) + 3)
            around = " ".join(str(c.value) for (row, _), c in sheet.cells.items() if row in rows)
            told = chart.y_title or re.search(r"prosent|\bkr\b|indeks|= 1", around)
            assert told, f"{sheet.name}: {title} has no unit"
            assert 40 <= len(chart.alt) <= 600, f"{sheet.name}: {title}"
            assert "diagram" in chart.alt.lower() and chart.alt.endswith("."), chart.alt


@pytest.fixture(params=["native", "network_report", "main_report", (2023,), (2022, 2023)], ids=str)
def books(request: pytest.FixtureRequest, tmp_path: Path) -> list[Book]:
    """Of the bundled packages, and of small ones with fewer years than a report can show."""
    if isinstance(request.param, str):
        return [request.getfixturevalue(request.param).book]
    rows, years = networks.rows(years=request.param), request.param
    data = load(networks.write(tmp_path / "pakke", rows, years=years))
    reports = [build(data.for_kommune(data.kommune, year), scenarioer={"Prøve": {}}) for year in years]
    assert all(
        {"Utgiftsbehov", "Ressursbruk", "Indikator", "Scenarioer"} <= set(made.book.sheets)
        for made in reports
    )
    return [build_main(data).book, *(made.book for made in reports)]


def test_charts_stand_inside_what_is_printed_and_not_on_each_other(books: list[Book]) -> None:
    for sheet in (sheet for book in books for sheet in book.sheets.values()):
        edges = []
        for chart in sheet.charts:
            assert chart.column <= sheet.printing.last_column, sheet.name
            columns = range(chart.column, sheet.printing.last_column + 1)
            room = sum(sheet.widths.get(c, 8.43) * 7 + 5 for c in columns)
            assert chart.width <= room + 2, f"{sheet.name}: {chart.alt[:50]}"
            # Whole or not at all: what is below the print area is there when it is ignored.
            printed = last_printed_row(sheet)
            assert layout_end(sheet, chart) <= printed or chart.row > printed, sheet.name
            left = sum(sheet.widths.get(c, 8.43) * 7 + 5 for c in range(chart.column))
            edges.append((chart.row, layout_end(sheet, chart), left, left + chart.width, chart.alt[:40]))
        for (top, end, left, right, first), other in combinations(edges, 2):
            above = end < other[0] or other[1] < top
            beside = right <= other[2] or other[3] <= left
            assert above or beside, f"{sheet.name}: {first} / {other[-1]}"


def layout_end(sheet, chart) -> int:  # type: ignore[no-untyped-def]
    from asss_xl.workbook.page import chart_end

    return chart_end(sheet, chart.row, chart.height)


def layout_beside(sheet, chart) -> int:  # type: ignore[no-untyped-def]
    """The last column that a chart covers."""
    left, column = chart.width, chart.column
    while left > 0:
        left -= int(sheet.widths.get(column, 8.43) * 7 + 5)
        column += 1
    return column - 1


def test_no_chart_covers_a_cell_with_something_in_it(native: Rapport) -> None:
    for sheet in native.book.sheets.values():
        for chart in sheet.charts:
            if chart.frame is not None:
                # See-through, over columns of the table's own rows that are left free for it.
                continue
            end, beside = layout_end(sheet, chart), layout_beside(sheet, chart)
            covered = [
                cell.address
                for (row, column), cell in sheet.cells.items()
                if chart.row <= row <= end
                and chart.column <= column <= beside
                and column <= sheet.printing.last_column
                and cell.value not in (None, "")
            ]
            assert not covered, f"{sheet.name}: {chart.alt[:50]} covers {covered[:5]}"


def test_every_yellow_cell_says_what_it_takes_and_takes_the_figure(native: Rapport) -> None:
    labels = set()
    for given in native.book.inputs:
        assert len(given.label) > 8, given.what_if.place
        # The list of what is filled in shows the year behind the label.
        year = given.aar.value if given.aar is not None else None
        told = (given.what_if.sheet, given.label, year)
        assert told not in labels, told
        labels.add(told)
        assert (given.lowest is None) == (given.highest is None), given.what_if.place
        if is_number(given.base.value) and given.lowest is not None:
            assert given.lowest <= given.base.value <= given.highest, given.what_if.place  # type: ignore[operator]
    for editable in native.book.editables:
        assert editable.label, editable.cell.place
        choices = [getattr(choice, "value", choice) for choice in editable.choices]
        assert not choices or editable.cell.value in (None, *choices), editable.cell.place


def test_every_part_of_a_sheet_has_room_on_a_page(
    native: Rapport, network_report: Rapport, main_report: Hovedrapport
) -> None:
    """Rows have the heights that the file says, so this holds whatever the typefaces are."""
    for book in (native.book, network_report.book, main_report.book):
        for sheet in book.sheets.values():
            edges = [0, *page_starts(sheet), last_row(sheet) + 1]
            for start, end in pairwise(edges if sheet.printing.parts else ()):
                assert 0 < height(sheet, start, end) < KNAPT * room(sheet), (book.title, sheet.name, start)


@pytest.mark.parametrize(
    ("text", "width", "lines"), [("kort", 40, 1), ("a" * 40, 40, 2), ("a " * 100, 40, 6)]
)
def test_a_row_is_as_high_as_its_text(text: str, width: float, lines: int) -> None:
    assert layout.text_height(text, width) == max(ROW_HEIGHT, lines * 12.5 + 3)
    assert layout.text_height(text, width, 200) == 200


def test_a_long_text_is_broken_between_words_and_nothing_is_lost() -> None:
    text = "Vektene er avrundet til tre desimaler, og summen kan avvike fra én. " * 5
    lines = layout.wrapped(text, 60)
    assert all(len(line) <= 75 for line in lines)
    assert " ".join(" ".join(lines).split()) == "– " + " ".join(text.split())


def test_two_figures_have_room_on_a_page(main_report: Hovedrapport) -> None:
    sheet = main_report.book.sheets["Figur"]
    assert len(sheet.charts) == 2 * (len(page_starts(sheet)) + 1)


def _centred(sheet: Sheet) -> list[Cell]:
    """The headings in the middle of their column, but those on end and those with a button at the right."""
    buttons = {table.header for table in sheet.tables}
    return [
        cell
        for (row, _), cell in sheet.cells.items()
        if cell.style.fill == styles.HODE_BLAA and cell.style.align == "center" and cell.value
        if not cell.style.rotation and row not in buttons
    ]


@pytest.mark.parametrize("kind", ["native", "network_report", "main_report"])
def test_a_heading_stands_over_its_figures(kind: str, request: pytest.FixtureRequest) -> None:
    """No heading in the middle stands over a column whose first figure is at the right."""
    for sheet in request.getfixturevalue(kind).book.sheets.values():
        for head in [] if sheet.calculation else _centred(sheet):
            below = sheet.cells.get((head.row + 1, head.column))
            assert below is None or below.style.align != "right", head.place


def test_what_six_figures_are_held_against_is_told(network_report: Rapport) -> None:
    front = network_report.book.sheets[FRONT]
    head = next(cell for cell in front.cells.values() if cell.value == "Holdt mot")
    told = [front.at(head.row + 1 + line, head.column).style.number_format for line in range(6)]
    said = [re.findall(r'"\s*(.+?)"', pattern) for pattern in told]
    assert said == [*[["de andre"]] * 3, ["landet"], ["behovet"], ["landet"]]


@pytest.mark.parametrize(
    "group, others, left_out",
    [
        ("ASSS-12", "øvrige ASSS", True),
        ("De likeste", "de likeste kommunene", False),
        ("KOSTRA-gruppe 12", "de andre i KOSTRA-gruppe 12", False),
        ("Resten av landet", "resten av landet", False),
    ],
)
def test_the_others_are_named_whoever_they_are(
    network_report: Rapport, network_refilled: Refilled, group: str, others: str, left_out: bool
) -> None:
    """«51,0 øvrige» and «Øvrige ASSS er uten Oslo» stood there of every group."""
    front = network_report.book.sheets[FRONT]
    head = next(cell for cell in front.cells.values() if cell.value == "Holdt mot")
    with network_refilled.having({choosing.places(network_report)[choosing.GRUPPE]: group}):
        said = front.at(head.row + 7, head.column - 5).value
        assert str(said).startswith(f"Regnskapet er holdt mot {others}. ")
        sources = [str(network_report.book.sheets[name].at(1, 0).value) for name in (FRONT, "Regnskap")]
        assert [("uten Oslo" in source) for source in sources] == [left_out] * 2
        told = [str(cell.value) for cell in front.cells.values() if isinstance(cell.value, str)]
        assert not [text for text in told if re.search(r"(i|enn|mot) Resten av", text)]


@pytest.mark.parametrize("which", ["native", "main_report"])
def test_a_sheet_that_prints_nothing_by_itself_says_how_it_is_printed(
    which: str, request: pytest.FixtureRequest
) -> None:
    """Who only has the workbook prints Regnskap and gets an empty page."""
    report, said = request.getfixturevalue(which), "«Ignorer utskriftsområde»."
    profiles = {"Grunnskole", "Barnehage"} if which == "native" else set()
    asked = [s for s in report.book.ordered() if not s.calculation and s.printing.on_demand]
    told = {s.name for s in report.book.ordered() if str(s.cells[1, 0].value).endswith(said)}
    assert told <= {s.name for s in asked} and len(told) > 5
    assert {"Metode", "Kontroll", "Regnskap"} <= told and not profiles & told


def test_signs_and_empty_places_are_explained_where_they_stand(network_report: Rapport) -> None:
    """«–» and a place without a bar on Utgiftsbehov were explained on another sheet only; ◂ was called <."""
    sheets = network_report.book.sheets
    told = {
        name: [str(c.value) for c in sheets[name].cells.values()] for name in ("Utgiftsbehov", "Profiler")
    }
    shown = [text for text in told["Utgiftsbehov"] if "Søylene går fra" in text]
    assert "–" in told["Utgiftsbehov"] and "–: sektoren er ikke i kostnadsnøkkelen" in shown[0]
    assert " ◂ og ▸: utenfor skalaen." in told["Profiler"][1]


def test_what_a_profile_says_fits_in_its_columns(bergen: Datasett) -> None:
    """«Ikke data» stood on two lines under Indeks, and what the dots are ran over the edge after the band."""
    places = {str(i.line_and_year): i.what_if.place for i in build(bergen).book.inputs}
    filled = next(p for line, p in places.items() if line.startswith("Endring i prosent: Grunnskole"))
    book = build(bergen, what_if={filled: 10.0}).book
    figures = (*range(kolonner.EGET, kolonner.HOEYEST + 1), *range(kolonner.INDEKS, kolonner.FUNN))
    narrow = {kolonner.BREDDER[column] for column in figures}
    assert [w for w in narrow if wrapped_lines("Ikke data", w, kolonner.SKRIFTSTOERRELSE) > 1] == []
    for service in bergen.tjenester:
        sheet = book.sheets[sheet_name(service)]
        said = str(sheet.cells[1, 0].value)
        across = int(pixel_width(sheet, range(sheet.printing.last_column + 1)))
        assert said.startswith("HVA HVIS") and wrapped_lines(said, across, 11.0) == 1, said


def test_a_correction_that_is_not_counted_is_told_in_whole_sentences(bergen: Datasett) -> None:
    told = dataclasses.replace(
        bergen.korreksjoner[0], brukes=False, begrunnelse="Ført feil", merknad="Hentet fra Rettelser!E10."
    )
    made = build(dataclasses.replace(bergen, korreksjoner=(told,))).book
    texts = [str(c.value) for c in made.sheets["Metode"].cells.values()]
    assert "Rettelser som er nevnt, men ikke regnet inn" in texts
    assert any("Ført feil. Hentet fra Rettelser!E10. (" in text for text in texts)
