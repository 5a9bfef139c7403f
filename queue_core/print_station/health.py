"""How this station is, for the list of devices."""

from __future__ import annotations

from importlib.metadata import version

from devices.cards.port import CardPrinter
from queue_core.access.wire import DeviceHealth

READY = "ready"


def health_of(printer: CardPrinter) -> DeviceHealth:
    """What the core is told: whether the printer would print, or what keeps it."""
    problem = printer.status().problem
    return DeviceHealth(version=version("kerak-telor"), printer=problem.value if problem else READY)
