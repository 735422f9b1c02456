"""The page's server is killed in the middle of something: nothing is lost, and one can go on."""

import re
import shutil
import socket
import subprocess
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from html import unescape
from pathlib import Path
from time import sleep

import pytest

from cyps_reports import api, locations
from tests.tools.mail_server import PASSWORD, USER, Post, mail_server
from tests.tools.page import example_office, process_served
from tests.tools.page_window import Window, done, drop, text_of, window

SEPTEMBER = api.Month(2012, 9)


@pytest.fixture
def office(few_rows: Path, tmp_path: Path) -> Path:
    return example_office(tmp_path / "office", few_rows)


def killed_when(
    process: subprocess.Popen[str], happens: Callable[[], bool], does: Callable[[], object]
) -> None:
    """Begins something and kills the server as soon as something happens, or it is done."""

    def answered() -> None:
        with suppress(OSError, AssertionError):
            does()

    with ThreadPoolExecutor(1) as pool:
        doing = pool.submit(answered)
        while not happens() and not doing.done():
            sleep(0.001)
        process.kill()
        process.wait()


def settled(opened: Window, way: str) -> str:
    """The text of a page, once nothing is waited for any more."""
    while 'http-equiv="refresh"' in (text := text_of(opened, way)):
        pass
    return text


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


FOUND_AT = ("at the first file", "at the last file")


@pytest.mark.share(2)
@pytest.mark.parametrize("number", [1, 12], ids=FOUND_AT)
def test_in_an_upload(office: Path, number: int) -> None:
    folder = office / "returns" / "2012-09"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    original = before["return-A.xlsx"]
    come = {f"{each}.xlsx": original + b"%d" % each for each in range(12)}
    with process_served(office) as (process, address):
        opened = window(address)
        killed_when(
            process,
            lambda: len(names_in(folder) - set(before)) >= number,
            lambda: drop(opened, come),
        )
    assert before.items() <= {path.name: path.read_bytes() for path in folder.iterdir()}.items()
    api.take_in(office, SEPTEMBER, [api.Arrived(name, each) for name, each in come.items()])
    now = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert now == {**before, **come}, "each is there once, and whole, and nothing is left over"


def test_in_the_middle_of_what_is_still_coming(office: Path) -> None:
    folder = office / "returns" / "2012-09"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with process_served(office) as (process, address):
        opened = window(address)
        host, _, port = opened.host.partition(":")
        with socket.create_connection((host, int(port))) as slow:
            head = f"POST /2012-09/returns HTTP/1.1\r\nHost: {opened.host}\r\n"
            slow.sendall(f"{head}Content-Length: 100000\r\n\r\n".encode() + b"a part of it")
            process.kill()
            process.wait()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_in_a_report(office: Path, few_rows: Path, tmp_path: Path) -> None:
    results = office / "output" / "2012-09"
    with process_served(office) as (process, address):
        opened = window(address)
        told = re.search(r'name="goes_on" value="(\d+)"', settled(opened, "/2012-09/report"))
        assert told
        errors = int(told[1])
        killed_when(
            process,
            lambda: bool(names_in(results)),
            lambda: done(opened, "/2012-09/report", {"goes_on": errors}),
        )
    api.report(api.ReportRequest(root=office, goes_on=errors))
    same = example_office(tmp_path / "same", few_rows)
    api.report(api.ReportRequest(root=same, goes_on=errors))
    made = {path.name: path.read_bytes() for path in results.iterdir()}
    assert made == {path.name: path.read_bytes() for path in (same / "output/2012-09").iterdir()}


def drafted(opened: Window) -> dict[str, object]:
    """Makes the drafts; what the form with the yes sends along."""
    html = done(opened, "/2012-09/send/report/drafts", {})
    seen = [unescape(each) for each in re.findall(r'name="seen" value="([^"]*)"', html)]
    return {"seen": seen, "user": USER, "password": PASSWORD}


@pytest.mark.full
def test_in_a_sending_nobody_gets_an_email_twice(office: Path, tmp_path: Path) -> None:
    shutil.copytree(locations.built_in() / "emails", office / "input_templates" / "emails")
    errors = api.errors_in(api.read_month(api.MonthRequest(root=office)).checked.findings)
    api.report(api.ReportRequest(root=office, goes_on=errors))
    with mail_server(tmp_path, Post(), wants_login=True) as running:
        through = ("--server", running.address, "--ca-file", str(running.ca_file))
        with process_served(office, *through) as (process, address):
            opened = window(address)
            form = drafted(opened)
            killed_when(
                process,
                lambda: len(running.post.taken) >= 2,
                lambda: done(opened, "/2012-09/send/report", form),
            )
        assert running.post.taken
        with process_served(office, *through) as (_, address):
            opened = window(address)
            html = done(opened, "/2012-09/send/report", drafted(opened))
        unsure = len(re.findall(r"<legend>[^<]* may have arrived\.", html))
        sent = Counter(
            (recipient, str(email["Subject"]))
            for recipients, email in running.post.taken
            for recipient in recipients
        )
        assert max(sent.values()) == 1
        log = api.draft(api.MonthRequest(root=office)).drafts
        everybody = {(each, draft.subject) for draft in log for each in draft.recipients}
        assert len(everybody - set(sent)) <= unsure
