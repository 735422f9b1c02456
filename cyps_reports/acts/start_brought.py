"""Makes an officer's folder from a document that was brought, rather than one on the disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from cyps_reports.acts.ended import CannotRun, Reason, Watch, unwatched
from cyps_reports.acts.first_facts import AsProposed
from cyps_reports.acts.start import Started, StartRequest, start
from cyps_reports.acts.taking_in import Arrived, last_name, refusal


def start_brought(
    request: StartRequest, document: Arrived | None, watch: Watch = unwatched
) -> Started:
    """Makes the folder as `start` does, from the document where one was brought; asks nothing.

    What neither the request nor the document says is as it is proposed.

    Raises:
        CannotRun: as of `start`; the document is not taken.
        OSError, MemoryError, ImportError: the machine cannot go on.

    """
    if document is None:
        return start(request, watch=watch)
    name = last_name(document.name)
    if why := refusal(document):
        raise CannotRun(Reason.NO_SOURCE, f"{name} was not taken. {why}")
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(document.content)
        return start(replace(request, source=path.resolve()), AsProposed(), watch)
