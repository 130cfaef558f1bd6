"""Returned answers into the data package: all of them, or none."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from asss_xl.dataset import files, load
from asss_xl.dataset.messages import DatasetError, shown
from asss_xl.dataset.model import RETTET, Datasett, avrunding, etikett_stemmer
from asss_xl.dataset.schema import descriptors
from asss_xl.delivery.returned import Answer, Change, Refusal, number, read
from asss_xl.replacing import refuse_occupied, unfinished

_CORRECTIONS, _LABELS = "korreksjoner", "etiketter"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MAX_NOTE = 280


class CollectError(Exception):
    """The answers cannot be written into the package; the message is for the user."""


def collect(paths: Iterable[Path], data: Datasett) -> list[Answer]:
    """Read the returned workbooks; two that contradict each other are both refused."""
    answers = [read(path, data) for path in dict.fromkeys(paths)]
    said: dict[tuple[object, ...], dict[int, list[Change]]] = {}
    for number_, answer in enumerate(answers):
        for change in answer.accepted:
            said.setdefault(change.target, {}).setdefault(number_, []).append(change)
    for by_file in said.values():
        if _disagree(list(by_file.values())):
            changes = [c for changes in by_file.values() for c in changes]
            told = ", ".join(f"{c.new} ({shown(Path(c.file).name)})" for c in changes)
            reason = f"To svar motsier hverandre: {told}. Avklar hva som gjelder."
            for number_, changes in by_file.items():
                answers[number_].refused += [Refusal(c.sheet, c.address, reason) for c in changes]
                _without(answers[number_], changes)
            continue
        # The same answer once more, in another file or in another cell of the same figure.
        first, *others = by_file.items()
        for number_, changes in ((first[0], first[1][1:] if first[1][0].figur else []), *others):
            _without(answers[number_], changes)
    return answers


def _disagree(said: list[list[Change]]) -> bool:
    """Whether files differ about a figure or about the lines of one post and year.

    One file may correct the same post in two lines, but not give a figure two values.
    """
    files_say = {tuple(sorted(number(float(c.new)) for c in changes)) for changes in said}  # type: ignore[arg-type]
    if said[0][0].figur is not None:
        return len({value for values in files_say for value in values}) > 1
    return len(files_say) > 1


def _without(answer: Answer, changes: Sequence[Change]) -> None:
    answer.accepted = [c for c in answer.accepted if c not in changes]


def accept(answers: Iterable[Answer], package: str, data: Datasett) -> int:
    """Write what is accepted into the package that the data set was read from.

    Raises :class:`CollectError` and writes nothing.
    """
    changes = [change for answer in answers for change in answer.accepted]
    if not changes:
        return 0
    if package in files.bundled():
        raise CollectError(
            f"--data {package}: følger med asss_xl og endres ikke. Kopier mappa og oppgi kopien."
        )
    root, descriptor = files.locate(package)
    with unfinished(root.parent) as folder:
        staged = folder / "pakke"
        shutil.copytree(root, staged, symlinks=True)
        try:
            if load(staged / descriptor).versjon != data.versjon:
                raise CollectError(f"{package} ble endret imens. Kjør kommandoen på nytt.")
            changed = _change(staged, descriptor, changes)
            load(staged / descriptor)
        except DatasetError as error:
            raise CollectError(f"Svarene gir en pakke som ikke kan brukes:\n{error}") from error
        _swap(root, staged, changed, folder / "gammel")
    return len(changes)


def _swap(root: Path, staged: Path, changed: Iterable[str], old: Path) -> None:
    """Move the changed files into place; an error puts back the ones already moved."""
    changed = list(changed)
    for relative in changed:
        refuse_occupied(root / relative)
    old.mkdir()
    moved: list[str] = []
    try:
        for number_, relative in enumerate(changed):
            if (root / relative).exists():
                shutil.copy2(root / relative, old / str(number_))
            os.replace(staged / relative, root / relative)
            moved.append(relative)
    except OSError:
        for number_, relative in enumerate(moved):
            kept = old / str(number_)
            os.replace(kept, root / relative) if kept.exists() else (root / relative).unlink()
        raise


def _change(root: Path, descriptor: str, changes: Sequence[Change]) -> list[str]:
    meta = json.loads((root / descriptor).read_text("utf-8-sig"))
    paths = {r["name"]: r["path"] for r in meta["resources"]}
    changed: dict[str, None] = {}
    lines = [c for c in changes if c.linje]
    if lines and _CORRECTIONS not in paths:
        layout = next(d for d in descriptors() if d["name"] == _CORRECTIONS)
        meta["resources"].append(layout)
        paths[_CORRECTIONS] = layout["path"]
        _write(root / layout["path"], [f["name"] for f in layout["schema"]["fields"]], [])
        text = json.dumps(meta, ensure_ascii=False, indent=2) + "\n"
        (root / descriptor).write_text(text, encoding="utf-8")
    for name in dict.fromkeys([c.figur.fil for c in changes if c.figur]):
        head, rows = _read(root / paths[name])
        for change in changes:
            if change.figur is not None and change.figur.fil == name:
                _correct(head, rows, change)
        _write(root / paths[name], head, rows)
        changed[paths[name]] = None
    if _LABELS in paths and _relabel(root, paths, changes):
        changed[paths[_LABELS]] = None
    if lines:
        head, rows = _read(root / paths[_CORRECTIONS])
        last = max((int(row["nr"]) for row in rows), default=0)
        rows += [_line(head, last + n, c) for n, c in enumerate(lines, start=1)]
        _write(root / paths[_CORRECTIONS], head, rows)
        changed[paths[_CORRECTIONS]] = None
        changed[descriptor] = None
    return list(changed)


def _correct(head: list[str], rows: list[dict[str, str]], change: Change) -> None:
    where = change.figur
    assert where is not None
    found = [r for r in rows if all(r.get(c, "") == value for c, value in where.noekkel)]
    if len(found) != 1:
        raise CollectError(f"{change.figure}: fant {len(found)} rader i {where.fil}.csv, ventet én.")
    row, value = found[0], number(float(change.new) * where.faktor)  # type: ignore[arg-type]
    told = (
        f"{RETTET} {row[where.kolonne] or 'ingen verdi'} til {value} av "
        f"{change.who or 'ukjent'} {change.when} ({Path(change.file).name}): {change.reason}. "
        f"{row.get('merknad', '')}"
    ).strip()
    row[where.kolonne] = value
    if "desimaler" in head and row.get("desimaler"):
        row["desimaler"] = str(len(value.partition(".")[2]))
    if "avstemt" in head:
        row["avstemt"] = ""
    row["merknad"] = safe_text(told[:_MAX_NOTE])


def _relabel(root: Path, paths: dict[str, str], changes: Sequence[Change]) -> bool:
    """Say of the printed labels whether they still agree with the figures that are changed."""
    _, values = _read(root / paths["indikatorverdier"])
    _, references = _read(root / paths["indikatorreferanser"])
    means = {_indicator(r): r for r in references if r["referanse"] == "snitt"}
    own = {_indicator(r): r for r in values}
    head, rows = _read(root / paths[_LABELS])
    keys = {
        _indicator(dict(c.figur.noekkel)) for c in changes if c.figur and c.figur.fil == "indikatorverdier"
    }
    found = [r for r in rows if _indicator(r) in keys and r["aktor"] == "kommune" and r["stemmer"] == "ja"]
    for row in found:
        value, mean = own[_indicator(row)], means[_indicator(row)]
        if not etikett_stemmer(int(row["etikett"]), *_rounded(value), *_rounded(mean)):
            row["stemmer"] = "nei"
            row["merknad"] = f"Etiketten gjelder tallet før det ble rettet. {row['merknad']}".strip()
    _write(root / paths[_LABELS], head, rows)
    return bool(found)


def _indicator(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in ("tjeneste", "nr", "kommune", "aar"))


def _rounded(row: Mapping[str, str]) -> tuple[float, float]:
    return float(row["verdi"]), avrunding(int(row["desimaler"]) if row["desimaler"] else None)


def _line(head: list[str], nr: int, change: Change) -> dict[str, str]:
    made = {**dict.fromkeys(head, ""), **dict(change.linje), "nr": str(nr)}
    made |= {
        "linje": safe_text(dict(change.linje)["linje"]),
        "begrunnelse": safe_text(change.reason),
        "hvem": safe_text(change.who),
        "naar": change.when[:10],
        "kilde": safe_text(f"Svar i {Path(change.file).name}"),
        "merknad": safe_text(f"Hentet fra {change.sheet}!{change.address}."),
    }
    return made


def safe_text(text: str) -> str:
    """A text on one line that no spreadsheet takes for a formula."""
    plain = "".join(c if c.isprintable() else " " for c in text).strip()
    return f"'{plain}" if plain.startswith(_FORMULA) else plain


def _read(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    return list(reader.fieldnames or []), list(reader)


def _write(path: Path, head: list[str], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, head, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def as_json(answers: Iterable[Answer]) -> list[dict[str, Any]]:
    """The answers in the form that ``--json`` prints."""
    return [
        {
            "file": a.file,
            "municipality": a.municipality,
            "year": int(a.year) if a.year.isascii() and a.year.isdigit() else None,
            "build": a.build,
            "accepted": [
                {
                    "sheet": c.sheet,
                    "address": c.address,
                    "figure": c.figure,
                    "old": c.old,
                    "new": c.new,
                    "reason": c.reason,
                    "who": c.who,
                }
                for c in a.accepted
            ],
            "refused": [{"sheet": r.sheet, "address": r.address, "reason": r.reason} for r in a.refused],
        }
        for a in answers
    ]
