"""Age groups: which ages a text is of, and whether some groups are the whole population."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: The last age of a group that has none.
OLDEST = 999
_AGES = re.compile(
    r"(?:(?:innbyggere|innb\.)\s*)?(\d{1,3})(?:(?:\s*(?:[-–]|til)\s*(\d{1,3}))?(?:\s*år(?:inger)?)?"
    r"|(\s*\+\s*(?:år)?|\s*år\s*\+|(?:\s*år)? (?:og|eller|el\.?) (?:over|eldre|mer|meir)))",
    re.IGNORECASE,
)


def ages_of(text: str) -> tuple[int, int] | None:
    """The first and the last age of «7 år», «Innbyggere 0-4 år», «90 år +»; nothing of another text."""
    found = _AGES.fullmatch(text.strip())
    if not found:
        return None
    first, last = int(found[1]), OLDEST if found[3] else int(found[2] or found[1])
    return (first, last) if first <= last and first < 130 else None


def names_everyone(text: str) -> bool:
    """Whether a text means all inhabitants."""
    return text.strip().casefold() in ("innbyggere", "innbyggere i alt")


def is_everyone(groups: Iterable[str]) -> bool:
    """Whether the groups have every age in them; one whose ages are not said may be anybody."""
    following = 0
    for first, last in sorted(ages_of(group) or (0, OLDEST) for group in groups):
        if first > following:
            return False
        following = max(following, last + 1)
    return following > OLDEST
