"""Tabell 1 and 2 with figures 1 and 3: where the income comes from, wages and man-years (ch. 1.2-1.3)."""

from __future__ import annotations

from typing import Any

from asss_xl import functions as f
from asss_xl.functions.excel.formula import beside
from asss_xl.report import figurer, layout
from asss_xl.report.formler import regnskap as rf, tekst
from asss_xl.report.poster import AVLEDET
from asss_xl.report.regnskap import figur
from asss_xl.report.regnskap.ark import AKTOERER, Ark, postnavn
from asss_xl.report.regnskap.figur import Regnskapsfigur
from asss_xl.report.regnskap.kilde import KOMMUNE, MILL, OEVRIGE, PST, RESTEN, VEKST
from asss_xl.report.regnskap.vekst import deflate, grown_index, index_from_base
from asss_xl.report.steg import Blokk
from asss_xl.report.tall import Tall, inndata, plasser
from asss_xl.workbook import Call, Cell, Series, of, styles

_DATA = beside(__file__)
#: The lines of both tables that stand among those without what-if.
POSTER: tuple[str, ...] = tuple(
    post for table in ("Tabell 1", "Tabell 2") for post in (*_DATA[table]["linjer"], _DATA[table]["andre"])
)
_VEKST_KOLONNE = 7
_FIGUR = "Figur 1"
_FIGUR_1: dict[str, str] = _DATA[_FIGUR]
_AARSVERK: dict[str, Any] = _DATA["aarsverk"]
_AKTOERER = {KOMMUNE: "Kommunen", OEVRIGE: "De andre", RESTEN: "Resten av landet"}


def table(ark: Ark, name: str) -> None:
    """Tabell 1 (taxes and general grants) or 2 (wages): million kroner with yellow cells, and growth."""
    about = _DATA[name]
    ark.title(about["tittel"])
    ark.heads("Mill. kr", ark.amount_heads("Mill. kr"))
    _growth_heads(ark)
    for post in about["linjer"]:
        if post in AVLEDET:
            ark.amount_calc(post, AVLEDET[post], name, MILL)
        else:
            ark.amount_input(post, name, MILL)
        _growth_row(ark, post, name, total=post in AVLEDET)
        ark.row += 1
    left = {y: Tall(of(rf.resten_av, ark.base(about["av"], y), ark.base(post, y))) for y in ark.aar}
    ark.amount_given(about["andre"], "mill. kr", left)
    ark.row += 1
    ark.note(about["merknad"])
    ark.row += 1


def moved(ark: Ark, lines: tuple[str, ...], year: int, base: Cell) -> Call:
    """A line of tabell 0, 1000 kr, moved by lines of tabell 1 or 2."""
    for line in lines:
        ark.steg.move(line, year, ark.beloep[line][year])
    return of(rf.flyttet, base, ark.steg.endring.column(year, lines[0], lines[-1]))


def _growth_heads(ark: Ark) -> None:
    """Growth in the last year: the municipality's, and that of the others."""
    if len(ark.aar) < 2:
        return
    over = styles.HODE_VENSTRE.but(wrap=False, bottom=None)
    label = ark.valg.i_loepende(tekst("Vekst til ", ark.valg.aarstall[ark.aar[-1]], ", %"))
    for column, actor in enumerate(AKTOERER, start=_VEKST_KOLONNE):
        layout.text(ark.sheet, ark.row - 2, column, "" if column > _VEKST_KOLONNE else label, over)
        layout.text(ark.sheet, ark.row - 1, column, ark.navn(actor), styles.HODE)
    ark.sheet.heights[ark.row - 1] = 28


def _growth_row(ark: Ark, post: str, table: str, total: bool = False) -> None:
    """Growth of one line for the three actors."""
    if len(ark.aar) < 2:
        return
    (old, new), amounts, style = ark.aar[-2:], ark.beloep[post], styles.tall(1, total)
    call = ark.growth(f.vekst, new, old, amounts[new], amounts[old])
    grown = ark.sheet.calc(ark.row, _VEKST_KOLONNE, call, style=style)
    ark.kilde.trykt(grown, table, post, KOMMUNE, new, VEKST)
    for column, actor in enumerate((OEVRIGE, RESTEN), start=_VEKST_KOLONNE + 1):
        growth = ark.kilde.vekst(table, post, actor, new)
        shown = plasser(ark.sheet, ark.row, column, growth, style)
        if post == "frie":
            ark.vekst[actor] = shown


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
    elif post in ark.steg.uten:
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
    used = [_year(ark, block, span) for span in zip(years, years[1:], strict=False)]
    ark.row += 1
    if ark.kilde.tall is None:
        ark.note(_AARSVERK["merknad"])
    ark.row += 1
    return _figure(ark, used)


def _figure(ark: Ark, used: list[Cell]) -> Regnskapsfigur:
    drawn, look = _AARSVERK["tegnet"], styles.hjelp(styles.tall(1))
    title, lines = "Figur 3: lønnsutgifter og årslønn siden basisåret", _AARSVERK["linjer"]
    steps = ark.steg.steg.blokk(title, ark.valg.aarstall, lines, look)
    wages = index_from_base(ark, "loenn", steps.sheet, steps.at(0, ark.aar[0]), steps.look)
    index = deflate(ark, steps, 2, wages, grown_index(ark, steps, 1, used))
    _, last = ark.valg.aarene()
    words = [tekst(before, last, after) for before, after in _AARSVERK["ord"]]
    gap, ending = index[-1] - 100.0, tekst(ark.steg.basis)
    message = ark.steg.say("Figur 3", drawn, gap, " prosent ", words, ending)
    return figur.lines(ark, "Figur 3", drawn, message, (ark.valg.kommune,), (index,))


def _year(ark: Ark, block: Blokk, span: tuple[int, int]) -> Cell:
    one, valg, (old, new) = styles.tall(1), ark.valg, span
    ark.row += 1
    sheet, row = ark.sheet, ark.row
    layout.text(sheet, row, 0, tekst(valg.aarstall[old], "–", valg.aarstall[new]), styles.RAD)
    label, given = "Årslønnsvekst, prosent", ark.kilde.aarsloennsvekst(new)
    about: dict[str, Any] = {"label": label, "aar": valg.aarstall[new], "limits": (-50, 100)}
    places = (row, 1), (row, 2), (row, 3)
    wages = inndata(sheet, *places, given, style=one, used_style=one, **about)
    amounts = ark.beloep["loenn"]
    grown = ark.growth(f.vekst, new, old, amounts[new], amounts[old])
    own = block.calc(new, KOMMUNE, grown)
    sheet.calc(row, 4, ark.growth(f.aarsverksvekst, new, old, own, wages.used), style=one)
    for column, actor in ((5, OEVRIGE), (6, RESTEN)):
        cell = block.tall(new, actor, ark.kilde.vekst("Tabell 2", "loenn", actor, new).utrykt)
        sheet.calc(row, column, f.aarsverksvekst, cell, wages.used, style=one)
    ark.loennsvekst = own, wages.used
    return wages.used
