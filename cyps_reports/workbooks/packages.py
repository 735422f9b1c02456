"""Office files as packages.

Zip files whose parts can be rewritten, with the same bytes each time.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

FIXED_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""The moment every file of ours says it was made: its own would differ at each run."""


def is_package(content: bytes) -> bool:
    """Whether the file begins as a zip file does, which every newer workbook is."""
    return content.startswith(b"PK")


def rewritten(
    package: bytes,
    change: Callable[[str, bytes], bytes | Iterable[bytes]] = lambda name, part: part,
) -> bytes:
    """The package with each part changed, its order kept and its times fixed.

    A large part may come in pieces.
    """
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            # Without a time, as that of writing would make each run's bytes differ.
            fixed = zipfile.ZipInfo(member.filename)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            changed = change(member.filename, old.read(member))
            with new.open(fixed, "w") as part:
                part.writelines((changed,) if isinstance(changed, bytes) else changed)
    return buffer.getvalue()
