"""Forside of the main report: the municipalities side by side, and the sentences over them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from asss_xl import dataset
from asss_xl.dataset import Datasett
from asss_xl.dataset.model import Tjeneste
from asss_xl.dataset.utgifter import felles_sektor, utgiftsindikator
from asss_xl.functions.values import is_number
from asss_xl.report import Hovedrapport, build, build_main
from asss_xl.workbook.page import height, last_printed_row, scale


def side_by_side(report: Hovedrapport) -> dict[str, dict[str, object]]:
    """What each municipality's row says under each heading, lines joined."""
    cells = report.book.sheets["Forside"].cells
    (head,) = [row for (row, column), c in cells.items() if column == 0 and c.value == "Kommune"]
    names = {column: str(c.value).replace("\n", " ") for (row, column), c in cells.items() if row == head}
    return {
        str(cells[row, 0].value): {name: cells[row, c].value for c, name in names.items() if c}
        for row in range(head + 1, head + 2 + len(report.data.medlemmer))
    }


def test_every_service_is_what_the_municipalitys_own_front_page_says(
    data: Datasett, report: Hovedrapport
) -> None:
    found, compared = side_by_side(report), 0
    for name in data.medlemmer:
        own = build(data.for_kommune(name, data.rapportaar))
        for service, _, against_mean in own.forside.paa_ett_blikk:
            if is_number(against_mean.value) and is_number(found[name].get(str(service))):
                assert found[name][str(service)] == pytest.approx(against_mean.value)
                compared += 1
    assert compared > len(data.medlemmer)


def test_the_example_networks_services_are_what_pandas_says(main_report: Hovedrapport) -> None:
    data, found = main_report.data, side_by_side(main_report)
    raw = pd.read_csv(Path(dataset.__file__).parent / "eksempelnettverk" / "indikatorverdier.csv")
    raw["tall"] = raw["verdi"].fillna(100 * raw["teller"] / raw["nevner"])
    year = raw[raw["aar"] == data.rapportaar]
    compared = 0
    for service in data.tjenester:
        main = utgiftsindikator(data, service)
        if main is None or main.forbehold or main.snitt_type == "veid":
            continue
        rows = year[(year["tjeneste"] == main.tjeneste) & (year["nr"] == main.nr)]
        inside = rows["kommune"].isin(set(data.medlemmer) - set(main.uten))
        own = rows[inside].set_index("kommune")["tall"].dropna()
        mean = own.mean()
        for name, value in own.items():
            assert found[name][felles_sektor(data, service) or service.navn] == pytest.approx(
                100 * value / mean
            )
            compared += 1
    assert compared > 50


def test_the_sentences_say_who_is_where(main_report: Hovedrapport) -> None:
    cells = main_report.book.sheets["Forside"].cells
    rows = {name: row for name, row in side_by_side(main_report).items() if name != "Snitt"}
    result = {
        n: next(v for k, v in row.items() if k.startswith("Netto driftsresultat")) for n, row in rows.items()
    }
    told = str(cells[2, 0].value)
    assert told.startswith(f"{sum(v > 0 for v in result.values())} av 12 kommuner har positivt netto")
    assert f"høyest er {max(result, key=result.get)} (" in told
    assert f"lavest {min(result, key=result.get)} (" in told
    services = {k for k, v in rows["Bergen"].items() if k in {t.navn for t in main_report.data.tjenester}}
    spread = {s: max(r[s] for r in rows.values()) - min(r[s] for r in rows.values()) for s in services}
    most = max(spread, key=spread.get)
    highest = max(rows, key=lambda n: rows[n][most])
    lowest = min(rows, key=lambda n: rows[n][most])
    title = f"Størst forskjell er det i {most[0].lower()}{most[1:]}: {highest} bruker "
    title += f"{rows[highest][most] - 100:.0f} prosent mer enn snittet, {lowest} "
    title += f"{100 - rows[lowest][most]:.0f} prosent mindre"
    assert title in {c.value for c in cells.values()}


def test_figures_are_said_with_their_decimals_and_a_unit_as_a_person_says_it(
    main_report: Hovedrapport,
) -> None:
    cells = main_report.book.sheets["Forside"].cells
    told = {str(c.value).partition(" Lavest")[0] for c in cells.values()}
    assert {"Snitt 1,00 (indeks).", "Uveid snitt 0,961 (landet = 1).", "Uveid snitt 65\u00a0393 kr."} <= told
    (index,) = [str(c.value) for c in cells.values() if "(indeks)" in str(c.value)]
    assert index.endswith("Lavest: Sandnes (0,92). Høyest: Oslo (1,07).")


def test_too_few_are_not_compared_and_one_that_is_out_is_empty(data: Datasett) -> None:
    service = next(t for t in data.tjenester if utgiftsindikator(data, t) is not None)
    few = replace(service, indikatorer=tuple(replace(i, minste_antall=99) for i in service.indikatorer))
    others = tuple(few if t is service else t for t in data.tjenester)
    found = side_by_side(build_main(replace(data, tjenester=others)))
    assert {found[name][service.navn] for name in data.medlemmer} == {"–"}
    out = side_by_side(build_main(data, what_if={"Nettverk!D8": "Nei"}))
    assert set(out[data.medlemmer[0]].values()) == {""}


def _with_values(data: Datasett, service: Tjeneste, change: Callable[[str, float], float | None]) -> Datasett:
    """The package with other figures on a service's indicator of spending, of those that are stated."""
    main = utgiftsindikator(data, service)
    assert main is not None and main.snitt_type != "veid"
    values = dict(data.verdier)
    for key, v in data.verdier.items():
        if key[:2] == (main.tjeneste, main.nr) and v.verdi is not None:
            new = change(key[2], v.verdi)
            values[key] = v._replace(verdi=new, status=v.status if new is not None else "mangler")
    return replace(data, verdier=values)


def _told(report: Hovedrapport) -> list[str]:
    return [str(c.value) for c in report.book.sheets["Forside"].cells.values()]


def test_there_is_no_index_of_a_mean_below_zero(data: Datasett) -> None:
    """Issue 29: 83.3, 250 and −33 were said of figures around a mean below zero."""
    service = next(t for t in data.tjenester if utgiftsindikator(data, t) is not None)
    found = build_main(_with_values(data, service, lambda _, value: -value))
    rows = side_by_side(found)
    assert {rows[name][service.navn] for name in (*data.medlemmer, "Snitt")} == {"–"}
    assert {rows["Snitt"][t.navn] for t in data.tjenester if t is not service} == {100.0}
    assert not [
        text for text in _told(found) if text.startswith(f"Størst forskjell er det i {service.navn.lower()}:")
    ]


def test_one_municipality_is_not_held_against_itself(data: Datasett) -> None:
    """Nor called both lowest and highest; of two neither is, as where places are given."""
    service = next(t for t in data.tjenester if utgiftsindikator(data, t) is not None)
    main = utgiftsindikator(data, service)
    assert main is not None
    having = [n for n in data.medlemmer if data.verdier[main.tjeneste, main.nr, n, data.rapportaar].verdi]
    for left in (1, 2, 3):
        changed = _with_values(
            data, service, lambda name, value, n=left: value if name in having[:n] else None
        )
        found = build_main(changed)
        rows, line = side_by_side(found), f"{service.navn}: {main.kortnavn}"
        assert (rows[having[0]][service.navn] == "–") == (left < 2)
        cells = found.book.sheets["Forside"].cells
        (row, column) = next(at for at, c in cells.items() if c.value == line)
        said = str(cells[row, column + 5].value)
        assert said.startswith(("Snitt ", "Uveid snitt ")) and ("Lavest: " in said) == (
            "Høyest: " in said
        ) == (left > 2), said


def test_the_sentence_on_top_names_nobody_where_there_are_too_few(data: Datasett) -> None:
    few = {f"Nettverk!D{8 + n}": "Nei" for n in range(len(data.medlemmer) - 2)}
    told = str(build_main(data, what_if=few).book.sheets["Forside"].cells[2, 0].value)
    assert told.endswith(".") and "Snittet er " in told
    assert "høyest" not in told and "lavest" not in told


def test_it_is_one_landscape_page_that_can_be_read(main_report: Hovedrapport) -> None:
    sheet = main_report.book.sheets["Forside"]
    assert sheet.printing.landscape and 9.5 * scale(sheet) >= 8
    assert height(sheet, 0, last_printed_row(sheet) + 1) * scale(sheet) <= 510


def test_the_figures_of_a_sentence_have_as_many_decimals(main_report: Hovedrapport) -> None:
    """«Snitt 390,1 mill. kr» stood beside «Oslo (3 868)»."""
    cells = main_report.book.sheets["Forside"].cells.values()
    said = [text for c in cells if "nitt " in (text := str(c.value)) and "Høyest: " in text]
    assert len(said) > 5
    for sentence in said:
        figures = re.findall(r"(?:^Snitt |^Uveid snitt |\()(−?[\d\xa0]+(?:,\d+)?)(?=[ )])", sentence)
        assert len(figures) > 2 and len({len(f.partition(",")[2]) for f in figures}) == 1, sentence
