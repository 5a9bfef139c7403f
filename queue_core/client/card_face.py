"""What stands on a card, as the layout places it. Pure: the core's face comes in, texts come out."""

from __future__ import annotations

import base64
from datetime import date

from queue_core.foundation.messages import Catalogue
from queue_core.kia.wire.orders import CardFace

DATE = "%d-%m-%Y"


def values_of(face: CardFace, words: Catalogue) -> dict[str, str]:
    """The text of every field that a layout may place, by its name; those of docs/card-layout.md."""
    return {
        "nik": face.nik,
        "name": face.name,
        "birth": words.say("card.birth", place=face.birth_place, date=_date(face.birth_date)),
        "sex": words.say(f"card.sex.{face.sex}"),
        "family_card": face.family_card,
        "head_of_family": face.head_of_family,
        "birth_certificate": face.birth_certificate,
        "religion": face.religion,
        "citizenship": face.citizenship,
        "address": words.say("card.address", address=face.address, village=face.village),
        "valid_until": _date(face.valid_until),
        "issued": _date(face.issued_on),
    }


def photo_of(face: CardFace) -> bytes | None:
    """The photo as a JPEG; None for a card without one."""
    return None if face.photo is None else base64.b64decode(face.photo)


def _date(day: date) -> str:
    return f"{day:{DATE}}"
