"""What good arguments are: the values that real sheets give each parameter.

A parameter that is not listed takes any number. Keys are parameter names, or
``function.parameter`` for a parameter of one function (the name of its Python side).
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from asss_xl.functions.values import Value

Good = Callable[[Random], Any]

_SPECIAL = (0.0, 0.0, 1.0, -1.0, 2.0, 100.0, 0.5, -2.5, 0.909, 249540.0)


def number(random: Random) -> float:
    """A number with up to three decimals, now and then a special one."""
    if random.random() < 0.15:
        return random.choice(_SPECIAL)
    limit = random.choice((10, 1_000, 200_000))
    return random.randint(-limit * 10, limit * 10) / 10 ** random.randint(0, 3)


def size(random: Random) -> float:
    """A number that is rarely negative: a base of growth, a mean, a population."""
    return number(random) if random.random() < 0.1 else abs(number(random))


def percent(random: Random) -> float:
    """Growth in percent, now and then more than all there is."""
    return number(random) if random.random() < 0.1 else random.randint(-500, 900) / 10


def index(random: Random) -> float:
    """An index with the country = 1, now and then in percent or any number."""
    kind = random.random()
    if kind < 0.1:
        return number(random)
    return random.randint(400, 1800) / (10 if kind < 0.2 else 1000)


def weight(random: Random) -> float:
    """A weight of a criterion, now and then in percent or any number."""
    return number(random) if random.random() < 0.1 else random.randint(0, 1000) / 1000


def weights(random: Random, count: int) -> list[float]:
    """Weights that add to about 1, now and then to something else."""
    parts = [random.randint(1, 100) for _ in range(count)]
    whole = random.choice((1.0,) * 6 + (1.013, 0.985, 0.5, 100.0))
    return [round(whole * part / sum(parts), 4) for part in parts]


def one_of(*values: Any) -> Good:
    """A good value is one of these."""
    return lambda random: random.choice(values)


def near(random: Random) -> float:
    """Numbers near one another, so that ties and small differences happen."""
    close = (6.2, 6.3, 6.7, 6.25, 7.1, 100.0, 0.0, -6.2, 5.0)
    return random.choice(close) if random.random() < 0.8 else number(random)


def running(random: Random, length: int) -> list[float]:
    """Running numbers: each is the one above it or one more."""
    steps = [float(random.random() < 0.5) for _ in range(length)]
    return [sum(steps[: place + 1]) for place in range(length)]


def maybe(good: Good) -> Good:
    """A good value or a blank."""
    return lambda random: good(random) if random.random() < 0.7 else None


def maybe_empty(good: Good) -> Good:
    """A good value or empty text: what a formula gives where there is nothing."""
    return lambda random: good(random) if random.random() < 0.7 else ""


def some_place(*places: float) -> Good:
    """A place in a list, or the empty text that says that there is none."""
    return maybe_empty(one_of(*places))


def with_gaps(random: Random) -> Value:
    """A figure of a municipality, or what stands where there is none."""
    if random.random() < 0.8:
        return size(random)
    return random.choice(("Ikke data", "ikke data", "Skjermet", "", None))


_words = one_of("6,2 prosent", "13\u2009300 kr", "0,04", "", "1,0")


def _some_text(random: Random) -> Value:
    """Text, or a whole number; decimals become text with the reader's own decimal sign."""
    if random.random() < 0.5:
        return random.choice(("a", "Ærlig ", " øl", "", None, "7", 12.0, -3.0, 0.0))
    return "".join(random.choice("abcæøå &;") for _ in range(random.randint(1, 9)))


def or_heading(random: Random) -> Value:
    """A number or, now and then, the text that stands above a column of them."""
    return random.choice(("Gjeld", "Kap. 2.41")) if random.random() < 0.08 else number(random)


_names = one_of("Bergen", "bergen", "Oslo", "OSLO", "Oslo", "Trondheim", "TROMSØ")
_count = one_of(1.0, 2.0, 3.0, 4.0, 5.0, 9.0, 10.0)

_flag = one_of(1.0, 1.0, 1.0, 0.0, "")

#: Parameters that are not any number -> what a good value is.
DOMAINS: dict[str, Good] = {
    "enheter": _names,
    "uten": one_of(
        "Bergen", "Oslo", "oslo", "OSLO", "Oslo", "Bergen", "Oslo", "Bergen", "Tromsø", "Oslo ", "Os*"
    ),
    "indikator": one_of("Andel elever", "Sykefravær", None, "x", "", 7.0),
    "gunstig": one_of(
        "høy", "lav", "HØY", "Lav", "", None, None, " lav ", "høyt", "hoey", "LÅG", "begge", "h"
    ),
    "desimaler": one_of(0.0, 0.0, 0.0, 1.0, 1.0, 2.0, 3.0, 1.5, -1.0, 4.0),
    "innbyggere": size,
    "mengde": size,
    "enhet": one_of(1.0, 1000.0, 1000.0, 1000000.0, 0.0, -1.0),
    "driftsinntekter": size,
    "korrigert_snitt": size,
    "kostnadsindeks": index,
    "indeks": index,
    "nivaa": index,
    "vekt": weight,
    "indekser": index,
    "kostnadsindeks.vekter": weight,
    "basis": size,
    "vekst": percent,
    "deflator": percent,
    "befolkning": percent,
    "loennsvekst": percent,
    "aarsloennsvekst": percent,
    "avvik_pst.snitt": size,
    "indeks.snitt": size,
    "vekst.ny": size,
    "vekst.gammel": size,
    "netto_laanegjeld.gjeld": or_heading,
    "netto_laanegjeld.fordringer": or_heading,
    "antall": maybe(_count),
    "minste_antall": maybe(_count),
    "rang": maybe(_count),
    "avrunding": one_of(0.0, 0.05, 0.1, 0.5, 5.0, None),
    "bryter": one_of("På", "på", "PÅ", "Av", None),
    "hva_hvis": maybe(number),
    "toleranse": one_of(0.0, 0.5, 1.0, 1000.0),
    "nummer": one_of(1.0, 2.0, 3.0),
    "linje": one_of("Grunnskole", "Barnevern"),
    "aar": one_of(2008.0, 2009.0),
    "linjer": one_of("Grunnskole", "Barnevern", "Barnehage", "", None),
    "aarene": one_of(2008.0, 2009.0, 2009.0),
    "med": one_of("Ja", "Ja", "ja", "Nei", "", None),
    "gjelder": one_of("Driftsinntekter", "Avdrag", "", None),
    "funksjon": one_of(202.0, 211.0, 244.0, 999.0, None),
    "funksjoner": one_of(202.0, 211.0, 244.0, 241.0),
    "sektorer": one_of("Grunnskole", "Barnevern", "Kommunehelse"),
    "setning": one_of("Sykefravær er 29 prosent over", "", None),
    "setninger": one_of("Første.", "Andre.", "Tredje.", "Fjerde.", ""),
    "stoerrelser": one_of(1.0, 2.0, 3.5, 7.0, 29.0, "", None),
    "navn": one_of("Grunnskole", "Pleie og omsorg"),
    "hvis_flyttet.avrunding": one_of(0.0, 0.05, 5.0),
    "teller.forrige": one_of(0.0, 1.0, 2.0, 11.0),
    "teller.gul": maybe(number),
    "plass.n": one_of(1.0, 2.0, 3.0, 4.0),
    "hent.plass": one_of(1.0, 2.0, ""),
    "hent.verdier": one_of("Sykefravær", "Andel elever", 6.2, 100.0, -1.5, 0.0),
    # So that each place in words is drawn often: the words need a rank, and no end that says it first.
    "funn.antall": one_of(4.0, 4.0, 5.0, 12.0, None),
    "funn.rang": one_of(1.0, 2.0, 3.0, 3.0, 4.0, 11.0, None),
    "funn.minste_antall": one_of(3.0, 4.0, 5.0, None),
    "funn.lavest": one_of(None, None, None, 0.0, 2.0),
    "funn.hoeyest": one_of(None, None, None, 9.0, 1000.0),
    "flere_enn.antall": one_of(0.0, 3.0, 12.0, 13.0, 40.0),
    "flere_enn.grense": one_of(12.0, 30.0),
    "lik_fasit.fasit": one_of(6.2, 100.0, 5.0, "Ikke data", "bergen", "Grunnskole"),
    "lik_fasit.resultat": one_of(6.2, 6.2 + 1e-12, 6.3, 100.0, "ikke data", "Bergen", "x"),
    "i_tekst.desimaler": one_of(0.0, 1.0, 2.0, 3.0),
    "rundet.desimaler": one_of(0.0, 1.0, 2.0, 3.0),
    "merke.n": _count,
    "merke.minst": _count,
    "hvis_nok.n": _count,
    "hvis_nok.minst": _count,
    "tekst_a": _some_text,
    "tekst_b": _some_text,
    "aarnr": some_place(1.0, 2.0, 3.0),
    "gruppenr": some_place(1.0, 2.0, 3.0),
    "kolonne": some_place(1.0, 2.0, 3.0),
    "rad": some_place(1.0, 2.0, 3.0),
    "maske": _flag,
    "flagg": _flag,
    "kommune": _names,
    "kommuner": one_of("Bergen", "OSLO", "", None, "Tromsø"),
    "mangler": one_of("Ikke data"),
    "medlemskap": _flag,
    "antall_aar": one_of(1.0, 2.0, 3.0),
    "uten_egen": _flag,
    "krevd": with_gaps,
    "nevnere": with_gaps,
    "rekke": with_gaps,
    "blokk": with_gaps,
    "hvis_vekt.vekt": maybe_empty(size),
    "brudd": one_of(0.0, 2006.0, 2008.0, 2009.0, ""),
    "utenfor": one_of(0.0, 0.0, 1.0),
    "gule": one_of("Ja", "nei", None, None, None, None, None, None),
    "gruppe": one_of("ASSS-nettverket", "asss-nettverket", "Storbyene", "Egne"),
    "nettverk": one_of("ASSS-nettverket"),
    "vanlig": one_of("i nettverket", "ASSS-gjennomsnittet"),
    "for_gruppe": one_of("snittet for ", ""),
    "omtale.egne": one_of("blant dem", "snittet for de valgte kommunene"),
    "noekler": one_of("2008", "2009", "Ny nøkkel"),
    "aarets": some_place(1.0, 2.0, 3.0),
    "aarets_navn": one_of("Årets"),
    "faktor": one_of(100.0, 1000.0),
    "antall_i_blokk.aar": one_of(2008.0, 2009.0, 2010.0),
    "for_nummer.nummer": some_place(1.0, 2.0, 3.0),
    "for_nummer.dette": one_of(1.0, 2.0),
    "hvem.verdi": one_of(0.0, 6.2, 5.0, ""),
    "hvem.verdier": one_of(0.0, 0.0, 6.2, 6.3, 100.0, None, "", "Skjermet"),
    "hvem.navn": one_of("Bergen", "Oslo", "Trondheim", "Tromsø", 7.0),
    "i_gruppen.nummer": one_of(1.0, 2.0, 3.0),
    "i_gruppen.valgt": one_of(1.0, 2.0, 3.0),
    "i_gruppen.verdier": with_gaps,
    "maske.med": one_of(
        "Ja",
        "ja",
        "JA",
        "jA",
        "Nei",
        "nei",
        "NEI",
        "nEI",
        "Ja ",
        " ja",
        "Jada",
        "Nja",
        "J",
        "-",
        "Kanskje",
        1.0,
        0.0,
    ),
    "maske_oevrige.valgt": _names,
    "minus_om.b": maybe_empty(number),
    "noekkelnummer.valg": one_of("Årets", "årets", "2008", "2009", "ny nøkkel", "2010"),
    "omtalt.blant": one_of("i nettverket", "blant dem", 7.0),
    "omtalt.setning": one_of(
        "Sykefravær er 29 prosent over ASSS-gjennomsnittet, høyest i nettverket",
        "ASSS-gjennomsnittet og ASSS-gjennomsnittet",
        "I nettverket",
        "",
    ),
    "omtalt.snittet": one_of("snittet for Storbyene", "ASSS-gjennomsnittet", "", 6.5),
    "plass_i.liste": one_of("Bergen", "oslo", "Tromsø", 2008.0, 2009.0, None, ""),
    "plass_i.verdi": one_of("Bergen", "Oslo", "Asker", 2008.0, 2010.0, ""),
    "snitt_av.verdier": with_gaps,
    "snitt_av_veid.verdier": with_gaps,
    "snitt_av_veid.vekter": with_gaps,
    "andel_veid.verdier": with_gaps,
    "standard_med.valgt": _names,
    "sum_av.verdier": with_gaps,
    "sum_der.flagg": one_of(1.0, 1.0, "", None, "x"),
    "sum_der.verdier": with_gaps,
    "valgt_med.standard": one_of("Ja", "Nei"),
    "valgt_med.valg": one_of("Ja", "ja", "NEI", "Nei", "", "kanskje"),
    "velg_eller_tomt.nummer": some_place(1.0, 2.0, 3.0),
    "antall_tekst.tekster": one_of(", lavest i nettverket", ", høyest i nettverket", "", None),
    "antall_tekst.tekst": one_of(", lavest i nettverket"),
    "beloep_forhold.rettet": number,
    "endret_gjeld.endret": number,
    "endret_gjeld.avdrag": number,
    "folk_naa.valg": one_of("Resten krymper", "resten krymper", "Summen vokser"),
    "folk_naa.brukte": near,
    "folk_naa.grunnlagene": near,
    "foer_tekst.naa_tekst": _words,
    "foer_tekst.foer_tekst": _words,
    "fortegn.desimaler": one_of(0.0, 1.0, 2.0),
    "maalet.valg": one_of("Snittet", "utgiftsbehovet", "Laveste", "Høyeste", "1,75 prosent", "Eget tall"),
    "med_tillegg.setning": _words,
    "med_tillegg.tillegg": one_of(" Kildens forbehold: ikke sammenlikn.", " kr"),
    "nte_stoerste.verdier": with_gaps,
    "plass_tekst.plass": maybe(_count),
    "retning.desimaler": one_of(0.0, 1.0, 2.0),
    "setning.verdi": _words,
    "setning.snitt": _words,
    "setning.foer": one_of("", ", opp fra 6,0 prosent i 2008"),
    "setning.plass": one_of("", ", lavest i nettverket"),
    "setning.snittet": one_of("ASSS-gjennomsnittet", "snittet for Storbyene"),
    "setning.minst": maybe(_count),
    "setning.n": maybe(_count),
    "setning_regnskap.navn_under": one_of("", "Underskuddet før lån"),
    "setning_regnskap.egen_tekst": _words,
    "setning_regnskap.andre_tekst": _words,
    "setning_regnskap.avvik_tekst": one_of("0,0", "2,9", "0,1"),
    "setning_regnskap.kroner_tekst": _words,
    "setning_regnskap.fortegn": one_of("", "\u2212"),
    "setning_regnskap.andre_fortegn": one_of("", "\u2212"),
    "setning_sektor.avrunding": one_of(0.0, 2.0, 10.0),
    "setning_sektor.avvik_tekst": _words,
    "setning_sektor.pst_tekst": _words,
    "setning_sektor.kroner_tekst": _words,
    "stoerrelse_kr.n": maybe(_count),
    "stoerrelse_kr.minst": maybe(_count),
    "sum_for.navnene": one_of("Grunnskole", "Barnevern", "Kultur"),
    "tall_tekst.desimaler": one_of(0.0, 1.0, 2.0, 3.0),
    "tall_tekst.enhet": one_of(" prosent", " kr", ""),
    "virkning_paa_resultat.utgift": one_of(0.0, 1.0),
}
#: Domains of one function alone, by the name of its Python side.
FUNCTION_DOMAINS: dict[str, Good] = {
    "funn": near,
    "rang": near,
    "rang_lavest": near,
    "hvis_ulik": near,
    "hvis_flyttet": near,
    "kontroll_lik": near,
    "merke": near,
    "rekkefoelge": near,
    "utenfor": near,
    "kontroll_alle": one_of("OK", "OK", "OK", "OK", "ok", "FEIL"),
}
#: Parameters of building blocks that the sheets fill themselves: never missing, never wrong.
CONSTANTS = {
    "toleranse",
    "linje",
    "navn",
    "mangler",
    "antall_aar",
    "nettverk",
    "vanlig",
    "for_gruppe",
    "omtale.egne",
    "aarets_navn",
    "faktor",
    "sum_rettelser.aar",
    "for_nummer.dette",
    "stoerrelse.nummer",
    "stoerste_funn.nummer",
    "funksjoner",
    "sektorer",
    "setninger",
    "hvis_flyttet.avrunding",
    "teller.forrige",
    "plass.n",
    "plass.tellere",
    "hent.plass",
    "hent.verdier",
    "flere_enn.antall",
    "flere_enn.grense",
    "lik_fasit.fasit",
    "i_tekst.desimaler",
    "rundet.desimaler",
    "merke.n",
    "merke.minst",
    "hvis_nok.n",
    "hvis_nok.minst",
    "tall_tekst.desimaler",
    "tall_tekst.enhet",
    "fortegn.desimaler",
    "retning.desimaler",
    "beloep_forhold.rettet",
    "endret_gjeld.endret",
    "endret_gjeld.avdrag",
    "foer_tekst.naa_tekst",
    "foer_tekst.foer_tekst",
    "foer_tekst.aar",
    "med_tillegg.tillegg",
    "med_tillegg.setning",
    "nte_stoerste.nummer",
    "nummer",
    "setning.verdi",
    "setning.snitt",
    "setning.foer",
    "setning.plass",
    "setning.snittet",
    "setning.aar",
    "setning_regnskap.aar",
    "setning_regnskap.navn_under",
    "setning_regnskap.egen_tekst",
    "setning_regnskap.andre_tekst",
    "setning_regnskap.avvik_tekst",
    "setning_regnskap.kroner_tekst",
    "setning_regnskap.fortegn",
    "setning_regnskap.andre_fortegn",
    "setning_sektor.avrunding",
    "setning_sektor.aar",
    "setning_sektor.avvik_tekst",
    "setning_sektor.pst_tekst",
    "setning_sektor.kroner_tekst",
    "stoerrelse_kr.nummer",
    "folk_naa.valg",
    "maalet.valg",
    "antall_tekst.tekst",
}
#: Functions that look up in columns of a table, which is never a single cell.
LOOKUPS = frozenset({"stoerste_funn", "nte_stoerste", "virker_paa", "plass", "hent"})
#: Range parameters of functions that look up in blocks -> the part of the block they are.
SHAPES = {
    "velg.blokk": "block",
    "velg_eller_tomt.rekke": "row",
    "plass_i.liste": "row",
    "standard_med.medlemskap": "row",
    "i_gruppen.verdier": "column",
    "hvem.verdier": "row",
    "hvem.navn": "row",
    "sum_rad.blokk": "block",
    "sum_rad.maske": "row",
    "antall_i_blokk.blokk": "block",
    "antall_i_blokk.aarene": "column",
    "noekkelnummer.noekler": "row",
    "noekkelnummer.aarets": "row",
}
#: Range parameters whose values hang together -> a whole column of them.
COLUMNS: dict[str, Callable[[Random, int], list[float]]] = {
    "plass.tellere": running,
    "kostnadsindeks.vekter": weights,
}
#: Parameters, by either name, whose values are mostly found in another range.
PICKED = {"uten": "enheter", "hvem.verdi": "verdier", "plass_i.verdi": "liste"}
#: Range parameters that need not have the size of the others.
FREE_SIZE = frozenset({"uten", "fordringer", "gjeld"})
