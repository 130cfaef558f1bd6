"""What a workbook must satisfy: recalculation changes no cell, and no rule finds fault.

The checks read the file alone; they know neither the data nor the code that made it. Only
``published`` works on the report, since it asks how far its cells can be from the truth.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from asss_xl.checks import contents, patterns, rules
from asss_xl.checks.engine import EngineError
from asss_xl.checks.package import Package
from asss_xl.checks.recalculation import Difference, Outcome, recalculated
from asss_xl.checks.report import Report
from asss_xl.checks.rules import RULES, Finding, Severity
from asss_xl.checks.uncontrolled import Uncontrolled
from asss_xl.unpacking import PackageError

__all__ = [
    "RULES",
    "Difference",
    "EngineError",
    "Finding",
    "Report",
    "Severity",
    "Uncontrolled",
    "check",
    "contents",
    "patterns",
]

#: What the engine may take, in the processor's time; the reading is held down by its limits.
SECONDS = 14.0
_STAMP = "asss_"


def check(path: Path | str) -> Report:
    """Recalculate a file and apply the rules.

    A file that cannot be read or recalculated gives a finding; only a file that does
    not exist raises FileNotFoundError.
    """
    try:
        package = Package.open(path)
        package.look_over()
        formulas = len(package.formula_cells)
        # The engine works in a process of its own meanwhile.
        with ThreadPoolExecutor(max_workers=1) as other:
            asked = other.submit(recalculated, package, SECONDS) if formulas else None
            found = rules.findings(package)
        stamp = {
            name.removeprefix(_STAMP): text
            for name, text in package.properties.items()
            if name.startswith(_STAMP)
        }
        outcome = asked.result() if asked is not None else Outcome()
    except PackageError as error:
        unread = Finding(error.rule, error.where, error.message)
        return Report(str(path), findings=[unread], readable=False, recalculated=False)
    except EngineError as error:
        told = f"Ingenting er regnet på nytt, så tallene er ikke kontrollert: {error}"
        found.insert(0, Finding("recalculation", Path(path).name, told))
        return Report(str(path), formulas, False, findings=found, stamp=stamp)
    differences = outcome.differences
    wrong = {
        f"{difference.sheet}!{difference.address}": difference.recalculated for difference in differences
    }
    if any(finding.rule == "no-cached-values" for finding in found):
        errors = contents.error_value(package, wrong)
        found, differences = found + rules.applied(RULES["error-value"], package, errors), []
    else:
        found = [f for f in found if f.rule != "error-value" or f.where not in wrong]
    return Report(str(path), formulas, True, differences, found, outcome.uncontrolled, stamp)
