"""What councils type, as texts in files: one in each line, under what they are."""

from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "data" / "setup"


def corpus(name: str) -> Mapping[str, list[str]]:
    """The texts of a file by their headings, which begin with ==.

    In a text, ⏎ begins another line, and ␣ is a space at its end.
    """
    found: dict[str, list[str]] = {}
    texts = list[str]()
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            texts = found.setdefault(line.removeprefix("== "), [])
        else:
            texts.append(line.replace(" ⏎ ", "\n").replace("␣", " "))
    return found


def rows(name: str, heading: str) -> list[tuple[str, ...]]:
    """The texts under a heading as rows of cells, which | parts."""
    return [tuple(each.strip() for each in line.split("|")) for line in corpus(name)[heading]]
