"""What councils call the columns of their plans: one list, in which a heading is looked up.

A heading is the synonym that it is, whatever its capitals and signs, or the longest one that stands
in it as words of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from cyps_reports.workbooks.plain_text import same_words

SYNONYMS: Mapping[str, str] = {
    # What a row is known by
    "reference": "ref; reference; ref no; ref number; no; nos; number; id; code; item; item no;"
    " action no; action ref; milestone no; measure no; indicator no; pi ref; kpi ref;"
    " kpi no; pi no",
    "action": "action; actions; key action; key actions; action required; actions required;"
    " agreed action; improvement action; activity; activities; key activity; key"
    " activities; what we will do; what will we do; what will be done; what needs to"
    " be done; what are we going to do; what we are going to do; what do we need to"
    " do; we will; commitment; what and how; key result; key results",
    "step": "milestone; milestones; key milestone; key milestones; task; tasks; key task;"
    " deliverable; deliverables; key deliverable; step; steps; how we will do it; how"
    " will we do it; how; sub action; sub actions; key steps; sub task; sub tasks",
    "measure": "measure; measures; indicator; indicators; performance indicator; performance"
    " indicators; performance measure; performance measures; key performance"
    " indicator; key performance indicators; metric; key measure; key measures;"
    " measure description; indicator description; what is measured; what we measure;"
    " what we will measure",
    "what": "what; description; detail; details",
    "objective": "objective; objectives; key objective; aim; aims; goal; outcome sought;"
    " recommendation; recommendations; issue; requirement; finding; findings; area for"
    " development",
    # Dates
    "due": "by when; due; due date; date due; due by; timescale; timescales; time scale;"
    " timeframe; time frame; deadline; deadlines; target date; target dates; when; when by;"
    " completion date; completion; date for completion; date of completion; complete"
    " by; to be completed by; end date; finish; date; dates; delivery date; milestone"
    " date; milestone dates; planned completion; implementation date; timeline; by"
    " date; deadline date; expected completion; to be completed; when will it be done",
    "completed": "date completed; completed on; completed date; actual date; actual completion"
    " date",
    "not due": "start; start date; revised date; revised due date; revised deadline; date of"
    " update; last updated; review date",
    # People
    "lead": "lead; who; by whom; owner; action owner; accountable; accountable officer;"
    " accountable lead; responsible; responsibility; responsible officer; responsible"
    " person; lead officer; lead person; lead name; lead director; director lead;"
    " strategic lead; named lead; who is responsible; assigned to; lead"
    " responsibility; sro; who will lead; lead agency; lead partner; responsible"
    " owner; officer responsible; accountable person",
    "not lead": "accountable to; reports to; reporting to; monitored by; overseen by; accountable"
    " body",
    "partners": "partner; partners; partner agencies; key partners; partner organisations;"
    " partners involved; supported by; others involved; working with; with whom;"
    " delivery partners; contributors; involving; involved; who else; also involved;"
    " with support from; partner organisation; key partner; other leads; supporting"
    " partners",
    "head": "head of service; heads of service; service head; responsible head of service; head of"
    " service responsible; lead head of service",
    "initials": "initials",
    "person": "name; full name; officer",
    "post": "post; job title; role; position held; title",
    "email": "email; e mail; email address",
    # Figures
    "unit": "unit; units; unit of measure; unit of measurement; measured in; measured as;"
    " format; measure type; data type",
    "polarity": "polarity; good is; better is; good performance is; good performance; what is"
    " good; direction of good; desired direction; aim to",
    "similar": "similar authorities; similar authority; statistical neighbour; statistical"
    " neighbours; statistical neighbour average; sn; sn average; comparator;"
    " comparators; comparator average; benchmark; benchmarks; benchmarking; peer"
    " group; family group; comparison; comparative; stat neighbour; stat neighbours;"
    " stat neighbour avg; sn avg; statistical neighbour avg",
    "comparator": "england; england average; national; national average; national figure; region;"
    " regional; regional average; north east; north west; yorkshire and the humber;"
    " yorkshire and humber; east midlands; west midlands; east of england; london;"
    " south east; south west",
    "outturn": "outturn; out turn; baseline; previous; previous year; previous outturn; last"
    " year; starting point; start point; performance last year",
    "current": "current performance; current position; current; where we are now; latest; latest"
    " performance; actual; actuals; year end actual; latest figure",
    "target": "target; targets; annual target; year end target; end of year target; ambition",
    "frequency": "frequency",
    "reported": "reported; reporting frequency; how often; how often reported; collection"
    " frequency",
    "target_due": "result due; result available; results due; data available; when available;"
    " available from; date of result; published",
    "tolerance": "tolerance",
    "component": "component; breakdown; split; sub measure; split by",
    # What stands beside
    "success": "success measure; success measures; success criteria; success criterion; measure"
    " of success; measures of success; how will we know; how will we know it has"
    " worked; how we will know; what success looks like; what success will look like;"
    " what will success look like; success; intended outcome; intended outcomes;"
    " expected outcome; expected outcomes; desired outcome; intended impact; impact;"
    " expected impact; outcome measure; what difference will it make; success"
    " indicator; success indicators; what difference will this make; what difference",
    "evidence": "evidence; evidence of completion; source of evidence; evidence source; evidence"
    " of impact; how evidenced; proof",
    "status": "status; rag; brag; rag status; rag rating; brag rating; brag status; rating;"
    " status rag; progress rag; current status; on track; delivery status",
    "progress": "progress; update; updates; progress update; progress to date; progress so far;"
    " latest update; latest position; comment; comments; commentary; progress"
    " comments; narrative; progress notes; notes; note; progress at approval; position"
    " at; progress against action; progress against actions; latest progress; status"
    " update",
    "depends": "depends on; dependency; dependencies; interdependencies",
    # What means one thing or another by where it stands
    "kpi": "kpi; kpis; pi; pis",
    "outcome": "outcome; outcomes; strategic outcome",
    # What rows belong under
    "priority code": "priority code; priority no; priority number; priority ref; theme no",
    "priority": "priority; priorities; priority area; improvement priority; strategic priority;"
    " key result area; strategic objective; theme; key theme",
    "heading": "heading; workstream; work stream; strand; project; programme; strategy; area;"
    " area of work; area for improvement; improvement area; focus; area of focus;"
    " section; topic; objective area; key line of enquiry",
}
"""The headings that name each column, parted by semicolons."""

_KEYS = {
    same_words(said): key for key, all_said in SYNONYMS.items() for said in all_said.split(";")
}
_KEYS["#"] = "reference"
_LONGEST_HEADING = 80
_YEAR = re.compile(
    r"(?<![\d/])(?:(?:19|20)\d\d(?:\s?[/\u2010-\u2015-]\s?(?:\d{4}|\d\d)(?!\d))?|\d\d/\d\d)(?![\d/])"
)


@lru_cache(maxsize=4096)
def key_of(heading: str) -> str:
    """What a heading is called in the list; "" where it is none of a column's."""
    words = same_words(heading) or heading.strip()
    if not words or len(words) > _LONGEST_HEADING:
        return ""
    bare = same_words(_YEAR.sub(" ", heading)) or words
    return _KEYS.get(words) or _KEYS.get(bare) or _longest_in(bare)


def is_exact(heading: str) -> bool:
    """Whether a heading is one of the list's, but for years and signs in it."""
    bare = same_words(_YEAR.sub(" ", heading)) or heading.strip()
    return bare in _KEYS


def _longest_in(words: str) -> str:
    """The key of the longest synonym in some words; the last one of several as long."""
    found = [said for said in _KEYS if f" {said} " in f" {words} "]
    if not found or len(words.split()) > _MOST_WORDS:
        return ""
    return _KEYS[max(found, key=lambda said: (len(said.split()), len(said)))]


_MOST_WORDS = 9


def years_in(heading: str) -> tuple[str, ...]:
    """The years that a heading names, as it writes them: `2011/12`."""
    return tuple(match[0] for match in _YEAR.finditer(heading))


def number_of_year(year: str) -> int:
    """The year in which such a year begins: 2011 of `2011/12` and of `11/12`."""
    digits = re.match(r"\d+", year)
    number = int(digits[0]) if digits else 0
    return number + 2000 if number < 100 else number
