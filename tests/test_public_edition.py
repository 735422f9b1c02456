"""The public edition as an officer makes it: what it refuses, where it lies, what it tells."""

import email
import json
import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from email import policy
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document

from cyps_reports import cli
from cyps_reports.acts.ended import CannotRun, Reason
from cyps_reports.acts.public import refuse_unsaid
from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.assessment.reported_position import Position
from cyps_reports.disclosure.findings import public_findings
from cyps_reports.disclosure.in_words import told_in_words
from cyps_reports.disclosure.month import public_month
from cyps_reports.disclosure.shown import Disclosure, disclosure_of
from cyps_reports.findings import Severity
from cyps_reports.history.followed import Followed
from cyps_reports.history.joined_months import History
from cyps_reports.plan.checks.small_in_words import small_numbers_said, telling_words
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.decisions import RangeMove
from cyps_reports.plan.model.measure import AboutChildren, Measure, Polarity
from cyps_reports.plan.model.question import Question
from cyps_reports.plan.model.report_text import StandingText, Where
from cyps_reports.plan.model.small_numbers import Edition
from cyps_reports.plan.model.units import Unit
from cyps_reports.plan.writer import plan_workbook
from cyps_reports.returns.checks import entry_findings
from cyps_reports.returns.model import DeadlineEntry, MeasureEntry, Returns
from cyps_reports.words.model import OVERALL, ReportWords, Said, Words
from tests.tools.approved import Approved, sums_of_results
from tests.tools.judged import GOOD, MAY, entry, judged
from tests.tools.published_year import published_plan
from tests.tools.read_outputs import table_rows
from tests.tools.returned import returned
from tests.tools.small_plan import small_plan

MARCH, APRIL = Month(2017, 3), Month(2017, 4)
JUNE, JULY = Month(2017, 6), Month(2017, 7)
YES, NO = AboutChildren.YES, AboutChildren.NO


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Only 3 children came.", ["3 children"]),
        ("Two of the boys have moved.", ["Two of the boys"]),
        ("One young person was placed.", ["One young person"]),
        ("Pupils excluded: 4.", ["Pupils excluded: 4"]),
        ("One sibling group of five moved.", ["One sibling"]),
        ("The 3 year plan is on course.", []),
        ("12 children and 30 pupils came.", []),
        ("3% of children, and £5 a child.", []),
        ("Children moved in 2012.", []),
        ("5,000 children were seen.", []),
        ("Attendance of children rose to 95.3%.", []),
    ],
)
def test_small_numbers_beside_a_word_for_a_child(text: str, said: list[str]) -> None:
    assert list(small_numbers_said(text)) == said


def count(number: int, about: AboutChildren | None = YES, unit: Unit = Unit.COUNT) -> Measure:
    return Measure(
        "A", number, "", f"Measure number {number}", unit, Polarity.HIGHER, about_children=about
    )


def test_a_public_comment_that_tells_of_few_children_is_asked_about() -> None:
    plan = published_plan()
    milestone, deadline = plan.deadlines()[0]
    further = (("public_comment", "Only 3 children came."),)
    returns = Returns(
        JUNE,
        measures={("A1", ""): MeasureEntry(Decimal(9), further=further)},
        deadlines={(milestone.ref, deadline.number): DeadlineEntry(further=further)},
    )
    found = [each for each in entry_findings(plan, returns) if each.code == "small-number-in-words"]
    assert [each.message for each in found] == [
        "The public comment on A1 may tell of few children: “3 children”.",
        f"The public comment on {milestone.called(deadline)} may tell of few children: "
        "“3 children”.",
    ]


def test_no_public_edition_until_the_plan_says_of_each_measure() -> None:
    plan = small_plan(measures=(count(1), count(2, None), count(3, NO), count(4, None)))
    with pytest.raises(CannotRun) as refused:
        refuse_unsaid(plan)
    assert refused.value.reason is Reason.UNSAID_OF_CHILDREN
    assert [(each.code, each.severity, each.message) for each in refused.value.findings] == [
        (
            "about-children-unsaid",
            Severity.ERROR,
            f"{ref} does not say whether it is about children.",
        )
        for ref in ("A2", "A4")
    ]
    refuse_unsaid(small_plan(measures=(count(1), count(3, NO))))


def test_what_is_hidden_for_want_of_counts_or_out_already_is_said() -> None:
    plan = small_plan(measures=(count(1, unit=Unit.PERCENT),))
    returns = Returns(JUNE, measures={("A1", ""): MeasureEntry(Decimal(25))})
    disclosure = disclosure_of(plan, (returns,))
    month = assess(plan, returns, Earlier(), JUNE.last)
    assert [each.code for each in public_findings(disclosure, month)] == ["counts-unknown"]
    told: Disclosure = replace(disclosure, figures={}, told=frozenset({(("A1", ""), JUNE)}))
    assert [each.code for each in public_findings(told, month)] == ["small-number-published"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("It was 3 this time.", ["3"]),
        ("Three more than in May 2017.", ["Three", "more"]),
        ("This rose by 40%.", ["rose", "40%"]),
        ("It has improved, and is on target.", ["improved", "on target"]),
        ("We fell short; red again.", ["fell", "red"]),
        ("Work with schools goes on until 31 March 2018.", []),
        ("A new team began on 03/07/2017.", []),
        ("See section A4 of the plan of 2017/18.", []),
    ],
)
def test_words_that_may_tell_of_a_figure(text: str, said: list[str]) -> None:
    assert list(telling_words(text)) == said


def test_what_is_judged_in_words_is_told_also_of_few_children() -> None:
    plan = small_plan(measures=(judged(about_children=YES),))
    returns = Returns(MAY, measures={("A1", ""): entry(GOOD)})
    public = public_month(assess(plan, returns, Earlier(), MAY.last), History())
    (row,) = public.assessment.measures
    assert (row.actual, row.symbol) == (GOOD, None)


def test_a_comment_on_a_hidden_figure_is_pointed_out_once() -> None:
    """Also where it names its measure, as a comment on another one would have to."""
    plan = published_plan()
    further = (("public_comment", "A2 rose by one."),)
    returns = Returns(JULY, measures={("A2", ""): MeasureEntry(Decimal(3), further=further)})
    public = public_month(assess(plan, returns, Earlier(), JULY.last), History())
    (told,) = told_in_words(public.assessment, None)
    assert told.message.startswith("The public comment on A2 may tell of A2, whose figure")


def test_words_that_may_tell_of_a_hidden_figure_are_pointed_out() -> None:
    plan = published_plan()
    said = {
        ("A1", ""): MeasureEntry(Decimal(53), further=(("public_comment", "A2 was higher."),)),
        ("A2", ""): MeasureEntry(Decimal(3), further=(("public_comment", "It rose by one."),)),
        ("A8", ""): MeasureEntry(Decimal(9), further=(("public_comment", "It rose by one."),)),
    }
    progress = DeadlineEntry(further=(("public_comment", "Agreed, as A2 is off target."),))
    returns = Returns(JULY, measures=said, deadlines={("A20", 1): progress})
    public = public_month(assess(plan, returns, Earlier(), JULY.last), History())
    overall = Said(place=OVERALL, paragraphs=("Referrals for exploitation fell to two.",))
    words = ReportWords(Words(JULY, said={OVERALL: overall}))
    found = list(public_findings(public.disclosure, public.assessment, words))
    assert {each.code for each in found} == {"hidden-figure-in-words"}
    assert [each.message.split(", whose")[0] for each in found] == [
        "The public comment on A2 may tell of A2",
        "The public comment on A1 may tell of A2",
        "The public comment on A20 may tell of A2",
        "Overall commentary may tell of A2",
    ]
    assert found[0].message.endswith("the public edition hides: “rose” and “one”.")


def test_words_of_the_plan_that_an_edition_prints_are_looked_through_too() -> None:
    moved = RangeMove(date(2017, 4, 1), "AB", date(2017, 4, 1), "Two children left.")
    told: dict[str, dict[str, Any]] = {
        "A2": {"target_note": "Half of last year's.", "range_moves": (moved,)},
        "A9": {"target_note": "10 more than last year."},
    }
    rows = published_plan().measures
    plan = replace(
        published_plan(),
        measures=tuple(replace(each, **told.get(each.ref, {})) for each in rows),
        standing_texts=(StandingText("Background", Where.FRONT, ("A2 has fallen.",)),),
        questions=(
            Question(date(2017, 6, 1), "Cabinet", (), "How many?", answer="3 pupils."),
            Question(date(2018, 1, 1), "Cabinet", (), "How many girls?", answer="4 girls."),
        ),
    )
    returns = Returns(JULY, measures={("A2", ""): MeasureEntry(Decimal(3))})
    public = public_month(assess(plan, returns, Earlier(), JULY.last), History())
    found = public_findings(public.disclosure, public.assessment)
    assert [(each.code, each.message.split(" may tell")[0]) for each in found] == [
        ("hidden-figure-in-words", "The standing text “Background”"),
        ("small-number-in-words", "A question and its answer"),
        ("hidden-figure-in-words", "The plan's note on A2"),
        ("small-number-in-words", "The plan's note on A2"),
        ("hidden-figure-in-words", "The plan's note on A2"),
    ]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan that emails its public edition, and two months' returns."""
    folder = tmp_path_factory.mktemp("office")
    plan = published_plan(emailed=Edition.PUBLIC, email_to="cabinet@council.example")
    (folder / "input_templates").mkdir()
    (folder / "input_templates" / "plan.xlsx").write_bytes(plan_workbook(plan))
    for month in (JUNE, JULY):
        place = folder / "returns" / str(month)
        place.mkdir(parents=True)
        returned(place, plan, "A", ANSWERS, month)
    return folder


ANSWERS = {
    ("A1", "actual"): 53,
    ("A2", "actual"): 3,
    ("A3", "actual"): 20,
    ("A4", "actual"): 30,
    ("A6", "actual"): 41.5,
    ("A6", "denominator"): 12,
    ("A8", "actual"): 9,
    ("A8", "comment"): "All nine were known to us.",
    ("A8", "public_comment"): "Fewer than last year.",
    ("A9", "actual"): 75,
    ("A20", "progress"): "Agreed with the 3 families.",
}


def run(folder: Path, *typed: str) -> int:
    before = Path.cwd()
    os.chdir(folder)
    try:
        return cli.main(list(typed))
    finally:
        os.chdir(before)


@pytest.fixture(scope="module")
def made(office: Path) -> Path:
    """The folder of the second month's public edition, made after the first's."""
    run(office, "report", "returns/2017-06", "--edition", "public")
    run(office, "run", "returns/2017-07")
    return office / "output" / "2017-07" / "public"


def test_all_that_is_made_is_as_approved(made: Path, approved: Approved) -> None:
    approved.check("public edition", sums_of_results(made.parents[1]))


def test_it_lies_in_a_folder_of_its_own_under_names_of_its_own(made: Path) -> None:
    assert {path.name for path in made.iterdir()} == {
        "cs-report-2017-07-public.docx",
        "cs-summary-2017-07-public.xlsx",
        "as-reported.json",
    }
    assert (made.parent / "cs-report-2017-07.docx").is_file()


def text_of(path: Path) -> str:
    """All of a Word document, with the heads of its pages."""
    with ZipFile(path) as package:
        parts = [each for each in package.namelist() if each.endswith(".xml")]
        return "\n".join(package.read(each).decode() for each in parts if "word/" in each)


def test_each_edition_says_on_every_page_what_it_is(made: Path) -> None:
    for path, said in (
        (made / "cs-report-2017-07-public.docx", "Public edition"),
        (made.parent / "cs-report-2017-07.docx", "Internal edition, not for publication"),
    ):
        with ZipFile(path) as package:
            heads = [each for each in package.namelist() if each.startswith("word/header")]
            assert any(said in package.read(each).decode() for each in heads)
    for path, said in (
        (made / "cs-summary-2017-07-public.xlsx", "Public edition"),
        (made.parent / "cs-summary-2017-07.xlsx", "Internal edition, not for publication"),
    ):
        workbook = openpyxl.load_workbook(path)
        seen = [each for each in workbook.worksheets if each.sheet_state == "visible"]
        assert all(said in str(each.oddFooter.left.text) for each in seen if each.oddFooter)
        assert all(each.oddFooter for each in seen)


def test_it_prints_what_managers_wrote_for_anybody_alone(made: Path) -> None:
    told = text_of(made / "cs-report-2017-07-public.docx")
    assert "Fewer than last year." in told
    assert "All nine were known" not in told
    assert "3 families" not in told
    assert "What is not shown and why" in told
    assert "A number of children from 1 to 5 is not shown" in told


def test_it_is_compared_with_the_same_months_as_the_internal_edition(made: Path) -> None:
    for name in (made / "cs-report-2017-07-public.docx", made.parent / "cs-report-2017-07.docx"):
        report = Document(str(name))
        months = [row[0] for row in table_rows(report, "Month by month")]
        assert months == ["Month", "June 2017", "July 2017"]
        (compared,) = (
            each.text for each in report.paragraphs if each.text.startswith("Compared with ")
        )
        assert "30 June 2017" in compared


def test_in_a_plans_first_month_last_years_last_is_none_of_its_months() -> None:
    """What has changed since is told; the months one by one are the plan year's."""
    plan = published_plan()
    month = assess(plan, Returns(APRIL), Earlier(), APRIL.last)
    history = History(followed=Followed(position=Position(MARCH, MARCH.last)))
    assert history.compared_with, "changes are told against it"
    assert public_month(month, history).history.positions == ()


def test_its_record_names_no_file_and_says_what_was_shown(made: Path) -> None:
    record = json.loads((made / "as-reported.json").read_text(encoding="utf-8"))
    assert (record["edition"], record["inputs"], record["findings"]) == ("public", [], [])
    shown = {(row["ref"], row["column"]): row["figure"] for row in record["shown"]}
    assert shown["A2", "2017-07"] is None
    assert shown["A3", "2017-06"] is None
    assert shown["A4", "2017-07"] == "30"


def test_the_email_takes_the_edition_that_the_plan_says(made: Path) -> None:
    draft = email.message_from_bytes((made.parent / "emails" / "cabinet.eml").read_bytes())
    names = [each.get_filename() for each in draft.walk() if each.get_filename()]
    assert names == ["cs-report-2017-07-public.docx"]


def test_the_email_tells_what_that_edition_tells(made: Path) -> None:
    """Two counts of ratings that differ would tell how a hidden measure is rated."""
    draft = (made.parent / "emails" / "cabinet.eml").read_bytes()
    body = email.message_from_bytes(draft, policy=policy.default).get_body(("plain",))
    assert body is not None
    said = " ".join(body.get_content().split())
    assert (
        "5 of 9 measures are shown with a rating: 1 on target, 1 close to target and 3 off target."
        in said
    )
    assert "2 measures are not rated: not reported (2). 2 measures are not shown." in said
    record = json.loads((made.parent / "as-reported.json").read_text(encoding="utf-8"))
    assert sum(row["rag"] in ("red", "amber", "green") for row in record["measures"]) == 7


def test_both_editions_come_of_one_reading(office: Path, made: Path) -> None:
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    for path in made.iterdir():
        path.unlink()
    run(office, "report", "returns/2017-07", "--edition", "both")
    assert {path.name: path.read_bytes() for path in made.iterdir()} == before


def test_verify_makes_it_again(made: Path, office: Path) -> None:
    assert run(office, "verify", "output/2017-07/public") == 0
    assert run(office, "verify", "output/2017-07") == 0


def test_the_draft_is_not_written_where_the_public_edition_is_not_made(
    made: Path, office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(office, "report", "returns/2017-06")
    record = office / "output" / "2017-06" / "public" / "as-reported.json"
    kept = record.read_bytes()
    report = record.with_name("cs-report-2017-06-public.docx")
    content = report.read_bytes()
    report.unlink()
    assert run(office, "email", "returns/2017-06") == 2
    assert "the public edition" in capsys.readouterr().err
    report.write_bytes(content)
    record.write_bytes(kept.replace(b'"30"', b'"31"'))
    assert run(office, "report", "returns/2017-07", "--edition", "public") == 2
    assert "it is not known what readers have seen" in capsys.readouterr().err
    record.write_bytes(kept)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--edition", "public"), "no public edition is made until the plan says of every measure"),
        (("--edition", "public", "--audience", "leadership"), "has no public edition"),
    ],
)
def test_what_is_refused(
    tmp_path: Path, typed: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = small_plan(measures=(count(1), count(2, None)))
    (tmp_path / "input_templates").mkdir()
    (tmp_path / "input_templates" / "plan.xlsx").write_bytes(plan_workbook(plan))
    (tmp_path / "returns" / "2017-06").mkdir(parents=True)
    returned(tmp_path / "returns" / "2017-06", plan, "A", {("A1", "actual"): 9}, JUNE)
    assert run(tmp_path, "report", "returns/2017-06", *typed) == 2
    told = capsys.readouterr()
    assert said in " ".join((told.out + told.err).split())
    assert not (tmp_path / "output").exists()
