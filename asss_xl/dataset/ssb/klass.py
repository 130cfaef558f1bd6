"""Which municipality numbers held when (KLASS 131), and their KOSTRA groups (KLASS 112)."""

from __future__ import annotations

import json

from .cache import Cache
from .client import Client
from .errors import FetchError

MUNICIPALITIES, KOSTRA_GROUPS = 131, 112


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

    def kostra_groups(self, year: int) -> dict[str, str]:
        """The name of the KOSTRA group of every municipality number in a year."""
        date = f"{year}-12-31"
        return self._cache.get(
            [self._client.klass, "correspondsAt", KOSTRA_GROUPS, MUNICIPALITIES, date],
            lambda: self._client.corresponds_at(KOSTRA_GROUPS, MUNICIPALITIES, date),
            _groups,
        )

    def became(self, number: str, first: int, last: int) -> str:
        """What a number that does not hold was changed to or from, for the one who must mend it."""
        changes = self._cache.get(
            [self._client.klass, "changes", MUNICIPALITIES, first, last],
            lambda: self._client.changes(MUNICIPALITIES, f"{first}-01-01", f"{last + 1}-01-02"),
            _changes,
        )
        told = [
            f"{old} {old_name} ble {new} {new_name} {date}"
            for old, old_name, new, new_name, date in changes
            if number in (old, new)
        ]
        return "; ".join(told) or "KLASS har ingen endring av nummeret i disse årene"


def _changes(content: bytes) -> list[tuple[str, str, str, str, str]]:
    try:
        return [
            (
                str(c["oldCode"]),
                str(c.get("oldName", "")),
                str(c["newCode"]),
                str(c.get("newName", "")),
                str(c["changeOccurred"]),
            )
            for c in json.loads(content)["codeChanges"]
        ]
    except (ValueError, KeyError, TypeError) as error:
        raise FetchError("KLASS: svaret er ikke en liste med endringer.") from error


def _groups(content: bytes) -> dict[str, str]:
    try:
        found = json.loads(content)["correspondenceItems"]
        made = {str(item["targetCode"]): str(item["sourceName"]).strip() for item in found}
    except (ValueError, KeyError, TypeError) as error:
        raise FetchError("KLASS: svaret er ikke en liste med KOSTRA-grupper.") from error
    if not made or len(made) != len(found):
        raise FetchError("KLASS: en kommune står i ingen eller flere KOSTRA-grupper.")
    return made


def _codes(content: bytes, date: str) -> frozenset[str]:
    try:
        told = [str(row["code"]) for row in json.loads(content)["codes"]]
    except (ValueError, KeyError, TypeError) as error:
        raise FetchError("KLASS: svaret er ikke en liste med koder. Prøv igjen senere.") from error
    if not told or len(set(told)) != len(told):
        raise FetchError(f"KLASS: kommunelisten for {date} er tom eller har like koder.")
    return frozenset(told)
