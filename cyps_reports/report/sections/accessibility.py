"""What was checked of the report for people who read otherwise, and what nobody has checked."""

from __future__ import annotations

from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.blocks import Paragraph, Section

NO_PROGRAM_CHECKS = (
    "No program can check whether words are plain, descriptions of charts say what matters or the "
    "order of reading makes sense."
)


def accessibility_section(plan: Plan) -> Section:
    """The last page of every edition; it is the same in Word, as a web page and as PDF."""
    asked = plan.report_of or plan.council or plan.service
    return Section(
        "Accessibility",
        (
            Paragraph(
                "This report is made as a Word document, a web page and a PDF. "
                "Programs found nothing wrong in examples: in the web page by WCAG 2.2, "
                "levels A and AA (axe), in the PDF by PDF/UA-1 (pdfua). "
                f"{NO_PROGRAM_CHECKS} Nobody who uses a screen reader has tried it, and changes by "
                "hand were not checked."
            ),
            Paragraph(
                "If you cannot read a part of it, or need another form, ask "
                f"{f'its author ({asked})' if asked else 'whoever sent it to you'}."
            ),
        ),
    )
