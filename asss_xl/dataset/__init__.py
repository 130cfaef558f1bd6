"""Data packages: the published or raw figures a report is written from, checked and immutable.

`load("bergen_2009")` gives the bundled figures of KS' report on Bergen in the ASSS network 2009;
`load(folder)` gives any package of the same layout. See `schema` for the layout and `model` for
what the figures know about themselves (unit, rounding, source, status).
"""

from .files import bundled
from .messages import DatasetError, Problem
from .model import (
    Datasett,
    Etikett,
    Figur,
    Folkevekst,
    Funksjon,
    Indikator,
    Korreksjon,
    Kriterium,
    MissingFigure,
    Oppslag,
    Tekstfunn,
    Tjeneste,
    Verdi,
)
from .reading import load
from .schema import GRUPPER, RETNINGER, STATUSER

__all__ = [
    "GRUPPER",
    "RETNINGER",
    "STATUSER",
    "DatasetError",
    "Datasett",
    "Etikett",
    "Figur",
    "Folkevekst",
    "Funksjon",
    "Indikator",
    "Korreksjon",
    "Kriterium",
    "MissingFigure",
    "Oppslag",
    "Problem",
    "Tekstfunn",
    "Tjeneste",
    "Verdi",
    "bundled",
    "load",
]
