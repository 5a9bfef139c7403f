"""Imported first of all by a program that serves pages: what it does not need costs no time at its start."""

from __future__ import annotations

import gc
import sys


def start_on_gevent() -> None:
    """Puts gevent under the standard library; nothing else may be imported before.

    It spares a start of a second about a third: the search for garbage in what is only being built, until
    `garbage.settle`; aiohttp, which python-socketio loads for a client that no such program has; and gevent's
    question to every installed package whether it wants to hear of this.
    """
    gc.disable()
    sys.modules["aiohttp"] = None  # type: ignore[assignment]  # None makes its import fail, which is expected there
    from gevent import events, monkey

    events.notify_and_call_entry_points = events.notify  # type: ignore[attr-defined]  # not in its types
    monkey.patch_all()
