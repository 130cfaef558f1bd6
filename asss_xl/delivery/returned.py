"""A returned workbook: what its reader changed, and whether that can be trusted.

The workbook is held against the one that the package gives now, so nothing in the file itself says
which cells are yellow or what stood in them.
"""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from asss_xl.checks.package import FileCell, Package, PackageError, Place, file_cells, split_place
from asss_xl.dataset.messages import shown
from asss_xl.dataset.model import Datasett
from asss_xl.dataset.poster import POSTER
from asss_xl.delivery.stamp import Stamp, YellowCell, stamped, yellow_cells
from asss_xl.functions.values import Value, is_number
from asss_xl.replacing import reason
from asss_xl.report.rapport import Rapport
from asss_xl.report.rettelser import ark as rettelser
from asss_xl.workbook.book import FORMS, Input
from asss_xl.workbook.cells import Figurnoekkel
from asss_xl.workbook.saving import save

_CORE = "docProps/core.xml"
_LARGEST = 1e12
_NO_FIGURE = (
    "Feltet er ikke ett tall i datapakken, så endringen kan ikke tas inn. Skriv den på arket Rettelser."
)
#: A number in a formula, not the row of an address.
_NUMBER = re.compile(r"(?<![\w.$])\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.(])")
_POST_OF = {name: post for post, name in POSTER.items()}
#: The choices that decide whose figure, and of which year, stands beside a yellow cell.
_WHO, _WHICH_YEAR = "Kommunen rapporten gjelder", "Rapportåret"
_TAMPERED = "Cellen er endret, men er ikke et gult felt."
_ALL_REFUSED = "Filen er endret utenfor de gule feltene; ingenting tas inn fra den."
_OTHER = "Cellen er ikke som i dagens bygg."
_OTHER_BUILD = (
    "Arbeidsboka er fra et eldre bygg, og er endret siden eller utenfor de gule feltene; "
    "ingenting tas inn fra den. Send ut en ny."
)


@dataclass(frozen=True)
class Change:
    """One answer: a figure with another value, or (``linje``) a line of corrections."""

    sheet: str
    address: str
    figure: str
    old: Value
    new: Value
    reason: str
    who: str
    when: str
    file: str
    figur: Figurnoekkel | None = None
    linje: tuple[tuple[str, str], ...] = ()

    @property
    def target(self) -> tuple[object, ...]:
        """What it changes: two answers with the same target must say the same."""
        if self.figur is not None:
            return (self.figur.fil, self.figur.noekkel, self.figur.kolonne)
        line = dict(self.linje)
        return ("korreksjoner", line["kommune"], line["post"], line["aar"])


@dataclass(frozen=True)
class Refusal:
    """A cell that is not taken in, or the whole file where there is no cell."""

    sheet: str
    address: str
    reason: str


@dataclass
class Answer:
    """What a returned file says."""

    file: str
    municipality: str = ""
    year: str = ""
    build: str = ""
    accepted: list[Change] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def refuse(self, reason: str, place: Place = ("", "")) -> None:
        self.refused.append(Refusal(*place, reason))


def read(path: Path, data: Datasett) -> Answer:
    """Read one returned workbook; what is wrong with it is in the answer."""
    answer = Answer(str(path))
    try:
        package = Package.open(path)
        held = _Content.of(package)
        made = Stamp.of(package.properties)
        who, when = _author(package)
    except PackageError as error:
        answer.refuse(error.message)
        return answer
    except OSError as error:
        answer.refuse(f"Filen kan ikke leses ({reason(error)}).")
        return answer
    if made is None:
        answer.refuse("Filen har ikke stempelet fra asss-xl, så den er ikke en utsendt arbeidsbok.")
        return answer
    answer.municipality, answer.year, answer.build = made.kommune, made.aar, made.bygg
    problem = _foreign(made, data)
    if problem:
        answer.refuse(problem)
        return answer
    report = stamped(data.for_kommune(made.kommune, int(made.aar)), made.kommune, made.form)
    current = Stamp.of(report.book.properties)
    _Reader(answer, report, held, _reference(report), (who, when), made != current).read()
    return answer


def _foreign(made: Stamp, data: Datasett) -> str:
    if made.pakke != data.pakke:
        return f"Arbeidsboka er bygget av datapakken {shown(made.pakke)}, ikke {shown(data.pakke)}."
    if not made.kommune:
        return "Hovedrapporten har ingen rettelser å hente. Bruk kommunens egen arbeidsbok."
    if made.kommune not in data.med_tall:
        return f"Arbeidsboka er for {shown(made.kommune)}, som ikke er i datapakken."
    if made.aar not in map(str, data.aar) or made.form not in FORMS:
        return "Arbeidsboka er for et år eller en form som datapakken ikke har."
    return ""


def _author(package: Package) -> tuple[str, str]:
    """Who saved the file last, and when, as it says itself."""
    if not package.has(_CORE):
        return "", ""
    root = package.root(_CORE)
    return tuple((root.findtext(f"{{*}}{name}") or "")[:80] for name in ("lastModifiedBy", "modified"))  # type: ignore[return-value]


@dataclass(frozen=True)
class _Content:
    """A file's cells, and its formulas in a form that no program changes when it saves them."""

    cells: dict[Place, FileCell]
    formulas: dict[Place, str]

    @classmethod
    def of(cls, package: Package) -> _Content:
        formulas = {
            (found.sheet.name, found.cell.address): _plain(found.seen) for found in package.formula_cells
        }
        return cls(file_cells(package), formulas)

    def value(self, place: Place) -> Value:
        return _value(self.cells.get(place))


def _reference(report: Rapport) -> _Content:
    with tempfile.TemporaryDirectory(prefix="asss_xl_svar_") as folder:
        path = Path(folder, "bygget.xlsx")
        save(report.book, path)
        return _Content.of(Package.open(path))


class _Reader:
    def __init__(
        self,
        answer: Answer,
        report: Rapport,
        held: _Content,
        given: _Content,
        author: tuple[str, str],
        older: bool,
    ) -> None:
        self.answer, self.report, self.held, self.given = answer, report, held, given
        self.who, self.when = author
        self.older = older
        self.yellow = {split_place(y.place): y for y in yellow_cells(report.book)}

    def read(self) -> None:
        tampered = list(self._tampered())
        for place in tampered:
            self.answer.refuse(_OTHER if self.older else _TAMPERED, place)
        if tampered:
            self.answer.refuse(_OTHER_BUILD if self.older else _ALL_REFUSED)
            return
        for place, cell in self.yellow.items():
            if place in self.held.formulas:
                self.answer.refuse("Feltet har en formel. Skriv tallet.", place)
            elif isinstance(cell.about, Input):
                self._figure(place, cell, cell.about)
        self._lines()

    def _tampered(self) -> Iterator[Place]:
        for place in dict.fromkeys((*self.given.cells, *self.held.cells)):
            if place in self.yellow:
                continue
            was, has = self.given.formulas.get(place), self.held.formulas.get(place)
            if was is not None or has is not None:
                if was != has:
                    yield place
            elif not self.older and not _same(self.given.value(place), self.held.value(place)):
                yield place

    def _chosen(self, label: str) -> Value:
        """What is chosen on the front page, or None where the workbook has no such choice."""
        places = [
            p for p, y in self.yellow.items() if not isinstance(y.about, Input) and y.about.label == label
        ]
        return self.held.value(places[0]) if places else None

    def _elsewhere(self) -> str:
        """Why a figure cannot be taken for this municipality's, where another is chosen."""
        data, who, year = self.report.data, self._chosen(_WHO), self._chosen(_WHICH_YEAR)
        if who not in (None, data.kommune) or year not in (None, data.rapportaar):
            told = " ".join(f"{v:g}" if is_number(v) else str(v) for v in (who, year) if v is not None)
            return (
                f"På Forside er {shown(told)} valgt, ikke {data.kommune} {data.rapportaar}. Velg "
                "tilbake, eller svar i den arbeidsboka det gjelder."
            )
        return ""

    def _figure(self, place: Place, cell: YellowCell, about: Input) -> None:
        new = self.held.value(place)
        if new is None:
            return
        elsewhere = self._elsewhere()
        base = split_place(about.base.place)
        if about.figur is None:
            self.answer.refuse(_NO_FIGURE, place)
        elif elsewhere:
            self.answer.refuse(elsewhere, place)
        elif not is_number(new):
            self.answer.refuse(f"{shown(new)} er ikke et tall.", place)
        elif not _within(float(new), about.lowest, about.highest):
            self.answer.refuse(f"{new:g} er utenfor det feltet tar.", place)
        elif self.older and not self._unchanged(base, about):
            self.answer.refuse(
                "Arbeidsboka er fra et eldre bygg, og tallet er endret siden. Send ut en ny.", place
            )
        elif not _same(new, about.base.value):
            self.answer.accepted.append(
                Change(
                    *place,
                    about.label,
                    about.base.value,
                    new,
                    "Gult felt i arbeidsboka",
                    self.who,
                    self.when,
                    self.answer.file,
                    about.figur,
                )
            )

    def _unchanged(self, base: Place, about: Input) -> bool:
        label = (base[0], f"A{base[1].lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}")
        same_label = _same(self.given.value(label), self.held.value(label))
        return same_label and _same(self.held.value(base), about.base.value)

    def _lines(self) -> None:
        rows: dict[int, dict[int, Place]] = {}
        for place, cell in self.yellow.items():
            if place[0] == "Rettelser" and not isinstance(cell.about, Input):
                about = cell.about.cell
                rows.setdefault(about.row, {})[about.column] = place
        for row in rows.values():
            if rettelser.BELOEP in row and any(
                not _same(self.held.value(p), self.given.value(p)) for p in row.values()
            ):
                self._line(row)

    def _line(self, row: dict[int, Place]) -> None:
        said = {column: self.held.value(place) for column, place in row.items()}
        place, fault = row[rettelser.BELOEP], self.answer.refuse
        if any(p in self.held.formulas for p in row.values()):
            return  # Told of where the formula stands.
        if any(self.given.value(p) is not None for p in row.values()):
            fault("Linjen fantes fra før. Skriv endringen på en ny linje.", place)
            return
        data = self.report.data
        amount, year, function = (said[c] for c in (rettelser.BELOEP, rettelser.AAR, rettelser.FUNKSJON))
        about = str(said[rettelser.GJELDER] or "")
        post = f"{function:.0f}" if is_number(function) else _POST_OF.get(about, about)
        why, who = (str(said[c] or "").strip() for c in (rettelser.BEGRUNNELSE, rettelser.HVEM))
        chosen = self._chosen(_WHO)
        municipality = str(said[rettelser.KOMMUNE] or chosen or data.kommune).strip()
        known = {*rettelser.POSTENE, *data.sektorer, rettelser.ANDRE, *(f.funksjon for f in data.funksjoner)}
        problems = [
            text
            for text, wrong in (
                (f"{shown(post)} er ikke noe som kan rettes.", post not in known),
                (
                    "Beløpet mangler eller er utenfor det feltet tar.",
                    not is_number(amount) or not _within(float(amount), -1e9, 1e9),  # type: ignore[arg-type]
                ),
                ("Året mangler eller er ikke i datapakken.", not is_number(year) or year not in data.aar),
                ("Begrunnelsen mangler.", not why),
                ("Hvem som melder, mangler.", not who),
                (f"Linjen gjelder {shown(municipality)}, ikke {data.kommune}.", municipality != data.kommune),
            )
            if wrong
        ]
        if problems:
            fault(" ".join(problems), place)
            return
        line = {
            "kommune": municipality,
            "tabell": "Rettelser",
            "post": post,
            "linje": about or post,
            "aar": f"{year:.0f}",
            "beloep_1000kr": number(float(amount)),  # type: ignore[arg-type]
            "brukes": "nei" if said[rettelser.MED] == "Nei" else "ja",
        }
        self.answer.accepted.append(
            Change(
                *place,
                f"{about or post} {year:.0f}",
                None,
                amount,
                why[:400],
                who[:80],
                self.when,
                self.answer.file,
                linje=tuple(line.items()),
            )
        )


def _value(cell: FileCell | None) -> Value:
    found = cell.value if cell is not None else None
    return None if found == "" else found


def _same(one: Value, two: Value) -> bool:
    if is_number(one) and is_number(two):
        return math.isclose(float(one), float(two), rel_tol=1e-12, abs_tol=1e-12)  # type: ignore[arg-type]
    return one == two


def _within(value: float, low: float | None, high: float | None) -> bool:
    return (-_LARGEST if low is None else low) <= value <= (_LARGEST if high is None else high)


def _plain(formula: str) -> str:
    """A formula without what programs write differently when they save it."""
    text = re.sub(r"_xlfn\.|_xlws\.|_xlpm\.|\s|\+(?=\()", "", formula.lstrip("="))
    text = re.sub(r"\b(TRUE|FALSE)\(\)", r"\1", text)
    text = _NUMBER.sub(lambda found: f"{float(found.group()):.13g}", text)
    return re.sub(r"'([A-Za-zÆØÅæøå_]+)'!", r"\1!", text).casefold()


def number(value: float) -> str:
    """A number as the package's files hold it."""
    text = f"{value:.9f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
