"""Counts the numbers that are given against the quotas of a service, and keeps the blanks of a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import time

from sqlalchemy import Connection

from queue_core.foundation.identifiers import WriteRequest
from queue_core.foundation.queueing import Quota
from queue_core.tickets.errors import NoBlanks, QuotaUsedUp, UnknownService
from queue_core.tickets.rules.quotas import Limit, Part, hours_at, hours_limit, left
from queue_core.tickets.service.desk import Act, Desk
from queue_core.tickets.store import quota_book
from queue_core.tickets.store.quota_book import ServiceDay
from queue_core.tickets.wire.availability import Blanks, BlanksCount


def take(act: Act, of: ServiceDay, quota: Quota, at: time, children: int) -> None:
    """Counts a number of the day, given for the local time `at`. Raises QuotaUsedUp.

    Each count is taken in one statement that looks at its bound, within the ticket's own transaction: what is
    refused gives everything back.
    """
    connection = act.transaction.connection
    limits = limits_of(connection, of, quota, at, children)
    if of.day != act.day:
        limits.append(Limit(Part.NEXT_DAY, quota.next_day))
    _take(connection, of, limits)


def take_ahead(act: Act, of: ServiceDay, quota: Quota, at: time, children: int) -> None:
    """Counts the number of an appointment on its day, but not on the next day's list. Raises QuotaUsedUp."""
    connection = act.transaction.connection
    _take(connection, of, limits_of(connection, of, quota, at, children))


def give_back(act: Act, of: ServiceDay, quota: Quota, at: time, children: int) -> None:
    """Gives back what was taken for this local time; by the limits of now, if the profile has changed."""
    connection = act.transaction.connection
    for limit in limits_of(connection, of, quota, at, children):
        quota_book.give_back(connection, of, limit)


def count(act: Act, of: ServiceDay, quota: Quota, at: time, children: int) -> None:
    """Counts a place that is not refused, even where none was left: the family stands at the counter."""
    connection = act.transaction.connection
    limits = limits_of(connection, of, quota, at, children)
    _take(connection, of, [replace(limit, most=None) for limit in limits])


def _take(connection: Connection, of: ServiceDay, limits: Iterable[Limit]) -> None:
    for limit in limits:
        if not quota_book.take(connection, of, limit):
            raise QuotaUsedUp(f"No numbers are left for {of.service} ({limit.part}).")


def limits_of(
    connection: Connection, of: ServiceDay, quota: Quota, at: time, children: int = 1
) -> list[Limit]:
    """Every count that a number for this local time of the day takes from."""
    limits = [Limit(Part.DAY, quota.per_day)]
    if (hours := hours_at(at, quota.by_hours)) is not None:
        limits.append(hours_limit(hours))
    if quota.by_blanks:
        limits.append(Limit(Part.BLANKS, quota_book.counted_blanks(connection, of), children))
    return limits


def left_of(connection: Connection, of: ServiceDay, quota: Quota, at: time) -> int | None:
    """How many numbers are left at a local time of the day; None where nothing limits them."""
    return left(limits_of(connection, of, quota, at), quota_book.used(connection, of))


def count_blanks(desk: Desk, write: WriteRequest, key: str, count: BlanksCount) -> Blanks:
    """Keeps how many blanks there are for today's tickets of a service.

    Raises UnknownService, or NoBlanks for a service that is not counted by blanks.
    """
    service = desk.profile.service(key)
    if service is None:
        raise UnknownService(f"There is no service '{key}'.")
    if service.quota is None or not service.quota.by_blanks:
        raise NoBlanks(f"{key} is not counted by blanks.")

    def keep(act: Act) -> Blanks:
        connection = act.transaction.connection
        of = ServiceDay(desk.office, act.day, key)
        quota_book.count_blanks(connection, of, count.number, act.now)
        used = quota_book.used(connection, of).get(Part.BLANKS, 0)
        told = Blanks(service=key, day=act.day, number=count.number, used=used)
        act.record("blanks_counted", blanks=told)
        return told

    return desk.once(write, Blanks, keep)
