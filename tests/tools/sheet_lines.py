"""A workbook that the program wrote, line by line: its rows, notes, choices, rules and looks."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from tests.tools.approved import sum_of

_LONGEST = 70
"""The letters of the longest formula that is told; of a longer one, its check sum is."""
_STYLES = ("numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs")


def lines_of(workbook: bytes) -> Iterator[str]:
    """All of a workbook: what it is called, each sheet row by row, and what its looks are."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        parts = {name: ET.fromstring(package.read(name)) for name in _xml_in(package.namelist())}
    texts = ["".join(each.itertext()) for each in parts["xl/sharedStrings.xml"]]
    yield f"called {', '.join(filter(None, parts['docProps/core.xml'].itertext()))}"
    book = parts["xl/workbook.xml"]
    for number, sheet in enumerate(_all(book, "sheet"), start=1):
        yield from _lines_of_sheet(
            sheet.attrib["name"], parts[f"xl/worksheets/sheet{number}.xml"], texts
        )
    for name, part in sorted(parts.items()):
        if re.search(r"/(tables|comments)", name):
            yield f"{_called(name)}: {_flat(part)}"
    yield from (f"name {_flat(each)}" for each in _all(book, "definedName"))
    for kind in _STYLES:
        for group in _all(parts["xl/styles.xml"], kind):
            yield from (f"{kind} {at} {_flat(each)}" for at, each in enumerate(group))


def _xml_in(names: Iterable[str]) -> list[str]:
    wanted = r"xl/(worksheets/sheet|tables/|comments|sharedStrings|styles|workbook)[^/]*\.xml"
    return [each for each in names if re.fullmatch(wanted, each) or each.endswith("core.xml")]


def _called(part: str) -> str:
    return part.removeprefix("xl/").removesuffix(".xml")


def _lines_of_sheet(name: str, sheet: ET.Element, texts: Sequence[str]) -> Iterator[str]:
    hidden = _hidden_in(sheet)
    for row in _all(sheet, "row"):
        cells = {cell.attrib["r"]: cell for cell in row}
        seen = [_cell(cell, texts) for at, cell in cells.items() if _column(at) not in hidden]
        unseen = [
            _cell(cell, texts, is_short=False)
            for at, cell in cells.items()
            if _column(at) in hidden
        ]
        behind = f"; hidden {sum_of(' '.join(unseen).encode())}" if unseen else ""
        height = row.attrib.get("ht", "")
        yield f"{name} {row.attrib['r']}, height {height}: {'; '.join(seen)}{behind}"
    for part in sheet:
        if _tag(part) not in ("sheetData", "dimension"):
            yield from (f"{name} {line}" for line in _told_apart(part))


def _told_apart(part: ET.Element) -> Iterator[str]:
    """A part of a sheet in a line; one of several of a kind, like choices, in a line for each."""
    several = ("cols", "dataValidations", "conditionalFormatting", "hyperlinks")
    if _tag(part) in several:
        yield from (f"{_tag(part)}{_attributes(part.attrib)} {_flat(each)}" for each in part)
    else:
        yield _flat(part)


def _hidden_in(sheet: ET.Element) -> set[int]:
    hidden = [each.attrib for each in _all(sheet, "col") if each.attrib.get("hidden")]
    return {at for each in hidden for at in range(int(each["min"]), int(each["max"]) + 1)}


def _column(cell: str) -> int:
    letters = re.sub(r"\d", "", cell)
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _cell(cell: ET.Element, texts: Sequence[str], *, is_short: bool = True) -> str:
    """Where it stands, what it holds, and the number of its look."""
    formula = next((each.text or "" for each in _all(cell, "f")), "")
    value = next((each.text or "" for each in _all(cell, "v")), "")
    is_text = cell.attrib.get("t") == "s"
    held = f"“{texts[int(value)]}”".replace("\n", "⏎") if is_text else value
    if formula:
        is_long = is_short and len(formula) > _LONGEST
        held = f"={sum_of(formula.encode()) if is_long else formula} gives “{value}”"
    return f"{cell.attrib['r']} {held} s{cell.attrib.get('s', '')}"


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(element: ET.Element, tag: str) -> Iterator[ET.Element]:
    return (each for each in element.iter() if _tag(each) == tag)


def _attributes(attributes: Mapping[str, str]) -> str:
    named = (f" {name.rpartition('}')[2]}={value}" for name, value in attributes.items())
    return "".join(named).replace("\n", "⏎")


def _flat(element: ET.Element) -> str:
    """An element with all that is in it, in a line; a long formula by its check sum."""
    text = (element.text or "").replace("\n", "⏎")
    if _tag(element) in ("formula", "definedName") and len(text) > _LONGEST:
        text = sum_of(text.encode())
    within = " ".join(_flat(each) for each in element)
    return " ".join(filter(None, (f"{_tag(element)}{_attributes(element.attrib)}", text, within)))
