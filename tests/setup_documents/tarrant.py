"""Tarrant: a tracker in Word in the words What, Who, How and When, with capitals across the table.

What has several steps under How, each with its own date; the status says what is completed.
"""

from tests.setup_documents.blocks import UP, Document, Heading, Paragraph, Table
from tests.setup_documents.expected import Action, Deadline, Expected, Named

DOCUMENT = Document(
    (
        Heading("Tarrant Council"),
        Heading("Improvement action tracker", 2),
        Paragraph("April 2016 to March 2018"),
        Table(
            (
                ("What?", "Who?", "How?", "When?", "Success measures", "Current status"),
                ("1 CHILDREN IN NEED OF HELP",),
                (
                    "Assessments are made on time",
                    "Head of Assessment",
                    "Revise the standards for timeliness",
                    "Dec 2016",
                    "Staff know the standards",
                    "COMPLETED",
                ),
                (
                    UP,
                    UP,
                    "Report timeliness to each team",
                    "Mar 2017",
                    "Seven in ten conferences on time",
                    "On target",
                ),
                (
                    "Thresholds are applied",
                    "Head of Front Door",
                    "Audit thirty decisions",
                    "31 May 2017",
                    "Nine in ten are right",
                    "",
                ),
                ("2 CHILDREN LOOKED AFTER",),
                (
                    "There are enough good homes",
                    "Commissioning",
                    "Write a sufficiency strategy",
                    "30 June 2017",
                    "Adopted by Cabinet",
                    "Not started",
                ),
            ),
        ),
    )
)

_ONE, _TWO = "1", "2"
_TIMELY = "Assessments are made on time"
EXPECTED = Expected(
    priorities=((_ONE, "CHILDREN IN NEED OF HELP"), (_TWO, "CHILDREN LOOKED AFTER")),
    actions=(
        Action(
            "",
            "Revise the standards for timeliness",
            (Deadline("2016-12-31", said="Dec 2016"),),
            _ONE,
            _TIMELY,
            "Head of Assessment",
            success="Staff know the standards",
            at_approval="completed",
        ),
        Action(
            "",
            "Report timeliness to each team",
            (Deadline("2017-03-31", said="Mar 2017"),),
            _ONE,
            _TIMELY,
            "Head of Assessment",
            success="Seven in ten conferences on time",
        ),
        Action(
            "",
            "Audit thirty decisions",
            (Deadline("2017-05-31"),),
            _ONE,
            "Thresholds are applied",
            "Head of Front Door",
            success="Nine in ten are right",
        ),
        Action(
            "",
            "Write a sufficiency strategy",
            (Deadline("2017-06-30"),),
            _TWO,
            "There are enough good homes",
            "Commissioning",
            success="Adopted by Cabinet",
        ),
    ),
    named=(Named("On target"), Named("Not started")),
    starts="2016-04-01",
    ends="2018-03-31",
)
