"""The core's composition root: settings in, a served application out."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from functools import partial
from queue import Queue

from flask import Flask
from flask_socketio import SocketIO

from queue_core.access.service.devices import DeviceWatch
from queue_core.access.service.door import Door
from queue_core.foundation.clock import Clock, FastClock, system_clock
from queue_core.foundation.messages import load_catalogues
from queue_core.foundation.profile import Profile, read_profile
from queue_core.foundation.settings import CoreSettings
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.erasing import erase_overdue
from queue_core.kia.service.indexing import index_what_is_not
from queue_core.kia.service.scans import destroy_overdue
from queue_core.printing.service import Printroom, forget_overdue
from queue_core.server.app import create_app
from queue_core.server.chain import Chain
from queue_core.server.meters import Meters
from queue_core.server.pools import database_offload, hashing_offload, making_offload
from queue_core.server.presence import Presence, watch_counters
from queue_core.server.push import Outbox, Push
from queue_core.server.sockets import Sockets
from queue_core.server.visits import DOCUMENTS, STILL_OPEN
from queue_core.server.wary import WaryClock
from queue_core.server.watch import ClockWatch, DayWatch, NightWork, ScrubWatch
from queue_core.server.websocket import lead_others_past, send_plainly
from queue_core.storage import ledger
from queue_core.storage.database import Database
from queue_core.storage.keys import open_seal
from queue_core.storage.seal import Seal
from queue_core.storage.vouching import Vouchers, vouchers
from queue_core.tickets.routes.tickets import Play
from queue_core.tickets.service.attendance import Lookout
from queue_core.tickets.service.desk import Desk
from queue_core.web.serve import at_end

PING_SECONDS = 10
"""Phones, boards and consoles hear a pulse or a heartbeat every 3 s; this only finds the dead connections."""


def build(settings: CoreSettings) -> Flask:
    """The application with its push running. Raises a DatabaseUnusableError or SettingsInvalid."""
    profile = read_profile(settings.profile)
    seal = open_seal(settings.database)
    outbox: Outbox = Queue()
    meters = Meters()
    database = Database(
        settings.database, offload=database_offload(), committed=outbox.put, measured=meters.measured
    )
    clock = _clock(settings, database, profile)
    desk = _desk(settings, database, profile, clock)
    door = Door(database, profile.office.key, clock, hashing_offload())
    play = Play(settings.demonstration_speed, settings.demonstration_start is not None)
    index_what_is_not(Bureau(desk, seal))
    watch = DeviceWatch(time.monotonic)
    app = create_app(desk, door, play, watch, meters, seal, making_offload())
    socketio = SocketIO(app, async_mode="gevent", ping_interval=PING_SECONDS, ping_timeout=PING_SECONDS)
    send_plainly(socketio)
    lead_others_past(app, socketio)
    push = Push(socketio, desk, outbox, play.speed)
    presence = Presence(clock, silence=timedelta(seconds=PING_SECONDS) * play.speed)
    Sockets(door, push.pages, watch, meters, presence).register(socketio)
    push.start()
    ClockWatch(socketio, desk.keeper, door.offload, play.speed).start()
    hold = timedelta(seconds=profile.queue.hold_seconds) * play.speed
    lookout = Lookout(presence.sighting, core_since=clock(), hold=hold)
    watch_counters(socketio, desk, lookout)
    chain = Chain(socketio, database, seal)
    chain.start()
    at_end(app, chain.cover_some)
    wary, destroying = _wary(settings, desk), _destroying(desk, seal)
    DayWatch(socketio, desk, play.speed, wary, works=(chain.tell_head,), destroying=destroying).start()
    ScrubWatch(socketio, desk, play.speed).start()
    return app


def _desk(settings: CoreSettings, database: Database, profile: Profile, clock: Clock) -> Desk:
    return Desk(
        database=database,
        profile=profile,
        clock=clock,
        public_address=(settings.public_address or profile.office.public_address).rstrip("/"),
        catalogues=load_catalogues("queue_core.tickets"),
        still_open=STILL_OPEN,
        documents=DOCUMENTS,
    )


def _destroying(desk: Desk, seal: Seal) -> tuple[NightWork, ...]:
    """What the work of a night destroys: scans, files, and sheets that were printed."""
    printroom = Printroom(desk.database, desk.office, desk.clock)
    return (
        partial(destroy_overdue, desk),
        partial(erase_overdue, Bureau(desk, seal)),
        lambda _pause: forget_overdue(printroom),
    )


def _wary(settings: CoreSettings, desk: Desk) -> WaryClock:
    """A played clock never jumps, its start was chosen."""
    clock = desk.clock
    if settings.demonstration_start is not None:
        return WaryClock(lambda: _by_itself(clock()), lambda _: Vouchers())
    return WaryClock(lambda: (clock(), time.monotonic()), partial(vouchers, desk.database, desk.office))


def _by_itself(played: datetime) -> tuple[datetime, float]:
    """A played clock is its own measure: two looks at it would lie apart by its speed."""
    return played, played.timestamp()


def _clock(settings: CoreSettings, database: Database, profile: Profile) -> Clock:
    start = settings.demonstration_start
    if start is None:
        return system_clock
    last = database.read(lambda c: ledger.latest_instant(c, profile.office.key))
    return FastClock(max(start, last) if last else start, settings.demonstration_speed)
