"""The page as it is served: on this computer alone, until it is ended or nobody uses it."""

import http.client
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from cyps_reports import cli
from cyps_reports.page import server
from cyps_reports.page.folder import Office
from tests.tools.page import NOON, example_office


@contextmanager
def serving(folder: Path) -> Iterator[tuple[Office, str, int]]:
    """The page of a folder in a thread of this process: its first address and its port."""
    office, there, addresses = Office(folder, lambda: NOON), Event(), list[str]()

    def opened(address: str) -> None:
        addresses.append(address)
        there.set()

    thread = Thread(target=server.serve, args=(office, opened))
    thread.start()
    with pytest.MonkeyPatch.context() as patch:
        # Whoever asked has their last answer when it is ended here.
        patch.setattr(server, "_LAST_ANSWER_SECONDS", 0.0)
        try:
            assert there.wait(60)
            yield office, addresses[0], int(addresses[0].split(":")[2].split("/")[0])
        finally:
            office.wants_to_end.set()
            thread.join()


@pytest.fixture
def office(few_rows: Path, tmp_path: Path) -> Path:
    return example_office(tmp_path / "office", few_rows)


def asked(port: int, way: str, headers: dict[str, str]) -> http.client.HTTPResponse:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", way, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer


def test_only_the_first_address_opens_it_and_only_on_this_computer(office: Path) -> None:
    with serving(office) as (_, address, port):
        host = f"127.0.0.1:{port}"
        assert address.startswith(f"http://{host}/open/")
        way = address.removeprefix(f"http://{host}")
        assert asked(port, "/months", {"Host": host}).status == 403
        assert asked(port, way, {"Host": "evil.example"}).status == 403
        answer = asked(port, way, {"Host": host})
        assert answer.status == 302
        cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        answer = asked(port, "/months", {"Host": host, "Cookie": cookie})
        assert answer.status == 200
        assert answer.getheader("Server") == "cyps-reports"
        for other in _other_addresses():
            with (
                pytest.raises(ConnectionRefusedError),
                socket.create_connection((other, port), timeout=5),
            ):
                pass


def _other_addresses() -> list[str]:
    """The addresses of this computer by which others reach it."""
    told = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET, socket.SOCK_STREAM)
    return sorted({str(each[4][0]) for each in told if not str(each[4][0]).startswith("127.")})


@pytest.mark.parametrize(
    "sent",
    [
        b"POST /2012-09/returns HTTP/1.1\r\nHost: {host}\r\nContent-Length: 999999999999\r\n\r\n",
        b"GET /months HTTP/1.1\r\nHost: {host}\r\nX: " + b"x" * 1_000_000 + b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 no HTTP at all\r\n\r\n",
    ],
    ids=["huge", "long heading", "another language"],
)
def test_what_is_no_decent_request_is_refused_and_the_page_goes_on(
    office: Path, sent: bytes
) -> None:
    with serving(office) as (_, address, port):
        host = f"127.0.0.1:{port}"
        with socket.create_connection(("127.0.0.1", port), timeout=60) as stranger:
            stranger.sendall(sent.replace(b"{host}", host.encode()))
            status = stranger.recv(100).split(b" ")[1]
        assert status.startswith(b"4")
        assert asked(port, address.removeprefix(f"http://{host}"), {"Host": host}).status == 302


def test_what_comes_without_end_is_refused(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where nothing says how long an upload is."""
    monkeypatch.setattr(server, "MOST_BYTES", 100_000)
    before = sorted(path.name for path in (office / "returns" / "2012-09").iterdir())
    with serving(office) as (_, address, port):
        host = f"127.0.0.1:{port}"
        head = f"POST /2012-09/returns HTTP/1.1\r\nHost: {host}\r\n"
        head += "Transfer-Encoding: chunked\r\n\r\n"
        piece = b"1000\r\n" + b"x" * 0x1000 + b"\r\n"
        with socket.create_connection(("127.0.0.1", port), timeout=60) as endless:
            endless.sendall(head.encode() + piece * 30)
            assert endless.recv(100).split(b" ")[1] == b"413"
        assert asked(port, address.removeprefix(f"http://{host}"), {"Host": host}).status == 302
    assert sorted(path.name for path in (office / "returns" / "2012-09").iterdir()) == before


def test_a_slow_upload_that_breaks_off_loses_nothing_and_holds_nobody_up(office: Path) -> None:
    before = sorted(path.name for path in (office / "returns" / "2012-09").iterdir())
    with serving(office) as (_, address, port):
        host = f"127.0.0.1:{port}"
        head = f"POST /2012-09/returns HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1000\r\n\r\n"
        slow = [socket.create_connection(("127.0.0.1", port), timeout=60) for _ in range(8)]
        for each in slow:
            each.sendall(head.encode() + b"a part of it")
        assert asked(port, address.removeprefix(f"http://{host}"), {"Host": host}).status == 302
        for each in slow:
            each.close()
    assert sorted(path.name for path in (office / "returns" / "2012-09").iterdir()) == before


def test_it_ends_by_itself_when_nobody_uses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    office = Office(tmp_path, lambda: NOON)

    class Seconds(Event):
        """Seconds that pass at once; in the third one the page is used."""

        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout or 0)
            if len(waits) == 3:
                office.was_used.set()
            return False

    office.wants_to_end = Seconds()
    monkeypatch.setattr(server, "UNUSED_SECONDS", 5)
    server.serve(office, lambda _: None)
    assert waits == [1.0] * 8, "five after the third"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_ctrl_c_ends_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "cyps_reports", "open", str(tmp_path), "--no-browser"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert "http://127.0.0.1:" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate()
    assert process.returncode == 2
    assert complaint.startswith("Stopped.")
    assert "Traceback" not in complaint


def test_a_folder_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["open", "nowhere", "--no-browser"]) == cli.COULD_NOT_RUN
    assert "there is no folder nowhere" in capsys.readouterr().err
