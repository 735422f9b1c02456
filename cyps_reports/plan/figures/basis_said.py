"""The data basis that the words of a measure say: that it is the year to date, or rolling."""

from __future__ import annotations

import re

from cyps_reports.plan.model.measure import Basis, Measure
from cyps_reports.plan.model.units import Unit
from cyps_reports.workbooks.plain_text import same_words

_SAID = (
    (
        Basis.CUMULATIVE,
        r"year to date|ytd|(?<!non )(?<!not )cumulative(?:ly)?|running total|so far this year"
        r"|(?:this )?year so far|this year to date|(?<!up )to date|since (?:1 |1st )?april",
    ),
    (
        Basis.ROLLING,
        r"rolling|moving average|(?:last|past|previous|preceding|latest) (?:12|twelve) months",
    ),
    (
        Basis.SNAPSHOT,
        r"snapshot|as at|(?:at|at the|on the|as of) (?:month|quarter)(?: s)? end"
        r"|at (?:the )?end of (?:the |each |every )?(?:month|quarter)"
        r"|on (?:the )?last day of (?:the |each |every )?(?:month|quarter)",
    ),
)
_WORDS = tuple((basis, re.compile(rf"\b(?:{words})\b")) for basis, words in _SAID)


def basis_said(*texts: str) -> Basis | None:
    """The basis that the words of a name or a unit say; None where they say none, or two."""
    words = same_words(" ".join(texts))
    found = [basis for basis, said in _WORDS if said.search(words)]
    return found[0] if len(found) == 1 else None


BASIS_MEANS = {
    Basis.SNAPSHOT: "the position on a day",
    Basis.CUMULATIVE: "the year so far",
    Basis.ROLLING: "of a time that moves on with the month",
    Basis.ANNUAL: "the year's result",
}
"""What a month's figure is, as a sentence goes on."""

_NO_TOTAL = re.compile(
    r"\b(?:average|mean|median|per|each|rate|unit cost|weekly|daily|monthly cost|reserves?"
    r"|balance|forecast|projected|debt|arrears|salary|overspend|underspend|variance)\b"
)
"""What says that an amount is none that grows through the year."""
_HAPPENS = re.compile(r"\b(?:adoptions|adopted|adoption orders|recruited|trained)\b")
_OTHER_TIME = re.compile(r"\bin (?:the|each|every) (?:month|quarter)\b|\bwithin \d")


def may_be_total(unit: Unit, *texts: str) -> bool:
    """Whether a figure may be of the year so far, though its words do not say of what time it is.

    An amount of money that is spent or saved through the year, or a count of what happens in it. A
    count of what there is on a day, like children on a plan, is none.
    """
    words = same_words(" ".join(texts))
    if unit.is_judged or basis_said(*texts) or _NO_TOTAL.search(words) or _OTHER_TIME.search(words):
        return False
    return unit.is_money or (unit == Unit.COUNT and _HAPPENS.search(words) is not None)


def basis_in_words(measure: Measure) -> Basis | None:
    """The basis that a measure's own name, component and unit say."""
    return basis_said(measure.name, measure.component, measure.unit.name)
