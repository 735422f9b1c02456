"""What a report is published as: its files on the command line, in the record, and verified."""

import cProfile
import gc
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from cyps_reports import cli
from cyps_reports.monthly import CheckedMonth, public_edition
from cyps_reports.outputs import month_outputs, report_name
from cyps_reports.plan.model.plan import Plan
from cyps_reports.report.readers import Audience, Readers
from cyps_reports.report.sections.accessibility import NO_PROGRAM_CHECKS
from cyps_reports.verify.documents import document_difference
from cyps_reports.writers.excel.charts import chart_parts
from cyps_reports.writers.pdf.report import PdfMaker
from cyps_reports.writers.report_files import Formats
from tests.conftest import checked
from tests.tools.read_once import read_here
from tests.tools.report_models import of_month

WORD, PAGE, PART = (
    "cyps-report-2012-09.docx",
    "cyps-report-2012-09.html",
    "cyps-report-2012-09.fragment.html",
)
RESULTS = Path("output/2012-09")


@pytest.fixture
def office_folder(few_rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(few_rows, tmp_path / "returns")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("office_folder")
def test_a_report_is_written_as_a_page_and_verified(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["report", "--html", "--html-fragment"])
    assert f"Wrote {RESULTS / PAGE}" in capsys.readouterr().out
    assert {WORD, PAGE, PART} < {path.name for path in RESULTS.iterdir()}
    assert cli.main(["verify", str(RESULTS)]) == 0
    said = capsys.readouterr().out
    assert "4 results" in said

    page = (RESULTS / PAGE).read_text(encoding="utf-8")
    (RESULTS / PAGE).write_text(page.replace("Off target", "On target"), encoding="utf-8")
    assert cli.main(["verify", str(RESULTS)]) == 1
    said = capsys.readouterr().out
    assert f"Result {PAGE} has changed since it was made." in said
    assert f"Result {PAGE} is not what the inputs give: it says" in said


@pytest.mark.usefixtures("office_folder")
def test_what_somebody_edited_in_a_page_is_kept_beside_the_new_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.main(["report", "--html"])
    (RESULTS / PAGE).write_text("edited", encoding="utf-8")
    cli.main(["report", "--html"])
    kept = RESULTS / "cyps-report-2012-09-edited.html"
    assert kept.read_text(encoding="utf-8") == "edited"
    assert kept.name in capsys.readouterr().out


@pytest.mark.usefixtures("office_folder")
def test_without_libreoffice_the_report_is_written_and_says_how_to_save_it_in_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("cyps_reports.writers.pdf.report.libreoffice", lambda: None)
    assert cli.main(["report", "--pdf"]) == 1, "as the example without it: there are errors in it"
    said = capsys.readouterr().out
    assert "No PDF was made: LibreOffice, which makes it, was not found" in said
    assert "Document structure tags" in said
    assert (RESULTS / WORD).is_file()


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("lead", ["", "JM"])
def test_every_edition_ends_with_what_was_checked_for_accessibility(
    september: CheckedMonth, audience: Audience, lead: str
) -> None:
    readers = Readers(audience, lead)
    if readers == Readers(Audience.SUMMARY):
        readers = Readers()  # Six pages are all that the summary may have: Cabinet's says it.
    *_, last = of_month(september, readers).sections
    assert last.title.endswith("Accessibility")
    said = str(last.blocks)
    assert NO_PROGRAM_CHECKS in said
    assert "compliant" not in said


def test_a_page_of_one_lead_is_named_like_that_leads_word_report(september: CheckedMonth) -> None:
    readers = Readers(lead="JM")
    made = month_outputs(september, readers, formats=Formats(html=True, fragment=True))
    assert {*made.files} == {
        "cyps-report-2012-09-JM.docx",
        "cyps-report-2012-09-JM.html",
        "cyps-report-2012-09-JM.fragment.html",
    }


def test_where_a_page_differs_is_said_in_its_words(september: CheckedMonth) -> None:
    made = month_outputs(september, formats=Formats(html=True)).files[PAGE]
    assert document_difference(PAGE, made, made) == ""
    edited = made.replace(b">Contents<", b">Index<")
    assert edited != made
    said = document_difference(PAGE, edited, made)
    assert said == "says “Index” where they give “Contents”"


def test_a_pdf_of_another_report_or_none_at_all_is_said(september: CheckedMonth) -> None:
    document = month_outputs(september).files[WORD]
    name = report_name(september.assessment.plan, september.assessment.month, ending="pdf")
    assert document_difference(name, b"no PDF", document) == "cannot be read any more"


@pytest.fixture
def makers(
    example_plan_read: Plan, monkeypatch: pytest.MonkeyPatch
) -> tuple[Callable[[], object], Callable[[], object]]:
    """What makes the example's internal Word and Excel, and what makes all editions and formats.

    Each reads the workbooks where its work can be measured, and draws each chart anew.
    """
    read_here(monkeypatch)
    every = Formats(html=True, fragment=True, pdf=PdfMaker(None))

    def word_and_excel() -> None:
        chart_parts.cache_clear()
        month_outputs(checked(example_plan_read, "2012-09"))

    def all_of_them() -> None:
        chart_parts.cache_clear()
        month = checked(example_plan_read, "2012-09")
        month_outputs(month, formats=every)
        month_outputs(public_edition(month, ()), formats=every)

    word_and_excel()  # what is loaded the first time is no work of the others
    all_of_them()
    return word_and_excel, all_of_them


Makers = tuple[Callable[[], object], Callable[[], object]]
MOST = 1.5
"""How much of the internal Word and Excel all editions and formats may take."""


@pytest.mark.full
def test_all_editions_and_formats_take_at_most_half_as_much_again_as_word_and_excel(
    makers: Makers,
) -> None:
    def calls(making: Callable[[], object]) -> int:
        profile = cProfile.Profile()
        profile.runcall(making)
        return sum(each.callcount for each in profile.getstats())

    word_and_excel, all_of_them = map(calls, makers)
    assert all_of_them <= MOST * word_and_excel


@pytest.mark.full
def test_they_take_no_more_of_the_processor_either(makers: Makers) -> None:
    """The least of several turns each, one beside the other: others use the computer too."""

    def seconds(making: Callable[[], object]) -> float:
        gc.collect()
        before = time.process_time()
        making()
        return time.process_time() - before

    turns = [tuple(map(seconds, makers)) for _ in range(6)]
    word_and_excel, all_of_them = map(min, zip(*turns, strict=True))
    assert all_of_them <= MOST * word_and_excel
