"""Plays an office's own procedure: a family at the counter, its file, and who does what to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from queue_core.access.rules import Role
from queue_core.foundation.profile import read_profile
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.wire.counters import CounterWork
from tests.core.office import Office, open_office
from tests.kia.filing import Filing, draft, filing_in, give_photo
from tests.kia.ordering import Ordering

OFFICER, HEAD, OPERATOR, CAMAT = Role.OFFICER, Role.HEAD_OF_SECTION, Role.SIAK_OPERATOR, Role.CAMAT


@dataclass
class Play:
    """An office in the course of a procedure."""

    filing: Filing
    counter: int = 1

    @property
    def work(self) -> CounterWork:
        """What the counter is at."""
        return self.office.take(self.counter)

    @property
    def office(self) -> Office:
        return self.filing.api.office

    def receive(self, service: str, reason: str | None = None) -> int:
        """A family takes a number, is called and hands its papers over; the id of its ticket."""
        ticket = self.office.issue(service, reason).ticket
        counters = self.office.profile.counters
        self.counter = next(one.number for one in counters if one.serves(ticket.lane, service))
        self.office.take(self.counter)
        self.office.call(self.counter)
        self.office.act(Verb.START, self.counter)
        assert ticket.id is not None
        return ticket.id

    def step_done(self) -> list[str]:
        """The running step is done; the steps as far as they have begun."""
        return [step.step for step in self.office.act(Verb.STEP_DONE, self.counter).steps]

    def file(self, kind: str, ticket_id: int, papers: list[str], **child: object) -> dict[str, Any]:
        """A file of this ticket with a whole draft and a photo, submitted."""
        head = self.filing.open(kind, ticket_id)
        head = self.filing.done(self.filing.write(head, draft(papers, **child)))
        give_photo(self.office, head["id"])
        return self.move(head, "submit")

    def move(self, head: dict[str, Any], action: str, by: Role = OFFICER, **more: str) -> dict[str, Any]:
        return self.filing.done(self.filing.move(head, action, by, **more))

    def recorded(self, head: dict[str, Any]) -> dict[str, Any]:
        """A submitted file that was verified, validated where the office does so, and entered in SIAK."""
        head = self.move(head, "verify")
        kind = self.office.profile.files.kind(head["kind"])
        if kind is not None and kind.validated:
            head = self.move(head, "validate", HEAD)
        return self.move(head, "record", OPERATOR)

    @cached_property
    def cards(self) -> Ordering:
        """The orders of cards, with a packet of blanks."""
        return Ordering(self.filing)

    def head(self, head: dict[str, Any]) -> dict[str, Any]:
        """The file as it is now."""
        found: dict[str, Any] = self.filing.read(head)["head"]
        return found

    def hand_over(self, head: dict[str, Any], **receipt: object) -> dict[str, Any]:
        return self.filing.done(self.filing.hand_over(head, receipt=receipt))

    def refused(self, head: dict[str, Any], action: str, by: Role = OFFICER) -> str:
        """The action is refused: the stable name of why."""
        answer = self.filing.move(head, action, by)
        assert answer.status_code in {403, 409, 422}, answer.text
        return str(answer.get_json(force=True)["type"]).rsplit(":", 1)[1]

    def local(self, instant: str) -> datetime:
        """An instant as the office's clock shows it."""
        return datetime.fromisoformat(instant).astimezone(self.office.profile.office.zone)


@contextmanager
def playing(staffed: Path, folder: Path) -> Iterator[Play]:
    """The office of a profile, staffed; the template is named after the profile."""
    with open_office(staffed, folder, profile=read_profile(staffed.stem)) as office:
        yield Play(filing_in(office))
