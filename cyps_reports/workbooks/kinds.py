"""What a file is that is no workbook, and what an officer can do with it.

By what is in it and by its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from cyps_reports.finding_codes import Code
from cyps_reports.findings import Severity
from cyps_reports.workbooks.old_office import is_old_office
from cyps_reports.workbooks.refusals import NOT_A_WORKBOOK, SAVE_AGAIN, UNPACK_IT, Refusal

WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".ods", ".ots")
"""The endings of files that ought to be workbooks."""

_START = 4096
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: what it is called, what to do with it, and how it is known.

    `endings` are those of its names (or a whole name), `looks` its beginning as a regular
    expression, `parts` how a part of its zip package begins, `streams` what old Office calls its
    contents. `is_likely` where it may well hold a return.
    """

    called: str
    fix: str
    endings: tuple[str, ...] = ()
    looks: bytes = b""
    parts: tuple[str, ...] = ()
    streams: tuple[str, ...] = ()
    is_likely: bool = False


_COPY = (
    "If a return is in it, ask for the Excel workbook, or copy what was typed into a fresh "
    "return workbook."
)

_KINDS = (
    Kind(
        "a Word document",
        _COPY,
        (".docx", ".doc", ".docm", ".dotx", ".rtf", ".odt", ".pages", ".wpd"),
        looks=rb"\{\\rtf",
        parts=("word/document", "mimetype application/vnd.oasis.opendocument.text"),
        streams=("WordDocument",),
    ),
    Kind(
        "a presentation",
        _COPY,
        (".pptx", ".ppt", ".pptm", ".ppsx", ".odp", ".key"),
        parts=("ppt/presentation", "mimetype application/vnd.oasis.opendocument.presentation"),
        streams=("PowerPoint Document",),
    ),
    Kind("a PDF document", _COPY, (".pdf",), looks=rb"%PDF"),
    Kind(
        "a picture",
        _COPY,
        (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".webp", ".svg"),
        looks=rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*",
    ),
    Kind(
        "a file of Apple's Numbers (or Pages, or Keynote)",
        "Ask its owner to save it as an Excel workbook: in Numbers, File, Export To, Excel.",
        (".numbers",),
        parts=("Index/", "Index.zip", "index.apxl"),
        is_likely=True,
    ),
    Kind(
        "a link to a Google file, not the file",
        "Open it in Google Sheets, choose File, Download, Microsoft Excel, and put that file in "
        "the month's folder.",
        (".gsheet", ".gdoc", ".gslides"),
        is_likely=True,
    ),
    Kind(
        "a shortcut to a file or a page, not the file",
        "Open it, and put the workbook itself in the month's folder.",
        (".lnk", ".url", ".webloc", ".desktop"),
        looks=rb"L\0\0\0\x01\x14\x02\0|\[InternetShortcut\]",
        is_likely=True,
    ),
    Kind(
        "an Outlook message",
        "Open it in Outlook, and save the workbook that is attached to it in the month's folder.",
        (".msg",),
        streams=("__properties_version1.0", "__nameid_version1.0"),
        is_likely=True,
    ),
    Kind(
        "what Outlook makes of attachments that other programs cannot open",
        "Ask for the email again in HTML or as plain text, and save the workbook that is attached "
        "to it.",
        ("winmail.dat",),
        looks=rb"\x78\x9f\x3e\x22",
        is_likely=True,
    ),
    Kind(
        "a message or a file that is encrypted, so only some people can open it",
        "Ask its owner to send the workbook itself again, without encryption or a sensitivity "
        "label.",
        (".rpmsg", ".pxlsx", ".pxlsm", ".pxls", ".p7m", ".pgp", ".gpg"),
        looks=rb"\x76\xe8\x04\x60\xc4\x11\xe3\x86|-----BEGIN PGP MESSAGE",
        is_likely=True,
    ),
    Kind(
        "a packed archive",
        UNPACK_IT,
        (".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".cab", ".zipx"),
        looks=rb"7z\xbc\xaf\x27\x1c|Rar!|\x1f\x8b|BZh|\xfd7zXZ|MSCF",
        is_likely=True,
    ),
    Kind(
        "an Excel 2003 XML spreadsheet",
        SAVE_AGAIN,
        looks=rb"(?i)<.*(progid=.excel\.sheet|urn:schemas-microsoft-com:office:spreadsheet)",
        is_likely=True,
    ),
    Kind(
        "a flat OpenDocument spreadsheet",
        SAVE_AGAIN,
        (".fods",),
        looks=rb"<.*<office:document",
        is_likely=True,
    ),
    Kind(
        "a web page (HTML)",
        f"If a return is in it: {SAVE_AGAIN[0].lower()}{SAVE_AGAIN[1:]}",
        (".html", ".htm", ".mht", ".mhtml", ".xhtml"),
        looks=rb"(?i)(<.*)?<(html|!doctype html|table)",
    ),
    Kind("a SYLK spreadsheet", SAVE_AGAIN, (".slk",), looks=rb"ID;P", is_likely=True),
    Kind("a DIF spreadsheet", SAVE_AGAIN, (".dif",), looks=rb"TABLE\r?\n0,1", is_likely=True),
    Kind(
        "a spreadsheet of Lotus 1-2-3, Works or Quattro Pro",
        SAVE_AGAIN,
        (".wk1", ".wk3", ".wk4", ".wks", ".123", ".wq1", ".wb1", ".wb2", ".qpw", ".xlr"),
        looks=rb"[\0\xff]\0\x02\0|\0\0\x1a\0",
        streams=("MatOST",),
        is_likely=True,
    ),
    # Its version, then the day it was last saved.
    Kind(
        "a dBase table", SAVE_AGAIN, (".dbf",), looks=rb"[\x03\x30\x83\x8b].[\x01-\x0c][\x01-\x1f]"
    ),
    Kind("a text file", _COPY, (".txt", ".csv", ".tsv", ".tab", ".log", ".md")),
)

_PARTIAL = Refusal(
    "partial-download",
    "The name is that of a download or a save that has not ended; it was not read.",
    "Wait until it has ended, or download it again; if it is left from long ago, delete it.",
)
_BACKUP = Refusal(
    "backup-copy",
    "The name is that of a backup copy, which may be older than the return; it was not read.",
    "If it is the return, give it a name that ends in .xlsx; if not, take it out of the folder.",
    Severity.WARNING,
)
_OF_NO_KIND = Refusal(
    "another-kind", "The file is of a kind that is not read here.", _COPY, Severity.WARNING
)
_SET_ASIDE = {
    **dict.fromkeys(
        (".crdownload", ".part", ".partial", ".download", ".opdownload", ".tmp", ".temp"), _PARTIAL
    ),
    **dict.fromkeys((".bak", ".old", ".orig", ".backup", ".xlk"), _BACKUP),
}


def ending_of(name: str) -> str:
    """`.xlsx` for `Return A.XLSX`; "" where there is none."""
    return PurePath(name).suffix.lower()


def is_named_workbook(name: str) -> bool:
    """Whether the name says that the file is a workbook."""
    return ending_of(name) in WORKBOOK_ENDINGS


def set_aside(name: str) -> Refusal | None:
    """Why a file of this name is not read, whatever is in it; None where it may be."""
    return _BACKUP if name.endswith("~") else _SET_ASIDE.get(ending_of(name))


def kind_refusal(name: str, content: bytes, parts: tuple[str, ...] = ()) -> Refusal | None:
    """Why a file is no workbook, by what is in it, else by its name; None where neither tells.

    `parts` are the names of what is packed in it.
    """
    kind = _by_content(content, parts) or _by_name(name)
    if kind is None:
        return None
    is_misnamed = is_named_workbook(name)
    although = f", although its name ends in {ending_of(name)}" if is_misnamed else ""
    severity = Severity.ERROR if kind.is_likely or is_misnamed else Severity.WARNING
    code: Code = "not-a-workbook" if is_misnamed else "another-kind"
    return Refusal(
        code, f"The file is {kind.called}{although}; it was not read.", kind.fix, severity
    )


def unknown(name: str) -> Refusal:
    """What is said of a file that is no workbook and whose kind nobody can tell."""
    return NOT_A_WORKBOOK if is_named_workbook(name) else _OF_NO_KIND


def _by_name(name: str) -> Kind | None:
    endings = {ending_of(name), name.lower()}
    return next((kind for kind in _KINDS if endings & set(kind.endings)), None)


def _by_content(content: bytes, parts: tuple[str, ...]) -> Kind | None:
    start = content[:_START].removeprefix(_MARK).lstrip(b"\r\n\t ")
    for kind in _KINDS:
        is_packed = any(part.startswith(kind.parts) for part in parts)
        is_stream = is_old_office(content) and any(
            stream.encode("utf-16-le") in content for stream in kind.streams
        )
        if is_packed or is_stream or (kind.looks and re.match(kind.looks, start, re.DOTALL)):
            return kind
    return None
