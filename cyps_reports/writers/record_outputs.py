"""What a record tells of the files that were written with it, and of those that lay there before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cyps_reports.writers.aside import sha256
from cyps_reports.writers.record import ON_OUTPUTS, Json, is_same, sums_in, written_in


def with_outputs(record: Json, written: Mapping[str, bytes], before: Json) -> Json:
    """The record with the check sums of the files written beside it; `before` is the record that lay there.

    Files of the record before it stay in it where they were made from the very same. Others, and those replaced, are
    told apart: what the program wrote itself may be replaced again.
    """
    sums = {name: sha256(content) for name, content in written.items()}
    if is_same(before, record):
        sums = sums_in(before) | sums
    return _telling(record, sums, written_in(before))


def with_more_outputs(record: Json, written: Mapping[str, bytes]) -> Json:
    """A record with the check sums of files that were written beside it and made from other inputs."""
    sums = {name: each for name, each in sums_in(record).items() if name not in written}
    more = ((name, sha256(content)) for name, content in written.items())
    return _telling(record, sums, written_in(record).union(more))


def _telling(record: Json, sums: Mapping[str, str], ever: frozenset[tuple[str, str]]) -> Json:
    told = {key: value for key, value in record.items() if key not in ON_OUTPUTS}
    told["outputs"] = _rows(sums.items())
    others = _rows(ever - sums.items())
    return {**told, "other_outputs": others} if others else told


def _rows(sums: Iterable[tuple[str, str]]) -> list[Json]:
    return [{"file": name, "sha256": each} for name, each in sorted(sums)]
