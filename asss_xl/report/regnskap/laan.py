"""What a what-if on loans turns: borrowing, interest rates and the time of repayment.

A report prints debt, interest and repayment, but neither rates nor time. They are implied by what
is printed of each year, and are the inputs; interest, repayment and debt are formulas.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl.report import formler as bb
from asss_xl.report.regnskap.ark import BAK, Aar, Ark
from asss_xl.report.regnskap.kilde import KOMMUNE, MILL
from asss_xl.report.tall import MANGLER, Tall, inndata, plasser
from asss_xl.workbook import Argument, Call, Cell, Input, of, styles

TABELL = "Lån, renter og avdrag"
RENTEPOSTER = ("renteinntekter", "renteutgifter", "avdrag")
_RADER = (
    ("gjeld", "Gjeld, grunnlag"), ("fordringer", "Fordringer, grunnlag"),
    ("renteutgifter", "Renteutgifter, grunnlag"), ("renteinntekter", "Renteinntekter, grunnlag"),
    ("avdrag", "Avdrag, grunnlag"), ("endret", "Endret gjeld før avdrag"),
    ("foer", "Gjeld før endret avdrag"), ("avdrag_naa", "Avdrag nå"),
    ("endret_avdrag", "Endret avdrag"),
)  # fmt: skip


@dataclass
class Laan:
    """Inputs by year, and the figures behind them; ``naa`` holds the lines of tabell 0."""

    laan: dict[int, Input] = field(default_factory=dict)
    rente: dict[int, Input] = field(default_factory=dict)
    rente_fordringer: dict[int, Input] = field(default_factory=dict)
    avdragstid: dict[int, Input] = field(default_factory=dict)
    bak: dict[str, Aar] = field(default_factory=dict)
    naa: dict[str, Aar] = field(default_factory=dict)

    def gjeld(self, year: int) -> Call:
        """The debt at the end of a year, million kroner."""
        behind = self.bak
        return of(bb.gjeld_naa, behind["gjeld"][year], behind["endret"][year],
                  behind["endret_avdrag"][year])  # fmt: skip


def assumptions(ark: Ark) -> None:
    """The yellow cells for loans; nothing where the package does not have the debt."""
    kilde = ark.kilde
    if not any(kilde.beloep("Tabell 5d", "gjeld", y, MILL).finnes for y in ark.aar):
        return
    ark.title(f"{TABELL}: forutsetninger for hva hvis")
    ark.heads("Utledet av tabell 0, 5c og 5d", ("Grunnlag", "Hva hvis", "Brukt"))
    made = Laan()
    _behind(ark, made)
    lines = (
        (made.laan, "Netto bruk av lån, mill. kr", 1, (-1e6, 1e6), _borrowed),
        (made.rente, "Rente på gjelda, prosent", 2, (-5, 50), _rate),
        (made.rente_fordringer, "Rente på fordringene, prosent", 2, (-50, 50), _claims_rate),
        (made.avdragstid, "Avdragstid, år (gjeld delt på årets avdrag)", 1, (1, 200), _time),
    )  # fmt: skip
    for given, label, decimals, limits, base in lines:
        ark.sheet.put(ark.row, 0, label, styles.RAD)
        for year in ark.aar:
            given[year] = inndata(
                ark.sheet, (ark.row, ark.column(0, year)), (ark.row, ark.column(1, year)),
                (ark.row, ark.column(2, year)), base(ark, made, year),
                label=label, aar=ark.valg.aarstall[year], style=styles.tall(decimals),
                used_style=styles.tall(decimals), limits=limits,
            )  # fmt: skip
        ark.row += 1
    _chain(ark, made)
    ark.laan = made
    for text in (
        "Nye lån gir rente i hele året de tas opp, og avdrag etter avdragstiden. Endret avdrag og "
        "rente virker videre i årene etter.",
        "Flytter ikke: avskrivningene, som følger investeringene i senere år, og rente på "
        "fordringer som endrer seg.",
    ):
        ark.note(text)
    ark.row += 1


def _behind(ark: Ark, made: Laan) -> None:
    """The figures as they are without what-if, to the right of the table."""
    kilde, sheet, row = ark.kilde, ark.sheet, ark.row
    look = styles.hjelp(styles.tall(1))
    for at, (post, label) in enumerate(_RADER, start=row):
        sheet.put(at, BAK, label, styles.HJELP)
        made.bak[post] = {}
    for year in ark.aar:
        column = BAK + 1 + ark.aar.index(year)
        for at, (post, _) in enumerate(_RADER[:5], start=row):
            money = post in ("gjeld", "fordringer")
            table, unit = ("Tabell 5d", MILL) if money else ("Tabell 0", "1000 kr")
            made.bak[post][year] = plasser(
                sheet, at, column, kilde.beloep(table, post, year, unit), look
            )


def _borrowed(ark: Ark, made: Laan, year: int) -> Tall:
    """Borrowing in million kroner; a report prints it in percent of income."""
    kilde = ark.kilde
    if kilde.tall is not None:
        return kilde.beloep("", "laan", year, MILL)
    share = kilde.andel("Tabell 5c", "laan", KOMMUNE, year)
    income = kilde.beloep("Tabell 0", "driftsinntekter", year)
    if not isinstance(share.verdi, float) or not isinstance(income.verdi, float):
        return MANGLER
    return Tall(round(share.verdi * income.verdi / 1e5, 1), share.avrunding * income.verdi / 1e5)


def _rate(ark: Ark, made: Laan, year: int) -> Tall:
    return Tall(of(bb.rentesats, made.bak["renteutgifter"][year], made.bak["gjeld"][year]))


def _claims_rate(ark: Ark, made: Laan, year: int) -> Tall:
    return Tall(of(bb.rentesats, made.bak["renteinntekter"][year], made.bak["fordringer"][year]))


def _time(ark: Ark, made: Laan, year: int) -> Tall:
    return Tall(of(bb.avdragstid, made.bak["gjeld"][year], made.bak["avdrag"][year]))


def _chain(ark: Ark, made: Laan) -> None:
    """Year by year: debt, interest and repayment, each moved by what came before."""
    sheet, behind = ark.sheet, made.bak
    top = behind["gjeld"][ark.aar[0]].row
    places = {post: top + offset for offset, (post, _) in enumerate(_RADER)}
    look = styles.hjelp(styles.tall(1))
    debt: Argument = 0.0
    paid: Argument = 0.0

    def put(post: str, year: int, call: Call) -> Cell:
        cell = sheet.calc(places[post], BAK + 1 + ark.aar.index(year), call.function,
                          *call.arguments, style=look)  # fmt: skip
        behind[post][year] = cell
        return cell

    for year in ark.aar:
        loan, time = made.laan[year], made.avdragstid[year]
        base = {post: behind[post][year] for post in ("gjeld", "avdrag")}
        debt = put("endret", year, of(bb.endret_gjeld, debt, paid, loan.used, loan.base))
        now = put("foer", year, of(bb.pluss, base["gjeld"], debt))
        repaid = put("avdrag_naa", year, of(
            bb.avdrag_flyttet, base["avdrag"], now, time.used, base["gjeld"], time.base
        ))  # fmt: skip
        paid = put("endret_avdrag", year, of(bb.flytting, repaid, base["avdrag"]))
    made.naa["avdrag"] = behind["avdrag_naa"]


def interest(made: Laan, post: str, year: int) -> Call:
    """Interest on debt or claims, moved by the rate and, for debt, by what is owed."""
    behind = made.bak
    base = behind[post][year]
    if post == "renteutgifter":
        rate, before = made.rente[year], behind["gjeld"][year]
        return of(bb.rente_flyttet, base, rate.used, behind["foer"][year], rate.base, before)
    rate, claims = made.rente_fordringer[year], behind["fordringer"][year]
    return of(bb.rente_flyttet, base, rate.used, claims, rate.base, claims)


