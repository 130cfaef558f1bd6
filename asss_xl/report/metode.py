"""Metode: what each figure means, where it comes from, and what the source cannot tell."""

from __future__ import annotations

from asss_xl.functions import CATALOGUE
from asss_xl.report import layout
from asss_xl.report.rapport import Rapport
from asss_xl.workbook import Sheet, styles

#: Characters on a line of running text.
_BREDDE = 130
_SNITT = (
    "Landet: gjennomsnittet for alle kommuner, kroner per innbygger. Utgiftsbehov og ressursbruk "
    "sammenliknes med landet.",
    "Øvrige ASSS: veid snitt av nettverkets kommuner uten kommunen selv og uten Oslo. Resten av "
    "landet: uten ASSS-kommunene. Bare kommuner med tall i alle tre år er med.",
    "ASSS-snittet i tjenesteprofilene: kommunene i nettverket som har tall. Der kilden sier om "
    "snittet er veid, eller at Oslo er holdt utenfor, står det ved indikatoren i Data.",
    "Kilden sier ikke om snittene i tjenesteprofilene er veid eller uveid; de er brukt som trykt.",
    "Medarbeidertilfredshet sammenliknes bare når minst fem kommuner har tall.",
    "En hva hvis-verdi endrer kommunens egen verdi. Nettverkets snitt, laveste og høyeste står "
    "som trykt, fordi tallene for de andre kommunene ikke er trykt.",
)
_IKKE_MED = (
    "Figur 17B: sektorene utenfor inntektssystemet er bare trykt som figur uten tall; arket viser "
    "summen.",
    "Vedleggstabell 1: landets og kommunens egne beløp er ikke trykt, bare forskjellen. "
    "Avskrivningene per sektor er utledet som trinn 1 minus trinn 2.",
    "Folketallet er ikke trykt. Det er utledet av at tabell 19 står i to enheter.",
    "Tabell 19: formelen er ikke trykt. Den som brukes her, gir alle de trykte tallene innenfor "
    "det avrundingen av vekter og indekser tillater (grunnskole: inntil 4 kr per innbygger unna).",
    "Indekser i profilfigurene som ikke er trykt, eller som ikke kan knyttes sikkert til en "
    "indikator, er ikke etterprøvd. Grunnen står ved hver av dem i Data.",
    "Figur 13–16 og 18–18b i kap. 2.2: folketall og satser for 2010 er ikke trykt.",
)
_TEGN = (
    "Avvik = verdi − (snitt × indeks + tillegg). Indeks i profilene = 100 × verdi / snitt.",
    "I formlene betyr «celle<\"\"» at cellen inneholder et tall: i Excel er ethvert tall mindre "
    "enn enhver tekst. Tekst og tomme celler er manglende tall.",
    "Tall avrundes bort fra null ved halve, slik KOSTRA gjør.",
)


def fill(sheet: Sheet, report: Rapport) -> None:
    """Definitions of the functions, then the notes on means, source and what is left out."""
    data = report.data
    layout.heading(sheet, data, "Metode", f"{data.kilde}.")
    layout.widths(sheet, (34, 62, 18, 40))
    row = 3
    for title, lines in (
        ("Slik leses tallene", _TEGN),
        ("Snitt og hvem som er med", _SNITT),
        ("Antall kommuner (n) der kilden oppgir det", _counts(report)),
        ("Ikke med, og hvorfor", _IKKE_MED),
        ("Merknader til kilden", data.kildemerknader),
        ("Rettelser som kilden nevner, men som ikke kan regnes inn", _unused(report)),
        ("Trykte indekser som ikke stemmer med tabellene", _wrong_labels(report)),
    ):
        row = _section(sheet, row, title, lines)
    _definitions(sheet, row)
    sheet.printing.last_column = 3
    sheet.printing.one_page = False


def _section(sheet: Sheet, row: int, title: str, lines: tuple[str, ...]) -> int:
    if not lines:
        return row
    sheet.put(row, 0, title, styles.OVERSKRIFT)
    for line in lines:
        row += 1
        for part in layout.wrapped(line, _BREDDE):
            sheet.put(row, 0, part, styles.TEKST)
            row += 1
        row -= 1
    return row + 2


def _counts(report: Rapport) -> tuple[str, ...]:
    lines = []
    for service in report.data.tjenester:
        parts = [
            f"{i.kortnavn}: {i.antall} (minst {i.minste_antall} for å sammenliknes)"
            if (i.minste_antall or 1) > 1 else f"{i.kortnavn}: {i.antall}"
            for i in service.indikatorer if i.antall
        ]
        without = sorted({i.uten for i in service.indikatorer if i.uten})
        parts += [
            f"uten {name}: indikator " + ", ".join(
                str(i.nr) for i in service.indikatorer if i.uten == name
            )
            for name in without
        ]
        if parts:
            lines.append(f"{service.navn}: {'; '.join(parts)}.")
    return tuple(lines)


def _unused(report: Rapport) -> tuple[str, ...]:
    return tuple(
        f"{k.tabell}, {k.linje}{f', {k.aar}' if k.aar else ''}: {k.begrunnelse} {k.merknad} "
        f"({k.kilde}, s. {k.side})"
        for k in report.data.korreksjoner
        if not k.brukes
    )


def _wrong_labels(report: Rapport) -> tuple[str, ...]:
    return tuple(
        f"{tjeneste.navn}, {indikator.kortnavn}, {aktor}: trykt {etikett.verdi}. {etikett.merknad}"
        for tjeneste in report.data.tjenester
        for indikator in tjeneste.indikatorer
        for aktor, etikett in indikator.etiketter.items()
        if etikett.stemmer is False
    )


def _definitions(sheet: Sheet, row: int) -> None:
    sheet.put(row, 0, "Funksjonene", styles.OVERSKRIFT)
    row += 1
    layout.head(sheet, row, 0, ("Funksjon", "Definisjon", "Enhet", "Kilde"), 18)
    text = styles.RAD_BRYT.but(size=9, valign="top")
    for function in CATALOGUE.values():
        row += 1
        sheet.put(row, 0, function.name, text.but(bold=True))
        sheet.put(row, 1, function.description, text)
        sheet.put(row, 2, function.unit, text)
        sheet.put(row, 3, function.source, text)
        sheet.heights[row] = max(
            layout.text_height(function.description, 70), layout.text_height(function.source, 44)
        )
