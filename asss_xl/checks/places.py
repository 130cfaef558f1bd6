"""Addresses of cells and areas, as a file or a person writes them."""

from __future__ import annotations

import re
from functools import lru_cache

from asss_xl.checks.formula_text import box_of, column_letters, column_number

#: (sheet, address).
Place = tuple[str, str]

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})", re.ASCII)


def position(address: str) -> tuple[int, int]:
    """Row and column of an address, counted from 1."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise ValueError(f"{address!r} is not a cell address")
    return int(match.group(2)), column_number(match.group(1))


@lru_cache(maxsize=200_000)
def address_of(row: int, column: int) -> str:
    """The address of a row and a column, counted from 1."""
    return f"{column_letters(column)}{row}"


def area(reference: str) -> tuple[int, int, int, int]:
    """First row and column, last row and column of ``A1`` or ``$A$1:B2``."""
    for corner in reference.split(":", 1):
        position(corner)  # a ValueError when it is not an area
    return box_of(reference)


def split_place(place: str | Place) -> Place:
    """``'Ark 1'!C5`` or ``Ark 1!C5`` as (sheet, address)."""
    if not isinstance(place, str):
        return place
    sheet, _, address = place.rpartition("!")
    if sheet.startswith("'") and sheet.endswith("'") and len(sheet) > 1:
        sheet = sheet[1:-1].replace("''", "'")
    return sheet, address.replace("$", "")
