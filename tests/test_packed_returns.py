"""Returns that come in emails and zip files, inside one another too: each is read, or told once."""

import hashlib
import json
import random
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cyps_reports import cli, locations
from cyps_reports.findings import Finding, Severity
from cyps_reports.plan.model.plan import Plan
from cyps_reports.returns.folder import read_folder, returns_for
from cyps_reports.returns.model import Returns
from cyps_reports.workbooks.containers import Packed, files_inside
from cyps_reports.workbooks.limits import MAX_PACKED, MAX_PACKED_DOWN
from cyps_reports.workbooks.opening import open_books
from tests.test_other_files import ANSWERS, as_it_was_sent, mailed, told, zipped
from tests.tools.outlook_message import Mail, compound_file, message
from tests.tools.returned import SEPTEMBER, returned
from tests.tools.shares import share_of


@pytest.fixture
def month(tmp_path: Path) -> Path:
    folder = tmp_path / "2012-09"
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> bytes:
    """A filled return of Priority A."""
    return returned(tmp_path_factory.mktemp("sent"), plan, "A", ANSWERS).read_bytes()


def read(folder: Path, plan: Plan) -> tuple[Returns, tuple[Finding, ...]]:
    return returns_for(SEPTEMBER, read_folder(folder, plan))


def workbooks(returns: Returns) -> list[str]:
    return [each.workbook for each in returns.inputs]


# Outlook's messages


def test_a_message_saved_from_outlook_is_read(month: Path, sent: bytes, plan: Plan) -> None:
    attached = {"Return.xlsx": sent, "image001.png": b"\x89PNG", "return-A.ics": b"BEGIN:VCALENDAR"}
    (month / "Mail from Anna.msg").write_bytes(message(Mail(attached)))
    returns, findings = read(month, plan)
    as_it_was_sent(returns)
    assert workbooks(returns) == ["Return.xlsx in Mail from Anna.msg"]
    assert findings == ()


def test_so_is_one_that_it_passes_on(month: Path, sent: bytes, plan: Plan) -> None:
    passed_on = Mail({"RE: Our return": Mail({"FW: return": Mail({"Return.xlsx": sent})})})
    (month / "Mail.msg").write_bytes(message(passed_on))
    returns, findings = read(month, plan)
    as_it_was_sent(returns)
    assert workbooks(returns) == ["Return.xlsx in Mail.msg"]
    assert findings == ()


def test_a_message_is_known_without_its_ending(month: Path, sent: bytes, plan: Plan) -> None:
    (month / "Our return").write_bytes(message(Mail({"Return.xlsx": sent})))
    as_it_was_sent(read(month, plan)[0])


def test_a_file_in_the_cloud_is_told(month: Path, plan: Plan) -> None:
    (month / "Mail.msg").write_bytes(message(Mail({"return-A.xlsx": None})))
    (finding,) = read(month, plan)[1]
    assert (finding.place.workbook, finding.code) == ("return-A.xlsx in Mail.msg", "another-kind")
    assert "a link to a file, not the file" in finding.message


def test_a_message_without_anything_attached_is_told(month: Path, plan: Plan) -> None:
    (month / "Mail.msg").write_bytes(message(Mail()))
    assert told(read(month, plan)[1]) == [("Mail.msg", "no-workbook-inside")]


def test_one_damaged_attachment_does_not_cost_the_other(
    month: Path, sent: bytes, plan: Plan
) -> None:
    content = message(Mail({"lost.xlsx": b"lost", "Return.xlsx": sent}))
    gone = "__substg1.0_37010102".encode("utf-16-le")
    (month / "Mail.msg").write_bytes(content.replace(gone, bytes(len(gone)), 1))
    returns, findings = read(month, plan)
    as_it_was_sent(returns)
    assert [each.code for each in findings] == ["damaged-file"]


def test_a_container_of_office_that_is_no_message_is_damaged(month: Path, plan: Plan) -> None:
    (month / "Mail.msg").write_bytes(compound_file({"__properties_version1.0": b"x" * 9})[:-512])
    assert told(read(month, plan)[1]) == [("Mail.msg", "damaged-file")]


def with_loops(content: bytes) -> bytes:
    """Every chain of sectors goes back to where the file begins, in place of ending."""
    end = b"\xfe\xff\xff\xff"
    return content[:512] + content[512:].replace(end, bytes(4))


def with_circles(content: bytes) -> bytes:
    """Each entry of the directory stands beside itself."""
    made = bytearray(content)
    at = made.find("__attach".encode("utf-16-le"))
    while at >= 0:
        made[at + 68 : at + 80] = bytes([3, 0, 0, 0]) * 3
        at = made.find("__attach".encode("utf-16-le"), at + 128)
    return bytes(made)


@pytest.mark.parametrize("spoilt", [with_loops, with_circles])
def test_a_message_that_never_ends_costs_one_finding_and_nobody_elses_return(
    month: Path, sent: bytes, plan: Plan, spoilt: Callable[[bytes], bytes]
) -> None:
    whole = message(Mail({"Return.xlsx": b"x" * 9000, "other.xlsx": b"y" * 900}))
    (month / "Mail.msg").write_bytes(spoilt(whole))
    (month / "return-A.xlsx").write_bytes(sent)
    returns, findings = read(month, plan)
    as_it_was_sent(returns)
    assert {each.place.workbook.rpartition(" in ")[2] for each in findings} == {"Mail.msg"}
    assert len(findings) <= 2


# One inside another


def test_returns_are_found_in_a_zip_in_a_mail_in_a_message(
    month: Path, sent: bytes, plan: Plan
) -> None:
    pack = zipped({"from Jo/Return.xlsx": sent})
    mail = mailed({"pack.zip": pack})
    (month / "Mail.msg").write_bytes(message(Mail({"forwarded.eml": mail})))
    returns, findings = read(month, plan)
    as_it_was_sent(returns)
    assert workbooks(returns) == ["from Jo/Return.xlsx in pack.zip in forwarded.eml in Mail.msg"]
    assert findings == ()


def test_what_lies_too_deep_is_told_once_and_the_rest_read(
    month: Path, sent: bytes, plan: Plan
) -> None:
    deep = zipped({"x.xlsx": b"x"})
    for _ in range(60):
        deep = zipped({"more.zip": deep})
    (month / "pack.zip").write_bytes(zipped({"deep.zip": deep, "Return.xlsx": sent}))
    returns, findings = read(month, plan)
    as_it_was_sent(returns)
    assert [each.code for each in findings] == ["nested-file"]


def test_messages_that_pass_on_messages_without_end_are_told_once(month: Path, plan: Plan) -> None:
    mail = Mail({"x.xlsx": b"x"})
    for _ in range(20):
        mail = Mail({"FW": mail})
    (month / "Mail.msg").write_bytes(message(mail))
    assert told(read(month, plan)[1]) == [("FW in Mail.msg", "nested-file")]


def test_far_more_files_than_returns_are_told_once_however_they_are_packed(
    month: Path, plan: Plan
) -> None:
    pack = zipped({f"{number}.docx": b"x" for number in range(30)})
    (month / "packs.zip").write_bytes(zipped({f"{number}.zip": pack for number in range(30)}))
    codes = Counter(each.code for each in read(month, plan)[1])
    assert codes["oversized-file"] == 1
    assert codes["another-kind"] <= MAX_PACKED
    assert set(codes) == {"oversized-file", "another-kind"}


def test_zips_that_unpack_to_far_more_than_they_are_cost_one_finding(
    month: Path, plan: Plan
) -> None:
    pack = zipped({f"{number}.xlsx": bytes(20_000_000) for number in range(4)})
    (month / "packs.zip").write_bytes(zipped({f"{number}.zip": pack for number in range(40)}))
    codes = Counter(each.code for each in read(month, plan)[1])
    assert codes.pop("oversized-file") == 1
    assert codes.total() <= 8, "no more were taken out"


@pytest.mark.parametrize(
    "name",
    ["../../../outside.xlsx", "/etc/outside.xlsx", "C:\\Windows\\outside.xlsx", "..\\a.xlsx"],
)
def test_names_that_lead_elsewhere_are_names_only(
    month: Path, sent: bytes, plan: Plan, name: str
) -> None:
    (month / "pack.zip").write_bytes(zipped({name: sent}))
    (month / "Mail.msg").write_bytes(message(Mail({name: sent + b"\0"})))
    before = sorted(month.parent.rglob("*"))
    returns, _ = read(month, plan)
    as_it_was_sent(returns)
    assert sorted(month.parent.rglob("*")) == before


# The same twice


def test_a_workbook_that_came_twice_is_read_once_and_its_faults_are_told_once(
    month: Path, plan: Plan
) -> None:
    faulty = returned(month, plan, "A", ANSWERS | {("A1", "actual"): "approx 84"}).read_bytes()
    once = read(month, plan)[1]
    (month / "A mail.eml").write_bytes(mailed({"Return.xlsx": faulty, "copy.xlsx": faulty}))
    (month / "pack.zip").write_bytes(zipped({"Return.xlsx": faulty}))
    returns, findings = read(month, plan)
    as_it_was_sent(returns)
    assert workbooks(returns) == ["return-A.xlsx"], "the one that lies there by itself"
    notes = [each for each in findings if each.code == "same-file-twice"]
    assert {each.place.workbook for each in notes} == {
        "Return.xlsx in A mail.eml",
        "copy.xlsx in A mail.eml",
        "Return.xlsx in pack.zip",
    }
    assert all(each.severity is Severity.NOTE for each in notes)
    assert [each for each in findings if each not in notes] == [*once]


# Macros


def test_a_workbook_with_macros_is_read_and_they_are_told(
    month: Path, sent: bytes, plan: Plan
) -> None:
    path = month / "return-A.xlsm"
    path.write_bytes(sent)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/vbaProject.bin", b"x")
    returns, findings = read(month, plan)
    as_it_was_sent(returns)
    assert told(findings) == [("return-A.xlsm", "macros-in-file")]
    assert "They were not run" in findings[0].message


# The whole month


@pytest.mark.full
def test_check_status_and_report_read_a_mail_as_if_its_workbooks_lay_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The record names the mail and what was in it with their check sums."""
    monkeypatch.chdir(tmp_path)
    returns = Path("returns/2012-09")
    shutil.copytree(locations.example_returns() / "2012-09", returns)
    shutil.copy(locations.example_returns() / "plan.xlsx", "returns")
    packed = (returns / "return-B.xlsx").read_bytes()
    (returns / "return-B.xlsx").unlink()
    mail = returns / "Mail from Bill.msg"
    mail.write_bytes(message(Mail({"return-B.xlsx": packed})))
    cli.main(["status", "2012-09"])
    assert "done (return-B.xlsx in Mail from Bill.msg)" in capsys.readouterr().out
    cli.main(["check", "2012-09"])
    said = capsys.readouterr().out
    assert "return-B.xlsx in Mail from Bill.msg\n  Error: B7 " in said
    cli.main(["report", "2012-09"])
    record = json.loads(Path("output/2012-09/as-reported.json").read_text(encoding="utf-8"))
    sums = {each["workbook"]: each["sha256"] for each in record["inputs"]}
    assert sums["return-B.xlsx in Mail from Bill.msg"] == hashlib.sha256(packed).hexdigest()
    assert sums["Mail from Bill.msg"] == hashlib.sha256(mail.read_bytes()).hexdigest()
    assert cli.main(["verify", "output/2012-09"]) == 0


# Whatever is packed in whatever

Tree = Mapping[str, "bytes | tuple[str, Tree]"]
NAMES = st.sampled_from(["return-A.txt", "x/y.txt", "..\\up.txt", "ä ö.txt", "mail in pack.txt"])
LEAVES = st.binary(min_size=1, max_size=40).map(lambda noise: b"leaf " + noise)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.tuples(
        st.sampled_from(["zip", "eml", "msg"]), st.dictionaries(NAMES, inner, max_size=3)
    ),
    max_leaves=12,
)
PACKERS: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "zip": zipped,
    "eml": mailed,
    "msg": lambda files: message(Mail(files)),
}


def packed(tree: bytes | tuple[str, Tree]) -> bytes:
    if isinstance(tree, bytes):
        return tree
    kind, inside = tree
    return PACKERS[kind]({name: packed(each) for name, each in inside.items()})


def expected(tree: bytes | tuple[str, Tree], down: int = 0) -> tuple[Counter[bytes], int]:
    """The leaves that are found, and how many containers lie too deep."""
    if isinstance(tree, bytes):
        return Counter([tree]), 0
    if down == MAX_PACKED_DOWN:
        return Counter(), 1
    leaves, cut = Counter[bytes](), 0
    for each in tree[1].values():
        more, deeper = expected(each, down + 1)
        leaves, cut = leaves + more, cut + deeper
    return leaves, cut


@settings(max_examples=share_of(60))
@given(st.tuples(st.sampled_from(["zip", "eml", "msg"]), st.dictionaries(NAMES, TREES, max_size=4)))
def test_every_file_is_found_once_or_told(tree: tuple[str, Tree]) -> None:
    said = list(files_inside("pack", packed(tree)))
    found = Counter(each.content for each in said if isinstance(each, Packed))
    leaves, cut = expected(tree)
    assert found == leaves
    codes = Counter(each.code for each in said if isinstance(each, Finding))
    assert codes["nested-file"] == cut
    assert set(codes) <= {"nested-file", "no-workbook-inside"}
    names = [each.name for each in said if isinstance(each, Packed)]
    assert len(set(names)) == len(names)
    assert all(name.endswith(" in pack") for name in names)


# Damage at random


def damaged(content: bytes, chance: random.Random) -> bytes:
    made = bytearray(content)
    for _ in range(chance.choice((1, 4, 40))):
        at = chance.randrange(len(made))
        match chance.randrange(4):
            case 0:
                made[at] = chance.randrange(256)
            case 1:
                made[at : at + 4] = chance.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\3\0\0\0"))
            case 2:
                del made[at : at + chance.randrange(1, 600)]
            case _:
                made[at:at] = bytes(chance.randrange(1, 600))
        if not made:
            break
    return bytes(made)


@pytest.mark.share(6)
@pytest.mark.parametrize("seed", range(24))
def test_whatever_damages_a_mail_it_is_read_or_told(
    month: Path, sent: bytes, plan: Plan, seed: int
) -> None:
    """In the sectors, the chains and the directory of a message, and in the text of a mail."""
    chance = random.Random(seed)
    whole = {
        ".msg": message(Mail({"Return.xlsx": sent, "FW": Mail({"b.txt": b"b", "c.xlsx": sent})})),
        ".eml": mailed({"Return.xlsx": sent, "pack.zip": zipped({"Return.xlsx": sent})}),
    }
    for number in range(12):
        ending = chance.choice((".msg", ".msg", ".eml"))
        (month / f"{number}{ending}").write_bytes(damaged(whole[ending], chance))
    paths = sorted(month.iterdir())
    for path, opened in zip(paths, open_books(paths), strict=True):
        assert opened, f"{path.name} is neither read nor told"
    _, findings = read(month, plan)
    for finding in findings:
        assert finding.message
        assert finding.fix
