"""What a council's Word template brings into the report.

Its look, and nothing else that lies in the file.
"""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from cyps_reports.monthly import CheckedMonth
from cyps_reports.outputs import outputs_of
from cyps_reports.writers.word.house_style import (
    HouseStyle,
    style_findings,
    usable_template,
    word_template,
)
from cyps_reports.writers.word.report import word_report
from tests.tools.report_models import ALL_KINDS

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
SECRET = "Zebra"


def template(*changes: Callable[[WordDocument], object]) -> bytes:
    document = Document(io.BytesIO(word_template()))
    for change in changes:
        change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def part(
    reltype: str, name: str, content: str = SECRET, to_package: bool = False
) -> Callable[[WordDocument], object]:
    def add(document: WordDocument) -> object:
        package = document.part.package
        added = Part(PackURI(name), CT.XML, f"<x>{content}</x>".encode(), package)
        return (package if to_package else document.part).relate_to(added, reltype)

    return add


def setting(xml: str) -> Callable[[WordDocument], object]:
    first, ended, rest = re.split("(/?>)", xml, maxsplit=1)
    return lambda document: document.settings.element.append(
        parse_xml(f"{first} {nsdecls('w')}{ended}{rest}")
    )


def in_header(xml: str) -> Callable[[WordDocument], object]:
    def add(document: WordDocument) -> object:
        header = document.sections[0].header
        header.paragraphs[0].text = "Our council"
        return header.paragraphs[0]._p.append(parse_xml(xml))

    return add


def linked_picture(document: WordDocument) -> None:
    in_header(f"<w:r {nsdecls('w')}><w:drawing/></w:r>")(document)
    header = document.sections[0].header
    key = header.part.rels.get_or_add_ext_rel(f"{OFFICE}/image", f"file://server/{SECRET}.png")
    drawing = f'<a:blip {nsdecls("a", "r")} r:link="{key}"/>'
    header.paragraphs[0]._p.xpath(".//w:drawing")[0].append(parse_xml(drawing))


def deleted_link(document: WordDocument) -> None:
    rels = document.sections[0].header.part.rels
    key = rels.get_or_add_ext_rel(f"{OFFICE}/hyperlink", f"https://{SECRET}.example")
    link = f'<w:hyperlink r:id="{key}"><w:r><w:delText>Old</w:delText></w:r></w:hyperlink>'
    in_header(f"<w:del {nsdecls('w', 'r')}>{link}</w:del>")(document)


def object_in_header(element: str) -> Callable[[WordDocument], object]:
    """A file within the header, as programs of different ages write it."""

    def add(document: WordDocument) -> object:
        header = document.sections[0].header.part
        content = f"<x>{SECRET}</x>".encode()
        file = Part(PackURI("/word/embeddings/a.bin"), CT.XML, content, header.package)
        key = header.relate_to(file, f"{OFFICE}/oleObject")
        inner = f'<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" r:id="{key}"/>'
        return in_header(f"<w:r {nsdecls('w', 'r')}><w:{element}>{inner}</w:{element}></w:r>")(
            document
        )

    return add


def chart_in_header(document: WordDocument) -> object:
    """A chart within the header, its figures in a part of its own."""
    header = document.sections[0].header.part
    content = f"<x>{SECRET}</x>".encode()
    key = header.relate_to(
        Part(PackURI("/word/charts/chart9.xml"), CT.XML, content), RELATIONSHIP_TYPE.CHART
    )
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    inner = f'<c:chart xmlns:c="{chart}" r:id="{key}"/>'
    return in_header(f"<w:r {nsdecls('w', 'r')}><w:drawing>{inner}</w:drawing></w:r>")(document)


def named_in_settings(element: str, kind: str) -> Callable[[WordDocument], object]:
    """A setting, and the file on a server that it goes with."""

    def add(document: WordDocument) -> object:
        rels = document.part.part_related_by(f"{OFFICE}/settings").rels
        rels.get_or_add_ext_rel(f"{OFFICE}/{kind}", f"file://server/{SECRET}")
        return setting(element)(document)

    return add


def company(document: WordDocument) -> None:
    (properties,) = [
        each for each in document.part.package.iter_parts() if each.partname == "/docProps/app.xml"
    ]
    properties._blob = properties.blob.replace(
        b"<Company/>", f"<Company>{SECRET}</Company>".encode()
    )


W = nsdecls("w")
HELD: dict[str, tuple[Callable[[WordDocument], object], str]] = {
    "comments": (part(f"{OFFICE}/comments", "/word/comments.xml"), "review comments"),
    "comments of today": (
        part(f"{MICROSOFT}/2011/relationships/commentsExtended", "/word/commentsExtended.xml"),
        "review comments",
    ),
    "comments by number": (
        part(f"{MICROSOFT}/2016/09/relationships/commentsIds", "/word/commentsIds.xml"),
        "review comments",
    ),
    "people": (
        part(f"{MICROSOFT}/2011/relationships/people", "/word/people.xml"),
        "the names of its reviewers",
    ),
    "macros": (
        part(f"{MICROSOFT}/2006/relationships/vbaProject", "/word/vbaProject.bin"),
        "macros",
    ),
    "hidden data": (part(f"{OFFICE}/customXml", "/customXml/item9.xml"), "hidden data"),
    "building blocks": (
        part(f"{OFFICE}/glossaryDocument", "/word/glossary/document.xml"),
        "building blocks",
    ),
    "embedded file": (part(f"{OFFICE}/package", "/word/embeddings/costs.xlsx"), "embedded files"),
    "embedded object": (part(f"{OFFICE}/oleObject", "/word/embeddings/a.bin"), "embedded files"),
    "object in the header": (object_in_header("object"), "embedded files"),
    "older object in the header": (object_in_header("pict"), "embedded files"),
    "chart in the header": (chart_in_header, "a chart or a diagram"),
    "properties": (
        part(f"{OFFICE}/custom-properties", "/docProps/custom.xml", to_package=True),
        "properties of its own",
    ),
    "signature": (
        part(RELATIONSHIP_TYPE.ORIGIN, "/_xmlsignatures/origin.sigs", to_package=True),
        "a signature",
    ),
    "company": (company, "its company and manager"),
    "protection": (
        setting('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'),
        "protection",
    ),
    "protection by a password": (setting('<w:writeProtection w:recommended="1"/>'), "protection"),
    "other template": (
        named_in_settings("<w:attachedTemplate/>", "attachedTemplate"),
        "a link to another template",
    ),
    "list of addresses": (
        named_in_settings("<w:mailMerge/>", "mailMergeSource"),
        "a link to a list of addresses",
    ),
    "variables": (setting(f'<w:docVars><w:docVar w:name="{SECRET}"/></w:docVars>'), "hidden data"),
    "tracking": (setting("<w:trackRevisions/>"), "tracked changes"),
    "deleted text": (
        in_header(f"<w:del {W}><w:r><w:delText>{SECRET}</w:delText></w:r></w:del>"),
        "tracked changes",
    ),
    "moved text": (
        in_header(f"<w:moveFrom {W}><w:r><w:t>{SECRET}</w:t></w:r></w:moveFrom>"),
        "tracked changes",
    ),
    "deleted link": (deleted_link, "tracked changes"),
    "remark": (in_header(f'<w:commentRangeStart {W} w:id="7"/>'), "review comments"),
    "linked picture": (linked_picture, "pictures or texts linked from elsewhere"),
    "body": (lambda document: document.add_paragraph(SECRET), "text of its own"),
    "fetched text": (
        in_header(
            f'<w:fldSimple {W} w:instr=" INCLUDETEXT {SECRET}.docx '
            '"><w:r><w:t>Kept</w:t></w:r></w:fldSimple>'
        ),
        "pictures or texts linked from elsewhere",
    ),
}


def all_of(report: bytes) -> bytes:
    """Every part of a document, unpacked."""
    with zipfile.ZipFile(io.BytesIO(report)) as package:
        return b"".join(name.encode() + package.read(name) for name in package.namelist())


@pytest.mark.parametrize("held", HELD)
def test_what_lies_in_a_template_beside_its_look_is_left_out_and_said(held: str) -> None:
    change, words = HELD[held]
    style = HouseStyle("house.docx", template(change))
    (finding,) = style_findings(style)
    assert finding.message == f"The Word template held {words}; none of it is in the report."
    assert_clean(word_report(ALL_KINDS, usable_template(style)))


@pytest.mark.share(3)
@pytest.mark.parametrize("held", HELD)
def test_nothing_of_it_is_in_a_months_report(september: CheckedMonth, held: str) -> None:
    style = HouseStyle("house.docx", template(HELD[held][0]))
    assert_clean(outputs_of(september, style=style)["cyps-report-2012-09.docx"])


def assert_clean(report: bytes) -> None:
    everything = all_of(report)
    for word in (
        *(SECRET.encode(), b"documentProtection", b"writeProtection", b"attachedTemplate"),
        *(b"mailMerge", b"docVars", b"trackRevisions", b"commentRange", b"vbaProject"),
    ):
        assert word not in everything
    # What names a part that is not there is damage to Word.
    with zipfile.ZipFile(io.BytesIO(report)) as package:
        for name in (each for each in package.namelist() if each.startswith("word/header")):
            named = set(re.findall(rb'r:(?:id|embed)="([^"]+)"', package.read(name)))
            related = f"word/_rels/{name.removeprefix('word/')}.rels"
            known = package.read(related) if related in package.namelist() else b""
            assert named <= set(re.findall(rb'Id="([^"]+)"', known))


def test_its_look_its_header_and_what_was_written_there_stay(september: CheckedMonth) -> None:
    added = f"<w:ins {W}><w:r><w:t> of Doncaster</w:t></w:r></w:ins>"
    style = HouseStyle("house.docx", template(in_header(added)))
    report = Document(io.BytesIO(outputs_of(september, style=style)["cyps-report-2012-09.docx"]))
    assert report.sections[0].header.paragraphs[0].text == "Our council of Doncaster"


def test_text_in_a_templates_body_is_said_with_where_to_type_it_instead() -> None:
    (finding,) = style_findings(HouseStyle("house.docx", template(HELD["body"][0])))
    assert finding.fix.endswith("is typed on the plan's sheet Standing text.")


def test_a_template_as_it_is_written_holds_nothing_else() -> None:
    assert style_findings(HouseStyle("house.docx", template())) == ()


@pytest.mark.full
def test_a_template_with_far_too_much_in_it_is_not_unpacked(september: CheckedMonth) -> None:
    """A picture of 600 megabytes of zeros fits in a file of half a megabyte."""
    buffer = io.BytesIO(word_template())
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as package,
        package.open("word/media/i.png", "w") as picture,
    ):
        for _ in range(120):
            picture.write(bytes(1024 * 1024))
    style = HouseStyle("house.docx", buffer.getvalue())
    assert [each.code for each in style_findings(style)] == ["unreadable-template"]
    assert outputs_of(september, style=style)
