"""HTTP for sheets of paper: a program orders them, the print station takes, prints and tells."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from flask import Response
from flask_openapi3 import RawModel, Tag
from pydantic import BaseModel, Field

from queue_core.access.routes import caller
from queue_core.printing import service
from queue_core.printing.service import Printroom
from queue_core.printing.wire import LARGEST_SHEETS, NewSheets, SheetsHead, SheetsList, ToldSheets
from queue_core.web.answers import answer, answer_bytes
from queue_core.web.description import ApiBlueprint
from queue_core.web.requests import write_request

PREFIX = "/api/v1/sheets"
PDF = "application/pdf"
UPLOADS: Mapping[str, int] = {f"POST {PREFIX}": LARGEST_SHEETS}
"""The route whose body is a PDF, and how many bytes it may have."""
AS_PDF = {"description": "OK", "content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}


class SheetsPath(BaseModel):
    """An order of sheets by its id."""

    sheets_id: int = Field(ge=1, le=2**63 - 1)


class Paper(RawModel):
    """A PDF in the body."""

    mimetypes = [PDF]  # noqa: RUF012  so declared by flask-openapi3


def sheet_routes(room: Printroom) -> ApiBlueprint:
    """The routes of sheets."""
    api = ApiBlueprint("sheets", __name__, url_prefix=PREFIX, abp_tags=[Tag(name="sheets")])

    @api.post("", responses={201: SheetsHead}, summary="Have the PDF in the body printed on paper")
    def order(query: NewSheets, raw: Paper) -> Response:
        made = service.order(room, write_request(caller().actor), query, raw.get_data())
        return answer(made, HTTPStatus.CREATED)

    @api.get("", responses={200: SheetsList}, summary="Sheets that were ordered, and how far they are")
    def listed() -> Response:
        return answer(service.listed(room, caller()))

    @api.get("/<int:sheets_id>/paper", responses={200: AS_PDF}, summary="What is to be printed")
    def paper(path: SheetsPath) -> Response:
        return answer_bytes(service.paper(room, caller(), path.sheets_id), PDF)

    @api.post(
        "/<int:sheets_id>/take", responses={200: SheetsHead}, summary="Take sheets: one station gets them"
    )
    def take(path: SheetsPath) -> Response:
        return answer(service.take(room, write_request(caller().actor), caller(), path.sheets_id))

    @api.post("/<int:sheets_id>/outcome", responses={200: SheetsHead}, summary="Say what became of sheets")
    def outcome(path: SheetsPath, body: ToldSheets) -> Response:
        write = write_request(caller().actor)
        return answer(service.outcome(room, write, caller(), path.sheets_id, body))

    @api.post("/<int:sheets_id>/again", responses={200: SheetsHead}, summary="Have sheets printed once more")
    def again(path: SheetsPath) -> Response:
        return answer(service.again(room, write_request(caller().actor), path.sheets_id))

    return api
