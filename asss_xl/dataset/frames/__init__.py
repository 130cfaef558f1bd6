"""A data set as pandas DataFrames, for those who work in Python: docs/python.md.

Nothing else imports these: a workbook is built without pandas.
"""

from asss_xl.extras import install

try:
    import pandas  # noqa: F401
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        f"Pakken pandas er ikke installert, og trengs for tall som DataFrame. {install('pandas')}"
    ) from error

from .indikatorer import avvik, produksjon, referanser, verdier
from .likhet import likeste
from .ressursbruk import ressursbruk

__all__ = ["avvik", "likeste", "produksjon", "referanser", "ressursbruk", "verdier"]
