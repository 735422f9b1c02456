"""Looks into zip files and emails: the files in them, in memory, within bounds, some levels deep.

Nothing is written anywhere, and the names in them are labels only.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from cyps_reports.findings import Finding
from cyps_reports.machine import raise_if_of_memory
from cyps_reports.workbooks import limits
from cyps_reports.workbooks.budget import chunks_of, members_of
from cyps_reports.workbooks.folders import called, is_silent
from cyps_reports.workbooks.kinds import ending_of, is_named_workbook
from cyps_reports.workbooks.old_office import is_outlook_message
from cyps_reports.workbooks.packages import is_package
from cyps_reports.workbooks.refusals import (
    DAMAGED,
    LOCKED_INSIDE,
    MORE_INSIDE,
    NESTED,
    NOTHING_INSIDE,
    OVERSIZED,
    Refusal,
)

if TYPE_CHECKING:
    from email.message import Message

_LONGEST_LABEL = 100
_OF_A_FILE = (
    "[Content_Types].xml",
    "mimetype",
    "content.xml",
    "xl/",
    "word/",
    "ppt/",
    "Index/",
    "Index.zip",
    "index.",
)
"""What a zip package that is itself one file has in it."""
_HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2}")
_OF_A_MAIL = re.compile(
    rb"^(?:MIME-Version|Message-ID|Received|Return-Path|From):", re.IGNORECASE | re.MULTILINE
)
_HEAD = 16_384
_ORNAMENTS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".wmz", ".ics", ".vcf", ".p7s")
"""The endings of pictures in signatures, of calendars and cards, and of signatures themselves."""
_OF_A_DIRECTORY = 16


@dataclass(frozen=True, slots=True)
class Packed:
    """A file in a zip file or an email: what it is `called` there, and its bytes.

    The `name` says in which file it lies too, and where that is.
    """

    called: str
    name: str
    content: bytes


def is_container(name: str, content: bytes) -> bool:
    """Whether the file is a zip file or an email with other files in it."""
    if is_named_workbook(name):
        return False
    return is_archive(content) or is_outlook_message(content) or _is_mail(name, content)


def files_inside(name: str, content: bytes) -> Iterator[Packed | Finding]:
    """The files in a zip file or an email, and in those inside it, each under a name of its own.

    A finding for one that cannot be had.
    """
    return _files_inside(name, content, _Room(), 1)


class _Room:
    """How much may still come out of a file, with all that is packed in it at any depth."""

    def __init__(self) -> None:
        self._files = self._bytes = 0
        self.is_told = False

    def has_some(self) -> bool:
        """Whether one more file may be taken out; it is counted."""
        self._files += 1
        return self._files <= limits.MAX_PACKED and self._bytes <= limits.MAX_PACKED_BYTES

    def take(self, file: bytes | Refusal) -> None:
        """Counts what came out."""
        if file is OVERSIZED:
            self._bytes += limits.MAX_FILE_BYTES
        elif isinstance(file, bytes):
            self._bytes += len(file)


Found = Iterator[tuple[str, bytes | Refusal]]
"""The files in a container: what each is called there, and its bytes or why there are none."""


def _files_inside(name: str, content: bytes, room: _Room, down: int) -> Iterator[Packed | Finding]:
    times: Counter[str] = Counter()
    for inner, file in _opened(content, room):
        if room.is_told:
            return
        known_as = _shortened(inner)
        times[known_as] += 1
        number = f" ({times[known_as]})" if times[known_as] > 1 else ""
        label = f"{known_as}{number} in {name}" if inner else name
        if isinstance(file, Refusal):
            room.is_told = file is MORE_INSIDE
            yield file.of(label)
        elif not is_container(inner, file):
            yield Packed(known_as, label, file)
        elif down < limits.MAX_PACKED_DOWN:
            yield from _inner_files(label, file, room, down + 1)
        else:
            yield NESTED.of(label)


def _inner_files(name: str, content: bytes, room: _Room, down: int) -> Iterator[Packed | Finding]:
    """What is in a container that lies in another one; a finding where that is nothing."""
    inside = _files_inside(name, content, room, down)
    first = next(inside, None)
    if first is None and room.is_told:
        return
    yield first or NOTHING_INSIDE.of(name)
    yield from inside


def _opened(content: bytes, room: _Room) -> Found:
    if is_archive(content):
        return _in_archive(content, room)
    return _in_mail(content, room)


def _shortened(inner: str) -> str:
    label = called(PurePosixPath(inner.replace("\\", "/")))
    return label if len(label) <= _LONGEST_LABEL else f"…{label[-_LONGEST_LABEL:]}"


def is_archive(content: bytes) -> bool:
    """Whether the file is a zip file with other files in it, and not the package of one."""
    if not is_package(content):
        return False
    try:
        names = members_of(content)
    except Exception as problem:  # zipfile raises nearly anything on a damaged file
        raise_if_of_memory(problem)
        return False
    return not any(name.startswith(_OF_A_FILE) for name in names)


def _in_archive(content: bytes, room: _Room) -> Found:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.infolist():
            if member.external_attr & _OF_A_DIRECTORY or member.filename.endswith(("/", "\\")):
                continue
            if any(is_silent(part) for part in re.split(r"[/\\]", member.filename)):
                continue
            if not room.has_some():
                yield "", MORE_INSIDE
                return
            file = _unpacked(archive, member)
            room.take(file)
            yield member.filename, file


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | Refusal:
    """A member's bytes, whatever the directory says of their number."""
    if member.flag_bits & 1:
        return LOCKED_INSIDE
    parts, size = [], 0
    try:
        for chunk in chunks_of(archive, member):
            size += len(chunk)
            if size > limits.MAX_FILE_BYTES:
                return OVERSIZED
            parts.append(chunk)
    except Exception as problem:  # as above
        raise_if_of_memory(problem)
        return DAMAGED
    return b"".join(parts)


def _is_mail(name: str, content: bytes) -> bool:
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf\r\n")
    return ending_of(name) == ".eml" or bool(_HEADER.match(head) and _OF_A_MAIL.search(head))


def _in_mail(content: bytes, room: _Room) -> Found:
    """The files attached to an email, also to one that it passes on.

    Without pictures such as logos, and what mail programs add.
    """
    try:
        attached = list(_attached(content))
    except Exception as problem:  # the libraries raise nearly anything on an odd email
        raise_if_of_memory(problem)
        yield "", DAMAGED
        return
    for name, file in attached:
        if _is_ornament(name, file):
            continue
        if not room.has_some():
            yield "", MORE_INSIDE
            return
        room.take(file)
        yield name, file


def _attached(content: bytes) -> Found:
    if is_outlook_message(content):
        # Its libraries are loaded where a file needs them.
        from cyps_reports.workbooks import outlook

        yield from outlook.attached_to(content)
        return
    from email import message_from_bytes
    from email.policy import default

    mail = message_from_bytes(content, policy=default)
    for part in mail.walk():
        name = part.get_filename()
        if name and not part.is_multipart() and not _is_picture(part):
            yield name, _decoded(part)


def _is_picture(part: Message) -> bool:
    return part.get_content_maintype() == "image"


def _is_ornament(name: str, file: bytes | Refusal) -> bool:
    """Whether a file goes with many an email and is nobody's return, and none by its content."""
    is_called_so = ending_of(name) in _ORNAMENTS
    return is_called_so and not (isinstance(file, bytes) and is_package(file))


def _decoded(part: Message) -> bytes | Refusal:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else DAMAGED
