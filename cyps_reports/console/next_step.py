"""Says what comes next in a month, and the command for it."""

from __future__ import annotations

from cyps_reports.acts.month import ReadMonth
from cyps_reports.acts.next_step import Next, NextStep
from cyps_reports.acts.plan import PlanOrigin
from cyps_reports.console.requests import quoted

_COMMANDS = {
    NextStep.SEND_OUT: "email --for returns --month {month}",
    NextStep.REMIND: "email --for reminders --month {month}",
    NextStep.MEND: "check {returns}",
    NextStep.SIGN_OFF: "check {returns}",
    NextStep.REPORT: "report {returns}",
    NextStep.SEND: "email {returns}",
    NextStep.NEXT_MONTH: "templates --from {returns}",
}


def next_line(coming: Next, month: ReadMonth) -> str:
    """What comes next; with its command where that is one on this folder."""
    command = _COMMANDS.get(coming.step)
    if command is None or month.used.book.origin is not PlanOrigin.OWN:
        return f"Next: {coming.sentence}"
    typed = command.format(month=month.month, returns=quoted(month.returns))
    return f"Next: {coming.sentence} (cyps-reports {typed})"
