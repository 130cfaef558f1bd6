"""Figure 1, tabell 1 and figures 2 and 2b: driftsinntekter and frie inntekter (ch. 1.2)."""

from __future__ import annotations

from asss_xl import functions as f
from asss_xl.functions import building_blocks as bb
from asss_xl.report.regnskap.ark import BAK, DIAGRAM, MILL, OEVRIGE, PST, RESTEN, VEKST, Ark
from asss_xl.workbook import Cell, Chart, Range, Series, of, styles

TABELL = "Tabell 1"
_SKATTER = (
    ("innt_formue", "Inntekts- og formuesskatt"), ("eiendom", "Eiendomsskatt"),
    ("selskap", "Selskapsskatt"), ("andre_skatter", "Andre skatter"),
)  # fmt: skip
_VEKST_KOLONNE = 7
#: Headings that go in a narrow column.
_KORT = {
    "Rammetilskudd": "Ramme- tilskudd", "Andre statstilskudd": "Andre statstilsk.",
    "Eiendomsskatt": "herav eiend.skatt",
}  # fmt: skip


def table_1(ark: Ark) -> None:
    """Tabell 1: taxes and general grants in million kroner, with growth."""
    ark.title("Tabell 1. Frie inntekter, mill. kr og vekst i prosent")
    ark.heads("Mill. kr", ("Mill. kr", "Hva hvis"))
    growth_heads(ark)
    for key, line in _SKATTER:
        ark.amount_input(key, line, TABELL, line, MILL)
        growth_row(ark, key, TABELL, line)
        ark.row += 1
    ark.amount_calc("skatt", "Skatt i alt", bb.pluss4, [k for k, _ in _SKATTER], TABELL,
                    "Skatt i alt", MILL)  # fmt: skip
    growth_row(ark, "skatt", TABELL, "Skatt i alt", total=True)
    ark.row += 1
    ark.amount_input("rammetilskudd", "Rammetilskudd", TABELL, "Rammetilskudd", MILL)
    growth_row(ark, "rammetilskudd", TABELL, "Rammetilskudd")
    ark.row += 1
    ark.amount_calc("frie", "Frie inntekter", bb.pluss, ("skatt", "rammetilskudd"), TABELL,
                    "Frie inntekter", MILL)  # fmt: skip
    growth_row(ark, "frie", TABELL, "Frie inntekter", total=True)
    ark.row += 2


def growth_heads(ark: Ark) -> None:
    """Growth in the last year: the municipality's, and the printed ones of the others."""
    old, new = ark.aar[-2:]
    for offset, actor in enumerate(ark.aktoerer):
        column = _VEKST_KOLONNE + offset
        ark.sheet.put(ark.row - 2, column, f"Vekst {old}/{new % 100:02d}, %" if not offset else "",
                      styles.HODE_VENSTRE.but(wrap=False, bottom=None))  # fmt: skip
        ark.sheet.put(ark.row - 1, column, actor, styles.HODE)
    ark.sheet.heights[ark.row - 1] = 28


def growth_row(ark: Ark, key: str, table: str, line: str, total: bool = False) -> None:
    """Growth of one line for the three actors."""
    old, new = ark.aar[-2:]
    style = styles.tall(1, total)
    ark.celler[f"vekst {key}"] = ark.sheet.calc(
        ark.row, _VEKST_KOLONNE, f.vekst, ark.beloep[key][new], ark.beloep[key][old], style=style,
        published=ark.printed(table, line, ark.kommune, new, VEKST),
    )  # fmt: skip
    for offset, actor in ((1, OEVRIGE), (2, RESTEN)):
        known = ark.printed(table, line, actor, new, VEKST)
        ark.celler[f"vekst {key} {actor}"] = ark.sheet.put(
            ark.row, _VEKST_KOLONNE + offset, known[0].verdi if known else "Ikke data", style,
            rounding=known[0].avrunding if known else 0.0, published=known,
        )  # fmt: skip


def figure_1(ark: Ark) -> None:
    """Figure 1: where driftsinntekter come from, last year."""
    year = ark.aar[-1]
    ark.title(f"Inntektssammensetning {year}, prosent av driftsinntekt")
    sheet = ark.sheet
    lines = ("Skatt", "Rammetilskudd", "Andre statstilskudd", "Andre inntekter", "Eiendomsskatt")
    sheet.put(ark.row, 0, "Figur 1", styles.HODE_VENSTRE)
    for offset, line in enumerate(lines, start=1):
        sheet.put(ark.row, offset, _KORT.get(line, line), styles.HODE)
    sheet.put(ark.row, 6, "Hva hvis statstilsk.", styles.HODE)
    sheet.heights[ark.row] = 30
    first = ark.row + 1
    for actor in ark.aktoerer:
        ark.row += 1
        sheet.put(ark.row, 0, actor, styles.RAD)
        for column, line in enumerate(lines, start=1):
            _share(ark, actor, line, column, year)
    ark.row += 2
    colors = (styles.BLAA, styles.MELLOMBLAA, styles.LYS_BLAA, styles.LYS_GRAA)
    categories = sheet.range((first, 0), (first + 2, 0))
    series = tuple(
        Series(line, categories, sheet.range((first, column), (first + 2, column)), color=color,
               labels=True, label_format="0.0")
        for column, (line, color) in enumerate(zip(lines[:4], colors, strict=True), start=1)
    )  # fmt: skip
    ark.place(
        Chart("column", f"Figur 1. Hvor inntektene kommer fra, {year}. Prosent av driftsinntekt",
              series, row=ark.row, column=0, width=DIAGRAM[0], height=DIAGRAM[1], stacked=True,
              overlap=100, y_title="Prosent", y_format="0", y_max=100,
              alt=f"Stablet søylediagram. Skatt, rammetilskudd, andre statstilskudd og andre "
              f"inntekter i prosent av driftsinntekt {year}.")
    )  # fmt: skip


def _share(ark: Ark, actor: str, line: str, column: int, year: int) -> Cell:
    """One share of the income: calculated where the amounts are known, printed elsewhere."""
    sheet, row, style = ark.sheet, ark.row, styles.tall(1)
    known = ark.printed("Figur 1", line, actor, year, PST)
    key = {"Skatt": "skatt", "Rammetilskudd": "rammetilskudd", "Eiendomsskatt": "eiendom"}.get(line)
    if line == "Andre inntekter":
        return sheet.calc(row, column, bb.rest, *(sheet.cells[row, c] for c in (1, 2, 3)),
                          style=style, published=known)  # fmt: skip
    if actor != ark.kommune:
        return sheet.put(row, column, known[0].verdi, style, rounding=known[0].avrunding,
                         published=known)  # fmt: skip
    if key:
        thousand = of(bb.ganger, ark.beloep[key][year], 1000.0)
        return sheet.calc(row, column, f.pst_av_inntekt, thousand,
                          ark.beloep["driftsinntekter"][year], style=style, published=known)  # fmt: skip
    base = sheet.put(row, BAK, known[0].verdi, styles.hjelp(style), rounding=known[0].avrunding,
                     published=known)  # fmt: skip
    yellow = sheet.editable(row, 6, None, style, "Andre statstilskudd, prosent av driftsinntekt",
                            limits=(0, 100))  # fmt: skip
    return sheet.calc(row, column, bb.brukt, base, yellow, sheet.book.switch, style=style)


def figure_2(ark: Ark) -> None:
    """Figure 2: nominal growth of frie inntekter as an index series."""
    sheet, years = ark.sheet, ark.aar
    ark.title(f"Vekst i frie inntekter, indeks der {years[0]} = 100")
    sheet.put(ark.row, 0, "Figur 2", styles.HODE_VENSTRE)
    for offset, year in enumerate(years, start=1):
        sheet.put(ark.row, offset, str(year), styles.HODE)
    sheet.put(ark.row, 4, f"Vekst {years[0]}–{years[-1]}, %", styles.HODE)
    sheet.heights[ark.row] = 28
    first = ark.row + 1
    for actor in ark.aktoerer:
        ark.row += 1
        sheet.put(ark.row, 0, actor, styles.RAD)
        _index_row(ark, actor)
    ark.row += 2
    categories = sheet.range((first - 1, 1), (first - 1, len(years)))
    colors = (styles.BLAA, styles.ORANSJE, styles.GRAA)
    series = tuple(
        Series(actor, categories, sheet.range((first + i, 1), (first + i, len(years))),
               color=color, line=True, marker="circle", marker_size=6)
        for i, (actor, color) in enumerate(zip(ark.aktoerer, colors, strict=True))
    )  # fmt: skip
    line_chart(ark, "Figur 2. Nominell vekst i frie inntekter", series, f"{years[0]} = 100")


def _index_row(ark: Ark, actor: str) -> None:
    sheet, row, years, one = ark.sheet, ark.row, ark.aar, styles.tall(1)
    line = f"Vekst frie inntekter {years[0]}-{years[-1]}"
    known = ark.printed("Figur 2", line, actor, years[-1], "pst")
    if actor == ark.kommune:
        for offset, year in enumerate(years, start=1):
            sheet.calc(row, offset, f.indeksserie, ark.beloep["frie"][year],
                       ark.beloep["frie"][years[0]], style=one)  # fmt: skip
        ark.celler["vekst frie perioden"] = sheet.calc(
            row, 4, f.vekst, ark.beloep["frie"][years[-1]], ark.beloep["frie"][years[0]],
            style=one, published=known,
        )  # fmt: skip
        return
    growth = sheet.put(row, 4, known[0].verdi, one, rounding=known[0].avrunding, published=known)
    sheet.put(row, 1, 100.0, one)
    last = sheet.calc(row, 3, bb.pluss, growth, 100.0, style=one)
    sheet.calc(row, 2, bb.aaret_foer, last, ark.celler[f"vekst frie {actor}"], style=one)


def figure_2b(ark: Ark) -> None:
    """Figure 2b: growth of frie inntekter, deflated and per inhabitant."""
    sheet, years = ark.sheet, ark.aar
    ark.title("Frie inntekter korrigert for prisstigning og befolkningsvekst, prosent")
    heads = ("Figur 2b", "Nominell", "Pris", "Hva hvis", "Befolkning", "Hva hvis", "Deflatert",
             "Per innbygger")  # fmt: skip
    for column, label in enumerate(heads):
        sheet.put(ark.row, column, label, styles.HODE if column else styles.HODE_VENSTRE)
    sheet.heights[ark.row] = 28
    first = ark.row + 1
    for old, new in zip(years, years[1:], strict=False):
        ark.row += 1
        sheet.put(ark.row, 0, f"{old}–{new}", styles.RAD)
        _real_growth(ark, old, new)
    ark.row += 1
    sheet.put(ark.row, 0, f"{years[0]}–{years[-1]}", styles.sumrad(styles.RAD))
    _whole_period(ark, first)
    ark.row += 1
    ark.note("Prisstigning og befolkningsvekst er ikke trykt. De er utledet av de trykte "
             "vekstprosentene år for år; tallene for hele perioden er beregnet av dem.")  # fmt: skip
    _figure_2b_chart(ark, first)


def _real_growth(ark: Ark, old: int, new: int) -> None:
    """One year: the printed real growth implies the deflator, which can then be changed."""
    sheet, row, one, kommune = ark.sheet, ark.row, styles.tall(1), ark.kommune
    nominal = sheet.calc(
        row, 1, f.vekst, ark.beloep["frie"][new], ark.beloep["frie"][old], style=one,
        published=ark.printed("Figur 2b", "Nominell vekst frie inntekter", kommune, new, "pst"),
    )  # fmt: skip
    base_nominal = sheet.calc(
        row, BAK, f.vekst, _reported(ark, new, BAK + 5), _reported(ark, old, BAK + 6),
        style=styles.hjelp(one),
    )  # fmt: skip
    lines = ("Vekst korrigert for prisstigning", "Vekst per innbygger korrigert for prisstigning")
    printed = [ark.data.figur("Figur 2b", line, kommune, new, "pst") for line in lines]
    real, each = (
        sheet.put(row, BAK + 1 + i, figure.verdi, styles.hjelp(one), rounding=figure.avrunding)
        for i, figure in enumerate(printed)
    )
    price = sheet.input(
        (row, 2), (row, 3), (row, BAK + 3), None, style=styles.tall(2), limits=(-50, 100),
        label=f"Prisstigning (kostnadsdeflator) {new}, prosent",
        base_call=of(f.realvekst, base_nominal, real),
    )  # fmt: skip
    people = sheet.input(
        (row, 4), (row, 5), (row, BAK + 4), None, style=styles.tall(2), limits=(-50, 100),
        label=f"Befolkningsvekst {new}, prosent", base_call=of(f.realvekst, real, each),
    )  # fmt: skip
    ark.celler.update(nominell=nominal, pris=price.used, folkevekst=people.used)
    for column, line, arguments in (
        (6, lines[0], (nominal, price.used)), (7, lines[1], (nominal, price.used, people.used)),
    ):  # fmt: skip
        sheet.calc(row, column, f.realvekst, *arguments, style=one,
                   published=ark.printed("Figur 2b", line, kommune, new, "pst"))  # fmt: skip


def _reported(ark: Ark, year: int, column: int) -> Cell:
    """Frie inntekter as the report has them, without what-if figures."""
    parts = [ark.inndata[key][year].base for key, _ in _SKATTER]
    taxes = of(bb.pluss4, *parts)
    return ark.sheet.calc(
        ark.row, column, bb.pluss, taxes, ark.inndata["rammetilskudd"][year].base,
        style=styles.hjelp(styles.tall(0)),
    )  # fmt: skip


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
    name = f"Vekst {years[0]}-{years[-1]}"
    for column, line, arguments in (
        (6, f"{name} korrigert for prisstigning", (total, chained[0])),
        (7, f"{name} per innbygger korrigert for prisstigning", (total, *chained)),
    ):  # fmt: skip
        sheet.calc(row, column, f.realvekst, *arguments, style=style,
                   published=ark.printed("Figur 2b", line, ark.kommune, years[-1], "pst"))  # fmt: skip


def _figure_2b_chart(ark: Ark, first: int) -> None:
    sheet, years, small = ark.sheet, ark.aar, styles.hjelp(styles.tall(1))
    at = first + 4
    for offset, year in enumerate(years):
        sheet.put(at, BAK + 1 + offset, str(year), styles.HJELP_HODE)
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
    line_chart(ark, "Figur 2b. Frie inntekter: nominelt, deflatert og per innbygger", series,
               f"{years[0]} = 100")  # fmt: skip


def _row(ark: Ark, row: int) -> Range:
    return ark.sheet.range((row, BAK + 1), (row, BAK + len(ark.aar)))


def line_chart(ark: Ark, title: str, series: tuple[Series, ...], unit: str) -> None:
    """A line chart over the years."""
    ark.place(
        Chart("line", f"{title}. Indeks, {unit}", series, row=ark.row, column=0,
              width=DIAGRAM[0], height=DIAGRAM[1], y_title=f"Indeks, {unit}", y_format="0",
              alt=f"Linjediagram. {title}, {ark.aar[0]}–{ark.aar[-1]}. Indeks, {unit}.",
              y_min=None)
    )  # fmt: skip
