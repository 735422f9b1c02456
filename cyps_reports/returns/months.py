"""The folders that are named after the months they are of: of returns, and of results."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cyps_reports.plan.dates.months import Month, month_named, month_of_folder, months_between


def month_folders(within: Path, months: Sequence[Month] = ()) -> dict[Month, Path]:
    """The folders in a folder that are named after months, the oldest first.

    `months` are those of the plan.

    Of two that are named after the same one, it is the one named like 2012-09.
    """
    if not within.is_dir():
        return {}
    folders = sorted(each for each in within.iterdir() if each.is_dir())
    named = {month: folder for folder in folders if (month := month_of_folder(folder.name, months))}
    plainly = {month: folder for folder in folders if (month := month_named(folder.name))}
    return dict(sorted((named | plainly).items()))


def earlier_folders(within: Path, month: Month, first: Month) -> dict[Month, Path]:
    """The folders that are named after months from `first` on and before `month`.

    The oldest stands first.
    """
    months = months_between(first.first, month.first)
    return {
        each: folder
        for each, folder in month_folders(within, months).items()
        if first <= each < month
    }
