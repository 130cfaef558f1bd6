"""What the catalogue says of KOSTRA functions, held against the yearly lists; and what hangs together."""

from __future__ import annotations

import re

import pytest

from asss_xl import catalogue
from asss_xl.dataset.new import cost_keys, definitions
from asss_xl.dataset.ssb import mapping
from tests.support import built

#: The functions that the control of the yearly accounts accepted in 2018 (municipalities).
LIST_2018 = (
    "100 110 120 121 130 170 171 172 173 180 190 201 202 211 213 215 221 222 223 231 232 233 234 241 "
    "242 243 244 251 252 253 254 256 261 265 273 275 276 281 283 285 290 301 302 303 315 320 321 325 "
    "329 330 332 335 338 339 340 345 350 353 354 355 360 365 370 373 375 377 380 381 383 385 386 390 "
    "392 393"
)
#: What came into the lists, and went out of them, in the years after.
CHANGES = {2020: ("", "190"), 2021: ("322", ""), 2024: ("257 258", "254")}
#: In vedleggstabell 4 of the 2009 report, or named as ended, and in no list from 2018.
BEFORE_2018 = {"214", "255", "262", "271", "272", "282", "300", "304", "305", "310", "333", "334", "357"}


def accepted(year: int) -> set[str]:
    found = set(LIST_2018.split())
    for changed, (came, went) in CHANGES.items():
        if changed <= year:
            found = (found | set(came.split())) - set(went.split())
    return found


@pytest.mark.parametrize("year", range(2018, 2027))
def test_the_functions_of_a_year_are_the_accepted_ones(year: int) -> None:
    assert {c for c, f in catalogue.functions().items() if f.holds(year)} == accepted(year)


@pytest.mark.parametrize("year", range(2015, 2018))
def test_before_the_lists_the_older_functions_hold_too(year: int) -> None:
    """Which of 2015-2017 each of them ended in is not known, but for one."""
    gone = set() if year == 2015 else {"255"}
    found = {c for c, f in catalogue.functions().items() if f.holds(year)}
    assert found == (accepted(2018) | BEFORE_2018) - gone


def test_the_years_say_how_they_are_known() -> None:
    known = catalogue.functions()
    assert all(known[code].seen for code in ("254", "257", "258", "255"))
    assert not any(known[code].seen for code in (BEFORE_2018 | {"190", "322"}) - {"255"})
    assert {row["sikkerhet"] for row in catalogue.rows("funksjoner")} == {"sett", "utledet", "usikker"}
    assert all(row["merknad"] for row in catalogue.rows("funksjoner"))


def test_what_refers_to_a_function_or_a_sector_names_one_that_is() -> None:
    sectors = {row["sektor"] for row in catalogue.rows("sektorer")}
    by_function = {f.sector for f in catalogue.functions().values()}
    for row in catalogue.rows("indikatorer"):
        assert set(row["funksjoner"].split()) <= set(catalogue.functions())
    for row in catalogue.rows("sektorer"):
        assert row["sektor"] in by_function or row["funksjoner_fra"]
    assert {row["sektor"] for row in catalogue.rows("behovstillegg")} <= sectors
    assert [key.name for key in cost_keys.bundled()] == [row["noekkel"] for row in catalogue.rows("noekler")]
    for weights in cost_keys.bundled():
        assert set(weights.sectors) == {sector for sector, _ in weights.criteria} <= sectors
        assert set(weights.names) <= {row["kriterium"] for row in catalogue.rows("kriterier")}
    services = set(definitions.services())
    assert {row["tjeneste"] for row in catalogue.rows("indikatorer")} == services
    indicators = {f"{r['tjeneste']}/{r['kortnavn']}" for r in catalogue.rows("indikatorer")}
    assert {link.key for link in mapping.load() if link.target == "verdi"} <= indicators


def test_nothing_in_the_catalogue_is_invented() -> None:
    for path in catalogue.FOLDER.rglob("*.csv"):
        assert "ppdikt" not in path.read_text(encoding="utf-8"), path.name


def test_a_row_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        catalogue.rows("tjenester")[0]["navn"] = "Noe annet"  # type: ignore[index]


def test_the_example_network_follows_the_functions_of_the_years() -> None:
    data = built.package("eksempelnettverk")
    amounts = {(code, year) for (_, code, _, year), v in data.beloep.items() if v.verdi}
    assert amounts and all(catalogue.functions()[code].holds(year) for code, year in amounts)
    assert {("254", 2023), ("257", 2024), ("258", 2024)} <= amounts


#: A relative clause has a comma after it, which «… er 5 prosent» cannot give it.
_CLAUSE = re.compile(r" som (er|har|får|bor|mottar|gjelder|ikke|blir|ble)\b")


def test_what_a_sentence_begins_with_has_no_clause_of_its_own() -> None:
    """Issue 19, 19: «Andelen institusjonsbeboere som er 0–66 år er 11,1 prosent» lacks a comma."""
    names = [row["setningsnavn"] for row in catalogue.rows("indikatorer")]
    names += [i.setningsnavn for t in built.package("bergen_2009").tjenester for i in t.indikatorer]
    assert len(names) > 200
    assert not [name for name in names if _CLAUSE.search(name)]
    assert _CLAUSE.search("Andelen beboere som er 0–66 år") and not _CLAUSE.search("stønad som hovedinntekt")
