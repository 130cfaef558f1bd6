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
from asss_xl.stated import beside
from asss_xl.workbook import Argument, Cell, Input, of, styles

_BRUKT, _DELER, _ENDRING, _SUM = "Brukt", "Deler, 1000 kr", "Endring, 1000 kr", "Sum"
_FORHOLD, _UTEN_SATSER = "Nå over før, uten delene", "Nå over før, uten delene og satsene"
#: The same of a sector with parts, before they are taken out.
_HELE, _HELE_UTEN_SATSER = "Nå over før", "Nå over før, uten satsene"
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
        ratios = (_FORHOLD, _UTEN_SATSER) if self.i_sektor else (_FORHOLD,)
        if deler is not None and deler.linjer:
            ratios = (_HELE, _HELE_UTEN_SATSER, *ratios) if self.i_sektor else (_HELE, *ratios)
        columns = ark.valg.kolonner(_BRUKT, _DELER, _ENDRING, etter=ratios)
        labels = {**navn(*ark.sektorer), _SUM: _SUM}
        self.block = ark.steg.blokk("Kommunens bruk med hva hvis", columns, labels, SMAA)
        self.gul: dict[tuple[str, int], Input | Linjeledd] = {}
        #: How many times its amount a sector is in the report year, but for parts of it; and but for the
        #: rates, which are as much in the sector whether or not a part is filled in.
        self.forhold: dict[str, Cell] = {}
        self.uten_satsene: dict[str, Cell] = {}
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
        """How many times its amount a sector is, with its parts and without the rates."""
        people, look = self.ark.folk[self.ark.valg.data.rapportaar], styles.HJELP
        whole, but_rates = (_HELE, _HELE_UTEN_SATSER) if parts else (_FORHOLD, _UTEN_SATSER)
        spent = (one.active, one.used, one.base, people.used, people.base)
        ratio = self.block.calc(line, whole, fl.sektoren_flyttet, *spent, style=look)
        self.forhold[line] = self.uten_satsene[line] = ratio
        if line in self.i_sektor:
            given = (ratio, self.i_sektor[line], one.base, people.base)
            self.uten_satsene[line] = self.block.calc(line, but_rates, fl.uten_satsene, *given, style=look)

    def _without_parts(self, line: str, parts: tuple[Cell, ...], own: Cell, base: Cell) -> Cell:
        """What filled-in parts change of a sector, 1000 kr; the ratios are then of what they leave of it."""
        whole, ratio, look = self.forhold[line], self.uten_satsene[line], styles.HJELP
        place, given = (_DELER, self.ark.valg.data.rapportaar), (*parts, ratio, own, base)
        moved = self.block.calc(line, place, fl.delene_i_sektoren, *given)
        if self.deler is None or linjenavn(line) not in self.deler.egne:
            return moved  # No profile follows it.
        rest, given = (_UTEN_SATSER if line in self.i_sektor else _FORHOLD), (ratio, moved, *parts, base)
        left = self.block.calc(line, rest, fl.resten_flyttet, *given, style=look)
        self.forhold[line] = self.uten_satsene[line] = left
        if line in self.i_sektor:
            self.forhold[line] = self.block.calc(line, _FORHOLD, left + (whole - ratio), style=look)
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
        sector, need, people = ark.indekser.get(line), None, ark.folk[year]
        flag, now, parts = ark.flagg(line, year), people.used, self._parts(line, year)
        if sector is not None:
            index, before = sector.indeks[year], sector.indeks_grunnlag[year]
            need = of(bb.forhold_til_foer, index, now, before, people.base)
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
            forhold=need,
            tillegg=self.i_sektor.get(line),
            deler=parts[1] if parts else None,
        )
        return ark.linjer.inndata(line, moved)


class EgenBruk:
    """The whole use by line and year (``base`` and ``naa``): with what follows the accounts."""

    def __init__(self, sektorbruk: Sektorbruk, regnskap: Regnskap | None = None) -> None:
        ark = self.ark = sektorbruk.ark
        self.sektorbruk, self.regnskap, self.table = sektorbruk, regnskap, sektorbruk.table
        columns, lines = ark.valg.kolonner("Grunnlag", "Nå", "Flyttet"), navn(ANDRE, *_KONTOENE)
        self.block = ark.steg.blokk("Det som følger regnskapet, 1000 kr", columns, lines, SMAA)
        for year in ark.aar:
            given, people = sektorbruk.gul[ANDRE, year], ark.folk[year]
            spent = (given.active, given.used, given.base, people.base, people.used)
            premium, *_ = (self._account(line, year) for line in (PREMIE, RENTER, RESULTAT))
            self.table.calc(ANDRE, (2, year), fl.bruk_naa, *spent, self._unallocated(year, premium))
        self.base, self.naa = self.table.gruppe(0), self.table.gruppe(2)
        #: The deviations from the country, and its mean; empty where a report prints the deviations.
        self.ledd, self.landet = self._country()
        #: How many times its amount each sector is because its need moves and the cost follows.
        self.behov, self.satser = ark.linjer.behov, sektorbruk.satser

    def _unallocated(self, year: int, premium: Argument) -> Cell:
        """What spending has changed in the accounts and no other use of income has, 1000 kr."""
        parts = self.sektorbruk.block.cell(ANDRE, (_DELER, year))
        if self.regnskap is None:
            return parts
        moved = of(bb.flyttet, *self._now_and_before(self.regnskap, ANDRE, year))
        given = (moved, self.sektorbruk.endring[year], premium, parts)
        return self.block.calc(ANDRE, ("Flyttet", year), fl.ikke_fordelt, *given)

    def _now_and_before(self, regnskap: Regnskap, line: str, year: int) -> tuple[Cell, Cell]:
        """What the accounts have of a line now, and without what-if."""
        made = _KONTOENE.get(line, _DRIFT)
        before = self.block.calc(line, ("Grunnlag", year), made(lambda p: regnskap.base(p, year)))
        return self.block.calc(line, ("Nå", year), made.i(regnskap.beloep, year)), before

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
