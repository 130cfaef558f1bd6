"""What of a returned workbook is not as it was sent: sheets, names of cells, rows and columns, cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from asss_xl.checks.formula_text import Place, position
from asss_xl.checks.package import filled_cells
from asss_xl.dataset.messages import shown
from asss_xl.delivery.answers import Answer, Content, equal, safe_text, unmarked
from asss_xl.functions.values import Value, is_number
from asss_xl.workbook.cells import column_letters

#: So many names are told.
_MOST = 20
#: Names that programs make for themselves, and functions.
_BUILT_IN, _FUNCTION = "_xl", "LAMBDA("
#: What stands in a row by column (or in a column by row), but for formulas; None where a reader may write.
_Line = dict[int, Value]


def same_sheets(answer: Answer, given: Content, held: Content, needed: Collection[str]) -> bool:
    """Whether all the needed sheets are there; a line for each sheet that is not as it was."""
    was, has = _texts(given), _texts(held)
    missing = [name for name in was if name in needed and name not in has]
    new = [name for name in has if name not in was]
    for name in missing:
        now = next((n for n in new if _is_of(was[name], has[n])), "")
        if now:
            new.remove(now)
            what = f"Arket heter nå {shown(now)}. Gi det navnet tilbake"
        else:
            what = "Arket mangler. Hent det inn"
        answer.refuse(f"{what}; til da tas ingenting inn fra filen.", (name, ""))
    for name in new:
        of = next((known for known in was if _is_of(was[known], has[name])), "")
        what = f"Arket er en kopi av {of}. Skriv på {of} selv; kopien" if of else "Arket er nytt og"
        answer.tell(f"{what} leses ikke.", (safe_text(name), ""))
    return not missing


def _texts(content: Content) -> dict[str, dict[str, str]]:
    """The texts of each sheet by their address."""
    found: dict[str, dict[str, str]] = {sheet.name: {} for sheet in content.sheets}
    for (sheet, address), cell in content.by_place.items():
        if isinstance(cell.value, str):
            found[sheet][address] = cell.value
    return found


def _is_of(was: dict[str, str], has: dict[str, str]) -> bool:
    """Whether a sheet is one that was sent out: most of its texts are where they were."""
    return 2 * sum(has.get(at) == text for at, text in was.items()) > len(was)


def tell_of_names(answer: Answer, given: Content, held: Content) -> None:
    """The names of cells that are gone, new, or mean another cell than when the workbook was sent out."""
    was, now = _names(given), _names(held)
    gone = [name for name in was if name not in now]
    new = [f"{shown(name)} ({shown(text)})" for name, text in now.items() if name not in was]
    moved = [
        f"{name} (nå {shown(now[name])})"
        for name, text in was.items()
        if name in now and unmarked(text) != unmarked(now[name])
    ]
    for what, found in (("er borte", gone), ("viser til noe annet", moved), ("er nye", new)):
        if found:
            more = f" og {len(found) - _MOST} til" if len(found) > _MOST else ""
            answer.tell(f"Navn på celler som {what}: {', '.join(found[:_MOST])}{more}.")


def _names(content: Content) -> dict[str, str]:
    return {
        safe_text(name.name): name.text
        for name in content.defined_names
        if name.scope is None and not name.name.startswith(_BUILT_IN) and _FUNCTION not in name.text.upper()
    }


def moved_lines(given: Content, held: Content, free: Collection[Place]) -> Iterator[tuple[str, str]]:
    """Each sheet whose rows or columns are inserted, deleted or in another order, and what to do about it."""
    for sheet in (s.name for s in given.worksheets):
        for across in (False, True):
            told = _of_moved(_lines(given, sheet, free, across), _lines(held, sheet, free, across), across)
            if told:
                yield sheet, told
                break


def _of_moved(was: list[_Line], has: list[_Line], across: bool) -> str:
    most, first, last = min(len(was), len(has)), 0, 0
    while first < most and _alike(was[first], has[first]):
        first += 1
    while last < most - first and _alike(was[-1 - last], has[-1 - last]):
        last += 1
    old, new = was[first : len(was) - last], has[first : len(has) - last]
    one, many = ("kolonne", "kolonner") if across else ("rad", "rader")
    where = f"fra {one} {column_letters(first) if across else first + 1}"
    count = max(len(old), len(new))
    lines, them = (f"1 {one}", "den") if count == 1 else (f"{count} {many}", "dem")
    if new and not old:
        return f"{lines} er satt inn {where}. Ta {them} bort"
    if old and not new:
        return f"{lines} er slettet {where}. Hent {them} inn igjen"
    if len(old) > 1 and Counter(map(repr, old)) == Counter(map(repr, new)):
        return f"{many.capitalize()} er sortert eller flyttet {where}. Sett dem tilbake i rekkefølge"
    return ""


def _alike(one: _Line, other: _Line) -> bool:
    """Whether two lines are one: what a reader may have written in either of them says nothing."""
    return all(
        one.get(column, "") == other.get(column, "")
        for column in one.keys() | other.keys()
        if one.get(column, "") is not None and other.get(column, "") is not None
    )


def _lines(content: Content, sheet: str, free: Collection[Place], across: bool) -> list[_Line]:
    """The rows of a sheet (or its columns), to the last that has anything."""
    made: dict[int, _Line] = {}

    def put(row: int, column: int, value: Value) -> None:
        line, at = (column, row) if across else (row, column)
        made.setdefault(line, {})[at] = value

    for cell in (cell for one in content.worksheets if one.name == sheet for cell in content.cells(one)):
        if cell.formula is None and cell.value != "" and (sheet, cell.address) not in free:
            put(cell.row, cell.column, float(f"{cell.value:.12g}") if is_number(cell.value) else cell.value)
    for row, column in (position(address) for name, address in free if name == sheet):
        if (column if across else row) in made:
            put(row, column, None)
    return [made.get(n, {}) for n in range(1, max(made, default=0) + 1)]


def changed_cells(given: Content, held: Content, free: Collection[Place]) -> Iterator[Place]:
    """Every cell that is not as it was, but for those that are free to change and sheets that are new."""
    sheets = {sheet.name for sheet in given.sheets}
    filled = filled_cells(held.by_place)  # what they show follows the formula
    for place in dict.fromkeys((*given.by_place, *held.by_place)):
        if place in free or place[0] not in sheets or (place in filled and place not in given.formulas):
            continue
        was, has = given.formulas.get(place), held.formulas.get(place)
        if was is not None or has is not None:
            if was != has:
                yield place
        elif not equal(given.value(place), held.value(place)):
            yield place
