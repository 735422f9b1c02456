"""Small changes of the program's code, each of which some test should notice."""

import ast
import copy
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_SWAPPED: dict[type[ast.AST], type[Any]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_WITHOUT_EFFECT = ("annotation", "returns", "type_params", "decorator_list")
"""Parts of the code that no run depends on; of decorators, `slots` and the like."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed module: its path, the function it lies in ("" for none), its line, the place
    before and after.
    """

    path: Path
    function: str
    line: int
    before: str
    after: str
    source: str

    def __str__(self) -> str:
        return (
            f"{self.path.as_posix()}:{self.line} ({self.function or 'module'}): {self.before}  "
            f"->  {self.after}"
        )


def chosen(package: Path, number: int, seed: int, only: str = "") -> tuple[Mutant, ...]:
    """So many changes, at random over all places of the package, or of the modules whose path
    has `only` in it.
    """
    root = package.parent
    paths = [path for path in sorted(package.rglob("*.py")) if only in path.as_posix()]
    places = [(path, at) for path in paths for at in range(len(list(_places(_tree(path)))))]
    chance = random.Random(seed)
    picked = chance.sample(places, min(number, len(places)))
    return tuple(_mutant(root, path, at, chance) for path, at in picked)


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _mutant(root: Path, path: Path, at: int, chance: random.Random) -> Mutant:
    tree = _tree(path)
    node, function = list(_places(tree))[at]
    before = ast.unparse(node)
    _change(node, chance)
    return Mutant(
        path.relative_to(root), function, node.lineno, before, ast.unparse(node), ast.unparse(tree)
    )


def _places(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    """Every expression that can be changed, with the outermost function that it lies in, in the
    order of the file.
    """
    yield from _within(tree, "")


def _within(node: ast.AST, scope: str) -> Iterator[tuple[ast.expr, str]]:
    """The places below a node; its scope is a function's name, or the classes around it with a
    dot at the end.
    """
    for name, child in _children(node):
        if name in _WITHOUT_EFFECT or isinstance(child, ast.JoinedStr) or _is_docstring(child):
            continue
        if isinstance(child, ast.expr) and _can_change(child):
            yield child, "" if scope.endswith(".") else scope
        yield from _within(child, _scope_in(child, scope))


def _scope_in(node: ast.AST, scope: str) -> str:
    is_outside = not scope or scope.endswith(".")
    if is_outside and isinstance(node, ast.ClassDef):
        return f"{scope}{node.name}."
    if is_outside and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return f"{scope}{node.name}"
    return scope


def _children(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    for name, value in ast.iter_fields(node):
        several = value if isinstance(value, list) else [value]
        yield from ((name, each) for each in several if isinstance(each, ast.AST))


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _can_change(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=value):
            return isinstance(value, bool | int | float | str)
        case ast.Compare() | ast.BoolOp() | ast.IfExp():
            return True
        case ast.UnaryOp(op=ast.Not()):
            return True
        case ast.BinOp(op=op):
            return type(op) in _SWAPPED
        case ast.Call(keywords=keywords):
            return any(each.arg for each in keywords)
    return False


def _change(node: ast.expr, chance: random.Random) -> None:
    """Changes a node of a tree in place."""
    match node:
        case ast.Constant(value=value):
            node.value = _another(value)
        case ast.Compare(ops=ops):
            at = chance.randrange(len(ops))
            ops[at] = _SWAPPED[type(ops[at])]()
        case ast.BoolOp(op=op) | ast.BinOp(op=op):
            node.op = _SWAPPED[type(op)]()
        case ast.IfExp(test=test):
            node.test = ast.UnaryOp(ast.Not(), copy.copy(test))
        case ast.UnaryOp(operand=operand):
            # Twice not is what it was, as true or false.
            node.operand = ast.UnaryOp(ast.Not(), copy.copy(operand))
        case ast.Call(keywords=keywords):
            named = [each for each in keywords if each.arg]
            keywords.remove(chance.choice(named))


def _another(value: object) -> bool | int | float | str:
    match value:
        case bool():
            return not value
        case int() | float():
            # One more is nothing to a figure that is large enough.
            return value + 1 if value + 1 != value else value / 2
        case str() if len(value) > 1 and value.replace(".", "", 1).isdecimal():
            return f"{value[:-1]}{(int(value[-1]) + 1) % 10}"
    return f"{value}x"
