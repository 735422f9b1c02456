"""Slippage: how often and how far expected dates moved, by milestone and by director lead."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.slippage import Slip, by_lead, slips_of
from cyps_reports.phrases import counted, lower
from cyps_reports.plan.dates.months import short
from cyps_reports.report.blocks import Block, Paragraph, Section
from cyps_reports.report.cells import lead_name, number_cell
from cyps_reports.report.columns import lead_in_characters
from cyps_reports.report.deadline_cells import DeadlineCells
from cyps_reports.report.table_blocks import Align, Cell, Table, TableColumn, TableRow


def slippage_section(assessment: Assessment) -> Section:
    """The slips of the year so far by director lead.

    The Excel summary and the leadership team have each.
    """
    return Section("Slippage", tuple(_blocks(assessment)), is_wide=True)


def _blocks(assessment: Assessment) -> Iterator[Block]:
    slips = slips_of(assessment)
    if not slips:
        yield Paragraph("No expected date has moved this year.")
        return
    when = "this year"
    if assessment.earlier.dues:
        when = "over the years, counted from the first due date"
    yield Paragraph(
        f"{_expected(slips)} {when}. A due date itself moves only with approval, in the plan. The"
        " Excel summary has each."
    )
    yield lead_table(assessment)


def _expected(slips: tuple[Slip, ...]) -> str:
    """`23 deadlines are or were expected late and 7 early (early ones are no slippage)`."""
    late, early = (sum(each.days * way > 0 for each in slips) for way in (1, -1))
    verb = "is or was" if late <= 1 else "are or were"
    said = f"{counted(late, 'deadline') if late else 'No deadline'} {verb} expected late"
    if not early:
        return said
    which = "an early one is" if early == 1 else "early ones are"
    return f"{said} and {early} early ({which} no slippage)"


def lead_table(assessment: Assessment) -> Table:
    """How late each director lead's deadlines are expected, the most days first."""
    lead_word = assessment.plan.lead_word
    rows = tuple(
        (
            Cell(lead_name(assessment.plan, each.lead)),
            number_cell(each.late),
            number_cell(each.moves),
            number_cell(each.days),
            number_cell(each.early),
        )
        for each in by_lead(slips_of(assessment))
    )
    return Table(
        f"Slippage by {lower(lead_word)}",
        f"How many deadlines of each {lower(lead_word)} are expected late, how often their dates "
        "moved, and how many days late they are in all; and how many are expected early.",
        (
            TableColumn(lead_word, 24),
            TableColumn("Deadlines late", 10, Align.RIGHT),
            TableColumn("Times moved", 10, Align.RIGHT),
            TableColumn("Days late in all", 10, Align.RIGHT),
            TableColumn("Deadlines early", 10, Align.RIGHT),
        ),
        rows,
    )


def milestone_table(slips: tuple[Slip, ...], assessment: Assessment) -> Table:
    """Deadlines whose expected date moved, the furthest first, with every date there was."""
    return Table(
        "Slippage by milestone",
        "Each deadline whose expected date moved, the furthest first, with its due date and each "
        "date expected since.",
        (
            TableColumn("Ref", 6),
            TableColumn("Milestone", 36),
            lead_in_characters(assessment.plan, 7),
            TableColumn("Due", 16),
            TableColumn("Expected since", 16),
            TableColumn("State", 15, by_word=True, is_chip=True),
            TableColumn("Times moved", 8, Align.RIGHT),
            TableColumn("Days", 8, Align.RIGHT),
        ),
        tuple(_row(slip, assessment) for slip in slips),
    )


def _row(slip: Slip, assessment: Assessment) -> TableRow:
    cells = DeadlineCells(slip.result, assessment)
    since = ", ".join(short(date) for date in slip.dates[1:])
    moved = (number_cell(slip.moves), _days(slip.days))
    return (
        cells.ref,
        cells.title,
        cells.lead,
        _due(slip, cells.due),
        Cell(since),
        cells.state,
        *moved,
    )


def _due(slip: Slip, due: Cell) -> Cell:
    """When it is due; of what goes on from a year before, also when it was at first."""
    first, now = slip.dates[0], slip.result.deadline.due
    return due if now in (None, first) else Cell(f"{short(first)} at first, now {due.text}")


def _days(number: int) -> Cell:
    signed = f"{number:+,}" if number else "0"
    return Cell(signed.replace("-", "−"), value=number)
