"""The whole package: every table made from one seed, and written in the layout's form."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

from asss_xl.dataset.new import definitions
from asss_xl.dataset.schema import as_written, descriptors, filled

from . import indikatorer, noekler, regnskap, steder
from .folketall import LANDET, Folketall
from .grunnlag import RESTEN, SISTE_AAR, Rad, Tilfeldig, definisjoner

FROE = 2024
#: The indicators leave Oslo out by name, so it is always there.
FAERREST_KOMMUNER, FLEST_KOMMUNER = 2, 400
FLEST_AAR = 10


def skriv(
    ut: str | Path,
    *,
    kommuner: int = 12,
    aar: int = 5,
    seed: int = FROE,
    tjenester: Sequence[str] | None = None,
) -> Path:
    """Write a data package of invented figures to the folder `ut`, and return the folder.

    The first twelve municipalities are ASSS', the rest have invented names and are outside the
    network, in the rest of the country; the years end with 2024. `tjenester` are keys from
    the catalogue, all when left out. The same arguments give the same bytes.
    """
    modellert = {rad["tjeneste"] for rad in definisjoner("indikatorer")}
    alle = [tjeneste for tjeneste in definitions.services() if tjeneste in modellert]
    ukjente = sorted(set(tjenester or ()) - set(alle))
    if not FAERREST_KOMMUNER <= kommuner <= FLEST_KOMMUNER:
        raise ValueError(f"Antall kommuner må være {FAERREST_KOMMUNER}–{FLEST_KOMMUNER}, ikke {kommuner}.")
    if not 1 <= aar <= FLEST_AAR:
        raise ValueError(f"Antall år må være 1–{FLEST_AAR}, ikke {aar}.")
    if ukjente:
        raise ValueError(f"Ukjente tjenester: {', '.join(ukjente)}. Velg blant {', '.join(alle)}.")
    valgte = alle if tjenester is None else [navn for navn in alle if navn in tjenester]
    rader = _tabeller(kommuner, range(SISTE_AAR - aar + 1, SISTE_AAR + 1), Tilfeldig(seed), valgte)
    mappe = Path(ut)
    mappe.mkdir(parents=True, exist_ok=True)
    ressurser = [as_written(r, filled(rader[r["name"]])) for r in descriptors() if rader.get(r["name"])]
    for ressurs in ressurser:
        felt = [felt["name"] for felt in ressurs["schema"]["fields"]]
        _skriv_csv(mappe / ressurs["path"], felt, rader[ressurs["name"]])
    beskrivelse = {**_beskrivelse(aar, rader), "resources": ressurser}
    tekst = json.dumps(beskrivelse, ensure_ascii=False, indent=2) + "\n"
    (mappe / "datapackage.json").write_bytes(tekst.encode())
    return mappe


def _tabeller(
    antall: int, aar: Sequence[int], tilfeldig: Tilfeldig, tjenester: Sequence[str]
) -> dict[str, list[Rad]]:
    medlemmer = steder.kommuner(antall, tilfeldig)
    nettverket = [sted for sted in medlemmer if not sted.oppdiktet] or medlemmer
    alle = [*medlemmer, steder.resten(LANDET, nettverket)]
    folk = Folketall(alle, aar, tilfeldig)
    behov = noekler.Noekler(alle, folk, aar, tilfeldig)
    beloep = regnskap.beloep(alle, folk, behov, aar, tilfeldig)
    poster = regnskap.Regnskap(alle, beloep, aar, tilfeldig)
    verdier = indikatorer.Verdier(alle, folk, behov, beloep, poster, tilfeldig)
    grupper, gruppemedlemmer = steder.grupper(medlemmer)
    tekster: list[Rad] = [{"nr": n, **rad} for n, rad in enumerate(definisjoner("tekster"), 1)]
    return {
        "kommuner": steder.rader_kommuner(medlemmer),
        "grupper": grupper,
        "gruppemedlemmer": gruppemedlemmer,
        "tjenester": definitions.service_rows(tjenester),
        "indikatorer": definitions.indicator_rows(tjenester, aar),
        "indikatorverdier": verdier.rader(tjenester),
        "produksjonsvekter": indikatorer.produksjonsvekter(tjenester),
        "regnskap": poster.rader_regnskap(),
        "balanse": poster.rader_balanse(),
        "beloep": regnskap.rader_beloep(beloep, alle),
        "korreksjoner": regnskap.rader_korreksjoner(medlemmer, aar),
        "nasjonale": regnskap.rader_nasjonale(aar),
        "sektorer": definitions.sector_rows(),
        "noekler": noekler.rader_noekler(aar),
        "vekter": noekler.rader_vekter(),
        "kriterieverdier": behov.rader_kriterier(),
        "behovstillegg": behov.rader_tillegg(),
        "funksjoner": definitions.function_rows(tjenester, aar),
        "innbyggere": folk.rader(alle),
        "demografisatser": folk.satser(),
        "tekster": tekster,
    }


def _beskrivelse(aar: int, rader: dict[str, list[Rad]]) -> dict[str, object]:
    nettverk = next(rad["gruppe"] for rad in rader["grupper"] if rad["nettverk"] == "ja")
    return {
        "profile": "data-package",
        "name": "asss-eksempelnettverk",
        "title": "Eksempelnettverk med oppdiktede tall",
        "description": "Et helt nettverk av oppdiktede tall, til å prøve og vise arbeidsbøkene "
        "med. Kommunenavn og -numre er ekte der de finnes; ingen av tallene er det.",
        "version": "1.0.0",
        "sources": [{"title": "Eksempelnettverket i asss_xl"}],
        "nettverk": nettverk,
        "kommune": rader["kommuner"][0]["kommune"],
        "rapportaar": SISTE_AAR,
        "aar": list(range(SISTE_AAR - aar + 1, SISTE_AAR + 1)),
        "foreloepige_aar": [SISTE_AAR],
        "status": "foreløpig",
        "statusmerknad": "Alle tall er oppdiktet.",
        "oppdiktet": True,
        "resten": RESTEN,
        "utenfor_oevrige": [n for n in ("Oslo",) if n in {r["kommune"] for r in rader["kommuner"]}],
    }


def _skriv_csv(fil: Path, felt: Sequence[str], rader: Sequence[Rad]) -> None:
    with fil.open("w", encoding="utf-8", newline="") as ut:
        skriver = csv.DictWriter(ut, felt, restval="", lineterminator="\n")
        skriver.writeheader()
        skriver.writerows(rader)
