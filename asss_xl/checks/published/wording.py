"""The outcome of a proof in words: for a terminal, and as a page in ``docs/``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from asss_xl.checks.published.kinds import (
    AVVIK,
    FEIL,
    FORMEL,
    IKKE,
    IKKE_TRYKT,
    KILDEFEIL,
    REGEL,
    SLAGNAVN,
    STATUSNAVN,
    STEMMER,
    UBUNDET,
    UFORKLART,
    UTEN_VERDI,
    Etterproevd,
)
from asss_xl.dataset.plausibility import REGLER

_ORDER = (STEMMER, KILDEFEIL, IKKE, UFORKLART)


def summary(rows: Iterable[Etterproevd]) -> list[tuple[str, Counter[str]]]:
    """How many of each status, table by table, in the order of the report."""
    tables: dict[str, Counter[str]] = {}
    for row in rows:
        tables.setdefault(row.tabell, Counter())[row.status] += 1
    return list(tables.items())


def as_text(rows: list[Etterproevd]) -> str:
    """For a terminal: what each kind proves and how many, then what does not simply agree."""
    kinds = Counter(row.slag for row in rows)
    rules = f"{len(REGLER)} regler for hva som er rimelig, {kinds[REGEL] or 'ingen'} brudd"
    if not rows:
        return f"Pakken har ingen trykte resultater å regne ut på nytt. {rules}."
    lines = [f"{len(rows)} tall, etiketter og påstander etterprøvd:"]
    lines += [f"  {kinds[slag]:5d}  {name}" for slag, name in SLAGNAVN.items() if kinds[slag]]
    for title, slag in (("Uforklart", AVVIK), ("Urimelig", REGEL), ("Kildefeil", FEIL)):
        chosen = [row for row in rows if row.slag == slag]
        if chosen:
            lines.append(f"{title}:")
            lines += [f"  {_described(row)}" for row in chosen]
    total = Counter(row.status for row in rows)
    lines.append(f"{rules[0].upper()}{rules[1:]}.")
    lines.append("I alt: " + ", ".join(f"{n} {STATUSNAVN[s]}" for s, n in total.items()) + ".")
    return "\n".join(lines)


def as_markdown(rows: list[Etterproevd]) -> str:
    """The page in ``docs/``: what each kind proves, counts, then what does not simply agree."""
    lines = [
        "# Etterprøving av de publiserte tallene",
        "",
        "Laget av `asss-xl verify`; ikke rediger for hånd. Et inntall stemmer når det avstemte tallet "
        "runder til det trykte; et tall som regnes ut, når arbeidsbokas egne formler gir et tall som "
        "runder til det trykte. Et tall som bare er likt seg selv, er ikke prøvd, og står som det.",
        "",
        "| Hva som er vist | Antall |",
        "|---|---:|",
    ]
    kinds = Counter(row.slag for row in rows)
    lines += [f"| {name[0].upper()}{name[1:]} | {kinds[slag]} |" for slag, name in SLAGNAVN.items()]
    lines += [
        "",
        "## Tabell for tabell",
        "",
        "| Tabell | Stemmer | Kildefeil | Ikke reproduserbar | Uforklart |",
        "|---|---:|---:|---:|---:|",
    ]
    for table, counts in summary(rows):
        lines.append(f"| {table} | " + " | ".join(str(counts[s]) for s in _ORDER) + " |")
    total = Counter(row.status for row in rows)
    lines.append("| **I alt** | " + " | ".join(f"**{total[s]}**" for s in _ORDER) + " |")
    for title, slag in (
        ("Kildefeil", FEIL),
        ("Kilden trykker ikke formelen", FORMEL),
        ("Inngår ikke i noen omregning", UBUNDET),
        ("Trykt uten verdi bak", UTEN_VERDI),
        ("Ikke trykt", IKKE_TRYKT),
    ):
        lines += [
            "",
            f"## {title}",
            "",
            "| Tabell | Linje | Aktør | År | Trykt | Beregnet | Grunn |",
            "|---|---|---|---:|---:|---:|---|",
        ]
        lines += [_markdown_row(row) for row in rows if row.slag == slag]
    return "\n".join(lines) + "\n"


def _markdown_row(row: Etterproevd) -> str:
    printed = "" if row.publisert is None else _number(row.publisert)
    value = "" if row.beregnet is None else _number(row.beregnet)
    cells = (row.tabell, row.linje, row.aktor, str(row.aar), printed, value, row.merknad)
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _described(row: Etterproevd) -> str:
    value = "–" if row.beregnet is None else _number(row.beregnet)
    printed = "–" if row.publisert is None else _number(row.publisert)
    return (
        f"{row.tabell}, {row.linje}, {row.aktor} {row.aar}: trykt {printed}, beregnet {value}. {row.merknad}"
    )


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".").replace(".", ",")
