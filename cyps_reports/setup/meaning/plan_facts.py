"""What a document says once for the whole plan: its title, its year, its words for things."""

from __future__ import annotations

import re
from calendar import month_name
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.reading import date_in, month_in
from cyps_reports.plan.model.leads import DEFAULT_LEAD_WORD
from cyps_reports.setup.meaning.date_cells import PlanTime, are_day_first
from cyps_reports.setup.meaning.figure_columns import figure_columns, similar_name
from cyps_reports.setup.meaning.made_cells import Made
from cyps_reports.setup.meaning.priorities import Group
from cyps_reports.setup.meaning.table_blocks import Block
from cyps_reports.setup.meaning.table_headings import Kind
from cyps_reports.setup.sources.source import SourceCell, SourceDocument, SourceText
from cyps_reports.setup.synonyms import years_in
from cyps_reports.workbooks.grid import RawCell

_DAY = r"(\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4})"
_PERIOD = re.compile(rf"{_DAY}\s*(?:to|until|[-–—])\s*{_DAY}")
_NAMES = "|".join(month_name[1:])
_MONTHS = re.compile(rf"\b({_NAMES})(?: (20\d\d))?\s*(?:to|until|[-–—])\s*({_NAMES}) (20\d\d)")
_SHORTEST = 180
"""In days. No plan is for less; a shorter time is one that a text is about."""
_COUNCIL = re.compile(r"(?:[A-Z][\w'’&-]* (?:of |and |upon |the |on )?){1,6}(?:Council|Borough)")
_MOST_TEXTS = 40
"""The title, the year and the council stand on a document's first page."""
_AS_USUAL = re.compile(r"outturn(?: \d{4}(?:[/-]\d{2,4})?)?", re.IGNORECASE)
"""What last year's column is called where nothing else is said."""
_SPLIT_YEAR = re.compile(
    rf"20\d\d ?[/–-] ?(?:20)?\d\d(?!\d| ?(?:st|nd|rd|th)?(?: of)? ?(?:{_NAMES}))"
)
"""A year in two, and not the end of one day and the beginning of another, as `2012 – 31 March`."""
_YEARS = re.compile(r"20\d\d to 20\d\d")


def facts_of(
    document: SourceDocument, blocks: Iterable[Block], groups: Iterable[Group]
) -> dict[str, Made]:
    """The cells of the sheet Plan that the document fills, by their keys."""
    first = document.texts[:_MOST_TEXTS]
    found = dict(_title(document, first))
    for text in first:
        if "starts" not in found:
            found |= dict(_period(text))
        if _COUNCIL.fullmatch(text.text) and "council" not in found:
            found["council"] = Made(text.text, text.place)
    year = str(found.get("year", Made()).value or "")
    return found | dict(_words(tuple(blocks), tuple(groups), year))


def time_of(facts: dict[str, Made], cells: Iterable[SourceCell]) -> PlanTime:
    """The first and the last day of the plan as far as they are known, and how days are written."""
    is_day_first = are_day_first(cells)
    starts, ends = (facts.get(key, Made()).value for key in ("starts", "ends"))
    if isinstance(starts, date) and isinstance(ends, date):
        return PlanTime(starts, ends, is_day_first)
    year = re.match(r"20\d\d", str(facts.get("year", Made()).value or ""))
    return PlanTime(date(int(year[0]), 4, 1) if year else None, None, is_day_first)


def _title(document: SourceDocument, first: tuple[SourceText, ...]) -> Iterator[tuple[str, Made]]:
    """The title without its year, and the year; the council's name on top is no title."""
    heads = [text for text in first if text.text == document.title]
    top = next((each for each in heads if not _COUNCIL.fullmatch(each.text)), None)
    top = top or next((each for each in first if _may_be_title(each.text)), None)
    if top is not None:
        said = (_SPLIT_YEAR.findall(top.text), _YEARS.findall(top.text), years_in(top.text))
        years = next(filter(None, said), ())
        bare = top.text.replace(years[0], " ") if years else top.text
        title = " ".join(bare.split()).strip(" -–—:,()")
        if title:
            yield "title", Made(title, top.place)
    texts = [top, *first] if top is not None else first
    for text in texts:
        if match := _SPLIT_YEAR.search(text.text):
            yield "year", Made(match[0], text.place)
            return


def _may_be_title(text: str) -> bool:
    """Whether a text speaks of the plan, and is no sentence about it."""
    is_short = len(text.split()) <= _MOST_WORDS and not text.endswith((".", ":", ";"))
    return is_short and re.search(r"\bplan\b", text, re.IGNORECASE) is not None


_MOST_WORDS = 10


def _period(text: SourceText) -> Iterator[tuple[str, Made]]:
    """The first and the last day that a text names, by days or by months."""
    days: list[date] = []
    if match := _PERIOD.search(text.text):
        read = [date_in(RawCell(said)) for said in match.groups()]
        days = [each for each in read if isinstance(each, date)]
    elif match := _MONTHS.search(text.text):
        from_month, from_year, to_month, year = match.groups()
        months = [month_in(RawCell(f"{from_month} {from_year or year}"))]
        months += [month_in(RawCell(f"{to_month} {year}"))]
        known = [each for each in months if isinstance(each, Month)]
        days = [known[0].first, known[1].last] if len(known) == len(months) else []
    if len(days) > 1 and (days[1] - days[0]).days >= _SHORTEST:
        yield "starts", Made(days[0], text.place)
        yield "ends", Made(days[1], text.place)


def _words(
    blocks: tuple[Block, ...], groups: tuple[Group, ...], plan_year: str
) -> Iterator[tuple[str, Made]]:
    """What the plan calls its leads, its priorities and last year's column."""
    leads = [
        head
        for block in blocks
        if block.kind is Kind.MILESTONES
        for _, head in block.heads.all_of("lead")
    ]
    if leads and leads[0].lowest.casefold() != DEFAULT_LEAD_WORD.casefold():
        yield "lead_word", Made(leads[0].lowest, leads[0].cell.place)
    words = Counter(group.word.capitalize() for group in groups if group.word)
    if words and (word := words.most_common(1)[0][0]) != "Priority":
        source = next(group.source for group in groups if group.word)
        yield "priority", Made(word, source)
    yield from _outturn(blocks, plan_year)
    if similar := similar_name(block.heads for block in blocks):
        yield "similar_name", Made(similar[0], similar[1].cell.place)


def _outturn(blocks: tuple[Block, ...], plan_year: str) -> Iterator[tuple[str, Made]]:
    for block in blocks:
        at = figure_columns(block.heads, plan_year, PlanTime()).own.get("outturn")
        if block.kind is Kind.MEASURES and at is not None:
            last = block.heads.columns[at]
            said = last.heading if last.years and last.lowest in last.years else last.lowest
            if not _AS_USUAL.fullmatch(said):
                yield "outturn_heading", Made(said, last.cell.place)
            return
