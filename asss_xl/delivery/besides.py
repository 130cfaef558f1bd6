"""What a reader did to a workbook besides filling in cells: comments, sheets and names of cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from asss_xl.checks.formula_text import Place, position
from asss_xl.checks.package import Package, filled_cells, rich_text
from asss_xl.dataset.messages import shown
from asss_xl.delivery.answers import Answer, Comment, Content, plain, safe_text, same
from asss_xl.functions.values import Value, is_number
from asss_xl.unpacking import SheetPart

#: The longest comment that is told, and how many names.
_LONGEST, _MOST = 500, 20
#: Names that programs make for themselves, and functions.
_BUILT_IN, _FUNCTION = "_xl", "LAMBDA("


def comments(package: Package) -> Iterator[Comment]:
    """The notes and the threaded comments of the cells; nothing in them can be taken for anything else."""
    people = {
        person.get("id", ""): person.get("displayName", "")
        for part in package.of_kind("person", package.workbook_part)
        for person in package.root(part).iterfind("{*}person")
    }
    for sheet in package.worksheets:
        threads = list(_threaded(package, sheet, people))
        # Programs without threads get each of them as a note too.
        said = {comment.address for comment in threads}
        yield from threads
        yield from (note for note in _notes(package, sheet) if note.address not in said)


def _threaded(package: Package, sheet: SheetPart, people: Mapping[str, str]) -> Iterator[Comment]:
    for part in package.of_kind("threadedComment", sheet.part):
        for found in package.root(part).iterfind("{*}threadedComment"):
            author = people.get(found.get("personId", ""), "")
            yield _comment(sheet, found.get("ref", ""), author, found.findtext("{*}text") or "")


def _notes(package: Package, sheet: SheetPart) -> Iterator[Comment]:
    for part in package.of_kind("comments", sheet.part):
        root = package.root(part)
        authors = [author.text or "" for author in root.iterfind("{*}authors/{*}author")]
        for note in root.iterfind("{*}commentList/{*}comment"):
            number = note.get("authorId", "")
            known = number.isascii() and number.isdigit() and int(number) < len(authors)
            author = authors[int(number)] if known else ""
            yield _comment(sheet, note.get("ref", ""), author, rich_text(note))


def _comment(sheet: SheetPart, ref: str, author: str, text: str) -> Comment:
    try:
        position(ref)
    except ValueError:
        ref = ""
    told = safe_text(text)
    return Comment(
        safe_text(sheet.name)[:60],
        ref.replace("$", "").upper(),
        safe_text(author)[:80],
        told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…",
    )


class Sheets:
    """The sheets of a returned workbook against those that it was sent out with."""

    def __init__(self, given: Content, held: Content, needed: Collection[str]) -> None:
        """``needed`` are the sheets that must be there."""
        self.given, self.held = given, held
        there = {sheet.name for sheet in held.sheets}
        known = [sheet.name for sheet in given.sheets]
        self.missing = [name for name in known if name in needed and name not in there]
        self.new = [sheet.name for sheet in held.sheets if sheet.name not in known]

    @cached_property
    def renamed(self) -> dict[str, str]:
        """What each sheet is called now: the new one that has most of its texts where they were."""
        made: dict[str, str] = {}
        for name in self.missing:
            texts = _texts(self.given, name)
            alike = {
                new: sum(texts.get(address) == text for address, text in _texts(self.held, new).items())
                for new in self.new
                if new not in made.values()
            }
            best = max(alike, key=lambda new: alike[new], default="")
            if best and 2 * alike[best] > len(texts):
                made[name] = best
        return made

    def tell(self, answer: Answer) -> None:
        """A line for each sheet that is not as it was."""
        for name in self.missing:
            now = self.renamed.get(name)
            what = (
                f"Arket heter nå {shown(now)}. Gi det navnet tilbake"
                if now
                else "Arket mangler. Hent det inn"
            )
            answer.refuse(f"{what}; til da tas ingenting inn fra filen.", (name, ""))
        for name in self.new:
            if name not in self.renamed.values():
                answer.tell("Arket er nytt og leses ikke.", (safe_text(name), ""))


def _texts(content: Content, sheet: str) -> dict[str, str]:
    return {
        address: cell.value
        for (name, address), cell in content.by_place.items()
        if name == sheet and isinstance(cell.value, str)
    }


def tell_of_names(answer: Answer, given: Content, held: Content) -> None:
    """The names of cells that are gone, new, or mean another cell than when the workbook was sent out."""
    was, now = _names(given), _names(held)
    gone = [name for name in was if name not in now]
    new = [f"{shown(name)} ({shown(text)})" for name, text in now.items() if name not in was]
    moved = [
        f"{name} (nå {shown(now[name])})"
        for name, text in was.items()
        if name in now and plain(text) != plain(now[name])
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


def moved_rows(given: Content, held: Content, free: Collection[Place]) -> Iterator[tuple[str, str]]:
    """Each sheet whose rows are inserted, deleted or in another order, and what to do about it."""
    for sheet in (s.name for s in given.worksheets):
        was, has = _rows(given, sheet, free), _rows(held, sheet, free)
        most, first, last = min(len(was), len(has)), 0, 0
        while first < most and _alike(was[first], has[first]):
            first += 1
        while last < most - first and _alike(was[-1 - last], has[-1 - last]):
            last += 1
        old, new = was[first : len(was) - last], has[first : len(has) - last]
        where = f"fra rad {first + 1}"
        if new and not old:
            rows, them = ("1 rad", "den") if len(new) == 1 else (f"{len(new)} rader", "dem")
            yield sheet, f"{rows} er satt inn {where}. Ta {them} bort"
        elif old and not new:
            rows, them = ("1 rad", "den") if len(old) == 1 else (f"{len(old)} rader", "dem")
            yield sheet, f"{rows} er slettet {where}. Hent {them} inn igjen"
        elif len(old) > 1 and Counter(map(repr, old)) == Counter(map(repr, new)):
            yield sheet, f"Rader er sortert eller flyttet {where}. Sett dem tilbake i rekkefølge"


#: What stands in a row by column, but for formulas; None where a reader may write.
_Row = dict[int, Value]


def _alike(one: _Row, other: _Row) -> bool:
    """Whether two rows are one: what a reader may have written in either of them says nothing."""
    return all(
        one.get(column, "") == other.get(column, "")
        for column in one.keys() | other.keys()
        if one.get(column, "") is not None and other.get(column, "") is not None
    )


def _rows(content: Content, sheet: str, free: Collection[Place]) -> list[_Row]:
    """The rows of a sheet, to the last that has anything."""
    made: dict[int, _Row] = {}
    for place, cell in content.by_place.items():
        if place[0] == sheet and cell.formula is None and cell.value != "":
            value = float(f"{cell.value:.12g}") if is_number(cell.value) else cell.value
            made.setdefault(cell.row, {})[cell.column] = None if place in free else value
    for name, address in free:
        row, column = position(address)
        if name == sheet and row in made:
            made[row][column] = None
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
        elif not same(given.value(place), held.value(place)):
            yield place
