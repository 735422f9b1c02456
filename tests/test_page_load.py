"""The page under load: two windows and the command line at once lose nothing, within bounds."""

import http.client
import io
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from werkzeug.datastructures import FileStorage
from werkzeug.test import EnvironBuilder

from cyps_reports import locations
from tests.tools.page import example_office, process_served

MOST_KILOBYTES = 500 * 1024


@dataclass(frozen=True)
class Window:
    """A window of the page's own browser."""

    origin: str
    cookie: str
    token: str

    @property
    def host(self) -> str:
        return self.origin.removeprefix("http://")


def window(address: str) -> Window:
    """The first window, which opens the page; others share its cookie."""
    origin, _, way = address.partition("/open/")
    opened = Window(origin, "", "")
    answer = _sent(opened, "GET", f"/open/{way}")
    opened = Window(origin, (answer.getheader("Set-Cookie") or "").partition(";")[0], "")
    token = re.search(r'name="token" value="([^"]+)"', _text(opened, "/months"))
    assert token
    return Window(origin, opened.cookie, token[1])


def _sent(
    window: Window, method: str, way: str, body: bytes = b"", kind: str = ""
) -> http.client.HTTPResponse:
    with closing(http.client.HTTPConnection(window.host, timeout=600)) as connection:
        headers = {"Cookie": window.cookie, "Origin": window.origin, "Content-Type": kind}
        connection.request(method, way, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer


def _text(window: Window, way: str) -> str:
    with closing(http.client.HTTPConnection(window.host, timeout=600)) as connection:
        connection.request("GET", way, headers={"Cookie": window.cookie})
        return connection.getresponse().read().decode()


def drop(window: Window, files: dict[str, bytes]) -> int:
    """Brings files at once; the status of the answer."""
    sent = [FileStorage(io.BytesIO(content), name) for name, content in files.items()]
    builder = EnvironBuilder(method="POST", data={"token": window.token, "files": sent})
    with closing(builder):
        request = builder.get_request()
        body = request.get_data()
        kind = request.headers["Content-Type"]
    return _sent(window, "POST", "/2012-09/returns", body, kind).status


def test_many_drops_in_two_windows_beside_the_command_line_lose_nothing(
    tmp_path: Path, is_full: bool
) -> None:
    office = example_office(tmp_path / "office")
    drops, each = (20, 50) if is_full else (4, 3)
    original = (locations.example_returns() / "2012-09" / "return-A.xlsx").read_bytes()
    brought = [
        # What follows the end of a package changes its bytes, and nothing that it says.
        {f"{number} {file}.xlsx": original + b"%d %d" % (number, file) for file in range(each)}
        for number in range(drops)
    ]
    check = [sys.executable, "-m", "cyps_reports", "check", "2012-09", "--json"]
    with process_served(office) as (process, address):
        opened = window(address)
        with ThreadPoolExecutor(3) as pool:
            checked = pool.submit(subprocess.run, check, cwd=office, capture_output=True)
            statuses = list(pool.map(lambda files: drop(opened, files), brought))
            assert checked.result().returncode in (0, 1)
        assert set(statuses) == {302}
        while 'http-equiv="refresh"' in _text(opened, "/2012-09/problems"):
            pass
        peak = _peak_kilobytes(process.pid)
    there = {path.name: path.read_bytes() for path in (office / "returns/2012-09").iterdir()}
    for files in brought:
        assert files.items() <= there.items()
    assert len(there) == 5 + drops * each
    assert peak < MOST_KILOBYTES


def _peak_kilobytes(process: int) -> int:
    """The most memory that a process ever had; 0 where the system does not say."""
    told = Path(f"/proc/{process}/status")
    found = re.search(r"VmHWM:\s*(\d+) kB", told.read_text()) if told.exists() else None
    return int(found[1]) if found else 0
