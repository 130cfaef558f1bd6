"""Addresses at domains that do not follow the municipality's name are asked about, never a dead end."""

from __future__ import annotations

from pathlib import Path

import pytest

from asss_xl.dataset import DatasetError
from asss_xl.delivery import contacts

KNOWN = ("Rælingen", "Nordre Follo", "Ål", "Bærum", "Herøy (Nordland)", "Unjárga - Nesseby", "Oslo")


def read(folder: Path, rows: str, head: str = "kommune;navn;epost") -> list[contacts.Contact]:
    file = folder / "kontakter.csv"
    file.write_text(f"{head}\n{rows}\n", encoding="utf-8")
    return contacts.read(file, KNOWN)


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


def test_another_s_domain_is_refused_unless_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="annen kommune enn Ål"):
        read(tmp_path, "Ål;Kari;post@hol.kommune.no")
    people = read(tmp_path, "Ål;Kari;post@hol.kommune.no;hol.kommune.no", "kommune;navn;epost;domene")
    assert people[0].epost == "post@hol.kommune.no" and not contacts.doubts(people)
    with pytest.raises(DatasetError, match="ikke i domenet"):
        read(tmp_path, "Ål;Kari;post@hol.no;aal.kommune.no", "kommune;navn;epost;domene")


def test_a_domain_that_is_nobody_s_is_asked_about(tmp_path: Path) -> None:
    people = read(tmp_path, "Oslo;Kari;post@hovedstaden.kommune.no\nOslo;Per;per@firma.no")
    (doubt,) = contacts.doubts(people)
    assert "hovedstaden.kommune.no ligner ikke på Oslo" in doubt and "«domene»" in doubt
