"""Kroner: the parts of sectors, filled in on their profiles, and what each is worth.

A part of a sector is filled in on its profile and feeds the sector. The whole of a sector is filled in on
Ressursbruk, and the profiles that show it follow (``flyt``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.dataset.utgifter import funksjoner
from asss_xl.report import formler as bb, layout
from asss_xl.report.avvik.kilde import linjenavn
from asss_xl.report.avvik.tabell import Ressursbruk
from asss_xl.report.formler import profil as pf
from asss_xl.report.profil import utgiftskobling as kobling
from asss_xl.report.profil.kolonner import EGET, HVA_HVIS, grenser, radene, sheet_name, tallstil
from asss_xl.report.profil.steg import Profilsteg
from asss_xl.report.profil.utgiftskobling import Koblingsnoekkel, noekkel
from asss_xl.report.tall import inndata, plasser
from asss_xl.stated import beside
from asss_xl.workbook import Argument, Cell, Input, Sheet, of, styles

_DATA = beside(__file__)
_HODERAD = 5
_TJENESTE, _INDIKATOR, _LINJE, _HVA, _MENGDE, _NAA, _VERDI, _BELOEP, _ENDRING, _RETTET = range(10)
_FOER, _HELE = "Før", styles.tall(0)


@dataclass(frozen=True)
class Sum:
    """A figure that is the sum of parts: how many there are, and what they are corrected by, what those that
    are filled in change, 1000 kr, and were, million kroner."""

    mengde: Cell
    mengde_naa: Cell
    rettet: Argument | None
    endring: Cell
    foer: Cell


@dataclass(frozen=True)
class Del(Sum):
    """A part of a sector, with its yellow cell and what it is in million kroner."""

    koder: frozenset[str]
    gitt: Input
    beloep: Cell


def gult_felt(steps: Profilsteg, sheet: Sheet, i: Indikator, row: int, heading: str = "Fylt ut") -> Input:
    """The yellow cell of an indicator; ``heading`` is where what it gives stands."""
    line, kilde = steps[i], steps.kilde
    return inndata(
        sheet,
        (row, EGET),
        (row, HVA_HVIS),
        line.blokk.at(line.nr, heading),
        kilde.verdi(i),
        label=f"{i.kortnavn}: skriv en verdi i {i.enhet or 'samme enhet'}. Tomt felt bruker grunnlaget.",
        style=tallstil(kilde.desimaler(i, "kommune")).but(bold=True),
        limits=grenser(i.enhet, i.navn),
        used_on=steps.sheet,
        ellers=partial(line.calc, "Grunnlag", bb.gjenta),
    )


class Deler:
    """The parts and their sums by indicator; of a line of Ressursbruk what they change and were."""

    def __init__(
        self, sheet: Sheet, sheets: Mapping[str, Sheet], profilsteg: Profilsteg, ressursbruk: Ressursbruk
    ) -> None:
        self.sheet, self.steps, valg = sheet, profilsteg, ressursbruk.valg
        self.aar, self.deler = valg.data.rapportaar, dict[Koblingsnoekkel, Del]()
        layout.heading(sheet, valg, "Kroner", "Tjenesteprofil")
        layout.widths(sheet, (30, 40, 24, 28, *(13,) * 4, 12, 12))
        layout.lines(sheet, 2, _DATA["om"])
        chosen = self._of_kind(kobling.DEL)
        names = {noekkel(i): f"{t.navn} {i.nr}: {i.kortnavn}" for t, i, _ in chosen}
        title, look = "Deler som er fylt ut, mill. kr", styles.hjelp(styles.tall(1))
        self.before = profilsteg.steg.blokk(title, (_FOER,), names, look)
        for at, (service, i, row) in enumerate(chosen, start=_HODERAD + 1):
            given = gult_felt(profilsteg, sheets[sheet_name(service)], i, row)
            self.deler[noekkel(i)] = self._part(at, service, i, given)
        last = _HODERAD + len(self.deler)
        if self.deler:
            layout.head(sheet, _HODERAD, 0, _DATA["hoder"])
        #: The lines that the parts are of whatever the key.
        self.egne = {linjenavn(profilsteg.kobling(i).linje) for _, i, _ in chosen}
        self.linjer = self._lines(last) if self.deler else {}
        sums = enumerate(self._of_kind(kobling.SUMMERT), start=last + 2)
        self.summer = {noekkel(i): self._sum(at, service, i) for at, (service, i, _) in sums}
        shared = {key: self._corrected(part) for key, part in self.deler.items()}
        self.deler = {key: replace(part, rettet=shared[key]) for key, part in self.deler.items()}

    def _of_kind(self, slag: str) -> list[tuple[Tjeneste, Indikator, int]]:
        services, kind_of = self.steps.valg.data.tjenester, self.steps.kobling
        return [(t, i, row) for t in services for i, row in radene(t) if kind_of(i).slag == slag]

    def _row(self, at: int, service: Tjeneste, i: Indikator, name: str) -> tuple[Cell, Cell, Cell | None]:
        """A row but for what it is changed by: how many there are, and are now."""
        sheet, steps = self.sheet, self.steps
        layout.line(sheet, at, _TJENESTE, (service.navn, styles.RAD), (name, styles.RAD))
        sheet.put(at, _HVA, i.nevner, styles.RAD)
        volume, grown = plasser(sheet, at, _MENGDE, steps.kilde.mengde(i), _HELE), steps.antall_naa(i)
        now = layout.text(sheet, at, _NAA, volume if grown is None else volume * grown, _HELE)
        corrected = steps.corrected(i, funksjoner(i))
        return volume, now, None if corrected is None else layout.text(sheet, at, _RETTET, corrected, _HELE)

    def _part(self, at: int, service: Tjeneste, i: Indikator, given: Input) -> Del:
        """A part of a sector."""
        sheet, factor = self.sheet, i.faktor
        base = layout.text(sheet, at, _VERDI, given.base, _HELE)
        volume, now, corrected = self._row(at, service, i, i.kortnavn)
        filled = (given.active, given.used, base)
        change = sheet.calc(at, _ENDRING, pf.endret_beloep, *filled, now, volume, factor, style=_HELE)
        sheet.put(at, _LINJE, linjenavn(self.steps.kobling(i).linje), styles.RAD)
        amount = sheet.calc(at, _BELOEP, pf.i_millioner, base, volume, factor, style=styles.tall(1))
        counting = (given.active, sheet.book.hva_hvis)
        before = self.before.calc(noekkel(i), _FOER, pf.foer_det_fylte, *counting, amount)
        return Del(volume, now, corrected, change, before, funksjoner(i), given, amount)

    def _sum(self, at: int, service: Tjeneste, i: Indikator) -> Sum:
        """A figure that follows the parts above."""
        mine = [self.deler[noekkel(other)] for other in self.steps.kobling(i).deler]
        known = self._row(at, service, i, f"{i.kortnavn} (følger delene over)")
        change = self.sheet.calc(at, _ENDRING, bb.samlet(*(part.endring for part in mine)), style=_HELE)
        before = self.steps[i].calc("Deler før", bb.samlet(*(part.foer for part in mine)))
        return Sum(*known, change, before)

    def _lines(self, last: int) -> dict[str, tuple[Cell, Cell]]:
        """What the parts of each line of Ressursbruk that are filled in change together, and were.

        A sector that has all of another, under another key, has its parts too.
        """
        names, changes = (self.sheet.range((_HODERAD + 1, at), (last, at)) for at in (_LINJE, _ENDRING))
        sectors = self.steps.valg.data.sektorfunksjoner
        inside = {s: [o for o in sectors if o in self.egne and sectors[o] <= sectors[s]] for s in sectors}
        inside |= {line: [line] for line in self.egne - sectors.keys()}
        lines = [line for line in inside if inside[line]]
        block = self.steps.steg.blokk("Endringen i delene av en linje, 1000 kr", ("Sum", _FOER), lines)
        columns = {"Sum": changes, _FOER: self.before.column(_FOER)}

        def total(n: int, heading: str) -> Cell:
            parts = (of(bb.sum_hvis, names, line, columns[heading]) for line in inside[lines[n]])
            return block.calc(n, heading, bb.samlet(*parts))

        return {line: (total(n, "Sum"), total(n, _FOER)) for n, line in enumerate(lines)}

    def _corrected(self, part: Del) -> Argument | None:
        """A part's corrections, 1000 kr; those that several share, by their amounts."""
        alike = [other for other in self.deler.values() if other.koder == part.koder]
        if not isinstance(part.rettet, Cell) or len(alike) == 1:
            return part.rettet
        return part.rettet * part.beloep / bb.samlet(*(other.beloep for other in alike))
