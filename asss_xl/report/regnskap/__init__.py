"""Regnskap: the accounts (report ch. 0-1)."""
