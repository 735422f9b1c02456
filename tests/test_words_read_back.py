"""What is written in the Word report is read back out of it, whatever program saved it."""

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from cyps_reports.monthly import CheckedMonth
from cyps_reports.outputs import month_record, outputs_of
from cyps_reports.plan.model.plan import Plan
from cyps_reports.record.file import record_in, texts_in
from cyps_reports.record.file_names import RECORD
from cyps_reports.words.document import is_within_limits, read_document
from cyps_reports.words.figures import figures_said
from cyps_reports.words.harvest import Harvest, harvest
from cyps_reports.words.model import LAST_WORDS, Place, places_of
from cyps_reports.writers.word.as_sent import as_sent
from tests.conftest import checked
from tests.tools import libreoffice
from tests.tools.word_typist import (
    W,
    control,
    edited,
    found_in,
    paragraph,
    type_in,
    without_controls,
)

OVERALL, A, C1 = "words:overall", "words:priority:A", "words:measure:C1"
Change = Callable[[etree._Element], object]


@pytest.fixture(scope="module")
def made(example_plan_read: Plan) -> tuple[bytes, frozenset[str]]:
    """September's report, and the fingerprints of what the program wrote in it."""
    files = outputs_of(checked(example_plan_read, "2012-09"))
    (report,) = (content for name, content in files.items() if name.endswith(".docx"))
    return report, texts_in(record_in(files[RECORD]))


@pytest.fixture
def read_back(
    made: tuple[bytes, frozenset[str]], tmp_path: Path, example_plan_read: Plan
) -> Callable[[Change], Harvest]:
    """What is read out of the report once it was changed and saved."""

    def found(change: Change) -> Harvest:
        path = tmp_path / "report.docx"
        path.write_bytes(made[0])
        edited(path, change)
        document = read_document(path.read_bytes())
        assert document
        return harvest(document, example_plan_read, made[1])

    return found


def written(found: Harvest) -> dict[str, tuple[str, ...]]:
    return {tag: paragraphs for tag, paragraphs in found.words.items() if paragraphs}


def test_nothing_is_read_where_nothing_was_written(
    read_back: Callable[[Change], Harvest], example_plan_read: Plan
) -> None:
    found = read_back(lambda body: None)
    assert set(found.words.values()) == {()}
    assert {OVERALL, A, C1} <= found.words.keys()
    assert found.words.keys() <= {place.tag for place in places_of(example_plan_read)}
    assert (found.elsewhere, found.beyond) == ((), ())


RUN = '<w:r xmlns:w="{0}"><w:rPr><w:b/></w:rPr><w:t>{1}</w:t></w:r>'


def run(text: str) -> str:
    return RUN.format(W[1:-1], text)


TRACKED = (
    f'<w:del xmlns:w="{W[1:-1]}" w:id="1"><w:r><w:delText>old</w:delText></w:r></w:del>'
    f'<w:ins xmlns:w="{W[1:-1]}" w:id="2" w:author="x"><w:r><w:t>new</w:t></w:r></w:ins>'
)
STRUCK = "".join(
    f'<w:r xmlns:w="{W[1:-1]}"><w:rPr><w:{line} w:val="{on}"/></w:rPr><w:t>{text}</w:t></w:r>'
    for line, on, text in (("strike", "true", "old "), ("dstrike", "1", "older "))
)
UNSTRUCK = f'<w:r xmlns:w="{W[1:-1]}"><w:rPr><w:strike w:val="0"/></w:rPr><w:t>new</w:t></w:r>'
REMARKED = (
    f'<w:commentRangeStart xmlns:w="{W[1:-1]}" w:id="1"/>{run("said")}'
    f'<w:commentRangeEnd xmlns:w="{W[1:-1]}" w:id="1"/>'
)
MOVED = (
    f'<w:moveFrom xmlns:w="{W[1:-1]}" w:id="3" w:author="x"><w:r><w:t>gone</w:t></w:r></w:moveFrom>'
)
BROKEN = f'<w:r xmlns:w="{W[1:-1]}"><w:t>one</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>x</w:t></w:r>'


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("First.", "Second."), ("First.", "Second.")),
        ((paragraph("In ", run("bold"), " letters."),), ("In bold letters.",)),
        ((paragraph("The ", TRACKED, " text."),), ("The new text.",)),
        ((paragraph("The ", STRUCK, UNSTRUCK, " text."),), ("The new text.",)),
        ((paragraph("Was ", REMARKED, " here."),), ("Was said here.",)),
        ((paragraph("Is ", MOVED, "here."),), ("Is here.",)),
        ((paragraph(BROKEN),), ("one", "two x")),
        ((paragraph("An item", style="ListBullet"),), ("• An item",)),
        ((paragraph("Own heading", style="Heading2"), "Text."), ("Own heading", "Text.")),
        (("", "  Spaces\u00a0 and a\u200bjoiner  "), ("Spaces and ajoiner",)),
        (("Click or tap here to enter text.",), ()),
    ],
)
def test_what_word_saves(
    read_back: Callable[[Change], Harvest],
    typed: tuple[str | etree._Element, ...],
    told: tuple[str, ...],
) -> None:
    found = read_back(lambda body: type_in(body, A, *typed))
    assert written(found) == ({A: told} if told else {})
    assert found.elsewhere == ()
    assert str(found.saved) == "2012-10-03"


def test_the_mark_of_a_prompt_left_over(read_back: Callable[[Change], Harvest]) -> None:
    def change(body: etree._Element) -> None:
        type_in(body, A, "Written.")
        etree.SubElement(found_in(control(body, A), "sdtPr"), f"{W}showingPlcHdr")

    assert written(read_back(change)) == {A: ("Written.",)}


def test_a_control_that_went_while_its_text_stays(read_back: Callable[[Change], Harvest]) -> None:
    def change(body: etree._Element) -> None:
        type_in(body, A, "First.", "Second.")
        type_in(body, C1, "Of C1.")
        without_controls(body)

    found = read_back(change)
    assert written(found) == {A: ("First.", "Second."), C1: ("Of C1.",)}
    assert found.elsewhere == ()


def test_a_control_without_its_tag(read_back: Callable[[Change], Harvest]) -> None:
    def change(body: etree._Element) -> None:
        type_in(body, A, "Written.")
        marked = found_in(control(body, A), "sdtPr")
        marked.remove(found_in(marked, "tag"))

    assert written(read_back(change)) == {A: ("Written.",)}


def test_what_is_typed_behind_the_control_belongs_to_it(
    read_back: Callable[[Change], Harvest],
) -> None:
    def change(body: etree._Element) -> None:
        type_in(body, A, "First.")
        control(body, A).addnext(paragraph("Behind it."))

    assert written(read_back(change)) == {A: ("First.", "Behind it.")}


def test_what_is_typed_elsewhere_is_told(read_back: Callable[[Change], Harvest]) -> None:
    def change(body: etree._Element) -> None:
        body.insert(2, paragraph("A word from the Mayor."))
        found_in(next(body.iter(f"{W}tc")), "p").append(etree.fromstring(run("!")))

    found = read_back(change)
    assert written(found) == {}
    assert found.elsewhere == ("A word from the Mayor.", "Priority!")


def test_pictures_among_the_words_are_told(read_back: Callable[[Change], Harvest]) -> None:
    picture = f'<w:r xmlns:w="{W[1:-1]}"><w:drawing/></w:r>'
    found = read_back(lambda body: type_in(body, A, paragraph("See:", picture)))
    assert (written(found), found.beyond) == ({A: ("See:",)}, ("Commentary on Priority A",))


def test_far_too_many_words_are_cut_and_told(read_back: Callable[[Change], Harvest]) -> None:
    found = read_back(lambda body: type_in(body, A, "First.", "x" * 60_000, "Last."))
    assert written(found) == {A: ("First.",)}
    assert found.beyond == ("Commentary on Priority A",)


def test_text_in_a_box_is_told(read_back: Callable[[Change], Harvest]) -> None:
    box = f'<w:r xmlns:w="{W[1:-1]}"><w:pict><w:p>{run("In a box")}</w:p></w:pict></w:r>'
    assert read_back(lambda body: body.insert(2, paragraph(box))).elsewhere == ("In a box",)


def test_without_a_record_the_controls_still_tell(
    made: tuple[bytes, frozenset[str]], tmp_path: Path, example_plan_read: Plan
) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(made[0])
    edited(path, lambda body: type_in(body, A, "Written."))
    document = read_document(path.read_bytes())
    assert document
    found = harvest(document, example_plan_read, ())
    assert (written(found), found.elsewhere) == ({A: ("Written.",)}, ())


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("is_beside", [False, True], ids=["over the prompt", "beside the prompt"])
def test_what_libreoffice_saves(
    made: tuple[bytes, frozenset[str]],
    tmp_path: Path,
    example_plan_read: Plan,
    is_beside: bool,
) -> None:
    path, saved = tmp_path / "report.docx", tmp_path / "saved.docx"
    path.write_bytes(made[0])
    entries = [
        ("Overall commentary", ["A hard month.", "74% in the end."], is_beside),
        ("Commentary on Priority B", ["Better."], is_beside),
    ]
    job = {"open": str(path), "save": str(saved), "filter": "MS Word 2007 XML", "words": entries}
    libreoffice.type_into([job])
    document = read_document(saved.read_bytes())
    assert document
    found = harvest(document, example_plan_read, made[1])
    told = {OVERALL: ("A hard month.", "74% in the end."), "words:priority:B": ("Better.",)}
    assert (written(found), found.elsewhere) == (told, ())
    sent = read_document(as_sent(saved.read_bytes()))
    assert sent
    assert "Click here" not in " ".join(block.text for block in sent.blocks)
    assert "A hard month." in [block.text for block in sent.blocks]


def test_empty_places_are_not_sent(made: tuple[bytes, frozenset[str]], tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(made[0])
    edited(path, lambda body: type_in(body, A, "Written."))
    report = as_sent(path.read_bytes())
    sent = read_document(report)
    assert sent
    with zipfile.ZipFile(io.BytesIO(report)) as package:
        begins, _, _ = package.read("word/document.xml").partition(b"\n")
    said = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
    assert begins == said, "Office takes no other encoding"
    texts = [block.text for block in sent.blocks]
    assert "Written." in texts
    assert "Commentary on Priority A" in texts
    assert not [text for text in texts if "Click here" in text or text.startswith(LAST_WORDS)]
    assert "Commentary on Priority B" not in texts
    assert as_sent(as_sent(path.read_bytes())) == as_sent(path.read_bytes())


def test_a_report_with_nothing_to_leave_out_is_sent_as_it_is() -> None:
    assert as_sent(b"no document") == b"no document"


def packed(document: bytes) -> bytes:
    relation = (
        '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", relation)
        package.writestr("word/document.xml", document)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "document",
    [
        b"<document><body>" + b"<p/>" * 200_001 + b"</body></document>",
        b"<document><body><tbl><tr>" + b"<tc/>" * 1_100_000 + b"</tr></tbl></body></document>",
        b"<document>" + b"<other/>" * 1_100_000 + b"</document>",
        b"<document><body>" + b"<other/>" * 4_000_000 + b"</body></document>",
        b'<!DOCTYPE d [<!ENTITY a "b">]><document><body><p>&a;</p></body></document>',
        b"<document><body>" + b"<sdt>" * 5_000 + b"</sdt>" * 5_000 + b"</body></document>",
        b"<document><body><p><r><t>cut",
        b"",
    ],
    ids=[
        "too many blocks",
        "too large a block",
        "no text",
        "far too much",
        "entities",
        "endless depth",
        "cut short",
        "empty",
    ],
)
def test_a_hostile_document_is_not_read(document: bytes) -> None:
    content = packed(document)
    assert read_document(content) is None
    assert as_sent(content) == content


@pytest.mark.full
def test_a_very_large_report_is_read_to_its_end() -> None:
    # A report of 12,500 rows has as many tags.
    rows = b"<tr><tc><p><r><t>text</t></r></p></tc></tr>" * 25_000
    table = b"<tbl>" + rows + b"</tbl>"
    said = b"<p><r><t>Said.</t></r></p>"
    large = b"<document><body>" + table * 9 + said + b"</body></document>"
    assert large.count(b"<") > 2_000_000
    read = read_document(packed(large))
    assert read
    *tables, last = read.blocks
    assert sum(len(each.cells or ()) for each in tables) == 9 * 25_000
    assert last.text == "Said."


@pytest.mark.share(4)
@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_report_is_read_or_not_and_nothing_breaks(
    made: tuple[bytes, frozenset[str]], example_plan_read: Plan, seed: int
) -> None:
    chance = random.Random(seed)
    damaged = bytearray(made[0])
    for _ in range(chance.randint(1, 200)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    document = read_document(bytes(damaged))
    if document:
        harvest(document, example_plan_read, made[1])
    as_sent(bytes(damaged))


@pytest.mark.parametrize(
    ("tag", "text", "told"),
    [
        (OVERALL, "Agency staff cost £0.727m so far.", {("E3", "actual", "£0.727m")}),
        (OVERALL, "It is 70.2 per cent, on 3 October.", {("C8", "actual", "70.2 per cent")}),
        (OVERALL, "It is 70.2%, in C8.", {("C8", "actual", "70.2%")}),
        (A, "It is 70.2%, which is of Priority C.", set()),
        (OVERALL, "Of 75 schools one is closed.", set()),
        ("words:measure:C8", "It was to be 75 and is 70.2.", {("C8", "target", "75")}),
        (OVERALL, "70.25% or 170.2% or x70.2%", set()),
    ],
)
def test_the_figures_that_stand_in_the_words(
    example_plan_read: Plan,
    september: CheckedMonth,
    tag: str,
    text: str,
    told: set[tuple[str, str, str]],
) -> None:
    record = month_record(september, None, ())
    found = {
        (each.ref, each.what, each.said)
        for each in figures_said(tag, (text,), example_plan_read, record)
    }
    assert told <= found
    assert bool(told) == bool(found)


def test_every_place_has_a_tag_that_word_takes_and_a_title_of_its_own(
    example_plan_read: Plan,
) -> None:
    places = places_of(example_plan_read)
    assert len({place.tag for place in places}) == len({place.title for place in places})
    assert max(len(place.tag) for place in places) <= 64
    long = Place("t", "Commentary on X", "p", "name")
    assert long.title == "Commentary on X: name"
    assert is_within_limits(packed(b"<document/>"))
