"""Formulas, links and places as they stand in cells, and what is made of each."""

from collections.abc import Iterator

from cyps_reports.workbooks.cell_places import place_of, range_of
from cyps_reports.workbooks.formulas import is_bare_link, is_linked_nought, is_of_today
from cyps_reports.workbooks.grid import column_letters
from cyps_reports.workbooks.links import address, formula_leads_to, leads_to
from tests.tools.approved import Approved

FORMULAS = """
=B7
B7
=+B7
=(B7)
= +( B7 )
=$B$7
='Our data'!B7
='It''s'!B7
=Data!B7
=[1]Data!B7
=[1]'Data'!B7
='[1]Our data'!B7
=Our data!B7
=A1:C3
=A1:
=Total
=_Total
=\\Total
=Table1[Actual]
=Table1[[#This Row],[Actual]]
=Total.2
=ABCD7
=A12345678
=7
=-B7
=B7+1
=B7*100
=B7/100
=B7*100.5
=B7 %
=B7*B8
=B7*100/2*3/4*5/6
=B7%%%%%
=B7%%%%%%
=B7*1.
of:=[.B7]
of:=[.B7]*2
oooc:=[.B7]
of:=['file:///x'#$Sheet.B7]
of:=+([.B7])
of:=[.B7][.B8]
=INDEX(A1:B9,7)
=VLOOKUP("A7",Data!A:C,3,0)
=vlookup("A7",Data!A:C,3,0)
=HLOOKUP(1,A1:B2,2)
=LOOKUP(1,A1:A9)
=XLOOKUP(1,A1:A9,B1:B9)
=_xlfn.XLOOKUP(1,A1:A9,B1:B9)
=_xlfn._xlws.FILTER(A1:A9,B1:B9)
=_xlws.FILTER(A1:A9,B1:B9)
of:=COM.MICROSOFT.XLOOKUP(1;[.A1];[.B1])
=OFFSET(B1,6,0)
=INDIRECT("B7")
=CHOOSE(1,B7,B8)
=TRANSPOSE(A1:B2)
=SINGLE(B7)
=ANCHORARRAY(B7)
=SORT(A1:A9)
=SORTBY(A1:A9,B1:B9)
=UNIQUE(A1:A9)
=TAKE(A1:A9,1)
=DROP(A1:A9,1)
=EXPAND(A1,2)
=CHOOSECOLS(A1:B2,1)
=CHOOSEROWS(A1:B2,1)
=TOCOL(A1:B2)
=TOROW(A1:B2)
=WRAPCOLS(A1:A9,2)
=WRAPROWS(A1:A9,2)
=HSTACK(A1,B1)
=VSTACK(A1,B1)
=IFERROR(B7,0)
=IFNA(B7,"")
=ROUND(B7*100,1)
=ROUNDUP(B7,0)
=ROUNDDOWN(B7,0)
=INT(B7)
=N(B7)
=VALUE(B7)
=SUM(B7)
=IFERROR(SUM(B7),0)
=IFERROR(VLOOKUP(1,A:B,2,0),0)
=ROUND(ROUND(ROUND(ROUND(ROUND(B7,1),1),1),1),1)
=ROUND(ROUND(ROUND(ROUND(ROUND(ROUND(B7,1),1),1),1),1),1)
=ROUND(B7,1)+ROUND(B8,1)
=INDEX(A1:B9,7)+INDEX(A1:B9,8)
=IFERROR("a,b",B7)
=IFERROR('a,b'!B7,0)
=IFERROR((B7),0)
=IFERROR({1,2},0)
=IFERROR(B7;0)
=IFERROR()
=IFERROR(")",0)
=INDEX(")")
=INDEX(a)b)
=INDEX({1;2},1)
=HYPERLINK("x")
=TODAY()
=NOW()
=INT(NOW())
=today ()+1
=MYTODAY()
=MY.TODAY()
=TODAY
=TODAYS()
=KNOW()
="TODAY()"
"""
LONG = tuple(f"=ROUND(B7,{'1' * digits})" for digits in (989, 990))
TARGETS = (
    *(
        "https://example.org/a?b=c#d",
        "http://example.org",
        "HTTPS://Example.org/A",
        "ftp://example.org",
    ),
    *(
        "https://",
        "https:///a",
        "https://example.org:0/",
        "https://example.org:80/",
        "https://[x",
        "http://a b",
    ),
    *(
        "https://example.org:x/",
        "mailto:a@b.example",
        "mailto:a.b.example",
        "MAILTO:a@b.example?subject=x",
    ),
    *(
        "mailto:a@b@c",
        "mailto:@b",
        "javascript:alert(1)",
        "file:///C:/x.docx",
        "Minutes.docx",
        "#Guide!A1",
    ),
    *(
        ' https://example.org/"a"<b>',
        "https://example.org/{a}|b\\c^d`e[f]",
        "",
        " ",
        "https://example.org/\x00a",
    ),
    *(f"https://example.org/{'l' * n}" for n in (1980, 1981)),
    *(f"https://example.org/{'l' * 1977} {'l' * n}" for n in (0, 1)),
    *(f"{'f' * n}.docx" for n in (1995, 1996)),
    "//example.org/a",
)
LINKS = (
    *(
        '=HYPERLINK("https://example.org","x")',
        'HYPERLINK( "Minutes.docx")',
        '=hyperlink("https://a.example")',
    ),
    *(
        'of:=HYPERLINK("https://a.example";"x")',
        'OF:=HYPERLINK("https://a.example")',
        "=HYPERLINK(A1)",
    ),
    *('=HYPERLINK("a ""b"".docx")', '=HYPERLINK("#A1")', '=1+HYPERLINK("x")', '=HYPERLINK ("x")'),
)
PLACES = """
B7 b7 $B$7 B$7 A0 A1 ZZ1 AAA1 AAAA1 XFD1048576 A12345678 A9999999 7 B B7:C8 C8:B7 B8:C7 B7: :B7 B7:x
$A$1:$B$2
"""


def of_formulas() -> Iterator[str]:
    for each in (*FORMULAS.split("\n"), *LONG):
        told = (
            ("repeats", is_bare_link(each)),
            ("with 0 perhaps nothing", is_linked_nought(0, each)),
            ("with false perhaps nothing", is_linked_nought(False, each)),
            ("with 1 perhaps nothing", is_linked_nought(1, each)),
            ("of today", is_of_today(each)),
        )
        kinds = ", ".join(name for name, holds in told if holds)
        yield f"{each[:60]}: {kinds or 'nothing of these'}"


def of_links() -> Iterator[str]:
    for each in TARGETS:
        yield f"{_short(each)}: address {_short(address(each))}, leads to {_short(leads_to(each))}"
    yield from (f"{each}: {formula_leads_to(each)!r}" for each in LINKS)


def _short(text: str) -> str:
    return repr(text) if len(text) < 60 else f"{text[:30]!r} and {len(text) - 30} more"


def of_places() -> Iterator[str]:
    yield from (f"{each}: {place_of(each)}, {range_of(each)}" for each in PLACES.split())
    numbers = (0, 1, 26, 27, 52, 53, 702, 703, 16_384)
    yield " ".join(f"{number}={column_letters(number)}" for number in numbers)


def test_what_is_made_of_formulas(approved: Approved) -> None:
    approved.check("formulas and links of cells", (*of_formulas(), *of_links(), *of_places()))
