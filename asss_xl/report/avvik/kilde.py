"""Where the deviations come from: a report's differences, or amounts by function of everyone."""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl import functions as f
from asss_xl.dataset.model import Datasett
from asss_xl.dataset.poster import ANVENDELSER
from asss_xl.dataset.schema import ARTER
from asss_xl.report import formler as bb
from asss_xl.report.nettverk import regnskapstall as rt
from asss_xl.report.nettverk.regnskapstall import FOLK, Regnskapstall
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.published import AVVIK_ENHET
from asss_xl.report.tall import MANGLER, Tall, fra_figur
from asss_xl.workbook import Argument, Call, Cell, Sheet, of
from asss_xl.workbook.styles import HJELP_HODE, Style

STEG = (
    "Vedleggstabell 1 ukorrigert avvik",
    "Vedleggstabell 1 etter fratrekk avskrivninger",
    "Vedleggstabell 1 etter korreksjon utgiftsbehov",
    "Vedleggstabell 1 etter fratrekk sosiale lønnsutgifter",
)
PENSJON = "Vedleggstabell 3 korreksjon pensjonsinnskudd"
AVGIFT = "Vedleggstabell 3 korreksjon arbeidsgiveravgift"
SOSIALE = "Vedleggstabell 3 sum korreksjon sosiale lønnsutgifter"
FAKTISK, AVVIK = "Tabell 19 faktisk bruk", "Tabell 19 avvik"
#: The kind of amount behind each social cost.
ARTEN = {PENSJON: "pensjon", AVGIFT: "arbeidsgiveravgift"}
MINUS = "kommune_minus_landet"
SNITT = "Vedleggstabell 2 landssnitt"
ANDRE, RENTER, PREMIE, RESULTAT = "andre_sektorer", "renter_avdrag", "premieavvik", "resultat"
_TUSEN = "1000 kr"


def linjenavn(post: str) -> str:
    """A sector, or another use of income, as a reader sees it."""
    return ANVENDELSER.get(post, post)


@dataclass
class Avvikskilde:
    """Figures of the chain by use of income and year; ``tall`` holds everyone's amounts."""

    valg: Valg
    tall: Regnskapstall | None = None
    #: The place of the cost key that counts, by year; «andre sektorer» are those outside it.
    noekkelnr: dict[int, Cell] = field(default_factory=dict)
    #: The municipality's and the country's amount per inhabitant, by use, kind and year.
    per_innb: dict[tuple[str, str, int], tuple[Cell, Cell]] = field(default_factory=dict)

    @property
    def _data(self) -> Datasett:
        return self.valg.data

    def trykt(self, tabell: str, post: str, aktor: str, key: int, enhet: str) -> Tall:
        """A stated figure, with what is printed of it."""
        return fra_figur(self._data.figur(tabell, post, aktor, key, enhet))

    # -- stated ---------------------------------------------------------------------------------

    def ukorrigert(self, post: str, key: int) -> Tall:
        """The municipality minus the country, as a report prints it."""
        found = self.trykt(STEG[0], post, MINUS, key, AVVIK_ENHET)
        return Tall(found.verdi, found.avrunding)

    def avskrivning(self, post: str, key: int) -> Tall:
        """The difference in depreciation; a report's steps 1 and 2 imply it."""
        if self.tall is not None:
            return self._difference(post, "avskrivninger", key)
        one, two = (self._data.figur(STEG[n], post, MINUS, key, AVVIK_ENHET) for n in (0, 1))
        if one is None or two is None or one.verdi is None or two.verdi is None:
            return MANGLER
        return Tall(one.verdi - two.verdi, two.avrunding)

    def sosial(self, tabell: str, post: str, key: int) -> Tall:
        """The difference in pension or employer's tax, in proportion to net over gross."""
        if self.tall is None:
            found = self.trykt(tabell, post, MINUS, key, AVVIK_ENHET)
            return Tall(found.verdi, found.avrunding)
        if post in (PREMIE, RESULTAT):
            return self._moved_premium(tabell, post, key)
        return self._social_difference(ARTEN[tabell], post, key)

    def faktisk(self, post: str, key: int) -> Tall:
        """What the municipality spends on a use without social wage costs, 1000 kr."""
        return self.trykt(FAKTISK, post, "kommune", key, _TUSEN)

    # -- computed -------------------------------------------------------------------------------

    def har(self, post: str) -> bool:
        """Whether there are amounts behind a use of income."""
        assert self.tall is not None
        if not self.tall.har(FOLK):
            return False
        if post in _REGNSKAP:
            return self.tall.har("regnskap", _REGNSKAP[post][0])
        return all(self.tall.har("beloep", place, "netto") for place, _ in self._places(post))

    def _places(self, post: str) -> list[tuple[str, int]]:
        """Where a sector's amounts stand; «andre sektorer» stand once for each cost key."""
        if post != ANDRE:
            return [(post, 0)]
        keys = self._data.noekler
        return [(rt.andre(k), n) for n, k in enumerate(keys, start=1)] or [(rt.andre(None), 0)]

    def _by_key(self, key: int, calls: list[tuple[Call, int]]) -> Call:
        """The call of the key that counts."""
        if key not in self.noekkelnr:
            keys = self._data.noekler
            own = next((n for n, k in enumerate(keys, start=1) if k.gjelder(key)), calls[-1][1])
            return next((call for call, n in calls if n == own), calls[-1][0])
        *others, (made, _) = calls
        for call, number in reversed(others):
            made = of(bb.for_nummer, self.noekkelnr[key], float(number), call, made)
        return made

    def egen(self, post: str, key: int) -> Tall:
        """The municipality's own use of income, kr per inhabitant.

        A report prints the deviation and, for the sectors in the key, the country's mean; of the
        others what is used without depreciation and social costs.
        """
        if self.tall is None:
            return self._printed_use(post, key)
        if not self.har(post):
            return MANGLER
        if post in _REGNSKAP:
            return Tall(self._account(post, key, own=True))
        return Tall(of(bb.gjenta, self._amounts(post, "netto", key)[0]))

    def _printed_use(self, post: str, key: int) -> Tall:
        mean = self.trykt(SNITT, post, "landet", key, AVVIK_ENHET)
        gap = self.ukorrigert(post, key)
        if isinstance(mean.verdi, float) and isinstance(gap.verdi, float):
            return Tall(mean.verdi + gap.verdi, mean.avrunding + gap.avrunding)
        used = self.trykt(FAKTISK, post, "kommune", key, AVVIK_ENHET)
        return Tall(used.verdi, used.avrunding)

    def landets(self, post: str, key: int) -> Tall:
        """The country's use of income, kr per inhabitant."""
        if not self.har(post):
            return MANGLER
        if post in _REGNSKAP:
            return Tall(self._account(post, key, own=False))
        return Tall(of(bb.gjenta, self._amounts(post, "netto", key)[1]))

    def _account(self, post: str, key: int, own: bool) -> Call:
        assert self.tall is not None
        placed = self.per_innb.get((post, "netto", key))
        if placed is not None:
            return of(bb.gjenta, placed[0 if own else 1])
        nr = self.valg.aarnr[key]
        line, sign = _REGNSKAP[post]
        found = (
            self.tall.egen(nr, "regnskap", line) if own
            else self.tall.referanse(rt.LANDET, nr, "regnskap", line)
        )  # fmt: skip
        use = found if sign > 0 else of(bb.motsatt, found)
        return of(f.per_innbygger, use, self.tall.egen(nr, FOLK), 1000.0) if own else use

    def has_place(self, post: str, key: int, own: Cell, country: Cell) -> None:
        """Later formulas refer to the cells of a use of income instead of repeating them."""
        self.per_innb.setdefault((post, "netto", key), (own, country))

    def folk(self, key: int) -> Tall:
        """The municipality's inhabitants."""
        if self.tall is None or not self.tall.har(FOLK):
            return MANGLER
        return Tall(self.tall.egen(self.valg.aarnr[key], FOLK))

    def landets_folk(self, key: int) -> Tall:
        """The country's inhabitants."""
        if self.tall is None or not self.tall.har(FOLK):
            return MANGLER
        years = self.tall.blokk(FOLK)
        return Tall(of(bb.sum_rad, years, self.valg.aarnr[key], self.tall.masker["landet"]))

    def place_kinds(self, sheet: Sheet, row: int, column: int, style: Style) -> None:
        """Give every kind of amount a cell of its own, a row per use of income."""
        years = self.valg.vindu
        heads = [(kind, who) for kind in ARTER for who in ("egne", "landets")]
        for number, (kind, who) in enumerate(heads):
            for offset, key in enumerate(years):
                sheet.calc(row, column + number * len(years) + offset,
                           *bb.tekst(f"{who} {kind} ", self.valg.aarstall[key]),
                           style=HJELP_HODE)  # fmt: skip
        for at, post in enumerate((*self._data.sektorer, ANDRE), start=row + 1):
            for number, kind in enumerate(ARTER):
                if not self._has_kinds(post, kind):
                    continue
                for offset, key in enumerate(years):
                    first = column + 2 * number * len(years) + offset
                    own, country = self._kinds(post, kind, key)
                    self.per_innb[post, kind, key] = (
                        sheet.calc(at, first, own.function, *own.arguments, style=style),
                        sheet.calc(at, first + len(years), country.function, *country.arguments,
                                   style=style),
                    )  # fmt: skip

    def _amounts(self, post: str, kind: str, key: int) -> tuple[Argument, Argument]:
        """The municipality's and the country's, from their cells where they have been placed."""
        return self.per_innb.get((post, kind, key)) or self._kinds(post, kind, key)

    def _kinds(self, post: str, kind: str, key: int) -> tuple[Call, Call]:
        """The municipality's and the country's amount of a kind, kr per inhabitant."""
        assert self.tall is not None
        tall, nr = self.tall, self.valg.aarnr[key]
        people = tall.egen(nr, FOLK)
        own = [
            (of(f.per_innbygger, tall.egen(nr, "beloep", place, kind), people, 1000.0), n)
            for place, n in self._places(post)
        ]
        country = [
            (tall.referanse(rt.LANDET, nr, "beloep", place, kind), n)
            for place, n in self._places(post)
        ]
        return self._by_key(key, own), self._by_key(key, country)

    def art(self, post: str, kind: str, key: int) -> tuple[Tall, Tall]:
        """The municipality's and the country's amount of a kind, kr per inhabitant."""
        if not self._has_kinds(post, kind):
            return MANGLER, MANGLER
        own, country = self._kinds(post, kind, key)
        return Tall(own), Tall(country)

    def _has_kinds(self, post: str, *kinds: str) -> bool:
        assert self.tall is not None
        return self.tall.har(FOLK) and all(
            self.tall.har("beloep", place, kind)
            for place, _ in self._places(post) for kind in kinds
        )  # fmt: skip

    def _difference(self, post: str, kind: str, key: int) -> Tall:
        if not self._has_kinds(post, kind):
            return MANGLER
        return Tall(of(bb.minus, *self._amounts(post, kind, key)))

    def _social_difference(self, kind: str, post: str, key: int) -> Tall:
        kinds = (kind, "netto", "brutto")
        if not self._has_kinds(post, *kinds):
            return MANGLER
        parts = [self._amounts(post, k, key) for k in kinds]
        own, country = (of(f.sosiale, *(part[n] for part in parts)) for n in (0, 1))
        return Tall(of(bb.minus, own, country))

    def _moved_premium(self, tabell: str, post: str, key: int) -> Tall:
        """The premium deviation goes to the net result in the last step."""
        if tabell != PENSJON:
            return Tall(0.0)
        own, country = self.egen(PREMIE, key), self.landets(PREMIE, key)
        if not own.finnes:
            return MANGLER
        first, second = (own, country) if post == PREMIE else (country, own)
        return Tall(of(bb.minus, first.verdi, second.verdi))


#: Uses of income that come from the accounts: the line, and its sign as a use. The line of the
#: premium deviation is net spending on functions 170 and 171, a use as it stands.
_REGNSKAP = {RENTER: ("renter_avdrag", -1), PREMIE: ("premieavvik", 1), RESULTAT: ("netto", 1)}
