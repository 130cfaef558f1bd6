"""What a finished file must satisfy: recalculation changes no cell, and no lint rule finds fault.

The checks read the file alone; they know neither the data nor the code that made it. Only
``reproduction`` works on the report, since it asks how far its cells can be from the truth.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from asss_xl.checks.engines import EngineError, EngineMissing, Session, recalculate
from asss_xl.checks.lint import Finding, Options, Severity, lint
from asss_xl.checks.package import Package, PackageError, file_cells
from asss_xl.checks.recalculation import Difference, differences

__all__ = [
    "Difference", "EngineError", "EngineMissing", "Finding", "Options", "Report", "Session", "Severity",
    "check", "differences", "lint", "recalculate",
]  # fmt: skip


@dataclass(frozen=True)
class Report:
    """What the checks say of one file; it is good when both lists are empty."""

    file: str
    formulas: int
    differences: list[Difference] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """True when nothing was found."""
        return not self.differences and not self.findings

    @property
    def has_errors(self) -> bool:
        """True when a value is wrong or a finding is an error."""
        return bool(self.differences) or any(f.severity == Severity.ERROR for f in self.findings)

    def to_json(self) -> dict[str, Any]:
        """As ``check --json`` writes it: plain dictionaries, lists, text and numbers."""
        return {
            "file": self.file,
            "formulas": self.formulas,
            "differences": [asdict(difference) for difference in self.differences],
            "findings": [asdict(finding) for finding in self.findings],
        }


def check(path: Path | str, engine: str = "ironcalc", options: Options | None = None) -> Report:
    """Recalculate and lint a file.

    A file that cannot be read or recalculated gives a finding; only a file that does not exist
    raises FileNotFoundError, and an engine that is not installed EngineMissing.
    """
    findings = lint(path, options)
    formulas = 0
    try:
        cells = file_cells(Package.open(path)).values()
        formulas = sum(cell.formula is not None for cell in cells)
        found = differences(path, engine)
    except PackageError as error:
        known = Finding(error.rule, error.where, error.message)
        return Report(str(path), formulas, [], list(dict.fromkeys([*findings, known])))
    except EngineMissing:
        raise
    except EngineError as error:
        failed = Finding("recalculation", Path(path).name, str(error), Severity.WARNING)
        return Report(str(path), formulas, [], [*findings, failed])
    return Report(str(path), formulas, found, findings)
