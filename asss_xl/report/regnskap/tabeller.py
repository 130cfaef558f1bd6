"""Tables 3, 4, 5, 5b, 5c and 5d with figures 4-11, and the reference actors' figures (ch. 1)."""

from __future__ import annotations

from asss_xl import functions as f
from asss_xl.functions import Function
from asss_xl.functions import building_blocks as bb
from asss_xl.report.regnskap.ark import BRUKT, MILL, OEVRIGE, PST, RESTEN, TUSEN, Ark
from asss_xl.workbook import Call, Cell, of, styles

_REF = ((3, OEVRIGE), (4, RESTEN))
_GRUPPER = ("1000 kr", "Hva hvis", "{kommune}, prosent", "Øvrige ASSS, prosent",
            "Resten av landet, prosent")  # fmt: skip


def _heads(ark: Ark, first: str, unit: str = "1000 kr") -> None:
    groups = (unit, *_GRUPPER[1:])
    ark.heads(first, [g.format(kommune=ark.kommune) for g in groups])


def _amounts(
    ark: Ark, key: str, negative: bool = False, table: str = "", line: str = ""
) -> None:
    """Repeat the municipality's amounts from an earlier table, where this one prints them too."""
    for year in ark.aar:
        ark.sheet.calc(
            ark.row, ark.column(0, year), bb.motsatt if negative else bb.gjenta,
            ark.beloep[key][year], style=styles.tall(0),
            published=ark.printed(table, line, ark.kommune, year, TUSEN),
        )  # fmt: skip
        ark.sheet.put(ark.row, ark.column(1, year), None, styles.tall(0))


def _own(ark: Ark, key: str, table: str, line: str, negative: bool = False,
         total: bool = False) -> None:  # fmt: skip
    """The municipality's percentages of one line; spending is negative."""
    for year in ark.aar:
        share = of(f.pst_av_inntekt, ark.beloep[key][year], ark.beloep["driftsinntekter"][year])
        call = of(bb.motsatt, share) if negative else share
        _keep(ark, key, 2, ark.kommune, year, table, line, total, call)


def _keep(ark: Ark, key: str, group: int, actor: str, year: int, table: str, line: str,
          total: bool, call: Call) -> Cell:  # fmt: skip
    cell = ark.percent_cell(group, actor, year, table, line, total, call)
    ark.pst.setdefault(actor, {}).setdefault(key, {}).setdefault(year, cell)
    return cell


def _same(ark: Ark, key: str, table: str, line: str, total: bool = False,
          groups: tuple[int, ...] = (2, 3, 4)) -> None:  # fmt: skip
    """The percentages of a line that another table has worked out."""
    for group, actor in zip((2, 3, 4), ark.aktoerer, strict=True):
        if group not in groups:
            continue
        for year in ark.aar:
            call = of(bb.gjenta, ark.pst[actor][key][year])
            ark.percent_cell(group, actor, year, table, line, total, call)


def _all(ark: Ark, key: str, function: Function, keys: tuple[str, ...], table: str,
         line: str) -> None:  # fmt: skip
    """A line worked out from the percentages of each actor."""
    for group, actor in zip((2, 3, 4), ark.aktoerer, strict=True):
        ark.percent_calc(key, group, actor, function, keys, table, line)


def gross_result(ark: Ark) -> None:
    """Figure 4: gross operating result."""
    ark.title("Brutto driftsresultat (før avskrivninger)")
    _heads(ark, "Figur 4")
    ark.label("Brutto driftsresultat")
    _amounts(ark, "brutto")
    _own(ark, "brutto", "", "Brutto driftsresultat")
    for group, actor in _REF:
        ark.reference_input("brutto", group, actor, "Figur 4", "Brutto driftsresultat")
    ark.row += 2
    ark.figure("brutto", "Figur 4. Brutto driftsresultat.", "Figur 4", "Brutto driftsresultat")


def table_3(ark: Ark) -> None:
    """Tabell 3: interest, repayment and depreciation, with figures 5 and 6."""
    name = "Tabell 3"
    ark.title("Tabell 3. Renter, avdrag og avskrivninger (utgift er negativ)")
    _heads(ark, "Tabell 3")
    sources = (
        ("renteinntekter", "Renteinntekter", False), ("renteutgifter", "Renteutgifter", True),
        ("avdrag", "Avdrag", True),
    )  # fmt: skip
    for key, line, negative in sources:
        ark.label(line)
        _amounts(ark, key, negative)
        _own(ark, key, name, line, negative)
        for group, actor in _REF:
            ark.reference_input(key, group, actor, name, line)
        ark.row += 1
    _depreciation(ark, name)
    for key, line, keys in (
        ("netto_renter", "Netto renter", ("renteinntekter", "renteutgifter")),
        ("renter_avdrag", "Netto renter og avdrag", ("netto_renter", "avdrag")),
    ):
        ark.label(line, total=True)
        _all(ark, key, bb.pluss, keys, name, line)
        ark.row += 1
    _gains(ark, name)
    ark.row += 1
    ark.figure("renter_avdrag", "Figur 5. Netto renteinntekter og avdrag.", name,
               "Netto renter og avdrag")  # fmt: skip


def _depreciation(ark: Ark, name: str) -> None:
    """Depreciation: the municipality's amount follows from tabell 4 (avdrag - avskrivninger)."""
    ark.label("Avskrivninger (beløpet er utledet av tabell 4)")
    ark.beloep["avskrivninger"], ark.inndata["avskrivninger"] = {}, {}
    for year in ark.aar:
        printed = ark.data.figur("Tabell 4", "Avvik mellom avdrag og avskrivninger", ark.kommune,
                                 year, "1000 kr")  # fmt: skip
        gap = ark.sheet.put(
            ark.row, BRUKT + 12 + ark.aar.index(year), printed.verdi, styles.hjelp(styles.tall(0)),
            rounding=printed.avrunding,
        )  # fmt: skip
        given = ark.sheet.input(
            (ark.row, ark.column(0, year)), (ark.row, ark.column(1, year)),
            (ark.row, BRUKT + ark.aar.index(year)), None, style=styles.tall(0),
            label=f"Avskrivninger {year}, 1000 kr",
            base_call=of(bb.minus, ark.inndata["avdrag"][year].base, gap),
        )  # fmt: skip
        ark.inndata["avskrivninger"][year] = given
        ark.beloep["avskrivninger"][year] = given.used
    _own(ark, "avskrivninger", name, "Avskrivninger", negative=True)
    for group, actor in _REF:
        ark.reference_input("avskrivninger", group, actor, name, "Avskrivninger")
    ark.row += 1


def _gains(ark: Ark, name: str) -> None:
    """Of which financial gains and losses, printed for the last year."""
    year = ark.aar[-1]
    for line, negative in (("Herav finansielle gevinster", False), ("Herav finansielle tap", True)):
        ark.sheet.put(ark.row, 0, f"– {line.lower()} {year}", styles.RAD.but(color=styles.GRAA))
        share = of(f.pst_av_inntekt, ark.celler[f"{line} {year}"],
                   ark.beloep["driftsinntekter"][year])  # fmt: skip
        call = of(bb.motsatt, share) if negative else share
        ark.percent_cell(2, ark.kommune, year, name, line, False, call)
        for group, actor in _REF:
            figure = ark.data.figur(name, line, actor, year, PST)
            ark.sheet.put(
                ark.row, ark.column(group, year), figure.verdi, styles.tall(1),
                rounding=figure.avrunding, published=ark.printed(name, line, actor, year, PST),
            )  # fmt: skip
        ark.row += 1


def net_result(ark: Ark) -> None:
    """Figure 6: net operating result."""
    ark.title("Netto driftsresultat")
    _heads(ark, "Figur 6")
    ark.label("Netto driftsresultat", total=True)
    _amounts(ark, "netto")
    _own(ark, "netto", "", "Netto driftsresultat", total=True)
    for group, actor in _REF:
        ark.percent_calc("netto", group, actor, bb.pluss, ("brutto", "renter_avdrag"), "",
                         "Netto driftsresultat")  # fmt: skip
    ark.row += 2
    ark.figure("netto", "Figur 6. Netto driftsresultat.", "Figur 6", "Netto driftsresultat")


def table_4(ark: Ark) -> None:
    """Tabell 4 and figure 7: room for action."""
    name = "Tabell 4"
    ark.title("Tabell 4. Handlingsrom")
    _heads(ark, name)
    ark.label("Netto driftsresultat")
    _amounts(ark, "netto", table=name, line="Netto driftsresultat")
    _same(ark, "netto", name, "Netto driftsresultat")
    ark.row += 1
    for key, line in (("bundne_fond", "Bruk/avsetning bundne fonds"),
                      ("dekning", "Dekning av tidligere års over-/underskudd")):  # fmt: skip
        _input_line(ark, key, line, name)
    ark.amount_calc("avdrag_avskr", "Avdrag minus avskrivninger", bb.minus,
                    ("avdrag", "avskrivninger"), name, "Avvik mellom avdrag og avskrivninger",
                    total=False)  # fmt: skip
    _own(ark, "avdrag_avskr", name, "Avvik mellom avdrag og avskrivninger")
    for group, actor in _REF:
        ark.percent_calc("avdrag_avskr", group, actor, bb.minus, ("avskrivninger", "avdrag"), name,
                         "Avvik mellom avdrag og avskrivninger", total=False)  # fmt: skip
    ark.row += 1
    _input_line(ark, "investeringsmoms", "Investeringsmoms", name)
    keys = ("netto", "bundne_fond", "dekning", "avdrag_avskr", "investeringsmoms")
    ark.amount_calc("handlingsrom", "Handlingsrom", f.handlingsrom, keys, name, "Handlingsrom")
    _own(ark, "handlingsrom", name, "Handlingsrom", total=True)
    for group, actor in _REF:
        ark.percent_calc("handlingsrom", group, actor, f.handlingsrom, keys, name, "Handlingsrom")
    ark.row += 2
    ark.figure("handlingsrom", "Figur 7. Handlingsrom.", name, "Handlingsrom")


def _input_line(ark: Ark, key: str, line: str, table: str) -> None:
    ark.amount_input(key, line, table, line)
    _own(ark, key, table, line)
    for group, actor in _REF:
        ark.reference_input(key, group, actor, table, line)
    ark.row += 1


def table_5(ark: Ark) -> None:
    """Tabell 5 and figures 8 and 9: investments and need for financing."""
    name = "Tabell 5"
    ark.title("Tabell 5. Finansieringsbehov (negativt tall = behov)")
    _heads(ark, name)
    ark.label("Netto driftsresultat")
    _amounts(ark, "netto", table=name, line="Netto driftsresultat")
    _same(ark, "netto", name, "Netto driftsresultat")
    ark.row += 1
    for key, line, negative in (("investeringer", "Investeringsutgifter", True),
                                ("tilskudd", "Investeringsinntekter", False)):  # fmt: skip
        ark.label(line)
        _amounts(ark, key, negative, name, line)
        _own(ark, key, name, line, negative)
        for group, actor in _REF:
            ark.reference_input(key, group, actor, name, line)
        ark.row += 1
    _input_line(ark, "premieavvik", "Premieavvik", name)
    line = "Finansieringsbehov"
    ark.amount_calc("finansbehov", line, f.finansieringsbehov,
                    ("netto", "investeringer", "tilskudd", "premieavvik"), name, line)  # fmt: skip
    _own(ark, "finansbehov", name, line, total=True)
    for group, actor in _REF:
        ark.percent_calc("finansbehov", group, actor, bb.pluss4,
                         ("netto", "investeringer", "tilskudd", "premieavvik"), name, line)  # fmt: skip
    ark.row += 2
    ark.figure("investeringer", "Figur 8. Investeringsutgifter (negativt tall = utgift).", name,
               "Investeringsutgifter")  # fmt: skip
    ark.figure("finansbehov", "Figur 9. Finansieringsbehov.", name, line)


def table_5b(ark: Ark) -> None:
    """Tabell 5b: surplus before loans."""
    name = "Tabell 5b"
    ark.title("Tabell 5b. Overskudd før lån")
    _heads(ark, name)
    ark.label("Brutto driftsresultat")
    _amounts(ark, "brutto")
    _same(ark, "brutto", name, "Brutto driftsresultat")
    ark.row += 1
    ark.label("Netto renteinntekter")
    _same(ark, "netto_renter", name, "Netto renteinntekter")
    ark.row += 1
    ark.label("Netto investeringsinntekter")
    _amounts(ark, "netto_investeringer", negative=True)
    _own(ark, "netto_investeringer", name, "Netto investeringsinntekter", negative=True)
    for group, actor in _REF:
        ark.percent_calc("netto_investeringer", group, actor, bb.pluss,
                         ("investeringer", "tilskudd"), name, "Netto investeringsinntekter",
                         total=False)  # fmt: skip
    ark.row += 1
    ark.label("Overskudd før lån", total=True)
    _amounts(ark, "overskudd")
    _own(ark, "overskudd", name, "Overskudd før lån", total=True)
    for group, actor in _REF:
        ark.percent_calc("overskudd", group, actor, bb.pluss3,
                         ("brutto", "netto_renter", "netto_investeringer"), name,
                         "Overskudd før lån")  # fmt: skip
    ark.row += 2


def table_5c(ark: Ark) -> None:
    """Tabell 5c and figure 10: net use of loans and net acquisition of funds, in percent."""
    name, line = "Tabell 5c", "Netto bruk av lån"
    ark.title("Tabell 5c. Netto anskaffelse av midler (bare prosent er trykt)")
    ark.heads(name, ("Netto bruk av lån", "Hva hvis", f"{ark.kommune}, prosent",
                     "Øvrige ASSS, prosent", "Resten av landet, prosent"))  # fmt: skip
    ark.label("Finansieringsbehov")
    _same(ark, "finansbehov", name, "Finansieringsbehov")
    ark.row += 1
    ark.label(line)
    own = ark.pst[ark.kommune].setdefault("laan", {})
    for year in ark.aar:
        figure = ark.data.figur(name, line, ark.kommune, year, PST)
        given = ark.sheet.input(
            (ark.row, ark.column(0, year)), (ark.row, ark.column(1, year)),
            (ark.row, BRUKT + ark.aar.index(year)), figure.verdi, style=styles.tall(1),
            label=f"Netto bruk av lån {year}, prosent av driftsinntekt",
            rounding=figure.avrunding, limits=(-1000, 1000),
        )  # fmt: skip
        ark.inndata.setdefault("laan", {})[year] = given
        own[year] = ark.percent_cell(2, ark.kommune, year, name, line, False,
                                     of(bb.gjenta, given.used))  # fmt: skip
    for group, actor in _REF:
        ark.reference_input("laan", group, actor, name, line)
    ark.row += 1
    ark.label("Netto anskaffelse av midler", total=True)
    _all(ark, "anskaffelse", bb.pluss, ("finansbehov", "laan"), name, "Netto anskaffelse av midler")
    ark.row += 2
    ark.figure("laan", "Figur 10. Netto bruk av lån.", name, line)


def table_5d(ark: Ark) -> None:
    """Tabell 5d and figure 11: debt, claims and net debt, million kroner and percent."""
    name = "Tabell 5d"
    ark.title("Tabell 5d. Gjeld og fordringer")
    _heads(ark, name, "Mill. kr")
    for key, line in (("gjeld", "Gjeld"), ("fordringer", "Fordringer")):
        ark.amount_input(key, line, name, line, MILL)
        _million(ark, key, name, line)
        for group, actor in _REF:
            ark.reference_input(key, group, actor, name, line)
        ark.row += 1
    line = "Netto lånegjeld"
    ark.amount_calc("netto_gjeld", line, f.netto_laanegjeld, ("gjeld", "fordringer"), name, line,
                    MILL)  # fmt: skip
    _million(ark, "netto_gjeld", name, line, total=True)
    for group, actor in _REF:
        ark.percent_calc("netto_gjeld", group, actor, f.netto_laanegjeld, ("gjeld", "fordringer"),
                         name, line)  # fmt: skip
    ark.row += 2
    ark.figure("netto_gjeld", "Figur 11. Netto lånegjeld.", name, line)


def _million(ark: Ark, key: str, table: str, line: str, total: bool = False) -> None:
    """Percent of driftsinntekter (in 1000 kr) of an amount in million kroner."""
    for year in ark.aar:
        thousand = of(bb.ganger, ark.beloep[key][year], 1000.0)
        call = of(f.pst_av_inntekt, thousand, ark.beloep["driftsinntekter"][year])
        _keep(ark, key, 2, ark.kommune, year, table, line, total, call)
