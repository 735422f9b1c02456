"""What cells show of numbers, in England: each in every kind of number format.

A line of what is approved is a format, and what each value shows in it. A space is written as ·.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from cyps_reports.workbooks.shown_values import is_hidden_by
from tests.tools.approved import Approved
from tests.tools.shown_tables import lines, table

NUMBERS = (0, 1, -1, 5, 0.5, -0.004, 12.345, -12.345, 1234567.891, -1234.5)
NUMBER_FORMATS = """
General
general
0
0.0
0.00
0.0#
#
#.##
?.??
00000
#,##0
#,##0.00
#,###
0,
0.0,,
0%
0.00%
0%%
.0
.00%
0.00E+00
0.0e-0
##0.0E+0
#,##0.0E+00
# ?/?
# ??/??
# ?/4
?/?
# ?/0
??/100
"£"#,##0.00
£0
[$£-809]#,##0
[$€]0.00
[$-409]0
[Red]0.0
[Red]
[Red][Color 5]
0;[Red]
0 "days"
0" of 9"
\\n0
\\;0
0_)
_(0.0_)
* 0
*-0
0;(0)
0;-0;"nil"
0;-0;;@
;;;
;
"";"";""
0;;
0.0;"minus "0.0;"none";@
[<5]"few";0
[<5]"few";[>=1000]0,"k";0.0
[>5]"many";[<=-1]"below";"between"
[=5]"five";[<>1]"not one";0
[>=5]0
[<=0]"none"
[>0.5]0;[<-5.5]"low"
[< 5]0;0
000 0000
00-00-00
00/00
0" - "0
0.0 0
#,##0 0
@
yyyy
0 @
0x
0 E
0Z
0B
[Red]0;General
General" left"
-0
+0
(0)
"a;b"0;"c"
"""
OF_ODD_NUMBERS = (
    *(1e-12, 1.5e-10, 0.1 + 0.2, 123456789012345, 1234567890123456, 1e20),
    *(
        float("inf"),
        float("nan"),
        0.00001234,
        12345678.9,
        123456789.12,
        1234567890.9,
        99999999999.5,
    ),
    *(-1e-12, -1e20, 100000000000, 99999999999.96, 1.10, 2 / 3, 0.995, -0.995),
)
NO_NUMBERS = (None, "", " a ", "0.5", True, False, [1])


def hides(formats: Iterable[str]) -> Iterator[str]:
    values = (0, 1, -1, 0.004, "", None, True, float("inf"), date(2012, 9, 1))
    for each in (*formats, ""):
        hidden = [str(value) for value in values if is_hidden_by(value, each)]
        if hidden:
            yield f"{each} hides {', '.join(hidden)}"


def test_what_numbers_show(approved: Approved) -> None:
    formats = [*lines(NUMBER_FORMATS)]
    odd = ("General", "0", "0.00", "0.0E+0", "# ?/?", "#,##0", "0%")
    told = (
        *table(formats, NUMBERS),
        *table(odd, OF_ODD_NUMBERS),
        *table(("General", "0.0"), NO_NUMBERS),
        *hides(formats),
    )
    approved.check("shown numbers", told)
