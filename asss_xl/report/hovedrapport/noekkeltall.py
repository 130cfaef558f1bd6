"""Nøkkeltall: ten key figures of all members on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.hovedrapport.avvik import I_ALT, SUM_IS, Avvik
from asss_xl.report.hovedrapport.medlemmer import Medlemmer
from asss_xl.report.hovedrapport.regnskap import Regnskap
from asss_xl.report.hovedrapport.tabell import TEGN, Linje, Om, Tabell, bredde
from asss_xl.report.nettverk.regnskapstall import FOLK, Regnskapstall
from asss_xl.workbook import Call, Sheet, of

ANTALL = 10
#: The one that tells a surplus from a deficit.
RESULTAT = "Netto driftsresultat"
#: In the order of the sheet that they are repeated from.
_NAVN = {"netto": RESULTAT, "handlingsrom": "Handlingsrom", "netto_gjeld": "Netto lånegjeld"}


@dataclass(frozen=True)
class Tall:
    """One key figure before it has its line: what it is, where it stands, its mean."""

    om: Om
    kall: Callable[[Tabell], list[Call]]
    snitt: Call | None = None
    ark: str = ""


def choose(
    med: Medlemmer,
    tall: Regnskapstall,
    regnskap: Regnskap | None,
    avvik: Avvik | None,
    tjenester: Sequence[tuple[str, Linje]],
) -> list[Tall]:
    """The ten: those of the accounts and of need that there are, then main indicators in order.

    ``tjenester`` are those that may be a headline: sheet and line.
    """
    found = [*_accounts(med, tall, regnskap), *_needs(avvik), *_people(tall)]
    found += [_repeated(line, line.om.etikett, ark, line.om.enhet) for ark, line in tjenester]
    return found[:ANTALL]


def _repeated(line: Linje, name: str, ark: str, unit: str) -> Tall:
    om = line.om
    return Tall(
        Om(name, unit, om.desimaler, om.gunstig, om.minst, om.uten, name),
        lambda _: [of(bb.gjenta, each) for each in line.vist],
        of(bb.gjenta, line.snitt),
        ark,
    )


def _accounts(med: Medlemmer, tall: Regnskapstall, regnskap: Regnskap | None) -> Iterator[Tall]:
    key = med.valg.data.rapportaar
    for post, name in _NAVN.items():
        line = regnskap.aarets(post, key) if regnskap else None
        if line is not None:
            yield _repeated(line, name, "Regnskap", "prosent av inntektene")
    if tall.har("regnskap", "frie") and tall.har(FOLK):

        def free(table: Tabell) -> list[Call]:
            amounts = med.aarets(tall.kolonner("regnskap", "frie"))
            pairs = zip(amounts, table.blokk.folk(tall), strict=True)
            return table.blokk.om_med(of(f.per_innbygger, *pair, 1000.0) for pair in pairs)

        about = Om("Frie inntekter per innbygger", "kr", 0, etikett="Frie inntekter")
        yield Tall(about, free, ark="Tall regnskap")


def _needs(avvik: Avvik | None) -> Iterator[Tall]:
    if avvik is None:
        return
    if I_ALT in avvik.indeks:
        yield _repeated(avvik.indeks[I_ALT], "Beregnet utgiftsbehov i alt", "Avvik", "landet = 1")
    if SUM_IS in avvik.kroner:
        name = "Avvik fra behov, sektorene i inntektssystemet"
        yield _repeated(avvik.kroner[SUM_IS], name, "Avvik", "kr per innb.")
        yield _repeated(avvik.millioner[SUM_IS], f"{name}, beløp", "Avvik", "mill. kr")


def _people(tall: Regnskapstall) -> Iterator[Tall]:
    if not tall.har(FOLK):
        return
    yield Tall(
        Om("Innbyggere", "innbyggere", 0, etikett="Innbyggere"),
        lambda table: [of(bb.gjenta, each) for each in table.blokk.folk(tall)],
        ark="Tall regnskap",
    )


def fill(
    sheet: Sheet, med: Medlemmer, tall: Sequence[Tall], regnskap: Regnskapstall, figures: Sequence[float]
) -> list[Linje]:
    """Write the page; ``figures`` are some that it must have room for."""
    layout.heading(sheet, med.valg, "Nøkkeltall", "Regnskap")
    table = Tabell(sheet, med, bredde=bredde([(value, 0) for value in figures]))
    table.heads("Nøkkeltall")
    if regnskap.har(FOLK):
        table.blokk.folk(regnskap)
    lines = []
    for x in tall:
        lines.append(table.line(x.om, x.kall(table), x.snitt))
        sheet.heights[table.row - 1] = max(sheet.heights[table.row - 1], 30)
    table.note(
        TEGN,
        "Snittet er det samme som på arket tallet kommer fra: regnskap sum over sum, indikatorer "
        "veid eller uveid som oppgitt, ellers uveid.",
    )
    return lines
