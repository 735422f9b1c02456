"""A month's report as one page, to be looked at before it is made; nothing is written."""

from __future__ import annotations

from dataclasses import replace

from cyps_reports.acts.month import ReadMonth
from cyps_reports.acts.month_folder import MonthRequest
from cyps_reports.acts.report import inputs_of
from cyps_reports.monthly import words_for
from cyps_reports.outputs import report_of
from cyps_reports.report.readers import Readers
from cyps_reports.writers.html.report import html_report


def report_page(request: MonthRequest, month: ReadMonth) -> bytes:
    """Cabinet's report of a month that was read, with the words as they are kept now, as HTML.

    Raises:
        OSError: a file is there and cannot be opened.

    """
    words = words_for(month.month, month.used.plan, request.results, month.records)
    checked = replace(month.checked, words=words)
    return html_report(report_of(checked, Readers(), inputs_of(request, month).style))
