"""Rettelser: bookkeeping differences as data, which feed every figure that they touch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from asss_xl.dataset.model import Datasett, Korreksjon
from asss_xl.dataset.poster import ANVENDELSER, POSTER
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.nettverk.valg import Valg
from asss_xl.workbook import Call, Cell, Range, Sheet, of, styles

#: Lines on the sheet, and at least so many empty ones.
LINJER, _LEDIGE = 14, 8
HODERAD = 6
NR, GJELDER, FUNKSJON, AAR, BELOEP, MED, BEGRUNNELSE, HVEM, VIRKER, KOMMUNE = range(10)
VALG, FUNKSJONSNR, SEKTOR = 12, 14, 15
ANDRE = ANVENDELSER["andre_sektorer"]
SEKTORENE, RENTER, RESULTAT = "Sum sektorene", "Renter og avdrag", "Netto driftsresultat"
#: Lines of the accounts that a correction can move.
POSTENE = (
    "driftsinntekter", "driftsutgifter", "renteinntekter", "renteutgifter", "avdrag",
    "investeringer", "tilskudd",
)  # fmt: skip
REGNSKAPSLINJER = tuple(POSTER[post] for post in POSTENE)


@dataclass
class Rettelser:
    """What the corrections add up to, in 1000 kr, by line or sector and year."""

    summer: dict[str, dict[int, Cell]] = field(default_factory=dict)
    neste_rad: int = 0
    #: Amount, function, year, whether it counts, municipality: the lines as they are filled in.
    linjer: tuple[Range, ...] = ()
    kommune: Cell | None = None
    #: What each line is about, where it is no function.
    gjelder: Range | None = None

    def funksjoner(self, koder: Iterable[str], aar: Cell) -> Call:
        """The corrections of some KOSTRA functions, 1000 kr."""
        parts = [
            of(bb.sum_rettelser, *self.linjer, float(kode), aar, self.kommune)
            for kode in sorted(koder)
        ]
        function, *given = bb.samlet(*parts)
        return of(function, *given)

    def sum(self, linje: str, aar: int) -> Cell:
        """The corrections of one line (a post, a sector or a sum) and year."""
        return self.summer[POSTER.get(linje, linje)][aar]


@dataclass(frozen=True)
class _Valg:
    """What a line can be about: names to choose among, and the sector of each function."""

    navn: Range
    funksjoner: Range
    sektorer: Range


def fill(sheet: Sheet, valg: Valg) -> Rettelser:
    """Write the lines, the ones that the package tells of filled in."""
    data = valg.data
    layout.heading(sheet, valg, "Rettelser", "Rettelser")
    layout.widths(sheet, (5, 34, 12, 11, 13, 11, 64, 18, 32, 16))
    layout.paragraph(
        sheet, 2, 0,
        "Én linje per rettelse. Velg hva den gjelder, eller skriv et KOSTRA-funksjonsnummer. "
        "Beløpet legges til det som er rapportert.", 200, styles.TEKST,
    )  # fmt: skip
    sheet.put(
        3, 0, "Sett «Med» til Nei for å se tallene uten rettelsen. Flytting mellom to sektorer "
        "skrives som to linjer med motsatt fortegn. Tom kommune: den som er valgt på Forside.",
        styles.TEKST,
    )  # fmt: skip
    choices = _choices(sheet, data)
    layout.head(
        sheet, HODERAD, 0,
        ("Nr", "Gjelder", "Funksjon", "År", "Beløp, 1000 kr", "Med", "Begrunnelse", "Hvem",
         "Virker på", "Kommune"),
    )  # fmt: skip
    known = [k for k in data.korreksjoner if k.brukes]
    count = max(LINJER, len(known) + _LEDIGE)
    for number in range(count):
        row = HODERAD + 1 + number
        given = known[number] if number < len(known) else None
        _line(sheet, data, row, number, given, choices)
    first, last = HODERAD + 1, HODERAD + count
    sheet.printing.last_column = KOMMUNE
    sheet.printing.one_page = False
    sheet.freeze = (HODERAD + 1, 0)

    def column(index: int) -> Range:
        return sheet.range((first, index), (last, index))

    lines = (column(BELOEP), column(VIRKER), column(AAR), column(MED), column(KOMMUNE))
    made = _sums(sheet, valg, last + 3, lines)
    made.linjer = (column(BELOEP), column(FUNKSJON), *lines[2:])
    made.kommune = valg.kommune
    made.gjelder = column(GJELDER)
    return made


def _sums(sheet: Sheet, valg: Valg, row: int, lines: tuple[Range, ...]) -> Rettelser:
    """The sum per line and year, and what they do to interest and to the net result."""
    made, data, years = Rettelser(), valg.data, valg.vindu
    sheet.put(row - 1, GJELDER, "Sum av rettelsene som er med, 1000 kr", styles.OVERSKRIFT)
    sheet.put(row, GJELDER, "Virker på", styles.HODE_VENSTRE)
    for offset, year in enumerate(years):
        layout.year_head(sheet, row, FUNKSJON + offset, valg.aarstall[year])
    names = [*REGNSKAPSLINJER, *data.sektorer, ANDRE]
    for at, name in enumerate(names, start=row + 1):
        sheet.put(at, GJELDER, name, styles.RAD)
        made.summer[name] = {
            year: sheet.calc(
                at, FUNKSJON + offset, bb.sum_rettelser, *lines, name, valg.aarstall[year],
                valg.kommune, style=styles.tall(0),
            )
            for offset, year in enumerate(years)
        }  # fmt: skip
    at = row + 1 + len(names)
    for extra, name in enumerate((SEKTORENE, RENTER, RESULTAT)):
        sheet.put(at + extra, GJELDER, name, styles.sumrad(styles.RAD))
        made.summer[name] = {}
    style = styles.sumrad(styles.tall(0))
    for offset, year in enumerate(years):
        column = FUNKSJON + offset
        first, last = made.summer[(*data.sektorer, ANDRE)[0]][year], made.sum(ANDRE, year)
        sectors = sheet.calc(at, column, bb.summen, sheet.column_range(first, last), style=style)
        interest = sheet.calc(
            at + 1, column, bb.renter_og_avdrag, made.sum("renteutgifter", year),
            made.sum("avdrag", year), made.sum("renteinntekter", year), style=style,
        )  # fmt: skip
        result = sheet.calc(
            at + 2, column, bb.rettet_resultat, made.sum("driftsinntekter", year), sectors,
            interest, style=style,
        )  # fmt: skip
        for name, cell in ((SEKTORENE, sectors), (RENTER, interest), (RESULTAT, result)):
            made.summer[name][year] = cell
    made.neste_rad = at + 5
    return made


def _line(
    sheet: Sheet, data: Datasett, row: int, number: int, given: Korreksjon | None, valg: _Valg
) -> None:
    text = styles.RAD_BRYT.but(size=9)
    what = f"Rettelse {number + 1}"
    sheet.put(row, NR, float(number + 1), styles.tall(0))
    code = given is not None and given.post.isdigit()
    chosen = POSTER.get(given.post, given.post) if given and not code else None
    target = sheet.editable(
        row, GJELDER, chosen, text, f"{what}: linje eller sektor", choices=valg.navn
    )
    function = sheet.editable(
        row, FUNKSJON, float(given.post) if given and code else None,
        styles.tall(0).but(number_format="0"),
        f"{what}: KOSTRA-funksjon (valgfri, går foran Gjelder)", limits=(100, 999),
    )  # fmt: skip
    years = tuple(str(y) for y in data.aar)
    sheet.editable(
        row, AAR, float(given.aar) if given and given.aar else None, styles.tall(0).but(number_format="0"),
        f"{what}: året ({', '.join(years)})", limits=(data.aar[0], data.aar[-1]),
    )  # fmt: skip
    sheet.editable(
        row, BELOEP, given.beloep if given else None, styles.tall(0),
        f"{what}: 1000 kr som legges til det rapporterte tallet", limits=(-1e9, 1e9),
    )  # fmt: skip
    sheet.editable(
        row, MED, "Ja" if given else None, text.but(align="center"), f"{what}: er den med?",
        choices=("Ja", "Nei"),
    )  # fmt: skip
    sheet.editable(row, BEGRUNNELSE, given.begrunnelse if given else None, text, f"{what}: hvorfor")
    sheet.editable(row, HVEM, _who(given), text, f"{what}: hvem")
    sheet.editable(row, KOMMUNE, given.kommune if given else None, text, f"{what}: kommunen")
    sheet.calc(row, VIRKER, bb.virker_paa, target, function, valg.funksjoner, valg.sektorer,
               style=text)  # fmt: skip
    sheet.heights[row] = layout.text_height(given.begrunnelse if given else "", 64, 18)


def _who(given: Korreksjon | None) -> str | None:
    if given is None:
        return None
    if given.hvem:
        return f"{given.hvem} {given.naar}".strip()
    return f"Kilden, s. {given.side}" if given.side else "Kilden"


def _choices(sheet: Sheet, data: Datasett) -> _Valg:
    names = [*REGNSKAPSLINJER, *data.sektorer, ANDRE]
    sheet.put(HODERAD, VALG, "Valg for Gjelder", styles.HJELP_HODE)
    for offset, name in enumerate(names, start=1):
        sheet.put(HODERAD + offset, VALG, name, styles.HJELP)
    sheet.put(HODERAD, FUNKSJONSNR, "Funksjon", styles.HJELP_HODE)
    sheet.put(HODERAD, SEKTOR, "Sektor", styles.HJELP_HODE)
    table = [x for x in data.funksjoner if x.sektor and x.funksjon.isdigit()]
    for offset, function in enumerate(table, start=1):
        sector = function.sektor if function.sektor in names else ANDRE
        sheet.put(HODERAD + offset, FUNKSJONSNR, float(function.funksjon), styles.HJELP)
        sheet.put(HODERAD + offset, SEKTOR, sector, styles.HJELP)
    layout.widths(sheet, (3, 30, 3, 9, 22), 11)
    count = max(len(table), 1)
    return _Valg(
        sheet.range((HODERAD + 1, VALG), (HODERAD + len(names), VALG)),
        sheet.range((HODERAD + 1, FUNKSJONSNR), (HODERAD + count, FUNKSJONSNR)),
        sheet.range((HODERAD + 1, SEKTOR), (HODERAD + count, SEKTOR)),
    )
