"""The report as PDF: tagged, whole, the same each time, and nothing is left of how it was made."""

import io
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from pdfua import validate

from cyps_reports.monthly import CheckedMonth
from cyps_reports.outputs import month_outputs
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.blocks import Exhibit, Section
from cyps_reports.report.chart_blocks import Chart, LineChart, LineCharts
from cyps_reports.report.page_blocks import BarTable
from cyps_reports.report.table_blocks import Table
from cyps_reports.writers.pdf.office import NoPdf
from cyps_reports.writers.pdf.report import PdfMaker, pdf_report, sum_of
from cyps_reports.writers.pdf.said import pdf_lines
from cyps_reports.writers.pdf.source import pdf_source
from cyps_reports.writers.pdf.tags import Tagged, made_from, tagged
from cyps_reports.writers.report_files import Formats
from cyps_reports.writers.word.report import word_report
from tests.tools.report_models import ALL_KINDS, of_month
from tests.tools.worst_months import march_of_twelve


@pytest.fixture(scope="module")
def maker(pdf_maker: PdfMaker) -> PdfMaker:
    return pdf_maker


@pytest.fixture(scope="module")
def example(maker: PdfMaker, september: CheckedMonth) -> Tagged:
    made = month_outputs(september, formats=Formats(pdf=maker)).pdf
    assert made is not None
    assert not isinstance(made, NoPdf), made
    return made


def elements(node: object) -> Iterator[pikepdf.Dictionary]:
    """The elements of a PDF's structure, in the order of reading."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from elements(each)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        yield from elements(node.get("/K"))


def test_the_checks_of_pdf_ua_find_nothing_in_the_example(example: Tagged, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(example.content)
    found = validate(str(path)).findings
    assert not found, [(each.rule_id, each.message) for each in found]


@pytest.mark.full
def test_they_find_nothing_in_a_march_with_charts_and_icons_of_every_measure(
    maker: PdfMaker, example_plan_read: Plan, tmp_path: Path
) -> None:
    made = pdf_report(word_report(march_of_twelve(example_plan_read)), maker)
    assert not isinstance(made, NoPdf), made
    assert made.described == made.pictures > 100
    path = tmp_path / "report.pdf"
    path.write_bytes(made.content)
    assert not validate(str(path)).findings


def test_every_chart_has_its_description(example: Tagged, september: CheckedMonth) -> None:
    told: list[str] = []
    for section in of_month(september).sections:
        for block in section.blocks:
            match block:
                case Chart():
                    told.append(block.alt_text)
                case LineCharts(charts):
                    told += [each.alt_text for each in charts]
                case Exhibit(chart=LineChart(alt_text=words)):
                    told.append(words)
                case _:
                    pass
    given = _pictures(example)
    assert told
    assert [each for each in given if each in told] == told
    assert all(given)
    assert example.pictures == example.described == len(given)


def test_rows_and_columns_of_every_table_have_headings(
    example: Tagged, september: CheckedMonth
) -> None:
    blocks = [b for section in of_month(september).sections for b in section.blocks]
    tables = [block for block in blocks if isinstance(block, Table | BarTable)]
    assert example.headed == example.tables == len(tables)
    with pikepdf.open(io.BytesIO(example.content)) as pdf:
        headings = [each for each in elements(pdf.Root.StructTreeRoot) if str(each.S) == "/TH"]
        scopes = [
            str(given.get("/Scope", ""))
            for each in headings
            for given in (each.A if isinstance(each.A, pikepdf.Array) else [each.A])
        ]
    assert scopes.count("/Row") == sum(len(table.rows) for table in tables)
    heads = (t.headings if isinstance(t, BarTable) else t.columns for t in tables)
    assert scopes.count("/Column") == sum(map(len, heads))


def test_a_bar_in_a_cell_is_a_picture_that_is_told_in_words(
    example: Tagged, september: CheckedMonth
) -> None:
    blocks = [b for section in of_month(september).sections for b in section.blocks]
    bars = [bar for b in blocks if isinstance(b, BarTable) for row in b.rows for bar in row.bars]
    told = [bar.in_words for bar in bars if bar.parts]
    assert len(told) > 5
    assert [each for each in _pictures(example) if each in told] == told


def _pictures(made: Tagged) -> list[str]:
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        figures = [each for each in elements(pdf.Root.StructTreeRoot) if str(each.S) == "/Figure"]
        return [str(each.get("/Alt", "")) for each in figures]


def test_no_cell_of_the_word_report_is_left_out(example: Tagged, september: CheckedMonth) -> None:
    source = pdf_source(word_report(of_month(september)))
    assert example.cells == source.cells > 950


@pytest.mark.full
def test_the_same_word_report_gives_the_same_pdf_which_says_what_it_is_of(maker: PdfMaker) -> None:
    document = word_report(ALL_KINDS)
    one, other = (pdf_report(document, maker) for _ in range(2))
    assert not isinstance(one, NoPdf)
    assert one == other
    assert made_from(one.content) == sum_of(document)


@pytest.mark.full
def test_it_has_no_form_and_no_empty_place(maker: PdfMaker) -> None:
    made = pdf_report(word_report(ALL_KINDS), maker)
    assert not isinstance(made, NoPdf)
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/JavaScript" not in str(pdf.Root.get("/Names", ""))
    # The title of a place is not among the source where nobody wrote there.
    assert b"Nobody wrote here" in _body(word_report(ALL_KINDS))
    assert b"Nobody wrote here" not in _body(pdf_source(word_report(ALL_KINDS)).document)


def _body(document: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return package.read("word/document.xml")


def test_descriptions_are_given_to_no_picture_where_their_number_is_another(
    example: Tagged,
) -> None:
    with pikepdf.open(io.BytesIO(example.content)) as pdf:
        for each in elements(pdf.Root.StructTreeRoot):
            if "/Alt" in each and str(each.S) == "/Figure":
                del each["/Alt"]
        bare = io.BytesIO()
        pdf.save(bare)
    again = tagged(bare.getvalue(), ("One of them",), "")
    assert again.described == 0
    assert "0 of " in next(iter(pdf_lines(again)))


def test_what_was_checked_is_said_and_what_no_program_can(
    example: Tagged, september: CheckedMonth
) -> None:
    said = " ".join(pdf_lines(example))
    word = Document(io.BytesIO(word_report(of_month(september))))
    styles = [str(each.style.name) for each in word.paragraphs if each.style]
    headings = Counter(each for each in styles if each.startswith("Heading"))
    assert headings.keys() == {"Heading 1", "Heading 2", "Heading 3"}
    assert f"it has {headings.total()} headings" in said
    assert f"{example.pictures} of {example.pictures} pictures have a description" in said
    assert "No program can check" in said
    assert "compliant" not in said


# Where it cannot be made


def test_without_libreoffice_a_sentence_says_how_to_save_it_in_word(
    september: CheckedMonth,
) -> None:
    outputs = month_outputs(september, formats=Formats(pdf=PdfMaker(None)))
    assert outputs.pdf is NoPdf.NOT_FOUND
    assert not [name for name in outputs.files if name.endswith(".pdf")]
    [said] = pdf_lines(NoPdf.NOT_FOUND)
    assert said.startswith("No PDF was made: LibreOffice, which makes it, was not found")
    assert "In Word" in said or "in Word" in said


on_posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


def stand_in(folder: Path, script: str) -> PdfMaker:
    """A program that does something else in LibreOffice's place."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return PdfMaker(str(path), most_seconds=20)


DOCUMENT = word_report(replace(ALL_KINDS, sections=(Section("1. One", ()),)))


@on_posix
def test_a_program_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    hanging = stand_in(tmp_path, f'sleep 600 & echo $! $$ > "{pids}"; wait')
    assert pdf_report(DOCUMENT, replace(hanging, most_seconds=1.5)) is NoPdf.TOO_SLOW
    for pid in map(int, pids.read_text(encoding="utf-8").split()):
        assert _has_ended(pid)


def _has_ended(pid: int) -> bool:
    """Whether a process is gone, or only waits to be counted by who started it."""
    for _ in range(100):
        status = Path(f"/proc/{pid}/stat")
        if not status.exists() or status.read_text(encoding="utf-8").split()[2] == "Z":
            return True
        time.sleep(0.1)
    return False


@on_posix
@pytest.mark.parametrize("script", ["exit 1", "exit 0", 'echo nonsense > "$(dirname "$0")/x.pdf"'])
def test_a_program_that_makes_nothing_is_said_and_leaves_nothing(
    tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    assert pdf_report(DOCUMENT, stand_in(tmp_path, script)) is NoPdf.FAILED
    assert list(temporary.iterdir()) == []


OUT = 'while [ "$1" != "--outdir" ]; do shift; done; '


@on_posix
def test_a_file_that_is_no_pdf_is_none(tmp_path: Path) -> None:
    rubbish = stand_in(tmp_path, f'{OUT}echo nonsense > "$2/report.pdf"')
    assert pdf_report(DOCUMENT, rubbish) is NoPdf.FAILED


@on_posix
def test_a_pdf_that_lacks_a_cell_of_a_table_is_none(tmp_path: Path, example: Tagged) -> None:
    (tmp_path / "other.pdf").write_bytes(example.content)
    lacking = stand_in(tmp_path, f'{OUT}cp "{tmp_path}/other.pdf" "$2/report.pdf"')
    assert pdf_report(word_report(ALL_KINDS), lacking) is NoPdf.INCOMPLETE
    [said] = pdf_lines(NoPdf.INCOMPLETE)
    assert "left a part of a table out" in said
