"""Turns every refusal and fault into application/problem+json (RFC 9457), never with a traceback."""

from __future__ import annotations

import logging
from http import HTTPStatus

from flask import Flask, Response
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from werkzeug.exceptions import HTTPException

from queue_core.foundation.errors import InvalidInput, KerakError, NotFound
from queue_core.foundation.problem import MEDIA_TYPE, TYPE_PREFIX, Problem

log = logging.getLogger(__name__)


class MalformedRequest(InvalidInput):
    """The request is not what HTTP and JSON allow here."""

    slug = "malformed-request"
    status = HTTPStatus.BAD_REQUEST
    title = "The request cannot be read"
    remedy = "Send a JSON object in UTF-8."


class TooLarge(InvalidInput):
    """The body is larger than any request of this API."""

    slug = "too-large"
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    title = "The request is too large"
    remedy = "Send only what the API asks for."


class MethodNotAllowed(NotFound):
    """The address exists, but not for this method."""

    slug = "method-not-allowed"
    status = HTTPStatus.METHOD_NOT_ALLOWED
    title = "This address does not take that method"
    remedy = "See /api/v1/openapi.json."


def problem_of(error: KerakError) -> Problem:
    """The error as it travels."""
    return Problem(
        type=TYPE_PREFIX + error.slug,
        title=error.title,
        status=error.status,
        detail=error.detail,
        remedy=error.what_to_do,
        come_at=error.come_at,
    )


def problem_response(error: KerakError) -> Response:
    """The error as an HTTP answer."""
    body = problem_of(error).model_dump_json(exclude_none=True)
    response = Response(body, error.status, content_type=MEDIA_TYPE)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def validation_problem(error: ValidationError) -> Response:
    """Every mistake of a request in one answer, without repeating what was sent."""
    return problem_response(InvalidInput("; ".join(map(_mistake, error.errors()))))


def _mistake(item: ErrorDetails) -> str:
    # the place of an unknown word ends with the word itself
    known = item["loc"][:-1] if item["type"] == "extra_forbidden" else item["loc"]
    return f"{'.'.join(map(str, known)) or 'body'}: {item['msg']}"


def answer_with_problems(app: Flask) -> None:
    """Makes the app answer every error as a problem."""

    @app.errorhandler(KerakError)
    def _refusal(error: KerakError) -> Response:
        return problem_response(error)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Response:
        if error.response is not None and isinstance(error.response, Response):
            return error.response
        return problem_response(_of_http(error))

    @app.errorhandler(Exception)
    def _fault(error: Exception) -> Response:
        log.error("a request failed", exc_info=error)
        return problem_response(KerakError())


def _of_http(error: HTTPException) -> KerakError:
    match error.code:
        case HTTPStatus.NOT_FOUND:
            return NotFound()
        case HTTPStatus.METHOD_NOT_ALLOWED:
            return MethodNotAllowed()
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return TooLarge()
        case _:
            return MalformedRequest(error.description or "")
