"""Nettverk: the members, each with a yellow ja/nei, and who is in which mean."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.grouping import grouped
from asss_xl.dataset.model import Kommune
from asss_xl.functions.excel.formula import Formula
from asss_xl.report import formler as bb, layout
from asss_xl.report.formler import nettverk as formler, tekst
from asss_xl.report.nettverk.valg import LIKESTE, VALGSTEG, de_andre, valgliste
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.valg import GRUPPE_RAD, Valg
from asss_xl.stated import beside
from asss_xl.workbook import Argument, Call, Cell, Range, Sheet, of, styles
from asss_xl.workbook.page import ROW_HEIGHT, wrapped_lines

_HODERAD = 6
_NAVN, NUMMER, _GRUPPE, _VALGT, _MED, BRUDD = range(6)
_MASKER = ("I snittet", "I øvrige", "I landet", "Siste brudd", "Utenfor øvrige")
_MASKE, _OEVRIGE, _LAND, _SISTE_BRUDD, _UTENFOR = _MASKER
_SVAR = "Svar"
_KREVD, _NUMMER, _BRUTT, _MERKNAD = "Driftsinntekter", "Nummer", "Brudd", "Merknad"
_DATA = beside(__file__)
_ANTALL_AAR = "Antall år"
#: How those who are in are spoken of.
_ORD: dict[str, list[str]] = {what: said for what, *said in _DATA["ord"]}
#: The look of a group's name, and the pixels it has on Forside: names are long.
_GRUPPENAVN, _GRUPPEBREDDE = styles.RAD.but(bold=True, align="left", wrap=True), 136
_OMTALE = ("Nettverket", "Gruppen", "Egne valg", "De likeste", "Nå")


@dataclass(frozen=True)
class Enheter:
    """Who there are, the place of the chosen one, and who is part of the country (1 or 0)."""

    enheter: tuple[Kommune, ...]
    kommunenr: Cell
    #: Their lines on the calculation sheet.
    blokk: Blokk
    land: list[Cell]


@dataclass(frozen=True)
class Nettverk(Enheter):
    """The same, and who is in, as the other sheets look them up."""

    navn: list[Cell]
    maske: list[Cell]
    #: Who of them is in «øvrige».
    oevrige: list[Cell]
    brudd: Cell
    antall: Cell
    #: How the mean and the group are spoken of in a finding, and the others in a sentence and as a heading.
    snittet: Cell
    blant: Cell
    andre: Cell
    andre_navn: Cell


def choose_group(front: Sheet, data: Datasett, likest: bool = False) -> tuple[Cell, Range]:
    """The list of groups on Forside: the chosen one, and all of them; last those most alike."""
    chosen = next(g.navn for g in data.grupper if g.nettverk)
    names = [*(g.navn for g in data.grupper), *([LIKESTE] if likest else [])]
    choices = valgliste(Steg(front.book, VALGSTEG), "Grupper å velge", names)
    about = "Gruppen det sammenliknes med"
    made = layout.choice(front, GRUPPE_RAD, "Sammenlikn med", chosen, about, choices, _GRUPPENAVN)
    front.merge(GRUPPE_RAD, 1, 2)
    lines = (wrapped_lines(name, _GRUPPEBREDDE, made.style.size + 1) for name in names)
    front.heights[GRUPPE_RAD] = ROW_HEIGHT * max(lines)
    return made, choices


class Medlemsliste:
    """The list as it is begun; it is written when the accounts are there.

    ``faste`` names those that cannot be taken in or out.
    """

    def __init__(
        self, sheet: Sheet, valg: Valg, gruppe: tuple[Cell, Range], faste: Sequence[str] = ()
    ) -> None:
        sizes, freeze = (26, 12, 14, 10, 10, 46), (_HODERAD + 1, 1)
        layout.heading(sheet, valg, "Nettverk", "Nettverk", sizes, last=BRUDD, freeze=freeze)
        sheet.put(3, 0, _DATA["om"], styles.TEKST)
        self.faste = faste
        self.gruppe, self.groups = gruppe
        self.likest = len(self.groups) > len(valg.data.grupper)
        self.sheet, self.valg, self.data = sheet, valg, valg.data
        self.enheter = self.data.enheter
        self.utenfor = [u.navn for u in self.enheter if u.navn in self.data.utenfor_oevrige]
        self.year = valg.aarnr[self.data.rapportaar]
        self.first = _HODERAD + 1
        for row, unit in enumerate(self.enheter, start=self.first):
            sheet.put(row, _NAVN, unit.navn, styles.RAD)
        self.steg = Steg(sheet.book, "Steg_nettverk")
        self.top = self.steg.blokk("Kommunen og gruppen som er valgt", [_SVAR], _DATA["valgt"])
        without = {g.navn: g.uten_egen for g in self.data.grupper}
        if self.likest:
            without[LIKESTE] = True
        apart = {name: float(flag) for name, flag in without.items()}
        flags = self.steg.liste("Grupper uten kommunen selv (1 = ja)", _SVAR, apart)
        said = {name: _i_setning(name) for name in without}
        self.i_setning = self.steg.liste("Gruppene i en setning", _SVAR, said).column(_SVAR)
        names = sheet.range((self.first, _NAVN), (self.first + len(self.enheter) - 1, _NAVN))
        kommunenr = self._top(0, bb.plass_i, valg.kommune, names)
        sheet.book.name("Kommunenr", kommunenr)
        self.gruppenr = self._top(1, bb.plass_i, self.gruppe, self.groups)
        self.uten_egen = self._top(2, bb.paa_plass, flags.column(_SVAR), self.gruppenr)
        years, column = float(len(self.data.aar)), formler.gruppens_kolonne
        where: tuple[Argument, ...] = (self.gruppenr, years, self.year)
        if self.likest:
            column, where = formler.kolonne_eller_likeste, (*where, float(len(self.data.grupper)))
        self.kolonne = self._top(3, column, *where)
        self.blokk = self._lines()
        inside = set() if self.data.bare_egen else {*self.data.medlemmer, self.data.resten}
        land = [self.blokk.put(n, _LAND, float(u.navn in inside)) for n, u in enumerate(self.enheter)]
        self.made = Enheter(self.enheter, kommunenr, self.blokk, land)

    def _top(self, line: int, function: Formula, *arguments: Argument) -> Cell:
        return self.top.calc(line, _SVAR, function, *arguments, missing="")

    def _lines(self) -> Blokk:
        """What is known of each unit: places and masks, its groups, numbers and breaks by year."""
        aar, groups = self.data.aar, self.data.grupper
        self.med_i: list[Hashable] = [*((g.navn, year) for g in groups for year in aar)]
        self.med_i += [LIKESTE] if self.likest else []
        years = enumerate(self.data.vindu, start=1)
        self.krevd: dict[Hashable, str] = {(_KREVD, year): f"{_KREVD}, år {n}" for n, year in years}
        by_year = {what: [(what, year) for year in aar] for what in (_NUMMER, _BRUTT, _MERKNAD)}
        # The numbers of municipalities are texts: they stand beside the names, not among figures.
        heads: list[Hashable] = [*by_year[_NUMMER], *_MASKER, *self.krevd, *self.med_i, *by_year[_BRUTT]]
        heads += by_year[_MERKNAD]
        labels = {h: " ".join(map(str, h)) if isinstance(h, tuple) else str(h) for h in heads}
        labels |= self.krevd
        names = [unit.navn for unit in self.enheter]
        return self.steg.blokk("Medlemmene; med i gruppe og år (1 = med)", labels, names)

    def write(self, near: Mapping[str, Cell], required: Sequence[Sequence[Call]]) -> Nettverk:
        """The members; ``near`` has a 1 for each of those most alike.

        ``required`` has what each must have to be in «øvrige»: figures in every year shown that anybody has.
        """
        sheet, made = self.sheet, self.made
        layout.head(sheet, _HODERAD, 0, _DATA["hoder"])
        if self.likest:
            for number, unit in enumerate(self.enheter):
                self.blokk.calc(number, LIKESTE, bb.gjenta, near.get(unit.navn, 0.0))
        now = [self._member(self.first + number, number, unit) for number, unit in enumerate(self.enheter)]
        last = self.first + len(self.enheter) - 1
        broken = self._top(4, bb.paa_plass, self.blokk.column(_SISTE_BRUDD), made.kommunenr)
        sheet.book.name("Siste_brudd", broken)
        for column in (_NAVN, NUMMER, _GRUPPE, _VALGT, BRUDD):
            sheet.put(last + 1, column, None if column else "Antall med", styles.sumrad(styles.RAD))
        look = styles.sumrad(styles.tall(0)).but(align="center")
        count = sheet.calc(last + 1, _MED, bb.sum_tall, self.blokk.column(_MASKE), style=look)
        spoken = self._spoken_of(sheet.range((self.first, _VALGT), (last, _VALGT)))
        names = [sheet.cells[self.first + number, _NAVN] for number in range(len(self.enheter))]
        masks = [self.blokk.cell(number, _MASKE) for number in range(len(self.enheter))]
        others = self._others(now, names, required)
        about = (names, masks, others, broken, count)
        return Nettverk(made.enheter, made.kommunenr, made.blokk, made.land, *about, *spoken)

    def _spoken_of(self, yellow: Range) -> list[Cell]:
        """«ASSS-gjennomsnittet» only where it is the network's own mean."""
        made, data = self.made, self.data
        own = next(g.navn for g in data.grupper if g.nettverk)
        choices = self._top(5, formler.egne_valg, yellow)
        which: tuple[Argument, ...] = (choices, self.gruppe, own)
        kind = formler.omtalenr
        if self.likest:
            kind, which = formler.omtalenr_likeste, (*which, LIKESTE)
        number = self._top(6, kind, *which)
        members = self.blokk.columns(self.med_i[0], self.med_i[-1])
        inside = self._top(7, bb.i_blokk, members, made.kommunenr, self.kolonne)
        usual = "ASSS-gjennomsnittet" if "ASSS" in data.nettverk else "nettverkets snitt"
        others, heading = de_andre(data)
        networks = dict(zip(_ORD, (usual, "i nettverket", others, heading), strict=True))
        heads = [*_OMTALE, *_uten(self.utenfor)]
        block = self.steg.blokk("Slik omtales de som er med", heads, {what: what for what in _ORD})
        name, spoken = self._top(8, bb.paa_plass, self.i_setning, self.gruppenr), []
        for what, (group, *rest) in _ORD.items():
            about_others = what.startswith("De andre")
            alone = self.gruppe if group[0].isupper() else name
            others_in = of(formler.andre_i, inside, self.uten_egen, group, name, alone)
            in_group = others_in if about_others else tekst(group, name)
            words: tuple[str | Call, ...] = (networks[what], in_group, *rest)
            for head, said in zip(_OMTALE, words, strict=False):
                block.sett(what, head, said)
            choice = block.line(what, _OMTALE[0], _OMTALE[3])
            now = block.calc(what, _OMTALE[4], bb.paa_plass, choice, number)
            spoken.append(self._without(block, what, now, number) if about_others else now)
        return spoken

    def _without(self, block: Blokk, what: str, said: Cell, number: Cell) -> Cell:
        """The words for the others, with the members that their mean leaves out."""
        for name, head in zip(self.utenfor, _uten(self.utenfor), strict=True):
            unit = [u.navn for u in self.enheter].index(name)
            who = (name, self.valg.kommune, self.blokk.cell(unit, _MASKE))
            said = block.calc(what, head, formler.uten_navn, said, number, *who)
        return said

    def _member(self, row: int, number: int, unit: Kommune) -> Cell:
        """A unit's line; the answer is whether it is in."""
        sheet, data, blokk = self.sheet, self.data, self.blokk
        center = styles.RAD.but(align="center")
        name = sheet.cells[row, _NAVN]
        for group in data.grupper:
            for year in data.aar:
                blokk.put(number, (group.navn, year), float(group.med(unit.navn, year)))
        told = [_told(unit, y) for y in data.aar]
        breaks = [float(max((b for b, _ in unit.brudd if b <= y), default=0)) for y in data.aar]
        numbers = [unit.nummer(y) for y in data.aar]
        for year, *known in zip(data.aar, numbers, breaks, told, strict=True):
            about: dict[str, Any] = dict(zip((_NUMMER, _BRUTT, _MERKNAD), known, strict=True))
            for what, value in about.items():
                if value != "":
                    blokk.put(number, (what, year), value)
        code = of(bb.ord_paa_plass, self._years(number, _NUMMER), self.year)
        sheet.calc(row, NUMMER, code, style=center, missing="")
        inside = blokk.line(number, self.med_i[0], self.med_i[-1])
        call = of(formler.standard_med, self.uten_egen, name, self.valg.kommune, inside, self.kolonne)
        standard = sheet.calc(row, _GRUPPE, call, style=center, missing="Nei")
        if unit.navn in self.faste:
            yellow = sheet.put(row, _VALGT, None, center)
        else:
            label = f"{unit.navn}: med i snittet? Tomt følger gruppen"
            yellow = sheet.editable(row, _VALGT, None, center, label, choices=("Ja", "Nei"))
        now = sheet.calc(row, _MED, formler.valgt_med, standard, yellow, style=center)
        blokk.calc(number, _SISTE_BRUDD, bb.paa_plass, self._years(number, _BRUTT), self.year)
        note = of(bb.ord_paa_plass, self._years(number, _MERKNAD), self.year)
        sheet.calc(row, BRUDD, note, style=styles.RAD_BRYT.but(size=9), missing="")
        sheet.heights[row] = layout.text_height(max(told, key=len), 46, 18)
        blokk.calc(number, _MASKE, formler.maske, now)
        blokk.put(number, _UTENFOR, float(unit.navn in self.utenfor))
        return now

    def _years(self, number: int, what: str) -> Range:
        return self.blokk.line(number, (what, self.data.aar[0]), (what, self.data.aar[-1]))

    def _others(
        self, now: Sequence[Cell], names: Sequence[Cell], required: Sequence[Sequence[Call]]
    ) -> list[Cell]:
        """Who is in «øvrige»."""
        block, made = self.blokk, list[Cell]()
        shown = list(self.krevd)
        for number, cells in enumerate(required):
            for key, call in zip(shown, cells, strict=False):
                block.calc(number, key, call)
        count = self._years_known(shown) if required[0] else 0.0
        for number, who in enumerate(zip(now, names, strict=True)):
            need = block.line(number, shown[0], shown[-1])
            about = (*who, self.valg.kommune, block.cell(number, _UTENFOR), need, count)
            made.append(block.calc(number, _OEVRIGE, formler.maske_oevrige, *about))
        return made

    def _years_known(self, shown: Sequence[Hashable]) -> Cell:
        """How many of the years shown somebody has the figures of."""
        title = "Årene som noen har tall for (1 = ja)"
        heads: dict[Hashable, str] = {**self.krevd, _ANTALL_AAR: _ANTALL_AAR}
        known = self.steg.blokk(title, heads, ["Noen har tall"])
        for key in shown:
            known.calc(0, key, formler.noen_har, self.blokk.column(key))
        return known.calc(0, _ANTALL_AAR, bb.sum_tall, known.line(0, shown[0], shown[-1]))


def _i_setning(name: str) -> str:
    """A group's name inside a sentence: with a small letter where it begins with an ordinary word."""
    return name[0].lower() + name[1:] if name.partition(" ")[0] in _DATA["vanlige_ord"] else name


def _uten(names: Sequence[str]) -> list[str]:
    return [f"Uten {name}" for name in names]


def _told(unit: Kommune, year: int) -> str:
    found = [f"{b}: {note or 'sammenslåing'}" for b, note in unit.brudd if b <= year]
    merged = grouped(unit.lagt_til)
    added = [f"Beregnet før {b}: lagt sammen med {layout.ramset_opp(names)}." for b, names in merged.items()]
    return " ".join([*added, *found[-1:]])
