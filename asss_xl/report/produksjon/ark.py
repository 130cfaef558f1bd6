"""Produksjon: production and efficiency beside the use of resources, service by service.

The weights are the package's; each index is the profile's own, and follows its yellow cells.
"""

from __future__ import annotations

from asss_xl import functions as f
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator, Produksjonsvekt
from asss_xl.dataset.utgifter import funksjoner, hel_sektor
from asss_xl.report import figurer, layout
from asss_xl.report import formler as bb
from asss_xl.report.formler import tekst
from asss_xl.report.nettverk.valg import liste
from asss_xl.report.produksjon import ARK, FORBEHOLD, STEG, figur, om_vektene
from asss_xl.report.produksjon import formler as fl
from asss_xl.report.produksjon.linjer import Linje, linjer
from asss_xl.report.profil import kolonner
from asss_xl.report.profil.funn import Rad
from asss_xl.report.profil.steg import Profilsteg
from asss_xl.report.rapport import Rapport
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.steg import Linje as Steglinje
from asss_xl.workbook import MISSING_TEXT, Cell, Range, Sheet, of, styles

TJENESTE, RESSURSBRUK, PRODUKSJON, EFFEKTIVITET, SLAG, SETNING = range(6)
_VEKT, _VERDI, _SNITT, _INDEKS, _KILDE = range(1, 6)
#: In pixels: on paper letters of 9.5 points are over 8.
_BREDDER = (196, 80, 80, 80, 76, 300)
_MELDING, _HODE = 2, 3
_HODER = (
    *("Tjeneste (snittet = 100)", "Ressursbruk", "Produksjon", "Effektivitet"),
    *("Korrigert for behov", "Det tallene sier"),
)
_MERKNADSBREDDE = 140
_MANGLER = "mangler tall som trengs for å regne dette ut"
_FORSKJELL, _I_ORD, _SETNINGEN = "Forskjell, prosent", "I ord", "Setning"


class _Writer:
    def __init__(self, sheet: Sheet, report: Rapport) -> None:
        assert report.flyt is not None
        self.sheet, self.report, self.valg = sheet, report, report.valg
        self.profilsteg: Profilsteg = report.flyt.steg
        self.steg = Steg(sheet.book, STEG)
        self.rader = {id(r.indikator): r for profile in report.profiler for r in profile.rader}
        self.linjer = list(linjer(report.data, self.rader))

    def write(self) -> list[Linje]:
        sheet, count = self.sheet, len(self.linjer)
        layout.heading(sheet, self.valg, "Ressursbruk, produksjon og effektivitet", ARK)
        layout.pixels(sheet, _BREDDER)
        chosen = _HODE + count + 2
        chart = chosen + 1
        notes = chart + figurer.FIREFELT_RADER + 1
        below = layout.notes(sheet, notes, [*FORBEHOLD, *om_vektene(self.report.data)], _MERKNADSBREDDE)
        network, rest = self.report.network, self.valg.data.resten
        units = network.enheter if network else ()
        self.enheter = [n for n, unit in enumerate(units) if unit.navn != rest]
        self._weights(below + 1 + (len(self.enheter) + 3 if network else 0))
        self._table()
        self._message()
        self._figure(chosen, chart, below + 1)
        where = ": alles tall står under utskriften" if network else ""
        told = f"Prikker nær hverandre står uten navn{where}. Kilde: {layout.source(self.report.data)}."
        sheet.put(notes - 1, 0, told, styles.NOTE)
        sheet.printing.rows, sheet.printing.last_column = below + 1, SETNING
        sheet.printing.landscape = False
        sheet.freeze = (_HODE + 1, 1)
        return self.linjer

    # -- the weights ------------------------------------------------------------------------------

    def _weights(self, row: int) -> None:
        """Below what is printed: each indicator with its weight, figures and index."""
        sheet = self.sheet
        sheet.put(row, 0, "Indikatorene som produksjonen er regnet av", styles.OVERSKRIFT)
        heads = ("Indikator", "Vekt", self.valg.kommune, "Snitt", "Indeks", "Kilde til vekten")
        layout.head(sheet, row + 1, 0, heads)
        row += 2
        for line in self.linjer:
            layout.group(sheet, row, line.tjeneste.navn, SETNING)
            first = row + 1
            for row, (i, weight) in enumerate(line.vektet, start=first):
                self._weight(row, i, weight)
            line.vekter, line.indekser = (sheet.range((first, c), (row, c)) for c in (_VEKT, _INDEKS))
            row += 1

    def _weight(self, row: int, i: Indikator, weight: Produksjonsvekt) -> None:
        sheet, of_profile = self.sheet, self.rader[id(i)]
        number = kolonner.tall(self.profilsteg.kilde.desimaler(i))
        decimals = 2 if weight.desimaler is None else weight.desimaler
        source = f"{'Oppdiktet vekt. ' * weight.oppdiktet}{weight.kilde} {weight.merknad}".rstrip()
        told = "Oppdiktet" if weight.oppdiktet and weight.kilde == "Oppdiktet" else source
        cells = (
            (i.kortnavn, kolonner.tekst()),
            (weight.vekt, styles.tall(decimals)),
            (of_profile.verdi.used, number),
            (of_profile.snitt, number),
        )
        layout.line(sheet, row, TJENESTE, *cells)
        layout.text(sheet, row, _INDEKS, of_profile.indeks, styles.tall(1), missing=None)
        sheet.put(row, _KILDE, told, kolonner.tekst(9))
        sheet.heights[row] = max(layout.text_height(i.kortnavn, 26), layout.text_height(told, 50))

    # -- the services -----------------------------------------------------------------------------

    def _table(self) -> None:
        sheet = self.sheet
        layout.head(sheet, _HODE, 0, _HODER)
        for column in (SLAG, SETNING):
            cell = sheet.cells[_HODE, column]
            cell.style = cell.style.but(align="left", indent=int(column == SLAG))
        headings = [f"{what}, {part}" for what in ("bruk", "produksjon") for part in (_FORSKJELL, _I_ORD)]
        self.ord = self.steg.blokk(
            "Setningene", [*headings, _SETNINGEN], [line.tjeneste.navn for line in self.linjer]
        )
        for number, line in enumerate(self.linjer):
            self._line(number, line)

    def _line(self, number: int, line: Linje) -> None:
        sheet, row, index = self.sheet, _HODE + 1 + number, styles.tall(0)
        profile = next(p for p in self.report.profiler if p.tjeneste is line.tjeneste)
        look = styles.LENKE.but(bottom=styles.LYS_GRAA, wrap=True)
        sheet.put(row, TJENESTE, line.tjeneste.navn, look, link=profile.ark)
        spent = MISSING_TEXT if line.bruk is None else line.bruk.indeks
        line.ressursbruk = layout.text(sheet, row, RESSURSBRUK, spent, index, missing=None)
        assert line.vekter is not None and line.indekser is not None
        made = of(f.produksjonsindeks, line.vekter, line.indekser)
        line.produksjon = sheet.calc(row, PRODUKSJON, made, style=index)
        both = line.produksjon, line.ressursbruk
        line.effektivitet = sheet.calc(row, EFFEKTIVITET, f.effektivitet, *both, style=index.but(bold=True))
        told = _kind(self.report.data, line.bruk.indikator) if line.bruk else MISSING_TEXT
        sentence = of(fl.for_seg_selv, self._sentence(number, *both))
        small = kolonner.tekst(9, color=styles.GRAA, indent=1)
        layout.line(sheet, row, SLAG, (told, small), (sentence, kolonner.tekst()))
        sheet.heights[row] = 28

    def _sentence(self, number: int, made: Cell, used: Cell) -> Cell:
        line, words = self.ord[number], []
        for what, cell in (("bruk", used), ("produksjon", made)):
            gap = line.calc(f"{what}, {_FORSKJELL}", fl.forskjell, cell)
            words += [gap, line.calc(f"{what}, {_I_ORD}", fl.i_ord, gap)]
        return line.calc(_SETNINGEN, fl.setning, *words[:2], self.profilsteg.snittet, *words[2:], _MANGLER)

    def _message(self) -> None:
        """The service with the highest measured efficiency, and the one with the lowest."""
        sheet, last = self.sheet, _HODE + len(self.linjer)
        names, figures = (sheet.range((_HODE + 1, c), (last, c)) for c in (TJENESTE, EFFEKTIVITET))
        block = self.steg.blokk("Høyest og lavest", ("Plass", "Navn og tall"), ["Høyest", "Lavest"])
        for line, which in enumerate((bb.plass_stoerst, fl.plass_minst)):
            place = block.calc(line, "Plass", which, figures)
            block.calc(line, "Navn og tall", fl.navn_og_tall, names, figures, place)
        high, low = (block.cell(line, "Navn og tall") for line in (0, 1))
        sheet.calc(_MELDING, 0, fl.melding, figures, high, low, style=styles.OVERSKRIFT.but(wrap=True))
        sheet.merge(_MELDING, 0, SETNING)
        sheet.heights[_MELDING] = 34

    # -- the figure -------------------------------------------------------------------------------

    def _figure(self, row: int, chart: int, below: int) -> None:
        """The choice of service, and all municipalities in it."""
        sheet, steg = self.sheet, self.steg
        names = liste(steg, "Tjenester å velge", [line.tjeneste.navn for line in self.linjer])
        look = styles.RAD.but(bold=True, align="left")
        sheet.put(row, 0, "Tjenesten i figuren", styles.RAD.but(bold=True))
        first = self.linjer[0].tjeneste.navn
        if len(self.linjer) > 1:
            said = "Velg tjenesten som figuren viser"
            valgt = sheet.editable(row, 1, first, look, said, choices=names, title="Figuren")
        else:
            valgt = sheet.put(row, 1, first, look)
        sheet.merge(row, 1, EFFEKTIVITET)
        line = steg.blokk("Valgt tjeneste", ("Plass", "Setning", "Overskrift"), [""])[0]
        place = line.calc("Plass", bb.plass_i, valgt, names)
        sentence = line.calc("Setning", bb.paa_plass, self.ord.column(_SETNINGEN), place)
        title = line.calc("Overskrift", tekst(valgt, ": ", self.valg.kommune, " ", sentence))
        rows = (_HODE + 1, _HODE + len(self.linjer))
        own = tuple(sheet.range((rows[0], c), (rows[1], c)) for c in (RESSURSBRUK, PRODUKSJON))
        drawn = self._members(place, (own[0], own[1]))
        made, points = figur.tegn(steg, drawn, title, chart)
        sheet.charts.append(made)
        if self.enheter:
            self._everyone(below, valgt, drawn, points)

    def _everyone(self, row: int, service: Cell, drawn: figur.Tegnet, points: Blokk) -> None:
        """All members' three figures for the chosen service: those that the figure has no name of, too."""
        sheet, look = self.sheet, styles.tall(0)
        layout.text(sheet, row, 0, tekst("Kommunene i figuren: ", service), styles.OVERSKRIFT)
        layout.head(sheet, row + 1, 0, ("Snittet = 100", "Ressursbruk", "Produksjon", "Effektivitet"))
        for at, n in enumerate(self.enheter, start=row + 2):
            point = points[n]
            figures = ((point[which], look) for which in (figur.RESSURSBRUK, figur.PRODUKSJON))
            _, used, produced = layout.line(sheet, at, TJENESTE, (drawn.navn[n], styles.RAD), *figures)
            efficiency = of(f.effektivitet, produced, used)
            own = of(fl.er_egen, point[figur.NR], drawn.egen)
            bold = look.but(bold=True)
            layout.line(sheet, at, EFFEKTIVITET, (efficiency, bold), (own, kolonner.tekst()))
        last = row + 1 + len(self.enheter)
        sheet.marked.append((sheet.range((row + 2, 0), (last, SLAG)), SLAG, "◄"))

    def _members(self, place: Cell, own: tuple[Range, Range]) -> figur.Tegnet:
        """Each member's use of resources and production in every service."""
        network = self.report.network
        if network is None:
            nobody = self.steg.blokk("Kommunens plass", ("Plass",), [""]).put(0, "Plass", -1.0)
            return figur.Tegnet(place, nobody, (), self.valg.kommune, None, None, own)
        heads = network.navn
        labels = {line.tjeneste.noekkel: line.tjeneste.navn for line in self.linjer}
        weighted = {
            (line.tjeneste.noekkel, i.nr): f"{line.tjeneste.navn}: {i.kortnavn}"
            for line in self.linjer
            for i, _ in line.vektet
        }
        used = self.steg.blokk("Ressursbruk, snittet = 100", heads, labels)
        parts = self.steg.blokk("Indekser bak produksjonen, snittet = 100", heads, weighted)
        made = self.steg.blokk("Produksjon, snittet = 100", heads, labels)
        for line in self.linjer:
            service = line.tjeneste.noekkel
            self._indices(used[service], line.bruk)
            keys = [(service, i.nr) for i, _ in line.vektet]
            for key, (i, _) in zip(keys, line.vektet, strict=True):
                self._indices(parts[key], self.rader[id(i)])
            for member in map(str, range(1, len(heads) + 1)):
                indices = parts.column(member, keys[0], keys[-1])
                made.calc(service, member, f.produksjonsindeks, line.vekter, indices)
        return figur.Tegnet(place, network.kommunenr, tuple(heads), self.valg.kommune, used, made, own)

    def _indices(self, line: Steglinje, row: Rad | None) -> None:
        """A line of the members' indices; who is not in the mean has none."""
        members = self.profilsteg.kommuner
        if row is None or not self.report.data.beregnet(row.indikator):
            for member in range(1, len(members) + 1):
                line.put(str(member), MISSING_TEXT)
            return
        figures = row.linje.line(members[0], members[-1])
        first, last = (line.blokk.at(line.nr, str(end)) for end in (1, len(members)))
        line.blokk.sheet.fill(first, last, fl.indekser, figures, row.maal, looks=(styles.HJELP,))


def _kind(data: Datasett, i: Indikator) -> str:
    whole = bool(hel_sektor(data, funksjoner(i)))
    return "Ja" if whole and not i.nevner else "Nei"


def fill(sheet: Sheet, report: Rapport) -> list[Linje]:
    """Write the table, the sentences and the figure; below them the weights."""
    return _Writer(sheet, report).write()
