"""Asks the core how far something is that a family came to fetch. Nothing is kept here."""

from __future__ import annotations

import logging
from typing import Protocol

from kiosk.flow import PickUpStanding
from kiosk.views import PagePickUp
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.kia.wire.handover import NamedPickUp, PickUpView

log = logging.getLogger(__name__)
TOO_MANY = "too-many-codes"


class PickUpDesk(Protocol):
    """The part of the core's API that tells of what is to be fetched."""

    def look_at_pick_up(self, named: NamedPickUp) -> PickUpView:
        """How far it is."""
        ...


class PickingUp:
    """What families come to fetch at this kiosk, as the core tells of it."""

    def __init__(self, core: PickUpDesk) -> None:
        self._core = core

    def look(self, named: NamedPickUp) -> PagePickUp:
        """How far it is; that the core does not say so is told, too."""
        return PagePickUp(standing=self._standing(named))

    def _standing(self, named: NamedPickUp) -> PickUpStanding:
        try:
            return PickUpStanding(self._core.look_at_pick_up(named).standing)
        except Refused as error:
            log.info("something to fetch was asked for: %s", error.cause)
            return PickUpStanding.TOO_MANY if error.cause == TOO_MANY else PickUpStanding.AWAY
        except CoreUnreachable as error:
            log.warning("something to fetch was asked for: %s", error.detail)
            return PickUpStanding.AWAY
