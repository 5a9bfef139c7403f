"""The kiosk's composition root: settings in, a served application out."""

from __future__ import annotations

import logging
from pathlib import Path

from flask import Flask

from devices.errors import DeviceError
from devices.printing.open import open_printer
from devices.printing.port import SlipPrinter
from kiosk.alone import Alone
from kiosk.app import create_app
from kiosk.book import Book
from kiosk.entering import Entering
from kiosk.errors import BookNotUsable, PrinterNotUsable
from kiosk.flow import Timing
from kiosk.health import WatchedPrinter
from kiosk.helping import Helping
from kiosk.looking import Looking
from kiosk.offers import Offers
from kiosk.officetime import OfficeTime
from kiosk.picking_up import PickingUp
from kiosk.reports import SlipReporter
from kiosk.settling import Settling
from kiosk.signing import Signing
from kiosk.visits import Visits
from kiosk.watch import CoreWatch
from queue_core.client.api import CoreApi
from queue_core.client.health import HealthTeller
from queue_core.client.link import LiveLink
from queue_core.client.token import read_token
from queue_core.foundation.settings import KioskSettings

log = logging.getLogger(__name__)


def check(settings: KioskSettings) -> None:
    """Raises TokenMissing or PrinterNotUsable: what would keep this kiosk from working."""
    read_token(settings.token_file)
    open_slip_printer(settings.printer)


def build(settings: KioskSettings) -> Flask:
    """The application, with its link to the core listening."""
    token = read_token(settings.token_file)
    core, listener = CoreApi(settings.core, token, insists=False), CoreApi(settings.core, token)
    book = open_book(settings.book)
    alone = Alone(book, OfficeTime(book))
    watch = CoreWatch(listener.office, Offers(core.availability), alone)
    printer, reporter = WatchedPrinter(open_slip_printer(settings.printer)), SlipReporter(core)
    visits = Visits(core, printer, reporter, alone, watch)
    timing = Timing(idle_seconds=settings.idle_seconds)
    app = create_app(watch, visits, Helping(core), Looking(core), PickingUp(core), Signing(core), timing)
    LiveLink(listener, watch.changed).start()
    entering = Entering(CoreApi(settings.core, token), alone, reporter, lambda: watch.is_connected)
    Settling(book, settings.book, entering.start).start()
    HealthTeller(CoreApi(settings.core, token).tell_health, lambda: printer.health(alone.health())).start()
    return app


def open_book(path: Path) -> Book:
    """The kiosk's book; one in memory while the disk takes none: the kiosk still serves beside its core."""
    try:
        return Book(path)
    except BookNotUsable as error:
        log.error("no numbers will be given without the core: %s %s", error.detail, error.remedy)
        return Book(None)


def open_slip_printer(address: str) -> SlipPrinter:
    """The printer at this address. Raises PrinterNotUsable."""
    try:
        return open_printer(address)
    except DeviceError as error:
        raise PrinterNotUsable(error.sentence, remedy=error.remedy) from None
