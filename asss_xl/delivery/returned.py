"""A returned workbook: what its reader changed, and whether that can be trusted.

The workbook is held against the one that the package gives now, so nothing in the file itself says
which cells may be filled in or what stood in them.
"""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from asss_xl.checks.formula_text import Place, position, split_place
from asss_xl.checks.package import Workbook, rich_text
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.messages import said, shown
from asss_xl.dataset.packages.metadata import is_date
from asss_xl.dataset.sammenslaaing import MERKE
from asss_xl.delivery.answers import (
    Answer,
    Change,
    Comment,
    Content,
    WhatIf,
    beyond,
    equal,
    no_number,
    safe_text,
    shown_as,
)
from asss_xl.delivery.differences import changed_cells, moved_lines, same_sheets, tell_of_names
from asss_xl.delivery.lines import ARKET, LineReader
from asss_xl.delivery.scenarios import name_fault
from asss_xl.delivery.stamp import Stamp, stamp, stamped
from asss_xl.functions.values import Value, is_number
from asss_xl.norsk import norsk
from asss_xl.replacing import reason
from asss_xl.report.nettverk.valg import HVILKET_AAR, VALGT_KOMMUNE
from asss_xl.report.rapport import Rapport
from asss_xl.report.scenarioer import ark as scenarioark
from asss_xl.unpacking import PackageError, SheetPart
from asss_xl.workbook.book import FORMS, Scenarioer
from asss_xl.workbook.what_if import Input
from asss_xl.workbook.writer import AUTHOR, save

_CORE = "docProps/core.xml"
#: The longest comment that is told.
_LONGEST_COMMENT = 500


def read(path: Path, data: Datasett, confirmed: Collection[str] = ()) -> Answer:
    """Read one returned workbook; what is wrong with it is in the answer."""
    answer = Answer(str(path))
    try:
        held = Content.open(path)
        made = Stamp.of(held.stamp)
        answer.who, answer.when = _author(held)
        held.by_place, held.formulas, held.number_formats  # noqa: B018 - read while a fault in them can be told
        if made is not None:
            answer.comments += comments_of(held)
    except (PackageError, OSError) as error:
        answer.readable = False
        told = error.message if isinstance(error, PackageError) else said("fil_uleselig", reason(error))
        answer.refuse(told)
        return answer
    if made is None:
        answer.refuse("Filen har ikke stempelet fra asss-xl, så den er ikke en utsendt arbeidsbok.")
        return answer
    answer.municipality, answer.year, answer.build = made.kommune, made.aar, made.bygg
    problem = _foreign(made, data)
    if problem:
        answer.refuse(problem)
        return answer
    about = data.for_kommune(made.kommune, int(made.aar))
    report = stamped(about, made.kommune, made.form)
    scenarioer = scenarioark.lest(held.sheet(scenarioark.SCENARIOARK))
    if scenarioer and not _unusable(scenarioer, report):
        report = stamped(about, made.kommune, made.form, scenarioer, report)
        answer.tell(_of_scenarios(scenarioer, report, held))
    now = dataclasses.replace(stamp(report.data, report.book, made.kommune), pakke=made.pakke)
    older = made != now
    if older and made.bygg == now.bygg:
        answer.refuse(said("ukjente_scenarioer"), (scenarioark.SCENARIOARK, ""))
        return answer
    _Reader(answer, report, held, _reference(report), older).read(confirmed)
    return answer


def _unusable(scenarioer: Scenarioer, report: Rapport) -> bool:
    """Whether a workbook cannot have been built with what its sheet says of its scenarios."""
    yellow = {given.what_if.place: given for given in report.book.inputs}
    return any(
        name_fault(name)
        or any(p not in yellow or beyond(v, yellow[p].lowest, yellow[p].highest) for p, v in values.items())
        for name, values in scenarioer.items()
    )


def _of_scenarios(scenarioer: Scenarioer, report: Rapport, held: Content) -> str:
    """What is told of a workbook that was built with scenarios: which, and which of them is chosen."""
    (choice,) = (e.cell.place for e in report.book.editables if e.label == scenarioark.VALGT)
    chosen = held.value(split_place(choice))
    names = ", ".join(map(shown, scenarioer))
    return f"Arbeidsboken er bygget med scenarioer: {names}. På Forside er {shown(chosen)} valgt."


def _foreign(made: Stamp, data: Datasett) -> str:
    if made.pakke not in (data.pakke, *data.boeker):
        return said("annen_pakke", made.pakke, data.pakke)
    if made.dataversjon.endswith(MERKE):
        return "Arbeidsboken er bygget med --merged: tallene er summer. Rett i en som er bygget uten."
    if not made.kommune:
        return "Hovedrapporten har ingen rettelser å hente. Bruk kommunens egen arbeidsbok."
    if made.kommune not in data.med_tall:
        return f"Arbeidsboken er for {shown(made.kommune)}, som ikke er i datapakken."
    if made.aar not in map(str, data.aar) or made.form not in FORMS:
        return "Arbeidsboken er for et år eller en form som datapakken ikke har."
    return ""


def _author(package: Workbook) -> tuple[str, str]:
    """Who saved the file last, and when, as it says itself.

    Some programs keep the name that the workbook was sent with: that is nobody.
    """
    if not package.has(_CORE):
        return "", ""
    root = package.root(_CORE)
    who, when = (
        (root.findtext(f"{{*}}{name}") or "").strip()[:80] for name in ("lastModifiedBy", "modified")
    )
    return "" if who == AUTHOR else who, when if is_date(when[:10]) else ""


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
        told if len(told) <= _LONGEST_COMMENT else f"{told[:_LONGEST_COMMENT]}…",
    )


def _reference(report: Rapport) -> Content:
    with tempfile.TemporaryDirectory(prefix="asss_xl_svar_") as folder:
        path = Path(folder, "bygget.xlsx")
        save(report.book, path)
        return Content.open(path)


class _Reader:
    def __init__(self, answer: Answer, report: Rapport, held: Content, given: Content, older: bool) -> None:
        self.answer, self.report, self.held, self.given, self.older = answer, report, held, given, older
        self.open = {split_place(cell.place): about for cell, about in report.book.fields()}

    def read(self, confirmed: Collection[str]) -> None:
        answer, given, held = self.answer, self.given, self.held
        if self.older:
            answer.tell(said("annet_bygg"))  # where things stood in it is not known
        needed = {ARKET} if self.older else {sheet.name for sheet in given.sheets}
        if not same_sheets(answer, given, held, needed) or not (self.older or self._in_place()):
            return
        changed = [] if self.older else self._changed()
        for place, about in () if changed else self.open.items():
            if isinstance(about, Input) and not (self.older and self._moved(place)):
                self._what_if(place, about)
        chosen, data = self._chosen(VALGT_KOMMUNE), self.report.data
        LineReader(answer, data, held, given, chosen, self.older, confirmed).read()
        for change in answer.accepted if changed else ():
            old = "tomt" if change.old is None else norsk(float(change.old))
            told = said("tas_ikke_inn", change.figure, old, norsk(float(change.new)))  # type: ignore[arg-type]
            answer.refuse(told, (change.sheet, change.address))
        answer.accepted = [] if changed else answer.accepted
        self._tell_of_hidden()

    def _tell_of_hidden(self) -> None:
        """What is taken in from rows and columns that the one who opens the answer does not see."""
        before, now = ({s.name: c.content(s) for s in c.worksheets} for c in (self.given, self.held))
        taken: list[Change | WhatIf] = [*self.answer.accepted, *self.answer.scenario]
        for each in taken:
            at = position(each.address)
            if now[each.sheet].hides(*at) and not before[each.sheet].hides(*at):
                self.answer.tell(said("lest_i_skjult"), (each.sheet, each.address))

    def _in_place(self) -> bool:
        """Whether rows and columns are where they were; else every cell that refers to them is another."""
        moved = list(moved_lines(self.given, self.held, self.open))
        for name, what in moved:
            self.answer.refuse(f"{what}; til da tas ingenting inn fra filen.", (name, ""))
        return not moved

    def _changed(self) -> list[Place]:
        """The cells that are changed besides those that may be filled in; they are told."""
        answer, given, held = self.answer, self.given, self.held
        tell_of_names(answer, given, held)
        changed = list(changed_cells(given, held, self.open))
        last = max(position(address)[0] for sheet, address in self.open if sheet == ARKET)
        for place in changed:
            below = place[0] == ARKET and position(place[1])[0] > last
            answer.refuse(said("under_tabellen" if below else "cellen_endret"), place)
        if changed:
            answer.refuse(said("endret_utenfor"))
        return changed

    def _chosen(self, label: str) -> Value:
        """What is chosen on the front page, or None where the workbook has no such choice."""
        places = [p for p, about in self.open.items() if about.label == label]
        return self.held.value(places[0]) if places else None

    def _elsewhere(self) -> str:
        """Why a what-if is not about this municipality and year, where another is chosen."""
        data, who, year = self.report.data, self._chosen(VALGT_KOMMUNE), self._chosen(HVILKET_AAR)
        if who not in (None, data.kommune) or year not in (None, data.rapportaar):
            told = " ".join(f"{v:g}" if is_number(v) else str(v) for v in (who, year) if v is not None)
            return said("en_annen_er_valgt", told, data.kommune, data.rapportaar)
        return ""

    def _what_if(self, place: Place, about: Input) -> None:
        """A yellow cell that is filled in: a scenario, if it is a number that the cell takes."""
        new, fault = self.held.value(place), self.answer.refuse
        if place in self.held.formulas:
            fault("Feltet har en formel. Skriv tallet.", place)
        elif new is None:
            return
        elif self._elsewhere():
            fault(self._elsewhere(), place)
        elif not is_number(new):
            fault(no_number(new), place)
        elif told := self._shown(place, float(new), about) or beyond(float(new), about.lowest, about.highest):
            fault(told, place)
        else:
            self.answer.scenario.append(
                WhatIf(*place, about.line_and_year, about.base.value, new, about.unit)
            )

    def _shown(self, place: Place, value: float, about: Input) -> str:
        """Why the number is not what was typed, where the cell shows it in another way than it did."""
        code = self.held.format(place)
        return "" if code == self.given.format(place) else shown_as(code, value, "prosent" in about.label)

    def _moved(self, place: Place) -> bool:
        """Whether nobody knows what was here: another cell stands in the older workbook, or no number."""
        label = (place[0], f"A{place[1].lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}")
        new, formula = self.held.value(place), place in self.held.formulas
        moved = formula or not (new is None or is_number(new))
        return moved or not equal(self.given.value(label), self.held.value(label))
