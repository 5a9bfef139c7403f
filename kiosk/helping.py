"""Asks for help for whoever stands at this kiosk, and tells how far it is. Nothing is kept here."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Protocol

from kiosk.flow import help_standing
from kiosk.views import PageHelp
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.tickets.wire.assistance import HelpAsked, NewHelp

log = logging.getLogger(__name__)


class HelpDesk(Protocol):
    """The part of the core's API that takes requests for help."""

    def ask_help(self, new: NewHelp, request_id: str) -> HelpAsked:
        """Asks for help; the same request id asks once."""
        ...

    def help_asked(self, help_id: int) -> HelpAsked:
        """How far a request is."""
        ...

    def withdraw_help(self, help_id: int) -> HelpAsked:
        """Takes a request back."""
        ...


class Helping:
    """Help at this kiosk. What does not reach the core is never called sent."""

    def __init__(self, core: HelpDesk) -> None:
        self._core = core

    def ask(self, new: NewHelp, request_id: str) -> PageHelp:
        """Asks for help, with the ticket that was just taken or without one."""
        return _told(lambda: self._core.ask_help(new, request_id))

    def read(self, help_id: int) -> PageHelp:
        """How far the request is."""
        return _told(lambda: self._core.help_asked(help_id))

    def withdraw(self, help_id: int) -> PageHelp:
        """Takes the request back."""
        return _told(lambda: self._core.withdraw_help(help_id))


def _told(ask: Callable[[], HelpAsked]) -> PageHelp:
    try:
        asked = ask()
    except (CoreUnreachable, Refused) as error:
        log.warning("help: %s", error.cause if isinstance(error, Refused) else error.detail)
        return PageHelp(standing=help_standing(None))
    return PageHelp(standing=help_standing(asked.state), id=asked.id)
