"""The bundled packages and their reports with nothing filled in, once in a process. Not to be changed."""

from __future__ import annotations

from functools import cache

from asss_xl.dataset import Datasett, load
from asss_xl.report import build, build_main
from asss_xl.report.hovedrapport import Hovedrapport
from asss_xl.report.rapport import Rapport


@cache
def package(name: str) -> Datasett:
    """A bundled package."""
    return load(name)


def report(name: str, kommune: str = "", aar: int = 0) -> Rapport:
    """A municipality's report; when nothing is said, the package's own."""
    data = package(name)
    return _report(name, kommune or data.kommune, aar or data.rapportaar)


@cache
def _report(name: str, kommune: str, aar: int) -> Rapport:
    return build(package(name).for_kommune(kommune, aar))


@cache
def main_report(name: str) -> Hovedrapport:
    """The network's own report."""
    return build_main(package(name))
