"""Marlowe: a plan after an inspection of services for special needs; one landscape table each.

Each area of weakness is a heading with its table: what, by when, who, success measure, RAG and
progress. Dates come in every form, some of which are no date.
"""

from tests.setup_documents.blocks import Document, Heading, Paragraph, Table
from tests.setup_documents.expected import Action, Deadline, Expected, Named

_HEADS = ("Ref", "What will we do?", "By when", "Who", "Success measure", "RAG", "Progress to date")
_WIDTHS = (1, 5, 2, 2, 4, 1, 4)

DOCUMENT = Document(
    (
        Heading("Marlowe Borough Council"),
        Heading("SEND Improvement Plan 2017/18"),
        Paragraph(
            "This plan covers April 2017 to March 2018. It answers the four areas of weakness that"
            " inspectors found in January 2017."
        ),
        Paragraph("RAG: R = not started or off track, A = some delay, G = on track, B = complete"),
        Heading("Priority 1: Leadership and joint commissioning", 2),
        Table(
            (
                _HEADS,
                (
                    "1.1",
                    "Agree a joint commissioning strategy with the clinical commissioning group",
                    "30/09/2017",
                    "JH",
                    "Strategy signed by both partners",
                    "G",
                    "First draft went to the SEND Board on 12 May",
                ),
                (
                    "1.2",
                    "Appoint a Designated Clinical Officer",
                    "by end of June 2017",
                    "Director of Quality",
                    "Officer in post",
                    "A",
                    "",
                ),
                (
                    "1.3",
                    "Report to the SEND Board on waiting times",
                    "Monthly",
                    "TO",
                    "Board sees waiting times at each meeting",
                    "G",
                    "",
                ),
                (
                    "1.4",
                    "Publish a data dashboard for the local area",
                    "31/02/2018",
                    "JH",
                    "Dashboard on the Local Offer website",
                    "",
                    "",
                ),
            ),
            widths=_WIDTHS,
        ),
        Heading("Priority 2: Education, health and care plans", 2),
        Table(
            (
                _HEADS,
                (
                    "2.1",
                    "Clear the backlog of transfers from statements:\n• Year 6 and Year 11 first\n"
                    "• all other year groups",
                    "31 July 2017 (Year 6 and Year 11)\n31 December 2017 (all other year groups)",
                    "MP",
                    "All transfers made in time",
                    "R",
                    "412 of 1,020 made",
                ),
                (
                    "2.2",
                    "Audit the quality of twenty plans each quarter",
                    "Quarterly",
                    "MP / TO",
                    "At least 80% of plans judged good",
                    "",
                    "",
                ),
                (
                    "2.3",
                    "Train case officers in writing outcomes",
                    "30 June 20117",
                    "Principal Educational Psychologist",
                    "All case officers trained",
                    "",
                    "",
                ),
                (
                    "2.4",
                    "Ask families how they found the process",
                    "Ongoing",
                    "Parent Carer Forum",
                    "Nine in ten families say they were listened to",
                    "G",
                    "",
                ),
            ),
            widths=_WIDTHS,
        ),
        Heading("Priority 3: Preparing for adulthood", 2),
        Table(
            (
                _HEADS,
                (
                    "3.1",
                    "Map the pathways for 14 to 25 year olds",
                    "Q3 2017/18",
                    "TO",
                    "Map published",
                    "",
                    "",
                ),
                (
                    "3.2",
                    "Open ten supported internships with local employers",
                    "TBC",
                    "Head of 16-25 Services",
                    "Ten young people placed",
                    "",
                    "Talks with [-two-][+three+] employers",
                ),
                (
                    "3.3",
                    "Review transport for post-16 learners",
                    "",
                    "MP",
                    "Review considered by Cabinet",
                    "",
                    "",
                ),
            ),
            widths=_WIDTHS,
        ),
    )
)

_ONE, _TWO, _THREE = "1", "2", "3"
EXPECTED = Expected(
    priorities=(
        (_ONE, "Leadership and joint commissioning"),
        (_TWO, "Education, health and care plans"),
        (_THREE, "Preparing for adulthood"),
    ),
    actions=(
        Action(
            "1.1",
            "Agree a joint commissioning strategy with the clinical commissioning group",
            (Deadline("2017-09-30"),),
            _ONE,
            lead="JH",
            success="Strategy signed by both partners",
            progress="First draft went to the SEND Board on 12 May",
        ),
        Action(
            "1.2",
            "Appoint a Designated Clinical Officer",
            (Deadline("2017-06-30", said="by end of June 2017"),),
            _ONE,
            lead="Director of Quality",
            success="Officer in post",
        ),
        Action(
            "1.3",
            "Report to the SEND Board on waiting times",
            (Deadline(recurs="monthly"),),
            _ONE,
            lead="TO",
            success="Board sees waiting times at each meeting",
        ),
        Action(
            "1.4",
            "Publish a data dashboard for the local area",
            (Deadline(),),
            _ONE,
            lead="JH",
            success="Dashboard on the Local Offer website",
        ),
        Action(
            "2.1",
            "Clear the backlog of transfers from statements: Year 6 and Year 11 first"
            " all other year groups",
            (
                Deadline("2017-07-31", purpose="Year 6 and Year 11"),
                Deadline("2017-12-31", purpose="all other year groups"),
            ),
            _TWO,
            lead="MP",
            success="All transfers made in time",
            progress="412 of 1,020 made",
        ),
        Action(
            "2.2",
            "Audit the quality of twenty plans each quarter",
            (Deadline(recurs="quarterly"),),
            _TWO,
            lead="MP; TO",
            success="At least 80% of plans judged good",
        ),
        Action(
            "2.3",
            "Train case officers in writing outcomes",
            (Deadline(),),
            _TWO,
            lead="Principal Educational Psychologist",
            success="All case officers trained",
        ),
        Action(
            "2.4",
            "Ask families how they found the process",
            (Deadline(recurs="ongoing"),),
            _TWO,
            lead="Parent Carer Forum",
            success="Nine in ten families say they were listened to",
        ),
        Action(
            "3.1",
            "Map the pathways for 14 to 25 year olds",
            (Deadline("2017-12-31", said="Q3 2017/18"),),
            _THREE,
            lead="TO",
            success="Map published",
        ),
        Action(
            "3.2",
            "Open ten supported internships with local employers",
            (Deadline(said="TBC"),),
            _THREE,
            lead="Head of 16-25 Services",
            success="Ten young people placed",
            progress="Talks with three employers",
        ),
        Action(
            "3.3",
            "Review transport for post-16 learners",
            (Deadline(),),
            _THREE,
            lead="MP",
            success="Review considered by Cabinet",
        ),
    ),
    named=(
        Named("31/02/2018", "1.4"),
        Named("MP / TO", "2.2"),
        Named("30 June 20117", "2.3"),
    ),
    starts="2017-04-01",
    ends="2018-03-31",
    never=("two",),
)
