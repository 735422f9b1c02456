"""What is said of the sending: before it, while it goes on, and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from cyps_reports.letters.letter import Attachment
from cyps_reports.phrases import counted, listed
from cyps_reports.plan.dates.months import long
from cyps_reports.sending.log import Delivery, Outcome, SentLog
from cyps_reports.sending.pending import Pending
from cyps_reports.sending.server import MailServer, Tls

_ENCRYPTED = {
    Tls.STARTTLS: "encrypted with STARTTLS",
    Tls.IMPLICIT: "encrypted from the start",
    Tls.NONE: "NOT encrypted",
}

AGAIN, COUNT = "again", "sent"
"""What can be answered of an email that may have arrived: send it again, or count it as sent."""


def preview_lines(pendings: Sequence[Pending], server: MailServer) -> Iterator[str]:
    """Each email with its recipients, subject and attachment.

    What was sent already, and what cannot be sent.
    """
    to_send = [pending for pending in pendings if pending.recipients]
    if to_send:
        sender = to_send[0].draft.sender or "nobody"
        yield f"To be sent from {sender} through {server.called} ({_ENCRYPTED[server.tls]}):"
    for pending in pendings:
        yield from _preview(pending)


def _preview(pending: Pending) -> Iterator[str]:
    draft = pending.draft
    if not draft.recipients:
        yield f"  {draft.name}: not sent, as it has no address to go to."
        return
    for delivery in pending.settled:
        done = "already sent" if delivery.outcome is Outcome.ACCEPTED else "counted as sent"
        yield (
            f"  {draft.name}: {done} to {delivery.recipient} on {_when(delivery)}; not sent again."
        )
    if pending.unsure:
        yield (
            f"  {draft.name}: perhaps sent to {_whom(pending.unsure)}; not sent again without "
            "being asked for."
        )
    if pending.same_as:
        yield (
            f"  {draft.name}: says the same as {pending.same_as}, and goes only to those who do "
            "not get that."
        )
    if pending.held:
        yield f"  {draft.name}: held back, as {pending.held}."
    if pending.recipients:
        yield from _to_go(pending)


def _to_go(pending: Pending) -> Iterator[str]:
    draft = pending.draft
    if pending.earlier:
        yield f"  {draft.name}: changed since it was last sent; it is sent again"
    else:
        yield f"  {draft.name}"
    for label, addresses in (("To", draft.to), ("Copies", draft.copies)):
        left = [address for address in addresses if address in pending.recipients]
        if left:
            yield f"    {label}: {', '.join(left)}"
    if pending.earlier:
        yield f"    Again to: {_whom(pending.earlier)}"
        had_one = {each.recipient for each in pending.earlier}
        if new := [recipient for recipient in pending.recipients if recipient not in had_one]:
            yield f"    For the first time to: {', '.join(new)}"
    yield f"    Subject: {draft.subject}"
    yield from (f"    Attachment: {_size(each)}" for each in draft.attachments)


def _whom(deliveries: Iterable[Delivery]) -> str:
    """Each recipient with the day."""
    return listed(f"{delivery.recipient} on {_when(delivery)}" for delivery in deliveries)


def _when(delivery: Delivery) -> str:
    try:
        when = datetime.fromisoformat(delivery.when)
    except ValueError:
        return "an unknown day"
    return f"{long(when.date())} at {when:%H:%M}"


def _size(attachment: Attachment) -> str:
    return f"{attachment.name} ({max(1, round(len(attachment.content) / 1000)):,} kB)"


def delivery_line(delivery: Delivery) -> str:
    """What became of one email for one recipient."""
    if delivery.outcome is Outcome.ACCEPTED:
        return f"  Sent {delivery.draft} to {delivery.recipient}"
    return (
        f"  Not sent: {delivery.draft} to {delivery.recipient}. The mail server said: "
        f"{delivery.reply}"
    )


def unsure_question(pending: Pending) -> str:
    """What is asked of an email that may have arrived."""
    who = listed(each.recipient for each in pending.unsure)
    return (
        f"The sending of {pending.draft.name} to {who} broke off, and it may have arrived: ask "
        f"them. Type “{AGAIN}” to"
        f" send it again, “{COUNT}” to count it as sent; nothing leaves it as it is: "
    )


def question(pendings: Sequence[Pending]) -> str:
    """What is asked before anything goes out."""
    emails = [pending for pending in pendings if pending.recipients]
    people = dict.fromkeys(recipient for email in emails for recipient in email.recipients)
    which = "this email" if len(emails) == 1 else f"these {counted(len(emails), 'email')}"
    return f"Send {which} to {counted(len(people), 'recipient')}? Type yes: "


@dataclass(frozen=True, slots=True)
class GoOn:
    """How a sending that broke off is gone on with; `unsure` is said of what may have arrived."""

    how: str
    unsure: str = ""


BY_COMMAND = GoOn("Run the same command again to go on", " (with --yes, it is held back)")


def closing_lines(
    to_send: Sequence[Pending], known: SentLog, go_on: GoOn = BY_COMMAND
) -> Iterator[str]:
    """How the sending went, and what to do about what is left.

    Recipient by recipient of each email.

    `known` is what became of them in this run.
    """
    wanted = {(each.digest, who): each.draft.name for each in to_send for who in each.recipients}
    found = {
        (delivery.digest, delivery.recipient): delivery.outcome for delivery in known.deliveries
    }
    unsure = [key for key in wanted if found.get(key) is Outcome.UNCONFIRMED]
    left = [key for key in wanted if key not in found]
    for said, several in (("Perhaps sent", unsure), ("Not tried", left)):
        yield from (f"  {said}: {wanted[key]} to {key[1]}" for key in several)
    outcomes = Counter(found[key] for key in wanted if key in found)
    yield f"{listed(_counts(outcomes, len(wanted)))}.{_again(unsure, left, go_on)}"


def _counts(outcomes: Counter[Outcome], wanted: int) -> Iterator[str]:
    yield f"{outcomes[Outcome.ACCEPTED]} of {wanted} sent"
    if refused := outcomes[Outcome.REFUSED]:
        yield f"{refused} refused by the mail server"
    if unsure := outcomes[Outcome.UNCONFIRMED]:
        yield f"{unsure} perhaps sent, as it broke off before the mail server said so"
    if left := wanted - outcomes.total():
        yield f"{left} not tried"


def _again(unsure: Sequence[object], left: Sequence[object], go_on: GoOn) -> str:
    if not unsure and not left:
        return ""
    asked = f", and what was perhaps sent is asked about{go_on.unsure}" if unsure else ""
    return f" {go_on.how}: what was sent is not sent again{asked}."


UNSURE_LEFT = (
    "What was perhaps sent is held back: run the same command without --yes to say what "
    "becomes of it."
)
