"""What is said of the sending: before it, while it goes on, and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from cyps_reports.plan.dates import long
from cyps_reports.report.drafts import Attachment
from cyps_reports.sending.log import Delivery, Outcome, Pending, SentLog
from cyps_reports.sending.server import MailServer, Tls
from cyps_reports.words import counted, listed

_ENCRYPTED = {
    Tls.STARTTLS: "encrypted with STARTTLS",
    Tls.IMPLICIT: "encrypted from the start",
    Tls.NONE: "NOT encrypted",
}


def preview_lines(pendings: Sequence[Pending], server: MailServer) -> Iterator[str]:
    """Each email with its recipients, subject and attachment; what was sent already, and what cannot be sent."""
    to_send = [each for each in pendings if each.recipients]
    if to_send:
        sender = to_send[0].draft.sender or "nobody"
        yield f"To be sent from {sender} through {server.called} ({_ENCRYPTED[server.tls]}):"
    for each in pendings:
        yield from _preview(each)


def _preview(pending: Pending) -> Iterator[str]:
    draft = pending.draft
    if not draft.recipients:
        yield f"  {draft.name}: not sent, as it has no address to go to."
        return
    for delivery in pending.accepted:
        yield f"  {draft.name}: already sent to {delivery.recipient} on {_when(delivery)}; not sent again."
    if not pending.recipients:
        return
    yield f"  {draft.name}{': changed since it was last sent; it is sent again' if pending.is_changed else ''}"
    for label, addresses in (("To", draft.to), ("Copies", draft.copies)):
        left = [each for each in addresses if each in pending.recipients]
        if left:
            yield f"    {label}: {', '.join(left)}"
    yield f"    Subject: {draft.subject}"
    if draft.attachment:
        yield f"    Attachment: {_size(draft.attachment)}"
    if pending.unconfirmed:
        who = listed(each.recipient for each in pending.unconfirmed)
        yield f"    The connection broke while it was sent to {who} on {_when(pending.unconfirmed[0])}."
        yield "    It may have arrived; most mail programs show the second of two such emails only once."


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
    return f"  Not sent: {delivery.draft} to {delivery.recipient}. The mail server said: {delivery.reply}"


def question(pendings: Sequence[Pending]) -> str:
    """What is asked before anything goes out."""
    emails = [each for each in pendings if each.recipients]
    people = dict.fromkeys(recipient for each in emails for recipient in each.recipients)
    which = "this email" if len(emails) == 1 else f"these {counted(len(emails), 'email')}"
    return f"Send {which} to {counted(len(people), 'recipient')}? Type yes: "


def summary(to_send: Sequence[Pending], log: SentLog) -> str:
    """How the sending went, recipient by recipient of each email, and what to do about what is left."""
    wanted = {(each.digest, recipient) for each in to_send for recipient in each.recipients}
    outcomes = Counter(each.outcome for each in log.deliveries if (each.digest, each.recipient) in wanted)
    parts = [f"{outcomes[Outcome.ACCEPTED]} of {len(wanted)} sent"]
    if refused := outcomes[Outcome.REFUSED]:
        parts.append(f"{refused} refused by the mail server")
    if unsure := outcomes[Outcome.UNCONFIRMED]:
        parts.append(f"{unsure} not known to have arrived, as the connection broke")
    left = len(wanted) - outcomes.total()
    if left:
        parts.append(f"{left} not tried")
    again = " Run the same command again to go on: what was sent is not sent again." if left or unsure else ""
    return f"{listed(parts)}.{again}"
