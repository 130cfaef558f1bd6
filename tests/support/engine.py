"""A workbook in an engine: fill it in, look at every cell, put it back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from asss_xl.checks import Session
from asss_xl.checks.places import Place
from asss_xl.functions.values import Value
from asss_xl.report.rapport import Rapport
from asss_xl.workbook.saving import save


def opened(report: Rapport, path: Path) -> Session:
    """The report's finished file, loaded and recalculated."""
    save(report.book, path)
    return Session(path)


def filled_in(session: Session, changes: Mapping[str, Value], evaluate: bool = True) -> dict[Place, Value]:
    """Every cell after the changes; the session is put back, its formulas too if they are asked for."""
    try:
        for place, value in changes.items():
            session.set(place, value)
        session.evaluate()
        return session.values()
    finally:
        session.restore(evaluate)
