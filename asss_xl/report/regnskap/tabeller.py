"""Tables 1-5d, the reference actors' figures, and loans (ch. 1).

A report prints debt, interest and repayment, but neither rates nor time. They are implied by what
is printed of each year, and are the inputs; interest, repayment and debt are formulas.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any, NamedTuple

from asss_xl.report import formler as bb
from asss_xl.report.formler import regnskap as rf, tekst
from asss_xl.report.poster import Regnet, regnet
from asss_xl.report.regnskap.ark import AKTOERER, NAVNEHOEYDE, Ark, Laan, Posttabell
from asss_xl.report.regnskap.kilde import KOMMUNE, MILL, OEVRIGE, PST, RESTEN, TUSEN, VEKST, Regnskapskilde
from asss_xl.report.regnskap.steg import MILLPOSTER, postnavn
from asss_xl.report.tall import MANGLER, Tall, plasser
from asss_xl.stated import beside
from asss_xl.workbook import Argument, Call, Cell, of, styles

_LAANENE = "Lån, renter og avdrag"
_DATA = beside(__file__)
_LAAN, _RENTER_AV = _DATA["laan"], {"renteutgifter": "gjeld", "renteinntekter": "fordringer"}
#: The lines that loans move, by where they are printed.
LAANEKILDER: dict[str, str] = _LAAN["kilde"]
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
    title, fields = ark.valg.i_loepende(f"{_LAANENE}: forutsetninger for hva hvis"), _LAAN["felt"]
    labels, groups = {key: field["tekst"] for key, field in fields.items()}, ("Grunnlag", "Hva hvis", "Brukt")
    table = Posttabell(ark, title, "Utledet av tabell 0, 5c og 5d", groups, labels)
    steps = ark.steg.steg.blokk(_LAANENE, ark.valg.aarstall, _LAAN["steg"], styles.hjelp(styles.tall(1)))
    made = ark.laan = Laan(steps, {})
    for post, printed in LAANEKILDER.items():
        ark.given(post, printed, MILL if post in MILLPOSTER else TUSEN)
    for key, field in fields.items():
        given, about = (
            made.felt.setdefault(key, {}),
            {"label": field["tekst"], "limits": tuple(field["grenser"])},
        )
        about["style"] = styles.tall(field["desimaler"])
        for year in ark.aar:
            formula, *posts = _REGNET.get(key, (None,))
            base = Tall(of(formula, *(ark.base(p, year) for p in posts))) if formula else _borrowed(ark, year)
            places, aar = ((0, year), (1, year), (2, year)), ark.valg.aarstall[year]
            given[year] = table.inndata(key, *places, base, aar=aar, **about)
    for year, loan in made.felt["laan"].items():
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
    debt = post == "renteutgifter"
    rate, before = made.felt["rente" if debt else "rente_fordringer"][year], ark.base(_RENTER_AV[post], year)
    now = made.bak.cell("foer", year) if debt else before
    return of(rf.rente_flyttet, base, rate.used, now, rate.base, before)


_KRONER = (TUSEN, "Mill. kr")
FOND, _TABELL_5D = "disposisjonsfond", "Tabell 5d"
_REGNES = ("beloep", "vist", "prosent")
_VEKST_KOLONNE = 7


class _Linje(NamedTuple):
    """A line of ``tabeller.toml``, where its fields are told of; ``kilde`` is where it is printed."""

    post: str
    tabell: str
    kilde: str
    navn: str = ""
    fylles_ut: bool = False
    resten_av: str = ""
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

    @property
    def enhet(self) -> str:
        """What its amounts are in."""
        return MILL if self.post in MILLPOSTER else TUSEN


_TABELLER: dict[str, dict[str, Any]] = {row["navn"]: row for row in _DATA["tabell"]}
_LINJER = {name: [_Linje.lest(row, each) for each in row["linjer"]] for name, row in _TABELLER.items()}
_ALLE = [line for name, lines in _LINJER.items() if name != FOND for line in lines]
#: Lines that are new in these tables beside those with amounts; and the one whose amount may be derived.
_NYE, _SLITASJE = ("avskrivninger", "netto_renter", "renter_avdrag"), "avskrivninger"
TABELLPOSTER = [x.post for x in _ALLE if x.fylles_ut or x.resten_av or x.beloep or x.post in _NYE]
#: Those of them that always have yellow cells.
GULE = [x.post for x in _ALLE if x.resten_av or x.post == _SLITASJE or x.fylles_ut and x.tabell != _TABELL_5D]


def write(ark: Ark, name: str) -> None:
    """A table or figure by its name; nothing where the package does not have its figures."""
    if name == FOND and FOND not in ark.steg.naa:
        return
    about, year = _TABELLER[name], ark.aar[-1]
    lines = [x for x in _LINJER[name] if x.post not in _GEVINSTER or year in ark.opplyst.get(x.post, {})]
    unit = about.get("enhet", TUSEN)
    # What is not an amount has its yellow cells here only where the loans are not known.
    heads: tuple[Any, ...] = (unit, "Hva hvis") if ark.laan is None else ("", "")
    if unit in _KRONER:
        heads = ark.amount_heads(unit)
    if "vekst" not in about:
        names = map(ark.navn, AKTOERER)
        heads += tuple(tekst(n, ", prosent") if isinstance(n, Cell) else f"{n}, prosent" for n in names)
    labels = {x.post: x.navn or postnavn(x.trykt_som or x.post) for x in lines}
    if _SLITASJE in labels and ark.kilde.tall is None:
        labels[_SLITASJE] = "Avskrivninger (beløpet er utledet av tabell 4)"
    sums = [x.post for x in lines if x.total]
    table = Posttabell(ark, about["tittel"], about.get("hode", name), heads, labels, sums)
    if "vekst" in about:
        _growth_heads(table)
    for line in lines:
        _EGNE.get(line.post, _line)(table, line)
    if "merknad" in about:
        ark.note(about["merknad"])
    if "vekst" in about and ark.kilde.tall is not None and ark.kilde.tall.noen_tok_av_resten:
        ark.note(_DATA["om_resten"])
    ark.row += 1


def _line(table: Posttabell, line: _Linje) -> None:
    ark, growing = table.ark, "vekst" in _TABELLER[line.tabell]
    if line.resten_av:
        total, last = line.resten_av, _LINJER[line.tabell][-2].post
        left = {y: Tall(of(rf.resten_av, ark.base(total, y), ark.base(last, y))) for y in ark.aar}
        table.amount_given(line.post, "mill. kr", left)
        return
    if line.fylles_ut and line.tabell == _TABELL_5D and ark.laan is not None:
        _by_loans(table, ark.laan, line.post)
    elif line.fylles_ut:
        table.amount_input(line.post, line.kilde, line.enhet)
    elif line.beloep is not None:
        table.amount_calc(line.post, line.beloep, line.kilde, line.enhet)
    elif not line.bare_prosent:
        _amounts(table, line)
    (_growth if growing else _percent)(table, line)


def _growth_heads(table: Posttabell) -> None:
    """Growth in the last year: the municipality's, and that of the others."""
    ark = table.ark
    if len(ark.aar) < 2:
        return
    label = ark.valg.i_loepende(tekst("Vekst til ", ark.valg.aarstall[ark.aar[-1]], ", %"))
    table.beside(_VEKST_KOLONNE, label, map(ark.navn, AKTOERER))
    ark.sheet.heights[table.row + 1] = NAVNEHOEYDE


def _growth(table: Posttabell, line: _Linje) -> None:
    """Growth of one line for the three actors."""
    ark, post, style = table.ark, line.post, table.desimal(line.post)
    if len(ark.aar) < 2:
        return
    (old, new), (row, _) = ark.aar[-2:], table.at(post, (0, ark.aar[-1]))
    grown = ark.sheet.calc(row, _VEKST_KOLONNE, ark.vokst(post, new, old), style=style)
    ark.kilde.trykt(grown, line.tabell, post, KOMMUNE, new, VEKST)
    for column, actor in enumerate((OEVRIGE, RESTEN), start=_VEKST_KOLONNE + 1):
        shown = plasser(ark.sheet, row, column, ark.kilde.vekst(line.tabell, post, actor, new), style)
        if post == "frie":
            ark.vekst[actor] = shown


def moved(ark: Ark, lines: tuple[str, ...], year: int, base: Cell) -> Call:
    """A line of tabell 0, 1000 kr, moved by lines of tabell 1 or 2."""
    for line in lines:
        ark.steg.move(line, year, ark.beloep[line][year])
    return of(rf.flyttet, base, ark.steg.endring.column(year, lines[0], lines[-1]))


def _depreciation(table: Posttabell, line: _Linje) -> None:
    """Depreciation, negative as spending is here, also in its yellow cells.

    Where a report does not print it, its distance to the repayments gives it.
    """
    ark = table.ark
    given = {year: ark.kilde.avskrivninger(year) for year in ark.aar}
    table.amount_given(line.post, f"{TUSEN} (utgift er negativ)", given)
    for year in ark.aar:
        share = ark.share(line.post, year, ark.beloep[line.post][year])
        table.percent(line.post, KOMMUNE, year, share, line.kilde)
    for actor in (OEVRIGE, RESTEN):
        table.others(line.post, actor, line.kilde, True)


def _gain(table: Posttabell, line: _Linje) -> None:
    """Of which financial gains or losses, in the last year."""
    ark, post, year = table.ark, line.post, table.years[-1]
    label = table.sheet.cells[table.at(post, (0, year))[0], 0]
    label.value, label.style = f"– {postnavn(post).lower()}, siste år", label.style.but(color=styles.GRAA)
    share = ark.share(post, year, ark.opplyst[post][year])
    made = table.calc(post, (2, year), -share if line.utgift else share, style=table.desimal(post))
    ark.kilde.trykt(made, line.tabell, post, KOMMUNE, year, PST)
    for group, actor in ((3, OEVRIGE), (4, RESTEN)):
        given = ark.kilde.andel(line.tabell, post, actor, year, line.utgift)
        table.tall(post, (group, year), given, table.desimal(post))


def _loans(table: Posttabell, line: _Linje) -> None:
    """Net use of loans in percent: filled in as such where the loans are not known."""
    ark = table.ark
    label, limits = "Netto bruk av lån, prosent av driftsinntekt", (-1000, 1000)
    for year in ark.aar:
        if ark.laan is not None:
            call = ark.share(line.post, year, ark.laan.felt["laan"][year].used)
        else:
            share = ark.kilde.andel(line.tabell, line.post, KOMMUNE, year).utrykt
            given = table.yellow(line.post, year, share, label, styles.tall(1), limits=limits)
            call = of(bb.gjenta, given.used)
        table.percent(line.post, KOMMUNE, year, call, line.tabell)
    for actor in (OEVRIGE, RESTEN):
        table.others(line.post, actor, line.tabell)


#: Lines of a kind of their own.
_GEVINSTER = ("gevinster", "tap")
_EGNE = {_SLITASJE: _depreciation, "laan": _loans, **dict.fromkeys(_GEVINSTER, _gain)}


def _by_loans(table: Posttabell, loans: Laan, post: str) -> None:
    """Where loans are known, debt follows them, and claims the net acquisition of funds."""
    ark = table.ark
    if post == "gjeld":
        changes = {y: [loans.bak.cell(what, y) for what in ("endret", "endret_avdrag")] for y in ark.aar}
        table.amount_moved(post, lambda y, base: of(rf.gjeld_naa, base, *changes[y]))
        return
    steps, look = ark.steg, styles.hjelp(styles.tall(1))
    block = steps.steg.blokk("Endrede fordringer", ark.valg.aarstall, ("Mill. kr",), look)
    before: Argument = 0.0
    for year in ark.aar:
        need = steps.move("finansbehov", year, ark.beloep["finansbehov"][year])
        before = block.calc(0, year, rf.fordringer_naa, before, need, steps.endring.cell("laan", year))
    table.amount_moved(post, lambda year, base: base + block.cell(0, year))


def _amounts(table: Posttabell, line: _Linje) -> None:
    """The municipality's amounts that an earlier table has, or that are made of them."""
    made, printed = line.vist or regnet(f"-{line.post}" if line.utgift else line.post), line.kilde
    for year in table.years:
        shown = table.shown(line.post, 0, year, made.i(table.ark.beloep, year), table.look)
        table.ark.kilde.trykt(shown, "" if line.utrykt else printed, line.post, KOMMUNE, year, TUSEN)
        table.put(line.post, (1, year), None, table.look)


def _percent(table: Posttabell, line: _Linje) -> None:
    """The percentages of the three actors; spending is negative.

    Where the others' own amounts are known a line is worked out by each of them: percentages of lines
    that not the same municipalities have do not add up to anybody's.
    """
    ark, post, kilde = table.ark, line.post, line.kilde
    if line.samme:
        for actor, year in product(AKTOERER, ark.aar):
            table.percent(post, actor, year, of(bb.gjenta, ark.pst[actor][post][year]), kilde)
        return
    for year in ark.aar if not line.bare_prosent else ():
        share = ark.share(post, year, ark.beloep[post][year])
        table.percent(post, KOMMUNE, year, -share if line.utgift else share, kilde, line.trykt_som)
    av = line.prosent or line.beloep
    for actor in AKTOERER if line.bare_prosent else (OEVRIGE, RESTEN):
        if av is None or (actor != KOMMUNE and ark.kilde.tall is not None):
            table.others(post, actor, line.tabell, line.utgift)
        else:
            for year in ark.aar:
                table.percent(post, actor, year, av.i(ark.pst[actor], year), kilde, line.trykt_som)
