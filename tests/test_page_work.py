"""Long work on the page: one thing at a time, shown while it is done, said once it is."""

from threading import Event
from types import SimpleNamespace
from typing import cast

from cyps_reports import api
from cyps_reports.page.work import Desk, Notice, Run, problem_said


def waits_for(event: Event) -> Run:
    def run(_: api.Watch, __: Event) -> Notice:
        event.wait()
        return Notice("Done")

    return run


def at_once(_: api.Watch, __: Event) -> Notice:
    return Notice("Done at once")


def test_one_thing_at_a_time_is_done_and_short_ones_beside_it() -> None:
    desk, first, second = Desk(), Event(), Event()
    one = desk.begin("one", "/", waits_for(first))
    two = desk.begin("two", "/", waits_for(second))
    short = desk.at_once("short", "/", at_once)
    assert short.notice == Notice("Done at once")
    assert desk.under_way == (one, two)
    second.set()
    first.set()
    assert one.done.wait(60)
    assert two.done.wait(60)
    assert not desk.is_busy
    assert desk.find(two.number) is two
    assert desk.find(99) is None


def test_what_is_being_done_already_is_not_begun_again() -> None:
    desk, go = Desk(), Event()
    one = desk.begin("one", "/", waits_for(go), key="same")
    assert desk.begin("one", "/", waits_for(go), key="same") is one
    other = desk.begin("one", "/", waits_for(go), key="other")
    assert other is not one
    go.set()
    assert one.done.wait(60)
    assert desk.begin("one", "/", waits_for(go), key="same") is not one


def test_only_what_is_done_is_forgotten() -> None:
    desk, go = Desk(), Event()
    long = desk.begin("long", "/", waits_for(go))
    short = [desk.at_once("short", "/", at_once) for _ in range(120)]
    assert desk.find(long.number) is long
    assert desk.find(short[0].number) is None
    assert desk.find(short[-1].number) is short[-1]
    go.set()
    assert long.done.wait(60)


def test_what_could_not_be_done_is_said_in_sentences() -> None:
    cannot = api.CannotRun(api.Reason.NO_FILE, "there is no such file.", "Look again.")
    assert problem_said(cannot).lines == ("There is no such file.", "Look again.")
    password = api.CannotRun(api.Reason.NO_PASSWORD, "no password.", "Set a variable.")
    assert problem_said(password).lines == ("No password.", "Type the password.")
    broken = OSError(13, "Permission denied", "plan.xlsx")
    assert "plan.xlsx cannot be used" in problem_said(broken).lines[0].replace("Plan", "plan")
    (unforeseen,) = problem_said(ZeroDivisionError("secret")).lines
    assert "secret" not in unforeseen


def test_a_failure_ends_the_work_with_a_notice() -> None:
    def fails(_: api.Watch, __: Event) -> Notice:
        raise api.CannotRun(api.Reason.NO_FILE, "there is no such file.")

    desk = Desk()
    work = desk.begin("fails", "/", fails)
    assert work.done.wait(60)
    assert work.notice is not None
    assert work.notice.is_problem


def test_steps_are_noted_in_words() -> None:
    def steps(watch: api.Watch, _: Event) -> None:
        watch(api.CarriedForward((api.Month(2012, 8), api.Month(2012, 9))))
        watch(cast(api.Progress, SimpleNamespace()))

    desk = Desk()
    work = desk.begin("steps", "/", steps)
    assert work.done.wait(60)
    assert work.steps == ["Carried forward from August 2012 and September 2012"]
    assert work.notice is None
