"""Tabell 2 and figure 3: wages and estimated growth of man-years (ch. 1.3)."""

from __future__ import annotations

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.nettverk.valg import tekst
from asss_xl.report.regnskap import figur
from asss_xl.report.regnskap import formler as rf
from asss_xl.report.regnskap.ark import Ark
from asss_xl.report.regnskap.figur import Figur
from asss_xl.report.regnskap.inntekter import (
    deflate,
    grown_index,
    growth_heads,
    growth_row,
    index_from_base,
    moved,
)
from asss_xl.report.regnskap.kilde import KOMMUNE, MILL, OEVRIGE, RESTEN
from asss_xl.report.regnskap.mellomregning import UTGIFTSLINJER, Budskap
from asss_xl.report.steg import Blokk
from asss_xl.report.tall import inndata, plasser
from asss_xl.workbook import Call, Cell, of, styles

TABELL = "Tabell 2"
_AKTOERER = {KOMMUNE: "Kommunen", OEVRIGE: "De andre", RESTEN: "Resten av landet"}
ANDRE = "andre_driftsutgifter"


def table_2(ark: Ark) -> None:
    """Tabell 2: wages and social costs."""
    ark.title("Tabell 2. Lønnsutgifter og sosiale utgifter, mill. kr og vekst i prosent")
    ark.heads("Mill. kr", ("Mill. kr", "Hva hvis"))
    growth_heads(ark)
    for post in ("loenn", "sosiale"):
        ark.amount_input(post, TABELL, MILL)
        growth_row(ark, post, TABELL)
        ark.row += 1
    ark.amount_calc("loenn_sosiale", bb.pluss, ("loenn", "sosiale"), TABELL, MILL)
    growth_row(ark, "loenn_sosiale", TABELL, total=True)
    ark.row += 1
    ark.amount_rest(ANDRE, "driftsutgifter", "loenn_sosiale")
    ark.note(
        "Siste år fylles ut på arket Hva hvis. "
        "Linjene flytter driftsutgiftene i tabell 0. Lønn er ikke oppgitt per sektor: på "
        "Ressursbruk kommer endringen på andre sektorer. Flytter ikke: tallene per bruker og "
        "innbygger i tjenesteprofilene."
    )
    ark.row += 1


def spending_moved(ark: Ark, year: int, base: Cell) -> Call:
    """Driftsutgifter in 1000 kr, moved by the lines of tabell 2 and by the sectors."""
    call = of(rf.flyttet, base, moved(ark, UTGIFTSLINJER, year))
    if year not in ark.sektorendring:
        return call
    return of(bb.pluss, call, ark.sektorendring[year])


def man_years(ark: Ark) -> Figur | None:
    """Figure 3: wages without social costs at fixed prices."""
    sheet, years, valg = ark.sheet, ark.aar, ark.valg
    if len(years) < 2:
        return None
    ark.title("Anslått årsverksvekst: lønnsvekst uten sosiale utgifter korrigert for årslønnsvekst")
    heads = ("Figur 3", "Årslønn, vekst %", "Hva hvis", "Brukt", *(ark.navn(actor) for actor in ark.aktoerer))
    for column, label in enumerate(heads):
        layout.text(sheet, ark.row, column, label, styles.HODE if column else styles.HODE_VENSTRE)
    sheet.heights[ark.row] = 28
    spans = [valg.aarstall[year] for year in years[1:]]
    block = ark.steg.steg.blokk(
        "Figur 3: vekst i lønnsutgifter uten sosiale, prosent", list(_AKTOERER.values()), spans
    )
    used = [_year(ark, block, n, span) for n, span in enumerate(zip(years, years[1:], strict=False))]
    ark.row += 1
    if ark.kilde.tall is None:
        ark.note("For de andre er lønnsveksten bare trykt for siste år.")
    ark.row += 1
    return _figure(ark, used)


def _figure(ark: Ark, used: list[Cell]) -> Figur:
    drawn = "Lønnsutgifter uten sosiale utgifter, faste priser, indeks, første år = 100"
    heads, look = [ark.valg.aarstall[year] for year in ark.aar], styles.hjelp(styles.tall(1))
    steps = ark.steg.steg.blokk(
        "Figur 3: lønnsutgifter og årslønn siden basisåret", heads, ("Lønnsutgifter", "Årslønn", "Årsverk")
    )
    wages = index_from_base(ark, "loenn", steps.at(0, "1"), look, steps.sheet)
    prices = grown_index(ark, steps, 1, used)
    index = deflate(steps, 2, wages, prices)
    block = figur.curve_block(ark, f"Figur 3. {drawn}", (ark.valg.kommune,))
    first, last = ark.valg.aarene()
    title = ark.steg.say(
        "Figur 3",
        Budskap(
            of(bb.minus, index[-1], 100.0),
            " prosent ",
            (
                "færre årsverk (anslått) enn i ",
                "like mange årsverk (anslått) som i ",
                "flere årsverk (anslått) enn i ",
            ),
            tekst(first, " i ", last),
            drawn,
        ),
    )
    return Figur(
        "Figur 3", drawn, title, figur.curves(block, (index,)), f"Linjediagram. {drawn}.", "Indeks", "line"
    )


def _year(ark: Ark, block: Blokk, number: int, span: tuple[int, int]) -> Cell:
    sheet, row, one, valg = ark.sheet, ark.row + 1, styles.tall(1), ark.valg
    old, new = span
    ark.row = row
    layout.text(sheet, row, 0, tekst(valg.aarstall[old], "–", valg.aarstall[new]), styles.RAD)
    wages = inndata(
        sheet,
        (row, 1),
        (row, 2),
        (row, 3),
        ark.kilde.aarsloennsvekst(new),
        style=one,
        label="Årslønnsvekst, prosent",
        aar=valg.aarstall[new],
        limits=(-50, 100),
        used_style=one,
    )
    amounts, small = ark.beloep["loenn"], styles.hjelp(one)
    call = ark.growth(f.vekst, new, old, amounts[new], amounts[old])
    own = block.sheet.calc(*block.at(number, _AKTOERER[KOMMUNE]), call, style=small)
    call = ark.growth(f.aarsverksvekst, new, old, own, wages.used)
    sheet.calc(row, 4, call, style=one)
    for column, actor in ((5, OEVRIGE), (6, RESTEN)):
        known = ark.kilde.vekst(TABELL, "loenn", actor, new)
        cell = plasser(block.sheet, *block.at(number, _AKTOERER[actor]), known, small, published=())
        sheet.calc(row, column, f.aarsverksvekst, cell, wages.used, style=one)
    ark.celler.update(loennsvekst=own, aarsloennsvekst=wages.used)
    return wages.used
