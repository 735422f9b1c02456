"""The report as HTML: sound, whole, the same figures as elsewhere, and nothing typed does harm."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as reading

from cyps_reports.monthly import CheckedMonth
from cyps_reports.report.blocks import Exhibit, Report, Section
from cyps_reports.report.chart_blocks import Chart, Line, LineChart, LineCharts
from cyps_reports.report.table_blocks import Table
from cyps_reports.theme import INK, PAINTS, Tone
from cyps_reports.writers.html.elements import markup
from cyps_reports.writers.html.point_labels import point_labels
from cyps_reports.writers.html.report import html_both, html_fragment, html_report
from cyps_reports.writers.html.style import sheets_of_paper, stylesheet
from tests.test_typed_text import HOSTILE
from tests.tools.report_models import ALL_KINDS, LINE_CHART, of_month, with_every_text
from tests.tools.shares import share_of

OF_HTML = (
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "</style><script>alert(1)</script>",
    "</title></svg><img src=x onerror=alert(1)>",
    "--><b>",
    "]]>",
    "&lt;script&gt; &amp;amp; &#60;",
    "javascript:alert(1)",
    "\\3c script",
)


def tree(page: bytes) -> etree._Element:
    # Where a line of a text ends is a space to who reads the words alone.
    return reading.document_fromstring(page.decode().replace("<br>", " <br>"))


@pytest.fixture(scope="module")
def report(september: CheckedMonth) -> Report:
    return of_month(september)


@pytest.fixture(scope="module")
def page(report: Report) -> etree._Element:
    return tree(html_report(report))


def one(within: etree._Element, path: str) -> etree._Element:
    """The first element at a path, which must be there."""
    found = within.find(path)
    assert found is not None, path
    return found


def words(element: etree._Element) -> str:
    """All its text, with single spaces."""
    return " ".join("".join(map(str, element.itertext())).split())


def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    assert html_report(report) == html_report(report)
    assert html_fragment(report) == html_fragment(report)
    assert html_both(report) == (html_report(report), html_fragment(report))


def test_the_page_says_its_language_and_its_title(report: Report, page: etree._Element) -> None:
    assert page.get("lang") == "en-GB"
    assert words(one(page, "head/title")) == f"{report.title}: {report.month} ({report.council})"
    assert html_report(report).startswith(b"<!DOCTYPE html>\n<html")


@pytest.mark.parametrize(
    ("marking", "said"), [("OFFICIAL", "OFFICIAL"), ("", "Children and young people")]
)
def test_what_a_search_says_of_the_page_is_its_marking_or_else_whose_plan_it_is(
    marking: str, said: str
) -> None:
    made = replace(ALL_KINDS, marking=marking, service="Children and young people")
    assert one(tree(html_report(made)), "head/meta[@name='description']").get("content") == said


def test_columns_are_as_wide_as_in_word_by_rules_of_the_stylesheet() -> None:
    page = tree(html_report(ALL_KINDS))
    style = words(one(page, "head/style"))
    classes = [each.get("class", "") for each in page.iter("col")]
    assert classes
    assert all(
        f".cyps-report .{each}{{width:{each.removeprefix('cyps-w')}%}}" in style for each in classes
    )
    table = next(
        block
        for section in ALL_KINDS.sections
        for block in section.blocks
        if isinstance(block, Table)
    )
    total = sum(column.width for column in table.columns)
    assert classes[: len(table.columns)] == [
        f"cyps-w{round(100 * column.width / total)}" for column in table.columns
    ]


def test_nothing_runs_and_nothing_is_fetched(page: etree._Element) -> None:
    there = {each.tag for each in page.iter(etree.Element)}
    assert not there & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
        "input",
    }
    assert not [each for each in page.iter() if {"src", "style", "srcset"} & {*each.attrib}]
    assert not [name for each in page.iter() for name in each.attrib if str(name).startswith("on")]
    style = words(one(page, "head/style"))
    assert "url(" not in style
    assert "@import" not in style


def test_the_look_of_the_report_reaches_the_whole_page(page: etree._Element) -> None:
    """Each rule is about what lies in something of this class, so that a website keeps its own."""
    assert one(page, "body").get("class") == "cyps-report"


def test_headings_come_in_order(page: etree._Element) -> None:
    levels = [int(each.tag[1]) for each in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_link_in_the_page_leads_somewhere_and_no_name_is_given_twice(
    page: etree._Element,
) -> None:
    names = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(names) == len({*names})
    inside = [each.get("href") for each in page.iter("a") if each.get("href", "").startswith("#")]
    assert {f"#{name}" for name in names} >= {*inside}
    for attribute in ("aria-labelledby", "aria-describedby"):
        assert {*names} >= {each.get(attribute) for each in page.iter() if each.get(attribute)}


def test_the_contents_lead_to_every_section(report: Report, page: etree._Element) -> None:
    links = page.findall(".//nav//a")
    assert [words(each) for each in links] == [" ".join(s.title.split()) for s in report.sections]


def _blocks(report: Report) -> Iterator[object]:
    for section in report.sections:
        yield from section.blocks


def test_every_table_has_its_caption_and_the_headings_of_columns_and_rows(
    report: Report, page: etree._Element
) -> None:
    told = [block for block in _blocks(report) if isinstance(block, Table)]
    bars = [
        each for each in page.findall(".//table") if each.find(".//svg[@class='bar']") is not None
    ]
    made = [each for each in page.findall(".//table") if each not in bars]
    assert len(bars) == 1, "those of page one"
    assert len(told) == len(made) > 10
    for table, drawn in zip(told, made, strict=True):
        assert words(one(drawn, "caption")) == f"{table.title} {table.description}"
        heads = drawn.findall("thead/tr/th[@scope='col']")
        assert [words(each) for each in heads] == [
            " ".join(column.heading.split()) for column in table.columns
        ]
        region = drawn.getparent()
        assert region is not None
        assert (region.get("role"), region.get("tabindex")) == ("region", "0")
        bands = [row for row in table.rows if not isinstance(row, tuple)]
        assert len(drawn.findall("tbody/tr/th[@scope='rowgroup']")) == len(bands)
        rows = [row for row in table.rows if isinstance(row, tuple)]
        named = [row for row in rows if row[0].text]
        assert len(drawn.findall("tbody/tr/th[@scope='row']")) == len(named)
        cells = [each for each in drawn.findall("tbody/tr") if each.find("td") is not None]
        assert len(cells) == len(rows)
        read = [words(each).replace("\xa0", " ") for row in cells for each in row]
        told_cells = [cell for row in rows for cell in row]
        for text, cell in zip(read, told_cells, strict=True):
            shown = " ".join(cell.text.split())
            assert shown in text
            assert cell.footnotes or cell.icon or cell.trend or text == shown


def test_every_chart_is_drawn_and_says_its_message_first(
    report: Report, page: etree._Element
) -> None:
    told: list[Chart | LineChart] = []
    for block in _blocks(report):
        if isinstance(block, Chart):
            told.append(block)
        elif isinstance(block, LineCharts):
            told += block.charts
        elif isinstance(block, Exhibit) and block.chart:
            told.append(block.chart)
    made = page.findall(".//figure")
    assert len(told) == len(made) > 5
    for chart, drawn in zip(told, made, strict=True):
        picture = one(drawn, "svg[@role='img']")
        assert words(one(picture, "title")) == chart.title
        assert words(one(picture, "desc")) == chart.alt_text
        assert words(one(drawn, "figcaption")).startswith(chart.title)


def test_a_line_chart_draws_every_figure_in_its_place() -> None:
    page = tree(html_report(ALL_KINDS))
    drawn = one(page, ".//figure/svg[@class='plot']")
    marks = list(drawn.iter("line"))
    texts = [words(each) for each in drawn.iter("text")]
    assert texts[: len(marks)] == ["55%", "60%", "65%", "70%", "75%", "80%"]
    heights = {text: float(mark.get("y1", "")) for text, mark in zip(texts, marks, strict=False)}
    dots = [(float(each.get("cx", "")), float(each.get("cy", ""))) for each in drawn.iter("circle")]
    assert len(dots) == 3
    assert dots[0][1] == heights["70%"]
    share = (dots[2][1] - heights["60%"]) / (heights["65%"] - heights["60%"])
    assert share == pytest.approx(1 / 5, abs=0.01), "61% lies a fifth of the way from 60% to 65%"
    assert dots[1][0] - dots[0][0] == pytest.approx(dots[2][0] - dots[1][0], abs=0.02)
    assert {"70%", "61%"} <= {*texts[len(marks) :]}


@pytest.mark.parametrize(
    ("points", "sides"),
    [
        (((100, 50), (200, 50)), ("above", "above")),
        (((100, 50), (100, 50)), ("above", "below")),
        (((100, 50), (110, 54)), ("above", "below")),
        (((100, 50), (110, 90)), ("above", "above")),
        (((100, 10), (200, 50)), ("below", "above")),
        (((100, 10), (110, 40)), ("below", "below")),
    ],
    ids=["apart", "one point", "neighbours", "one far below", "at the head", "under one below"],
)
def test_a_label_stands_above_its_point_and_below_where_it_would_cover_another_or_leave_the_chart(
    points: tuple[tuple[int, int], ...], sides: tuple[str, ...]
) -> None:
    lines = tuple(
        Line(f"Line {at}", tuple(Decimal(down) for _, down in points), labels={at: "61%"})
        for at in range(len(points))
    )
    chart = replace(LINE_CHART, lines=lines)
    made = point_labels(chart, lambda place: points[place][0], float, (400, 200))
    texts = [etree.fromstring(markup(each)) for each in made]
    places = [(float(each.get("x", "")), float(each.get("y", ""))) for each in texts]
    assert [across for across, _ in places] == [across for across, _ in points]
    feet = zip(places, points, strict=True)
    assert tuple("above" if foot < down else "below" for (_, foot), (_, down) in feet) == sides


def test_the_lines_of_a_chart_differ_without_their_colours() -> None:
    page = tree(html_report(ALL_KINDS))
    swatches = page.findall(".//div[@class='charts']/figure/ul[@class='legend']/li/svg")
    looks = [
        tuple(
            (part.tag, part.get("points"), part.get("stroke-dasharray"), part.get("stroke-width"))
            for part in swatch
        )
        for swatch in swatches
    ]
    assert len(looks) == len(LINE_CHART.lines) + 1
    assert len({*looks}) == len(looks)


def test_a_forecast_is_a_line_of_round_dots_and_no_other_line_is() -> None:
    page = tree(html_report(ALL_KINDS))
    entries = page.findall(".//ul[@class='legend']/li")
    rounds = {
        words(each): [line.get("stroke-linecap") for line in each.iter("polyline")]
        for each in entries
    }
    assert rounds["Forecast"] == ["round"]
    drawn = {cap for name, caps in rounds.items() if name != "Forecast" for cap in caps}
    assert drawn == {None}


def test_a_bar_chart_tells_each_count_with_its_symbol() -> None:
    bars = one(tree(html_report(ALL_KINDS)), ".//figure[@class='wide']/svg")
    inks = {words(each): each.get("fill") for each in bars.iter("text")}
    on_red, on_paper = PAINTS[Tone.RED].ink, INK
    assert (inks["■ 12"], inks["Priority A"]) == (f"#{on_red}", f"#{on_paper}")
    assert [words(each) for each in bars.iter("text")] == [
        "Priority A",
        "■ 12",
        "● 1",
        "Priority B",
        "● 1",
    ]


def test_the_officers_words_are_paragraphs_and_an_empty_place_is_nothing() -> None:
    read = words(one(tree(html_report(ALL_KINDS)), ".//main"))
    assert "A titleWords.listed" in read
    assert "listed" in [each.text for each in tree(html_report(ALL_KINDS)).findall(".//ul/li")]
    assert "Nobody wrote here" not in read
    assert "Click here" not in read


def test_a_note_is_numbered_once_and_leads_back() -> None:
    page = tree(html_report(ALL_KINDS))
    references = page.findall(".//sup/a")
    targets = [each.get("href") for each in references]
    assert targets == ["#cyps-note-1", "#cyps-note-2", "#cyps-note-2"], "afresh in each table"
    note = one(page, ".//ol/li[@id='cyps-note-1']")
    assert words(note) == "A note. Back"
    back = one(note, "a")
    assert back.get("href") == "#cyps-note-1-from"


def test_an_address_that_would_run_something_is_no_link() -> None:
    addresses = [each.get("href", "") for each in tree(html_report(ALL_KINDS)).iter("a")]
    assert "https://example.org/x" in addresses
    assert not [each for each in addresses if each.startswith("javascript")]


def test_the_marking_stands_on_every_page_of_paper() -> None:
    style = sheets_of_paper("Internal", "Plan")
    assert '@page{size:A4;margin:18mm 14mm;@top-left{content:"Internal"' in style
    assert "@top-left" not in sheets_of_paper("", "Plan")


@pytest.mark.parametrize("write", [html_report, html_fragment])
def test_its_edition_stands_at_its_head(write: Callable[[Report], bytes], report: Report) -> None:
    assert report.edition.startswith("Internal")
    edition = tree(write(report)).find(".//p[@class='edition']")
    assert edition is not None
    assert words(edition) == report.edition


def test_on_paper_the_edition_stands_at_the_head_of_every_page() -> None:
    style = words(one(tree(html_report(ALL_KINDS)), "head/style"))
    assert r'@top-left{content:"A\20 marking\2e \20 An\20 edition"' in style


def test_a_fragment_has_no_head_and_no_title_and_touches_nothing_else(report: Report) -> None:
    made = html_fragment(report)
    assert made.startswith(b'<div class="cyps-report" lang="en-GB"><style>')
    fragment = reading.fragment_fromstring(made.decode())
    assert not [*fragment.iter("html", "head", "body", "main", "h1", "meta")]
    style = one(fragment, "style")
    outside = [
        rule
        for line in (style.text or "").split("@media print{")[0].replace("\n", "").split("}")
        if (rule := line.partition("{")[0])
        and not all(part.startswith(".cyps-report") for part in rule.split(","))
    ]
    assert outside == []
    assert "@page" not in (style.text or ""), "how the council's own page is printed is its own"
    names = [each.get("id", "") for each in fragment.iter() if each.get("id")]
    assert all(each.startswith("cyps-") for each in names)


# What somebody typed


def skeleton(page: bytes) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page in their order, and the names of their attributes."""
    return [(str(each.tag), tuple(map(str, each.attrib))) for each in tree(page).iter()]


@settings(max_examples=share_of(60))
@given(st.one_of(st.sampled_from(HOSTILE + OF_HTML), st.text(max_size=60)))
@example("</style><script>alert(1)</script>")
def test_whatever_is_typed_stays_text(typed: str) -> None:
    said = f"x{typed}x".replace("\n", " ").replace("\r", " ")
    made = html_report(with_every_text(ALL_KINDS, lambda _: said))
    harmless = html_report(with_every_text(ALL_KINDS, lambda _: "x" * len(said)))
    assert skeleton(made) == skeleton(harmless)


@pytest.mark.parametrize("typed", OF_HTML)
def test_a_text_is_read_as_it_was_typed(typed: str) -> None:
    page = tree(html_report(with_every_text(ALL_KINDS, lambda _: typed)))
    assert words(one(page, ".//h1")) == " ".join(typed.split())
    assert words(one(page, ".//desc")) == " ".join(typed.split())
    assert words(one(page, ".//tbody/tr/td[3]")) == " ".join(typed.split())


def test_a_report_without_anything_is_still_a_page() -> None:
    empty = replace(ALL_KINDS, marking="", council="", facts=(), sections=(Section("1. One", ()),))
    page = tree(html_report(empty))
    assert words(one(page, ".//main")) == "1. One"


# Colours


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("tone", [tone for tone in Tone if tone is not Tone.PLAIN])
def test_a_chip_has_contrast_and_a_symbol(tone: Tone) -> None:
    paint = PAINTS[tone]
    light, dark = sorted((_luminance(paint.background), _luminance(paint.ink)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
    assert paint.symbol
    assert f".{tone}{{background:#{paint.background};color:#{paint.ink}}}" in stylesheet()
