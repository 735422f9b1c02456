"""Whether the drafts of a month's emails are what would be written now."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cyps_reports.mailing import Mailing, outdated_drafts


def draft_differences(folder: Path, mailing: Mailing) -> Iterator[str]:
    """A line for each draft in a folder that was edited, is missing or no longer applies.

    None where there are none.
    """
    if not any(folder.glob("*.eml")):
        return
    for name, content in mailing.files.items():
        if not (folder / name).is_file():
            yield f"Draft {name} is missing."
        elif (folder / name).read_bytes() != content:
            yield (
                f"Draft {name} was edited, or the report or the email texts have changed since "
                "it was written."
            )
    yield from (
        f"Draft {path.name} no longer applies." for path in outdated_drafts(folder, mailing)
    )
