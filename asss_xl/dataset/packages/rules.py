"""How a rule of what is reasonable is declared: by its name, with what is told of a figure that breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ..datasett import Datasett
from .printed import Figure

Rule = Callable[[Datasett], Iterator[Figure]]


class Rules(dict[str, Rule]):
    """Rules by name, in the order in which they are tried."""

    def __call__(self, why: str) -> Callable[[Rule], Rule]:
        """Declare a rule by the function's name, with what is told of a figure that breaks it."""

        def declared(made: Rule) -> Rule:
            def rule(data: Datasett) -> Iterator[Figure]:
                for found in made(data):
                    yield replace(found, regel=made.__name__, melding=found.melding or why)

            self[made.__name__] = rule
            return rule

        return declared
