"""Where things lie: the built-in plan, templates and example, and what a working folder holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from cyps_reports.plan.dates.months import Month
from cyps_reports.returns.months import month_folders
from cyps_reports.workbooks.folders import is_silent
from cyps_reports.workbooks.kinds import is_named_workbook

REPORT_TEMPLATE_NAME = "report_template.docx"
PLAN_NAME = "plan.xlsx"
PLAN_NAMES = (PLAN_NAME, "plan.xlsm", "plan.ods", "plan.xls")
RETURNS_NAME = "returns"
TEMPLATES_NAME = "input_templates"
OUTPUT_NAME = "output"
PUBLIC_NAME = "public"
SET_ASIDE_NAME = "set-aside"
EMAIL_TEXTS_NAME = "emails"


def built_in() -> Path:
    """The folder of the built-in plan, templates and example.

    It lies in the installed package; in a checkout, beside it.
    """
    package = Path(__file__).parent
    inside = package / TEMPLATES_NAME
    return inside if inside.is_dir() else package.parent / TEMPLATES_NAME


def is_programs_own(folder: Path) -> bool:
    """Whether a folder has what travels with the program, or lies in it.

    So has a checkout, also where the program that runs is another copy, which was installed from
    it: the example's months lie in its input_templates. A folder beside these is nobody's yet.
    """
    place = folder.resolve()
    around = (place / TEMPLATES_NAME, place, *place.parents)
    has_example = any(
        (each / example_returns().name).is_dir() for each in around if each.name == TEMPLATES_NAME
    )
    return has_example or built_in().resolve() in around


def is_as_built_in(plan: Path) -> bool:
    """Whether a plan workbook is the built-in one, or a copy of it that nobody has changed."""
    if plan.resolve().is_relative_to(built_in().resolve()):
        return True
    return built_in_plan().is_file() and plan.read_bytes() == built_in_plan().read_bytes()


def example_returns() -> Path:
    """The folder of the illustrative example's months."""
    return built_in() / "example_returns"


def found(path: Path) -> Path | None:
    """The file of that name, in whatever capitals.

    Elsewhere than on Windows they make another name.
    """
    if path.is_file():
        return path
    beside = _files_in(path.parent)
    return next((each for each in beside if each.name.casefold() == path.name.casefold()), None)


def is_there(path: Path) -> bool:
    """Whether something of that name is there, in whatever capitals: a file, or a folder."""
    return path.exists() or found(path) is not None


def _files_in(folder: Path) -> tuple[Path, ...]:
    """The files in a folder, in their order; none where there is no such folder.

    Raises:
        OSError: it is there and cannot be read. Nothing may be taken in place of what is in it.

    """
    try:
        there = sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return ()
    return tuple(each for each in there if each.is_file())


def newest_month(folder: Path, months: Sequence[Month] = ()) -> Path | None:
    """The newest of the folders named after a month, like 2012-09; None where there is none.

    One named after a month without its year counts where that is one only of these `months`.
    """
    folders = month_folders(folder, months)
    return folders[max(folders)] if folders else None


def returned_in(month: Month, working: Path, *, may_be_example: bool) -> Path:
    """The folder of a month's returns.

    The officer's, else the built-in example's where that may be meant.
    """
    months = working / RETURNS_NAME
    own = month_folders(months, (month,)).get(month) or months / str(month)
    example = example_returns() / str(month)
    return example if may_be_example and example.is_dir() and not own.is_dir() else own


def report_template(working: Path) -> Path | None:
    """The Word template to use: the officer's in input_templates, else the built-in one.

    None where neither is.
    """
    return found(working / TEMPLATES_NAME / REPORT_TEMPLATE_NAME) or found(built_in_template())


def built_in_template() -> Path:
    """The Word template that travels with the program."""
    return built_in() / REPORT_TEMPLATE_NAME


def email_texts(working: Path) -> dict[str, Path]:
    """The texts of the emails by file name.

    Each the officer's in input_templates/emails, else the built-in one.
    """
    own = own_email_texts(working)
    return {path.name: found(own / path.name) or path for path in built_in_email_texts()}


def own_email_texts(working: Path) -> Path:
    """Where the officer's texts of the emails are looked for."""
    return working / TEMPLATES_NAME / EMAIL_TEXTS_NAME


def built_in_email_texts() -> tuple[Path, ...]:
    """The built-in texts of the emails."""
    return tuple(file for file in _files_in(built_in() / EMAIL_TEXTS_NAME) if file.suffix == ".txt")


def built_in_plan() -> Path:
    """The plan workbook that travels with the program: that of the built-in example."""
    return built_in() / PLAN_NAME


def plan_folders(returns: Path | None, working: Path) -> tuple[Path, ...]:
    """Where the officer's plan workbook is looked for, the first place first.

    Beside the months' folders, in the working folder's input_templates, and in the input_templates
    beside the folder of the returns, as where the command is run in another folder.
    """
    own = working / TEMPLATES_NAME
    if returns is None:
        return (working / RETURNS_NAME, own)
    months = returns.resolve().parent
    folders = (months, own, months.parent / TEMPLATES_NAME)
    return tuple({folder.resolve(): folder for folder in reversed(folders)}.values())[::-1]


def plan_in(folder: Path) -> Path | None:
    """The plan workbook that lies in a folder, of any kind that is read; None where there is none.

    It is the newest of those named after their year, like plan-2013-14.xlsx, where none is called
    plan.
    """
    own = next(filter(None, (found(folder / name) for name in PLAN_NAMES)), None)
    of_years = () if own else tuple(filter(_is_of_a_year, _files_in(folder)))
    return own or max(of_years, key=_year_of, default=None)


def plans_in(folder: Path) -> tuple[Path, ...]:
    """The plan workbooks of several years that lie in a folder, the one called plan first.

    Those of other years are named after them, like plan-2013-14.xlsx.
    """
    own = plan_in(folder)
    named = (path for path in _files_in(folder) if _is_of_a_year(path) and path != own)
    return (*((own,) if own else ()), *named)


def _is_of_a_year(path: Path) -> bool:
    is_named_so = _NAMED_AFTER_YEAR.match(path.name) is not None
    return is_named_so and is_named_workbook(path.name) and not is_silent(path.name)


def _year_of(path: Path) -> str:
    """The year that a plan workbook is named after."""
    named = _NAMED_AFTER_YEAR.match(path.name)
    return named[1] if named else ""


_NAMED_AFTER_YEAR = re.compile(r"plan[-_ ]((?:19|20)\d\d)", re.ASCII | re.IGNORECASE)


def plan_for(returns: Path | None, working: Path) -> Path:
    """The plan workbook to use where none was named: the officer's, else the built-in one."""
    return plan_of(returns, working) or built_in_plan()


def plan_of(returns: Path | None, working: Path) -> Path | None:
    """The officer's plan workbook, where it is looked for; None where there is none."""
    return next(filter(None, map(plan_in, plan_folders(returns, working))), None)


def like_a_plan(returns: Path | None, working: Path) -> tuple[Path, ...]:
    """Workbooks where the plan is looked for that are called so that they may be it."""
    files = (path for folder in plan_folders(returns, working) for path in _files_in(folder))
    workbooks = (
        path for path in files if is_named_workbook(path.name) and not is_silent(path.name)
    )
    return tuple(path for path in workbooks if "plan" in path.stem.casefold())
