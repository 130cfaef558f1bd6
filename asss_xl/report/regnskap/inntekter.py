"""Figure 1, tabell 1 and figures 2 and 2b: driftsinntekter and frie inntekter (ch. 1.2)."""

from __future__ import annotations

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.nettverk.valg import tekst
from asss_xl.report.regnskap.ark import BAK, DIAGRAM, Ark, postnavn
from asss_xl.report.regnskap.kilde import KOMMUNE, MILL, OEVRIGE, PST, RESTEN, VEKST
from asss_xl.report.tall import inndata, plasser
from asss_xl.workbook import Call, Cell, Chart, Range, Series, of, styles

TABELL = "Tabell 1"
_SKATTER = ("innt_formue", "eiendom", "selskap", "andre_skatter")
ANDRE = "andre_driftsinntekter"
_VEKST_KOLONNE = 7
#: Figure 1's lines: post, and a heading short enough for a narrow column.
_FIGUR_1 = (
    ("skatt", "Skatt"), ("rammetilskudd", "Ramme- tilskudd"),
    ("andre_statstilskudd", "Andre statstilsk."), ("andre_inntekter", "Andre inntekter"),
    ("eiendom", "herav eiend.skatt"),
)  # fmt: skip


def table_1(ark: Ark) -> None:
    """Tabell 1: taxes and general grants in million kroner, with growth."""
    ark.title("Tabell 1. Frie inntekter, mill. kr og vekst i prosent")
    ark.heads("Mill. kr", ("Mill. kr", "Hva hvis"))
    growth_heads(ark)
    for post in _SKATTER:
        ark.amount_input(post, TABELL, MILL)
        growth_row(ark, post, TABELL)
        ark.row += 1
    ark.amount_calc("skatt", bb.pluss4, _SKATTER, TABELL, MILL)
    growth_row(ark, "skatt", TABELL, total=True)
    ark.row += 1
    ark.amount_input("rammetilskudd", TABELL, MILL)
    growth_row(ark, "rammetilskudd", TABELL)
    ark.row += 1
    ark.amount_calc("frie", bb.pluss, ("skatt", "rammetilskudd"), TABELL, MILL)
    growth_row(ark, "frie", TABELL, total=True)
    ark.row += 1
    ark.amount_rest(ANDRE, "driftsinntekter", _SKATTER, "rammetilskudd")
    ark.note("Alle linjene flytter driftsinntektene i tabell 0, og alt som regnes av dem. Flytter "
             "ikke: de andre kommunenes vekst og andeler, som er slik de er regnskapsført. Andre "
             "driftsinntekter er regnet som frie: netto driftsutgifter i sektorene følger ikke.")  # fmt: skip
    ark.row += 1


def income_moved(ark: Ark, year: int, base: Cell) -> Call:
    """Driftsinntekter in 1000 kr, moved by the lines of tabell 1."""
    used, before = ark.lines((*_SKATTER, "rammetilskudd", ANDRE), year)
    return of(bb.flyttet_av, base, used, before, 1000.0)


def growth_heads(ark: Ark) -> None:
    """Growth in the last year: the municipality's, and that of the others."""
    if len(ark.aar) < 2:
        return
    new = ark.valg.aarstall[ark.aar[-1]]
    for offset, actor in enumerate(ark.aktoerer):
        column = _VEKST_KOLONNE + offset
        layout.text(ark.sheet, ark.row - 2, column, tekst("Vekst til ", new, ", %")
                    if not offset else "", styles.HODE_VENSTRE.but(wrap=False, bottom=None))  # fmt: skip
        layout.text(ark.sheet, ark.row - 1, column, ark.navn(actor), styles.HODE)
    ark.sheet.heights[ark.row - 1] = 28


def growth_row(ark: Ark, post: str, table: str, total: bool = False) -> None:
    """Growth of one line for the three actors."""
    if len(ark.aar) < 2:
        return
    old, new = ark.aar[-2:]
    style = styles.tall(1, total)
    amounts = ark.beloep[post]
    call = ark.growth(f.vekst, new, old, amounts[new], amounts[old])
    ark.celler[f"vekst {post}"] = ark.sheet.calc(
        ark.row, _VEKST_KOLONNE, call.function, *call.arguments, style=style,
        published=ark.printed(table, post, KOMMUNE, new, VEKST),
    )  # fmt: skip
    for offset, actor in ((1, OEVRIGE), (2, RESTEN)):
        ark.celler[f"vekst {post} {actor}"] = plasser(
            ark.sheet, ark.row, _VEKST_KOLONNE + offset,
            ark.kilde.vekst(table, post, actor, new), style,
        )  # fmt: skip


def figure_1(ark: Ark) -> None:
    """Figure 1: where driftsinntekter come from, last year."""
    ark.title(tekst("Inntektssammensetning ", ark.valg.aar, ", prosent av driftsinntekt"))
    sheet = ark.sheet
    sheet.put(ark.row, 0, "Figur 1", styles.HODE_VENSTRE)
    for offset, (_, label) in enumerate(_FIGUR_1, start=1):
        sheet.put(ark.row, offset, label, styles.HODE)
    sheet.heights[ark.row] = 30
    first = ark.row + 1
    for actor in ark.aktoerer:
        ark.row += 1
        layout.text(sheet, ark.row, 0, ark.navn(actor), styles.RAD)
        for column, (post, _) in enumerate(_FIGUR_1, start=1):
            _share(ark, actor, post, column)
    ark.row += 2
    colors = (styles.BLAA, styles.MELLOMBLAA, styles.LYS_BLAA, styles.LYS_GRAA)
    categories = sheet.range((first, 0), (first + 2, 0))
    series = tuple(
        Series(postnavn(post), categories, sheet.range((first, column), (first + 2, column)),
               color=color, labels=True, label_format="0.0")
        for column, ((post, _), color) in enumerate(zip(_FIGUR_1[:4], colors, strict=True), start=1)
    )  # fmt: skip
    ark.place(
        Chart("column", "Figur 1. Hvor inntektene kommer fra, siste år. Prosent av driftsinntekt",
              series, row=ark.row, column=0, width=DIAGRAM[0], height=DIAGRAM[1], stacked=True,
              overlap=100, y_title="Prosent", y_format="0", y_max=100,
              alt="Stablet søylediagram. Skatt, rammetilskudd, andre statstilskudd og andre "
              "inntekter i prosent av driftsinntekt, siste år.")
    )  # fmt: skip


def _share(ark: Ark, actor: str, post: str, column: int) -> Cell:
    """One share of the income: calculated where the amounts are known, printed elsewhere."""
    sheet, row, style, year = ark.sheet, ark.row, styles.tall(1), ark.aar[-1]
    known = ark.printed("Figur 1", post, actor, year, PST)
    if post == "andre_inntekter":
        return sheet.calc(row, column, bb.rest, *(sheet.cells[row, c] for c in (1, 2, 3)),
                          style=style, published=known)  # fmt: skip
    if actor != KOMMUNE:
        return plasser(sheet, row, column, ark.kilde.andel("Figur 1", post, actor, year), style)
    if post in ark.beloep:
        thousand = of(bb.ganger, ark.beloep[post][year], 1000.0)
        return sheet.calc(row, column, f.pst_av_inntekt, thousand,
                          ark.beloep["driftsinntekter"][year], style=style, published=known)  # fmt: skip
    base = plasser(sheet, row, BAK, ark.kilde.andel("Figur 1", post, actor, year),
                   styles.hjelp(style))  # fmt: skip
    return sheet.calc(row, column, bb.andel_av_ny, base, ark.grunnlag["driftsinntekter"][year],
                      ark.beloep["driftsinntekter"][year], style=style)  # fmt: skip


def figure_2(ark: Ark) -> None:
    """Figure 2: nominal growth of frie inntekter as an index series."""
    sheet, years, valg = ark.sheet, ark.aar, ark.valg
    if len(years) < 2:
        return
    base, last = valg.aarene()
    ark.title(tekst("Vekst i frie inntekter, indeks der ", base, " = 100"))
    sheet.put(ark.row, 0, "Figur 2", styles.HODE_VENSTRE)
    for offset, year in enumerate(years, start=1):
        layout.year_head(sheet, ark.row, offset, valg.aarstall[year])
    layout.text(sheet, ark.row, 4, tekst("Vekst ", base, "–", last, ", %"), styles.HODE)
    sheet.heights[ark.row] = 28
    first = ark.row + 1
    for actor in ark.aktoerer:
        ark.row += 1
        layout.text(sheet, ark.row, 0, ark.navn(actor), styles.RAD)
        _index_row(ark, actor)
    ark.row += 2
    categories = sheet.range((first - 1, 1), (first - 1, len(years)))
    colors = (styles.BLAA, styles.ORANSJE, styles.GRAA)
    series = tuple(
        Series(sheet.cells[first + i, 0], categories,
               sheet.range((first + i, 1), (first + i, len(years))), color=color, line=True,
               marker="circle", marker_size=6)
        for i, color in enumerate(colors)
    )  # fmt: skip
    line_chart(ark, "Figur 2. Nominell vekst i frie inntekter", series)


def _index_row(ark: Ark, actor: str) -> None:
    """The municipality's series from its amounts; the others' from their growth."""
    sheet, row, years, one = ark.sheet, ark.row, ark.aar, styles.tall(1)
    if actor == KOMMUNE:
        amounts = ark.beloep["frie"]
        for offset, year in enumerate(years, start=1):
            sheet.calc(row, offset, f.indeksserie, amounts[year], amounts[years[0]], style=one)
        call = ark.growth(f.vekst, years[-1], years[0], amounts[years[-1]], amounts[years[0]])
        ark.celler["vekst frie perioden"] = sheet.calc(
            row, 4, call.function, *call.arguments, style=one,
            published=ark.printed("Figur 2", "vekst_perioden", actor, years[-1], "pst"),
        )  # fmt: skip
        return
    growth = plasser(sheet, row, 4, ark.kilde.periodevekst(actor), one)
    sheet.put(row, 1, 100.0, one)
    last = sheet.calc(row, len(years), bb.pluss, growth, 100.0, style=one)
    if len(years) == 3:
        sheet.calc(row, 2, bb.aaret_foer, last, ark.celler[f"vekst frie {actor}"], style=one)


def figure_2b(ark: Ark) -> None:
    """Figure 2b: growth of frie inntekter, deflated and per inhabitant."""
    sheet, years, valg = ark.sheet, ark.aar, ark.valg
    if len(years) < 2:
        return
    ark.title("Frie inntekter korrigert for prisstigning og befolkningsvekst, prosent")
    heads = ("Figur 2b", "Nominell", "Pris", "Hva hvis", "Befolkning", "Hva hvis", "Deflatert",
             "Per innbygger")  # fmt: skip
    for column, label in enumerate(heads):
        sheet.put(ark.row, column, label, styles.HODE if column else styles.HODE_VENSTRE)
    sheet.heights[ark.row] = 28
    first = ark.row + 1
    for old, new in zip(years, years[1:], strict=False):
        ark.row += 1
        span = tekst(valg.aarstall[old], "–", valg.aarstall[new])
        layout.text(sheet, ark.row, 0, span, styles.RAD)
        _real_growth(ark, old, new)
    if len(years) == 3:
        ark.row += 1
        base, last = valg.aarene()
        layout.text(sheet, ark.row, 0, tekst(base, "–", last), styles.sumrad(styles.RAD))
        _whole_period(ark, first)
    ark.row += 1
    if ark.kilde.tall is None:
        ark.note("Prisstigning og befolkningsvekst er ikke trykt. De er utledet av de trykte "
                 "vekstprosentene år for år; tallene for hele perioden er beregnet av dem.")  # fmt: skip
    _figure_2b_chart(ark, first)


def _real_growth(ark: Ark, old: int, new: int) -> None:
    """One year: nominal growth, prices and population, and what they leave."""
    sheet, row, one, year = ark.sheet, ark.row, styles.tall(1), ark.valg.aarstall[new]
    amounts = ark.beloep["frie"]
    call: Call = ark.growth(f.vekst, new, old, amounts[new], amounts[old])
    nominal = sheet.calc(
        row, 1, call.function, *call.arguments, style=one,
        published=ark.printed("Figur 2b", "nominell", KOMMUNE, new, "pst"),
    )  # fmt: skip
    price = inndata(
        sheet, (row, 2), (row, 3), (row, BAK + 3), ark.kilde.prisvekst(new), style=styles.tall(2),
        limits=(-50, 100), label="Prisstigning (kostnadsdeflator), prosent", aar=year,
    )  # fmt: skip
    people = inndata(
        sheet, (row, 4), (row, 5), (row, BAK + 4), ark.kilde.folkevekst(new), style=styles.tall(2),
        limits=(-50, 100), label="Befolkningsvekst, prosent", aar=year,
    )  # fmt: skip
    ark.celler.update(nominell=nominal, pris=price.used, folkevekst=people.used)
    for column, post, arguments in (
        (6, "realvekst", (nominal, price.used)),
        (7, "realvekst_per_innb", (nominal, price.used, people.used)),
    ):  # fmt: skip
        sheet.calc(row, column, f.realvekst, *arguments, style=one,
                   published=ark.printed("Figur 2b", post, KOMMUNE, new, "pst"))  # fmt: skip


def _whole_period(ark: Ark, first: int) -> None:
    """The years together: growth, prices and population one after the other."""
    sheet, row, years = ark.sheet, ark.row, ark.aar
    style = styles.sumrad(styles.tall(1))
    total = sheet.calc(row, 1, bb.gjenta, ark.celler["vekst frie perioden"], style=style)
    chained = [
        sheet.calc(row, column, bb.etter_hverandre, sheet.cells[first, used],
                   sheet.cells[first + 1, used], style=styles.sumrad(styles.tall(2)))
        for column, used in ((2, BAK + 3), (4, BAK + 4))
    ]  # fmt: skip
    for column in (3, 5):
        sheet.put(row, column, None, style)
    for column, post, arguments in (
        (6, "realvekst_perioden", (total, chained[0])),
        (7, "realvekst_per_innb_perioden", (total, *chained)),
    ):  # fmt: skip
        sheet.calc(row, column, f.realvekst, *arguments, style=style,
                   published=ark.printed("Figur 2b", post, KOMMUNE, years[-1], "pst"))  # fmt: skip


def _figure_2b_chart(ark: Ark, first: int) -> None:
    sheet, years, small = ark.sheet, ark.aar, styles.hjelp(styles.tall(1))
    at = first + 4
    for offset, year in enumerate(years):
        layout.year_head(sheet, at, BAK + 1 + offset, ark.valg.aarstall[year], styles.HJELP_HODE)
    names = ("Nominell", "Deflatert", "Per innbygger")
    for number, (name, column) in enumerate(zip(names, (1, 6, 7), strict=True), start=1):
        sheet.put(at + number, BAK, name, styles.HJELP)
        before = sheet.put(at + number, BAK + 1, 100.0, small)
        for offset in range(len(years) - 1):
            before = sheet.calc(at + number, BAK + 2 + offset, bb.vokst, before,
                                sheet.cells[first + offset, column], style=small)  # fmt: skip
    categories = sheet.range((at, BAK + 1), (at, BAK + len(years)))
    colors = (styles.BLAA, styles.ORANSJE, styles.GRAA)
    series = tuple(
        Series(name, categories, _row(ark, at + number), color=color, line=True, marker="circle",
               marker_size=6)
        for number, (name, color) in enumerate(zip(names, colors, strict=True), start=1)
    )  # fmt: skip
    line_chart(ark, "Figur 2b. Frie inntekter: nominelt, deflatert og per innbygger", series)


def _row(ark: Ark, row: int) -> Range:
    return ark.sheet.range((row, BAK + 1), (row, BAK + len(ark.aar)))


def line_chart(ark: Ark, title: str, series: tuple[Series, ...]) -> None:
    """A line chart over the years, the first of them 100."""
    unit = "første år = 100"
    ark.place(
        Chart("line", f"{title}. Indeks, {unit}", series, row=ark.row, column=0,
              width=DIAGRAM[0], height=DIAGRAM[1], y_title=f"Indeks, {unit}", y_format="0",
              alt=f"Linjediagram. {title}, år for år. Indeks, {unit}.",
              y_min=None)
    )  # fmt: skip
