"""The sheets that are one table of all members, a line for each thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from asss_xl import functions as f
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.model import Indikator, Tjeneste
from asss_xl.dataset.poster import UTREGNEDE
from asss_xl.dataset.utgifter import bruksindikator
from asss_xl.norsk import uten_linjeskift
from asss_xl.report import formler as bb, layout
from asss_xl.report.avvik.tabell import SUM_IS
from asss_xl.report.formler import hovedrapport as formler
from asss_xl.report.hovedrapport.avvik import I_ALT, Avvikslinjer
from asss_xl.report.hovedrapport.tabell import (
    HODERAD,
    LUFT,
    TEGN,
    Medlemmer,
    Medlemslinje,
    Medlemstabell,
    Om,
    bredde,
    hver,
    uveid,
)
from asss_xl.report.nettverk import regnskapstall as rt
from asss_xl.report.nettverk.medlemmene import Medlemmene
from asss_xl.report.nettverk.profiltall import MedSnitt, decimals
from asss_xl.report.nettverk.regnskapstall import FOLK, Regnskapstall
from asss_xl.report.produksjon.ark import ARK, INDEKSENE, PRODSTEG, SIDETITTEL, om_vektene
from asss_xl.report.profil.kolonner import sheet_name
from asss_xl.report.steg import Steg
from asss_xl.stated import beside
from asss_xl.workbook import Call, Sheet, of, styles
from asss_xl.workbook.book import XlTable

#: The lines of the accounts, by what they are called among the key figures.
NETTO = "Netto driftsresultat"
_POSTER = {"netto": NETTO, "handlingsrom": "Handlingsrom", "netto_gjeld": "Netto lånegjeld"}
_INNTEKTER = ("regnskap", "driftsinntekter")
AV_INNTEKTENE = "prosent av driftsinntektene"
_TEKST: dict[str, str] = beside(__file__)["tekst"]


#: Lines by post and year.
Regnskapslinjer = dict[str, dict[int, Medlemslinje]]


def regnskap(sheet: Sheet, med: Medlemmer, medlemmene: Medlemmene) -> Regnskapslinjer:
    """Write a part per post, a line per year."""
    valg, tall = med.valg, medlemmene.regnskap
    layout.heading(sheet, valg, "Regnskap", "Regnskap")
    rest = (valg.data.resten,) if valg.data.resten else ()
    table = Medlemstabell(sheet, med, ekstra=rest, snitt="Samlet")
    table.heads("År")
    chosen = [p for p in _POSTER if tall.har("regnskap", p) and tall.har(*_INNTEKTER)]
    made: Regnskapslinjer = {}
    for post in chosen:
        table.group(f"{UTREGNEDE[post]} i {AV_INNTEKTENE}")
        made[post] = {key: _post(table, post, key, tall) for key in valg.vindu}
    outside = ", ".join(valg.data.utenfor_oevrige)
    without = f" Uten {outside}, som ikke er med i samletallet." if outside else ""
    table.note(TEGN, f"{_TEKST['samlet']}{without}", *([_TEKST["resten"]] if rest else []))
    return made


def _post(table: Medlemstabell, post: str, key: int, tall: Regnskapstall) -> Medlemslinje:
    valg, line = table.valg, ("regnskap", post)
    about = Om(valg.aarstall[key], "prosent", 1, etikett=UTREGNEDE[post])
    amounts, income = (table.med.aarets(tall.kolonner(*each), key) for each in (line, _INNTEKTER))
    calls = table.inne(hver(f.pst_av_inntekt, amounts, income))
    mean, *extra = (
        tall.referanse(which, valg.aarnr[key], *line)
        for which in (rt.REF_OEVRIGE, *([rt.REF_RESTEN] if table.ekstra else []))
    )
    return table.line(about, calls, mean, extra)


class Tjenestelinje(NamedTuple):
    """An indicator on its service's sheet."""

    tjeneste: Tjeneste
    indikator: Indikator
    linje: Medlemslinje

    @property
    def ark(self) -> str:
        """Its sheet."""
        return sheet_name(self.tjeneste)


Tjenestelinjer = tuple[Tjenestelinje, ...]
#: The lines of a sheet that are placed and checked, by its name.
Medlemslinjer = Mapping[str, Sequence[Medlemslinje]]


def tjenestene(data: Datasett) -> list[tuple[Tjeneste, list[Indikator]]]:
    """The services that the package has all members' figures of, and their indicators that it has them of."""
    found = ((t, [i for i in t.indikatorer if data.beregnet(i)]) for t in data.tjenester)
    return [(t, indicators) for t, indicators in found if indicators]


def tjenester(sheets: Mapping[str, Sheet], med: Medlemmer, profiltall: MedSnitt) -> Tjenestelinjer:
    """Write the sheet of each service; the lines are in the indicators' order."""
    services = tjenestene(med.valg.data)
    return tuple(
        line for t, found in services for line in _tjeneste(sheets[sheet_name(t)], med, t, found, profiltall)
    )


def _tjeneste(
    sheet: Sheet, med: Medlemmer, tjeneste: Tjeneste, indicators: list[Indikator], tall: MedSnitt
) -> list[Tjenestelinje]:
    layout.heading(sheet, med.valg, tjeneste.navn, "Tjenesteprofil")
    table = Medlemstabell(sheet, med, bredde=_width(med.valg.data, indicators))
    table.heads()
    sheet.heights[HODERAD - 1] = LUFT
    for indicator in indicators:
        table.holdt_utenfor(indicator.uten)
    lines, parts, group = [], [], ""
    for i in indicators:
        if i.gruppe != group:
            group = i.gruppe
            parts.append(table.row)
            table.group(group)
        lines.append(Tjenestelinje(tjeneste, i, _indikator(table, i, tall)))
    table.note(TEGN, *_om_indikatorene(indicators))
    sheet.printing.parts = tuple(parts[1:])
    return lines


def _indikator(table: Medlemstabell, i: Indikator, tall: MedSnitt) -> Medlemslinje:
    valg, minst = table.valg, float(i.minste_antall or 1)
    name = f"{i.navn}{' *' if i.forbehold else ''}"
    about = Om(
        uten_linjeskift(name),
        uten_linjeskift(i.enhet),
        decimals(valg.data, i),
        i.gunstig,
        minst,
        i.uten,
        tall.navn[i.tjeneste, i.nr],
    )
    found = table.inne(table.med.aarets(lambda place: tall.kolonne(i, place)))
    return table.line(about, found, of(bb.paa_plass, tall.snitt(i), valg.aarnr[valg.data.rapportaar]))


def _width(data: Datasett, indicators: list[Indikator]) -> float:
    known = [(v.verdi, decimals(data, i)) for i in indicators for _, v in data.indikatorens_verdier(i)]
    return bredde([(value, places) for value, places in known if value is not None])


def _om_indikatorene(indicators: list[Indikator]) -> list[str]:
    texts = [f"* {i.navn}: {i.forbehold}" for i in indicators if i.forbehold]
    without: dict[tuple[str, ...], list[str]] = {}
    for i in indicators:
        if i.uten:
            without.setdefault(i.uten, []).append(i.navn)
    texts += [
        f"Uten {', '.join(names)} i snitt, lavest, høyest og n: {'; '.join(which)}."
        for names, which in without.items()
    ]
    few = [f"{i.navn} (minst {i.minste_antall})" for i in indicators if (i.minste_antall or 1) > 1]
    if few:
        texts.append(f"Uten snitt, tegn og plass når færre kommuner har tall: {'; '.join(few)}.")
    kinds = {
        said: [i.navn for i in indicators if (i.snitt_type == "veid") is weighted]
        for said, weighted in (("veid", True), ("uveid", False))
    }
    if kinds["veid"]:
        (some, named), (most, _) = sorted(kinds.items(), key=lambda kind: len(kind[1]))
        texts.append(f"{some.capitalize()} snitt: {'; '.join(named) or 'ingen'}. De andre er {most}.")
    return texts


_VEKT, _ENHET = "Vekt", "indeks"
#: Points of a row: seven services have room on a page.
_HOEYDE = 13


def services(data: Datasett) -> list[Tjeneste]:
    """Those whose production is made of all members' own figures."""
    weighted = ((t, data.vektet(t)) for t in data.tjenester)
    return [t for t, found in weighted if found and all(data.beregnet(i) for i, _ in found)]


def produksjon(sheet: Sheet, med: Medlemmer, tjenestelinjer: Tjenestelinjer) -> dict[str, list[Medlemslinje]]:
    """Write the table, of the lines on the services' sheets; three lines of each service, by its key."""
    data, made, parts = med.valg.data, dict[str, list[Medlemslinje]](), []
    layout.heading(sheet, med.valg, SIDETITTEL, ARK)
    table = Medlemstabell(sheet, med, hoeyde=_HOEYDE)
    table.heads("Tjeneste")
    lines = {(x.tjeneste.noekkel, x.indikator.nr): x.linje for x in tjenestelinjer}
    vekter = {(i.tjeneste, i.nr): w.vekt for t in services(data) for i, w in data.vektet(t)}
    labels, title = {key: lines[key].om.etikett for key in vekter}, INDEKSENE
    heads, look = [*med.navn, _VEKT], styles.hjelp(styles.tall(1))
    block = Steg(sheet.book, PRODSTEG).blokk(title, heads, labels, look)

    def indices(line: Medlemslinje) -> list[Call]:
        return hver(formler.indeks_mot_snitt, line.vist, line.snitt, line.n, line.om.minst)

    for key, weight in vekter.items():
        block.put(key, _VEKT, weight, styles.HJELP)
        for name, call in zip(med.navn, indices(lines[key]), strict=True):
            block.calc(key, name, call)
    for service in services(data):
        parts.append(table.row)
        table.group(service.navn)
        ends = [(service.noekkel, i.nr) for i, _ in data.vektet(service)]
        weights, *members = (block.column(head, ends[0], ends[-1]) for head in (_VEKT, *med.navn))
        three, spent = made.setdefault(service.noekkel, []), bruksindikator(data, service)
        three.append(_index(table, service, "Produksjon", hver(f.produksjonsindeks, weights, members)))
        if spent is not None and data.beregnet(spent):
            three.append(_index(table, service, "Ressursbruk", indices(lines[spent.tjeneste, spent.nr])))
            efficiency = hver(f.effektivitet, *(line.vist for line in three))
            three.append(_index(table, service, "Effektivitet", efficiency))
    table.note(TEGN, _TEKST["produksjon"], *om_vektene(data))
    sheet.printing.parts = tuple(parts[1:])
    return made


def _index(table: Medlemstabell, service: Tjeneste, name: str, calls: list[Call]) -> Medlemslinje:
    about = Om(name, _ENHET, etikett=f"{service.navn}: {name.lower()}")
    return table.line(about, table.inne(calls))


_ANTALL = 10
#: A key figure before it has its line: what it is, the members' figures, its mean, where it stands.
_Tall = tuple[Om, list[Call], Call | None, str]


class Noekkellinje(NamedTuple):
    """A key figure: where it stands, and its line on the page of them all."""

    ark: str
    linje: Medlemslinje

    @property
    def navn(self) -> str:
        """What it is called."""
        return str(self.linje.om.navn)

    @property
    def om_snittet(self) -> str:
        """What its mean is called in a sentence: on these sheets all members count alike."""
        return "Uveid snitt" if self.ark in ("Avvik", "Tall regnskap") else "Snitt"


def noekkeltall(
    sheet: Sheet,
    med: Medlemmer,
    medlemmene: Medlemmene,
    regnskap: Regnskapslinjer | None = None,
    avvik: Avvikslinjer | None = None,
    tjenestelinjer: Tjenestelinjer = (),
) -> tuple[Noekkellinje, ...]:
    """Write the ten: those of the accounts and of need that there are, then main indicators in order.

    The page goes where there is nothing for it.
    """
    tall, data = medlemmene.regnskap, med.valg.data
    found = [
        *_accounts(med, tall, regnskap or {}),
        *(_needs(avvik, data.indeksens_en) if avvik else ()),
        *_people(med, tall),
    ]
    headlines = (x for x in tjenestelinjer if x.indikator.hovedfunn and not x.indikator.forbehold)
    found += [_repeated(x.linje, x.linje.om.etikett, x.ark, x.linje.om.enhet) for x in headlines]
    if not found:
        sheet.book.drop(sheet)
        return ()
    layout.heading(sheet, med.valg, "Nøkkeltall", "Regnskap")
    table = Medlemstabell(sheet, med, bredde=bredde([(value, 0) for value in _room(data, tall)]))
    table.heads("Nøkkeltall")
    made = []
    for om, calls, mean, ark in found[:_ANTALL]:
        made.append(Noekkellinje(ark, table.line(om, table.inne(calls), mean)))
        sheet.heights[table.row - 1] = max(sheet.heights[table.row - 1], 30)
    table.note(TEGN, om_snittet(data))
    return tuple(made)


def _repeated(line: Medlemslinje, name: str, ark: str, unit: str) -> _Tall:
    about = line.om._replace(navn=name, enhet=unit, etikett=name)
    return about, hver(bb.gjenta, line.vist), of(bb.gjenta, line.snitt), ark


def _accounts(med: Medlemmer, tall: Regnskapstall, regnskap: Regnskapslinjer) -> Iterator[_Tall]:
    for post, by_year in regnskap.items():
        line = by_year[med.valg.data.rapportaar]
        yield _repeated(line, _POSTER[post], "Regnskap", "prosent av inntektene")
    if tall.har("regnskap", "frie") and tall.har(FOLK):
        amounts, people = (med.aarets(tall.kolonner(*each)) for each in (("regnskap", "frie"), (FOLK,)))
        free = hver(f.per_innbygger, amounts, people, 1000.0)
        yield (
            Om("Frie inntekter per innbygger", "kr", 0, etikett="Frie inntekter"),
            free,
            None,
            "Tall regnskap",
        )


def _needs(avvik: Avvikslinjer, whose: str) -> Iterator[_Tall]:
    if I_ALT in avvik.indeks:
        needs = avvik.indeks[I_ALT]
        yield _repeated(needs, needs.om.etikett, "Avvik", f"{whose} = 1")
    if SUM_IS in avvik.kroner:
        name = "Avvik fra behov, sektorene i inntektssystemet"
        yield _repeated(avvik.kroner[SUM_IS], name, "Avvik", "kr per innb.")
        yield _repeated(avvik.millioner[SUM_IS], f"{name}, beløp", "Avvik", "mill. kr")


def _people(med: Medlemmer, tall: Regnskapstall) -> Iterator[_Tall]:
    if tall.har(FOLK):
        about = Om("Innbyggere", "innbyggere", 0, etikett="Innbyggere")
        yield about, med.aarets(tall.kolonner(FOLK)), None, "Tall regnskap"


def _room(data: Datasett, regnskap: Regnskapstall) -> list[float]:
    """Figures that the page must have room for."""
    told = {(i.tjeneste, i.nr) for t, _ in tjenestene(data) for i in t.indikatorer if i.hovedfunn}
    values = data.verdier.items()
    room = [v.verdi for key, v in values if key[:2] in told and v.verdi is not None]
    if regnskap.har(FOLK):
        room += [cell.value for cell in regnskap.blokk(FOLK) if isinstance(cell.value, float)]
    return room


def om_snittet(data: Datasett) -> str:
    """What the means of the key figures are of: those of the accounts leave out whom the package does."""
    outside = " og ".join(data.utenfor_oevrige)
    without = f" uten {outside}" if outside else ""
    return _TEKST["snittet"].format(without, uveid(data))


def etter_ark(noekkeltall: tuple[Noekkellinje, ...], tjenestelinjer: Tjenestelinjer = ()) -> Medlemslinjer:
    """The lines of each sheet that has any."""
    made = {"Nøkkeltall": [x.linje for x in noekkeltall]} if noekkeltall else {}
    for x in tjenestelinjer:
        made.setdefault(x.ark, []).append(x.linje)
    return made


_PLASS_HODE = 4
#: The first member's column, after what the line is.
_FORSTE_KOLONNE = 5
_GUNSTIG_TEKST = {"høy": "Høyt er gunstig", "lav": "Lavt er gunstig"}


def plass(sheet: Sheet, med: Medlemmer, linjer: Medlemslinjer) -> None:
    """Write each member's rank on every line; it goes where there are none."""
    if not linjer:
        sheet.book.drop(sheet)
        return
    layout.heading(sheet, med.valg, "Plass", "Tjenesteprofil")
    layout.widths(sheet, (73, 18, 15, 12, 4) + (10.8,) * len(med.plasser))
    sheet.put(2, 0, _TEKST["plass"], styles.TEKST)
    layout.head(sheet, _PLASS_HODE, 0, ("Indikator", "Ark", "Enhet", "Gunstig", "n"), 30)
    for number, name in enumerate(med.navn):
        sheet.put(_PLASS_HODE, _FORSTE_KOLONNE + number, name, styles.HODE.but(size=8))
    last, row = _FORSTE_KOLONNE + len(med.plasser) - 1, _PLASS_HODE
    for title, line in ((title, line) for title, lines in linjer.items() for line in lines):
        row += 1
        _plassene(sheet, row, title, line)
    sheet.tables.append(XlTable("Tabell_plass", _PLASS_HODE, row, last))
    ranks = sheet.range((_PLASS_HODE + 1, _FORSTE_KOLONNE), (row, last))
    sheet.heat.append((ranks, float(len(med.plasser))))
    sheet.freeze = (_PLASS_HODE + 1, 1)
    sheet.printing.last_column = last
    sheet.printing.one_page = False
    sheet.printing.repeat_rows = (_PLASS_HODE, _PLASS_HODE)


def _plassene(sheet: Sheet, row: int, ark: str, line: Medlemslinje) -> None:
    small, look = styles.RAD.but(size=8, color=styles.GRAA), styles.tall(0)
    about = (ark, line.om.enhet, _GUNSTIG_TEKST.get(line.om.gunstig or "", ""))
    told = [(line.om.navn, styles.RAD.but(size=9)), *((text, small) for text in about)]
    centered = look.but(size=8, align="center")
    ranks = ((rank, centered) for rank in line.plasser())
    layout.line(sheet, row, 0, *told, (line.n, look.but(size=8)), *ranks)
