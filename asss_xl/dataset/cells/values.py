"""One cell as people write it, as the text that a data package has: or why it cannot be.

The same rules for a workbook's cells and for a CSV file that a Norwegian spreadsheet saved.
"""

from __future__ import annotations

import datetime
import re
from typing import Any, NamedTuple

from asss_xl.norsk import norsk

from ..messages import Fault, fault, number_fault
from ..schema import MANGLER_TEKST, UTEN_VERDI

#: Words and StatBank's signs for a figure that is missing, and what it then is.
STATUS_OF_MARK = {
    ".": "ikke_aktuelt",
    "..": "mangler",
    ":": "skjermet",
    **{text.casefold(): status for status, text in reversed(MANGLER_TEKST.items())},
    **{status: status for status in UTEN_VERDI},
}
_DASHES = {"-", "\N{EN DASH}", "\N{EM DASH}", "\N{MINUS SIGN}"}
#: What spreadsheets and web pages put between thousands.
_THIN = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE} "
_GROUPED = re.compile(rf"[+-]?\d{{1,3}}(?:[{_THIN}]\d{{3}})+(?:[.,]\d+)?", re.ASCII)
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)
#: Two full stops are no decimal points.
_DOTTED = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3}){2,}(?:,\d+)?", re.ASCII)
_APOSTROPHES = re.compile(
    r"[+-]?[1-9]\d{0,2}(?:['\N{RIGHT SINGLE QUOTATION MARK}]\d{3})+(?:[.,]\d+)?", re.ASCII
)
#: As accounts write what is below zero; one or two digits may be the mark of a note.
_BELOW_ZERO, _NOTE = re.compile(r"\(\s*(\d.*?)\s*\)", re.ASCII), re.compile(r"\(\d{1,2}\)", re.ASCII)
#: As ledgers write it; a digit or two may be the first of two.
_MINUS_LAST = re.compile(rf"(\d[\d.,{_THIN}]+\d)-", re.ASCII)
#: A format that shows thousands, or millions, of what the cell holds: «#,##0,».
_SCALED = re.compile(r"[0#?](?:,+)(?![0#?,])")
_MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
_ENGLISH = {"may": "mai", "oct": "okt", "dec": "des"}
_MONTH_YEAR = re.compile(r"([a-zæøå]{3})[a-zæøå]*[.\- ]+(\d{2})", re.I)
_DAY_MONTH = re.compile(r"(\d{1,2})[.\- ]+([a-zæøå]{3})[a-zæøå]*\.?", re.I)
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_FLAGS = {"ja": "ja", "nei": "nei", "sann": "ja", "usann": "nei", "true": "ja", "false": "nei"}
_DATES = ("oppdatert", "naar")
#: Columns in which a share is written from 0 to 1, so that a percent format shows the same figure.
_SHARES = ("vekt", "indeks")
_MOST_DECIMALS = 12
#: The digits that a spreadsheet has: nothing here is counted in more.
_LARGEST = 1e15


class Read(NamedTuple):
    """A cell's text in the package's form; what is wrong with it; the status that it says."""

    text: str = ""
    fault: Fault | None = None
    missing: str = ""


def from_text(text: str, spec: dict[str, Any], figure: bool = False) -> Read:
    """A cell that holds a text; `figure` where a word may stand instead of a figure."""
    text = text.strip(_THIN + "\t\r\n")
    if not text:
        return Read()
    kind = spec["type"]
    if kind in ("number", "integer"):
        return _number(text, kind == "integer", figure)
    if kind == "boolean":
        return Read(_FLAGS.get(text.casefold(), text))
    if spec["name"] in _DATES and (day := _DAY.fullmatch(text)):
        return Read(f"{day[3]}-{day[2]:0>2}-{day[1]:0>2}")
    if spec["name"] == "konto":
        if made := _as_date(text):
            return _wrong("ble_dato", text, made)
        text = text.replace(",", ".")
    for choice in spec.get("constraints", {}).get("enum", ()):
        if choice.casefold() == text.casefold():
            return Read(choice)
    if spec["name"] == "status" and text.casefold() in STATUS_OF_MARK:
        return Read(STATUS_OF_MARK[text.casefold()])
    return Read(_padded(text, spec))


def from_cell(value: Any, number_format: str, spec: dict[str, Any], figure: bool = False) -> Read:
    """A cell of a workbook."""
    kind = spec["type"]
    if value is None:
        return Read()
    if isinstance(value, str):
        return from_text(value, spec, figure)
    if isinstance(value, bool):
        if kind in ("number", "integer"):
            return _wrong("ikke_tallverdi", norsk(value))
        return Read("ja" if value else "nei")
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)):
        return _date(value, spec)
    return _plain_number(value, number_format, spec)


def number_text(value: float) -> str:
    """A figure as it is written: the fifteen digits that a spreadsheet shows, no exponent."""
    text = format(value + 0.0, ".15g")
    if "e" in text or len(text.partition(".")[2]) > _MOST_DECIMALS:
        text = format(value, f".{_MOST_DECIMALS}f").rstrip("0").rstrip(".")
    return text


def _wrong(which: str, *values: object) -> Read:
    return Read(fault=fault(which, *values))


def _number(text: str, whole: bool, figure: bool) -> Read:
    if figure and text.casefold() in STATUS_OF_MARK:
        return Read(missing=STATUS_OF_MARK[text.casefold()])
    if text in _DASHES:
        advice = "Skriv 0, eller «Ikke data» når tallet mangler." if figure else "Skriv tallet."
        return _wrong("strek", text, advice)
    if made := _as_date(text):
        return _wrong("ble_dato", text, made)
    plain = re.sub(rf"^([+-])[{_THIN}]+", r"\1", re.sub("^[\N{MINUS SIGN}\N{EN DASH}]", "-", text))
    if _NOTE.fullmatch(plain):
        return _wrong("kan_vaere_note", text)
    if found := _BELOW_ZERO.fullmatch(plain) or _MINUS_LAST.fullmatch(plain):
        plain = f"-{found[1]}"
    if _DOTTED.fullmatch(plain):
        plain = plain.replace(".", "")
    if _APOSTROPHES.fullmatch(plain):
        plain = re.sub("['\N{RIGHT SINGLE QUOTATION MARK}]", "", plain)
    if _AMBIGUOUS.fullmatch(plain):
        return _wrong("tvetydig", text, plain.replace(".", ","), plain.replace(".", ""))
    if _GROUPED.fullmatch(plain) or _PLAIN.fullmatch(plain):
        return _digits(text, re.sub(f"[{_THIN}]", "", plain).replace(",", ".").removeprefix("+"), whole)
    if text.endswith("%"):
        return _wrong("prosenttegn", text)
    if whole and not figure:
        return Read(fault=number_fault(text, whole))
    more = ", eller «Ikke data». Annet om tallet skrives i Merknad." if figure else "."
    return _wrong("skriv_sifre", text, more)


def _digits(text: str, plain: str, whole: bool) -> Read:
    """What is digits and nothing else, with a decimal point."""
    if abs(float(plain)) >= _LARGEST:
        return _wrong("for_stort", text)
    head, point, decimals = plain.partition(".")
    if whole and point:
        return Read(fault=number_fault(text, True)) if decimals.strip("0") else Read(head)
    return Read(number_text(float(plain)) if len(decimals) > _MOST_DECIMALS else plain)


def _plain_number(value: float, number_format: str, spec: dict[str, Any]) -> Read:
    kind, name = spec["type"], spec["name"]
    if not abs(value) < _LARGEST:
        return _wrong("for_stort", f"{value:g}")
    text = number_text(value)
    if kind == "boolean":
        return _wrong("ja_nei", text)
    if kind == "string":
        # A code that the spreadsheet took for a number: 301 is municipality 0301, 2.1 account 2.10.
        return Read(f"{value:.2f}" if name == "konto" else _padded(text, spec))
    if _SCALED.search(re.sub(r'"[^"]*"|\\.', "", number_format)):
        return _wrong("vist_i_tusen", text.replace(".", ","))
    if "%" in number_format and name not in _SHARES:
        return _wrong("prosentformat", *(t.replace(".", ",") for t in (number_text(value * 100), text)))
    if kind == "integer" and "." in text:
        return Read(fault=number_fault(text.replace(".", ","), True))
    return Read(text)


def _padded(text: str, spec: dict[str, Any]) -> str:
    """A code with the zeros that a spreadsheet has taken away in front."""
    digits = re.fullmatch(r"\[0-9\]\{(\d)\}", spec.get("constraints", {}).get("pattern", ""))
    return text.zfill(int(digits[1])) if digits and text.isascii() and text.isdigit() else text


# -- dates that were numbers ------------------------------------------------------------------------


def _date(value: Any, spec: dict[str, Any]) -> Read:
    if isinstance(value, datetime.datetime):
        value = value.date() if value.time() == datetime.time() else value
    if isinstance(value, datetime.date):
        if spec["name"] in _DATES:
            return Read(value.isoformat()[:10])
        return _wrong("ble_dato", value.strftime("%d.%m.%Y"), _undone(value, spec))
    return _wrong("klokkeslett", value)


def _undone(value: datetime.date, spec: dict[str, Any]) -> str:
    """What was written before the spreadsheet made a date: «2.41» became February 1941."""
    by_year = f"{value.month}.{value.year % 100:02d}"
    pattern = spec.get("constraints", {}).get("pattern", "")
    if value.day == 1 and (value.year < 2000 or (pattern and re.fullmatch(pattern, by_year))):
        return by_year
    return f"{value.day}.{value.month}"


def _as_date(text: str) -> str:
    """What a text like «feb.41» was before the spreadsheet made a date of it; else nothing."""
    if (found := _MONTH_YEAR.fullmatch(text)) and (month := _month(found[1])):
        return f"{month}.{found[2]}"
    if (found := _DAY_MONTH.fullmatch(text)) and (month := _month(found[2])):
        return f"{int(found[1])}.{month}"
    return ""


def _month(name: str) -> int:
    name = _ENGLISH.get(name.casefold(), name.casefold())
    return _MONTHS.index(name) + 1 if name in _MONTHS else 0
