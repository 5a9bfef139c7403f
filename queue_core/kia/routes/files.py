"""HTTP for files: open, write, read, find; take in hand, move, agree. A NIK travels in bodies alone."""

from __future__ import annotations

from http import HTTPStatus
from typing import Self

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field, model_validator

from queue_core.access.routes import caller
from queue_core.kia.rules.life import FileState
from queue_core.kia.service import alike, moving, reading, searching, writing
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.wire.files import (
    Agreement,
    AskedMove,
    FileHead,
    FileList,
    FileSearch,
    FileView,
    Hold,
    NewFile,
    OtherChild,
    Refusal,
    Revealed,
    Revealing,
    WrittenDraft,
)
from queue_core.tickets.routes.common import LARGEST_ID, write
from queue_core.web.answers import answer
from queue_core.web.description import ApiBlueprint

PREFIX = "/api/v1/files"
TAGS = [Tag(name="files")]


class FilePath(BaseModel):
    """A file by its id."""

    file_id: int = Field(ge=1, le=LARGEST_ID)


class FilesQuery(BaseModel):
    """Which files: in a state, of a ticket, waiting for a second person, or all of these.

    Those that are urgent, or wait for the camat's signature, are asked for alone.
    """

    state: FileState | None = None
    ticket_id: int | None = Field(default=None, ge=1, le=LARGEST_ID)
    asked: bool = False
    urgent: bool = False
    to_sign: bool = False

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if self.state is None and self.ticket_id is None and not (self.asked or self.urgent or self.to_sign):
            raise ValueError("name a state or a ticket_id, or ask for those asked about, urgent or to sign")
        return self


def _listed(bureau: Bureau, query: FilesQuery) -> FileList:
    if query.to_sign:
        return reading.to_sign(bureau)
    if query.urgent:
        return reading.urgent(bureau)
    return reading.listed(bureau, query.state, query.ticket_id, asked=query.asked)


def file_routes(bureau: Bureau) -> ApiBlueprint:
    """The routes that open, write, read and find files."""
    api = ApiBlueprint("files", __name__, url_prefix=PREFIX, abp_tags=TAGS)

    @api.get(
        "", responses={200: FileList}, summary="Files in a state, of a ticket, asked about, urgent or to sign"
    )
    def listed(query: FilesQuery) -> Response:
        return answer(_listed(bureau, query))

    @api.post("", responses={201: FileHead}, summary="Open a file")
    def open_file(body: NewFile) -> Response:
        return answer(writing.open_file(bureau, write(), caller(), body), HTTPStatus.CREATED)

    @api.post("/search", responses={200: FileList}, summary="Files by NIK or by name")
    def search(body: FileSearch) -> Response:
        return answer(searching.search(bureau, write(), body))

    @api.get("/<int:file_id>", responses={200: FileView}, summary="A whole file, its numbers masked")
    def read(path: FilePath) -> Response:
        return answer(reading.read(bureau, caller(), path.file_id))

    @api.put("/<int:file_id>/draft", responses={200: FileHead}, summary="Write what a file says")
    def write_draft(path: FilePath, body: WrittenDraft) -> Response:
        return answer(writing.write_draft(bureau, write(), caller(), path.file_id, body))

    @api.post("/<int:file_id>/reveal", responses={200: Revealed}, summary="One number in full, with a reason")
    def reveal(path: FilePath, body: Revealing) -> Response:
        return answer(reading.reveal(bureau, write(), path.file_id, body))

    return api


def file_acts(bureau: Bureau) -> ApiBlueprint:
    """The routes that put a file into somebody's hands and move it."""
    api = ApiBlueprint("file_acts", __name__, url_prefix=f"{PREFIX}/<int:file_id>", abp_tags=TAGS)

    @api.post("/hold", responses={200: FileHead}, summary="Take a file in hand")
    def hold(path: FilePath, body: Hold) -> Response:
        return answer(writing.hold(bureau, write(), caller(), path.file_id, body))

    @api.post("/release", responses={200: FileHead}, summary="Let a file go")
    def release(path: FilePath) -> Response:
        return answer(writing.release(bureau, write(), caller(), path.file_id))

    @api.post("/moves", responses={200: FileHead}, summary="Move a file, or ask for what takes two people")
    def move(path: FilePath, body: AskedMove) -> Response:
        return answer(moving.move(bureau, write(), caller(), path.file_id, body))

    @api.post("/agree", responses={200: FileHead}, summary="Do what somebody else asked for")
    def agree(path: FilePath, body: Agreement) -> Response:
        return answer(moving.agree(bureau, write(), caller(), path.file_id, body))

    @api.post("/decline", responses={200: FileHead}, summary="Leave it as it is")
    def decline(path: FilePath, body: Refusal) -> Response:
        return answer(moving.decline(bureau, write(), caller(), path.file_id, body))

    @api.post("/other-child", responses={200: FileHead}, summary="Another file is of another child")
    def other_child(path: FilePath, body: OtherChild) -> Response:
        return answer(alike.tell_apart(bureau, write(), caller(), path.file_id, body))

    return api
