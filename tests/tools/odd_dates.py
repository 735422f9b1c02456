"""Dates and times in all the ways in which somebody may type them, and what is not quite one."""

from datetime import date, datetime, time, timedelta

from cyps_reports.workbooks.grid import RawCell
from tests.tools.odd_figures import parts

_FIGURES = """
30/06/12|30-06-12|30.06.12|30/06/2012|30/6/12|1/6/12|3/6/2012|30-06/12|30/06-12|30 06 12|30/06/012
30/06/1|05/06/12|05.06.12|05-06-12|06/06/12|12/12/12|13/12/12|12/13/12|06/30/12|06-30-2012
06.30.12|31/06/12|30/02/12|29/02/12|29/02/13|00/06/12|05/00/12|0/0/12|31/12/1904|01/01/1905
13/13/1905|30/06/0000|05/06/0000|30/06/9999|30/06/00|30/06/99|01/01/1900|3006/12|30/06|2012
30/06/12 |30/06/12?|30/06/12 est|(30/06/12)|-|–|—|x|n/a|TBC
"""
_WORDED = """
30 June 2012|30 Jun 2012|30 JUNE 2012|30-June-2012|30/June/2012|30 June 12|30-Jun-12|30 June, 2012
30 Jun. 2012|30 Jun., 2012|30 Jun.,2012|30June 2012|30 June  2012|30 June-2012|30th June 2012
1st June 2012|2nd June 2012|3rd June 2012|1ST June 2012|1th June 2012|30 th June 2012|5 Sept 2012
5 Sept. 2012|5 Sep 2012|5 September 2012|5 Septem 2012|31 June 2012|0 June 2012|30 June 1904
30 June 1905|30 June 112|June 30 2012|June 30th, 2012|30 Juni 2012|Saturday 30 June 2012
Saturday, 30 June 2012|Sat 30 June 2012|Sat, 30 June 2012|Sun 30 June 2012|Satur 30 June 2012
Sat. 30 June 2012|sat 30-June-2012|Mon 2 July 2012|Tue 3 July 2012|Tues 3 July 2012
Wed 4 July 2012|Weds 4 July 2012|Thu 5 July 2012|Thur 5 July 2012|Thurs 5 July 2012
Fri 6 July 2012|Sun 8 July 2012|Sund 8 July 2012|by 30 June 2012|Monday 2 July 2012
Tuesday 3 July 2012|Wednesday 4 July 2012|Thursday 5 July 2012|Friday 6 July 2012|Mon 31 June 2012
Fri 30 June 2012|Sat 30/06/12
"""
_ISO = """
2012-06-30|2012-6-30|2012-06-30 00:00:00|2012-06-30T00:00:00|2012-06-30 09:00:00|2012/06/30
2012-30-06|1904-12-31|2012-02-30|20120630|2012-06|2012-6|2012-13|2012-00|3012-06|0012-06|2012 June
"""
_MONTHS = """
June 2012|june  2012|Jun 2012|Sept 2012|Sep 2012|JUNE 2012|June 12|June, 2012|Juni 2012|June 3012
June 0012|June|January 2012|February 2012|March 2012|April 2012|May 2012|July 2012|August 2012
October 2012|November 2012|December 2012|Jan 2012|Feb 2012|Mar 2012|Apr 2012|Jul 2012|Aug 2012
Oct 2012|Nov 2012|Dec 2012
"""
_MARKED = (
    *(
        ("30/06/12¹", ""),
        ("30th June 2012", "th"),
        ("30th June 2012", "TH"),
        ("30 June 20121", "1"),
    ),
    *(
        ("1st June 2012", "st"),
        ("2nd June 2012", "nd"),
        ("3rd June 2012", "rd"),
        ("½ June 2012", ""),
    ),
    *(("June 20121", "1"), ("June 2012¹", ""), ("３０/06/12", ""), ("2012-061", "1"), ("Q31", "1")),
)
_DAYS = (
    *(date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1900, 1, 2), date(1904, 1, 1)),
    *(date(1904, 1, 2), date(1904, 12, 31), date(1905, 1, 1), date(1905, 6, 11), date(1905, 6, 12)),
    *(date(1905, 7, 4), date(1905, 9, 29), date(1905, 9, 30), date(1909, 6, 12), date(1909, 6, 13)),
    *(
        date(1909, 10, 1),
        date(1909, 9, 30),
        date(2012, 6, 30),
        datetime.combine(date(2012, 6, 30), time(9, 30)),
    ),
)
_FORMATS = (
    *("dd/mm/yy", "mmm-yy", "mmmm yyyy", "yyyy", "dd mmm", "General", '"before "dd/mm/yy'),
    *(
        'dd/mm/yy"?"',
        'mmmm yyyy" est"',
        "dddd",
        "d",
        '"w/e "dd mmmm yyyy',
        "[$-809]dd mmmm yyyy",
        "hh:mm",
    ),
)
CELLS = (
    *(RawCell(each) for each in parts(_FIGURES) + parts(_WORDED) + parts(_ISO) + parts(_MONTHS)),
    *(RawCell(value, raised=raised) for value, raised in _MARKED),
    *(RawCell(each, "dd/mm/yyyy") for each in _DAYS),
    *(RawCell(each, form) for each in (date(2012, 6, 1), date(2012, 6, 30)) for form in _FORMATS),
    *(RawCell(each, "dd/mm/yy") for each in (time(9, 30), timedelta(0), timedelta(hours=30))),
    *(RawCell(each) for each in (time(0, 0), time(9, 30), 41090, 41090.5, 0, True, None, "", " ")),
    *(RawCell(each, "dd/mm/yyyy") for each in (0, 41090)),
    *(
        RawCell(None, formula=True),
        RawCell("#REF!"),
        RawCell(date(2012, 6, 30), is_linked_nought=True),
    ),
    *(RawCell("30\nJune 2012"), RawCell("30\u00a0June 2012"), RawCell(f"30 June 2012{' x' * 50}")),
)

DUES = """
by end of June 2017|By end of June 2017|by June 2017|end of June 2017|end June 2017
by the end of June 2017|at the end of June 2017|at end June 2017|by the end of the June 2017
in June 2017|June 2017 (est)|June  2017|June 17|Q1|q1|Q3|Q4|Q5|Q0|quarter 2|Quarter2|by end of Q3
Q3 2017|Q3 2017/18|Q3, 2017/18|Q3 2017-18|Q3 2017/2018|Q3 17/18|Q3  2018/19|Q3 2018|end Q2|by Q2
quarter three|Q 3|Q12|autumn term|Autumn Term|spring term|summer term|winter term|Autumn term 2017
Spring term 2018|Summer term 2018|Autumn term 2017/18|spring term 2017/18|Summer term, 2017/18
by end of summer term|Spring term 2017-2018|term|TBC|tbd|N/A|na|to be confirmed|To be determined
Phase 2|ongoing|monthly|when staffed|12 weeks after approval|3 months|May be later|Maybe June
by Mayor|mid-June|June or July|2017|-2017|Decision 4.2|v1.2|Q|quarterly|1/2|(1)
by the end of the year|early Sept|Septuagint|in Jan.|31 June 2017|05/06/17|30/06/17 est
30 June 2017
"""
PLAN_TIMES = {
    "April to March": (date(2017, 4, 1), date(2018, 3, 31)),
    "a calendar year": (date(2018, 1, 1), date(2018, 12, 31)),
    "thirteen months": (date(2017, 4, 1), date(2018, 4, 30)),
    "three years": (date(2017, 9, 1), date(2020, 8, 31)),
    "three calendar years": (date(2018, 1, 1), date(2020, 12, 31)),
    "half a year": (date(2017, 4, 1), date(2017, 9, 30)),
}
DUE_CELLS = (
    *(RawCell(each) for each in parts(DUES)),
    *(RawCell(date(2017, 6, 12), form) for form in ("dd/mm/yy", "mmm-yy", "yyyy", '"by "dd/mm/yy')),
    *(RawCell(date(2017, 6, 1), form) for form in ("dd/mm/yy", "mmm-yy", "dd mmm")),
    *(
        RawCell("Q3", raised="3"),
        RawCell("#REF!"),
        RawCell(None),
        RawCell(5),
        RawCell(None, formula=True),
    ),
    RawCell(f"Phase{' and phase' * 10}"),
)
FOLDERS = """
2012-09|2012-9|09-2012|9-2012|September 2012|Sept 12|2012 Sep|SEP 2012|2012_09|2012.09|2012, 09
2012  09|2012 13|2012 0|13-2012|2012-09-1|09 12|12 09|2012|09|Sept|06 Sept|6 Sept|06 Sept 12
Sept 12 06|06 Sept 2012|06 07 Sept 2012|06 07 Sept|Sept 06 07|Sept 012|Sept 112|Sept 0
September September 2012|Sept Oct|2012 2013 Sept|2012 2013|1012-09|3012-09|old 2012-09|2012-09 old
x||-|  |Sep-12|sep_2012|2012 1|2012 12|1 2012|April|Apr 06|06 April|12 Sept 2012 3|2012-009
009-2012|٢٠١٢-09|Sept ٢|Sept 2|Oct|Sep 100|100 Sept
"""
NAMED = """
2012-09|2012-9|2012-13|2012-00|2012-12|1999-01|2999-01|0999-01|3000-01|2012-091|x2012-09|2012/09
2012-1
"""
PERIODS = """
monthly|Monthly|quarterly|termly|half-yearly|annual|every month|every quarter|every term
half yearly|six-monthly|six monthly|twice a year|annually|yearly|every year|every two years
October; January; April|Oct, Jan & Apr|Oct/Jan+Apr and Sept|October and October|and|October 2012
Oct Jan|weekly||  |half  yearly|October; x|bi-monthly
"""
