"""What `cyps-reports COMMAND --help` says: every option of each command, and what it does."""

import re

import pytest

from cyps_reports import cli

PLAN = {"--plan PLAN": "the plan workbook"}
MAIL_SERVER = {
    "--server HOST[:PORT]": "the mail server, if not the plan's",
    "--tls {starttls,implicit,none}": "how the connection is encrypted; starttls, or implicit on"
    " port 465, if not given",
    "--ca-file FILE": "the certificates to trust, where the council has its own",
}
MONTH = {
    "RETURNS": "the month's folder, like returns/2012-09",
    "--as-at DATE": "the date to judge on; the month's last day if not given",
    "--output DIR": "the folder of the results, also those of earlier months",
}
SEND = {
    "--send": "send the emails, after showing them and asking",
    "--yes": "with --send: do not ask, for schedules",
    "--send-anyway": "with --send: send also what is held back because a workbook that came could"
    " not be used",
}
OPTIONS = {
    "start": {
        "FOLDER": "the folder to make, or to complete; the one you are in if not given",
        "--from PLAN": "a Word document or an Excel tracker that holds the plan",
        "--example": "the built-in illustrative example",
        "--council COUNCIL": "whose plan it is; asked if not given",
        "--service SERVICE": "which service's plan it is; asked likewise",
        "--title TITLE": "what the plan is called, without its year",
        "--first-day DATE": "like 1 April 2026",
        "--last-day DATE": "like 31 March 2027",
        "--reported HOW": "how often you report, like quarterly",
    },
    "open": {
        "FOLDER": "your folder, with returns, input_templates and output; this one if not given",
        "--no-browser": "only say the address; open no browser",
        **MAIL_SERVER,
        **PLAN,
    },
    "plan": {"check": "say what is open in the plan workbook", **PLAN},
    "templates": {
        "--month MONTH": "the month the returns are for, like 2012-10",
        "--from RETURNS": "the last month's folder, or its month, to carry forward from",
        "--output DIR": "the folder to write them into",
        **PLAN,
    },
    "check": {
        **MONTH,
        "--json": "print the findings as JSON",
        "--no-notes": "leave out the notes, most of them on the plan itself",
        "--feedback DIR": "write a list for the owner of each workbook",
        **PLAN,
    },
    "status": {**MONTH, **PLAN},
    "report": {
        **MONTH,
        "--audience {cabinet,summary,leadership}": "whom the Word report is for; the summary is"
        " Cabinet's without its annex",
        "--lead INITIALS": "only one lead's items, like JM",
        "--html": "write it as a web page too",
        "--html-fragment": "write it as a part of a page of your own website too",
        "--pdf": "write it as PDF too, with LibreOffice",
        "--csv": "write the tables as CSV files too",
        "--edition {internal,public,both}": "public: without small numbers about children, in a"
        " folder of its own",
        "--goes-on ERRORS": "say in the report that it is made without so many things that cannot"
        " be used",
        **PLAN,
    },
    "email": {
        "--for {report,returns,reminders}": "which emails: those with the report, with the blank"
        " returns, or reminders of returns that have not come",
        "--month MONTH": "with --for returns or reminders: the month, like 2012-10; that of the"
        " blank returns in input_templates if not given",
        **MONTH,
        **SEND,
        **MAIL_SERVER,
        **PLAN,
    },
    "run": {**MONTH, **SEND, **MAIL_SERVER, **PLAN},
    "verify": {
        "OUTPUT": "a month's folder of results, like output/2012-09",
        "--returns RETURNS": "the month's folder of returned workbooks",
        **PLAN,
    },
    "new-year": {"--output DIR": "the folder of the year's results", **PLAN},
}
COMMANDS = {
    "start": "make a folder for your plan, from a Word document or a tracker if you like",
    "open": "open the page in the browser, on which the whole month can be done",
    "plan": "say what is open in the plan before the first returns go out: plan check",
    "templates": "write a blank return workbook for each priority",
    "check": "say what is wrong in the returned workbooks, and how to mend it",
    "status": "say who has returned, how complete it is, and when the month closes",
    "report": "write the Word report, the Excel summary and the record",
    "email": "write the email drafts for Cabinet, leads and heads of service; send them with"
    " --send",
    "run": "check, report and email drafts in one go",
    "verify": "say whether results and the files they were made from still match the record",
    "new-year": "write next year's plan from this one and what was reported",
}
MAKES = (
    "Makes the monthly improvement-plan report from the workbooks that managers fill in.\n\n"
    "options:"
)


def _said(capsys: pytest.CaptureFixture[str], words: list[str]) -> str:
    with pytest.raises(SystemExit):
        cli.main([*words, "--help"])
    return capsys.readouterr().out


def _explained(said: str) -> dict[str, str]:
    """What is explained, and how; a long name has its explanation in the line beneath."""
    found = re.findall(r"^ {2,4}(\S+(?: \S+)*)(?: {2,}|\n {10,})(\S.*)$", said, re.MULTILINE)
    return {name: told for name, told in found if name != "-h, --help"}


@pytest.fixture(autouse=True)
def in_a_wide_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")


def test_what_the_program_and_each_command_do(capsys: pytest.CaptureFixture[str]) -> None:
    said = _said(capsys, [])
    assert MAKES in said
    assert _explained(said.partition("commands:")[2]) == COMMANDS


@pytest.mark.parametrize("command", OPTIONS)
def test_every_option_of_a_command(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert _explained(_said(capsys, [command])) == OPTIONS[command]
