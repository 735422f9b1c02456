"""The emails of a month on one page.

From its results and the texts to drafts, their files, and what is odd.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cyps_reports.assessment.model import Assessment
from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.letters.drafts import Material, drafts_of
from cyps_reports.letters.letter import Attachment, Draft
from cyps_reports.letters.recipients import body_reader
from cyps_reports.letters.texts import (
    CABINET,
    OF_MONTH_END,
    OF_REMINDERS,
    OF_RETURNS,
    Text,
    file_name,
    text_of,
)
from cyps_reports.letters.unused_workbooks import Unused, unused_of
from cyps_reports.monthly import CheckedMonth
from cyps_reports.phrases import listed
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.rows.addresses import MALFORMED
from cyps_reports.record.file import Json
from cyps_reports.words.folder import typed_words
from cyps_reports.writers.email import draft_files, is_own_draft

BEFORE_MONTH_END = (*OF_RETURNS, *OF_REMINDERS)


def goes_before_month_end(draft: str) -> bool:
    """Whether a draft of this name sends returns out or reminds of them."""
    return any(draft.startswith(f"{kind}-") for kind in BEFORE_MONTH_END)


DRAFTS = "emails"
"""The folder of the drafts in the month's output; what was sent is recorded there too."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """Emails of a month, what to know before they go out, and the drafts' files by name.

    They are all that there are of their `kinds` now. `body` is the name of the draft to the body
    that takes the report, which the plan calls as it likes.
    """

    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...]
    files: Mapping[str, bytes]
    kinds: tuple[str, ...] = OF_MONTH_END
    body: str = CABINET

    def is_of_these(self, path: Path) -> bool:
        """Whether a draft's file is of one of their kinds."""
        others = (each for each in BEFORE_MONTH_END if path.stem.startswith(f"{each}-"))
        kind = CABINET if path.stem == self.body else next(others, CABINET)
        return kind in self.kinds


def mailing_of(
    checked: CheckedMonth,
    report: Attachment,
    texts: Mapping[str, bytes],
    built_in: Mapping[str, bytes],
    told: Assessment | None = None,
) -> Mailing:
    """The month's emails; `texts` and the built-in ones are the files' contents by name.

    `told` is the month as the report tells it, where that is a public edition.
    """
    read = texts_read(OF_MONTH_END, texts, built_in)
    unused = unused_of(checked.assessment, checked.left_out)
    drafts, lacking = drafts_of(
        Material(checked.assessment, checked.findings, read.by_kind, report, unused, told)
    )
    about_addresses = (each for each in checked.findings if each.code == MALFORMED)
    odd = (*read.findings, *about_addresses, *lacking, *left_out_of(unused, drafts))
    return written(checked.assessment.plan, OF_MONTH_END, drafts, odd)


@dataclass(frozen=True, slots=True)
class TextsRead:
    """The texts of the emails by kind, and what is wrong with the files they stand in."""

    by_kind: Mapping[str, Text]
    findings: tuple[Finding, ...]


def texts_read(
    kinds: Iterable[str], texts: Mapping[str, bytes], built_in: Mapping[str, bytes]
) -> TextsRead:
    """The texts of these kinds out of the files' contents by name."""
    read = {
        kind: text_of(kind, texts[name], built_in[name])
        for kind in kinds
        for name in (file_name(kind),)
    }
    findings = tuple(finding for _, findings in read.values() for finding in findings)
    return TextsRead({kind: text for kind, (text, _) in read.items()}, findings)


def written(
    plan: Plan, kinds: tuple[str, ...], drafts: tuple[Draft, ...], findings: tuple[Finding, ...]
) -> Mailing:
    """The drafts of these kinds with their files."""
    files = {name: content for draft in drafts for name, content in draft_files(draft).items()}
    return Mailing(drafts, findings, files, kinds, body_reader(plan).name)


def left_out_of(unused: Unused, drafts: Iterable[Draft]) -> Iterator[Finding]:
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


def changed_report(
    report: Attachment, made_now: bytes, typed: tuple[str, ...] = ()
) -> tuple[Finding, ...]:
    """A warning where the Word report is not what would be made now.

    Edited by hand, or of an earlier run. `typed` are texts in it that the program did not write.
    """
    if report.content == made_now:
        return ()
    problem = (
        "This is not the Word report as it would be made now: it was edited in Word since, "
        "or made earlier."
    )
    if typed:
        problem = f"{problem} {typed_words(typed)}"
    mend = "Nothing, if you edited it; it is attached as it is. If not, make the report again."
    return (warning("changed-report", CellRef(report.name), problem, mend),)


def outdated_drafts(folder: Path, mailing: Mailing) -> tuple[Path, ...]:
    """The files of drafts of an earlier run that no longer apply.

    Never a file that was not written here.
    """
    drafts = [
        path
        for path in sorted(folder.glob("*.eml"))
        if mailing.is_of_these(path) and is_own_draft(path.name, path.read_bytes())
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
