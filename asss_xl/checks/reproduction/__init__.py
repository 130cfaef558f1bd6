"""The published figures, recomputed: which agree, which the source has wrong, which cannot be.

A figure agrees when the printed value lies within what the rounding of the printed figures behind
it, and its own, allows, and when it can be true together with all the others. A figure that only
agrees with itself is counted as not tried. The text's own figures are witnesses, and what no
recomputation reaches must at least be reasonable.
"""

from asss_xl.checks.reproduction.kinds import (
    IKKE,
    KILDEFEIL,
    SLAGNAVN,
    STEMMER,
    UFORKLART,
    Etterproevd,
    unexplained,
)
from asss_xl.checks.reproduction.proof import verify, verify_package
from asss_xl.checks.reproduction.telling import as_markdown, as_text, summary

__all__ = [
    "IKKE", "KILDEFEIL", "SLAGNAVN", "STEMMER", "UFORKLART", "Etterproevd", "as_markdown",
    "as_text", "summary", "unexplained", "verify", "verify_package",
]  # fmt: skip
