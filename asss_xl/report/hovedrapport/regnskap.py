"""Regnskap: net operating result, room for action and net debt of all members."""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl import functions as f
from asss_xl.dataset.poster import UTREGNEDE
from asss_xl.report import layout
from asss_xl.report.formler import tekst
from asss_xl.report.hovedrapport.medlemmer import Medlemmer
from asss_xl.report.hovedrapport.tabell import TEGN, Linje, Om, Tabell
from asss_xl.report.nettverk import regnskapstall as rt
from asss_xl.report.nettverk.regnskapstall import Regnskapstall
from asss_xl.workbook import Cell, Sheet, of

POSTER = ("netto", "handlingsrom", "netto_gjeld")
_INNTEKTER = ("regnskap", "driftsinntekter")
_ENHET = "prosent av driftsinntektene"


@dataclass
class Regnskap:
    """Lines by post and year."""

    linjer: dict[str, dict[int, Linje]] = field(default_factory=dict)

    def aarets(self, post: str, key: int) -> Linje | None:
        """A post in the report year, where the package has it."""
        return self.linjer.get(post, {}).get(key)


def posts(tall: Regnskapstall) -> list[str]:
    """Which of them the package has."""
    return [p for p in POSTER if tall.har("regnskap", p) and tall.har(*_INNTEKTER)]


def fill(sheet: Sheet, med: Medlemmer, tall: Regnskapstall) -> Regnskap:
    """Write a part per post, a line per year."""
    valg = med.valg
    layout.heading(sheet, valg, "Regnskap", "Regnskap")
    rest = (valg.data.resten,) if valg.data.resten else ()
    table = Tabell(sheet, med, ekstra=rest, snitt="Samlet")
    table.heads("År")
    made, chosen = Regnskap(), posts(tall)
    income = {
        key: table.blokk.linje(
            tekst("Driftsinntekter, 1000 kr, ", valg.aarstall[key]),
            table.blokk.om_med(med.aarets(tall.kolonner(*_INNTEKTER), key)),
        )
        for key in (valg.vindu if chosen else ())
    }
    for post in chosen:
        table.group(f"{UTREGNEDE[post]} i {_ENHET}")
        made.linjer[post] = {
            key: _line(table, post, key, tall, income[key], bool(rest)) for key in valg.vindu
        }
    table.note(TEGN, *_notes(valg.data.utenfor_oevrige, bool(rest)))
    return made


def _notes(outside: tuple[str, ...], rest: bool) -> list[str]:
    without = f" Uten {', '.join(outside)}, som ikke er med i samletallet." if outside else ""
    texts = [
        "Samlet er sum over sum for kommunene som er med og har driftsinntekter i alle "
        f"årene som vises.{without}"
    ]
    if rest:
        texts.append("Resten av landet er sum over sum, og er ikke med i lavest, høyest og n.")
    return texts


def _line(table: Tabell, post: str, key: int, tall: Regnskapstall, income: list[Cell], rest: bool) -> Linje:
    valg, line = table.valg, ("regnskap", post)
    about = Om(valg.aarstall[key], "prosent", 1, etikett=UTREGNEDE[post])
    amounts = table.med.aarets(tall.kolonner(*line), key)
    shares = [of(f.pst_av_inntekt, *each) for each in zip(amounts, income, strict=True)]
    mean, *extra = (
        tall.referanse(which, valg.aarnr[key], *line)
        for which in (rt.OEVRIGE, *((rt.RESTEN,) if rest else ()))
    )
    return table.line(about, table.blokk.om_med(shares), mean, extra)
