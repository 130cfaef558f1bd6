"""The page `docs/datapakke.md`: the layout of a data package, made from the schema.

`python -m tools.make` writes it; a test keeps the committed page equal.
"""

from __future__ import annotations

from typing import Any

from asss_xl.dataset.cells.values import STATUS_OF_MARK
from asss_xl.dataset.packages.metadata import KEYS
from asss_xl.dataset.poster import ANVENDELSER, KONTI, POSTER
from asss_xl.dataset.schema import MANGLER_TEKST, descriptors
from asss_xl.dataset.verdi import PREMIEAVVIK

_INTRO = """# Datapakken

Laget av `python -m tools.make`; ikke rediger for hånd.

En datapakke er en mappe med CSV-filer (UTF-8, komma mellom feltene, punktum i tall) og en
`datapackage.json` som sier hvem, hvilke år og hvilke filer (Frictionless Data Package). En fil som er
lagret fra norsk Excel (semikolon, desimalkomma, mellomrom mellom tusener, også som Latin-1) leses som
den er; der kan «Ikke data», «.», «..» eller «:» stå i tallets felt, og «12.345» blir avvist fordi det
kan bety to ting. Bare `kommuner.csv` må være med. Et ark som pakken ikke har tall til, blir utelatt,
og Metode sier hvilket og hvorfor.

**Alle kolonnene må stå i filens første rad**, også de som ikke har «ja» under «må»: der kan feltene stå
tomme. Bare en kolonne som det står «Kolonnen kan utelates» ved, kan mangle.

**En referanse er oppgitt eller beregnet.** Står snitt, laveste og høyeste i
`indikatorreferanser.csv`, brukes de som de er trykt. Ellers regnes de av tallene til kommunene i
`indikatorverdier.csv`. Det samme gjelder regnskapet (`figurer.csv` mot `regnskap.csv` og
`balanse.csv`) og avvikene (`figurer.csv` mot `beloep.csv`).

**Et tall som mangler, sier hvordan.** Feltet står tomt, og `status` er en av disse. Ingen av dem er
null, og ingen er med i noe snitt:
"""

_SIGNS = """\
Tegnene er Statistikkbankens. «.» er at tallet ikke kan forekomme: på en funksjon eller en linje i
regnskapet er det ingenting i en sum. «:» er skjermet, og blir stående. «..» er at ingen har oppgitt tallet:
der pakken har det som skal til, regnes det ut (premieavvik av funksjon 170 og 171, en utgiftsindikator av
beløp og folketall, gjeld og fordringer av balansen). En indikator med `mangler` og en merknad om hvorfor,
regnes ikke ut. «-» blir avvist: det kan bety både 0 og mangler.
"""


def as_markdown() -> str:
    """The page."""
    lines = [_INTRO]
    signs = {status: f" («{sign}»)" for sign, status in STATUS_OF_MARK.items() if not sign.strip(".:")}
    lines += [
        f"- `{status}`{signs.get(status, '')}: vises som «{text}»" for status, text in MANGLER_TEKST.items()
    ]
    lines += ["", *_SIGNS.splitlines()]
    lines += ["", "## datapackage.json", "", "| nøkkel | hva |", "|---|---|"]
    lines += [f"| `{key['noekkel']}` | {key['hva']} |" for key in KEYS]
    for resource in descriptors():
        lines += _resource(resource)
    lines += ["", "## Postene i regnskap.csv", "", "| post | linje |", "|---|---|"]
    lines += [f"| `{post}` | {name} |" for post, name in POSTER.items()]
    lines += [
        "",
        "`gjeld` og `fordringer` kan i stedet gis som balansekontoer: "
        + "; ".join(f"{post} = {', '.join(konti)}" for post, konti in KONTI.items())
        + ". Det gjelder bare når posten ikke har noen rad her. Har `premieavvik` ingen rad, eller er den "
        + "`ikke_oppgitt` eller `mangler`, er den netto driftsutgifter på funksjon "
        + " og ".join(PREMIEAVVIK)
        + " i `beloep.csv`, når begge har tall der. En post som er `skjermet`, forblir det.",
    ]
    lines += ["", "## Anvendelser utenom sektorene", "", "| nøkkel | linje |", "|---|---|"]
    lines += [f"| `{post}` | {name} |" for post, name in ANVENDELSER.items()]
    return "\n".join(lines) + "\n"


def _resource(resource: dict[str, Any]) -> list[str]:
    schema = resource["schema"]
    lines = [
        "",
        f"## {resource['path']}",
        "",
        f"{resource['title']}. Nøkkel: {', '.join(schema['primaryKey'])}.",
        "",
        "| kolonne | type | må | hva |",
        "|---|---|---|---|",
    ]
    for field in schema["fields"]:
        rules = field.get("constraints", {})
        choices = f" ({', '.join(rules['enum'])})" if "enum" in rules else ""
        must = "ja" if rules.get("required") else ""
        kind = _TYPES[field["type"]]
        lines.append(f"| `{field['name']}` | {kind} | {must} | {field['description']}{choices} |")
    return lines


_TYPES = {"string": "tekst", "integer": "heltall", "number": "tall", "boolean": "ja/nei"}
