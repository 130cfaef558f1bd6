"""Steg_regnskap: the accounts without what-if, what counts, breaks, and what the charts draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from asss_xl.dataset.poster import POSTER, UTREGNEDE
from asss_xl.report import formler as bb
from asss_xl.report.nettverk.valg import Valg, tekst
from asss_xl.report.regnskap import formler as rf
from asss_xl.report.steg import Blokk, Steg
from asss_xl.workbook import Call, Cell, Range, Sheet, of, styles

ARK = "Steg_regnskap"
#: Amounts in million kroner; all others are in 1000 kr.
MILLPOSTER = frozenset(
    (
        "innt_formue",
        "eiendom",
        "selskap",
        "andre_skatter",
        "skatt",
        "rammetilskudd",
        "frie",
        "andre_driftsinntekter",
        "loenn",
        "sosiale",
        "loenn_sosiale",
        "andre_driftsutgifter",
        "laan",
        "gjeld",
        "fordringer",
        "netto_gjeld",
    )
)
#: What the what-if figures of tabell 1 and 2 move driftsinntekter and driftsutgifter by.
INNTEKTSLINJER = (
    "innt_formue",
    "eiendom",
    "selskap",
    "andre_skatter",
    "rammetilskudd",
    "andre_driftsinntekter",
)
UTGIFTSLINJER = ("loenn", "sosiale", "andre_driftsutgifter")
_ENDRES = (*INNTEKTSLINJER, *UTGIFTSLINJER, "laan", "finansbehov")

Aar = dict[int, Cell]


def postnavn(post: str) -> str:
    """The name of a line."""
    return POSTER.get(post) or UTREGNEDE[post]


def _label(post: str) -> str:
    return f"{postnavn(post)}, {'mill. kr' if post in MILLPOSTER else '1000 kr'}"


class Aarsblokk:
    """A block with a line per post and a column per year."""

    def __init__(self, steg: Steg, valg: Valg, title: str, posts: Sequence[str]) -> None:
        heads = [valg.aarstall[year] for year in valg.vindu]
        self.blokk = steg.blokk(title, heads, [_label(post) for post in posts])
        self._lines = {post: line for line, post in enumerate(posts)}
        self._columns = {year: str(n) for n, year in enumerate(valg.vindu, start=1)}

    @property
    def sheet(self) -> Sheet:
        return self.blokk.sheet

    def at(self, post: str, year: int) -> tuple[int, int]:
        """Row and column."""
        return self.blokk.at(self._lines[post], self._columns[year])

    def calc(self, post: str, year: int, call: Call, style: styles.Style) -> Cell:
        """A step."""
        return self.sheet.calc(*self.at(post, year), call, style=style)

    def has(self, post: str) -> bool:
        """Whether the block has the line."""
        return post in self._lines

    def repeat(self, post: str, year: int, cell: Cell) -> Cell:
        """A figure that stands on the chapter's own sheet."""
        return self.calc(
            post,
            year,
            of(bb.gjenta, cell),
            styles.HJELP.but(number_format=cell.style.number_format, align="right"),
        )

    def cell(self, post: str, year: int) -> Cell:
        """What stands in a place."""
        return self.sheet.at(*self.at(post, year))

    def lines(self, first: str, last: str, year: int) -> Range:
        """The lines from one to another in a year."""
        return self.sheet.range(self.at(first, year), self.at(last, year))


@dataclass
class Brudd:
    """The municipality's merger, where the figures have one: no growth goes over it."""

    brutt: Aar
    perioden: Cell
    basis: Cell
    aarene: Range


@dataclass
class Mellomregning:
    """The blocks of the sheet; those of the charts come one by one."""

    steg: Steg
    valg: Valg
    uten: Aarsblokk
    naa: Aarsblokk
    endring: Aarsblokk
    brudd: Brudd | None
    budskap: Blokk
    _figurer: list[str] = field(default_factory=list)

    @classmethod
    def ny(
        cls,
        valg: Valg,
        sheet: Sheet,
        posts: Sequence[str],
        inputs: Sequence[str],
        brudd: Cell | None,
        figurer: Sequence[str],
    ) -> Mellomregning:
        """The sheet with its first blocks, by what the package has."""
        steg = Steg(sheet.book, ARK)
        moved = [p for p in _ENDRES if "laan" in posts or p not in ("laan", "finansbehov")]
        return cls(
            steg,
            valg,
            Aarsblokk(steg, valg, "Regnskapet uten hva hvis", posts),
            Aarsblokk(steg, valg, "Tallene som teller: det gule feltet der det er fylt ut", inputs),
            Aarsblokk(steg, valg, "Endring med hva hvis", moved),
            _breaks(steg, valg, brudd) if brudd is not None and len(valg.vindu) > 1 else None,
            steg.blokk("Hva figurene sier", _BUDSKAP, figurer),
            list(figurer),
        )

    def sheet_of(self, cell: Cell) -> Sheet:
        """The sheet where a cell stands."""
        return self.steg.sheet.book.sheets[cell.sheet]

    def move(self, post: str, year: int, now: Cell) -> Cell:
        """What a what-if changes a line by."""
        call = of(bb.flyttet, now, self.uten.cell(post, year))
        return self.endring.calc(post, year, call, styles.hjelp(styles.tall(1)))

    def say(self, figur: str, budskap: Budskap) -> Cell:
        """The message of a chart."""
        block, line, what = self.budskap, self._figurer.index(figur), budskap
        step = styles.hjelp(styles.tall(what.desimaler))
        gap = block.calc(line, "Funn", bb.rundet, what.funn, float(what.desimaler), style=step)
        size = block.calc(
            line, "Størrelse", rf.stoerrelse if what.desimaler else rf.stoerrelse_hel, gap, what.enhet
        )
        for heading, text in zip(_ORD, what.ord, strict=True):
            if isinstance(text, Call):
                block.calc(line, heading, text)
            else:
                block.put(line, heading, text)
        word = block.calc(line, "Ord", rf.retning, gap, block.line(line, _ORD[0], _ORD[-1]))
        if what.egen is None:
            end = block.calc(line, "Slutt", what.slutt)
        else:
            rounded = block.calc(line, "Egen", bb.rundet, what.egen, 1.0, style=step)
            own = block.calc(line, "Egen i ord", rf.tallord, rounded)
            end = block.calc(line, "Slutt", *bb.tekst(what.slutt, own, what.etter))
        prefix = (
            block.put(line, "Hva hvis", "")
            if what.uten is None
            else block.calc(line, "Hva hvis", rf.hva_hvis, what.uten)
        )
        said = block.calc(line, "Melding", rf.melding, prefix, self.valg.kommune, size, word, end)
        other = block.put(line, "Ellers", what.ellers)
        return block.calc(line, "Tittel", rf.eller, gap, said, other)


_ORD = ("Mindre", "Likt", "Mer")
_BUDSKAP = (
    "Funn",
    "Størrelse",
    *_ORD,
    "Ord",
    "Egen",
    "Egen i ord",
    "Slutt",
    "Hva hvis",
    "Melding",
    "Ellers",
    "Tittel",
)


@dataclass(frozen=True)
class Budskap:
    """The parts of a chart's message: «Bergen har 1,3 prosentenheter lavere … i 2009 (0,7 …)».

    ``ord`` are the words for less, alike and more; ``uten`` the point that is drawn only when a
    what-if has moved the figure; ``ellers`` says what is drawn, where there is no finding.
    """

    funn: Call | Cell
    enhet: str
    ord: tuple[str | Call, str | Call, str | Call]
    slutt: Call
    ellers: str
    desimaler: int = 1
    egen: Cell | None = None
    etter: str = ""
    uten: Cell | None = None


def _breaks(steg: Steg, valg: Valg, brudd: Cell) -> Brudd:
    years = [valg.aarstall[year] for year in valg.vindu]
    block = steg.blokk(
        "Sammenslåing som bryter serien: 1 der den ligger mellom året og det før",
        years,
        ("Brudd", "Brudd i perioden", "Basisår"),
    )
    small = styles.HJELP.but(number_format="0", align="right")
    broken = {
        year: block.calc(0, str(n), rf.mellom, brudd, years[n - 2], years[n - 1], style=small)
        for n, year in enumerate(valg.vindu, start=1)
        if n > 1
    }
    last = str(len(years))
    whole = block.calc(1, last, rf.mellom, brudd, years[0], years[-1], style=small)
    base = block.calc(2, last, bb.velg_en, whole, brudd, years[0], style=small)
    heads = steg.sheet.range((block.row + 1, 1), (block.row + 1, len(years)))
    return Brudd(broken, whole, base, heads)


def aarstekst(valg: Valg) -> Call:
    """« i 2009 (»: what stands before the municipality's own figure."""
    return tekst(" i ", valg.aar, " (")
