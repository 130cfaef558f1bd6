"""The layout of a data package: which files it has and what each column may hold.

This module is the only authority on the layout. The `schema` printed in a package's
`datapackage.json` is there for readers and other tools; loading never trusts it, so a package
cannot loosen the rules, point at a remote schema or bring a costly pattern. A test keeps the
bundled package's printed schemas equal to what `descriptors` returns.

The layout follows Frictionless Data Package v1 with Table Schema (specs.frictionlessdata.io).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Descriptor = dict[str, Any]

#: What kind of fact a row is. `publisert`: printed as it stands. `kildeavvik`: printed, but the
#: source contradicts itself about it (see `merknad`). `tvilsom`: the reading is uncertain.
#: `mangler`: the source says there are no data. `ikke_oppgitt`: the source does not print it.
STATUSER = ("publisert", "kildeavvik", "tvilsom", "mangler", "ikke_oppgitt")
UTEN_VERDI = ("mangler", "ikke_oppgitt")

GRUPPER = (
    "Prioritering/behov",
    "Dekningsgrader",
    "Produktivitet/enhetskostnad",
    "Utfyllende indikatorer",
    "Kvalitet",
)

#: The words a finding may use for its direction.
RETNINGER = (
    "over",
    "under",
    "paa_snitt",
    "hoyest",
    "nest_hoyest",
    "tredje_hoyest",
    "lavest",
    "nest_lavest",
    "tredje_lavest",
    "blant_laveste",
    "hoy",
    "lav",
    "endring_opp",
    "endring_ned",
)

#: Resources that a package may leave out.
OPTIONAL = ("korreksjoner", "etiketter", "funksjoner", "tekstfunn", "folkevekst")


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


def _aar(**constraints: Any) -> Descriptor:
    return _whole("aar", "Året tallet gjelder", 1900, 2100, **constraints)


def _side(name: str = "side", title: str = "Side i kilden") -> Descriptor:
    return _whole(name, title, 1, 9999)


def _desimaler(name: str = "desimaler") -> Descriptor:
    return _whole(name, "Antall trykte desimaler; gir avrundingen", 0, 9, required=True)


def _noekkel() -> Descriptor:
    return _text(
        "tjeneste", "Nøkkel for tjenesten", required=True, pattern="[a-z0-9_]+", maxLength=40
    )


def _nr(required: bool = True) -> Descriptor:
    extra = {"required": True} if required else {}
    return _whole("nr", "Indikatorens nummer i profilen", 1, 999, **extra)


def _merknad() -> Descriptor:
    return _text("merknad", "Forbehold, lesevalg og kjente feil i kilden")


def _key(fields: Sequence[str], resource: str) -> Descriptor:
    return {
        "fields": list(fields),
        "reference": {"resource": resource, "fields": list(fields)},
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


def descriptors(kommune: str) -> list[Descriptor]:
    """Frictionless resource descriptors for a package about `kommune`, in file order.

    `kommune` is the municipality that the profiles describe; it is the only part of the layout
    that differs from one package to the next (it is an actor in `indikatorverdier`).
    """
    must = {"required": True}
    nr_key = _key(("tjeneste", "nr"), "indikatorer")
    return [
        _resource(
            "figurer",
            "Tall fra regnskap, utgiftsbehov og ressursbruk, ett per rad",
            [
                _text("tabell", "Tabell eller figur i kilden", **must),
                _text("linje", "Linjen i tabellen", **must),
                _text("aktor", "Hvem tallet gjelder", **must),
                _aar(**must),
                _text("enhet", "Måleenhet", **must),
                _number("verdi", "Tallet slik det er trykt"),
                _desimaler(),
                _side(),
                _text("status", "Tallets status", enum=list(STATUSER), **must),
                _merknad(),
            ],
            ("tabell", "linje", "aktor", "aar", "enhet"),
        ),
        _resource(
            "korreksjoner",
            "Korreksjoner og føringsforskjeller som kilden opplyser om",
            [
                _whole("nr", "Løpenummer", 1, 9999, **must),
                _text("tabell", "Tabell eller kapittel som berøres", **must),
                _text("linje", "Linje, sektor eller funksjon som berøres", **must),
                _whole("aar", "Året korreksjonen gjelder; tomt betyr alle år", 1900, 2100),
                _number(
                    "beloep_1000kr",
                    "Beløp i 1000 kr som legges til det rapporterte tallet; tomt når beløpet "
                    "ikke er oppgitt",
                ),
                _flag("brukes", "Om beløpet inngår i de korrigerte tallene", **must),
                _text("begrunnelse", "Hvorfor tallet korrigeres", **must),
                _text("kilde", "Hvor kilden opplyser det", **must),
                _side(),
                _merknad(),
            ],
            ("nr",),
        ),
        _resource(
            "kriterier",
            "Kostnadsnøkkelen: vekter, kriterieindekser og korreksjoner per sektor og år",
            [
                _text("sektor", "Sektor i inntektssystemet", **must),
                _text("kriterium", "Kriterium i kostnadsnøkkelen", **must),
                _aar(**must),
                _number("vekt", "Kriteriets vekt i sektoren", minimum=0, maximum=1, **must),
                _desimaler("vekt_desimaler"),
                _number("indeks", "Kommunens indeks, landet = 1", minimum=0, **must),
                _desimaler("indeks_desimaler"),
                _number("korreksjon", "Korreksjon i kroner per innbygger", **must),
                _side(),
            ],
            ("sektor", "kriterium", "aar"),
        ),
        _resource(
            "tjenester",
            "Tjenesteprofilene i rapportens rekkefølge",
            [
                _whole("rekkefoelge", "Plass i rapporten", 1, 999, unique=True, **must),
                _noekkel(),
                _text("navn", "Tjenestens navn", maxLength=60, **must),
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
            "Indikatorene i tjenesteprofilene",
            [
                _noekkel(),
                _nr(),
                _text("gruppe", "Indikatorgruppe", enum=list(GRUPPER), **must),
                _text("indikator", "Navnet slik det er trykt", **must),
                _text("kortnavn", "Kort navn til akser og lister", maxLength=38, **must),
                _text("enhet", "Måleenhet; tomt når den er ukjent"),
                _text("gunstig", "Hvilken retning som er gunstig", enum=["høy", "lav"]),
                _text("snitt_type", "Hvordan snittet er beregnet", enum=["veid", "uveid"]),
                _text("uten", "Kommuner som er holdt utenfor snittet"),
                _whole("minste_antall", "Minste antall kommuner for sammenligning", 1, 999),
                _whole("antall", "Antall kommuner med data, når kilden sier det", 0, 999),
                _flag("kildefeil", "Om noe trykt ved indikatoren må være feil", **must),
                _merknad(),
            ],
            ("tjeneste", "nr"),
            [_key(("tjeneste",), "tjenester")],
        ),
        _resource(
            "indikatorverdier",
            "Indikatorenes verdier, én per aktør",
            [
                _noekkel(),
                _nr(),
                _text(
                    "aktor",
                    "Kommunen, snittet, laveste eller høyeste kommune",
                    enum=[kommune, "snitt", "lavest", "høyest"],
                    **must,
                ),
                _number("verdi", "Verdien slik den er trykt"),
                _desimaler(),
                _side(),
                _text("status", "Verdiens status", enum=list(STATUSER), **must),
            ],
            ("tjeneste", "nr", "aktor"),
            [nr_key],
        ),
        _resource(
            "etiketter",
            "Indeksene som er trykt i profilfigurene (snitt = 100)",
            [
                _noekkel(),
                _nr(),
                _text(
                    "aktor", "Hvem etiketten gjelder", enum=[kommune, "høyest", "lavest"], **must
                ),
                _whole("etikett", "Trykt indeks", 0, 9999),
                _flag("stemmer", "Om etiketten passer med de trykte verdiene"),
                _merknad(),
            ],
            ("tjeneste", "nr", "aktor"),
            [nr_key],
        ),
        _resource(
            "funksjoner",
            "KOSTRA-funksjonene bak sektorene og tjenestene",
            [
                _text("inndeling", "Hvor inndelingen står", **must),
                _text("sektor", "Sektor"),
                _text("tjeneste", "Nøkkel for tjenesten", maxLength=40),
                _text("funksjon", "KOSTRA-funksjon", pattern="[0-9]{3}", **must),
                _text("navn", "Funksjonens navn", **must),
                _side(),
                _merknad(),
            ],
            ("inndeling", "sektor", "tjeneste", "funksjon"),
            [_key(("tjeneste",), "tjenester")],
        ),
        _resource(
            "tekstfunn",
            "Funn slik tekstene formulerer dem, til prøving av genererte funn",
            [
                _whole("loepenr", "Løpenummer", 1, 99999, **must),
                _text("kilde", "Nøkkel for kilden", **must),
                _text("kommune", "Kommunen funnet gjelder", **must),
                _text("tjeneste", "Nøkkel for tjenesten", maxLength=40, **must),
                _nr(required=False),
                _text("indikator", "Indikatoren funnet gjelder", **must),
                _text("paastand", "Funnet, omskrevet og forkortet", **must),
                _text("retning", "Funnets retning", enum=list(RETNINGER), **must),
                _number("tall", "Prosent eller prosentenheter i funnet"),
                _merknad(),
            ],
            ("loepenr",),
        ),
        _resource(
            "folkevekst",
            "Ventet vekst i folketallet per aldersgruppe, slik teksten avrunder den",
            [
                _text("aldersgruppe", "Aldersgruppe, eller I alt", **must),
                _whole("fra", "Basisåret", 1900, 2100, **must),
                _whole("til", "Året det måles til", 1900, 2100, **must),
                _number("vekst", "Vekst i antall innbyggere", **must),
                _number("vekst_avrunding", "Halve avrundingen av veksten", minimum=0, **must),
                _number("prosent", "Vekst i prosent av basisåret"),
                _number("prosent_avrunding", "Halve avrundingen av prosenten", minimum=0),
                _side(),
                _merknad(),
            ],
            ("aldersgruppe", "fra", "til"),
        ),
    ]
