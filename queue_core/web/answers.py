"""Sends a message of the wire as JSON."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response
from pydantic import BaseModel


def answer(message: BaseModel, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """The message as an HTTP answer that nobody keeps."""
    return Response(
        message.model_dump_json(),
        status,
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )
