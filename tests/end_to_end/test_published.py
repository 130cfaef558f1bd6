"""The published figures come out again, within what the rounding of the printed inputs allows."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator

import pytest

from asss_xl.dataset import Datasett, Noekkel, Oppslag
from asss_xl.functions.values import is_number
from asss_xl.report import build
from asss_xl.report.avvik.kjede import STEG
from asss_xl.report.kommunerapport import Rapport
from asss_xl.report.published import Trykt, etikettaktor
from asss_xl.workbook import Cell, Sheet
from asss_xl.workbook.rounding import Rounding

#: Only what floating point adds to an interval.
_EPS = 1e-9
PROFIL = "Tjenesteprofil"
KRITERIER = "Vedleggstabell 2 kriterier"
KOSTNADSINDEKS = "Vedleggstabell 2 kostnadsindeks"
VEDLEGG_2 = ("Vedleggstabell 2 landssnitt", KOSTNADSINDEKS, "Vedleggstabell 2 korreksjon")
T19_BRUK, T19_AVVIK = "Tabell 19 faktisk bruk", "Tabell 19 avvik"
KRPI, TUSEN = "kr per innbygger", "1000 kr"
#: The formula of tabell 19 is not printed; the one used here is nowhere further off.
T19_MOST = 5.0


def _published(report: Rapport) -> Iterator[tuple[Cell, Trykt]]:
    for cell in report.book.cells():
        for printed in cell.published:
            yield cell, printed


def _identity(printed: Trykt) -> tuple[str, str, str, int, str]:
    return (printed.tabell, printed.linje, printed.aktor, printed.aar, printed.enhet)


def _disagreeing(report: Rapport) -> dict[tuple[str, str, str, int, str], str]:
    """The published figures that a cell does not give, by what they are, with what it gives."""
    rounding = Rounding()
    found = {}
    for cell, printed in _published(report):
        if cell.stands_in:
            continue
        value = cell.recomputed
        allowed = rounding.half_width(cell) + printed.avrunding + _EPS
        near = is_number(value) and abs(value - printed.verdi) <= allowed  # type: ignore[operator]
        if not near:
            found[_identity(printed)] = f"{cell.place}: {cell.value!r}, trykt {printed.verdi} ± {allowed:.3f}"
    return found


def _labels(data: Datasett, agrees: bool | None) -> set[tuple[str, str, str, int, str]]:
    """The printed labels of the profile figures that the data set says this of."""
    return {
        (f"{PROFIL} {i.tjeneste}", f"{i.nr}. {i.navn}", actor, data.rapportaar, "indeks")
        for tjeneste in data.tjenester for i in tjeneste.indikatorer
        for actor, label in (
            (etikettaktor(data, a), data.etikett(i, a)) for a in ("kommune", "høyest", "lavest")
        )
        if label.verdi is not None and label.stemmer is agrees
    }  # fmt: skip


def test_every_published_figure_agrees_but_the_known_errors_of_the_source(
    bergen: Datasett, native: Rapport
) -> None:
    wrong, untested = _labels(bergen, False), _labels(bergen, None)
    assert (len(wrong), len(untested), len(_labels(bergen, True))) == (9, 3, 251)
    found = _disagreeing(native)
    unknown = {key: text for key, text in found.items() if key not in wrong}
    assert not unknown, "\n".join(f"{key}: {text}" for key, text in unknown.items())
    assert found.keys() == wrong
    assert {_identity(p) for c, p in _published(native) if c.stands_in} == untested


def test_how_many_published_figures_are_tested(native: Rapport) -> None:
    """Each once, however many cells show it."""
    different = {printed for _, printed in _published(native)}
    counts = Counter((printed.tabell, printed.enhet) for printed in different)
    assert counts[KRITERIER, KRPI] == 105
    assert counts[KOSTNADSINDEKS, "indeks"] == 18
    assert [counts[step, KRPI] for step in STEG] == [14 * 3] * 4
    assert counts[T19_AVVIK, KRPI] == counts[T19_AVVIK, TUSEN] == 27
    assert counts[T19_BRUK, KRPI] == counts[T19_BRUK, TUSEN] == 27
    assert [sum(n for (t, _), n in counts.items() if t == table) for table in VEDLEGG_2] == [
        18, 18, 27,
    ]  # fmt: skip
    labels = sum(count for (table, _), count in counts.items() if table.startswith(PROFIL))
    assert labels == 251 + 9 + 3


def test_most_published_figures_are_held_against_formulas(native: Rapport) -> None:
    """What is to be recomputed is not just printed again."""
    for cell, printed in _published(native):
        recomputed = printed.tabell in (KRITERIER, *STEG[1:], T19_AVVIK) or printed.tabell == PROFIL
        if recomputed or (printed.tabell, printed.enhet) == (KOSTNADSINDEKS, "indeks"):
            assert cell.call is not None, f"{cell.place} holds {printed.linje} as a constant"


def test_tabell_19_is_within_five_kroner(native: Rapport) -> None:
    tried = [
        abs(cell.recomputed - printed.verdi)  # type: ignore[operator]
        for cell, printed in _published(native)
        if (printed.tabell, printed.enhet) == (T19_AVVIK, KRPI)
    ]
    assert len(tried) == 27
    assert max(tried) <= T19_MOST


def test_the_wrong_labels_are_told_of_on_their_sheets(bergen: Datasett, native: Rapport) -> None:
    for profile in native.profiler:
        text = " ".join(
            str(cell.value) for (_, column), cell in _texts(native.book.sheets[profile.ark])
            if column == 0
        )  # fmt: skip
        for indikator in profile.tjeneste.indikatorer:
            for aktor in ("kommune", "høyest", "lavest"):
                etikett = bergen.etikett(indikator, aktor)
                if etikett.stemmer is False:
                    assert f"viser {etikett.verdi} for" in text
                    assert indikator.kortnavn in text


def _texts(sheet: Sheet) -> list[tuple[tuple[int, int], Cell]]:
    return sorted((at, cell) for at, cell in sheet.cells.items() if isinstance(cell.value, str))


# -- proof that the test can fail -----------------------------------------------------------------


def test_a_printed_figure_that_is_off_is_caught(bergen: Datasett) -> None:
    report = build(bergen)
    before = _disagreeing(report)
    chosen = [
        report.kjede.slutt["Barnevern"][2009],
        report.behov.sektorer["Grunnskole"].indeks[2008],
        next(row.indeks for p in report.profiler for row in p.rader),
        report.tabell19.avvik["Kommunehelse"][2007],
    ]
    label = report.profiler[1].rader[0]
    chosen[2] = next(
        cell for (row, _), cell in report.book.sheets[report.profiler[1].ark].cells.items()
        if row == label.setning.row and cell.published
    )  # fmt: skip
    for cell in chosen:
        (printed,) = cell.published
        step = 2 * (Rounding().half_width(cell) + printed.avrunding) + _EPS
        cell.published = (dataclasses.replace(printed, verdi=printed.verdi + step),)
    assert len(_disagreeing(report)) == len(before) + len(chosen)


@pytest.mark.parametrize("part", ["vekt", "indeks"])
def test_a_wrong_figure_in_the_data_is_caught(part: str, bergen: Datasett) -> None:
    """A criterion that is off by two units of its last decimal: its own correction disagrees,
    and the sum; later steps start from what is printed of the earlier ones."""
    victim = max(bergen.trykte_korreksjoner, key=lambda k: abs(bergen.trykte_korreksjoner[k]))
    _, sektor, kriterium, aar = victim
    if part == "indeks":
        index = bergen.kriterieverdier[victim]
        wrong = dataclasses.replace(index, verdi=index.verdi + 0.02)
        values = Oppslag({**bergen.kriterieverdier, victim: wrong})
        data = dataclasses.replace(bergen, kriterieverdier=values)
    else:
        data = dataclasses.replace(
            bergen,
            noekler=tuple(
                _heavier(key, sektor, kriterium) if key.gjelder(aar) else key
                for key in bergen.noekler
            ),
        )
    tables = {table for table, *_ in _disagreeing(build(data))}
    assert KRITERIER in tables
    assert VEDLEGG_2[2] in tables


def _heavier(key: Noekkel, sektor: str, kriterium: str) -> Noekkel:
    weight = key.vekter[sektor][kriterium]
    wrong = dataclasses.replace(weight, verdi=weight.verdi + 0.02)
    sector = Oppslag({**key.vekter[sektor], kriterium: wrong})
    return dataclasses.replace(key, vekter=Oppslag({**key.vekter, sektor: sector}))
