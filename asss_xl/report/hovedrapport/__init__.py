"""The main report: all members side by side, by choice of year and group."""

from asss_xl.report.hovedrapport.bok import Hovedrapport, IkkeNettverk, build

__all__ = ["Hovedrapport", "IkkeNettverk", "build"]
