"""The columns of the sheets with further figures of measures, as steps and comparators."""

from __future__ import annotations

from calendar import month_name
from datetime import date

from cyps_reports.phrases import in_words
from cyps_reports.plan.dates.months import MONTHS_OF_A_YEAR, months_between
from cyps_reports.plan.model.decisions import FEWEST_FOR_LIMITS
from cyps_reports.plan.model.measure import Between
from cyps_reports.plan.sheets.common_columns import FIGURE_PROMPT, PRIORITY, REFERENCE
from cyps_reports.workbooks.layout import Column

STEP_KEYS = (
    PRIORITY,
    Column("number", "Number", 9, "Of a measure that has targets within the plan."),
    Column("component", "Component", 18, "Only where the measure has several rows."),
)

BETWEEN_STEPS = Column(
    "between_set",
    "Between steps",
    12,
    "hold: a step counts until the next; line: the straight line between them. line for the year "
    "so far, else hold.",
    tuple(Between),
    is_optional=True,
)


def step_columns(starts: date, ends: date) -> tuple[Column, ...]:
    """The sheet Steps of a plan for that time.

    A column for each month, with its year where the plan has several.
    """
    months = months_between(starts, ends)
    has_years = len(months) > MONTHS_OF_A_YEAR
    prompt = "The target for the end of this month, where there is one."
    names = [
        (str(month), month.in_words if has_years else month_name[month.number]) for month in months
    ]
    return (
        *STEP_KEYS,
        *(Column(key, name, 11, prompt) for key, name in names),
        BETWEEN_STEPS,
        REFERENCE,
    )


_OF_MEASURE = (
    Column(
        "reference", "Reference", 11, "Of a measure, as the plan prints it, like A1, 1.3 or KPI 4."
    ),
    Column(
        "component", "Component", 18, "Only where the measure has several rows.", is_optional=True
    ),
)

COMPARATOR_COLUMNS = (
    *_OF_MEASURE,
    Column(
        "name",
        "Comparator",
        30,
        "Whose figure it is, like Statistical neighbours, England or the region.",
    ),
    Column(
        "year", "Year", 14, "The year of the figure, like 2010/11.", is_optional=True, is_text=True
    ),
    Column("figure", "Figure", 12, FIGURE_PROMPT),
    Column("note", "Note", 40, "Printed with the figure.", is_optional=True),
)

EARLIER_YEAR_COLUMNS = (
    *_OF_MEASURE,
    Column(
        "year",
        "Earlier year",
        20,
        "What the figure is of, like 2010/11 or Baseline July 2010.",
        is_text=True,
    ),
    Column("figure", "Figure", 12, FIGURE_PROMPT),
    Column("note", "Note", 40, "Printed with the figure.", is_optional=True),
)
"""The two sheets of figures beside this year's; a plan may have them."""

RANGE_COLUMNS = (
    *_OF_MEASURE,
    Column(
        "starts",
        "Made anew from",
        12,
        f"A date: the first {in_words(FEWEST_FOR_LIMITS)} figures from then on make it.",
    ),
    Column("approved_by", "Approved by", 24, "Who decided it, like Cabinet."),
    Column("approved_on", "Approved on", 12, "A date; the new usual range counts from then on."),
    Column(
        "why", "Reason", 40, "What changed, so that the old range no longer says what is usual."
    ),
)
"""Usual ranges that are made anew; without a row here none ever moves."""
