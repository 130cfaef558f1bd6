"""The choices of a network workbook by what they are, as a reader makes them on the sheets."""

from __future__ import annotations

from asss_xl.functions.values import Value
from asss_xl.report.rapport import Rapport

KOMMUNE, AAR = "Kommunen rapporten gjelder", "Rapportåret"
GRUPPE, NOEKKEL = "Gruppen det sammenliknes med", "Kostnadsnøkkelen som brukes"
PRISER = "Priser: løpende, eller faste i rapportårets kroner"
_MEMBER = ": med i snittet? Tomt følger gruppen"


def places(report: Rapport) -> dict[str, str]:
    """Where each choice stands, by its label."""
    return {e.label: e.cell.place for e in report.book.editables}


def members(report: Rapport) -> dict[str, str]:
    """Where each member's yellow ja/nei stands, by the member."""
    return {
        label.removesuffix(_MEMBER): place
        for label, place in places(report).items()
        if label.endswith(_MEMBER)
    }


def listed(report: Rapport, label: str) -> list[Value]:
    """What a choice can be."""
    (found,) = [e for e in report.book.editables if e.label == label]
    return [c if isinstance(c, str) else c.value for c in found.choices]
