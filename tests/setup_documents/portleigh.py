"""Portleigh: a plan after an inspection of the authority, by recommendation, in portrait.

Under each recommendation stands a table of activities; rows across the table say what it costs and
who monitors it. The recommendations are rows across the table too. A heading is merged downwards.
"""

from tests.setup_documents.blocks import UP, Document, Heading, Paragraph, Table
from tests.setup_documents.expected import Action, Deadline, Expected, Named

_HEADS = ("Activities", "Lead", "Involving", "Success criteria", "Timescale")

DOCUMENT = Document(
    (
        Heading("City of Portleigh"),
        Heading("Post-inspection action plan for children's services", 2),
        Paragraph("Period of the plan: 1 October 2015 to 31 December 2016 (15 months)"),
        Table(
            (
                ("Recommendation A: Make the quality of social work consistent",),
                _HEADS,
                (
                    "A1. Set practice standards for assessments",
                    "Principal Social Worker",
                    "Team managers",
                    "• Standards in use\n• Staff can say what they are",
                    "18 December 2015",
                ),
                (
                    "A2. Audit sixty cases in a year",
                    "Head of Quality",
                    "Auditors",
                    "Three in four cases are good",
                    "30 June 2016 (first thirty)\n16 December 2016 (all sixty)",
                ),
                ("Resources: £67,000 from the improvement fund",),
                ("Monitoring: Improvement Board",),
            ),
            heads=0,
        ),
        Table(
            (
                ("Recommendation B: Bring caseloads down",),
                _HEADS,
                (
                    "B1. Fill the twelve vacant posts",
                    "Head of Workforce",
                    "Recruitment agency",
                    "Vacancies below 5%",
                    "by end of March 2016",
                ),
                (
                    "B2. Close cases that need no social worker",
                    UP,
                    "Early Help",
                    "Caseloads below eighteen",
                    "From October 2015",
                ),
                (
                    "B3. Publish caseloads by team",
                    "Performance Team",
                    "",
                    "Published each month",
                    "Monthly",
                ),
                ("Resources: within existing budgets",),
                ("Monitoring: Scrutiny Committee",),
            ),
            heads=0,
        ),
        Table(
            (
                ("Recommendation C: Listen to children",),
                _HEADS,
                (
                    "C1. Offer an advocate to every child in care",
                    "Participation Officer",
                    "Advocacy provider",
                    "All offered; half accept",
                    "Immediate",
                ),
                (
                    "C2. Take the views of children to each Board",
                    "Participation Officer",
                    "Children in Care Council",
                    "A paper at each meeting",
                    "Q4 2016",
                ),
                ("Monitoring: Children in Care Council",),
            ),
            heads=0,
        ),
    ),
    is_landscape=False,
)

_A, _B, _C = "A", "B", "C"
EXPECTED = Expected(
    priorities=(
        (_A, "Make the quality of social work consistent"),
        (_B, "Bring caseloads down"),
        (_C, "Listen to children"),
    ),
    actions=(
        Action(
            "A1",
            "Set practice standards for assessments",
            (Deadline("2015-12-18"),),
            _A,
            lead="Principal Social Worker",
            partners="Team managers",
            success="Standards in use Staff can say what they are",
        ),
        Action(
            "A2",
            "Audit sixty cases in a year",
            (
                Deadline("2016-06-30", purpose="first thirty"),
                Deadline("2016-12-16", purpose="all sixty"),
            ),
            _A,
            lead="Head of Quality",
            partners="Auditors",
            success="Three in four cases are good",
        ),
        Action(
            "B1",
            "Fill the twelve vacant posts",
            (Deadline("2016-03-31", said="by end of March 2016"),),
            _B,
            lead="Head of Workforce",
            partners="Recruitment agency",
            success="Vacancies below 5%",
        ),
        Action(
            "B2",
            "Close cases that need no social worker",
            (Deadline(),),
            _B,
            lead="Head of Workforce",
            partners="Early Help",
            success="Caseloads below eighteen",
        ),
        Action(
            "B3",
            "Publish caseloads by team",
            (Deadline(recurs="monthly"),),
            _B,
            lead="Performance Team",
            success="Published each month",
        ),
        Action(
            "C1",
            "Offer an advocate to every child in care",
            (Deadline(said="Immediate"),),
            _C,
            lead="Participation Officer",
            partners="Advocacy provider",
            success="All offered; half accept",
        ),
        Action(
            "C2",
            "Take the views of children to each Board",
            (Deadline(said="Q4 2016"),),
            _C,
            lead="Participation Officer",
            partners="Children in Care Council",
            success="A paper at each meeting",
        ),
    ),
    named=(
        Named("£67,000"),
        Named("Improvement Board"),
        Named("From October 2015", "B2"),
        Named("Immediate", "C1"),
        Named("Q4 2016", "C2"),
    ),
    starts="2015-10-01",
    ends="2016-12-31",
)
