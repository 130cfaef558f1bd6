"""The lines of corrections in a returned workbook, and what each of them asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from asss_xl.dataset.cells.values import number_text
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.grouping import grouped
from asss_xl.dataset.messages import near, said, shown
from asss_xl.dataset.poster import POSTER, RETTES
from asss_xl.dataset.rettbare import Sted, rettbare, steder
from asss_xl.delivery import answers
from asss_xl.delivery.answers import Answer, Change, Content, casefolded, equal, safe_text
from asss_xl.functions.values import Value, is_error, is_number
from asss_xl.norsk import norsk
from asss_xl.report.rettelser import ark
from asss_xl.workbook import MISSING_TEXT

ARKET = "Rettelser"
_POST_OF = {name: post for post, name in POSTER.items()}
#: The cells of a line that its sender fills in.
_NUMBERS = (ark.FUNKSJON, ark.AAR, ark.BELOEP, ark.GAMMELT, ark.NYTT)
_FIELDS = (ark.GJELDER, *_NUMBERS, ark.MED, ark.BEGRUNNELSE, ark.HVEM, ark.FOR_KOMMUNE)
_Said = Mapping[int, Value]
#: What stands in a line's fields.
_Content = tuple[Value, ...]
_EMPTY: _Content = (None,) * len(_FIELDS)
#: What of a line is not what it is about and asks for.
_HOW = {ark.MED, ark.HVEM}
#: The longest texts of a line.
_LONGEST = {ark.BEGRUNNELSE: 400, ark.HVEM: 80}


@dataclass
class LineReader:
    """Reads the lines of one workbook, ``held``; ``given`` is the same as it is built now.

    ``chosen`` is the municipality that is chosen on the front page, ``older`` says that the workbook
    is from another build, ``confirmed`` holds the cells whose doubts somebody has answered.
    """

    answer: Answer
    data: Datasett
    held: Content
    given: Content
    chosen: Value
    older: bool
    confirmed: Collection[str]
    #: The package's own lines that an older workbook does not have.
    unseen: Sequence[_Line] = ()

    def read(self) -> None:
        """Take the lines that are not the package's own already."""
        heads = [self._said(self.held, ark.HODERAD, column) for column in range(len(ark.HODER))]
        if heads != list(ark.HODER):
            self.answer.refuse("Arket er fra en eldre utgave. Send ut en ny arbeidsbok.", (ARKET, ""))
            return
        known = {row: self._content(self.given, row) for row in self._rows(self.given)}
        held = {row: self._content(self.held, row) for row in self._rows(self.held)}
        lines = {line: row for row, line in known.items() if line != _EMPTY}
        if self.older:
            unseen = [(row, line) for line, row in lines.items() if line not in held.values()]
            self.unseen = [_Line(self, row, dict(zip(_FIELDS, line, strict=True))) for row, line in unseen]
        for row, line in held.items():
            # What was in a row of an older build is not known: the lines can have moved.
            was = _EMPTY if self.older else known.get(row, _EMPTY)
            place = self.held.place(ARKET, row, ark.BELOEP)
            if line in lines or (line == _EMPTY and was in (_EMPTY, *held.values())):
                continue
            if self._what(line) in map(self._what, lines):
                self.answer.tell("Rettelsen er i pakken fra før; der er den som den var.", place)
            elif was not in (_EMPTY, *held.values()):
                told = "er tømt, men rettelsen er i pakken" if line == _EMPTY else "fantes fra før"
                self.answer.refuse(f"Linjen {told}. Skriv endringen på en ny linje.", place)
            else:
                self._line(row, dict(zip(_FIELDS, line, strict=True)))

    def _rows(self, content: Content) -> Iterator[int]:
        row = ark.HODERAD + 1
        while self._said(content, row, ark.NR) == row - ark.HODERAD:
            yield row
            row += 1

    @staticmethod
    def _said(content: Content, row: int, column: int) -> Value:
        return content.value(content.place(ARKET, row, column))

    def _content(self, content: Content, row: int) -> _Content:
        """A line, so that two programs' digits and empty cells are alike."""
        found = (self._said(content, row, column) for column in _FIELDS)
        texts = (v.strip() or None if isinstance(v, str) and not is_error(v) else v for v in found)
        return tuple(float(f"{v:.12g}") if is_number(v) else v for v in texts)

    def _what(self, line: _Content) -> tuple[object, ...]:
        """What a line is about, why and what it asks for; with no municipality it is the chosen one's."""
        said = dict(zip(_FIELDS, line, strict=True))
        whose = said.pop(ark.FOR_KOMMUNE) or self.chosen or self.data.kommune
        return whose, *(value for column, value in said.items() if column not in _HOW)

    def _line(self, row: int, said: _Said) -> None:
        faults = {
            self.held.place(ARKET, row, c): told for c in _FIELDS if (told := self._fault(row, c, said[c]))
        }
        for place, told in faults.items():
            self.answer.refuse(told, place)
        if faults:
            return
        line = _Line(self, row, said)
        if problems := grouped(line.problems()):
            for column, found in problems.items():
                self.answer.refuse(" ".join(found), self.held.place(ARKET, row, column))
            return
        if line.taken():
            self.answer.tell("Rettelsen er i pakken fra før; der er den som den var.", line.place)
        elif told := line.nothing():
            self.answer.tell(told, line.place)
        elif line.sted is not None and said[ark.MED] == "Nei":
            self.answer.tell("Med er Nei, så tallet rettes ikke.", line.place)
        else:
            self._settle(line)

    def _fault(self, row: int, column: int, value: Value) -> str:
        """Why what stands in a field cannot be read."""
        if self.held.place(ARKET, row, column) in self.held.formulas:
            return "Feltet har en formel. Skriv det den gir."
        lacking = value is None or (column == ark.GAMMELT and value == MISSING_TEXT)
        return "" if column not in _NUMBERS or lacking or is_number(value) else answers.no_number(value)

    def _settle(self, line: _Line) -> None:
        doubtful = list(line.doubts())
        key = f"{self.answer.name}:{line.place[0]}!{line.place[1]}"
        if doubtful and key not in self.confirmed:
            self.answer.refuse(" ".join(doubtful), line.place, key)
        else:
            self.answer.accepted.append(line.change())
            self.answer.confirmed |= {key} if doubtful else set()

    def has_still(self, figure: float | None) -> bool:
        """Whether an older workbook has the package's figure wherever the one that is built now has it."""
        places = [p for p, c in self.given.by_place.items() if c.formula is None and equal(c.value, figure)]
        return figure is not None and bool(places) and all(equal(self.held.value(p), figure) for p in places)

    @cached_property
    def names(self) -> Collection[str]:
        """The names of the package's figures."""
        return rettbare(self.data)

    @cached_property
    def figures(self) -> Mapping[tuple[str, int | None], Sted]:
        """The figures that the municipality can correct: its own, and those that nobody owns."""
        mine = (s for s in steder(self.data) if s.kommune in (self.data.kommune, ""))
        return {(s.om.navn, s.aar): s for s in mine}

    @cached_property
    def homes(self) -> Mapping[str, list[str]]:
        """The sectors of each KOSTRA function, whatever the cost key."""
        placed = [f for f in self.data.funksjoner if f.sektor]
        found = grouped((f.funksjon, f.sektor) for f in placed)
        other = {f.funksjon for f in placed} - {f.funksjon for f in placed if f.sektor in self.data.sektorer}
        return {
            post: [*names, *([ark.LINJE_ANDRE] if post in other else [])] for post, names in found.items()
        }

    @cached_property
    def posts(self) -> set[str]:
        """What an amount can be added to."""
        data = self.data
        return {*RETTES, *data.sektorer, ark.LINJE_ANDRE, *(f.funksjon for f in data.funksjoner if f.sektor)}


class _Line:
    """One line that is filled in."""

    def __init__(self, lines: LineReader, row: int, said: _Said) -> None:
        self.lines, self.said, self.data = lines, said, lines.data
        function, about = said[ark.FUNKSJON], _text(said[ark.GJELDER])
        self.about = about
        self.post = f"{function:g}" if is_number(function) else _POST_OF.get(about, about)
        self.amount, self.new, self.old = said[ark.BELOEP], said[ark.NYTT], said[ark.GAMMELT]
        self.why, self.who = (safe_text(_text(said[c])) for c in _LONGEST)
        year = said[ark.AAR]
        self.year = next((aar for aar in range(1900, 2101) if year == aar), None)
        self.figure = self.post not in lines.posts and about in lines.names
        self.sted = self._sted() if self.figure else None
        self.column = ark.NYTT if self.figure and self.new is not None else ark.BELOEP
        self.place = lines.held.place(ARKET, row, self.column)
        self.municipality = _text(said[ark.FOR_KOMMUNE] or lines.chosen or self.data.kommune).strip()
        self._row = row

    def _sted(self) -> Sted | None:
        found = self.lines.figures
        return found.get((self.about, self.year)) or found.get((self.about, None))

    def problems(self) -> Iterator[tuple[int, str]]:
        """What is missing or cannot be: the column of the cell, and what to do."""
        what = ark.GJELDER if self.said[ark.FUNKSJON] is None else ark.FUNKSJON
        if self.post not in self.lines.posts and not self.figure:
            known = (*_POST_OF, *self.lines.posts.difference(_POST_OF.values()), *self.lines.names)
            told = f"{shown(self.post)} er ikke noe som kan rettes. {near(self.post, known)}"
            told = told if self.post else "Linjen sier ikke hva den gjelder. "
            yield what, f"{told}Velg fra listen i «Gjelder», eller skriv en funksjon."
        elif self.about not in ("", *self.lines.homes.get(self.post, [self.about])):
            homes = " eller ".join(self.lines.homes[self.post])
            told = f"Funksjon {self.post} hører til {homes}, ikke {shown(self.about)}."
            yield what, f"{told} Ta bort den ene av dem fra linjen."
        if self.municipality != self.data.kommune:
            yield ark.FOR_KOMMUNE, f"Linjen gjelder {shown(self.municipality)}, ikke {self.data.kommune}."
        yield from self._of_a_figure() if self.figure else self._of_a_post()
        if not self.why:
            yield ark.BEGRUNNELSE, "Begrunnelsen mangler."
        if not self.who:
            yield ark.HVEM, "Hvem som melder, mangler."
        for column, most in _LONGEST.items():
            if (length := len(_text(self.said[column]))) > most:
                told = f"«{ark.HODER[column]}» er {length} tegn, og det er plass til {most}. Kort den ned."
                yield column, told
        if self.said[ark.MED] not in (None, "Ja", "Nei"):
            yield ark.MED, f"«Med» er {shown(self.said[ark.MED])}. Velg Ja eller Nei."
        yield from self._shown()

    def _of_a_post(self) -> Iterator[tuple[int, str]]:
        if self.amount is None:
            yield ark.BELOEP, "Endringen mangler. Skriv beløpet i 1000 kr."
        elif told := answers.beyond(float(self.amount), -ark.STOERST, ark.STOERST):
            yield ark.BELOEP, f"{told} Skriv beløpet i 1000 kr."
        if self.new is not None or self.old is not None:
            yield ark.GAMMELT if self.new is None else ark.NYTT, said("gjelder_tall_i_pakken")
        if self.year not in self.data.aar:
            years = ", ".join(map(str, self.data.aar))
            yield ark.AAR, f"Året mangler eller er ikke i datapakken ({years})."

    def _of_a_figure(self) -> Iterator[tuple[int, str]]:
        if self.sted is None:
            years = ", ".join(str(a) for navn, a in self.lines.figures if navn == self.about)
            yield ark.AAR, f"Pakken har ikke tallet for året. Den har det for {years or 'ingen år'}."
            return
        reported = self.sted.verdi.sagt
        if self.new is None and self.amount is None:
            yield self.column, "Verken nytt tall eller endring er skrevet. Skriv ett av dem."
        elif self.new is not None and self.amount is not None:
            yield self.column, "Skriv enten nytt tall eller endringen; ett av dem, ikke begge."
        elif told := answers.beyond(float(self.amount if self.new is None else self.new)):  # type: ignore[arg-type]
            yield self.column, told
        elif self.new is None and reported is None:
            yield ark.BELOEP, said("endring_uten_tall")
        if self.new is not None and equal(reported, self.new):
            return  # as it is, whatever it was
        if self.old is None and self.lines.older and not self.lines.has_still(reported):
            yield ark.GAMMELT, said("ikke_det_samme_tallet")
        elif self.old is not None and not self._agrees(reported):
            told = "ikke noe tall" if reported is None else norsk(reported)
            yield ark.GAMMELT, said("tallet_var_noe_annet", self.old, told)

    def _agrees(self, reported: float | None) -> bool:
        """Whether the sender saw the figure that the package has, as it is shown or whole."""
        if reported is None or not is_number(self.old):
            return reported is None and self.old == MISSING_TEXT
        shown_as = f"{self.old:.10g}"
        _, _, decimals = shown_as.partition(".")
        return equal(self.old, reported) or equal(self.old, round(reported, len(decimals)))

    def _shown(self) -> Iterator[tuple[int, str]]:
        """The cells that show another thing than the number that is in them."""
        percent = self.sted is not None and self.sted.om.prosent
        for column in (ark.BELOEP, ark.NYTT, ark.AAR):
            value = self.said[column]
            if is_number(value):
                place = self.lines.held.place(ARKET, self._row, column)
                if told := answers.shown_as(self.lines.held.format(place), float(value), percent):
                    yield column, told

    def result(self) -> float:
        """The figure, or the amount, that the line asks for."""
        if self.sted is None:
            return float(self.amount)  # type: ignore[arg-type]
        if self.new is not None:
            return float(self.new)
        return float(self.sted.verdi.sagt or 0) + float(self.amount)  # type: ignore[arg-type]

    def doubts(self) -> Iterator[str]:
        """What somebody must confirm before it is written."""
        new = self.result()
        if self.sted is None:
            reported = _reported(self.data, self.post, self.year)
            if reported is not None:
                yield from answers.moved(reported, reported + new)
            for known in self.lines.unseen:
                if (known.post, known.year, known.municipality) == (self.post, self.year, self.municipality):
                    name = shown(self.lines.answer.name)
                    told = f"{norsk(known.result())} (i pakken fra før), {norsk(new)} ({self.who}, {name})"
                    yield answers.contradiction(told, equal(known.result(), new))
        else:
            yield from answers.moved(self.sted.verdi.sagt, new, self.sted.om.prosent)
            yield from answers.outside(self.data, self.sted, new)

    def taken(self) -> bool:
        """Whether the package has the correction already."""
        new = self.result()
        if self.sted is not None:
            return self.lines.older and equal(self.sted.verdi.sagt, new)
        return any(
            (k.kommune, k.post, k.aar) == (self.municipality, self.post, self.year)
            and casefolded(k.begrunnelse) == casefolded(self.why)
            and equal(k.beloep, new)
            for k in self.data.korreksjoner
        )

    def nothing(self) -> str:
        """Why the package would be as it was; nothing when it would not."""
        new = number_text(self.result())
        if self.sted is None:
            return "Endringen er 0, så ingenting rettes." if new == "0" else ""
        reported = self.sted.verdi.sagt
        if reported is None or new != number_text(reported):
            return ""
        return f"{norsk(reported)} er likt pakkens tall, så ingenting rettes."

    def change(self) -> Change:
        """What is to be written into the package."""
        name = self.about or self.post
        figure = f"Funksjon {self.post}" if self.post.isdigit() else name
        year = self.sted.aar if self.sted is not None else self.year
        line = {
            "kommune": self.municipality,
            "tabell": ARKET,
            "post": self.post,
            "linje": name,
            "aar": str(self.year),
            "beloep_1000kr": number_text(self.result()),
            "brukes": "nei" if self.said[ark.MED] == "Nei" else "ja",
        }
        called = figure if year is None else f"{figure} {year}"
        said = (self.why, self.who, self.lines.answer.when, self.lines.answer.file)
        if self.sted is None:
            return Change(*self.place, called, None, self.result(), *said, linje=tuple(line.items()))
        return Change(*self.place, called, self.sted.verdi.sagt, self.result(), *said, self.sted)


def _text(value: Value) -> str:
    """What is in a field for a text, a number as the package's files hold it."""
    return number_text(float(value)) if is_number(value) else str(value or "")


def _reported(data: Datasett, post: str, year: int | None) -> float | None:
    """What a line, a sector or a function has in the package, 1000 kr."""
    if year is None:
        return None
    if post.isdigit():
        found = data.beloep.get((data.kommune, post, "netto", year))
        return found.verdi if found else None
    if post in data.sektorer:
        codes = data.sektorfunksjoner.get(post, frozenset())
        return data.funksjonsbeloep(data.kommune, "netto", year, codes).verdi if data.beloep else None
    own = data.regnskap.get((data.kommune, post, year))
    if own is not None:
        return own.verdi
    stated = data.figur("Tabell 0", post, "kommune", year, "1000 kr")
    return stated.verdi if stated else None
