"""Damaged data packages and returned workbooks: read right or refused, never a traceback.

    python -m tests.proofs.hostile_files --count 1000 --seed 1

Half are packages, half workbooks. Bytes are cut, flipped and swapped; cells, parts and lines are
changed to what programs do not expect. Exit status 1 when something else than a refusal comes out.
"""

from __future__ import annotations

import argparse
import io
import math
import random
import shutil
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from pathlib import Path
from unittest import mock

from asss_xl.dataset import DatasetError, Datasett, load
from asss_xl.delivery import returned
from asss_xl.delivery.stamp import stamped
from asss_xl.functions.values import is_number
from asss_xl.workbook.writer import save
from tests.support import networks

#: What a figure, a name or a line becomes.
_STRANGE = (
    "",
    "NaN",
    "1e308",
    "-1e308",
    "1e999",
    "Infinity",
    "=1+1",
    "\0",
    "\ufeff",
    "\u202e",
    "١٢",
    "9" * 400,
    "../../etc/passwd",
    "&lt;",
    "<",
    "]]>",
    "&x;",
    "#REF!",
    "TRUE",
    "-",
    ",,,,",
    '"',
    "\r\n",
    "å" * 70,
)
_PLACE = "By AA"


def text(content: str, chance: random.Random) -> str:
    """A text with something strange put in, something cut out, or two pieces swapped."""
    made = content
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(made))
        to = min(len(made), at + chance.choice((0, 1, 3, 12, 200)))
        match chance.randrange(4):
            case 0:
                made = made[:at] + chance.choice(_STRANGE) + made[to:]
            case 1:
                made = made[:at] + made[to:]
            case 2:
                made = made[:at] + made[at:to] * 2 + made[to:]
            case _:
                made = made[:at] + chance.choice(_STRANGE) + made[at:]
    return made


def raw(content: bytes, chance: random.Random) -> bytes:
    """Bytes cut, flipped or exchanged."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 20)):
        if made:
            made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made[: chance.randint(0, len(made))] if chance.random() < 0.3 else made)


def workbook(content: bytes, chance: random.Random) -> bytes:
    """A workbook with damage to its bytes, or inside one or two of its parts."""
    if chance.random() < 0.2:
        return raw(content, chance)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w") as out:
        names = source.namelist()
        # The parts that are read, oftener than pictures and themes.
        often = [n for n in names if "sheet" in n or "Props" in n or n.endswith((".rels", "workbook.xml"))]
        damaged = set(chance.choices(often or names, k=chance.randint(1, 2)))
        for name in names:
            part = source.read(name)
            if name in damaged:
                if chance.random() < 0.1:
                    continue
                part = text(part.decode(), chance).encode("utf-8", "replace")
            out.writestr(name, part)
    return made.getvalue()


def package(folder: Path, chance: random.Random) -> None:
    """A package with damage in one or two of its files."""
    for path in chance.choices(sorted(folder.iterdir()), k=chance.randint(1, 2)):
        content = path.read_bytes()
        if chance.random() < 0.2:
            path.write_bytes(raw(content, chance))
        else:
            path.write_bytes(text(content.decode("utf-8", "replace"), chance).encode("utf-8", "replace"))


class Proof:
    """A sound package and a sound answer, and what becomes of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.whole = networks.write(folder / "hel", networks.rows(members=3, services=1))
        self.data: Datasett = load(self.whole)
        self.report = stamped(self.data, _PLACE)
        sent = folder / "sendt.xlsx"
        save(self.report.book, sent)
        self.sent = sent.read_bytes()
        # The same for every answer, and slow to make.
        self.given = returned._reference(self.report)

    def package(self, chance: random.Random) -> str:
        """What became of a damaged package."""
        folder = self.folder / "skadet"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.whole, folder)
        package(folder, chance)
        try:
            load(folder)
        except DatasetError as error:
            assert error.problemer and all(p.melding and p.raad for p in error.problemer)
            return "pakke avvist"
        return "pakke lest"

    def workbook(self, chance: random.Random) -> str:
        """What became of a damaged answer."""
        path = self.folder / "svar.xlsx"
        path.write_bytes(workbook(self.sent, chance))
        with (
            mock.patch.object(returned, "stamped", lambda *_: self.report),
            mock.patch.object(returned, "_reference", lambda _: self.given),
        ):
            answer = returned.read(path, self.data)
        for change in answer.accepted:
            assert is_number(change.new) and math.isfinite(float(change.new)), change  # type: ignore[arg-type]
        return "svar avvist" if answer.refused else "svar lest"


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    told: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        proof = Proof(Path(folder))
        for number in range(asked.count):
            chance = random.Random(f"{asked.seed}:{number}")
            try:
                told[(proof.workbook if number % 2 else proof.package)(chance)] += 1
            except Exception:
                told["feil"] += 1
                print(f"{asked.seed}:{number}\n{traceback.format_exc(limit=-4)}", flush=True)
    print(f"{asked.count} skadede filer, frø {asked.seed}: {dict(told)}")
    return int(told["feil"] > 0)


if __name__ == "__main__":
    sys.exit(main())
