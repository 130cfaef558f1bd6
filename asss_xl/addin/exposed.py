"""What Excel's users can call through the add-in: the catalogue and the data functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from asss_xl.addin import data_functions
from asss_xl.functions import CATALOGUE, Function, Parameter

#: The category in Excel's function wizard.
CATEGORY = "ASSS"


@dataclass(frozen=True, eq=False)
class Exposed:
    """A function as the add-in shows it; ``compute`` takes values and ranges of values."""

    name: str
    parameters: tuple[Parameter, ...]
    description: str
    category: str
    compute: Callable[..., Any]
    unit: str = ""
    source: str = ""
    spills: bool = True
    function: Function | None = None

    def signature(self) -> str:
        """``ASSS_AVVIK(verdi; snitt; [indeks]; [tillegg])``."""
        listed = "; ".join(f"[{p.name}]" if p.optional else p.name for p in self.parameters)
        return f"{self.name}({listed})"


def _from_catalogue(name: str, function: Function) -> Exposed:
    return Exposed(
        name=name,
        parameters=function.parameters,
        description=function.description,
        category=function.category,
        compute=function,
        unit=function.unit,
        source=function.source,
        spills=function.spills,
        function=function,
    )


_VERDI = Exposed(
    name="ASSS_VERDI",
    parameters=(
        Parameter("kommune", "Kommunens navn, eller snitt, lavest eller høyest i nettverket."),
        Parameter(
            "indikator",
            "Indikatorens navn, tjeneste/nummer (grunnskole/3), tjeneste/navn, eller tabell/linje "
            "(Tabell 0/Driftsinntekter).",
        ),
        Parameter("aar", "Årstall. Utelatt: rapportåret.", optional=True),
    ),
    description="Et tall fra datapakken som er valgt: en indikator i en tjeneste, eller en linje "
    "i en tabell.",
    category="data",
    compute=data_functions.verdi,
    unit="som i datapakken",
    source="datapakken (ASSS_XL_DATA, ellers bergen_2009)",
)
_INDIKATORER = Exposed(
    name="ASSS_INDIKATORER",
    parameters=(Parameter("tjeneste", "Tjenestens navn eller nøkkel. Utelatt: alle.", optional=True),),
    description="Indikatorene i datapakken som er valgt, som tabell: nøkkel, navn, enhet, "
    "kommunens verdi, snitt, lavest og høyest.",
    category="data",
    compute=data_functions.indikatorer,
    unit="tabell",
    source="datapakken (ASSS_XL_DATA, ellers bergen_2009)",
    spills=False,
)

#: What Excel can calculate alone, by name: the catalogue.
CALCULATED = {name: _from_catalogue(name, function) for name, function in CATALOGUE.items()}
#: Everything, which takes Python.
EXPOSED: dict[str, Exposed] = {**CALCULATED, _VERDI.name: _VERDI, _INDIKATORER.name: _INDIKATORER}
