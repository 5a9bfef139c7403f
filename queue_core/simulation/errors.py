"""Why a day cannot be played."""

from __future__ import annotations

from queue_core.foundation.errors import KerakError


class ArrivalsUnreadable(KerakError):
    """The file of arrivals does not have the columns or values that it should."""

    slug = "arrivals-unreadable"
    title = "The arrivals cannot be read"
    remedy = "See 'kerak simulate' in docs/operations.md for the columns."


class NothingToSimulate(KerakError):
    """Nobody came on that day, as far as the office's book or the file tells."""

    slug = "nothing-to-simulate"
    title = "Nobody came on that day"
    remedy = "Choose another day, or give a file of arrivals with --csv."
