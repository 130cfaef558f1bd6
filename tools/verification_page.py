"""``docs/etterproeving.md``: what became of each published figure of Bergen 2009."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from asss_xl.checks import published as pub
from asss_xl.dataset import load

_ORDER = (pub.STEMMER, pub.KILDEFEIL, pub.IKKE, pub.UFORKLART)
_INTRO = """\
# Etterprøving av de publiserte tallene

Laget av `asss-xl verify`; ikke rediger for hånd. Et inntall stemmer når det avstemte tallet \
runder til det trykte; et tall som regnes ut, når arbeidsbokas egne formler gir et tall som \
runder til det trykte. Et tall som bare er likt seg selv, er ikke prøvd, og står som det.

| Hva som er vist | Antall |
|---|---:|"""
_BY_TABLE = """
## Tabell for tabell

| Tabell | Stemmer | Kildefeil | Ikke reproduserbar | Uforklart |
|---|---:|---:|---:|---:|"""
_FIGURES = """
## {}

| Tabell | Linje | Aktør | År | Trykt | Beregnet | Grunn |
|---|---|---|---:|---:|---:|---|"""
_TITLES = {
    pub.FEIL: "Kildefeil",
    pub.FORMEL: "Kilden trykker ikke formelen",
    pub.UBUNDET: "Inngår ikke i noen omregning",
    pub.UTEN_TRYKT_VERDI: "Trykt uten verdi bak",
    pub.IKKE_TRYKT: "Ikke trykt",
}


def text() -> str:
    """The whole page: what each kind proves, counts, then what does not simply agree."""
    rows = pub.verify_package(load("bergen_2009"))
    kinds, total = Counter(row.slag for row in rows), Counter(row.status for row in rows)
    lines = [_INTRO]
    lines += [f"| {name[0].upper()}{name[1:]} | {kinds[slag]} |" for slag, name in pub.SLAGNAVN.items()]
    lines.append(_BY_TABLE)
    lines += [
        f"| {table} | {' | '.join(str(n[s]) for s in _ORDER)} |" for table, n in _by_table(rows).items()
    ]
    lines.append("| **I alt** | " + " | ".join(f"**{total[s]}**" for s in _ORDER) + " |")
    for slag, title in _TITLES.items():
        lines += [_FIGURES.format(title), *(_row(row) for row in rows if row.slag == slag)]
    return "\n".join(lines) + "\n"


def _by_table(rows: Iterable[pub.Etterproevd]) -> dict[str, Counter[str]]:
    """How many of each status, table by table, in the order of the report."""
    tables: dict[str, Counter[str]] = {}
    for row in rows:
        tables.setdefault(row.tabell, Counter())[row.status] += 1
    return tables


def _row(row: pub.Etterproevd) -> str:
    figures = pub.digits(row.publisert), pub.digits(row.beregnet)
    cells = (row.tabell, row.linje, row.aktor, str(row.aar), *figures, row.merknad)
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"
