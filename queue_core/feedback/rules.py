"""An objection's life, who may decide it, and the balance. Source: Kemlagi, LAYAR RAMAH, II and IV.

The applicant who finds the service later than its standard objects; the head of section receives it and
cross-checks; if it is right, the applicant may leave and the officer who served brings the paper.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class ObjectionState(StrEnum):
    """Where an objection is in its life."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Ruling(StrEnum):
    """What the head of section decides."""

    ACCEPT = "accept"
    REFUSE = "refuse"


RULINGS: Mapping[tuple[ObjectionState, Ruling], ObjectionState] = {
    (ObjectionState.OPEN, Ruling.ACCEPT): ObjectionState.ACCEPTED,
    (ObjectionState.OPEN, Ruling.REFUSE): ObjectionState.REFUSED,
}
"""Every legal ruling. What is not in this table is refused."""


class IllegalRuling(ValueError):
    """The objection was decided before."""


def rule(state: ObjectionState, ruling: Ruling) -> ObjectionState:
    """The state after a ruling. Raises IllegalRuling for an objection that was decided before."""
    try:
        return RULINGS[state, ruling]
    except KeyError:
        raise IllegalRuling(f"an objection that is {state} stays so") from None


def may_decide(username: str, served_by: Collection[str]) -> bool:
    """Nobody decides about a service of their own."""
    return username not in served_by


@dataclass(frozen=True)
class Balance:
    """The objections to one service: how many came, how many were right, how many were not."""

    service: str
    came: int
    right: int
    wrong: int


def balance(objections: Iterable[tuple[str, ObjectionState]]) -> list[Balance]:
    """The balance of each service that met an objection, by its name."""
    states: dict[str, list[ObjectionState]] = {}
    for service, state in objections:
        states.setdefault(service, []).append(state)
    return [
        Balance(
            service, len(found), found.count(ObjectionState.ACCEPTED), found.count(ObjectionState.REFUSED)
        )
        for service, found in sorted(states.items())
    ]
