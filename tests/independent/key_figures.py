"""The table of key figures on Forside, from the accounts and the figures of the chapters."""

from __future__ import annotations

from tests.independent.accounts import OTHERS, OWN, Accounts
from tests.independent.figures import Book

PART = "nøkkeltall"
#: Lines of the accounts in percent of income.
_ACCOUNTS = {
    "brutto": "Brutto driftsresultat",
    "netto": "Netto driftsresultat",
    "handlingsrom": "Handlingsrom",
    "overskudd": "Overskudd før lån",
    "finansbehov": "Finansieringsbehov",
    "netto_gjeld": "Netto lånegjeld",
    "disposisjonsfond": "Disposisjonsfond",
}
#: Figures of other tables: where each stands, what it is held against, and where its million kroner are.
_OTHERS = {
    "Netto lånegjeld, kr/innb.": ("per innbygger", "netto_gjeld", "kommune", "landet", "mill"),
    "Korrigerte frie innt., kr/innb.": ("per innbygger", "korrigert", "kommune", "landet", "mill"),
    "Utgiftsbehov, landet = 1": ("indeks", "alt", "indeks", 1.0, None),
    "Utgifter over behov, kr/innb.": ("kroner", "sum_noekkel", "kr", 0.0, "mill"),
    "Avvik i disp. inntekt, kr/innb.": ("kroner", "disponibel", "kr", 0.0, "mill"),
    "Inntektsnivå, landet = 1": ("tabell 19", "nivaa", "avvik", 1.0, None),
}


def _less(a: object, b: object) -> float | None:
    return float(a) - float(b) if isinstance(a, float | int) and isinstance(b, float | int) else None


def write(book: Book, accounts: Accounts) -> None:
    """Every line, when the chapters' figures are there."""
    figures, (_, before, year) = book.figures, book.choice.years
    for line, name in _ACCOUNTS.items():
        if line not in book.package.accounts:
            continue
        now, past, others = (
            accounts.percent(actor, line, y) for actor, y in ((OWN, year), (OWN, before), (OTHERS, year))
        )
        gap, income = _less(now, others), accounts.total(OWN, "driftsinntekter", year)
        mill = None if gap is None or income is None else gap * income / 100_000
        _line(book, f"{name}, % av inntekt", now, past, others, mill)
    for name, (part, line, column, against, money) in _OTHERS.items():
        held = against if isinstance(against, float) else figures[part, line, against, year]
        mill = figures[part, line, money, year] if money else None
        past = figures[part, line, column, before]
        _line(book, name, figures[part, line, column, year], past, held, mill)


def _line(book: Book, name: str, now: object, past: object, held: object, mill: object) -> None:
    year = book.choice.year
    broken = book.package.broken(book.choice.own, year - 1, year)
    cells: dict[tuple[str, int], object] = {
        ("tall", year): now,
        ("tall", year - 1): past,
        ("endring", 0): "Brudd" if broken else _less(now, past),
        ("mot", 0): held,
        ("forskjell", 0): _less(now, held),
        ("mill", 0): mill,
    }
    for (column, at), value in cells.items():
        book.put(PART, name, column, at, value)  # type: ignore[arg-type]
