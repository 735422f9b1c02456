"""What Cabinet asked: what is open, and what was answered since the last report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.reported_position import Position
from cyps_reports.phrases import capitalised, counted, listed, with_the
from cyps_reports.plan.asked import leads_asked
from cyps_reports.plan.dates import long
from cyps_reports.plan.model import Plan
from cyps_reports.plan.question import Question
from cyps_reports.report.blocks import Block, Bullets, Paragraph


def asked_blocks(
    assessment: Assessment, previous: Position | None, lead: str = ""
) -> Iterator[Block]:
    """What is open and what was answered, each under a sentence; nothing where there is neither.

    With a lead only what that lead is to answer.
    """
    plan, as_at = assessment.plan, assessment.as_at
    theirs = questions_for(plan, lead)
    unanswered = tuple(each for each in theirs if each.is_open(as_at))
    body = with_the(plan.vocabulary.body_word)
    if unanswered:
        yield Paragraph(f"{capitalised(body)} asked, and has no answer yet:")
        yield Bullets(tuple(open_line(each, plan, as_at) for each in _latest_due_last(unanswered)))
    answered = tuple(
        each
        for each in theirs
        if each.is_answered(as_at) and not _was_answered(each, assessment, previous)
    )
    if answered:
        yield Paragraph(f"Answered since the last report to {body}:")
        yield Bullets(tuple(_answered_line(each) for each in answered))


def _was_answered(question: Question, assessment: Assessment, previous: Position | None) -> bool:
    """Whether an answer was told before, as the last record says; else as its day says."""
    if previous and previous.answered is not None:
        return question.key in previous.answered
    before = previous.as_at if previous else assessment.month.first - timedelta(days=1)
    return question.is_answered(before)


def questions_for(plan: Plan, lead: str = "") -> tuple[Question, ...]:
    """The questions of a plan; with a lead's key those that the lead is to answer."""
    return tuple(each for each in plan.questions if not lead or lead in leads_asked(each, plan))


def open_line(question: Question, plan: Plan, as_at: date) -> str:
    """A question that is open, in a sentence: of what, when, of whom, and until when."""
    return f"{_asked(question)} {_until(question, plan, as_at)}".rstrip()


def _asked(question: Question) -> str:
    about = f"{listed(question.references)}: " if question.references else ""
    return f"{about}{_ended(question.asked)}"


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def _until(question: Question, plan: Plan, as_at: date) -> str:
    asked = [part for part in (_when(question), _of_whom(question, plan)) if part]
    said = f"Asked {' '.join(asked)}" if asked else ""
    if question.due is None:
        return f"{said}." if said else ""
    late = (as_at - question.due).days
    overdue = f", {counted(late, 'day')} overdue" if late > 0 else ""
    due = f"due {long(question.due)}{overdue}"
    return f"{said}; {due}." if said else f"{due[:1].upper()}{due[1:]}."


def _when(question: Question) -> str:
    day = f"on {long(question.asked_on)}" if question.asked_on else ""
    meeting = f"({question.meeting})" if question.meeting else ""
    return " ".join(part for part in (day, meeting) if part)


def _of_whom(question: Question, plan: Plan) -> str:
    leads = leads_asked(question, plan)
    whom = listed(plan.lead(key).called for key in leads) if leads else question.by_whom
    return f"of {whom}" if whom else ""


def _latest_due_last(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    return tuple(sorted(questions, key=lambda each: each.due or date.max))


def _answered_line(question: Question) -> str:
    closed = f"Answered on {long(question.closed)}" if question.closed else "Answered"
    answer = _ended(question.answer) if question.answer else "no answer is recorded."
    return f"{_asked(question)} {closed}: {answer}"
