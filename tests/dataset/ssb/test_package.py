"""The package: every figure is the table's own, every missing figure says why."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from asss_xl.dataset import DatasetError, load
from asss_xl.dataset.new import network_file
from asss_xl.dataset.packages import bookkeeping, plausibility
from asss_xl.dataset.ssb import mapping
from asss_xl.dataset.ssb.client import Client
from asss_xl.dataset.ssb.command import addresses, fetch_package, report
from tests.support import ssb_server
from tests.support.ssb_server import Server

from .conftest import Fetch, Time

BELOP = {"KOSbelop0000": "x"}
#: Indicators that StatBank has ready, and the code of each; and those made of two of its figures.
READY = {
    ("grunnskole", "Grunnskolepoeng"): ("12255", "KOSgrunnskolepoe0000", {}),
    ("barnehage", "Dekningsgrad 3-5 år"): ("13502", "KOSandel350000", {}),
    ("pleie_omsorg_67", "Innb. 80 år + på institusjon"): ("12209", "KOSsykhjand80aar0000", {}),
    ("tekniske_tjenester", "Årsgebyr for feiing"): ("12842", "KOSfeiingtilsyn0000", {}),
    ("barnevern", "Barn med tiltak utenfor hjemmet"): (
        "12275",
        "KOSbvbarntiltaka0001",
        {"KOKalder0000": "F000-022", "KOKbvfunksjon0000": "2"},
    ),
}
PLACES = ("11875", {"ContentsCode": "KOSinstdispplass0000"})
DIVIDED = {
    ("kommunehelse", "Åpne fastlegelister"): (
        [("12005", {"ContentsCode": "KOSaapnelister0000"})],
        [("12005", {"ContentsCode": "KOSantallavtaler0002"})],
    ),
    ("pleie_omsorg_67", "Beboere på tidsbegrenset opphold"): (
        [("12292", {"ContentsCode": "KOSkorttid0000"})],
        [("12292", {"ContentsCode": f"KOS{kind}tid0000"}) for kind in ("lang", "kort")],
    ),
    ("pleie_omsorg_67", "Brutto driftsutg. per plass"): (
        [
            (
                "12367",
                {
                    "ContentsCode": "KOSbelop0000",
                    "KOKregnskapsomfa0000": "A",
                    "KOKart0000": "AGD10",
                    "KOKfunksjon0000": "253",
                },
            )
        ],
        [PLACES],
    ),
    ("barnevern", "Barn 0-17 år av befolkningen"): (
        [("07459", {"ContentsCode": "Personer1", "Alder": f"{age:03d}"}) for age in range(18)],
        [("07459", {"ContentsCode": "Personer1", "Alder": f"{age:03d}"}) for age in range(105)]
        + [("07459", {"ContentsCode": "Personer1", "Alder": "105+"})],
    ),
    ("eiendom", "Formålsbygg, kvm per innb."): (
        [
            ("11906", {"ContentsCode": "KOSareal0000", "KOKeieform0000": "samlet", "KOKfunksjon0000": f})
            for f in ("130", "221", "222", "261", "381", "386")
        ],
        [],
    ),
}
ART = {
    "netto": "AGD2",
    "brutto": "AGD10",
    "avskrivninger": "A590",
    "pensjon": "A090",
    "arbeidsgiveravgift": "A099",
}


COLLECTIONS = ("Resten av landet", "Landet")


def rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hentet")
    with Server() as server:
        client = Client(*addresses(server.url), Time().clock())
        fetch_package(client, folder / "pakke", year=2024, cache=folder / "lager")
        client.close()
    return folder / "pakke"


@cache
def number(kommune: str, year: int) -> str:
    found = [m for m in network_file.named("asss12") if m.kommune == kommune and m.fra <= year <= m.til]
    return found[0].nummer


def test_it_loads(package: Path) -> None:
    loaded = load(package)
    assert loaded.rapportaar == 2024
    assert loaded.foreloepige_aar == (2024,)
    members = {r["kommune"] for r in rows(package, "gruppemedlemmer") if r["gruppe"] == "ASSS-12"}
    assert len(members) == 12


def test_every_amount_is_the_cell_of_the_number_that_held(package: Path) -> None:
    seen = 0
    for row in rows(package, "beloep"):
        if row["kommune"] in COLLECTIONS:
            continue
        codes = {
            "KOKkommuneregion0000": number(row["kommune"], int(row["aar"])),
            "KOKregnskapsomfa0000": "A",
            "KOKfunksjon0000": row["funksjon"],
            "KOKart0000": ART[row["art"]],
            "ContentsCode": "KOSbelop0000",
            "Tid": row["aar"],
        }
        sign = ssb_server.status("12367", codes)
        if sign:
            assert row["beloep"] == ""
            assert row["status"] == {":": "skjermet", "..": "mangler", ".": "ikke_aktuelt"}[sign]
        else:
            assert float(row["beloep"]) == ssb_server.figure("12367", codes)
            assert row["status"] == "endelig" and row["oppdatert"] == "2025-06-13"
        seen += 1
    # Of the three functions of home care, one is in use in the first two years, two in the last.
    assert seen == 12 * 5 * (3 * len(ssb_server.FUNCTIONS) - 3 - 2)


def test_home_care_goes_on_over_a_change_of_functions(package: Path) -> None:
    """254 ended with 2023, 257 and 258 took over: the sector is whole in every year."""
    data = load(package)
    codes = data.sektorfunksjoner["Pleie og omsorg"]
    assert {"254", "257", "258"} < codes
    for place in data.med_tall:
        for year in data.aar:
            held = [c for c in ("253", "234", "256", "261") if c in codes]
            held += ["254"] if year < 2024 else ["257", "258"]
            base = {
                "KOKkommuneregion0000": number(place, year),
                "KOKregnskapsomfa0000": "A",
                "ContentsCode": "KOSbelop0000",
                "Tid": str(year),
                "KOKart0000": "AGD2",
            }
            found = data.funksjonsbeloep(place, "netto", year, codes)
            assert found.verdi == sum(ssb_server.figure("12367", base | {"KOKfunksjon0000": c}) for c in held)
    rest = [data.funksjonsbeloep("Resten av landet", "netto", y, codes).verdi for y in data.aar]
    assert all(rest)


def test_home_care_by_age_is_not_in_the_accounts(tmp_path: Path, fetch: Fetch) -> None:
    with Server() as server:
        result = fetch(server)
    left_out = [name for name in result.package.not_covered if "Hjemmetjeneste" in name]
    assert len(left_out) == 4 and all("alderen på mottakerne" in name for name in left_out)
    named = [r["kortnavn"] for r in rows(tmp_path / "pakke", "indikatorer")]
    assert not [name for name in named if name.startswith("Hjemmetjeneste")]


def test_a_function_that_nobody_knows_is_told_and_refused(
    tmp_path: Path, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = ssb_server.TABLES["12367"]["dimensions"][2][1]
    monkeypatch.setitem(known, "259", "En ny funksjon")
    with Server() as server:
        result = fetch(server, years=3)
    assert result.package.unplaced == ["259"]
    assert "funksjoner.csv" in report(result, tmp_path / "pakke") and "259" in report(result, tmp_path)
    with pytest.raises(DatasetError) as caught:
        load(tmp_path / "pakke")
    assert {(p.fil, p.kolonne) for p in caught.value.problemer} == {("beloep.csv", "funksjon")}
    assert all("259" in p.melding and "funksjoner.csv" in p.raad for p in caught.value.problemer)
    path = tmp_path / "pakke" / "funksjoner.csv"
    path.write_text(path.read_text("utf-8") + "sektor,Kultur,,259,En ny funksjon,,,,\n", "utf-8")
    assert load(tmp_path / "pakke").kommune


def test_a_formula_over_codes(package: Path) -> None:
    for row in rows(package, "regnskap"):
        if row["post"] != "driftsutgifter" or row["kommune"] in COLLECTIONS:
            continue
        codes = {
            "KOKkommuneregion0000": number(row["kommune"], int(row["aar"])),
            "ContentsCode": "KOSbelop0000",
            "Tid": row["aar"],
        }
        terms = [ssb_server.figure("13551", codes | {"KOKart0000": a}) for a in ("AGD46", "A590")]
        assert float(row["beloep"]) == terms[0] - terms[1]


def test_codes_by_what_the_table_calls_them(package: Path) -> None:
    seen = 0
    for row in rows(package, "regnskap"):
        if row["post"] == "tilskudd" and row["kommune"] not in COLLECTIONS:
            codes = {
                "KOKkommuneregion0000": number(row["kommune"], int(row["aar"])),
                "ContentsCode": "KOSbelop0000",
                "Tid": row["aar"],
            }
            terms = (ssb_server.figure("13552", codes | {"KOKart0000": a}) for a in ("A729", "AI8", "AI9"))
            assert float(row["beloep"]) == sum(terms)
            seen += 1
    assert seen == 12 * 3


def test_what_municipalities_no_longer_have_is_nothing_and_says_why(package: Path) -> None:
    found = [row for row in rows(package, "regnskap") if row["post"] in ("selskap", "investeringsmoms")]
    assert len(found) == 2 * 14 * 3
    assert {(row["beloep"], row["status"]) for row in found} == {("0", "endelig")}
    assert all(row["merknad"] and row["kilde"] for row in found)


def test_a_national_figure_of_a_table_with_no_regions(tmp_path: Path, fetch: Fetch) -> None:
    text = mapping.LINKS.read_text(encoding="utf-8")
    path = tmp_path / "koblinger.csv"
    path.write_text(
        f"{text}nasjonale,aarsloennsvekst,09786,Endring,,,,0,endring,nei,Prøve,\n", encoding="utf-8"
    )
    with Server() as server:
        fetch(server, years=3, links=mapping.load(path))
    found = {(row["aar"], row["stoerrelse"]): row for row in rows(tmp_path / "pakke", "nasjonale")}
    assert set(found) == {(str(year), "aarsloennsvekst") for year in (2022, 2023, 2024)}
    for (year, _), row in found.items():
        codes = {"ContentsCode": "Endring", "Tid": year}
        assert float(row["verdi"]) == ssb_server.figure("09786", codes)
        assert row["kilde"] == "SSB, tabell 09786"
    assert load(tmp_path / "pakke").nasjonale


def test_members_of_the_same_kostra_group(tmp_path: Path, fetch: Fetch) -> None:
    """Oslo is alone in its group, and alone is no group."""
    with Server() as server:
        fetch(server, kostra_groups=True, network="asss12")
    groups: dict[str, set[str]] = {}
    for row in rows(tmp_path / "pakke", "gruppemedlemmer"):
        groups.setdefault(row["gruppe"], set()).add(row["kommune"])
    kostra = {name: members for name, members in groups.items() if "KOSTRA" in name}
    assert kostra["KOSTRA-gruppe 12 i ASSS-12"] == {"Bergen", "Trondheim", "Stavanger"}
    assert set(kostra) == {"KOSTRA-gruppe 11 i ASSS-12", "KOSTRA-gruppe 12 i ASSS-12"}
    assert len(kostra["KOSTRA-gruppe 11 i ASSS-12"]) == 8
    load(tmp_path / "pakke")


def test_inhabitants_at_the_end_of_the_year_are_those_of_new_years_day(package: Path) -> None:
    seen = 0
    for row in rows(package, "innbyggere"):
        if row["kommune"] in COLLECTIONS or row["aldersgruppe"] != "90 år +":
            continue
        date = int(row["aar"]) + 1
        codes = {"Region": number(row["kommune"], date), "ContentsCode": "Personer1", "Tid": str(date)}
        ages = [f"{age:03d}" for age in range(90, 105)] + ["105+"]
        total = sum(ssb_server.figure("07459", codes | {"Alder": age}) for age in ages)
        assert float(row["antall"]) == total
        seen += 1
    assert seen == 36


def test_an_indicator_is_spending_over_inhabitants(package: Path) -> None:
    named = {(r["tjeneste"], r["kortnavn"]): r["nr"] for r in rows(package, "indikatorer")}
    nr = named["grunnskole", "Netto driftsutg. per innb. 6-15 år"]
    definition = next(
        r for r in rows(package, "indikatorer") if (r["tjeneste"], r["nr"]) == ("grunnskole", nr)
    )
    spent = {
        (r["kommune"], r["aar"], r["funksjon"]): r["beloep"]
        for r in rows(package, "beloep")
        if r["art"] == "netto"
    }
    people = {
        (r["kommune"], r["aar"]): r["antall"]
        for r in rows(package, "innbyggere")
        if r["aldersgruppe"] == "6-15 år"
    }
    found = [r for r in rows(package, "indikatorverdier") if (r["tjeneste"], r["nr"]) == ("grunnskole", nr)]
    assert len(found) == 39
    for row in found:
        place, functions = (row["kommune"], row["aar"]), definition["funksjoner"].split()
        total = sum(float(spent[(*place, f)]) for f in functions)
        assert (float(row["teller"]), row["nevner"]) == (total, people[place])


def test_a_preliminary_table_makes_its_figures_preliminary(package: Path) -> None:
    status = {(r["post"], r["aar"]): r["status"] for r in rows(package, "regnskap")}
    assert status["avdrag", "2024"] == "foreløpig"  # the table was stamped in March
    assert status["avdrag", "2023"] == "endelig"
    assert status["driftsinntekter", "2024"] == "endelig"


def test_a_municipality_that_was_not_yet_has_no_zero(tmp_path: Path, fetch: Fetch) -> None:
    # The server gives 0 for numbers that do not hold; none may get into a package.
    own = tmp_path / "nett.csv"
    own.write_text(
        "kommune,nummer,fra,til,brudd,medlem_fra,merknad\n"
        "Bergen,4601,2020,,nei,,\nNydal,3301,2020,,nei,,Nummeret gjelder fra 2024\n",
        encoding="utf-8",
    )
    with Server() as server:
        fetch(server, years=3, network=str(own))
    found = {
        (r["kommune"], r["aar"]): r
        for r in rows(tmp_path / "pakke", "regnskap")
        if r["post"] == "driftsinntekter"
    }
    assert found["Nydal", "2023"]["status"] == "gjelder_ikke"
    assert found["Nydal", "2023"]["beloep"] == ""
    assert float(found["Nydal", "2024"]["beloep"]) > 0


def test_the_rest_is_the_country_without_the_members(package: Path) -> None:
    amounts = {(r["kommune"], r["aar"], r["post"]): r["beloep"] for r in rows(package, "regnskap")}
    members = {k for k, _, _ in amounts if k not in COLLECTIONS}
    country = ssb_server.figure(
        "13551",
        {"KOKkommuneregion0000": "EAK", "ContentsCode": "KOSbelop0000", "Tid": "2024", "KOKart0000": "AGD45"},
    )
    mine = sum(float(amounts[k, "2024", "driftsinntekter"]) for k in members)
    assert float(amounts["Resten av landet", "2024", "driftsinntekter"]) == country - mine


def test_the_country_is_the_source_s_own_row_also_where_a_member_is_suppressed(package: Path) -> None:
    """Issue 19, 5: of amounts by function, of the accounts and of people; not what is left of it."""
    data, seen = load(package), 0
    assert data.landet == "Landet" and data.landet not in data.med_tall
    assert data.landet not in [unit.navn for unit in data.enheter]
    for row in rows(package, "beloep"):
        if row["kommune"] == "Landet":
            codes = {
                "KOKkommuneregion0000": "EAK",
                "KOKregnskapsomfa0000": "A",
                "KOKfunksjon0000": row["funksjon"],
                "KOKart0000": ART[row["art"]],
                "ContentsCode": "KOSbelop0000",
                "Tid": row["aar"],
            }
            assert float(row["beloep"]) == ssb_server.figure("12367", codes)
            seen += 1
    assert seen == 5 * (3 * len(ssb_server.FUNCTIONS) - 3 - 2)
    assert data.beloep["Stavanger", "252", "netto", 2024].status == "skjermet"
    assert data.beloep["Resten av landet", "252", "netto", 2024].status == "skjermet"
    assert data.beloep["Landet", "252", "netto", 2024].verdi
    for group in ("0-5 år", "90 år +"):
        assert data.innbyggere["Landet", group, 2024].verdi == sum(
            data.innbyggere[place, group, 2024].verdi or 0 for place in (*data.medlemmer, data.resten)
        )


def test_a_wide_country_in_parts_is_the_same_package(tmp_path: Path, fetch: Fetch) -> None:
    with Server() as server:
        whole = fetch(server, years=3)
    with Server(cells=3_000) as server:
        parts = fetch(server, out="deler", cache=tmp_path / "annet", limit=3_000, years=3)
    assert parts.calls > whole.calls
    for name in ("beloep.csv", "regnskap.csv", "datapackage.json"):
        assert (tmp_path / "pakke" / name).read_bytes() == (tmp_path / "deler" / name).read_bytes()


def _of(package: Path, key: tuple[str, str]) -> Iterator[tuple[dict[str, str], str]]:
    """The values of an indicator in the municipalities, with the number that held."""
    named = {(r["tjeneste"], r["kortnavn"]): r["nr"] for r in rows(package, "indikatorer")}
    for row in rows(package, "indikatorverdier"):
        if (row["tjeneste"], row["nr"]) == (key[0], named[key]) and row["kommune"] not in COLLECTIONS:
            yield row, row["aar"]


@pytest.mark.parametrize("key", READY)
def test_an_indicator_that_statbank_has_ready(key: tuple[str, str], package: Path) -> None:
    table, contents, others = READY[key]
    seen = []
    for row, year in _of(package, key):
        region = number(row["kommune"], int(year))
        codes = {"KOKkommuneregion0000": region, "ContentsCode": contents, "Tid": year, **others}
        assert float(row["verdi"]) == ssb_server.figure(table, codes)
        assert row["kilde"] == f"SSB, tabell {table}"
        seen.append(year)
    # The table of measures goes on, but for other ages than the indicator's.
    assert sorted(set(seen)) == (["2022"] if table == "12275" else ["2022", "2023", "2024"])


@pytest.mark.parametrize("key", DIVIDED)
def test_an_indicator_of_two_figures(key: tuple[str, str], package: Path) -> None:
    seen = 0
    for row, year in _of(package, key):
        for column, terms in zip(("teller", "nevner"), DIVIDED[key], strict=True):
            total = 0.0
            for table, codes in terms:
                date = int(year) + (table == "07459")
                where = {ssb_server.region_name(table): number(row["kommune"], date), "Tid": str(date)}
                total += ssb_server.figure(table, codes | where)
            assert not terms or float(row[column]) == pytest.approx(total, abs=1e-6)
        seen += 1
    assert seen == 36


def test_two_ways_to_the_same_figure_agree(tmp_path: Path, fetch: Fetch) -> None:
    """12134's key figures are what 13551, 12143, 12364 and 07459 give."""
    with Server() as server:
        result = fetch(server)
    data = load(tmp_path / "pakke")
    assert len(data.kontrolltall) == 3 * len(data.aar) * 4 and all(
        v.verdi is not None for v in data.kontrolltall.values()
    )
    assert not result.differing and "To veier" not in report(result, tmp_path)
    assert not list(bookkeeping.kontrolltall(data))


@pytest.mark.parametrize(
    ("table", "code", "figures"),
    [
        ("12134", "KOSAG110000", {"Frie inntekter per innbygger"}),
        ("13551", "A800", {"Frie inntekter per innbygger"}),
        ("13551", "AGD82", {"Netto driftsresultat i prosent av driftsinntektene"}),
        ("12143", "AGD21", {"Netto driftsresultat i prosent av driftsinntektene"}),
        ("12364", "KG32", {"Langsiktig gjeld uten pensjon i prosent av driftsinntektene"}),
        ("12364", "AGI1", {"Brutto investeringsutgifter i prosent av driftsinntektene"}),
    ],
)
def test_a_figure_that_another_table_contradicts_is_told_and_stays_in_the_package(
    table: str, code: str, figures: set[str], tmp_path: Path, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One table shows another figure for Bergen than what the other one was worked out of."""
    real = ssb_server.figure

    def planted(asked: str, codes: dict[str, str]) -> float:
        mine = asked == table and code in codes.values() and codes["KOKkommuneregion0000"] == "4601"
        found = real(asked, codes)
        return found + max(2.0, 0.5 * found) if mine and codes["Tid"] == "2024" else found

    monkeypatch.setattr(ssb_server, "shown_figure", planted)
    with Server() as server:
        result = fetch(server)
    assert {line.split(",")[0] for line in result.differing} == figures
    figure = r"-?\d+(,\d+)? (kr|prosent)"
    like = re.compile(
        rf".*, Bergen 2024: {figure}\. Regnskapet i pakken gir {figure}, men SSB, tabell 12134 .*"
    )
    assert all(like.fullmatch(line) for line in result.differing), result.differing
    told = report(result, tmp_path)
    assert "To veier til samme tall som ikke går opp" in told and "tabell 12134" in told
    found = [
        each for each in plausibility.unreasonable(load(tmp_path / "pakke")) if each.regel == "kontrolltall"
    ]
    assert {(each.hva, each.hvem, each.aar) for each in found} == {(name, "Bergen", 2024) for name in figures}


def test_a_package_that_cannot_be_read_is_written_and_told(tmp_path: Path, fetch: Fetch) -> None:
    """The name of the network's file becomes a group's, and this one is too long for one."""
    own = tmp_path / f"{'n' * 70}.csv"
    own.write_text("kommune,nummer,fra,til,brudd,medlem_fra,merknad\nBergen,4601,2020,,nei,,\n", "utf-8")
    with Server() as server:
        result = fetch(server, network=str(own))
    with pytest.raises(DatasetError) as caught:
        load(tmp_path / "pakke")
    told = report(result, tmp_path / "pakke")
    assert "Pakken kan ikke leses" in told and "To veier" not in told
    assert all(f"  {problem}" in told.splitlines() for problem in caught.value.problemer)


def test_the_page_says_of_each_indicator_what_a_fetch_does(tmp_path: Path, fetch: Fetch) -> None:
    """Of every indicator, where it is from or who publishes it."""
    from tools.fetch_page import source

    with Server() as server:
        result = fetch(server, years=3, links=mapping.load())
    lacking = {name.split(" (")[0] for name in result.package.not_covered}
    links = mapping.load()
    told = {key: source(key, row, links) for key, row in mapping.indicators().items()}
    # A name may hold a parenthesis of its own.
    lacking |= {
        key for key in told if any(name.startswith(f"{key} (") for name in result.package.not_covered)
    }
    elsewhere = {key for key, (where, _) in told.items() if where.startswith("hentes ikke; publiseres av ")}
    # A series that had ended before the years that were asked for, and an indicator that had.
    elsewhere |= {"sosialtjeneste/Mottakere av innb. 18-24 år"}
    elsewhere -= {"pleie_omsorg_0_66/Bistandsbehov i hjemmetjenesten"}
    assert lacking & set(told) == elsewhere
    assert len(told) == 147 and len(elsewhere) <= 87
    assert all(why or where.startswith("hentes ikke") for where, why in told.values())
