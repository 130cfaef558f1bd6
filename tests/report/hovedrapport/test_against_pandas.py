"""Mean, lowest, highest, n, rank and sign against pandas on the raw rows of random networks."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from asss_xl.dataset import load
from asss_xl.report import build_main
from asss_xl.report.hovedrapport.tabell import HOLDT_UTENFOR, MERKE_HOEYEST, MERKE_LAVEST, Medlemslinje
from tests.support import networks

_WORDS = {
    "mangler": "Ikke data",
    "skjermet": "Skjermet",
    "ikke_aktuelt": "Ikke aktuelt",
    "gjelder_ikke": "Gjelder ikke året",
}


def _frame(rows: networks.Rows) -> pd.DataFrame:
    frame = pd.DataFrame(rows["indikatorverdier"])
    for column in ("verdi", "teller", "nevner"):
        frame[column] = pd.to_numeric(frame.get(column), errors="coerce")
    ratio = 100 * frame["teller"] / frame["nevner"]
    # Rounded, so that which of two divisions came first does not decide who ranks above whom.
    frame["tall"] = frame["verdi"].where(frame["verdi"].notna(), ratio).round(9)
    return frame


def _expected(found: pd.DataFrame, inside: list[str], without: str) -> dict[str, float | None]:
    counted = found[found["kommune"].isin(inside) & (found["kommune"] != without)]
    numbers = counted.dropna(subset="tall")
    if numbers.empty:
        return {"n": 0, "snitt": None, "lavest": None, "høyest": None}
    if numbers["nevner"].notna().any():
        mean = (numbers["tall"] * numbers["nevner"]).sum() / numbers["nevner"].sum()
    else:
        mean = numbers["tall"].mean()
    return {
        "n": len(numbers),
        "snitt": mean,
        "lavest": numbers["tall"].min(),
        "høyest": numbers["tall"].max(),
    }


def _same(cell: object, expected: float | None) -> bool:
    if expected is None:
        return cell == "Ikke data"
    return cell == pytest.approx(expected, rel=1e-9)


def _check_members(
    line: Medlemslinje,
    ranks: dict[str, object],
    marks: dict[str, object],
    found: pd.DataFrame,
    inside: list[str],
    without: str,
) -> None:
    by_name = found.set_index("kommune")
    counted = by_name[by_name.index.isin(inside) & (by_name.index != without)]["tall"].dropna()
    for cell, name in zip(line.vist, ranks, strict=True):
        row = by_name.loc[name]
        if name not in inside:
            assert (cell.value, ranks[name], marks[name]) == ("", "", "")
        elif pd.isna(row["tall"]):
            word = _WORDS[row["status"]]
            place = HOLDT_UTENFOR if name == without else word
            assert (cell.value, ranks[name], marks[name]) == (word, place, "")
        elif name == without:
            # Issue 19, item 10: who is outside a mean has no place in it.
            assert _same(cell.value, row["tall"])
            assert (ranks[name], marks[name]) == (HOLDT_UTENFOR, "")
        else:
            assert _same(cell.value, row["tall"])
            if len(counted) < 3:
                assert (ranks[name], marks[name]) == ("For få", "")
                continue
            assert ranks[name] == 1 + (counted > row["tall"]).sum()
            ends = {counted.max(): MERKE_HOEYEST, counted.min(): MERKE_LAVEST}
            sign = ends.get(row["tall"], "") if name in counted.index and len(ends) == 2 else ""
            assert marks[name] == sign


@settings(max_examples=10)
@given(
    seed=st.integers(0, 10_000),
    members=st.integers(2, 14),
    count=st.integers(1, 4),
    holes=st.sampled_from([0.0, 0.15, 0.6, 1.0]),
    choices=st.data(),
)
def test_every_line_is_what_pandas_says(seed, members, count, holes, choices):
    years = tuple(range(2024 - count, 2024))
    rows = networks.rows(
        seed=seed, members=members, years=years, parts=("profiler", "demografi"), holes=holes
    )
    names = networks.names(members)
    year = choices.draw(st.sampled_from(years))
    out = choices.draw(st.sets(st.sampled_from(names)))
    with tempfile.TemporaryDirectory() as folder:
        data = load(networks.write(Path(folder) / "pakke", rows, years=years))
    what = {f"Nettverk!D{8 + names.index(name)}": "Nei" for name in out}
    report = build_main(data.for_kommune(data.kommune, year), what_if=what)
    inside = [name for name in names if name not in out]
    frame = _frame(rows)
    ranked = _ranks(report.book.sheets["Plass"], names)
    for service in data.tjenester:
        lines = report.linjer[service.navn]
        for i, line in zip(service.indikatorer, lines, strict=True):
            at = (frame["tjeneste"] == i.tjeneste) & (frame["nr"] == i.nr) & (frame["aar"] == year)
            without = i.uten[0] if i.uten else ""
            expected = _expected(frame[at], inside, without)
            assert line.n.value == expected["n"]
            for name, cell in (("snitt", line.snitt), ("lavest", line.lavest), ("høyest", line.hoeyest)):
                assert _same(cell.value, expected[name]), (i.navn, name)
            sheet = report.book.sheets[service.navn]
            marks = {
                name: sheet.cells[cell.row, cell.column + 1].value or ""
                for name, cell in zip(names, line.vist, strict=True)
            }
            _check_members(line, ranked[i.navn], marks, frame[at], inside, without)


def _ranks(sheet, names: list[str]) -> dict[str, dict[str, object]]:
    return {
        str(cell.value): {n: sheet.cells[row, 5 + k].value for k, n in enumerate(names)}
        for (row, column), cell in sheet.cells.items()
        if column == 0 and (row, 4) in sheet.cells and sheet.cells[row, 4].call is not None
    }
