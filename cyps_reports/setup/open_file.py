"""The file to double-click in the officer's folder: it opens the page in the browser."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping

OPEN_FILE = "Open cyps-reports"
"""What it is called, but for its ending."""

_ON_WINDOWS = """\
@echo off
rem Opens this folder's page in the browser. The page ends with the button at its foot.
chcp 65001 >nul
pushd "%~dp0"
if exist "{program}" goto there
echo The program is no longer where it was: "{program}".
echo Set it up again as its README says. Then type there, to mend this file too:
echo   .venv\\Scripts\\cyps-reports open "%~dp0."
pause
exit /b 1
:there
"{program}" -m cyps_reports open
if errorlevel 1 pause
"""

_ELSEWHERE = """\
#!/bin/sh
# Opens this folder's page in the browser. The page ends with the button at its foot.
cd "$(dirname "$0")" || exit 1
program={program}
if [ -x "$program" ]; then
  "$program" -m cyps_reports open && exit 0
else
  printf 'The program is no longer where it was: %s.\\n' "$program"
  printf 'Set it up again as its README says. Then type there, to mend this file too:\\n'
  printf '  .venv/bin/cyps-reports open "%s"\\n' "$PWD"
fi
printf 'Press Enter to close this window. '
read -r answer
exit 1
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


def is_as_made(content: bytes) -> bool:
    """Whether a file is as the program makes it, for whichever Python; else somebody changed it."""
    text = content.decode("utf-8", "replace").replace("\r\n", "\n")
    return any(each.fullmatch(text) for each in _AS_MADE)


def _as_made(template: str) -> re.Pattern[str]:
    first, *others = template.split("{program}")
    # The same place stands wherever the template names it.
    again = "(?P=place)".join(map(re.escape, others))
    return re.compile(f"{re.escape(first)}(?P<place>[^\n]+?){again}")


_AS_MADE = tuple(map(_as_made, (_ON_WINDOWS, _ELSEWHERE)))
