"""Plans of any form, through three months: all that is made of them is as it was approved."""

import random
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from cyps_reports import api
from cyps_reports.outputs import month_outputs
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.report.readers import Audience, Readers
from tests.tools.any_answers import Answers, any_answers
from tests.tools.any_plan import any_plan
from tests.tools.approved import Approved, sum_of, sum_of_file, sums_of_results
from tests.tools.returned import cells_of
from tests.tools.typed_cells import typed_into

_SEEDS = range(6)
_MONTHS = 3


@pytest.mark.parametrize("seed", _SEEDS)
def test_all_that_is_made_of_any_plan_is_as_approved(
    seed: int, tmp_path: Path, approved: Approved
) -> None:
    approved.check(f"any plan {seed}", _made(any_plan(seed), seed, tmp_path))


def _made(plan: Plan, seed: int, root: Path) -> Iterator[str]:
    """The blank returns of each month, and all that is reported of them once filled in."""
    chance = random.Random(seed)
    (root / "returns").mkdir()
    (root / "returns" / "plan.xlsx").write_bytes(plan_workbook(plan))
    # The last months of one plan, the first of the next.
    months = plan.report_months[-_MONTHS:] if seed % 2 else plan.report_months[:_MONTHS]
    before: Path | None = None
    for month in months:
        returns = Path("returns", str(month))
        (root / returns).mkdir()
        written = api.write_templates(
            api.TemplatesRequest(
                root=root, today=date(2017, 4, 1), month=month, returns=before, output=Path("blank")
            )
        )
        answers = any_answers(plan, month, chance)
        for path in sorted(written.paths):
            if path.name.startswith("return-"):
                yield f"{sum_of_file(path.name, path.read_bytes())} {month} {path.name} as sent"
                (root / returns / path.name).write_bytes(_filled(path, answers))
            path.unlink()
        yield from _reported(root, month)
        before = returns
    yield from sums_of_results(root / "output")


def _filled(blank: Path, answers: Answers) -> bytes:
    places = cells_of(blank)
    rows = [*answers.measures.items(), *answers.deadlines.items()]
    typed = {
        places[at]: _as_held(text)
        for (ref, part), answer in rows
        for key, text in answer.typed.items()
        for at in ((f"{ref} {part}".strip(), key), (ref, key))
        if at in places
    }
    return typed_into(blank.read_bytes(), typed)


def _as_held(text: str) -> object:
    """What a spreadsheet program makes of a typed text: a day, a number, or the text."""
    day = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", text)
    if day:
        return date(*map(int, reversed(day.groups())))
    with suppress(ValueError):
        return float(text)
    return text


def _reported(root: Path, month: Month) -> Iterator[str]:
    """What is found in the month; its reports and emails are made beside."""
    returns = Path("returns", str(month))
    request = api.ReportRequest(root=root, returns=returns, csv=True, html=True, html_fragment=True)
    checked = api.report(request).month.checked
    for each in checked.findings:
        yield f"{month} {each.severity} {each.code} ({each.place}): {each.message} {each.fix}"
    for draft in api.draft(api.MonthRequest(root=root, returns=returns)).drafts:
        yield f"{sum_of(repr(draft).encode())} {month} email {draft.name}"
    leads = checked.assessment.plan.leads
    for readers in (
        *(Readers(each) for each in Audience if each is not Audience.CABINET),
        *(Readers(lead=each.key) for each in leads[:1]),
    ):
        for name, content in month_outputs(checked, readers).files.items():
            if name.endswith(".docx"):
                yield f"{sum_of_file(name, content)} {month} {name}"
