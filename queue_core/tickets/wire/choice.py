"""What travels about the choice of the next ticket, and the profile's lane policy as the rules know it."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from queue_core.foundation.queueing import Queue
from queue_core.foundation.toml_model import Frozen
from queue_core.tickets.rules.choice import Choice
from queue_core.tickets.rules.policy import Accumulating, HeadStart, Policy, Ratio, Strict


class Why(Frozen):
    """Why a ticket was called: a key of the message catalogues and its figures. For the staff only."""

    key: str
    figures: dict[str, int]

    @classmethod
    def of(cls, choice: Choice) -> Self:
        """The reason of a choice."""
        return cls(key=choice.key, figures=dict(choice.figures))


def lane_policy(queue: Queue) -> Policy:
    """The policy that the profile names. The profile has made sure that its figures are there."""
    if queue.lane_rates is not None:
        return Accumulating(queue.lane_rates)
    if queue.turns is not None:
        return Ratio(*queue.turns)
    if queue.head_start_minutes is not None:
        return HeadStart(timedelta(minutes=queue.head_start_minutes))
    return Strict()
