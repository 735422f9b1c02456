"""What was sent already, to whom and when.

The record that stops a second sending of the same email.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from enum import StrEnum

SCHEMA = 1


class Outcome(StrEnum):
    """What became of an email for one recipient.

    Unconfirmed where it was handed over, or about to be, and the server never said whether it has
    it; counted where somebody then said that it had arrived.
    """

    ACCEPTED = "accepted"
    COUNTED = "counted"
    REFUSED = "refused"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One email to one recipient.

    Which it is (the draft's name, what is in it), what became of it, when, in whose words.
    """

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

    def of(self, digest: str) -> dict[str, Delivery]:
        """What became of one email, by recipient."""
        return {
            delivery.recipient: delivery
            for delivery in self.deliveries
            if delivery.digest == digest
        }

    def of_earlier(self, name: str, digest: str) -> dict[str, Delivery]:
        """Who had, or may have had, another email of the same name, by recipient.

        The newest of each.
        """
        return {
            delivery.recipient: delivery
            for delivery in self.deliveries
            if delivery.draft == name
            and delivery.digest != digest
            and delivery.outcome is not Outcome.REFUSED
        }

    def adding(self, deliveries: Iterable[Delivery]) -> SentLog:
        """With these too.

        What is known anew of an email and a recipient takes the old one's place.
        """
        known = {(delivery.digest, delivery.recipient): delivery for delivery in self.deliveries}
        return SentLog(
            tuple(
                (
                    known
                    | {(delivery.digest, delivery.recipient): delivery for delivery in deliveries}
                ).values()
            )
        )


def log_bytes(log: SentLog) -> bytes:
    """The record as UTF-8 JSON."""
    content = {"schema": SCHEMA, "deliveries": [asdict(delivery) for delivery in log.deliveries]}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def log_in(content: bytes) -> SentLog | None:
    """The record in a file; None where it is damaged, so that nothing is sent twice by mistake."""
    try:
        read = json.loads(content)
        if read["schema"] != SCHEMA:
            return None
        return SentLog(tuple(_delivery(each) for each in read["deliveries"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _delivery(row: dict[str, object]) -> Delivery:
    names = {field.name for field in fields(Delivery)}
    texts = {name: value for name, value in row.items() if isinstance(value, str)}
    if texts.keys() != names:
        raise ValueError
    return Delivery(**{**texts, "outcome": Outcome(texts["outcome"])})  # type: ignore[arg-type]
