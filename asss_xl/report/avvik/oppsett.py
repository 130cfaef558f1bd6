"""Where the parts of Ressursbruk stand, in the reader's order."""

from __future__ import annotations

from asss_xl.report import layout
from asss_xl.report.avvik import egen_bruk, figurer, kjede, kronetabell, tabell19
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.stabel import stablet
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


def rader(sektorer: int, landets: bool, mangler: int) -> dict[str, int]:
    """The first row of each part; ``landets``: whether the country's own use is known.

    ``mangler`` is how many texts there are of what is missing.
    """
    figures = {name: figurer.RADER for name in ("figur 17", "figur 17B", "figur 18")}
    return stablet(
        3,
        {
            "kjede": kjede.height(sektorer, mangler),
            "kroner": kronetabell.height(sektorer),
            **figures,
            "tabell 19": tabell19.height(sektorer),
            "folketall": tabell19.FOLKETALL_RADER,
            "tabell 3": kjede.social_height(sektorer),
            "egen bruk": egen_bruk.height(sektorer, landets),
            **kjede.input_heights(sektorer),
        },
    )


def sheet(made: Sheet, valg: Valg, rows: dict[str, int]) -> None:
    """Heading, widths and pages."""
    years = len(valg.vindu)
    layout.heading(made, valg, "Ressursbruk", "Ressursbruk")
    layout.widths(made, [28.5] + [9.6] * 5 * years)
    made.printing.last_column = 5 * years
    made.printing.parts = tuple(rows[name] for name in _SAMMEN)
    made.printing.rows = rows["figur 17"]
    made.freeze = (2, 1)
