"""What must be known of a new plan: as it was given, else as the document says, else asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Protocol

from cyps_reports.acts.ended import CannotRun, Reason
from cyps_reports.findings import Refused
from cyps_reports.plan.dates import long
from cyps_reports.setup.draft import PlanDraft
from cyps_reports.setup.new_plan import FirstFacts, NewPlan, Question, question_for


class StartAnswers(Protocol):
    """Somebody who knows the plan. It may raise CannotRun where nobody can answer."""

    def answer(self, question: Question) -> str:
        """What was typed; "" for what is proposed. What cannot be read is asked for again."""


OPTIONS: Mapping[str, str] = {
    "council": "--council",
    "service": "--service",
    "title": "--title",
    "starts": "--first-day",
    "ends": "--last-day",
    "reported": "--reported",
}
"""How each is given where nobody is asked."""


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
        for name in known.missing:
            known = _asked(name, known, today, answers)
    settled = known.settled
    if settled is None:
        raise _not_told(known)
    return settled


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


def _asked(name: str, known: FirstFacts, today: date, answers: StartAnswers) -> FirstFacts:
    """These with the answer to a question, which is asked again until it can be read."""
    question = question_for(name, known, today)
    while True:
        try:
            typed = answers.answer(question).strip()
        except CannotRun as problem:
            if problem.reason is Reason.NOBODY_ANSWERS:
                raise _not_told(known) from None
            raise
        told = known.told(name, typed or question.proposed)
        if not isinstance(told, Refused):
            return told
        question = replace(question, refused=told)


def _not_told(known: FirstFacts) -> CannotRun:
    needed = [OPTIONS[name] for name in known.missing if name != "reported"]
    problem = "something must be known of the plan, and there is nobody to ask."
    return CannotRun(Reason.NOT_TOLD, problem, f"Give {', '.join(needed)}.")
