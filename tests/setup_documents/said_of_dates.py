"""What councils type where a date belongs: each form, each word, and both sides of each limit."""

from collections.abc import Iterator

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep"),
    *("Sept", "Oct", "Nov", "Dec"),
)
_WEEKDAYS = (
    *("Mon", "Monday", "Tue", "Tues", "Tuesday", "Wed", "Wednes", "Wednesday", "Thu", "Thur"),
    *("Thurs", "Thursday", "Fri", "Friday", "Sat", "Saturday", "Sun", "Sunday", "Someday"),
)
_RECURS = (
    *("monthly", "Quarterly", "termly", "half yearly", "half-yearly", "six monthly"),
    *("six-monthly", "6 monthly", "6-monthly", "twice a year", "annual", "annually", "yearly"),
    *("every month", "each month", "every quarter", "each quarter", "every term", "each term"),
    *("every year", "each year", "ongoing", "on-going", "On-Going", "continuous", "continuously"),
)
_DONE = (
    *("completed & ongoing", "complete and ongoing", "completed and ongoing", "complete&ongoing"),
    *("complete", "Completed", "done", "achieved"),
)
_VAGUE = (
    *("tbc", "tbd", "mid", "early", "late", "approx", "approximately", "circa", "c", "about", "~"),
    *("start", "starts", "starting", "begin", "begins", "beginning", "commencing", "w/c"),
    *("week commencing", "not before", "after", "before", "to be confirmed", "review"),
    *("not", "not on", "not in", "never", "missed", "cancelled", "unless", "if", "the"),
)
_RELATIVE = (
    *("start of", "beginning of", "middle of", "first half of", "second half of", "week of"),
    *("rest of", "course of", "start of the", "end of a"),
    *("originally", "original", "now", "formerly", "previously", "extended", "moved", "slipped"),
    *("postponed", "10 days", "10 working days", "1 day", "2 weeks", "3 months", "2 terms"),
)
_SPANS = (
    *("to", "until", "till", "from", "between", "through", "since", "onwards", "revised", "was"),
    *("and", "&", "then", "by", "on", "in", "at"),
)
_NOT_AS_OFTEN = (
    *("bi", "semi", "half", "twice", "two", "three", "four", "six", "other", "second"),
    *("alternate", "not", "3", "some"),
)
_USUAL = (
    *("no later than", "not later than", "at latest", "at the latest", "latest", "due"),
    *("deadline", "date", "*", "**", "plan"),
)
_SIGNS = "-–—−\u2010\u2015,;:()[]•·&+|=/\\?"
_BEFORE = (
    *("by", "end", "end of", "the end of", "by end of", "by the end of the", "at the end of"),
    *("at end of", "end the", "at", "before the end of"),
)


def one_date() -> Iterator[str]:
    """Cells with one date, or one word for how often or that it is done."""
    yield from ("30/06/12", "30.06.12", "30-06-12", "30/06/2012", "3/6/2012", "30/06-12")
    yield from ("2012-06-30", "2012-6-30", "30/06/212", "30/06/20122", "x30/06/12", "30/06/12x")
    yield from ("1/30/06/12", "30/06/12/1", "31/06/12", "06/30/2012", "05/06/12", "05.06.12")
    yield from ("30 June 2012", "30 June 12", "30 June '12", "30-June-2012", "30/Jun/12")
    yield from ("30 Jun. 2012", "30 Jun, 2012", "30th of June 2012", "30 of June 2012")
    yield from ("1st June 2012", "2nd June 2012", "3rd June 2012", "4th June 2012", "5xx June 2012")
    yield from ("300 June 2012", "June 30 2012", "30 June", "30 Juni 2012", "30June2012")
    yield from (f"{day} 30 June 2012" for day in _WEEKDAYS)
    yield from ("Friday, 29 June 2012", "Friday , 29 June 2012", "Friday29 June 2012")
    yield from (f"{month} 2012" for month in _MONTHS)
    yield from ("June '12", "June 12", "June-12", "June-2012", "Jun. 2012", "June, 2012")
    yield from ("June 2012/13", "June 2012-13", "June 2012/2013", "June", "June2012", "Juni 2012")
    yield from ("Q1", "Q2", "Q3", "Q4", "Q5", "Q0", "q3", "Quarter 1", "Quarter1", "quarter 4")
    yield from ("Q3 2012/13", "Q3, 2012/13", "Q3 2012", "Q3 2012-13", "Q3 2012/2013", "Q33")
    yield from ("autumn term", "Spring term", "summer term", "winter term", "Autumn term 2012")
    yield from ("Autumn term, 2012/13", "Spring term 2012/13", "Summer term 2014", "Autumn")
    yield from (f"{before} June 2012" for before in _BEFORE)
    yield from ("by 30 June 2012", "by end of Q3", "end of autumn term", "by end of June")
    yield from _RECURS
    yield from ("weekly", "daily", "fortnightly", "Weekly team meetings", "biennial", "hourly")
    yield from ("monthly/quarterly", "monthly - weekly", "each week", "every six weeks")
    yield from _DONE
    yield from ("done, 30/06/12", "not done", "completed in part", "undone", "achieve")
    yield from ("TBC", "tbd", "n/a", "NA", "Phase 2", "To be confirmed", "When funded", "2012")
    yield from ("", "–", "-", "—", "− –", ".", "30", "2012/13", "12/13", "as soon as possible")
    yield from ("30/06/10", "31/03/10", "31/12/09", "30/06/18", "31/12/18", "01/01/19")
    yield from ("June 2009", "June 2010", "June 2018", "June 2019", "30 June 1912")
    yield from ("x" * 499 + " y", "30/06/12 " + "x" * 491, "30/06/12 " + "x" * 492)


def with_words() -> Iterator[str]:
    """A date with words before, behind or between; several dates in a line."""
    for words in (*_VAGUE, *_RELATIVE, *_SPANS, *_USUAL, "week", "Board plan"):
        yield f"{words} 30/06/12"
        yield f"30/06/12 {words}"
        yield f"{words} monthly"
        yield f"monthly {words}"
    yield from (f"{words} monthly report" for words in _NOT_AS_OFTEN)
    yield from ("bi-monthly", "2-monthly", "2/monthly", "bi - monthly", "semiannual", "non-annual")
    for word in ("daily", "weekly", "fortnightly"):
        yield f"{word} and monthly"
        yield f"monthly and {word}"
    for sign in _SIGNS:
        yield f"30/06/12 {sign} plan"
        yield f"plan {sign} 30/06/12"
        yield f"30/06/12 {sign} 31/07/12"
        yield f"30/06/12{sign}31/07/12"
    for word in _SPANS:
        yield f"30/06/12 {word} 31/07/12"
        yield f"plan 30/06/12 {word} report 31/07/12"
    yield from ("30/06/12, 31/07/12 and 31/08/12", "30/06/12 plan, 31/07/12 report")
    yield from (
        "plan 30/06/12, report 31/07/12",
        "30/06/12, 31/07/12 report",
        "plan: 30/06/12, 31/07/12",
    )
    yield from (
        "30/06/12 plan 31/07/12",
        "plan 30/06/12 report 31/07/12 board",
        "30/06/12 plan, 31/07/12, 31/08/12",
    )
    yield from (
        "plan 30/06/12, 31/07/12, report 31/08/12",
        "30/06/12 (plan (first))",
        "30/06/12 plan (first)",
    )
    yield from (
        "30/06/12 (plan) first",
        "(30/06/12)",
        "[plan] 30/06/12",
        "30/06/12 / plan",
        "plan / 30/06/12",
    )
    yield from (
        "plan/30/06/12",
        "30/06/12 /",
        "30/06/12 //",
        "1 and 30/06/12",
        "30 or 31/07/12",
        "30, & 31/07/12",
    )
    yield from (
        "29 and 30 June 2012",
        "29, 30 June 2012",
        "June and 31/07/12",
        "31/07/12 June",
        "31/07/12 2013",
    )
    yield from (
        "31/07/12 1/2",
        "31/07/12 1.2",
        "31/07/12 3rd plan",
        "3rd plan 31/07/12",
        "31/07/12 plan 3",
    )
    yield from (
        "31/07/12 3 plans",
        "plan 3 31/07/12",
        "31/07/12 plan 3 again",
        "1912 31/07/12",
        "2112 31/07/12",
    )
    yield from (
        "monthly until June",
        "monthly, June",
        "June monthly",
        "monthly and 30/06/12",
        "30/06/12 then monthly",
    )
    yield from (
        "30/06/12, then quarterly",
        "30/06/12 quarterly report",
        "30/06/12 quarterly, board",
        "30/06/12 quarterly; board",
    )
    yield from (
        "quarterly report 30/06/12",
        "report quarterly 30/06/12",
        "monthly report",
        "report monthly",
        "report monthly board",
    )
    yield from (
        "done 30/06/12",
        "30/06/12 done",
        "Completed plan",
        "plan completed",
        "completed, monthly",
        "monthly, completed",
    )
    yield from (
        "30/06/12 – 31/07/12",
        "June 2012 - July 2012",
        "Q1 to Q3",
        "Q1-Q3",
        "Q1, Q3",
        "Q1 and Q3",
        "Q1/Q3",
        "Q1 plan; Q3 report",
    )
    yield from (
        "and 30/06/12",
        "and also 30/06/12",
        "30/06/12 and also",
        "30/06/12, and then report",
        "30/06/12 &",
        "then 30/06/12",
    )
    yield from (
        "review: 30/06/12",
        "plan review 30/06/12",
        "30/06/12 no later than",
        "date: 30/06/12",
        "30/06/12 deadline date",
    )
    yield from ("30 of June 2012 plan", "30th of June 2012 plan", "the 30th of june 2012")


def in_lines() -> Iterator[str]:
    """Dates and what they are for in several lines."""
    yield from (
        "30/06/12\nplan",
        "plan\n30/06/12",
        "plan\nreport\n30/06/12",
        "30/06/12\nplan\nreport",
    )
    yield from (
        "30/06/12\n31/07/12",
        "30/06/12\nplan\n31/07/12",
        "plan\n30/06/12\nreport\n31/07/12",
    )
    yield from (
        "plan\n30/06/12\nreport",
        "plan\n30/06/12\n31/07/12",
        "30/06/12 plan\nreport\n31/07/12",
    )
    yield from (
        "30/06/12 plan\n31/07/12 report",
        "• 30/06/12 plan\n• 31/07/12",
        "30/06/12\nplan\n31/07/12\nreport",
    )
    yield from (
        "30/06/12 plan\nreport",
        "plan: 30/06/12\nreport",
        "plan:\n30/06/12, 31/07/12",
        "30/06/12, 31/07/12\nplan",
    )
    yield from (
        "completed\n30/06/12",
        "completed plan\n30/06/12",
        "completed\ndone",
        "30/06/12\ncompleted",
        "completed plan\ndone report",
    )
    yield from (
        "monthly\n30/06/12",
        "30/06/12\nmonthly",
        "30/06/12 to 31/07/12\n31/08/12",
        "31/08/12\nmid 30/06/12",
        "TBC\n30/06/12",
        "30/06/12\nTBC",
    )
    yield from (
        "plan 30/06/12\nreport\n31/07/12",
        "plan\nmonthly",
        "Phase 1\nPhase 2",
        "30/06/12\n\nplan",
        "weekly\nmonthly",
        "daily\nboard",
    )
    yield from (
        "30/06/19\n31/07/12 plan",
        "plan\nreport 30/06/12",
        "plan\nreport 30/06/12\nboard\n31/07/12",
    )


WITHOUT_A_YEAR = (
    *("Q3", "Q3 2012/13", "autumn term", "autumn term 2012", "June 2012", "30/06/12", "30/06/50"),
    *("Phase 2", "30 Juni 2012", "05/06/12", "monthly", ""),
)
"""Of a plan that does not say when it begins."""

OPEN_ENDED = ("Q4", "31/12/18", "01/01/19", "31/12/09")
OF_CALENDAR_YEARS = ("Q4", "Q4 2013", "Autumn term", "June 2019")

WITH_THE_DAY_FIRST = ("05/06/12", "5-6-12", "06/30/2012", "30/06/2012", "05.06.12", "05/06/99")
"""Of a plan that writes the day before the month."""

ORDERS = (
    ("30/06/12",),
    ("30/06/12", "31/07/12"),
    ("30/06/12 and 31-07-12",),
    ("30/06/12", "05/06/12"),
    ("05/06/12", "06/07/12"),
    ("30/06/12", "31/07/12", "05/06/12", "5-6-2012"),
    ("30/06/12", "31/07/12", "06/30/12"),
    ("30/06/12", "31/06/12"),
    ("30.06.12", "31.07.12"),
    ("1/30/06/12", "30/06/12-1", "130/06/12", "30/06-12", "30/6/2", "30/6/20122"),
    ("30/06/12", "30/06/2012"),
)
"""The dates of a document's cells, of which it is told whether the day is first."""
