"""Sets the blanks of a service's day on the server itself, beside a running core."""

from __future__ import annotations

from queue_core.access.service.administration import actor
from queue_core.foundation.clock import system_clock
from queue_core.foundation.identifiers import WriteRequest, new_request_id
from queue_core.foundation.messages import load_catalogues
from queue_core.foundation.profile import read_profile
from queue_core.foundation.settings import CoreSettings
from queue_core.storage.database import Database
from queue_core.tickets.service import quotas
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.wire.availability import Blanks, BlanksCount


def count_blanks(settings: CoreSettings, service: str, number: int) -> Blanks:
    """Keeps how many blanks there are today. Raises UnknownService, NoBlanks or a DatabaseUnusableError."""
    profile = read_profile(settings.profile)
    database = Database(settings.database)
    try:
        desk = Desk(database, profile, system_clock, "", load_catalogues("queue_core.tickets"))
        write = WriteRequest(new_request_id(), "", actor())
        return quotas.count_blanks(desk, write, service, BlanksCount(number=number))
    finally:
        database.close()
