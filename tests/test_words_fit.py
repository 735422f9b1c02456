"""No word of a table is wider than its column, where programs would break it in two."""

from pathlib import Path

import pytest

from cyps_reports.monthly import CheckedMonth
from cyps_reports.outputs import report_of
from cyps_reports.plan.model import Plan
from cyps_reports.report.blocks import Report
from cyps_reports.report.readers import Audience, Readers
from cyps_reports.writers.word import word_report
from tests.tools.word_widths import broken_words
from tests.tools.worst_months import march_of_twelve, nothing_came


def broken_in(report: Report, folder: Path) -> list[str]:
    path = folder / "report.docx"
    path.write_bytes(word_report(report))
    return broken_words(path)


@pytest.mark.parametrize("audience", [Audience.CABINET, Audience.LEADERSHIP])
def test_in_the_example(audience: Audience, september: CheckedMonth, tmp_path: Path) -> None:
    assert broken_in(report_of(september, Readers(audience), None), tmp_path) == []


@pytest.mark.parametrize("build", [nothing_came, march_of_twelve])
def test_in_months_that_are_hard_to_read(build: object, plan: Plan, tmp_path: Path) -> None:
    assert callable(build)
    assert broken_in(build(plan), tmp_path) == []
