"""What is left to fill in: a template without what is known already, and each municipality's part of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..messages import DatasetError, Problem, fault, near, refused
from ..metadata import Metadata
from ..schema import ARTER, UTEN_VERDI
from .layout import figures, layout, layouts
from .template import Row, Template

#: The one way of having no figure that another source can mend.
_CAN_BE_FILLED = "mangler"

#: The cells of the largest sheet that is written: at forty bytes each it is well within what is unpacked.
MOST_ASKED = 1_200_000

Key = tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """Which figures there are, by file of the package and the row's key, and for what they are."""

    meta: Metadata
    figures: dict[str, set[Key]]

    @property
    def years(self) -> range:
        return range(self.meta.aar[0], self.meta.aar[-1] + 1)


def read(data: Sequence[str]) -> Known:
    """What is known in packages and workbooks."""
    # The reader itself reads workbooks with this room's help.
    from ..reading import joined

    meta, tables = joined(data)
    found: dict[str, set[Key]] = {}
    for name in filter(figures, tables):
        table = tables[name]
        held = [column for column in figures(name) if column in table.columns]
        for row in table.rows():
            closed = row.get("status") in UTEN_VERDI and row.get("status") != _CAN_BE_FILLED
            if closed or any(row[column] is not None for column in held):
                found.setdefault(name, set()).add(_key(name, row))
    return Known(meta, found)


def _key(resource: str, row: Row) -> Key:
    texts = ("" if row.get(column) is None else str(row[column]) for column in layout(resource).key)
    return tuple(texts)


def without(made: Template, known: Known) -> Template:
    """The template without the rows that there are figures for."""
    _refuse_other(made, known.meta)
    meta = known.meta
    described = made.described | {
        "foreloepige_aar": list(meta.foreloepige_aar),
        "status": meta.status,
        "statusmerknad": meta.statusmerknad,
    }
    return dataclasses.replace(
        _kept(made, lambda name, row: _key(name, row) not in known.figures.get(name, ())), described=described
    )


def _refuse_other(made: Template, meta: Metadata) -> None:
    """The workbook is to be joined with the figures that are known."""
    problems = []
    if made.described["nettverk"] != meta.nettverk:
        told = fault("annet_nettverk", meta.nettverk, made.described["nettverk"])
        problems.append(Problem("--network", None, None, *told))
    if made.described["rapportaar"] != meta.rapportaar:
        problems.append(Problem("--years", None, None, *fault("annet_rapportaar", meta.rapportaar)))
    if problems:
        raise DatasetError(problems)


def _kept(made: Template, test: Callable[[str, Row], bool]) -> Template:
    """The template with the rows of figures that a test holds for."""
    rows = {
        name: [row for row in found if test(name, row)] if figures(name) else found
        for name, found in made.rows.items()
    }
    return dataclasses.replace(made, rows=rows, partial=True)


def of_place(made: Template, place: str) -> Template:
    """One municipality's rows; what is nobody's own is left to others."""
    names = {str(row["kommune"]).casefold(): str(row["kommune"]) for row in made.rows["kommuner"]}
    name = names.get(place.strip().casefold())
    if name is None:
        told = f"{near(place, names.values())}Medlemmene er {', '.join(names.values())}. "
        raise refused("--municipality", *fault("ikke_i_nettverket", place, told))
    part = _kept(made, lambda _, row: row.get("kommune") == name)
    return dataclasses.replace(part, described=made.described | {"kommune": name}, place=name)


def shared_out(made: Template) -> Iterator[Template]:
    """The template of each municipality with something to fill in, and of what is nobody's own."""
    for name in dict.fromkeys(str(row["kommune"]) for row in made.rows["kommuner"]):
        part = of_place(made, name)
        if _has_rows(part):
            yield part
    common = _kept(made, lambda _, row: "kommune" not in row)
    if _has_rows(common):
        yield common


def largest(made: Template) -> tuple[int, int, str]:
    """The sheet with most cells: how many, its rows, its name."""
    sheets = []
    for each in layouts():
        rows = len(made.rows.get(each.resource, ())) // (len(ARTER) if each.wide else 1)
        sheets.append((rows * len(each.columns), rows, each.sheet))
    return max(sheets)


def refuse_too_large(made: Template, out: str) -> None:
    """A workbook that could not be read again is not written."""
    cells, rows, sheet = largest(made)
    if cells > MOST_ASKED:
        raise refused(out, *fault("for_stor_bok", sheet, f"{rows:,}".replace(",", " ")))


def _has_rows(made: Template) -> bool:
    return any(found and figures(name) for name, found in made.rows.items())
