"""What is to be read from a document: the plan that a careful officer would type, as plain data."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Deadline:
    """A date of an action: the day it is due (ISO), or how often it recurs; neither where open.

    `said` are the document's words where it gives no day.
    """

    day: str = ""
    recurs: str = ""
    purpose: str = ""
    said: str = ""


@dataclass(frozen=True)
class Action:
    """A milestone: what will be done. Texts are as the document has them, but for white space."""

    reference: str
    name: str
    deadlines: tuple[Deadline, ...] = (Deadline(),)
    priority: str = ""
    heading: str = ""
    lead: str = ""
    partners: str = ""
    success: str = ""
    evidence: str = ""
    progress: str = ""


@dataclass(frozen=True)
class Figures:
    """A measure: figures as the plan workbook is to show them; `polarity` only where it is said."""

    reference: str
    name: str
    unit: str
    target: str = ""
    outturn: str = ""
    similar: str = ""
    polarity: str = ""
    priority: str = ""
    component: str = ""
    steps: tuple[tuple[str, str], ...] = ()
    comparators: tuple[tuple[str, str], ...] = ()
    earlier: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Named:
    """What must be told of: words that a finding quotes, at the row or cell that it names."""

    quotes: str
    at: str = ""


@dataclass(frozen=True)
class Expected:
    """The plan of a document; `named` are the things that must be told, not guessed.

    `priorities` are their codes and titles, `leads` the keys of all leads, `starts` and `ends` the
    plan's days where the document says them.
    """

    priorities: tuple[tuple[str, str], ...]
    actions: tuple[Action, ...] = ()
    measures: tuple[Figures, ...] = ()
    named: tuple[Named, ...] = ()
    leads: tuple[str, ...] = ()
    starts: str = ""
    ends: str = ""
    title: str = ""
    never: tuple[str, ...] = field(default=())
    """What may stand in no cell of the plan: struck out, deleted, hidden."""
