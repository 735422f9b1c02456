"""Reports and summaries of any form are written as it was approved: each block, cell and chart."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from cyps_reports.report.blocks import Section, SheetModel
from cyps_reports.writers.excel.summary import excel_summary
from cyps_reports.writers.html.report import html_fragment, html_report
from cyps_reports.writers.word.report import word_report
from tests.tools.any_report import any_report, any_summary, every_sign
from tests.tools.approved import Approved, sums_of_parts

_SEEDS = range(8)


def test_reports_of_any_form_are_written_as_approved(approved: Approved) -> None:
    approved.check("reports of any form", _reports())


def _reports() -> Iterator[str]:
    signs = replace(any_report(0), sections=(Section("1. Signs", (every_sign(),)),))
    for seed, report in (*((seed, any_report(seed)) for seed in _SEEDS), ("signs", signs)):
        files = {
            f"{seed}.docx": word_report(report),
            f"{seed}.html": html_report(report),
            f"{seed} fragment.html": html_fragment(report),
        }
        yield from sums_of_parts(files)


@pytest.mark.filterwarnings("ignore:Sparkline Group extension")
def test_summaries_of_any_form_are_written_as_approved(approved: Approved) -> None:
    sheet = SheetModel("Signs", "Signs", (), (every_sign(),))
    signs = replace(any_summary(0), sheets=(sheet,))
    made = {f"{seed}.xlsx": excel_summary(any_summary(seed)) for seed in _SEEDS}
    made["signs.xlsx"] = excel_summary(signs)
    approved.check("summaries of any form", sums_of_parts(made))
