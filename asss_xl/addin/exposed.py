"""What Excel's users can call through the add-in: the catalogue, and two functions that look figures up.

The figures are those of the data package that the environment variable ``ASSS_XL_DATA`` names,
otherwise the bundled Bergen report of 2009. What cannot be looked up is ``#N/A``, a name that fits
more than one figure ``#VALUE!``, a package that cannot be read ``#REF!``; the log says why.
"""

from __future__ import annotations

import logging
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from asss_xl.catalogue import BUNDLED
from asss_xl.functions import CATALOGUE, Function
from asss_xl.functions.catalogue import described
from asss_xl.functions.values import (
    ERRORS,
    MISSING_TEXT,
    NA,
    VALUE,
    ExcelError,
    Rows,
    Value,
    as_rows,
    broadcast,
    first_error,
    is_blank,
    is_number,
)

if TYPE_CHECKING:
    from asss_xl.dataset import Datasett, Indikator, Tjeneste

#: The category in Excel's function wizard.
CATEGORY = "ASSS"
ENVIRONMENT = "ASSS_XL_DATA"
_HEADING = ("Nøkkel", "Indikator", "Enhet", "Kommune", "Snitt", "Lavest", "Høyest")

_REF = ERRORS["#REF!"]
_ACTORS = {"snitt": "snitt", "lavest": "lavest", "høyest": "hoeyest", "hoeyest": "hoeyest"}
_log = logging.getLogger(__name__)


def verdi(kommune: Any, indikator: Any, aar: Any = None) -> Any:
    """A figure of the package; ranges spill."""
    package = chosen_package()
    if isinstance(package, ExcelError):
        return package
    return broadcast((kommune, indikator, aar), lambda *one: _figure(package, *one))


def indikatorer(tjeneste: Any = None) -> Rows | ExcelError:
    """A table of indicators with a heading row, of one service or of all."""
    package = chosen_package()
    if isinstance(package, ExcelError):
        return package
    wanted = as_rows(tjeneste)[0][0]
    if isinstance(wanted, ExcelError):
        return wanted
    services = [s for s in package.tjenester if is_blank(wanted) or _is_service(s, str(wanted))]
    rows = [_indicator_row(package, service, i) for service in services for i in service.indikatorer]
    if not rows:
        return NA
    return ((*_HEADING[:3], package.kommune, *_HEADING[4:]), *rows)


def chosen_package() -> Datasett | ExcelError:
    """The data package that is chosen; ``#REF!`` when it cannot be read."""
    name_or_path = os.environ.get(ENVIRONMENT) or BUNDLED
    try:
        return _load(name_or_path)
    except Exception:
        _log.exception("Datapakken %s kan ikke leses", name_or_path)
        return _REF


@lru_cache(maxsize=4)
def _load(name_or_path: str) -> Datasett:
    """Read once per session; a failure is not remembered, so that it can be put right."""
    from asss_xl.dataset import load

    return load(name_or_path)


def _figure(package: Datasett, kommune: Value, indikator: Value, aar: Value) -> Value:
    error = first_error((kommune, indikator, aar))
    if error is not None:
        return error
    if not isinstance(kommune, str) or not isinstance(indikator, str):
        return NA
    if not (is_blank(aar) or is_number(aar)):
        return NA
    year = package.rapportaar if is_blank(aar) else int(float(aar))  # type: ignore[arg-type]
    found = _indicators(package, indikator)
    if len(found) > 1:
        return VALUE
    if found:
        return _of_indicator(package, found[0], kommune, year)
    return _of_table(package, kommune, indikator, year)


def _indicators(package: Datasett, text: str) -> list[Indikator]:
    service_text, slash, name = text.partition("/")
    services = [s for s in package.tjenester if _is_service(s, service_text)] if slash else []
    if not services:
        services, name = list(package.tjenester), text
    elif name.strip().isdigit():
        return [i for s in services for i in s.indikatorer if i.nr == int(name)]
    wanted = _folded(name)
    every = [i for service in services for i in service.indikatorer]
    return [i for i in every if wanted in (_folded(i.navn), _folded(i.kortnavn))]


def _of_indicator(package: Datasett, found: Indikator, kommune: str, year: int) -> Value:
    from asss_xl.dataset.references import referanse

    wanted = _folded(kommune)
    if wanted in _ACTORS:
        value = getattr(referanse(package, found, year), _ACTORS[wanted])
        return NA if value is None else float(value)
    names = {_folded(k.navn): k.navn for k in package.kommuner}
    if wanted not in names:
        return NA
    value = package.verdi(found, names[wanted], year).sagt
    return NA if value is None else float(value)


def _of_table(package: Datasett, kommune: str, text: str, year: int) -> Value:
    from asss_xl.dataset.poster import aktoernavn

    parts = [_folded(part) for part in text.split("/")]
    found = [
        figure.trykt
        for figure in package.figurer
        if figure.aar == year
        and _folded(aktoernavn(figure.aktor, figure.kommune)) == _folded(kommune)
        and parts in _table_keys(figure.tabell, figure.linje, figure.enhet)
    ]
    if len(set(found)) > 1:
        return VALUE
    return NA if not found or found[0] is None else float(found[0])


def _table_keys(table: str, line: str, unit: str) -> list[list[str]]:
    short = f"{table}/{line}"
    return [[_folded(p) for p in key.split("/")] for key in (short, f"{short}/{unit}")]


def _indicator_row(package: Datasett, service: Tjeneste, found: Indikator) -> tuple[Value, ...]:
    from asss_xl.dataset.references import referanse

    year = package.rapportaar
    mean = referanse(package, found, year)
    figures = (package.verdi(found, package.kommune, year).sagt, mean.snitt, mean.lavest, mean.hoeyest)
    values = (MISSING_TEXT if v is None else float(v) for v in figures)
    return (f"{service.noekkel}/{found.nr}", found.navn, found.enhet, *values)


def _is_service(service: Tjeneste, text: str) -> bool:
    return _folded(text) in (_folded(service.noekkel), _folded(service.navn))


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


#: By name; those that are not in the catalogue take Python, and are no Excel expressions.
EXPOSED: dict[str, Function] = {
    **CATALOGUE,
    "ASSS_VERDI": described("ASSS_VERDI", verdi, "", True, category="data"),
    "ASSS_INDIKATORER": described("ASSS_INDIKATORER", indikatorer, "", False, category="data"),
}
