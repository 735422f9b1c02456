"""Emails as files.

An .eml that mail programs open as a draft, the same as text, and what a mail server is given.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime
from email.header import Header
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy, Policy
from email.utils import format_datetime
from pathlib import PurePath

from cyps_reports.files.kept_aside import kept_of
from cyps_reports.letters.letter import Attachment, Draft
from cyps_reports.letters.texts import CABINET, PLACEHOLDERS, one_line

_OFFICE = "vnd.openxmlformats-officedocument"
_TYPES = {
    ".docx": ("application", f"{_OFFICE}.wordprocessingml.document"),
    ".xlsx": ("application", f"{_OFFICE}.spreadsheetml.sheet"),
    ".ics": ("text", "calendar"),
}
_OF_A_CALENDAR = {"charset": "utf-8", "method": "PUBLISH"}

# It cannot come up in a part: there, "=" is always followed by two hexadecimal digits, or ends a
# line.
_BOUNDARY = "=_cyps_reports_part"

# Mail programs that know it open the file to be edited and sent, in place of showing it.
_AS_DRAFT = ("X-Unsent", "1")


def draft_files(draft: Draft) -> dict[str, bytes]:
    """The draft's files by name, the same bytes for the same draft."""
    return {f"{draft.name}.eml": _eml(draft), f"{draft.name}.txt": _text(draft)}


def digest_of(draft: Draft) -> str:
    """What tells one email from another: who says what, with which attachment.

    To whom does not count: another address for copies is no reason for the others to get it again.
    """
    headers = [draft.sender, draft.subject]
    files = [[each.name, hashlib.sha256(each.content).hexdigest()] for each in draft.attachments]
    # What was sent is known by it: an email with one file or none has the one that it always had.
    attached = files if len(files) > 1 else next(iter(files), None)
    # Not of the bytes: another version of Python may fold the same header in another way.
    return hashlib.sha256(json.dumps([headers, draft.body, attached]).encode()).hexdigest()


def message_id(draft: Draft) -> str:
    """The same for the same email, so that mail programs show it once even where it came twice."""
    return f"<{digest_of(draft)[:32]}@{draft.sender.rpartition('@')[2]}>"


def outgoing(draft: Draft, now: datetime) -> bytes:
    """What a mail server is given: the email with the time and an identity of its own."""
    message = _message(draft)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id(draft)
    return bytes(message)


_KINDS = "|".join(kind for kind in PLACEHOLDERS if kind != CABINET)
# That of somebody who fills in single rows has their name behind the priority.
_OURS = re.compile(rf"({CABINET}|({_KINDS})-[A-Za-z0-9]*(-[A-Za-z0-9]*)?)\.eml")


def is_own_draft(name: str, content: bytes) -> bool:
    """Whether a file is a draft that was written here.

    One with an attachment, which is called as the plan calls the body that takes the report, is
    known by its boundary. What somebody wrote into a draft and was kept beside it is none.
    """
    if kept_of(name):
        return False
    is_ours = bool(_OURS.fullmatch(name)) or f'boundary="{_BOUNDARY}"'.encode() in content
    return is_ours and content.startswith(f"{_AS_DRAFT[0]}: {_AS_DRAFT[1]}\r\n".encode())


_LONG_WORD = 60
"""A word that does not fit into a line of a header as it is."""


class _Subject:
    """A subject that is taken as it is.

    Python's own header loses a space now and then where it breaks a long one.
    """

    max_count = 1

    @classmethod
    def parse(cls, value: str, kwds: dict[str, object]) -> None:
        """Nothing in it is decoded."""
        kwds |= {"decoded": value, "parse_tree": None}

    def fold(self, *, policy: Policy) -> str:
        """On lines of its own, encoded where it is not plain English."""
        text = str(self)
        is_plain = text.isascii() and all(len(word) < _LONG_WORD for word in text.split())
        coded = Header(text, "us-ascii" if is_plain else "utf-8", header_name="Subject")
        return f"Subject: {coded.encode(linesep=policy.linesep)}{policy.linesep}"


def _policy() -> EmailPolicy[EmailMessage]:
    registry = HeaderRegistry()
    registry.map_to_type("subject", _Subject)  # type: ignore[arg-type]
    return SMTP.clone(header_factory=registry)


_POLICY = _policy()


def _eml(draft: Draft) -> bytes:
    return bytes(_message(draft, _AS_DRAFT))


def _message(draft: Draft, *headers: tuple[str, str]) -> EmailMessage:
    message = EmailMessage(policy=_POLICY)
    for name, value in (*headers, *_headers(draft).items()):
        message[name] = value
    # Quoted-printable keeps every line short and in ASCII, whatever the mail server can do.
    message.set_content(draft.body, charset="utf-8", cte="quoted-printable")
    for attached in draft.attachments:
        _attach(message, attached)
    if draft.attachments:
        message.set_boundary(_BOUNDARY)
    return message


def _attach(message: EmailMessage, attached: Attachment) -> None:
    ending = PurePath(attached.name).suffix.lower()
    maintype, subtype = _TYPES.get(ending, ("application", "octet-stream"))
    message.add_attachment(
        attached.content,
        maintype=maintype,
        subtype=subtype,
        filename=attached.name,
        params=_OF_A_CALENDAR if subtype == "calendar" else None,
    )


def _headers(draft: Draft) -> dict[str, str]:
    """Those that are not empty."""
    headers = {
        "From": draft.sender,
        "To": ", ".join(draft.to),
        "Cc": ", ".join(draft.copies),
        "Subject": one_line(draft.subject),
    }
    return {name: value for name, value in headers.items() if value}


def _text(draft: Draft) -> bytes:
    lines = [f"{name}: {value}" for name, value in _headers(draft).items()]
    lines += [f"Attachment: {each.name}" for each in draft.attachments]
    # Notepad wants Windows' line ends; the mark at the start tells it that £ is meant.
    return ("\n".join(lines) + f"\n\n{draft.body}").replace("\n", "\r\n").encode("utf-8-sig")
