"""What the report says in words of chapter 2, against the workbook of its tables."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd
import pytest

from tests.independent import sheets
from tests.independent.comparing import RAW
from tests.independent.raw import Choice
from tests.support.engine import Session

CHOICE = Choice("Bergen", 2009, "")
PROSE = RAW.parent / "bergen_2009"
#: Part, row, column, the figure of the text and half of what it is rounded to (page).
_SAID = [
    ("kroner", "sum_noekkel", "mill", 52, 0.5),  # 32
    ("kroner", "sum_noekkel", "pst", 0.8, 0.05),
    ("kroner", "Pleie og omsorg", "mill", 250, 5),
    ("kroner", "Pleie og omsorg", "pst", 9.6, 0.05),
    ("kroner", "Administrasjon", "mill", -250, 5),
    ("kroner", "Administrasjon", "pst", -36.7, 0.05),
    ("kroner", "Grunnskole", "mill", 13, 0.5),  # 33
    ("kroner", "Grunnskole", "pst", 0.7, 0.05),
    ("kroner", "Andre sektorer", "mill", 200, 5),
    ("kroner", "disponibel", "mill", -580, 5),  # 34
    ("tabell 19", "nivaa", "avvik", 0.929, 0.0005),
    ("kjede", "resultat", "trinn 4", -1850, 5),  # 37
    ("kjede", "sum_noekkel", "trinn 3", -90, 5),
]


@pytest.fixture(scope="module")
def shown(native_session: Session) -> Mapping[str, sheets.Page]:
    return sheets.pages(native_session.values())


@pytest.mark.parametrize(("part", "row", "column", "said", "half"), _SAID)
def test_the_workbook_shows_what_the_text_says(
    part: str, row: str, column: str, said: float, half: float, shown: Mapping[str, sheets.Page]
) -> None:
    found = sheets.shown(shown, part, CHOICE)[row, column, 2009]
    assert found == pytest.approx(said, abs=half + 1e-9)


def test_the_whole_index_and_what_the_text_says_of_it_are_told_of(shown: Mapping[str, sheets.Page]) -> None:
    index = sheets.shown(shown, "indeks", CHOICE)
    assert index["alt", "indeks", 2008] == pytest.approx(0.959, abs=0.0005)
    assert index["alt", "indeks", 2009] == pytest.approx(0.963, abs=0.0005)
    told = pd.read_csv(PROSE / "tekster.csv")["tekst"]
    assert told.str.contains("gir 95,9 og 96,3", regex=False).any()


def test_sectors_outside_are_a_third_over_the_country(shown: Mapping[str, sheets.Page]) -> None:
    """31.1 percent (p. 33): of the country's mean, which is the use without the deviation."""
    used = sheets.shown(shown, "tabell 19", CHOICE)["Andre sektorer", "bruk", 2009]
    gap = sheets.shown(shown, "kjede", CHOICE)["Andre sektorer", "trinn 4", 2009]
    assert isinstance(used, float) and isinstance(gap, float)
    assert 100 * gap / (used - gap) == pytest.approx(31.1, abs=0.05)


def _by_people() -> pd.DataFrame:
    """The witnesses in million kroner of kroner per inhabitant; the factor is the inhabitants."""
    witnesses = pd.read_csv(PROSE / "vitner.csv")
    return witnesses[witnesses["merknad"].str.contains("folketallet som tabell 19 gir", na=False)]


def test_the_amounts_of_figure_17b_agree_with_each_other() -> None:
    """As the package has them of the text: kroner per inhabitant, and the same in millions."""
    told = " ".join(pd.read_csv(PROSE / "tekster.csv")["tekst"])
    (said,) = re.findall(
        r"Figur 17B.*?om lag (\d+) kr eller (\d+) mill.*?om lag (\d+) kr eller (\d+) mill", told
    )
    trade, trade_millions, transport, transport_millions = map(int, said)
    (millions_of_people,) = set(_by_people()["faktor"])
    assert trade * millions_of_people == pytest.approx(trade_millions, abs=5)
    assert transport * millions_of_people == pytest.approx(transport_millions, abs=5)


def test_what_the_text_says_and_no_sheet_shows_is_told_of() -> None:
    told = " ".join(pd.read_csv(PROSE / "tekster.csv")["tekst"])
    for word in ("19 170", "936", "−721", "Figur 8b", "Gullstølen kjøkken", "4½ prosent"):
        assert word in told, word


def test_the_witnesses_in_millions_follow_from_kroner_per_inhabitant() -> None:
    """Each is the printed deviations times the inhabitants, worked out from the files."""
    printed = pd.read_csv(PROSE / "figurer.csv")
    keys = ["tabell", "post", "aktor", "aar", "enhet"]
    figures = printed.set_index(keys)["verdi"]
    rows = _by_people()
    assert len(rows) == 8
    for row in rows.itertuples():
        total = 0.0
        for part in str(row.ledd).split(";"):
            table, post, actor, year, unit = (word.strip() for word in part.split("|"))
            total += float(figures[table, post, actor, int(year), unit])
        assert total * float(row.faktor) == pytest.approx(row.verdi, abs=row.avrunding), row.setning
