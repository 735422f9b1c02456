"""Passes the tests with other versions than the lock files'.

`python -m tests.tools.versions [arguments of pytest]`.

With the lowest version that pyproject.toml allows of each library that the program needs, and with
every Python that it is said to run on and that is there. Each gets a virtual environment of its
own, which is taken away again.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHONS = ("3.11", "3.12", "3.13")


@dataclass(frozen=True, slots=True)
class Setting:
    """One way of installing the program: its name, the interpreter, and what pip is told beside."""

    name: str
    interpreter: str
    constraints: tuple[str, ...] = ()


def lowest_versions() -> tuple[str, ...]:
    """Each library that the program needs at the lowest version that its project file allows, as
    pip wants it.
    """
    with (ROOT / "pyproject.toml").open("rb") as file:
        needed: list[str] = tomllib.load(file)["project"]["dependencies"]
    bounds = [re.fullmatch(r"([a-z-]+)>=([0-9.]+)", each) for each in needed]
    return tuple(f"{match[1]}=={match[2]}" for match in bounds if match)


def settings() -> tuple[Setting, ...]:
    """The lowest versions on this Python, then the newest versions on each Python that is there."""
    found = [(version, shutil.which(f"python{version}")) for version in PYTHONS]
    newest = tuple(
        Setting(f"Python {version}, newest versions", path)
        for version, path in found
        if path and _starts(path)
    )
    return (Setting("lowest versions", sys.executable, lowest_versions()), *newest)


def _starts(interpreter: str) -> bool:
    """Whether an interpreter is there and starts; a launcher may be there for one that is not."""
    return subprocess.run([interpreter, "-V"], capture_output=True, check=False).returncode == 0


def passes(setting: Setting, arguments: Sequence[str]) -> bool:
    """Whether the tests pass in a setting; what they print goes to the screen."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([setting.interpreter, "-m", "venv", str(folder / "venv")], check=True)
        scripts = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
        constraints = folder / "constraints.txt"
        constraints.write_text("\n".join(setting.constraints), encoding="utf-8")
        install = [
            str(scripts / "python"),
            "-m",
            "pip",
            "install",
            "-q",
            "-c",
            str(constraints),
            f"{ROOT}[dev]",
        ]
        subprocess.run(install, check=True)
        tests = [
            str(scripts / "python"),
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            *arguments,
        ]
        return subprocess.run(tests, cwd=ROOT, check=False).returncode == 0


def main() -> int:
    """Returns 0 where the tests pass in every setting."""
    failed = []
    for setting in settings():
        print(f"== {setting.name}", flush=True)
        if not passes(setting, sys.argv[1:]):
            failed.append(setting.name)
    print(f"Failed: {', '.join(failed)}." if failed else "All passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
