"""The diagram of a ticket's life, drawn from the table of its moves."""

from __future__ import annotations

from queue_core.tickets.rules.life import MOVES, TicketState, verbs_for


def state_diagram() -> str:
    """The table as a Mermaid stateDiagram-v2: verbs that lead the same way share one arrow."""
    arrows: dict[tuple[TicketState, TicketState], list[str]] = {}
    for (before, verb), after in MOVES.items():
        arrows.setdefault((before, after), []).append(str(verb))
    lines = [f"    {before} --> {after}: {', '.join(verbs)}" for (before, after), verbs in arrows.items()]
    ends = [f"    {state} --> [*]" for state in TicketState if not verbs_for(state)]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {TicketState.WAITING}: issue", *lines, *ends])
