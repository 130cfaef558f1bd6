"""Regnskap: the accounts, tables 0-5d and figures 0.a-11 (report ch. 0-1)."""

from __future__ import annotations

from functools import partial

from asss_xl.report import layout
from asss_xl.report.avvik.egen_bruk import Sektorbruk
from asss_xl.report.avvik.satser import Satser
from asss_xl.report.avvik.tabell import Ressursbruk
from asss_xl.report.linjer import Linjer
from asss_xl.report.nettverk.medlemmene import Medlemmene
from asss_xl.report.nettverk.valg import om_de_andre
from asss_xl.report.regnskap import figur, hovedtall, tabeller, vekst
from asss_xl.report.regnskap.ark import SISTE_KOLONNE, Ark
from asss_xl.report.regnskap.kilde import Regnskapskilde, regnskapskilde
from asss_xl.report.regnskap.steg import Mellomregning
from asss_xl.report.rettelser.ark import Rettelser
from asss_xl.report.valg import Valg
from asss_xl.workbook import Cell, Sheet

#: The lines with amounts, in the order of the tables; and those that always are moved from elsewhere.
_POSTER, _GITT = (*hovedtall.LINJER, *tabeller.TABELLPOSTER), ("driftsinntekter", "driftsutgifter")
#: Those of them that have yellow cells of their own in the tables.
_GULE = ("investeringer", "tilskudd", *tabeller.GULE)
#: Those that have them only where loans are not known.
_UTEN_LAAN = ("renteinntekter", "renteutgifter", "avdrag", "gjeld", "fordringer", "laan")


def fill(
    sheet: Sheet,
    valg: Valg,
    rettelser: Rettelser,
    linjer: Linjer,
    medlemmene: Medlemmene | None = None,
    sektorbruk: Sektorbruk | None = None,
    satser: Satser | None = None,
    ressursbruk: Ressursbruk | None = None,
) -> Ark:
    """Write all tables and figures of chapters 0 and 1.

    Tabell 0 stands first and gets its figures after the tables that move its lines, and figures 0.a
    and 0.b after those that they compare with.
    """
    sizes = [41, *[10.75] * 9, *[8.25] * (SISTE_KOLONNE - 9)]
    layout.heading(sheet, valg, "Regnskap", "Regnskap", sizes, last=SISTE_KOLONNE, freeze=(2, 1))
    sheet.source += om_de_andre(valg)
    kilde = regnskapskilde(valg, medlemmene)
    brudd = medlemmene.nettverk.brudd if medlemmene and kilde.tall is not None else None
    steg, folk = _steps(sheet, kilde, brudd), ressursbruk.folk if ressursbruk else {}
    moved, rates = sektorbruk.uten_satser if sektorbruk else {}, satser.sum if satser else None
    ark = Ark(sheet, kilde, rettelser, linjer, steg, sektorendring=moved, satsene=rates, folk=folk)
    first = hovedtall.Hovedtall(ark)
    for post in _GITT:
        ark.given(post, hovedtall.TABELL)
    ark.new_page()
    tabeller.write(ark, "Tabell 1")
    first.inntekter()
    ark.new_page()
    tabeller.write(ark, "Tabell 2")
    ark.new_page()
    tabeller.laan(ark)
    _growth(ark)
    first.skriv()
    _results(ark)
    first.skriv_fondet()
    first.skriv_figurene()
    sheet.printing.parts = (first.figurer, *ark.sidestart)
    return ark


def _steps(sheet: Sheet, kilde: Regnskapskilde, brudd: Cell | None) -> Mellomregning:
    """The calculation sheet, with lines for what the package has."""
    valg = kilde.valg
    loans = tabeller.laan_er_kjent(kilde, valg.vindu)
    grants = kilde.beloep("", "andre_statstilskudd", valg.vindu[-1]).finnes
    fund = (tabeller.FOND,) if kilde.beloep("", tabeller.FOND, valg.vindu[-1]).finnes else ()
    given = (*_GITT, *(tabeller.LAANEKILDER if loans else ()), *(("andre_statstilskudd",) if grants else ()))
    yellow = (*_GULE, *fund) if loans else (*_GULE, *fund, *_UTEN_LAAN)
    income = partial(kilde.beloep, "", "driftsinntekter")
    return Mellomregning(valg, sheet, _POSTER, given, yellow, brudd, income, figur.FIGURER)


def _growth(ark: Ark) -> None:
    """Where the income comes from, and how income and wages grow."""
    ark.new_page()
    left, right = vekst.shares(ark), vekst.index_table(ark)
    figur.place(ark, left, right)
    ark.new_page()
    figur.place(ark, vekst.real_growth(ark), vekst.man_years(ark))


def _results(ark: Ark) -> None:
    """From the gross result to the net debt: tables two by two, their figures below them."""
    for tables, lines in (
        (("Figur 4", "Tabell 3"), ("brutto", "renter_avdrag")),
        (("Figur 6", "Tabell 4"), ("netto", "handlingsrom")),
        (("Tabell 5",), ("investeringer", "finansbehov")),
        (("Tabell 5b",), ()),
        (("Tabell 5c", "Tabell 5d"), ("laan", "netto_gjeld")),
    ):
        ark.new_page()
        for table in tables:
            tabeller.write(ark, table)
        figur.place(ark, *(figur.actors(ark, post) for post in lines))
