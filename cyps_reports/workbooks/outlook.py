"""What is attached to a message as Outlook saves it (.msg)."""

from __future__ import annotations

import io
from collections.abc import Iterator

from olefile import OleFileIO  # type: ignore[import-untyped]
from oxmsg.attachment import Attachment
from oxmsg.domain import constants
from oxmsg.storage import Storage

from cyps_reports.machine import raise_if_of_memory
from cyps_reports.workbooks.limits import MAX_PACKED_DOWN
from cyps_reports.workbooks.refusals import DAMAGED, LINK_ATTACHED, NESTED, Refusal

_PASSED_ON = "__substg1.0_3701000D"
_EMBEDDED, _LINKED = 5, (2, 3, 4, 7)
"""How a message holds what is attached: as a message of its own, or as the address of a file."""
_UNNAMED = "attachment"


def attached_to(content: bytes) -> Iterator[tuple[str, bytes | Refusal]]:
    """The files attached to a message, also to those it passes on, each with its name.

    In place of its bytes why there are none.

    Raises:
        Exception: nearly any, on a message that is no container at all.

    """
    # Bytes alone may be taken for the name of a file.
    with OleFileIO(io.BytesIO(content)) as container:
        message = Storage.from_ole(container)
    yield from _attached(message, MAX_PACKED_DOWN)


def _attached(message: Storage, deeper: int) -> Iterator[tuple[str, bytes | Refusal]]:
    for storage in message.iter_attachment_storages():
        try:
            found = list(_file(storage, deeper))
        except Exception as problem:  # one that is damaged must not cost the others
            raise_if_of_memory(problem)
            found = [(_UNNAMED, DAMAGED)]
        yield from found


def _file(storage: Storage, deeper: int) -> Iterator[tuple[str, bytes | Refusal]]:
    attachment = Attachment(storage)
    values = attachment.properties
    name = attachment.file_name or values.str_prop_value(constants.PID_ATTACH_FILENAME) or _UNNAMED
    method = values.int_prop_value(constants.PID_ATTACH_METHOD)
    if method == _EMBEDDED:
        passed_on = [each for each in storage.storages if each.name == _PASSED_ON]
        if passed_on and deeper > 1:
            yield from _attached(passed_on[0], deeper - 1)
        else:
            yield name, NESTED if passed_on else DAMAGED
    elif method in _LINKED:
        yield name, LINK_ATTACHED
    else:
        yield name, attachment.file_bytes or DAMAGED
