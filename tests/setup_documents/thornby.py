"""Thornby: a scorecard with headings in two rows; rates per 10,000; targets by quarter.

What is good stands in a column of its own. Actions stand in a second table.
"""

from tests.setup_documents.blocks import LEFT, UP, Document, Heading, Paragraph, Table
from tests.setup_documents.expected import Action, Deadline, Expected, Figures, Named

DOCUMENT = Document(
    (
        Heading("Children's Services Improvement Plan: scorecard"),
        Paragraph("Thornby County Council\n1 April 2018 to 31 March 2019"),
        Heading("Priority A: Help and protection", 2),
        Table(
            (
                (
                    "Ref",
                    "Key performance indicator",
                    "Good is",
                    "Outturn",
                    LEFT,
                    "Target 2018/19",
                    LEFT,
                    LEFT,
                    LEFT,
                    "Statistical neighbours 2016/17",
                    "England 2016/17",
                ),
                (UP, UP, UP, "2016/17", "2017/18", "Q1", "Q2", "Q3", "Q4", UP, UP),
                (
                    "A1",
                    "Referrals per 10,000 children",
                    "Lower",
                    "612.4",
                    "588.0",
                    "585.0",
                    "580.0",
                    "575.0",
                    "570.0",
                    "541.2",
                    "548.2",
                ),
                (
                    "A2",
                    "Re-referrals within twelve months",
                    "Low",
                    "24.1%",
                    "22.6%",
                    "22%",
                    "21%",
                    "20.5%",
                    "20%",
                    "21.3%",
                    "21.9%",
                ),
                (
                    "A3",
                    "Assessments completed within 45 working days",
                    "High",
                    "79%",
                    "83%",
                    "84%",
                    "86%",
                    "88%",
                    "90%",
                    "84%",
                    "82.9%",
                ),
                (
                    "A4",
                    "Children on a child protection plan per 10,000",
                    "Lower",
                    "61.0",
                    "57.3",
                    "56.0",
                    "54.0",
                    "52.0",
                    "50.0",
                    "44.8",
                    "43.3",
                ),
                (
                    "A5",
                    "Contacts received by the front door",
                    "Info",
                    "9,412",
                    "10,038",
                    "",
                    "",
                    "",
                    "",
                    "n/a",
                    "n/a",
                ),
                (
                    "A6",
                    "Agency social workers",
                    "",
                    "28.4%",
                    "25.1%",
                    "24%",
                    "22%",
                    "20%",
                    "18%",
                    "",
                    "15.8%",
                ),
            ),
            heads=2,
            widths=(1, 5, 1, 1, 1, 1, 1, 1, 1, 2, 2),
        ),
        Paragraph("All figures are for the end of the quarter."),
        Heading("Actions", 3),
        Table(
            (
                ("Ref", "Action", "Accountable officer", "Deadline", "Partners", "Evidence"),
                (
                    "A7",
                    "Re-launch the threshold document with all partners",
                    "Head of Front Door",
                    "29 June 2018",
                    "Police, Health, Schools",
                    "Attendance lists; quiz results",
                ),
                (
                    "A8",
                    "Move the domestic abuse worker into the front door",
                    "Head of Front Door",
                    "1 October 2018",
                    "Police",
                    "Co-location agreement",
                ),
                (
                    "A9",
                    "Dip-sample ten decisions a week",
                    "Principal Social Worker",
                    "From April 2018 and then weekly",
                    "",
                    "Log of samples",
                ),
            ),
        ),
    )
)

_A = "A"


def _quarters(*targets: str) -> tuple[tuple[str, str], ...]:
    return tuple(zip(("2018-06", "2018-09", "2018-12", "2019-03"), targets, strict=True))


def _others(neighbours: str, england: str) -> tuple[tuple[str, str], ...]:
    found = (("Statistical neighbours", neighbours), ("England", england))
    return tuple((name, figure) for name, figure in found if figure)


EXPECTED = Expected(
    priorities=((_A, "Help and protection"),),
    measures=(
        Figures(
            "A1",
            "Referrals per 10,000 children",
            "per 10,000",
            "570.0",
            "588.0",
            polarity="lower",
            priority=_A,
            steps=_quarters("585.0", "580.0", "575.0", "570.0"),
            comparators=_others("541.2", "548.2"),
            earlier=(("2016/17", "612.4"),),
        ),
        Figures(
            "A2",
            "Re-referrals within twelve months",
            "%",
            "20",
            "22.6",
            polarity="lower",
            priority=_A,
            steps=_quarters("22", "21", "20.5", "20"),
            comparators=_others("21.3", "21.9"),
            earlier=(("2016/17", "24.1"),),
        ),
        Figures(
            "A3",
            "Assessments completed within 45 working days",
            "%",
            "90",
            "83",
            polarity="higher",
            priority=_A,
            steps=_quarters("84", "86", "88", "90"),
            comparators=_others("84", "82.9"),
            earlier=(("2016/17", "79"),),
        ),
        Figures(
            "A4",
            "Children on a child protection plan per 10,000",
            "per 10,000",
            "50.0",
            "57.3",
            polarity="lower",
            priority=_A,
            steps=_quarters("56.0", "54.0", "52.0", "50.0"),
            comparators=_others("44.8", "43.3"),
            earlier=(("2016/17", "61.0"),),
        ),
        Figures(
            "A5",
            "Contacts received by the front door",
            "",
            "",
            "10038",
            polarity="monitor",
            priority=_A,
            earlier=(("2016/17", "9412"),),
        ),
        Figures(
            "A6",
            "Agency social workers",
            "%",
            "18",
            "25.1",
            priority=_A,
            steps=_quarters("24", "22", "20", "18"),
            comparators=_others("", "15.8"),
            earlier=(("2016/17", "28.4"),),
        ),
    ),
    actions=(
        Action(
            "A7",
            "Re-launch the threshold document with all partners",
            (Deadline("2018-06-29"),),
            _A,
            lead="Head of Front Door",
            partners="Police; Health; Schools",
            evidence="Attendance lists; quiz results",
        ),
        Action(
            "A8",
            "Move the domestic abuse worker into the front door",
            (Deadline("2018-10-01"),),
            _A,
            lead="Head of Front Door",
            partners="Police",
            evidence="Co-location agreement",
        ),
        Action(
            "A9",
            "Dip-sample ten decisions a week",
            (Deadline(),),
            _A,
            lead="Principal Social Worker",
            evidence="Log of samples",
        ),
    ),
    named=(Named("polarity", "A6"), Named("From April 2018 and then weekly", "A9")),
    starts="2018-04-01",
    ends="2019-03-31",
)
