"""The public edition of a month: whether it can be made, and what earlier ones showed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cyps_reports import locations
from cyps_reports.acts.ended import CannotRun, NotReported, Reason
from cyps_reports.acts.inputs import house_style
from cyps_reports.acts.keeping import read_as_written
from cyps_reports.acts.month import ReadMonth
from cyps_reports.assessment.model import Assessment
from cyps_reports.finding_codes import Code
from cyps_reports.findings import CellRef, Finding, error
from cyps_reports.letters.letter import Attachment
from cyps_reports.locations import PUBLIC_NAME
from cyps_reports.monthly import public_edition
from cyps_reports.outputs import month_record, report_name
from cyps_reports.phrases import counted
from cyps_reports.plan.dates.months import Month, month_named
from cyps_reports.plan.model.measure import Measure
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.small_numbers import Edition
from cyps_reports.record.file import RecordFile
from cyps_reports.record.file_names import RECORD
from cyps_reports.record.shown import shown_in

if TYPE_CHECKING:
    from cyps_reports.disclosure.published import Published


def public_of(month: ReadMonth) -> ReadMonth:
    """A month that was read as its public edition tells it, with the folder of that.

    Raises:
        CannotRun: the plan does not say of every measure whether it is about children, or what an
            earlier public edition showed cannot be read.

    """
    refuse_unsaid(month.used.plan)
    checked = public_edition(month.checked, published_before(month.records, month.month))
    return replace(month, checked=checked, results=month.results / PUBLIC_NAME)


@dataclass(frozen=True, slots=True)
class GoesOut:
    """The report that goes out, and the month as it tells it where that is a public edition."""

    report: Attachment
    told: Assessment | None = None


def public_report_of(root: Path, month: ReadMonth) -> GoesOut:
    """The public edition as it lies there, which the plan says is emailed.

    Raises:
        NotReported: it does not lie there, or is not what it would be now.
        CannotRun: as of `public_of`.

    """
    public = public_of(month)
    plan, folder = month.used.plan, public.results
    name = report_name(plan, month.month, edition=Edition.PUBLIC)
    there = read_as_written(folder, (RECORD, name))
    record = RecordFile(there.get(RECORD) or b"")
    style = house_style(locations.report_template(root))
    is_now = not record.is_edited and record.tells_the_same(month_record(public.checked, style, ()))
    content = there.get(name)
    if content is None or not is_now:
        problem = f"the public edition in {folder}, which the plan says is emailed, is not made yet"
        if content is not None:
            problem = f"what the public edition in {folder} tells has changed since it was made"
        as_at = month.checked.assessment.as_at
        raise NotReported(f"{problem} (report --edition public makes it)", as_at)
    return GoesOut(Attachment(name, content), public.checked.assessment)


def refuse_unsaid(plan: Plan) -> None:
    """Raises CannotRun with a finding for each measure that does not say what it is about."""
    findings = tuple(_unsaid(each) for each in plan.measures if each.about_children is None)
    if findings:
        problem = (
            "no public edition is made until the plan says of every measure whether it is about "
            f"children; {counted(len(findings), 'row')} of the sheet Measures "
            f"{'does' if len(findings) == 1 else 'do'} not."
        )
        raise CannotRun(
            Reason.UNSAID_OF_CHILDREN,
            problem,
            "Fill in the column About children of the plan workbook, then run this again.",
            findings,
        )


_UNSAID: Code = "about-children-unsaid"


def _unsaid(measure: Measure) -> Finding:
    place = measure.places.get("about_children") or measure.places.get("name") or CellRef()
    problem = f"{measure.called} does not say whether it is about children."
    return error(_UNSAID, place, problem, "Type yes or no under About children.")


def published_before(results: Path, month: Month) -> tuple[Published, ...]:
    """What the public editions of the months before showed, the oldest first.

    Raises:
        CannotRun: one of their records is damaged or was changed: what readers know is not known.

    """
    folders = sorted(results.glob(f"*/{PUBLIC_NAME}/{RECORD}")) if results.is_dir() else []
    found = ((month_named(path.parent.parent.name), path) for path in folders)
    return tuple(_published(path, each) for each, path in found if each and each < month)


def _published(path: Path, month: Month) -> Published:
    shown = shown_in(path)
    if shown is None:
        raise CannotRun(
            Reason.NO_RECORD,
            f"the record of the public edition of {month.in_words}, {path}, is damaged or was "
            "changed, so it is not known what readers have seen.",
            "Put it back from a copy.",
        )
    # What hides figures is loaded where some may be hidden.
    from cyps_reports.disclosure.published import published_in

    return published_in(month, shown)
