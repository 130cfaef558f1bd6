"""Tables that were not seen when the reader was made: nothing is placed that is not said."""

from __future__ import annotations

import datetime
import os
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from asss_xl.dataset import DatasetError, load
from tests.dataset.new.test_own_tables import HEAD, INCOME, OSLO, PAY, B, Reading, T, income, reading, table

CODE = ["Kommune", "År", "Funksjon", "Netto driftsutgifter (1000 kr)"]
WAIT = "Gjennomsnittlig saksbehandlingstid for private planforslag (dager)"
FEE = "Årsgebyr for feiing (kr)"
PLACES = "Andel barn 1-2 år med barnehageplass"
PIPES = "Andel av avløpsnettet som er fornyet, gjennomsnitt for tre år"
NEXT = str(datetime.date.today().year + 1)
NOTE = [["Kommune", "År", "Driftsinntekter (1000 kr)"], [B, 2024, 29e6]]


def spent(function: str, amount: float) -> dict[tuple[Any, ...], float]:
    return {("beloep", function, "netto", B, 2024): amount}


def people(**by_age: float) -> dict[tuple[Any, ...], float]:
    return {("innbyggere", f"{age[1:].replace('_', '-')} år", B, 2024): n for age, n in by_age.items()}


def values(service: str, nr: int, **by_place: float) -> dict[tuple[Any, ...], float]:
    return {("indikatorverdier", service, str(nr), place, 2024): v for place, v in by_place.items()}


#: What each table says: its rows, what the user says besides, and the figures that are sure.
CASES: dict[str, tuple[list[list[Any]], dict[str, Any], dict[Any, Any]]] = {
    "a blank among municipalities is not the option's": (
        [HEAD, [B, 2024, 29e6], [None, 2024, 117e6], [OSLO, 2024, 88e6]],
        {"place": T},
        income(Bergen={2024: 29e6}, Oslo={2024: 88e6}),
    ),
    "preliminary and final figures of one year, which differ": (
        [["Bergen"], ["Driftsinntekter (1000 kr)", "2024 foreløpig", "2024 endelig"]]
        + [["Driftsinntekter", 28e6, 29e6]],
        {"unit": "1000 kr"},
        {},
    ),
    "years alone, and one of them is not begun: a plan": (
        [["Bergen", "1000 kr"], ["", "2023", "2024", NEXT], ["Driftsinntekter", 27e6, 29e6, 31e6]],
        {},
        {},
    ),
    "a plan that says which years are accounts": (
        [["Bergen", "1000 kr"], ["", "Regnskap 2023", "R24", NEXT], ["Driftsinntekter", 27e6, 29e6, 31e6]],
        {},
        income(Bergen={2023: 27e6, 2024: 29e6}),
    ),
    "a blank before the municipalities": (
        [["Bergen kommune"], HEAD, [None, 2024, 29e6], [OSLO, 2024, 88e6]],
        {},
        income(Oslo={2024: 88e6}),
    ),
    "a blank among years is not the title's": (
        [["Regnskap 2023"], HEAD, [B, 2024, 29e6], [OSLO, None, 88e6]],
        {},
        income(Bergen={2024: 29e6}),
    ),
    "years as numbers over the rows": (
        [["Kommune", "Driftsinntekter"], [2023], [B, 27e6], [2024], [OSLO, 88e6]],
        {},
        income(Bergen={2023: 27e6}, Oslo={2024: 88e6}),
    ),
    "a raised digit that would make an account, an age and a year": (
        [
            ["Kommune", "År", "konto 2.4¹", "Innbyggere 80-8⁹ år"],
            [B, 2024, 43e6, 9000],
            ["Kommune", "202³", "2024¹"],
            [B, 27e6, 29e6],
        ],
        {},
        {},
    ),
    "marks of notes": (
        [["Kommune", "Post", "2023¹", "2024 1)"], ["Bergen 2)", "Driftsinntekter¹⁾", 27e6, 29e6]],
        {},
        income(Bergen={2023: 27e6, 2024: 29e6}),
    ),
    "a budget in a column to the right": (
        [
            [*HEAD, "Status"],
            [B, 2024, 29e6, "Foreløpig"],
            [OSLO, 2024, 88e6, "Budsjett"],
            [T, 2024, 21e6, None],
        ],
        {},
        income(Bergen={2024: 29e6}, Trondheim={2024: 21e6}),
    ),
    "remarks that say what a figure is, and one that only has the word": (
        [
            [*HEAD, "Kommentar"],
            [B, 2024, 29e6, "Høyere enn budsjett"],
            [OSLO, 2024, 88e6, "Budsjett"],
            [T, 2024, 21e6, "per 2. tertial"],
        ],
        {},
        income(Bergen={2024: 29e6}),
    ),
    "a unit to the right, under a heading that is not known": (
        [["Kommune", "År", "Post", "Beløp", "Benevnelse"], [B, 2024, "Driftsinntekter", 29876.5, "mill. kr"]],
        {"unit": ""},
        income(Bergen={2024: 29_876_500}),
    ),
    "a date in the course of the year": (
        [["Regnskap 31.08.2024"], ["Kommune", "Post", "2024"], [B, "Driftsinntekter", 19e6]],
        {},
        {},
    ),
    "the end of the year": (
        [["Balanse 31.12.2024"], ["Konto", B], ["2.41", 1e6]],
        {},
        {("balanse", "2.41", B, 2024): 1e6},
    ),
    "the beginning of the year": (
        [["Kommune", "År", "Innbyggere 0-5 år"], [B, 2024, 16500], [], ["Tall per 1. januar"]],
        {},
        {("innbyggere", "0-5 år", B, 2023): 16500},
    ),
    "the beginning of the year, of which municipalities there are": (
        [*NOTE, [], ["Kommuneinndeling per 1. januar 2024"]],
        {},
        income(Bergen={2024: 29e6}),
    ),
    "the number of one function and the name of another": (
        [CODE, [B, 2024, "202 Barnehage", 4e6], [B, 2024, "201 Barnehage", 3e6]],
        {},
        spent("201", 3e6),
    ),
    "several functions in one": (
        [
            CODE,
            [B, 2024, "202, 213, 215", 5e6],
            [B, 2024, "202-223", 6e6],
            [B, 2024, "F 222 Skolelokaler", 1e6],
        ],
        {},
        spent("222", 1e6),
    ),
    "«Komm.nr» with the zero in front taken away": (
        [["Komm.nr", "År", "Driftsinntekter"], [301, 2024, 88e6], [4601, 2024, 29e6]],
        {},
        income(Bergen={2024: 29e6}, Oslo={2024: 88e6}),
    ),
    "KOSTRA before it is revised": (
        [["KOSTRA 2024, ureviderte tall"], HEAD[::2], [B, 29e6]],
        {},
        income(Bergen={2024: 29e6}),
    ),
    "a unit beside the figure, and one that the heading contradicts": (
        [
            ["Kommune", "År", "Driftsinntekter", "Lønnsutgifter (1000 kr)"],
            [B, 2024, "29 000,5 mill. kr", "15 000 000 kr"],
            [OSLO, 2024, "kr 88.000.000.000,-", "41 000 000"],
            [T, 2024, "NOK 21 000 000 000,00", "15.000.000"],
        ],
        {"unit": ""},
        income(Bergen={2024: 29_000_500}, Oslo={2024: 88e6}, Trondheim={2024: 21e6})
        | {(*PAY, OSLO, 2024): 41e6, (*PAY, T, 2024): 15e6},
    ),
    "texts that may be a figure and a unit, a year, or the mark of a note": (
        [["Kommune", "År", "Premieavvik"], [B, 2024, "1000 kr"], [OSLO, 2024, "2024 kr"], [T, 2024, "(12)"]],
        {"unit": ""},
        {},
    ),
    "what is below zero as accounts write it": (
        [["Kommune", "År", "Premieavvik"], [B, 2024, "(12 345)"], [OSLO, 2024, "\u22121 234,50"]],
        {},
        {("regnskap", "premieavvik", B, 2024): -12345, ("regnskap", "premieavvik", OSLO, 2024): -1234.5},
    ),
    "ages in rows of the population": (
        [["Folketal 31. desember etter alder (personar)"], ["", "Bergen 2024"]]
        + [["0-5 år", 15e3], ["6-15 år", 3e4], ["10-12 år", 9e3], ["I alt", 29e4]],
        {"unit": ""},
        people(a0_5=15e3, a6_15=3e4),
    ),
    "ages over columns of the population": (
        [["Innbyggere i Bergen 31.12.2024"], ["Kommune", "0-5 år", "6-14 år"], [B, 15e3, 3e4]],
        {"unit": ""},
        people(a0_5=15e3),
    ),
    "ages that are no group of the package, and no county or function": (
        [["Folketall ved utgangen av 2024"], ["", B], ["10 år", 3e3], ["100 år", 4], ["0-5 år", 15e3]],
        {"unit": ""},
        people(a0_5=15e3),
    ),
    "criteria in rows, some with the names of ages": (
        [["Kriterium", "Bergen 2024"], ["Innbyggere 67-79 år", 1.02], ["Basistillegg", 0.4]],
        {"unit": "", "years": "2024"},
        {
            ("kriterieverdier", "Innbyggere 67-79 år", B, 2024): 1.02,
            ("kriterieverdier", "Basistillegg", B, 2024): 0.4,
        },
    ),
    "lines of one service, by a heading over the rows": (
        [["Bergen 2024 (1000 kr)"], ["Post", "Beløp"], ["Barnehage"], ["Lønnsutgifter", 2e6]],
        {"unit": ""},
        {},
    ),
    "lines of one service, by the title, and its own indicator": (
        [
            ["Barnehage 2024"],
            ["Kommune", "Lønnsutgifter (1000 kr)", "Andel barn 1-2 år med barnehageplass"],
            [B, 2e6, 88.1],
        ],
        {"unit": ""},
        {("indikatorverdier", "barnehage", "3", B, 2024): 88.1},
    ),
    "ages of some of the population": (
        [["Innbyggere med hjemmetjenester etter alder"], ["Kommune", "År", "0-5 år"], [B, 2024, 15]],
        {"unit": ""},
        {},
    ),
    "the population that StatBank has at the beginning of the year": (
        [["07459: Befolkning, etter region, alder og år"], ["", "", "2024"], ["4601 Bergen", "0-5 år", 15e3]],
        {"unit": ""},
        {("innbyggere", "0-5 år", B, 2023): 15e3},
    ),
    "the population year by year of age, at the beginning of the year": (
        [["07459: Befolkning, etter region, alder, statistikkvariabel og år"], [], ["", "", "Personer"]]
        + [["", "", "2025"], ["4601 Bergen", "0 år", 100]]
        + [["", f"{age} år", 100 + age] for age in range(1, 105)]
        + [["", "105 år eller eldre", 7]],
        {"unit": ""},
        people(a0_5=615, a6_15=1105, a16_66=7191, a67_79=2249, a80_89=1845)
        | {("innbyggere", "90 år +", B, 2024): 2962},
    ),
    "a number that holds from a year has the people at the beginning of it": (
        [["Folkemengde 1. januar"], ["Region", "Alder", "2023", "2024"]]
        + [["3005 Drammen", "0-4 år", 5000, 0], ["3005 Drammen", "5 år", 1000, 0]]
        + [["3301 Drammen", "0-4 år", 0, 5100], ["3301 Drammen", "5 år", 0, 1100]],
        {"unit": ""},
        {("innbyggere", "0-5 år", "Drammen", 2022): 6000, ("innbyggere", "0-5 år", "Drammen", 2023): 6200},
    ),
    "ages of which one is lacking, one is there twice, and some are of two groups": (
        [["Folketall 31.12.2024"], ["Alder", B, OSLO, T], ["0 år", 10, 20, 30], ["1-2 år", 1, 2, 3]]
        + [["3-5 år", 4, None, 5], ["5 år", None, None, 2], ["5-9 år", 7, 7, 7]],
        {"unit": ""},
        people(a0_5=15),
    ),
    "ages and their group that differ": (
        [
            ["Folketall 31.12.2024"],
            ["Alder", B, OSLO],
            ["0-2 år", 10, 20],
            ["3-5 år", 5, 5],
            ["0-5 år", 16, 25],
        ],
        {"unit": ""},
        {("innbyggere", "0-5 år", OSLO, 2024): 25},
    ),
    "the codes of StatBank's kinds": (
        [["region", "KOKfunksjon0000", "KOKart0000", "Tid", "value"], ["4601", "201", "AGD2", "2024", 3e6]]
        + [["4601", "201", "AGD10 Brutto driftsutgifter", "2024", 4e6], ["4601", "201", "A590", "2024", 1e5]]
        + [
            ["4601", "201", "AG15 Lønnsutgifter", "2024", 2e6],
            ["4601", "202", "AGD2 Brutto driftsutgifter", "2024", 1],
        ]
        + [["4601", "202", "AGD9 Netto driftsutgifter", "2024", 1], ["4601", "202", "AGD99", "2024", 1]],
        {},
        {
            ("beloep", "201", art, B, 2024): n
            for art, n in {"netto": 3e6, "brutto": 4e6, "avskrivninger": 1e5}.items()
        },
    ),
    "the codes of StatBank's lines of the accounts": (
        [["4601 Bergen 2024"], ["Art", "Beløp (1000 kr)"], ["AGD45 Sum driftsinntekter", 29e6]]
        + [["AGD46 Sum driftsutgifter", 28e6], ["AG15 Lønnsutgifter", 15e6], ["AG35 Lønnsutgifter", 1e6]],
        {"unit": ""},
        income(Bergen={2024: 29e6}) | {(*PAY, B, 2024): 15e6},
    ),
    "«R» and «B» before a year": (
        [["Bergen (1000 kr)"], ["", "R 2024", "B 2024", "Rev. B 2024", "R2023", "B2025"]]
        + [["Driftsinntekter", 29e6, 28e6, 28.5e6, 27e6, 31e6]],
        {"unit": ""},
        income(Bergen={2024: 29e6, 2023: 27e6}),
    ),
    "a number after the name, and one that is no municipality's": (
        [HEAD, ["Bergen (4601)", 2024, 29e6], ["Oslo (4601)", 2024, 88e6], ["Trondheim (9999)", 2024, 21e6]],
        {},
        income(Bergen={2024: 29e6}),
    ),
    "apostrophes between thousands, an en dash before a figure, and a minus behind it": (
        [
            ["Kommune", "År", "Premieavvik"],
            [B, 2024, "29’100'200,5"],
            [OSLO, 2024, "–1 200"],
            [T, 2024, "1 200-"],
        ],
        {},
        {("regnskap", "premieavvik", p, 2024): v for p, v in ((B, 29100200.5), (OSLO, -1200), (T, -1200))},
    ),
    "headings again, as on a new page": (
        [["Bergen"], ["1000 kr", "2023", "2024"], ["Driftsinntekter", 27e6, 29e6], []]
        + [["1000 kr", "2023", "2024"], ["Lønnsutgifter", 14e6, 15e6]],
        {},
        income(Bergen={2023: 27e6, 2024: 29e6}) | {(*PAY, B, 2023): 14e6, (*PAY, B, 2024): 15e6},
    ),
    "other headings, with no title over them": (
        [["Bergen"], ["1000 kr", 2023, 2024], ["Driftsinntekter", 27e6, 29e6]]
        + [["mill. kr", 2022, 2023], ["Lønnsutgifter", 13e3, 14e3]],
        {},
        income(Bergen={2023: 27e6, 2024: 29e6}),
    ),
    "headings in two rows again, with another kind of figures": (
        [["Bergen"], ["1000 kr", "Regnskap"], [None, "2024"], ["Driftsinntekter", 29e6]]
        + [["1000 kr", "Budsjett"], [None, "2024"], ["Lønnsutgifter", 15e6]],
        {},
        income(Bergen={2024: 29e6}),
    ),
    "years in two digits": (
        [["Bergen"], ["", "’22", "Regnskap -23", "R '24", "B -24"]]
        + [["Driftsinntekter", 25e6, 27e6, 29e6, 28e6]],
        {},
        income(Bergen={2022: 25e6, 2023: 27e6, 2024: 29e6}),
    ),
    "the whole year beside parts of it": (
        [["Bergen"], ["", "1. tertial 2024", "Året 2024"], ["Driftsinntekter", 9e6, 29e6]],
        {},
        income(Bergen={2024: 29e6}),
    ),
    "months and the whole year, which the title says": (
        [["Bergen kommune 2024"], ["", "Jan", "Des", "Heile året"], ["Driftsinntekter", 2e6, 2e6, 29e6]],
        {},
        income(Bergen={2024: 29e6}),
    ),
    "a plan with its years in the title, and columns that are accounts": (
        [["Økonomiplan 2025-2028 Bergen kommune, 1000 kr"], ["", "Regnsk. 2023", "R 2024", "2022"]]
        + [["Driftsinntekter", 27e6, 29e6, 25e6]],
        {"unit": ""},
        income(Bergen={2023: 27e6, 2024: 29e6}),
    ),
    "years over again for each municipality, as StatBank may write them": (
        [["12134: Finansielle nøkkeltall, etter region og år"], [], [None, None, "Driftsinntekter"]]
        + [["4601 Bergen", "2023", 27e6], [None, "2024", 29e6], ["0301 Oslo", "2023", 80e6]]
        + [[None, "2024", 88e6]],
        {},
        income(Bergen={2023: 27e6, 2024: 29e6}, Oslo={2023: 80e6, 2024: 88e6}),
    ),
    "shares, of which one is said to be": (
        [["Kommune", "År", f"{PLACES} (andel)", "Andel barn 3-5 år med barnehageplass (prosent)"]]
        + [[B, 2024, 0.85, 0.97]],
        {"unit": ""},
        values("barnehage", 3, Bergen=85),
    ),
    "percent that may be less than one": (
        [["Kommune", "År", f"{PIPES} (prosent)"], [B, 2024, 0.85], [OSLO, 2024, 0.62]],
        {"unit": ""},
        values("tekniske_tjenester", 11, Bergen=0.85, Oslo=0.62),
    ),
    "income with a minus, as ledgers have it": (
        [["Bergen 2024"], ["Post", "Beløp"], ["Rammetilskudd", -8e6], ["Lønnsutgifter", 15e6]],
        {},
        {(*PAY, B, 2024): 15e6},
    ),
    "what a title says that the figures are parted by": (
        [
            ["Netto driftsutgifter 2024 per funksjon, 1000 kr"],
            ["Funksjon", "Netto", "Brutto", "Avskrivninger"],
        ]
        + [["201 Førskole", 3e6, 4e6, 1e5]],
        {"unit": "", "place": B},
        {
            ("beloep", "201", art, B, 2024): n
            for art, n in {"netto": 3e6, "brutto": 4e6, "avskrivninger": 1e5}.items()
        },
    ),
    "what more titles say so": (
        [["Driftsinntekter per år og kommune (1000 kr)"], ["Kommune", 2023, 2024], [B, 27e6, 29e6]]
        + [["Regnskap 2024 fordelt på funksjon (1000 kr)"], ["Kommune", "Lønnsutgifter"], [OSLO, 41e6]],
        {"unit": ""},
        income(Bergen={2023: 27e6, 2024: 29e6}) | {(*PAY, OSLO, 2024): 41e6},
    ),
    "net of a line that has no function": (
        [["Bergen 2024"], ["Post", "Netto"], ["Lønnsutgifter", 15e6], ["2.45", 1e6]],
        {},
        {},
    ),
    "an account's number alone": (
        [["Bergen 2024"], ["", "Beløp"], ["Lønnsutgifter", 15e6], ["Rart", 1], ["2.45", 43e6], ["9.45", 1e6]],
        {},
        {("balanse", "2.45", B, 2024): 43e6, (*PAY, B, 2024): 15e6},
    ),
    "an amount of a year that has not begun, and one that may be of a plan too": (
        [HEAD, [B, 2024, 29e6], [B, 2045, 31e6]],
        {"years": None},
        {},
    ),
    "two tables side by side, each with its heading": (
        [
            ["Kommune", "År", "Lønnsutgifter", None, "Kommune", "År", "Driftsinntekter (mill. kr)"],
            [B, 2024, 15e6, None, OSLO, 2024, 88000],
            [OSLO, 2024, 41e6, None, T, 2024, 21000],
            [None, None, None, None, B, 2024, 29000],
        ],
        {},
        income(Bergen={2024: 29e6}, Oslo={2024: 88e6}, Trondheim={2024: 21e6})
        | {(*PAY, B, 2024): 15e6, (*PAY, OSLO, 2024): 41e6},
    ),
    "a title over the first of two tables, and the same merged over both": (
        [
            ["Oslo 2024", None, None, None, None],
            ["Post", "Beløp", None, "Post", "Beløp"],
            ["Driftsinntekter", 88e6, None, "Lønnsutgifter", 41e6],
        ],
        {},
        income(Oslo={2024: 88e6}),
    ),
    "an empty column between the keys and the figures of one table": (
        [
            ["Kommune", "År", None, "Linje", "Enhet", "Beløp"],
            [OSLO, 2023, None, "Driftsinntekter", "1000 kr", 96e6],
            [B, 2024, None, "Driftsinntekter", "1000 kr", 29e6],
        ],
        {"unit": ""},
        {(*INCOME, OSLO, 2023): 96e6, (*INCOME, B, 2024): 29e6},
    ),
    "an empty column in one table": (
        [["Kommune", "År", None, "Driftsinntekter", None, "Merknad"], [B, 2024, None, 29e6, None, "Ok"]],
        {},
        income(Bergen={2024: 29e6}),
    ),
    "the names of functions alone": (
        [
            ["Netto driftsutgifter 2024 (1000 kr)"],
            ["Funksjon", B],
            ["Grunnskole", 4.3e6],
            ["Skole", 1e6],
            ["Grunnskole og SFO", 1e6],
        ],
        {},
        spent("202", 4.3e6),
    ),
    "headings over the rows that are the accounts' own": (
        [
            ["Bergen kommune"],
            ["Beløp i 1000 kr", "Regnskap 2024"],
            ["Driftsinntekter", None],
            ["Sum driftsinntekter", 29e6],
            ["Driftsutgifter", None],
            ["Lønnsutgifter", 15e6],
            ["Bergen havn KF", None],
            ["Eiendomsskatt", 5e5],
        ],
        {"unit": ""},
        income(Bergen={2024: 29e6}) | {(*PAY, B, 2024): 15e6},
    ),
    "a year with a star beside one without": (
        [["Region", "Driftsinntekter"], [None, 2023, "2024*"], ["4601 Bergen", 27e6, 29e6]],
        {},
        income(Bergen={2023: 27e6, 2024: 29e6}),
    ),
    "a pivot table as the spreadsheet lays it out": (
        [
            ["Kommune", "4601 Bergen"],
            ["Summer av Beløp", "Kolonneetiketter"],
            ["Radetiketter", 2023, 2024, "Totalsum"],
            ["Driftsinntekter", 27e6, 29e6, 56e6],
            ["Totalsum", 27e6, 29e6, 56e6],
        ],
        {},
        income(Bergen={2023: 27e6, 2024: 29e6}),
    ),
    "a column without a heading beside one that has": (
        [["Driftsinntekter 2024"], ["", "Kommune", "Beløp"], [1, B, None], [2, OSLO, 88e6]],
        {},
        income(Oslo={2024: 88e6}),
    ),
    "headings that stand in the middle of their columns": (
        [
            ["", None, B, None, OSLO],
            ["", 2022, 2023, 2022, 2023],
            ["Driftsinntekter", 26e6, 27e6, 80e6, 81e6],
        ],
        {},
        income(Bergen={2023: 27e6}, Oslo={2023: 81e6}),
    ),
    "a number that no longer holds": (
        [
            ["Knr", "År", "Driftsinntekter"],
            [3005, 2023, 9e6],
            [3005, 2024, 10e6],
            ["1201 Bergen (-2019)", 2024, 1],
        ],
        {},
        income(Drammen={2023: 9e6}),
    ),
    "numbers of municipalities beside the name, and as decimals": (
        [HEAD, ["K4601 Bergen", 2024, 29e6], ["Oslo - 0301", 2024, 88e6], ["5001.0", 2024, 21e6]],
        {},
        income(Bergen={2024: 29e6}, Oslo={2024: 88e6}, Trondheim={2024: 21e6}),
    ),
    "one sex, and the whole population": (
        [["Folketall 31.12.2024"], ["Kommune", "Alder", "Menn", "Kvinner", "Begge kjønn"]]
        + [[B, "0-5 år", 7700, 7300, 15000]],
        {"unit": ""},
        people(a0_5=15e3),
    ),
    "a sum of men and women is of both, and another sum is a sum": (
        [["Folketall 31.12.2024"], ["Kommune", "Kjønn", "0-5 år", "6-15 år"]]
        + [[B, "Menn", 7700, 15e3], [B, "Kvinner", 7300, 15e3], [B, "I alt", 15e3, 3e4]]
        + [["I alt", "I alt", 99e3, 99e4]]
        + [["Folketall 31.12.2024"], ["Kommune", "Alder", "Menn", "Kvinner", "Totalt"]]
        + [[OSLO, "0-5 år", 1, 2, 45e3]]
        + [["I alt", "0-5 år", 3, 4, 60e3]],
        {"unit": ""},
        people(a0_5=15e3, a6_15=3e4) | {("innbyggere", "0-5 år", OSLO, 2024): 45e3},
    ),
    "the accounts of investments have lines by the names of the running ones": (
        [["Bevilgningsoversikt – investering"], ["Bergen 2024"], ["Post", "Beløp"]]
        + [["Avdrag på lån", 5e5], ["Brutto investeringsutgifter", 3e6]]
        + [["Oslo 2024"], ["Post", "Driftsregnskap", "Investeringsregnskap"], ["Avdrag på lån", 9e5, 5e5]]
        + [["Trondheim 2024"], ["Post", "Beløp"], ["Investeringsregnskapet"], ["Avdrag på lån", 5e5]]
        + [["Driftsregnskapet"], ["Avdrag på lån", 8e5]],
        {},
        {("regnskap", "investeringer", B, 2024): 3e6}
        | {("regnskap", "avdrag", OSLO, 2024): 9e5, ("regnskap", "avdrag", T, 2024): 8e5},
    ),
    "shares under a heading that says percent": (
        [["Kommune", "År", "Andel barn 1-2 år med barnehageplass (prosent)"], [B, 2024, 0.8834]],
        {"unit": ""},
        {},
    ),
    "a criterion in a year without a key is no people": (
        [["Folketall 31.12.2026"], ["Kriterium", "Bergen 2026"], ["Innbyggere 6-15 år", 98]],
        {"unit": "", "years": "2024-2026"},
        {},
    ),
    "columns and sums in nynorsk and from a pivot table in English": (
        [
            ["Kommune", "Årstal", "Rekneskapslinje", "Eining", "Verdi"],
            [B, 2024, "Driftsinntekter", "mill. kr", 29e3],
        ]
        + [["Grand Total", 2024, "Driftsinntekter", "mill. kr", 99e3]],
        {"unit": ""},
        income(Bergen={2024: 29e6}),
    ),
    "thousands of people": (
        [["Folketall 31.12.2024 (i 1000)"], ["Kommune", "0-5 år"], [B, 15]],
        {"unit": ""},
        {},
    ),
    "the day that a year begins over columns of the population": (
        [["Folketall"], ["Kommune", "Alder", "01.01.2024", "01.01.2025"], [B, "0-5 år", 15100, 15000]],
        {"unit": ""},
        {("innbyggere", "0-5 år", B, 2023): 15100, ("innbyggere", "0-5 år", B, 2024): 15000},
    ),
    "another currency": ([["mill. USD"], HEAD, [B, 2024, 29e3]], {"unit": ""}, {}),
    "numbered lines under a short year": (
        [
            ["Bergen kommune (konsern)"],
            ["Årsrapport 2024"],
            ["", "R24", "VB 2024"],
            ["1 Driftsinntekter", 29e6, 28e6],
        ],
        {},
        income(Bergen={2024: 29e6}),
    ),
    "counties, and groups by their short names": (
        [HEAD, [B, 2024, 29e6], ["46 Vestland", 2024, 9e6], ["EKA46 Vestland", 2024, 9e6]]
        + [["Landet u/Oslo", 2024, 9e6], ["KG13", 2024, 9e6]],
        {},
        income(Bergen={2024: 29e6}),
    ),
    "more sums": (
        [
            HEAD,
            [B, 2024, 29e6],
            ["SUM 12 kommuner", 2024, 3e8],
            ["Vektet gjennomsnitt", 2024, 3e7],
            ["Snitt u/Oslo", 2024, 3e7],
        ],
        {},
        income(Bergen={2024: 29e6}),
    ),
    "what an indicator cannot be": (
        [
            [*HEAD[:2], "Trivsel", "Andel barn i private barnehager (prosent)", WAIT],
            [B, 2024, 44, -52.3, 120],
            [OSLO, 2024, 4.2, 48.1, -45],
            [T, 2024, 4.3, 8830, 0],
        ],
        {"unit": ""},
        values("grunnskole", 13, Oslo=4.2, Trondheim=4.3)
        | values("barnehage", 9, Oslo=48.1)
        | values("fysisk_planlegging", 9, Bergen=120, Trondheim=0),
    ),
    "kroner per something else": (
        [
            [*HEAD[:2], "Årsgebyr for vann per abonnent", "Årsgebyr for avløp (kr per m3)", FEE],
            [B, 2024, 3500, 23, 2800],
            [],
            [*HEAD[:2], "Enhet", "Netto driftsutg. per elev"],
            [B, 2024, "kr per elev", 121_000],
            [OSLO, 2024, "kr per innbygger", 12_000],
        ],
        {"unit": ""},
        values("tekniske_tjenester", 10, Bergen=2800) | values("grunnskole", 6, Bergen=121_000),
    ),
    "amounts for each beside amounts": (
        [[*HEAD, "Driftsinntekter per innbygger (kr)"], [None, None, "1000 kr"], [B, 2024, 29e6, 1e5]],
        {"unit": ""},
        income(Bergen={2024: 29e6}),
    ),
    "national rates that may be shares": ([["År", "Kostnadsdeflator"], [2023, 0.05], [2024, 0.04]], {}, {}),
    "more than all that a municipality has, on a line of no known level": (
        [[*HEAD[:2], "Renteinntekter (1000 kr)"], [B, 2024, 900_000_000]],
        {"unit": ""},
        {},
    ),
    "the names of accounts and functions beside their codes": (
        [
            ["Balanse 31.12.2024, Bergen"],
            ["Konto", "Tekst", "2024"],
            ["2.41", "Ihendehaverobligasjonslån", 12e6],
            ["2.45", "Andre lån", 8e6],
            [],
            ["Kommune", "År", "Funksjon", "Tekst", "Netto driftsutgifter (1000 kr)"],
            [B, 2024, 202, "Grunnskole", 3.3e6],
            [B, 2024, 201, "Grunnskole", 2.6e6],
        ],
        {},
        spent("202", 3.3e6) | {("balanse", f"2.{n}", B, 2024): v for n, v in ((41, 12e6), (45, 8e6))},
    ),
    "years down a first column without a heading": (
        [["Bergen"], [None, "Driftsinntekter", "Rammetilskudd"], [2023, 27e6, 2e6], [2024, 29e6, 2024]],
        {},
        income(Bergen={2023: 27e6, 2024: 29e6})
        | {("regnskap", "rammetilskudd", B, y): v for y, v in ((2023, 2e6), (2024, 2024))},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_placed_that_is_not_said(name: str, tmp_path: Path) -> None:
    rows, chosen, figures = CASES[name]
    found = reading(tmp_path, rows, **{"unit": "1000 kr", "years": "2022-2024", **chosen})
    assert found.figures == figures


@pytest.mark.parametrize(
    "word",
    ["Bud. 2024", "Estimat 2024", "2024 anslag", "T2 2024", "Q3 2024", "jan-aug 2024", "8 mnd 2024"]
    + ["Akkumulert 2024", "Inflasjonsjustert 2024", "Bykassen 2024", "IB 2024", "1.1.2024"],
)
def test_a_title_that_says_that_the_figures_are_others(word: str, tmp_path: Path) -> None:
    found = reading(tmp_path, [[word], *NOTE])
    assert not found.figures and found.counts() == (0, 1, 0)
    assert f"«{word}» (A1)" in found.told


@pytest.mark.parametrize("name", ["per 2. tertial", "desember", "Jan", "aug-24", "Budsj 24"])
def test_a_sheets_name_that_says_so(name: str, tmp_path: Path) -> None:
    found = Reading(table(tmp_path / "tall.xlsx", NOTE, title=name), sheet=name)
    assert not found.figures and "(arknavnet)" in found.told


def test_a_sheet_named_as_a_service_has_only_its_lines(tmp_path: Path) -> None:
    found = Reading(table(tmp_path / "tall.xlsx", NOTE, title="Barnehage"), sheet="Barnehage")
    assert not found.figures and "for bare en del av kommunen: «Barnehage» (arknavnet)" in found.told


def test_a_title_with_a_year_that_is_not_understood_is_named(tmp_path: Path) -> None:
    rows = [["Bergen inkl. KF 2024 (1000 kr)"], ["Post", "Beløp"], ["Lønnsutgifter", 15e6]]
    with pytest.raises(DatasetError, match=r"«Bergen inkl. KF 2024 \(1000 kr\)» \(A1\) er ikke lest som år"):
        reading(tmp_path, rows)


def test_the_whole_year_is_no_part_of_it(tmp_path: Path) -> None:
    assert reading(tmp_path, [["Januar-desember 2024"], *NOTE]).figures == income(Bergen={2024: 29e6})


def test_a_title_merged_over_tables_side_by_side_is_of_both(tmp_path: Path) -> None:
    rows, _, one = CASES["a title over the first of two tables, and the same merged over both"]
    found = reading(tmp_path, rows, unit="1000 kr", merged=("A1:E1",))
    assert found.figures == {**one, (*PAY, OSLO, 2024): 41e6}


@pytest.mark.parametrize("years", ["2024", "2023-2024"])
def test_spending_on_a_function_that_has_ended_is_asked_about(years: str, tmp_path: Path) -> None:
    rows = [CODE, [B, 2024, "254", 3e6], [B, 2024, "253", 2e6], [OSLO, 2024, "254", 0]]
    found = reading(tmp_path, rows, years=years)
    assert found.figures == spent("253", 2e6) and found.counts() == (1, 1, 1) and not found.made.complete
    assert "som ikke gjelder i året: 254 Helse- og omsorgstjenester til hjemmeboende (2024)" in found.told


def test_what_is_remembered_of_ages_is_read_again(tmp_path: Path) -> None:
    rows = [["Per 31.12"], ["Kommune", "Alder", 2024], [B, "0-5 år", 15e3], [B, "Rart", 7]]
    assert reading(tmp_path, rows).figures == people(a0_5=15e3)
    shutil.rmtree(tmp_path / "pakke")
    again = reading(tmp_path, rows)
    assert again.figures == people(a0_5=15e3) and again.counts() == (1, 0, 1)


def test_a_format_that_shows_thousands_of_the_cell_is_told(tmp_path: Path) -> None:
    file = table(tmp_path / "tall.xlsx", [*NOTE, [OSLO, 2024, 88e9]])
    book = openpyxl.load_workbook(file)
    book.active["C3"].number_format = '#,##0.0,"k"'
    book.save(file)
    found = Reading(file)
    assert found.figures == income(Bergen={2024: 29e6}) and "tallformatet viser tusener" in found.told


def test_a_file_in_utf_16_without_its_mark(tmp_path: Path) -> None:
    file = tmp_path / "tall.csv"
    file.write_text("Kommune;År;Driftsinntekter (1000 kr)\nTromsø;2024;9 000 000\n", encoding="utf-16-le")
    assert Reading(file).figures == {(*INCOME, "Tromsø", 2024): 9e6}


def test_a_title_that_is_not_understood_is_told(tmp_path: Path) -> None:
    found = reading(tmp_path, [["Driftsregnskap for barnehage og skole"], *NOTE])
    assert "ikke brukt: «Driftsregnskap for barnehage og skole» (A1)" in found.told


def test_an_indicator_with_a_digit_before_the_end_of_a_parenthesis(tmp_path: Path) -> None:
    """«93.1)» was taken for the mark of a note, and the package's own indicator was not known."""
    service = next(s for s in load("bergen_2009").tjenester if s.noekkel == "byggesak")
    own, other = (next(i for i in service.indikatorer if said in i.navn) for said in ("93.1)", "Saksgebyret"))
    rows = [["Kommune", "År", own.navn, f"{other.navn} (kr)"], [B, 2009, 41.5, 9000]]
    found = reading(tmp_path, rows, network="bergen_2009", years="2009")
    places = {("indikatorverdier", service.noekkel, str(i.nr), B, 2009): i for i in (own, other)}
    assert found.figures == dict(zip(places, (41.5, 9000.0), strict=True)), found.told


def test_a_text_that_is_not_understood_is_told_once(tmp_path: Path) -> None:
    rows = [["Kommune", "År", "Ansvar", "Driftsinntekter"], [B, 2024, "Nord", 1], [OSLO, 2024, "Sør", 2]]
    assert reading(tmp_path, rows).told.count("«Ansvar»") == 1


def test_raised_digits_of_a_text_in_several_pieces(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "tall.xlsx")
    sheet, raised, bold = (
        book.add_worksheet(),
        book.add_format({"font_script": 1}),
        book.add_format({"bold": 1}),
    )
    sheet.write_row(0, 0, ["Kommune", "År", "", "Driftsinntekter (1000 kr)"])
    sheet.write_rich_string(0, 2, "konto 2.4", raised, "1", " (1000 kr)")
    sheet.write_rich_string(1, 0, bold, "Ber", "gen", raised, "1")
    sheet.write_row(1, 1, [2024, 43e6, 29e6])
    sheet.write_row(2, 0, [OSLO, 2024])
    sheet.write_rich_string(2, 3, bold, "88000000", raised, "1")
    book.close()
    assert Reading(tmp_path / "tall.xlsx").figures == income(Bergen={2024: 29e6})


def test_the_first_sheet_is_one_that_can_be_seen(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    hidden, shown = book.active, book.create_sheet("Ny")
    for sheet, amount in ((hidden, 19e6), (shown, 29e6)):
        for row in ([*HEAD[:2], "Driftsinntekter (1000 kr)"], [B, 2024, amount]):
            sheet.append(row)
    hidden.sheet_state, book.active = "hidden", 1
    book.save(tmp_path / "tall.xlsx")
    assert Reading(tmp_path / "tall.xlsx").figures == income(Bergen={2024: 29e6})


def test_a_percent_cell_whose_percent_was_written_before_its_format(tmp_path: Path) -> None:
    file = table(
        tmp_path / "tall.xlsx", [["Kommune", "År", "Andel barn 1-2 år med barnehageplass"], [B, 2024, 93.5]]
    )
    book = openpyxl.load_workbook(file)
    book.active["C2"].number_format = "0.0%"
    book.save(file)
    found = Reading(file)
    assert not found.figures and "9350 % er lagret som 93,5" in found.told


def test_headings_again_are_no_figures(tmp_path: Path) -> None:
    assert reading(tmp_path, CASES["headings again, as on a new page"][0]).counts() == (4, 0, 0)


def test_shares_in_a_column_of_percent_are_asked_about_and_can_be_answered(tmp_path: Path) -> None:
    rows = [["Kommune", "År", f"{PLACES} (prosent)"], [B, 2024, 0.85], [OSLO, 2024, 0.82]]
    asked = reading(tmp_path, rows)
    assert not asked.figures and "ser ut til å være andeler" in asked.told and not asked.made.complete
    answer = asked.memory.read_text(encoding="utf-8")
    asked.memory.write_text(answer.replace("prosent; ", "andel; "), encoding="utf-8")
    assert reading(tmp_path, rows).figures == values("barnehage", 3, Bergen=85, Oslo=82)


@pytest.mark.parametrize(("unit", "value"), [("andel", 85), ("prosent", 0.85)])
def test_the_unit_of_shares_can_be_given(unit: str, value: float, tmp_path: Path) -> None:
    found = reading(tmp_path, [["Kommune", "År", PLACES], [B, 2024, 0.85]], unit=unit)
    assert found.figures == values("barnehage", 3, Bergen=value)
    assert ("er 1 prosent eller mindre i hele tabellen" in found.told) == (unit == "prosent")


def test_percent_are_no_shares(tmp_path: Path) -> None:
    found = reading(tmp_path, [["Kommune", "År", f"{PLACES} (andel)"], [B, 2024, 85.3]])
    assert not found.figures and "enheten er andel, ikke prosent" in found.told


def test_shares_of_national_figures_are_asked_about(tmp_path: Path) -> None:
    found = reading(tmp_path, [["År", "Kostnadsdeflator (prosent)"], [2023, 0.052], [2024, 0.041]])
    assert not found.figures and "ser ut til å være andeler" in found.told


def test_a_date_that_shows_a_year_is_the_year(tmp_path: Path) -> None:
    file = table(tmp_path / "t.xlsx", [HEAD, [B, datetime.date(2024, 1, 1), 29e6]])
    book = openpyxl.load_workbook(file)
    book.active["B2"].number_format = "yyyy"
    book.save(file)
    assert Reading(file, unit="1000 kr").figures == income(Bergen={2024: 29e6})


def test_dates_at_the_end_of_the_year_are_the_year(tmp_path: Path) -> None:
    import datetime

    last = [datetime.datetime(year, 12, 31) for year in (2023, 2024)]
    across = [["Kommune", "Post", *last], [B, "Lønnsutgifter (1000 kr)", 14e6, 15e6]]
    assert reading(tmp_path, across).figures == {(*PAY, B, 2023): 14e6, (*PAY, B, 2024): 15e6}


def test_a_number_tells_two_with_the_same_name_apart(tmp_path: Path) -> None:
    members = tmp_path / "to.csv"
    members.write_text(
        "kommune,nummer,fra,til\nHerøy (Nordland),1818,2020,\nHerøy (Møre og Romsdal),1515,2020,\n",
        encoding="utf-8",
    )
    rows = [
        ["Knr", *HEAD],
        [1818, "Herøy", 2024, 250000],
        [1515, "Herøy", 2024, 900000],
        [4601, "Herøy", 2024, 1],
    ]
    found = reading(tmp_path, rows, unit="1000 kr", network=str(members))
    assert found.figures == {
        (*INCOME, "Herøy (Nordland)", 2024): 250000,
        (*INCOME, "Herøy (Møre og Romsdal)", 2024): 900000,
    }


@pytest.mark.parametrize("text", ["–1 200", "1 200-", "2,91E+07", "29’100’200"])
def test_a_text_that_may_be_a_figure_is_one_of_the_numbers(text: str, tmp_path: Path) -> None:
    rows = [["Kommune", "År", "Premieavvik (1000 kr)"], [B, 2024, 100], [OSLO, 2024, text]]
    assert sum(reading(tmp_path, rows).counts()) == 2


def test_it_is_told_that_people_were_put_in_the_year_before(tmp_path: Path) -> None:
    rows = [["Folkemengde 1. januar"], ["Kommune", "År", "Innbyggere 0-5 år"], [B, 2025, 16500]]
    told = reading(tmp_path, rows).told
    assert "ved inngangen til et år er satt inn som det ved utgangen av året før" in told


@pytest.mark.parametrize(("answer", "year"), [("31.12", 2024), ("1.1", 2023)])
def test_when_in_the_year_people_are_counted_is_asked_about(answer: str, year: int, tmp_path: Path) -> None:
    """A table from 07459 without its title was put a year late, with a word of caution."""
    rows = [["Kommune", "År", "Innbyggere 0-5 år", "Grunnskolepoeng"], [B, 2024, 16500, 42.1]]
    found = reading(tmp_path, rows)
    assert found.counts() == (1, 0, 1) and "ved inngangen til året (Statistikkbankens 07459)" in found.told
    memory = tmp_path / "tall.koblinger.json"
    memory.write_text(
        memory.read_text("utf-8").replace('"folketall": ""', f'"folketall": "{answer}"'), "utf-8"
    )
    shutil.rmtree(tmp_path / "pakke")
    again = reading(tmp_path, rows)
    assert again.counts() == (2, 0, 0) and again.figures["innbyggere", "0-5 år", B, year] == 16500
    memory.write_text(
        memory.read_text("utf-8").replace(f'"folketall": "{answer}"', '"folketall": "ja"'), "utf-8"
    )
    with pytest.raises(DatasetError, match="Skriv «31.12» eller «1.1»"):
        reading(tmp_path, rows)


def test_people_at_the_beginning_of_a_year_that_is_given_are_of_the_year_before(tmp_path: Path) -> None:
    rows = [["Kommune", "Innbyggere 0-5 år", "Grunnskolepoeng"], [B, 16500, 42.1]]
    reading(tmp_path, rows, year=2024)
    memory = tmp_path / "tall.koblinger.json"
    memory.write_text(memory.read_text("utf-8").replace('"folketall": ""', '"folketall": "1.1"'), "utf-8")
    shutil.rmtree(tmp_path / "pakke", ignore_errors=True)
    again = reading(tmp_path, rows, year=2024)
    assert again.counts() == (2, 0, 0) and again.figures["innbyggere", "0-5 år", B, 2023] == 16500


def test_ages_are_read_again_from_what_is_remembered(tmp_path: Path) -> None:
    rows = [["Folketall 31.12.2024"], ["Alder", B], ["0-2 år", 10], ["3-5 år", 5], ["Rart", 7]]
    for _ in range(2):
        shutil.rmtree(tmp_path / "pakke", ignore_errors=True)
        assert reading(tmp_path, rows).figures == people(a0_5=15)


@pytest.mark.parametrize("name", ["EAK Landet", "Hele landet", "Landet"])
def test_the_country_by_every_name_goes_where_there_is_a_row_for_it(name: str, tmp_path: Path) -> None:
    rows = [HEAD, [name, 2024, 53e7], ["EAK Landet uten Oslo", 2024, 43e7]]
    found = reading(tmp_path, rows, unit="1000 kr", country=True)
    assert found.figures == income(Landet={2024: 53e7}) and found.counts() == (1, 1, 0)


def test_a_name_that_several_lines_have_is_told_with_them(tmp_path: Path) -> None:
    told = reading(tmp_path, [["Kommune", "År", "Sykefravær"], [B, 2024, 8.1]]).told
    assert "som kan være indikatorverdier/barnevern/Sykefravær, indikatorverdier/kultur/Sykefravær" in told


def test_many_kinds_of_figures_are_told_on_a_screen_and_each_number_in_a_file(tmp_path: Path) -> None:
    lines = [f"Innbyggere {ages} per 31.12" for ages in ("0-5 år", "6-15 år", "16-66 år")]
    accounts = [f"konto 2.{number}" for number in (41, 43, 45, 31, 32, 22, 21, 13, 18, 12, 11, 10)]
    heads = [*lines, *(f"{each} (1000 kr)" for each in accounts), "Lønnsutgifter (1000 kr)", "Rart"]
    rows = [["Kommune", "År", *heads], [B, 2024, *(1000 + n for n in range(15)), 15e6, 7]]
    found = reading(tmp_path, rows)
    assert "balanse (12 tall)" in found.told and len(found.told.splitlines()) < 15
    told = (tmp_path / "tall.innlesing.txt").read_text(encoding="utf-8").splitlines()
    assert told[0] == "C2\t1000\tsatt inn: innbyggere/0-5 år Bergen 2024, 1000" and len(told) == 17
    assert told[-1].startswith("S2\t7\tikke forstått: tekster som ikke er forstått: «Rart»")


@pytest.mark.parametrize(("odd", "told"), [(7000.0, "(C2)"), ("7000,000", "«7000,000» (C2)")])
def test_each_figure_is_held_against_its_unit(odd: Any, told: str, tmp_path: Path) -> None:
    """One that is a thousandth of what it can be was placed where the line's other figures fit."""
    rows = [["Kommune", "År", "Lønnsutgifter (1000 kr)"], [B, 2024, odd], [OSLO, 2024, 38e6], [T, 2024, 9e6]]
    found = reading(tmp_path, rows)
    assert found.figures == {(*PAY, OSLO, 2024): 38e6, (*PAY, T, 2024): 9e6}
    assert "passer ikke med enheten 1000 kr: regnskap/loenn" in found.told and told in found.told


def test_a_unit_that_one_line_contradicts_is_of_no_use_to_the_others(tmp_path: Path) -> None:
    """A line that may be of any size was taken by the unit in the title, a thousand times too large."""
    rows = [["Alle tall i mill. kr"], ["Kommune", "År", "Driftsinntekter", "Renteutgifter", "Premieavvik"]]
    found = reading(tmp_path, [*rows, [B, 2024, 25e6, 935324, -500]])
    assert found.counts() == (0, 0, 3) and not found.made.complete


def test_a_comma_parts_decimals_where_the_line_shows_that_it_does(tmp_path: Path) -> None:
    rows = [["Kommune", "År", "Renteutgifter (1000 kr)"], [B, 2024, "935 324,125"], [OSLO, 2024, "500,125"]]
    figures = {
        ("regnskap", "renteutgifter", B, 2024): 935324.125,
        ("regnskap", "renteutgifter", OSLO, 2024): 500.125,
    }
    assert reading(tmp_path, rows).figures == figures
    millions = [["Kommune", "År", "Renteutgifter (mill. kr)"], [B, 2024, "935,324"]]
    shutil.rmtree(tmp_path / "pakke")
    assert reading(tmp_path, millions).figures == {("regnskap", "renteutgifter", B, 2024): 935324}


def test_lines_without_a_minus_are_not_said_to_have_one(tmp_path: Path) -> None:
    heads = ["Driftsinntekter", "Rammetilskudd", "Netto avdrag"]
    told = reading(tmp_path, [["1000 kr"], ["Kommune", "År", *heads], [B, 2024, -25e6, 7e6, 5e5]]).told
    with_minus, others = (line for line in told.splitlines() if "fortegn" in line)
    assert "(C3)" in with_minus and "(D3, E3)" in others and "rammetilskudd, regnskap/avdrag" in others


def test_a_number_before_the_merger_that_made_it_is_asked_about(tmp_path: Path) -> None:
    """4204 is Kristiansand from 2020 with two others; 3201 was only a new number of Bærum's."""
    rows = [HEAD, ["4204 Kristiansand", 2019, 8e6], ["Kristiansand", 2018, 7e6], ["3201 Bærum", 2023, 15e6]]
    found = reading(tmp_path, rows, network="asss12", unit="1000 kr")
    assert found.figures == income(Kristiansand={2018: 7e6}, Bærum={2023: 15e6})
    assert "kommunenummer som ikke gjaldt i året: «4204 Kristiansand» (2019)" in found.told


def test_one_of_two_with_the_same_name_is_not_chosen(tmp_path: Path) -> None:
    told = reading(tmp_path, [*NOTE[:-1], ["Herøy", 2024, 9e5], [B, 2024, 29e6]]).told
    assert "utenfor nettverket: Herøy (Møre og Romsdal) eller Herøy (Nordland)" in told


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tall.xlsx")
    with pytest.raises(DatasetError, match="ikke en vanlig fil"):
        Reading(tmp_path / "tall.xlsx")


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Renteinntekter (1000 kr)", "sier ikke om enheten er 1000 kr for regnskap/renteinntekter."),
        ("Renteinntekter (mill. kr)", "sier ikke om enheten er mill. kr for regnskap/renteinntekter."),
        ("Driftsinntekter (1000 kr)", ""),
    ],
)
def test_a_unit_that_no_size_bears_out_is_told(heading: str, told: str, tmp_path: Path) -> None:
    """A line of no known level was taken in the unit said, without a word."""
    amount = 900 if "mill" in heading else 29e6 if "Drift" in heading else 9e5
    found = reading(tmp_path, [[*HEAD[:2], heading], [B, 2024, amount]])
    assert found.made.complete and (told in found.told if told else "sier ikke om enheten" not in found.told)


def test_a_unit_that_one_line_bears_out_is_the_others_too(tmp_path: Path) -> None:
    rows = [["Beløp i 1000 kr"], [*HEAD, "Renteinntekter"], [B, 2024, 29e6, 9e5]]
    found = reading(tmp_path, rows)
    assert len(found.figures) == 2 and "Se over" not in found.told


def test_what_a_pivot_table_is_filtered_by_is_told(tmp_path: Path) -> None:
    """It says that the figures are a part's; it stands over the columns that say whose they are."""
    rows = [["Ansvar", "Byrådsavdeling for skole"], [], [*HEAD[:2], "Lønnsutgifter (1000 kr)"]]
    rows.append([B, 2024, 3e6])
    assert "«Ansvar» (A1), «Byrådsavdeling for skole» (B1)" in reading(tmp_path, rows).told


def test_a_workbook_is_known_by_its_contents(tmp_path: Path) -> None:
    made = table(tmp_path / "tall.xlsx", NOTE)
    assert Reading(made.rename(tmp_path / "tall.xls")).figures == income(Bergen={2024: 29e6})


def test_december_is_no_unit(tmp_path: Path) -> None:
    """Of the month or of the year: it is asked about, where it was left out as an amount per December."""
    rows = [["Bergen"], ["Tall i 1000 kr", "Per desember 2024"], ["Driftsinntekter", 29e6]]
    found = reading(tmp_path, rows, unit="1000 kr", year=2024)
    assert found.figures == {} and "«Per desember 2024» (B2)" in found.told
