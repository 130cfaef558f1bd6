"""What a text in a table says: municipality, year, line, unit, and whether it is a budget.

A text is taken apart by what is known. What is left over is not understood, and then the text says
nothing of what it would have placed; that it is a budget, or in another unit, is heeded all the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from ...alder import ages_of
from ...kommunenavn import Places, as_name
from ...schema import words
from .lines import COMPUTED, SOME_AGES, LineNames, kinds_by_code
from .units import BARE_YEAR, together, unit_of

PLACE, YEAR, LINE, UNIT, KIND = "kommune", "år", "linje", "enhet", "slag"
FUNCTION, ART, PRELIMINARY, AGES, CRITERIA = "funksjon", "art", "foreløpig", "alder", "kriterium"
#: What the names of a column with such a role are the names of.
_NAMED = {AGES: "innbyggere", CRITERIA: "indeks"}
ACCOUNTS = "regnskap"
#: What a mapping says of a line whose amounts are below zero: that they are counted the other way, or not.
SIGN = "fortegn"
_SIGNS = {"snudd fortegn": -1, "samme fortegn": 1}
#: That a figure is not the year's, the concern's or the accounts' own, whatever else is said of it.
PART = "del av året"
OPENING, CLOSING = "åpningen", "utgangen"
ONE_SEX = "ett kjønn"
RESERVATIONS = (PART, "kommunekassen", "omregnet", OPENING, ONE_SEX)
#: That the figure was said to be of the beginning of the next year.
YEAR_BEFORE = "året før"
RESERVED = (KIND, *RESERVATIONS)
#: That the figures under a title are of one service, sector or function.
SERVICE = "tjeneste"
#: Of which accounts the figures are: those of investments have lines by the names of the running ones.
INVESTED, RUNNING = "investeringsregnskapet", "driftsregnskapet"
#: What is heeded in any text, also in one that is not understood.
HEEDED = (UNIT, *RESERVED, CLOSING, INVESTED)
#: Roles of a column that is neither a figure nor says whose or what the figures are.
NUMBERS, IGNORED, ACCOUNT = "tall", "merknad", "konto"
_ROLE_OF = {word: role for role, found in words("roller").items() for word in found}
_WHOLE_YEAR, _GROUPED = words("ord")["hele_aaret"], words("ord")["grupper"]
_FILLERS = words("ord")["fyll"] + words("ord")["folketall"]
_YEAR = re.compile(
    r"(?<![\d.,/-])(?P<closing>(?:\bpr?\.? ?|\bper )?31\.? ?(?:12\.?|des(?:ember)?) ?)?"
    r"(?P<year>(?:19|20)\d\d)(?: ?(?P<preliminary>\*+|\(?foreløpige?\)?))?(?![\d*])(?!\s*[-/.]\s?\d)"
)
_PRELIMINARY = re.compile(r"\(?\b(?:\* ?)?(?:foreløpige?|ureviderte?)(?: tall)?\b\)?")
_NUMBERED = re.compile(r"(?:tabell|tab\.|figur|oversikt) \d+(?:[.-]\d+)*[a-z]?[.:]? ")
_STATBANK = re.compile(r"(?!07459)\d{5}: ?")
_BY = re.compile(
    r",? (?:etter|per|pr\.?|fordelt på) (?:region|kommune|statistikkvariabel|art|funksjon|år|alder|kjønn)\b"
    r"(?:(?:,| og)? ?(?:region|kommune|statistikkvariabel|art|funksjon|år|alder|kjønn)\b)*"
)
_SEPARATORS = re.compile(r" - |: |, | \| |(?<!mill)(?<!mrd)\. |\n")
_FUNCTION = re.compile(r"\(?\b(?:kostra-?)?funksjon (\d{3})\b\)?")
_CODE = re.compile(r"(?:f ?)?(\d{3})(?:[\s.:-]+(?!år\b)((?:(?!\d{3})[^\d])(?:(?!\d{3}).)*))?")
#: What stands before a unit and says no more: «alle tall i», «Sum av beløp i» of a pivot table.
_AMOUNTS_IN = re.compile(r"(?:^|[\s,.:;-]+)(?:alle|sum av)?(?: ?(?:beløp|tall))?$")
_EDGES = " ,.:;-+•=*|()"
#: The number of a line in the forms of the accounts: «1 Rammetilskudd», «2. Eiendomsskatt».
_ORDINAL = re.compile(r"^\d{1,2}[.)]? ")
#: Years and days written in other ways, as they are read: «R24», «31.12.24», «01.01.2025», «år 2024».
_OTHERWISE = (
    (
        re.compile(
            r"\b(31\.12\.|r(?:egn(?:skap|\.)|ekneskap)?|b(?:ud(?:sjett|\.)?)?)(?:[ -]| [-'’]|['’])?"
            r"((?:1[5-9]|[2-4]\d)$)"
        ),
        r"\1 20\2",
    ),
    (re.compile(r"\b0?1\.0?1\.(?=(?:19|20)\d\d)"), "1. januar "),
    (re.compile(r"^['’](?=(?:1[5-9]|[2-4]\d)$)"), "20"),
    (re.compile(r"(?<=plan) (?:19|20)\d\d ?- ?(?:20)?\d\d\b"), " "),
    (re.compile(r"\bår (?=(?:19|20)\d\d)|(?<=[^\W\d_])-(?=(?:19|20)\d\d$)"), " "),
)
_PEOPLE = re.compile(rf"\b(?:{'|'.join(words('ord')['folketall'])})\b")
UNANSWERED, NOT_USED = "?", ""


@dataclass
class Said:
    """The facts in a text, and what of it is not understood."""

    text: str
    facts: dict[str, Any] = field(default_factory=dict)
    rest: str = ""
    #: Whether a corrected mapping says that the text is not to be used.
    unused: bool = False

    @property
    def understood(self) -> bool:
        return not self.rest

    @property
    def sure(self) -> dict[str, Any]:
        """What it says of more than a figure: whose and when only where it is understood whole."""
        known = self.facts if self.understood else set(HEEDED) & self.facts.keys()
        return {what: value for what, value in self.facts.items() if what in known}


@cache
def _whole_words(name: str) -> dict[str, re.Pattern[str]]:
    return {
        what: re.compile(rf"(?<![\w/-])(?:{'|'.join(found)})(?![\w/-])")
        for what, found in words(name).items()
    }


def year_of(text: str) -> tuple[int, bool] | None:
    """The year that a whole cell is, and whether it is preliminary."""
    found = BARE_YEAR.fullmatch(text.strip())
    return (int(found[1]), bool(found[2])) if found else None


@lru_cache(10_000)
def role_of(text: str) -> str:
    """What a column with this heading is for; «År \\ Region» is a column of years."""
    told = re.sub("^sum(?:mer)? av ", "", as_name(text)).strip(" .:*")
    if told in _ROLE_OF:
        return _ROLE_OF[told]
    parts = [part.strip(" .:*") for part in re.split(r"[\\/|]", told)]
    roles = [_ROLE_OF.get(part, "") for part in parts]
    return roles[0] if len(roles) > 1 and all(roles) else ""


class Reader:
    """Takes texts apart by a package's lines, its municipalities and a corrected mapping."""

    def __init__(self, lines: LineNames, places: Places, mapping: Mapping[str, str] | None = None) -> None:
        self.lines, self.places = lines, places
        self.mapping = dict(mapping or {})
        self._known: dict[tuple[str, bool, str], Said] = {}

    def said(self, text: str, filler: bool = False, role: str = "") -> Said:
        """What a text says; `filler` where words that say nothing may stand, as in a title."""
        key = (text, filler, role)
        if key not in self._known:
            self._known[key] = self._mapped(text, filler, role)
        return self._known[key]

    def _mapped(self, text: str, filler: bool, role: str) -> Said:
        instead = self.mapping.get(text)
        if instead is None:
            return self._apart(text, filler, role)
        if instead.strip() == NOT_USED:
            return Said(text, unused=True)
        if instead.strip() == UNANSWERED:
            return Said(text, rest=text)
        made = Said(text)
        for part in instead.split(";"):
            told = self._apart(part.strip(), False, role)
            made.facts |= told.facts
            made.rest = made.rest or told.rest
        return made

    def is_group(self, text: str) -> bool:
        """Whether a heading over rows is one of the accounts' own: it says neither whose nor when."""
        return as_name(text) in _GROUPED or as_name(text) in self.lines.unclear

    def is_of_people(self, text: str) -> bool:
        """Whether a title says that the table is the population, and nothing more of what it counts."""
        told = self.said(text, filler=True)
        return told.understood and bool(_PEOPLE.search(as_name(text)))

    def _apart(self, text: str, filler: bool, role: str) -> Said:
        made = Said(text)
        left = as_name(text).strip()
        number = left.removesuffix(".0")
        if role == PLACE and self._place(made, number.zfill(4) if number.isdigit() else left):
            return made
        if role == FUNCTION and (code := self._function(left) or self.lines.numbers.get(left, "")):
            made.facts[FUNCTION] = code
            return made
        if role == ACCOUNT and re.fullmatch(r"\d\.\d{1,2}", left):
            left = f"konto {float(left):.2f}"
        if not filler and self.lines.find(account := f"konto {left}"):
            left = account
        if role == UNIT and (unit := unit_of(left, self.lines.units)):
            made.facts[UNIT] = unit
            return made
        if role in _NAMED and self._whole(made, f"{_NAMED[role]} {left}"):
            return made
        if role == CRITERIA and self.lines.find(left).startswith("innbyggere/"):
            return Said(text, rest=text)  # its names are also those of what it counts
        ages = ages_of(left.removeprefix(f"{SOME_AGES}/"))
        if ages and (role == AGES or left.startswith(f"{SOME_AGES}/")):
            made.facts[LINE] = f"{SOME_AGES}/{ages[0]}-{ages[1]}"
            return made
        if role == PART:
            if left not in _WHOLE_YEAR:
                made.facts[PART] = PART
            if found := re.match(r"((?:19|20)\d\d)[a-z]\d", left):
                made.facts[YEAR] = int(found[1])
            return made
        if left in _SIGNS:
            made.facts[SIGN] = _SIGNS[left]
            return made
        if self._whole(made, left):
            return made
        left = self._take(made, left, filler)
        self._rest(made, left, filler)
        return made

    def _take(self, made: Said, left: str, filler: bool) -> str:
        """What is left when units, years and kinds have been taken out."""
        if filler:
            left = _BY.sub(",", _NUMBERED.sub("", _STATBANK.sub("", left, count=1), count=1))
        for pattern, read_as in _OTHERWISE:
            left = pattern.sub(read_as, left)
        for what, pattern in _whole_words("forbehold").items():
            if pattern.search(left):
                made.facts |= {INVESTED if what == RUNNING else what: what} if what else {}
                left = pattern.sub(" ", left)
        for found in reversed(list(re.finditer(r"\(([^()]*)\)", left))):
            if unit := unit_of(found[1], self.lines.units):
                self._add(made, UNIT, unit)
                left = f"{left[: found.start()]} {left[found.end() :]}"
        if len(years := list(_YEAR.finditer(left))) == 1 and not re.search(
            r"(oppdatert|publisert|hentet|lastet ned|utskrift|dato)\D*$", left[: years[0].start()]
        ):
            self._add(made, YEAR, int(years[0]["year"]))
            if years[0]["closing"]:
                made.facts[CLOSING] = CLOSING
            if years[0]["preliminary"]:
                made.facts[PRELIMINARY] = True
            left = f"{left[: years[0].start()]} {left[years[0].end() :]}"
        if _PRELIMINARY.search(left):
            made.facts[PRELIMINARY] = True
            left = _PRELIMINARY.sub(" ", left)
        left = " ".join(left.split()).strip(_EDGES)
        for _ in range(2):
            if self.lines.find(left) or not left:
                break
            left = self._kind(made, self._unit_last(made, left))
        return left

    def _unit_last(self, made: Said, left: str) -> str:
        """Without the unit that a text ends with: «Driftsinntekter i mill. kr»."""
        words = left.split()
        for at in range(len(words)):
            if unit := unit_of(" ".join(words[at:]), self.lines.units):
                self._add(made, UNIT, unit)
                return _AMOUNTS_IN.sub("", " ".join(words[:at])).strip(_EDGES)
        return left

    def _kind(self, made: Said, left: str) -> str:
        for kind, pattern in _whole_words("slag").items():
            if found := pattern.search(left):
                self._add(made, KIND, kind)
                left = f"{left[: found.start()]} {left[found.end() :]}"
        return " ".join(left.split()).strip(_EDGES)

    def _add(self, made: Said, what: str, value: Any) -> None:
        """A text that says two of the same is not understood."""
        before = made.facts.setdefault(what, value)
        both = together(before, value) if what == UNIT else value if before == value else None
        if both is None:
            made.rest = made.rest or made.text
        else:
            made.facts[what] = both

    def _whole(self, made: Said, left: str) -> bool:
        """Whether the text is one known thing."""
        label = self.lines.find(left) or self.lines.find(_ORDINAL.sub("", left))
        art = self.lines.arter.get(as_name(left))
        if label:
            made.facts[LINE] = label
        if art:
            made.facts[ART] = art.label
        unit = self.lines.synonym_units.get(as_name(left)) if label else art and art.unit
        if unit:
            made.facts.setdefault(UNIT, unit_of(unit))
        if label or art or self._coded(made, left):
            return True
        if not left.isdigit() and (code := self._function(left)) in self.lines.functions:
            made.facts[FUNCTION] = code
            return True
        return self._place(made, left)

    def _coded(self, made: Said, left: str) -> bool:
        """Whether the text is a kind's code in StatBank, alone or with the name of the same kind."""
        code, name = self.lines.coded(left)
        kinds, named = kinds_by_code().get(code, frozenset()), Said(name)
        if not code or (name and not self._whole(named, name)):
            return False
        if not name:
            named.facts = {LINE if "/" in kind else ART: kind for kind in kinds}
        told = {named.facts.get(LINE), named.facts.get(ART)} - {None}
        others = {kind for other, known in kinds_by_code().items() if other != code for kind in known}
        if not told or not (told & kinds or not (kinds or told & others)):
            return False
        made.facts |= named.facts
        return True

    def _function(self, left: str) -> str:
        """The function whose number the text begins with, unless it has several, or another one's name."""
        found = _CODE.fullmatch(left)
        if not found or (found[2] and self.lines.numbers.get(found[2], found[1]) != found[1]):
            return ""
        return found[1]

    def _place(self, made: Said, left: str) -> bool:
        found = self.places.find(left)
        # In «4601 Bergen 2024» the year is no part of the name.
        if found.slag == "unknown" or (found.slag == "unclear" and _YEAR.search(left)):
            return False
        return bool(made.facts.setdefault(PLACE, found) == found)

    def _rest(self, made: Said, left: str, filler: bool) -> None:
        """The parts of what is left, each of which must be known."""
        if not left or self._whole(made, left) or left in ("indeks", *_WHOLE_YEAR):
            return
        if found := _FUNCTION.search(left):
            self._add(made, FUNCTION, found[1])
            left = " ".join(_FUNCTION.sub(" ", left).split()).strip(_EDGES)
            if not left or self._whole(made, left):
                return
        parts = [part.strip(_EDGES) for part in _SEPARATORS.split(left)]
        at = 0
        while at < len(parts):
            for end in range(len(parts), at, -1):
                joined = " - ".join(parts[at:end])
                if not joined or self._part(made, joined, filler):
                    at = end
                    break
            else:
                made.rest = made.rest or left
                return

    def _part(self, made: Said, text: str, filler: bool) -> bool:
        if unit := unit_of(text, self.lines.units):
            self._add(made, UNIT, unit)
            return True
        if self._merged(made, text):
            return True
        if not filler:
            return text in ("beløp", "tall", "verdi")
        bare = text
        for word in sorted(_FILLERS, key=len, reverse=True):
            bare = re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])", " ", bare)
        bare = " ".join(bare.split()).strip(_EDGES)
        if bare in self.lines.services:
            self._add(made, SERVICE, bare)
            return True
        return not bare or self._merged(made, bare)

    def _merged(self, made: Said, text: str) -> bool:
        """Whether a part is one known thing, and says nothing else than the parts before it."""
        part = Said(text)
        if not self._whole(part, text):
            return False
        for what, value in part.facts.items():
            self._add(made, what, value)
        return True


def computed(label: str) -> bool:
    return label.startswith(f"{COMPUTED}/")
