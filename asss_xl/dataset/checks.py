"""What must hold between the cells and files of a data package, beyond each file's own schema."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping

from .messages import Problem, shown
from .metadata import Metadata
from .model import avrunding, etikett_stemmer
from .schema import UTEN_VERDI
from .tables import Row, Table

_EPS = 1e-9
_ROWS_WITH_DECIMALS = {
    "figurer": (("verdi", "desimaler"),),
    "indikatorverdier": (("verdi", "desimaler"),),
    "kriterier": (("vekt", "vekt_desimaler"), ("indeks", "indeks_desimaler")),
}


def check(tables: Mapping[str, Table], metadata: Metadata) -> list[Problem]:
    """Every breach found in the rows that could be read."""
    rows = {name: table.rows() for name, table in tables.items()}
    problems: list[Problem] = []
    for name, pairs in _ROWS_WITH_DECIMALS.items():
        for row in rows.get(name, []):
            problems += _decimals(tables[name].fil, row, pairs)
    for name in ("figurer", "indikatorverdier"):
        for row in rows.get(name, []):
            problems += _missing_is_said(tables[name].fil, row)
    for name in ("figurer", "kriterier"):
        for row in rows.get(name, []):
            problems += _year(tables[name].fil, row, metadata)
    if "kriterier" in tables and tables["kriterier"].sound:
        problems += _weights(tables["kriterier"].fil, rows["kriterier"])
    if "indikatorer" in tables and tables["indikatorer"].sound:
        problems += _short_names(tables["indikatorer"].fil, rows["indikatorer"])
        if "tekstfunn" in tables:
            problems += _findings(tables["tekstfunn"].fil, rows["tekstfunn"], rows["indikatorer"])
        if "tjenester" in tables:
            problems += _services_have_indicators(tables["tjenester"].fil, rows)
    values = tables.get("indikatorverdier")
    if values:
        by_actor = {(r["tjeneste"], r["nr"], r["aktor"]): r for r in rows["indikatorverdier"]}
        faulty = {(r["tjeneste"], r["nr"]) for r in rows.get("indikatorer", []) if r["kildefeil"]}
        problems += _order(values.fil, by_actor, faulty, metadata.kommune)
        if values.sound:
            problems += _each_actor(values.fil, rows.get("indikatorer", []), by_actor, metadata)
            if "etiketter" in tables:
                problems += _labels(tables["etiketter"].fil, rows["etiketter"], by_actor)
    return problems


def _decimals(fil: str, row: Row, pairs: tuple[tuple[str, str], ...]) -> Iterator[Problem]:
    for value, decimals in pairs:
        _, _, fraction = row["_tekst"][value].partition(".")
        if len(fraction.rstrip("0")) > row[decimals]:
            yield Problem(
                fil,
                row["_linje"],
                value,
                f"{shown(row['_tekst'][value])} har flere desimaler enn {decimals} sier "
                f"({row[decimals]}).",
                f"Rett {decimals}, eller rund av verdien.",
            )


def _missing_is_said(fil: str, row: Row) -> Iterator[Problem]:
    without = row["status"] in UTEN_VERDI
    if row["verdi"] is None and not without:
        yield Problem(
            fil,
            row["_linje"],
            "verdi",
            f"Verdien mangler, men status er {shown(row['status'])}.",
            "Fyll ut verdien, eller sett status til mangler.",
        )
    elif row["verdi"] is not None and without:
        yield Problem(
            fil,
            row["_linje"],
            "status",
            f"Raden har en verdi, men status er {shown(row['status'])}.",
            "Sett status til publisert, eller tøm verdien.",
        )


def _year(fil: str, row: Row, metadata: Metadata) -> Iterator[Problem]:
    if metadata.aar and row["aar"] not in metadata.aar:
        yield Problem(
            fil,
            row["_linje"],
            "aar",
            f"{row['aar']} er ikke blant årene i datapakken.",
            f"Årene er {', '.join(map(str, metadata.aar))}; rett året her eller i datapakken.",
        )


def _weights(fil: str, rows: list[Row]) -> Iterator[Problem]:
    """The weights of a sector and year sum to 1 within the rounding of the printed weights."""
    groups: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["sektor"], row["aar"]), []).append(row)
    for (sektor, aar), group in groups.items():
        total = math.fsum(r["vekt"] for r in group)
        slack = math.fsum(avrunding(r["vekt_desimaler"]) for r in group)
        if abs(total - 1) > slack + _EPS:
            shown_sum = f"{total:.3f}".replace(".", ",")
            yield Problem(
                fil,
                group[0]["_linje"],
                "vekt",
                f"Vektene for {sektor} i {aar} summerer til {shown_sum}, ikke 1.",
                "Se etter et kriterium som mangler eller er ført feil.",
            )
    years = {aar for _, aar in groups}
    for sektor in dict.fromkeys(s for s, _ in groups):
        for aar in sorted(years):
            if (sektor, aar) not in groups:
                yield Problem(
                    fil,
                    None,
                    "aar",
                    f"{sektor} har ingen kriterier for {aar}.",
                    "Legg dem til, eller ta ut året for alle sektorer.",
                )


def _short_names(fil: str, rows: list[Row]) -> Iterator[Problem]:
    times = Counter((r["tjeneste"], r["kortnavn"]) for r in rows)
    for row in rows:
        if times[row["tjeneste"], row["kortnavn"]] > 1:
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


def _services_have_indicators(fil: str, rows: dict[str, list[Row]]) -> Iterator[Problem]:
    used = {r["tjeneste"] for r in rows["indikatorer"]}
    for row in rows["tjenester"]:
        if row["tjeneste"] not in used:
            yield Problem(
                fil,
                row["_linje"],
                "tjeneste",
                f"{shown(row['tjeneste'])} har ingen indikatorer.",
                "Legg til indikatorene, eller ta ut tjenesten.",
            )


_Values = Mapping[tuple[str, int, str], Row]


def _order(
    fil: str, values: _Values, faulty: set[tuple[str, int]], kommune: str
) -> Iterator[Problem]:
    """Lowest <= mean and municipality <= highest, as far as the rounding can tell.

    Rows that the package itself marks as doubtful are left alone.
    """
    for (tjeneste, nr, aktor), row in values.items():
        if aktor not in (kommune, "snitt") or (tjeneste, nr) in faulty:
            continue
        for edge, sign, word in (
            ("lavest", 1, "lavere enn laveste"),
            ("høyest", -1, "høyere enn høyeste"),
        ):
            other = values.get((tjeneste, nr, edge))
            if other is None or row["verdi"] is None or other["verdi"] is None:
                continue
            if {row["status"], other["status"]} != {"publisert"}:
                continue
            slack = avrunding(row["desimaler"]) + avrunding(other["desimaler"])
            if sign * (other["verdi"] - row["verdi"]) > slack + _EPS:
                yield Problem(
                    fil,
                    row["_linje"],
                    "verdi",
                    f"Verdien for {aktor} ({row['_tekst']['verdi']}) er {word} "
                    f"({other['_tekst']['verdi']}) i {tjeneste} nr. {nr}.",
                    "Rett tallene, eller sett status til kildeavvik når kilden har det slik.",
                )


def _each_actor(
    fil: str, indicators: list[Row], values: _Values, metadata: Metadata
) -> Iterator[Problem]:
    for row in indicators:
        for aktor in (metadata.kommune, "snitt"):
            if (row["tjeneste"], row["nr"], aktor) not in values:
                yield Problem(
                    fil,
                    None,
                    "aktor",
                    f"Indikator {row['nr']} i {shown(row['tjeneste'])} har ingen rad for {aktor}.",
                    "Legg til raden; bruk tom verdi og status mangler når tallet ikke finnes.",
                )


def _labels(fil: str, labels: list[Row], values: _Values) -> Iterator[Problem]:
    """What a label row says of its agreement is what the printed values say."""
    for row in labels:
        own = values.get((row["tjeneste"], row["nr"], row["aktor"]))
        mean = values.get((row["tjeneste"], row["nr"], "snitt"))
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
