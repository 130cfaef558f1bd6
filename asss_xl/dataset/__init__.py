"""Data packages: the published or raw figures a report is written from, checked and immutable.

`load("bergen_2009")` gives the bundled figures of KS' report on Bergen in the ASSS network 2009,
`load("eksempelnettverk")` an invented network; `load(folder)` any package of the same layout. See
`schema` for the layout and `model` for what the figures know about themselves.
"""

from .datasett import Datasett
from .files import bundled
from .messages import DatasetError, Problem
from .model import Etikett, Figur, Indikator, Korreksjon, Tekstfunn, Tjeneste
from .reading import load
from .sammenslaaing import lagt_sammen
from .verdi import MissingFigure, Oppslag, Verdi

__all__ = ["DatasetError", "Datasett", "Etikett", "Figur", "Indikator", "Korreksjon"]
__all__ += ["MissingFigure", "Oppslag", "Problem", "Tekstfunn", "Tjeneste", "Verdi"]
__all__ += ["bundled", "lagt_sammen", "load"]
