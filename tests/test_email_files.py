"""The files of email drafts: they open as drafts, and nothing typed breaks out of them."""

import re
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cyps_reports.letters.letter import Draft
from cyps_reports.letters.texts import PLACEHOLDERS, one_line, text_of
from cyps_reports.mailing import as_at_of
from cyps_reports.monthly import CheckedMonth
from cyps_reports.plan.model.leads import Lead
from cyps_reports.plan.model.plan import Plan, Priority
from cyps_reports.plan.rows.addresses import addresses_in
from cyps_reports.record.file import record_in, sums_in
from cyps_reports.writers.email import draft_files, is_own_draft
from tests.tools.emails import (
    ADDRESS,
    BUILT_IN,
    REPORT,
    mailing,
    read_back,
    with_plan,
)
from tests.tools.shares import share_of


def test_a_draft_opens_as_a_draft_and_reads_back(august: CheckedMonth) -> None:
    made = mailing(august)
    assert set(made.files) == {
        f"{draft.name}.{ending}" for draft in made.drafts for ending in ("eml", "txt")
    }
    for draft in made.drafts:
        content = made.files[f"{draft.name}.eml"]
        assert content.startswith(b"X-Unsent: 1\r\n")
        assert content.isascii()
        assert b"\n" not in content.replace(b"\r\n", b"")
        assert max(map(len, content.split(b"\r\n"))) <= 100
        message = read_back(content)
        assert not message.defects
        assert message["Date"] is None
        assert message["Subject"] == draft.subject
        assert str(message["To"]) == ", ".join(draft.to)
        body = message.get_body()
        assert body
        assert body.get_content().replace("\r\n", "\n") == draft.body
        text = made.files[f"{draft.name}.txt"]
        assert text.startswith(b"\xef\xbb\xbfFrom: performance@council.example\r\nTo: ")
        assert text.decode("utf-8-sig").replace("\r\n", "\n").endswith(f"\n\n{draft.body}")
        assert f"\r\nSubject: {draft.subject}\r\n" in text.decode("utf-8-sig")


def test_the_word_report_is_attached_as_it_is(august: CheckedMonth) -> None:
    (attached,) = read_back(mailing(august).files["cabinet.eml"]).iter_attachments()
    assert attached.get_content() == REPORT.content
    assert attached.get_filename() == REPORT.name
    assert (
        attached.get_content_type()
        == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    )


def test_nothing_typed_leads_out_of_the_folder(august: CheckedMonth) -> None:
    plan = august.assessment.plan
    odd = ("../../JM", "jm", "J:M\\", "C N/")
    leads = {lead.initials: initials for lead, initials in zip(plan.leads, odd, strict=True)}
    milestones = tuple(replace(each, lead=leads[each.lead]) for each in plan.milestones)
    deadlines = tuple(
        replace(each, milestone=replace(each.milestone, lead=leads[each.milestone.lead]))
        for each in august.assessment.deadlines
    )
    renamed = replace(
        plan,
        milestones=milestones,
        leads=tuple(replace(each, initials=leads[each.initials]) for each in plan.leads),
    )
    made = mailing(
        replace(august, assessment=replace(august.assessment, plan=renamed, deadlines=deadlines))
    )
    names = [draft.name for draft in made.drafts if draft.name.startswith("lead")]
    assert names == ["lead-JM", "lead-jm2", "lead-JM3", "lead-CN"]


TYPED = st.text(max_size=40) | st.sampled_from(
    [
        "a\r\nBcc: evil@council.example",
        "a\nTo: evil@council.example",
        "{name}",
        "\u2028Cc: x",
        "=?utf-8?q?=0ABcc=3A?=",
        "£“”",
    ]
)


class Held:
    """A month that Hypothesis does not write out."""

    def __init__(self, month: CheckedMonth) -> None:
        self.month = month


@pytest.fixture(scope="session")
def held(august: CheckedMonth) -> Held:
    """August with little in it, so that many drafts of it can be made."""
    assessment = august.assessment
    few = replace(assessment, measures=assessment.measures[:3], deadlines=assessment.deadlines[:12])
    return Held(replace(august, assessment=few, findings=august.findings[:10]))


@settings(max_examples=share_of(60), phases=[Phase.explicit, Phase.generate])
@given(
    marking=TYPED, title=TYPED, name=TYPED, progress=TYPED, sender=TYPED, email=TYPED, subject=TYPED
)
def test_nothing_typed_adds_a_header_or_a_recipient(
    held: Held,
    marking: str,
    title: str,
    name: str,
    progress: str,
    sender: str,
    email: str,
    subject: str,
) -> None:
    plan = held.month.assessment.plan
    typed = replace(
        plan,
        marking=marking,
        title=title,
        email_sender=sender,
        email_to=f"{email}; cabinet@council.example",
        leads=tuple(replace(each, name=name, email=email) for each in plan.leads),
    )
    deadlines = tuple(
        replace(each, entry=replace(each.entry, corrective_action=progress)) if each.entry else each
        for each in held.month.assessment.deadlines
    )
    month = replace(
        held.month, assessment=replace(held.month.assessment, plan=typed, deadlines=deadlines)
    )
    first = next(iter(subject.splitlines()), "")
    text = f"Subject: x{first}{{name}}\n\n{{exceptions}}\n"
    made = mailing(month, {"lead.txt": text.encode("utf-8", "ignore")})
    allowed = {
        "X-Unsent",
        "From",
        "To",
        "Cc",
        "Subject",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    }
    for draft in made.drafts:
        message = read_back(made.files[f"{draft.name}.eml"])
        assert set(message.keys()) <= allowed
        assert len(message.keys()) == len(set(message.keys()))
        assert message["X-Unsent"] == "1"
        for header, expected in (("To", draft.to), ("Cc", draft.copies)):
            read = (
                tuple(each.addr_spec for each in message[header].addresses)
                if message[header]
                else ()
            )
            assert read == expected
            assert set(expected) <= {
                *addresses_in(email),
                *ADDRESS.findall("".join(map(repr, august_addresses(plan)))),
            }
        head = made.files[f"{draft.name}.txt"].decode("utf-8-sig").split("\r\n\r\n")[0]
        assert all(
            re.match(r"(From|To|Cc|Subject|Attachment): ", line) for line in head.split("\r\n")
        )


WORDS = [
    "Illustrative",
    "£5",
    "“figures”",
    "are",
    "–",
    "café",
    "[Draft]",
    "2012/13:",
    "a" * 90,
    "é" * 60,
    "it’s",
]


@given(st.lists(st.sampled_from(WORDS) | st.text(min_size=1, max_size=9), min_size=1, max_size=25))
def test_a_subject_arrives_word_for_word(words: list[str]) -> None:
    subject = one_line(" ".join(words))
    message = read_back(
        draft_files(Draft("x", "a@b.example", ("c@d.example",), (), subject, "Body\n"))["x.eml"]
    )
    assert str(message["Subject"] or "") == subject
    assert {"Bcc", "Cc"}.isdisjoint(message.keys())


def august_addresses(plan: Plan) -> list[str]:
    owners: list[Priority | Lead] = [*plan.priorities, *plan.leads]
    return [plan.email_to, plan.email_copies, *(each.email for each in owners)]


@pytest.mark.parametrize(
    ("name", "is_ours"),
    [
        ("cabinet", True),
        ("lead-VL", True),
        ("incomplete-A", True),
        ("incomplete-A-JoSmith", True),
        ("incomplete-A-2", True),
        ("my-notes", False),
    ],
)
def test_a_draft_is_known_again_by_every_name_it_may_have(name: str, is_ours: bool) -> None:
    """Whoever fills in single rows has a draft under their own name, which goes too."""
    content = draft_files(Draft(name, "a@b.example", ("c@d.example",), (), "S", "B\n"))
    assert is_own_draft(f"{name}.eml", content[f"{name}.eml"]) is is_ours


@pytest.mark.parametrize(
    "record", [b"[" * 200_000, b"{}", b'{"as_at": 3}', b"not JSON", b'{"outputs": [{}]}']
)
def test_a_damaged_record_gives_no_date_and_no_check_sums(record: bytes) -> None:
    assert as_at_of(record_in(record)) is None
    assert sums_in(record_in(record)) == {}


# The texts


def test_the_built_in_texts_use_only_what_is_known() -> None:
    assert set(BUILT_IN) == {f"{kind}.txt" for kind in PLACEHOLDERS}
    for kind in PLACEHOLDERS:
        _, findings = text_of(kind, BUILT_IN[f"{kind}.txt"], b"")
        assert findings == ()


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_is_read_however_it_was_saved(coding: str, end: str) -> None:
    typed = f"subject:  £5 – {{month}}{end}{end}Dear {{ name }},{end}{end}“Please”.{end}"
    text, findings = text_of("missing", typed.encode(coding), b"")
    assert findings == ()
    filled = text.filled({"month": "May 2012", "name": "{month}"})
    assert (filled.subject, filled.body) == ("£5 – May 2012", "Dear {month},\n\n“Please”.\n")


def test_an_unknown_placeholder_is_told_and_left_alone(august: CheckedMonth) -> None:
    made = mailing(
        august, {"missing.txt": b"Subject: {monht}\n\nDear {name}, {findings} {monht}\n"}
    )
    assert [(each.code, each.place.workbook) for each in made.findings] == [
        ("unknown-placeholder", "missing.txt"),
        ("unknown-placeholder", "missing.txt"),
    ]
    assert "{monht}" in made.findings[0].message
    assert "{consequences}" in made.findings[0].fix
    draft = next(each for each in made.drafts if each.name == "missing-D")
    assert draft.subject.endswith("] {monht}")
    assert draft.body.endswith("Dear Head of Service D, {findings} {monht}\n")


@pytest.mark.parametrize(
    ("typed", "quoted", "meant"),
    [
        ("{monht}", "{monht}", "{month}"),
        ("{Month}", "{Month}", "{month}"),
        ("{as at}", "{as at}", "{as_at}"),
        ("{{month}}", "{{month}}", "{month}"),
        ("{{ month", "{{ month", "{month}"),
        ("{month", "{month", "{month}"),
        ("month}", "}", ""),
        ("{}", "{}", ""),
        ("{month.}", "{month.}", "{month}"),
        ("{completeness}", "{completeness}", ""),
    ],
)
@pytest.mark.parametrize("place", ["subject", "body"])
def test_what_stands_in_brackets_and_means_nothing_is_told_and_left_alone(
    typed: str, quoted: str, meant: str, place: str
) -> None:
    subject, body = (
        (f"Hello {typed}", "Dear")
        if place == "subject"
        else ("Hello", f"Dear {typed}\nall, in {{ month }}")
    )
    text, (found,) = text_of("missing", f"Subject: {subject}\n\n{body}\n".encode(), b"")
    assert (found.code, found.place.workbook) == ("unknown-placeholder", "missing.txt")
    assert f"in place of {quoted} in this email; it is left as it is." in found.message
    assert found.fix.startswith(
        f"Perhaps {meant} is meant. Use one of" if meant else "Use one of these"
    )
    assert "{consequences}" in found.fix
    filled = text.filled({"month": "May 2012", "name": "Jo"})
    assert typed in (filled.subject if place == "subject" else filled.body)
    assert place == "subject" or "all, in May 2012" in filled.body


def test_what_would_turn_a_text_round_or_steer_a_screen_is_in_no_email(
    august: CheckedMonth,
) -> None:
    plan = replace(
        august.assessment.plan,
        title="Plan \u202egnp.exe\u202c \x1b[31m",
        service="\u2066S\x9b\u061c",
    )
    for draft in mailing(with_plan(august, plan)).drafts:
        assert not re.search(
            "[\x1b\x9b\u061c\u202a-\u202e\u2066-\u2069]", draft.subject + draft.body
        )


@pytest.mark.parametrize(
    "content",
    [b"", b"Dear all", b"Subject:\n\nDear", b"Subject: x\n\n", b"PK\x03\x04\x00", b"\xff\xfe\x00"],
)
def test_a_text_that_cannot_be_used_is_replaced_and_told(
    august: CheckedMonth, content: bytes
) -> None:
    made = mailing(august, {"missing.txt": content})
    assert [(each.code, each.place.workbook) for each in made.findings] == [
        ("unusable-text", "missing.txt")
    ]
    assert made.drafts == mailing(august).drafts
