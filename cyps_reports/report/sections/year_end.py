"""How the year ended: figures against targets, what was late, what was not done, where it went.

It stands in the report of the plan's last month with returns. Reasons and corrective actions are
told where they always are; here each row is a line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from cyps_reports.assessment.measure_states import MEASURE_RAG, MeasureState
from cyps_reports.assessment.model import Assessment, DeadlineResult
from cyps_reports.assessment.state_words import word_of
from cyps_reports.assessment.year_end import (
    WITHOUT_TARGET,
    DeadlineEnd,
    Fate,
    Firmness,
    MeasureEnd,
    YearEnd,
    year_end_of,
)
from cyps_reports.phrases import are, counted, have, listed, some_of
from cyps_reports.plan.dates.months import long
from cyps_reports.plan.row_sentences import withdrawal_words
from cyps_reports.report.blocks import Block, Heading, Paragraph, Section
from cyps_reports.report.cells import rating_cell
from cyps_reports.report.columns import milestone_and_lead, room_for_units
from cyps_reports.report.deadline_cells import DeadlineCells
from cyps_reports.report.measure_cells import MeasureCells
from cyps_reports.report.table_blocks import Align, Cell, Table, TableColumn

TITLE = "How the year ended"
FIGURES = "The year's figures against their targets"
LATE = "Completed late"
NOT_DONE = "Not done, and where it went"


def year_end_section(assessment: Assessment) -> Section | None:
    """The year as a whole; None before its last report, and where there is nothing to tell."""
    end = year_end_of(assessment)
    said = year_sentences(end, assessment) if end else ()
    if end is None or not said:
        return None
    return Section(TITLE, (*map(Paragraph, said), *_tables(end, assessment)), is_wide=True)


def _tables(end: YearEnd, assessment: Assessment) -> Iterator[Block]:
    if end.measures:
        yield Heading(FIGURES)
        yield _figures_in_word(end, assessment)
    if end.late:
        yield Heading(LATE)
        yield from _late_in_word(end.late, assessment)
    if end.not_done:
        yield Heading(NOT_DONE)
        yield from _not_done(end, assessment)


def year_sentences(end: YearEnd, assessment: Assessment) -> tuple[str, ...]:
    """The year in whole sentences: measures against targets, how firm figures are, deadlines."""
    said = (_against_targets(end.states), _firm(end), _deadlines(end), _recurring(assessment))
    return tuple(sentence for sentence in said if sentence)


def _against_targets(states: Counter[MeasureState]) -> str:
    """`20 of 36 measures met the target, 6 came close, 9 missed it and 1 is not known`."""
    without = sum(states[each] for each in WITHOUT_TARGET)
    met, close, missed = (states[each] for each in MEASURE_RAG)
    total = states.total() - without
    if not total:
        return ""
    unknown = total - met - close - missed
    parts = [f"{some_of(met, total, 'measure').capitalize()} met the target"]
    parts += [f"{close} came close"] if close else []
    parts += [f"{missed} missed it"] if missed else []
    parts += [f"{unknown} {are(unknown)} not known"] if unknown else []
    others = f" {counted(without, 'other')} {have(without)} no target." if without else ""
    return f"{listed(parts)}.{others}"


def _firm(end: YearEnd) -> str:
    """`30 of 38 figures for the year are final, 5 are provisional and 3 are missing`."""
    firm = end.firmnesses
    if not firm:
        return ""
    final = firm[Firmness.FINAL]
    parts = [
        f"{some_of(final, firm.total(), 'figure').capitalize()} for the year {are(final)} final"
    ]
    others = [each for each in _LESS_FIRM if firm[each]]
    parts += [f"{firm[each]} {are(firm[each])} {each}" for each in others]
    may_change = any(each is not Firmness.MISSING for each in others)
    return f"{listed(parts)}.{' What is not final may change.' if may_change else ''}"


_LESS_FIRM = (Firmness.PROVISIONAL, Firmness.UNSAID, Firmness.MISSING)


def _deadlines(end: YearEnd) -> str:
    """`74 of 101 deadlines were met, 12 completed late and 15 not done: 9 overdue, 6 deferred`."""
    if not end.deadlines:
        return ""
    late, not_done = len(end.late), len(end.not_done)
    met = some_of(end.in_time, end.deadlines, "deadline").capitalize()
    parts = [f"{met} {_were(end.in_time)} met"]
    parts += [f"{late} {_were(late)} completed late"] if late else []
    parts += [f"{not_done} {_were(not_done)} not done"] if not_done else []
    fates = [f"{number} {each}" for each in Fate if (number := len(end.with_fate(each)))]
    return f"{listed(parts)}{f': {listed(fates)}' if fates else ''}."


def _recurring(assessment: Assessment) -> str:
    """What is left out of the counts of deadlines."""
    number = sum(each.deadline.recurs for each in assessment.deadlines)
    if not number:
        return ""
    which = "One duty that recurs or goes on"
    several = f"{number} duties that recur or go on"
    it = "it" if number == 1 else "them"
    said = which if number == 1 else several
    return f"{said} {are(number)} not counted here, as no day ends {it}."


def _were(number: int) -> str:
    return "was" if number <= 1 else "were"


def _figures_in_word(end: YearEnd, assessment: Assessment) -> Table:
    more = room_for_units(each.result.measure for each in end.measures)
    figure = 2.2 + more
    columns = (
        TableColumn("Ref", 1.6),
        TableColumn("Measure", 16.6 - 3 * figure),
        TableColumn(assessment.plan.outturn_column, figure, Align.RIGHT),
        TableColumn("Actual", figure, Align.RIGHT),
        TableColumn("Target", figure, Align.RIGHT),
        TableColumn("Against target", 3.0),
        TableColumn("The figure is", 3.4),
    )
    rows = tuple(_figure_row(each, assessment) for each in end.measures)
    return Table(FIGURES, FIGURES_SAID, columns, rows)


FIGURES_SAID = "Each measure with its figure for the year, the worst against its target first."


def _figure_row(end: MeasureEnd, assessment: Assessment) -> tuple[Cell, ...]:
    cells = MeasureCells(end.result, assessment)
    # The plan's notes on its figures stand at the priority's own table.
    plan_cells = (each._replace(footnotes=()) for each in (cells.outturn, cells.target))
    outturn, target = plan_cells
    how = _firm_words(end, cells.as_at.text)
    return (
        cells.ref,
        cells.name,
        outturn,
        cells.actual,
        target,
        end_cell(end, assessment),
        Cell(how),
    )


def end_cell(end: MeasureEnd, assessment: Assessment) -> Cell:
    """A measure's state against the year's target, as its rating is shown elsewhere."""
    return rating_cell(word_of(end.state), end.state.rag, assessment.plan.vocabulary)


def _firm_words(end: MeasureEnd, as_at: str) -> str:
    """`Final`, or how firm it is otherwise; of one that is not the year's, which day's it is."""
    if end.firmness is Firmness.MISSING and end.result.has_actual and not end.result.fault:
        return f"Missing: this one is of {as_at}"
    return end.firmness.capitalize()


def _late_in_word(late: tuple[DeadlineResult, ...], assessment: Assessment) -> Iterator[Block]:
    """The latest, a line each; how many others there were, and how late."""
    told, others = late[:_MOST_LATE], late[_MOST_LATE:]
    yield Table(
        LATE,
        LATE_SAID,
        (
            TableColumn("Ref", 1.6),
            *milestone_and_lead(assessment.plan, 13.8),
            TableColumn("Due", 4.2),
            TableColumn("Completed", 3.8),
            TableColumn("Days late", 2.0, Align.RIGHT),
        ),
        tuple(_late_row(each, assessment) for each in told),
    )
    if others:
        least, most = others[-1].days, others[0].days
        by = counted(most, "day") if least == most else f"{least} to {counted(most, 'day')}"
        was = f"{counted(len(others), 'other')} {_were(len(others))} {by} late"
        yield Paragraph(f"{was}; the Excel summary has each.", is_note=True)


_MOST_LATE = 15
"""As many as fit on a page with what stands around them."""

LATE_SAID = "Each deadline that was completed after its due date, the latest first."


def _late_row(result: DeadlineResult, assessment: Assessment) -> tuple[Cell, ...]:
    cells = DeadlineCells(result, assessment)
    done = Cell(long(result.completed), value=result.completed) if result.completed else Cell()
    return cells.ref, cells.title, cells.lead, cells.due, done, cells.days


def _not_done(end: YearEnd, assessment: Assessment) -> Iterator[Block]:
    """What is overdue is told with its reason where all that is late is; the others have a line."""
    overdue = end.with_fate(Fate.OVERDUE)
    if overdue:
        which = "; ".join(each.label for each in overdue)
        yield Paragraph(f"Overdue, and told under “Late deadlines”: {which}.")
    others = [each for each in end.not_done if each.fate is not Fate.OVERDUE]
    if others:
        yield _others_in_word(others, assessment)


def _others_in_word(others: Iterable[DeadlineEnd], assessment: Assessment) -> Table:
    return Table(
        NOT_DONE,
        NOT_DONE_SAID,
        (
            TableColumn("Ref", 1.6),
            *milestone_and_lead(assessment.plan, 11.4),
            TableColumn("Due", 4.2),
            TableColumn("State", 2.8, is_chip=True),
            TableColumn("Where it went", 6.2),
        ),
        tuple(_other_row(each, assessment) for each in others),
    )


NOT_DONE_SAID = "Each deadline that was not done, and what became of it."


def _other_row(end: DeadlineEnd, assessment: Assessment) -> tuple[Cell, ...]:
    cells = DeadlineCells(end.result, assessment)
    where = Cell(where_it_went(end, assessment))
    return cells.ref, cells.title, cells.lead, cells.due, cells.rating, where


def where_it_went(end: DeadlineEnd, assessment: Assessment) -> str:
    """What became of a deadline that was not done, as a sentence."""
    deadline = end.result.deadline
    match end.fate:
        case Fate.WITHDRAWN | Fate.MERGED | Fate.DEFERRED:
            return f"{withdrawal_words(deadline.withdrawal)}."
        case Fate.REDATED if deadline.redating:
            by, on = deadline.redating.approved_by, long(deadline.redating.approved_on)
            return f"Re-dated beyond the plan, by {by} on {on}."
        case _:
            return f"Still open; {_still_open(end.result, assessment)}."


def _still_open(result: DeadlineResult, assessment: Assessment) -> str:
    """When it is to be done, as far as that is known."""
    told, binding = result.told, result.deadline.binding
    expected = told.expected if told else None
    if isinstance(expected, date) and expected >= assessment.as_at:
        return f"expected on {long(expected)}"
    if binding is None:
        return "no due date has been set"
    if binding > assessment.plan.ends:
        return "due after the plan's end"
    return "no new date was given" if told else "no return received"
