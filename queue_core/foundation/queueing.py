"""How a profile states its queue: lanes, counters, quotas, and the figures by which the queue runs."""

from __future__ import annotations

from datetime import time
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from queue_core.foundation.profile_words import Key, Letter, Text
from queue_core.foundation.toml_model import Frozen

Minutes = Annotated[int, Field(gt=0, le=10_000)]
Rate = Annotated[float, Field(gt=0, le=1_000)]
Turn = Annotated[int, Field(ge=1, le=20)]


class Lane(Frozen):
    """One line of waiting people, known to them by its letter."""

    letter: Letter
    name: Text
    priority: bool = False
    spare_letters: tuple[Letter, ...] = Field(default=(), description="for the numbers after the last one")

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters that its numbers may carry, in the order in which they are used."""
        return (self.letter, *self.spare_letters)


class HourQuota(Frozen):
    """So many numbers of a service between two times of the day."""

    opens: time
    closes: time
    numbers: int = Field(ge=1)


class Quota(Frozen):
    """How many numbers a service gives. Without it: as many as families come."""

    per_day: int | None = Field(default=None, ge=1)
    by_hours: tuple[HourQuota, ...] = ()
    by_blanks: bool = Field(default=False, description="one blank a child; the staff count them each day")
    next_day: int = Field(default=0, ge=0, description="so many of the next open day's are given ahead")


class Counter(Frozen):
    """One counter and the lanes it serves; where it names services, only their tickets."""

    number: int = Field(ge=1, le=99)
    lanes: tuple[Letter, ...] = Field(min_length=1)
    services: tuple[Key, ...] = ()

    def serves(self, lane: str, service: str) -> bool:
        """Whether a ticket of this service that waits in this lane can be called here."""
        return lane in self.lanes and (not self.services or service in self.services)


PolicyName = Literal["head_start", "accumulating", "ratio", "strict"]
"""How a profile and a command name the lane policies."""
FIGURE_OF_POLICY = {"head_start": "head_start_minutes", "accumulating": "lane_rates", "ratio": "turns"}
"""The figure that each lane policy needs; no policy has another's. The policy strict needs none."""


class Vanished(StrEnum):
    """What becomes of the ticket of an officer whose console is gone and does not come back in time."""

    RETURN = "return"
    """Back to the head of its lane; the counter is closed."""
    KEEP = "keep"
    """It stays at the counter, and the counter theirs."""


class Queue(Frozen):
    """The figures by which the queue runs; `hold_seconds`: how long a vanished officer is waited for."""

    policy: PolicyName
    head_start_minutes: Minutes | None = None
    lane_rates: dict[Letter, Rate] | None = Field(default=None, description="points a minute, by lane")
    turns: tuple[Turn, Turn] | None = Field(default=None, description="so many priority, then ordinary")
    typical_service_minutes: tuple[Minutes, Minutes]
    last_number: int = Field(ge=1, le=999)
    offline_letters: tuple[Letter, ...] = Field((), description="one a kiosk, for while it is cut off")
    undo_seconds: int = Field(ge=0, le=600, description="so long a call, no-show or finish is taken back")
    last_ticket_minutes: int = Field(ge=0, le=600, description="before closing; 0: until it closes")
    issue_outside_hours: bool = Field(description="numbers at any time: the hours are only told")
    hold_seconds: int = Field(ge=1, le=3600)
    vanished: Vanished

    @model_validator(mode="after")
    def _figures_fit_the_policy(self) -> Self:
        needed = FIGURE_OF_POLICY.get(self.policy)
        given = {figure for figure in FIGURE_OF_POLICY.values() if getattr(self, figure) is not None}
        if needed and needed not in given:
            raise ValueError(f"policy {self.policy} needs {needed}")
        if surplus := sorted(given - {needed}):
            raise ValueError(f"policy {self.policy} has no {', '.join(surplus)}: take it out")
        return self
