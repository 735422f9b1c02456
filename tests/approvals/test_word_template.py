"""What is left of each thing that a council's Word template may hold, and what is told of it."""

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import chain

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from cyps_reports.phrases import listed
from cyps_reports.writers.word.house_style import (
    HouseStyle,
    style_findings,
    usable_template,
    word_template,
)
from cyps_reports.writers.word.report import word_report
from cyps_reports.writers.word.template import keep_the_look_alone
from tests.test_word_template import HELD, in_header, named_in_settings, setting, template
from tests.tools.approved import Approved, sum_of, sum_of_file
from tests.tools.report_models import ALL_KINDS

Change = Callable[[WordDocument], object]
W, R = nsdecls("w"), nsdecls("w", "r")
_FIELD = '<w:r><w:fldChar w:fldCharType="{0}"/></w:r>'


def in_footer(xml: str) -> Change:
    def add(document: WordDocument) -> object:
        footer = document.sections[0].footer
        footer.paragraphs[0].text = "Our footer"
        return footer.paragraphs[0]._p.append(parse_xml(xml))

    return add


def fetching(code: str) -> Change:
    """A field in three parts, as Word writes most."""
    begun, parted, ended = map(_FIELD.format, ("begin", "separate", "end"))
    shown = "<w:r><w:t>Shown</w:t></w:r>"
    said = f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
    return in_header(f"<w:smartTag {W}>{begun}{said}{parted}{shown}{ended}</w:smartTag>")


def related(element: str, kind: str, target: str = "", *, is_named: bool = True) -> Change:
    """An element in the header that names a part, or a place elsewhere."""

    def add(document: WordDocument) -> object:
        header = document.sections[0].header.part
        if target:
            key = header.rels.get_or_add_ext_rel(kind, target)
        else:
            held = Part(PackURI("/word/held/held9.xml"), CT.XML, b"<x>Held</x>", header.package)
            key = header.relate_to(held, kind)
        named = f' r:id="{key}"' if is_named else ""
        return in_header(f"<w:r {R}><w:{element}><w:x{named}/></w:{element}></w:r>")(document)

    return add


def without_style(*names: str) -> Change:
    def take(document: WordDocument) -> None:
        for name in names:
            document.styles.element.remove(document.styles[name]._element)

    return take


def with_core(**fields: str) -> Change:
    def put(document: WordDocument) -> None:
        for name, text in fields.items():
            setattr(document.core_properties, name, text)

    return put


def both(*changes: Change) -> Change:
    return lambda document: [change(document) for change in changes]


MORE: dict[str, Change] = {
    "nothing": lambda document: None,
    "only a blank in the body": lambda document: document.add_paragraph("  "),
    "a table in the body": lambda document: document.add_table(1, 1),
    "new text": in_header(f"<w:ins {W}><w:r><w:t> new</w:t></w:r></w:ins>"),
    "text moved there": in_header(f"<w:moveTo {W}><w:r><w:t> moved</w:t></w:r></w:moveTo>"),
    "text moved in the footer": in_footer(f"<w:moveTo {W}><w:r><w:t>a</w:t></w:r></w:moveTo>"),
    "end of a remark": in_header(f'<w:commentRangeEnd {W} w:id="7"/>'),
    "sign of a remark": in_header(f'<w:r {W}><w:commentReference w:id="7"/></w:r>'),
    "number of the page": in_footer(f'<w:fldSimple {W} w:instr=" PAGE "/>'),
    "linked text": fetching(" LINK Excel.Sheet.12 costs.xlsx "),
    "text by DDE": fetching(" DDEAUTO Excel costs.xlsx "),
    "rows of a database": fetching(" DATABASE costs.mdb "),
    "imported picture": fetching(" IMPORT logo.png "),
    "included picture in small letters": fetching("includepicture logo.png"),
    "date of today": fetching(" DATE "),
    "hyperlink": related("hyperlink", RT.HYPERLINK, "https://council.example"),
    "hyperlink that nothing names": related(
        "hyperlink", RT.HYPERLINK, "https://council.example", is_named=False
    ),
    "picture": related("drawing", RT.IMAGE),
    "picture that nothing names": related("drawing", RT.IMAGE, is_named=False),
    "older picture": related("pict", RT.IMAGE),
    "picture on a server": related("drawing", RT.IMAGE, "file://server/logo.png"),
    "older picture on a server": related("pict", RT.IMAGE, "file://server/logo.png"),
    "text on a server": related("smartTag", RT.HEADER, "file://server/text.docx"),
    "diagram": related("drawing", RT.DIAGRAM_DATA),
    "control": related("smartTag", RT.CONTROL),
    "embedded workbook": related("drawing", RT.PACKAGE),
    "identities of savings": setting('<w:rsids><w:rsid w:val="00A1"/></w:rsids>'),
    "two things": both(setting("<w:trackRevisions/>"), HELD["company"][0]),
    "three things": both(
        HELD["comments"][0], HELD["macros"][0], setting('<w:writeProtection w:recommended="1"/>')
    ),
    "the same twice": both(
        setting("<w:trackRevisions/>"), HELD["deleted text"][0], HELD["protection"][0]
    ),
    "a link in the settings alone": named_in_settings("<w:x/>", "attachedTemplate"),
    "other properties": with_core(category="C", content_status="S", identifier="I", version="V"),
}


def test_what_is_left_of_a_template_is_as_approved(approved: Approved) -> None:
    approved.check("Word templates", chain(_left_of_each(), _told_of_styles()))


def _left_of_each() -> Iterator[str]:
    """What is said to be left out, and the parts that stay of its header, settings and so on."""
    for name, change in MORE.items():
        document, buffer = Document(BytesIO(word_template())), BytesIO()
        change(document)
        yield f"{name}: without {listed(keep_the_look_alone(document)) or 'nothing'}"
        document.save(buffer)
        with zipfile.ZipFile(buffer) as package:
            for part in sorted(package.namelist()):
                if re.search(r"header|footer|settings|docProps|^_rels|custom|document", part):
                    yield f"{name}: {sum_of(package.read(part))} {part}"


def _told_of_styles() -> Iterator[str]:
    for names in (("Note",), ("Heading 1", "Caption")):
        style = HouseStyle("house.docx", template(without_style(*names)))
        for each in style_findings(style):
            yield f"without {listed(names)}: {each.severity} {each.code} {each.message} {each.fix}"
        report = word_report(ALL_KINDS, usable_template(style))
        yield f"without {listed(names)}: {sum_of_file('a.docx', report)}"
