"""Forside: the choices, the ten key figures in words, a picture, and the way to the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from textwrap import wrap

from asss_xl.dataset.utgifter import felles_sektor, utgiftsindikator
from asss_xl.report import formler as bb, layout
from asss_xl.report.building import ARKENE
from asss_xl.report.formler import hovedrapport as formler, oversikt as ov
from asss_xl.report.hovedrapport.ark import NETTO, Noekkellinje, Tjenestelinje, Tjenestelinjer, om_snittet
from asss_xl.report.hovedrapport.tabell import HVEM_HOEYEST, HVEM_LAVEST, MERKET_LAVEST, Medlemmer
from asss_xl.report.kilde import uten_landet
from asss_xl.report.oversikt import forside
from asss_xl.report.oversikt.hovedfunn import KORT, med_desimaler
from asss_xl.report.steg import Steg
from asss_xl.stated import beside
from asss_xl.workbook import Argument, Call, Cell, Sheet, of, styles

#: What is printed of itself before the services.
PAA_PAPIR = ("Forside", "Nøkkeltall", "Avvik", "Produksjon")
#: Key figures that there is room for beside the services.
_ANTALL = 6
#: Columns for the sentences, also when there are few figures.
_MINST_KOLONNER = 11
#: From the mean to the strongest colour, in percent.
SPENN = 25.0
_NAVN_BREDDE, _TALL_BREDDE, _MELLOM, _TJENESTE_BREDDE = 16.0, 8.6, 1.0, 5.8
#: What the services take together at least: the texts over them are as wide as the page.
_TJENESTENE = 78.0
_RAD_HOEYDE = 20.0
#: Of the head: what it takes at least and at most, and a letter of a name on end, which not all break.
_HODE_HOEYDE, _HODE_HOEYEST, _HODE_BOKSTAV = 104.0, 160.0, 4.7
_HODE = styles.HODE.but(size=9.5, rotation=90, valign="bottom")
_TITTEL = "Tjenestene mot snittet"
_MOT, _OVER, _UNDER, _FORSKJELL = "Måles mot", "Høyest, prosent over", "Lavest, prosent over", "Forskjell"
_MEST, _MINDRE = "bruker mest", "bruker minst"


class SideOmSide:
    """Writes the table on Forside and the sentence that is its title."""

    def __init__(
        self,
        sheet: Sheet,
        med: Medlemmer,
        tall: Sequence[Noekkellinje],
        tjenester: Mapping[str, Tjenestelinje],
    ) -> None:
        self.sheet, self.med = sheet, med
        self.tjenester = tjenester
        own = {t.ark for t in self.tjenester.values()}
        self.tall = [found for found in tall if found.ark not in own][:_ANTALL]
        #: Beside the choices, which have the two first columns, and a narrow one.
        self.first = 2 + max(1, len(self.tall))
        self.last = max(self.first + len(self.tjenester) - 1, _MINST_KOLONNER)
        figures = (_TALL_BREDDE,) * (self.first - 2)
        service = max(_TJENESTE_BREDDE, _TJENESTENE / max(1, len(tjenester)))
        layout.widths(sheet, (_NAVN_BREDDE, *figures, _MELLOM, *(service,) * len(tjenester)))

    def write(self, row: int) -> int:
        """Title, what is shown, the table; returns the next row."""
        sheet, head = self.sheet, row + 2
        told = "Tall for hver kommune."
        if self.tjenester:
            self._message(row)
            told = (
                "Til høyre: utgiftsindikatoren i tjenester som har en for hele tjenesten, snittet = 100. "
                f"Blått er over snittet, oransje under; sterkest ved {SPENN:.0f} prosent."
            )
        else:
            sheet.put(row, 0, "Kommunenes nøkkeltall", styles.OVERSKRIFT)
        sheet.put(
            row + 1,
            0,
            f"{told} «–»: ikke data, for få kommuner eller et snitt som ikke er over 0.",
            styles.NOTE,
        )
        self._heads(head)
        for number in range(len(self.med.plasser)):
            self._member(head + 1 + number, number)
        last = head + 1 + len(self.med.plasser)
        self._means(last)
        if self.tjenester:
            shaded = sheet.range((head + 1, self.first), (last - 1, self.last))
            sheet.around.append((shaded, SPENN))
        return last + 1

    def _heads(self, row: int) -> None:
        """What each column is, leading to its sheet."""
        sheet = self.sheet
        longest = max(map(len, self.tjenester), default=0)
        sheet.heights[row] = min(_HODE_HOEYEST, max(_HODE_HOEYDE, longest * _HODE_BOKSTAV))
        sheet.put(row, 0, "Kommune", styles.HODE_VENSTRE.but(size=9.5, valign="bottom"))
        letters = int(sheet.heights[row] / _HODE_BOKSTAV) - 2
        for column, each in enumerate(self.tall, start=1):
            told = "\n".join(wrap(f"{each.navn}, {each.linje.om.enhet}", letters))
            sheet.put(row, column, told, _HODE.but(align="right"))
        for column, (name, service) in enumerate(self.tjenester.items(), start=self.first):
            sheet.put(row, column, name, _HODE, link=service.ark)

    def _member(self, row: int, number: int) -> None:
        """A municipality's figures."""
        sheet = self.sheet
        sheet.heights[row] = _RAD_HOEYDE
        sheet.put(row, 0, self.med.navn[number], styles.RAD.but(bold=True))
        for column, (_, line) in enumerate(self.tall, start=1):
            look = styles.tall(line.om.desimaler).but(wrap=True)
            sheet.calc(row, column, bb.gjenta, line.vist[number], style=look)
        look = styles.tall(0).but(size=9.5, align="center", border=styles.HVIT)
        for column, service in enumerate(self.tjenester.values(), start=self.first):
            own, mot = service.linje.vist[number], self.block.cell(column - self.first, _MOT)
            sheet.calc(row, column, formler.mot_snitt, own, mot, style=look, missing="–")

    def _means(self, row: int) -> None:
        """The mean of each key figure."""
        self.sheet.heights[row] = _RAD_HOEYDE
        self.sheet.put(row, 0, "Snitt", styles.sumrad(styles.RAD))
        for column, (_, line) in enumerate(self.tall, start=1):
            look = styles.tall(line.om.desimaler, total=True)
            self.sheet.calc(row, column, bb.gjenta, line.snitt, style=look)
        look = styles.tall(0, total=True).but(size=9.5, align="center")
        for column, _ in enumerate(self.tjenester, start=self.first):
            mot = self.block.cell(column - self.first, _MOT)
            self.sheet.calc(row, column, formler.snittet_hundre, mot, style=look)

    def _message(self, row: int) -> None:
        """In which service the municipalities are farthest apart, as a title that follows the figures."""
        steg = Steg(self.sheet.book, "Steg_forside")
        block = self.block = steg.aapen(_TITTEL, list(self.tjenester))
        for at, service in enumerate(self.tjenester.values()):
            line, said = service.linje, block[at]
            mot = said.calc(_MOT, formler.maales_mot, line.snitt, line.n, line.om.minst)
            over = said.calc(_OVER, formler.over_snitt, line.hoeyest, mot)
            under = said.calc(_UNDER, formler.over_snitt, line.lavest, mot)
            said.calc(_FORSKJELL, over - under)
            said.calc(_MEST, bb.gjenta, line.hos(HVEM_HOEYEST, line.hoeyest))
            said.calc(_MINDRE, bb.gjenta, line.hos(HVEM_LAVEST, line.lavest))
        most = steg.aapen("Der kommunene er lengst fra hverandre", ["Tjenesten"])[0]
        differences = block.column(_FORSKJELL)
        largest = most.calc(_FORSKJELL, ov.stoerst, differences)
        at_line = most.calc("Linje", bb.plass_i, largest, differences)

        def there(column: str) -> Call:
            return of(bb.paa_plass, block.column(column), at_line)

        name = most.calc("Tjeneste", ov.liten, of(bb.paa_plass, block.labels, at_line))
        sizes = [most.calc(column, bb.stoerrelse, there(column), 0.0) for column in (_OVER, _UNDER)]
        over, under = (
            most.calc(heading, bb.i_ord, size) for heading, size in zip(("Over", "Under"), sizes, strict=True)
        )
        spends, saves = (most.calc(heading, there(heading)) for heading in (_MEST, _MINDRE))
        begins = ("Størst forskjell er det i ", name, ": ", spends, " bruker ")
        first = most.calc("Først", bb.tekst(*begins, over, " prosent mer enn snittet, "))
        then = most.calc("Så", bb.tekst(saves, " ", under, " prosent mindre"))
        sentence = bb.tekst(first, then)
        self.sheet.calc(row, 0, ov.om_noen, differences, sentence, _TITTEL, style=styles.OVERSKRIFT)


#: Rows: the sentence, the choices with the sentences beside them, and what follows.
_SETNING, _VALG, _STATUS = 2, 3, 6
_I_ORD_RADER, _ORD_KOLONNE, _NAVN_KOLONNER = 5, 3, 4


def fill(
    sheet: Sheet,
    med: Medlemmer,
    noekkeltall: tuple[Noekkellinje, ...],
    kontroller: Cell,
    tjenestelinjer: Tjenestelinjer = (),
) -> None:
    """One page: what it says, the municipalities side by side, the services; after it the rest."""
    data, valg = med.valg.data, med.valg
    #: The line that stands for the spending of each service, or of the sector that it is known of.
    spending = dict[str, Tjenestelinje]()
    for x in tjenestelinjer:
        if x.indikator is utgiftsindikator(data, x.tjeneste) and not x.indikator.forbehold:
            spending.setdefault(felles_sektor(data, x.tjeneste) or x.tjeneste.navn, x)
    sheet.calc(0, 0, bb.tekst(f"Hovedrapport for {data.nettverk} ", valg.aar), style=styles.TITTEL)
    told = f"{layout.invented(data)}Kilde: {data.kilde}. Status: "
    sheet.source = (told, valg.status, " tall.")
    sheet.heights.update({0: 30, 1: 18, _SETNING: 24})
    table = SideOmSide(sheet, med, noekkeltall, spending)
    look = styles.RAD.but(align="center", number_format="0")
    sheet.put(_STATUS, 0, "Antall med", forside.LEDETEKST)
    layout.text(sheet, _STATUS, 1, med.nettverk.antall, look)
    forside.control_light(sheet, _STATUS + 1, kontroller)
    words = _Ord(sheet, noekkeltall, table.last)
    words.sentence()
    words.write(_VALG, range(1, 1 + _I_ORD_RADER), _ORD_KOLONNE)
    row = table.write(_VALG + _I_ORD_RADER + 1)
    row = layout.lines(sheet, row, (om_snittet(data), *uten_landet(data)), styles.NOTE) - 1
    sheet.put(row + 1, 0, "Overskriftene fører til arkene der tallene står.", styles.NOTE)
    sheet.printing.rows = row + 1
    row = words.write(row + 2, [0, *range(1 + _I_ORD_RADER, len(noekkeltall))], 0)
    services = Counter(x.ark for x in tjenestelinjer)
    about = {name: f"{count} indikatorer for alle kommunene" for name, count in services.items()}
    about |= {name: its["om_i_hovedrapporten"] or its["om"] for name, its in ARKENE.items()}
    row = forside.contents(sheet, about, row + 1, beside=_ORD_KOLONNE, told=data.om_landet)
    paper = ", ".join(name for name in PAA_PAPIR if name in sheet.book.sheets)
    forside.usage(sheet, row + 1, [line.format(paper) for line in beside(__file__)["bruk"]])
    sheet.printing.last_column = table.last


_ENDER = ("Snitt", "Lavest", "Høyest")
_SAGT = tuple(f"{end} i ord" for end in _ENDER)
_TALL_I_ORD = (*(f"{end}, avrundet" for end in _ENDER), *(f"{said}{KORT}" for said in _SAGT), *_SAGT)
_HVEM = ("Lavest hos", "Høyest hos", "Enhet")
_ENDENE = "Endene i ord"
#: Units that say what a figure is, and not what there are so many of.
_OM_TALLET = ("indeks",)
_BELOEP = ("mill. kr",)
_RESULTAT = ("Over null", "Først", "Høyest", "Lavest")


class _Ord:
    """The key figures in words: the mean, and who is at the ends."""

    def __init__(self, sheet: Sheet, tall: Sequence[Noekkellinje], last: int) -> None:
        self.sheet, self.tall, self.last = sheet, tall, last
        if tall:
            steg, heads = Steg(sheet.book, "Steg_forside"), [*_TALL_I_ORD, *_HVEM, _ENDENE]
            self.block = steg.blokk("Tallene i setningene", heads, [x.navn for x in tall])
            self.first = steg.blokk("Setningen øverst", _RESULTAT, [""])
            for number in range(len(tall)):
                self._said(number)

    def _said(self, number: int) -> None:
        line, said = self.tall[number].linje, self.block[number]
        unit = line.om.enhet.rstrip(".")
        # Amounts can be over and under a thousand, from where on a sentence has no decimals.
        places = 0.0 if unit in _BELOEP else float(line.om.desimaler)
        for heading, figure in zip(_ENDER, (line.snitt, line.lavest, line.hoeyest), strict=True):
            rounded = said.calc(f"{heading}, avrundet", bb.avrundet, figure, places)
            med_desimaler(self.block, number, heading, rounded, places)
        for heading, place, end in (
            ("Lavest hos", HVEM_LAVEST, line.lavest),
            ("Høyest hos", HVEM_HOEYEST, line.hoeyest),
        ):
            said.calc(heading, bb.gjenta, line.hos(place, end))
        said.put("Enhet", f" ({unit})" if "=" in unit or unit in _OM_TALLET else f" {unit}")

    def sentence(self) -> None:
        """The first figure, on top of the page: a result tells how many have a surplus."""
        if not self.tall:
            return
        said, first, line, name = self.block[0], self.first[0], self.tall[0].linje, self.tall[0].navn
        over = first.calc("Over null", formler.over_null, line.verdier)
        begins: tuple[Argument, ...] = (f"{name}: ",)
        if name == NETTO:
            begins = (over, " av ", line.n, f" kommuner har positivt {ov.liten(name)}. ")
        told = first.calc("Først", bb.tekst(*begins, "Snittet er ", said["Snitt i ord"], said["Enhet"]))
        ends = [
            first.calc(end, formler.om_merket, line.steg[MERKET_LAVEST], bb.tekst(f", {words} ", *who))
            for end, words in (("Høyest", "høyest er"), ("Lavest", "lavest"))
            if (who := (said[f"{end} hos"], " (", said[f"{end} i ord"], ")"))
        ]
        look = styles.Style(bold=True, size=12, color=styles.BLAA, wrap=True)
        self.sheet.calc(_SETNING, 0, bb.tekst(told, *ends, "."), style=look)
        self.sheet.merge(_SETNING, 0, self.last)

    def write(self, row: int, numbers: Sequence[int], column: int) -> int:
        """A line for each figure, and the sentence in the columns after its name; returns the next row."""
        for number in numbers:
            if number >= len(self.tall):
                break
            said, each = self.block[number], self.tall[number]
            look = styles.LENKE.but(bottom=styles.LYS_GRAA)
            self.sheet.put(row, column, each.navn, look, link=each.ark)
            self.sheet.merge(row, column, column + _NAVN_KOLONNER)
            low = (" Lavest: ", said["Lavest hos"], " (", said["Lavest i ord"], ").")
            high = (" Høyest: ", said["Høyest hos"], " (", said["Høyest i ord"], ").")
            both = bb.tekst(*low, *high)
            ends = said.calc(_ENDENE, formler.om_merket, each.linje.steg[MERKET_LAVEST], both)
            at = column + _NAVN_KOLONNER + 1
            parts = (f"{each.om_snittet} ", said["Snitt i ord"], said["Enhet"], ".", ends)
            self.sheet.calc(row, at, bb.tekst(*parts), style=styles.RAD)
            self.sheet.merge(row, at, self.last)
            row += 1
        return row
