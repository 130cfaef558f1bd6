"""Produksjon: production and efficiency beside the use of resources, service by service.

The weights are the package's; each index is the profile's own, and follows its yellow cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from asss_xl import functions as f
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator, Produksjonsvekt, Tjeneste
from asss_xl.dataset.schema import MANGLER_TEKST
from asss_xl.dataset.utgifter import bruksindikator, er_korrigert, felles_sektor
from asss_xl.report import figurer, formler as bb, layout
from asss_xl.report.formler import produksjon as fl, tekst
from asss_xl.report.nettverk.medlemmene import Medlemmene
from asss_xl.report.nettverk.medlemskap import Nettverk
from asss_xl.report.nettverk.valg import valgliste
from asss_xl.report.profil import kolonner
from asss_xl.report.profil.ark import Profil
from asss_xl.report.profil.rad import Rad
from asss_xl.report.profil.utgiftskobling import noekkel
from asss_xl.report.steg import Blokk, Linje, Steg
from asss_xl.report.uten import merke
from asss_xl.stated import beside
from asss_xl.workbook import GAP, MISSING_TEXT, Cell, Chart, Range, Series, Sheet, of, styles

#: More names than this cannot be read.
_FLEST_NAVN = 20
_RESSURSBRUK, PRODUKSJON, _NR, _NAVN, _X, _Y = "Ressursbruk", "Produksjon", "Nr", "Navn", "x", "y"
#: Where a dot is, or outside: a number that others can be held against.
_X0, _Y0 = "x eller utenfor", "y eller utenfor"
_NAVNETS, _FRA_PRIKKEN = ("Navnets x", "Navnets y"), ("Fra prikken, x", "Fra prikken, y")
_LENGST, _SPENN = "Lengst fra snittet", "Spenn"
ARK, PRODSTEG = "Produksjon", "Steg_produksjon"
SIDETITTEL = "Ressursbruk, produksjon og effektivitet"
INDEKSENE = "Indekser bak produksjonen, snittet = 100"
_DATA = beside(__file__)
#: What the method can say, and what it cannot.
FORBEHOLD: list[str] = _DATA["forbehold"]
_AKSE = (-1.0, -0.5, 0.0, 0.5, 1.0)
#: Where the names stand by their dots, in turn: fewer lie over one another.
#: So far from them, along and up.
_SIDER = {"right": (0.025, 0.0), "left": (-0.025, 0.0), "above": (0.0, 0.04), "below": (0.0, -0.04)}


class Produksjonslinje(NamedTuple):
    """A service on the sheet: its weights and indices, and what they come to beside what is used."""

    tjeneste: Tjeneste
    vekter: Range
    indekser: Range
    ressursbruk: Cell
    produksjon: Cell
    effektivitet: Cell


def om_vektene(data: Datasett) -> Sequence[str]:
    """What must be said of the weights: how many are invented."""
    invented = sum(weight.oppdiktet for weight in data.produksjonsvekter)
    if invented == len(data.produksjonsvekter):
        return ("Alle vektene er oppdiktet: de viser bare hvordan arket virker.",)
    told = f"{invented} av {len(data.produksjonsvekter)} vekter er oppdiktet."
    return (told,) if invented else ()


class Firefelt:
    """The figure: its points stand among the steps, and its scale follows them.

    ``egen`` is the municipality's place among those named; ``alle`` has their use of resources and their
    production by service where they are known, ``eget`` the municipality's own.
    """

    def __init__(
        self,
        steg: Steg,
        valgt: Cell,
        kommune: Cell,
        egen: Cell,
        navn: Sequence[Cell],
        alle: tuple[Blokk, ...],
        eget: tuple[Range, ...],
    ) -> None:
        self.steg, self.valgt, self.kommune = steg, valgt, kommune
        self.egen, self.navn, self.alle, self.eget = egen, navn, alle, eget
        self.skala = steg.blokk("Skalaen i figuren", (_LENGST, _SPENN), [""])[0]
        heads = (_NR, _RESSURSBRUK, PRODUKSJON, _X0, _Y0, _X, _Y, _NAVN, *_FRA_PRIKKEN, *_NAVNETS)
        #: A line for each municipality, and last the one that is chosen.
        self.punkter = steg.blokk("Prikkene i figuren", heads, [*navn, kommune])
        self._points()

    def tegn(self, title: Cell, row: int) -> Chart:
        """The chart."""
        series = (*self._axes(), *self._corners(), *self._series(), *self._own_name())
        size = figurer.HALV_BREDDE, figurer.FIREFELT_HOEYDE
        return Chart("scatter", title, series, row, 0, *size, **_DATA["figurer"]["firefelt"])

    def _points(self) -> None:
        count, points, navn = len(self.navn), self.punkter, self.navn
        for number in range(count + 1):
            line, others = points[number], number < count
            line.put(_NR, float(number + 1 if others else 0))
            places = self.eget
            if others and self.alle:
                places = tuple(block.column(str(number + 1)) for block in self.alle)
            for heading, place in zip((_RESSURSBRUK, PRODUKSJON), places, strict=True):
                line.calc(heading, bb.paa_plass, place, self.valgt)
        indices = points.columns(_RESSURSBRUK, PRODUKSJON)
        span = self.skala.calc(_SPENN, fl.spenn, self.skala.calc(_LENGST, fl.lengst, indices))
        for line in (points[number] for number in range(count + 1)):
            a, b = line[_RESSURSBRUK], line[PRODUKSJON]
            for at, heading, first, second in ((_X0, _X, a, b), (_Y0, _Y, b, a)):
                there = line.calc(at, fl.punkt, first, second, line[_NR], self.egen, span)
                line.calc(heading, fl.tegnet, there, missing=GAP)
        own = points[count]
        both = (points.column(_X0), points.column(_Y0), own[_X0], own[_Y0])
        for number, name in enumerate(navn):
            line = points[number]
            shown = line.calc(_NAVN, fl.navn_med_plass, line[_X0], line[_Y0], *both, name)
            for heading, at, away, clear in zip(
                _NAVNETS, (_X, _Y), _FRA_PRIKKEN, _SIDER[_side(number)], strict=True
            ):
                moved = line.put(away, clear)
                line.calc(heading, fl.navnets_plass, shown, line[at], moved, missing=GAP)

    def _series(self) -> Iterator[Series]:
        own, points = len(self.navn), self.punkter
        if own > _FLEST_NAVN:
            x, y = (points.column(heading, 0, own - 1) for heading in (_X, _Y))
            yield Series("De andre", x, y, styles.SVAK_BLAA, marker="circle", marker_size=6)
        for number in range(own if own <= _FLEST_NAVN else 0):
            line, look = points[number], styles.HALV_BLAA
            name, side = line[_NAVN], _side(number)
            yield Series(name, *_at(line), look, marker="circle", marker_size=7)
            yield Series(name, *_at(line, _NAVNETS), look, name_at=side, bold=False, name_filled=True)
        yield Series("Kommunen", *_at(points[own]), styles.BLAA, marker="circle", marker_size=11)

    def _own_name(self) -> Iterator[Series]:
        """The municipality's own name: a point beside its dot, which is moved off the lines."""
        sides = {"right": fl.navn_til_hoeyre, "left": fl.navn_til_venstre}
        block = self.steg.blokk("Kommunens navn i figuren", (_X, _Y), ["Til høyre", "Til venstre"])
        own = self.punkter[len(self.navn)]
        for number, (side, place) in enumerate(sides.items()):
            line = block[number]
            at = line.calc(_X, place, own[_X0], missing=GAP)
            line.calc(_Y, fl.navn_ved_linjen, at, own[_Y0], missing=GAP)
            yield Series(self.kommune, *_at(line), styles.BLAA, name_at=side)

    def _axes(self) -> Iterator[Series]:
        """The numbers along the axes: text that follows the scale."""
        block = self.steg.blokk("Tallene langs aksene", (_X, _Y, _NAVN), ["" for _ in _AKSE])
        for number, at in enumerate(_AKSE):
            line = block[number]
            place = line.put(_X, at)
            line.put(_Y, -1.0)
            told = line.calc(_NAVN, fl.paa_aksen, self.skala[_SPENN], place)
            for headings, side in (((_X, _Y), "below"), ((_Y, _X), "left")):
                yield Series(told, *_at(line, headings), styles.GRAA, name_at=side, bold=False)

    def _corners(self) -> Iterator[Series]:
        """What each of the four fields means, written in its corner."""
        block = self.steg.blokk("Hjørnene i figuren", (_X, _Y), [text for text, _, _ in _DATA["hjoerner"]])
        for number, (text, x, y) in enumerate(_DATA["hjoerner"]):
            line, side = block[number], "left" if x > 0 else "right"
            line.put(_X, x)
            line.put(_Y, y)
            yield Series(text, *_at(line), styles.MELLOMGRAA, name_at=side, bold=False)


def _at(line: Linje, headings: Sequence[str] = (_X, _Y)) -> tuple[Range, Range]:
    """The point of a line, as a series takes it."""
    x, y = (line.line(heading, heading) for heading in headings)
    return x, y


def _side(line: int) -> str:
    return list(_SIDER)[line % len(_SIDER)]


TJENESTE, _BRUK, _PRODUKSJON, EFFEKTIVITET, SLAG, SETNING = range(6)
_VEKT, _VERDI, _SNITT, _INDEKS, _KILDE = range(1, 6)
#: In pixels: on paper letters of 9.5 points are over 8.
_BREDDER = (196, 80, 80, 80, 76, 300)
_MELDING, _HODE = 2, 3
_MERKNADSBREDDE = 140
_MANGLER = "mangler tall som trengs for å regne dette ut"
#: Of a service whose spending only is known with another's.
_FELLES = "har bare utgifter for hele sektoren: effektivitet regnes ikke for en del"
_FORSKJELL, _I_ORD, _SETNINGEN = "Forskjell, prosent", "I ord", "Setning"
_MERKE = "Merket"


class _Writer:
    def __init__(self, sheet: Sheet, profiles: tuple[Profil, ...], nettverk: Nettverk | None) -> None:
        self.sheet, self.nettverk, self.profilsteg = sheet, nettverk, profiles[0].steg
        self.valg = self.profilsteg.valg
        self.data, self.steg = self.valg.data, Steg(sheet.book, PRODSTEG)
        self.rader = {noekkel(r.indikator): r for profile in profiles for r in profile.rader}
        self.ark = {profile.tjeneste.noekkel: profile.ark for profile in profiles}
        #: The services whose production there are weights for.
        self.linjer = [service for service in self.data.tjenester if self.data.vektet(service)]

    def _spent(self, service: Tjeneste) -> Rad | None:
        """The row of its spending on its profile."""
        spent = bruksindikator(self.data, service)
        return self.rader[noekkel(spent)] if spent else None

    def write(self) -> tuple[Produksjonslinje, ...]:
        sheet, count = self.sheet, len(self.linjer)
        layout.heading(sheet, self.valg, SIDETITTEL, ARK)
        layout.pixels(sheet, _BREDDER)
        chosen = _HODE + count + 2
        chart = chosen + 1
        notes = chart + figurer.FIREFELT_RADER + 1
        below = layout.notes(sheet, notes, [*FORBEHOLD, *om_vektene(self.data)], _MERKNADSBREDDE)
        nettverk, rest = self.nettverk, self.data.resten
        units = nettverk.enheter if nettverk else ()
        self.enheter = [n for n, unit in enumerate(units) if unit.navn != rest]
        made = self._table(self._weights(below + 1 + (len(self.enheter) + 3 if nettverk else 0)))
        self._message()
        self._figure(chosen, chart, below + 1, made)
        where = ": tallene til alle kommunene står lenger nede på arket" if nettverk else ""
        told = f"Prikker nær hverandre står uten navn{where}. Kilde: {layout.source(self.data)}."
        sheet.put(notes - 1, 0, told, styles.NOTE)
        sheet.printing.rows, sheet.printing.last_column = below + 1, SETNING
        sheet.printing.landscape = False
        sheet.freeze = (_HODE + 1, 1)
        return made

    def _weights(self, row: int) -> list[tuple[Range, ...]]:
        """Below what is printed: each indicator with its weight, figures and indices, now and before."""
        sheet, made = self.sheet, list[tuple[Range, ...]]()
        sheet.put(row, 0, "Indikatorene som produksjonen er regnet av", styles.OVERSKRIFT)
        heads = ("Indikator", "Vekt", self.valg.kommune, "Snitt", "Indeks", "Kilde til vekten")
        layout.head(sheet, row + 1, 0, heads)
        row += 2
        for service in self.linjer:
            layout.group(sheet, row, service.navn, SETNING)
            first = row + 1
            for row, (i, weight) in enumerate(self.data.vektet(service), start=first):
                self._weight(row, i, weight)
            made.append(tuple(sheet.range((first, c), (row, c)) for c in (_VEKT, _INDEKS)))
            row += 1
        return made

    def _weight(self, row: int, i: Indikator, weight: Produksjonsvekt) -> None:
        sheet, of_profile = self.sheet, self.rader[noekkel(i)]
        number = kolonner.tallstil(self.profilsteg.kilde.desimaler(i))
        decimals = 2 if weight.desimaler is None else weight.desimaler
        source = f"{'Oppdiktet vekt. ' * weight.oppdiktet}{weight.kilde} {weight.merknad}".rstrip()
        told = "Oppdiktet" if weight.oppdiktet and weight.kilde == "Oppdiktet" else source
        cells = (
            (i.kortnavn, kolonner.tekststil()),
            (weight.vekt, styles.tall(decimals)),
            (of_profile.verdi.used, number),
            (of_profile.snitt, number),
        )
        layout.line(sheet, row, TJENESTE, *cells)
        layout.text(sheet, row, _INDEKS, of_profile.indeks, styles.tall(1), missing=None)
        sheet.put(row, _KILDE, told, kolonner.tekststil(9).but(indent=1))
        sheet.heights[row] = max(layout.text_height(i.kortnavn, 26), layout.text_height(told, 50))

    def _table(self, given: list[tuple[Range, ...]]) -> tuple[Produksjonslinje, ...]:
        sheet = self.sheet
        layout.head(sheet, _HODE, 0, _DATA["hoder"])
        for column in (SLAG, SETNING):
            cell = sheet.cells[_HODE, column]
            cell.style = cell.style.but(align="left", indent=int(column == SLAG))
        headings = [f"{what}, {part}" for what in ("bruk", "produksjon") for part in (_FORSKJELL, _I_ORD)]
        self.ord = self.steg.blokk(
            "Setningene", [*headings, _SETNINGEN, _MERKE], [service.navn for service in self.linjer]
        )
        services = zip(self.linjer, given, strict=True)
        return tuple(self._line(number, service, *made) for number, (service, made) in enumerate(services))

    def _line(self, number: int, service: Tjeneste, weights: Range, indices: Range) -> Produksjonslinje:
        sheet, row, index = self.sheet, _HODE + 1 + number, styles.tall(0)
        look = styles.LENKE.but(bottom=styles.LYS_GRAA, wrap=True)
        sheet.put(row, TJENESTE, service.navn, look, link=self.ark[service.noekkel])
        spent, shared = self._spent(service), felles_sektor(self.data, service)
        none = MANGLER_TEKST["ikke_aktuelt" if shared else "mangler"]
        used = layout.text(sheet, row, _BRUK, spent.indeks if spent else none, index, missing=None)
        made = sheet.calc(row, _PRODUKSJON, f.produksjonsindeks, weights, indices, style=index)
        bold = index.but(bold=True)
        efficiency = sheet.calc(row, EFFEKTIVITET, f.effektivitet, made, used, style=bold, missing=none)
        told = none
        if spent is not None:
            i = spent.indikator
            told = "Ja" if er_korrigert(self.data, i) else "Nei"
        said, words = self.ord[number], list[Cell]()
        for what, cell in (("bruk", used), ("produksjon", made)):
            gap = said.calc(f"{what}, {_FORSKJELL}", fl.forskjell, cell)
            words += [gap, said.calc(f"{what}, {_I_ORD}", fl.i_ord, gap)]
        mean = self.profilsteg.snittet
        lacks = _FELLES if shared else _MANGLER
        finding = said.calc(_SETNINGEN, fl.setning, *words[:2], mean, *words[2:], lacks)
        mark = merke(self.ord, number, _MERKE, *(words[::2] if spent else ()))
        sentence = bb.tekst(mark, of(fl.for_seg_selv, finding))
        small = kolonner.tekststil(9, color=styles.GRAA, indent=1)
        layout.line(sheet, row, SLAG, (told, small), (sentence, kolonner.tekststil()))
        sheet.heights[row] = 28
        return Produksjonslinje(service, weights, indices, used, made, efficiency)

    def _message(self) -> None:
        """The service with the highest measured efficiency, and the one with the lowest."""
        sheet, last = self.sheet, _HODE + len(self.linjer)
        names, figures = (sheet.range((_HODE + 1, c), (last, c)) for c in (TJENESTE, EFFEKTIVITET))
        block = self.steg.blokk("Høyest og lavest", ("Plass", "Navn og tall", _MERKE), ["Høyest", "Lavest"])
        for line, which in enumerate((bb.plass_stoerst, fl.plass_minst)):
            place = block.calc(line, "Plass", which, figures)
            block.calc(line, "Navn og tall", fl.navn_og_tall, names, figures, place)
        high, low = (block.cell(line, "Navn og tall") for line in (0, 1))
        mark = merke(block, 0, _MERKE, high, low)
        call = bb.tekst(mark, of(fl.melding, figures, high, low))
        sheet.calc(_MELDING, 0, call, style=styles.OVERSKRIFT.but(wrap=True))
        sheet.merge(_MELDING, 0, SETNING)
        sheet.heights[_MELDING] = 34

    def _figure(self, row: int, chart: int, below: int, lines: tuple[Produksjonslinje, ...]) -> None:
        """The choice of service, and all municipalities in it."""
        sheet, steg = self.sheet, self.steg
        names = valgliste(steg, "Tjenester å velge", [service.navn for service in self.linjer])
        first, said = self.linjer[0].navn, "Velg tjenesten som figuren viser"
        valgt = layout.choice(sheet, row, "Tjenesten i figuren", first, said, names, title="Figuren")
        sheet.merge(row, 1, EFFEKTIVITET)
        line = steg.blokk("Valgt tjeneste", ("Plass", "Setning", "Overskrift"), [""])[0]
        place = line.calc("Plass", bb.plass_i, valgt, names)
        sentence = line.calc("Setning", bb.paa_plass, self.ord.column(_SETNINGEN), place)
        mark = of(bb.paa_plass, self.ord.column(_MERKE), place)
        title = line.calc("Overskrift", tekst(mark, valgt, ": ", self.valg.kommune, " ", sentence))
        rows = (_HODE + 1, _HODE + len(self.linjer))
        own = tuple(sheet.range((rows[0], c), (rows[1], c)) for c in (_BRUK, _PRODUKSJON))
        drawn = Firefelt(steg, place, self.valg.kommune, *self._members(lines), own)
        figurer.tegn(sheet, drawn.tegn(title, chart))
        if self.enheter:
            self._everyone(below, valgt, drawn)

    def _everyone(self, row: int, service: Cell, drawn: Firefelt) -> None:
        """All members' three figures for the chosen service: those that the figure has no name of, too."""
        sheet, look = self.sheet, styles.tall(0)
        layout.text(sheet, row, 0, tekst("Kommunene i figuren: ", service), styles.OVERSKRIFT)
        layout.head(sheet, row + 1, 0, ("Snittet = 100", "Ressursbruk", "Produksjon", "Effektivitet"))
        for at, n in enumerate(self.enheter, start=row + 2):
            point = drawn.punkter[n]
            figures = ((point[which], look) for which in (_RESSURSBRUK, PRODUKSJON))
            _, used, produced = layout.line(sheet, at, TJENESTE, (drawn.navn[n], styles.RAD), *figures)
            efficiency = of(f.effektivitet, produced, used)
            own = of(fl.er_egen, point[_NR], drawn.egen)
            bold, marked = look.but(bold=True), kolonner.tekststil().but(wrap=False)
            layout.line(sheet, at, EFFEKTIVITET, (efficiency, bold), (own, marked))
        last = row + 1 + len(self.enheter)
        sheet.marked.append((sheet.range((row + 2, 0), (last, SLAG)), SLAG, "◄"))

    def _members(self, lines: tuple[Produksjonslinje, ...]) -> tuple[Cell, Sequence[Cell], tuple[Blokk, ...]]:
        """The municipality's place; everyone's name, use of resources and production in every service."""
        nettverk = self.nettverk
        if nettverk is None:
            nobody = self.steg.blokk("Kommunens plass", ("Plass",), [""]).put(0, "Plass", -1.0)
            return nobody, (), ()
        heads = nettverk.navn
        labels = {service.noekkel: service.navn for service in self.linjer}
        weighted = {
            (service.noekkel, i.nr): f"{service.navn}: {i.kortnavn}"
            for service in self.linjer
            for i, _ in self.data.vektet(service)
        }
        used = self.steg.blokk("Ressursbruk, snittet = 100", [*heads, "Snitt"], labels)
        parts = self.steg.blokk(INDEKSENE, [*heads, "Snitt"], weighted)
        made = self.steg.blokk("Produksjon, snittet = 100", heads, labels)
        for shown in lines:
            service, found = shown.tjeneste.noekkel, self.data.vektet(shown.tjeneste)
            self._indices(used[service], self._spent(shown.tjeneste), len(heads))
            keys = [(service, i.nr) for i, _ in found]
            for key, (i, _) in zip(keys, found, strict=True):
                self._indices(parts[key], self.rader[noekkel(i)], len(heads))
            for member in map(str, range(1, len(heads) + 1)):
                indices = parts.column(member, keys[0], keys[-1])
                made.calc(service, member, f.produksjonsindeks, shown.vekter, indices)
        return nettverk.kommunenr, heads, (used, made)

    def _indices(self, line: Linje, row: Rad | None, members: int) -> None:
        """A line of the members' indices; who is not in the mean has none."""
        if row is None or not self.data.beregnet(row.indikator):
            for member in range(1, members + 1):
                line.put(str(member), MISSING_TEXT)
            return
        mean = line.calc("Snitt", bb.gjenta, row.maal, missing=None)
        for number, key in enumerate(self.profilsteg.kommuner, start=1):
            line.calc(str(number), fl.indeks, row.linje[key], mean)


def fill(
    sheet: Sheet, profiler: tuple[Profil, ...], medlemmene: Medlemmene | None = None
) -> tuple[Produksjonslinje, ...]:
    """Write the table, the sentences and the figure; below them the weights."""
    return _Writer(sheet, profiler, medlemmene.nettverk if medlemmene else None).write()
