"""Which municipality numbers held when (KLASS 131)."""

from __future__ import annotations

import json

from .cache import Cache
from .client import Client
from .errors import FetchError

MUNICIPALITIES = 131


class Klass:
    """Validity by year; asked for once per year, and kept."""

    def __init__(self, client: Client, cache: Cache) -> None:
        self._client, self._cache = client, cache
        self._found: dict[int, frozenset[str]] = {}

    def valid(self, year: int) -> frozenset[str]:
        """The numbers in use at the end of a year; reforms take effect on 1 January."""
        if year not in self._found:
            date = f"{year}-12-31"
            self._found[year] = self._cache.get(
                [self._client.klass, "codesAt", MUNICIPALITIES, date],
                lambda: self._client.codes_at(MUNICIPALITIES, date),
                lambda raw: _codes(raw, date),
            )
        return self._found[year]


def _codes(content: bytes, date: str) -> frozenset[str]:
    try:
        told = [str(row["code"]) for row in json.loads(content)["codes"]]
    except (ValueError, KeyError, TypeError) as error:
        raise FetchError("KLASS: svaret er ikke en liste med koder. Prøv igjen senere.") from error
    if not told or len(set(told)) != len(told):
        raise FetchError(f"KLASS: kommunelisten for {date} er tom eller har like koder.")
    return frozenset(told)
