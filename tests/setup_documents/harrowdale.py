"""Harrowdale: measures with headings in two rows, in every unit that a plan has; footnotes.

Targets are figures, ranges, bounds, ratios, money and grades. One target has two units. The year
after the plan has its targets too, for which the plan workbook has no place.
"""

from tests.setup_documents.blocks import LEFT, UP, Document, Heading, Paragraph, Table
from tests.setup_documents.expected import Action, Deadline, Expected, Figures, Named

DOCUMENT = Document(
    (
        Heading("Harrowdale Children's Trust Plan 2012/13"),
        Paragraph("April 2012 – March 2013"),
        Heading("Priority One: Achieve", 2),
        Table(
            (
                (
                    "No.",
                    "Indicator",
                    "Baseline 2011/12",
                    "Target:",
                    LEFT,
                    "National average",
                    "Lead",
                ),
                (UP, UP, UP, "2012/13", "2013/14", UP, UP),
                (
                    "1",
                    "Pupils making expected progress in English",
                    "81.5%",
                    "at least 84%",
                    "86%",
                    "83.1%{{Provisional figure for England.}}",
                    "SW",
                ),
                (
                    "2",
                    "Staff to children in nurseries",
                    "1:14",
                    "1:13",
                    "1:12",
                    "",
                    "SW",
                ),
                (
                    "3",
                    "Schools' average inspection grade for leadership",
                    "Requires improvement",
                    "Good",
                    "Good",
                    "",
                    "SW",
                ),
                (
                    "4",
                    "Spending on agency teachers (£000)",
                    "1,420",
                    "1,150",
                    "900",
                    "",
                    "FK",
                ),
            ),
            heads=2,
            widths=(1, 5, 2, 2, 2, 2, 1),
        ),
        Heading("Priority Two: Stay safe", 2),
        Table(
            (
                (
                    "No.",
                    "Indicator",
                    "Baseline 2011/12",
                    "Target:",
                    LEFT,
                    "National average",
                    "Lead",
                ),
                (UP, UP, UP, "2012/13", "2013/14", UP, UP),
                (
                    "5",
                    "Foster placements within twenty miles",
                    "78%",
                    "85-90%",
                    "90%",
                    "",
                    "LM",
                ),
                (
                    "6",
                    "Days from care to adoption{{Counted as in the national scorecard.}}",
                    "702 days",
                    "no more than 639 days",
                    "TBC",
                    "636 days",
                    "LM",
                ),
                (
                    "7",
                    "Family conferences held",
                    "64",
                    "90 or 75% of referrals",
                    "",
                    "",
                    "LM",
                ),
            ),
            heads=2,
            widths=(1, 5, 2, 2, 2, 2, 1),
        ),
        Heading("What we will do", 3),
        Table(
            (
                ("No.", "Milestone", "Due", "Lead", "Outcome"),
                (
                    "8",
                    "Open the multi-agency team in the Civic Centre",
                    "07/05/12",
                    "LM",
                    "One front door for all concerns",
                ),
                (
                    "9",
                    "Inspect all children's homes without notice",
                    "6-monthly",
                    "LM",
                    "Each home is good or better",
                ),
            ),
        ),
    )
)

_ONE, _TWO = "One", "Two"
EXPECTED = Expected(
    priorities=((_ONE, "Achieve"), (_TWO, "Stay safe")),
    measures=(
        Figures(
            "1",
            "Pupils making expected progress in English",
            "%",
            "at least 84%",
            "81.5",
            "83.1",
            priority=_ONE,
            notes=("Provisional figure for England.",),
        ),
        Figures("2", "Staff to children in nurseries", "ratio", "1:13", "1:14", priority=_ONE),
        Figures(
            "3",
            "Schools' average inspection grade for leadership",
            "",
            "Good",
            "Requires improvement",
            priority=_ONE,
        ),
        Figures("4", "Spending on agency teachers (£000)", "£000", "1150", "1420", priority=_ONE),
        Figures("5", "Foster placements within twenty miles", "%", "85-90%", "78", priority=_TWO),
        Figures(
            "6",
            "Days from care to adoption",
            "days",
            "no more than 639 days",
            "702",
            "636",
            priority=_TWO,
            notes=("Counted as in the national scorecard.",),
        ),
        Figures("7", "Family conferences held", "", "90 or 75% of referrals", "64", priority=_TWO),
    ),
    actions=(
        Action(
            "8",
            "Open the multi-agency team in the Civic Centre",
            (Deadline(),),
            _TWO,
            lead="LM",
            success="One front door for all concerns",
        ),
        Action(
            "9",
            "Inspect all children's homes without notice",
            (Deadline(recurs="half-yearly"),),
            _TWO,
            lead="LM",
            success="Each home is good or better",
        ),
    ),
    named=(
        Named("Schools' average inspection grade for leadership", "3"),
        Named("90 or 75% of referrals", "7"),
        Named("2013/14"),
        Named("07/05/12", "8"),
    ),
    starts="2012-04-01",
    ends="2013-03-31",
)
