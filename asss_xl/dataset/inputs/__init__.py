"""Figures of one's own: input workbooks, tables that someone already has, what spreadsheets make of files.

`layout` says which sheets and columns there are, from the package's schema; `workbook` reads a file,
`joining` makes several people's files one; `template` is what a new one has. In `cells`, `opening` makes
a `grid` of cells of any file (Excel's by `excel`), and `values` reads one. In `own_tables`, `saying`
tells what a text says, `axes` finds the figures and what is said of each (`facts`), `factors` the way
from its unit to the package's, `placing` puts it in a new package, and `account` tells what became of
every number.
"""
