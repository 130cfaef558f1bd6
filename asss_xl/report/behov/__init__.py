"""Calculated need for spending (report ch. 2.1)."""
