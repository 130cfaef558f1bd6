"""The municipalities' official names and numbers, and which of them a text means.

`kommunenavn.csv` has every number in use from 2020 with the name that KLASS 131 gave it, and the
names that it has had besides (the code lists that SSB publishes with KOSTRA's forms, 2022-2026; «ŋ»,
which those lists lack, is put back in Porsáŋgu; «Oslove» is StatBank's). A name in several languages
is the same municipality by each of them and in any order. `domene` is where a municipality is on the net,
where that does not follow from its name.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from asss_xl.catalogue import rows

from .grouping import grouped
from .schema import words

ALWAYS = 9999
#: How alike a name a misspelt one is; one that is less so is a name of one's own.
_MISSPELT = 0.8
_PARALLEL = re.compile(r"\s*/\s*|\s+-\s+")
_COUNTY = re.compile(r"\s*\(([^()]*)\)$")
_NUMBERED = re.compile(r"(?:k-?)?(\d{4})\b[\s:.-]*(.*)", re.I)
_NUMBER_LAST = re.compile(r"(.*?[^\s,-])[\s,-]*[(\[]?(?:K-?)?(\d{4})[)\]]?", re.I)
_KOMMUNE = re.compile(r"(?<=[\w)]) kommune$", re.I)
_SPAN = re.compile(r"\s*\((\d{4})?\s*-\s*(\d{4})?\)$")
_IN_ADDRESSES = {"æ": ("ae", "a"), "ø": ("o", "oe"), "å": ("a", "aa"), " - ": ("-", ""), " ": ("-", "")}
#: Collections that StatBank and reports put among the municipalities, by what they are.
_PLACES = {kind: re.compile("|".join(names), re.I) for kind, names in words("steder").items()}


class Official(NamedTuple):
    """A municipality number, the years it is in use, and every name it has had in them."""

    nummer: str
    navn: str
    fra: int
    til: int
    ogsaa: tuple[str, ...]
    domene: str = ""

    @property
    def keys(self) -> set[str]:
        """Every text that it is known by."""
        return set().union(*map(_keys, (self.navn, *self.ogsaa)))


class Written(NamedTuple):
    """What is written of a municipality, apart: number, name, the years that the number holds."""

    nummer: str
    navn: str
    fra: int
    til: int

    @property
    def spanned(self) -> bool:
        return (self.fra, self.til) != (0, ALWAYS)


class Found(NamedTuple):
    """Whom a text means: one of the members, or what else, or that it cannot be told.

    `slag` is member, outside, country, collection, sum, unknown or unclear.
    """

    slag: str
    kommune: str = ""
    fra: int = 0
    til: int = ALWAYS
    #: For what is unclear: why, and which members it can be.
    grunn: str = ""
    blant: tuple[str, ...] = ()


@cache
def official() -> tuple[Official, ...]:
    """Every number in use since 2020."""
    made = []
    for r in rows("kommunenavn", Path(__file__).parent):
        also = tuple(filter(None, r["ogsaa"].split("|")))
        made.append(
            Official(r["nummer"], r["navn"], int(r["fra"]), int(r["til"] or ALWAYS), also, r["domene"])
        )
    return tuple(made)


@cache
def of_number(number: str) -> Official | None:
    """Whose a number is or was; None where it has been nobody's since 2020."""
    return next((each for each in official() if each.nummer == number), None)


def as_name(text: str) -> str:
    """What makes two ways of writing a name the same one: case, spaces and kinds of dashes do not."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub("[\u2010-\u2015\u2212]", "-", text).split())


def written(text: str) -> Written:
    """«K-0301 Oslo - Oslove», «0301 Oslo», «Bergen kommune», «3005 Drammen (2020-2023)» taken apart."""
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    fra, til = 0, ALWAYS
    if found := _SPAN.search(text):
        fra, til = int(found[1] or 0), int(found[2] or ALWAYS)
        text = text[: found.start()]
    number = ""
    if found := _NUMBERED.fullmatch(text):
        number, text = found[1], found[2]
    found = None if number else _NUMBER_LAST.fullmatch(text)
    if found and of_number(found[2]) and named(_KOMMUNE.sub("", found[1])):
        text, number = found[1], found[2]
    text = _KOMMUNE.sub("", text.strip())
    return Written(number, text.strip(), fra, til)


def _keys(name: str) -> set[str]:
    """The texts that a name is known by: whole, in each language, and without its county."""
    made = {as_name(name)}
    county = _COUNTY.search(name)
    bare = name[: county.start()] if county else name
    parts = [part for part in _PARALLEL.split(bare) if part]
    made |= {as_name(part) for part in parts} | {" - ".join(sorted(map(as_name, parts)))}
    if county:
        made |= {f"{as_name(part)} ({as_name(county[1])})" for part in parts}
    return made


def _key(text: str) -> tuple[str, ...]:
    """How a text is looked up: as it is, and with its languages in the order that the keys have."""
    parts = [as_name(part) for part in _PARALLEL.split(text) if part]
    return as_name(text), " - ".join(sorted(parts))


@cache
def _by_name() -> dict[str, tuple[Official, ...]]:
    made = grouped((key, each) for each in official() for key in each.keys)
    return {key: tuple(found) for key, found in made.items()}


def named(text: str) -> tuple[Official, ...]:
    """Every number whose municipality has or has had the name."""
    found: dict[str, Official] = {}
    for key in _key(text):
        found |= {each.nummer: each for each in _by_name().get(key, ())}
    return tuple(found.values())


def mistaken(name: str, number: str) -> str:
    """Whose number it is, when the name is another municipality's; nothing when they can be one."""
    known, others = of_number(number), named(name)
    if known is None or not others or number in {each.nummer for each in others}:
        return ""
    return known.navn


def misspelt(name: str, number: str) -> str:
    """What the number's municipality is called, when the name is nobody's and almost that."""
    known = of_number(number)
    if known is None or named(name) or not difflib.get_close_matches(as_name(name), known.keys, 1, _MISSPELT):
        return ""
    return known.navn


def overlapping(spans: Sequence[tuple[int, int]]) -> bool:
    """Whether two of the spans share a year."""
    ordered = sorted(spans)
    return any(later[0] <= first[1] for first, later in zip(ordered, ordered[1:], strict=False))


@cache
def labels(name: str) -> frozenset[str]:
    """What the name can be in an address on the net: «Nordre Follo» is nordre-follo or nordrefollo."""
    forms = _keys(name)
    for letter, instead in _IN_ADDRESSES.items():
        forms = {form.replace(letter, other) for form in forms for other in instead}
    # Marks apart from their letters, and all else that no address has, are left out.
    return frozenset(re.sub("[^a-z0-9-]", "", unicodedata.normalize("NFKD", form)) for form in forms) - {""}


@cache
def domain_owners(domain: str, others: tuple[str, ...] = ()) -> tuple[frozenset[str], bool]:
    """Whose a domain is or looks like, and whether nobody but a municipality has one like it.

    «post.baerum.kommune.no» and «ha.no» are of one that is called so, «heroy-no.kommune.no» of one that its
    label begins with, «nesodden» not of Nes. ``others`` are asked for when it is nobody official's.
    """
    ends = f".{domain.casefold()}"
    if known := frozenset(
        each.navn for each in official() if each.domene and ends.endswith(f".{each.domene}")
    ):
        return known, True
    parts, municipal = ends.split("."), ends.endswith(".kommune.no")
    forms = labels(parts[-3 if municipal else -2]) if parts[-1] == "no" else frozenset()

    def begins(name: str) -> bool:
        return any(f"{form}-".startswith(f"{mine}-") for mine in labels(name) for form in forms)

    exact = (n.navn for n in official() if any(forms & labels(name) for name in (n.navn, *n.ogsaa)))
    for found in (exact, (n.navn for n in official() if begins(n.navn)), filter(begins, others)):
        if names := frozenset(found):
            return names, municipal
    return frozenset(), municipal


class Places:
    """Finds whom a text means among a package's municipalities, exactly or not at all.

    `members` are (name, number, first year, last year); a municipality has a row for each number.
    """

    def __init__(self, members: Iterable[tuple[str, str, int, int]]) -> None:
        self.names: dict[str, str] = {}
        self._by_key: dict[str, set[str]] = {}
        self._by_number: dict[str, tuple[str, int, int]] = {}
        for name, number, first, last in members:
            self.names[as_name(name)] = name
            doubted = bool(mistaken(name, number))
            told = set(_keys(name))
            if (known := of_number(number)) and not doubted:
                told |= known.keys
            for key in told:
                self._by_key.setdefault(key, set()).add(name)
            if number and not doubted:
                before = self._by_number.get(number, (name, first, last))
                self._by_number[number] = (name, min(before[1], first), max(before[2], last))

    def official_names(self, name: str) -> set[str]:
        """A member's official names: by its numbers, or by its name where it has none."""
        numbers = [number for number, (whose, *_) in self._by_number.items() if whose == name]
        known = list(filter(None, map(of_number, numbers)))
        return {each.navn for start in known or named(name) for each in named(start.navn)}

    def named(self, text: str) -> str:
        """Who has exactly this name here, else whom it means; nothing where that cannot be told."""
        return self.names.get(as_name(text)) or self.find(text).kommune

    def find(self, text: str) -> Found:
        """Whom a name, with or without a number and years, means here."""
        told = written(text)
        if told.nummer:
            return self._numbered(told)
        if not told.navn:
            return Found("unknown")
        return self._named(told)

    def _named(self, told: Written) -> Found:
        exact = self.names.get(as_name(told.navn))
        mine = set().union(*(self._by_key.get(key, set()) for key in _key(told.navn)))
        if exact or len(mine) == 1:
            name = exact or next(iter(mine))
            others = self._others(name, told.navn)
            if not others:
                return Found("member", name, told.fra, told.til)
            why = f"er både {name} og {others}" if exact else f"kan være {name} eller {others}"
            return Found("unclear", grunn=why, blant=(name,))
        if mine:
            either = tuple(sorted(mine))
            return Found("unclear", grunn=f"kan være {' eller '.join(either)}", blant=either)
        elsewhere = (each.navn for each in named(told.navn) if each.nummer not in self._by_number)
        if outside := " eller ".join(dict.fromkeys(elsewhere)):
            return Found("outside", outside, told.fra, told.til)
        slag = next((slag for slag, pattern in _PLACES.items() if pattern.fullmatch(told.navn)), "")
        if slag == "country" and (own := next(filter(_PLACES[slag].fullmatch, self.names.values()), "")):
            return Found("member", own, told.fra, told.til)
        return Found(slag, told.navn) if slag else Found("unknown")

    def _others(self, name: str, text: str) -> str:
        """Another municipality with the same name at the same time; one with its county has none."""
        mine = [n for n, (whose, _, _) in self._by_number.items() if whose == name]
        spans = [(each.fra, each.til) for n in mine if (each := of_number(n))]
        return " og ".join(
            dict.fromkeys(
                f"{each.navn} ({each.nummer})"
                for each in named(text)
                if each.nummer not in mine and any(overlapping([s, (each.fra, each.til)]) for s in spans)
            )
        )

    def _numbered(self, told: Written) -> Found:
        whose = self._by_number.get(told.nummer)
        known = of_number(told.nummer)
        if whose is None:
            if not known and told.navn and not told.spanned:
                return Found("unknown")
            if known and told.navn and not self._agree(told.navn, known.navn, known):
                return Found("unclear", grunn=f"har nummeret til {known.navn}, og et annet navn")
            if known is None:
                # A number of before 2020: its name may be a member's, by another number.
                by_name = self._named(Written("", told.navn, told.fra, told.til))
                if by_name.slag != "member" or not told.spanned:
                    return Found("outside" if by_name.slag == "outside" else "unknown")
                return Found("member", by_name.kommune, told.fra, told.til)
            return Found("outside", known.navn, told.fra, told.til)
        name, first, last = whose
        if told.navn and not self._agree(told.navn, name, known):
            return Found("unclear", grunn=f"har nummeret til {name}, og et annet navn")
        if known:
            first, last = known.fra if first >= known.fra else first, min(last, known.til)
        return Found("member", name, max(told.fra, first), min(told.til, last))

    def _agree(self, text: str, name: str, known: Official | None) -> bool:
        told = _keys(name) | (known.keys if known else set())
        return not told.isdisjoint(_key(text))
