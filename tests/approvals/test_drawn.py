"""Reports and summaries of any form are written as it was approved: each block, cell and chart."""

from collections.abc import Iterator

import pytest

from cyps_reports.writers.excel.summary import excel_summary
from cyps_reports.writers.html.report import html_fragment, html_report
from cyps_reports.writers.word.report import word_report
from tests.tools.any_report import any_report, any_summary
from tests.tools.approved import Approved, sums_of_parts

_SEEDS = range(8)


def test_reports_of_any_form_are_written_as_approved(approved: Approved) -> None:
    approved.check("reports of any form", _reports())


def _reports() -> Iterator[str]:
    for seed in _SEEDS:
        report = any_report(seed)
        files = {
            f"{seed}.docx": word_report(report),
            f"{seed}.html": html_report(report),
            f"{seed} fragment.html": html_fragment(report),
        }
        yield from sums_of_parts(files)


@pytest.mark.filterwarnings("ignore:Sparkline Group extension")
def test_summaries_of_any_form_are_written_as_approved(approved: Approved) -> None:
    made = {f"{seed}.xlsx": excel_summary(any_summary(seed)) for seed in _SEEDS}
    approved.check("summaries of any form", sums_of_parts(made))
