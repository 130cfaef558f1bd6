"""The page `docs/hente-tall.md`: what `asss-xl fetch` does, and where each indicator is from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from asss_xl.catalogue import rows
from asss_xl.dataset.alder import ages_of, names_everyone
from asss_xl.dataset.ssb import mapping
from asss_xl.dataset.ssb.assembling import functions_spent_on
from asss_xl.dataset.ssb.mapping import RATIO_PARTS, Link

_WRITTEN = Path(__file__).with_name("hente_tall.md")


def text() -> str:
    """The page: what is written by hand, and the indicators from the catalogue."""
    lines = [_WRITTEN.read_text(encoding="utf-8")]
    named = {row["tjeneste"]: row["navn"] for row in rows("tjenester")}
    links = mapping.load()
    for service, name in named.items():
        lines += [f"### {name}", "", "| indikator | hentes fra | grunnlag |", "|---|---|---|"]
        for key, indicator in mapping.indicators().items():
            if indicator["tjeneste"] == service:
                where, why = source(key, indicator, links)
                lines.append(f"| {indicator['kortnavn']} | {where} | {why} |")
        lines.append("")
    return "\n".join(lines)


def source(key: str, indicator: Mapping[str, str], links: Sequence[Link]) -> tuple[str, str]:
    """Where an indicator is fetched from and what that builds on; or who publishes it."""
    used = [link for link in links if link.key == key and link.target == "verdi"]
    told = [_linked(link) for link in used]
    if not used:
        parts = [_part(part, key, indicator, links) for part in RATIO_PARTS]
        if not all(found or counted for found, counted in parts):
            why = indicator["ikke_i_regnskapet"]
            return f"hentes ikke; publiseres av {indicator['utgiver']}", why[:1].upper() + why[1:]
        used = [link for found, _ in parts for link in found]
        told = [" og ".join(map(_linked, found)) or counted for found, counted in parts]
    return " / ".join(told), "; ".join(dict.fromkeys(_evidence(used))) or "Koblingene for beløp og folketall"


def _part(part: str, key: str, indicator: Mapping[str, str], links: Sequence[Link]) -> tuple[list[Link], str]:
    """The links of one of an indicator's two figures, or what it is counted from."""
    found = [link for link in links if link.key == key and link.target == part]
    if part == "teller" and (functions := functions_spent_on(indicator)):
        return found, f"12367, {indicator['arter']}, f. {functions}"
    if names_everyone(indicator[part]) or ages_of(indicator[part]):
        return found, "07459"
    return found, "12367" if indicator[part].startswith("Samlede netto") else ""


def _linked(link: Link) -> str:
    codes = " ".join(filter(None, (link.contents, " + ".join(code for _, code in link.terms))))
    chosen = "".join(f" {name}={code}" for name, code in link.chosen)
    years = f", {link.first or ''}–{'' if link.last == 9999 else link.last}"
    return f"{link.table} `{codes}{chosen}`" + (years if link.first or link.last != 9999 else "")


def _evidence(links: Sequence[Link]) -> Iterator[str]:
    for link in links:
        yield f"{link.evidence}{'' if link.verified else ' (ikke bekreftet)'}"
