"""The script of a played morning: who comes when, how long everything takes. Chance is handed in."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from random import Random

from queue_core.demo.children import draft_of
from queue_core.foundation.profile import Profile
from queue_core.kia.wire.subject import Draft
from queue_core.tickets.wire.tickets import NewTicket

HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True)
class Family:
    """A family: when it comes, counted from the opening, and what it asks for."""

    comes_after: timedelta
    wish: NewTicket


class Script:
    """All chance of one morning, from one seed."""

    def __init__(self, profile: Profile, random: Random) -> None:
        text = files("queue_core.demo").joinpath("arrivals.toml").read_text(encoding="utf-8")
        self._figures = tomllib.loads(text)
        self._profile = profile
        self._random = random

    def families(self, count: int) -> list[Family]:
        """So many families over the morning, the first at the opening, in order of coming."""
        weights: Sequence[int] = self._figures["half_hours"]
        slots = sorted(self._random.choices(range(len(weights)), weights, k=count - 1))
        times = sorted((slot + self._random.random()) * HALF_HOUR for slot in slots)
        return [Family(time, self._wish()) for time in (timedelta(), *times)]

    def takes(self, what: str) -> timedelta:
        """How long a step or the way to the counter takes this time."""
        shortest, usual, longest = self._figures["minutes"][what]
        return timedelta(minutes=self._random.triangular(shortest, longest, usual))

    def does_not_come(self) -> bool:
        """Whether the called family has gone home."""
        return self._happens("no_show")

    def is_spoiled(self) -> bool:
        """Whether a card that came out is no good."""
        return self._happens("spoiled")

    def child(self, number: int, today: date) -> Draft:
        """What a family tells of its child; every number is another child."""
        return draft_of(number, self._random, today, self._profile.villages)

    def break_after(self, services: int) -> timedelta | None:
        """The break that is due after so many services, if one is."""
        due = services % self._figures["break"]["after_services"] == 0
        return timedelta(minutes=self._figures["break"]["minutes"]) if services and due else None

    def _wish(self) -> NewTicket:
        service = self._random.choice([service.key for service in self._profile.services])
        reason = self._random.choice([reason.key for reason in self._profile.reasons])
        first, *others = self._profile.office.languages
        language = self._random.choice([first] * 9 + others)
        return NewTicket(
            service=service, reason=reason if self._happens("priority") else None, language=language
        )

    def _happens(self, what: str) -> bool:
        share: float = self._figures["shares"][what]
        return self._random.random() < share
