"""Where the income goes: disposable income is taxes and grants, from the raw files."""

from __future__ import annotations

import pandas as pd
import pytest

from asss_xl.checks.formula_text import Place
from asss_xl.functions.values import Value
from asss_xl.report.rapport import Rapport
from tests.independent import sheets
from tests.independent.comparing import RAW, Workbook
from tests.independent.raw import Choice
from tests.support.engine import Session, filled_in

PREMIUM = ("170", "171")
_PREMIUM_2009, _PRINTED = "Premieavvik, 1000 kr", -192604


def _use() -> pd.DataFrame:
    """Use of income by municipality and year, 1000 kr, and the taxes and grants behind it."""
    accounts = pd.read_csv(RAW / "regnskap.csv").pivot(
        index=["kommune", "aar"], columns="post", values="beloep"
    )
    amounts = pd.read_csv(RAW / "beloep.csv", dtype={"funksjon": str}).query("art == 'netto'")
    premium = amounts["funksjon"].isin(PREMIUM)
    keys = ["kommune", "aar"]
    made = pd.DataFrame(
        {
            "tjenester": amounts[~premium].groupby(keys)["beloep"].sum(),
            "premieavvik": amounts[premium].groupby(keys)["beloep"].sum(),
            "renter": accounts["renteutgifter"] + accounts["avdrag"] - accounts["renteinntekter"],
            "resultat": accounts["driftsinntekter"]
            - accounts["driftsutgifter"]
            + accounts["renteinntekter"]
            - accounts["renteutgifter"]
            - accounts["avdrag"],
            "avskrivninger": accounts["avskrivninger"],
            "inntekt": accounts[
                ["innt_formue", "eiendom", "selskap", "andre_skatter", "rammetilskudd", "andre_statstilskudd"]
            ].sum(axis=1),
        }
    )
    people = pd.read_csv(RAW / "innbyggere.csv").query("framskrevet == 'nei'")
    made["folk"] = people.groupby(keys)["antall"].sum()
    return made.dropna()


def test_spending_and_result_are_taxes_and_grants() -> None:
    use = _use()
    spent = use["tjenester"] + use["renter"] + use["premieavvik"] + use["resultat"]
    gap = spent - use["avskrivninger"] - use["inntekt"]
    assert len(gap) == 13 * 5
    assert gap.abs().max() <= 1


@pytest.mark.parametrize("own", ["Bergen", "Oslo", "Tromsø"])
def test_the_workbook_says_so_too(own: str, workbook: Workbook) -> None:
    choice = Choice(own, 2024, "ASSS-12")
    book = workbook.book(choice)
    chain = sheets.shown(book, "kjede", choice)
    use, total = _use(), _use().groupby("aar").sum()
    for year in choice.years:
        mine, country = use.loc[(own, year)], total.loc[year]
        for line, what in (("disponibel", "inntekt"), ("premieavvik", "premieavvik")):
            expected = 1000 * (mine[what] / mine["folk"] - country[what] / country["folk"])
            shown = chain[line, "trinn 1", year]
            assert shown == pytest.approx(expected, abs=0.05), f"{own} {year}: {line}"


def test_the_chapters_are_held_against_each_other_on_kontroll(workbook: Workbook) -> None:
    checks = sheets.table(workbook.book(Choice("Bergen", 2024, "ASSS-12")), sheets.CHECKS)
    answers = {label: checks.value(label, "", "Svar") for label in checks.rows}
    # A cost key's sectors that the example has no figures of cannot be checked.
    assert set(answers.values()) <= {"OK", "Ikke prøvd"}
    for text in (
        "disponibel inntekt er skatt",
        "avviket i disponibel inntekt",
        "premieavviket er det samme",
        "netto driftsresultat er det samme",
        "netto renter og avdrag er det samme",
        "innbyggerne er",
    ):
        assert {svar for label, svar in answers.items() if text in label} == {"OK"}, text


def test_a_premium_deviation_that_is_filled_in_is_a_use_of_income(
    native: Rapport, native_session: Session
) -> None:
    """100 mill. more on functions 170 and 171: moved to the result in step 4.

    With the spending and the taxes as they were, the rest of the spending is as much less, and there is as
    much to dispose of.
    """
    (yellow,) = [
        e.what_if.place
        for e in native.book.inputs
        if e.label.startswith(_PREMIUM_2009) and e.what_if.sheet == "Regnskap" and e.base.value == _PRINTED
    ]
    choice = Choice("Bergen", 2009, "")

    def read(values: dict[Place, Value]) -> dict[tuple[str, str, str], float]:
        book = sheets.pages(values)
        return {
            (part, line, column): value
            for part in ("kjede", "kroner", "tabell 19")
            for (line, column, year), value in sheets.shown(book, part, choice).items()
            if year == 2009 and isinstance(value, float | int)
        }

    before = read(native_session.values())
    after = read(filled_in(native_session, {yellow: _PRINTED + 100_000}))

    def moved(part: str, line: str, column: str) -> float:
        return after[part, line, column] - before[part, line, column]

    each = 1e8 / 249_540
    for step in ("trinn 1", "trinn 2", "trinn 3"):
        assert moved("kjede", "premieavvik", step) == pytest.approx(each, rel=1e-3)
        assert moved("kjede", "resultat", step) == 0
    assert moved("kjede", "premieavvik", "trinn 4") == pytest.approx(0, abs=1e-6)
    assert moved("kjede", "resultat", "trinn 4") == pytest.approx(each, rel=1e-3)
    assert moved("kroner", "Andre sektorer", "mill") == pytest.approx(-100, rel=1e-6)
    assert moved("kroner", "disponibel", "mill") == pytest.approx(0, abs=1e-6)
    assert moved("tabell 19", "resultat", "bruk 1000") == pytest.approx(100_000)
