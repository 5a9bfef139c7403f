"""The day to be played: from the office's own book, or from a CSV file.

The columns of the file, in any order, others are passed over:
`arrived` a time of day (07:31 or 07:31:10) or an instant in ISO 8601, whose time of day counts;
`lane` a letter of the profile; `minutes` of the service with a decimal point, empty where nobody knows;
`service` a key of the profile, whose standard the minutes are held against; may be left out.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from queue_core.foundation.durations import Unit
from queue_core.foundation.profile import Profile
from queue_core.simulation.day import Visit
from queue_core.simulation.errors import ArrivalsUnreadable, NothingToSimulate
from queue_core.storage.database import Database
from queue_core.tickets.service.history import PastVisit, latest_day, past_day

MINUTES_OF = {Unit.MINUTES: 1, Unit.HOURS: 60}
NEEDED = ("arrived", "lane")
BYTE_ORDER_MARK = "utf-8-sig"
"""Spreadsheets write one; a file without it is read as well."""


@dataclass(frozen=True)
class Arrival:
    """A family as the book or the file tells of it; `minutes` is None where nobody knows."""

    at: float
    lane: str
    service: str | None
    minutes: float | None


def own_day(book: Path, profile: Profile, day: date | None) -> tuple[date, list[Arrival]]:
    """A day of the office's own, the latest unless one is named, by the office's clock; read only.

    Raises NothingToSimulate, or a DatabaseUnusableError.
    """
    database = Database(book)
    try:
        chosen = day or latest_day(database, profile.office.key)
        past = past_day(database, profile.office.key, chosen) if chosen else []
    finally:
        database.close()
    if chosen is None or not past:
        raise NothingToSimulate(f"{book} knows of nobody who was called{f' on {day}' if day else ''}.")
    return chosen, [_as_it_was(one, profile.office.zone) for one in past]


def _as_it_was(one: PastVisit, zone: ZoneInfo) -> Arrival:
    return Arrival(_minutes(one.issued_at.astimezone(zone).time()), one.lane, one.service, one.minutes)


def from_csv(path: Path, profile: Profile) -> list[Arrival]:
    """The arrivals of a file. Raises ArrivalsUnreadable, naming the line, or NothingToSimulate."""
    try:
        with path.open(encoding=BYTE_ORDER_MARK, newline="") as file:
            rows = csv.DictReader(file)
            if missing := [name for name in NEEDED if name not in (rows.fieldnames or ())]:
                raise ArrivalsUnreadable(f"{path}: the column {missing[0]} is missing.")
            came = [_arrival(row, profile, f"{path}, line {rows.line_num}") for row in rows]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ArrivalsUnreadable(f"{path}: {error}.") from None
    if not came:
        raise NothingToSimulate(f"{path} has no line below its heading.")
    return came


def _arrival(row: Mapping[str, str | None], profile: Profile, place: str) -> Arrival:
    lane, service, minutes = (row.get(name) or "" for name in ("lane", "service", "minutes"))
    if lane not in {one.letter for one in profile.lanes}:
        raise ArrivalsUnreadable(f"{place}: the office has no lane '{lane}'.")
    if service and profile.service(service) is None:
        raise ArrivalsUnreadable(f"{place}: the office has no service '{service}'.")
    try:
        at = _minutes(_time_of_day(row.get("arrived") or ""))
        took = float(minutes) if minutes else None
    except ValueError as error:
        raise ArrivalsUnreadable(f"{place}: {error}.") from None
    if took is not None and not 0 <= took < float("inf"):
        raise ArrivalsUnreadable(f"{place}: minutes must be 0 or more, not {minutes}.")
    return Arrival(at, lane, service or None, took)


def _time_of_day(text: str) -> time:
    return time.fromisoformat(text) if ":" in text[:3] else datetime.fromisoformat(text).time()


def _minutes(at: time) -> float:
    return at.hour * 60 + at.minute + (at.second + at.microsecond / 1_000_000) / 60


def visits(
    arrivals: Sequence[Arrival], profile: Profile, chance: random.Random, *, anew: bool
) -> list[Visit]:
    """The day's visits. Services that nobody knows, and all of them when drawn `anew`, are drawn at random.

    They are drawn from the known ones of the same lane, then of the day, and where there are none evenly from
    the profile's typical minutes.
    """
    known = [one for one in arrivals if one.minutes is not None]

    def drawn(lane: str) -> float:
        like = [one.minutes for one in known if one.lane == lane] or [one.minutes for one in known]
        return chance.choice(like) or 0.0 if like else chance.uniform(*profile.queue.typical_service_minutes)

    return [
        Visit(
            one.at,
            one.lane,
            drawn(one.lane) if anew or one.minutes is None else one.minutes,
            _standard(one, profile),
        )
        for one in arrivals
    ]


def _standard(arrival: Arrival, profile: Profile) -> float | None:
    """The minutes of all steps; None where a step counts in days, which no counter is held for."""
    service = profile.service(arrival.service) if arrival.service else None
    steps = [step.standard for step in profile.standard(service)] if service else []
    if not steps or any(step.unit not in MINUTES_OF for step in steps):
        return None
    return sum(step.amount * MINUTES_OF[step.unit] for step in steps)
