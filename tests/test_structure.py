"""The shape of the code: rooms import only those above them, and each library stays in its
files.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

import cyps_reports

PACKAGE = Path(cyps_reports.__file__).parent
ROOMS = (
    "phrases",
    "groups",
    "finding_codes",
    "findings",
    "theme",
    "machine",
    "meanwhile",
    "workbooks",
    "plan",
    "returns",
    "assessment",
    "record",
    "words",
    "history",
    "disclosure",
    "templates",
    "report",
    "letters",
    "files",
    "writers",
    "sending",
    "frames",
    "monthly",
    "outputs",
    "mailing",
    "verify",
    "locations",
    "setup",
    "acts",
    "api",
    "page",
    "console",
    "cli",
    "start",
    "__main__",
)
LIBRARIES = {
    "email": {"workbooks/containers.py", "writers/email.py"},
    "flask": {
        f"page/{name}.py"
        for name in (
            "app",
            "folder",
            "month",
            "plan",
            "problems",
            "progress",
            "report",
            "returns",
            "security",
            "send",
            "send_out",
            "start",
            "words",
        )
    },
    "holidays": {"plan/dates/working_days.py"},
    "icalendar": {"writers/calendar.py"},
    "lxml": {
        "workbooks/excel_parts.py",
        "workbooks/ods.py",
        "workbooks/ods_text.py",
        "writers/html/elements.py",
        "writers/pdf/source.py",
        "writers/word/as_sent.py",
        "writers/word/template.py",
    },
    "olefile": {"workbooks/outlook.py"},
    "openpyxl": set(),
    "oxmsg": {"workbooks/outlook.py"},
    "smtplib": {"sending/bounded.py", "sending/connection.py", "sending/smtp.py"},
    "ssl": {"sending/bounded.py", "sending/connection.py"},
    "python_calamine": {"workbooks/values.py"},
    "waitress": {"page/server.py"},
    "xlrd": {"workbooks/xls.py"},
    "xlsxwriter": {
        "workbooks/printing.py",
        "workbooks/writing.py",
        "plan/sheets/book.py",
        "plan/sheets/to_do.py",
        "templates/workbook.py",
        "templates/entry_checks.py",
        "templates/guide.py",
        "templates/live_colours.py",
        "templates/rows.py",
        "writers/excel/summary.py",
        "writers/excel/summary_charts.py",
        "writers/excel/charts.py",
    },
    "docx": {
        "writers/word/report.py",
        "writers/word/contents.py",
        "writers/word/document.py",
        "writers/word/pages.py",
        "writers/word/parts.py",
        "writers/word/running_lines.py",
        "writers/word/styles.py",
        "writers/word/template.py",
    },
    "pandas": {"frames.py"},
    "pikepdf": {"writers/pdf/tags.py"},
}
FILES = sorted(PACKAGE.rglob("*.py"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """All of a file's code, read once for all tests."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


@cache
def imported(path: Path) -> tuple[str, ...]:
    return tuple(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            module = node.module or ""
            is_folder = (PACKAGE.parent / module.replace(".", "/")).is_dir()
            yield from (f"{module}.{each.name}" if is_folder else module for each in node.names)


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_the_rooms_above_it(path: Path) -> None:
    own = room_of(path)
    if own == "__init__":
        return
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "cyps_reports" and len(parts) > 1 and parts[1] in ROOMS:
            assert ROOMS.index(parts[1]) <= ROOMS.index(own), f"{own} imports {name}"


WITHIN_ROOMS = {
    "plan": ("dates", "model", "figures", "sheets", "rows", "checks", ""),
    "report": ("", "sections", "sheets"),
    "writers": ("excel", "word", "html", "pdf", ""),
    "setup": ("sources", "meaning", "years"),
}
"""The order of the folders within a room; "" are the files that lie in no folder of it."""


def folder_of(parts: Sequence[str]) -> str:
    return parts[1] if len(parts) > 2 else ""


@pytest.mark.parametrize("room", WITHIN_ROOMS)
def test_a_folder_of_a_room_imports_only_those_above_it(room: str) -> None:
    order = WITHIN_ROOMS[room]
    for path in (PACKAGE / room).rglob("*.py"):
        own = folder_of(path.relative_to(PACKAGE).parts)
        for name in imported(path):
            other = folder_of(name.split(".")[1:])
            is_within = name.startswith(f"cyps_reports.{room}.")
            if (
                is_within
                and {own, other} <= {*order}
                and path.name not in ("build.py", "editions.py")
            ):
                assert order.index(other) <= order.index(own), f"{path} imports {name}"


@pytest.mark.parametrize("room", sorted({path.parts[-3] for path in PACKAGE.glob("*/*/*.py")}))
def test_every_folder_of_a_room_has_its_place_in_the_order(room: str) -> None:
    folders = {path.parent.name for path in (PACKAGE / room).glob("*/*.py")}
    assert folders == {*WITHIN_ROOMS[room]} - {""}


def test_every_room_has_its_place_in_the_order() -> None:
    assert {room_of(path) for path in FILES} - {"__init__"} == set(ROOMS)


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_lives_in_its_named_files(library: str) -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in FILES
        if any(name.split(".")[0] == library for name in imported(path))
    }
    assert users == LIBRARIES[library]


def test_only_the_command_line_prints_exits_or_reads_the_clock() -> None:
    for path in FILES:
        if path.name in ("cli.py", "start.py", "__main__.py"):
            continue
        for node in nodes_of(path):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            assert called not in ("print", "exit", "sys.exit", "input"), path
            assert called.split(".")[-1] not in ("now", "today", "utcnow"), path


FACES = ("console", "cli", "start", "__main__")
OF_THE_PROCESS = {
    *(
        "os.chdir",
        "os.getcwd",
        "Path.cwd",
        "os.fork",
        "os.dup2",
        "os.putenv",
        "os.environ",
        "sys.argv",
        "sys.stdin",
    ),
    *(
        "signal.signal",
        "gc.freeze",
        "gc.disable",
        "gc.set_threshold",
        "locale.setlocale",
        "warnings.filterwarnings",
    ),
}


@pytest.mark.parametrize(
    "path",
    # A worker is a process of its own.
    [path for path in FILES if room_of(path) not in FACES and path.name != "worker.py"],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_beneath_the_faces_nothing_changes_the_process_or_knows_its_folder(path: Path) -> None:
    assert not {"argparse", "getpass"} & set(imported(path))
    assert not OF_THE_PROCESS & {
        ast.unparse(node) for node in nodes_of(path) if isinstance(node, ast.Attribute)
    }
    if room_of(path) in ("acts", "locations"):
        assert "Path()" not in {
            ast.unparse(node) for node in nodes_of(path) if isinstance(node, ast.Call)
        }


FILE_NAMED = re.compile(r"`([\w/]+\.(?:py|html|css|js))`")


def test_the_developers_page_names_files_that_are_there() -> None:
    page = (PACKAGE / "README.md").read_text(encoding="utf-8")
    root = PACKAGE.parent
    there = {path.name for room in (PACKAGE, root / "tests") for path in room.rglob("*.*")}
    for name in FILE_NAMED.findall(page):
        is_path = (PACKAGE / name).is_file() or (root / name).is_file()
        assert is_path or ("/" not in name and name in there), name


def test_the_developers_page_has_every_room() -> None:
    page = (PACKAGE / "README.md").read_text(encoding="utf-8")
    for room in ROOMS:
        assert f"`{room}/" in page or f"`{room}.py`" in page, room


def test_colours_stand_in_the_theme_alone() -> None:
    colours = [f'"{paint}"' for paint in ("9C1B14", "FFC24B", "6FBF7F", "BFD4F2", "1F3864")]
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert path.name == "theme.py" or not any(colour in text for colour in colours), path
