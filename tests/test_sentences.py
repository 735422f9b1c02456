"""All that is said of the example month: read line by line, as its readers get it."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cyps_reports.console.screen import finding_lines, tally
from cyps_reports.letters.feedback import feedback_texts
from cyps_reports.letters.letter import Attachment
from cyps_reports.letters.status import closing_words, status_lines, status_of
from cyps_reports.locations import built_in_email_texts
from cyps_reports.mailing import mailing_of
from cyps_reports.monthly import CheckedMonth
from tests.tools.sentences import folder_texts, slips_in


def _emails(checked: CheckedMonth) -> Iterator[str]:
    texts = {path.name: path.read_bytes() for path in built_in_email_texts()}
    mailing = mailing_of(checked, Attachment("report.docx", b""), texts, texts)
    for draft in mailing.drafts:
        yield draft.subject
        yield from draft.body.splitlines()


def _console(checked: CheckedMonth) -> Iterator[str]:
    yield from finding_lines(checked.findings)
    yield tally(checked.findings)
    yield from status_lines(status_of(checked.assessment))
    closing = (date(2012, 8, 1), date(2012, 10, 5), date(2026, 1, 1))
    yield from (closing_words(checked.assessment, today) for today in closing)
    inputs = tuple(dict.fromkeys(each.workbook for each in checked.assessment.returns.inputs))
    month = checked.assessment.month
    for text in feedback_texts(checked.findings, inputs, month).values():
        # Its lines are broken at the width of a screen.
        yield from (" ".join(each.split()) for each in re.split(r"\n\n|\n  - |-\n", text))


def test_all_that_the_results_of_the_example_say(outputs: Path) -> None:
    lines = list(folder_texts(outputs))
    assert len(lines) > 1000
    assert [slip for line in dict.fromkeys(lines) for slip in slips_in(line)] == []


@pytest.mark.parametrize("month", ["july", "august", "september"])
def test_all_that_emails_and_the_command_line_say(
    month: str, request: pytest.FixtureRequest
) -> None:
    checked: CheckedMonth = request.getfixturevalue(month)
    lines = [*_emails(checked), *_console(checked)]
    assert len(lines) > 100
    assert [slip for line in dict.fromkeys(lines) for slip in slips_in(line)] == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("1 deadlines are late.", "miscounted"),
        ("2 deadline late", "miscounted"),
        ("1 deadline were late", "miscounted"),
        ("1 have been missed", "miscounted"),
        ("0 of 38 measures are rated.", "miscounted"),
        ("0 measures", "miscounted"),
        ("3 is missed", "miscounted"),
        ("two was missed", "miscounted"),
        ("none are late", "miscounted"),
        ("All  is well.", "two spaces"),
        ("It is is late.", "a word twice"),
        ("It is late..", "marks together"),
        ("It is late ; and red.", "a space before a mark"),
        ("The state is not_yet_due.", "a bare code"),
        ("MeasureState.ON_TARGET", "a bare code"),
        ("None", "a bare code"),
        ("Asked of {name}", "a bare code"),
        ("It is late (very.", "a bracket without its other"),
        ("It is “late.", "a quote without its other"),
        ("It is late. it is red.", "a sentence in small letters"),
        ("It is a overdue item.", "the wrong article"),
        ("It is an missed item.", "the wrong article"),
        ("It is late. It is red", "no full stop"),
    ],
)
def test_what_is_ill_said_is_found(text: str, what: str) -> None:
    assert [slip.partition(":")[0] for slip in slips_in(text)] == [what]


@pytest.mark.parametrize(
    "text",
    [
        "1 deadline is late; 2 deadlines are; none of 3 measures is.",
        "None of 2 done, overdue since 29/09/12.",
        "One monthly task has been missed for two months and one this month.",
        "1 of 1 measure is rated: none on target, 1 close to target and none off target.",
        "13.1 days, 0.7 days above the 12.4-day target",
        "£0.727m by 30 September 2012. At this rate £1.450m by 31 March 2013: £0.165m (13%) over.",
        "“approx 84” is not a figure.",
        "Key Stage 2 (level 4+)",
    ],
)
def test_what_is_well_said_passes(text: str) -> None:
    assert slips_in(text) == []
