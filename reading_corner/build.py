"""The corner's composition root: settings in, a served application out."""

from __future__ import annotations

import time

from flask import Flask

from devices.speech.voice import EspeakVoice
from queue_core.client.token import read_token
from queue_core.foundation.clock import system_clock
from queue_core.foundation.settings import ReadingCornerSettings
from reading_corner.app import create_app
from reading_corner.book_of_the_day import BookOfDays
from reading_corner.lending_desk import Core, lending_desk, open_hall, tellers, tellers_of_the_day
from reading_corner.office_accounts import OfficeAccounts
from reading_corner.routes.proposing import ProposingDesk
from reading_corner.service.browsing import Browsing
from reading_corner.service.covers import Covers
from reading_corner.service.digital import Digital
from reading_corner.service.keepers import Keepers
from reading_corner.service.looks import read_looks
from reading_corner.service.reading_aloud import ReadingAloud
from reading_corner.store.key import key_beside
from reading_corner.store.schema import prepare
from reading_corner.store.shelf import Shelf


def check(settings: ReadingCornerSettings) -> None:
    """Raises TokenMissing, ShelfUnusable or SettingsInvalid: what would keep this corner from working."""
    read_token(settings.token_file)
    prepare(settings.database)
    key_beside(settings.database)
    _digital(settings).check()


def build(settings: ReadingCornerSettings) -> Flask:
    """The application, with its link to the core listening and its voice ready."""
    shelf = Shelf(settings.database, system_clock)
    core = Core(settings.core, read_token(settings.token_file))
    hall, link = open_hall(core)
    desk = lending_desk(shelf, hall, core, key_beside(settings.database))
    proposing = ProposingDesk(core.waited_for(), hall.villages, system_clock)
    aloud = ReadingAloud(settings.database.with_name("clips"), EspeakVoice())
    covers, digital = Covers(settings.covers), _digital(settings)
    keepers = Keepers(OfficeAccounts(settings.core), time.monotonic)
    app = create_app(shelf, covers, digital, aloud, desk, proposing, keepers, settings.idle_seconds)
    aloud.start()
    link.start()
    office = desk.lending.readers.office
    browsing = Browsing(shelf, read_looks())
    books = BookOfDays(app, browsing, covers, lambda: office.today(shelf.clock()))
    for teller in (*tellers(desk, core), *tellers_of_the_day(desk, core, books)):
        teller.start()
    return app


def _digital(settings: ReadingCornerSettings) -> Digital:
    return Digital(settings.database.with_name("digital"))
