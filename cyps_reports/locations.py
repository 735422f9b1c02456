"""Where things lie: the built-in plan, templates and example, and what a working folder holds."""

from __future__ import annotations

from pathlib import Path

from cyps_reports.plan.dates import Month, month_named

REPORT_TEMPLATE_NAME = "report_template.docx"
PLAN_NAME = "plan.xlsx"
RETURNS_NAME = "returns"
TEMPLATES_NAME = "input_templates"
OUTPUT_NAME = "output"
EMAIL_TEXTS_NAME = "emails"


def built_in() -> Path:
    """The folder of the built-in plan, templates and example.

    It lies in the installed package; in a checkout, beside it.
    """
    package = Path(__file__).parent
    inside = package / TEMPLATES_NAME
    return inside if inside.is_dir() else package.parent / TEMPLATES_NAME


def example_returns() -> Path:
    """The folder of the illustrative example's months."""
    return built_in() / "example_returns"


def found(path: Path) -> Path | None:
    """The file of that name, in whatever capitals: elsewhere than on Windows they make another name."""
    if path.is_file():
        return path
    same = (each for each in path.parent.glob("*") if each.name.casefold() == path.name.casefold() and each.is_file())
    return next(iter(sorted(same)), None)


def newest_month(folder: Path) -> Path | None:
    """The newest of the folders named after a month, like 2012-09; None where there is none."""
    if not folder.is_dir():
        return None
    months: dict[Month, Path] = {}
    for each in folder.iterdir():
        month = month_named(each.name)
        if month and each.is_dir():
            months[month] = each
    return months[max(months)] if months else None


def returned_in(month: Month, *, may_be_example: bool) -> Path:
    """The folder of a month's returns: the officer's, else the built-in example's where that may be meant."""
    own, example = Path(RETURNS_NAME) / str(month), example_returns() / str(month)
    return example if may_be_example and example.is_dir() and not own.is_dir() else own


def report_template(working: Path) -> Path | None:
    """The Word template to use: the officer's in ./input_templates, else the built-in one; None where neither is."""
    return found(working / TEMPLATES_NAME / REPORT_TEMPLATE_NAME) or found(built_in_template())


def built_in_template() -> Path:
    """The Word template that travels with the program."""
    return built_in() / REPORT_TEMPLATE_NAME


def email_texts(working: Path) -> dict[str, Path]:
    """The texts of the emails by file name: each the officer's in ./input_templates/emails, else the built-in one."""
    own = own_email_texts(working)
    return {path.name: found(own / path.name) or path for path in built_in_email_texts()}


def own_email_texts(working: Path) -> Path:
    """Where the officer's texts of the emails are looked for."""
    return working / TEMPLATES_NAME / EMAIL_TEXTS_NAME


def built_in_email_texts() -> tuple[Path, ...]:
    """The built-in texts of the emails."""
    return tuple(sorted((built_in() / EMAIL_TEXTS_NAME).glob("*.txt")))


def plan_for(returns: Path | None, working: Path) -> Path:
    """The plan workbook to use where none was named.

    The one beside the months' folders, else the officer's in ./input_templates, else the built-in one.
    """
    candidates = [working / TEMPLATES_NAME / PLAN_NAME, built_in() / PLAN_NAME]
    if returns is not None:
        candidates.insert(0, returns.resolve().parent / PLAN_NAME)
    return next(filter(None, map(found, candidates)), candidates[-1])
