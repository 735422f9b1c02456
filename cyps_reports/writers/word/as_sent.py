"""The Word report as it is emailed: without the places in which nobody has written."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from cyps_reports.machine import raise_if_of_memory
from cyps_reports.words.document import is_within_limits, main_part
from cyps_reports.words.model import LAST_WORDS, PROMPT, WORDS_OWN_PROMPT
from cyps_reports.workbooks.packages import rewritten
from cyps_reports.writers.word.footnotes import WORD_NAMESPACE

_W = f"{{{WORD_NAMESPACE}}}"
_MOST_TAGS = 1_000_000
"""Of a report that is changed, which is held whole."""

_MORE = (f"{_W}drawing", f"{_W}pict", f"{_W}object", f"{_W}tbl")


def as_sent(report: bytes) -> bytes:
    """The report without prompts and empty places; the very same where it has none.

    One that cannot be read goes as it is.
    """
    try:
        if not is_within_limits(report, _MOST_TAGS):
            return report
        main, changed = main_part(report), False

        def change(name: str, part: bytes) -> bytes:
            nonlocal changed
            if name != main:
                return part
            without = _without_empty_places(part)
            changed = without is not None
            return part if without is None else without

        sent = rewritten(report, change)
    except Exception as problem:  # a damaged package raises nearly anything
        raise_if_of_memory(problem)
        return report
    return sent if changed else report


def _without_empty_places(part: bytes) -> bytes | None:
    """The document without them; None where it has none."""
    parser = etree.XMLParser(resolve_entities=False)
    root = etree.fromstring(part, parser)
    body = root.find(f"{_W}body")
    stripped = [_strip(block) for block in list(body)] if body is not None else []
    if not any(stripped):
        return None
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _strip(block: etree._Element) -> bool:
    """Takes the prompts out of a block, and the block with its title if nothing is left of it."""
    prompts = [each for each in block.iter(f"{_W}t") if _is_prompt(each, block)]
    if not prompts or block.tag == f"{_W}tbl":
        return False
    name = _name(block)
    for text in prompts:
        text.text = PROMPT.sub("", text.text or "")
        if WORDS_OWN_PROMPT.fullmatch(text.text) or text.text.startswith(LAST_WORDS):
            text.text = ""
    before, parent = block.getprevious(), block.getparent()
    is_left = _text(block).strip() or next(block.iter(*_MORE), None) is not None
    if parent is not None and not is_left:
        parent.remove(block)
        if before is not None and _is_title(before, name):
            parent.remove(before)
    return True


def _is_prompt(text: etree._Element, block: etree._Element) -> bool:
    said = text.text or ""
    is_emptied = _has_control(block) and WORDS_OWN_PROMPT.fullmatch(said) is not None
    return PROMPT.search(said) is not None or said.startswith(LAST_WORDS) or is_emptied


def _has_control(block: etree._Element) -> bool:
    return any(True for _ in _controls(block))


def _controls(block: etree._Element) -> Iterator[etree._Element]:
    """What its content controls say of themselves."""
    return block.iter(f"{_W}sdtPr")


def _is_title(block: etree._Element, name: str) -> bool:
    return bool(name) and block.tag == f"{_W}p" and _text(block).startswith(name)


def _name(block: etree._Element) -> str:
    """What its control is called; its title begins so."""
    for control in _controls(block):
        alias = control.find(f"{_W}alias")
        if alias is not None:
            return alias.get(f"{_W}val", "")
    return ""


def _text(block: etree._Element) -> str:
    return " ".join("".join(each.text or "" for each in block.iter(f"{_W}t")).split())
