"""The kiosk's composition root: settings in, a served application out."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from devices.errors import DeviceError
from devices.printing.open import open_printer
from devices.printing.port import SlipPrinter
from kiosk.app import create_app
from kiosk.errors import PrinterNotUsable, TokenMissing
from kiosk.flow import Timing
from kiosk.reports import SlipReporter
from kiosk.visits import Visits
from kiosk.watch import CoreWatch
from queue_core.client.api import CoreApi
from queue_core.client.link import LiveLink
from queue_core.foundation.settings import KioskSettings


def check(settings: KioskSettings) -> None:
    """Raises TokenMissing or PrinterNotUsable for what would keep this kiosk from working."""
    read_token(settings.token_file)
    open_slip_printer(settings.printer)


def build(settings: KioskSettings) -> Flask:
    """The application, with its link to the core listening."""
    token = read_token(settings.token_file)
    core = CoreApi(settings.core, token)
    listener = CoreApi(settings.core, token)
    watch = CoreWatch(listener.office)
    visits = Visits(core, open_slip_printer(settings.printer), SlipReporter(core))
    app = create_app(watch, visits, Timing(idle_seconds=settings.idle_seconds))
    LiveLink(listener, watch.changed).start()
    return app


def read_token(path: Path) -> str:
    """This device's token. Raises TokenMissing when the file is absent, unreadable or empty."""
    try:
        token = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it does not hold a token"
        raise TokenMissing(f"{path}: {why}.") from None
    if not token:
        raise TokenMissing(f"{path}: the file is empty.")
    return token


def open_slip_printer(address: str) -> SlipPrinter:
    """The printer at this address. Raises PrinterNotUsable."""
    try:
        return open_printer(address)
    except DeviceError as error:
        raise PrinterNotUsable(error.sentence, remedy=error.remedy) from None
