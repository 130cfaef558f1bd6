"""Excel's formulas as text and as a tree: written, read, worked in and calculated."""
