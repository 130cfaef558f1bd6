"""How the reports are put together: each part gets what it asks for, and nobody changes it after."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from asss_xl.dataset import Datasett
from asss_xl.functions.values import Value
from asss_xl.report import building, formler as bb, kommunerapport, layout
from asss_xl.report.building import SHEET, SHEETS, Part, part
from asss_xl.report.hovedrapport import bok
from asss_xl.report.regnskap.ark import Ark
from asss_xl.report.valg import Valg
from asss_xl.workbook import Book, Sheet, of, styles
from tests.support import built

REPORTS = {"kommunerapport": kommunerapport.PARTS, "hovedrapport": bok.PARTS}
#: What the builder is given, besides what the parts make.
_BOTH = {"book": Book, "data": Datasett, SHEET: Sheet, SHEETS: Mapping[str, Sheet]}
_COMPARED = {"scenarioer": Mapping[str, Mapping[str, float]], "beregnet": Mapping[str, Mapping[str, Value]]}
GIVEN: dict[str, dict[str, object]] = {
    "kommunerapport": {**_BOTH, **_COMPARED, "utelatt": Mapping[str, str]},
    "hovedrapport": {**_BOTH, "faste": Sequence[str], "om_snitt": str},
}
#: What only one of the reports has: a part of both can do without it.
_OTHERS = {"faste", "om_snitt", "noekler"}
each_report = pytest.mark.parametrize("parts", REPORTS.values(), ids=list(REPORTS))


def _gives(made: Part) -> object:
    return made.make if inspect.isclass(made.make) else get_type_hints(made.make)["return"]


def _takes(made: Part) -> dict[str, object]:
    hints = get_type_hints(made.make.__init__ if "__init__" in vars(made.make) else made.make)
    return {name: _certain(hints[name]) for name in made.asks}


def _certain(kind: Any) -> object:
    """What it is when it is there."""
    kinds = [each for each in get_args(kind) if each is not type(None)]
    return kinds[0] if type(None) in get_args(kind) and len(kinds) == 1 else kind


def _fits(given: Any, taken: Any) -> bool:
    """Whether what is given is what is asked for: the same, or a mapping of the same."""
    if given == taken:
        return True
    whole = get_origin(given) or given, get_origin(taken) or taken
    return issubclass(*whole) and get_args(given) == get_args(taken)


@pytest.mark.parametrize("which", REPORTS)
def test_a_part_asks_for_what_is_made_before_it_and_gets_its_kind(which: str) -> None:
    known = dict(GIVEN[which])
    for each in REPORTS[which]:
        for name, kind in _takes(each).items():
            if name not in known and not each.asks[name] and name in _OTHERS:
                continue
            assert name in known, f"{each.name} asks for {name}, which is not made before it"
            assert _fits(known[name], kind), f"{each.name} takes {name} as {kind}; it is {known[name]}"
        assert each.name not in known, f"two results are called {each.name}"
        known[each.name] = _certain(_gives(each))


@each_report
def test_every_sheet_has_a_part_and_every_part_its_sheets(parts: tuple[Part, ...]) -> None:
    asked = {sheet for parts in REPORTS.values() for each in parts for sheet in each.sheets}
    assert asked == building.ARKENE.keys()
    for each in parts:
        assert SHEET not in each.asks or set(each.sheets) - {building.TJENESTENE}, each.name


def _watched(parts: tuple[Part, ...], kept: dict[str, tuple[object, dict[str, object]]]) -> list[Part]:
    """The same parts; what each result has when it is made is kept."""

    def watch(each: Part) -> Callable[..., object]:
        @wraps(each.make)
        def make(**about: object) -> object:
            result = each.make(**about)
            kept[each.name] = result, dict(getattr(result, "__dict__", {}))
            return result

        return make

    return [each._replace(make=watch(each)) for each in parts]


@each_report
@pytest.mark.parametrize("package", ["bergen_2009", "eksempelnettverk"])
def test_no_result_is_changed_after_it_is_made(
    parts: tuple[Part, ...], package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[str, tuple[object, dict[str, object]]] = {}
    module: Any = kommunerapport if parts is kommunerapport.PARTS else bok
    data = built.package(package)
    if module is bok and not data.er_nettverk:
        pytest.skip("a main report is of a network")
    monkeypatch.setattr(module, "PARTS", _watched(parts, kept))
    module.build(data)
    assert kept
    for name, (result, had) in kept.items():
        has = getattr(result, "__dict__", {})
        changed = [key for key in {*had, *has} if had.get(key) is not has.get(key)]
        assert not changed, f"{name}: {changed} is set after it is made"


# -- a new sheet is one module and one line -----------------------------------------------------------


def _new_sheet(sheet: Sheet, valg: Valg, regnskap: Ark) -> None:
    """A module as short as one can be: the net result of the year."""
    layout.heading(sheet, valg, "Nytt ark", "Regnskap")
    cell = regnskap.beloep["netto"][valg.data.rapportaar]
    sheet.calc(3, 0, of(bb.gjenta, cell), style=styles.tall(0))


LINE = part("nytt", _new_sheet, "Nytt ark")


@pytest.mark.parametrize("with_accounts", [True, False])
def test_a_new_sheet_is_a_module_and_its_line(
    with_accounts: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is placed, filled, linked to and said to be there; where the package lacks its figures it is not."""
    data = built.package("bergen_2009")
    if not with_accounts:
        figures = tuple(figure for figure in data.figurer if not figure.tabell.startswith("Tabell 0"))
        data = replace(data, figurer=figures)
    at = [each.name for each in kommunerapport.PARTS].index("report")
    parts = (*kommunerapport.PARTS[:at], LINE, *kommunerapport.PARTS[at:])
    monkeypatch.setattr(kommunerapport, "PARTS", parts)
    monkeypatch.setitem(building.ARKENE, "Nytt ark", {"farge": "BLAA", "om": "Det nye", "leser": ""})
    report = kommunerapport.build(data)
    assert ("Nytt ark" in report.book.sheets) is with_accounts
    links = {cell.link for cell in report.book.sheets["Forside"].cells.values()}
    assert ("Nytt ark" in links) is with_accounts
    if with_accounts:
        assert report.regnskap is not None
        shown = report.book.sheets["Nytt ark"].cells[3, 0].value
        assert shown == report.regnskap.beloep["netto"][2009].value


def test_what_lacks_something_is_left_out_with_what_needs_it() -> None:
    def first(missing: int) -> int:
        return missing

    def second(first: int) -> int:
        return first

    def third(second: int | None = None) -> str:
        return f"{second}"

    parts = [part("first", first), part("second", second, "Ark"), part("third", third, "Annet ark")]
    data = built.package("bergen_2009")
    assert [each.name for each in building.there(parts, data, ())] == ["third"]
    assert [each.name for each in building.there(parts, data, ("missing",))] == ["first", "second", "third"]
    never = parts[0]._replace(when=lambda _: False)
    assert [each.name for each in building.there([never, *parts[1:]], data, ("missing",))] == ["third"]
