"""The emails of a month on one page.

From its results and the texts to drafts, their files, and what is odd.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.letters.drafts import Attachment, Draft, Material, drafts_of
from cyps_reports.letters.texts import PLACEHOLDERS, file_name, text_of
from cyps_reports.letters.unused_workbooks import Unused, unused_of
from cyps_reports.monthly import CheckedMonth
from cyps_reports.outputs import report_name
from cyps_reports.phrases import listed
from cyps_reports.plan.addresses import MALFORMED
from cyps_reports.plan.dates import Month
from cyps_reports.plan.model import Plan
from cyps_reports.record.file import Json
from cyps_reports.writers.email import draft_files, is_own_draft

DRAFTS = "emails"
"""The folder of the drafts in the month's output; what was sent is recorded there too."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """A month's emails, what to know before they go out, and the drafts' files by name."""

    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...]
    files: Mapping[str, bytes]


def mailing_of(
    checked: CheckedMonth,
    report: Attachment,
    texts: Mapping[str, bytes],
    built_in: Mapping[str, bytes],
) -> Mailing:
    """The month's emails; `texts` and the built-in ones are the files' contents by name."""
    read = {
        kind: text_of(kind, texts[name], built_in[name])
        for kind in PLACEHOLDERS
        for name in (file_name(kind),)
    }
    unused = unused_of(checked.assessment, checked.left_out)
    of_kind = {kind: text for kind, (text, _) in read.items()}
    drafts, lacking = drafts_of(
        Material(checked.assessment, checked.findings, of_kind, report, unused)
    )
    about_texts = (finding for _, findings in read.values() for finding in findings)
    about_addresses = (each for each in checked.findings if each.code == MALFORMED)
    files = {name: content for draft in drafts for name, content in draft_files(draft).items()}
    return Mailing(
        drafts, (*about_texts, *about_addresses, *lacking, *_left_out(unused, drafts)), files
    )


def _left_out(unused: Unused, drafts: Iterable[Draft]) -> Iterator[Finding]:
    """Workbooks that could not be used, and the emails that rest on what may stand in them."""
    doubtful = listed(draft.name for draft in drafts if draft.doubt)
    for workbook in unused.workbooks:
        yield warning(
            "left-out-workbook",
            CellRef(workbook),
            "This workbook came but was left out. What may stand in it is missing from these "
            f"emails: {doubtful}."
            " They are not sent with --send alone.",
            "See what check says of it, mend it, and run again; if it is no return, take it out "
            "of the month's folder."
            " To send them all the same, add --send-anyway.",
        )


def changed_report(report: Attachment, made_now: bytes) -> tuple[Finding, ...]:
    """A warning where the Word report is not what would be made now.

    Edited by hand, or of an earlier run.
    """
    if report.content == made_now:
        return ()
    problem = (
        "This is not the Word report as it would be made now: it was edited in Word since, "
        "or made earlier."
    )
    mend = "Nothing, if you edited it; it is attached as it is. If not, make the report again."
    return (warning("changed-report", CellRef(report.name), problem, mend),)


def outdated_drafts(folder: Path, mailing: Mailing) -> tuple[Path, ...]:
    """The files of drafts of an earlier run that no longer apply.

    Never a file that was not written here.
    """
    drafts = [
        path for path in sorted(folder.glob("*.eml")) if is_own_draft(path.name, path.read_bytes())
    ]
    files = (each for path in drafts for each in (path, path.with_suffix(".txt")) if each.is_file())
    # Where capitals make no other name, a draft may lie there under the name it had before.
    now = {name.casefold() for name in mailing.files}
    return tuple(path for path in files if path.name.casefold() not in now)


def as_at_of(record: Json) -> date | None:
    """The date that what was reported was judged on.

    None where there is no record, or a damaged one.
    """
    try:
        return date.fromisoformat(str(record.get("as_at")))
    except ValueError:
        return None


def cabinet_report(plan: Plan, month: Month) -> str:
    """The file name of the Word report that goes to Cabinet."""
    return report_name(plan, month)
