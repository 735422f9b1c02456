"""A window of the page that is served by a process: it asks for addresses and sends forms."""

from __future__ import annotations

import http.client
import io
import re
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from html import unescape

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
    """The text of a page as it is now."""
    return _read(window, way)[1]


def done(window: Window, way: str, form: Mapping[str, object]) -> str:
    """Sends a form; the text of the page that it leads to, once it is done."""
    leads_to = _sent(window, way, form).getheader("Location") or way
    while True:
        answer, text = _read(window, leads_to)
        if place := answer.getheader("Location"):
            leads_to = place
        elif (waits := re.search(r'http-equiv="refresh" content="2;url=([^"]*)"', text)) is None:
            return text
        else:
            leads_to = unescape(waits[1])


def _read(window: Window, way: str) -> tuple[http.client.HTTPResponse, str]:
    with closing(http.client.HTTPConnection(window.host, timeout=600)) as connection:
        connection.request("GET", way, headers={"Cookie": window.cookie})
        answer = connection.getresponse()
        return answer, answer.read().decode()


def send(window: Window, way: str, form: Mapping[str, object]) -> int:
    """Sends a form; the status of the answer."""
    return _sent(window, way, form).status


def _sent(window: Window, way: str, form: Mapping[str, object]) -> http.client.HTTPResponse:
    builder = EnvironBuilder(method="POST", data={"token": window.token, **form})
    with closing(builder):
        request = builder.get_request()
        body = request.get_data()
        kind = request.headers["Content-Type"]
        request.environ["wsgi.input"].close()
    return asked(window, "POST", way, body, kind)


def drop(window: Window, files: dict[str, bytes]) -> int:
    """Brings files at once; the status of the answer."""
    sent = [FileStorage(io.BytesIO(content), name) for name, content in files.items()]
    return send(window, "/2012-09/returns", {"files": sent})
