"""Eastmere: a partnership's plan in objectives and key results, with a table for each objective.

The objective stands merged down the left side; targets stand in the words of the key results.
"""

from tests.setup_documents.blocks import UP, Document, Heading, Paragraph, Table
from tests.setup_documents.expected import Action, Deadline, Expected, Named

_HEADS = ("Objective", "Key result", "Timescale", "Owner", "Working with", "Update")

DOCUMENT = Document(
    (
        Heading("Eastmere Children and Young People's Partnership"),
        Heading("Partnership plan, January to December 2019", 2),
        Paragraph("What we want to be different for children by the end of the year."),
        Heading("Theme 1 – Starting well", 2),
        Table(
            (
                _HEADS,
                (
                    "Every child is ready for school",
                    "KR1 Two-year checks are offered jointly in all twelve centres",
                    "June 2019",
                    "Amina Yusuf",
                    "Health visiting\nNurseries",
                    "Ten centres so far",
                ),
                (
                    UP,
                    "KR2 Speech and language screening in every nursery",
                    "1 November 2019",
                    "Amina Yusuf",
                    "Nurseries",
                    "",
                ),
                (
                    "Parents get help early",
                    "KR3 A parenting course in each ward",
                    "by end of Q2 2019",
                    "Family Hubs Manager",
                    "Voluntary sector",
                    "",
                ),
            ),
        ),
        Heading("Theme 2 – Staying safe and well", 2),
        Table(
            (
                _HEADS,
                (
                    "Young people find someone to talk to",
                    "KR4 Mental health leads named in all schools",
                    "31 May 2019",
                    "Dr Lewis Grant",
                    "Schools",
                    "",
                ),
                (
                    UP,
                    "KR5 Waiting time for a first appointment is reported to the Board",
                    "Half-yearly",
                    "Dr Lewis Grant",
                    "",
                    "",
                ),
                (
                    UP,
                    "KR6 An app for self-referral is live",
                    "Phase 2",
                    "Dr Lewis Grant and Amina Yusuf",
                    "Youth Council",
                    "",
                ),
                (
                    "Fewer young people are drawn into crime",
                    "KR7 Every school has a named police officer",
                    "September 2019",
                    "Chief Inspector, Eastmere",
                    "Police; Schools",
                    "",
                ),
                (
                    UP,
                    "KR8 The mentoring scheme has been reviewed",
                    "12/10/2019",
                    "Youth Justice Manager",
                    "",
                    "~~Not started~~ Scoping",
                ),
            ),
        ),
    ),
    is_landscape=False,
)

_ONE, _TWO = "1", "2"
_READY, _EARLY = "Every child is ready for school", "Parents get help early"
_TALK, _CRIME = "Young people find someone to talk to", "Fewer young people are drawn into crime"

EXPECTED = Expected(
    priorities=((_ONE, "Starting well"), (_TWO, "Staying safe and well")),
    actions=(
        Action(
            "KR1",
            "Two-year checks are offered jointly in all twelve centres",
            (Deadline("2019-06-30", said="June 2019"),),
            _ONE,
            _READY,
            "Amina Yusuf",
            "Health visiting; Nurseries",
            progress="Ten centres so far",
        ),
        Action(
            "KR2",
            "Speech and language screening in every nursery",
            (Deadline("2019-11-01"),),
            _ONE,
            _READY,
            "Amina Yusuf",
            "Nurseries",
        ),
        Action(
            "KR3",
            "A parenting course in each ward",
            (Deadline("2019-06-30", said="by end of Q2 2019"),),
            _ONE,
            _EARLY,
            "Family Hubs Manager",
            "Voluntary sector",
        ),
        Action(
            "KR4",
            "Mental health leads named in all schools",
            (Deadline("2019-05-31"),),
            _TWO,
            _TALK,
            "Dr Lewis Grant",
            "Schools",
        ),
        Action(
            "KR5",
            "Waiting time for a first appointment is reported to the Board",
            (Deadline(recurs="half-yearly"),),
            _TWO,
            _TALK,
            "Dr Lewis Grant",
        ),
        Action(
            "KR6",
            "An app for self-referral is live",
            (Deadline(said="Phase 2"),),
            _TWO,
            _TALK,
            "Dr Lewis Grant; Amina Yusuf",
            "Youth Council",
        ),
        Action(
            "KR7",
            "Every school has a named police officer",
            (Deadline("2019-09-30", said="September 2019"),),
            _TWO,
            _CRIME,
            "Chief Inspector, Eastmere",
            "Police; Schools",
        ),
        Action(
            "KR8",
            "The mentoring scheme has been reviewed",
            (Deadline(),),
            _TWO,
            _CRIME,
            "Youth Justice Manager",
            progress="Scoping",
        ),
    ),
    named=(
        Named("Phase 2", "KR6"),
        Named("Dr Lewis Grant and Amina Yusuf", "KR6"),
        Named("Not started", "row 6"),
        Named("12/10/2019", "KR8"),
    ),
    starts="2019-01-01",
    ends="2019-12-31",
    never=("Not started",),
)
