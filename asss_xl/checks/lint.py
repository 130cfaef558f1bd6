"""Lint: what a delivered workbook must satisfy, read from the parts of the file.

The rules are in ``lint_formulas``, ``lint_sheets`` and ``lint_package``. A file that cannot be
read safely gives one finding, never a traceback.
"""

from __future__ import annotations

from pathlib import Path

from asss_xl.checks import lint_formulas, lint_package, lint_sheets
from asss_xl.checks.package import Package, PackageError
from asss_xl.checks.rules import RULES, Finding, Options

__all__ = ["RULES", "Finding", "Options", "PACKAGE_RULES", "lint"]

#: Rules that the reading of the package itself enforces.
PACKAGE_RULES = ("not-a-workbook", "unsafe-package", "unreadable-part")
#: Importing the modules registers their rules.
RULE_MODULES = (lint_formulas, lint_sheets, lint_package)


def lint(path: Path | str, options: Options | None = None) -> list[Finding]:
    """All findings in a file. Only a file that does not exist raises (FileNotFoundError)."""
    options = options or Options()
    try:
        package = Package.open(path)
    except PackageError as error:
        return [Finding(error.rule, error.where, error.message)]
    findings: list[Finding] = []
    for name in RULES:
        if name not in options.ignore:
            findings += _apply(name, package, options)
    return list(dict.fromkeys(findings))


def _apply(name: str, package: Package, options: Options) -> list[Finding]:
    try:
        return [Finding(name, where, text) for where, text in RULES[name](package, options)]
    except PackageError as error:
        return [Finding(error.rule, error.where, error.message)]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, MemoryError):
        message = "En del av filen er ikke slik Excel skriver den, og kunne ikke kontrolleres."
        return [Finding("unreadable-part", package.path.name, message)]
