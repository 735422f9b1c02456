"""Wexcombe: each action is a small table of its own, labels on the left and what they say beside.

Two of the tables are longer than others; one says its due date as two dates with what each is for.
"""

from tests.setup_documents.blocks import Document, Heading, Paragraph, Table
from tests.setup_documents.expected import Action, Deadline, Expected, Named


def _card(*rows: tuple[str, str]) -> Table:
    return Table(rows, heads=0, widths=(1, 3))


DOCUMENT = Document(
    (
        Heading("Wexcombe Council: Children in Care Improvement Plan 2016/17"),
        Paragraph("The plan runs from 1 April 2016 to 31 March 2017."),
        Heading("Priority C1: A home for every child", 2),
        _card(
            ("Action reference", "C1.1"),
            ("Action", "Recruit forty new foster families"),
            ("Lead", "Fostering Service Manager"),
            ("Partners", "Communications; Faith groups"),
            ("Due date", "31 March 2017"),
            ("How will we know it has worked?", "Fewer children live outside the county"),
            ("Progress", "Eleven families approved by September"),
        ),
        Paragraph(""),
        _card(
            ("Action reference", "C1.2"),
            ("Action", "Bring the panel's decisions down to ten working days"),
            ("Lead", "DB"),
            ("Due date", "30.06.16"),
            ("How will we know it has worked?", "Nine decisions in ten within ten days"),
        ),
        Paragraph(""),
        _card(
            ("Action reference", "C1.3"),
            ("Action", "Write a sufficiency statement"),
            ("Lead", "Commissioning"),
            ("Due date", "30 May 2016 draft\n30 September 2016 final"),
            ("How will we know it has worked?", "Statement adopted by Cabinet"),
            ("Budget", "£12,000"),
        ),
        Heading("Priority C2: Health and schooling", 2),
        _card(
            ("Action reference", "C2.1"),
            ("Action", "Complete each initial health assessment in twenty days"),
            ("Lead", "Designated Nurse"),
            ("Partners", "NHS trust"),
            ("Due date", "Monthly"),
            ("How will we know it has worked?", "All assessments on time by the end of the year"),
        ),
        Paragraph(""),
        _card(
            ("Action reference", "C2.2"),
            ("Action", "Give each child in care a personal education plan worth reading"),
            ("Lead", "Virtual School Head / Designated Nurse"),
            ("Due date", "To be confirmed"),
            ("How will we know it has worked?", "Audit finds 85% of plans good"),
        ),
        Paragraph(""),
        _card(
            ("Action reference", "C2.3"),
            ("Action", "Open a drop-in for care leavers in the town centre"),
            ("Lead", "Leaving Care Manager"),
            ("Due date", "by 1 December 2016"),
            ("How will we know it has worked?", "Thirty young people visit each week"),
        ),
    ),
    is_landscape=False,
)

_C1, _C2 = "C1", "C2"
EXPECTED = Expected(
    priorities=((_C1, "A home for every child"), (_C2, "Health and schooling")),
    actions=(
        Action(
            "C1.1",
            "Recruit forty new foster families",
            (Deadline("2017-03-31"),),
            _C1,
            lead="Fostering Service Manager",
            partners="Communications; Faith groups",
            success="Fewer children live outside the county",
            progress="Eleven families approved by September",
        ),
        Action(
            "C1.2",
            "Bring the panel's decisions down to ten working days",
            (Deadline("2016-06-30"),),
            _C1,
            lead="DB",
            success="Nine decisions in ten within ten days",
        ),
        Action(
            "C1.3",
            "Write a sufficiency statement",
            (
                Deadline("2016-05-30", purpose="draft"),
                Deadline("2016-09-30", purpose="final"),
            ),
            _C1,
            lead="Commissioning",
            success="Statement adopted by Cabinet",
        ),
        Action(
            "C2.1",
            "Complete each initial health assessment in twenty days",
            (Deadline(recurs="monthly"),),
            _C2,
            lead="Designated Nurse",
            partners="NHS trust",
            success="All assessments on time by the end of the year",
        ),
        Action(
            "C2.2",
            "Give each child in care a personal education plan worth reading",
            (Deadline(said="To be confirmed"),),
            _C2,
            lead="Virtual School Head; Designated Nurse",
            success="Audit finds 85% of plans good",
        ),
        Action(
            "C2.3",
            "Open a drop-in for care leavers in the town centre",
            (Deadline("2016-12-01"),),
            _C2,
            lead="Leaving Care Manager",
            success="Thirty young people visit each week",
        ),
    ),
    named=(
        Named("£12,000"),
        Named("Virtual School Head / Designated Nurse", "C2.2"),
    ),
    starts="2016-04-01",
    ends="2017-03-31",
)
