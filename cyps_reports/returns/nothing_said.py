"""What says nothing where words are wanted: a dash, a full stop, `n/a`, `None`.

It counts as an empty cell, or a dash would be a corrective action, and the progress of a milestone
that nobody has started.
"""

from __future__ import annotations

SIGNS = ".,;:!?-\u2013\u2014_/()*&+'\"\u2018\u2019\u201c\u201d\u2026%\u00a3#=~[]\\"
"""The signs that say nothing alone."""
WORDS = ("n a", "na", "nil", "no", "none", "not applicable", "tbc", "tbd")
"""The words that say nothing alone, in small letters and with spaces in place of signs."""
_AS_SPACES = str.maketrans(dict.fromkeys(SIGNS, " "))


def says_nothing(text: str) -> bool:
    """Whether a comment, progress or a corrective action of these words says nothing."""
    bare = " ".join(text.translate(_AS_SPACES).split()).lower()
    return bare in ("", *WORDS)
