"""The published figures, recomputed: agree, source error, not reproducible.

Each input of a package rounds to its print; each figure that the workbook's own formulas work out
of them rounds to what was printed. Otherwise it is a named error of the source, or stands on the
list of what the source leaves open, or it is unexplained: a fault of ours, or of the package.
"""

from asss_xl.checks.published.kinds import (
    IKKE,
    KILDEFEIL,
    SLAGNAVN,
    STEMMER,
    UFORKLART,
    Etterproevd,
    unexplained,
)
from asss_xl.checks.published.proof import verify, verify_package
from asss_xl.checks.published.wording import as_markdown, as_text

__all__ = [
    "IKKE",
    "KILDEFEIL",
    "SLAGNAVN",
    "STEMMER",
    "UFORKLART",
    "Etterproevd",
    "as_markdown",
    "as_text",
    "unexplained",
    "verify",
    "verify_package",
]
