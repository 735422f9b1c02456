"""Who may use the page: the browser that was opened with the first address, and no other site's."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from hmac import compare_digest
from http import HTTPStatus
from threading import Lock

from flask import Flask, Request, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

HOST = "127.0.0.1"
"""The page is served on this computer alone."""

FORM_TOKEN = "token"
"""The hidden field of every form."""

_OPEN = ("guard.opened", "static", "look.style")
SHOWN_WITHIN = "report.page"
"""The one page that is shown within another: it has its own looks, and can run and send nothing."""

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: with it a browser sends no Origin along with a form.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Server": "cyps-reports",
}


_HEADERS_WITHIN = _HEADERS | {
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    "X-Frame-Options": "SAMEORIGIN",
}


def _token() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True)
class Guard:
    """The secrets of one run, and the port it is served on.

    `first` stands in the first address, `cookie` is then the browser's, `form` stands in forms.
    """

    port: int
    first: str = field(default_factory=_token, repr=False)
    cookie: str = field(default_factory=_token, repr=False)
    form: str = field(default_factory=_token, repr=False)
    _used: Lock = field(default_factory=Lock, repr=False)

    @property
    def host(self) -> str:
        """What a browser that was not led astray sends as Host."""
        return f"{HOST}:{self.port}"

    @property
    def origin(self) -> str:
        """What it sends as Origin along with a form."""
        return f"http://{self.host}"

    @property
    def first_address(self) -> str:
        """The address to open the browser with."""
        return f"{self.origin}/open/{self.first}"

    def lets_in(self, token: str) -> bool:
        """Whether it is the token of the first address, which opens the page once.

        Other programs may see the address a browser was started with.
        """
        return _is_same(token, self.first) and self._used.acquire(blocking=False)

    @property
    def cookie_name(self) -> str:
        """Cookies know no ports: two pages on one computer have names of their own."""
        return f"cyps-reports-{self.port}"


def guarded(app: Flask, guard: Guard) -> None:
    """Has each request looked at before anything else, and each answer sent with strict headers."""

    @app.before_request
    def look_at() -> None:
        _refuse_stranger(guard, request)

    @app.after_request
    def with_headers(response: Response) -> Response:
        is_within = request.endpoint == SHOWN_WITHIN and response.status_code == HTTPStatus.OK
        response.headers.update(_HEADERS_WITHIN if is_within else _HEADERS)
        return response

    @app.get("/open/<token>", endpoint="guard.opened")
    def opened(token: str) -> AnyResponse:
        is_known = _is_same(request.cookies.get(guard.cookie_name, ""), guard.cookie)
        if not is_known and not guard.lets_in(token):
            abort(403)
        response = redirect(url_for("month.newest"))
        response.set_cookie(guard.cookie_name, guard.cookie, httponly=True, samesite="Strict")
        return response

    @app.context_processor
    def in_forms() -> dict[str, str]:
        return {"form_token": guard.form}


def _refuse_stranger(guard: Guard, asked: Request) -> None:
    """Ends a request with 403 that does not come from the page's own browser.

    Another name for this computer, another site's form, one without the cookie or the form's token.
    """
    if asked.headers.get("Host", "") != guard.host:
        abort(403)
    if asked.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
        # The browser says that another site sends it here.
        abort(403)
    if asked.endpoint in _OPEN and asked.method in ("GET", "HEAD"):
        return
    if not _is_same(asked.cookies.get(guard.cookie_name, ""), guard.cookie):
        abort(403)
    if asked.method not in ("GET", "HEAD", "OPTIONS"):
        if asked.headers.get("Origin") != guard.origin:
            abort(403)
        if not _is_same(asked.form.get(FORM_TOKEN, ""), guard.form):
            abort(403)


def _is_same(one: str, other: str) -> bool:
    return compare_digest(one.encode("utf-8", "replace"), other.encode())
