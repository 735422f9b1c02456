"""What is known of a measure row in a month.

What its return gives, or the earlier actual that stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from cyps_reports.assessment.earlier import EarlierActual, EarlierText
from cyps_reports.assessment.reporting import DUE, Reporting
from cyps_reports.plan.model.measure import Measure
from cyps_reports.returns.model import SYMBOLS, Absent, DataStatus, MeasureEntry, OwnRating


@dataclass(frozen=True, slots=True)
class Given:
    """What a measure row says in a month, and what its reporting period means for it.

    Its entry is None where no return came.
    """

    measure: Measure
    entry: MeasureEntry | None
    reporting: Reporting = field(default=DUE, kw_only=True)

    @property
    def kept(self) -> EarlierActual | EarlierText | None:
        """The earlier actual that stands while the reporting period has not ended."""
        kept, entry = self.reporting.kept, self.entry
        if kept is None or entry is None:
            return kept
        is_none_given = entry.actual in (Absent.EMPTY, Absent.NOT_AVAILABLE) and not entry.said
        return kept if is_none_given else None

    @property
    def as_at(self) -> date | Absent:
        """The day that the actual is of."""
        if self.kept:
            return self.kept.as_at
        return self.entry.as_at if self.entry else Absent.EMPTY

    @property
    def data_status(self) -> DataStatus | Absent:
        """How firm the actual is, or why there is none."""
        if self.kept:
            return self.kept.data_status
        return self.entry.data_status if self.entry else Absent.EMPTY

    @property
    def comment(self) -> str:
        """What is said of the figure; of a kept one what was, where nothing newer is."""
        given = self.entry.comment if self.entry else ""
        return given or (self.kept.comment if self.kept else "")

    @property
    def corrective_action(self) -> str:
        """What is done about it.

        Beside a kept figure what was to be done, where nothing newer is said.
        """
        given = self.entry.corrective_action if self.entry else ""
        return given or (self.kept.corrective_action if self.kept else "")

    @property
    def actual(self) -> Decimal | None:
        """The actual that is printed, and rated unless its date forbids it, also a kept one.

        None where none is.
        """
        if self.kept:
            return self.kept.actual if isinstance(self.kept, EarlierActual) else None
        given = self.entry.actual if self.entry else None
        return given if isinstance(given, Decimal) else None

    @property
    def said(self) -> str:
        """The actual of a measure that is a text, also a kept one; "" where none is."""
        if self.kept:
            return self.kept.said if isinstance(self.kept, EarlierText) else ""
        return self.entry.said if self.entry else ""

    @property
    def symbol(self) -> Absent | None:
        """The symbol that stands in the place of its actual in a public edition."""
        given = self.entry.actual if self.entry else None
        return given if isinstance(given, Absent) and given in SYMBOLS else None

    @property
    def own_rating(self) -> OwnRating | None:
        """The rating that the manager chose with the actual of what is judged.

        None where there is none.
        """
        if self.kept:
            return self.kept.own_rating
        return self.entry.own_rating if self.entry else None

    @property
    def has_actual(self) -> bool:
        """Whether there is an actual: a figure, a value or a text."""
        return self.actual is not None or bool(self.said)
