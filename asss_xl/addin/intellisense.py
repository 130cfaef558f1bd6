"""Help while a formula is typed: the data that Excel-DNA IntelliSense reads from a workbook.

Excel itself shows no help for VBA functions in the cell. Where the free add-in Excel-DNA
IntelliSense is installed, it reads this XML from the custom parts of our add-in. The part is inside
the .xlam because Excel would open any file that lies beside it in the start folder.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from asss_xl.addin.exposed import EXPOSED, Exposed

NAMESPACE = "http://schemas.excel-dna.net/intellisense/1.0"


def xml(listed: Mapping[str, Exposed] = EXPOSED) -> str:
    """Every function with its arguments."""
    functions = "\n".join(_function(exposed) for exposed in listed.values())
    return (
        f'<IntelliSense xmlns="{NAMESPACE}">\n  <FunctionInfo>\n{functions}\n'
        "  </FunctionInfo>\n</IntelliSense>\n"
    )


def _function(exposed: Exposed) -> str:
    arguments = "\n".join(
        f"      <Argument Name={quoteattr(f'[{p.name}]' if p.optional else p.name)} "
        f"Description={quoteattr(p.description)}/>"
        for p in exposed.parameters
    )
    about = f"Name={quoteattr(exposed.name)} Description={quoteattr(exposed.description)}"
    return f"    <Function {about}>\n{arguments}\n    </Function>"
