"""Clients that outlast an outage: a write is sent again, under its own id, until the core has answered."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import requests
from pydantic import BaseModel

from queue_core.client.api import SECONDS_TO_ANSWER, TRIES, CoreApi
from queue_core.client.problems import CoreUnreachable

SECONDS_TO_GET_THROUGH = 300.0
"""Longer than all kills take: a write may meet one killed core after another, and on a busy machine few
of them live as long as a picture takes. What still waits when the last one lives on hangs."""
SECONDS_BETWEEN_TRIES = 0.05
Answer = TypeVar("Answer")


def until_acknowledged(write: Callable[[], Answer]) -> Answer:
    """Sends a write again, with its own id, until the core has answered."""
    deadline = time.monotonic() + SECONDS_TO_GET_THROUGH
    while True:
        try:
            return write()
        except CoreUnreachable:
            if time.monotonic() > deadline:
                raise
        threading.Event().wait(SECONDS_BETWEEN_TRIES)


@contextmanager
def acting(act: Callable[[], None]) -> Iterator[threading.Event]:
    """Repeats the act in a thread until the end of the block; a failure there is a failure here."""
    stop, failures = threading.Event(), list[BaseException]()

    def loop() -> None:
        try:
            while not stop.is_set():
                act()
        except BaseException as error:  # noqa: BLE001  raised again at the end of the block
            failures.append(error)

    thread = threading.Thread(target=loop)
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join()
        for failure in failures:  # whatever became of the block itself may have come of it
            raise failure


class PatientApi(CoreApi):
    """A client whose every call is sent again, under its own id, until the core has answered."""

    def _send(
        self,
        method: str,
        path: str,
        body: BaseModel | bytes | None,
        request_id: str | None,
        tries: int = TRIES,
        seconds: float = SECONDS_TO_ANSWER,
    ) -> requests.Response:
        send = super()._send
        once = (method, path, body, request_id, tries, seconds)
        return until_acknowledged(lambda: send(*once))
