"""The page of an officer's folder without a network: a browser that keeps its cookie."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.test import TestResponse

from cyps_reports import locations
from cyps_reports.page.app import app_for
from cyps_reports.page.folder import Office
from cyps_reports.page.security import Guard

NOON = datetime(2012, 10, 1, 12, 0, tzinfo=UTC)


def example_office(folder: Path, returns: Path | None = None) -> Path:
    """An officer's folder with the example's three months and its plan, or other returns.

    Without what LibreOffice leaves beside a workbook of the example while somebody has it open.
    """
    beside = shutil.ignore_patterns(".~lock.*#")
    shutil.copytree(returns or locations.example_returns(), folder / "returns", ignore=beside)
    return folder


class _Compiled(BytecodeCache):
    """What Jinja makes of the templates, made once for all pages of a test run."""

    def __init__(self) -> None:
        self._made: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._made:
            bucket.bytecode_from_string(self._made[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._made[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


class Page:
    """The page as its own browser sees it."""

    def __init__(self, folder: Path) -> None:
        self.office, self.guard = Office(folder, lambda: NOON), Guard(50_123)
        self.app = app_for(self.office, self.guard)
        self.app.jinja_env.bytecode_cache = _COMPILED
        self.client: FlaskClient = self.app.test_client()

    def opened(self) -> Page:
        """The same, with the cookie that the first address gives."""
        assert self.get(f"/open/{self.guard.first}").status_code == 302
        return self

    def get(self, address: str, headers: Mapping[str, str] | None = None) -> TestResponse:
        """Asks for an address."""
        return self.client.get(address, base_url=self.guard.origin, headers=headers, buffered=True)

    def post(
        self,
        address: str,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> TestResponse:
        """Sends a form, with the token and the Origin that its own browser sends."""
        form = {"token": self.guard.form, **(data or {})}
        sent = {"Origin": self.guard.origin, **(headers or {})}
        return self.client.post(address, base_url=self.guard.origin, data=form, headers=sent)

    def read(self, address: str) -> str:
        """The text of a page, once it is done."""
        return self._settled(self.get(address))

    def done(self, address: str, data: Mapping[str, object] | None = None) -> str:
        """Sends a form; the text of the page that it leads to, once it is done."""
        return self._settled(self.post(address, data))

    def _settled(self, answer: TestResponse) -> str:
        while True:
            if answer.status_code in (302, 303):
                answer = self.get(answer.location)
                continue
            waits = re.search(r'http-equiv="refresh" content="2;url=([^"]*)"', answer.text)
            if not waits:
                return answer.text
            for work in self.office.desk.under_way:
                work.done.wait()
            answer = self.get(unescape(waits[1]))


def said_in(html: str) -> str:
    """What a person reads, on one line."""
    return words(unescape(re.sub(r"<[^>]*>", " ", html)))


def words(text: str) -> str:
    """The words of a text, on one line."""
    return " ".join(text.split())


def bring(page: Page, *files: tuple[str, bytes]) -> str:
    """Brings files, each of a name and a content, for September; the page that is shown then."""
    sent = [(io.BytesIO(content), name) for name, content in files]
    return page.done("/2012-09/returns", {"files": sent})


def errors_in(page: Page) -> int:
    """How many things could not be read, as September's page of the report counts them."""
    told = re.search(r'name="goes_on" value="(\d+)"', page.read("/2012-09/report"))
    assert told
    return int(told[1])


@contextmanager
def served(folder: Path, *options: str) -> Iterator[str]:
    """The first address of an officer's folder, served by the command; then it is ended."""
    with process_served(folder, *options) as (_, address):
        yield address


@contextmanager
def process_served(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The same, with the process that serves it."""
    command = [sys.executable, "-m", "cyps_reports", "open", str(folder), "--no-browser", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            address = re.search(r"http://\S+", process.stdout.readline())
            assert address, "the command says where the page is"
            yield process, address[0]
        finally:
            process.terminate()
            process.stdout.read()
