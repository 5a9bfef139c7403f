"""A folder as the hopper of a printer: one PNG a card, and a log of what befell each.

`ORDER.JOB.png` is the card of a job; put out again after a crash it is the same file, so two files with
one order are two cards. `log.jsonl` has a line for each event, written before it is told. One program at a
time owns a folder.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class Event(StrEnum):
    """What befell a card."""

    taken = "taken"
    """The printer has its bytes."""
    out = "out"
    """It came out."""
    twice = "twice"
    """It came out twice."""
    nothing = "nothing"
    """The printer calls it done, and nothing came out."""
    lost = "lost"
    """It is forgotten, and nothing came out."""
    refused = "refused"
    """It ended without a card."""
    cancelled = "cancelled"
    """It was cancelled before it came out."""


@dataclass
class Job:
    """One card: the number of its order, and the last that befell it."""

    number: int
    order: str
    last: Event


class Hopper:
    """The folder, which is made when needed. OSErrors are its caller's."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._now = now
        self.jobs = _read(folder / "log.jsonl")

    def take(self, order: str, picture: bytes) -> Job:
        """Keep the bytes of a new job."""
        (self._folder / "feed").mkdir(parents=True, exist_ok=True)
        job = Job(len(self.jobs) + 1, order, Event.taken)
        self._fed(job).write_bytes(picture)
        self._log(job, Event.taken)
        self.jobs[job.number] = job
        return job

    def end(self, job: Job, event: Event) -> None:
        """Let a job end like this, with the card or cards that come of it."""
        fed = self._fed(job)
        if event is Event.twice and fed.exists():
            (self._folder / f"{job.order}.{job.number:06d}-again.png").write_bytes(fed.read_bytes())
        if event in (Event.out, Event.twice) and fed.exists():
            fed.replace(self._folder / f"{job.order}.{job.number:06d}.png")
        self._log(job, event)
        fed.unlink(missing_ok=True)

    def _fed(self, job: Job) -> Path:
        return self._folder / "feed" / f"{job.number:06d}.png"

    def _log(self, job: Job, event: Event) -> None:
        line = {"at": self._now().isoformat(), "job": job.number, "order": job.order, "event": event}
        with (self._folder / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")
            log.flush()
            os.fsync(log.fileno())
        job.last = event


def cards_out(folder: Path) -> list[str]:
    """The numbers of the orders whose cards lie in the hopper, once for each card."""
    return sorted(card.name.split(".")[0] for card in folder.glob("*.png"))


def cards_inside(folder: Path) -> list[str]:
    """The numbers of the orders whose cards the printer has and has not put out.

    By the log: bytes upon which a printer lost its power, before it had them, are no card.
    """
    return [job.order for job in _read(folder / "log.jsonl").values() if job.last is Event.taken]


def _read(log: Path) -> dict[int, Job]:
    jobs: dict[int, Job] = {}
    if log.exists():
        for line in log.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            jobs[entry["job"]] = Job(entry["job"], entry["order"], Event(entry["event"]))
    return jobs
