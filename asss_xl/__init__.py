"""ASSS-kommunerapporten som levende Excel-arbeidsbøker, og metoden som funksjoner.

Hver funksjon i Excel finnes her under samme navn med små bokstaver og uten ASSS_:
``asss_xl.avvik(11288, 10640, indeks=0.968)``. ``help(asss_xl.avvik)`` forklarer den.
"""

from typing import Any

__version__ = "0.15.0"


def __getattr__(name: str) -> Any:
    """The functions when they are asked for: the command line should not wait for them."""
    if name.startswith("_") and name != "__all__":
        raise AttributeError(name)
    from asss_xl.functions.public import public_functions
    from asss_xl.functions.values import ExcelError

    offered = {**public_functions(), "ExcelError": ExcelError}
    if name == "__all__":
        return list(offered)
    if name not in offered:
        raise AttributeError(f"asss_xl har ingen funksjon «{name}».")
    globals().update(offered)
    return offered[name]


def __dir__() -> list[str]:
    return sorted({"__version__", *__getattr__("__all__")})
