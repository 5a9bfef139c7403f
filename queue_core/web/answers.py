"""Sends a message of the wire as JSON, a picture as bytes, or a file to be saved."""

from __future__ import annotations

import gzip
from http import HTTPStatus

from flask import Response, request
from pydantic import BaseModel

PACKED_FROM = 10_000
"""Bytes: what is shorter is not worth the work."""
FASTEST = 1


def answer(message: BaseModel, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """The message as an HTTP answer that nobody keeps."""
    return Response(
        message.model_dump_json(),
        status,
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )


def answer_packed(message: BaseModel) -> Response:
    """The same, packed for whoever takes that: for a message that is long because it says much alike."""
    response = answer(message)
    response.vary.add("Accept-Encoding")
    if len(response.data) >= PACKED_FROM and request.accept_encodings["gzip"] > 0:
        response.data = gzip.compress(response.data, FASTEST)
        response.content_encoding = "gzip"
    return response


def answer_bytes(content: bytes, kind: str) -> Response:
    """A picture or a document as an HTTP answer that nobody keeps, and no browser takes for a page."""
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'; sandbox"}
    return Response(content, content_type=kind, headers=headers)


def saved(name: str, media_type: str, content: bytes) -> Response:
    """A file to be saved under a name that tells nobody anything personal, and kept by nobody else."""
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, content_type=media_type, headers=headers)
