"""Damaged files: bytes, zip members and XML of real returns changed at random. No traceback, no hang."""

import io
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cyps_reports import locations
from cyps_reports.plan.dates import Month
from cyps_reports.plan.model import Plan
from cyps_reports.returns.folder import read_returns
from cyps_reports.workbooks.opening import open_book, workbooks_in

Damage = Callable[[bytes, random.Random], bytes]

FILES_EACH = 60
SECONDS = 10


def bytes_changed(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 30)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut_short(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def part_lost(content: bytes, chance: random.Random) -> bytes:
    return _rewritten(content, chance, lambda part: None)


def xml_changed(content: bytes, chance: random.Random) -> bytes:
    def change(part: bytes) -> bytes:
        changed = bytearray(part)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(changed) + 1)
            if chance.random() < 0.5:
                del changed[at : at + chance.randint(1, 20)]
            else:
                changed[at:at] = bytes(chance.choice(b'<>&"0123456789abcr=/') for _ in range(chance.randint(1, 6)))
        return bytes(changed)

    return _rewritten(content, chance, change)


def _rewritten(content: bytes, chance: random.Random, change: Callable[[bytes], bytes | None]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        victim = chance.choice(old.namelist())
        for name in old.namelist():
            part = change(old.read(name)) if name == victim else old.read(name)
            if part is not None:
                new.writestr(name, part)
    return buffer.getvalue()


@pytest.mark.parametrize("damage", [bytes_changed, cut_short, part_lost, xml_changed], ids=lambda each: each.__name__)
def test_a_damaged_return_is_read_or_told(damage: Damage, tmp_path: Path, example_plan_read: Plan) -> None:
    chance = random.Random(damage.__name__)
    returns = [path.read_bytes() for path in workbooks_in(locations.example_returns() / "2012-09")]
    path = tmp_path / "return.xlsx"
    for _ in range(FILES_EACH):
        path.write_bytes(damage(chance.choice(returns), chance))
        start = time.monotonic()
        read, findings = read_returns((open_book(path),), example_plan_read, Month(2012, 9))
        assert time.monotonic() - start < SECONDS
        assert read.inputs or findings, "what is not read is told"
        assert all(finding.message and finding.fix for finding in findings)
