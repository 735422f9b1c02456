"""What the example's outputs are like: `python -m tests.tools.approve` writes it down.

Of each file of results and each part of it stands a check sum in `tests/approved.txt`, as it was
last looked at, with the libraries that wrote them. A change of any is noticed by
`tests/test_approved.py`; who means it looks at what has changed, and approves it.
"""

import hashlib
import io
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path

from cyps_reports import locations
from cyps_reports.monthly import CheckedMonth, check_month, public_edition
from cyps_reports.outputs import month_outputs
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.record.file import content_sum
from cyps_reports.report.readers import Audience, Readers
from cyps_reports.templates.workbook import return_workbook
from cyps_reports.writers.report_files import Formats
from cyps_reports.writers.word.house_style import word_template
from tests.tools.approved_plan import approved_plan
from tests.tools.desk import drafts_of

APPROVED = Path(__file__).resolve().parent.parent / "approved.txt"
_EVERY = Formats(csv=True, html=True, fragment=True)
_WRITERS = ("lxml", "pandas", "python-docx", "xlsxwriter")
_SHOWN = 12
"""Digits of a check sum: enough to tell two apart."""


def example_month(month: str) -> CheckedMonth:
    """A month of the illustrative example, judged on its last day."""
    returns = locations.example_returns()
    plan, findings = read_plan(returns / "plan.xlsx")
    assert plan is not None, findings
    checked = check_month(returns / month, plan, None)
    assert checked is not None
    return checked


def sums_of_outputs(
    first: CheckedMonth, second: CheckedMonth, month: CheckedMonth
) -> dict[str, str]:
    """The check sums of all that is made of the example, by file and part.

    Its first month, one of which a return is missing, and one for all readers and both editions.
    """
    lead = month.assessment.plan.leads[0].key
    every = {
        "first month": month_outputs(first),
        "return missing": month_outputs(second),
        "Cabinet": month_outputs(month, formats=_EVERY),
        "leadership": month_outputs(month, Readers(Audience.LEADERSHIP)),
        "summary": month_outputs(month, Readers(Audience.SUMMARY)),
        "one lead": month_outputs(month, Readers(lead=lead), formats=_EVERY),
        "public": month_outputs(public_edition(month), formats=_EVERY),
    }
    sums = {
        f"{readers}: {name}": told
        for readers, outputs in every.items()
        for name, told in (
            *sums_of_files(outputs.files),
            ("the record", content_sum(outputs.record)[:_SHOWN]),
        )
    }
    emails = {f"email: {each.name}": _sum(repr(each).encode()) for each in drafts_of(month)}
    return sums | emails


def what_travels() -> dict[str, bytes]:
    """What lies in input_templates and is not typed by anybody, as the program makes it now."""
    plan = approved_plan()
    blank = {
        f"return-{each.code}.xlsx": return_workbook(plan, each, Month(2012, 4))
        for each in plan.priorities
    }
    return {"plan.xlsx": plan_workbook(plan), "report_template.docx": word_template(), **blank}


def sums_of_files(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The check sums of files by name, of a package by part."""
    for name, content in sorted(files.items()):
        if not zipfile.is_zipfile(io.BytesIO(content)):
            yield name, _sum(content)
            continue
        parts: dict[str, bytes] = {}
        for part, each in _unpacked(content):
            # Charts and sheets together: when one is added, not all of them are others.
            several = re.sub(r"\d+", "N", part)
            parts[several] = parts.get(several, b"") + each
        yield from ((f"{name}, {part}", _sum(each)) for part, each in sorted(parts.items()))


def _unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of a package, and of those within it; how they are packed may differ."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for part in package.namelist():
            each = package.read(part)
            inner = _unpacked(each) if zipfile.is_zipfile(io.BytesIO(each)) else ((part, each),)
            yield part, b"".join(told for _, told in inner)


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_SHOWN]


def written_with() -> str:
    """The libraries that write outputs here, as another version may write the same otherwise."""
    return ", ".join(f"{each} {version(each)}" for each in _WRITERS)


def approved() -> tuple[str, dict[str, str]]:
    """With which libraries the outputs were approved last, and their check sums."""
    libraries, *lines = APPROVED.read_text(encoding="utf-8").splitlines()
    return libraries, {name: told for told, _, name in (line.partition("  ") for line in lines)}


def differing(made: Mapping[str, str], before: Mapping[str, str]) -> list[str]:
    """The files and parts that are not as they were, in words."""
    names = sorted({*made, *before}, key=[*before, *made].index)
    return [
        f"{_what(made.get(name), before.get(name))}: {name}"
        for name in names
        if made.get(name) != before.get(name)
    ]


def _what(now: str | None, then: str | None) -> str:
    if then is None:
        return "new"
    return "gone" if now is None else "changed"


def main() -> int:
    made = sums_of_outputs(*map(example_month, ("2012-07", "2012-08", "2012-09")))
    for line in differing(made, approved()[1]):
        print(line)
    lines = (written_with(), *(f"{told}  {name}" for name, told in made.items()))
    APPROVED.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
