"""How a question of those who decide is said, with whom it waits for and until when."""

from __future__ import annotations

from datetime import date

from cyps_reports.phrases import counted, listed
from cyps_reports.plan.dates.months import long
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.question import Question
from cyps_reports.plan.rows.asked import leads_asked


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


def answered_line(question: Question) -> str:
    """A question that was answered, in a sentence: of what, when, and the answer."""
    closed = f"Answered on {long(question.closed)}" if question.closed else "Answered"
    answer = _ended(question.answer) if question.answer else "no answer is recorded."
    return f"{_asked(question)} {closed}: {answer}"
