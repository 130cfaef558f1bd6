"""Everything that is made of something else and committed: python -m tools.make [--only PART ...].

What is made is the same wherever it is made, so that a test can tell whether it is fresh.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from asss_xl.addin.install import FILE_NAME
from tools import (
    checks_page,
    fetch_page,
    function_workbook,
    functions_page,
    macros,
    package_page,
    sentences_page,
    stub,
    verification_page,
)

ROOT = Path(__file__).parents[1]


#: Text files by what makes them.
PAGES: dict[str, Callable[[], str]] = {
    "docs/funksjoner.md": functions_page.text,
    "docs/datapakke.md": package_page.as_markdown,
    "docs/hente-tall.md": fetch_page.text,
    "docs/kontroll.md": checks_page.text,
    "docs/etterproeving.md": verification_page.text,
    "docs/setninger.md": sentences_page.page,
    "asss_xl/__init__.pyi": stub.text,
}


def made(only: str = "") -> Iterator[tuple[str, bytes]]:
    """The files, by their path in the repository; ``only`` is how the path begins."""
    for name, text in PAGES.items():
        if name.startswith(only):
            yield name, text().encode()
    if "macros/".startswith(only) or only.startswith("macros/"):
        for relative, content in macros.files().items():
            if f"macros/{relative}".startswith(only):
                yield f"macros/{relative}", content
            if relative == FILE_NAME:  # the one that `addin install` puts in place
                yield f"asss_xl/addin/{relative}", content


def workbooks(folder: Path) -> None:
    """The workbooks, through the same commands as everybody's."""
    from asss_xl.addin.library import WORKBOOK
    from asss_xl.cli import app
    from asss_xl.workbook.writer import save

    save(function_workbook.build(), WORKBOOK)
    shutil.copyfile(WORKBOOK, folder / WORKBOOK.name)
    app(["build", "--out", str(folder)], standalone_mode=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="docs/, macros/ or workbooks/")
    only = parser.parse_args().only
    for name, content in made(only):
        path = ROOT / name
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            print(f"Skrev {name}")
    if "workbooks/".startswith(only):
        workbooks(ROOT / "workbooks")


if __name__ == "__main__":
    main()
