"""The page of the rules, ``docs/kontroll.md``, made from the rules themselves."""

from __future__ import annotations

from asss_xl.checks import RULES, SECONDS
from asss_xl.checks.package import MAX_CELLS
from asss_xl.checks.rules import Severity
from asss_xl.unpacking import MAX_FILE, MAX_UNPACKED

_INTRODUCTION = f"""\
# Hva `asss-xl check` ser etter

Laget av reglene selv med `python -m tools.make`. En test holder siden og reglene like.

`check` er for den som får en arbeidsbok og vil vite om den er til å stole på. Hver formel regnes på nytt i
en uavhengig motor (ironcalc) og sammenliknes med verdien som er lagret i filen; en celle som får en annen
verdi, er en feil. Reglene under leser resten. Filformatet selv kontrolleres ikke.

| alvor | betyr | utgang |
|---|---|---|
| feil (`error`) | noe er galt: en verdi, en formel, et navn, eller ingenting kunne regnes på nytt | 1 |
| advarsel (`warning`) | kan villede, røpe noe eller avhenge av andre filer | 0 |
| merknad (`note`) | greit å vite | 0 |

Utgangen er 2 når en fil ikke finnes eller ikke kan leses. Av mer enn 100 funn etter samme regel vises de
første 100 og antallet. `--json` gir ett svar, eller en liste når det er flere filer:
`{{file, formulas, recalculated, differences: [{{sheet, address, formula, cached, recalculated}}],
findings: [{{rule, where, message, severity}}], uncontrolled: [{{sheet, address, formula, reason}}], stamp}}`.

**Kan ikke kontrolleres.** Det motoren ikke regner som Excel, er verken rett eller galt. Cellene telles og
nevnes, sammen med dem som følger av dem: I.DAG, TILFELDIG og liknende; andre arbeidsbøker; formler gjennom
flere ark; navn som er konstanter eller formler; tilleggsfunksjoner og funksjoner som motoren mangler;
implisitt snitt; datoer før mars 1900; datatabeller; det siste i et område (SLÅ.OPP(2;1/(…);…)); og det som
følger innstillingene for språk og land. Motoren skriver og leser tall, datoer og SANN i tekster på amerikansk
(TEKST, VERDI, FASTSATT, `A1&" kr"`), en norsk Excel på norsk: ingen av dem er feil.

**Grenser.** En fil leses bare når den er under {MAX_FILE // 1_000_000} MB, pakkes ut til under
{MAX_UNPACKED // 1_000_000} MB, har under {MAX_CELLS:_} celler og ingen formel over 8 192 tegn. Motoren
får {SECONDS:.0f} sekunder. Zip-bomber, DTD-er og deler som peker ut av filen, blir avvist og nevnt.

**Stempel.** En arbeidsbok som `asss-xl build` har laget, sier hvilken kommune, hvilket år, hvilken
datapakke og hvilket bygg den er fra.

""".replace("_000 celler", " 000 celler")
#: What the reading and the recalculation tell of, all of them errors.
OTHERS = {
    "recalculation": "Regnemotoren kunne åpne og regne om filen; ellers er ingen tall kontrollert.",
    "not-a-workbook": "Filen er en lesbar .xlsx: ikke en annen filtype, kryptert, avkortet eller skadet.",
    "unsafe-package": "Filen kan åpnes trygt: ingen zip-bombe, DTD eller deler utenfor pakken.",
    "formula-length": "En formel eller definisjon er høyst 8 192 tegn.",
    "cell-value": "En celles adresse og verdi er av den typen cellen sier.",
    "string-index": "En celle peker på en tekst som finnes i tekstlisten (sharedStrings).",
    "unreadable-part": "Delene av filen er slik formatet krever.",
}


def text() -> str:
    """The page."""
    others = [(name, Severity.ERROR, reason) for name, reason in OTHERS.items()]
    rules = [(rule.name, rule.severity, rule.reason) for rule in RULES.values()]
    rows = "\n".join(
        f"| `{name}` | {severity.label} | {reason.replace('|', chr(92) + '|')} |"
        for name, severity, reason in (*others, *rules)
    )
    return f"{_INTRODUCTION}| regel | alvor | hva som skal være, og hvorfor |\n|---|---|---|\n{rows}\n"
