"""Text that somebody gives us as JSON: no key twice, and nothing that turns the text around on screen."""

from __future__ import annotations

import json
from typing import Any

from .files import turning
from .messages import DatasetError, Problem, fault, shown


class BadText(ValueError):
    """What is wrong with a key or the text in it, and what to do."""

    def __init__(self, key: str, melding: str, raad: str) -> None:
        super().__init__(key)
        self.key, self.melding, self.raad = key, melding, raad


def loads(text: str | bytes) -> Any:
    """What the JSON says; raises :class:`BadText`, or what ``json.loads`` raises."""
    return json.loads(text, object_pairs_hook=_object)


def parse(text: str, fil: str) -> Any:
    """What the JSON of a file says; raises :class:`DatasetError`, with the key where there is one."""
    try:
        return loads(text)
    except BadText as error:
        key = error.key if error.key.isprintable() else shown(error.key)
        raise DatasetError([Problem(fil, None, key, error.melding, error.raad)]) from error
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise DatasetError([Problem(fil, line, None, *fault("ikke_json"))]) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise BadText(key, "Nøkkelen står to ganger.", "Ta bort den ene av dem.")
        for text in (key, *(value if isinstance(value, list) else [value])):
            if isinstance(text, str) and (found := turning(text)):
                raise BadText(key, *fault("snur_teksten", ord(found[0])))
        made[key] = value
    return made
