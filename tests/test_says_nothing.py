"""What managers type where words are asked for and says nothing: n/a, TBC, none, a dash.

The program's word for it, and that of the return's own formulas.
"""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st

from cyps_reports.assessment.assess import assess
from cyps_reports.assessment.deadline_states import DeadlineState
from cyps_reports.assessment.earlier import Earlier
from cyps_reports.plan.model.milestone import Deadline, Milestone, Recurrence
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.says_nothing import MARKS, WORDS, given, says_nothing
from tests.test_live_words import words_in
from tests.tools import libreoffice
from tests.tools.returned import SEPTEMBER, cells_of, returned
from tests.tools.shares import share_of

NOTHING = (
    *("", " ", "\n", "-", "–", "—", ".", "..", "...", "…", "?", "??", "*", "/", "--", "- -"),
    *(
        "n/a",
        "N/A",
        "na",
        "NA",
        "n.a.",
        "N.A",
        "n / a",
        "n/a.",
        "(n/a)",
        "- n/a -",
        "“n/a”",
        "n\na",
    ),
    *(
        "Not applicable",
        "not applicable.",
        "TBC",
        "tbc.",
        "T.B.C.",
        "TBA",
        "tbd",
        "To be confirmed",
    ),
    *("to follow", "To follow…", "None", "NONE!", "nil", "Nil.", "No", "no.", "x", "X", "nothing"),
    *(
        "none needed",
        "None required.",
        "none  necessary",
        "nil required",
        "No\u00a0action",
        "no-action",
    ),
    *("No action needed", "no actions required", "No action necessary.", "No further action."),
    *("no corrective action", "No corrective actions required", "no corrective action needed"),
    *("No update", "no updates", "No update this month.", "Nothing to report", "n/a at present"),
    *("not needed", "Not required.", "No comment"),
)
WORDED = (
    *(
        "As above",
        "As before.",
        "See A12",
        "Done",
        "done.",
        "Yes",
        "ok",
        "5",
        "0",
        "✓",
        "n",
        "no.1",
    ),
    *("No. Action required.", "No – action required", "No, action needed", "n/a, see the comment"),
    *("No action needed: the case is closed", "None of the partners has signed.", "No progress"),
    *(
        "TBC by Cabinet",
        "n/a until March",
        "No change",
        "Action needed",
        "needed",
        "required",
        "none yet",
    ),
    *(
        "x-ray unit opened",
        "Nonetheless",
        "nan",
        "na na",
        "tbctbc",
        "no update no update",
        "none none",
    ),
    *("no\n\naction - required", "Not", "to", "follow", "No news is good news"),
)


@pytest.mark.parametrize("text", NOTHING)
def test_a_placeholder_says_nothing(text: str) -> None:
    assert says_nothing(text)
    assert given(text) == ""


@pytest.mark.parametrize("text", WORDED)
def test_words_stay_what_they_are(text: str) -> None:
    assert not says_nothing(text)
    assert given(text) == text


_MARK = f"[{re.escape(MARKS)}]"
_BETWEEN = rf"(?:\s+|{_MARK}|\s+/\s+)"
_AROUND = rf"(?:\s|{_MARK})*"
_IN_FULL = re.compile(
    rf"{_AROUND}(?:{'|'.join(words.replace(' ', _BETWEEN) for words in WORDS)}|){_AROUND}",
    re.IGNORECASE,
)
_PIECES = (
    *"-–—./?*,;!: \n\t",
    "…",
    "\u00a0",
    *WORDS,
    "n/a",
    "n.a.",
    "yes",
    "As above",
    "No",
    "action",
    "✓",
)


@settings(max_examples=share_of(4000), derandomize=True)
@for_any(st.lists(st.sampled_from(_PIECES), max_size=5).map("".join))
def test_it_is_the_whole_text_that_says_nothing(text: str) -> None:
    """Marks and spaces around it, capitals, and a mark in place of a space change nothing."""
    assert says_nothing(text) == (_IN_FULL.fullmatch(text) is not None)
    assert says_nothing(text.upper()) == says_nothing(text)
    assert says_nothing(f" {text}.\n") == says_nothing(text)
    assert not says_nothing(f"{text} The team meets on 4 October.")


# The return's own words


TYPED = (*NOTHING, *WORDED, *WORDS)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory, office: None, plan: Plan) -> Path:
    """A return with an item that goes on for each text, saved by LibreOffice before anything is
    typed, and each text as the progress of its item.
    """
    folder = tmp_path_factory.mktemp("typed") / "2012-09"
    folder.mkdir()
    whole = _one_for_each(plan)
    blank = returned(folder, whole, "A", {}, name="blank.xlsx")
    places = cells_of(blank)
    (path,) = libreoffice.convert([blank], "xlsx", folder.parent)
    shutil.move(path, folder / "return-A.xlsx")
    blank.unlink()
    workbook = openpyxl.load_workbook(folder / "return-A.xlsx")
    for number, text in enumerate(TYPED, 1):
        sheet, cell = places[f"A{number}", "progress"]
        workbook[sheet][cell].value = text
    workbook.save(folder / "return-A.xlsx")
    return folder


def _one_for_each(plan: Plan) -> Plan:
    ongoing = (Deadline(1, recurrence=Recurrence.ONGOING),)
    milestones = tuple(
        Milestone("A", number, "", f"Item {number}", "JM", deadlines=ongoing)
        for number in range(1, len(TYPED) + 1)
    )
    return replace(plan, priorities=plan.priorities[:1], measures=(), milestones=milestones)


def test_the_live_words_take_each_text_as_the_program_does(saved: Path, plan: Plan) -> None:
    whole = _one_for_each(plan)
    returns, _ = returns_for(SEPTEMBER, read_folder(saved, whole))
    results = {
        each.milestone.ref: each
        for each in assess(whole, returns, Earlier(), SEPTEMBER.last).deadlines
    }
    (recalculated,) = libreoffice.convert([saved / "return-A.xlsx"], "xlsx", saved.parent)
    live = words_in(recalculated)
    for number, text in enumerate(TYPED, 1):
        is_said = text in WORDED
        state = DeadlineState.ONGOING if is_said else DeadlineState.NO_UPDATE
        assert results[f"A{number}"].state is state, text
        todo = "Choose a status" if is_said else "Update missing"
        assert live["Milestones", f"A{number}"] == (state.value, todo), text
