"""What can go wrong while figures are fetched: bokmål, what, where, what to do."""

from __future__ import annotations

from collections.abc import Iterable

from asss_xl import replacing


class FetchError(replacing.Refused):
    """Figures that cannot be fetched as they should; nothing is written."""


class Temporary(FetchError):
    """An answer that may be right the next time: busy, down, cut off, a page of HTML."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class Changed(FetchError):
    """The table was updated between two of our calls."""


class Unfilled(FetchError):
    """Tables that are shown with nothing in them while new figures are put in."""

    def __init__(self, tables: Iterable[str], message: str) -> None:
        super().__init__(message)
        self.tables = tuple(tables)


class Refused(FetchError):
    """A question that the server will not answer, however often it is asked."""


class TooLarge(Refused):
    """A question for more cells than the server gives at once."""
