"""Tables 3, 4, 5, 5b, 5c and 5d with figures 4-11, and the reference actors' figures (ch. 1)."""

from __future__ import annotations

from asss_xl import functions as f
from asss_xl.functions import Function
from asss_xl.functions.excel.formula import Formula
from asss_xl.report import formler as bb
from asss_xl.report.regnskap import formler as rf
from asss_xl.report.regnskap.ark import Ark, postnavn
from asss_xl.report.regnskap.kilde import KOMMUNE, MILL, OEVRIGE, RESTEN, TUSEN
from asss_xl.report.tall import plasser
from asss_xl.workbook import Argument, Call, Cell, of, styles

_REF = ((3, OEVRIGE), (4, RESTEN))
FOND = "disposisjonsfond"


def _amounts(ark: Ark, post: str, negative: bool = False, table: str = "") -> None:
    """Repeat the municipality's amounts from an earlier table, where this one prints them too."""
    for year in ark.aar:
        ark.sheet.calc(
            ark.row,
            ark.column(0, year),
            bb.motsatt if negative else bb.gjenta,
            ark.beloep[post][year],
            style=styles.tall(0),
            published=ark.printed(table, post, KOMMUNE, year, TUSEN),
        )
        ark.sheet.put(ark.row, ark.column(1, year), None, styles.tall(0))


def _own(
    ark: Ark, post: str, table: str, negative: bool = False, total: bool = False, printed: str = ""
) -> None:
    """The municipality's percentages of one line; spending is negative."""
    for year in ark.aar:
        share = of(f.pst_av_inntekt, ark.beloep[post][year], ark.beloep["driftsinntekter"][year])
        call = of(bb.motsatt, share) if negative else share
        _keep(ark, post, year, table, total, call, printed)


def _keep(ark: Ark, post: str, year: int, table: str, total: bool, call: Call, printed: str = "") -> Cell:
    cell = ark.percent_cell(2, KOMMUNE, year, table, printed or post, total, call)
    ark.pst.setdefault(KOMMUNE, {}).setdefault(post, {}).setdefault(year, cell)
    return cell


def _same(ark: Ark, post: str, table: str, total: bool = False) -> None:
    """The percentages of a line that another table has worked out."""
    for group, actor in zip((2, 3, 4), ark.aktoerer, strict=True):
        for year in ark.aar:
            call = of(bb.gjenta, ark.pst[actor][post][year])
            ark.percent_cell(group, actor, year, table, post, total, call)


def _all(ark: Ark, post: str, function: Function | Formula, posts: tuple[str, ...], table: str) -> None:
    """A line worked out from the percentages of each actor."""
    for group, actor in zip((2, 3, 4), ark.aktoerer, strict=True):
        ark.percent_calc(post, group, actor, function, posts, table)


def _references(ark: Ark, post: str, table: str, negative: bool = False) -> None:
    for group, actor in _REF:
        ark.reference_input(post, group, actor, table, negative)


def gross_result(ark: Ark) -> None:
    """Figure 4: gross operating result."""
    ark.title("Brutto driftsresultat (før avskrivninger)")
    ark.percent_heads("Figur 4")
    ark.label(postnavn("brutto"))
    _amounts(ark, "brutto")
    _own(ark, "brutto", "")
    _references(ark, "brutto", "Figur 4")
    ark.row += 2


def table_3(ark: Ark) -> None:
    """Tabell 3: interest, repayment and depreciation, with figures 5 and 6."""
    name = "Tabell 3"
    ark.title("Tabell 3. Renter, avdrag og avskrivninger (utgift er negativ)")
    ark.percent_heads("Tabell 3")
    for post, negative in (("renteinntekter", False), ("renteutgifter", True), ("avdrag", True)):
        ark.label(postnavn(post))
        _amounts(ark, post, negative)
        _own(ark, post, name, negative)
        _references(ark, post, name, negative)
        ark.row += 1
    _depreciation(ark, name)
    for post, posts in (
        ("netto_renter", ("renteinntekter", "renteutgifter")),
        ("renter_avdrag", ("netto_renter", "avdrag")),
    ):
        ark.label(postnavn(post), total=True)
        _all(ark, post, bb.pluss, posts, name)
        ark.row += 1
    for year in ark.aar:
        ark.base_calc("netto_renter", year, bb.minus, ("renteinntekter", "renteutgifter"))
        ark.base_calc("renter_avdrag", year, bb.minus, ("netto_renter", "avdrag"))
    _gains(ark, name)
    ark.row += 1


def _depreciation(ark: Ark, name: str) -> None:
    """Depreciation, negative as spending is here, also in its yellow cells.

    Where a report does not print it, its distance to the repayments gives it.
    """
    derived = ark.kilde.tall is None
    ark.amount_given(
        "avskrivninger",
        f"{TUSEN} (utgift er negativ)",
        {year: ark.kilde.avskrivninger(year) for year in ark.aar},
        "Avskrivninger (beløpet er utledet av tabell 4)" if derived else "",
    )
    _own(ark, "avskrivninger", name)
    _references(ark, "avskrivninger", name, True)
    ark.row += 1


def _gains(ark: Ark, name: str) -> None:
    """Of which financial gains and losses, in the last year."""
    year = ark.aar[-1]
    for post, negative in (("gevinster", False), ("tap", True)):
        amount = ark.celler.get(f"{post} {year}")
        if amount is None:
            continue
        ark.sheet.put(ark.row, 0, f"– {postnavn(post).lower()}, siste år", styles.RAD.but(color=styles.GRAA))
        share = of(f.pst_av_inntekt, amount, ark.beloep["driftsinntekter"][year])
        call = of(bb.motsatt, share) if negative else share
        ark.percent_cell(2, KOMMUNE, year, name, post, False, call)
        for group, actor in _REF:
            plasser(
                ark.sheet,
                ark.row,
                ark.column(group, year),
                ark.kilde.andel(name, post, actor, year, negative),
                styles.tall(1),
            )
        ark.row += 1


def net_result(ark: Ark) -> None:
    """Figure 6: net operating result."""
    ark.title("Netto driftsresultat")
    ark.percent_heads("Figur 6")
    ark.label("Netto driftsresultat", total=True)
    _amounts(ark, "netto")
    _own(ark, "netto", "", total=True)
    for group, actor in _REF:
        ark.percent_calc("netto", group, actor, bb.pluss, ("brutto", "renter_avdrag"), "")
    ark.row += 2


def table_4(ark: Ark) -> None:
    """Tabell 4 and figure 7: room for action."""
    name = "Tabell 4"
    ark.title("Tabell 4. Handlingsrom")
    ark.percent_heads(name)
    ark.label("Netto driftsresultat")
    _amounts(ark, "netto", table=name)
    _same(ark, "netto", name)
    ark.row += 1
    for post in ("bundne_fond", "dekning"):
        _input_line(ark, post, name)
    ark.amount_calc("avdrag_avskr", bb.pluss, ("avdrag", "avskrivninger"), name, total=False)
    _own(ark, "avdrag_avskr", name)
    for group, actor in _REF:
        ark.percent_calc(
            "avdrag_avskr", group, actor, bb.minus, ("avskrivninger", "avdrag"), name, total=False
        )
    ark.row += 1
    _input_line(ark, "investeringsmoms", name)
    posts = ("netto", "bundne_fond", "dekning", "avdrag_avskr", "investeringsmoms")
    ark.amount_calc("handlingsrom", f.handlingsrom, posts, name)
    _own(ark, "handlingsrom", name, total=True)
    for group, actor in _REF:
        ark.percent_calc("handlingsrom", group, actor, f.handlingsrom, posts, name)
    ark.row += 2


def _input_line(ark: Ark, post: str, table: str) -> None:
    ark.amount_input(post, table)
    _own(ark, post, table)
    _references(ark, post, table)
    ark.row += 1


def table_5(ark: Ark) -> None:
    """Tabell 5 and figures 8 and 9: investments and need for financing."""
    name = "Tabell 5"
    ark.title("Tabell 5. Finansieringsbehov (negativt tall = behov)")
    ark.percent_heads(name)
    ark.label("Netto driftsresultat")
    _amounts(ark, "netto", table=name)
    _same(ark, "netto", name)
    ark.row += 1
    for post, text, negative in (
        ("investeringer", "Investeringsutgifter", True),
        ("tilskudd", "Investeringsinntekter", False),
    ):
        ark.label(text)
        _amounts(ark, post, negative, name)
        _own(ark, post, name, negative)
        _references(ark, post, name, negative)
        ark.row += 1
    _input_line(ark, "premieavvik", name)
    posts = ("netto", "investeringer", "tilskudd", "premieavvik")
    ark.amount_calc("finansbehov", f.finansieringsbehov, posts, name)
    _own(ark, "finansbehov", name, total=True)
    for group, actor in _REF:
        ark.percent_calc("finansbehov", group, actor, bb.pluss4, posts, name)
    ark.row += 2


def table_5b(ark: Ark) -> None:
    """Tabell 5b: surplus before loans."""
    name = "Tabell 5b"
    ark.title("Tabell 5b. Overskudd før lån")
    ark.percent_heads(name)
    ark.label("Brutto driftsresultat")
    _amounts(ark, "brutto")
    _same(ark, "brutto", name)
    ark.row += 1
    ark.label("Netto renteinntekter")
    for year in ark.aar:
        parts = (ark.beloep[post][year] for post in ("renteinntekter", "renteutgifter"))
        ark.sheet.calc(ark.row, ark.column(0, year), bb.minus, *parts, style=styles.tall(0))
        ark.sheet.put(ark.row, ark.column(1, year), None, styles.tall(0))
    _same(ark, "netto_renter", name)
    ark.row += 1
    ark.label(postnavn("netto_inv_inntekter"))
    _amounts(ark, "netto_investeringer", negative=True)
    _own(ark, "netto_investeringer", name, negative=True, printed="netto_inv_inntekter")
    for group, actor in _REF:
        ark.percent_calc(
            "netto_investeringer",
            group,
            actor,
            bb.pluss,
            ("investeringer", "tilskudd"),
            name,
            total=False,
            printed="netto_inv_inntekter",
        )
    ark.row += 1
    ark.label("Overskudd før lån", total=True)
    _amounts(ark, "overskudd")
    _own(ark, "overskudd", name, total=True)
    for group, actor in _REF:
        ark.percent_calc(
            "overskudd", group, actor, bb.pluss3, ("brutto", "netto_renter", "netto_investeringer"), name
        )
    ark.row += 2


def table_5c(ark: Ark) -> None:
    """Tabell 5c and figure 10: net use of loans and net acquisition of funds, in percent."""
    name = "Tabell 5c"
    ark.title("Tabell 5c. Netto anskaffelse av midler (prosent av driftsinntekt)")
    ark.heads(name, ("Netto bruk av lån", "Hva hvis", *ark.prosent_for_hver()))
    ark.label("Finansieringsbehov")
    _same(ark, "finansbehov", name)
    ark.row += 1
    ark.label("Netto bruk av lån")
    own = ark.pst[KOMMUNE].setdefault("laan", {})
    for year in ark.aar:
        if ark.laan is not None:
            own[year] = _borrowed(ark, year, name)
            continue
        given = ark.yellow(
            "laan",
            year,
            ark.kilde.andel(name, "laan", KOMMUNE, year),
            "Netto bruk av lån, prosent av driftsinntekt",
            styles.tall(1),
            limits=(-1000, 1000),
            published=(),
        )
        ark.andel_uten.setdefault("laan", {})[year] = given.base
        own[year] = ark.percent_cell(2, KOMMUNE, year, name, "laan", False, of(bb.gjenta, given.used))
    _references(ark, "laan", name)
    ark.row += 1
    ark.label(postnavn("anskaffelse"), total=True)
    _all(ark, "anskaffelse", f.netto_anskaffelse, ("finansbehov", "laan"), name)
    ark.row += 2


def _borrowed(ark: Ark, year: int, table: str) -> Cell:
    """Use of loans in percent of income, from the amount in million kroner."""
    assert ark.laan is not None
    thousand = of(bb.ganger, ark.laan.laan[year].used, 1000.0)
    call = of(f.pst_av_inntekt, thousand, ark.beloep["driftsinntekter"][year])
    return ark.percent_cell(2, KOMMUNE, year, table, "laan", False, call)


def _debt(ark: Ark, name: str) -> None:
    """Debt follows loans and repayment, claims the net acquisition of funds."""
    loans, steps = ark.laan, ark.steg
    assert loans is not None
    ark.amount_moved("gjeld", loans.gjeld)
    _million(ark, "gjeld", name)
    _references(ark, "gjeld", name)
    ark.row += 1
    heads = [ark.valg.aarstall[year] for year in ark.aar]
    block = steps.steg.blokk("Endrede fordringer", heads, ("Mill. kr",))
    moved: dict[int, Argument] = {}
    before: Argument = 0.0
    for n, year in enumerate(ark.aar, start=1):
        need = steps.move("finansbehov", year, ark.beloep["finansbehov"][year])
        before = moved[year] = block.calc(
            0,
            str(n),
            rf.fordringer_naa,
            before,
            need,
            steps.endring.cell("laan", year),
            style=styles.hjelp(styles.tall(1)),
        )
    ark.amount_moved("fordringer", lambda y, base: of(bb.pluss, base, moved[y]))
    _million(ark, "fordringer", name)
    _references(ark, "fordringer", name)
    ark.row += 1


def table_5d(ark: Ark) -> None:
    """Tabell 5d and figure 11: debt, claims and net debt, million kroner and percent."""
    name = "Tabell 5d"
    ark.title("Tabell 5d. Gjeld og fordringer")
    ark.percent_heads(name, "Mill. kr")
    if ark.laan is not None:
        _debt(ark, name)
    else:
        for post in ("gjeld", "fordringer"):
            ark.amount_input(post, name, MILL)
            _million(ark, post, name)
            _references(ark, post, name)
            ark.row += 1
    posts = ("gjeld", "fordringer")
    ark.amount_calc("netto_gjeld", f.netto_laanegjeld, posts, name, MILL)
    _million(ark, "netto_gjeld", name, total=True)
    for group, actor in _REF:
        ark.percent_calc("netto_gjeld", group, actor, f.netto_laanegjeld, posts, name)
    ark.row += 1
    ark.note(
        "Lån, avdragstid og rente endres under «Lån, renter og avdrag». Flytter ikke: gjeld "
        "til pensjonsforpliktelser og poster som verken er lån, avdrag eller netto anskaffelse "
        "av midler."
    )
    ark.row += 1


def fund(ark: Ark) -> None:
    """What is saved for later years, in percent of income; where the package has it."""
    if not ark.steg.uten.has(FOND):
        return
    ark.title("Disposisjonsfond")
    ark.percent_heads("Fond ved utgangen av året")
    ark.amount_input(FOND, "")
    _own(ark, FOND, "")
    _references(ark, FOND, "")
    ark.row += 1
    ark.note("Flytter ikke: et bedre resultat settes ikke av til fondet av seg selv.")
    ark.row += 1


def _million(ark: Ark, post: str, table: str, total: bool = False) -> None:
    """Percent of driftsinntekter (in 1000 kr) of an amount in million kroner."""
    for year in ark.aar:
        thousand = of(bb.ganger, ark.beloep[post][year], 1000.0)
        call = of(f.pst_av_inntekt, thousand, ark.beloep["driftsinntekter"][year])
        _keep(ark, post, year, table, total, call)
