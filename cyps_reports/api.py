"""The month's acts for any face: the command line, a page, a script, a server's threads.

    from pathlib import Path
    from cyps_reports import api

    office = Path("improvement plan").resolve()
    reported = api.report(api.ReportRequest(root=office))
    for finding in reported.month.checked.findings:
        ...

An act takes a frozen request, or plain values, and returns frozen data. It prints nothing, asks
nothing but what is handed in, and reads no clock; it leaves the process as it is: its working
folder, its signals, its environment. It may run in any thread, and several at once, in one process
or in many: two that write to one folder at the same time take turns, or the second says that it
cannot. Workbooks are read in processes of their own, which end with this one.

**Shapes.** `root` is the officer's folder, and is best given as an absolute path. It holds
  `returns/2012-09` (one month's returned workbooks), `input_templates` (plan, empty returns, Word
  template, email texts) and `output/2012-09` (results). Other paths are relative to it. None for a
  path means that it is looked for; the result says what was found. Files that are made are `bytes`
  by file name; the same inputs give the same bytes.

**Units.** Figures are `Decimal` in the unit of their measure, percentages as 78.5. Dates are
  `date`, months `Month`. What is missing is a value that says why (`Missing`, `Absent`), never None
  or 0.

**Errors.** What is wrong in a workbook is a `Finding` with its place and its mend; it stops
  nothing, and `ended` of a result says whether any is an error. An act that cannot go on raises
  `CannotRun`, with a `reason` to know it by, the `problem`, and the `fix`, which names a field of
  the request as the command line does (`--as-at` is `as_at`). Nothing was then replaced. Faults of
  the machine are `OSError` (`fault_in_words`), `MemoryError`, and `ImportError` where memory is too
  short for a library to be loaded. On a clock outside the years that Word and Excel know nothing
  can be written (`refuse_wrong_clock`). A `watch` is told each step as soon as it is done; what it
  raises ends the act.

**Source.** The rules stand in `assessment/` and, in words, in the README; what a record holds
  stands in `record/schema.py`; the columns of the workbooks stand in `plan/sheets/` and
  `returns/layout.py`.
"""

from cyps_reports.acts.drafts import Drafted, DraftsMade, TextsUsed, draft, draft_of
from cyps_reports.acts.ended import (
    CannotRun,
    Ended,
    NotReported,
    Progress,
    Reason,
    Watch,
    refuse_wrong_clock,
    unwatched,
)
from cyps_reports.acts.feedback import OwnersList, feedback_of, owners_lists, write_feedback
from cyps_reports.acts.first_facts import StartAnswers, first_questions, typed_facts
from cyps_reports.acts.keeping import Written
from cyps_reports.acts.month import ReadMonth, read_month
from cyps_reports.acts.month_folder import FoundMonth, MonthRequest, find_month
from cyps_reports.acts.new_year import NewYearRequest, NewYearWritten, YearRead, write_new_year
from cyps_reports.acts.next_step import Next, NextStep, Progressed, next_step, step_after
from cyps_reports.acts.office import (
    Months,
    State,
    is_begun,
    month_to_begin,
    month_to_make,
    months_of,
    packed,
    plan_of,
    plan_state,
    plans_of,
    public_results_in,
    results_in,
    results_state,
    returns_made,
    state_for,
)
from cyps_reports.acts.open_file import OpenFile, put_open_file
from cyps_reports.acts.plan import PlanBook, PlanOrigin, PlanUsed, book_for, read_book
from cyps_reports.acts.plan_check import PlanChecked, PlanCheckRequest, check_plan
from cyps_reports.acts.plan_put_back import PlanBrought, PlanPutBack, plan_brought, put_plan_back
from cyps_reports.acts.report import (
    Replaced,
    ReportBegun,
    Reported,
    ReportMade,
    ReportRequest,
    public_report,
    report,
)
from cyps_reports.acts.report_page import report_page
from cyps_reports.acts.rows_shown import ShownCell, ShownRow, rows_shown
from cyps_reports.acts.sending import mail_server, send, shown
from cyps_reports.acts.sending_asked import (
    Answers,
    Fate,
    SendingEnd,
    SendingShown,
    SendRequest,
    Sent,
    StepKept,
    Stopping,
    StopsWhen,
)
from cyps_reports.acts.sending_out import (
    DraftedOut,
    OutDraftsMade,
    SendOutRequest,
    draft_reminders,
    draft_returns,
)
from cyps_reports.acts.solved import Since, since
from cyps_reports.acts.start import SourceRead, Started, StartRequest, start
from cyps_reports.acts.start_brought import start_brought
from cyps_reports.acts.status import MonthStatus, day_in, status, status_in
from cyps_reports.acts.taking_in import (
    MOST_BYTES,
    MOST_FILES,
    Arrived,
    MonthFiles,
    TakenIn,
    begin_month,
    month_files,
    set_aside,
    take_back,
    take_in,
)
from cyps_reports.acts.templates import (
    CarriedForward,
    TemplatesRequest,
    TemplatesWritten,
    write_templates,
)
from cyps_reports.acts.verify import Compared, Verified, VerifyRequest, verify
from cyps_reports.acts.words import PlaceOfWords, WordsWritten, words_of, write_words
from cyps_reports.acts.year import MonthAtAGlance, year_at_a_glance
from cyps_reports.assessment.going_on import errors_in
from cyps_reports.findings import CellRef, Finding, Refused, Severity, numbers_said
from cyps_reports.machine import fault_in_words
from cyps_reports.monthly import CheckedMonth
from cyps_reports.outputs import Outputs
from cyps_reports.plan.dates.months import Month
from cyps_reports.plan.model.small_numbers import Edition
from cyps_reports.report.readers import Audience
from cyps_reports.returns.kept_readings import KeptReadings
from cyps_reports.sending.log import Delivery, Outcome
from cyps_reports.sending.pending import Pending
from cyps_reports.sending.server import MailServer, Tls
from cyps_reports.setup.new_plan import FirstFacts, Question
from cyps_reports.setup.plan_changes import PlanChange, changes_said
from cyps_reports.setup.years.new_year import NewYear
from cyps_reports.verify.sums import Difference, Kind

__all__ = [
    "MOST_BYTES",
    "MOST_FILES",
    "Answers",
    "Arrived",
    "Audience",
    "CannotRun",
    "CarriedForward",
    "CellRef",
    "CheckedMonth",
    "Compared",
    "Delivery",
    "Difference",
    "Drafted",
    "DraftedOut",
    "DraftsMade",
    "Edition",
    "Ended",
    "Fate",
    "Finding",
    "FirstFacts",
    "FoundMonth",
    "KeptReadings",
    "Kind",
    "MailServer",
    "Month",
    "MonthAtAGlance",
    "MonthFiles",
    "MonthRequest",
    "MonthStatus",
    "Months",
    "NewYear",
    "NewYearRequest",
    "NewYearWritten",
    "Next",
    "NextStep",
    "NotReported",
    "OpenFile",
    "OutDraftsMade",
    "Outcome",
    "Outputs",
    "OwnersList",
    "Pending",
    "PlaceOfWords",
    "PlanBook",
    "PlanBrought",
    "PlanChange",
    "PlanCheckRequest",
    "PlanChecked",
    "PlanOrigin",
    "PlanPutBack",
    "PlanUsed",
    "Progress",
    "Progressed",
    "Question",
    "ReadMonth",
    "Reason",
    "Refused",
    "Replaced",
    "ReportBegun",
    "ReportMade",
    "ReportRequest",
    "Reported",
    "SendOutRequest",
    "SendRequest",
    "SendingEnd",
    "SendingShown",
    "Sent",
    "Severity",
    "ShownCell",
    "ShownRow",
    "Since",
    "SourceRead",
    "StartAnswers",
    "StartRequest",
    "Started",
    "State",
    "StepKept",
    "Stopping",
    "StopsWhen",
    "TakenIn",
    "TemplatesRequest",
    "TemplatesWritten",
    "TextsUsed",
    "Tls",
    "Verified",
    "VerifyRequest",
    "Watch",
    "WordsWritten",
    "Written",
    "YearRead",
    "begin_month",
    "book_for",
    "changes_said",
    "check_plan",
    "day_in",
    "draft",
    "draft_of",
    "draft_reminders",
    "draft_returns",
    "errors_in",
    "fault_in_words",
    "feedback_of",
    "find_month",
    "first_questions",
    "is_begun",
    "mail_server",
    "month_files",
    "month_to_begin",
    "month_to_make",
    "months_of",
    "next_step",
    "numbers_said",
    "owners_lists",
    "packed",
    "plan_brought",
    "plan_of",
    "plan_state",
    "plans_of",
    "public_report",
    "public_results_in",
    "put_open_file",
    "put_plan_back",
    "read_book",
    "read_month",
    "refuse_wrong_clock",
    "report",
    "report_page",
    "results_in",
    "results_state",
    "returns_made",
    "rows_shown",
    "send",
    "set_aside",
    "shown",
    "since",
    "start",
    "start_brought",
    "state_for",
    "status",
    "status_in",
    "step_after",
    "take_back",
    "take_in",
    "typed_facts",
    "unwatched",
    "verify",
    "words_of",
    "write_feedback",
    "write_new_year",
    "write_templates",
    "write_words",
    "year_at_a_glance",
]
