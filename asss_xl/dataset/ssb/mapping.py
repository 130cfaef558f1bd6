"""Which table, contents, codes and formula each figure comes from: data that users can correct."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from asss_xl import catalogue
from asss_xl.catalogue import LINKS

from .. import files
from ..inputs.units import THOUSANDS
from ..messages import near, said
from ..new.own_tables.units import AMOUNT, COUNT, PER, unit_of
from ..packages import tables
from ..poster import KONTI, KONTROLLTALL, POSTER
from ..schema import ARTER, NASJONALE
from .client import FetchError
from .jsonstat import Cube, Dimension

REGIONS = ("KOKkommuneregion0000", "Region")
CONTENTS, TIME = "ContentsCode", "Tid"
#: The two figures that an indicator can be made of.
RATIO_PARTS = ("teller", "nevner")
TARGETS = ("regnskap", "balanse", "beloep", "innbyggere", "verdi", *RATIO_PARTS, "nasjonale", "kontrolltall")
DIMENSION = "KOKfunksjon0000"
_UNITS = dict.fromkeys(("regnskap", "balanse", "beloep"), THOUSANDS) | {
    "innbyggere": "personer",
    "nasjonale": "prosent",
}
_ALL_AGES = "0-105"
#: A code by what the table calls it, `_` for a space: exactly one of its codes has that name.
_NAMED = "~"
#: What a figure that an indicator is made of is, where it is no amount.
_COUNTED = "antall"
_IN_THOUSANDS = re.compile(r"\((?:1[ .]?000|mill)")
_FIXED = re.compile(r"-?\d+(\.\d+)?")
_COLUMNS = (
    *("til", "noekkel", "tabell", "innhold", "dimensjon", "uttrykk", "utvalg", "forskyvning"),
    *("ventet", "bekreftet", "grunnlag", "merknad"),
)
#: First and last year that a link is for; the columns may be left out.
_YEARS = ("fra_aar", "til_aar")
_TERM = re.compile(r"([+-])\s*(\S+)\s*")


@dataclass(frozen=True)
class Link:
    """One line of the mapping: a figure of the package and where it is in StatBank."""

    line: int
    target: str
    key: str
    table: str
    contents: str
    dimension: str
    terms: tuple[tuple[int, str], ...]
    chosen: tuple[tuple[str, str], ...]
    shift: int
    expected: tuple[str, ...]
    verified: bool
    note: str
    #: A figure that is the same for everyone and every year, and is in no table.
    fixed: str = ""
    first: int = 0
    last: int = 9999
    #: Where the code was seen.
    evidence: str = ""

    @property
    def name(self) -> str:
        return f"{self.target} {self.key}"

    @property
    def unit(self) -> str:
        """What the package has the figure in, where it is of one kind."""
        if self.target in RATIO_PARTS:
            amount = indicators()[self.key][self.target].endswith(f", {THOUSANDS}")
            return THOUSANDS if amount else _COUNTED
        ready = indicators()[self.key]["enhet"] if self.target == "verdi" else ""
        return ready or KONTROLLTALL.get(self.key, ("", ""))[1] or _UNITS.get(self.target, "")

    def holds(self, year: int) -> bool:
        return self.first <= year <= self.last


@dataclass(frozen=True)
class Resolved:
    """A link whose codes the table has: each variable's codes, and the sign of each code."""

    link: Link
    codes: dict[str, tuple[str, ...]]
    signs: dict[str, int]


def load(path: Path = LINKS) -> list[Link]:
    """The links of a file; a spreadsheet may have saved it with semicolons."""
    text = files.text(path)
    lines, records, ended = tables.records(text, path.name, tables.delimiter(text))
    heading, known = records[0] if records else [], (*_COLUMNS, *_YEARS)
    if lacking := [name for name in _COLUMNS if name not in heading]:
        raise FetchError(f"{path.name}: mangler kolonnene {', '.join(lacking)}.")
    problems = [
        f"{path.name}: kolonnen «{name}» er ikke kjent. {near(name, known)}"
        for name in heading
        if name not in known
    ]
    links: list[Link] = []
    for number, record in zip(lines[1:], records[1:], strict=True):
        cells = map(str.strip, record)
        given = dict.fromkeys(known, "") | dict(zip(heading, cells, strict=False))
        wrong = list(_problems(given))
        if len(record) > len(heading):
            wrong.append("raden har flere felt enn det er kolonner.")
        problems += [
            f"{path.name}, rad {number}, {given['til']} {given['noekkel']}: {told}" for told in wrong
        ]
        if not wrong:
            links.append(_link(number, given))
    problems += [*map(str, ended), *_twice(path, links)]
    if problems:
        raise FetchError("\n".join(problems))
    return links


def _twice(path: Path, links: Sequence[Link]) -> Iterator[str]:
    """Figures that two links give in the same year."""
    seen: dict[str, list[Link]] = {}
    for link in links:
        for other in seen.setdefault(link.name, []):
            if max(link.first, other.first) <= min(link.last, other.last):
                yield f"{path.name}, rad {link.line}: {link.name} er alt koblet på rad {other.line}."
        seen[link.name].append(link)


@cache
def indicators() -> Mapping[str, Mapping[str, str]]:
    """The catalogue's indicators by what a link calls them."""
    return {f"{row['tjeneste']}/{row['kortnavn']}": row for row in catalogue.rows("indikatorer")}


def _keys(target: str) -> Collection[str]:
    """The keys of a target."""
    return {
        "regnskap": tuple(POSTER),
        "balanse": tuple(konto for konti in KONTI.values() for konto in konti),
        "beloep": tuple(ARTER),
        "nasjonale": tuple(NASJONALE),
        "kontrolltall": tuple(KONTROLLTALL),
        "innbyggere": (_ALL_AGES,),
    }.get(target) or indicators()


def _problems(row: dict[str, str]) -> Iterator[str]:
    """Everything that is wrong with a line, each with what to do."""
    target, key = row["til"], row["noekkel"]
    if target not in TARGETS:
        yield f"til er {target!r}. {near(target, TARGETS)}Skriv en av {', '.join(TARGETS)}."
    elif key not in _keys(target):
        many = len(_keys(target)) > 40
        choice = "tjeneste/kortnavn fra indikatorer.csv" if many else f"en av {', '.join(_keys(target))}"
        yield f"noekkel er {key!r}. {near(key, _keys(target))}Skriv {choice}."
    elif target in RATIO_PARTS and not indicators()[key][target]:
        yield f"indikatoren har ingen {target} i indikatorer.csv. Koble den med til = verdi."
    fixed = "" if row["tabell"] else row["innhold"]
    if fixed and (target != "regnskap" or not _FIXED.fullmatch(fixed) or not row["merknad"]):
        yield "uten tabell skal innhold være et fast tall, i regnskap, og merknad si hvorfor."
    if not fixed and (not re.fullmatch(r"\d{5}", row["tabell"]) or not row["innhold"]):
        yield "tabell skal være fem sifre, og innhold skal være fylt ut."
    yield from _code_problems(row)
    if row["forskyvning"] not in ("", "0", "1", "-1"):
        yield "forskyvning skal være 0, 1 eller -1."
    if row["bekreftet"] not in ("ja", "nei"):
        yield "bekreftet skal være ja eller nei."
    if row["bekreftet"] == "ja" and not row["grunnlag"]:
        yield "bekreftet er ja, og grunnlag sier ikke hvor koden er sett. Skriv det, eller nei."
    years = [row[name] for name in _YEARS]
    if not all(re.fullmatch(r"(\d{4})?", year) for year in years) or (all(years) and years[0] > years[1]):
        yield "fra_aar og til_aar skal være tomme eller årstall, det første først."


def _code_problems(row: dict[str, str]) -> Iterator[str]:
    """What can be seen of the codes without the table."""
    expression, contents = row["uttrykk"], row["innhold"]
    if bool(row["dimensjon"]) != bool(expression):
        yield "dimensjon og uttrykk skal være fylt ut begge to, eller ingen av dem."
    if row["tabell"] and expression and " " in contents:
        yield "innhold kan være et uttrykk bare når dimensjon og uttrykk står tomme."
    for text in (expression, contents if row["tabell"] else ""):
        if _TERM.sub("", _signed(text)):
            yield f"uttrykk {text!r}: skriv koder med + og - mellom."
    chosen = [part.partition("=") for part in row["utvalg"].split()]
    if not all(name and codes for name, _, codes in chosen):
        yield "utvalg skal være VARIABEL=KODE, med mellomrom mellom."
    asked = {name: codes.split(",") for name, _, codes in chosen}
    asked.setdefault(row["dimensjon"], []).extend(code for _, code in _terms(expression))
    for code in asked.get(DIMENSION, []):
        if re.fullmatch(r"\d{3}", code) and code not in catalogue.functions():
            yield f"funksjon {code} finnes ikke i funksjoner.csv i katalogen."


def _link(line: int, row: dict[str, str]) -> Link:
    """A line in which nothing is wrong."""
    several = bool(row["tabell"]) and " " in row["innhold"]
    chosen = [part.partition("=") for part in row["utvalg"].split()]
    return Link(
        line,
        row["til"],
        row["noekkel"],
        row["tabell"],
        "" if several else row["innhold"],
        CONTENTS if several else row["dimensjon"],
        _terms(row["innhold"] if several else row["uttrykk"]),
        tuple((name, codes) for name, _, codes in chosen),
        int(row["forskyvning"] or 0),
        tuple(word for word in row["ventet"].casefold().split("|") if word),
        row["bekreftet"] == "ja",
        row["merknad"],
        "" if row["tabell"] else row["innhold"],
        int(row["fra_aar"] or 0),
        int(row["til_aar"] or 9999),
        row["grunnlag"],
    )


def _signed(expression: str) -> str:
    return expression if expression[:1] in ("+", "-", "") else f"+ {expression}"


def _terms(expression: str) -> tuple[tuple[int, str], ...]:
    return tuple((1 if sign == "+" else -1, code) for sign, code in _TERM.findall(_signed(expression)))


def resolve(link: Link, cube: Cube) -> tuple[Resolved | None, list[str]]:
    """The link's codes as the table has them, or what the table does not have."""
    faults: list[str] = []
    codes: dict[str, tuple[str, ...]] = {}
    signs: dict[str, int] = {}
    #: What is chosen, by its code, and what the figure itself is.
    called: dict[str, list[str]] = {}
    patterns = [(CONTENTS, 1, link.contents)] if link.contents else []
    patterns += [(link.dimension, sign, code) for sign, code in link.terms]
    patterns += [(name, 0, code) for name, listed in link.chosen for code in listed.split(",")]
    for name, sign, pattern in patterns:
        if name not in cube.dimensions:
            faults.append(f"variabelen {name} finnes ikke i tabell {link.table}")
            continue
        found, fault = _matching(pattern, cube.dimensions[name])
        if not found:
            faults.append(f"{fault} i {name} i tabell {link.table}")
        codes[name] = tuple(dict.fromkeys((*codes.get(name, ()), *found)))
        labels = [cube.dimensions[name].labels[code] for code in found]
        called.setdefault("" if sign else pattern.casefold(), []).extend(labels)
        if name == CONTENTS:
            other = [label for label in labels if _in_another(label, link.unit)]
            faults += [said("annen_enhet_i_tabellen", link.table, label, link.unit) for label in other]
        if name == link.dimension:
            signs |= dict.fromkeys(found, sign)
    for code, _, word in (word.rpartition("=") for word in link.expected if not faults):
        if word not in (told := " ".join(called.get(code, ())).casefold()):
            faults.append(said("kalt_noe_annet", link.table, word, told[:90]))
    if link.target == "innbyggere" and sorted(ages(codes.get(link.dimension, ()))) != list(range(106)):
        faults.append(f"tabell {link.table} har ikke hver alder fra 0 til 105 år én gang")
    region = next((name for name in REGIONS if name in cube.dimensions), None)
    if (region is None and link.target != "nasjonale") or TIME not in cube.dimensions:
        faults.append(f"tabell {link.table} mangler region eller år")
    else:
        faults += [
            f"{name} i tabell {link.table} må velges, og koblingen har ikke noe valg"
            for name, dimension in cube.dimensions.items()
            if name not in codes and name not in (region, TIME) and not dimension.optional
        ]
    return (None, faults) if faults else (Resolved(link, codes, signs), [])


def _units(label: str) -> set[tuple[str, Decimal] | None]:
    """The units in the parentheses of a name, and the last one known or not; kroner of each are kroner."""
    found = [unit_of(text) for text in re.findall(r"\(([^()]+)\)", label.casefold())]
    told = [unit for unit in found[:-1] if unit] + found[-1:]
    return {(AMOUNT if each.slag == PER else each.slag, each.factor) if each else None for each in told}


def _in_another(label: str, unit: str) -> bool:
    """Whether a name says another unit; where ours is of a kind of its own, whether it says a known one."""
    told = _units(label)
    if unit != _COUNTED and unit_of(unit.casefold()):
        return told != _units(f"({unit})")
    return bool(_IN_THOUSANDS.search(label)) or any(each and each[0] != COUNT for each in told)


def ages(codes: Sequence[str]) -> dict[int, str]:
    """The code of each year of age."""
    return {int(code.rstrip("+")): code for code in codes if code.rstrip("+").isdecimal()}


def _matching(pattern: str, dimension: Dimension) -> tuple[tuple[str, ...], str]:
    """The codes that a pattern stands for, and what to say when there are none."""
    if not pattern.startswith(_NAMED):
        return matching(pattern, dimension.codes), f"koden {pattern} finnes ikke"
    wanted = pattern.removeprefix(_NAMED).replace("_", " ").casefold()
    found = tuple(c for c in dimension.codes if dimension.labels[c].casefold().strip() == wanted)
    return found if len(found) == 1 else (), f"det er ikke nøyaktig én kode som heter «{wanted}»"


def matching(pattern: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of a table that a code, a range `a:b` or a pattern with `*` and `?` stands for."""
    first, colon, last = pattern.partition(":")
    if colon:
        if first not in codes or last not in codes:
            return ()
        return codes[codes.index(first) : codes.index(last) + 1]
    return tuple(code for code in codes if fnmatch.fnmatchcase(code, pattern))
