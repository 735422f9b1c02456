"""How much of a file is read, and which things in a folder: at each limit and beyond it."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import pytest

from cyps_reports.workbooks import budget, delimited, limits, opening, refusals
from cyps_reports.workbooks.budget import Budget, TooMuchError, UnsafeError, is_read, weigh
from cyps_reports.workbooks.folders import listing_of
from cyps_reports.workbooks.reading import act_named, book_of, books_of, read_book, sums_of
from cyps_reports.workbooks.refusals import Refusal
from tests.tools.approved import Approved
from tests.tools.raw_biff import Page, number, old_workbook, stream
from tests.tools.raw_books import package, told_file


def of_limits() -> Iterator[str]:
    for name, value in sorted(vars(limits).items()):
        if name.isupper():
            yield f"{name}: {value:,}"
    for name, refusal in sorted(vars(refusals).items()):
        if isinstance(refusal, Refusal):
            yield f"{name}: {told_file(refusal.of('Return.xlsx', 'a reason'))}"
    used = {
        "as many letters": ((limits.MAX_LETTERS, 1),),
        "one letter more": ((limits.MAX_LETTERS, 1), (1, 0)),
        "as many cells": ((0, limits.MAX_CELLS),),
        "one cell more": ((0, limits.MAX_CELLS), (0, 1)),
    }
    for told, several in used.items():
        yield f"{told}: {_within(partial(taken_of, several))}"
    for row, column in ((10_000, 100), (10_001, 100), (10_000, 101)):
        spent = Budget()
        yield f"{row}, {column}: {spent.reaches(row, column)}, beyond {spent.is_beyond}"
    spent = Budget()
    taken = [spent.merge(1, 1, 100, 100) for _ in range(20)]
    yield f"20 of 10,000 merged: {set(taken)}; one more of one cell: {spent.merge(1, 1, 1, 1)}"
    spent = Budget()
    yield f"beyond all: {spent.merge(10_001, 1, 10_001, 1)}, {spent.merge(5, 5, 4, 4)}"


def of_large_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """What is said of files at their limits, the limits being small."""
    old = old_workbook(stream({"Targets": Page(number(0, 0, 1))}))
    table = b"a,b,c,d\n" * 3
    zip_file = package({"a.csv": table, "b.csv.part": table, "c.zip": package({"d.csv": table})})
    files = {
        "old.xls": old,
        "table.csv": table,
        "all.zip": zip_file,
        "none.zip": package({"e/": b""}),
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
    for short in (0, 1):
        monkeypatch.setattr(limits, "MAX_OLD_FILE_BYTES", len(old) - short)
        monkeypatch.setattr(delimited, "MAX_TEXT_BYTES", len(table) - short)
        yield f"{short} bytes too many of one kind: {told_file(read_book('old.xls', old))}"
        yield f"{short} bytes too many of another: {told_file(read_book('table.csv', table))}"
    monkeypatch.undo()
    for name, content in {**files, "gone.xlsx": b"x", "aside.bak": b"x"}.items():
        for short in (0, 1):
            monkeypatch.setattr(limits, "MAX_FILE_BYTES", len(content) - short)
            yield f"{name}, {short} bytes too many, as one book: {told_of(book_of, folder / name)}"
            yield f"… as several: {told_of(books_of, folder / name)}"
            yield f"… as sums: {told_of(sums_of, folder / name)}"
    monkeypatch.undo()
    monkeypatch.setattr(opening, "answers", asked_here)
    for name in files:
        yield f"{name}, sums of what is inside: {opening.sums_inside(folder / name)}"


def asked_here(act: str, paths: Iterable[Path]) -> Iterator[list[object]]:
    """What a worker would answer."""
    return ([*act_named(act)(path)] for path in paths)


def told_of(act: Callable[[Path], Iterator[object]], path: Path) -> str:
    return " | ".join(map(told_file, act(path)))


def taken_of(several: Iterable[tuple[int, int]]) -> None:
    """Takes so many letters, in so many cells, of one budget."""
    spent = Budget()
    for letters, cells in several:
        spent.take(letters, cells)


def _within(act: Callable[[], object]) -> str:
    try:
        act()
        return "fits"
    except (TooMuchError, UnsafeError) as problem:
        return f"{type(problem).__name__} {problem}"


def of_weights(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """What is counted of a package, with small limits."""
    parts = {"a.xml": "<a>" + "x" * 100 + "</a>", "b.png": "y" * 65_736, "c.bin": "z" * 100}
    content = package(parts)
    for most in (65_742, 65_743, 65_942, 65_943):
        yield f"{most} bytes: {_within(partial(weigh, content, most))}"
        with_all = _within(partial(weigh, content, most, with_pictures=True))
        yield f"{most} bytes, pictures too: {with_all}"
    for most in (1, 2):
        yield f"{most} tags: {_within(partial(weigh, content, most_tags=most))}"
    monkeypatch.setattr(limits, "MAX_TAG_BYTES", 50)
    for silent in (43, 44, 45, 46):
        one = package({"a.xml": f"<a><b c='{'x' * silent}"})
        yield f"a tag of 6 and {silent}: {_within(partial(weigh, one))}"
    monkeypatch.setattr(limits, "MAX_PARTS", 2)
    for number_of in (1, 2, 3):
        many = package({f"{at}": "x" for at in range(number_of)})
        yield f"of two parts {number_of}: {_within(partial(budget.members_of, many))}"
        yield f"… read: {told_file(read_book('return.xlsx', many))}"
    for name in (
        "content.xml",
        "styles.xml",
        "META-INF/manifest.xml",
        "a.xml",
        "customXml/a",
        "CustomUI/b",
    ):
        yield (
            f"{name} is read: {is_read(name)}, of an OpenDocument {is_read(name, ('content.xml',))}"
        )


def test_how_much_is_read(
    approved: Approved, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = (*of_limits(), *of_weights(monkeypatch), *of_large_files(tmp_path, monkeypatch))
    approved.check("limits of files", told)


def of_a_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name in (
        "a.xlsx",
        "b.xlsx",
        "sub/c.xlsx",
        "sub/deeper/d.xlsx",
        "sub/~$e.xlsx",
        "Thumbs.db",
    ):
        _written(folder / name)
    for name in (
        "x.numbers/Index.zip",
        "y.Pages/a",
        "z.key/a",
        "w.download/a",
        "parts/[Content_Types].xml",
    ):
        _written(folder / name)
    (folder / "empty.xlsx").mkdir()
    (folder / "empty").mkdir()
    (folder / "gone.xlsx").symlink_to(folder / "nowhere")
    (folder / "elsewhere").symlink_to(folder / "sub")
    (folder / "sub" / "round").symlink_to(folder)
    for at in range(4):
        _written(folder / "many" / f"{at}.xlsx")
    for most, deep_ in ((50, 20), (4, 20), (3, 20), (3, 1), (3, 2)):
        monkeypatch.setattr("cyps_reports.workbooks.folders.MAX_TOLD", most)
        monkeypatch.setattr("cyps_reports.workbooks.folders.MAX_FOLDERS_DOWN", deep_)
        listing = listing_of(folder)
        yield f"{most} told, {deep_} deep, read: {', '.join(path.name for path in listing.files)}"
        told = map(told_file, listing.findings)
        yield from (each for each in told if most == 50 or "“many" in each or "“sub" in each)


def _written(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")


def test_what_lies_in_a_folder(
    approved: Approved, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved.check("files of a folder", of_a_folder(tmp_path, monkeypatch))
