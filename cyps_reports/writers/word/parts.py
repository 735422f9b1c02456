"""The parts of a Word document that lie beside its text: charts with their data, footnotes."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from cyps_reports.report.chart_blocks import Chart, LineChart
from cyps_reports.writers.excel.chart_room import SMALL_PIXELS, Pixels
from cyps_reports.writers.excel.charts import chart_parts


def add_chart_part(
    document: WordDocument,
    chart: Chart | LineChart,
    number: int,
    pixels: Pixels = SMALL_PIXELS,
) -> str:
    """Adds a chart and the workbook of its data; gives the relation that the text refers to.

    A line chart is so many pixels wide and high.
    """
    package = document.part.package
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CT.DML_CHART, b"", package)
    data = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), CT.SML_SHEET, b"", package)
    part._blob, data._blob = chart_parts(chart, part.relate_to(data, RT.PACKAGE), pixels)
    return document.part.relate_to(part, RT.CHART)


def set_footnotes(document: WordDocument, footnotes: bytes) -> None:
    """Gives the document its footnotes, in the place of those that it has."""
    for key, old in list(document.part.rels.items()):
        if old.reltype == RT.FOOTNOTES:
            document.part.rels.pop(key)
    name, package = PackURI("/word/footnotes.xml"), document.part.package
    document.part.relate_to(Part(name, CT.WML_FOOTNOTES, footnotes, package), RT.FOOTNOTES)
