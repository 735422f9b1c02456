"""Whether results still have the check sums that the record says.

So with the files they were made from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from cyps_reports.files.kept_aside import kept_of
from cyps_reports.files.placing import is_unfinished
from cyps_reports.machine import content_of
from cyps_reports.plan.dates.months import Month, month_named, month_of
from cyps_reports.record.codec import UNFIT, from_json
from cyps_reports.record.file import Json, RecordFile, written_in
from cyps_reports.record.file_names import RECORD, WORDS
from cyps_reports.record.schema import InputRow, OutputRow, PlanRow
from cyps_reports.record.sources import Source, sha256_of

Sums = Mapping[tuple[str, str], str]
"""SHA-256 by month ("" for the plan and the template) and file name."""

_RUN_AGAIN = "Run cyps-reports report again."
_NOT_OF_THIS_RUN = "is not in the record: it comes from another run, or was put there."
_OF_AN_EARLIER_RUN = (
    "is not in the record: it is of an earlier report, made from other inputs. Make it again, or"
    " take it away."
)
_NEW = "is new: it was not there when the report was made."


class NoRecordError(Exception):
    """There is no record to go by: `problem` says why, `fix` what to do."""

    def __init__(self, problem: str, fix: str) -> None:
        super().__init__(f"{problem} {fix}")
        self.problem, self.fix = problem, fix


class Kind(Enum):
    """What is not as it was.

    A file of results, a draft, a file they were made from, the record, or what rests on it.

    Or a run was stopped while it wrote.
    """

    RESULT = "Result"
    DRAFT = "Draft"
    INPUT = "Input"
    RECORD = "Record"
    LATER_REPORT = "Later report"
    UNFINISHED = "Unfinished"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not what it was, or not what the inputs give, in a sentence."""

    kind: Kind
    told: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a record says of itself and of the files.

    With the marking and the first month of its plan, and the file it lies in.
    """

    month: Month
    marking: str
    first: Month
    before: tuple[Month, ...]
    inputs: Sums
    outputs: Mapping[str, str]
    file: RecordFile

    @property
    def whole(self) -> Json:
        """All that it tells."""
        return self.file.told


def recorded_in(path: Path) -> Recorded:
    """What the record in a file says.

    Raises:
        NoRecordError: it is not there, or damaged, or of a version that kept no check sums.

    """
    content = content_of(path)
    if content is None:
        raise NoRecordError(
            f"there is no record {path}.", "Give a folder of results, like output/2012-09."
        )
    file = RecordFile(content)
    if not file.told:
        raise NoRecordError(f"the record {path} is damaged.", _RUN_AGAIN)
    try:
        return _recorded(file)
    except UNFIT as problem:
        raise NoRecordError(
            f"the record {path} has no check sums, or is damaged.", _RUN_AGAIN
        ) from problem


def _recorded(file: RecordFile) -> Recorded:
    told = file.told
    # Only what says what is to be compared: the rest may have been changed, and is compared.
    plan, month = from_json(PlanRow, told["plan"]), from_json(Month, told["return_month"])
    inputs = [from_json(InputRow, each) for each in _list(told["inputs"])]
    outputs = [from_json(OutputRow, each) for each in _list(told["outputs"])]
    return Recorded(
        month=month,
        marking=plan.marking,
        first=month_of(plan.starts),
        before=tuple(_months_before(inputs, month_of(plan.starts))),
        inputs={(each.month, each.workbook): each.sha256 for each in inputs},
        outputs={output.file: output.sha256 for output in outputs},
        file=file,
    )


def _months_before(inputs: Iterable[InputRow], first: Month) -> Iterator[Month]:
    """The months before the plan whose records it went on from."""
    for each in inputs:
        month = month_named(each.month)
        if month and month < first:
            yield month


def _list(told: object) -> list[object]:
    if not isinstance(told, list):
        raise TypeError("not a list")
    return told


def differences(
    recorded: Recorded, folder: Path, sources: Iterable[Source]
) -> Iterator[Difference]:
    """Each file that is not what the record says, and the record itself.

    `sources` are the inputs.
    """
    if is_unfinished(folder):
        yield Difference(
            Kind.UNFINISHED, f"{folder}: a run was stopped while it wrote here. {_RUN_AGAIN}"
        )
    if recorded.file.is_edited:
        yield Difference(Kind.RECORD, f"The record {RECORD} was changed since it was written.")
    there = _results_in(folder, recorded)
    earlier = {name for name, _ in written_in(recorded.whole)} & there.keys()
    new = dict.fromkeys(there, _NOT_OF_THIS_RUN) | dict.fromkeys(earlier, _OF_AN_EARLIER_RUN)
    yield from _changed(Kind.RESULT, recorded.outputs, there, "it", new)
    now = {(source.month, source.workbook): source.sha256 for source in sources}
    # The month's own words are among its results: what was changed there is told once.
    own = {(str(recorded.month), WORDS)}
    told, given = (
        _named({key: each for key, each in sums.items() if key not in own})
        for sums in (recorded.inputs, now)
    )
    yield from _changed(Kind.INPUT, told, given, "the report", dict.fromkeys(given, _NEW))


def later_reports(folder: Path, recorded: Recorded) -> Iterator[Difference]:
    """Each later month whose report was made from another record of the month than this one."""
    month, now = recorded.month, recorded.file.known_by
    beside = folder.resolve().parent
    named = {
        name: each for each in beside.iterdir() if (name := month_named(each.name)) and name > month
    }
    for later in sorted(named):
        if (known := _known_to(named[later] / RECORD, month)) and known != now:
            told = (
                f"The report for {later.in_words} was made from another record of "
                f"{month.in_words} than lies here:"
                " this one was made again or changed since."
            )
            yield Difference(Kind.LATER_REPORT, told)


def _known_to(record: Path, month: Month) -> str:
    """The sum by which a later record knows that of a month.

    "" where it knows none, or cannot be read.
    """
    try:
        return recorded_in(record).inputs.get((str(month), RECORD), "")
    except NoRecordError:
        return ""


def _results_in(folder: Path, recorded: Recorded) -> dict[str, str]:
    """The files of the folder by name that should be in the record, with their check sums.

    The program's own copies of what somebody edited are none of them.
    """
    ours = {RECORD, WORDS, *recorded.outputs, *(name for name, _ in written_in(recorded.whole))}
    names = sorted(path.name for path in folder.iterdir() if path.is_file())
    results = (name for name in names if name != RECORD and not _is_of_another_program(name))
    return {name: sha256_of(folder / name) for name in results if kept_of(name) not in ours}


def _is_of_another_program(name: str) -> bool:
    """What Word, Excel and Windows leave beside files while they show them or have them open."""
    return name.startswith((".", "~$")) or name.casefold() in ("thumbs.db", "desktop.ini")


def _changed(
    kind: Kind,
    recorded: Mapping[str, str],
    now: Mapping[str, str],
    made: str,
    new: Mapping[str, str],
) -> Iterator[Difference]:
    """Each file, by its name, that is missing, has changed since `made`, or is new.

    `new` says of each what it is where it is not recorded.
    """
    for name, sha256 in recorded.items():
        if name not in now:
            yield Difference(kind, f"{kind.value} {name} is missing.")
        elif now[name] != sha256:
            yield Difference(kind, f"{kind.value} {name} has changed since {made} was made.")
    yield from (
        Difference(kind, f"{kind.value} {name} {new[name]}") for name in now if name not in recorded
    )


def _named(sums: Sums) -> dict[str, str]:
    return {"/".join(part for part in key if part): sha256 for key, sha256 in sums.items()}
