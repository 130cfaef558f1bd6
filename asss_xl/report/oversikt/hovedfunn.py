"""The headlines: accounts first, then sectors by kroner, then at most one for each other service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from asss_xl.report import formler as bb
from asss_xl.report.profil.ark import Profil
from asss_xl.report.profil.utgiftskobling import RESSURSBRUK, SEKTOR
from asss_xl.report.rapport import Rapport
from asss_xl.report.regnskap import Ark
from asss_xl.report.regnskap.kilde import KOMMUNE, OEVRIGE
from asss_xl.workbook import Argument, Call, Cell, Range, Sheet, of, styles

#: Figures behind the sentences, to the right of what is printed on Forside.
HJELP = 30
#: What the chain's figures can be off by, since the printed ones are whole kroner.
_AVRUNDING_KR = 2.0
#: A line of the accounts: key, what it is called, and below zero.
_REGNSKAP = (
    ("netto", "Netto driftsresultat", ""), ("overskudd", "Overskuddet før lån",
                                            "Underskuddet før lån"),
    ("netto_gjeld", "Netto lånegjeld", ""),
)  # fmt: skip
#: How many sectors and other services there are headlines of.
_SEKTORER, _TJENESTER = 4, 2


@dataclass(frozen=True)
class Funn:
    """A headline: what it is about, the sheet, and the sentence."""

    om: str
    ark: str
    setning: Call


def headlines(sheet: Sheet, report: Rapport, row: int) -> Iterator[Funn]:
    """All headlines in order; the figures behind them stand beside, from the row on."""
    if report.regnskap is not None:
        for at, (key, name, under) in enumerate(_REGNSKAP, start=row):
            sentence = _account(sheet, report, report.regnskap, at, (key, name, under))
            yield Funn("Regnskap", "Regnskap", of(bb.gjenta, sentence))
        row += len(_REGNSKAP)
    sectors = _sectors(sheet, report, row)
    if sectors is not None:
        for number in range(min(_SEKTORER, len(sectors[0]))):
            call = of(bb.stoerste_funn, *sectors, float(number + 1))
            yield Funn("Ressursbruk", "Ressursbruk", call)
    told = set(report.behov.sektorer) if sectors is not None and report.behov else set()
    others = [p for p in report.profiler if p.sektor not in told]
    if others:
        row += len(sectors[0]) if sectors is not None else 0
        largest = _services(sheet, others, row)
        for number in range(min(_TJENESTER, len(others))):
            call = of(bb.stoerste_funn, *largest, float(number + 1))
            yield Funn("Tjenestene", others[0].ark, call)


def _services(sheet: Sheet, profiles: list[Profil], row: int) -> tuple[Range, Range]:
    """The largest finding of each service, and its size."""
    for at, profile in enumerate(profiles, start=row):
        sheet.calc(at, HJELP + 1, bb.stoerste_funn, profile.setninger, profile.stoerrelser, 1.0,
                   style=styles.HJELP, missing="")  # fmt: skip
        sheet.calc(at, HJELP, bb.stoerste, profile.stoerrelser, style=styles.HJELP, missing="")
    last = row + len(profiles) - 1
    return (sheet.range((row, HJELP + 1), (last, HJELP + 1)),
            sheet.range((row, HJELP), (last, HJELP)))  # fmt: skip


def _words(sheet: Sheet, row: int, columns: Iterator[int], value: Argument, places: int) -> Cell:
    """The size of a figure in words."""
    return sheet.calc(row, next(columns), bb.tall_tekst, of(bb.absolutt, value), float(places), "",
                      style=styles.HJELP, missing="")  # fmt: skip


def _account(
    sheet: Sheet, report: Rapport, ark: Ark, row: int, line: tuple[str, str, str]
) -> Cell:
    key, name, under = line
    year, columns = report.data.rapportaar, iter(range(HJELP, HJELP + 20))
    own, others = ark.pst[KOMMUNE][key][year], ark.pst[OEVRIGE][key][year]
    small = styles.hjelp(styles.tall(1))
    gap, money = ark.celler.get(f"avvik {key} {year}"), ark.celler.get(f"kroner {key} {year}")
    if gap is None or money is None:
        gap = sheet.calc(row, next(columns), bb.minus, own, others, style=small)
        money = sheet.calc(row, next(columns), bb.prosent_av, gap,
                           ark.beloep["driftsinntekter"][year], style=small)  # fmt: skip
    words = [
        _words(sheet, row, columns, own, 1), _words(sheet, row, columns, others, 1),
        _words(sheet, row, columns, gap, 1), _words(sheet, row, columns, money, 0),
    ]  # fmt: skip
    signs = [
        sheet.calc(row, next(columns), bb.fortegn, figure, 1.0, style=styles.HJELP, missing="")
        for figure in (own, others)
    ]
    return sheet.calc(
        row, next(columns), bb.setning_regnskap, name, under, own, others, gap, money,
        report.valg.aar, *words, *signs, style=styles.HJELP, missing="",
    )  # fmt: skip


def _sectors(sheet: Sheet, report: Rapport, row: int) -> tuple[Range, Range] | None:
    """The sentences of the sectors, and how many kroner each is about."""
    if report.kjede is None or report.behov is None or report.folk is None:
        return None
    year, chain, small = report.data.rapportaar, report.kjede, styles.hjelp(styles.tall(1))
    names = list(report.behov.sektorer)
    spoken = {s.navn: s.setningsnavn or s.navn for s in report.data.alle_sektorer}
    for at, name in enumerate(names, start=row):
        columns = iter(range(HJELP, HJELP + 20))
        gap, need = chain.slutt[name][year], report.behov.sektorer[name].behov[year]
        size, said = next(columns), next(columns)
        money = sheet.calc(at, next(columns), bb.mill, gap, report.folk.brukt[year], style=small)
        share = sheet.calc(at, next(columns), bb.ganger, of(bb.delt, gap, need), 100.0, style=small)
        words = [
            _words(sheet, at, columns, gap, 0), _words(sheet, at, columns, share, 0),
            _words(sheet, at, columns, money, 0),
        ]  # fmt: skip
        spends = of(bb.setning_sektor, spoken.get(name, name), gap, need, money, _AVRUNDING_KR,
                    report.valg.aar, *words)  # fmt: skip
        needs = of(bb.behov_tekst, report.behov.sektorer[name].indeks[year])
        sentence = sheet.calc(at, said, bb.med_tillegg, spends, needs, style=styles.HJELP,
                              missing="")  # fmt: skip
        sheet.calc(at, size, bb.stoerrelse, sentence, money, float(at), style=styles.HJELP)
    last = row + len(names) - 1
    return (sheet.range((row, HJELP + 1), (last, HJELP + 1)),
            sheet.range((row, HJELP), (last, HJELP)))  # fmt: skip


def sector_of(report: Rapport, service: str) -> str:
    """The line of Ressursbruk that a service is; empty where it is no whole sector."""
    flow = report.flyt
    if flow is None:
        return ""
    return next(
        (link.linje for (name, _), link in flow.koblinger.items()
         if name == service and link.slag in (RESSURSBRUK, SEKTOR)), "",
    )  # fmt: skip
