"""Tabell 2 and figure 3: wages and estimated growth of man-years (ch. 1.3)."""

from __future__ import annotations

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.nettverk.valg import tekst
from asss_xl.report.regnskap.ark import BAK, Ark
from asss_xl.report.regnskap.inntekter import growth_heads, growth_row, line_chart
from asss_xl.report.regnskap.kilde import MILL, OEVRIGE, RESTEN
from asss_xl.report.tall import inndata, plasser
from asss_xl.workbook import Call, Cell, Series, of, styles

TABELL = "Tabell 2"
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
    ark.amount_rest(ANDRE, "driftsutgifter", ("loenn", "sosiale"))
    ark.note("Linjene flytter driftsutgiftene i tabell 0. Lønn er ikke trykt per sektor: på "
             "Ressursbruk kommer endringen på andre sektorer. Flytter ikke: tallene per bruker og "
             "innbygger i tjenesteprofilene.")  # fmt: skip
    ark.row += 1


def spending_moved(ark: Ark, year: int, base: Cell) -> Call:
    """Driftsutgifter in 1000 kr, moved by the lines of tabell 2 and by the sectors."""
    used, before = ark.lines(("loenn", "sosiale", ANDRE), year)
    call = of(bb.flyttet_av, base, used, before, 1000.0)
    if year not in ark.sektorendring:
        return call
    return of(bb.pluss, call, ark.sektorendring[year])


def figure_3(ark: Ark) -> None:
    """Figure 3: wages without social costs at fixed prices."""
    sheet, years, valg = ark.sheet, ark.aar, ark.valg
    if len(years) < 2:
        return
    ark.title("Anslått årsverksvekst: lønnsvekst uten sosiale utgifter korrigert for årslønnsvekst")
    heads = ("Figur 3", "Årslønn, vekst %", "Hva hvis", "Brukt",
             *(ark.navn(actor) for actor in ark.aktoerer))  # fmt: skip
    for column, label in enumerate(heads):
        layout.text(sheet, ark.row, column, label, styles.HODE if column else styles.HODE_VENSTRE)
    sheet.heights[ark.row] = 28
    for column, year in enumerate(years, start=1):
        layout.year_head(sheet, ark.row, BAK + column, valg.aarstall[year], styles.HJELP_HODE)
    heading = ark.row
    small = styles.hjelp(styles.tall(1))
    before = sheet.put(heading + 1, BAK + 1, 100.0, small)
    name = layout.text(sheet, heading + 1, BAK, valg.kommune, styles.HJELP)
    for offset, (old, new) in enumerate(zip(years, years[1:], strict=False)):
        ark.row += 1
        growth = _year(ark, old, new)
        before = sheet.calc(heading + 1, BAK + 2 + offset, bb.vokst, before, growth, style=small)
    ark.row += 1
    if ark.kilde.tall is None:
        ark.note("For øvrige ASSS og resten av landet er lønnsveksten bare trykt for siste år.")
    categories = sheet.range((heading, BAK + 1), (heading, BAK + len(years)))
    values = sheet.range((heading + 1, BAK + 1), (heading + 1, BAK + len(years)))
    series = Series(name, categories, values, line=True, marker="circle", marker_size=6)
    line_chart(ark, "Figur 3. Lønnsutgifter uten sosiale utgifter, faste priser", (series,))


def _year(ark: Ark, old: int, new: int) -> Cell:
    sheet, row, one, valg = ark.sheet, ark.row, styles.tall(1), ark.valg
    layout.text(sheet, row, 0, tekst(valg.aarstall[old], "–", valg.aarstall[new]), styles.RAD)
    wages = inndata(
        sheet, (row, 1), (row, 2), (row, 3), ark.kilde.aarsloennsvekst(new), style=one,
        label="Årslønnsvekst, prosent", aar=valg.aarstall[new], limits=(-50, 100), used_style=one,
    )  # fmt: skip
    amounts = ark.beloep["loenn"]
    call = ark.growth(f.vekst, new, old, amounts[new], amounts[old])
    nominal = sheet.calc(row, BAK + 6, call.function, *call.arguments, style=styles.hjelp(one))
    growth = sheet.calc(row, 4, f.aarsverksvekst, nominal, wages.used, style=one)
    small = styles.hjelp(one)
    for column, actor in ((5, OEVRIGE), (6, RESTEN)):
        known = ark.kilde.vekst(TABELL, "loenn", actor, new)
        cell = plasser(sheet, row, BAK + 3 + column, known, small, published=())
        sheet.calc(row, column, f.aarsverksvekst, cell, wages.used, style=one)
    ark.celler.update(loennsvekst=nominal, aarsloennsvekst=wages.used)
    return growth


