"""The print station's composition root: settings in, a station that can run out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

from devices.cards.drawing import draw_card
from devices.cards.layout import Layout, default_layout, read_layout
from devices.cards.open import open_card_printer
from devices.cards.port import CardPrinter
from devices.errors import DeviceError
from devices.sheets.open import open_sheet_printer
from devices.sheets.port import SheetPrinter
from queue_core.client.api import CoreApi
from queue_core.client.card_face import photo_of, values_of
from queue_core.client.health import HealthTeller
from queue_core.client.token import read_token
from queue_core.foundation.messages import Catalogue, load_catalogues
from queue_core.foundation.settings import PrintStationSettings
from queue_core.kia.wire.orders import CardFace
from queue_core.print_station.errors import CardPrinterNotUsable, SheetPrinterNotUsable
from queue_core.print_station.health import health_of
from queue_core.print_station.loop import Loop
from queue_core.print_station.sheets import SheetStation
from queue_core.print_station.spool import Spool
from queue_core.print_station.station import Station

LANGUAGE = "id"
"""That of the card."""


def build(settings: PrintStationSettings) -> Loop:
    """The station in its loop. Raises TokenMissing, or says which printer, or the book, is not usable."""
    api = CoreApi(settings.core, read_token(settings.token_file))
    printer, draw = _printer(settings), _drawing(settings)
    paper = None if settings.sheet_printer is None else _sheet_printer(settings.sheet_printer)
    station = Station(api, printer, Spool(settings.spool), draw)
    HealthTeller(CoreApi(settings.core, api.token).tell_health, lambda: health_of(printer)).start()
    if paper is not None:
        Loop(SheetStation(CoreApi(settings.core, api.token), paper)).start()
    return Loop(station)


@dataclass(frozen=True)
class Drawing:
    """Draws a card by the layout of the office's blank."""

    layout: Layout
    words: Catalogue

    def __call__(self, face: CardFace) -> Sequence[Image.Image]:
        """The sides of the card. Raises a DeviceError for what cannot be drawn."""
        return draw_card(self.layout, values_of(face, self.words), photo_of(face))


def _printer(settings: PrintStationSettings) -> CardPrinter:
    try:
        return open_card_printer(settings.printer)
    except DeviceError as error:
        raise CardPrinterNotUsable(error.sentence, remedy=error.remedy) from None


def _sheet_printer(address: str) -> SheetPrinter:
    try:
        return open_sheet_printer(address)
    except DeviceError as error:
        raise SheetPrinterNotUsable(error.sentence) from None


def _drawing(settings: PrintStationSettings) -> Drawing:
    try:
        layout = read_layout(settings.layout) if settings.layout else default_layout()
    except DeviceError as error:
        raise CardPrinterNotUsable(error.sentence, remedy=error.remedy) from None
    return Drawing(layout, load_catalogues("queue_core.client")[LANGUAGE])
