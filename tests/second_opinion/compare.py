"""A month's outputs, all of them, against the second opinion."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.second_opinion.changes import Reported, changes
from tests.second_opinion.compare_attention import compare_attention
from tests.second_opinion.compare_changes import compare_changes
from tests.second_opinion.compare_excel import compare_excel
from tests.second_opinion.compare_findings import compare_blank, compare_findings
from tests.second_opinion.compare_page_one import compare_page_one
from tests.second_opinion.compare_record import compare_record, read_record
from tests.second_opinion.compare_scorecard import compare_scorecard
from tests.second_opinion.compare_slippage import slippage_in_excel
from tests.second_opinion.compare_summary import compare_overview, grammar
from tests.second_opinion.compare_word import compare_due, compare_priorities
from tests.second_opinion.compare_workbooks import compare_status, compare_workbook
from tests.second_opinion.differences import Difference
from tests.second_opinion.readback import read_overview, read_report, read_summary
from tests.second_opinion.verdict import Opinion, opinion
from tests.second_opinion.workbook import read_workbook
from tests.second_opinion.year import MonthRun


@dataclass
class Comparison:
    """Holds a year's months against the second opinion, one after the other."""

    earlier: list[Opinion] = field(default_factory=list)
    told: Reported = field(default_factory=Reported)

    def of_month(self, run: MonthRun) -> list[Difference]:
        mine = opinion(run.plan, run.known, run.month)
        found = [*self._outputs(run, mine), *_workbooks(run, mine)]
        self.told = self.told.with_report(mine, run.known)
        self.earlier.append(mine)
        return found

    def _outputs(self, run: MonthRun, mine: Opinion) -> Iterator[Difference]:
        record, parts, sheets = (
            read_record(run.output),
            read_report(run.output),
            read_summary(run.output),
        )
        last = self.earlier[-1] if self.earlier else None
        own = changes(self.told, mine, run.known)
        yield from compare_record(record, mine)
        yield from compare_page_one(parts, run.plan, mine, last)
        yield from compare_overview(*read_overview(run.output), run.plan, mine, last)
        yield from grammar(parts)
        yield from compare_scorecard(parts, mine)
        yield from compare_attention(parts, mine)
        yield from compare_changes(parts, sheets.get("Changes", []), own, run.plan)
        yield from slippage_in_excel(sheets, mine, run.known)
        yield from compare_due(parts, mine)
        yield from compare_priorities(parts, run.plan, mine, last)
        yield from compare_excel(sheets, run.plan, mine, run.known, self.earlier)
        returned = {code: read_workbook(run.returned(code)) for code in run.known[run.month]}
        yield from compare_findings(record, parts, returned, mine)


def _workbooks(run: MonthRun, mine: Opinion) -> Iterator[Difference]:
    for code, blank in run.blanks.items():
        yield from compare_blank(blank, code, run.plan, run.templated, run.month)
    for code in run.known[run.month]:
        workbook = read_workbook(run.returned(code))
        yield from compare_workbook(workbook, code, run.plan, run.known, run.templated, run.month)
    yield from compare_status(run.status, run.plan, mine, run.month)
