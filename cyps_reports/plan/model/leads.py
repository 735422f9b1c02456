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
_BETWEEN = re.compile(r"[.'\u2018\u2019\u02bc`\u00b4]")


def same_lead(typed: str) -> str:
    """What all writings of a person, a post or a team have in common.

    Neither dots, spaces, capitals nor the form of an apostrophe tells two apart, and no title: Mrs
    L. O'Brien is L O’Brien.
    """
    line = " ".join(typed.split()).casefold()
    title = _TITLE.match(line)
    return same_reference(_BETWEEN.sub("", line[title.end() :] if title else line))


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
