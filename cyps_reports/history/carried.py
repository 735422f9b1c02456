"""What is wrong with how a plan goes on from the year before, going by that year's records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from cyps_reports.findings import CellRef, Finding, note, shortened, warning
from cyps_reports.groups import grouped
from cyps_reports.history.followed import Followed
from cyps_reports.history.former import FormerYear, FormerYears
from cyps_reports.phrases import are, counted, listed
from cyps_reports.plan.figures.published import printed, rounded
from cyps_reports.plan.model.measure import Basis, Measure
from cyps_reports.plan.model.milestone import deadline_called
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.was import called_in_list, measure_called
from cyps_reports.plan.sheets import layout
from cyps_reports.record.file_names import RECORD
from cyps_reports.record.former import FormerDeadline, FormerMeasure, FormerRecord
from cyps_reports.returns.model import DataStatus, MeasureKey


def carried_findings(former: FormerYears, followed: Followed, plan: Plan) -> Iterator[Finding]:
    """What does not agree: rows that never were, rows that are gone, outturns, other plans."""
    yield from former.findings
    yield from _edited(former)
    yield from _of_others(former, plan)
    year = former.newest
    if year is None or followed.links is None:
        yield from _nothing_known(plan)
        return
    if followed.links.by_words:
        yield _taken_by_words(year, followed, plan)
    yield from _changed(year.last, former.changed)
    yield from _unknown(year, plan)
    if not followed.links.by_words:
        yield from _closed_unknown(year, plan)
        yield from _gone(year, followed, plan)
    yield from _outturns(year, followed, plan)


def _edited(former: FormerYears) -> Iterator[Finding]:
    for record in former.records:
        if record.is_edited:
            yield warning(
                "edited-record",
                CellRef(f"{record.month}/{RECORD}"),
                f"The record of what was reported for {record.month.in_words} was changed since it"
                " was written; it was used as it is.",
                "Put it back from a copy, or make that month's report again with its own plan.",
            )


def _changed(last: FormerRecord, workbooks: tuple[str, ...]) -> Iterator[Finding]:
    """What was corrected, or came, since that year's last report: nobody has been told of it."""
    said = last.month.in_words
    for workbook in workbooks:
        yield warning(
            "earlier-return-changed",
            CellRef(f"{last.month}/{workbook}"),
            f"The workbook was changed, or came, after {said} was reported; what was reported then"
            " is used.",
            f"Make the report for {said} again with the plan of its year (--plan), then this one.",
        )


def _of_others(former: FormerYears, plan: Plan) -> Iterator[Finding]:
    """Once for each other plan, and only where this one goes on from something."""
    if not plan.goes_on:
        return
    by_title = grouped(former.of_others, lambda each: each.plan.title)
    for title, records in by_title.items():
        yield note(
            "record-of-another-plan",
            plan.places.get("also_titles", CellRef()),
            f"What was reported for {_span(records)} was of “{shortened(title)}”. It was left out.",
            f"If that is this plan under an earlier title, type “{title}” beside “Also sent out as”"
            f" on the sheet {layout.PLAN}; if not, nothing.",
        )


def _span(records: tuple[FormerRecord, ...]) -> str:
    first, last = records[0].month.in_words, records[-1].month.in_words
    return first if first == last else f"{first} to {last}"


def _nothing_known(plan: Plan) -> Iterator[Finding]:
    if plan.goes_on:
        yield note(
            "no-record-of-last-year",
            CellRef(),
            "The plan says what its rows were last year, but no record of that year is there:"
            " nothing is known of what was reported then.",
            f"Keep each month's folder of results with its {RECORD} beside those of this year.",
        )


def _taken_by_words(year: FormerYear, followed: Followed, plan: Plan) -> Finding:
    links = followed.links
    taken = len(links.measures) + len(links.deadlines) if links else 0
    return note(
        "was-not-said",
        CellRef(_workbook(plan), layout.MEASURES),
        f"No row says under Was what it was in {year.year}. {counted(taken, 'row')} with the same"
        f" reference and the same words as then {are(taken)} taken as the same.",
        "Type under Was the reference that each row had, also where it is the same, and close the"
        f" others on the sheet {layout.CLOSED}.",
    )


def _unknown(year: FormerYear, plan: Plan) -> Iterator[Finding]:
    """What stands under Was and was no row of that year."""
    rows = year.rows
    for measure in plan.measures:
        if measure.was and rows.measure(measure.was, measure.component) is None:
            yield _never_was(measure.was, measure.places.get("was", CellRef()), year)
    for _, deadline in plan.deadlines():
        if deadline.was and rows.deadline(deadline.was, deadline.number) is None:
            yield _never_was(deadline.was, deadline.places.get("was", CellRef()), year)


def _never_was(was: str, place: CellRef, year: FormerYear) -> Finding:
    several = year.rows.has_several(was)
    if several:
        problem = f"{shortened(was)} was several rows in {year.year}."
        return warning("was-unknown", place, problem, f"Type which: {listed(several)}.")
    return warning(
        "was-unknown",
        place,
        f"There was no {shortened(was)} in {year.year}, so nothing goes on in this row.",
        f"Type the reference that it had in {year.year}, or empty the cell where the row is new.",
    )


def _closed_unknown(year: FormerYear, plan: Plan) -> Iterator[Finding]:
    """What stands on the sheet Closed and was no row of that year."""
    rows = year.rows
    for each in plan.closed:
        if not rows.closed(each.was):
            yield warning(
                "was-unknown",
                each.places.get("was", CellRef()),
                f"There was no {shortened(each.was)} in {year.year}, so this row closes nothing.",
                f"Type the reference that it had in {year.year}, or take the row out.",
            )


def _gone(year: FormerYear, followed: Followed, plan: Plan) -> Iterator[Finding]:
    """What was open at the end of that year, and goes on nowhere without a word about it."""
    rows, last = year.rows, year.last
    closed = {key for each in plan.closed for key in rows.closed(each.was)}
    links = followed.links
    carried = {*links.measures.values(), *links.deadlines.values()} if links else set()
    gone = [called for key, called in _open_rows(last) if key not in carried | closed]
    if gone:
        yield warning(
            "not-carried",
            CellRef(_workbook(plan), layout.CLOSED),
            f"{counted(len(gone), 'row')} of {year.year} {are(len(gone))} neither carried on nor"
            f" closed: {listed(map(called_in_list, gone))}.",
            "Type each under Was of the row that goes on with it, or say on the sheet"
            f" {layout.CLOSED} what became of it, who decided and when.",
        )


def _open_rows(last: FormerRecord) -> Iterator[tuple[object, str]]:
    """The rows that were neither completed nor withdrawn, with what they are called."""
    several = {
        ref for ref, keys in grouped(last.deadlines, lambda key: key[0]).items() if len(keys) > 1
    }
    for key, row in last.measures.items():
        if not row.state.is_withdrawn:
            yield key, measure_called(key)
    for ref_and_number, deadline in last.deadlines.items():
        ref = ref_and_number[0]
        if _is_open(deadline):
            yield ref_and_number, deadline_called(*ref_and_number) if ref in several else ref


def _is_open(row: FormerDeadline) -> bool:
    return not (row.state.is_completed or row.state.is_withdrawn)


def _outturns(year: FormerYear, followed: Followed, plan: Plan) -> Iterator[Finding]:
    """Outturns that are not the last final actual of that year, with no note why."""
    links = followed.links
    for measure in plan.measures if links and not links.by_words else ():
        was = links.measures.get(measure.key) if links else None
        final = final_of(year, was, plan) if was else None
        if final is None or final.actual is None or not _is_comparable(final, measure):
            continue
        if measure.outturn_note or _is_outturn(final.actual, measure):
            continue
        told = printed(final.actual, measure.unit)
        said = printed(measure.outturn, measure.unit)
        says = f"says {said}" if said else "is empty"
        yield warning(
            "outturn-against-record",
            measure.places.get("outturn", CellRef()),
            f"The outturn of {measure.called} {says}, but the last final figure reported for"
            f" {year.year} is {told}.",
            f"Type {told} here, or say under Note on outturn why it is another.",
        )


def final_of(year: FormerYear, key: MeasureKey, plan: Plan) -> FormerMeasure | None:
    """The row with the last final figure of a former year; None where there is none.

    The year so far is whole only on the day before the plan began; without a date it is of its
    month's last day.
    """
    ends = plan.starts - timedelta(days=1)
    rows = ((each.month, each.measures.get(key)) for each in reversed(year.records))
    given = ((month, row) for month, row in rows if row and row.actual is not None)
    month, newest = next(
        ((month, row) for month, row in given if row.kept_from is None), (None, None)
    )
    if month is None or newest is None or newest.data_status != DataStatus.FINAL.value.lower():
        return None
    day = newest.as_at or month.last
    return newest if newest.basis != Basis.CUMULATIVE.value or day == ends else None


def _is_comparable(row: FormerMeasure, measure: Measure) -> bool:
    return row.unit in ("", measure.unit.name) and not measure.unit.is_judged


def _is_outturn(actual: Decimal, measure: Measure) -> bool:
    """Whether the plan gives the figure, at the decimals that it publishes."""
    outturn = measure.outturn
    return isinstance(outturn, Decimal) and rounded(actual, measure.decimals) == outturn


def _workbook(plan: Plan) -> str:
    return plan.places["title"].workbook if "title" in plan.places else ""
