"""Funksjoner: every ASSS function called by name on the report's own cells, beside the formula.

No other sheet reads from here. A program without LAMBDA shows an error in the column of named
calls, and only there.
"""

from __future__ import annotations

from asss_xl import functions as f
from asss_xl.functions import CATALOGUE, CATEGORIES, Function
from asss_xl.report import layout
from asss_xl.report.rapport import Rapport
from asss_xl.report.ressursbruk import AVSKR, PREMIE, RENTER, RESULTAT, SUM_DRIFT
from asss_xl.workbook import Argument, Sheet, styles

HODERAD = 6
_FUNKSJON, _HVA, _BRUKT_PAA, _NAVN, _VANLIG, _ENHET = range(6)


def fill(sheet: Sheet, report: Rapport) -> None:
    """One row per function, grouped; examples without cells in the report use constants."""
    layout.heading(sheet, report.data, "Funksjoner", f"{report.data.kilde}.")
    layout.widths(sheet, (46, 66, 34, 22, 22, 18))
    for row, text in enumerate(
        (
            "Funksjonene ligger i arbeidsboka og kan skrives i hvilken som helst celle: "
            "=ASSS_AVVIK(C5;D5;E5). De virker i Excel 365, 2024, Excel for Mac og Excel på nett.",
            "Programmer uten LAMBDA (eldre Excel, LibreOffice) viser en feil i kolonnen "
            "«Med navn», og bare der. Resten av arbeidsboka bruker vanlige formler.",
        ),
        start=2,
    ):
        sheet.put(row, 0, text, styles.TEKST)
    layout.head(
        sheet, HODERAD, 0,
        ("Funksjon", "Hva den gir", "Brukt på", "Med navn", "Vanlig formel", "Enhet"),
    )  # fmt: skip
    examples = _examples(report)
    row = HODERAD + 1
    for category, title in CATEGORIES.items():
        sheet.put(row, 0, title, styles.GRUPPE)
        row += 1
        for function in CATALOGUE.values():
            if function.category == category:
                what, arguments = examples.get(function.name or "", ("Eksempeltall", ()))
                _row(sheet, row, function, what, arguments or _constants(function))
                row += 1
    sheet.freeze = (HODERAD + 1, 1)
    sheet.printing.last_column = _ENHET
    sheet.printing.one_page = False


def _row(
    sheet: Sheet, row: int, function: Function, what: str, arguments: tuple[Argument, ...]
) -> None:
    text = styles.RAD_BRYT.but(size=9)
    sheet.put(row, _FUNKSJON, function.signature(), text.but(bold=True))
    sheet.put(row, _HVA, function.description, text)
    sheet.put(row, _BRUKT_PAA, what, text)
    result = styles.tall(3) if function.unit != "tekst" else text
    sheet.named_call(row, _NAVN, function, *arguments, style=result)
    sheet.calc(row, _VANLIG, function, *arguments, style=result)
    sheet.put(row, _ENHET, function.unit, text)
    sheet.heights[row] = max(
        layout.text_height(function.description, 72),
        layout.text_height(function.signature(), 46),
        layout.text_height(what, 34),
        60 if function.unit == "tekst" else 0,
    )


def _constants(function: Function) -> tuple[Argument, ...]:
    """The catalogue's own example; of a series the last value, since a cell holds one."""
    return tuple(
        value[0][-1] if isinstance(value, tuple) else value for value in function.example
    )


def _examples(report: Rapport) -> dict[str, tuple[str, tuple[Argument, ...]]]:
    year = report.data.rapportaar
    made: dict[Function, tuple[str, tuple[Argument, ...]]] = {}
    made.update(_need_examples(report, year))
    made.update(_chain_examples(report, year))
    made.update(_account_examples(report, year))
    made.update(_profile_examples(report))
    return {function.name or "": example for function, example in made.items()}


def _need_examples(report: Rapport, year: int) -> dict[Function, tuple[str, tuple[Argument, ...]]]:
    sector = report.behov.sektorer["Pleie og omsorg"]
    weights, indices = sector.vekter[year], sector.indekser[year]
    weight, index = next(iter(weights)), next(iter(indices))
    what = f"Pleie og omsorg {year}"
    return {
        f.kostnadsindeks: (what, (indices, weights)),
        f.korreksjon: (f"{what}, første kriterium", (sector.snitt[year], index, weight)),
        f.utgiftsbehov: (what, (sector.snitt[year], sector.indeks[year])),
        **{
            function: ("Folketall per aldersgruppe, siste år mot første", tuple(
                r for r in (report.demografi.satsomraade, report.demografi.folketall,
                            report.demografi.basis) if r is not None
            ))
            for function in (f.demografikostnad, f.demografiindeks)
        },
    }


def _chain_examples(
    report: Rapport, year: int
) -> dict[Function, tuple[str, tuple[Argument, ...]]]:
    table, sector = report.tabell19, report.behov.sektorer["Pleie og omsorg"]
    own = table.faktisk["Pleie og omsorg"][year]
    care = (own, sector.snitt[year], sector.indeks[year])
    what = f"Pleie og omsorg {year}"
    sheet = report.book.sheets[own.sheet]
    first = table.faktisk[report.data.sektorer[0]][year]
    last = table.faktisk[RESULTAT][year]
    offset = report.data.aar.index(year)
    uses = tuple(
        sheet.range((first.row, column + offset), (last.row, column + offset))
        for column in (4, 14, 17)
    )
    step = report.kjede.steg[0]
    return {
        f.avvik: (what, care),
        f.avvik_pst: (what, care),
        f.avvik_beloep: (what, (table.avvik["Pleie og omsorg"][year], report.folk.brukt[year])),
        f.inntektsnivaa: (f"Tabell 19, {year}", uses),
        f.avvik_inntekt: (
            what,
            (own, sector.snitt[year], sector.korreksjon[year], table.nivaa[year]),
        ),
        f.disponibel_inntekt: (
            f"Vedleggstabell 1, {year}, trinn 1",
            tuple(step[line][year] for line in (SUM_DRIFT, RENTER, PREMIE, RESULTAT, AVSKR)),
        ),
        f.ressursbruk: (
            f"{what} mot landet", (own, sector.snitt[year], sector.indeks[year])
        ),
        f.per_innbygger: (
            what, (sheet.cells[own.row, 1 + offset], report.folk.brukt[year], 1000.0)
        ),
    }  # fmt: skip


def _account_examples(
    report: Rapport, year: int
) -> dict[Function, tuple[str, tuple[Argument, ...]]]:
    ark = report.regnskap
    before = ark.aar[ark.aar.index(year) - 1]

    def amounts(*keys: str) -> tuple[Argument, ...]:
        return tuple(ark.beloep[key][year] for key in keys)

    income, net = ark.beloep["driftsinntekter"], ark.beloep["netto"][year]
    free, cells = ark.beloep["frie"], ark.celler
    return {
        f.brutto_driftsresultat: (
            f"Tabell 0, {year}", amounts("driftsinntekter", "driftsutgifter")
        ),
        f.netto_driftsresultat: (
            f"Tabell 0, {year}", amounts("brutto", "renteinntekter", "renteutgifter", "avdrag")
        ),
        f.overskudd_foer_laan: (
            f"Tabell 0, {year}",
            amounts("brutto", "renteinntekter", "renteutgifter", "investeringer", "tilskudd"),
        ),
        f.handlingsrom: (
            f"Tabell 4, {year}",
            amounts("netto", "bundne_fond", "dekning", "avdrag_avskr", "investeringsmoms"),
        ),
        f.finansieringsbehov: (
            f"Tabell 5, {year}", amounts("netto", "investeringer", "tilskudd", "premieavvik")
        ),
        f.netto_laanegjeld: (f"Tabell 5d, {year}", amounts("gjeld", "fordringer")),
        f.pst_av_inntekt: (f"Netto driftsresultat {year}", (net, income[year])),
        f.kroner_av_inntekt: (
            f"Netto driftsresultat mot øvrige ASSS {year}",
            (cells[f"avvik netto {year}"], income[year]),
        ),
        f.vekst: (f"Frie inntekter {before}–{year}", (free[year], free[before])),
        f.indeksserie: (f"Frie inntekter {year}", (free[year], free[ark.aar[0]])),
        f.realvekst: (
            f"Frie inntekter {before}–{year}",
            (cells["nominell"], cells["pris"], cells["folkevekst"]),
        ),
        f.aarsverksvekst: (
            f"Lønnsutgifter {before}–{year}", (cells["loennsvekst"], cells["aarsloennsvekst"])
        ),
    }  # fmt: skip


def _profile_examples(report: Rapport) -> dict[Function, tuple[str, tuple[Argument, ...]]]:
    profile = next(p for p in report.profiler if p.tjeneste.noekkel == "barnehage")
    row = profile.rader[0]
    sheet = report.book.sheets[profile.ark]
    values = sheet.column_range(profile.rader[0].indeks, profile.rader[-1].indeks)
    first, last = profile.rader[0].verdi.base.row, profile.rader[-1].verdi.base.row
    groups = sheet.range((first, 1), (last, 1))
    what = "Barnehage, første indikator"
    pair = (row.verdi.used, row.snitt)
    ranges = "Barnehage, indeksene"
    return {
        f.indeks: (what, pair),
        f.funn: (what, (sheet.cells[row.setning.row, 14], *pair)),
        f.snitt: (ranges, (values,)),
        f.snitt_uten: (f"{ranges} uten prosentindikatorene", (values, groups, "prosent")),
        f.lavest: (ranges, (values,)),
        f.hoeyest: (ranges, (values,)),
        f.antall: (ranges, (values,)),
        f.rang: (ranges, (row.indeks, values)),
    }
