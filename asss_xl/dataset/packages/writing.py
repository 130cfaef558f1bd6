"""A package on disk: the whole folder is there, or nothing of it."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from asss_xl.replacing import NO_FOLDER, Refused, mark, no_folder, refuse_occupied, unfinished, unwritten

from ..messages import said
from ..schema import as_written, descriptors, filled

_Rows = Mapping[str, Sequence[Mapping[str, object]]]


def refusal(out: Path) -> str | None:
    """Why a package cannot be written to `out`; None when it can."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        return NO_FOLDER.format(out)
    if told := no_folder(out.parent):
        return told
    if out.is_dir() and (old := _aside(out)).exists():
        return said("stanset_kjoering", out, old.name)
    if out.is_dir() and any(out.iterdir()):
        known = {"datapackage.json", *(d["path"] for d in descriptors())}
        foreign = sorted(p.name for p in out.iterdir() if p.name not in known)
        if foreign or not (out / "datapackage.json").is_file():
            told = ", ".join(foreign[:3]) or "filer"
            return f"--out {out}: mappen har annet enn en datapakke ({told}). Velg en annen mappe."
    return None


def write(out: Path, described: Mapping[str, object], rows: _Rows, new: bool = False) -> None:
    """Replace the folder as one: it is made beside itself, and renamed when it is whole.

    One that is to be `new` is never put in the place of what somebody made meanwhile.
    """
    old = _aside(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        if old.is_dir() and not out.exists():
            os.rename(old, out)  # an earlier run was stopped between its two renames
        for path in out.iterdir() if out.is_dir() else ():
            refuse_occupied(path)
        with unfinished(out.parent) as folder:
            fresh = folder / out.name
            fresh.mkdir()
            _fill(fresh, described, rows)
            if out.exists():
                out.rmdir() if new else os.rename(out, old)
            try:
                os.rename(fresh, out)
            except OSError:
                if old.exists():
                    os.rename(old, out)
                raise
            if old.exists():
                os.rename(old, folder / "gammel")  # which is gone with the folder
    except OSError as error:
        advice = " Er en av filene åpen?" if isinstance(error, PermissionError) else ""
        raise Refused(f"{unwritten(f'--out {out}', error)}{advice}") from error


def _aside(out: Path) -> Path:
    """Where the package that was there is between the two renames: only a stopped run leaves it."""
    return out.with_name(f".{out.name}.gammel-{mark(out.name)}")


def _fill(folder: Path, described: Mapping[str, object], rows: _Rows) -> None:
    resources = [as_written(r, filled(rows[r["name"]])) for r in descriptors() if r["name"] in rows]
    for resource in resources:
        fields = [field["name"] for field in resource["schema"]["fields"]]
        with (folder / resource["path"]).open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, fields, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(
                {c: v for c, v in row.items() if c in fields or v not in (None, "")}
                for row in rows[resource["name"]]
            )
    text = json.dumps({**described, "resources": resources}, ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_bytes(f"{text}\n".encode())
