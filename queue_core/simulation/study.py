"""Plays a day so many times under a policy, and beside it without priority."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from queue_core.foundation.profile import Profile, read_profile
from queue_core.foundation.queueing import FIGURE_OF_POLICY
from queue_core.foundation.toml_model import parse_model
from queue_core.simulation.arrivals import Arrival, visits
from queue_core.simulation.day import FIRST_COME, Hall, Served, play
from queue_core.tickets.wire.choice import lane_policy


@dataclass(frozen=True)
class Study:
    """Every visit of every run, under the policy and first come, first served."""

    served: list[Served]
    plain: list[Served]
    runs: int


def with_policy(name: str, policy: str | None, figures: Mapping[str, object]) -> Profile:
    """A profile, under another lane policy where one is named. Figures that are None stay the profile's.

    Raises SettingsInvalid when the profile is unknown or the figures do not fit the policy.
    """
    profile = read_profile(name)
    given = {key: value for key, value in figures.items() if value is not None}
    if policy is None and not given:
        return profile
    data = profile.model_dump()
    chosen = policy or profile.queue.policy
    own = FIGURE_OF_POLICY.get(chosen)
    others = {figure: None for figure in FIGURE_OF_POLICY.values() if figure != own}
    data["queue"] = {**data["queue"], **others, "policy": chosen, **given}
    return parse_model(data, Profile, f"profile {name}, as changed")


def hall_of(profile: Profile, counters: int | None) -> Hall:
    """The profile's counters, or so many that all serve every lane."""
    every = tuple(lane.letter for lane in profile.lanes)
    places = [every] * counters if counters else [counter.lanes for counter in profile.counters]
    priority = [lane.letter for lane in profile.lanes if lane.priority]
    return Hall(places, priority, lane_policy(profile.queue))


def study(
    arrivals: Sequence[Arrival],
    profile: Profile,
    hall: Hall,
    numbers: Iterable[int],
    seed: int,
    *,
    anew: bool,
) -> Study:
    """Plays a run for each number: the known services as they were, or all drawn `anew` in each run."""
    served: list[Served] = []
    plain: list[Served] = []
    runs = 0
    for number in numbers:
        chance = random.Random(f"{seed}-{number}")  # noqa: S311  a lottery of services, not of secrets
        day = visits(arrivals, profile, chance, anew=anew)
        served.extend(play(day, hall))
        plain.extend(play(day, replace(hall, policy=FIRST_COME)))
        runs += 1
    return Study(served, plain, runs)
