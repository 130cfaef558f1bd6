"""Figures of one's own: input workbooks, tables that someone already has, what spreadsheets make of files.

`layout` says which sheets and columns there are, from the package's schema; `values` reads a cell,
`workbook` a file, `joining` makes several people's files one; `template` is what a new one has.
Of any file, `opening` makes a `grid` of cells, by `excel` or `ods`. Of a table, `saying` tells what a
text says, `axes` finds the figures and what is said of each (`facts`), `factors` the way from its unit
to the package's, `placing` puts it in a new package, and `account` tells what became of every number.
"""
