"""The register of rules: a rule is a function from a workbook to what is wrong, where.

The rules are in ``patterns`` (formulas among their neighbours), ``sums``, ``people`` (who
is named) and ``contents`` (everything else).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from asss_xl.catalogue import rows
from asss_xl.checks.package import Workbook
from asss_xl.unpacking import PackageError

Flaw = tuple[str, str]
Finder = Callable[[Workbook], Iterator[Flaw]]
_Finder = TypeVar("_Finder", bound=Finder)
#: More than this of one kind tells the reader nothing new.
MOST_OF_A_KIND = 100


class Severity(StrEnum):
    """How much a finding matters; only errors make ``check`` answer with exit status 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The word in bokmål."""
        return {"error": "feil", "warning": "advarsel", "note": "merknad"}[self.value]


@dataclass(frozen=True)
class Finding:
    """One thing to correct: the rule, the place in the file, the message in bokmål."""

    rule: str
    where: str
    message: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True)
class Rule:
    """A rule: its name, how much it matters, what should be and why (in bokmål)."""

    name: str
    severity: Severity
    reason: str


#: Rule id -> the rule, in the order of the page.
RULES = {
    row["regel"]: Rule(row["regel"], Severity(row["alvor"]), row["hvorfor"])
    for row in rows("regler", Path(__file__).parent)
}
#: What finds the breaches of each.
FINDERS: dict[str, Finder] = {}


def rule(name: str) -> Callable[[_Finder], _Finder]:
    """Register what finds the breaches of a rule of ``regler.csv``."""

    def register(function: _Finder) -> _Finder:
        if name in FINDERS or name not in RULES:
            raise ValueError(f"{name} has no line in checks/regler.csv, or two functions are of it")
        FINDERS[name] = function
        return function

    return register


def findings(package: Workbook) -> list[Finding]:
    """All findings in an opened file, errors first; raises PackageError for what cannot be read."""
    found = [each for name, rule in RULES.items() for each in applied(rule, package, FINDERS[name](package))]
    order = list(Severity)
    return sorted(found, key=lambda finding: order.index(finding.severity))


def applied(rule: Rule, package: Workbook, problems: Iterator[Flaw]) -> list[Finding]:
    """What a rule finds, as findings."""
    try:
        told = dict.fromkeys(problems)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        message = f"En del er ikke slik Excel skriver den, og kunne ikke kontrolleres ({rule.name})."
        raise PackageError("unreadable-part", package.path.name, message) from error
    found = [Finding(rule.name, *problem, rule.severity) for problem in told]
    more = len(found) - MOST_OF_A_KIND
    if more > 0:
        message = f"{more} funn til av samme slag er ikke vist."
        found[MOST_OF_A_KIND:] = [Finding(rule.name, package.path.name, message, rule.severity)]
    return found
