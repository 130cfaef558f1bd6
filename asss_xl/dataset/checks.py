"""What must hold between the cells and files of a data package, beyond each file's own schema."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from .messages import Problem, near, shown
from .metadata import Metadata, is_name
from .model import PREMIEAVVIK, avrunding, etikett_stemmer
from .poster import ANVENDELSER, KONTI, POSTER
from .schema import RECONCILED, UTEN_VERDI, descriptors
from .tables import Row, Table

_EPS = 1e-9
#: Figures with a number of decimals beside them: file, figure, decimals.
_DECIMALS = {
    "figurer": ("verdi", "desimaler"),
    "indikatorverdier": ("verdi", "desimaler"),
    "indikatorreferanser": ("verdi", "desimaler"),
    "vekter": ("vekt", "desimaler"),
    "produksjonsvekter": ("vekt", "desimaler"),
    "kriterieverdier": ("indeks", "desimaler"),
    "behovstillegg": ("verdi", "desimaler"),
    "kildefeil": ("ventet", "desimaler"),
}
#: The figure that a row's status is about.
FIGURE = {
    "figurer": "verdi",
    "indikatorverdier": "verdi",
    "indikatorreferanser": "verdi",
    "regnskap": "beloep",
    "balanse": "beloep",
    "beloep": "beloep",
    "nasjonale": "verdi",
    "kriterieverdier": "indeks",
    "behovstillegg": "verdi",
    "innbyggere": "antall",
}
_COLUMNS = {d["name"]: {f["name"] for f in d["schema"]["fields"]} for d in descriptors()}
#: Files whose years may be others than the package's: rates, prices and people are there for more.
_OTHER_YEARS = ("korreksjoner", "nasjonale", "innbyggere", "demografisatser")
_OF_THE_YEARS = [n for n, found in _COLUMNS.items() if "aar" in found and n not in _OTHER_YEARS]
#: Files whose rows hold from one year to another.
_SPANS = [name for name, found in _COLUMNS.items() if {"fra", "til"} <= found]
#: Files whose municipality is one of kommuner.csv; a finding may be of another's report.
_WITH_MUNICIPALITY = [
    name for name, found in _COLUMNS.items() if "kommune" in found and name not in ("kommuner", "tekstfunn")
]
_Tables = Mapping[str, Table]


def check(tables: _Tables, metadata: Metadata, descriptor: str) -> list[Problem]:
    """Every breach found in the rows that could be read."""
    problems: list[Problem] = []
    for name in [name for name in _DECIMALS if name in tables]:
        problems += _decimals(tables[name], *_DECIMALS[name])
        problems += _reconciled(tables[name], *_DECIMALS[name])
    for name in [name for name in FIGURE if name in tables]:
        problems += _missing_is_said(tables[name], FIGURE[name])
    for name in [name for name in _OF_THE_YEARS if name in tables and metadata.aar]:
        problems += _year(tables[name], metadata)
    for name in [name for name in _SPANS if name in tables]:
        problems += _span(tables[name])
    if "innbyggere" in tables:
        problems += _projected(tables["innbyggere"], metadata)
    if "indikatorverdier" in tables:
        problems += _denominator(tables["indikatorverdier"])
    sound = {name for name, table in tables.items() if table.sound}
    problems += _municipalities(tables, metadata, descriptor, sound)
    problems += _accounts(tables, sound)
    if "funksjoner" in sound:
        problems += _functions(tables)
    problems += _needs(tables, sound)
    problems += _profiles(tables, sound)
    return problems


def _rows(tables: _Tables, name: str) -> list[Row]:
    """The rows of a file that has few of them."""
    return tables[name].rows() if name in tables else []


def _firsts(tables: _Tables, name: str, column: str, known: Collection[str]) -> Iterator[Row]:
    """The first row of each value that a column should not have."""
    if name in tables:
        yield from tables[name].where(lambda value: value not in known, column, once=True)


def _decimals(table: Table, value: str, decimals: str) -> Iterator[Problem]:
    def too_many(text: str, figure: float | None, said: int | None) -> bool:
        if said is None:
            return False
        whole_tens = said >= 0 or figure is None or figure % 10**-said == 0
        return len(text.partition(".")[2].rstrip("0")) > max(said, 0) or not whole_tens

    if set(table.distinct(decimals)) <= {""}:
        return
    for row in table.where(too_many, table.written(value), value, decimals):
        yield Problem(
            table.fil,
            row["_linje"],
            value,
            f"{shown(row['_tekst'][value])} har flere desimaler enn {decimals} sier ({row[decimals]}).",
            f"Rett {decimals}, eller rund av verdien.",
        )


def _reconciled(table: Table, value: str, decimals: str) -> Iterator[Problem]:
    """A reconciled figure stands for the printed one: it could be printed so."""

    def wrong(known: float | None, figure: float | None, said: int | None) -> bool:
        if known is None:
            return False
        return figure is None or abs(known - figure) > avrunding(said) + _EPS

    if RECONCILED not in table.columns or set(table.distinct(RECONCILED)) <= {""}:
        return
    for row in table.where(wrong, RECONCILED, value, decimals):
        if row[value] is None:
            yield Problem(
                table.fil,
                row["_linje"],
                RECONCILED,
                f"Det avstemte tallet {row['_tekst'][RECONCILED]} står uten et trykt tall.",
                f"Tøm avstemt, eller fyll ut {value}.",
            )
        else:
            yield Problem(
                table.fil,
                row["_linje"],
                RECONCILED,
                f"{shown(row['_tekst'][RECONCILED])} er lenger fra det trykte tallet "
                f"({row['_tekst'][value]}) enn avrundingen av det.",
                f"Rett avstemt, eller rett {value} og {decimals}.",
            )


def _missing_is_said(table: Table, column: str) -> Iterator[Problem]:
    there = list(map(bool, table.written(column)))
    if "teller" in table.columns:
        parts = zip(there, table.written("teller"), table.written("nevner"), strict=True)
        there = [has or bool(above and below) for has, above, below in parts]
    for row in table.where(lambda status, has: has is (status in UTEN_VERDI), "status", there):
        if row["status"] in UTEN_VERDI:
            yield Problem(
                table.fil,
                row["_linje"],
                "status",
                f"Raden har en verdi, men status er {shown(row['status'])}.",
                "Sett status til publisert, endelig eller foreløpig, eller tøm verdien.",
            )
        else:
            yield Problem(
                table.fil,
                row["_linje"],
                column,
                f"Verdien mangler, men status er {shown(row['status'])}.",
                f"Fyll ut verdien, eller sett status til en av {', '.join(UTEN_VERDI)}.",
            )


def _year(table: Table, metadata: Metadata) -> Iterator[Problem]:
    for row in table.where(lambda year: year not in metadata.aar, "aar"):
        yield Problem(
            table.fil,
            row["_linje"],
            "aar",
            f"{row['aar']} er ikke blant årene i datapakken.",
            f"Årene er {', '.join(map(str, metadata.aar))}; rett året her eller i datapakken.",
        )


def _span(table: Table) -> Iterator[Problem]:
    def backwards(first: int | None, last: int | None) -> bool:
        return first is not None and last is not None and last < first

    for row in table.where(backwards, "fra", "til"):
        told = f"{row['til']} er før {row['fra']}."
        yield Problem(table.fil, row["_linje"], "til", told, "Rett fra eller til.")


def _projected(table: Table, metadata: Metadata) -> Iterator[Problem]:
    """What is per inhabitant in a year with accounts is per inhabitant that there was."""
    for row in table.where(lambda projected, year: projected and year in metadata.aar, "framskrevet", "aar"):
        yield Problem(
            table.fil,
            row["_linje"],
            "framskrevet",
            f"{row['kommune']} har et framskrevet folketall i {row['aar']}, som er et av pakkens år.",
            "Skriv det faktiske folketallet og nei, eller ta raden ut og la tallene per innbygger mangle.",
        )


def _denominator(table: Table) -> Iterator[Problem]:
    """A ratio is divided by it, and a weighted mean weighs with it."""
    for row in table.where(lambda figure: figure is not None and figure <= 0, "nevner"):
        yield Problem(
            table.fil,
            row["_linje"],
            "nevner",
            f"Nevneren er {row['_tekst']['nevner']}.",
            "Den må være over 0; er det ingen å dele på, tøm tallene og sett status til ikke_aktuelt.",
        )


# -- who there are ------------------------------------------------------------------------------


def _municipalities(
    tables: _Tables, metadata: Metadata, descriptor: str, sound: set[str]
) -> Iterator[Problem]:
    if "kommuner" not in tables:
        return
    fil, municipalities = tables["kommuner"].fil, _rows(tables, "kommuner")
    for row in municipalities:
        if not is_name(row["kommune"]):
            yield Problem(
                fil,
                row["_linje"],
                "kommune",
                f"{shown(row['kommune'])} er ikke et kommunenavn.",
                "Bruk bare latinske bokstaver, sifre, mellomrom og bindestrek.",
            )
    yield from _names_alike(fil, municipalities)
    yield from _numbers_in_use(fil, municipalities)
    if "kommuner" not in sound:
        return
    known = {row["kommune"] for row in municipalities}
    for name in _WITH_MUNICIPALITY:
        for row in _firsts(tables, name, "kommune", known):
            count = list(tables[name].values("kommune")).count(row["kommune"])
            several = f" Det gjelder {count} rader." if count > 1 else ""
            yield Problem(
                tables[name].fil,
                row["_linje"],
                "kommune",
                f"{shown(row['kommune'])} finnes ikke i {fil}.{several}",
                f"{_formerly(row['kommune'], municipalities) or near(row['kommune'], known)}"
                f"Rett navnet, eller legg kommunen til i {fil}.",
            )
    told: set[str] = set()
    for row in _rows(tables, "indikatorer"):
        for name in (part.strip() for part in row["uten"].split(",")):
            if name and name not in known and name not in told:
                told.add(name)
                yield Problem(
                    tables["indikatorer"].fil,
                    row["_linje"],
                    "uten",
                    f"{shown(name)} finnes ikke i {fil}.",
                    f"{near(name, known)}Rett navnet, eller legg kommunen til i {fil}.",
                )
    for key, name in (
        ("kommune", metadata.kommune),
        ("resten", metadata.resten),
        *(("utenfor_oevrige", n) for n in metadata.utenfor_oevrige),
    ):
        if name and name not in known:
            yield Problem(
                descriptor,
                None,
                key,
                f"{shown(name)} finnes ikke i {fil}.",
                f"{near(name, known)}Rett navnet.",
            )
    yield from _has_figures(tables, metadata, descriptor, known)
    groups = _rows(tables, "grupper")
    if groups and sum(row["nettverk"] for row in groups) != 1:
        yield Problem(
            tables["grupper"].fil,
            None,
            "nettverk",
            "Én og bare én gruppe skal være nettverket.",
            "Sett nettverk til ja for en av dem.",
        )


def _formerly(name: str, rows: Iterable[Row]) -> str:
    """What became of a municipality that was merged into another, or whose number this is."""
    for row in rows:
        if row["nummer"] and row["nummer"] == name:
            return f"{name} er nummeret til {row['kommune']}; skriv navnet. "
        if row["brudd"] and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", row["merknad"]):
            return (
                f"{name} er en del av {row['kommune']} fra {row['fra']}; tall fra og med det året føres "
                f"på {row['kommune']}. "
            )
    return ""


def _has_figures(tables: _Tables, metadata: Metadata, descriptor: str, known: set[str]) -> Iterator[Problem]:
    """The municipality that the report is about has figures, if anyone has."""
    figures = [tables[n] for n in _WITH_MUNICIPALITY if n in tables and n != "gruppemedlemmer"]
    owners = {name for table in figures for name in table.distinct("kommune")}
    if metadata.kommune in known and owners and metadata.kommune not in owners:
        some = ", ".join(sorted(owners)[:12])
        yield Problem(
            descriptor,
            None,
            "kommune",
            f"Pakken har ingen tall for {metadata.kommune}, bare for {some}.",
            "Rett kommunen her, eller i radene som har tallene.",
        )


def _names_alike(fil: str, rows: Iterable[Row]) -> Iterator[Problem]:
    """Two names that differ in capitals only would be one file name on most machines."""
    seen: dict[str, str] = {}
    for row in rows:
        first = seen.setdefault(row["kommune"].casefold(), row["kommune"])
        if first != row["kommune"]:
            yield Problem(
                fil,
                row["_linje"],
                "kommune",
                f"{shown(row['kommune'])} er bare ulik {shown(first)} i store og små bokstaver.",
                "Skriv kommunen likt overalt.",
            )


def _numbers_in_use(fil: str, rows: Iterable[Row]) -> Iterator[Problem]:
    """A number belongs to one municipality at a time, a municipality has one number at a time."""
    seen: list[Row] = []
    for row in rows:
        for other in seen:
            overlap = row["fra"] <= (other["til"] or 9999) and other["fra"] <= (row["til"] or 9999)
            same_name = row["kommune"] == other["kommune"]
            same_number = row["nummer"] and row["nummer"] == other["nummer"]
            if overlap and (same_name or same_number):
                what = row["kommune"] if same_name else f"Nummer {row['nummer']}"
                yield Problem(
                    fil,
                    row["_linje"],
                    "fra",
                    f"{what} står også på rad {other['_linje']} for noen av de samme årene.",
                    "Rett fra og til, slik at årene ikke overlapper.",
                )
                break
        seen.append(row)


# -- accounts and needs ---------------------------------------------------------------------------


def _accounts(tables: _Tables, sound: set[str]) -> Iterator[Problem]:
    accounts = {konto for konti in KONTI.values() for konto in konti}
    for name, column, known, raad in (
        ("regnskap", "post", set(POSTER), "Postene står i docs/datapakke.md."),
        ("balanse", "konto", accounts, f"Kontoene er {', '.join(sorted(accounts))}."),
    ):
        for row in _firsts(tables, name, column, known):
            yield Problem(
                tables[name].fil,
                row["_linje"],
                column,
                f"{shown(row[column])} er ukjent.",
                f"{near(row[column], known)}{raad}",
            )
    if "korreksjoner" in tables and "sektorer" in sound | ({"sektorer"} - set(tables)):
        sectors = {row["sektor"] for row in _rows(tables, "sektorer")}
        known = set(POSTER) | sectors | {ANVENDELSER["andre_sektorer"]}
        for row in _rows(tables, "korreksjoner"):
            post = row["post"]
            code = len(post) == 3 and post.isdigit()
            if post and not code and post not in known and post != "kalkulatoriske_renter":
                yield Problem(
                    tables["korreksjoner"].fil,
                    row["_linje"],
                    "post",
                    f"{shown(post)} er verken en post, en sektor eller en KOSTRA-funksjon.",
                    f"{near(post, known)}La feltet stå tomt når den ikke kan regnes inn.",
                )
            if row["brukes"] and (not post or row["beloep_1000kr"] is None):
                yield Problem(
                    tables["korreksjoner"].fil,
                    row["_linje"],
                    "brukes",
                    "Rettelsen brukes, men mangler post eller beløp.",
                    "Fyll ut post og beloep_1000kr, eller sett brukes til nei.",
                )


#: Functions of services; above them are financing and others.
_SERVICES = ("100", "399")


def _functions(tables: _Tables) -> Iterator[Problem]:
    """Spending has a sector in the year it is of; a correction has a function that holds."""
    held: dict[str, list[Row]] = {}
    for row in _rows(tables, "funksjoner"):
        if row["sektor"]:
            held.setdefault(row["funksjon"], []).append(row)
    if not held:
        return

    def homeless(code: str, year: int, spent: bool) -> bool:
        service = _SERVICES[0] <= code <= _SERVICES[1] and code not in PREMIEAVVIK
        return spent and service and not any(_within(r, year) for r in held.get(code, ()))

    if (spending := tables.get("beloep")) is not None:
        spent = list(map(bool, spending.values("beloep")))
        for row in spending.where(homeless, "funksjon", "aar", spent, once=True):
            yield _homeless(tables, "beloep", "funksjon", row, held.get(row["funksjon"], []))
    for row in _rows(tables, "korreksjoner"):
        found = held.get(row["post"], [])
        if found and row["aar"] is not None and not any(_within(r, row["aar"]) for r in found):
            yield _homeless(tables, "korreksjoner", "post", row, found)


def _within(row: Row, year: int) -> bool:
    return bool((row["fra"] or 0) <= year <= (row["til"] or 9999))


def _homeless(tables: _Tables, name: str, column: str, row: Row, known: list[Row]) -> Problem:
    """A function that no sector has in the year."""
    fil, code = tables["funksjoner"].fil, row[column]
    if not known:
        melding = f"Funksjon {code} hører ikke til noen sektor."
        raad = f"Legg til en rad i {fil} som sier hvilken sektor den er i."
    else:
        last = known[-1]
        when = f"fra og med {last['fra']}" if (last["fra"] or 0) > row["aar"] else f"til og med {last['til']}"
        melding = f"Funksjon {code} gjelder bare {when}, men raden er for {row['aar']}."
        raad = (
            f"Flytt beløpet til funksjonen som gjaldt i {row['aar']}, eller rett årene (rad "
            f"{last['_linje']} i {fil})."
        )
    return Problem(tables[name].fil, row["_linje"], column, melding, raad)


def _needs(tables: _Tables, sound: set[str]) -> Iterator[Problem]:
    if "vekter" in sound:
        groups: dict[str, list[Row]] = {}
        for row in _rows(tables, "vekter"):
            groups.setdefault(f"{row['sektor']} i nøkkelen {row['noekkel']}", []).append(row)
        yield from _add_to_1(tables["vekter"].fil, groups, "kriterium")
    if {"vekter", "kriterieverdier"} <= sound:
        known = {row["kriterium"] for row in _rows(tables, "vekter")}
        for row in _firsts(tables, "kriterieverdier", "kriterium", known):
            yield Problem(
                tables["kriterieverdier"].fil,
                row["_linje"],
                "kriterium",
                f"{shown(row['kriterium'])} har ingen vekt i noen nøkkel.",
                f"{near(row['kriterium'], known)}Rett navnet, eller legg vekten til.",
            )
    if {"vekter", "kriterieverdier", "noekler"} <= sound:
        yield from _sectors_by_year(tables)
    keys = _rows(tables, "noekler")
    for number, row in enumerate(keys):
        for other in keys[:number]:
            if row["fra"] is None or other["fra"] is None:
                continue
            if row["fra"] <= (other["til"] or 9999) and other["fra"] <= (row["til"] or 9999):
                yield Problem(
                    tables["noekler"].fil,
                    row["_linje"],
                    "fra",
                    f"Nøkkelen gjelder noen av de samme årene som {shown(other['noekkel'])}.",
                    "Rett fra og til; hvert år har én nøkkel.",
                )


def _sectors_by_year(tables: _Tables) -> Iterator[Problem]:
    """In a year with values a sector has both weights in the year's key and values, or neither."""
    weighted: dict[tuple[str, str], Row] = {}
    criteria: dict[tuple[str, str], set[str]] = {}
    for row in _rows(tables, "vekter"):
        weighted.setdefault((row["noekkel"], row["sektor"]), row)
        criteria.setdefault((row["noekkel"], row["sektor"]), set()).add(row["kriterium"])
    valued: dict[int, dict[str, Row]] = {}
    general: dict[int, set[str]] = {}
    values = tables["kriterieverdier"]
    for row in values.where(lambda *_: True, "aar", "sektor", "kriterium", once=True):
        if row["sektor"]:
            valued.setdefault(row["aar"], {}).setdefault(row["sektor"], row)
        else:
            general.setdefault(row["aar"], set()).add(row["kriterium"])
    for year in sorted(valued.keys() | general.keys()):
        key = next(
            (
                k["noekkel"]
                for k in _rows(tables, "noekler")
                if k["fra"] is not None and k["fra"] <= year <= (k["til"] or 9999)
            ),
            None,
        )
        if key is None:
            continue
        for sector, row in valued.get(year, {}).items():
            if (key, sector) not in weighted:
                yield Problem(
                    tables["vekter"].fil,
                    None,
                    "sektor",
                    f"{sector} har ingen vekter i nøkkelen {key}, men kriterieverdier for {year}.",
                    f"Legg til vektene, eller ta ut verdiene (rad {row['_linje']} i "
                    f"{tables['kriterieverdier'].fil}).",
                )
        for (name, sector), row in weighted.items():
            reached = sector in valued.get(year, {}) or criteria[name, sector] & general.get(year, set())
            if name == key and not reached:
                yield Problem(
                    tables["kriterieverdier"].fil,
                    None,
                    "sektor",
                    f"{sector} har ingen kriterieverdier for {year}, men vekter i nøkkelen {key}.",
                    f"Legg til verdiene, eller ta ut vektene (rad {row['_linje']} i {tables['vekter'].fil}).",
                )


def _add_to_1(fil: str, groups: Mapping[str, list[Row]], what: str) -> Iterator[Problem]:
    """The weights of each group sum to 1 within the rounding of the printed weights."""
    for name, group in groups.items():
        total = math.fsum(r["vekt"] for r in group)
        slack = math.fsum(avrunding(r["desimaler"]) for r in group)
        if abs(total - 1) > slack + _EPS:
            shown_sum = f"{total:.3f}".replace(".", ",")
            yield Problem(
                fil,
                group[0]["_linje"],
                "vekt",
                f"Vektene for {name} summerer til {shown_sum}, ikke 1.",
                f"Se etter et {what} som mangler eller er ført feil.",
            )


# -- service profiles -----------------------------------------------------------------------------


def _profiles(tables: _Tables, sound: set[str]) -> Iterator[Problem]:
    if "indikatorer" in sound:
        fil = tables["indikatorer"].fil
        yield from _short_names(fil, _rows(tables, "indikatorer"))
        if "tekstfunn" in tables:
            yield from _findings(
                tables["tekstfunn"].fil, _rows(tables, "tekstfunn"), _rows(tables, "indikatorer")
            )
        yield from _validity(tables)
        if "produksjonsvekter" in sound:
            yield from _production(tables)
        if "tjenester" in tables:
            yield from _services_have_indicators(tables)
    values, references = tables.get("indikatorverdier"), tables.get("indikatorreferanser")
    if values is not None and references is not None and {"indikatorverdier", "indikatorreferanser"} <= sound:
        stated = _stated(references, values)
        faulty = {(r["tjeneste"], r["nr"]) for r in _rows(tables, "indikatorer") if r["kildefeil"]}
        yield from _order({"kommune": values.fil, "snitt": references.fil}, stated, faulty)
        yield from _has_mean(references.fil, stated)
        if "etiketter" in tables:
            yield from _labels(tables["etiketter"].fil, _rows(tables, "etiketter"), stated)


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


def _production(tables: _Tables) -> Iterator[Problem]:
    """The weights of a service sum to 1, and more of what they weigh is more production."""
    fil, groups = tables["produksjonsvekter"].fil, dict[str, list[Row]]()
    known = {(r["tjeneste"], r["nr"]): r for r in _rows(tables, "indikatorer")}
    for row in _rows(tables, "produksjonsvekter"):
        groups.setdefault(f"tjenesten {row['tjeneste']}", []).append(row)
        of = known.get((row["tjeneste"], row["nr"]), {"gunstig": "", "maaler": ""})
        why = "er gunstig når den er lav" * (of["gunstig"] == "lav")
        why = f"måler {of['maaler']}" if of["maaler"] in ("utgift", "behov", "pris") else why
        if why:
            told = f"{shown(of['kortnavn'])} {why}, og kan ikke telle som produksjon."
            yield Problem(
                fil, row["_linje"], "nr", told, "Velg en indikator der mer er mer, eller ta ut raden."
            )
    yield from _add_to_1(fil, groups, "tall")


def _validity(tables: _Tables) -> Iterator[Problem]:
    """No figure in a year in which its definition does not hold."""
    years = {
        (r["tjeneste"], r["nr"]): (r["fra"] or 0, r["til"] or 9999) for r in _rows(tables, "indikatorer")
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


def _services_have_indicators(tables: _Tables) -> Iterator[Problem]:
    used = {r["tjeneste"] for r in _rows(tables, "indikatorer")}
    for row in _rows(tables, "tjenester"):
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
                if sign * (other["verdi"] - row["verdi"]) > slack + _EPS:
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
