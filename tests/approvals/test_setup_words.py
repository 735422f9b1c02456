"""Who leads, and what rows belong under, as councils type it, is understood as was approved."""

from collections.abc import Iterable, Iterator

from cyps_reports.plan.sheets import layout
from cyps_reports.setup.meaning.lead_cells import Leads, lead_in
from cyps_reports.setup.meaning.priorities import (
    Group,
    code_of,
    coded_in,
    group_in,
    is_generic,
    uncoded_in,
    without_continued,
    worded_in,
)
from cyps_reports.setup.sources.source import SourceCell, SourcePlace, SourceText
from cyps_reports.workbooks.grid import RawCell
from tests.tools.approved import Approved
from tests.tools.told_of_drafts import Refusals, draft_of_lines, in_short, shown
from tests.tools.typed_corpus import corpus

PLACE = SourcePlace("plan.docx", "table 1", "row 2, column 3")
WHO, UNDER = corpus("leads"), corpus("priorities")
LEAD_TABLE = (
    ("Initials", "Name", "Post", "Email"),
    ("AB", "Anne Bee", "Director", "a@b.uk"),
    ("CD", "Carl Dee", "", ""),
    ("", "Mr Eff", "", ""),
    ("", "Ms Eff", "", ""),
    ("", "", "Head of Care", ""),
    ("", "", "", "lost@b.uk"),
    ("–", "Gil Gee", "–", ""),
)
HEAD = ("Ref", "Action", "By when", "Lead")
KNOWN = (
    *(
        "AB",
        "Anne Bee",
        "anne bee",
        "A.B.",
        "Director",
        "Anne Bee, Director",
        "Mrs Anne Bee",
        "CD",
        "C D",
    ),
    *(
        "Eff",
        "Mr Eff",
        "Ms Eff",
        "Miss Eff",
        "Head of care",
        "AB and Head of Care",
        "Gil Gee",
        "AB, CD",
        "Director, Carl Dee",
    ),
)


def cell(text: str) -> SourceCell:
    return SourceCell(RawCell(text), PLACE, 1, 2)


def _leads(leads: Leads) -> str:
    found = [", ".join(f"{key} {made.value}" for key, made in row.items()) for row in leads.rows]
    return " | ".join(found) or "nobody"


def _lead(text: str, refusals: Refusals) -> str:
    leads = Leads()
    key = refusals.made(lead_in(cell(text), leads))
    return f"{shown(text)} → {key}; {_leads(leads)}"


def leads() -> Iterator[str]:
    """A lead's cell alone; then each word that makes a post or a service of it."""
    refusals = Refusals()
    yield from (
        _lead(text, refusals) for text in (*WHO["leads"], "Head " * 100, "Head " * 100 + "x")
    )
    yield "== words of posts and services"
    typed = [f"Anne {word}" for word in WHO["posts"]]
    typed += [
        f"Anne {word.capitalize()} and Carl Dee" for word in (*WHO["posts"], *WHO["services"])
    ]
    typed += [f"{word} {WHO['is a post'][0]} and Carl Dee" for word in WHO["begins a post"]]
    typed += [f"{word} of us and Carl Dee" for word in WHO["is a post"]]
    yield from (_lead(text, refusals) for text in typed)


def leads_of_documents() -> Iterator[str]:
    """Leads that a table lists, or lines explain; and who of them a row names."""
    rows = [("", f"By {each}", "June 2012", each) for each in KNOWN]
    yield from in_short(draft_of_lines(*LEAD_TABLE, "", "# Priority A: Safe", HEAD, *rows))
    yield "== explained in lines"
    explained = draft_of_lines(*WHO["legends"], "# Priority A: Safe", HEAD, ("", "Do", "Q1", "AB"))
    yield from in_short(explained)


def beside_leads() -> Iterator[str]:
    """Partners, how far it is, and the day on which it was completed."""
    head = (
        "Action",
        "By when",
        "Lead",
        "Partners",
        "Status",
        "Date completed",
        "Success",
        "Evidence",
        "Progress",
    )
    rows = [(f"With {each}", "Q1", "AB", each, "", "", "", "", "–") for each in WHO["partners"]]
    rows += [(f"Is {each}", "Q1", "AB", "", each, "", "x", "y", "z") for each in WHO["statuses"]]
    rows += [(f"On {each}", "Q1", "AB", "", "", each, "", "", "") for each in WHO["completed on"]]
    rows += [("Two days", "1 June 2012, 1 July 2012", "AB", "", "Done", "1 May 2012", "", "", "")]
    rows += [("No day", "", "AB", "", "", "1 May 2012", "", "", "")]
    yield from in_short(draft_of_lines("# Priority A: Safe", head, *rows))


def _group(group: Group | None) -> str:
    if group is None:
        return "none"
    return f"code “{group.code}” title “{group.title}” word “{group.word}” key “{group.key}”"


def priorities() -> Iterator[str]:
    """A heading, and how each way of naming a priority understands it."""
    headings = [
        f"{word.capitalize()} {code}" for word in UNDER["words"] for code in ("A: Safe", ": Safe")
    ]
    for line in (*headings, *UNDER["headings"]):
        text = SourceText(line, PLACE, 1)
        ways = {"worded": worded_in, "coded": coded_in, "uncoded": uncoded_in}
        said = (f"{name} {_group(found)}" for name, way in ways.items() if (found := way(text)))
        yield f"{shown(line)} → {'; '.join(said) or 'no way'}; {shown(without_continued(line))}"
    yield "== generic"
    yield from (f"{shown(line)} → {is_generic(line)}" for line in UNDER["generic"])
    yield "== in a column"
    yield from (f"{shown(line)} → {_group(group_in(cell(line)))}" for line in UNDER["columns"])
    for title in UNDER["codes"]:
        codes = [code_of(Group("", title), taken) for taken in ((), ("safe",), ("Well",))]
        yield f"{title} → {codes}, with a code {code_of(Group('B', title), ())}"


def under_headings() -> Iterator[str]:
    """The priority and the heading of a row in documents of several headings."""
    first, second = ("A1", "Visit", "Q1", "AB"), ("2", "Call", "Q1", "AB")
    for headings in HEADINGS:
        lines = [
            line
            for above, row in zip(headings, (first, second), strict=True)
            for line in (*above, HEAD, row, "")
        ]
        yield f"== {headings}"
        yield from _priorities(lines)
    yield "== in a column"
    for level in (*UNDER["levels"], *UNDER["columns"]):
        lines = ["# Priority A: Safe", ("Priority", *HEAD), (level, *first)]
        yield f"{shown(level)} → {' // '.join(_priorities(lines))}"
    for pair in (("B", "Well"), ("B", ""), ("", "Well"), ("", ""), (" B  1 ", "Well and  good")):
        lines = ["# Priority A: Safe", ("Priority no", "Priority", *HEAD), (*pair, *first)]
        yield f"{pair} → {' // '.join(_priorities(lines))}"


def _priorities(lines: Iterable[str | tuple[str, ...]]) -> Iterator[str]:
    draft = draft_of_lines(*lines)
    for line in in_short(draft):
        if line.startswith((layout.PLAN, layout.PRIORITIES, layout.MILESTONES, "warning", "note")):
            yield line


HEADINGS: tuple[tuple[tuple[str | tuple[str, ...], ...], ...], ...] = (
    (("# Priority A: Safe",), ("# Priority B: Well",)),
    (("# Priority A: Safe", "## Early help"), ("# Priority B: Well", "## Measures")),
    (("# Priority A: Safe",), ("# Priority A: Safe (continued)",)),
    (("# Priority A",), ("# Priority A: Safe",)),
    (("# Priority A: Safe",), ("# Priority A",)),
    (("# A. Safe",), ("# B. Well",)),
    (("# A. Safe",), ("# Priority B: Well",)),
    (("# Outcome: Safe",), ("# Outcome: Well",)),
    (("# Outcome: Safe",), ("# Outcome: safe",)),
    (("# Safe",), ("# Well",)),
    (("# Improvement plan", "## Safe"), ("# Improvement plan", "## Well")),
    (("# Improvement plan", "## Safe", "### Visits"), ("## Well", "### Calls")),
    (("# Safe",), ("# Safe",)),
    (("# Safe", "## Visits"), ("## Calls",)),
    (("# Safe", "## Actions"), ("# Well", "## Actions")),
    (("# Actions",), ("# Milestones",)),
    ((), ()),
    (("# Safe",), ()),
    (("# Safe",), ("# Actions",)),
    (("# Priority 1: Safe",), ("# Priority 2",)),
    (("# Priority 1",), ("# Priority 2",)),
    (("# " + "Safe and well " * 3,), ("# Short",)),
    (("# Theme A: Safe",), ("# Theme B: Well",)),
    (("# Theme A: Safe",), ("# Priority B: Well",)),
)
"""The headings above a first table, and those above a second."""


def test_leads_are_understood_as_approved(approved: Approved) -> None:
    approved.check("setup leads", (*leads(), *leads_of_documents(), *beside_leads()))


def test_priorities_are_understood_as_approved(approved: Approved) -> None:
    approved.check("setup priorities", (*priorities(), *under_headings()))
