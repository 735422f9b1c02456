"""What anybody types stays text in every output.

Never a formula, a link, a field, a code of a footer, or a path.
"""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from cyps_reports import cli, frames, locations
from cyps_reports.assessment.assess import assess
from cyps_reports.files.names import file_name
from cyps_reports.files.placing import CannotWriteError, write_all
from cyps_reports.findings import CellRef, warning
from cyps_reports.monthly import CheckedMonth, check_month
from cyps_reports.outputs import outputs_of
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import Comparator, EarlierYear
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.vocabulary import Vocabulary
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.record.file import record_bytes
from cyps_reports.record.file_names import RECORD
from cyps_reports.report.readers import Audience, Readers
from cyps_reports.returns.model import Input, Returns
from cyps_reports.templates.workbook import return_workbook
from cyps_reports.writers.record import record_of
from tests.tools.shares import share_of

HOSTILE = (
    '=HYPERLINK("http://127.0.0.1/x","click")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "http://127.0.0.1/ and mailto:a@b and file:///etc/passwd",
    "\\\\server\\share\\x",
    '&P &N &L&R &"Arial" &&& 100% & more',
    '{ INCLUDETEXT "c:\\\\x" } PAGE MERGEFIELD x',
    "</w:t></w:r><w:r><w:instrText>DDEAUTO c:\\x</w:instrText></w:r>",
    "<f>1+1</f>]]><!--&lt;&#x3c;",
    "\x00\x07\x1b[31m\x7f\ufffe",
    "\u202egnp.exe\u202c \u200f\u2066 \U0001f600 e\u0301 ﷽",
    '","),HYPERLINK("x"',
    "{=1+1}",
    "internal:'Summary'!A1",
    "\ud800",
    "_x000D_ _x0041_",
    "x" * 40_000,
)
SEPTEMBER = Month(2012, 9)
Frozen = TypeVar("Frozen")

_FORMULA = re.compile(
    rb"<(?:\w+:)?f[ >].*?</(?:\w+:)?f>|<(?:\w+:)?formula\d?>.*?</|<definedName .*?</", re.DOTALL
)
# What of a sheet is printed: plain references to its own cells, and nothing else.
_AREA = rb"(?:\w+|'[\w ]+')!\$[A-Z]*\$?\d*:\$[A-Z]*\$?\d*"
_PRINTED = re.compile(
    rb'<definedName name="_xlnm\.Print_(?:Area|Titles)" localSheetId="\d+">%b(?:,%b)?</'
    % (_AREA, _AREA)
)
_FIELD = re.compile(rb"<w:instrText.*?</w:instrText>|w:instr=\"[^\"]*\"")
_LINK = re.compile(rb"<(?:\w+:)?hyperlink [^>]*>")
# What a link shows is only shown.
_SHOWN = re.compile(rb' display="[^"]*"')


def with_texts(thing: Frozen, change: Callable[[str, str], str]) -> Frozen:
    """The same with every free text of its fields changed."""
    texts = {
        each.name: change(each.name, value)
        for each in fields(thing)  # type: ignore[arg-type]
        if isinstance(value := getattr(thing, each.name), str) and type(value) is str
    }
    return replace(thing, **texts)  # type: ignore[type-var]


def plan_with(plan: Plan, hostile: str) -> Plan:
    """The plan with the hostile text in every text that an officer may type into it."""
    keys = {"priority", "component", "lead", "initials", "code", "frequency", "year", "heading"}

    def change(name: str, value: str) -> str:
        return value if name in keys else f"{hostile}{value[:3]}"

    plan = with_texts(plan, change)
    own = Vocabulary(**{each.name: f"{hostile}{each.name}" for each in fields(Vocabulary)})
    first, *others = plan.measures
    compared = (Comparator(f"{hostile}name", Decimal(80), f"{hostile}year", f"{hostile}note"),)
    years = (EarlierYear(f"{hostile}year", Decimal(70), f"{hostile}note"),)
    first = replace(first, similar_named=hostile, comparators=compared, earlier_years=years)
    plan = replace(plan, vocabulary=own, measures=(first, *others))
    return replace(
        plan,
        priorities=tuple(with_texts(each, change) for each in plan.priorities),
        leads=tuple(with_texts(each, change) for each in plan.leads),
        measures=tuple(with_texts(each, change) for each in plan.measures),
        milestones=tuple(
            replace(with_texts(each, change), partners=(hostile,)) for each in plan.milestones
        ),
    )


def checked_with(plan: Plan, september: CheckedMonth, hostile: str) -> CheckedMonth:
    """September with the hostile text in the plan, in every entry, in workbooks' names and in
    findings.
    """
    theirs = september.assessment.returns
    returns = Returns(
        SEPTEMBER,
        (*theirs.inputs, Input(f"{hostile}.xlsx", "0" * 64, "A")),
        {
            key: replace(entry, comment=hostile, corrective_action=hostile, notes=(hostile,))
            for key, entry in theirs.measures.items()
        },
        {
            key: replace(entry, progress=hostile, corrective_action=hostile, notes=(hostile,))
            for key, entry in theirs.deadlines.items()
        },
    )
    found = warning(
        "below-zero", CellRef(f"{hostile}.xlsx", hostile[:31], "A1"), f"{hostile}.", f"{hostile}."
    )
    assessment = assess(
        plan_with(plan, hostile), returns, september.assessment.earlier, SEPTEMBER.last
    )
    return CheckedMonth(assessment, (found, *september.findings))


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(part)
    # A chart's data is a workbook of its own.
    inner = {name: part for name, part in parts.items() if name.endswith(".xlsx")}
    return {
        **parts,
        **{
            f"{name}!{each}": part
            for name, book in inner.items()
            for each, part in parts_of(book).items()
        },
    }


def live(content: bytes) -> dict[str, list[bytes]]:
    """Everything in an Office file that a program acts on.

    Formulas, fields, links, relations to the outside.
    """
    parts = parts_of(content).items()
    return {
        "formulas": sorted(
            found for name, part in parts if "xl/" in name for found in _FORMULA.findall(part)
        ),
        "fields": sorted(
            found for name, part in parts if "word/" in name for found in _FIELD.findall(part)
        ),
        "links": sorted(
            _SHOWN.sub(b"", found)
            for name, part in parts
            if name.endswith(".xml")
            for found in _LINK.findall(part)
        ),
        "outside": [part for name, part in parts if name.endswith(".rels") and b"External" in part],
        "names": sorted(name.encode() for name, _ in parts),
    }


def without_titles(found: dict[str, list[bytes]]) -> dict[str, list[bytes]]:
    """Charts refer to a cell for a title; what it says there is not acted on.

    How often a chart refers to the same cells depends on how long its labels are: those on two
    sides of a line are two lines over the same points. On how many pages beside each other a sheet
    is printed depends on how wide its columns are, and so on how long the words are.
    """
    known = {kind: each for kind, each in found.items() if kind != "names"}
    formulas = {each for each in found["formulas"] if not _PRINTED.fullmatch(each)}
    return {**known, "formulas": sorted(formulas)}


def outputs_with(
    plan: Plan, september: CheckedMonth, hostile: str, readers: Readers
) -> dict[str, bytes]:
    """What is made, under the names that it has with a service of another name."""
    checked = checked_with(plan, september, hostile)
    own, plain = checked.assessment.plan.short_name, plan.short_name
    made = outputs_of(checked, readers)
    return {
        f"{plain}{name.removeprefix(own)}" if name != RECORD else name: each
        for name, each in made.items()
    }


@pytest.fixture(scope="module")
def its_folder(few_rows: Path, is_full: bool) -> Path:
    """The example's returns; a few rows of them where not all is tested at its full size."""
    return locations.example_returns() if is_full else few_rows


@pytest.fixture(scope="module")
def its_plan(its_folder: Path) -> Plan:
    plan, findings = read_plan(its_folder / "plan.xlsx")
    assert plan is not None, findings
    return plan


@pytest.fixture(scope="module")
def its_month(its_folder: Path, its_plan: Plan) -> CheckedMonth:
    checked = check_month(its_folder / "2012-09", its_plan, None)
    assert checked is not None
    return checked


@pytest.fixture(scope="module")
def benign(its_plan: Plan, its_month: CheckedMonth) -> dict[str, dict[str, list[bytes]]]:
    """What is live in outputs with plain words in all places."""
    made: dict[str, bytes] = {}
    for audience in Audience:
        made |= outputs_with(its_plan, its_month, "plain words ", Readers(audience))
    return {name: without_titles(live(content)) for name, content in made.items() if name != RECORD}


Live = dict[str, dict[str, list[bytes]]]


@pytest.mark.share(4)
@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_report_and_summary(
    hostile: str, its_plan: Plan, its_month: CheckedMonth, benign: Live
) -> None:
    # The leadership's report has everything that Cabinet's has, and more.
    made = outputs_with(its_plan, its_month, hostile, Readers(Audience.LEADERSHIP))
    for name, content in made.items():
        if name != RECORD:
            found = live(content)
            assert found["outside"] == []
            assert without_titles(found) == benign[name], name


@pytest.fixture(scope="module")
def otherwise_live(
    its_plan: Plan, its_month: CheckedMonth, benign: Live
) -> Callable[[str], list[str]]:
    """The outputs in which something else is live with a text.

    Hypothesis writes out what a test is given, and would write out a whole month.
    """

    def otherwise(text: str) -> list[str]:
        made = outputs_with(its_plan, its_month, text, Readers())
        assert made
        found = {name: without_titles(live(made[name])) for name in made if name != RECORD}
        return [name for name in found if found[name] != benign[name]]

    return otherwise


@settings(max_examples=share_of(12), derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    text=st.text(min_size=1, max_size=50),
    start=st.sampled_from(["=", "+", "-", "@", "", "http://", "&", "<"]),
)
def test_any_text_at_all(text: str, start: str, otherwise_live: Callable[[str], list[str]]) -> None:
    assert otherwise_live(start + text) == []


def live_when_sent(plan: Plan) -> list[object]:
    """What is live in the blank returns and in the plan workbook."""
    return [
        *(live(return_workbook(plan, each, SEPTEMBER)) for each in plan.priorities),
        live(plan_workbook(plan)),
    ]


@pytest.fixture(scope="module")
def usually_sent(its_plan: Plan) -> list[object]:
    return live_when_sent(plan_with(its_plan, "plain words "))


@pytest.mark.share(4)
@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_sent_out(hostile: str, its_plan: Plan, usually_sent: list[object]) -> None:
    assert live_when_sent(plan_with(its_plan, hostile)) == usually_sent


def test_what_was_typed_is_there_to_read(its_plan: Plan, its_month: CheckedMonth) -> None:
    typed = '=HYPERLINK("http://127.0.0.1/x","click")'
    for name, content in outputs_with(its_plan, its_month, typed, Readers()).items():
        parts = parts_of(content) if name != RECORD else {name: content}
        text = b"".join(part for each, part in parts.items() if not each.startswith("docProps"))
        assert b"HYPERLINK(" in text


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_csv(hostile: str, its_plan: Plan, its_month: CheckedMonth, tmp_path: Path) -> None:
    import csv

    checked = checked_with(its_plan, its_month, hostile)
    (tmp_path / RECORD).write_bytes(record_bytes(record_of(checked.assessment, checked.findings)))
    for content in frames.csv_files(str(tmp_path / RECORD)).values():
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            for cell in row:
                assert not cell.lstrip().startswith(("=", "+", "@")), cell[:50]
                assert not cell.startswith(("\t", "\r", "\n")), cell[:50]
                assert not cell.startswith("-") or re.fullmatch(r"-[\d.]+", cell), cell[:50]


NAMES = (
    "../../x",
    "..",
    ".",
    "",
    "CON",
    "con.xlsx",
    "LPT1.docx",
    "a/b",
    "a\\b",
    "C:\\x",
    "/etc/passwd",
    "x" * 500,
    "x" * 500 + ".xlsx",
    "trailing. ",
    "a\x00b",
    "a\nb",
    'q?*<>|:"',
    "\u202egnp.exe",
    "~$x.xlsx",
    "é",
    "e\u0301",
    "\ud800",
    "A",
)


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_never_chooses_a_path(name: str, tmp_path: Path) -> None:
    made = file_name(name)
    assert made == file_name(made)
    assert 0 < len(made) <= 120
    assert Path(made).name == made
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]|[ .]$', made)
    assert not re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", made, re.IGNORECASE)
    (path,) = write_all(tmp_path / "out", {made: b"x"})
    assert path.parent == tmp_path / "out"
    assert [each.name for each in (tmp_path / "out").iterdir()] == [made]


@settings(max_examples=share_of(500), derandomize=True)
@given(st.lists(st.text(max_size=150), min_size=2, max_size=2, unique=True))
def test_two_names_never_become_one(names: list[str]) -> None:
    one, other = (file_name(name) for name in names)
    assert one != other
    assert one == file_name(one)


def test_what_is_usual_keeps_its_name() -> None:
    for name in (
        "return-A.xlsx",
        "cyps-report-2012-09-JM.docx",
        "Copy of FINAL (JM).xlsx 2012-09 feedback.txt",
    ):
        assert file_name(name) == name


def test_two_files_that_windows_takes_for_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError, match="would be one file"):
        write_all(tmp_path, {"return-a.xlsx": b"1", "return-A.xlsx": b"2"})
    assert list(tmp_path.iterdir()) == []


CODES = ["../../evil", "CON", "a/b", "..\\..\\evil", "x" * 40]


@pytest.mark.share(5)
@pytest.mark.parametrize("code", CODES, ids=range(len(CODES)))
def test_codes_and_initials_of_a_plan_stay_in_the_output_folder(
    code: str, its_plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "deep" / "inside"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    plan = _with_codes(its_plan, code)
    (inside / "plan.xlsx").write_bytes(plan_workbook(plan))
    before = _files(tmp_path)
    for command in (
        ["templates", "--month", "2012-09", "--output", "out/templates"],
        ["report", str(locations.example_returns() / "2012-09"), "--output", "out", "--lead", code],
        ["check", "out/templates", "--as-at", "2012-09-30", "--feedback", "out/feedback"],
    ):
        assert cli.main([*command, "--plan", "plan.xlsx"]) in (0, 1, 2)
    new = _files(tmp_path) - before
    assert len(new) >= 5
    assert all(path.is_relative_to(inside / "out") for path in new), new


def _files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def _with_codes(plan: Plan, code: str) -> Plan:
    """The plan with another code for its first priority and other initials for its first lead."""
    first, lead = plan.priorities[0].code, plan.leads[0].initials

    def moved(thing: Any) -> Any:
        changes = {"priority": code.upper()} if thing.priority == first else {}
        if getattr(thing, "lead", None) == lead:
            changes["lead"] = code
        return replace(thing, **changes)

    return replace(
        plan,
        priorities=(replace(plan.priorities[0], code=code.upper()), *plan.priorities[1:]),
        leads=(replace(plan.leads[0], initials=code), *plan.leads[1:]),
        measures=tuple(map(moved, plan.measures)),
        milestones=tuple(map(moved, plan.milestones)),
    )


def test_feedback_is_named_after_workbooks_and_stays_in_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    month = tmp_path / "2012-09"
    month.mkdir()
    content = (locations.example_returns() / "2012-09" / "return-A.xlsx").read_bytes()
    for name in ("=1+1.xlsx", "a..xlsx", "x" * 200 + ".xlsx", "\u202exslx.xlsx"):
        (month / name).write_bytes(content)
        # Of files that are the same byte for byte, one alone is read.
        with zipfile.ZipFile(month / name, "a") as package:
            package.comment = name.encode()
    plan = str(locations.example_returns() / "plan.xlsx")
    assert cli.main(["check", str(month), "--plan", plan, "--feedback", "feedback"]) == 1
    names = [path.name for path in (tmp_path / "feedback").glob("[!.]*")]
    assert len(names) == 4
    assert all(name == file_name(name) and name.endswith(".txt") for name in names)
