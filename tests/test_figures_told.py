"""Every figure of every edition of the example is the record's, row by row.

The record is the JSON file; how a figure is printed is worked out here.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cyps_reports.monthly import CheckedMonth
from cyps_reports.outputs import outputs_of, report_name
from cyps_reports.report.readers import Audience, Readers
from tests.tools.own_print import shown
from tests.tools.read_results import Rows, sheet_rows, word_rows
from tests.tools.sentences import slips_in, word_texts

EDITIONS = {
    "cabinet": Readers(),
    "summary": Readers(Audience.SUMMARY),
    "leadership": Readers(Audience.LEADERSHIP),
    "lead": Readers(lead="JM"),
}
Row = dict[str, Any]
Record = dict[str, list[Row]]


@pytest.fixture(scope="module")
def record(outputs: Path) -> Record:
    told: Record = json.loads((outputs / "as-reported.json").read_text(encoding="utf-8"))
    return told


@pytest.fixture(scope="module", params=EDITIONS)
def report(
    request: pytest.FixtureRequest,
    september: CheckedMonth,
    outputs: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[str, Path]:
    """The Word report of an edition."""
    edition: str = request.param
    assessment = september.assessment
    name = report_name(assessment.plan, assessment.month, EDITIONS[edition])
    if (outputs / name).exists():
        return edition, outputs / name
    path = tmp_path_factory.mktemp(edition) / name
    path.write_bytes(outputs_of(september, EDITIONS[edition])[name])
    return edition, path


def _printed(row: Row, key: str) -> str:
    """A figure of a row as it is printed; what the plan says in its place; "" for nothing."""
    figure = row[key]
    if figure is None or not re.fullmatch(r"-?\d+(\.\d+)?", figure):
        return figure or ""
    return shown(Decimal(figure), row["unit"])


def _name(row: Row) -> str:
    return f"{row['name']}: {row['component']}" if row["component"] else row["name"]


def _signed_gap(row: Row) -> str:
    """How far the actual is from the target: a plus is better, whichever way is better."""
    gap = Decimal(row["actual"]) - Decimal(row["target"])
    is_better = gap < 0 if row["polarity"] == "lower" else gap > 0
    return f"{'+' if is_better else '−'}{_apart(abs(gap), row['unit'])}" if gap else "Met"


def _apart(gap: Decimal, unit: str) -> str:
    if unit == "%":
        return f"{gap} {'point' if str(gap) == '1' else 'points'}"
    return shown(gap, unit)


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year[2:]}"


def _measures(rows: Rows, record: Record) -> Iterator[tuple[dict[str, str], Row]]:
    """The rows of tables that are about a measure, each with the record's row of it."""
    known = {(row["ref"], _name(row)): row for row in record["measures"]}
    for row in rows:
        if found := known.get((row.get("Ref", ""), row.get("Measure", ""))):
            yield row, found


def _reason(row: Row) -> str:
    """The reason in the annex; of a row on target whose figures say it, its rating alone."""
    is_plain = re.fullmatch(
        r"(Exactly on|[^;]+ (above|below|over|under)) the \S+ target[^;]*", row["reason"]
    )
    is_on_target = row["state"] == "On target" and row["rated_on"] == "actual"
    return "On target." if is_plain and is_on_target else str(row["reason"])


def test_the_figures_of_measures_in_word(report: tuple[str, Path], record: Record) -> None:
    edition, path = report
    rows = word_rows(path)
    count = 0
    for row, told in _measures(rows, record):
        for heading, cell in row.items():
            if heading == "Actual":
                wanted = (_printed(told, "actual"),) if told["actual"] else ("", "n/a")
                assert cell.split("\n")[0] in wanted, (told["ref"], heading)
            elif heading.startswith("Outturn"):
                assert cell in (_printed(told, "outturn"), "n/a"), (told["ref"], heading)
            elif heading.startswith("Target 2"):
                assert cell == _printed(told, "target"), (told["ref"], heading)
            elif heading == "Similar authorities" and re.search(r"\d", cell):
                assert cell == _printed(told, "similar"), (told["ref"], heading)
            elif heading == "As at" and told["as_at"] and told["actual"]:
                assert cell == _day(told["as_at"]), (told["ref"], heading)
            elif heading == "Rating":
                assert cell.split("\n")[-1].partition(" ")[2].startswith(told["state"])
            elif heading == "Gap" and told["rated_on"] == "actual":
                assert cell == _signed_gap(told), told["ref"]
            elif heading.startswith("Reason") and "See “" not in cell:
                assert cell.startswith(_reason(told)), told["ref"]
            count += 1
    assert count > 400 if edition != "lead" else count == 0


def test_all_that_an_edition_says_is_well_said(report: tuple[str, Path]) -> None:
    lines = dict.fromkeys(word_texts(report[1]))
    assert [slip for line in lines for slip in slips_in(line)] == []


def test_no_figure_of_the_scorecard_is_anything_else(
    report: tuple[str, Path], record: Record
) -> None:
    """Whatever number stands in a row of the scorecard is one of the record's row."""
    rows = [row for row in word_rows(report[1]) if "Target or step" in row]
    for row, told in _measures(rows, record):
        mine = [str(value) for key, value in told.items() if key not in _TYPED] + [told["ref"]]
        known = set(re.findall(_NUMBER, " ".join(mine)))
        text = " ".join(cell for heading, cell in row.items() if heading not in ("Measure", "Gap"))
        dated = re.sub(r"\d\d/\d\d/\d\d", "", text)
        assert {*re.findall(_NUMBER, dated.replace(",", ""))} <= known, (told["ref"], dated)


_TYPED = ("name", "comment", "corrective_action", "source", "notes", "links", "further")
_NUMBER = r"\d+(?:\.\d+)?"


def test_each_measure_off_target_is_told_with_its_reason(
    report: tuple[str, Path], record: Record
) -> None:
    edition, path = report
    lines = list(word_texts(path))
    red = [row for row in record["measures"] if row["rag"] == "red"]
    assert len(red) > 5
    for row in red if edition != "lead" else ():
        assert any(line.endswith(row["reason"]) for line in lines), row["ref"]


def test_the_dates_and_days_of_deadlines_in_word(report: tuple[str, Path], record: Record) -> None:
    edition, path = report
    rows = [row for row in word_rows(path) if "Due" in row and "State" in row]
    known: dict[str, list[Row]] = {}
    for each in record["deadlines"]:
        known.setdefault(each["ref"], []).append(each)
    told = [row for row in rows if row["Ref"] in known]
    assert len(told) >= {"summary": 10, "lead": 4}.get(edition, 20)
    for row in told:
        assert any(_is_told(row, each) for each in known[row["Ref"]]), row
    if edition == "lead":
        assert {each["lead"] for row in told for each in known[row["Ref"]]} == {"JM"}


def _is_told(row: dict[str, str], told: Row) -> bool:
    """Whether due date, state and reason are those of a deadline of the record."""
    dates = [told[key] for key in ("redated", "due") if told[key]]
    days = {form(day) for day in dates for form in (_day, _long)}
    due = any(row["Due"].startswith(day) for day in days) or not re.search(r"\d", row["Due"])
    if not due or row["State"].split("\n")[-1].partition(" ")[2] != told["state"]:
        return False
    said = next((cell for heading, cell in row.items() if heading.startswith("Reason")), "")
    numbers = {*re.findall(r"\d+ days? (?:overdue|late)", said)}
    late = told["days_overdue"] or told["days_late"]
    return numbers <= set(re.findall(r"\d+ days? (?:overdue|late)", told["reason"])) and (
        not (numbers and late) or any(each.startswith(f"{late} ") for each in numbers)
    )


def _long(iso: str) -> str:
    year, month, day = iso.split("-")
    names = "January February March April May June July August September October November December"
    return f"{int(day)} {names.split()[int(month) - 1]} {year}"


def test_the_figures_of_the_excel_summary(outputs: Path, record: Record) -> None:
    (path,) = outputs.glob("*.xlsx")
    sheets = sheet_rows(path, ("Measures", "Milestones", "History"))
    for row, told in zip(sheets["Measures"], record["measures"], strict=True):
        assert (row["Ref"], row["Measure"]) == (told["ref"], _name(told))
        for heading, key in (
            ("Actual", "actual"),
            ("Target", "target"),
            ("Outturn", "outturn"),
            ("Similar authorities", "similar"),
        ):
            assert _of_sheet(row[heading], told) == _printed(told, key), (told["ref"], heading)
        assert row["RAG"] == told["rag"].capitalize()
        assert row["Reason"] == told["reason"]
        assert row["Comment"] == told["comment"]
        assert row["Corrective action"] == told["corrective_action"]
    for row, told in zip(sheets["History"], record["measures"], strict=True):
        forecast = told["forecast"] or {"low": None, "high": None}
        for heading, key in (("Forecast: from", "low"), ("Forecast: to", "high")):
            wanted = forecast[key] and shown(Decimal(forecast[key]), told["unit"])
            assert _of_sheet(row[heading], told) == (wanted or ""), (told["ref"], heading)
    for row, told in zip(sheets["Milestones"], record["deadlines"], strict=True):
        days = told["days_overdue"] or told["days_late"]
        assert (row["Ref"], row["Days late"]) == (told["ref"], f"{days:,}" if days else "")
        assert row["State"].partition(" ")[2] == told["state"]
        for heading, key in (("Expected date", "expected"), ("Date completed", "completed")):
            assert row[heading] == (_day(told[key]) if told[key] else ""), (told["ref"], heading)
        assert row["Reason"] == told["reason"]
        assert row["Progress"] == told["progress"] or not told["progress"]


def _of_sheet(cell: str, row: Row) -> str:
    """A cell of the summary with its unit's words, which have a column of their own."""
    is_number = re.fullmatch(r"−?[\d,.]+", cell)
    words = {"days": " day" if cell == "1" else " days"}.get(row["unit"], "")
    return f"{cell}{words}" if is_number else cell
