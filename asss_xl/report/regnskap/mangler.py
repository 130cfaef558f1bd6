"""Who lacks lines of the accounts, and so stands outside what the municipality is held against there."""

from __future__ import annotations

from collections.abc import Iterator

from asss_xl.dataset.poster import POSTER
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.nettverk.regnskapstall import Regnskapstall
from asss_xl.report.regnskap.ark import NOTEBREDDE, SISTE_KOLONNE, Ark
from asss_xl.workbook import styles

#: So many lines are named; of more it is said how many.
_NEVNES = 3
_FOELGE = (
    "Den som mangler en linje, er ikke med i de andres tall for linjen eller for det som regnes ut av den."
)


def tekster(tall: Regnskapstall) -> dict[int, str]:
    """What is missing of anybody in a year where others have it."""
    found = ((year, ", ".join(_aarets(tall, n, year))) for n, year in enumerate(tall.valg.data.aar))
    return {year: f"Mangler i regnskapet for {year}: {who}. {_FOELGE}" for year, who in found if who}


def _aarets(tall: Regnskapstall, number: int, year: int) -> Iterator[str]:
    posts = [post for post in POSTER if tall.har("regnskap", post)]
    rows = {post: [cell.value for cell in tall.rad(number, "regnskap", post).rows[0]] for post in posts}
    told = {post: row for post, row in rows.items() if any(not isinstance(v, str) for v in row)}
    for place, unit in enumerate(tall.network.enheter):
        lacking = [
            f"{POSTER[post].lower()} ({str(row[place]).lower()})"
            for post, row in told.items()
            if isinstance(row[place], str)
        ]
        if lacking and unit.finnes(year):
            whole = len(lacking) == len(told)
            many = f"{len(lacking)} linjer" if len(lacking) > _NEVNES else " og ".join(lacking)
            yield f"{unit.navn}: {'alle linjene' if whole else many}"


def rader(ark: Ark) -> int:
    """The rows that the notes take: one a year where something is missing in any."""
    return len(ark.aar) if ark.kilde.tall is not None and tekster(ark.kilde.tall) else 0


def noter(ark: Ark) -> None:
    """The notes of the years that are shown, the last one first."""
    if not rader(ark):
        return
    assert ark.kilde.tall is not None
    found, years = tekster(ark.kilde.tall), ark.valg.data.aar
    told = {str(year): found.get(year, "") for year in years}
    block = ark.steg.steg.liste("Linjer som mangler", "Tekst", told)
    longest = max(found.values(), key=len)
    for year in reversed(ark.aar):
        call = (bb.ord_paa_plass, block.column("Tekst"), ark.valg.aarnr[year])
        ark.sheet.calc(ark.row, 0, *call, style=styles.NOTE.but(wrap=True, valign="top"))
        ark.sheet.merge(ark.row, 0, SISTE_KOLONNE)
        ark.sheet.heights[ark.row] = layout.text_height(longest, NOTEBREDDE)
        ark.row += 1
