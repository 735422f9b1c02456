"""Who answers for a priority's return, in words."""

from __future__ import annotations

from cyps_reports.assessment.model import Assessment
from cyps_reports.phrases import capitalised
from cyps_reports.plan.dates.months import long
from cyps_reports.plan.model.sign_off import SignOffAsked
from cyps_reports.returns.model import Input


def signed_sentences(assessment: Assessment, code: str) -> str:
    """Who filled a priority's return in and signed it off, a sentence for each workbook.

    "" where nothing says it and the plan does not ask. The public edition, which knows no workbook,
    names nobody.
    """
    inputs = [each for each in _named(assessment) if each.priority == code]
    said = [(each.workbook, _sentence(each, assessment)) for each in inputs]
    told = [(workbook, sentence) for workbook, sentence in said if sentence]
    if len(inputs) <= 1:
        return " ".join(sentence for _, sentence in told)
    return " ".join(f"{workbook}: {sentence}" for workbook, sentence in told)


def signed_in_short(assessment: Assessment, code: str) -> str:
    """Whether a priority's return is signed off, as part of a line; "" as above.

    Of several workbooks, what is the least sure.
    """
    inputs = [each for each in _named(assessment) if each.priority == code]
    if any(each.is_changed_since_signed for each in inputs):
        return "changed since it was signed off"
    unsigned = [each for each in inputs if not each.sign_off.is_given]
    if unsigned:
        return "not signed off" if _is_asked(assessment) else ""
    return "signed off" if inputs else ""


def _named(assessment: Assessment) -> tuple[Input, ...]:
    return tuple(each for each in assessment.returns.inputs if each.workbook)


def _is_asked(assessment: Assessment) -> bool:
    return assessment.plan.sign_off is SignOffAsked.YES


def _sentence(each: Input, assessment: Assessment) -> str:
    said = each.sign_off
    parts = [f"filled in by {said.filled_in_by}"] if said.filled_in_by else []
    if said.is_given and said.on:
        parts.append(f"signed off by {said.by} on {long(said.on)}")
    elif _is_asked(assessment):
        parts.append("not signed off")
    since = " It was changed since." if each.is_changed_since_signed else ""
    return f"{capitalised(', '.join(parts))}.{since}" if parts else ""
