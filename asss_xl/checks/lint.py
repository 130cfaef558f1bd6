"""Lint: what a workbook must satisfy, read from the parts of the file.

The rules are in the ``lint_*`` modules. A file that cannot be read safely gives one finding, never
a traceback.
"""

from __future__ import annotations

from pathlib import Path

from asss_xl.checks import (
    lint_charts,
    lint_formulas,
    lint_indexes,
    lint_names,
    lint_package,
    lint_patterns,
    lint_risks,
    lint_sheets,
    lint_tables,
    lint_values,
)
from asss_xl.checks.package import Package, PackageError
from asss_xl.checks.rules import RULES, Finding, Options, Rule, Severity

__all__ = ["PACKAGE_RULES", "RULES", "Finding", "Options", "Severity", "lint"]

#: Rules that the reading of the package itself enforces, all of them errors.
PACKAGE_RULES = {
    "not-a-workbook": "Filen er ikke en lesbar .xlsx: feil filtype, kryptert, avkortet eller skadet.",
    "unsafe-package": "Filen kan ikke åpnes trygt: pakkebombe, DTD, deler utenfor pakken, to like deler.",
    "cell-value": "En celles adresse eller verdi stemmer ikke med typen (t), så Excel reparerer filen.",
    "string-index": "En celle peker på en tekst som ikke finnes i tekstlisten (sharedStrings).",
    "unreadable-part": "En del er ikke slik formatet krever, og kunne ikke kontrolleres.",
}
#: Importing the modules registers their rules, in the order of the documentation.
RULE_MODULES = (
    lint_package, lint_indexes, lint_names, lint_formulas, lint_patterns, lint_values,
    lint_sheets, lint_tables, lint_charts, lint_risks,
)  # fmt: skip
_CHAPTERS = [module.CHAPTER for module in RULE_MODULES]
#: The rules in the order of the chapters, however the modules were imported.
ORDERED = tuple(sorted(RULES.values(), key=lambda rule: _CHAPTERS.index(rule.chapter)))
#: More than this of one kind tells the reader nothing new.
MOST_OF_A_KIND = 100


def lint(path: Path | str, options: Options | None = None) -> list[Finding]:
    """All findings in a file. Only a file that does not exist raises (FileNotFoundError)."""
    try:
        package = Package.open(path)
    except PackageError as error:
        return [Finding(error.rule, error.where, error.message)]
    return lint_package_of(package, options)


def lint_package_of(package: Package, options: Options | None = None) -> list[Finding]:
    """All findings in an opened file, errors first."""
    options = options or Options()
    findings: list[Finding] = []
    for rule in ORDERED:
        if rule.name not in options.ignore:
            findings += _apply(rule, package, options)
    order = list(Severity)
    return sorted(dict.fromkeys(findings), key=lambda finding: order.index(finding.severity))


def _apply(rule: Rule, package: Package, options: Options) -> list[Finding]:
    name = rule.name
    found: dict[Finding, None] = {}
    more = 0
    try:
        for where, text in rule(package, options):
            finding = Finding(name, where, text, rule.severity)
            if finding not in found and len(found) == MOST_OF_A_KIND:
                more += 1
            else:
                found[finding] = None
    except PackageError as error:
        return [*found, Finding(error.rule, error.where, error.message)]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, MemoryError):
        message = "En del av filen er ikke slik Excel skriver den, og kunne ikke kontrolleres."
        return [*found, Finding("unreadable-part", package.path.name, message)]
    if more:
        message = f"{more} funn til av samme slag er ikke vist."
        found[Finding(name, package.path.name, message, rule.severity)] = None
    return list(found)
