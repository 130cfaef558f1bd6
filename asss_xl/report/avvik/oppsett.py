"""Where the parts of Ressursbruk stand, in the reader's order, and in which order they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import accumulate

from asss_xl.report import layout
from asss_xl.report.avvik import beloep, egen_bruk, figurer, kjede, rettet, tabell19, utelatt
from asss_xl.report.avvik.ark import Ressursbruk
from asss_xl.report.avvik.egen_bruk import EgenBruk
from asss_xl.report.avvik.kilde import Avvikskilde
from asss_xl.report.avvik.utelatt import Utelatt
from asss_xl.report.behov.kilde import Sektor
from asss_xl.report.behov.noekkel import Noekkelvalg
from asss_xl.report.demografi.folk import Folk
from asss_xl.report.linjer import Linjer
from asss_xl.report.rapport import Rapport
from asss_xl.report.steg import Steg
from asss_xl.workbook import Sheet

ARK = "Steg_avvik"
#: Parts that start a new page when there is no room for all of them.
_SAMMEN = (
    "kroner",
    "figur 17",
    "figur 17B",
    "figur 18",
    "tabell 19",
    "tabell 3",
    "egen bruk",
    "inndata",
    "avskrivninger",
    "pensjon",
    "avgift",
    "grunnlag",
)


def _rows(sectors: int, computed: bool, told: int) -> dict[str, int]:
    """The first row of each part; ``computed``: whether the country's own use is known.

    ``told`` is how many texts there are of the steps and of what is missing.
    """
    heights = {
        "kjede": kjede.height(sectors, told),
        "kroner": kjede.height_in_kroner(sectors),
        **{name: figurer.RADER for name in ("figur 17", "figur 17B", "figur 18")},
        "tabell 19": tabell19.height(sectors),
        "folketall": tabell19.FOLKETALL_RADER,
        "tabell 3": kjede.social_height(sectors),
        "egen bruk": egen_bruk.height(sectors, computed),
        **kjede.input_heights(sectors),
    }
    return dict(zip(heights, accumulate(heights.values(), initial=3), strict=False))


def begynn(
    sheet: Sheet,
    kilde: Avvikskilde,
    linjer: Linjer,
    behov: Mapping[str, Sektor],
    noekler: Noekkelvalg | None,
    ages: Folk | None,
) -> Ressursbruk:
    """The sheet with its inhabitants, and what is used per inhabitant before any what-if."""
    valg, steg, told = kilde.valg, Steg(sheet.book, ARK), Utelatt()
    if kilde.tall is not None:
        told = utelatt.place(steg, valg, kilde.tall.network)
    texts = len(kjede.noter(kilde, noekler)) + len(utelatt.noter(told, valg.vindu))
    rows = _rows(len(valg.data.sektorer), kilde.tall is not None, texts)
    last = 5 * len(valg.vindu)
    sizes = [28.5] + [9.6] * last
    layout.heading(sheet, valg, "Ressursbruk", "Ressursbruk", sizes, last=last, freeze=(2, 1))
    sheet.printing.rows = rows["figur 17"]
    sheet.printing.parts = tuple(rows[name] for name in _SAMMEN)
    ark = Ressursbruk(sheet, valg, kilde, steg, rows, linjer, behov, noekler, told)
    ark = replace(ark, folk=tabell19.inhabitants(ark, ages))
    if kilde.tall is None:
        return ark
    return replace(ark, beloep=beloep.place(steg, kilde, ark.folk.mengde.base))


def ferdig(ark: Ressursbruk, use: EgenBruk, report: Rapport) -> None:
    """The chain, the figures and tabell 19, when it is known what the country spends."""
    assert report.rettelser is not None
    sectors = tuple(ark.valg.data.sektorer)
    corrected = rettet.place(ark.steg, ark.valg, report.rettelser, ark.kilde.noekkelnr, sectors)
    report.kjede = kjede.fill(ark, use, corrected)
    report.kroner = kjede.i_kroner(ark, report.kjede, report.behov)
    figurer.draw(ark, report.kjede)
    report.tabell19 = tabell19.fill(ark, report.kjede, use if ark.kilde.tall is not None else None)
