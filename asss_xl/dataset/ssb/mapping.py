"""Which table, contents, codes and formula each figure comes from: data that users can correct."""

from __future__ import annotations

import csv
import fnmatch
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from asss_xl.catalogue import LINKS, NETWORKS

from ..inputs import network_file
from ..inputs.network_file import Member as Member
from ..messages import DatasetError
from ..poster import KONTI, POSTER
from ..schema import ARTER, NASJONALE
from .errors import FetchError
from .jsonstat import Cube, Dimension

REGIONS = ("KOKkommuneregion0000", "Region")
CONTENTS, TIME = "ContentsCode", "Tid"
TARGETS = ("regnskap", "balanse", "beloep", "innbyggere", "verdi", "nasjonale")
#: A code by what the table calls it, `_` for a space: exactly one of its codes has that name.
_NAMED = "~"
_FIXED = re.compile(r"-?\d+(\.\d+)?")
_COLUMNS = (
    "til",
    "noekkel",
    "tabell",
    "innhold",
    "dimensjon",
    "uttrykk",
    "utvalg",
    "forskyvning",
    "ventet",
    "bekreftet",
    "grunnlag",
    "merknad",
)
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

    @property
    def name(self) -> str:
        return f"{self.target} {self.key}"


@dataclass(frozen=True)
class Resolved:
    """A link whose codes the table has: each variable's codes, and the sign of each code."""

    link: Link
    codes: dict[str, tuple[str, ...]]
    signs: dict[str, int]


def load(path: Path = LINKS) -> list[Link]:
    """The links of a file; a spreadsheet may have saved it with semicolons."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FetchError(f"{path}: kan ikke leses. Lagre fila som CSV UTF-8.") from error
    head = text.partition("\n")[0]
    rows = csv.DictReader(text.splitlines(), delimiter=";" if ";" in head else ",")
    lacking = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
    if lacking:
        raise FetchError(f"{path.name}: mangler kolonnene {', '.join(lacking)}.")
    links: list[Link] = []
    problems: list[str] = []
    for number, row in enumerate(rows, 2):
        try:
            links.append(_link(number, {name: (row[name] or "").strip() for name in _COLUMNS}))
        except ValueError as error:
            problems.append(f"{path.name}, rad {number}: {error}")
    seen: dict[tuple[str, str], int] = {}
    for link in links:
        first = seen.setdefault((link.target, link.key), link.line)
        if first != link.line:
            problems.append(f"{path.name}, rad {link.line}: {link.name} er alt koblet på rad {first}.")
    if problems:
        raise FetchError("\n".join(problems))
    return links


def _link(line: int, row: dict[str, str]) -> Link:
    target, key = row["til"], row["noekkel"]
    known: Iterable[str] | None = {
        "regnskap": POSTER,
        "balanse": [konto for konti in KONTI.values() for konto in konti],
        "beloep": ARTER,
        "nasjonale": NASJONALE,
    }.get(target)
    if target not in TARGETS:
        raise ValueError(f"til er {target!r}. Skriv en av {', '.join(TARGETS)}.")
    if known is not None and key not in known:
        raise ValueError(f"noekkel er {key!r}. Skriv en av {', '.join(known)}.")
    fixed = "" if row["tabell"] else row["innhold"]
    if fixed and (target != "regnskap" or not _FIXED.fullmatch(fixed) or not row["merknad"]):
        raise ValueError("uten tabell skal innhold være et fast tall, i regnskap, og merknad si hvorfor.")
    if not fixed and (not re.fullmatch(r"\d{5}", row["tabell"]) or not row["innhold"]):
        raise ValueError("tabell skal være fem sifre, og innhold skal være fylt ut.")
    if bool(row["dimensjon"]) != bool(row["uttrykk"]):
        raise ValueError("dimensjon og uttrykk skal være fylt ut begge to, eller ingen av dem.")
    if row["forskyvning"] not in ("", "0", "1", "-1"):
        raise ValueError("forskyvning skal være 0, 1 eller -1.")
    if row["bekreftet"] not in ("ja", "nei"):
        raise ValueError("bekreftet skal være ja eller nei.")
    chosen = [part.partition("=") for part in row["utvalg"].split()]
    if not all(name and codes for name, _, codes in chosen):
        raise ValueError("utvalg skal være VARIABEL=KODE, med mellomrom mellom.")
    return Link(
        line,
        target,
        key,
        row["tabell"],
        row["innhold"],
        row["dimensjon"],
        _terms(row["uttrykk"]),
        tuple((name, codes) for name, _, codes in chosen),
        int(row["forskyvning"] or 0),
        tuple(word for word in row["ventet"].casefold().split("|") if word),
        row["bekreftet"] == "ja",
        row["merknad"],
        fixed,
    )


def _terms(expression: str) -> tuple[tuple[int, str], ...]:
    if not expression:
        return ()
    text = expression if expression[0] in "+-" else f"+ {expression}"
    terms = _TERM.findall(text)
    if _TERM.sub("", text):
        raise ValueError(f"uttrykk {expression!r}: skriv koder med + og - mellom.")
    return tuple((1 if sign == "+" else -1, code) for sign, code in terms)


def resolve(link: Link, cube: Cube) -> tuple[Resolved | None, list[str]]:
    """The link's codes as the table has them, or what the table does not have."""
    faults: list[str] = []
    codes: dict[str, tuple[str, ...]] = {}
    signs: dict[str, int] = {}
    labels: list[str] = []
    patterns = [(CONTENTS, 1, link.contents)]
    patterns += [(link.dimension, sign, code) for sign, code in link.terms]
    patterns += [(name, 0, code) for name, listed in link.chosen for code in listed.split(",")]
    for name, sign, pattern in patterns:
        if name not in cube.dimensions:
            faults.append(f"variabelen {name} finnes ikke i tabell {link.table}")
            continue
        dimension = cube.dimensions[name]
        found = (
            _named(pattern, dimension) if pattern.startswith(_NAMED) else matching(pattern, dimension.codes)
        )
        if not found and pattern.startswith(_NAMED):
            faults.append(
                f"{name} i tabell {link.table} har ikke nøyaktig én kode som heter «{_spoken(pattern)}»"
            )
        elif not found:
            faults.append(f"koden {pattern} finnes ikke i {name} i tabell {link.table}")
        codes[name] = tuple(dict.fromkeys((*codes.get(name, ()), *found)))
        if sign:
            labels += [cube.dimensions[name].labels[code] for code in found]
        if name == link.dimension:
            signs |= dict.fromkeys(found, sign)
    told = " ".join(labels).casefold()
    faults += [
        f"tabell {link.table} kaller koden noe annet enn ventet: «{word}» står ikke i «{told[:90]}»"
        for word in link.expected
        if not faults and word not in told
    ]
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


def _spoken(pattern: str) -> str:
    return pattern.removeprefix(_NAMED).replace("_", " ").casefold()


def _named(pattern: str, dimension: Dimension) -> tuple[str, ...]:
    """The one code with a name; none when several have it."""
    wanted = _spoken(pattern)
    found = tuple(c for c in dimension.codes if dimension.labels[c].casefold().strip() == wanted)
    return found if len(found) == 1 else ()


def matching(pattern: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of a table that a code, a range `a:b` or a pattern with `*` and `?` stands for."""
    first, colon, last = pattern.partition(":")
    if colon:
        if first not in codes or last not in codes:
            return ()
        return codes[codes.index(first) : codes.index(last) + 1]
    return tuple(code for code in codes if fnmatch.fnmatchcase(code, pattern))


def network(name: str) -> list[Member]:
    """A network that is included, or a CSV file of the same form."""
    given = Path(name)
    path = given if given.suffix == ".csv" else NETWORKS / f"{name}.csv"
    if not path.is_file():
        included = sorted(p.stem for p in NETWORKS.glob("*.csv"))
        raise FetchError(
            f"--network {name}: finnes ikke. Velg {', '.join(included)}, eller oppgi en CSV-fil "
            f"med kolonnene {', '.join(network_file.COLUMNS)}."
        )
    try:
        return network_file.read(path)
    except DatasetError as error:
        told = "\n".join(map(str, error.problemer))
        raise FetchError(f"{path}: nettverksfila kan ikke brukes.\n{told}") from None
