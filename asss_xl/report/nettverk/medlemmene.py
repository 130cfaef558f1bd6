"""The members of a network and their figures, which the other sheets look up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asss_xl.dataset.frames.likhet import mulig
from asss_xl.report.nettverk import likhet, profiltall, regnskapstall
from asss_xl.report.nettverk import medlemskap as nettverk
from asss_xl.report.nettverk.medlemskap import Nettverk
from asss_xl.report.nettverk.profiltall import Profiltall
from asss_xl.report.nettverk.regnskapstall import Regnskapstall
from asss_xl.report.nettverk.tallskriver import Skriver
from asss_xl.report.valg import Valg
from asss_xl.workbook import Sheet

if TYPE_CHECKING:
    from asss_xl.report.behov.noekkel import Noekkelvalg

TALL_PROFILER, TALL_REGNSKAP = "Tall profiler", "Tall regnskap"


@dataclass
class Medlemmene:
    """Who there are, and what each has; ``profiler`` is None where no indicator is computed."""

    network: Nettverk
    regnskap: Regnskapstall
    profiler: Profiltall | None = None


def fill(
    sheets: Mapping[str, Sheet], valg: Valg, faste: Sequence[str] = (), noekler: Noekkelvalg | None = None
) -> Medlemmene:
    """Write Nettverk and the sheets of figures, with the choice of group on Forside.

    ``faste`` names those that cannot be taken in or out; where there are any, the workbook is about
    nobody whom others can be like. ``noekler`` is the choice of cost key.
    """
    likest = not faste and mulig(valg.data)
    group = nettverk.choose_group(sheets["Forside"], valg.data, likest)
    members = nettverk.begin(sheets["Nettverk"], valg, group, faste)
    writer = Skriver(sheets[TALL_REGNSKAP], valg, members.made)
    near = likhet.place(valg, writer.made, noekler) if likest else None
    network = members.write(near.flagg if near else {})
    if near is not None and network.antall is not None:
        likhet.table(sheets["Nettverk"], network.antall.row + 3, valg, near)
    nettverk.complete(network, regnskapstall.required(writer.made), valg)
    made = Medlemmene(network, writer.finish())
    if TALL_PROFILER in sheets:
        made.profiler = profiltall.fill(sheets[TALL_PROFILER], valg, network)
    return made
