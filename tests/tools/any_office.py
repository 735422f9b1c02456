"""Plans of any form taken through two months by officer and managers, who type in LibreOffice."""

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import openpyxl

from cyps_reports import api
from cyps_reports.assessment.model import Assessment
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.writer import plan_workbook
from tests.tools import libreoffice
from tests.tools.any_answers import Answer, Answers, Row, any_answers
from tests.tools.any_plan import any_plan
from tests.tools.returned import cells_of

_XLSX = "Calc MS Excel 2007 XML"
_IN_ONE_CONVERSATION = 5
"""How many plans are typed before LibreOffice is given the next line of jobs."""


@dataclass(slots=True)
class Reported:
    """A month of a plan: what was typed, what the program made of it, and the files."""

    month: Month
    answers: Answers
    returns: tuple[Path, ...]
    results: Path
    assessment: Assessment


@dataclass(slots=True)
class AnyOffice:
    """The folder of a plan, its two months, and its answers by chance."""

    seed: int
    root: Path
    plan: Plan
    months: tuple[Month, ...]
    chance: random.Random
    reported: list[Reported] = field(default_factory=list)
    answers: Answers = field(default_factory=Answers)

    def blank(self, at: int) -> list[dict[str, object]]:
        """The jobs of typing a month's answers into its new blank returns."""
        month, before = self.months[at], self.months[at - 1] if at else None
        written = api.write_templates(
            api.TemplatesRequest(
                root=self.root,
                today=date(2017, 4, 1),
                month=month,
                returns=Path("returns", str(before)) if before else None,
                output=Path("blank"),
            )
        )
        returns = [each for each in written.paths if each.name.startswith("return-")]
        places = {key: place for path in returns for key, place in _open_cells(path).items()}
        self.answers = _of_open_cells(any_answers(self.plan, month, self.chance), places)
        folder = self.root / "returns" / str(month)
        folder.mkdir()
        rows = [*self.answers.measures.items(), *self.answers.deadlines.items()]
        return [
            {
                "open": str(path),
                "save": str(folder / path.name),
                "filter": _XLSX,
                "entries": [
                    [sheet, cell, text]
                    for row, answer in rows
                    for key, text in answer.typed.items()
                    for of, sheet, cell in (places[_named(row, key, places)],)
                    if of == path.name
                ],
            }
            for path in returns
        ]

    def report(self, at: int) -> None:
        """The month's report from what was typed."""
        month = self.months[at]
        request = api.ReportRequest(root=self.root, returns=Path("returns", str(month)))
        checked = api.report(request).month.checked
        self.reported.append(
            Reported(
                month,
                self.answers,
                tuple(sorted((self.root / "returns" / str(month)).glob("*.xlsx"))),
                self.root / "output" / str(month),
                checked.assessment,
            )
        )


Places = dict[tuple[str, str], tuple[str, str, str]]


def _open_cells(path: Path) -> Places:
    """File, sheet and cell of what a manager can type into, by row and column."""
    book = openpyxl.load_workbook(path)
    return {
        key: (path.name, sheet, cell)
        for key, (sheet, cell) in cells_of(path).items()
        if not book[sheet][cell].protection.locked
    }


def _named(row: Row, key: str, places: Places) -> tuple[str, str]:
    """How `cells_of` names the cell: with the deadline's number where there are several."""
    called = f"{row[0]} {row[1]}".strip()
    return (called, key) if (called, key) in places else (row[0], key)


def _of_open_cells(answers: Answers, places: Places) -> Answers:
    """Without what the return does not ask for: what was done before, or withdrawn."""

    def kept(given: dict[Row, Answer]) -> dict[Row, Answer]:
        return {
            row: answer
            for row, answer in given.items()
            if all(_named(row, key, places) in places for key in answer.typed)
        }

    return Answers(kept(dict(answers.measures)), kept(dict(answers.deadlines)))


def any_offices(seeds: Sequence[int], folder: Path) -> tuple[AnyOffice, ...]:
    """A folder for each plan, with two months returned and reported."""
    offices = tuple(_office(seed, folder) for seed in seeds)
    for at in range(2):
        for some in _in_turn(offices):
            ready = [each for each in some if at < len(each.months)]
            libreoffice.type_into(job for each in ready for job in each.blank(at))
            for each in ready:
                each.report(at)
                shutil.rmtree(each.root / "blank")
    return offices


def _in_turn(offices: Sequence[AnyOffice]) -> Iterator[Sequence[AnyOffice]]:
    for at in range(0, len(offices), _IN_ONE_CONVERSATION):
        yield offices[at : at + _IN_ONE_CONVERSATION]


def _office(seed: int, folder: Path) -> AnyOffice:
    plan, chance = any_plan(seed), random.Random(seed)
    root = folder / str(seed)
    (root / "returns").mkdir(parents=True)
    (root / "returns" / "plan.xlsx").write_bytes(plan_workbook(plan))
    months = plan.report_months
    # From a plan's first month on, nothing is unknown where the returns are made.
    first = chance.randrange(max(1, len(months) - 1)) if seed % 2 else 0
    return AnyOffice(seed, root, plan, months[first : first + 2], chance)
