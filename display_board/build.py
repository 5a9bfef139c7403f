"""The board's composition root: settings in, a served application out."""

from __future__ import annotations

import time
from dataclasses import dataclass

from flask import Flask
from flask_socketio import SocketIO

from devices.errors import BadAddress
from devices.speech.open import open_speaker
from devices.speech.port import Speaker
from devices.speech.shelf import ClipShelf
from devices.speech.voice import EspeakVoice
from display_board.announcer import Announcer
from display_board.app import create_app, push_to_pages
from display_board.health import health_of
from display_board.screen import Screen
from queue_core.client.api import CoreApi
from queue_core.client.health import HealthTeller
from queue_core.client.link import LiveLink
from queue_core.client.token import read_token
from queue_core.foundation.errors import SettingsInvalid
from queue_core.foundation.messages import load_catalogues
from queue_core.foundation.settings import BoardSettings

CLIPS_KEPT = 2000
SILENT = "none"
PING_SECONDS = 5


@dataclass(frozen=True)
class Means:
    """What the settings name and must be there before the board can start."""

    token: str
    speaker: Speaker | None


def read_means(settings: BoardSettings) -> Means:
    """The device's token and the loudspeaker. Raises TokenMissing or SettingsInvalid."""
    return Means(read_token(settings.token_file), _speaker(settings.speaker))


def build(settings: BoardSettings, means: Means) -> Flask:
    """The application, listening to the core and ready to speak."""
    api = CoreApi(settings.core, means.token)
    announcer = Announcer(ClipShelf(settings.clips, EspeakVoice(), CLIPS_KEPT), means.speaker)
    screen = Screen(api.office, announcer, load_catalogues("display_board"), time.monotonic)
    app = create_app(screen)
    socketio = SocketIO(app, async_mode="gevent", ping_interval=PING_SECONDS, ping_timeout=PING_SECONDS)
    push_to_pages(socketio, screen)
    announcer.start(screen.repaint)
    HealthTeller(CoreApi(settings.core, means.token).tell_health, lambda: health_of(announcer.sound)).start()
    LiveLink(api, screen.link_changed).start()
    return app


def _speaker(address: str) -> Speaker | None:
    if address == SILENT:
        return None
    try:
        return open_speaker(address)
    except BadAddress as error:
        remedy = f"{error.remedy} {SILENT!r} is for a board that shall not speak."
        raise SettingsInvalid(f"board.speaker: {error.sentence}", remedy=remedy) from None
