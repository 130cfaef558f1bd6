"""Tables that somebody already has: what each number is about is said, or it is not placed.

`own_table` opens the file, `saying` tells what a text says (`units` which unit), `axes` finds the figures and
what is said of each (`facts`), `factors` the way from its unit to the package's, and `placing` puts it there.
"""
