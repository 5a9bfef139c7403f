"""The card of a file as it would be drawn, with CONTOH across it; its numbers are masked as they are here."""

from __future__ import annotations

from devices.cards.drawing import draw_card, preview
from devices.cards.layout import default_layout
from devices.cards.pictures import encode
from queue_core.client.calls import Download
from queue_core.client.card_face import values_of
from queue_core.foundation.messages import load_catalogues
from queue_core.kia.wire.files import FileView
from queue_core.kia.wire.orders import CardFace
from queue_core.officer.file_view import village_name
from queue_core.officer.shift import Core, Shift

LANGUAGE = "id"
"""That of the card."""


def preview_of(shift: Shift, view: FileView, core: Core) -> Download:
    """The front of the card as a picture. Raises Refused or CoreUnreachable."""
    photo = core.photo(view.head.id) if view.photo is not None and view.photo.there else None
    values = values_of(_face(shift, view), load_catalogues("queue_core.client")[LANGUAGE])
    front, *_ = draw_card(default_layout(), values, photo)
    return Download(f"preview-{view.head.id}.png", encode([preview(front)], "PNG"))


def _face(shift: Shift, view: FileView) -> CardFace:
    child = view.draft.child
    told = {name: getattr(child, name) for name in set(CardFace.model_fields) & set(type(child).model_fields)}
    return CardFace.model_validate(
        told
        | {
            "order_id": 0,
            "kind": view.card,
            "village": village_name(shift, child.village),
            "issued_on": shift.today(),
            "valid_until": view.valid_until,
        }
    )
