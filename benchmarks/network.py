"""What a network costs: seconds, memory and size for 1, 12 and 120 workbooks, and a changed choice.

``python benchmarks/network.py`` prints a table. Each line is a process of its own, so that its
peak memory is its own; the ratios are against the line for one workbook in the same run. The
times are of this machine and this moment, and no test depends on them.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COUNTS = (1, 12, 120)
_LINE = "{:<34} {:>10} {:>12} {:>14} {:>16} {:>16}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="*", default=COUNTS)
    parser.add_argument("--child", nargs=2, metavar=("PAKKE", "ANTALL"))
    chosen = parser.parse_args()
    if chosen.child:
        print(json.dumps(_measure(Path(chosen.child[0]), int(chosen.child[1]))))
        return
    from tools.eksempelnettverk import skriv

    print(_LINE.format("arbeidsbøker", "sekunder", "per bok", "topp, MB", "topp mot én", "største, kB"))
    with tempfile.TemporaryDirectory() as folder:
        package = skriv(Path(folder, "pakke"), kommuner=max(12, *chosen.counts))
        first = None
        for count in chosen.counts:
            found = _child(package, count)
            first = first or found
            print(
                _LINE.format(
                    count,
                    f"{found['seconds']:.1f}",
                    f"{found['seconds'] / count:.2f}",
                    f"{found['peak'] / 1024:.0f}",
                    f"{found['peak'] / first['peak']:.2f}",
                    f"{found['size'] / 1000:.0f}",
                )
            )
        print(
            f"et endret valg (kommune og år) regnet om i ironcalc: {first['choice']:.2f} s, "
            f"mot {first['build']:.2f} s for å bygge boken på nytt"
        )


def _child(package: Path, count: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, "--child", str(package), str(count)],
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


def _measure(package: Path, count: int) -> dict[str, float]:
    from asss_xl.dataset import load
    from asss_xl.delivery import jobs, run

    data = load(package)
    with tempfile.TemporaryDirectory() as folder:
        todo = [job for job in jobs(data, ["all"], None, Path(folder))[0] if job.kommune][:count]
        start = time.perf_counter()
        failed = [r.error for r in run(data, todo) if r.error]
        seconds = time.perf_counter() - start
        if failed:
            raise SystemExit("\n".join(failed))
        sizes = [path.stat().st_size for path in Path(folder).iterdir()]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        choice = _changed_choice(data, todo[0].target) if count == 1 else 0.0
    return {"seconds": seconds, "peak": peak, "size": max(sizes), "choice": choice, "build": seconds / count}


def _changed_choice(data: object, workbook: Path) -> float:
    """Seconds to recalculate after another municipality and year are chosen."""
    from asss_xl.dataset.datasett import Datasett
    from tests.support.engine import Session

    assert isinstance(data, Datasett)
    session = Session(workbook)
    session.set("Forside!B4", data.med_tall[-1])
    session.set("Forside!B5", float(data.aar[-2]))
    start = time.perf_counter()
    session.evaluate()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
