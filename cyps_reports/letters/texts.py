"""The texts of the emails.

Templates with placeholders that an officer can edit, and what is wrong with one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from cyps_reports.findings import CellRef, Finding, shortened, warning
from cyps_reports.phrases import without_steering
from cyps_reports.workbooks.plain_text import plain

CABINET, LEAD, MISSING, UNREADABLE, INCOMPLETE = (
    "cabinet",
    "lead",
    "missing",
    "unreadable",
    "incomplete",
)
RETURN, REMINDER, SECOND_REMINDER = "return", "reminder", "second-reminder"

OF_MONTH_END = (CABINET, LEAD, MISSING, UNREADABLE, INCOMPLETE)
OF_RETURNS = (RETURN,)
OF_REMINDERS = (REMINDER, SECOND_REMINDER)
"""The kinds of email that are written together."""

_EVERYWHERE = (
    "council",
    "service",
    "plan",
    "year",
    "month",
    "as_at",
    "closing",
    "closing_days",
    "report_of",
)
_OF_PRIORITY = ("name", "priority", "priority_called", "title")
PLACEHOLDERS: Mapping[str, tuple[str, ...]] = {
    CABINET: (*_EVERYWHERE, "report_to", "headlines"),
    LEAD: (*_EVERYWHERE, "name", "initials", "post", "exceptions", "findings"),
    MISSING: (*_EVERYWHERE, *_OF_PRIORITY, "consequences"),
    UNREADABLE: (*_EVERYWHERE, *_OF_PRIORITY, "came", "findings", "consequences"),
    INCOMPLETE: (*_EVERYWHERE, *_OF_PRIORITY, "completeness", "findings"),
    RETURN: (*_EVERYWHERE, *_OF_PRIORITY, "items"),
    REMINDER: (*_EVERYWHERE, *_OF_PRIORITY),
    SECOND_REMINDER: (*_EVERYWHERE, *_OF_PRIORITY, "copied_to"),
}
"""What can stand in curly brackets, by kind of email.

A new one is a word here and its value in letter.py, drafts.py or sending_out.py.
"""

_SUBJECT = "subject:"
_PLACEHOLDER = re.compile(r"\{\s*(\w+)\s*\}")
# Anything in curly brackets, also where one is missing or too many.
_BRACKETS = re.compile(r"\{+[^{}\n]*\}*|\}+")
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Text:
    """An email's subject and body, with placeholders in curly brackets."""

    subject: str
    body: str

    def filled(self, values: Mapping[str, str]) -> Text:
        """With each known placeholder replaced; what the values say is taken as it is."""
        return Text(
            one_line(_filled(self.subject, values)), _paragraphs(_filled(self.body, values))
        )


def file_name(kind: str) -> str:
    """The name of the file that holds a kind's text."""
    return f"{kind}.txt"


def text_of(kind: str, content: bytes, built_in: bytes) -> tuple[Text, tuple[Finding, ...]]:
    """The text in a file, and what is wrong with it.

    The built-in one in place of a file that cannot be used.
    """
    text = _parsed(content)
    if text is None:
        return _parsed(built_in) or Text("", ""), (_unusable(kind),)
    return text, tuple(_unknown(kind, text))


def _parsed(content: bytes) -> Text | None:
    """Subject and body of a text.

    None where the file is no text, does not start with its subject, or has no body.
    """
    decoded = _decoded(content)
    first, _, body = decoded.lstrip().partition("\n")
    subject = first[len(_SUBJECT) :].strip()
    if not first.casefold().startswith(_SUBJECT) or not subject or not body.strip():
        return None
    return Text(subject, body.strip())


def _decoded(content: bytes) -> str:
    """The file's text, however Notepad saved it; "" where it is none."""
    coding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    for each in (coding, "cp1252"):
        try:
            text = content[:_LONGEST].decode(each).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeError:
            continue
        return text if plain(text) == text else ""
    return ""


def _unknown(kind: str, text: Text) -> Iterator[Finding]:
    known = PLACEHOLDERS[kind]
    for typed in dict.fromkeys(_BRACKETS.findall(f"{text.subject}\n{text.body}")):
        if _name_in(typed) not in known:
            yield warning(
                "unknown-placeholder",
                CellRef(file_name(kind)),
                f"Nothing can be put in place of {shortened(typed.strip())} in this email; it is "
                "left as it is.",
                f"{_meant(typed, known)}Use one of these, or take it out: {_in_brackets(known)}.",
            )


def _name_in(typed: str) -> str:
    """The word in a pair of curly brackets; "" where it is something else."""
    found = _PLACEHOLDER.fullmatch(typed)
    return found[1] if found else ""


def _meant(typed: str, known: Sequence[str]) -> str:
    close = get_close_matches(re.sub(r"\W+", "_", typed.strip("{} \t").casefold()), known, 1)
    return f"Perhaps {_in_brackets(close)} is meant. " if close else ""


def _in_brackets(names: Sequence[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


def _unusable(kind: str) -> Finding:
    return warning(
        "unusable-text",
        CellRef(file_name(kind)),
        "The text of this email cannot be used; the built-in one was taken.",
        "Save it as plain text, with “Subject: ” and the subject in its first line and the email "
        "under it.",
    )


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _BRACKETS.sub(lambda found: values.get(_name_in(found[0]), found[0]), text)


def one_line(text: str) -> str:
    """Text that a header of an email can hold.

    On one line, without what steers a screen or the reading direction.

    What looks like an encoded word is broken up: mail programs, and Python too, would decode it
    into anything.
    """
    on_one = without_steering(" ".join(plain(text).split()))
    return " ".join(on_one.replace("=?", "= ?").split())


def _paragraphs(text: str) -> str:
    """Without the gaps that an empty value leaves.

    Nor with what steers a screen or the reading direction.
    """
    tidy = "\n".join(without_steering(line).rstrip() for line in plain(text).splitlines())
    return re.sub(r"\n{3,}", "\n\n", tidy).strip() + "\n"
