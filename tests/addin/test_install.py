"""Installing, showing and removing the add-in for a Windows user, on any machine."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asss_xl.addin import install as inst
from asss_xl.addin import xlwings_conf as conf
from asss_xl.addin.install import Environment, install, status, uninstall
from asss_xl.addin.vba import UDF_MODULE


@pytest.fixture
def env(tmp_path: Path) -> Environment:
    """A user on Windows with Python, xlwings' DLL and pywin32."""
    scripts = tmp_path / "Bjørn" / "venv" / "Scripts"
    scripts.mkdir(parents=True)
    (scripts.parent / "xlwings64-0.37.8.dll").touch()
    home = tmp_path / "Bjørn"
    return Environment(
        platform="win32", home=home, interpreter=scripts / "python.exe",
        appdata=home / "AppData" / "Roaming",
    )  # fmt: skip


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in _files(folder)}


def _files(folder: Path) -> list[Path]:
    return [p for p in sorted(folder.rglob("*")) if p.is_file()]


def statuses(steps: list[inst.Step]) -> list[str]:
    return [step.status for step in steps]


def test_first_install_writes_the_configuration_and_the_addin(env: Environment) -> None:
    steps = install(env)
    assert statuses(steps) == [inst.DONE, inst.DONE, inst.DONE, inst.INFO]
    text = env.config.read_bytes().decode("cp1252")
    assert conf.get(text, "INTERPRETER_WIN") == str(env.interpreter)
    assert text.endswith(f'"UDF MODULES","{UDF_MODULE}"\r\n')
    assert env.addin.read_bytes() == inst.build(inst.xlwings_module())
    assert all(step.ok for step in status(env))


def test_installing_again_changes_nothing(env: Environment) -> None:
    install(env)
    before = snapshot(env.home)
    assert statuses(install(env)) == [inst.UNCHANGED] * 3 + [inst.INFO]
    assert snapshot(env.home) == before


def test_uninstall_after_first_install_leaves_nothing(env: Environment) -> None:
    before = snapshot(env.home)
    install(env)
    assert inst.DONE in statuses(uninstall(env))
    assert snapshot(env.home) == before
    assert statuses(uninstall(env)) == [inst.UNCHANGED]


OLD = '"ONEDRIVE_WIN","C:\\Æ"\r\n"INTERPRETER_WIN","C:\\annen\\python.exe"\r\nrar linje\r\n'
OTHERS = '"UDF MODULES","min_modul;andre"\r\n'


def test_other_peoples_settings_stay_and_come_back(env: Environment) -> None:
    env.config.parent.mkdir(parents=True)
    original = (OLD + OTHERS).encode("cp1252") + b"\x81\x8d\r\n"
    env.config.write_bytes(original)
    steps = install(env)
    assert "C:\\annen\\python.exe" in steps[0].text and "2 andre" in steps[1].text
    text = env.config.read_bytes()
    assert f'"UDF MODULES","min_modul;andre;{UDF_MODULE}"'.encode() in text
    assert b"rar linje\r\n" in text and text.endswith(b"\x81\x8d\r\n")
    assert env.config.with_name("xlwings.conf.asss_xl-kopi").read_bytes() == original
    install(env)
    uninstall(env)
    assert env.config.read_bytes() == original


def test_what_others_change_afterwards_is_left_alone(env: Environment) -> None:
    install(env)
    text = env.config.read_bytes().decode("cp1252")
    text = conf.put(text, "INTERPRETER_WIN", "C:\\nyere\\python.exe")
    text = conf.with_module(text, "kollega")
    env.config.write_bytes(text.encode("cp1252"))
    env.addin.write_bytes(b"signed")
    steps = uninstall(env)
    assert "står" in " ".join(step.text for step in steps)
    left = env.config.read_bytes().decode("cp1252")
    assert conf.get(left, "INTERPRETER_WIN") == "C:\\nyere\\python.exe"
    assert conf.modules(left) == ["kollega"] and env.addin.read_bytes() == b"signed"


def test_a_new_interpreter_remembers_the_right_old_one(env: Environment) -> None:
    env.config.parent.mkdir(parents=True)
    env.config.write_bytes(b'"INTERPRETER_WIN","A"\r\n')
    install(env)
    moved = replace(env, interpreter=env.interpreter.with_name("python3.exe"))
    assert statuses(install(moved))[0] == inst.DONE
    uninstall(moved)
    assert env.config.read_bytes() == b'"INTERPRETER_WIN","A"\r\n'


def test_an_addin_of_ones_own_is_copied(env: Environment, tmp_path: Path) -> None:
    signed = tmp_path / "signert.xlam"
    signed.write_bytes(b"signed by IT")
    steps = install(replace(env, addin_file=signed))
    assert env.addin.read_bytes() == b"signed by IT" and all(s.ok for s in steps)
    missing = install(replace(env, addin_file=tmp_path / "borte.xlam"))
    assert inst.MISSING in statuses(missing)


def test_a_foreign_file_in_the_start_folder_is_not_overwritten(env: Environment) -> None:
    env.addin.parent.mkdir(parents=True)
    env.addin.write_bytes(b"someone else's")
    steps = install(env)
    assert inst.FAILED in statuses(steps) and env.addin.read_bytes() == b"someone else's"
    assert "Start Excel" not in steps[-1].text
    uninstall(env)
    assert env.addin.read_bytes() == b"someone else's"


def test_an_older_addin_of_ours_is_replaced(env: Environment, tmp_path: Path) -> None:
    old = tmp_path / "gammel.xlam"
    old.write_bytes(b"old version")
    install(replace(env, addin_file=old))
    assert inst.DONE in statuses(install(env))
    assert env.addin.read_bytes() == inst.build(inst.xlwings_module())


def test_what_is_missing_is_said(env: Environment) -> None:
    (env.interpreter.parent.parent / "xlwings64-0.37.8.dll").unlink()
    steps = install(replace(env, has_pywin32=False))
    texts = " ".join(step.text for step in steps if step.status == inst.MISSING)
    assert "pywin32" in texts and "xlwings64" in texts
    assert statuses(steps)[-1] != inst.INFO


def test_a_locked_file_is_a_step_and_not_a_traceback(
    env: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = inst._write

    def locked(path: Path, content: bytes) -> None:
        if path == env.addin:
            raise PermissionError(13, "in use")
        real(path, content)

    monkeypatch.setattr(inst, "_write", locked)
    steps = install(env)
    assert [s.text for s in steps if s.status == inst.FAILED] == [
        f"{env.addin} kan ikke endres. Lukk Excel og prøv igjen."
    ]
    monkeypatch.undo()
    assert inst.DONE in statuses(install(env))


def test_status_before_install_and_with_a_broken_record(env: Environment) -> None:
    before = snapshot(env.home)
    assert statuses(status(env)) == [inst.MISSING] * 3
    assert snapshot(env.home) == before
    install(env)
    env.record.write_text("not json")
    assert inst.INFO in statuses(status(env))
    env.record.write_text(json.dumps({"unknown": 1}))
    assert statuses(uninstall(env)) == [inst.UNCHANGED]


@pytest.mark.parametrize("platform", ["linux", "darwin"])
@pytest.mark.parametrize("action", [install, status, uninstall])
def test_elsewhere_it_says_what_works(platform: str, action: object, tmp_path: Path) -> None:
    env = Environment(platform, tmp_path, tmp_path / "python")
    steps = action(env)  # type: ignore[operator]
    text = " ".join(step.text for step in steps)
    assert "LAMBDA" in text and "xlwings Lite" in text and "Windows" in text
    assert list(tmp_path.iterdir()) == [] and all(step.ok for step in steps)


def test_current_environment_is_this_machine(tmp_path: Path) -> None:
    env = Environment.current(tmp_path / "a.xlam")
    assert env.interpreter.exists() and env.addin_file == tmp_path / "a.xlam"


ENDS = "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
PLAIN = st.text(st.characters(exclude_characters='"' + ENDS, codec="cp1252"), max_size=12)
MODULE = st.text("abc_.", min_size=1, max_size=8)


@given(st.lists(st.tuples(PLAIN, PLAIN), max_size=5), st.lists(MODULE, unique=True, max_size=4))
def test_adding_and_removing_a_module_is_undone(
    lines: list[tuple[str, str]], modules: list[str]
) -> None:
    text = "".join(f'"{key}","{value}"\r\n' for key, value in lines if key.upper() != "UDF MODULES")
    if modules:
        text = conf.put(text, conf.UDF_MODULES, ";".join(modules))
    added = conf.with_module(text, UDF_MODULE)
    assert conf.modules(added) == [*modules, UDF_MODULE]
    assert conf.with_module(added, UDF_MODULE) == added
    assert conf.without_module(added, UDF_MODULE) == text


def test_line_ends_and_case_of_keys_are_kept() -> None:
    text = '"a","1"\n"udf modules","x"'
    assert conf.get(text, "UDF MODULES") == "x"
    assert conf.put(text, "UDF MODULES", "y") == '"a","1"\n"udf modules","y"'
    assert conf.put('"a","1"', "b", "2") == '"a","1"\r\n"b","2"\r\n'
    assert conf.put('"a","1"\n', "b", "2") == '"a","1"\n"b","2"\n'
