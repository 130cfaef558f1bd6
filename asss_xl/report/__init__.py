"""What the report says: a module per sheet, which calls functions on cells."""

from asss_xl.report.hovedrapport import Hovedrapport, IkkeNettverk, build as build_main
from asss_xl.report.kommunerapport import Rapport, build

__all__ = ["Hovedrapport", "IkkeNettverk", "Rapport", "build", "build_main"]
