"""Reads what came in, strictly: JSON objects, or bytes where a route takes them; an id on every write."""

from __future__ import annotations

import hashlib
import json
import re

from flask import request

from queue_core.foundation.identifiers import WriteRequest
from queue_core.foundation.problem import REQUEST_ID_HEADER
from queue_core.web.problems import MalformedRequest

LARGEST_BODY = 64 * 1024
REQUEST_ID = re.compile(r"^[A-Za-z0-9_-]{8,80}$")
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def require_readable(upload: int | None = None) -> None:
    """Raises MalformedRequest for a write whose body is not a JSON object or that has no request id.

    `upload` is for a route that takes bytes: how many at most; what they are the route finds out.
    """
    if request.method not in WRITES:
        return
    if not REQUEST_ID.match(request.headers.get(REQUEST_ID_HEADER, "")):
        raise MalformedRequest(
            f"A write needs the header {REQUEST_ID_HEADER} with 8 to 80 letters, digits, - or _.",
            remedy="Make a new UUID for each write and send it again with the same one on a retry.",
        )
    if upload is not None:
        request.max_content_length = upload
    body = request.get_data()
    if body and upload is None:
        _require_object(body)


def _require_object(body: bytes) -> None:
    if not request.is_json:
        raise MalformedRequest("The body is not declared as application/json.")
    try:
        value = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as error:  # also bad UTF-8, and a number of too many digits
        raise MalformedRequest(f"The body is not JSON in UTF-8: {type(error).__name__}.") from None
    if not isinstance(value, dict):
        raise MalformedRequest("The body is not a JSON object.")


def write_request(actor: str) -> WriteRequest:
    """The write that is being asked for, with a digest of who asks for what."""
    query = request.query_string.decode("latin-1")
    path = f"{request.path}?{query}" if query else request.path
    what = hashlib.sha256(f"{actor} {request.method} {path}\n".encode())
    what.update(request.get_data())
    return WriteRequest(request.headers[REQUEST_ID_HEADER], what.hexdigest(), actor)
