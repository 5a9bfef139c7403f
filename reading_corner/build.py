"""The corner's composition root: settings in, a served application out."""

from __future__ import annotations

from flask import Flask

from devices.speech.voice import EspeakVoice
from queue_core.client.token import read_token
from queue_core.foundation.clock import system_clock
from queue_core.foundation.settings import ReadingCornerSettings
from reading_corner.app import create_app
from reading_corner.service.covers import Covers
from reading_corner.service.reading_aloud import ReadingAloud
from reading_corner.store.schema import prepare
from reading_corner.store.shelf import Shelf


def check(settings: ReadingCornerSettings) -> None:
    """Raises TokenMissing or ShelfUnusable: what would keep this corner from working."""
    read_token(settings.token_file)
    prepare(settings.database)


def build(settings: ReadingCornerSettings) -> Flask:
    """The application, with its voice ready."""
    shelf = Shelf(settings.database, system_clock)
    aloud = ReadingAloud(settings.database.with_name("clips"), EspeakVoice())
    app = create_app(shelf, Covers(settings.covers), aloud, settings.idle_seconds)
    aloud.start()
    return app
