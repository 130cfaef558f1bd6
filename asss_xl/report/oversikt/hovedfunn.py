"""The headlines: accounts first, then sectors by kroner, then at most one for each other service.

Each sentence is put together on ``Steg_forside``: what it is about, sizes in words, directions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from asss_xl import functions as f
from asss_xl.report import formler as bb
from asss_xl.report.formler import oversikt as formler
from asss_xl.report.profil.ark import Profil
from asss_xl.report.rapport import Kapitler
from asss_xl.report.regnskap.ark import Ark
from asss_xl.report.regnskap.kilde import KOMMUNE, OEVRIGE
from asss_xl.report.steg import Blokk, Steg
from asss_xl.report.uten import merke
from asss_xl.workbook import Argument, Call, Cell, of
from asss_xl.workbook.cells import quoted

STEG = "Steg_forside"
#: What the chain's figures can be off by, since the printed ones are whole kroner.
_AVRUNDING_KR = 2.0
#: A line of the accounts: key, what it is called, and below zero.
_REGNSKAP = (
    ("netto", "Netto driftsresultat", ""),
    ("overskudd", "Overskuddet før lån", "Underskuddet før lån"),
    ("netto_gjeld", "Netto lånegjeld", ""),
)
#: How many sectors and other services there are headlines of.
_SEKTORER, _TJENESTER = 4, 2
_SETNING, _VEKT, _STED, _NAVN = "Setning", "Vekt", "Sted", "Navn"
#: Whether a what-if has moved a figure; and what is said then.
FLYTTET, MERKET = "Flyttet", "Hva hvis"
_RETNING = ("under", "som", "over")
_NAAR_KORRIGERT = " når utgiftene er korrigert for utgiftsbehov og sosiale utgifter."
#: What the heading of a figure in words ends with, where its decimals are not all there yet.
KORT = ", kort"


#: A headline: what it is about (with a link, or a formula that is one), and the sentence.
Funn = tuple[str | Call, str | None, Call]


class Retningsord:
    """Words by direction, a line for each kind: below, as and above."""

    def __init__(
        self,
        steg: Steg,
        title: str,
        ord: Sequence[Sequence[str]],
        hoder: Sequence[str] = _RETNING,
        linjer: Sequence[str] = (),
    ) -> None:
        self.blokk = steg.blokk(title, hoder, linjer or [""] * len(ord))
        for line, words in enumerate(ord):
            for heading, word in zip(hoder, words, strict=True):
                self.blokk.put(line, heading, word)

    def om(self, figure: Argument, slag: int = 0) -> Call:
        """The word of the direction that a rounded figure has."""
        return of(bb.paa_plass, self.blokk.line(slag), of(formler.retningsnr, figure))


class Hovedfunn:
    """Puts the sentences together, block by block."""

    def __init__(self, report: Kapitler) -> None:
        self.report, self.year = report, report.data.rapportaar
        self.steg = Steg(report.book, STEG)
        self.steg.sheet.widths.update({0: 40})
        self.de_andre = report.valg.andre

    def funn(self) -> Iterator[Funn]:
        """All headlines in order."""
        report = self.report
        if report.regnskap is not None:
            yield from self._accounts(report.regnskap)
        sectors = self._sectors()
        if sectors is not None:
            yield from self._largest(sectors, "Sektorene etter størrelse", min(_SEKTORER, sectors.lines))
        told = set(report.behov.sektorer) if sectors is not None and report.behov else set()
        others = [p for p in report.profiler if p.sektor not in told]
        if others:
            found, count = self._services(others), min(_TJENESTER, len(others))
            yield from self._largest(found, "Tjenestene etter størrelse", count)

    def _accounts(self, ark: Ark) -> Iterator[Funn]:
        two = (("lavere", "som", "høyere"), ("større", "som", "mindre"))
        words = Retningsord(self.steg, "Ord for retning i regnskapet", two)
        block = self.steg.aapen("Regnskapets setninger", [name for _, name, _ in _REGNSKAP])
        for line, (key, _, _) in enumerate(_REGNSKAP):
            sentence = self._account(block, line, ark, words)
            row = ark.pst[KOMMUNE][key][self.year]
            yield "Regnskap", f"{row.sheet}!A{row.row + 1}", of(bb.gjenta, sentence)

    def _account(self, block: Blokk, line: int, ark: Ark, words: Retningsord) -> Cell:
        step, (key, name, under) = block[line].calc, _REGNSKAP[line]
        year, aar = self.year, self.report.valg.aar
        own = step("Egen", bb.gjenta, ark.pst[KOMMUNE][key][year])
        others = step("Andre", bb.gjenta, ark.pst[OEVRIGE][key][year])
        gap = step("Avstand", own - others)
        money = step("Mill. kr", bb.prosent_av, gap, ark.beloep["driftsinntekter"][year])
        below = block.sett(line, "Under null", of(formler.er_under, own) if under else 0.0)
        names = (block.put(line, f"Navn {end}", n) for end, n in (("under null", under), ("over null", name)))
        said = step("Kalt", bb.velg_en, below, *names)
        both = {"Egen": own, "Andre": others}
        shown = {what: step(f"{what}, en desimal", bb.avrundet, cell, 1.0) for what, cell in both.items()}
        rounded = {
            what: step(f"{what}, avrundet", formler.uten_fortegn, below, figure)
            for what, figure in shown.items()
        }
        size = step("Avstand, avrundet", bb.avrundet, gap, 1.0)
        about = step("Mill. kr, om lag", bb.om_lag, money)
        sizes = {**rounded, "Avstand": step("Avstanden", bb.absolutt, size)}
        spoken = {what: med_desimaler(block, line, what, figure, 1.0) for what, figure in sizes.items()}
        mill = step("Mill. kr i ord", bb.stoerrelse_i_ord, about)
        more = words.om(size)
        direction = step("Retning", of(bb.velg_en, below, words.om(size, 1), more) if under else more)
        against = of(formler.mot_andre, size, spoken["Avstand"], direction, self.de_andre)
        held = step("Mot de andre", formler.mot_andres_overskudd, below, others, self.de_andre, against)
        worth = step("Verd", formler.verd, size, mill)
        off = of(bb.tallene_er_avrundet, *shown.values(), size)
        off = of(formler.uten_annens_overskudd, below, others, off)
        told = merke(block, line, MERKET, shown["Egen"], size, worth)
        said = step("Kalt, merket", bb.tekst(told, said))
        parts = (said, spoken["Egen"], aar, held, spoken["Andre"], off, worth)
        full = step("Hele setningen", formler.regnskapssetning, *parts)
        return step(_SETNING, formler.om_kjent, size, full, said, spoken["Egen"], aar, rounded["Egen"])

    def _sectors(self) -> Blokk | None:
        """The sentences of the sectors, and how many kroner each is about."""
        report = self.report
        if report.avvik is None or report.behov is None:
            return None
        names = list(report.behov.sektorer)
        spoken = {s.navn: s.setningsnavn or s.navn for s in report.data.alle_sektorer}
        two = (("mindre", "som", "mer"), ("lavere", "som", "høyere"))
        words = Retningsord(self.steg, "Ord for retning i sektorene", two)
        block = self.steg.aapen("Sektorenes setninger", names)
        for line, name in enumerate(names):
            self._sector(block, line, name, spoken.get(name, name), words)
        return block

    def _sector(self, block: Blokk, line: int, name: str, said: str, words: Retningsord) -> None:
        report, year, step = self.report, self.year, block[line].calc
        assert report.avvik is not None and report.behov is not None
        slutt, sector = report.avvik.kjede.slutt[name][year], report.behov.sektorer[name]
        gap = step("Avvik", bb.gjenta, slutt)
        need = step("Behov", bb.gjenta, sector.behov[year])
        money = step("Mill. kr", bb.mill, gap, report.avvik.folk[year].used)
        share = step("Prosent", f.pst_av_inntekt, gap, need)
        # Of the need that is said above it, which has additions beside the cost index.
        against = 100.0 * need / sector.snitt[year] - 100.0
        over = step("Behov, pst over landets utgifter", bb.rundet, against, 0.0)
        apart = step("Avvik som sies", formler.avvik_som_sies, gap, _AVRUNDING_KR)
        amount = step("Avvik, avrundet", bb.absolutt, apart)
        percent = step("Prosent, avrundet", bb.stoerrelse, share, 0.0)
        mill = step("Mill. kr, om lag", bb.om_lag, money)
        # Whole percents are said as they are.
        more = step("Behov, avrundet", bb.absolutt, over)
        amount = step("Avvik i ord", bb.stoerrelse_i_ord, amount)
        mill = step("Mill. kr i ord", bb.stoerrelse_i_ord, mill)
        direction = step("Retning", words.om(apart))
        need_direction = step("Behovets retning", words.om(over, 1))
        aar, country, whose = report.valg.aar, report.data.kalt_landet, report.data.indeksens_en
        among = "i" if whose == "landet" else "blant"
        spends = step("Bruker", formler.bruker, said, amount, direction, country, aar)
        amounts = step("Utgjør", formler.utgjoer, spends, percent, mill)
        level = step("På nivå", bb.tekst(f"{said} ligger på nivå med {country} i ", aar, _NAAR_KORRIGERT))
        added = any(name == sector for _, sector, *_ in report.data.behovstillegg)
        # In cells of their own, so that the sentences are put together alike.
        about = block.put(line, "Behovet, kalt", f" Utgiftsbehovet{' med tillegg' * added}")
        told = of(formler.behovssetning, about, over, more, need_direction, f"{among} {whose}")
        needs = step("Behovet", told, missing="")
        which = of(formler.sektorsetning, apart, level, amounts)
        lacking = [of(formler.foran, cell) for cell in report.avvik.mangler.om(year, name)]
        without = block.sett(line, "Uten", bb.tekst(*lacking) if lacking else "")
        mark = merke(block, line, MERKET, apart)
        step(_SETNING, bb.tekst(mark, which, needs, without), missing="")
        step(_VEKT, bb.rang, money, float(line), missing="")
        block.put(line, _STED, f"#{quoted(slutt.sheet)}!A{slutt.row + 1}")
        block.put(line, _NAVN, name)

    def _services(self, profiles: Sequence[Profil]) -> Blokk:
        """The largest finding of each service, and its size."""
        block = self.steg.aapen("Tjenestenes største funn", [p.tjeneste.navn for p in profiles])
        for line, profile in enumerate(profiles):
            sizes, sentences = profile.kolonne("Størrelse"), profile.kolonne("Setning")
            found = block.calc(line, "Linje", formler.plass_nr, sizes, 1.0, missing="")
            moved = block.calc(line, FLYTTET, bb.paa_plass, profile.kolonne("Flyttet"), found, missing="")
            mark = block.calc(line, MERKET, bb.hva_hvis, moved)
            said = of(bb.paa_plass, sentences, found)
            block.calc(line, _SETNING, bb.tekst(mark, said), missing="")
            # More than what parts the lines of a service: two services alike are two all the same.
            block.calc(line, _VEKT, of(bb.paa_plass, sizes, found) - (line + 1) / 1e7, missing="")
            block.put(line, _STED, f"#{quoted(profile.ark)}!A1")
            block.put(line, _NAVN, profile.tjeneste.navn)
        return block

    def _largest(self, found: Blokk, title: str, count: int) -> Iterator[Funn]:
        order = self.steg.aapen(title, [""] * count)
        weights, sentences = found.column(_VEKT), found.column(_SETNING)
        places, names = found.column(_STED), found.column(_NAVN)
        for line in range(count):
            number = order.put(line, "Nr", float(line + 1))
            at = order.calc(line, "Linje", formler.plass_nr, weights, number, missing="")
            yield of(formler.lenke, places, names, at), None, of(bb.paa_plass, sentences, at)


def med_desimaler(block: Blokk, line: int, heading: str, rounded: Argument, places: float) -> Cell:
    """A rounded figure in words with all its decimals, as the others of its sentence have theirs."""
    if not places:
        return block.calc(line, f"{heading} i ord", bb.i_ord, rounded)
    short = block.calc(line, f"{heading} i ord{KORT}", bb.i_ord, rounded)
    return block.calc(line, f"{heading} i ord", bb.med_desimaler, short, rounded, places)
