"""The stamp of a delivered workbook: which data, municipality and year it was made from.

There is no clock in it, so that two builds of the same data are still the same bytes. The build is
the figures, the municipality, the year, the form and the program's version. The scenarios that a
workbook was built with are no part of it: they stand in the workbook itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from asss_xl import __version__
from asss_xl.dataset.datasett import Datasett
from asss_xl.report.rapport import Rapport
from asss_xl.workbook.book import STAMP, Book, Scenarioer
from asss_xl.workbook.what_if import Input


@dataclass(frozen=True)
class Stamp:
    """What a workbook says of itself; ``kommune`` is empty for the network's."""

    pakke: str
    dataversjon: str
    bygg: str
    kommune: str
    aar: str
    form: str
    inndata: str

    def properties(self) -> dict[str, str]:
        """The stamp as the file's own properties."""
        return {STAMP + name: text for name, text in asdict(self).items()}

    @classmethod
    def of(cls, stamp: Mapping[str, str]) -> Stamp | None:
        """The stamp that a file has, or None when one of its parts is missing."""
        names = [field.name for field in fields(cls)]
        return cls(*(stamp[name] for name in names)) if set(names) <= stamp.keys() else None


def stamp(data: Datasett, book: Book, kommune: str) -> Stamp:
    """The stamp of a book that was made from a data set."""
    # The figure that a reader sees before anything is changed.
    given = ((cell, a.base.value if isinstance(a, Input) else a.cell.value) for cell, a in book.fields())
    shown = [[cell.place, repr(value)] for cell, value in given]
    build = build_of(data, kommune, book.form)
    return Stamp(data.pakke, data.versjon, build, kommune, str(data.rapportaar), book.form, _hash(shown))


def build_of(data: Datasett, kommune: str, form: str = "native") -> str:
    """The build of a workbook, which is known before it is built: its figures, and the program's version."""
    return _hash((data.versjon, __version__, kommune, str(data.rapportaar), form))[:16]


def stamped(
    data: Datasett,
    kommune: str,
    form: str = "native",
    scenarioer: Scenarioer | None = None,
    grunnlag: Rapport | None = None,
) -> Rapport:
    """A municipality's report in the data set's year, stamped; ``grunnlag`` is it without scenarios."""
    from asss_xl import report

    made = report.build(
        data.for_kommune(kommune, data.rapportaar), form, scenarioer=scenarioer, grunnlag=grunnlag
    )
    made.book.properties = stamp(made.data, made.book, kommune).properties()
    return made


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()
