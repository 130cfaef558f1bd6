"""The rules for what is reasonable: each finds its fault, and none of the bundled packages has one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from asss_xl.checks.published import KILDEFEIL, verify_package
from asss_xl.dataset import Datasett
from asss_xl.dataset.packages.bookkeeping import Figure
from asss_xl.dataset.packages.plausibility import REGLER, breaches, grenser
from asss_xl.dataset.verdi import Oppslag, Verdi
from tests.support import print_rules

RULES = REGLER | print_rules.REGLER


def found(data: Datasett) -> list[Figure]:
    return list(breaches(data))


def with_value(data: Datasett, name: str, key: tuple[Any, ...], **changed: Any) -> Datasett:
    """The package with one figure changed."""
    figures = dict(getattr(data, name))
    if "verdi" in changed:
        changed = {"trykt": changed["verdi"], **changed}
    figures[key] = figures[key]._replace(**changed)
    return replace(data, **{name: Oppslag(figures)})


def test_the_network_breaks_no_rule(network: Datasett) -> None:
    assert found(network) == []


def test_what_is_typed_from_print_is_typed_as_it_is_printed(bergen: Datasett) -> None:
    assert list(print_rules.breaches(bergen)) == []


def test_bergen_breaks_one_which_is_a_known_error_of_the_source(bergen: Datasett) -> None:
    assert [(b.regel, b.verdi) for b in found(bergen)] == [("mulig_verdi", 102.0)]
    (row,) = [r for r in verify_package(bergen) if r.tabell == "Indikatorreferanser"]
    assert (row.status, row.publisert) == (KILDEFEIL, 102.0)


def test_the_known_error_is_a_finding_when_it_says_something_else(bergen: Datasett) -> None:
    at = ("kommunehelse", 4, "Bergen", 2009, "høyest")
    changed = with_value(bergen, "referanser", at, verdi=112.0)
    rows = [r for r in verify_package(changed) if r.tabell == "Indikatorreferanser"]
    assert [(r.status, r.publisert) for r in rows] == [("uforklart", 112.0)]


def _of_bergen(name: str, key: tuple[Any, ...], **changed: Any) -> Callable[[Datasett, Datasett], Datasett]:
    return lambda bergen, _: with_value(bergen, name, key, **changed)


def _of_network(name: str, key: tuple[Any, ...], **changed: Any) -> Callable[[Datasett, Datasett], Datasett]:
    return lambda _, network: with_value(network, name, key, **changed)


def _growth(group: str, **changed: Any) -> Callable[[Datasett, Datasett], Datasett]:
    return lambda bergen, _: replace(
        bergen,
        folkevekst=tuple(replace(g, **changed) if g.aldersgruppe == group else g for g in bergen.folkevekst),
    )


def _service(**changed: Any) -> Callable[[Datasett, Datasett], Datasett]:
    return lambda bergen, _: replace(
        bergen, tjenester=(replace(bergen.tjenester[0], **changed), *bergen.tjenester[1:])
    )


def _figure(tabell: str, post: str, **changed: Any) -> Callable[[Datasett, Datasett], Datasett]:
    def made(bergen: Datasett, _: Datasett) -> Datasett:
        at = [n for n, f in enumerate(bergen.figurer) if (f.tabell, f.post) == (tabell, post)][1]
        figures = list(bergen.figurer)
        if "verdi" in changed:
            changed["trykt"] = changed.pop("verdi")
            changed["avstemt"] = None
        figures[at] = replace(figures[at], **changed)
        return replace(bergen, figurer=tuple(figures))

    return made


def _numbered(bergen: Datasett, _: Datasett) -> Datasett:
    return replace(bergen, tekstfunn=bergen.tekstfunn[1:])


def _defined(_: Datasett, network: Datasett) -> Datasett:
    first = network.tjenester[0]
    indicators = (replace(first.indikatorer[0], faktor=1400.0), *first.indikatorer[1:])
    return replace(network, tjenester=(replace(first, indikatorer=indicators),))


def _key_figure(_: Datasett, network: Datasett) -> Datasett:
    key = ("Bergen", "netto_i_prosent", 2024)
    return replace(network, kontrolltall=Oppslag({key: Verdi(45.0, "endelig", kilde="SSB, tabell 12134")}))


OWN = ("grunnskole", 2, "Bergen", 2009)
CASES = [
    ("mulig_verdi", _of_bergen("verdier", OWN, verdi=162.0)),
    ("mulig_verdi", _of_bergen("verdier", OWN, verdi=-6.2)),
    ("mulig_verdi", _of_bergen("verdier", ("grunnskole", 9, "Bergen", 2009), verdi=8.9)),
    ("mulig_verdi", _of_bergen("verdier", ("grunnskole", 6, "Bergen", 2009), verdi=-121.0)),
    ("naer_snittet", _of_bergen("verdier", ("grunnskole", 3, "Bergen", 2009), verdi=551940.0)),
    ("naer_de_andre", _of_network("verdier", ("grunnskole", 4, "Bergen", 2022), verdi=1e6)),
    ("like_mange_desimaler", _figure("Tabell 3", "avdrag", desimaler=2)),
    ("like_mange_desimaler", _of_bergen("verdier", ("barnehage", 2, "Bergen", 2009), desimaler=4)),
    ("faktor_er_tierpotens", _defined),
    ("halv_avrunding", _growth("0-5 år", vekst_avrunding=70.0)),
    ("profilens_sider", _service(side_figur=44)),
    ("profilens_sider", _service(side_nettverk=46)),
    ("sidene_i_rekkefoelge", _figure("Tabell 3", "avdrag", side=61)),
    ("fortloepende_nummer", _numbered),
    ("veksten_passer_med_folketallet", _growth("0-5 år", vekst=300.0)),
    ("veksten_passer_med_folketallet", _growth("0-5 år", vekst=-3000.0)),
    ("vekst_og_prosent", _growth("0-5 år", vekst=-3000.0)),
    ("naboaar", _of_network("innbyggere", ("Bergen", "0-5 år", 2022), verdi=71000.0)),
    ("naboaar", _of_network("beloep", ("Bergen", "202", "brutto", 2022), verdi=9e7)),
    ("naboaar", _of_network("regnskap", ("Bergen", "driftsinntekter", 2022), verdi=-2e7)),
    ("uten_fortegn", _of_network("regnskap", ("Bergen", "renteutgifter", 2024), verdi=-935324.0)),
    ("ikke_null", _of_network("regnskap", ("Bergen", "driftsinntekter", 2024), verdi=0.0)),
    ("kontrolltall", _key_figure),
    ("vekst_over_minus_hundre", _figure("Tabell 1", "selskap", enhet="vekst pst", verdi=-900.0)),
    ("deler_av_brutto", _of_network("beloep", ("Bergen", "202", "pensjon", 2022), verdi=9e7)),
    ("deler_av_regnskapet", _of_network("regnskap", ("Bergen", "loenn", 2024), verdi=9e12)),
    ("deler_av_regnskapet", _of_network("regnskap", ("Oslo", "rammetilskudd", 2022), verdi=3e8)),
    ("deler_av_regnskapet", _of_network("regnskap", ("Bergen", "andre_statstilskudd", 2024), verdi=9e6)),
    ("deler_av_regnskapet", _of_network("regnskap", ("Bergen", "gevinster", 2024), verdi=8e5)),
    ("funksjonene_og_regnskapet", _of_network("beloep", ("Bergen", "202", "netto", 2024), verdi=5e6)),
    ("funksjonene_og_regnskapet", _of_network("regnskap", ("Oslo", "driftsutgifter", 2023), verdi=9e7)),
    ("funksjonene_og_regnskapet", _of_network("regnskap", ("Asker", "avskrivninger", 2022), verdi=5e5)),
    ("premieavviket_og_funksjonene", _of_network("regnskap", ("Tromsø", "premieavvik", 2024), verdi=134.0)),
    ("ingen_innbyggere", _of_network("innbyggere", ("Bergen", "0-5 år", 2024), verdi=0.0)),
    ("landet_er_en", _of_network("kriterieverdier", ("Bergen", "", "Innbyggere 6-15 år", 2024), verdi=103.2)),
    ("hele_tall", _of_network("innbyggere", ("Bergen", "0-5 år", 2022), verdi=17000.5)),
]


@pytest.mark.parametrize(("rule", "damage"), CASES)
def test_a_rule_finds_its_fault(
    rule: str, damage: Callable[[Datasett, Datasett], Datasett], bergen: Datasett, network: Datasett
) -> None:
    told = [b for b in RULES[rule](damage(bergen, network)) if b.verdi != 102.0]
    assert told and {b.regel for b in told} == {rule}
    assert all(b.melding.endswith(".") for b in told)
    # Told by what people see: the sheet of an input workbook, which is the file of a package.
    seen = [f"{b.fil} {b.hva} {b.melding}" for b in told if rule in REGLER]
    assert not [each for each in seen if re.search(r"\.csv|[a-z]_[a-z]|aar|loenn", each)]


def test_every_rule_is_tried() -> None:
    assert {rule for rule, _ in CASES} == set(RULES)


def test_a_year_of_a_merger_may_jump(network: Datasett) -> None:
    """A municipality whose series is broken is not held against the year before."""
    broken = next(k.navn for k in network.kommuner if k.brudd)
    key = next(k for k in network.innbyggere if k[0] == broken and k[2] == network.rapportaar)
    value = network.innbyggere[key].verdi
    assert value is not None
    assert found(with_value(network, "innbyggere", key, verdi=value * 3)) == []


def test_a_missing_figure_breaks_no_rule(bergen: Datasett) -> None:
    missing = Verdi(None, "mangler")
    empty = replace(bergen, verdier=Oppslag({**dict(bergen.verdier), OWN: missing}))
    assert [b.verdi for b in found(empty)] == [102.0]


def test_the_functions_are_held_against_the_accounts_only_when_all_are_there(network: Datasett) -> None:
    """A workbook with one service, or with a function that is lacking, says nothing of the whole."""
    rule = REGLER["funksjonene_og_regnskapet"]
    wrong = with_value(network, "regnskap", ("Bergen", "driftsutgifter", 2024), verdi=1e7)
    assert [(b.hvem, b.aar) for b in rule(wrong)] == [("Bergen", 2024)]
    lacking = with_value(wrong, "beloep", ("Bergen", "202", "netto", 2024), verdi=None, status="skjermet")
    schools = {key: v for key, v in wrong.beloep.items() if key[1] == "202"}
    part = replace(wrong, beloep=Oppslag(schools))
    assert not list(rule(lacking)) and not list(rule(part))


@pytest.mark.parametrize(
    ("enhet", "navn", "low", "high"),
    [
        ("prosent", "Andel barn i barnehage", 0, 100),
        ("prosent", "Folkevekst siste år", None, None),
        ("endring i prosentpoeng", "Trivsel mot året før", None, None),
        ("prosent", "Netto driftsresultat i prosent av driftsinntektene", None, None),
        ("prosent", "Endring i andelen barn i barnehage", None, None),
        ("prosent", "Netto driftsutgifter i prosent av samlede netto driftsutgifter", 0, 100),
        ("dager", "Saksbehandlingstid", 0, None),
        ("poeng 1-5", "Trivsel", 1, 5),
        ("andel 0-1", "Årsverk med fagutdanning", 0, 1),
    ],
)
def test_what_an_indicator_can_be(enhet: str, navn: str, low: float | None, high: float | None) -> None:
    assert grenser(enhet, navn)[:2] == (low, high)
