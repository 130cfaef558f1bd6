"""Hva hvis: the lines that can be changed, every yellow cell that is filled in, and what they move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from asss_xl.functions.excel.formula import formula
from asss_xl.report import formler as bb, layout
from asss_xl.report.avvik.kilde import ANDRE, linjenavn
from asss_xl.report.avvik.satser import AVGIFTEN, PENSJONEN
from asss_xl.report.demografi.kilde import Demografikilde
from asss_xl.report.formler import oversikt as formler
from asss_xl.report.linjer import FEILSTIL, HVA_HVIS_STEG, KOSTNADEN, Linjegruppe, Linjer, Prosent
from asss_xl.report.nettverk.medlemmene import Medlemmene
from asss_xl.report.rapport import Kapitler
from asss_xl.report.regnskap.steg import INNTEKTSLINJER, UTGIFTSLINJER, postnavn
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.uten import uten_hva_hvis
from asss_xl.report.valg import Valg
from asss_xl.stated import beside
from asss_xl.workbook import Cell, Sheet, of, styles
from asss_xl.workbook.what_if import AV, PAA

_TEKSTER: dict[str, Any] = beside(__file__)
#: How many filled-in cells the list shows; the rest are counted.
LISTE = 30
_LINJER, _SISTE = 8, 9
#: What is told of every yellow cell, by the name that formulas have for the column.
_GULE: dict[str, str] = _TEKSTER["gule"]
#: Where nothing is too little, or too much.
_UTEN_GRENSE = {"GulLavest": -1e300, "GulHoeyest": 1e300}
#: What stands for an error that is filled in.
_FEIL = "?"

#: How many are filled in with a text or an error, which counts nothing.
_ikke_tall = formula(
    "felt",
    """
    IF(SUMPRODUCT((felt>"")*1)=0,"",SUMPRODUCT((felt>"")*1)&
    " felt er fylt ut med noe som ikke er et tall: brukes ikke")
    """,
)
#: How many a list leaves out.
_flere = formula(
    "antall",
    f"""
    IF(antall=0,"Ingen gule felt er fylt ut med et tall.",
    IF(antall>{LISTE},"… og "&(antall-{LISTE})&" felt til",""))
    """,
)


def linjer(
    sheet: Sheet, valg: Valg, utelatt: Mapping[str, str], medlemmene: Medlemmene | None = None
) -> Linjer:
    """The lines that can be changed in the report year, before the chapters that fill them."""
    data, stated = valg.data, _TEKSTER["tillegg"]
    there = {"Regnskap", "Ressursbruk", "Utgiftsbehov", "Demografi"} - utelatt.keys()
    if "Demografi" in there and Demografikilde(valg, medlemmene.regnskap if medlemmene else None).har_vekst:
        there.add("Aldersgrupper")
    cost = {"Ressursbruk", "Utgiftsbehov"} <= there
    names = {
        "inntekter": {post: postnavn(post) for post in INNTEKTSLINJER},
        "sektorer": {line: linjenavn(line) for line in (*data.sektorer, ANDRE)},
        "alder": {group: group for group in data.aldersgrupper},
        "arter": {post: postnavn(post) for post in UTGIFTSLINJER},
        "satser": {AVGIFTEN: "Arbeidsgiveravgift", PENSJONEN: "Pensjon, av lønn"},
    }
    more = {
        "alder": stated["kostnaden"] if cost else [],
        "satser": stated["satser_i_sektorene" if data.beregnet_avvik else "satser_i_alt"],
    }
    known = {
        key: Prosent(**about) for key, about in _TEKSTER["prosenter"].items() if cost or key != KOSTNADEN
    }
    groups = []
    for about in _TEKSTER["grupper"]:
        kind, follows = about["linjer"], about.get("prosenter", ())
        percents = {k: known[k] for k in follows if k in known}
        notes = about["merknader"] + more.get(kind, [])
        groups.append(
            Linjegruppe(**about | {"linjer": names[kind], "prosenter": percents, "merknader": notes})
        )
    return Linjer(sheet, valg, [g for g in groups if g.krever in there], _LINJER)


def fill(sheet: Sheet, report: Kapitler) -> Cell:
    """The switch, the results that moved, and the list; how many cells are filled in."""
    sizes = [54, 17] + [14] * 4 + [12] * 4
    layout.heading(sheet, report.valg, "Hva hvis", "Hva hvis", sizes, last=_SISTE, freeze=(2, 0))
    layout.lines(sheet, 2, _TEKSTER["innledning"])
    sheet.put(5, 0, "Bryteren står på (endres på Forside)", styles.RAD.but(bold=True))
    shown = styles.RAD.but(bold=True, align="center")
    sheet.calc(5, 1, bb.velg_en, report.book.hva_hvis, PAA, AV, style=shown)
    sheet.put(6, 0, "Antall gule felt som er fylt ut og brukes", styles.RAD.but(bold=True))
    steps = Steg(sheet.book, HVA_HVIS_STEG)
    report.linjer.foelgende()
    given = _all_cells(steps, report)
    used = report.linjer.brukt(given.column("GulFelt"))
    filled = sheet.calc(6, 1, used, style=styles.tall(0).but(bold=True))
    first = report.linjer.slutt + 1
    sheet.calc(6, 2, _ikke_tall, given.column("GulFelt"), style=FEILSTIL)
    row = _results(sheet, report, first)
    services = row + 1
    row = _profiles(sheet, steps, report, services)
    _list(sheet, steps, given, row + 1)
    # The list has a page of its own with its heading, which says when nothing is filled in.
    sheet.printing.parts = (*report.linjer.sidestart[1:], first, services, row + 1)
    return filled


def _all_cells(steps: Steg, report: Kapitler) -> Blokk:
    """All yellow cells, with what stands in them; the year by its place in a list of texts."""
    order = list(report.book.sheets)
    inputs = sorted(
        report.book.inputs, key=lambda i: (order.index(i.what_if.sheet), i.what_if.column, i.what_if.row)
    )
    years = list(dict.fromkeys(item.aar for item in inputs if item.aar is not None))
    head = _GULE["GulAar"]
    names = steps.liste("Årstekster", head, ["", *(bb.tekst(", ", year) for year in years)])
    block = steps.blokk("Alle gule felt", _GULE, [item.line for item in inputs] or [""])
    for line, item in enumerate(inputs):
        block.put(line, "GulAar", 1.0 if item.aar is None else float(years.index(item.aar) + 2))
        block.put(line, "GulArk", item.what_if.sheet)
        block.put(line, "GulSted", item.what_if.address)
        block.put(line, "GulNr", float(line + 1))
        for name, limit in (("GulLavest", item.lowest), ("GulHoeyest", item.highest)):
            block.put(line, name, _UTEN_GRENSE[name] if limit is None else limit)
        look = styles.HJELP.but(number_format=item.base.style.number_format, align="right")
        block.calc(line, "GulGrunnlag", bb.gjenta, item.base, style=look)
        flag = item.teller
        given = of(bb.eller_tomt, item.active) if flag is None else of(bb.naar_fylt, flag, item.active)
        block.calc(line, "GulFelt", given, style=look, missing=_FEIL)
    book = steps.sheet.book
    book.name("GulAarstekst", names.column(head))
    book.name("GulLinje", block.labels)
    for name in _GULE:
        book.name(name, block.column(name))
    return block


def _results(sheet: Sheet, report: Kapitler, row: int) -> int:
    years = report.valg.vindu
    layout.text(sheet, row, 0, report.valg.i_loepende("Hva det flytter"), styles.OVERSKRIFT)
    layout.year_groups(sheet, row + 1, "Resultat", ("Grunnlag", "Nå", "Endring"), report.valg.aarstallene)
    row += 3
    for label, now, decimals in resultater(report):
        sheet.put(row, 0, label, styles.RAD)
        style = styles.tall(decimals)
        for index, year in enumerate(years):
            left = sheet.calc(row, 1 + index, bb.gjenta, uten_hva_hvis(report.book, now[year]), style=style)
            right = sheet.calc(row, 1 + len(years) + index, bb.gjenta, now[year], style=style)
            sheet.calc(row, 1 + 2 * len(years) + index, formler.endring_i_resultat, right, left, style=style)
        row += 1
    return row


#: A label, the cell by year, decimals.
_Resultat = tuple[str, dict[int, Cell], int]


def resultater(report: Kapitler) -> Sequence[_Resultat]:
    """What the sheet follows, in its order."""
    made: list[_Resultat] = []
    ark = report.regnskap
    if ark is not None:
        for post in ("netto", "overskudd", "handlingsrom", "finansbehov", "netto_gjeld"):
            unit = "mill. kr" if post == "netto_gjeld" else "1000 kr"
            made.append((f"{postnavn(post)}, {unit}", ark.beloep[post], 0))
    if report.avvik is not None:
        chain = report.avvik.kjede
        for line in chain.avskrivning:
            label = report.data.om_landet(f"{linjenavn(line)}: avvik fra landet, kr per innb.")
            made.append((label, chain.slutt[line], 0))
    for name, sector in (report.behov.sektorer if report.behov else {}).items():
        made.append((f"{name}: kostnadsindeks", sector.indeks, 3))
    return made


def _profiles(sheet: Sheet, steps: Steg, report: Kapitler, row: int) -> int:
    """How many indicators of each profile have moved, and its largest finding now."""
    if not report.profiler:
        return row
    sheet.put(row, 0, "Tjenesteprofil", styles.HODE_VENSTRE)
    sheet.put(row, 1, "Flyttede indikatorer", styles.HODE)
    efficiency = {line.tjeneste.noekkel: line.effektivitet for line in report.produksjon}
    said = 3 if efficiency else 2
    if efficiency:
        sheet.put(row, 2, "Effektivitet nå, snittet = 100", styles.HODE)
    sheet.put(
        row, said, "Viktigste funn nå (kroner går foran)", styles.HODE_VENSTRE.but(wrap=False, indent=1)
    )
    for column in range(said + 1, _SISTE + 1):
        sheet.put(row, column, None, styles.HODE)
    sheet.heights[row] = 42 if efficiency else 28
    profiles, top = report.profiler, {"valign": "top"}
    block = steps.blokk("Største funn i hver profil", ("Størrelse",), [p.tjeneste.navn for p in profiles])
    link, count = styles.LENKE.but(bottom=styles.LYS_GRAA, **top), styles.tall(0).but(align="center", **top)
    for line, profile in enumerate(profiles):
        row += 1
        sheet.heights[row] = 28
        sheet.put(row, 0, profile.tjeneste.navn, link, link=profile.ark)
        sheet.calc(row, 1, bb.antall_tall, profile.kolonne("Flyttet"), style=count)
        sizes = profile.kolonne("Størrelse")
        largest = block.calc(line, "Størrelse", formler.stoerste_stoerrelse, sizes)
        if efficiency:
            index = efficiency.get(profile.tjeneste.noekkel)
            call = of(bb.gjenta, index) if index is not None else ""
            layout.text(sheet, row, 2, call, styles.tall(0).but(**top))
        found = of(formler.stoerste_funn, profile.kolonne("Setning"), sizes, largest)
        sheet.calc(row, said, found, style=styles.RAD_BRYT.but(align="left", indent=1, **top), missing="")
        sheet.merge(row, said, _SISTE)
    return row + 1


def _list(sheet: Sheet, steps: Steg, given: Blokk, row: int) -> None:
    sheet.put(row, 0, "Gule felt som er fylt ut", styles.OVERSKRIFT)
    row += 1
    for column, label in enumerate(("Linje", "Ark", "Felt", "Grunnlag", "Hva hvis", "Endring")):
        sheet.put(row, column, label, styles.HODE_VENSTRE if column < 2 else styles.HODE)
    names, numbers = sheet.book.names, [str(n) for n in range(1, LISTE + 1)]
    block = steps.blokk("Feltene som er fylt ut", ("Nr", "Plass blant alle"), numbers)
    number, small = styles.tall(0).but(number_format="#,##0.###"), styles.RAD.but(size=9)
    line = [names[name] for name in ("GulLinje", "GulAar", "GulAarstekst")]
    for offset in range(LISTE):
        at = row + 1 + offset
        count = block.put(offset, "Nr", float(offset + 1))
        among = of(formler.plass_i_listen, count, names["GulFelt"], names["GulNr"], float(given.lines + 1))
        place = block.calc(offset, "Plass blant alle", among)
        sheet.calc(at, 0, formler.linje_med_aar, *line, place, style=small, missing="")
        for target, source, style in (
            (1, "GulArk", small),
            (2, "GulSted", small.but(align="center")),
            (3, "GulGrunnlag", number),
            (4, "GulFelt", number),
        ):
            sheet.calc(at, target, bb.paa_plass, names[source], place, style=style, missing="")
        sheet.calc(at, 5, formler.endring, sheet.cells[at, 4], sheet.cells[at, 3], style=number)
    sheet.calc(row - 1, 1, _flere, of(bb.antall_tall, names["GulFelt"]), style=styles.NOTE)
    sheet.blank.append(sheet.range((row + 1, 0), (row + LISTE, 5)))
