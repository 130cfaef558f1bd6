"""Many workbooks at once: the same bytes whoever makes them, and every failure told of."""

from __future__ import annotations

import dataclasses
import hashlib
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from asss_xl import cli
from asss_xl.dataset import Datasett, files, load
from asss_xl.delivery import Job, batch, jobs, run
from asss_xl.delivery.batch import one, run_in_processes, run_on_dask
from asss_xl.replacing import Refused, mark
from tests.support import networks
from tools.eksempelnettverk import skriv


def _hashes(folder: Path) -> dict[str, str]:
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(folder.iterdir())}


@pytest.mark.parametrize("whole", [0, 40])
def test_processes_make_the_same_bytes_as_one(
    whole: int, data: Datasett, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether each has the whole package, or a job what it needs of it."""
    monkeypatch.setattr(batch, "_WHOLE", whole)
    todo, _ = jobs(data, ["all"], None, tmp_path / "en")
    assert [r.error for r in run(data, todo)] == [""] * 4
    several, _ = jobs(data, ["all"], None, tmp_path / "flere")
    assert [r.error for r in run_in_processes(data, several, "native", 2)] == [""] * 4
    assert _hashes(tmp_path / "en") == _hashes(tmp_path / "flere")


def test_who_stops_does_not_wait_for_the_workbooks_that_are_handed_out(
    data: Datasett, tmp_path: Path
) -> None:
    """After Ctrl-C all four were made, half a minute in a network."""
    todo, _ = jobs(data, ["all"], None, tmp_path)
    other = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(600,))
    other.start()
    results = run_in_processes(data, todo, "native", 2)
    assert next(results).error == ""
    (tmp_path / f".asss_xl-0123456789ab{mark('0123456789ab')}").mkdir()  # as they leave
    results.close()
    assert other.is_alive(), "one that is not ours was ended"
    other.kill()
    assert len(list(tmp_path.glob("*.xlsx"))) < len(todo)
    assert not list(tmp_path.glob(".*"))


@pytest.mark.skipif(sys.platform == "win32", reason="der går Ctrl-C andre veier")
def test_a_process_that_has_just_begun_does_not_hear_ctrl_c(tmp_path: Path) -> None:
    """Each printed where in Python it was, in English; a terminal's Ctrl-C goes to all of them."""
    begun = "'--multiprocessing-fork' in sys.orig_argv and os.kill(os.getpid(), signal.SIGINT)"
    (tmp_path / "sitecustomize.py").write_text(f"import os, signal, sys\n{begun}\n", encoding="utf-8")
    words = "build --data eksempelnettverk --municipality Bergen --municipality Oslo --workers 2 --out ut"
    paths = os.pathsep.join((str(tmp_path), *filter(None, sys.path)))
    done = subprocess.run(
        [sys.executable, "-m", "asss_xl", *words.split()],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list((tmp_path / "ut").iterdir())) == 2


@pytest.mark.parametrize(
    ("processors", "books", "started"), [(2, 13, 2), (8, 13, 3), (64, 357, 4), (2, 4, 1), (None, 13, 1)]
)
def test_several_processes_are_started_unasked_where_it_is_worth_it(
    processors: int | None, books: int, started: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    assert batch.unasked(books) == started


@pytest.mark.skipif(os.name != "posix", reason="prosessgrupper finnes bare på Linux og macOS")
def test_processes_end_with_the_command_that_started_them(tmp_path: Path) -> None:
    """A command that is killed left two that waited for ever."""
    words = (
        "build",
        "--data",
        "eksempelnettverk",
        "--municipality",
        "all",
        "--workers",
        "2",
        "--out",
        tmp_path,
    )
    command = [sys.executable, "-u", "-m", "asss_xl.cli", *map(str, words)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    ) as run:
        assert run.stdout is not None and run.stdout.readline().startswith(b"Skrev ")
        run.kill()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            os.killpg(run.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.killpg(run.pid, signal.SIGKILL)
    raise AssertionError("something that the command started goes on")


def test_of_many_municipalities_a_job_has_the_figures_that_it_needs(tmp_path: Path) -> None:
    """Those outside the groups are left out, and the workbook is the same to the byte."""
    data = load(skriv(tmp_path / "mange", kommuner=16, aar=2, tjenester=["grunnskole"]))
    outside = data.med_tall[-1]
    assert outside not in data.medlemmer
    for name in (outside, data.medlemmer[1], ""):
        few = data.utdrag(name or data.kommune, data.rapportaar)
        assert {key[2] for key in few.verdier} < {key[2] for key in data.verdier}
        assert data.med_tall == few.med_tall
        for at, figures in (("alle", data), ("noen", few)):
            job = Job(name, data.rapportaar, tmp_path / at / "bok.xlsx")
            job.target.parent.mkdir(exist_ok=True)
            assert one(figures, job, "native").error == ""
        assert _hashes(tmp_path / "alle") == _hashes(tmp_path / "noen"), name


def test_one_that_fails_is_listed_and_the_others_are_made(package: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut"
    (out / "Kommunerapport_By AA_2023.xlsx").mkdir(parents=True)
    arguments = [
        "build",
        "--data",
        str(package),
        "--municipality",
        "all",
        "--workers",
        "2",
        "--out",
        str(out),
    ]
    done = CliRunner().invoke(cli.app, arguments)
    assert done.exit_code == 1, done.output
    assert "3 av 4 arbeidsbøker" in done.output and "By AA" in done.stderr.splitlines()[-1]
    assert "Se over: By AB: Kontroll i arbeidsboken sier FEIL: " in done.stderr
    assert len([f for f in out.iterdir() if f.is_file()]) == 3
    (out / "Kommunerapport_By AB_2023.xlsx").unlink()
    (out / "Kommunerapport_By AB_2023.xlsx").mkdir()
    both = [*arguments[:3], "--municipality", "By AA", "--municipality", "By AB", "--out", str(out)]
    none = CliRunner().invoke(cli.app, both)
    assert (none.exit_code, "0 av 2 arbeidsbøker" in none.output) == (2, True)


def test_a_fault_of_the_program_is_kept_for_who_mends_it(data: Datasett, tmp_path: Path) -> None:
    def wrong(*_: object) -> None:
        raise ValueError("two sheets are named Kontroll")

    told = one(data, Job("By AA", 2023, tmp_path / "Kommunerapport_By AA_2023.xlsx"), "native", wrong).error
    (kept,) = (tmp_path / "tilstand" / "asss_xl").iterdir()
    assert told.endswith(f"det er en feil i asss-xl. Meld den med {kept}.") and "ValueError" not in told
    text = kept.read_text(encoding="utf-8")
    assert text.startswith("asss_xl ") and "in wrong" in text and "two sheets are named Kontroll" in text


def test_who_has_no_home_is_told_what_to_set(
    data: Datasett, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", homeless)
    for kind in ("cache", "state"):
        monkeypatch.delenv(f"XDG_{kind.upper()}_HOME", raising=False)
        with pytest.raises(Refused, match=f"hjemmemappe. Sett HOME, eller XDG_{kind.upper()}_HOME"):
            files.own_folder(kind)

    def wrong(*_: object) -> None:
        raise ValueError

    told = one(data, Job("By AA", 2023, tmp_path / "a.xlsx"), "native", wrong).error
    assert told.endswith("det er en feil i asss-xl. Meld den.")


def test_whose_a_number_is_that_has_no_figures_is_told(package: Path, tmp_path: Path) -> None:
    words = ["--municipality", "5001", "--out", str(tmp_path / "ut")]
    done = CliRunner().invoke(cli.app, ["build", "--data", str(package), *words])
    assert done.exit_code == 2 and "nummeret til Trondheim" in done.output


def test_every_municipality_that_is_named_is_made_once(package: Path, tmp_path: Path) -> None:
    out, names = tmp_path / "ut", ("By AB", "by aa", "By AB")
    words = [word for name in names for word in ("--municipality", name)]
    done = CliRunner().invoke(cli.app, ["build", "--data", str(package), *words, "--out", str(out)])
    assert done.exit_code == 0, done.output
    made = sorted(path.name for path in out.iterdir())
    assert made == ["Kommunerapport_By AA_2023.xlsx", "Kommunerapport_By AB_2023.xlsx"]


def test_the_version_follows_the_figures_and_not_the_folder(tmp_path: Path) -> None:
    made = networks.rows(members=2, services=1)
    one = load(networks.write(tmp_path / "en", made))
    two = load(networks.write(tmp_path / "to", made))
    made["regnskap"][0]["beloep"] += 1
    three = load(networks.write(tmp_path / "tre", made))
    assert one.versjon == two.versjon != three.versjon
    assert dataclasses.replace(one) == two


def test_a_dask_cluster_makes_the_same_bytes(data: Datasett, tmp_path: Path) -> None:
    distributed = pytest.importorskip(
        "distributed", reason="pakken distributed (asss_xl[dask]) er ikke installert"
    )
    todo, _ = jobs(data, ["all"], None, tmp_path / "en")
    assert not [r.error for r in run(data, todo) if r.error]
    several, _ = jobs(data, ["all"], None, tmp_path / "klynge")
    options = {"n_workers": 1, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(**options) as cluster:
        found = list(run_on_dask(data, several, "native", cluster.scheduler_address))
    assert [r.error for r in found] == [""] * 4
    assert _hashes(tmp_path / "en") == _hashes(tmp_path / "klynge")
