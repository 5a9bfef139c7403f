"""Finds the driver of a printer by its address, `KIND:REST`.

A driver is a module of `devices.printing.drivers` with `open_driver(rest)`: a new printer model
is one new file there, and no other change.
"""

from importlib import import_module
from pkgutil import iter_modules

from devices.errors import UnknownPrinter
from devices.printing import drivers
from devices.printing.port import SlipPrinter


def open_printer(address: str) -> SlipPrinter:
    """The printer at this address; opening it sends nothing."""
    kind, _, rest = address.partition(":")
    known = {module.name for module in iter_modules(drivers.__path__)}
    if kind not in known:
        raise UnknownPrinter(address, known)
    printer: SlipPrinter = import_module(f"{drivers.__name__}.{kind}").open_driver(rest)
    return printer
