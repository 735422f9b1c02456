"""Figures in all the ways in which somebody may type them, and what is not quite one."""

from datetime import date, datetime, time, timedelta

from cyps_reports.plan.model.units import NO_IS_RIGHT, Unit, graded, unit_named
from cyps_reports.workbooks.grid import RawCell

_NAMED = ("%", "count", "£m", "days", "£", "£000", "score", "ratio", "people", "weeks")
_RATES = ("per 10,000", "Rate per 1,000 births")
FIGURED = {name: unit_named(name) or Unit.COUNT for name in (*_NAMED, *_RATES)}
"""Units of figures, by their names."""
JUDGED = {
    "grades": graded(("Good", "2 or more", "Poor")),
    "signs": graded(("A*", "A", "B+")),
    "yes/no": Unit.YES_NO,
    "no is right": NO_IS_RIGHT,
    "text": Unit.TEXT,
}
"""Units of what is judged in words."""

SIGNS = """
84|84.0|84.25|.5|0.5|5.|1..5|00.5|007|-.5|+3|-3|−3|--3|+-3|- 3|(3)|(3|3)|(-3)|-(3)|((3))|0|-0|0.0
1,234|1 234|12,34|1,2345|0,123|0 123|1,234,567|1 234 567|1,234 567|1234,567|12345|1,23|1, 234
1234.5|1,234.5|1.234,5|1e3|８４|84 .5|8 4|150 160|12 000
"""
POUNDS = """
£3|£ 3|-£3|£-3|£ -3|−£3|£(3)|(£3)|(£3m)|£(3)m|£(3) m|(£3)m|£3m|£3 m|£3M|3m|3 m|£3k|3 k|£1,285|3£
££3|£1:14|£3 million|999|999.9|-999.9|1000|-1000|12850|1285000|999000000|1000000000|1285000000
999999999999|1000000000000|-1000000000000|£1,285,000
"""
SHARES = """
3%|3 %|3  %|%3|(3%)|(3)%|(3%)%|(3) %|3%%|0.785|0.785%|-0.5|-1|-1.5|1|1.01|1%|0%|0.01|100%|101|999%
1000%|1000.1%|1000|1001%|-1000|-1001|36525|36526|43282|43282%|43282.5|73050|73051|78,5%
78.5 per cent|12 of 15|12 out of 15|12/15|12 / 15|12 (of 15)|12 of15|12 (15)|12 (out of 15
12 OF 15|of 15|3/4
"""
UNITS = """
3 days|3days|3 day|1 day|3 DAYS|3  days|3 weeks|1 week|3 people|3 person|1 person|52.3 per 10,000
52.3 Per 10,000|52.3per 10,000|52.3 per 1,000 births|3 per 1,000|per 10,000: 52.3
per 10,000 = 52.3|rate per 10,000: 49.9|the rate per 10,000=49.9|a rate per 10,000:49.9
Rate Per 10,000 : 49.9|number people: 3|a number people: 3|percentage %: 45|%: 45|days: 12
days: twelve|days 12|score: 12|count: 12|the number count: 12|m: 3|ratio: 1:14|weeks: -3|1:14
1: 14|1:-14|-1:14|2:14|1:14.5|1 : 14
"""
WORDS = """
approx 84|approx. 84|84 approx|84 (approx)|84% (provisional)|84 (provisional)
84 provisional (final)|84% final|-84% final|84 pupils|84 Pupils|84 thousand|84 (thousand)
84 (of all)|84% of all|under 84|c. 84|c84|84m|84m est|about 84 pupils|pupils 84
84 pupils (estimated)|est -84|£84 est|£84m estimate|0.5 est|1 final|eighty-four|84-85|84 85
84 to 90|84, est|84 (est|84 est)|84!|84?|~84|<84|> 84|84+|prov 84 pupils final|approx about 84
84 of 90|1:14 est|150 160 est|84 pupils2
"""
NOUGHT = "NA|na|N A|TBC|t.b.c.|TBD|tbd |n/a|-|–|none|nil|?|x|T B C|TBC?"
LEAVING = (
    "approx approximately about around roughly circa est estimate estimated prov provisional "
    "provisionally final"
)
CHANGING = (
    "k m mn bn thousand thousands hundred hundreds million millions billion dozen half pence pounds"
    " per percent cr dr pc pct percentage point points pp of out or to and plus minus less more"
    " fewer under over below above than at least most up down not no was last previous working days"
    " day weeks week months month years year hours minutes children ish so many cases"
)
LONG = tuple(
    f"{before}{'0' * (length - len(before) - len(after))}{after}"
    for before, after in (("1.", ""), ("approx 1.", ""), ("1", " of 2"), ("0.", "1"))
    for length in (56, 57, 58, 59, 60, 61)
)
BROKEN = ("84\n85", "84\n", "8\u20284", "84\t85", "\t84", "84\x85", "84\u00a0%", "8\u20074", " 84 ")
MARKED = tuple(
    RawCell(value, "@", raised=raised)
    for value, raised in (
        *(("841", "1"), ("84 1", "1"), ("84a", "a"), ("84a", "b"), ("78.5%1", "1"), ("0.51", "1")),
        *(("-31", "1"), ("1184", "1"), ("84", "84"), ("84 ", " "), ("pupils1", "1"), ("£31", "1")),
        *(
            ("84¹", ""),
            ("84 ¹", ""),
            ("¹84", ""),
            ("8²4", ""),
            ("84²%", ""),
            ("½", ""),
            ("84½", ""),
        ),
        *(
            ("84①", ""),
            ("84⒈", ""),
            ("84₂", ""),
            ("84¹²", ""),
            ("84¹a", "a"),
            ("(84)¹", ""),
            ("TBC¹", ""),
        ),
        *(("1:14¹", ""), ("150 160¹", ""), ("0.5¹", ""), ("84 people¹", ""), ("¹", "")),
    )
)
_SHARES = (0.785, 78.5, 2, 2.01, 5, -5, 10, 10.01, -10.01, 0.3, 0, 1000, 1000.5)
NUMBERS = (
    *(RawCell(value, "0%") for value in _SHARES),
    *(RawCell(value) for value in (0.785, -0.5, 1, -1, 1.0001, 0, 84, -84, 1000, 1000.5, 43282)),
    *(RawCell(value) for value in (0.1 + 0.2, 1e12, 999999999999, 1285000, 1e300)),
    *(RawCell(float(value)) for value in ("nan", "inf", "-inf")),
    *(
        RawCell(86.19, each)
        for each in ("#,##0.000", "0", "0.0", "@", "", "0.0#", "0.??0", "0.00%")
    ),
    *(
        RawCell(86.19, each)
        for each in ("[Red]0.000", '"a.000"0.00', "0.0;0.00", "Standard", " general ")
    ),
    *(RawCell(0.058, each) for each in ("0.00%", "0.0%", "0%", "0.000%", '0.0"%"')),
    *(
        RawCell(value)
        for value in (
            True,
            False,
            date(2017, 6, 1),
            datetime.combine(date(2012, 6, 30), time(9, 30)),
        )
    ),
    *(RawCell(value) for value in (time(1, 14), timedelta(hours=30), None, "", "  ")),
    *(RawCell(None, formula=True), RawCell("#REF!"), RawCell("#N/A"), RawCell("####")),
    *(RawCell(0, is_linked_nought=True), RawCell("0", is_linked_nought=True)),
)
SHOWN = (
    *(RawCell(148000, each) for each in ("#,##0,", "#,##0", "0", '0"k"', '#,##0,"k"')),
    *(
        RawCell(5, each)
        for each in ('"<"0', '">"0', '"≤"0', '"≈"0', '"~"0', '"±"0', '"≥"0', '0"~"')
    ),
    *(RawCell(5, each) for each in ('"c."0', '"c "0', '"ca "0', '0"ish"', '0" approx"', '"est "0')),
    *(RawCell(5, each) for each in ('0"k"', '0"m"', '£0"m"', "£0", '"£"0.0', "£0.0,", '0" pence"')),
    *(
        RawCell(5, each)
        for each in ('0" days"', '0" day"', '0" weeks"', '0" people"', '0" pupils"')
    ),
    *(RawCell(1, each) for each in ('0" day"', '0" days"', '0" person"', '0" people"')),
    *(
        RawCell(5, each)
        for each in ('0" per 10,000"', '0" of 10"', '0"+"', '0" +"', '0" 5"', '"5 "0')
    ),
    *(
        RawCell(5, each)
        for each in ('0"%"', '"1:"0', '"Q"0', '0"*"', '0" (final)"', '0"$"', "[$€]0")
    ),
    *(
        RawCell(5, each)
        for each in (";;;", '""', ";", '"five"', '"n/a"', '0"/5"', "(0)", '"-"0', '0"-"')
    ),
    *(
        RawCell(0, each)
        for each in ('"-"', '"–"', '"nil"', '"none"', '"Nought"', '"zero"', '"x"', '"£"-', ";;")
    ),
    *(RawCell(0, each) for each in ("(0)", '"-"0', "0.00", "£0", '"0"', "#")),
    *(
        RawCell(-3, each)
        for each in ("0;0", "0;(0)", "0;-0", "0;0-", "0;[Red]0", '0;"minus "0', "0;[RED]0")
    ),
    *(
        RawCell(-3, each)
        for each in ('0;"£"0', '0;"£"(0)', '0;0" CR"', '0;0"cr"', '0;"▼"0', '0;"−"0')
    ),
    *(RawCell(value, each) for value in (-0.4, 3.2, 3.5, 3.7) for each in ("0;0", "0", "0.0")),
    *(
        RawCell(value, each)
        for value in (1.5, 1500000)
        for each in ("# ?/?", "0.00E+00", "#,##0.0")
    ),
    *(
        RawCell(1234.5, "0.0", said=each)
        for each in ("1.234,5", "1 234,5", "1.234.5", "1,234.4", "1,234.7")
    ),
    *(
        RawCell(0.785, "0.0%", said=each)
        for each in ("78.5%", "78,5 %", "79%", "77%", "0.785", "7.85%")
    ),
    *(RawCell(0.785, each) for each in ('0%"k"', '0.0%" est"', '0"%"', '"<"0%', '0.0%"+"')),
)
TARGETS = tuple(
    each.format(figure)
    for figure in ("12", "85%", "£3m", "TBC", "twelve")
    for each in (
        *("at least {}", "At Least{}", "a minimum of {}", "minimum {}", "minimum of {}", "min {}"),
        *("min. {}", "mint {}", "no less than {}", "not less than {}", "no fewer than {}", "≥ {}"),
        *(
            ">={}",
            "=> {}",
            "{}+",
            "{} +",
            "{} or more",
            "{} and above",
            "{} or over",
            "{} or higher",
        ),
        *(
            "{} or better",
            "{} minimum",
            "at most {}",
            "a maximum of {}",
            "maximum {}",
            "maximum of {}",
        ),
        *(
            "max {}",
            "max. {}",
            "maxi {}",
            "no more than {}",
            "not more than {}",
            "≤{}",
            "<= {}",
            "=<{}",
        ),
        *("{} or less", "{} and fewer", "{} or below", "{} or under", "{} or lower", "{} maximum"),
        *("> {}", "more than {}", "greater than {}", "higher than {}", "over {}", "above {}"),
        *("exceed {}", "exceeds {}", "exceeding {}", "<{}", "less than {}", "fewer than {}"),
        *("lower than {}", "under {}", "below {}", "about {}", "{} exactly", "not {}", "{} or so"),
    )
)
RANGES = """
85% to 90%|85 to 90%|85-90%|85%–90%|85 — 90%|85 - 90|between 85 and 90|between 85% and 90%
from 85 to 90|from 85% to 90|85 to 90|85to90|85 to 85|90 to 85|90% to 85%|10 to 12 days
10 days to 12 days|1 to 14|1:12 to 1:14|1:14 to 1:12|1:14|-3 to 3|3 to -3|£3m to £4m|£3m-£4m
3 to 4m|TBC to 90|85 to x|85 to 90 to 95|between 85 to 90|85 and 90|0.5 to 0.9|0.5% to 0.9%
0 to 1%|over 0|under 0|more than -1|<0|above 11.5|under 12.5|< 1|> 1:14|over 999999|at least -3
≥ 0.5|at least 0.5%|at least 78.5¹
"""
TOLERANCES = """
5%|5 %|2.5 points|2.5 point|2.5 percentage points|2.5 per cent points|2.5 % points|2.5pp|2.5 ppt
2.5 PP|5% of target|5% of the target|5 per cent of target|5 percent of the target|5%of target
5 of target|2.5|0|0%|-1|-5%|-1 points|five|points|5 points of target|1000.5%|0.5|0.5%|0.5 points
TBC|150 160|£3
"""


def parts(text: str) -> tuple[str, ...]:
    """What stands between strokes and on lines."""
    return tuple(each for line in text.strip("\n").split("\n") for each in line.split("|"))


def texts() -> tuple[str, ...]:
    """All texts that somebody may type for a figure."""
    among = [
        each for word in LEAVING.split() for each in (f"{word} 84", f"84 {word}", f"84% ({word})")
    ]
    among += [each for word in CHANGING.split() for each in (f"84 {word}", f"84% {word}")]
    told = [
        each for block in (SIGNS, POUNDS, SHARES, UNITS, WORDS, NOUGHT) for each in parts(block)
    ]
    return tuple(dict.fromkeys((*told, *among, *LONG, *BROKEN)))
