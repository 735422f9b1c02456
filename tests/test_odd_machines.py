"""What is odd about a machine never ends in a traceback, nor in a 1 where the program could not
run: done for real.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

import pytest
from lxml import etree

from cyps_reports import cli, locations, start
from cyps_reports.acts import month as month_act
from cyps_reports.console.screen import finding_lines
from cyps_reports.findings import CellRef, error
from cyps_reports.machine import OF_MEMORY
from cyps_reports.workbooks import reading
from cyps_reports.workbooks.budget import Budget
from cyps_reports.workbooks.grid import Sheet
from cyps_reports.workbooks.readers import Reader
from cyps_reports.writers.word import house_style
from cyps_reports.writers.word.house_style import HouseStyle, style_findings
from tests.test_other_files import zipped
from tests.tools.measured import ENVIRONMENT

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="signals, limits and closed streams are those of POSIX"
)

PLAIN = {name: value for name, value in ENVIRONMENT.items() if name != "CYPS_REPORTS_TRACEBACK"}
STOPPED = "Stopped. Nothing was replaced that was not finished; run the command again.\n"
HANGS_AFTER_SECONDS = 300
needs_full_disk = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="this system has no /dev/full"
)
RECORD = Path("output/2012-09/as-reported.json")


@pytest.fixture(autouse=True)
def office_folder(few_rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with September's returns alone."""
    shutil.copytree(few_rows / "2012-09", tmp_path / "returns" / "2012-09")
    shutil.copy(few_rows / "plan.xlsx", tmp_path / "returns")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def program(*words: str, before: str = ":") -> list[str]:
    """The program as a shell starts it.

    `before` is what the shell does first, or to its streams.
    """
    return ["sh", "-c", f'{before}; exec "$0" -m cyps_reports "$@"', sys.executable, *words]


def ran(*words: str, before: str = ":", **more: str) -> subprocess.CompletedProcess[str]:
    command = program(*words, before=before)
    environment = {**PLAIN, **more}
    return subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        env=environment,
        timeout=HANGS_AFTER_SECONDS,
    )


# Streams


@pytest.mark.share(3)
@pytest.mark.parametrize("closed", ["1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_closed_streams(closed: str) -> None:
    done = ran("report", before=f"exec {closed}")
    assert (done.returncode, done.stderr) == (1, "")
    assert RECORD.is_file()
    refused = ran("report", "nothere", before=f"exec {closed}")
    assert refused.returncode == 2
    assert refused.stdout == "", "what is complained of is no output"
    assert (
        refused.stderr == ""
        if "2>&-" in closed
        else refused.stderr.endswith("returned workbooks.\n")
    )


def test_nobody_can_answer_where_the_input_is_closed() -> None:
    assert ran("report").returncode == 1
    done = ran("email", "--send", "--server", "localhost:1", before="exec 0<&-")
    assert (done.returncode, "nobody to answer" in done.stderr) == (2, True)
    assert "Traceback" not in done.stderr


@pytest.mark.share(2)
@pytest.mark.parametrize("words", [["check", "--json"], ["report"]])
def test_output_that_nobody_reads(words: list[str]) -> None:
    with subprocess.Popen(
        program(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=PLAIN
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 141


@pytest.mark.parametrize(("so_far", "ended"), [(0, 141), (1, 141), (2, 2)])
def test_what_is_held_back_until_nobody_reads_it_ends_the_same(
    so_far: int, ended: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_read, to_write = os.pipe()
    os.close(to_read)
    with os.fdopen(to_write, "w", encoding="utf-8") as output:
        output.write("September 2012")
        monkeypatch.setattr(sys, "stdout", output)
        assert start._with_all_said(so_far) == ended


@needs_full_disk
@pytest.mark.parametrize(("name", "ended"), [("stdout", 2), ("stderr", 0)])
def test_what_is_held_back_and_does_not_fit_counts_where_it_is_the_output(
    name: str, ended: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        full.write("September 2012")
        monkeypatch.setattr(sys, name, full)
        assert start._with_all_said(0) == ended


@needs_full_disk
def test_output_that_does_not_fit() -> None:
    done = ran("check", before="exec 1>/dev/full")
    assert done.returncode == 2
    assert done.stderr.startswith("Could not run: a disk is full")
    assert ran("report", "nothere", before="exec 2>/dev/full").returncode == 2


# Stopping


def stopped_while(words: Sequence[str], ready: str, number: int) -> tuple[int, str]:
    """How a run ends that is told to stop when a line like that came."""
    hook = f"import sys; from cyps_reports.start import main; {ready}; sys.exit(main())"
    command = [sys.executable, "-c", hook, *words]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=PLAIN
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        while run.stdout.readline() != "ready\n":
            assert run.poll() is None
        run.send_signal(number)
        run.stdout.read()
        said = run.stderr.read()
    return run.returncode, said


WAITS = "(print('ready', flush=True), time.sleep(60))"
WHILE_LOADING = f"""
import time, builtins
load = builtins.__import__
def slow(name, *more):
    if name.endswith('arguments'):
        try:
            {WAITS}
        except BaseException:
            raise ImportError('as a library does that takes it for a fault of its own')
    return load(name, *more)
builtins.__import__ = slow
"""
WHILE_WRITING = f"""
import time
from cyps_reports.files import placing
placing.os = type('Slow', (), {{'fsync': lambda *_: {WAITS}}})
"""
IN_A_DESTRUCTOR = f"""
import time
from cyps_reports.console import arguments
class Last:
    def __del__(self):
        {WAITS}
parser_for = arguments.parser_for
arguments.parser_for = lambda commands: (Last(), parser_for(commands))[1]
"""


def lines(code: str) -> str:
    return f"exec({code!r}, globals())"


@pytest.mark.share(2)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    "moment", [WHILE_LOADING, WHILE_WRITING, IN_A_DESTRUCTOR], ids=["loading", "writing", "lost"]
)
def test_a_wish_to_stop_ends_in_one_sentence(moment: str, number: int) -> None:
    assert stopped_while(["report"], lines(moment), number) == (2, STOPPED)
    assert not RECORD.exists()


def test_a_stop_at_any_moment_is_said_or_comes_too_late() -> None:
    """The very first moments are Python's own.

    There it is stopped before it reads a line of the program.
    """
    start_of_python = (
        f"import sys; print('ready', flush=True); {lines('from cyps_reports.start import main')}"
    )
    for moment in range(6):
        command = [sys.executable, "-c", f"{start_of_python}; sys.exit(main())", "report"]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=PLAIN
        ) as run:
            assert run.stdout is not None
            assert run.stderr is not None
            run.stdout.readline()
            time.sleep(0.02 + moment * 0.05)
            run.send_signal(signal.SIGINT)
            run.stdout.read()
            said = run.stderr.read().decode()
        assert (run.returncode, said) in ((2, STOPPED), (1, ""))


@pytest.mark.full
def test_a_program_that_was_told_to_pass_signals_over_does() -> None:
    done = ran("report", before="trap '' INT; { sleep 0.2; kill -INT $$; } & true")
    assert (done.returncode, done.stderr) == (1, "")


# Memory, and what nobody has thought of


OF_ODS = ("office", "table", "text")
ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def coded(problem: Exception, code: int) -> Exception:
    """As the parser raises it."""
    problem.code = code  # type: ignore[attr-defined]
    return problem


def of_lxml(message: str, code: int) -> Exception:
    kind: Any = etree.XMLSyntaxError
    problem: Exception = kind(message, code, 0, 0)
    return problem


def limited(megabytes: int) -> str:
    return f"ulimit -v {megabytes * 1024}"


SHORT_OF_MEMORY = (
    *(
        "there is not enough memory",
        "this computer has no room",
        "a part of the program cannot be loaded",
    ),
    *("something happened", "output"),
)


@pytest.mark.share(3)
@pytest.mark.parametrize("megabytes", [33, 36, 38, 44, 50, 70])
def test_little_memory(megabytes: int) -> None:
    """It ends while the program is loaded, while a library is, or while the report is made.

    No file is blamed.
    """
    done = ran("report", "--csv", before=limited(megabytes))
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith(tuple(f"Could not run: {each}" for each in SHORT_OF_MEMORY))
    assert "Error:" not in done.stdout
    assert not RECORD.exists()


NO_MEMORY = [
    MemoryError(),
    ImportError(name="lxml"),
    coded(ExpatError("out of memory"), 1),
    coded(ElementTree.ParseError("out of memory"), 1),
    of_lxml("unknown error", 2),
    zlib.error("Error -4 while decompressing data"),
]
OF_THE_FILE = [
    coded(ExpatError("syntax error"), 2),
    coded(ElementTree.ParseError("syntax error"), 2),
    of_lxml("xmlSAX2Characters: huge text node", 2),
    of_lxml("Start tag expected", 4),
    zlib.error("Error -3 while decompressing data"),
]


def reader_that_ends_in(problem: Exception) -> Reader:
    def read(name: str, content: bytes, budget: Budget) -> tuple[Sheet, ...]:
        raise problem

    return read


@pytest.mark.parametrize("problem", NO_MEMORY, ids=repr)
def test_what_says_that_memory_is_short_is_no_property_of_a_file(problem: Exception) -> None:
    with pytest.raises(OF_MEMORY):
        reading._tried(reader_that_ends_in(problem), "a.ods", b"", Budget())


@pytest.mark.parametrize("problem", OF_THE_FILE, ids=repr)
def test_what_is_wrong_with_a_file_is_no_lack_of_memory(problem: Exception) -> None:
    assert reading._tried(reader_that_ends_in(problem), "a.ods", b"", Budget()) == ()


@pytest.mark.parametrize("problem", NO_MEMORY, ids=repr)
def test_a_word_template_is_not_blamed_for_a_lack_of_memory(
    problem: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look_through(template: bytes) -> None:
        raise problem

    monkeypatch.setattr(house_style, "look_through", look_through)
    with pytest.raises(OF_MEMORY):
        style_findings(HouseStyle("report_template.docx", b""))


@pytest.mark.parametrize(
    "problem", [each for each in NO_MEMORY if not isinstance(each, ImportError)], ids=repr
)
def test_whatever_says_that_memory_is_short_is_told_in_one_sentence(
    problem: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def read_month(*_: object) -> None:
        raise problem

    monkeypatch.setattr(month_act, "read_month", read_month)
    assert cli.main(["check"]) == 2
    assert capsys.readouterr().err.startswith("Could not run: this computer has no room")


IN_STEPS = """
import os, resource, sys
from pathlib import Path
from cyps_reports.machine import OF_MEMORY
from cyps_reports.workbooks import ods, reading
from cyps_reports.workbooks.grid import Book

for more in range(0, 24_000_000, 200_000):
    if not os.fork():
        held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (held + more, resource.RLIM_INFINITY))
        try:
            (said,) = reading.book_of(Path(sys.argv[1]))
            os._exit(1 if isinstance(said, Book) else 2)
        except OF_MEMORY:
            os._exit(0)
    print(os.waitstatus_to_exitcode(os.wait()[1]), end=" ")
"""


@pytest.mark.full
@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells how much memory a process holds")
def test_an_opendocument_file_is_read_or_memory_is_short(tmp_path: Path) -> None:
    """At no bound is a good file called one that cannot be understood."""
    row = (
        "<table:table-row><table:table-cell "
        'office:value-type="string"><text:p>A12</text:p></table:table-cell>'
    )
    spaces = " ".join(
        f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in OF_ODS
    )
    rows = f"{row}</table:table-row>" * 5000
    table = (
        f'<office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet>'
    )
    content = (
        "<office:document-content "
        f"{spaces}><office:body>{table}</office:body></office:document-content>"
    )
    path = tmp_path / "return.ods"
    path.write_bytes(zipped({"mimetype": ODS, "content.xml": content.encode()}))
    done = subprocess.run(
        [sys.executable, "-c", IN_STEPS, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env=PLAIN,
    )
    assert set(done.stdout.split()) == {"0", "1"}


def test_enough_memory() -> None:
    """A bound by itself changes nothing."""
    assert ran("report", "--csv", before=limited(2000)).returncode == 1
    assert RECORD.exists()


@pytest.mark.parametrize(
    ("problem", "says"),
    [
        (MemoryError(), "there is not enough memory. Close other programs, and run again."),
        (
            ImportError(name="lxml"),
            "a part of the program cannot be loaded (lxml). Close other programs",
        ),
        (
            ZeroDivisionError("a password"),
            "something happened that the program does not know of (ZeroDivisionError).",
        ),
    ],
)
def test_what_nobody_has_thought_of_is_one_sentence_without_its_words(
    problem: Exception, says: str
) -> None:
    assert start._why(problem).startswith(says)
    assert "password" not in start._why(problem)


def test_where_it_happened_is_told_and_shown_to_those_who_ask() -> None:
    bug = lines("from cyps_reports.acts import month;month.read_month = lambda *_, **__: 1 / 0")
    command = [
        sys.executable,
        "-c",
        f"import sys; from cyps_reports.start import main; {bug}; sys.exit(main())",
        "check",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=PLAIN)
    assert done.returncode == 2
    assert "(ZeroDivisionError in console.month_commands, line " in done.stderr
    assert done.stderr.count("\n") == 1
    asked = subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT)
    assert "Traceback" in asked.stderr


# The environment


ODD: tuple[dict[str, str], ...] = (
    {"HOME": "/nowhere", "TZ": "Nowhere/At_all", "TMPDIR": "/nowhere", "PYTHONOPTIMIZE": "2"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TZ": "XXX+99999"},
    {"LC_ALL": "nowhere.ISO-8859-1", "LANG": "POSIX", "PYTHONIOENCODING": "cp1252:strict"},
)


@pytest.mark.full
def test_an_odd_environment_changes_no_output() -> None:
    assert ran("run").returncode == 1
    usual = {path: path.read_bytes() for path in Path("output").rglob("*") if path.is_file()}
    for odd in ODD:
        shutil.rmtree("output")
        done = ran("run", **odd)
        assert (done.returncode, done.stderr) == (1, ""), odd
        assert {
            path: path.read_bytes() for path in Path("output").rglob("*") if path.is_file()
        } == usual, odd


def test_a_bare_locale_still_says_what_it_means() -> None:
    assert "“approx 84” is not a figure" in ran("check", LC_ALL="C").stdout


def test_a_folder_that_was_taken_away(tmp_path: Path) -> None:
    done = ran("report", before="mkdir gone; cd gone; rmdir ../gone")
    assert done.returncode == 2
    assert done.stderr == (
        "Could not run: the folder you are in is no longer there. Go to another one, and run "
        "again.\n"
    )


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize(("umask", "folder", "file"), [(0o027, 0o750, 0o640)])
def test_who_may_read_what_is_written_is_what_the_system_says(
    umask: int, folder: int, file: int
) -> None:
    before = os.umask(umask)
    try:
        assert cli.main(["run"]) == 1
        assert cli.main(["report", "--csv", "--as-at", "2012-09-14"]) == 1
        assert cli.main(["check", "--feedback", "feedback"]) == 1
        assert cli.main(["templates", "--plan", str(locations.built_in_plan())]) == 0
    finally:
        os.umask(before)
    made = [
        each
        for name in ("output", "feedback", "input_templates")
        for each in (Path(name), *Path(name).rglob("*"))
    ]
    assert {mode_of(path) for path in made if path.is_dir()} == {folder}
    assert {mode_of(path) for path in made if path.is_file()} == {file}


# Names


@pytest.mark.full
@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_that_no_text_can_hold(capsys: pytest.CaptureFixture[str]) -> None:
    """In findings, outputs, the record, emails and what is said.

    The folder of the results is called so too.
    """
    odd = {
        "A": "CON.xlsx",
        "B": "re\udcfft.xlsx",
        "C": "\x1b[31mC\u202e.xlsx",
        "D": "new\nline\u2028.xlsx",
    }
    month = Path("returns/2012-09")
    for priority, name in odd.items():
        (month / f"return-{priority}.xlsx").rename(month / name)
    (month / "damaged\udcfe.xlsx").write_bytes(b"PK")
    assert cli.main(["check", "--feedback", "fb\udcff"]) == 1
    assert cli.main(["run", "--output", "out\udcff"]) == 1
    assert cli.main(["verify", "out\udcff/2012-09"]) == 0
    assert cli.main(["status"]) == 1
    said = capsys.readouterr()
    assert not set("\x1b\u202e\u2028") & set(said.out + said.err)
    assert len([path for path in Path("fb\udcff").iterdir() if path.suffix == ".txt"]) == 6
    for path in Path("out\udcff").rglob("*"):
        if path.suffix in (".json", ".txt"):
            assert "\\udcff" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [["\x1b[31m"], ["check", "--as-at", "\x1b[31m\u202e"], ["report", "--lead", "\x1b[31m"]],
)
def test_what_is_typed_on_the_command_line_steers_no_screen(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with suppress(SystemExit):
        assert cli.main(words) == 2
    said = capsys.readouterr()
    assert not set("\x1b\u202e") & set(said.out + said.err)
    assert "[31m" in said.err


def test_what_was_typed_on_several_lines_passes_for_no_finding() -> None:
    place = CellRef("a.xlsx", "Targets", "I5")
    one = error(
        "not-a-figure", place, "“84\n\nplan.xlsx\n  Error: all wrong” is not a figure.", "Type\n84."
    )
    assert tuple(finding_lines((one,)))[1:3] == (
        "  Error: Targets, I5: “84 plan.xlsx Error: all wrong” is not a figure.",
        "    Type 84.",
    )
