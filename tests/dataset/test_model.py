"""What a loaded data set promises: it does not change, and it says what it does not have."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

from asss_xl.dataset import DatasetError, Datasett, MissingFigure, Oppslag, load
from asss_xl.dataset.model import arknavn
from asss_xl.dataset.packages import tables
from asss_xl.dataset.packages.tables import parse
from asss_xl.dataset.schema import descriptors

from .conftest import Package


def parts(bergen: Datasett) -> list[Any]:
    indikator = bergen.tjenester[0].indikatorer[0]
    return [
        bergen,
        bergen.figurer[0],
        bergen.kommuner[0],
        bergen.grupper[0],
        bergen.noekler[0],
        bergen.alle_sektorer[0],
        bergen.satser[0],
        bergen.folkevekst[0],
        bergen.tjenester[0],
        indikator,
        bergen.verdi(indikator, "Bergen", 2009),
        bergen.etikett(indikator, "kommune"),
        bergen.korreksjoner[0],
        bergen.funksjoner[0],
        bergen.tekstfunn[0],
    ]


def test_nothing_can_be_changed(bergen: Datasett) -> None:
    for part in parts(bergen):
        names = part._fields if isinstance(part, tuple) else [f.name for f in dataclasses.fields(part)]
        for name in names:
            with pytest.raises(AttributeError):
                setattr(part, name, None)
            value = getattr(part, name)
            assert type(value) not in (list, dict, set)
    labels: Any = bergen.etiketter
    with pytest.raises(TypeError):
        labels["grunnskole", 1, "Bergen", 2009, "kommune"] = None
    with pytest.raises(AttributeError):
        labels.items = {}
    for change in (labels.clear, labels.popitem, lambda: labels.update({}), lambda: labels.setdefault(1, 2)):
        with pytest.raises(TypeError):
            change()


def test_two_loads_are_equal_and_independent(bergen: Datasett) -> None:
    again = load("bergen_2009")
    assert again == bergen and hash(again) == hash(bergen)
    assert again is not bergen


def test_survives_pickling_and_copying(bergen: Datasett) -> None:
    """Many workbooks may be built in many processes."""
    for other in (pickle.loads(pickle.dumps(bergen)), copy.deepcopy(bergen)):
        assert other == bergen
        f = bergen.figurer[5]
        assert other.figur(f.tabell, f.post, f.aktor, f.aar, f.enhet) == f


def test_a_changed_copy_finds_its_own_figures(bergen: Datasett) -> None:
    first = dataclasses.replace(bergen.figurer[0], trykt=1.0, avstemt=None)
    other = dataclasses.replace(bergen, figurer=(first,))
    key = (first.tabell, first.post, first.aktor, first.aar, first.enhet)
    changed, before = other.figur(*key), bergen.figur(*key)
    assert changed is not None and before is not None
    assert (changed.verdi, before.verdi) == (1.0, 12578909)


def _series(bergen: Datasett, enhet: str) -> dict[int, float | None]:
    found = {year: bergen.figur("Tabell 0", "driftsinntekter", "kommune", year, enhet) for year in bergen.aar}
    return {year: figur.verdi for year, figur in found.items() if figur is not None}


def test_series(bergen: Datasett) -> None:
    assert _series(bergen, "1000 kr") == {2007: 12578909, 2008: 13155679, 2009: 13972130}
    assert list(_series(bergen, "vekst pst")) == [2008, 2009]


@pytest.mark.parametrize(
    "key",
    [
        ("Tabell 00", "driftsinntekter", "kommune", 2009, "1000 kr"),
        ("Tabell 0", "driftsinntekt", "kommune", 2009, "1000 kr"),
        ("Tabell 0", "driftsinntekter", "oevrige", 2009, "1000 kr"),
        ("Tabell 0", "driftsinntekter", "kommune", 2009, "kr"),
        ("Tabell 0", "driftsinntekter", "kommune", 2006, "1000 kr"),
    ],
)
def test_a_figure_that_is_not_there_is_none(bergen: Datasett, key: tuple[str, str, str, int, str]) -> None:
    assert bergen.figur("Tabell 0", "driftsinntekter", "kommune", 2009, "1000 kr") is not None
    assert bergen.figur(*key) is None


def test_figures_are_those_of_the_municipality_asked_about(bergen: Datasett) -> None:
    other = bergen.for_kommune("Oslo", 2009)
    assert other.figur("Tabell 0", "driftsinntekter", "kommune", 2009, "1000 kr") is None
    assert not other.har_tabell("Tabell 0") and bergen.har_tabell("Tabell 0")


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda data: data.tjeneste("vann"), "Ingen tjeneste «vann».*barnehage"),
        (lambda data: data.enhet("Ålesund"), "Ingen kommune «Ålesund».*Bergen, Bærum"),
    ],
)
def test_what_is_missing_says_what_there_is(bergen: Datasett, ask: Any, message: str) -> None:
    with pytest.raises(MissingFigure, match=message) as caught:
        ask(bergen)
    assert isinstance(caught.value, KeyError)
    assert not str(caught.value).startswith("'")


def test_a_value_that_is_not_there_says_so(bergen: Datasett) -> None:
    """No row is not the same as a definition that does not hold."""
    indikator = bergen.tjenester[0].indikatorer[0]
    nothing = bergen.verdi(indikator, "Oslo", 2009)
    assert (nothing.verdi, nothing.status) == (None, "ikke_oppgitt")
    later = dataclasses.replace(indikator, fra=2010)
    assert bergen.verdi(later, "Oslo", 2009).status == "gjelder_ikke"


def test_oppslag_is_a_mapping() -> None:
    source = {"a": 1}
    view = Oppslag(source)
    source["b"] = 2
    assert dict(view) == {"a": 1}
    assert view == {"a": 1} and hash(view) == hash(Oppslag({"a": 1}))


FIELDS = {d["name"]: d["schema"]["fields"] for d in descriptors()}
CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "1", "NaN", "1e9", "ja", "=1", '"', ",", "\n", "Bergen", "9" * 400]),
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=10), max_size=8), st.text(max_size=60))
def test_any_text_becomes_a_table_or_problems(body: list[list[str]], tail: str) -> None:
    """Whatever a file holds, parsing ends in rows with known lines, or in problems."""
    heading = ",".join(f["name"] for f in FIELDS["kriterieverdier"])
    text = "\n".join([heading, *(",".join(row) for row in body)]) + tail
    table, problems = parse(text, "kriterieverdier.csv", FIELDS["kriterieverdier"])
    last = text.count("\n") + text.count("\r") + 1
    assert all(p.rad is not None and 1 <= p.rad <= last for p in problems)
    if table is None:
        assert problems
    else:
        assert table.lines == sorted(set(table.lines))
        assert all(len(cells) == len(FIELDS["kriterieverdier"]) for cells in table.cells)
        faulty = {p.rad for p in problems}
        assert {row["_linje"] for row in table.rows()} | faulty >= set(table.lines)


@given(st.text(alphabet='a1,;\n\r "\x1f', max_size=40))
@example('a,b\n"x,y",2\n"z",3')
@example('a,b\n"x","y"\n1,"2"\n')
@example('a,b\n"x,y",x\x1fy')
@settings(max_examples=1000)
def test_cells_found_at_once_are_those_found_one_by_one(text: str) -> None:
    assert tables._columns(text, "a.csv", ",") == tables._read(text, "a.csv", ",")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["kriterieverdier.csv", "tjenester.csv", "datapackage.json"]),
    place=st.floats(0, 1, exclude_max=True),
    junk=st.binary(min_size=1, max_size=6),
)
def test_damaged_bytes_load_or_raise_dataseterror(
    package: Package, name: str, place: float, junk: bytes
) -> None:
    """A flipped byte anywhere gives the data set or a `DatasetError`, nothing else."""
    original = (package.root / name).read_bytes()
    at = int(place * len(original))
    package.write(name, original[:at] + junk + original[at + len(junk) :])
    try:
        assert load(package.root).kommune
    except DatasetError as error:
        assert error.problemer and all(p.fil and p.melding and p.raad for p in error.problemer)
    finally:
        package.write(name, original)


@pytest.mark.parametrize("service", ["x" * 40, "\N{GRINNING FACE}" * 16, "x" + "\N{GRINNING FACE}" * 16])
def test_a_sheet_name_is_no_longer_than_excel_counts(service: str) -> None:
    """Excel counts as UTF-16 does: sixteen signs beyond the first plane are thirty-two."""
    name = arknavn(service)
    assert service.startswith(name) and 30 <= len(name.encode("utf-16-le")) // 2 <= 31
