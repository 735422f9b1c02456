"""What something is, in a line of what is approved: all that it says, and where it stands."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum

from cyps_reports.findings import CellRef, Finding, Refused
from cyps_reports.groups import grouped
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.dates.periods import ReportingPeriod
from cyps_reports.plan.model.units import Unit
from cyps_reports.workbooks.grid import RawCell

_NOWHERE = ("places",)
"""Fields that say where something stands; findings tell it."""


def said(value: object) -> str:
    """A value in a line; of a thing with fields, all in which there is anything."""
    match value:
        case Refused():
            return f"REFUSED {value.code}: {value.message} [{value.fix}]"
        case Finding():
            where = value.place.in_workbook or value.place.workbook or "nowhere"
            return (
                f"{value.severity.upper()} {value.code} at {where}: {value.message} [{value.fix}]"
            )
        case RawCell():
            return typed(value)
        case None | bool() | Month() | CellRef() | ReportingPeriod():
            return str(value)
        case Unit():
            return f"{value} {'; '.join(value.values)}".strip()
        case Enum():
            return f"{type(value).__name__}.{value.name}"
        case str():
            return f"“{_seen(value)}”"
        case Decimal() | int() | float() | date() | time() | timedelta():
            return str(value)
        case Mapping():
            return f"{{{', '.join(f'{said(key)}: {said(each)}' for key, each in value.items())}}}"
        case set() | frozenset():
            return f"{{{', '.join(sorted(map(said, value)))}}}"
        case _ if hasattr(value, "_asdict"):
            return _with_fields(type(value).__name__, value._asdict())
        case Iterable():
            return f"({', '.join(map(said, value))})"
        case _ if is_dataclass(value):
            there = {each.name: getattr(value, each.name) for each in fields(value)}
            return _with_fields(type(value).__name__, there)
    raise TypeError(f"nothing is said of {value!r}")


def _with_fields(name: str, there: Mapping[str, object]) -> str:
    filled = (
        f"{key} {said(each)}"
        for key, each in there.items()
        if key not in _NOWHERE and not _is_nothing(each)
    )
    return f"{name}({', '.join(filled)})"


def _is_nothing(value: object) -> bool:
    return value is None or value is False or (isinstance(value, Sized) and not len(value))


def _seen(text: str) -> str:
    """A text with what nobody sees in it, or what would part lines, by its number."""
    is_spaced = "  " in text or text != text.strip()
    unseen = (each for each in set(text) if not each.isprintable() or (is_spaced and each == " "))
    return text.translate({ord(each): f"<{ord(each):X}>" for each in unseen})


def typed(cell: RawCell) -> str:
    """What was typed in a cell, with its format and all else that is odd about it."""
    others = {name: value for name, value in cell._asdict().items() if name != "value"}
    usual = RawCell(None)._asdict()
    odd = [
        f"{name} {said(value)}" if value is not True else name
        for name, value in others.items()
        if value != usual[name]
    ]
    kind = "" if isinstance(cell.value, str | int | float) else f"{type(cell.value).__name__} "
    return " ".join((f"{kind}{said(cell.value)}", *([f"({', '.join(odd)})"] if odd else [])))


def told_alike(of: object, told: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What was typed and what came of it, a line for all that have the same told of them."""
    every = dict(told)
    for result, those in grouped(every, lambda name: every[name]).items():
        others = [name for name in every if name not in those]
        names = f"all but {', '.join(others)}" if len(others) < len(those) else ", ".join(those)
        yield f"{said(of)} as {names if others else 'all'}: {result}"


def each_said(read: Callable[..., object], inputs: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """What a function says of each input, a line each."""
    name = read.__name__.strip("_")
    for each in inputs:
        yield f"{name} {', '.join(map(said, each))}: {said(read(*each))}"


def parts_of(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """All that a plan says, piece by piece, by names like `measures 1 target`."""
    if is_dataclass(value) and _is_row(value):
        for each in fields(value):
            if each.name not in _NOWHERE:
                yield from parts_of(getattr(value, each.name), f"{name} {each.name}".strip())
    elif isinstance(value, tuple) and any(map(_is_row, value)):
        for at, each in enumerate(value, start=1):
            yield from parts_of(each, f"{name} {at}")
    else:
        yield name, said(value)


def _is_row(value: object) -> bool:
    """Whether it is a plan, or a row of one, whose cells are told one by one."""
    return hasattr(value, "places") or hasattr(value, "deadlines")


def what_differs(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """Each piece of a thing that is another than it was: `measures 1 target 80 -> 85`."""
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield f"{name} {old.get(name, 'nothing')} -> {new.get(name, 'nothing')}"


def told_of(what: str, findings: Iterable[Finding]) -> Iterator[str]:
    """What is found of something: in one line, or a line for each."""
    told = [said(each) for each in findings]
    if len(told) < 2:
        yield f"{what}: {' '.join(told) or 'nothing'}"
        return
    yield f"{what}:"
    yield from (f"- {each}" for each in told)
