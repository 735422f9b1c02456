"""A row of the plan told in full beside its chart, in HTML."""

from __future__ import annotations

from collections.abc import Iterator

from cyps_reports.report.blocks import Exhibit, Labelled
from cyps_reports.writers.html.cells import cell_html
from cyps_reports.writers.html.elements import Node, tag
from cyps_reports.writers.html.lines import line_figure
from cyps_reports.writers.html.notes import Notes


def exhibit_html(exhibit: Exhibit, places: Iterator[int], notes: Notes) -> Iterator[Node]:
    """Its rating and why, what else is told, and beside that its chart, the next of `places`.

    Below them stand the notes.
    """
    notes.start_table()
    reason = tag("strong", f" {exhibit.reason}") if exhibit.reason else None
    rating = tag("p", *cell_html(exhibit.rating, notes), reason)
    words = tag("div", rating, *(_told(each, notes) for each in exhibit.told))
    chart = line_figure(exhibit.chart, next(places)) if exhibit.chart else None
    yield tag("div", words, chart, class_="exhibit")
    yield from notes.listed()


def _told(told: Labelled, notes: Notes) -> Node:
    label = tag("strong", f"{told.label}: ") if told.label else None
    return tag("p", label, *cell_html(told.cell, notes))
