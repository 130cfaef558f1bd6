"""A package read again after some of its files have changed: for those who damage it on purpose."""

from __future__ import annotations

import copy
from collections.abc import Set
from dataclasses import replace
from pathlib import Path

from asss_xl.dataset import files
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.inputs.sources import Source
from asss_xl.dataset.messages import DatasetError, Problem
from asss_xl.dataset.packages import checks, constraints, metadata
from asss_xl.dataset.packages.assembling import build
from asss_xl.dataset.packages.tables import Table
from asss_xl.dataset.reading import absent, in_order, read_table, targets
from asss_xl.dataset.schema import descriptors


class Reading:
    """A package's folder as it was read; `again` reads only the files that have changed since.

    `dataset` raises `DatasetError` with every problem.
    """

    def __init__(self, root: Path, descriptor: str) -> None:
        self._root, self._descriptor = root, descriptor
        self._schemas = {d["name"]: d["schema"] for d in descriptors()}
        self._found: dict[str, Table] = {}
        #: What each file's own reading, and the schemas, had to say of it.
        self._faults: dict[str, list[Problem]] = {}
        self._breaches: dict[str, list[Problem]] = {}
        self._describe()
        self._take({name for name in self._schemas if self._paths.get(name)})

    def again(self, changed: Set[str]) -> Reading:
        """The package with these files (by name in the folder) read anew; this one stays."""
        if self._descriptor in changed:
            return Reading(self._root, self._descriptor)
        made = copy.copy(self)
        made._found, made._faults = dict(self._found), dict(self._faults)
        made._breaches = dict(self._breaches)
        made._take({name for name, path in self._paths.items() if path in changed})
        return made

    def dataset(self) -> Datasett:
        """The data set of the files as they were read."""
        found, schemas, paths = self._found, self._schemas, self._paths
        problems = [*self._said, *(p for ps in self._faults.values() for p in ps)]
        problems += [p for ps in self._breaches.values() for p in ps]
        problems += absent(found, schemas, set(paths))
        problems += checks.check(found, self._meta, self._descriptor)
        if problems:
            source = Source(self._root.name, self._meta, found, [], self._descriptor, paths)
            raise DatasetError(in_order(problems, [source]))
        return build(self._meta, found)

    def _describe(self) -> None:
        text = files.decode(files.read_bytes(self._root, self._descriptor), self._descriptor)
        self._meta, self._paths, self._said = metadata.parse(text, self._descriptor)

    def _take(self, names: Set[str]) -> None:
        """Read some of the files, and hold them and those that point at them to the schemas."""
        for name in [name for name in self._schemas if name in names]:
            self._found.pop(name, None)
            table, self._faults[name] = read_table(self._root, self._paths[name], name, self._schemas[name])
            if table is not None:
                self._found[name] = table
        self._found = {name: self._found[name] for name in self._schemas if name in self._found}
        about = {name for name in self._found if name in names or names & targets(self._schemas[name])}
        for name in about - names:
            # What a file was told about rows of another may no longer hold.
            self._found[name] = replace(self._found[name], bad={n for n, _ in self._found[name].faults})
        self._breaches.update({name: [] for name in about | names})
        for name, problems in constraints.check(self._found, self._schemas, about).items():
            self._breaches[name] = problems
