"""What a sending is asked for, what it asks and tells on its way, and how it ended."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from typing import Protocol

from cyps_reports.acts.ended import Ended, Progress
from cyps_reports.letters.letter import Draft
from cyps_reports.sending.log import Delivery, Outcome, SentLog
from cyps_reports.sending.pending import Pending
from cyps_reports.sending.server import MailServer


@dataclass(frozen=True, slots=True)
class SendRequest:
    """What is to be sent, and how.

    The drafts, the folder they lie in, the mail server, and who logs in to it.

    With `sends_doubtful`, what is held back goes out too. `user` is "" where nobody logs in; a
    `password` that is "" is asked for. `now` gives the time of each step, with its zone.
    """

    folder: Path
    drafts: tuple[Draft, ...]
    server: MailServer
    now: Callable[[], datetime]
    sends_doubtful: bool = False
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


class Fate(Enum):
    """What is to become of an email that may have arrived.

    It goes again, counts as sent, or is left as it is.
    """

    AGAIN = auto()
    COUNTED = auto()
    LEFT = auto()


class Answers(Protocol):
    """Somebody who answers while emails are being sent.

    Each may raise CannotRun where nobody can answer.
    """

    def fate_of(self, pending: Pending) -> Fate:
        """What is to become of an email that may have arrived."""

    def may_send(self, to_send: Sequence[Pending]) -> bool:
        """Whether these emails go out.

        They are those that were shown, with what was decided of them.
        """

    def password_for(self, server: MailServer) -> str:
        """The password to the mail server; "" where there is none."""


class Stopping(Protocol):
    """How somebody breaks a sending off.

    It may also raise KeyboardInterrupt, but for while it is told `later`.
    """

    def wants_to_stop(self) -> bool:
        """Whether the sending is to end before the next email."""

    def later(self) -> AbstractContextManager[object]:
        """Meanwhile nothing is raised: what must not be left half done is being done."""

    def no_more(self) -> None:
        """What is left is only said: nothing is raised any more."""


@dataclass(frozen=True, slots=True)
class StopsWhen:
    """Stops once a function, such as that of a thread's event, says so; nothing is ever raised."""

    wants_to_stop: Callable[[], bool] = lambda: False

    def later(self) -> AbstractContextManager[object]:
        """Nothing is raised anyway."""
        return nullcontext()

    def no_more(self) -> None:
        """Nothing is raised anyway."""


@dataclass(frozen=True, slots=True)
class SendingShown(Progress):
    """Every email with who it goes to, who has it and what is held back.

    It is told before anything is asked or goes out.
    """

    pendings: tuple[Pending, ...]
    server: MailServer


@dataclass(frozen=True, slots=True)
class StepKept(Progress):
    """What just became of an email for some of its recipients.

    It is in the record of what was sent.
    """

    deliveries: tuple[Delivery, ...]


class SendingEnd(Enum):
    """How a sending ended."""

    NOTHING_LEFT = auto()
    DECLINED = auto()
    SENT = auto()
    BROKEN_OFF = auto()
    STOPPED = auto()


@dataclass(frozen=True, slots=True)
class Sent:
    """How a sending went: how it ended, what was to go out, and what became of it in this run.

    `why` says what it was broken off by. `is_left` where something does not go out by itself and
    has to be looked at.
    """

    end: SendingEnd
    to_send: tuple[Pending, ...] = ()
    known: SentLog = field(default_factory=SentLog)
    why: str = ""
    is_left: bool = False

    @property
    def ended(self) -> Ended:
        """Done where everybody has theirs.

        With errors where somebody has not, or something is left to be looked at.

        Broken off where it was, or where the server never said whether it has an email.
        """
        if self.end is SendingEnd.DECLINED:
            return Ended.DONE
        if self.end in (SendingEnd.BROKEN_OFF, SendingEnd.STOPPED):
            return Ended.BROKEN_OFF
        left = Ended.DONE_WITH_ERRORS if self.is_left else Ended.DONE
        return max(
            left,
            *(_ENDS.get(delivery.outcome, Ended.DONE) for delivery in self.known.deliveries),
            Ended.DONE,
        )


_ENDS = {Outcome.REFUSED: Ended.DONE_WITH_ERRORS, Outcome.UNCONFIRMED: Ended.BROKEN_OFF}
