"""Ten thousand families wait at once: what a call takes, and how much the hall is sent."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

import requests

from benchmarks.empty import beside
from benchmarks.fanout import seed
from benchmarks.figures import Row, milliseconds, percentile
from benchmarks.office import office
from display_board.state import Sound, paint
from queue_core.client.api import CoreApi
from queue_core.client.state import Link, from_snapshot
from queue_core.foundation.profile import read_profile

FAMILIES, CALLS = 10_000, 100
COUNTERS = (1, 3)
"""Both serve the lane of the crowd."""


def measure(folder: Path) -> list[Row]:
    """Calls over HTTP, durable, in a core that tells nobody else."""
    with office(folder, core_only=True, seed=partial(seed, FAMILIES)) as running:
        officers = {number: running.officer(f"crowd{number}") for number in COUNTERS}
        for number, officer in officers.items():
            officer.act(number, "open")
        seconds = []
        for turn in range(CALLS):
            number = COUNTERS[turn % len(COUNTERS)]
            begun = time.perf_counter()
            officers[number].act(number, "call-next")
            seconds.append(time.perf_counter() - begun)
            officers[number].act(number, "no-show")
        bound = beside(running, clients=1)
        snapshot, sent = running.kiosk.snapshot(), _sent(running.kiosk)
    profile = read_profile(running.settings.core.profile)
    link = Link(state=from_snapshot(snapshot), connected=True, at=snapshot.at, waits=snapshot.waits)
    page = paint(link, profile, "id", Sound(), 0.0).model_dump_json()
    waited = f"{FAMILIES} wait"
    return [
        Row(
            f"call next while {waited}",
            f"p50 {milliseconds(percentile(seconds, 0.5))}, p99 {milliseconds(percentile(seconds, 0.99))}",
            bound,
        ),
        Row(f"the board's page while {waited}", f"{len(page) / 1000:.1f} kB a change"),
        Row(
            f"a snapshot of the hall while {waited}",
            f"{sent / 1000:.0f} kB",
            "once for each connection",
        ),
    ]


def _sent(api: CoreApi) -> int:
    """How many bytes a snapshot is on its way."""
    headers = {"Authorization": f"Bearer {api.token}"}
    answer = requests.get(f"{api.address}/api/v1/snapshot", headers=headers, stream=True, timeout=60)
    return len(answer.raw.read())
