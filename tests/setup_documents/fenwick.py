"""Fenwick: a workbook with a cover and a sheet for each priority, measures above actions on each.

Percentages are numbers in percentage cells, headings stand in two rows with merged cells, and one
figure is a formula that was never calculated.
"""

from dataclasses import replace
from datetime import date

from tests.setup_documents.expected import Action, Deadline, Expected, Figures, Named
from tests.setup_documents.sheets import SheetData, Typed

_MEASURES: tuple[tuple[Typed, ...], ...] = (
    ("KPI", "Measure", "Unit", "Baseline", "Target", None, "Polarity"),
    (None, None, None, "2022/23", "Sept 2023", "March 2024", None),
)
_ACTIONS = ("Ref", "Action", "Lead", "Due", "Success measure")

COVER = SheetData(
    "Cover",
    (
        ("Fenwick Council",),
        ("Children's Services Improvement Plan",),
        ("Plan period: 1 April 2023 to 31 March 2024",),
        ("Version 4, approved by Cabinet on 13 March 2023",),
    ),
)
FIRST = SheetData(
    "Priority 1",
    (
        ("Priority 1: Early help that families can find",),
        (),
        *_MEASURES,
        ("KPI 1", "Families with an early help assessment", "families", 412, 450, 500, "H"),
        ("KPI 2", "Assessments finished in six weeks", "%", 0.785, 0.82, 0.9, "H"),
        ("KPI 3", "Families that come back within a year", "%", 0.19, 0.17, "=F6/6", "L"),
        (),
        _ACTIONS,
        (
            "1.1",
            "Open family hubs in three towns",
            "Head of Early Help",
            date(2023, 9, 29),
            "Three hubs open",
        ),
        (
            "1.2",
            "Put all services into one directory",
            "Digital Lead",
            date(2023, 12, 15),
            "Directory used by 2,000 families",
        ),
        ("1.3", "Train partners in the new assessment", "JS / PQ", "Termly", None),
    ),
    merged=("A1:G1", "A3:A4", "B3:B4", "C3:C4", "E3:F3", "G3:G4"),
    formats={
        **{f"{letter}6": "0.0%" for letter in "DEF"},
        **{f"{letter}7": "0%" for letter in "DEF"},
        "D10": "mmm yyyy",
    },
    bold_rows=(1, 3, 4, 9),
)
SECOND = SheetData(
    "Priority 2",
    (
        ("Priority 2: Fewer moves for children in care",),
        (),
        *_MEASURES,
        ("KPI 4", "Children with three or more moves in a year", "%", 0.128, 0.115, 0.1, "L"),
        ("KPI 5", "Average weekly cost of a residential place", "£", 4875, 4700, 4500, None),
        ("KPI 6", "Children in care", "per 10,000", 88.4, None, None, "Info only"),
        (),
        _ACTIONS,
        (
            "2.1",
            "Review every placement outside the county",
            "Head of Children in Care",
            date(2023, 6, 30),
            "Plans for each child",
        ),
        (
            "2.2",
            "Launch a campaign for foster carers\n(with neighbouring councils)",
            "Fostering Manager",
            "Ongoing",
            "Twenty new households",
        ),
        (None, "Agree a matching policy", "Fostering Manager", date(2023, 10, 31), None),
    ),
    merged=("A1:G1", "A3:A4", "B3:B4", "C3:C4", "E3:F3", "G3:G4"),
    formats={**{f"{letter}5": "0.0%" for letter in "DEF"}, "F6": "#,##0", "D6": "#,##0"},
    bold_rows=(1, 3, 4, 9),
)
SHEETS = (COVER, FIRST, SECOND)

_1, _2 = "1", "2"
EXPECTED = Expected(
    priorities=(
        (_1, "Early help that families can find"),
        (_2, "Fewer moves for children in care"),
    ),
    measures=(
        Figures(
            "KPI 1",
            "Families with an early help assessment",
            "families",
            "500",
            "412",
            polarity="higher",
            priority=_1,
            steps=(("2023-09", "450"), ("2024-03", "500")),
        ),
        Figures(
            "KPI 2",
            "Assessments finished in six weeks",
            "%",
            "90.0",
            "78.5",
            polarity="higher",
            priority=_1,
            steps=(("2023-09", "82.0"), ("2024-03", "90.0")),
        ),
        Figures(
            "KPI 3",
            "Families that come back within a year",
            "%",
            "",
            "19",
            polarity="lower",
            priority=_1,
            steps=(("2023-09", "17"),),
        ),
        Figures(
            "KPI 4",
            "Children with three or more moves in a year",
            "%",
            "10.0",
            "12.8",
            polarity="lower",
            priority=_2,
            steps=(("2023-09", "11.5"), ("2024-03", "10.0")),
        ),
        Figures(
            "KPI 5",
            "Average weekly cost of a residential place",
            "£",
            "4500",
            "4875",
            priority=_2,
            steps=(("2023-09", "4700"), ("2024-03", "4500")),
        ),
        Figures(
            "KPI 6",
            "Children in care",
            "per 10,000",
            "",
            "88.4",
            polarity="monitor",
            priority=_2,
        ),
    ),
    actions=(
        Action(
            "1.1",
            "Open family hubs in three towns",
            (Deadline("2023-09-30", said="September 2023"),),
            _1,
            lead="Head of Early Help",
            success="Three hubs open",
        ),
        Action(
            "1.2",
            "Put all services into one directory",
            (Deadline("2023-12-15"),),
            _1,
            lead="Digital Lead",
            success="Directory used by 2,000 families",
        ),
        Action(
            "1.3",
            "Train partners in the new assessment",
            (Deadline(recurs="termly"),),
            _1,
            lead="JS; PQ",
        ),
        Action(
            "2.1",
            "Review every placement outside the county",
            (Deadline("2023-06-30"),),
            _2,
            lead="Head of Children in Care",
            success="Plans for each child",
        ),
        Action(
            "2.2",
            "Launch a campaign for foster carers (with neighbouring councils)",
            (Deadline(recurs="ongoing"),),
            _2,
            lead="Fostering Manager",
            success="Twenty new households",
        ),
        Action(
            "",
            "Agree a matching policy",
            (Deadline("2023-10-31"),),
            _2,
            lead="Fostering Manager",
        ),
    ),
    named=(
        Named("formula", "F7"),
        Named("JS / PQ", "1.3"),
        Named("polarity", "KPI 5"),
    ),
    starts="2023-04-01",
    ends="2024-03-31",
)


def _calculated(expected: Expected) -> Expected:
    """The same where the formula has its result, which LibreOffice gives it on saving."""
    steps = (("2023-09", "17"), ("2024-03", "15"))
    measures = tuple(
        replace(each, target="15", steps=steps) if each.reference == "KPI 3" else each
        for each in expected.measures
    )
    named = tuple(each for each in expected.named if each.quotes != "formula")
    return replace(expected, measures=measures, named=named)


CALCULATED = _calculated(EXPECTED)
