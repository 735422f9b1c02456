"""Serves the page on this computer until it is ended there, or nobody has used it for hours."""

from __future__ import annotations

import socket
from collections.abc import Callable
from threading import Thread
from time import sleep
from typing import Any

from waitress.server import create_server
from waitress.wasyncore import close_all

from cyps_reports.api import MOST_BYTES
from cyps_reports.page.app import app_for
from cyps_reports.page.folder import Office
from cyps_reports.page.security import HOST, Guard

UNUSED_SECONDS = 8 * 60 * 60
"""After so long without use it ends by itself."""

_THREADS, _CONNECTIONS = 4, 20
_SLOWEST_SECONDS = 120
_LAST_ANSWER_SECONDS = 1.0
_LAST_WORDS_SECONDS = 10


def serve(office: Office, opened: Callable[[str], None]) -> None:
    """Serves an officer's folder; `opened` is told the first address as soon as it is there.

    Raises:
        OSError: this computer gives the program no port.
        KeyboardInterrupt: somebody stopped it.

    """
    # The types that others wrote for the server know neither its channels nor its trigger.
    channels: Any = {}
    with socket.create_server((HOST, 0)) as listening:
        guard = Guard(listening.getsockname()[1])
        server: Any = create_server(
            app_for(office, guard),
            map=channels,
            sockets=[listening],
            threads=_THREADS,
            connection_limit=_CONNECTIONS,
            channel_timeout=_SLOWEST_SECONDS,
            max_request_body_size=MOST_BYTES,
            ident=None,
        )
        serving = Thread(target=server.run, daemon=True)
        serving.start()
        try:
            opened(guard.first_address)
            _wait(office)
        finally:
            server.task_dispatcher.shutdown()
            # The thread that serves the channels is the one to close them.
            server.trigger.pull_trigger(lambda: close_all(channels, ignore_all=True))
            serving.join(_LAST_WORDS_SECONDS)


def _wait(office: Office) -> None:
    """Returns once the page was ended, or was not used for long and nothing is being done."""
    unused = 0
    while unused < UNUSED_SECONDS or office.desk.is_busy:
        # Windows hears Ctrl-C only between waits.
        if office.wants_to_end.wait(1):
            # The browser is still to have its last answer.
            sleep(_LAST_ANSWER_SECONDS)
            return
        unused = 0 if office.was_used.is_set() else unused + 1
        office.was_used.clear()
