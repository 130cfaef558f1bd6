"""Many workbooks from one data package: one for each municipality, and one for the network.

Each workbook is built, written and let go before the next, so that memory does not grow with
their number; one that fails does not stop the others. The same jobs can be done in several
processes, or on a cluster that somebody else runs: a few jobs more than there are workers are
handed out at a time, and each worker is replaced after some workbooks, and ends with who started it.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from asss_xl import __version__
from asss_xl.dataset import files, kommunenavn
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.messages import near, said
from asss_xl.dataset.packages.metadata import ALL, NONE
from asss_xl.dataset.reading import without_collection
from asss_xl.delivery.stamp import stamp, stamped
from asss_xl.extras import install
from asss_xl.replacing import Refused, unfinished, unwritten
from asss_xl.workbook import Book
from asss_xl.workbook.writer import save

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

#: Workbooks that one process makes before a fresh one takes over.
_TASKS_PER_CHILD = 25
#: Processes that are started unasked, and workbooks that each of them must have to make.
_UNASKED, _WORTH_IT = 4, 4
#: Municipalities of a package that each process has all of; of more it has what a job needs.
_WHOLE = 40
Submit = Callable[["Job"], "Future[Result]"]


class Job(NamedTuple):
    """One workbook to make: a municipality's, or the network's where ``kommune`` is empty."""

    kommune: str
    aar: int
    target: Path

    @property
    def name(self) -> str:
        """What it is called in a list of progress."""
        return self.kommune or "Hovedrapport"


class Result(NamedTuple):
    """What became of a job; ``error`` is empty when it was written, ``doubt`` when its own checks hold."""

    job: Job
    error: str = ""
    doubt: str = ""


def jobs(
    data: Datasett, municipalities: Sequence[str], year: int | None, out: Path, given: Sequence[str] = ()
) -> tuple[list[Job], list[str]]:
    """The workbooks that are asked for, or what is wrong with the question (bokmål).

    ``municipalities`` are names, ``all`` (every municipality with figures, and the network) or
    ``none`` (only the network); when there are none it is the one that the package is about.
    ``given`` is what the data set was read from.
    """
    if not data.har_tall:
        return [], [said("ingenting_aa_bygge", ", ".join(given) or data.tittel)]
    problems: list[str] = []
    chosen = data.rapportaar if year is None else year
    if chosen not in data.aar:
        years = ", ".join(map(str, data.aar))
        problems.append(f"--year {chosen}: datapakken har årene {years}.")
    wanted = [name.strip() for name in municipalities if name.strip()] or [data.kommune]
    names: dict[str, None] = {}
    for name in wanted:
        found, wrong = _municipalities(data, name)
        names |= dict.fromkeys(found)
        problems += wrong
    if problems:
        return [], problems
    made = [Job(name, chosen, out / f"Kommunerapport_{name}_{chosen}.xlsx") for name in names]
    if {ALL, NONE} & set(map(str.casefold, wanted)) and data.er_nettverk:
        network = "".join(c if c.isalnum() or c in " -_" else "_" for c in data.nettverk)
        made.append(Job("", chosen, out / f"Hovedrapport_{network}_{chosen}.xlsx"))
    return made, []


def places(data: Datasett) -> kommunenavn.Places:
    """Finds a package's municipalities by number and by every official name."""
    return kommunenavn.Places(
        (u.navn, n, since, to or kommunenavn.ALWAYS) for u in data.kommuner for n, since, to in u.numre
    )


def _municipalities(data: Datasett, wanted: str) -> tuple[list[str], list[str]]:
    """Those that get a workbook of their own, or what is wrong with what is wanted."""
    if wanted.casefold() == ALL:
        # Who has become part of another is reported on only when it is asked for by name.
        return [name for name in data.med_tall if not data.enhet(name).gikk_inn_i], []
    if wanted.casefold() == NONE:
        told = "--municipality none: datapakken har ikke tall for et nettverk."
        return [], [] if data.er_nettverk else [told]
    if (found := places(data).named(wanted)) in data.med_tall:
        return [found], []
    for unit in data.kommuner:
        if wanted.casefold() in {former.casefold() for _, former in unit.lagt_til}:
            told = f"er lagt sammen med {unit.navn}. Velg {unit.navn}, eller utelat --merged."
            return [], [f"--municipality {wanted}: {told}"]
    whose = f", nummeret til {other.navn}" if (other := kommunenavn.of_number(wanted)) else ""
    return [], [said("ikke_tall_for", wanted, whose, near(wanted, data.med_tall), data.med_tall[:20])]


def run(
    data: Datasett,
    todo: Iterable[Job],
    form: str = "native",
    make: Callable[[Datasett, Job, str], Book] | None = None,
) -> Iterator[Result]:
    """Make the workbooks one after the other, telling of each as it is done."""
    gc.freeze()  # what is read stays to the end: there is no garbage in it
    try:
        with without_collection():
            for job in todo:
                yield one(data, job, form, make)
    finally:
        gc.unfreeze()


#: The workbook that was made before, and is let go when another is begun: the last one goes with the process.
_BEFORE: list[Book] = []


def one(
    data: Datasett, job: Job, form: str, make: Callable[[Datasett, Job, str], Book] | None = None
) -> Result:
    """Make one workbook; whatever is wrong with it is told of, and the others are made."""
    from asss_xl.report.oversikt.kontroll import feilet

    while _BEFORE:
        _BEFORE.pop().sheets.clear()  # a sheet knows its book
    gc.collect()
    try:
        _BEFORE.append((make or _make)(data, job, form))
        return Result(job, doubt=feilet(_BEFORE[-1]))
    except OSError as error:
        advice = " Er filen åpen i Excel?" * (isinstance(error, PermissionError) and job.target.exists())
        return Result(job, f"{unwritten(job.target, error)}{advice}")
    except Exception:
        where = f" med {kept}" if (kept := _kept(job)) else ""
        told = f"arbeidsboken kunne ikke bygges: det er en feil i asss-xl. Meld den{where}."
        return Result(job, f"{job.name}: {told}")


def _kept(job: Job) -> Path | None:
    """The file that says where in the program a workbook could not be built, for who mends it."""
    try:
        path = files.own_folder("state") / f"feil_{job.target.stem}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"asss_xl {__version__}\n{traceback.format_exc()}", encoding="utf-8")
    except (OSError, Refused):
        return None
    return path


def _make(data: Datasett, job: Job, form: str) -> Book:
    from asss_xl import report

    about = data.for_kommune(job.kommune or data.kommune, job.aar)
    if job.kommune:
        made = stamped(about, job.kommune, form).book
    else:
        made = report.build_main(about, form).book
        made.properties = stamp(about, made, "").properties()
    save(made, job.target)
    return made


def run_in_processes(data: Datasett, todo: Sequence[Job], form: str, workers: int) -> Iterator[Result]:
    """Make the workbooks in ``workers`` processes, each told of as it is done."""
    from concurrent.futures import ProcessPoolExecutor

    whole = data if len(data.med_tall) <= _WHOLE else None
    others = {*multiprocessing.active_children()}
    pool = ProcessPoolExecutor(
        min(workers, max(1, len(todo))),
        multiprocessing.get_context("spawn"),
        _begin,
        (whole,),
        max_tasks_per_child=_TASKS_PER_CHILD,
    )

    def submit(job: Job) -> Future[Result]:
        with ExitStack() as after:
            if sys.platform != "win32":  # a terminal sends Ctrl-C to all, also to who has just begun
                heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
                after.callback(signal.pthread_sigmask, signal.SIG_SETMASK, heard)
            return pool.submit(_one_of_all, job, form) if whole else _submit(pool, data, job, form)

    with pool:
        try:
            yield from _results(submit, todo, workers * 2)
        except BaseException:  # who stops it is not to wait for the workbooks that are handed out
            for process in {*multiprocessing.active_children()} - others:
                process.kill()
                process.join()
            for folder in {job.target.parent for job in todo}:
                with unfinished(folder):
                    pass  # what they left there is taken away first
            raise


def unasked(count: int) -> int:
    """How many processes make so many workbooks when nobody says it."""
    return max(1, min(os.cpu_count() or 1, _UNASKED, count // _WORTH_IT))


#: What a process makes workbooks of, and has found of it.
_WHOLE_PACKAGE: list[Datasett] = []


def _begin(whole: Datasett | None) -> None:
    if whole is not None:
        _WHOLE_PACKAGE.append(whole)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Windows: others start without interrupts
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()
    gc.disable()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _one_of_all(job: Job, form: str) -> Result:
    return one(_WHOLE_PACKAGE[0], job, form)


def run_on_dask(data: Datasett, todo: Sequence[Job], form: str, address: str) -> Iterator[Result]:
    """Make the workbooks on a Dask cluster; raises :class:`Refused` when it cannot be reached."""
    with _cluster(address) as (client, executor):
        width = max(2, 2 * sum(client.nthreads().values()))
        yield from _results(lambda job: _submit(executor, data, job, form), todo, width)


def _submit(executor: Executor, data: Datasett, job: Job, form: str) -> Future[Result]:
    """Hand out a job with the figures that it is about, which may be few of all."""
    return executor.submit(one, data.utdrag(job.kommune or data.kommune, job.aar), job, form)


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Any, Executor]]:
    try:
        from distributed import Client
    except ImportError as error:
        raise Refused(f"--dask: pakken distributed er ikke installert. {install('dask')}") from error
    try:
        client = Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        raise Refused(f"--dask {address}: når ikke klyngen ({error}). Se etter adressen.") from error
    with client, client.get_executor(pure=False) as executor:
        yield client, executor


def _results(submit: Submit, todo: Iterable[Job], width: int) -> Iterator[Result]:
    from concurrent.futures import FIRST_COMPLETED, wait

    jobs = iter(todo)
    waiting: dict[Future[Result], Job] = {}
    while True:
        for job in islice(jobs, width - len(waiting)):
            try:
                waiting[submit(job)] = job
            except RuntimeError as error:
                yield _lost(job, error)
        if not waiting:
            return
        done, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in done:
            job = waiting.pop(future)
            fault = future.exception()
            yield future.result() if fault is None else _lost(job, fault)


def _lost(job: Job, error: BaseException) -> Result:
    what = f"{type(error).__name__}: {error}"
    return Result(job, f"{job.name}: prosessen som bygget arbeidsboken stanset ({what}). Prøv igjen.")
