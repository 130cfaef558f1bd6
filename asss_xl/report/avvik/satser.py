"""Employer's tax and pension as rates: what another rate does to social costs, and where.

Where the accounts have both kinds by function, each sector pays its own, and the deviations are
those of accounts with the other rate. A report prints wages and social costs in all: there the
change comes on «andre sektorer».
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from asss_xl import catalogue
from asss_xl.functions.excel.formula import formula
from asss_xl.report import formler as bb
from asss_xl.report.avvik.beloep import Beloep
from asss_xl.report.avvik.kilde import ANDRE, AVGIFT, PENSJON, linjenavn
from asss_xl.report.behov.ark import Sektor
from asss_xl.report.linjer import STEG, Linjer
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.regnskap.kilde import MILL, Regnskapskilde
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.tall import Ledd, Tall, plasser
from asss_xl.workbook import Argument, Call, Cell, of, styles

AVGIFTEN, PENSJONEN = "arbeidsgiveravgift", "pensjon"
_NAVN = {AVGIFTEN: "Arbeidsgiveravgift", PENSJONEN: "Pensjon"}
_TABELL = {AVGIFTEN: AVGIFT, PENSJONEN: PENSJON}
_SATS, _HVIS, _BRUKT, _MILL, _ENDRING = "Sats", "Hva hvis", "Brukt", "Mill. kr", "Endring, mill. kr"
_I_ALT, _EACH, _ANDEL = "I alt, endring, mill. kr", "I alt, endring, kr per innb.", "Andel av landet"
_SMAA = styles.hjelp(styles.tall(1))

#: Employer's tax in wages and social costs together, which are what it is a rate of and itself.
avgift_av_alt = formula("sats loenn sosiale", "sats*(loenn+sosiale)/(100+sats)")
#: What another rate changes an amount by; nothing where there is no amount.
av_ny_sats = formula("beloep naa sats", "IFERROR(IF(naa=sats,0,beloep*(naa/sats-1)),0)")
#: A sector's amount in million kroner; nothing outside the chosen key, where others have it.
i_noekkelen = formula("flagg beloep folk", "IF(flagg=1,beloep*folk/1000000,0)")
kr_per = formula("mill folk", "1000000*mill/folk")
#: A social cost in proportion to net over gross, when they have all changed.
sosiale_naa = formula(
    "sosiale endret netto brutto alt del", "(sosiale+endret*del)*(netto+alt*del)/(brutto+alt*del)"
)
#: How far a deviation from the country moves; nothing where no rate has changed.
avvik_flyttet = formula(
    "alt egen egen_foer landet landet_foer", "IF(alt=0,0,IFERROR(egen-egen_foer-landet+landet_foer,0))"
)


@dataclass
class Satser:
    """What the rates change in the report year: in all, by sector (million kr), in the deviations."""

    aar: int
    sum: Cell
    sektor: dict[str, Cell] = field(default_factory=dict)
    #: What the sectors have of it together.
    i_sektorene: Call | None = None
    #: By line and table of social costs, kr per inhabitant.
    avvik: dict[tuple[str, str], Cell] = field(default_factory=dict)


@dataclass(frozen=True)
class Grunnlag:
    """What the rates are taken of."""

    valg: Valg
    linjer: Linjer
    kilde: Regnskapskilde
    beloep: Beloep | None
    behov: Mapping[str, Sektor]
    #: The municipality's inhabitants in the report year, where Ressursbruk has them.
    folk: Cell | None

    @property
    def aar(self) -> int:
        return self.valg.data.rapportaar

    @property
    def bruk(self) -> list[str]:
        """The uses with both kinds of social costs in the accounts."""
        if self.beloep is None:
            return []
        raw = self.beloep.raa
        return [u for u in (*self.valg.data.sektorer, ANDRE) if all((u, k, self.aar) in raw for k in _NAVN)]


def place(g: Grunnlag) -> Satser:
    """Write the rates on Hva hvis, and the steps that follow from them."""
    steg = Steg(g.linjer.sheet.book, STEG)
    sectors = _Sektorer(g, steg) if g.bruk else None
    block = steg.blokk(
        "Satser", (_SATS, _HVIS, _BRUKT, _MILL, _ENDRING), (*_NAVN.values(), "Lønn", "Sosiale utgifter")
    )
    wages, social = (
        plasser(
            block.sheet,
            *block.at(line, _MILL),
            g.kilde.beloep("Tabell 2", post, g.aar, MILL),
            _SMAA,
            published=(),
        )
        for line, post in ((2, "loenn"), (3, "sosiale"))
    )
    known = next(float(row["prosent"]) for row in catalogue.rows("satser") if row["sats"] == AVGIFTEN)
    tax = sectors.sum(AVGIFTEN) if sectors else of(avgift_av_alt, known, wages, social)
    taxed = block.calc(0, _MILL, tax, style=_SMAA)
    saved = sectors.sum(PENSJONEN) if sectors else of(bb.minus, social, taxed)
    paid = block.calc(1, _MILL, saved, style=_SMAA)
    rates = {
        AVGIFTEN: _rate(g, block, 0, AVGIFTEN, Tall(known)),
        PENSJONEN: _rate(g, block, 1, PENSJONEN, Tall(of(bb.prosent, paid, wages))),
    }
    changes = [
        block.calc(line, _ENDRING, av_ny_sats, amount, rate.used, rate.base, style=_SMAA)
        for line, (amount, rate) in enumerate(zip((taxed, paid), rates.values(), strict=True))
    ]
    made = Satser(g.aar, block.calc(3, _ENDRING, bb.pluss, *changes, style=_SMAA))
    if sectors is not None:
        sectors.write(made, rates)
    elif g.folk is not None:
        each = steg.blokk("Satsene på andre sektorer", (_EACH,), tuple(_NAVN.values()))
        for line, (kind, change) in enumerate(zip(_NAVN, changes, strict=True)):
            made.avvik[ANDRE, _TABELL[kind]] = each.calc(line, _EACH, kr_per, change, g.folk, style=_SMAA)
    return made


def _rate(g: Grunnlag, block: Blokk, line: int, kind: str, tall: Tall) -> Ledd:
    return g.linjer.inndata(
        kind,
        block.sheet,
        (block.at(line, _SATS), block.at(line, _HVIS), block.at(line, _BRUKT)),
        tall,
        used_on=block.sheet,
        label=f"{_NAVN[kind]}, sats i prosent",
        aar=g.valg.aarstall[g.aar],
        style=_SMAA,
        limits=(0, 100),
    )


class _Sektorer:
    """What each sector pays, and what it and the deviation from the country become."""

    def __init__(self, g: Grunnlag, steg: Steg) -> None:
        assert g.beloep is not None and g.folk is not None
        self.g, self.beloep, self.folk = g, g.beloep, g.folk
        heads = [
            *(
                f"{name}, {what}"
                for name in _NAVN.values()
                for what in ("mill. kr", "endring", "kr per innb.")
            ),
            *(f"{name}, {who}" for name in _NAVN.values() for who in ("egen nå", "landet nå", "flyttet")),
        ]
        own = steg.blokk("Kommunens del av landet", (_ANDEL,), ("Folketall",))
        self.andel = own.calc(0, _ANDEL, bb.delt, g.folk, self.beloep.landets_folk[g.aar])
        self.block = steg.blokk(
            "Sosiale utgifter i sektorene", [*heads, _I_ALT, _EACH], [linjenavn(use) for use in g.bruk]
        )
        self.amounts: dict[tuple[str, str], Cell] = {}
        for line, use in enumerate(g.bruk):
            sector = g.behov.get(use)
            flag: Argument = sector.i_noekkel.get(g.aar, 1.0) if sector else 1.0
            for kind, name in _NAVN.items():
                self.amounts[use, kind] = self.block.calc(
                    line,
                    f"{name}, mill. kr",
                    i_noekkelen,
                    flag,
                    self.beloep.raa[use, kind, g.aar][0],
                    g.folk,
                    style=_SMAA,
                )

    def sum(self, kind: str) -> Call:
        return of(bb.sum_tall, self.block.column(f"{_NAVN[kind]}, mill. kr"))

    def write(self, made: Satser, rates: Mapping[str, Ledd]) -> None:
        block = self.block
        for line, use in enumerate(self.g.bruk):
            each: dict[str, Cell] = {}
            changes = []
            for kind, rate in rates.items():
                change = block.calc(
                    line,
                    f"{_NAVN[kind]}, endring",
                    av_ny_sats,
                    self.amounts[use, kind],
                    rate.used,
                    rate.base,
                    style=_SMAA,
                )
                each[kind] = block.calc(
                    line, f"{_NAVN[kind]}, kr per innb.", kr_per, change, self.folk, style=_SMAA
                )
                changes.append(change)
            made.sektor[use] = block.calc(line, _I_ALT, bb.pluss, *changes, style=_SMAA)
            whole = block.calc(line, _EACH, bb.pluss, *each.values(), style=_SMAA)
            for kind in rates:
                made.avvik[use, _TABELL[kind]] = self._moved(line, use, kind, each[kind], whole)
        made.i_sektorene = of(bb.sum_tall, block.column(_I_ALT))

    def _moved(self, line: int, use: str, kind: str, change: Cell, whole: Cell) -> Cell:
        """How far the deviation of a kind from the country moves."""
        year, name = self.g.aar, _NAVN[kind]
        parts = [self.beloep.raa[use, kind, year]]
        parts += [self.beloep.celler[use, k, year] for k in ("netto", "brutto")]
        now = []
        shares: tuple[tuple[str, Argument], ...] = (("egen nå", 1.0), ("landet nå", self.andel))
        for who, (heading, share) in enumerate(shares):
            social, net, gross = (part[who] for part in parts)
            call = of(sosiale_naa, social, change, net, gross, whole, share)
            now.append(self.block.calc(line, f"{name}, {heading}", call, style=_SMAA))
        before = self.beloep.celler[use, kind, year]
        return self.block.calc(
            line, f"{name}, flyttet", avvik_flyttet, whole, now[0], before[0], now[1], before[1], style=_SMAA
        )
