"""Tabell 2 and figure 3: wages and estimated growth of man-years (ch. 1.3)."""

from __future__ import annotations

from typing import Any

from asss_xl import functions as f
from asss_xl.report import layout
from asss_xl.report.formler import tekst
from asss_xl.report.regnskap import figur
from asss_xl.report.regnskap import formler as rf
from asss_xl.report.regnskap.ark import Ark
from asss_xl.report.regnskap.figur import Figur
from asss_xl.report.regnskap.inntekter import filled_in, growth_heads, moved, summed
from asss_xl.report.regnskap.kilde import KOMMUNE, OEVRIGE, RESTEN
from asss_xl.report.regnskap.mellomregning import UTGIFTSLINJER, Budskap
from asss_xl.report.regnskap.vekst import deflate, grown_index, index_block
from asss_xl.report.steg import Blokk
from asss_xl.report.tall import inndata
from asss_xl.workbook import Call, Cell, of, styles

TABELL = "Tabell 2"
_AKTOERER = {KOMMUNE: "Kommunen", OEVRIGE: "De andre", RESTEN: "Resten av landet"}
ANDRE = "andre_driftsutgifter"
POSTER = ("loenn", "sosiale", "loenn_sosiale", ANDRE)


def table_2(ark: Ark) -> None:
    """Tabell 2: wages and social costs."""
    ark.title("Tabell 2. Lønnsutgifter og sosiale utgifter, mill. kr og vekst i prosent")
    ark.heads("Mill. kr", ("Mill. kr", "Hva hvis"))
    growth_heads(ark)
    for post in ("loenn", "sosiale"):
        filled_in(ark, post, TABELL)
    summed(ark, "loenn_sosiale", TABELL)
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
    return call + ark.sektorendring[year]


def man_years(ark: Ark) -> Figur | None:
    """Figure 3: wages without social costs at fixed prices."""
    years, valg = ark.aar, ark.valg
    if len(years) < 2:
        return None
    ark.title("Anslått årsverksvekst: lønnsvekst uten sosiale utgifter korrigert for årslønnsvekst")
    heads = ("Figur 3", "Årslønn, vekst %", "Hva hvis", "Brukt", *map(ark.navn, ark.aktoerer))
    ark.head(heads)
    spans = {year: valg.aarstall[year] for year in years[1:]}
    title, look = "Figur 3: vekst i lønnsutgifter uten sosiale, prosent", styles.hjelp(styles.tall(1))
    block = ark.steg.steg.blokk(title, _AKTOERER, spans, look)
    used = [_year(ark, block, span) for span in zip(years, years[1:], strict=False)]
    ark.row += 1
    if ark.kilde.tall is None:
        ark.note("For de andre er lønnsveksten bare trykt for siste år.")
    ark.row += 1
    return _figure(ark, used)


def _figure(ark: Ark, used: list[Cell]) -> Figur:
    drawn = "Lønnsutgifter uten sosiale utgifter, faste priser, indeks, første år = 100"
    title, look = "Figur 3: lønnsutgifter og årslønn siden basisåret", styles.hjelp(styles.tall(1))
    lines = ("Lønnsutgifter", "Årslønn", "Årsverk")
    steps = ark.steg.steg.blokk(title, ark.valg.aarstall, lines, look)
    wages = index_block(ark, steps, "loenn")
    index = deflate(ark, steps, 2, wages, grown_index(ark, steps, 1, used))
    block = figur.curve_block(ark, f"Figur 3. {drawn}", (ark.valg.kommune,))
    first, last = ark.valg.aarene()
    about = "årsverk (anslått)"
    words = (f"færre {about} enn i ", f"like mange {about} som i ", f"flere {about} enn i ")
    gap, ending = index[-1] - 100.0, tekst(first, " i ", last)
    message = ark.steg.say("Figur 3", Budskap(gap, " prosent ", words, ending, drawn))
    curves = figur.curves(ark, block, (index,))
    return Figur("Figur 3", drawn, message, curves, f"Linjediagram. {drawn}.", "Indeks", "line")


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
        cell = block.tall(new, actor, ark.kilde.vekst(TABELL, "loenn", actor, new), published=())
        sheet.calc(row, column, f.aarsverksvekst, cell, wages.used, style=one)
    ark.celler.update(loennsvekst=own, aarsloennsvekst=wages.used)
    return wages.used
