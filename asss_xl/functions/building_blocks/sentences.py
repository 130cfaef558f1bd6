"""Findings in words, besides ASSS_FUNN: the accounts, kroner, the largest of a profile."""

from __future__ import annotations

import inspect
from functools import cache
from typing import Any

from asss_xl.functions.catalogue import Function, aggregate
from asss_xl.functions.values import (
    DIV0,
    NA,
    ExcelError,
    Rows,
    Value,
    cells,
    first_error,
    is_blank,
    is_number,
    numbers,
    round_half_away,
    same,
    text_of,
)


@aggregate(excel='IF(setning="","",IF(avvik<"",ABS(avvik)-nummer/1000000000,""))')
def stoerrelse(setning: Value, avvik: Value, nummer: Value) -> Value:
    """How large a finding is, for picking the largest; empty where nothing is said.

    The line's number takes off a little, so that two equally large findings do not tie.
    """
    error = first_error((setning,) if is_blank(setning) else (setning, avvik))
    if error is not None:
        return error
    if is_blank(setning) or not is_number(avvik):
        return ""
    return abs(avvik) - nummer / 1000000000  # type: ignore[arg-type,operator]


@aggregate(
    ranges=("setninger", "stoerrelser"),
    excel='IF(COUNT(stoerrelser)<nummer,"",'
    "INDEX(setninger,MATCH(LARGE(stoerrelser,nummer),stoerrelser,0)))",
)
def stoerste_funn(setninger: Rows, stoerrelser: Rows, nummer: Value) -> Value:
    """The sentence of the largest finding, the second largest and so on; empty when fewer."""
    sizes = numbers(stoerrelser)
    if len(sizes) < nummer:  # type: ignore[operator]
        return ""
    error = first_error(cells(stoerrelser))
    if error is not None:
        return error
    wanted = sorted(sizes, reverse=True)[int(nummer) - 1]  # type: ignore[arg-type]
    places = zip(cells(setninger), cells(stoerrelser), strict=True)
    return next(text for text, size in places if is_number(size) and size == wanted)


@aggregate(
    excel="""IF((avvik<"")*(behov<"")*(innbyggere<""),
        IF(ROUND(ABS(avvik),0)<=avrunding,navn&": på nivå med landet",
        navn&": "&FIXED(ROUND(ABS(avvik),0),0,TRUE)&" kr "&IF(avvik>0,"mer","mindre")&
        " per innbygger enn landet korrigert for utgiftsbehov ("&
        FIXED(ROUND(ABS(100*avvik/behov),0),0,TRUE)&" prosent), om lag "&
        FIXED(ROUND(ABS(avvik*innbyggere/1000000),0),0,TRUE)&" mill. kr"),"")"""
)
def funn_kroner(
    navn: Value, avvik: Value, behov: Value, innbyggere: Value, avrunding: Value
) -> str | ExcelError:
    """A sector's deviation from the country in words: kroner, percent of need, million kroner."""
    error = first_error((avvik, behov, innbyggere))
    if error is not None:
        return error
    if not all(is_number(v) for v in (avvik, behov, innbyggere)):
        return ""
    size = round_half_away(abs(avvik))  # type: ignore[arg-type]
    if size <= avrunding:  # type: ignore[operator]
        return f"{navn}: på nivå med landet"
    if behov == 0:
        return DIV0
    more = "mer" if avvik > 0 else "mindre"  # type: ignore[operator]
    percent = round_half_away(abs(100 * avvik / behov))  # type: ignore[operator]
    millions = round_half_away(abs(avvik * innbyggere / 1000000))  # type: ignore[operator]
    return (
        f"{navn}: {size:.0f} kr {more} per innbygger enn landet korrigert for utgiftsbehov "
        f"({percent:.0f} prosent), om lag {millions:.0f} mill. kr"
    )


def _desimal(x: str) -> str:
    """A positive number with one decimal and comma, whatever the reader's locale."""
    tenths = f"ROUND(10*({x}),0)"
    return f'FIXED(INT({tenths}/10),0,TRUE)&","&FIXED(MOD({tenths},10),0,TRUE)'


def _desimal_tekst(x: float) -> str:
    tenths = int(round_half_away(10 * x))
    return f"{tenths // 10},{tenths % 10}"


@aggregate(
    excel=f"""IF((egen<"")*(andre<"")*(driftsinntekter<""),
        navn&" er "&IF(egen<0,"-","")&{_desimal("ABS(egen)")}&" prosent av driftsinntektene, "&
        IF(ROUND(10*ABS(egen-andre),0)=0,"som i øvrige ASSS",
        {_desimal("ABS(egen-andre)")}&" prosentenheter "&IF(egen>andre,"høyere","lavere")&
        " enn i øvrige ASSS (om lag "&
        FIXED(ROUND(ABS((egen-andre)*driftsinntekter/100000),0),0,TRUE)&" mill. kr)"),"")"""
)
def funn_regnskap(
    navn: Value, egen: Value, andre: Value, driftsinntekter: Value
) -> str | ExcelError:
    """A line of the accounts in words: share of income, distance to the others, kroner at stake.

    ``driftsinntekter`` is in 1000 kroner, the other two in percent of it.
    """
    error = first_error((egen, andre, driftsinntekter))
    if error is not None:
        return error
    if not all(is_number(v) for v in (egen, andre, driftsinntekter)):
        return ""
    gap = egen - andre  # type: ignore[operator]
    income = float(driftsinntekter)  # type: ignore[arg-type]
    sign = "-" if egen < 0 else ""  # type: ignore[operator]
    lead = f"{navn} er {sign}{_desimal_tekst(abs(egen))} prosent av driftsinntektene, "  # type: ignore[arg-type]
    if round_half_away(10 * abs(gap)) == 0:
        return lead + "som i øvrige ASSS"
    side = "høyere" if gap > 0 else "lavere"
    millions = round_half_away(abs(gap * income / 100000))
    return (
        f"{lead}{_desimal_tekst(abs(gap))} prosentenheter {side} enn i øvrige ASSS "
        f"(om lag {millions:.0f} mill. kr)"
    )


@aggregate(
    ranges=("verdier", "navn"),
    excel='IF(verdi<"",INDEX(navn,1,MATCH(verdi,verdier,0))&'
    'IF(SUMPRODUCT((verdier<"")*(verdier=verdi))>1," m.fl.",""),NA())',
)
def hvem(verdi: Value, verdier: Rows, navn: Rows) -> Value:
    """Who has a value, the first of several."""
    if isinstance(verdi, ExcelError):
        return verdi
    places = [i for i, v in enumerate(cells(verdier)) if is_number(v) and v == verdi]
    if not is_number(verdi) or not places:
        return NA
    name = cells(navn)[places[0]]
    error = first_error((name, *cells(verdier)))
    return error or f"{text_of(name)}{' m.fl.' if len(places) > 1 else ''}"


@aggregate(
    excel='SUBSTITUTE(SUBSTITUTE(setning,"ASSS-gjennomsnittet",snittet),"i nettverket",blant)'
)
def omtalt(setning: Value, snittet: Value, blant: Value) -> Value:
    """A finding about the mean that is in use, whatever group and members are chosen."""
    error = first_error((setning, snittet, blant))
    if error is not None:
        return error
    told = text_of(setning).replace("ASSS-gjennomsnittet", text_of(snittet))
    return told.replace("i nettverket", text_of(blant))


@aggregate(
    ranges=("gule",),
    excel='IF(SUMPRODUCT((gule="Ja")+(gule="Nei"))>0,egne,IF(gruppe=nettverk,vanlig,'
    "IF(for_gruppe=\"\",egne,for_gruppe&gruppe)))",
)
def omtale(
    gule: Rows, gruppe: Value, nettverk: Value, vanlig: Value, for_gruppe: Value, egne: Value
) -> Value:
    """How a mean is spoken of: as usual, by its group's name, or as the reader's own choice."""
    error = first_error(cells(gule))
    if error is not None:
        return error
    if any(same(v, "Ja") or same(v, "Nei") for v in cells(gule)):
        return egne
    if isinstance(gruppe, ExcelError):
        return gruppe
    if same(gruppe, nettverk):
        return vanlig
    return egne if is_blank(for_gruppe) else f"{text_of(for_gruppe)}{text_of(gruppe)}"


@cache
def _joined(count: int) -> Function:
    """A function that puts ``count`` parts together to one text."""
    names = [f"del{number}" for number in range(1, count + 1)]

    def join(*parts: Value) -> Value:
        return first_error(parts) or "".join(text_of(part) for part in parts)

    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    join.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(name, kind) for name in names]
    )
    return aggregate(excel="&".join(names))(join)


def tekst(*parts: Any) -> tuple[Any, ...]:
    """A function that joins so many parts, and the parts: ``sheet.calc(0, 0, *tekst(...))``."""
    return (_joined(len(parts)), *parts)


@cache
def _added(count: int) -> Function:
    """A function that adds ``count`` numbers."""
    names = [f"ledd{number}" for number in range(1, count + 1)]

    def add(*parts: Value) -> Value:
        return first_error(parts) or sum(float(part) for part in parts)  # type: ignore[arg-type,misc]

    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    add.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(name, kind) for name in names]
    )
    return aggregate(excel="+".join(names))(add)


def samlet(*parts: Any) -> tuple[Any, ...]:
    """A function that adds so many numbers, and the numbers."""
    return (_added(len(parts)), *parts)
