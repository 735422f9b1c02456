"""Calderbrook: a termly plan for education, in portrait, numbered by Word.

One long table goes on over three pages as three tables with the headings again. Priorities are rows
across it, numbered 1, 2; the actions under them are 1.1, 1.2, numbered by the program.
"""

from tests.setup_documents.blocks import Document, Heading, Paragraph, Table
from tests.setup_documents.expected import Action, Deadline, Expected, Named

_HEADS = ("Action", "Lead officer", "Timescale", "Success criteria")
_WIDTHS = (6, 2, 2, 4)

DOCUMENT = Document(
    (
        Heading("Education Improvement Plan"),
        Paragraph("Calderbrook Metropolitan Borough Council"),
        Paragraph("Academic year 2017/18 (1 September 2017 to 31 August 2018)"),
        Table(
            (
                _HEADS,
                ("## Raise attainment at key stage 2",),
                (
                    "# Hold a pupil progress meeting in every school below the floor standard",
                    "School Improvement Lead",
                    "Autumn term 2017",
                    "Minutes show targets for each pupil",
                ),
                (
                    "# Moderate writing across the borough",
                    "NK",
                    "Termly",
                    "Nine in ten judgements are confirmed",
                ),
                (
                    "# Run a mathematics network for leaders of the subject",
                    "NK",
                    "13 October 2017 (first meeting)\n2 March 2018 (second meeting)\n"
                    "29 June 2018 (evaluation)",
                    "All primary schools attend",
                ),
            ),
            widths=_WIDTHS,
        ),
        Paragraph("Continued overleaf"),
        Table(
            (
                _HEADS,
                (
                    "# Publish a guide to the pupil premium",
                    "Virtual School Head",
                    "by end of Spring term 2018",
                    "Guide on the website",
                ),
                ("## Improve attendance",),
                (
                    "# Write to the parents of every persistently absent pupil",
                    "Attendance Manager",
                    "Summer term 2018",
                    "Persistent absence falls",
                ),
                (
                    "# Agree a protocol for part-time timetables",
                    "Attendance Manager",
                    "30/11/2017",
                    "Protocol signed by all heads",
                ),
            ),
            widths=_WIDTHS,
        ),
        Paragraph("Continued overleaf"),
        Table(
            (
                _HEADS,
                (
                    "# Visit each school with absence above the national figure",
                    "RB",
                    "Annually",
                    "A written note of each visit",
                ),
                ("## Strengthen governance",),
                (
                    "# Fill the vacancies on governing bodies",
                    "Governor Services",
                    "31 September 2017",
                    "Vacancies below 8%",
                ),
                (
                    "# Review every governing body in its third year",
                    "Governor Services",
                    "Ongoing",
                    "",
                ),
            ),
            widths=_WIDTHS,
        ),
    ),
    is_landscape=False,
)

_ONE, _TWO, _THREE = "1", "2", "3"
EXPECTED = Expected(
    priorities=(
        (_ONE, "Raise attainment at key stage 2"),
        (_TWO, "Improve attendance"),
        (_THREE, "Strengthen governance"),
    ),
    actions=(
        Action(
            "1.1",
            "Hold a pupil progress meeting in every school below the floor standard",
            (Deadline("2017-12-31", said="Autumn term 2017"),),
            _ONE,
            lead="School Improvement Lead",
            success="Minutes show targets for each pupil",
        ),
        Action(
            "1.2",
            "Moderate writing across the borough",
            (Deadline(recurs="termly"),),
            _ONE,
            lead="NK",
            success="Nine in ten judgements are confirmed",
        ),
        Action(
            "1.3",
            "Run a mathematics network for leaders of the subject",
            (
                Deadline("2017-10-13", purpose="first meeting"),
                Deadline("2018-03-02", purpose="second meeting"),
                Deadline("2018-06-29", purpose="evaluation"),
            ),
            _ONE,
            lead="NK",
            success="All primary schools attend",
        ),
        Action(
            "1.4",
            "Publish a guide to the pupil premium",
            (Deadline("2018-04-30", said="by end of Spring term 2018"),),
            _ONE,
            lead="Virtual School Head",
            success="Guide on the website",
        ),
        Action(
            "2.1",
            "Write to the parents of every persistently absent pupil",
            (Deadline("2018-07-31", said="Summer term 2018"),),
            _TWO,
            lead="Attendance Manager",
            success="Persistent absence falls",
        ),
        Action(
            "2.2",
            "Agree a protocol for part-time timetables",
            (Deadline("2017-11-30"),),
            _TWO,
            lead="Attendance Manager",
            success="Protocol signed by all heads",
        ),
        Action(
            "2.3",
            "Visit each school with absence above the national figure",
            (Deadline(recurs="annual"),),
            _TWO,
            lead="RB",
            success="A written note of each visit",
        ),
        Action(
            "3.1",
            "Fill the vacancies on governing bodies",
            (Deadline(),),
            _THREE,
            lead="Governor Services",
            success="Vacancies below 8%",
        ),
        Action(
            "3.2",
            "Review every governing body in its third year",
            (Deadline(recurs="ongoing"),),
            _THREE,
            lead="Governor Services",
        ),
    ),
    named=(Named("31 September 2017", "3.1"),),
    starts="2017-09-01",
    ends="2018-08-31",
)
