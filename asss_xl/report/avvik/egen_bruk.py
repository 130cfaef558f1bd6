"""The municipality's own use of income: one yellow cell per sector, felt wherever it counts.

Where the members' amounts are known, the country's mean moves with the municipality, which is
part of it. Where a report prints the deviation from the country, that deviation moves. Interest,
premium and net result follow the accounts.
"""

from __future__ import annotations

from asss_xl import functions as f
from asss_xl.report import formler as bb, layout
from asss_xl.report.avvik.kilde import ANDRE, PREMIE, RENTER, RESULTAT, linjenavn, navn
from asss_xl.report.avvik.satser import Satser
from asss_xl.report.avvik.tabell import SMAA, Ressursbruk
from asss_xl.report.formler import avvik as fl
from asss_xl.report.linjer import Linjetall
from asss_xl.report.poster import regnet
from asss_xl.report.profil.deler import Deler
from asss_xl.report.regnskap.ark import Ark as Regnskap
from asss_xl.report.steg import Aarstabell, Leddene
from asss_xl.report.tall import MANGLER, Linjeledd, Tall
from asss_xl.report.uten import uten_hva_hvis
from asss_xl.stated import beside
from asss_xl.workbook import Argument, Call, Cell, Input, of, styles

_BRUKT, _DELER, _ENDRING, _SUM = "Brukt", "Deler, 1000 kr", "Endring, 1000 kr", "Sum"
#: How many times its amount a sector is, with its parts and but for them.
_HELE, _FORHOLD = "Nå over før", "Nå over før, uten delene"
#: Lines of the accounts behind the uses that follow them, and how those are made of them.
_KONTOENE = {RENTER: regnet("renteutgifter+avdrag-renteinntekter"), PREMIE: regnet("premieavvik")}
_KONTOENE |= {RESULTAT: regnet("netto")}
_DRIFT = regnet("driftsutgifter")


class Sektorbruk:
    """The table of use: the sectors' yellow cells and what they change; the rest follows the accounts."""

    def __init__(
        self, ressursbruk: Ressursbruk, deler: Deler | None = None, satser: Satser | None = None
    ) -> None:
        ark = self.ark = ressursbruk
        self.deler, self.satser = deler, satser
        row, lines = ark.rader["egen bruk"], navn(*ark.sektorer, *_KONTOENE)
        groups = (ark.valg.i_loepende("Grunnlag"), "Hva hvis", "Nå")
        self.table = Aarstabell(ark.sheet, row, ark.valg, "Kommunens bruk, kr per innb.", groups, lines)
        layout.lines(ark.sheet, row + 2 + len(lines), beside(__file__)["om"], styles.NOTE)
        self.i_sektor = satser.sektor if satser else {}
        ratios = (_HELE, _FORHOLD) if deler is not None and deler.linjer else (_FORHOLD,)
        columns = ark.valg.kolonner(_BRUKT, _DELER, _ENDRING, etter=ratios)
        labels = {**navn(*ark.sektorer), _SUM: _SUM}
        self.block = ark.steg.blokk("Kommunens bruk med hva hvis", columns, labels, SMAA)
        self.gul: dict[tuple[str, int], Input | Linjeledd] = {}
        #: How many times its amount a sector is in the report year, but for parts of it.
        self.forhold: dict[str, Cell] = {}
        #: By year, 1000 kr; and without what other rates change, which the accounts have among social costs.
        self.endring: dict[int, Cell] = {}
        self.uten_satser: dict[int, Cell] = {}
        for line in ark.sektorer:
            for year in ark.aar:
                self._sector(line, year)
        for year in ark.aar:
            cells = self.block.column((_ENDRING, year), last=ANDRE)
            self.endring[year] = self.block.calc(_SUM, (_ENDRING, year), bb.sum_tall, cells)
            self.uten_satser[year] = self._without_rates(year)

    def _without_rates(self, year: int) -> Cell:
        rates = self.satser
        if rates is None or rates.i_sektorene is None or rates.aar != year:
            return self.endring[year]
        part = rates.i_sektorene * 1000.0
        return self.block.calc(_SUM, (_BRUKT, year), self.endring[year] - part)

    def egen(self, line: str, year: int) -> Tall:
        """The municipality's own use before what-if."""
        if self.ark.beloep is None:
            return self.ark.kilde.trykt_bruk(line, year)
        pair = self.ark.beloep.par(line, "netto", year)
        return MANGLER if pair is None else Tall(of(bb.gjenta, pair[0]))

    def _sector(self, line: str, year: int) -> None:
        one, parts = self._given(line, year), self._parts(line, year)
        people, block = self.ark.folk[year], self.block
        if year == self.ark.valg.data.rapportaar:
            self._ratios(line, one, self.deler is not None and linjenavn(line) in self.deler.egne)
        if isinstance(one, Linjeledd) and one.beloep is not None:
            moved_parts = self._without_parts(line, parts, *one.beloep)
        else:
            moved_parts = block.put(line, (_DELER, year), 0.0)
        self.gul[line, year] = one
        flag = self.ark.flagg(line, year)
        filled: Argument = one.active
        if flag is not None and isinstance(one, Input):
            # A sector that the key has not is in no use: what is filled in of it counts nothing.
            one.teller, filled = flag, of(bb.naar_fylt, flag, one.active)
        call = of(fl.bruk_naa, filled, one.used, one.base, people.base, people.used, moved_parts)
        moved: Argument = call
        if line != ANDRE:
            moved = self.table.calc(line, (2, year), call)
        change = of(fl.bruk_endring, moved, people.used, one.base, people.base)
        if flag is not None and isinstance(one, Linjeledd):
            # Nor do its parts: they are in the sector that the key has instead.
            change = of(bb.eller_null, flag, change)
        block.calc(line, (_ENDRING, year), change)

    def _ratios(self, line: str, one: Input | Linjeledd, parts: bool) -> None:
        """How many times its amount a sector is, with its parts."""
        people, head = self.ark.folk[self.ark.valg.data.rapportaar], _HELE if parts else _FORHOLD
        spent = (one.active, one.used, one.base, people.used, people.base)
        self.forhold[line] = self.block.calc(line, head, fl.sektoren_flyttet, *spent, style=styles.HJELP)

    def _without_parts(self, line: str, parts: tuple[Cell, ...], own: Cell, base: Cell) -> Cell:
        """What filled-in parts change of a sector, 1000 kr; the ratios are then of what they leave of it."""
        ratio, place = self.forhold[line], (_DELER, self.ark.valg.data.rapportaar)
        if line == ANDRE:
            # Its profiles do not follow it: what is filled in there comes besides.
            return self.block.calc(line, place, fl.delene_i_andre, parts[0], own)
        call, flag = of(fl.delene_i_sektoren, *parts, ratio, own, base), self.ark.flagg(line, place[1])
        moved = self.block.calc(line, place, call if flag is None else of(bb.eller_null, flag, call))
        if self.deler is not None and linjenavn(line) in self.deler.egne:
            given = (ratio, moved, *parts, base)
            self.forhold[line] = self.block.calc(
                line, _FORHOLD, fl.resten_flyttet, *given, style=styles.HJELP
            )
        return moved

    def _parts(self, line: str, year: int) -> tuple[Cell, ...]:
        """What filled-in parts of a sector change, and what they were."""
        known = self.deler is not None and year == self.deler.aar
        return self.deler.linjer.get(linjenavn(line), ()) if self.deler and known else ()

    def _given(self, line: str, year: int) -> Input | Linjeledd:
        """A sector's use and its yellow cell; in the last year as an amount on Hva hvis."""
        ark, name = self.ark, f"{linjenavn(line)}: kommunens bruk"
        where, aar = (line, (0, year), (1, year), (_BRUKT, year)), ark.valg.aarstall[year]
        if line not in ark.linjer or year != ark.valg.data.rapportaar:
            label = f"{name}, kr per innb."
            return self.table.inndata(*where, self.egen(line, year), steg=self.block, label=label, aar=aar)
        people, flag = ark.folk[year], ark.flagg(line, year)
        now = people.used
        moved = Linjetall(
            ark.sheet,
            self.table.steder(*where, steg=self.block),
            self.egen(line, year),
            label=f"{name}, mill. kr",
            used_on=self.block.sheet,
            aar=aar,
            style=self.table.look,
            inn=lambda each: of(bb.mill, each, people.base),
            ut=lambda amount: (
                of(bb.mill_per, amount, now) if flag is None else of(bb.mill_per_naar, flag, amount, now)
            ),
            flagg=flag,
            tillegg=self.i_sektor.get(line),
            deler=self._parts(line, year),
        )
        return ark.linjer.inndata(line, moved)


class EgenBruk:
    """The whole use by line and year (``base`` and ``naa``): with what follows the accounts."""

    def __init__(self, sektorbruk: Sektorbruk, regnskap: Regnskap | None = None) -> None:
        ark = self.ark = sektorbruk.ark
        self.sektorbruk, self.regnskap, self.table = sektorbruk, regnskap, sektorbruk.table
        columns, lines = ark.valg.kolonner("Nå", "Flyttet"), navn(ANDRE, *_KONTOENE)
        self.block = ark.steg.blokk("Det som følger regnskapet, 1000 kr", columns, lines, SMAA)
        for year in ark.aar:
            given, people = sektorbruk.gul[ANDRE, year], ark.folk[year]
            spent = (given.active, given.used, given.base, people.base, people.used)
            premium, *_ = (self._account(line, year) for line in (PREMIE, RENTER, RESULTAT))
            self.table.calc(ANDRE, (2, year), fl.bruk_naa, *spent, self._unallocated(year, premium))
        self.base, self.naa = self.table.gruppe(0), self.table.gruppe(2)
        #: The deviations from the country, and its mean; empty where a report prints the deviations.
        self.ledd, self.landet = self._country()
        self.satser = sektorbruk.satser

    def _unallocated(self, year: int, premium: Argument) -> Cell:
        """What spending has changed in the accounts and no other use of income has, 1000 kr."""
        parts = self.sektorbruk.block.cell(ANDRE, (_DELER, year))
        if self.regnskap is None:
            return parts
        moved = of(bb.flyttet, *self._now_and_before(self.regnskap, ANDRE, year))
        given = (moved, self.sektorbruk.endring[year], premium, parts)
        return self.block.calc(ANDRE, ("Flyttet", year), fl.ikke_fordelt, *given)

    def _now_and_before(self, regnskap: Regnskap, line: str, year: int) -> tuple[Cell, Cell | Call]:
        """What the accounts have of a line now, and without what-if."""
        made = _KONTOENE.get(line, _DRIFT).i(regnskap.beloep, year)
        now = self.block.calc(line, ("Nå", year), made)
        return now, uten_hva_hvis(self.block.sheet.book, now)

    def _account(self, line: str, year: int) -> Argument:
        """Interest, premium or result: the figure moved as the accounts move, and by how much, 1000 kr."""
        people, stated = self.ark.folk[year], self.ark.beloep is None
        moved: Argument = 0.0
        own, regnskap = MANGLER if stated else self.sektorbruk.egen(line, year), self.regnskap
        if regnskap is not None and all(post in regnskap.beloep for post in _KONTOENE[line].av):
            now, before = self._now_and_before(regnskap, line, year)
            moved = self.block.calc(line, ("Flyttet", year), bb.flyttet, now, before)
            if stated:
                own = Tall(of(f.per_innbygger, before, people.base, 1000.0))
        base = self.table.tall(line, (0, year), own)
        self.table.calc(line, (2, year), of(fl.konto_naa, base, people.base, people.used, moved))
        return moved

    def _country(self) -> tuple[Leddene, Leddene]:
        """The deviations from the country's mean, before and after, and that mean."""
        ark = self.ark
        if ark.beloep is None:
            return {}, {}
        groups = (ark.valg.i_loepende("Grunnlag"), "Med hva hvis", "Avvik, grunnlag", "Avvik nå")
        lines = navn(*ark.sektorer, *_KONTOENE)
        row = ark.rader["landets bruk"]
        table = Aarstabell(
            ark.sheet, row, ark.valg, ark.valg.data.om_landet("Landets bruk, kr per innb."), groups, lines
        )
        for line, year in table.hver():
            own, later, people = self.base[line][year], self.naa[line][year], ark.folk[year]
            pair = ark.beloep.par(line, "netto", year)
            known = MANGLER if pair is None else Tall(of(bb.gjenta, pair[1]))
            mean = table.tall(line, (0, year), known)
            country = ark.beloep.landets_folk_naa[year]
            call = of(fl.landet_naa, mean, later, own, people.used, people.base, country)
            moved = table.calc(line, (1, year), call)
            table.calc(line, (2, year), own - mean)
            table.calc(line, (3, year), later - moved)
        return table.ledd(2, 3), table.ledd(0, 1)
