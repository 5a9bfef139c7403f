"""Cards of made-up children, and a layout with everything that a layout can have."""

from __future__ import annotations

import io

from PIL import Image

from devices.cards.layout import Layout, default_layout

NIK = "9999014503200001"
LINK = "https://antrean.example/k/3f9c2b7a1d"
LONG = "Siti Nur'aini Raḥmawati Kusumaningtyas 'Abdurraḥmān al-Fārizī"
VALUES = {
    "nik": NIK,
    "name": "Budi",
    "birth": "Banyumas, 05-03-2020",
    "sex": "Perempuan",
    "family_card": "9999010101200001",
    "head_of_family": "Sukarno",
    "birth_certificate": "9999-LU-05032020-0001",
    "religion": "Islam",
    "citizenship": "WNI",
    "address": "Jalan Raya Kembaran 12 RT 003 RW 002, Ledug, Kembaran",
    "valid_until": "05-03-2025",
    "issued": "Banyumas, 28-11-2026",
    "code": LINK,
}


def with_back() -> Layout:
    """The default layout with a QR code on the back."""
    front = default_layout().model_dump()
    return Layout.model_validate(
        {**front, "back": [{"kind": "qr", "value": "code", "x": 60, "y": 28, "width": 20, "height": 20}]}
    )


def photo(colour: str = "steelblue", size: tuple[int, int] = (240, 320)) -> bytes:
    """A photo of one colour."""
    data = io.BytesIO()
    Image.new("RGB", size, colour).save(data, "JPEG")
    return data.getvalue()
