"""Figures of one's own: input workbooks, tables that someone already has, what spreadsheets make of files.

`layout` says which sheets and columns there are, from the package's schema; `values` reads a cell,
`workbook` a file, `joining` makes several people's files one; `template` is what a new one has.
Of a table, `grid` is its cells, `saying` what a text says, `axes` what is said of each figure, and
`placing` puts it in a new package.
"""
