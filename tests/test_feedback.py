"""What the owner of a return is told, and how: in the words of a colleague."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cyps_reports import cli, locations
from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier, EarlierActual
from cyps_reports.finding_codes import Code
from cyps_reports.findings import CellRef, Subject, error, note, warning
from cyps_reports.letters.feedback import feedback_texts
from cyps_reports.monthly import CheckedMonth
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import Input, MeasureEntry, Returns
from tests.tools.returned import SEPTEMBER, returned

AUGUST = Month(2012, 8)
PLACE = CellRef("a.xlsx", "Targets", "H5")


def test_each_workbook_has_its_list() -> None:
    findings = (
        replace(
            error("not-a-figure", PLACE, "B7: “approx 84” is not a figure.", "Type 84%."),
            about=Subject("B7", "B7 PDRs completed"),
        ),
        warning(
            "no-corrective-action",
            CellRef("a.xlsx", "Milestones", "N9"),
            "A12 is late.",
            "Write what will be done.",
        ),
        warning(
            "no-corrective-action",
            CellRef("a.xlsx", "Milestones", "N10"),
            "A13 is late.",
            "Write what will be done.",
        ),
        note("several-returns", PLACE, "Nothing to do here.", "Nothing."),
    )
    texts = feedback_texts(findings, ("a.xlsx", "b.xlsx"), SEPTEMBER)
    assert texts["b.xlsx"] == (
        "b.xlsx: September 2012 return\n\nThank you for the return. There is nothing to put "
        "right.\n"
    )
    assert texts["a.xlsx"] == (
        "a.xlsx: September 2012 return\n"
        "\n"
        "Thank you for the return. 1 thing needs putting right before the report can use it, and "
        "2\n"
        "things are worth a look.\n"
        "\n"
        "Needed for the report\n"
        "---------------------\n"
        "  - B7 PDRs completed (Targets, H5): “approx 84” is not a figure.\n"
        "    Type 84%.\n"
        "\n"
        "Worth a look\n"
        "------------\n"
        "  - Milestones, N9: A12 is late.\n"
        "  - Milestones, N10: A13 is late.\n"
        "    Write what will be done.\n"
        "\n"
        "Please correct the cells in your workbook, save it, and send it back.\n"
    )


@pytest.mark.parametrize(
    ("called", "message", "told"),
    [
        ("B7", "B7: “soon” is not a figure.", "B7 PDRs (Targets, H5): “soon” is not a figure."),
        ("B7", "B7 has no figure.", "B7 PDRs (Targets, H5): it has no figure."),
        ("B7", "B70 has no figure.", "B7 PDRs (Targets, H5): B70 has no figure."),
        ("A20, deadline 2", "A20, deadline 2, is late.", "B7 PDRs (Targets, H5): it is late."),
        ("B7", "The row of B7 is gone.", "B7 PDRs (Targets, H5): The row of B7 is gone."),
    ],
)
def test_what_is_wrong_is_told_of_the_row_by_its_name(called: str, message: str, told: str) -> None:
    finding = error("not-a-figure", PLACE, message, "Type 84%.")
    assert replace(finding, about=Subject(called, "B7 PDRs")).told == told
    assert finding.told == f"Targets, H5: {message}"


@pytest.mark.parametrize("package", ["workbooks", "returns"])
def test_nobody_who_sent_a_workbook_is_told_to_run_something(package: str) -> None:
    modules = Path(cli.__file__).with_name(package).glob("*.py")
    assert not [each.name for each in modules if "run again" in each.read_text(encoding="utf-8")]


def test_check_writes_the_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(
        [
            "check",
            str(locations.example_returns() / "2012-09"),
            "--feedback",
            str(tmp_path / "lists"),
        ]
    )
    names = sorted(path.name for path in (tmp_path / "lists").glob("[!.]*"))
    assert names == [f"return-{code}.xlsx 2012-09 feedback.txt" for code in "ABCDE"]
    text = (tmp_path / "lists" / names[1]).read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in text
    assert "“approx 84”" in text.decode("utf-8-sig")
    assert names[1] in capsys.readouterr().out


def test_a_list_fits_a_page(
    july: CheckedMonth, august: CheckedMonth, september: CheckedMonth
) -> None:
    for checked in (july, august, september):
        for text in feedback_texts(checked.findings, (), checked.assessment.month).values():
            assert max(map(len, text.splitlines())) <= 92
            if "plan.xlsx" not in text:
                assert len(text.splitlines()) <= 60


CODES = re.compile(
    r"\b(None|NaN|Decimal|Absent|Traceback|Exception|str|int|float|datetime|tuple|list|dict)\b"
)


def test_the_words_are_a_colleagues(
    july: CheckedMonth, august: CheckedMonth, september: CheckedMonth
) -> None:
    for checked in (july, august, september):
        for finding in checked.findings:
            said = f"{finding.message} {finding.fix}"
            assert not CODES.search(said), said
            assert not re.search(r"[{}<>_\\]", said), said
            assert "  " not in said
            assert said[0].isupper() or said[0] in "“0123456789"
            assert len(finding.message) <= 240


@pytest.mark.parametrize(
    ("ref", "typed", "code"),
    [
        ("A7", 148.5, "decimals-in-count"),
        ("A7", 148.0, None),
        ("A1", 1.2, "over-100-percent"),
        ("A1", 1.005, "over-100-percent"),
        ("A1", 1.0, None),
        ("A8", -40, "below-zero"),
        ("A8", 0, None),
    ],
)
def test_figures_that_can_hardly_be(
    tmp_path: Path, plan: Plan, ref: str, typed: float, code: str | None
) -> None:
    returned(tmp_path, plan, "A", {(ref, "actual"): typed})
    _, findings = returns_for(SEPTEMBER, read_folder(tmp_path, plan))
    assert [finding.code for finding in findings] == ([code] if code else [])


@pytest.mark.parametrize(("target", "code"), [("100", "over-100-percent"), ("100.5", None)])
def test_a_percentage_may_be_over_100_where_the_plans_own_is(
    tmp_path: Path, plan: Plan, target: str, code: str | None
) -> None:
    first, *others = plan.measures
    aimed = replace(plan, measures=(replace(first, target=Decimal(target)), *others))
    returned(tmp_path, aimed, "A", {("A1", "actual"): 1.005})
    _, findings = returns_for(SEPTEMBER, read_folder(tmp_path, aimed))
    assert [finding.code for finding in findings] == ([code] if code else [])


def codes(plan: Plan, entry: MeasureEntry, earlier: Earlier) -> set[Code]:
    returns = Returns(SEPTEMBER, (Input("a.xlsx", "", "A"),), {("A7", ""): entry})
    about = {"implausible-jump", "comment-unchanged"}
    return {f.code for f in assess(plan, returns, earlier, date(2012, 9, 30)).findings} & about


@pytest.mark.parametrize(
    ("now", "code"),
    [
        ("1480", "implausible-jump"),
        ("1479", None),
        ("15", None),
        ("14.8", "implausible-jump"),
        ("0", None),
    ],
)
def test_a_factor_of_ten_since_last_month(plan: Plan, now: str, code: str | None) -> None:
    earlier = Earlier((AUGUST,), {("A7", ""): (EarlierActual(AUGUST, Decimal(148), AUGUST.last),)})
    assert codes(plan, MeasureEntry(Decimal(now)), earlier) == ({code} if code else set())


def test_a_factor_of_ten_since_the_outturn(plan: Plan) -> None:
    assert codes(plan, MeasureEntry(Decimal(2170)), Earlier()) == {"implausible-jump"}


@pytest.mark.parametrize(
    ("now", "comment", "code"),
    [
        ("150", "Roll on the last day of term.", "comment-unchanged"),
        ("148", "Roll on the last day of term.", None),
        ("150", "Two pupils more.", None),
        ("150", "", None),
    ],
)
def test_a_comment_that_did_not_move_with_its_figure(
    plan: Plan, now: str, comment: str, code: str | None
) -> None:
    before = EarlierActual(AUGUST, Decimal(148), AUGUST.last, "Roll on the last day of term.")
    found = codes(
        plan,
        MeasureEntry(Decimal(now), comment=comment),
        Earlier((AUGUST,), {("A7", ""): (before,)}),
    )
    assert found == ({code} if code else set())
