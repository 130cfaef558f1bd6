"""Installing, showing and removing the add-in for a Windows user, on any machine."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from typer.testing import CliRunner

from asss_xl.addin import install as inst
from asss_xl.addin.install import Environment, install, status, uninstall
from asss_xl.cli import app
from tools.macros import xlam


@pytest.fixture
def env(tmp_path: Path) -> Environment:
    """A user on Windows with Python, xlwings' DLL and pywin32."""
    scripts = tmp_path / "Bjørn" / "venv" / "Scripts"
    scripts.mkdir(parents=True)
    (scripts.parent / "xlwings64-0.37.8.dll").touch()
    home = tmp_path / "Bjørn"
    return Environment(
        platform="win32", home=home, interpreter=scripts / "python.exe", appdata=home / "AppData" / "Roaming"
    )


def addin_of_ours(version: str = "signed by IT") -> bytes:
    """An add-in with our tab, and something else in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("customUI/customUI14.xml", '<tab id="asssFane"/>')
        archive.writestr("version", version)
    return made.getvalue()


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in _files(folder)}


def _files(folder: Path) -> list[Path]:
    return [p for p in sorted(folder.rglob("*")) if p.is_file()]


def statuses(steps: list[inst.Step]) -> list[str]:
    return [step.status for step in steps]


XLWINGS = b'"INTERPRETER_WIN","C:\\annen\\python.exe"\r\n"UDF MODULES","min_modul"\r\n'


@pytest.fixture
def others(env: Environment) -> Path:
    """The user's own xlwings settings, which are no concern of ours."""
    path = env.home / ".xlwings" / "xlwings.conf"
    path.parent.mkdir()
    path.write_bytes(XLWINGS)
    return path


def test_first_install_writes_our_settings_and_the_addin(env: Environment, others: Path) -> None:
    before = snapshot(env.home)
    steps = install(env)
    assert statuses(steps) == ["gjort"] * 2 + ["til opplysning"]
    assert env.config == env.home / ".asss_xl" / "asss_xl.conf"
    assert env.config.read_bytes().decode("cp1252") == f'"INTERPRETER_WIN","{env.interpreter}"\r\n'
    assert env.addin.read_bytes() == xlam.build(xlam.calling_python())
    assert all(step.ok for step in status(env))
    assert {k: v for k, v in snapshot(env.home).items() if k in before} == before
    assert [p.name for p in env.addin.parent.iterdir()] == [env.addin.name], "Excel opens all there"


def test_xlwings_finds_the_settings_where_install_puts_them(env: Environment) -> None:
    module = xlam.xlwings_module()
    project = re.search(r'PROJECT_NAME As String = "(\w+)"', module)[1]  # type: ignore[index]
    assert 'Environ("USERPROFILE") & "\\." & PROJECT_NAME & "\\" & PROJECT_NAME & ".conf"' in module
    assert env.config.relative_to(env.home).as_posix() == f".{project}/{project}.conf"


def test_installing_again_changes_nothing(env: Environment) -> None:
    install(env)
    before = snapshot(env.home)
    assert statuses(install(env)) == ["uendret"] * 2 + ["til opplysning"]
    assert snapshot(env.home) == before


def test_uninstall_leaves_nothing(env: Environment, others: Path) -> None:
    before = snapshot(env.home)
    install(env)
    assert "gjort" in statuses(uninstall(env))
    assert snapshot(env.home) == before and not env.config.parent.exists()
    assert statuses(uninstall(env)) == ["uendret"]


def test_settings_of_ones_own_beside_ours_are_kept(env: Environment) -> None:
    env.config.parent.mkdir(parents=True)
    own = b'"SHOW CONSOLE","True"\r\n\x81\x8d\r\n'
    env.config.write_bytes(own)
    install(env)
    assert env.config.read_bytes().startswith(own)
    assert all(step.ok for step in uninstall(env))
    assert env.config.read_bytes() == own


def test_uninstall_leaves_another_file_that_is_there_instead(env: Environment) -> None:
    install(env)
    env.addin.write_bytes(b"someone else's")
    found = status(env)
    assert "feil" in statuses(found) and "ikke ASSS-tillegget" in found[-1].text
    steps = uninstall(env)
    assert statuses(steps) == ["står igjen", "gjort"] and not all(step.ok for step in steps)
    assert env.addin.read_bytes() == b"someone else's" and not env.config.parent.exists()


def test_what_earlier_versions_wrote_is_taken_away_too(env: Environment) -> None:
    install(env)
    env.config.with_name("install.json").write_text("{}")
    assert all(step.ok for step in uninstall(env)) and not env.config.parent.exists()


def test_a_new_python_takes_over(env: Environment) -> None:
    install(env)
    moved = replace(env, interpreter=env.interpreter.with_name("python3.exe"))
    assert "mangler" in statuses(status(moved))
    assert statuses(install(moved))[0] == "gjort"
    assert all(step.ok for step in status(moved))
    uninstall(moved)
    assert not env.config.exists() and not env.addin.exists()


def test_an_addin_of_ones_own_is_copied(env: Environment, tmp_path: Path) -> None:
    signed = tmp_path / "signert.xlam"
    signed.write_bytes(addin_of_ours())
    steps = install(replace(env, addin_file=signed))
    assert env.addin.read_bytes() == addin_of_ours() and all(s.ok for s in steps)
    before = snapshot(env.home)
    signed.write_bytes(b"another file")
    for file in (tmp_path / "borte.xlam", signed):
        refused = install(replace(env, addin_file=file))
        assert statuses(refused) == ["mangler", "til opplysning"] and snapshot(env.home) == before


def test_a_foreign_file_in_the_start_folder_is_not_overwritten(env: Environment) -> None:
    env.addin.parent.mkdir(parents=True)
    env.addin.write_bytes(b"someone else's")
    before = snapshot(env.home)
    steps = install(env)
    assert statuses(steps) == ["feil", "til opplysning"] and "Ingenting er endret" in steps[-1].text
    assert snapshot(env.home) == before
    uninstall(env)
    assert snapshot(env.home) == before


def test_an_older_addin_of_ours_is_replaced(env: Environment, tmp_path: Path) -> None:
    old = tmp_path / "gammel.xlam"
    old.write_bytes(addin_of_ours("old version"))
    install(replace(env, addin_file=old))
    assert "gjort" in statuses(install(env))
    assert env.addin.read_bytes() == xlam.build(xlam.calling_python())


@pytest.mark.parametrize("lacks", ["dll", "dll of this version", "pywin32"])
def test_what_is_missing_is_said_and_nothing_is_written(env: Environment, lacks: str) -> None:
    dll = env.interpreter.parent.parent / "xlwings64-0.37.8.dll"
    if lacks == "dll":
        dll.unlink()
    elif lacks != "pywin32":
        dll.rename(dll.with_name("xlwings64-0.37.7.dll"))  # the add-in asks for its own
    before = snapshot(env.home)
    steps = install(replace(env, has_pywin32=lacks != "pywin32"))
    assert statuses(steps) == ["mangler", "til opplysning"]
    assert ("pywin32" if lacks == "pywin32" else "xlwings64") in steps[0].text
    assert "Ingenting er endret" in steps[-1].text and snapshot(env.home) == before


@pytest.mark.parametrize("at", ["config", "addin"])
@pytest.mark.parametrize("installed", [False, True])
def test_a_write_that_fails_leaves_everything_as_it_was(
    at: str, installed: bool, env: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if installed:
        old = tmp_path / "gammel.xlam"
        old.write_bytes(addin_of_ours("old version"))
        install(replace(env, addin_file=old, interpreter=env.interpreter.with_name("old.exe")))
    before = snapshot(env.home)
    real = inst._write
    refuse = True

    def locked(path: Path, content: bytes) -> None:
        if refuse and path == getattr(env, at):
            raise PermissionError(13, "in use")
        real(path, content)

    monkeypatch.setattr(inst, "_write", locked)
    steps = install(env)
    assert snapshot(env.home) == before
    assert [s.status for s in steps if not s.ok] == ["feil"]
    assert f"{getattr(env, at)} kan ikke endres. Lukk Excel" in " ".join(s.text for s in steps)
    assert steps[-1].text == "Ingenting er endret."
    refuse = False
    assert all(step.ok for step in install(env)) and all(step.ok for step in status(env))


def test_excel_holding_the_addin_stops_uninstall_before_anything_is_changed(
    env: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(env)
    before = snapshot(env.home)

    def held(*_: object, **__: object) -> None:
        raise PermissionError(13, "in use")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", held)
        steps = uninstall(env)
    assert steps[0].status == "feil" and "Lukk Excel" in steps[0].text
    assert snapshot(env.home) == before
    assert all(step.ok for step in uninstall(env)) and not env.addin.exists()


def test_the_settings_are_in_the_code_page_of_windows_also_in_pythons_utf8_mode(
    env: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr("locale.getpreferredencoding", lambda _=True: "utf-8")  # as in that mode
    monkeypatch.setattr("locale.getencoding", lambda: "cp1252")
    interpreter = env.home / "Kåre Ødegård" / "æ" / "python.exe"
    interpreter.parent.mkdir(parents=True)
    (interpreter.parent / "xlwings64-0.37.8.dll").write_bytes(b"")
    here = replace(env, interpreter=interpreter, encoding=Environment.current().encoding)
    assert all(step.ok for step in install(here))
    assert f'"{interpreter}"'.encode("cp1252") in here.config.read_bytes()


def test_a_path_that_the_settings_cannot_hold(env: Environment) -> None:
    steps = install(replace(env, interpreter=env.interpreter.with_name("пайтон.exe")))
    assert statuses(steps) == ["feil", "til opplysning"] and not env.config.exists()


def test_an_addin_copied_by_hand_is_known(env: Environment) -> None:
    env.addin.parent.mkdir(parents=True)
    env.addin.write_bytes(xlam.build(xlam.calling_python()))
    assert statuses(uninstall(env)) == ["gjort", "uendret"] and not env.addin.exists()


@pytest.mark.parametrize("platform", ["linux", "darwin"])
@pytest.mark.parametrize("action", [install, status, uninstall])
def test_elsewhere_it_says_what_works(platform: str, action: object, tmp_path: Path) -> None:
    env = Environment(platform, tmp_path, tmp_path / "python")
    steps = action(env)  # type: ignore[operator]
    text = " ".join(step.text for step in steps)
    assert "LAMBDA" in text and "xlwings Lite" in text and "Windows" in text
    assert list(tmp_path.iterdir()) == [] and not steps[0].ok


def test_current_environment_is_this_machine(tmp_path: Path) -> None:
    env = Environment.current(tmp_path / "a.xlam")
    assert env.interpreter.exists() and env.addin_file == tmp_path / "a.xlam"


def test_current_environment_is_this_machine_and_says_what_works(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["addin", "install"])
    assert result.exit_code == 2 and result.stdout == ""
    assert "bare i Excel på Windows" in result.stderr and "--into" in result.stderr


PLAIN = st.text(st.characters(exclude_characters='"\r\n', codec="cp1252"), max_size=12)


@given(st.lists(st.tuples(PLAIN, PLAIN), max_size=5), PLAIN)
def test_the_python_that_is_named_is_read_back_and_all_else_kept(
    lines: list[tuple[str, str]], value: str
) -> None:
    text = "".join(f'"{k}","{v}"\r\n' for k, v in lines if k.upper() != inst.INTERPRETER)
    added = inst.with_interpreter(text, value)
    assert inst.interpreter_in(text) is None and inst.interpreter_in(added) == value
    assert added == f'{text}"INTERPRETER_WIN","{value}"\r\n'
    assert inst.with_interpreter(added, value) == added


def test_line_ends_and_case_of_keys_are_kept() -> None:
    text = '"a","1"\n"interpreter_win","x"'
    assert inst.interpreter_in(text) == "x"
    assert inst.with_interpreter(text, "y") == '"a","1"\n"interpreter_win","y"'
    assert inst.with_interpreter('"a","1"', "2") == '"a","1"\r\n"INTERPRETER_WIN","2"\r\n'
    assert inst.with_interpreter('"a","1"\n', "2") == '"a","1"\n"INTERPRETER_WIN","2"\n'
