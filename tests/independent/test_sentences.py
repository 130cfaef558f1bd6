"""What the profiles' sentences say of the years before, against the raw figures."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.independent.comparing import RAW, Oracle, Workbook
from tests.independent.figures import Book
from tests.independent.profiles import Indicators
from tests.independent.raw import Choice, Package
from tests.support import built

_PACKAGE = Package(RAW)
_WORDS = {2: "andre", 3: "tredje", 4: "fjerde", 5: "femte"}


def _in_a_row(figures: dict[int, float], year: int, broken: int) -> int:
    """For how many years a figure has gone one way; 0 where no year before says otherwise."""
    count = 0
    while True:
        new, old = year - count, year - count - 1
        if old not in figures or new not in figures or old < broken:
            return 0
        step, last = figures[new] - figures[old], figures[year] - figures[year - 1]
        if step * last <= 0:
            return count
        count += 1


#: Of a sentence: its figure, in words, is that of the year before.
_ALIKE = re.compile("(uendret fra|om lag som i) 20")


@pytest.mark.parametrize(("own", "year"), [("Bergen", 2024), ("Tromsø", 2024), ("Bærum", 2023)])
def test_years_in_a_row_are_those_that_the_figures_say(own: str, year: int) -> None:
    """Issue 19, 16: only where the year before says otherwise, how many, and never of kroner."""
    values = Indicators(_PACKAGE).values
    broken = max((b for b in _PACKAGE.breaks(own) if b <= year), default=0)
    said: Counter[int] = Counter()
    for profile in built.report("eksempelnettverk", own, year).profiler:
        for row in profile.rader:
            i, sentence = row.indikator, str(row.setning.value)
            keys = {y: (i.tjeneste, i.nr, own, y) for y in range(2020, year + 1)}
            figures = {y: values[key][0] for y, key in keys.items() if key in values}
            told = re.search(r"(opp|ned) for (\w+) år på rad", sentence)
            if i.enhet.startswith("kr"):
                assert not re.search(r", (opp|ned|uendret) ?", sentence), sentence
                continue
            count = _in_a_row(figures, year, broken) if sentence and not _ALIKE.search(sentence) else 0
            assert (told[2] if told else None) == _WORDS.get(count), (sentence, figures)
            said[count] += 1
            if said_alike := _ALIKE.search(sentence):
                same = round(figures[year] - figures[year - 1], 9) == 0
                assert (said_alike[1] == "uendret fra") is same, (sentence, figures)
            if told:
                assert (told[1] == "opp") is (figures[year] > figures[year - 1]), sentence
    # Of 2023 there is no year before that a third in a row could be told by.
    assert said[2] and bool(said[3]) is (year == 2024), said


def test_an_amount_that_reads_the_same_as_the_year_before_is_said_so() -> None:
    """«205 kr i 2024 (205 kr i 2023)» says that there is a difference."""
    same = 0
    for profile in built.report("eksempelnettverk", "Tromsø", 2024).profiler:
        for row in profile.rader:
            sentence = str(row.setning.value)
            told = re.search(r" er (\S+ kr) i 2024 \((\S+ kr) i 2023", sentence)
            assert told is None or told[1] != told[2], sentence
            if re.search(r" kr i 2024, (om lag )?som i 2023", sentence):
                same += 1
    assert same >= 1


@pytest.mark.parametrize("own", ["Fredrikstad", "Lillestrøm"])
def test_a_place_in_words_is_counted_from_the_end_that_is_named(own: str) -> None:
    """The finding and the sentence say the same; two who share 4.44 are not both «nest lavest»."""
    values, said = Indicators(_PACKAGE).values, {}
    place = r", ((?:nest |blant de )?(?:høyest|lavest)e?) (?:i nettverket|av de \d+ som har tallet)"
    for profile in built.report("eksempelnettverk", own, 2024).profiler:
        for row in profile.rader:
            i, sentence = row.indikator, str(row.setning.value)
            told, finding = re.search(place, sentence), re.search(place, str(row.funn.value))
            if told is None:
                assert finding is None or "prosent" not in sentence, (sentence, row.funn.value)
                continue
            assert finding and finding[1] == told[1], (sentence, row.funn.value)
            keys = [(i.tjeneste, i.nr, unit, 2024) for unit in _PACKAGE.municipalities if unit not in i.uten]
            figures = [values[key][0] for key in keys if key in values]
            mine = values[i.tjeneste, i.nr, own, 2024][0]
            before = sum(v > mine if "høyest" in told[1] else v < mine for v in figures)
            alone = figures.count(mine) == 1
            if told[1].startswith("blant de"):
                assert (before == 1 and not alone) or 2 <= before < len(figures) / 3, (
                    sentence,
                    sorted(figures),
                )
            else:
                assert before == told[1].startswith("nest "), (sentence, sorted(figures))
                assert alone or not before, (sentence, sorted(figures))
            said[i.tjeneste, i.nr] = told[1]
    assert said["barnehage", 12] == "blant de laveste" and len(said) > 30, said


@pytest.mark.parametrize(("own", "key"), [("Oslo", "Grønt hefte 2026"), ("Bergen", "")])
def test_no_direction_is_said_of_0_percent(own: str, key: str, workbook: Workbook) -> None:
    """«Kommunehelse bruker 22 prosent mer enn behovet tilsier, grunnskole 0 prosent mindre»."""
    front = workbook.book(Choice(own, 2024, "ASSS-12", key))["Forside"]
    said = [front.text(row) for row in range(1, front.last_row + 1)]
    (told,) = [text for text in said if " prosent mer enn behovet tilsier" in text and "Hva hvis" not in text]
    assert not re.search(r"\b0 prosent", told)
    assert (", " in told) is (own == "Bergen"), told


@pytest.mark.parametrize("own", ["Trondheim", "Bærum"])
def test_the_need_beside_a_sector_s_spending_is_with_its_additions(own: str, oracle: Oracle) -> None:
    """«Utgiftsbehovet er 12 prosent lavere» was the cost index; with the additions it is 13."""
    book = Book(_PACKAGE, oracle.spending, Choice(own, 2024, "ASSS-12"))
    sectors = _PACKAGE["sektorer"].set_index("setningsnavn")["sektor"]
    told = re.compile(
        r"(.+?) bruker .* Utgiftsbehovet( med tillegg)? er (\d+) prosent (høyere|lavere) enn i landet"
    )
    steps, said = built.report("eksempelnettverk", own, 2024).book.sheets["Steg_forside"], {}
    added = {*_PACKAGE["behovstillegg"]["sektor"]}
    for cell in steps.cells.values():
        if found := told.match(str(cell.value)):
            need = book.need(sectors[found[1]], 2024)
            over = 100 * need["behov"] / need["landet"] - 100
            assert abs(over) == pytest.approx(int(found[3]), abs=0.5), (cell.value, over)
            assert (over > 0) is (found[4] == "høyere"), (cell.value, over)
            assert bool(found[2]) is (sectors[found[1]] in added), cell.value
            said[found[1]] = abs(100 * need["indeks"] - 100 - over) > 0.5
    assert len(said) >= 4 and said["Grunnskolen"], said
