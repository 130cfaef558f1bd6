"""The main report of a network, worked out from the raw tables: every member side by side.

Keys are (sheet, section, line, column) in the visible words of the sheets; a column is a member, a
reference or «n».
"""

from __future__ import annotations

from dataclasses import replace

from tests.independent.comparing import Oracle
from tests.independent.figures import KINDS, OTHER, SUM_KEY, SUM_SPENT, Book, share
from tests.independent.profiles import Profiles
from tests.independent.raw import Choice
from tests.independent.sheets import USES

Cell = tuple[str, str, str, str]
MEAN, LOW, HIGH, N = "Snitt", "Lavest", "Høyest", "n"
_ACCOUNTS = {
    "netto": "Netto driftsresultat",
    "handlingsrom": "Handlingsrom",
    "netto_gjeld": "Netto lånegjeld",
}
_KINDS = dict(
    zip(
        KINDS,
        (
            "Netto driftsutgifter",
            "Brutto driftsutgifter",
            "Avskrivninger",
            "Pensjonsinnskudd",
            "Arbeidsgiveravgift",
        ),
        strict=True,
    )
)
_GAPS = "Avvik fra landet korrigert for utgiftsbehov, "
_INDEX = "Kostnadsindeks, landet = 1"
_CRITERIA = "Kriterieindekser, landet = 1 (vekten i nøkkelen i kolonnen Snitt)"
_KEY_FIGURES = 10
_WHOLE = "Avvik fra behov, sektorene i inntektssystemet"


#: Nobody has a place among fewer.
_FEWEST_PLACED = 3


class MainReport:
    """All cells of one choice of year, group and key."""

    def __init__(self, oracle: Oracle, year: int, group: str, key: str = "") -> None:
        self.oracle, self.package = oracle, oracle.package
        self.choice = Choice("", year, group, key)
        self.key = self.package.key(self.choice, year)
        self.inside = [
            unit for unit in self.package.municipalities if unit in self.package.members(self.choice)
        ]
        self.books = {unit: self._book(unit) for unit in self.inside}
        self.cells: dict[Cell, float | None] = {}
        #: Who counts on each line, and their figures, for the ranks.
        self.lines: dict[tuple[str, str], tuple[dict[str, float], dict[str, float], int]] = {}

    def _book(self, unit: str) -> Book:
        book = Book(self.package, self.oracle.spending, replace(self.choice, own=unit))
        book.chain()
        book.needs()
        return book

    def write(self) -> dict[Cell, float | None]:
        self.accounts()
        self.deviations()
        self.services()
        self.key_figures()
        self.ranks()
        return self.cells

    # -- lines ------------------------------------------------------------------------------------

    def plain(
        self, sheet: str, section: str, line: str, values: dict[str, float | None], mean: float | None = None
    ) -> None:
        """A line with nothing made of it but what is common to all."""
        for unit in self.package.municipalities:
            self.cells[sheet, section, line, unit] = values.get(unit)
        for column, value in ((MEAN, mean), (LOW, None), (HIGH, None), (N, None)):
            self.cells[sheet, section, line, column] = value

    def line(
        self,
        sheet: str,
        section: str,
        line: str,
        values: dict[str, float | None],
        mean: float | None = None,
        out: tuple[str, ...] = (),
        least: int = 1,
        rank: str = "",
        applies: bool = True,
    ) -> None:
        """A line with its references; ``out`` are shown but count for nothing."""
        shown = {u: v for u, v in values.items() if v is not None}
        counted = {u: v for u, v in shown.items() if u not in out}
        found = list(counted.values())
        self.plain(sheet, section, line, values)
        if applies:
            average = mean if mean is not None else (sum(found) / len(found) if found else None)
            for column, value in (
                (MEAN, average),
                (LOW, min(found, default=None)),
                (HIGH, max(found, default=None)),
            ):
                self.cells[sheet, section, line, column] = None if len(found) < least else value
            self.cells[sheet, section, line, N] = float(len(found))
        if rank:
            self.lines[rank, line] = (shown, counted, least)

    # -- sheets -----------------------------------------------------------------------------------

    def accounts(self) -> None:
        others, rest = self.package.others(self.choice), str(self.package.about["resten"])

        def percent(units: list[str], post: str, year: int) -> float | None:
            amounts = [sum(self.package.line(u, year, p) for u in units) for p in (post, "driftsinntekter")]
            return share(*amounts, 100)

        for post, name in _ACCOUNTS.items():
            section = f"{name} i prosent av driftsinntektene"
            for year in self.choice.years:
                values = {u: percent([u], post, year) for u in self.inside}
                line = str(year)
                self.line("Regnskap", section, line, values)
                self.cells["Regnskap", section, line, MEAN] = percent(others, post, year)
                self.cells["Regnskap", section, line, rest] = percent([rest], post, year)

    def deviations(self) -> None:
        year, sectors = self.choice.year, self.package.key_sectors(self.key)

        def of(unit: str, part: str, row: str, column: str) -> float | None:
            value = self.books[unit].figures[part, row, column, year]
            assert not isinstance(value, str)
            return value

        def people(unit: str) -> float:
            return self.oracle.spending.people(unit, year)

        for row in (*self.package.sectors, SUM_KEY, OTHER, SUM_SPENT):
            name = USES.get(row, row)
            applies = row in sectors or row in (SUM_KEY, OTHER, SUM_SPENT)
            gaps = {u: of(u, "kjede", row, "trinn 4") for u in self.inside}
            self.line("Avvik", f"{_GAPS}kr per innb.", name, gaps, applies=applies)
            millions = {u: None if v is None else v * people(u) / 1e6 for u, v in gaps.items()}
            self.line("Avvik", f"{_GAPS}mill. kr", name, millions, applies=applies)
        for row in (*self.package.sectors, "alt"):
            values = {u: of(u, "indeks", row, "indeks") for u in self.inside}
            self.line(
                "Avvik",
                _INDEX,
                "I alt" if row == "alt" else row,
                values,
                applies=row in sectors or row == "alt",
            )
        for row in (*self.package.sectors, OTHER):
            self._parts(row, row in sectors or row == OTHER)
        self._criteria()

    def _parts(self, row: str, applies: bool) -> None:
        """What a deviation is made of, and the amounts behind it."""
        year, spending = self.choice.year, self.oracle.spending
        parts: dict[str, dict[str, float | None]] = {}
        for unit, book in self.books.items():
            steps = [book.figures["kjede", row, f"trinn {n}", year] for n in range(1, 5)]
            taken = [
                a - b if isinstance(a, float) and isinstance(b, float) else None
                for a, b in zip(steps, steps[1:], strict=False)
            ]
            for name, value in zip(
                (
                    "Ukorrigert avvik fra landet",
                    "Forskjell i avskrivninger",
                    "Korreksjon for utgiftsbehov",
                    "Forskjell i sosiale lønnsutgifter",
                ),
                (steps[0], *taken),
                strict=True,
            ):
                assert not isinstance(value, str)
                parts.setdefault(name, {})[unit] = value
        for name, values in parts.items():
            self.plain("Avvik", f"{name}, kr per innb.", row, values)
        for kind, name in _KINDS.items():
            each = {
                u: spending.each(u, year, kind, row, self.key) if applies else None
                for u in ("", *self.inside)
            }
            country = each.pop("")
            section = f"{name}, kr per innb. (landet i kolonnen Snitt)"
            self.plain("Avvik", section, row, each, country)

    def _criteria(self) -> None:
        rows = self.package["vekter"]
        for sector, criterion in dict.fromkeys(zip(rows["sektor"], rows["kriterium"], strict=True)):
            # The index is there whatever key is chosen; one that the key has not, weighs nothing.
            weight = next(iter(self.books.values())).weights(self.key, sector).get(criterion, 0.0)
            values: dict[str, float | None] = {
                u: book.index(criterion, self.choice.year) for u, book in self.books.items()
            }
            self.plain("Avvik", _CRITERIA, f"{sector}: {criterion}", values, weight)
        more = self.package["behovstillegg"]
        for sector, name in dict.fromkeys(zip(more["sektor"], more["tillegg"], strict=True)):
            values = {u: book.additions(sector, self.choice.year).get(name) for u, book in self.books.items()}
            self.plain("Avvik", _CRITERIA, f"{sector}: {name}", values)

    def services(self) -> None:
        """Every indicator of every member, with the mean that the profile says."""
        any_book = next(iter(self.books.values()))
        profiles = Profiles(any_book, self.oracle.indicators)
        for row in profiles.rows.itertuples():
            values = {u: profiles.figure(row, u, self.choice.year) for u in self.inside}
            out = tuple(str(row.uten).split(",")) if isinstance(row.uten, str) else ()
            mean = profiles.mean(profiles.compared(row, self.choice.year))
            star = " *" if isinstance(row.forbehold, str) else ""
            name = f"{row.indikator}{star}"
            self.line(
                str(row.navn),
                str(row.gruppe),
                name,
                values,
                mean,
                out,
                int(row.minste_antall),
                rank=str(row.navn),
            )

    def key_figures(self) -> None:
        """Accounts, need and people, then the first indicators that may be headlines: ten."""
        year, part = self.choice.year, "Nøkkeltall"

        def repeated(sheet: str, section: str, line: str) -> dict[str, float | None]:
            return {u: self.cells[sheet, section, line, u] for u in self.inside}

        rows: list[tuple[str, dict[str, float | None], float | None]] = []
        for post, name in (
            ("netto", "Netto driftsresultat"),
            ("netto_gjeld", "Netto lånegjeld"),
            ("handlingsrom", "Handlingsrom"),
        ):
            section = f"{_ACCOUNTS[post]} i prosent av driftsinntektene"
            rows.append(
                (
                    name,
                    repeated("Regnskap", section, str(year)),
                    self.cells["Regnskap", section, str(year), MEAN],
                )
            )
        free = {
            u: 1000 * self.package.line(u, year, "frie") / self.package.people[u, year] for u in self.inside
        }
        rows.append(("Frie inntekter per innbygger", {**free}, None))
        rows.append(("Beregnet utgiftsbehov i alt", repeated("Avvik", _INDEX, "I alt"), None))
        for unit, name in (("kr per innb.", _WHOLE), ("mill. kr", f"{_WHOLE}, beløp")):
            rows.append((name, repeated("Avvik", f"{_GAPS}{unit}", USES[SUM_KEY]), None))
        heads = {u: float(self.package.people[u, year]) for u in self.inside}
        rows.append(("Innbyggere", {**heads}, None))
        for name, values, mean in rows:
            self.line(part, "", name, values, rank=part)
            if name in _ACCOUNTS.values():
                self.cells[part, "", name, MEAN] = mean
        for row in self._headlines(_KEY_FIGURES - len(rows)):
            at = str(row["navn"]), str(row["gruppe"]), str(row["indikator"])
            name = f"{row['navn']}: {row['kortnavn']}"
            shown, counted, least = self.lines[at[0], at[2]]
            out = tuple(u for u in shown if u not in counted)
            self.line(part, "", name, {**shown}, self.cells[(*at, MEAN)], out, least, rank=part)

    def _headlines(self, count: int) -> list[dict[str, object]]:
        rows = self.oracle.indicators.defined
        order = self.package["tjenester"].set_index("tjeneste")["rekkefoelge"]
        rows = rows[(rows["hovedfunn"] == "ja") & rows["forbehold"].isna()]
        rows = rows.assign(orden=rows["tjeneste"].map(order)).sort_values(["orden", "nr"])
        return rows.head(count).to_dict("records")

    def ranks(self) -> None:
        """The place of every member, from the highest; none for one who is outside, or too few."""
        for (section, line), (_, counted, least) in self.lines.items():
            for unit in self.package.municipalities:
                value = counted.get(unit)
                few = len(counted) < max(least, _FEWEST_PLACED)
                place = None if value is None or few else 1.0 + sum(v > value for v in counted.values())
                self.cells["Plass", section, line, unit] = place
            self.cells["Plass", section, line, N] = float(len(counted))
