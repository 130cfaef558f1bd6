"""What stands in a finished workbook, by the headings that a reader sees.

All that is known of the layout is here: titles of tables, headings of columns, labels of rows.
Nothing is known of rows and columns by number.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from tests.independent.raw import Choice

#: (sheet, address) to value, as an engine gives them.
Values = Mapping[tuple[str, str], object]
#: Row, column and year of a figure, by the short names that `figures` uses.
Figure = tuple[str, str, int]

#: A heading that is each of the years; fixed headings are about no year of their own.
_YEAR = "{aar}"


@dataclass(frozen=True)
class Part:
    """A table: its sheet, the start of its title, the heading of its first column.

    ``rows`` gives the visible labels of rows with a short name; others are called by their label.
    ``columns`` gives the group and the heading of each column.
    """

    sheet: str
    title: str
    corner: str
    rows: Mapping[str, str]
    columns: Mapping[str, tuple[str, str]]


USES = {
    "sum_noekkel": "Sum sektorene i inntektssystemet",
    "sum_drift": "Sum netto driftsutgifter",
    "renter_avdrag": "Renter og avdrag",
    "premieavvik": "Premieavvik",
    "resultat": "Netto driftsresultat",
    "avskrivninger": "Avskrivninger",
    "disponibel": "Disponibel inntekt",
}
_STEPS = ("1 Ukorrigert avvik", "2 Uten avskrivninger", "3 Korrigert for behov", "4 Uten sosiale lønnsutg.")
LINES = {
    "driftsinntekter": "Driftsinntekter",
    "driftsutgifter": "Driftsutgifter uten avskrivninger",
    "brutto": "Brutto driftsresultat",
    "renteinntekter": "Renteinntekter",
    "renteutgifter": "Renteutgifter",
    "avdrag": "Netto avdrag",
    "netto": "Netto driftsresultat",
    "investeringer": "Brutto investeringsutgifter",
    "tilskudd": "Tilskudd, refusjon, salg",
    "netto_investeringer": "Netto investeringsutgifter",
    "overskudd": "Overskudd før lån",
    "gevinster": "– herav finansielle gevinster",
    "tap": "– herav finansielle tap",
    "innt_formue": "Inntekts- og formuesskatt",
    "eiendom": "Eiendomsskatt",
    "selskap": "Selskapsskatt",
    "andre_skatter": "Andre skatter",
    "skatt": "Skatt i alt",
    "rammetilskudd": "Rammetilskudd",
    "frie": "Frie inntekter",
    "andre_driftsinntekter": "Andre driftsinntekter",
    "loenn": "Lønnsutgifter",
    "sosiale": "Sosiale utgifter",
    "loenn_sosiale": "Lønn inkl sosiale utgifter",
    "andre_driftsutgifter": "Andre driftsutgifter",
    "avskrivninger": "Avskrivninger",
    "netto_renter": "Netto renter",
    "renter_avdrag": "Netto renter og avdrag",
    "bundne_fond": "Bruk/avsetning bundne fonds",
    "dekning": "Dekning av tidligere års over-/underskudd",
    "avdrag_avskr": "Avdrag minus avskrivninger",
    "investeringsmoms": "Investeringsmoms",
    "handlingsrom": "Handlingsrom",
    "premieavvik": "Premieavvik",
    "finansbehov": "Finansieringsbehov",
    "laan": "Netto bruk av lån",
    "anskaffelse": "Netto anskaffelse av midler",
    "gjeld": "Gjeld",
    "fordringer": "Fordringer",
    "netto_gjeld": "Netto lånegjeld",
    "disposisjonsfond": "Disposisjonsfond",
}
#: The network, and how the other members of it are spoken of; of another group by its name.
_OTHERS_CALLED = {"ASSS-12": "Øvrige ASSS", "De likeste": "De likeste kommunene"}
_OTHERS, _REST = "{others}", "Resten av landet"
_ACTORS = {"kommune": "{own}", "oevrige": _OTHERS, "resten": _REST}
_GROWTH = {f"vekst {actor}": ("Vekst til {last}, %", name) for actor, name in _ACTORS.items()}
_SHARES = {actor: (f"{name}, prosent", _YEAR) for actor, name in _ACTORS.items()}
_AMOUNTS = {"beloep": ("1000 kr", _YEAR), **_SHARES}
_LAST_YEAR = {
    "gevinster": "– herav finansielle gevinster, siste år",
    "tap": "– herav finansielle tap, siste år",
}
_INVESTED = {"investeringer": "Investeringsutgifter", "tilskudd": "Investeringsinntekter"}
_REGNSKAP = "Regnskap"


def _groups(names: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Columns of years under a group each."""
    return {short: (group, _YEAR) for short, group in names.items()}


PARTS: dict[str, Part] = {
    "nøkkeltall": Part(
        "Forside",
        "",
        "Nøkkeltall",
        {},
        {
            "tall": ("", _YEAR),
            "endring": ("", "Endring"),
            "mot": ("", "Holdt mot"),
            "forskjell": ("", "Forskjell"),
            "mill": ("", "Mill. kr"),
        },
    ),
    "kjede": Part(
        "Ressursbruk",
        "Vedleggstabell 1",
        "Anvendelse",
        USES,
        _groups(
            {**{f"trinn {n}": name for n, name in enumerate(_STEPS, start=1)}, "rettet": "Etter rettelser"}
        ),
    ),
    "kroner": Part(
        "Ressursbruk",
        "Avvik fra landet i kroner",
        "Anvendelse",
        USES,
        _groups({"kr": "Kr per innbygger", "mill": "Mill. kr", "pst": "Prosent av utgiftsbehovet"}),
    ),
    "sosiale": Part(
        "Ressursbruk",
        "Vedleggstabell 3",
        "Kr per innbygger",
        USES,
        _groups(
            {
                "pensjon": "Pensjonsinnskudd",
                "avgift": "Arbeidsgiveravgift",
                "sum": "Sum sosiale lønnsutgifter",
            }
        ),
    ),
    "tabell 19": Part(
        "Ressursbruk",
        "Tabell 19.",
        "Uten sosiale lønnsutgifter",
        {**USES, "sum": "Sum (avvikene blir til sammen 0)", "nivaa": "Inntektsnivå i forhold til landet"},
        _groups(
            {
                "bruk 1000": "Faktisk bruk, 1000 kr",
                "bruk": "Faktisk bruk, kr per innb.",
                "avvik": "Avvik, kr per innb.",
                "avvik 1000": "Avvik, 1000 kr",
            }
        ),
    ),
    "folk": Part(
        "Ressursbruk", "", "Folketall", {"innbyggere": "Innbyggere"}, _groups({"grunnlag": "Folketall"})
    ),
    "egen bruk": Part(
        "Ressursbruk", "", "Kommunens bruk, kr per innb.", USES, _groups({"grunnlag": "Grunnlag"})
    ),
    "landets bruk": Part(
        "Ressursbruk", "", "Landets bruk, kr per innb.", USES, _groups({"grunnlag": "Grunnlag"})
    ),
    "indeks": Part(
        "Utgiftsbehov",
        "",
        "Kostnadsindeks, landet = 1",
        {"alt": "I alt"},
        {"indeks": ("", _YEAR), "grunnlag": ("", "Grunnlag {aar}")},
    ),
    "satser": Part(
        "Demografi",
        "Vedleggstabell 5",
        "Aldersgruppe",
        {"sum": "Sum"},
        {
            "vekt": ("", "Vekt i forenklet nøkkel"),
            "mill": ("", "Mill. kr"),
            "landet": ("", "Innbyggere i landet"),
            "kr": ("", "Kr per innbygger"),
        },
    ),
    "vekst": Part(
        "Demografi",
        "Ventet vekst",
        "Aldersgruppe",
        {"sum": "I alt"},
        {
            "innbyggere": ("", "Vekst, innbyggere"),
            "pst": ("", "Vekst, %"),
            "mill": ("", "Kostnad, mill. kr"),
            "per aar": ("", "Økning per år, mill. kr"),
        },
    ),
    "folketall": Part(
        "Demografi",
        "Folketall i",
        "Aldersgruppe",
        {},
        {"innbyggere": ("Folketall", _YEAR), "som i landet": ("Hva hvis", "Som i landet")},
    ),
    "demografi": Part(
        "Demografi",
        "Folketall i",
        "År",
        {"kostnad": "Demografikostnad, mill. kr", "indeks": "Demografiindeks, {last} = 100"},
        {"": ("", _YEAR)},
    ),
    "tabell 0": Part(
        _REGNSKAP,
        "Tabell 0.",
        "1000 kr",
        LINES,
        {
            "regnskap": ("Regnskap", _YEAR),
            "rettet": ("Etter rettelser", _YEAR),
            "vekst": ("Vekst, prosent", "til {aar}"),
        },
    ),
    "figur 0": Part(
        _REGNSKAP,
        "",
        "Figur 0.a og 0.b",
        LINES,
        {
            "kommune": ("{own}, prosent", _YEAR),
            "rettet": ("Etter rettelser", _YEAR),
            "oevrige": (_OTHERS, _YEAR),
            "avvik": ("Avvik, prosentenheter", _YEAR),
            "mill": ("Avvik, mill. kr", _YEAR),
        },
    ),
    "tabell 1": Part(_REGNSKAP, "Tabell 1.", "Mill. kr", LINES, {"mill": ("Mill. kr", _YEAR), **_GROWTH}),
    "tabell 2": Part(_REGNSKAP, "Tabell 2.", "Mill. kr", LINES, {"mill": ("Mill. kr", _YEAR), **_GROWTH}),
    "figur 1": Part(
        _REGNSKAP,
        "",
        "Figur 1",
        _ACTORS,
        {
            "skatt": ("", "Skatt"),
            "rammetilskudd": ("", "Ramme- tilskudd"),
            "andre_statstilskudd": ("", "Andre statstilsk."),
            "andre_inntekter": ("", "Andre inntekter"),
            "eiendom": ("", "herav eiend.skatt"),
        },
    ),
    "figur 2": Part(
        _REGNSKAP, "", "Figur 2", _ACTORS, {"indeks": ("", _YEAR), "vekst": ("", "Vekst {first}–{last}, %")}
    ),
    "figur 2b": Part(
        _REGNSKAP,
        "",
        "Figur 2b",
        {},
        {
            "nominell": ("", "Nominell"),
            "pris": ("", "Pris"),
            "befolkning": ("", "Befolkning"),
            "deflatert": ("", "Deflatert"),
            "per innbygger": ("", "Per innbygger"),
        },
    ),
    "figur 3": Part(
        _REGNSKAP,
        "",
        "Figur 3",
        {},
        {"aarsloenn": ("", "Årslønn, vekst %"), **{actor: ("", name) for actor, name in _ACTORS.items()}},
    ),
    "laan": Part(
        _REGNSKAP,
        "Lån, renter og avdrag",
        "Utledet av tabell 0, 5c og 5d",
        {
            "laan": "Netto bruk av lån, mill. kr",
            "rente gjeld": "Rente på gjelda, prosent",
            "rente fordringer": "Rente på fordringene, prosent",
            "avdragstid": "Avdragstid, år (gjeld delt på årets avdrag)",
        },
        _groups({"grunnlag": "Grunnlag", "brukt": "Brukt"}),
    ),
    "figur 4": Part(_REGNSKAP, "", "Figur 4", LINES, _AMOUNTS),
    "tabell 3": Part(_REGNSKAP, "", "Tabell 3", {**LINES, **_LAST_YEAR}, _AMOUNTS),
    "figur 6": Part(_REGNSKAP, "", "Figur 6", LINES, _AMOUNTS),
    "tabell 4": Part(_REGNSKAP, "", "Tabell 4", LINES, _AMOUNTS),
    "tabell 5": Part(_REGNSKAP, "", "Tabell 5", {**LINES, **_INVESTED}, _AMOUNTS),
    "tabell 5b": Part(
        _REGNSKAP,
        "",
        "Tabell 5b",
        {
            **LINES,
            "netto_renter": "Netto renteinntekter",
            "netto_investeringer": "Netto investeringsinntekter",
        },
        _AMOUNTS,
    ),
    "tabell 5c": Part(_REGNSKAP, "", "Tabell 5c", LINES, _SHARES),
    "disposisjonsfond": Part(_REGNSKAP, "Disposisjonsfond", "Fond ved utgangen av året", LINES, _AMOUNTS),
    "likeste": Part(
        "Nettverk",
        "Kommunene som likner mest på",
        "Kommune",
        {},
        {
            "avstand": ("", "Avstand"),
            "behov": ("", "Utgiftsbehov, landet = 1"),
            "inntekt": ("", "Frie inntekter, kr/innb."),
            "folk": ("", "Innbyggere"),
        },
    ),
    "per innbygger": Part(
        _REGNSKAP,
        "Regnskapet per innbygger",
        "Kroner per innbygger",
        {**LINES, "korrigert": "Korrigerte frie inntekter"},
        _groups({"kommune": "{own}", "landet": "Landet", "mill": "Forskjell, mill. kr"}),
    ),
    "tabell 5d": Part(_REGNSKAP, "", "Tabell 5d", LINES, {**_AMOUNTS, "beloep": ("Mill. kr", _YEAR)}),
}

#: What the name of a series says where a merger has given it a base year of its own.
_LATER_BASE = re.compile(r" \(\d{4} = 100\)$")

#: What headings say of prices that are chosen.
_PRICES = re.compile(r" \((?:i \d{4}-kroner|løpende)\)$")

#: The criteria: a table per sector, three columns per year; the first of a year's headings says which.
_NEED_COLUMNS = {"vekt": "Vekt", "indeks": "Indeks", "kr": "Kr per innb."}
_NEED_ROWS = {
    "landet": "Landets netto driftsutgifter, kr per innbygger",
    "sum": "Kostnadsindeks og sum korreksjon",
    "sum_tillegg": "Sum korreksjon med tillegg",
    "behov": "Beregnet utgiftsbehov, kr per innbygger",
}
#: A service's profile: found by what the second row of its sheet says it is about.
_PROFILE_ABOUT, _PROFILE_CORNER = "{service}, {own} {last}.", "Indikator"
#: The columns of its two tables, by the titles of the tables; the first one has none.
#: What the corrections make of a figure, on the profile's table below.
_CORRECTED = {"rettet": "Rettet", "indeks rettet": "Indeks, rettet"}
_PROFILE_COLUMNS = {
    "": {
        "verdi": "{own}",
        "snitt": "Snitt",
        "lavest": "Lavest",
        "høyest": "Høyest",
        "indeks": "Indeks",
        "avvik": "Avvik",
        "avvik pst": "Avvik %",
    },
    "Plass, ytterpunkter og tidligere år": {
        "n": "n",
        "plass": "Plass",
        "lavest hos": "Lavest hos",
        "høyest hos": "Høyest hos",
        "endring": "Endring siden {before}",
        "indeks før": "Indeks {before}",
        "endring i indeks": "Endring i indeks",
    },
}
#: The main report: the references' columns, and where they are called otherwise.
_REFERENCES = ("Snitt", "Lavest", "Høyest", "n")
_HEADS = {"Nøkkeltall": "Nøkkeltall", "Regnskap": "År", "Avvik": "Sektor", "Plass": "Indikator"}
_CALLED = {"Regnskap": {"Samlet": "Snitt"}}
CHECKS = Part("Kontroll", "", "Kontroll", {}, {})


@dataclass
class Page:
    """The cells of one sheet by row and column, both from 1."""

    name: str
    cells: dict[tuple[int, int], object] = field(default_factory=dict)

    @property
    def last_row(self) -> int:
        return max(row for row, _ in self.cells)

    def holds(self, row: int) -> bool:
        """Whether there is anything in a row, also where its label is blank."""
        return any((row, column) in self.cells for column in range(1, 20))

    def text(self, row: int, column: int = 1) -> str:
        """A cell as a text; a year without decimals."""
        found = self.cells.get((row, column))
        if isinstance(found, float | int):
            return f"{found:.0f}"
        return str(found).strip() if isinstance(found, str) else ""

    def row_of(self, label: str, after: int = 0, whole: bool = False) -> int:
        """The first row below ``after`` whose first cell is a text, or starts with it."""
        for row in range(after + 1, self.last_row + 1):
            found = self.text(row)
            if found == label or (not whole and found.startswith(label)):
                return row
        raise LookupError(f"{self.name}: ingen rad «{label}»")


@dataclass
class Table:
    """A table on a page: its columns by group and heading, its rows by label."""

    page: Page
    head: int
    columns: dict[tuple[str, str], int]

    @property
    def rows(self) -> dict[str, int]:
        """The rows down to the first empty one."""
        found: dict[str, int] = {}
        row = self.head + 1
        while label := self.page.text(row):
            found.setdefault(label, row)
            row += 1
        return found

    def column(self, group: str, heading: str) -> int:
        if (group, heading) not in self.columns:
            raise LookupError(
                f"{self.page.name}, rad {self.head}: ingen kolonne {(group, heading)} "
                f"blant {list(self.columns)}"
            )
        return self.columns[group, heading]

    def value(self, label: str, group: str, heading: str) -> object:
        rows = self.rows
        if label not in rows:
            raise LookupError(f"{self.page.name}, rad {self.head}: ingen rad «{label}» blant {list(rows)}")
        return self.page.cells.get((rows[label], self.column(group, heading)))


def pages(values: Values) -> dict[str, Page]:
    """The sheets of a workbook."""
    made: dict[str, Page] = {}
    for (sheet, address), value in values.items():
        if sheet not in made:
            made[sheet] = Page(sheet)
        # A space that does not end a line is a space.
        made[sheet].cells[_at(address)] = value.replace("\xa0", " ") if isinstance(value, str) else value
    return made


@cache
def _at(address: str) -> tuple[int, int]:
    """Row and column; a workbook has the same addresses each time that it is asked."""
    letters, row = coordinate_from_string(address)
    return row, column_index_from_string(letters)


def table(book: Mapping[str, Page], part: Part) -> Table:
    """A table by its title and the heading of its first column."""
    page = book[part.sheet]
    start = page.row_of(part.title) if part.title else 0
    head = next(
        r for r in range(start + 1, page.last_row + 1) if _PRICES.sub("", page.text(r)) == part.corner
    )
    grouped = head - 1 > start and not page.text(head - 1)
    columns: dict[tuple[str, str], int] = {}
    group = ""
    # A heading may run over the cells to its right, which are not there.
    for column in sorted(at for row, at in page.cells if row == head and at > 1):
        group = _PRICES.sub("", page.text(head - 1, column) if grouped else "") or group
        columns.setdefault((group, page.text(head, column)), column)
    return Table(page, head, columns)


def _others_called(choice: Choice, page: Page) -> str:
    """«De andre i» a group is said of its own; who may have others in it is a test of the words."""
    usual = _OTHERS_CALLED.get(choice.group, f"De andre i {choice.group}")
    texts = (text for text in page.cells.values() if isinstance(text, str))
    said = (
        text
        for text in texts
        for name in (usual, choice.group)
        if re.fullmatch(rf"{re.escape(name)}(?: (?:uten|og) Oslo)?", text)
    )
    return next(said, choice.group)


def shown(book: Mapping[str, Page], part: str, choice: Choice) -> dict[Figure, object]:
    """Every cell of a part's columns, by the short names of its rows and columns."""
    if part.startswith("behov: "):
        return dict(_needs(book, part.removeprefix("behov: ")))
    if part.startswith("profil: "):
        return dict(_profile(book, part.removeprefix("profil: "), choice))
    about = PARTS[part]
    found = table(book, about)
    words = {
        "own": choice.own,
        "others": _others_called(choice, found.page),
        "first": str(choice.years[0]),
        "before": str(choice.years[1]),
        "last": str(choice.year),
    }
    short = {label.format_map(words): name for name, label in about.rows.items()}
    made: dict[Figure, object] = {}
    for name, (group, heading) in about.columns.items():
        wanted = (group.format_map(words), heading.replace("{last}", words["last"]))
        for (above, head), column in found.columns.items():
            year = _year(head, wanted[1].format_map({**words, "aar": "{aar}"}))
            if above != wanted[0] or year is None:
                continue
            for label, row in found.rows.items():
                label = _LATER_BASE.sub("", label)
                made[short.get(label, label), name, year] = found.page.cells.get((row, column))
    return made


def _year(heading: str, pattern: str) -> int | None:
    """The year of a heading; 0 for one that is about no year, None for another heading."""
    if "{aar}" not in pattern:
        return 0 if heading == pattern else None
    before, after = pattern.split("{aar}")
    middle = heading[len(before) : len(heading) - len(after)]
    whole = heading.startswith(before) and heading.endswith(after)
    return int(middle) if whole and middle.isdigit() and len(middle) == 4 else None


def _needs(book: Mapping[str, Page], sector: str) -> Iterator[tuple[Figure, object]]:
    page, title = book["Utgiftsbehov"], "Kriterier, vekter og indekser"
    head = page.row_of(sector, page.row_of(title), whole=True)
    short = {label: name for name, label in _NEED_ROWS.items()}
    row, columns, year = head + 1, list[tuple[str, int, int]](), 0
    for column in sorted(at for row, at in page.cells if row == head and at > 1):
        heading = page.text(head, column)
        if told := re.fullmatch(r"(\d{4}) (Vekt)", heading):
            year, heading = int(told[1]), told[2]
        columns += [(name, year, column) for name, wanted in _NEED_COLUMNS.items() if heading == wanted]
    while page.holds(row):
        label = page.text(row)
        for name, of_year, column in columns:
            value = page.cells.get((row, column))
            if label:
                yield (short.get(label, label), name, of_year), value
            elif value:
                raise LookupError(f"{page.name}, rad {row}: {value!r} uten navn i {sector}")
        row += 1


def _profile(book: Mapping[str, Page], service: str, choice: Choice) -> Iterator[tuple[Figure, object]]:
    words = {"own": choice.own, "before": str(choice.years[1]), "last": str(choice.year), "service": service}
    about = _PROFILE_ABOUT.format_map(words)
    (page,) = [page for page in book.values() if about in page.text(2)]
    for title, columns in _PROFILE_COLUMNS.items():
        found = table(book, Part(page.name, title, _PROFILE_CORNER, {}, {}))
        wanted = {(name, 0): heading.format_map(words) for name, heading in columns.items()}
        if title:
            wanted |= {(name, 0): heading for name, heading in _CORRECTED.items()}
            wanted |= {("år", year): str(year) for year in choice.years[:2]}
        for at, heading in wanted.items():
            # A year before the municipality was merged says so.
            broken = ("", f"{heading}, før brudd")
            column = found.column(*(broken if broken in found.columns else ("", heading)))
            for label, row in found.rows.items():
                yield (label, *at), page.cells.get((row, column))


def main_report(
    book: Mapping[str, Page], columns: Collection[str]
) -> dict[tuple[str, str, str, str], object]:
    """Every cell of the main report's tables: sheet, section, line and column.

    ``columns`` are the members and the rest of the country. A sheet of a service is called by the
    service's name.
    """
    made: dict[tuple[str, str, str, str], object] = {}
    called = {
        page.name: page.name if page.name in _HEADS else page.text(1).rpartition(" – ")[0]
        for page in book.values()
    }
    for page in book.values():
        name = called[page.name]
        corner = _HEADS.get(page.name, "Indikator")
        heads = [row for row in range(1, 8) if page.text(row) == corner]
        if not heads or (page.name not in _HEADS and page.text(heads[0], 3) != "Snitt"):
            continue
        places: dict[str, int] = {}
        for column in range(2, 80):
            label = page.text(heads[0], column)
            label = _CALLED.get(page.name, {}).get(label, label)
            if label in columns or label in _REFERENCES:
                places.setdefault(label, column)
        section, own = "", next((c for c in range(2, 6) if page.text(heads[0], c) == "Ark"), None)
        for row in range(heads[0] + 1, page.last_row + 1):
            label = page.text(row)
            if not label or label.startswith("– ") or label.startswith("   "):
                continue
            if own is not None:
                section = called.get(page.text(row, own), page.text(row, own))
            elif not page.text(row, 2):
                section = called.get(label, label)
                continue
            for column, at in places.items():
                made[name, section, label, column] = page.cells.get((row, at))
    return made
