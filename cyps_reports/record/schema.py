"""What a month's record holds.

The one description of its fields, which everything that writes or reads it goes by.

A figure is text in the file so that nothing is lost, a date is ISO, what is absent is null. A field
without a default is in every record; records of before may lack the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NewType

from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.restated import What
from cyps_reports.findings import Severity
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.small_numbers import Edition

SCHEMA = 1

Stated = NewType("Stated", str)
"""A figure of the plan as it is printed, or its word in the place of one: NA, TBC, TBD."""

FOR_LATER_MONTHS = {"for_later_months": True}
"""Marks a field that only later months need; it is in no table that is handed on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """Which plan was reported on; `starts` is the first day of its year."""

    council: str
    service: str
    title: str
    year: str
    starts: date
    marking: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """Where the text in a column of an entry leads."""

    column: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherRow:
    """What stands in an optional column of a return, by the column's key."""

    column: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """The cell that a row's actual or status was read from."""

    workbook: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastRow:
    """The forecast that was printed for a day, in the measure's unit.

    From how many points, and how.
    """

    day: date
    low: Decimal
    central: Decimal
    high: Decimal
    points: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """A measure row as it was reported; figures are in its unit, at its published decimals.

    What is judged in words has no figures: its actual is `actual_said`. A target that is a range is
    `85 to 90`; `target_said` is how the plan says it, like `at least 85%`. `kept_from` is the
    earlier month whose return gave the actual, where it stands as none was due yet; comment,
    corrective action and further columns are of the month's own return all the same. `withdrawn` is
    the day its withdrawal was approved on. `was` is what the row was called in last year's plan,
    `before` the figure that it was compared with where that was last year's, of `before_month`.
    """

    ref: str
    component: str
    priority: str = ""
    name: str = ""
    unit: str = ""
    polarity: str = ""
    basis: str = ""
    actual: Decimal | None
    actual_said: str = ""
    as_at: date | None
    data_status: str
    kept_from: Month | None = None
    target: Stated = Stated("")
    target_said: str = ""
    green_limit: Decimal | None = None
    amber_limit: Decimal | None = None
    outturn: Stated = Stated("")
    similar: Stated = Stated("")
    can_be_rated: bool | None = None
    rag: str = ""
    state: MeasureState
    withdrawn: date | None = None
    reason: str = ""
    direction: str = ""
    direction_since: str = ""
    since_outturn: str = ""
    rated_on: str = ""
    forecast: ForecastRow | None = None
    against_similar: str = ""
    comment: str
    corrective_action: str
    further: tuple[FurtherRow, ...] = ()
    notes: tuple[str, ...] = ()
    links: tuple[LinkRow, ...] = ()
    source: SourceRow | None = None
    was: str = field(default="", metadata=FOR_LATER_MONTHS)
    before: Decimal | None = field(default=None, metadata=FOR_LATER_MONTHS)
    before_month: Month | None = field(default=None, metadata=FOR_LATER_MONTHS)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRow:
    """A deadline as it was reported.

    `completed` is the date that counted, also an earlier month's; `completed_entered` what the
    month's own return gave. `expected` is of the month's own return, `expected_last` the one
    readers know of. `withdrawn` is the day its withdrawal was approved on.
    """

    ref: str
    deadline: int
    priority: str = ""
    name: str = ""
    due: date | None
    redated: date | None
    recurrence: str = ""
    lead: str = ""
    rag: str = ""
    state: DeadlineState
    withdrawn: date | None = None
    reason: str = ""
    days_overdue: int = 0
    days_late: int = 0
    status: str
    completed: date | None
    completed_entered: date | None = field(default=None, metadata=FOR_LATER_MONTHS)
    expected: date | None
    expected_last: date | None = None
    progress: str
    corrective_action: str
    further: tuple[FurtherRow, ...] = ()
    notes: tuple[str, ...] = ()
    links: tuple[LinkRow, ...] = ()
    source: SourceRow | None = None
    was: str = field(default="", metadata=FOR_LATER_MONTHS)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding of the month, with its place; each part of the place may be empty."""

    severity: Severity
    code: str
    workbook: str
    sheet: str
    cell: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InputRow:
    """A file the report was made from, and the SHA-256 of its bytes.

    Of an earlier record, that of what it tells.

    `priority` is the one whose return it was read as, `month` that of its folder ("" for the plan
    and the template). A return says who filled it in and signed it off; `signed_content` is a
    fingerprint of what was entered when it was first seen signed off so.
    """

    workbook: str
    sha256: str
    priority: str
    month: str = ""
    filled_in_by: str = ""
    signed_off_by: str = ""
    signed_off_on: date | None = None
    signed_content: str = field(default="", metadata=FOR_LATER_MONTHS)


@dataclass(frozen=True, slots=True, kw_only=True)
class RestatedRow:
    """A figure of an earlier month that the report told otherwise than before.

    Null where it was taken back.

    Of what is judged in words, it is `was_said` and `now_said`; so is a rating that was chosen,
    where `what` says so.
    """

    ref: str
    component: str
    month: Month
    was: Decimal | None
    now: Decimal | None
    was_said: str = ""
    now_said: str = ""
    what: What = What.FIGURE


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """What a public edition shows of a figure: null where a symbol stands in its place.

    `column` is the return month, `outturn`, or an earlier year as the plan calls it.
    """

    ref: str
    component: str
    column: str
    figure: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputRow:
    """A file that was written beside the record, and the SHA-256 of its bytes."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The record of a month.

    `plan_cells` is what the plan said, `answered` which questions of Cabinet's had been answered
    (None in records of before), `reading_basis` a sum of what the returns were read against.
    `shown` is what a public edition shows of figures that may tell of children; its record names no
    file that it was made from.
    `sha256` is of all that the record tells (record/file.py); one of before has none. `program` is
    the version that wrote it; `outputs` are the files made from what it tells, `other_outputs`
    those the program wrote beside them from other inputs, or before. `texts` are fingerprints of
    what the program ever wrote in Cabinet's report of the month (words/document.py): what somebody
    typed there is told apart by them.
    """

    schema: int
    plan: PlanRow
    return_month: Month
    as_at: date
    measures: tuple[MeasureRow, ...]
    deadlines: tuple[DeadlineRow, ...]
    findings: tuple[FindingRow, ...]
    inputs: tuple[InputRow, ...]
    restated: tuple[RestatedRow, ...] = ()
    plan_cells: Mapping[str, Mapping[str, str]] | None = None
    answered: tuple[str, ...] | None = None
    reading_basis: str = ""
    edition: Edition = Edition.INTERNAL
    shown: tuple[ShownRow, ...] = ()
    sha256: str = ""
    program: str = ""
    outputs: tuple[OutputRow, ...] = ()
    other_outputs: tuple[OutputRow, ...] = ()
    texts: str = ""


OF_ITS_FILES = ("outputs", "other_outputs", "texts")
"""The fields that are known once the files of its month are written."""

BESIDE_CONTENT = ("sha256", "program", *OF_ITS_FILES)
"""The fields that are not what the record tells.

They are how it was kept and what was written with it.
"""

TABLES: Mapping[str, type] = {
    "measures": MeasureRow,
    "deadlines": DeadlineRow,
    "findings": FindingRow,
}
"""The tables of the record that are handed on, and what their rows hold."""
