"""Who leads milestones, as frozen data: persons, posts and teams."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cyps_reports.findings import Places
from cyps_reports.plan.model.references import same_reference

DEFAULT_LEAD_WORD = "Lead"
"""Where the plan calls its leads by no other word."""


_TITLE = re.compile(
    r"(?:mrs?|ms|miss|mx|dr|prof(?:essor)?|cllr|councillor|sir|dame)(?:\.\s*|\s+)(?=\w)"
)
_HIS, _HERS = frozenset(("mr", "sir")), frozenset(("mrs", "ms", "miss", "dame"))
_BETWEEN = re.compile(r"[.'\u2018\u2019\u02bc`\u00b4]")


def same_lead(typed: str) -> str:
    """What all writings of a person, a post or a team have in common.

    Neither dots, spaces, capitals nor the form of an apostrophe tells two apart: L. O'Brien is
    L O’Brien. Nor do most titles, see `may_be_one`.
    """
    line, title = _titled(typed)
    return same_reference(_BETWEEN.sub("", line[len(title) :]))


def may_be_one(one: str, other: str) -> bool:
    """Whether two writings are of one lead: Mrs L. O'Brien is L O’Brien, and Mr L O'Brien is not.

    A Mr and a Ms of one name are two.
    """
    titles = {_titled(each)[1].strip(" .") for each in (one, other)}
    are_two = bool(titles & _HIS) and bool(titles & _HERS)
    return same_lead(one) == same_lead(other) and not are_two


def _titled(typed: str) -> tuple[str, str]:
    """A name in small letters on one line, and the title that it begins with."""
    line = " ".join(typed.split()).casefold()
    title = _TITLE.match(line)
    return line, title[0] if title else ""


@dataclass(frozen=True, slots=True)
class Lead:
    """A director lead: a person, a post or a team.

    Not all of initials, name and post need be there.
    """

    initials: str
    name: str
    post: str
    email: str = ""
    places: Places = field(default_factory=dict, compare=False)

    @property
    def key(self) -> str:
        """What the milestones name them by: the initials, else the name, else the post."""
        return self.initials or self.name or self.post

    @property
    def called(self) -> str:
        """Who it is: the name, else the post, else the initials."""
        return self.name or self.post or self.initials

    @property
    def in_full(self) -> str:
        """Name and post, as far as they are there."""
        return ", ".join(part for part in (self.name, self.post) if part) or self.initials


NOBODY = Lead("", "No lead", "")
"""The lead of a milestone that has none."""
