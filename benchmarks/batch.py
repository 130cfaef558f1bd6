"""What many workbooks cost on several processes: seconds and the peak memory of all of them.

    python benchmarks/batch.py --municipalities 357 --few 12 --some 24 --workers 2

One package of invented municipalities; ``--few`` of its workbooks and then all are built in
processes, and ``--some`` by the processes and by one. Reading the package is not in it. Memory is
the sum over the processes (shared pages are counted in each), looked up ten times a second. The
times are of this machine and this moment.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_BUILD = """
import sys
from pathlib import Path
from asss_xl.dataset import load
from asss_xl.delivery import jobs, run
from asss_xl.delivery.batch import run_in_processes
if __name__ == "__main__":
    data = load(sys.argv[1])
    Path(sys.argv[5]).touch()
    todo = [j for j in jobs(data, ["all"], None, Path(sys.argv[2]))[0] if j.kommune][: int(sys.argv[3])]
    workers = int(sys.argv[4])
    made = run_in_processes(data, todo, "native", workers) if workers > 1 else run(data, todo)
    failed = [r.error for r in made if r.error]
    sys.exit("\\n".join(failed) or 0)
"""


def main() -> None:
    """Print a line per build, and the two ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--municipalities", type=int, default=357)
    parser.add_argument("--few", type=int, default=12)
    parser.add_argument("--some", type=int, default=24, help="to compare the workers by")
    parser.add_argument("--many", type=int, help="fewer than all, where time is short")
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    many = asked.many or asked.municipalities
    from tools.eksempelnettverk import skriv

    with tempfile.TemporaryDirectory() as folder:
        package = skriv(Path(folder, "pakke"), kommuner=asked.municipalities, aar=asked.years)
        script = Path(folder, "bygg.py")
        script.write_text(_BUILD, encoding="utf-8")
        found = {}
        runs = (
            (asked.few, asked.workers),
            (asked.some, 1),
            (asked.some, asked.workers),
            (many, asked.workers),
        )
        for count, workers in runs:
            found[count, workers] = seconds, peak = _measure(script, package, count, workers)
            print(
                f"{count} arbeidsbøker, {workers} prosesser: {seconds:.1f} s etter lesing, "
                f"topp {peak / 1e6:.0f} MB",
                flush=True,
            )
    few = found[asked.few, asked.workers]
    faster = found[asked.some, 1][0] / found[asked.some, asked.workers][0]
    print(
        f"topp for {many} mot {asked.few}: {found[many, asked.workers][1] / few[1]:.2f}; "
        f"{asked.workers} prosesser mot én: {faster:.2f} ganger så fort"
    )


def _measure(script: Path, package: Path, count: int, workers: int) -> tuple[float, int]:
    start, peak = 0.0, 0
    with tempfile.TemporaryDirectory() as out, tempfile.TemporaryDirectory() as told:
        ready = Path(told, "lest")
        arguments = [sys.executable, str(script), str(package), out, str(count), str(workers), str(ready)]
        process = subprocess.Popen(arguments)
        while process.poll() is None:
            # Reading the package is the same for all of them, and is left out.
            if ready.exists():
                start = start or time.monotonic()
                peak = max(peak, _memory(process.pid))
            time.sleep(0.1)
        if process.returncode or len(list(Path(out).iterdir())) != count:
            raise SystemExit("byggingen feilet")
    return time.monotonic() - start, peak


def _memory(root: int) -> int:
    """The resident memory of a process and all under it, as Linux tells it."""
    parents, sizes = {}, {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        except OSError:
            continue
        number = int(status.parent.name)
        parents[number] = int(lines["PPid"])
        sizes[number] = int(lines.get("VmRSS", "0 kB").split()[0]) * 1024
    total, family = 0, {root}
    while family:
        total += sum(sizes.get(number, 0) for number in family)
        family = {n for n, parent in parents.items() if parent in family}
    return total


if __name__ == "__main__":
    main()
