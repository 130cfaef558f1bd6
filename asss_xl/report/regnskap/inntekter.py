"""Figure 1 and tabell 1: driftsinntekter and frie inntekter, and where they come from (ch. 1.2)."""

from __future__ import annotations

from asss_xl import functions as f
from asss_xl.report import figurer, layout
from asss_xl.report.formler import tekst
from asss_xl.report.poster import AVLEDET
from asss_xl.report.regnskap import figur
from asss_xl.report.regnskap import formler as rf
from asss_xl.report.regnskap.ark import Ark, postnavn
from asss_xl.report.regnskap.figur import Figur
from asss_xl.report.regnskap.kilde import KOMMUNE, MILL, OEVRIGE, PST, RESTEN, VEKST
from asss_xl.report.regnskap.mellomregning import INNTEKTSLINJER
from asss_xl.report.tall import plasser
from asss_xl.workbook import Call, Cell, Range, Series, of, styles

TABELL = "Tabell 1"
_SKATTER = AVLEDET["skatt"].av
ANDRE = "andre_driftsinntekter"
POSTER = (*_SKATTER, "skatt", "rammetilskudd", "frie", ANDRE)
_VEKST_KOLONNE = 7
_FIGUR = "Figur 1"
#: Figure 1's lines: post, and a heading short enough for a narrow column.
_FIGUR_1 = {
    "skatt": "Skatt",
    "rammetilskudd": "Ramme- tilskudd",
    "andre_statstilskudd": "Andre statstilsk.",
    "andre_inntekter": "Andre inntekter",
    "eiendom": "herav eiend.skatt",
}


def table_1(ark: Ark) -> None:
    """Tabell 1: taxes and general grants in million kroner, with growth."""
    ark.title("Tabell 1. Frie inntekter, mill. kr og vekst i prosent")
    ark.heads("Mill. kr", ("Mill. kr", "Hva hvis"))
    growth_heads(ark)
    for post in _SKATTER:
        filled_in(ark, post, TABELL)
    summed(ark, "skatt", TABELL)
    filled_in(ark, "rammetilskudd", TABELL)
    summed(ark, "frie", TABELL)
    ark.amount_rest(ANDRE, "driftsinntekter", "frie")
    ark.note(
        "Siste år fylles ut på arket Hva hvis. "
        "Alle linjene flytter driftsinntektene i tabell 0, og alt som regnes av dem. Flytter "
        "ikke: de andre kommunenes vekst og andeler, som er slik de er regnskapsført. Andre "
        "driftsinntekter er regnet som frie: netto driftsutgifter i sektorene følger ikke."
    )
    ark.row += 1


def filled_in(ark: Ark, post: str, table: str) -> None:
    """A line in million kroner with yellow cells, and its growth."""
    ark.amount_input(post, table, MILL)
    _growth_row(ark, post, table)
    ark.row += 1


def summed(ark: Ark, post: str, table: str) -> None:
    """A line that is the sum of others, and its growth."""
    ark.amount_calc(post, AVLEDET[post], table, MILL)
    _growth_row(ark, post, table, total=True)
    ark.row += 1


def income_moved(ark: Ark, year: int, base: Cell) -> Call:
    """Driftsinntekter in 1000 kr, moved by the lines of tabell 1."""
    return of(rf.flyttet, base, moved(ark, INNTEKTSLINJER, year))


def moved(ark: Ark, lines: tuple[str, ...], year: int) -> Range:
    """What the lines of a table move in a year, million kroner."""
    for line in lines:
        ark.steg.move(line, year, ark.beloep[line][year])
    return ark.steg.endring.column(year, lines[0], lines[-1])


def growth_heads(ark: Ark) -> None:
    """Growth in the last year: the municipality's, and that of the others."""
    if len(ark.aar) < 2:
        return
    over = styles.HODE_VENSTRE.but(wrap=False, bottom=None)
    label = tekst("Vekst til ", ark.valg.aarstall[ark.aar[-1]], ", %")
    for column, actor in enumerate(ark.aktoerer, start=_VEKST_KOLONNE):
        layout.text(ark.sheet, ark.row - 2, column, "" if column > _VEKST_KOLONNE else label, over)
        layout.text(ark.sheet, ark.row - 1, column, ark.navn(actor), styles.HODE)
    ark.sheet.heights[ark.row - 1] = 28


def _growth_row(ark: Ark, post: str, table: str, total: bool = False) -> None:
    """Growth of one line for the three actors."""
    if len(ark.aar) < 2:
        return
    (old, new), amounts, style = ark.aar[-2:], ark.beloep[post], styles.tall(1, total)
    call = ark.growth(f.vekst, new, old, amounts[new], amounts[old])
    known = ark.printed(table, post, KOMMUNE, new, VEKST)
    own = ark.sheet.calc(ark.row, _VEKST_KOLONNE, call, style=style, published=known)
    ark.celler[f"vekst {post}"] = own
    for column, actor in enumerate((OEVRIGE, RESTEN), start=_VEKST_KOLONNE + 1):
        growth = ark.kilde.vekst(table, post, actor, new)
        ark.celler[f"vekst {post} {actor}"] = plasser(ark.sheet, ark.row, column, growth, style)


def shares(ark: Ark) -> Figur:
    """Figure 1: where driftsinntekter come from, last year."""
    ark.title(tekst("Inntektssammensetning ", ark.valg.aar, ", prosent av driftsinntekt"))
    ark.head((_FIGUR, *_FIGUR_1.values()), 30)
    rows: dict[str, dict[str, Cell]] = {}
    for actor in ark.aktoerer:
        ark.row += 1
        layout.text(ark.sheet, ark.row, 0, ark.navn(actor), styles.RAD)
        rows[actor] = {}
        for column, post in enumerate(_FIGUR_1, start=1):
            rows[actor][post] = _share(ark, actor, post, column)
    ark.row += 2
    return _shares_figure(ark, rows)


def _shares_figure(ark: Ark, rows: dict[str, dict[str, Cell]]) -> Figur:
    drawn = "Hvor inntektene kommer fra, prosent av driftsinntekt"
    kinds = {post: postnavn(post) for post in list(_FIGUR_1)[:4]}
    actors = {actor: ark.navn(actor) for actor in ark.aktoerer}
    block = ark.steg.steg.blokk(f"{_FIGUR}. {drawn}", kinds, actors)
    for actor, row in rows.items():
        for post in kinds:
            figur.point(block, actor, post, row[post])
    about = {"labels": True, "label_format": "0.0"}
    series = tuple(
        Series(name, block.heads(), block.line(actor), color=color, **about)  # type: ignore[arg-type]
        for name, actor, color in zip(block.labels, actors, figurer.AKTOERFARGER, strict=True)
    )
    own, other = rows[KOMMUNE]["skatt"], rows[OEVRIGE]["skatt"]
    words = ("lavere andel skatt enn", "samme andel skatt som", "høyere andel skatt enn")
    title = ark.mot_de_andre(_FIGUR, drawn, own, other, words)
    told = (
        "Skatt, rammetilskudd, andre statstilskudd og andre inntekter i prosent av driftsinntekt, siste år."
    )
    return Figur(_FIGUR, drawn, title, series, f"Søylediagram. {told}")


def _share(ark: Ark, actor: str, post: str, column: int) -> Cell:
    """One share of the income: calculated where the amounts are known, printed elsewhere."""
    style, year, income = styles.tall(1), ark.aar[-1], "driftsinntekter"
    given = ark.kilde.andel(_FIGUR, post, actor, year)
    known = ark.printed(_FIGUR, post, actor, year, PST)
    if post == "andre_inntekter":
        call = of(rf.rest, *(ark.sheet.cells[ark.row, c] for c in (1, 2, 3)))
    elif actor != KOMMUNE:
        return plasser(ark.sheet, ark.row, column, given, style)
    elif post in ark.beloep:
        call = ark.share(post, year, ark.beloep[post][year])
    elif post in ark.steg.uten:
        ark.given(post, "")
        call, known = of(f.pst_av_inntekt, ark.base(post, year), ark.beloep[income][year]), ()
    else:
        title, look = f"{_FIGUR}: andel av inntekten uten hva hvis", styles.hjelp(style)
        head = {year: ark.valg.aarstall[year]}
        base = ark.steg.steg.blokk(title, head, (postnavn(post),), look).tall(0, year, given)
        call = base * ark.base(income, year) / ark.beloep[income][year]
        known = ()
    return ark.sheet.calc(ark.row, column, call, style=style, published=known)
