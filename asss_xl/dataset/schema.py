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

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from . import columns as c
from . import model
from .columns import (
    ARTER,
    GRUPPER,
    MANGLER_TEKST,
    MED_VERDI,
    NASJONALE,
    RECONCILED,
    RETIRED,
    RETNINGER,
    STATUSER,
    UTEN_VERDI,
    Descriptor,
)

__all__ = [
    "ARTER",
    "FIGURE",
    "GRUPPER",
    "MANGLER_TEKST",
    "MED_VERDI",
    "NASJONALE",
    "RECONCILED",
    "REQUIRED",
    "RETIRED",
    "RETNINGER",
    "STATUSER",
    "UTEN_VERDI",
    "Descriptor",
    "as_written",
    "descriptors",
    "filled",
]

#: Resources that every package must have.
REQUIRED = ("kommuner",)
#: The key that rows of another file are found by.
_SERVICE, _INDICATOR = ("tjenester", ("tjeneste",)), ("indikatorer", ("tjeneste", "nr"))
_SECTOR, _KEY, _GROUP = ("sektorer", ("sektor",)), ("noekler", ("noekkel",)), ("grupper", ("gruppe",))
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


def _file(
    name: str,
    title: str,
    columns: dict[str, Any] | type,
    primary: Sequence[str],
    *foreign: tuple[str, tuple[str, ...]],
) -> Descriptor:
    schema: Descriptor = {"fields": c.of(columns), "missingValues": [""], "primaryKey": list(primary)}
    if foreign:
        schema["foreignKeys"] = [
            {"fields": list(fields), "reference": {"resource": target, "fields": list(fields)}}
            for target, fields in foreign
        ]
    return {
        "name": name,
        "title": title,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _places() -> list[Descriptor]:
    """Who there are: municipalities, and the groups they are compared with."""
    return [
        _file(
            "kommuner",
            "Kommuner og samlinger av kommuner, en rad for hvert kommunenummer",
            {
                "kommune": c.municipality(),
                "nummer": c.text("Kommunenummer; tomt for en samling", pattern="[0-9]{4}"),
                "fra": c.year("Første år nummeret gjelder", must=True),
                "til": c.year("Siste år nummeret gjelder; tomt: gjelder fortsatt"),
                "slag": c.choice(
                    "Kommune, eller samlet: resten av landet, en KOSTRA-gruppe", c.ENHETSSLAG, must=True
                ),
                "brudd": c.flag("Om en sammenslåing eller deling bryter tidsserien i første år", must=True),
                "merknad": c.note(),
            },
            ("kommune", "fra"),
        ),
        _file(
            "grupper",
            "Grupper å sammenligne med",
            {
                "rekkefoelge": c.place("Plass i listen"),
                "gruppe": c.text("Navnet i nedtrekkslisten", maxLength=60, must=True),
                "uten_egen": c.flag("Om kommunen selv holdes utenfor", must=True),
                "nettverk": c.flag("Om gruppen er nettverket kommunene er med i", must=True),
                "merknad": c.note(),
            },
            ("gruppe",),
        ),
        _file(
            "gruppemedlemmer",
            "Hvem som er med i en gruppe, og når",
            {
                "gruppe": c.text("Gruppens navn", maxLength=60, must=True),
                "kommune": c.municipality(),
                "fra": c.year("Første år med; tomt: alltid"),
                "til": c.year("Siste år med; tomt: fortsatt"),
            },
            ("gruppe", "kommune"),
            _GROUP,
        ),
    ]


def _profiles() -> list[Descriptor]:
    """The service profiles: definitions, values, stated references, printed labels."""
    whose = {
        "tjeneste": c.service(),
        "nr": c.indicator(),
        "kommune": c.municipality(),
        "aar": c.year(must=True),
    }
    return [
        _file("tjenester", "Tjenesteprofilene i rapportens rekkefølge", model.Tjeneste, ("tjeneste",)),
        _file(
            "indikatorer",
            "Indikatorene i tjenesteprofilene, med definisjon",
            model.Indikator,
            ("tjeneste", "nr"),
            _SERVICE,
        ),
        _file(
            "indikatorverdier",
            "Indikatorenes verdier: en rad per kommune, indikator og år",
            {
                **whose,
                "verdi": c.number("Verdien; tomt når den regnes av teller og nevner"),
                "avstemt": c.reconciled(),
                "teller": c.number("Telleren"),
                "nevner": c.number("Nevneren; også vekten i et veid snitt"),
                "desimaler": c.decimals(),
                "side": c.page(),
                **c.pedigree(),
            },
            tuple(whose),
            _INDICATOR,
        ),
        _file(
            "indikatorreferanser",
            "Oppgitte referanser: snitt, laveste og høyeste slik kilden trykker dem",
            {
                **whose,
                "referanse": c.choice("Snitt, laveste eller høyeste", c.REFERANSER, must=True),
                "verdi": c.number("Verdien slik den er trykt"),
                "avstemt": c.reconciled(),
                "desimaler": c.decimals(),
                "side": c.page(),
                "status": c.status(),
                "merknad": c.note(optional=True),
            },
            (*whose, "referanse"),
            _INDICATOR,
        ),
        _file(
            "produksjonsvekter",
            "Vektene i tjenestenes produksjonsindeks; summen i en tjeneste er 1",
            model.Produksjonsvekt,
            ("tjeneste", "nr"),
            _INDICATOR,
        ),
        _file(
            "etiketter",
            "Indeksene som er trykt i profilfigurene (snitt = 100)",
            {
                **whose,
                "aktor": c.choice("Hvem etiketten gjelder", ("kommune", "høyest", "lavest"), must=True),
                "etikett": c.whole("Trykt indeks", 0, 9999),
                "stemmer": c.flag("Om etiketten passer med de trykte verdiene"),
                "merknad": c.note(),
            },
            (*whose, "aktor"),
            _INDICATOR,
        ),
    ]


def _accounts() -> list[Descriptor]:
    """Raw amounts, and the figures of chapters 0-2 as a report states them."""
    whose = {"kommune": c.municipality(), "aar": c.year(must=True)}
    return [
        _file(
            "regnskap",
            "Regnskapslinjer per kommune og år, 1000 kr",
            {
                **whose,
                "post": c.text(
                    "Linjens nøkkel, se dokumentasjonen", pattern="[a-z0-9_]+", maxLength=40, must=True
                ),
                "beloep": c.number("Beløp i 1000 kr"),
                **c.pedigree(),
            },
            (*whose, "post"),
        ),
        _file(
            "balanse",
            "Balansen per kommune og år, 1000 kr",
            {
                **whose,
                "konto": c.text("Balansekapittel, som 2.41 eller 5.41", pattern="[25][.][0-9]{2}", must=True),
                "beloep": c.number("Beløp i 1000 kr; gjeld som positivt tall"),
                **c.pedigree(),
            },
            (*whose, "konto"),
        ),
        _file(
            "beloep",
            "Driftsutgifter per kommune, år, KOSTRA-funksjon og art, 1000 kr",
            {
                **whose,
                "funksjon": c.text("KOSTRA-funksjon", pattern="[0-9]{3}", must=True),
                "art": c.choice("Hva beløpet er", ARTER, must=True),
                "beloep": c.number("Beløp i 1000 kr"),
                **c.pedigree(),
            },
            (*whose, "funksjon", "art"),
        ),
        _file(
            "figurer",
            "Tall fra regnskap, utgiftsbehov og ressursbruk slik rapporten oppgir dem",
            model.Figur,
            ("kommune", "tabell", "post", "aktor", "aar", "enhet"),
        ),
        _file(
            "korreksjoner",
            "Korreksjoner og føringsforskjeller som kilden opplyser om",
            model.Korreksjon,
            ("nr",),
        ),
        _file(
            "nasjonale",
            "Landstall per år: kostnadsdeflator og årslønnsvekst, prosent",
            {
                "aar": c.year(must=True),
                "stoerrelse": c.choice("Hva tallet er", NASJONALE, must=True),
                "verdi": c.number("Prosent"),
                **c.pedigree(),
            },
            ("aar", "stoerrelse"),
        ),
    ]


def _needs() -> list[Descriptor]:
    """The cost keys, the sectors and the functions behind them."""
    criterion = c.text("Kriterium i kostnadsnøkkelen", maxLength=80, must=True)
    return [
        _file("sektorer", "Sektorene i inntektssystemet, i rapportens rekkefølge", model.Sektor, ("sektor",)),
        _file(
            "noekler",
            "Kostnadsnøkler og årene de gjelder",
            {
                "noekkel": c.text("Nøkkelens navn", maxLength=40, must=True),
                "fra": c.year("Første år; tomt: velges bare"),
                "til": c.year("Siste år"),
                "kilde": c.text("Hvor vektene står"),
                "merknad": c.note(),
            },
            ("noekkel",),
        ),
        _file(
            "vekter",
            "Kriterienes vekter i hver sektor og nøkkel",
            {
                "noekkel": c.text("Nøkkelens navn", maxLength=40, must=True),
                "sektor": c.text("Sektor i inntektssystemet", maxLength=60, must=True),
                "kriterium": criterion,
                "vekt": c.number("Kriteriets vekt i sektoren", minimum=0, maximum=1, must=True),
                "avstemt": c.reconciled(),
                "desimaler": c.decimals(),
                "side": c.page(),
                "merknad": c.note(optional=True),
            },
            ("noekkel", "sektor", "kriterium"),
            _KEY,
            _SECTOR,
        ),
        _file(
            "kriterieverdier",
            "Kriterieindekser per kommune og år, landet = 1",
            {
                "kommune": c.municipality(),
                "sektor": c.text("Sektor; tomt når indeksen gjelder i alle sektorer", maxLength=60),
                "kriterium": criterion,
                "aar": c.year(must=True),
                "indeks": c.number("Kommunens indeks, landet = 1", minimum=0),
                "avstemt": c.reconciled(),
                "desimaler": c.decimals(),
                "korreksjon": c.number("Trykt korreksjon i kroner per innbygger"),
                "side": c.page(),
                **c.pedigree(),
            },
            ("kommune", "sektor", "kriterium", "aar"),
        ),
        _file(
            "behovstillegg",
            "Korreksjoner for utgiftsbehov utenom kostnadsnøkkelen, kr per innbygger",
            {
                "kommune": c.municipality(),
                "sektor": c.text("Sektor", maxLength=60, must=True),
                "tillegg": c.text("Hva korreksjonen gjelder", maxLength=80, must=True),
                "aar": c.year(must=True),
                "verdi": c.number("Kroner per innbygger"),
                "avstemt": c.reconciled(),
                "desimaler": c.decimals(),
                "side": c.page(),
                "status": c.status(),
                "merknad": c.note(optional=True),
            },
            ("kommune", "sektor", "tillegg", "aar"),
            _SECTOR,
        ),
        _file(
            "funksjoner",
            "KOSTRA-funksjonene bak sektorene og tjenestene",
            model.Funksjon,
            ("inndeling", "sektor", "tjeneste", "funksjon"),
        ),
    ]


def _people() -> list[Descriptor]:
    """Inhabitants, and what they cost by age."""
    return [
        _file(
            "innbyggere",
            "Innbyggere per kommune, år og alder ved utgangen av året",
            {
                "kommune": c.municipality(),
                "aar": c.year(must=True),
                "aldersgruppe": c.text("Aldersgruppe, som i demografisatser", maxLength=20, must=True),
                "antall": c.number("Innbyggere", minimum=0),
                "framskrevet": c.flag("Om tallet er en framskriving", must=True),
                **c.pedigree(),
            },
            ("kommune", "aar", "aldersgruppe"),
        ),
        _file(
            "demografisatser",
            "Landets utgifter og innbyggere per aldersgruppe",
            model.Sats,
            ("aar", "aldersgruppe"),
        ),
        _file(
            "folkevekst",
            "Ventet vekst i folketallet per aldersgruppe, slik teksten avrunder den",
            model.Folkevekst,
            ("kommune", "aldersgruppe", "fra", "til"),
        ),
    ]


def _words() -> list[Descriptor]:
    """What the package has to say itself: page references, notes, findings of the source."""
    return [
        _file(
            "tekster",
            "Sidehenvisninger og merknader, med stedet de hører til",
            {
                "nr": c.whole("Løpenummer", 1, 9999, unique=True, must=True),
                "sted": c.text("Ark eller tabell", maxLength=60, must=True),
                "slag": c.choice(
                    "kilde: hvor det står. merknad: det som må sies", ("kilde", "merknad"), must=True
                ),
                "tekst": c.text("Teksten", must=True),
            },
            ("nr",),
        ),
        _file(
            "tekstfunn",
            "Funn slik tekstene formulerer dem, til prøving av genererte funn",
            model.Tekstfunn,
            ("loepenr",),
        ),
    ]


def _evidence() -> list[Descriptor]:
    """What the source says twice, and what it has wrong: for those who prove the figures."""
    return [
        _file(
            "kildefeil",
            "Kjente feil i kilden: det trykte tallet, og det utregningen gir i stedet",
            model.Kildefeil,
            ("kommune", "tabell", "linje", "aktor", "aar", "enhet"),
        ),
        _file(
            "eksakte",
            "Tabeller der summene er regnet av de trykte tallene, så de går opp uten avrunding",
            model.Tabellgrunn,
            ("tabell", "enhet"),
        ),
        _file(
            "aapne",
            "Tabeller der kilden ikke trykker formelen: vår kommer nær, men ikke på hvert siffer",
            model.Tabellgrunn,
            ("tabell", "enhet"),
        ),
        _file("vitner", "Tall i kildens tekst, og tallene i tabellene de bygger på", model.Vitne, ("nr",)),
    ]


def descriptors() -> list[Descriptor]:
    """Frictionless resource descriptors of every file a package can have, in file order."""
    return [*_places(), *_profiles(), *_accounts(), *_needs(), *_people(), *_words(), *_evidence()]


def as_written(resource: Descriptor, columns: Collection[str]) -> Descriptor:
    """The descriptor of a file that has, of the optional columns, only some."""
    schema = resource["schema"]
    fields = [f for f in schema["fields"] if not f.get("optional") or f["name"] in columns]
    return {**resource, "schema": {**schema, "fields": fields}}


def filled(rows: Iterable[Mapping[str, object]]) -> set[str]:
    """The columns that any of the rows has something in."""
    return {column for row in rows for column, value in row.items() if value not in (None, "")}
