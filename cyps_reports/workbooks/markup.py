"""XML read as it streams by, within bounds, and without what only attacks use: document types and so entities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol
from xml.parsers import expat

from cyps_reports.workbooks.limits import MAX_DEPTH, MAX_ELEMENTS_IN_PART, MAX_TOKEN_BYTES, Budget, TooMuchError

Attributes = Mapping[str, str]
"""Values by name; a name of a namespace is written `namespace}name`."""

MarkupError = expat.ExpatError
"""The XML is not well formed."""


class UnsafeError(Exception):
    """The XML has a document type declaration; no spreadsheet program writes one."""


class Handler(Protocol):
    """What is told of the elements, in the order they come; their names are given without namespaces."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element starts."""

    def text(self, text: str) -> None:
        """Text, perhaps in several pieces."""

    def end(self, name: str) -> None:
        """An element ends."""


def scan(chunks: Iterable[bytes], handler: Handler, budget: Budget) -> None:
    """Tells the handler what the XML holds.

    Raises:
        TooMuchError: it holds more than is read.
        UnsafeError: it has a document type.
        MarkupError: it is not well formed.

    """
    _Scan(handler, budget).read(chunks)


class _Scan:
    def __init__(self, handler: Handler, budget: Budget) -> None:
        self._handler, self._budget = handler, budget
        self._elements = self._spent = self._depth = self._silent_bytes = 0
        self._names: dict[str, str] = {}

    def read(self, chunks: Iterable[bytes]) -> None:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = _refuse
        for chunk in chunks:
            self._silent_bytes += len(chunk)
            parser.Parse(chunk)
            self._spend()
        parser.Parse(b"", True)

    def _spend(self) -> None:
        if self._silent_bytes > MAX_TOKEN_BYTES:
            raise TooMuchError("token")
        if self._elements > MAX_ELEMENTS_IN_PART:
            raise TooMuchError("elements")
        self._budget.spend("elements", self._elements - self._spent)
        self._spent = self._elements

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        self._silent_bytes = 0
        if self._depth > MAX_DEPTH:
            raise TooMuchError("depth")
        self._handler.start(self._local(name), attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._silent_bytes = 0
        self._handler.end(self._local(name))

    def _text(self, text: str) -> None:
        self._silent_bytes = 0
        self._handler.text(text)

    def _local(self, name: str) -> str:
        local = self._names.get(name)
        if local is None:
            local = name.rpartition("}")[2]
            if len(self._names) < MAX_DEPTH:
                self._names[name] = local
        return local


def _refuse(*_: object) -> None:
    raise UnsafeError
