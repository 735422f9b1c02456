"""By which titles a plan is known: its own, and those it had before."""

from __future__ import annotations

import re

from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.rows.cell_values import several
from cyps_reports.plan.sheets.fields import PLAN_FIELDS
from cyps_reports.plan.sheets.layout import PLAN
from cyps_reports.workbooks.layout import headings
from cyps_reports.workbooks.plain_text import same_words


def is_called(plan: Plan, identity: str) -> bool:
    """Whether a title with its year is the plan's, also by a title that it had before."""
    before = several(plan.also_titles)
    names = (plan.identity, *(f"{each} {plan.year}" for each in before), *before)
    return same_words(identity) in map(same_words, names)


def goes_on_from(plan: Plan, title: str, year: str) -> bool:
    """Whether a plan of an earlier year has the plan's title, or one that it had before."""
    names = same_words(title), same_words(f"{title} {year}")
    return any(same_words(each) in names for each in (plan.title, *several(plan.also_titles)))


def _is_own_of_another_year(plan: Plan, identity: str) -> bool:
    said, title = " ".join(identity.split()), " ".join(plan.title.split())
    is_own = said.casefold().startswith(title.casefold())
    return is_own and _YEARS_ALONE.fullmatch(said[len(title) :]) is not None


_YEARS_ALONE = re.compile(r"(?:[\s\d/.–-]|\bto\b)*", re.ASCII | re.IGNORECASE)


def how_to_adopt(plan: Plan, identity: str) -> str:
    """What to type in the plan workbook where a title with its year is one that the plan had.

    It is "" where the title is the plan's own and the year is another: that is another year's plan.
    """
    if _is_own_of_another_year(plan, identity):
        return ""
    title = identity.strip().removesuffix(plan.year).strip() or identity
    heading = headings(PLAN_FIELDS)["also_titles"]
    return (
        f" If the plan was called so before, type “{title}” beside “{heading}” on the sheet {PLAN}"
        " of the plan workbook."
    )
