"""What the rules of `verify` find is seen in the workbook: on Kontroll, and so on Forside."""

from __future__ import annotations

from dataclasses import replace

from asss_xl.dataset import Datasett
from asss_xl.dataset.verdi import Oppslag
from asss_xl.report import build, build_main
from asss_xl.report.hovedrapport.bok import Hovedrapport
from asss_xl.report.rapport import Rapport


def _light(report: Rapport | Hovedrapport) -> object:
    cells = report.book.sheets["Forside"].cells
    row = min(row for (row, column), c in cells.items() if column == 0 and c.value == "Kontroll")
    return cells[row, 1].value


def _with_a_sign(network: Datasett, who: str) -> Datasett:
    at = (who, "renteutgifter", network.rapportaar)
    figures = dict(network.regnskap)
    value = figures[at].verdi
    assert value
    figures[at] = figures[at]._replace(verdi=-value, trykt=-value)
    return replace(network, regnskap=Oppslag(figures))


def test_a_wrong_sign_is_seen(network: Datasett) -> None:
    report = build(_with_a_sign(network, network.kommune))
    assert _light(report) == "FEIL"
    told = [str(c.value) for c in report.book.sheets["Kontroll"].cells.values()]
    assert any("Regnskap, Renteutgifter: Renteutgifter skrives uten minus." in text for text in told)


def test_another_municipality_s_is_listed_and_is_no_fault_of_this_one(
    network: Datasett, network_report: Rapport
) -> None:
    assert _light(network_report) == "OK"
    other = next(name for name in network.medlemmer if name != network.kommune)
    report = build(_with_a_sign(network, other))
    assert _light(report) == "OK"
    assert other in [c.value for c in report.book.sheets["Kontroll"].cells.values()]


def test_the_main_report_lists_them_all(network: Datasett) -> None:
    other = next(name for name in network.medlemmer if name != network.kommune)
    report = build_main(_with_a_sign(network, other))
    told = [str(c.value) for c in report.book.sheets["Kontroll"].cells.values()]
    assert (
        any("Regnskap, Renteutgifter: Renteutgifter skrives uten minus." in text for text in told)
        and other in told
    )
    assert _light(report) == "FEIL"


def _with_rounded_weights(network: Datasett) -> Datasett:
    """Barnevern has its weights in tenths, which the reader knows need not add up: 0.9 here."""
    first, *others = network.noekler
    given = dict(zip(first.vekter["Barnevern"].items(), (0.9, 0.0, 0.0, 0.0), strict=True))
    tenths = Oppslag({name: weight._replace(verdi=value) for (name, weight), value in given.items()})
    weights = Oppslag({**first.vekter, "Barnevern": tenths})
    return replace(network, noekler=(replace(first, vekter=weights), *others))


def test_weights_that_the_source_rounds_are_no_fault_and_one_that_is_filled_in_is(network: Datasett) -> None:
    data = _with_rounded_weights(network)
    report = build(data)
    assert (_light(report), _light(build_main(data))) == ("OK", "OK")
    cells = report.book.sheets["Utgiftsbehov"].cells
    labels = {row: c.value for (row, column), c in cells.items() if column == 0}
    head = max(row for row, label in labels.items() if label == "Barnevern")
    first = min(row for row, label in labels.items() if row > head and label == "Innbyggere 0-5 år")
    assert _light(build(data, what_if={f"Utgiftsbehov!M{first + 1}": 0.8})) == "FEIL"


def test_what_another_lacks_of_taxes_or_grants_is_no_fault_of_the_sums(network: Datasett) -> None:
    """The country's income was without one whose spending it had, and the two were held together."""
    other = next(name for name in network.medlemmer if name != network.kommune)
    at = (other, "rammetilskudd", network.rapportaar)
    withheld = network.regnskap[at]._replace(verdi=None, trykt=None, status="skjermet")
    report = build(replace(network, regnskap=Oppslag({**network.regnskap, at: withheld})))
    assert _light(report) == "OK"
    cells = report.book.sheets["Kontroll"].cells
    rows = [row for (row, n), c in cells.items() if n == 0 and "er avviket i skatt" in str(c.value)]
    assert [cells[row, 4].value for row in rows] == ["OK", "OK", "Ikke prøvd"]
