"""Tabell 2 and figure 3: wages and estimated growth of man-years (ch. 1.3)."""

from __future__ import annotations

from asss_xl import functions as f
from asss_xl.functions import building_blocks as bb
from asss_xl.report.regnskap.ark import BAK, MILL, OEVRIGE, RESTEN, Ark
from asss_xl.report.regnskap.inntekter import growth_heads, growth_row, line_chart
from asss_xl.workbook import Cell, Series, styles

TABELL = "Tabell 2"
_AARSLOENN = "Årslønnsvekst (kostnadsdeflatoren, ekskl pensjon)"


def table_2(ark: Ark) -> None:
    """Tabell 2: wages and social costs."""
    ark.title("Tabell 2. Lønnsutgifter og sosiale utgifter, mill. kr og vekst i prosent")
    ark.heads("Mill. kr", ("Mill. kr", "Hva hvis"))
    growth_heads(ark)
    for key, line in (("loenn", "Lønnsutgifter"), ("sosiale", "Sosiale utgifter")):
        ark.amount_input(key, line, TABELL, line, MILL)
        growth_row(ark, key, TABELL, line)
        ark.row += 1
    line = "Lønn inkl sosiale utgifter"
    ark.amount_calc("loenn_sosiale", line, bb.pluss, ("loenn", "sosiale"), TABELL, line, MILL)
    growth_row(ark, "loenn_sosiale", TABELL, line, total=True)
    ark.row += 2


def figure_3(ark: Ark) -> None:
    """Figure 3: wages without social costs at fixed prices."""
    sheet, years = ark.sheet, ark.aar
    ark.title("Anslått årsverksvekst: lønnsvekst uten sosiale utgifter korrigert for årslønnsvekst")
    heads = ("Figur 3", "Årslønn, vekst %", "Hva hvis", "Brukt", ark.kommune, OEVRIGE, RESTEN)
    for column, label in enumerate(heads):
        sheet.put(ark.row, column, label, styles.HODE if column else styles.HODE_VENSTRE)
    sheet.heights[ark.row] = 28
    for column, year in enumerate(years, start=1):
        sheet.put(ark.row, BAK + column, str(year), styles.HJELP_HODE)
    heading = ark.row
    small = styles.hjelp(styles.tall(1))
    before = sheet.put(heading + 1, BAK + 1, 100.0, small)
    sheet.put(heading + 1, BAK, ark.kommune, styles.HJELP)
    for offset, (old, new) in enumerate(zip(years, years[1:], strict=False)):
        ark.row += 1
        growth = _year(ark, old, new)
        before = sheet.calc(heading + 1, BAK + 2 + offset, bb.vokst, before, growth, style=small)
    ark.row += 1
    ark.note("For øvrige ASSS og resten av landet er lønnsveksten bare trykt for siste år.")
    categories = sheet.range((heading, BAK + 1), (heading, BAK + len(years)))
    values = sheet.range((heading + 1, BAK + 1), (heading + 1, BAK + len(years)))
    series = Series(ark.kommune, categories, values, line=True, marker="circle", marker_size=6)
    line_chart(ark, "Figur 3. Lønnsutgifter uten sosiale utgifter, faste priser", (series,),
               f"{years[0]} = 100")  # fmt: skip


def _year(ark: Ark, old: int, new: int) -> Cell:
    sheet, row, one = ark.sheet, ark.row, styles.tall(1)
    sheet.put(row, 0, f"{old}–{new}", styles.RAD)
    figure = ark.data.figur("Figur 3", _AARSLOENN, "Norge", new, "pst")
    wages = sheet.input(
        (row, 1), (row, 2), (row, 3), figure.verdi, style=one, rounding=figure.avrunding,
        label=f"Årslønnsvekst {new}, prosent", limits=(-50, 100), used_style=one,
        published=ark.printed("Figur 3", _AARSLOENN, "Norge", new, "pst"),
    )  # fmt: skip
    amounts = ark.beloep["loenn"]
    nominal = sheet.calc(row, BAK + 6, f.vekst, amounts[new], amounts[old],
                         style=styles.hjelp(one))  # fmt: skip
    growth = sheet.calc(row, 4, f.aarsverksvekst, nominal, wages.used, style=one)
    for column, actor in ((5, OEVRIGE), (6, RESTEN)):
        if new == ark.aar[-1]:
            known = ark.celler[f"vekst loenn {actor}"]
            sheet.calc(row, column, f.aarsverksvekst, known, wages.used, style=one)
        else:
            sheet.put(row, column, "Ikke data", one)
    ark.celler.update(loennsvekst=nominal, aarsloennsvekst=wages.used)
    return growth
