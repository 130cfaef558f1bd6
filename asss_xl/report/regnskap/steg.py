"""Steg_regnskap: the accounts without what-if, what counts, breaks, and what the charts draw."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from asss_xl.dataset.poster import POSTER, UTREGNEDE
from asss_xl.report import formler as bb
from asss_xl.report.formler import regnskap as rf, tekst
from asss_xl.report.poster import AVLEDET
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.tall import Tall
from asss_xl.report.uten import merke, uten_hva_hvis
from asss_xl.report.valg import Valg
from asss_xl.workbook import Call, Cell, Range, Sheet, of, styles

_STEG = "Steg_regnskap"
#: What the what-if figures of tabell 1 and 2 move driftsinntekter and driftsutgifter by.
INNTEKTSLINJER = (*AVLEDET["skatt"].av, "rammetilskudd", "andre_driftsinntekter")
UTGIFTSLINJER = ("loenn", "sosiale", "andre_driftsutgifter")
LAANEPOSTER = ("laan", "gjeld", "fordringer", "netto_gjeld")
#: Amounts in million kroner; all others are in 1000 kr.
MILLPOSTER = frozenset((*INNTEKTSLINJER, "skatt", "frie", *UTGIFTSLINJER, "loenn_sosiale", *LAANEPOSTER))
_ENDRES = (*INNTEKTSLINJER, *UTGIFTSLINJER, "laan", "finansbehov")

Aar = dict[int, Cell]


def postnavn(post: str) -> str:
    """The name of a line."""
    return POSTER.get(post) or UTREGNEDE[post]


def navngitt(poster: Iterable[str]) -> dict[str, str]:
    """The names of some lines."""
    return {post: postnavn(post) for post in poster}


class Brudd(NamedTuple):
    """The municipality's merger, where the figures have one: no growth goes over it."""

    brutt: Aar
    perioden: Cell
    basis: Cell
    aarene: Range


class Mellomregning:
    """The blocks of the sheet; those of the charts come one by one.

    ``grunnlag``, ``naa`` and ``endring`` have a line per post and a column per year: what figures elsewhere
    move, as the source has it; what counts of what is filled in; and what has changed.
    """

    def __init__(
        self,
        valg: Valg,
        sheet: Sheet,
        posts: Sequence[str],
        given: Sequence[str],
        inputs: Sequence[str],
        brudd: Cell | None,
        inntekter: Callable[[int], Tall],
        figurer: Sequence[str],
    ) -> None:
        self.steg, self.valg = Steg(sheet.book, _STEG), valg
        moved = [p for p in _ENDRES if "gjeld" in given or p not in ("laan", "finansbehov")]

        def block(title: str, posts: Sequence[str], decimals: int = 0) -> Blokk:
            names = {p: f"{postnavn(p)}, {'mill. kr' if p in MILLPOSTER else '1000 kr'}" for p in posts}
            return self.steg.blokk(title, valg.aarstall, names, styles.hjelp(styles.tall(decimals)))

        # Figures with yellow cells stand here too where those that are read are in other prices.
        self.grunnlag = block("Regnskapet uten hva hvis", (*given, *(inputs if valg.pris else ())))
        self.naa = block("Tallene som teller: det gule feltet der det er fylt ut", inputs)
        self.endring = block("Endring med hva hvis", moved, 1)
        #: Where prices can be chosen, by group: the amounts and the corrected ones, in each year's kroner.
        self.loepende = {
            group: block(f"{title}, i hvert års kroner", posts)
            for group, title in ((0, "Regnskapet med hva hvis"), (2, "Regnskapet etter rettelser"))
            if valg.pris
        }
        several = len(valg.vindu) > 1
        self.brudd = None
        if several and brudd is not None:
            self.brudd = _breaks(self.steg, valg, brudd, inntekter)
        self.budskap = self.steg.aapen("Hva figurene sier", {figur: figur for figur in figurer})

    @property
    def basis(self) -> Cell:
        """The year that index series are held against: the first that has figures, or that of a merger."""
        return self.valg.aarstall[self.valg.vindu[0]] if self.brudd is None else self.brudd.basis

    def move(self, post: str, year: int, now: Cell) -> Cell:
        """What a what-if changes a line by."""
        return self.endring.calc(post, year, bb.flyttet, now, uten_hva_hvis(self.steg.sheet.book, now))

    def say(
        self,
        figur: str,
        ellers: str,
        funn: Call | Cell,
        enhet: str,
        ord: Sequence[str | Call],
        slutt: Call,
        *,
        desimaler: int = 1,
        mot: Sequence[Cell | Call] = (),
    ) -> Cell:
        """A chart's message: «Bergen har 1,3 prosentenheter lavere … i 2009 (0,7 mot 2,0 …)».

        ``ord`` are the words for less, alike and more, ``mot`` its own figure and the one it is held
        against; ``ellers`` says what is drawn, where there is no finding.
        """
        block, step = self.budskap, styles.hjelp(styles.tall(desimaler))
        gap = block.calc(figur, "Funn", bb.rundet, funn, float(desimaler), style=step)
        said = [gap]
        sized = rf.stoerrelse if desimaler else rf.stoerrelse_hel
        size = block.calc(figur, "Størrelse", sized, gap, enhet)
        for heading, text in zip(_ORD, ord, strict=True):
            block.sett(figur, heading, text)
        word = block.calc(figur, "Ord", rf.retning, gap, block.line(figur, _ORD[0], _ORD[-1]))
        if mot:
            for heading, figure in zip(_MOT, mot, strict=True):
                block.calc(figur, heading, bb.rundet, figure, 1.0, style=step)
                block.calc(figur, f"{heading} i ord", rf.tallord, block.cell(figur, heading))
            own, others = (block.cell(figur, f"{heading} i ord") for heading in _MOT)
            said.append(block.cell(figur, _MOT[0]))
            off = of(bb.tallene_er_avrundet, *(block.cell(figur, heading) for heading in _MOT), gap)
            rounded = block.sett(figur, "Avrundet", off if desimaler else "")
            slutt = tekst(slutt, own, " mot ", others, " prosent", rounded, ")")
        ending = block.calc(figur, "Slutt", slutt)
        parts = (merke(block, figur, "Hva hvis", *said), self.valg.kommune, size, word, ending)
        message = block.calc(figur, "Melding", rf.melding, *parts)
        other = block.put(figur, "Ellers", ellers)
        return block.calc(figur, "Tittel", rf.melding_eller, gap, message, other)


_ORD = ("Mindre", "Likt", "Mer")
_MOT = ("Egen", "De andres")


def _breaks(steg: Steg, valg: Valg, brudd: Cell, inntekter: Callable[[int], Tall]) -> Brudd:
    title = "Sammenslåing som bryter serien: 1 der den ligger mellom året og det før"
    lines = ("Brudd", "Brudd i perioden", "Basisår", "Driftsinntekter", "Første år med tall fra og med året")
    block = steg.blokk(title, valg.aarstall, lines, styles.HJELP.but(number_format="0", align="right"))
    first, last = valg.vindu[0], valg.vindu[-1]
    base = start = valg.aarstall[first]
    broken = {
        year: block.calc(0, year, rf.mellom, brudd, valg.aarstall[before], valg.aarstall[year])
        for before, year in zip(valg.vindu, valg.vindu[1:], strict=False)
    }
    whole = block.calc(1, last, rf.mellom, brudd, base, valg.aarstall[last])
    for year in reversed(valg.vindu):
        known = block.tall(3, year, inntekter(year))
        start = block.calc(4, year, rf.foerste_med_tall, known, valg.aarstall[year], start)
    return Brudd(broken, whole, block.calc(2, last, bb.velg_en, whole, brudd, start), block.heads())
