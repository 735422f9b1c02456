"""The peer: what an analyst would write instead, done well.

pandas reads the returns, each workbook once; a docxtpl template makes a Word report with the tables
of ours: counts, exceptions, what has changed, what is due, targets and milestones of each priority;
openpyxl writes the coloured summary with the columns of ours that it can fill. It rates, finds what
is overdue and has changed, and says briefly why. It checks nothing, finds no row that is missing or
edited, and draws no chart.

    python tests/benchmarks/peer.py OUTPUT HEADING_ROW AS_AT MONTH_FOLDER...
"""

import sys
from pathlib import Path
from typing import Any

import docx
import pandas as pd
from docxtpl import DocxTemplate
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

COLOURS = {
    "red": "9C1B14",
    "amber": "FFC24B",
    "green": "6FBF7F",
    "blue": "BFD4F2",
    "grey": "E1E5EA",
}
MEASURES = (
    *(
        "Ref",
        "Measure",
        "Similar authorities",
        "Outturn",
        "Target",
        "Actual",
        "Rating",
        "Direction",
        "Reason",
        "Comment",
    ),
    "Corrective action",
)
MILESTONES = (
    "Ref",
    "Milestone",
    "Due date",
    "Lead",
    "State",
    "Reason",
    "Progress",
    "Corrective action",
)
CHANGES = ("Ref", "Name", "Was", "Is", "Reason")
COUNTS = (
    "Priority",
    *(f"{kind} {colour}" for kind in ("Measures", "Deadlines") for colour in COLOURS),
)
MEASURE_SHEET = (
    *(
        "Ref",
        "Measure",
        "Component",
        "Polarity",
        "Similar authorities",
        "Outturn",
        "Target",
        "Actual",
        "Data as at",
    ),
    *("Rating", "Reason", "Direction", "Comment", "Corrective action", "workbook"),
)
MILESTONE_SHEET = (
    *(
        "Ref",
        "Heading",
        "Milestone",
        "Deadline",
        "Due date",
        "Lead",
        "Partners",
        "State",
        "Status",
        "Date completed",
    ),
    *("Expected date", "Reason", "Progress", "Corrective action", "workbook"),
)
WORDY = ("Measure", "Milestone", "Name", "Reason", "Comment", "Progress", "Corrective action")


def read(folders: list[Path], heading: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of the sheets Targets and Milestones of every workbook, under each other, the
    oldest month first.
    """
    frames: dict[str, list[pd.DataFrame]] = {"Targets": [], "Milestones": []}
    for folder in folders:
        for path in sorted(folder.glob("*.xlsx")):
            with pd.ExcelFile(path, engine="openpyxl") as book:
                for sheet in (each for each in frames if each in book.sheet_names):
                    frame = pd.read_excel(book, sheet_name=sheet, header=heading, dtype=object)
                    frames[sheet].append(frame.assign(month=folder.name, workbook=path.name))
    targets, milestones = (pd.concat(each, ignore_index=True) for each in frames.values())
    return targets[targets["Ref"].notna()], milestones[milestones["Ref"].notna()]


def rated(frame: pd.DataFrame) -> pd.DataFrame:
    """The measures with their rating, at a tolerance of 5 %."""
    actual, target = (pd.to_numeric(frame[name], errors="coerce") for name in ("Actual", "Target"))
    lower = frame["Polarity"].eq("Lower is better")
    gap = (actual - target).where(~lower, target - actual)
    colour = (
        pd.Series("red", frame.index)
        .mask(gap >= -0.05 * target.abs(), "amber")
        .mask(gap >= 0, "green")
    )
    colour = colour.mask(gap.isna(), "grey")
    words = {
        "red": "Off target",
        "amber": "Close to target",
        "green": "On target",
        "grey": "Not rated",
    }
    moved = actual - pd.to_numeric(frame["Outturn"], errors="coerce")
    better = moved.where(~lower, -moved)
    direction = (
        pd.Series("same", frame.index).mask(better > 0, "improving").mask(better < 0, "worsening")
    )
    reason = actual.astype(str) + " against a target of " + target.astype(str)
    told: pd.DataFrame = frame.assign(
        colour=colour,
        Rating=colour.map(words),
        Direction=direction.mask(moved.isna(), "not comparable"),
        Reason=reason.mask(gap.isna(), ""),
    )
    return told


def judged(frame: pd.DataFrame, as_at: pd.Timestamp) -> pd.DataFrame:
    """The deadlines of the last month with their state.

    What was completed in any month is completed.
    """
    key = ["Ref", "Deadline"]
    completed = pd.to_datetime(frame["Date completed"], errors="coerce").groupby(
        [frame[k].fillna("") for k in key]
    )
    last = last_month(frame).copy()
    done = completed.max().reindex(pd.MultiIndex.from_frame(last[key].fillna(""))).to_numpy()
    due = pd.to_datetime(last["Due date"], errors="coerce")
    colour = (
        pd.Series("green", last.index)
        .mask(last["Status"].eq("At risk"), "amber")
        .mask(due < as_at, "red")
    )
    colour = colour.mask(last["Status"].isna(), "grey").mask(
        pd.notna(pd.Series(done, last.index)), "blue"
    )
    words = {
        "red": "Overdue",
        "amber": "At risk",
        "green": "On track",
        "blue": "Completed",
        "grey": "No update",
    }
    late = (as_at - due).dt.days
    reason = pd.Series("", last.index).mask(
        colour == "red", late.astype(str) + " days after its due date"
    )
    told: pd.DataFrame = last.assign(colour=colour, State=colour.map(words), Reason=reason, due=due)
    return told


def last_month(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the last month."""
    return pd.DataFrame(frame[frame["month"] == frame["month"].max()])


def changed(now: pd.DataFrame, before: pd.DataFrame, name: str, state: str) -> pd.DataFrame:
    """The rows whose colour is another than the month before."""
    key = ["Ref", "Component" if name == "Measure" else "Deadline"]
    both = now.merge(
        before[[*key, "colour", state]].drop_duplicates(key), on=key, suffixes=("", " before")
    )
    both = both[both["colour"] != both["colour before"]]
    return pd.DataFrame(both.assign(Name=both[name], Was=both[f"{state} before"], Is=both[state]))


def counted(measures: pd.DataFrame, milestones: pd.DataFrame) -> pd.DataFrame:
    """How many of each colour each priority has."""
    tables = []
    for kind, frame in (("Measures", measures), ("Deadlines", milestones)):
        table = pd.crosstab(frame["Ref"].str.rstrip("0123456789"), frame["colour"])
        tables.append(table.reindex(columns=list(COLOURS), fill_value=0).add_prefix(f"{kind} "))
    table = pd.concat(tables, axis=1).fillna(0).astype(int)
    return pd.DataFrame(table.rename_axis("Priority").reset_index().assign(colour="grey"))


def template(path: Path) -> None:
    """The Word template: the tables about all, then two for each priority."""
    document = docx.Document()
    document.add_heading("Improvement plan", 0)
    document.add_paragraph("{{ counts }}")
    _table(document, "counted", COUNTS)
    _table(document, "red_measures", MEASURES)
    _table(document, "overdue", MILESTONES)
    _table(document, "changes", CHANGES)
    _table(document, "due", MILESTONES)
    document.add_paragraph("{%p for priority in priorities %}")
    document.add_heading("Priority {{ priority.code }}", 1)
    _table(document, "priority.measures", MEASURES)
    _table(document, "priority.milestones", MILESTONES)
    document.add_paragraph("{%p endfor %}")
    document.save(str(path))


def _table(document: Any, rows: str, columns: tuple[str, ...]) -> None:
    table = document.add_table(rows=4, cols=len(columns), style="Table Grid")
    for cell, heading in zip(table.rows[0].cells, columns, strict=True):
        cell.text = heading
    table.rows[1].cells[0].text = f"{{%tr for row in {rows} %}}"
    for number, cell in enumerate(table.rows[2].cells):
        coloured = "{% cellbg row.colour %}" if columns[number] in ("Rating", "State", "Is") else ""
        cell.text = f"{coloured}{{{{ row.cells[{number}] }}}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"


def rows_of(frame: pd.DataFrame, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    """The rows as the template takes them."""
    texts = (
        frame[list(columns)]
        .astype(object)
        .where(frame[list(columns)].notna(), "")
        .astype(str)
        .to_numpy()
        .tolist()
    )
    return [
        {"cells": row, "colour": COLOURS[colour]}
        for row, colour in zip(texts, frame["colour"], strict=True)
    ]


def word(
    output: Path,
    measures: pd.DataFrame,
    milestones: pd.DataFrame,
    changes: pd.DataFrame,
    as_at: Any,
) -> None:
    """The Word report."""
    template(output / "template.docx")
    report = DocxTemplate(output / "template.docx")
    by_measure = dict(list(measures.groupby(measures["Ref"].str.rstrip("0123456789"))))
    by_milestone = dict(list(milestones.groupby(milestones["Ref"].str.rstrip("0123456789"))))
    priorities = [
        {
            "code": code,
            "measures": rows_of(by_measure[code], MEASURES) if code in by_measure else [],
            "milestones": rows_of(by_milestone[code], MILESTONES) if code in by_milestone else [],
        }
        for code in {**by_measure, **by_milestone}
    ]
    context = {
        "counts": ", ".join(
            f"{number} {colour}" for colour, number in measures["Rating"].value_counts().items()
        ),
        "counted": rows_of(counted(measures, milestones), COUNTS),
        "changes": rows_of(changes, CHANGES),
        "due": rows_of(
            milestones[milestones["due"].between(as_at, as_at + pd.DateOffset(months=2))],
            MILESTONES,
        ),
        "red_measures": rows_of(measures[measures["colour"] == "red"], MEASURES),
        "overdue": rows_of(milestones[milestones["colour"] == "red"], MILESTONES),
        "priorities": priorities,
    }
    report.render(context, autoescape=True)
    report.save(output / "peer.docx")


def excel(
    output: Path, measures: pd.DataFrame, milestones: pd.DataFrame, changes: pd.DataFrame
) -> None:
    """The coloured summary."""
    book = Workbook()
    book.remove(book.worksheets[0])
    late = milestones[milestones["colour"] == "red"]
    _sheet(book, "Overview", counted(measures, milestones), COUNTS, "")
    _sheet(book, "Red measures", measures[measures["colour"] == "red"], MEASURE_SHEET, "Rating")
    _sheet(book, "Measures", measures, MEASURE_SHEET, "Rating")
    _sheet(book, "Milestones", milestones, MILESTONE_SHEET, "State")
    _sheet(book, "Missed deadlines", late, MILESTONE_SHEET, "State")
    _sheet(book, "Changes", changes, CHANGES, "Is")
    book.save(output / "peer.xlsx")


def _sheet(
    book: Workbook, title: str, frame: pd.DataFrame, columns: tuple[str, ...], state: str
) -> None:
    """A sheet with a row for each of the frame's, wrapped and lined, the state in its colour."""
    sheet = book.create_sheet(title)
    sheet.append(columns)
    for at, name in enumerate(columns, start=1):
        sheet.cell(1, at).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = 36 if name in WORDY else 14
    fills = {colour: PatternFill("solid", fgColor=colour) for colour in COLOURS.values()}
    side = Side("thin")
    lines, wrap = Border(side, side, side, side), Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(rows_of(frame, columns), start=2):
        for at, value in enumerate(row["cells"], start=1):
            cell = sheet.cell(number, at, value)
            cell.border, cell.alignment = lines, wrap
        if state:
            sheet.cell(number, columns.index(state) + 1).fill = fills[row["colour"]]
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions


def main(output: Path, heading: int, as_at: str, folders: list[Path]) -> None:
    """The whole month."""
    day = pd.Timestamp(as_at)
    targets, milestones = read(folders, heading)
    measures, deadlines = rated(last_month(targets)), judged(milestones, day)
    changes = _changes(targets, milestones, measures, deadlines, folders, day)
    word(output, measures, deadlines, changes, day)
    excel(output, measures, deadlines, changes)


def _changes(
    targets: pd.DataFrame,
    milestones: pd.DataFrame,
    measures: pd.DataFrame,
    deadlines: pd.DataFrame,
    folders: list[Path],
    day: pd.Timestamp,
) -> pd.DataFrame:
    if len(folders) < 2:
        return pd.DataFrame(columns=[*CHANGES, "colour"])
    month = folders[-2].name
    then, before = targets[targets["month"] == month], milestones[milestones["month"] <= month]
    ended = day - pd.offsets.MonthEnd(1)
    of_measures = changed(measures, rated(then), "Measure", "Rating")
    return pd.concat([of_measures, changed(deadlines, judged(before, ended), "Milestone", "State")])


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], [Path(each) for each in sys.argv[4:]])
