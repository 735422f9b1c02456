"""The pieces of a line as `blocks` writes it down: plain, struck, inserted, deleted, footnotes."""

import re
from typing import NamedTuple


class Piece(NamedTuple):
    text: str
    kind: str = "plain"


_KINDS = {"~~": "struck", "[+": "inserted", "[-": "deleted", "{{": "footnote"}
_MARKED = re.compile(r"(~~.+?~~|\[\+.+?\+\]|\[-.+?-\]|\{\{.+?\}\})")


def pieces(line: str) -> list[Piece]:
    """The pieces of a line in their order."""
    found = (each for each in _MARKED.split(line) if each)
    return [_piece(each) for each in found]


def _piece(text: str) -> Piece:
    kind = _KINDS.get(text[:2])
    return Piece(text[2:-2], kind) if kind else Piece(text)
