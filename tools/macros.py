"""Everything under ``macros/``, written by ``python -m tools.make``.

A test compares the committed files with what this makes.
"""

from __future__ import annotations

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
