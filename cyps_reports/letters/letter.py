"""An email as data, and the paper that all emails of a month are written on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from cyps_reports.letters.recipients import Reader
from cyps_reports.letters.status import closing_day
from cyps_reports.letters.texts import Text, one_line
from cyps_reports.phrases import counted
from cyps_reports.plan.dates.months import Month, long
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.rows.addresses import address_in, addresses_in

COLLEAGUE = "colleague"
"""What a letter calls somebody whose name is not known."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with an email."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Draft:
    """One email: `name` is its file name without an ending.

    Addresses are well-formed, and may be missing.

    The `doubt` says, as part of a sentence, why it may be wrong; it is "" where nothing is in
    doubt.
    """

    name: str
    sender: str
    to: tuple[str, ...]
    copies: tuple[str, ...]
    subject: str
    body: str
    attachments: tuple[Attachment, ...] = ()
    doubt: str = ""

    @property
    def recipients(self) -> tuple[str, ...]:
        """Everybody it goes to, each once."""
        return tuple(dict.fromkeys((*self.to, *self.copies)))


@dataclass(frozen=True, slots=True)
class Paper:
    """What all emails of a month have in common: its plan, the day, and the texts by kind."""

    plan: Plan
    month: Month
    as_at: date
    texts: Mapping[str, Text]

    def draft(self, kind: str, reader: Reader, values: Mapping[str, str]) -> Draft:
        """The email of a kind to a reader; `values` are what only this one says."""
        text = self.texts[kind].filled({**self._values(), **values})
        marking = one_line(self.plan.marking)
        return Draft(
            name=reader.name,
            sender=address_in(self.plan.email_sender),
            to=addresses_in(reader.email),
            copies=(),
            subject=f"[{marking}] {text.subject}" if marking else text.subject,
            body=f"{marking}\n\n{text.body}" if marking else text.body,
        )

    def about(self, priority: Priority) -> dict[str, str]:
        """What the emails on a priority's return say of it."""
        return {
            "name": priority.head or COLLEAGUE,
            "priority": priority.code,
            "priority_called": self.called(priority),
            "title": priority.title,
        }

    def called(self, priority: Priority) -> str:
        """`Priority A`, in the plan's word."""
        return self.plan.vocabulary.priority_called(priority.code)

    def _values(self) -> dict[str, str]:
        plan = self.plan
        return {
            "council": plan.council,
            "service": plan.service,
            "plan": plan.title,
            "year": plan.year,
            "month": self.month.in_words,
            "as_at": long(self.as_at),
            "closing": long(closing_day(plan, self.month)),
            "closing_days": counted(plan.closing_days, "working day"),
            "report_of": plan.report_of,
        }


def copied_to(draft: Draft, addresses: Iterable[str]) -> Draft:
    """The same with copies to these, each once, but for whom it goes to anyway."""
    copies = tuple(each for each in dict.fromkeys(addresses) if each not in draft.to)
    return replace(draft, copies=copies)


def with_own_names(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """A number after a name that is taken, also where a folder does not tell capitals apart."""
    named: dict[str, Draft] = {}
    for draft in drafts:
        name, number = draft.name, 2
        while name.casefold() in named:
            name, number = f"{draft.name}{number}", number + 1
        named[name.casefold()] = replace(draft, name=name)
    return tuple(named.values())
