"""The sentences of the workbook against the findings that the source itself puts in words."""

from __future__ import annotations

import re

import pytest

from asss_xl.dataset import Indikator, Tekstfunn, Verdi
from asss_xl.functions.values import round_half_away
from asss_xl.report.profil.kolonner import FUNN

#: What tables of one year that print only the lowest and the highest member cannot decide.
_NEEDS_RANKING = ("nest_hoyest", "nest_lavest", "tredje_hoyest", "tredje_lavest")
_NEEDS_LAST_YEAR = ("endring_opp", "endring_ned")
#: The source calls the same indicator both «rett over snittet» and «på snittet».
_CONTRADICTED_BY_ITSELF = {27}
#: What the texts still call «på», «nær» or «omtrent som» the mean.
_NEAR = 5


@pytest.fixture(scope="module")
def sentences(native):
    """(service, number) -> the sentence on the profile sheet."""
    report = native
    return {
        (profile.tjeneste.noekkel, row.indikator.nr): report.book.sheets[profile.ark]
        .cells[row.verdi.base.row, FUNN]
        .value
        for profile in report.profiler
        for row in profile.rader
    }


def _indicator(data, finding: Tekstfunn) -> Indikator:
    service = data.tjeneste(finding.tjeneste)
    return next(i for i in service.indikatorer if i.nr == finding.nr)


def _decidable(data, finding: Tekstfunn) -> bool:
    if finding.kommune != data.kommune or finding.nr is None:
        return False
    if finding.retning in (*_NEEDS_RANKING, *_NEEDS_LAST_YEAR):
        return False
    if finding.loepenr in _CONTRADICTED_BY_ITSELF:
        return False
    indicator = _indicator(data, finding)
    if _own(data, indicator).verdi is None or _stated(data, indicator, "snitt").verdi is None:
        return False
    if finding.retning in ("hoyest", "lavest") and indicator.forbehold:
        # Its own reservation takes the place away: the workbook says none.
        return False
    extreme = {"hoyest": "høyest", "lavest": "lavest"}.get(finding.retning)
    return extreme is None or _stated(data, indicator, extreme).verdi is not None


def _own(data, indicator: Indikator) -> Verdi:
    return data.verdi(indicator, data.kommune, data.rapportaar)


def _stated(data, indicator: Indikator, reference: str) -> Verdi:
    return data.referanse(indicator, reference, data.rapportaar)


def _percents(data, indicator: Indikator) -> tuple[float, float]:
    """The smallest and the largest deviation that the printed value and mean allow."""
    value, mean = _own(data, indicator), _stated(data, indicator, "snitt")
    return (
        100 * (value.verdi - value.avrunding) / (mean.verdi + mean.avrunding) - 100,
        100 * (value.verdi + value.avrunding) / (mean.verdi - mean.avrunding) - 100,
    )


def _agrees(data, finding: Tekstfunn, indicator: Indikator, sentence: str) -> bool:
    if finding.retning in ("hoyest", "lavest"):
        wanted = {"hoyest": ", høyest i nettverket", "lavest": ", lavest i nettverket"}
        return wanted[finding.retning] in sentence
    said = re.match(r"(\d+) prosent (over|under)", sentence)
    if finding.retning == "paa_snitt":
        return said is None or int(said[1]) <= _NEAR
    side = "over" if finding.retning in ("over", "hoy") else "under"
    sign = 1 if side == "over" else -1
    low, high = sorted(sign * percent for percent in _percents(data, indicator))
    if said is not None and said[2] != side:
        return False
    if said is None and low > 1e-9:
        # Silence is right only where the rounding allows that there is no difference.
        return False
    if finding.tall is None:
        gap = _own(data, indicator).verdi - _stated(data, indicator, "snitt").verdi
        return sign * gap > 0
    return round_half_away(low) <= finding.tall <= round_half_away(high)


def _outcomes(data, sentences) -> dict[int, bool]:
    return {
        finding.loepenr: _agrees(
            data, finding, _indicator(data, finding), sentences[finding.tjeneste, finding.nr]
        )
        for finding in data.tekstfunn
        if _decidable(data, finding)
    }


def test_the_sentences_say_what_the_source_says_where_its_tables_support_it(bergen, sentences):
    outcomes = _outcomes(bergen, sentences)
    assert len(outcomes) == 75
    assert sum(outcomes.values()) == 72


def test_the_three_findings_that_the_tables_refute_are_noted(bergen, sentences):
    refuted = {number for number, agreed in _outcomes(bergen, sentences).items() if not agreed}
    findings = {f.loepenr: f for f in bergen.tekstfunn}
    about = {(findings[n].tjeneste, findings[n].nr, findings[n].tall) for n in refuted}
    assert about == {("barnevern", 12, 21.0), ("barnevern", 13, 29.0), ("kommunehelse", 10, 44.0)}
    for number in refuted:
        indicator = _indicator(bergen, findings[number])
        notes = [
            indicator.merknad,
            *(bergen.etikett(indicator, actor).merknad for actor in ("kommune", "høyest", "lavest")),
        ]
        assert any(str(int(findings[number].tall)) in note for note in notes)


def test_a_wrong_sentence_is_told(bergen, sentences):
    wrong = {
        key: text.replace("over", "UNDER").replace("under", "over").replace("UNDER", "under")
        for key, text in sentences.items()
    }
    assert sum(_outcomes(bergen, wrong).values()) < 40
