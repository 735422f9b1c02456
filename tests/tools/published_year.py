"""A year of public editions of a small plan, with figures that must not be told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from cyps_reports import locations
from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.changes import changes_of
from cyps_reports.assessment.earlier import after
from cyps_reports.assessment.reported_position import Position, position_of
from cyps_reports.disclosure.published import Published
from cyps_reports.history.followed import Followed
from cyps_reports.history.joined_months import History
from cyps_reports.history.past_month import PastMonth
from cyps_reports.letters.letter import Attachment
from cyps_reports.mailing import mailing_of
from cyps_reports.monthly import CheckedMonth, public_edition
from cyps_reports.outputs import month_outputs, sealed
from cyps_reports.plan.cell_texts import plan_cells
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.measure import AboutChildren, Basis, Measure, Polarity
from cyps_reports.plan.model.milestone import Deadline, Milestone
from cyps_reports.plan.model.plan import Plan
from cyps_reports.plan.model.units import Unit
from cyps_reports.record.file import RecordFile
from cyps_reports.returns.model import (
    Absent,
    DataStatus,
    DeadlineEntry,
    Input,
    MeasureEntry,
    Returns,
    Status,
)
from cyps_reports.writers.report_files import Formats
from tests.tools.small_plan import small_plan

MONTHS = small_plan().months
EXPLOITED = "Referrals for exploitation"
MARCH = Month(2017, 3)
"""The last month of the year before, which later editions draw."""
Counts = Mapping[str, int | str]
"""What is counted in a month, by the rows below."""

ABOUT = AboutChildren.YES
LOWER, HIGHER = Polarity.LOWER, Polarity.HIGHER


def _measure(number: int, name: str, unit: Unit, target: str, **said: Any) -> Measure:
    fields: dict[str, Any] = {"polarity": LOWER, "about_children": ABOUT, **said}
    return Measure("A", number, "", name, unit, target=Decimal(target), **fields)


def published_plan(**more: Any) -> Plan:
    """A sum with its parts, a share of one, an average, a count so far, and one by itself."""
    measures = (
        _measure(1, "Referrals of any kind", Unit.COUNT, "50", sum_of=("A2", "A3", "A4")),
        _measure(2, EXPLOITED, Unit.COUNT, "2", outturn=Decimal(4)),
        _measure(3, "Referrals for neglect", Unit.COUNT, "18", outturn=Decimal(21)),
        _measure(4, "Referrals for other reasons", Unit.COUNT, "25", outturn=Decimal(33)),
        _measure(
            5,
            "Share of referrals for exploitation",
            Unit.PERCENT,
            "4.0",
            numerator="A2",
            denominator="A1",
        ),
        _measure(6, "Days until a family is found", Unit.DAYS, "40.0"),
        _measure(
            7, "Adoptions so far", Unit.COUNT, "12", basis_set=Basis.CUMULATIVE, polarity=HIGHER
        ),
        _measure(8, "Missing from care", Unit.COUNT, "3"),
        _measure(9, "Social workers", Unit.COUNT, "80", about_children=AboutChildren.NO),
    )
    milestone = Milestone(
        "A", 20, "", "A new strategy is agreed", "AB", deadlines=(Deadline(1, date(2017, 6, 30)),)
    )
    return small_plan(measures=measures, milestones=(milestone,), **more)


def counts_of(month: Month, **other: int | str) -> Counts:
    """What is counted in a month: the same in each, but for three rows; in March, last year's."""
    if month == MARCH:
        return {
            **counts_of(MONTHS[0]),
            "exploitation": 4,
            "neglect": 21,
            "other": 33,
            "adopted": 16,
        }
    at = MONTHS.index(month)
    so_far = (2, 4, 7, 9, 9, 10, 12, 12, 13, 15, 16, 18)[at]
    plain: dict[str, int | str] = {
        "exploitation": 3,
        "neglect": 20,
        "other": 34 + at,
        "adopted": so_far,
        "waiting": 4,
        "days": "41.5",
        "missing": 4,
        "workers": 74 + at,
    }
    return {**plain, **other}


def returns_of(month: Month, counts: Counts) -> Returns:
    """What the manager returns: figures, and words that tell more than is published."""
    a, b, c = (int(counts[name]) for name in ("exploitation", "neglect", "other"))
    share = (Decimal(a) * 100 / (a + b + c)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    figures = {
        1: Decimal(a + b + c),
        2: Decimal(a),
        3: Decimal(b),
        4: Decimal(c),
        5: share,
        6: Decimal(counts["days"]),
        7: Decimal(counts["adopted"]),
        8: Decimal(counts["missing"]),
        9: Decimal(counts["workers"]),
    }
    told = "; ".join(f"{name} {each}" for name, each in counts.items())
    below = (("denominator", str(counts["waiting"])),)
    return Returns(
        month,
        (Input("return.xlsx", "0" * 64, "A"),),
        {
            (f"A{number}", ""): MeasureEntry(
                figure,
                month.last,
                DataStatus.FINAL,
                comment=f"In all: {told}.",
                corrective_action=f"Look at all {told}.",
                notes=(f"Noted: {told}.",),
                further=(*(below if number == 6 else ()), ("public_comment", "Work goes on.")),
            )
            for number, figure in figures.items()
        },
        {
            ("A20", 1): DeadlineEntry(
                Status.AT_RISK,
                progress=f"Seen: {told}.",
                corrective_action=f"For {told}.",
                notes=(told,),
            )
        },
    )


@dataclass
class PublishedYear:
    """The public editions of the months: their files by month and name, and what they showed."""

    plan: Plan
    counts: Mapping[Month, Counts]
    editions: dict[Month, dict[str, bytes]] = field(default_factory=dict)
    checked: dict[Month, CheckedMonth] = field(default_factory=dict)

    @property
    def published(self) -> Iterator[Published]:
        """What each edition showed."""
        for month, each in self.checked.items():
            assert each.disclosure
            shown = {
                place: None if isinstance(figure, Absent) else figure
                for place, figure in each.disclosure.shown.items()
            }
            yield Published(month, shown)


def whole_month(plan: Plan, returned: Mapping[Month, Returns], month: Month) -> CheckedMonth:
    """The month as the council itself knows it, without anything read from files."""
    followed = _last_year(plan, returned)
    known, positions, past = followed.earlier, list[Position](), list[PastMonth]()
    for each in (before for before in returned if plan.months[0] <= before < month):
        assessed = assess(plan.as_it_stood(each.last), returned[each], known, each.last)
        positions.append(replace(position_of(assessed), cells=plan_cells(_plan_then(plan, each))))
        past.append(PastMonth(each, returned[each], None))
        known = after(known, returned[each])
    history = History(tuple(past), known, tuple(positions), followed=followed)
    assessment = assess(plan.as_it_stood(month.last), returned[month], history.earlier, month.last)
    return CheckedMonth(assessment, (), history, changes_of(assessment, history.compared_with))


def _last_year(plan: Plan, returned: Mapping[Month, Returns]) -> Followed:
    """What is known of last year's last month."""
    rows = {each.key: each.key for each in plan.measures}
    before = tuple(each for month, each in returned.items() if month < plan.months[0])
    return Followed(before, rows_then={each.month: rows for each in before})


def _plan_then(plan: Plan, month: Month) -> Plan:
    """The plan as it was typed until July: it said otherwise of last year, and told more of it."""
    if month >= Month(2017, 7):
        return plan
    told = {"A2": Decimal(5), "A3": Decimal(22)}
    measures = (
        replace(each, outturn=told[each.ref], outturn_note=f"In all {told[each.ref]}.")
        if each.ref in told
        else each
        for each in plan.measures
    )
    return replace(plan, measures=tuple(measures))


def _cabinets_email(whole: CheckedMonth, public: CheckedMonth) -> bytes:
    """What the email says that takes the public edition to Cabinet."""
    texts = {path.name: path.read_bytes() for path in locations.built_in_email_texts()}
    report = Attachment("report.docx", b"")
    first, *_ = mailing_of(whole, report, texts, texts, public.assessment).drafts
    return f"{first.subject}\n{first.body}".encode()


def published_year(
    plan: Plan, counts: Mapping[Month, Counts], months: tuple[Month, ...] = MONTHS
) -> PublishedYear:
    """The months' public editions, one after the other; files are made of these months alone.

    Before them goes last year's last month, of which there is no edition.
    """
    year = PublishedYear(plan, counts)
    returned = {month: returns_of(month, each) for month, each in counts.items()}
    for month in (each for each in counts if each in plan.months):
        whole = whole_month(plan, returned, month)
        public = public_edition(whole, tuple(year.published))
        year.checked[month] = public
        if month in months:
            made = month_outputs(public, formats=Formats(csv=True, html=True))
            email = {"cabinet.txt": _cabinets_email(whole, public)}
            year.editions[month] = {**sealed(made, RecordFile()), **email}
    return year


def plain_year() -> dict[Month, Counts]:
    """What is counted in the year, and in the last month before it."""
    return {month: counts_of(month) for month in (MARCH, *MONTHS)}


def with_other(month: Month, **other: int | str) -> dict[Month, Counts]:
    """The same, with something else in a month."""
    year = plain_year()
    return {**year, month: counts_of(month, **other)}
