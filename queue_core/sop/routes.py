"""HTTP for the clocks of the whole office: disturbances and closing days."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from queue_core.access.routes import caller
from queue_core.sop.service import closings, disturbances
from queue_core.sop.service.compliance import compliance
from queue_core.sop.service.timing import Keeper
from queue_core.sop.wire import (
    Closings,
    ClosingView,
    Compliances,
    Disturbances,
    DisturbanceView,
    Lifting,
    NewClosing,
    NewDisturbance,
)
from queue_core.web.answers import answer
from queue_core.web.description import ApiBlueprint
from queue_core.web.requests import write_request


class DisturbancePath(BaseModel):
    """A disturbance by its id."""

    disturbance_id: int = Field(ge=1, le=2**63 - 1)


class DaysQuery(BaseModel):
    """From the first day to the last."""

    first: date | None = Field(default=None, alias="from")
    last: date | None = Field(default=None, alias="to")


class DayPath(BaseModel):
    """A day as the office's calendar names it."""

    day: date


def sop_routes(keeper: Keeper) -> ApiBlueprint:
    """The routes of disturbances and closing days."""
    api = ApiBlueprint("sop", __name__, url_prefix="/api/v1/sop", abp_tags=[Tag(name="sop")])

    @api.get("/disturbances", responses={200: Disturbances}, summary="The disturbances that last")
    def running() -> Response:
        return answer(disturbances.running_disturbances(keeper))

    @api.post("/disturbances", responses={201: DisturbanceView}, summary="Pause every clock of a service")
    def declare(body: NewDisturbance) -> Response:
        view = disturbances.declare(keeper, write_request(caller().actor), body)
        return answer(view, HTTPStatus.CREATED)

    @api.post(
        "/disturbances/<int:disturbance_id>/lift",
        responses={200: DisturbanceView},
        summary="Let the clocks of a service run again",
    )
    def lift(path: DisturbancePath, body: Lifting) -> Response:
        write = write_request(caller().actor)
        return answer(disturbances.lift(keeper, write, path.disturbance_id, body))

    @api.get("/closings", responses={200: Closings}, summary="The office's own closing days")
    def closing_days() -> Response:
        return answer(closings.closings(keeper))

    @api.post("/closings", responses={201: ClosingView}, summary="Close a day, or the rest of today")
    def close_day(body: NewClosing) -> Response:
        view = closings.close_day(keeper, write_request(caller().actor), body)
        return answer(view, HTTPStatus.CREATED)

    @api.post("/closings/<day>/withdraw", responses={200: ClosingView}, summary="Open a day again")
    def withdraw(path: DayPath) -> Response:
        return answer(closings.withdraw(keeper, write_request(caller().actor), path.day))

    @api.get("/compliance", responses={200: Compliances}, summary="How well the standard was kept")
    def kept(query: DaysQuery) -> Response:
        return answer(compliance(keeper, query.first, query.last))

    return api
