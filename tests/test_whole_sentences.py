"""What people are told is whole sentences: why a file is not read, what belongs in a column."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

import pytest

from cyps_reports.assessment.state_meanings import deadline_meanings, measure_meanings
from cyps_reports.monthly import CheckedMonth
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.sheets import layout as plan_layout
from cyps_reports.plan.sheets.fields import PLAN_FIELDS, VOCABULARY_FIELDS
from cyps_reports.returns import layout as return_layout
from cyps_reports.workbooks import kinds, refusals
from cyps_reports.workbooks.layout import Column

_SENTENCES = re.compile(r"(?:[“A-Z0-9].*[.?]”?)", re.DOTALL)
_SLIPS = re.compile(r"  |\.\.|,,| [,;:?]| \.(?!\w)|\b(\w+) \1\b(?<!that that)")
"""Two spaces, two full stops or commas, a space before one, a word twice."""


def is_well_said(text: str) -> bool:
    return _SENTENCES.fullmatch(text) is not None and _SLIPS.search(text) is None


REFUSALS = [each for each in vars(refusals).values() if isinstance(each, refusals.Refusal)]


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda each: each.code)
def test_why_a_file_is_not_read_and_what_to_do(refusal: refusals.Refusal) -> None:
    finding = refusal.of("a.xlsx", "so it is")
    assert is_well_said(finding.message), finding.message
    assert is_well_said(finding.fix), finding.fix
    assert "{" not in finding.message


def test_what_other_files_are_and_what_to_do_with_them() -> None:
    """What such a file is stands within a sentence."""
    known = [each for each in vars(kinds).values() if isinstance(each, tuple)]
    found = [each for some in known for each in some if isinstance(each, kinds.Kind)]
    assert len(found) > 10
    for kind in found:
        assert re.fullmatch(r"(?:an?|what|[A-Z]).*[a-z)]", kind.called), kind.called
        assert is_well_said(kind.fix), kind.fix


def _columns(module: object) -> Iterator[Column]:
    for value in vars(module).values():
        if isinstance(value, tuple):
            yield from (each for each in value if isinstance(each, Column))


COLUMNS = [
    *chain.from_iterable(plan_layout.tables(date(2017, 4, 1), date(2018, 3, 31)).values()),
    *_columns(return_layout),
    *PLAN_FIELDS,
    *VOCABULARY_FIELDS,
]


def test_what_belongs_in_each_column() -> None:
    explained = [each for each in COLUMNS if each.prompt]
    assert len(explained) > 100
    for column in explained:
        # Of a choice it may be the choices themselves, which begin as they are typed.
        sentence = column.prompt[0].upper() + column.prompt[1:]
        assert is_well_said(sentence), column.prompt


def test_what_each_state_means(plan: Plan) -> None:
    for meaning in (*measure_meanings(plan).values(), *deadline_meanings(plan).values()):
        assert is_well_said(meaning), meaning


def test_what_is_wrong_in_a_month_and_what_to_type(september: CheckedMonth) -> None:
    for finding in september.findings:
        assert is_well_said(finding.message), finding.message
        assert is_well_said(finding.fix), finding.fix
