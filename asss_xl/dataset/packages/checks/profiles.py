"""Service profiles: indicators, their references, labels and what the text says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product

from asss_xl.catalogue import rows
from asss_xl.dataset.messages import Problem
from asss_xl.dataset.model import arknavn
from asss_xl.dataset.packages.checks.rows import Tables, add_to_1, rows_of, within
from asss_xl.dataset.packages.tables import Row, Table
from asss_xl.dataset.schema import UTEN_VERDI
from asss_xl.dataset.verdi import EPS, avrunding, etikett_stemmer

#: The sheets that a report may have besides those of the services, and the one that Excel itself may make.
_ARK = {"history", *(sheet["ark"].casefold() for sheet in rows("ark"))}


def check(tables: Tables, sound: set[str]) -> Iterator[Problem]:
    if "tjenester" in sound:
        yield from _sheets(tables["tjenester"])
    if "indikatorer" in sound:
        indicators = {(r["tjeneste"], r["nr"]): r for r in rows_of(tables, "indikatorer")}
        yield from _short_names(tables["indikatorer"])
        yield from _known(tables, indicators)
        if "indikatorverdier" in tables:
            yield from _validity(tables["indikatorverdier"], indicators)
            yield from _ratios(tables["indikatorverdier"], indicators)
        if "produksjonsvekter" in sound:
            yield from _production(tables["produksjonsvekter"], indicators)
    values, references = tables.get("indikatorverdier"), tables.get("indikatorreferanser")
    if values is not None and references is not None and {"indikatorverdier", "indikatorreferanser"} <= sound:
        stated = _stated(references, values)
        faulty = {(r["tjeneste"], r["nr"]) for r in rows_of(tables, "indikatorer") if r["kildefeil"]}
        yield from _order({"kommune": values, "snitt": references}, stated, faulty)
        yield from _has_mean(references, stated)
        if "etiketter" in tables:
            yield from _labels(tables["etiketter"], stated)


#: What the source states of one indicator: by `kommune`, `snitt`, `lavest`, `høyest`.
_Stated = dict[tuple[str, int, str, int], dict[str, Row]]
_Indicators = Mapping[tuple[str, int], Row]


def _stated(references: Table, values: Table) -> _Stated:
    made: _Stated = {}
    for row in references.rows():
        key = (row["tjeneste"], row["nr"], row["kommune"], row["aar"])
        made.setdefault(key, {})[row["referanse"]] = row
    for row in values.where(lambda *key: key in made, "tjeneste", "nr", "kommune", "aar"):
        made[row["tjeneste"], row["nr"], row["kommune"], row["aar"]]["kommune"] = row
    return made


def _ratios(table: Table, indicators: _Indicators) -> Iterator[Problem]:
    """A value that is said beside what it is made of, is what they give, within its rounding."""
    for row in table.where(lambda *given: None not in given and given[-1] > 0, "verdi", "teller", "nevner"):
        factor = indicators.get((row["tjeneste"], row["nr"]), {}).get("faktor") or 1.0
        made, said = factor * row["teller"] / row["nevner"], table.text(row, "verdi")
        if abs(made - row["verdi"]) > avrunding(len(said.partition(".")[2])) + EPS:
            yield table.fault(row, "verdi", "to_verdier", row["verdi"], made)


def _sheets(table: Table) -> Iterator[Problem]:
    """Each service has a sheet by its name, in upper or lower case."""
    first: dict[str, str] = {}
    for row in table.rows():
        sheet = arknavn(row["navn"]).casefold()
        if sheet in _ARK or sheet.startswith("steg_"):
            yield table.fault(row, "navn", "arket_er_tatt", row["navn"], arknavn(row["navn"]))
        elif first.setdefault(sheet, row["navn"]) is not row["navn"]:
            yield table.fault(row, "navn", "arket_er_likt", row["navn"], first[sheet])


def _short_names(table: Table) -> Iterator[Problem]:
    rows = table.rows()
    times = Counter((r["tjeneste"], r["kortnavn"].casefold()) for r in rows)
    for row in rows:
        if times[row["tjeneste"], row["kortnavn"].casefold()] > 1:
            yield table.fault(row, "kortnavn", "likt_kortnavn", row["kortnavn"])


def _known(tables: Tables, indicators: _Indicators) -> Iterator[Problem]:
    """A finding is of an indicator that is there, and a service has some."""
    for row in rows_of(tables, "tekstfunn"):
        if row["nr"] is not None and (row["tjeneste"], row["nr"]) not in indicators:
            yield tables["tekstfunn"].fault(row, "nr", "ukjent_indikator", row["nr"], row["tjeneste"])
    used = {service for service, _ in indicators}
    for row in rows_of(tables, "tjenester"):
        if row["tjeneste"] not in used:
            yield tables["tjenester"].fault(row, "tjeneste", "uten_indikatorer", row["tjeneste"])


def _production(table: Table, indicators: _Indicators) -> Iterator[Problem]:
    """The weights of a service sum to 1, and more of what they weigh is more production."""
    for row in table.rows():
        of = indicators.get((row["tjeneste"], row["nr"]), {"gunstig": "", "maaler": ""})
        why = "er gunstig når den er lav" * (of["gunstig"] == "lav")
        why = f"måler {of['maaler']}" if of["maaler"] in ("utgift", "behov", "pris") else why
        if why:
            yield table.fault(row, "nr", "ikke_produksjon", of["kortnavn"], why)
    yield from add_to_1(table, "tjenesten {}", "tall", "tjeneste")


def _validity(values: Table, indicators: _Indicators) -> Iterator[Problem]:
    """No figure in a year in which its definition does not hold."""

    def invalid(tjeneste: str, nr: int, aar: int, status: str) -> bool:
        known = indicators.get((tjeneste, nr))
        return known is not None and not within(known, aar) and status not in UTEN_VERDI

    for row in values.where(invalid, "tjeneste", "nr", "aar", "status"):
        yield values.fault(row, "aar", "ugyldig_aar", row["aar"])


def _order(tables: Tables, stated: _Stated, faulty: set[tuple[str, int]]) -> Iterator[Problem]:
    """Lowest <= mean and municipality <= highest, as far as the rounding can tell.

    Rows that the package itself marks as doubtful are left alone.
    """
    edges = (("lavest", 1, "lavere enn laveste"), ("høyest", -1, "høyere enn høyeste"))
    for (tjeneste, nr, kommune, _), actors in stated.items():
        for (aktor, table), (edge, sign, word) in product(tables.items(), edges):
            row, other = actors.get(aktor), actors.get(edge)
            if (tjeneste, nr) in faulty or row is None or other is None:
                continue
            doubtful = {row["status"], other["status"]} != {"publisert"}
            if doubtful or None in (row["verdi"], other["verdi"]):
                continue
            slack = avrunding(row["desimaler"]) + avrunding(other["desimaler"])
            if sign * (other["verdi"] - row["verdi"]) > slack + EPS:
                who = kommune if aktor == "kommune" else aktor
                beside = (table.text(row, "verdi"), word, tables["snitt"].text(other, "verdi"), tjeneste, nr)
                yield table.fault(row, "verdi", "utenfor_ytterste", who, *beside)


def _has_mean(references: Table, stated: _Stated) -> Iterator[Problem]:
    """An indicator with a stated reference has the municipality's value and the mean."""
    for (tjeneste, nr, kommune, aar), actors in stated.items():
        first = next(iter(actors.values()))
        for aktor, who, where in (
            ("kommune", kommune, "indikatorverdier.csv"),
            ("snitt", "snitt", references.fil),
        ):
            if aktor not in actors:
                about = (nr, tjeneste, who, aar, where)
                yield references.fault(first, "referanse", "referanse_uten_rad", *about)


def _labels(table: Table, stated: _Stated) -> Iterator[Problem]:
    """What a label row says of its agreement is what the printed values say."""
    words = {True: "ja", False: "nei", None: "tomt"}
    for row in table.rows():
        actors = stated.get((row["tjeneste"], row["nr"], row["kommune"], row["aar"]), {})
        own, mean = (_printed(actors.get(aktor)) for aktor in (row["aktor"], "snitt"))
        expected = None
        if row["etikett"] is not None and own is not None and mean is not None and mean[0] > mean[1]:
            expected = etikett_stemmer(row["etikett"], *own, *mean)
        if row["stemmer"] is not expected:
            yield table.fault(row, "stemmer", "etikett", words[row["stemmer"]], words[expected])


def _printed(row: Row | None) -> tuple[float, float] | None:
    """A printed value and the rounding of it; None where there is none."""
    if row is None or row["verdi"] is None:
        return None
    return row["verdi"], avrunding(row["desimaler"])
