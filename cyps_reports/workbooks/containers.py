"""Looks into zip files and emails: the files in them, in memory and within bounds, one level deep.

Nothing is written anywhere, and the names in them are labels only.
"""

from __future__ import annotations

import email
import email.policy
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message
from pathlib import PurePosixPath

from cyps_reports.findings import Finding
from cyps_reports.machine import raise_if_of_memory
from cyps_reports.workbooks import limits
from cyps_reports.workbooks.budget import chunks_of, members_of
from cyps_reports.workbooks.folders import called, is_silent
from cyps_reports.workbooks.kinds import ending_of, is_named_workbook
from cyps_reports.workbooks.packages import is_package
from cyps_reports.workbooks.refusals import DAMAGED, LOCKED_INSIDE, MORE_INSIDE, OVERSIZED, Refusal

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
_OF_A_DIRECTORY = 16


@dataclass(frozen=True, slots=True)
class Packed:
    """A file in a zip file or an email: `name` says in which, and what it is called there."""

    name: str
    content: bytes


def is_container(name: str, content: bytes) -> bool:
    """Whether the file is a zip file or an email with other files in it."""
    return not is_named_workbook(name) and (is_archive(content) or _is_mail(name, content))


def files_inside(name: str, content: bytes) -> Iterator[Packed | Finding]:
    """The files in a zip file or an email, each under a name of its own.

    A finding for one that cannot be had.
    """
    found = _in_archive(content) if is_archive(content) else _in_mail(content)
    times: Counter[str] = Counter()
    for inner, file in found:
        known_as = _shortened(inner)
        times[known_as] += 1
        number = f" ({times[known_as]})" if times[known_as] > 1 else ""
        label = f"{name}{number}: {known_as}" if inner else name
        yield file.of(label) if isinstance(file, Refusal) else Packed(label, file)


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


def _in_archive(content: bytes) -> Iterator[tuple[str, bytes | Refusal]]:
    unpacked = told = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.infolist():
            if member.external_attr & _OF_A_DIRECTORY or member.filename.endswith(("/", "\\")):
                continue
            if any(is_silent(part) for part in re.split(r"[/\\]", member.filename)):
                continue
            told += 1
            if told > limits.MAX_PACKED or unpacked > limits.MAX_PACKED_BYTES:
                yield "", MORE_INSIDE
                return
            file = _unpacked(archive, member)
            unpacked += (
                limits.MAX_FILE_BYTES
                if file is OVERSIZED
                else len(file)
                if isinstance(file, bytes)
                else 0
            )
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


def _in_mail(content: bytes) -> Iterator[tuple[str, bytes | Refusal]]:
    """The files attached to an email, also to one that it passes on.

    Without pictures such as logos.
    """
    try:
        attached = list(_attached(email.message_from_bytes(content, policy=email.policy.default)))
    except Exception as problem:  # the library raises nearly anything on an odd email
        raise_if_of_memory(problem)
        yield "", DAMAGED
        return
    yield from attached[: limits.MAX_PACKED]
    if len(attached) > limits.MAX_PACKED:
        yield "", MORE_INSIDE


def _attached(mail: EmailMessage) -> Iterator[tuple[str, bytes | Refusal]]:
    for part in mail.walk():
        name = part.get_filename()
        if name and not part.is_multipart() and part.get_content_maintype() != "image":
            yield name, _decoded(part)


def _decoded(part: Message) -> bytes | Refusal:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else DAMAGED
