"""What is missing of the earlier months, and what of them was changed since."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.finding_codes import Code
from cyps_reports.findings import CellRef, Finding, note, warning
from cyps_reports.history.past_month import PastMonth
from cyps_reports.phrases import are, listed
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.record.file_names import RECORD

OF_EARLIER_MONTHS: tuple[Code, ...] = (
    "nothing-known-of-month",
    "earlier-return-gone",
    "earlier-workbook-unreadable",
    "unreadable-record",
    "edited-record",
)
"""Codes of the findings on what is missing of earlier months."""


def what_is_missing(months: tuple[PastMonth, ...], month: Month, plan: Plan) -> Iterator[Finding]:
    """What is not there of the months before `month`, and what is another now than was reported."""
    for past in months:
        yield from _lost_and_changed(past, plan)
    unrecorded = [past.month for past in months if not past.reported]
    if unrecorded:
        lacking = listed(each.in_words for each in unrecorded)
        yield note(
            "no-record",
            CellRef(),
            f"There is no record of what was reported for {lacking}; the returns were used "
            "instead.",
            f"Keep {RECORD} of each month in its folder of results.",
        )
    told_of = {each for past in months if past.reported for each in past.reported.months}
    yield from _nothing_known({past.month for past in months}, told_of, month, plan)


def _nothing_known(
    known: set[Month], told_of: set[Month], month: Month, plan: Plan
) -> Iterator[Finding]:
    """A month is missed where others lie before it, or a report was made from it.

    Else it may be before our time.
    """
    silent = [
        report_month
        for report_month in plan.report_months
        if report_month < month and report_month not in known
    ]
    missed = [each for each in silent if each in told_of or (known and each > min(known))]
    for is_gap, several in (
        (True, missed),
        (False, [each for each in silent if each not in missed]),
    ):
        if several:
            make = warning if is_gap else note
            yield make(
                "nothing-known-of-month",
                CellRef(),
                "There are neither returns nor a record of what was reported for"
                f" {listed(each.in_words for each in several)}.",
                "Put each month's returns, or its folder of results, back in its place, if there "
                "ever were any.",
            )


def _lost_and_changed(past: PastMonth, plan: Plan) -> Iterator[Finding]:
    said = past.month.in_words
    for finding in past.findings:
        yield warning(
            "earlier-workbook-unreadable",
            CellRef(f"{past.month}/{finding.place.workbook}"),
            f"Of the returns for {said}: {finding.message}",
            finding.fix,
        )
    if lost := past.lost_priorities:
        which = listed(map(plan.vocabulary.priority_called, lost))
        returns, workbooks = ("return", "workbook") if len(lost) == 1 else ("returns", "workbooks")
        yield warning(
            "earlier-return-gone",
            CellRef(str(past.month)),
            f"The {returns} for {said} of {which} {are(len(lost))} not there any more;"
            " what was reported then was used.",
            f"Put the {workbooks} back in the month's folder.",
        )
    if past.reported and past.returned:
        told = {each.sha256 for each in past.reported.returns.inputs}
        for changed in dict.fromkeys(
            each.workbook for each in past.returned.inputs if each.sha256 not in told
        ):
            yield note(
                "earlier-return-changed",
                CellRef(f"{past.month}/{changed}"),
                f"The workbook was changed, or came, after {said} was reported. Figures it "
                "corrects show as restated.",
                "Nothing, if the correction is right.",
            )
