"""Tables 3, 4, 5, 5b, 5c and 5d with figures 4-11, and the reference actors' figures (ch. 1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report.poster import AVLEDET, Regnet, regnet
from asss_xl.report.regnskap import formler as rf
from asss_xl.report.regnskap.ark import Ark, postnavn
from asss_xl.report.regnskap.kilde import KOMMUNE, MILL, OEVRIGE, PST, RESTEN, TUSEN
from asss_xl.workbook import Argument, of, styles

FOND = "disposisjonsfond"
_TABELL_3, _TABELL_5C, _TABELL_5D = "Tabell 3", "Tabell 5c", "Tabell 5d"


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

    @property
    def kilde(self) -> str:
        """Where the amounts and the municipality's percentages are printed."""
        return self.navn if self.trykt else ""


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
        _TABELL_3,
        "Tabell 3. Renter, avdrag og avskrivninger (utgift er negativ)",
        (
            _Linje("renteinntekter", trykt=False),
            _Linje("renteutgifter", utgift=True, trykt=False),
            _Linje("avdrag", utgift=True, trykt=False),
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
    if name in _SAERSKILTE and (name != _TABELL_5D or ark.laan is not None):
        _SAERSKILTE[name](ark)
        return
    table = _ETTER_NAVN[name]
    _start(ark, table)
    for line in table.linjer:
        _line(ark, table, line)
    _end(ark, table)


def _start(ark: Ark, table: _Tabell) -> None:
    ark.title(table.tittel)
    ark.percent_heads(table.hode or table.navn, "Mill. kr" if table.enhet == MILL else TUSEN)


def _end(ark: Ark, table: _Tabell) -> None:
    if table.merknad:
        ark.note(table.merknad)
    ark.row += 1


def _line(ark: Ark, table: _Tabell, line: _Linje) -> None:
    if line.fylles_ut:
        ark.amount_input(line.post, table.kilde, table.enhet)
    elif line.beloep is not None:
        ark.amount_calc(line.post, line.beloep, table.kilde, table.enhet, line.total)
    else:
        ark.label(line.navn or postnavn(line.post), line.total)
        _amounts(ark, line, table.kilde if line.trykt else "")
    _percent(ark, table, line)
    ark.row += 1


def _amounts(ark: Ark, line: _Linje, printed: str) -> None:
    """The municipality's amounts that an earlier table has, or that are made of them."""
    made = line.vist or regnet(f"-{line.post}" if line.utgift else line.post)
    for year in ark.aar:
        known = ark.printed(printed, line.post, KOMMUNE, year, TUSEN)
        ark.put(0, year, made.i(ark.beloep, year), published=known)
        ark.empty(1, year)


def _percent(ark: Ark, table: _Tabell, line: _Linje) -> None:
    """The percentages of the three actors; spending is negative."""
    if line.samme:
        _same(ark, line.post, table.kilde)
        return
    for year in ark.aar:
        share = ark.share(line.post, year, ark.beloep[line.post][year])
        call = -share if line.utgift else share
        ark.percent(line.post, KOMMUNE, year, call, table.kilde, line.total, line.trykt_som)
    for actor in (OEVRIGE, RESTEN):
        av = line.prosent or line.beloep
        if av is None:
            _given(ark, actor, line.post, table.navn, line.utgift)
        else:
            _worked_out(ark, actor, line.post, av, table.kilde, line.total, line.trykt_som)


def _given(ark: Ark, actor: str, post: str, table: str, negative: bool = False) -> None:
    """The percentages of the others as the source has them."""
    for year in ark.aar:
        share = ark.kilde.andel(table, post, actor, year, negative)
        ark.pst[actor][post][year] = ark.place(2 + ark.aktoerer.index(actor), year, share, 1)


def _worked_out(
    ark: Ark, actor: str, post: str, av: Regnet, table: str, total: bool = True, printed: str = ""
) -> None:
    """Percentages worked out from other percentages of the same actor."""
    for year in ark.aar:
        call = av.i(ark.pst[actor], year)
        ark.percent(post, actor, year, call, table, total, printed)


def _same(ark: Ark, post: str, table: str) -> None:
    """The percentages of a line that another table has worked out."""
    for actor in ark.aktoerer:
        for year in ark.aar:
            ark.percent(post, actor, year, of(bb.gjenta, ark.pst[actor][post][year]), table)


def _table_3(ark: Ark) -> None:
    """Tabell 3: interest, repayment and depreciation, with figures 5 and 6."""
    table = _ETTER_NAVN[_TABELL_3]
    _start(ark, table)
    for line in table.linjer:
        _line(ark, table, line)
    _depreciation(ark, table)
    sums = {"netto_renter": "renteinntekter+renteutgifter", "renter_avdrag": "netto_renter+avdrag"}
    for post, av in sums.items():
        ark.label(postnavn(post), total=True)
        for actor in ark.aktoerer:
            _worked_out(ark, actor, post, regnet(av), _TABELL_3)
        ark.row += 1
    for year in ark.aar:
        for post in sums:
            ark.base_calc(post, year, AVLEDET[post])
    _gains(ark)
    _end(ark, table)


def _depreciation(ark: Ark, table: _Tabell) -> None:
    """Depreciation, negative as spending is here, also in its yellow cells.

    Where a report does not print it, its distance to the repayments gives it.
    """
    label = "Avskrivninger (beløpet er utledet av tabell 4)" if ark.kilde.tall is None else ""
    given = {year: ark.kilde.avskrivninger(year) for year in ark.aar}
    ark.amount_given("avskrivninger", f"{TUSEN} (utgift er negativ)", given, label)
    for year in ark.aar:
        share = ark.share("avskrivninger", year, ark.beloep["avskrivninger"][year])
        ark.percent("avskrivninger", KOMMUNE, year, share, table.kilde)
    for actor in (OEVRIGE, RESTEN):
        _given(ark, actor, "avskrivninger", table.kilde, True)
    ark.row += 1


def _gains(ark: Ark) -> None:
    """Of which financial gains and losses, in the last year."""
    year = ark.aar[-1]
    for post, negative in (("gevinster", False), ("tap", True)):
        amount = ark.celler.get(f"{post} {year}")
        if amount is None:
            continue
        ark.sheet.put(ark.row, 0, f"– {postnavn(post).lower()}, siste år", styles.RAD.but(color=styles.GRAA))
        share, known = ark.share(post, year, amount), ark.printed(_TABELL_3, post, KOMMUNE, year, PST)
        ark.put(2, year, -share if negative else share, decimals=1, published=known)
        for group, actor in ((3, OEVRIGE), (4, RESTEN)):
            ark.place(group, year, ark.kilde.andel(_TABELL_3, post, actor, year, negative), 1)
        ark.row += 1


def _table_5c(ark: Ark) -> None:
    """Tabell 5c and figure 10: net use of loans and net acquisition of funds, in percent."""
    name = _TABELL_5C
    ark.title("Tabell 5c. Netto anskaffelse av midler (prosent av driftsinntekt)")
    ark.heads(name, ("Netto bruk av lån", "Hva hvis", *ark.prosent_for_hver()))
    ark.label("Finansieringsbehov")
    _same(ark, "finansbehov", name)
    ark.row += 1
    ark.label("Netto bruk av lån")
    label = "Netto bruk av lån, prosent av driftsinntekt"
    about: dict[str, Any] = {"limits": (-1000, 1000), "published": ()}
    for year in ark.aar:
        if ark.laan is not None:
            call = ark.share("laan", year, ark.laan.laan[year].used)
        else:
            share = ark.kilde.andel(name, "laan", KOMMUNE, year)
            given = ark.yellow("laan", year, share, label, styles.tall(1), **about)
            ark.andel_uten["laan"][year] = given.base
            call = of(bb.gjenta, given.used)
        ark.percent("laan", KOMMUNE, year, call, name)
    for actor in (OEVRIGE, RESTEN):
        _given(ark, actor, "laan", name)
    ark.row += 1
    ark.label(postnavn("anskaffelse"), total=True)
    for actor in ark.aktoerer:
        _worked_out(ark, actor, "anskaffelse", regnet(f.netto_anskaffelse, "finansbehov laan"), name)
    ark.row += 2


def _table_5d(ark: Ark) -> None:
    """Tabell 5d where loans are known: debt follows them, claims the net acquisition of funds."""
    assert ark.laan is not None
    table, steps = _ETTER_NAVN[_TABELL_5D], ark.steg
    _start(ark, table)
    ark.amount_moved("gjeld", ark.laan.gjeld)
    _percent(ark, table, _Linje("gjeld"))
    ark.row += 1
    look = styles.hjelp(styles.tall(1))
    block = steps.steg.blokk("Endrede fordringer", ark.valg.aarstall, ("Mill. kr",), look)
    before: Argument = 0.0
    for year in ark.aar:
        need = steps.move("finansbehov", year, ark.beloep["finansbehov"][year])
        call = of(rf.fordringer_naa, before, need, steps.endring.cell("laan", year))
        before = block.calc(0, year, call)
    ark.amount_moved("fordringer", lambda year, base: base + block.cell(0, year))
    _percent(ark, table, _Linje("fordringer"))
    ark.row += 1
    _line(ark, table, _GJELD)
    _end(ark, table)


#: Tables with lines of a kind of their own; the last where loans are known.
_SAERSKILTE = {_TABELL_3: _table_3, _TABELL_5C: _table_5c, _TABELL_5D: _table_5d}
