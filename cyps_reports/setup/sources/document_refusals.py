"""Why a document is not read, and what to do about it."""

from __future__ import annotations

import re

from cyps_reports.findings import Severity
from cyps_reports.workbooks.old_office import is_old_office, why_encrypted
from cyps_reports.workbooks.refusals import CLOSE_IT, Refusal
from cyps_reports.workbooks.refusals import LABELLED as LABELLED_WORKBOOK

_SAVE_AS_DOCX = "Open it in Word or LibreOffice, and save it as a Word document (.docx)."

UNREADABLE = Refusal(
    "cannot-read-file",
    "The document could not be read ({}).",
    CLOSE_IT,
)
EMPTY = Refusal("empty-file", "The file is empty (0 bytes).", "Copy it here again.")
OVERSIZED = Refusal(
    "oversized-file",
    "The document holds far more than a plan does, or takes too long to read; it was not read.",
    "Copy the plan's tables into a document of their own, without pictures, and take that.",
)
UNSAFE = Refusal(
    "unsafe-file",
    "The document holds instructions (a document type) that no Word program writes; it was not"
    " read.",
    "Do not open it. Ask its owner whether they sent it, and for a fresh copy.",
)
DAMAGED = Refusal(
    "damaged-file",
    "The document is damaged: part of it is missing.",
    "Copy it here again; or open it in Word, which may repair it, and save it under another name.",
)
BROKEN_OFF = Refusal(
    "unreadable-file",
    "The program that reads documents breaks off at this file.",
    _SAVE_AS_DOCX,
)
PARTLY_DAMAGED = Refusal(
    "damaged-cells",
    "Part of the document is damaged; what else stands in it was read.",
    "Open it in Word, save it again, and compare the draft with it row by row.",
    Severity.WARNING,
)
PROTECTED = Refusal(
    "protected-file",
    "The document is encrypted with a password.",
    "Open it in Word, empty the password (File, Info, Protect Document, Encrypt with Password), and"
    " save it.",
)
LABELLED = Refusal(
    "labelled-file",
    LABELLED_WORKBOOK.message,
    "Ask its owner for an unprotected copy: in Word, choose another label under Home, Sensitivity,"
    " and save.",
)
PDF = Refusal(
    "another-kind",
    "The file is a PDF document. A PDF holds no tables, only where each letter is printed, so it is"
    " not read; nor are scanned pages.",
    "Take the Word document or the Excel tracker that it was made from. If there is none, type the"
    " plan in plan.xlsx.",
)
OLD_WORD = Refusal(
    "another-kind",
    "The file is a document of Word before 2007 (.doc), which is not read.",
    _SAVE_AS_DOCX,
)
OTHER_TEXT = Refusal("another-kind", "The file is a text document, but no .docx.", _SAVE_AS_DOCX)
NO_DOCUMENT = Refusal(
    "another-kind",
    "The file is neither a Word document (.docx) nor a workbook.",
    "Take the Word document or the Excel tracker that the plan is in.",
)

_PDF = re.compile(rb"\s*%PDF")
_RTF = re.compile(rb"\s*\{\\rtf")
_OLD_WORD, _ODT = "WordDocument".encode("utf-16-le"), b"application/vnd.oasis.opendocument.text"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BEGINNING = 1024


def refusal_of(content: bytes) -> Refusal | None:
    """Why these bytes are no document that is read; None where they may be one."""
    if not content:
        return EMPTY
    start = content[:_BEGINNING]
    if _PDF.match(start):
        return PDF
    if _RTF.match(start) or _ODT in start:
        return OTHER_TEXT
    if is_old_office(content) and _OLD_WORD in content and _ENCRYPTED not in content:
        return OLD_WORD
    if encrypted := why_encrypted(content):
        return LABELLED if encrypted is LABELLED_WORKBOOK else PROTECTED
    return None
