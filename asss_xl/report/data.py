"""Data: every figure that the workbook is built on, one per row, with its pedigree."""

from __future__ import annotations

from collections.abc import Iterator

from asss_xl.dataset.model import Datasett, Indikator
from asss_xl.report import layout
from asss_xl.workbook import Sheet, styles

HODERAD = 3
KOLONNER = (
    "Tabell eller tjeneste", "Linje", "Aktør", "År", "Enhet", "Verdi", "Desimaler", "Side",
    "Status", "Merknad",
)  # fmt: skip
_BREDDER = (30, 58, 28, 7, 26, 14, 10, 7, 14, 90)
_Rad = tuple[str, str, str, int, str, float | None, int | None, int | None, str, str]


def fill(sheet: Sheet, data: Datasett) -> None:
    """One table from A4 on: no merged cells, no empty rows, missing figures marked."""
    layout.heading(sheet, data, "Data", f"{data.kilde}.")
    layout.widths(sheet, _BREDDER)
    sheet.put(2, 0, "Én rad per trykt tall. Tomme verdier er merket «Ikke data» og forklart i "
              "Status og Merknad.", styles.TEKST)  # fmt: skip
    for column, label in enumerate(KOLONNER):
        sheet.put(HODERAD, column, label, styles.HODE_VENSTRE.but(wrap=False))
    row = HODERAD
    text = styles.TEKST.but(size=9)
    number = [styles.tall(decimals).but(size=9, bottom=None) for decimals in range(10)]
    for record in _records(data):
        row += 1
        for column, value in enumerate(record):
            if column == 5:
                style = number[record[6] or 0]
                sheet.put(row, column, "Ikke data" if value is None else value, style)
            elif value not in (None, ""):
                sheet.put(row, column, float(value) if isinstance(value, int) else value, text)
    sheet.filter = (HODERAD, row, len(KOLONNER) - 1)
    sheet.freeze = (HODERAD + 1, 0)
    sheet.printing.last_column = len(KOLONNER) - 1
    sheet.printing.one_page = False
    sheet.printing.repeat_rows = (HODERAD, HODERAD)


def _records(data: Datasett) -> Iterator[_Rad]:
    for x in data.figurer:
        yield (x.tabell, x.linje, x.aktor, x.aar, x.enhet, x.verdi, x.desimaler, x.side, x.status,
               x.merknad)  # fmt: skip
    for k in data.alle_kriterier:
        line = f"{k.sektor}: {k.kriterium}"
        for unit, value, decimals in (
            ("vekt", k.vekt, 3), ("indeks, landet = 1", k.indeks, 3),
            ("kr per innbygger", k.korreksjon, 0),
        ):  # fmt: skip
            yield ("Vedleggstabell 2 kriterier", line, data.kommune, k.aar, unit, value, decimals,
                   k.side, "publisert", "")  # fmt: skip
    for service in data.tjenester:
        for indicator in service.indikatorer:
            yield from _indicator(data, service.navn, indicator)
    for g in data.folkevekst:
        yield ("Kap. 2.2", g.aldersgruppe, data.kommune, g.til, f"vekst i innbyggere fra {g.fra}",
               g.vekst, 0, g.side, "publisert", g.merknad)  # fmt: skip


def _indicator(data: Datasett, service: str, indicator: Indikator) -> Iterator[_Rad]:
    remarks = [indicator.merknad]
    if indicator.uten:
        remarks.append(f"Snittet er uten {indicator.uten}.")
    if indicator.snitt_type:
        remarks.append(f"Snittet er {indicator.snitt_type}.")
    if indicator.antall:
        remarks.append(f"{indicator.antall} kommuner har data.")
    note = " ".join(remark for remark in remarks if remark)
    line = f"{indicator.nr}. {indicator.navn}"
    for actor, value in (
        (data.kommune, indicator.kommune), ("snitt", indicator.snitt),
        ("lavest", indicator.lavest), ("høyest", indicator.hoeyest),
    ):  # fmt: skip
        yield (service, line, actor, data.rapportaar, indicator.enhet, value.verdi,
               value.desimaler, value.side, value.status, note)  # fmt: skip
        note = ""
    for actor, label in indicator.etiketter.items():
        if label.verdi is not None or label.merknad:
            yield (service, line, f"etikett {actor}", data.rapportaar, "indeks i figuren",
                   label.verdi, 0, None,
                   {True: "stemmer", False: "kildefeil", None: "ikke etterprøvbar"}[label.stemmer],
                   label.merknad)  # fmt: skip
