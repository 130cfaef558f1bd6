"""The bundled report: nothing lost in the conversion, and it says what the source says."""

from __future__ import annotations

import json
import math
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from asss_xl.dataset import GRUPPER, Datasett, Figur, Indikator, bundled, load
from asss_xl.dataset.model import etikett_stemmer
from asss_xl.dataset.schema import descriptors

from .conftest import BUNDLED, rows


def indicator(bergen: Datasett, tjeneste: str, nr: int) -> Indikator:
    return next(i for i in bergen.tjeneste(tjeneste).indikatorer if i.nr == nr)


def test_the_installed_package_carries_its_data() -> None:
    root = resources.files("asss_xl.dataset") / "bergen_2009"
    names = {item.name for item in root.iterdir()}
    assert names == {"datapackage.json"} | {d["path"] for d in descriptors("Bergen")}
    assert bundled() == ["bergen_2009"]


def test_printed_schemas_are_the_ones_used() -> None:
    raw = json.loads((BUNDLED / "datapackage.json").read_text(encoding="utf-8"))
    assert raw["resources"] == descriptors("Bergen")


def test_valid_by_frictionless_alone() -> None:
    from frictionless import Package

    report = Package(str(BUNDLED / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])


def test_counts(bergen: Datasett) -> None:
    indicators = [i for t in bergen.tjenester for i in t.indikatorer]
    assert len(bergen.figurer) == 959
    assert len(bergen.alle_kriterier) == 105
    assert len(indicators) == 122
    assert [len(i.etiketter) for i in indicators] == [3] * 122
    assert len(bergen.tekstfunn) == 134
    assert len(rows("indikatorverdier")) == 4 * 122


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
    ("key", "verdi", "desimaler", "kilde"),
    [
        (("Tabell 0", "Driftsinntekter", "Bergen", 2009, "1000 kr"), 13972130, 0,
         "Tabell 0, side 6"),
        (
            ("Figur 0.b", "Netto driftsresultat", "Bergen minus øvrige ASSS", 2009,
             "prosentenheter av driftsinntekt"),
            -2.9, 1, "Figur 0.b, side 7",
        ),
        (
            ("Vedleggstabell 2", "Administrasjon: samlet kostnadsindeks", "Bergen", 2008, "indeks"),
            0.9, 3, "Vedleggstabell 2, side 39",
        ),
        (
            ("Vedleggstabell 5", "16-66 år", "Norge", 2009, "forenklet kostnadsnøkkel"),
            0.12, 3, "Vedleggstabell 5, side 42",
        ),
        (("Vedleggstabell 5", "Sum", "Norge", 2009, "forenklet kostnadsnøkkel"), 1.0, 3,
         "Vedleggstabell 5, side 42"),
        (("Tabell 19 avvik", "Netto driftsresultat", "Bergen", 2009, "kr per innbygger"), -1746, 0,
         "Tabell 19 avvik, side 35"),
    ],
)  # fmt: skip
def test_spot_figures(
    bergen: Datasett, key: tuple[str, str, str, int, str], verdi: float, desimaler: int, kilde: str
) -> None:
    figur = bergen.figur(*key)
    assert (figur.verdi, figur.desimaler, figur.kilde) == (verdi, desimaler, kilde)
    assert figur.avrunding == pytest.approx(0.5 * 10**-desimaler)


def test_every_figure_is_found_by_its_key(bergen: Datasett) -> None:
    for f in bergen.figurer:
        assert bergen.figur(f.tabell, f.linje, f.aktor, f.aar, f.enhet) is f


def test_all_indices_and_keys_have_three_decimals(bergen: Datasett) -> None:
    fine = [f for f in bergen.figurer if f.enhet in ("indeks", "forenklet kostnadsnøkkel")]
    assert len(fine) == 25
    assert {f.desimaler for f in fine} == {3}
    assert {f.desimaler for f in bergen.figurer if "pst" in f.enhet} == {1}


@pytest.mark.parametrize(
    ("tabell", "linje", "aktor", "aar", "part"),
    [
        ("Tabell 0", "Renteinntekter", "Bergen", 2008, "101 mill"),
        ("Tabell 0", "Renteutgifter", "Bergen", 2008, "183,8 mill"),
        ("Figur 0.b", "Brutto driftsresultat", "Bergen minus øvrige ASSS", 2009, "780 mill"),
        ("Figur 0.b", "Renteutgifter", "Bergen minus øvrige ASSS", 2008, "1,7 prosentenheter"),
        ("Figur 1", "Skatt", "Bergen", 2009, "58,9"),
        ("Vedleggstabell 2", "Grunnskole: samlet kostnadsindeks", "Bergen", 2009, "91,0"),
        ("Vedleggstabell 2", "Barnevern: samlet kostnadsindeks", "Bergen", 2009, "97,3"),
    ],
)
def test_source_contradictions_are_recorded(
    bergen: Datasett, tabell: str, linje: str, aktor: str, aar: int, part: str
) -> None:
    found = [
        f
        for f in bergen.figurer
        if (f.tabell, f.linje, f.aktor, f.aar) == (tabell, linje, aktor, aar)
        and f.enhet != "vekst pst"
    ]
    assert [f.status for f in found] == ["kildeavvik"]
    assert part in found[0].merknad


def test_remarks_go_with_contradictions(bergen: Datasett) -> None:
    assert all(f.merknad for f in bergen.figurer if f.status == "kildeavvik")
    faulty = [i for t in bergen.tjenester for i in t.indikatorer if i.kildefeil]
    assert len(faulty) == 19
    assert all(i.merknad for i in faulty)


def test_interest_correction_gives_the_printed_shares(bergen: Datasett) -> None:
    income = bergen.figur("Tabell 0", "Driftsinntekter", "Bergen", 2008, "1000 kr").verdi
    assert income is not None
    shares = {}
    for korreksjon in bergen.korreksjoner:
        if korreksjon.brukes:
            assert korreksjon.beloep is not None
            row = bergen.figur(korreksjon.tabell, korreksjon.linje, "Bergen", 2008, "1000 kr")
            shares[korreksjon.linje] = round((row.verdi + korreksjon.beloep) / income * 100, 1)  # type: ignore[operator]
    assert shares == {"Renteinntekter": 5.3, "Renteutgifter": 3.9}
    unused = [k for k in bergen.korreksjoner if not k.brukes and k.beloep is not None]
    assert [k.beloep for k in unused] == [-183800]


def test_bybanen_is_recorded_without_amount(bergen: Datasett) -> None:
    bybanen = [k for k in bergen.korreksjoner if "Bybanen" in k.merknad]
    assert {k.linje for k in bybanen} == {"Brutto investeringsutgifter", "Tilskudd, refusjon, salg"}
    assert [(k.beloep, k.aar, k.side) for k in bybanen] == [(None, None, 6)] * 2


def test_criteria(bergen: Datasett) -> None:
    grunnskole = bergen.kriterier("Grunnskole", 2009)
    assert [k.kriterium for k in grunnskole] == [
        "Innbyggere 6-15 år",
        "Reisetid",
        "Sone",
        "Nabo",
        "Basistillegg",
    ]
    first = grunnskole[0]
    assert (first.vekt, first.indeks, first.korreksjon, first.side) == (0.849, 0.943, -407, 39)
    assert (first.vekt_avrunding, first.indeks_avrunding) == (0.0005, 0.0005)


def test_criteria_reproduce_the_printed_corrections(bergen: Datasett) -> None:
    """`vekt * (indeks - 1) * landssnitt` within what the printed decimals allow (method, 1)."""
    for k in bergen.alle_kriterier:
        country = bergen.figur(
            "Vedleggstabell 2",
            f"{k.sektor}: gjennomsnittlig netto driftsutgift",
            "Landsgjennomsnitt",
            k.aar,
            "kr per innbygger",
        ).verdi
        assert country is not None
        corners = [
            (k.vekt + v) * (k.indeks + i - 1) * (country + c)
            for v in (-k.vekt_avrunding, k.vekt_avrunding)
            for i in (-k.indeks_avrunding, k.indeks_avrunding)
            for c in (-0.5, 0.5)
        ]
        assert min(corners) - 0.5 <= k.korreksjon <= max(corners) + 0.5, k


def test_labels_split_as_the_method_says(bergen: Datasett) -> None:
    """251 printed labels agree and 9 do not; three more have no printed value to be tested by."""
    labels = {
        (i.tjeneste, i.nr, aktor): e
        for t in bergen.tjenester
        for i in t.indikatorer
        for aktor, e in i.etiketter.items()
        if e.verdi is not None
    }
    assert Counter(e.stemmer for e in labels.values()) == {True: 251, False: 9, None: 3}
    assert {key for key, e in labels.items() if e.stemmer is False} == {
        ("barnehage", 4, "lavest"),
        ("barnevern", 1, "høyest"),
        ("barnevern", 1, "lavest"),
        ("barnevern", 13, "Bergen"),
        ("kultur", 13, "lavest"),
        ("kommunehelse", 12, "høyest"),
        ("eiendom", 1, "Bergen"),
        ("eiendom", 1, "høyest"),
        ("eiendom", 1, "lavest"),
    }
    assert {key for key, e in labels.items() if e.stemmer is None} == {
        ("barnevern", 1, "Bergen"),
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
    assert (satisfaction.kommune.verdi, satisfaction.kommune.status) == (None, "mangler")
    assert satisfaction.snitt.verdi == 4.8
    assert indicator(bergen, "grunnskole", 1).lavest.status == "ikke_oppgitt"
    assert indicator(bergen, "byggesak", 11).snitt.status == "mangler"
    statuses = Counter(r["status"] for r in rows("indikatorverdier") if not r["verdi"])
    assert statuses == {"mangler": 20, "ikke_oppgitt": 73}


def test_pages_of_indicator_tables(bergen: Datasett) -> None:
    fastlege = indicator(bergen, "kommunehelse", 10)
    assert (fastlege.kommune.side, fastlege.lavest.side) == (59, 58)
    areal = indicator(bergen, "eiendom", 9)
    assert (areal.kommune.side, areal.hoeyest.side) == (75, 74)


def test_indicator_facts(bergen: Datasett) -> None:
    indicators = [i for t in bergen.tjenester for i in t.indikatorer]
    assert {i.gruppe for i in indicators} == set(GRUPPER)
    assert [(i.tjeneste, i.nr) for i in indicators if not i.enhet] == [("barnevern", 2)]
    assert [(i.tjeneste, i.nr) for i in indicators if i.uten] == [
        ("sosialtjeneste", n) for n in range(2, 9)
    ]
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
    assert indicator(bergen, "grunnskole", 1).snitt.desimaler == 4
    assert indicator(bergen, "kultur", 8).kommune.desimaler == 1
    assert indicator(bergen, "kultur", 8).kommune.avrunding == pytest.approx(0.05)
    assert indicator(bergen, "sosialtjeneste", 9).kommune.desimaler == 0


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
