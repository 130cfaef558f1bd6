"""The chapter on what is produced beside what is used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Tjeneste
from asss_xl.functions.excel.formula import beside
from asss_xl.workbook import Cell, Range

ARK, STEG = "Produksjon", "Steg_produksjon"
#: What the method can say, and what it cannot.
FORBEHOLD: list[str] = beside(Path(__file__).with_name("ark"))["forbehold"]


@dataclass(frozen=True)
class Produksjonslinje:
    """A service on the sheet: its weights and indices, and what they come to beside what is used."""

    tjeneste: Tjeneste
    vekter: Range
    indekser: Range
    ressursbruk: Cell
    produksjon: Cell
    effektivitet: Cell


def om_vektene(data: Datasett) -> Sequence[str]:
    """What must be said of the weights: how many are invented."""
    invented = sum(weight.oppdiktet for weight in data.produksjonsvekter)
    if invented == len(data.produksjonsvekter):
        return ("Alle vektene er oppdiktet: de viser bare hvordan arket virker.",)
    told = f"{invented} av {len(data.produksjonsvekter)} vekter er oppdiktet."
    return (told,) if invented else ()
