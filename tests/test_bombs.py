"""Files made to exhaust a computer.

Refused or read within bounds, told of, and the other workbooks still count.
"""

import json
import shutil
import socket
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from cyps_reports import locations
from tests.fuzz import bombs
from tests.tools.approved_plan import EXAMPLE_MARKING
from tests.tools.measured import measured

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows tells no peak of memory")

SECONDS, MEGABYTES = 10, 500
PLAN = str(locations.example_returns() / "plan.xlsx")

READ_WITHOUT_A_WORD = {
    *(
        "wrong dimension.xlsx",
        "external link.xlsx",
        "million empty cells.xlsx",
        "three million empty cells.xlsx",
    ),
    *(
        "100 MB of texts.xlsx",
        "many styles.xlsx",
        "many validations.xlsx",
        "many rules.xlsx",
        "million names.xlsx",
    ),
    *("deep.xlsx", "threads.xlsx", "linked sheets.xlsx"),
}
"""Nothing of the return is lost in these; the others are told of."""

ABOUT_THE_FILE = {
    "damaged-file",
    "oversized-file",
    "unsafe-file",
    "read-without-formats",
    "damaged-cells",
    "sheets-beyond",
    "cells-beyond",
    "not-a-return",
    "not-understood",
}


@pytest.fixture
def month(tmp_path: Path) -> Path:
    """A month's folder with one good return in it."""
    folder = tmp_path / "2012-09"
    folder.mkdir()
    shutil.copy(locations.example_returns() / "2012-09" / "return-B.xlsx", folder)
    return folder


def checked(month: Path) -> list[dict[str, str]]:
    """The findings of `cyps-reports check`, once it is seen that it kept within bounds."""

    command = [sys.executable, "-m", "cyps_reports", "check", str(month), "--json", "--plan", PLAN]
    done = measured(command)
    assert done.ended == 1, done.err
    assert "Traceback" not in done.err
    assert done.seconds < SECONDS, f"{done.seconds:.1f} s"
    assert done.megabytes < MEGABYTES, f"{done.megabytes:.0f} MB"
    findings: list[dict[str, str]] = json.loads(done.out)
    assert any(
        each["workbook"] == "return-B.xlsx" and each["code"] == "not-a-figure" for each in findings
    )
    return findings


@pytest.mark.share(12)
@pytest.mark.parametrize("name", bombs.BOMBS)
def test_a_bomb(name: str, month: Path) -> None:
    (month / name).write_bytes(bombs.BOMBS[name]())
    about = {each["code"] for each in checked(month) if each["workbook"] == name}
    assert bool(about & ABOUT_THE_FILE) == (name not in READ_WITHOUT_A_WORD), about


@pytest.mark.share(6)
@pytest.mark.parametrize("name", bombs.CONTAINERS)
def test_a_file_of_files_or_a_text_that_is_a_bomb(name: str, month: Path) -> None:
    (month / name).write_bytes(bombs.CONTAINERS[name]())
    about = [each for each in checked(month) if each["workbook"].endswith(name)]
    assert about
    assert len(about) <= 102


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_an_external_entity_is_neither_read_nor_fetched(
    ending: str, month: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(bombs.SECRET, encoding="utf-8")
    with Listener() as listener:
        targets = {"file": secret.as_uri(), "network": f"http://127.0.0.1:{listener.port}/x"}
        for name, target in targets.items():
            declared = bombs.external(target)
            content = (
                bombs.package_with({bombs.STRINGS: bombs.with_document_type(declared, "x")})
                if ending == "xlsx"
                else bombs.ods_rows("&x;", f"<!DOCTYPE d [{declared}]>")
            )
            (month / f"{name}.{ending}").write_bytes(content)
        findings = checked(month)
        told = [(each["workbook"], each["code"]) for each in findings]
        for name in targets:
            bomb = f"{name}.{ending}"
            assert [code for workbook, code in told if workbook == bomb] == ["unsafe-file"]
        assert bombs.SECRET not in json.dumps(findings)
        assert not listener.was_called


def test_an_external_link_is_not_followed(month: Path) -> None:
    with Listener() as listener:
        (month / "linked.xlsx").write_bytes(bombs.external_link(listener.port))
        checked(month)
        assert not listener.was_called


class Listener:
    """A server on this computer that notes whether anybody called."""

    def __enter__(self) -> "Listener":
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self.was_called = False
        threading.Thread(target=self._wait, daemon=True).start()
        return self

    def _wait(self) -> None:
        try:
            self._server.accept()[0].close()
            self.was_called = True
        except OSError:
            pass

    def __exit__(self, *_: object) -> None:
        self._server.close()


@pytest.mark.share(12)
@pytest.mark.parametrize("template", bombs.TEMPLATE_BOMBS)
def test_a_word_template_that_is_a_bomb(template: str, tmp_path: Path) -> None:

    folder = tmp_path / "input_templates"
    folder.mkdir()
    (folder / "report_template.docx").write_bytes(bombs.TEMPLATE_BOMBS[template]())
    done = measured(
        [sys.executable, "-m", "cyps_reports", "report", "--output", str(tmp_path)], cwd=tmp_path
    )
    assert done.ended == 1, done.err
    assert done.seconds < SECONDS
    assert done.megabytes < MEGABYTES
    assert "The Word template could not be used; the report has the built-in style." in done.out
    with zipfile.ZipFile(tmp_path / "2012-09" / "cyps-report-2012-09.docx") as package:
        assert EXAMPLE_MARKING.encode() in package.read("word/document.xml")
