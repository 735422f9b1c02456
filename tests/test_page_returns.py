"""Returns that are brought on the page are never lost: put beside others, set aside, taken back."""

import io
import re

import pytest

from cyps_reports import api
from cyps_reports.acts.taking_in import refusal
from cyps_reports.files.locking import locked
from tests.tools.page import Page, bring, said_in, words
from tests.tools.returned import SEPTEMBER


@pytest.mark.parametrize(
    ("name", "bytes_of_it", "why"),
    [
        ("return-A.xlsx", 50 * 1024 * 1024, ""),
        ("return-A.xlsx", 50 * 1024 * 1024 + 1, "It is larger than 50 MB, as no return is."),
        ("return-A.xlsx", 0, "There is nothing in it."),
        ("C:\\Returns\\~$return-A.xlsx", 1, "A program left it beside another file;"),
        (".return-A.xlsx", 1, "A program left it beside another file;"),
    ],
)
def test_why_a_file_is_not_taken_in(name: str, bytes_of_it: int, why: str) -> None:
    said = refusal(api.Arrived(name, bytes(bytes_of_it)))
    assert said.startswith(why)
    assert bool(said) is bool(why)


def test_what_is_brought_is_never_put_over_another(page: Page) -> None:
    folder = page.office.root / "returns" / "2012-09"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    august = page.office.root / "returns" / "2012-08" / "return-A.xlsx"
    text = said_in(
        bring(
            page,
            ("return-A.xlsx", before["return-A.xlsx"]),
            ("RETURN-B.xlsx", august.read_bytes()),
            ("new.xlsx", b"no workbook"),
            ("empty.xlsx", b""),
            ("Thumbs.db", b"picture"),
        )
    )
    assert "Had come already with the same content: return-A.xlsx." in text
    assert "the new one is called RETURN-B (2).xlsx" in text
    assert "Now in the month's folder: new.xlsx." in text
    assert re.search(r"Some files were not taken in\b", text)
    assert "Not taken in: empty.xlsx. There is nothing in it." in text
    assert "Not taken in: Thumbs.db." in text
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert before.items() <= after.items()
    assert set(after) - set(before) == {"RETURN-B (2).xlsx", "new.xlsx"}
    left_out = api.read_month(api.MonthRequest(root=page.office.root)).checked.left_out
    for each in left_out:
        assert words(each.message) in text


def test_a_corrected_return_takes_the_place_of_the_one_that_is_set_aside(page: Page) -> None:
    root = page.office.root
    folder, aside = root / "returns/2012-09", root / "set-aside/2012-09"
    page.read("/2012-09/problems")
    before = (folder / "return-B.xlsx").read_bytes()
    mended = (root / "returns/2012-08/return-B.xlsx").read_bytes()
    sent = {"files": [(io.BytesIO(mended), "return-B.xlsx")], "sets_aside": "yes"}
    text = said_in(page.done("/2012-09/returns", sent))
    assert "return-B.xlsx is the new one now. The one of before is set aside" in text
    assert (folder / "return-B.xlsx").read_bytes() == mended
    assert (aside / "return-B.xlsx").read_bytes() == before
    assert len(list(folder.iterdir())) == 5
    html = page.read("/2012-09/problems")
    assert "<s>return-B.xlsx, Targets, I5: B7: “approx 84” is not a figure.</s>" in html
    assert '<strong class="new">New</strong>' in html


def test_two_of_one_name_that_come_together_are_both_kept(page: Page) -> None:
    root = page.office.root
    (root / "returns/2012-09/folder.xlsx").mkdir()
    names = ("new.xlsx", "NEW.xlsx", "return-A.xlsx", "folder.xlsx")
    files = tuple(api.Arrived(name, name.encode()) for name in names)
    taken = api.take_in(root, SEPTEMBER, files, sets_aside=True)
    assert taken.new == ("new.xlsx",)
    assert taken.beside == (("NEW.xlsx", "NEW (2).xlsx"), ("folder.xlsx", "folder (2).xlsx"))
    assert taken.replaced == (("return-A.xlsx", "return-A.xlsx"),)
    assert api.take_in(root, SEPTEMBER, files).there_already == (
        *("new.xlsx", "NEW (2).xlsx", "return-A.xlsx", "folder (2).xlsx"),
    )


def test_two_do_not_write_at_once(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cyps_reports.files.locking._PAUSE_SECONDS", 0.01)
    with locked(page.office.root / "returns" / "2012-09"):
        text = bring(page, ("new.xlsx", b"x"))
        assert "nother run is writing" in text
        text = page.done("/2012-09/returns/set-aside", {"name": "return-A.xlsx"})
        assert "nother run is writing" in text
    assert "return-A.xlsx" in api.month_files(page.office.root, SEPTEMBER).returns


def test_a_return_is_set_aside_and_taken_back(page: Page) -> None:
    root = page.office.root
    content = (root / "returns/2012-09/return-C.xlsx").read_bytes()
    text = said_in(page.done("/2012-09/returns/set-aside", {"name": "return-C.xlsx"}))
    assert "return-C.xlsx is set aside; it is not deleted" in text
    assert (root / "set-aside/2012-09/return-C.xlsx").read_bytes() == content
    assert "C " in said_in(page.read("/2012-09/"))
    assert "Not returned" in said_in(page.read("/2012-09/"))
    bring(page, ("return-C.xlsx", b"another"))
    text = said_in(page.done("/2012-09/returns/take-back", {"name": "return-C.xlsx"}))
    assert "return-C (2).xlsx is back" in text
    assert (root / "returns/2012-09/return-C (2).xlsx").read_bytes() == content
    assert (root / "returns/2012-09/return-C.xlsx").read_bytes() == b"another"


def test_an_email_with_returns_is_brought_as_it_is_and_read(page: Page) -> None:
    from email.message import EmailMessage

    root = page.office.root
    folder = root / "returns" / "2012-09"
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "head@example.org", "our return"
    content = (folder / "return-D.xlsx").read_bytes()
    mail.add_attachment(content, maintype="application", subtype="x", filename="return-D.xlsx")
    page.done("/2012-09/returns/set-aside", {"name": "return-D.xlsx"})
    text = said_in(bring(page, ("our return.eml", mail.as_bytes())))
    assert "our return.eml Return of D" in text
    assert "return-D.xlsx in our return.eml" in said_in(page.read("/2012-09/"))
