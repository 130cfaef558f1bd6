"""The example network: invented figures for real and invented municipalities, from a seed.

`skriv` writes a whole data package; `python -m asss_xl.dataset.eksempel OUT` makes the one that is
bundled as `eksempelnettverk`. What there is (services, indicators, municipalities, functions, cost
keys) stands in `definisjoner/`; the modules only make figures of it.
"""

from .pakke import FROE, skriv

__all__ = ["FROE", "skriv"]
