"""Elements of HTML and of drawings in it: texts are escaped, whatever they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from cyps_reports.workbooks.plain_text import plain

Node = etree._Element
Child = Node | str | None
_WEB_SCHEMES = ("http://", "https://", "mailto:")
"""Where a link of a report may lead; whatever else somebody typed is no link."""


def tag(name: str, /, *children: Child, **attributes: str | float | None) -> Node:
    """An element with texts and elements in it; None of either is left out.

    `class_` is the attribute `class`, `aria_label` is `aria-label`.
    """
    node = etree.Element(name)
    for key, value in attributes.items():
        if value is not None:
            node.set(_attribute(key), plain(value if isinstance(value, str) else number(value)))
    add(node, children)
    return node


def add(node: Node, children: Iterable[Child]) -> None:
    """Puts texts and elements at the end of an element."""
    for child in children:
        if isinstance(child, str):
            _add_text(node, child)
        elif child is not None:
            node.append(child)


def _add_text(node: Node, text: str) -> None:
    last = node[-1] if len(node) else None
    if last is None:
        node.text = f"{node.text or ''}{plain(text)}"
    else:
        last.tail = f"{last.tail or ''}{plain(text)}"


def _attribute(key: str) -> str:
    return key.removesuffix("_").replace("_", "-")


def number(value: float) -> str:
    """A number of a drawing, as short as it can be: `12.5`, `3`."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def lines_of(text: str) -> Iterator[Child]:
    """A text, with a break where a line of it ends."""
    for place, line in enumerate(text.split("\n")):
        if place:
            yield tag("br")
        yield line


def is_web_address(address: str) -> bool:
    """Whether an address leads to the web or to a mailbox, and cannot run anything."""
    return address.casefold().startswith(_WEB_SCHEMES)


def markup(node: Node) -> str:
    """An element as HTML."""
    return etree.tostring(node, method="html", encoding="unicode")
