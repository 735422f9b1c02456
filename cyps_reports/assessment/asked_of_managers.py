"""What the checks ask a manager for.

Each need of a row as a finding on the very cell that is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cyps_reports.assessment.completeness import WHAT_IS_MISSING, Need, RowResult, needs_of
from cyps_reports.assessment.model import Assessment, DeadlineResult, MeasureResult
from cyps_reports.assessment.state_words import word_of
from cyps_reports.finding_codes import Code
from cyps_reports.findings import CellRef, Finding, Severity, shortened
from cyps_reports.phrases import counted
from cyps_reports.plan.dates.months import long
from cyps_reports.plan.dates.reading import TYPE_A_DATE
from cyps_reports.returns.checks import TYPE_ITS_DAY
from cyps_reports.returns.model import Absent, DeadlineEntry, MeasureEntry

NO_CORRECTIVE_ACTION: Code = "no-corrective-action"
"""The code of a finding on a row that is itself an exception.

Red or amber, and nothing to be done about it.
"""


@dataclass(frozen=True, slots=True)
class _Said:
    """What the sentences of the findings speak of: a row, its entry and the dates that matter."""

    result: RowResult
    entry: MeasureEntry | DeadlineEntry
    assessment: Assessment

    @property
    def called(self) -> str:
        return (
            self.result.measure.called
            if isinstance(self.result, MeasureResult)
            else self.result.called
        )

    @property
    def state(self) -> str:
        return word_of(self.result.state)

    @property
    def status(self) -> str:
        given = (
            self.entry.data_status if isinstance(self.entry, MeasureEntry) else self.entry.status
        )
        return "" if isinstance(given, Absent) else word_of(given)

    def quoting(self, key: str, about: str) -> str:
        """What a sentence ends with where something that says nothing was typed for a text."""
        typed = " ".join(dict(self.entry.says_nothing).get(key, "").split())
        return f": “{shortened(typed)}” {about}." if typed else "."

    def day(self, key: str) -> str:
        given = getattr(self.entry, key)
        return long(given) if isinstance(given, date) else ""

    @property
    def recurring(self) -> str:
        return (
            self.result.deadline.recurrence.with_article
            if isinstance(self.result, DeadlineResult)
            else ""
        )

    @property
    def period(self) -> str:
        period = self.result.deadline.period if isinstance(self.result, DeadlineResult) else None
        return period or ""

    @property
    def late(self) -> str:
        days = self.result.days if isinstance(self.result, DeadlineResult) else 0
        return f"it is {counted(days, 'day')} overdue" if days else "it has been missed"


@dataclass(frozen=True, slots=True)
class _Ask:
    """A kind of finding: its code, its sentence, what to do, and how bad it is."""

    code: Code
    message: Callable[[_Said], str]
    fix: str
    severity: Severity = Severity.WARNING


def asks(assessment: Assessment) -> Iterator[Finding]:
    """Everything the rows that came need, in the plan's order.

    What cannot be read the reader has told already.

    Where no return is due, what one lacks is not asked for.
    """
    results: tuple[RowResult, ...] = (*assessment.measures, *assessment.deadlines)
    for result in results:
        for need in needs_of(assessment, result):
            if need in WHAT_IS_MISSING and not assessment.plan.is_report_month(assessment.month):
                continue
            if result.entry and (ask := _ask_of(need, result)):
                place = result.entry.places.get(need.key, CellRef())
                message = ask.message(_Said(result, result.entry, assessment))
                yield Finding(ask.severity, ask.code, place, message, ask.fix)


def _ask_of(need: Need, result: RowResult) -> _Ask | None:
    entry = result.entry
    if (
        need is Need.NO_FIGURE
        and isinstance(entry, MeasureEntry)
        and not isinstance(entry.data_status, Absent)
    ):
        return _STATUS_WITHOUT_FIGURE
    return ASKS.get(need)


_TYPE_THE_FIGURE = "Type the figure, or choose Not yet due or Not available."
_STATUS_WITHOUT_FIGURE = _Ask(
    "status-without-figure",
    lambda said: f"{said.called} is marked “{said.status}”, but there is no figure.",
    _TYPE_THE_FIGURE,
)
ASKS: Mapping[Need, _Ask] = {
    Need.NO_FIGURE: _Ask(
        "not-reported",
        lambda said: f"{said.called} has no figure, and its data status does not say why.",
        _TYPE_THE_FIGURE,
    ),
    Need.NO_AS_AT: _Ask(
        "no-as-at-date", lambda said: f"{said.called} has a figure but not its date.", TYPE_A_DATE
    ),
    Need.FUTURE_AS_AT: _Ask(
        "future-figure",
        lambda said: (
            f"The figure of {said.called} is dated {said.day('as_at')}, after "
            f"{long(said.assessment.as_at)}."
            " It is shown, but not rated."
        ),
        TYPE_ITS_DAY,
        Severity.ERROR,
    ),
    Need.EARLY_AS_AT: _Ask(
        "figure-before-plan-year",
        lambda said: (
            f"The figure of {said.called} is dated {said.day('as_at')}, before the plan year began."
            " The year so far cannot be: it is shown, but not rated."
        ),
        TYPE_ITS_DAY,
    ),
    Need.LAST_YEARS: _Ask(
        "figure-before-plan-year",
        lambda said: (
            f"The figure of {said.called} is dated {said.day('as_at')}, before the plan year began."
            " It is last year's result: it is shown, but not rated."
        ),
        "Empty the row until this year's result is out. Last year's is the outturn: it belongs in"
        " the plan workbook.",
    ),
    Need.NO_DATA_STATUS: _Ask(
        "no-data-status",
        lambda said: f"{said.called} has a figure, but does not say whether it is final.",
        "Choose Final or Provisional.",
    ),
    Need.WRONG_DATA_STATUS: _Ask(
        "figure-with-no-figure-status",
        lambda said: (
            f"{said.called} has a figure, but its data status is “{said.status}”. The figure is "
            "used."
        ),
        "Choose Final or Provisional, or empty the figure.",
    ),
    Need.FUTURE_COMPLETED: _Ask(
        "completed-in-future",
        lambda said: (
            f"{said.called} is said to be completed on {said.day('completed')},"
            f" after {long(said.assessment.as_at)}. That date does not count."
        ),
        "Type the date it was completed, or move the date to Expected date.",
        Severity.ERROR,
    ),
    Need.COMPLETED_WITHOUT_DATE: _Ask(
        "completed-without-date",
        lambda said: (
            f"{said.called} is marked Completed, but its date is missing. It counts as not "
            "completed."
        ),
        "Type the date it was completed, as day/month/year (dd/mm/yy).",
        Severity.ERROR,
    ),
    Need.NO_UPDATE: _Ask(
        "no-update",
        lambda said: (
            f"{said.called} is open and has no status, date or progress this month"
            f"{said.quoting('progress', 'says nothing of it')}"
        ),
        "Choose a status and write a line of progress.",
    ),
    Need.NOT_YET_DONE: _Ask(
        "no-update",
        lambda said: (
            f"{said.called} is {said.recurring} item, and there is no date it was done this "
            f"{said.period}{said.quoting('progress', 'does not say why')}"
        ),
        "Give the date it was last done, or say in the progress why it was not done.",
    ),
    Need.NO_STATUS: _Ask(
        "no-status",
        lambda said: f"{said.called} has an update, but no status.",
        "Choose the status that fits.",
    ),
    Need.WRONG_STATUS: _Ask(
        "status-against-state",
        lambda said: f"{said.called} says “{said.status}”, but {said.late}.",
        "Choose At risk and give an expected date and a corrective action, or Completed and its "
        "date.",
    ),
    Need.EXPECTED_PASSED: _Ask(
        "expected-date-passed",
        lambda said: f"{said.called} was expected on {said.day('expected')}, which has passed.",
        "Type the new expected date, or the date completed.",
    ),
    Need.NO_RATING: _Ask(
        "no-own-rating",
        lambda said: (
            f"{said.called} is judged in words, and no rating was chosen for it. It is not rated."
        ),
        "Choose your rating, and say why in the comment.",
    ),
    Need.NO_REASON: _Ask(
        "no-reason-for-rating",
        lambda said: (
            f"{said.called} is rated “{said.state}” by choice, and the comment does not say why"
            f"{said.quoting('comment', 'says nothing of it')}"
        ),
        "Say in the comment why.",
    ),
    Need.NO_ACTION: _Ask(
        NO_CORRECTIVE_ACTION,
        lambda said: (
            f"{said.called} is “{said.state}” and has no corrective action"
            f"{said.quoting('corrective_action', 'says nothing of what is done')}"
        ),
        "Write what will be done, by whom and by when.",
    ),
    Need.NO_EXPECTED: _Ask(
        "no-expected-date",
        lambda said: f"{said.called} is “{said.state}” and has no expected date.",
        "Type the day it will be finished, as day/month/year (dd/mm/yy).",
    ),
}
"""The finding of each need.

A need without one is told by the reader: what it could not read, a row that is gone.
"""
