"""Everything under ``macros/``, written by one command: ``python -m asss_xl.addin.macros``.

A test compares the committed files with what this makes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from asss_xl.addin import it_readme, lite, vba, xlam


def files() -> dict[str, bytes]:
    """Everything under ``macros/``: relative path -> content."""
    made = {f"{name}.bas": vba.encoded(source) for name, source in vba.modules().items()}
    made[".gitattributes"] = b"* -text\n"  # git leaves the line ends alone
    made["ThisWorkbook.cls"] = vba.encoded(vba.template("ThisWorkbook"))
    made["ribbon/customUI14.xml"] = vba.ribbon().encode()
    made["ASSS_xl.xlam"] = xlam.build()
    made["LES_MEG_IT.md"] = it_readme.text().encode()
    made["lite/main.py"] = lite.main_py().encode()
    made["lite/requirements.txt"] = lite.requirements().encode()
    return made


def regenerate(target: Path) -> list[Path]:
    """Write everything under ``macros/`` again; returns the files that changed."""
    changed = []
    for relative, content in files().items():
        path = target / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != content:
            path.write_bytes(content)
            changed.append(path)
    return changed


def main(arguments: Iterable[str] | None = None) -> None:
    """``python -m asss_xl.addin.macros [DIR]``."""
    parser = argparse.ArgumentParser(description="Skriver filene under macros/ på nytt.")
    parser.add_argument("target", nargs="?", type=Path, default=Path("macros"), metavar="MAPPE")
    chosen = parser.parse_args(None if arguments is None else list(arguments))
    for path in regenerate(chosen.target):
        print(f"Skrev {path}")


if __name__ == "__main__":
    main()
