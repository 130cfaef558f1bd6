"""How wide a column must be for its figures."""

from __future__ import annotations

from collections.abc import Sequence

#: How much wider bold is.
FET = 1.06


def bredde(tall: Sequence[tuple[float, int]], minst: float = 6.8, *, fet: bool = False) -> float:
    """The width that the figures (with their decimals) need in a column of size 9, or in bold there."""

    def needed(value: float, decimals: int) -> float:
        text = f"{value:,.{decimals}f}"
        digits = sum(sign.isdigit() for sign in text)
        return (digits + 0.55 * (len(text) - digits)) * 0.9 * (FET if fet else 1) + 1.05

    return max([minst, *(needed(value, decimals) for value, decimals in tall)])
