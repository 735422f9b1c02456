"""What is read of .xls files: every kind of cell, and what the records of their formulas tell."""

import struct
from collections.abc import Iterator

from cyps_reports.workbooks import xls
from cyps_reports.workbooks.biff import FormulaCells, formula_cells
from cyps_reports.workbooks.budget import Budget
from tests.tools import raw_biff as biff
from tests.tools.approved import Approved
from tests.tools.raw_biff import Page, Text
from tests.tools.raw_books import cells_of, told_budget, told_sheet

TEXTS = (
    Text("plain"),
    Text("all in 1900", ((0, 1),)),
    Text("of 160 148", ((3, 1), (7, 0))),
    Text("1481", ((3, 2),)),
    Text("H2O", ((1, 3), (2, 0))),
    Text("\U0001f600 was is", ((3, 1), (6, 0))),
    Text("no such font", ((3, 9),)),
    Text("a\rb\x07\u200b"),
    Text(""),
    Text("late first", ((5, 0), (0, 1))),
    Text("\U0001f600 parted", ((1, 1), (2, 0))),
)
LOOKS = range(13)
"""As many as there are; a text may have one more."""
_AT = struct.pack("<HH", 6, 1)
_BY = struct.pack("<H", 100)
_HERE = (0x24, 0x44, 0x64, 0x2C, 0x4C, 0x6C, 0x23, 0x43, 0x63)
_ELSEWHERE = (0x3A, 0x5A, 0x7A, 0x39, 0x59, 0x79)
_AREAS = (0x25, 0x45, 0x65, 0x2D, 0x4D, 0x6D)
_AREAS_ELSEWHERE = (0x3B, 0x5B, 0x7B)
_CELL = b"\x44" + _AT
FORMULAS: dict[str, bytes] = {
    **{f"a cell by {each:#x}": bytes([each]) + _AT for each in _HERE},
    **{f"elsewhere by {each:#x}": bytes([each]) + bytes(6) for each in _ELSEWHERE},
    **{f"an area by {each:#x}": bytes([each]) + bytes(8) for each in _AREAS},
    **{f"an area elsewhere by {each:#x}": bytes([each]) + bytes(10) for each in _AREAS_ELSEWHERE},
    "one byte more": _CELL + b"\0",
    "nothing at all": b"",
    "plus": _CELL + b"\x12",
    "in brackets, and plus": _CELL + b"\x15\x12\x15",
    "brackets alone": b"\x12\x15",
    "a number": b"\x1e\1\0",
    "unknown": b"\x99" + _AT,
    "times a whole number": _CELL + b"\x1e\x64\0\x05",
    "divided by one": _CELL + b"\x1e\x64\0\x06",
    "plus a number": _CELL + b"\x1e\x64\0\x03",
    "times a decimal": _CELL + b"\x1f" + struct.pack("<d", 0.5) + b"\x05",
    "with a line's end in it": _CELL + b"\x1e\x0a\0\x05",
    "per cent": _CELL + b"\x14",
    **{
        f"rounded by {each:#x}": _CELL + b"\x1e\1\0" + bytes([each]) + b"\x1b\0"
        for each in (0x21, 0x41, 0x61, 0x22)
    },
    "rounded to a decimal": _CELL + b"\x1f" + bytes(8) + b"\x21\x1b\0",
    **{
        f"function {each:#x}": _CELL + b"\x21" + bytes([each]) + b"\0"
        for each in (0x19, 0x21, 0x53, 0x83, 0x18, 0x84)
    },
    "of another class": _CELL + b"\x41\x19\0",
    "of the third class": _CELL + b"\x61\x19\0",
    **{f"per cent {times} times": _CELL + b"\x14" * times for times in (4, 5)},
    **{
        f"looking up by {name}": _CELL + b"\x22\2" + struct.pack("<H", name)
        for name in (27, 28, 29, 78, 100, 101, 102, 148, 4)
    },
    **{f"called by {each:#x}": bytes([each]) + b"\3" + _BY for each in (0x22, 0x42, 0x62, 0x21)},
    "a call cut short": b"\2" + _BY,
    "looked up, times": b"\x22\3" + _BY + b"\x1e\2\0\x05",
    "today": b"\x21\xdd\0",
    "now": b"\x41\x4a\0",
    "now by the third class": b"\x61\x4a\0\x1e\1\0\x03",
    "another function": b"\x21\xde\0",
    "of now by a variable call": b"\x22\xdd\0",
}


def places(told: FormulaCells) -> str:
    named = (("linked", told.linked), ("of today", told.of_today), ("all", told.all))
    return "; ".join(f"{name} {sorted(those)}" for name, those in named)


def one_formula_after_another() -> Iterator[str]:
    for name, tokens in FORMULAS.items():
        page = Page(biff.formula(2, 3, tokens) + biff.formula(2, 4, tokens, 7.0))
        (told,) = formula_cells(biff.stream({"S": page}))
        yield f"{name}, with 0 and with 7: {places(told)}"


def together() -> Iterator[str]:
    own, others = biff.sharing(0, 1), biff.formula(5, 1, b"\x14")
    shared = biff.formula(0, 1, own) + biff.shared(_CELL) + biff.formula(1, 1, own)
    of_now = biff.formula(0, 1, own) + biff.shared(b"\x21\xdd\0") + biff.formula(1, 1, own, 9.0)
    array = biff.formula(0, 1, own) + biff.shared(_CELL, is_array=True) + biff.formula(0, 2, own)
    lost = biff.formula(1, 1, biff.sharing(7, 7))
    chart = biff.begin(biff.CHART) + biff.formula(3, 3, _CELL) + biff.END
    like_one = biff.formula(0, 1, b"\x02" + own[1:]) + biff.formula(0, 2, own + b"\0")
    cases = {
        "shared": shared + others,
        "shared, of today": of_now,
        "an array": array,
        "of a formula that is not there": lost,
        "behind a chart": chart + biff.formula(4, 4, _CELL),
        "not quite shared": like_one,
        "text results": biff.formula(0, 0, _CELL, biff.TEXT_RESULT),
        "nothing": b"",
    }
    for name, records in cases.items():
        yield f"{name}: {' | '.join(map(places, formula_cells(biff.stream({'S': Page(records)}))))}"
    several = {
        "One": Page(biff.formula(1, 1, _CELL)),
        "Chart": Page(biff.formula(2, 2, _CELL), kind=2),
        "Three": Page(biff.formula(3, 3, _CELL), seen=biff.HIDDEN),
    }
    whole = biff.stream(several)
    yield f"several sheets: {' | '.join(map(places, formula_cells(whole)))}"
    yield f"without its last end: {' | '.join(map(places, formula_cells(whole[:-4])))}"
    yield f"and half a head: {' | '.join(map(places, formula_cells(whole[:-2])))}"


def read(content: bytes) -> Iterator[str]:
    budget = Budget()
    for each in xls.read("Return.xls", content, budget):
        yield from told_sheet(each)
        yield from cells_of(each)
    yield told_budget(budget)


def cells() -> bytes:
    made = b"".join(biff.text(at, 1, at) for at, _ in enumerate(TEXTS))
    made += b"".join(biff.number(20 + at, 1, 1.5, at) for at in LOOKS)
    made += b"".join(biff.text(40 + at, 1, 0, at) for at in (*LOOKS, 13))
    made += b"".join(biff.number(60 + at, 1, day, 1) for at, day in enumerate(DAYS))
    made += b"".join(biff.number(80 + at, 1, day, 3) for at, day in enumerate((0, 2.5, 1e12)))
    errors = (0x00, 0x07, 0x0F, 0x17, 0x1D, 0x24, 0x2A, 0x99)
    made += b"".join(
        biff.truth_or_error(90 + at, 1, code, is_error=True) for at, code in enumerate(errors)
    )
    made += b"".join(biff.truth_or_error(100 + at, 1, at, is_error=False) for at in (0, 1))
    made += biff.formula(110, 1, _CELL) + biff.formula(111, 1, _CELL, 4.0)
    made += biff.formula(112, 1, b"\x21\xdd\0", 5.0) + biff.formula(113, 1, b"\x1e\1\0")
    made += biff.formula(114, 1, _CELL, biff.TEXT_RESULT)
    made += biff.blank(120, 1) + biff.number(121, 1, 0)
    made += biff.note(121, 1, "A note.\rOf two lines.", 1) + biff.note(122, 1, " alone ", 2)
    made += b"".join(biff.number(130 + at, 1, 1) for at in range(6))
    made += biff.link(130, 1, "https://example.org/a") + biff.link(
        131, 1, "https://example.org", "b"
    )
    made += biff.link(132, 1, part="Guide!A1") + biff.link(133, 1, path=b"Minutes \x96.docx")
    return made + biff.blank(121, 2) + biff.note(121, 2, "on a blank one", 3)


DAYS = (0, 0.25, 0.999, 1, 1.5, 59, 61, 41183, 41183.75, -1, 2958465, 2958466)


def whole_books() -> Iterator[str]:
    content = biff.old_workbook(biff.stream({"Targets": Page(cells())}, TEXTS))
    yield from read(content)
    yield "of a Mac:"
    days = b"".join(biff.number(at, 0, day, 1) for at, day in enumerate(DAYS))
    yield from read(biff.old_workbook(biff.stream({"S": Page(days)}, of_mac=True)))
    yield "merged, hidden and several:"
    lies = biff.merged((0, 1, 1, 2), (3, 3, 0, 0), (0, 99, 0, 99), (0, 100, 0, 99))
    lies += biff.hidden_row(2) + biff.hidden_row(3, is_hidden=False)
    lies += biff.hidden_columns(1, 2) + biff.hidden_columns(4, 4, is_hidden=False)
    sheets = {
        "One": Page(lies + biff.number(2, 1, 0)),
        "Two": Page(biff.formula(1, 1, _CELL), seen=biff.VERY_HIDDEN),
        "Chart": Page(b"", kind=2),
        "Three": Page(biff.formula(2, 1, _CELL), seen=biff.HIDDEN),
    }
    yield from read(biff.old_workbook(biff.stream(sheets)))
    for name, records in FAR_OUT.items():
        yield f"{name}:"
        yield from read(biff.old_workbook(biff.stream({"S": Page(records)})))
    yield "a hundred and one sheets:"
    many = {f"s{at}": Page(b"") for at in range(101)}
    yield from list(read(biff.old_workbook(biff.stream(many))))[-2:]


FAR_OUT = {
    "the last row": biff.number(9999, 0, 1),
    "beyond the last row": biff.number(10_000, 0, 1),
    "blank beyond it": biff.blank(10_000, 0),
    "the last column": biff.number(0, 99, 1),
    "beyond it": biff.number(0, 100, 1),
    "blank beyond the last column": biff.blank(0, 100),
    "filled before a blank beyond": biff.number(0, 99, 1) + biff.blank(0, 100),
}


def test_what_the_records_of_formulas_tell(approved: Approved) -> None:
    approved.check("formulas of xls", (*one_formula_after_another(), *together()))


def test_what_is_read_of_old_workbooks(approved: Approved) -> None:
    approved.check("cells of xls", whole_books())
