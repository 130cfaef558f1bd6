"""The choices that a whole workbook follows: municipality, year and group to compare with.

They stand on Forside. In a network each is a list; a report of stated figures is about one
municipality and year, and its cells hold just those. The lists, and the numbers that the other
sheets look figures up by, stand on ``Steg_valg``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from asss_xl.dataset.datasett import Datasett
from asss_xl.functions.values import MISSING_TEXT
from asss_xl.report import formler as bb, layout
from asss_xl.report.formler import nettverk as formler, tekst
from asss_xl.report.steg import Steg
from asss_xl.report.valg import AAR_RAD, KOMMUNE_RAD, SCENARIO_RAD, Priser, Valg
from asss_xl.workbook import Argument, Call, Cell, Range, Sheet, of, styles

LOEPENDE, FASTE = "Løpende", "Faste"
#: Whose report it is, and of which year: what is chosen first of all.
VALGT_KOMMUNE, HVILKET_AAR = "Kommunen rapporten gjelder", "Rapportåret"
_DEFLATOR = "kostnadsdeflator"
VALGSTEG = "Steg_valg"
#: The group of those most like the municipality.
LIKESTE = "De likeste"
_HELTALL = styles.HJELP.but(number_format="0", align="right")


def kommunens(sheet: Sheet, data: Datasett) -> Valg:
    """The choices of a municipality's report; in a network all that have figures can be chosen."""
    names = tuple(k.navn for k in data.enheter if k.navn in data.med_tall)
    return _place(sheet, data, names if data.er_nettverk else (data.kommune,))


def nettverkets(sheet: Sheet, data: Datasett) -> Valg:
    """The choices of a report of all: it has the network's name in the municipality's place.

    That is no unit's name, so that no unit is «the municipality itself».
    """
    return _place(sheet, data, (data.nettverk,), "Nettverk", data.nettverk)


def _place(
    sheet: Sheet, data: Datasett, kommuner: tuple[str, ...], hva: str = "Kommune", valgt: str = ""
) -> Valg:
    steps = Steg(sheet.book, VALGSTEG)
    steps.sheet.widths.update({0: 30, 1: 24, 2: 24})
    choices = steps.blokk("Årene i pakken", ["År", "Status"], [""] * len(data.aar))
    for line, year in enumerate(data.aar):
        choices.put(line, "År", float(year), _HELTALL)
        choices.put(line, "Status", _status(data, year))
    years = choices.column("År")
    listed = valgliste(steps, "Kommuner å velge", kommuner or (data.kommune,))
    chosen = valgt or data.kommune
    kommune = layout.choice(sheet, KOMMUNE_RAD, hva, chosen, VALGT_KOMMUNE, listed)
    look, shown = styles.RAD.but(bold=True, align="left", number_format="0"), float(data.rapportaar)
    # The figures that a report states are about its own year: there is nothing to choose.
    there = years if data.er_nettverk else ()
    aar = layout.choice(sheet, AAR_RAD, "År", shown, HVILKET_AAR, there, look)
    if kommuner and len(kommuner) > 1:
        kommune = lest(steps, "Kommunen", kommune)
    if data.er_nettverk and len(data.aar) > 1:
        aar = lest(steps, HVILKET_AAR, aar, _HELTALL)
    sheet.book.name("Kommune", kommune)
    sheet.book.name("Aar", aar)
    aarstall, aarnr = _shown(steps, data, aar, years)
    said = of(bb.paa_plass, choices.column("Status"), aarnr[data.rapportaar])
    status = steps.en("Status for rapportåret", "Status", "Tallene er", said)
    made = Valg(data, kommune, aar, status, *de_andre(data), aarstall, aarnr, pakkens_aar=years)
    # A year that the package lacks has no row to look the growth of prices up in.
    later = range(data.aar[0] + 1, data.aar[-1] + 1)
    dearer = [data.nasjonale.get((year, _DEFLATOR)) if year in data.aar else None for year in later]
    known = all(growth is not None and growth.verdi is not None for growth in dearer)
    if not valgt and data.er_nettverk and len(data.vindu) > 1 and known:
        return _priced(sheet, steps, made)
    return made


def _shown(steps: Steg, data: Datasett, aar: Cell, years: Range) -> tuple[dict[int, Cell], dict[int, Cell]]:
    """The years that are shown, and their places among those of the package."""
    book, last, nr = steps.sheet.book, data.rapportaar, "Nr blant årene i pakken"
    labels = {key: f"År {key - last}".replace("-", "−") for key in data.vindu}
    block, aarstall, aarnr = steps.blokk("Årene som vises", ["År", nr], labels), {}, {}
    for key in data.vindu:
        back = last - key
        aarstall[key] = block.calc(key, "År", aar + float(-back), style=_HELTALL)
        if back:
            book.name(f"Aar_{back}", aarstall[key])
        aarnr[key] = block.calc(key, nr, bb.plass_i, aarstall[key], years, missing="")
        book.name(f"Aarnr_{back}" if back else "Aarnr", aarnr[key])
    return aarstall, aarnr


def _priced(sheet: Sheet, steps: Steg, made: Valg) -> Valg:
    """With the choice between kroner of each year and of the report year, and what follows from it."""
    # Below the choice of scenario, where there is one.
    row, data = SCENARIO_RAD + bool(sheet.book.scenarioer), made.data
    label, kinds = "Priser: løpende, eller faste i rapportårets kroner", (LOEPENDE, FASTE)
    choice = layout.choice(sheet, row, "Kroner fra tidligere år", LOEPENDE, label, kinds)
    chosen = lest(steps, "Prisene", choice)
    sheet.book.name("Priser", chosen)
    found = {str(year): data.nasjonale.get((year, _DEFLATOR)) for year in data.aar}
    percents = {y: MISSING_TEXT if v is None or v.verdi is None else v.verdi for y, v in found.items()}
    title, one = "Kostnadsdeflator, prosent fra året før", styles.hjelp(styles.tall(1))
    known = steps.liste(title, "Prosent", percents, one)
    prices, pris = Priser(chosen, known.column("Prosent")), {}
    earlier = made.vindu[-2::-1]
    block = steps.blokk(
        "En krone i rapportårets kroner",
        ["Prisvekst året etter", "Faktor"],
        [f"År −{n + 1}" for n in range(len(earlier))],
    )
    after: Argument = 1.0
    for line, key in enumerate(earlier):
        growth = of(bb.paa_plass, known.column("Prosent"), made.aarnr[key + 1])
        factor = of(bb.prisfaktor, chosen, FASTE, after, block.calc(line, "Prisvekst året etter", growth))
        look = styles.hjelp(styles.tall(4))
        after = pris[key] = block.calc(line, "Faktor", factor, style=look)
        sheet.book.name(f"Pris_{data.rapportaar - key}", pris[key])
    labels = {"faste": "Ved kronebeløp fra tidligere år", "loepende": "Ved beløp i hvert års kroner"}
    told = steps.blokk("Hva som sies om prisene", ["Merknad"], labels)
    fixed, running = (
        told.calc(line, "Merknad", bb.prismerknad, chosen, FASTE, said)
        for line, said in (("faste", tekst(" (i ", made.aar, "-kroner)")), ("loepende", " (løpende)"))
    )
    sheet.book.name("Prismerknad", fixed)
    return replace(made, pris=pris, priser=prices, prismerknad=fixed, loependemerknad=running)


def de_andre(data: Datasett) -> tuple[str, str]:
    """The other members of the network, as a sentence speaks of them and as a heading."""
    if "ASSS" in data.nettverk:
        return "øvrige ASSS", "Øvrige ASSS"
    return "resten av nettverket", "Resten av nettverket"


def om_de_andre(valg: Valg) -> tuple[str | Call, ...]:
    """Who is in none of their figures, where the package says that somebody is not; else nothing.

    Of another group the words for the others say so themselves.
    """
    data, heading = valg.data, de_andre(valg.data)[1]
    outside = [name for name in data.utenfor_oevrige if name in data.medlemmer]
    if not outside:
        return ()
    said = f" {heading} er uten {layout.ramset_opp(outside)}."
    live = isinstance(valg.andre_navn, Cell)
    return (of(formler.om_nettverkets, valg.andre_navn, heading, said) if live else said,)


def _status(data: Datasett, aar: int) -> str:
    """How final a year's figures are, as it is said of figures: «tallene er foreløpige»."""
    final = data.status if not data.foreloepige_aar else "endelig"
    word = "foreløpig" if aar in data.foreloepige_aar else final
    return word if word.endswith("e") or not word else f"{word}e"


def valgliste(steps: Steg, heading: str, values: Sequence[str]) -> Range:
    """Names to choose from, on the calculation sheet."""
    return steps.liste(heading, "Navn", values).column("Navn")


def lest(steps: Steg, hva: str, valget: Cell, look: styles.Style | None = None) -> Cell:
    """A choice as the sheets read it: an error that is pasted in its cell is no choice."""
    about = {"style": look} if look else {}
    return steps.en(f"{hva} som er valgt", "Valgt", "Nå", of(bb.gjenta, valget), missing="", **about)
