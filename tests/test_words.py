"""The officer's words: written in the Word report, kept, and put into the next making of it."""

import email
import email.policy
import io
import json
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from lxml import etree

from cyps_reports import cli
from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.files import placing
from cyps_reports.returns.model import Returns
from cyps_reports.words.checks import words_findings
from cyps_reports.words.document import read_document
from cyps_reports.words.model import FigureSaid, ReportWords, Said, Words
from tests.test_trends import MONTHS, PERCENT, PLAN
from tests.tools.word_typist import edited, paragraph, type_in

MONTH, AUGUST = Path("output/2012-09"), Path("output/2012-08")
REPORT = MONTH / "cyps-report-2012-09.docx"
WORDS = MONTH / "words.json"
OVERALL, A, C, C1 = "words:overall", "words:priority:A", "words:priority:C", "words:measure:C1"


@pytest.fixture(scope="module")
def returned(few_rows: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder with the returns of two months; for copies only."""
    folder = tmp_path_factory.mktemp("returned")
    for month in ("2012-08", "2012-09"):
        shutil.copytree(few_rows / month, folder / "returns" / month)
    shutil.copy(few_rows / "plan.xlsx", folder / "returns")
    return folder


@pytest.fixture(scope="module")
def made(returned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same in which September was reported, and nobody has written anything yet."""
    folder = tmp_path_factory.mktemp("made") / "office"
    shutil.copytree(returned, folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        run("report", "2012-09")
    return folder


@pytest.fixture(autouse=True)
def office_folder(returned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(returned, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def reported(made: Path, tmp_path: Path) -> None:
    """September is reported."""
    shutil.copytree(made / "output", tmp_path / "output")


def run(*typed: str) -> None:
    assert cli.main([*typed]) in (0, 1)


def write(path: Path, **places: str) -> None:
    """Somebody writes in a report, in Word."""

    def change(body: etree._Element) -> None:
        for tag, text in places.items():
            type_in(body, tag, text)

    edited(path, change)


def kept(path: Path = WORDS) -> dict[str, list[str]]:
    """What is kept, by place."""
    told = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"words": []}
    return {each["place"]: each["paragraphs"] for each in told["words"]}


def texts(content: bytes | None = None) -> list[str]:
    document = read_document(REPORT.read_bytes() if content is None else content)
    assert document
    return [block.text for block in document.blocks]


def codes(path: Path = MONTH) -> set[str]:
    record = json.loads((path / "as-reported.json").read_text(encoding="utf-8"))
    return {each["code"] for each in record["findings"]}


def attached() -> bytes:
    draft = email.message_from_bytes(
        (MONTH / "emails" / "cabinet.eml").read_bytes(), policy=email.policy.default
    )
    (part,) = draft.iter_attachments()
    content = part.get_content()
    assert isinstance(content, bytes)
    return content


@pytest.mark.usefixtures("reported")
def test_words_survive_each_new_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert not WORDS.exists()
    edited(REPORT, lambda body: type_in(body, OVERALL, "A hard month.", "It will mend."))
    run("check", "2012-09")
    assert "since it was made: Overall commentary." in capsys.readouterr().out
    run("report", "2012-09")
    assert kept() == {OVERALL: ["A hard month.", "It will mend."]}
    (told,) = json.loads(WORDS.read_text(encoding="utf-8"))["words"]
    assert told["written"] == "2012-10-03"
    assert "A hard month." in texts()
    made = {path.name: path.read_bytes() for path in MONTH.iterdir()}
    run("report", "2012-09")
    assert {path.name: path.read_bytes() for path in MONTH.iterdir()} == made
    assert cli.main(["verify", "output/2012-09"]) == 0
    run("email", "2012-09")
    assert "It will mend." in texts(attached())


@pytest.mark.usefixtures("reported")
def test_words_are_an_input_with_their_check_sum() -> None:
    write(REPORT, **{OVERALL: "A hard month."})
    run("report", "2012-09")
    inputs = json.loads((MONTH / "as-reported.json").read_text(encoding="utf-8"))["inputs"]
    assert [(each["workbook"], each["month"]) for each in inputs][-1] == ("words.json", "2012-09")
    WORDS.write_text(WORDS.read_text(encoding="utf-8").replace("hard", "good"), encoding="utf-8")
    assert cli.main(["verify", "output/2012-09"]) == 1
    assert cli.main(["email", "2012-09"]) == 2


@pytest.mark.full
def test_a_run_that_is_killed_while_it_writes_loses_no_day_of_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, left = placing._put, list[Path]()

    def put_once_kept(written: Path | None, target: Path) -> None:
        left.append(tmp_path / f"left-{len(left)}")
        shutil.copytree(MONTH, left[-1])
        put(written, target)

    run("report", "2012-09")
    write(REPORT, **{OVERALL: "A hard month.", A: "Of A."})
    monkeypatch.setattr(placing, "_put", put_once_kept)
    run("report", "2012-09")
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    whole = {path.name: path.read_bytes() for path in MONTH.iterdir()}
    assert len(left) == len(whole)
    for number, folder in enumerate(left):
        shutil.rmtree(MONTH)
        shutil.copytree(folder, MONTH)
        run("report", "2012-09")
        now = {path.name: path.read_bytes() for path in MONTH.iterdir()}
        assert now == whole, f"killed once {number} files were in their places"


@pytest.mark.usefixtures("reported")
def test_a_place_that_is_emptied_is_empty_again() -> None:
    write(REPORT, **{OVERALL: "A hard month.", A: "Of A."})
    run("report", "2012-09")
    write(REPORT, **{OVERALL: "Click or tap here to enter text."})
    run("report", "2012-09")
    assert kept() == {A: ["Of A."]}
    write(REPORT, **{A: ""})
    run("report", "2012-09")
    assert not WORDS.exists()
    assert cli.main(["verify", "output/2012-09"]) == 0


@pytest.mark.full
@pytest.mark.usefixtures("reported")
def test_words_stay_where_the_report_is_lost_or_damaged(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(REPORT, **{OVERALL: "A hard month."})
    run("report", "2012-09")
    REPORT.unlink()
    run("report", "2012-09")
    assert "A hard month." in texts()
    REPORT.write_bytes(b"no document")
    capsys.readouterr()
    run("report", "2012-09")
    assert "A hard month." in texts()
    assert "cannot be read, so no words were taken from it" in capsys.readouterr().out
    WORDS.unlink()
    run("report", "2012-09")
    assert kept() == {OVERALL: ["A hard month."]}
    WORDS.write_bytes(b"[]")
    REPORT.unlink()
    capsys.readouterr()
    run("report", "2012-09")
    assert "words written for September 2012 is damaged" in capsys.readouterr().out


@pytest.mark.usefixtures("reported")
def test_a_damaged_file_of_words_that_was_kept_aside_is_nothing_to_verify() -> None:
    WORDS.write_bytes(b"[]")
    run("report", "2012-09")
    assert not WORDS.exists()
    assert (MONTH / "words-edited.json").read_bytes() == b"[]"
    assert cli.main(["verify", "output/2012-09"]) == 0


@pytest.mark.full
def test_last_months_words_stand_where_the_new_ones_would() -> None:
    run("report", "2012-08")
    august = AUGUST / "cyps-report-2012-08.docx"
    write(august, **{OVERALL: "August was dry.", A: "Of A in August."})
    # The report went out, and was not made again.
    run("email", "2012-08")
    assert not (AUGUST / "words.json").exists()
    run("report", "2012-09")
    assert "Last month's words (3 October 2012): “August was dry.”" in texts()
    write(REPORT, **{OVERALL: "September was wet."})
    run("report", "2012-09")
    assert not [text for text in texts() if "August was dry" in text]
    assert [text for text in texts() if "Of A in August" in text]
    assert kept() == {OVERALL: ["September was wet."]}
    run("email", "2012-09")
    assert not [text for text in texts(attached()) if "Of A in August" in text]
    assert cli.main(["verify", "output/2012-09"]) == 0


@pytest.mark.full
def test_words_that_are_last_months_are_told() -> None:
    run("report", "2012-08")
    write(AUGUST / "cyps-report-2012-08.docx", **{OVERALL: "As before."})
    run("report", "2012-09")
    write(REPORT, **{OVERALL: "As before."})
    run("report", "2012-09")
    assert "words-unchanged" in codes()


@pytest.mark.usefixtures("reported")
def test_what_is_typed_elsewhere_is_kept_and_said(capsys: pytest.CaptureFixture[str]) -> None:

    def change(body: etree._Element) -> None:
        body.insert(2, paragraph("A word from the Mayor."))
        type_in(body, A, "Of A.")

    edited(REPORT, change)
    capsys.readouterr()
    run("email", "2012-09")
    said = capsys.readouterr().out
    assert "Somebody typed or changed in it: “Of A.” and 1 other text." in said
    assert {"A word from the Mayor.", "Of A."} <= {*texts(attached())}

    run("run", "2012-09")
    said = capsys.readouterr().out
    assert "“A word from the Mayor.”. That stands outside the places to write" in said
    assert "This copy is not attached; cyps-report-2012-09.docx is." in said
    assert "A word from the Mayor." not in texts(attached())
    assert "Of A." in texts(attached())
    copy = MONTH / "cyps-report-2012-09-edited.docx"
    assert "A word from the Mayor." in texts(copy.read_bytes())

    # Once the text stands in the report, nothing of the copy is needed.
    edited(REPORT, lambda body: body.insert(2, paragraph("A word from the Mayor.")))
    run("email", "2012-09")
    assert "This copy is not attached" not in capsys.readouterr().out


@pytest.mark.full
@pytest.mark.usefixtures("reported")
def test_an_edited_copy_whose_text_nobody_can_tell_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    REPORT.write_bytes(b"edited")
    run("run", "2012-09")
    said = capsys.readouterr().out
    assert "cyps-report-2012-09-edited.docx" in said
    assert "This edited copy of the report cannot be read." in said


@pytest.mark.full
@pytest.mark.usefixtures("reported")
def test_a_picture_among_the_words_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    document = Document(str(REPORT))
    picture = document.add_paragraph("See:")
    picture.add_run()._r.append(document.element.makeelement("{x}drawing", {}))
    type_in(document.element.body, A, picture._p)
    document.save(str(REPORT))
    run("report", "2012-09")
    assert "There are pictures or tables, or many pages of text" in capsys.readouterr().out


def type_actual(ref: str, figure: float) -> None:
    """Somebody corrects an actual in September's return of Priority A."""
    path = Path("returns/2012-09/return-A.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Targets"]
    head = next(
        row for row in sheet.iter_rows() if {"Ref", "Actual"} <= {cell.value for cell in row}
    )
    columns = {cell.value: cell.column for cell in head}
    (row,) = (
        cell[0].row or 0
        for cell in sheet.iter_rows(min_col=columns["Ref"], max_col=columns["Ref"])
        if cell[0].value == ref
    )
    sheet.cell(row, columns["Actual"] or 0).value = figure
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(buffer.getvalue())


@pytest.mark.usefixtures("reported")
def test_a_number_in_the_words_that_was_a_figure_and_is_none_any_more() -> None:
    record = json.loads((MONTH / "as-reported.json").read_text(encoding="utf-8"))
    row = next(each for each in record["measures"] if each["ref"] == "A10")
    assert row["unit"] == "%"
    write(REPORT, **{OVERALL: f"A10 is at {row['actual']}% now, on 3 October.", A: "A8 is off."})
    run("report", "2012-09")
    assert "words-figure-changed" not in codes()
    type_actual("A10", 0.041)
    run("report", "2012-09")
    record = json.loads((MONTH / "as-reported.json").read_text(encoding="utf-8"))
    (told,) = (each for each in record["findings"] if each["code"] == "words-figure-changed")
    assert told["message"] == (
        f"Overall commentary says “{row['actual']}%”. When that was written it was the actual of "
        "A10, which is 4.1% now."
    )
    write(REPORT, **{OVERALL: "A10 is at 4.1% now."})
    run("report", "2012-09")
    assert "words-figure-changed" not in codes()


def test_numbers_that_are_figures_no_more_are_told_in_the_order_they_were_written() -> None:
    """The same run says the same every time: a set of texts has another order in each."""
    numbers = ("71%", "72%", "73%", "74%", "75%", "76%")
    figures = tuple(
        FigureSaid(ref="A1", component="", what="outturn", figure=Decimal(each[:-1]), said=each)
        for each in numbers
    )
    said = Said(place=OVERALL, paragraphs=(" ".join(numbers),), figures=figures)
    plan = replace(PLAN, measures=(PERCENT,))
    assessment = assess(plan, Returns(MONTHS[0], (), {}), Earlier(), MONTHS[0].last)
    words = ReportWords(Words(MONTHS[0], {OVERALL: said}))
    told = [each.message for each in words_findings(words, assessment)]
    assert [message.split("“")[1].split("”")[0] for message in told] == [*numbers]


@pytest.mark.usefixtures("reported")
def test_words_that_name_nothing_of_what_is_red() -> None:
    write(REPORT, **{C: "All is well.", A: "A8 is off."})
    run("report", "2012-09")
    record = json.loads((MONTH / "as-reported.json").read_text(encoding="utf-8"))
    (told,) = (each for each in record["findings"] if each["code"] == "words-name-no-red")
    assert told["message"].startswith("Commentary on Priority C names nothing that is off target: ")
    write(REPORT, **{C: "C1 is far off, and we know why."})
    run("report", "2012-09")
    assert "words-name-no-red" not in codes()


@pytest.mark.full
@pytest.mark.usefixtures("reported")
def test_words_of_a_place_that_is_gone_are_kept_and_told() -> None:
    write(REPORT, **{A: "Of A."})
    run("report", "2012-09")
    told = WORDS.read_text(encoding="utf-8").replace("words:priority:A", "words:priority:Z")
    REPORT.unlink()
    WORDS.write_text(told, encoding="utf-8")
    run("report", "2012-09")
    assert kept() == {"words:priority:Z": ["Of A."]}
    assert "words-without-place" in codes()


@pytest.mark.usefixtures("reported")
def test_other_readers_have_the_words_and_no_place_to_write() -> None:
    write(REPORT, **{A: "Of A.", C1: "Of C1."})
    run("report", "2012-09", "--audience", "leadership")
    path = MONTH / "cyps-report-2012-09-leadership.docx"
    said = texts(path.read_bytes())
    assert {"Commentary on Priority A", "Of A.", "Commentary on C1: Of C1."} <= {*said}
    assert not [text for text in said if "Click here" in text or text.startswith("Overall comm")]
    run("report", "2012-09", "--lead", "JM")
    lead = (MONTH / "cyps-report-2012-09-JM.docx").read_bytes()
    assert "Of A." not in texts(lead)
    run("report", "2012-09")
    assert "Of C1." in texts()


@pytest.mark.full
@pytest.mark.usefixtures("reported")
def test_words_of_a_measure_that_is_no_longer_red_stay() -> None:
    write(REPORT, **{A: "Of A."})
    run("report", "2012-09")
    told = WORDS.read_text(encoding="utf-8").replace("words:priority:A", "words:measure:A10")
    REPORT.unlink()
    WORDS.write_text(told, encoding="utf-8")
    run("report", "2012-09")
    assert [text for text in texts() if text.startswith("Commentary on A10: ")]
    assert "Of A." in texts()


def test_the_codes_of_what_is_said_of_the_files() -> None:
    """They stand in no record: they are about the files as they lie there."""
    told = (
        "words-taken-over",
        "text-typed-elsewhere",
        "words-beyond-text",
        "report-unreadable",
        "unreadable-words",
        "edited-copy-not-attached",
    )
    run("report", "2012-09")
    assert not {*told} & codes()
