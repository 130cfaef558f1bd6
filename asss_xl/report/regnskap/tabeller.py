"""Tables 3, 4, 5, 5b, 5c and 5d with figures 4-11, the reference actors' figures, and loans (ch. 1).

A report prints debt, interest and repayment, but neither rates nor time. They are implied by what
is printed of each year, and are the inputs; interest, repayment and debt are formulas.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any, NamedTuple

from asss_xl.functions.excel.formula import beside
from asss_xl.report import formler as bb
from asss_xl.report.formler import regnskap as rf, tekst
from asss_xl.report.poster import AVLEDET, Regnet, regnet
from asss_xl.report.regnskap.ark import AKTOERER, Ark, Laan, postnavn
from asss_xl.report.regnskap.kilde import KOMMUNE, MILL, OEVRIGE, PST, RESTEN, TUSEN, Regnskapskilde
from asss_xl.report.regnskap.steg import MILLPOSTER
from asss_xl.report.tall import MANGLER, Tall, inndata
from asss_xl.workbook import Argument, Call, Cell, of, styles

_LAANENE = "Lån, renter og avdrag"
RENTEPOSTER = ("renteinntekter", "renteutgifter", "avdrag")
_DATA = beside(__file__)
_LAAN = _DATA["laan"]
#: What a rate and the time of repayment are worked out from.
_REGNET: dict[str, tuple[Any, ...]] = {
    "rente": (rf.rentesats, "renteutgifter", "gjeld"),
    "rente_fordringer": (rf.rentesats, "renteinntekter", "fordringer"),
    "avdragstid": (rf.avdragstid, "gjeld", "avdrag"),
}


def laan_er_kjent(kilde: Regnskapskilde, years: Iterable[int]) -> bool:
    """Whether the package has the debt that a what-if on loans moves."""
    return any(kilde.beloep("Tabell 5d", "gjeld", year, MILL).finnes for year in years)


def laan(ark: Ark) -> None:
    """The yellow cells for loans; nothing where the package does not have the debt."""
    if not laan_er_kjent(ark.kilde, ark.aar):
        return
    ark.title(ark.valg.i_loepende(f"{_LAANENE}: forutsetninger for hva hvis"))
    ark.heads("Utledet av tabell 0, 5c og 5d", ("Grunnlag", "Hva hvis", "Brukt"))
    steps = ark.steg.steg.blokk(_LAANENE, ark.valg.aarstall, _LAAN["steg"], styles.hjelp(styles.tall(1)))
    made = ark.laan = Laan(steps, {})
    for post, table in _LAAN["kilde"].items():
        ark.given(post, table, MILL if post in MILLPOSTER else TUSEN)
    for key, field in _LAAN["felt"].items():
        ark.label(field["tekst"])
        look, given = styles.tall(field["desimaler"]), made.felt.setdefault(key, {})
        about = {"label": field["tekst"], "limits": tuple(field["grenser"])}
        about |= {"style": look, "used_style": look}
        for year in ark.aar:
            formula, *posts = _REGNET.get(key, (None,))
            base = Tall(of(formula, *(ark.base(p, year) for p in posts))) if formula else _borrowed(ark, year)
            given[year] = inndata(ark.sheet, *ark.steder(year), base, aar=ark.valg.aarstall[year], **about)
        ark.row += 1
    for year, loan in made.felt["laan"].items():
        ark.keep_base("laan", year, loan.base)
        ark.steg.move("laan", year, loan.used)
    _chain(ark, made)
    for text in _LAAN["merknader"]:
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
    return Tall(round(share.verdi * income.verdi / 1e5, 1))


def _chain(ark: Ark, made: Laan) -> None:
    """Year by year: debt, interest and repayment, each moved by what came before."""
    debt: Argument = 0.0
    paid: Argument = 0.0
    for year in ark.aar:
        time, owed, repaid = made.felt["avdragstid"][year], ark.base("gjeld", year), ark.base("avdrag", year)
        borrowed = ark.steg.endring.cell("laan", year)
        debt = made.bak.calc("endret", year, rf.endret_gjeld, debt, paid, borrowed)
        now = made.bak.calc("foer", year, owed + debt)
        call = of(rf.avdrag_flyttet, repaid, now, time.used, owed, time.base)
        moved = made.bak.calc("avdrag", year, call)
        paid = made.bak.calc("endret_avdrag", year, bb.flyttet, moved, repaid)


def renter(ark: Ark, post: str, year: int, base: Cell) -> Call:
    """Interest on debt or claims, moved by the rate and, for debt, by what is owed."""
    made = ark.laan
    assert made is not None
    if post == "renteutgifter":
        rate, now, before = made.felt["rente"][year], made.bak.cell("foer", year), ark.base("gjeld", year)
    else:
        rate, now = made.felt["rente_fordringer"][year], ark.base("fordringer", year)
        before = now
    return of(rf.rente_flyttet, base, rate.used, now, rate.base, before)


_KRONER = (TUSEN, "Mill. kr")
FOND, _TABELL_5D = "disposisjonsfond", "Tabell 5d"
_REGNES = ("beloep", "vist", "prosent")


class _Linje(NamedTuple):
    """A line of ``tabeller.toml``, where its fields are told of; ``kilde`` is where it is printed."""

    post: str
    tabell: str
    kilde: str
    navn: str = ""
    fylles_ut: bool = False
    beloep: Regnet | None = None
    vist: Regnet | None = None
    prosent: Regnet | None = None
    samme: bool = False
    utgift: bool = False
    total: bool = False
    bare_prosent: bool = False
    utrykt: bool = False
    trykt_som: str = ""

    @classmethod
    def lest(cls, tabell: dict[str, Any], rad: dict[str, Any]) -> _Linje:
        """A table's line, with what its figures are worked out from."""
        name, made = tabell["navn"], {key: regnet(rad[key], rad["post"]) for key in _REGNES if key in rad}
        return cls(**{**rad, **made, "tabell": name, "kilde": "" if "utrykt" in tabell else name})


_TABELLER: dict[str, dict[str, Any]] = {row["navn"]: row for row in _DATA["tabell"]}
_LINJER = {name: [_Linje.lest(row, each) for each in row["linjer"]] for name, row in _TABELLER.items()}
_FYLT = [line for lines in _LINJER.values() for line in lines if line.fylles_ut and line.tabell != FOND]
_REGNET_UT = [line for lines in _LINJER.values() for line in lines if line.beloep or line in _FYLT]
#: The lines that are new in these tables; those of them that always have yellow cells.
POSTER = ("avskrivninger", "netto_renter", "renter_avdrag", *(line.post for line in _REGNET_UT))
GULE = ("avskrivninger", *(line.post for line in _FYLT if line.tabell != _TABELL_5D))


def _given(ark: Ark, actor: str, post: str, table: str, negative: bool = False, total: bool = False) -> None:
    """The percentages of the others as the source has them."""
    for year in ark.aar:
        share = ark.kilde.andel(table, post, actor, year, negative)
        ark.pst[actor].setdefault(post, {})[year] = ark.place(
            2 + AKTOERER.index(actor), year, share, 1, total
        )


def _depreciation(ark: Ark, line: _Linje) -> None:
    """Depreciation, negative as spending is here, also in its yellow cells.

    Where a report does not print it, its distance to the repayments gives it.
    """
    label = "Avskrivninger (beløpet er utledet av tabell 4)" if ark.kilde.tall is None else ""
    given = {year: ark.kilde.avskrivninger(year) for year in ark.aar}
    ark.amount_given(line.post, f"{TUSEN} (utgift er negativ)", given, label)
    for year in ark.aar:
        share = ark.share(line.post, year, ark.beloep[line.post][year])
        ark.percent(line.post, KOMMUNE, year, share, line.kilde)
    for actor in (OEVRIGE, RESTEN):
        _given(ark, actor, line.post, line.kilde, True)
    ark.row += 1


def _gain(ark: Ark, line: _Linje) -> None:
    """Of which financial gains or losses, in the last year."""
    post, year = line.post, ark.aar[-1]
    amount = ark.opplyst.get(post, {}).get(year)
    if amount is None:
        return
    ark.sheet.put(ark.row, 0, f"– {postnavn(post).lower()}, siste år", styles.RAD.but(color=styles.GRAA))
    share = ark.share(post, year, amount)
    made = ark.put(2, year, -share if line.utgift else share, decimals=1)
    ark.kilde.trykt(made, line.tabell, post, KOMMUNE, year, PST)
    for group, actor in ((3, OEVRIGE), (4, RESTEN)):
        ark.place(group, year, ark.kilde.andel(line.tabell, post, actor, year, line.utgift), 1)
    ark.row += 1


def _loans(ark: Ark, line: _Linje) -> None:
    """Net use of loans in percent: filled in as such where the loans are not known."""
    ark.label(postnavn(line.post))
    label, limits = "Netto bruk av lån, prosent av driftsinntekt", (-1000, 1000)
    for year in ark.aar:
        if ark.laan is not None:
            call = ark.share(line.post, year, ark.laan.felt["laan"][year].used)
        else:
            share = ark.kilde.andel(line.tabell, line.post, KOMMUNE, year).utrykt
            given = ark.yellow(line.post, year, share, label, styles.tall(1), limits=limits)
            ark.andel_uten.setdefault(line.post, {})[year] = given.base
            call = of(bb.gjenta, given.used)
        ark.percent(line.post, KOMMUNE, year, call, line.tabell)
    for actor in (OEVRIGE, RESTEN):
        _given(ark, actor, line.post, line.tabell)
    ark.row += 1


def write(ark: Ark, name: str) -> None:
    """A table or figure by its name; nothing where the package does not have its figures."""
    if name == FOND and FOND not in ark.steg.uten:
        return
    table = _TABELLER[name]
    ark.title(table["tittel"])
    names = map(ark.navn, AKTOERER)
    shares = (tekst(n, ", prosent") if isinstance(n, Cell) else f"{n}, prosent" for n in names)
    unit = table.get("enhet", TUSEN)
    heads = ark.amount_heads(unit) if unit in _KRONER else (unit, "Hva hvis")
    ark.heads(table.get("hode", name), (*heads, *shares))
    for line in _LINJER[name]:
        _EGNE.get(line.post, _line)(ark, line)
    if "merknad" in table:
        ark.note(table["merknad"])
    ark.row += 1


#: Lines of a kind of their own.
_EGNE = {"avskrivninger": _depreciation, "gevinster": _gain, "tap": _gain, "laan": _loans}


def _line(ark: Ark, line: _Linje) -> None:
    unit = MILL if line.post in MILLPOSTER else TUSEN
    if line.fylles_ut and line.tabell == _TABELL_5D and ark.laan is not None:
        _by_loans(ark, ark.laan, line.post)
    elif line.fylles_ut:
        ark.amount_input(line.post, line.kilde, unit)
    elif line.beloep is not None:
        ark.amount_calc(line.post, line.beloep, line.kilde, unit, line.total)
    else:
        ark.label(line.navn or postnavn(line.trykt_som or line.post), line.total)
        if not line.bare_prosent:
            _amounts(ark, line, "" if line.utrykt else line.kilde)
    _percent(ark, line)
    ark.row += 1


def _by_loans(ark: Ark, loans: Laan, post: str) -> None:
    """Where loans are known, debt follows them, and claims the net acquisition of funds."""
    if post == "gjeld":
        changes = {y: [loans.bak.cell(what, y) for what in ("endret", "endret_avdrag")] for y in ark.aar}
        ark.amount_moved(post, lambda y, base: of(rf.gjeld_naa, base, *changes[y]))
        return
    steps, look = ark.steg, styles.hjelp(styles.tall(1))
    block = steps.steg.blokk("Endrede fordringer", ark.valg.aarstall, ("Mill. kr",), look)
    before: Argument = 0.0
    for year in ark.aar:
        need = steps.move("finansbehov", year, ark.beloep["finansbehov"][year])
        before = block.calc(0, year, rf.fordringer_naa, before, need, steps.endring.cell("laan", year))
    ark.amount_moved(post, lambda year, base: base + block.cell(0, year))


def _amounts(ark: Ark, line: _Linje, printed: str) -> None:
    """The municipality's amounts that an earlier table has, or that are made of them."""
    made = line.vist or regnet(f"-{line.post}" if line.utgift else line.post)
    for year in ark.aar:
        ark.kilde.trykt(
            ark.shown(0, year, made.i(ark.beloep, year)), printed, line.post, KOMMUNE, year, TUSEN
        )
        ark.empty(1, year)


def _percent(ark: Ark, line: _Linje) -> None:
    """The percentages of the three actors; spending is negative.

    Where the others' own amounts are known a line is worked out by each of them: percentages of lines
    that not the same municipalities have do not add up to anybody's.
    """
    if line.samme:
        for actor, year in product(AKTOERER, ark.aar):
            again = of(bb.gjenta, ark.pst[actor][line.post][year])
            ark.percent(line.post, actor, year, again, line.kilde)
        return
    for year in ark.aar if not line.bare_prosent else ():
        share = ark.share(line.post, year, ark.beloep[line.post][year])
        call = -share if line.utgift else share
        ark.percent(line.post, KOMMUNE, year, call, line.kilde, line.total, line.trykt_som)
    for actor in AKTOERER if line.bare_prosent else (OEVRIGE, RESTEN):
        av = line.prosent or line.beloep
        if av is None or (actor != KOMMUNE and ark.kilde.tall is not None):
            _given(ark, actor, line.post, line.tabell, line.utgift, line.total)
        else:
            for year in ark.aar:
                call = av.i(ark.pst[actor], year)
                ark.percent(line.post, actor, year, call, line.kilde, line.total, line.trykt_som)
    kept = line.post in AVLEDET and line.post in ark.steg.uten
    for year in ark.aar if line.bare_prosent and kept else ():
        ark.base_calc(line.post, year, AVLEDET[line.post])
