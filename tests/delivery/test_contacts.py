"""Addresses at domains that do not follow the municipality's name are asked about, never a dead end."""

from __future__ import annotations

from pathlib import Path

import pytest

from asss_xl.dataset import DatasetError, kommunenavn
from asss_xl.delivery import contacts

NUMBERS = {"Bærum": "3201", "Oslo": "0301", "Herøy": "1818", "Våler": "3419"}
KNOWN = ("Rælingen", "Nordre Follo", "Ål", "Bærum", "Herøy (Nordland)", "Unjárga - Nesseby", "Oslo")


def read(
    folder: Path, rows: str, head: str = "kommune;navn;epost", known: tuple[str, ...] = KNOWN
) -> list[contacts.Contact]:
    file = folder / "kontakter.csv"
    file.write_text(f"{head}\n{rows}\n", encoding="utf-8")
    return contacts.read(
        file, known, kommunenavn.Places((name, NUMBERS.get(name, ""), 0, 9999) for name in known)
    )


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        ("Rælingen", "ralingen"),
        ("Rælingen", "raelingen"),
        ("Nordre Follo", "nordrefollo"),
        ("Nordre Follo", "nordre-follo"),
        ("Ål", "aal"),
        ("Ål", "al"),
        ("Bærum", "post.baerum"),
        ("Herøy (Nordland)", "heroy-no"),
        ("Unjárga - Nesseby", "nesseby"),
        ("Oslo", "oslo"),
    ],
)
def test_domains_that_follow_the_name(name: str, domain: str, tmp_path: Path) -> None:
    people = read(tmp_path, f"{name};Kari;post@{domain}.kommune.no")
    assert not contacts.doubts(people)


#: As the municipalities' own web sites are called, where a plain rule goes wrong.
OWN = (
    ("Tysvær", "tysver.kommune.no"),
    ("Indre Østfold", "io.kommune.no"),
    ("Evje og Hornnes", "e-h.kommune.no"),
    ("Midt-Telemark", "mt.kommune.no"),
    ("Midt-Telemark", "midt-telemark.kommune.no"),
    ("Hå", "ha.no"),
    ("Sarpsborg", "sarpsborg.com"),
    ("Guovdageaidnu - Kautokeino", "guovdageainnu.suohkan.no"),
    ("Guovdageaidnu - Kautokeino", "kautokeino.kommune.no"),
    ("Sande", "sande-mr.kommune.no"),
    ("Våler (Innlandet)", "vaaler-he.kommune.no"),
    ("Våler (Østfold)", "valer-of.kommune.no"),
    ("Skjåk", "skjaak.kommune.no"),
    ("Flå", "flaa.kommune.no"),
    ("Kvænangen", "kvanangen.kommune.no"),
    ("Indre Fosen", "indrefosen.kommune.no"),
    ("Nes", "nes.kommune.no"),
    ("Nesodden", "nesodden.kommune.no"),
    ("Bærum", "bærum.kommune.no"),
    ("Oslo", "byr.oslo.kommune.no"),
)


@pytest.mark.parametrize(("name", "domain"), OWN)
def test_every_municipality_s_domain_is_its_own_and_nobody_else_s(
    name: str, domain: str, tmp_path: Path
) -> None:
    assert kommunenavn.named(name)
    assert not contacts.doubts(read(tmp_path, f"{name};Kari;post@{domain}", known=(name,)))
    (doubt,) = contacts.doubts(read(tmp_path, f"Ål;Kari;post@{domain}"))
    assert name.partition(" (")[0] in doubt and "kontakter.csv, rad 2, kolonne epost" in doubt


def test_a_name_that_begins_like_another_is_another(tmp_path: Path) -> None:
    """Nesodden is not Nes, Osen is not Os, and Våler has a namesake."""
    for name, domain in (("Nes", "nesodden"), ("Os", "osen"), ("Hol", "hole")):
        people = read(tmp_path, f"{name};Kari;post@{domain}.kommune.no", known=(name,))
        assert "ser ut til å høre til" in str(people[0].doubt), name


def test_another_s_domain_is_asked_about_unless_it_is_said(tmp_path: Path) -> None:
    assert len(contacts.doubts(read(tmp_path, "Ål;Kari;post@hol.kommune.no"))) == 1
    people = read(tmp_path, "Ål;Kari;post@hol.kommune.no;hol.kommune.no", "kommune;navn;epost;domene")
    assert people[0].epost == "post@hol.kommune.no" and not contacts.doubts(people)


@pytest.mark.parametrize("said", ["no", "kommune.no", "ol.kommune.no", "aal.kommune.no", "com"])
def test_only_the_whole_domain_says_that_an_address_is_right(said: str, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="ikke i domenet"):
        read(tmp_path, f"Ål;Kari;post@hol.kommune.no;{said}", "kommune;navn;epost;domene")


@pytest.mark.parametrize(
    "domain",
    [
        *("hovedstaden.kommune.no", "firma.no", "gmail.com", "oslo.komune.no", "oslo-kommune.no"),
        *("oslo.no", "oslo.com", "oslo.kommune.no.firma.com", "os1o.kommune.no", "ósló.no", "kommune.no"),
    ],
)
def test_a_domain_that_others_can_have_is_asked_about(domain: str, tmp_path: Path) -> None:
    (doubt,) = contacts.doubts(read(tmp_path, f"Oslo;Kari;post@{domain}"))
    assert "er ikke i et domene som bare Oslo har" in doubt and "«domene»" in doubt
    said = read(tmp_path, f"Oslo;Kari;post@{domain};@{domain}", "kommune;navn;epost;domene")
    assert not contacts.doubts(said)


def test_a_namesake_s_domain_is_another_s(tmp_path: Path) -> None:
    """In a package a municipality may have the bare name; its number says which one it is."""
    for name, own, other in (
        ("Herøy", "heroy-no", "heroy"),
        ("Herøy (Nordland)", "heroy-no", "heroy"),
        ("Våler", "vaaler-he", "valer"),
        ("Våler", "vaaler-he", "valer-of"),
    ):
        rows = "".join(f"{name};Kari;post@{label}.kommune.no\n" for label in (own, other))
        (doubt,) = contacts.doubts(read(tmp_path, rows, known=(name,)))
        assert f"{other}.kommune.no» ser ut til å høre til" in doubt


@pytest.mark.parametrize("written", ["3201", "Bærum kommune", "3201 Bærum", "K-3201 Bærum", "bærum"])
def test_a_municipality_is_found_as_build_finds_it(written: str, tmp_path: Path) -> None:
    (person,) = read(tmp_path, f"{written};Kari;post@baerum.kommune.no")
    assert person.kommune == "Bærum"


@pytest.mark.parametrize("head", ["Kommune;Navn;Epost", "KOMMUNE,navn,epost"])
def test_a_heading_may_have_capital_letters(head: str, tmp_path: Path) -> None:
    mark = head[7]
    (person,) = read(tmp_path, mark.join(["Bærum", "Kari", "post@baerum.kommune.no"]), head)
    assert (person.kommune, person.navn) == ("Bærum", "Kari")


def test_what_is_wrong_is_told_in_the_order_of_the_rows(tmp_path: Path) -> None:
    rows = "Oslo;Kari;post@oslo\nOslo;=A1;post@oslo.kommune.no\nBø;Kari;post@oslo.kommune.no"
    with pytest.raises(DatasetError) as error:
        read(tmp_path, rows)
    assert [problem.rad for problem in error.value.problemer] == [2, 3, 4]


@pytest.mark.parametrize("written", ["3201 Oslo", "Bær", "5001"])
def test_what_is_no_municipality_is_told(written: str, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="er ikke en kommune med tall i datapakken"):
        read(tmp_path, f"{written};Kari;post@baerum.kommune.no")
