"""A month with optional columns that the layout has not.

What somebody gets who adds a line to each of its tables.

`python -m tests.tools.optional_column FOLDER` adds a return with answers in them to a month's
folder, reads it, and prints what came of them as JSON. It runs in a process of its own, as every
module reads the layout when it is loaded.
"""

import io
import json
import sys
from importlib.util import find_spec, module_from_spec
from pathlib import Path

LINES = {
    '    MeasureColumn("polarity",': (
        '    EntryColumn("confidence", "Confidence", 12, "How sure?", ("High", "Low"), '
        "is_optional=True),\n"
    ),
    '    DeadlineColumn("partners",': '    EntryColumn("obstacle", "Obstacle", 9, "If any.", '
    "is_optional=True),\n",
}
"""The lines, by the start of the line that they are typed before."""
_LAYOUT = "cyps_reports.returns.layout"


def add_columns() -> None:
    """The layout with its lines, in place of the layout."""
    spec = find_spec(_LAYOUT)
    assert spec is not None
    assert spec.origin is not None
    source = Path(spec.origin).read_text(encoding="utf-8")
    for before, line in LINES.items():
        assert source.count(before) == 1
        source = source.replace(before, line + before)
    module = sys.modules[_LAYOUT] = module_from_spec(spec)
    exec(compile(source, spec.origin, "exec"), module.__dict__)


def month_of(folder: Path) -> dict[str, object]:
    """What is told and made of the month."""
    from cyps_reports import frames
    from cyps_reports.monthly import check_month
    from cyps_reports.outputs import outputs_of
    from cyps_reports.record.reader import Reported, read_record
    from tests.tools.approved_plan import approved_plan
    from tests.tools.returned import SEPTEMBER, returned

    plan = approved_plan()
    returned(
        folder,
        plan,
        "A",
        {("A1", "confidence"): "high", ("A12", "obstacle"): "No venue."},
        name="one.xlsx",
    )
    returned(
        folder,
        plan,
        "A",
        {("A1", "confidence"): "Low", ("A2", "confidence"): "soon"},
        name="two.xlsx",
    )
    checked = check_month(folder, plan, None)
    assert checked is not None
    made = dict(outputs_of(checked))
    path = folder.parent / "as-reported.json"
    path.write_bytes(made["as-reported.json"])
    again = read_record(path, SEPTEMBER, plan)
    assert isinstance(again, Reported)
    return {
        "findings": [[each.place.workbook, each.code, each.message] for each in checked.findings],
        "record": json.loads(path.read_bytes()),
        "read again": [list(again.returns.measures["A1", ""].further)],
        "frame": frames.deadlines(path).set_index("ref").loc["A12", "obstacle"],
        "summary": {
            name: _column(made, *name.split("."))
            for name in ("Measures.Confidence", "Milestones.Obstacle")
        },
    }


def _column(made: dict[str, bytes], sheet: str, heading: str) -> dict[str, str]:
    """What a sheet of the summary has under a heading, by reference."""
    import openpyxl

    summary = next(content for name, content in made.items() if name.endswith(".xlsx"))
    rows = [
        list(row)
        for row in openpyxl.load_workbook(io.BytesIO(summary))[sheet].iter_rows(values_only=True)
    ]
    head = next(row for row in rows if "Ref" in row)
    said = {
        str(row[head.index("Ref")]): str(row[head.index(heading)] or "")
        for row in rows[rows.index(head) + 1 :]
    }
    return {ref: text for ref, text in said.items() if text}


if __name__ == "__main__":
    add_columns()
    print(json.dumps(month_of(Path(sys.argv[1]))))
