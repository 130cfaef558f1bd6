"""Figure 1, tabell 1 and figures 2 and 2b: driftsinntekter and frie inntekter (ch. 1.2)."""

from __future__ import annotations

from collections.abc import Sequence

from asss_xl import functions as f
from asss_xl.report import figurer, layout
from asss_xl.report import formler as bb
from asss_xl.report.nettverk.valg import tekst
from asss_xl.report.regnskap import figur
from asss_xl.report.regnskap import formler as rf
from asss_xl.report.regnskap.ark import Ark, postnavn
from asss_xl.report.regnskap.figur import Figur
from asss_xl.report.regnskap.kilde import KOMMUNE, MILL, OEVRIGE, PST, RESTEN, VEKST
from asss_xl.report.regnskap.mellomregning import INNTEKTSLINJER, Budskap, aarstekst
from asss_xl.report.steg import Blokk
from asss_xl.report.tall import Tall, inndata, plasser
from asss_xl.workbook import Call, Cell, Range, Series, Sheet, of, styles

TABELL = "Tabell 1"
_SKATTER = ("innt_formue", "eiendom", "selskap", "andre_skatter")
ANDRE = "andre_driftsinntekter"
_VEKST_KOLONNE = 7
#: Figure 1's lines: post, and a heading short enough for a narrow column.
_FIGUR_1 = (
    ("skatt", "Skatt"),
    ("rammetilskudd", "Ramme- tilskudd"),
    ("andre_statstilskudd", "Andre statstilsk."),
    ("andre_inntekter", "Andre inntekter"),
    ("eiendom", "herav eiend.skatt"),
)


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
    ark.amount_rest(ANDRE, "driftsinntekter", "frie")
    ark.note(
        "Siste år fylles ut på arket Hva hvis. "
        "Alle linjene flytter driftsinntektene i tabell 0, og alt som regnes av dem. Flytter "
        "ikke: de andre kommunenes vekst og andeler, som er slik de er regnskapsført. Andre "
        "driftsinntekter er regnet som frie: netto driftsutgifter i sektorene følger ikke."
    )
    ark.row += 1


def income_moved(ark: Ark, year: int, base: Cell) -> Call:
    """Driftsinntekter in 1000 kr, moved by the lines of tabell 1."""
    return of(rf.flyttet, base, moved(ark, INNTEKTSLINJER, year))


def moved(ark: Ark, lines: tuple[str, ...], year: int) -> Range:
    """What the lines of a table move in a year, million kroner."""
    for line in lines:
        ark.steg.move(line, year, ark.beloep[line][year])
    return ark.steg.endring.lines(lines[0], lines[-1], year)


def growth_heads(ark: Ark) -> None:
    """Growth in the last year: the municipality's, and that of the others."""
    if len(ark.aar) < 2:
        return
    new = ark.valg.aarstall[ark.aar[-1]]
    for offset, actor in enumerate(ark.aktoerer):
        column = _VEKST_KOLONNE + offset
        layout.text(
            ark.sheet,
            ark.row - 2,
            column,
            tekst("Vekst til ", new, ", %") if not offset else "",
            styles.HODE_VENSTRE.but(wrap=False, bottom=None),
        )
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
        ark.row, _VEKST_KOLONNE, call, style=style, published=ark.printed(table, post, KOMMUNE, new, VEKST)
    )
    for offset, actor in ((1, OEVRIGE), (2, RESTEN)):
        ark.celler[f"vekst {post} {actor}"] = plasser(
            ark.sheet, ark.row, _VEKST_KOLONNE + offset, ark.kilde.vekst(table, post, actor, new), style
        )


def shares(ark: Ark) -> Figur:
    """Figure 1: where driftsinntekter come from, last year."""
    ark.title(tekst("Inntektssammensetning ", ark.valg.aar, ", prosent av driftsinntekt"))
    sheet = ark.sheet
    sheet.put(ark.row, 0, "Figur 1", styles.HODE_VENSTRE)
    for offset, (_, label) in enumerate(_FIGUR_1, start=1):
        sheet.put(ark.row, offset, label, styles.HODE)
    sheet.heights[ark.row] = 30
    rows: list[list[Cell]] = []
    for actor in ark.aktoerer:
        ark.row += 1
        layout.text(sheet, ark.row, 0, ark.navn(actor), styles.RAD)
        rows.append([_share(ark, actor, post, column) for column, (post, _) in enumerate(_FIGUR_1, start=1)])
    ark.row += 2
    return _shares_figure(ark, rows)


def _shares_figure(ark: Ark, rows: list[list[Cell]]) -> Figur:
    drawn = "Hvor inntektene kommer fra, prosent av driftsinntekt"
    kinds = [postnavn(post) for post, _ in _FIGUR_1[:4]]
    block = ark.steg.steg.blokk(f"Figur 1. {drawn}", kinds, [ark.navn(a) for a in ark.aktoerer])
    for number, row in enumerate(rows):
        for kind, cell in zip(kinds, row, strict=False):
            figur.point(block, number, kind, cell)
    names = list(figur.labels(block))
    series = tuple(
        Series(
            names[number],
            figur.headings(block, len(kinds)),
            block.line(number, kinds[0], kinds[-1]),
            color=color,
            labels=True,
            label_format="0.0",
        )
        for number, color in enumerate(figurer.AKTOERFARGER)
    )
    own, other = rows[0][0], rows[1][0]
    title = ark.steg.say(
        "Figur 1",
        Budskap(
            of(bb.minus, own, other),
            figur.PUNKTER,
            ark.enn_de_andre("lavere andel skatt enn", "samme andel skatt som", "høyere andel skatt enn"),
            aarstekst(ark.valg),
            drawn,
            egen=own,
            etter=" prosent av inntekten)",
        ),
    )
    return Figur(
        "Figur 1",
        drawn,
        title,
        series,
        "Søylediagram. Skatt, rammetilskudd, andre statstilskudd og andre inntekter i "
        "prosent av driftsinntekt, siste år.",
    )


def _share(ark: Ark, actor: str, post: str, column: int) -> Cell:
    """One share of the income: calculated where the amounts are known, printed elsewhere."""
    sheet, row, style, year = ark.sheet, ark.row, styles.tall(1), ark.aar[-1]
    known = ark.printed("Figur 1", post, actor, year, PST)
    income = ark.beloep["driftsinntekter"][year]
    if post == "andre_inntekter":
        return sheet.calc(
            row, column, rf.rest, *(sheet.cells[row, c] for c in (1, 2, 3)), style=style, published=known
        )
    if actor != KOMMUNE:
        return plasser(sheet, row, column, ark.kilde.andel("Figur 1", post, actor, year), style)
    if post in ark.beloep:
        thousand = of(bb.ganger, ark.beloep[post][year], 1000.0)
        return sheet.calc(row, column, f.pst_av_inntekt, thousand, income, style=style, published=known)
    if ark.steg.uten.has(post):
        ark.given(post, "")
        return sheet.calc(row, column, f.pst_av_inntekt, ark.base(post, year), income, style=style)
    block = ark.steg.steg.blokk(
        "Figur 1: andel av inntekten uten hva hvis", (ark.valg.aarstall[year],), (postnavn(post),)
    )
    base = plasser(
        block.sheet, *block.at(0, "1"), ark.kilde.andel("Figur 1", post, actor, year), styles.hjelp(style)
    )
    return sheet.calc(
        row, column, bb.ganger_delt, base, ark.base("driftsinntekter", year), income, style=style
    )


def index_table(ark: Ark) -> Figur | None:
    """Figure 2: nominal growth of frie inntekter as an index series."""
    sheet, years, valg = ark.sheet, ark.aar, ark.valg
    if len(years) < 2:
        return None
    base, last = valg.aarene()
    ark.title(tekst("Vekst i frie inntekter, indeks der ", base, " = 100"))
    sheet.put(ark.row, 0, "Figur 2", styles.HODE_VENSTRE)
    for offset, year in enumerate(years, start=1):
        layout.year_head(sheet, ark.row, offset, valg.aarstall[year])
    layout.text(sheet, ark.row, 4, tekst("Vekst ", base, "–", last, ", %"), styles.HODE)
    sheet.heights[ark.row] = 28
    names, rows, growth = [], [], []
    for actor in ark.aktoerer:
        ark.row += 1
        names.append(layout.text(sheet, ark.row, 0, _series_name(ark, actor), styles.RAD))
        row, grown = _index_row(ark, actor)
        rows.append(row)
        growth.append(grown)
    ark.row += 2
    ark.indeks = rows[0]
    drawn = "Nominell vekst i frie inntekter, indeks, første år = 100"
    title = ark.steg.say(
        "Figur 2",
        Budskap(
            of(bb.minus, growth[0], growth[1]),
            figur.PUNKTER,
            ark.enn_de_andre(
                "svakere vekst i frie inntekter enn",
                "samme vekst i frie inntekter som",
                "sterkere vekst i frie inntekter enn",
            ),
            tekst(" ", base, "–", last, " ("),
            drawn,
            egen=growth[0],
            etter=" prosent)",
        ),
    )
    block = figur.curve_block(ark, f"Figur 2. {drawn}", names)
    return Figur(
        "Figur 2",
        drawn,
        title,
        figur.curves(block, rows),
        f"Linjediagram. {drawn}: kommunen, de andre og resten av landet.",
        "Indeks",
        "line",
    )


def _series_name(ark: Ark, actor: str) -> str | Cell | Call:
    """The actor; with its base year where a merger has given it a later one."""
    breaks, name = ark.steg.brudd, ark.navn(actor)
    if actor != KOMMUNE or breaks is None:
        return name
    return of(rf.navn_med_basis, name, breaks.basis, breaks.perioden)


def _index_row(ark: Ark, actor: str) -> tuple[list[Cell], Cell]:
    """The municipality's series from its amounts, the others' from their growth; the growth."""
    sheet, row, years, one = ark.sheet, ark.row, ark.aar, styles.tall(1)
    if actor == KOMMUNE:
        amounts = ark.beloep["frie"]
        made = index_from_base(ark, "frie", (row, 1), one)
        call = ark.growth(f.vekst, years[-1], years[0], amounts[years[-1]], amounts[years[0]])
        grown = ark.celler["vekst frie perioden"] = sheet.calc(
            row,
            4,
            call,
            style=one,
            published=ark.printed("Figur 2", "vekst_perioden", actor, years[-1], "pst"),
        )
        return made, grown
    growth = plasser(sheet, row, 4, ark.kilde.periodevekst(actor), one)
    first = sheet.calc(row, 1, rf.hundre, growth, style=one)
    last = sheet.calc(row, len(years), bb.pluss, growth, 100.0, style=one)
    if len(years) == 2:
        return [first, last], growth
    before = sheet.calc(row, 2, rf.aaret_foer, last, ark.celler[f"vekst frie {actor}"], style=one)
    return [first, before, last], growth


def index_from_base(
    ark: Ark, post: str, at: tuple[int, int], style: styles.Style, sheet: Sheet | None = None
) -> list[Cell]:
    """A line's amounts as an index: from the first year, or from the merger that breaks them."""
    breaks, amounts, years = ark.steg.brudd, ark.beloep[post], ark.aar
    place, made = sheet or ark.sheet, []
    base = amounts[years[0]]
    if breaks is not None:
        block = ark.steg.steg.blokk(f"{postnavn(post)}: beløpet i basisåret", ("Beløp",), ("Basis",))
        cells = amounts[years[0]], amounts[years[-1]]
        row = ark.steg.sheet_of(cells[0]).column_range(*cells)
        base = block.calc(0, "Beløp", bb.under, row, breaks.basis, breaks.aarene)
    for offset, year in enumerate(years):
        call = of(f.indeksserie, amounts[year], base)
        if breaks is not None:
            call = of(rf.fra_basis, call, ark.valg.aarstall[year], breaks.basis)
        made.append(place.calc(at[0], at[1] + offset, call, style=style))
    return made


def real_growth(ark: Ark) -> Figur | None:
    """Figure 2b: growth of frie inntekter, deflated and per inhabitant."""
    sheet, years, valg = ark.sheet, ark.aar, ark.valg
    if len(years) < 2:
        return None
    ark.title("Frie inntekter korrigert for prisstigning og befolkningsvekst, prosent")
    heads = (
        "Figur 2b",
        "Nominell",
        "Pris",
        "Hva hvis",
        "Befolkning",
        "Hva hvis",
        "Deflatert",
        "Per innbygger",
    )
    for column, label in enumerate(heads):
        sheet.put(ark.row, column, label, styles.HODE if column else styles.HODE_VENSTRE)
    sheet.heights[ark.row] = 28
    used = ark.steg.steg.blokk(
        "Figur 2b: prisstigning og befolkningsvekst som teller",
        ("Pris", "Befolkning"),
        [valg.aarstall[year] for year in years[1:]],
    )
    people = _people(ark)
    for number, (old, new) in enumerate(zip(years, years[1:], strict=False)):
        ark.row += 1
        span = tekst(valg.aarstall[old], "–", valg.aarstall[new])
        layout.text(sheet, ark.row, 0, span, styles.RAD)
        last = _real_growth(ark, used, number, (old, new), people)
    if len(years) == 3:
        ark.row += 1
        base, end = valg.aarene()
        layout.text(sheet, ark.row, 0, tekst(base, "–", end), styles.sumrad(styles.RAD))
        last = _whole_period(ark, used)
    ark.row += 1
    if ark.kilde.tall is None:
        ark.note(
            "Prisstigning og befolkningsvekst er ikke trykt. De er utledet av de trykte "
            "vekstprosentene år for år; tallene for hele perioden er beregnet av dem."
        )
    ark.row += 1
    return _real_figure(ark, used, last)


def _people(ark: Ark) -> dict[int, Cell]:
    """The municipality's inhabitants by year, where the package has them."""
    if not ark.kilde.har_folketall:
        return {}
    heads = [ark.valg.aarstall[year] for year in ark.aar]
    block = ark.steg.steg.blokk("Innbyggere", heads, (ark.valg.kommune,))
    return {
        year: plasser(
            block.sheet, *block.at(0, str(n)), ark.kilde.folketall(year), styles.hjelp(styles.tall(0))
        )
        for n, year in enumerate(ark.aar, start=1)
    }


def _real_growth(ark: Ark, used: Blokk, number: int, span: tuple[int, int], people: dict[int, Cell]) -> Cell:
    """One year: nominal growth, prices and population, and what they leave."""
    sheet, row, one, (old, new) = ark.sheet, ark.row, styles.tall(1), span
    amounts, year = ark.beloep["frie"], ark.valg.aarstall[new]
    call: Call = ark.growth(f.vekst, new, old, amounts[new], amounts[old])
    nominal = sheet.calc(
        row, 1, call, style=one, published=ark.printed("Figur 2b", "nominell", KOMMUNE, new, "pst")
    )
    price = inndata(
        sheet,
        (row, 2),
        (row, 3),
        used.at(number, "Pris"),
        ark.kilde.prisvekst(new),
        style=styles.tall(2),
        limits=(-50, 100),
        label="Prisstigning (kostnadsdeflator), prosent",
        aar=year,
        used_on=used.sheet,
    )
    grown = (
        Tall(ark.growth(f.vekst, new, old, people[new], people[old])) if people else ark.kilde.folkevekst(new)
    )
    folk = inndata(
        sheet,
        (row, 4),
        (row, 5),
        used.at(number, "Befolkning"),
        grown,
        style=styles.tall(2),
        limits=(-50, 100),
        label="Befolkningsvekst, prosent",
        aar=year,
        used_on=used.sheet,
    )
    ark.celler.update(nominell=nominal, pris=price.used, folkevekst=folk.used)
    return _real(ark, span, "", one, (nominal, price.used, folk.used))


def _real(
    ark: Ark, span: tuple[int, int], ending: str, style: styles.Style, growth: tuple[Cell, Cell, Cell]
) -> Cell:
    """The growth in fixed prices, and per inhabitant."""
    old, new = span
    for column, post, count in ((6, "realvekst", 2), (7, "realvekst_per_innb", 3)):
        call = ark.growth(f.realvekst, new, old, *growth[:count])
        made = ark.sheet.calc(
            ark.row,
            column,
            call,
            style=style,
            published=ark.printed("Figur 2b", f"{post}{ending}", KOMMUNE, new, "pst"),
        )
    return made


def _whole_period(ark: Ark, used: Blokk) -> Cell:
    """The years together: growth, prices and population one after the other."""
    sheet, row, years = ark.sheet, ark.row, ark.aar
    style = styles.sumrad(styles.tall(1))
    total = sheet.calc(row, 1, bb.gjenta, ark.celler["vekst frie perioden"], style=style)
    price, folk = (
        sheet.calc(
            row,
            column,
            rf.etter_hverandre,
            used.cell(0, heading),
            used.cell(1, heading),
            style=styles.sumrad(styles.tall(2)),
        )
        for column, heading in ((2, "Pris"), (4, "Befolkning"))
    )
    for column in (3, 5):
        sheet.put(row, column, None, style)
    return _real(ark, (years[0], years[-1]), "_perioden", style, (total, price, folk))


def _real_figure(ark: Ark, used: Blokk, real: Cell) -> Figur:
    """The three series: nominal as in figure 2, in fixed prices, and per inhabitant."""
    drawn = "Frie inntekter: nominelt, deflatert og per innbygger, indeks, første år = 100"
    names = ("Nominell", "Deflatert", "Per innbygger")
    heads = [ark.valg.aarstall[year] for year in ark.aar]
    steps = ark.steg.steg.blokk(
        "Figur 2b: pris og folketall siden basisåret, og frie inntekter",
        heads,
        ("Pris", "Folketall", *names[1:]),
    )
    prices = grown_index(ark, steps, 0, [used.cell(n, "Pris") for n in range(used.lines)])
    people = grown_index(ark, steps, 1, [used.cell(n, "Befolkning") for n in range(used.lines)])
    deflated = deflate(steps, 2, ark.indeks, prices)
    each = deflate(steps, 3, deflated, people)
    block = figur.curve_block(ark, f"Figur 2b. {drawn}", names)
    first, last = ark.valg.aarene()
    title = ark.steg.say(
        "Figur 2b",
        Budskap(
            real,
            " prosent ",
            (
                "lavere frie inntekter per innbygger enn i ",
                "samme frie inntekter per innbygger som i ",
                "høyere frie inntekter per innbygger enn i ",
            ),
            tekst(first, " i ", last, ", i faste priser"),
            drawn,
        ),
    )
    return Figur(
        "Figur 2b",
        drawn,
        title,
        figur.curves(block, (ark.indeks, deflated, each)),
        f"Linjediagram. {drawn}.",
        "Indeks",
        "line",
    )


def grown_index(ark: Ark, block: Blokk, line: int, growth: Sequence[Cell]) -> list[Cell]:
    """Growths one after the other, 100 in the base year."""
    look, breaks = styles.hjelp(styles.tall(1)), ark.steg.brudd
    made = [block.put(line, "1", 100.0, look)]
    for n, (year, grown) in enumerate(zip(ark.aar[1:], growth, strict=True), start=2):
        if breaks is None:
            made.append(block.calc(line, str(n), bb.vokst, made[-1], grown, style=look))
        else:
            made.append(
                block.calc(
                    line,
                    str(n),
                    rf.fra_basis_vekst,
                    made[-1],
                    grown,
                    ark.valg.aarstall[year],
                    breaks.basis,
                    style=look,
                )
            )
    return made


def deflate(block: Blokk, line: int, index: Sequence[Cell], prices: Sequence[Cell]) -> list[Cell]:
    """An index series in the prices of its base year."""
    look = styles.hjelp(styles.tall(1))
    return [
        block.calc(line, str(n), bb.prosent, value, price, style=look)
        for n, (value, price) in enumerate(zip(index, prices, strict=True), start=1)
    ]
