"""Networks with a fault: one problem, where it is and what to do; and random damage."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from asss_xl.dataset import DatasetError, Problem, load
from asss_xl.report import build
from tests.support import networks
from tests.support.networks import Rows

YEARS = (2021, 2022)
Change = Callable[[Rows], Any]


def fresh(**more: Any) -> Rows:
    return networks.rows(members=3, years=YEARS, services=1, indicators=3, holes=0.0, **more)


def problems(folder: Path, rows: Rows, **descriptor: Any) -> list[Problem]:
    with pytest.raises(DatasetError) as caught:
        load(networks.write(folder, rows, years=YEARS, **descriptor))
    return caught.value.problemer


def only(folder: Path, rows: Rows, **descriptor: Any) -> Problem:
    found = problems(folder, rows, **descriptor)
    assert len(found) == 1, "\n".join(map(str, found))
    return found[0]


def first(name: str, **wanted: Any) -> Callable[[Rows], dict[str, Any]]:
    """The first row of a file with these values."""
    return lambda rows: next(r for r in rows[name] if all(r.get(k) == v for k, v in wanted.items()))


def setting(name: str, wanted: dict[str, Any], **values: Any) -> Change:
    return lambda rows: first(name, **wanted)(rows).update(values)


def former_with_figures(rows: Rows) -> None:
    """A municipality that has become part of another has a figure of the year after."""
    rows["kommuner"].append(
        dict(kommune="Gammelby", nummer="1999", fra=2000, til=2021, slag="kommune", gikk_inn_i="Oslo")
        | {"brudd": "nei"}
    )
    for year in YEARS:
        row = first("regnskap", kommune="Oslo", aar=year)(rows)
        rows["regnskap"].append(row | {"kommune": "Gammelby"})


def test_a_package_fetched_before_has_noughts_after_a_last_year_and_can_be_read(tmp_path: Path) -> None:
    rows = fresh()
    former_with_figures(rows)
    for row in (row for row in rows["regnskap"] if row["kommune"] == "Gammelby"):
        row["beloep"] *= row["aar"] <= 2021
    assert "Gammelby" in [k.navn for k in load(networks.write(tmp_path, rows, years=YEARS)).kommuner]


def renaming(name: str, column: str, old: str, new: str) -> Change:
    """All rows of a file that have a value get another."""

    def change(rows: Rows) -> None:
        for row in rows[name]:
            if row.get(column) == old:
                row[column] = new

    return change


def adding(name: str, **row: Any) -> Change:
    return lambda rows: rows.setdefault(name, []).append(row)


def ending_in_2021(rows: Rows) -> None:
    """The definition ends, and Oslo still has a figure the year after."""
    setting("indikatorer", {"nr": 2}, til=2021)(rows)
    rows["indikatorverdier"] = [
        r for r in rows["indikatorverdier"] if (r["nr"], r["aar"]) != (2, 2022) or r["kommune"] == "Oslo"
    ]


def ending_before_it_begins(rows: Rows) -> None:
    setting("indikatorer", {"nr": 2}, fra=2022, til=2021)(rows)
    rows["indikatorverdier"] = [r for r in rows["indikatorverdier"] if r["nr"] != 2]


OSLO_1 = {"kommune": "Oslo", "aar": 2021, "tjeneste": "tjeneste_1", "nr": 1}
OSLO_2 = OSLO_1 | {"nr": 2}


@pytest.mark.parametrize(
    ("change", "place", "melding", "raad"),
    [
        # Told once, however many rows there are.
        (
            renaming("regnskap", "kommune", "Oslo", "Osloo"),
            ("regnskap.csv", "kommune"),
            "«Osloo» finnes ikke i kommuner.csv.",
            "Mente du «Oslo»?",
        ),
        (
            renaming("indikatorverdier", "kommune", "By AA", "by aa"),
            ("indikatorverdier.csv", "kommune"),
            "«by aa» finnes ikke",
            "Mente du «By AA»",
        ),
        # A year's prices are not gone: in fixed prices all of the years before were 0.
        (
            setting("nasjonale", {"stoerrelse": "kostnadsdeflator"}, verdi=-100),
            ("nasjonale.csv", "verdi"),
            "er for lavt",
            "minst -50",
        ),
        (
            adding("gruppemedlemmer", gruppe="Alle", kommune="Atlantis"),
            ("gruppemedlemmer.csv", "kommune"),
            "«Atlantis» finnes ikke",
            "legg kommunen til",
        ),
        (
            adding("gruppemedlemmer", gruppe="Allle", kommune="Oslo"),
            ("gruppemedlemmer.csv", "gruppe"),
            "«Allle» finnes ikke i grupper.csv.",
            "Legg raden til",
        ),
        (
            setting("grupper", {"gruppe": "Alle"}, nettverk="nei"),
            ("grupper.csv", "nettverk"),
            "Én og bare én gruppe skal være nettverket.",
            "Sett nettverk til ja",
        ),
        (
            setting("grupper", {"gruppe": "Uten Oslo"}, nettverk="ja"),
            ("grupper.csv", "nettverk"),
            "Én og bare én gruppe skal være nettverket.",
            "Sett nettverk til ja",
        ),
        (
            lambda rows: rows["gruppemedlemmer"].__setitem__(
                slice(None), [row for row in rows["gruppemedlemmer"] if row["gruppe"] != "Alle"]
            ),
            ("grupper.csv", "gruppe"),
            "«Alle» er nettverket og har ingen medlemmer",
            "Skriv medlemmene i gruppemedlemmer.csv",
        ),
        (
            setting("kommuner", {"kommune": "Oslo"}, nummer="4601"),
            ("kommuner.csv", "nummer"),
            "4601 er nummeret til Bergen, ikke Oslo, etter KLASS.",
            "Rett nummeret eller navnet.",
        ),
        (
            setting("kommuner", {"kommune": "By AA"}, nummer="1000"),
            ("kommuner.csv", "fra"),
            "Nummer 1000 står også på rad 2 for noen av de samme årene.",
            "overlapper",
        ),
        (
            adding("kommuner", kommune="Oslo", nummer="0301", fra=2020, slag="kommune", brudd="ja"),
            ("kommuner.csv", "fra"),
            "Oslo står også på rad 2",
            "overlapper",
        ),
        (
            setting("kommuner", {"kommune": "Oslo"}, til=1980),
            ("kommuner.csv", "til"),
            "1980 er før 1990.",
            "Rett fra eller til",
        ),
        (
            setting("kommuner", {"kommune": "Oslo"}, nummer="301"),
            ("kommuner.csv", "nummer"),
            "«301» har feil form.",
            "fire sifre",
        ),
        (
            renaming("regnskap", "post", "loenn", "lonn"),
            ("regnskap.csv", "post"),
            "«lonn» er ukjent.",
            "Mente du «loenn»?",
        ),
        (
            renaming("balanse", "konto", "2.41", "2.99"),
            ("balanse.csv", "konto"),
            "«2.99» er ukjent.",
            "Kontoene er 2.10",
        ),
        (
            setting("balanse", {"kommune": "Oslo"}, konto="241"),
            ("balanse.csv", "konto"),
            "«241» har feil form.",
            "som 2.41",
        ),
        (
            renaming("kriterieverdier", "kriterium", "Barn", "Bran"),
            ("kriterieverdier.csv", "kriterium"),
            "«Bran» har ingen vekt i noen nøkkel.",
            "Mente du «Barn»?",
        ),
        (
            setting("vekter", {"kriterium": "Barn"}, vekt=0.5),
            ("vekter.csv", "vekt"),
            "summerer til 0,900, ikke 1.",
            "mangler eller er ført feil",
        ),
        (
            setting("kommuner", {"kommune": "Oslo"}, gikk_inn_i="Bergen"),
            ("kommuner.csv", "gikk_inn_i"),
            "«Bergen» er ingen annen kommune som finnes året etter at Oslo sluttet.",
            "Rett navnet eller til",
        ),
        (
            former_with_figures,
            ("regnskap.csv", "kommune"),
            "«Gammelby» er ingen kommune etter 2021, og raden er for 2022.",
            "Tall fra og med 2022 føres på Oslo. Rett kommunen",
        ),
        (
            setting("produksjonsvekter", {"nr": 1}, vekt=0.7),
            ("produksjonsvekter.csv", "vekt"),
            "Vektene for tjenesten tjeneste_1 summerer til 0,950, ikke 1.",
            "Se etter et tall som mangler",
        ),
        (
            setting("produksjonsvekter", {"nr": 1}, vekt=0.7, desimaler=1),
            ("produksjonsvekter.csv", "vekt"),
            "Vektene for tjenesten tjeneste_1 summerer til 0,950, ikke 1.",
            "Se etter et tall som mangler",
        ),
        (
            setting("produksjonsvekter", {"nr": 3}, nr=7),
            ("produksjonsvekter.csv", "tjeneste, nr"),
            "«tjeneste_1» / «7» finnes ikke i indikatorer.csv.",
            "Legg raden til",
        ),
        (
            setting("produksjonsvekter", {"nr": 3}, nr=1),
            ("produksjonsvekter.csv", None),
            "Raden har samme nøkkel som en tidligere rad.",
            "Behold bare én av radene",
        ),
        (
            setting("produksjonsvekter", {"nr": 3}, oppdiktet="kanskje"),
            ("produksjonsvekter.csv", "oppdiktet"),
            "«kanskje» er verken ja eller nei.",
            "Skriv ja eller nei",
        ),
        (
            setting("indikatorer", {"nr": 1}, gunstig="lav"),
            ("produksjonsvekter.csv", "nr"),
            "«Indikator 1» er gunstig når den er lav, og kan ikke telle som produksjon.",
            "Velg en indikator der mer er mer",
        ),
        (
            setting("indikatorer", {"nr": 3}, maaler="utgift"),
            ("produksjonsvekter.csv", "nr"),
            "«Indikator 3» måler utgift, og kan ikke telle som produksjon.",
            "ta ut raden",
        ),
        (
            ending_in_2021,
            ("indikatorverdier.csv", "aar"),
            "Definisjonen gjelder ikke i 2022, men raden har et tall.",
            "Sett status til gjelder_ikke",
        ),
        (
            setting("indikatorverdier", OSLO_2, verdi=""),
            ("indikatorverdier.csv", "verdi"),
            "Verdien mangler, men status er «endelig».",
            "Fyll ut verdien",
        ),
        (
            setting("indikatorverdier", OSLO_2, status="skjermet"),
            ("indikatorverdier.csv", "status"),
            "Raden har en verdi, men status er «skjermet».",
            "tøm verdien",
        ),
        (
            setting("indikatorverdier", OSLO_1, teller=""),
            ("indikatorverdier.csv", "nevner"),
            "Nevner er fylt ut alene.",
            "Fyll ut både teller og nevner",
        ),
        (
            setting("indikatorverdier", OSLO_1, status="ikke_aktuelt"),
            ("indikatorverdier.csv", "status"),
            "Raden har en verdi",
            "tøm verdien",
        ),
        (
            setting("indikatorverdier", OSLO_1, nevner=0),
            ("indikatorverdier.csv", "nevner"),
            "Nevneren er 0.",
            "ikke_aktuelt",
        ),
        (
            setting("indikatorverdier", OSLO_1, nevner=-5),
            ("indikatorverdier.csv", "nevner"),
            "Nevneren er -5.",
            "over 0",
        ),
        (
            setting("indikatorverdier", OSLO_2, aar=1999),
            ("indikatorverdier.csv", "aar"),
            "1999 er ikke blant årene i datapakken.",
            "2021, 2022",
        ),
        (
            setting("noekler", {"noekkel": "Ny nøkkel"}, fra=2022),
            ("noekler.csv", "fra"),
            "Nøkkelen gjelder noen av de samme årene som «Vanlig».",
            "hvert år har én nøkkel",
        ),
        (
            setting("noekler", {"noekkel": "Vanlig"}, til=2020),
            ("noekler.csv", "til"),
            "2020 er før 2021.",
            "Rett fra eller til",
        ),
        (ending_before_it_begins, ("indikatorer.csv", "til"), "2021 er før 2022.", "Rett fra eller til"),
        (
            setting("indikatorer", {"nr": 2}, uten="Osl"),
            ("indikatorer.csv", "uten"),
            "«Osl» finnes ikke i kommuner.csv.",
            "Mente du «Oslo»?",
        ),
    ],
)
def test_one_fault_is_one_problem(
    change: Change, place: tuple[str, str | None], melding: str, raad: str, tmp_path: Path
) -> None:
    rows = fresh()
    change(rows)
    problem = only(tmp_path, rows)
    assert (problem.fil, problem.kolonne) == place
    assert melding in problem.melding
    assert raad in problem.raad
    assert problem.rad is not None or problem.fil == "grupper.csv"


def test_a_name_that_is_wrong_in_many_rows_is_told_once_with_their_number(tmp_path: Path) -> None:
    rows = fresh()
    renaming("regnskap", "kommune", "Oslo", "Osloo")(rows)
    count = [row["kommune"] for row in rows["regnskap"]].count("Osloo")
    assert count > 1 and f"kommuner.csv. Det gjelder {count} rader." in only(tmp_path, rows).melding


@pytest.mark.parametrize(
    ("descriptor", "melding", "raad"),
    [
        ({"kommune": "Osllo"}, "«Osllo» finnes ikke i kommuner.csv.", "Mente du «Oslo»?"),
        ({"resten": "Resten"}, "«Resten» finnes ikke i kommuner.csv.", "Rett navnet"),
        ({"utenfor_oevrige": ["Osloo"]}, "«Osloo» finnes ikke", "Mente du «Oslo»?"),
        ({"rapportaar": 2023}, "2023 er ikke blant årene i aar.", "Legg året til"),
        ({"foreloepige_aar": [2023]}, "2023 er ikke blant årene i aar.", "Rett årene"),
    ],
)
def test_one_fault_in_the_descriptor_is_one_problem(
    descriptor: dict[str, Any], melding: str, raad: str, tmp_path: Path
) -> None:
    problem = only(tmp_path, fresh(), **descriptor)
    (key,) = descriptor
    assert (problem.fil, problem.rad, problem.kolonne) == ("datapackage.json", None, key)
    assert melding in problem.melding and raad in problem.raad


def test_the_municipality_of_the_report_has_figures(tmp_path: Path) -> None:
    """A municipality without any figure gives one problem, not one per table."""
    rows = fresh()
    rows["kommuner"].append(
        {"kommune": "Lillevik", "nummer": "4999", "fra": 1990, "slag": "kommune", "brudd": "nei"}
    )
    problem = only(tmp_path, rows, kommune="Lillevik")
    assert (problem.fil, problem.kolonne) == ("datapackage.json", "kommune")
    assert problem.melding.startswith("Pakken har ingen tall for Lillevik, bare for By AA, By AB,")


def test_what_is_right_has_no_problem(tmp_path: Path) -> None:
    rows = fresh()
    # A merger on which the number stays, and a number that another municipality had before.
    rows["kommuner"][0] |= {"til": 2021}
    rows["kommuner"] += [
        {"kommune": "Oslo", "nummer": "1000", "fra": 2022, "slag": "kommune", "brudd": "ja"},
        {
            "kommune": "Gammelby",
            "nummer": "1001",
            "fra": 1950,
            "til": 1989,
            "slag": "kommune",
            "brudd": "nei",
        },
    ]
    data = load(networks.write(tmp_path, rows, years=YEARS, kommune="By AA"))
    assert data.enhet("Oslo").brudd == ((2022, ""),)
    assert data.enhet("Gammelby").finnes(1970) and not data.enhet("Gammelby").finnes(1990)


# -- damage ---------------------------------------------------------------------------------------

_CELLS = st.one_of(
    st.sampled_from(
        (
            "",
            "0",
            "-1",
            "1",
            "9",
            "3000",
            "2021",
            "2022",
            "1e9",
            "999999999999999",
            "0.000000000001",
            "ja",
            "nei",
            "Oslo",
            "By AA",
            networks.RESTEN,
            "mangler",
            "skjermet",
            "endelig",
            "høy",
            "veid",
            "uveid",
            "samlet",
            "kommune",
            "202",
            "170",
            "netto",
            "Alle",
            "tjeneste_1",
            "=1+1",
            '"',
            "æøå 🙂",
            "Barn",
            "loenn",
            "2.41",
            "snitt",
        )
    ),
    st.text(max_size=8),
    st.integers(-10, 3000).map(str),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: f"{x:.3f}"),
)
_EDITS = st.one_of(
    st.tuples(st.just("cell"), st.integers(0, 10**6), st.integers(0, 10**6), _CELLS),
    st.tuples(st.just("column"), st.integers(0, 10**6), st.integers(0, 10**6), _CELLS),
    st.tuples(st.just("row"), st.integers(0, 10**6), st.integers(0, 10**6), st.just("")),
    st.tuples(st.just("rows"), st.integers(0, 10**6), st.integers(0, 10**6), st.just("")),
    st.tuples(st.just("heading"), st.integers(0, 10**6), st.integers(0, 10**6), st.just("")),
    st.tuples(st.just("file"), st.integers(0, 10**6), st.integers(0, 0), st.just("")),
    st.tuples(st.just("unlisted"), st.integers(0, 10**6), st.integers(0, 0), st.just("")),
)
_PARTS = st.sets(st.sampled_from(networks.PARTS), min_size=1).map(sorted)


class Damaged:
    """The text of a small package, to be damaged."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = sorted(folder.glob("*.csv"))

    def edit(self, kind: str, one: int, two: int, value: str) -> None:
        path = self.files[one % len(self.files)]
        if kind == "file":
            path.unlink(missing_ok=True)
        elif kind == "unlisted":
            self._unlist(path.stem)
        elif path.exists():
            self._table(path, kind, one, two, value)

    def _unlist(self, name: str) -> None:
        at = self.folder / "datapackage.json"
        raw = json.loads(at.read_text(encoding="utf-8"))
        raw["resources"] = [r for r in raw["resources"] if r["name"] != name]
        at.write_text(json.dumps(raw), encoding="utf-8")

    @staticmethod
    def _table(path: Path, kind: str, one: int, two: int, value: str) -> None:
        lines = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
        if len(lines) < 2:
            return
        row, column = 1 + two % (len(lines) - 1), (one // 7) % len(lines[0])
        if kind == "cell":
            lines[row][column % len(lines[row])] = value
        elif kind == "column":
            for line in lines[1:]:
                line[column % len(line)] = value
        elif kind == "row":
            del lines[row]
        elif kind == "rows":
            del lines[row:]
        else:
            lines = [[c for n, c in enumerate(line) if n != column] for line in lines]
        text = "\n".join(",".join(line) for line in lines) + "\n"
        path.write_text(text, encoding="utf-8", errors="replace")


def _loads_and_builds_or_tells(folder: Path) -> bool:
    """Whether the package could be used; a package that cannot says why and where."""
    try:
        data = load(folder)
    except DatasetError as error:
        assert error.problemer
        assert all(p.fil and p.melding and p.raad for p in error.problemer)
        return False
    for kommune in dict.fromkeys((data.kommune, *data.med_tall[:1])):
        for year in {data.rapportaar, data.aar[0]}:
            assert build(data.for_kommune(kommune, year)).book.sheets
    return True


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    parts=_PARTS,
    members=st.integers(1, 3),
    years=st.integers(1, 2),
    edits=st.lists(_EDITS, min_size=1, max_size=3),
)
def test_a_damaged_package_loads_and_builds_or_says_what_is_wrong(
    parts: list[str], members: int, years: int, edits: list[tuple[str, int, int, str]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        span = tuple(range(2023 - years, 2023))
        rows = networks.rows(members=members, years=span, services=1, indicators=2, parts=parts)
        damaged = Damaged(networks.write(Path(name), rows, years=span))
        for edit in edits:
            damaged.edit(*edit)
        _loads_and_builds_or_tells(damaged.folder)


def test_whole_numbers_as_pandas_writes_them_beside_an_empty_cell(tmp_path: Path) -> None:
    """«17293.0» is 17293; «17293.5» is nobody's number of people."""
    package = networks.write(tmp_path / "pakke", networks.rows())
    file = package / "innbyggere.csv"
    rows = pd.read_csv(file, dtype={"aldersgruppe": str})
    people = load(package).innbyggere
    rows.assign(antall=rows["antall"].astype(float)).to_csv(file, index=False)
    assert {key: v.verdi for key, v in load(package).innbyggere.items()} == {
        key: v.verdi for key, v in people.items()
    }
    rows.assign(antall=rows["antall"] + 0.5).to_csv(file, index=False)
    with pytest.raises(DatasetError, match="er ikke et heltall"):
        load(package)
