"""Everything under ``macros/``, written by ``python -m tools.make``.

A test compares the committed files with what this makes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from asss_xl.addin.exposed import EXPOSED
from asss_xl.addin.install import FILE_NAME
from asss_xl.functions import CATALOGUE
from tools.macros import formulas_vba, lite, xlam


def without_python() -> xlam.AddIn:
    """The add-in whose VBA calculates."""
    this_workbook = xlam.template("ThisWorkbook").replace("    ASSS_MeldNyeMangler\n", "")
    return xlam.AddIn("ASSS-funksjoner", formulas_vba.modules(), this_workbook, CATALOGUE)


def files() -> dict[str, bytes]:
    """Everything under ``macros/``: relative path -> content."""
    made = {".gitattributes": b"* -text\n"}  # git leaves the line ends alone
    for folder, name, addin in (
        ("", FILE_NAME, xlam.calling_python()),
        ("uten_python/", "ASSS_funksjoner.xlam", without_python()),
    ):
        made[name] = xlam.build(addin)
        for module, source in addin.modules.items():
            if module != "xlwings":
                made[f"{folder}{module}.bas"] = xlam.encoded(source)
        made[f"{folder}ThisWorkbook.cls"] = xlam.encoded(addin.this_workbook)
        made[f"{folder}ribbon/customUI14.xml"] = xlam.ribbon(addin.listed).encode()
    made["LES_MEG_IT.md"] = it_readme(made).encode()
    made["lite/main.py"] = lite.main_py().encode()
    made["lite/requirements.txt"] = lite.REQUIREMENTS.encode()
    return made


def it_readme(files: Mapping[str, bytes]) -> str:
    """What an IT department needs to know before installing; the add-ins are named with their checksums."""
    page = (xlam.TEMPLATES / "LES_MEG_IT.md").read_text(encoding="utf-8")
    sums = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}" for name in files if name.endswith(".xlam")]
    return page.replace("{checksums}", "\n".join(sums)).replace("{count}", str(len(EXPOSED)))
