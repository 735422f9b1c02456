"""Blank returns in LibreOffice: what it calculates in them, and makes of what somebody types."""

import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns import layout
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import DataStatus, DeadlineEntry, MeasureEntry, Returns, Status
from cyps_reports.templates.carry import carried_from
from cyps_reports.templates.workbook import return_workbook
from tests.tools import libreoffice
from tests.tools.returned import SEPTEMBER, cells_of, returned


@pytest.mark.usefixtures("office")
def test_what_is_sent_out_is_what_the_formulas_give(tmp_path: Path, plan: Plan) -> None:
    """A program that does not calculate on opening, and one that does, say the same."""
    august = Returns(
        Month(2012, 8),
        measures={
            ("A1", ""): MeasureEntry(Decimal("78.5"), date(2012, 7, 31), DataStatus.FINAL),
            ("A2", ""): MeasureEntry(
                Decimal("30.25"), date(2012, 8, 31), DataStatus.FINAL, corrective_action="Visits."
            ),
        },
        deadlines={("A20", 1): DeadlineEntry(Status.COMPLETED, date(2012, 7, 20))},
    )
    path, again = tmp_path / "sent.xlsx", tmp_path / "again"
    path.write_bytes(
        return_workbook(plan, plan.priorities[0], SEPTEMBER, carried_from([august], plan))
    )
    again.mkdir()
    (calculated,) = libreoffice.convert([path], "xlsx", again)
    cells = 0
    for sent, given in zip(
        *(openpyxl.load_workbook(each, data_only=True) for each in (path, calculated)), strict=True
    ):
        for row in sent.iter_rows(min_row=5):
            for cell in row:
                heading = str(sent.cell(4, cell.column).value)
                # The steps of reading only hold something while a text is read.
                if sent.title in (layout.TARGETS, layout.MILESTONES) and (
                    ":" not in heading or heading.endswith("read")
                ):
                    assert given[cell.coordinate].value == cell.value, (
                        sent.title,
                        heading,
                        cell.coordinate,
                    )
                    cells += cell.value is not None
    assert cells > 300


@pytest.mark.usefixtures("office")
def test_a_row_grows_with_what_is_typed_into_it(tmp_path: Path, plan: Plan) -> None:
    path = tmp_path / "blank.xlsx"
    path.write_bytes(return_workbook(plan, plan.priorities[0], SEPTEMBER))
    sheet, cell = cells_of(path)["A1", "comment"]
    long_comment = (
        "Every school was visited and every action was agreed with its head. " * 9 + "Finis."
    )
    saved = tmp_path / "typed.xlsx"
    entries = [[sheet, cell, long_comment]]
    job = {
        "open": str(path),
        "save": str(saved),
        "filter": "Calc MS Excel 2007 XML",
        "entries": entries,
    }
    libreoffice.type_into([job])
    heights = [
        openpyxl.load_workbook(each)[sheet].row_dimensions[5].height for each in (path, saved)
    ]
    assert heights[1] > heights[0] * 2
    (pdf,) = libreoffice.convert([saved], "pdf", tmp_path)
    text = subprocess.run(
        ["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout
    # One word, as where the lines of a cell break depends on the fonts that are installed.
    assert "Finis." in text


@pytest.mark.usefixtures("office")
def test_typed_in_libreoffice_it_reads_as_it_was_meant(tmp_path: Path, plan: Plan) -> None:
    blank_path = returned(tmp_path, plan, "A", {})
    places = cells_of(blank_path)
    typed = {
        ("A1", "actual"): "78.5%",
        ("A2", "actual"): "56.1",
        ("A4", "actual"): "52.94",
        ("A7", "actual"): "1,148",
        ("A1", "as_at"): "31/07/12",
        ("A2", "as_at"): "30 Sep 2012",
        ("A1", "data_status"): "Final",
        ("A1", "comment"): "- 5 schools + 1 academy: £1.285m",
        ("A20 1", "completed"): "20.07.12",
        ("A20 1", "status"): "Completed",
        ("A22", "progress"): "1/2 of the schools visited",
    }
    entries = [[*places[key], text] for key, text in typed.items()]
    (tmp_path / "month").mkdir()
    saved = tmp_path / "month" / "saved by LibreOffice.xlsx"
    libreoffice.type_into(
        [
            {
                "open": str(blank_path),
                "save": str(saved),
                "filter": "Calc MS Excel 2007 XML",
                "entries": entries,
            }
        ]
    )
    returns, findings = returns_for(SEPTEMBER, read_folder(tmp_path / "month", plan))
    assert findings == ()
    measures = returns.measures
    assert measures["A1", ""].actual == Decimal("78.5")
    assert measures["A2", ""].actual == Decimal("56.10")
    assert measures["A4", ""].actual == Decimal(53)
    assert measures["A7", ""].actual == Decimal(1148)
    assert measures["A1", ""].as_at == date(2012, 7, 31)
    assert measures["A2", ""].as_at == date(2012, 9, 30)
    assert measures["A1", ""].data_status is DataStatus.FINAL
    assert measures["A1", ""].comment == typed["A1", "comment"]
    assert returns.deadlines["A20", 1].completed == date(2012, 7, 20)
    assert returns.deadlines["A20", 1].status is Status.COMPLETED
    assert returns.deadlines["A22", 1].progress == "1/2 of the schools visited"
