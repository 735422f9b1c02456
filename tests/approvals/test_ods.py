"""What is read of .ods files: every kind of cell, and how cells, rows and columns are repeated."""

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from cyps_reports.workbooks import ods
from cyps_reports.workbooks.budget import Budget
from tests.tools.approved import Approved
from tests.tools.raw_books import (
    cells_of,
    common_styles,
    open_document,
    package,
    told_budget,
    told_cell,
    told_sheet,
)

_TEXT = "<style:text-properties style:{}/>"
STYLES = {
    "struck": _TEXT.format('text-line-through-style="solid"'),
    "by type": _TEXT.format('text-line-through-type="single"'),
    "not struck": _TEXT.format('text-line-through-style="none"'),
    "not by type": _TEXT.format(
        'text-line-through-style="solid" style:text-line-through-type="none"'
    ),
    "raised": _TEXT.format('text-position="super 58%"'),
    "lowered": _TEXT.format('text-position="sub 58%"'),
    "by a third": _TEXT.format('text-position="33% 58%"'),
    "down by a third": _TEXT.format('text-position="-33% 58%"'),
    "level": _TEXT.format('text-position="0% 100%"'),
    "level at 0": _TEXT.format('text-position="0 100%"'),
    "nowhere": _TEXT.format('text-position=""'),
    "nothing": "",
}
PARENTS = {"child": "struck", "not a child": "struck", "orphan": "gone", "loop": "loop"}
FAMILIES = ("text", "table-cell", "paragraph")

P = "<text:p>{}</text:p>".format
_SOME_STYLES = ("level", "struck", "never made")


def of(kind: str, attributes: str, shown: str | None = None) -> str:
    """A cell of a kind of value."""
    said = "" if shown is None else P(shown)
    return f'office:value-type="{kind}" {attributes}|{said}'


def figure(number: int) -> str:
    """A cell with a number."""
    return of("float", f'office:value="{number}"', str(number))


_DAY = 'office:date-value="2012-09-14"'
CELLS = (
    *(f"|{P('words')}", f"|{P('')}", "|", f"|{P('one')}{P('two')}", f"|{P(' a  b ')}"),
    of("string", "", "typed"),
    of("string", 'office:string-value="stored"', ""),
    of("string", 'office:string-value="stored"', "shown"),
    of("string", ""),
    *(
        of("float", 'office:value="0.785"', each)
        for each in ("0.785", "78.5%", "0.8", "", "1 ", None)
    ),
    *(
        of("float", 'office:value="0.785"', each)
        for each in ("78,5 %", "0.785%", "78.6%", "79%", "80%")
    ),
    *(of("float", 'office:value="0.005"', each) for each in ("1%", "0%", "0.5%")),
    *(of("float", 'office:value="-0.785"', each) for each in ("-78.5%", "(78.5%)")),
    *(of("float", 'office:value="1.2"', each) for each in ("120%", "1%", "2%", "2.2%", "2.3%")),
    of("float", 'office:value="1234"', "1,234.00"),
    of("float", "", "no value"),
    of("percentage", 'office:value="0.5"', "50.0%"),
    of("percentage", 'office:value="0.5"', "50%"),
    of("percentage", 'office:value="0.5"'),
    of("percentage", 'office:value="0.5"', " "),
    of("currency", 'office:value="12.5"', "£12.50"),
    of("currency", 'office:value="12.5"', ""),
    *(of("date", _DAY, each) for each in ("14/09/12", "September 2012", "Sep 14", "14", "", None)),
    *(
        of("date", _DAY, each)
        for each in ("before 14/09/12", "~14/09/12", "&lt;14/9/12, tbc", "12/09/2014")
    ),
    of("date", 'office:date-value="2012-09-14T13:05:07.123456789"', "14/09/12 13:05"),
    of("date", "", "no day"),
    of("boolean", 'office:boolean-value="true"', "TRUE"),
    of("boolean", 'office:boolean-value="false"', "FALSE"),
    of("boolean", "", "?"),
    of("time", 'office:time-value="PT01H30M00S"', "01:30"),
    *(f'table:formula="of:=[.B7]" {figure(n)}' for n in (0, 5)),
    f'table:formula="of:=1+1" {figure(0)}',
    f'table:formula="of:=TODAY()" {of("date", _DAY, "14/09/12")}',
    *('table:formula="of:=[.B7]"|', f'table:formula="of:=TODAY()"|{P("")}'),
    'table:formula="of:=HYPERLINK(&quot;https://example.org/f&quot;;&quot;x&quot;)" '
    f"{of('string', '', 'x')}",
    f'table:formula="of:=[.B7]" {of("string", "", "Err:502")}',
    f"|{P('see <text:a xlink:href={}>this</text:a>'.format(quoteattr('https://example.org/a')))}",
    f"|{P('<text:a xlink:href={}>here</text:a>'.format(quoteattr('#Guide.A1')))}"
    + P("<text:a xlink:href='mailto:a@b.example'>there</text:a>"),
    f"|{P('<text:a>nowhere</text:a>')}",
    f"|<office:annotation>{P('A note.')}{P('Of two.')}</office:annotation>",
    f"|<office:annotation>{P('A note.')}</office:annotation>{P('typed')}",
    f"|<office:annotation>{P(' ')}</office:annotation>",
    f"|{P('a<text:s/>b<text:s text:c={}/>c'.format(quoteattr('3')))}",
    f"|{P('a<text:s text:c={}/>b'.format(quoteattr('1000')))}",
    f"|{P('a<text:s text:c={}/>b'.format(quoteattr('1001')))}",
    f"|{P('a<text:tab/>b<text:line-break/>c')}",
    "|" + P("a\n\t b<!-- nothing --> c"),
    f"|{P('a<text:note>{}</text:note>b<text:ruby>c<text:ruby-text>d</text:ruby-text></text:ruby>'.format(P('n')))}",
    f"|<text:h>a heading</text:h>{P('and words')}",
    f"|<text:list><text:list-header>{P('of')}</text:list-header><text:list-item>{P('one')}</text:list-item>"
    f"<text:list-item>{P('two')}</text:list-item></text:list><text:section>{P('three')}</text:section>",
    f"|<text:other>{P('of no kind')}</text:other>",
    *(
        f"|{P(f'was <text:span text:style-name={quoteattr(name)}>160 </text:span>148')}"
        for name in (*STYLES, *PARENTS)
    ),
    *(f"table:style-name={quoteattr(name)}|{P('12')}" for name in (*STYLES, *PARENTS)),
    f'table:style-name="struck" {figure(5)}',
    f'table:style-name="struck"|<text:p text:style-name="not struck">not</text:p>{P("all")}',
    f'|<text:p text:style-name="struck">was</text:p>{P("is")}',
    'table:style-name="raised"|' + P('1<text:span text:style-name="level">2</text:span>3'),
    'table:style-name="raised"|' + P('1<text:span text:style-name="struck">2</text:span>3'),
    f'table:style-name="named"|{P("by a common style")}',
)


def styles() -> str:
    made = (
        f'<style:style style:family="{family}" style:name={quoteattr(name)}>{inside}</style:style>'
        for family in FAMILIES
        for name, inside in STYLES.items()
    )
    children = (
        f'<style:style style:family="{family}" style:name={quoteattr(name)} '
        f"style:parent-style-name={quoteattr(parent)}>"
        f"{STYLES['not struck'] if name.startswith('not') else ''}</style:style>"
        for family in FAMILIES
        for name, parent in PARENTS.items()
    )
    return "".join((*made, *children))


NAMED = (
    f'<style:style style:family="table-cell" style:name="named">{STYLES["struck"]}</style:style>'
)
DEFAULT = f'<style:default-style style:family="table-cell">{STYLES["raised"]}</style:default-style>'


def table(inside: str, attributes: str = 'table:name="Targets"') -> str:
    return f"<table:table {attributes}>{inside}</table:table>"


def row(*cells: str, attributes: str = "") -> str:
    made = "".join(
        f"<table:table-cell {kept}>{inside}</table:table-cell>"
        for kept, _, inside in (each.partition("|") for each in cells)
    )
    return f"<table:table-row {attributes}>{made}</table:table-row>"


def read(body: str, **parts: str) -> Iterator[str]:
    budget = Budget()
    content = open_document(body, styles(), {f"{name}.xml": part for name, part in parts.items()})
    for each in ods.read("Return.ods", content, budget):
        yield from told_sheet(each)
        yield from cells_of(each)
    yield told_budget(budget)


def one_cell_after_another() -> Iterator[str]:
    body = table("".join(row("|", each) for each in CELLS))
    content = open_document(body, styles(), {"styles.xml": common_styles(NAMED)})
    (only,) = ods.read("Return.ods", content, Budget())
    for number, cell in enumerate(CELLS, start=1):
        found = only.cells.get((number, 2))
        yield f"{cell}  ⇒  {told_cell(found) if found else 'not there'}"


def repeated(kind: str, times: int) -> str:
    return f'table:number-{kind}-repeated="{times}"'


def spanned(rows: int, columns: int, kind: str = "") -> str:
    return (
        f'table:number-{kind}rows-spanned="{rows}" table:number-{kind}columns-spanned="{columns}"'
    )


A, NO = f"|{P('a')}", "|"
_NOUGHT = f'table:formula="of:=[.B7]" {figure(0)}'
_HIDDEN, _FILTERED = 'table:visibility="collapse"', 'table:visibility="filter"'
_SEEN = 'table:visibility="visible"'
SHEETS = {
    "nothing": "",
    "rows and cells again and again": row(f"{repeated('columns', 2)}{A}", NO, A)
    + row(NO, attributes=repeated("rows", 3))
    + row(A, attributes=repeated("rows", 2))
    + row(f"{repeated('columns', 5)}|", A),
    "the last row": row(NO, attributes=repeated("rows", 9999)) + row(A),
    "beyond it": row(NO, attributes=repeated("rows", 10_000)) + row(A) + row(A),
    "blank beyond it": row(NO, attributes=repeated("rows", 10_000)) + row(NO),
    "beyond it after blanks": row(NO, attributes=repeated("rows", 10_000)) + row(NO) + row(A),
    "over the last row": row(NO, attributes=repeated("rows", 9998))
    + row(A, attributes=repeated("rows", 5)),
    "to the last row": row(NO, attributes=repeated("rows", 9998))
    + row(A, attributes=repeated("rows", 2)),
    "the last column": row(f"{repeated('columns', 99)}|", A),
    "beyond the last column": row(f"{repeated('columns', 100)}|", A),
    "over the last column": row(f"{repeated('columns', 98)}|", f"{repeated('columns', 5)}{A}"),
    "to the last column": row(f"{repeated('columns', 98)}|", f"{repeated('columns', 2)}{A}"),
    "merged": row(
        f"{spanned(2, 3)}{A}", NO, f"{spanned(1, 1)}{A}", f"{spanned(1, 2)}|", f"{spanned(2, 1)}|"
    )
    + row(f"{spanned(2, 2)} {repeated('columns', 2)}{A}", attributes=repeated("rows", 2))
    + row(f"{spanned(100, 100)}|", f"{spanned(100, 101)}|", f"{spanned(101, 100)}|"),
    "arrays": row(f"{spanned(2, 2, 'matrix-')} {_NOUGHT}", figure(0))
    + row(figure(0), f"{repeated('columns', 2)}|", figure(0))
    + row(f"{repeated('columns', 3)}|", f"{spanned(1, 2, 'matrix-')} {_NOUGHT}", figure(7))
    + row(f"{spanned(1, 1, 'matrix-')} {_NOUGHT}", figure(0))
    + row(f"{spanned(2, 1, 'matrix-')}{A}")
    + row(figure(0)),
    "covered": f"<table:table-row><table:covered-table-cell>{P('under')}</table:covered-table-cell>"
    f"<table:other/><table:table-cell>{P('beside')}</table:table-cell></table:table-row>",
    "hidden": f"<table:table-column/><table:table-column {_HIDDEN} {repeated('columns', 2)}/>"
    f"<table:table-column {_SEEN}/><table:table-column {_FILTERED}/>"
    + row(A)
    + row(A, attributes=_HIDDEN)
    + row(A, attributes=_SEEN)
    + row(A, attributes=f"{_FILTERED} {repeated('rows', 3)}")
    + row(A),
    "styles of rows and columns": '<table:table-column table:default-cell-style-name="struck" '
    f"{repeated('columns', 2)}/><table:table-column/>"
    '<table:table-column table:default-cell-style-name="lowered"/>'
    + row(A, A, A, f"|{P('2')}", A)
    + row(
        A, f'table:style-name="not struck"{A}', attributes='table:default-cell-style-name="raised"'
    ),
    "groups of rows": f"<table:table-header-rows>{row(A)}</table:table-header-rows>"
    f"<table:table-row-group>{row(A)}</table:table-row-group>",
    "boxes": row(A)
    + "<table:shapes>"
    + f"<draw:custom-shape>{P('one')}{P('two')}</draw:custom-shape>"
    + f"<draw:frame><draw:text-box>{P('a box')}</draw:text-box></draw:frame>"
    + f"<draw:rect>{P('a rectangle')}</draw:rect><draw:rect>{P(' ')}</draw:rect>"
    + f"<draw:ellipse>{P('of no kind')}</draw:ellipse></table:shapes>",
}
_TABLES = (
    "<style:style style:family='table' style:name='{}'><style:table-properties {}/></style:style>"
)


def whole_sheets() -> Iterator[str]:
    for name, inside in SHEETS.items():
        yield f"{name}:"
        yield from read(table(inside))
    yield "all cells raised where no style says otherwise:"
    yield from read(
        table(row("|" + P("1"), *(f'table:style-name="{each}"|{P("1")}' for each in _SOME_STYLES))),
        styles=common_styles(DEFAULT),
    )
    yield "common styles that are no XML:"
    yield from read(table(row('table:style-name="named"' + A)), styles="<office:styles")


def whole_books() -> Iterator[str]:
    yield "several, hidden by their styles:"
    seen = _TABLES.format("seen", 'table:display="true"') + _TABLES.format("plain", "")
    kinds = seen + _TABLES.format("hidden", 'table:display="false"')
    names = ("seen", "plain", "hidden", "bare", "gone")
    kinds += "<style:style style:family='table' style:name='bare'/>"
    body = "".join(
        table(row(A), f'table:name="{each}" table:style-name="{each}"') for each in names
    )
    budget = Budget()
    found = ods.read("Return.ods", open_document(body + table("", ""), kinds), budget)
    yield from (line for each in found for line in told_sheet(each))
    yield told_budget(budget)
    budget = Budget()
    many = ods.read("Return.ods", open_document("<table:table/>" * 101), budget)
    yield f"of a hundred and one sheets {len(many)} are read: {told_budget(budget)}"
    for name, parts in ENCRYPTED.items():
        yield f"{name}: {'encrypted' if ods.is_encrypted(package(parts)) else 'open'}"


ENCRYPTED = {
    "no manifest": {"content.xml": "encryption-data"},
    "a manifest": {"META-INF/manifest.xml": "<file-entry/>"},
    "one of an encrypted file": {"META-INF/manifest.xml": "<m:encryption-data/>"},
}


def test_what_is_read_of_a_cell(approved: Approved) -> None:
    approved.check("cells of ods", one_cell_after_another())


def test_what_is_read_of_sheets_and_books(approved: Approved) -> None:
    approved.check("sheets of ods", (*whole_sheets(), *whole_books()))
