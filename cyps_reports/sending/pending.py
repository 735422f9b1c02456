"""What is left to send of each email.

To whom it goes, who has it, who may have it, and what is held back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cyps_reports.letters.letter import Draft
from cyps_reports.sending.log import Delivery, Outcome, SentLog
from cyps_reports.writers.email import digest_of


@dataclass(frozen=True, slots=True)
class Pending:
    """An email and the recipients it goes to now; the deliveries are those of its other recipients.

    `settled` have it. `unsure` may have it, and it does not go to them until somebody decides.
    `earlier` are those of its recipients who had another email of the same name. Where it is `held`
    back, it goes to nobody, and why. `same_as` names another email that says the same, and goes to
    the same people.
    """

    draft: Draft
    digest: str
    recipients: tuple[str, ...] = ()
    settled: tuple[Delivery, ...] = ()
    unsure: tuple[Delivery, ...] = ()
    earlier: tuple[Delivery, ...] = ()
    held: str = ""
    same_as: str = ""


def pending_of(
    drafts: Iterable[Draft],
    log: SentLog,
    again: Iterable[str] = (),
    *,
    sends_doubtful: bool = False,
) -> tuple[Pending, ...]:
    """What is left to send of each draft.

    `again` are the digests of emails that go again to those who may have them; a draft that rests
    on doubtful grounds is held back unless asked for.
    """
    first: dict[str, Pending] = {}
    several: list[Pending] = []
    for draft in drafts:
        pending = _pending(draft, log, tuple(again), sends_doubtful=sends_doubtful)
        several.append(_besides(pending, first.setdefault(pending.digest, pending)))
    return tuple(several)


def _besides(pending: Pending, first: Pending) -> Pending:
    """Without those who are looked after with the first draft that says the same."""
    if first is pending:
        return pending
    theirs = first.draft.recipients
    return replace(
        pending,
        recipients=tuple(recipient for recipient in pending.recipients if recipient not in theirs),
        unsure=tuple(each for each in pending.unsure if each.recipient not in theirs),
        earlier=tuple(each for each in pending.earlier if each.recipient not in theirs),
        same_as=first.draft.name,
    )


def _pending(
    draft: Draft, log: SentLog, again: tuple[str, ...], *, sends_doubtful: bool
) -> Pending:
    digest = digest_of(draft)
    known, earlier = log.of(digest), log.of_earlier(draft.name, digest)
    theirs = tuple(known[recipient] for recipient in draft.recipients if recipient in known)
    settled = tuple(
        their for their in theirs if their.outcome in (Outcome.ACCEPTED, Outcome.COUNTED)
    )
    unsure = tuple(
        their for their in theirs if their.outcome is Outcome.UNCONFIRMED and digest not in again
    )
    done = {each.recipient for each in (*settled, *unsure)}
    left = tuple(recipient for recipient in draft.recipients if recipient not in done)
    is_held = bool(draft.doubt and left and not sends_doubtful)
    return Pending(
        draft=draft,
        digest=digest,
        recipients=() if is_held else left,
        settled=settled,
        unsure=unsure,
        earlier=tuple(earlier[each] for each in left if each in earlier),
        held=draft.doubt if is_held else "",
    )
