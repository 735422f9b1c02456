"""The Word template that gives the report its look, and what is odd about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from cyps_reports.finding_codes import Code
from cyps_reports.findings import CellRef, Finding, warning
from cyps_reports.machine import raise_if_of_memory
from cyps_reports.phrases import listed
from cyps_reports.plan.sheets.report_layout import STANDING_TEXT
from cyps_reports.report.blocks import Report
from cyps_reports.writers.word.document import empty_document, saved, set_properties, turn
from cyps_reports.writers.word.report import WordReport
from cyps_reports.writers.word.styles import missing_styles, refuse_other_kinds
from cyps_reports.writers.word.template import OWN_TEXT, refuse_if_too_large


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """The Word template that gives the report its look: its file name and its bytes.

    The one that travels with the program lacks nothing, and is not looked through.
    """

    name: str
    content: bytes
    is_built_in: bool = False


_UNREADABLE: Code = "unreadable-template"


def usable_template(style: HouseStyle | None) -> bytes | None:
    """The bytes of the template, None where there is none or it cannot be used."""
    is_usable = style and all(finding.code != _UNREADABLE for finding in style_findings(style))
    return style.content if style and is_usable else None


@lru_cache(maxsize=1)
def style_findings(style: HouseStyle | None) -> tuple[Finding, ...]:
    """What a template lacks; nothing where there is none."""
    if style is None or style.is_built_in:
        return ()
    place = CellRef(style.name)
    try:
        seen = look_through(style.content)
    except Exception as problem:  # python-docx raises nearly anything on what is no Word document
        raise_if_of_memory(problem)
        return (
            warning(
                _UNREADABLE,
                place,
                "The Word template could not be used; the report has the built-in style.",
                "Start again from a copy of the built-in template, saved as a Word document "
                "(.docx), or take it away.",
            ),
        )
    missing = (
        warning(
            "style-missing",
            place,
            f"The Word template has no style “{name}”; the built-in one is used for it.",
            f"Add a paragraph style called “{name}” in Word, or start from the built-in template.",
        )
        for name in seen.missing
    )
    return (*_left_out(place, seen.left_out), *missing)


def _left_out(place: CellRef, kinds: tuple[str, ...]) -> Iterator[Finding]:
    if kinds:
        instead = f" What every report must say is typed on the plan's sheet {STANDING_TEXT}."
        typed = instead if OWN_TEXT in kinds else ""
        yield warning(
            "template-part-left-out",
            place,
            f"The Word template held {listed(kinds)}; none of it is in the report.",
            "Nothing, if the report looks right. To clean the template, use Word's Inspect "
            f"Document (File, Info).{typed}",
        )


def word_template() -> bytes:
    """The house style to start from.

    An empty document with the report's styles, to change in Word.
    """
    document = empty_document()
    set_properties(document, "Template of the improvement plan report", "")
    turn(document.sections[0], is_wide=False)
    return saved(document)


@dataclass(frozen=True, slots=True)
class TemplateSeen:
    """What a template lacks, and what it holds beside its look.

    The styles that are missing, the kinds left out.
    """

    missing: tuple[str, ...]
    left_out: tuple[str, ...]


def look_through(template: bytes) -> TemplateSeen:
    """What is to be said of a template.

    The report's own styles take the place of those that are missing.

    Raises:
        Exception: nearly any, where a report cannot be written over the file.

    """
    refuse_if_too_large(template)
    trial = WordReport(_TRIAL, template)
    refuse_other_kinds(trial.document)
    missing = missing_styles(trial.document)
    # A template may have its styles and still lack what a report is written over.
    trial.write()
    return TemplateSeen(missing, trial.left_out)


_TRIAL = Report("", "", "", "", "", (), ())
