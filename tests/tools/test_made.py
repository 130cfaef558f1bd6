"""What is made by `python -m tools.make` and committed is fresh."""

from __future__ import annotations

import ast

import pytest

from asss_xl.addin.install import FILE_NAME
from asss_xl.checks import RULES
from asss_xl.dataset.schema import descriptors
from tools import checks_page, macros, package_page
from tools.make import PAGES, ROOT

AGAIN = "run python -m tools.make"
MACROS = macros.files()


@pytest.mark.parametrize("name", PAGES)
def test_a_committed_page_is_what_is_made(name: str) -> None:
    assert (ROOT / name).read_text(encoding="utf-8") == PAGES[name](), AGAIN


@pytest.mark.parametrize("relative", sorted(MACROS))
def test_a_committed_macro_file_is_what_is_made(relative: str) -> None:
    committed = ROOT / "macros" / relative
    assert committed.is_file(), AGAIN
    have, want = committed.read_bytes(), MACROS[relative]
    if relative == "lite/main.py":
        # Versions of Python write the same code in slightly different ways.
        assert ast.dump(ast.parse(have)) == ast.dump(ast.parse(want)), AGAIN
    else:
        assert have == want, AGAIN


def test_the_add_in_that_install_puts_in_place_is_the_one_among_the_macros() -> None:
    assert (ROOT / "asss_xl" / "addin" / FILE_NAME).read_bytes() == MACROS[FILE_NAME], AGAIN


def test_nothing_else_is_committed_among_the_macros() -> None:
    found = {p.relative_to(ROOT / "macros").as_posix() for p in (ROOT / "macros").rglob("*.*")}
    assert {name for name in found if "__pycache__" not in name} == set(MACROS)


def test_the_page_of_the_package_says_which_columns_may_be_left_out() -> None:
    """In one place, and at each column that a file may be without."""
    page, words = package_page.as_markdown(), "Kolonnen kan utelates"
    fields = [(r["path"], f) for r in descriptors() for f in r["schema"]["fields"]]
    assert {(p, f["name"]) for p, f in fields if f.get("optional")} == {
        (p, f["name"]) for p, f in fields if words in f["description"]
    }
    assert words in page.partition("## datapackage.json")[0]


def test_every_rule_of_check_is_on_its_page() -> None:
    page = checks_page.text()
    assert all(f"| `{name}` |" in page for name in (*RULES, *checks_page.OTHERS))
