"""The mapping is data that users correct: what is wrong in it is told by row."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from asss_xl.dataset.ssb import mapping
from asss_xl.dataset.ssb.client import Cache, Client, FetchError
from asss_xl.dataset.ssb.command import GONE, UNUSED, addresses, check_links
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
        ("verdi,grunnskole/Grunnskolepoeng", "verdi,grunnskole/Gunnskolepoeng", "Mente du «grunnskole/Grunn"),
        ("innbyggere,0-105,", "innbyggere,0-104,", "'0-104'"),
        ("teller,kommunehelse/Leger", "tellar,kommunehelse/Leger", "Mente du «teller»"),
        ("nevner,kommunehelse/Åpne", "nevner,kommunehelse/Opne", "Mente du «kommunehelse/Åpne"),
        ("verdi,grunnskole/Grunnskolepoeng", "nevner,grunnskole/Grunnskolepoeng", "ingen nevner"),
        ("170 + 171", "170 + 174", "funksjon 174 finnes ikke"),
        ("KOSlangtid0000 + KOSkorttid0000", "KOSlangtid0000 KOSkorttid0000", "med + og - mellom"),
        (",2022,", ",22,", "årstall"),
        ("fra_aar", "fraa_aar", "kolonnen «fraa_aar» er ikke kjent. Mente du «fra_aar»"),
        (",avdrag,ja,Sett i: skript for 12143", ",avdrag,ja,", "hvor koden er sett"),
        (",avdrag,ja,Sett i: skript for 12143,,,", ",avdrag,ja,Sett i: skript for 12143,,,,x", "flere felt"),
    ],
)
def test_an_error_in_the_mapping(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(FetchError) as error:
        mapping.load(changed(tmp_path, old, new))
    assert told in str(error.value)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    path = changed(tmp_path, "regnskap,avdrag,12143", "regnskap,avdarg,1214")
    path.write_text(path.read_text("utf-8").replace("innbyggere,0-105,", "innbyggere,alle,"), "utf-8")
    with pytest.raises(FetchError) as error:
        mapping.load(path)
    told = str(error.value).splitlines()
    assert len(told) == 3
    assert sum("regnskap avdarg" in line for line in told) == 2
    assert "koblinger.csv, rad" in told[2] and "innbyggere alle" in told[2]


def test_two_links_may_give_a_figure_in_different_years(tmp_path: Path) -> None:
    line = "teller,sosialtjeneste/Mottakere av innb. 18-24 år,13995,KOSsosantkliente0000,,,,0,x,nei,,,{},\n"
    text = mapping.LINKS.read_text(encoding="utf-8")
    path = tmp_path / "koblinger.csv"
    path.write_text(text + line.format(2022), encoding="utf-8")
    assert len(mapping.load(path)) == len(mapping.load()) + 1
    path.write_text(text + line.format(2021), encoding="utf-8")
    with pytest.raises(FetchError, match="alt koblet på rad"):
        mapping.load(path)


def test_the_doubtful_links_are_not_said_to_be_confirmed() -> None:
    links = {link.name: link for link in mapping.load()}
    assert not any(links[f"beloep {art}"].verified for art in ("arbeidsgiveravgift", "pensjon"))
    assert not links["regnskap tilskudd"].verified and not links["regnskap fordringer"].verified
    assert {links[f"regnskap {post}"].table for post in ("gjeld", "fordringer")} == {"12364"}


def test_saved_by_a_norwegian_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "koblinger.csv"
    with mapping.LINKS.open(encoding="utf-8", newline="") as source, path.open("w", encoding="utf-8") as out:
        out.write("\ufeff")
        csv.writer(out, delimiter=";").writerows(csv.reader(source))
    assert mapping.load(path) == mapping.load()


def checked(server: Server, tmp_path: Path, path: Path = mapping.LINKS) -> list[str]:
    client = Client(*addresses(server.url))
    try:
        findings = check_links(Fetcher(client, Cache(tmp_path)), mapping.load(path))
    finally:
        client.close()
    return findings[GONE] + [f"ubrukt: {line}" for line in findings[UNUSED]]


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
