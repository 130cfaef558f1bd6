"""`python -m tools.eksempelnettverk [OUT]`: make the example network anew, or in another folder."""

from __future__ import annotations

import argparse
from pathlib import Path

import asss_xl.dataset

from .pakke import FROE, skriv

MEDFOELGENDE = Path(str(asss_xl.dataset.__file__)).parent / "eksempelnettverk"


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tools.eksempelnettverk",
        description="Lager eksempelnettverket: en datapakke med oppdiktede tall.",
    )
    parser.add_argument(
        "ut",
        metavar="UT",
        type=Path,
        nargs="?",
        default=MEDFOELGENDE,
        help="mappen pakken skrives i; tomt: den som følger med",
    )
    parser.add_argument("--seed", type=int, default=FROE, help="frø for de tilfeldige tallene")
    parser.add_argument("--kommuner", type=int, default=12, help="antall kommuner, 2-400")
    parser.add_argument("--aar", type=int, default=5, help="antall år, 1-10")
    parser.add_argument("--tjenester", nargs="*", help="nøklene for tjenestene; tomt: alle")
    valg = parser.parse_args()
    try:
        skriv(valg.ut, kommuner=valg.kommuner, aar=valg.aar, seed=valg.seed, tjenester=valg.tjenester or None)
    except ValueError as feil:
        parser.error(str(feil))


if __name__ == "__main__":
    main()
