"""What is refused about papers, signatures and handing over, each with what an officer does about it."""

from __future__ import annotations

from http import HTTPStatus

from queue_core.foundation.errors import KerakError


class ReceiverNeeded(KerakError):
    """Nothing is handed over by a bare move."""

    slug = "receiver-needed"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "Nothing is handed over without its receiver"
    remedy = "Hand over at /api/v1/files/{file_id}/hand-over, with receiver, proof and signature."


class ShelfNeeded(KerakError):
    """The office makes nothing ready without its place."""

    slug = "shelf-needed"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "It needs a place on the shelf"
    remedy = "Say where it lies, such as A-12."


class SignatureMissing(KerakError):
    """The receiver has not signed on the screen."""

    slug = "signature-missing"
    status = HTTPStatus.CONFLICT
    title = "The signature has not come"
    remedy = "Let the receiver sign on the phone, at the kiosk, or on the printed receipt."


class UnknownSignature(KerakError):
    """There is no such page to sign on."""

    slug = "unknown-signature"
    status = HTTPStatus.NOT_FOUND
    title = "There is no such page to sign on"
    remedy = "Scan or type the code at the counter again."


class SignatureOver(KerakError):
    """The page was signed on already, its time is over, or its file has changed."""

    slug = "signature-over"
    status = HTTPStatus.CONFLICT
    title = "This page is closed"
    remedy = "Let the officer ask for the signature again."


class SlipNotOurs(KerakError):
    """What was scanned was not printed by this office, or was changed."""

    slug = "slip-not-ours"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This is no pick-up slip of this office"
    remedy = "Find the file by its NIK, and ask for another proof."


class OtherSlip(KerakError):
    """The slip is a good one, of another file."""

    slug = "other-slip"
    status = HTTPStatus.CONFLICT
    title = "The slip is of another file"
    remedy = "Scan the slip of this file, or take another proof."


class NoPhone(KerakError):
    """The file holds no phone of the family."""

    slug = "no-phone"
    status = HTTPStatus.CONFLICT
    title = "The file holds no phone number"
    remedy = "Tell the family in person, or write the number by a correction."
