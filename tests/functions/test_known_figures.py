"""Each function of the method gives the report's own printed figures, as Python and as Excel text.

The inputs and the answers are both printed in the report: what is given and what is expected come
from its tables (`bergen_2009/*.csv`, the column `verdi`), never from a run of the function. A
mistake that is in both forms of a function is found here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import asss_xl
import asss_xl.dataset
from asss_xl.functions import CATALOGUE
from asss_xl.functions.excel.formula import formula

FOLDER = Path(asss_xl.dataset.__file__).parent / "bergen_2009"
KR, TUSEN, PST = "kr per innbygger", "1000 kr", "pst av driftsinntekt"
YEARS = (2007, 2008, 2009)
SECTORS = ("Grunnskole", "Pleie og omsorg", "Kommunehelse", "Sosialtjenesten", "Barnevern", "Administrasjon")
USES = (*SECTORS, "andre_sektorer", "renter_avdrag", "premieavvik", "resultat")
STEPS = tuple(
    f"Vedleggstabell 1 {step}"
    for step in (
        "ukorrigert avvik",
        "etter fratrekk avskrivninger",
        "etter korreksjon utgiftsbehov",
        "etter fratrekk sosiale lønnsutgifter",
    )
)
SOCIAL = "Vedleggstabell 3 sum korreksjon sosiale lønnsutgifter"


@cache
def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _figures() -> dict[tuple[str, str, str, int, str], float]:
    return {
        (r["tabell"], r["post"], r["aktor"], int(r["aar"]), r["enhet"]): float(r["verdi"])
        for r in _rows("figurer")
        if r["verdi"]
    }


def printed(table: str, post: str, year: int, unit: str = KR) -> float:
    """What the report prints of Bergen or of the country in a table."""
    (found,) = {v for (t, p, _, y, u), v in _figures().items() if (t, p, y, u) == (table, post, year, unit)}
    return found


def both(name: str, *given: Any) -> list[Any]:
    """The Python function's answer and that of its Excel text."""
    function = CATALOGUE[name]
    short = bool(function.excel_short) and len(given) < len(function.parameters)
    parameters = function.parameters[: len(given)] if short else function.parameters
    filled = [*given, *(p.default for p in parameters[len(given) :])]
    in_cells = [tuple((v,) for v in g) if isinstance(g, list) else g for g in filled]
    text = formula(" ".join(p.name for p in parameters), function.excel_short if short else function.excel)
    python = getattr(asss_xl, function.python.__name__)
    return [python(*given), text(*in_cells)]


def holds(name: str, expected: float, slack: float, *given: Any) -> None:
    """Both forms and a report's cell give the printed figure, as near as the rounding given allows."""
    in_cells = [tuple((v,) for v in g) if isinstance(g, list) else g for g in given]
    answers = (*both(name, *given), CATALOGUE[name].plain(len(given))(*in_cells))
    for form, answer in zip(("Python", "Excel", "a report's cell"), answers, strict=True):
        assert answer == pytest.approx(expected, abs=slack, rel=0), f"{name}{given}, {form}"


def _tabell_0(year: int) -> dict[str, float]:
    wanted = ("driftsinntekter", "driftsutgifter", "brutto", "renteinntekter", "renteutgifter", "avdrag")
    more = ("netto", "investeringer", "tilskudd", "overskudd")
    return {post: printed("Tabell 0", post, year, TUSEN) for post in (*wanted, *more)}


# -- accounts -------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
def test_the_results_of_tabell_0(year: int) -> None:
    t = _tabell_0(year)
    interest = (t["renteinntekter"], t["renteutgifter"])
    holds("ASSS_BRUTTO_DRIFTSRESULTAT", t["brutto"], 0, t["driftsinntekter"], t["driftsutgifter"])
    # 2008: the text takes errors of interest out that the table's lines still have.
    holds("ASSS_NETTO_DRIFTSRESULTAT", t["netto"], 1, t["brutto"], *interest, t["avdrag"])
    holds(
        "ASSS_OVERSKUDD_FOER_LAAN",
        t["overskudd"],
        1,
        t["brutto"],
        *interest,
        t["investeringer"],
        t["tilskudd"],
    )


@pytest.mark.parametrize("year", YEARS)
def test_shares_of_income_in_tabell_4(year: int) -> None:
    income = printed("Tabell 0", "driftsinntekter", year, TUSEN)
    for post in ("netto", "bundne_fond", "dekning", "avdrag_avskr", "investeringsmoms", "handlingsrom"):
        amount = printed_of("Tabell 4", post, year, TUSEN)
        holds("ASSS_PST_AV_INNTEKT", printed_of("Tabell 4", post, year, PST), 0.051, amount, income)


def printed_of(table: str, post: str, year: int, unit: str) -> float:
    """The municipality's own, where the table has others beside it."""
    return _figures()[table, post, "kommune", year, unit]


@pytest.mark.parametrize("year", YEARS)
def test_handlingsrom_in_tabell_4(year: int) -> None:
    posts = ("netto", "bundne_fond", "dekning", "avdrag_avskr", "investeringsmoms")
    parts = [printed_of("Tabell 4", p, year, TUSEN) for p in posts]
    holds("ASSS_HANDLINGSROM", printed_of("Tabell 4", "handlingsrom", year, TUSEN), 1, *parts)


@pytest.mark.parametrize("year", YEARS)
def test_finansieringsbehov_in_tabell_5(year: int) -> None:
    parts = [
        printed_of("Tabell 5", p, year, TUSEN) for p in ("netto", "investeringer", "tilskudd", "premieavvik")
    ]
    # The table prints investments as spending, with a minus.
    parts[1] = abs(parts[1])
    holds("ASSS_FINANSIERINGSBEHOV", printed_of("Tabell 5", "finansbehov", year, TUSEN), 1, *parts)


@pytest.mark.parametrize("actor", ["kommune", "oevrige", "resten"])
@pytest.mark.parametrize("year", YEARS)
def test_netto_anskaffelse_in_tabell_5c(actor: str, year: int) -> None:
    need, loans, total = (
        _figures()["Tabell 5c", p, actor, year, PST] for p in ("finansbehov", "laan", "anskaffelse")
    )
    holds("ASSS_NETTO_ANSKAFFELSE", total, 0.11, need, loans)


def test_netto_bruk_av_laan_is_what_is_used_less_what_is_paid() -> None:
    """(910 - 510) + (920 - 520) + (929 - 529), p. 22; the accounts behind it are not printed."""
    for place, sign in enumerate((1, -1, 1, -1, 1, -1)):
        given = [0.0] * 6
        given[place] = 100.0
        holds("ASSS_NETTO_BRUK_AV_LAAN", sign * 100.0, 0, *given)


@pytest.mark.parametrize("year", YEARS)
def test_netto_laanegjeld_in_tabell_5d(year: int) -> None:
    unit = next(u for t, p, _, _, u in _figures() if (t, p) == ("Tabell 5d", "netto_gjeld") and u != PST)
    debt, claims, net = (
        printed_of("Tabell 5d", p, year, unit) for p in ("gjeld", "fordringer", "netto_gjeld")
    )
    holds("ASSS_NETTO_LAANEGJELD", net, 1, [debt], [claims])
    many = [debt - 1000.0, 1000.0], [claims + 500.0, -500.0]
    assert both("ASSS_NETTO_LAANEGJELD", *many) == [pytest.approx(net, abs=1)] * 2


def test_growth_in_tabell_0() -> None:
    compared = 0
    for (table, post, _, year, unit), growth in _figures().items():
        if (table, unit) == ("Tabell 0", "vekst pst"):
            new, old = (printed("Tabell 0", post, y, TUSEN) for y in (year, year - 1))
            holds("ASSS_VEKST", growth, 0.051, new, old)
            compared += 1
    assert compared >= 12


def test_real_growth_of_figur_2b() -> None:
    """Deflators 6,45 and 3,9 percent, more people by 1,65 and 1,8: p. 12."""
    holds("ASSS_REALVEKST", printed("Figur 2b", "realvekst", 2008, "pst"), 0.06, 5.1, 6.45)
    holds("ASSS_REALVEKST", printed("Figur 2b", "realvekst_per_innb", 2008, "pst"), 0.06, 5.1, 6.45, 1.65)
    each = printed("Figur 2b", "realvekst_per_innb", 2009, "pst")
    holds("ASSS_REALVEKST", each, 0.06, printed("Figur 2b", "realvekst", 2009, "pst"), 0.0, 1.8)


def test_man_years_of_figur_3() -> None:
    """The printed growth undone: wages that grew by 4,6 percent for each, p. 13."""
    rows = {int(r["aar"]): float(r["verdi"]) for r in _rows("figurer") if r["tabell"].startswith("Figur 3")}
    assert len(rows) == 2
    for growth in rows.values():
        wages = 100 * (1 + growth / 100) * 1.046 - 100
        holds("ASSS_AARSVERKSVEKST", growth, 1e-9, wages, 4.6)


def test_percentage_points_are_worth_what_the_text_says() -> None:
    """«2,9 prosentenheter … om lag 410 mill. kr», p. 8."""
    income = printed("Tabell 0", "driftsinntekter", 2009, TUSEN)
    holds("ASSS_KRONER_AV_INNTEKT", 410_000, 7_000, 2.9, income)


def test_an_index_of_figur_2_is_in_percent_of_the_base_year() -> None:
    """The free incomes of tabell 1 grew from 7 305 to 7 675 (5,1 percent) and 8 182, p. 11."""
    holds("ASSS_INDEKSSERIE", 105.1, 0.05, 7675.0, 7305.0)
    holds("ASSS_INDEKSSERIE", 112.0, 0.05, 8182.0, 7305.0)


# -- need -----------------------------------------------------------------------------------------


def _key(year: int) -> str:
    spans = {r["noekkel"]: (int(r["fra"]), int(r["til"])) for r in _rows("noekler")}
    return next(name for name, (first, last) in spans.items() if first <= year <= last)


def _criteria(sector: str, year: int) -> Iterator[tuple[float, float, float]]:
    """Weight, index and printed correction of a sector's criteria."""
    weights = {
        (r["noekkel"], r["sektor"], r["kriterium"]): float(r["vekt"]) for r in _rows("vekter") if r["vekt"]
    }
    for r in _rows("kriterieverdier"):
        if (r["sektor"], r["aar"]) == (sector, str(year)) and r["indeks"] and r["korreksjon"]:
            weight = weights.get((_key(year), sector, r["kriterium"]))
            if weight is not None:
                yield weight, float(r["indeks"]), float(r["korreksjon"])


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("sector", SECTORS)
def test_vedleggstabell_2(sector: str, year: int) -> None:
    mean = printed("Vedleggstabell 2 landssnitt", sector, year)
    parts = list(_criteria(sector, year))
    assert len(parts) >= 2
    for weight, index, correction in parts:
        # Half a thousandth in weight and index, half a krone in the answer.
        slack = 0.5 + mean * 0.0005 * (weight + abs(index - 1) + 0.001) + 0.5 * weight * abs(index - 1)
        holds("ASSS_KORREKSJON", correction, slack, mean, index, weight)
    index = printed("Vedleggstabell 2 kostnadsindeks", sector, year, "indeks")
    weights, indices = [w for w, _, _ in parts], [i for _, i, _ in parts]
    slack = 0.0005 + 0.0005 * sum(abs(i) + w for w, i, _ in parts)
    holds("ASSS_KOSTNADSINDEKS", index, slack, weights, indices)
    total = printed("Vedleggstabell 2 korreksjon", sector, year)
    holds("ASSS_KORREKSJON", total, 0.5 + 0.0006 * mean, mean, index)
    holds("ASSS_UTGIFTSBEHOV", mean + total, 0.5 + 0.0006 * mean, mean, index)


def test_grunnskole_has_its_additions() -> None:
    """-762 for the criteria, -160 and -10 beside them: -932, and «om lag 7 500» kr in need."""
    mean = printed("Vedleggstabell 2 landssnitt", "Grunnskole", 2009)
    total = printed("Vedleggstabell 2 korreksjon", "Grunnskole: sum", 2009)
    assert total == -932
    holds("ASSS_UTGIFTSBEHOV", mean + total, 5, mean, 0.909, -170.0)


def test_social_costs_are_in_proportion_to_net_over_gross() -> None:
    """Of a sector where net is three fourths of gross, three fourths of the pension, p. 37."""
    holds("ASSS_SOSIALE", 750.0, 1e-9, 1000.0, 6000.0, 8000.0)


# -- deviations -----------------------------------------------------------------------------------


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("sector", SECTORS)
def test_the_chain_of_vedleggstabell_1(sector: str, year: int) -> None:
    zero, one, two, three = (printed(step, sector, year) for step in STEPS)
    mean = printed("Vedleggstabell 2 landssnitt", sector, year)
    total = "Grunnskole: sum" if sector == "Grunnskole" else sector
    need = printed("Vedleggstabell 2 korreksjon", total, year)
    social = printed(SOCIAL, sector, year)
    # What depreciation differs by is what the first two steps differ by.
    holds("ASSS_AVVIK_UTEN_AVSKRIVNINGER", one, 1e-9, zero, 300.0 + zero - one, 300.0)
    # What is used and the mean that is corrected for need: the third step, before social costs.
    holds("ASSS_AVVIK", two, 1.5, mean + one, mean, 1.0, need)
    used = mean + need + three
    holds("ASSS_AVVIK", three, 1e-9, used, mean, 1.0, need)
    holds("ASSS_AVVIK", two - social, 1.5, mean + one - social, mean, 1 + need / mean)
    assert two - social == pytest.approx(three, abs=1.5)
    holds("ASSS_AVVIK_PST", 100 * three / (mean + need), 1e-9, used, mean, 1.0, need)


@pytest.mark.parametrize(("sector", "share"), [("Pleie og omsorg", 9.6), ("Administrasjon", -36.7)])
def test_deviations_in_percent_of_the_need(sector: str, share: float) -> None:
    """«9,6 prosent» and «36,7 prosent», p. 32-34."""
    mean, need = (
        printed("Vedleggstabell 2 landssnitt", sector, 2009),
        printed("Vedleggstabell 2 korreksjon", sector, 2009),
    )
    used = mean + need + printed(STEPS[3], sector, 2009)
    holds("ASSS_AVVIK_PST", share, 0.06, used, mean, 1.0, need)
    holds("ASSS_AVVIK_PST", share, 0.06, used, mean, (mean + need) / mean)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("year", YEARS)
def test_disponibel_inntekt_in_every_step(step: str, year: int) -> None:
    posts = ("sum_drift", "renter_avdrag", "premieavvik", "resultat", "avskrivninger")
    holds(
        "ASSS_DISPONIBEL_INNTEKT",
        printed(step, "disponibel", year),
        2,
        *(printed(step, p, year) for p in posts),
    )


@pytest.mark.parametrize("year", YEARS)
def test_tabell_19(year: int) -> None:
    """Income level 97,8, 94,5 and 92,9 percent; every deviation within the rounding of its parts."""
    uses = [*SECTORS, "andre_sektorer", "renter_avdrag", "resultat"]
    used = {u: printed("Tabell 19 faktisk bruk", u, year) for u in uses}
    need = {
        s: printed("Vedleggstabell 2 korreksjon", "Grunnskole: sum" if s == "Grunnskole" else s, year)
        for s in SECTORS
    }
    mean = {s: printed("Vedleggstabell 2 landssnitt", s, year) for s in SECTORS}
    mean |= {u: used[u] - printed(STEPS[3], u, year) for u in uses if u not in SECTORS}
    level = {2007: 0.9784, 2008: 0.9453, 2009: 0.9285}[year]
    columns = [
        list(column) for column in zip(*((used[u], mean[u], need.get(u, 0.0)) for u in uses), strict=True)
    ]
    holds("ASSS_INNTEKTSNIVAA", level, 0.0005, *columns)
    for use in uses:
        gap = printed("Tabell 19 avvik", use, year)
        holds("ASSS_AVVIK_INNTEKT", gap, 5, used[use], mean[use], level, need.get(use, 0.0))


@pytest.mark.parametrize(("year", "people"), [(2007, 244_620), (2008, 247_746), (2009, 249_540)])
def test_amounts_and_kroner_per_inhabitant_of_tabell_19(year: int, people: int) -> None:
    for use in (*SECTORS, "andre_sektorer", "renter_avdrag", "resultat"):
        amount, each = (printed("Tabell 19 faktisk bruk", use, year, unit) for unit in (TUSEN, KR))
        holds("ASSS_PER_INNBYGGER", each, 0.6, amount, float(people), 1000.0)
        holds("ASSS_AVVIK_BELOEP", amount, 0.6 * people / 1000, each, float(people))
        holds("ASSS_PER_INNBYGGER", each, 0.6, 1000 * amount, float(people), 1.0)


def test_the_distance_to_a_goal_is_what_is_left_of_it() -> None:
    """From 11 288 to 10 640 kr per inhabitant for 249 540: about 162 mill. less, p. 34-35."""
    holds("ASSS_AVSTAND_TIL_MAAL", -161.7e6, 0.05e6, 11_288.0, 10_640.0, 249_540.0)
    holds("ASSS_AVSTAND_TIL_MAAL", 648.0, 1e-9, 10_640.0, 11_288.0, 1.0)


# -- demography -----------------------------------------------------------------------------------


def test_the_rates_of_vedleggstabell_5_and_what_growth_costs() -> None:
    """90 845 kr for one 0-5 years and 135 604 kr for one 6-15 years, p. 42."""
    rates = [1e6 * float(r["mill_kr"]) / float(r["innbyggere"]) for r in _rows("demografisatser")]
    assert rates == pytest.approx([90_845, 135_604, 8_115, 57_778, 203_420, 408_973], rel=5e-5)
    base = [float(r["innbyggere"]) for r in _rows("demografisatser")]
    for place, rate in enumerate(rates):
        grown = [n + 1000.0 * (at == place) for at, n in enumerate(base)]
        holds("ASSS_DEMOGRAFIKOSTNAD", 1000 * rate, 1, rates, grown, base)
    spent = sum(float(r["mill_kr"]) for r in _rows("demografisatser"))
    assert spent == pytest.approx(217_000, abs=2)
    # A tenth more 0-5 years, who have 32 473 of the 217 001 million: 1,5 percent more.
    grown = [1.1 * base[0], *base[1:]]
    holds("ASSS_DEMOGRAFIINDEKS", 101.496, 0.001, rates, grown, base)


# -- profiles -------------------------------------------------------------------------------------


def test_every_label_of_the_profiles_that_agrees_with_its_values() -> None:
    own = {(r["tjeneste"], r["nr"]): r["verdi"] for r in _rows("indikatorverdier") if r["aar"] == "2009"}
    given = {
        (r["tjeneste"], r["nr"], r["referanse"]): (r["verdi"], int(r["desimaler"] or 0))
        for r in _rows("indikatorreferanser")
        if r["aar"] == "2009" and r["verdi"]
    }
    compared = 0
    for r in _rows("etiketter"):
        where = (r["tjeneste"], r["nr"])
        value = own.get(where, "") if r["aktor"] == "kommune" else given.get((*where, r["aktor"]), ("", 0))[0]
        mean, decimals = given.get((*where, "snitt"), ("", 0))
        if r["etikett"] and r["stemmer"] == "ja" and value and mean:
            unit = 0.5 * 10.0**-decimals
            slack = 0.5 + 100 * unit * (1 + float(value) / float(mean)) / float(mean) + 1e-9
            holds("ASSS_INDEKS", float(r["etikett"]), slack, float(value), float(mean))
            compared += 1
    assert compared > 230


def test_what_is_used_against_need_is_relative_to_the_mean_of_the_same() -> None:
    """7 504 kr at a need of 0,909 is 8 255 kr; of a mean of 8 450 that is 0,977 (p. 45: 0,9769)."""
    holds("ASSS_RESSURSBRUK", 0.977, 0.0005, 7504.0, 8450.0, 0.909)


NETWORK = [6.2, 6.7, 7.1, 5.9, 7.1]
WEIGHTS = [10.0, 20.0, 30.0, 40.0, 0.0]
NAMES = ["Bergen", "Oslo", "Tromsø", "Bærum", "Asker"]


def test_means_ends_and_places_by_hand() -> None:
    """33,0 / 5; (62 + 134 + 213 + 236) / 100; without Oslo 26,3 / 4 and 511 / 80."""
    holds("ASSS_SNITT", 6.6, 1e-12, NETWORK)
    holds("ASSS_SNITT", 6.45, 1e-12, NETWORK, WEIGHTS)
    holds("ASSS_SNITT_UTEN", 6.575, 1e-12, NETWORK, NAMES, "Oslo")
    holds("ASSS_SNITT_UTEN", 6.3875, 1e-12, NETWORK, NAMES, "Oslo", WEIGHTS)
    holds("ASSS_LAVEST", 5.9, 0, NETWORK)
    holds("ASSS_HOEYEST", 7.1, 0, NETWORK)
    holds("ASSS_ANTALL", 4, 0, [6.2, "Ikke data", 7.1, 5.9, 0.0])
    for value, from_top, from_bottom in ((7.1, 1, 4), (6.7, 3, 3), (6.2, 4, 2), (5.9, 5, 1)):
        holds("ASSS_RANG", from_top, 0, value, NETWORK)
        holds("ASSS_RANG_LAVEST", from_bottom, 0, value, NETWORK)


FINDINGS = [
    # p. 44-75 and Bærum's own list of findings: words of the report's kind.
    (("Andel elever med spesialundervisning", 6.2, 6.7), "er 7 prosent under ASSS-gjennomsnittet"),
    (("Netto driftsutgifter", 69.0, 109.5), "er 37 prosent under ASSS-gjennomsnittet"),
    (("Utgiftene", 120.0, 100.0, 80.0, 120.0), "er 20 prosent over ASSS-gjennomsnittet, høyest i nettverket"),
    (("Utgiftene", 80.0, 100.0, 80.0, 120.0), "er 20 prosent under ASSS-gjennomsnittet, lavest i nettverket"),
    (("Utgiftene", 100.2, 100.0), "ligger på ASSS-gjennomsnittet"),
    (
        ("Utgiftene", 110.0, 100.0, 80.0, 120.0, 0.0, 12, 5, 2),
        "over ASSS-gjennomsnittet, nest høyest i nettverket",
    ),
    (
        ("Utgiftene", 85.0, 100.0, 80.0, 120.0, 0.0, 12, 5, 11),
        "under ASSS-gjennomsnittet, nest lavest i nettverket",
    ),
]


PLACES = {
    1: ", høyest i nettverket",
    2: ", nest høyest i nettverket",
    3: ", blant de høyeste i nettverket",
    4: ", blant de høyeste i nettverket",
    5: "",
    8: "",
    9: ", blant de laveste i nettverket",
    10: ", blant de laveste i nettverket",
    11: ", blant de laveste i nettverket",
    12: ", lavest i nettverket",
}


@pytest.mark.parametrize("place", PLACES)
def test_the_places_of_twelve_in_words(place: int) -> None:
    """«blant de høyeste» is the upper third; nobody is «nest høyest» of three or four."""
    told = f"U er 10 prosent over ASSS-gjennomsnittet{PLACES[place]}"
    assert both("ASSS_FUNN", "U", 110.0, 100.0, None, None, None, 12, 5, place) == [told, told]
    if place == 11:
        # One of two who share the lowest place is not second lowest: that takes the lowest figure to know.
        told = "U er 10 prosent over ASSS-gjennomsnittet, nest lavest i nettverket"
        assert both("ASSS_FUNN", "U", 110.0, 100.0, 108.0, None, None, 12, 5, 11) == [told, told]
        told = "U er 10 prosent over ASSS-gjennomsnittet, lavest i nettverket"
        assert both("ASSS_FUNN", "U", 110.0, 100.0, 110.0, None, None, 12, 5, 11) == [told, told]
    for few in (3, 4):
        middle = both("ASSS_FUNN", "U", 110.0, 100.0, None, None, None, few, 2, 2)
        assert middle == ["U er 10 prosent over ASSS-gjennomsnittet"] * 2
        last = both("ASSS_FUNN", "U", 110.0, 100.0, None, None, None, few, 2, few)
        assert last == ["U er 10 prosent over ASSS-gjennomsnittet, lavest i nettverket"] * 2


@pytest.mark.parametrize(
    ("value", "favourable", "decimals", "told"),
    [
        (108.5, "lav", 0, "9 prosent over ASSS-gjennomsnittet (ugunstig)"),
        (108.5, "høy", 1, "8,5 prosent over ASSS-gjennomsnittet (gunstig)"),
        (91.5, "lavt", 2, "8,50 prosent under ASSS-gjennomsnittet (gunstig)"),
        (91.5, "Høyt", 3, "8,500 prosent under ASSS-gjennomsnittet (ugunstig)"),
    ],
)
def test_what_is_favourable_and_with_how_many_decimals(
    value: float, favourable: str, decimals: int, told: str
) -> None:
    blank: list[None] = [None] * 6
    assert both("ASSS_FUNN", "", value, 100.0, *blank, favourable, decimals) == [told, told]
    for wrong in ((favourable, 4), (favourable, -1), ("god", 0)):
        assert both("ASSS_FUNN", "", value, 100.0, *blank, *wrong) == ["#VALUE!"] * 2


def test_a_difference_that_rounding_explains_is_no_finding() -> None:
    """6,2 and 6,3 are each off by up to 0,05: 0,1 between them says nothing, 0,11 does."""
    assert both("ASSS_FUNN", "U", 6.2, 6.3, None, None, 0.1) == ["", ""]
    assert (
        both("ASSS_FUNN", "U", 6.2, 6.3, None, None, 0.099)
        == ["U er 2 prosent under ASSS-gjennomsnittet"] * 2
    )
    assert both("ASSS_FUNN", "U", 1.5, 1.4, None, None, 0.1) == ["", ""]
    assert both("ASSS_FUNN", "", 100.2, 100.0) == ["På ASSS-gjennomsnittet"] * 2


def test_a_mean_of_nothing_or_below_it() -> None:
    assert both("ASSS_FUNN", "U", 0.0, 0.0) == ["U ligger på ASSS-gjennomsnittet"] * 2
    assert both("ASSS_FUNN", "U", 1.0, 0.0) == ["#DIV/0!"] * 2
    assert both("ASSS_FUNN", "U", 1.0, -1.0) == ["#NUM!"] * 2
    assert both("ASSS_FUNN", "U", "Ikke data", 6.2) == both("ASSS_FUNN", "U", 6.2, None) == ["#N/A"] * 2


def test_the_ends_go_before_the_place_and_all_alike_is_no_place() -> None:
    alike = both("ASSS_FUNN", "U", 110.0, 100.0, 110.0, 110.0, None, 12, 5, 1)
    assert alike == ["U er 10 prosent over ASSS-gjennomsnittet"] * 2
    ends = both("ASSS_FUNN", "U", 110.0, 100.0, None, 110.0, None, 12, 5, 2)
    assert ends == ["U er 10 prosent over ASSS-gjennomsnittet, høyest i nettverket"] * 2
    ends = both("ASSS_FUNN", "U", 90.0, 100.0, 90.0, None, None, 12, 5, 11)
    assert ends == ["U er 10 prosent under ASSS-gjennomsnittet, lavest i nettverket"] * 2


@pytest.mark.parametrize(("given", "told"), FINDINGS, ids=[told for _, told in FINDINGS])
def test_a_finding_in_the_words_of_the_report(given: tuple[Any, ...], told: str) -> None:
    for form, answer in zip(("Python", "Excel"), both("ASSS_FUNN", *given), strict=True):
        assert isinstance(answer, str) and answer.startswith(str(given[0])), form
        assert told in answer, (form, answer)


def test_a_finding_says_nothing_of_too_few() -> None:
    few, enough = (both("ASSS_FUNN", "Utgiftene", 120.0, 100.0, 80.0, 120.0, 0.0, n, 5) for n in (4, 5))
    assert all("prosent" not in str(answer) for answer in few)
    assert all("20 prosent over" in str(answer) for answer in enough)


# -- where there is no answer, and where answers begin --------------------------------------------


def test_real_growth_by_hand() -> None:
    """1,10 / (1,05 * 1,02) is 1,0270775."""
    holds("ASSS_REALVEKST", 2.70774976, 1e-8, 10.0, 5.0, 2.0)


def test_ends_of_one_of_none_and_of_values_that_cancel() -> None:
    for name in ("ASSS_LAVEST", "ASSS_HOEYEST"):
        assert both(name, [5.5]) == [5.5, 5.5]
        assert both(name, ["Ikke data", None]) == ["#N/A"] * 2
    assert both("ASSS_LAVEST", [-2.0, 2.0]) == [-2.0] * 2
    assert both("ASSS_HOEYEST", [-2.0, 2.0]) == [2.0] * 2


def test_an_index_of_no_need_or_less() -> None:
    assert both("ASSS_DEMOGRAFIINDEKS", [100.0], [5.0], [0.0]) == ["#DIV/0!"] * 2
    assert both("ASSS_DEMOGRAFIINDEKS", [-100.0], [5.0], [4.0]) == ["#NUM!"] * 2
    assert both("ASSS_DEMOGRAFIINDEKS", [0.5], [3.0], [1.0]) == [300.0] * 2
    assert both("ASSS_DEMOGRAFIINDEKS", [1.0], [3.0], [1.0]) == [300.0] * 2


def test_an_income_level_of_no_mean_or_less() -> None:
    assert both("ASSS_INNTEKTSNIVAA", [5.0], [0.0], [1.0]) == ["#DIV/0!"] * 2
    assert both("ASSS_INNTEKTSNIVAA", [5.0], [-4.0], [1.0]) == ["#NUM!"] * 2
    assert both("ASSS_INNTEKTSNIVAA", [1.5], [0.5], [0.5]) == [2.0] * 2
    assert both("ASSS_INNTEKTSNIVAA", [3.0], [1.0], [1.0]) == [2.0] * 2


def test_weights_that_are_not_one_and_indices_that_are_percent() -> None:
    assert both("ASSS_KOSTNADSINDEKS", [0.5, 0.4], [1.0, 1.0]) == ["#NUM!"] * 2
    assert both("ASSS_KOSTNADSINDEKS", [0.5, 0.5], [1.0, 10.0]) == [5.5] * 2
    assert both("ASSS_KOSTNADSINDEKS", [0.5, 0.5], [1.0, 10.5]) == ["#NUM!"] * 2


def test_a_heading_over_the_accounts_is_no_missing_figure() -> None:
    assert both("ASSS_NETTO_LAANEGJELD", ["Gjeld", 10.0, 5.0], ["Fordringer", 4.0]) == [11.0] * 2
    assert both("ASSS_NETTO_LAANEGJELD", [10.0, "Ikke data"], [4.0]) == ["#N/A"] * 2
    assert both("ASSS_NETTO_LAANEGJELD", ["Ikke data", 10.0], [4.0]) == ["#N/A"] * 2


def test_who_is_left_out_of_a_mean_is_named() -> None:
    def mean(*given: Any) -> Any:
        python, text = both("ASSS_SNITT_UTEN", *given)
        assert python == text or python == pytest.approx(text), given
        return python

    assert mean(NETWORK, NAMES, ["Oslo", "Asker"]) == pytest.approx((6.2 + 7.1 + 5.9) / 3)
    assert mean(NETWORK, NAMES, ["Oslo", None]) == pytest.approx(6.575)
    assert mean(NETWORK, NAMES, "Moss") == mean(NETWORK, NAMES, ["Oslo", "Moss"]) == "#N/A"
    assert mean(NETWORK, NAMES, ["Oslo", "As*"]) == "#N/A"
    assert mean(NETWORK, [*NAMES[:4], None], "Oslo") == "#N/A"
    assert mean([6.2, 7.0], ["Oslo", "Oslo"], "Oslo") == "#N/A"
    assert mean([6.2, None], ["Bergen", "Oslo"], "Oslo") == pytest.approx(6.2)
    assert mean([6.2, None, 7.0], ["Bergen", None, "Oslo"], "Oslo") == pytest.approx(6.2)


def test_several_who_are_left_out_by_hand() -> None:
    """Bergen, Tromsø and Bærum are left: 19,2 / 3 and (62 + 213 + 236) / 80; without Bergen Asker too."""
    for gone, plain, weighted in (
        (["Oslo", "Asker"], 6.4, 6.3875),
        (["Asker", "Oslo", "Asker"], 6.4, 6.3875),
        ([None, "Oslo", "Asker"], 6.4, 6.3875),
        (["oslo", "BERGEN"], 6.7, 449 / 70),
        (["Asker", "Bærum", "Tromsø", "Oslo"], 6.2, 6.2),
    ):
        holds("ASSS_SNITT_UTEN", plain, 1e-9, NETWORK, NAMES, gone)
        holds("ASSS_SNITT_UTEN", weighted, 1e-9, NETWORK, NAMES, gone, WEIGHTS)
    for gone in (NAMES, [None, None], ["Oslo", "Moss"], ["Moss", "Vang"], ["Oslo", "As?er"], ["Oslo", "As*"]):
        assert both("ASSS_SNITT_UTEN", NETWORK, NAMES, gone) == ["#N/A"] * 2, gone
        assert both("ASSS_SNITT_UTEN", NETWORK, NAMES, gone, WEIGHTS) == ["#N/A"] * 2, gone
    figures, names = [6.2, "Ikke data", 7.0, 7.4], ["Bergen", "Oslo", "Tromsø", None]
    assert both("ASSS_SNITT_UTEN", figures[:3], names[:3], ["Tromsø", "Oslo"]) == [6.2] * 2
    assert both("ASSS_SNITT_UTEN", figures, names, ["Tromsø", "Oslo"]) == ["#N/A"] * 2

    named = ["Bergen", "Oslo", "Tromsø", "Asker"]
    assert both("ASSS_SNITT_UTEN", [6.2, None, 7.0, 5.9], named, ["Tromsø", "Asker"]) == [6.2] * 2
    starred = ["Bergen", "Oslo", "As*"]
    assert both("ASSS_SNITT_UTEN", [6.2, 6.7, 7.1], starred, "As*") == [pytest.approx(6.45)] * 2
    assert both("ASSS_SNITT_UTEN", [6.2, 6.7, 7.1], starred, ["Oslo", "As*"]) == ["#N/A"] * 2
    block = [("Oslo", "Asker"), ("Moss", "Vang")]
    assert asss_xl.snitt_uten(NETWORK, NAMES, block) == "#VALUE!"


def test_municipalities_in_two_columns_can_lack_one_but_not_several() -> None:
    """MATCH looks in one row or one column."""
    figures, names = ((6.2, 6.7), (7.1, 5.9)), (("Bergen", "Oslo"), ("Tromsø", "Bærum"))
    function = CATALOGUE["ASSS_SNITT_UTEN"]
    text = formula("verdier enheter uten", function.excel_short)
    for form in (asss_xl.snitt_uten, text):
        assert form(figures, names, "Oslo") == pytest.approx(6.4)
        assert form(figures, names, (("Oslo", "Bergen"),)) == "#N/A"
    for row in (
        (((6.2, 6.7, 7.1),), (("Bergen", "Oslo", "Tromsø"),)),
        (((6.2,), (6.7,), (7.1,)), (("Bergen",), ("Oslo",), ("Tromsø",))),
    ):
        for gone in ((("Oslo", "Bergen"),), (("Oslo",), ("Bergen",))):
            for form in (asss_xl.snitt_uten, text):
                assert form(*row, gone) == pytest.approx(7.1)


def test_a_mean_of_next_to_nothing_is_none() -> None:
    """A mean that binary fractions have missed 0 by, beside a figure of the size it has."""
    for value, mean in ((5.0, 3e-12), (-5.0, 3e-12), (5.0, -3e-12)):
        assert both("ASSS_FUNN", "U", value, mean) == ["#DIV/0!"] * 2, (value, mean)
    assert both("ASSS_FUNN", "U", 5.0, -1e-10) == ["#NUM!"] * 2


def test_the_second_of_five_and_nobody_of_two() -> None:
    for count, rank, said in (
        (5, 2, ", nest høyest i nettverket"),
        (4, 2, ""),
        (3, 1, ", høyest i nettverket"),
    ):
        told = both("ASSS_FUNN", "U", 110.0, 100.0, None, None, None, count, None, rank)
        assert told == [f"U er 10 prosent over ASSS-gjennomsnittet{said}"] * 2, count
    for ends in ((None, None), (90.0, 110.0)):
        told = both("ASSS_FUNN", "U", 110.0, 100.0, *ends, None, 2, None, 1)
        assert told == ["U er 10 prosent over ASSS-gjennomsnittet"] * 2


def test_a_word_for_missing_beside_a_heading_is_no_heading() -> None:
    text = formula("gjeld fordringer", CATALOGUE["ASSS_NETTO_LAANEGJELD"].excel)
    for form in (asss_xl.netto_laanegjeld, text):
        assert form((("Gjeld", "Ikke data"), (10.0, 5.0)), ((4.0,),)) == "#N/A"
        assert form((("Gjeld", "Lån"), (10.0, 5.0)), ((4.0,),)) == 11.0


def test_debt_and_production_at_the_edges() -> None:
    assert both("ASSS_NETTO_LAANEGJELD", [None], [4.0]) == ["#N/A"] * 2
    assert both("ASSS_NETTO_LAANEGJELD", [4.0], [None]) == ["#N/A"] * 2
    assert both("ASSS_PRODUKSJONSINDEKS", [0.5, 0.5], [10.0, 8.0]) == [9.0] * 2
    assert both("ASSS_PRODUKSJONSINDEKS", [0.5, 0.5], [9.9, 8.0]) == ["#NUM!"] * 2
    for weights, index in (
        ([0.5, 0.52], 1.02),
        ([0.5, 0.48], 0.98),
        ([0.5, 0.521], None),
        ([0.5, 0.479], None),
    ):
        for name, mean in (("ASSS_KOSTNADSINDEKS", 1.0), ("ASSS_PRODUKSJONSINDEKS", 100.0)):
            expected = "#NUM!" if index is None else pytest.approx(mean * index)
            assert both(name, weights, [mean, mean]) == [expected] * 2, (name, weights)


def test_a_place_among_none_and_of_no_figure() -> None:
    for name in ("ASSS_RANG", "ASSS_RANG_LAVEST"):
        assert both(name, "Ikke data", NETWORK) == ["#N/A"] * 2
        assert both(name, 6.7, ["Ikke data"]) == ["#N/A"] * 2
    assert (
        both("ASSS_FUNN", "U", 110.0, 100.0, None, None, None, None, None, 2)
        == ["U er 10 prosent over ASSS-gjennomsnittet"] * 2
    )
    assert (
        both("ASSS_FUNN", "U", 110.4, 100.0, *[None] * 8) == ["U er 10 prosent over ASSS-gjennomsnittet"] * 2
    )


def test_production_and_efficiency_by_hand() -> None:
    """0,5 * 104 + 0,3 * 97,5 + 0,2 * 88 is 98,85; of 104,2 spent that is 94,87 percent."""
    holds("ASSS_PRODUKSJONSINDEKS", 98.85, 1e-9, [0.5, 0.3, 0.2], [104.0, 97.5, 88.0])
    holds("ASSS_EFFEKTIVITET", 94.866, 0.001, 98.85, 104.2)
    assert both("ASSS_PRODUKSJONSINDEKS", [0.5, 0.4], [104.0, 97.5]) == ["#NUM!"] * 2
    assert both("ASSS_PRODUKSJONSINDEKS", [0.5, 0.5], [1.04, 0.975]) == ["#NUM!"] * 2


def test_every_function_has_a_known_figure() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert not [name for name in CATALOGUE if f'"{name}"' not in text]


@pytest.mark.parametrize(
    ("name", "given", "answer"),
    [
        # An index is of one, and not of a hundred: ten is the most that it can be.
        ("ASSS_AVVIK", (9.0, 1.0, 10.0), -1.0),
        ("ASSS_AVVIK", (9.0, 1.0, 10.5), "#NUM!"),
        ("ASSS_AVVIK_PST", (9.0, 1.0, 10.0), -10.0),
        ("ASSS_AVVIK_PST", (9.0, 1.0, 10.5), "#NUM!"),
        ("ASSS_AVVIK_PST", (9.0, 1.0, 2.0, -2.0), "#DIV/0!"),
        ("ASSS_AVVIK_PST", (9.0, 2.0, 0.5, -3.0), "#NUM!"),
        ("ASSS_AVVIK_PST", (9.0, 2.0, 0.5, 3.0), 125.0),
        ("ASSS_AVVIK_INNTEKT", (9.0, 1.0, 10.0, 0.0), -1.0),
        ("ASSS_AVVIK_INNTEKT", (9.0, 1.0, 10.5, 0.0), "#NUM!"),
        ("ASSS_UTGIFTSBEHOV", (2.0, 10.0), 20.0),
        ("ASSS_UTGIFTSBEHOV", (2.0, 10.5), "#NUM!"),
        ("ASSS_KORREKSJON", (2.0, 10.0), 18.0),
        ("ASSS_KORREKSJON", (2.0, 10.5), "#NUM!"),
        ("ASSS_RESSURSBRUK", (8.0, 2.0, 10.0), 0.4),
        ("ASSS_RESSURSBRUK", (8.0, 2.0, 10.5), "#NUM!"),
        ("ASSS_RESSURSBRUK", (8.0, 0.0, 1.0), "#DIV/0!"),
        ("ASSS_RESSURSBRUK", (8.0, 1.0, 0.0), "#DIV/0!"),
        # Nothing can fall by more than all of it.
        ("ASSS_AARSVERKSVEKST", (-100.0, 0.0), -100.0),
        ("ASSS_AARSVERKSVEKST", (-100.5, 0.0), "#NUM!"),
        ("ASSS_AARSVERKSVEKST", (0.0, -100.0), "#NUM!"),
        ("ASSS_REALVEKST", (0.0, -100.0), "#NUM!"),
        ("ASSS_REALVEKST", (0.0, 0.0, -100.0), "#NUM!"),
        ("ASSS_REALVEKST", (-100.5, 0.0), "#NUM!"),
        # From half, and from nothing.
        ("ASSS_INDEKSSERIE", (2.0, 0.5), 400.0),
        ("ASSS_VEKST", (2.0, 0.5), 300.0),
        ("ASSS_VEKST", (0.5, 2.0), -75.0),
        ("ASSS_VEKST", (5.0, 0.0), "#DIV/0!"),
        ("ASSS_INDEKS", (5.0, 0.0), "#DIV/0!"),
        ("ASSS_PER_INNBYGGER", (5.0, 0.0, 1000.0), "#DIV/0!"),
        ("ASSS_PER_INNBYGGER", (5.0, 0.5, 1000.0), 10000.0),
        ("ASSS_EFFEKTIVITET", (0.0, 50.0), 0.0),
        # What is not there is no number.
        ("ASSS_SNITT_UTEN", ([1.0, 2.0, 4.0], ["AB", "C", "D"], ["A?", "C"], [1.0, 1.0, 1.0]), "#N/A"),
        ("ASSS_SNITT_UTEN", ([1.0, 2.0, 4.0], ["AB", "C", "D"], ["AB", "C"], [1.0, 1.0, 1.0]), 4.0),
        ("ASSS_SNITT", (["Ikke data", None], [None, None]), "#N/A"),
        ("ASSS_SNITT", (["Ikke data", 4.0], [None, 2.0]), 4.0),
    ],
)
def test_where_an_answer_ends(name: str, given: tuple[Any, ...], answer: float | str) -> None:
    """In Python, and in the form that an economist's own cells have: it takes anything."""
    expected = answer if isinstance(answer, str) else pytest.approx(answer, rel=1e-12)
    assert both(name, *given)[0] == expected
    function = CATALOGUE[name]
    careful = formula(" ".join(p.name for p in function.parameters), function.careful())
    filled = [*given, *(p.default for p in function.parameters[len(given) :])]
    assert careful(*(tuple((v,) for v in g) if isinstance(g, list) else g for g in filled)) == expected
