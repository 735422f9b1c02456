"""Plans and returns with none, one and two of everything.

Every sentence counts them as a person would.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from cyps_reports import cli
from cyps_reports.phrases import are, counted, listed, none_or, some_of
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.milestone import Deadline
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.writer import plan_workbook
from tests.tools.approved_plan import example_plan
from tests.tools.returned import SEPTEMBER, Answers, returned

AUGUST = Month(2012, 8)


@dataclass(frozen=True)
class Case:
    """A plan of so many measures and milestones, all of Priority A and of one lead, and
    September's return.
    """

    measures: int
    milestones: int
    answers: Answers | None
    headlines: str
    deadlines: int = 1
    august: Answers | None = None

    @property
    def plan(self) -> Plan:
        whole = example_plan()
        dues = tuple(
            Deadline(number, date(2012, 8 + number, 29)) for number in range(1, self.deadlines + 1)
        )
        lead = whole.leads[0]
        return replace(
            whole,
            marking="",
            closing_days=1,
            priorities=whole.priorities[:1],
            leads=(lead,),
            measures=tuple(
                replace(each, target=Decimal(50), unit=Unit.PERCENT)
                for each in whole.measures_of("A")[: self.measures]
            ),
            milestones=tuple(
                replace(each, lead=lead.initials, deadlines=dues, depends_on=())
                for each in whole.milestones_of("A")[: self.milestones]
            ),
        )


def figure(ref: str, actual: float, day: date = date(2012, 9, 30)) -> Answers:
    return {(ref, "actual"): actual, (ref, "as_at"): day, (ref, "data_status"): "Provisional"}


CASES = {
    "nothing came": Case(
        1,
        1,
        None,
        "No measure can be rated this month: no return with measures was received. Of 1 deadline, "
        "none is completed and 1 is overdue (with no return received).",
    ),
    "two of each, and nothing came": Case(
        2,
        2,
        None,
        "No measure can be rated this month: no return with measures was received. Of 2 deadlines, "
        "none is completed and 2 are overdue (all of them with no return received).",
    ),
    "an empty return": Case(
        1,
        1,
        {},
        "No measure can be rated this month: not reported (1). Of 1 deadline, none is completed "
        "and 1 is overdue.",
    ),
    "one of each": Case(
        1,
        1,
        {
            **figure("A1", 49),
            ("A12", "status"): "Completed",
            ("A12", "completed"): date(2012, 9, 30),
        },
        "1 of 1 measure is rated: none on target, 1 close to target and none off target. Since the "
        "2011/12 outturn none improved and 1 worsened. Of 1 deadline, 1 is completed (1 late).",
        august={**figure("A1", 55, date(2012, 8, 31)), ("A12", "expected"): date(2012, 9, 30)},
    ),
    "one of two": Case(
        2,
        2,
        {
            **figure("A1", 20),
            ("A12 1", "expected"): date(2012, 10, 5),
            ("A13 1", "expected"): date(2012, 9, 5),
        },
        "1 of 2 measures is rated: none on target, none close to target and 1 off target. 1 "
        "measure is not rated: not reported (1). Since the 2011/12 outturn none improved and 1 "
        "worsened. Of 4 deadlines, none is completed and 2 are overdue.",
        deadlines=2,
        august={},
    ),
    "no milestones": Case(
        1, 0, None, "No measure can be rated this month: no return with measures was received."
    ),
    "no measures": Case(
        0, 1, {("A12", "status"): "On track"}, "Of 1 deadline, none is completed and 1 is overdue."
    ),
}


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(name, marks=pytest.mark.full if number % 2 else ())
        for number, name in enumerate(CASES)
    ],
)
def said(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, is_full: bool
) -> Iterator[tuple[Case, list[str]]]:
    """Everything the commands say, write and draft, line by line.

    Of the month before, all with --full, and without it what this month has from there.
    """
    case = CASES[request.param]
    folder = tmp_path_factory.mktemp("counts")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        Path("returns").mkdir()
        Path("returns/plan.xlsx").write_bytes(plan_workbook(case.plan))
        patch.setattr(
            "builtins.print",
            lambda *words, **_: lines.extend(str(words[0] if words else "").split("\n")),
        )
        lines: list[str] = []
        for month, answers in ((AUGUST, case.august), (SEPTEMBER, case.answers)):
            if month is AUGUST and answers is None:
                continue
            Path(f"returns/{month}").mkdir()
            if answers is not None:
                returned(Path(f"returns/{month}"), case.plan, "A", answers, month)
            if month is SEPTEMBER or is_full:
                _run(str(month), case.plan.leads[0].initials)
            else:
                cli.main(["report", f"returns/{month}"])
        yield (
            case,
            [*lines, *_written(Path("output/2012-09")), *_texts(Path("feedback")), *_blank()],
        )


def _run(month: str, lead: str) -> None:
    for command in (
        "status",
        "check --feedback feedback",
        "report",
        "report --audience leadership",
        "email",
    ):
        name, *options = command.split()
        cli.main([name, f"returns/{month}", *options])
    cli.main(["report", f"returns/{month}", "--lead", lead])
    cli.main(["verify", f"output/{month}"])
    cli.main(["templates", "--from", f"returns/{month}", "--output", "blank"])


def _written(folder: Path) -> Iterator[str]:
    for path in folder.glob("*.docx"):
        document = Document(str(path))
        yield from (paragraph.text for paragraph in document.paragraphs)
        cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
        yield from (line for cell in cells for line in cell.text.split("\n"))
    for path in folder.glob("*.xlsx"):
        yield from _cells(path)
    yield from _texts(folder / "emails")
    record = json.loads((folder / "as-reported.json").read_text(encoding="utf-8"))
    yield from (
        str(value) for row in (*record["measures"], *record["deadlines"]) for value in row.values()
    )


def _cells(path: Path) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows(values_only=True):
            yield from (
                line for value in row if isinstance(value, str) for line in value.split("\n")
            )


def _texts(folder: Path) -> Iterator[str]:
    for path in folder.glob("*.txt"):
        yield from path.read_text(encoding="utf-8-sig").splitlines()


def _blank() -> Iterator[str]:
    yield from _cells(Path("blank/return-A.xlsx"))


MISCOUNTED = re.compile(
    r"(?<!\d)(?<!of )1 (?:[a-z-]+ )?(?:measures|deadlines|rows|days|times|figures|workbooks"
    r"|findings|things|items|emails|results|inputs|errors|warnings|notes|recipients|returns|drafts)\b"
    r"|\b1 of 1 (?:measures|rows|deadlines)\b"
    r"|\b1 of [\d,]+ (?:measures|rows) are\b|(?<!\d)1 are\b|\b(?:[2-9]|\d\d+) (?:is|was|has)\b"
    r"|\b0 of (?:its )?\d+ (?:measure|row|deadline)"
    r"|\b0 (?:measure|deadline|row|day|is|are|on|off|close|completed)\b"
    r"|\bnone are\b|\b1 times?\b"
)


def test_nothing_is_miscounted(said: tuple[Case, list[str]]) -> None:
    _, lines = said
    assert [line for line in lines if MISCOUNTED.search(line)] == []


def test_the_headlines_say_it_as_a_person_would(said: tuple[Case, list[str]]) -> None:
    case, lines = said
    assert case.headlines in lines, [line for line in lines if line.startswith(case.headlines[:8])]


def test_nothing_rated_does_not_sound_like_success(said: tuple[Case, list[str]]) -> None:
    case, lines = said
    is_any_rated = " rated: none on target" in case.headlines
    none_rated = any(line.startswith("No measure can be rated this month:") for line in lines)
    assert none_rated is (case.measures > 0 and not is_any_rated)
    assert is_any_rated or "No rated measure is off target." not in lines


def test_nothing_that_has_passed_is_said_to_come(said: tuple[Case, list[str]]) -> None:
    case, lines = said
    passed = [
        line for line in lines if "next 29/09/12" in line or "xpected on 5 September 2012." in line
    ]
    assert passed == []
    if case.deadlines == 2:
        assert "None of 2 done; next 29/10/12" in lines, "beside its due date, 29/09/12"
        assert "1 day overdue. It was expected on 5 September 2012, which has passed." in lines


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ("one of each", "Provisional figure, which may change: A1."),
        ("nothing came", "None of 1 returned."),
        ("no milestones", "There are no deadlines."),
        ("one of two", "Expected earlier than last reported: A13, deadline 1."),
    ],
)
def test_each_sentence_has_its_own_way_of_counting(
    said: tuple[Case, list[str]], case: str, sentence: str
) -> None:
    if said[0] is CASES[case]:
        assert any(line.startswith(sentence) for line in said[1])


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        (counted(0, "day"), "0 days"),
        (counted(1, "working day"), "1 working day"),
        (counted(1040, "row"), "1,040 rows"),
        (some_of(0, 8, "measure"), "none of 8 measures"),
        (some_of(1, 1, "measure"), "1 of 1 measure"),
        (none_or(0), "none"),
        (" ".join(map(are, (0, 1, 2))), "is is are"),
        (listed(()), ""),
        (listed("ab"), "a and b"),
    ],
)
def test_turns_of_phrase(sentence: str, words: str) -> None:
    assert sentence == words
