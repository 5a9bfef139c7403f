"""HTTP for children whom the reading corner proposes: its own door, and the officers'."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from queue_core.kia.service import proposals, proposing
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.proposing import Pace
from queue_core.kia.wire.proposals import (
    ProposalHead,
    ProposalList,
    ProposalTaken,
    ProposedChild,
    Striking,
    Withdrawal,
    Withdrawn,
)
from queue_core.tickets.routes.common import LARGEST_ID, write
from queue_core.web.answers import answer
from queue_core.web.description import ApiBlueprint

LARGEST_PAGE = 10_000
PREFIX = "/api/v1/children/proposals"


class ProposalPath(BaseModel):
    """A proposal by its id."""

    proposal_id: int = Field(ge=1, le=LARGEST_ID)


class ProposalsQuery(BaseModel):
    """Which page."""

    page: int = Field(default=1, ge=1, le=LARGEST_PAGE)


def proposal_routes(bureau: Bureau, pace: Pace) -> ApiBlueprint:
    """The routes of the reading corner, at its pace, and of the officers who check."""
    api = ApiBlueprint("proposals", __name__, url_prefix=PREFIX, abp_tags=[Tag(name="children")])
    _corner_routes(api, bureau, pace)
    _officer_routes(api, bureau)
    return api


def _corner_routes(api: ApiBlueprint, bureau: Bureau, pace: Pace) -> None:
    @api.post("", responses={201: ProposalTaken}, summary="Propose a child for the list")
    def propose(body: ProposedChild) -> Response:
        return answer(proposing.propose(bureau, pace, write(), body), HTTPStatus.CREATED)

    @api.post("/withdraw", responses={200: Withdrawn}, summary="Take a proposal and its consent back")
    def withdraw(body: Withdrawal) -> Response:
        return answer(proposing.withdraw(bureau, pace, write(), body))


def _officer_routes(api: ApiBlueprint, bureau: Bureau) -> None:
    @api.get("", responses={200: ProposalList}, summary="Proposed children that are to be checked")
    def waiting(query: ProposalsQuery) -> Response:
        return answer(proposals.waiting(bureau, query.page))

    @api.post(
        "/<int:proposal_id>/confirm", responses={200: ProposalHead}, summary="Put the child onto the list"
    )
    def confirm(path: ProposalPath) -> Response:
        return answer(proposals.confirm(bureau, write(), path.proposal_id))

    @api.post("/<int:proposal_id>/strike", responses={200: ProposalHead}, summary="Strike a proposal off")
    def strike(path: ProposalPath, body: Striking) -> Response:
        return answer(proposals.strike(bureau, write(), path.proposal_id, body))
