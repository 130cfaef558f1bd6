"""Which municipality numbers held when (KLASS 131), and their KOSTRA groups (KLASS 112)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from ..messages import said
from .cache import Cache
from .client import Client
from .errors import FetchError

MUNICIPALITIES, KOSTRA_GROUPS = 131, 112
T = TypeVar("T")
Rows = list[dict[str, Any]]
#: The lists of KLASS' answers, and what they are of.
_LISTS = {"codes": "koder", "correspondenceItems": "KOSTRA-grupper", "codeChanges": "endringer"}


class Klass:
    """Validity by year; asked for once per year, and kept."""

    def __init__(self, client: Client, cache: Cache) -> None:
        self._client, self._cache = client, cache
        self._found: dict[int, frozenset[str]] = {}

    def valid(self, year: int) -> frozenset[str]:
        """The numbers in use at the end of a year; reforms take effect on 1 January."""

        def read(rows: Rows) -> frozenset[str]:
            codes = frozenset(str(row["code"]) for row in rows)
            if not codes or len(codes) != len(rows):
                raise FetchError(f"KLASS: kommunelisten for {year}-12-31 er tom eller har like koder.")
            return codes

        if year not in self._found:
            asked = {"date": f"{year}-12-31"}
            self._found[year] = self._ask(MUNICIPALITIES, "codesAt", asked, "codes", read)
        return self._found[year]

    def kostra_groups(self, year: int) -> dict[str, str]:
        """The name of the KOSTRA group of every municipality number in a year."""

        def read(rows: Rows) -> dict[str, str]:
            made = {str(row["targetCode"]): str(row["sourceName"]).strip() for row in rows}
            if not made or len(made) != len(rows):
                raise FetchError("KLASS: en kommune står i ingen eller flere KOSTRA-grupper.")
            return made

        asked = {"targetClassificationId": str(MUNICIPALITIES), "date": f"{year}-12-31"}
        return self._ask(KOSTRA_GROUPS, "correspondsAt", asked, "correspondenceItems", read)

    def became(self, number: str, first: int, last: int) -> str:
        """What a number that does not hold was changed to or from, for the one who must mend it."""

        def read(rows: Rows) -> list[str]:
            changes = [(str(row["oldCode"]), str(row["newCode"]), row) for row in rows]
            told = (
                (old, row.get("oldName"), "ble", new, row.get("newName"), str(row["changeOccurred"]))
                for old, new, row in changes
                if number in (old, new)
            )
            return [" ".join(filter(None, words)) for words in told]

        asked = {"from": f"{first}-01-01", "to": f"{last + 1}-01-02"}
        told = self._ask(MUNICIPALITIES, "changes", asked, "codeChanges", read)
        return "; ".join(told) or "KLASS har ingen endring av nummeret i disse årene"

    def _ask(self, number: int, what: str, asked: dict[str, str], name: str, read: Callable[[Rows], T]) -> T:
        """What `read` makes of the rows that an answer has under a name."""

        def rows(raw: bytes) -> T:
            try:
                return read(json.loads(raw)[name])
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise FetchError(said("ikke_liste", number, _LISTS[name])) from error

        key = [self._client.klass, number, what, asked]
        return self._cache.get(key, lambda: self._client.classified(number, what, asked), rows)
