"""Why a file is not read as a workbook, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from cyps_reports.finding_codes import Code
from cyps_reports.findings import CellRef, Finding, Severity


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not read, and what to do."""

    code: Code
    message: str
    fix: str
    severity: Severity = Severity.ERROR

    def of(self, name: str, detail: str = "") -> Finding:
        """The same as a finding on the file of that name.

        The detail goes where the message has brackets.
        """
        return Finding(
            self.severity, self.code, CellRef(name), self.message.replace("{}", detail), self.fix
        )


SAVE_AGAIN = "Open it in Excel or LibreOffice, and save it again as an Excel workbook (.xlsx)."
CLOSE_IT = "Close it in other programs, and check that it opens."
COPY_ANEW = "Copy what was typed into a fresh return workbook."
UNPACK_IT = "Unpack it, and put the workbooks that are in it in the month's folder."
_UNPACK_RETURNS = "Unpack it, and put the returns alone in the month's folder."
"""What to do about files of several kinds."""

UNREADABLE = Refusal(
    "cannot-read-file",
    "The file could not be read ({}).",
    CLOSE_IT,
)
EMPTY = Refusal(
    "empty-file", "The file is empty (0 bytes).", "Ask for it again, or copy it here again."
)
PROTECTED = Refusal(
    "protected-file",
    "The file is encrypted with a password, and so cannot be read here, even if Excel opens it "
    "without asking for one.",
    "Open it in Excel and empty the password (File, Info, Protect Workbook, Encrypt with "
    "Password; or File, Save As,"
    " Tools, General Options). Where there is none to empty, take the protection off with Review, "
    "Protect Workbook."
    " Save it as an Excel workbook (.xlsx).",
)
LABELLED = Refusal(
    "labelled-file",
    "The file is encrypted by a sensitivity label or by rights management, so only some people "
    "can open it; there is"
    " no password to remove.",
    "Ask its owner for an unprotected copy: in Excel, choose another label under Home, "
    "Sensitivity, or unrestricted"
    " access under File, Info, Protect Workbook, and save; or copy what was typed into a fresh "
    "return workbook.",
)
DAMAGED = Refusal(
    "damaged-file",
    "The file is damaged: part of it is missing.",
    "Ask for it again, or copy it here again; a copy by email may have been cut short.",
)
OVERSIZED = Refusal(
    "oversized-file",
    "The file holds far more than a return does, or takes too long to read; it was not read.",
    COPY_ANEW,
)
UNSAFE = Refusal(
    "unsafe-file",
    "The file holds instructions (a document type) that no spreadsheet program writes; it was not "
    "read.",
    "Do not open it. Ask its owner whether they sent it, and for what they typed in a fresh "
    "return workbook.",
)
NOT_UNDERSTOOD = Refusal(
    "not-understood", "The file could not be understood as a workbook.", SAVE_AGAIN
)
NOT_A_WORKBOOK = Refusal(
    "not-a-workbook",
    "The file is not a workbook, although its name ends like one.",
    "Ask its owner for the workbook itself, saved as an Excel workbook (.xlsx).",
)
VERY_OLD = Refusal(
    "very-old-file",
    "The file is of a very old Excel (version 2, 3 or 4), and could not be understood.",
    SAVE_AGAIN,
)
NESTED = Refusal(
    "nested-file",
    "The file lies too deep in zip files or emails that are inside one another; it was not opened.",
    "Take it out, and put the workbooks that are in it in the month's folder.",
)
LINK_ATTACHED = Refusal(
    "another-kind",
    "What is attached is a link to a file, not the file; it was not read.",
    "Open the link, and put the workbook itself in the month's folder.",
)
NOTHING_INSIDE = Refusal(
    "no-workbook-inside",
    "There is no file in it that could be a return.",
    "If a return should have come with it, ask for the Excel workbook (.xlsx); if not, take it "
    "out of the folder.",
    Severity.WARNING,
)
LOCKED_INSIDE = Refusal(
    "protected-file",
    "The zip file asks for a password for this file, so it could not be read.",
    "Unpack it with the password, and put the workbooks that are in it in the month's folder.",
)
MORE_INSIDE = Refusal(
    "oversized-file",
    "Far more files are packed in it than a month's returns; the rest of them were not read.",
    _UNPACK_RETURNS,
)
BROKEN_OFF = Refusal(
    "unreadable-file", "The program that reads workbooks breaks off at this file.", SAVE_AGAIN
)
REST_UNREAD = Refusal(
    "oversized-file",
    "One of the files in it is too large to be read, so those after it were not read either.",
    _UNPACK_RETURNS,
)
PLAIN_ZIP = Refusal(
    "not-a-workbook",
    "The file is a zip file with other files in it, although its name ends like a workbook's; it "
    "was not read.",
    UNPACK_IT,
)
