"""LibreOffice as a person at the keyboard: opens, types, saves, converts. Set to English (UK)."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

SOFFICE = shutil.which("soffice")
# The UNO bridge comes with the system's own Python, not with the one of a virtual environment.
UNO_PYTHON = next((path for path in ("/usr/bin/python3",) if Path(path).exists()), None)
TYPIST = Path(__file__).with_name("uno_typist.py")
WAIT_SECONDS = 120

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>en-GB</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Linguistic/General"><prop oor:name="DefaultLocale" oor:op="fuse">
<value>en-GB</value></prop></item>
</oor:items>
"""


def why_missing() -> str:
    """Why LibreOffice cannot be driven here, or what it makes be looked at; "" where it can."""
    if SOFFICE is None:
        return "LibreOffice (soffice) is not installed"
    if UNO_PYTHON is None or subprocess.run([UNO_PYTHON, "-c", "import uno"], capture_output=True).returncode:
        return "python3-uno is not installed"
    if not (shutil.which("pdfinfo") and shutil.which("pdftotext")):
        return "poppler-utils (pdfinfo, pdftotext) is not installed"
    return ""


def _profile(folder: Path) -> str:
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    return f"-env:UserInstallation={folder.as_uri()}"


def type_into(jobs: Iterable[Mapping[str, object]]) -> None:
    """Does jobs in one session: {open, save, filter, entries: [[sheet, cell, typed]]}; paths as text."""
    assert SOFFICE is not None
    assert UNO_PYTHON is not None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        order = folder / "jobs.json"
        order.write_text(json.dumps(list(jobs)), encoding="utf-8")
        command = [UNO_PYTHON, str(TYPIST), SOFFICE, _profile(folder / "profile"), str(order)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=WAIT_SECONDS, check=False)
    if done.returncode:
        raise RuntimeError(f"LibreOffice could not do it:\n{done.stdout}\n{done.stderr}")


def convert(paths: Iterable[Path], kind: str, folder: Path) -> tuple[Path, ...]:
    """The files converted to `kind` (pdf, ods, xls, xlsx, csv, txt), into `folder`."""
    assert SOFFICE is not None
    several = tuple(paths)
    with tempfile.TemporaryDirectory() as name:
        profile = _profile(Path(name) / "profile")
        command = [SOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(folder)]
        subprocess.run([*command, *map(str, several)], capture_output=True, timeout=WAIT_SECONDS, check=True)
    return tuple(folder / f"{path.stem}.{kind.split(':')[0]}" for path in several)
