"""Each row of a file by itself: decimals, what is missing, years, spans, denominators."""

from __future__ import annotations

from collections.abc import Iterator

from asss_xl.dataset.checks.common import COLUMNS, EPS, Tables
from asss_xl.dataset.messages import Problem, shown
from asss_xl.dataset.metadata import Metadata
from asss_xl.dataset.model import avrunding
from asss_xl.dataset.schema import FIGURE, RECONCILED, UTEN_VERDI
from asss_xl.dataset.tables import Table

#: Figures with a number of decimals beside them: file, figure, decimals.
_DECIMALS = {
    "figurer": ("verdi", "desimaler"),
    "indikatorverdier": ("verdi", "desimaler"),
    "indikatorreferanser": ("verdi", "desimaler"),
    "vekter": ("vekt", "desimaler"),
    "produksjonsvekter": ("vekt", "desimaler"),
    "kriterieverdier": ("indeks", "desimaler"),
    "behovstillegg": ("verdi", "desimaler"),
    "kildefeil": ("ventet", "desimaler"),
}
#: Files whose years may be others than the package's: rates, prices and people are there for more.
_OTHER_YEARS = ("korreksjoner", "nasjonale", "innbyggere", "demografisatser")
_OF_THE_YEARS = [n for n, found in COLUMNS.items() if "aar" in found and n not in _OTHER_YEARS]
#: Files whose rows hold from one year to another.
_SPANS = [name for name, found in COLUMNS.items() if {"fra", "til"} <= found]


def check(tables: Tables, metadata: Metadata) -> Iterator[Problem]:
    """What is wrong within one file, row by row."""
    for name in [name for name in _DECIMALS if name in tables]:
        yield from _decimals(tables[name], *_DECIMALS[name])
        yield from _reconciled(tables[name], *_DECIMALS[name])
    for name in [name for name in FIGURE if name in tables]:
        yield from _missing_is_said(tables[name], FIGURE[name])
    for name in [name for name in _OF_THE_YEARS if name in tables and metadata.aar]:
        yield from _year(tables[name], metadata)
    for name in [name for name in _SPANS if name in tables]:
        yield from _span(tables[name])
    if "innbyggere" in tables:
        yield from _projected(tables["innbyggere"], metadata)
    if "indikatorverdier" in tables:
        yield from _denominator(tables["indikatorverdier"])


def _decimals(table: Table, value: str, decimals: str) -> Iterator[Problem]:
    def too_many(text: str, figure: float | None, said: int | None) -> bool:
        if said is None:
            return False
        whole_tens = said >= 0 or figure is None or figure % 10**-said == 0
        return len(text.partition(".")[2].rstrip("0")) > max(said, 0) or not whole_tens

    if set(table.distinct(decimals)) <= {""}:
        return
    for row in table.where(too_many, table.written(value), value, decimals):
        yield Problem(
            table.fil,
            row["_linje"],
            value,
            f"{shown(row['_tekst'][value])} har flere desimaler enn {decimals} sier ({row[decimals]}).",
            f"Rett {decimals}, eller rund av verdien.",
        )


def _reconciled(table: Table, value: str, decimals: str) -> Iterator[Problem]:
    """A reconciled figure stands for the printed one: it could be printed so."""

    def wrong(known: float | None, figure: float | None, said: int | None) -> bool:
        if known is None:
            return False
        return figure is None or abs(known - figure) > avrunding(said) + EPS

    if RECONCILED not in table.columns or set(table.distinct(RECONCILED)) <= {""}:
        return
    for row in table.where(wrong, RECONCILED, value, decimals):
        if row[value] is None:
            yield Problem(
                table.fil,
                row["_linje"],
                RECONCILED,
                f"Det avstemte tallet {row['_tekst'][RECONCILED]} står uten et trykt tall.",
                f"Tøm avstemt, eller fyll ut {value}.",
            )
        else:
            yield Problem(
                table.fil,
                row["_linje"],
                RECONCILED,
                f"{shown(row['_tekst'][RECONCILED])} er lenger fra det trykte tallet "
                f"({row['_tekst'][value]}) enn avrundingen av det.",
                f"Rett avstemt, eller rett {value} og {decimals}.",
            )


def _missing_is_said(table: Table, column: str) -> Iterator[Problem]:
    there = list(map(bool, table.written(column)))
    if "teller" in table.columns:
        parts = zip(there, table.written("teller"), table.written("nevner"), strict=True)
        there = [has or bool(above and below) for has, above, below in parts]
    for row in table.where(lambda status, has: has is (status in UTEN_VERDI), "status", there):
        if row["status"] in UTEN_VERDI:
            yield Problem(
                table.fil,
                row["_linje"],
                "status",
                f"Raden har en verdi, men status er {shown(row['status'])}.",
                "Sett status til publisert, endelig eller foreløpig, eller tøm verdien.",
            )
        else:
            yield Problem(
                table.fil,
                row["_linje"],
                column,
                f"Verdien mangler, men status er {shown(row['status'])}.",
                f"Fyll ut verdien, eller sett status til en av {', '.join(UTEN_VERDI)}.",
            )


def _year(table: Table, metadata: Metadata) -> Iterator[Problem]:
    for row in table.where(lambda year: year not in metadata.aar, "aar"):
        yield Problem(
            table.fil,
            row["_linje"],
            "aar",
            f"{row['aar']} er ikke blant årene i datapakken.",
            f"Årene er {', '.join(map(str, metadata.aar))}; rett året her eller i datapakken.",
        )


def _span(table: Table) -> Iterator[Problem]:
    def backwards(first: int | None, last: int | None) -> bool:
        return first is not None and last is not None and last < first

    for row in table.where(backwards, "fra", "til"):
        told = f"{row['til']} er før {row['fra']}."
        yield Problem(table.fil, row["_linje"], "til", told, "Rett fra eller til.")


def _projected(table: Table, metadata: Metadata) -> Iterator[Problem]:
    """What is per inhabitant in a year with accounts is per inhabitant that there was."""
    for row in table.where(lambda projected, year: projected and year in metadata.aar, "framskrevet", "aar"):
        yield Problem(
            table.fil,
            row["_linje"],
            "framskrevet",
            f"{row['kommune']} har et framskrevet folketall i {row['aar']}, som er et av pakkens år.",
            "Skriv det faktiske folketallet og nei, eller ta raden ut og la tallene per innbygger mangle.",
        )


def _denominator(table: Table) -> Iterator[Problem]:
    """A ratio is divided by it, and a weighted mean weighs with it."""
    for row in table.where(lambda figure: figure is not None and figure <= 0, "nevner"):
        yield Problem(
            table.fil,
            row["_linje"],
            "nevner",
            f"Nevneren er {row['_tekst']['nevner']}.",
            "Den må være over 0; er det ingen å dele på, tøm tallene og sett status til ikke_aktuelt.",
        )
