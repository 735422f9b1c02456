"""A month as the public edition tells it, made anew from figures among which no hidden one is.

What is derived from figures (ratings, reasons, directions, forecasts, ranges, changes) is derived
again from those that are shown, so that none of it can tell of another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.changes import Change, Kind, changes_of
from cyps_reports.assessment.earlier import Earlier, EarlierText, after, earlier_of
from cyps_reports.assessment.measure_states import MeasureState
from cyps_reports.assessment.model import Assessment, DeadlineResult, MeasureResult
from cyps_reports.assessment.reported_position import Position, position_of
from cyps_reports.assessment.restated import Restated, Telling, restated_of
from cyps_reports.disclosure.entries import public_returns, public_update
from cyps_reports.disclosure.plan import public_plan, says_figure
from cyps_reports.disclosure.published import Published, of_this_plan
from cyps_reports.disclosure.shown import Disclosure, disclosure_of
from cyps_reports.findings import CellRef
from cyps_reports.history.joined_months import History
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns.model import Absent, MeasureEntry, Returns
from cyps_reports.theme import Tone

ACTION_GIVEN = "A corrective action was given to the council."
"""What stands in the place of a corrective action."""


@dataclass(frozen=True, slots=True)
class PublicMonth:
    """A month as the public edition tells it, and what is hidden of it."""

    assessment: Assessment
    history: History
    changes: tuple[Change, ...]
    disclosure: Disclosure


def public_month(
    whole: Assessment, history: History, published: Sequence[Published] = ()
) -> PublicMonth:
    """The public edition of a month.

    `history` is what is known of the months before it, `published` what earlier public editions
    showed.
    """
    returned = (*history.returned, whole.returns)
    published = of_this_plan(published, whole.plan, history.followed.rows_then)
    disclosure = disclosure_of(whole.plan, returned, published)
    plan = public_plan(whole.plan, disclosure)
    rows = disclosure.rows
    about = frozenset(
        each.called for each in whole.plan.measures if each.is_about_children or each.key in rows
    )
    before, earlier = _months_before(history, whole.plan, plan, disclosure)
    now = _with_kept(public_returns(whole.returns, whole.plan, disclosure), whole, disclosure)
    assessed = assess(plan, now, earlier, whole.as_at)
    assessment = replace(
        assessed,
        measures=tuple(_measures(assessed.measures, whole.measures)),
        deadlines=tuple(map(_deadline, whole.deadlines)),
        findings=(),
    )
    told = tuple(
        _restated(published, (*_returns(history, whole.plan, disclosure), now), disclosure)
    )
    positions = tuple(_position(each, before, about) for each in history.compared_with)
    changes = _changes(assessment, positions, told, about)
    shown_positions = positions if history.positions else ()
    return PublicMonth(
        assessment, History(earlier=earlier, positions=shown_positions), changes, disclosure
    )


def _returns(history: History, plan: Plan, disclosure: Disclosure) -> Iterator[Returns]:
    return (public_returns(each, plan, disclosure) for each in history.returned)


def _months_before(
    history: History, whole: Plan, plan: Plan, disclosure: Disclosure
) -> tuple[dict[Month, Position], Earlier]:
    """Each earlier month as it is told now, and what is known of them all."""
    followed = history.followed
    known = replace(
        earlier_of(public_returns(each, whole, disclosure) for each in followed.returns),
        months=(),
        dues=followed.dues,
        year_before=followed.year_before,
    )
    positions: dict[Month, Position] = {}
    for past in history.months:
        returns, day = public_returns(past.returns, whole, disclosure), past.month.last
        positions[past.month] = position_of(assess(plan.as_it_stood(day), returns, known, day))
        known = after(known, returns)
    return positions, known


def _position(told: Position, before: dict[Month, Position], about: frozenset[str]) -> Position:
    """An earlier position with the measures as they are told now; none of a year before."""
    again = before.get(told.month)
    cells = None
    if told.cells is not None:
        cells = {
            row: {
                heading: text
                for heading, text in said.items()
                if row not in about or not says_figure(heading)
            }
            for row, said in told.cells.items()
        }
    return replace(told, measures=again.measures if again else {}, cells=cells)


def _with_kept(now: Returns, whole: Assessment, disclosure: Disclosure) -> Returns:
    """The month's entries, hidden too where an earlier figure stands that is hidden."""
    entries = dict(now.measures)
    for result in whole.measures:
        kept = result.kept
        if kept is None:
            continue
        is_text = isinstance(kept, EarlierText)
        measure, key = result.measure, result.measure.key
        is_hidden = measure.is_about_children if is_text else disclosure.is_hidden(key, kept.month)
        if is_hidden:
            entry = entries.get(key, MeasureEntry())
            entries[key] = replace(entry, actual=Absent.CONFIDENTIAL, as_at=kept.as_at)
    return replace(now, measures=entries)


def _measures(
    shown: Iterable[MeasureResult], whole: Iterable[MeasureResult]
) -> Iterator[MeasureResult]:
    """The results, each with its symbol, and the sentence that something is done about it."""
    for bare, known in zip(shown, whole, strict=True):
        result = _with_symbol(bare)
        has_action = bool(known.corrective_action) and result.rag in (Tone.RED, Tone.AMBER)
        if has_action and result.entry:
            entry = replace(result.entry, corrective_action=ACTION_GIVEN)
            yield replace(result, entry=entry)
        elif has_action and result.kept:
            kept = replace(result.kept, corrective_action=ACTION_GIVEN)
            yield replace(result, reporting=replace(result.reporting, kept=kept))
        else:
            yield result


_NO_ENTRY = MeasureEntry(places={"actual": CellRef()})
"""In the place of a row of which no return came; it is not missing from one."""


def _with_symbol(result: MeasureResult) -> MeasureResult:
    """The result with a symbol in the place of a figure that it has not, or cannot be used."""
    is_unreliable = result.state is MeasureState.UNREADABLE
    if result.symbol or result.kept or (result.has_actual and not is_unreliable):
        return result
    symbol = Absent.NOT_APPLICABLE if result.state.is_withdrawn else Absent.UNAVAILABLE
    symbol = Absent.UNRELIABLE if is_unreliable else symbol
    entry = replace(result.entry or _NO_ENTRY, actual=symbol, said="")
    return replace(result, entry=entry)


def _deadline(result: DeadlineResult) -> DeadlineResult:
    """A deadline with its state and dates as they are, and of its words the public comment."""
    is_late = result.rag in (Tone.RED, Tone.AMBER)
    told = result.told
    action = ACTION_GIVEN if is_late and told and told.corrective_action else ""
    entry = result.entry and replace(public_update(result.entry), corrective_action=action)
    kept = result.kept and replace(
        result.kept,
        entry=replace(public_update(result.kept.entry), corrective_action=action),
    )
    return replace(result, entry=entry, kept=kept)


def _restated(
    published: Iterable[Published], returned: Sequence[Returns], disclosure: Disclosure
) -> Iterator[Restated]:
    """The figures that public editions showed otherwise; one that is hidden now is not told of."""
    tellings = tuple(
        Telling(key, column, figure)
        for edition in published
        for (key, column), figure in edition.figures.items()
        if isinstance(column, Month) and isinstance(figure, Decimal)
    )
    for each in restated_of(tellings, returned):
        if not disclosure.is_hidden(each.key, each.month):
            yield each


def _changes(
    assessment: Assessment,
    positions: Sequence[Position],
    restated: tuple[Restated, ...],
    about: frozenset[str],
) -> tuple[Change, ...]:
    """What has changed of what is shown; `about` are the rows whose figures may be hidden."""
    return tuple(
        each
        for each in changes_of(assessment, positions, restated)
        if not (each.kind is Kind.PLAN and each.ref in about and says_figure(each.about))
    )
