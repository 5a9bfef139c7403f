"""What the room of objections refuses, each with what to do instead."""

from __future__ import annotations

from http import HTTPStatus

from queue_core.foundation.errors import KerakError


class UnknownObjection(KerakError):
    """There is no such objection."""

    slug = "unknown-objection"
    status = HTTPStatus.NOT_FOUND
    title = "There is no such objection"
    remedy = "Choose one of those in /api/v1/objections."


class AlreadyDecided(KerakError):
    """Somebody has decided the objection before."""

    slug = "already-decided"
    status = HTTPStatus.CONFLICT
    title = "This objection is decided already"
    remedy = "Read the objection anew; the first decision stands."


class OwnService(KerakError):
    """The objection is about a service of the one who would decide it."""

    slug = "own-service"
    status = HTTPStatus.CONFLICT
    title = "Nobody decides about a service of their own"
    remedy = "Ask another head of section or the Camat to decide."
