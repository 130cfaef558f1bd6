"""Figures 1-3: where the income comes from, how it and wages grow, and man-years (ch. 1.2-1.3)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import pairwise
from typing import Any

from asss_xl import functions as f
from asss_xl.functions import Function
from asss_xl.functions.excel.formula import Formula
from asss_xl.report import figurer, formler as bb, layout
from asss_xl.report.formler import regnskap as rf, tekst
from asss_xl.report.nettverk import regnskapstall as rt
from asss_xl.report.regnskap import figur
from asss_xl.report.regnskap.ark import AKTOERER, PUNKTER, Ark
from asss_xl.report.regnskap.figur import Regnskapsfigur
from asss_xl.report.regnskap.kilde import KOMMUNE, OEVRIGE, PST, RESTEN
from asss_xl.report.regnskap.steg import postnavn
from asss_xl.report.steg import Blokk
from asss_xl.report.tall import Tall, inndata, plasser
from asss_xl.stated import beside
from asss_xl.workbook import Argument, Call, Cell, Input, Series, Sheet, of, styles

_PRIS, _FOLK, _FLYTTET = "Pris", "Befolkning", "Befolkning med hva hvis"
_BASIS = "Basisåret"
_DATA = beside(__file__)
_REELT: dict[str, Any] = _DATA["reelt"]
_SMAA = styles.hjelp(styles.tall(1))
_FIGUR = "Figur 1"
_FIGUR_1: dict[str, str] = _DATA[_FIGUR]
_AARSVERK: dict[str, Any] = _DATA["aarsverk"]
_AKTOERER = {KOMMUNE: "Kommunen", OEVRIGE: "De andre", RESTEN: "Resten av landet"}


def shares(ark: Ark) -> Regnskapsfigur:
    """Figure 1: where driftsinntekter come from, last year."""
    ark.title(tekst("Inntektssammensetning ", ark.valg.aar, ", prosent av driftsinntekt"))
    ark.head((_FIGUR, *_FIGUR_1.values()), 30)
    rows: dict[str, dict[str, Cell]] = {}
    for actor in AKTOERER:
        ark.row += 1
        layout.text(ark.sheet, ark.row, 0, ark.navn(actor), styles.RAD)
        rows[actor] = {}
        for column, post in enumerate(_FIGUR_1, start=1):
            rows[actor][post] = _share(ark, actor, post, column)
    ark.row += 2
    return _shares_figure(ark, rows)


def _shares_figure(ark: Ark, rows: dict[str, dict[str, Cell]]) -> Regnskapsfigur:
    about, drawn = _DATA["soeyler"], _DATA["soeyler"]["tegnet"]
    kinds = {post: postnavn(post) for post in list(_FIGUR_1)[:4]}
    actors = {actor: ark.navn(actor) for actor in AKTOERER}
    block = ark.steg.steg.blokk(f"{_FIGUR}. {drawn}", kinds, actors)
    for actor, row in rows.items():
        for post in kinds:
            figur.point(block, actor, post, row[post])
    series = tuple(
        Series(name, block.heads(), block.line(actor), color=color, labels=True, label_format="0.0")
        for name, actor, color in zip(block.labels, actors, figurer.AKTOERFARGER, strict=True)
    )
    own, other = rows[KOMMUNE]["skatt"], rows[OEVRIGE]["skatt"]
    title = ark.mot_de_andre(_FIGUR, drawn, own, other, about["ord"])
    return Regnskapsfigur(_FIGUR, drawn, title, series, about["alt"])


def _share(ark: Ark, actor: str, post: str, column: int) -> Cell:
    """One share of the income: calculated where the amounts are known, printed elsewhere.

    What is left is worked out by each of the others: not the same of them have all the lines.
    """
    style, year, income = styles.tall(1), ark.aar[-1], "driftsinntekter"
    given = ark.kilde.andel(_FIGUR, post, actor, year)
    printed = _FIGUR
    if post == "andre_inntekter" and (actor == KOMMUNE or ark.kilde.tall is None):
        call = of(rf.rest, *(ark.sheet.cells[ark.row, c] for c in (1, 2, 3)))
    elif actor != KOMMUNE:
        return plasser(ark.sheet, ark.row, column, given, style)
    elif post in ark.beloep:
        call = ark.share(post, year, ark.beloep[post][year])
    elif post in ark.steg.grunnlag:
        ark.given(post, "")
        call, printed = of(f.pst_av_inntekt, ark.base(post, year), ark.beloep[income][year]), ""
    else:
        title, look = f"{_FIGUR}: andel av inntekten uten hva hvis", styles.hjelp(style)
        head = {year: ark.valg.aarstall[year]}
        base = ark.steg.steg.blokk(title, head, (postnavn(post),), look).tall(0, year, given)
        call = base * ark.base(income, year) / ark.beloep[income][year]
        printed = ""
    made = ark.sheet.calc(ark.row, column, call, style=style)
    return ark.kilde.trykt(made, printed, post, actor, year, PST)


def index_table(ark: Ark) -> Regnskapsfigur | None:
    """Figure 2: nominal growth of frie inntekter as an index series."""
    sheet, years, valg = ark.sheet, ark.aar, ark.valg
    if len(years) < 2:
        return None
    base, last = valg.aarene()
    ark.title(tekst("Vekst i frie inntekter, indeks der ", ark.steg.basis, " = 100"))
    sheet.put(ark.row, 0, "Figur 2", styles.HODE_VENSTRE)
    for column, year in enumerate(years, start=1):
        layout.year_head(sheet, ark.row, column, valg.aarstall[year])
    layout.text(sheet, ark.row, 4, tekst("Vekst ", base, "–", last, ", %"), styles.HODE)
    sheet.heights[ark.row] = 28
    names, rows, growth = [], [], []
    for actor in AKTOERER:
        ark.row += 1
        names.append(layout.text(sheet, ark.row, 0, ark.navn(actor), styles.RAD))
        row, grown = _own_index_row(ark) if actor == KOMMUNE else _index_row(ark, actor)
        rows.append(row)
        growth.append(grown)
    ark.row += 2
    ark.indeks = rows[0]
    gap, span, drawn = (
        growth[0] - growth[1],
        tekst(" ", valg.andre, " ", base, "–", last, " ("),
        _DATA["tegnet"],
    )
    title = ark.steg.say("Figur 2", drawn, gap, PUNKTER, _DATA["ord"], span, mot=growth[:2])
    return figur.kurver(ark, "Figur 2", drawn, title, names, rows, ": kommunen, de andre og resten av landet")


def _own_index_row(ark: Ark) -> tuple[list[Cell], Cell]:
    """The municipality's series from its amounts, and the growth."""
    one, first, last = styles.tall(1), ark.aar[0], ark.aar[-1]
    made = index_from_base(ark, "frie", ark.sheet, (ark.row, 1), one)
    grown = ark.sheet.calc(ark.row, 4, ark.vokst("frie", last, first), style=one)
    ark.kilde.trykt(grown, "Figur 2", "vekst_perioden", KOMMUNE, last, "pst")
    ark.vekst[KOMMUNE] = grown
    return made, grown


def _index_row(ark: Ark, actor: str) -> tuple[list[Cell], Cell]:
    """The others' series from their growth, and that; 100 in the same year as the municipality's."""
    sheet, row, years, one = ark.sheet, ark.row, ark.aar, styles.tall(1)
    growth = plasser(sheet, row, 4, ark.kilde.periodevekst(actor), one)
    breaks, steps = ark.steg.brudd, None
    if breaks is not None:
        heads = dict[Hashable, str | Cell | Call]([*ark.valg.aarstall.items(), (_BASIS, _BASIS)])
        title = "Figur 2: indeks før den får kommunens basisår"
        steps = ark.steg.steg.blokk(title, heads, (ark.navn(actor),))

    def put(number: int, function: Function | Formula | Call, *arguments: Argument) -> Cell:
        if steps is None:
            return sheet.calc(row, 1 + number, function, *arguments, style=one)
        return steps.calc(0, years[number], function, *arguments)

    first, last = put(0, rf.hundre, growth), put(len(years) - 1, growth + 100.0)
    between = [put(1, rf.aaret_foer, last, ark.vekst[actor])] if len(years) == 3 else []
    made = [first, *between, last]
    if steps is not None and breaks is not None:
        series = steps.line(0, years[0], years[-1])
        base = steps.calc(0, _BASIS, bb.under, series, breaks.basis, breaks.aarene)
        made = [sheet.calc(row, 1 + n, f.indeksserie, c, base, style=one) for n, c in enumerate(made)]
    return made, growth


def index_from_base(
    ark: Ark, post: str, place: Sheet, at: tuple[int, int], style: styles.Style
) -> list[Cell]:
    """A line's amounts as an index: from the first year, or from the merger that breaks them."""
    breaks, amounts, years = ark.steg.brudd, ark.beloep[post], ark.aar
    made, base = [], amounts[years[0]]
    if breaks is not None:
        title = f"{postnavn(post)}: beløpet i basisåret"
        block = ark.steg.steg.blokk(title, ("Beløp",), ("Basis",))
        cells = amounts[years[0]], amounts[years[-1]]
        row = ark.sheet.book.sheets[cells[0].sheet].column_range(*cells)
        base = block.calc(0, "Beløp", bb.under, row, breaks.basis, breaks.aarene)
    for column, year in enumerate(years, start=at[1]):
        call = of(f.indeksserie, amounts[year], base)
        if breaks is not None:
            call = of(rf.fra_basis, call, ark.valg.aarstall[year], breaks.basis)
        made.append(place.calc(at[0], column, call, style=style))
    return made


def real_growth(ark: Ark) -> Regnskapsfigur | None:
    """Figure 2b: growth of frie inntekter, deflated and per inhabitant."""
    sheet, years, valg = ark.sheet, ark.aar, ark.valg
    if len(years) < 2:
        return None
    ark.title(_REELT["tittel"])
    ark.head(_REELT["hoder"])
    title = "Figur 2b: prisstigning og befolkningsvekst som teller"
    spans = {y: valg.aarstall[y] for y in years[1:]}
    used = ark.steg.steg.blokk(title, (_PRIS, _FOLK, _FLYTTET), spans)
    people = None
    if ark.kilde.har_tall(rt.FOLK):
        look = styles.hjelp(styles.tall(0))
        people = ark.steg.steg.blokk("Innbyggere", valg.aarstall, (valg.kommune,), look)
        for year in years:
            people.tall(0, year, ark.kilde.egen(year, rt.FOLK))
    for old, new in pairwise(years):
        ark.row += 1
        span = tekst(valg.aarstall[old], "–", valg.aarstall[new])
        layout.text(sheet, ark.row, 0, span, styles.RAD)
        last = _real_growth(ark, used, (old, new), people)
    if len(years) == 3:
        ark.row += 1
        base, end = valg.aarene()
        layout.text(sheet, ark.row, 0, tekst(base, "–", end), styles.sumrad(styles.RAD))
        last = _whole_period(ark, used)
    ark.row += 1
    if ark.kilde.tall is None:
        ark.note(_REELT["merknad"])
    ark.row += 1
    return _real_figure(ark, used, last)


def _real_growth(ark: Ark, used: Blokk, span: tuple[int, int], people: Blokk | None) -> Cell:
    """One year: nominal growth, prices and population, and what they leave."""
    old, new = span
    nominal = ark.sheet.calc(ark.row, 1, ark.vokst("frie", new, old), style=styles.tall(1))
    ark.kilde.trykt(nominal, "Figur 2b", "nominell", KOMMUNE, new, "pst")

    def moved(base: Cell) -> Cell:
        """The growth when a what-if has moved the people."""
        people = (each for year in (new, old) for each in (ark.folk[year].used, ark.folk[year].base))
        return used.calc(new, _FLYTTET, rf.folkeveksten_naa, base, *people)

    def filled_in(heading: str, column: int, tall: Tall, label: str) -> Input:
        places = (ark.row, column), (ark.row, column + 1), used.at(new, heading)
        about: dict[str, Any] = {"label": label, "aar": ark.valg.aarstall[new], "used_on": used.sheet}
        about["ellers"] = moved if heading == _FOLK and ark.folk else None
        return inndata(ark.sheet, *places, tall, style=styles.tall(2), limits=(-50, 100), **about)

    price = filled_in(_PRIS, 2, ark.kilde.prisvekst(new), "Prisstigning (kostnadsdeflator), prosent")
    grown = (
        ark.kilde.folkevekst(new)
        if people is None
        else Tall(ark.growth(f.vekst, new, old, people.cell(0, new), people.cell(0, old)))
    )
    folk = filled_in(_FOLK, 4, grown, "Befolkningsvekst, prosent")
    parts = ark.realvekst = (nominal, price.used, folk.used)
    return _real(ark, span, "", styles.tall(1), parts)


def _real(
    ark: Ark, span: tuple[int, int], ending: str, style: styles.Style, growth: tuple[Cell, Cell, Cell]
) -> Cell:
    """The growth in fixed prices, and per inhabitant."""
    old, new = span
    for column, post, count in ((6, "realvekst", 2), (7, "realvekst_per_innb", 3)):
        call = ark.growth(f.realvekst, new, old, *growth[:count])
        made = ark.sheet.calc(ark.row, column, call, style=style)
        ark.kilde.trykt(made, "Figur 2b", f"{post}{ending}", KOMMUNE, new, "pst")
    return made


def _whole_period(ark: Ark, used: Blokk) -> Cell:
    """The years together: growth, prices and population one after the other."""
    sheet, row, years = ark.sheet, ark.row, ark.aar
    style, two = styles.tall(1, True), styles.tall(2, True)
    total = sheet.calc(row, 1, bb.gjenta, ark.vekst[KOMMUNE], style=style)
    price = sheet.calc(row, 2, rf.etter_hverandre, *used.column(_PRIS), style=two)
    grown = ark.growth(rf.etter_hverandre, years[-1], years[0], *used.column(_FOLK))
    folk = sheet.calc(row, 4, grown, style=two)
    for column in (3, 5):
        sheet.put(row, column, None, style)
    return _real(ark, (years[0], years[-1]), "_perioden", style, (total, price, folk))


def _real_figure(ark: Ark, used: Blokk, real: Cell) -> Regnskapsfigur:
    """The three series: nominal as in figure 2, in fixed prices, and per inhabitant."""
    drawn, names = _REELT["tegnet"], _REELT["serier"]
    title = "Figur 2b: pris og folketall siden basisåret, og frie inntekter"
    lines = (_PRIS, "Folketall", *names[1:])
    steps = ark.steg.steg.blokk(title, ark.valg.aarstall, lines, _SMAA)
    prices = grown_index(ark, steps, 0, list(used.column(_PRIS)))
    people = grown_index(ark, steps, 1, list(used.column(_FOLK)))
    deflated = deflate(ark, steps, 2, ark.indeks, prices)
    each = deflate(ark, steps, 3, deflated, people)
    first, last = ark.valg.aarene()
    words = [tekst(before, last, after) for before, after in _REELT["ord"]]
    ending = tekst(first, ", i faste priser")
    message = ark.steg.say("Figur 2b", drawn, real, " prosent ", words, ending)
    return figur.kurver(ark, "Figur 2b", drawn, message, names, (ark.indeks, deflated, each))


def grown_index(ark: Ark, block: Blokk, line: int, growth: Sequence[Cell]) -> list[Cell]:
    """Growths one after the other, 100 in the base year."""
    breaks = ark.steg.brudd
    made = [block.put(line, ark.aar[0], 100.0)]
    for year, grown in zip(ark.aar[1:], growth, strict=True):
        call = of(bb.vokst, made[-1], grown)
        if breaks is not None:
            call = of(rf.fra_basis_vekst, made[-1], grown, ark.valg.aarstall[year], breaks.basis)
        made.append(block.calc(line, year, call))
    return made


def deflate(ark: Ark, block: Blokk, line: int, index: Sequence[Cell], prices: Sequence[Cell]) -> list[Cell]:
    """An index series in the prices of its base year."""
    return [
        block.calc(line, year, 100.0 * value / price)
        for year, value, price in zip(ark.aar, index, prices, strict=True)
    ]


def man_years(ark: Ark) -> Regnskapsfigur | None:
    """Figure 3: wages without social costs at fixed prices."""
    years, valg = ark.aar, ark.valg
    if len(years) < 2:
        return None
    ark.title(_AARSVERK["tittel"])
    ark.head((*_AARSVERK["hoder"], *map(ark.navn, AKTOERER)))
    spans = {year: valg.aarstall[year] for year in years[1:]}
    title, look = "Figur 3: vekst i lønnsutgifter uten sosiale, prosent", styles.hjelp(styles.tall(1))
    block = ark.steg.steg.blokk(title, _AKTOERER, spans, look)
    wages = [_wages(ark, block, span) for span in pairwise(years)]
    ark.row += 1
    if ark.kilde.tall is None:
        ark.note(_AARSVERK["merknad"])
    ark.row += 1
    return _man_years_figure(ark, wages)


def _man_years_figure(ark: Ark, growth: Sequence[Input]) -> Regnskapsfigur:
    drawn, look = _AARSVERK["tegnet"], styles.hjelp(styles.tall(1))
    title, lines = "Figur 3: lønnsutgifter og årslønn siden basisåret", _AARSVERK["linjer"]
    steps = ark.steg.steg.blokk(title, ark.valg.aarstall, lines, look)
    wages = index_from_base(ark, "loenn", steps.sheet, steps.at(0, ark.aar[0]), steps.look)
    index = deflate(ark, steps, 2, wages, grown_index(ark, steps, 1, [each.used for each in growth]))
    _, last = ark.valg.aarene()
    words = [tekst(before, last, after) for before, after in _AARSVERK["ord"]]
    gap, ending, breaks = index[-1] - 100.0, tekst(ark.steg.basis), ark.steg.brudd
    if breaks is not None:
        gap = of(rf.etter_basis, gap, ark.valg.aarstall[ark.aar[-1]], breaks.basis)
    message = ark.steg.say("Figur 3", drawn, gap, " prosent ", words, ending)
    return figur.kurver(ark, "Figur 3", drawn, message, (ark.valg.kommune,), (index,))


def _wages(ark: Ark, block: Blokk, span: tuple[int, int]) -> Input:
    one, valg, (old, new) = styles.tall(1), ark.valg, span
    ark.row += 1
    sheet, row = ark.sheet, ark.row
    layout.text(sheet, row, 0, tekst(valg.aarstall[old], "–", valg.aarstall[new]), styles.RAD)
    label, given = "Årslønnsvekst, prosent", ark.kilde.aarsloennsvekst(new)
    about: dict[str, Any] = {"label": label, "aar": valg.aarstall[new], "limits": (-50, 100)}
    places = (row, 1), (row, 2), (row, 3)
    wages = inndata(sheet, *places, given, style=one, used_style=one, **about)
    own = block.calc(new, KOMMUNE, ark.vokst("loenn", new, old))
    sheet.calc(row, 4, ark.growth(f.aarsverksvekst, new, old, own, wages.used), style=one)
    for column, actor in ((5, OEVRIGE), (6, RESTEN)):
        cell = block.tall(new, actor, ark.kilde.vekst("Tabell 2", "loenn", actor, new).utrykt)
        sheet.calc(row, column, f.aarsverksvekst, cell, wages.used, style=one)
    ark.loennsvekst = own, wages.used
    return wages
