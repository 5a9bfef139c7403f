"""Puts together what lends: the desk on its shelf, the hall that it listens to, what it tells the core."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from importlib.metadata import version

from queue_core.access.wire import DeviceHealth
from queue_core.client.api import CoreApi
from queue_core.client.health import HealthTeller, Teller
from queue_core.client.link import LiveLink
from queue_core.tickets.wire.corner import BooksInHand, ShownBook
from queue_core.tickets.wire.reading import ToldReading
from reading_corner.book_of_the_day import BookOfDays
from reading_corner.queue import Hall, number_of_page
from reading_corner.routes.lending import LendingDesk
from reading_corner.rules.lending import LendingRules
from reading_corner.service.figures import this_month_and_the_one_before
from reading_corner.service.lending import Lending
from reading_corner.service.readers import Office, Readers
from reading_corner.service.stocktaking import StockTaking
from reading_corner.service.wishing import Wishing
from reading_corner.store.shelf import Shelf

LOOK_SECONDS = 60.0
"""What stands for a day is looked up no oftener."""


@dataclass(frozen=True)
class Core:
    """The core as this corner calls it: once for the hall and what is told of books, once for a page.

    Whoever stands at the tablet waits for a page: that call gives up soon.
    """

    address: str
    token: str

    def background(self) -> CoreApi:
        """For a thread of its own."""
        return CoreApi(self.address, self.token)

    def waited_for(self) -> CoreApi:
        """For somebody who waits."""
        return CoreApi(self.address, self.token, insists=False)


def lending_desk(shelf: Shelf, hall: Hall, core: Core, key: bytes) -> LendingDesk:
    """What the routes of lending stand on; `key` is what cards become tokens under (store/key.py)."""
    page_number = partial(number_of_page, core.waited_for().page)
    office = Office(hall.zone, hall.is_closed, page_number, hall.may_know)
    lending = Lending(shelf, Readers(key, office, shelf), LendingRules())
    return LendingDesk(lending, Wishing(lending), StockTaking(shelf), hall.number)


def open_hall(core: Core) -> tuple[Hall, LiveLink]:
    """The hall, and the link that keeps it up to date once it is started."""
    api = core.background()
    hall = Hall(api.office, api.closings)
    return hall, LiveLink(api, hall.changed)


def tellers(desk: LendingDesk, core: Core) -> tuple[Teller[BooksInHand], Teller[DeviceHealth]]:
    """What tells the core which numbers have a book, and that this corner is alive, once they are started."""
    books = Teller(core.background().tell_books, partial(books_in_hand, desk.lending))
    health = HealthTeller(core.background().tell_health, own_health)
    return books, health


def tellers_of_the_day(
    desk: LendingDesk, core: Core, books: BookOfDays
) -> tuple[Teller[ShownBook], Teller[ToldReading]]:
    """What tells the core the book of the day, and what was read, once they are started."""
    return (
        Teller(core.background().tell_book_of_the_day, books.shown, look_seconds=LOOK_SECONDS),
        Teller(core.background().tell_reading, partial(reading, desk.lending), look_seconds=LOOK_SECONDS),
    )


def reading(lending: Lending) -> ToldReading:
    """What was read this month and in the one before."""
    office = lending.readers.office
    return this_month_and_the_one_before(lending.shelf, office.zone(), office.today(lending.shelf.clock()))


def books_in_hand(lending: Lending) -> BooksInHand:
    """The numbers of today that have a book."""
    return BooksInHand(numbers=lending.numbers_with_books())


def own_health() -> DeviceHealth:
    """A corner has neither printer nor sound of its own to tell of: it is there, in this version."""
    return DeviceHealth(version=version("kerak-telor"))
