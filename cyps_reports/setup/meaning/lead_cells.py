"""Who leads: the names, initials and posts in a document, each as it stands; never one of two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cyps_reports.findings import Refused, shortened
from cyps_reports.plan.model.leads import Lead, may_be_one
from cyps_reports.setup.meaning.made_cells import LONGEST_SHORT, Made, MadeRow, is_blank
from cyps_reports.setup.meaning.table_blocks import Block
from cyps_reports.setup.meaning.table_headings import Kind
from cyps_reports.setup.sources.source import SourceCell, SourceDocument, SourcePlace, SourceRow

_INITIALS = re.compile(r"[A-Z]{2,4}")
_PERSON = re.compile(
    r"(?:(?:Mrs?|Ms|Dr|Cllr|Prof)\.? )?[A-Z][a-z'’]*\.?(?: [A-Z][A-Za-z'’-]*\.?){1,3}"
)
_POST = re.compile(
    r"\b(?:head|director|manager|officer|lead|leader|team|service|services|board|chair|group"
    r"|commissioner|adviser|advisor|coordinator|co-ordinator|chief|principal|AD|DCS|HoS|partnership"
    r"|councillor|member|teacher|headteacher|practitioner|consultant|lawyer|nurse|unit|department)\b",
    re.I,
)
_SERVICE = re.compile(
    r"\b(?:quality|assurance|care|leavers|early|help|health|social|education|skills|learning"
    r"|inclusion|performance|commissioning|safeguarding|finance|prevention|youth|justice|family"
    r"|families|support|standards|schools?|housing|children|send|disability|fostering|adoption"
    r"|placements?|partnerships?|policy|planning|resources|workforce|development|improvement"
    r"|intervention|protection|practice|people|young|communities|wellbeing|strategy|data"
    r"|intelligence|doctor|worker|psychologist|designated|named|police|transformation)\b",
    re.I,
)
"""What a service is about, which a person is not called."""
_STARTS_POST = re.compile(
    r"(?:(?:deputy|assistant|interim|acting|senior|strategic|executive|group|service|all) )*"
    r"(?:head|director|manager|ad|chief|principal|leader|lead|officer|team)\b",
    re.I,
)
_SURE = re.compile(r"\s*[;/\n]\s*")
_MAYBE = re.compile(r"\s*(?:[;/\n,&+]|\band\b|\bwith\b)\s*")
_SUPPORT = re.compile(r"\b(?:support(?:s|ed|ing)?|assist(?:s|ed|ing)?|jointly|joint)\b", re.I)
_LEGEND = re.compile(r"(?P<initials>[A-Z]{2,4})\s*(?:[-–—=:]|\s)\s*(?P<who>[A-Z].+)")
NOBODY_YET = (
    *("?", "tbc", "tbd", "tba", "vacant", "vacancy", "to be confirmed", "to be appointed"),
    "n/a",
)


Places = Mapping[str, SourcePlace]
"""Where each part of a lead stands in the document, by the columns of the sheet Leads."""


@dataclass
class Leads:
    """The leads of a plan in their order, by what they are called."""

    found: dict[str, tuple[Lead, Places]] = field(default_factory=dict)

    def add(self, lead: Lead, places: Places) -> str:
        """Keeps a lead; its key as the milestones name it."""
        key = self.known(lead.key) or lead.key
        self.found.setdefault(key, (lead, places))
        return key

    def known(self, text: str) -> str | None:
        """The key of the lead that a text names by initials, name or post; None of two."""
        alike = [lead for lead, _ in self.found.values() if _may_be(lead, text)]
        exact = [lead for lead in alike if lead.key == text]
        found = exact or alike
        return found[0].key if len(found) == 1 else None

    @property
    def rows(self) -> tuple[MadeRow, ...]:
        """The rows of the sheet Leads."""
        return tuple(_row(lead, places) for lead, places in self.found.values())


def _may_be(lead: Lead, text: str) -> bool:
    named = (lead.initials, lead.name, lead.post, f"{lead.name}, {lead.post}")
    return any(each and may_be_one(each, text) for each in named)


def _row(lead: Lead, places: Places) -> MadeRow:
    said = {"initials": lead.initials, "name": lead.name, "post": lead.post, "email": lead.email}
    return {key: Made(text, places.get(key)) for key, text in said.items() if text}


def _all_at(place: SourcePlace) -> Places:
    return dict.fromkeys(("initials", "name", "post", "email"), place)


def leads_of(document: SourceDocument, blocks: Iterable[Block]) -> Leads:
    """The leads that the document lists in a table of its own, or explains in a line each."""
    leads = Leads()
    for block in blocks:
        if block.kind is Kind.LEADS:
            for each in block.rows:
                lead, places = _listed(block, each.row)
                if lead.key:
                    leads.add(lead, places)
    for text in document.texts:
        match = _LEGEND.fullmatch(text.text)
        if match and (_POST.search(match["who"]) or _PERSON.fullmatch(match["who"])):
            name, post = _name_and_post(match["who"])
            leads.add(Lead(match["initials"], name, post), _all_at(text.place))
    return leads


def _listed(block: Block, row: SourceRow) -> tuple[Lead, Places]:
    """A lead of a table of leads, and where each part of it stands."""
    columns = block.heads.columns.items()
    cells = {_PARTS[head.key]: row.cells[at] for at, head in columns if head.key in _PARTS}
    said = {key: cell.text for key, cell in cells.items() if not is_blank(cell)}
    name, post, email = said.get("name", ""), said.get("post", ""), said.get("email", "")
    lead = Lead(said.get("initials", ""), name, post, email)
    return lead, {key: cell.place for key, cell in cells.items()}


_PARTS = {
    "initials": "initials",
    "person": "name",
    "lead": "name",
    "post": "post",
    "email": "email",
}
"""The columns of a table of leads, as the sheet Leads calls them."""


def lead_in(cell: SourceCell, leads: Leads) -> Made | None:
    """The lead of a row; open where several could be the accountable one."""
    if is_blank(cell):
        return None
    text = cell.text
    if " ".join(text.split()).casefold() in NOBODY_YET:
        problem = f"“{shortened(text)}” says that there is no lead yet."
        return Made(None, cell.place, Refused("draft-owners", problem, "Type the lead."))
    if len(text) > LONGEST_SHORT:
        problem = f"“{shortened(' '.join(text.split()))}” is far too long for a lead."
        return Made(None, cell.place, Refused("draft-owners", problem, "Type the lead."))
    key = leads.known(text)
    if key is None and _are_several(text, leads):
        said = shortened(" ".join(text.split()))
        problem = f"“{said}” names more than one lead, and not which of them is accountable."
        mend = "Type them parted by semicolons, the accountable one first, as on the sheet Leads."
        return Made(None, cell.place, Refused("draft-owners", problem, mend))
    return Made(key or leads.add(_lead(text), _all_at(cell.place)), cell.place)


def _are_several(text: str, leads: Leads) -> bool:
    if _SUPPORT.search(text) or _SEVERAL_INITIALS.fullmatch(text.strip()):
        return True
    sure = [part for part in _SURE.split(text) if part]
    if len(sure) > 1:
        return not _is_name_and_post(sure)
    parts = [part for part in _MAYBE.split(text) if part]
    if len(parts) < _SEVERAL or _is_name_and_post(parts):
        return False
    return all(_is_one(part, leads) for part in parts)


_SEVERAL = 2
_SEVERAL_INITIALS = re.compile(r"[A-Z]{2,4}(?:\W+(?:lead\W+)?[A-Z]{2,4}\b)+\W*(?:lead\W*)?")


def _is_one(part: str, leads: Leads) -> bool:
    """Whether a part is somebody by itself: initials, a person, a post, a lead that is known."""
    return bool(
        _INITIALS.fullmatch(part)
        or _is_person(part)
        or _STARTS_POST.match(part)
        or leads.known(part)
    )


def _is_person(text: str) -> bool:
    """Whether it is a person's name, and no post or service."""
    is_other = _POST.search(text) or _SERVICE.search(text)
    return _PERSON.fullmatch(text) is not None and not is_other


def _is_name_and_post(parts: Iterable[str]) -> bool:
    """Whether the first part is a person, and the second what they are."""
    first, *others = parts
    is_named = _is_person(first) or _INITIALS.fullmatch(first) is not None
    return is_named and len(others) == 1 and _STARTS_POST.match(others[0]) is not None


def _lead(text: str) -> Lead:
    """A lead by a text alone: initials, a person with a post or without, else a post or a team."""
    line = " ".join(text.split())
    if _INITIALS.fullmatch(line):
        return Lead(line, "", "")
    text = text.strip()
    first, *post = _who_and_what(text)
    if post and _INITIALS.fullmatch(first) and _STARTS_POST.match(post[0]):
        return Lead(first, "", post[0])
    return Lead("", *_name_and_post(text))


def _who_and_what(text: str) -> list[str]:
    """A text before and behind the first sign that may part a person from their post."""
    parts = re.split(r"\s*[,\n–(]\s*|\s-\s", text.removesuffix(")"), maxsplit=1)
    return [" ".join(part.split()) for part in parts]


def _name_and_post(text: str) -> tuple[str, str]:
    first, *post = _who_and_what(text)
    if post and _is_person(first):
        return first, post[0]
    line = " ".join(text.split())
    return ("", line) if _POST.search(line) else (line, "")
