"""HTTP for what is held about a person, and for who did what to a file. A NIK travels in the body alone."""

from __future__ import annotations

from flask import Response

from queue_core.access.routes import caller
from queue_core.kia.routes.files import PREFIX, TAGS, FilePath
from queue_core.kia.service import people
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.wire.people import ExportWish, FileHistory, PersonExport
from queue_core.tickets.routes.common import write
from queue_core.web.answers import answer
from queue_core.web.description import ApiBlueprint


def people_routes(bureau: Bureau) -> ApiBlueprint:
    """The routes that tell what is held, and what was done with it."""
    api = ApiBlueprint("people", __name__, abp_tags=TAGS)

    @api.post(
        "/api/v1/people/export", responses={200: PersonExport}, summary="All that is held about a person"
    )
    def export(body: ExportWish) -> Response:
        return answer(people.export(bureau, write(), caller(), body))

    @api.get(
        f"{PREFIX}/<int:file_id>/history", responses={200: FileHistory}, summary="Who did what to a file"
    )
    def history(path: FilePath) -> Response:
        return answer(people.history(bureau, path.file_id))

    return api
