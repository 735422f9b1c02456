"""What a page of the browser says, line by line: its words, and in brackets what is to be typed.

What was told of a page before is only counted where it is told again.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from tests.tools.approved import sum_of
from tests.tools.page import Page

_LINES = frozenset(
    (
        *("h1", "h2", "h3", "p", "li", "tr", "dt", "dd", "caption", "summary", "label", "option"),
        *(
            "button",
            "textarea",
            "section",
            "form",
            "title",
            "div",
            "iframe",
            "fieldset",
            "legend",
            "main",
        ),
    )
)
_CELLS = frozenset(("td", "th"))
_TOLD = ("aria-label", "role", "class", "id", "name", "value", "type", "action", "href", "src")
_ALONE = ("checked", "selected", "hidden", "disabled", "multiple", "required", "open")
_LONG = 50
"""Letters of a line that is told again; a longer one is not, nor what frames each page."""


_MOST = 2_000
"""Letters of a line that are shown."""


class _Reader(HTMLParser):
    """Puts each block on a line of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = [""]
        self.of_frame: set[str] = set()

    def handle_endtag(self, tag: str) -> None:
        if tag == "header":
            self.of_frame |= {_plain(each) for each in self.lines}
        if tag == "form" and "action=/end" in "".join(self.lines[-2:]):
            self.of_frame |= {_plain(each) for each in self.lines[-2:]}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LINES:
            self.lines.append("")
        given = dict(attrs)
        if given.get("name") == "token":
            return
        told = [f"{name}={given[name]}" for name in _TOLD if given.get(name)]
        told += [name for name in _ALONE if name in given]
        if tag in _CELLS:
            self.lines[-1] += " | "
        elif told or tag in ("h1", "h2", "s", "del", "ins", "strong"):
            self.lines[-1] += f" [{' '.join((tag, *told))}] "

    def handle_data(self, data: str) -> None:
        self.lines[-1] += data


def is_upload(value: object) -> bool:
    """Whether files are sent, or what the page itself had put there."""
    return isinstance(value, list)


def _plain(line: str) -> str:
    return " ".join(line.split())


_CHANCE = re.compile(r"[0-9a-f]{64}|\d+ kB")
"""What stands on a page and is another with every change of a file: its check sum and length."""


class Browser:
    """Somebody at the page, and all that it says to them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.told: list[str] = []
        self._before: set[str] = set()

    def about(self, words: str) -> None:
        """A heading: what is not as it was before."""
        self.told += ["", f"# {words}"]

    def sees(self, *addresses: str) -> None:
        """Looks at pages."""
        for address in addresses:
            self._tell(f"GET {address}", self.page.read(address))

    def does(self, address: str, **form: object) -> None:
        """Sends a form, and sees the page that it leads to."""
        said = {
            name: _CHANCE.sub("…", str(value))[:_LONG]
            for name, value in form.items()
            if not is_upload(value)
        }
        self._tell(f"POST {address} {said or ''}", self.page.done(address, form))

    def takes(self, *addresses: str) -> None:
        """Takes files, each as it comes: whether to be kept, under which name."""
        for address in addresses:
            answer = self.page.get(address)
            how = answer.headers.get("Content-Disposition", "shown")
            self.told.append(f"FILE {address}: {answer.status}, {answer.mimetype}, {how}")

    def _tell(self, act: str, html: str) -> None:
        same = _CHANCE.sub("…", html.replace(self.page.guard.form, "…"))
        same = same.replace(str(self.page.office.root), "FOLDER")
        self.told += ["", f"{act} ({sum_of(same.encode())})", *self._new(same)]

    def _new(self, html: str) -> Iterator[str]:
        reader, again = _Reader(), 0
        reader.feed(html)
        for each in reader.lines:
            line = _plain(each)
            is_short = len(line) <= _LONG and line not in reader.of_frame
            if line in self._before and not is_short:
                again += 1
            elif line:
                self._before.add(line)
                yield line if len(line) < _MOST else f"{line[:_MOST]}… ({sum_of(line.encode())})"
        if again:
            yield f"({again} lines as before)"
