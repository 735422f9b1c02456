"""The names of the files that a month is remembered by, in its folder of results."""

from __future__ import annotations

RECORD = "as-reported.json"
"""The name of the record in a month's folder of results."""

WORDS = "words.json"
"""The name of the file of the officer's words beside it."""

BESIDE_RETURNS = (RECORD, WORDS)
"""The inputs of a report that are of a month and no returns."""
