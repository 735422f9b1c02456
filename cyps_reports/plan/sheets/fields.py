"""The labelled cells of the sheet Plan: what the plan says once for all of it."""

from __future__ import annotations

from cyps_reports.plan.model.plan import DEFAULT_CLOSING_DAYS
from cyps_reports.plan.model.sign_off import SignOffAsked
from cyps_reports.plan.model.small_numbers import Edition, SmallNumbers
from cyps_reports.workbooks.layout import Column

PLAN_FIELDS = (
    Column("council", "Council", 40, "Whose plan it is; on every output."),
    Column("service", "Service", 40, "The part of the council whose plan it is."),
    Column("title", "Plan title", 40, "With the plan year it tells this plan from others."),
    Column("year", "Plan year", 12, "As the plan is called by, like 2026/27 or 2026 to 2029."),
    Column("starts", "First day", 12, "A date; the plan may run for a year, or for less or more."),
    Column("ends", "Last day", 12, "A date."),
    Column(
        "tolerance",
        "Tolerance",
        12,
        "A percentage of the target, like 5%, where a measure sets none.",
    ),
    Column(
        "closing_days",
        "Returns due",
        12,
        f"Working days after the month's end; {DEFAULT_CLOSING_DAYS} where empty.",
    ),
    Column("report_to", "Report to", 40, "Who takes the Word report."),
    Column("report_of", "Report of", 40, "Whose report it is."),
    Column("also_to", "Copies to", 40, "Who else gets it; several are parted by semicolons."),
    Column(
        "cabinet_member",
        "Cabinet member",
        40,
        "Whose portfolio it is; on the front of the Word report.",
    ),
    Column("wards", "Wards affected", 40, "On the front of the Word report, such as All."),
    Column("key_decision", "Key decision", 40, "On the front of the Word report, such as No."),
    Column(
        "contact",
        "Contact",
        40,
        "Whom to ask about the Word report: a name, a telephone number, an address.",
        is_optional=True,
    ),
    Column("marking", "Marking", 40, "Printed on every output, such as Draft; empty for none."),
    Column(
        "email_sender", "Email sender", 40, "The address the emails come from.", is_optional=True
    ),
    Column(
        "email_to",
        "Email to",
        40,
        "Who gets the Word report; parted by semicolons.",
        is_optional=True,
    ),
    Column(
        "email_copies",
        "Email copies",
        40,
        "Who gets a copy of it; parted by semicolons.",
        is_optional=True,
    ),
    Column(
        "outturn_heading",
        "Last year's column",
        40,
        "What last year's figures are called, like Baseline July 2023; Outturn and the year where "
        "empty.",
        is_optional=True,
    ),
    Column(
        "lead_word",
        "Leads are called",
        40,
        "What the plan calls its leads; Lead where empty.",
        is_optional=True,
    ),
    Column(
        "similar_name",
        "Similar authorities are",
        40,
        "The one of the sheet Comparators that measures are compared with, like Statistical "
        "neighbours.",
        is_optional=True,
    ),
    Column(
        "reported",
        "Reported",
        40,
        "monthly, quarterly, termly, half-yearly, annual, or months like October; April. monthly "
        "where empty.",
        is_optional=True,
    ),
    Column(
        "also_titles",
        "Also sent out as",
        40,
        "Titles that the plan had before, parted by semicolons; returns and reports under them are "
        "taken as this plan's.",
        is_optional=True,
    ),
    Column(
        "small_numbers",
        "Small numbers",
        40,
        f"What the public edition keeps back: {SmallNumbers.COUNTS}, {SmallNumbers.OLDER}; or "
        f"{SmallNumbers.FIVES}, {SmallNumbers.TENS}. {SmallNumbers.COUNTS} where empty.",
        tuple(SmallNumbers),
        is_optional=True,
    ),
    Column(
        "emailed",
        "Edition emailed",
        40,
        "The edition that goes with the email to those who decide: internal or public. internal "
        "where empty.",
        tuple(Edition),
        is_optional=True,
    ),
    Column(
        "sign_off",
        "Sign-off asked for",
        40,
        "yes where each return has to be signed off: one that is not is then a warning. no where "
        "empty.",
        tuple(SignOffAsked),
        is_optional=True,
    ),
    Column(
        "mail_server",
        "Mail server",
        40,
        "Only to send the emails from here; ask IT.",
        is_optional=True,
    ),
)


def _rating_called(key: str, standard: str, like: str) -> Column:
    prompt = f"What the plan calls this rating, like {like}; {standard} where empty."
    return Column(key, f"{standard} is called", 40, prompt, is_optional=True)


VOCABULARY_FIELDS = (
    Column(
        "priority",
        "Priorities are called",
        40,
        "What the plan calls one priority, like Outcome or Key result area; Priority where empty.",
        is_optional=True,
    ),
    Column(
        "body",
        "Decision body",
        40,
        "What the body is called that takes the report, like Board or Committee; Cabinet where "
        "empty.",
        is_optional=True,
    ),
    _rating_called("green", "Green", "On course"),
    _rating_called("amber", "Amber", "Some concern"),
    _rating_called("red", "Red", "Black"),
    _rating_called("blue", "Blue", "Blue – complete"),
    _rating_called("grey", "Grey", "Not rated"),
)
"""The plan's own words, which stand on the sheet Plan too."""
