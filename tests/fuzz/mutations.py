"""Ways to damage a file: its bytes, the members of its package, its XML, one known row of a
sheet.
"""

import io
import struct
import zipfile
from collections.abc import Callable
from random import Random

from lxml import etree

Mutation = Callable[[bytes, Random], bytes]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NASTY = (
    "",
    "-1",
    "0",
    "999999999999",
    "9" * 400,
    "1e308",
    "1e20",
    "1e15",
    "123456789012345678",
    "1e-400",
    "0.785",
    "41182.99999999",
    "-1e-308",
    "1e999",
    "nan",
    "inf",
    "0x41",
    "1_000",
    "１２",
    "A0",
    "XFD1048576",
    "ZZZZ99999999",
    "A1:XFD1048576",
    "s",
    "str",
    "b",
    "d",
    "e",
    "inlineStr",
    "n",
    "true",
    "2012-09-31",
    "9999-12-31T23:59:60",
    "-0001-01-01",
    "=1+1",
    "&amp;",
    "<",
    "\u202e",
    "x" * 40_000,
    "../../x",
    "#REF!",
    "../worksheets/sheet1.xml",
    "rId1",
    "July 0000",
    "78.5%",
    "(1)",
)


def bytes_flipped(content: bytes, chance: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 30)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def bytes_cut_out(content: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.randint(1, 3000) :]


def bytes_repeated(content: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(content))
    piece = content[start : start + chance.randint(1, 3000)]
    return content[:start] + piece * chance.randint(2, 20) + content[start:]


def bytes_inserted(content: bytes, chance: Random) -> bytes:
    start = chance.randrange(len(content))
    return content[:start] + chance.randbytes(chance.randint(1, 3000)) + content[start:]


def cut_short(content: bytes, chance: Random) -> bytes:
    return content[: chance.randrange(len(content))]


Members = list[tuple[str, bytes]]


def _packed(members: Members) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, part in members:
            # Written so, a name may come twice without a warning.
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.NameToInfo.pop(name, None)
            package.writestr(info, part)
    return buffer.getvalue()


def _members(content: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def member_dropped(content: bytes, chance: Random) -> bytes:
    members = _members(content)
    del members[chance.randrange(len(members))]
    return _packed(members)


def member_twice(content: bytes, chance: Random) -> bytes:
    members = _members(content)
    name, part = chance.choice(members)
    second = part if chance.random() < 0.5 else chance.choice(members)[1]
    return _packed([*members, (name, second)])


def members_swapped(content: bytes, chance: Random) -> bytes:
    members = _members(content)
    first, second = chance.sample(range(len(members)), 2)
    (a, one), (b, two) = members[first], members[second]
    members[first], members[second] = (a, two), (b, one)
    return _packed(members)


def member_renamed(content: bytes, chance: Random) -> bytes:
    members = _members(content)
    at = chance.randrange(len(members))
    name, part = members[at]
    other = chance.choice(
        (name.upper(), f"../{name}", f"/{name}", name.replace("/", "\\"), "x" * 300, "content.xml")
    )
    members[at] = other, part
    return _packed(members)


def member_garbage(content: bytes, chance: Random) -> bytes:
    members = _members(content)
    at = chance.randrange(len(members))
    garbage = chance.choice(
        (b"", b"\x00" * 1000, chance.randbytes(2000), b"<a>", b"\xff\xfe<\x00a\x00")
    )
    members[at] = members[at][0], garbage
    return _packed(members)


def directory_wrong(content: bytes, chance: Random) -> bytes:
    """A check sum, a size, a way of packing or an offset that is not so."""
    changed = bytearray(_packed(_members(content)))
    entries = [at for at in range(len(changed)) if changed[at : at + 4] == b"PK\x01\x02"]
    at = chance.choice(entries) + chance.choice((8, 10, 16, 20, 24, 42))
    changed[at : at + 4] = struct.pack(
        "<I", chance.choice((0, 1, 8, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 1000))
    )
    return bytes(changed)


def _part_changed(content: bytes, chance: Random, change: Mutation) -> bytes:
    members = _members(content)
    parts = [
        at for at, (name, part) in enumerate(members) if name.endswith((".xml", ".rels")) and part
    ]
    at = chance.choice(parts)
    members[at] = members[at][0], change(members[at][1], chance)
    return _packed(members)


def xml_noise(content: bytes, chance: Random) -> bytes:
    def change(part: bytes, chance: Random) -> bytes:
        changed = bytearray(part)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(changed) + 1)
            if chance.random() < 0.5:
                del changed[at : at + chance.randint(1, 20)]
            else:
                changed[at:at] = bytes(
                    chance.choice(b'<>&"0123456789abcr=/') for _ in range(chance.randint(1, 6))
                )
        return bytes(changed)

    return _part_changed(content, chance, change)


TreeChange = Callable[[list[etree._Element], Random], None]


def _tree_changed(content: bytes, chance: Random, change: TreeChange) -> bytes:
    def turn(part: bytes, chance: Random) -> bytes:
        root = etree.fromstring(part)
        elements = [each for each in root.iter("*") if each is not root]
        if elements:
            change(elements, chance)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    return _part_changed(content, chance, turn)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def elements_deleted(content: bytes, chance: Random) -> bytes:
    def change(elements: list[etree._Element], chance: Random) -> None:
        for element in chance.sample(elements, min(len(elements), chance.randint(1, 5))):
            _remove(element)

    return _tree_changed(content, chance, change)


def _copied(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element, with_tail=False))


def elements_repeated(content: bytes, chance: Random) -> bytes:
    def change(elements: list[etree._Element], chance: Random) -> None:
        element = chance.choice(elements)
        for _ in range(chance.randint(1, 50)):
            element.addnext(_copied(element))

    return _tree_changed(content, chance, change)


def elements_moved(content: bytes, chance: Random) -> bytes:
    def change(elements: list[etree._Element], chance: Random) -> None:
        element, place = chance.choice(elements), chance.choice(elements)
        place.append(_copied(element))
        _remove(element)

    return _tree_changed(content, chance, change)


def attributes_changed(content: bytes, chance: Random) -> bytes:
    def change(elements: list[etree._Element], chance: Random) -> None:
        with_any = [each for each in elements if each.attrib] or elements
        for element in chance.sample(with_any, min(len(with_any), chance.randint(1, 5))):
            names = [str(name) for name in element.attrib] + ["r", "t", "s", "ref"]
            element.set(chance.choice(names), chance.choice(NASTY))

    return _tree_changed(content, chance, change)


def texts_changed(content: bytes, chance: Random) -> bytes:
    def change(elements: list[etree._Element], chance: Random) -> None:
        with_any = [each for each in elements if each.text] or elements
        for element in chance.sample(with_any, min(len(with_any), chance.randint(1, 5))):
            element.text = chance.choice(NASTY)

    return _tree_changed(content, chance, change)


def deeply_nested(content: bytes, chance: Random) -> bytes:
    def change(elements: list[etree._Element], chance: Random) -> None:
        inner = chance.choice(elements)
        for _ in range(chance.choice((3, 100, 200))):
            inner = etree.SubElement(inner, inner.tag)
        inner.text = "deep"

    return _tree_changed(content, chance, change)


def names_changed(content: bytes, chance: Random) -> bytes:
    def change(elements: list[etree._Element], chance: Random) -> None:
        for element in chance.sample(elements, min(len(elements), chance.randint(1, 20))):
            local = etree.QName(element).localname
            element.tag = chance.choice(
                (f"{{urn:odd}}{local}", local, f"{_MAIN}{local}", f"{_MAIN}c", f"{_MAIN}row")
            )

    return _tree_changed(content, chance, change)


def cells_changed(content: bytes, chance: Random) -> bytes:
    """Any cells of a sheet, where the file has sheets of Excel; else texts."""
    members = _members(content)
    sheets = [name for name, _ in members if name.startswith("xl/worksheets/sheet")]
    if not sheets:
        return texts_changed(content, chance)
    victim = chance.choice(sheets)
    return _packed(
        [(name, _cells_changed(part, chance) if name == victim else part) for name, part in members]
    )


def _cells_changed(part: bytes, chance: Random) -> bytes:
    root = etree.fromstring(part)
    cells = list(root.iter(f"{_MAIN}c"))
    for cell in chance.sample(cells, min(len(cells), chance.randint(1, 10))):
        _change_cell(cell, chance)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


ON_BYTES: tuple[Mutation, ...] = (
    bytes_flipped,
    bytes_cut_out,
    bytes_repeated,
    bytes_inserted,
    cut_short,
)
ON_PACKAGES: tuple[Mutation, ...] = (
    member_dropped,
    member_twice,
    members_swapped,
    member_renamed,
    member_garbage,
    directory_wrong,
)
ON_XML: tuple[Mutation, ...] = (
    cells_changed,
    cells_changed,
    xml_noise,
    elements_deleted,
    elements_repeated,
    elements_moved,
    attributes_changed,
    texts_changed,
    deeply_nested,
    names_changed,
)


def row_changed(
    content: bytes, part: str, number: int, kept: frozenset[str], chance: Random
) -> bytes:
    """The workbook with cells of one row changed, but none that say which row it is (`kept`,
    their columns).
    """
    members = [
        (name, _row_changed(each, number, kept, chance) if name == part else each)
        for name, each in _members(content)
    ]
    return _packed(members)


def _row_changed(part: bytes, number: int, kept: frozenset[str], chance: Random) -> bytes:
    root = etree.fromstring(part)
    row = next(each for each in root.iter(f"{_MAIN}row") if each.get("r") == str(number))
    cells = [
        each
        for each in row.iter(f"{_MAIN}c")
        if (each.get("r") or "").rstrip("0123456789") not in kept
    ]
    for cell in chance.sample(cells, min(len(cells), chance.randint(1, 10))):
        _change_cell(cell, chance)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _change_cell(cell: etree._Element, chance: Random) -> None:
    match chance.randrange(9):
        case 0:
            _remove(cell)
        case 1:
            cell.addnext(_copied(cell))
        case 2:
            cell.set(chance.choice("ts"), chance.choice(NASTY))
        case 3 | 6 | 7:
            for child in list(cell):
                cell.remove(child)
            etree.SubElement(cell, f"{_MAIN}v").text = chance.choice(NASTY)
            cell.set("t", "n")
        case 4:
            cell.set("t", "inlineStr")
            inline = etree.SubElement(cell, f"{_MAIN}is")
            etree.SubElement(inline, f"{_MAIN}t").text = chance.choice(NASTY)
        case _:
            for child in list(cell):
                child.text = chance.choice(NASTY)
