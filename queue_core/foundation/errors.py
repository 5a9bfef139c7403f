"""The base of every error that a person may read: what happened, and what to do about it."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import ClassVar


class KerakError(Exception):
    """Something that a person must know of. A subclass names one cause.

    `slug` is the cause's stable name, on the wire and in docs/api.md; `title` says it in three words,
    the message says what happened in this case, `remedy` what to do, `come_at` from when on it can be done,
    `retry_after` in how many seconds it may be tried again.
    """

    slug: ClassVar[str] = "internal"
    status: ClassVar[HTTPStatus] = HTTPStatus.INTERNAL_SERVER_ERROR
    title: ClassVar[str] = "Something went wrong"
    remedy: ClassVar[str] = "Try again; if it happens again, call the technician."

    def __init__(
        self,
        detail: str = "",
        *,
        remedy: str = "",
        come_at: datetime | None = None,
        retry_after: int | None = None,
    ) -> None:
        self.detail = detail or self.title
        self.come_at = come_at
        self.what_to_do = remedy or self.remedy
        self.retry_after = retry_after
        super().__init__(f"{self.detail} {self.what_to_do}".strip())

    @property
    def in_full(self) -> str:
        """What a terminal tells: the cause by its title, what happened, what to do."""
        return str(self) if self.detail == self.title else f"{self.title}: {self}"


class InvalidInput(KerakError):
    """What was sent does not have the shape or the values that this place takes."""

    slug = "invalid-input"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The input is not valid"
    remedy = "Correct what is named and send it again."


class NotFound(KerakError):
    """There is nothing at this address."""

    slug = "not-found"
    status = HTTPStatus.NOT_FOUND
    title = "Not found"
    remedy = "Check the address or the number."


class RequestIdReused(KerakError):
    """The same request id came with another content."""

    slug = "request-id-reused"
    status = HTTPStatus.CONFLICT
    title = "The request id was used before"
    remedy = "Make a new request id for a new request."


class StorageUnavailable(KerakError):
    """The database could not keep the change; nothing of it was written."""

    slug = "storage-unavailable"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    title = "The change could not be saved"
    remedy = "Try again in a moment. If it stays so, free disk space on the server or call the technician."


class SettingsInvalid(KerakError):
    """The settings file or the office profile cannot be used as it is."""

    slug = "settings-invalid"
    title = "The settings are not valid"
    remedy = "Correct the lines named above."
