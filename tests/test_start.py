"""A new folder: what it holds, what is asked, what is never overwritten, and where it cannot be."""

import errno
import os
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest

from cyps_reports import api, cli, locations
from cyps_reports.acts.first_facts import OPTIONS
from cyps_reports.files import placing
from cyps_reports.findings import Refused
from cyps_reports.plan.dates.periods import MONTHLY, Period, ReportingPeriod
from cyps_reports.plan.reader import read_plan
from cyps_reports.plan.sheets import layout
from cyps_reports.plan.sheets.fields import PLAN_FIELDS, VOCABULARY_FIELDS
from cyps_reports.setup.new_plan import KNOWN_FIRST, FirstFacts
from cyps_reports.setup.officers_folder import first_files
from tests.tools import libreoffice

TODAY = date(2026, 11, 27)
TOLD = ["--council", "Anywhere Council", "--service", "Children's Services"]
TOLD += ["--title", "Partnership Plan", "--first-day", "1 April 2026"]
TOLD += ["--last-day", "31 March 2027", "--reported", "quarterly"]
FILES = {
    "Start here.docx",
    f"Open cyps-reports.{'cmd' if os.name == 'nt' else 'command'}",
    "input_templates/plan.xlsx",
    "input_templates/report_template.docx",
    *(f"input_templates/emails/{path.name}" for path in locations.built_in_email_texts()),
}


def files_in(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


class Officer:
    """Answers one question after the other, and notes what was asked."""

    def __init__(self, *answers: str) -> None:
        self.answers, self.asked = list(answers), list[api.Question]()

    def answer(self, question: api.Question) -> str:
        self.asked.append(question)
        return self.answers.pop(0)


def started(folder: Path, *answers: str, **more: object) -> tuple[api.Started, Officer]:
    officer = Officer(*answers)
    request = api.StartRequest(root=folder, today=TODAY, **more)  # type: ignore[arg-type]
    return api.start(request, officer), officer


# What it makes


def test_a_folder_is_made_from_what_is_given(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["start", "Our plan", *TOLD]) == 0
    said = capsys.readouterr().out
    assert files_in(folder / "Our plan").keys() == FILES
    assert (folder / "Our plan" / "returns").is_dir()
    assert (
        "The plan: Partnership Plan 2026/27 of Anywhere Council, Children's Services; from 1 April"
        " 2026 to 31 March 2027; reported quarterly."
    ) in said
    assert 'Next, go to the folder: cd "Our plan"' in said
    plan, findings = read_plan(folder / "Our plan" / "input_templates" / "plan.xlsx")
    assert plan is not None
    assert not findings
    assert (plan.council, plan.service) == ("Anywhere Council", "Children's Services")
    assert (plan.identity, plan.reported) == (
        "Partnership Plan 2026/27",
        ReportingPeriod(Period.QUARTER),
    )
    assert (plan.starts, plan.ends) == (date(2026, 4, 1), date(2027, 3, 31))
    assert (plan.priorities, plan.leads, plan.measures, plan.milestones) == ((), (), (), ())


def test_the_blank_plan_has_every_heading_explanation_and_choice_that_a_full_one_has(
    folder: Path,
) -> None:
    cli.main(["start", *TOLD])
    blank = openpyxl.load_workbook(folder / "input_templates" / "plan.xlsx")
    full = openpyxl.load_workbook(locations.built_in_plan())
    tables = layout.tables(date(2026, 4, 1), date(2027, 3, 31))
    assert blank.sheetnames == full.sheetnames == [layout.PLAN, *tables]
    for field, row in zip(
        (*PLAN_FIELDS, *VOCABULARY_FIELDS), blank["Plan"].iter_rows(3), strict=True
    ):
        assert [row[0].value, row[2].value] == [field.heading, field.prompt]
    for name, columns in tables.items():
        ours, theirs = blank[name], full[name]
        assert [cell.value for cell in ours[1]] == [column.heading for column in columns]
        notes = [cell.comment.text if cell.comment else "" for cell in ours[1]]
        assert notes == [column.prompt for column in columns]
        offered = [each.formula1 for each in ours.data_validations.dataValidation]
        assert offered == [each.formula1 for each in theirs.data_validations.dataValidation]
        widths = {letter: each.width for letter, each in ours.column_dimensions.items()}
        assert widths == {letter: each.width for letter, each in theirs.column_dimensions.items()}


def test_the_same_answers_make_the_same_bytes(folder: Path) -> None:
    for name in ("one", "two"):
        cli.main(["start", name, *TOLD])
    assert files_in(folder / "one") == files_in(folder / "two")


def test_the_email_texts_and_the_look_are_the_programs(folder: Path) -> None:
    cli.main(["start", *TOLD])
    made = files_in(folder)
    for name, content in first_files({}, {})[Path("input_templates")].items():
        assert made[f"input_templates/{name}"] == content
    for path in locations.built_in_email_texts():
        assert made[f"input_templates/emails/{path.name}"] == path.read_bytes()


def test_start_here_says_the_month_in_plain_steps(folder: Path) -> None:
    cli.main(["start", *TOLD])
    document = docx.Document(str(folder / "Start here.docx"))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "Start here: your month in plain steps" in texts
    assert "Anywhere Council  ·  Partnership Plan 2026/27" in texts
    said = "\n".join(texts)
    for command in ("plan check", "templates", "status", "check", "report", "email"):
        assert f"cyps-reports {command}" in said
    # A quarterly plan's next returns are for December.
    assert "Put what comes back in the folder returns/2026-12" in said
    assert "cyps-reports new-year" in said


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("more", [TOLD, ["--example"]])
def test_start_here_is_one_page(folder: Path, more: Sequence[str]) -> None:
    cli.main(["start", *more])
    (page,) = libreoffice.convert([folder / "Start here.docx"], "pdf", folder / "printed")
    told = subprocess.run(["pdfinfo", str(page)], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1\n" in told


def test_the_example_has_its_plan_and_months_and_says_that_it_is_illustrative(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["start", "try it", "--example"]) == 0
    assert "illustrative example" in capsys.readouterr().out
    example = locations.example_returns()
    for path in example.glob("20*/*"):
        copied = folder / "try it" / "returns" / path.relative_to(example)
        assert copied.read_bytes() == path.read_bytes()
    texts = [
        each.text for each in docx.Document(str(folder / "try it" / "Start here.docx")).paragraphs
    ]
    assert any("All figures are illustrative and not real performance." in text for text in texts)
    assert "2. Put what comes back in the folder returns/2012-09" in texts
    plan, _ = read_plan(folder / "try it" / "input_templates" / "plan.xlsx")
    assert plan is not None
    assert plan.marking in texts


# What it asks


def test_what_is_not_given_is_asked_and_enter_takes_what_is_likely(folder: Path) -> None:
    made, officer = started(folder, "Anywhere Council", "", "", "", "", "")
    assert [each.name for each in officer.asked] == list(KNOWN_FIRST)
    assert [each.proposed for each in officer.asked] == [
        "",
        "Children and Young People's Service",
        "Improvement Plan",
        "1 April 2026",
        "31 March 2027",
        "monthly",
    ]
    plan, _ = read_plan(made.plan)
    assert plan is not None
    assert (plan.identity, plan.reported) == ("Improvement Plan 2026/27", MONTHLY)


def test_what_is_given_is_not_asked(folder: Path) -> None:
    facts = FirstFacts(council="Anywhere", title="Plan", ends=date(2026, 12, 31))
    made, officer = started(folder, "", "1 January 2026", "annual", facts=facts)
    assert [each.name for each in officer.asked] == ["service", "starts", "reported"]
    plan, _ = read_plan(made.plan)
    assert plan is not None
    assert plan.identity == "Plan 2026"


@pytest.mark.parametrize(
    ("answers", "refused"),
    [
        (["", "A", "", "", "", "", ""], "Nothing is given."),
        (["A", "", "", "soon", "", "", ""], "“soon” is not a date."),
        (["A", "", "", "1/4/2026", "", "", ""], "could be 1 April 2026 or 4 January 2026"),
        (
            ["A", "", "", "", "31 March 2026", "", ""],
            "cannot run from 1 April 2026 to 31 March 2026",
        ),
        (["A", "", "", "", "31 March 2062", "", ""], "not more than 10 years on"),
        (["A", "", "", "", "", "now and then", ""], "“now and then” is no reporting period."),
    ],
)
def test_what_cannot_be_read_is_asked_again_with_the_reason(
    folder: Path, answers: list[str], refused: str
) -> None:
    made, officer = started(folder, *answers)
    (said,) = [each.refused for each in officer.asked if each.refused]
    assert refused in f"{said.message} {said.fix}"
    assert made.ended == api.Ended.DONE


@pytest.mark.parametrize(
    ("starts", "ends", "year"),
    [
        (date(2026, 4, 1), date(2027, 3, 31), "2026/27"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2026, 9, 1), date(2029, 8, 31), "2026 to 2029"),
        (date(2099, 4, 1), date(2100, 3, 31), "2099/00"),
    ],
)
def test_the_plan_year_follows_from_its_days(starts: date, ends: date, year: str) -> None:
    told = FirstFacts(council="A", service="B", title="C", starts=starts, ends=ends).settled
    assert told is not None
    assert told.year == year


def test_a_year_from_a_leap_day_ends_on_the_last_of_february(folder: Path) -> None:
    facts = FirstFacts(council="A", service="B", title="C", starts=date(2028, 2, 29))
    _, officer = started(folder, "", "", facts=facts)
    assert officer.asked[0].proposed == "28 February 2029"
    assert not isinstance(facts.told("ends", "28 February 2029"), Refused)


def test_where_nobody_answers_it_says_which_options_to_give(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    assert cli.main(["start", "--council", "Anywhere", "--title", "Plan"]) == 2
    said = capsys.readouterr().err
    assert said.endswith("Give --service, --first-day, --last-day.\n")
    assert not any(folder.iterdir())
    with pytest.raises(api.CannotRun, match="Give --council, --service, --title"):
        api.start(api.StartRequest(root=folder, today=TODAY))


def test_every_fact_has_its_option() -> None:
    assert tuple(OPTIONS) == KNOWN_FIRST


def test_on_the_screen_it_asks_and_says_why_it_asks_again(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, asked = ["Anywhere", "", "", "31/09/26", "", "", ""], list[str]()

    def typed(text: str) -> str:
        asked.append(text)
        return answers.pop(0)

    monkeypatch.setattr("builtins.input", typed)
    assert cli.main(["start"]) == 0
    assert "“31/09/26” does not exist in the calendar." in capsys.readouterr().out
    assert asked[0] == "Which council's plan is it? "
    assert asked[2] == "What is the plan called, without its year? [Improvement Plan] "


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--first-day", "soon"], "“soon” is not a date."),
        (["--reported", "often"], "“often” is no reporting period."),
        (["--reported", ""], "nothing is given; type it like quarterly"),
        (["--example", "--from", "Plan.docx"], "not allowed with argument"),
    ],
)
def test_an_option_that_cannot_be_read_is_refused(
    more: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        cli.main(["start", *more])
    assert says in capsys.readouterr().err


def test_days_that_do_not_go_together_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = [*TOLD, "--last-day", "31 March 2026"]
    assert cli.main(["start", *wrong]) == 2
    assert "cannot run from 1 April 2026 to 31 March 2026" in capsys.readouterr().err
    assert not any(folder.iterdir())


# What is there stays


def test_a_second_start_asks_nothing_changes_nothing_and_says_what_stays(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["start", *TOLD])
    before = files_in(folder)
    capsys.readouterr()
    assert cli.main(["start"]) == 0
    said = capsys.readouterr().out
    assert "Kept as it is: Start here.docx" in said
    assert "Kept as it is in input_templates: plan.xlsx and report_template.docx" in said
    assert "Wrote" not in said
    assert files_in(folder) == before


@pytest.mark.share(3)
@pytest.mark.parametrize("lost", sorted(FILES - {"input_templates/plan.xlsx"}))
def test_a_second_start_completes_a_folder(folder: Path, lost: str) -> None:
    cli.main(["start", *TOLD])
    before = files_in(folder)
    (folder / lost).unlink()
    (folder / "returns").rmdir()
    assert cli.main(["start"]) == 0
    assert files_in(folder) == before
    assert (folder / "returns").is_dir()


def test_what_somebody_wrote_stays_in_whatever_capitals_and_kind(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = folder / "input_templates" / "emails"
    texts.mkdir(parents=True)
    (texts / "Lead.TXT").write_text("Subject: ours", encoding="utf-8")
    (folder / "start here.docx").mkdir()
    (folder / "returns").mkdir()
    plan = folder / "returns" / "Plan.xlsm"
    plan.write_bytes(b"not ours to look into")
    assert cli.main(["start"]) == 0
    said = capsys.readouterr().out
    assert "Kept as it is in input_templates/emails: lead.txt" in said
    assert "Kept as it is in returns: Plan.xlsm" in said
    assert plan.read_bytes() == b"not ours to look into"
    assert not (folder / "input_templates" / "plan.xlsx").exists()
    assert {path.name for path in texts.iterdir()} == {
        "Lead.TXT",
        *(path.name for path in locations.built_in_email_texts() if path.name != "lead.txt"),
    }


def test_the_example_goes_into_no_folder_with_a_plan_or_returns_of_ones_own(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["start", "ours", *TOLD])
    before = files_in(folder)
    assert cli.main(["start", "ours", "--example"]) == 2
    assert (
        "plan.xlsx is yours, and the example needs a folder of its own." in capsys.readouterr().err
    )
    (folder / "returned" / "returns" / "2026-04").mkdir(parents=True)
    assert cli.main(["start", "returned", "--example"]) == 2
    assert "2026-04 is yours" in capsys.readouterr().err
    assert files_in(folder) == before


def test_nobody_is_sent_to_the_folder_they_are_in(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["start", ".", "--example"]) == 0
    assert "go to the folder" not in capsys.readouterr().out


def test_the_example_is_completed_by_a_second_start(folder: Path) -> None:
    cli.main(["start", "--example"])
    before = files_in(folder)
    (folder / "returns" / "2012-08" / "return-B.xlsx").unlink()
    assert cli.main(["start", "--example"]) == 0
    assert files_in(folder) == before


def test_the_built_in_plan_is_taken_for_nobodys_own(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "input_templates").mkdir()
    plan = folder / "input_templates" / "plan.xlsx"
    plan.write_bytes(locations.built_in_plan().read_bytes())
    assert cli.main(["start", *TOLD]) == 2
    assert "is the built-in example's plan, not yours. Take it away" in capsys.readouterr().err
    assert files_in(folder).keys() == {"input_templates/plan.xlsx"}


# Odd folders and machines


@pytest.mark.parametrize(
    "name", ["mit Leerzeichen", "Péngwern cynllun – 2026", "a/b/c", "100% & more"]
)
def test_a_folder_may_have_any_name(folder: Path, name: str) -> None:
    assert cli.main(["start", name, *TOLD]) == 0
    assert files_in(folder / name).keys() == FILES


def test_a_file_of_that_name_is_no_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "plan").write_bytes(b"")
    assert cli.main(["start", "plan", *TOLD]) == 2
    assert capsys.readouterr().err.endswith(
        "plan is a file, not a folder. Give another folder, and run again.\n"
    )
    (folder / "ours").mkdir()
    (folder / "ours" / "input_templates").write_bytes(b"")
    assert cli.main(["start", "ours", *TOLD]) == 2
    assert "Could not run: ours/input_templates" in capsys.readouterr().err.replace("\\", "/")


def test_a_folder_that_may_not_be_made(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, **_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "mkdir", refused)
    assert cli.main(["start", "ours", *TOLD]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.endswith("(Permission denied). Give another folder, and run again.\n")


@pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC, errno.EIO])
def test_a_disk_that_cannot_be_written_to_is_one_sentence(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    number: int,
) -> None:
    def fails(*_: object) -> Path:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(placing, "_beside", fails)
    assert cli.main(["start", *TOLD]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "--output" not in said
    assert not files_in(folder)


def test_the_programs_own_folder_is_nobodys_plan(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    programs = tmp_path / "programs"
    (programs / "input_templates").mkdir(parents=True)
    monkeypatch.setattr(locations, "built_in", lambda: programs / "input_templates")
    for folder in (programs, programs / "input_templates" / "more"):
        assert cli.main(["start", str(folder), *TOLD]) == 2
        assert "is the program's own folder" in capsys.readouterr().err
    assert not files_in(programs)


def test_in_the_programs_own_folder_the_example_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(locations.built_in().parent)
    assert cli.main(["report", "--output", str(tmp_path)]) == 1
    assert "this is the built-in illustrative example" in capsys.readouterr().out


def test_a_run_that_was_broken_off_is_completed_by_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = placing.write_made
    done: list[Path] = []

    def stops(place: Path, *rest: object) -> tuple[Path, ...]:
        if len(done) == 1:
            raise KeyboardInterrupt
        done.append(place)
        return whole(place, *rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr("cyps_reports.acts.keeping.write_made", stops)
        with pytest.raises(KeyboardInterrupt):
            cli.main(["start", *TOLD])
    assert files_in(folder).keys() < FILES
    assert cli.main(["start", *TOLD]) == 0
    assert files_in(folder).keys() == FILES


def test_a_wrong_clock_is_told(folder: Path) -> None:
    with pytest.raises(api.CannotRun, match="clock says that it is 1970"):
        api.start(api.StartRequest(root=folder, today=date(1970, 1, 1), facts=FirstFacts()))
    assert not any(folder.iterdir())


# Where there is nothing yet, every command points to it


@pytest.mark.share(2)
@pytest.mark.parametrize(
    ("words", "ends"),
    [
        (["templates"], 2),
        (["plan", "check"], 2),
        (["report"], 1),
        (["status"], 0),
        (["check"], 1),
    ],
)
def test_in_an_empty_folder_the_commands_point_to_start(
    folder: Path, words: list[str], ends: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(words) == ends
    said = capsys.readouterr()
    assert "To begin with your own plan, run: cyps-reports start" in said.out + said.err
    assert not (folder / "input_templates").exists()


@pytest.mark.parametrize("words", [["check"], ["status"], ["report"], ["email"], ["run"]])
def test_where_there_is_a_plan_and_no_return_the_example_is_not_meant(
    folder: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["start", *TOLD])
    assert cli.main(words) == 2
    assert capsys.readouterr().err.endswith(
        "no returns have come back yet: returns has no month in it. Put what comes back in a folder"
        " that is named after its month, like returns/2026-06.\n"
    )
    assert not (folder / "output").exists()
