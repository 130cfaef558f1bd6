"""Kontroll: what must hold whatever is filled in, as OK or FEIL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from asss_xl import functions as f
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.packages import plausibility
from asss_xl.functions.values import Value
from asss_xl.report import formler as bb, layout
from asss_xl.report.avvik.ark import Avvik
from asss_xl.report.avvik.egen_bruk import EgenBruk
from asss_xl.report.avvik.kilde import ANDRE, PREMIE, RENTER, RESULTAT
from asss_xl.report.avvik.tabell import DISPONIBEL
from asss_xl.report.formler import avvik as fl, oversikt as formler, tekst
from asss_xl.report.kilde import regnskapets_mangler
from asss_xl.report.nettverk import regnskapstall as rt
from asss_xl.report.oversikt import mangler
from asss_xl.report.poster import AVLEDET, regnet
from asss_xl.report.published import etikettaktor
from asss_xl.report.rapport import Kapitler
from asss_xl.report.regnskap.ark import Ark
from asss_xl.report.regnskap.kilde import KOMMUNE
from asss_xl.report.rettelser.ark import LINJE_RESULTAT as RETTET_RESULTAT
from asss_xl.report.steg import Steg
from asss_xl.report.valg import Valg
from asss_xl.stated import beside
from asss_xl.workbook import MISSING_TEXT, Argument, Book, Call, Cell, Range, Sheet, XlTable, of, styles

_HODERAD = 4
_UKJENT, _SLINGRING = "Ikke i listen", "Siste siffer"
#: So many checks that fail are named.
_MEST = 3
_KONTROLL, _VERDI, _SKAL, _TOLERANSE, _SVAR = range(5)
#: What is the same but for the last binary digits.
_LIKT = 1e-6
_LYS = styles.RAD.but(align="center", bold=True)
_ETT_TALL = styles.tall(1).but(number_format="#,##0.##")
#: Weights are given in thousandths, and add up to one in them where the source's own do.
_VEKTSUM = 0.001
_DATA = beside(__file__)
#: Where the figures that are checked are worked out, and what they are worked out from is shown.
_KAPITLER = ("Regnskap", "Utgiftsbehov", "Ressursbruk", "Demografi")

Sagt = Value | Call | Cell


class Checks:
    """A table of checks being written."""

    def __init__(self, sheet: Sheet, valg: Valg) -> None:
        self.sheet, self.valg = sheet, valg
        self.row = _HODERAD + 1
        #: What the last digits of the largest figure that the checks are of can be.
        self.slingring: Cell | None = None

    def equal(self, what: str | Call, value: Sagt, expected: Sagt, tolerance: float) -> None:
        """One check: two figures that must agree, as far as printed ones can."""
        sheet, row = self.sheet, self.row
        layout.text(sheet, row, _KONTROLL, what, styles.RAD)
        # What must be just the same is a count.
        look = styles.tall(4 if tolerance else 0)
        left, right = (layout.text(sheet, row, *each, look) for each in ((_VERDI, value), (_SKAL, expected)))
        shakes = self.slingring if tolerance else None
        allowed = of(formler.stoerst_av_to, tolerance, shakes) if shakes else tolerance
        slack = layout.text(sheet, row, _TOLERANSE, allowed, look.but(number_format="General"))
        sheet.calc(row, _SVAR, formler.lik, left, right, slack, style=_LYS)
        self.row += 1

    def weights(self, what: str | Call, total: Sagt, given: Iterable[Iterable[float]]) -> None:
        """Weights add up to one, or as near as those of the source, which the reader knows are rounded."""
        off = (round(abs(sum(each) - 1) + _LIKT, 6) for each in given)
        self.equal(what, total, 1.0, max([_VEKTSUM, *off]))

    def aaret(
        self, about: str, year: int, what: str, value: Sagt, expected: Sagt, slack: float = _LIKT
    ) -> None:
        """A check of one of the years that are shown."""
        self.equal(tekst(f"{about} ", self.valg.aarstall[year], f": {what}"), value, expected, slack)


def begin(sheet: Sheet, valg: Valg) -> Checks:
    """The head of the table."""
    sizes, freeze = (84, 16, 16, 12, 12), (_HODERAD + 1, 0)
    layout.heading(sheet, valg, "Kontroll", "Kontroll", sizes, last=_SVAR, freeze=freeze, long=True)
    layout.head(sheet, _HODERAD, 0, ("Kontroll", "Verdi", "Skal være", "Toleranse", "Svar"))
    return Checks(sheet, valg)


def finish(checks: Checks) -> Cell:
    """The answer to all checks together: the cell that says OK when every one is."""
    sheet = checks.sheet
    if checks.row == _HODERAD + 1:
        checks.equal("Arbeidsboken har ark å kontrollere", 1.0, 1.0, 0.0)
    answers = sheet.range((_HODERAD + 1, _SVAR), (checks.row - 1, _SVAR))
    sheet.put(2, _KONTROLL, "Alle kontroller", styles.RAD.but(bold=True))
    total = sheet.calc(2, _SVAR, formler.alle, answers, style=_LYS)
    sheet.tables.append(XlTable("Tabell_kontroll", _HODERAD, checks.row - 1, _SVAR))
    sheet.traffic_lights += [answers, sheet.column_range(total, total)]
    return total


def feilet(book: Book) -> str:
    """Which of the checks say FEIL, in a sentence; nothing when none does."""
    sheet = book.sheets["Kontroll"]
    rows = [row for (row, column), c in sheet.cells.items() if column == _SVAR and c.value == "FEIL"]
    told = [str(sheet.cells[row, _KONTROLL].value) for row in rows if row > _HODERAD]
    more = f" og {len(told) - _MEST} til" if len(told) > _MEST else ""
    return f"Kontroll i arbeidsboken sier FEIL: {'; '.join(told[:_MEST])}{more}." if told else ""


def fill(sheet: Sheet, report: Kapitler) -> Cell:
    """Write all checks; the answer is the cell that says OK when every one is."""
    checks = begin(sheet, report.valg)
    checks.slingring = _shaking(report.book)
    _needs(checks, report)
    _chain(checks, report)
    _accounts(checks, report)
    _chapters(checks, report)
    _demography(checks, report)
    _production(checks, report)
    _missing(checks, report)
    if (several := report.linjer.med_flere()) is not None:
        told = "Linjer på Hva hvis med mer enn ett felt fylt ut (ingen av dem brukes)"
        checks.equal(told, several, 0.0, 0.0)
    fields = (report.book.names[name] for name in ("GulFelt", "GulLavest", "GulHoeyest"))
    wrong = of(formler.gale_felt, *fields, report.book.hva_hvis)
    checks.equal(
        "Gule felt fylt ut med tekst (brukes ikke), eller utenfor det tallet kan være", wrong, 0.0, 0.0
    )
    what = "Rettelser med noe annet enn tall som funksjon, år eller beløp (brukes ikke)"
    checks.equal(what, of(formler.uten_tall, report.rettelser.tallene), 0.0, 0.0)
    chosen(checks)
    listed = unreasonable(checks, report.valg, report.valg.kommune)
    total = finish(checks)
    row = _exceptions(sheet, report.data, checks.row + 1 + listed)
    mangler.fill(sheet, row, report.data, report.utelatt)
    return total


def _shaking(book: Book) -> Cell | None:
    """What the last digits can be of the largest figure of all chapters."""
    sheets = [book.sheets[name] for name in _KAPITLER if name in book.sheets]
    if not sheets:
        return None
    names = [*(sheet.name for sheet in sheets), _SLINGRING]
    block = Steg(book, "Steg_kontroll").blokk("Største tall", ["Tall"], {name: name for name in names})
    for sheet in sheets:
        rows, columns = zip(*sheet.cells, strict=True)
        block.calc(sheet.name, "Tall", of(formler.stoerste, sheet.range((0, 0), (max(rows), max(columns)))))
    return block.calc(_SLINGRING, "Tall", formler.slingring, block.column("Tall", last=names[-2]))


def chosen(checks: Checks) -> None:
    """Whether every choice is among those that there are: what is pasted over a list is not asked about."""
    book = checks.sheet.book
    choices = [e for e in book.editables if e.choices and e.title != "Rettelse"]
    if not choices:
        return
    block = Steg(book, "Steg_kontroll").blokk("Valgene", [_UKJENT], [e.label for e in choices])
    for line, choice in enumerate(choices):
        if isinstance(choice.choices, Range):
            call = of(formler.ikke_i_listen, choice.cell, choice.choices)
        else:
            # Left blank it is as the others are.
            call = of(formler.ikke_blant_ordene, choice.cell, f"||{'|'.join(choice.choices)}|".lower())
        block.calc(line, _UKJENT, call)
    count = of(bb.sum_tall, block.column(_UKJENT))
    checks.equal("Valg (kommune, år, gruppe og lignende) som ikke er i listen sin", count, 0.0, 0.0)


def unreasonable(checks: Checks, valg: Valg, whose: Cell | None = None) -> int:
    """Figures that are outside of where they could be: a check, and a list below; the list's height.

    Those of ``whose`` are counted, or of everyone.
    """
    found = plausibility.unreasonable(valg.data)
    if not found:
        return 0
    sheet, top = checks.sheet, checks.row + 2
    heads = ("Tall i pakken som bør ses over", "Tall og grunn", "Kommune", "Verdi", "År")
    told = [(f"{t.fil}, {t.hva}: {t.melding}", t.hvem, t.verdi, float(t.aar)) for t in found]
    year = styles.tall(0).but(number_format="0")
    last = mangler.liste(sheet, top, heads, told, styles.RAD, _ETT_TALL, year) - 1
    names, years = (sheet.range((top + 2, column), (last, column)) for column in (1, 3))
    about: tuple[Argument, ...] = (" for ", whose) if whose else ()
    what = tekst("Antall tall", *about, " som bør ses over, i årene som vises (listen nederst på Kontroll)")
    count = of(formler.antall_om, names, years, whose or names, *valg.aarene())
    checks.equal(what, count, 0.0, 0.0)
    return len(found) + 3


def _exceptions(sheet: Sheet, data: Datasett, row: int) -> int:
    """What the source printed that the workbook does not show as printed, and why; the row below."""
    told: list[tuple[str, float | None, float | None]] = [
        (f"{e.tabell}, {e.linje}, {etikettaktor(data, e.aktor)}: {e.grunn}", e.trykt, e.ventet)
        for e in data.kildefeil
        if e.kommune == data.kommune
    ]
    told += [(f"{t.tabell}, {t.enhet}: {t.grunn}", None, None) for t in data.aapne]
    if not told:
        return row
    title = "Trykte tall som ikke vises som trykt, og hvorfor"
    heads = (title, "Tall og grunn", "Trykt", "Kilden gir ellers")
    return mangler.liste(sheet, row, heads, told, _ETT_TALL, _ETT_TALL) + 1


def _needs(checks: Checks, report: Kapitler) -> None:
    if report.behov is None:
        return
    for name, sector in report.behov.sektorer.items():
        for year, weights in sector.vekter.items():
            call = sector.om(year, of(formler.sum_eller_mangler, weights, MISSING_TEXT))
            what = tekst(f"Utgiftsbehov: vektene i {name} ", report.valg.aarstall[year], " er til sammen 1")
            checks.weights(what, call, report.valg.data.vekter_i(name))


def _chain(checks: Checks, report: Kapitler) -> None:
    avvik, needs = report.avvik, report.behov
    if avvik is None:
        return
    chain = avvik.kjede
    for year in report.valg.vindu:
        steps = [step[DISPONIBEL][year] for step in chain.steg]
        needed: Sagt = steps[0] - needs.sum_korreksjon[year] if needs else steps[0]
        for what, value, expected in (
            ("disponibel inntekt er uendret av avskrivningene", steps[1], steps[0]),
            ("trinn 3 flytter disponibel inntekt med minus sum korreksjon", steps[2], needed),
        ):
            checks.aaret("Ressursbruk", year, what, value, expected)
        checks.aaret("Tabell 19", year, "summen av avvikene er 0", avvik.tabell19.sum_avvik[year], 0.0)


def _accounts(checks: Checks, report: Kapitler) -> None:
    ark = report.regnskap
    if ark is None:
        return
    figures = {"prosent": ark.pst[KOMMUNE], "kroner": ark.beloep}
    for year in ark.aar:
        for what, kind, post, of_others in _DATA["regnskap"]:
            worked_out = regnet(of_others).i(figures[kind], year)
            checks.aaret("Regnskap", year, what, worked_out, figures[kind][post][year])
        moved = ark.rettet["netto"][year] - ark.beloep["netto"][year]
        more, spent = (report.rettelser.sum(post, year) for post in (RETTET_RESULTAT, "driftsutgifter"))
        what = "rettet netto driftsresultat er rapportert pluss rettelsene"
        checks.aaret("Rettelser", year, what, moved, more - spent)


def _chapters(checks: Checks, report: Kapitler) -> None:
    """The same figure in two chapters, and where the whole income goes."""
    ark, avvik = report.regnskap, report.avvik
    ages = report.demografi.folk if report.demografi else None
    if avvik is None:
        return
    without = _income_is_lacking(report)
    for year in report.valg.vindu:
        if ark is not None:
            _same(checks, ark, avvik.bruk, avvik.folk[year].used, year)
            _income(checks, report, ark, avvik, year, without)
    if ages is not None and report.data.beregnet_avvik:
        what, together = "innbyggerne er aldersgruppene til sammen", of(bb.summen, ages.alle(ages.naa))
        checks.aaret("Ressursbruk og Demografi", ages.aar, what, avvik.folk[ages.aar].used, together)


def _same(checks: Checks, ark: Ark, use: EgenBruk, people: Cell, year: int) -> None:
    for line, name, of_accounts in _DATA["begge_steder"]:
        spent, what = of(f.avvik_beloep, use.naa[line][year], people), f"{name} er det samme, 1000 kr"
        same = regnet(of_accounts).i(ark.beloep, year)
        checks.aaret("Ressursbruk og Regnskap", year, what, spent, same, 1e-3)


_INNTEKT = ("skatt", "rammetilskudd", "andre_statstilskudd")
_INNTEKTENE = {*AVLEDET["skatt"].av, *_INNTEKT}
_SLITASJE, _TJENESTER, _AVVIK = "Avskrivninger", "Tjenestene", ": avvik"
_FLYTTET = "Hva hvis i driftsinntektene"


def _income_is_lacking(report: Kapitler) -> dict[int, Call]:
    """By year, a word where somebody lacks taxes or grants: the country's are then without that one."""
    told = {
        str(year): "mangler" * any(_INNTEKTENE & posts.keys() for posts in lacking.values())
        for year, lacking in ((year, regnskapets_mangler(report.data, year)) for year in report.data.aar)
    }
    if not any(told.values()):
        return {}
    words = (
        Steg(report.book, "Steg_kontroll").liste("Inntekter som mangler hos noen", "Ord", told).column("Ord")
    )
    return {year: of(bb.ord_paa_plass, words, report.valg.aarnr[year]) for year in report.valg.vindu}


def _as_reported(ark: Ark, year: int) -> dict[str, Call]:
    """Taxes and grants, and depreciation, of the members' own figures; none where one is lacking."""
    given = {post: ark.kilde.beloep("", post, year).verdi for post in _INNTEKT}
    given[_SLITASJE] = ark.kilde.avskrivninger(year).verdi
    parts = {name: call for name, call in given.items() if isinstance(call, Call)}
    return parts if len(parts) == len(given) else {}


def _income(
    checks: Checks, report: Kapitler, ark: Ark, avvik: Avvik, year: int, without: Mapping[int, Call]
) -> None:
    """Disposable income is taxes and grants: of the municipality, and compared with the country.

    What a what-if moves the income by is income too; the comparison is as the accounts have it.
    """
    figures, chain, use = ark.kilde.tall, avvik.kjede, avvik.bruk
    parts = _as_reported(ark, year)
    if figures is None or not parts:
        return
    people, nr = avvik.folk[year], report.valg.aarnr[year]
    first = (*report.data.sektorer, ANDRE)[0]
    own = report.book.sheets["Ressursbruk"].column_range
    countrys = {f"Landet: {p}": figures.referanse(rt.LANDET, nr, "regnskap", p) for p in _INNTEKT}
    uses = (_TJENESTER, _TJENESTER + _AVVIK, _SLITASJE + _AVVIK)
    labels = (*_INNTEKT, *countrys, _SLITASJE, _FLYTTET, *uses)
    steps = Steg(report.book, "Steg_kontroll").blokk("Inntektene", ["Beløp"], {x: x for x in labels})

    def put(label: str, call: Call) -> Cell:
        return steps.calc(label, "Beløp", call)

    def inside(label: str, cell: Callable[[str], Cell]) -> Cell:
        return put(label, of(fl.sum_produkt, chain.flagg[year], own(cell(first), cell(ANDRE))))

    def spent(label: str, cell: Callable[[str], Cell]) -> Call:
        return bb.samlet(inside(label, cell), *map(cell, (RENTER, PREMIE, RESULTAT)))

    income = bb.samlet(*(put(post, parts[post]) for post in _INNTEKT))
    now = (ark.beloep["driftsinntekter"][year], ark.base("driftsinntekter", year))
    moved = put(_FLYTTET, of(bb.flyttet, *now))
    country = bb.samlet(*(put(*of_country) for of_country in countrys.items()))
    # Half of 1000 kr for each amount that is rounded to whole thousands.
    slack = 0.5 * report.data.funksjoner_i_bruk
    used = spent(_TJENESTER, lambda line: use.naa[line][year])
    # Depreciation is negative in the accounts, against the spending it is part of.
    held = of(f.avvik_beloep, used, people.used) + put(_SLITASJE, parts[_SLITASJE])
    held = _whole(held, year, avvik.mangler.egne)
    checks.aaret("Ressursbruk", year, _DATA["er_skatt"], held, income + moved, slack)
    gaps = spent(_TJENESTER + _AVVIK, lambda line: chain.ukorrigert[line][year].base)
    worn = inside(_SLITASJE + _AVVIK, lambda line: chain.avskrivning[line][year].base)
    gap = _whole(
        of(f.avvik_beloep, gaps - worn, people.base), year, {**avvik.mangler.utgifter, "landet": without}
    )
    expected = income - of(f.avvik_beloep, country, people.base)
    checks.aaret("Ressursbruk", year, _DATA["avvik_er_skatt"], gap, expected, slack)


def _whole(value: Call, year: int, told: Mapping[str, Mapping[int, Cell | Call]]) -> Call:
    """Nothing is checked of a sum that figures are missing from."""
    lacking = [cells[year] for cells in told.values() if year in cells]
    return of(formler.naar_helt, value, tekst(*lacking)) if lacking else value


def _demography(checks: Checks, report: Kapitler) -> None:
    people = report.demografi
    if people is None:
        return
    if (folk := people.folk) is not None:
        below = of(formler.under_null, folk.alle(folk.naa))
        checks.equal("Demografi: antall aldersgrupper med færre enn ingen", below, 0.0, 0.0)
    if people.trykt_vekst is None:
        return
    cells = [given.base for given in people.vekst.values()]
    together = of(bb.summen, report.book.sheets[cells[0].sheet].column_range(cells[0], cells[-1]))
    what = "Demografi: aldersgruppenes vekst er til sammen den trykte"
    checks.equal(what, together, people.trykt_vekst, 0.5)


def _production(checks: Checks, report: Kapitler) -> None:
    for line in report.produksjon:
        name, used = f"Produksjon, {line.tjeneste.navn}", line.ressursbruk
        weights = of(formler.sum_eller_mangler, line.vekter, MISSING_TEXT)
        given = [w.vekt for _, w in report.valg.data.vektet(line.tjeneste)]
        checks.weights(f"{name}: vektene er til sammen 1", weights, [given])
        product = line.effektivitet * used / 100.0
        told = f"{name}: effektivitet ganger ressursbruk er produksjonen"
        checks.equal(told, product, of(bb.gjenta, line.produksjon), _LIKT)


def _missing(checks: Checks, report: Kapitler) -> None:
    """As many figures on each profile as the package has for the municipality and year."""
    for profile in report.profiler:
        rows, kilde = profile.rader, profile.steg.kilde
        base = report.book.sheets[profile.ark].column_range(rows[0].verdi.base, rows[-1].verdi.base)
        begins, ends = f"{profile.ark}: antall indikatorer med tall for ", f" (av {len(rows)})"
        what = tekst(begins, report.valg.kommune, ends)
        checks.equal(what, of(bb.antall_tall, base), kilde.antall(profile.tjeneste), 0.0)
