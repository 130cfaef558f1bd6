"""Everything under ``macros/``, written by ``python -m tools.make``.

A test compares the committed files with what this makes.
"""

from __future__ import annotations

from asss_xl.addin import it_readme, lite, vba, xlam


def files() -> dict[str, bytes]:
    """Everything under ``macros/``: relative path -> content."""
    made = {".gitattributes": b"* -text\n"}  # git leaves the line ends alone
    for folder, name, addin in (
        ("", xlam.FILE_NAME, xlam.calling_python()),
        ("uten_python/", xlam.PLAIN_FILE_NAME, xlam.without_python()),
    ):
        made[name] = xlam.build(addin)
        for module, source in addin.modules.items():
            if module != "xlwings":
                made[f"{folder}{module}.bas"] = vba.encoded(source)
        made[f"{folder}ThisWorkbook.cls"] = vba.encoded(addin.this_workbook)
        made[f"{folder}ribbon/customUI14.xml"] = vba.ribbon(addin.listed).encode()
    made["LES_MEG_IT.md"] = it_readme.text(made).encode()
    made["lite/main.py"] = lite.main_py().encode()
    made["lite/requirements.txt"] = lite.requirements().encode()
    return made
