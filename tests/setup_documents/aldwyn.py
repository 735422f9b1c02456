"""Aldwyn: a tracker that was exported from a system as text (CSV): one flat table, no looks.

Each row says its priority; dates are texts, so 05/06/2019 could be read two ways.
"""

from datetime import date

from tests.setup_documents.expected import Action, Deadline, Expected, Named
from tests.setup_documents.sheets import SheetData

EXPORT = SheetData(
    "aldwyn",
    (
        (
            "Priority code",
            "Priority",
            "Action ref",
            "Action description",
            "Responsible",
            "Target date",
            "Status",
            "Comments",
        ),
        (
            "W1",
            "Workforce",
            "W1-01",
            "Publish a workforce strategy",
            "HR Business Partner",
            date(2019, 9, 30),
            "On track",
            "Out for consultation",
        ),
        (
            "W1",
            "Workforce",
            "W1-02",
            "Start an academy for newly qualified staff",
            "Academy Lead",
            date(2019, 6, 5),
            "On track",
            None,
        ),
        (
            "W1",
            "Workforce",
            "W1-03",
            "Hold exit interviews with all leavers",
            "HR Business Partner",
            "Quarterly",
            "Slipping",
            "Seven of twelve in the first quarter",
        ),
        (
            "Y2",
            "Youth justice",
            "Y2-01",
            "Offer restorative meetings to all victims",
            "Youth Justice Manager",
            date(2020, 3, 31),
            "Not started",
            None,
        ),
        (
            "Y2",
            "Youth justice",
            "Y2-02",
            "Cut the time from arrest to a decision",
            "Youth Justice Manager; Police Inspector",
            "31 Mar 20",
            "Not started",
            "Café project, £5,000",
        ),
    ),
)
SHEETS = (EXPORT,)

_W1, _Y2 = "W1", "Y2"
EXPECTED = Expected(
    priorities=((_W1, "Workforce"), (_Y2, "Youth justice")),
    actions=(
        Action(
            "W1-01",
            "Publish a workforce strategy",
            (Deadline("2019-09-30"),),
            _W1,
            lead="HR Business Partner",
            progress="Out for consultation",
        ),
        Action(
            "W1-02",
            "Start an academy for newly qualified staff",
            (Deadline(),),
            _W1,
            lead="Academy Lead",
        ),
        Action(
            "W1-03",
            "Hold exit interviews with all leavers",
            (Deadline(recurs="quarterly"),),
            _W1,
            lead="HR Business Partner",
            progress="Seven of twelve in the first quarter",
        ),
        Action(
            "Y2-01",
            "Offer restorative meetings to all victims",
            (Deadline("2020-03-31"),),
            _Y2,
            lead="Youth Justice Manager",
        ),
        Action(
            "Y2-02",
            "Cut the time from arrest to a decision",
            (Deadline("2020-03-31"),),
            _Y2,
            lead="Youth Justice Manager; Police Inspector",
            progress="Café project, £5,000",
        ),
    ),
    named=(
        Named("05/06/2019", "W1-02"),
        Named("Youth Justice Manager; Police Inspector", "Y2-02"),
    ),
)
