"""Cells of files from anybody: opened inside limits, read as they are."""
