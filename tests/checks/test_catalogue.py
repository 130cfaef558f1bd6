"""The page of the rules is the rules."""

from __future__ import annotations

from pathlib import Path

from asss_xl.checks import RULES, catalogue

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_made_from_the_rules() -> None:
    committed = (ROOT / "docs" / "kontroll.md").read_text(encoding="utf-8")
    assert committed == catalogue.text(), "run python -m asss_xl.checks.catalogue"


def test_every_rule_is_on_the_page() -> None:
    page = catalogue.text()
    assert all(f"| `{name}` |" in page for name in (*RULES, *catalogue.OTHERS))
