"""What a workbook must satisfy: recalculation changes no cell, and no rule finds fault.

The checks read the file alone; they know neither the data nor the code that made it. Only
``published`` works on the report, since it asks how far its cells can be from the truth.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from asss_xl.checks import contents, patterns, people, rules, sums  # noqa: F401 - their rules
from asss_xl.checks.engine import EngineError
from asss_xl.checks.package import Workbook
from asss_xl.checks.recalculation import FOLLOWS, Difference, Uncontrolled, recalculated
from asss_xl.checks.rules import MOST_OF_A_KIND, RULES, Finding, Severity
from asss_xl.functions.values import ExcelError, Value
from asss_xl.norsk import norsk
from asss_xl.unpacking import PackageError

#: What the engine may take, in the processor's time; the reading is held down by its limits.
SECONDS = 14.0
#: The places that are named for each reason why formulas were not controlled.
_NAMED = 5


@dataclass(frozen=True)
class Report:
    """What the checks say of one file.

    ``readable`` is False when the file could not be read, ``recalculated`` when no formula was
    calculated; ``stamp`` is what a workbook of this product says of where it is from.
    """

    file: str
    formulas: int = 0
    recalculated: bool = True
    differences: list[Difference] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    uncontrolled: list[Uncontrolled] = field(default_factory=list)
    stamp: dict[str, str] = field(default_factory=dict)
    readable: bool = True

    @property
    def has_errors(self) -> bool:
        """True when a value is wrong, a finding is an error, or nothing was recalculated."""
        wrong = any(finding.severity == Severity.ERROR for finding in self.findings)
        return wrong or bool(self.differences) or not self.recalculated

    def to_json(self) -> dict[str, Any]:
        """As ``check --json`` writes it: plain dictionaries, lists, text and numbers."""
        return {name: told for name, told in asdict(self).items() if name != "readable"}

    def as_text(self) -> str:
        """Some lines in bokmål."""
        return "\n".join(self._lines())

    @property
    def _of_formulas(self) -> str:
        return f"{self.formulas} {'formel' if self.formulas == 1 else 'formler'}"

    def _lines(self) -> Iterator[str]:
        if not self.readable:
            yield f"{self.file}: kunne ikke leses"
        else:
            count = len(self.differences) + len(self.findings)
            yield f"{self.file}: {self._of_formulas}, {count} funn"
        for difference in self.differences[:MOST_OF_A_KIND]:
            yield (
                f"  feil: {difference.sheet}!{difference.address}: filen har {_shown(difference.cached)}, "
                f"omregnet gir {_shown(difference.recalculated)} ({difference.formula})"
            )
        if len(self.differences) > MOST_OF_A_KIND:
            yield f"  feil: {len(self.differences) - MOST_OF_A_KIND} celler til har en annen verdi omregnet."
        for finding in self.findings:
            yield f"  {finding.severity.label}: {finding.where}: {finding.message} [{finding.rule}]"
        yield from self._not_controlled()
        if self.stamp:
            about = " ".join(filter(None, (self.stamp.get("kommune"), self.stamp.get("aar"))))
            yield (
                f"  stempel: laget av asss-xl for {about}, datapakken {self.stamp.get('pakke', '')}, "
                f"bygg {self.stamp.get('bygg', '')}"
            )

    def _not_controlled(self) -> Iterator[str]:
        if not self.uncontrolled:
            return
        yield f"  {len(self.uncontrolled)} av {self._of_formulas} kan ikke kontrolleres:"
        by_reason: dict[str, list[str]] = {}
        for cell in self.uncontrolled:
            reason = "følger av disse" if cell.reason.startswith(FOLLOWS) else cell.reason
            by_reason.setdefault(reason, []).append(f"{cell.sheet}!{cell.address}")
        for reason, places in by_reason.items():
            more = ", ..." if len(places) > _NAMED else ""
            yield f"    {len(places)} {reason}: {', '.join(places[:_NAMED])}{more}"


def _shown(value: Value) -> str:
    if isinstance(value, str):
        return str(value) if isinstance(value, ExcelError) else f"«{value}»"
    if value is None:
        return "ingenting"
    return norsk(value, ".15g")


def check(path: Path | str) -> Report:
    """Recalculate a file and apply the rules.

    A file that cannot be read or recalculated gives a finding; only a file that does
    not exist raises FileNotFoundError.
    """
    try:
        package = Workbook.open(path)
        package.look_over()
        formulas = len(package.formula_cells)
        # The engine works in a process of its own meanwhile.
        with ThreadPoolExecutor(max_workers=1) as other:
            asked = other.submit(recalculated, package, SECONDS) if formulas else None
            found = rules.findings(package)
        stamp = package.stamp
        different, uncontrolled = asked.result() if asked is not None else ([], [])
    except PackageError as error:
        unread = Finding(error.rule, error.where, error.message)
        return Report(str(path), findings=[unread], readable=False, recalculated=False)
    except EngineError as error:
        told = f"Ingenting er regnet på nytt, så tallene er ikke kontrollert: {error}"
        found.insert(0, Finding("recalculation", Path(path).name, told))
        return Report(str(path), formulas, False, findings=found, stamp=stamp)
    unstored = {cell.where for cell in package.formula_cells if not cell.cell.has_value}
    wrong = {f"{d.sheet}!{d.address}": d for d in different}
    # What a program without LAMBDA has lost is told of once.
    lost = {f"{sheet}!{address}" for sheet, address in contents.without_lambda(package)}
    following = {FOLLOWS + where for where in lost}
    lost |= {f"{cell.sheet}!{cell.address}" for cell in uncontrolled if cell.reason in following}
    instead: dict[str, Value] = dict.fromkeys((*wrong, *lost))
    instead |= {where: difference.recalculated for where, difference in wrong.items() if where in unstored}
    found = [f for f in found if f.rule != "error-value"]
    found += rules.applied(RULES["error-value"], package, contents.error_value(package, instead))
    differences = [difference for where, difference in wrong.items() if where not in unstored]
    return Report(str(path), formulas, True, differences, found, uncontrolled, stamp)
