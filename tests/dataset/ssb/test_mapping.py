"""The mapping is data that users correct: what is wrong in it is told by row."""

from __future__ import annotations

from pathlib import Path

import pytest

from asss_xl.dataset.ssb import mapping
from asss_xl.dataset.ssb.cache import Cache
from asss_xl.dataset.ssb.checking import check
from asss_xl.dataset.ssb.client import Client
from asss_xl.dataset.ssb.command import addresses
from asss_xl.dataset.ssb.errors import FetchError
from asss_xl.dataset.ssb.fetching import Fetcher
from tests.support.ssb_server import Server


def test_what_is_not_verified_says_why() -> None:
    text = mapping.LINKS.read_text(encoding="utf-8").splitlines()
    assert all(line.split(",")[9] in ("ja", "nei") for line in text[1:] if '"' not in line)
    assert all(link.verified or link.expected for link in mapping.load())


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = mapping.LINKS.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "koblinger.csv"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("regnskap,avdrag,", "regnskap,avdarg,", "'avdarg'"),
        ("beloep,netto,12367", "beloep,netto,1236", "fem sifre"),
        ("regnskap,avdrag,", "regnskap,gjeld,", "alt koblet på rad"),
        ("AGD46 - A590", "AGD46 A590 -", "skriv koder med + og -"),
        (",KOKartkap0000,AGD21", ",,AGD21", "dimensjon og uttrykk"),
        ("KOKregnskapsomfa0000=A KOK", "KOKregnskapsomfa0000 KOK", "VARIABEL=KODE"),
        ("uttrykk,", "formel,", "mangler kolonnene uttrykk"),
        ("regnskap,selskap,,0,", "regnskap,selskap,,x,", "fast tall, i regnskap"),
        ("regnskap,selskap,,0,", "balanse,2.31,,0,", "fast tall, i regnskap"),
    ],
)
def test_an_error_in_the_mapping(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(FetchError) as error:
        mapping.load(changed(tmp_path, old, new))
    assert told in str(error.value)


def test_saved_by_a_norwegian_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "koblinger.csv"
    lines = [line for line in mapping.LINKS.read_text(encoding="utf-8").splitlines() if '"' not in line]
    path.write_text("\ufeff" + "\r\n".join(lines).replace(",", ";"), encoding="utf-8")
    kept = {link.name for link in mapping.load(path)}
    assert {"beloep netto", "regnskap driftsutgifter"} <= kept


def checked(server: Server, tmp_path: Path, path: Path = mapping.LINKS) -> list[str]:
    client = Client(*addresses(server.url))
    try:
        findings = check(Fetcher(client, Cache(tmp_path)), mapping.load(path))
    finally:
        client.close()
    return findings.gone + [f"ubrukt: {line}" for line in findings.unused]


def test_check_finds_nothing_gone_and_names_what_is_unused(tmp_path: Path) -> None:
    with Server() as server:
        found = checked(server, tmp_path)
    assert all(line.startswith("ubrukt: ") for line in found)
    assert any("A710 Sykelønnsrefusjon" in line for line in found)
    assert any("KOSandel350000" in line for line in found)


@pytest.mark.parametrize(
    ("fault", "told"), [("code_gone", "AGD82"), ("renamed", "ventet"), ("no_12272", "tabell 12272")]
)
def test_check_names_what_is_gone(fault: str, told: str, tmp_path: Path) -> None:
    with Server(**{fault: 1}) as server:
        found = [line for line in checked(server, tmp_path) if not line.startswith("ubrukt")]
    assert len(found) == 1 and told in found[0]


def test_check_writes_no_package_and_needs_no_year(tmp_path: Path) -> None:
    from asss_xl.dataset.ssb.command import run

    with Server() as server:
        told, gone = run(
            year=None,
            years=3,
            network="asss12",
            out=None,
            base_url=server.url,
            mapping_file=None,
            cache=tmp_path / "lager",
            check_only=True,
        )
    assert not gone and told.startswith("Finnes ikke lenger, eller heter noe annet: 0")
    assert not (tmp_path / "lager").exists()


@pytest.mark.parametrize("name", ["~tilskudd_fra_andre_igjen", "~salg"])
def test_a_name_that_not_exactly_one_code_has(name: str, tmp_path: Path) -> None:
    path = changed(tmp_path, "~tilskudd_fra_andre", name)
    with Server() as server:
        found = [line for line in checked(server, tmp_path, path) if not line.startswith("ubrukt")]
    assert len(found) == 1 and "regnskap tilskudd" in found[0] and "ikke nøyaktig én kode" in found[0]
