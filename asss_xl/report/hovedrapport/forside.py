"""Forside: the choices, the ten key figures in words, a picture, and the way to the rest."""

from __future__ import annotations

from collections.abc import Sequence

from asss_xl.functions.excel.formula import beside
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.hovedrapport import formler
from asss_xl.report.hovedrapport.medlemmer import Medlemmer
from asss_xl.report.hovedrapport.noekkeltall import RESULTAT, Tall
from asss_xl.report.hovedrapport.side_om_side import Hovedlinje, SideOmSide
from asss_xl.report.hovedrapport.tabell import HOEYEST_HOS, LAVEST_HOS, MERKET_LAVEST, Linje
from asss_xl.report.oversikt import forside
from asss_xl.report.oversikt.formler import liten
from asss_xl.report.oversikt.hovedfunn import KORT, med_desimaler
from asss_xl.report.steg import Steg
from asss_xl.workbook import Argument, Cell, Sheet, styles

_TEKSTER = beside(__file__)
_BRUK: list[str] = _TEKSTER["bruk"]
OM_ARKENE: dict[str, str] = {**forside.OM_ARKENE, **_TEKSTER["om_arkene"]}


#: Rows: the sentence, the choices with the sentences beside them, and what follows.
_SETNING, _VALG = 2, 3
_I_ORD_RADER, _ORD_KOLONNE, _NAVN_BREDDE = 5, 3, 4


def fill(
    sheet: Sheet,
    med: Medlemmer,
    tall: Sequence[Tall],
    lines: Sequence[Linje],
    checks: Cell,
    services: dict[str, int],
    spending: Sequence[Hovedlinje],
) -> None:
    """One page: what it says, the municipalities side by side, the services; after it the rest."""
    data, valg = med.valg.data, med.valg
    sheet.calc(0, 0, bb.tekst(f"Hovedrapport for {data.nettverk} ", valg.aar), style=styles.TITTEL)
    told = f"{layout.invented(data)}Kilde: {data.kilde}. Status: "
    sheet.source = (told, valg.status, " tall. Levende arbeidsbok: alle tall er formler.")
    sheet.heights.update({0: 30, 1: 18, _SETNING: 24})
    table = SideOmSide(sheet, med, list(zip(tall, lines, strict=True)), spending)
    _state(sheet, med, checks)
    words = _Ord(sheet, tall, lines, table.last)
    words.sentence()
    words.write(_VALG, range(1, 1 + _I_ORD_RADER), _ORD_KOLONNE)
    row = table.write(_VALG + _I_ORD_RADER + 1)
    sheet.put(row, 0, "Overskriftene fører til arkene der tallene står.", styles.NOTE)
    sheet.printing.rows = row + 1
    row = words.write(row + 2, [0, *range(1 + _I_ORD_RADER, len(lines))], 0)
    about = {name: f"{count} indikatorer for alle kommunene" for name, count in services.items()}
    row = forside.contents(sheet, {**OM_ARKENE, **about}, row + 1, column=0, beside=_ORD_KOLONNE)
    forside.usage(sheet, row + 1, _BRUK)
    sheet.printing.last_column = table.last


def _state(sheet: Sheet, med: Medlemmer, checks: Cell) -> None:
    row = _VALG + 3
    sheet.put(row, 0, "Kommuner med nå", forside.LEDETEKST)
    assert med.network.antall is not None
    sheet.calc(row, 1, bb.gjenta, med.network.antall, style=styles.RAD.but(align="center", number_format="0"))
    forside.control_light(sheet, row + 1, checks)


_ENDER = ("Snitt", "Lavest", "Høyest")
_SAGT = tuple(f"{end} i ord" for end in _ENDER)
_TALL_I_ORD = (*(f"{end}, avrundet" for end in _ENDER), *(f"{said}{KORT}" for said in _SAGT), *_SAGT)
_HVEM = ("Lavest hos", "Høyest hos", "Enhet")
_ENDENE = "Endene i ord"
#: Units that say what a figure is, and not what there are so many of.
_OM_TALLET = ("indeks",)
_RESULTAT = ("Over null", "Først", "Høyest", "Lavest")


class _Ord:
    """The key figures in words: the mean, and who is at the ends."""

    def __init__(self, sheet: Sheet, tall: Sequence[Tall], lines: Sequence[Linje], last: int) -> None:
        self.sheet, self.tall, self.lines, self.last = sheet, tall, lines, last
        if lines:
            steg = Steg(sheet.book, "Steg_forside")
            self.block = steg.blokk(
                "Tallene i setningene", [*_TALL_I_ORD, *_HVEM, _ENDENE], [str(x.om.navn) for x in tall]
            )
            self.first = steg.blokk("Setningen øverst", _RESULTAT, [""])
            for number in range(len(lines)):
                self._said(number)

    def _said(self, number: int) -> None:
        line, said = self.lines[number], self.block[number]
        places, unit = float(line.om.desimaler), line.om.enhet.rstrip(".")
        for heading, figure in zip(_ENDER, (line.snitt, line.lavest, line.hoeyest), strict=True):
            rounded = said.calc(f"{heading}, avrundet", bb.avrundet, figure, places)
            med_desimaler(self.block, number, heading, rounded, places)
        for heading, place, end in (
            ("Lavest hos", LAVEST_HOS, line.lavest),
            ("Høyest hos", HOEYEST_HOS, line.hoeyest),
        ):
            said.calc(heading, bb.gjenta, line.hos(place, end))
        said.put("Enhet", f" ({unit})" if "=" in unit or unit in _OM_TALLET else f" {unit}")

    def sentence(self) -> None:
        """The first figure, on top of the page: a result tells how many have a surplus."""
        if not self.lines:
            return
        said, first, line = self.block[0], self.first[0], self.lines[0]
        name = str(self.tall[0].om.navn)
        over = first.calc("Over null", formler.over_null, line.verdier)
        begins: tuple[Argument, ...] = (f"{name}: ",)
        if name == RESULTAT:
            begins = (over, " av ", line.n, f" kommuner har positivt {liten(name)}. ")
        told = first.calc("Først", bb.tekst(*begins, "Snittet er ", said["Snitt i ord"], said["Enhet"]))
        ends = [
            first.calc(end, formler.om_merket, line.steg[MERKET_LAVEST], bb.tekst(f", {words} ", *who))
            for end, words in (("Høyest", "høyest er"), ("Lavest", "lavest"))
            if (who := (said[f"{end} hos"], " (", said[f"{end} i ord"], ")"))
        ]
        look = styles.Style(bold=True, size=12, color=styles.RAUD, wrap=True)
        self.sheet.calc(_SETNING, 0, bb.tekst(told, *ends, "."), style=look)
        self.sheet.merge(_SETNING, 0, self.last)

    def write(self, row: int, numbers: Sequence[int], column: int) -> int:
        """A line for each figure, and the sentence in the columns after its name; returns the next row."""
        for number in numbers:
            if number >= len(self.lines):
                break
            said, line = self.block[number], self.lines[number]
            look = styles.LENKE.but(bottom=styles.LYS_GRAA)
            self.sheet.put(row, column, str(self.tall[number].om.navn), look, link=self.tall[number].ark)
            self.sheet.merge(row, column, column + _NAVN_BREDDE)
            low = (" Lavest: ", said["Lavest hos"], " (", said["Lavest i ord"], ").")
            high = (" Høyest: ", said["Høyest hos"], " (", said["Høyest i ord"], ").")
            both = bb.tekst(*low, *high)
            ends = said.calc(_ENDENE, formler.om_merket, line.steg[MERKET_LAVEST], both)
            at, parts = column + _NAVN_BREDDE + 1, ("Snitt ", said["Snitt i ord"], said["Enhet"], ".", ends)
            self.sheet.calc(row, at, bb.tekst(*parts), style=styles.RAD)
            self.sheet.merge(row, at, self.last)
            row += 1
        return row
