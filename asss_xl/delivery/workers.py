"""The same jobs in several processes, or on a cluster that somebody else runs.

A few jobs more than there are workers are handed out at a time, and each worker is replaced after
some workbooks, so that memory does not grow with their number.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import Any

from asss_xl.dataset.datasett import Datasett
from asss_xl.delivery.batch import Job, Result, one, search_seldom

#: Workbooks that one process makes before a fresh one takes over.
_TASKS_PER_CHILD = 25
Submit = Callable[[Job], "Future[Result]"]


class DaskError(Exception):
    """The cluster cannot be used; the message is for the user."""


def run_in_processes(data: Datasett, todo: Sequence[Job], form: str, workers: int) -> Iterator[Result]:
    """Make the workbooks in ``workers`` processes, each told of as it is done."""
    pool = ProcessPoolExecutor(
        min(workers, max(1, len(todo))),
        multiprocessing.get_context("spawn"),
        search_seldom,
        max_tasks_per_child=_TASKS_PER_CHILD,
    )
    with pool:
        yield from _results(lambda job: _submit(pool, data, job, form), todo, workers * 2)


def run_on_dask(data: Datasett, todo: Sequence[Job], form: str, address: str) -> Iterator[Result]:
    """Make the workbooks on a Dask cluster; raises :class:`DaskError` when it cannot be reached."""
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
        raise DaskError(
            "--dask: pakken distributed er ikke installert. Kjør pip install 'asss_xl[dask]'."
        ) from error
    try:
        client = Client(address, timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        raise DaskError(f"--dask {address}: når ikke klyngen ({error}). Se etter adressen.") from error
    with client, client.get_executor(pure=False) as executor:
        yield client, executor


def _results(submit: Submit, todo: Iterable[Job], width: int) -> Iterator[Result]:
    jobs = iter(todo)
    waiting: dict[Future[Result], Job] = {}
    while True:
        for job in islice(jobs, width - len(waiting)):
            try:
                waiting[submit(job)] = job
            except (BrokenProcessPool, RuntimeError) as error:
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
