"""The layout of a data package: which files it has and what each column may hold.

This module is the only authority on the layout; a record's columns are declared with the record, in
`model`. The `schema` printed in a package's `datapackage.json` is there for readers and other tools;
loading never trusts it, so a package cannot loosen the rules, point at a remote schema or bring a
costly pattern.

The layout follows Frictionless Data Package v1 with Table Schema (specs.frictionlessdata.io).
A package holds what it has: every file but `kommuner` may be left out. A reference (mean, lowest,
highest, the other members) is *stated* in `indikatorreferanser` and `figurer`, or *computed* from
the members' own figures in `indikatorverdier`, `regnskap` and `beloep`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from . import columns as c
from . import model
from .columns import ARTER as ARTER
from .columns import GRUPPER as GRUPPER
from .columns import MANGLER_TEKST as MANGLER_TEKST
from .columns import MED_VERDI as MED_VERDI
from .columns import NASJONALE as NASJONALE
from .columns import RECONCILED as RECONCILED
from .columns import RETIRED as RETIRED
from .columns import RETNINGER as RETNINGER
from .columns import STATUSER as STATUSER
from .columns import UTEN_VERDI as UTEN_VERDI
from .columns import Descriptor as Descriptor
from .poster import KONTROLLTALL

#: Resources that every package must have.
REQUIRED = ("kommuner",)
#: The figure that a row's status is about.
FIGURE = {
    "figurer": "verdi",
    "indikatorverdier": "verdi",
    "indikatorreferanser": "verdi",
    "regnskap": "beloep",
    "balanse": "beloep",
    "beloep": "beloep",
    "nasjonale": "verdi",
    "kontrolltall": "verdi",
    "kriterieverdier": "indeks",
    "behovstillegg": "verdi",
    "innbyggere": "antall",
}

#: Each file's name, title, key, the files whose keys its rows have, and its columns.
_FILES: list[tuple[str, str, str, str, dict[str, Any] | type]] = []


def _file(
    name: str, title: str, key: str, record: type | None = None, /, of: str = "", **columns: Any
) -> None:
    _FILES.append((name, title, key, of, record or columns))


_WHOSE = {"kommune": c.municipality(), "aar": c.year(must=True)}
_INDICATOR = {"tjeneste": c.service(), "nr": c.indicator(), **_WHOSE}
_GROUP = c.text("Gruppens navn", maxLength=60, must=True)
_KEY = c.text("Nøkkelens navn", maxLength=40, must=True)
_CRITERION = c.text("Kriterium i kostnadsnøkkelen", maxLength=80, must=True)
_PRINTED = {"avstemt": c.reconciled(), "desimaler": c.decimals(), "side": c.page()}
_AS_PRINTED = {**_PRINTED, "status": c.status(), "merknad": c.note(optional=True)}

# -- who there are: municipalities, and the groups they are compared with -------------------------

_file(
    "kommuner",
    "Kommuner og samlinger av kommuner, en rad for hvert kommunenummer",
    "kommune fra",
    kommune=c.municipality(),
    nummer=c.text("Kommunenummer; tomt for en samling", pattern="[0-9]{4}"),
    fra=c.year("Første år nummeret gjelder", must=True),
    til=c.year("Siste år nummeret gjelder; tomt: gjelder fortsatt"),
    slag=c.choice("Kommune, eller samlet: resten av landet, en KOSTRA-gruppe", c.ENHETSSLAG, must=True),
    brudd=c.flag("Om en sammenslåing eller deling bryter tidsserien i første år", must=True),
    merknad=c.note(),
)
_file(
    "grupper",
    "Grupper å sammenlikne med",
    "gruppe",
    rekkefoelge=c.place("Plass i listen"),
    gruppe=c.text("Navnet i nedtrekkslisten", maxLength=60, must=True),
    uten_egen=c.flag("Om kommunen selv holdes utenfor", must=True),
    nettverk=c.flag("Om gruppen er nettverket kommunene er med i", must=True),
    merknad=c.note(),
)
_file(
    "gruppemedlemmer",
    "Hvem som er med i en gruppe, og når",
    "gruppe kommune",
    of="grupper",
    gruppe=_GROUP,
    kommune=c.municipality(),
    fra=c.year("Første år med; tomt: alltid"),
    til=c.year("Siste år med; tomt: fortsatt"),
)

# -- the service profiles: definitions, values, stated references, printed labels -----------------

_file("tjenester", "Tjenesteprofilene i rapportens rekkefølge", "tjeneste", model.Tjeneste)
_file(
    "indikatorer",
    "Indikatorene i tjenesteprofilene, med definisjon",
    "tjeneste nr",
    model.Indikator,
    of="tjenester",
)
_file(
    "indikatorverdier",
    "Indikatorenes verdier: en rad per kommune, indikator og år",
    "tjeneste nr kommune aar",
    of="indikatorer",
    **_INDICATOR,
    verdi=c.number("Verdien; tomt når den regnes av teller og nevner"),
    avstemt=c.reconciled(),
    teller=c.number("Telleren"),
    nevner=c.number("Nevneren; også vekten i et veid snitt"),
    desimaler=c.decimals(),
    side=c.page(),
    **c.pedigree(),
)
_file(
    "indikatorreferanser",
    "Oppgitte referanser: snitt, laveste og høyeste slik kilden trykker dem",
    "tjeneste nr kommune aar referanse",
    of="indikatorer",
    **_INDICATOR,
    referanse=c.choice("Snitt, laveste eller høyeste", c.REFERANSER, must=True),
    verdi=c.number("Verdien slik den er trykt"),
    **_AS_PRINTED,
)
_file(
    "produksjonsvekter",
    "Vektene i tjenestenes produksjonsindeks; summen i en tjeneste er 1",
    "tjeneste nr",
    model.Produksjonsvekt,
    of="indikatorer",
)
_file(
    "etiketter",
    "Indeksene som er trykt i profilfigurene (snitt = 100)",
    "tjeneste nr kommune aar aktor",
    of="indikatorer",
    **_INDICATOR,
    aktor=c.choice("Hvem etiketten gjelder", ("kommune", "høyest", "lavest"), must=True),
    etikett=c.whole("Trykt indeks", 0, 9999),
    stemmer=c.flag("Om etiketten passer med de trykte verdiene"),
    merknad=c.note(),
)

# -- raw amounts, and the figures of chapters 0-2 as a report states them -------------------------

_file(
    "regnskap",
    "Regnskapslinjer per kommune og år, 1000 kr",
    "kommune aar post",
    **_WHOSE,
    post=c.text("Linjens nøkkel, se dokumentasjonen", pattern="[a-z0-9_]+", maxLength=40, must=True),
    beloep=c.number("Beløp i 1000 kr"),
    **c.pedigree(),
)
_file(
    "balanse",
    "Balansen per kommune og år, 1000 kr",
    "kommune aar konto",
    **_WHOSE,
    konto=c.text("Balansekapittel, som 2.41 eller 5.41", pattern="[25][.][0-9]{2}", must=True),
    beloep=c.number("Beløp i 1000 kr; gjeld som positivt tall"),
    **c.pedigree(),
)
_file(
    "beloep",
    "Driftsutgifter per kommune, år, KOSTRA-funksjon og art, 1000 kr",
    "kommune aar funksjon art",
    **_WHOSE,
    funksjon=c.text("KOSTRA-funksjon", pattern="[0-9]{3}", must=True),
    art=c.choice("Hva beløpet er", ARTER, must=True),
    beloep=c.number("Beløp i 1000 kr"),
    **c.pedigree(),
)
_file(
    "figurer",
    "Tall fra regnskap, utgiftsbehov og ressursbruk slik rapporten oppgir dem",
    "kommune tabell post aktor aar enhet",
    model.Figur,
)
_file("korreksjoner", "Korreksjoner og føringsforskjeller som kilden opplyser om", "nr", model.Korreksjon)
_file(
    "nasjonale",
    "Landstall per år: kostnadsdeflator og årslønnsvekst, prosent",
    "aar stoerrelse",
    aar=c.year(must=True),
    stoerrelse=c.choice("Hva tallet er", NASJONALE, must=True),
    verdi=c.number("Prosent"),
    **c.pedigree(),
)
_file(
    "kontrolltall",
    "Nøkkeltall som kilden selv har regnet ut: regnskapet i pakken skal gi det samme",
    "kommune aar stoerrelse",
    **_WHOSE,
    stoerrelse=c.choice("Hva tallet er", tuple(KONTROLLTALL), must=True),
    verdi=c.number("Kroner per innbygger eller prosent, avrundet som i kilden"),
    **c.pedigree(),
)

# -- the cost keys, the sectors and the functions behind them -------------------------------------

_file("sektorer", "Sektorene i inntektssystemet, i rapportens rekkefølge", "sektor", model.Sektor)
_file(
    "noekler",
    "Kostnadsnøkler og årene de gjelder",
    "noekkel",
    noekkel=_KEY,
    fra=c.year("Første år; tomt: velges bare"),
    til=c.year("Siste år"),
    kilde=c.text("Hvor vektene står"),
    merknad=c.note(),
)
_file(
    "vekter",
    "Kriterienes vekter i hver sektor og nøkkel",
    "noekkel sektor kriterium",
    of="noekler sektorer",
    noekkel=_KEY,
    sektor=c.text("Sektor i inntektssystemet", maxLength=60, must=True),
    kriterium=_CRITERION,
    vekt=c.number("Kriteriets vekt i sektoren", minimum=0, maximum=1, must=True),
    **_PRINTED,
    merknad=c.note(optional=True),
)
_file(
    "kriterieverdier",
    "Kriterieindekser per kommune og år, landet = 1",
    "kommune sektor kriterium aar",
    kommune=c.municipality(),
    sektor=c.text("Sektor; tomt når indeksen gjelder i alle sektorer", maxLength=60),
    kriterium=_CRITERION,
    aar=c.year(must=True),
    indeks=c.number("Kommunens indeks, landet = 1", minimum=0),
    avstemt=c.reconciled(),
    desimaler=c.decimals(),
    korreksjon=c.number("Trykt korreksjon i kroner per innbygger"),
    side=c.page(),
    **c.pedigree(),
)
_file(
    "behovstillegg",
    "Korreksjoner for utgiftsbehov utenom kostnadsnøkkelen, kr per innbygger",
    "kommune sektor tillegg aar",
    of="sektorer",
    kommune=c.municipality(),
    sektor=c.text("Sektor", maxLength=60, must=True),
    tillegg=c.text("Hva korreksjonen gjelder", maxLength=80, must=True),
    aar=c.year(must=True),
    verdi=c.number("Kroner per innbygger"),
    **_AS_PRINTED,
)
_file(
    "funksjoner",
    "KOSTRA-funksjonene bak sektorene og tjenestene",
    "inndeling sektor tjeneste funksjon",
    model.Funksjon,
)

# -- inhabitants, and what they cost by age -------------------------------------------------------

_file(
    "innbyggere",
    "Innbyggere per kommune, år og alder ved utgangen av året",
    "kommune aar aldersgruppe",
    **_WHOSE,
    aldersgruppe=c.text("Aldersgruppe, som i demografisatser", maxLength=20, must=True),
    antall=c.number("Innbyggere", minimum=0),
    framskrevet=c.flag("Om tallet er en framskriving", must=True),
    **c.pedigree(),
)
_file("demografisatser", "Landets utgifter og innbyggere per aldersgruppe", "aar aldersgruppe", model.Sats)
_file(
    "folkevekst",
    "Ventet vekst i folketallet per aldersgruppe, slik teksten avrunder den",
    "kommune aldersgruppe fra til",
    model.Folkevekst,
)

# -- what the package has to say itself: page references, notes, findings of the source -----------

_file(
    "tekster",
    "Sidehenvisninger og merknader, med stedet de hører til",
    "nr",
    nr=c.whole("Løpenummer", 1, 9999, unique=True, must=True),
    sted=c.text("Ark eller tabell", maxLength=60, must=True),
    slag=c.choice("kilde: hvor det står. merknad: det som må sies", ("kilde", "merknad"), must=True),
    tekst=c.text("Teksten", must=True),
)
_file(
    "tekstfunn",
    "Funn slik tekstene formulerer dem, til prøving av genererte funn",
    "loepenr",
    model.Tekstfunn,
)

# -- what the source says twice, and what it has wrong: for those who prove the figures -----------

_file(
    "kildefeil",
    "Kjente feil i kilden: det trykte tallet, og det utregningen gir i stedet",
    "kommune tabell linje aktor aar enhet",
    model.Kildefeil,
)
_file(
    "eksakte",
    "Tabeller der summene er regnet av de trykte tallene, så de går opp uten avrunding",
    "tabell enhet",
    model.Tabellgrunn,
)
_file(
    "aapne",
    "Tabeller der kilden ikke trykker formelen: vår kommer nær, men ikke på hvert siffer",
    "tabell enhet",
    model.Tabellgrunn,
)
_file("vitner", "Tall i kildens tekst, og tallene i tabellene de bygger på", "nr", model.Vitne)


def descriptors() -> list[Descriptor]:
    """Frictionless resource descriptors of every file a package can have, in file order."""
    keys = {name: key.split() for name, _, key, _, _ in _FILES}
    made: list[Descriptor] = []
    for name, title, _, of, columns in _FILES:
        schema: Descriptor = {"fields": c.of(columns), "missingValues": [""], "primaryKey": keys[name]}
        if of:
            schema["foreignKeys"] = [
                {"fields": keys[other], "reference": {"resource": other, "fields": keys[other]}}
                for other in of.split()
            ]
        kind = {"path": f"{name}.csv", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"}
        made.append({"name": name, "title": title, **kind, "schema": schema})
    return made


def as_written(resource: Descriptor, columns: Collection[str]) -> Descriptor:
    """The descriptor of a file that has, of the optional columns, only some."""
    schema = resource["schema"]
    fields = [f for f in schema["fields"] if not f.get("optional") or f["name"] in columns]
    return {**resource, "schema": {**schema, "fields": fields}}


def filled(rows: Iterable[Mapping[str, object]]) -> set[str]:
    """The columns that any of the rows has something in."""
    return {column for row in rows for column, value in row.items() if value not in (None, "")}
