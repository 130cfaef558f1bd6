"""Kontroll: what must hold whatever is filled in, as OK or FEIL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from asss_xl import functions as f
from asss_xl.dataset.datasett import Datasett
from asss_xl.report import formler as bb
from asss_xl.report import layout
from asss_xl.report.avvik.ark import DISPONIBEL
from asss_xl.report.avvik.egen_bruk import EgenBruk
from asss_xl.report.avvik.formler import sum_produkt
from asss_xl.report.avvik.kilde import ANDRE, PREMIE, RENTER, RESULTAT
from asss_xl.report.nettverk import regnskapstall as rt
from asss_xl.report.nettverk.valg import Valg, tekst
from asss_xl.report.oversikt import formler
from asss_xl.report.published import etikettaktor
from asss_xl.report.rapport import Rapport
from asss_xl.report.regnskap.ark import Ark
from asss_xl.report.regnskap.kilde import KOMMUNE
from asss_xl.report.rettelser.ark import RESULTAT as RETTET_RESULTAT
from asss_xl.report.steg import Steg
from asss_xl.workbook import MISSING_TEXT, Argument, Call, Cell, Sheet, Table, of, styles

HODERAD = 4
_KONTROLL, _VERDI, _SKAL, _TOLERANSE, _SVAR = range(5)
#: What is the same but for the last binary digits, and what is known in whole kroner.
_LIKT, _HELE_KRONER = 1e-6, 0.5
#: Weights are given in thousandths, and add up to one in them.
VEKTSUM = 0.001


class Checks:
    """A table of checks being written."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.row = HODERAD + 1

    def equal(self, what: str | Call, value: Argument, expected: Argument, tolerance: float) -> None:
        """One check: two figures that must agree, as far as printed ones can."""
        sheet, row, style = self.sheet, self.row, styles.tall(4)
        layout.text(sheet, row, _KONTROLL, what, styles.RAD)
        left = self._show(row, _VERDI, value)
        right = self._show(row, _SKAL, expected)
        slack = sheet.put(row, _TOLERANSE, tolerance, style.but(number_format="General"))
        sheet.calc(
            row, _SVAR, formler.lik, left, right, slack, style=styles.RAD.but(align="center", bold=True)
        )
        self.row += 1

    def _show(self, row: int, column: int, value: Argument) -> Cell:
        style = styles.tall(4)
        if isinstance(value, Call):
            return self.sheet.calc(row, column, value, style=style)
        if isinstance(value, Cell):
            return self.sheet.calc(row, column, bb.gjenta, value, style=style)
        return self.sheet.put(row, column, value, style)  # type: ignore[arg-type]


def begin(sheet: Sheet, valg: Valg) -> Checks:
    """The head of the table."""
    layout.heading(sheet, valg, "Kontroll", "Kontroll")
    layout.widths(sheet, (78, 16, 16, 12, 12))
    layout.head(sheet, HODERAD, 0, ("Kontroll", "Verdi", "Skal være", "Toleranse", "Svar"))
    return Checks(sheet)


def finish(checks: Checks) -> Cell:
    """The answer to all checks together: the cell that says OK when every one is."""
    sheet = checks.sheet
    if checks.row == HODERAD + 1:
        checks.equal("Arbeidsboken har ark å kontrollere", 1.0, 1.0, 0.0)
    answers = sheet.range((HODERAD + 1, _SVAR), (checks.row - 1, _SVAR))
    sheet.put(2, _KONTROLL, "Alle kontroller", styles.RAD.but(bold=True))
    total = sheet.calc(2, _SVAR, formler.alle, answers, style=styles.RAD.but(align="center", bold=True))
    sheet.tables.append(Table("Tabell_kontroll", HODERAD, checks.row - 1, _SVAR))
    sheet.traffic_lights += [answers, sheet.column_range(total, total)]
    sheet.freeze = (HODERAD + 1, 0)
    sheet.printing.last_column = _SVAR
    sheet.printing.one_page = False
    sheet.printing.repeat_rows = (HODERAD, HODERAD)
    return total


def fill(sheet: Sheet, report: Rapport) -> Cell:
    """Write all checks; the answer is the cell that says OK when every one is."""
    checks = begin(sheet, report.valg)
    _needs(checks, report)
    _chain(checks, report)
    _accounts(checks, report)
    _chapters(checks, report)
    _demography(checks, report)
    _missing(checks, report)
    if (several := report.linjer.med_flere()) is not None:
        told = "Linjer på Hva hvis med mer enn ett felt fylt ut (ingen av dem brukes)"
        checks.equal(told, several, 0.0, 0.0)
    listed = unreasonable(checks, report.valg, report.valg.kommune)
    total = finish(checks)
    _exceptions(sheet, report.data, checks.row + 1 + listed)
    return total


def unreasonable(checks: Checks, valg: Valg, whose: Cell | None = None) -> int:
    """Figures that are outside of where they could be: a check, and a list below; the list's height.

    Those of ``whose`` are counted, or of everyone.
    """
    found = valg.data.urimelige
    if not found:
        return 0
    sheet, top = checks.sheet, checks.row + 2
    sheet.put(top, _KONTROLL, "Tall i pakken som bør ses over", styles.OVERSKRIFT)
    layout.head(sheet, top + 1, 0, ("Tall og grunn", "Kommune", "Verdi", "År"))
    for at, each in enumerate(found, start=top + 2):
        told = f"{each.fil}, {each.hva}: {each.melding}"
        layout.paragraph(sheet, at, _KONTROLL, told, 78, styles.RAD_BRYT.but(size=9))
        sheet.put(at, 1, each.hvem, styles.RAD)
        sheet.put(at, 2, each.verdi, styles.tall(1).but(number_format="#,##0.##"))
        sheet.put(at, 3, float(each.aar), styles.tall(0).but(number_format="0"))
    last = top + 1 + len(found)
    names, years = (sheet.range((top + 2, column), (last, column)) for column in (1, 3))
    about: tuple[Argument, ...] = (" for ", whose) if whose else ()
    what = tekst("Antall tall", *about, " som bør ses over, i årene som vises (listen under)")
    count = of(formler.antall_om, names, years, whose or names, *valg.aarene())
    checks.equal(what, count, 0.0, 0.0)
    return len(found) + 3


def _exceptions(sheet: Sheet, data: Datasett, row: int) -> None:
    """What the source printed that the workbook does not show as printed, and why."""
    told: list[tuple[str, float | None, float | None]] = [
        (f"{e.tabell}, {e.linje}, {etikettaktor(data, e.aktor)}: {e.grunn}", e.trykt, e.ventet)
        for e in data.kildefeil
        if e.kommune == data.kommune
    ]
    told += [(f"{t.tabell}, {t.enhet}: {t.grunn}", None, None) for t in data.aapne]
    if not told:
        return
    sheet.put(row, _KONTROLL, "Trykte tall som ikke vises som trykt, og hvorfor", styles.OVERSKRIFT)
    layout.head(sheet, row + 1, 0, ("Tall og grunn", "Trykt", "Kilden gir ellers"), 30)
    style = styles.tall(1).but(number_format="#,##0.##")
    for at, (text, printed, expected) in enumerate(told, start=row + 2):
        layout.paragraph(sheet, at, _KONTROLL, text, 78, styles.RAD_BRYT.but(size=9))
        sheet.put(at, _VERDI, printed, style)
        sheet.put(at, _SKAL, expected, style)


def _needs(checks: Checks, report: Rapport) -> None:
    if report.behov is None:
        return
    for name, sector in report.behov.sektorer.items():
        for year, weights in sector.vekter.items():
            call = sector.om(year, of(formler.sum_av, weights, MISSING_TEXT))
            checks.equal(
                tekst(f"Utgiftsbehov: vektene i {name} ", report.valg.aarstall[year], " er til sammen 1"),
                call,
                1.0,
                VEKTSUM,
            )


def _chain(checks: Checks, report: Rapport) -> None:
    chain, needs, table = report.kjede, report.behov, report.tabell19
    if chain is None:
        return
    for year in report.valg.vindu:
        shown = report.valg.aarstall[year]
        checks.equal(
            tekst("Ressursbruk ", shown, ": disponibel inntekt er uendret av avskrivningene"),
            chain.steg[1][DISPONIBEL][year],
            chain.steg[0][DISPONIBEL][year],
            _LIKT,
        )
        before = chain.steg[0][DISPONIBEL][year]
        needed: Argument = of(bb.minus, before, needs.sum_korreksjon[year]) if needs else before
        checks.equal(
            tekst("Ressursbruk ", shown, ": trinn 3 flytter disponibel inntekt med minus sum korreksjon"),
            chain.steg[2][DISPONIBEL][year],
            needed,
            _LIKT,
        )
        pension = of(bb.pluss, chain.sosiale[PREMIE][year], chain.sosiale[RESULTAT][year])
        checks.equal(
            tekst("Ressursbruk ", shown, ": premieavviket flyttes til netto driftsresultat i trinn 4"),
            pension,
            0.0,
            _HELE_KRONER,
        )
        if table is not None:
            checks.equal(
                tekst("Tabell 19 ", shown, ": summen av avvikene er 0"), table.sum_avvik[year], 0.0, _LIKT
            )


def _accounts(checks: Checks, report: Rapport) -> None:
    ark = report.regnskap
    if ark is None or report.rettelser is None:
        return
    own = ark.pst[KOMMUNE]
    for year in ark.aar:
        shown = report.valg.aarstall[year]
        checks.equal(
            tekst(
                "Regnskap ",
                shown,
                ": netto driftsresultat i prosent er brutto driftsresultat pluss netto renter og avdrag",
            ),
            of(bb.pluss, own["brutto"][year], own["renter_avdrag"][year]),
            own["netto"][year],
            _LIKT,
        )
        checks.equal(
            tekst(
                "Regnskap ", shown, ": finansieringsbehov er overskudd før lån minus avdrag pluss premieavvik"
            ),
            of(
                bb.pluss,
                of(bb.minus, ark.beloep["overskudd"][year], ark.beloep["avdrag"][year]),
                ark.beloep["premieavvik"][year],
            ),
            ark.beloep["finansbehov"][year],
            _LIKT,
        )
        checks.equal(
            tekst("Regnskap ", shown, ": netto lånegjeld i prosent er gjeld minus fordringer"),
            of(bb.minus, own["gjeld"][year], own["fordringer"][year]),
            own["netto_gjeld"][year],
            _LIKT,
        )
        checks.equal(
            tekst("Rettelser ", shown, ": rettet netto driftsresultat er rapportert pluss rettelsene"),
            of(bb.minus, ark.rettet["netto"][year], ark.beloep["netto"][year]),
            of(
                bb.minus,
                report.rettelser.sum(RETTET_RESULTAT, year),
                report.rettelser.sum("driftsutgifter", year),
            ),
            _LIKT,
        )


def _chapters(checks: Checks, report: Rapport) -> None:
    """The same figure in two chapters, and where the whole income goes."""
    ark, use = report.regnskap, report.flyt.bruk if report.flyt else None
    if report.folk is None or use is None or report.kjede is None:
        return
    people = report.folk.brukt
    for year in report.valg.vindu:
        if ark is not None:
            for post, line, name in (
                (of(bb.gjenta, ark.beloep["premieavvik"][year]), PREMIE, "premieavviket"),
                (of(bb.gjenta, ark.beloep["netto"][year]), RESULTAT, "netto driftsresultat"),
                (
                    of(
                        bb.pluss_minus,
                        *(ark.beloep[p][year] for p in ("renteutgifter", "avdrag", "renteinntekter")),
                    ),
                    RENTER,
                    "netto renter og avdrag",
                ),
            ):
                checks.equal(
                    tekst(
                        "Ressursbruk og Regnskap ",
                        report.valg.aarstall[year],
                        f": {name} er det samme, 1000 kr",
                    ),
                    of(f.avvik_beloep, use.naa[line, year], people[year]),
                    post,
                    1e-3,
                )
            _income(checks, report, ark, use, year)
    _inhabitants(checks, report)


_INNTEKT = ("skatt", "rammetilskudd", "andre_statstilskudd")


def _income(checks: Checks, report: Rapport, ark: Ark, use: EgenBruk, year: int) -> None:
    """Disposable income is taxes and grants: of the municipality, and compared with the country.

    As the accounts have it, without what-if: a yellow cell moves one side only.
    """
    figures, chain, folk = ark.kilde.tall, report.kjede, report.folk
    assert chain is not None and folk is not None
    parts = [(post, ark.kilde.beloep("", post, year).verdi) for post in _INNTEKT]
    worn = ark.kilde.avskrivninger(year).verdi
    if figures is None or not all(isinstance(v, Call) for v in (worn, *(c for _, c in parts))):
        return
    shown, people = report.valg.aarstall[year], folk.inndata[year].base
    first = (*report.data.sektorer, ANDRE)[0]
    own = report.book.sheets["Ressursbruk"].column_range
    inside = chain.flagg[year]

    nr, gap = report.valg.aarnr[year], ": avvik"
    steps = _Ledd(
        report,
        [
            *_INNTEKT,
            *(f"Landet: {p}" for p in _INNTEKT),
            _SLITASJE,
            _TJENESTER,
            _TJENESTER + gap,
            _SLITASJE + gap,
        ],
    )
    income = of(bb.pluss3, *(steps.put(post, call) for post, call in parts))
    country = of(
        bb.pluss3,
        *(steps.put(f"Landet: {p}", figures.referanse(rt.LANDET, nr, "regnskap", p)) for p in _INNTEKT),
    )

    def spent(label: str, cells: dict[str, Cell]) -> Call:
        services = of(sum_produkt, inside, own(cells[first], cells[ANDRE]))
        rest = [cells[line] for line in (RENTER, PREMIE, RESULTAT)]
        return of(bb.pluss4, steps.put(label, services), *rest)

    # Depreciation has the sign that the accounts show it with, against the spending it is part of.
    # Half of 1000 kr for each amount that is rounded to whole thousands.
    slack = 0.5 * len({function for _, function, _, _ in report.data.beloep})

    def whole(value: Call, told: Mapping[tuple[str, int], Cell]) -> Call:
        """Nothing is checked of a sum that figures are missing from."""
        lacking = [cell for (_, y), cell in told.items() if y == year]
        return of(formler.naar_helt, value, of(*bb.tekst(*lacking))) if lacking else value

    used = spent(_TJENESTER, {k: c for (k, y), c in use.base.items() if y == year})
    checks.equal(
        tekst(
            "Ressursbruk ",
            shown,
            ": disponibel inntekt er skatt, rammetilskudd og andre statstilskudd, 1000 kr",
        ),
        # Depreciation is negative in the accounts.
        whole(
            of(bb.pluss, of(f.avvik_beloep, used, people), steps.put(_SLITASJE, worn)), report.mangler.egne
        ),
        income,
        slack,
    )
    gaps = {line: given[year].base for line, given in chain.ukorrigert.items()}
    wear = {line: given[year].base for line, given in chain.avskrivning.items()}
    worn_gap = steps.put(_SLITASJE + gap, of(sum_produkt, inside, own(wear[first], wear[ANDRE])))
    checks.equal(
        tekst(
            "Ressursbruk ",
            shown,
            ": avviket i disponibel inntekt er avviket i skatt og statstilskudd, 1000 kr",
        ),
        whole(
            of(f.avvik_beloep, of(bb.minus, spent(_TJENESTER + gap, gaps), worn_gap), people),
            report.mangler.utgifter,
        ),
        of(bb.minus, income, of(f.avvik_beloep, country, people)),
        slack,
    )


_SLITASJE, _TJENESTER = "Avskrivninger", "Tjenestene"


class _Ledd:
    """What a check adds up, a line each on the calculation sheet."""

    def __init__(self, report: Rapport, labels: Sequence[str]) -> None:
        self.labels = list(labels)
        self.blokk = Steg(report.book, "Steg_kontroll").blokk("Inntektene", ["Beløp"], self.labels)

    def put(self, label: str, call: Argument) -> Cell:
        """A line's figure."""
        assert isinstance(call, Call)
        return self.blokk.calc(self.labels.index(label), "Beløp", call)


def _inhabitants(checks: Checks, report: Rapport) -> None:
    ages, people = report.aldersgrupper, report.folk
    if ages is None or people is None or not report.data.beregnet_avvik:
        return
    checks.equal(
        tekst(
            "Ressursbruk og Demografi ",
            report.valg.aarstall[ages.aar],
            ": innbyggerne er aldersgruppene til sammen",
        ),
        people.brukt[ages.aar],
        of(bb.summen, ages.alle(ages.naa)),
        1e-6,
    )


def _demography(checks: Checks, report: Rapport) -> None:
    people = report.demografi
    if people is None or people.trykt_vekst is None:
        return
    cells = [given.base for given in people.vekst.values()]
    sheet = report.book.sheets[cells[0].sheet]
    checks.equal(
        "Demografi: aldersgruppenes vekst er til sammen den trykte",
        of(bb.summen, sheet.column_range(cells[0], cells[-1])),
        people.trykt_vekst,
        0.5,
    )


def _missing(checks: Checks, report: Rapport) -> None:
    """As many figures on each profile as the package has for the municipality and year."""
    for profile in report.profiler:
        rows = profile.rader
        sheet = report.book.sheets[profile.ark]
        base = sheet.column_range(rows[0].verdi.base, rows[-1].verdi.base)
        checks.equal(
            tekst(
                f"{profile.ark}: antall indikatorer med tall for ", report.valg.kommune, f" (av {len(rows)})"
            ),
            of(bb.antall_tall, base),
            report.kilde.antall(profile.tjeneste),
            0.0,
        )
