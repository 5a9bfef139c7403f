"""HTTP for the children without a card: the list, imports, who has a card. Names travel in bodies alone."""

from __future__ import annotations

from http import HTTPStatus
from typing import Self

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field, model_validator

from queue_core.access.routes import caller
from queue_core.kia.rules.coverage import MONTH
from queue_core.kia.rules.listing import ListedState
from queue_core.kia.service import importing, listing
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.coverage import coverage
from queue_core.kia.wire.children import (
    ChildHead,
    ChildList,
    Closing,
    Coverage,
    FileForChild,
    ImportPart,
    ImportView,
    NewChild,
    NewImport,
    Village,
)
from queue_core.kia.wire.files import FileHead
from queue_core.tickets.routes.common import LARGEST_ID, write
from queue_core.web.answers import answer
from queue_core.web.description import ApiBlueprint

LARGEST_PAGE = 10_000


class ChildPath(BaseModel):
    """A child of the list by its id."""

    child_id: int = Field(ge=1, le=LARGEST_ID)


class ImportPath(BaseModel):
    """An import by its id."""

    import_id: int = Field(ge=1, le=LARGEST_ID)


class ChildrenQuery(BaseModel):
    """Which children: in a state, of a village, a page of them."""

    state: ListedState = ListedState.WITHOUT_CARD
    village: Village | None = None
    page: int = Field(default=1, ge=1, le=LARGEST_PAGE)


class CoverageQuery(BaseModel):
    """At the end of which month; of which village the months are; whether it is to be published."""

    month: str | None = Field(default=None, pattern=MONTH)
    village: Village | None = None
    public: bool = False

    @model_validator(mode="after")
    def _no_village_in_public(self) -> Self:
        if self.public and self.village is not None:
            raise ValueError("the months of a village are not published")
        return self


def children_routes(bureau: Bureau) -> ApiBlueprint:
    """The routes of the list and of who has a card."""
    api = ApiBlueprint("children", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="children")])

    @api.get("/children", responses={200: ChildList}, summary="Children of the list, their numbers masked")
    def listed(query: ChildrenQuery) -> Response:
        return answer(listing.listed(bureau, query.state, query.village, query.page))

    @api.post("/children", responses={201: ChildHead}, summary="Put a child onto the list")
    def add(body: NewChild) -> Response:
        return answer(listing.add(bureau, write(), body), HTTPStatus.CREATED)

    @api.post(
        "/children/<int:child_id>/close", responses={200: ChildHead}, summary="Take a child off the list"
    )
    def close(path: ChildPath, body: Closing) -> Response:
        return answer(listing.close(bureau, write(), path.child_id, body))

    @api.post("/children/<int:child_id>/file", responses={201: FileHead}, summary="Open a file for a child")
    def open_file(path: ChildPath, body: FileForChild) -> Response:
        opened = listing.open_file(bureau, write(), caller(), path.child_id, body)
        return answer(opened, HTTPStatus.CREATED)

    @api.get("/coverage", responses={200: Coverage}, summary="Who has a card, by village and month by month")
    def owned(query: CoverageQuery) -> Response:
        return answer(coverage(bureau, query.month, query.village, public=query.public))

    return api


def import_routes(bureau: Bureau) -> ApiBlueprint:
    """The routes by which a file comes onto the list."""
    tags = [Tag(name="children")]
    api = ApiBlueprint("child_imports", __name__, url_prefix="/api/v1/children/imports", abp_tags=tags)

    @api.post("", responses={200: ImportView}, summary="Begin the import of a file, or go on with it")
    def begin(body: NewImport) -> Response:
        return answer(importing.begin(bureau, write(), body))

    @api.post(
        "/<int:import_id>/rows", responses={200: ImportView}, summary="Take the next rows onto the list"
    )
    def take(path: ImportPath, body: ImportPart) -> Response:
        return answer(importing.take(bureau, write(), path.import_id, body))

    return api
