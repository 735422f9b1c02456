"""Plans in the style of different councils are imported: nearly all rows right, nothing wrong.

Each Word document is made as three programs write it, each tracker as the kinds of file that
councils keep.
"""

from pathlib import Path

import pytest

from cyps_reports.setup.importing import import_plan
from tests.setup_documents import fenwick
from tests.setup_documents.councils import DOCUMENTS, TRACKERS, WRITERS
from tests.setup_documents.expected import Expected
from tests.setup_documents.open_office import through_libreoffice
from tests.setup_documents.scoring import score
from tests.tools.libreoffice import convert


def passes(path: Path, expected: Expected) -> None:
    result = score(import_plan(path), expected)
    assert result.has_passed, str(result)


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("council", DOCUMENTS)
def test_a_word_document_is_imported(council: str, writer: str, tmp_path: Path) -> None:
    plan = DOCUMENTS[council]
    path = tmp_path / f"{council}.docx"
    path.write_bytes(WRITERS[writer](plan.document))
    passes(path, plan.expected)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("council", DOCUMENTS)
def test_a_word_document_of_libreoffice_is_imported(council: str, tmp_path: Path) -> None:
    plan = DOCUMENTS[council]
    path = tmp_path / f"{council}.docx"
    path.write_bytes(WRITERS["word"](plan.document))
    saved = tmp_path / "saved"
    saved.mkdir()
    passes(through_libreoffice(path, saved), plan.expected)


@pytest.mark.parametrize("council", TRACKERS)
def test_a_tracker_is_imported(council: str, tmp_path: Path) -> None:
    plan = TRACKERS[council]
    is_text = council == "aldwyn"
    path = tmp_path / f"{council}.{'csv' if is_text else 'xlsx'}"
    path.write_bytes(plan.as_text if is_text else plan.as_workbook)
    passes(path, plan.expected)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("kind", ["ods", "xls"])
@pytest.mark.parametrize("council", ["ryburn", "fenwick", "stourley"])
def test_a_tracker_of_another_kind_is_imported(council: str, kind: str, tmp_path: Path) -> None:
    plan = TRACKERS[council]
    if council == "fenwick":
        plan = plan._replace(expected=fenwick.CALCULATED)
    path = tmp_path / f"{council}.xlsx"
    path.write_bytes(plan.as_workbook)
    (saved,) = convert((path,), kind, tmp_path / "saved")
    passes(saved, plan.expected)
