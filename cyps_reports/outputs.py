"""The results on one page.

From a checked month to the Word report, the Excel summary and the record.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from cyps_reports import frames
from cyps_reports.assessment.changes import Change
from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.reported_position import Position
from cyps_reports.files.names import file_name, report_file
from cyps_reports.findings import Finding
from cyps_reports.meanwhile.work import Meanwhile
from cyps_reports.monthly import CheckedMonth
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.small_numbers import Edition
from cyps_reports.record.file import (
    Json,
    RecordFile,
    record_bytes,
    record_in,
    with_more_outputs,
    with_outputs,
    with_texts,
)
from cyps_reports.record.file_names import RECORD, WORDS
from cyps_reports.record.sources import Source
from cyps_reports.report.blocks import Report, Summary
from cyps_reports.report.build import build_report, build_summary
from cyps_reports.report.readers import Audience, Readers
from cyps_reports.words.document import written_blocks
from cyps_reports.words.file import words_bytes
from cyps_reports.words.harvest import fingerprints
from cyps_reports.writers.excel.summary import excel_summary
from cyps_reports.writers.pdf.office import NoPdf
from cyps_reports.writers.record import record_of
from cyps_reports.writers.report_files import (
    ENDINGS,
    WORD,
    WORD_ALONE,
    Formats,
    FurtherFiles,
    as_html,
    further_files,
)
from cyps_reports.writers.word.house_style import HouseStyle, style_findings, usable_template
from cyps_reports.writers.word.report import word_report

if TYPE_CHECKING:
    from cyps_reports.writers.pdf.tags import Tagged


@dataclass(frozen=True, slots=True)
class Outputs:
    """What is made of a month.

    Files by name, the record of what they tell, and what their house style lacks.

    `is_whole` where they are the month's results, which the record goes with, and not one lead's
    report alone. `texts` are the fingerprints of what stands in Cabinet's report, where that is
    among them. `pdf` is what became of the PDF, None where none was wanted; `about_public` what the
    officer should know of a public edition.
    """

    files: Mapping[str, bytes]
    record: Json
    about_style: tuple[Finding, ...]
    is_whole: bool
    texts: frozenset[str] = frozenset()
    pdf: Tagged | NoPdf | None = None
    about_public: tuple[Finding, ...] = ()


def month_outputs(
    checked: CheckedMonth,
    readers: Readers | None = None,
    style: HouseStyle | None = None,
    sources: tuple[Source, ...] = (),
    formats: Formats = WORD_ALONE,
    excel: Meanwhile[Summary, bytes] | None = None,
) -> Outputs:
    """The month's outputs: Word report, Excel summary, record, and what else is wanted.

    For one director lead the report alone. `excel` is `excel_summary` in another process, where it
    may be written there while the report is written here.
    """
    readers = readers or Readers()
    is_whole = not readers.lead
    summary = _excel(checked, style, excel) if is_whole else bytes
    further, texts = _reports(checked, readers, style, formats)
    record = month_record(checked, style, sources)
    files = dict(further.files)
    if is_whole:
        files |= _words_file(checked)
        files[summary_name(checked.assessment, checked.edition)] = summary()
    if is_whole and formats.csv:
        # As it is read from its file: what of a text is no letter is a question mark.
        files |= _csv(record_in(record_bytes(record)), checked.edition)
    about_public = _about_public(checked)
    return Outputs(files, record, style_findings(style), is_whole, texts, further.pdf, about_public)


def _excel(
    checked: CheckedMonth, style: HouseStyle | None, writing: Meanwhile[Summary, bytes] | None
) -> Callable[[], bytes]:
    """The Excel summary, once it is wanted; made at once where nobody else writes it.

    Its model is forgotten then. Word is last, as its library does not give all memory back.
    """
    work = writing or Meanwhile(excel_summary)
    work.give(_summary(checked, style))
    if work.has_process:
        return work.made
    content = work.made()
    return lambda: content


def _reports(
    checked: CheckedMonth, readers: Readers, style: HouseStyle | None, formats: Formats
) -> tuple[FurtherFiles, frozenset[str]]:
    """The report in each format, Word first, and the fingerprints of what Cabinet's says."""
    report = report_of(checked, readers, style)
    plan, month = checked.assessment.plan, checked.assessment.month
    named = partial(report_name, plan, month, readers, edition=checked.edition)
    document = word_report(report, usable_template(style))
    further = further_files(report, document, named, formats)
    is_written_in = readers == Readers() and not checked.disclosure
    texts = _texts(checked, document) if is_written_in else frozenset()
    return replace(further, files={named(WORD): document, **further.files}), texts


def outputs_of(
    checked: CheckedMonth,
    readers: Readers | None = None,
    style: HouseStyle | None = None,
    sources: tuple[Source, ...] = (),
) -> dict[str, bytes]:
    """The files of the month's outputs by name, as they are where no others lie beside them."""
    return sealed(month_outputs(checked, readers, style, sources), RecordFile())


def made_again(
    names: Collection[str], checked: CheckedMonth, style: HouseStyle | None, record: Json
) -> dict[str, bytes]:
    """The files of these names as they would be made now; for a PDF, the Word report it is of.

    A name that the program gives no file is left out.
    """
    plan = checked.assessment.plan
    leads = ("", *(each.key for each in plan.leads))
    readers = tuple(Readers(audience, lead) for audience in Audience for lead in leads)
    month, edition = checked.assessment.month, checked.edition
    made: dict[str, bytes] = {}
    for reader in readers:
        endings = {
            name: ending
            for ending in ENDINGS
            if (name := report_name(plan, month, reader, ending, edition=edition)) in names
        }
        if endings:
            report = report_of(checked, reader, style)
            made |= {
                name: as_html(report, ending) or word_report(report, usable_template(style))
                for name, ending in endings.items()
            }
    if (summary := summary_name(checked.assessment, edition)) in names:
        made[summary] = excel_summary(_summary(checked, style))
    if WORDS in names:
        made |= _words_file(checked)
    if any(name.endswith(".csv") for name in names):
        tables = _csv(record, edition)
        made |= {name: content for name, content in tables.items() if name in names}
    return made


def _csv(record: Json, edition: Edition) -> dict[str, bytes]:
    """The tables as CSV files by name; nobody outside is told what was found in workbooks."""
    files = frames.csv_files(record)
    if edition is Edition.INTERNAL:
        return files
    return {
        name.replace(".csv", f"{_of_edition(edition)}.csv"): content
        for name, content in files.items()
        if name != FINDINGS_CSV
    }


FINDINGS_CSV = "findings.csv"


def _about_public(checked: CheckedMonth) -> tuple[Finding, ...]:
    if not checked.disclosure:
        return ()
    # What hides figures is loaded where some may be hidden.
    from cyps_reports.disclosure.findings import public_findings

    return tuple(public_findings(checked.disclosure, checked.assessment, checked.words_told))


def report_of(checked: CheckedMonth, readers: Readers, style: HouseStyle | None) -> Report:
    """What the report says, whatever it is written as."""
    told = _told(checked, style)
    return build_report(*told, readers, checked.words_told, checked.disclosure)


def _words_file(checked: CheckedMonth) -> dict[str, bytes]:
    """The officer's words, where there are any; they are kept beside the internal edition."""
    words = checked.words_told.now
    return {WORDS: words_bytes(words)} if words.said and not checked.disclosure else {}


def _texts(checked: CheckedMonth, report: bytes) -> frozenset[str]:
    """What the program wrote in Cabinet's report, to be told apart from what somebody types."""
    return fingerprints(written_blocks(report), checked.assessment.plan)


def _summary(checked: CheckedMonth, style: HouseStyle | None) -> Summary:
    return build_summary(*_told(checked, style), checked.disclosure)


_ReportedMonth = tuple[Assessment, tuple[Finding, ...], tuple[Position, ...], tuple[Change, ...]]


def _told(checked: CheckedMonth, style: HouseStyle | None) -> _ReportedMonth:
    """What reports are built from; what the program found is told inside the council alone."""
    findings = () if checked.disclosure else (*checked.findings, *style_findings(style))
    return checked.assessment, findings, checked.history.positions, checked.changes


def month_record(
    checked: CheckedMonth, style: HouseStyle | None, sources: tuple[Source, ...]
) -> Json:
    """The month's record, but for the files written beside it."""
    assessment, findings, _, changes = _told(checked, style)
    return record_of(assessment, findings, changes, sources, checked.disclosure)


def sealed(outputs: Outputs, there: RecordFile) -> dict[str, bytes]:
    """The outputs with the record of them all.

    `there` is the record in the folder they go to, empty where none.

    One lead's report alone does not replace a record that is about something else; it is only added
    to its files.
    """
    files = dict(outputs.files)
    if outputs.is_whole or there.tells_the_same(outputs.record):
        record = with_texts(with_outputs(outputs.record, files, there), outputs.texts, there)
        return {**files, RECORD: record_bytes(record)}
    return (
        {**files, RECORD: record_bytes(with_more_outputs(there.told, files))}
        if there.told
        else files
    )


def report_name(
    plan: Plan,
    month: Month,
    readers: Readers | None = None,
    ending: str = WORD,
    *,
    edition: Edition = Edition.INTERNAL,
) -> str:
    """The file name of the report, of the Word report as a rule."""
    suffix = f"{_suffix(readers or Readers())}{_of_edition(edition)}"
    return report_file(plan, month, suffix, ending)


def summary_name(assessment: Assessment, edition: Edition = Edition.INTERNAL) -> str:
    """The file name of the Excel summary."""
    name, month = assessment.plan.short_name, assessment.month
    return file_name(f"{name}-summary-{month}{_of_edition(edition)}.xlsx")


def _of_edition(edition: Edition) -> str:
    """What tells the files of a public edition from the internal ones."""
    return f"-{edition.value}" if edition is Edition.PUBLIC else ""


def _suffix(readers: Readers) -> str:
    parts = (
        readers.audience.value if readers.audience is not Audience.CABINET else "",
        readers.lead,
    )
    return "".join(f"-{part}" for part in parts if part)
