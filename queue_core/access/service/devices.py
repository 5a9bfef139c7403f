"""Which devices are connected and how they are. In memory: after a restart each tells again within a minute.

Decision 0013 says why this writes no row.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from queue_core.access import store
from queue_core.access.rules import Principal, Role, is_silent
from queue_core.access.service.door import Door
from queue_core.access.wire import DeviceHealth, Devices, DeviceView


class _Telling(NamedTuple):
    health: DeviceHealth
    at: datetime
    monotonic: float


class DeviceWatch:
    """Who is connected now, and what each device told last; ages are real, whatever the office's clock."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._connections: dict[str, str] = {}
        self._told: dict[str, _Telling] = {}

    def came(self, connection: str, principal: Principal) -> None:
        """Counts a live connection of a device."""
        self._connections[connection] = principal.actor

    def left(self, connection: str) -> None:
        """Forgets a connection that has ended."""
        self._connections.pop(connection, None)

    def tell(self, door: Door, principal: Principal, health: DeviceHealth) -> DeviceHealth:
        """Keeps what a device tells of itself."""
        self._told[principal.actor] = _Telling(health, door.clock(), self._monotonic())
        return health

    def hears(self, name: str) -> bool:
        """Whether a device has told of itself lately: it runs, and may be at work."""
        told = self._told.get(f"device:{name}")
        return told is not None and not is_silent(timedelta(seconds=self._monotonic() - told.monotonic))

    def devices(self, door: Door) -> Devices:
        """Every enrolled device as far as it is known."""
        rows = door.database.read(lambda connection: store.devices(connection, door.office))
        views = (self._view(row.name, Role(row.role)) for row in rows if row.revoked_at is None)
        return Devices(at=door.clock(), devices=tuple(views))

    def _view(self, name: str, role: Role) -> DeviceView:
        actor = f"device:{name}"
        told = self._told.get(actor)
        age = timedelta(seconds=self._monotonic() - told.monotonic) if told else None
        return DeviceView(
            name=name,
            role=role,
            connected=actor in self._connections.values(),
            silent=is_silent(age),
            last_seen=told and told.at,
            health=told and told.health,
        )
