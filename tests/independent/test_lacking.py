"""One cell that is missing empties no chain and moves no reference, and is said beside the figure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from asss_xl.checks.formula_text import split_place
from asss_xl.dataset import Datasett, frames, load
from asss_xl.dataset.poster import POSTER
from asss_xl.dataset.verdi import Oppslag
from asss_xl.report import build, build_main
from asss_xl.report.oversikt.mangler import MANGLENDE_TALL, mangler
from asss_xl.workbook.writer import save
from tests.end_to_end.comparing import by_place
from tests.independent import lacking, sheets
from tests.independent.accounts import WITH_PERCENT
from tests.independent.comparing import Oracle, agree
from tests.independent.lacking import COUNTRY, Where
from tests.independent.raw import PREMIUM, Choice, Package
from tests.support import built, choosing
from tests.support.engine import differences

OWN, YEAR, REST = "Tromsø", 2024, "Resten av landet"
CHOICE = Choice(OWN, YEAR, "ASSS-12")
ME: Where = {"kommune": OWN, "aar": YEAR}
SCHOOL = "Grunnskole"
OTHERS = "Andre sektorer"
#: What is missing: the file, which cells, how.
CASES: dict[str, list[tuple[str, Where, str]]] = {
    "one of mine": [("beloep", {**ME, "funksjon": 385}, "skjermet")],
    "two of mine in two sectors": [("beloep", {**ME, "funksjon": (202, 222, 335)}, "mangler")],
    "another's": [("beloep", {**ME, "kommune": "Bergen", "funksjon": 202}, "skjermet")],
    "a year before": [("beloep", {**ME, "aar": 2023, "funksjon": 385}, "skjermet")],
    "mine and another's of the same": [
        ("beloep", {**ME, "kommune": ("Bergen", OWN), "funksjon": 202}, "skjermet")
    ],
    "depreciation only": [("beloep", {**ME, "funksjon": 130, "art": "avskrivninger"}, "skjermet")],
    "not relevant": [("beloep", {**ME, "funksjon": 385}, "ikke_aktuelt")],
    "a whole sector not relevant": [("beloep", {**ME, "funksjon": (232, 233, 241)}, "ikke_aktuelt")],
}


#: Each case with the country added up and as a row of its own; by turns one of the two is a long proof.
_BOTH_WAYS = [
    pytest.param(
        name,
        own_row,
        id=f"{name}-{'own row' if own_row else 'added up'}",
        marks=[pytest.mark.grundig] if own_row is (number % 2 == 1) else [],
    )
    for number, name in enumerate(CASES)
    for own_row in (False, True)
]


def _sectors(folder: Path) -> dict[str, frozenset[str]]:
    """The functions of each sector of the year's key, from the raw files."""
    keys = pd.read_csv(folder / "noekler.csv")
    weights = pd.read_csv(folder / "vekter.csv")
    (key,) = keys.loc[(keys["fra"] <= YEAR) & (keys["til"] >= YEAR), "noekkel"]
    used = set(weights.loc[weights["noekkel"] == key, "sektor"])
    rows = pd.read_csv(folder / "funksjoner.csv", dtype=str)
    rows = rows[rows["sektor"].isin(used)]
    return {s: frozenset(found) - PREMIUM for s, found in rows.groupby("sektor")["funksjon"]}


class Spent:
    """Kroner per inhabitant by function, of me and of the country, from the raw files."""

    def __init__(self, folder: Path, country: bool) -> None:
        rows = pd.read_csv(folder / "beloep.csv", dtype={"funksjon": str})
        rows = rows[~rows["funksjon"].isin(PREMIUM)]
        none = (rows["status"] == "ikke_aktuelt").to_numpy()
        rows["beloep"] = rows["beloep"].mask(none, 0.0)
        self.amounts = rows.set_index(["aar", "art", "funksjon", "kommune"])["beloep"].sort_index()
        people = pd.read_csv(folder / "innbyggere.csv").query("framskrevet == 'nei'")
        self.people = people.groupby(["aar", "kommune"])["antall"].sum()
        groups = pd.read_csv(folder / "gruppemedlemmer.csv")
        members = list(groups.loc[groups["gruppe"] == CHOICE.group, "kommune"])
        self.country = [COUNTRY] if country else [*members, "Resten av landet"]
        self.sectors = _sectors(folder)
        self._known: dict[tuple[int, str], list[tuple[str, float, float]]] = {}

    def _of(self, sector: str, code: str) -> bool:
        if sector == OTHERS:
            return not any(code in codes for codes in self.sectors.values())
        return code in self.sectors[sector]

    def each(self, year: int, kind: str, sector: str) -> tuple[float, float]:
        """Mine and the country's; a function that I lack costs me what it costs the country."""
        mine = whole = 0.0
        for code, own, country in self._by_function(year, kind):
            if self._of(sector, code):
                mine, whole = mine + own, whole + country
        return mine, whole

    def _by_function(self, year: int, kind: str) -> list[tuple[str, float, float]]:
        """The same of each function; worked out once, since every sector asks of all of them."""
        if (year, kind) not in self._known:
            amounts = self.amounts[year, kind]
            theirs = amounts.unstack("kommune").reindex(columns=self.country)
            people = theirs.notna().mul(self.people[year].reindex(self.country), axis="columns").sum(axis=1)
            mine = amounts.xs(OWN, level="kommune")
            self._known[year, kind] = found = []
            for code, country in (1000 * theirs.sum(axis=1) / people).items():
                own = mine.get(code, 0.0)
                found.append(
                    (str(code), country if pd.isna(own) else 1000 * own / self.people[year, OWN], country)
                )
        return self._known[year, kind]

    def gap(self, year: int, kind: str, sector: str) -> float:
        mine, country = self.each(year, kind, sector)
        return mine - country


def _shown(data: Datasett) -> tuple[Mapping[str, sheets.Page], str]:
    """The sheets as they are built, which an engine changes nothing of, and the texts of one of them."""
    cells = list(build(data.for_kommune(OWN, YEAR)).book.cells())
    book = sheets.pages({split_place(cell.place): cell.value for cell in cells})
    return book, " ".join(c.value for c in cells if c.sheet == "Ressursbruk" and isinstance(c.value, str))


_Case = tuple[Path, Datasett, Mapping[str, sheets.Page], str]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bool], _Case]:
    """The package of a case and what is shown of it, made once: more than one test asks."""

    @cache
    def made(name: str, country: bool) -> _Case:
        folder = lacking.package(tmp_path_factory.mktemp("mangler") / "pakke", CASES[name], country)
        data = load(folder)
        return folder, data, *_shown(data)

    return made


@pytest.mark.grundig
@pytest.mark.parametrize(("name", "country"), [(n, bool(i % 2)) for i, n in enumerate(CASES)])
def test_an_engine_changes_no_cell_of_it(name: str, country: bool, tmp_path: Path) -> None:
    folder = lacking.package(tmp_path / "pakke", CASES[name], country)
    save(build(load(folder).for_kommune(OWN, YEAR)).book, tmp_path / "bok.xlsx")
    assert differences(tmp_path / "bok.xlsx") == []


@pytest.mark.parametrize(("name", "country"), _BOTH_WAYS)
def test_the_chain_is_what_the_raw_figures_that_are_left_say(
    name: str, country: bool, case: Callable[[str, bool], _Case]
) -> None:
    folder, data, book, told = case(name, country)
    chain = sheets.shown(book, "kjede", CHOICE)
    spent = Spent(folder, country)
    compared = 0
    for year in CHOICE.years:
        for sector in (*spent.sectors, OTHERS):
            first, worn = (spent.gap(year, kind, sector) for kind in ("netto", "avskrivninger"))
            assert chain[sector, "trinn 1", year] == pytest.approx(first, abs=1e-6), (sector, year)
            assert chain[sector, "trinn 2", year] == pytest.approx(first - worn, abs=1e-6), (sector, year)
            compared += 1
        for step in ("trinn 1", "trinn 2", "trinn 3", "trinn 4"):
            assert isinstance(chain["disponibel", step, year], float), (step, year)
    assert compared == 3 * (len(spent.sectors) + 1) > 15
    frame = frames.ressursbruk(data)
    for year in CHOICE.years:
        for sector in (*spent.sectors, OTHERS):
            row, four = frame.loc[(OWN, year, sector)], chain[sector, "trinn 4", year]
            assert row["ukorrigert"] == pytest.approx(spent.gap(year, "netto", sector), abs=1e-6)
            assert row["uten_sosiale"] == pytest.approx(four, abs=1e-6), (sector, year)
    checks = sheets.table(book, sheets.CHECKS)
    answers = {label: checks.value(label, "", "Svar") for label in checks.rows}
    if "relevant" not in name:
        # What is not relevant is none, which this example's accounts do not say.
        assert "FEIL" not in answers.values()
        code = str(CASES[name][0][1]["funksjon"]).strip("(").split(",")[0]
        mine = OWN in str(CASES[name][0][1]["kommune"])
        assert (f"funksjon {code}" in told) is (mine or not country)
    else:
        assert "mangler" not in told


def test_a_year_without_a_cost_key_lacks_only_what_needs_one(tmp_path: Path) -> None:
    """Net spending beside the country's was «Ikke data» because no weights were known."""
    folder = lacking.package(tmp_path / "pakke", [], country=False)
    keys = pd.read_csv(folder / "noekler.csv")
    keys.loc[keys["fra"].notna(), "fra"] = YEAR
    keys.astype({"fra": "Int64", "til": "Int64"}).to_csv(folder / "noekler.csv", index=False)
    data = load(folder)
    book, told = _shown(data)
    chain, social = (sheets.shown(book, part, CHOICE) for part in ("kjede", "sosiale"))
    spent, frame = Spent(folder, country=False), frames.ressursbruk(data)
    assert "Uten kostnadsnøkkel: 2022 og 2023. Sektorene er da som i nærmeste nøkkel" in told
    for year in CHOICE.years[:2]:
        total = 0.0
        for sector in (*spent.sectors, OTHERS):
            first, worn = (spent.gap(year, kind, sector) for kind in ("netto", "avskrivninger"))
            total += first
            row, known = frame.loc[(OWN, year, sector)], sector == OTHERS
            assert chain[sector, "trinn 1", year] == pytest.approx(first, abs=1e-6), (sector, year)
            assert chain[sector, "trinn 2", year] == pytest.approx(first - worn, abs=1e-6), (sector, year)
            assert row["ukorrigert"] == pytest.approx(first, abs=1e-6)
            assert row["uten_avskrivninger"] == pytest.approx(first - worn, abs=1e-6)
            for step, name in (("trinn 3", "korrigert_for_behov"), ("trinn 4", "uten_sosiale")):
                assert isinstance(chain[sector, step, year], float) is known, (sector, step, year)
                assert pd.notna(row[name]) is known
            assert pd.isna(row["behov"]) and pd.isna(row["noekkel"])
            assert isinstance(social[sector, "sum", year], float)
        assert chain["sum_drift", "trinn 1", year] == pytest.approx(total, abs=1e-6)
        assert isinstance(chain["disponibel", "trinn 2", year], float)
        assert chain["disponibel", "trinn 3", year] == chain["sum_drift", "trinn 4", year] == "Ikke data"


#: Lines that a member lacks: it is in no mean that is worked out of them.
LINES: list[tuple[str, Where, str]] = [
    ("regnskap", {"kommune": "Bergen", "aar": 2023, "post": "avdrag"}, "mangler"),
    ("regnskap", {"kommune": "Fredrikstad", "aar": 2024, "post": "tilskudd"}, "skjermet"),
    ("regnskap", {"kommune": "Bærum", "aar": 2024, "post": "laan"}, "skjermet"),
    ("regnskap", {"kommune": "Asker", "aar": 2024, "post": "premieavvik"}, "mangler"),
]
#: Lines of the tables: what is added, and what is taken from it.
MADE_OF = {
    "netto_renter": ("renteinntekter", "renteutgifter"),
    "renter_avdrag": ("renteinntekter", "renteutgifter avdrag"),
    "netto": ("driftsinntekter renteinntekter", "driftsutgifter renteutgifter avdrag"),
    "avdrag_avskr": ("avdrag", "avskrivninger"),
    # Spending, which is negative.
    "netto_investeringer": ("tilskudd", "investeringer"),
    "overskudd": ("driftsinntekter renteinntekter tilskudd", "driftsutgifter renteutgifter investeringer"),
    "anskaffelse": (
        "driftsinntekter renteinntekter tilskudd premieavvik laan",
        "driftsutgifter renteutgifter avdrag investeringer",
    ),
}


def test_who_lacks_a_line_is_in_no_mean_that_is_worked_out_of_it(tmp_path: Path) -> None:
    """Percentages of lines that not the same members have were added up: nobody's net result."""
    folder = lacking.package(tmp_path / "pakke", LINES, country=False)
    book, _ = _shown(load(folder))
    raw = pd.read_csv(folder / "regnskap.csv")
    lines = raw.pivot(index=["kommune", "aar"], columns="post", values="beloep")
    # A premium deviation that the accounts lack is that of its functions.
    amounts = pd.read_csv(folder / "beloep.csv", dtype={"funksjon": str})
    premium = amounts[amounts["funksjon"].isin(PREMIUM) & (amounts["art"] == "netto")]
    lines["premieavvik"] = lines["premieavvik"].fillna(premium.groupby(["kommune", "aar"])["beloep"].sum())
    groups = pd.read_csv(folder / "gruppemedlemmer.csv")
    others = set(groups.loc[groups["gruppe"] == CHOICE.group, "kommune"]) - {OWN, "Oslo"}
    compared = 0
    for part in ("figur 0", "tabell 3", "figur 6", "tabell 4", "tabell 5", "tabell 5b", "tabell 5c"):
        shown = sheets.shown(book, part, CHOICE)
        for (line, column, year), value in shown.items():
            if column != "oevrige" or line not in MADE_OF:
                continue
            theirs = lines.xs(year, level="aar").loc[sorted(others)]
            plus, minus = (theirs[names.split()].sum(axis=1, skipna=False) for names in MADE_OF[line])
            made = (plus - minus).dropna()
            expected = 100 * made.sum() / theirs.loc[made.index, "driftsinntekter"].sum()
            assert value == pytest.approx(expected, abs=1e-9), (part, line, year)
            compared += 1
    assert compared > 30


def test_a_difference_stands_also_against_a_mean_below_zero(tmp_path: Path) -> None:
    """It was «Ikke data» on the sheet, and a figure in the DataFrame; a share of such a mean is none."""
    folder = lacking.package(tmp_path / "pakke", [], country=False)
    rows = pd.read_csv(folder / "indikatorverdier.csv")
    mine = (rows["tjeneste"] == "grunnskole") & (rows["nr"] == 1)
    rows.loc[mine, "verdi"] *= -1
    rows.to_csv(folder / "indikatorverdier.csv", index=False)
    data, held = load(folder), rows[mine & (rows["aar"] == YEAR)].set_index("kommune")["verdi"]
    shown = sheets.shown(_shown(data)[0], "profil: Grunnskole", CHOICE)
    (name,) = (i.navn for i in data.tjenester[0].indikatorer if i.nr == 1)
    frame = frames.avvik(data).query(f"kommune == '{OWN}' and aar == {YEAR}").iloc[0]
    assert shown[name, "avvik", 0] == pytest.approx(held[OWN] - held.mean(), abs=1e-9)
    assert frame["avvik"] == pytest.approx(held[OWN] - held.mean(), abs=1e-9)
    assert shown[name, "indeks", 0] == shown[name, "avvik pst", 0] == "Ikke data"
    assert pd.isna(frame["indeks"]) and pd.isna(frame["avvik_pst"])


def test_the_premium_deviation_needs_no_accounts(tmp_path: Path) -> None:
    """It was «Ikke data» without the accounts, though it is what is spent on two functions."""
    folder = lacking.package(tmp_path / "pakke", [], country=False)
    amounts = pd.read_csv(folder / "beloep.csv", dtype={"funksjon": str})
    amounts = amounts[amounts["funksjon"].isin(PREMIUM) & (amounts["art"] == "netto")]
    spent, people = amounts.groupby(["aar", "kommune"])["beloep"].sum(), Spent(folder, country=False).people
    for name in ("regnskap", "balanse"):
        (folder / f"{name}.csv").unlink()
    about = json.loads((folder / "datapackage.json").read_text("utf-8"))
    about["resources"] = [r for r in about["resources"] if r["name"] not in ("regnskap", "balanse")]
    (folder / "datapackage.json").write_text(json.dumps(about), "utf-8")
    book, _ = _shown(load(folder))
    chain = sheets.shown(book, "kjede", CHOICE)
    assert "Regnskap" not in book
    for year in CHOICE.years:
        country = spent[year].sum() / people[year].sum()
        gap = 1000 * (spent[year, OWN] / people[year, OWN] - country)
        assert chain["premieavvik", "trinn 1", year] == pytest.approx(gap, abs=1e-6), year
        assert chain["resultat", "trinn 4", year] == chain["disponibel", "trinn 1", year] == "Ikke data"


@pytest.mark.parametrize("who", [OWN, "Bergen"])
def test_the_country_s_corrected_income_is_of_those_who_have_it_and_says_who_has_not(
    who: str, tmp_path: Path
) -> None:
    """It was missing where the municipality's own was; it is missing only without a key."""
    gone: list[tuple[str, Where, str]] = [("regnskap", {**ME, "kommune": who, "post": "eiendom"}, "mangler")]
    folder = lacking.package(tmp_path / "pakke", gone, country=False)
    book, _ = _shown(load(folder))
    lines = pd.read_csv(folder / "regnskap.csv").query(f"aar == {YEAR}")
    lines = lines.pivot(index="kommune", columns="post", values="beloep")
    spent = Spent(folder, country=False)
    there = lines.loc[spent.country].dropna(subset=["eiendom"])
    free = there[["innt_formue", "selskap", "andre_skatter", "rammetilskudd"]].sum(axis=1)
    expected = 1000 * free.sum() / spent.people[YEAR][there.index].sum()
    shown = sheets.shown(book, "per innbygger", CHOICE)
    assert shown["korrigert", "landet", YEAR] == pytest.approx(expected, abs=1e-6)
    assert (shown["korrigert", "kommune", YEAR] == "Ikke data") is (who == OWN)
    said = " ".join(str(text) for text in book["Regnskap"].cells.values())
    assert f"{who}: eiendomsskatt (ikke data)" in said and "eller i landets der de er lagt sammen" in said


def test_kontroll_names_the_file_the_line_and_the_years_of_what_is_missing(tmp_path: Path) -> None:
    """«Ikke data» and a chapter that fell out said what, and not which line of which file to fill in."""
    gone = [*LINES, *CASES["two of mine in two sectors"], *CASES["a year before"]]
    gone += [("kriterieverdier", {**ME, "kriterium": "Sone"}, "mangler")]
    folder = lacking.package(tmp_path / "pakke", gone, country=True)
    rows = pd.read_csv(folder / "regnskap.csv")
    absent = (rows["kommune"] == "Oslo") & (rows["post"] == "rammetilskudd") & (rows["aar"] < YEAR)
    rows[~absent].to_csv(folder / "regnskap.csv", index=False)
    (folder / "demografisatser.csv").unlink()
    about = json.loads((folder / "datapackage.json").read_text("utf-8"))
    about["resources"] = [r for r in about["resources"] if r["name"] != "demografisatser"]
    (folder / "datapackage.json").write_text(json.dumps(about), "utf-8")
    data = load(folder)
    functions = pd.read_csv(folder / "funksjoner.csv", dtype=str).drop_duplicates("funksjon")
    called = functions.set_index("funksjon")["navn"]
    expected = {
        ("regnskap.csv, Netto avdrag: 2023 (ikke data)", "Bergen"),
        ("regnskap.csv, Tilskudd, refusjon, salg: 2024 (skjermet)", "Fredrikstad"),
        ("regnskap.csv, Netto bruk av lån: 2024 (skjermet)", "Bærum"),
        ("regnskap.csv, Rammetilskudd: 2022 (ikke data) og 2023 (ikke data)", "Oslo"),
        *((f"beloep.csv, Funksjon {f} {called[f]}: 2024 (ikke data)", OWN) for f in ("202", "222", "335")),
        (f"beloep.csv, Funksjon 385 {called['385']}: 2023 (skjermet)", OWN),
        ("kriterieverdier.csv, Kriterium: Sone: 2024 (ikke data)", OWN),
        ("Demografi er utelatt: pakken har ikke demografisatser (demografisatser.csv)", ""),
    }
    for book in (build(data).book, build_main(data).book):
        cells = book.sheets["Kontroll"].cells
        (row,) = [at for (at, column), cell in cells.items() if cell.value == MANGLENDE_TALL]
        lines = (at for at, column in cells if column == 0 and at > row + 1)
        told = {(cells[at, 0].value, str(cells[at, 1].value or "")) for at in lines}
        # The main report has no such chapter to leave out.
        assert told == {line for line in expected if line[1] or "Nøkkeltall" not in book.sheets}


def _only_the_country(folder: Path) -> Mapping[str, sheets.Page]:
    """Without the rows of the rest of the country, as a package of the source's own whole."""
    for path in folder.glob("*.csv"):
        rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        kept = [c for c in ("kommune", "gruppe") if c in rows and path.stem != "indikatorer"]
        rows[~rows[kept].eq(REST).any(axis="columns")].to_csv(path, index=False)
    about = json.loads((folder / "datapackage.json").read_text("utf-8"))
    about.pop("resten")
    (folder / "datapackage.json").write_text(json.dumps(about), "utf-8")
    return _shown(load(folder))[0]


def test_the_rest_of_the_country_is_the_country_less_the_members(tmp_path: Path, oracle: Oracle) -> None:
    """Of a package with the country and not the rest of it, all of it was «Ikke data»."""
    book = _only_the_country(lacking.package(tmp_path / "pakke", [], country=True))
    expected = oracle.figures(CHOICE, profiles=False)
    compared = 0
    for part in ("tabell 1", "tabell 2", "figur 1", "figur 2", "figur 3", *WITH_PERCENT):
        for (row, column, year), value in sheets.shown(book, part, CHOICE).items():
            if "resten" in (row, column.removeprefix("vekst ")):
                assert agree(expected.get((part, row, column, year)), value), (part, row, column, year)
                compared += 1
    assert compared > 100
    gone: list[tuple[str, Where, str]] = [
        ("regnskap", {**ME, "kommune": "Bergen", "post": "avdrag"}, "mangler")
    ]
    book = _only_the_country(lacking.package(tmp_path / "mangler", gone, country=True))
    shown = sheets.shown(book, "tabell 3", CHOICE)
    assert shown["avdrag", "resten", YEAR] == shown["renter_avdrag", "resten", YEAR] == "Ikke data"
    assert isinstance(shown["renteutgifter", "resten", YEAR], float)


def test_the_rest_of_the_country_is_called_so_once_where_it_is_the_group(network: Datasett) -> None:
    places = choosing.places(build(network))
    cells = build(network, what_if={places[choosing.GRUPPE]: REST}).book.sheets["Regnskap"].cells
    (row,) = [row for (row, column), cell in cells.items() if (column, cell.value) == (0, "Tabell 3")]
    heads = [str(cells[row - 1, column].value) for column in range(16) if (row - 1, column) in cells]
    assert [head for head in heads if REST in head] == [f"{REST}, prosent", f"{REST} (også valgt), prosent"]


def test_the_country_and_the_need_stand_in_a_year_that_i_have_no_accounts_of(tmp_path: Path) -> None:
    """What the country spends emptied itself of the municipality's own missing figures."""
    gone: list[tuple[str, Where, str]] = [("beloep", {**ME, "aar": 2023}, "mangler")]
    folder = lacking.package(tmp_path / "pakke", gone, country=True)
    book, _ = _shown(load(folder))
    spent = Spent(folder, country=True)
    for sector in spent.sectors:
        shown = sheets.shown(book, f"behov: {sector}", CHOICE)
        expected = spent.each(2023, "netto", sector)[1]
        assert shown["landet", "kr", 2023] == pytest.approx(expected, abs=1e-6), sector
        assert isinstance(shown["behov", "kr", 2023], float), sector


def test_a_criterion_that_is_missing_empties_only_the_sectors_that_weigh_it(tmp_path: Path) -> None:
    """Another cost key weighs it in two more sectors: those of the year's own key stood empty too."""
    gone: list[tuple[str, Where, str]] = [
        ("kriterieverdier", {**ME, "aar": 2023, "kriterium": "Sone"}, "mangler")
    ]
    folder = lacking.package(tmp_path / "pakke", gone, country=False)
    weights = pd.read_csv(folder / "vekter.csv")
    keys = weights.loc[weights["kriterium"] == "Sone"].groupby("noekkel")["sektor"].agg(set)
    sectors = _sectors(folder)
    own = next(found for key, found in keys.items() if "2020" in str(key))
    assert own == {SCHOOL} and set().union(*keys) & set(sectors) > own
    book, _ = _shown(load(folder))
    for sector in sectors:
        need = sheets.shown(book, f"behov: {sector}", CHOICE)["behov", "kr", 2023]
        assert isinstance(need, float) is (sector not in own), (sector, need)
    chain = sheets.shown(book, "kjede", CHOICE)
    assert chain["disponibel", "trinn 3", 2023] == "Ikke data"
    assert [chain["avskrivninger", f"trinn {step}", 2023] for step in (2, 3, 4)] == [0.0] * 3


def test_in_the_main_report_too_a_criterion_empties_the_sectors_that_weigh_it_and_the_whole(
    tmp_path: Path,
) -> None:
    """What a sector lacked was left out of the whole, and one that the key does not weigh emptied it."""
    gone: list[tuple[str, Where, str]] = [
        ("kriterieverdier", {**ME, "kriterium": "Reisetid"}, "mangler"),
        ("kriterieverdier", {**ME, "kommune": "Bergen", "kriterium": "Innbyggere 13-15 år"}, "mangler"),
    ]
    folder = lacking.package(tmp_path / "pakke", gone, country=True)
    report = build_main(load(folder))
    values = {place: cell.value for place, cell in by_place(report.book).items()}
    shown = sheets.main_report(sheets.pages(values), ["Bergen", OWN, "Oslo"])
    spent, weights = Spent(folder, country=True), pd.read_csv(folder / "vekter.csv")
    weights = weights[weights["noekkel"].str.contains("2020")].set_index(["sektor", "kriterium"])["vekt"]
    indices = pd.read_csv(folder / "kriterieverdier.csv").set_index(["kommune", "aar", "kriterium"])["indeks"]
    means = pd.Series({s: spent.each(YEAR, "netto", s)[1] for s in weights.index.unique("sektor")})
    part = "Kostnadsindeks, landet = 1"
    for unit in ("Bergen", OWN, "Oslo"):
        made = weights * indices.sort_index()[unit, YEAR].reindex(weights.index, level="kriterium")
        needs = made.groupby("sektor").sum(min_count=1).where(~made.isna().groupby("sektor").any())
        whole = (needs * means).sum(skipna=False) / means.sum()
        for line, wanted in (*needs.items(), ("I alt", whole)):
            value = shown["Avvik", part, line, unit]
            assert value == ("Ikke data" if pd.isna(wanted) else pytest.approx(wanted, rel=1e-9)), (
                unit,
                line,
            )
        assert (
            shown["Nøkkeltall", "", "Beregnet utgiftsbehov i alt", unit]
            == shown["Avvik", part, "I alt", unit]
        )


def test_the_others_growth_is_of_those_who_have_both_years_each_year(tmp_path: Path) -> None:
    """Growth over the period was of others than the last year's: the year between took the difference."""
    gone: list[tuple[str, Where, str]] = [
        ("regnskap", {"kommune": "Bærum", "aar": 2023, "post": "rammetilskudd"}, "mangler"),
        ("regnskap", {"kommune": "Bergen", "aar": 2022, "post": "innt_formue"}, "skjermet"),
    ]
    folder = lacking.package(tmp_path / "pakke", gone, country=False)
    rows = pd.read_csv(folder / "regnskap.csv")
    rows.loc[
        (rows["kommune"] == "Bærum") & (rows["aar"] == 2022) & (rows["post"] == "innt_formue"), "beloep"
    ] = 0
    rows.to_csv(folder / "regnskap.csv", index=False)
    lines = rows.pivot(index=["kommune", "aar"], columns="post", values="beloep")
    free = lines[["innt_formue", "eiendom", "selskap", "andre_skatter", "rammetilskudd"]].sum(
        axis=1, skipna=False
    )
    groups = pd.read_csv(folder / "gruppemedlemmer.csv")
    others = sorted(set(groups.loc[groups["gruppe"] == CHOICE.group, "kommune"]) - {OWN, "Oslo"})
    by_year = free.unstack("aar").loc[others]
    book, _ = _shown(load(folder))
    figure, expected = sheets.shown(book, "figur 2", CHOICE), 100.0
    for old, new in ((2022, 2023), (2023, 2024)):
        unbroken = [unit for unit in others if not Package(folder).broken(unit, old, new)]
        both = by_year.loc[unbroken, [old, new]].dropna()
        expected *= both[new].sum() / both[old].sum()
        assert figure["oevrige", "indeks", new] == pytest.approx(expected, rel=1e-9)
    assert figure["oevrige", "vekst", 0] == pytest.approx(expected - 100, rel=1e-9)


def test_the_premium_deviation_is_of_its_functions_where_the_accounts_do_not_have_it(tmp_path: Path) -> None:
    gone: list[tuple[str, Where, str]] = [("regnskap", {**ME, "post": "premieavvik"}, "mangler")]
    folder = lacking.package(tmp_path / "pakke", gone, country=False)
    rows = pd.read_csv(folder / "regnskap.csv")
    hit = (rows["kommune"] == OWN) & (rows["aar"] == 2023) & (rows["post"] == "premieavvik")
    rows[~hit].to_csv(folder / "regnskap.csv", index=False)
    amounts = pd.read_csv(folder / "beloep.csv", dtype={"funksjon": str})
    wanted = amounts[amounts["funksjon"].isin(PREMIUM) & (amounts["art"] == "netto")]
    data = load(folder)
    book, told = _shown(data)
    chain, table = (sheets.shown(book, part, CHOICE) for part in ("egen bruk", "tabell 5"))
    for year in (2023, YEAR):
        own = wanted[(wanted["kommune"] == OWN) & (wanted["aar"] == year)]["beloep"].sum()
        people = data.folketall(OWN, year).verdi
        assert table["premieavvik", "beloep", year] == own
        assert chain["premieavvik", "grunnlag", year] == pytest.approx(1000 * own / people, rel=1e-9)
    assert "premieavvik" not in told


@pytest.mark.parametrize("country", [False, True], ids=["added up", "own row"])
def test_the_main_report_says_who_lacks_what(country: bool, tmp_path: Path) -> None:
    """Issue 19, 5: beside the deviations of all; those of the others are as in their own reports."""
    folder = lacking.package(tmp_path / "pakke", CASES["mine and another's of the same"], country)
    data = load(folder)
    sheet = build_main(data).book.sheets["Avvik"]
    told = " ".join(str(c.value) for c in sheet.cells.values() if "mangler tall" in str(c.value))
    for unit in ("Bergen", OWN):
        assert f"{unit} mangler tall for funksjon 202 (skjermet) i grunnskole i {YEAR}" in told
    rows = {str(c.value): at for (at, column), c in sorted(sheet.cells.items(), reverse=True) if not column}
    columns = {str(c.value): column for (_, column), c in sheet.cells.items() if column}
    frame = frames.ressursbruk(data)
    for unit in ("Bergen", OWN, "Oslo"):
        shown = sheet.cells[rows[SCHOOL], columns[unit]].value
        assert shown == pytest.approx(frame.loc[(unit, YEAR, SCHOOL), "uten_sosiale"], abs=1e-6)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Spent:
    """What is spent when nothing is missing."""
    return Spent(lacking.package(tmp_path_factory.mktemp("hel") / "pakke", [], country=True), country=True)


@pytest.mark.parametrize("name", ["one of mine", "another's", "mine and another's of the same"])
def test_the_country_is_its_own_row_whatever_a_member_lacks(
    name: str, whole: Spent, case: Callable[[str, bool], _Case]
) -> None:
    _, _, book, _ = case(name, True)
    shown = sheets.shown(book, "landets bruk", CHOICE)
    for year in CHOICE.years:
        for sector in (*whole.sectors, OTHERS):
            expected = whole.each(year, "netto", sector)[1]
            assert shown[sector, "grunnlag", year] == pytest.approx(expected, rel=1e-9), (sector, year)


def test_members_alone_are_not_called_the_country(tmp_path: Path) -> None:
    """Without the rest of the country every sentence held the municipality against «landet»."""
    folder = lacking.package(tmp_path / "pakke", [], country=False)
    for path in folder.glob("*.csv"):
        rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        if "kommune" in rows:
            rows[rows["kommune"] != "Resten av landet"].to_csv(path, index=False)
    about = folder / "datapackage.json"
    about.write_text(
        about.read_text("utf-8").replace('"resten": "Resten av landet"', '"resten": ""'), "utf-8"
    )
    cells = list(build(load(folder).for_kommune(OWN, YEAR)).book.cells())
    told = [str(c.value) for c in cells if re.search(r" kr (mer|mindre) per innbygger enn ", str(c.value))]
    assert len(told) > 8 and all(
        "medlemmene samlet" in t and "landet" not in t.split(":")[0] for t in told
    ), told
    main = [str(c.value) for c in build_main(load(folder)).book.sheets["Avvik"].cells.values()]
    assert any("Alt holdes mot medlemmene samlet" in text for text in main)


def test_what_is_missing_is_said_in_the_headline_too(tmp_path: Path) -> None:
    folder = lacking.package(tmp_path / "pakke", CASES["two of mine in two sectors"], country=True)
    report = build(load(folder).for_kommune(OWN, YEAR))
    texts = [str(c.value) for c in report.book.sheets["Forside"].cells.values() if c.value]
    (school,) = [t for t in texts if t.startswith("Grunnskolen bruker")]
    assert (
        "Tromsø mangler tall for funksjon 202 (ikke data) og funksjon 222 (ikke data) i grunnskole" in school
    )
    assert not [t for t in texts if "mangler tall" in t and not t.startswith("Grunnskolen")]


def test_the_comparison_sees_a_function_that_is_counted_as_nothing(tmp_path: Path) -> None:
    """Left out of my own sum, 202 alone would make me spend thousands less than the country."""
    folder = lacking.package(tmp_path / "pakke", [("beloep", {**ME, "funksjon": 202}, "skjermet")], True)
    spent = Spent(folder, country=True)
    none = spent.each(YEAR, "netto", SCHOOL)[0]
    spent.amounts = spent.amounts.fillna(0.0)
    spent._known.clear()
    assert none - spent.each(YEAR, "netto", SCHOOL)[0] > 5000


def test_the_others_remaining_income_is_of_those_who_have_all_the_lines(tmp_path: Path) -> None:
    """It was what the shares of not the same members left of a hundred."""
    gone: list[tuple[str, Where, str]] = [
        ("regnskap", {**ME, "kommune": "Bergen", "post": "andre_statstilskudd"}, "mangler")
    ]
    folder = lacking.package(tmp_path / "pakke", gone, False)
    book = build(load(folder).for_kommune(OWN, YEAR)).book
    cells = book.sheets["Regnskap"].cells
    top = next(row for (row, column), cell in cells.items() if column == 0 and cell.value == "Figur 1")
    heads = {cells[top, column].value: column for column in range(1, 6)}
    lines = Package(folder).accounts
    others = Package(folder).others(CHOICE)
    assert "Bergen" in others
    of_year = lines.xs(YEAR, level="aar").loc[others]
    for head, line, who in (
        ("Andre inntekter", "andre_inntekter", [unit for unit in others if unit != "Bergen"]),
        ("Andre statstilsk.", "andre_statstilskudd", [unit for unit in others if unit != "Bergen"]),
        ("Skatt", "skatt", others),
    ):
        known = of_year.loc[who]
        share = 100 * known[line].sum() / known["driftsinntekter"].sum()
        assert cells[top + 2, heads[head]].value == pytest.approx(share), head


def test_a_line_that_nobody_has_in_a_year_is_named_on_kontroll() -> None:
    """It was left out: other years have it, and only what others have in the year was asked for."""
    data = built.package("eksempelnettverk")
    kept = {key: value for key, value in data.regnskap.items() if key[1:] != ("investeringsmoms", 2024)}
    assert len(kept) < len(data.regnskap)
    told = dict(mangler(replace(data, regnskap=Oppslag(kept))))
    (line,) = [line for line in told if POSTER["investeringsmoms"] in line]
    assert line.endswith(": 2024 (ingen har det)") and told[line] == ""
    assert not [line for line in dict(mangler(data)) if "ingen har det" in line]
