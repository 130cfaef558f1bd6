"""Produksjon: what a service produces beside what it uses, both against the network's mean.

KS' reports and TBU publish such indices, but neither the weights nor the formula was found: the
weights are the package's, and the formula is ours, see Metode.
"""

from __future__ import annotations

from asss_xl.functions.catalogue import aggregate, scalar
from asss_xl.functions.paired import AVRUNDING_AV_VEKTER, paired_excel, paired_rows
from asss_xl.functions.values import NUM, ExcelError, Rows, added, order

KAP = "produksjon"
_INDEKSER = ("vekter", "indekser")
#: An index below it is a ratio (0,97), which would pass for a hundredth of the mean.
_FORHOLDSTALL = 10
_SNITTET_ER_100 = f" Snittet = 100: skriv 97,6, ikke 0,976. Under {_FORHOLDSTALL} gir en feilverdi."
_KILDE = "Egen formel; kap. «Ressursbruk, produksjon og effektivitet» i KS' rapporter"


@aggregate(
    "ASSS_PRODUKSJONSINDEKS",
    category=KAP,
    description="Produksjonsindeks for en tjeneste: summen av vekt ganger indeks, der indeksen er "
    "100 * egen verdi / snitt. Snittet = 100. Vekter som ikke summerer til 1, gir en feilverdi.",
    parameters={
        "vekter": "Indikatorenes vekter i tjenesten. Summen skal være 1 og kan avvike med 0,02 for "
        "avrunding.",
        "indekser": "Kommunens indekser (ASSS_INDEKS), i samme rekkefølge. Snittet = 100: skriv 97,6, "
        f"ikke 0,976. Er alle under {_FORHOLDSTALL}, blir svaret en feilverdi.",
    },
    ranges=_INDEKSER,
    together=_INDEKSER,
    excel=paired_excel(
        _INDEKSER,
        f"IF((ABS(SUM(vekter)-1)>{AVRUNDING_AV_VEKTER})+(MAX(indekser)<{_FORHOLDSTALL})>0,#NUM!,"
        "SUMPRODUCT(indekser,vekter))",
    ),
    in_sheet="SUMPRODUCT(indekser*vekter)",
    unit="indeks, snitt = 100",
    source=_KILDE,
    example=(((0.5, 0.3, 0.2),), ((104.0, 97.5, 88.0),)),
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
    category=KAP,
    description="Effektivitet: produksjonen i prosent av ressursbruken, begge mot nettverkets snitt. "
    "100 = like mye produksjon for pengene som snittet, så langt indikatorene måler den.",
    parameters={
        "produksjon": "Tjenestens produksjonsindeks (ASSS_PRODUKSJONSINDEKS). Under 0 gir en feilverdi.",
        "ressursbruk": "Indeksen for det tjenesten bruker." + _SNITTET_ER_100,
    },
    refuse=f"(produksjon<0)+(ressursbruk<{_FORHOLDSTALL})",
    excel="100*produksjon/ressursbruk",
    unit="indeks, snitt = 100",
    source=_KILDE,
    example=(98.9, 104.2),
)
def effektivitet(produksjon: float, ressursbruk: float) -> float:
    """Production relative to use of resources, the network's mean = 100 of both."""
    return 100 * produksjon / ressursbruk
