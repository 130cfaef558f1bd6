"""Makers of what the package carries and its pages say; they are not installed with it."""
