"""Demografi: what the development of the age groups costs (report ch. 2.2)."""

from __future__ import annotations

from asss_xl.functions.catalogue import aggregate
from asss_xl.functions.paired import paired_excel, paired_rows
from asss_xl.functions.values import NUM, ExcelError, Rows, added

_RANGES = ("satser", "folketall", "basis")


@aggregate(
    "ASSS_DEMOGRAFIKOSTNAD",
    ranges=_RANGES,
    together=_RANGES,
    excel=paired_excel(_RANGES, "SUMPRODUCT(satser,folketall)-SUMPRODUCT(satser,basis)"),
    in_sheet="SUMPRODUCT(satser*(folketall-basis))",
)
def demografikostnad(satser: Rows, folketall: Rows, basis: Rows) -> float | ExcelError:
    """Demography cost against the base year, kroner."""
    return paired_rows(
        (satser, folketall, basis),
        lambda groups: added(s * n for s, n, _ in groups) - added(s * b for s, _, b in groups),
    )


@aggregate(
    "ASSS_DEMOGRAFIINDEKS",
    ranges=_RANGES,
    together=_RANGES,
    excel=paired_excel(
        _RANGES,
        "IF(SUMPRODUCT(satser,basis)<0,#NUM!,100*SUMPRODUCT(satser,folketall)/SUMPRODUCT(satser,basis))",
    ),
    in_sheet="100*SUMPRODUCT(satser*folketall)/SUMPRODUCT(satser*basis)",
)
def demografiindeks(satser: Rows, folketall: Rows, basis: Rows) -> float | ExcelError:
    """Index of demographic need, base year = 100."""

    def index(groups: list[tuple[float, ...]]) -> float:
        base = added(s * b for s, _, b in groups)
        if base < 0:
            return NUM  # type: ignore[return-value]
        return 100 * added(s * n for s, n, _ in groups) / base

    return paired_rows((satser, folketall, basis), index)
