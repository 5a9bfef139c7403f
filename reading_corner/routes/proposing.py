"""A place on the list of children without a card, as a guardian asks for it. Nothing of it is kept here.

The office answers alike whatever it knows of the child (decision 0032): nobody learns of a child here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from http import HTTPStatus
from typing import Literal, Protocol, TypeVar

from flask import Blueprint, Flask, Response, request
from pydantic import AwareDatetime, BaseModel

from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.foundation.clock import Clock
from queue_core.foundation.errors import InvalidInput
from queue_core.foundation.problem import REQUEST_ID_HEADER
from queue_core.foundation.profile import Village
from queue_core.foundation.toml_model import Frozen
from queue_core.kia.rules.proposals import Purpose
from queue_core.kia.wire.children import ChildName, GuardianConsent
from queue_core.kia.wire.children import Village as VillageCode
from queue_core.kia.wire.proposals import ProposalTaken, ProposedChild, Withdrawal, Withdrawn
from queue_core.kia.wire.subject import Relation, Short, Words
from queue_core.web.answers import answer
from reading_corner.errors import ChildNotTaken, OfficeAway, OfficeBusy
from reading_corner.routes.browsing import Pages, clip_of

Answer = TypeVar("Answer", bound=BaseModel)
SENTENCES = "propose."
"""How the keys of the page's sentences begin."""
LONGEST_AGO = timedelta(hours=1)
"""A consent that is sent again is still the one that was given."""
MOST_AHEAD = timedelta(minutes=1)
"""So far a clock may have been set back since the page was opened."""
RELATIONS = (Relation.MOTHER, Relation.FATHER, Relation.GUARDIAN)


class ProposalDoor(Protocol):
    """The part of the core's API that takes proposals."""

    def propose_child(self, new: ProposedChild, request_id: str) -> ProposalTaken:
        """Hands a child to the office; the same request id hands it over once."""

    def withdraw_proposal(self, wish: Withdrawal) -> Withdrawn:
        """Takes a proposal and its consent back."""


@dataclass(frozen=True)
class ProposingDesk:
    """The office's door for proposals, its villages as far as they are known, and the time."""

    door: ProposalDoor
    villages: Callable[[], tuple[Village, ...]]
    clock: Clock


class Wish(Frozen):
    """What a guardian writes, and that they agree."""

    name: ChildName
    nik: Short = ""
    birth_date: date
    mother: Words = ""
    phone: Short = ""
    village: VillageCode
    by: Words
    relation: Literal[Relation.FATHER, Relation.MOTHER, Relation.GUARDIAN]
    agreed: Literal[True]
    given_at: AwareDatetime

    def proposed(self, now: datetime) -> ProposedChild:
        """As the office takes it. Raises InvalidInput for a consent that was not given just now."""
        if not now - LONGEST_AGO <= self.given_at <= now + MOST_AHEAD:
            raise InvalidInput("given_at: is not within the last hour")
        consent = GuardianConsent(
            by=self.by, relation=self.relation, given_at=self.given_at, purpose=Purpose.CHILDREN_LIST
        )
        told = self.model_dump(exclude={"by", "relation", "agreed", "given_at"})
        return ProposedChild(**told, consent=consent)


def add_proposing(app: Flask, pages: Pages, desk: ProposingDesk) -> None:
    """Adds the page for guardians, and the two calls of its buttons."""
    routes = Blueprint("proposing", __name__)

    @routes.get("/<language>/kia")
    def form(language: str) -> Response:
        words = pages.words(language)
        sentences = {
            key.removeprefix(SENTENCES): text
            for key, text in words.sentences.items()
            if key.startswith(SENTENCES)
        }
        given = {
            "villages": [(village.code, village.name) for village in desk.villages()],
            "relations": [(relation, words.say(f"propose.is_{relation}")) for relation in RELATIONS],
            "sentences": sentences,
            "now": desk.clock().isoformat(),
        }
        clip = clip_of(language, "propose")
        return pages.page("propose", language, words.say("propose.offer"), clip=clip, **given)

    @routes.post("/api/proposals")
    def propose() -> Response:
        wish = Wish.model_validate_json(request.get_data())
        child, request_id = wish.proposed(desk.clock()), request.headers[REQUEST_ID_HEADER]
        taken = _passed_on(lambda: desk.door.propose_child(child, request_id))
        return answer(taken, HTTPStatus.CREATED)

    @routes.post("/api/proposals/withdraw")
    def withdraw() -> Response:
        wish = Withdrawal.model_validate_json(request.get_data())
        return answer(_passed_on(lambda: desk.door.withdraw_proposal(wish)))

    app.register_blueprint(routes)


def _passed_on(call: Callable[[], Answer]) -> Answer:
    """What the core answers. Raises OfficeAway, ChildNotTaken or OfficeBusy."""
    try:
        return call()
    except Refused as refused:
        cause = OfficeBusy if refused.status_code == HTTPStatus.TOO_MANY_REQUESTS else ChildNotTaken
        raise cause from None
    except CoreUnreachable:
        raise OfficeAway from None
