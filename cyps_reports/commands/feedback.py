"""Writes a list for the owner of each workbook that came: what is needed, what is worth a look."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cyps_reports.commands.console import Console
from cyps_reports.commands.keeping import write_keeping
from cyps_reports.findings import Severity

if TYPE_CHECKING:
    from cyps_reports.monthly import CheckedMonth


def write_feedback(console: Console, folder: Path, checked: CheckedMonth, *, quiet: bool) -> None:
    """Writes a list for each workbook of the month, also for one that could not be read.

    Raises:
        CannotRun: the folder or a file cannot be written.

    """
    from cyps_reports.letters.feedback import feedback_texts
    from cyps_reports.writers.names import file_name

    # Only this month's workbooks have an owner to write to: not the plan, nor what is left of earlier months.
    month, used = checked.assessment.month, (each.workbook for each in checked.assessment.returns.inputs)
    could_be_returns = (each.place.workbook for each in checked.left_out if each.severity is Severity.ERROR)
    names = tuple(dict.fromkeys((*used, *could_be_returns)))
    about_returns = tuple(each for each in checked.findings if each.place.workbook in names)
    texts = feedback_texts(about_returns, names, month)
    # Notepad wants Windows' line ends; the mark at the start tells it that £ is meant.
    contents = {
        file_name(f"{name} {month} feedback.txt"): text.replace("\n", "\r\n").encode("utf-8-sig")
        for name, text in texts.items()
    }
    paths, kept = write_keeping(folder, contents)
    if not quiet:
        console.say_all(f"Wrote {path}" for path in paths)
        console.say_all(kept)
