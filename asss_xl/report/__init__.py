"""What the report says: a module per sheet, which calls functions on cells."""

from asss_xl.report.kommunerapport import Rapport, build

__all__ = ["Rapport", "build"]
