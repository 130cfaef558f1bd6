"""Produksjon: what a service produces beside what it uses, both against the network's mean.

KS' reports and TBU publish such indices, but neither the weights nor the formula was found: the
weights are the package's, and the formula is ours, see Metode.
"""

from __future__ import annotations

from asss_xl.functions.catalogue import aggregate, scalar
from asss_xl.functions.paired import AVRUNDING_AV_VEKTER, paired_excel, paired_rows
from asss_xl.functions.values import NUM, ExcelError, Rows, added, order

_INDEKSER = ("vekter", "indekser")
#: An index below it is a ratio (0,97), which would pass for a hundredth of the mean.
_FORHOLDSTALL = 10


@aggregate(
    "ASSS_PRODUKSJONSINDEKS",
    ranges=_INDEKSER,
    together=_INDEKSER,
    excel=paired_excel(
        _INDEKSER,
        f"IF((ABS(SUM(vekter)-1)>{AVRUNDING_AV_VEKTER})+(MAX(indekser)<{_FORHOLDSTALL})>0,#NUM!,"
        "SUMPRODUCT(indekser,vekter))",
    ),
    in_sheet="SUMPRODUCT(indekser*vekter)",
)
def produksjonsindeks(vekter: Rows, indekser: Rows) -> float | ExcelError:
    """Production ``sum(w * i)`` of a service, where each index is ``100 * value / mean``.

    As :func:`kostnadsindeks`: a number missing in only one of the ranges is ``#N/A``, ranges of
    different size ``#VALUE!``, weights that do not add to 1 ``#NUM!``; so are indices none of
    which reaches 10, which are ratios.
    """

    def index(pairs: list[tuple[float, ...]]) -> float:
        off = abs(added(w for w, _ in pairs) - 1)
        if order(off, AVRUNDING_AV_VEKTER) > 0 or max(i for _, i in pairs) < _FORHOLDSTALL:
            return NUM  # type: ignore[return-value]
        return added(i * w for w, i in pairs)

    return paired_rows((vekter, indekser), index)


@scalar(
    "ASSS_EFFEKTIVITET",
    refuse=f"(produksjon<0)+(ressursbruk<{_FORHOLDSTALL})",
    excel="100*produksjon/ressursbruk",
    in_sheet=f"100*produksjon/ressursbruk/((produksjon>=0)*(ressursbruk>={_FORHOLDSTALL}))",
)
def effektivitet(produksjon: float, ressursbruk: float) -> float:
    """Production relative to use of resources, the network's mean = 100 of both."""
    return 100 * produksjon / ressursbruk
