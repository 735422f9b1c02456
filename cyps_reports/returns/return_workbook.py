"""What one return workbook says, and whether a month takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cyps_reports.findings import CellRef, Finding, error, shortened, warning
from cyps_reports.plan.cell_texts import PlanCells
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.vocabulary import STANDARD, Vocabulary
from cyps_reports.returns import layout
from cyps_reports.returns.baseline_guard import Edit, edit_findings
from cyps_reports.returns.model import DeadlineEntry, DeadlineKey, Input, MeasureEntry, MeasureKey
from cyps_reports.workbooks.delimited import READ_AS_TEXT


@dataclass(frozen=True, slots=True)
class Identity:
    """What a workbook says it is; "" and None where it does not say.

    `month_said` is what stands in the place of its month.
    """

    plan: str
    priority: str
    month: Month | None
    month_place: CellRef
    month_said: str


@dataclass(frozen=True, slots=True)
class MissingRows:
    """The rows of a priority that one kind of table lacks, each with its key and what it is called.

    `is_whole_table` where it has none of the priority's rows. `place` is where they should stand.
    """

    place: CellRef
    rows: tuple[tuple[MeasureKey | DeadlineKey, str], ...]
    is_whole_table: bool


@dataclass(frozen=True, slots=True)
class ReturnBook:
    """What one workbook says, whichever month it is taken for.

    `inputs` is the workbook as the return of each priority whose return it is. `about_file` are the
    findings on the file, `findings` those on its rows, `edits` the plan cells it has otherwise,
    `missing` the rows that it lacks. `refusal` says why it is no return of the plan; nothing was
    read from its rows then.
    """

    inputs: tuple[Input, ...]
    identity: Identity
    measures: Mapping[MeasureKey, MeasureEntry] = field(default_factory=dict)
    deadlines: Mapping[DeadlineKey, DeadlineEntry] = field(default_factory=dict)
    about_file: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()
    edits: tuple[Edit, ...] = ()
    missing: tuple[MissingRows, ...] = ()
    vocabulary: Vocabulary = STANDARD
    refusal: Finding | None = None

    @property
    def priorities(self) -> frozenset[str]:
        """The codes of the priorities whose return it is."""
        return frozenset(each.priority for each in self.inputs)

    def left_out_of(self, month: Month) -> Finding | None:
        """Why a month does not take it; None where it does."""
        said = self.identity.month
        if self.refusal or said in (None, month):
            return self.refusal
        return error(
            "another-month",
            self.identity.month_place,
            f"The workbook is for {said.in_words}, not for {month.in_words}. It was left out.",
            f"If it is the return for {month.in_words}, type {month.in_words} in this cell; if "
            "not, it belongs in the"
            " folder of its own month.",
        )

    def findings_in(self, month: Month, former: PlanCells | None = None) -> tuple[Finding, ...]:
        """Its findings as the return of a month.

        `former` is what the plan said last month, when the workbook may have been sent out.
        """
        left_out = self.left_out_of(month)
        if left_out:
            return (*(each for each in self.about_file if each.code != READ_AS_TEXT), left_out)
        edits = edit_findings(month, self.edits, former or {})
        # A sheet saved as text has no place for a month, which is told of it already.
        is_text = any(each.code == READ_AS_TEXT for each in self.about_file)
        unsaid = () if self.identity.month or is_text else (_no_month(self.identity, month),)
        return (*self.about_file, *unsaid, *edits, *self.findings)


def _no_month(identity: Identity, month: Month) -> Finding:
    said = identity.month_said
    problem = (
        f"“{shortened(said)}” could not be read as the workbook's month"
        if said
        else "The workbook does not say which month it is for"
    )
    return warning(
        "no-month",
        identity.month_place,
        f"{problem}; it was taken as {month.in_words}.",
        f"Type {month.in_words} beside “{layout.MONTH_LABEL}”.",
    )
