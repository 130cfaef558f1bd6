"""Tabell 0 and figures 0.a and 0.b: the main figures of operation and investment (ch. 0)."""

from __future__ import annotations

from asss_xl import functions as f
from asss_xl.functions import building_blocks as bb
from asss_xl.report.aarsfigur import year_series
from asss_xl.report.regnskap.ark import BAK, DIAGRAM, OEVRIGE, PST, TUSEN, VEKST, Ark
from asss_xl.report.rettelser import SEKTORENE
from asss_xl.workbook import Chart, of, styles

TABELL = "Tabell 0"
_INN = (
    ("driftsinntekter", "Driftsinntekter", "Driftsinntekter"),
    ("driftsutgifter", "Driftsutgifter uten avskrivninger",
     "Driftsutgifter (ekskl avskrivninger)"),
    ("renteinntekter", "Renteinntekter", "Renteinntekter"),
    ("renteutgifter", "Renteutgifter", "Renteutgifter"),
    ("avdrag", "Netto avdrag", "Netto avdrag"),
    ("investeringer", "Brutto investeringsutgifter", "Brutto investeringsutgifter"),
    ("tilskudd", "Tilskudd, refusjon, salg", "Tilskudd, refusjon, salg"),
)  # fmt: skip
_LINJE = {key: line for key, _, line in _INN}
_TEKST = {key: text for key, text, _ in _INN}
_UT = {
    "brutto": ("Brutto driftsresultat", f.brutto_driftsresultat,
               ("driftsinntekter", "driftsutgifter")),
    "netto": ("Netto driftsresultat", f.netto_driftsresultat,
              ("brutto", "renteinntekter", "renteutgifter", "avdrag")),
    "netto_investeringer": ("Netto investeringsutgifter", bb.minus,
                            ("investeringer", "tilskudd")),
    "overskudd": ("Overskudd før lån", f.overskudd_foer_laan,
                  ("brutto", "renteinntekter", "renteutgifter", "investeringer", "tilskudd")),
}  # fmt: skip
_REKKEFOELGE = (
    "driftsinntekter", "driftsutgifter", "brutto", "renteinntekter", "renteutgifter", "avdrag",
    "netto", "investeringer", "tilskudd", "netto_investeringer", "overskudd",
)  # fmt: skip
#: Lines of figure 0.a; spending is drawn as negative.
_FIGUR = (
    ("brutto", "Brutto driftsresultat", False), ("renteinntekter", "Renteinntekter", False),
    ("renteutgifter", "Renteutgifter", True), ("avdrag", "Netto avdrag", True),
    ("netto", "Netto driftsresultat", False),
    ("netto_investeringer", "Netto investeringsutgifter", True),
    ("overskudd", "Overskudd før lån", False),
)  # fmt: skip


def table(ark: Ark) -> None:
    """Tabell 0: amounts, what-if, corrected amounts and growth."""
    ark.title(f"Tabell 0. {ark.kommune}: hovedtall for drift og investering")
    ark.heads("1000 kr", ("Regnskap", "Hva hvis", "Etter rettelser"))
    for offset, (old, new) in enumerate(zip(ark.aar, ark.aar[1:], strict=False)):
        ark.sheet.put(ark.row - 2, 10 + offset, "Vekst, prosent" if not offset else "",
                      styles.HODE_VENSTRE.but(wrap=False, bottom=None))  # fmt: skip
        ark.sheet.put(ark.row - 1, 10 + offset, f"{old}/{new % 100:02d}", styles.HODE)
    for key in _REKKEFOELGE:
        if key in _UT:
            text, function, keys = _UT[key]
            ark.amount_calc(key, text, function, keys, TABELL, text)
        else:
            ark.amount_input(key, _TEKST[key], TABELL, _LINJE[key])
            _growth(ark, key)
        _corrected(ark, key)
        ark.row += 1
    _memo(ark)
    ark.note(
        "Rente- og finansbeløpene for 2008 er trykt med feilførte kalkulatoriske renter; "
        "rettelsene står på arket Rettelser og virker i kolonnene «Etter rettelser». "
        "Teksten i kilden (s. 5) sier 101 mill. kr på hver linje, noten under tabellen (s. 6) 183,8 "
        "mill. kr til sammen. Investeringene er uten Bergen bybane."
    )


def _growth(ark: Ark, key: str) -> None:
    for offset, (old, new) in enumerate(zip(ark.aar, ark.aar[1:], strict=False)):
        ark.sheet.calc(
            ark.row, 10 + offset, f.vekst, ark.beloep[key][new], ark.beloep[key][old],
            style=styles.tall(1),
            published=ark.printed(TABELL, _LINJE[key], ark.kommune, new, VEKST),
        )  # fmt: skip


def _corrected(ark: Ark, key: str) -> None:
    total = key in _UT
    style = styles.tall(0, total)
    made = ark.rettet.setdefault(key, {})
    for year in ark.aar:
        if total:
            _, function, keys = _UT[key]
            call = of(function, *(ark.rettet[k][year] for k in keys))
        else:
            call = of(bb.pluss, ark.beloep[key][year], ark.rettelser.sum(_LINJE[key], year))
            if key == "driftsutgifter":
                call = of(bb.pluss3, ark.beloep[key][year],
                          ark.rettelser.sum(_LINJE[key], year),
                          ark.rettelser.sum(SEKTORENE, year))  # fmt: skip
        made[year] = ark.sheet.calc(
            ark.row, ark.column(2, year), call.function, *call.arguments, style=style
        )


def _memo(ark: Ark) -> None:
    """Of which: financial gains and losses, printed for the last year only."""
    for text, line in (
        ("– herav finansielle gevinster", "Herav finansielle gevinster"),
        ("– herav finansielle tap", "Herav finansielle tap"),
        ("– kalkulatoriske renter feilført, noten (inntekter og utgifter til sammen)",
         "Kalkulatoriske renter feilført (overvurdering av renteinntekter og -utgifter)"),
    ):  # fmt: skip
        ark.sheet.put(ark.row, 0, text, styles.RAD.but(color=styles.GRAA, size=9))
        for year in ark.aar:
            known = ark.printed(TABELL, line, ark.kommune, year, TUSEN)
            if known:
                cell = ark.sheet.put(
                    ark.row, ark.column(0, year), known[0].verdi, styles.tall(0),
                    rounding=known[0].avrunding, published=known,
                )  # fmt: skip
                ark.celler[f"{line} {year}"] = cell
        ark.row += 1


def figures(ark: Ark) -> None:
    """Figures 0.a and 0.b: percent of income, deviation from the other members, kroner."""
    ark.row += 1
    ark.title("Prosent av driftsinntekt, og avvik fra øvrige ASSS (positivt: høyere inntekt, "
              "lavere utgift eller høyere overskudd)")  # fmt: skip
    groups = (ark.kommune, "Etter rettelser", OEVRIGE, "Avvik, prosentenheter", "Avvik, 1000 kr")
    ark.heads("Figur 0.a og 0.b", groups)
    first = ark.row
    for key, line, spending in _FIGUR:
        ark.label(line)
        _figure_row(ark, key, line, spending)
        ark.row += 1
    last = ark.row - 1
    ark.row += 1
    for title, group in (
        (f"Figur 0.a. {ark.kommune}, hovedtall for drift og investering", 0),
        (f"Figur 0.b. {ark.kommune} minus øvrige ASSS", 3),
    ):
        _chart(ark, title, group, first, last)


def _figure_row(ark: Ark, key: str, line: str, spending: bool) -> None:
    sheet, one = ark.sheet, styles.tall(1)
    own = ark.pst.setdefault(ark.kommune, {}).setdefault(key, {})
    corrected = ark.rettet_pst.setdefault(key, {})
    for year in ark.aar:
        amounts = ((0, ark.beloep, own, "Figur 0.a"), (1, ark.rettet, corrected, ""))
        for group, source, kept, table_name in amounts:
            share = of(f.pst_av_inntekt, source[key][year], source["driftsinntekter"][year])
            call = of(bb.motsatt, share) if spending else share
            kept[year] = sheet.calc(
                ark.row, ark.column(group, year), call.function, *call.arguments, style=one,
                published=ark.printed(table_name, line, ark.kommune, year, PST),
            )  # fmt: skip
        other = sheet.calc(
            ark.row, ark.column(2, year), bb.gjenta, ark.pst[OEVRIGE][key][year], style=one
        )
        deviation = sheet.calc(
            ark.row, ark.column(3, year), f.avvik, own[year], other, style=one,
            published=ark.printed(
                "Figur 0.b", line, f"{ark.kommune} minus øvrige ASSS", year,
                "prosentenheter av driftsinntekt",
            ),
        )  # fmt: skip
        ark.celler[f"avvik {key} {year}"] = deviation
        ark.celler[f"kroner {key} {year}"] = sheet.calc(
            ark.row, ark.column(4, year), f.kroner_av_inntekt, deviation,
            ark.beloep["driftsinntekter"][year], style=styles.tall(0),
        )  # fmt: skip


def _chart(ark: Ark, title: str, group: int, first: int, last: int) -> None:
    sheet = ark.sheet
    year = ark.aar[-1]
    column = BAK + group
    sheet.put(first - 1, column, f"Grunnlag {year} når ulik", styles.HJELP_HODE)
    for offset, (_, line, _) in enumerate(_FIGUR):
        actor, table_name, unit = (
            (ark.kommune, "Figur 0.a", PST) if group == 0 else
            (f"{ark.kommune} minus øvrige ASSS", "Figur 0.b", "prosentenheter av driftsinntekt")
        )  # fmt: skip
        known = ark.printed(table_name, line, actor, year, unit)[0]
        # A difference of two rounded percentages can be one unit of the last decimal off.
        slack = known.avrunding * (1 if group == 0 else 3)
        base = sheet.put(first + offset, column + 1, known.verdi, styles.hjelp(styles.tall(1)))
        now = sheet.cells[first + offset, ark.column(group, year)]
        sheet.calc(first + offset, column, bb.hvis_flyttet, base, now, slack,
                   style=styles.hjelp(styles.tall(1)), missing=None)  # fmt: skip
    columns = {y: ark.column(group, y) for y in ark.aar}
    series = year_series(sheet, (first, last), 0, columns, column)
    unit = "Prosent av driftsinntekt" if group == 0 else "Prosentenheter av driftsinntekt"
    ark.place(
        Chart("column", f"{title}. {unit}", series, row=ark.row, column=0,
              width=DIAGRAM[0], height=DIAGRAM[1], y_title="Prosent", y_format="0.0",
              alt=f"Søylediagram. {title}, {ark.aar[0]}–{ark.aar[-1]}. {unit}.")
    )  # fmt: skip
