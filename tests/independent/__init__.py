"""A second computation of a network's workbook, from the raw CSV files with pandas.

It shares no code with the program: `figures` reads the files themselves, `sheets` reads the
finished workbook by its visible headings, and the tests hold the one against the other.
"""
