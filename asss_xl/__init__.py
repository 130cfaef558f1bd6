"""asss_xl: the ASSS municipal report as live Excel workbooks and functions."""

__version__ = "0.1.0"
