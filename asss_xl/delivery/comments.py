"""What readers of a workbook wrote beside its cells: notes and threaded comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from asss_xl.checks.formula_text import position
from asss_xl.checks.package import Workbook, rich_text
from asss_xl.delivery.answers import Comment, safe_text
from asss_xl.unpacking import SheetPart

#: The longest comment that is told.
_LONGEST = 500


def comments_of(package: Workbook) -> Iterator[Comment]:
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


def _threaded(package: Workbook, sheet: SheetPart, people: Mapping[str, str]) -> Iterator[Comment]:
    for part in package.of_kind("threadedComment", sheet.part):
        for found in package.root(part).iterfind("{*}threadedComment"):
            author = people.get(found.get("personId", ""), "")
            yield _comment(sheet, found.get("ref", ""), author, found.findtext("{*}text") or "")


def _notes(package: Workbook, sheet: SheetPart) -> Iterator[Comment]:
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
