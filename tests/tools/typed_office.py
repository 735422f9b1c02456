"""An officer's folder with any plan: each month is sent out, filled in and reported."""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl

from cyps_reports import cli
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.writer import plan_workbook
from tests.tools.returned import cells_of
from tests.tools.typed_cells import typed_into
from tests.tools.word_report import words_of

Typed = Mapping[str, Mapping[str, Any]]
"""What is typed, by row (`1.2`, `1.10 2` for its second deadline) and the column's key."""


class TypedOffice:
    """The folder is the working one; returns are made with what earlier months left behind."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        self.folder, self.plan = folder, plan
        (folder / "returns").mkdir()
        (folder / "returns" / "plan.xlsx").write_bytes(plan_workbook(plan))
        self.before: Month | None = None

    def month(self, month: Month, typed: Typed) -> dict[str, Any]:
        """Sends out the month's returns, types into them, reports; the record of the report."""
        shutil.rmtree(self.folder / "blank", ignore_errors=True)
        given = ["--from", f"returns/{self.before}"] if self.before else ["--month", str(month)]
        assert cli.main(["templates", "--output", "blank", *given]) == 0
        folder = self.folder / "returns" / str(month)
        folder.mkdir()
        for path in (self.folder / "blank").glob("return-*.xlsx"):
            assert openpyxl.load_workbook(path)["Guide"]["B6"].value.strftime("%Y-%m") == str(month)
            _type(path, folder / path.name, typed)
        self.before = month
        return self.reported(month)

    def reported(self, month: Month) -> dict[str, Any]:
        """The record of the month's report, which has no error."""
        assert cli.main(["report", f"returns/{month}"]) == 0
        record: dict[str, Any] = json.loads(
            self.output(month, "as-reported.json").read_text("utf-8")
        )
        return record

    def output(self, month: Month, name: str) -> Path:
        (path,) = (self.folder / "output" / str(month)).glob(name)
        return path

    def said(self, month: Month) -> str:
        """All the words of the month's Word report."""
        return words_of(self.output(month, "*-report-*.docx"))

    def drafts(self, month: Month) -> dict[str, str]:
        """The month's emails by name, as they are in their files."""
        assert cli.main(["email", f"returns/{month}"]) in (0, 1)
        folder = self.folder / "output" / str(month) / "emails"
        return {path.stem: path.read_text("utf-8") for path in folder.glob("*.eml")}


def _type(blank: Path, filled: Path, typed: Typed) -> None:
    places = cells_of(blank)
    cells = {
        places[row, key]: value
        for row, answers in typed.items()
        for key, value in answers.items()
        if (row, key) in places
    }
    filled.write_bytes(typed_into(blank.read_bytes(), cells))


def statements(record: dict[str, Any], *parts: str) -> Iterator[str]:
    """What is said of each measure or deadline of a record: its state, and why."""
    for part in parts:
        yield from (f"{each['state']}: {each['reason']}" for each in record[part])
