"""Ressursbruk: where its parts stand and in which order they are written; figures 17, 17B and 18."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from asss_xl.report import figurer, formler as bb, layout
from asss_xl.report.avvik import kjede, tabell19, utelatt
from asss_xl.report.avvik.egen_bruk import EgenBruk
from asss_xl.report.avvik.kilde import ANDRE, RENTER, RESULTAT, Avvikskilde, amounts
from asss_xl.report.avvik.kjede import Kjede
from asss_xl.report.avvik.rettet import Rettet
from asss_xl.report.avvik.tabell import DISPONIBEL, SMAA, SUM_IS, Ressursbruk
from asss_xl.report.avvik.tabell19 import Tabell19
from asss_xl.report.avvik.utelatt import Utelatt
from asss_xl.report.behov.ark import Behovsindekser, Utgiftsbehov
from asss_xl.report.behov.kilde import Noekkelvalg
from asss_xl.report.demografi.ark import Demografi
from asss_xl.report.formler import avvik as fl
from asss_xl.report.linjer import Linjer
from asss_xl.report.nettverk.medlemmene import Medlemmene
from asss_xl.report.rettelser.ark import Rettelser
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.uten import i_figuren, merke, uten_hva_hvis
from asss_xl.report.valg import Valg
from asss_xl.stated import beside
from asss_xl.workbook import GAP, Cell, Sheet, of, styles

_UTEN_EGNE = "uten egne"
_AVVIK, _ULIK = "Avvik", "Grunnlag, når ulik"
_HELE, _UTEN_FORTEGN, _I_ORD = "Hele kroner", "Uten fortegn", "Kroner i ord"
_MERKET, _MOT, _OVERSKRIFT = "Merket navn", "Mot hva", "Overskrift"
_ENHET = "Kr per innbygger, kommunen minus landet"
_STEG = "Steg_avvik"
_DATA = beside(__file__)


def _figures(valg: Valg) -> dict[str, list[tuple[str, str]]]:
    """The lines that each figure draws, by its name."""
    sectors, apart = valg.data.sektorer, _apart(valg)
    rest = (_UTEN_EGNE, "Resten av sektorene") if apart else (SUM_IS, "Sektorer")
    inside = [(rest[0], f"{rest[1]} i inntektssystemet")] if sectors else []
    uses = [(DISPONIBEL, "Disponibel inntekt"), *((name, name) for name in apart), *inside]
    uses += [
        (ANDRE, "Andre sektorer"),
        (RENTER, "Netto renter og avdrag"),
        (RESULTAT, "Netto driftsresultat"),
    ]
    first = {"figur 17": [(SUM_IS, "Sum"), *((s, s) for s in sectors)]} if sectors else {}
    return {**first, "figur 17B": [(ANDRE, "Sum andre sektorer")], "figur 18": uses}


def _apart(valg: Valg) -> list[str]:
    return [s.navn for s in valg.data.alle_sektorer if s.egen_soeyle and s.navn in valg.data.sektorer]


class _Figurer:
    def __init__(self, ark: Ressursbruk, kjede: Kjede) -> None:
        self.ark, self.kjede = ark, kjede

    def draw(self, name: str, lines: list[tuple[str, str]]) -> None:
        """The figures behind it among the steps, and the chart under its heading."""
        ark, last, about = self.ark, self.ark.aar[-1], _DATA[name]
        heads = ark.valg.kolonner(
            _AVVIK, etter=(_ULIK, _HELE, _UTEN_FORTEGN, _I_ORD, _MERKET, _MOT, _OVERSKRIFT)
        )
        block = ark.steg.blokk(about["navn"], heads, dict(lines), SMAA)
        for line, _ in lines:
            drawn = SUM_IS if line == _UTEN_EGNE else line
            for year in ark.aar:
                # 0, and no bar, where the chosen key does not have the sector.
                figure = ark.valg.faste(ark.teller(drawn, year, self.kjede.slutt[drawn][year]), year)
                # The sum of the sectors is without those that have bars of their own, in the rows above.
                apart = _apart(ark.valg) if line == _UTEN_EGNE else ()
                call = bb.trukket_fra(figure, *(block.cell(each, (_AVVIK, year)) for each in apart))
                now = block.calc(line, (_AVVIK, year), call, missing=GAP)
            i_figuren(block, line, _ULIK, now)
        top = lines[0][0]
        # Nothing is said of a figure that is missing.
        whole = block.calc(top, _HELE, bb.rundet, block.cell(top, (_AVVIK, last)), 0.0, missing=GAP)
        size = block.calc(top, _UTEN_FORTEGN, bb.absolutt, whole)
        spoken = block.calc(top, _I_ORD, bb.stoerrelse_i_ord, size)
        mark = merke(block, top, _MERKET, whole)
        against = bb.tekst(f"{ark.valg.data.kalt_landet} i ", ark.valg.aar, about["hva"])
        said = mark, ark.valg.kommune, whole, spoken, block.calc(top, _MOT, against)
        call = of(fl.overskrift if about["hva"] else fl.disponibelt, *said)
        call, look = ark.valg.i_priser(call), styles.HJELP
        title = block.calc(
            top, _OVERSKRIFT, call, style=look, missing=ark.valg.data.om_landet("Avvik fra landet")
        )
        self._chart(ark.rader[name], ark.valg.data.om_landet(about["navn"]), block, title)

    def _chart(self, row: int, name: str, block: Blokk, title: Cell) -> None:
        sheet, valg = self.ark.sheet, self.ark.valg
        sheet.put(row, 0, name, styles.OVERSKRIFT)
        chosen = self.ark.noekler is not None and block.lines > 1
        drawn = figurer.tegnede(self.ark.steg, valg, block, block.labels, _AVVIK, _ULIK, hull=not chosen)
        series = figurer.year_columns(*drawn, valg.aarstall)
        source = f"Kilde: {layout.source(valg.data)}"
        told = f"{valg.data.om_landet(_ENHET)}. {source}. Tallene står i vedleggstabell 1."
        alt = f"Søylediagram. {name}, {valg.data.om_landet(_DATA['alt']['tekst'])}."
        about = {"gap": 60 if block.lines > 1 else 500, "alt": alt}
        figurer.hel_side(sheet, row + 1, "column", title, series, told, figurer.HOEYDE, **about)


def _rows(sectors: int, computed: bool, told: int) -> dict[str, int]:
    """The first row of each part; ``computed``: whether the country's own use is known.

    ``told`` is how many texts there are of the steps and of what is missing.
    """
    heights = {name: each * sectors + more for name, (each, more) in _DATA["rader"].items()}
    heights = {n: rows + (figurer.RADER if n.startswith("figur") else 0) for n, rows in heights.items()}
    heights["kjede"] += told
    heights["tabell 19"] += computed
    if not computed:
        heights["landets bruk"] = 0
    return dict(zip(heights, accumulate(heights.values(), initial=3), strict=False))


def begynn(
    sheet: Sheet,
    valg: Valg,
    linjer: Linjer,
    medlemmene: Medlemmene | None = None,
    noekler: Noekkelvalg | None = None,
    indekser: Behovsindekser | None = None,
    demografi: Demografi | None = None,
) -> Ressursbruk:
    """The sheet with its inhabitants, and what is used per inhabitant before any what-if."""
    amounts_of_all = medlemmene.regnskap if medlemmene and valg.data.beregnet_avvik else None
    kilde = Avvikskilde(valg, amounts_of_all, noekler.sektornoekkel if noekler else {})
    steg, told = Steg(sheet.book, _STEG), Utelatt()
    if kilde.tall is not None:
        told = utelatt.place(steg, valg, kilde.tall.nettverk)
    texts = len(kjede.faste_noter(kilde, noekler)) + len(utelatt.noter(told, valg.vindu))
    rows = _rows(len(valg.data.sektorer), kilde.tall is not None, texts)
    last = 5 * len(valg.vindu)
    # The page is as wide whatever the years are: the figures are as wide as it.
    sizes = [29.5] + [143 / last] * last
    layout.heading(sheet, valg, "Ressursbruk", "Ressursbruk", sizes, last=last, freeze=(2, 1))
    sheet.printing.rows = rows["figur 17"]
    sheet.printing.parts = tuple(rows[name] for name in _DATA["sider"]["starter"])
    sectors = indekser.sektorer if indekser else {}
    ark = Ressursbruk(sheet, valg, kilde, steg, rows, linjer, sectors, noekler, told)
    ark = replace(ark, folk=tabell19.inhabitants(ark, demografi.folk if demografi else None))
    year = valg.data.rapportaar
    for line, sector in sectors.items():
        need = (
            sector.indeks[year],
            ark.folk[year].used,
            uten_hva_hvis(sheet.book, sector.indeks[year]),
            ark.folk[year].base,
        )
        linjer.foelg_behovet(line, of(bb.forhold_til_foer, *need))
    if kilde.tall is None:
        return ark
    return replace(ark, beloep=amounts(steg, kilde, ark.folk))


class Avvik:
    """What the municipality spends beside the country, and how far apart they are."""

    def __init__(
        self,
        ressursbruk: Ressursbruk,
        bruk: EgenBruk,
        rettelser: Rettelser,
        behov: Utgiftsbehov | None = None,
    ) -> None:
        ark = ressursbruk
        #: ``mangler`` is what the figures are without.
        self.bruk, self.folk, self.mangler = bruk, ark.folk, ark.mangler
        self.kjede = Kjede(ark, bruk, Rettet(ark, rettelser), behov)
        #: The deviations in million kroner, by line and year.
        self.kroner = kjede.i_kroner(ark, self.kjede, behov)
        writer = _Figurer(ark, self.kjede)
        for name, lines in _figures(ark.valg).items():
            writer.draw(name, lines)
        self.tabell19 = Tabell19(ark, self.kjede, bruk if ark.kilde.tall is not None else None, behov)
