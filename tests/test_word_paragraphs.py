"""Paragraphs of a Word report: what is bold, coloured or on a colour, and how it opens in Word."""

import io
import re
import zipfile
from dataclasses import replace

import pytest
from docx import Document

from cyps_reports.report.table_blocks import Align
from cyps_reports.writers.word.report import word_report
from cyps_reports.writers.word.xml import paragraphs_xml
from tests.tools.report_models import ALL_KINDS

BOLD, INK = "<w:b/>", '<w:color w:val="102A52"/>'
CHIP = '<w:shd w:val="clear" w:color="auto" w:fill="BFD4F2"/>'


@pytest.mark.parametrize(
    ("bold", "colour", "chip", "look"),
    [
        (False, "", "", ""),
        (True, "", "", BOLD),
        (False, "102A52", "", INK),
        (False, "", "BFD4F2", CHIP),
        (True, "102A52", "BFD4F2", BOLD + INK + CHIP),
    ],
)
def test_how_the_words_of_a_paragraph_look(bold: bool, colour: str, chip: str, look: str) -> None:
    made = paragraphs_xml("Late", "Text", Align.LEFT, bold=bold, colour=colour, chip=chip)
    found = re.search(r"<w:rPr>(.*?)</w:rPr>", made)
    assert (found[1] if found else "") == look


@pytest.mark.parametrize(
    ("align", "keep_next", "properties"),
    [
        (Align.LEFT, False, ""),
        (Align.RIGHT, False, '<w:jc w:val="right"/>'),
        (Align.LEFT, True, "<w:keepNext/>"),
        (Align.RIGHT, True, '<w:keepNext/><w:jc w:val="right"/>'),
    ],
)
def test_where_a_paragraph_stands(align: Align, keep_next: bool, properties: str) -> None:
    made = paragraphs_xml("Late", "Text", align, keep_next=keep_next)
    assert f'<w:pPr><w:pStyle w:val="Text"/>{properties}</w:pPr>' in made


def test_what_a_text_of_an_exhibit_is_stands_before_it_and_nothing_where_it_is_nothing() -> None:
    document = Document(io.BytesIO(word_report(ALL_KINDS)))
    cells = [
        paragraph
        for table in document.tables
        for cell in table._cells
        for paragraph in cell.paragraphs
    ]
    said = {paragraph.text: paragraph.runs for paragraph in cells}
    assert "It has not moved." in said
    label, *words = said["Comment: A comment."]
    assert (label.text, label.bold) == ("Comment: ", True)
    assert "".join(each.text for each in words) == "A comment."
    assert "In two lines." in said


def test_word_takes_it_for_a_document_of_today() -> None:
    with zipfile.ZipFile(io.BytesIO(word_report(ALL_KINDS))) as package:
        settings = package.read("word/settings.xml").decode()
    (mode,) = re.findall(r'<w:compatSetting w:name="compatibilityMode"[^>]*>', settings)
    assert 'w:val="15"' in mode


@pytest.mark.parametrize("letters", [1, 255, 256, 257, 5_000])
def test_however_long_a_plan_is_called_its_report_is_written_and_named_after_it(
    letters: int,
) -> None:
    """Word holds 255 letters of a document's title, subject and author."""
    long = "W" * letters
    made = word_report(replace(ALL_KINDS, title=long, service=long, marking=long))
    document = Document(io.BytesIO(made))
    said = document.core_properties
    assert (said.author, said.last_modified_by, said.subject) == (long[:255],) * 3
    assert said.title == f"{long}: {ALL_KINDS.month}"[:255]
    assert document.paragraphs[0].text == f"{long}: {ALL_KINDS.month}", "whole on its front"
