"""What this kiosk does by itself while the core is away: numbers under its own letter, and their slips."""

from __future__ import annotations

from typing import TypeVar

from babel.dates import format_datetime
from pydantic import BaseModel, ValidationError

from kiosk.book import Book, Given
from kiosk.errors import BookNotUsable
from kiosk.offers import SHUT, offers_alone
from kiosk.officetime import OfficeTime
from queue_core.access.wire import OwnNumbers
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.client.state import Link
from queue_core.foundation.identifiers import new_page_key
from queue_core.foundation.messages import DEFAULT_LANGUAGE
from queue_core.foundation.profile import Profile
from queue_core.tickets.rules.hours import Standing
from queue_core.tickets.wire.availability import Availability, ServiceAvailability
from queue_core.tickets.wire.office import OfficeView
from queue_core.tickets.wire.offline import OfflineLetter, OfflineTicket
from queue_core.tickets.wire.slips import Blank
from queue_core.tickets.wire.tickets import NewTicket, SlipLine

Kept = TypeVar("Kept", bound=BaseModel)


class Alone:
    """The kiosk on its own. What it knows of the office stands in its book, so that it outlives a restart."""

    def __init__(self, book: Book, time: OfficeTime) -> None:
        self.book = book
        self._time = time
        self._office = _read(book, "office", OfficeView)
        self._offers = _read(book, "offers", Availability)
        self._marks: dict[str, float] = {}

    @property
    def office(self) -> OfficeView | None:
        """The office as it was told last, by this or an earlier run of the program."""
        return self._office

    @property
    def is_ready(self) -> bool:
        """Whether numbers can be given by itself."""
        return self._office is not None and bool(self._office.pages) and self.book.letter is not None

    def learn_office(self, office: OfficeView) -> None:
        """Keeps the office."""
        if office != self._office:
            self._office = office
            self.book.keep("office", office.model_dump_json())

    def learn_offers(self, told: Availability) -> None:
        """Keeps which services are open today; what is left of them is of no use later."""
        known = self._offers
        if known is None or known.day != told.day or _shut(known) != _shut(told):
            self.book.keep("offers", told.model_dump_json())
        self._offers = told

    def learn_time(self, link: Link) -> None:
        """Takes the core's time."""
        self._time.take(link)

    def learn_letter(self, letter: OfflineLetter) -> None:
        """Keeps the letter, and since when the core has heard of no number under it."""
        self._time.keep_heard(letter.at)
        self.book.take_letter(letter, self._profile().queue.last_number)

    def offers(self) -> dict[str, ServiceAvailability]:
        """What every service has to give now, as far as it can be known here."""
        return {} if self._office is None else offers_alone(self._profile(), self._offers, self._time.now())

    def give(self, new: NewTicket, request_id: str) -> Given:
        """A number, for good. Raises Refused outside of hours or when all are given, else CoreUnreachable."""
        if not self.is_ready:
            raise CoreUnreachable
        offer = self.offers().get(new.service)
        if offer is None or offer.standing is Standing.NEEDS_CORE or new.next_day:
            raise CoreUnreachable("Only the core knows whether there is a number.")
        if offer.standing is not Standing.OPEN:
            raise Refused("outside-hours", "", "", 409)
        most = self._profile().queue.last_number
        mark = self._time.mark()
        given = self.book.give(new, request_id, new_page_key(), self._time.now(), most)
        if given is None:
            raise Refused("lane-full", "", "", 409)
        self._marks[request_id] = mark
        return given

    def to_enter(self, given: Given, wish: NewTicket) -> OfflineTicket:
        """The ticket as the core is told of it; its time by the core's own clock if that was heard since."""
        mark = self._marks.get(given.request_id)
        return OfflineTicket(
            book=self.book.id,
            letter=given.letter,
            serial=given.serial,
            page_key=given.page_key,
            issued_at=(mark is not None and self._time.at(mark)) or given.issued_at,
            instead_of=given.request_id,
            wish=wish,
        )

    def forget(self, given: Given) -> None:
        """The ticket has entered: its mark is needed no longer."""
        self._marks.pop(given.request_id, None)

    def note_slip(self, given: Given, outcome: str) -> int | None:
        """Keeps what became of the slip; the core's id of the ticket if it has entered meanwhile."""
        try:
            return self.book.note_slip(given.request_id, outcome)
        except BookNotUsable:  # the number stands, and is told
            return None

    def page(self, given: Given) -> str:
        """The address of the ticket's page."""
        return f"{self._office.pages if self._office else ''}{given.page_key}"

    def slip(self, given: Given) -> tuple[SlipLine, ...]:
        """The slip of a number, from the one that the core has handed over."""
        if self._office is None:
            return ()
        slips, zone = self._office.offline_slips, self._profile().office.zone
        language = given.language if given.language in slips else DEFAULT_LANGUAGE
        service = self._profile().service(given.service)
        names = service.name if service else {}
        lines = slips.get(language, ())
        pattern = next((line.text for line in lines if line.blank is Blank.WHEN), "")
        words = {
            Blank.NUMBER: given.number,
            Blank.SERVICE: names.get(language, names.get(DEFAULT_LANGUAGE, "")),
            Blank.WHEN: format_datetime(given.issued_at.astimezone(zone), pattern, locale=language),
            Blank.PAGE: self.page(given),
        }
        return tuple(line.filled_in(words) for line in lines)

    def health(self) -> OwnNumbers | None:
        """What the staff are told; None for an office whose kiosks give no numbers by themselves."""
        if self._office is None or not self._profile().queue.offline_letters:
            return None
        tally = self.book.tally()
        return OwnNumbers(
            letter=self.book.letter,
            waiting=tally.waiting,
            entered=tally.entered,
            refused=tally.refused,
            kept=self.book.is_durable,
        )

    def _profile(self) -> Profile:
        if self._office is None:
            raise CoreUnreachable
        return self._office.profile


def _shut(told: Availability) -> set[str]:
    return {one.service for one in told.services if one.standing in SHUT}


def _read(book: Book, name: str, model: type[Kept]) -> Kept | None:
    text = book.kept(name)
    try:
        return None if text is None else model.model_validate_json(text, extra="ignore")
    except ValidationError:  # kept by another version of the program
        return None
