"""The people of a played morning, each a client of the real programs: families at the kiosk, officers."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from queue_core.client.api import CoreApi, direct_session
from queue_core.client.problems import Refused
from queue_core.demo.script import Family, Script
from queue_core.foundation.identifiers import new_request_id
from queue_core.foundation.problem import REQUEST_ID_HEADER
from queue_core.tickets.rules.life import TicketState, Verb
from queue_core.tickets.wire.counters import CounterWork

SECONDS_TO_ANSWER = 10
LOOK_AGAIN = timedelta(seconds=30)


@dataclass
class Tally:
    """What the people of the morning did themselves, counted outside the programs."""

    issued: int = 0
    served: int = 0
    no_shows: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str) -> None:
        """Counts one."""
        with self.lock:
            setattr(self, what, getattr(self, what) + 1)


@dataclass(frozen=True)
class Stage:
    """What the people share: the pace, the script, the tally, and whether more families will come."""

    speed: float
    script: Script
    tally: Tally
    stopped: threading.Event
    all_came: threading.Event

    def wait(self, played: timedelta) -> None:
        """Lets played time pass; less when the morning is broken off."""
        self.stopped.wait(played.total_seconds() / self.speed)


def families_come(stage: Stage, kiosk: str, families: Sequence[Family]) -> None:
    """Every family takes its ticket at the kiosk, as its page does."""
    passed = timedelta()
    for family in families:
        stage.wait(family.comes_after - passed)
        passed = family.comes_after
        if stage.stopped.is_set():
            return
        answer = direct_session().post(
            f"{kiosk}/api/tickets",
            json=family.wish.model_dump(),
            headers={REQUEST_ID_HEADER: new_request_id()},
            timeout=SECONDS_TO_ANSWER,
        )
        answer.raise_for_status()
        stage.tally.count("issued")
    stage.all_came.set()


def officer_works(stage: Stage, api: CoreApi, counter: int) -> None:
    """An officer calls and serves until all have come and nobody waits; then closes the counter."""
    api.act(counter, "open")
    services = 0
    while not stage.stopped.is_set():
        nobody_will_come = stage.all_came.is_set()
        work = _call(api, counter)
        if work is None:
            if nobody_will_come:
                api.act(counter, "close")
                return
            stage.wait(LOOK_AGAIN)
            continue
        _serve(stage, api, counter)
        services += 1
        pause = stage.script.break_after(services)
        if pause is not None:
            api.act(counter, "break")
            stage.wait(pause)
            api.act(counter, "open")


def _call(api: CoreApi, counter: int) -> CounterWork | None:
    try:
        return api.act(counter, "call-next")
    except Refused as error:
        if error.cause == "nobody-waiting":
            return None
        raise


def _serve(stage: Stage, api: CoreApi, counter: int) -> None:
    stage.wait(stage.script.takes("walk"))
    if stage.script.does_not_come():
        api.act(counter, Verb.RECALL)
        stage.wait(stage.script.takes("walk"))
        api.act(counter, "no-show")
        stage.tally.count("no_shows")
        return
    work = api.act(counter, Verb.START)
    while work.ticket is not None and work.ticket.state is TicketState.SERVING:
        running = [step for step in work.steps if step.finished_at is None]
        if not running:
            work = api.act(counter, Verb.FINISH)
            stage.tally.count("served")
            return
        stage.wait(stage.script.takes(running[0].step))
        work = api.act(counter, "step-done")
