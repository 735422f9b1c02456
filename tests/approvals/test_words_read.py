"""What is read out of a Word report, whatever program saved it, is as approved."""

import io
import zipfile
from collections.abc import Iterator, Mapping

from cyps_reports.plan.model.plan import Priority
from cyps_reports.words.document import fingerprint, read_document, texts_of
from cyps_reports.words.harvest import harvest
from cyps_reports.words.model import OVERALL, places_of
from tests.tools.approved import Approved
from tests.tools.small_plan import small_plan
from tests.tools.year_gone_on import measure

_PLAN = small_plan(
    priorities=(Priority("A", "First"), Priority("B", "Second")),
    measures=(measure(1, "Visits on time"),),
)
_PIECES: Mapping[str, str] = {
    "text": "<w:p><w:r><w:t>One</w:t></w:r><w:r><w:t> two</w:t></w:r></w:p>",
    "breaks": "<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t><w:tab/><w:t>d</w:t>"
    "<w:noBreakHyphen/><w:t>e</w:t></w:r></w:p>",
    "a page break": '<w:p><w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r></w:p>',
    "deleted": "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>in</w:t>"
    "</w:r></w:ins><w:moveFrom><w:r><w:t>from</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>to</w:t>"
    "</w:r></w:moveTo><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
    "struck": "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>struck</w:t></w:r><w:r><w:rPr><w:dstrike/>"
    "</w:rPr><w:t>twice</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>bold</w:t></w:r></w:p>",
    "not struck": '<w:p><w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>a</w:t></w:r><w:r><w:rPr>'
    '<w:strike w:val="false"/></w:rPr><w:t>b</w:t></w:r><w:r><w:rPr><w:strike w:val="off"/></w:rPr>'
    '<w:t>c</w:t></w:r><w:r><w:rPr><w:strike w:val="1"/></w:rPr><w:t>d</w:t></w:r></w:p>',
    **{
        f"in the style {style}": f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>a</w:t>'
        "</w:r></w:p>"
        for style in ("Heading1", "heading 2", "Title", "Subtitle", "TOC1", "Normal", "ListBullet")
    },
    "of a list": "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
    "at a section's end": "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
    **{
        f"with a {more}": f"<w:p><w:r><w:t>a</w:t><w:{more}/></w:r></w:p>"
        for more in ("drawing", "pict", "object", "oMath", "sym")
    },
    "a table": "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p><w:p/></w:tc><w:tc><w:p><w:r>"
    "<w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    "a control": '<w:sdt><w:sdtPr><w:tag w:val="words:overall"/><w:alias w:val="x"/></w:sdtPr>'
    "<w:sdtContent><w:p><w:r><w:t>a</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    "a control without a tag": '<w:sdt><w:sdtPr><w:alias w:val="Commentary on A1"/></w:sdtPr>'
    "<w:sdtContent><w:p><w:r><w:t>a</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    "a control in a paragraph": '<w:p><w:sdt><w:sdtPr><w:tag w:val="t"/></w:sdtPr><w:sdtContent>'
    "<w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt></w:p>",
    "around": "<w:customXml><w:smartTag><w:p><w:r><w:t>a</w:t></w:r></w:p></w:smartTag>"
    "</w:customXml><w:unknown><w:p><w:r><w:t>b</w:t></w:r></w:p></w:unknown>",
    "a text box": "<w:p><w:r><w:t>out</w:t><w:pict><w:p><w:r><w:t>in</w:t></w:r></w:p></w:pict>"
    "</w:r></w:p>",
}
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_P = "http://schemas.openxmlformats.org/package/2006/relationships"


def _document(body: str, modified: str = "2017-07-03T09:00:00Z") -> bytes:
    """A Word document with these blocks, saved on a day."""
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_P}">'
        f'<Relationship Id="a" Type="{_R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="b" Type="{_CORE}" Target="docProps/core.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        "docProps/core.xml": '<x xmlns:d="http://purl.org/dc/terms/">'
        f"<d:modified>{modified}</d:modified></x>",
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return content.getvalue()


def _read() -> Iterator[str]:
    for words, body in _PIECES.items():
        document = read_document(_document(body))
        assert document, words
        yield f"# {words}"
        for block in document.blocks:
            yield f"{block!r}: {texts_of(block)}"
    for modified in ("2017-07-03T09:00:00Z", " 2017-07-03 ", "2012-09-30", "yesterday", ""):
        document = read_document(_document("<w:p/>", modified))
        yield f"saved {modified}: {document.saved if document else 'cannot be read'}"
    for text in ("a b", "a  b\n", "é", "e\u0301", "", "\ud800"):
        yield f"{text!r}: {fingerprint(text)}"


def test_what_is_read(approved: Approved) -> None:
    approved.check("words read", _read())


def _typed(text: str, style: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"


def _control(tag: str, *inner: str) -> str:
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{"".join(inner)}'
        "</w:sdtContent></w:sdt>"
    )


_PROMPT = next(iter(places_of(_PLAN))).prompt
_REPORTS: Mapping[str, str] = {
    "an empty place": _control(OVERALL, _typed(_PROMPT)),
    "Word's own prompt": _control(OVERALL, _typed("Click or tap here to enter text.")),
    "beside the prompt": _control(OVERALL, _typed(f"Ours. {_PROMPT}")),
    "two paragraphs": _control(OVERALL, _typed("One."), _typed("Two.", "ListBullet"), "<w:p/>"),
    "last words": _control(OVERALL, _typed("Last month's words: “x”"), _typed("New.")),
    "a place that is gone": _control("words:priority:Z", _typed("Lost.")),
    "another control": _control("other", _typed("Elsewhere.")),
    "without controls": _typed("Overall commentary") + _typed("Ours.") + _typed("Known.", ""),
    "a measure's title": _typed("Commentary on A1: Called otherwise") + _typed("Ours."),
    "a heading after it": _typed("Overall commentary") + _typed("X", "Heading1") + _typed("Y"),
    "contents": _typed("Summary 12", "Heading1") + _typed("Summary", "Heading1") + _typed("Known."),
    "too much": _control(OVERALL, _typed("x" * 30_000), _typed("y" * 20_000), _typed("z")),
    "nearly too much": _control(OVERALL, _typed("x" * 30_000), _typed("y" * 20_000)),
    "a picture": _control(OVERALL, "<w:p><w:r><w:t>See.</w:t><w:drawing/></w:r></w:p>"),
}


def test_what_is_taken_out_of_a_report(approved: Approved) -> None:
    told: list[str] = []
    written = {fingerprint(each) for each in ("Known.", "Last month's words: “x”")}
    for words, body in _REPORTS.items():
        document = read_document(_document(body))
        assert document
        told.append(f"# {words}")
        for known in (written, ()):
            found = harvest(document, _PLAN, known)
            shown = {tag: [each[:40] for each in said] for tag, said in found.words.items()}
            told.append(f"{shown}, elsewhere {found.elsewhere}, beyond {found.beyond}")
    approved.check("words taken out", told)
