"""A window of the page that is served by a process: it asks for addresses and sends forms."""

from __future__ import annotations

import http.client
import io
import re
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass

from werkzeug.datastructures import FileStorage
from werkzeug.test import EnvironBuilder


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
    answer = asked(opened, "GET", f"/open/{way}")
    opened = Window(origin, (answer.getheader("Set-Cookie") or "").partition(";")[0], "")
    token = re.search(r'name="token" value="([^"]+)"', text_of(opened, "/months"))
    assert token
    return Window(origin, opened.cookie, token[1])


def asked(
    window: Window, method: str, way: str, body: bytes = b"", kind: str = ""
) -> http.client.HTTPResponse:
    with closing(http.client.HTTPConnection(window.host, timeout=600)) as connection:
        headers = {"Cookie": window.cookie, "Origin": window.origin, "Content-Type": kind}
        connection.request(method, way, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer


def text_of(window: Window, way: str) -> str:
    with closing(http.client.HTTPConnection(window.host, timeout=600)) as connection:
        connection.request("GET", way, headers={"Cookie": window.cookie})
        return connection.getresponse().read().decode()


def send(window: Window, way: str, form: Mapping[str, object]) -> int:
    """Sends a form; the status of the answer."""
    builder = EnvironBuilder(method="POST", data={"token": window.token, **form})
    with closing(builder):
        request = builder.get_request()
        body = request.get_data()
        kind = request.headers["Content-Type"]
    return asked(window, "POST", way, body, kind).status


def drop(window: Window, files: dict[str, bytes]) -> int:
    """Brings files at once; the status of the answer."""
    sent = [FileStorage(io.BytesIO(content), name) for name, content in files.items()]
    return send(window, "/2012-09/returns", {"files": sent})
