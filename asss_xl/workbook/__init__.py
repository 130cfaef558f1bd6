"""How a sheet becomes a file: cells, styles, charts, what-if inputs, names, the writer."""

from asss_xl.functions.values import MISSING_TEXT
from asss_xl.workbook.book import FORMS, Book, PrintSetup, Sheet, XlTable
from asss_xl.workbook.cells import GAP, Argument, Call, Cell, Range, of, rectangle
from asss_xl.workbook.charts import Chart, Frame, Series
from asss_xl.workbook.what_if import Input

__all__ = [
    "FORMS",
    "GAP",
    "MISSING_TEXT",
    "Argument",
    "Book",
    "Call",
    "Cell",
    "Chart",
    "Frame",
    "Input",
    "PrintSetup",
    "Range",
    "Series",
    "Sheet",
    "XlTable",
    "of",
    "rectangle",
]
