"""Whether each return has to be signed off."""

from __future__ import annotations

from enum import StrEnum


class SignOffAsked(StrEnum):
    """Whether the plan asks for it; the first one where it does not say."""

    NO = "no"
    YES = "yes"
