"""What a what-if on loans turns: borrowing, interest rates and the time of repayment.

A report prints debt, interest and repayment, but neither rates nor time. They are implied by what
is printed of each year, and are the inputs; interest, repayment and debt are formulas.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from asss_xl.report import formler as bb
from asss_xl.report.regnskap import formler as rf
from asss_xl.report.regnskap.ark import Ark, Laan
from asss_xl.report.regnskap.kilde import KOMMUNE, MILL, TUSEN, Regnskapskilde
from asss_xl.report.tall import MANGLER, Tall, inndata
from asss_xl.workbook import Argument, Call, Cell, of, styles

TABELL = "Lån, renter og avdrag"
RENTEPOSTER = ("renteinntekter", "renteutgifter", "avdrag")
#: What the package tells and others move; debt and claims in million kroner.
_KILDENS = (
    ("gjeld", "Tabell 5d", MILL),
    ("fordringer", "Tabell 5d", MILL),
    ("renteutgifter", "Tabell 0", TUSEN),
    ("renteinntekter", "Tabell 0", TUSEN),
    ("avdrag", "Tabell 0", TUSEN),
)
_STEG = {
    "endret": "Endret gjeld før avdrag, mill. kr",
    "foer": "Gjeld før endret avdrag, mill. kr",
    "avdrag": "Avdrag, 1000 kr",
    "endret_avdrag": "Endret avdrag, 1000 kr",
}


_MERKNADER = (
    "Nye lån gir rente i hele året de tas opp, og avdrag etter avdragstiden. Endret avdrag og "
    "rente virker videre i årene etter.",
    "Flytter ikke: avskrivningene, som følger investeringene i senere år, og rente på "
    "fordringer som endrer seg.",
)


def known(kilde: Regnskapskilde, years: Iterable[int]) -> bool:
    """Whether the package has the debt that a what-if on loans moves."""
    return any(kilde.beloep("Tabell 5d", "gjeld", year, MILL).finnes for year in years)


def assumptions(ark: Ark) -> None:
    """The yellow cells for loans; nothing where the package does not have the debt."""
    if not known(ark.kilde, ark.aar):
        return
    ark.title(f"{TABELL}: forutsetninger for hva hvis")
    ark.heads("Utledet av tabell 0, 5c og 5d", ("Grunnlag", "Hva hvis", "Brukt"))
    steps = ark.steg.steg.blokk(TABELL, ark.valg.aarstall, _STEG, styles.hjelp(styles.tall(1)))
    made = ark.laan = Laan(steps)
    for post, table, unit in _KILDENS:
        ark.given(post, table, unit)
    lines = (
        (made.laan, "Netto bruk av lån, mill. kr", 1, (-1e6, 1e6), _borrowed),
        (made.rente, "Rente på gjelda, prosent", 2, (-5, 50), _rate),
        (made.rente_fordringer, "Rente på fordringene, prosent", 2, (-50, 50), _claims_rate),
        (made.avdragstid, "Avdragstid, år (gjeld delt på årets avdrag)", 1, (1, 200), _time),
    )
    for given, label, decimals, limits, base in lines:
        ark.label(label)
        look = styles.tall(decimals)
        for year in ark.aar:
            about: dict[str, Any] = {"label": label, "aar": ark.valg.aarstall[year], "limits": limits}
            places = ark.steder(year)
            given[year] = inndata(ark.sheet, *places, base(ark, year), style=look, used_style=look, **about)
        ark.row += 1
    for year, loan in made.laan.items():
        ark.keep_base("laan", year, loan.base)
        ark.steg.move("laan", year, loan.used)
    _chain(ark, made)
    for text in _MERKNADER:
        ark.note(text)
    ark.row += 1


def _borrowed(ark: Ark, year: int) -> Tall:
    """Borrowing in million kroner; a report prints it in percent of income."""
    kilde = ark.kilde
    if kilde.tall is not None:
        return kilde.beloep("", "laan", year, MILL)
    share = kilde.andel("Tabell 5c", "laan", KOMMUNE, year)
    income = kilde.beloep("Tabell 0", "driftsinntekter", year)
    if not isinstance(share.verdi, float) or not isinstance(income.verdi, float):
        return MANGLER
    return Tall(round(share.verdi * income.verdi / 1e5, 1), share.avrunding * income.verdi / 1e5)


def _rate(ark: Ark, year: int) -> Tall:
    return Tall(of(rf.rentesats, ark.base("renteutgifter", year), ark.base("gjeld", year)))


def _claims_rate(ark: Ark, year: int) -> Tall:
    return Tall(of(rf.rentesats, ark.base("renteinntekter", year), ark.base("fordringer", year)))


def _time(ark: Ark, year: int) -> Tall:
    return Tall(of(rf.avdragstid, ark.base("gjeld", year), ark.base("avdrag", year)))


def _chain(ark: Ark, made: Laan) -> None:
    """Year by year: debt, interest and repayment, each moved by what came before."""
    debt: Argument = 0.0
    paid: Argument = 0.0
    for year in ark.aar:
        time, owed, repaid = made.avdragstid[year], ark.base("gjeld", year), ark.base("avdrag", year)
        borrowed = ark.steg.endring.cell("laan", year)
        debt = made.bak.calc("endret", year, rf.endret_gjeld, debt, paid, borrowed)
        now = made.bak.calc("foer", year, owed + debt)
        call = of(rf.avdrag_flyttet, repaid, now, time.used, owed, time.base)
        moved = made.bak.calc("avdrag", year, call)
        paid = made.bak.calc("endret_avdrag", year, bb.flyttet, moved, repaid)


def interest(ark: Ark, post: str, year: int, base: Cell) -> Call:
    """Interest on debt or claims, moved by the rate and, for debt, by what is owed."""
    made = ark.laan
    assert made is not None
    if post == "renteutgifter":
        rate, now, before = made.rente[year], made.bak.cell("foer", year), ark.base("gjeld", year)
    else:
        rate, now = made.rente_fordringer[year], ark.base("fordringer", year)
        before = now
    return of(rf.rente_flyttet, base, rate.used, now, rate.base, before)
