"""The published figures recomputed: all accounted for, kinds apart, and a wrong one is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from asss_xl.checks import published
from asss_xl.checks.published import (
    BUNDET,
    FEIL,
    FORMEL,
    IKKE,
    IKKE_TRYKT,
    KILDEFEIL,
    OMREGNET,
    STEMMER,
    UBUNDET,
    UFORKLART,
    UTEN_TRYKT_VERDI,
    VITNE,
    Etterproevd,
)
from asss_xl.dataset import Datasett
from asss_xl.dataset.model import Figur
from tests.support import built

FIELDS = [
    "tabell",
    "linje",
    "aktor",
    "aar",
    "enhet",
    "publisert",
    "beregnet",
    "nedre",
    "oevre",
    "status",
    "merknad",
    "slag",
    "ventet",
]
NOT_TABLES = ("Teksten", "Indikatorreferanser")


@pytest.fixture(scope="module")
def data() -> Datasett:
    return built.package("bergen_2009")


@pytest.fixture(scope="module")
def rows(data: Datasett) -> list[Etterproevd]:
    return published.verify_package(data)


@pytest.fixture(scope="module")
def printed(rows: list[Etterproevd]) -> list[Etterproevd]:
    return [row for row in rows if row.tabell not in NOT_TABLES]


def moved(data: Datasett, which: Callable[[Figur], bool], by: float) -> Datasett:
    """The package with one printed figure changed, and nothing said of it."""
    made = tuple(
        replace(f, trykt=f.trykt + by, avstemt=None, merknad="") if f.trykt is not None and which(f) else f
        for f in data.figurer
    )
    assert made != data.figurer
    return replace(data, figurer=made)


def told(data: Datasett) -> list[Etterproevd]:
    return published.unexplained(published.verify_package(data))


def test_every_printed_figure_is_accounted_for(printed):
    assert len(printed) == 966 + 105 + 366
    assert published.unexplained(printed) == []
    counts = Counter(row.status for row in printed)
    assert counts[KILDEFEIL] == 9
    assert counts[STEMMER] >= 1250


def test_the_kinds_are_apart(printed):
    kinds = Counter(row.slag for row in printed)
    assert kinds.keys() == {OMREGNET, BUNDET, FORMEL, UBUNDET, UTEN_TRYKT_VERDI, IKKE_TRYKT, FEIL}
    assert kinds[FEIL] == 9 and kinds[UTEN_TRYKT_VERDI] + kinds[IKKE_TRYKT] == 106
    assert {row.status for row in printed if row.slag in (OMREGNET, BUNDET)} == {STEMMER}
    assert {row.status for row in printed if row.slag in (FORMEL, UBUNDET, UTEN_TRYKT_VERDI)} == {IKKE}


def test_only_the_table_whose_formula_is_not_printed_is_left_open(printed):
    left_open = [row for row in printed if row.slag == FORMEL]
    assert {row.tabell for row in left_open} == {"Tabell 19 avvik"}
    assert all("Forskjell" in row.merknad for row in left_open)
    per_head = [abs(row.beregnet - row.publisert) for row in left_open if row.enhet.startswith("kr ")]
    assert per_head and max(per_head) <= 5


def test_a_recomputed_figure_lies_within_the_rounding_of_its_print(rows):
    tried = [row for row in rows if row.slag == OMREGNET]
    assert len(tried) > 1000
    for row in tried:
        assert row.nedre - 1e-9 <= row.beregnet <= row.oevre + 1e-9


def test_a_figure_that_is_only_held_against_itself_is_not_counted_as_agreeing(data, rows):
    """The growth of the others' other taxes is printed, and nothing is made of it or said of it."""
    place = ("Tabell 1", "andre_skatter", "oevrige", "vekst pst")
    at = next(f for f in data.figurer if (f.tabell, f.post, f.aktor, f.enhet) == place)
    growth = [
        row for row in rows if (row.tabell, row.linje, row.aktor) == (at.tabell, at.linje, "Øvrige ASSS")
    ]
    assert growth and {(row.status, row.slag, row.beregnet) for row in growth} == {(IKKE, UBUNDET, None)}
    changed = moved(data, lambda f: (f.tabell, f.post, f.aktor, f.enhet) == place, 0.1)
    assert told(changed) == []  # which is why it must not count


def test_251_labels_agree_and_9_are_errors_of_the_source(printed):
    labels = [row for row in printed if row.tabell.startswith("Tjenesteprofil")]
    assert Counter(row.status for row in labels) == {STEMMER: 251, KILDEFEIL: 9, IKKE: 106}
    assert all(row.merknad for row in labels if row.status != STEMMER)
    assert all(row.ventet is not None for row in labels if row.status == KILDEFEIL)


def test_the_fields_are_the_contract(rows):
    assert list(rows[0].as_dict()) == FIELDS


def test_a_figure_that_is_wrong_in_the_source_is_unexplained(data):
    """Without a note a disagreement is a fault, whoever's it is."""
    place = ("Vedleggstabell 2 korreksjon", "Barnevern: sum korreksjon", 2009)
    found = told(moved(data, lambda f: (f.tabell, f.linje, f.aar) == place, 50))
    assert ("Barnevern: sum korreksjon", 18.0, UFORKLART) in [
        (row.linje, row.publisert, row.status) for row in found
    ]


@pytest.mark.parametrize(
    ("tabell", "post", "aar", "enhet", "by"),
    [
        ("Tabell 5", "investeringer", 2008, "1000 kr", 1),
        ("Tabell 0", "driftsinntekter", 2009, "1000 kr", 1000),
        ("Vedleggstabell 1 etter korreksjon utgiftsbehov", "Barnevern", 2009, "kr per innbygger", 1),
        ("Vedleggstabell 2 landssnitt", "Grunnskole", 2009, "kr per innbygger", 100),
    ],
)
def test_a_small_damage_is_told(data, tabell, post, aar, enhet, by):
    place = (tabell, post, aar, enhet)
    assert told(moved(data, lambda f: (f.tabell, f.post, f.aar, f.enhet) == place, by))


def test_a_known_error_that_says_something_new_is_told(data):
    """82 is printed where 91 was to be expected; 83 is another error than the one that is known."""
    at = next(e for e in data.kildefeil if e.trykt == 82)
    kildefeil = tuple(replace(e, trykt=83.0) if e == at else e for e in data.kildefeil)
    found = told(replace(data, kildefeil=kildefeil))
    assert [(row.linje, row.publisert) for row in found] == [(at.linje, 82.0)]
    assert "noe nytt" in found[0].merknad
    assert found[0].ventet == pytest.approx(at.ventet)


def test_an_error_of_the_source_that_is_not_listed_is_told(data):
    assert len([e for e in data.kildefeil if e.enhet == "indeks"]) == 9
    kept = tuple(e for e in data.kildefeil if e.enhet != "indeks")
    assert len(told(replace(data, kildefeil=kept))) == 9


def test_a_table_that_is_no_longer_open_is_told(data):
    assert {row.tabell for row in told(replace(data, aapne=()))} == {"Tabell 19 avvik"}


def test_the_text_is_a_witness(data, rows):
    said = [row for row in rows if row.tabell == "Teksten"]
    assert Counter(row.slag for row in said)[VITNE] > 200
    at = next(f for f in data.tekstfunn if f.tall == 18 and f.nr == 4)
    wrong = tuple(replace(f, tall=28.0) if f == at else f for f in data.tekstfunn)
    assert any(at.paastand in row.linje for row in told(replace(data, tekstfunn=wrong)))


def test_the_text_for_the_terminal_tells_of_every_error_of_the_source(rows):
    text = published.as_text(rows)
    for row in rows:
        if row.status == KILDEFEIL:
            assert row.linje in text
    for name in {published.SLAGNAVN[row.slag] for row in rows}:
        assert name in text


def test_a_package_of_raw_figures_is_verified_without_a_report():
    assert published.verify_package(built.package("eksempelnettverk")) == []
    assert "ingen brudd" in published.as_text([])


def test_a_breach_is_no_printed_figure_that_is_verified(rows):
    breach = replace(rows[0], slag=published.REGEL, merknad="Under null.")
    lines = published.as_text([breach]).splitlines()
    assert lines[0] == "Pakken har ingen trykte resultater å regne ut på nytt."
    assert "Under null." in lines[2] and lines[-1].endswith(", 1 brudd.")
