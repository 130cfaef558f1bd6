"""Where the need for spending comes from: printed weights and indices, or a chosen cost key."""

from __future__ import annotations

from dataclasses import dataclass, field

from asss_xl.dataset.model import Noekkel
from asss_xl.report import formler as bb
from asss_xl.report.nettverk.regnskapstall import Regnskapstall
from asss_xl.report.nettverk.valg import Valg
from asss_xl.report.tall import MANGLER, Tall, fra_figur, fra_verdi
from asss_xl.workbook import MISSING_TEXT, Argument, Call, Cell, Range, Sheet, of, styles

AARETS = "Årets nøkkel"


@dataclass
class Behovskilde:
    """Weights, indices and the country's means by sector and year.

    ``tall`` holds the members' criteria; without it they are those of the report's municipality.
    ``noekkelnr`` is, by year, the place of the cost key that counts, where one can be chosen.
    """

    valg: Valg
    tall: Regnskapstall | None = None
    noekkelnr: dict[int, Cell] = field(default_factory=dict)
    _vekter: dict[tuple[str, str], Range] = field(default_factory=dict)
    _i_noekkel: dict[str, Range] = field(default_factory=dict)
    landet: dict[tuple[str, int], Cell] = field(default_factory=dict)

    def kriterier(self, sektor: str) -> tuple[str, ...]:
        """The criteria of a sector in any of the keys, in order."""
        return tuple(
            dict.fromkeys(c for n in self.valg.data.noekler for c in n.vekter.get(sektor, ()))
        )

    def _noekkel(self, key: int) -> Noekkel | None:
        return next((n for n in self.valg.data.noekler if n.gjelder(key)), None)

    def vekt(self, sektor: str, kriterium: str, key: int) -> Tall:
        """A criterion's weight in the sector; empty where the key does not have it."""
        if self.tall is None:
            found = self._noekkel(key)
            weights = found.vekter.get(sektor) if found else None
            weight = weights.get(kriterium) if weights else None
            return fra_verdi(weight) if weight is not None else Tall("")
        return Tall(self._chosen(self._vekter[sektor, kriterium], key))

    def indeks(self, sektor: str, kriterium: str, key: int, vekt: Argument) -> Tall:
        """The municipality's index of a criterion, empty where it has no weight."""
        data = self.valg.data
        if self.tall is None:
            for place in (sektor, ""):
                found = data.kriterieverdier.get((data.kommune, place, kriterium, key))
                if found is not None:
                    return fra_verdi(found)
            return Tall("") if self.vekt(sektor, kriterium, key).verdi == "" else MANGLER
        for place in (sektor, ""):
            if self.tall.har("kriterium", place, kriterium):
                own = self.tall.egen(self.valg.aarnr[key], "kriterium", place, kriterium)
                return Tall(of(bb.hvis_vekt, vekt, own))
        return Tall(of(bb.hvis_vekt, vekt, MISSING_TEXT))

    def i_noekkelen(self, sektor: str, key: int) -> Call | None:
        """1 where the chosen key has the sector; None where every key has it."""
        if self.tall is None:
            return None
        return self._chosen(self._i_noekkel[sektor], key)

    def _chosen(self, by_key: Range, key: int) -> Call:
        return of(bb.velg_eller_tomt, by_key, self.noekkelnr[key])

    def landssnitt(self, sektor: str, key: int) -> Tall:
        """The country's net operating spending in a sector, kr per inhabitant."""
        if not self.landet:
            return fra_figur(self.valg.data.figur(
                "Vedleggstabell 2 landssnitt", sektor, "landet", key, "kr per innbygger"
            ))  # fmt: skip
        cell = self.landet.get((sektor, key))
        return MANGLER if cell is None else Tall(of(bb.gjenta, cell))

    def tilleggene(self, sektor: str) -> tuple[str, ...]:
        """Corrections of a sector outside the cost key."""
        return tuple(
            dict.fromkeys(t for _, s, t, _ in self.valg.data.behovstillegg if s == sektor)
        )

    def tillegg(self, sektor: str, tillegg: str, key: int) -> Tall:
        """One of them, kr per inhabitant."""
        data = self.valg.data
        if self.tall is None:
            found = data.behovstillegg.get((data.kommune, sektor, tillegg, key))
            return MANGLER if found is None else fra_verdi(found)
        return Tall(self.tall.egen(self.valg.aarnr[key], "tillegg", sektor, tillegg))

    # -- the choice of key ----------------------------------------------------------------------

    def choose(self, sheet: Sheet, at: tuple[int, int], column: int) -> None:
        """The list of cost keys, and by year the place of the one that counts."""
        keys = self.valg.data.noekler
        names = [AARETS, *(k.navn for k in keys)]
        for row, name in enumerate(names, start=at[0] + 1):
            sheet.put(row, column, name, styles.HJELP)
        listed = sheet.range((at[0] + 1, column), (at[0] + len(names), column))
        chosen = sheet.editable(
            at[0], at[1], AARETS, styles.RAD.but(bold=True), "Kostnadsnøkkelen som brukes",
            choices=listed,
        )  # fmt: skip
        own = [float(self._place(year)) for year in self.valg.data.aar]
        look = styles.HJELP.but(number_format="0", align="right")
        for offset, place in enumerate(own):
            sheet.put(at[0], column + 2 + offset, place if place else None, look)
        by_year = sheet.range((at[0], column + 2), (at[0], column + 1 + len(own)))
        keys_only = sheet.range((at[0] + 2, column), (at[0] + len(names), column))
        for offset, key in enumerate(self.valg.vindu):
            self.noekkelnr[key] = sheet.calc(
                at[0] + 1, column + 2 + offset, bb.noekkelnummer, chosen, AARETS, keys_only,
                by_year, self.valg.aarnr[key], style=look,
            )  # fmt: skip

    def _place(self, year: int) -> int:
        keys = self.valg.data.noekler
        return next((n for n, k in enumerate(keys, start=1) if k.gjelder(year)), 0)

    def weights_by_key(self, sheet: Sheet, row: int, column: int) -> int:
        """The weights of every key, a row per criterion; returns the next row."""
        keys = self.valg.data.noekler
        for offset, key in enumerate(keys):
            sheet.put(row, column + 1 + offset, key.navn, styles.HJELP_HODE)
        row += 1
        look = styles.hjelp(styles.tall(4))
        for sector in self.valg.data.sektorer:
            inside: list[float | None] = [float(sector in k.vekter) for k in keys]
            self._i_noekkel[sector] = self._by_key(sheet, row, column, sector, inside)
            row += 1
            for criterion in self.kriterier(sector):
                by_key = [k.vekter.get(sector) for k in keys]
                found = [None if w is None else w.get(criterion) for w in by_key]
                values = [None if v is None else v.verdi for v in found]
                self._vekter[sector, criterion] = self._by_key(
                    sheet, row, column, criterion, values, look
                )
                row += 1
        return row

    def _by_key(
        self, sheet: Sheet, row: int, column: int, label: str, values: list[float | None],
        look: styles.Style = styles.HJELP,
    ) -> Range:  # fmt: skip
        sheet.put(row, column, label, styles.HJELP)
        for offset, value in enumerate(values):
            if value is not None:
                sheet.put(row, column + 1 + offset, value, look)
        return sheet.range((row, column + 1), (row, column + len(values)))
