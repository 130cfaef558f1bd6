"""What a sentence may say: one precision, what a person would say, and no place among too few."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from asss_xl.dataset import load
from asss_xl.functions.values import is_number
from asss_xl.report import build
from asss_xl.report.hovedrapport.bok import build as build_main
from asss_xl.report.rapport import Rapport
from tests.independent import lacking
from tests.support import built, networks

#: A figure of the sentence with its unit: the value, the year before, the mean. Not the percent apart.
_FIGURE = re.compile(r"(?: er | fra |, mot |\()(−?[\d\u202f]+(?:,\d+)?)(?= |\)|;|,)")
#: Two figures that are shown, of which one is told to be the larger.
_ULIKE = re.compile(r" er (\S+).* prosent (?:høyere|lavere) enn .*\((\S+?)[ );]")
_PLACES = ("høyest", "lavest", "blant de")


@pytest.fixture(scope="module", params=["bergen_2009", "Bergen 2024", "Drammen 2023", "tre kommuner"])
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Rapport:
    if request.param == "bergen_2009":
        return built.report("bergen_2009")
    if request.param == "tre kommuner":
        return build(_network(tmp_path_factory.mktemp("tre"), 3))
    own, year = request.param.split()
    return built.report("eksempelnettverk", own, int(year))


def _network(folder: Path, members: int):
    return load(networks.write(folder / "pakke", networks.rows(seed=members, members=members, holes=0.0)))


def _sentences(report: Rapport) -> Iterator[str]:
    for profile in report.profiler:
        yield from (str(row.setning.value) for row in profile.rader if row.setning.value)


def _said(report: Rapport) -> str:
    """Everything that a profile's rows and Forside say."""
    rows = [str(row.funn.value) for profile in report.profiler for row in profile.rader]
    front = report.book.sheets["Forside"]
    return " ".join(
        [*_sentences(report), *rows, *(str(said.value) for _, said in report.forside.hovedfunn)]
    ) + str(front.cells[2, 0].value)


def test_the_figures_of_a_sentence_have_one_precision(report: Rapport) -> None:
    """«7 prosent … 6,9 prosent» is two: the first has lost its decimal."""
    tried = 0
    for sentence in _sentences(report):
        figures = _FIGURE.findall(
            re.sub(r" (i|fra) (19|20)\d\d", "", sentence.split(" Kildens forbehold")[0])
        )
        decimals = {len(figure.partition(",")[2]) for figure in figures}
        assert len(decimals) == 1, sentence
        digits = (
            max(len(re.sub(r"^−?0?|[,\u202f]", "", figure)) for figure in figures if "," in figure)
            if (decimals != {0})
            else 0
        )
        assert digits <= 4, sentence
        tried += len(figures) > 1
    assert tried > (4 if "tre" in str(report.data.nettverk) else 0)


def test_what_is_shown_alike_is_not_told_apart(report: Rapport) -> None:
    """«0,04, 18 prosent høyere enn gjennomsnittet (0,04; tallene er avrundet)»."""
    pairs = [found.groups() for said in _sentences(report) if (found := _ULIKE.search(said))]
    assert pairs and not [pair for pair in pairs if pair[0] == pair[1]]


def test_the_accounts_sentences_have_one_precision(report: Rapport) -> None:
    for _, said in report.forside.hovedfunn[:3]:
        figures = re.findall(r"(?: er |, |\()(−?\d+(?:,\d+)?) prosent", str(said.value))
        assert len(figures) == 3 and {len(f.partition(",")[2]) for f in figures} == {1}, said.value


def _number(text: str) -> float:
    return float(text.replace("−", "-").replace(",", "."))


def _before_loans(report: Rapport) -> str:
    return next(
        str(said.value) for _, said in report.forside.hovedfunn if "skuddet før lån" in str(said.value)
    )


def test_a_surplus_larger_than_the_others_is_not_smaller(tmp_path: Path) -> None:
    """«Overskuddet er 8,9 prosent, 12,5 prosentenheter mindre enn i resten (−3,6)» was said of a surplus."""
    told = re.compile(
        r"(Over|Under)skuddet før lån er (\S+) prosent .* prosentenheter (\w+) enn .*\((\S+) prosent"
    )
    seen = set()
    for seed in (1, 3):
        data = load(networks.write(tmp_path / str(seed), networks.rows(seed=seed, members=3, holes=0.0)))
        for own in networks.names(3):
            said = _before_loans(build(data.for_kommune(own, 2023)))
            found = told.match(said)
            if found is None:
                assert "mens resten av nettverket har overskudd" in said
                continue
            words = {"Over": ("lavere", "høyere"), "Under": ("mindre", "større")}[found[1]]
            assert found[3] == words[_number(found[2]) > _number(found[4])], said
            seen.add(found[3])
    assert seen >= {"lavere", "høyere"}
    deficit = _before_loans(built.report("bergen_2009"))
    assert (match := told.match(deficit)) and (match[1], match[3]) == ("Under", "mindre"), deficit
    assert _number(match[2]) < _number(match[4])


def test_as_the_mean_is_said_only_of_the_same_figure(report: Rapport) -> None:
    for sentence in _sentences(report):
        told = re.search(
            r" er (−?[\d,\u202f]+)[^,]* i \d{4}.*, (om lag )?som (?:ASSS|snitt|nettv)[^(]*\((−?[\d,\u202f]+)",
            sentence,
        )
        if told:
            assert (told[1] == told[3]) is (told[2] is None), sentence


@pytest.mark.parametrize("members", [1, 2])
def test_nothing_is_said_of_a_place_among_fewer_than_three(members: int, tmp_path: Path) -> None:
    data = _network(tmp_path, members)
    found = build(data)
    said = _said(found)
    assert not [word for word in _PLACES if word in said], said
    ranks = [row.rang.value for p in found.profiler for row in p.rader if row.rang]
    assert ranks and not [rank for rank in ranks if is_number(rank)]
    main = build_main(data).book.sheets["Plass"]
    values = [c.value for (row, column), c in main.cells.items() if row > 4 and column >= 5]
    assert values and not [value for value in values if is_number(value)]


def test_three_have_places(tmp_path: Path) -> None:
    assert [word for word in _PLACES if word in _said(build(_network(tmp_path, 3)))]


def test_a_municipality_is_not_held_against_itself(tmp_path: Path) -> None:
    """Alone, its mean is its own figure: «som snittet» says nothing."""
    found = build(_network(tmp_path, 1))
    rows = [row for profile in found.profiler for row in profile.rader]
    assert [row for row in rows if is_number(row.verdi.used.value)]
    for row in rows:
        assert not is_number(row.indeks.value) and not row.setning.value
        shown = {cell.value for cell in (row.snitt, row.lavest, row.hoeyest, row.funn)}
        assert shown <= {"For få", "Ikke data"}
    two = [row for profile in build(_network(tmp_path / "to", 2)).profiler for row in profile.rader]
    assert [row for row in two if is_number(row.indeks.value)]


def test_who_lacks_a_line_of_the_accounts_is_named_beside_the_others_figures(tmp_path: Path) -> None:
    """Issue 19, 5: who is missing moves «øvrige ASSS», and is said."""
    gone = [
        ("regnskap", {"kommune": "Tromsø", "post": "renteutgifter", "aar": 2024}, "skjermet"),
        ("regnskap", {"kommune": "Stavanger", "aar": 2023}, "mangler"),
        ("regnskap", {"kommune": "Oslo", "post": ("avdrag", "gevinster", "loenn"), "aar": 2022}, "mangler"),
    ]
    whole = built.report("eksempelnettverk", "Bergen", 2024)
    found = build(load(lacking.package(tmp_path / "pakke", gone, country=False)).for_kommune("Bergen", 2024))
    told = [str(c.value) for _, c in sorted(found.book.sheets["Regnskap"].cells.items()) if c.value]
    notes = [text for text in told if text.startswith("Mangler i regnskapet for")]
    assert len(notes) == 3
    assert notes[0].startswith("Mangler i regnskapet for 2024: Tromsø: renteutgifter (skjermet). ")
    assert re.match(r"Mangler i regnskapet for 2023: Stavanger: \d+ linjer\. ", notes[1])
    missing = "netto avdrag (ikke data), lønnsutgifter (ikke data) og finansielle gevinster (ikke data)"
    assert notes[2].startswith(f"Mangler i regnskapet for 2022: Oslo: {missing}. ")
    assert found.regnskap is not None and whole.regnskap is not None
    ours, theirs = (r.regnskap.pst["oevrige"]["renteutgifter"][2024].value for r in (found, whole))
    assert ours != theirs
    complete = [str(c.value) for c in whole.book.sheets["Regnskap"].cells.values()]
    assert not [text for text in complete if "Mangler i regnskapet" in text]


def test_no_line_is_broken_inside_a_number(network_report: Rapport) -> None:
    """«planer per 10» stood above «000 innbyggere», and «(2» above «980 079 kr)»."""
    broken = re.compile(r"\d[ \u2009]\d{3}\b")
    units = [str(row.indikator.enhet) for p in network_report.profiler for row in p.rader]
    assert any(broken.search(unit) for unit in units)
    for profile in network_report.profiler:
        for row in profile.rader:
            cell = network_report.book.sheets[profile.ark].at(row.navn.row, row.navn.column + 1)
            assert not broken.search(str(cell.value)), row.indikator.navn
            assert not re.search(r"\d[\u2009]\d", str(row.setning.value)), row.indikator.navn
