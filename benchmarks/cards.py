"""What drawing a card costs a processor, with photo and QR code, beside the QR code alone."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

from PIL import Image
from qrcode.main import QRCode

from benchmarks.figures import Row, milliseconds
from devices.cards.drawing import draw_card
from devices.cards.layout import Layout, default_layout

CARDS = 100
LINK = "https://antrean.example/k/3f9c2b7a1d"
LONG = "Siti Nur'aini Rahmawati Kusumaningtyas 'Abdurrahman Wahid al-Farizi"
USUAL = "Banyumas, 05-03-2020"
CODE = {"kind": "qr", "value": "code", "x": 60, "y": 28, "width": 20, "height": 20}


def measure() -> list[Row]:
    """Cards a second on one core: a long name, usual texts, a photo of 600 by 800, a QR code on the back."""
    layout = Layout.model_validate({**default_layout().model_dump(), "back": [CODE]})
    values = {name: USUAL for name in layout.names} | {"name": LONG, "code": LINK}
    photo = io.BytesIO()
    Image.effect_noise((600, 800), 60).convert("RGB").save(photo, "JPEG")
    card = _processor_seconds(lambda: draw_card(layout, values, photo.getvalue()))
    code = _processor_seconds(_code)
    return [
        Row(
            "a card drawn, photo and QR code, on one core",
            f"{milliseconds(card)}, {1 / card:.0f}/s",
            f"its QR code alone: {milliseconds(code)}, ratio {card / code:.1f}",
        )
    ]


def _code() -> None:
    code = QRCode(image_factory=None)
    code.add_data(LINK)
    code.make(fit=True)


def _processor_seconds(work: Callable[[], object]) -> float:
    work()
    begun = time.process_time()
    for _ in range(CARDS):
        work()
    return (time.process_time() - begun) / CARDS
