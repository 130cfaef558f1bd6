"""From the command that fetches to the command that builds, with nothing between them."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from asss_xl.checks import check
from asss_xl.cli import app
from asss_xl.dataset import load
from asss_xl.dataset.new import network_file
from asss_xl.dataset.poster import POSTER
from asss_xl.dataset.ssb import client
from asss_xl.delivery.new import new
from tests.support import ssb_server
from tests.support.filling import HEADING, columns
from tests.support.ssb_server import Server

RUN = CliRunner()
#: The sectors' functions, as the year's list of functions has them.
SECTORS = {
    "Grunnskole": "202 213 214 215 222 223",
    "Pleie og omsorg": "234 253 254 256 257 258 261 262",
    "Kommunehelse": "232 233 241",
    "Sosialtjenesten": "242 243 271 272 273 275 276 281 282",
    "Barnevern": "244 251 252",
    "Administrasjon": "100 110 120 121 130 180 190",
}
ARTER = {
    "netto driftsutgifter": "AGD2",
    "brutto driftsutgifter": "AGD10",
    "avskrivninger": "A590",
    "pensjonsinnskudd": "A090",
    "arbeidsgiveravgift": "A099",
}
#: Lines of the accounts: the table, its variable, and the codes with their signs.
LINES = {
    "Driftsinntekter": ("13551", "KOKart0000", {"AGD45": 1}),
    "Driftsutgifter uten avskrivninger": ("13551", "KOKart0000", {"AGD46": 1, "A590": -1}),
    "Renteinntekter": ("13551", "KOKart0000", {"AGD79": 1, "AGD81": 1, "AGD83": 1}),
    "Renteutgifter": ("13551", "KOKart0000", {"AGD82": 1}),
    "Netto avdrag": ("12143", "KOKartkap0000", {"AGD21": 1}),
    "Avskrivninger": ("13551", "KOKart0000", {"A590": 1}),
    "Brutto investeringsutgifter": ("12364", "KOKartkap0000", {"AGI1": 1}),
    "Tilskudd, refusjon, salg": ("13552", "KOKart0000", {"A729": 1, "AI8": 1, "AI9": 1}),
    "Bruk/avsetning bundne fonds": ("13551", "KOKart0000", {"950": 1, "550": -1}),
    "Netto bruk av lån": ("12364", "KOKartkap0000", {"AGI29": 1}),
    "Inntekts- og formuesskatt": ("13551", "KOKart0000", {"AGD75": 1}),
    "Rammetilskudd": ("13551", "KOKart0000", {"A800": 1}),
    "Lønnsutgifter": ("13551", "KOKart0000", {"AG15": 1}),
    "Sosiale utgifter": ("13551", "KOKart0000", {"AG35": 1}),
    "Gjeld": ("12364", "KOKartkap0000", {"KG32": 1}),
    "Fordringer": ("12364", "KOKartkap0000", {"KG32": 1, "KG31": -1}),
}
AGES = {
    "0-5 år": range(6),
    "6-15 år": range(6, 16),
    "16-66 år": range(16, 67),
    "67-79 år": range(67, 80),
    "80-89 år": range(80, 90),
    "90 år +": range(90, 106),
}


def run(*words: object) -> str:
    answer = RUN.invoke(app, [str(word) for word in words])
    assert answer.exit_code == 0, answer.output
    return answer.output


@pytest.fixture(scope="module")
def fetched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _fetched(tmp_path_factory.mktemp("hentet"), 2)


def _fetched(folder: Path, years: int) -> Path:
    with Server() as server, pytest.MonkeyPatch.context() as patch:
        # The local server has no limit; without this a minute is waited.
        patch.setattr(client, "CALLS", 1000)
        run(
            "fetch",
            "--year",
            2024,
            "--years",
            years,
            "--base-url",
            server.url,
            "--cache",
            folder / "lager",
            "--out",
            folder / "tall",
        )
    return folder / "tall"


def test_twelve_workbooks_and_the_main_one(fetched: Path, tmp_path: Path) -> None:
    told = run("build", "--data", fetched, "--municipality", "all", "--out", tmp_path)
    assert "13 av 13 arbeidsbøker" in told
    names = [place.navn for place in load(fetched).kommuner if place.slag == "kommune"]
    assert len(names) == 12
    expected = {f"Kommunerapport_{name}_2024.xlsx" for name in names} | {"Hovedrapport_ASSS-12_2024.xlsx"}
    assert {file.name for file in tmp_path.iterdir()} == expected
    assert not check(tmp_path / "Hovedrapport_ASSS-12_2024.xlsx").differences
    shown = _numbers(tmp_path / "Kommunerapport_Tromsø_2024.xlsx", "Regnskap")
    with (fetched / "regnskap.csv").open(encoding="utf-8") as stream:
        income = {
            (r["kommune"], r["aar"]): float(r["beloep"])
            for r in csv.DictReader(stream)
            if r["post"] == "driftsinntekter"
        }
    assert income["Tromsø", "2024"] in shown or income["Tromsø", "2024"] / 1000 in shown


def _numbers(file: Path, sheet: str) -> set[float]:
    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    return {
        float(cell.value)
        for row in book[sheet].iter_rows()
        for cell in row
        if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)
    }


def test_what_is_lacking_is_filled_in_by_hand(fetched: Path, tmp_path: Path) -> None:
    """Fetched figures and an input workbook together; what StatBank lacks is no contradiction."""
    own = tmp_path / "egne.xlsx"
    new("asss12", "2023-2024", own, "xlsx")
    book = openpyxl.load_workbook(own)
    _put(book["Indikatorverdier"], {"Tjeneste": "Grunnskole", "Indikator": "Trivsel"}, "Verdi", 4.5)
    _put(book["Nasjonale"], {"Størrelse": "Kostnadsdeflator"}, "Verdi", 4.1)
    book.save(own)
    before, joined = load(fetched), load(fetched, own)
    assert not before.nasjonale
    assert {key: v.verdi for key, v in joined.nasjonale.items()} == {
        (2023, "kostnadsdeflator"): 4.1,
        (2024, "kostnadsdeflator"): 4.1,
    }
    more = set(joined.verdier) - set(before.verdier)
    assert len(more) == 24 and {joined.verdier[key].verdi for key in more} == {4.5}
    assert {key: joined.verdier[key] for key in before.verdier} == dict(before.verdier)
    run("build", "--data", fetched, "--data", own, "--out", tmp_path / "ut")


def _put(sheet: object, which: dict[str, str], heading: str, value: float) -> None:
    where = columns(sheet)
    for row in range(HEADING + 1, sheet.max_row + 1):  # type: ignore[attr-defined]
        if all(sheet.cell(row, where[k]).value == v for k, v in which.items()):  # type: ignore[attr-defined]
            sheet.cell(row, where[heading]).value = value  # type: ignore[attr-defined]


def _sheets(file: Path) -> dict[str, list[dict[str, object]]]:
    """The rows of each sheet with a municipality in it, by heading."""
    book = openpyxl.load_workbook(file, read_only=True)
    found = {}
    for sheet in book.worksheets:
        rows = list(sheet.iter_rows(values_only=True))
        if len(rows) > HEADING and "Kommune" in rows[HEADING - 1] and "År" in rows[HEADING - 1]:
            heads = rows[HEADING - 1]
            found[sheet.title] = [dict(zip(heads, row, strict=False)) for row in rows[HEADING:]]
    book.close()
    return found


def test_each_municipality_is_asked_only_for_what_could_not_be_fetched(fetched: Path, tmp_path: Path) -> None:
    """One workbook each, filled in by its own, and joined with what is fetched."""
    folder = tmp_path / "inndata"
    told = run("new", "--data", fetched, "--municipality", "all", "--out", folder)
    before = load(fetched)
    names = [place.navn for place in before.kommuner if place.slag == "kommune"]
    assert "Skrev 13 inndatabøker" in told and f"--data {fetched} --data {folder}" in told
    assert {file.name for file in folder.iterdir()} == {
        f"Inndata_{name}_2024.xlsx" for name in (*names, "felles")
    }
    have = {(key[0], str(key[1]), key[2], key[3]) for key, v in before.verdier.items() if v.verdi is not None}
    called = {t.navn: t.noekkel for t in before.tjenester}
    posted = {name: post for post, name in POSTER.items()}
    for name in names:
        file = folder / f"Inndata_{name}_2024.xlsx"
        sheets = _sheets(file)
        assert {row["Kommune"] for rows in sheets.values() for row in rows} == {name}
        asked = {
            (called[r["Tjeneste"]], str(r["Nr"]), r["Kommune"], r["År"]) for r in sheets["Indikatorverdier"]
        }
        assert asked and not asked & have
        posts = {(posted[r["Post"]], r["År"]) for r in sheets["Regnskap"]}
        assert posts and not posts & {(key[1], key[2]) for key in before.regnskap if key[0] == name}
        assert sum(len(rows) for rows in sheets.values()) < 1000
        book = openpyxl.load_workbook(file)
        which = {"Tjeneste": "Grunnskole", "Indikator": "Trivsel"}
        _put(book["Indikatorverdier"], which, "Verdi", 4.0 + names.index(name) / 100)
        # One municipality's own book has no columns for the others.
        assert book.active.title == "Veiledning" and book.active["F4"].value is None
        book.save(file)
    joined = load(fetched, folder)
    old = {key for key, v in before.verdier.items() if v.verdi is not None}
    mine = {key: v.verdi for key, v in joined.verdier.items() if v.verdi is not None and key not in old}
    assert {(key[2], value) for key, value in mine.items()} == {
        (name, 4.0 + at / 100) for at, name in enumerate(names)
    }
    assert joined.foreloepige_aar == before.foreloepige_aar


def test_one_municipality_by_name(fetched: Path, tmp_path: Path) -> None:
    out = tmp_path / "bergen.xlsx"
    told = run("new", "--data", fetched, "--municipality", "bergen", "--out", out)
    assert "--municipality Bergen" in told
    assert {row["Kommune"] for rows in _sheets(out).values() for row in rows} == {"Bergen"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--municipality", "Bergn", "--out", "b.xlsx"), "Mente du «Bergen»?"),
        (("--municipality", "Lillehammer", "--out", "b.xlsx"), "oppgi --network FIL.csv, en CSV-fil"),
        (("--municipality", "all", "--out", "b.xlsx"), "skrives til en mappe"),
        (("--years", "2022-2023", "--out", "b.xlsx"), "Rapportåret i --data er 2024"),
        (("--network", "nett.csv", "--out", "b.xlsx"), "Tallene i --data er for «ASSS-12»"),
    ],
)
def test_a_workbook_that_could_not_be_joined(
    fetched: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("nett.csv").write_text("kommune,nummer,fra\nBergen,4601,2020\n", encoding="utf-8")
    answer = RUN.invoke(app, ["new", "--data", str(fetched), *words])
    assert answer.exit_code == 2 and told in answer.output
    assert [path.name for path in tmp_path.iterdir()] == ["nett.csv"]


@pytest.fixture(scope="module")
def ten_years(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """2015-2024 fetched, and the workbook built of it: two commands."""
    folder = tmp_path_factory.mktemp("ti")
    data = _fetched(folder, 10)
    run("build", "--data", data, "--municipality", "Tromsø", "--out", folder / "ut")
    return data, folder / "ut" / "Kommunerapport_Tromsø_2024.xlsx"


def _cells(
    table: str,
    place: str,
    year: int,
    terms: list[dict[str, str]],
    signs: list[int],
    lacking: list[dict[str, str]] | None = None,
) -> float | None:
    """The signed sum of the server's cells; None where one of them has a sign for missing, or is of the
    merged municipality that it became.

    With ``lacking`` it is the sum of the others, and the missing ones are put there.
    """
    date = year + (table == "07459")
    mine = [m for m in network_file.named("asss12") if m.kommune == place]
    held = [m.nummer for m in mine if m.fra <= date <= m.til]
    if not any(m.fra <= year for m in mine) or any(m.brudd == "ja" and year < m.fra <= date for m in mine):
        return None
    total = 0.0
    for codes, sign in zip(terms, signs, strict=True):
        whole = {ssb_server.region_name(table): held[0], "Tid": str(date), **codes}
        told = ssb_server.status(table, whole)
        if told in (":", "..") and lacking is None:
            return None
        if told in (":", "..") and lacking is not None:
            lacking.append(codes)
            continue
        total += 0 if told else sign * ssb_server.figure(table, whole)
    return total


def _expected(what: str, line: str, place: str, year: int) -> float | None:
    if what == "Regnskap":
        table, variable, codes = LINES[line]
        terms = [{"ContentsCode": "KOSbelop0000", variable: code} for code in codes]
        return _cells(table, place, year, terms, list(codes.values()))
    if what == "Innbyggere":
        named = [f"{age:03d}" if age < 105 else "105+" for age in AGES[line]]
        terms = [{"ContentsCode": "Personer1", "Alder": age} for age in named]
        return _cells("07459", place, year, terms, [1] * len(terms))
    sector, _, art = line.partition(": ")
    held = [f for f in SECTORS[sector].split() if f in ssb_server.FUNCTIONS]
    terms = [
        {
            "ContentsCode": "KOSbelop0000",
            "KOKregnskapsomfa0000": "A",
            "KOKart0000": ARTER[art],
            "KOKfunksjon0000": function,
        }
        for function in held
    ]
    lacking: list[dict[str, str]] = []
    known = _cells("12367", place, year, terms, [1] * len(terms), lacking)
    if known is None or (lacking and not _people(place, year)):
        return None
    # What is missing is as much per inhabitant as in the country.
    return known + sum(
        ssb_server.figure("12367", {"KOKkommuneregion0000": "EAK", "Tid": str(year), **codes})
        * _people(place, year)
        / _people("", year)
        for codes in lacking
    )


def _people(place: str, year: int) -> float:
    """Everybody in a municipality, or in the country, at the end of a year."""
    named = [f"{age:03d}" if age < 105 else "105+" for age in range(106)]
    terms = [{"ContentsCode": "Personer1", "Alder": age} for age in named]
    if place:
        return _cells("07459", place, year, terms, [1] * len(terms)) or 0.0
    where = {"Region": "0", "Tid": str(year + 1)}
    return sum(ssb_server.figure("07459", {**where, **codes}) for codes in terms)


def _of_country(sector: str, art: str, year: int) -> float:
    """The country's spending per inhabitant, in its own cells."""
    where = {
        "KOKkommuneregion0000": "EAK",
        "KOKregnskapsomfa0000": "A",
        "ContentsCode": "KOSbelop0000",
        "Tid": str(year),
        "KOKart0000": ARTER[art],
    }
    cells = [{**where, "KOKfunksjon0000": f} for f in SECTORS[sector].split() if f in ssb_server.FUNCTIONS]
    used = [codes for codes in cells if not ssb_server.status("12367", codes)]
    return 1000 * sum(ssb_server.figure("12367", codes) for codes in used) / _people("", year)


def test_ten_years_figure_by_figure(ten_years: tuple[Path, Path]) -> None:
    """Every amount and age group of every member in 2015-2024 is the server's own cells, added up here.

    One function of home care ends with 2023 and two begin; Lillestrøm begins in 2020; numbers change.
    """
    book = openpyxl.load_workbook(ten_years[1], read_only=True, data_only=True)
    rows = list(book["Tall regnskap"].iter_rows(min_row=5, values_only=True))
    places = {at: str(name) for at, name in enumerate(rows[0]) if name in _members(ten_years[0])}
    assert len(places) == 12
    country = rows[0].index("Landet per innb.")
    seen, missing = 0, 0
    for what, line, _, year, *_ in (row[:5] for row in rows[1:]):
        known = {"Regnskap": LINES, "Innbyggere": AGES}.get(str(what), {})
        of_sector = what == "Beløp" and str(line).partition(": ")[0] in SECTORS
        if line not in known and not of_sector:
            continue
        row = next(r for r in rows if r[:2] == (what, line) and r[3] == year)
        if of_sector:
            sector, _, art = str(line).partition(": ")
            assert row[country] == pytest.approx(_of_country(sector, art, int(year))), (line, year)
        for at, place in places.items():
            expected = _expected(str(what), str(line), place, int(year))
            if expected is None:
                assert isinstance(row[at], str), (what, line, year, place, row[at])
                missing += 1
            else:
                assert row[at] == pytest.approx(expected, abs=1e-6), (what, line, year, place)
                seen += 1
    lines = len(LINES) + len(AGES) + len(SECTORS) * len(ARTER)
    assert seen + missing == lines * 12 * 10
    # Lillestrøm in five years, and the people of 1 January 2020 of six that were merged on it. A cell of
    # Stavanger and one of Trondheim have a sign: they are as in the country per inhabitant, but in 2019.
    assert missing == lines * 5 + 6 * len(AGES) + 2 * len(ARTER)


def _members(package: Path) -> set[str]:
    return {place.navn for place in load(package).kommuner if place.slag == "kommune"}
