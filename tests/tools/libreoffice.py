"""LibreOffice as a person at the keyboard: opens, types, saves, converts. Set to English (UK).

It is started once in a process, with a profile of its own, and ends with that process, however that
ends.
"""

import atexit
import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Timer

SOFFICE = shutil.which("soffice")
# The UNO bridge comes with the system's own Python, not with the one of a virtual environment.
UNO_PYTHON = next((path for path in ("/usr/bin/python3",) if Path(path).exists()), None)
TYPIST = Path(__file__).with_name("uno_typist.py")
HANGS_AFTER_SECONDS = 300
# LibreOffice reads the sheets of a workbook in threads, which on a busy machine now and then end it
# with a segmentation fault; in one thread they are read in their order.
_IN_ONE_THREAD = {"MAX_CONCURRENCY": "1"}

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>en-GB</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Linguistic/General">
<prop oor:name="DefaultLocale" oor:op="fuse">
<value>en-GB</value></prop></item>
</oor:items>
"""
_FILTERS = {
    "docx": "MS Word 2007 XML",
    "xlsx": "Calc MS Excel 2007 XML",
    "ods": "calc8",
    "xls": "MS Excel 97",
    "txt": "Text",
}
_PDF = {".docx": "writer_pdf_Export", ".xlsx": "calc_pdf_Export"}


def why_missing() -> str:
    """Why LibreOffice cannot be driven here, or what it makes be looked at; "" where it can."""
    if SOFFICE is None:
        return "LibreOffice (soffice) is not installed"
    if (
        UNO_PYTHON is None
        or subprocess.run([UNO_PYTHON, "-c", "import uno"], capture_output=True).returncode
    ):
        return "python3-uno is not installed"
    if not (shutil.which("pdfinfo") and shutil.which("pdftotext")):
        return "poppler-utils (pdfinfo, pdftotext) is not installed"
    return ""


class _Session:
    """A running LibreOffice, and the typist at its keyboard, who takes a line of jobs at a time."""

    def __init__(self) -> None:
        assert SOFFICE is not None
        assert UNO_PYTHON is not None
        self._folder = tempfile.TemporaryDirectory()
        profile = _profile(Path(self._folder.name) / "profile")
        self._said = (Path(self._folder.name) / "said.txt").open("w+", encoding="utf-8")
        # Its input ends with this process, and then the typist ends LibreOffice.
        self._typist = subprocess.Popen(
            [UNO_PYTHON, str(TYPIST), SOFFICE, profile],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            encoding="utf-8",
            env=os.environ | _IN_ONE_THREAD,
            start_new_session=True,
        )

    def does(self, jobs: list[Mapping[str, object]]) -> bool:
        """Whether all jobs are done; if not, `said` tells why."""
        assert self._typist.stdin is not None
        assert self._typist.stdout is not None
        hang = Timer(HANGS_AFTER_SECONDS, os.killpg, (self.group, signal.SIGKILL))
        hang.start()
        try:
            self._typist.stdin.write(json.dumps(jobs) + "\n")
            self._typist.stdin.flush()
            return self._typist.stdout.readline() == "done\n"
        except OSError:
            return False
        finally:
            hang.cancel()

    def end(self) -> None:
        with suppress(OSError):
            self._typist.communicate()
        self._said.close()
        self._folder.cleanup()

    @property
    def group(self) -> int:
        """The process group of the typist and LibreOffice."""
        return self._typist.pid

    @property
    def said(self) -> str:
        """What the typist and LibreOffice said."""
        self._said.seek(0)
        return self._said.read()


_running: list[_Session] = []


@atexit.register
def end() -> None:
    """Ends LibreOffice where it runs."""
    while _running:
        _running.pop().end()


def crash() -> None:
    """Has LibreOffice, where it runs, end as in a crash: it is not told of here."""
    for session in _running:
        os.killpg(session.group, signal.SIGKILL)


def _profile(folder: Path) -> str:
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return f"-env:UserInstallation={folder.as_uri()}"


def type_into(jobs: Iterable[Mapping[str, object]]) -> None:
    """Does jobs in their order: {open, save, filter, entries: [[sheet, cell, typed]], is_seen}.

    Paths as text; "" typed empties a cell. Where `is_seen`, the file opens as it did, with its
    frozen panes, which takes longer. What ends a LibreOffice is tried once more in a fresh one, as
    it may crash by itself; what it crashes at twice is a fault of the jobs.
    """
    listed = list(jobs)
    said = ""
    for _ in range(2):
        if not _running:
            _running.append(_Session())
        session = _running[0]
        if session.does(listed):
            return
        said = session.said
        end()
    raise RuntimeError(f"LibreOffice could not do it:\n{said}")


def convert(paths: Iterable[Path], kind: str, folder: Path) -> tuple[Path, ...]:
    """The files converted to `kind` (pdf, ods, xls, xlsx, txt), into `folder`, which is made
    where it is not there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = {path: folder.resolve() / f"{path.stem}.{kind}" for path in paths}
    type_into(
        {
            "open": str(path.resolve()),
            "save": str(saved),
            "filter": _FILTERS.get(kind) or _PDF[path.suffix],
        }
        for path, saved in made.items()
    )
    return tuple(made.values())
