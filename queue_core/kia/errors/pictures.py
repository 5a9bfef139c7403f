"""What is refused about photos and scanned papers, each with what an officer does about it."""

from __future__ import annotations

from http import HTTPStatus

from queue_core.foundation.errors import KerakError


class NotAPicture(KerakError):
    """What was sent is no JPEG and no PNG, whatever its name says."""

    slug = "not-a-picture"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "That is not a picture"
    remedy = "Send a JPEG or a PNG; a phone's HEIC has to be saved as JPEG first."


class NotAScan(KerakError):
    """What was sent is no PDF, no JPEG and no PNG, whatever its name says."""

    slug = "not-a-scan"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "That is not a scanned paper"
    remedy = "Send a PDF, a JPEG or a PNG."


class PictureDamaged(KerakError):
    """The picture or the PDF is cut off or spoiled."""

    slug = "picture-damaged"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The picture is damaged"
    remedy = "Copy or scan it again, or take it anew."


class PictureMoves(KerakError):
    """The picture is an animation."""

    slug = "picture-moves"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The picture moves"
    remedy = "Send one that stands still."


class PictureTooLarge(KerakError):
    """The picture has more pixels than are read."""

    slug = "picture-too-large"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The picture has too many pixels"
    remedy = "Make it smaller, or scan with fewer dots."


class PictureTooSmall(KerakError):
    """The picture has too few pixels."""

    slug = "picture-too-small"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "The picture has too few pixels"
    remedy = "Take it from nearer, or scan with more dots."


class PhotoNotAsked(KerakError):
    """Nothing that comes of this file bears a photo."""

    slug = "photo-not-asked"
    status = HTTPStatus.CONFLICT
    title = "No photo belongs to this file"
    remedy = "Keep it out; where it is a paper of the family's, scan it as one."


class NoPhoto(KerakError):
    """The file has no photo."""

    slug = "no-photo"
    status = HTTPStatus.NOT_FOUND
    title = "The file has no photo"
    remedy = "Take one at the counter, or read it from a file."


class PhotoMissing(KerakError):
    """The card bears a photo, and the file has none."""

    slug = "photo-missing"
    status = HTTPStatus.CONFLICT
    title = "The photo is missing"
    remedy = "Take one at the counter, or hand the file back as incomplete."


class PhotoDoubtful(KerakError):
    """Something speaks against the photo, and nobody said why it is good enough."""

    slug = "photo-doubtful"
    status = HTTPStatus.CONFLICT
    title = "The photo is doubtful"
    remedy = "Take it anew, or accept it with a reason."


class NoScan(KerakError):
    """The file has no scan of this paper."""

    slug = "no-scan"
    status = HTTPStatus.NOT_FOUND
    title = "This paper was not scanned"
    remedy = "Choose one of the file's scans."
