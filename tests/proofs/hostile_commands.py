"""Damaged files to every command that reads one: an answer or a refusal, never a traceback.

    python -m tests.proofs.hostile_commands --count 1000 --seed 1

Input workbooks, tables of one's own (.xlsx, .ods, .csv), returned and foreign workbooks, networks,
StatBank links, cost keys and contacts are damaged as in `hostile_files` and given to the commands in
turn. Exit status 1 for a traceback, another status than 0, 1 and 2, more than 20 s of CPU or, where
the system tells of it, 500 MB of memory.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from typer.testing import CliRunner

from asss_xl.catalogue import LINKS, NETWORKS
from asss_xl.cli import app
from asss_xl.delivery.new import new
from tests.proofs import hostile_files as damage
from tests.proofs.own_tables import Sheet, written_ods
from tests.support import networks

_RUN = CliRunner()
_MOST_SECONDS, _MOST_MEMORY = 20.0, 500_000
_TABLE = [
    ["Kommune", "År", "Driftsinntekter (1000 kr)", "Lønnsutgifter (1000 kr)"],
    ["Bergen", 2023, 29876500, 14500000],
    ["4601 Bergen", 2024, 31250000, 15250000],
    ["Oslo", 2024, 90000000, 40000000],
]
_KEY = (
    "noekkel;regnskapsaar;sektor;sektorvekt;kriterium;vekt;overskrift\n"
    "Egen;2024;Grunnskole;0,4;Innbyggere 6-15 år;1;6-15 år\nEgen;2024;Barnehage;0,6;Basistillegg;1;\n"
)
#: No server is there: what is damaged is read before one is asked.
_FETCH = "fetch --year 2024 --out OUT/p --cache OUT/lager --base-url http://127.0.0.1:1"
_CONTACTS = "kommune,navn,epost\nBy AA,Kari Nordmann,kari@by.no\n"

Damage = Callable[[bytes, random.Random], bytes]


def _text(content: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.2:
        return damage.raw(content, chance)
    return damage.text(content.decode(), chance).encode("utf-8", "replace")


def _memory(which: str) -> int:
    """Kilobytes that this process holds, or has held at most since it was asked what it holds."""
    try:
        if which == "VmRSS":
            Path("/proc/self/clear_refs").write_text("5")
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(which))


class Commands:
    """Sound files, and the command that each of them is given to."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.out = folder, folder / "ut"
        (folder / "hele").mkdir()
        self.package = networks.write(folder / "pakke", networks.rows(members=3, services=1))
        self.network = folder / "nettet.csv"
        self.network.write_text("kommune,nummer,fra\nBergen,4601,2020\nOslo,0301,2007\n", encoding="utf-8")
        self.message = folder / "tekst.md"
        self.message.write_text("Hei {navn}", encoding="utf-8")
        self.kinds: list[tuple[str, bytes, Damage, list[str]]] = []
        self._workbooks(folder / "hele")
        self._texts()

    def _add(self, name: str, content: bytes, how: Damage, *commands: str) -> None:
        self.kinds += [(name, content, how, command.split()) for command in commands]

    def _workbooks(self, folder: Path) -> None:
        import openpyxl

        new(str(self.package), "2022-2024", folder / "inndata.xlsx", "xlsx")
        _RUN.invoke(app, ["build", "--data", str(self.package), "--out", str(folder / "bok")])
        report = next((folder / "bok").iterdir())
        book = openpyxl.Workbook()
        for row in _TABLE:
            book.active.append(row)
        book.save(folder / "tabell.xlsx")
        written_ods(Sheet([list(row) for row in _TABLE]), folder)
        read = "build --data FILE --out OUT/b"
        table = f"new --from FILE --out OUT/x.xlsx --network {self.network}"
        self._add("inndata.xlsx", (folder / "inndata.xlsx").read_bytes(), damage.workbook, read, table)
        keyed = f"{_FETCH} --cost-key FILE"
        self._add("tabell.xlsx", (folder / "tabell.xlsx").read_bytes(), damage.workbook, table, keyed)
        self._add("tabell.ods", (folder / "tall.ods").read_bytes(), damage.workbook, table, keyed)
        self._add(
            "bok.xlsx",
            (folder / "inndata.xlsx").read_bytes(),
            damage.workbook,
            "functions --status FILE",
            "functions --into FILE --out OUT/f.xlsx",
            "functions --remove FILE --out OUT/f.xlsx",
            "check FILE",
        )
        self._add(
            "svar.xlsx",
            report.read_bytes(),
            damage.workbook,
            f"collect FILE --data {self.package}",
            "check FILE",
        )

    def _texts(self) -> None:
        text = "\n".join(";".join(map(str, row)) for row in _TABLE)
        table = f"new --from FILE --out OUT/x.xlsx --network {self.network}"
        self._add("tabell.csv", text.encode(), _text, table)
        blank = "new --years 2024 --out OUT/x.xlsx"
        self._add("nett.csv", (NETWORKS / "asss12.csv").read_bytes(), _text, f"{blank} --network FILE")
        self._add("koblinger.csv", LINKS.read_bytes(), _text, f"{_FETCH} --mapping FILE")
        self._add("nokkel.csv", _KEY.encode(), _text, f"{blank} --cost-key FILE", f"{_FETCH} --cost-key FILE")
        mail = f"mail --to FILE --data {self.package} --message {self.message} --out OUT/m"
        self._add("kontakter.csv", _CONTACTS.encode(), _text, mail)

    def one(self, chance: random.Random) -> str:
        """What a command said of a damaged file."""
        name, content, how, command = chance.choice(self.kinds)
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.mkdir()
        path = self.folder / name
        path.write_bytes(how(content, chance))
        words = [w.replace("FILE", str(path)).replace("OUT", str(self.out)) for w in command]
        held, began = _memory("VmRSS"), time.process_time()
        answer = _RUN.invoke(app, words)
        took, more = time.process_time() - began, _memory("VmHWM") - held
        path.with_name(f"{path.stem}.koblinger.json").unlink(missing_ok=True)
        if answer.exception is not None and not isinstance(answer.exception, SystemExit):
            raise answer.exception
        assert answer.exit_code in (0, 1, 2), (words, answer.exit_code)
        assert "Traceback" not in answer.output, (words, answer.output)
        assert took < _MOST_SECONDS, (words, took)
        assert more < _MOST_MEMORY, (words, more)
        return f"{command[0]} {name}: {answer.exit_code}"


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    told: Counter[str] = Counter()
    # A server that is not there is not waited for.
    from asss_xl.dataset.ssb import client

    client.ATTEMPTS = 1
    with tempfile.TemporaryDirectory() as folder:
        commands = Commands(Path(folder))
        for number in range(asked.count):
            try:
                told[commands.one(random.Random(f"{asked.seed}:{number}"))] += 1
            except Exception:
                told["feil"] += 1
                print(f"{asked.seed}:{number}\n{traceback.format_exc(limit=-6)}", flush=True)
    for line, count in sorted(told.items()):
        print(f"{count:6} {line}")
    print(f"{asked.count} skadede filer, frø {asked.seed}: {told['feil']} feil")
    return int(told["feil"] > 0)


if __name__ == "__main__":
    sys.exit(main())
