"""Return workbooks written in one go, with what a manager typed.

Much faster than filling in a blank one.
"""

import io
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.quantities import Missing
from cyps_reports.plan.writer import figure_typed
from cyps_reports.returns import layout
from cyps_reports.workbooks.layout import Column

if TYPE_CHECKING:
    from tests.tools.simulated_year import Answer, Figure


_FIRST_SAVED, _SAVINGS = datetime(2012, 4, 2, tzinfo=UTC), count()
"""Each saving makes another file, as a manager's does; also two within one second."""


class _Book:
    def __init__(self) -> None:
        self.buffer = io.BytesIO()
        self.workbook = xlsxwriter.Workbook(self.buffer, {"in_memory": True})
        self.workbook.set_properties({"created": _FIRST_SAVED + timedelta(seconds=next(_SAVINGS))})
        self.formats: dict[str, Format] = {}

    def put(
        self, sheet: Worksheet, row: int, column: int, value: object, number_format: str = "General"
    ) -> None:
        look = self.formats.setdefault(
            number_format, self.workbook.add_format({"num_format": number_format})
        )
        match value:
            case None | "":
                return
            case date():
                day = datetime(value.year, value.month, value.day)  # noqa: DTZ001
                sheet.write_datetime(
                    row, column, day, self.formats.setdefault("d", self._date_format())
                )
            case Decimal():
                sheet.write_number(row, column, float(value), look)
            case _:
                sheet.write_string(row, column, str(value), look)

    def _date_format(self) -> Format:
        made: Format = self.workbook.add_format({"num_format": "dd/mm/yy"})
        return made


def typed_return(
    plan: Plan,
    code: str,
    month: Month,
    figures: "Mapping[tuple[str, str], Figure]",
    answers: "Mapping[tuple[str, int], Answer]",
    edit: tuple[str, str] | None = None,
) -> bytes:
    """The return of a priority; `edit` is a measure whose target somebody typed over."""
    book = _Book()
    guide = book.workbook.add_worksheet(layout.GUIDE)
    for row, (label, value) in enumerate(
        (
            (layout.PLAN_LABEL, plan.identity),
            (layout.PRIORITY_LABEL, code),
            (layout.MONTH_LABEL, month.in_words),
        )
    ):
        book.put(guide, row, 0, label)
        book.put(guide, row, 1, value)
    _targets(book, plan, code, figures, edit)
    _milestones(book, plan, code, answers)
    book.workbook.close()
    return book.buffer.getvalue()


def _targets(
    book: _Book,
    plan: Plan,
    code: str,
    figures: "Mapping[tuple[str, str], Figure]",
    edit: tuple[str, str] | None,
) -> None:
    sheet = book.workbook.add_worksheet(layout.TARGETS)
    _headings(book, sheet, layout.TARGET_COLUMNS)
    for row, measure in enumerate(plan.measures_of(code), start=1):
        typed = figures[measure.key]
        entered = {
            "actual": typed.actual,
            "as_at": typed.as_at if typed.actual is not None else None,
        }
        entered_texts = {
            "data_status": typed.status,
            "comment": f"As at {typed.as_at}.",
            "corrective_action": "Done.",
        }
        for at, column in enumerate(layout.TARGET_COLUMNS):
            value = (
                column.value(measure)
                if isinstance(column, layout.MeasureColumn)
                else entered.get(column.key)
            )
            if column.key == "target" and measure.key == edit:
                value = Decimal(1)
            if isinstance(value, Decimal):
                typed_figure = figure_typed(value, measure.unit)
                book.put(sheet, row, at, typed_figure.value, typed_figure.number_format)
            elif isinstance(value, Missing):
                book.put(sheet, row, at, value.value)
            else:
                book.put(sheet, row, at, value or entered_texts.get(column.key))


def _milestones(
    book: _Book, plan: Plan, code: str, answers: "Mapping[tuple[str, int], Answer]"
) -> None:
    sheet = book.workbook.add_worksheet(layout.MILESTONES)
    _headings(book, sheet, layout.MILESTONE_COLUMNS)
    rows = [
        (milestone, deadline)
        for milestone in plan.milestones_of(code)
        for deadline in milestone.deadlines
    ]
    for row, (milestone, deadline) in enumerate(rows, start=1):
        typed = answers[milestone.ref, deadline.number]
        for at, column in enumerate(layout.MILESTONE_COLUMNS):
            if isinstance(column, layout.DeadlineColumn):
                book.put(sheet, row, at, column.value(milestone, deadline))
            else:
                book.put(sheet, row, at, getattr(typed, column.key, None))


def _headings(book: _Book, sheet: Worksheet, columns: tuple[Column, ...]) -> None:
    for at, column in enumerate(columns):
        book.put(sheet, 0, at, column.heading)
