"""Children to propose from the reading corner, all of a province that there is not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from werkzeug.test import TestResponse

from queue_core.access.rules import Role
from tests.core.office import MORNING
from tests.kia.children import child
from tests.kia.filing import Filing

PROPOSALS = "/api/v1/children/proposals"


def consent(at: datetime = MORNING, **more: object) -> dict[str, Any]:
    """The mother's, given in the corner."""
    agreed = {"by": "Sulastri", "relation": "mother", "purpose": "children_list"}
    return {**agreed, "given_at": at.isoformat(), **more}


def proposed(number: int = 1, **more: object) -> dict[str, Any]:
    """A child as the corner sends it."""
    return {**child(number), "consent": consent(), **more}


def propose(
    filing: Filing, number: int = 1, role: Role = Role.READING_CORNER, **more: object
) -> TestResponse:
    """The corner proposes a child."""
    return filing.api.send("POST", PROPOSALS, role, json=proposed(number, **more))


def take_back(filing: Filing, key: str) -> TestResponse:
    """The corner takes a proposal back."""
    return filing.api.send("POST", f"{PROPOSALS}/withdraw", Role.READING_CORNER, json={"key": key})


def waiting(filing: Filing) -> dict[str, Any]:
    """What an officer sees."""
    return filing.done(filing.api.send("GET", PROPOSALS, Role.OFFICER))


def newest(filing: Filing) -> dict[str, Any]:
    """The proposal that came last."""
    view: dict[str, Any] = waiting(filing)["proposals"][-1]
    return view


def confirm(filing: Filing, proposal_id: int, role: Role = Role.OFFICER) -> TestResponse:
    """An officer confirms a proposal."""
    return filing.api.send("POST", f"{PROPOSALS}/{proposal_id}/confirm", role)


def strike(filing: Filing, proposal_id: int, why: str = "wrong") -> TestResponse:
    """An officer strikes a proposal off."""
    return filing.api.send("POST", f"{PROPOSALS}/{proposal_id}/strike", Role.OFFICER, json={"why": why})
