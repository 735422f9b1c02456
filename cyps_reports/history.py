"""Earlier months: the sibling folders of the returns, and what was reported in them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cyps_reports.assessment.assess import date_that_counts
from cyps_reports.assessment.model import Earlier, EarlierActual, EarlierCompletion
from cyps_reports.plan.dates import Month, month_named, month_of
from cyps_reports.plan.model import Plan
from cyps_reports.returns.folder import open_folder, read_returns
from cyps_reports.returns.model import DeadlineKey, MeasureKey, Returns


def earlier_folders(returns: Path, month: Month, plan: Plan) -> tuple[tuple[Month, Path], ...]:
    """The folders beside `returns` named after earlier months of the plan year, the oldest first."""
    named = ((month_named(folder.name), folder) for folder in returns.resolve().parent.iterdir())
    months = ((name, folder) for name, folder in named if name and folder.is_dir())
    return tuple(sorted((name, folder) for name, folder in months if month_of(plan.starts) <= name < month))


def read_months(returns: Path, month: Month, plan: Plan) -> tuple[Returns, ...]:
    """The returns of the months before `month`, the oldest first; their findings were told in their month."""
    return tuple(
        read_returns(open_folder(folder), plan, each)[0] for each, folder in earlier_folders(returns, month, plan)
    )


def earlier_of(months: Iterable[Returns]) -> Earlier:
    """Earlier months' returns, the oldest first, as what later months need of them."""
    seen: list[Month] = []
    actuals: dict[MeasureKey, tuple[EarlierActual, ...]] = {}
    completions: dict[DeadlineKey, EarlierCompletion] = {}
    last_done: dict[DeadlineKey, Month] = {}
    for returns in months:
        seen.append(returns.month)
        for key, entry in returns.measures.items():
            if not isinstance(entry.actual, str):
                actual = EarlierActual(returns.month, entry.actual, entry.as_at, entry.comment)
                actuals[key] = (actual, *actuals.get(key, ()))
        for milestone, answer in returns.deadlines.items():
            if completed := date_that_counts(answer, returns.month.last):
                completions[milestone] = EarlierCompletion(returns.month, completed)
                last_done[milestone] = max(month_of(completed), last_done.get(milestone, month_of(completed)))
    return Earlier(tuple(seen), actuals, completions, last_done)
