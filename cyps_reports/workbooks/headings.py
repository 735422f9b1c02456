"""What is told of headings that stand twice over a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cyps_reports.findings import Finding, warning
from cyps_reports.phrases import listed
from cyps_reports.workbooks.layout import Column
from cyps_reports.workbooks.tables import HeadingRow


def headings_twice(head: HeadingRow, columns: Iterable[Column]) -> Iterator[Finding]:
    """A warning for each of the columns whose heading stands more than once.

    At the second of its cells.
    """
    for column in columns:
        places = head.doubled.get(column.key, ())
        if places:
            yield warning(
                "heading-twice",
                places[1],
                f"The heading “{column.heading}” stands over {len(places)} columns:"
                f" {listed(place.cell for place in places)}. In a row where only one of them is "
                "filled in, that one"
                " counts; a row where they differ is told.",
                "Keep the column that counts, and take the heading off the other.",
            )
