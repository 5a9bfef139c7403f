"""Finds the driver of a card printer by its address, `KIND:REST`.

A driver is a module of `devices.cards.drivers` with `open_driver(rest)`: `virtual:FOLDER`, `cups:QUEUE`
or `ipp://HOST:PORT/PATH`.
"""

from importlib import import_module
from pkgutil import iter_modules

from devices.cards import drivers
from devices.cards.port import CardPrinter
from devices.errors import UnknownPrinter


def open_card_printer(address: str) -> CardPrinter:
    """The printer at this address; opening it asks nothing of it. Raises UnknownPrinter or BadAddress."""
    kind, _, rest = address.partition(":")
    known = {module.name for module in iter_modules(drivers.__path__)}
    if kind not in known:
        raise UnknownPrinter(address, known)
    printer: CardPrinter = import_module(f"{drivers.__name__}.{kind}").open_driver(rest)
    return printer
