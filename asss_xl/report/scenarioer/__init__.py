"""Scenarios: which of them is in force, and all of them side by side."""
