"""What nobody has thought of ends in a sentence, and not in a traceback."""

import subprocess
import sys

import pytest

from cyps_reports import start
from tests.tools.measured import ENVIRONMENT
from tests.tools.started import ON_POSIX, PLAIN, lines

pytestmark = [ON_POSIX, pytest.mark.usefixtures("september_alone")]


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
