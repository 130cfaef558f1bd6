"""The example network: invented figures for real and invented municipalities, from a seed.

`skriv` writes a whole data package; `python -m tools.eksempelnettverk` makes the one that is
bundled. What a service, an indicator, a function or a sector is, the catalogue says; in `data/` stand
the invented levels, weights and events, and the modules make figures of them. Only the services that
`data/indikatorer.csv` has rows for are in it, and a row there is the catalogue's row at the same place.
"""

from .pakke import FROE, skriv

__all__ = ["FROE", "skriv"]
