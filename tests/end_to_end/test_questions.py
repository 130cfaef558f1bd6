"""Questions that an economist asks of the workbook, answered in the delivered file by an engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from asss_xl.checks.formula_text import Place
from asss_xl.functions.values import Value, is_number
from asss_xl.report import build
from asss_xl.report.avvik.tabell import DISPONIBEL
from asss_xl.report.rapport import Rapport
from asss_xl.report.regnskap.kilde import KOMMUNE
from asss_xl.workbook import Cell
from asss_xl.workbook.cells import column_letters
from tests.end_to_end.comparing import told, unlike
from tests.support import choosing
from tests.support.engine import Session, filled_in

# The workbooks are opened once.
YEAR = 2009
#: The index of a sector that the chosen key does not have.
OUTSIDE = "–"
#: Where the lines of corrections have the function, the year, the amount and whether it counts.
FUNCTION, CORRECTED_YEAR, AMOUNT, COUNTS = 2, 3, 4, 7


class Answers:
    """The file after something is filled in: cells by what they are, before and now."""

    def __init__(self, report: Rapport, values: Mapping[Place, Value]) -> None:
        self.report, self._values = report, values

    def __call__(self, cell: Cell) -> float:
        value = self._values[(cell.sheet, cell.address)]
        assert is_number(value), f"{cell.place}: {value!r}"
        return float(value)  # type: ignore[arg-type]

    def text(self, cell: Cell) -> str:
        return str(self._values[(cell.sheet, cell.address)])

    def change(self, cell: Cell) -> float:
        return self(cell) - float(cell.value)  # type: ignore[arg-type]

    def post(self, name: str, year: int = YEAR) -> float:
        """How far a line of the accounts has moved."""
        ark = self.report.regnskap
        assert ark is not None
        return self.change(ark.beloep[name][year])

    def share(self, name: str) -> float:
        ark = self.report.regnskap
        assert ark is not None
        return self(ark.pst[KOMMUNE][name][YEAR])

    def gap(self, line: str) -> float:
        """How far a deviation after the last step has moved, kr per inhabitant."""
        assert self.report.avvik is not None
        return self.change(self.report.avvik.kjede.slutt[line][YEAR])

    def corrected(self, line: str) -> float:
        """The same with the corrections, which stand beside what is reported and never in it."""
        assert self.report.avvik is not None
        assert self.gap(line) == 0
        return self.change(self.report.avvik.kjede.rettet[line][YEAR])

    def index(self, service: str, number: int) -> tuple[float, float]:
        """An indicator of a profile: before and now."""
        rows = [r for p in self.report.profiler if p.tjeneste.noekkel == service for r in p.rader]
        cell = next(r.verdi.used for r in rows if r.indikator.nr == number)
        return float(cell.value), self(cell)  # type: ignore[arg-type]

    def corrected_figure(self, service: str, number: int) -> tuple[float, float]:
        """An indicator as reported, which no correction moves, and with the corrections."""
        assert self.report.flyt is not None
        before, now = self.index(service, number)
        assert now == before
        return now, self(self.report.flyt.rettet[service, number])

    def need(self, sector: str) -> float:
        """How far a cost index has moved."""
        assert self.report.behov is not None
        return self.change(self.report.behov.sektorer[sector].indeks[YEAR])


Ask = Callable[..., Answers]


@pytest.fixture(scope="module")
def ask(native: Rapport, native_session: Session) -> Ask:
    """Fill in and recalculate; that the workbook built with it is alike, is asked of all at once below."""

    def asked(filled: Mapping[str, Value]) -> Answers:
        return Answers(native, filled_in(native_session, filled))

    return asked


def _yellow(report: Rapport, label: str, year: int = YEAR, sheet: str = "") -> tuple[str, float]:
    """A yellow cell's place by its label and year, with the figure beside it."""
    (found,) = [
        i
        for i in report.book.inputs
        if i.label.startswith(label) and (i.aar is None or i.aar.value == year) and sheet in i.what_if.sheet
    ]
    return found.what_if.place, float(found.base.value)  # type: ignore[arg-type]


def _correction(report: Rapport, number: int, function: int, amount: float) -> dict[str, Value]:
    """An empty line of Rettelser filled in."""
    sheet = report.book.sheets["Rettelser"]
    empty = sorted(
        {
            e.cell.row
            for e in report.book.editables
            if e.cell.sheet == sheet.name and sheet.at(e.cell.row, AMOUNT).value is None
        }
    )
    row = empty[number]

    def place(column: int) -> str:
        return f"{sheet.name}!{column_letters(column)}{row + 1}"

    return {
        place(FUNCTION): float(function),
        place(CORRECTED_YEAR): float(YEAR),
        place(AMOUNT): amount,
        place(COUNTS): "Ja",
    }


def _moved(report: Rapport, *functions: tuple[int, float]) -> dict[str, Value]:
    made: dict[str, Value] = {}
    for number, (function, amount) in enumerate(functions):
        made |= _correction(report, number, function, amount)
    return made


# -- the accounts -----------------------------------------------------------------------------


def test_eiendomsskatten_tilbake_til_328_millioner(native: Rapport, ask: Ask) -> None:
    place, base = _yellow(native, "Eiendomsskatt")
    after = ask({place: 328.0})
    more = 1000 * (328 - base)
    for post in ("driftsinntekter", "brutto", "netto", "overskudd", "handlingsrom", "finansbehov"):
        assert after.post(post) == pytest.approx(more)
    assert after.post("fordringer") == pytest.approx(328 - base)
    assert after.gap(DISPONIBEL) == pytest.approx(1000 * more / after(native.avvik.folk[YEAR].used))  # type: ignore[union-attr]
    assert after.share("netto") > 1.7


def test_loennsutgiftene_opp_en_prosent(native: Rapport, ask: Ask) -> None:
    yellow = [_yellow(native, "Lønnsutgifter"), _yellow(native, "Sosiale utgifter")]
    after = ask({place: 1.01 * base for place, base in yellow})
    more = 1000 * 0.01 * sum(base for _, base in yellow)
    assert after.post("driftsutgifter") == pytest.approx(more)
    assert after.post("netto") == pytest.approx(-more)
    # Wages are not printed by sector: the rest of the sectors carry them, and income is the same.
    assert after.gap("andre_sektorer") == pytest.approx(-after.gap("resultat"))
    assert after.gap(DISPONIBEL) == pytest.approx(0, abs=1e-6)


def test_renta_opp_ett_poeng(native: Rapport, ask: Ask) -> None:
    ark = native.regnskap
    assert ark is not None
    (debt, rate), (claims, other) = (
        _yellow(native, "Rente på gjelda"),
        _yellow(native, "Rente på fordringene"),
    )
    after = ask({debt: rate + 1, claims: other + 1})
    assert after.post("renteutgifter") == pytest.approx(10 * ark.beloep["gjeld"][YEAR].value)  # type: ignore[operator]
    assert after.post("renteinntekter") == pytest.approx(10 * ark.beloep["fordringer"][YEAR].value)  # type: ignore[operator]
    assert after.post("netto") == pytest.approx(after.post("renteinntekter") - after.post("renteutgifter"))


def test_investeringene_opp_500_millioner(native: Rapport, ask: Ask) -> None:
    place, base = _yellow(native, "Brutto investeringsutgifter")
    without = ask({place: base + 500_000})
    assert without.post("finansbehov") == pytest.approx(-500_000)
    assert without.post("fordringer") == pytest.approx(-500)
    assert without.post("gjeld") == 0
    loan, borrowed = _yellow(native, "Netto bruk av lån")
    financed = ask({place: base + 500_000, loan: borrowed + 500})
    assert financed.post("gjeld") == pytest.approx(500 - financed.post("avdrag") / 1000)
    assert financed.post("renteutgifter") > 0
    # Repayment lowers debt and claims alike; the interest is what it costs.
    assert financed.post("netto_gjeld") == pytest.approx(500 + financed.post("renteutgifter") / 1000)


def test_en_annen_avdragstid(native: Rapport, ask: Ask) -> None:
    place, base = _yellow(native, "Avdragstid", 2008)
    after = ask({place: 20.0})
    ark = native.regnskap
    assert ark is not None
    debt = float(ark.beloep["gjeld"][2008].value)  # type: ignore[arg-type]
    assert base > 20
    assert after.post("avdrag", 2008) == pytest.approx(1000 * debt * (1 / 20 - 1 / base))
    assert after.post("gjeld", 2008) == pytest.approx(-after.post("avdrag", 2008) / 1000)
    assert after.post("renteutgifter") < 0  # the smaller debt costs less the year after
    assert after.post("avdrag", 2007) == 0


# -- the sectors and the profiles -------------------------------------------------------------


def test_hjemmetjenesten_ned_ti_prosent(native: Rapport, ask: Ask) -> None:
    yellow = [_yellow(native, "Nettoutg. hjemmetjeneste", sheet=sheet) for sheet in ("0-66", "67 og eldre")]
    after = ask({place: 0.9 * base for place, base in yellow})
    less = after.post("driftsutgifter")
    assert -130_000 < less < -100_000
    people = after(native.avvik.folk[YEAR].used)  # type: ignore[union-attr]
    assert after.gap("Pleie og omsorg") == pytest.approx(1000 * less / people)
    assert after.post("netto") == pytest.approx(-less)
    for service, numbers in (("pleie_omsorg_0_66", (2, 4)), ("pleie_omsorg_67", (2, 6))):
        for number in numbers:
            old, new = after.index(service, number)
            assert new == pytest.approx(0.9 * old)
        old, new = after.index(service, 1)
        assert 0.94 < new / old < 0.97


def test_pleie_og_omsorg_ned_til_utgiftsbehovet(native: Rapport, ask: Ask) -> None:
    assert native.avvik is not None
    gap = float(native.avvik.kjede.slutt["Pleie og omsorg"][YEAR].value)  # type: ignore[arg-type]
    base = float(native.avvik.bruk.base["Pleie og omsorg"][YEAR].value)  # type: ignore[arg-type]
    answer = ask({"Mål!B5": "Sektor: Pleie og omsorg", "Mål!B6": "Utgiftsbehovet"})
    goal = native.book.sheets["Mål"]
    assert answer(goal.at(11, 1)) == pytest.approx(base - gap)
    assert answer(goal.at(14, 1)) == pytest.approx(
        -gap * native.avvik.folk[YEAR].used.value / 1e6  # type: ignore[union-attr,operator]
    )
    # The answer says where the millions are written.
    after = ask({answer.text(goal.at(16, 1)): answer(goal.at(14, 1))})
    assert after(native.avvik.kjede.slutt["Pleie og omsorg"][YEAR]) == pytest.approx(0, abs=1e-6)
    assert after.post("netto") / 1000 == pytest.approx(-answer(goal.at(14, 1)))


def test_netto_driftsresultat_1_75_prosent(native: Rapport, ask: Ask) -> None:
    answer = ask({"Mål!B5": "Netto driftsresultat", "Mål!B6": "Eget tall", "Mål!B7": 1.75})
    goal = native.book.sheets["Mål"]
    lacking = answer(goal.at(14, 1))
    assert answer(goal.at(12, 1)) == pytest.approx(1.75 - answer.share("netto"))
    place, base = _yellow(native, "Andre driftsutgifter")
    after = ask({place: base - lacking})
    assert after.share("netto") == pytest.approx(1.75, abs=0.01)


def test_30_millioner_fra_254_til_241(native: Rapport, ask: Ask) -> None:
    after = ask(_moved(native, (254, -30_000.0), (241, 30_000.0)))
    each = 1e6 * 30 / after(native.avvik.folk[YEAR].used)  # type: ignore[union-attr]
    assert after.corrected("Pleie og omsorg") == pytest.approx(-each)
    assert after.corrected("Kommunehelse") == pytest.approx(each)
    assert after.corrected(DISPONIBEL) == pytest.approx(0, abs=1e-6)
    old, new = after.corrected_figure("kommunehelse", 2)
    assert new > old + 100
    for service in ("pleie_omsorg_0_66", "pleie_omsorg_67"):
        old, new = after.corrected_figure(service, 2)
        assert new < old


def test_idrettens_loenn_fra_380_til_381(native: Rapport, ask: Ask) -> None:
    after = ask(_moved(native, (380, -20_000.0), (381, 20_000.0)))
    each = 1e6 * 20 / after(native.avvik.folk[YEAR].used)  # type: ignore[union-attr]
    old, new = after.corrected_figure("kultur", 3)
    assert new == pytest.approx(old - each)
    old, new = after.corrected_figure("kultur", 4)
    assert new == pytest.approx(old + each)
    old, new = after.corrected_figure("kultur", 1)
    assert new == pytest.approx(old)
    assert after.corrected("andre_sektorer") == pytest.approx(0, abs=1e-6)


def test_hva_som_flytter_mest_per_krone(native: Rapport, ask: Ask) -> None:
    after = ask({})
    sheet = native.book.sheets["Mål"]
    sizes = [after(sheet.at(37 + number, 1)) for number in range(5)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 1
    assert all(after.text(sheet.at(37 + number, 0)) for number in range(5))


# -- the population ---------------------------------------------------------------------------


def test_barn_6_15_aar_opp_to_prosent(native: Rapport, ask: Ask) -> None:
    place, base = _yellow(native, "6-15 år: innbyggere i kommunen", 2009)
    after = ask({place: 1.02 * base})
    folk = native.demografi.folk  # type: ignore[union-attr]
    assert folk is not None
    assert after(folk.naa["6-15 år"]) == pytest.approx(1.02 * base)
    assert after(folk.samlet) == pytest.approx(1)  # type: ignore[arg-type]
    assert after.need("Grunnskole") > 0.01
    assert after.need("Pleie og omsorg") < 0  # the others are fewer
    old, new = after.index("pleie_omsorg_67", 2)
    share = after(folk.naa["67-79 år"]) / float(folk.grunnlag["67-79 år"].value)  # type: ignore[arg-type]
    assert new == pytest.approx(old / share)


def test_summen_vokser_naar_det_velges(native: Rapport, ask: Ask) -> None:
    place, base = _yellow(native, "6-15 år: innbyggere i kommunen", 2009)
    total, _ = _yellow(native, "Hvor mye folketallet i alt følger")
    after = ask({place: 1.02 * base, total: 100.0})
    folk = native.demografi.folk  # type: ignore[union-attr]
    assert folk is not None
    assert after(folk.samlet) > 1  # type: ignore[arg-type]
    assert after.change(folk.naa["67-79 år"]) == 0
    assert after.change(native.avvik.folk[YEAR].used) > 500  # type: ignore[union-attr]
    assert after.gap("Grunnskole") < 0


def test_80_89_aar_som_i_landet(native: Rapport, ask: Ask) -> None:
    place, base = _yellow(native, "80-89 år: innbyggere i kommunen", 2009)
    sheet = native.book.sheets["Demografi"]
    row = next(c.row for c in sheet.cells.values() if c.column == 0 and c.value == "80-89 år" and c.row > 20)
    column = next(c.column for c in sheet.cells.values() if c.value == "Som i landet")
    as_country = float(sheet.at(row, column).value)  # type: ignore[arg-type]
    assert as_country != base
    after = ask({place: as_country})
    assert native.behov is not None
    moved = after.need("Pleie og omsorg")
    assert (moved > 0) == (as_country > base)


# -- all of it, and the network ---------------------------------------------------------------


def _asked(report: Rapport, session: Session, filled: Mapping[str, Value]) -> Answers:
    """The answers of the file, which are every cell of the workbook built with the same."""
    values = filled_in(session, filled)
    found = unlike(build(report.data, what_if=filled).book, values)
    assert not found, told(found)
    return Answers(report, values)


def test_all_that_is_asked_at_once_is_the_workbook_built_with_it(
    native: Rapport, native_session: Session
) -> None:
    """What the questions fill in together, each cell as the report that is built with the same."""
    filled = _moved(native, (254, -30_000.0), (241, 30_000.0), (380, -20_000.0), (381, 20_000.0))
    filled |= {"Mål!B5": "Sektor: Pleie og omsorg", "Mål!B6": "Utgiftsbehovet"}
    for label, year, sheet, times, more in (
        ("Eiendomsskatt", YEAR, "", 0.0, 328.0),
        ("Lønnsutgifter", YEAR, "", 1.01, 0.0),
        ("Sosiale utgifter", YEAR, "", 1.01, 0.0),
        ("Rente på gjelda", YEAR, "", 1.0, 1.0),
        ("Rente på fordringene", YEAR, "", 1.0, 1.0),
        ("Brutto investeringsutgifter", YEAR, "", 1.0, 500_000.0),
        ("Netto bruk av lån", YEAR, "", 1.0, 500.0),
        ("Avdragstid", 2008, "", 0.0, 20.0),
        ("Nettoutg. hjemmetjeneste", YEAR, "0-66", 0.9, 0.0),
        ("Nettoutg. hjemmetjeneste", YEAR, "67 og eldre", 0.9, 0.0),
        ("6-15 år: innbyggere i kommunen", 2009, "", 1.02, 0.0),
        ("Hvor mye folketallet i alt følger", YEAR, "", 0.0, 100.0),
    ):
        place, base = _yellow(native, label, year, sheet)
        filled[place] = times * base + more
    _asked(native, native_session, filled)


def test_uten_oslo_og_bare_stavanger_og_trondheim(network_report: Rapport, network_session: Session) -> None:
    places = choosing.members(network_report)
    row = next(r for p in network_report.profiler for r in p.rader if is_number(r.snitt.value))
    without = _asked(network_report, network_session, {places["Oslo"]: "Nei"})
    assert without.change(row.snitt) != 0
    keep = ("Stavanger", "Trondheim")
    only = {place: "Ja" if name in keep else "Nei" for name, place in places.items()}
    two = _asked(network_report, network_session, only)
    low, high = two(row.lavest), two(row.hoeyest)
    assert low <= two(row.snitt) <= high


def test_kostnadsnoekkelen_for_2026(network_report: Rapport, network_session: Session) -> None:
    place = choosing.places(network_report)[choosing.NOEKKEL]
    key = next(str(v) for v in choosing.listed(network_report, choosing.NOEKKEL) if "2026" in str(v))
    after = _asked(network_report, network_session, {place: key})
    assert network_report.behov is not None
    sectors = network_report.behov.sektorer
    year = network_report.data.rapportaar
    moved = [
        name
        for name, s in sectors.items()
        if after.text(s.indeks[year]) != OUTSIDE
        and is_number(s.indeks[year].value)
        and after.change(s.indeks[year]) != 0
    ]
    assert moved
