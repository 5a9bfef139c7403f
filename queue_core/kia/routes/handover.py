"""HTTP for the end of a file's way: the shelf, telling, papers, signing, handing over, the register."""

from __future__ import annotations

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from queue_core.access.routes import caller
from queue_core.access.rules import ANYBODY
from queue_core.kia.routes.files import FilePath
from queue_core.kia.service import handing, pick_ups, printing, signing, slips, telling
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.pick_ups import LookUps
from queue_core.kia.service.printing import Printed
from queue_core.kia.wire.files import FileHead
from queue_core.kia.wire.handover import (
    Drawing,
    FamilyPhone,
    HandOver,
    NamedPickUp,
    NamedSheet,
    PickUpView,
    ReadyFiles,
    ScannedSlip,
    SignatureCame,
    SignaturePage,
    SignatureSheet,
    SpokenWords,
    ToldFamily,
    WantedPaper,
    WantedRegister,
)
from queue_core.tickets.routes.common import PagePath, write
from queue_core.web.answers import answer, saved
from queue_core.web.description import ApiBlueprint
from queue_core.web.requests import write_request

TAGS = [Tag(name="handover")]
BINARY = {"schema": {"type": "string", "format": "binary"}}


class SpokenQuery(BaseModel):
    """In which language."""

    language: str = Field("id", pattern=r"^[a-z]{2,3}$")


def handover_routes(bureau: Bureau) -> ApiBlueprint:
    """The routes of one file: told, papers, signature, handed over."""
    api = ApiBlueprint("handover", __name__, url_prefix="/api/v1/files/<int:file_id>", abp_tags=TAGS)

    @api.post("/hand-over", responses={200: FileHead}, summary="Hand a file over to a named receiver")
    def hand_over(path: FilePath, body: HandOver) -> Response:
        return answer(handing.hand_over(bureau, write(), caller(), path.file_id, body))

    @api.post("/told", responses={200: FileHead}, summary="The family was told that it is ready")
    def told(path: FilePath, body: ToldFamily) -> Response:
        return answer(telling.tell(bureau, write(), caller(), path.file_id, body))

    @api.post("/phone", responses={200: FamilyPhone}, summary="The family's phone, and a message to it")
    def phone(path: FilePath) -> Response:
        return answer(telling.phone(bureau, write(), path.file_id))

    @api.get("/missing-words", responses={200: SpokenWords}, summary="What is missing, to be read aloud")
    def missing_words(path: FilePath, query: SpokenQuery) -> Response:
        return answer(printing.spoken(bureau, path.file_id, query.language))

    @api.post("/papers", responses={200: {"content": {printing.PDF: BINARY}}}, summary="A paper as PDF")
    def paper(path: FilePath, body: WantedPaper) -> Response:
        return _to_save(printing.paper(bureau, write(), path.file_id, body))

    @api.post("/signature", responses={200: SignatureSheet}, summary="Open a page to sign on")
    def ask_for_signature(path: FilePath) -> Response:
        return answer(signing.ask(bureau, write(), caller(), path.file_id))

    @api.get("/signature", responses={200: SignatureCame}, summary="Whether the receiver has signed")
    def signature(path: FilePath) -> Response:
        return answer(signing.came(bureau, path.file_id))

    return api


def shelf_routes(bureau: Bureau) -> ApiBlueprint:
    """The routes of the shelf, the register, scanned slips, and the page to sign on."""
    api = ApiBlueprint("shelf", __name__, url_prefix="/api/v1", abp_tags=TAGS)

    @api.get("/shelf", responses={200: ReadyFiles}, summary="What waits to be fetched")
    def shelf() -> Response:
        return answer(telling.ready(bureau))

    @api.post("/slips/read", responses={200: FileHead}, summary="The file that a pick-up slip is of")
    def read_slip(body: ScannedSlip) -> Response:
        return answer(slips.find(bureau, body))

    @api.post(
        "/register",
        responses={200: {"content": {printing.PDF: BINARY, printing.XLSX: BINARY}}},
        summary="The register of a month or a year",
    )
    def register(body: WantedRegister) -> Response:
        return _to_save(printing.register_page(bureau, write(), body))

    @api.get("/signatures/<key>", responses={200: SignaturePage}, summary="How far a page to sign on is")
    def signature_page(path: PagePath) -> Response:
        return answer(signing.page(bureau, NamedSheet(key=path.key)))

    @api.post("/signatures/<key>", responses={200: SignaturePage}, summary="Sign, once")
    def sign(path: PagePath, body: Drawing) -> Response:
        named = NamedSheet(key=path.key)
        return answer(signing.sign(bureau, write_request(ANYBODY.actor), named, body))

    return api


def pick_up_routes(bureau: Bureau, look_ups: LookUps) -> ApiBlueprint:
    """The route of a kiosk that is asked whether something is ready."""
    api = ApiBlueprint("pick_ups", __name__, url_prefix="/api/v1/pick-ups", abp_tags=TAGS)

    @api.post("/look", responses={200: PickUpView}, summary="How far what a family came for is")
    def look(body: NamedPickUp) -> Response:
        return answer(pick_ups.look(bureau, caller().actor, body, look_ups))

    return api


def _to_save(printed: Printed) -> Response:
    return saved(printed.name, printed.media_type, printed.content)
