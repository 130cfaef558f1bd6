"""Avvik: the members' deviations from calculated need for spending, sector by sector.

The chain is the one on the municipality's own Ressursbruk: the difference to the country, less
the differences in depreciation and social wage costs and the correction for need.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.avvik import utelatt
from asss_xl.report.avvik.kilde import ANDRE, ARTEN, Avvikskilde, linjenavn
from asss_xl.report.behov import noekkel
from asss_xl.report.behov.kilde import Behovskilde
from asss_xl.report.hovedrapport import formler
from asss_xl.report.hovedrapport.bredder import bredde
from asss_xl.report.hovedrapport.per_innbygger import PerInnbygger
from asss_xl.report.hovedrapport.tabell import FORSTE_RAD, SNITT, TEGN, Linje, Medlemmer, Om, Tabell
from asss_xl.report.nettverk.regnskapstall import Regnskapstall
from asss_xl.report.steg import Steg
from asss_xl.report.tall import plasser
from asss_xl.workbook import MISSING_TEXT, Call, Cell, Range, Sheet, of, styles

SUM_IS, SUM_DRIFT, I_ALT = "sum_is", "sum_drift", "I alt"
_KR, _MILL, _INDEKS = "kr per innb.", "mill. kr", "landet = 1"
_LEDD = (
    ("ukorrigert", "Ukorrigert avvik fra landet"),
    ("avskrivning", "Forskjell i avskrivninger"),
    ("korreksjon", "Korreksjon for utgiftsbehov"),
    ("sosiale", "Forskjell i sosiale lønnsutgifter"),
)
_ARTER = {
    "netto": "Netto driftsutgifter",
    "brutto": "Brutto driftsutgifter",
    "avskrivninger": "Avskrivninger",
    "pensjon": "Pensjonsinnskudd",
    "arbeidsgiveravgift": "Arbeidsgiveravgift",
}


@dataclass
class Avvik:
    """Lines by sector; empty where the package has no amounts."""

    kroner: dict[str, Linje] = field(default_factory=dict)
    millioner: dict[str, Linje] = field(default_factory=dict)
    indeks: dict[str, Linje] = field(default_factory=dict)
    #: Weights of each sector's criteria, and whether the chosen key has the sector.
    vekter: dict[str, Range] = field(default_factory=dict)
    i_noekkel: dict[str, Cell] = field(default_factory=dict)


@dataclass
class _Plan:
    """Where the parts of the sheet start."""

    kroner: int
    millioner: int
    indeks: int
    ledd: int
    arter: int
    kriterier: int

    @classmethod
    def av(cls, sectors: int, amounts: bool) -> _Plan:
        block = sectors + 5
        indeks = FORSTE_RAD + (2 * block if amounts else 0)
        ledd = indeks + sectors + 4
        arter = ledd + (len(_LEDD) * (sectors + 3) if amounts else 0)
        kriterier = arter + (len(_ARTER) * (sectors + 3) if amounts else 0)
        return cls(FORSTE_RAD, FORSTE_RAD + block, indeks, ledd, arter, kriterier)


class _Writer:
    def __init__(self, sheet: Sheet, med: Medlemmer, tall: Regnskapstall) -> None:
        self.sheet, self.med, self.tall, self.valg = sheet, med, tall, med.valg
        self.data = med.valg.data
        self.key = self.data.rapportaar
        self.year = self.valg.aarnr[self.key]
        self.sectors = self.data.sektorer
        self.table = Tabell(sheet, med, bredde=bredde([(-99999.0, 0)], fet=True), hoeyde=17)
        self.behov = Behovskilde(self.valg, tall)
        self.made = Avvik()
        self.ledd: dict[str, dict[str, list[Cell]]] = {name: {} for name, _ in _LEDD}
        self.kinds: dict[tuple[str, str], tuple[list[Cell], Cell]] = {}
        self.landet = Avvikskilde(self.valg, tall)
        self.amounts = self.data.beregnet_avvik and self.landet.har(ANDRE)
        self.plan = _Plan.av(len(self.sectors), self.amounts)

    def write(self) -> Avvik:
        self.table.heads("Sektor")
        self._key()
        self._flags()
        if self.amounts:
            self.steg = PerInnbygger(self.table, self.tall, self.made.i_noekkel, self.noekkelnr)
            lacking = utelatt.i_alt(Steg(self.sheet.book, "Steg_avvik"), self.valg)
            if lacking is not None:
                layout.text(self.sheet, 2, self.table.first, lacking, styles.NOTE)
        self._criteria()
        self._indices()
        if self.amounts:
            self._kinds()
            self._parts()
            self._kroner()
            self._millioner()
        return self.made

    def parts(self) -> tuple[int, ...]:
        """Where a part starts, and the blocks of the long ones."""
        plan, size = self.plan, len(self.sectors) + 3
        blocks = [plan.millioner, plan.indeks, *range(plan.ledd, plan.kriterier, size), plan.kriterier]
        blocks += [first for first, _ in self.indices.values() if first > plan.kriterier + 1]
        return tuple(start for start in blocks if start > FORSTE_RAD)

    def _key(self) -> None:
        self.sheet.put(2, 0, "Kostnadsnøkkel (gult felt: velg)", styles.RAD.but(bold=True))
        keys = noekkel.place(self.sheet, (2, 1), Steg(self.sheet.book, "Steg_noekler"), self.valg)
        self.behov = replace(self.behov, noekler=keys)
        self.landet = replace(self.landet, noekkelnr=keys.nummer)
        self.noekkelnr = keys.nummer[self.key]

    def _flags(self) -> None:
        """Whether the chosen key has each sector."""
        for sector in self.sectors:
            flag = self.behov.i_noekkelen(sector, self.key)
            assert flag is not None
            self.made.i_noekkel[sector] = flag

    def om(self, sector: str, call: Call) -> Call:
        """Empty where the chosen key does not have the sector."""
        flag = self.made.i_noekkel.get(sector)
        return call if flag is None else of(bb.naar, flag, call)

    # -- need ---------------------------------------------------------------------------------

    def _criteria(self) -> None:
        """Weights and the members' indices, at the bottom of the sheet."""
        table, sheet = self.table, self.sheet
        title = "Kriterieindekser, landet = 1 (vekten i nøkkelen i kolonnen Snitt)"
        row = table.group(self.plan.kriterier, title)
        three = styles.tall(3)
        self.indices: dict[str, tuple[int, int]] = {}
        self.additions: dict[str, list[list[Cell]]] = {}
        for sector in self.sectors:
            first = row
            for criterion in self.behov.kriterier(sector):
                self._criterion(row, sector, criterion, three)
                row += 1
            self.indices[sector] = (first, row - 1)
            self.made.vekter[sector] = sheet.range((first, SNITT), (row - 1, SNITT))
            self.additions[sector] = []
            for addition in self.behov.tilleggene(sector):
                columns = self.tall.kolonner("tillegg", sector, addition)
                self.additions[sector].append(
                    table.plain(
                        row,
                        f"{sector}: {addition}",
                        "tillegg, kr per innb.",
                        lambda n, c=columns: self._inside(n, self._aarets(c, n)),  # type: ignore[misc]
                        styles.tall(0),
                    )[0]
                )
                row += 1
        table.note(
            row + 1,
            [
                TEGN,
                "Avviket er ukorrigert avvik minus forskjellen i avskrivninger, korreksjonen for "
                "utgiftsbehov og forskjellen i sosiale lønnsutgifter, som på arket Ressursbruk i "
                "kommunens egen rapport, uten rettelser. Positivt avvik: kommunen bruker mer enn landet "
                "korrigert for behov.",
                "I alt er sektorindeksene veid med landets netto driftsutgifter. Snittet er uveid.",
            ],
        )

    def _aarets(self, columns: Callable[[int], Range], number: int) -> Call:
        return of(bb.paa_plass, columns(self.med.plasser[number]), self.year)

    def _inside(self, number: int, call: Call) -> Call:
        """A member's figure on the sheet; empty for one that is out."""
        return of(formler.om_inne, self.table.ute(number), call)

    def _criterion(self, row: int, sector: str, criterion: str, style: styles.Style) -> None:
        weight = plasser(self.sheet, row, SNITT, self.behov.vekt(sector, criterion, self.key), style)
        place = next((p for p in (sector, "") if self.tall.har("kriterium", p, criterion)), None)

        def index(number: int) -> Call:
            if place is None:
                return of(formler.om_vekt, self.table.ute(number), weight, MISSING_TEXT)
            found = self._aarets(self.tall.kolonner("kriterium", place, criterion), number)
            return of(formler.om_vekt, self.table.ute(number), weight, found)

        self.table.plain(row, f"{sector}: {criterion}", "vekt, indeks", index, style)

    def column(self, sector: str, number: int) -> Range:
        """A member's indices of a sector's criteria."""
        return self._block(*self.indices[sector], number)

    def _indices(self) -> None:
        table = self.table
        row = table.group(self.plan.indeks, "Kostnadsindeks, landet = 1")
        for sector in self.sectors:
            self.made.indeks[sector] = table.line(
                row,
                Om(sector, _INDEKS, 3, etikett=f"Kostnadsindeks: {sector}"),
                lambda n, s=sector: self._inside(  # type: ignore[misc]
                    n, self.om(s, of(formler.kostnadsindeks, self.column(s, n), self.made.vekter[s]))
                ),
                om=partial(self.om, sector),
                paa_steg=False,
            )
            row += 1
        if not self.amounts:
            return
        first, means = row - len(self.sectors), self.steg.landets
        self.made.indeks[I_ALT] = table.line(
            row,
            Om(I_ALT, _INDEKS, 3, etikett="Beregnet utgiftsbehov i alt"),
            lambda n: self._inside(n, of(formler.veid, self._block(first, row - 1, n), means)),
            total=True,
            paa_steg=False,
        )

    # -- deviations ---------------------------------------------------------------------------

    def _parts(self) -> None:
        table, row = self.table, self.plan.ledd
        for name, title in _LEDD:
            row = table.group(row, f"{title}, {_KR}")
            for sector in (*self.sectors, ANDRE):
                self.ledd[name][sector], _ = table.plain(
                    row,
                    linjenavn(sector),
                    _KR,
                    lambda n, s=sector, part=name: self._part(part, s, n),  # type: ignore[misc]
                    styles.tall(0),
                )
                row += 1
            row += 1

    def _kinds(self) -> None:
        """What members and country spend, kind by kind, as they stand on the block."""
        table, row = self.table, self.plan.arter
        for kind, title in _ARTER.items():
            row = table.group(row, f"{title}, {_KR} (landet i kolonnen Snitt)")
            for sector in (*self.sectors, ANDRE):
                given, country = self.steg.tall[sector, kind]
                own, shown = table.plain(
                    row,
                    linjenavn(sector),
                    _KR,
                    lambda n, cells=given: of(bb.gjenta, cells[n]),  # type: ignore[misc]
                    styles.tall(0),
                    of(bb.gjenta, country),
                )
                assert shown is not None
                self.kinds[sector, kind] = own, shown
                row += 1
            row += 1

    def _part(self, name: str, sector: str, number: int) -> Call:
        def gap(kind: str) -> Call:
            own, country = self.kinds[sector, kind]
            return of(formler.om_tall, own[number], own[number] - country)

        if name == "ukorrigert":
            return gap("netto")
        if name == "avskrivning":
            return gap("avskrivninger")
        if name == "sosiale":
            net = self.kinds[sector, "netto"][0][number]
            moved = bb.samlet(*(self._social(sector, kind, number) for kind in ARTEN.values()))
            return of(formler.om_tall, net, moved)
        if sector == ANDRE:
            return self._inside(number, of(bb.gjenta, 0.0))
        return self._correction(sector, number)

    def _correction(self, sector: str, number: int) -> Call:
        country = self.kinds[sector, "netto"][1]
        need = of(formler.korreksjon, country, self.made.vekter[sector], self.column(sector, number))
        for addition in self.additions[sector]:
            need = need + addition[number]
        return of(formler.om_tall, self.made.indeks[sector].vist[number], need)

    def _social(self, sector: str, kind: str, number: int) -> Call:
        """The difference in a social cost, in proportion to net over gross."""
        kinds = [self.kinds[sector, k] for k in (kind, "netto", "brutto")]
        own, country = [own[number] for own, _ in kinds], [country for _, country in kinds]
        return of(self.landet.sosiale, *own) - of(self.landet.sosiale, *country)

    def _kroner(self) -> None:
        table = self.table
        row = table.group(self.plan.kroner, f"Avvik fra landet korrigert for utgiftsbehov, {_KR}")
        for sector in self.sectors:
            self._deviation(row, sector)
            row += 1
        first, last = row - len(self.sectors), row - 1
        self._sum(
            row, SUM_IS, lambda n: of(formler.sum_eller_tomt, self._block(first, last, n), MISSING_TEXT)
        )
        self._deviation(row + 1, ANDRE)
        inside, others = (self.made.kroner[line].vist for line in (SUM_IS, ANDRE))
        self._sum(row + 2, SUM_DRIFT, lambda n: of(formler.om_tall, inside[n], inside[n] + others[n]))

    def _block(self, first: int, last: int, number: int) -> Range:
        at = self.table.column(number)
        return self.sheet.range((first, at), (last, at))

    def _deviation(self, row: int, sector: str) -> None:
        def chain(number: int) -> Call:
            parts = [self.ledd[name][sector][number] for name, _ in _LEDD]
            return of(formler.om_tall, parts[0], of(formler.korrigert, *parts))

        self.made.kroner[sector] = self.table.line(
            row, self._about(sector, _KR), chain, om=partial(self.om, sector), paa_steg=False
        )

    def _sum(self, row: int, line: str, call: Callable[[int], Call]) -> None:
        self.made.kroner[line] = self.table.line(
            row, self._about(line, _KR), call, total=True, paa_steg=False
        )

    @staticmethod
    def _about(line: str, unit: str) -> Om:
        places = 1 if unit == _MILL else 0
        return Om(linjenavn(line), unit, places, etikett=f"Avvik fra behov: {linjenavn(line)}")

    def _millioner(self) -> None:
        table, people = self.table, self.steg.folk
        row = table.group(self.plan.millioner, f"Avvik fra landet korrigert for utgiftsbehov, {_MILL}")
        for line, given in self.made.kroner.items():

            def amount(number: int, given: Linje = given) -> Call:
                per_head = given.vist[number]
                return of(formler.om_tall, per_head, of(bb.mill, per_head, people[number]))

            self.made.millioner[line] = table.line(
                row,
                self._about(line, _MILL),
                amount,
                total=line in (SUM_IS, SUM_DRIFT),
                om=partial(self.om, line),
                paa_steg=False,
            )
            row += 1


def fill(sheet: Sheet, med: Medlemmer, tall: Regnskapstall) -> Avvik:
    """Write the deviations, what they are made of, and the criteria behind them."""
    layout.heading(sheet, med.valg, "Avvik fra beregnet utgiftsbehov", "Ressursbruk")
    writer = _Writer(sheet, med, tall)
    made = writer.write()
    sheet.printing.rows = writer.plan.ledd
    sheet.printing.parts = writer.parts()
    return made
