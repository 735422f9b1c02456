"""What was sent already, to whom and when: the record that stops a second sending of the same email."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from enum import StrEnum

from cyps_reports.report.drafts import Draft
from cyps_reports.writers.email import digest_of

SCHEMA = 1


class Outcome(StrEnum):
    """What became of an email for one recipient; unconfirmed where the server never said whether it has it."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One email to one recipient: which (the draft's name, what is in it), what became of it, when, in whose words."""

    draft: str
    digest: str
    recipient: str
    outcome: Outcome
    when: str
    reply: str = ""


@dataclass(frozen=True, slots=True)
class SentLog:
    """Every delivery so far, in the order they were first tried."""

    deliveries: tuple[Delivery, ...] = ()

    def of(self, digest: str, outcome: Outcome) -> tuple[Delivery, ...]:
        """The deliveries of one email with one outcome."""
        return tuple(each for each in self.deliveries if (each.digest, each.outcome) == (digest, outcome))

    def adding(self, deliveries: Iterable[Delivery]) -> SentLog:
        """With these too; what is known anew of an email and a recipient takes the old one's place."""
        known = {(each.digest, each.recipient): each for each in self.deliveries}
        return SentLog(tuple((known | {(each.digest, each.recipient): each for each in deliveries}).values()))


def log_bytes(log: SentLog) -> bytes:
    """The record as UTF-8 JSON."""
    content = {"schema": SCHEMA, "deliveries": [asdict(each) for each in log.deliveries]}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def log_in(content: bytes) -> SentLog | None:
    """The record in a file; None where it is damaged, so that nothing is sent twice by mistake."""
    try:
        read = json.loads(content)
        if read["schema"] != SCHEMA:
            return None
        return SentLog(tuple(_delivery(each) for each in read["deliveries"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _delivery(row: dict[str, object]) -> Delivery:
    names = {each.name for each in fields(Delivery)}
    texts = {name: value for name, value in row.items() if isinstance(value, str)}
    if texts.keys() != names:
        raise ValueError
    return Delivery(**{**texts, "outcome": Outcome(texts["outcome"])})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Pending:
    """An email and the recipients who have not had it; `accepted` are those who have, `unconfirmed` may have.

    It `is_changed` where an earlier one of the same name was sent and this one differs.
    """

    draft: Draft
    digest: str
    recipients: tuple[str, ...]
    accepted: tuple[Delivery, ...] = ()
    unconfirmed: tuple[Delivery, ...] = ()
    is_changed: bool = False


def pending_of(drafts: Iterable[Draft], log: SentLog) -> tuple[Pending, ...]:
    """What is left to send of each draft."""
    return tuple(_pending(draft, log) for draft in drafts)


def _pending(draft: Draft, log: SentLog) -> Pending:
    digest = digest_of(draft)
    accepted = log.of(digest, Outcome.ACCEPTED)
    had_it = {each.recipient for each in accepted}
    return Pending(
        draft=draft,
        digest=digest,
        recipients=tuple(each for each in draft.recipients if each not in had_it),
        accepted=accepted,
        unconfirmed=log.of(digest, Outcome.UNCONFIRMED),
        is_changed=not accepted and any(_is_earlier(each, draft, digest) for each in log.deliveries),
    )


def _is_earlier(delivery: Delivery, draft: Draft, digest: str) -> bool:
    return delivery.draft == draft.name and delivery.digest != digest and delivery.outcome is not Outcome.REFUSED
