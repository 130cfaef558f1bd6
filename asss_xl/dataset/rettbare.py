"""Which figures of a package a municipality can correct, and what each of them is called."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from functools import cache
from typing import Any, NamedTuple

from asss_xl.dataset.datasett import Datasett
from asss_xl.dataset.grouping import grouped
from asss_xl.dataset.packages.assembling import REGNET
from asss_xl.dataset.poster import POSTER, aktoernavn
from asss_xl.dataset.schema import ARTER, FIGURE, OPPSLAG
from asss_xl.dataset.verdi import FRAMSKREVET, RETTET_FRA, Verdi

_NASJONALE = {"kostnadsdeflator": "Kostnadsdeflator", "aarsloennsvekst": "Årslønnsvekst"}


class Rettbar(NamedTuple):
    """A figure by its name in the list: the file, the row's key without place and year, the column."""

    navn: str
    fil: str
    noekkel: tuple[tuple[str, str], ...]
    kolonne: str
    enhet: str

    @property
    def prosent(self) -> bool:
        """Whether it is written as a number of percent."""
        return self.enhet.startswith(("prosent", "%", "pst", "vekst pst"))


class Sted(NamedTuple):
    """A figure in one place and year; the country's has no municipality, a weight no year."""

    om: Rettbar
    kommune: str
    aar: int | None
    verdi: Verdi

    @property
    def rad(self) -> tuple[tuple[str, str], ...]:
        """The whole key of its row in the file."""
        where = (("kommune", self.kommune), ("aar", "" if self.aar is None else str(self.aar)))
        return (*self.om.noekkel, *((name, value) for name, value in where if value))


def rettbare(data: Datasett) -> dict[str, Rettbar]:
    """Every figure that some municipality of the package has, by name, in the package's order."""
    return _gjennomgaatt(data)[0]


def rettede(data: Datasett) -> list[Sted]:
    """The figures that an answer has changed, which their remarks say."""
    return _gjennomgaatt(data)[1]


def manglende(data: Datasett) -> list[Sted]:
    """The figures that are missing."""
    return _gjennomgaatt(data)[2]


def _gjennomgaatt(data: Datasett) -> tuple[dict[str, Rettbar], list[Sted], list[Sted]]:
    """The names, what is corrected, what is missing: gone through once, whoever the report is on."""

    def found() -> tuple[dict[str, Rettbar], list[Sted], list[Sted]]:
        names: dict[str, Rettbar] = {}
        corrected, missing = [], []
        for sted in steder(data):
            names[sted.om.navn], v = sted.om, sted.verdi
            if v.merknad and v.merknad.removeprefix(f"{FRAMSKREVET} ").startswith(RETTET_FRA):
                corrected.append(sted)
            if v.verdi is None:
                missing.append(sted)
        return names, corrected, missing

    return data.en_gang("rettbare", found)


_Key = tuple[tuple[str, str], ...]
#: What can be corrected, by its file, column, key, name and unit.
_Om = Callable[[str, str, _Key, str, str], Rettbar]


def steder(data: Datasett) -> Iterator[Sted]:
    """Every figure that can be corrected; one name belongs to one row of the package."""
    made: dict[tuple[object, ...], Rettbar] = {}
    taken: set[str] = set()

    def om(fil: str, kolonne: str, row: _Key, navn: str, enhet: str) -> Rettbar:
        if (fil, row, kolonne) not in made:
            called = f"{navn}, {enhet}"
            if called in taken:
                called = f"{called} [{', '.join(value for _, value in row)}]"
            taken.add(called)
            made[fil, row, kolonne] = Rettbar(called, fil, row, kolonne, enhet)
        return made[fil, row, kolonne]

    for part in (_indicators, _accounts, _people, _needs, _figures):
        yield from part(data, om)


def _indicators(data: Datasett, om: _Om) -> Iterator[Sted]:
    """The value of an indicator, or what it is made of where the package has that; stated references."""
    known = {
        (i.tjeneste, i.nr): (f"{t.navn} {i.nr}. {i.kortnavn or i.navn}", i.enhet or "uten enhet")
        for t in data.tjenester
        for i in t.indikatorer
    }

    @cache
    def of(service: str, number: int, column: str) -> Rettbar:
        name, unit = known[service, number]
        key = (("tjeneste", service), ("nr", str(number)))
        return om("indikatorverdier", column, key, name, unit if column == "verdi" else column)

    ratios = {key[:2] for key, v in data.verdier.items() if v.teller is not None and v.nevner is not None}
    for (service, number, kommune, aar), v in data.verdier.items():
        # What is worked out has no row of its own: the amounts and the people are corrected.
        if (service, number) in known and v.merknad != REGNET:
            stated = v.verdi is not None and (v.teller is None or v.nevner is None)
            if stated or (service, number) not in ratios:
                yield Sted(of(service, number, "verdi"), kommune, aar, v)
            for part, tall in (("teller", v.teller), ("nevner", v.nevner)):
                if tall is not None or ((service, number) in ratios and v.verdi is None):
                    without = v._replace(verdi=tall, trykt=None, desimaler=None)
                    yield Sted(of(service, number, part), kommune, aar, without)
    for (service, number, kommune, aar, reference), v in data.referanser.items():
        if (service, number) in known:
            name, unit = known[service, number]
            key = (("tjeneste", service), ("nr", str(number)), ("referanse", reference))
            yield Sted(om("indikatorreferanser", "verdi", key, f"{name}: {reference}", unit), kommune, aar, v)


def _oppslag(
    data: Datasett, om: _Om, field: str, navn: Callable[..., str], enhet: str, without: Container[Any] = ()
) -> Iterator[Sted]:
    """The figures of a mapping; the name is made of what its keys are made of besides place and year."""
    fil, columns = OPPSLAG[field]
    mine = [at for at, column in enumerate(columns) if column not in ("kommune", "aar")]
    place = columns.index("kommune") if "kommune" in columns else None
    year = columns.index("aar")

    @cache
    def of(*key: str) -> Rettbar:
        row = tuple(zip([columns[at] for at in mine], key, strict=True))
        return om(fil, FIGURE[fil], row, navn(*key), enhet)

    for key, v in getattr(data, field).items():
        if key not in without:
            yield Sted(of(*[key[at] for at in mine]), "" if place is None else key[place], key[year], v)


def _accounts(data: Datasett, om: _Om) -> Iterator[Sted]:
    unit, called = "1000 kr", {f.funksjon: f.navn for f in data.funksjoner}

    def spent(function: str, art: str) -> str:
        return f"Funksjon {function} {called.get(function, '')}".rstrip() + f": {art}"

    lines = _oppslag(
        data, om, "regnskap", lambda post: f"Regnskap: {POSTER.get(post, post)}", unit, data.uten_rad
    )
    yield from lines
    yield from _oppslag(data, om, "balanse", "Balanse: konto {}".format, unit)
    # A package and an input workbook have them in different orders, and the same list.
    amounts = grouped((s.om, s) for s in _oppslag(data, om, "beloep", spent, unit))
    for row in sorted(amounts, key=lambda of: (of.noekkel[0][1], ARTER.index(of.noekkel[1][1]))):
        yield from amounts[row]
    yield from _oppslag(data, om, "nasjonale", _NASJONALE.__getitem__, "prosent")


def _people(data: Datasett, om: _Om) -> Iterator[Sted]:
    yield from _oppslag(data, om, "innbyggere", "Innbyggere {}".format, "antall")
    for s in data.satser:
        key: _Key = (("aldersgruppe", s.aldersgruppe),)
        name = f"Landet {s.aldersgruppe}"
        for kolonne, tall, what, unit in (
            ("mill_kr", s.mill_kr, "utgifter", "mill. kr"),
            ("innbyggere", s.innbyggere, "innbyggere", "antall"),
        ):
            v = Verdi(tall, "publisert", side=s.side, merknad=s.merknad)
            yield Sted(om("demografisatser", kolonne, key, f"{name}: {what}", unit), "", s.aar, v)
    for g in data.folkevekst:
        key = (("aldersgruppe", g.aldersgruppe), ("fra", str(g.fra)), ("til", str(g.til)))
        name = f"Ventet folkevekst {g.aldersgruppe} {g.fra}–{g.til}"
        for kolonne, of, unit in (("vekst", g.vekst, "antall"), ("prosent", g.prosent, "prosent")):
            v = Verdi(of, "publisert", side=g.side, merknad=g.merknad)
            yield Sted(om("folkevekst", kolonne, key, name, unit), g.kommune, None, v)


def _needs(data: Datasett, om: _Om) -> Iterator[Sted]:
    def index_of(sector: str, name: str) -> str:
        return f"Kriterium: {name}{f' ({sector})' if sector else ''}"

    yield from _oppslag(data, om, "kriterieverdier", index_of, "indeks")
    yield from _oppslag(data, om, "behovstillegg", "Tillegg: {1} ({0})".format, "kr per innbygger")
    for n in data.noekler:
        for sector, weights in n.vekter.items():
            for criterion, v in weights.items():
                key = (("noekkel", n.navn), ("sektor", sector), ("kriterium", criterion))
                name = f"Vekt {n.navn}: {criterion} ({sector})"
                yield Sted(om("vekter", "vekt", key, name, "andel"), "", None, v)


def _figures(data: Datasett, om: _Om) -> Iterator[Sted]:
    for f in data.figurer:
        key = (("tabell", f.tabell), ("post", f.post), ("aktor", f.aktor), ("enhet", f.enhet))
        name = f"{f.tabell}: {f.linje} ({aktoernavn(f.aktor, 'kommunen')})"
        v = Verdi(f.verdi, f.status, f.desimaler, f.side, merknad=f.merknad, trykt=f.trykt)
        yield Sted(om("figurer", "verdi", key, name, f.enhet), f.kommune, f.aar, v)
