"""Funksjoner: every ASSS function called by name on the report's own cells, beside the formula.

No other sheet reads from here. A program without LAMBDA shows an error in the column of named
calls, and only there.
"""

from __future__ import annotations

from asss_xl import functions as f
from asss_xl.functions import CATALOGUE, CATEGORIES, Function
from asss_xl.report import layout
from asss_xl.report.avvik.kilde import PREMIE, RENTER, RESULTAT
from asss_xl.report.avvik.kjede import AVSKR
from asss_xl.report.avvik.tabell import SUM_DRIFT
from asss_xl.report.rapport import Kapitler
from asss_xl.report.regnskap.kilde import KOMMUNE
from asss_xl.stated import beside
from asss_xl.workbook import Argument, Sheet, styles

_HODERAD = 6
_HODER = ("Funksjon", "Hva den gir", "Brukt på", "Med navn", "Vanlig formel", "Enhet")
_FUNKSJON, _HVA, _BRUKT_PAA, _NAVN, _VANLIG, _ENHET = range(6)


def fill(sheet: Sheet, report: Kapitler) -> None:
    """One row per function, grouped; examples without cells in the report use constants."""
    sizes, freeze = (46, 66, 34, 22, 22, 18), (_HODERAD + 1, 1)
    about = (report.valg, "Funksjoner", "Funksjoner", sizes)
    layout.heading(sheet, *about, last=_ENHET, freeze=freeze, long=True)
    layout.lines(sheet, 2, beside(__file__)["innledning"])
    layout.head(sheet, _HODERAD, 0, _HODER)
    examples = dict(example for part in _KAPITLER for example in part(report).items())
    row = _HODERAD + 1
    for category, title in CATEGORIES.items():
        sheet.put(row, 0, title, styles.GRUPPE)
        row += 1
        for function in CATALOGUE.values():
            if function.category == category:
                what, arguments = examples.get(function, ("Eksempeltall", ()))
                _row(sheet, row, function, what, arguments or _constants(function))
                row += 1


def _row(sheet: Sheet, row: int, function: Function, what: str, arguments: tuple[Argument, ...]) -> None:
    text = styles.RAD_BRYT.but(size=9)
    told = {_FUNKSJON: (function.signature(), 46), _HVA: (function.description, 72), _BRUKT_PAA: (what, 34)}
    for column, (said, _) in told.items():
        sheet.put(row, column, said, text.but(bold=column == _FUNKSJON))
    result = styles.tall(3) if function.unit != "tekst" else text
    sheet.named_call(row, _NAVN, function, *arguments, style=result)
    sheet.calc(row, _VANLIG, function, *arguments, style=result)
    sheet.put(row, _ENHET, function.unit, text.but(indent=1))
    least = 60 if function.unit == "tekst" else 0
    sheet.heights[row] = max(least, *(layout.text_height(said, width) for said, width in told.values()))


def _constants(function: Function) -> tuple[Argument, ...]:
    """The catalogue's own example; of a series the last value, since a cell holds one.

    A weight that stands alone is 1.
    """
    given = zip(function.parameters, function.example, strict=False)
    return tuple(
        1.0 if p.name == "vekter" else value[0][-1] if isinstance(value, tuple) else value
        for p, value in given
    )


#: Arguments on the report's own cells, for the functions whose sheets are there.
_Eksempler = dict[Function, tuple[str, tuple[Argument, ...]]]
_AAR = "siste år"


def _need_examples(report: Kapitler) -> _Eksempler:
    if report.behov is None or not report.behov.sektorer:
        return {}
    year = report.data.rapportaar
    sector = max(report.behov.sektorer.values(), key=lambda s: len(s.vekter[year]))
    weights, indices = sector.vekter[year], sector.indekser[year]
    weight, index = next(iter(weights)), next(iter(indices))
    what = f"{sector.navn}, {_AAR}"
    return {
        f.kostnadsindeks: (what, (weights, indices)),
        f.korreksjon: (f"{what}, første kriterium", (sector.snitt[year], index, weight)),
        f.utgiftsbehov: (what, (sector.snitt[year], sector.indeks[year])),
    }


def _people_examples(report: Kapitler) -> _Eksempler:
    people = report.demografi
    if people is None or people.folketall is None:
        return {}
    given = tuple(r for r in (people.satsomraade, people.folketall, people.basis) if r is not None)
    what = "Folketall per aldersgruppe, siste år mot første"
    return {f.demografikostnad: (what, given), f.demografiindeks: (what, given)}


def _chain_examples(report: Kapitler) -> _Eksempler:
    if report.avvik is None:
        return {}
    table, chain, people = report.avvik.tabell19, report.avvik.kjede, report.avvik.folk
    year = report.data.rapportaar
    step = chain.steg[0]
    lines = (SUM_DRIFT, RENTER, PREMIE, RESULTAT, AVSKR)
    what = f"Vedleggstabell 1, {_AAR}, trinn 1"
    made: _Eksempler = {f.disponibel_inntekt: (what, tuple(step[line][year] for line in lines))}
    sectors = report.behov.sektorer if report.behov else {}
    if not sectors:
        return made
    sector = max(sectors.values(), key=lambda s: len(s.vekter[year]))
    own = table.faktisk[sector.navn][year]
    what, told = f"{sector.navn}, {_AAR}", report.data.om_landet
    care = (own, sector.snitt[year], sector.indeks[year])
    before, difference = step[sector.navn][year], chain.avskrivning[sector.navn][year].used
    levels = own, sector.snitt[year], table.nivaa[year], sector.korreksjon[year]
    return made | {
        f.avvik: (what, care),
        f.avvik_uten_avskrivninger: (
            told(f"{what}, forskjellen fra landet i ett tall"),
            (before, difference, 0.0),
        ),
        f.avstand_til_maal: (
            told(f"{what}, landets snitt som mål"),
            (own, sector.snitt[year], people[year].used),
        ),
        f.avvik_pst: (what, care),
        f.avvik_beloep: (what, (table.avvik[sector.navn][year], people[year].used)),
        f.inntektsnivaa: (f"Tabell 19, {_AAR}", table.ledd(year)),
        f.avvik_inntekt: (what, levels),
        f.ressursbruk: (told(f"{what} mot landet"), care),
        f.per_innbygger: (what, (table.tusen[sector.navn][year], people[year].used, 1000.0)),
    }


#: Functions of amounts: the table, and its posts.
_AV_BELOEP = {
    f.brutto_driftsresultat: ("Tabell 0", "driftsinntekter driftsutgifter"),
    f.netto_driftsresultat: ("Tabell 0", "brutto renteinntekter renteutgifter avdrag"),
    f.overskudd_foer_laan: ("Tabell 0", "brutto renteinntekter renteutgifter investeringer tilskudd"),
    f.handlingsrom: ("Tabell 4", "netto bundne_fond dekning avdrag_avskr investeringsmoms"),
    f.finansieringsbehov: ("Tabell 5", "netto investeringer tilskudd premieavvik"),
    f.netto_laanegjeld: ("Tabell 5d", "gjeld fordringer"),
}


def _account_examples(report: Kapitler) -> _Eksempler:
    ark = report.regnskap
    if ark is None:
        return {}
    year = report.data.rapportaar
    income, net = ark.beloep["driftsinntekter"], ark.beloep["netto"][year]
    made: _Eksempler = {
        function: (f"{table}, {_AAR}", tuple(ark.beloep[key][year] for key in keys.split()))
        for function, (table, keys) in _AV_BELOEP.items()
    }
    against = (ark.avvik["netto"][year], income[year])
    made[f.pst_av_inntekt] = (f"Netto driftsresultat, {_AAR}", (net, income[year]))
    made[f.kroner_av_inntekt] = (f"Netto driftsresultat mot de andre, {_AAR}", against)
    shares = ark.pst[KOMMUNE]
    if "laan" in shares and "finansbehov" in shares:
        parts = (shares["finansbehov"][year], shares["laan"][year])
        made[f.netto_anskaffelse] = (f"Tabell 5c, {_AAR}", parts)
    # Of a network's accounts there is no growth over a merger: then the catalogue's own numbers.
    if len(ark.aar) > 1 and ark.steg.brudd is None:
        free = ark.beloep["frie"]
        for function, about, given in (
            (f.vekst, "Frie inntekter", (free[year], free[ark.aar[-2]])),
            (f.indeksserie, "Frie inntekter", (free[year], free[ark.aar[0]])),
            (f.realvekst, "Frie inntekter", ark.realvekst),
            (f.aarsverksvekst, "Lønnsutgifter", ark.loennsvekst),
        ):
            made[function] = (f"{about}, {_AAR}", given)
    return made


def _profile_examples(report: Kapitler) -> _Eksempler:
    if not report.profiler:
        return {}
    profile = report.profiler[min(1, len(report.profiler) - 1)]
    row = profile.rader[0]
    sheet = report.book.sheets[profile.ark]
    what = f"{profile.tjeneste.navn}, første indikator"
    pair = (row.verdi.used, row.snitt)
    made: _Eksempler = {f.indeks: (what, pair), f.funn: (what, (row.navn, *pair))}
    values = row.verdier
    if values is not None and profile.steg.navn is not None:
        names = profile.steg.navn
        ranges, own = f"{what}, kommunene", row.verdi.used
        made[f.snitt_uten] = (ranges, (values, names, names.rows[0][0]))
    else:
        first, last = profile.rader[0], profile.rader[-1]
        values = sheet.column_range(first.indeks, last.indeks)
        ranges, own = f"{profile.tjeneste.navn}, indeksene", row.indeks
        names = sheet.range((first.indeks.row, 0), (last.indeks.row, 0))
        one_out = f"{ranges} uten den første indikatoren"
        made[f.snitt_uten] = (one_out, (values, names, names.rows[0][0]))
    for function in (f.snitt, f.lavest, f.hoeyest, f.antall):
        made[function] = (ranges, (values,))
    for function in (f.rang, f.rang_lavest):
        made[function] = (ranges, (own, values))
    return made


def _production_examples(report: Kapitler) -> _Eksempler:
    if not report.produksjon:
        return {}
    line = report.produksjon[0]
    what, index = f"{line.tjeneste.navn}, {_AAR}", (line.vekter, line.indekser)
    return {f.produksjonsindeks: (what, index), f.effektivitet: (what, (line.produksjon, line.ressursbruk))}


_KAPITLER = (
    _need_examples,
    _people_examples,
    _chain_examples,
    _account_examples,
    _profile_examples,
    _production_examples,
)
