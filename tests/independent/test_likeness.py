"""Who is like whom: the DataFrame and the choice of group against the raw tables."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from asss_xl.dataset import frames, load
from asss_xl.dataset.verdi import MissingFigure
from asss_xl.report import build
from tests.independent import likeness
from tests.independent.comparing import RAW, Oracle, Workbook
from tests.independent.figures import Book
from tests.independent.raw import Choice, Package
from tests.support import built

PACKAGE, DATA = Package(RAW), built.package("eksempelnettverk")


def _book(oracle: Oracle, own: str, year: int, key: str = "") -> Book:
    return Book(oracle.package, oracle.spending, Choice(own, year, likeness.GROUP, key))


@pytest.mark.parametrize("key", ["", "Grønt hefte 2026"])
@pytest.mark.parametrize("own", PACKAGE.municipalities)
def test_the_frame_is_what_the_raw_figures_say(own: str, key: str, oracle: Oracle) -> None:
    for year in (2022, 2024):
        book = _book(oracle, own, year, key)
        made = frames.likeste(DATA, own, year, key or None)
        assert made.index[0] == own
        assert list(made.index[1:6]) == likeness.nearest(book)
        expected = pd.Series(likeness.distances(book))
        assert (made["avstand"] - expected.reindex(made.index)).abs().max() < 1e-9
        assert made["avstand"].is_monotonic_increasing


def test_the_group_is_the_five_nearest(oracle: Oracle, workbook: Workbook) -> None:
    """Live: another municipality, year and key have others, and the members' list says who."""
    seen = set()
    for own, year, key in (("Bergen", 2024, ""), ("Oslo", 2024, ""), ("Bergen", 2022, "Grønt hefte 2026")):
        page = workbook.book(Choice(own, year, likeness.GROUP, key))["Nettverk"]
        head = page.row_of("Kommune", whole=True)
        rows = range(head + 1, page.row_of("Antall med", head))
        inside = {page.text(row) for row in rows if page.text(row, 5) == "Ja"}
        assert inside == set(likeness.nearest(_book(oracle, own, year, key)))
        seen.add(frozenset(inside))
    assert len(seen) > 1


@pytest.mark.parametrize("none", [True, False], ids=["lacking", "nobody lives there"])
def test_a_municipality_without_people_is_like_nobody(none: bool, tmp_path: Path) -> None:
    rows = PACKAGE["innbyggere"]
    there = (rows["kommune"] == "Trondheim") & (rows["aar"] == 2024)
    for path in RAW.glob("*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    changed = rows[~there] if none else rows.assign(antall=rows["antall"].where(~there, 0))
    changed.to_csv(tmp_path / "innbyggere.csv", index=False)
    made = frames.likeste(load(tmp_path), "Bergen")
    assert made.index[-1] == "Trondheim" and pd.isna(made.loc["Trondheim", "avstand"])
    assert made["avstand"].notna().sum() == len(PACKAGE.municipalities) - 1


def test_who_is_unknown_is_told() -> None:
    for arguments in (("Bærgen",), ("Bergen", 1999), ("Bergen", 2024, "Nøkkel 1999")):
        with pytest.raises(MissingFigure, match=re.escape(str(arguments[-1]))):
            frames.likeste(DATA, *arguments)


def test_a_misspelt_name_gets_the_nearest_and_years_as_people_write_them() -> None:
    with pytest.raises(MissingFigure, match="Mente du «Bergen»[?] Kommuner: .* År: [0-9, ]+[.]$"):
        frames.likeste(DATA, "Bergne")


def test_those_who_are_all_alike_in_need_are_told_apart_by_the_rest(tmp_path: Path) -> None:
    """Nothing is left of the spread, and the last digit of a mean is no distance."""
    for path in RAW.glob("*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    rows = PACKAGE["kriterieverdier"]
    rows.assign(indeks=0.97).to_csv(tmp_path / "kriterieverdier.csv", index=False)
    data = load(tmp_path)
    made = frames.likeste(data, "Bergen")
    assert made["avstand"].notna().all() and made["avstand"].iloc[1] < 3
    build(data.for_kommune("Bergen", 2024))
