"""The people of a played morning, each a client of the real programs: families at the kiosk, officers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from queue_core.client.api import CoreApi, direct_session
from queue_core.client.problems import Refused
from queue_core.demo.cards import CardFile, Supplies
from queue_core.demo.script import Family, Script
from queue_core.demo.tally import Tally
from queue_core.foundation.errors import KerakError
from queue_core.foundation.identifiers import new_request_id
from queue_core.foundation.problem import REQUEST_ID_HEADER
from queue_core.tickets.rules.life import TicketState, Verb
from queue_core.tickets.wire.counters import CounterWork

SECONDS_TO_ANSWER = 10
LOOK_AGAIN = timedelta(seconds=30)
TAKEN_OVER, GONE_HOME = ("counter-not-yours", "counter-not-open"), "nothing-at-counter"


class NoNumber(KerakError):
    """A family of the played morning got no number."""

    slug = "no-number"
    title = "A family of the morning got no number"
    remedy = "See log/kiosk.log in the folder."


@dataclass(frozen=True)
class Stage:
    """What the people share: pace, script, supplies, tally, and whether more families will come."""

    speed: float
    script: Script
    kinds: Mapping[str, str]
    """By service, the kind of file that leads to a card."""
    supplies: Supplies
    tally: Tally
    stopped: threading.Event
    all_came: threading.Event

    def wait(self, played: timedelta, since: float | None = None) -> None:
        """Lets played time pass, from now on or since a moment; less when the morning is broken off."""
        gone = 0 if since is None else time.monotonic() - since
        self.stopped.wait(max(played.total_seconds() / self.speed - gone, 0))


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
        ticket = answer.json()
        if ticket["number"] is None:
            raise NoNumber(f"The kiosk answered '{ticket['ending']}'.")
        stage.tally.issued.add(ticket["number"])
    stage.all_came.set()


def officer_works(stage: Stage, api: CoreApi, counter: int) -> None:
    """An officer calls and serves until all have come and nobody waits; then closes the counter.

    Where a visitor takes the counter over, the officer leaves it to them.
    """
    try:
        _work(stage, api, counter)
    except Refused as error:
        if error.cause not in TAKEN_OVER:
            raise
        stage.tally.given_up.add(counter)


def _work(stage: Stage, api: CoreApi, counter: int) -> None:
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
        with _family_may_go_home():
            _serve(stage, api, counter, work)
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


@contextmanager
def _family_may_go_home() -> Iterator[None]:
    """A visitor gives the called number up on the phone: nothing is at the counter any more."""
    try:
        yield
    except Refused as error:
        if error.cause != GONE_HOME:
            raise


def _serve(stage: Stage, api: CoreApi, counter: int, work: CounterWork) -> None:
    number = work.ticket.number if work.ticket else ""
    stage.wait(stage.script.takes("walk"))
    if stage.script.does_not_come():
        api.act(counter, Verb.RECALL)
        stage.wait(stage.script.takes("walk"))
        api.act(counter, "no-show")
        stage.tally.no_shows.add(number)
        return
    work = api.act(counter, Verb.START)
    file = _card_file(stage, api, work)
    while work.ticket is not None and work.ticket.state is TicketState.SERVING:
        running = [step for step in work.steps if step.finished_at is None]
        if not running:
            work = api.act(counter, Verb.FINISH)
            stage.tally.served.add(number)
            return
        began, step = time.monotonic(), running[0].step
        if file is not None:
            file.act(step)
        stage.wait(stage.script.takes(step), since=began)
        work = api.act(counter, "step-done")


def _card_file(stage: Stage, api: CoreApi, work: CounterWork) -> CardFile | None:
    """The file of a family that comes for a card."""
    ticket = work.ticket
    if ticket is None or (kind := stage.kinds.get(ticket.service or "")) is None:
        return None
    return CardFile(api, stage.supplies, kind, ticket, stage.tally, stage.stopped)
