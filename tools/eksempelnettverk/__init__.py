"""The example network: invented figures for real and invented municipalities, from a seed.

`skriv` writes a whole data package; `python -m tools.eksempelnettverk` makes the one that is
bundled. What there is (services, indicators, functions, sectors) is the catalogue's; in `data/` stand
the invented levels, weights and events, and the modules make figures of them.
"""

from .pakke import FROE, skriv

__all__ = ["FROE", "skriv"]
