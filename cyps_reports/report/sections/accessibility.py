"""What was checked of the report for people who read otherwise, and what nobody has checked."""

from __future__ import annotations

from cyps_reports.plan.model import Plan
from cyps_reports.report.blocks import Bullets, Paragraph, Section

NO_PROGRAM_CHECKS = (
    "No program can check whether the words are plain, whether a description says what matters in "
    "a chart, whether the order of reading makes sense, or how it is to read with a screen reader."
)

_CHECKED = (
    "headings come in order, and the contents lead to them",
    "each table has a name, and headings of its columns and rows",
    "each chart, line and sign has a description, which says its message first",
    "no rating is told by its colour alone, and letters stand out from what is behind them",
    "the language and the title are said",
)


def accessibility_section(plan: Plan) -> Section:
    """The last page of every edition; it is the same in Word, as a web page and as PDF."""
    asked = plan.report_of or plan.council or plan.service
    return Section(
        "Accessibility",
        (
            Paragraph(
                "This report is made as a Word document, a web page and a PDF of the same content. "
                "Example reports were checked by programs, the web page against the rules of WCAG "
                "2.2 at levels A and AA (axe) and the PDF against PDF/UA-1 (pdfua), and nothing "
                "was found. What they see is that:"
            ),
            Bullets(tuple(f"{each}." for each in _CHECKED)),
            Paragraph(
                f"{NO_PROGRAM_CHECKS} It was not tried out with people who use one. What was "
                "changed in it by hand was not checked."
            ),
            Paragraph(
                "If you cannot read a part of it, or need it in another form, ask "
                f"{asked or 'whoever sent it to you'}."
            ),
        ),
    )
