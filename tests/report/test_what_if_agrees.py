"""What is said in several places of one what-if says the same: the sector, its profile, the accounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from asss_xl.functions.values import DIV0, NA, Value
from asss_xl.report.avvik.kilde import ANDRE, linjenavn
from asss_xl.report.profil.ark import Profil
from asss_xl.report.profil.rad import Rad
from asss_xl.workbook import Cell
from tests.support import built
from tests.support.refilled import Refilled

SKOLEBARN = "Innbyggere 6-15 år"
GULT = {"nytt": "C", "prosent": "D", "mill": "E"}


class Tried:
    """Trondheim's workbook, filled in by what a line of Hva hvis is called."""

    def __init__(self) -> None:
        self.report = built.report("eksempelnettverk", "Trondheim")
        self.filled = Refilled(self.report.book)
        self.cells = {cell.place: cell for cell in self.report.book.cells()}
        first = [c for c in self.report.book.cells() if c.sheet == "Hva hvis" and c.column == 0]
        self.rows = {str(c.value).split(" (")[0]: c.row + 1 for c in reversed(first)}

    @contextmanager
    def having(self, **lines: Mapping[str, Value]) -> Iterator[None]:
        """Lines by name: what is filled in of each."""
        given = {
            f"Hva hvis!{GULT[kind]}{self.rows[line.replace('_', ' ')]}": value
            for line, about in lines.items()
            for kind, value in about.items()
        }
        with self.filled.having(given):
            yield

    def line(self, name: str, column: str) -> Value:
        """What stands in a line of Hva hvis."""
        return self.cells[f"Hva hvis!{column}{self.rows[name]}"].value

    def profile(self, key: str) -> Profil:
        """A profile."""
        return next(p for p in self.report.profiler if p.tjeneste.noekkel == key)

    def figure(self, key: str, part: str) -> Rad:
        """The line of a profile whose indicator has this in its name."""
        return next(line for line in self.profile(key).rader if part in line.indikator.navn)

    def share(self, line: Rad) -> float:
        """A figure now over what it is with nothing filled in."""
        return _number(line.verdi.used) / _number(line.verdi.base)


def _number(cell: Cell) -> float:
    assert isinstance(cell.value, float)
    return cell.value


@pytest.fixture(scope="module")
def tried() -> Tried:
    return Tried()


@pytest.fixture(scope="module")
def ages(tried: Tried) -> str:
    """What the line of the pupils' ages is called."""
    return "6-15 år" if "6-15 år" in tried.rows else SKOLEBARN


def test_a_sectors_spending_per_child_follows_the_cost_and_the_children(tried: Tried, ages: str) -> None:
    sector = tried.line("Grunnskole", "B")
    with tried.having(**{ages: {"prosent": 10.0}, "Kostnaden følger": {"prosent": 100.0}}):
        moved = tried.line("Grunnskole", "F")
        assert isinstance(moved, float) and isinstance(sector, float) and moved > sector * 1.09
        whole = tried.figure("grunnskole", "grunnskolesektoren per innbygger")
        assert tried.share(whole) == pytest.approx(moved / sector / 1.1)
        # There are more pupils when the need is larger: what each costs is as it was.
        assert tried.share(tried.figure("grunnskole", "(funksjon 202) per elev")) == pytest.approx(1.0)


def test_children_without_cost_share_the_same_amount(tried: Tried, ages: str) -> None:
    with tried.having(**{ages: {"prosent": 10.0}}):
        whole = tried.figure("grunnskole", "grunnskolesektoren per innbygger")
        assert tried.share(whole) == pytest.approx(1 / 1.1)


def test_every_net_and_gross_figure_of_a_sector_follows_it(tried: Tried) -> None:
    with tried.having(Alle_sektorer={"prosent": -2.0}):
        for key, names in {
            "grunnskole": ("grunnskolesektoren per innbygger", "(funksjon 202) per elev", "skolelokaler"),
            "barnevern": ("per innbygger 0-17 år", "(funksjon 251)"),
            "kommunehelse": ("Netto driftsutgifter", "Brutto driftsutgifter"),
        }.items():
            for name in names:
                assert tried.share(tried.figure(key, name)) == pytest.approx(0.98), name
        for name in ("bibliotek", "idrett"):
            assert tried.share(tried.figure("kultur", name)) == 1.0


def test_a_part_that_is_filled_in_stands_and_is_told_of_beside_the_sector(tried: Tried) -> None:
    part = tried.figure("grunnskole", "(funksjon 202) per elev").verdi.what_if
    assert part is not None
    told = "Deler er fylt ut på profilen: et nytt tall her er alt, med delene i"
    with tried.having(Grunnskole={"prosent": -2.0}):
        assert tried.line("Grunnskole", "G") == ""
        alone = tried.line("Grunnskole", "F")
    with tried.filled.having({part.place: 100000.0, f"Hva hvis!D{tried.rows['Grunnskole']}": -2.0}):
        assert tried.figure("grunnskole", "(funksjon 202) per elev").verdi.used.value == 100000.0
        assert tried.line("Grunnskole", "G") == told
        assert tried.line("Grunnskole", "F") == alone
    # 2,126.7 million of the pupils are more than is left of a sector of 2,000.
    with tried.filled.having({part.place: 92416.65, f"Hva hvis!C{tried.rows['Grunnskole']}": 2000.0}):
        assert tried.line("Grunnskole", "G") == "Delene som er fylt ut på profilen, er mer enn det nye tallet"


def test_a_figure_per_nobody_is_none(tried: Tried, ages: str) -> None:
    with tried.having(**{ages: {"nytt": 0.0}}):
        for key, name in (("grunnskole", "grunnskolesektoren per innbygger"), ("kultur", "kulturskole")):
            line = tried.figure(key, name)
            assert line.verdi.used.value == "Ikke data", name


def test_where_nobody_is_old_nobody_old_is_cared_for(tried: Tried) -> None:
    nobody: Mapping[str, Mapping[str, Value]] = {
        age: {"nytt": 0.0} for age in ("67-79 år", "80-89 år", "90 år +")
    }
    for sector in ({}, {"prosent": -2.0}):
        with tried.having(**nobody, **{"Pleie og omsorg": sector}):
            for name in ("hjemmetjenester til innbyggere 67 år", "hjemmetjenester per mottaker 67 år"):
                assert tried.figure("pleie_omsorg_67", name).verdi.used.value == "Ikke data", name
            younger = tried.figure("pleie_omsorg_0_66", "hjemmetjenester per mottaker 0-66 år")
            assert tried.share(younger) == pytest.approx(0.98 if sector else 1.0)


def test_rates_go_before_a_new_figure_of_what_they_give(tried: Tried) -> None:
    rates: Mapping[str, Value] = {"nytt": 10.0}
    places = [c for p, c in tried.cells.items() if p.startswith(("Ressursbruk!", "Regnskap!"))]

    def figures() -> list[Value]:
        return [cell.value for cell in places if isinstance(cell.value, float)]

    before = figures()
    with tried.having(**{"Pensjon, av lønn": rates}):
        alone = figures()
        assert tried.line("Sosiale utgifter", "G") == ""
    assert alone != before
    with tried.having(**{"Pensjon, av lønn": rates, "Sosiale utgifter": {"nytt": 4000.0}}):
        assert figures() == alone
        assert tried.line("Sosiale utgifter", "G") == "Satsene er fylt ut: nytt tall brukes ikke"
    # Of several fields none is used, also when one of them would not be used by itself.
    several: Mapping[str, Value] = {"nytt": 4000.0, "prosent": 5.0}
    with tried.having(**{"Pensjon, av lønn": rates, "Sosiale utgifter": several}):
        assert figures() == alone
        assert tried.line("Sosiale utgifter", "G") == "Flere felt er fylt ut: ingen av dem brukes"
    with tried.having(Sosiale_utgifter={"nytt": 4000.0}):
        assert tried.line("Sosiale utgifter", "F") == 4000.0


@pytest.mark.parametrize("what", ["om lag fem", NA, DIV0])
def test_what_is_no_number_is_told_of_and_counts_nothing(tried: Tried, what: Value) -> None:
    places = [c for p, c in tried.cells.items() if p.startswith(("Ressursbruk!", "Regnskap!", "Grunnskole!"))]
    yellow = {line.verdi.what_if for line in tried.profile("grunnskole").rader}
    before = [c.value for c in places if c not in yellow]
    part = tried.figure("grunnskole", "skolelokaler").verdi.what_if
    assert part is not None and tried.cells["Hva hvis!C7"].value == ""
    with tried.filled.having({part.place: what, f"Hva hvis!D{tried.rows['Grunnskole']}": what}):
        assert [c.value for c in places if c not in yellow] == before
        told = "2 felt er fylt ut med noe som ikke er et tall: brukes ikke"
        assert (tried.cells["Hva hvis!B7"].value, tried.cells["Hva hvis!C7"].value) == (0.0, told)
        assert tried.line("Grunnskole", "G") == "Et felt har noe som ikke er et tall: det feltet brukes ikke"


def test_no_word_says_which_way_a_goal_lies(tried: Tried) -> None:
    """Trondheim's result is below the recommended level, which is chosen as the workbook is opened."""
    said = {str(c.value): c for p, c in tried.cells.items() if p.startswith("Mål!A")}
    gap = said["Målet minus nå"]
    assert _number(tried.cells[f"Mål!B{gap.row + 1}"]) > 0
    words = ("Mangler", "med høyere", "med lavere")
    assert not [text for text in said if any(word in text for word in words)]


@pytest.mark.parametrize(
    ("key", "part", "moves"),
    [
        ("kultur", "kulturskole", True),
        ("eiendom", "Energikostnader", False),
        ("byggesak", "Gebyr", False),
        ("eiendom", "Netto driftsutgifter til eiendom", False),
    ],
)
def test_a_goal_moves_the_result_as_its_yellow_field_does(
    tried: Tried, key: str, part: str, moves: bool
) -> None:
    """Gross figures and fees were said to better it, and what belongs to no sector to move it."""
    line = tried.figure(key, part)
    ark, field = tried.report.regnskap, line.verdi.what_if
    assert ark is not None and field is not None
    result = ark.beloep["netto"][tried.report.data.rapportaar]
    before, wanted = _number(result), 1.1 * _number(line.verdi.used)
    name = f"{tried.profile(key).tjeneste.navn}: {line.indikator.kortnavn}"
    with tried.filled.having({"Mål!B5": name, "Mål!B6": "Eget tall", "Mål!B7": wanted}):
        told = _number(tried.cells["Mål!D22"])
        assert _number(tried.cells["Mål!B15"]) > 0
    with tried.filled.having({field.place: wanted}):
        assert (_number(result) - before) / 1000 == pytest.approx(told, rel=1e-9, abs=1e-9)
    assert (told < 0) == moves


def test_a_goal_points_at_no_field_that_counts_nothing(tried: Tried) -> None:
    """The key that is chosen has no sector for kindergartens."""
    line = tried.figure("barnehage", "Netto driftsutgifter til barnehager per")
    goals = {
        f"Barnehage: {line.indikator.kortnavn}": "Ikke data",
        "Sektor: Grunnskole": f"Hva hvis!E{tried.rows['Grunnskole']}",
    }
    for name, wanted in goals.items():
        with tried.filled.having({"Mål!B5": name}):
            assert tried.cells["Mål!B17"].value == wanted


@pytest.fixture(scope="module")
def all_ages(tried: Tried) -> Mapping[str, Mapping[str, Value]]:
    """Two percent more of every age, and of the population."""
    first, last = tried.rows["0-5 år"], tried.rows["90 år +"]
    ages = [name for name, row in tried.rows.items() if first <= row <= last]
    assert len(ages) == 6
    return {age: {"prosent": 2.0} for age in ages} | {"Folketallet i alt følger": {"prosent": 100.0}}


@pytest.mark.parametrize(
    ("cost", "each_pupil"),
    # The pupils follow their ages only where the cost does.
    [({"Kostnaden følger": {"prosent": 100.0}}, 1.0), ({"Alle sektorer": {"prosent": 2.0}}, 1.02)],
)
def test_an_amount_that_grows_as_the_people_do_is_as_much_more(
    tried: Tried,
    all_ages: Mapping[str, Mapping[str, Value]],
    cost: Mapping[str, Mapping[str, Value]],
    each_pupil: float,
) -> None:
    sector, avvik = tried.line("Grunnskole", "B"), tried.report.avvik
    assert isinstance(sector, float) and avvik is not None
    year = tried.report.valg.data.rapportaar
    each = {line: avvik.bruk.base[line][year].value for line in tried.report.data.sektorer}
    with tried.having(**all_ages, **cost):
        assert tried.line("Grunnskole", "F") == pytest.approx(sector * 1.02)
        # A sector outside the key has no amount that grows.
        grown = [line for line in each if isinstance(tried.line(linjenavn(line), "F"), float)]
        assert len(grown) >= 6
        for line in grown:
            assert avvik.bruk.naa[line][year].value == pytest.approx(each[line]), line
        for name, share in (
            ("grunnskolesektoren per innbygger", 1.0),
            ("(funksjon 202) per elev", each_pupil),
        ):
            assert tried.share(tried.figure("grunnskole", name)) == pytest.approx(share), name


def test_a_part_filled_in_with_what_it_was_moves_as_when_filled_in_with_next_to_it(
    tried: Tried, all_ages: Mapping[str, Mapping[str, Value]]
) -> None:
    line = next(line.verdi for line in tried.profile("kultur").rader if line.verdi.what_if)
    base, part = line.base.value, line.what_if
    assert part is not None and isinstance(base, float)
    sheets = ("Ressursbruk!", "Regnskap!", "Kultur!", "Kroner!")
    places = [c for p, c in tried.cells.items() if p.startswith(sheets) and c is not part]

    def figures(filled: Value) -> list[float]:
        with tried.having(**all_ages), tried.filled.having({part.place: filled}):
            assert filled == "" or line.used.value == filled
            return [cell.value for cell in places if isinstance(cell.value, float)]

    same = figures(base)
    assert same == pytest.approx(figures(base + 1e-7), rel=1e-6, abs=1e-3)
    assert same != pytest.approx(figures(""), rel=1e-6, abs=1e-3)


def test_an_age_group_filled_in_with_what_it_was_is_held(tried: Tried) -> None:
    """Others change without the population in all: the rest shrink, but not one that is filled in."""
    old, young = f"Hva hvis!C{tried.rows['80-89 år']}", f"Hva hvis!C{tried.rows['6-15 år']}"
    base, moved = tried.line("80-89 år", "B"), 500.0 + _number(tried.cells[young.replace("!C", "!B")])
    assert isinstance(base, float)
    people = [c for p, c in tried.cells.items() if p.startswith(("Steg_demografi!", "Demografi!"))]

    def figures(filled: Mapping[str, Value]) -> list[float]:
        with tried.filled.having({young: moved} | filled):
            return [cell.value for cell in people if isinstance(cell.value, float)]

    close = {"rel": 1e-6, "abs": 1e-3}
    assert figures({old: base}) == pytest.approx(figures({old: base + 1e-6}), **close)
    assert figures({old: base}) != pytest.approx(figures({}), **close)
    later = [e.what_if for e in tried.report.book.inputs if e.label == "80-89 år: innbyggere i kommunen"]
    (last,) = [c for c in later if c.sheet == "Demografi" and c.column == max(x.column for x in later)]
    was = tried.cells[f"Demografi!{chr(ord('A') + last.column - len(later))}{last.row + 1}"].value
    assert isinstance(was, float) and was != base
    assert figures({last.place: was}) == pytest.approx(figures({last.place: was + 1e-6}), **close)
    assert figures({last.place: was}) != pytest.approx(figures({}), **close)


@pytest.mark.parametrize("percent", [-2.0, 5.0])
@pytest.mark.parametrize("filled", [1.0, 1.3])
def test_a_percent_of_a_sector_is_of_what_no_part_says(tried: Tried, percent: float, filled: float) -> None:
    """Each part that is filled in is as the reader has it, the rest of the sector is so much more."""
    avvik, year = tried.report.avvik, tried.report.valg.data.rapportaar
    assert avvik is not None
    line = tried.figure("grunnskole", "(funksjon 202) per elev")
    part, name = line.verdi, line.indikator.kortnavn
    whole = tried.figure("grunnskole", "grunnskolesektoren per innbygger")
    assert part.what_if is not None
    # Below them is a table of distances.
    first = [c for p, c in tried.cells.items() if p[:8] == "Kroner!A" and c.value == "Grunnskole"]
    named = {str(tried.cells[f"Kroner!B{c.row + 1}"].value): c.row + 1 for c in reversed(first)}
    rows = {label.split(" (følger")[0]: row for label, row in named.items()}
    old = _number(tried.cells[f"Kroner!H{rows[name]}"])
    pupils = _number(tried.cells[f"Kroner!E{rows[whole.indikator.kortnavn]}"])
    shown = _number(whole.verdi.base) * pupils / 1e6
    sector, each = tried.line("Grunnskole", "B"), avvik.bruk.base["Grunnskole"][year].value
    assert isinstance(sector, float) and isinstance(each, float) and 0.2 * sector < old < 0.9 * sector
    for where in ("Grunnskole", "Alle sektorer"):
        given: Mapping[str, Value] = {
            part.what_if.place: _number(part.base) * filled,
            f"Hva hvis!D{tried.rows[where]}": percent,
        }
        with tried.filled.having(given):
            now = _number(avvik.bruk.naa["Grunnskole"][year]) / each, tried.share(whole)
            for share, amount in zip(now, (sector, shown), strict=True):
                wanted = (amount - old) * (1 + percent / 100) + old * filled
                assert share == pytest.approx(wanted / amount)
            assert tried.share(tried.figure("grunnskole", "skolelokaler")) == pytest.approx(1 + percent / 100)


@pytest.mark.parametrize("given", [{"mill": 10.0}, {"nytt": 4000.0}])
@pytest.mark.parametrize("filled", [1.0, 1.3])
def test_an_amount_or_a_new_figure_of_a_sector_is_what_it_says_with_a_part_filled_in(
    tried: Tried, given: Mapping[str, Value], filled: float
) -> None:
    """The amount is on top of what the part changes; the new figure is all of it, and the rest gives way."""
    avvik, regnskap, year = tried.report.avvik, tried.report.regnskap, tried.report.valg.data.rapportaar
    assert avvik is not None and regnskap is not None
    part = tried.figure("grunnskole", "(funksjon 202) per elev").verdi
    assert part.what_if is not None
    people, place = _number(avvik.folk[year].used) / 1e6, part.what_if.place
    parts, other = {place: _number(part.base) * filled}, tried.figure("grunnskole", "skolelokaler")

    def sector() -> float:
        return _number(avvik.bruk.naa["Grunnskole"][year]) * people

    before, running = sector(), _number(regnskap.beloep["driftsutgifter"][year])
    with tried.filled.having(parts):
        of_part = sector() - before
    # What the part was, from what it changes when it is filled in with half as much again.
    with tried.filled.having({place: _number(part.base) * 1.5}):
        old = (sector() - before) / 0.5
    wanted = given.get("nytt", before + of_part + given.get("mill", 0.0))  # type: ignore[operator]
    with tried.having(Grunnskole=given), tried.filled.having(parts):
        assert sector() == pytest.approx(wanted)
        assert _number(regnskap.beloep["driftsutgifter"][year]) - running == pytest.approx(
            1000 * (wanted - before)  # type: ignore[operator]
        )
        assert tried.share(other) == pytest.approx((wanted - old - of_part) / (before - old))  # type: ignore[operator]


@pytest.mark.parametrize("sector", [{}, {"mill": 50.0}, {"prosent": 3.0}])
@pytest.mark.parametrize("filled", [1.0, 1.3])
def test_what_rates_change_is_in_what_no_part_says_of_the_sectors_and_in_the_accounts(
    tried: Tried, sector: Mapping[str, Value], filled: float
) -> None:
    avvik, regnskap, year = tried.report.avvik, tried.report.regnskap, tried.report.valg.data.rapportaar
    assert avvik is not None and regnskap is not None
    named = (("grunnskole", "(funksjon 202) per elev"), ("pleie_omsorg_67", "hjemmetjenester til innb"))
    parts = [tried.figure(*name).verdi for name in named]
    given = {part.what_if.place: _number(part.base) * filled for part in parts if part.what_if}
    rest, people = tried.figure("grunnskole", "skolelokaler"), avvik.folk[year].used
    sectors, uses = ("Grunnskole", "Pleie og omsorg"), (*tried.report.data.sektorer, ANDRE)

    def figures(rate: bool, moved: Mapping[str, Value], held: Mapping[str, Value]) -> list[float]:
        """Social costs, running costs, a profile's figure of the rest, each sector (million kroner)."""
        lines = {**dict.fromkeys(sectors, moved), "Arbeidsgiveravgift": {"mill": 4.0} if rate else {}}
        with tried.having(**lines), tried.filled.having(held):
            spent = [_number(avvik.bruk.naa[s][year]) * _number(people) / 1e6 for s in uses]
            social, running = (_number(regnskap.beloep[p][year]) for p in ("sosiale", "driftsutgifter"))
            return [social, running / 1e3, _number(rest.verdi.used), *spent]

    def changed(moved: Mapping[str, Value], held: Mapping[str, Value]) -> list[float]:
        pair = (figures(rate, moved, held) for rate in (False, True))
        return [now - before for before, now in zip(*pair, strict=True)]

    alone, change = changed({}, {}), changed(sector, given)
    assert len(given) == 2 and alone[0] > 400
    # A percent of a sector is of what the rates change of it too, but for the parts that are filled in.
    wanted = [alone[0], 0.0, alone[2], *alone[3:]]
    for name, part in zip(sectors, parts, strict=True):
        assert part.what_if is not None
        more = {part.what_if.place: _number(part.base) * 1.5}
        old = 2 * (figures(False, {}, more)[1] - figures(False, {}, {})[1])
        wanted[3 + uses.index(name)] *= 1 - old / _number(tried.cells[f"Hva hvis!B{tried.rows[name]}"])
    if "prosent" in sector:
        for at in (2, *(3 + uses.index(name) for name in sectors)):
            wanted[at] *= 1.03
    wanted[1] = sum(wanted[3:])
    assert change == pytest.approx(wanted, abs=0.01, rel=1e-6)
    everything = zip(figures(True, sector, given), figures(False, {}, {}), strict=True)
    _, running, _, *spent = (now - before for now, before in everything)
    assert running == pytest.approx(sum(spent), abs=0.01)


#: What else is filled in, by line and kind.
STATES: tuple[Mapping[str, Mapping[str, Value]], ...] = (
    {},
    {"{ages}": {"prosent": 10.0}, "Kostnaden følger": {"prosent": 100.0}},
    {"{ages}": {"prosent": 10.0}, "Kostnaden følger": {"prosent": 40.0}, "Alle sektorer": {"prosent": -2.0}},
    {"Arbeidsgiveravgift": {"nytt": 10.0}, "Grunnskole": {"prosent": -3.0}},
)


@pytest.mark.parametrize("state", range(len(STATES)))
def test_a_figure_filled_in_with_what_it_is_already_changes_nothing(
    tried: Tried, ages: str, state: int
) -> None:
    """With more children and the cost that follows, a cost per pupil filled in as it was took money out."""
    given = {name.format(ages=ages): about for name, about in STATES[state].items()}
    services = ("grunnskole", "kultur", "pleie_omsorg_67", "administrasjon")
    parts = [line.verdi for key in services for line in tried.profile(key).rader if line.verdi.what_if]
    sheets = ("Ressursbruk!", "Regnskap!", "Utgiftsbehov!", "Forside!")
    cells = [c for p, c in tried.cells.items() if p.startswith(sheets) and isinstance(c.value, float)]
    watched = [c for c in cells if c.place != "Forside!B8"]
    with tried.having(**given):
        before = [c.value for c in watched]
        now = {part.what_if.place: part.used.value for part in parts if part.what_if}
        assert len(now) > 30 and len(watched) > 1_000
        for place, value in now.items():
            tried.filled.fill({place: value})
            assert [c.value for c in watched] == pytest.approx(before, rel=1e-9, abs=1e-5), place
            tried.filled.fill({place: None})


def test_a_share_of_the_people_does_not_fall_when_there_are_more_of_them(tried: Tried, ages: str) -> None:
    """With more children the share of children went down: only what it is per had moved."""
    share = tried.figure("barnevern", "Andel barn 0-17 år av befolkningen")
    others = tried.figure("kultur", "kulturskole")
    for about in ({"mill": 1000.0}, {"prosent": 5.0}):
        with tried.having(**{ages: about}):
            assert tried.share(share) == 1.0 and tried.share(others) < 1.0


def test_fewer_than_nobody_is_told_on_kontroll(tried: Tried, ages: str) -> None:
    """More children than inhabitants left the other ages below nothing, and Kontroll said OK."""
    answer = tried.report.book.sheets["Kontroll"].at(2, 4)
    assert answer.value == "OK"
    with tried.having(**{ages: {"nytt": 1e6}}):
        assert answer.value == "FEIL"


@pytest.mark.parametrize("helper", ["Folketallet i alt følger", "Kostnaden følger"])
def test_how_much_follows_is_no_what_if_where_nothing_is_followed(
    tried: Tried, ages: str, helper: str
) -> None:
    def told() -> tuple[Value, str]:
        return tried.cells["Hva hvis!B7"].value, str(tried.cells["Forside!A2"].value)[:8]

    alone = f"Hva hvis!D{tried.rows[helper]}"
    with tried.filled.having({alone: 100.0}):
        assert told() == (0, "OPPDIKTE")
    with tried.filled.having({alone: 100.0, f"Hva hvis!C{tried.rows[ages]}": 30000.0}):
        assert told() == (2, "HVA HVIS")


def test_a_field_that_does_not_count_moves_nothing(tried: Tried) -> None:
    """Of a sector outside the key: it moved its own line and the country's, and no band said so."""
    outside = [i for i in tried.report.book.inputs if i.teller is not None and i.teller.value == 0]
    assert {i.what_if.sheet for i in outside} == {"Hva hvis", "Ressursbruk"}
    for given in outside:
        with tried.filled.having({given.what_if.place: 15000.0}):
            moved = {cell.place for cell in tried.filled.before if cell.sheet[:5] != "Steg_"}
            assert moved == {given.what_if.place}, given.line


def test_a_part_counts_in_the_sector_that_the_chosen_key_has(tried: Tried) -> None:
    """Political leadership is in administration, or in that and agriculture: it counted in neither."""
    part = tried.figure("administrasjon", "politisk styring").verdi.what_if
    kontroll, key = tried.report.book.sheets["Kontroll"].cells, {"Utgiftsbehov!B3": "Grønt hefte 2026"}
    told = "2024: disponibel inntekt er skatt, rammetilskudd"
    (row,) = (row for (row, column), c in kontroll.items() if column == 0 and told in str(c.value))
    assert part is not None
    people = 214_863
    more = (400.0 - _number(tried.figure("administrasjon", "politisk styring").verdi.base)) * people / 1000

    def whole() -> tuple[float, float]:
        spent = _number(tried.cells["Regnskap!D8"])
        return spent, _number(tried.cells[f"Ressursbruk!J{line}"]) * people / 1000

    lines = [c for c in tried.cells.values() if c.sheet == "Ressursbruk" and c.column == 0]
    line = next(c.row + 1 for c in lines if c.value == "Administrasjon og landbruk" and c.row > 144)
    with tried.filled.having(key):
        before = whole()
    with tried.filled.having({**key, part.place: 400.0}):
        assert whole() == pytest.approx([amount + more for amount in before])
        assert kontroll[row, 4].value == "OK"


def test_what_is_used_is_taxes_and_grants_whatever_is_filled_in(tried: Tried) -> None:
    """Each yellow cell by itself."""
    kontroll = tried.report.book.sheets["Kontroll"].cells
    told = "disponibel inntekt er skatt, rammetilskudd"
    rows = [row for (row, column), c in kontroll.items() if column == 0 and told in str(c.value)]
    moving = {row: 0 for row in rows}
    rest = {row: kontroll[row, 1].value for row in rows}
    assert len(rows) == 3
    for given in tried.report.book.inputs:
        base = given.base.value if isinstance(given.base.value, float) else 0.0
        bounds = (given.lowest, base * 1.07 + 5 * (base == 0), given.highest)
        low, figure, high = bounds[0] or -1e12, bounds[1], 1e12 if bounds[2] is None else bounds[2]
        with tried.filled.having({given.what_if.place: min(max(low, figure), high)}):
            for row in rows:
                assert kontroll[row, 4].value == "OK", (given.what_if.place, given.line)
                moving[row] += kontroll[row, 1].value != rest[row]
    assert all(moved > 5 for moved in moving.values())


def test_real_growth_per_inhabitant_follows_the_people_that_are_filled_in(tried: Tried) -> None:
    """Of 212 652 and 214 863 inhabitants; 5 000 more of the last, then 2 000 more of the first."""
    rows = [c for p, c in tried.cells.items() if p.startswith("Regnskap!A") and c.value == "2023–2024"]
    row = min(c.row for c in rows) + 1
    deflated, each = tried.cells[f"Regnskap!G{row}"], tried.cells[f"Regnskap!H{row}"]
    assert _number(each) == pytest.approx(100 * ((1 + _number(deflated) / 100) * 212652 / 214863 - 1))
    more = {
        "E" + str(tried.rows["6-15 år"]): 5000.0,
        "D" + str(tried.rows["Folketallet i alt følger"]): 100.0,
    }
    given: dict[str, Value] = {f"Hva hvis!{place}": value for place, value in more.items()}
    with tried.filled.having(given):
        assert _number(each) == pytest.approx(100 * ((1 + _number(deflated) / 100) * 212652 / 219863 - 1))
    inputs = tried.report.book.inputs
    (before,) = [
        i for i in inputs if i.what_if.sheet == "Ressursbruk" and i.line_and_year == "Innbyggere 2023"
    ]
    with tried.filled.having(given | {before.what_if.place: 214652.0}):
        assert _number(each) == pytest.approx(100 * ((1 + _number(deflated) / 100) * 214652 / 219863 - 1))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        *(("Forside!B6", group) for group in ("Kommunene i nord", 5.0, NA)),
        *(("Forside!B5", year) for year in (2031.0, "2024", None)),
        ("Forside!B7", "Kanskje"),
        ("Utgiftsbehov!B3", "Grønt hefte 1999"),
        *(("Rettelser!E8", amount) for amount in ("12,5", "om lag 3 mill.", NA)),
        ("Rettelser!D8", "i fjor"),
    ],
)
def test_what_is_pasted_over_a_choice_or_an_amount_is_told_on_kontroll(
    tried: Tried, place: str, value: Value
) -> None:
    answer = tried.report.book.sheets["Kontroll"].at(2, 4)
    assert answer.value == "OK"
    with tried.filled.having({place: value}):
        assert answer.value == "FEIL"


def test_what_is_pasted_over_a_choice_of_the_main_report_is_told_on_kontroll() -> None:
    book = built.main_report("eksempelnettverk").book
    answer, filled = book.sheets["Kontroll"].at(2, 4), Refilled(book)
    assert answer.value == "OK"
    for place, value in (("Forside!B6", "Kommunene i nord"), ("Forside!B5", 2031.0), ("Figur!B4", "Ukjent")):
        with filled.having({place: value}):
            assert answer.value == "FEIL"
