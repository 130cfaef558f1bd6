"""A report for a case document: its sentences and tables, out of the workbook's own cells."""

from asss_xl.delivery.export.saken import Sak, sak
from asss_xl.delivery.export.writing import FORMATS, Unwritable, check, write

__all__ = ["FORMATS", "Sak", "Unwritable", "check", "sak", "write"]
