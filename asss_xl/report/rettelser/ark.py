"""Rettelser: bookkeeping differences as data, which feed every figure that they touch, and what they do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import NamedTuple

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.grouping import grouped
from asss_xl.dataset.model import Funksjon, Korreksjon
from asss_xl.dataset.poster import ANVENDELSER, POSTER, RENTEPOSTENE, RETTES
from asss_xl.dataset.rettbare import rettbare
from asss_xl.dataset.verdi import PREMIEAVVIK
from asss_xl.functions.values import Value
from asss_xl.report import formler as bb, layout
from asss_xl.report.formler import rettelser as rf
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.valg import Valg
from asss_xl.stated import beside
from asss_xl.workbook import Call, Cell, Range, Sheet, of, styles

#: Lines on the sheet, and at least so many empty ones.
ANTALL_LINJER, _LEDIGE = 14, 8
HODERAD = 6
NR, GJELDER, FUNKSJON, AAR, BELOEP, GAMMELT, NYTT, MED, BEGRUNNELSE, HVEM, VIRKER, FOR_KOMMUNE = range(12)
_TALLENE = ("Endring, 1000 kr", "Tallet var", "Nytt tall")
HODER = ("Nr", "Gjelder", "Funksjon", "År", *_TALLENE, "Med", "Begrunnelse", "Hvem", "Virker på", "Kommune")
_STEG = "Steg_rettelser"
_DATA = beside(__file__)
#: The largest amount of a line, 1000 kr.
STOERST = 1e9
_KJENT, _FRA, _TIL, _SEKTOR, _RETTET = "Kjent", "Fra", "Til", "Virker på", "Rettet i rapportåret"
_PLASS, _UTENFOR, _BELOEP = "Nr i listen", "Utenfor året", "Beløp, 1000 kr"
LINJE_ANDRE, LINJE_PREMIE = ANVENDELSER["andre_sektorer"], ANVENDELSER["premieavvik"]
SEKTORENE, LINJE_RENTER, LINJE_RESULTAT = "Sum sektorene", "Renter og avdrag", "Netto driftsresultat"
REGNSKAPSLINJER = tuple(POSTER[post] for post in RETTES)


class Rettelser(NamedTuple):
    """What the corrections add up to, in 1000 kr, by line or sector and year."""

    summer: dict[str, dict[int, Cell]]
    #: The report year's sum of a KOSTRA function, worked out where it is asked for.
    for_funksjon: Callable[[str], Cell | None]
    #: Where the table of them begins, and the row after it.
    rad: int
    neste_rad: int
    #: What must be numbers on the lines: the function, the year and the amount.
    tallene: Range

    def sum(self, linje: str, aar: int) -> Cell:
        """The corrections of one line (a post, a sector or a sum) and year."""
        return self.summer[POSTER.get(linje, linje)][aar]


def fill(sheet: Sheet, valg: Valg) -> Rettelser:
    """Write the lines, the ones that the package tells of filled in."""
    data = valg.data
    sizes, freeze = (5, 34, 11, 11, 11, 11, 11, 6, 46, 17, 27, 13), (HODERAD + 1, 0)
    layout.heading(sheet, valg, "Rettelser", "Rettelser", sizes, last=FOR_KOMMUNE, freeze=freeze, long=True)
    for row, text in enumerate(_DATA["ledetekst"], start=2):
        layout.paragraph(sheet, row, text, 138)
        sheet.merge(row, 0, BEGRUNNELSE)
    choices, functions = _choices(Steg(sheet.book, _STEG), data)
    layout.head(sheet, HODERAD, 0, HODER)
    known = [k for k in data.korreksjoner if k.brukes]
    count = max(ANTALL_LINJER, len(known) + _LEDIGE)
    labels = [f"Rettelse {n}" for n in range(1, count + 1)]
    steps = Steg(sheet.book, _STEG).blokk("Linjene på Rettelser", (_PLASS, _UTENFOR, _BELOEP), labels)
    for number, given in enumerate([*known, *[None] * (count - len(known))]):
        _line(sheet, data, HODERAD + 1 + number, number, given, choices, steps)
    first, last = HODERAD + 1, HODERAD + count
    columns = {"Linje": VIRKER, "Gjelder": GJELDER, "Funksjon": FUNKSJON, "Aar": AAR}
    for name, index in columns.items():
        sheet.book.name(f"Rettet{name}", sheet.range((first, index), (last, index)))
    amounts = _counting(sheet, first, steps)
    sums = _sums(sheet, valg, last + 3, amounts)
    sheet.printing.parts, sheet.printing.repeat_rows = (last + 2,), (0, 1)
    numbers = sheet.range((first, FUNKSJON), (last, BELOEP))
    return Rettelser(
        sums, _per_function(functions, amounts, valg.aar), last + 2, last + 5 + len(sums), numbers
    )


def _counting(sheet: Sheet, first: int, steps: Blokk) -> Range:
    """The amounts that are switched on and about the chosen municipality; 0 for the others."""
    for line, row in enumerate(range(first, first + steps.lines)):
        said = [sheet.at(row, column) for column in (BELOEP, MED, FOR_KOMMUNE)]
        about = *said, sheet.book.names["Kommune"], steps.cell(line, _UTENFOR)
        steps.calc(line, _BELOEP, rf.teller, *about, style=styles.hjelp(styles.tall(0)))
    amounts = steps.column(_BELOEP)
    sheet.book.name("RettetBeloep", amounts)
    return amounts


def _per_function(functions: Blokk, amounts: Range, year: Cell) -> Callable[[str], Cell | None]:
    """What a KOSTRA function is corrected by in the report year."""
    names = functions.sheet.book.names
    codes = [cell.value for cell in functions.column(_KJENT)]

    @cache
    def sum_of(code: str) -> Cell | None:
        if float(code) not in codes:
            return None
        line = codes.index(float(code))
        about = names["RettetFunksjon"], names["RettetAar"], amounts, functions.cell(line, _KJENT), year
        return functions.calc(line, _RETTET, rf.sum_for, *about, style=styles.hjelp(styles.tall(0)))

    return sum_of


_Summer = dict[str, dict[int, Cell]]


def _sums(sheet: Sheet, valg: Valg, row: int, amounts: Range) -> _Summer:
    """The sum per line and year, and what they do to interest and to the net result."""
    made, data, years = _Summer(), valg.data, valg.vindu
    sheet.put(row - 1, GJELDER, "Sum av rettelsene som er med, 1000 kr", styles.OVERSKRIFT)
    sheet.put(row, GJELDER, "Virker på", styles.HODE_VENSTRE)
    for column, year in enumerate(years, start=FUNKSJON):
        layout.year_head(sheet, row, column, valg.aarstall[year])
    where = sheet.book.names["RettetLinje"], sheet.book.names["RettetAar"]
    names = [*REGNSKAPSLINJER, *data.sektorer, LINJE_ANDRE, LINJE_PREMIE]
    sums = SEKTORENE, LINJE_RENTER, LINJE_RESULTAT
    for at, name in enumerate((*names, *sums), start=row + 1):
        sheet.put(at, GJELDER, name, styles.sumrad(styles.RAD) if name in sums else styles.RAD)
        made[name] = {}
        for column, year in enumerate(years, start=FUNKSJON):
            if name in sums:
                call = _sum_of_lines(sheet, made, data, name, year)
            else:
                call = of(rf.sum_for, *where, amounts, sheet.at(at, GJELDER), sheet.at(row, column))
            look = styles.tall(0, name in sums)
            made[name][year] = sheet.calc(at, column, call, style=look)
    return made


def _sum_of_lines(sheet: Sheet, made: _Summer, data: Datasett, name: str, year: int) -> Call:
    """What the lines above come to: of the sectors, of interest and repayment, and the net result."""
    if name == SEKTORENE:
        first, last = made[(*data.sektorer, LINJE_ANDRE)[0]][year], made[LINJE_PREMIE][year]
        return of(bb.sum_tall, sheet.column_range(first, last))
    if name == LINJE_RENTER:
        earned, spent, paid = (made[POSTER[post]][year] for post in RENTEPOSTENE)
        return spent + paid - earned
    lines = (POSTER["driftsinntekter"], SEKTORENE, LINJE_RENTER)
    return of(bb.rettet_resultat, *(made[line][year] for line in lines))


def _line(
    sheet: Sheet,
    data: Datasett,
    row: int,
    number: int,
    given: Korreksjon | None,
    choices: Range,
    steps: Blokk,
) -> None:
    """A line of fields, filled in where the package tells of a correction."""
    text, plain = styles.RAD_BRYT.but(size=9), styles.tall(0).but(number_format="0")
    what = f"Rettelse {number + 1}"
    sheet.put(row, NR, float(number + 1), styles.tall(0))
    editable = partial(sheet.editable, row, paint=styles.rettelse, title="Rettelse")
    code = float(given.post) if given and given.post.isdigit() else None
    chosen = POSTER.get(given.post, given.post) if given and code is None else None
    target = editable(GJELDER, chosen, text, f"{what}: linje eller sektor", choices=choices)
    label = f"{what}: KOSTRA-funksjon (valgfri, går foran Gjelder)"
    function = editable(FUNKSJON, code, plain, label, limits=(100, 999), whole=True)
    year, years = float(given.aar) if given and given.aar else None, ", ".join(map(str, data.aar))
    last = max((data.aar[-1], *(aar for _, _, aar in data.innbyggere)))
    when = editable(AAR, year, plain, f"{what}: året ({years})", limits=(data.aar[0], last), whole=True)
    label = f"{what}: 1000 kr som legges til det rapporterte (for et tall i pakken: endringen i dets enhet)"
    amount = given.beloep if given else None
    editable(BELOEP, amount, styles.tall(0), label, limits=(-STOERST, STOERST))
    precise = styles.tall(0).but(number_format="#,##0.######")
    for column, label in ((GAMMELT, _DATA["tallfelt"]["gammelt"]), (NYTT, _DATA["tallfelt"]["nytt"])):
        editable(column, None, precise, f"{what}: {label}", limits=(-1e12, 1e12))
    included = ("Ja" if given else None, text.but(align="center"), f"{what}: er den med?")
    editable(MED, *included, choices=("Ja", "Nei"))
    who = None
    if given:
        source = f"Kilden, s. {given.side}" if given.side else "Kilden"
        who = f"{given.hvem} {given.naar}".strip() if given.hvem else source
    editable(BEGRUNNELSE, given.begrunnelse if given else None, text, f"{what}: hvorfor")
    editable(HVEM, who, text, f"{what}: hvem")
    editable(FOR_KOMMUNE, given.kommune if given else None, text, f"{what}: kommunen")
    names = sheet.book.names
    place = steps.calc(number, _PLASS, rf.nr_i_listen, target, function, names["RettbartKjent"])
    span = names["RettbartFra"], names["RettbartTil"]
    outside = steps.calc(number, _UTENFOR, rf.utenfor_aaret, place, when, *span)
    about = target, function, place, outside, when, names["RettbartVirker"]
    sheet.calc(row, VIRKER, rf.virker_paa, *about, style=text)
    sheet.heights[row] = layout.text_height(given.begrunnelse if given else "", 52, 18)


def _place(function: Funksjon, lines: Sequence[str]) -> str:
    """The line that a correction of a function moves; the premium deviation is a use of its own."""
    if function.funksjon in PREMIEAVVIK:
        return LINJE_PREMIE
    return function.sektor if function.sektor in lines else LINJE_ANDRE


def _choices(steg: Steg, data: Datasett) -> tuple[Range, Blokk]:
    """What can be chosen for a line; and the lines and KOSTRA functions, their years and what they move."""
    names = [*REGNSKAPSLINJER, *data.sektorer, LINJE_ANDRE]
    block = steg.blokk("Valg for Gjelder", (), [*names, *rettbare(data)])
    table = [x for x in data.funksjoner if x.sektor and x.funksjon.isdigit()]
    spans = grouped((x.funksjon, (x.fra or 0.0, x.til or float(data.aar[-1]))) for x in table)
    first, last = float(data.aar[0]), float(data.aar[-1])
    known: list[tuple[str, Value, float, float, str]] = [(n, n, first, last, n) for n in names]
    for x in table:
        fra, til = min(f for f, _ in spans[x.funksjon]), max(t for _, t in spans[x.funksjon])
        known.append((x.navn, float(x.funksjon), max(fra, first), min(til, last), _place(x, names)))
    columns = (_KJENT, _FRA, _TIL, _SEKTOR)
    rows = steg.blokk("Linjene og KOSTRA-funksjonene", (*columns, _RETTET), [label for label, *_ in known])
    for line, (_, *about) in enumerate(known):
        for column, value in zip(columns, about, strict=True):
            rows.put(line, column, value)
    for name, column in zip(("Kjent", "Fra", "Til", "Virker"), columns, strict=True):
        steg.sheet.book.name(f"Rettbart{name}", rows.column(column))
    return block.labels, rows
