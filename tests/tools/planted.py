"""What somebody plants in a published edition, which the attacker has to find."""

import io
import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from zipfile import ZipFile

import openpyxl
import pikepdf

from tests.tools.published_year import EXPLOITED


def in_package(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A package with a part changed, the first whose name begins so, or made where none does."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as there, ZipFile(buffer, "w") as made:
        names = there.namelist()
        name = next((each for each in names if each.startswith(part)), part)
        for each in names:
            inside = there.read(each)
            made.writestr(each, change(inside) if each == name else inside)
        if name not in names:
            made.writestr(name, change(b""))
    return buffer.getvalue()


def swapped(old: str, new: str) -> Callable[[bytes], bytes]:
    """Replaces the first of a pattern."""

    def change(content: bytes) -> bytes:
        made, number = re.subn(old.encode(), new.encode(), content, count=1)
        assert number, old
        return made

    return change


def in_word(part: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def plant(edition: dict[str, bytes]) -> None:
        name = next(each for each in edition if each.endswith(".docx"))
        edition[name] = in_package(edition[name], part, swapped(old, new))

    return plant


def in_word_text(text: str) -> Callable[[dict[str, bytes]], None]:
    """A paragraph at the end of the report."""
    said = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    return in_word("word/document.xml", r"<w:sectPr(?![\s\S]*<w:sectPr)", f"{said}<w:sectPr")


def in_excel(change: Callable[[openpyxl.Workbook], None]) -> Callable[[dict[str, bytes]], None]:
    def plant(edition: dict[str, bytes]) -> None:
        name = next(each for each in edition if each.endswith(".xlsx"))
        workbook, buffer = openpyxl.load_workbook(io.BytesIO(edition[name])), io.BytesIO()
        change(workbook)
        workbook.save(buffer)
        edition[name] = buffer.getvalue()

    return plant


def in_row(heading: str, value: int | str) -> Callable[[openpyxl.Workbook], None]:
    """What stands in the row of A2 under a heading of the sheet Measures."""

    def change(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["Measures"]
        head = next(row for row in sheet.iter_rows() if row[0].value == "Ref")
        column = next(cell.column for cell in head if cell.value == heading)
        row = next(row for row in sheet.iter_rows() if row[0].value == "A2")
        row[column - 1].value = value

    return change


def on_hidden_sheet(workbook: openpyxl.Workbook) -> None:
    sheet = workbook.create_sheet("Data of charts")
    sheet.sheet_state = "veryHidden"
    sheet.append(["A2", EXPLOITED, 3])


def noted(workbook: openpyxl.Workbook) -> None:
    from openpyxl.comments import Comment

    workbook["Measures"]["A1"].comment = Comment("A2: 3 of them", "somebody")


def in_csv(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def plant(edition: dict[str, bytes]) -> None:
        edition[name] = swapped(old, new)(edition[name])

    return plant


def in_record(ref: str, **said: Any) -> Callable[[dict[str, bytes]], None]:
    def plant(edition: dict[str, bytes]) -> None:
        record = json.loads(edition["as-reported.json"])
        next(row for row in record["measures"] if row["ref"] == ref).update(said)
        edition["as-reported.json"] = json.dumps(record).encode()

    return plant


def embedded_chart(edition: dict[str, bytes]) -> None:
    """A chart of the hidden measure with the workbook that it is drawn from."""
    name = next(each for each in edition if each.endswith(".docx"))
    workbook, buffer = openpyxl.Workbook(), io.BytesIO()
    assert workbook.active is not None
    workbook.active.append(["September 2017", 3])
    workbook.save(buffer)
    chart = f"<chart><title>{EXPLOITED}</title></chart>".encode()
    link = b'<Relationships><Relationship Target="../embeddings/data99.xlsx"/></Relationships>'
    made = in_package(edition[name], "word/charts/chart99.xml", lambda _: chart)
    made = in_package(made, "word/charts/_rels/chart99.xml.rels", lambda _: link)
    edition[name] = in_package(made, "word/embeddings/data99.xlsx", lambda _: buffer.getvalue())


def chart_cache(edition: dict[str, bytes]) -> None:
    """What a chart keeps of its figures."""
    name = next(each for each in edition if each.endswith(".docx"))
    chart = f"<chart><tx><v>{EXPLOITED}</v></tx><val><pt><v>3</v></pt></val></chart>".encode()
    edition[name] = in_package(edition[name], "word/charts/chart98.xml", lambda _: chart)


def as_html(edition: dict[str, bytes]) -> None:
    row = f"<tr><th>A2</th><td>{EXPLOITED}</td><td>3</td></tr>"
    edition["report.html"] = f"<html><body><table>{row}</table></body></html>".encode()


def html_chart(edition: dict[str, bytes]) -> None:
    edition["report.html"] = (
        f'<svg role="img" aria-label="{EXPLOITED}: 3 in September 2017"></svg>'.encode()
    )


SAY_MORE: Mapping[str, Callable[[dict[str, bytes]], None]] = {
    "a sentence": in_word_text("A2 stands at 3."),
    "a gap": in_word_text(f"{EXPLOITED}: 1 more than the target."),
    "a rating": in_word_text("A2 is off target."),
    "a rating's reason": in_word_text("A2: Amber: above its target."),
    "a direction": in_word_text("A2 ▲ Improving since August 2017"),
    "a forecast": in_word_text("A2: likely to miss its target"),
    "a description": in_word(
        "word/document.xml", r'descr="[^"]*"', f'descr="{EXPLOITED}: up to 3"'
    ),
    "a footnote": in_word(
        "word/footnotes.xml",
        r"</w:footnotes>",
        "<w:footnote><w:p><w:r><w:t>A2 was 3</w:t></w:r></w:p></w:footnote></w:footnotes>",
    ),
    "a property": in_word(
        "docProps/core.xml", r"</cp:coreProperties>", "<x>A2: 3</x></cp:coreProperties>"
    ),
    "a page's head": in_word(
        "word/header", r"</w:hdr>", "<w:p><w:r><w:t>A2 3</w:t></w:r></w:p></w:hdr>"
    ),
    "a chart's workbook": embedded_chart,
    "a chart's cache": chart_cache,
    "a cell": in_excel(in_row("Actual", 3)),
    "a cell with a reason": in_excel(in_row("Reason", "3 is above the target")),
    "a formula": in_excel(in_row("Comment", "=1+2")),
    "a hidden sheet": in_excel(on_hidden_sheet),
    "a note on a cell": in_excel(noted),
    "a table of the record": in_record("A2", actual="3"),
    "a reason in the record": in_record("A2", reason="It was 3."),
    "a rating in the record": in_record("A2", state="On target"),
    "a row of a CSV file": in_csv("measures-public.csv", r"A2,,A,([^,]*),", r"A2,,A,\1 3,"),
    "an email": in_csv("cabinet.txt", r"\Z", "A2 is off target."),
    "ratings counted twice": in_csv("cabinet.txt", r"\d of 9 measures", "7 of 9 measures"),
    "a web page": as_html,
    "a drawing in a web page": html_chart,
}


def in_description(pdf: pikepdf.Pdf) -> None:
    """What is said of the first picture."""
    pictures = (each for each in pdf.objects if _kind(each) == "/Figure")
    next(pictures).Alt = pikepdf.String(f"{EXPLOITED}: up to 3")


def in_property(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Keywords"] = "A2: 3"


def in_bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("A2 is off target", 0))


def attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["data.txt"] = b"A2 was 3"


def written_over(pdf: pikepdf.Pdf) -> None:
    """What stands on a page and in no element."""
    added = b"BT /None 9 Tf (A2 is off target) Tj ET"
    pdf.pages[0].contents_add(added)


def _kind(each: object) -> str:
    return str(each.get("/S", "")) if isinstance(each, pikepdf.Dictionary) else ""


IN_PDF = (in_description, in_property, in_bookmark, attached, written_over)
