"""Corrections of bookkeeping, as data."""
