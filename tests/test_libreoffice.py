"""The tests' LibreOffice: a crash of its own is no fault of the files it was given."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.tools import libreoffice


def _workbook(path: Path) -> Path:
    book = Workbook()
    book["Sheet"]["A1"] = "Figure"
    book.save(path)
    return path


def test_what_it_crashed_at_a_fresh_one_does(office: None, tmp_path: Path) -> None:
    workbook = _workbook(tmp_path / "figures.xlsx")
    libreoffice.convert([workbook], "ods", tmp_path / "before")
    libreoffice.crash()

    (made,) = libreoffice.convert([workbook], "ods", tmp_path / "after")

    assert made.read_bytes()[:2] == b"PK"


def test_what_a_fresh_one_cannot_do_either_is_told(office: None, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="LibreOffice could not do it"):
        libreoffice.convert([tmp_path / "not there.xlsx"], "ods", tmp_path / "made")
