"""Every official name is taken, and one that two municipalities share is told apart or asked about."""

from __future__ import annotations

import pytest

from asss_xl.dataset import kommunenavn
from asss_xl.dataset.kommunenavn import Found, Places
from asss_xl.dataset.new import network_file
from asss_xl.dataset.packages.metadata import is_name

PLACES = Places((m.kommune, m.nummer, m.fra, m.til) for m in network_file.named("asss12"))
HEROY = Places([("Herøy (Møre og Romsdal)", "1515", 2020, 9999), ("Herøy (Nordland)", "1818", 2020, 9999)])


def test_the_list_is_whole_and_its_numbers_are_one_municipality_at_a_time() -> None:
    now = [each for each in kommunenavn.official() if each.til == kommunenavn.ALWAYS]
    before = [each for each in kommunenavn.official() if each.fra <= 2023]
    assert (len(now), len(before)) == (357, 356)
    assert len({each.nummer for each in kommunenavn.official()}) == len(kommunenavn.official())


@pytest.mark.parametrize("year", [2022, 2024])
def test_every_official_name_is_a_name_and_finds_its_own_number(year: int) -> None:
    there = [each for each in kommunenavn.official() if each.fra <= year <= each.til]
    places = Places((each.navn, each.nummer, each.fra, each.til) for each in there)
    for each in there:
        for name in (each.navn, *each.ogsaa):
            assert is_name(name), name
            assert places.find(name).kommune == each.navn
            assert places.find(f"K-{each.nummer} {name}").kommune == each.navn
            assert places.find(f"{name} kommune").kommune == each.navn
        assert places.find(each.nummer).kommune == each.navn


@pytest.mark.parametrize(
    ("text", "slag", "kommune"),
    [
        ("Oslo - Oslove", "member", "Oslo"),
        ("K-0301 Oslo", "member", "Oslo"),
        ("0301 Oslo", "member", "Oslo"),
        ("Bergen kommune", "member", "Bergen"),
        ("TROMSØ", "member", "Tromsø"),
        ("Tråante/Trondheim", "member", "Trondheim"),
        ("4601", "member", "Bergen"),
        ("Halden", "outside", "Halden"),
        ("EAK Landet", "country", "EAK Landet"),
        ("Hele landet", "country", "Hele landet"),
        ("EKG13 KOSTRA-gruppe 13", "collection", "EKG13 KOSTRA-gruppe 13"),
        ("EAKUO Landet uten Oslo", "collection", "EAKUO Landet uten Oslo"),
        ("Sum ASSS", "sum", "Sum ASSS"),
        ("Gjennomsnitt", "sum", "Gjennomsnitt"),
        ("Bergen by", "unknown", ""),
        ("Tromsö", "unknown", ""),
        ("0301 Bergen", "unclear", ""),
        ("Bergen Oslo", "unknown", ""),
        ("", "unknown", ""),
        ("4601 Bergn", "unclear", ""),
    ],
)
def test_whom_a_text_means(text: str, slag: str, kommune: str) -> None:
    found = PLACES.find(text)
    assert (found.slag, found.kommune) == (slag, kommune)


def test_a_number_that_was() -> None:
    assert PLACES.find("3005 Drammen (2020-2023)") == Found("member", "Drammen", 2020, 2023)
    assert PLACES.find("1201 Bergen (-2019)") == Found("member", "Bergen", 2007, 2019)


def test_two_with_one_name() -> None:
    assert HEROY.find("Herøy").slag == "unclear"
    assert "Nordland" in HEROY.find("Herøy").grunn
    assert HEROY.find("Herøy (Nordland)").kommune == "Herøy (Nordland)"
    assert HEROY.find("1818 Herøy").kommune == "Herøy (Nordland)"
    one = Places([("Herøy", "1515", 2020, 9999)])
    assert one.find("Herøy").slag == "unclear"
    assert one.find("Herøy (Nordland)").slag == "outside"
    assert one.find("Herøy (Møre og Romsdal)").kommune == "Herøy"


def test_a_number_that_is_another_municipality_s_places_nothing() -> None:
    places = Places([("Loabák - Lavangen", "5522", 2024, 9999)])
    assert places.find("5522 Salangen").slag == "outside"
    assert places.find("5522").slag == "outside"
    assert places.find("Lavangen").kommune == "Loabák - Lavangen"
