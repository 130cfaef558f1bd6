"""Deviations from the country, corrected for need (report ch. 2.3-2.4)."""
