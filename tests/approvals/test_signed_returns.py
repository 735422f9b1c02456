"""Who is taken to have signed a return, and whether it was changed since."""

from collections.abc import Iterator
from datetime import date, datetime

from cyps_reports.plan.model.sign_off import SignOffAsked
from cyps_reports.returns.merge import returns_of
from cyps_reports.returns.model import Returns
from cyps_reports.returns.reader import read_return
from cyps_reports.returns.signing import as_signed, sign_off_findings
from cyps_reports.workbooks.grid import RawCell
from tests.tools.approved import Approved
from tests.tools.odd_returns import (
    ANSWERS,
    PLAN,
)
from tests.tools.return_books import (
    SEPTEMBER,
    plan_of_returns,
    return_of,
    told_finding,
)

SIGNED: dict[str, dict[str, object]] = {
    "signed": {
        "filled_in_by": "Jo Smith",
        "signed_off_by": " Anna  Lee ",
        "signed_off_on": date(2017, 10, 3),
    },
    "no cells": {},
    "empty": {"filled_in_by": "", "signed_off_by": "", "signed_off_on": ""},
    "no day": {"signed_off_by": "Anna Lee", "signed_off_on": ""},
    "no name": {"signed_off_by": "", "signed_off_on": "3/10/17"},
    "no cell for the day": {"signed_off_by": "Anna Lee"},
    "no cell for the name": {"signed_off_on": "3/10/17"},
    "a day that is none": {"signed_off_by": "Anna Lee", "signed_off_on": "yesterday"},
    "a day of today": {
        "signed_off_by": "Anna Lee",
        "signed_off_on": RawCell(datetime(2017, 10, 3), "dd/mm/yy", is_of_today=True),  # noqa: DTZ001
    },
    "struck through": {
        "signed_off_by": RawCell("Anna Lee", struck="Jo"),
        "signed_off_on": RawCell(None, struck="3/10"),
    },
    "errors": {
        "filled_in_by": RawCell("#REF!"),
        "signed_off_by": RawCell(0, is_linked_nought=True),
        "signed_off_on": RawCell("#REF!"),
    },
    "a number": {"filled_in_by": 5, "signed_off_by": "12", "signed_off_on": 43011},
    "long": {"filled_in_by": "n" * 101},
    **{
        f"signed by {said!r}": {"signed_off_by": said, "signed_off_on": "3/10/17"}
        for said in (
            "n/a",
            "-",
            "TBC",
            "Anna Lee?",
            "No",
            "Yes",
            "no one yet",
            "Yes, Anna",
            "Thi No",
            "not yet",
            "Awaiting Anna",
            "waiting",
            "pending",
            "outstanding",
            "unsigned",
            "Draft",
            "to be signed",
            "Notting",
            "Drafty",
            "Nora",
            "Yesim",
            "…",
        )
    },
}


def of_signatures() -> Iterator[str]:
    asked = plan_of_returns(sign_off=SignOffAsked.YES)
    for name, said in SIGNED.items():
        book = return_of(PLAN, "A", ANSWERS, **said)
        read = read_return(book, PLAN)
        (entered,) = read.inputs
        off = entered.sign_off
        yield (
            f"{name}: filled in by {off.filled_in_by!r}, signed by {off.by!r} on {off.on}"
            f"{', a day that cannot be read' * off.is_day_unread}, given {off.is_given},"
            f" content {entered.content[:8] or 'none'}"
        )
        yield from (told_finding(each) for each in read.findings)
        for plan in (PLAN, asked):
            returns, _ = returns_of(SEPTEMBER, (read,))
            missing = [told_finding(each) for each in sign_off_findings(plan, returns)]
            yield (
                f"… asked for {plan.sign_off is SignOffAsked.YES}: "
                f"{' | '.join(missing) or 'nothing'}"
            )


def signed_returns(*answers: dict[tuple[str, str], object], **said: object) -> Returns:
    books_ = [
        read_return(return_of(PLAN, "A", each, name=f"{at}.xlsx", sha256=str(at), **said), PLAN)
        for at, each in enumerate(answers)
    ]
    return returns_of(SEPTEMBER, books_)[0]


def of_changes_since() -> Iterator[str]:
    said, later = SIGNED["signed"], {**SIGNED["signed"], "signed_off_on": date(2017, 10, 4)}
    other = {**ANSWERS, ("A1", "comment"): "More."}
    spaced = {**ANSWERS, ("A20 2", "progress"): " Advert  is out. "}
    live = {**ANSWERS, ("A1", "state"): "On target", ("A1", "name"): "Visits"}
    first = signed_returns(ANSWERS, **said)
    cases = {
        "as it was": (signed_returns(ANSWERS, **said), first),
        "changed": (signed_returns(other, **said), first),
        "with other spaces": (signed_returns(spaced, **said), first),
        "other cells": (signed_returns(live, **said), first),
        "changed, with a new day": (signed_returns(other, **later), first),
        "never seen": (signed_returns(other, **said), Returns(SEPTEMBER)),
        "not signed": (signed_returns(other), first),
        "two with the same sign-off": (signed_returns(ANSWERS, other, **said), first),
        "two before": (signed_returns(other, **said), signed_returns(ANSWERS, other, **said)),
        "changed twice": (
            signed_returns({**ANSWERS, ("A1", "comment"): "Even more."}, **said),
            as_signed(signed_returns(other, **said), first.inputs),
        ),
        "changed back": (
            signed_returns(ANSWERS, **said),
            as_signed(signed_returns(other, **said), as_signed(first, ()).inputs),
        ),
    }
    for name, (now, before) in cases.items():
        seen = as_signed(now, as_signed(before, ()).inputs)
        told_ = [told_finding(each) for each in sign_off_findings(PLAN, seen)]
        kept = [(each.content[:6], each.signed_content[:6]) for each in seen.inputs]
        yield f"{name}, {kept}: {' | '.join(told_) or 'nothing'}"
    yield f"the same where nothing is signed: {as_signed(signed_returns(ANSWERS), ()) is not None}"


def test_who_signed_returns(approved: Approved) -> None:
    approved.check("signed returns", (*of_signatures(), *of_changes_since()))
