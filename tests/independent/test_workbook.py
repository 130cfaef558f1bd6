"""The network's workbook against the independent computation, choice by choice."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pytest

from tests.independent import sheets
from tests.independent.comparing import RAW, Oracle, Workbook, compare, told
from tests.independent.raw import Choice, Correction, Package

PACKAGE = Package(RAW)
YEARS = (2024, 2023, 2022)
GROUPS = ("ASSS-12", "KOSTRA-gruppe 12", "Øvrige ASSS (uten egen og Oslo)", "De likeste")
KEYS = ("", "Grønt hefte 2026")
#: Each municipality once, so that years, groups and keys take turns.
_SHARE = [
    Choice(own, YEARS[n % 3], GROUPS[(n // 3) % 4], KEYS[n % 2])
    for n, own in enumerate(PACKAGE.municipalities)
]
#: A workbook of fewer figures has lost a table.
_FIGURES = 4200


def _agrees(choice: Choice, oracle: Oracle, workbook: Workbook) -> None:
    count, found = compare(choice, oracle.figures(choice), workbook.book(choice))
    assert not found, told(found)
    assert count > _FIGURES


@pytest.fixture(scope="module")
def untouched(workbook: Workbook) -> dict[str, Mapping[str, sheets.Page]]:
    """The sheets of two municipalities with nothing else chosen."""
    return {own: workbook.book(Choice(own, 2024, GROUPS[0])) for own in ("Bergen", "Tromsø")}


@pytest.mark.parametrize("choice", _SHARE, ids=lambda c: c.own)
def test_a_workbook_is_what_the_raw_figures_say(choice: Choice, oracle: Oracle, workbook: Workbook) -> None:
    _agrees(choice, oracle, workbook)


@pytest.mark.grundig
@pytest.mark.parametrize("own", PACKAGE.municipalities)
def test_every_workbook_is_what_the_raw_figures_say(own: str, oracle: Oracle, workbook: Workbook) -> None:
    for year, group, key in product(YEARS, GROUPS, KEYS):
        _agrees(Choice(own, year, group, key), oracle, workbook)


# -- corrections ----------------------------------------------------------------------------------

_CORRECTIONS = {
    "sektor": [("Administrasjon", 2024, -18000.0)],
    "flyttet mellom funksjoner": [("257", 2024, -30000.0), ("241", 2024, 30000.0)],
    "andre sektorer": [("Andre sektorer", 2024, 1000.0)],
    "funksjon utenfor nøkkelen": [("332", 2023, 5000.0)],
    "driftsinntekter": [("driftsinntekter", 2023, 50000.0)],
    "renter og avdrag": [
        ("renteutgifter", 2024, 7000.0),
        ("renteinntekter", 2024, 3000.0),
        ("avdrag", 2023, 11000.0),
    ],
    "investeringer": [("investeringer", 2024, -85000.0), ("tilskudd", 2024, 5000.0)],
    "driftsutgifter": [("driftsutgifter", 2024, 12000.0)],
    "sektor i en annen nøkkel": [("Barnehage", 2024, 9000.0)],
    "funksjon i en annen nøkkel": [("329", 2024, 900.0)],
    "premieavvik": [("170", 2024, 9000.0)],
}


def _corrected(name: str, key: str, unit: str, own: str) -> Choice:
    lines = tuple(Correction(unit, *line) for line in _CORRECTIONS[name])
    return Choice(own, 2024, GROUPS[0], key, lines)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("name", _CORRECTIONS)
def test_a_correction_is_counted_where_it_belongs(
    name: str, key: str, oracle: Oracle, workbook: Workbook
) -> None:
    choice = _corrected(name, key, "Bergen", "Bergen")
    figures = oracle.figures(choice)
    _, found = compare(choice, figures, workbook.book(choice))
    assert not found, told(found)
    plain = oracle.figures(Choice("Bergen", 2024, GROUPS[0], key))
    assert sum(figures[at] != plain.get(at) for at in figures) > 1


def test_a_correction_of_another_municipality_moves_nothing(oracle: Oracle, workbook: Workbook) -> None:
    choice = _corrected("sektor", "", unit="Oslo", own="Bergen")
    plain = oracle.figures(Choice("Bergen", 2024, GROUPS[0]), profiles=False)
    _, found = compare(choice, plain, workbook.book(choice))
    assert not found, told(found)


@pytest.mark.parametrize(
    ("correction", "service", "number"),
    [
        (("Administrasjon", -18000.0), "administrasjon", 2),
        (("110", 4000.0), "administrasjon", 2),
        (("100", 2000.0), "administrasjon", 3),
        (("241", 30000.0), "kommunehelse", 2),
        (("381", -5000.0), "kultur", 4),
        (("381", -5000.0), "kultur", 1),
        (("121", 700.0), "eiendom", 1),
    ],
)
def test_what_a_correction_makes_of_a_figure_stands_beside_it(
    correction: tuple[str, float],
    service: str,
    number: int,
    oracle: Oracle,
    workbook: Workbook,
    untouched: dict[str, Mapping[str, sheets.Page]],
) -> None:
    what, amount = correction
    choice = Choice("Bergen", 2024, GROUPS[0], "", (Correction("Bergen", what, 2024, amount),))
    defined = oracle.indicators.defined
    (about,) = defined[(defined["tjeneste"] == service) & (defined["nr"] == number)].itertuples()
    rows = oracle.package["indikatorverdier"]
    hit = (rows[["tjeneste", "nr", "kommune", "aar"]] == [service, number, "Bergen", 2024]).all(axis=1)
    (raw,) = rows[hit].itertuples()
    expected = (raw.teller + amount) / raw.nevner * about.faktor
    plain = oracle.figures(Choice("Bergen", 2024, GROUPS[0]))
    found = sheets.shown(workbook.book(choice), f"profil: {about.navn}", choice)
    name = about.indikator
    assert found[name, "verdi", 0] == pytest.approx(plain[f"profil: {about.navn}", name, "verdi", 0])
    assert found[name, "rettet", 0] == pytest.approx(expected)
    mean = plain[f"profil: {about.navn}", name, "snitt", 0]
    assert found[name, "indeks rettet", 0] == pytest.approx(100 * expected / mean)
    still = sheets.shown(untouched["Bergen"], f"profil: {about.navn}", choice)
    assert (still[name, "rettet", 0], still[name, "indeks rettet", 0]) == ("–", "–")


# -- the comparison itself ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "column", "where", "part"),
    [
        ("beloep", "beloep", {"funksjon": "202", "art": "netto"}, "kjede"),
        ("beloep", "beloep", {"funksjon": "202", "art": "avskrivninger"}, "kjede"),
        ("beloep", "beloep", {"funksjon": "202", "art": "pensjon"}, "sosiale"),
        ("regnskap", "beloep", {"post": "renteutgifter"}, "tabell 3"),
        ("balanse", "beloep", {"konto": "2.41"}, "tabell 5d"),
        ("regnskap", "beloep", {"post": "rammetilskudd"}, "per innbygger"),
        ("innbyggere", "antall", {"aldersgruppe": "67-79 år"}, "folketall"),
        ("innbyggere", "antall", {"kommune": "Tromsø"}, "likeste"),
        ("kriterieverdier", "indeks", {"kommune": "Tromsø"}, "likeste"),
        ("kriterieverdier", "indeks", {"kriterium": "Reisetid"}, "indeks"),
        ("vekter", "vekt", {"sektor": "Grunnskole", "kriterium": "Reisetid"}, "indeks"),
        ("indikatorverdier", "teller", {"tjeneste": "barnevern", "nr": 3}, "profil: Barnevern"),
        ("demografisatser", "mill_kr", {"aldersgruppe": "67-79 år"}, "satser"),
    ],
)
def test_a_raw_figure_a_ten_thousandth_off_is_found(
    table: str,
    column: str,
    where: dict[str, object],
    part: str,
    untouched: dict[str, Mapping[str, sheets.Page]],
) -> None:
    package = Package(RAW)
    rows = package[table]
    hit = (rows[list(where)] == list(where.values())).all(axis=1)
    assert hit.any()
    package.tables[table] = rows.assign(**{column: rows[column].where(~hit, rows[column] * 1.0001)})
    choice = Choice("Tromsø", 2024, GROUPS[0])
    figures = Oracle(package).figures(choice)
    _, found = compare(choice, figures, untouched["Tromsø"])
    assert any(d.key[0] == part for d in found), told(found)
