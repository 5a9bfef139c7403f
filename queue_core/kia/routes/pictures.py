"""HTTP for a file's photo and scanned papers. Pictures travel as bytes; no answer with one is kept."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response
from flask_openapi3 import RawModel

from queue_core.access.routes import caller
from queue_core.kia.routes.files import PREFIX, TAGS, FilePath
from queue_core.kia.service import photos, scans
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.wire.files import FileHead
from queue_core.kia.wire.pictures import (
    LARGEST_PHOTO,
    LARGEST_SCAN,
    Acceptance,
    OnVersion,
    PhotoPlace,
    ScanOpening,
    ScanPlace,
)
from queue_core.tickets.routes.common import write
from queue_core.web.answers import answer, answer_bytes
from queue_core.web.description import ApiBlueprint

UPLOADS: Mapping[str, int] = {
    f"PUT {PREFIX}/{{file_id}}/photo": LARGEST_PHOTO,
    f"PUT {PREFIX}/{{file_id}}/scans": LARGEST_SCAN,
}
"""The routes whose body is a picture, and how many bytes it may have."""
BYTES = {"type": "string", "format": "binary"}

AS_JPEG = {"description": "OK", "content": {"image/jpeg": {"schema": BYTES}}}
AS_SCAN = {
    "description": "OK",
    "content": {"image/jpeg": {"schema": BYTES}, "application/pdf": {"schema": BYTES}},
}


class Photo(RawModel):
    """A picture in the body."""

    mimetypes = ["image/jpeg", "image/png"]  # noqa: RUF012  so declared by flask-openapi3


class ScannedPaper(RawModel):
    """A picture or a PDF in the body."""

    mimetypes = ["image/jpeg", "image/png", "application/pdf"]  # noqa: RUF012  so declared by flask-openapi3


def photo_routes(bureau: Bureau) -> ApiBlueprint:
    """The routes of a file's photo."""
    api = ApiBlueprint("photos", __name__, url_prefix=f"{PREFIX}/<int:file_id>/photo", abp_tags=TAGS)

    @api.get("", responses={200: AS_JPEG}, summary="The photo as a JPEG")
    def read(path: FilePath) -> Response:
        return answer_bytes(photos.read_photo(bureau, path.file_id), "image/jpeg")

    @api.put("", responses={200: FileHead}, summary="Make the picture in the body the photo")
    def keep(path: FilePath, query: PhotoPlace, raw: Photo) -> Response:
        data = raw.get_data()
        return answer(photos.keep_photo(bureau, write(), caller(), path.file_id, query, data))

    @api.delete("", responses={200: FileHead}, summary="Take the photo away")
    def remove(path: FilePath, query: OnVersion) -> Response:
        return answer(photos.remove_photo(bureau, write(), caller(), path.file_id, query))

    @api.post("/accept", responses={200: FileHead}, summary="Accept a doubtful photo, with a reason")
    def accept(path: FilePath, body: Acceptance) -> Response:
        return answer(photos.accept_photo(bureau, write(), caller(), path.file_id, body))

    return api


def paper_routes(bureau: Bureau) -> ApiBlueprint:
    """The routes of a file's scanned papers."""
    api = ApiBlueprint("scans", __name__, url_prefix=f"{PREFIX}/<int:file_id>/scans", abp_tags=TAGS)

    @api.put("", responses={200: FileHead}, summary="Keep the PDF or picture in the body as a paper's scan")
    def keep(path: FilePath, query: ScanPlace, raw: ScannedPaper) -> Response:
        data = raw.get_data()
        return answer(scans.keep_scan(bureau, write(), caller(), path.file_id, query, data))

    @api.delete("", responses={200: FileHead}, summary="Take a paper's scan away")
    def remove(path: FilePath, query: ScanPlace) -> Response:
        return answer(scans.remove_scan(bureau, write(), caller(), path.file_id, query))

    @api.post("/open", responses={200: AS_SCAN}, summary="A paper's scan, with a reason")
    def open_scan(path: FilePath, body: ScanOpening) -> Response:
        scan = scans.open_scan(bureau, write(), path.file_id, body)
        return answer_bytes(scan.content, scan.kind)

    return api
