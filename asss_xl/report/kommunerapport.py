"""The whole report: which sheets there are, and in which order they learn of each other."""

from __future__ import annotations

from collections.abc import Mapping

from asss_xl.dataset.model import Datasett
from asss_xl.functions.building_blocks import PAA
from asss_xl.functions.values import Value
from asss_xl.report import data as data_sheet
from asss_xl.report import (
    demografi,
    forside,
    funksjoner,
    hva_hvis,
    kontroll,
    metode,
    regnskap,
    ressursbruk,
    ressursbruk_figurer,
    rettelser,
    tabell19,
    tjenesteprofil,
    utgiftsbehov,
    virkning,
)
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import Book, Sheet, styles

_SISTE = ("Funksjoner", "Metode", "Kontroll", "Data")


def build(
    data: Datasett,
    form: str = "native",
    what_if: Mapping[str, Value] | None = None,
    switch: str = PAA,
) -> Rapport:
    """The report of one municipality as a book.

    ``form`` is ``native`` or ``named``; ``what_if`` fills yellow cells by place
    (``Grunnskole!D8``); ``switch`` is «På» or «Av».
    """
    book = Book(
        f"Kommunerapport {data.kommune} {data.rapportaar}", data.kilde, form,
        dict(what_if or {}), switch,
    )  # fmt: skip
    front = book.sheet("Forside", styles.RAUD)
    changes = book.sheet("Hva hvis", styles.GUL)
    accounts = book.sheet("Regnskap")
    needs, resources = book.sheet("Utgiftsbehov"), book.sheet("Ressursbruk")
    ages = book.sheet("Demografi")
    profile_sheets: list[Sheet] = [
        book.sheet(tjenesteprofil.sheet_name(t), styles.MELLOMBLAA) for t in data.tjenester
    ]
    corrections = book.sheet("Rettelser", styles.GUL)
    others = {name: book.sheet(name, styles.GRAA) for name in _SISTE}

    forside.place_switch(book, front)
    given = rettelser.fill(corrections, data)
    account = regnskap.fill(accounts, data, given)
    need = utgiftsbehov.fill(needs, data)
    population = demografi.fill(ages, data)
    people = tabell19.inhabitants(resources, data, ressursbruk.FOLKETALL_RAD)
    chain = ressursbruk.fill(resources, data, need, given, people.brukt)
    ressursbruk_figurer.draw(resources, data, need, chain, ressursbruk.FIGURRADER)
    table = tabell19.fill(resources, data, need, chain, people, ressursbruk.TABELL19_RAD)
    virkning.fill(corrections, given, account, chain)
    profiles = [
        tjenesteprofil.fill(sheet, data, tjeneste)
        for sheet, tjeneste in zip(profile_sheets, data.tjenester, strict=True)
    ]
    report = Rapport(book, data, account, need, chain, table, people, profiles, given, population)
    funksjoner.fill(others["Funksjoner"], report)
    metode.fill(others["Metode"], report)
    hva_hvis.fill(changes, report)
    data_sheet.fill(others["Data"], data)
    checks = kontroll.fill(others["Kontroll"], report)
    forside.fill(front, report, checks)
    return report
