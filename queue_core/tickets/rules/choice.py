"""Who is called next, and the reason in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from queue_core.tickets.rules.policy import (
    Accumulating,
    Candidate,
    HeadStart,
    Policy,
    Ratio,
    Strict,
    order_of_calls,
    ordinary_is_due,
    points,
)


@dataclass(frozen=True)
class Choice:
    """Who is called, and why: a key of the message catalogues, and the figures to fill in.

    For the staff only. It never holds why somebody has priority.
    """

    ticket: Candidate
    key: str
    figures: Mapping[str, int]


def choose_next(
    lane_heads: Iterable[Candidate], policy: Policy, now: datetime, latest: Sequence[bool] = ()
) -> Choice | None:
    """Who is called next, given the first of each lane; None when nobody waits.

    `latest` tells of the counter's latest calls, newest first, whether each was of a priority ticket.
    """
    heads = list(lane_heads)
    if not heads:
        return None
    ticket = order_of_calls(heads, policy, now, latest)[0]
    others = [one for one in heads if one is not ticket]
    key, figures = _reason(ticket, others, policy, now, latest)
    return Choice(ticket, key, figures)


def _reason(
    ticket: Candidate, others: Sequence[Candidate], policy: Policy, now: datetime, latest: Sequence[bool]
) -> tuple[str, Mapping[str, int]]:
    if not others:
        return "choice.alone", {}
    match policy:
        case HeadStart():
            return _head_start_reason(ticket, others, policy)
        case Accumulating():
            return "choice.accumulating", {"points": round(points(ticket, policy, now))}
        case Ratio():
            return _ratio_reason(ticket, policy, latest)
        case Strict():
            return f"choice.strict.{_kind(ticket)}", {}


def _head_start_reason(
    ticket: Candidate, others: Sequence[Candidate], policy: HeadStart
) -> tuple[str, Mapping[str, int]]:
    figures = {"minutes": int(policy.head_start / timedelta(minutes=1))}
    if any(one.rank_at < ticket.rank_at for one in others):
        return "choice.head_start.priority", figures
    if not ticket.priority and any(one.priority for one in others):
        return "choice.head_start.ordinary", figures
    return "choice.first", {}


def _ratio_reason(ticket: Candidate, policy: Ratio, latest: Sequence[bool]) -> tuple[str, Mapping[str, int]]:
    figures = {"priority": policy.priority, "ordinary": policy.ordinary}
    if ordinary_is_due(policy, latest) is ticket.priority:
        return f"choice.ratio.instead_{_kind(ticket)}", figures
    return f"choice.ratio.{_kind(ticket)}", figures


def _kind(ticket: Candidate) -> str:
    return "priority" if ticket.priority else "ordinary"
