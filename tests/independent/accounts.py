"""The tables and figures of Regnskap, worked out from the raw tables."""

from __future__ import annotations

from tests.independent.figures import ACCOUNT_LINES, Book, growth, share

#: Amounts that are spending: negative in percent and in the tables that say so.
SPENDING = frozenset(
    {"renteutgifter", "avdrag", "avskrivninger", "investeringer", "netto_investeringer", "tap"}
)
#: What is worked out from the other lines of tabell 0.
_CALCULATED = ("brutto", "netto", "netto_investeringer", "overskudd")
TABLE_0 = (
    "driftsinntekter",
    "driftsutgifter",
    "brutto",
    "renteinntekter",
    "renteutgifter",
    "avdrag",
    "netto",
    "investeringer",
    "tilskudd",
    "netto_investeringer",
    "overskudd",
)
FIGURE_0 = (
    "brutto",
    "renteinntekter",
    "renteutgifter",
    "avdrag",
    "netto",
    "netto_investeringer",
    "overskudd",
)
TABLE_1 = ("innt_formue", "eiendom", "selskap", "andre_skatter", "skatt", "rammetilskudd", "frie")
FIGURE_1 = ("skatt", "rammetilskudd", "andre_statstilskudd", "andre_inntekter", "eiendom")
TABLE_2 = ("loenn", "sosiale", "loenn_sosiale")
#: Tables in 1000 kr with the three actors' percentages: part, lines in kroner, lines in percent.
WITH_PERCENT = {
    "figur 4": (("brutto",), ("brutto",)),
    "tabell 3": (
        ("renteinntekter", "renteutgifter", "avdrag", "avskrivninger"),
        ("renteinntekter", "renteutgifter", "avdrag", "avskrivninger", "netto_renter", "renter_avdrag"),
    ),
    "figur 6": (("netto",), ("netto",)),
    "tabell 4": (("netto", "bundne_fond", "dekning", "avdrag_avskr", "investeringsmoms", "handlingsrom"),)
    * 2,
    "tabell 5": (("netto", "investeringer", "tilskudd", "premieavvik", "finansbehov"),) * 2,
    "tabell 5b": (
        ("brutto", "netto_renter", "netto_investeringer", "overskudd"),
        ("brutto", "netto_renter", "netto_investeringer", "overskudd"),
    ),
    "tabell 5c": ((), ("finansbehov", "laan", "anskaffelse")),
    "tabell 5d": (("gjeld", "fordringer", "netto_gjeld"),) * 2,
    "disposisjonsfond": (("disposisjonsfond",),) * 2,
}
OWN, OTHERS, REST = "kommune", "oevrige", "resten"


class Accounts:
    """Regnskap of one choice."""

    def __init__(self, book: Book) -> None:
        self.book, self.choice = book, book.choice
        self.line = book.package.line
        self.actors = {
            OWN: [book.own],
            OTHERS: book.package.others(book.choice),
            REST: [str(book.package.about["resten"])],
        }

    def total(self, actor: str, line: str, year: int) -> float | None:
        """A line of everybody who is an actor, 1000 kr."""
        units = self.actors[actor]
        if not units:
            return None
        return sum(self.line(u, year, line) for u in units)

    def percent(self, actor: str, line: str, year: int) -> float | None:
        """A line in percent of income; spending is negative."""
        found = share(self.total(actor, line, year), self.total(actor, "driftsinntekter", year), 100)
        return found if found is None or line not in SPENDING else -found

    def grown(self, actor: str, line: str, new: int, old: int) -> float | None:
        """Growth from a year to another; none over a break in the municipality's own series.

        The others' is year by year, of those who have no break in the year; that of the rest of the country
        with the members who took a part of it, so that the area is the same.
        """
        package = self.book.package
        if actor == OWN:
            if package.broken(self.book.own, old, new):
                return None
            return growth(self.total(actor, line, new), self.total(actor, line, old))
        grown = 1.0
        for year in range(old + 1, new + 1):
            if actor == REST:
                units = [
                    u for u in package.country if u in self.actors[REST] or package.broken(u, year - 1, year)
                ]
            else:
                units = [u for u in self.actors[actor] if not package.broken(u, year - 1, year)]
            each = growth(*(sum(self.line(u, y, line) for u in units) for y in (year, year - 1)))
            if each is None:
                return None
            grown *= 1 + each / 100
        return 100 * grown - 100

    def write(self) -> None:
        self.table_0()
        self.incomes()
        self.real_growth()
        self.wages()
        self.loans()
        self.each()
        for part, (amounts, shares) in WITH_PERCENT.items():
            if part not in ("disposisjonsfond",) or part in self.book.package.accounts:
                self.with_percent(part, amounts, shares)

    def table_0(self) -> None:
        put = self.book.put
        for year in self.choice.years:
            right = {line: self.book.corrected(line, year) for line in ACCOUNT_LINES}
            right["brutto"] = right["driftsinntekter"] - right["driftsutgifter"]
            interest = right["renteinntekter"] - right["renteutgifter"]
            right["netto"] = right["brutto"] + interest - right["avdrag"]
            right["netto_investeringer"] = right["investeringer"] - right["tilskudd"]
            right["overskudd"] = right["brutto"] + interest - right["netto_investeringer"]
            for line in TABLE_0:
                put("tabell 0", line, "regnskap", year, self.total(OWN, line, year))
                put("tabell 0", line, "rettet", year, right[line])
                if year > self.choice.years[0]:
                    found = None if line in _CALCULATED else self.grown(OWN, line, year, year - 1)
                    put("tabell 0", line, "vekst", year, found)
            for line in ("gevinster", "tap"):
                put("tabell 0", line, "regnskap", year, self.total(OWN, line, year))
            for line in FIGURE_0:
                own, others = (self.percent(a, line, year) for a in (OWN, OTHERS))
                sign = -1 if line in SPENDING else 1
                put("figur 0", line, OWN, year, own)
                put("figur 0", line, "rettet", year, share(sign * right[line], right["driftsinntekter"], 100))
                put("figur 0", line, OTHERS, year, others)
                gap = None if own is None or others is None else own - others
                put("figur 0", line, "avvik", year, gap)
                income = self.total(OWN, "driftsinntekter", year)
                put(
                    "figur 0",
                    line,
                    "mill",
                    year,
                    None if gap is None or income is None else gap * income / 1e5,
                )

    def incomes(self) -> None:
        """Tabell 1 and 2, figures 1 and 2."""
        put, (first, before, last) = self.book.put, self.choice.years
        for part, lines, rest in (
            ("tabell 1", TABLE_1, "andre_driftsinntekter"),
            ("tabell 2", TABLE_2, "andre_driftsutgifter"),
        ):
            for line in (*lines, rest):
                for year in self.choice.years:
                    total = self.total(OWN, line, year)
                    put(part, line, "mill", year, None if total is None else total / 1000)
            for line in lines:
                for actor in self.actors:
                    put(part, line, f"vekst {actor}", 0, self.grown(actor, line, last, before))
        for actor in self.actors:
            for line in FIGURE_1:
                put("figur 1", actor, line, 0, self.percent(actor, line, last))
            # A merger gives all three a later base year.
            base = max([first, *(y for y in self.book.package.breaks(self.book.own) if first < y <= last)])
            for year in self.choice.years:
                grown = self.grown(actor, "frie", max(year, base), min(year, base)) if year != base else 0.0
                index = None if grown is None else 100 + grown if year >= base else 1e4 / (100 + grown)
                put("figur 2", actor, "indeks", year, index)
            put("figur 2", actor, "vekst", 0, self.grown(actor, "frie", last, first))

    def national(self, what: str, year: int) -> float:
        rows = self.book.package["nasjonale"]
        found = rows[(rows["aar"] == year) & (rows["stoerrelse"] == what)]["verdi"]
        return float(found.iloc[0])

    def real_growth(self) -> None:
        """Figure 2b: nominal, deflated and per inhabitant."""
        put, (first, before, last) = self.book.put, self.choice.years
        people = self.book.package.people
        for old, new in ((first, before), (before, last), (first, last)):
            row = f"{old}–{new}"
            nominal = self.grown(OWN, "frie", new, old)
            prices = 1.0
            for year in range(old + 1, new + 1):
                prices *= 1 + self.national("kostnadsdeflator", year) / 100
            broken = self.book.package.broken(self.book.own, old, new)
            heads = None if broken else float(people[self.book.own, new] / people[self.book.own, old])
            real = None if nominal is None else (1 + nominal / 100) / prices
            put("figur 2b", row, "nominell", 0, nominal)
            put("figur 2b", row, "pris", 0, 100 * prices - 100)
            put("figur 2b", row, "befolkning", 0, None if heads is None else 100 * heads - 100)
            put("figur 2b", row, "deflatert", 0, None if real is None else 100 * real - 100)
            each = None if real is None or heads is None else 100 * real / heads - 100
            put("figur 2b", row, "per innbygger", 0, each)

    def wages(self) -> None:
        """Figure 3: the growth of man-years that wages and their growth imply."""
        first, before, last = self.choice.years
        for old, new in ((first, before), (before, last)):
            wage = self.national("aarsloennsvekst", new)
            row = f"{old}–{new}"
            self.book.put("figur 3", row, "aarsloenn", 0, wage)
            for actor in self.actors:
                grown = self.grown(actor, "loenn", new, old)
                found = None if grown is None else 100 * ((1 + grown / 100) / (1 + wage / 100) - 1)
                self.book.put("figur 3", row, actor, 0, found)

    def loans(self) -> None:
        """What debt and claims cost and give, and how long the repayment lasts."""
        for year in self.choice.years:
            loans, out, paid, debt, earned, claims = (
                self.line(self.book.own, year, post)
                for post in ("laan", "renteutgifter", "avdrag", "gjeld", "renteinntekter", "fordringer")
            )
            for row, value in (
                ("laan", loans / 1000),
                ("rente gjeld", share(out, debt, 100)),
                ("rente fordringer", share(earned, claims, 100)),
                ("avdragstid", share(debt, paid)),
            ):
                self.book.put("laan", row, "grunnlag", year, value)
                self.book.put("laan", row, "brukt", year, value)

    def each(self) -> None:
        """Debt and free income per inhabitant, and what the need leaves of it, beside the country."""
        book, spending = self.book, self.book.spending
        for year in self.choice.years:
            people = spending.people(book.own, year)
            key = book.package.key(self.choice, year)
            need = sum(book.need(s, year)["korreksjon"] for s in book.package.key_sectors(key))
            for row, lines, less in (
                ("netto_gjeld", ("netto_gjeld",), 0.0),
                ("frie", ("frie",), 0.0),
                ("korrigert", ("innt_formue", "selskap", "andre_skatter", "rammetilskudd"), need),
                *((line, (line,), 0.0) for line in ("driftsinntekter", "driftsutgifter", "investeringer")),
            ):
                own = 1000 * sum(self.line(book.own, year, line) for line in lines) / people - less
                whole = sum(self.line(u, year, line) for u in book.package.country for line in lines)
                country = 1000 * whole / spending.people("", year)
                own, country = (book.package.worth(self.choice, year) * x for x in (own, country))
                book.put("per innbygger", row, "kommune", year, own)
                book.put("per innbygger", row, "landet", year, country)
                book.put("per innbygger", row, "mill", year, (own - country) * people / 1e6)

    def with_percent(self, part: str, amounts: tuple[str, ...], shares: tuple[str, ...]) -> None:
        signed = part in ("tabell 3", "tabell 5", "tabell 5b")
        for year in self.choice.years:
            for line in shares:
                for actor in self.actors:
                    self.book.put(part, line, actor, year, self.percent(actor, line, year))
                total = self.total(OWN, line, year)
                if not amounts:
                    continue
                if line not in amounts or total is None:
                    self.book.put(part, line, "beloep", year, None)
                    continue
                sign = -1 if signed and line in SPENDING else 1
                unit = 1000 if part == "tabell 5d" else 1
                self.book.put(part, line, "beloep", year, sign * total / unit)
        if part == "tabell 3":
            year = self.choice.year
            for line in ("gevinster", "tap"):
                for actor in self.actors:
                    self.book.put(part, line, actor, year, self.percent(actor, line, year))
