"""Styles: equal looks are one format, numbers have the field's decimals, colours are named once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import asss_xl
from asss_xl.checks.package import Workbook
from asss_xl.workbook import Book, Sheet, styles

ROOT = Path(asss_xl.__file__).parent


@pytest.mark.parametrize(("decimals", "pattern"), [(0, "#,##0"), (1, "#,##0.0"), (3, "#,##0.000")])
def test_a_number_has_its_decimals_and_a_thousands_separator(decimals: int, pattern: str) -> None:
    assert styles.tall(decimals).number_format == pattern
    assert styles.tall(decimals).align == "right"


def test_what_is_below_zero_has_a_minus_sign_and_no_hyphen() -> None:
    assert styles.med_minus("#,##0.0") == "#,##0.0;−#,##0.0"
    for said in ("+0;−0;0", styles.TEKSTFORMAT):
        assert styles.med_minus(said) == said


def test_styles_do_not_change_in_place() -> None:
    bold = styles.RAD.but(bold=True)
    assert bold.bold and not styles.RAD.bold
    with pytest.raises(AttributeError):
        styles.RAD.bold = True  # type: ignore[misc]
    with pytest.raises((TypeError, ValueError)):  # by which Python it is
        styles.RAD.but(farge="rød")


def test_equal_styles_are_one_format_in_the_file(
    book: Book, sheet: Sheet, written: Callable[[Book], Workbook]
) -> None:
    for row in range(50):
        sheet.put(row, 0, float(row), styles.tall(2))
        sheet.put(row, 1, float(row), styles.tall(0).but(bold=True))
    root = written(book).root("xl/styles.xml")
    # The default, the switch and the two above.
    assert len(root.find("{*}cellXfs")) == 4
    assert {e.get("formatCode") for e in root.iter("{*}numFmt")} <= {"#,##0.00;−#,##0.00", "#,##0;−#,##0"}


def test_every_font_of_the_file_is_the_same_typeface(
    book: Book, sheet: Sheet, written: Callable[[Book], Workbook]
) -> None:
    for column, style in enumerate(v for v in vars(styles).values() if isinstance(v, styles.Style)):
        sheet.put(0, column, "Tekst", style)
    names = {e.get("val") for e in written(book).root("xl/styles.xml").iter("{*}name")}
    assert names == {styles.SKRIFT}


@pytest.mark.parametrize("room", ["report", "workbook"])
def test_no_colour_or_typeface_is_named_outside_the_styles(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        if path.name in ("styles.py", "writer.py"):
            continue
        text = path.read_text(encoding="utf-8")
        assert not re.findall(r"[\"']#[0-9A-Fa-f]{6}[\"']", text), path.name
        assert f'"{styles.SKRIFT}"' not in text, path.name


def test_only_the_writer_knows_xlsxwriter() -> None:
    knows = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if re.search(r"^\s*(?:import|from) xlsxwriter\b", path.read_text(encoding="utf-8"), re.M)
    }
    assert {name for name in knows if name.startswith(("report/", "functions/", "dataset/"))} == set()
    assert {"workbook/writer.py", "workbook/chart_writer.py"} <= knows
