"""Formulas as a Norwegian Excel shows them: function names, separators, error values.

The names are those of Microsoft's Norwegian function list. ISOMITTED, LAMBDA, LET, MIN and ABS are
the same in both languages.
"""

from __future__ import annotations

import re

FUNCTIONS = {
    "ABS": "ABS",
    "AND": "OG",
    "AVERAGE": "GJENNOMSNITT",
    "AVERAGEIF": "GJENNOMSNITTHVIS",
    "COLUMN": "KOLONNE",
    "COLUMNS": "KOLONNER",
    "COUNT": "ANTALL",
    "COUNTA": "ANTALLA",
    "COUNTBLANK": "TELLBLANKE",
    "COUNTIF": "ANTALL.HVIS",
    "COUNTIFS": "ANTALL.HVIS.SETT",
    "EXACT": "EKSAKT",
    "FALSE": "USANN",
    "FILTER": "FILTER",
    "FIND": "FINN",
    "FIXED": "FASTSATT",
    "IF": "HVIS",
    "IFERROR": "HVISFEIL",
    "IFNA": "HVIS.IT",
    "INDEX": "INDEKS",
    "INT": "HELTALL",
    "ISBLANK": "ERTOM",
    "ISERR": "ERF",
    "ISERROR": "ERFEIL",
    "ISLOGICAL": "ERLOGISK",
    "ISNA": "ERIT",
    "ISNUMBER": "ERTALL",
    "ISOMITTED": "ISOMITTED",
    "ISTEXT": "ERTEKST",
    "LAMBDA": "LAMBDA",
    "LARGE": "N.STØRST",
    "LEFT": "VENSTRE",
    "LEN": "LENGDE",
    "LET": "LET",
    "LOWER": "SMÅ",
    "MATCH": "SAMMENLIGNE",
    "MAX": "STØRST",
    "MEDIAN": "MEDIAN",
    "MID": "DELTEKST",
    "MIN": "MIN",
    "MMULT": "MMULT",
    "MOD": "REST",
    "N": "N",
    "NA": "IT",
    "NOT": "IKKE",
    "OR": "ELLER",
    "POWER": "OPPHØYD.I",
    "PRODUCT": "PRODUKT",
    "RIGHT": "HØYRE",
    "ROUND": "AVRUND",
    "ROUNDDOWN": "AVRUND.NED",
    "ROUNDUP": "AVRUND.OPP",
    "ROW": "RAD",
    "ROWS": "RADER",
    "SEARCH": "SØK",
    "SIGN": "FORTEGN",
    "SMALL": "N.MINST",
    "SQRT": "ROT",
    "SUBSTITUTE": "BYTT.UT",
    "SUM": "SUMMER",
    "SUMIF": "SUMMERHVIS",
    "SUMIFS": "SUMMER.HVIS.SETT",
    "SUMPRODUCT": "SUMMERPRODUKT",
    "SUMSQ": "SUMMERKVADRAT",
    "T": "T",
    "TEXT": "TEKST",
    "TRANSPOSE": "TRANSPONER",
    "TRIM": "TRIMME",
    "TRUE": "SANN",
    "TRUNC": "AVKORT",
    "UPPER": "STORE",
    "VALUE": "VERDI",
    "XOR": "EKSKLUSIVELLER",
}
ERRORS = {
    "#N/A": "#I/T",
    "#VALUE!": "#VERDI!",
    "#DIV/0!": "#DIV/0!",
    "#NAME?": "#NAVN?",
    "#NUM!": "#NUM!",
    "#NULL!": "#NULL!",
    "#REF!": "#REF!",
}
_TOKEN = re.compile(
    r'"(?:[^"]|"")*"|#(?:N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|REF!)|[^\W\d][\w.]*(?=\()'
    r"|\b(?:TRUE|FALSE)\b|\d+\.\d+|,|\{[^{}]*\}"
)


class NoTranslation(Exception):
    """A function has no Norwegian name in the table."""


def norwegian(formula: str) -> str:
    """A formula in the form of the file's grammar, as a Norwegian Excel takes it."""
    return _TOKEN.sub(lambda token: _translated(token[0]), formula)


def _translated(token: str) -> str:
    if token.startswith('"'):
        return token
    if token.startswith("{"):
        # columns of an array constant are separated by a backslash, rows by a semicolon
        return re.sub(r"(?<=\d)\.(?=\d)", ",", token.replace(",", "\\"))
    if token == ",":
        return ";"
    if token[0].isdigit():
        return token.replace(".", ",")
    if token in ERRORS:
        return ERRORS[token]
    if token not in FUNCTIONS:
        raise NoTranslation(f"{token} mangler i tools.norwegian.FUNCTIONS.")
    return FUNCTIONS[token]
