"""The engines really recalculate, and what-if scenarios can be undone."""

from __future__ import annotations

import os
import re
import stat
import time
from pathlib import Path

import openpyxl
import pytest

from asss_xl.checks import engine as engine_room, worker
from asss_xl.checks.engine import EngineError, write_copy
from asss_xl.checks.formula_text import split_place
from asss_xl.checks.package import Workbook, file_cells
from asss_xl.delivery import printing
from asss_xl.delivery.printing import EngineMissing
from asss_xl.functions.values import DIV0, NA, ExcelError, Value
from asss_xl.unpacking import PackageError
from tests.support.engine import Session, changed, recalculate
from tests.support.office import needs_libreoffice
from tests.support.packages import SECOND, SHEET, TABLE, edited, read_part, with_parts

BOTH = ["ironcalc", pytest.param("libreoffice", marks=needs_libreoffice)]
SHEETS = "Grunnskole"


class TestWhatTheFileHolds:
    def test_types_of_cached_values(self, good: Path) -> None:
        cells = file_cells(Workbook.open(good))
        held = {address: cells[SHEETS, address].value for address in ("D2", "D3", "D4", "D5", "M2")}
        assert held == {"D2": 0.75, "D3": "", "D4": "Ikke data", "D5": True, "M2": NA}
        assert isinstance(held["M2"], ExcelError) and not isinstance(held["D4"], ExcelError)
        assert (SHEETS, "D8") not in cells, "a formatted blank holds nothing"
        assert cells[SHEETS, "B3"].formula is None
        assert cells[SHEETS, "F2"].spill == "F2:F3"

    def test_a_formula_without_a_value_is_not_an_empty_text(self, good: Path, tmp_path: Path) -> None:
        broken = edited(good, tmp_path / "u.xlsx", SECOND, "<v>17.5</v>", "")
        cells = file_cells(Workbook.open(broken))
        assert not cells["Øvrige tall", "A2"].has_value
        assert cells["Grunnskole", "D3"].has_value

    def test_agrees_with_openpyxl(self, good: Path) -> None:
        workbook = openpyxl.load_workbook(good, data_only=True)
        for (sheet, address), cell in file_cells(Workbook.open(good)).items():
            theirs = workbook[sheet][address].value
            assert (theirs or "") == (cell.value or ""), address

    def test_shared_and_inline_texts_and_implied_addresses(self, good: Path, tmp_path: Path) -> None:
        rows = (
            '<sheetData><row><c t="inlineStr"><is><r><t>a</t></r><r><t>_x000A_b</t></r></is></c>'
            '<c><v>2</v></c></row><row><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
            '<row r="9"><c r="A9"><f t="shared" si="0"/><v>1</v></c></row>'
        )
        sheet = re.sub("<sheetData>.*(?=</sheetData>)", rows, read_part(good, SECOND), flags=re.DOTALL)
        path = with_parts(good, tmp_path / "i.xlsx", {SECOND: sheet})
        cells = file_cells(Workbook.open(path))
        held = {a: cells["Øvrige tall", a].value for a in ("A1", "B1", "B2", "A9")}
        assert held["B1"] == 2.0 and held["B2"] == DIV0
        assert cells["Øvrige tall", "A9"].formula == ""


@pytest.mark.parametrize("engine", BOTH)
class TestRecalculation:
    def test_happens(self, engine: str, good: Path, tmp_path: Path) -> None:
        stale = edited(good, tmp_path / "g.xlsx", SHEET, "<v>0.75</v>", "<v>99</v>")
        result = recalculate(stale, engine)
        assert result.cells[SHEETS, "D2"].value == 99
        assert result.values[SHEETS, "D2"] == 0.75

    def test_keeps_every_type(self, engine: str, good: Path) -> None:
        values = recalculate(good, engine).values
        assert values[SHEETS, "D3"] == "" and values[SHEETS, "D4"] == "Ikke data"
        assert values[SHEETS, "D5"] is True
        assert values[SHEETS, "M2"] == NA and isinstance(values[SHEETS, "M2"], ExcelError)
        assert (SHEETS, "D8") not in values
        assert values[SHEETS, "F3"] == 6.25
        assert values["Øvrige tall", "A1"] == 12.5

    def test_follows_changed_inputs(self, engine: str, good: Path) -> None:
        before = good.read_bytes()
        changes: dict[str, Value] = {f"{SHEETS}!C2": 7.5, "Grunnskole!B3": 3.0, "'Grunnskole'!D8": 2.0}
        result = recalculate(good, engine, changes)
        assert result.values[SHEETS, "D2"] == 2.0
        assert result.values[SHEETS, "D3"] == 3.0
        assert result.values[SHEETS, "D7"] == 4.0
        assert result.values["Øvrige tall", "A2"] == 20.0
        assert result.cells[SHEETS, "D2"].value == 0.75
        assert good.read_bytes() == before

    def test_takes_every_type_of_input(self, engine: str, good: Path) -> None:
        changes: dict[str, Value] = {
            "Grunnskole!B3": -2.5,
            "Grunnskole!B2": NA,
            "Grunnskole!C3": None,
            "Grunnskole!A3": "Ny tekst & <mer>",
            "Grunnskole!D8": False,
        }
        values = recalculate(good, engine, changes).values
        assert values[SHEETS, "D3"] == -2.5
        assert values[SHEETS, "D2"] == NA and isinstance(values[SHEETS, "B2"], ExcelError)
        assert (SHEETS, "C3") not in values
        assert values[SHEETS, "A3"] == "Ny tekst & <mer>"
        assert values[SHEETS, "D8"] is False

    def test_says_what_is_wrong_with_a_file(self, engine: str, tmp_path: Path) -> None:
        path = tmp_path / "x.xlsx"
        path.write_text("nei")
        with pytest.raises(PackageError, match="ikke en Excel-arbeidsbok"):
            recalculate(path, engine)


def test_named_functions_are_calculated_by_ironcalc(good: Path) -> None:
    changed = recalculate(good, changes={"Grunnskole!C2": 7.5})
    assert changed.values[SHEETS, "D6"] == 4.0


class TestSession:
    def test_restores_what_was_set(self, good: Path) -> None:
        session = Session(good)
        original = session.values()
        scenarios: list[dict[str, Value]] = [
            {"Grunnskole!C2": 8.0},
            {"Grunnskole!B2": "Ikke data"},
            {"Grunnskole!B3": True},
            {"Grunnskole!D8": 1.0, "Grunnskole!B2": None},
            {"Grunnskole!C2": DIV0},
        ]
        for scenario in scenarios * 20:
            for place, value in scenario.items():
                session.set(place, value)
            session.evaluate()
            assert session.values() != original
            session.restore()
            assert session.values() == original

    def test_setting_back_by_hand_gives_the_original(self, good: Path) -> None:
        session = Session(good)
        original = session.values()
        session.set("Grunnskole!C2", 100.0)
        session.evaluate()
        assert session.value("Grunnskole!D2") == 94.5
        session.set((SHEETS, "C2"), 6.25)
        session.evaluate()
        assert session.values() == original

    def test_clear_empties_and_nothing_moves_before_evaluate(self, good: Path) -> None:
        session = Session(good)
        session.clear("Grunnskole!C2")
        assert session.value("Grunnskole!C2") is None
        assert session.value("Grunnskole!D2") == 0.75
        session.evaluate()
        assert session.value("Grunnskole!D2") == -5.5

    def test_text_is_text_also_when_it_looks_like_something_else(self, good: Path) -> None:
        session = Session(good)
        for text in ("7", "=1+1", "#N/A", "TRUE"):
            session.set("Grunnskole!B3", text)
            session.evaluate()
            assert session.value("Grunnskole!B3") == text
            assert not isinstance(session.value("Grunnskole!B3"), ExcelError)
            assert session.value("Grunnskole!D3") == ""

    def test_formulas_and_unknown_sheets_are_refused(self, good: Path) -> None:
        session = Session(good)
        with pytest.raises(ValueError, match="formula"):
            session.set("Grunnskole!D2", 1.0)
        with pytest.raises(KeyError):
            session.value("Finnes ikke!A1")

    def test_agrees_with_a_recalculated_copy(self, good: Path) -> None:
        session = Session(good)
        session.set("Grunnskole!C2", 7.125)
        session.evaluate()
        assert session.values() == recalculate(good, changes={"Grunnskole!C2": 7.125}).values


class TestTheCopy:
    def test_has_the_cells_names_and_tables_and_nothing_else(self, good: Path, tmp_path: Path) -> None:
        out, package = tmp_path / "k.xlsx", Workbook.open(good)
        assert write_copy(changed(good, {"Grunnskole!C2": 1.0, "Grunnskole!E5": "ny"}), out) is False
        made = Workbook.open(out)
        held, before = file_cells(made), file_cells(package)
        assert held.pop((SHEETS, "E5")).value == "ny"
        assert held.keys() == before.keys()
        other = {place for place, cell in held.items() if cell[:7] != before[place][:7]}
        assert other == {(SHEETS, "C2")}
        assert {n.name for n in made.defined_names} == {"ASSS_DOBLE"}
        assert len(made.of_kind("table")) == 1 and not made.of_kind("chart")

    def test_with_changes_refuses_formulas_and_unknown_sheets(self, good: Path) -> None:
        with pytest.raises(ValueError, match="formula"):
            changed(good, {"Grunnskole!D2": 1.0})
        with pytest.raises(KeyError):
            changed(good, {"Nei!D2": 1.0})

    def test_cuts_areas_off_behind_the_last_cell(self, good: Path, tmp_path: Path) -> None:
        wide = edited(good, tmp_path / "h.xlsx", SECOND, "SUM(A1,5)", "SUM(Grunnskole!$C:C,5:5,A1:A9)")
        assert write_copy(Workbook.open(wide), tmp_path / "k.xlsx", clamp=True)
        copied = file_cells(Workbook.open(tmp_path / "k.xlsx"))
        assert copied["Øvrige tall", "A2"].formula == "SUM(Grunnskole!C1:C14,A5:M5,A1:A9)"

    def test_asks_the_engine_which_functions_it_knows(self, good: Path) -> None:
        probes = ("SUM", "ASSS_INDEKS", "_XLFN.XLOOKUP")
        asked = engine_room.recalculate(Workbook.open(good), probes=probes)
        assert asked.unknown == {"ASSS_INDEKS"}
        assert asked.values == recalculate(good).values


def test_places() -> None:
    assert split_place("'Pleie og omsorg'!$C$5") == ("Pleie og omsorg", "C5")
    assert split_place("Pleie og omsorg!C5") == ("Pleie og omsorg", "C5")
    assert split_place("'Ole''s'!A1") == ("Ole's", "A1")


class TestTrouble:
    def test_missing_libreoffice_is_an_error_of_its_own(
        self, good: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", "")
        with pytest.raises(EngineMissing, match="Fant ikke LibreOffice"):
            recalculate(good, "libreoffice")

    @pytest.mark.skipif(os.name != "posix", reason="the stand-in for soffice is a shell script")
    def test_libreoffice_that_never_ends_is_stopped_with_its_children(
        self, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        mark = tmp_path / "done"
        _stand_in(tmp_path, f"(sleep 1.5; touch {mark}) & wait", monkeypatch)
        started = time.monotonic()
        with pytest.raises(EngineError, match="ble ikke ferdig"):
            printing.convert(good, tmp_path, timeout=0.3)
        assert time.monotonic() - started < 1.2
        time.sleep(1.6)
        assert not mark.exists()

    @pytest.mark.skipif(os.name != "posix", reason="the stand-in for soffice is a shell script")
    def test_libreoffice_without_calc_says_what_it_said(
        self, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _stand_in(tmp_path, "echo no export filter", monkeypatch)
        with pytest.raises(EngineError, match="no export filter"):
            printing.convert(good, tmp_path / "ut", timeout=5)

    def test_ironcalc_that_crashes_is_an_error(
        self, good: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        deep = "(" * 3000 + "1" + ")" * 3000
        hostile = edited(good, tmp_path / "d.xlsx", SECOND, "SUM(A1,5)", deep)
        with pytest.raises(EngineError, match="ironcalc kunne ikke regne om"):
            recalculate(hostile)

    def test_what_ironcalc_says_is_told_without_the_kind_of_error(self, good: Path, tmp_path: Path) -> None:
        strange = edited(good, tmp_path / "t.xlsx", TABLE, '<tableColumn id="1"', '<tableColumn id="x"')
        with pytest.raises(EngineError, match=r"ironcalc kunne ikke regne om t\.xlsx\. (?!.*Error)"):
            engine_room.recalculate(Workbook.open(strange))

    def test_ironcalc_that_never_ends_is_stopped(self, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(EngineError, match="ble ikke ferdig"):
            engine_room.recalculate(Workbook.open(good), timeout=0.001)

    def test_a_system_that_refuses_to_limit_memory_still_limits_time(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        resource = pytest.importorskip("resource")
        limits = {}

        def refusing(which: int, limit: tuple[int, int]) -> None:
            if which == resource.RLIMIT_DATA:
                raise ValueError("not allowed to raise maximum limit")
            limits[which] = limit

        monkeypatch.setattr(resource, "setrlimit", refusing)
        worker._limit(7)
        assert limits == {resource.RLIMIT_CPU: (7, 8)}


def _stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    command = folder / "soffice"
    command.write_text(f"#!/bin/sh\n{script}\n")
    command.chmod(command.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
