"""Returned answers into the data package: all of them, or none."""

from __future__ import annotations

import csv
import gc
import io
import json
import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from asss_xl.dataset import files, load, reading
from asss_xl.dataset.cells.values import number_text
from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.messages import DatasetError, shown
from asss_xl.dataset.packages import writing
from asss_xl.dataset.packages.metadata import descriptor_of
from asss_xl.dataset.rettbare import Sted
from asss_xl.dataset.schema import UTEN_VERDI, as_written, descriptors
from asss_xl.dataset.verdi import RETTET_FRA, avrunding, etikett_stemmer
from asss_xl.delivery.answers import Answer, Change, contradiction, safe_text
from asss_xl.delivery.returned import read
from asss_xl.norsk import norsk
from asss_xl.replacing import Refused, move_all, unfinished

_CORRECTIONS, _LABELS = "korreksjoner", "etiketter"
_MAX_NOTE = 280


def collect(
    paths: Iterable[Path], data: Datasett, package: str, confirmed: Collection[str] = ()
) -> list[Answer]:
    """Read the returned workbooks; two that contradict each other are both refused.

    So is what the package that the data set was read from would be unusable with. ``confirmed`` holds
    the cells, as the answers name them, whose doubts somebody has answered.
    """
    answers = []
    for path in paths:
        answers.append(read(path, data, confirmed))
        gc.collect()  # the workbooks it was held against know themselves, and would stay to the end
    said: dict[tuple[object, ...], list[tuple[Answer, Change]]] = {}
    for answer in answers:
        for change in answer.accepted:
            said.setdefault(change.target, []).append((answer, change))
    for about in said.values():
        _settle(about, confirmed)
    _hold_against(package, data, answers)
    unknown = sorted(set(confirmed) - {key for answer in answers for key in answer.confirmed})
    if unknown:
        told = ", ".join(map(shown, unknown))
        raise Refused(f"--confirm {told}: ingen slik celle venter på bekreftelse. Se listen uten --confirm.")
    return answers


_Said = tuple[Answer, Change]


def _settle(about: list[_Said], confirmed: Collection[str]) -> None:
    """The same said twice is one correction; different things of one figure are a contradiction.

    Two lines about the same in one file are hardly two corrections, unless somebody says so; a figure
    of the package has one value.
    """
    kept: list[_Said] = []
    for answer, change in about:
        mine = [c for of, c in kept if of is answer and change.sted is None]
        if mine:
            told = f"{change.figure} er rettet i {mine[0].sheet}!{mine[0].address} også"
            if _refused(answer, change, f"{told}. Slett den ene, eller bekreft at begge gjelder.", confirmed):
                continue
        elif said := [(of, c) for of, c in kept if c.says == change.says]:
            answer.accepted = [c for c in answer.accepted if c is not change]
            told = f"Det samme er sagt i {shown(said[0][0].name)}, {said[0][1].sheet}!{said[0][1].address}."
            answer.tell(told, (change.sheet, change.address))
            continue
        kept.append((answer, change))
    if len(kept) == 1 or (kept[0][1].sted is None and len({id(answer) for answer, _ in kept}) == 1):
        return
    told = ", ".join(f"{norsk(float(c.new))} ({c.who}, {shown(answer.name)})" for answer, c in kept)  # type: ignore[arg-type]
    alike = len({number_text(float(c.new)) for _, c in kept}) == 1  # type: ignore[arg-type]
    for answer, change in kept:
        _refused(answer, change, contradiction(told, alike), confirmed)


def _refused(answer: Answer, change: Change, reason: str, confirmed: Collection[str]) -> bool:
    """Refuse what is accepted; amounts on one line can be two corrections, if somebody says so."""
    key = f"{answer.name}:{change.sheet}!{change.address}" if change.sted is None else ""
    if key and key in confirmed:
        answer.confirmed.add(key)
        return False
    answer.accepted = [c for c in answer.accepted if c is not change]
    answer.refuse(reason, (change.sheet, change.address), key)
    return True


def _hold_against(package: str, data: Datasett, answers: Iterable[Answer]) -> None:
    """Refuse, by its cell, each change that the package could not be read with."""
    changes = [(answer, change) for answer in answers for change in answer.accepted]
    if not changes:
        return
    with tempfile.TemporaryDirectory(prefix="asss_xl_svar_") as folder:
        copy, changed = Path(folder, "pakke"), Path(folder, "rettet")
        descriptor = _copied(package, data, copy)

        def fault(some: Sequence[_Said]) -> str:
            shutil.rmtree(changed, ignore_errors=True)
            shutil.copytree(copy, changed, symlinks=True)
            try:
                _change(changed, descriptor, [change for _, change in some])
                load(changed / descriptor)
            except DatasetError as error:
                return " ".join(f"{p.melding} {p.raad}".strip() for p in error.problemer)
            except Refused as error:
                return str(error)
            return ""

        if not fault(changes):
            return
        kept: list[_Said] = []
        for answer, change in changes:
            if told := fault([*kept, (answer, change)]):
                answer.accepted = [c for c in answer.accepted if c is not change]
                answer.refuse(f"Pakken kan ikke brukes med rettelsen: {told}", (change.sheet, change.address))
            else:
                kept.append((answer, change))


def unchangeable(package: str) -> str:
    """Why corrections cannot be written into what is given as a package; nothing when they can."""
    if package in files.bundled():
        return "følger med asss_xl og endres ikke"
    return "er inndatabøker, som ikke endres" if _is_books(package) else ""


def _is_books(package: str) -> bool:
    return any(isinstance(source, Path) for source in files.sources(package))


def accept(answers: Iterable[Answer], package: str, data: Datasett, out: Path | None = None) -> int:
    """Write what :func:`collect` accepted into the package, or into a new one, ``out``.

    Raises :class:`Refused` and writes nothing.
    """
    changes = [change for answer in answers for change in answer.accepted]
    if not changes and out is None:
        return 0
    if out is None and (told := unchangeable(package)):
        raise Refused(f"--data {package}: {told}. Oppgi --out, en ny mappe: datapakken med rettelsene i.")
    if out is not None and (out.exists() or out.is_symlink()):
        raise Refused(f"--out {out}: finnes alt. Oppgi en ny mappe.")
    target = files.locate(package)[0] if out is None else out
    with unfinished(target.parent) as folder:
        staged = folder / target.name
        descriptor = _copied(package, data, staged)
        changed = _change(staged, descriptor, changes)
        if not changes:  # with changes it has been read, when they were held against it
            load(staged / descriptor)
        if out is None:
            move_all(staged, target, changed)
        else:
            move_all(folder, out.parent, [out.name])
    return len(changes)


def _copied(package: str, data: Datasett, to: Path) -> str:
    """A copy of a package, or the package that input workbooks are; the name of its descriptor.

    Raises :class:`Refused` when it is not what the data set was read from.
    """
    if _is_books(package):
        meta, found, version = reading.joined([package])
        rows = {n: [dict(zip(t.columns, cells, strict=True)) for cells in t.cells] for n, t in found.items()}
        writing.write(to, descriptor_of(meta), rows)
        descriptor = files.DESCRIPTOR
    else:
        root, descriptor = files.locate(package)
        shutil.copytree(root, to, symlinks=True)
        version = reading.version(to / descriptor)
    if version != data.versjon:
        raise Refused(f"{package} ble endret imens. Kjør kommandoen på nytt.")
    return descriptor


def _change(root: Path, descriptor: str, changes: Sequence[Change]) -> list[str]:
    meta = json.loads((root / descriptor).read_text("utf-8-sig"))
    paths = {r["name"]: r["path"] for r in meta["resources"]}
    layouts = {d["name"]: d for d in descriptors()}
    changed: dict[str, None] = {}
    lines = [c for c in changes if c.linje]
    if lines and _CORRECTIONS not in paths:
        layout = layouts[_CORRECTIONS]
        meta["resources"].append(layout)
        paths[_CORRECTIONS] = layout["path"]
        _write(root / layout["path"], [f["name"] for f in layout["schema"]["fields"]], [])
        changed[descriptor] = None
    for name in dict.fromkeys([c.sted.om.fil for c in changes if c.sted]):
        head, rows = _read(root / paths[name])
        if "merknad" not in head:
            head.append("merknad")
            own = next(r for r in meta["resources"] if r["name"] == name)
            own["schema"] = as_written(layouts[name], head)["schema"]
            changed[descriptor] = None
        for change in changes:
            if change.sted is not None and change.sted.om.fil == name:
                _correct(head, rows, change, change.sted)
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
    if descriptor in changed:
        text = json.dumps(meta, ensure_ascii=False, indent=2) + "\n"
        (root / descriptor).write_text(text, encoding="utf-8")
    return list(changed)


def _correct(head: list[str], rows: list[dict[str, str]], change: Change, sted: Sted) -> None:
    column = sted.om.kolonne
    found = [r for r in rows if all(r.get(c, "") == value for c, value in sted.rad)]
    if len(found) != 1:
        raise Refused(f"{change.figure}: fant {len(found)} rader i {sted.om.fil}.csv, ventet én.")
    row, value = found[0], number_text(float(change.new))  # type: ignore[arg-type]
    told = (
        f"{RETTET_FRA} {row[column] or 'ingen verdi'} til {value} av "
        f"{change.who or 'ukjent'} {change.when} ({Path(change.file).name}): {change.reason}. "
        f"{row.get('merknad') or ''}"
    ).strip()
    row[column] = value
    if row.get("status") in UTEN_VERDI:
        row["status"] = "foreløpig"
    if column in ("teller", "nevner") and row["teller"] and row["nevner"]:
        row["verdi"] = row["desimaler"] = ""  # it is worked out of the two
    elif row.get("desimaler"):
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
        _indicator(dict(c.sted.rad))
        for c in changes
        if c.sted and c.sted.om.fil in ("indikatorverdier", "indikatorreferanser")
    }
    found = [r for r in rows if _indicator(r) in keys and r["aktor"] == "kommune" and r["stemmer"] == "ja"]
    for row in found:
        value, mean = own[_indicator(row)], means[_indicator(row)]
        known = value["verdi"] and mean["verdi"]
        if known and not etikett_stemmer(int(row["etikett"]), *_rounded(value), *_rounded(mean)):
            row["stemmer"] = "nei"
            row["merknad"] = f"Etiketten gjelder tallet før det ble rettet. {row['merknad']}".strip()
    _write(root / paths[_LABELS], head, rows)
    return bool(found)


def _indicator(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row[name] for name in ("tjeneste", "nr", "kommune", "aar"))


def _rounded(row: Mapping[str, str]) -> tuple[float, float]:
    return float(row["verdi"]), avrunding(int(row["desimaler"]) if row["desimaler"] else None)


def _line(head: list[str], nr: int, change: Change) -> dict[str, str]:
    return {
        **dict.fromkeys(head, ""),
        **dict(change.linje),
        "nr": str(nr),
        "linje": safe_text(dict(change.linje)["linje"]),
        "begrunnelse": safe_text(change.reason),
        "hvem": safe_text(change.who),
        "naar": change.when[:10],
        "kilde": safe_text(f"Svar i {Path(change.file).name}"),
        "merknad": safe_text(f"Hentet fra {change.sheet}!{change.address}."),
    }


def _read(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""))
    return list(reader.fieldnames or []), list(reader)


def _write(path: Path, head: list[str], rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, head, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


#: What `--json` tells of each kind of thing in an answer.
_PLACE = ("sheet", "address")
_JSON = {
    "accepted": (*_PLACE, "figure", "old", "new", "reason", "who"),
    "refused": (*_PLACE, "reason", "confirm"),
    "told": (*_PLACE, "reason"),
    "scenario": (*_PLACE, "figure", "old", "new"),
    "comments": (*_PLACE, "author", "text"),
}


def as_json(answers: Iterable[Answer]) -> list[dict[str, Any]]:
    """The answers in the form that ``--json`` prints."""
    return [
        {
            "file": a.file,
            "municipality": a.municipality,
            "year": int(a.year) if a.year.isascii() and a.year.isdigit() else None,
            "build": a.build,
            **{
                kind: [{name: getattr(each, name) for name in names} for each in getattr(a, kind)]
                for kind, names in _JSON.items()
            },
        }
        for a in answers
    ]
