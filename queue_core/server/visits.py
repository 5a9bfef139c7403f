"""What keeps a visit open beside its ticket: a function of each room above the tickets that knows of it."""

from __future__ import annotations

from typing import Final

from queue_core.feedback.service import is_unsettled
from queue_core.kia.service.unfinished import documents_of, has_unfinished
from queue_core.tickets.service.desk import DocumentsOf, StillOpen

STILL_OPEN: Final[tuple[StillOpen, ...]] = (has_unfinished, is_unsettled)
DOCUMENTS: Final[DocumentsOf] = documents_of
