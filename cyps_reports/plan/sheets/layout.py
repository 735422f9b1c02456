"""The layout of the plan workbook: its sheets, their columns, and what belongs in each."""

from __future__ import annotations

from calendar import month_name
from datetime import date

from cyps_reports.phrases import in_words
from cyps_reports.plan.dates.months import MONTHS_OF_A_YEAR, months_between
from cyps_reports.plan.dates.periods import Period
from cyps_reports.plan.model.decisions import FEWEST_FOR_LIMITS, ClosedAs, WithdrawnAs
from cyps_reports.plan.model.measure import AboutChildren, Basis, Between, Polarity
from cyps_reports.plan.model.milestone import AtApproval, Recurrence
from cyps_reports.plan.model.units import EXAMPLES, JUDGED, KNOWN
from cyps_reports.plan.sheets import report_layout
from cyps_reports.workbooks.layout import Column

PLAN, PRIORITIES, LEADS, MEASURES, MILESTONES = (
    "Plan",
    "Priorities",
    "Leads",
    "Measures",
    "Milestones",
)
STEPS, STEPS_BEFORE, COMPARATORS, EARLIER_YEARS, CLOSED = (
    "Steps",
    "Profiles",
    "Comparators",
    "Earlier years",
    "Closed",
)
USUAL_RANGES = "Usual ranges"
"""The names of the sheets; that of the steps was another."""

FIGURE_PROMPT = "A figure, or NA, TBC, TBD, or nothing."
EMAIL_PROMPT = "An address like j.smith@council.gov.uk; several are parted by semicolons."
PRIORITY_COLUMNS = (
    Column("code", "Priority", 10, "Its letter, number or short name: A, 1, SP1, Safeguarding."),
    Column("title", "Title", 90, "What the priority is about."),
    Column("head", "Head of service", 24, "Who fills in the return.", is_optional=True),
    Column("email", "Email", 40, EMAIL_PROMPT, is_optional=True),
    Column(
        "short_title",
        "Short title",
        24,
        "Two or three words for the report's first page, like Children in care.",
        is_optional=True,
    ),
)

LEAD_COLUMNS = (
    Column(
        "initials",
        "Initials",
        10,
        "What milestones name the lead by; empty where it is the name or the post.",
    ),
    Column("name", "Name", 24, "A person, or a team; empty where it is only a post."),
    Column("post", "Post", 60, "What the lead is."),
    Column("email", "Email", 40, EMAIL_PROMPT, is_optional=True),
)

REFERENCE = Column(
    "reference",
    "Reference",
    11,
    "As the plan prints it, like 1.3 or KPI 4; empty where it is the priority's code and the "
    "number, like A12.",
    is_optional=True,
)
"""Measures and milestones may have a reference of their own."""

HEAD = Column(
    "head",
    "Head of service",
    24,
    "Who fills in this row, where it is not the priority's head of service: Name <address>, or a "
    "lead.",
    is_optional=True,
)

WITHDRAWAL_COLUMNS = (
    Column(
        "withdrawn_as",
        "Withdrawn",
        12,
        "Whether the row was withdrawn, merged into another or deferred; only with approval.",
        tuple(WithdrawnAs),
        is_optional=True,
    ),
    Column(
        "withdrawn_by",
        "Withdrawal approved by",
        24,
        "Who decided it, like Cabinet.",
        is_optional=True,
    ),
    Column(
        "withdrawn_on",
        "Withdrawal approved on",
        12,
        "A date; from then on the row is counted apart and nothing is asked for it.",
        is_optional=True,
    ),
    Column(
        "withdrawn_why",
        "Reason for withdrawal",
        36,
        "Why; where merged, into which, like A14.",
        is_optional=True,
    ),
)
"""Measures and milestones as they are filled in.

They may be taken out of what is pursued, and may each be filled in by somebody else.
"""

WAS = Column(
    "was",
    "Was",
    12,
    "The row's reference in last year's plan, also where it is the same; of one of several rows "
    "like E1 Gross, or A20, deadline 2. Empty for a new row.",
    is_optional=True,
)
"""Measures and milestones may go on from last year's."""

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
    Column("priority", "Priority", 9, "A code of the sheet Priorities."),
    Column(
        "number",
        "Number",
        9,
        "Runs on through measures and milestones of a priority; empty beside a reference.",
    ),
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

STEP_KEYS = (
    Column("priority", "Priority", 9, "A code of the sheet Priorities."),
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

MILESTONE_COLUMNS = (
    Column("priority", "Priority", 9, "A code of the sheet Priorities."),
    Column(
        "number",
        "Number",
        9,
        "Runs on through measures and milestones of a priority; empty beside a reference.",
    ),
    Column("deadline", "Deadline", 10, "1 for the first of several; a row each."),
    Column("heading", "Heading", 20, "What the milestone belongs under; may be empty."),
    Column("name", "Milestone", 46, "What will be done, in the plan's words."),
    Column(
        "due",
        "Due date",
        11,
        "A day, a month with its year, a quarter or a term; empty for what recurs, is ongoing or "
        "was done at approval.",
    ),
    Column(
        "recurrence",
        "Recurrence",
        12,
        "For what is done again and again: in each month, quarter, term, half-year or year, or "
        "all the time.",
        choices=tuple(Recurrence)[1:],
    ),
    Column(
        "at_approval",
        "Status at approval",
        20,
        "How far it was when the plan was approved.",
        choices=tuple(AtApproval)[1:],
    ),
    Column("purpose", "Deadline for", 24, "What this date is for, where there are several."),
    Column(
        "lead",
        "Lead",
        8,
        "A lead of the sheet Leads; of several, parted by semicolons, the first is accountable.",
    ),
    Column("partners", "Partners", 28, "Several are parted by semicolons."),
    Column(
        "progress_at_approval",
        "Progress at approval",
        36,
        "What had happened when the plan was approved.",
    ),
    Column(
        "depends_on",
        "Depends on",
        12,
        "The milestone that must come first, like C32; several are parted by semicolons.",
    ),
    Column(
        "redated_due", "Re-dated due date", 12, "Only with approval; the due date stays as it was."
    ),
    Column("redated_by", "Re-dating approved by", 24, "Who moved the date, like Cabinet."),
    Column(
        "redated_on", "Re-dating approved on", 12, "A date; the new due date counts from then on."
    ),
    REFERENCE,
    Column(
        "success",
        "Success measure",
        36,
        "How it will be known that it has worked.",
        is_optional=True,
    ),
    Column("evidence", "Evidence", 36, "What will show that it is done.", is_optional=True),
    Column(
        "moves",
        "Moves",
        12,
        "The measures it should move, by their references; several are parted by semicolons.",
        is_optional=True,
    ),
    HEAD,
    *WITHDRAWAL_COLUMNS,
    WAS,
)

CLOSED_COLUMNS = (
    Column(
        "was",
        "Was",
        12,
        "The reference in last year's plan of a row that this one does not go on with, like A12.",
    ),
    Column("name", "What it was", 60, "In last year's words.", is_optional=True),
    Column("closed_as", "Closed as", 16, "What became of it.", tuple(ClosedAs)),
    Column(
        "closed_on",
        "Closed on",
        12,
        "The day on which it was completed, or on which that was decided.",
        is_optional=True,
    ),
    Column("decided_by", "Decided by", 24, "Who decided it, like Cabinet.", is_optional=True),
    Column(
        "why",
        "Reason",
        40,
        "Why; where merged, into which row of this plan, like A14.",
        is_optional=True,
    ),
)
"""The sheet of what was in last year's plan and is not in this one; a plan may have it."""


def tables(starts: date, ends: date) -> dict[str, tuple[Column, ...]]:
    """The columns of each sheet but Plan, by its name, of a plan for that time."""
    return {
        PRIORITIES: PRIORITY_COLUMNS,
        LEADS: LEAD_COLUMNS,
        MEASURES: MEASURE_COLUMNS,
        MILESTONES: MILESTONE_COLUMNS,
        STEPS: step_columns(starts, ends),
        COMPARATORS: COMPARATOR_COLUMNS,
        EARLIER_YEARS: EARLIER_YEAR_COLUMNS,
        USUAL_RANGES: RANGE_COLUMNS,
        CLOSED: CLOSED_COLUMNS,
        report_layout.STANDING_TEXT: report_layout.STANDING_TEXT_COLUMNS,
        report_layout.ASKED: report_layout.ASKED_COLUMNS,
    }
