"""The peer: what an analyst would write instead, done well.

pandas.read_excel reads the returns, a docxtpl template makes a Word report with a targets table and a milestones table
for each priority and the exceptions in front, openpyxl writes the coloured summary. It rates and finds what is overdue;
it checks nothing, explains nothing, and knows no earlier months but for what was completed in them.

    python tests/benchmarks/peer.py OUTPUT HEADING_ROW AS_AT MONTH_FOLDER...
"""

import sys
from pathlib import Path
from typing import Any

import docx
import pandas as pd
from docxtpl import DocxTemplate
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

COLOURS = {"red": "B3261E", "amber": "FFC24B", "green": "1E7B3A", "blue": "1D5FA8", "grey": "E1E5EA"}
MEASURES = ("Ref", "Measure", "Similar authorities", "Outturn", "Target", "Actual", "Rating", "Comment")
MILESTONES = ("Ref", "Milestone", "Due date", "Lead", "State", "Progress", "Corrective action")


def read(folders: list[Path], sheet: str, heading: int) -> pd.DataFrame:
    """The sheet of every workbook of every folder, under each other, the oldest month first."""
    frames = []
    for folder in folders:
        for path in sorted(folder.glob("*.xlsx")):
            with pd.ExcelFile(path, engine="openpyxl") as book:
                if sheet in book.sheet_names:
                    frame = book.parse(sheet, header=heading, dtype=object)
                    frames.append(frame.assign(month=folder.name, workbook=path.name))
    return pd.DataFrame(pd.concat(frames, ignore_index=True))


def rated(frame: pd.DataFrame) -> pd.DataFrame:
    """The measures with their rating, at a tolerance of 5 %."""
    actual, target = (pd.to_numeric(frame[name], errors="coerce") for name in ("Actual", "Target"))
    lower = frame["Polarity"].eq("Lower is better")
    gap = (actual - target).where(~lower, target - actual)
    colour = pd.Series("red", frame.index).mask(gap >= -0.05 * target.abs(), "amber").mask(gap >= 0, "green")
    colour = colour.mask(gap.isna(), "grey")
    words = {"red": "Off target", "amber": "Close to target", "green": "On target", "grey": "Not rated"}
    told: pd.DataFrame = frame.assign(colour=colour, Rating=colour.map(words))
    return told


def judged(frame: pd.DataFrame, as_at: pd.Timestamp) -> pd.DataFrame:
    """The deadlines of the last month with their state; what was completed in any month is completed."""
    key = ["Ref", "Deadline"]
    completed = pd.to_datetime(frame["Date completed"], errors="coerce").groupby([frame[k].fillna("") for k in key])
    last = frame[frame["month"] == frame["month"].max()].copy()
    done = completed.max().reindex(pd.MultiIndex.from_frame(last[key].fillna(""))).to_numpy()
    due = pd.to_datetime(last["Due date"], errors="coerce")
    colour = pd.Series("green", last.index).mask(last["Status"].eq("At risk"), "amber").mask(due < as_at, "red")
    colour = colour.mask(last["Status"].isna(), "grey").mask(pd.notna(pd.Series(done, last.index)), "blue")
    words = {"red": "Overdue", "amber": "At risk", "green": "On track", "blue": "Completed", "grey": "No update"}
    told: pd.DataFrame = last.assign(colour=colour, State=colour.map(words))
    return told


def template(path: Path) -> None:
    """The Word template: two tables of exceptions, then two for each priority."""
    document = docx.Document()
    document.add_heading("Improvement plan", 0)
    document.add_paragraph("{{ counts }}")
    _table(document, "red_measures", MEASURES)
    _table(document, "overdue", MILESTONES)
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
        coloured = "{% cellbg row.colour %}" if columns[number] in ("Rating", "State") else ""
        cell.text = f"{coloured}{{{{ row.cells[{number}] }}}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"


def rows_of(frame: pd.DataFrame, columns: tuple[str, ...]) -> list[dict[str, object]]:
    """The rows as the template takes them."""
    texts = frame[list(columns)].astype(object).where(frame[list(columns)].notna(), "").astype(str).to_numpy().tolist()
    return [{"cells": row, "colour": COLOURS[colour]} for row, colour in zip(texts, frame["colour"], strict=True)]


def word(output: Path, measures: pd.DataFrame, milestones: pd.DataFrame) -> None:
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
        "counts": ", ".join(f"{number} {colour}" for colour, number in measures["Rating"].value_counts().items()),
        "red_measures": rows_of(measures[measures["colour"] == "red"], MEASURES),
        "overdue": rows_of(milestones[milestones["colour"] == "red"], MILESTONES),
        "priorities": priorities,
    }
    report.render(context, autoescape=True)
    report.save(output / "peer.docx")


def excel(output: Path, measures: pd.DataFrame, milestones: pd.DataFrame) -> None:
    """The coloured summary."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, frame, columns in (("Measures", measures, MEASURES), ("Milestones", milestones, MILESTONES)):
        for title, part in ((name, frame), (f"Red {name.lower()}", frame[frame["colour"] == "red"])):
            sheet = book.create_sheet(title)
            sheet.append(columns)
            for cell in sheet[1]:
                cell.font = Font(bold=True)
            at = len(columns) - 1 if "Rating" not in columns else columns.index("Rating") + 1
            for row in rows_of(part, columns):
                sheet.append(row["cells"])
                cell = sheet.cell(sheet.max_row, at)
                cell.fill = PatternFill("solid", fgColor=str(row["colour"]))
    book.save(output / "peer.xlsx")


def main(output: Path, heading: int, as_at: str, folders: list[Path]) -> None:
    """The whole month."""
    measures = read(folders[-1:], "Targets", heading)
    measures = rated(measures[measures["Ref"].notna()])
    milestones = read(folders, "Milestones", heading)
    milestones = judged(milestones[milestones["Ref"].notna()], pd.Timestamp(as_at))
    word(output, measures, milestones)
    excel(output, measures, milestones)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3], [Path(each) for each in sys.argv[4:]])
