"""Calendar files (.ics), which mail and calendar programs open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event, vCalAddress

from cyps_reports.letters.calendar import DayEvent
from cyps_reports.phrases import without_steering
from cyps_reports.plan.dates.months import Month
from cyps_reports.workbooks.plain_text import plain

_MADE_BY = "-//cyps_reports//Improvement plan//EN"


def calendar_file(events: Iterable[DayEvent], month: Month, sender: str = "") -> bytes:
    """The events as the calendar sent out with a month's returns, the same bytes for the same.

    That of a later month takes an earlier one's place, event by event. `sender` is the address it
    comes from, "" for none.
    """
    calendar = Calendar()
    calendar.add("prodid", _MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for each in events:
        calendar.add_component(_event(each, month, sender))
    return calendar.to_ical()


def _event(event: DayEvent, month: Month, sender: str) -> Event:
    entry = Event()
    entry.add("uid", event.uid)
    # Programs go by the higher number, then by the later time: both are the month's, as the time
    # of the clock would give other bytes each time.
    entry.add("sequence", month.year * 12 + month.number)
    entry.add("dtstamp", datetime.combine(month.first, time(), UTC))
    entry.add("dtstart", event.day)
    entry.add("dtend", event.day + timedelta(days=1))
    entry.add("summary", _plain(event.title))
    entry.add("description", _plain(event.text))
    # It is no appointment: whoever has it is free on that day.
    entry.add("transp", "TRANSPARENT")
    entry.add("class", "PUBLIC")
    if sender:
        entry.add("organizer", vCalAddress(f"mailto:{sender}"))
    return entry


def _plain(text: str) -> str:
    return "\n".join(without_steering(line) for line in plain(text).splitlines())
