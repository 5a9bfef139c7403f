"""The diagram and the list of a file's moves, drawn from the table: docs/files.md shows both."""

from __future__ import annotations

from collections.abc import Iterator

from queue_core.kia.rules.life import BY_ORDER, MOVES, Action, FileState, Move, On

ASIDE = frozenset(
    {
        Action.REFUSE,
        Action.WITHDRAW,
        Action.CORRECT,
        Action.REPRINT,
        Action.REPORT_LOST,
        Action.VOID,
        Action.ERASE,
        Action.SPOIL_PRINT,
    }
)
"""What leads aside: in the list alone, so that the way forward can be seen."""


def state_diagram() -> str:
    """The way forward as a Mermaid stateDiagram-v2; in brackets, on which ways a move is there."""
    lines = [
        f"    {before} --> {move.after}: {_labelled(action, move)}"
        for (before, action), move in MOVES.items()
        if action not in ASIDE
    ]
    start, end = f"    [*] --> {FileState.DRAFT}: open", f"    {FileState.HANDED_OVER} --> [*]"
    return "\n".join(["stateDiagram-v2", start, *lines, end])


def move_list() -> str:
    """Every move as a Markdown table: moves alike share a line."""
    lines: dict[tuple[Action, Move], list[FileState]] = {}
    for (before, action), move in MOVES.items():
        lines.setdefault((action, move), []).append(before)
    head = ["| action | from | to | who | way | needs |", "|---|---|---|---|---|---|"]
    return "\n".join([*head, *(_line(action, move, states) for (action, move), states in lines.items())])


def _labelled(action: Action, move: Move) -> str:
    return action if move.on is On.EVERY else f"{action} ({move.on.value})"


def _line(action: Action, move: Move, states: list[FileState]) -> str:
    who = ", ".join(sorted(move.roles))
    cells = (action, ", ".join(states), move.after, who, move.on.value, ", ".join(_needs(action, move)))
    return f"| {' | '.join(cells)} |".replace("|  |", "| |")


def _needs(action: Action, move: Move) -> Iterator[str]:
    if action in BY_ORDER:
        yield "its print order"
    if move.needs_reason:
        yield "a reason"
    if move.needs_two:
        yield "two people"
