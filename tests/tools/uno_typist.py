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
    # Hidden it is quicker, but LibreOffice forgets the frozen panes of a spreadsheet.
    hidden = (_property("Hidden", not job.get("is_seen")),)
    document = desktop.loadComponentFromURL(Path(job["open"]).as_uri(), "_blank", 0, hidden)
    frame = document.CurrentController.Frame
    opens_on = document.CurrentController.ActiveSheet if job.get("is_seen") else None
    for sheet, cell, typed in job.get("entries", ()):
        document.CurrentController.setActiveSheet(document.Sheets.getByName(sheet))
        dispatcher.executeDispatch(frame, ".uno:GoToCell", "", 0, (_property("ToPoint", cell),))
        if typed:
            entered = (_property("StringName", typed),)
            dispatcher.executeDispatch(frame, ".uno:EnterString", "", 0, entered)
        else:
            dispatcher.executeDispatch(frame, ".uno:ClearContents", "", 0, ())
    for step in job.get("steps", ()):
        _take(document, *step)
    for title, paragraphs, is_beside in job.get("words", ()):
        _write(document, dispatcher, title, paragraphs, is_beside=is_beside)
    if opens_on:
        _back_to_the_top(document, {sheet for sheet, _, _ in job["entries"]})
        document.CurrentController.setActiveSheet(opens_on)
    elif "entries" in job:
        document.CurrentController.setActiveSheet(document.Sheets.getByIndex(0))
    options = [_property("FilterName", job["filter"])]
    if "password" in job:
        options.append(_property("Password", job["password"]))
    document.storeToURL(Path(job["save"]).as_uri(), tuple(options))
    document.close(True)


def _back_to_the_top(document: Any, sheets: set[str]) -> None:
    """Shows the first rows and columns of sheets again, beside what is frozen."""
    controller = document.CurrentController
    for name in sheets:
        controller.setActiveSheet(document.Sheets.getByName(name))
        controller.select(controller.ActiveSheet.getCellByPosition(0, 0))
        pane = controller.getByIndex(controller.Count - 1)
        pane.FirstVisibleColumn = controller.SplitColumn
        pane.FirstVisibleRow = controller.SplitRow


def _write(
    document: Any, dispatcher: Any, title: str, paragraphs: list[str], *, is_beside: bool
) -> None:
    """What people type under a title of a text: over what stands there, or beside it."""
    wanted = document.createSearchDescriptor()
    wanted.SearchString = title
    found = document.findFirst(wanted)
    frame, cursor = document.CurrentController.Frame, document.CurrentController.ViewCursor
    cursor.gotoRange(found.End, False)
    dispatcher.executeDispatch(frame, ".uno:GoToNextPara", "", 0, ())
    key = ".uno:GoToEndOfPara" if is_beside else ".uno:EndOfParaSel"
    dispatcher.executeDispatch(frame, key, "", 0, ())
    for number, text in enumerate(paragraphs):
        if number:
            dispatcher.executeDispatch(frame, ".uno:InsertPara", "", 0, ())
        dispatcher.executeDispatch(frame, ".uno:InsertText", "", 0, (_property("Text", text),))


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
