"""The tool that changes the program in small ways.

Each change is one, compiles, and knows which tests bear on it.
"""

import ast
from math import inf
from pathlib import Path

import pytest

from tests.tools.mutants import Mutant, chosen
from tests.tools.mutations import PACKAGE, Touched, survivors

CODE = """
def outer(a: int = 1, *, b: bool = True) -> str:
    '''A docstring is no code.'''
    if not a and b:
        return f"{a} stays"
    return "x" if a < 2 else str(a + 1, encoding="utf-8")


class Room:
    size, most = 3, 1e300
    version, note = "12.9", "⁹₉"

    def double(self) -> int:
        return self.size * 2
"""


@pytest.fixture
def mutants(tmp_path: Path) -> tuple[Mutant, ...]:
    package = tmp_path / "package"
    package.mkdir()
    (package / "code.py").write_text(CODE, encoding="utf-8")
    return chosen(package, 1000, 1)


def test_each_kind_of_place_is_changed_once(mutants: tuple[Mutant, ...]) -> None:
    changes = {(each.function, each.before, each.after) for each in mutants}
    assert len(mutants) == len({each.source for each in mutants})
    assert {
        ("outer", "1", "2"),
        ("outer", "True", "False"),
        ("outer", "not a", "not not a"),
        ("outer", "not a and b", "not a or b"),
        ("outer", "a < 2", "a <= 2"),
        ("outer", "a + 1", "a - 1"),
        ("outer", "'x'", "'xx'"),
        ("outer", "str(a + 1, encoding='utf-8')", "str(a + 1)"),
        ("", "3", "4"),
        ("", "1e+300", "5e+299"),
        ("", "'12.9'", "'12.0'"),
        ("", "'⁹₉'", "'⁹₉x'"),
        ("Room.double", "self.size * 2", "self.size / 2"),
    } <= changes
    assert not any("docstring" in each.before or "stays" in each.before for each in mutants)


@pytest.mark.full
def test_each_change_compiles_and_changes_something(mutants: tuple[Mutant, ...]) -> None:
    for each in (*mutants, *chosen(PACKAGE, 40, 1)):
        original = ast.parse(
            (PACKAGE.parent / each.path).read_text("utf-8") if each not in mutants else CODE
        )
        compile(each.source, str(each.path), "exec")
        assert each.source != ast.unparse(original)


def test_the_same_seed_gives_the_same_changes() -> None:
    assert chosen(PACKAGE, 5, 2, "words") == chosen(PACKAGE, 5, 2, "words")
    assert {each.path.as_posix() for each in chosen(PACKAGE, 5, 2, "phrases.py")} <= {
        path.relative_to(PACKAGE.parent).as_posix() for path in PACKAGE.rglob("*phrases.py")
    }


def test_a_change_is_seen_by_the_tests_that_call_what_was_changed() -> None:
    functions = {
        "test_slow.py::test_a": frozenset({"phrases.py:listed"}),
        "test_slow.py::test_b": frozenset({"phrases.py:listed", "phrases.py:are"}),
        "test_quick.py::test_c": frozenset({"phrases.py:listed"}),
        "test_quick.py::test_d": frozenset({"theme.py:rgb"}),
    }
    touched = Touched({test: 9.0 if "slow" in test else 0.1 for test in functions}, functions)

    def tests_for(function: str) -> tuple[str, ...]:
        return touched.by(Mutant(Path(PACKAGE.name, "phrases.py"), function, 1, "", "", ""))

    assert tests_for("listed") == (
        "test_quick.py::test_c",
        "test_slow.py::test_a",
        "test_slow.py::test_b",
    )
    assert tests_for("are") == ("test_slow.py::test_b",)
    assert set(tests_for("never_called")) == set(functions), (
        "what no test calls may be called in another process"
    )
    assert tests_for("") == (
        "test_quick.py::test_c",
        "test_slow.py::test_a",
        "test_slow.py::test_b",
    )


def test_of_the_tests_in_their_order_only_so_many_seconds_are_run_but_always_one() -> None:
    touched = Touched({"a": 2.0, "b": 3.0, "c": 0.5}, {})
    first = {most: touched.first(("a", "b", "c"), most) for most in (1.0, 2.0, 4.9, 5.5, inf)}
    assert first == {
        1.0: ("a",),
        2.0: ("a",),
        4.9: ("a",),
        5.5: ("a", "b", "c"),
        inf: ("a", "b", "c"),
    }


SMALL = """
def doubled(number: int) -> int:
    return number * 2
"""
TEST_OF_SMALL = """
from cyps_reports.small import doubled

def test_doubled():
    assert doubled(0) == 0
"""


@pytest.mark.full
@pytest.mark.parametrize("streams", [1, 2])
def test_changes_are_tried_side_by_side_each_in_a_copy_that_is_put_back(
    tmp_path: Path, streams: int, capsys: pytest.CaptureFixture[str]
) -> None:
    copies = [tmp_path / str(each) for each in range(streams)]
    for copy in copies:
        (copy / "cyps_reports").mkdir(parents=True)
        (copy / "cyps_reports/__init__.py").touch()
        (copy / "cyps_reports/small.py").write_text(SMALL, encoding="utf-8")
        (copy / "test_small.py").write_text(TEST_OF_SMALL, encoding="utf-8")
        (copy / "pytest.ini").touch()
    mutants = chosen(copies[0] / "cyps_reports", 10, 1)
    test = "test_small.py::test_doubled"
    touched = Touched({test: 0.1}, {test: frozenset({"small.py:doubled"})})
    left = survivors(list(enumerate(mutants, 7)), copies, touched, inf)
    # Of nothing, the double is nothing by any factor, and the half as well.
    assert {each.after for each in left} == {"3", "number / 2"}
    assert {line.split("cyps")[0] for line in capsys.readouterr().out.splitlines()} == {
        f"{number:4} SURVIVED " for number in (7, 8)
    }
    assert {(copy / "cyps_reports/small.py").read_text("utf-8") for copy in copies} == {SMALL}
