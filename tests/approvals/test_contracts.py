"""What others rely on by name is as it was approved: the public functions, the codes, the record.

A script of a council's calls the functions, and its database holds the codes and the record's
fields; a change of any is meant, and told in the changelog.
"""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from typing import Any, get_args

import cyps_reports
from cyps_reports import api
from cyps_reports.finding_codes import Code
from cyps_reports.record import schema
from tests.tools.approved import Approved

_WHERE = re.compile(r"<function ([^>]*?)(?:\.<lambda>)? at 0x\w+>")
"""What a function is called, and where it lies in memory."""


def test_the_public_functions_and_what_they_take(approved: Approved) -> None:
    approved.check("public functions", (_WHERE.sub(r"\1", line) for line in _public()))


def _public() -> Iterator[str]:
    for name in sorted(api.__all__):
        thing = getattr(api, name)
        if is_dataclass(thing):
            yield f"{name}: {', '.join(map(_field, fields(thing)))}"
        elif inspect.isfunction(thing):
            yield f"{name}{inspect.signature(thing)}"
        else:
            yield f"{name}: {type(thing).__name__}"


def _field(each: Field[Any]) -> str:
    made = MISSING if each.default_factory is MISSING else each.default_factory()
    default = each.default if each.default is not MISSING else made
    return each.name if default is MISSING else f"{each.name}={default!r}"


def test_every_code(approved: Approved) -> None:
    approved.check("codes", (*_enumerations(), *(f"finding: {each}" for each in get_args(Code))))


def _enumerations() -> Iterator[str]:
    for found in pkgutil.walk_packages(cyps_reports.__path__, "cyps_reports."):
        module = importlib.import_module(found.name)
        for name, kind in sorted(vars(module).items()):
            if isinstance(kind, type) and issubclass(kind, Enum) and kind.__module__ == found.name:
                yield from (f"{found.name}.{name}.{each.name}: {each.value!r}" for each in kind)


def test_the_fields_of_a_record(approved: Approved) -> None:
    approved.check("fields of a record", _fields_of_records())


def _fields_of_records() -> Iterator[str]:
    """Each field with what it is where a record does not have it, and what is noted of it."""
    for name, kind in vars(schema).items():
        if is_dataclass(kind) and kind.__module__ == schema.__name__:
            for each in fields(kind):
                yield f"{name}.{_field(each)} {each.type} {dict(each.metadata) or ''}"
