"""From checked rows to a `Datasett`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from .metadata import Metadata
from .model import (
    Datasett,
    Etikett,
    Figur,
    Folkevekst,
    Funksjon,
    Gruppe,
    Indikator,
    Kildefeil,
    Kommune,
    Korreksjon,
    Noekkel,
    Oppslag,
    Sats,
    Sektor,
    Tabellgrunn,
    Tekstfunn,
    Tjeneste,
    Verdi,
    Vitne,
    med_balanse,
)
from .tables import Row

_Rows = Mapping[str, list[Row]]


def build(meta: Metadata, rows: _Rows) -> Datasett:
    """The data set of a package whose rows have passed every check."""

    def table(name: str) -> list[Row]:
        return rows.get(name, [])

    regnskap = _mapped(table("regnskap"), ("kommune", "post", "aar"), _amount)
    balanse = _mapped(table("balanse"), ("kommune", "konto", "aar"), _amount)
    factors = {(r["tjeneste"], r["nr"]): r["faktor"] for r in table("indikatorer")}
    return Datasett(
        **dataclasses.asdict(meta),
        kommuner=_municipalities(table("kommuner")),
        grupper=_groups(table("grupper"), table("gruppemedlemmer"))
        or _everyone(meta.nettverk, table("kommuner")),
        tjenester=_services(table("tjenester"), table("indikatorer")),
        verdier=Oppslag(
            {(r["tjeneste"], r["nr"], r["kommune"], r["aar"]): _indicator_value(r, factors)
             for r in table("indikatorverdier")}
        ),
        referanser=Oppslag(_mapped(
            table("indikatorreferanser"), ("tjeneste", "nr", "kommune", "aar", "referanse"), _value
        )),
        etiketter=Oppslag(_mapped(
            table("etiketter"), ("tjeneste", "nr", "kommune", "aar", "aktor"),
            lambda r: Etikett(r["etikett"], r["stemmer"], r["merknad"]),
        )),
        figurer=tuple(
            Figur(**_columns(r, without=("verdi", "avstemt")), **_reconciled(r))
            for r in table("figurer")
        ),
        regnskap=Oppslag(med_balanse(regnskap, balanse)),
        beloep=Oppslag(_mapped(table("beloep"), ("kommune", "funksjon", "art", "aar"), _amount)),
        korreksjoner=tuple(
            Korreksjon(**_columns(r, beloep_1000kr="beloep")) for r in table("korreksjoner")
        ),
        nasjonale=Oppslag(_mapped(table("nasjonale"), ("aar", "stoerrelse"), _value)),
        alle_sektorer=tuple(
            Sektor(**_columns(r, without=("rekkefoelge",), sektor="navn"))
            for r in sorted(table("sektorer"), key=lambda r: r["rekkefoelge"])
        ),
        noekler=_keys(table("noekler"), table("vekter")),
        kriterieverdier=Oppslag(_mapped(
            table("kriterieverdier"), _CRITERION, lambda r: _value({**r, "verdi": r["indeks"]})
        )),
        trykte_korreksjoner=Oppslag(_mapped(
            [r for r in table("kriterieverdier") if r["korreksjon"] is not None], _CRITERION,
            lambda r: r["korreksjon"],
        )),
        behovstillegg=Oppslag(_mapped(
            table("behovstillegg"), ("kommune", "sektor", "tillegg", "aar"), _value
        )),
        funksjoner=tuple(Funksjon(**_columns(r)) for r in table("funksjoner")),
        innbyggere=Oppslag(_mapped(
            table("innbyggere"), ("kommune", "aldersgruppe", "aar"),
            lambda r: _value({**r, "verdi": r["antall"]}),
        )),
        satser=tuple(Sats(**_columns(r)) for r in table("demografisatser")),
        folkevekst=tuple(Folkevekst(**_columns(r)) for r in table("folkevekst")),
        tekster=tuple((r["sted"], r["slag"], r["tekst"]) for r in table("tekster")),
        tekstfunn=tuple(Tekstfunn(**_columns(r)) for r in table("tekstfunn")),
        kildefeil=tuple(Kildefeil(**_columns(r)) for r in table("kildefeil")),
        eksakte=tuple(Tabellgrunn(**_columns(r)) for r in table("eksakte")),
        aapne=tuple(Tabellgrunn(**_columns(r)) for r in table("aapne")),
        vitner=tuple(_witness(r) for r in table("vitner")),
    )  # fmt: skip


_CRITERION = ("kommune", "sektor", "kriterium", "aar")
_PEDIGREE = ("status", "desimaler", "side", "kilde", "oppdatert", "merknad")


def _mapped(
    rows: list[Row], key: tuple[str, ...], make: Callable[[Row], Any]
) -> dict[Any, Any]:
    return {tuple(row[name] for name in key): make(row) for row in rows}


def _value(row: Row) -> Verdi:
    return Verdi(**_reconciled(row), **{name: row[name] for name in _PEDIGREE if name in row})


def _reconciled(row: Row) -> Row:
    """The figure that is calculated with, and the printed one."""
    known = row.get("avstemt")
    return {"verdi": row["verdi"] if known is None else known, "trykt": row["verdi"]}


def _amount(row: Row) -> Verdi:
    return _value({**row, "verdi": row["beloep"]})


def _indicator_value(row: Row, factors: Mapping[tuple[str, int], float | None]) -> Verdi:
    """The value as it stands or, where it is a ratio, worked out."""
    parts = {"teller": row["teller"], "nevner": row["nevner"]}
    value = row["verdi"]
    if value is None and row["teller"] is not None and row["nevner"]:
        factor = factors.get((row["tjeneste"], row["nr"]))
        value = row["teller"] / row["nevner"] * (1.0 if factor is None else factor)
    return dataclasses.replace(_value({**row, "verdi": value}), **parts)


def _columns(row: Row, without: tuple[str, ...] = (), **renamed: str) -> dict[str, Any]:
    return {
        renamed.get(k, k): v for k, v in row.items() if not k.startswith("_") and k not in without
    }


def _witness(row: Row) -> Vitne:
    factor = 1.0 if row["faktor"] is None else row["faktor"]
    parts = tuple(
        tuple(word.strip() for word in part.split("|")) for part in row["ledd"].split(";")
    )
    return Vitne(**_columns(row) | {"faktor": factor, "ledd": parts})


def _municipalities(rows: list[Row]) -> tuple[Kommune, ...]:
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(row["kommune"], []).append(row)
    return tuple(
        Kommune(
            name,
            found[0]["slag"],
            tuple((r["nummer"], r["fra"], r["til"]) for r in sorted(found, key=_from)),
            tuple((r["fra"], r["merknad"]) for r in sorted(found, key=_from) if r["brudd"]),
        )
        for name, found in by_name.items()
    )


def _from(row: Row) -> int:
    return int(row["fra"])


def _groups(groups: list[Row], members: list[Row]) -> tuple[Gruppe, ...]:
    inside: dict[str, dict[str, tuple[int, int]]] = {}
    for row in members:
        years = (row["fra"] or 0, row["til"] or 9999)
        inside.setdefault(row["gruppe"], {})[row["kommune"]] = years
    return tuple(
        Gruppe(r["gruppe"], r["uten_egen"], r["nettverk"], Oppslag(inside.get(r["gruppe"], {})),
               r["merknad"])
        for r in sorted(groups, key=lambda r: r["rekkefoelge"])
    )  # fmt: skip


def _everyone(name: str, rows: list[Row]) -> tuple[Gruppe, ...]:
    """Without groups of its own a package compares all its municipalities."""
    members = {r["kommune"]: (0, 9999) for r in rows if r["slag"] == "kommune"}
    return (Gruppe(name, False, True, Oppslag(members)),)


def _services(services: list[Row], indicators: list[Row]) -> tuple[Tjeneste, ...]:
    by_service: dict[str, list[Indikator]] = {}
    for row in indicators:
        columns = _columns(row, indikator="navn")
        columns |= {
            "gunstig": row["gunstig"] or None,
            "snitt_type": row["snitt_type"] or None,
            "uten": tuple(name.strip() for name in row["uten"].split(",") if name.strip()),
        }
        by_service.setdefault(row["tjeneste"], []).append(Indikator(**columns))
    return tuple(
        Tjeneste(
            noekkel=r["tjeneste"],
            indikatorer=tuple(sorted(by_service[r["tjeneste"]], key=lambda i: i.nr)),
            **_columns(r, without=("rekkefoelge", "tjeneste")),
        )
        for r in sorted(services, key=lambda r: r["rekkefoelge"])
    )


def _keys(keys: list[Row], weights: list[Row]) -> tuple[Noekkel, ...]:
    by_key: dict[str, dict[str, dict[str, Verdi]]] = {}
    for r in weights:
        sector = by_key.setdefault(r["noekkel"], {}).setdefault(r["sektor"], {})
        sector[r["kriterium"]] = _value({**r, "verdi": r["vekt"], "status": "publisert"})
    return tuple(
        Noekkel(
            r["noekkel"], r["fra"], r["til"], r["kilde"], r["merknad"],
            Oppslag({s: Oppslag(c) for s, c in by_key.get(r["noekkel"], {}).items()}),
        )
        for r in keys
    )  # fmt: skip
