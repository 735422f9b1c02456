"""Writes a list for the owner of each workbook that came: what is needed, what is worth a look."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cyps_reports.acts.keeping import Written, write_keeping
from cyps_reports.files.names import file_name
from cyps_reports.findings import Severity
from cyps_reports.letters.feedback import feedback_texts
from cyps_reports.monthly import CheckedMonth
from cyps_reports.plan.rows.addresses import addresses_in


def feedback_of(checked: CheckedMonth) -> dict[str, str]:
    """A text for each workbook of the month by its name, also for one that could not be read."""
    # Only this month's workbooks have an owner to write to: not the plan, nor what is left of
    # earlier months.
    month, used = (
        checked.assessment.month,
        (each.workbook for each in checked.assessment.returns.inputs),
    )
    could_be_returns = (
        each.place.workbook for each in checked.left_out if each.severity is Severity.ERROR
    )
    names = tuple(dict.fromkeys((*used, *could_be_returns)))
    about_returns = tuple(
        finding for finding in checked.findings if finding.place.workbook in names
    )
    return feedback_texts(about_returns, names, month)


@dataclass(frozen=True, slots=True)
class OwnersList:
    """The list for the owner of a workbook, and the owner's addresses as far as the plan knows."""

    workbook: str
    text: str
    addresses: tuple[str, ...]


def owners_lists(checked: CheckedMonth) -> tuple[OwnersList, ...]:
    """The same texts, each with the addresses of the heads of service whose return it is."""
    assessment = checked.assessment
    emails = {each.code: addresses_in(each.email) for each in assessment.plan.priorities}
    owners: dict[str, dict[str, None]] = {}
    for each in assessment.returns.inputs:
        known = dict.fromkeys(emails.get(each.priority, ()))
        owners.setdefault(each.workbook, {}).update(known)
    texts = feedback_of(checked).items()
    return tuple(OwnersList(name, text, tuple(owners.get(name, ()))) for name, text in texts)


def write_feedback(folder: Path, checked: CheckedMonth) -> Written:
    """Writes the texts as files that Notepad opens.

    What somebody changed of those of before is kept beside them.

    Raises:
        CannotRun: the folder or a file cannot be written.

    """
    month = checked.assessment.month
    # Notepad wants Windows' line ends; the mark at the start tells it that £ is meant.
    contents = {
        file_name(f"{name} {month} feedback.txt"): text.replace("\n", "\r\n").encode("utf-8-sig")
        for name, text in feedback_of(checked).items()
    }
    return write_keeping(folder, contents)
