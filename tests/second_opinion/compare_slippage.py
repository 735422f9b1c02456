"""How far expected dates moved, in Excel, against the second opinion."""

from collections import Counter
from collections.abc import Iterator

from tests.second_opinion.differences import Difference, differ
from tests.second_opinion.readback import Sheet
from tests.second_opinion.slippage import by_lead, lead_of, slips
from tests.second_opinion.verdict import Known, Opinion

MOVED = ("Deadlines late", "Times moved", "Days late in all", "Deadlines early")


def slippage_in_excel(
    sheets: dict[str, list[Sheet]], mine: Opinion, known: Known
) -> Iterator[Difference]:
    found = slips(mine, known)
    own = Counter((each.ref, each.listed, len(each.dates), each.days) for each in found)
    rows = (sheets.get("Slippage") or [[]])[0]
    theirs = Counter(
        (row["Ref"], str(row["Expected since"]), row["Times moved"], row["Days"]) for row in rows
    )
    for each in sorted((own - theirs).elements()):
        yield Difference("Excel, Slippage", each[0], each, "nothing of it")
    for each in sorted((theirs - own).elements()):
        yield Difference("Excel, Slippage", each[0], "nothing of it", each)
    leads = sheets.get("By lead", [])
    sums = {
        lead_of(row): tuple(row[name] for name in MOVED)
        for row in (leads[1] if len(leads) > 1 else [])
    }
    yield from differ("Excel, By lead", "slippage", by_lead(found), sums)
