"""In which lane's queue a ticket waits after a transfer. It keeps its rank, its number and its priority."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def lane_after_service(present: str, of_service: str, priority_lanes: Collection[str]) -> str:
    """The lane of the other service; who stands in a priority lane stays there."""
    return present if present in priority_lanes else of_service


def lane_after_counter(present: str, served: Sequence[str], priority_lanes: Collection[str]) -> str:
    """The present lane if the counter serves it; else its first one, of the same kind where there is one."""
    if present in served:
        return present
    alike = [lane for lane in served if (lane in priority_lanes) == (present in priority_lanes)]
    return (alike or list(served))[0]
