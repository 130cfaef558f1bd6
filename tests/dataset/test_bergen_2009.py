"""The bundled report: nothing lost in the conversion, and it says what the source says."""

from __future__ import annotations

import json
import math
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from asss_xl.dataset import Datasett, Etikett, Figur, Indikator, Verdi, bundled, load
from asss_xl.dataset.schema import as_written, chosen, descriptors
from asss_xl.dataset.verdi import avrunding, etikett_stemmer

from .conftest import BUNDLED, rows


def indicator(bergen: Datasett, tjeneste: str, nr: int) -> Indikator:
    return next(i for i in bergen.tjeneste(tjeneste).indikatorer if i.nr == nr)


def own(bergen: Datasett, i: Indikator) -> Verdi:
    """The municipality's figure."""
    return bergen.verdi(i, "Bergen", 2009)


def stated(bergen: Datasett, i: Indikator, reference: str) -> Verdi:
    """The mean, the lowest or the highest as printed."""
    return bergen.referanse(i, reference, 2009)


#: The files of raw figures, which a report of printed ones has not.
RAW = {"regnskap", "balanse", "beloep", "nasjonale", "produksjonsvekter", "kontrolltall", "anbefalte_nivaa"}


def test_the_installed_package_carries_its_data() -> None:
    root = resources.files("asss_xl.dataset") / "bergen_2009"
    names = {item.name for item in root.iterdir()}
    expected = {d["path"] for d in descriptors() if d["name"] not in RAW}
    assert names == {"datapackage.json"} | expected
    assert "bergen_2009" in bundled()


def test_printed_schemas_are_the_ones_used() -> None:
    raw = json.loads((BUNDLED / "datapackage.json").read_text(encoding="utf-8"))
    expected = [as_written(d, rows(d["name"])[0]) for d in descriptors() if d["name"] not in RAW]
    assert raw["resources"] == expected


def test_valid_by_frictionless_alone() -> None:
    from frictionless import Package

    report = Package(str(BUNDLED / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])


def test_counts(bergen: Datasett) -> None:
    indicators = [i for t in bergen.tjenester for i in t.indikatorer]
    assert len(bergen.figurer) == 966
    assert len(bergen.kriterieverdier) == len(rows("kriterieverdier")) == 105
    assert len(bergen.trykte_korreksjoner) == 105
    assert sum(len(c) for key in bergen.noekler for c in key.vekter.values()) == 105
    assert len(indicators) == 122
    assert Counter(key[:2] for key in bergen.etiketter) == {(i.tjeneste, i.nr): 3 for i in indicators}
    assert len(bergen.tekstfunn) == 134
    assert len(rows("indikatorverdier")) == len(bergen.verdier) == 122
    assert len(rows("indikatorreferanser")) == len(bergen.referanser) == 3 * 122


def test_metadata(bergen: Datasett) -> None:
    assert (bergen.kommune, bergen.rapportaar, bergen.status) == ("Bergen", 2009, "endelig")
    assert bergen.aar == (2007, 2008, 2009)
    assert bergen.kilde == "KS: ASSS-nettverket 2009, kommunerapport Bergen"
    assert len(bergen.medlemmer) == 10
    assert {"Bergen", "Oslo", "Tromsø", "Bærum"} < set(bergen.medlemmer)


def test_report_order(bergen: Datasett) -> None:
    assert bergen.sektorer == (
        "Grunnskole",
        "Pleie og omsorg",
        "Kommunehelse",
        "Sosialtjenesten",
        "Barnevern",
        "Administrasjon",
    )
    assert [(t.noekkel, len(t.indikatorer)) for t in bergen.tjenester] == [
        ("grunnskole", 13),
        ("barnehage", 13),
        ("barnevern", 15),
        ("kultur", 13),
        ("kommunehelse", 12),
        ("pleie_omsorg_0_66", 9),
        ("pleie_omsorg_67", 13),
        ("sosialtjeneste", 11),
        ("byggesak", 11),
        ("eiendom", 12),
    ]
    for tjeneste in bergen.tjenester:
        assert [i.nr for i in tjeneste.indikatorer] == list(range(1, len(tjeneste.indikatorer) + 1))
        assert 44 <= (tjeneste.side or 0) <= (tjeneste.side_figur or 0) <= 75


@pytest.mark.parametrize(
    ("key", "linje", "verdi", "desimaler", "kilde"),
    [
        (
            ("Tabell 0", "driftsinntekter", "kommune", 2009, "1000 kr"),
            "Driftsinntekter",
            13972130,
            0,
            "Tabell 0, side 6",
        ),
        (
            ("Figur 0.b", "netto", "kommune_minus_oevrige", 2009, "prosentenheter av driftsinntekt"),
            "Netto driftsresultat",
            -2.9,
            1,
            "Figur 0.b, side 7",
        ),
        (
            ("Vedleggstabell 2 kostnadsindeks", "Administrasjon", "kommune", 2008, "indeks"),
            "Administrasjon: samlet kostnadsindeks",
            0.9,
            3,
            "Vedleggstabell 2 kostnadsindeks, side 39",
        ),
        (
            ("Vedleggstabell 5", "16-66 år", "landet", 2009, "forenklet kostnadsnøkkel"),
            "16-66 år",
            0.12,
            3,
            "Vedleggstabell 5, side 42",
        ),
        (
            ("Vedleggstabell 5", "sum", "landet", 2009, "forenklet kostnadsnøkkel"),
            "Sum",
            1.0,
            3,
            "Vedleggstabell 5, side 42",
        ),
        (
            ("Tabell 19 avvik", "resultat", "kommune", 2009, "kr per innbygger"),
            "Netto driftsresultat",
            -1746,
            0,
            "Tabell 19 avvik, side 35",
        ),
    ],
)
def test_spot_figures(
    bergen: Datasett,
    key: tuple[str, str, str, int, str],
    linje: str,
    verdi: float,
    desimaler: int,
    kilde: str,
) -> None:
    figur = bergen.figur(*key)
    assert figur is not None
    assert (figur.linje, figur.verdi, figur.desimaler, figur.kilde) == (linje, verdi, desimaler, kilde)
    assert figur.avrunding == pytest.approx(0.5 * 10**-desimaler)


def test_every_figure_is_found_by_its_key(bergen: Datasett) -> None:
    for f in bergen.figurer:
        assert f.kommune == "Bergen"
        assert bergen.figur(f.tabell, f.post, f.aktor, f.aar, f.enhet) is f


def test_all_indices_and_keys_have_three_decimals(bergen: Datasett) -> None:
    fine = [f for f in bergen.figurer if f.enhet in ("indeks", "forenklet kostnadsnøkkel")]
    assert len(fine) == 25
    assert {f.desimaler for f in fine} == {3}
    assert {f.desimaler for f in bergen.figurer if "pst" in f.enhet} == {1}


@pytest.mark.parametrize(
    ("tabell", "linje", "aktor", "aar", "part"),
    [
        ("Tabell 0", "Renteinntekter", "kommune", 2008, "101 mill"),
        ("Tabell 0", "Renteutgifter", "kommune", 2008, "183,8 mill"),
        ("Figur 0.b", "Brutto driftsresultat", "kommune_minus_oevrige", 2009, "780 mill"),
        ("Figur 0.b", "Renteutgifter", "kommune_minus_oevrige", 2008, "1,7 prosentenheter"),
        ("Figur 1", "Skatt", "kommune", 2009, "58,9"),
        ("Vedleggstabell 2 kostnadsindeks", "Grunnskole: samlet kostnadsindeks", "kommune", 2009, "91,0"),
        ("Vedleggstabell 2 kostnadsindeks", "Barnevern: samlet kostnadsindeks", "kommune", 2009, "97,3"),
    ],
)
def test_source_contradictions_are_recorded(
    bergen: Datasett, tabell: str, linje: str, aktor: str, aar: int, part: str
) -> None:
    found = [
        f
        for f in bergen.figurer
        if (f.tabell, f.linje, f.aktor, f.aar) == (tabell, linje, aktor, aar)
        and f.enhet not in ("vekst pst", "mill kr")
    ]
    assert [f.status for f in found] == ["kildeavvik"]
    assert part in found[0].merknad


def test_remarks_go_with_contradictions(bergen: Datasett) -> None:
    assert all(f.merknad for f in bergen.figurer if f.status == "kildeavvik")
    faulty = [i for t in bergen.tjenester for i in t.indikatorer if i.kildefeil]
    assert len(faulty) == 19
    assert all(i.merknad for i in faulty)


def test_interest_correction_gives_the_printed_shares(bergen: Datasett) -> None:
    income = bergen.figur("Tabell 0", "driftsinntekter", "kommune", 2008, "1000 kr")
    assert income is not None and income.verdi is not None
    shares = {}
    for korreksjon in bergen.korreksjoner:
        if korreksjon.brukes:
            assert korreksjon.beloep is not None
            row = bergen.figur(korreksjon.tabell, korreksjon.post, "kommune", 2008, "1000 kr")
            assert row is not None and row.linje == korreksjon.linje and row.verdi is not None
            corrected = (row.verdi + korreksjon.beloep) / income.verdi * 100
            shares[korreksjon.linje] = round(corrected, 1)
    assert shares == {"Renteinntekter": 5.3, "Renteutgifter": 3.9}
    unused = [k for k in bergen.korreksjoner if not k.brukes and k.beloep is not None]
    assert [k.beloep for k in unused] == [-183800]


def test_bybanen_is_recorded_without_amount(bergen: Datasett) -> None:
    bybanen = [k for k in bergen.korreksjoner if "Bybanen" in k.merknad]
    assert {k.linje for k in bybanen} == {"Brutto investeringsutgifter", "Tilskudd, refusjon, salg"}
    assert [(k.beloep, k.aar, k.side) for k in bybanen] == [(None, None, 6)] * 2


def test_criteria(bergen: Datasett) -> None:
    (key,) = [n for n in bergen.noekler if n.gjelder(2009)]
    grunnskole = key.vekter["Grunnskole"]
    assert list(grunnskole) == ["Innbyggere 6-15 år", "Reisetid", "Sone", "Nabo", "Basistillegg"]
    place = ("Bergen", "Grunnskole", "Innbyggere 6-15 år", 2009)
    weight, index = grunnskole["Innbyggere 6-15 år"], bergen.kriterieverdier[place]
    assert (weight.trykt, index.trykt) == (0.849, 0.943)
    assert (bergen.trykte_korreksjoner[place], index.side, weight.side) == (-407, 39, 39)
    assert (weight.avrunding, index.avrunding) == (0.0005, 0.0005)


def test_each_year_has_one_key_and_each_sector_criteria_in_it(bergen: Datasett) -> None:
    for year in bergen.aar:
        (key,) = [n for n in bergen.noekler if n.gjelder(year)]
        assert set(key.vekter) == set(bergen.sektorer)
        weighted = {(s, c) for s, weights in key.vekter.items() for c in weights}
        assert weighted == {(s, c) for _, s, c, y in bergen.kriterieverdier if y == year}
        assert len(weighted) == 35


def test_criteria_reproduce_the_printed_corrections(bergen: Datasett) -> None:
    """`vekt * (indeks - 1) * landssnitt` within what the printed decimals allow (method, 1)."""
    tried = 0
    for (kommune, sektor, kriterium, aar), index in bergen.kriterieverdier.items():
        country = bergen.figur("Vedleggstabell 2 landssnitt", sektor, "landet", aar, "kr per innbygger")
        assert country is not None and country.verdi is not None and index.verdi is not None
        (key,) = [n for n in bergen.noekler if n.gjelder(aar)]
        weight = key.vekter[sektor][kriterium]
        assert weight.verdi is not None
        corners = [
            (weight.verdi + v) * (index.verdi + i - 1) * (country.verdi + c)
            for v in (-weight.avrunding, weight.avrunding)
            for i in (-index.avrunding, index.avrunding)
            for c in (-0.5, 0.5)
        ]
        printed = bergen.trykte_korreksjoner[kommune, sektor, kriterium, aar]
        assert min(corners) - 0.5 <= printed <= max(corners) + 0.5, (sektor, kriterium, aar)
        tried += 1
    assert tried == 105


def test_labels_split_as_the_method_says(bergen: Datasett) -> None:
    """251 printed labels agree and 9 do not; three more have no printed value to be tested by."""
    labels: dict[tuple[str, int, str], Etikett] = {
        (tjeneste, nr, aktor): e
        for (tjeneste, nr, kommune, aar, aktor), e in bergen.etiketter.items()
        if e.verdi is not None and (kommune, aar) == ("Bergen", 2009)
    }
    assert Counter(e.stemmer for e in labels.values()) == {True: 251, False: 9, None: 3}
    assert {key for key, e in labels.items() if e.stemmer is False} == {
        ("barnehage", 4, "lavest"),
        ("barnevern", 1, "høyest"),
        ("barnevern", 1, "lavest"),
        ("barnevern", 13, "kommune"),
        ("kultur", 13, "lavest"),
        ("kommunehelse", 12, "høyest"),
        ("eiendom", 1, "kommune"),
        ("eiendom", 1, "høyest"),
        ("eiendom", 1, "lavest"),
    }
    assert {key for key, e in labels.items() if e.stemmer is None} == {
        ("barnevern", 1, "kommune"),
        ("pleie_omsorg_67", 7, "lavest"),
        ("pleie_omsorg_67", 13, "høyest"),
    }


def test_a_label_that_is_absent_or_disagrees_says_why() -> None:
    labels = rows("etiketter")
    silent = [r for r in labels if r["stemmer"] != "ja" and not r["merknad"]]
    assert silent == []
    assert sum(1 for r in labels if not r["etikett"]) == 366 - 263


@pytest.mark.parametrize(
    ("label", "verdi", "snitt", "half", "agrees"),
    [
        (98, 0.9769, 1.0, 0.00005, True),
        (97, 0.9769, 1.0, 0.00005, False),
        (99, 76, 78, 0.5, True),  # 98.71 at most, rounds to 99
        (100, 76, 78, 0.5, False),
        (96, 76, 78, 0.5, True),  # 96.18 at least
        (95, 76, 78, 0.5, False),
        (50, 1, 2, 0.0, True),
        (13, 1, 8, 0.0, True),  # 12.5 rounds half up
        (12, 1, 8, 0.0, False),
    ],
)
def test_label_interval(label: int, verdi: float, snitt: float, half: float, agrees: bool) -> None:
    assert etikett_stemmer(label, verdi, half, snitt, half) is agrees


def test_missing_is_not_zero(bergen: Datasett) -> None:
    satisfaction = indicator(bergen, "barnehage", 12)
    value = own(bergen, satisfaction)
    assert (value.verdi, value.status, value.vist) == (None, "mangler", "Ikke data")
    assert stated(bergen, satisfaction, "snitt").trykt == 4.8
    assert stated(bergen, indicator(bergen, "grunnskole", 1), "lavest").status == "ikke_oppgitt"
    assert stated(bergen, indicator(bergen, "byggesak", 11), "snitt").status == "mangler"
    both = [*rows("indikatorverdier"), *rows("indikatorreferanser")]
    statuses = Counter(r["status"] for r in both if not r["verdi"])
    assert statuses == {"mangler": 20, "ikke_oppgitt": 73}


def test_pages_of_indicator_tables(bergen: Datasett) -> None:
    fastlege = indicator(bergen, "kommunehelse", 10)
    assert (own(bergen, fastlege).side, stated(bergen, fastlege, "lavest").side) == (59, 58)
    areal = indicator(bergen, "eiendom", 9)
    assert (own(bergen, areal).side, stated(bergen, areal, "høyest").side) == (75, 74)


def test_indicator_facts(bergen: Datasett) -> None:
    indicators = [i for t in bergen.tjenester for i in t.indikatorer]
    assert {i.gruppe for i in indicators} == set(chosen("indikatorer", "gruppe"))
    assert [(i.tjeneste, i.nr) for i in indicators if not i.enhet] == [("barnevern", 2)]
    assert [(i.tjeneste, i.nr) for i in indicators if i.uten] == [("sosialtjeneste", n) for n in range(2, 9)]
    assert {i.snitt_type for i in indicators} == {None}
    for i in indicators:
        assert len(i.kortnavn) <= 38
        satisfied = "Medarbeidertilfredshet" in i.navn
        assert i.minste_antall == (5 if satisfied else 2 if "Brukertilfredshet" in i.navn else 1)
        if "Sykefravær" in i.navn:
            assert i.gunstig == "lav"
        if "driftsutgifter" in i.navn.lower() or i.gruppe == "Dekningsgrader":
            assert i.gunstig is None
    assert Counter(i.gunstig for i in indicators) == {None: 83, "høy": 26, "lav": 13}
    assert indicator(bergen, "sosialtjeneste", 11).antall == 6
    assert indicator(bergen, "byggesak", 11).antall == 1


def test_printed_decimals_are_kept(bergen: Datasett) -> None:
    assert stated(bergen, indicator(bergen, "grunnskole", 1), "snitt").desimaler == 4
    printed = own(bergen, indicator(bergen, "kultur", 8))
    assert printed.desimaler == 1
    assert printed.avrunding == avrunding(1) == pytest.approx(0.05)
    assert own(bergen, indicator(bergen, "sosialtjeneste", 9)).desimaler == 0


def test_findings_point_at_indicators(bergen: Datasett) -> None:
    names = {(i.tjeneste, i.nr): i.navn for t in bergen.tjenester for i in t.indikatorer}
    own = [f for f in bergen.tekstfunn if f.kommune == "Bergen"]
    assert len(own) == 103
    loose = [f for f in own if f.nr is None]
    assert {f.tjeneste for f in loose} == {"kommunehelse", "sosialtjeneste"}
    assert len(loose) == 2
    for f in own:
        if f.nr is not None:
            assert names[f.tjeneste, f.nr] == f.indikator


def test_functions(bergen: Datasett) -> None:
    sector = {f.funksjon: f.sektor for f in bergen.funksjoner if f.sektor}
    assert sector["202"] == "Grunnskole"
    assert sector["262"] == "Pleie og omsorg"
    both = [
        {f.funksjon for f in bergen.funksjoner if f.tjeneste == key}
        for key in ("pleie_omsorg_0_66", "pleie_omsorg_67")
    ]
    assert both[0] == both[1] == {"234", "253", "254", "261"}
    services = {f.tjeneste for f in bergen.funksjoner if f.tjeneste}
    assert services == {t.noekkel for t in bergen.tjenester}


def test_loads_from_a_path_as_by_name(bergen: Datasett) -> None:
    assert load(BUNDLED) == bergen
    assert load(str(BUNDLED / "datapackage.json")) == bergen


def test_files_are_plain_utf8_with_unix_line_ends() -> None:
    for path in Path(BUNDLED).iterdir():
        content = path.read_bytes()
        content.decode("utf-8")
        assert b"\r" not in content and not content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\n") and not content.endswith(b"\n\n")


def test_all_values_are_finite(bergen: Datasett) -> None:
    values = [f.verdi for f in bergen.figurer if isinstance(f, Figur)]
    assert all(v is not None and math.isfinite(v) for v in values)


# -- the population by age, which is derived -------------------------------------------------------


def test_the_population_is_the_index_times_the_countrys_share(bergen: Datasett) -> None:
    """As far as the index is printed; the oldest follow their growth, which is narrower."""
    people = {g: bergen.innbyggere["Bergen", g, 2009].verdi or 0.0 for g in bergen.aldersgrupper}
    country = {s.aldersgruppe: s.innbyggere for s in bergen.satser}
    index = {"0-5 år": 1.014, "6-15 år": 0.943, "16-66 år": 1.016, "67-79 år": 0.970, "80-89 år": 0.963}
    total = sum(people.values())
    assert total == 249_546  # what both units of tabell 19 leave open, in the middle
    for group, printed in index.items():
        share = people[group] / total / (country[group] / sum(country.values()))
        assert share == pytest.approx(printed, abs=0.001)
    assert 565 / 0.305 < people["90 år +"] < 575 / 0.295
    growth = {v.aldersgruppe: v for v in bergen.folkevekst}
    for group in people.keys() & growth.keys():
        found, half = growth[group], growth[group].vekst_avrunding
        low, high = sorted(100 * (found.vekst + side * half) / people[group] for side in (-1, 1))
        assert found.prosent is not None and found.prosent_avrunding is not None
        assert low <= found.prosent + found.prosent_avrunding, group
        assert high >= found.prosent - found.prosent_avrunding, group


def test_the_growth_costs_eight_percent_as_the_report_says(bergen: Datasett) -> None:
    people = {g: bergen.innbyggere["Bergen", g, 2009].verdi or 0.0 for g in bergen.aldersgrupper}
    rate = {s.aldersgruppe: s.mill_kr / s.innbyggere for s in bergen.satser}
    growth = {v.aldersgruppe: v.vekst for v in bergen.folkevekst}
    growth["16-66 år"] = growth.pop("I alt") - sum(
        v.vekst for v in bergen.folkevekst if v.aldersgruppe != "I alt"
    )
    cost = sum(rate[g] * growth[g] for g in people)
    assert 7.5 <= 100 * cost / sum(rate[g] * people[g] for g in people) < 8.5
    told = bergen.tekst("Demografi: vekst", "merknad")[-1]
    assert f"{cost:.0f} mill. kr" in told
