"""The columns of the sheet Measures, and what belongs in each."""

from __future__ import annotations

from cyps_reports.plan.dates.periods import Period
from cyps_reports.plan.model.measure import AboutChildren, Basis, Polarity
from cyps_reports.plan.model.units import EXAMPLES, JUDGED, KNOWN
from cyps_reports.plan.sheets.common_columns import (
    FIGURE_PROMPT,
    HEAD,
    NUMBER,
    PRIORITY,
    REFERENCE,
    WAS,
    WITHDRAWAL_COLUMNS,
)
from cyps_reports.workbooks.layout import Column

CHILDREN_COLUMNS = (
    Column(
        "about_children",
        "About children",
        10,
        "yes where it counts children or rests on a count of them. No public edition is made until "
        "every measure says.",
        tuple(AboutChildren),
        is_optional=True,
    ),
    Column(
        "numerator",
        "Numerator",
        12,
        "The measure that is the count above the line of this percentage or rate, where the plan "
        "has it, like A4. Else returns ask for it.",
        is_optional=True,
    ),
    Column(
        "denominator",
        "Denominator",
        12,
        "The measure that is the count below the line, like A5, or the number of children where it "
        "holds all year. Else returns ask for it.",
        is_optional=True,
    ),
    Column(
        "sum_of",
        "Sum of",
        18,
        "The measures whose sum it is, like A4; E1 Gross; several are parted by semicolons.",
        is_optional=True,
    ),
)
"""What the public edition needs to know; it is printed nowhere."""

MEASURE_COLUMNS = (
    PRIORITY,
    NUMBER,
    Column("component", "Component", 18, "Only where a measure has several rows."),
    Column("name", "Measure", 48, "What is measured, in the plan's words."),
    Column(
        "unit",
        "Unit",
        11,
        "What is counted: one of these, or words that are printed behind the figure, like people "
        "or per 10,000.",
        (*(unit.name for unit in (*KNOWN, *JUDGED)), *EXAMPLES),
        is_open=True,
    ),
    Column(
        "polarity",
        "Polarity",
        10,
        "Which way is better: higher, lower, close to the target, or monitored only.",
        choices=tuple(Polarity),
    ),
    Column("similar", "Similar authorities", 12, FIGURE_PROMPT),
    Column(
        "similar_note", "Note on similar authorities", 24, "Printed as a footnote, like National."
    ),
    Column("outturn", "Outturn", 12, FIGURE_PROMPT + " Last year's final actual."),
    Column("outturn_note", "Note on outturn", 30, "Printed as a footnote."),
    Column(
        "target",
        "Target",
        14,
        "A figure, at least 85%, at most 12, a range like 85% to 90%; or NA, TBC, TBD, or nothing.",
    ),
    Column("target_note", "Note on target", 40, "Printed as a footnote."),
    Column("target_due", "Result due", 14, "The month and year in which an annual result is out."),
    Column("frequency", "Frequency", 11, "annual, or empty."),
    Column(
        "tolerance",
        "Tolerance",
        11,
        "5% of the target; 2.5 points of a percentage; else in the measure's unit.",
    ),
    Column(
        "green_limit",
        "Green limit",
        11,
        "The last figure that is green, where the target is not; needs an amber limit.",
        is_optional=True,
    ),
    Column(
        "amber_limit",
        "Amber limit",
        11,
        "The last figure that is amber; beyond it is red. It stands in place of the tolerance.",
        is_optional=True,
    ),
    Column(
        "values",
        "Values",
        24,
        "Of a measure whose unit is grade: the grades, best first, parted by semicolons, like "
        "Good; Fair; Poor.",
        is_optional=True,
    ),
    Column("decimals_set", "Decimals", 10, "Only to print other decimals than the figures show."),
    Column(
        "basis_set",
        "Data basis",
        12,
        "What a month's figure is: a snapshot of a day, the year so far, a rolling time, or the "
        "year's result.",
        tuple(Basis),
        is_optional=True,
    ),
    Column(
        "reported",
        "Reported",
        12,
        "Only where it is not as often as the plan: quarterly, termly, or months like October; "
        "January; April.",
        tuple(each.often for each in Period),
        is_optional=True,
        is_open=True,
    ),
    REFERENCE,
    HEAD,
    *WITHDRAWAL_COLUMNS,
    WAS,
    *CHILDREN_COLUMNS,
)
