"""Broken and hostile packages: every problem, where it is and what to do, and never a traceback."""

from __future__ import annotations

import json
import os
import re
import socket
from pathlib import Path
from typing import Any

import pytest

from asss_xl.dataset import DatasetError, Problem, files as files_module, load
from asss_xl.dataset.packages import tables as tables_module
from tests.support import built

from .conftest import BUNDLED, Package


def one_cell(package: Package, name: str, key: str, column: str, value: str) -> int:
    """Put `value` in the column of the one row that starts with `key`; the row's line."""
    lines = package.text(name).split("\n")
    columns = lines[0].split(",")
    (place,) = [i for i, line in enumerate(lines) if line.startswith(key)]
    cells = lines[place].split(",")
    assert len(cells) == len(columns), "a row with commas in its text"
    cells[columns.index(column)] = value
    lines[place] = ",".join(cells)
    package.write(name, "\n".join(lines))
    return place + 1


def printed(package: Package, name: str, key: str, column: str, value: str) -> int:
    """Put another printed figure there, for which nothing is reconciled; the row's line."""
    one_cell(package, name, key, "avstemt", "")
    return one_cell(package, name, key, column, value)


PACKED = [r["name"] for r in json.loads((BUNDLED / "datapackage.json").read_text())["resources"]]
INCOME = "Bergen,Tabell 0,driftsinntekter,Driftsinntekter,kommune,2009,1000 kr,"
TRAVEL = "2009,Grunnskole,Reisetid,"


@pytest.mark.parametrize(
    ("value", "melding", "raad"),
    [
        ("tolv", "«tolv» er ikke et tall.", "Skriv bare sifre"),
        ('"13,9"', "«13,9» bruker komma i tallet.", "Bruk punktum"),
        ("NaN", "«NaN» er ikke et tall som kan brukes.", "La feltet stå tomt"),
        ("INF", "«INF» er ikke et tall som kan brukes.", "La feltet stå tomt"),
        ("-inf", "«-inf» er ikke et tall som kan brukes.", "La feltet stå tomt"),
        ("1e999", "«1e999» er ikke et tall.", "Skriv bare sifre"),
        ("1_0", "«1_0» er ikke et tall.", "Skriv bare sifre"),
        ("١٢", "«١٢» er ikke et tall.", "Skriv bare sifre"),
        ("13 972 130", "«13 972 130» er ikke et tall.", "Skriv bare sifre"),
        ("9" * 5000, "er ikke et tall.", "Skriv bare sifre"),
        ("13972130.55", "har flere desimaler enn desimaler sier (0).", "rund av"),
        ("", "Verdien mangler, men status er «publisert».", "sett status til en av mangler"),
    ],
)
def test_bad_number(package: Package, value: str, melding: str, raad: str) -> None:
    lines = package.text("figurer.csv").split("\n")
    (place,) = [i for i, line in enumerate(lines) if line.startswith(INCOME)]
    cells = lines[place].split(",")
    cells[lines[0].split(",").index("verdi")] = value
    lines[place] = ",".join(cells)
    package.write("figurer.csv", "\n".join(lines))
    problem = package.only()
    assert (problem.fil, problem.rad, problem.kolonne) == ("figurer.csv", place + 1, "verdi")
    assert melding in problem.melding
    assert raad in problem.raad
    assert len(str(problem)) < 300


@pytest.mark.parametrize(
    ("name", "key", "column", "value", "melding", "raad"),
    [
        ("figurer.csv", INCOME, "desimaler", "to", "er ikke et heltall", "bare sifre"),
        ("figurer.csv", INCOME, "desimaler", "12", "«12» er for høyt", "høyst 9"),
        ("figurer.csv", INCOME, "side", "0", "«0» er for lavt", "minst 1"),
        ("figurer.csv", INCOME, "enhet", "", "Verdien mangler.", "feltet, eller slett raden"),
        ("figurer.csv", INCOME, "status", "ok", "ikke en lovlig verdi", "publisert, kildeavvik"),
        ("figurer.csv", INCOME, "status", "mangler", "har en verdi, men status", "tøm verdien"),
        ("figurer.csv", INCOME, "aar", "2006", "ikke blant årene", "2007, 2008, 2009"),
        ("figurer.csv", INCOME, "linje", "=1+1", "ligner en formel", "vanlig tekst"),
        ("figurer.csv", INCOME, "linje", " Inntekt", "mellomrom først", "Fjern mellomrommet"),
        ("figurer.csv", INCOME, "linje", "x" * 1001, "for lang tekst", "høyst 1000 tegn"),
        ("indikatorer.csv", "grunnskole,6,", "kildefeil", "nja", "verken ja eller", "ja eller"),
        ("indikatorer.csv", "grunnskole,6,", "gunstig", "opp", "ikke en lovlig verdi", "høy, lav"),
        ("indikatorer.csv", "grunnskole,6,", "kortnavn", "n" * 39, "for lang tekst", "høyst 38"),
        (
            "indikatorreferanser.csv",
            "kultur,1,Bergen,2009,lavest,",
            "referanse",
            "Oslo",
            "lovlig",
            "snitt, lavest, høyest",
        ),
        (
            "etiketter.csv",
            "kultur,1,Bergen,2009,kommune,",
            "stemmer",
            "nei",
            "verdiene gir ja",
            "Rett feltet",
        ),
        ("etiketter.csv", "kultur,1,Bergen,2009,kommune,", "stemmer", "", "verdiene gir ja", "Rett feltet"),
        (
            "etiketter.csv",
            "kultur,1,Bergen,2009,kommune,",
            "aktor",
            "Oslo",
            "lovlig",
            "kommune, høyest, lavest",
        ),
        (
            "funksjoner.csv",
            "vedleggstabell 4,Administrasjon,,100",
            "funksjon",
            "1O0",
            "har feil form",
            "tre sifre",
        ),
        # A name with a wildcard, chosen from a list, is looked for as a pattern: another one was found.
        ("indikatorer.csv", "grunnskole,2,", "kortnavn", "Ressurs*", "har * ? eller ~, som", "navnet uten"),
        # As a package of before says where the figure stands: it would match nothing.
        (
            "kildefeil.csv",
            "Bergen,Teksten,31. ",
            "tabell",
            "indikatorverdier.csv",
            "har feil form",
            "som verify skriver den",
        ),
        ("tekstfunn.csv", "1,asss_bergen_2009,", "nr", "99", "Indikator 99 i «grunnskole»", "tomt"),
        ("tekstfunn.csv", "1,asss_bergen_2009,", "retning", "ned", "ikke en lovlig verdi", "over"),
    ],
)
def test_bad_cell(
    package: Package, name: str, key: str, column: str, value: str, melding: str, raad: str
) -> None:
    line = one_cell(package, name, key, column, value)
    problem = package.only()
    assert (problem.fil, problem.rad, problem.kolonne) == (name, line, column)
    assert melding in problem.melding
    assert raad in problem.raad


def test_same_place_twice(package: Package) -> None:
    line = package.replace("tjenester.csv", "\n2,barnehage,", "\n1,barnehage,") + 1
    problem = package.only()
    assert (problem.fil, problem.rad, problem.kolonne) == ("tjenester.csv", line, "rekkefoelge")
    assert "tidligere rad" in problem.melding


def test_line_break_in_a_name(package: Package) -> None:
    line = package.replace("tjenester.csv", ",Barnevern,", ',"Barne\nvern",')
    problem = package.only()
    assert (problem.rad, problem.kolonne) == (line, "navn")
    assert "har linjeskift" in problem.melding


def test_duplicate_key(package: Package) -> None:
    text = package.text("figurer.csv")
    package.write("figurer.csv", text + text.split("\n")[1] + "\n")
    problem = package.only()
    assert (problem.fil, problem.rad, problem.kolonne) == ("figurer.csv", text.count("\n") + 1, None)
    assert "samme nøkkel som en tidligere rad" in problem.melding


def test_reference_to_nothing(package: Package) -> None:
    text = package.text("etiketter.csv")
    package.write("etiketter.csv", text + "kultur,99,Bergen,2009,kommune,,,Finnes ikke\n")
    problem = package.only()
    assert (problem.fil, problem.rad, problem.kolonne) == ("etiketter.csv", 368, "tjeneste, nr")
    assert problem.melding == "«kultur» / «99» finnes ikke i indikatorer.csv."


def test_weights_must_sum_to_one(package: Package) -> None:
    line = printed(package, "vekter.csv", TRAVEL, "vekt", "0.059")
    problem = package.only()
    assert (problem.fil, problem.kolonne) == ("vekter.csv", "vekt")
    assert problem.melding == "Vektene for Grunnskole i nøkkelen 2009 summerer til 1,011, ikke 1."
    assert problem.rad is not None and problem.rad <= line


def test_weights_may_differ_by_rounding(package: Package) -> None:
    """Five printed weights can be off by 5 * 0.0005; 1.003 is too much and 1.002 is not."""
    printed(package, "vekter.csv", TRAVEL, "vekt", "0.050")
    key = next(n for n in load(package.root).noekler if n.gjelder(2009))
    assert key.vekter["Grunnskole"]["Reisetid"].verdi == 0.050
    one_cell(package, "vekter.csv", TRAVEL, "vekt", "0.051")
    assert "1,003" in package.only().melding


@pytest.mark.parametrize(
    ("name", "pattern", "melding"),
    [
        (
            "vekter.csv",
            r"2008,Barnevern,",
            "Barnevern har ingen vekter i nøkkelen 2008, men kriterieverdier for 2008.",
        ),
        (
            "kriterieverdier.csv",
            r"Bergen,Barnevern,.*,2008,",
            "Barnevern har ingen kriterieverdier for 2008, men vekter i nøkkelen 2008.",
        ),
    ],
)
def test_a_sector_without_a_year(package: Package, name: str, pattern: str, melding: str) -> None:
    lines = package.text(name).split("\n")
    kept = [line for line in lines if not re.match(pattern, line)]
    assert len(kept) == len(lines) - 4
    package.write(name, "\n".join(kept))
    problem = package.only()
    assert (problem.fil, problem.kolonne, problem.melding) == (name, "sektor", melding)


@pytest.mark.parametrize(
    ("name", "key", "value", "word"),
    [
        ("indikatorverdier.csv", "kultur,1,Bergen,2009,", "1058", "lavere enn laveste (1059)"),
        ("indikatorreferanser.csv", "kultur,1,Bergen,2009,snitt,", "2177", "høyere enn høyeste (2175)"),
    ],
)
def test_lowest_mean_highest(package: Package, name: str, key: str, value: str, word: str) -> None:
    package.write("etiketter.csv", package.text("etiketter.csv").split("\n")[0] + "\n")
    line = printed(package, name, key, "verdi", value)
    if value == "1058":
        assert load(package.root).kommune == "Bergen"  # within the rounding of both
        one_cell(package, name, key, "verdi", "1057")
    problem = package.only()
    assert (problem.fil, problem.rad, problem.kolonne) == (name, line, "verdi")
    assert word in problem.melding
    one_cell(package, name, key, "status", "kildeavvik")
    assert load(package.root).kommune == "Bergen"


@pytest.mark.parametrize(
    ("name", "pattern", "who", "where"),
    [
        ("indikatorreferanser.csv", r"eiendom,12,Bergen,2009,snitt,.*\n", "snitt", "indikatorreferanser.csv"),
        ("indikatorverdier.csv", r"eiendom,12,Bergen,2009,.*\n", "Bergen", "indikatorverdier.csv"),
    ],
)
def test_every_indicator_says_the_municipality_and_the_mean(
    package: Package, name: str, pattern: str, who: str, where: str
) -> None:
    package.write(name, re.sub(pattern, "", package.text(name)))
    problem = package.only()
    assert problem.melding == f"Indikator 12 i «eiendom» har ingen rad for {who} i 2009."
    assert "mangler" in problem.raad and where in problem.raad


def test_short_names_are_unique_in_a_profile(package: Package) -> None:
    package.replace("indikatorer.csv", ",Gruppestørrelse 1.-4. trinn,", ",Trivsel,")
    problems = package.problems()
    assert [p.kolonne for p in problems] == ["kortnavn", "kortnavn"]
    assert all("«Trivsel» brukes flere ganger" in p.melding for p in problems)


@pytest.mark.parametrize("name", ["Kontroll", "regnskap", "Hva hvis", "STEG_behov", "History"])
def test_a_service_has_a_sheet_that_the_report_has_for_nothing_else(package: Package, name: str) -> None:
    package.replace("tjenester.csv", ",Kultur,", f",{name},")
    problem = package.only()
    assert (problem.fil, problem.rad, problem.kolonne) == ("tjenester.csv", 5, "navn")
    assert f"«{name}»" in problem.melding and problem.raad == "Gi tjenesten et annet navn."


def test_two_services_have_a_sheet_each(package: Package) -> None:
    long = "En tjeneste med et veldig langt navn "
    package.replace("tjenester.csv", ",Grunnskole,", f",{long}A,")
    package.replace("tjenester.csv", ",Kultur,", f",{long.upper()}B,")
    problem = package.only()
    assert (problem.rad, problem.kolonne) == (5, "navn") and f"«{long}A»" in problem.melding


def test_a_service_without_indicators(package: Package) -> None:
    package.write("tjenester.csv", package.text("tjenester.csv") + "11,vann,Vann,,,,,\n")
    assert package.only().melding == "«vann» har ingen indikatorer."


def test_all_problems_at_once_in_file_order(package: Package) -> None:
    one_cell(package, "figurer.csv", INCOME, "verdi", "mye")
    one_cell(package, "figurer.csv", INCOME, "status", "ukjent")
    one_cell(package, "kriterieverdier.csv", "Bergen,Grunnskole,Nabo,2008,", "indeks", "0.1234")
    os.remove(package.root / "funksjoner.csv")
    package.write("tekstfunn.csv", b"loepenr,kilde\n\xff\n")
    package.descriptor(lambda raw: raw.update(status="kanskje", rapportaar=1999))
    found = [(p.fil, p.kolonne) for p in package.problems()]
    assert found == [
        ("datapackage.json", "status"),
        ("datapackage.json", "rapportaar"),
        ("figurer.csv", "verdi"),
        ("figurer.csv", "status"),
        ("kriterieverdier.csv", "indeks"),
        ("funksjoner.csv", None),
        ("tekstfunn.csv", None),
    ]


def test_one_fault_is_told_once(package: Package) -> None:
    """A key that cannot be read does not make every row that refers to it wrong too."""
    package.replace("indikatorer.csv", "\nkultur,1,", "\nkultur,en,")
    problem = package.only()
    assert (problem.fil, problem.kolonne) == ("indikatorer.csv", "nr")


def test_str_of_one_problem_reads_as_a_sentence() -> None:
    problem = Problem("figurer.csv", 12, "verdi", "«x» er ikke et tall.", "Skriv sifre.")
    assert str(DatasetError([problem])) == (
        "figurer.csv, rad 12, kolonne verdi: «x» er ikke et tall. Skriv sifre."
    )
    both = str(DatasetError([problem, problem]))
    assert both.splitlines()[0] == "Datapakken har 2 problemer:"
    assert len(both.splitlines()) == 3


# --- headings and rows -------------------------------------------------------------------------


def heading(package: Package, name: str, old: str, new: str) -> None:
    first, _, rest = package.text(name).partition("\n")
    assert first.count(old) == 1
    package.write(name, first.replace(old, new) + "\n" + rest)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            ",verdi,",
            ",desimaler,",
            {("desimaler", "Kolonnen står flere ganger."), ("verdi", "Kolonnen mangler.")},
        ),
        (",enhet,", ",enheten,", {("enhet", "Kolonnen mangler."), ("enheten", "Kolonnen er ukjent.")}),
        (",enhet,", ",,", {(None, "En kolonne mangler navn."), ("enhet", "Kolonnen mangler.")}),
    ],
)
def test_heading(package: Package, old: str, new: str, expected: set[Any]) -> None:
    heading(package, "figurer.csv", old, new)
    problems = package.problems()
    assert {(p.kolonne, p.melding) for p in problems} == expected
    assert {(p.fil, p.rad) for p in problems} == {("figurer.csv", 1)}


def test_a_heading_that_is_almost_right_is_helped_on_its_way(package: Package) -> None:
    heading(package, "figurer.csv", ",enhet,", ",Enhet,")
    advice = {p.kolonne: p.raad for p in package.problems()}
    assert advice["Enhet"].startswith("Mente du «enhet»? ")


def test_extra_column_is_told(package: Package) -> None:
    lines = package.text("tjenester.csv").rstrip("\n").split("\n")
    package.write("tjenester.csv", "\n".join([lines[0] + ",mer", *(x + ",1" for x in lines[1:])]))
    problem = package.only()
    assert (problem.rad, problem.kolonne, problem.melding) == (1, "mer", "Kolonnen er ukjent.")


def test_columns_may_come_in_another_order(package: Package) -> None:
    lines = package.text("kriterieverdier.csv").rstrip("\n").split("\n")
    package.write("kriterieverdier.csv", "\n".join(",".join(x.split(",")[::-1]) for x in lines))
    assert load(package.root) == built.package("bergen_2009")


def test_excel_utf8_with_bom_and_blank_lines_is_fine(package: Package) -> None:
    text = package.text("kriterieverdier.csv").replace("\n", "\r\n")
    package.write("kriterieverdier.csv", b"\xef\xbb\xbf" + (text + ",,,,,,,,,,,\r\n\r\n").encode())
    assert load(package.root) == built.package("bergen_2009")


@pytest.mark.parametrize(("cells", "raad"), [(",", "anførselstegn"), (None, "Legg til feltene")])
def test_row_of_wrong_width(package: Package, cells: str | None, raad: str) -> None:
    lines = package.text("indikatorer.csv").split("\n")
    width = lines[0].count(",") + 1
    lines[4] = lines[4] + cells if cells else lines[4].rsplit(",", 1)[0]
    package.write("indikatorer.csv", "\n".join(lines))
    problem = package.only()
    assert (problem.fil, problem.rad) == ("indikatorer.csv", 5)
    given = width + 1 if cells else width - 1
    assert problem.melding == f"Raden har {given} felt, men overskriften har {width}."
    assert raad in problem.raad


def test_unclosed_quote(package: Package) -> None:
    text = package.text("tjenester.csv")
    package.write("tjenester.csv", text + '11,vann,"Vann,,,,,\n')
    problem = package.only()
    assert (problem.rad, problem.melding) == (12, "Raden er ikke gyldig CSV.")


def test_lines_are_counted_past_line_breaks_in_text(package: Package) -> None:
    package.replace("korreksjoner.csv", "Gir den trykte korrigerte andelen 5,3", "to\nlinjer")
    package.replace("korreksjoner.csv", "\n3,Bergen,Tabell 0,", "\nx,Bergen,Tabell 0,")
    problem = package.only()
    assert (problem.rad, problem.kolonne) == (5, "nr")


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_empty_file(package: Package, content: str) -> None:
    package.write("figurer.csv", content)
    assert package.only().melding == "Filen er tom."


def test_not_utf8(package: Package) -> None:
    text = package.text("tjenester.csv")
    line = package.replace("tjenester.csv", ",Kultur,", ",Kultur på ø,")
    package.write("tjenester.csv", text.replace(",Kultur,", ",Kultur på ø,").encode("mac-roman", "replace"))
    problem = package.only()
    assert problem.fil == "tjenester.csv" and problem.rad is not None and problem.rad <= line
    assert "CSV UTF-8" in problem.raad


def test_control_character(package: Package) -> None:
    line = package.replace("tjenester.csv", ",Kultur,", ",Kul\x00tur,")
    problem = package.only()
    assert problem.rad == line
    assert "U+0000" in problem.melding


# --- the descriptor ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "melding"),
    [
        (b"{", "ikke gyldig JSON"),
        (b"", "ikke gyldig JSON"),
        (b"[" * 100_000, "ikke gyldig JSON"),
        (b"[]", "ikke en datapakke"),
        (b"\xff\xfe{}", "ikke lagret som UTF-8"),
    ],
)
def test_bad_descriptor(package: Package, content: bytes, melding: str) -> None:
    package.write("datapackage.json", content)
    problem = package.only()
    assert problem.fil == "datapackage.json"
    assert melding in problem.melding


@pytest.mark.parametrize(
    ("key", "value", "melding"),
    [
        ("kommune", None, "mangler eller er ikke en tekst"),
        ("kommune", "../../etc", "er ikke et kommunenavn"),
        ("kommune", "Bergen\n", "er ikke et kommunenavn"),
        ("kommune", "B" * 61, "er ikke et kommunenavn"),
        *(("kommune", word, "er ikke et kommunenavn") for word in ("all", "None", "Ikke data", "skjermet")),
        ("title", 3, "mangler eller er ikke en tekst"),
        ("title", "x" * 2001, "er for lang tekst"),
        ("rapportaar", True, "ikke et årstall"),
        ("rapportaar", "2009", "ikke et årstall"),
        ("rapportaar", 2010, "ikke blant årene i aar"),
        ("aar", [2009, 2008], "ikke stigende årstall"),
        ("aar", [2007, 2007, 2009], "ikke stigende årstall"),
        ("aar", ["2009"], "ikke stigende årstall"),
        ("aar", [], "ikke stigende årstall"),
        ("aar", 2009, "ikke stigende årstall"),
        ("oppdatert", "15.6.2010", "ingen dato"),
        ("oppdatert", "2010-06-31", "ingen dato"),
        ("status", "ferdig", "«ferdig» er ukjent"),
        ("utenfor_oevrige", ["Oslo", "Oslo"], "liste med ulike tekster"),
        ("utenfor_oevrige", [["Oslo"]], "liste med ulike tekster"),
        ("utenfor_oevrige", "Oslo", "liste med ulike tekster"),
        ("utenfor_oevrige", [1], "liste med ulike tekster"),
        ("utenfor_oevrige", ["Osl"], "«Osl» finnes ikke i kommuner.csv"),
        ("resten", "Resten av landet", "finnes ikke i kommuner.csv"),
        ("resten", 7, "mangler eller er ikke en tekst"),
        ("nettverk", 7, "mangler eller er ikke en tekst"),
        ("oppdiktet", "ja", "true eller false"),
        ("foreloepige_aar", [2009, 2008], "ikke stigende årstall"),
        ("foreloepige_aar", "2009", "ikke stigende årstall"),
        ("sources", [], "Kilden mangler"),
        ("sources", [{"title": 1}], "Kilden mangler"),
        ("resources", None, "Listen over filer mangler"),
        ("resources", [1], "Listen over filer mangler"),
    ],
)
def test_bad_metadata(package: Package, key: str, value: Any, melding: str) -> None:
    package.descriptor(lambda raw: raw.update({key: value}))
    problems = package.problems()
    assert any(melding in p.melding for p in problems if p.kolonne == key)
    assert {p.fil for p in problems} == {"datapackage.json"}


OUTSIDE = [
    "../utenfor.csv",
    "under/../../utenfor.csv",
    "/etc/passwd",
    "C:\\hemmelig.csv",
    "C:hemmelig.csv",
    "..\\utenfor.csv",
    "\\\\tjener\\deling\\fil.csv",
    "https://example.org/figurer.csv",
    "http:/example.org/figurer.csv",
    "file:///etc/passwd",
    "s3://boks/figurer.csv",
    "fil\x00.csv",
    "",
    "x" * 201,
    7,
    None,
    ["figurer.csv", "mer.csv"],
    {"url": "https://example.org"},
]


@pytest.mark.parametrize("path", OUTSIDE, ids=repr)
def test_paths_out_of_the_folder(package: Package, path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (package.root.parent / "utenfor.csv").write_text(package.text("figurer.csv"), encoding="utf-8")

    def no_network(*args: object, **kwargs: object) -> None:
        raise AssertionError("loading a package must not use the network")

    monkeypatch.setattr(socket, "socket", no_network)
    monkeypatch.setattr(socket, "create_connection", no_network)
    package.resource("figurer", path=path)
    problem = package.only()
    assert (problem.fil, problem.kolonne) == ("datapackage.json", "resources")
    assert "Ressursen figurer peker ikke på en fil i mappen" in problem.melding


TURNED, ESCAPED = "Ber\u202egen", r"Ber\u202egen"
REPEATED = '"sources": [{"title": "Én", "title": "To"}], "x": "'


@pytest.mark.parametrize(
    ("old", "new", "key", "melding"),
    [
        ('"title"', '"title": "En annen", "title"', "title", "står to ganger"),
        ('"title"', f'{REPEATED}{"y"}", "title"', "title", "står to ganger"),
        ('"title"', f'"y": {{"z": ["{ESCAPED}"]}}, "title"', "z", "snur rekkefølgen"),
        ('"title"', f'"{ESCAPED}": 1, "title"', "«Ber�gen»", "snur rekkefølgen"),
        ('"title"', f'"y": "{TURNED}", "title"', None, "U+202E"),
    ],
)
def test_a_descriptor_that_can_be_read_in_two_ways(
    old: str, new: str, key: str | None, melding: str, package: Package
) -> None:
    text = package.text("datapackage.json")
    package.write("datapackage.json", text.replace(old, new, 1))
    problem = package.only()
    assert (problem.fil, problem.kolonne) == ("datapackage.json", key)
    assert melding in problem.melding and problem.raad
    assert key or problem.rad == 1 + text.count("\n", 0, text.index(old))


def test_a_cell_that_is_shown_in_another_order(package: Package) -> None:
    text = package.text("kommuner.csv")
    package.write("kommuner.csv", text.replace("Bergen", TURNED, 1))
    problem = package.only()
    assert problem.rad == 1 + text.count("\n", 0, text.index("Bergen"))
    assert problem.fil == "kommuner.csv" and "U+202E" in problem.melding and "Fjern tegnet" in problem.raad


@pytest.mark.parametrize("value", ["https://example.org/schema.json", "../skjema.json", 1, {}])
def test_printed_schemas_and_profiles_are_not_followed(package: Package, value: Any) -> None:
    package.resource("figurer", schema=value, profile=value, dialect=value)
    package.descriptor(lambda raw: raw.update({"profile": value, "$schema": value}))
    assert load(package.root) == built.package("bergen_2009")


@pytest.mark.parametrize(
    ("changes", "melding"),
    [
        ({"data": [["a"], ["b"]]}, "peker ikke på en fil"),
        ({"encoding": "latin-1"}, "er ikke UTF-8"),
        ({"format": "xlsx"}, "er ikke en ren CSV-fil"),
        ({"compression": "gz"}, "er ikke en ren CSV-fil"),
        ({"name": "figur"}, "Ressursen «figur» er ukjent"),
        ({"name": ["figur"]}, "er ukjent"),
        ({"name": "kriterieverdier"}, "Ressursen kriterieverdier står flere ganger"),
    ],
)
def test_bad_resource(package: Package, changes: dict[str, Any], melding: str) -> None:
    package.resource("figurer", **changes)
    assert any(melding in p.melding for p in package.problems())


def drop(package: Package, names: set[str]) -> None:
    """Take files out of the package."""
    package.descriptor(
        lambda raw: raw.update(resources=[r for r in raw["resources"] if r["name"] not in names])
    )
    for name in names:
        (package.root / f"{name}.csv").unlink()


def test_required_and_optional_resources(package: Package) -> None:
    optional = {"korreksjoner", "etiketter", "funksjoner", "tekstfunn"}
    drop(package, optional)
    small = load(package.root)
    assert (small.korreksjoner, small.funksjoner, small.tekstfunn) == ((), (), ())
    assert len(small.etiketter) == 0
    drop(package, {"vekter", "kriterieverdier", "figurer", "grupper", "gruppemedlemmer"})
    smaller = load(package.root)
    assert (smaller.figurer, dict(smaller.kriterieverdier)) == ((), {})
    assert smaller.medlemmer == small.medlemmer  # without groups all are compared
    drop(package, {"kommuner"})
    assert {p.melding for p in package.problems()} == {"Ressursen kommuner mangler."}


#: What cannot be there without the file, in the bundled package.
POINTS_AT = {
    "grupper": {"gruppemedlemmer"},
    "tjenester": {"indikatorer"},
    "indikatorer": {"tjenester", "indikatorverdier", "indikatorreferanser", "etiketter"},
    "noekler": {"vekter"},
    "sektorer": {"vekter", "behovstillegg", "korreksjoner"},
}


@pytest.mark.parametrize("name", sorted(r for r in PACKED if r != "kommuner"))
def test_a_package_without_one_of_its_files_loads_or_says_what_it_needs(package: Package, name: str) -> None:
    """A file that others point at must be there; nothing else is required."""
    drop(package, {name})
    if name not in POINTS_AT:
        assert load(package.root).kommune == "Bergen"
        return
    problems = package.problems()
    assert {p.fil for p in problems} == {f"{other}.csv" for other in POINTS_AT[name]}
    for problem in problems:
        if problem.fil != "korreksjoner.csv":
            assert problem.melding == f"Radene hører sammen med {name}.csv, som ikke er i pakken."


# --- the disk ----------------------------------------------------------------------------------


def test_missing_file(package: Package) -> None:
    os.remove(package.root / "kriterieverdier.csv")
    problem = package.only()
    assert (problem.fil, problem.melding) == ("kriterieverdier.csv", "Filen mangler.")


@pytest.mark.parametrize("where", ["utenfor", "innenfor"])
def test_links_are_not_followed(package: Package, where: str) -> None:
    target = package.root.parent / "hemmelig.csv"
    if where == "innenfor":
        target = package.root / "kopi.csv"
    (package.root / "figurer.csv").rename(target)
    (package.root / "figurer.csv").symlink_to(target)
    assert package.only().melding == "Filen er en lenke."


def test_linked_folder_is_not_followed(package: Package) -> None:
    outside = package.root.parent / "annet"
    outside.mkdir()
    (package.root / "figurer.csv").rename(outside / "figurer.csv")
    (package.root / "under").symlink_to(outside)
    package.resource("figurer", path="under/figurer.csv")
    assert package.only().melding == "Filen er en lenke."


def test_a_folder_below_is_fine(package: Package) -> None:
    (package.root / "under").mkdir()
    (package.root / "figurer.csv").rename(package.root / "under" / "figurer.csv")
    package.resource("figurer", path="under/figurer.csv")
    assert load(package.root) == built.package("bergen_2009")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a Unix thing")
def test_pipe_does_not_hang(package: Package) -> None:
    os.remove(package.root / "figurer.csv")
    os.mkfifo(package.root / "figurer.csv")
    assert package.only().melding == "Dette er ikke en vanlig fil."


def test_folder_in_place_of_file(package: Package) -> None:
    os.remove(package.root / "figurer.csv")
    (package.root / "figurer.csv").mkdir()
    assert package.only().fil == "figurer.csv"


def test_huge_file(package: Package) -> None:
    with (package.root / "figurer.csv").open("r+b") as stream:
        stream.truncate(files_module.MAX_BYTES + 1)
    assert package.only().melding == "Filen er større enn 100 MB."


def test_rows_that_are_alike_are_told_once_and_files_one_by_one(package: Package) -> None:
    """A row of the wrong width is wrong in no column: it was «kolonne None»."""
    lines = package.text("figurer.csv").split("\n")
    package.write(
        "figurer.csv", "\n".join([lines[0], *(line.rsplit(",", 1)[0] for line in lines[1:10]), *lines[10:]])
    )
    with pytest.raises(DatasetError) as caught:
        load(package.root)
    told = str(caught.value).split("\n")
    assert len(caught.value.problemer) == 9 and len(told) == 1 + 3 + 1
    assert told[-1] == "- figurer.csv: det samme i 6 rader til (rad 5, 6, 7, 8, 9, 10)."


def test_too_many_rows(package: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables_module, "MAX_ROWS", 900)
    problem = package.only()
    assert (problem.fil, problem.rad) == ("figurer.csv", 902)
    assert problem.melding == "Filen har over 900 rader."


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("finnes_ikke", "Medfølgende: bergen_2009"),
        ("https://example.org/datapackage.json", "nettadresse"),
        ("x" * 5000, "Datapakken finnes ikke"),
        ("nul\x00l", "Datapakken finnes ikke"),
    ],
)
def test_no_such_package(name: str, part: str) -> None:
    with pytest.raises(DatasetError) as caught:
        load(name)
    assert part in str(caught.value)
    assert len(str(caught.value)) < 500


def test_not_a_package(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="verken datapackage.json eller inndatabøker"):
        load(tmp_path)
    other = tmp_path / "tall.csv"
    other.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(DatasetError, match="verken en datapakke eller en inndatabok"):
        load(str(other))
    with pytest.raises(DatasetError, match=r"tall\.csv: Filen er ikke en \.xlsx"):
        load(other)


def test_a_file_that_the_package_does_not_list_is_told(package: Package) -> None:
    """Else what is in it would be left out without a word."""
    package.write("anbefalte_nivaa.csv", "noekkeltall,kommune,nivaa,retning,fra,til,gjelder,kilde,merknad\n")
    problem = package.only()
    assert problem.fil == "anbefalte_nivaa.csv" and "står ikke i datapackage.json" in problem.melding
    line = problem.raad.partition("Legg til ")[2].partition(" i listen resources")[0]
    package.descriptor(lambda raw: raw["resources"].append(json.loads(line)))
    assert load(package.root).anbefalte_nivaa == ()


def test_a_file_that_is_not_listed_is_told_also_in_capitals_and_beside_those_that_are(
    package: Package,
) -> None:
    head = "noekkeltall,kommune,nivaa,retning,fra,til,gjelder,kilde,merknad\n"
    package.write("Anbefalte_nivaa.CSV", head)
    assert package.only().fil == "Anbefalte_nivaa.CSV"
    (package.root / "Anbefalte_nivaa.CSV").unlink()
    (package.root / "tall").mkdir()
    (package.root / "kommuner.csv").rename(package.root / "tall" / "kommuner.csv")

    def moved(raw: dict[str, Any]) -> None:
        next(each for each in raw["resources"] if each["name"] == "kommuner")["path"] = "tall/kommuner.csv"

    package.descriptor(moved)
    (package.root / "tall" / "anbefalte_nivaa.csv").write_text(head, encoding="utf-8")
    problem = package.only()
    assert problem.fil == "tall/anbefalte_nivaa.csv" and '"path": "tall/anbefalte_nivaa.csv"' in problem.raad


def test_a_file_of_another_name_is_the_owner_s_own(package: Package) -> None:
    package.write("notater.csv", "a,b\n")
    assert load(package.root) == built.package("bergen_2009")
