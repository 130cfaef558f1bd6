"""From checked rows to a `Datasett`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from .metadata import Metadata
from .model import (
    FRAMSKREVET,
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
_Record = TypeVar("_Record")


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
            {
                (r["tjeneste"], r["nr"], r["kommune"], r["aar"]): _indicator_value(r, factors)
                for r in table("indikatorverdier")
            }
        ),
        referanser=Oppslag(
            _mapped(table("indikatorreferanser"), ("tjeneste", "nr", "kommune", "aar", "referanse"), _value)
        ),
        etiketter=Oppslag(
            _mapped(
                table("etiketter"),
                ("tjeneste", "nr", "kommune", "aar", "aktor"),
                lambda r: Etikett(r["etikett"], r["stemmer"], r["merknad"]),
            )
        ),
        figurer=tuple(_record(Figur, r) for r in table("figurer")),
        regnskap=Oppslag(med_balanse(regnskap, balanse)),
        beloep=Oppslag(_mapped(table("beloep"), ("kommune", "funksjon", "art", "aar"), _amount)),
        korreksjoner=tuple(_record(Korreksjon, r) for r in table("korreksjoner")),
        nasjonale=Oppslag(_mapped(table("nasjonale"), ("aar", "stoerrelse"), _value)),
        alle_sektorer=tuple(
            sorted((_record(Sektor, r) for r in table("sektorer")), key=lambda s: s.rekkefoelge)
        ),
        noekler=_keys(table("noekler"), table("vekter")),
        kriterieverdier=Oppslag(
            _mapped(table("kriterieverdier"), _CRITERION, lambda r: _value({**r, "verdi": r["indeks"]}))
        ),
        trykte_korreksjoner=Oppslag(
            _mapped(
                [r for r in table("kriterieverdier") if r["korreksjon"] is not None],
                _CRITERION,
                lambda r: r["korreksjon"],
            )
        ),
        behovstillegg=Oppslag(
            _mapped(table("behovstillegg"), ("kommune", "sektor", "tillegg", "aar"), _value)
        ),
        funksjoner=tuple(_record(Funksjon, r) for r in table("funksjoner")),
        innbyggere=Oppslag(_mapped(table("innbyggere"), ("kommune", "aldersgruppe", "aar"), _inhabitants)),
        satser=tuple(_record(Sats, r) for r in table("demografisatser")),
        folkevekst=tuple(_record(Folkevekst, r) for r in table("folkevekst")),
        tekster=tuple(
            (r["sted"], r["slag"], r["tekst"]) for r in sorted(table("tekster"), key=lambda r: r["nr"])
        ),
        tekstfunn=tuple(_record(Tekstfunn, r) for r in table("tekstfunn")),
        kildefeil=tuple(_record(Kildefeil, r) for r in table("kildefeil")),
        eksakte=tuple(_record(Tabellgrunn, r) for r in table("eksakte")),
        aapne=tuple(_record(Tabellgrunn, r) for r in table("aapne")),
        vitner=tuple(_witness(r) for r in table("vitner")),
    )


_CRITERION = ("kommune", "sektor", "kriterium", "aar")
_PEDIGREE = ("status", "desimaler", "side", "kilde", "oppdatert", "merknad")


def _mapped(rows: list[Row], key: tuple[str, ...], make: Callable[[Row], Any]) -> dict[Any, Any]:
    return {tuple(row[name] for name in key): make(row) for row in rows}


def _value(row: Row) -> Verdi:
    known = row.get("avstemt")
    return Verdi(
        row["verdi"] if known is None else known,
        trykt=row["verdi"],
        **{name: row[name] for name in _PEDIGREE if name in row},
    )


def _amount(row: Row) -> Verdi:
    return Verdi(
        row["beloep"], row["status"], kilde=row["kilde"], oppdatert=row["oppdatert"], merknad=row["merknad"]
    )


def _inhabitants(row: Row) -> Verdi:
    """A count; a projection says so wherever the figure's note is shown."""
    note = f"{FRAMSKREVET} {row['merknad']}".strip() if row["framskrevet"] else row["merknad"]
    return _value({**row, "verdi": row["antall"], "merknad": note})


def _indicator_value(row: Row, factors: Mapping[tuple[str, int], float | None]) -> Verdi:
    """The value as it stands or, where it is a ratio, worked out."""
    parts = {"teller": row["teller"], "nevner": row["nevner"]}
    value = row["verdi"]
    if value is None and row["teller"] is not None and row["nevner"]:
        factor = factors.get((row["tjeneste"], row["nr"]))
        value = row["teller"] / row["nevner"] * (1.0 if factor is None else factor)
    return dataclasses.replace(_value({**row, "verdi": value}), **parts)


def _record(kind: type[_Record], row: Row, **made: Any) -> _Record:
    """The record that a row is; `made` are the fields that are worked out."""
    taken = {
        f.name: row[f.metadata["column"].get("name", f.name)]
        for f in dataclasses.fields(kind)  # type: ignore[arg-type]
        if f.name not in made
    }
    return kind(**taken, **made)


def _witness(row: Row) -> Vitne:
    factor = 1.0 if row["faktor"] is None else row["faktor"]
    parts = tuple(tuple(word.strip() for word in part.split("|")) for part in row["ledd"].split(";"))
    return _record(Vitne, row, faktor=factor, ledd=parts)


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
        Gruppe(r["gruppe"], r["uten_egen"], r["nettverk"], Oppslag(inside.get(r["gruppe"], {})), r["merknad"])
        for r in sorted(groups, key=lambda r: r["rekkefoelge"])
    )


def _everyone(name: str, rows: list[Row]) -> tuple[Gruppe, ...]:
    """Without groups of its own a package compares all its municipalities."""
    members = {r["kommune"]: (0, 9999) for r in rows if r["slag"] == "kommune"}
    return (Gruppe(name, False, True, Oppslag(members)),)


def _services(services: list[Row], indicators: list[Row]) -> tuple[Tjeneste, ...]:
    by_service: dict[str, list[Indikator]] = {}
    for row in indicators:
        by_service.setdefault(row["tjeneste"], []).append(
            _record(
                Indikator,
                row,
                **{name: row[name] or None for name in ("gunstig", "maaler", "snitt_type")},
                uten=tuple(name.strip() for name in row["uten"].split(",") if name.strip()),
            )
        )
    made = [
        _record(Tjeneste, row, indikatorer=tuple(sorted(by_service[row["tjeneste"]], key=lambda i: i.nr)))
        for row in services
    ]
    return tuple(sorted(made, key=lambda t: t.rekkefoelge))


def _keys(keys: list[Row], weights: list[Row]) -> tuple[Noekkel, ...]:
    by_key: dict[str, dict[str, dict[str, Verdi]]] = {}
    for r in weights:
        sector = by_key.setdefault(r["noekkel"], {}).setdefault(r["sektor"], {})
        sector[r["kriterium"]] = _value({**r, "verdi": r["vekt"], "status": "publisert"})
    return tuple(
        Noekkel(
            r["noekkel"],
            r["fra"],
            r["til"],
            r["kilde"],
            r["merknad"],
            Oppslag({s: Oppslag(c) for s, c in by_key.get(r["noekkel"], {}).items()}),
        )
        for r in keys
    )
