"""The page about data packages says what the schema says."""

from __future__ import annotations

from pathlib import Path

from asss_xl.dataset.layout_page import as_markdown

DOCS = Path(__file__).parents[2] / "docs"


def test_the_page_is_the_schemas() -> None:
    assert (DOCS / "datapakke.md").read_text(encoding="utf-8") == as_markdown()
