"""The notes on the tables of a report in HTML: numbered, linked there and back."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.writers.html.elements import Node, tag


class Notes:
    """The notes so far, numbered through the report, as in Word.

    They stand under their table; a note said again in it refers to the first.
    """

    def __init__(self) -> None:
        self._count = 0
        self._in_table: dict[str, int] = {}

    def start_table(self) -> None:
        """From here on, a note is given afresh."""
        self._in_table = {}

    def reference(self, text: str) -> Node:
        """The raised number that leads to a note."""
        is_first = text not in self._in_table
        if is_first:
            self._count += 1
            self._in_table[text] = self._count
        number = self._in_table[text]
        own = f"cyps-note-{number}-from" if is_first else None
        link = tag("a", str(number), href=f"#cyps-note-{number}", aria_label=f"Note {number}")
        return tag("sup", link, id=own)

    def listed(self) -> Iterator[Node]:
        """The notes of the table, each with the way back; nothing where it has none."""
        if self._in_table:
            notes = (_note(number, text) for text, number in self._in_table.items())
            first = min(self._in_table.values())
            yield tag("ol", *notes, start=str(first), class_="notes")


def _note(number: int, text: str) -> Node:
    back = tag("a", "Back", href=f"#cyps-note-{number}-from", aria_label=f"Back to note {number}")
    return tag("li", text, " ", back, id=f"cyps-note-{number}")
