"""What Cabinet asked: what is open, and what was answered since the last report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from cyps_reports.assessment.model import Assessment
from cyps_reports.assessment.reported_position import Position
from cyps_reports.phrases import capitalised, with_the
from cyps_reports.plan.model.question import Question
from cyps_reports.report.blocks import Block, Bullets, Paragraph
from cyps_reports.report.question_wording import answered_line, open_line, questions_for


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
        yield Bullets(tuple(answered_line(each) for each in answered))


def _was_answered(question: Question, assessment: Assessment, previous: Position | None) -> bool:
    """Whether an answer was told before, as the last record says; else as its day says."""
    if previous and previous.answered is not None:
        return question.key in previous.answered
    before = previous.as_at if previous else assessment.month.first - timedelta(days=1)
    return question.is_answered(before)


def _latest_due_last(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    return tuple(sorted(questions, key=lambda each: each.due or date.max))
