"""What the files of Office before 2007 tell of themselves.

And the container that new encrypted ones come in.
"""

from __future__ import annotations

from cyps_reports.workbooks.refusals import LABELLED, PROTECTED, Refusal

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_RIGHTS_MANAGED_FILE = b".pfile"
_OF_RIGHTS = ("DRMEncryptedTransform", "DRMEncryptedDataSpace", "DRMContent", "DRMViewerContent")
_OF_PASSWORDS = ("StrongEncryptionTransform", "StrongEncryptionDataSpace", "EncryptionInfo")
_OF_A_MESSAGE = "__properties_version1.0"
_MACROS = "_VBA_PROJECT_CUR"
_LABEL, _ENCRYPTED = "LabelInfo", "EncryptedPackage"

# A workbook of Excel 2 to 4, or the stream of a later one without its container, starts with this
# kind of record (the second byte is the version) and how long it is.
_FIRST_RECORD, _VERSIONS, _LENGTHS = 0x09, (0x00, 0x02, 0x04, 0x08), range(4, 21)


def is_old_office(content: bytes) -> bool:
    """Whether the file is the container that Office used before 2007.

    It is still used for what is encrypted.
    """
    return content.startswith(_OLD_OFFICE)


def is_outlook_message(content: bytes) -> bool:
    """Whether the file is a message in Outlook's own format, by the parts that it has."""
    return is_old_office(content) and _has_any(content, (_OF_A_MESSAGE,))


def has_old_macros(content: bytes) -> bool:
    """Whether a workbook in that container has macros."""
    return is_old_office(content) and _has_any(content, (_MACROS,))


def is_of_old_excel(content: bytes) -> bool:
    """Whether the file is of an Excel so old that it knew no container."""
    if len(content) < 4:
        return False
    kind, version, length, rest = content[:4]
    return (kind, rest) == (_FIRST_RECORD, 0) and version in _VERSIONS and length in _LENGTHS


def why_encrypted(content: bytes) -> Refusal | None:
    """Whether rights management or a password keeps the file from being read.

    None where neither does.
    """
    if content.startswith(_RIGHTS_MANAGED_FILE):
        return LABELLED
    if not is_old_office(content):
        return None
    if _has_any(content, _OF_RIGHTS):
        return LABELLED
    if _has_any(content, (_ENCRYPTED,)):
        is_labelled = _has_any(content, (_LABEL,)) and not _has_any(content, _OF_PASSWORDS)
        return LABELLED if is_labelled else PROTECTED
    from cyps_reports.workbooks import xls

    return PROTECTED if xls.is_encrypted(content) else None


def _has_any(content: bytes, names: tuple[str, ...]) -> bool:
    return any(name.encode("utf-16-le") in content for name in names)
