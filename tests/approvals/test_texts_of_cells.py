"""Texts as they stand in cells and on sheets, and what is made of each."""

from collections.abc import Iterator

from cyps_reports.findings import Refused
from cyps_reports.workbooks.grid import RawCell, Sheet
from cyps_reports.workbooks.layout import Column, choose_one, not_a_choice, says_who_reads
from cyps_reports.workbooks.plain_text import (
    as_chosen,
    as_typed,
    bare_format,
    marks_in,
    note_text,
    plain,
    same_words,
    text_of,
    unmarked,
)
from tests.tools.approved import Approved

TEXTS = (
    *("plain", "two  spaces ", "tab\there", "a\nb", "a\rb\r\nc", "a\x0bb\x0cc", "a\x00b\x08c\x7fd"),
    *("a_x0007_b", "a_x000D_b", "a_x0020_b", "_x00ZZ_", "\ufffe\uffff", "a\x85b\x80\x84\x86\x9f"),
    *(
        "soft\u00adhyphen",
        "a\u200bb\u200fc\u2010",
        "a\u202ab\u202ec\u202f",
        "a\u2060b\u206fc",
        "\ufeffa",
    ),
    *(
        "a\u034fb\u061cc",
        "\u115f\u1160\u17b4\u17b5",
        "\u180b\u180f",
        "\u3164\ufe00\ufe0f\uffa0\ufff0\ufffb",
    ),
    *("\U0001bca0\U0001bca3\U0001d173\U0001d17a\U000e0000\U000e0fff", "a\xa0b", "\xa0", "caf\xe9"),
    *(
        "148\xb9",
        "H\u2082O",
        "\u2460 one",
        "\u2488",
        "\xbd",
        "\uff11\uff12",
        "\u0661",
        "A1\xb2",
        "\u2167",
    ),
    *(
        "On track?",
        "~ 12",
        "On track \u2713",
        "\U0001f534 late",
        "a + b",
        "a = b",
        "A|B",
        "\u2705 yes",
        "1 < 2",
    ),
    *(
        "\u2611 done",
        "\u2714",
        "caf\xe9!",
        "A-B_C",
        "  \u00a3 1,000 ",
        "\u20ac",
        "\U0001f600",
        "\xe6",
        "\xdf",
    ),
    *("Quoted \u201cword\u201d\u2026", "Stra\xdfe", "0_0"),
)
FORMATS = ('0 "days"', "[Red]0", r"\a0\b", '"a""b"0', "[$-809]0.0", "0", '"open')
NOTES = (
    *(
        "A note.",
        "Anna:\nLook.",
        "[Threaded comment]\nOpen it.\n\nComment:\n    Why?\nReply:\n No.",
    ),
    *("Comment: alone", "[Threaded comment] no end", "[Threaded comment] a Comment: b Comment: c"),
    *("before [Threaded comment] x Comment: after", " ", "x" * 30 + "Comment:\t y"),
    "[Threaded comment]x Comment: a [Threaded comment] y",
)
VALUES = (
    *(
        None,
        "",
        " ",
        " a ",
        "#REF!",
        "#DIV/0!",
        "#N/A",
        "#N/A N/A",
        "#GETTING_DATA",
        "#N/A!",
        "#value?",
    ),
    *(
        "#NULL!",
        "#NAME?",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
        "#UNKNOWN!",
    ),
    *(
        "#EXTERNAL!",
        "#BUSY!",
        "#PYTHON!",
        "#TIMEOUT!",
        "#ERROR!",
        "#DIV/0",
        "Err:502",
        "Err:50",
        "err:5022",
    ),
    *("##", "#", "####", "see #REF!", 0, 0.0, 5, True, False),
)


def of_texts() -> Iterator[str]:
    for text in TEXTS:
        told = {
            "plain": plain(text),
            "typed": as_typed(text),
            "text": text_of(text),
            "marks": marks_in(text),
            "unmarked": unmarked(text),
            "words": same_words(text),
            "chosen": as_chosen(text),
        }
        kept = (f"{name} {made!a}" for name, made in told.items() if made != text)
        yield f"{text!a}: {', '.join(kept) or 'as it is'}"
    yield from (f"{each} bare: {bare_format(each)}" for each in FORMATS)
    yield from (f"{each!r} as a note: {note_text(each)!r}" for each in NOTES)


def of_cells() -> Iterator[str]:
    for value in VALUES:
        for linked in (False, True):
            yield _cell(RawCell(value, is_linked_nought=linked))
    yield _cell(RawCell(None, formula=True))
    yield _cell(RawCell(None, struck="was"))
    yield _cell(RawCell("148", written="14⁸ "))
    yield _cell(RawCell(0.5, "0%", said=" half "))
    yield _cell(RawCell(0.5, "0%"))


def _cell(cell: RawCell) -> str:
    kinds = (("empty", cell.is_empty), ("error", cell.is_error))
    refused = cell.refusal("Do this.")
    why = f"{refused.code}: {refused.message} ⟶ {refused.fix}" if refused else "taken"
    said = ", ".join(name for name, holds in kinds if holds)
    return (
        f"{cell.value!r} {cell.formula:d}{cell.is_linked_nought:d}: text {cell.text!r}, "
        f"label {cell.label!r} {said} {why}"
    )


def of_a_sheet() -> Iterator[str]:
    cells = {
        (1, 1): RawCell("Plan"),
        (1, 2): RawCell("Ours"),
        (2, 1): RawCell("Actual\u00b9"),
        (3, 1): RawCell("plan"),
        (3, 2): RawCell("Another"),
        (4, 3): RawCell(5),
        (5, 1): RawCell(None, struck="Ref"),
        (6, 1): RawCell("l" * 250),
        (7, 1): RawCell("m" * 251),
        (8, 1): RawCell("ACTUAL"),
    }
    merged = ((1, 1, 2, 2), (9_999, 99, 10_001, 101))
    sheet = Sheet("Return.xlsx", "Targets\u200b ", cells, merged)
    yield f"called: {[sheet.is_called(each) for each in ('targets', 'TARGETS', 'Target')]}"
    yield f"ranks: {sheet.rank('Targets')}, {sheet.rank('Guide')}"
    for label in ("PLAN", "actual¹", "Ref", "5", "none"):
        found = sheet.right_of(label)
        yield f"right of {label}: {(found[0].value, str(found[1])) if found else None}"
    for words in ("actual", "plan", "ref", "l" * 250, "m" * 251):
        yield f"words {words[:9]}: {list(sheet.by_words.get(words, ()))}"
    yield (
        f"last {sheet.last_row}, {sheet.last_column}; of none {Sheet('', '', {}).last_row}, "
        f"{Sheet('', '', {}).last_column}"
    )
    for place in ((1, 1), (2, 2), (3, 3), (2, 3), (10_000, 100), (10_001, 100), (10_000, 101)):
        yield f"origin of {place}: {sheet.origin(*place)}, {sheet.place(*place)}"
    choices = ("One", "", "Two")
    refused: Refused = not_a_choice("Three", choices)
    yield f"{choose_one(choices)} {refused.code}: {refused.message} ⟶ {refused.fix}"
    for over in ("Cabinet will read this", "Cabinet will read", "will read this", "x"):
        yield f"{over}: {says_who_reads(over)}"
    yield repr(Column("key", "Heading", 5))


def test_what_is_made_of_texts(approved: Approved) -> None:
    told = (*of_texts(), *of_cells(), *of_a_sheet())
    approved.check("texts of cells", told)
