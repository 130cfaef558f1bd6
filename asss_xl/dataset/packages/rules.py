"""How a rule of what is reasonable is declared, by its name, and the figures that break it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..datasett import Datasett

#: A remark at a figure that begins so, says that the figure is right however odd it is.
CHECKED = "kontrollert"


class Figure(NamedTuple):
    """A figure of a package by its file and itself as people name them, with the remark at it; of one that
    breaks a rule also which, and where it could be.
    """

    fil: str
    hva: str
    hvem: str
    aar: int
    enhet: str
    verdi: float | None
    merknad: str = ""
    regel: str = ""
    nedre: float | None = None
    oevre: float | None = None
    melding: str = ""

    def odd(self, low: float | None = None, high: float | None = None, why: str = "") -> Figure:
        """That it breaks the rule which is tried; without `why` as the rule says itself."""
        return self._replace(nedre=low, oevre=high, melding=why)


_Rule = Callable[[Datasett], Iterator[Figure]]


class Rules(dict[str, _Rule]):
    """Rules by name, in the order in which they are tried."""

    def __call__(self, why: str) -> Callable[[_Rule], _Rule]:
        """Declare a rule by the function's name, with what is told of a figure that breaks it."""

        def declared(made: _Rule) -> _Rule:
            def rule(data: Datasett) -> Iterator[Figure]:
                for found in made(data):
                    if not found.merknad.casefold().startswith(CHECKED):
                        yield found._replace(regel=made.__name__, melding=found.melding or why)

            self[made.__name__] = rule
            return rule

        return declared
