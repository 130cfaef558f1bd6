"""Figures of one's own: input workbooks and what Norwegian spreadsheets make of files.

`layout` says which sheets and columns there are, from the package's schema; `values` reads a cell,
`workbook` a file, `joining` makes several people's files one; `template` is what a new one has.
"""
