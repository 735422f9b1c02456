"""What must be known of a new plan: as it was given, else as the document says, else asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Protocol

from cyps_reports.acts.ended import CannotRun, Reason
from cyps_reports.findings import Refused
from cyps_reports.plan.dates.months import long
from cyps_reports.plan.sheets import layout
from cyps_reports.setup.draft import DraftCell, PlanDraft
from cyps_reports.setup.new_plan import (
    KNOWN_FIRST,
    FirstFacts,
    NewPlan,
    Question,
    question_for,
)


class StartAnswers(Protocol):
    """Somebody who knows the plan. It may raise CannotRun where nobody can answer."""

    def answer(self, question: Question) -> str:
        """What was typed; "" for what is proposed. What cannot be read is asked for again."""


class AsProposed:
    """Takes what is proposed for whatever is not known, and knows nothing else."""

    def answer(self, question: Question) -> str:
        """Nothing, which takes what is proposed. Raises CannotRun where nothing is."""
        if question.refused or not question.proposed:
            raise CannotRun(Reason.NOBODY_ANSWERS, "there is nobody to ask.")
        return ""


OPTIONS: Mapping[str, str] = {
    "council": "--council",
    "service": "--service",
    "title": "--title",
    "starts": "--first-day",
    "ends": "--last-day",
    "reported": "--reported",
}
"""How each is given where nobody is asked."""


def first_questions(today: date) -> tuple[Question, ...]:
    """All that must be known of a new plan, in the order it is asked, with what is likely."""
    known = FirstFacts()
    questions: list[Question] = []
    for name in KNOWN_FIRST:
        question = question_for(name, known, today)
        told = known.told(name, question.proposed)
        known = known if isinstance(told, Refused) else told
        questions.append(question)
    return tuple(questions)


def typed_facts(
    typed: Mapping[str, str], *, with_document: bool
) -> tuple[FirstFacts, Mapping[str, Refused]]:
    """What was typed, by the facts' names, and why what cannot be read is no answer.

    Nothing is an answer only where a document may say it.
    """
    known, refused = FirstFacts(), dict[str, Refused]()
    for name in KNOWN_FIRST:
        text = typed.get(name, "").strip()
        if not text and with_document:
            continue
        told = known.told(name, text)
        if isinstance(told, Refused):
            refused[name] = told
        else:
            known = told
    return known, refused


def settled_facts(
    given: FirstFacts, draft: PlanDraft, today: date, answers: StartAnswers | None
) -> NewPlan:
    """All that must be known; without `answers` nothing is asked.

    Raises:
        CannotRun: what was given does not go together, or something is missing and nobody answers.

    """
    known = given.over(_said_by(draft))
    if wrong := known.wrong_days:
        raise CannotRun(Reason.NOT_TOLD, wrong.message, wrong.fix)
    if answers is not None:
        known = _all_asked(known, _day_in(draft) or today, answers)
    if settled := known.settled:
        return settled
    needed = [OPTIONS[name] for name in known.missing if name != "reported"]
    problem = "something must be known of the plan, and there is nobody to ask."
    raise CannotRun(Reason.NOT_TOLD, problem, f"Give {', '.join(needed)}.")


def _said_by(draft: PlanDraft) -> FirstFacts:
    """What a document says, as far as it can be read."""
    said = FirstFacts()
    for name in said.missing:
        cell = draft.facts.get(name)
        if cell is None or cell.value is None or cell.is_open:
            continue
        text = long(cell.value) if isinstance(cell.value, date) else str(cell.value)
        told = said.told(name, text)
        said = said if isinstance(told, Refused) else told
    return said


def _day_in(draft: PlanDraft) -> date | None:
    """A day that is likely to be in the plan's year, going by a document; None where it says none.

    The document names its year, like 2016/17, or has days on which things are due.
    """
    year = draft.facts.get("year", DraftCell()).value
    if first := re.match(r"20\d\d", str(year or "")):
        return date(int(first[0]), _IN_ANY_YEAR, 1)
    due = [row.value("due") for row in draft.rows(layout.MILESTONES)]
    days = sorted(each for each in due if isinstance(each, date))
    return days[len(days) // 2] if days else None


# A financial, a calendar and a school year are all on in October.
_IN_ANY_YEAR = 10


def _all_asked(known: FirstFacts, today: date, answers: StartAnswers) -> FirstFacts:
    """These with all answers that there are; where nobody answers any more, the rest is missing."""
    for name in known.missing:
        try:
            known = _asked(name, known, today, answers)
        except CannotRun as problem:
            if problem.reason is not Reason.NOBODY_ANSWERS:
                raise
            break
    return known


def _asked(name: str, known: FirstFacts, today: date, answers: StartAnswers) -> FirstFacts:
    """These with the answer to a question, which is asked again until it can be read."""
    question = question_for(name, known, today)
    while True:
        typed = answers.answer(question).strip()
        told = known.told(name, typed or question.proposed)
        if not isinstance(told, Refused):
            return told
        question = replace(question, refused=told)
