"""LibreOffice as a child process: a Word document goes in, a tagged PDF comes out.

It has a profile and a folder of its own, a time in which it must be done, and leaves nothing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from enum import Enum
from pathlib import Path

NAMES = ("soffice", "libreoffice")
USUAL_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
"""Where it is installed without being on the path: on Windows and on a Mac."""
MOST_SECONDS = 180
_SECONDS_TO_END = 10

_EXPORT = "/org.openoffice.Office.Common/Filter/PDF/Export"
_SETTINGS = {
    "UseTaggedPDF": "true",
    "PDFUACompliance": "true",
    "ExportBookmarks": "true",
    "ExportFormFields": "false",
}
"""Places to write in are text on a PDF, and no fields of a form."""


class NoPdf(Enum):
    """Why LibreOffice made no PDF."""

    NOT_FOUND = "not found"
    TOO_SLOW = "too slow"
    FAILED = "failed"
    INCOMPLETE = "incomplete"


def libreoffice() -> str | None:
    """The program where it is on the path or in one of its usual places; else None."""
    on_path = (shutil.which(name) for name in NAMES)
    in_place = (place for place in USUAL_PLACES if Path(place).is_file())
    return next((each for each in (*on_path, *in_place) if each), None)


def pdf_of(document: bytes, program: str, most_seconds: float = MOST_SECONDS) -> bytes | NoPdf:
    """The PDF of a Word document, or why there is none. Whatever happens, nothing goes on running.

    Raises:
        OSError: there is no room for files that are only needed meanwhile.

    """
    with tempfile.TemporaryDirectory(prefix="cyps-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, profile = folder / "report.docx", folder / "profile"
        source.write_bytes(document)
        _write_settings(profile)
        if (failed := _run(_command(program, profile, source), most_seconds)) is not None:
            return failed
        made = source.with_suffix(".pdf")
        return made.read_bytes() if made.is_file() else NoPdf.FAILED


def _write_settings(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="{_EXPORT}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for name, value in _SETTINGS.items()
    )
    user = profile / "user"
    user.mkdir(parents=True)
    opening = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    (user / "registrymodifications.xcu").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}{items}</oor:items>', encoding="utf-8"
    )


def _command(program: str, profile: Path, source: Path) -> list[str]:
    return [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"),
        *("--convert-to", "pdf:writer_pdf_Export"),
        *("--outdir", str(source.parent)),
        str(source),
    ]


def _run(command: list[str], most_seconds: float) -> NoPdf | None:
    """Runs it to its end; why it failed, None where it did not."""
    try:
        # Its own group, as the program starts others, which must end with it.
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return NoPdf.FAILED
    try:
        ended = process.wait(timeout=most_seconds)
    except subprocess.TimeoutExpired:
        return NoPdf.TOO_SLOW
    finally:
        _end(process)
    return NoPdf.FAILED if ended else None


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends it with all that it started."""
    if sys.platform == "win32":
        if process.poll() is None:
            tree = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
            subprocess.run(tree, capture_output=True, check=False)
    else:
        import os
        import signal

        # Also once it has ended by itself: what it started may not have.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=_SECONDS_TO_END)
