"""What the program says, text by text, and what is ill said in a text.

Texts are read out of the files themselves, as readers get them.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def word_texts(path: Path) -> Iterator[str]:
    """The lines of a Word report: its paragraphs, those of tables and notes too."""
    with zipfile.ZipFile(path) as package:
        for name in ("word/document.xml", "word/footnotes.xml"):
            if name in package.namelist():
                for paragraph in etree.fromstring(package.read(name)).iter(f"{_WORD}p"):
                    yield from _paragraph(paragraph).split("\n")


def _paragraph(paragraph: etree._Element) -> str:
    """Its words; what a field shows is in them, what makes it is not."""
    shown = {f"{_WORD}t": None, f"{_WORD}br": "\n", f"{_WORD}tab": "\n"}
    parts = (part for part in paragraph.iter() if part.tag in shown)
    return "".join(shown[str(part.tag)] or part.text or "" for part in parts)


def sheet_texts(path: Path) -> Iterator[str]:
    """The lines of the texts in the cells of a workbook, each text once."""
    with zipfile.ZipFile(path) as package:
        strings = etree.fromstring(package.read("xl/sharedStrings.xml"))
    for text in strings.iter(f"{_SHEET}si"):
        yield from "".join(each.text or "" for each in text.iter(f"{_SHEET}t")).split("\n")


def folder_texts(folder: Path) -> Iterator[str]:
    """All that a month's folder of results says to people."""
    for path in sorted(folder.rglob("*.docx")):
        yield from word_texts(path)
    for path in sorted(folder.rglob("*.xlsx")):
        yield from sheet_texts(path)
    for path in sorted(folder.rglob("*.txt")):
        yield from path.read_text(encoding="utf-8-sig").splitlines()


_NOUNS = (
    "amber item|component|day|deadline|director|draft|email|error|figure|finding|item|lead|measure"
    "|milestone|month|note|other|point|question|return|row|task|thing|time|warning|workbook"
    "|working day"
)
_COUNT = r"(?<![\w.,/£-])(?<!Quarter )(?<!Stage )(?<!Level )"
"""Where a number begins that is a count: no reference, no part of a figure."""
MISCOUNTED = re.compile(
    rf"{_COUNT}(?<!of )1 (?:[a-z-]+ )?(?:{_NOUNS})s\b"
    rf"|{_COUNT}(?!(?:19|20)\d\d\b)(?:0|[2-9]|\d\d+) (?:{_NOUNS})\b(?![-’'])"
    r"|\b1 of 1 (?:measures|rows|deadlines)\b|\b1 of [\d,]+ (?:measures|rows) are\b"
    rf"|{_COUNT}1 (?:(?:{_NOUNS}) )?(?:are|were|have)\b|\bone (?:are|were|have)\b"
    rf"|{_COUNT}(?!(?:19|20)\d\d\b)(?:[2-9]|\d\d+) (?:is|was|has)\b"
    r"|\b(?:two|three|four|five|six|seven|eight|nine) (?:is|was|has)\b"
    rf"|{_COUNT}0 of (?:its )?\d+ \w|{_COUNT}0 (?:is|are|on|off|close|completed)\b"
    rf"|{_COUNT}0 (?:{_NOUNS})s\b|\bnone (?:are|were|have)\b|\b1 times?\b"
)
"""One told as many, many told as one, or nought told as a figure."""

_ILL_SAID = {
    "miscounted": MISCOUNTED,
    "two spaces": re.compile(r"\S  "),
    "a word twice": re.compile(r"\b([A-Za-z]+) \1\b(?<!that that)(?<!had had)"),
    "marks together": re.compile(r"(?<!\.)\.\.(?!\.)|,,|;;|[;:,]\.|\.[;,]|\?\.|!\."),
    "a space before a mark": re.compile(r"\w [,;:?!](?!\w)|\w \.(?!\w)"),
    "a bare code": re.compile(
        r"\b(?!cyps_reports\b)[a-z]+_[a-z_]+\b|\b[A-Z]\w+\.[A-Z_]{3,}\b|<\w+[ .>]|\bDecimal\(|"
        r"\bdatetime\b|\bNone\b(?! of\b)|\bTrue\b|\bFalse\b|\bnan\b|\{\w*\}"
    ),
    "a bracket without its other": re.compile(r"^[^()]*\)|\([^()]*$"),
    "a quote without its other": re.compile(r"^[^“”]*”|“[^“”]*$|“[^”]*“|”[^“]*”"),
    "a sentence in small letters": re.compile(r"(?<![a-z]\.[a-z])(?<!e\.g)(?<!i\.e)\. [a-z]\w"),
    "the wrong article": re.compile(
        r"\ba (?!one\b|once\b|uni|use|usu|util|eu)[aeiou]\w|\ban (?!hour|honest|NHS|SEN\b|"
        r"EHC|HR\b|[AEFHILMNORSX]\b)[bcdfghjklmnpqrstvwxyz]\w"
    ),
}


def slips_in(text: str) -> list[str]:
    """What is ill said in one line of text; nothing where all is well."""
    parts = text.strip().split(_BETWEEN)
    return [slip for part in parts for slip in _slips(_CHIP.sub(r"\1: ", part.strip()))]


def _slips(line: str) -> list[str]:
    found = [f"{what}: {line}" for what, pattern in _ILL_SAID.items() if pattern.search(line)]
    if _SENTENCES.search(_NUMBER.sub("", line)) and not line.endswith(_ENDS):
        found.append(f"no full stop: {line}")
    return found


_BETWEEN = "  ·  "
"""What stands between facts on one line."""
_CHIP = re.compile(r"^([■◊●√○] [\w ()-]+?|[HLPF?~]) {2,}")
"""A rating or an icon that is set apart from the words behind it."""
_ENDS = (".", "?", "!", ":", "…", "”", ")")
_NUMBER = re.compile(r"^(?:Contents: )?(?:Annex )?\d+\. ")
"""The number before a heading."""
_SENTENCES = re.compile(r"[a-z0-9%)”]\. [A-Z“£\d]")
"""Several sentences, of which the last ends too."""
