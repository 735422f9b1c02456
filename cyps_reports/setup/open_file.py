"""The file to double-click in the officer's folder: it opens the page in the browser."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

OPEN_FILE = "Open cyps-reports"
"""What it is called, but for its ending."""

_ON_WINDOWS = """\
@echo off
rem Opens this folder's page in the browser. The page ends with the button at its foot.
chcp 65001 >nul
pushd "%~dp0"
"{program}" -m cyps_reports open
if errorlevel 1 pause
"""

_ELSEWHERE = """\
#!/bin/sh
# Opens this folder's page in the browser. The page ends with the button at its foot.
cd "$(dirname "$0")" || exit 1
{program} -m cyps_reports open && exit 0
printf 'Press Enter to close this window. '
read -r answer
"""


def open_file(program: str, *, on_windows: bool) -> Mapping[str, bytes]:
    """The file by its name, for the Python at a place of this computer; none where that is "".

    Where it is not for Windows it must be made one that can be run.
    """
    if not program:
        return {}
    if on_windows:
        # A percent sign stands for itself only where there are two.
        text = _ON_WINDOWS.format(program=program.replace("%", "%%"))
        return {f"{OPEN_FILE}.cmd": text.replace("\n", "\r\n").encode()}
    return {f"{OPEN_FILE}.command": _ELSEWHERE.format(program=shlex.quote(program)).encode()}
