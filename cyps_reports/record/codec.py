"""Rows of the record as the plain values of JSON, and back.

What does not fit its field is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NewType, TypeVar, get_args, get_origin, get_type_hints

from cyps_reports.plan.dates.months import Month, month_named
from cyps_reports.record.schema import FOR_LATER_MONTHS

T = TypeVar("T")
Decoder = Callable[[Any], Any]

UNFIT = (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What reading a row raises where the values are not those of its fields."""


def as_json(value: object) -> Any:
    """A value as JSON has it: rows as objects by the names of their fields.

    Figures, dates and months as text.
    """
    match value:
        case StrEnum():
            return value.value
        case None | bool() | int() | str():
            return value
        case Decimal() | Month():
            return str(value)
        case date():
            return value.isoformat()
        case tuple():
            return [as_json(each) for each in value]
        case Mapping():
            return {key: as_json(each) for key, each in value.items()}
    kind: Any = type(value)
    return {name: as_json(getattr(value, name)) for name in _names(kind)}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def columns_of(kind: Any, above: str = "") -> dict[str, Any]:
    """The fields of a row with the kind of each, in their order.

    Those of a row within it stand under names like `forecast.low`.

    Fields that only later months need are not among them.
    """
    hints = get_type_hints(kind)
    columns: dict[str, Any] = {}
    for field in fields(kind):
        if field.metadata == FOR_LATER_MONTHS:
            continue
        told = _unless_none(hints[field.name])
        columns |= (
            columns_of(told, f"{above}{field.name}.")
            if is_dataclass(told)
            else {f"{above}{field.name}": told}
        )
    return columns


def _unless_none(kind: Any) -> Any:
    """What a field holds that may be null."""
    return get_args(kind)[0] if get_origin(kind) is UnionType else kind


def from_json(kind: type[T], value: object) -> T:
    """The value as one of its kind.

    Raises:
        One of UNFIT: it is not such a value, or a part of it is not.

    """
    known: Any = kind
    read: T = _decoder(known)(value)
    return read


@cache
def _decoder(kind: Any) -> Decoder:
    """What reads a value of a kind."""
    if isinstance(kind, NewType):
        return _decoder(kind.__supertype__)
    if get_origin(kind) is UnionType:
        return _or_none(_decoder(_unless_none(kind)))
    if get_origin(kind) is tuple:
        return _several(_decoder(get_args(kind)[0]))
    if get_origin(kind) is Mapping:
        return _by_name(_decoder(get_args(kind)[1]))
    if is_dataclass(kind):
        return _row(kind)
    if issubclass(kind, StrEnum):
        return {each.value: each for each in kind}.__getitem__
    return _OF_TEXT.get(kind) or _plain(kind)


def _or_none(decode: Decoder) -> Decoder:
    return lambda value: None if value is None else decode(value)


def _several(decode: Decoder) -> Decoder:
    return lambda value: tuple(map(decode, value if type(value) is list else _be(value, list)))


def _by_name(decode: Decoder) -> Decoder:
    return lambda value: {key: decode(each) for key, each in _be(value, dict).items()}


def _row(kind: Any) -> Decoder:
    hints = get_type_hints(kind)
    decoders = tuple(
        (
            field.name,
            _taken_as_it_is(hints[field.name]),
            # What is None is taken as it is where it may be.
            _decoder(_unless_none(hints[field.name])),
            field.default is not MISSING,
        )
        for field in fields(kind)
    )

    def read(value: Any) -> Any:
        # What is right as it stands costs no call.
        told, given = value if type(value) is dict else _be(value, dict), {}
        for name, as_it_is, decode, may_lack in decoders:
            if name in told:
                said = told[name]
                given[name] = said if type(said) in as_it_is else decode(said)
            elif not may_lack:
                raise KeyError(name)
        return kind(**given)

    return read


def _taken_as_it_is(kind: Any) -> frozenset[type]:
    """What of a field needs no reading. Nearly all fields are so, and then cost no call."""
    if isinstance(kind, NewType):
        return _taken_as_it_is(kind.__supertype__)
    if get_origin(kind) is UnionType:
        return _taken_as_it_is(_unless_none(kind)) | {NoneType}
    return frozenset({kind} & {str, int, bool})


def _plain(kind: type) -> Decoder:
    return lambda value: _be(value, kind)


def _be(value: Any, kind: type) -> Any:
    # True and False are whole numbers to Python.
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"not a {kind.__name__}")
    return value


_MOST_DIGITS = 60
"""Before or behind the point of a figure; no workbook holds as many, and sums of more fail."""


def _figure(value: Any) -> Decimal:
    figure = Decimal(str(value))
    if not figure.is_finite() or abs(figure.adjusted()) > _MOST_DIGITS:
        raise ValueError("not a figure")
    return figure


def _month(value: Any) -> Month:
    month = month_named(value)
    if month is None:
        raise ValueError("not a month")
    return month


_OF_TEXT: Mapping[type, Decoder] = {Decimal: _figure, date: date.fromisoformat, Month: _month}
