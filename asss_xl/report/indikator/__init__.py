"""Indikator: one indicator of the reader's choice, all municipalities sorted, and over the years."""
