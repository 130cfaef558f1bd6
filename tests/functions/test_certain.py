"""What is certain of a formula: that it cannot fail, that it is a number whatever stands in its cells."""

from __future__ import annotations

import pytest

from asss_xl.functions.excel.certain import Known, Leaf, may_fail, sure_number
from asss_xl.functions.excel.evaluator import Hole
from asss_xl.functions.excel.formula import folded, formula, template

_NAMES = "any number divisor gap numbers"
_KNOWN = Known(
    (
        Leaf(),
        Leaf(number=True),
        Leaf(number=True, divisor=True),
        Leaf(faulty=True),
        Leaf(number=True, wide=True),
    )
)


@pytest.mark.parametrize(
    ("text", "fails", "number"),
    [
        ("any", False, False),
        ("gap", True, False),
        ("number-2*divisor", False, True),
        ("number-any", True, False),
        ("number/divisor", False, True),
        ("divisor/number", True, False),
        ("number/0", True, False),
        ("SUM(any)", False, True),
        ("SUM(gap)", True, False),
        ("COUNT(gap)", False, True),
        ("COUNT(1/any)", True, False),
        ('IF(any<"",any*2,any)', False, False),
        ('IF(any<"",any*2,any*2)', True, False),
        ('IF((any<"")*(any>1),any*2,0)', False, True),
        ('IF((any<"")+(any>1),any*2,0)', True, False),
        ('IF(AND(any="På",ISNUMBER(any)),any,number)', False, True),
        ("IF(COUNT(any)*number,any,number)", False, True),
        ("IF(COUNT(any)*any,any,number)", True, False),
        ("IF(COUNT(any,number),any*2,number)", True, False),
        ("IF(any<=number,ROUND(any,0),0)", False, True),
        ("IF(any>=number,ROUND(any,0),0)", True, False),
        ('IF(any<="",any*2,0)', True, False),
        ("MEDIAN(any,number)", False, True),
        ("MEDIAN(any,any)", True, False),
        ("MEDIAN(gap,number)", True, False),
        ("IFERROR(number/any,0)", False, True),
        ("IFERROR(any,0)", False, False),
        ("INDEX(any,2-SIGN(number))", False, False),
        ("INDEX(any,2-SIGN(any))", True, False),
        ("INDEX(any,number)", True, False),
        ("RIGHT(any,3)", False, False),
        ("RIGHT(any,number)", True, False),
    ],
)
def test_what_is_certain_follows_from_the_cells(text: str, fails: bool, number: bool) -> None:
    node = formula(_NAMES, text).node([Hole(n) for n in range(5)])
    assert (may_fail(node, _KNOWN), sure_number(node, _KNOWN)) == (fails, number)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('IFERROR(number-divisor,"Ikke data")', "number-divisor"),
        ('IFERROR(number-any,"Ikke data")', 'IFERROR(number-any,"Ikke data")'),
        ("IFERROR(gap,0)", "IFERROR(gap,0)"),
        ('IFERROR(IF(any=0,NA(),SUM(any)),"Ikke data")', 'IF(any=0,"Ikke data",SUM(any))'),
        ('IFERROR(IF(any=0,NA(),1/any),"Ikke data")', 'IFERROR(IF(any=0,NA(),1/any),"Ikke data")'),
        ('IF(number<"",any,2)', "any"),
        ('IF((number<>"")*(any<""),1,2)', 'IF(any<"",1,2)'),
        ('IF((number>"")+(any<3),1,2)', "IF(any<3,1,2)"),
        ('IF(number<"7",1,2)', 'IF(number<"7",1,2)'),
        ('SUMPRODUCT((numbers<"")*1)', 'SUMPRODUCT((numbers<"")*1)'),
        ('SUMPRODUCT(numbers*(numbers<""),numbers)', "SUMPRODUCT(numbers,numbers)"),
        ('SUMPRODUCT((numbers<"")*any)', 'SUMPRODUCT((numbers<"")*any)'),
        ('SUMPRODUCT(numbers*(numbers<>""))', 'SUMPRODUCT(numbers*(numbers<>""))'),
    ],
)
def test_a_guard_stands_only_where_something_can_fail(text: str, shown: str) -> None:
    made = folded(formula(_NAMES, text).node([Hole(n) for n in range(5)]), _KNOWN)
    assert template(made).text(_NAMES.split()) == shown
