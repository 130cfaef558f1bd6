"""Avvik: the members' deviations from calculated need for spending, sector by sector.

The chain is the one on the municipality's own Ressursbruk: the difference to the country, less
the differences in depreciation and social wage costs and the correction for need.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.avvik.kilde import ANDRE, ARTEN, Avvikskilde, linjenavn
from asss_xl.report.behov import noekkel
from asss_xl.report.behov.kilde import Behovskilde
from asss_xl.report.hovedrapport.tabell import (
    FORSTE_RAD,
    SNITT,
    TEGN,
    Linje,
    Medlemmer,
    Om,
    Tabell,
    bredde,
)
from asss_xl.report.nettverk.regnskapstall import FOLK, Regnskapstall
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
    "netto": "Netto driftsutgifter", "brutto": "Brutto driftsutgifter",
    "avskrivninger": "Avskrivninger", "pensjon": "Pensjonsinnskudd",
    "arbeidsgiveravgift": "Arbeidsgiveravgift",
}  # fmt: skip


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
        self.sectors = self.data.sektorer
        self.table = Tabell(sheet, med, bredde=bredde([(-99999.0, 0)], 8.6), hoeyde=17)
        self.behov = Behovskilde(self.valg, tall)
        self.made = Avvik()
        self.ledd: dict[str, dict[str, list[Cell]]] = {name: {} for name, _ in _LEDD}
        self.country: dict[str, Cell] = {}
        self.kinds: dict[tuple[str, str], tuple[list[Cell], Cell]] = {}
        self.landet = Avvikskilde(self.valg, tall)
        self.amounts = self.data.beregnet_avvik and self.landet.har(ANDRE)
        self.plan = _Plan.av(len(self.sectors), self.amounts)

    def write(self) -> Avvik:
        self.table.heads("Sektor")
        self._key()
        self.egne = [self._own(number) for number in range(self.table.count)]
        for sector in self.sectors:
            self._flag(sector)
        if self.amounts:
            self._country()
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
        blocks = [plan.indeks, *range(plan.ledd, plan.kriterier, size), plan.kriterier]
        blocks += [first for first, _ in self.indices.values() if first > plan.kriterier + 1]
        return tuple(start for start in blocks if start > FORSTE_RAD)

    def _key(self) -> None:
        self.helper = self.table.behind + self.table.count + 5
        self.flags = 6
        self.sheet.put(2, 0, "Kostnadsnøkkel (gult felt: velg)", styles.RAD.but(bold=True))
        keys = noekkel.place(self.sheet, (2, 1), Steg(self.sheet.book, "Steg_noekler"), self.valg)
        self.behov = replace(self.behov, noekler=keys)
        self.landet = replace(self.landet, noekkelnr=keys.nummer)

    def _own(self, number: int) -> tuple[Regnskapstall, Avvikskilde, Behovskilde]:
        """The sources as they answer for one member."""
        network = replace(self.med.network, kommunenr=self.med.network.plass[self.med.plasser[number]])
        tall = replace(self.tall, network=network)
        source = Avvikskilde(self.valg, tall, self.landet.noekkelnr)
        return tall, source, replace(self.behov, tall=tall)

    def _flag(self, sector: str) -> None:
        flag = self.behov.i_noekkelen(sector, self.key)
        assert flag is not None
        row = self.flags + self.sectors.index(sector)
        self.sheet.put(row, self.helper, f"{sector}: med i nøkkelen", styles.HJELP)
        self.made.i_noekkel[sector] = self.sheet.calc(
            row, self.helper + 1, bb.gjenta, flag, style=styles.HJELP
        )

    def om(self, sector: str, call: Call) -> Call:
        """Empty where the chosen key does not have the sector."""
        flag = self.made.i_noekkel.get(sector)
        return call if flag is None else of(bb.naar, flag, call)

    def _country(self) -> None:
        """The country's net spending per sector, which weighs the indices together."""
        first = self.flags + len(self.sectors) + 1
        for row, sector in enumerate(self.sectors, start=first):
            self.sheet.put(row, self.helper, f"{sector}: landet, kr per innb.", styles.HJELP)
            self.country[sector] = plasser(
                self.sheet, row, self.helper + 1, self.landet.landets(sector, self.key),
                styles.hjelp(styles.tall(0)),
            )  # fmt: skip

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
                self.additions[sector].append(table.plain(
                    row, f"{sector}: {addition}", "tillegg, kr per innb.",
                    lambda n, s=sector, a=addition: self._call(self.egne[n][2].tillegg(s, a, self.key)),  # type: ignore[misc]
                    styles.tall(0),
                )[0])  # fmt: skip
                row += 1
        table.note(row + 1, [
            TEGN,
            "Avviket er ukorrigert avvik minus forskjellen i avskrivninger, korreksjonen for "
            "utgiftsbehov og forskjellen i sosiale lønnsutgifter, som på arket Ressursbruk i "
            "kommunens egen rapport, uten rettelser. Positivt avvik: kommunen bruker mer enn landet "
            "korrigert for behov.",
            "I alt er sektorindeksene veid med landets netto driftsutgifter. Snittet er uveid.",
        ])  # fmt: skip

    def _criterion(self, row: int, sector: str, criterion: str, style: styles.Style) -> None:
        weight = plasser(self.sheet, row, SNITT, self.behov.vekt(sector, criterion, self.key), style)
        self.table.plain(
            row, f"{sector}: {criterion}", "vekt, indeks",
            lambda n: self._call(self.egne[n][2].indeks(sector, criterion, self.key, weight)), style,
        )  # fmt: skip

    @staticmethod
    def _call(tall: object) -> Call:
        value = tall.verdi  # type: ignore[attr-defined]
        return value if isinstance(value, Call) else of(bb.gjenta, value)

    def column(self, sector: str, number: int) -> Range:
        """A member's indices of a sector's criteria."""
        first, last = self.indices[sector]
        at = self.table.column(number)
        return self.sheet.range((first, at), (last, at))

    def _indices(self) -> None:
        table = self.table
        row = table.group(self.plan.indeks, "Kostnadsindeks, landet = 1")
        for sector in self.sectors:
            self.made.indeks[sector] = table.line(
                row, Om(sector, _INDEKS, 3, etikett=f"Kostnadsindeks: {sector}"),
                lambda n, s=sector: self.om(  # type: ignore[misc]
                    s, of(f.kostnadsindeks, self.column(s, n), self.made.vekter[s])
                ),
                om=partial(self.om, sector),
            )  # fmt: skip
            row += 1
        if not self.amounts:
            return
        first = row - len(self.sectors)
        means = self.sheet.column_range(self.country[self.sectors[0]], self.country[self.sectors[-1]])
        self.made.indeks[I_ALT] = table.line(
            row, Om(I_ALT, _INDEKS, 3, etikett="Beregnet utgiftsbehov i alt"),
            lambda n: of(f.snitt, self.sheet.range((first, table.column(n)), (row - 1, table.column(n))),
                         means),
            total=True,
        )  # fmt: skip

    # -- deviations ---------------------------------------------------------------------------

    def _parts(self) -> None:
        table, row = self.table, self.plan.ledd
        for name, title in _LEDD:
            row = table.group(row, f"{title}, {_KR}")
            for sector in (*self.sectors, ANDRE):
                self.ledd[name][sector], _ = table.plain(
                    row, linjenavn(sector), _KR,
                    lambda n, s=sector, part=name: self.om(s, self._part(part, s, n)),  # type: ignore[misc]
                    styles.tall(0),
                )  # fmt: skip
                row += 1
            row += 1

    def _kinds(self) -> None:
        """What members and country spend, kind by kind: a cell each, as formulas have a limit."""
        table, row = self.table, self.plan.arter
        for kind, title in _ARTER.items():
            row = table.group(row, f"{title}, {_KR} (landet i kolonnen Snitt)")
            for sector in (*self.sectors, ANDRE):
                own, country = self.table.plain(
                    row, linjenavn(sector), _KR,
                    lambda n, s=sector, k=kind: self.om(  # type: ignore[misc]
                        s, self._call(self.egne[n][1].art(s, k, self.key)[0])
                    ),
                    styles.tall(0),
                    self.om(sector, self._call(self.landet.art(sector, kind, self.key)[1])),
                )  # fmt: skip
                assert country is not None
                self.kinds[sector, kind] = own, country
                row += 1
            row += 1

    def _part(self, name: str, sector: str, number: int) -> Call:
        def gap(kind: str) -> Call:
            own, country = self.kinds[sector, kind]
            return of(bb.minus, own[number], country)

        if name == "ukorrigert":
            return gap("netto")
        if name == "avskrivning":
            return gap("avskrivninger")
        if name == "sosiale":
            return of(bb.pluss, *(self._social(sector, kind, number) for kind in ARTEN.values()))
        if sector == ANDRE:
            return of(bb.gjenta, 0.0)
        need = of(bb.sum_korreksjon, self.made.vekter[sector], self.column(sector, number),
                  self.country[sector])  # fmt: skip
        for addition in self.additions[sector]:
            need = of(bb.pluss, need, addition[number])
        return need

    def _social(self, sector: str, kind: str, number: int) -> Call:
        """The difference in a social cost, in proportion to net over gross."""
        kinds = [self.kinds[sector, k] for k in (kind, "netto", "brutto")]
        return of(bb.minus, of(f.sosiale, *(own[number] for own, _ in kinds)),
                  of(f.sosiale, *(country for _, country in kinds)))  # fmt: skip

    def _kroner(self) -> None:
        table = self.table
        row = table.group(self.plan.kroner, f"Avvik fra landet korrigert for utgiftsbehov, {_KR}")
        for sector in self.sectors:
            self._deviation(row, sector)
            row += 1
        first, last = row - len(self.sectors), row - 1
        self._sum(row, SUM_IS, lambda n: of(bb.sum_av, self._block(first, last, n), MISSING_TEXT))
        self._deviation(row + 1, ANDRE)
        lines = self.made.kroner
        self._sum(row + 2, SUM_DRIFT,
                  lambda n: of(bb.pluss, lines[SUM_IS].vist[n], lines[ANDRE].vist[n]))  # fmt: skip

    def _block(self, first: int, last: int, number: int) -> Range:
        at = self.table.column(number)
        return self.sheet.range((first, at), (last, at))

    def _deviation(self, row: int, sector: str) -> None:
        def chain(number: int) -> Call:
            parts = [self.ledd[name][sector][number] for name, _ in _LEDD]
            return self.om(sector, of(bb.kjede, *parts, 0.0))

        self.made.kroner[sector] = self.table.line(row, self._about(sector, _KR), chain,
                                                    om=partial(self.om, sector))  # fmt: skip

    def _sum(self, row: int, line: str, call: object) -> None:
        self.made.kroner[line] = self.table.line(row, self._about(line, _KR), call, total=True)  # type: ignore[arg-type]

    @staticmethod
    def _about(line: str, unit: str) -> Om:
        places = 1 if unit == _MILL else 0
        return Om(linjenavn(line), unit, places, etikett=f"Avvik fra behov: {linjenavn(line)}")

    def _millioner(self) -> None:
        table = self.table
        row = table.group(self.plan.millioner, f"Avvik fra landet korrigert for utgiftsbehov, {_MILL}")
        for line, given in self.made.kroner.items():
            def amount(number: int, line: str = line, given: Linje = given) -> Call:
                people = self.egne[number][0].egen(self.valg.aarnr[self.key], FOLK)
                return self.om(line, of(bb.mill, given.vist[number], people))

            self.made.millioner[line] = table.line(
                row, self._about(line, _MILL), amount, total=line in (SUM_IS, SUM_DRIFT),
                om=partial(self.om, line),
            )  # fmt: skip
            row += 1


def fill(sheet: Sheet, med: Medlemmer, tall: Regnskapstall) -> Avvik:
    """Write the deviations, what they are made of, and the criteria behind them."""
    layout.heading(sheet, med.valg, "Avvik fra beregnet utgiftsbehov", "Ressursbruk")
    writer = _Writer(sheet, med, tall)
    made = writer.write()
    sheet.printing.parts = writer.parts()
    return made
