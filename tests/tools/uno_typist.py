"""Types into spreadsheets through LibreOffice's UNO bridge.

Run by the system's Python, see libreoffice.py.

Reads a line of jobs (JSON) at a time, does them and says `done`; ends, and LibreOffice with it,
where the input ends.
"""

import json
import os
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

# Two sessions at once must not talk to each other's office.
PIPE = f"cyps-typist-{os.getpid()}"


def _property(name: str, value: object) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def _connect() -> Any:
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", context
    )
    for _ in range(2400):
        try:
            return resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.25)
    raise RuntimeError("LibreOffice did not start")


def _do(desktop: Any, dispatcher: Any, job: dict[str, Any]) -> None:
    hidden = (_property("Hidden", True),)
    document = desktop.loadComponentFromURL(Path(job["open"]).as_uri(), "_blank", 0, hidden)
    frame = document.CurrentController.Frame
    for sheet, cell, typed in job.get("entries", ()):
        document.CurrentController.setActiveSheet(document.Sheets.getByName(sheet))
        dispatcher.executeDispatch(frame, ".uno:GoToCell", "", 0, (_property("ToPoint", cell),))
        dispatcher.executeDispatch(
            frame, ".uno:EnterString", "", 0, (_property("StringName", typed),)
        )
    for step in job.get("steps", ()):
        _take(document, *step)
    if "entries" in job:
        document.CurrentController.setActiveSheet(document.Sheets.getByIndex(0))
    options = [_property("FilterName", job["filter"])]
    if "password" in job:
        options.append(_property("Password", job["password"]))
    document.storeToURL(Path(job["save"]).as_uri(), tuple(options))
    document.close(True)


def _take(document: Any, step: str, name: str, *what: Any) -> None:
    """What people do to a sheet, once they have taken its protection off."""
    sheet = document.Sheets.getByName(name)
    sheet.unprotect("")
    match step:
        case "sort":
            area, column = what
            field = uno.createUnoStruct("com.sun.star.table.TableSortField")
            field.Field, field.IsAscending = column, False
            fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
            options = (_property("SortFields", fields), _property("ContainsHeader", True))
            uno.invoke(sheet.getCellRangeByName(area), "sort", (options,))
        case "insert rows":
            sheet.Rows.insertByIndex(*what)
        case "hide row":
            sheet.Rows.getByIndex(*what).IsVisible = False
        case "rename":
            sheet.Name = what[0]


def main() -> None:
    soffice, profile = sys.argv[1:]
    accept = f"--accept=pipe,name={PIPE};urp;"
    command = [soffice, profile, "--headless", "--norestore", "--nologo", accept]
    subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    try:
        context = _connect()
        services = context.ServiceManager
        desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        dispatcher = services.createInstanceWithContext(
            "com.sun.star.frame.DispatchHelper", context
        )
        for line in sys.stdin:
            for job in json.loads(line):
                _do(desktop, dispatcher, job)
            print("done", flush=True)
    except Exception:
        # Told here, as nothing is told any more once all of us are ended.
        traceback.print_exc()
    finally:
        # The command is only a starter; the office itself is in our group, which libreoffice.py
        # made for us.
        os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
