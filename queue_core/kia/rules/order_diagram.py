"""The diagram and the list of an order's moves, drawn from the table: docs/cards.md shows both."""

from __future__ import annotations

from queue_core.kia.rules.orders import (
    BLANK_FOLLOWS,
    EVERY_WAY,
    FILE_FOLLOWS,
    MOVES,
    OrderAct,
    OrderMove,
    OrderState,
)


def state_diagram() -> str:
    """An order's life as a Mermaid stateDiagram-v2."""
    lines = [
        f"    {before} --> {move.after}: {act}"
        for (before, act), move in MOVES.items()
        if move.after is not before
    ]
    ends = [f"    {state} --> [*]" for state in (OrderState.DONE, OrderState.SPOILED, OrderState.CANCELLED)]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {OrderState.WAITING}: order", *lines, *ends])


def move_list() -> str:
    """Every move as a Markdown table."""
    head = ["| act | from | to | who says it | way | blank | file |", "|---|---|---|---|---|---|---|"]
    return "\n".join([*head, *(_line(before, act, move) for (before, act), move in MOVES.items())])


def _line(before: OrderState, act: OrderAct, move: OrderMove) -> str:
    ways = "every" if move.ways == EVERY_WAY else ", ".join(sorted(move.ways))
    followers = (BLANK_FOLLOWS.get((before, act), ""), FILE_FOLLOWS.get((before, act), ""))
    cells = (act, before, move.after, ", ".join(sorted(move.by)), ways, *followers)
    return f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |")
