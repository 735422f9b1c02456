"""What the names of a plan's results begin with."""

from __future__ import annotations

import re

_SMALL = ("and", "of", "the", "for", "in", "with")
_LONGEST_SHORT_NAME = 20


def short_name_of(service: str) -> str:
    """The first letters of a service's words, like `cyps`.

    A service of one word is the word; one without letters that every system takes is `plan`.
    """
    said = re.findall(r"[a-z]+(?:['’][a-z]+)?", service.casefold())
    words = [word for word in said if word not in _SMALL]
    name = "".join(word[0] for word in words) if len(words) > 1 else "".join(words)
    return name[:_LONGEST_SHORT_NAME] or "plan"
