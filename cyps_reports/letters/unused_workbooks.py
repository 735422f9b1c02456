"""Workbooks that came and could not be used.

Whose they are, and which emails rest on what may stand in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cyps_reports.assessment.model import Assessment
from cyps_reports.finding_codes import Code
from cyps_reports.findings import Finding, Severity
from cyps_reports.phrases import listed

_READ_BUT_NOT_TAKEN: tuple[Code, ...] = ("another-month", "another-plan", "not-a-return")
"""Findings on a workbook whose content is known.

Any other says that nobody knows what stands in it.
"""


@dataclass(frozen=True, slots=True)
class Unused:
    """What the report may lack.

    Errors on workbooks that came and may hold it, and the priorities without a return.
    """

    findings: tuple[Finding, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def workbooks(self) -> tuple[str, ...]:
        """Their names, each once."""
        return tuple(dict.fromkeys(finding.place.workbook for finding in self.findings))

    def theirs(self, code: str) -> tuple[Finding, ...]:
        """Those on workbooks that are a priority's by their name."""
        return tuple(
            finding for finding in self.findings if _is_named_after(finding.place.workbook, code)
        )

    def perhaps_theirs(self, code: str) -> tuple[Finding, ...]:
        """Where none is a priority's for certain and its return is missing.

        Those that nothing tells the owner of.
        """
        if code not in self.missing or self.theirs(code):
            return ()
        owned = {their for other in self.missing for their in self.theirs(other)}
        return tuple(finding for finding in self.findings if finding not in owned)

    @property
    def doubt(self) -> str:
        """Why what rests on the lack of them is held back, as part of a sentence.

        "" where there are none.
        """
        names = self.workbooks
        return f"{listed(names)} came but could not be used" if names else ""


def unused_of(assessment: Assessment, left_out: Iterable[Finding]) -> Unused:
    """What was left out of a month, and matters.

    Where every return came, only what could not be read.

    A file that is no workbook matters where it is called as a missing return: it may be that return
    in another form.
    """
    missing = assessment.missing_priorities
    may_be_returns = (
        each
        for each in left_out
        if each.severity is Severity.ERROR
        or any(_is_named_after(each.place.workbook, code) for code in missing)
    )
    return Unused(
        tuple(path for path in may_be_returns if missing or path.code not in _READ_BUT_NOT_TAKEN),
        missing,
    )


def could_not_be(findings: Iterable[Finding]) -> str:
    """What could not be done with the workbooks."""
    is_known = all(finding.code in _READ_BUT_NOT_TAKEN for finding in findings)
    return "could not be used as it is" if is_known else "could not be read"


def _is_named_after(workbook: str, code: str) -> bool:
    """Whether it is called as it was sent out, whatever was added to that."""
    called = rf"(?<![A-Za-z0-9])(return|priority)[\W_]*{re.escape(code)}(?![A-Za-z0-9])"
    return bool(re.search(called, workbook, re.IGNORECASE))
