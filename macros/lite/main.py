"""ASSS-funksjonene for xlwings Lite.

Lim hele filen inn i fanen main.py i xlwings Lite, før eller etter din egen kode, og start xlwings
Lite på nytt. Funksjonene heter da =ASSS_AVVIK(...) og så videre. Alt de trenger, ligger i _asss_xl;
ingen andre navn i filen din berøres. Argumenter, enheter og eksempler står i docs/funksjoner.md. Filen er
laget av tools.macros.lite; ikke endre den her.
"""

import xlwings as xw


def _asss_xl():
    from bisect import bisect_left
    from bisect import bisect_right
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Set
    from dataclasses import dataclass
    from dataclasses import field
    from decimal import Decimal
    from decimal import ROUND_HALF_UP
    from types import SimpleNamespace
    from typing import Union
    import math

    class ExcelError(str):
        __slots__ = ()

        def __repr__(self):
            return f'ExcelError({str(self)})'

        def _refused(self, *_):
            raise TypeError(f'Feilverdien {self} er ikke et tall og kan ikke regnes med. Spør først med isinstance(svar, asss_xl.ExcelError).')
        __mul__ = __rmul__ = __mod__ = __sub__ = __rsub__ = _refused
        __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __pow__ = __rpow__ = _refused
        __neg__ = __pos__ = __abs__ = _refused

        def __add__(self, other):
            return str(self) + other if type(other) is str else self._refused()

        def __radd__(self, other):
            return other + str(self) if type(other) is str else self._refused()
    NA = ExcelError('#N/A')
    DIV0 = ExcelError('#DIV/0!')
    VALUE = ExcelError('#VALUE!')
    NUM = ExcelError('#NUM!')
    ERRORS = {str(code): ExcelError(code) for code in ('#N/A', '#DIV/0!', '#VALUE!', '#NUM!', '#REF!', '#NAME?', '#NULL!', '#SPILL!')}

    class Omitted:

        def __repr__(self):
            return 'OMITTED'
    OMITTED = Omitted()
    MISSING_TEXT = 'Ikke data'
    MISSING_MARKS = (MISSING_TEXT, ':', '.', '..', '-')
    _DIGITS = 15
    Value = Union[float, str, bool, None, ExcelError]

    def is_error(value):
        return isinstance(value, ExcelError)

    def is_number(value):
        return isinstance(value, (int, float)) and (not isinstance(value, bool)) and (value == value)

    def is_text(value):
        if is_error(value):
            return False
        return isinstance(value, bool) or (isinstance(value, str) and value != '')

    def is_blank(value):
        return value is None or (isinstance(value, str) and (not is_error(value)) and (value == ''))

    def same(left, right):
        return compared(left, right) == 0

    def in_fifteen_digits(value):
        return float(f'{value:.15g}')

    def order(left, right):
        if left == right:
            return 0
        near = abs(left - right) <= 1.1e-14 * abs(left)
        if near and in_fifteen_digits(left) == in_fifteen_digits(right):
            return 0
        return 1 if left > right else -1

    def kind_of(value):
        return 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0

    def compared(a, b):
        if type(a) is float:
            if type(b) is float:
                return order(a, b)
            if type(b) is str:
                return -1
        if type(a) is str and a == b and (type(b) is str):
            return 0
        for value in (a, b):
            if isinstance(value, ExcelError):
                return value
        if a is None:
            a = '' if isinstance(b, str) else False if isinstance(b, bool) else 0.0
        if b is None:
            b = '' if isinstance(a, str) else False if isinstance(a, bool) else 0.0
        if kind_of(a) != kind_of(b):
            return -1 if kind_of(a) < kind_of(b) else 1
        if isinstance(a, str):
            left, right = (a.casefold(), str(b).casefold())
            return (left > right) - (left < right)
        return order(float(a), float(b))

    def text_of(value):
        if value is None:
            return ''
        if isinstance(value, bool):
            return 'TRUE' if value else 'FALSE'
        if not isinstance(value, (int, float)):
            return str(value)
        text = f'{value:.15g}'.upper()
        return f'{Decimal(text):f}' if 'E-' in text else text

    def plain(value):
        kind = type(value)
        if kind is float:
            return None if value != value else value
        if kind in (int, str, bool, ExcelError, Omitted) or value is None:
            return value
        if isinstance(value, str):
            return str(value)
        if kind.__name__ in ('NAType', 'NaTType', 'MaskedConstant'):
            return None
        if hasattr(value, 'dtype') and hasattr(value, 'item'):
            return plain(value.item())
        return plain(float(value)) if hasattr(value, '__float__') else value
    _SINGLE = frozenset((float, int, str, bool, type(None), ExcelError))

    class CellRows(tuple[tuple[Value, ...], ...]):
        pass
    _ROWS = (tuple, list, CellRows)

    def as_rows(argument):
        if type(argument) is CellRows:
            return argument
        if type(argument) in _SINGLE:
            return ((plain(argument),),)
        if type(argument) not in _ROWS and isinstance(argument, (Mapping, Set)):
            raise TypeError(f'{type(argument).__name__} har ingen rader og kolonner. Gi en liste, en numpy-array, en Series eller en DataFrame.')
        if hasattr(argument, 'to_numpy') and hasattr(argument, 'shape'):
            argument = argument.to_numpy(dtype=object)
        if hasattr(argument, 'tolist'):
            argument = argument.tolist()
        if not is_range(argument):
            return ((plain(argument),),)
        rows = tuple((tuple(map(plain, row)) if is_range(row) else (plain(row),) for row in argument))
        if len({len(row) for row in rows}) > 1:
            raise ValueError('Radene i området er ikke like lange.')
        return rows

    def is_range(argument):
        kind = type(argument)
        if kind in _SINGLE or kind in _ROWS:
            return kind in _ROWS
        if isinstance(argument, (str, bytes)) or getattr(argument, 'ndim', 1) == 0:
            return False
        return hasattr(argument, 'tolist') or isinstance(argument, Iterable)

    def shape(rows):
        return (len(rows), len(rows[0]) if rows else 0)

    def cells(rows):
        return [value for row in rows for value in row]

    def first_error(values):
        return next((value for value in values if isinstance(value, ExcelError)), None)

    def added(values):
        total = 0.0
        for value in values:
            total += value
        return total

    def numbers(rows):
        return [float(value) for value in cells(rows) if is_number(value)]

    def checked(compute):
        try:
            result = compute()
        except ZeroDivisionError:
            return DIV0
        except OverflowError:
            return NUM
        if isinstance(result, float) and (not math.isfinite(result)):
            return NUM
        return result

    def round_half_away(value, digits=0):
        shown = Decimal(f'{value:.15g}')
        if shown.adjusted() + digits >= _DIGITS:
            return float(shown)
        rounded = shown.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
        return float(rounded) + 0.0

    def broadcast(arguments, compute):
        if not any((is_range(argument) for argument in arguments)):
            return compute(*map(plain, arguments))
        ranges = [as_rows(argument) for argument in arguments]
        shapes = [shape(rows) for rows in ranges]
        if any((0 in size for size in shapes)):
            return ()
        height = max((size[0] for size in shapes))
        width = max((size[1] for size in shapes))
        result = tuple((tuple((_at(ranges, shapes, row, column, compute) for column in range(width))) for row in range(height)))
        return result[0][0] if (height, width) == (1, 1) else result

    def _at(ranges, shapes, row, column, compute):
        picked = []
        so_far = (1, 1)
        for rows, size in zip(ranges, shapes, strict=True):
            if not _reaches(so_far, row, column):
                return NA
            reached = _reaches(size, row, column)
            picked.append(rows[0 if size[0] == 1 else row][0 if size[1] == 1 else column] if reached else NA)
            so_far = (max(so_far[0], size[0]), max(so_far[1], size[1]))
        return compute(*picked)

    def _reaches(size, row, column):
        return (size[0] == 1 or row < size[0]) and (size[1] == 1 or column < size[1])

    @dataclass(frozen=True)
    class Parameter:
        name: object
        description: object
        optional: object = False
        default: object = None
        is_range: object = False

    @dataclass(frozen=True, eq=False)
    class Function:
        name: object
        python: object
        parameters: object
        excel: object
        spills: object
        excel_short: object = ''
        in_sheet: object = ''
        refuse: object = ''
        together: object = ()
        each: object = ''
        category: object = ''
        description: object = ''
        unit: object = ''
        source: object = ''
        example: object = ()
        __signature__: object = field(init=False, repr=False)

        def on_cells(self, values):
            if self.spills:
                return broadcast(values, self._single)
            if not any((p.is_range for p in self.parameters)):
                return broadcast(values, lambda *single: checked(lambda: self.python(*single)))
            return self._of_ranges(values)

        def bound(self, arguments, named):
            if not named and len(arguments) == len(self.parameters):
                return list(arguments)
            try:
                found = self.__signature__.bind(*arguments, **named)
            except TypeError:
                raise TypeError(f'Kallet passer ikke med {self._called()}.') from None
            found.apply_defaults()
            return list(found.arguments.values())

        def _called(self):
            listed = ', '.join((f'[{p.name}]' if p.optional else p.name for p in self.parameters))
            return f'{self.python.__name__}({listed})'

        def _single(self, *values):
            error = first_error(values)
            if error is not None:
                return error
            if not all((is_number(value) for value in values)):
                return NA
            named = {p.name: value for p, value in zip(self.parameters, values, strict=True)}
            if self.refuse and evaluated(self.refuse, named):
                return NUM
            return checked(lambda: self.python(*values))

        def _of_ranges(self, values):
            given = []
            for parameter, value in zip(self.parameters, values, strict=True):
                if value is OMITTED:
                    given.append(value)
                    continue
                rows = as_rows(value)
                if parameter.is_range or parameter.name == self.each:
                    given.append(rows)
                    continue
                if len(cells(rows)) != 1:
                    return VALUE
                given.append(rows[0][0])
            answer = checked(lambda: self.python(*given))
            single = isinstance(answer, tuple) and shape(answer) == (1, 1)
            return answer[0][0] if single else answer
    AVRUNDING_AV_VEKTER = 0.02

    def paired_rows(ranges, compute):
        if len({shape(rows) for rows in ranges}) > 1:
            return VALUE
        columns = [cells(rows) for rows in ranges]
        error = first_error((value for place in zip(*columns, strict=True) for value in place))
        if error is not None:
            return error
        complete = []
        for place in zip(*columns, strict=True):
            present = [is_number(value) for value in place]
            if all(present):
                complete.append(tuple((float(value) for value in place)))
            elif any(present):
                return NA
        return compute(complete) if complete else NA

    def avvik(verdi, snitt, indeks=1.0, tillegg=0.0):
        return verdi - (snitt * indeks + tillegg)
    avvik = Function(name='ASSS_AVVIK', python=avvik, parameters=(Parameter(name='verdi', description=''), Parameter(name='snitt', description=''), Parameter(name='indeks', description='', optional=True, default=1.0), Parameter(name='tillegg', description='', optional=True, default=0.0)), spills=True, excel='', refuse=lambda verdi, snitt, indeks, tillegg: order(indeks, 10.0) > 0)

    def avvik_pst(verdi, snitt, indeks=1.0, tillegg=0.0):
        behov = snitt * indeks + tillegg
        return 100 * (verdi - behov) / behov
    avvik_pst = Function(name='ASSS_AVVIK_PST', python=avvik_pst, parameters=(Parameter(name='verdi', description=''), Parameter(name='snitt', description=''), Parameter(name='indeks', description='', optional=True, default=1.0), Parameter(name='tillegg', description='', optional=True, default=0.0)), spills=True, excel='', refuse=lambda verdi, snitt, indeks, tillegg: (order(snitt * indeks + tillegg, 0.0) < 0) + (order(indeks, 10.0) > 0))

    def avvik_uten_avskrivninger(avvik, avskrivninger, snitt_avskrivninger):
        return avvik - (avskrivninger - snitt_avskrivninger)
    avvik_uten_avskrivninger = Function(name='ASSS_AVVIK_UTEN_AVSKRIVNINGER', python=avvik_uten_avskrivninger, parameters=(Parameter(name='avvik', description=''), Parameter(name='avskrivninger', description=''), Parameter(name='snitt_avskrivninger', description='')), spills=True, excel='')

    def avstand_til_maal(verdi, maal, mengde):
        return (maal - verdi) * mengde
    avstand_til_maal = Function(name='ASSS_AVSTAND_TIL_MAAL', python=avstand_til_maal, parameters=(Parameter(name='verdi', description=''), Parameter(name='maal', description=''), Parameter(name='mengde', description='')), spills=True, excel='', refuse=lambda verdi, maal, mengde: order(mengde, 0.0) < 0)

    def avvik_beloep(avvik, innbyggere):
        return avvik * innbyggere / 1000
    avvik_beloep = Function(name='ASSS_AVVIK_BELOEP', python=avvik_beloep, parameters=(Parameter(name='avvik', description=''), Parameter(name='innbyggere', description='')), spills=True, excel='')

    def inntektsnivaa(egne, snitt, korreksjoner):

        def level(places):
            total = added((place[1] for place in places))
            if total < 0:
                return NUM
            return (added((p[0] for p in places)) - added((p[2] for p in places))) / total
        return paired_rows((egne, snitt, korreksjoner), level)
    inntektsnivaa = Function(name='ASSS_INNTEKTSNIVAA', python=inntektsnivaa, parameters=(Parameter(name='egne', description='', is_range=True), Parameter(name='snitt', description='', is_range=True), Parameter(name='korreksjoner', description='', is_range=True)), spills=False, excel='')

    def avvik_inntekt(egen, snitt, nivaa, korreksjon):
        return avvik.python(egen, snitt, nivaa, korreksjon)
    avvik_inntekt = Function(name='ASSS_AVVIK_INNTEKT', python=avvik_inntekt, parameters=(Parameter(name='egen', description=''), Parameter(name='snitt', description=''), Parameter(name='nivaa', description=''), Parameter(name='korreksjon', description='')), spills=True, excel='', refuse=lambda egen, snitt, nivaa, korreksjon: order(nivaa, 10.0) > 0)

    def disponibel_inntekt(netto_driftsutgifter, renter_avdrag, premieavvik, netto_driftsresultat, avskrivninger=0.0):
        uses = netto_driftsutgifter + renter_avdrag + premieavvik + netto_driftsresultat
        return uses - avskrivninger
    disponibel_inntekt = Function(name='ASSS_DISPONIBEL_INNTEKT', python=disponibel_inntekt, parameters=(Parameter(name='netto_driftsutgifter', description=''), Parameter(name='renter_avdrag', description=''), Parameter(name='premieavvik', description=''), Parameter(name='netto_driftsresultat', description=''), Parameter(name='avskrivninger', description='', optional=True, default=0.0)), spills=True, excel='')

    def demografikostnad(satser, folketall, basis):
        return paired_rows((satser, folketall, basis), lambda groups: added((s * n for s, n, _ in groups)) - added((s * b for s, _, b in groups)))
    demografikostnad = Function(name='ASSS_DEMOGRAFIKOSTNAD', python=demografikostnad, parameters=(Parameter(name='satser', description='', is_range=True), Parameter(name='folketall', description='', is_range=True), Parameter(name='basis', description='', is_range=True)), spills=False, excel='')

    def demografiindeks(satser, folketall, basis):

        def index(groups):
            base = added((s * b for s, _, b in groups))
            if base < 0:
                return NUM
            return 100 * added((s * n for s, n, _ in groups)) / base
        return paired_rows((satser, folketall, basis), index)
    demografiindeks = Function(name='ASSS_DEMOGRAFIINDEKS', python=demografiindeks, parameters=(Parameter(name='satser', description='', is_range=True), Parameter(name='folketall', description='', is_range=True), Parameter(name='basis', description='', is_range=True)), spills=False, excel='')
    SLAKK = 1.000001
    _NULL = '0.000000000001'
    _RETNINGER = {'høy': '|høy|høyt|hoey|hoeyt|hoy|hoyt|høg|høgt|', 'lav': '|lav|lavt|låg|lågt|'}
    _FLEST_DESIMALER = 3
    FAERREST_FOR_PLASS = 3
    _FAA = 4

    def funn(indikator, verdi, snitt, lavest=None, hoeyest=None, avrunding=None, antall=None, minste_antall=None, rang=None, gunstig=None, desimaler=0):
        digits = 0 if desimaler is None else desimaler
        error = _wrong(verdi, snitt, gunstig, digits) or first_error((antall, minste_antall))
        if error is not None:
            return error
        if is_number(antall) and is_number(minste_antall) and (antall < minste_antall):
            return ''
        own, mean = (float(verdi), float(snitt))
        size = _size(own, mean, int(digits))
        error = first_error((size,)) or first_error((avrunding,) if size else (indikator,))
        if error is not None:
            return error
        name = text_of(indikator)
        if size == 0:
            return f'{name} ligger på ASSS-gjennomsnittet' if name else 'På ASSS-gjennomsnittet'
        if is_number(avrunding) and abs(own - mean) <= SLAKK * float(avrunding):
            return ''
        place = _place(own, lavest, hoeyest, antall, rang)
        error = first_error((indikator, lavest, hoeyest, place))
        if error is not None:
            return error
        said = _sentence(name, f'{size:.{int(digits)}f}', order(own, mean) > 0)
        return f'{said}{place}{_judgement(order(own, mean) > 0, str(_direction(gunstig)))}'
    funn = Function(name='ASSS_FUNN', python=funn, parameters=(Parameter(name='indikator', description=''), Parameter(name='verdi', description=''), Parameter(name='snitt', description=''), Parameter(name='lavest', description='', optional=True), Parameter(name='hoeyest', description='', optional=True), Parameter(name='avrunding', description='', optional=True), Parameter(name='antall', description='', optional=True), Parameter(name='minste_antall', description='', optional=True), Parameter(name='rang', description='', optional=True), Parameter(name='gunstig', description='', optional=True), Parameter(name='desimaler', description='', optional=True, default=0)), spills=False, excel='')

    def _sentence(name, share, above):
        lead = f'{name} er ' if name else ''
        return f"{lead}{share.replace('.', ',')} prosent {('over' if above else 'under')} ASSS-gjennomsnittet"

    def _wrong(verdi, snitt, gunstig, digits):
        return first_error((gunstig,)) or (VALUE if _direction(gunstig) is VALUE else None) or first_error((digits,)) or (None if is_number(digits) and digits in range(_FLEST_DESIMALER + 1) else VALUE) or first_error((verdi, snitt)) or (None if is_number(verdi) and is_number(snitt) else NA)

    def _direction(gunstig):
        word = text_of(gunstig).strip(' ').lower()
        found = (name for name, spelled in _RETNINGER.items() if f'|{word}|' in spelled)
        return next(found, VALUE) if word else ''

    def _size(verdi, snitt, digits):
        nothing = float(_NULL)
        if snitt <= -nothing * (1 + abs(verdi)):
            return NUM
        if abs(snitt) < nothing * (1 + abs(verdi)):
            return 0.0 if abs(verdi) < nothing else DIV0
        return round_half_away(round_half_away(abs(100 * (verdi - snitt) / snitt), 9), digits)

    def _place(verdi, lavest, hoeyest, antall, rang):
        if is_number(antall) and antall < FAERREST_FOR_PLASS:
            return ''
        if is_number(lavest) and is_number(hoeyest) and same(lavest, hoeyest):
            return ''
        if is_number(hoeyest) and order(verdi, hoeyest) >= 0:
            return ', høyest i nettverket'
        if is_number(lavest) and order(verdi, lavest) <= 0:
            return ', lavest i nettverket'
        if is_error(rang):
            return rang
        if not (is_number(rang) and is_number(antall)):
            return ''
        return _ranked(float(rang), float(antall), is_number(lavest))

    def _ranked(rang, antall, lowest_known):
        if rang == 1:
            return ', høyest i nettverket'
        if rang == antall:
            return ', lavest i nettverket'
        if rang == 2 and antall > _FAA:
            return ', nest høyest i nettverket'
        if rang == antall - 1 and antall > _FAA and lowest_known:
            return ', nest lavest i nettverket'
        if rang <= antall / 3:
            return ', blant de høyeste i nettverket'
        return ', blant de laveste i nettverket' if antall + 1 - rang <= antall / 3 else ''

    def _judgement(above, favourable):
        if not favourable:
            return ''
        return ' (gunstig)' if above == (favourable == 'høy') else ' (ugunstig)'
    _FORHOLDSTALL = 10

    def produksjonsindeks(vekter, indekser):

        def index(pairs):
            off = abs(added((w for w, _ in pairs)) - 1)
            if order(off, AVRUNDING_AV_VEKTER) > 0 or max((i for _, i in pairs)) < _FORHOLDSTALL:
                return NUM
            return added((i * w for w, i in pairs))
        return paired_rows((vekter, indekser), index)
    produksjonsindeks = Function(name='ASSS_PRODUKSJONSINDEKS', python=produksjonsindeks, parameters=(Parameter(name='vekter', description='', is_range=True), Parameter(name='indekser', description='', is_range=True)), spills=False, excel='')

    def effektivitet(produksjon, ressursbruk):
        return 100 * produksjon / ressursbruk
    effektivitet = Function(name='ASSS_EFFEKTIVITET', python=effektivitet, parameters=(Parameter(name='produksjon', description=''), Parameter(name='ressursbruk', description='')), spills=True, excel='', refuse=lambda produksjon, ressursbruk: (order(produksjon, 0.0) < 0) + (order(ressursbruk, 10.0) < 0))

    def indeks(verdi, snitt):
        return 100 * verdi / snitt
    indeks = Function(name='ASSS_INDEKS', python=indeks, parameters=(Parameter(name='verdi', description=''), Parameter(name='snitt', description='')), spills=True, excel='', refuse=lambda verdi, snitt: order(snitt, 0.0) < 0)

    def ressursbruk(netto_driftsutgifter, korrigert_snitt, kostnadsindeks):
        return netto_driftsutgifter / kostnadsindeks / korrigert_snitt
    ressursbruk = Function(name='ASSS_RESSURSBRUK', python=ressursbruk, parameters=(Parameter(name='netto_driftsutgifter', description=''), Parameter(name='korrigert_snitt', description=''), Parameter(name='kostnadsindeks', description='')), spills=True, excel='', refuse=lambda netto_driftsutgifter, korrigert_snitt, kostnadsindeks: (order(korrigert_snitt, 0.0) < 0) + (order(kostnadsindeks, 0.0) < 0) + (order(kostnadsindeks, 10.0) > 0))

    def snitt(verdier, vekter=OMITTED):
        if isinstance(vekter, Omitted):
            return _plain_mean(verdier)
        if shape(verdier) != shape(vekter):
            return VALUE
        return _weighted_mean(cells(verdier), cells(vekter))
    snitt = Function(name='ASSS_SNITT', python=snitt, parameters=(Parameter(name='verdier', description='', is_range=True), Parameter(name='vekter', description='', optional=True, default=OMITTED, is_range=True)), spills=False, excel='')

    def _plain_mean(verdier):
        found = numbers(verdier)
        if not found:
            return NA
        return first_error(cells(verdier)) or added(found) / len(found)

    def _weighted_mean(values, weights):
        error = first_error((v for pair in zip(values, weights, strict=True) for v in pair))
        if error is not None:
            return error
        pairs = [(v, w) for v, w in zip(values, weights, strict=True) if is_number(v)]
        if not pairs or any((not is_number(w) for _, w in pairs)):
            return NA
        return added((v * w for v, w in pairs)) / added((w for _, w in pairs))

    def snitt_uten(verdier, enheter, uten, vekter=OMITTED):
        weights = as_rows(1.0) if isinstance(vekter, Omitted) else vekter
        if shape(verdier) != shape(enheter):
            return VALUE
        if not isinstance(vekter, Omitted) and shape(verdier) != shape(vekter):
            return VALUE
        if min(shape(uten)) > 1:
            return VALUE
        left_out = cells(uten)
        values, units = (cells(verdier), cells(enheter))
        wrong = named_wrongly(units, left_out, shape(enheter)) or first_error(values)
        if wrong is not None:
            return wrong
        kept = [is_number(v) and (not stands_among(u, left_out)) for v, u in zip(values, units, strict=True)]
        unnamed = any((is_number(v) and is_blank(u) for v, u in zip(values, units, strict=True)))
        if unnamed or not any(kept):
            return NA
        flat = list(cells(weights))
        if len(flat) != len(values):
            flat = [1.0] * len(values)
        chosen = [v if keep else None for v, keep in zip(values, kept, strict=True)]
        return _weighted_mean(chosen, flat)
    snitt_uten = Function(name='ASSS_SNITT_UTEN', python=snitt_uten, parameters=(Parameter(name='verdier', description='', is_range=True), Parameter(name='enheter', description='', is_range=True), Parameter(name='uten', description='', is_range=True), Parameter(name='vekter', description='', optional=True, default=OMITTED, is_range=True)), spills=False, excel='')

    def named_wrongly(units, left_out, size):
        single = len(left_out) == 1
        error = first_error(units[:1] + left_out + units[1:] if single else units + left_out)
        if error is not None:
            return error
        wanted = [name for name in left_out if not is_blank(name)]
        if not wanted or (len(left_out) > 1 and min(size) > 1):
            return NA
        for name in wanted:
            wild = len(left_out) > 1 and isinstance(name, str) and bool({*name} & {'*', '?'})
            if wild or not any((same(unit, name) for unit in units)):
                return NA
        return None

    def stands_among(unit, names):
        if len(names) == 1:
            return same(unit, names[0])
        return any((same(unit, name) for name in names if not is_blank(name) and (not is_blank(unit))))

    def lavest(verdier):
        found = numbers(verdier)
        return first_error(cells(verdier)) or min(found) if found else NA
    lavest = Function(name='ASSS_LAVEST', python=lavest, parameters=(Parameter(name='verdier', description='', is_range=True),), spills=False, excel='')

    def hoeyest(verdier):
        found = numbers(verdier)
        return first_error(cells(verdier)) or max(found) if found else NA
    hoeyest = Function(name='ASSS_HOEYEST', python=hoeyest, parameters=(Parameter(name='verdier', description='', is_range=True),), spills=False, excel='')

    def antall(verdier):
        return float(len(numbers(verdier)))
    antall = Function(name='ASSS_ANTALL', python=antall, parameters=(Parameter(name='verdier', description='', is_range=True),), spills=False, excel='')

    def rang(verdi, verdier):
        return _ranks(verdi, verdier, lambda _below, above: above)
    rang = Function(name='ASSS_RANG', python=rang, parameters=(Parameter(name='verdi', description=''), Parameter(name='verdier', description='', is_range=True)), spills=False, excel='', each='verdi')

    def rang_lavest(verdi, verdier):
        return _ranks(verdi, verdier, lambda below, _above: below)
    rang_lavest = Function(name='ASSS_RANG_LAVEST', python=rang_lavest, parameters=(Parameter(name='verdi', description=''), Parameter(name='verdier', description='', is_range=True)), spills=False, excel='', each='verdi')

    def _ranks(verdi, verdier, ahead):
        if len(cells(verdi)) > 1 and max(min(shape(verdi)), min(shape(verdier))) > 1:
            return VALUE
        ranked = sorted(map(in_fifteen_digits, numbers(verdier)))
        error = first_error(cells(verdier))

        def rank(value):
            if isinstance(value, ExcelError):
                return value
            if not is_number(value) or not ranked:
                return NA
            own = in_fifteen_digits(value)
            below, above = (bisect_left(ranked, own), len(ranked) - bisect_right(ranked, own))
            return error or 1.0 + ahead(below, above)
        return tuple((tuple(map(rank, row)) for row in verdi))
    _MARKS_FOLDED = {mark.casefold() for mark in MISSING_MARKS}

    def brutto_driftsresultat(driftsinntekter, driftsutgifter):
        return driftsinntekter - driftsutgifter
    brutto_driftsresultat = Function(name='ASSS_BRUTTO_DRIFTSRESULTAT', python=brutto_driftsresultat, parameters=(Parameter(name='driftsinntekter', description=''), Parameter(name='driftsutgifter', description='')), spills=True, excel='')

    def netto_driftsresultat(brutto_driftsresultat, renteinntekter, renteutgifter, avdrag):
        return brutto_driftsresultat + renteinntekter - renteutgifter - avdrag
    netto_driftsresultat = Function(name='ASSS_NETTO_DRIFTSRESULTAT', python=netto_driftsresultat, parameters=(Parameter(name='brutto_driftsresultat', description=''), Parameter(name='renteinntekter', description=''), Parameter(name='renteutgifter', description=''), Parameter(name='avdrag', description='')), spills=True, excel='')

    def overskudd_foer_laan(brutto_driftsresultat, renteinntekter, renteutgifter, investeringer, tilskudd):
        return brutto_driftsresultat + renteinntekter - renteutgifter - investeringer + tilskudd
    overskudd_foer_laan = Function(name='ASSS_OVERSKUDD_FOER_LAAN', python=overskudd_foer_laan, parameters=(Parameter(name='brutto_driftsresultat', description=''), Parameter(name='renteinntekter', description=''), Parameter(name='renteutgifter', description=''), Parameter(name='investeringer', description=''), Parameter(name='tilskudd', description='')), spills=True, excel='')

    def handlingsrom(netto_driftsresultat, bundne_fond, dekning, avdrag_avskrivninger, investeringsmoms):
        bound = bundne_fond + dekning + avdrag_avskrivninger + investeringsmoms
        return netto_driftsresultat + bound
    handlingsrom = Function(name='ASSS_HANDLINGSROM', python=handlingsrom, parameters=(Parameter(name='netto_driftsresultat', description=''), Parameter(name='bundne_fond', description=''), Parameter(name='dekning', description=''), Parameter(name='avdrag_avskrivninger', description=''), Parameter(name='investeringsmoms', description='')), spills=True, excel='')

    def finansieringsbehov(netto_driftsresultat, investeringer, tilskudd, premieavvik):
        return netto_driftsresultat - investeringer + tilskudd + premieavvik
    finansieringsbehov = Function(name='ASSS_FINANSIERINGSBEHOV', python=finansieringsbehov, parameters=(Parameter(name='netto_driftsresultat', description=''), Parameter(name='investeringer', description=''), Parameter(name='tilskudd', description=''), Parameter(name='premieavvik', description='')), spills=True, excel='')

    def netto_bruk_av_laan(bruk_av_laan, avdrag, mottatte_avdrag, utlaan, salg_av_aksjer, kjoep_av_aksjer):
        loans = bruk_av_laan - avdrag + (mottatte_avdrag - utlaan)
        return loans + (salg_av_aksjer - kjoep_av_aksjer)
    netto_bruk_av_laan = Function(name='ASSS_NETTO_BRUK_AV_LAAN', python=netto_bruk_av_laan, parameters=(Parameter(name='bruk_av_laan', description=''), Parameter(name='avdrag', description=''), Parameter(name='mottatte_avdrag', description=''), Parameter(name='utlaan', description=''), Parameter(name='salg_av_aksjer', description=''), Parameter(name='kjoep_av_aksjer', description='')), spills=True, excel='')

    def netto_anskaffelse(finansieringsbehov, netto_bruk_av_laan):
        return finansieringsbehov + netto_bruk_av_laan
    netto_anskaffelse = Function(name='ASSS_NETTO_ANSKAFFELSE', python=netto_anskaffelse, parameters=(Parameter(name='finansieringsbehov', description=''), Parameter(name='netto_bruk_av_laan', description='')), spills=True, excel='')

    def netto_laanegjeld(gjeld, fordringer):
        for rows in (gjeld, fordringer):
            error = first_error(cells(rows))
            if error is not None:
                return error
            if any(map(is_text, cells(rows[1:] if _has_heading(rows) else rows))):
                return NA
        if not numbers(gjeld) or not numbers(fordringer):
            return NA
        return added(numbers(gjeld)) - added(numbers(fordringer))
    netto_laanegjeld = Function(name='ASSS_NETTO_LAANEGJELD', python=netto_laanegjeld, parameters=(Parameter(name='gjeld', description='', is_range=True), Parameter(name='fordringer', description='', is_range=True)), spills=False, excel='')

    def _has_heading(rows):
        return len(rows) > 1 and (not any((isinstance(value, bool) or str(value).casefold() in _MARKS_FOLDED for value in rows[0] if is_text(value))))

    def pst_av_inntekt(beloep, driftsinntekter):
        return indeks.python(beloep, driftsinntekter)
    pst_av_inntekt = Function(name='ASSS_PST_AV_INNTEKT', python=pst_av_inntekt, parameters=(Parameter(name='beloep', description=''), Parameter(name='driftsinntekter', description='')), spills=True, excel='', refuse=lambda beloep, driftsinntekter: order(driftsinntekter, 0.0) < 0)

    def kroner_av_inntekt(prosentenheter, driftsinntekter):
        return prosentenheter * driftsinntekter / 100
    kroner_av_inntekt = Function(name='ASSS_KRONER_AV_INNTEKT', python=kroner_av_inntekt, parameters=(Parameter(name='prosentenheter', description=''), Parameter(name='driftsinntekter', description='')), spills=True, excel='')

    def vekst(ny, gammel):
        return 100 * (ny / gammel - 1)
    vekst = Function(name='ASSS_VEKST', python=vekst, parameters=(Parameter(name='ny', description=''), Parameter(name='gammel', description='')), spills=True, excel='', refuse=lambda ny, gammel: (order(ny, 0.0) < 0) + (order(gammel, 0.0) < 0))

    def realvekst(vekst, deflator, befolkning=0.0):
        return 100 * ((1 + vekst / 100) / ((1 + deflator / 100) * (1 + befolkning / 100)) - 1)
    realvekst = Function(name='ASSS_REALVEKST', python=realvekst, parameters=(Parameter(name='vekst', description=''), Parameter(name='deflator', description=''), Parameter(name='befolkning', description='', optional=True, default=0.0)), spills=True, excel='', refuse=lambda vekst, deflator, befolkning: (order(vekst, -100.0) < 0) + (order(deflator, -100.0) <= 0) + (order(befolkning, -100.0) <= 0))

    def indeksserie(verdi, basis):
        return indeks.python(verdi, basis)
    indeksserie = Function(name='ASSS_INDEKSSERIE', python=indeksserie, parameters=(Parameter(name='verdi', description=''), Parameter(name='basis', description='')), spills=True, excel='', refuse=lambda verdi, basis: order(basis, 0.0) < 0)

    def aarsverksvekst(loennsvekst, aarsloennsvekst):
        return realvekst.python(loennsvekst, aarsloennsvekst)
    aarsverksvekst = Function(name='ASSS_AARSVERKSVEKST', python=aarsverksvekst, parameters=(Parameter(name='loennsvekst', description=''), Parameter(name='aarsloennsvekst', description='')), spills=True, excel='', refuse=lambda loennsvekst, aarsloennsvekst: (order(loennsvekst, -100.0) < 0) + (order(aarsloennsvekst, -100.0) <= 0))

    def per_innbygger(beloep, innbyggere, enhet):
        return beloep * enhet / innbyggere
    per_innbygger = Function(name='ASSS_PER_INNBYGGER', python=per_innbygger, parameters=(Parameter(name='beloep', description=''), Parameter(name='innbyggere', description=''), Parameter(name='enhet', description='')), spills=True, excel='', refuse=lambda beloep, innbyggere, enhet: (order(innbyggere, 0.0) < 0) + (order(enhet, 0.0) <= 0))

    def kostnadsindeks(vekter, indekser):

        def index(pairs):
            off = abs(added((w for w, _ in pairs)) - 1)
            if order(off, AVRUNDING_AV_VEKTER) > 0 or any((i > 10 for _, i in pairs)):
                return NUM
            return added((i * w for w, i in pairs))
        return paired_rows((vekter, indekser), index)
    kostnadsindeks = Function(name='ASSS_KOSTNADSINDEKS', python=kostnadsindeks, parameters=(Parameter(name='vekter', description='', is_range=True), Parameter(name='indekser', description='', is_range=True)), spills=False, excel='')

    def korreksjon(snitt, indeks, vekt=1.0):
        return (indeks - 1) * snitt * vekt
    korreksjon = Function(name='ASSS_KORREKSJON', python=korreksjon, parameters=(Parameter(name='snitt', description=''), Parameter(name='indeks', description=''), Parameter(name='vekt', description='', optional=True, default=1.0)), spills=True, excel='', refuse=lambda snitt, indeks, vekt: (order(indeks, 10.0) > 0) + (order(vekt, 1.02) > 0))

    def utgiftsbehov(snitt, indeks, tillegg=0.0):
        return snitt * indeks + tillegg
    utgiftsbehov = Function(name='ASSS_UTGIFTSBEHOV', python=utgiftsbehov, parameters=(Parameter(name='snitt', description=''), Parameter(name='indeks', description=''), Parameter(name='tillegg', description='', optional=True, default=0.0)), spills=True, excel='', refuse=lambda snitt, indeks, tillegg: order(indeks, 10.0) > 0)

    def sosiale(sosiale, netto, brutto):
        return sosiale * netto / brutto
    sosiale = Function(name='ASSS_SOSIALE', python=sosiale, parameters=(Parameter(name='sosiale', description=''), Parameter(name='netto', description=''), Parameter(name='brutto', description='')), spills=True, excel='')
    CATALOGUE = {'ASSS_AVVIK': avvik, 'ASSS_AVVIK_PST': avvik_pst, 'ASSS_AVVIK_UTEN_AVSKRIVNINGER': avvik_uten_avskrivninger, 'ASSS_AVSTAND_TIL_MAAL': avstand_til_maal, 'ASSS_AVVIK_BELOEP': avvik_beloep, 'ASSS_INNTEKTSNIVAA': inntektsnivaa, 'ASSS_AVVIK_INNTEKT': avvik_inntekt, 'ASSS_DISPONIBEL_INNTEKT': disponibel_inntekt, 'ASSS_DEMOGRAFIKOSTNAD': demografikostnad, 'ASSS_DEMOGRAFIINDEKS': demografiindeks, 'ASSS_FUNN': funn, 'ASSS_PRODUKSJONSINDEKS': produksjonsindeks, 'ASSS_EFFEKTIVITET': effektivitet, 'ASSS_INDEKS': indeks, 'ASSS_RESSURSBRUK': ressursbruk, 'ASSS_SNITT': snitt, 'ASSS_SNITT_UTEN': snitt_uten, 'ASSS_LAVEST': lavest, 'ASSS_HOEYEST': hoeyest, 'ASSS_ANTALL': antall, 'ASSS_RANG': rang, 'ASSS_RANG_LAVEST': rang_lavest, 'ASSS_BRUTTO_DRIFTSRESULTAT': brutto_driftsresultat, 'ASSS_NETTO_DRIFTSRESULTAT': netto_driftsresultat, 'ASSS_OVERSKUDD_FOER_LAAN': overskudd_foer_laan, 'ASSS_HANDLINGSROM': handlingsrom, 'ASSS_FINANSIERINGSBEHOV': finansieringsbehov, 'ASSS_NETTO_BRUK_AV_LAAN': netto_bruk_av_laan, 'ASSS_NETTO_ANSKAFFELSE': netto_anskaffelse, 'ASSS_NETTO_LAANEGJELD': netto_laanegjeld, 'ASSS_PST_AV_INNTEKT': pst_av_inntekt, 'ASSS_KRONER_AV_INNTEKT': kroner_av_inntekt, 'ASSS_VEKST': vekst, 'ASSS_REALVEKST': realvekst, 'ASSS_INDEKSSERIE': indeksserie, 'ASSS_AARSVERKSVEKST': aarsverksvekst, 'ASSS_PER_INNBYGGER': per_innbygger, 'ASSS_KOSTNADSINDEKS': kostnadsindeks, 'ASSS_KORREKSJON': korreksjon, 'ASSS_UTGIFTSBEHOV': utgiftsbehov, 'ASSS_SOSIALE': sosiale}

    def call(name, *arguments):
        try:
            function = CATALOGUE[name]
            given = function.bound(tuple((from_lite(argument) for argument in arguments)), {})
            result = function.on_cells(given)
        except Exception:
            return '#VALUE!'
        if not is_range(result):
            return to_lite(result)
        return [[to_lite(value) for value in row] for row in as_rows(result)]

    def from_lite(argument):
        if argument is OMITTED:
            return argument
        if not is_range(argument):
            return lite_value(argument)
        return tuple((tuple((lite_value(value) for value in row)) for row in as_rows(argument)))

    def lite_value(value):
        return ERRORS.get(value, value) if isinstance(value, str) else value

    def to_lite(value):
        if is_error(value):
            return str(value)
        return '' if value is None else value

    def evaluated(condition, values):
        return condition(**values)
    return SimpleNamespace(call=call, OMITTED=OMITTED)


_asss_xl = _asss_xl()


@xw.func
@xw.arg('verdi', ndim=2, err_to_str=True, doc="Kommunens verdi, for eksempel netto driftsutgifter i kroner per innbygger.")
@xw.arg('snitt', ndim=2, err_to_str=True, doc="Landets eller nettverkets snitt av det samme.")
@xw.arg('indeks', ndim=2, err_to_str=True, doc="Kostnadsindeks som snittet korrigeres med. Landet = 1: skriv 0,968, ikke 96,8. Over 10 gir en feilverdi. Utelatt: 1.")
@xw.arg('tillegg', ndim=2, err_to_str=True, doc="Tillegg til det korrigerte snittet, samme enhet som verdi. Utelatt: 0.")
@xw.ret()
def ASSS_AVVIK(verdi, snitt, indeks=1.0, tillegg=0.0):
    """Avvik fra snittet korrigert for utgiftsbehov: verdi - (snitt * indeks + tillegg)."""
    return _asss_xl.call("ASSS_AVVIK", verdi, snitt, indeks, tillegg)


@xw.func
@xw.arg('verdi', ndim=2, err_to_str=True, doc="Kommunens verdi, for eksempel netto driftsutgifter i kroner per innbygger.")
@xw.arg('snitt', ndim=2, err_to_str=True, doc="Landets eller nettverkets snitt av det samme.")
@xw.arg('indeks', ndim=2, err_to_str=True, doc="Kostnadsindeks som snittet korrigeres med. Landet = 1: skriv 0,968, ikke 96,8. Over 10 gir en feilverdi. Utelatt: 1.")
@xw.arg('tillegg', ndim=2, err_to_str=True, doc="Tillegg til det korrigerte snittet, samme enhet som verdi. Utelatt: 0.")
@xw.ret()
def ASSS_AVVIK_PST(verdi, snitt, indeks=1.0, tillegg=0.0):
    """Avvik fra snittet korrigert for utgiftsbehov, i prosent av det korrigerte snittet. Er det negativt, er svaret en feilverdi."""
    return _asss_xl.call("ASSS_AVVIK_PST", verdi, snitt, indeks, tillegg)


@xw.func
@xw.arg('avvik', ndim=2, err_to_str=True, doc="Ukorrigert avvik fra landet, kr per innbygger, med avskrivninger.")
@xw.arg('avskrivninger', ndim=2, err_to_str=True, doc="Kommunens avskrivninger i sektoren, kr per innbygger.")
@xw.arg('snitt_avskrivninger', ndim=2, err_to_str=True, doc="Landets avskrivninger i sektoren, kr per innbygger.")
@xw.ret()
def ASSS_AVVIK_UTEN_AVSKRIVNINGER(avvik, avskrivninger, snitt_avskrivninger):
    """Avviket når forskjellen i avskrivninger er trukket ut (trinn 1 til trinn 2): avvik - (avskrivninger - snitt_avskrivninger)."""
    return _asss_xl.call("ASSS_AVVIK_UTEN_AVSKRIVNINGER", avvik, avskrivninger, snitt_avskrivninger)


@xw.func
@xw.arg('verdi', ndim=2, err_to_str=True, doc="Kommunens verdi i kroner per enhet, for eksempel per innbygger.")
@xw.arg('maal', ndim=2, err_to_str=True, doc="Målet, samme enhet som verdi; for eksempel snittet i nettverket.")
@xw.arg('mengde', ndim=2, err_to_str=True, doc="Hvor mange enheter det gjelder: innbyggere, plasser, elever. For en verdi i prosent av driftsinntektene: driftsinntektene i kroner delt på 100.")
@xw.ret()
def ASSS_AVSTAND_TIL_MAAL(verdi, maal, mengde):
    """Hva det koster å nå et mål, i kroner: (maal - verdi) * mengde. Negativt når målet er lavere enn verdien."""
    return _asss_xl.call("ASSS_AVSTAND_TIL_MAAL", verdi, maal, mengde)


@xw.func
@xw.arg('avvik', ndim=2, err_to_str=True, doc="Avvik i kroner per innbygger.")
@xw.arg('innbyggere', ndim=2, err_to_str=True, doc="Kommunens folketall.")
@xw.ret()
def ASSS_AVVIK_BELOEP(avvik, innbyggere):
    """Avviket i 1000 kroner: kroner per innbygger ganger innbyggere, delt på 1000."""
    return _asss_xl.call("ASSS_AVVIK_BELOEP", avvik, innbyggere)


@xw.func
@xw.arg('egne', ndim=2, err_to_str=True, doc="Kommunens bruk per anvendelse, kr per innbygger, uten sosiale lønnsutgifter.")
@xw.arg('snitt', ndim=2, err_to_str=True, doc="Landets snitt per anvendelse, i samme rekkefølge.")
@xw.arg('korreksjoner', ndim=2, err_to_str=True, doc="Korreksjon for utgiftsbehov per anvendelse; 0 der det ikke finnes kostnadsnøkkel.")
@xw.ret()
def ASSS_INNTEKTSNIVAA(egne, snitt, korreksjoner):
    """Kommunens inntektsnivå i forhold til landet når forskjeller i utgiftsbehov er trukket ut: (sum egne - sum korreksjoner) / sum snitt."""
    return _asss_xl.call("ASSS_INNTEKTSNIVAA", egne, snitt, korreksjoner)


@xw.func
@xw.arg('egen', ndim=2, err_to_str=True, doc="Kommunens bruk, kr per innbygger, uten sosiale lønnsutgifter.")
@xw.arg('snitt', ndim=2, err_to_str=True, doc="Landets snitt, kr per innbygger.")
@xw.arg('nivaa', ndim=2, err_to_str=True, doc="Inntektsnivået fra ASSS_INNTEKTSNIVAA. Landet = 1: skriv 0,968, ikke 96,8. Over 10 gir en feilverdi.")
@xw.arg('korreksjon', ndim=2, err_to_str=True, doc="Korreksjon for utgiftsbehov, kr per innbygger.")
@xw.ret()
def ASSS_AVVIK_INNTEKT(egen, snitt, nivaa, korreksjon):
    """Avvik fra landets snitt ved kommunens eget inntektsnivå: egen - (snitt * nivaa + korreksjon). Samme formel som ASSS_AVVIK, med nivaa som indeks og korreksjon som tillegg."""
    return _asss_xl.call("ASSS_AVVIK_INNTEKT", egen, snitt, nivaa, korreksjon)


@xw.func
@xw.arg('netto_driftsutgifter', ndim=2, err_to_str=True, doc="Sum netto driftsutgifter (eller avvik fra landet), kr per innbygger.")
@xw.arg('renter_avdrag', ndim=2, err_to_str=True, doc="Renter og avdrag.")
@xw.arg('premieavvik', ndim=2, err_to_str=True, doc="Premieavvik.")
@xw.arg('netto_driftsresultat', ndim=2, err_to_str=True, doc="Netto driftsresultat.")
@xw.arg('avskrivninger', ndim=2, err_to_str=True, doc="Avskrivninger som ligger i netto driftsutgifter. Utelatt: 0.")
@xw.ret()
def ASSS_DISPONIBEL_INNTEKT(netto_driftsutgifter, renter_avdrag, premieavvik, netto_driftsresultat, avskrivninger=0.0):
    """Disponibel inntekt: netto driftsutgifter + renter/avdrag + premieavvik + netto driftsresultat - avskrivninger."""
    return _asss_xl.call("ASSS_DISPONIBEL_INNTEKT", netto_driftsutgifter, renter_avdrag, premieavvik, netto_driftsresultat, avskrivninger)


@xw.func
@xw.arg('satser', ndim=2, err_to_str=True, doc="Brutto driftsutgifter per innbygger i hver aldersgruppe, kroner.")
@xw.arg('folketall', ndim=2, err_to_str=True, doc="Innbyggere i hver aldersgruppe i året som beregnes.")
@xw.arg('basis', ndim=2, err_to_str=True, doc="Innbyggere i hver aldersgruppe i basisåret.")
@xw.ret()
def ASSS_DEMOGRAFIKOSTNAD(satser, folketall, basis):
    """Demografikostnad: hva utgiftene må øke med når satsene er uendret og folketallet endrer seg. Sum av sats * (folketall - basis)."""
    return _asss_xl.call("ASSS_DEMOGRAFIKOSTNAD", satser, folketall, basis)


@xw.func
@xw.arg('satser', ndim=2, err_to_str=True, doc="Brutto driftsutgifter per innbygger i hver aldersgruppe, kroner.")
@xw.arg('folketall', ndim=2, err_to_str=True, doc="Innbyggere i hver aldersgruppe i året som beregnes.")
@xw.arg('basis', ndim=2, err_to_str=True, doc="Innbyggere i hver aldersgruppe i basisåret.")
@xw.ret()
def ASSS_DEMOGRAFIINDEKS(satser, folketall, basis):
    """Demografiindeks: demografisk utgiftsbehov i forhold til basisåret = 100."""
    return _asss_xl.call("ASSS_DEMOGRAFIINDEKS", satser, folketall, basis)


@xw.func
@xw.arg('indikator', ndim=2, err_to_str=True, doc="Navnet som setningen skal begynne med; tomt gir bare avviket.")
@xw.arg('verdi', ndim=2, err_to_str=True, doc="Kommunens verdi.")
@xw.arg('snitt', ndim=2, err_to_str=True, doc="Nettverkets snitt.")
@xw.arg('lavest', ndim=2, err_to_str=True, doc="Laveste verdi i nettverket, hvis den er kjent.")
@xw.arg('hoeyest', ndim=2, err_to_str=True, doc="Høyeste verdi i nettverket, hvis den er kjent.")
@xw.arg('avrunding', ndim=2, err_to_str=True, doc="Største forskjell som avrundingen av de trykte tallene kan forklare.")
@xw.arg('antall', ndim=2, err_to_str=True, doc="Hvor mange kommuner som har tall.")
@xw.arg('minste_antall', ndim=2, err_to_str=True, doc="Færrest kommuner som indikatoren kan sammenliknes for.")
@xw.arg('rang', ndim=2, err_to_str=True, doc="Kommunens plass fra ASSS_RANG, hvis den er kjent. «Nest lavest» sies bare når lavest er oppgitt: flere kan dele siste plass.")
@xw.arg('gunstig', ndim=2, err_to_str=True, doc="høy eller lav når fagfeltet er enig om hva som er gunstig, ellers tomt. Andre ord gir en feilverdi.")
@xw.arg('desimaler', ndim=2, err_to_str=True, doc="Antall desimaler i prosenten, 0 til 3. Utelatt: 0.")
@xw.ret()
def ASSS_FUNN(indikator, verdi, snitt, lavest=None, hoeyest=None, avrunding=None, antall=None, minste_antall=None, rang=None, gunstig=None, desimaler=0):
    """Avviket fra snittet i ord: retning, størrelse og plass i nettverket. Tomt når for få kommuner har tall eller forskjellen er innenfor avrundingen. Plassen sies ikke der færre enn tre har tall. Et negativt snitt gir en feilverdi."""
    return _asss_xl.call("ASSS_FUNN", indikator, verdi, snitt, lavest, hoeyest, avrunding, antall, minste_antall, rang, gunstig, desimaler)


@xw.func
@xw.arg('vekter', ndim=2, err_to_str=True, doc="Indikatorenes vekter i tjenesten. Summen skal være 1 og kan avvike med 0,02 for avrunding.")
@xw.arg('indekser', ndim=2, err_to_str=True, doc="Kommunens indekser (ASSS_INDEKS), i samme rekkefølge. Snittet = 100: skriv 97,6, ikke 0,976. Er alle under 10, blir svaret en feilverdi.")
@xw.ret()
def ASSS_PRODUKSJONSINDEKS(vekter, indekser):
    """Produksjonsindeks for en tjeneste: summen av vekt ganger indeks, der indeksen er 100 * egen verdi / snitt. Snittet = 100. Vekter som ikke summerer til 1, gir en feilverdi."""
    return _asss_xl.call("ASSS_PRODUKSJONSINDEKS", vekter, indekser)


@xw.func
@xw.arg('produksjon', ndim=2, err_to_str=True, doc="Tjenestens produksjonsindeks (ASSS_PRODUKSJONSINDEKS). Under 0 gir en feilverdi.")
@xw.arg('ressursbruk', ndim=2, err_to_str=True, doc="Indeksen for det tjenesten bruker. Snittet = 100: skriv 97,6, ikke 0,976. Under 10 gir en feilverdi.")
@xw.ret()
def ASSS_EFFEKTIVITET(produksjon, ressursbruk):
    """Effektivitet: produksjonen i prosent av ressursbruken, begge mot nettverkets snitt. 100 = like mye produksjon for pengene som snittet, så langt indikatorene måler den."""
    return _asss_xl.call("ASSS_EFFEKTIVITET", produksjon, ressursbruk)


@xw.func
@xw.arg('verdi', ndim=2, err_to_str=True, doc="Kommunens verdi.")
@xw.arg('snitt', ndim=2, err_to_str=True, doc="Nettverkets snitt.")
@xw.ret()
def ASSS_INDEKS(verdi, snitt):
    """Kommunens verdi i prosent av snittet: 100 * verdi / snitt. Snittet = 100. Et negativt snitt gir ingen indeks, men en feilverdi."""
    return _asss_xl.call("ASSS_INDEKS", verdi, snitt)


@xw.func
@xw.arg('netto_driftsutgifter', ndim=2, err_to_str=True, doc="Kommunens netto driftsutgifter, kr per innbygger.")
@xw.arg('korrigert_snitt', ndim=2, err_to_str=True, doc="Nettverkets snitt av netto driftsutgifter delt på kostnadsindeks, ikke snittet av netto driftsutgifter alene. For landet er de to like.")
@xw.arg('kostnadsindeks', ndim=2, err_to_str=True, doc="Kommunens kostnadsindeks for tjenesten. Landet = 1: skriv 0,968, ikke 96,8. Over 10 gir en feilverdi.")
@xw.ret()
def ASSS_RESSURSBRUK(netto_driftsutgifter, korrigert_snitt, kostnadsindeks):
    """Ressursbruksindikator: netto driftsutgifter korrigert for utgiftsbehov, i forhold til nettverkets snitt av det samme. 1 = snittet."""
    return _asss_xl.call("ASSS_RESSURSBRUK", netto_driftsutgifter, korrigert_snitt, kostnadsindeks)


@xw.func
@xw.arg('verdier', ndim=2, err_to_str=True, doc="Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det.")
@xw.arg('vekter', ndim=2, err_to_str=True, doc="Vekter, for eksempel innbyggere, i samme rekkefølge. Utelatt: uveid.")
@xw.ret()
def ASSS_SNITT(verdier, vekter=_asss_xl.OMITTED):
    """Nettverkets snitt over kommunene som har en verdi, uveid eller veid."""
    return _asss_xl.call("ASSS_SNITT", verdier, vekter)


@xw.func
@xw.arg('verdier', ndim=2, err_to_str=True, doc="Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det.")
@xw.arg('enheter', ndim=2, err_to_str=True, doc="Kommunenavnene, i samme rekkefølge som verdiene. En verdi uten navn gir en feilverdi.")
@xw.arg('uten', ndim=2, err_to_str=True, doc="Kommunen som skal holdes utenfor, eller flere i én rad eller kolonne; skrevet som i enheter (store og små bokstaver er like).")
@xw.arg('vekter', ndim=2, err_to_str=True, doc="Vekter i samme rekkefølge. Utelatt: uveid.")
@xw.ret()
def ASSS_SNITT_UTEN(verdier, enheter, uten, vekter=_asss_xl.OMITTED):
    """Snitt uten bestemte kommuner, for eksempel uten Oslo og uten kommunen selv. Et navn som ikke står blant enhetene, gir en feilverdi."""
    return _asss_xl.call("ASSS_SNITT_UTEN", verdier, enheter, uten, vekter)


@xw.func
@xw.arg('verdier', ndim=2, err_to_str=True, doc="Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det.")
@xw.ret()
def ASSS_LAVEST(verdier):
    """Laveste verdi i nettverket; manglende verdier er ikke med."""
    return _asss_xl.call("ASSS_LAVEST", verdier)


@xw.func
@xw.arg('verdier', ndim=2, err_to_str=True, doc="Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det.")
@xw.ret()
def ASSS_HOEYEST(verdier):
    """Høyeste verdi i nettverket; manglende verdier er ikke med."""
    return _asss_xl.call("ASSS_HOEYEST", verdier)


@xw.func
@xw.arg('verdier', ndim=2, err_to_str=True, doc="Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det.")
@xw.ret()
def ASSS_ANTALL(verdier):
    """Hvor mange kommuner som har en verdi."""
    return _asss_xl.call("ASSS_ANTALL", verdier)


@xw.func
@xw.arg('verdi', ndim=2, err_to_str=True, doc="Kommunens verdi; en rad eller kolonne av verdier gir en plass til hver.")
@xw.arg('verdier', ndim=2, err_to_str=True, doc="Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det.")
@xw.ret()
def ASSS_RANG(verdi, verdier):
    """Kommunens plass i nettverket regnet fra høyest. Like verdier deler plass."""
    return _asss_xl.call("ASSS_RANG", verdi, verdier)


@xw.func
@xw.arg('verdi', ndim=2, err_to_str=True, doc="Kommunens verdi; en rad eller kolonne av verdier gir en plass til hver.")
@xw.arg('verdier', ndim=2, err_to_str=True, doc="Verdiene til kommunene i nettverket. Tekst og tomme celler regnes som manglende. Et årstall som overskrift er et tall og regnes med: la området begynne under det.")
@xw.ret()
def ASSS_RANG_LAVEST(verdi, verdier):
    """Kommunens plass i nettverket regnet fra lavest. Like verdier deler plass."""
    return _asss_xl.call("ASSS_RANG_LAVEST", verdi, verdier)


@xw.func
@xw.arg('driftsinntekter', ndim=2, err_to_str=True, doc="Driftsinntekter.")
@xw.arg('driftsutgifter', ndim=2, err_to_str=True, doc="Driftsutgifter uten avskrivninger.")
@xw.ret()
def ASSS_BRUTTO_DRIFTSRESULTAT(driftsinntekter, driftsutgifter):
    """Brutto driftsresultat før avskrivninger: driftsinntekter - driftsutgifter."""
    return _asss_xl.call("ASSS_BRUTTO_DRIFTSRESULTAT", driftsinntekter, driftsutgifter)


@xw.func
@xw.arg('brutto_driftsresultat', ndim=2, err_to_str=True, doc="Brutto driftsresultat.")
@xw.arg('renteinntekter', ndim=2, err_to_str=True, doc="Renteinntekter, utbytte og finansielle gevinster.")
@xw.arg('renteutgifter', ndim=2, err_to_str=True, doc="Renteutgifter, provisjoner og finansielle tap (positivt tall).")
@xw.arg('avdrag', ndim=2, err_to_str=True, doc="Netto avdrag (positivt tall).")
@xw.ret()
def ASSS_NETTO_DRIFTSRESULTAT(brutto_driftsresultat, renteinntekter, renteutgifter, avdrag):
    """Netto driftsresultat: brutto driftsresultat + renteinntekter - renteutgifter - netto avdrag."""
    return _asss_xl.call("ASSS_NETTO_DRIFTSRESULTAT", brutto_driftsresultat, renteinntekter, renteutgifter, avdrag)


@xw.func
@xw.arg('brutto_driftsresultat', ndim=2, err_to_str=True, doc="Brutto driftsresultat.")
@xw.arg('renteinntekter', ndim=2, err_to_str=True, doc="Renteinntekter.")
@xw.arg('renteutgifter', ndim=2, err_to_str=True, doc="Renteutgifter (positivt tall).")
@xw.arg('investeringer', ndim=2, err_to_str=True, doc="Brutto investeringsutgifter (positivt tall).")
@xw.arg('tilskudd', ndim=2, err_to_str=True, doc="Tilskudd, refusjoner og salgsinntekter til investeringene.")
@xw.ret()
def ASSS_OVERSKUDD_FOER_LAAN(brutto_driftsresultat, renteinntekter, renteutgifter, investeringer, tilskudd):
    """Overskudd før lån: brutto driftsresultat + renteinntekter - renteutgifter - brutto investeringer + tilskudd, refusjon og salg."""
    return _asss_xl.call("ASSS_OVERSKUDD_FOER_LAAN", brutto_driftsresultat, renteinntekter, renteutgifter, investeringer, tilskudd)


@xw.func
@xw.arg('netto_driftsresultat', ndim=2, err_to_str=True, doc="Netto driftsresultat.")
@xw.arg('bundne_fond', ndim=2, err_to_str=True, doc="Bruk (+) eller avsetning (-) til bundne fond.")
@xw.arg('dekning', ndim=2, err_to_str=True, doc="Dekning av tidligere års underskudd (-) eller bruk av overskudd (+).")
@xw.arg('avdrag_avskrivninger', ndim=2, err_to_str=True, doc="Avdrag minus avskrivninger.")
@xw.arg('investeringsmoms', ndim=2, err_to_str=True, doc="Momsrefusjon av investeringer (negativt tall).")
@xw.ret()
def ASSS_HANDLINGSROM(netto_driftsresultat, bundne_fond, dekning, avdrag_avskrivninger, investeringsmoms):
    """Handlingsrom: netto driftsresultat + bundne fond + dekning av tidligere år + (avdrag - avskrivninger) + investeringsmoms, med fortegn som i tabell 4."""
    return _asss_xl.call("ASSS_HANDLINGSROM", netto_driftsresultat, bundne_fond, dekning, avdrag_avskrivninger, investeringsmoms)


@xw.func
@xw.arg('netto_driftsresultat', ndim=2, err_to_str=True, doc="Netto driftsresultat.")
@xw.arg('investeringer', ndim=2, err_to_str=True, doc="Brutto investeringsutgifter (positivt tall).")
@xw.arg('tilskudd', ndim=2, err_to_str=True, doc="Tilskudd, refusjoner og salgsinntekter til investeringene.")
@xw.arg('premieavvik', ndim=2, err_to_str=True, doc="Premieavvik med fortegn som i tabell 5.")
@xw.ret()
def ASSS_FINANSIERINGSBEHOV(netto_driftsresultat, investeringer, tilskudd, premieavvik):
    """Finansieringsbehov: netto driftsresultat - brutto investeringer + tilskudd, refusjon og salg + premieavvik. Negativt tall = behov."""
    return _asss_xl.call("ASSS_FINANSIERINGSBEHOV", netto_driftsresultat, investeringer, tilskudd, premieavvik)


@xw.func
@xw.arg('bruk_av_laan', ndim=2, err_to_str=True, doc="Bruk av lån (art 910).")
@xw.arg('avdrag', ndim=2, err_to_str=True, doc="Avdragsutgifter (art 510, positivt tall).")
@xw.arg('mottatte_avdrag', ndim=2, err_to_str=True, doc="Mottatte avdrag på utlån (art 920).")
@xw.arg('utlaan', ndim=2, err_to_str=True, doc="Utlån (art 520, positivt tall).")
@xw.arg('salg_av_aksjer', ndim=2, err_to_str=True, doc="Salg av aksjer og andeler (art 929).")
@xw.arg('kjoep_av_aksjer', ndim=2, err_to_str=True, doc="Kjøp av aksjer og andeler (art 529, positivt tall).")
@xw.ret()
def ASSS_NETTO_BRUK_AV_LAAN(bruk_av_laan, avdrag, mottatte_avdrag, utlaan, salg_av_aksjer, kjoep_av_aksjer):
    """Netto bruk av lån: (bruk av lån - avdrag) + (mottatte avdrag - utlån) + (salg av aksjer - kjøp av aksjer). KOSTRA-arter (910-510)+(920-520)+(929-529)."""
    return _asss_xl.call("ASSS_NETTO_BRUK_AV_LAAN", bruk_av_laan, avdrag, mottatte_avdrag, utlaan, salg_av_aksjer, kjoep_av_aksjer)


@xw.func
@xw.arg('finansieringsbehov', ndim=2, err_to_str=True, doc="Fra ASSS_FINANSIERINGSBEHOV (negativt tall = behov).")
@xw.arg('netto_bruk_av_laan', ndim=2, err_to_str=True, doc="Fra ASSS_NETTO_BRUK_AV_LAAN, samme enhet.")
@xw.ret()
def ASSS_NETTO_ANSKAFFELSE(finansieringsbehov, netto_bruk_av_laan):
    """Netto anskaffelse av midler: finansieringsbehov + netto bruk av lån."""
    return _asss_xl.call("ASSS_NETTO_ANSKAFFELSE", finansieringsbehov, netto_bruk_av_laan)


@xw.func
@xw.arg('gjeld', ndim=2, err_to_str=True, doc="Gjeldspostene (kap. 2.41, 2.43, 2.45, 2.31, 2.32 og tvillingene i 5.xx). Tekst i første rad av flere er en overskrift, unntatt Ikke data, : . .. og -. Tomme celler er ikke med.")
@xw.arg('fordringer', ndim=2, err_to_str=True, doc="Fordringene (kap. 2.22, 2.21, 2.13, 2.18, 2.12, 2.11, 2.10 og 5.xx). Tekst i første rad av flere er en overskrift, unntatt Ikke data, : . .. og -. Tomme celler er ikke med.")
@xw.ret()
def ASSS_NETTO_LAANEGJELD(gjeld, fordringer):
    """Netto lånegjeld: sum gjeld minus sum fordringer."""
    return _asss_xl.call("ASSS_NETTO_LAANEGJELD", gjeld, fordringer)


@xw.func
@xw.arg('beloep', ndim=2, err_to_str=True, doc="Beløpet.")
@xw.arg('driftsinntekter', ndim=2, err_to_str=True, doc="Kommunens driftsinntekter, samme enhet som beløpet.")
@xw.ret()
def ASSS_PST_AV_INNTEKT(beloep, driftsinntekter):
    """Beløp i prosent av driftsinntektene: 100 * beløp / driftsinntekter. Samme formel som ASSS_INDEKS, med driftsinntektene som snitt."""
    return _asss_xl.call("ASSS_PST_AV_INNTEKT", beloep, driftsinntekter)


@xw.func
@xw.arg('prosentenheter', ndim=2, err_to_str=True, doc="Forskjell i prosent av driftsinntektene. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar.")
@xw.arg('driftsinntekter', ndim=2, err_to_str=True, doc="Kommunens driftsinntekter.")
@xw.ret()
def ASSS_KRONER_AV_INNTEKT(prosentenheter, driftsinntekter):
    """Hva prosentenheter av driftsinntektene er i kroner: prosentenheter * driftsinntekter / 100."""
    return _asss_xl.call("ASSS_KRONER_AV_INNTEKT", prosentenheter, driftsinntekter)


@xw.func
@xw.arg('ny', ndim=2, err_to_str=True, doc="Årets verdi.")
@xw.arg('gammel', ndim=2, err_to_str=True, doc="Verdien i året det måles fra.")
@xw.ret()
def ASSS_VEKST(ny, gammel):
    """Vekst i prosent fra ett år til et annet: (ny / gammel - 1) * 100. Fra eller til et negativt tall finnes ingen vekst i prosent; svaret er en feilverdi."""
    return _asss_xl.call("ASSS_VEKST", ny, gammel)


@xw.func
@xw.arg('vekst', ndim=2, err_to_str=True, doc="Nominell vekst i prosent. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar.")
@xw.arg('deflator', ndim=2, err_to_str=True, doc="Prisstigning (kostnadsdeflator) i prosent. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar.")
@xw.arg('befolkning', ndim=2, err_to_str=True, doc="Befolkningsvekst i prosent. Utelatt: 0. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar.")
@xw.ret()
def ASSS_REALVEKST(vekst, deflator, befolkning=0.0):
    """Vekst i prosent korrigert for prisstigning og, når den er oppgitt, for befolkningsvekst."""
    return _asss_xl.call("ASSS_REALVEKST", vekst, deflator, befolkning)


@xw.func
@xw.arg('verdi', ndim=2, err_to_str=True, doc="Verdi eller serie av verdier.")
@xw.arg('basis', ndim=2, err_to_str=True, doc="Verdien i basisåret.")
@xw.ret()
def ASSS_INDEKSSERIE(verdi, basis):
    """Verdi som indeks der basisåret er 100: 100 * verdi / basis. Samme formel som ASSS_INDEKS, med basisåret som snitt."""
    return _asss_xl.call("ASSS_INDEKSSERIE", verdi, basis)


@xw.func
@xw.arg('loennsvekst', ndim=2, err_to_str=True, doc="Vekst i lønnsutgifter uten sosiale utgifter, prosent. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar.")
@xw.arg('aarsloennsvekst', ndim=2, err_to_str=True, doc="Årslønnsvekst i prosent. Skriv 5,1 for 5,1 prosent; en celle som viser 5,1 %, holder 0,051 og gir galt svar.")
@xw.ret()
def ASSS_AARSVERKSVEKST(loennsvekst, aarsloennsvekst):
    """Anslått vekst i årsverk i prosent: lønnsvekst uten sosiale utgifter korrigert for årslønnsvekst. Samme formel som ASSS_REALVEKST, med årslønnsveksten som deflator."""
    return _asss_xl.call("ASSS_AARSVERKSVEKST", loennsvekst, aarsloennsvekst)


@xw.func
@xw.arg('beloep', ndim=2, err_to_str=True, doc="Beløpet.")
@xw.arg('innbyggere', ndim=2, err_to_str=True, doc="Folketallet.")
@xw.arg('enhet', ndim=2, err_to_str=True, doc="Hva beløpet er oppgitt i: 1 for kroner, 1000 for 1000 kr, 1000000 for mill. kr.")
@xw.ret()
def ASSS_PER_INNBYGGER(beloep, innbyggere, enhet):
    """Beløp per innbygger: beløp * enhet / innbyggere."""
    return _asss_xl.call("ASSS_PER_INNBYGGER", beloep, innbyggere, enhet)


@xw.func
@xw.arg('vekter', ndim=2, err_to_str=True, doc="Kriterienes vekter i sektoren. Summen skal være 1 og kan avvike med 0,02 for avrunding.")
@xw.arg('indekser', ndim=2, err_to_str=True, doc="Kommunens kriterieindekser, i samme rekkefølge. Landet = 1: skriv 0,968, ikke 96,8. Over 10 gir en feilverdi.")
@xw.ret()
def ASSS_KOSTNADSINDEKS(vekter, indekser):
    """Kostnadsindeks for en sektor: summen av vekt ganger kriterieindeks. Landet = 1. Vekter som ikke summerer til 1, og indekser i prosent gir en feilverdi."""
    return _asss_xl.call("ASSS_KOSTNADSINDEKS", vekter, indekser)


@xw.func
@xw.arg('snitt', ndim=2, err_to_str=True, doc="Landets gjennomsnittlige netto driftsutgifter i sektoren, kr per innbygger.")
@xw.arg('indeks', ndim=2, err_to_str=True, doc="Kriteriets indeks eller sektorens kostnadsindeks. Landet = 1: skriv 0,968, ikke 96,8. Over 10 gir en feilverdi.")
@xw.arg('vekt', ndim=2, err_to_str=True, doc="Kriteriets vekt i sektoren. Skriv 0,849, ikke 84,9: over 1,02 gir en feilverdi. Utelatt: 1, som gir sektorens samlede korreksjon.")
@xw.ret()
def ASSS_KORREKSJON(snitt, indeks, vekt=1.0):
    """Korreksjon for utgiftsbehov i kroner per innbygger: vekt * (indeks - 1) * snitt."""
    return _asss_xl.call("ASSS_KORREKSJON", snitt, indeks, vekt)


@xw.func
@xw.arg('snitt', ndim=2, err_to_str=True, doc="Landets gjennomsnittlige netto driftsutgifter i sektoren, kr per innbygger.")
@xw.arg('indeks', ndim=2, err_to_str=True, doc="Sektorens kostnadsindeks. Landet = 1: skriv 0,968, ikke 96,8. Over 10 gir en feilverdi.")
@xw.arg('tillegg', ndim=2, err_to_str=True, doc="Korreksjoner utenom indeksen, kr per innbygger (grunnskole: statlige og frittstående skoler, minoritetsspråklige). Utelatt: 0.")
@xw.ret()
def ASSS_UTGIFTSBEHOV(snitt, indeks, tillegg=0.0):
    """Beregnet utgiftsbehov i kroner per innbygger: snitt * indeks + tillegg."""
    return _asss_xl.call("ASSS_UTGIFTSBEHOV", snitt, indeks, tillegg)


@xw.func
@xw.arg('sosiale', ndim=2, err_to_str=True, doc="Pensjonsinnskudd og arbeidsgiveravgift i sektoren.")
@xw.arg('netto', ndim=2, err_to_str=True, doc="Sektorens netto driftsutgifter.")
@xw.arg('brutto', ndim=2, err_to_str=True, doc="Sektorens brutto driftsutgifter, samme enhet som netto.")
@xw.ret()
def ASSS_SOSIALE(sosiale, netto, brutto):
    """Sosiale lønnsutgifter som belaster netto driftsutgifter: sosiale * netto / brutto."""
    return _asss_xl.call("ASSS_SOSIALE", sosiale, netto, brutto)
