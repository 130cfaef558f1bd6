"""The layout of a data package: which files it has and what each column may hold.

This module is the only authority on the layout. The `schema` printed in a package's
`datapackage.json` is there for readers and other tools; loading never trusts it, so a package
cannot loosen the rules, point at a remote schema or bring a costly pattern.

The layout follows Frictionless Data Package v1 with Table Schema (specs.frictionlessdata.io).
A package holds what it has: every file but `kommuner` may be left out. A reference (mean, lowest,
highest, the other members) is *stated* in `indikatorreferanser` and `figurer`, or *computed* from
the members' own figures in `indikatorverdier`, `regnskap` and `beloep`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

Descriptor = dict[str, Any]

#: What kind of fact a row is. `endelig`/`foreløpig`: as published so far. `publisert`: printed as
#: it stands. `kildeavvik`: printed, but the source contradicts itself about it (see `merknad`).
#: `tvilsom`: the reading is uncertain. The last five have no figure, and are five different
#: things: no data; withheld (confidential); not applicable to the municipality; the definition
#: is not valid that year; the source does not print it.
MED_VERDI = ("endelig", "foreløpig", "publisert", "kildeavvik", "tvilsom")
UTEN_VERDI = ("mangler", "skjermet", "ikke_aktuelt", "gjelder_ikke", "ikke_oppgitt")
STATUSER = MED_VERDI + UTEN_VERDI
#: What a cell shows where a figure is missing, by status.
MANGLER_TEKST = {
    "mangler": "Ikke data",
    "skjermet": "Skjermet",
    "ikke_aktuelt": "Ikke aktuelt",
    "gjelder_ikke": "Gjelder ikke året",
    "ikke_oppgitt": "Ikke data",
}

GRUPPER = (
    "Prioritering/behov",
    "Dekningsgrader",
    "Produktivitet/enhetskostnad",
    "Utfyllende indikatorer",
    "Kvalitet",
)

REFERANSER = ("snitt", "lavest", "høyest")
#: Whom a stated figure is about: the municipality, a reference, or the difference between them.
AKTOERER = (
    "kommune", "oevrige", "resten", "landet", "kommune_minus_oevrige", "kommune_minus_landet",
)  # fmt: skip
#: What an amount by KOSTRA function is: net and gross operating spending, and what is in them.
ARTER = ("netto", "brutto", "avskrivninger", "pensjon", "arbeidsgiveravgift")
#: National figures by year, in percent.
NASJONALE = ("kostnadsdeflator", "aarsloennsvekst")
ENHETSSLAG = ("kommune", "samlet")

#: The words a finding may use for its direction.
RETNINGER = (
    "over", "under", "paa_snitt", "hoyest", "nest_hoyest", "tredje_hoyest", "lavest",
    "nest_lavest", "tredje_lavest", "blant_laveste", "hoy", "lav", "endring_opp", "endring_ned",
)  # fmt: skip

#: How a figure in a text comes from others: what `vitner` may say.
REGNESTYKKER = ("sum", "differanse", "produkt", "forhold", "vekst")

#: Resources that every package must have.
REQUIRED = ("kommuner",)
_MUST = {"required": True}


def _field(name: str, kind: str, title: str, **constraints: Any) -> Descriptor:
    field: Descriptor = {"name": name, "type": kind, "description": title}
    if kind == "boolean":
        field |= {"trueValues": ["ja"], "falseValues": ["nei"]}
    if kind == "string" and "enum" not in constraints:
        constraints.setdefault("maxLength", 1000)
    if constraints:
        field["constraints"] = constraints
    return field


def _text(name: str, title: str, **constraints: Any) -> Descriptor:
    return _field(name, "string", title, **constraints)


def _whole(name: str, title: str, low: int, high: int, **constraints: Any) -> Descriptor:
    return _field(name, "integer", title, minimum=low, maximum=high, **constraints)


def _number(name: str, title: str, **constraints: Any) -> Descriptor:
    return _field(name, "number", title, **constraints)


def _flag(name: str, title: str, **constraints: Any) -> Descriptor:
    return _field(name, "boolean", title, **constraints)


def _aar(name: str = "aar", title: str = "Året tallet gjelder", **constraints: Any) -> Descriptor:
    return _whole(name, title, 1900, 2100, **constraints)


def _side(name: str = "side", title: str = "Side i kilden") -> Descriptor:
    return _whole(name, title, 1, 9999)


def _desimaler(name: str = "desimaler") -> Descriptor:
    return _whole(
        name, "Antall trykte desimaler; gir avrundingen (−1: hele tiere). Tomt: ikke avrundet", -6, 9
    )


def _avstemt() -> Descriptor:
    """The only kind of column that a file may be without: raw figures are not reconciled."""
    field = _number(
        "avstemt", "Det avstemte tallet: innenfor avrundingen av det trykte, og slik at utregningen "
        "gir de andre trykte tallene. Kolonnen kan utelates"
    )  # fmt: skip
    return field | {"optional": True}


def _tjeneste(required: bool = True) -> Descriptor:
    extra = _MUST if required else {}
    return _text("tjeneste", "Nøkkel for tjenesten", pattern="[a-z0-9_]+", maxLength=40, **extra)


def _nr(required: bool = True) -> Descriptor:
    return _whole("nr", "Indikatorens nummer i profilen", 1, 999, **(_MUST if required else {}))


def _kommune(required: bool = True) -> Descriptor:
    extra = _MUST if required else {}
    return _text("kommune", "Kommunen, med navnet den har i kommuner.csv", maxLength=60, **extra)


def _merknad() -> Descriptor:
    return _text("merknad", "Forbehold, lesevalg og kjente feil i kilden")


def _status() -> Descriptor:
    return _text("status", "Tallets status", enum=list(STATUSER), **_MUST)


def _pedigree() -> list[Descriptor]:
    """Where a figure comes from: status, source, when it was last updated, remark."""
    return [
        _status(),
        _text("kilde", "Hvor tallet er hentet: tabell i Statistikkbanken eller annen kilde"),
        _text("oppdatert", "Når kilden sist var oppdatert, ÅÅÅÅ-MM-DD"),
        _merknad(),
    ]


def _key(fields: Sequence[str], resource: str, target: Sequence[str] = ()) -> Descriptor:
    return {
        "fields": list(fields),
        "reference": {"resource": resource, "fields": list(target or fields)},
    }


def _resource(
    name: str,
    title: str,
    fields: list[Descriptor],
    primary: Sequence[str],
    foreign: Sequence[Descriptor] = (),
) -> Descriptor:
    schema: Descriptor = {"fields": fields, "missingValues": [""], "primaryKey": list(primary)}
    if foreign:
        schema["foreignKeys"] = list(foreign)
    return {
        "name": name,
        "title": title,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


_NR_KEY = _key(("tjeneste", "nr"), "indikatorer")


def _places() -> list[Descriptor]:
    """Who there are: municipalities, and the groups they are compared with."""
    return [
        _resource(
            "kommuner",
            "Kommuner og samlinger av kommuner, en rad for hvert kommunenummer",
            [
                _kommune(),
                _text("nummer", "Kommunenummer; tomt for en samling", pattern="[0-9]{4}"),
                _aar("fra", "Første år nummeret gjelder", required=True),
                _aar("til", "Siste år nummeret gjelder; tomt: gjelder fortsatt"),
                _text("slag", "Kommune, eller samlet: resten av landet, en KOSTRA-gruppe",
                      enum=list(ENHETSSLAG), **_MUST),
                _flag("brudd", "Om en sammenslåing eller deling bryter tidsserien i første år",
                      **_MUST),
                _merknad(),
            ],
            ("kommune", "fra"),
        ),
        _resource(
            "grupper",
            "Grupper å sammenligne med",
            [
                _whole("rekkefoelge", "Plass i listen", 1, 999, unique=True, **_MUST),
                _text("gruppe", "Navnet i nedtrekkslisten", maxLength=60, **_MUST),
                _flag("uten_egen", "Om kommunen selv holdes utenfor", **_MUST),
                _flag("nettverk", "Om gruppen er nettverket kommunene er med i", **_MUST),
                _merknad(),
            ],
            ("gruppe",),
        ),
        _resource(
            "gruppemedlemmer",
            "Hvem som er med i en gruppe, og når",
            [
                _text("gruppe", "Gruppens navn", maxLength=60, **_MUST),
                _kommune(),
                _aar("fra", "Første år med; tomt: alltid"),
                _aar("til", "Siste år med; tomt: fortsatt"),
            ],
            ("gruppe", "kommune"),
            [_key(("gruppe",), "grupper")],
        ),
    ]  # fmt: skip


def _profiles() -> list[Descriptor]:
    """The service profiles: definitions, values, stated references, printed labels."""
    return [
        _resource(
            "tjenester",
            "Tjenesteprofilene i rapportens rekkefølge",
            [
                _whole("rekkefoelge", "Plass i rapporten", 1, 999, unique=True, **_MUST),
                _tjeneste(),
                _text("navn", "Tjenestens navn", maxLength=60, **_MUST),
                _text("figur", "Profilfiguren i kilden"),
                _side("side_figur", "Side for profilfiguren"),
                _side("side", "Side for kommunens tabell"),
                _side("side_nettverk", "Side for nettverkets tabell"),
                _merknad(),
            ],
            ("tjeneste",),
        ),
        _resource(
            "indikatorer",
            "Indikatorene i tjenesteprofilene, med definisjon",
            [
                _tjeneste(),
                _nr(),
                _text("gruppe", "Indikatorgruppe", enum=list(GRUPPER), **_MUST),
                _text("indikator", "Navnet slik det er trykt", **_MUST),
                _text("kortnavn", "Kort navn til akser og lister", maxLength=38, **_MUST),
                _text("setningsnavn", "Slik indikatoren omtales i en setning"),
                _text("enhet", "Måleenhet; tomt når den er ukjent"),
                _whole("vis_desimaler", "Desimaler i tabellen; tomt: som kilden", 0, 9),
                _text("teller", "Hva som telles"),
                _text("nevner", "Hva det deles på"),
                _number("faktor", "Hva brøken ganges med; tomt: 1"),
                _text("funksjoner", "KOSTRA-funksjoner, skilt med mellomrom"),
                _text("arter", "Regnskapsarter, skilt med mellomrom"),
                _text("gunstig", "Hvilken retning som er gunstig", enum=["høy", "lav"]),
                _text("snitt_type", "Hvordan snittet er beregnet", enum=["veid", "uveid"]),
                _text("uten", "Kommuner som er holdt utenfor snittet, skilt med komma"),
                _whole("minste_antall", "Minste antall kommuner for sammenligning", 1, 999),
                _whole("antall", "Antall kommuner med data, når kilden sier det", 0, 999),
                _aar("fra", "Første år definisjonen gjelder; tomt: alltid"),
                _aar("til", "Siste år definisjonen gjelder; tomt: fortsatt"),
                _text("forbehold", "Kildens eget forbehold mot å bruke tallet"),
                _flag("hovedfunn", "Om indikatoren kan løftes fram på forsiden", **_MUST),
                _flag("kildefeil", "Om noe trykt ved indikatoren må være feil", **_MUST),
                _merknad(),
            ],
            ("tjeneste", "nr"),
            [_key(("tjeneste",), "tjenester")],
        ),
        _resource(
            "indikatorverdier",
            "Indikatorenes verdier: en rad per kommune, indikator og år",
            [
                _tjeneste(),
                _nr(),
                _kommune(),
                _aar(required=True),
                _number("verdi", "Verdien; tomt når den regnes av teller og nevner"),
                _avstemt(),
                _number("teller", "Telleren"),
                _number("nevner", "Nevneren; også vekten i et veid snitt"),
                _desimaler(),
                _side(),
                *_pedigree(),
            ],
            ("tjeneste", "nr", "kommune", "aar"),
            [_NR_KEY],
        ),
        _resource(
            "indikatorreferanser",
            "Oppgitte referanser: snitt, laveste og høyeste slik kilden trykker dem",
            [
                _tjeneste(),
                _nr(),
                _kommune(),
                _aar(required=True),
                _text("referanse", "Snitt, laveste eller høyeste", enum=list(REFERANSER), **_MUST),
                _number("verdi", "Verdien slik den er trykt"),
                _avstemt(),
                _desimaler(),
                _side(),
                _status(),
            ],
            ("tjeneste", "nr", "kommune", "aar", "referanse"),
            [_NR_KEY],
        ),
        _resource(
            "etiketter",
            "Indeksene som er trykt i profilfigurene (snitt = 100)",
            [
                _tjeneste(),
                _nr(),
                _kommune(),
                _aar(required=True),
                _text("aktor", "Hvem etiketten gjelder", enum=["kommune", "høyest", "lavest"],
                      **_MUST),
                _whole("etikett", "Trykt indeks", 0, 9999),
                _flag("stemmer", "Om etiketten passer med de trykte verdiene"),
                _merknad(),
            ],
            ("tjeneste", "nr", "kommune", "aar", "aktor"),
            [_NR_KEY],
        ),
    ]  # fmt: skip


def _accounts() -> list[Descriptor]:
    """Raw amounts, and the figures of chapters 0-2 as a report states them."""
    return [
        _resource(
            "regnskap",
            "Regnskapslinjer per kommune og år, 1000 kr",
            [_kommune(), _aar(required=True), _text("post", "Linjens nøkkel, se dokumentasjonen",
                                              pattern="[a-z0-9_]+", maxLength=40, **_MUST),
             _number("beloep", "Beløp i 1000 kr"), *_pedigree()],
            ("kommune", "aar", "post"),
        ),
        _resource(
            "balanse",
            "Balansen per kommune og år, 1000 kr",
            [_kommune(), _aar(required=True),
             _text("konto", "Balansekapittel, som 2.41 eller 5.41", pattern="[25][.][0-9]{2}",
                   **_MUST),
             _number("beloep", "Beløp i 1000 kr; gjeld som positivt tall"), *_pedigree()],
            ("kommune", "aar", "konto"),
        ),
        _resource(
            "beloep",
            "Driftsutgifter per kommune, år, KOSTRA-funksjon og art, 1000 kr",
            [_kommune(), _aar(required=True),
             _text("funksjon", "KOSTRA-funksjon", pattern="[0-9]{3}", **_MUST),
             _text("art", "Hva beløpet er", enum=list(ARTER), **_MUST),
             _number("beloep", "Beløp i 1000 kr"), *_pedigree()],
            ("kommune", "aar", "funksjon", "art"),
        ),
        _resource(
            "figurer",
            "Tall fra regnskap, utgiftsbehov og ressursbruk slik rapporten oppgir dem",
            [
                _kommune(),
                _text("tabell", "Tabell eller figur i kilden", **_MUST),
                _text("post", "Linjens nøkkel: en post, en sektor eller en aldersgruppe",
                      maxLength=60, **_MUST),
                _text("linje", "Linjen slik den er trykt", **_MUST),
                _text("aktor", "Hvem tallet gjelder", enum=list(AKTOERER), **_MUST),
                _aar(required=True),
                _text("enhet", "Måleenhet", **_MUST),
                _number("verdi", "Tallet slik det er trykt"),
                _avstemt(),
                _desimaler(),
                _side(),
                _status(),
                _merknad(),
            ],
            ("kommune", "tabell", "post", "aktor", "aar", "enhet"),
        ),
        _resource(
            "korreksjoner",
            "Korreksjoner og føringsforskjeller som kilden opplyser om",
            [
                _whole("nr", "Løpenummer", 1, 9999, **_MUST),
                _kommune(),
                _text("tabell", "Tabell eller kapittel som berøres", **_MUST),
                _text("post", "Posten, sektoren eller funksjonen som rettes; tomt når den ikke "
                      "kan rettes her", maxLength=60),
                _text("linje", "Linje, sektor eller funksjon som berøres, slik kilden sier det",
                      **_MUST),
                _aar("aar", "Året korreksjonen gjelder; tomt betyr alle år"),
                _number("beloep_1000kr", "Beløp i 1000 kr som legges til det rapporterte tallet; "
                        "tomt når beløpet ikke er oppgitt"),
                _flag("brukes", "Om beløpet inngår i de korrigerte tallene", **_MUST),
                _text("begrunnelse", "Hvorfor tallet korrigeres", **_MUST),
                _text("kilde", "Hvor kilden opplyser det", **_MUST),
                _text("hvem", "Hvem som meldte rettelsen"),
                _text("naar", "Når den ble meldt, ÅÅÅÅ-MM-DD"),
                _side(),
                _merknad(),
            ],
            ("nr",),
        ),
        _resource(
            "nasjonale",
            "Landstall per år: kostnadsdeflator og årslønnsvekst, prosent",
            [_aar(required=True), _text("stoerrelse", "Hva tallet er", enum=list(NASJONALE), **_MUST),
             _number("verdi", "Prosent"), *_pedigree()],
            ("aar", "stoerrelse"),
        ),
    ]  # fmt: skip


def _needs() -> list[Descriptor]:
    """The cost keys, the sectors and the functions behind them."""
    return [
        _resource(
            "sektorer",
            "Sektorene i inntektssystemet, i rapportens rekkefølge",
            [
                _whole("rekkefoelge", "Plass i rapporten", 1, 999, unique=True, **_MUST),
                _text("sektor", "Sektorens navn", maxLength=60, **_MUST),
                _text("setningsnavn", "Slik sektoren omtales i en setning"),
                _flag("uten_premieavvik", "Om premieavviket (funksjon 170 og 171) holdes utenfor "
                      "fordi det har egen linje", **_MUST),
                _flag("egen_soeyle", "Om sektoren skilles ut i figur 18", **_MUST),
                _merknad(),
            ],
            ("sektor",),
        ),
        _resource(
            "noekler",
            "Kostnadsnøkler og årene de gjelder",
            [
                _text("noekkel", "Nøkkelens navn", maxLength=40, **_MUST),
                _aar("fra", "Første år; tomt: velges bare"),
                _aar("til", "Siste år"),
                _text("kilde", "Hvor vektene står"),
                _merknad(),
            ],
            ("noekkel",),
        ),
        _resource(
            "vekter",
            "Kriterienes vekter i hver sektor og nøkkel",
            [
                _text("noekkel", "Nøkkelens navn", maxLength=40, **_MUST),
                _text("sektor", "Sektor i inntektssystemet", maxLength=60, **_MUST),
                _text("kriterium", "Kriterium i kostnadsnøkkelen", maxLength=80, **_MUST),
                _number("vekt", "Kriteriets vekt i sektoren", minimum=0, maximum=1, **_MUST),
                _avstemt(),
                _desimaler(),
                _side(),
            ],
            ("noekkel", "sektor", "kriterium"),
            [_key(("noekkel",), "noekler"), _key(("sektor",), "sektorer")],
        ),
        _resource(
            "kriterieverdier",
            "Kriterieindekser per kommune og år, landet = 1",
            [
                _kommune(),
                _text("sektor", "Sektor; tomt når indeksen gjelder i alle sektorer", maxLength=60),
                _text("kriterium", "Kriterium i kostnadsnøkkelen", maxLength=80, **_MUST),
                _aar(required=True),
                _number("indeks", "Kommunens indeks, landet = 1", minimum=0),
                _avstemt(),
                _desimaler(),
                _number("korreksjon", "Trykt korreksjon i kroner per innbygger"),
                _side(),
                *_pedigree(),
            ],
            ("kommune", "sektor", "kriterium", "aar"),
        ),
        _resource(
            "behovstillegg",
            "Korreksjoner for utgiftsbehov utenom kostnadsnøkkelen, kr per innbygger",
            [
                _kommune(),
                _text("sektor", "Sektor", maxLength=60, **_MUST),
                _text("tillegg", "Hva korreksjonen gjelder", maxLength=80, **_MUST),
                _aar(required=True),
                _number("verdi", "Kroner per innbygger"),
                _avstemt(),
                _desimaler(),
                _side(),
                _status(),
            ],
            ("kommune", "sektor", "tillegg", "aar"),
            [_key(("sektor",), "sektorer")],
        ),
        _resource(
            "funksjoner",
            "KOSTRA-funksjonene bak sektorene og tjenestene",
            [
                _text("inndeling", "Hvor inndelingen står", **_MUST),
                _text("sektor", "Sektor", maxLength=60),
                _tjeneste(required=False),
                _text("funksjon", "KOSTRA-funksjon", pattern="[0-9]{3}", **_MUST),
                _text("navn", "Funksjonens navn", **_MUST),
                _side(),
                _merknad(),
            ],
            ("inndeling", "sektor", "tjeneste", "funksjon"),
        ),
    ]  # fmt: skip


def _people() -> list[Descriptor]:
    """Inhabitants, and what they cost by age."""
    return [
        _resource(
            "innbyggere",
            "Innbyggere per kommune, år og alder ved utgangen av året",
            [
                _kommune(),
                _aar(required=True),
                _text("aldersgruppe", "Aldersgruppe, som i demografisatser", maxLength=20, **_MUST),
                _number("antall", "Innbyggere", minimum=0),
                _flag("framskrevet", "Om tallet er en framskriving", **_MUST),
                *_pedigree(),
            ],
            ("kommune", "aar", "aldersgruppe"),
        ),
        _resource(
            "demografisatser",
            "Landets utgifter og innbyggere per aldersgruppe",
            [
                _aar(required=True),
                _whole("rekkefoelge", "Aldersgruppens plass", 1, 99, **_MUST),
                _text("aldersgruppe", "Aldersgruppe", maxLength=20, **_MUST),
                _number("mill_kr", "Utgifter, mill. kr", minimum=0, **_MUST),
                _number("innbyggere", "Innbyggere i landet", minimum=0, **_MUST),
                _side(),
                _merknad(),
            ],
            ("aar", "aldersgruppe"),
        ),
        _resource(
            "folkevekst",
            "Ventet vekst i folketallet per aldersgruppe, slik teksten avrunder den",
            [
                _kommune(),
                _text("aldersgruppe", "Aldersgruppe, eller I alt", maxLength=20, **_MUST),
                _aar("fra", "Basisåret", required=True),
                _aar("til", "Året det måles til", required=True),
                _number("vekst", "Vekst i antall innbyggere", **_MUST),
                _number("vekst_avrunding", "Halve avrundingen av veksten", minimum=0, **_MUST),
                _number("prosent", "Vekst i prosent av basisåret"),
                _number("prosent_avrunding", "Halve avrundingen av prosenten", minimum=0),
                _side(),
                _merknad(),
            ],
            ("kommune", "aldersgruppe", "fra", "til"),
        ),
    ]


def _words() -> list[Descriptor]:
    """What the package has to say itself: page references, notes, findings of the source."""
    return [
        _resource(
            "tekster",
            "Sidehenvisninger og merknader, med stedet de hører til",
            [
                _whole("nr", "Løpenummer", 1, 9999, unique=True, **_MUST),
                _text("sted", "Ark eller tabell", maxLength=60, **_MUST),
                _text("slag", "kilde: hvor det står. merknad: det som må sies",
                      enum=["kilde", "merknad"], **_MUST),
                _text("tekst", "Teksten", **_MUST),
            ],
            ("nr",),
        ),
        _resource(
            "tekstfunn",
            "Funn slik tekstene formulerer dem, til prøving av genererte funn",
            [
                _whole("loepenr", "Løpenummer", 1, 99999, **_MUST),
                _text("kilde", "Nøkkel for kilden", **_MUST),
                _text("kommune", "Kommunen funnet gjelder", **_MUST),
                _text("tjeneste", "Nøkkel for tjenesten", maxLength=40, **_MUST),
                _nr(required=False),
                _text("indikator", "Indikatoren funnet gjelder", **_MUST),
                _text("paastand", "Funnet, omskrevet og forkortet", **_MUST),
                _text("retning", "Funnets retning", enum=list(RETNINGER), **_MUST),
                _number("tall", "Prosent eller prosentenheter i funnet"),
                _merknad(),
            ],
            ("loepenr",),
        ),
    ]  # fmt: skip


def _evidence() -> list[Descriptor]:
    """What the source says twice, and what it has wrong: for those who prove the figures."""
    return [
        _resource(
            "kildefeil",
            "Kjente feil i kilden: det trykte tallet, og det utregningen gir i stedet",
            [
                _kommune(),
                _text("tabell", "Tabellen, figuren eller profilen, som verify skriver den", **_MUST),
                _text("linje", "Linjen, som verify skriver den", **_MUST),
                _text("aktor", "Hvem tallet gjelder, som verify skriver det", **_MUST),
                _aar(required=True),
                _text("enhet", "Måleenhet", **_MUST),
                _number("trykt", "Tallet slik det er trykt", **_MUST),
                _number("ventet", "Tallet utregningen gir", **_MUST),
                _desimaler(),
                _text("grunn", "Hva som viser at kilden tar feil", **_MUST),
                _side(),
            ],
            ("kommune", "tabell", "linje", "aktor", "aar", "enhet"),
        ),
        _resource(
            "eksakte",
            "Tabeller der summene er regnet av de trykte tallene, så de går opp uten avrunding",
            [
                _text("tabell", "Tabellen, som i figurer", **_MUST),
                _text("enhet", "Måleenhet, som i figurer", **_MUST),
                _text("grunn", "Hva som viser det", **_MUST),
            ],
            ("tabell", "enhet"),
        ),
        _resource(
            "aapne",
            "Tabeller der kilden ikke trykker formelen: vår kommer nær, men ikke på hvert siffer",
            [
                _text("tabell", "Tabellen, som i figurer", **_MUST),
                _text("enhet", "Måleenhet, som i figurer", **_MUST),
                _text("grunn", "Hva kilden lar stå åpent", **_MUST),
            ],
            ("tabell", "enhet"),
        ),
        _resource(
            "vitner",
            "Tall i kildens tekst, og tallene i tabellene de bygger på",
            [
                _whole("nr", "Løpenummer", 1, 9999, unique=True, **_MUST),
                _kommune(),
                _text("setning", "Setningen, forkortet", **_MUST),
                _aar(required=True),
                _text("enhet", "Måleenhet", **_MUST),
                _number("verdi", "Tallet i teksten", **_MUST),
                _number("avrunding", "Halve avrundingen av tallet", minimum=0, **_MUST),
                _text("regnestykke", "Hvordan tallet kommer av leddene",
                      enum=list(REGNESTYKKER), **_MUST),
                _number("faktor", "Hva svaret ganges med; tomt: 1"),
                _text("ledd", "Tallene det bygger på, skilt med semikolon: tabell | post | aktør | "
                      "år | enhet, eller indikator | tjeneste | nr | kommune, snitt, lavest eller "
                      "høyest | år", **_MUST),
                _side(),
                _merknad(),
            ],
            ("nr",),
        ),
    ]  # fmt: skip


def descriptors() -> list[Descriptor]:
    """Frictionless resource descriptors of every file a package can have, in file order."""
    return [
        *_places(), *_profiles(), *_accounts(), *_needs(), *_people(), *_words(), *_evidence(),
    ]  # fmt: skip


def as_written(resource: Descriptor, columns: Collection[str]) -> Descriptor:
    """The descriptor of a file that has, of the optional columns, only some."""
    schema = resource["schema"]
    fields = [f for f in schema["fields"] if not f.get("optional") or f["name"] in columns]
    return {**resource, "schema": {**schema, "fields": fields}}
