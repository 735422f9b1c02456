"""What an officer's folder begins with: its files by the folders they lie in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cyps_reports import locations
from cyps_reports.machine import content_of

FilesByFolder = Mapping[Path, Mapping[str, bytes]]
"""The files of each folder within the officer's, by name, in the order they are written."""

_TEMPLATES, _RETURNS = Path(locations.TEMPLATES_NAME), Path(locations.RETURNS_NAME)


def first_files(plan: bytes | None, page: Mapping[str, bytes]) -> FilesByFolder:
    """The files of a folder in which nothing was returned yet.

    `plan` is the plan workbook, None where there is one; `page` is what lies beside the folders.
    """
    texts = {path.name: path.read_bytes() for path in locations.built_in_email_texts()}
    template = locations.built_in_template()
    look = {template.name: content} if (content := content_of(template)) is not None else {}
    own = {} if plan is None else {locations.PLAN_NAME: plan}
    return {
        _TEMPLATES / locations.EMAIL_TEXTS_NAME: texts,
        _TEMPLATES: {**look, **own},
        _RETURNS: {},
        Path(): page,
    }


def example_files(page: Mapping[str, bytes]) -> FilesByFolder:
    """The files of the built-in illustrative example: its plan, and the returns of its months."""
    example = locations.example_returns()
    plan = locations.plan_in(example)
    months = sorted(each for each in example.iterdir() if each.is_dir())
    returned = {
        _RETURNS / month.name: {path.name: path.read_bytes() for path in sorted(month.iterdir())}
        for month in months
    }
    *above, beside = first_files(plan.read_bytes() if plan else None, page).items()
    return {**dict(above), **returned, **dict([beside])}
