"""Employer's tax and pension as rates: what another rate does to social costs, and where.

Where the accounts have both kinds by function, each sector pays its own, and the deviations are
those of accounts with the other rate. A report prints wages and social costs in all: there the
change comes on «andre sektorer».
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from itertools import product
from typing import Any

from asss_xl import catalogue
from asss_xl.report import formler as bb
from asss_xl.report.avvik.kilde import ANDRE, AVGIFT, PENSJON, navn
from asss_xl.report.avvik.tabell import Ressursbruk
from asss_xl.report.formler import avvik as fl
from asss_xl.report.linjer import HVA_HVIS_STEG, Linjer, Linjetall
from asss_xl.report.nettverk.medlemmene import Medlemmene
from asss_xl.report.regnskap.kilde import MILL, regnskapskilde
from asss_xl.report.steg import Steg
from asss_xl.report.tall import Ledd, Tall
from asss_xl.report.valg import Valg
from asss_xl.workbook import Call, Cell, of, styles

AVGIFTEN, PENSJONEN = "arbeidsgiveravgift", "pensjon"
_NAVN = {AVGIFTEN: "Arbeidsgiveravgift", PENSJONEN: "Pensjon"}
_TABELL = {AVGIFTEN: AVGIFT, PENSJONEN: PENSJON}
_SATS, _HVIS, _BRUKT, _MILL, _ENDRING = "Sats", "Hva hvis", "Brukt", "Mill. kr", "Endring, mill. kr"
_I_ALT, _EACH, _ANDEL = "I alt, endring, mill. kr", "I alt, endring, kr per innb.", "Andel av landet"
_SMAA = styles.hjelp(styles.tall(1))


class Satser:
    """The rates on Hva hvis, the steps that follow from them, and what they change in the report year."""

    def __init__(
        self,
        valg: Valg,
        linjer: Linjer,
        medlemmene: Medlemmene | None = None,
        ressursbruk: Ressursbruk | None = None,
    ) -> None:
        kilde, ark, self.linjer = regnskapskilde(valg, medlemmene), ressursbruk, linjer
        steg, self.aar = Steg(linjer.sheet.book, HVA_HVIS_STEG), valg.data.rapportaar
        sectors = _Sektorer(ark, steg) if ark and _uses(ark) else None
        lines = {**_NAVN, "loenn": "Lønn", "sosiale": "Sosiale utgifter"}
        block = self.block = steg.blokk("Satser", (_SATS, _HVIS, _BRUKT, _MILL, _ENDRING), lines, _SMAA)
        wages, social = (
            block.tall(post, _MILL, kilde.beloep("Tabell 2", post, self.aar, MILL).utrykt)
            for post in ("loenn", "sosiale")
        )
        known = next(float(row["prosent"]) for row in catalogue.rows("satser") if row["sats"] == AVGIFTEN)
        tax = sectors.sum(AVGIFTEN) if sectors else of(fl.avgift_av_alt, known, wages, social)
        taxed = block.calc(AVGIFTEN, _MILL, tax)
        paid = block.calc(PENSJONEN, _MILL, sectors.sum(PENSJONEN) if sectors else social - taxed)
        figures = {AVGIFTEN: Tall(known), PENSJONEN: Tall(100.0 * paid / wages)}
        rates = {kind: self._rate(kind, figure, valg.aarstall[self.aar]) for kind, figure in figures.items()}
        changes = {
            kind: block.calc(kind, _ENDRING, fl.av_ny_sats, block.cell(kind, _MILL), rate.used, rate.base)
            for kind, rate in rates.items()
        }
        #: What they change in all, million kroner.
        self.sum = block.calc("sosiale", _ENDRING, bb.samlet(*changes.values()))
        #: The same in the deviations (kr per inhabitant, by line and table of social costs), by sector, and
        #: in all sectors.
        self.avvik: dict[tuple[str, str], Cell] = {}
        self.sektor: dict[str, Cell] = {}
        self.i_sektorene: Call | None = None
        if sectors is not None:
            self.avvik, self.sektor, self.i_sektorene = sectors.write(rates)
        elif ark is not None:
            each = steg.blokk("Satsene på andre sektorer", (_EACH,), _NAVN, _SMAA)
            for kind, change in changes.items():
                call = of(fl.kr_per, change, ark.folk[self.aar].base)
                self.avvik[ANDRE, _TABELL[kind]] = each.calc(kind, _EACH, call)

    def _rate(self, kind: str, figure: Tall, aar: Cell) -> Ledd:
        """A rate on its line of Hva hvis."""
        block, label = self.block, f"{_NAVN[kind]}, sats i prosent"
        about: dict[str, Any] = {"label": label, "style": _SMAA, "used_on": block.sheet, "aar": aar}
        places = block.steder(kind, _SATS, _HVIS, _BRUKT)
        return self.linjer.inndata(kind, Linjetall(block.sheet, places, figure, limits=(0, 100), **about))


def _uses(ark: Ressursbruk) -> list[str]:
    """The uses with both kinds of social costs in the accounts."""
    known = ark.beloep.raa if ark.beloep else {}
    return [use for use in ark.sektorer if all((use, kind, ark.aar[-1]) in known for kind in _NAVN)]


class _Sektorer:
    """What each sector pays, and what it and the deviation from the country become."""

    def __init__(self, ark: Ressursbruk, steg: Steg) -> None:
        assert ark.beloep is not None
        self.beloep, self.aar, self.uses = ark.beloep, ark.aar[-1], _uses(ark)
        self.folk = ark.folk[self.aar].base
        heads = [(kind, what) for kind in _NAVN for what in ("mill. kr", "endring", "kr per innb.")]
        heads += [(kind, what) for kind in _NAVN for what in ("egen nå", "landet nå", "flyttet")]
        columns: dict[Hashable, str] = {(kind, what): f"{_NAVN[kind]}, {what}" for kind, what in heads}
        part = self.folk / self.beloep.landets_folk[self.aar]
        self.andel = steg.en("Kommunens del av landet", _ANDEL, "Folketall", part)
        both = {**columns, _I_ALT: _I_ALT, _EACH: _EACH}
        self.block = steg.blokk("Sosiale utgifter i sektorene", both, navn(*self.uses), _SMAA)
        for use, kind in product(self.uses, _NAVN):
            flag, amount = ark.flagg(use, self.aar), self.beloep.raa[use, kind, self.aar][0]
            call = of(fl.i_noekkelen, 1.0 if flag is None else flag, amount, self.folk)
            self.block.calc(use, (kind, "mill. kr"), call)

    def sum(self, kind: str) -> Call:
        return of(bb.summen, self.block.column((kind, "mill. kr")))

    def write(self, rates: Mapping[str, Ledd]) -> tuple[dict[tuple[str, str], Cell], dict[str, Cell], Call]:
        """What moves in the deviations, in each sector and in all of them."""
        block, moved, whole_of = self.block, {}, {}
        for use in self.uses:
            each: dict[str, Cell] = {}
            changes = []
            for kind, rate in rates.items():
                call = of(fl.av_ny_sats, block.cell(use, (kind, "mill. kr")), rate.used, rate.base)
                changes.append(block.calc(use, (kind, "endring"), call))
                each[kind] = block.calc(use, (kind, "kr per innb."), fl.kr_per, changes[-1], self.folk)
            whole_of[use] = block.calc(use, _I_ALT, bb.samlet(*changes))
            whole = block.calc(use, _EACH, bb.samlet(*each.values()))
            for kind in rates:
                moved[use, _TABELL[kind]] = self._moved(use, kind, each[kind], whole)
        return moved, whole_of, of(bb.sum_tall, block.column(_I_ALT))

    def _moved(self, use: str, kind: str, change: Cell, whole: Cell) -> Cell:
        """How far the deviation of a kind from the country moves."""
        parts = [self.beloep.raa[use, kind, self.aar]]
        parts += [self.beloep.celler[use, k, self.aar] for k in ("netto", "brutto")]
        own, country = zip(*parts, strict=True)
        now = [
            self.block.calc(use, (kind, who), fl.sosiale_naa, social, change, net, gross, whole, share)
            for who, (social, net, gross), share in (
                ("egen nå", own, 1.0),
                ("landet nå", country, self.andel),
            )
        ]
        before = self.beloep.celler[use, kind, self.aar]
        moved = of(fl.avvik_flyttet, whole, now[0], before[0], now[1], before[1])
        return self.block.calc(use, (kind, "flyttet"), moved)
