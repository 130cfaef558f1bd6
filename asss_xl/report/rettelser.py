"""Rettelser: bookkeeping differences as data, which feed every figure that they touch."""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl.dataset.model import Datasett, Korreksjon
from asss_xl.functions import building_blocks as bb
from asss_xl.report import layout
from asss_xl.workbook import Cell, Range, Sheet, styles

LINJER = 14
HODERAD = 6
NR, GJELDER, FUNKSJON, AAR, BELOEP, MED, BEGRUNNELSE, HVEM, VIRKER = range(9)
VALG, FUNKSJONSNR, SEKTOR = 11, 13, 14
ANDRE = "Andre sektorer"
SEKTORENE, RENTER, RESULTAT = "Sum sektorene", "Renter og avdrag", "Netto driftsresultat"
#: Lines of the accounts that a correction can move, as they are named in tabell 0.
REGNSKAPSLINJER = (
    "Driftsinntekter", "Driftsutgifter (ekskl avskrivninger)", "Renteinntekter", "Renteutgifter",
    "Netto avdrag", "Brutto investeringsutgifter", "Tilskudd, refusjon, salg",
)  # fmt: skip
#: What vedleggstabell 4 calls a sector, where vedleggstabell 1 has another name.
_SEKTORNAVN = {"Sosialhjelpstjenester": "Sosialtjenesten"}


@dataclass
class Rettelser:
    """What the corrections add up to, in 1000 kr, by line or sector and year."""

    summer: dict[str, dict[int, Cell]] = field(default_factory=dict)
    neste_rad: int = 0

    def sum(self, linje: str, aar: int) -> Cell:
        """The corrections of one line and year."""
        return self.summer[linje][aar]


@dataclass(frozen=True)
class _Valg:
    """What a line can be about: names to choose among, and the sector of each function."""

    navn: Range
    funksjoner: Range
    sektorer: Range


def fill(sheet: Sheet, data: Datasett) -> Rettelser:
    """Write the lines, the ones that the source tells of filled in."""
    layout.heading(sheet, data, "Rettelser", f"{data.kilde}.")
    layout.widths(sheet, (5, 34, 12, 11, 13, 11, 64, 18, 32))
    layout.paragraph(
        sheet, 2, 0,
        "Én linje per rettelse. Velg hva den gjelder, eller skriv et KOSTRA-funksjonsnummer. "
        "Beløpet legges til det som er rapportert.", 200, styles.TEKST,
    )  # fmt: skip
    sheet.put(
        3, 0, "Sett «Med» til Nei for å se tallene uten rettelsen. Flytting mellom to sektorer "
        "skrives som to linjer med motsatt fortegn.", styles.TEKST,
    )  # fmt: skip
    valg = _choices(sheet, data)
    layout.head(
        sheet, HODERAD, 0,
        ("Nr", "Gjelder", "Funksjon", "År", "Beløp, 1000 kr", "Med", "Begrunnelse", "Hvem",
         "Virker på"),
    )  # fmt: skip
    known = [k for k in data.korreksjoner if k.brukes]
    for number in range(LINJER):
        row = HODERAD + 1 + number
        given = known[number] if number < len(known) else None
        _line(sheet, data, row, number, given, valg)
    first, last = HODERAD + 1, HODERAD + LINJER
    sheet.printing.last_column = VIRKER
    sheet.printing.one_page = False
    sheet.freeze = (HODERAD + 1, 0)

    def column(index: int) -> Range:
        return sheet.range((first, index), (last, index))

    lines = (column(BELOEP), column(VIRKER), column(AAR), column(MED))
    return _sums(sheet, data, last + 3, lines)


def _sums(
    sheet: Sheet, data: Datasett, row: int, lines: tuple[Range, Range, Range, Range]
) -> Rettelser:
    """The sum per line and year, and what they do to interest and to the net result."""
    made = Rettelser()
    sheet.put(row - 1, GJELDER, "Sum av rettelsene som er med, 1000 kr", styles.OVERSKRIFT)
    sheet.put(row, GJELDER, "Virker på", styles.HODE_VENSTRE)
    for offset, year in enumerate(data.aar):
        sheet.put(row, FUNKSJON + offset, str(year), styles.HODE)
    names = [*REGNSKAPSLINJER, *data.sektorer, ANDRE]
    for at, name in enumerate(names, start=row + 1):
        sheet.put(at, GJELDER, name, styles.RAD)
        made.summer[name] = {
            year: sheet.calc(
                at, FUNKSJON + offset, bb.sum_rettelser, *lines, name, float(year),
                style=styles.tall(0),
            )
            for offset, year in enumerate(data.aar)
        }  # fmt: skip
    at = row + 1 + len(names)
    for extra, name in enumerate((SEKTORENE, RENTER, RESULTAT)):
        sheet.put(at + extra, GJELDER, name, styles.sumrad(styles.RAD))
        made.summer[name] = {}
    style = styles.sumrad(styles.tall(0))
    for offset, year in enumerate(data.aar):
        column = FUNKSJON + offset
        first, last = made.sum(data.sektorer[0], year), made.sum(ANDRE, year)
        sectors = sheet.calc(at, column, bb.summen, sheet.column_range(first, last), style=style)
        interest = sheet.calc(
            at + 1, column, bb.renter_og_avdrag, made.sum("Renteutgifter", year),
            made.sum("Netto avdrag", year), made.sum("Renteinntekter", year), style=style,
        )  # fmt: skip
        result = sheet.calc(
            at + 2, column, bb.rettet_resultat, made.sum("Driftsinntekter", year), sectors,
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
    target = sheet.editable(
        row, GJELDER, given.linje if given else None, text, f"{what}: linje eller sektor", choices=valg.navn
    )
    function = sheet.editable(
        row, FUNKSJON, None, styles.tall(0).but(number_format="0"),
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
    sheet.editable(row, HVEM, f"Kilden, s. {given.side}" if given else None, text, f"{what}: hvem")
    sheet.calc(row, VIRKER, bb.virker_paa, target, function, valg.funksjoner, valg.sektorer,
               style=text)  # fmt: skip
    sheet.heights[row] = layout.text_height(given.begrunnelse if given else "", 64, 18)


def _choices(sheet: Sheet, data: Datasett) -> _Valg:
    names = [*REGNSKAPSLINJER, *data.sektorer, ANDRE]
    sheet.put(HODERAD, VALG, "Valg for Gjelder", styles.HJELP_HODE)
    for offset, name in enumerate(names, start=1):
        sheet.put(HODERAD + offset, VALG, name, styles.HJELP)
    sheet.put(HODERAD, FUNKSJONSNR, "Funksjon", styles.HJELP_HODE)
    sheet.put(HODERAD, SEKTOR, "Sektor", styles.HJELP_HODE)
    table = [x for x in data.funksjoner if x.sektor and x.funksjon.isdigit()]
    for offset, function in enumerate(table, start=1):
        sector = _SEKTORNAVN.get(function.sektor, function.sektor)
        sheet.put(HODERAD + offset, FUNKSJONSNR, float(function.funksjon), styles.HJELP)
        sheet.put(
            HODERAD + offset, SEKTOR, sector if sector in names else ANDRE, styles.HJELP
        )
    layout.widths(sheet, (3, 3, 30, 3, 9, 22), 9)
    count = len(table)
    return _Valg(
        sheet.range((HODERAD + 1, VALG), (HODERAD + len(names), VALG)),
        sheet.range((HODERAD + 1, FUNKSJONSNR), (HODERAD + count, FUNKSJONSNR)),
        sheet.range((HODERAD + 1, SEKTOR), (HODERAD + count, SEKTOR)),
    )
