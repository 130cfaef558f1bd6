"""From checked rows to a `Datasett`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import repeat
from typing import Any, TypeVar

from .. import model
from ..datasett import Datasett
from ..grouping import grouped
from ..poster import HAR_ALLE
from ..schema import FIGURE, OPPSLAG, RECONCILED, descriptors
from ..verdi import FRAMSKREVET, Oppslag, Verdi, uten_rad
from .metadata import Metadata
from .tables import Row, Table

_FIELDS = {d["name"]: d["schema"]["fields"] for d in descriptors()}
_Record = TypeVar("_Record")


def _updated(meta: Metadata, tables: Iterable[Table]) -> str:
    """The newest day that the package or one of its figures names."""
    dated = (t.written("oppdatert") for t in tables if "oppdatert" in t.texts)
    return max({meta.oppdatert, *(day for days in dated for day in days)})


#: Fields of a data set whose rows are records as they stand, by field: the file, the record.
_RECORDS: dict[str, tuple[str, type]] = {
    "figurer": ("figurer", model.Figur),
    "korreksjoner": ("korreksjoner", model.Korreksjon),
    "produksjonsvekter": ("produksjonsvekter", model.Produksjonsvekt),
    "anbefalte_nivaa": ("anbefalte_nivaa", model.AnbefaltNivaa),
    "funksjoner": ("funksjoner", model.Funksjon),
    "satser": ("demografisatser", model.Sats),
    "folkevekst": ("folkevekst", model.Folkevekst),
    "tekstfunn": ("tekstfunn", model.Tekstfunn),
    "kildefeil": ("kildefeil", model.Kildefeil),
    "eksakte": ("eksakte", model.Tabellgrunn),
    "aapne": ("aapne", model.Tabellgrunn),
}


def build(meta: Metadata, tables: Mapping[str, Table]) -> Datasett:
    """The data set of a package whose rows have passed every check."""

    def whole(name: str) -> Table:
        return tables[name] if name in tables else Table(name, _FIELDS[name])

    def table(name: str) -> list[Row]:
        return whole(name).rows()

    found: dict[str, Any] = {field: Oppslag(by_key) for field, by_key in _by_key(whole).items()}
    added = uten_rad(found["regnskap"], found["balanse"], found["beloep"])
    without_row = frozenset(added.keys() - found["regnskap"].keys())
    found["regnskap"] = Oppslag({**found["regnskap"], **added})
    records: dict[str, Any] = {
        field: tuple(_record(kind, row) for row in table(name)) for field, (name, kind) in _RECORDS.items()
    }
    sectors = (_record(model.Sektor, r) for r in table("sektorer"))
    texts = sorted(table("tekster"), key=lambda r: r["nr"])
    made = Datasett(
        **dataclasses.asdict(dataclasses.replace(meta, oppdatert=_updated(meta, tables.values()))),
        **records,
        **found,
        kommuner=_municipalities(table("kommuner")),
        grupper=_groups(table("grupper"), table("gruppemedlemmer"))
        or _everyone(meta.nettverk, table("kommuner")),
        tjenester=_services(table("tjenester"), table("indikatorer")),
        uten_rad=without_row,
        alle_sektorer=tuple(sorted(sectors, key=lambda s: s.rekkefoelge)),
        noekler=_keys(table("noekler"), whole("vekter")),
        tekster=tuple((r["sted"], r["slag"], r["tekst"]) for r in texts),
        vitner=tuple(_witness(r) for r in table("vitner")),
    )
    return with_worked_out(made)


def _by_key(whole: Callable[[str], Table]) -> dict[str, dict[Any, Any]]:
    """The figures of a data set by field, each by its key."""
    values, criteria, people = map(whole, ("indikatorverdier", "kriterieverdier", "innbyggere"))
    factors = {(r["tjeneste"], r["nr"]): r["faktor"] for r in whole("indikatorer").rows()}
    # A projection says so wherever the figure's note is shown.
    both = zip(people.values("framskrevet"), people.values("merknad"), strict=True)
    notes = [f"{FRAMSKREVET} {note}".strip() if projected else note for projected, note in both]
    # What every municipality has is not «.» to anybody, who would then have none of it.
    lines = zip(*map(whole("regnskap").values, ("post", "status")), strict=True)
    said = ["mangler" if post in HAR_ALLE and word == "ikke_aktuelt" else word for post, word in lines]
    made: dict[str, dict[str, Iterable[Any]]] = {
        "verdier": {"verdi": with_ratios(values, factors)},
        "innbyggere": {"merknad": notes},
        "regnskap": {"status": said},
    }
    found: dict[str, dict[Any, Any]] = {
        field: _figures(whole(fil), key, FIGURE[fil], **made.get(field, {}))
        for field, (fil, key) in OPPSLAG.items()
    }
    corrections = zip(*map(criteria.values, (*OPPSLAG["kriterieverdier"][1], "korreksjon")), strict=True)
    found["trykte_korreksjoner"] = {tuple(k): printed for *k, printed in corrections if printed is not None}
    found["etiketter"] = {
        tuple(map(r.get, (*OPPSLAG["verdier"][1], "aktor"))): model.Etikett(
            r["etikett"], r["stemmer"], r["merknad"]
        )
        for r in whole("etiketter").rows()
    }
    return found


def _figures(table: Table, key: Sequence[str], figure: str, **given: Iterable[Any]) -> dict[Any, Verdi]:
    """The figures of a file by their key: all of them at once, by column."""
    columns: dict[str, Iterable[Any]] = {n: table.values(n) for n in Verdi._fields if n in table.columns}
    columns |= {"verdi": table.values(figure), **given}
    if RECONCILED in table.columns:
        columns["trykt"] = printed = list(columns["verdi"])
        both = zip(table.values(RECONCILED), printed, strict=True)
        columns["verdi"] = [said if known is None else known for known, said in both]
    blank = Verdi._field_defaults
    made = zip(*(columns.get(name, repeat(blank.get(name))) for name in Verdi._fields), strict=False)
    return dict(
        zip(zip(*map(table.values, key), strict=True), map(partial(tuple.__new__, Verdi), made), strict=True)
    )


def with_ratios(table: Table, factors: Mapping[tuple[str, int], float | None]) -> list[float | None]:
    """The values as they stand or, where they are ratios, worked out."""

    def value(said: float | None, above: float | None, below: float | None, what: tuple[str, int]) -> Any:
        if said is not None or above is None or not below:
            return said
        factor = factors.get(what)
        return above / below * (1.0 if factor is None else factor)

    what = zip(table.values("tjeneste"), table.values("nr"), strict=True)
    return list(map(value, *map(table.values, ("verdi", "teller", "nevner")), what))


def _record(kind: type[_Record], row: Row, **made: Any) -> _Record:
    """The record that a row is; `made` are the fields that are worked out."""
    taken = {
        f.name: row[f.metadata.get("column", f.name)]
        for f in dataclasses.fields(kind)  # type: ignore[arg-type]
        if f.name not in made
    }
    return kind(**taken, **made)


def _witness(row: Row) -> model.Vitne:
    factor = 1.0 if row["faktor"] is None else row["faktor"]
    parts = tuple(tuple(word.strip() for word in part.split("|")) for part in row["ledd"].split(";"))
    return _record(model.Vitne, row, faktor=factor, ledd=parts)


def _municipalities(rows: list[Row]) -> tuple[model.Kommune, ...]:
    by_name = grouped((row["kommune"], row) for row in rows)
    return tuple(
        model.Kommune(
            name,
            found[0]["slag"],
            tuple((r["nummer"], r["fra"], r["til"]) for r in sorted(found, key=_from)),
            tuple((r["fra"], r["merknad"]) for r in sorted(found, key=_from) if r["brudd"]),
            next((r["gikk_inn_i"] for r in found if r["gikk_inn_i"]), ""),
        )
        for name, found in by_name.items()
    )


def _from(row: Row) -> int:
    return int(row["fra"])


def _groups(groups: list[Row], members: list[Row]) -> tuple[model.Gruppe, ...]:
    inside: dict[str, dict[str, tuple[int, int]]] = {}
    for row in members:
        years = (row["fra"] or 0, row["til"] or 9999)
        inside.setdefault(row["gruppe"], {})[row["kommune"]] = years
    return tuple(
        _record(model.Gruppe, r, medlemmer=Oppslag(inside.get(r["gruppe"], {})))
        for r in sorted(groups, key=lambda r: r["rekkefoelge"])
    )


def _everyone(name: str, rows: list[Row]) -> tuple[model.Gruppe, ...]:
    """Without groups of its own a package compares all its municipalities."""
    members = {r["kommune"]: (0, 9999) for r in rows if r["slag"] == "kommune"}
    return (model.Gruppe(name, False, True, Oppslag(members)),)


def _services(services: list[Row], indicators: list[Row]) -> tuple[model.Tjeneste, ...]:

    def defined(row: Row) -> model.Indikator:
        said = {name: row[name] or None for name in ("gunstig", "maaler", "snitt_type")}
        without = tuple(name.strip() for name in row["uten"].split(",") if name.strip())
        return _record(model.Indikator, row, **said, uten=without)

    by_service = grouped((row["tjeneste"], defined(row)) for row in indicators)
    made = [
        _record(
            model.Tjeneste, row, indikatorer=tuple(sorted(by_service[row["tjeneste"]], key=lambda i: i.nr))
        )
        for row in services
    ]
    return tuple(sorted(made, key=lambda t: t.rekkefoelge))


def _keys(keys: list[Row], weights: Table) -> tuple[model.Noekkel, ...]:
    by_key: dict[str, dict[str, dict[str, Verdi]]] = {}
    figures = _figures(weights, ("noekkel", "sektor", "kriterium"), "vekt", status=repeat("publisert"))
    for (key, sector, criterion), weight in figures.items():
        by_key.setdefault(key, {}).setdefault(sector, {})[criterion] = weight
    return tuple(
        _record(
            model.Noekkel,
            row,
            vekter=Oppslag({s: Oppslag(c) for s, c in by_key.get(row["noekkel"], {}).items()}),
        )
        for row in keys
    )


# Indicators that nobody has stated, of the package's own spending by function and people, as defined.
# Nothing stated is touched, nor what is said to be missing with a reason; nor is half of a sum called the
# whole: each function that is in use has a row.

#: What is said of such a figure.
REGNET = "Regnet av beløp per funksjon og folketall i pakken."
_SPENT = {"Netto driftsutgifter, 1000 kr": "netto", "Brutto driftsutgifter, 1000 kr": "brutto"}
_PEOPLE = "Innbyggere"
_Key = tuple[str, int, str, int]


def with_worked_out(data: Datasett) -> Datasett:
    """The data set with the indicators that its own amounts and people give."""
    if not data.beloep or not data.innbyggere:
        return data
    known = {f.funksjon for f in data.funksjoner}
    ended = {year: known - {f.funksjon for f in data.funksjoner if f.gjelder(year)} for year in data.aar}
    made = {key: v for t in data.tjenester for i in t.indikatorer for key, v in _made(data, i, ended)}
    return dataclasses.replace(data, verdier=Oppslag({**data.verdier, **made})) if made else data


def _made(
    data: Datasett, indicator: model.Indikator, ended: Mapping[int, set[str]]
) -> Iterator[tuple[_Key, Verdi]]:
    """Of one indicator; ``ended`` are the functions that are not in use in a year."""
    kind, codes = _SPENT.get(indicator.teller, ""), frozenset(indicator.funksjoner.split())
    group = indicator.nevner.removeprefix(_PEOPLE).strip()
    counted = indicator.nevner.startswith(_PEOPLE) and group in ("", *data.aldersgrupper)
    if kind != indicator.arter or not kind or not codes or not counted:
        return
    places = [(unit, year) for unit in data.med_tall for year in data.aar if indicator.gjelder(year)]
    for unit, year in places:
        key = (indicator.tjeneste, indicator.nr, unit, year)
        stated = data.verdier.get(key)
        if stated is not None and (stated.verdi is not None or stated.status != "mangler" or stated.merknad):
            continue
        spent = data.funksjonsbeloep(unit, kind, year, codes)
        people = data.innbyggere.get((unit, group, year)) if group else data.folketall(unit, year)
        lacking = data.utelatte(unit, kind, year, codes) or any(
            (unit, code, kind, year) not in data.beloep for code in codes - ended[year]
        )
        if spent.verdi is None or lacking or people is None or not people.verdi:
            continue
        value = spent.verdi / people.verdi * (1.0 if indicator.faktor is None else indicator.faktor)
        yield key, spent._replace(verdi=value, merknad=REGNET, teller=spent.verdi, nevner=people.verdi)
