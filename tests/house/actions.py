"""Every action that the core writes into the ledger, read from its source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from queue_core.kia.rules.orders import OrderAct
from queue_core.stock.rules.blanks import BlankMove

CORE = Path(__file__).parents[2] / "queue_core"
MADE_UP = {f"order_{act}" for act in OrderAct} | {f"blank_{move}" for move in BlankMove}
"""Those whose names are put together from a move."""
BY_NAME = -1


def written_actions() -> set[str]:
    """What is given to a function that takes an `action`: a literal, or a table, which counts whole."""
    trees = [ast.parse(file.read_text()) for file in _writing()]
    places = {place for tree in trees for place in _takers(tree)}
    found = set(MADE_UP)
    for tree in trees:
        given = [value for node in ast.walk(tree) for value in _given(node, places)]
        tables = {ast.unparse(value.value) for value in given if isinstance(value, ast.Subscript)}
        given += [value for node in tree.body for value in _of_table(node, tables)]
        found |= {name for value in given for name in _words(value)}
    return found


def _writing() -> Iterator[Path]:
    """The doors that write: use cases, the administrator's acts, and what they stand on."""
    for room in ("*/service*", "*/service/*", "admin/*", "cli/*", "storage/ledger"):
        yield from CORE.glob(f"{room}.py")


def _takers(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Functions that take an action, each with the place at which they take it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [one.arg for one in node.args.args if one.arg != "self"]
            if "action" in names:
                yield node.name, names.index("action")
            elif "action" in {one.arg for one in node.args.kwonlyargs}:
                yield node.name, BY_NAME


def _given(node: ast.AST, places: set[tuple[str, int]]) -> Iterator[ast.expr]:
    """What a call hands over as the action."""
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        yield from (word.value for word in node.keywords if word.arg == "action")
        yield from (node.args[at] for name, at in places if name == called and BY_NAME < at < len(node.args))


def _of_table(node: ast.stmt, tables: set[str]) -> Iterator[ast.expr]:
    """Everything that stands in one of these tables."""
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
        if ast.unparse(target) in tables:
            yield from (part for part in ast.walk(node.value) if isinstance(part, ast.Constant))


def _words(value: ast.expr) -> Iterator[str]:
    """The literal, or both of an 'if else'."""
    if isinstance(value, ast.IfExp):
        yield from _words(value.body)
        yield from _words(value.orelse)
    elif isinstance(value, ast.Constant) and isinstance(value.value, str) and "_" in value.value:
        yield value.value
