"""The page of the rules, ``docs/kontroll.md``, made from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from asss_xl.checks.lint import ORDERED, PACKAGE_RULES
from asss_xl.checks.rules import Severity

_INTRODUCTION = """\
# Hva `asss-xl check` ser etter

Laget av reglene selv: `python -m asss_xl.checks.catalogue`. En test holder siden og reglene like.

`check` regner hver formel på nytt i en uavhengig motor (ironcalc) og sammenlikner med verdien som er
lagret i filen, og leser filens deler etter reglene under. Formler med I.DAG, NÅ, TILFELDIG og
liknende, og det som bygger på dem, regnes om, men sammenliknes ikke; heller ikke funksjoner som motoren
mangler.

| alvor | betyr | utgang |
|---|---|---|
| feil (`error`) | Excel reparerer eller avviser filen, eller viser noe annet enn det som står i den | 1 |
| advarsel (`warning`) | filen åpner, men kan villede, røpe noe eller avhenge av andre filer | 0 |
| merknad (`note`) | pynt og vaner i arbeidsbøker som leveres | 0 |

En celle som får en annen verdi ved omregning, teller som feil. Utgangen er 2 når en fil ikke finnes.
`--json` gir `{file, formulas, differences: [{sheet, address, formula, cached, recalculated}],
findings: [{rule, where, message, severity}]}`, som liste når det er flere filer. Av mer enn 100 funn etter
samme regel vises de første 100 og antallet.

Skjemaene er de som Microsofts Open XML SDK (MIT) kontrollerer mot: ECMA-376 og de publiserte utvidelsene,
gjort om til `asss_xl/checks/schema/ooxml.json`. De er rettet der Excel selv skriver noe annet. Deler i
den strenge utgaven av formatet kontrolleres ikke mot skjema.

Det siste ordet har Excel: ingen av reglene er prøvd mot Excels egen reparasjon på denne maskinen.
"""


def text() -> str:
    """The page."""
    package = [(name, Severity.ERROR, reason) for name, reason in PACKAGE_RULES.items()]
    engine = ("recalculation", Severity.WARNING, "Regnemotoren kunne åpne og regne om filen.")
    lines = [_INTRODUCTION, "## Filen og omregningen\n", *_table([*package, engine])]
    for chapter, rules in groupby(ORDERED, key=lambda rule: rule.chapter):
        lines.append(f"\n## {chapter}\n")
        lines += _table((rule.name, rule.severity, rule.reason) for rule in rules)
    return "\n".join(lines) + "\n"


def _table(rows: Iterable[tuple[str, Severity, str]]) -> list[str]:
    head = ["| regel | alvor | hva og hvorfor |", "|---|---|---|"]
    return head + [
        f"| `{name}` | {severity.label} | {reason.replace('|', chr(92) + '|')} |"
        for name, severity, reason in rows
    ]


def main() -> None:
    """``python -m asss_xl.checks.catalogue [FILE]``."""
    import sys
    from pathlib import Path

    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/kontroll.md")
    target.write_text(text(), encoding="utf-8", newline="\n")
    print(f"Skrev {target}")


if __name__ == "__main__":
    main()
