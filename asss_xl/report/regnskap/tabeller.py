"""Tables 3, 4, 5, 5b, 5c and 5d with figures 4-11, and the reference actors' figures (ch. 1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report.poster import AVLEDET, Regnet, regnet
from asss_xl.report.regnskap import formler as rf
from asss_xl.report.regnskap.ark import Ark, Laan, postnavn
from asss_xl.report.regnskap.kilde import KOMMUNE, MILL, OEVRIGE, PST, RESTEN, TUSEN
from asss_xl.workbook import Argument, of, styles

FOND = "disposisjonsfond"
_TABELL_5D = "Tabell 5d"


@dataclass(frozen=True)
class _Linje:
    """A line: the municipality's amounts, and the three actors' percentages of driftsinntekter.

    The amounts are repeated from an earlier table, unless they are filled in (``fylles_ut``), worked
    out and kept (``beloep``) or only shown (``vist``). The percentages of the others are the
    source's, unless they are worked out from other lines (``prosent``, or as the amounts are); with
    ``samme`` they all are an earlier table's.
    """

    post: str
    navn: str = ""
    fylles_ut: bool = False
    beloep: Regnet | None = None
    vist: Regnet | None = None
    prosent: Regnet | None = None
    samme: bool = False
    #: Spending is negative in these tables.
    utgift: bool = False
    total: bool = False
    #: Whether it has no amounts: then everyone's percentages are worked out.
    bare_prosent: bool = False
    #: What writes a line of a kind of its own.
    skriv: Callable[[Ark, _Tabell, _Linje], None] | None = None
    #: Whether the table prints the amounts; what the source calls the line there.
    trykt: bool = True
    trykt_som: str = ""


@dataclass(frozen=True)
class _Tabell:
    """A table or figure by the name that the source has it under, where it has it (``trykt``)."""

    navn: str
    tittel: str
    linjer: tuple[_Linje, ...]
    hode: str = ""
    trykt: bool = True
    enhet: str = TUSEN
    merknad: str = ""
    beloepene: str = ""

    @property
    def kilde(self) -> str:
        """Where the amounts and the municipality's percentages are printed."""
        return self.navn if self.trykt else ""


def _given(ark: Ark, actor: str, post: str, table: str, negative: bool = False, total: bool = False) -> None:
    """The percentages of the others as the source has them."""
    for year in ark.aar:
        share = ark.kilde.andel(table, post, actor, year, negative)
        ark.pst[actor][post][year] = ark.place(2 + ark.aktoerer.index(actor), year, share, 1, total)


def _depreciation(ark: Ark, table: _Tabell, line: _Linje) -> None:
    """Depreciation, negative as spending is here, also in its yellow cells.

    Where a report does not print it, its distance to the repayments gives it.
    """
    label = "Avskrivninger (beløpet er utledet av tabell 4)" if ark.kilde.tall is None else ""
    given = {year: ark.kilde.avskrivninger(year) for year in ark.aar}
    ark.amount_given(line.post, f"{TUSEN} (utgift er negativ)", given, label)
    for year in ark.aar:
        share = ark.share(line.post, year, ark.beloep[line.post][year])
        ark.percent(line.post, KOMMUNE, year, share, table.kilde)
    for actor in (OEVRIGE, RESTEN):
        _given(ark, actor, line.post, table.kilde, True)
    ark.row += 1


def _gain(ark: Ark, table: _Tabell, line: _Linje) -> None:
    """Of which financial gains or losses, in the last year."""
    post, year = line.post, ark.aar[-1]
    amount = ark.celler.get(f"{post} {year}")
    if amount is None:
        return
    ark.sheet.put(ark.row, 0, f"– {postnavn(post).lower()}, siste år", styles.RAD.but(color=styles.GRAA))
    share, known = ark.share(post, year, amount), ark.printed(table.navn, post, KOMMUNE, year, PST)
    ark.put(2, year, -share if line.utgift else share, decimals=1, published=known)
    for group, actor in ((3, OEVRIGE), (4, RESTEN)):
        ark.place(group, year, ark.kilde.andel(table.navn, post, actor, year, line.utgift), 1)
    ark.row += 1


def _loans(ark: Ark, table: _Tabell, line: _Linje) -> None:
    """Net use of loans in percent: filled in as such where the loans are not known."""
    ark.label(postnavn(line.post))
    label = "Netto bruk av lån, prosent av driftsinntekt"
    about: dict[str, Any] = {"limits": (-1000, 1000), "published": ()}
    for year in ark.aar:
        if ark.laan is not None:
            call = ark.share(line.post, year, ark.laan.laan[year].used)
        else:
            share = ark.kilde.andel(table.navn, line.post, KOMMUNE, year)
            given = ark.yellow(line.post, year, share, label, styles.tall(1), **about)
            ark.andel_uten[line.post][year] = given.base
            call = of(bb.gjenta, given.used)
        ark.percent(line.post, KOMMUNE, year, call, table.navn)
    for actor in (OEVRIGE, RESTEN):
        _given(ark, actor, line.post, table.navn)
    ark.row += 1


_BRUTTO = _Linje("brutto", samme=True, trykt=False)
_NETTO = _Linje("netto", samme=True)
_NETTO_RENTER = _Linje("netto_renter", "Netto renteinntekter", vist=AVLEDET["netto_renter"], samme=True)
_AVDRAG_AVSKR = _Linje(
    "avdrag_avskr", beloep=regnet("avdrag+avskrivninger"), prosent=regnet("avskrivninger-avdrag")
)
_BEHOVET = _Linje(
    "finansbehov",
    beloep=AVLEDET["finansbehov"],
    prosent=regnet("netto+investeringer+tilskudd+premieavvik"),
    total=True,
)
_NETTO_INV = _Linje(
    "netto_investeringer",
    postnavn("netto_inv_inntekter"),
    prosent=regnet("investeringer+tilskudd"),
    utgift=True,
    trykt=False,
    trykt_som="netto_inv_inntekter",
)
_OVERSKUDD = _Linje(
    "overskudd", prosent=regnet("brutto+netto_renter+netto_investeringer"), total=True, trykt=False
)
_GJELD = _Linje("netto_gjeld", beloep=regnet(f.netto_laanegjeld, "gjeld fordringer"), total=True)
_TABELLER = (
    _Tabell("Figur 4", "Brutto driftsresultat (før avskrivninger)", (_Linje("brutto"),), trykt=False),
    _Tabell(
        "Tabell 3",
        "Tabell 3. Renter, avdrag og avskrivninger (utgift er negativ)",
        (
            _Linje("renteinntekter", trykt=False),
            _Linje("renteutgifter", utgift=True, trykt=False),
            _Linje("avdrag", utgift=True, trykt=False),
            _Linje("avskrivninger", skriv=_depreciation),
            _Linje(
                "netto_renter", prosent=regnet("renteinntekter+renteutgifter"), bare_prosent=True, total=True
            ),
            _Linje("renter_avdrag", prosent=regnet("netto_renter+avdrag"), bare_prosent=True, total=True),
            _Linje("gevinster", skriv=_gain),
            _Linje("tap", utgift=True, skriv=_gain),
        ),
    ),
    _Tabell(
        "Figur 6",
        "Netto driftsresultat",
        (_Linje("netto", prosent=AVLEDET["netto"], total=True),),
        trykt=False,
    ),
    _Tabell(
        "Tabell 4",
        "Tabell 4. Handlingsrom",
        (
            _NETTO,
            _Linje("bundne_fond", fylles_ut=True),
            _Linje("dekning", fylles_ut=True),
            _AVDRAG_AVSKR,
            _Linje("investeringsmoms", fylles_ut=True),
            _Linje("handlingsrom", beloep=AVLEDET["handlingsrom"], total=True),
        ),
    ),
    _Tabell(
        "Tabell 5",
        "Tabell 5. Finansieringsbehov (negativt tall = behov)",
        (
            _NETTO,
            _Linje("investeringer", "Investeringsutgifter", utgift=True),
            _Linje("tilskudd", "Investeringsinntekter"),
            _Linje("premieavvik", fylles_ut=True),
            _BEHOVET,
        ),
    ),
    _Tabell("Tabell 5b", "Tabell 5b. Overskudd før lån", (_BRUTTO, _NETTO_RENTER, _NETTO_INV, _OVERSKUDD)),
    _Tabell(
        "Tabell 5c",
        "Tabell 5c. Netto anskaffelse av midler (prosent av driftsinntekt)",
        (
            _Linje("finansbehov", samme=True, bare_prosent=True),
            _Linje("laan", skriv=_loans),
            _Linje("anskaffelse", prosent=AVLEDET["anskaffelse"], bare_prosent=True, total=True),
        ),
        beloepene="Netto bruk av lån",
    ),
    _Tabell(
        _TABELL_5D,
        "Tabell 5d. Gjeld og fordringer",
        (_Linje("gjeld", fylles_ut=True), _Linje("fordringer", fylles_ut=True), _GJELD),
        enhet=MILL,
        merknad="Lån, avdragstid og rente endres under «Lån, renter og avdrag». Flytter ikke: gjeld "
        "til pensjonsforpliktelser og poster som verken er lån, avdrag eller netto anskaffelse "
        "av midler.",
    ),
    _Tabell(
        FOND,
        "Disposisjonsfond",
        (_Linje(FOND, fylles_ut=True),),
        "Fond ved utgangen av året",
        trykt=False,
        merknad="Flytter ikke: et bedre resultat settes ikke av til fondet av seg selv.",
    ),
)
_LINJENE = [(table, line) for table in _TABELLER for line in table.linjer if table.navn != FOND]
#: The lines that are new in these tables; those of them that always have yellow cells.
POSTER = ("avskrivninger", "netto_renter", "renter_avdrag") + tuple(
    line.post for _, line in _LINJENE if line.fylles_ut or line.beloep
)
GULE = ("avskrivninger",) + tuple(
    line.post for table, line in _LINJENE if line.fylles_ut and table.navn != _TABELL_5D
)
_ETTER_NAVN = {table.navn: table for table in _TABELLER}


def write(ark: Ark, name: str) -> None:
    """A table or figure by its name; nothing where the package does not have its figures."""
    if name == FOND and FOND not in ark.steg.uten:
        return
    table = _ETTER_NAVN[name]
    ark.title(table.tittel)
    unit = table.beloepene or ("Mill. kr" if table.enhet == MILL else TUSEN)
    ark.percent_heads(table.hode or table.navn, unit)
    for line in table.linjer:
        if line.skriv is not None:
            line.skriv(ark, table, line)
        else:
            _line(ark, table, line)
    if table.merknad:
        ark.note(table.merknad)
    ark.row += 1


def _line(ark: Ark, table: _Tabell, line: _Linje) -> None:
    if line.fylles_ut and table.navn == _TABELL_5D and ark.laan is not None:
        _by_loans(ark, ark.laan, line.post)
    elif line.fylles_ut:
        ark.amount_input(line.post, table.kilde, table.enhet)
    elif line.beloep is not None:
        ark.amount_calc(line.post, line.beloep, table.kilde, table.enhet, line.total)
    else:
        ark.label(line.navn or postnavn(line.post), line.total)
        if not line.bare_prosent:
            _amounts(ark, line, table.kilde if line.trykt else "")
    _percent(ark, table, line)
    ark.row += 1


def _by_loans(ark: Ark, loans: Laan, post: str) -> None:
    """Where loans are known, debt follows them, and claims the net acquisition of funds."""
    if post == "gjeld":
        ark.amount_moved(post, loans.gjeld)
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
        known = ark.printed(printed, line.post, KOMMUNE, year, TUSEN)
        ark.put(0, year, made.i(ark.beloep, year), published=known)
        ark.empty(1, year)


def _percent(ark: Ark, table: _Tabell, line: _Linje) -> None:
    """The percentages of the three actors; spending is negative.

    Where the others' own amounts are known a line is worked out by each of them: percentages of lines
    that not the same municipalities have do not add up to anybody's.
    """
    if line.samme:
        for actor, year in product(ark.aktoerer, ark.aar):
            again = of(bb.gjenta, ark.pst[actor][line.post][year])
            ark.percent(line.post, actor, year, again, table.kilde)
        return
    for year in ark.aar if not line.bare_prosent else ():
        share = ark.share(line.post, year, ark.beloep[line.post][year])
        call = -share if line.utgift else share
        ark.percent(line.post, KOMMUNE, year, call, table.kilde, line.total, line.trykt_som)
    for actor in ark.aktoerer if line.bare_prosent else (OEVRIGE, RESTEN):
        av = line.prosent or line.beloep
        if av is None or (actor != KOMMUNE and ark.kilde.tall is not None):
            _given(ark, actor, line.post, table.navn, line.utgift, line.total)
        else:
            for year in ark.aar:
                call = av.i(ark.pst[actor], year)
                ark.percent(line.post, actor, year, call, table.kilde, line.total, line.trykt_som)
    kept = line.post in AVLEDET and line.post in ark.steg.uten
    for year in ark.aar if line.bare_prosent and kept else ():
        ark.base_calc(line.post, year, AVLEDET[line.post])
