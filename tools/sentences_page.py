"""The page in ``docs/`` with every sentence of some reports, to be read aloud."""

from __future__ import annotations

from collections.abc import Iterator

from asss_xl.dataset import load
from asss_xl.dataset.datasett import Datasett
from asss_xl.report import build
from asss_xl.report.rapport import Rapport

#: Bergen as it was printed, and three municipalities of the example network.
_EKSEMPEL = ("Trondheim", "Tromsø", "Oslo")
#: Which form a finding of the sources has; the rest are said in other ways.
_FORMER = {
    "over": "… prosent høyere enn snittet",
    "under": "… prosent lavere enn snittet",
    "paa_snitt": "som snittet",
    "hoyest": "høyest i nettverket",
    "lavest": "lavest i nettverket",
    "nest_hoyest": "nest høyest i nettverket",
    "nest_lavest": "nest lavest i nettverket",
    "tredje_hoyest": "tredje høyest i nettverket",
    "tredje_lavest": "tredje lavest i nettverket",
    "blant_laveste": "blant de laveste i nettverket",
    "hoy": "… prosent høyere enn snittet",
    "lav": "… prosent lavere enn snittet",
    "endring_opp": "opp fra … året før",
    "endring_ned": "ned fra … året før",
}
_PLASS = ("nest_hoyest", "nest_lavest", "tredje_hoyest", "tredje_lavest", "blant_laveste")


def page() -> str:
    """The whole page as Markdown."""
    bergen, network = load("bergen_2009"), load("eksempelnettverk")
    lines = [
        "# Setningene",
        "",
        "Laget av `python -m tools.make`; ikke rediger for hånd. Slik står de på "
        "arkene når ingenting er fylt ut.",
    ]
    lines += _report("Bergen 2009", build(bergen))
    for name in _EKSEMPEL:
        own = network.for_kommune(name, network.rapportaar)
        lines += _report(f"{name} i eksempelnettverket (oppdiktede tall)", build(own))
    lines += [
        "",
        "## Funnene som kildene gjør i ord, og hvilken form de har",
        "",
        "| Nr | Kilde | Funn | Form |",
        "|---:|---|---|---|",
    ]
    lines += [f"| {nr} | {kilde} | {text} | {form} |" for nr, kilde, text, form in _found(bergen)]
    return "\n".join(lines) + "\n"


def _report(title: str, report: Rapport) -> Iterator[str]:
    yield from ("", f"## {title}", "", "### Hovedfunn", "")
    yield from (f"- {text}" for text in headlines(report))
    for profile in report.profiler:
        said = [str(line.setning.value) for line in profile.rader if line.setning.value]
        if said:
            yield from ("", f"### {profile.tjeneste.navn}", "", *(f"- {text}" for text in said))


def headlines(report: Rapport) -> list[str]:
    """The sentences on Forside, in order."""
    sheet = report.book.sheets["Forside"]
    return [
        str(cell.value)
        for (_, column), cell in sorted(sheet.cells.items())
        if column == 1
        and isinstance(cell.value, str)
        and cell.call is not None
        and cell.value.endswith(".")
        and not cell.value.startswith("Tallene er")
    ]


def _found(data: Datasett) -> Iterator[tuple[int, str, str, str]]:
    for finding in data.tekstfunn:
        form = _FORMER.get(finding.retning, "ingen: retningen er ikke sagt med et tall")
        if finding.retning in _PLASS and finding.kommune == data.kommune:
            form += " (rapporten trykker ikke de andres tall: formen brukes i nettverk)"
        yield finding.loepenr, finding.kilde, finding.paastand.replace("|", "/"), form
