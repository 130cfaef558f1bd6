"""The outcome of a proof in words: for a terminal, and as a page in ``docs/``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from asss_xl.checks.plausibility import REGLER
from asss_xl.checks.reproduction.kinds import (
    AVVIK,
    FEIL,
    IKKE,
    IKKE_TRYKT,
    INNENFOR,
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

_ORDER = (STEMMER, KILDEFEIL, IKKE, UFORKLART)
#: Widths of an interval that are told apart, in units of the last printed digit.
_WIDTHS = (0.5, 1.0, 2.0, 5.0, 10.0)


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
    widths = [row.halvbredde for row in rows if row.slag == INNENFOR and row.halvbredde is not None]
    if widths:
        lines.append("Så mye åpner avrundingen for, i enheter av siste trykte siffer:")
        lines += [f"  {count:5d}  {name}" for name, count in _by_width(widths)]
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
        "Laget av `asss-xl verify`; ikke rediger for hånd. Et tall stemmer når det trykte ligger "
        "innenfor det avrundingen av de trykte inntallene og av tallet selv tillater, og når det "
        "kan være riktig samtidig med alle de andre. Et tall som bare er likt seg selv, er ikke "
        "prøvd, og står som det.",
        "",
        "| Hva som er vist | Antall |",
        "|---|---:|",
    ]
    kinds = Counter(row.slag for row in rows)
    lines += [f"| {name[0].upper()}{name[1:]} | {kinds[slag]} |" for slag, name in SLAGNAVN.items()]
    lines += _widths_page(rows)
    lines += ["", "## Tabell for tabell", "",
              "| Tabell | Stemmer | Kildefeil | Ikke reproduserbar | Uforklart |",
              "|---|---:|---:|---:|---:|"]  # fmt: skip
    for table, counts in summary(rows):
        lines.append(f"| {table} | " + " | ".join(str(counts[s]) for s in _ORDER) + " |")
    total = Counter(row.status for row in rows)
    lines.append("| **I alt** | " + " | ".join(f"**{total[s]}**" for s in _ORDER) + " |")
    for title, slag in (
        ("Kildefeil", FEIL), ("Inngår ikke i noen omregning", UBUNDET),
        ("Trykt uten verdi bak", UTEN_VERDI), ("Ikke trykt", IKKE_TRYKT),
    ):  # fmt: skip
        lines += ["", f"## {title}", "", "| Tabell | Linje | Aktør | År | Trykt | Beregnet | Grunn |",
                  "|---|---|---|---:|---:|---:|---|"]  # fmt: skip
        lines += [_markdown_row(row) for row in rows if row.slag == slag]
    return "\n".join(lines) + "\n"


def _by_width(widths: list[float]) -> list[tuple[str, int]]:
    """How many intervals have a half-width up to each of the limits."""
    made, before = [], 0.0
    for limit in _WIDTHS:
        count = sum(before < width <= limit for width in widths)
        made.append((f"høyst ±{_number(limit)}", count))
        before = limit
    made.append((f"over ±{_number(before)}", sum(width > before for width in widths)))
    return [(name, count) for name, count in made if count]


def _widths_page(rows: list[Etterproevd]) -> list[str]:
    widths = [row.halvbredde for row in rows if row.halvbredde is not None]
    lines = ["", "## Hvor mye avrundingen åpner for", "",
             "Halve bredden av intervallet de andre trykte tallene lar et tall være i, i enheter av "
             "tallets siste trykte siffer, der alle formlene tallet inngår i er tatt med. Jo smalere "
             "det er, jo mindre skrivefeil blir merket; en feil som er mindre, lar kilden stå åpen.",
             "",
             "| Halv bredde | Tall |", "|---|---:|"]  # fmt: skip
    return lines + [f"| {name} | {count} |" for name, count in _by_width(widths)]


def _markdown_row(row: Etterproevd) -> str:
    printed = "" if row.publisert is None else _number(row.publisert)
    value = "" if row.beregnet is None else _number(row.beregnet)
    cells = (row.tabell, row.linje, row.aktor, str(row.aar), printed, value, row.merknad)
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _described(row: Etterproevd) -> str:
    value = "–" if row.beregnet is None else _number(row.beregnet)
    printed = "–" if row.publisert is None else _number(row.publisert)
    if row.beregnet is None and row.nedre is not None and row.oevre is not None:
        value = f"mellom {_number(row.nedre)} og {_number(row.oevre)}"
    return (
        f"{row.tabell}, {row.linje}, {row.aktor} {row.aar}: trykt {printed}, beregnet {value}. "
        f"{row.merknad}"
    )


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".").replace(".", ",")
