"""Service profiles: indicators, their references, labels and what the text says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from asss_xl.dataset.checks.common import EPS, Tables, add_to_1, rows_of
from asss_xl.dataset.messages import Problem, shown
from asss_xl.dataset.model import avrunding, etikett_stemmer
from asss_xl.dataset.schema import UTEN_VERDI
from asss_xl.dataset.tables import Row, Table


def check(tables: Tables, sound: set[str]) -> Iterator[Problem]:
    if "indikatorer" in sound:
        fil = tables["indikatorer"].fil
        yield from _short_names(fil, rows_of(tables, "indikatorer"))
        if "tekstfunn" in tables:
            yield from _findings(
                tables["tekstfunn"].fil, rows_of(tables, "tekstfunn"), rows_of(tables, "indikatorer")
            )
        yield from _validity(tables)
        if "produksjonsvekter" in sound:
            yield from _production(tables)
        if "tjenester" in tables:
            yield from _services_have_indicators(tables)
    values, references = tables.get("indikatorverdier"), tables.get("indikatorreferanser")
    if values is not None and references is not None and {"indikatorverdier", "indikatorreferanser"} <= sound:
        stated = _stated(references, values)
        faulty = {(r["tjeneste"], r["nr"]) for r in rows_of(tables, "indikatorer") if r["kildefeil"]}
        yield from _order({"kommune": values.fil, "snitt": references.fil}, stated, faulty)
        yield from _has_mean(references.fil, stated)
        if "etiketter" in tables:
            yield from _labels(tables["etiketter"].fil, rows_of(tables, "etiketter"), stated)


#: What the source states of one indicator: by `kommune`, `snitt`, `lavest`, `høyest`.
_Stated = dict[tuple[str, int, str, int], dict[str, Row]]


def _stated(references: Table, values: Table) -> _Stated:
    made: _Stated = {}
    for row in references.rows():
        key = (row["tjeneste"], row["nr"], row["kommune"], row["aar"])
        made.setdefault(key, {})[row["referanse"]] = row
    for row in values.where(lambda *key: key in made, "tjeneste", "nr", "kommune", "aar"):
        made[row["tjeneste"], row["nr"], row["kommune"], row["aar"]]["kommune"] = row
    return made


def _short_names(fil: str, rows: list[Row]) -> Iterator[Problem]:
    times = Counter((r["tjeneste"], r["kortnavn"].casefold()) for r in rows)
    for row in rows:
        if times[row["tjeneste"], row["kortnavn"].casefold()] > 1:
            yield Problem(
                fil,
                row["_linje"],
                "kortnavn",
                f"{shown(row['kortnavn'])} brukes flere ganger i samme profil.",
                "Gi hver indikator sitt eget kortnavn.",
            )


def _findings(fil: str, findings: list[Row], indicators: list[Row]) -> Iterator[Problem]:
    known = {(r["tjeneste"], r["nr"]) for r in indicators}
    for row in findings:
        if row["nr"] is not None and (row["tjeneste"], row["nr"]) not in known:
            yield Problem(
                fil,
                row["_linje"],
                "nr",
                f"Indikator {row['nr']} i {shown(row['tjeneste'])} finnes ikke.",
                "Rett nummeret, eller la det stå tomt.",
            )


def _production(tables: Tables) -> Iterator[Problem]:
    """The weights of a service sum to 1, and more of what they weigh is more production."""
    fil, groups = tables["produksjonsvekter"].fil, dict[str, list[Row]]()
    known = {(r["tjeneste"], r["nr"]): r for r in rows_of(tables, "indikatorer")}
    for row in rows_of(tables, "produksjonsvekter"):
        groups.setdefault(f"tjenesten {row['tjeneste']}", []).append(row)
        of = known.get((row["tjeneste"], row["nr"]), {"gunstig": "", "maaler": ""})
        why = "er gunstig når den er lav" * (of["gunstig"] == "lav")
        why = f"måler {of['maaler']}" if of["maaler"] in ("utgift", "behov", "pris") else why
        if why:
            told = f"{shown(of['kortnavn'])} {why}, og kan ikke telle som produksjon."
            yield Problem(
                fil, row["_linje"], "nr", told, "Velg en indikator der mer er mer, eller ta ut raden."
            )
    yield from add_to_1(fil, groups, "tall")


def _validity(tables: Tables) -> Iterator[Problem]:
    """No figure in a year in which its definition does not hold."""
    years = {
        (r["tjeneste"], r["nr"]): (r["fra"] or 0, r["til"] or 9999) for r in rows_of(tables, "indikatorer")
    }

    def invalid(tjeneste: str, nr: int, aar: int, status: str) -> bool:
        first, last = years.get((tjeneste, nr), (0, 9999))
        return not first <= aar <= last and status not in UTEN_VERDI

    if (values := tables.get("indikatorverdier")) is not None:
        for row in values.where(invalid, "tjeneste", "nr", "aar", "status"):
            yield Problem(
                values.fil,
                row["_linje"],
                "aar",
                f"Definisjonen gjelder ikke i {row['aar']}, men raden har et tall.",
                "Sett status til gjelder_ikke og tøm tallet, eller rett fra og til i indikatorer.",
            )


def _services_have_indicators(tables: Tables) -> Iterator[Problem]:
    used = {r["tjeneste"] for r in rows_of(tables, "indikatorer")}
    for row in rows_of(tables, "tjenester"):
        if row["tjeneste"] not in used:
            yield Problem(
                tables["tjenester"].fil,
                row["_linje"],
                "tjeneste",
                f"{shown(row['tjeneste'])} har ingen indikatorer.",
                "Legg til indikatorene, eller ta ut tjenesten.",
            )


def _order(files: Mapping[str, str], stated: _Stated, faulty: set[tuple[str, int]]) -> Iterator[Problem]:
    """Lowest <= mean and municipality <= highest, as far as the rounding can tell.

    Rows that the package itself marks as doubtful are left alone.
    """
    for (tjeneste, nr, kommune, _), actors in stated.items():
        if (tjeneste, nr) in faulty:
            continue
        for aktor in ("kommune", "snitt"):
            row = actors.get(aktor)
            for edge, sign, word in (
                ("lavest", 1, "lavere enn laveste"),
                ("høyest", -1, "høyere enn høyeste"),
            ):
                other = actors.get(edge)
                if row is None or other is None or None in (row["verdi"], other["verdi"]):
                    continue
                if {row["status"], other["status"]} != {"publisert"}:
                    continue
                slack = avrunding(row["desimaler"]) + avrunding(other["desimaler"])
                if sign * (other["verdi"] - row["verdi"]) > slack + EPS:
                    yield Problem(
                        files[aktor],
                        row["_linje"],
                        "verdi",
                        f"Verdien for {kommune if aktor == 'kommune' else aktor} "
                        f"({row['_tekst']['verdi']}) er {word} ({other['_tekst']['verdi']}) i "
                        f"{tjeneste} nr. {nr}.",
                        "Rett tallene, eller sett status til kildeavvik når kilden har det slik.",
                    )


def _has_mean(fil: str, stated: _Stated) -> Iterator[Problem]:
    """An indicator with a stated reference has the municipality's value and the mean."""
    for (tjeneste, nr, kommune, aar), actors in stated.items():
        for aktor, where in (("kommune", "indikatorverdier.csv"), ("snitt", fil)):
            if aktor not in actors:
                who = kommune if aktor == "kommune" else "snitt"
                yield Problem(
                    fil,
                    next(iter(actors.values()))["_linje"],
                    "referanse",
                    f"Indikator {nr} i {shown(tjeneste)} har ingen rad for {who} i {aar}.",
                    f"Legg raden til i {where}; bruk tom verdi og status mangler når tallet ikke finnes.",
                )


def _labels(fil: str, labels: list[Row], stated: _Stated) -> Iterator[Problem]:
    """What a label row says of its agreement is what the printed values say."""
    for row in labels:
        actors = stated.get((row["tjeneste"], row["nr"], row["kommune"], row["aar"]), {})
        own, mean = actors.get(row["aktor"]), actors.get("snitt")
        expected = None
        if (
            row["etikett"] is not None
            and own is not None
            and mean is not None
            and own["verdi"] is not None
            and mean["verdi"] is not None
            and mean["verdi"] > avrunding(mean["desimaler"])
        ):
            expected = etikett_stemmer(
                row["etikett"],
                own["verdi"],
                avrunding(own["desimaler"]),
                mean["verdi"],
                avrunding(mean["desimaler"]),
            )
        if row["stemmer"] is not expected:
            words = {True: "ja", False: "nei", None: "tomt"}
            yield Problem(
                fil,
                row["_linje"],
                "stemmer",
                f"Feltet er {words[row['stemmer']]}, men de trykte verdiene gir {words[expected]}.",
                "Rett feltet, eller rett etiketten og verdiene.",
            )
