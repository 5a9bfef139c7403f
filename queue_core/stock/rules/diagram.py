"""The diagram and the list of a blank's moves, drawn from the table: docs/blanks.md shows both."""

from __future__ import annotations

from queue_core.stock.rules.blanks import MOVES, BlankState


def state_diagram() -> str:
    """A blank's life as a Mermaid stateDiagram-v2."""
    lines = [f"    {before} --> {after}: {move}" for (before, move), after in MOVES.items()]
    ends = [f"    {BlankState.GOOD} --> [*]", f"    {BlankState.SPOILED} --> [*]"]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {BlankState.DRAWER}: receive", *lines, *ends])


def move_list() -> str:
    """Every move as a Markdown table."""
    lines = [f"| {move} | {before} | {after} |" for (before, move), after in MOVES.items()]
    return "\n".join(["| move | from | to |", "|---|---|---|", *lines])
