"""A month's returns as frozen data: what heads of service entered, each value with its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from cyps_reports.findings import CellRef, Places
from cyps_reports.plan.dates.months import Month


class Absent(StrEnum):
    """Why a cell gave no value, or why a public edition shows none."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"
    TWO_ANSWERS = "two answers"
    NOT_AVAILABLE = "not available"
    CONFIDENTIAL = "c"
    NOT_APPLICABLE = "z"
    UNAVAILABLE = "x"
    LOW = "low"
    UNRELIABLE = "u"


SYMBOLS = (
    Absent.CONFIDENTIAL,
    Absent.NOT_APPLICABLE,
    Absent.UNAVAILABLE,
    Absent.LOW,
    Absent.UNRELIABLE,
)
"""What stands in the place of a figure in a public edition, as in government statistics."""


class DataStatus(StrEnum):
    """How firm an actual is, or why there is none."""

    FINAL = "Final"
    PROVISIONAL = "Provisional"
    NOT_YET_DUE = "Not yet due"
    NOT_AVAILABLE = "Not available"


class Status(StrEnum):
    """The manager's own view of a deadline."""

    NOT_STARTED = "Not started"
    ON_TRACK = "On track"
    AT_RISK = "At risk"
    COMPLETED = "Completed"


class OwnRating(StrEnum):
    """The manager's own rating of a measure that is judged."""

    ON_TARGET = "On target"
    CLOSE_TO_TARGET = "Close to target"
    OFF_TARGET = "Off target"


_OWN_RATINGS = frozenset(OwnRating)

OWN_RATING = "own_rating"
"""The key of its column."""

NUMERATOR, DENOMINATOR = "numerator", "denominator"
PUBLIC_COMMENT = "public_comment"
FOR_PUBLIC = frozenset((NUMERATOR, DENOMINATOR, PUBLIC_COMMENT))
"""The keys of the columns that the public edition needs."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address on the web or of mail that a text of an entry leads to.

    `column` is the key of the text's column.
    """

    column: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class MeasureEntry:
    """What a return says of one measure row.

    The actual is rounded to the measure's published decimals.

    Of a measure that is judged the actual is the place of its unit's value, or, where it is a text,
    `said`. `notes` are the notes and comments that somebody attached to the row's cells, `links`
    where its texts lead, `further` what stands in optional columns, by their keys, `unread` the
    keys of texts that cannot be read, `says_nothing` what was typed in place of a text, by its key;
    `called` is what a reader knows the row by; `typed` the words of an actual that is judged;
    `also` the cells of the same row in another workbook, where several were read together.
    """

    actual: Decimal | Absent = Absent.EMPTY
    as_at: date | Absent = Absent.EMPTY
    data_status: DataStatus | Absent = Absent.EMPTY
    said: str = ""
    comment: str = ""
    corrective_action: str = ""
    notes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    further: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()
    says_nothing: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    called: str = field(default="", compare=False)
    typed: str = field(default="", compare=False)
    places: Places = field(default_factory=dict, compare=False)
    also: tuple[CellRef, ...] = field(default=(), compare=False)

    @property
    def has_actual(self) -> bool:
        """Whether it gives a figure, a value or a text."""
        return isinstance(self.actual, Decimal) or bool(self.said)

    @property
    def own_rating(self) -> OwnRating | None:
        """The rating that the manager chose; None where there is none, and where two differ."""
        chosen = further_in(self, OWN_RATING)
        return OwnRating(chosen) if chosen in _OWN_RATINGS else None


@dataclass(frozen=True, slots=True)
class DeadlineEntry:
    """What a return says of one deadline."""

    status: Status | Absent = Absent.EMPTY
    completed: date | Absent = Absent.EMPTY
    expected: date | Absent = Absent.EMPTY
    progress: str = ""
    corrective_action: str = ""
    notes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    further: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()
    says_nothing: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    called: str = field(default="", compare=False)
    places: Places = field(default_factory=dict, compare=False)
    also: tuple[CellRef, ...] = field(default=(), compare=False)

    @property
    def is_update(self) -> bool:
        """Whether it has a status, progress or a date that can be read."""
        is_silent = (
            isinstance(self.status, Absent)
            and isinstance(self.completed, Absent)
            and isinstance(self.expected, Absent)
        )
        return bool(self.progress) or not is_silent

    @property
    def is_started(self) -> bool:
        """On track, or progress written with no status."""
        return self.status is Status.ON_TRACK or (
            self.status is Absent.EMPTY and bool(self.progress)
        )


def further_in(entry: MeasureEntry | DeadlineEntry | None, key: str) -> str:
    """What stands in an optional column, the answers of several workbooks on a line each.

    "" where nothing does.
    """
    further = entry.further if entry else ()
    return "\n".join(answer for column, answer in further if column == key)


MeasureKey = tuple[str, str]
"""Reference and component: ("E1", "Gross"); the component is "" where there is none."""
DeadlineKey = tuple[str, int]
"""Reference and number of the deadline: ("B9", 2)."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who filled a return in, and who signed it off on which day.

    Each is "" or None where the return does not say; with `is_day_unread` its day is something
    that cannot be read.
    """

    filled_in_by: str = ""
    by: str = ""
    on: date | None = None
    is_day_unread: bool = field(default=False, compare=False)
    places: Places = field(default_factory=dict, compare=False)

    @property
    def is_given(self) -> bool:
        """Whether the return is signed off."""
        return bool(self.by and self.on)


@dataclass(frozen=True, slots=True)
class Input:
    """A workbook that was read.

    Its file name, the SHA-256 of its bytes, its priority ("" where unknown), and who answers for
    it. `content` is a fingerprint of what was entered in its rows, `signed_content` that of what
    was when it was first seen with this sign-off; "" where it has none.
    """

    workbook: str
    sha256: str
    priority: str = ""
    sign_off: SignOff = SignOff()
    content: str = ""
    signed_content: str = ""

    @property
    def is_changed_since_signed(self) -> bool:
        """Whether something else is entered than when it was signed off."""
        return bool(self.signed_content) and self.signed_content != self.content


@dataclass(frozen=True)
class Returns:
    """Everything that came back for one month."""

    month: Month
    inputs: tuple[Input, ...] = ()
    measures: Mapping[MeasureKey, MeasureEntry] = field(default_factory=dict)
    deadlines: Mapping[DeadlineKey, DeadlineEntry] = field(default_factory=dict)

    def came_from(self, priority: str) -> bool:
        """Whether any workbook of that priority came."""
        return priority in self._priorities

    @cached_property
    def _priorities(self) -> frozenset[str]:
        return frozenset(each.priority for each in self.inputs)
